using System.Globalization;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Reading.Delimited;

/// <summary>Delimited text as the table it was meant to be: its texts untouched, its damage mended where that is plain.</summary>
/// <param name="Encoding">IANA name.</param>
/// <param name="Tables">In their order; a second header begins a second table.</param>
/// <param name="Problems">Lines that were mended (warnings), and what could not be read.</param>
public sealed record RecordDocument(string Encoding, string Dialect, IReadOnlyList<RecordTable> Tables, IReadOnlyList<Problem> Problems);

/// <summary>One table of records.</summary>
/// <param name="Header">Of several header lines each column's texts joined by a space; empty where the file has none.</param>
/// <param name="Rows">As many fields as the header, more where a line had more that could not be told apart.</param>
/// <param name="Notes">Lines above and below that are no records.</param>
public sealed record RecordTable(IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<string> Notes)
{
    /// <summary>How many of the notes stand above.</summary>
    public int Above { get; init; }

    /// <summary>How many of the notes stand below.</summary>
    public int Below { get; init; }
}

/// <summary>Tells header, records and notes of a delimited text apart.</summary>
internal static class RecordTables
{
    private const int LongestHeader = 5;

    // More headers than this are records.
    private const int MostTables = 100;

    private static readonly string[] NoteWords = ["nguồn", "ghi chú", "chú thích", "source", "note"];

    /// <summary>The tables that one part of a text holds.</summary>
    /// <param name="records">Of one width, as far as they are records.</param>
    public static List<RecordTable> Of(List<List<string>> records, Dialect dialect, IReadOnlyList<string> remarks)
    {
        var tables = new List<RecordTable>();
        for (var at = 0; at < records.Count;)
        {
            var notes = at == 0 ? remarks.ToList() : [];
            var start = SkipNotes(records, at, dialect, notes);
            var least = Math.Min(dialect.Width, 2);
            if (records[start].Count < least)
            {
                RecordFit.To(records[start], 2);
            }

            var width = Math.Max(dialect.Width, 1);
            var repeated = records.Skip(start + 1).TakeWhile(record => record.SequenceEqual(records[start])).Take(LongestHeader - 1)
                .Count();
            var columns = ColumnShape.Of(records.Skip(start + 1 + repeated).Where(record => !record.SequenceEqual(records[start])), width);
            var end = HeaderEnd(records, start, repeated, columns);
            var header = JoinHeader(records[start..end]);
            if (end == start && start > at && columns.Length > 2 && WordsOf(records[start - 1], dialect) is { } words
                && words.Count == columns.Length)
            {
                // A title has as many words as there are columns by chance; right above records that have no header it is one.
                header = words;
                notes.RemoveAt(notes.Count - 1);
            }

            var above = notes.Count;
            var next = end;
            while (next < records.Count && !(header.Count > 0 && tables.Count < MostTables && Repeats(records[next], header)))
            {
                next++;
            }

            var last = next;
            while (last > end + 1 && (records[last - 1].Count < least || (header.Count > 2 && IsNote(records[last - 1], columns))))
            {
                last--;
            }

            notes.AddRange(records[last..next].Select(record => string.Join(' ', record.Where(field => field.Length > 0))));
            var rows = records[end..last].ConvertAll(record => RecordFit.To(record, Math.Max(header.Count, width)));
            if (header.Count > 0)
            {
                RecordFit.To(header, width);
            }

            DropMargins(header, rows);
            Normalise(rows, dialect);
            tables.Add(new(header, rows, notes) { Above = above, Below = next - last });
            at = next;
        }

        return tables;
    }

    private static int SkipNotes(List<List<string>> records, int at, Dialect dialect, List<string> notes)
    {
        var width = records.Skip(at).Max(record => record.Count);
        var (few, least) = (Math.Max(1, width / 3), Math.Min(dialect.Width, 2));
        var lastFilled = records.FindLastIndex(record => Filled(record) > few);
        var start = at;
        while (start < lastFilled && Filled(records[start]) <= few && (width > 2 || records[start].Count < least))
        {
            notes.Add(string.Join(' ', records[start++].Where(field => field.Length > 0)));
        }

        return start;
    }

    /// <summary>The record after the last line of the header; the first where there is none.</summary>
    private static int HeaderEnd(List<List<string>> records, int start, int repeated, ColumnShape[] columns)
    {
        var first = start + 1 + repeated;
        var end = start;
        for (var lines = Math.Min(LongestHeader, records.Count - start - 1); lines > 1 && end == start; lines--)
        {
            // What stands below decides; in a short table lines of the header must not speak for their own columns.
            var below = ColumnShape.Of(records.Skip(start + lines), columns.Length);
            end = Enumerable.Range(start, lines).All(at => ColumnShape.IsHeader(records[at], below, at == start, alone: false))
                ? start + lines : start;
        }

        if (end == start && ColumnShape.IsHeader(records[start], columns, first: true, alone: first == records.Count))
        {
            end++;
        }

        // A line that comes twice is a header said twice only where the columns tell it from records.
        return repeated == 0 || end == start ? end
            : Array.Exists(columns, column => column.HasDigits) ? Math.Max(end, first)
            : start;
    }

    /// <summary>
    /// Each column's texts from top to bottom. A text that has nothing beside it heads the columns to its right as far as
    /// they have names of their own below.
    /// </summary>
    private static List<string> JoinHeader(List<List<string>> lines)
    {
        var header = new List<string>();
        var groups = new string[lines.Count];
        for (var column = 0; lines.Count > 0 && column < lines.Max(line => line.Count); column++)
        {
            var texts = new List<string>();
            for (var level = 0; level < lines.Count; level++)
            {
                var text = At(lines[level], column);
                var isNamedBelow = lines.Skip(level + 1).Any(line => At(line, column).Length > 0);
                groups[level] = text.Length > 0 ? (isNamedBelow ? text : "") : isNamedBelow ? groups[level] ?? "" : "";
                texts.Add(text.Length > 0 ? text : groups[level]);
            }

            header.Add(string.Join(' ', texts.Where(text => text.Length > 0)));
        }

        return header;

        static string At(List<string> line, int column) => column < line.Count ? line[column] : "";
    }

    private static List<string>? WordsOf(List<string> record, Dialect dialect) =>
        (dialect with { Delimiter = " " }).Parse(record[0]) is { IsOpen: false } words ? words.Fields : null;

    /// <summary>Text at the start of a line and nothing like a figure where the others have figures.</summary>
    private static bool IsNote(List<string> record, ColumnShape[] columns)
    {
        var filled = Filled(record);
        if (record[0].Length == 0)
        {
            return false;
        }

        if (filled == 1)
        {
            // A label whose figures are missing is a record, at the end as in the middle.
            return columns[0].HasDigits
                ? columns[0].Fit(record[0], '"') < 0.5
                : record.Count < columns.Length ? columns.Skip(1).Any(column => column.IsFilled) : IsWordedAsNote(record[0]);
        }

        return filled <= record.Count / 3 && Array.Exists(columns, column => column.HasDigits)
            && !columns.Zip(record).Any(pair => pair.First.HasDigits && pair.Second.Length > 0 && pair.First.Fit(pair.Second, '"') >= 0.5);
    }

    private static bool IsWordedAsNote(string text) =>
        text.Contains(": ", StringComparison.Ordinal) || text[0] is '*' or '('
        || NoteWords.Any(word => text.StartsWith(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Columns at the edges without a name or anything else: every line begins or ends with a delimiter.</summary>
    private static void DropMargins(List<string> header, List<List<string>> rows)
    {
        foreach (var edge in new[] { ^1, new Index(0) })
        {
            while (header.Count > 1 && header[edge].Length == 0
                && rows.TrueForAll(row => row.Count == header.Count && row[edge].Length == 0))
            {
                rows.ForEach(row => row.RemoveAt(edge.GetOffset(row.Count)));
                header.RemoveAt(edge.GetOffset(header.Count));
            }
        }
    }

    private static int Filled(List<string> record) => record.Count(field => field.Length > 0);

    private static bool Repeats(List<string> record, List<string> header)
    {
        var named = header.Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        return named.Count > 1 && named.Count(name => record.Contains(name)) * 2 > named.Count;
    }

    /// <summary>
    /// Columns of nothing but numbers get decimal points where they have commas; numbers that are plain already, and all
    /// else, stay as they are.
    /// </summary>
    private static void Normalise(List<List<string>> rows, Dialect dialect)
    {
        var width = rows.Select(row => row.Count).DefaultIfEmpty().Max();
        var tallies = new VietnameseNumber.Tally[width];
        var all = default(VietnameseNumber.Tally);
        var isNumeric = new bool[width];
        for (var k = 0; k < width; k++)
        {
            var (numbers, others) = (0, 0);
            foreach (var row in rows)
            {
                if (k < row.Count && !VietnameseNumber.IsMissing(row[k]) && !VietnameseNumber.IsNil(row[k]))
                {
                    var evidence = row[k].Length <= 40 ? VietnameseNumber.Weigh(row[k]) : VietnameseNumber.Evidence.None;
                    _ = evidence == VietnameseNumber.Evidence.None || row[k].Contains('%') ? others++ : numbers++;
                    tallies[k].Add(evidence);
                }
            }

            // One damaged field does not make text of a column of numbers.
            isNumeric[k] = numbers > 0 && (others * 20 <= numbers || IsStrayAlone(rows, k, others));
            foreach (var row in rows.Where(row => isNumeric[k] && k < row.Count))
            {
                all.Add(VietnameseNumber.Weigh(row[k]));
            }
        }

        var usual = all.Convention(dialect.Delimiter == "," ? '.' : ',');
        foreach (var row in rows)
        {
            for (var k = 0; k < row.Count; k++)
            {
                if (isNumeric[k])
                {
                    row[k] = Normal(row[k], tallies[k].Convention(usual), dialect.Quote);
                }
            }
        }

        // What is no number only for a quote at its edge makes no text of its column.
        bool IsStrayAlone(List<List<string>> rows, int k, int others) =>
            others == rows.Count(row => k < row.Count && StrayQuotes.Without(row[k], dialect.Quote) is var text
                && text.Length < row[k].Length && VietnameseNumber.Weigh(text) != VietnameseNumber.Evidence.None);
    }

    private static string Normal(string field, char convention, char quote)
    {
        var text = StrayQuotes.Without(field, quote);
        return (text.Contains(convention == ',' ? '.' : ',') || (convention == ',' && text.Contains(',')) || text.Contains(' '))
            && VietnameseNumber.TryParse(text, convention, out var value) ? value.ToString("R", CultureInfo.InvariantCulture)
            : VietnameseNumber.IsMissing(field) ? ""
            : VietnameseNumber.IsNil(field) ? "0"
            : field;
    }
}
