namespace Plan86.Transform.Reading.Delimited;

/// <summary>
/// Reads a line that disagrees with the others again in every way that gives it the common width; the way whose fields
/// look most like their columns counts.
/// </summary>
internal sealed class RecordMender
{
    // Characters read again, a few seconds' worth: thousands of lines of ordinary length. More damage is no longer damage.
    private const long MostRead = 400_000_000;
    private const int LongestMended = 8_000;
    private const int MostOtherwise = 100;
    private const int MostTokens = 120;
    private const int MostMore = 5;

    // How much better a line must look where fields were made up.
    private const double Margin = 0.3;

    // A place that shows that something stood there is better than one that is only as good.
    private const double Seam = 0.12;

    private const string OtherDelimiters = ";\t|,";

    private long read;
    private int otherwise;

    /// <param name="isFirst">It may be the header, which does not look like its columns.</param>
    public List<string> Mend(string line, List<string> fields, bool isOpen, bool isFirst, RecordForm form, ColumnShape[] columns)
    {
        var width = form.Width;
        if (line.Length > LongestMended || read > MostRead)
        {
            return Fit(fields, width);
        }

        if (width == 1)
        {
            // Nothing is parted: what looks like a delimiter, or a quote that nothing closes, is a character.
            return isOpen || fields.Count > 1 ? [line.Trim()] : fields;
        }

        if (fields is [{ Length: > 1 } all] && !isOpen && form.Parse(all) is { IsOpen: false } inside && inside.Fields.Count == width)
        {
            // The whole line is quoted.
            return inside.Fields;
        }

        var isHeader = isFirst && !LooksLike(fields, columns);
        if (isHeader && Header(line, fields, isOpen, form) is { } header)
        {
            return header;
        }

        if (isHeader && fields.Count == 1 && !isOpen)
        {
            // A title, as far as can be seen.
            return fields;
        }

        // As it stands: short fields are missing at the end, and what is too much stands there.
        var (best, bestScore) = (default(List<string>), double.NegativeInfinity);
        if (!isOpen && !isHeader)
        {
            best = fields;
            bestScore = ColumnShape.Score(columns, Fit([.. fields], width), form.Quote) - (fields.Skip(width).Count(field => field.Length > 0) / 2.0);
        }

        // What is made up must look right; of a line that nothing parts in both of two columns.
        var least = fields.Count == 1 && width == 2 ? 1.5 : width / 2.0;
        var enough = columns.Sum(column => column.Best) - 0.5;
        var (opening, closing) = ($"{form.Delimiter}{form.Quote}", $"{form.Quote}{form.Delimiter}");
        void Try(List<string> candidate, double cost = 0, double atLeast = double.NegativeInfinity)
        {
            // A field that still holds the edge of another was cut in the wrong place.
            if (candidate.Count == width
                && ColumnShape.Score(columns, candidate, form.Quote) - candidate.Count(field => field.Contains(opening, StringComparison.Ordinal) || field.Contains(closing, StringComparison.Ordinal)) is var score
                && score - cost > bestScore + 1e-9 && score >= atLeast)
            {
                (best, bestScore) = (candidate, score - cost);
            }
        }

        void TryLine(string text, RecordForm form, double cost, double atLeast, int literal = -1)
        {
            read += text.Length;
            if (read <= MostRead && form.Parse(text, literal) is { IsOpen: false } parsed)
            {
                Try(parsed.Fields, cost, atLeast);
            }
        }

        // A quote written otherwise, or another quote.
        if (line.Contains($"\\{form.Quote}", StringComparison.Ordinal) && form.Escape != RecordForm.Escaping.Backslash)
        {
            TryLine(line, form with { Escape = RecordForm.Escaping.Backslash }, -0.1, double.NegativeInfinity);
        }

        if (form.Escape != RecordForm.Escaping.None)
        {
            TryLine(line, form with { Escape = RecordForm.Escaping.None }, 0, double.NegativeInfinity);
        }

        TryLine(line, form with { Quote = Other(form.Quote) }, 0, width / 2.0);

        // A quote that is only a character.
        for (var i = 0; i < width && i < line.Length; i++)
        {
            TryLine(line, form, 0, double.NegativeInfinity, literal: i);
        }

        if (!isOpen && fields.Count > width)
        {
            // A delimiter too many: with nothing before it, or inside a text.
            var more = fields.Count - width;
            for (var i = 0; i < fields.Count; i++)
            {
                if (more == 1 && fields[i].Length == 0)
                {
                    Try([.. fields[..i], .. fields[(i + 1)..]]);
                }

                if (more <= MostMore && i + more < fields.Count)
                {
                    var text = string.Join(form.Delimiter, fields[i..(i + more + 1)]);
                    var spaced = string.Join($"{form.Delimiter} ", fields[i..(i + more + 1)]);
                    Try([.. fields[..i], line.Contains(spaced, StringComparison.Ordinal) ? spaced : text, .. fields[(i + more + 1)..]], cost: 2 * Margin);
                }
            }
        }

        // A quote too few, at the end of a field or at its start; one too many is likelier where both would do.
        var halves = !isHeader && bestScore < enough - 0.5 && line.AsSpan().Count(form.Quote) % 2 == 1;
        for (var at = 0; halves && at < line.Length;)
        {
            if (line[at] != form.Quote && (isOpen || fields.Count != width))
            {
                TryLine(line.Insert(at, form.Quote.ToString()), form, 0.1, width / 2.0);
            }

            at = line.IndexOf(form.Delimiter, at, StringComparison.Ordinal) is var next and >= 0 ? next : line.Length;
            if (at > 1 && (line[at - 1] != form.Quote || line[at - 2] == form.Quote))
            {
                TryLine(line.Insert(at, form.Quote.ToString()), form, 0.1, width / 2.0);
            }

            at += form.Delimiter.Length;
        }

        // A delimiter too few, or another in its place; of places that are equally good, between words that were run together.
        if (bestScore < enough && (fields.Count <= width || line.Contains(form.Quote)))
        {
            for (var at = 1; at <= line.Length; at++)
            {
                TryLine(line.Insert(at, form.Delimiter), form, Margin - (at < line.Length && IsSeam(line, at) ? Seam : 0), least);
                if (at < line.Length && OtherDelimiters.Contains(line[at]) && !form.Delimiter.Contains(line[at]))
                {
                    TryLine($"{line[..at]}{form.Delimiter}{line[(at + 1)..]}", form, Margin - Seam, least);
                }
            }
        }

        // Another delimiter on this line alone: dear to try, and never on many lines.
        if (bestScore < enough && (fields.Count < width || bestScore < 0.4 * width) && ++otherwise <= MostOtherwise)
        {
            foreach (var other in OtherDelimiters.Select(c => c.ToString()).Append(" "))
            {
                if (other != form.Delimiter && line.Contains(other, StringComparison.Ordinal) && (form with { Delimiter = other }).Parse(line) is { IsOpen: false } parsed)
                {
                    if (parsed.Fields.Count == width && other != " ")
                    {
                        Try(parsed.Fields);
                    }
                    else if (parsed.Fields.Count >= width && parsed.Fields.Count <= MostTokens && Shared(parsed.Fields, other, form.Quote, columns) is { } shared)
                    {
                        Try(shared, Margin, least);
                    }
                }
            }
        }

        // A line that nothing parts may be a note beside the table.
        return fields.Count == 1 && !isOpen && best is null or [_] ? fields : Fit(best ?? fields, width);
    }

    /// <summary>Fields in quotes of another kind than all others, without them.</summary>
    public static List<string> Bare(List<string> fields, bool isFirst, ColumnShape[] columns, char quote)
    {
        var other = Other(quote);
        bool IsWrapped(string field) => field.Length > 2 && field[0] == other && field[^1] == other;
        if (!fields.Exists(IsWrapped))
        {
            return fields;
        }

        // Of one text alone they may be part; of a whole line, of a name, or of what is a figure without them, they are not.
        var filled = fields.Where(field => field.Length > 0).ToList();
        var isLine = filled.Count > 1 && (filled.TrueForAll(IsWrapped) || (isFirst && !LooksLike(fields, columns)));
        return [.. fields.Select((field, k) => IsWrapped(field)
            && (isLine || (k < columns.Length && columns[k].Fit(field[1..^1], quote) >= columns[k].Fit(field, quote) + 0.5)) ? field[1..^1] : field)];
    }

    private static char Other(char quote) => quote == '"' ? '\'' : '"';

    /// <summary>Whether a field looks like its column, or the next, and the column tells.</summary>
    private static bool LooksLike(List<string> fields, ColumnShape[] columns) =>
        Enumerable.Range(0, columns.Length).Any(k => columns[k].HasDigits && fields.Skip(k - 1).Take(2).Any(field => field.Length > 0 && columns[k].Fit(field, '"') >= 0.5))
        || !Array.Exists(columns, column => column.HasDigits);

    /// <summary>
    /// A header, whose names say nothing about their columns: parted by another delimiter, with one too many, or with two
    /// names run together where the place shows.
    /// </summary>
    private static List<string>? Header(string line, List<string> names, bool isOpen, RecordForm form)
    {
        var readings = Enumerable.Range(0, form.Width).Select(i => form.Parse(line, i))
            .Concat(OtherDelimiters.Where(other => !form.Delimiter.Contains(other)).Select(other => (form with { Delimiter = other.ToString() }).Parse(line)))
            .Append((form with { Delimiter = " " }).Parse(line) is { Quoted: > 0 } parted ? parted : default);
        if (readings.FirstOrDefault(read => !read.IsOpen && read.Fields?.Count == form.Width) is { Fields: { } found })
        {
            return found;
        }

        var replaced = Enumerable.Range(0, line.Length).Where(at => OtherDelimiters.Contains(line[at]) && !form.Delimiter.Contains(line[at]))
            .Select(at => form.Parse($"{line[..at]}{form.Delimiter}{line[(at + 1)..]}")).Where(read => !read.IsOpen && read.Fields.Count == form.Width).Take(2).ToList();
        if (replaced is [var only])
        {
            return only.Fields;
        }

        if (!isOpen && names.Count == form.Width + 1 && names.FindIndex(name => name.Length == 0) is var empty and >= 0)
        {
            return [.. names[..empty], .. names[(empty + 1)..]];
        }

        if (isOpen || names.Count != form.Width - 1)
        {
            return null;
        }

        // Of names that are written so themselves the longest is two.
        return names.SelectMany((name, field) => Enumerable.Range(1, Math.Max(0, name.Length - 2)).Select(at => (Name: name, Field: field, At: at))).Where(place => IsSeam(place.Name, place.At))
            .OrderByDescending(place => place.Name.Length).ThenBy(place => Math.Abs((2 * place.At) - place.Name.Length)).ToList() is [var seam, ..]
            ? [.. names[..seam.Field], seam.Name[..seam.At], seam.Name[seam.At..], .. names[(seam.Field + 1)..]]
            : names.Count > 1 ? Fit(names, form.Width) : null;
    }

    private static bool IsSeam(string text, int at) =>
        text[at - 1] is var before && ((char.IsUpper(text[at]) && (char.IsLower(before) || char.IsAsciiDigit(before))) || (before is ')' && char.IsLetter(text[at])));

    /// <summary>Fields that the delimiter of the line parted too often, put together so that they look like the columns.</summary>
    private static List<string>? Shared(List<string> tokens, string delimiter, char quote, ColumnShape[] columns)
    {
        var score = new double[columns.Length + 1, tokens.Count + 1];
        var from = new int[columns.Length + 1, tokens.Count + 1];
        for (var k = 0; k <= columns.Length; k++)
        {
            for (var i = 0; i <= tokens.Count; i++)
            {
                score[k, i] = k == 0 && i == 0 ? 0 : double.NegativeInfinity;
                for (var begin = k - 1; k > 0 && begin < i; begin++)
                {
                    if (begin >= 0 && !double.IsNegativeInfinity(score[k - 1, begin])
                        && score[k - 1, begin] + columns[k - 1].Fit(string.Join(delimiter, tokens[begin..i]), quote) is var sum && sum > score[k, i])
                    {
                        (score[k, i], from[k, i]) = (sum, begin);
                    }
                }
            }
        }

        if (double.IsNegativeInfinity(score[columns.Length, tokens.Count]))
        {
            return null;
        }

        var fields = new List<string>();
        for (var (k, end) = (columns.Length, tokens.Count); k > 0; end = from[k, end], k--)
        {
            fields.Insert(0, string.Join(delimiter, tokens[from[k, end]..end]));
        }

        return fields;
    }

    /// <summary>Fields at the end that are missing are empty; those too many stay if anything stands in them.</summary>
    public static List<string> Fit(List<string> fields, int width)
    {
        while (fields.Count > width && fields[^1].Length == 0)
        {
            fields.RemoveAt(fields.Count - 1);
        }

        while (fields.Count < width)
        {
            fields.Add("");
        }

        return fields;
    }
}
