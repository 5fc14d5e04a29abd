using System.Text;
using Plan86.Transform.Reading.Layout;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Reading.Delimited;

/// <summary>Delimited text as the table it was meant to be: its texts untouched, its damage mended where that is plain.</summary>
/// <param name="Encoding">IANA name.</param>
/// <param name="Tables">In their order; a second header begins a second table.</param>
public sealed record RecordDocument(string Encoding, string Dialect, IReadOnlyList<RecordTable> Tables, IReadOnlyList<Problem> Problems);

/// <summary>One table of records.</summary>
/// <param name="Header">Of several header lines each column's texts joined by a space; empty where the file has none.</param>
/// <param name="Rows">As many fields as the header, more where a line had more that could not be told apart.</param>
/// <param name="Notes">Lines above and below that are no records.</param>
public sealed record RecordTable(IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<string> Notes);

/// <summary>
/// Reads delimited text of any dialect. Dialect and width are what most lines agree on; a line that disagrees (a stray
/// quote, a delimiter too many or too few, another delimiter) is read again in every way that gives it the common width,
/// and the way whose fields look most like their columns counts.
/// </summary>
public static class RecordText
{
    private const int SampleLines = 500;
    private const int LongestHeader = 5;
    private const int LongestJoin = 100;

    // More headers than this are records.
    private const int MostTables = 100;

    // Of more quotes left open than this each is a character.
    private const int MostOpen = 1_000;

    // Whole in memory, with an object a field: what a person would look at. Longer files go by the reader of records.
    private const int LongestText = 1 << 26;

    /// <param name="open">Opens the bytes from the start; seekable.</param>
    public static RecordDocument Read(Func<Stream> open, CancellationToken ct)
    {
        using var bytes = open();
        var encoding = TextEncoding.Detect(bytes, ct);
        using var reader = new StreamReader(bytes, encoding, detectEncodingFromByteOrderMarks: true);
        var lines = new List<string>();
        var length = 0L;
        while (reader.ReadLine() is { } line)
        {
            length += line.Length;
            if (length > LongestText)
            {
                return new(encoding.WebName, "", [], [WorkbookProblems.TooLarge($"> {LongestText}")]);
            }

            // What windows-1258 spells with two characters is one letter.
            lines.Add(encoding.CodePage == TextEncoding.Windows1258 ? line.Normalize() : line);
        }

        if (lines.TrueForAll(string.IsNullOrWhiteSpace))
        {
            return new(encoding.WebName, "", [], [WorkbookProblems.Empty()]);
        }

        var form = RecordForm.Sniff([.. lines.Where(line => !string.IsNullOrWhiteSpace(line)).Take(SampleLines)]);
        var mender = new RecordMender();
        var parts = Parts(Records(lines, form, ct), form).ConvertAll(part => (part.Form, Records: part.Records.ConvertAll(record => Whole(record, part, ct))));
        if (encoding.CodePage == Encoding.Latin1.CodePage)
        {
            // What looks like Latin-1 may be TCVN3.
            var tcvn3 = new Tcvn3();
            var texts = parts.SelectMany(part => part.Records.SelectMany(record => record)).Distinct(StringComparer.Ordinal)
                .ToDictionary(text => text, text => new SheetText(text), StringComparer.Ordinal);
            foreach (var text in texts.Values)
            {
                tcvn3.Weigh(text, "");
            }

            parts = parts.ConvertAll(part => (part.Form, part.Records.ConvertAll(record => record.ConvertAll(field => tcvn3.Decode(texts[field], "")))));
        }

        return new(encoding.WebName, form.ToString(), [.. parts.SelectMany(part => Tables(part.Records, part.Form))], []);

        List<string> Whole(Record record, Part part, CancellationToken ct)
        {
            ct.ThrowIfCancellationRequested();
            var isFirst = ReferenceEquals(record.Line, part.Records[0].Line);
            var isWhole = !record.IsOpen && !record.IsOdd && record.Fields.Count == part.Form.Width && !HoldsQuote(record.Fields, part.Columns, part.Form.Quote);
            var fields = isWhole ? record.Fields : mender.Mend(record.Line, record.Fields, record.IsOpen, isFirst, part.Form, part.Columns);
            return RecordMender.Bare(fields, isFirst, part.Columns, part.Form.Quote);
        }
    }

    /// <summary>A table among those that stand below each other, with what its columns look like.</summary>
    private readonly record struct Part(RecordForm Form, List<Record> Records, ColumnShape[] Columns);

    /// <param name="Line">Perhaps several lines of the file.</param>
    /// <param name="IsOpen">A quote that nothing closes.</param>
    /// <param name="IsOdd">A quote inside quotes that is written otherwise than in most lines.</param>
    /// <param name="AfterBlank">The line before it holds nothing.</param>
    private readonly record struct Record(string Line, List<string> Fields, bool IsOpen, bool IsOdd, bool AfterBlank);

    private static List<Record> Records(List<string> lines, RecordForm form, CancellationToken ct)
    {
        var records = new List<Record>();
        var columns = ColumnShape.Of(Joined(lines, form).Select(record => record.Fields), form.Width);
        var (afterBlank, open) = (false, 0);
        for (var i = 0; i < lines.Count; i++)
        {
            if (i % 1024 == 0)
            {
                ct.ThrowIfCancellationRequested();
            }

            var (line, read) = (lines[i], form.Parse(lines[i]));
            if (read.IsOpen && open < MostOpen)
            {
                if (form.Join(lines, i, LongestJoin) is { } joined && joined.Read.Fields.Count == form.Width && !StandsAlone(lines, i, joined.Read.Fields, form, columns))
                {
                    (line, read) = (joined.Text, joined.Read);
                    i += joined.Lines - 1;
                }
                else
                {
                    open++;
                }
            }

            var isBlank = read.Fields.TrueForAll(string.IsNullOrWhiteSpace);
            if (!isBlank)
            {
                records.Add(new(line, read.Fields, read.IsOpen, read.IsOdd, afterBlank));
            }

            afterBlank = isBlank;
        }

        return records;
    }

    /// <summary>The first records, every quote left open taken to go on below.</summary>
    private static IEnumerable<RecordForm.Parsed> Joined(List<string> lines, RecordForm form)
    {
        for (var i = 0; i < Math.Min(lines.Count, SampleLines); i++)
        {
            var read = form.Parse(lines[i]);
            if (read.IsOpen && form.Join(lines, i, LongestJoin) is { } joined && joined.Read.Fields.Count == form.Width)
            {
                read = joined.Read;
                i += joined.Lines - 1;
            }

            if (!read.IsOpen)
            {
                yield return read;
            }
        }
    }

    /// <summary>Whether the next line is a record of its own: then a quote left open is a stray one.</summary>
    private static bool StandsAlone(List<string> lines, int at, List<string> joined, RecordForm form, ColumnShape[] columns)
    {
        var next = form.Parse(lines[at + 1]);
        if (form.Width == 1 || next.Fields.Count != form.Width || next.IsOpen)
        {
            return false;
        }

        var gain = ColumnShape.Score(columns, next.Fields, form.Quote) - ColumnShape.Score(columns, joined, form.Quote);
        return gain > 0.5 || (gain > -0.5 && Enumerable.Range(0, form.Width).Any(field => form.Parse(lines[at], field) is var read && read.Fields.Count == form.Width && !read.IsOpen));
    }

    /// <summary>The tables of different widths that stand below each other.</summary>
    private static List<Part> Parts(List<Record> records, RecordForm form)
    {
        var parts = new List<Part>();
        var (start, hasRecords) = (0, false);
        for (var at = 0; at <= records.Count; at++)
        {
            if (at == records.Count || (hasRecords && BeginsAnother(records, at, form)))
            {
                var part = records[start..at];
                parts.Add(new(form, part, ColumnShape.Of(part.Skip(part.Count > 3 ? 1 : 0).Where(record => !record.IsOpen).Select(record => record.Fields), form.Width)));
                (start, form) = (at, at < records.Count ? form with { Width = records[at].Fields.Count } : form);
            }

            hasRecords |= at < records.Count && records[at].Fields.Count == form.Width;
        }

        return parts;
    }

    private static bool BeginsAnother(List<Record> records, int at, RecordForm form)
    {
        var width = records[at].Fields.Count;
        if (width < 3 || width == form.Width || form.Delimiter is " " or ":")
        {
            return false;
        }

        var end = at;
        while (end < records.Count && end < at + SampleLines && records[end].Fields.Count == width && !records[end].IsOpen)
        {
            end++;
        }

        if (end < at + 3)
        {
            return false;
        }

        // Text above text looks like a header; it is one only where a blank line parts it from what stands above.
        var columns = ColumnShape.Of(records[(at + 1)..end].Select(record => record.Fields), width);
        return (records[at].AfterBlank || columns.Any(column => column.HasDigits)) && IsHeader(records[at].Fields, columns, first: true, alone: false);
    }

    /// <summary>Whether a quote inside a field stands where the column has nothing of the kind: by chance the width is right.</summary>
    private static bool HoldsQuote(List<string> fields, ColumnShape[] columns, char quote)
    {
        for (var k = 0; k < fields.Count; k++)
        {
            if (fields[k].IndexOf(quote, Math.Min(1, fields[k].Length)) >= 0 && columns[k].Fit(fields[k], quote) < 0.3)
            {
                return true;
            }
        }

        return false;
    }

    private static List<RecordTable> Tables(List<List<string>> records, RecordForm form)
    {
        var tables = new List<RecordTable>();
        for (var at = 0; at < records.Count;)
        {
            var notes = new List<string>();
            var width = records.Skip(at).Max(record => record.Count);
            var (few, least) = (Math.Max(1, width / 3), Math.Min(form.Width, 2));
            var lastFilled = records.FindLastIndex(record => Filled(record) > few);
            var start = at;
            while (start < lastFilled && Filled(records[start]) <= few && (width > 2 || records[start].Count < least))
            {
                notes.Add(string.Join(' ', records[start++].Where(field => field.Length > 0)));
            }

            if (records[start].Count < least)
            {
                RecordMender.Fit(records[start], 2);
            }

            var first = start + 1;
            while (first < records.Count && first < start + LongestHeader && records[first].SequenceEqual(records[start]))
            {
                first++;
            }

            var columns = ColumnShape.Of(records.Skip(first).Where(record => !record.SequenceEqual(records[start])), records[start].Count);
            var end = start;
            while (end < records.Count && end < start + LongestHeader && IsHeader(records[end], columns, end == start, first == records.Count))
            {
                end++;
            }

            if (end == records.Count && end > start + 1)
            {
                // All is text: then only the first line is a header.
                end = start + 1;
            }

            end = end > start ? Math.Max(end, first) : end;
            var header = new List<string>();
            for (var column = 0; end > start && column < records[start..end].Max(record => record.Count); column++)
            {
                header.Add(string.Join(' ', records[start..end].Select(record => column < record.Count ? record[column] : "").Where(text => text.Length > 0)));
            }

            // A title has as many words as there are columns by chance; right above records that have no header it is one.
            if (end == start && start > at && columns.Length > 2
                && (form with { Delimiter = " " }).Parse(records[start - 1][0]) is { IsOpen: false } words && words.Fields.Count == columns.Length)
            {
                header = words.Fields;
                notes.RemoveAt(notes.Count - 1);
            }

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
            var rows = records[end..last].ConvertAll(record => RecordMender.Fit(record, columns.Length));
            DropMargins(header, rows);
            Normalise(rows, form.Delimiter);
            tables.Add(new(header, rows, notes));
            at = next;
        }

        return tables;
    }

    /// <summary>Text at the start of a line and nothing like a figure where the others have figures.</summary>
    private static bool IsNote(List<string> record, ColumnShape[] columns)
    {
        var filled = Filled(record);
        return record[0].Length > 0 && ((filled == 1 && (columns[0].HasDigits ? columns[0].Fit(record[0], '"') < 0.5 : columns.Skip(1).Any(column => column.IsFilled)))
            || (filled <= record.Count / 3 && Array.Exists(columns, column => column.HasDigits)
                && !columns.Zip(record).Any(pair => pair.First.HasDigits && pair.Second.Length > 0 && pair.First.Fit(pair.Second, '"') >= 0.5)));
    }

    /// <summary>Columns at the edges without a name or anything else: every line begins or ends with a delimiter.</summary>
    private static void DropMargins(List<string> header, List<List<string>> rows)
    {
        foreach (var edge in new[] { ^1, new Index(0) })
        {
            while (header.Count > 1 && header[edge].Length == 0 && rows.TrueForAll(row => row.Count == header.Count && row[edge].Length == 0))
            {
                rows.ForEach(row => row.RemoveAt(edge.GetOffset(row.Count)));
                header.RemoveAt(edge.GetOffset(header.Count));
            }
        }
    }

    private static int Filled(List<string> record) => record.Count(field => field.Length > 0);

    /// <summary>
    /// Whether the fields do not look like what stands below them. Only columns with digits can tell; years in a row are
    /// names of columns.
    /// </summary>
    /// <param name="first">It would be the first line of the header.</param>
    /// <param name="alone">Nothing else stands below.</param>
    private static bool IsHeader(List<string> record, ColumnShape[] columns, bool first, bool alone)
    {
        var years = record.Where(field => field.Length == 4 && int.TryParse(field, out var year) && year is >= 1900 and <= 2100).ToList();
        if (first && years.Count > 1 && years.Distinct().Count() == years.Count && years.Count + 2 >= record.Count && !record[0].Any(char.IsAsciiDigit))
        {
            return true;
        }

        if (alone)
        {
            return !record.Exists(field => field.Any(char.IsAsciiDigit) && !field.Any(char.IsLetter));
        }

        var telling = Enumerable.Range(0, Math.Min(record.Count, columns.Length)).Where(k => columns[k].HasDigits && record[k].Length > 0).ToList();
        if (telling.Count == 0)
        {
            // Below a header of text nothing tells another header from text; what returns in its column is no name of it.
            var returning = record.Where((field, k) => k < columns.Length && columns[k].Returns(field)).Count();
            return first && returning * 3 < Filled(record) && record.Exists(field => field.Length > 0) && !record.TrueForAll(field => field.Length == 0 || field.Any(char.IsAsciiDigit));
        }

        var fitting = telling.Count(k => columns[k].Fit(record[k], '"') >= 0.5);
        return first ? fitting * 2 < telling.Count : fitting == 0 && telling.Count > 1;
    }

    private static bool Repeats(List<string> record, List<string> header)
    {
        var named = header.Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        return named.Count > 1 && named.Count(name => record.Contains(name)) * 2 > named.Count;
    }

    /// <summary>
    /// Columns of nothing but numbers get decimal points where they have commas; numbers that are plain already, and all
    /// else, stay as they are.
    /// </summary>
    private static void Normalise(List<List<string>> rows, string delimiter)
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
            isNumeric[k] = numbers > 0 && others * 20 <= numbers;
            foreach (var row in rows.Where(row => isNumeric[k] && k < row.Count))
            {
                all.Add(VietnameseNumber.Weigh(row[k]));
            }
        }

        var usual = all.Convention(delimiter == "," ? '.' : ',');
        foreach (var row in rows)
        {
            for (var k = 0; k < row.Count; k++)
            {
                if (isNumeric[k] && tallies[k].Convention(usual) is var convention && (row[k].Contains(convention == ',' ? '.' : ',') || (convention == ',' && row[k].Contains(',')) || row[k].Contains(' '))
                    && VietnameseNumber.TryParse(row[k], convention, out var value))
                {
                    row[k] = value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
                }
                else if (isNumeric[k] && VietnameseNumber.IsMissing(row[k]))
                {
                    row[k] = "";
                }
                else if (isNumeric[k] && VietnameseNumber.IsNil(row[k]))
                {
                    row[k] = "0";
                }
            }
        }
    }
}
