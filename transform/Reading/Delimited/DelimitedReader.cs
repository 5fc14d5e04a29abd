using System.Globalization;
using System.Text;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Reading.Delimited;

/// <summary>
/// Reads delimited text of any dialect: the one door. One decision on the dialect and one reader of records serve what is
/// shown of a file, its tables and its figures; lines that disagree with the others are mended where that is plain, and named.
/// </summary>
public static class DelimitedReader
{
    // Whole in memory, with an object a field: what a person would look at. Longer files go by the reader of records.
    private const int LongestText = 1 << 26;

    private const int MostKnown = 10_000;

    /// <summary>Returns the whole text as tables of records.</summary>
    /// <param name="open">Opens the bytes from the start; seekable.</param>
    public static RecordDocument Read(Func<Stream> open, CancellationToken ct)
    {
        using var bytes = open();
        var encoding = TextEncoding.Detect(bytes, ct);
        using var records = Open(bytes, encoding);
        var problems = records.Damage is { } damage ? new List<Problem> { damage } : [];
        var parts = new List<(Dialect Dialect, List<List<string>> Records)>();
        var length = 0L;
        while (records.Read())
        {
            if (records.Line % 1024 == 0)
            {
                ct.ThrowIfCancellationRequested();
            }

            length += records.Original.Length;
            if (length > LongestText)
            {
                return new(encoding.WebName, "", [], [WorkbookProblems.TooLarge($"> {LongestText}")]);
            }

            if (parts.Count == 0 || records.BeginsTable)
            {
                parts.Add((records.Dialect, []));
            }

            Name(records, problems.Add, keptOut: false);
            parts[^1].Records.Add(records.ToList());
        }

        if (records.Fault is { } fault)
        {
            problems.Add(WorkbookProblems.DamagedText(records.Place("", 0), fault));
        }

        if (parts.Count == 0 && records.Comments.Count == 0)
        {
            return new(encoding.WebName, "", [], [.. problems, WorkbookProblems.Empty()]);
        }

        var decode = Decoder(parts.SelectMany(part => part.Records).SelectMany(record => record).Concat(records.Comments), encoding);
        var remarks = records.Comments.Select(comment => decode(comment)).ToList();
        var tables = parts.SelectMany((part, i) =>
            RecordTables.Of(part.Records.ConvertAll(record => record.ConvertAll(field => decode(field))), part.Dialect,
                i == 0 ? remarks : [])).ToList();
        if (tables.Count == 0)
        {
            tables.Add(new([], [], remarks) { Above = remarks.Count });
        }

        return new(encoding.WebName, parts.Count > 0 ? parts[0].Dialect.ToString() : "", tables, problems);
    }

    /// <summary>Returns the records of a text, from its start; whoever takes them sees one at a time.</summary>
    /// <param name="repairs">False where a source wants its lines as they are.</param>
    /// <param name="sheet">The ZIP's member it is read from; else null.</param>
    internal static DelimitedRecords Open(Stream bytes, Encoding encoding, bool repairs = true, string? sheet = null)
    {
        bytes.Position = 0;
        var text = new StreamReader(bytes, encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16, leaveOpen: true);
        return DelimitedRecords.Open(text, encoding, repairs, sheet);
    }

    /// <summary>Reads all records as one sheet without a name; the format's name tells the delimiter.</summary>
    /// <param name="bytes">Seekable.</param>
    internal static (Sheet Sheet, string Format, char Delimiter) ReadSheet(
        Stream bytes, ReadingBudget budget, Action<Problem> report, bool repairs, CancellationToken ct)
    {
        var encoding = TextEncoding.Detect(bytes, ct);
        using var records = Open(bytes, encoding, repairs);
        var sheet = new Sheet("", false);
        if (records.Damage is { } damage)
        {
            report(damage);
        }

        // Codes, places and statuses repeat on every line: one object for each while there are not too many.
        var known = new Dictionary<string, SheetText>(StringComparer.Ordinal);
        var lookup = known.GetAlternateLookup<ReadOnlySpan<char>>();
        records.Remark = (line, comment) => Add(line, row => Keep(row, 0, $"# {comment}"));
        while (records.Read())
        {
            if (records.Number % 1024 == 0)
            {
                ct.ThrowIfCancellationRequested();
            }

            Name(records, report, keptOut: false);
            Add(records.Line, row =>
            {
                for (var i = 0; i < records.Count; i++)
                {
                    Keep(row, i, records.Mended is not null ? WithoutStray(records[i].ToString())
                        : records.IndentOf(i) is > 0 and var indent ? $"{new string(' ', indent)}{records[i]}"
                        : records[i]);
                }
            });
        }

        if (records.Fault is { } fault)
        {
            report(WorkbookProblems.DamagedText(records.Place("", 0), fault));
        }

        var delimiter = records.Dialect.Delimiter[0];
        return (sheet, delimiter == '\t' ? "tsv" : "csv", delimiter);

        void Add(int line, Action<SheetRow> fill)
        {
            var row = new SheetRow(records.Number, line, false);
            fill(row);
            if (row.Cells.Count > 0)
            {
                sheet.Rows.Add(row);
            }
        }

        void Keep(SheetRow row, int column, ReadOnlySpan<char> field)
        {
            if (field.IsWhiteSpace())
            {
                return;
            }

            if (!lookup.TryGetValue(field, out var stored))
            {
                stored = new SheetText(field.ToString());
                if (known.Count < MostKnown)
                {
                    known.Add(stored.Stored, stored);
                }
            }

            row.Cells.Add(new SheetCell(column + 1, null, stored, CellStyle.None));
            budget.Cell();
        }

        // A figure is a figure though a quote sticks to it; a text stays as it stands.
        string WithoutStray(string field) =>
            StrayQuotes.Without(field, records.Dialect.Quote) is var text && VietnameseNumber.Weigh(text) != VietnameseNumber.Evidence.None
                ? text : field;
    }

    /// <summary>Says of the current record that it was mended, or could not be.</summary>
    private static void Name(DelimitedRecords records, Action<Problem> report, bool keptOut)
    {
        if (records.Mended is { } what)
        {
            report(Repairs.Warning(records.Place("", 0), records.Original, what));
        }
        else if (records.IsDamaged)
        {
            report(Repairs.Damaged(records.Place("", 0), records.Original, records.Dialect.Width, keptOut));
        }
    }

    /// <summary>What looks like Latin-1 may be TCVN3.</summary>
    private static Func<string, string> Decoder(IEnumerable<string> fields, Encoding encoding)
    {
        if (encoding.CodePage != Encoding.Latin1.CodePage)
        {
            return field => field;
        }

        var tcvn3 = new Tcvn3();
        var texts = fields.Distinct(StringComparer.Ordinal).ToDictionary(text => text, text => new SheetText(text), StringComparer.Ordinal);
        foreach (var text in texts.Values)
        {
            tcvn3.Weigh(text, "");
        }

        return field => tcvn3.Decode(texts[field], "");
    }
}
