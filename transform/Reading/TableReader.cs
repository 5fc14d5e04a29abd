namespace Plan86.Transform;

/// <summary>Reads a workbook or delimited text, however messy, into tables whose every number has an address.</summary>
internal static class TableReader
{
    /// <summary>
    /// Reads all sheets. The format is told from the content, not the name. What is wrong with the data comes back
    /// as <see cref="TableDocument.Problems"/>; only cancellation is thrown.
    /// </summary>
    /// <param name="open">Opens the bytes from the start; seekable, may be called again.</param>
    public static TableDocument Read(Func<Stream> open, string fileName, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var problems = new List<Problem>();
        var tables = new List<Table>();
        using var bytes = open();
        var budget = new ReadingBudget(1L << 30, 5_000_000);
        var first = bytes.ReadByte();
        bytes.Position = 0;
        var sheets = first == 0xD0 ? XlsSheets.Read(bytes, budget, problems.Add, ct) : XlsxSheets.Read(bytes, budget, problems.Add, ct);
        var tcvn3 = new Tcvn3();
        foreach (var sheet in sheets)
        {
            var number = 0;
            foreach (var region in TableFinder.Find(SheetLines.Of(sheet, tcvn3)))
            {
                var table = TableBuilder.Build(sheet, region, number + 1, tables.Count > 0 ? tables[^1] : null);
                if (table.Rows.Count > 0)
                {
                    number++;
                    tables.Add(table);
                }
            }
        }

        return new TableDocument(first == 0xD0 ? "xls" : "xlsx", tables, problems);
    }
}
