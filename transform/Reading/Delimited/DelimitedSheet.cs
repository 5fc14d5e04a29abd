using System.Buffers;
using System.Text;
using Plan86.Transform.Reading.Layout;

namespace Plan86.Transform.Reading.Delimited;

/// <summary>Reads delimited text of any dialect.</summary>
internal static class DelimitedSheet
{
    private const int Sample = 1 << 16;
    private const int MostKnown = 10_000;

    /// <summary>Reads all records as one sheet without a name; the format's name tells the delimiter.</summary>
    /// <param name="bytes">Seekable.</param>
    public static (Sheet Sheet, string Format, char Delimiter) Read(
        Stream bytes, ReadingBudget budget, Action<Problem> report, CancellationToken ct)
    {
        var encoding = TextEncoding.Detect(bytes, ct);
        var dialect = SniffFrom(bytes, encoding);
        bytes.Position = 0;
        var sheet = new Sheet("", false);
        using var text = new StreamReader(bytes, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        using var records = new CsvRecords(text, dialect.Delimiter, dialect.Quote, dialect.Escape, isLax: true);

        // Codes, places and statuses repeat on every line: one object for each while there are not too many.
        var known = new Dictionary<string, SheetText>(StringComparer.Ordinal);
        var lookup = known.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var record = 1; records.Read(); record++)
        {
            if (record % 1024 == 0)
            {
                ct.ThrowIfCancellationRequested();
            }

            var row = new SheetRow(record, records.Line, false);
            for (var i = 0; i < records.Count; i++)
            {
                var field = records[i];
                if (field.IsWhiteSpace())
                {
                    continue;
                }

                if (!lookup.TryGetValue(field, out var stored))
                {
                    stored = new SheetText(field.ToString());
                    if (known.Count < MostKnown)
                    {
                        known.Add(stored.Stored, stored);
                    }
                }

                row.Cells.Add(new SheetCell(i + 1, null, stored, CellStyle.None));
                budget.Cell();
            }

            if (row.Cells.Count > 0)
            {
                sheet.Rows.Add(row);
            }
        }

        if (records.Fault is { } fault)
        {
            report(WorkbookProblems.DamagedText($"L{records.Line}", fault));
        }

        return (sheet, dialect.Delimiter == '\t' ? "tsv" : "csv", dialect.Delimiter);
    }

    private static Dialect SniffFrom(Stream bytes, Encoding encoding)
    {
        bytes.Position = 0;
        using var text = new StreamReader(bytes, encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 12, leaveOpen: true);
        var buffer = ArrayPool<char>.Shared.Rent(Sample);
        var length = text.ReadBlock(buffer, 0, Sample);
        var sample = new string(buffer, 0, length);
        ArrayPool<char>.Shared.Return(buffer);
        return Dialect.Sniff(sample, length < Sample);
    }
}
