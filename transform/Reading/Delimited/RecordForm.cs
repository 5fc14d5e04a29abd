using System.Text;

namespace Plan86.Transform.Reading.Delimited;

/// <summary>How most lines of a delimited text are made.</summary>
/// <param name="Delimiter">One character, or one written twice.</param>
/// <param name="Escape">How a quote stands inside quotes: doubled, after a backslash (or doubled), or as it is.</param>
/// <param name="Width">Fields of most lines.</param>
internal readonly record struct RecordForm(string Delimiter, char Quote, RecordForm.Escaping Escape, int Width)
{
    // A field that goes on over more lines than this is rare enough not to matter for the form.
    private const int SampleJoin = 5;

    private const string OtherQuotes = "'`~^|*$/#";

    // One column is what remains where nothing parts: less than two that anything but blanks part.
    private const double OneColumn = 0.28;

    internal enum Escaping
    {
        Doubled,
        Backslash,
        None,
    }

    /// <summary>One record taken apart.</summary>
    /// <param name="IsOpen">The last field was opened by a quote that nothing closes.</param>
    /// <param name="IsOdd">A quote inside quotes is not written as the form has it.</param>
    /// <param name="Quoted">Fields in quotes.</param>
    internal readonly record struct Parsed(List<string> Fields, bool IsOpen, bool IsOdd, int Quoted);

    /// <summary>
    /// The form under which most lines have one width. Quotes left in fields count against it, fields for it: of two
    /// delimiters that are both regular the one that parts more is the delimiter.
    /// </summary>
    public static RecordForm Sniff(IReadOnlyList<string> lines)
    {
        var (best, bestScore) = (new RecordForm(",", '"', Escaping.Doubled, 1), 0.0);
        foreach (var delimiter in Delimiters(lines))
        {
            foreach (var quote in Quotes(lines, delimiter))
            {
                var isEscaped = lines.Any(line => line.Contains($"\\{quote}", StringComparison.Ordinal));
                foreach (var escape in Enum.GetValues<Escaping>())
                {
                    if (escape == Escaping.Backslash && !isEscaped)
                    {
                        continue;
                    }

                    var form = new RecordForm(delimiter, quote, escape, 0);
                    var (score, width) = form.Score(lines);
                    if (score > bestScore + 1e-9)
                    {
                        (best, bestScore) = (form with { Width = width }, score);
                    }
                }
            }
        }

        return best;
    }

    public override string ToString() =>
        $"{Delimiter.Replace("\t", "tab", StringComparison.Ordinal)} {Quote} {Escape switch { Escaping.Doubled => "doubled", Escaping.Backslash => "\\", _ => "unescaped" }}";

    /// <summary>What occurs and could part fields; twice where it hardly ever stands alone.</summary>
    private static IEnumerable<string> Delimiters(IReadOnlyList<string> lines)
    {
        yield return ",";
        foreach (var delimiter in ",;\t|: ^~¦")
        {
            var (alone, twice, inPairs, linesWithPairs) = (0, $"{delimiter}{delimiter}", 0, 0);

            // Empty fields make pairs too, but not of names.
            var first = lines.FirstOrDefault(line => line.Contains(delimiter)) ?? "";
            var isTwice = delimiter != ' ' && 2 * first.AsSpan().Count(twice) == first.AsSpan().Count(delimiter);
            foreach (var line in lines)
            {
                alone += line.AsSpan().Count(delimiter);
                var pairs = line.AsSpan().Count(twice);
                inPairs += 2 * pairs;
                linesWithPairs += pairs > 0 ? 1 : 0;
            }

            // A colon stands alone in times and addresses whatever parts the fields.
            if (alone > 0)
            {
                yield return isTwice && inPairs > 0.9 * alone ? twice : delimiter.ToString();
            }

            if (delimiter == ':' && linesWithPairs > 0.9 * lines.Count)
            {
                yield return twice;
            }
        }
    }

    /// <summary>What could quote fields: any other character than the usual two only where it stands at both edges alike.</summary>
    private static IEnumerable<char> Quotes(IReadOnlyList<string> lines, string delimiter)
    {
        yield return '"';
        foreach (var quote in OtherQuotes)
        {
            var (starts, ends) = (0, 0);
            foreach (var line in lines)
            {
                starts += line.AsSpan().Count($"{delimiter}{quote}") + (line.StartsWith(quote) ? 1 : 0);
                ends += line.AsSpan().Count($"{quote}{delimiter}") + (line.EndsWith(quote) ? 1 : 0);
            }

            if (starts > 1 && ends > 1 && (quote == '\'' || Math.Abs(starts - ends) * 10 <= starts) && !delimiter.Contains(quote))
            {
                yield return quote;
            }
        }
    }

    private (double Score, int Width) Score(IReadOnlyList<string> lines)
    {
        var widths = new Dictionary<int, (double Count, int First)>();
        var (records, fields, strays, quoted, figures) = (0, 0, 0, 0, 0);
        for (var i = 0; i < lines.Count; i++, records++)
        {
            var first = i;
            var read = Parse(lines[i]);
            if (read.IsOpen && Join(lines, i, SampleJoin) is { } joined)
            {
                read = joined.Read;
                i += joined.Lines - 1;
            }

            var known = widths.GetValueOrDefault(read.Fields.Count, (0, first));
            widths[read.Fields.Count] = (known.Item1 + (read.IsOpen || (read.IsOdd && Escape == Escaping.None) ? 0 : read.IsOdd ? 0.5 : 1), known.Item2);
            quoted += read.Quoted;
            foreach (var field in read.Fields)
            {
                fields++;
                figures += field.Length > 0 && char.IsAsciiDigit(field[0]) ? 1 : 0;
                strays += field.Length > 0 && (field[0] is '"' or '\'' || field[^1] is '"' || (field[0] == field[^1] && field.Length > 1 && OtherQuotes.Contains(field[0])) || field.AsSpan().Count('"') % 2 == 1) ? 1 : 0;
            }
        }

        var (width, most) = widths.OrderByDescending(entry => entry.Value.Count).ThenBy(entry => entry.Value.First).Select(entry => (entry.Key, entry.Value.Count)).First();
        if (Quote != '"' && quoted < 2)
        {
            return (0, width);
        }

        // Words are parted by blanks and times by colons without that making a table.
        var likely = Delimiter is not (" " or ":") ? 1
            : Parse(lines[0]).Fields.Count == width && (quoted > 0 || (Delimiter == ":" ? figures < fields : figures * (width + 1) >= fields)) ? 0.65
            : Delimiter == ":" ? 0.4 : 0.5;
        return (most / records * (width == 1 ? OneColumn : (width - 1.0) / width) * likely * (1 - (strays / (double)Math.Max(1, fields))), width);
    }

    /// <summary>The record that begins on a line which leaves a quote open, if one of the next lines closes it.</summary>
    public (string Text, Parsed Read, int Lines)? Join(IReadOnlyList<string> lines, int at, int longest)
    {
        var text = new StringBuilder(lines[at]);
        for (var count = 2; count <= longest && at + count <= lines.Count; count++)
        {
            text.Append('\n').Append(lines[at + count - 1]);
            var read = Parse(text.ToString());
            if (!read.IsOpen)
            {
                return (text.ToString(), read, count);
            }
        }

        return null;
    }

    /// <summary>
    /// The fields of one line. A quote closes a field only before a delimiter or the end; anywhere else it is a character.
    /// </summary>
    /// <param name="literal">Field whose first quote is a character; −1: none.</param>
    public Parsed Parse(string line, int literal = -1)
    {
        var fields = new List<string>(Math.Max(4, Width));
        var field = new StringBuilder();
        var (isOpen, isOdd, quoted) = (false, false, 0);
        var at = 0;
        while (true)
        {
            field.Clear();
            var start = Delimiter == " " ? at : Filled(line, at);
            if (start < line.Length && line[start] == Quote && fields.Count != literal)
            {
                (isOpen, quoted) = (true, quoted + 1);
                for (at = start + 1; at < line.Length; at++)
                {
                    var c = line[at];
                    var isDouble = c == Quote && at + 1 < line.Length && line[at + 1] == Quote;
                    if (c == '\\' && Escape == Escaping.Backslash && at + 1 < line.Length && (line[at + 1] == Quote || line[at + 1] == '\\'))
                    {
                        field.Append(line[++at]);
                    }
                    else if (c != Quote)
                    {
                        field.Append(c);
                    }
                    else if (Escape != Escaping.None && isDouble)
                    {
                        field.Append(line[++at]);
                    }
                    else if (Ends(line, at + 1, out var end))
                    {
                        isOpen = false;
                        at = end;
                        break;
                    }
                    else
                    {
                        isOdd |= Escape != Escaping.None || (isDouble && !Ends(line, at + 2, out _));
                        field.Append(c);
                    }
                }

                fields.Add(field.ToString());
            }
            else
            {
                var end = line.IndexOf(Delimiter, at, StringComparison.Ordinal);
                end = end < 0 ? line.Length : end;
                fields.Add(line[at..end].Trim());
                at = end;
            }

            if (at >= line.Length)
            {
                return new(fields, isOpen, isOdd, quoted);
            }

            at += Delimiter.Length;
        }
    }

    /// <summary>Whether a field may end here: at a delimiter or the end, perhaps after blanks.</summary>
    private bool Ends(string line, int at, out int end)
    {
        end = Delimiter == " " ? at : Filled(line, at);
        return end == line.Length || string.CompareOrdinal(line, end, Delimiter, 0, Delimiter.Length) == 0;
    }

    private static int Filled(string line, int at)
    {
        while (at < line.Length && line[at] == ' ')
        {
            at++;
        }

        return at;
    }
}

/// <summary>What the fields of a column look like.</summary>
internal sealed class ColumnShape
{
    private const int Dominant = 90;
    private const int LongestShape = 30;

    // Of two readings that both look like the columns, the one whose fields have been seen there counts.
    private const double Seen = 0.1;
    private const double SeenShape = 0.05;

    private readonly HashSet<string> returning = new(StringComparer.Ordinal);
    private readonly HashSet<string> returningShapes = new(StringComparer.Ordinal);
    private readonly string? exact;
    private readonly HashSet<string>? shapes;
    private readonly bool hasEmpty;
    private readonly bool hasAny;
    private readonly double length;

    private ColumnShape(List<string> fields)
    {
        var filled = fields.Where(field => field.Length > 0).ToList();
        (hasAny, hasEmpty) = (filled.Count > 0, filled.Count < fields.Count);
        IsFilled = hasAny && filled.Count * 100 >= fields.Count * Dominant;
        if (!hasAny)
        {
            return;
        }

        length = filled.Average(field => field.Length);
        returning.UnionWith(filled.GroupBy(field => field, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key));
        var byShape = filled.GroupBy(field => Shape(field, runs: false), StringComparer.Ordinal).OrderByDescending(group => group.Count()).ToList();
        returningShapes.UnionWith(byShape.TakeWhile(group => group.Count() > 1).Select(group => group.Key));
        var top = byShape[0];
        exact = top.Key.Length <= LongestShape && top.Count() * 100 >= filled.Count * Dominant ? top.Key : null;
        var likely = filled.GroupBy(field => Shape(field, runs: true), StringComparer.Ordinal).OrderByDescending(group => group.Count()).Take(5).ToList();
        if (likely.Sum(group => group.Count()) * 100 >= filled.Count * Dominant && likely.TrueForAll(group => group.Key.Length <= LongestShape))
        {
            // Of rarer shapes one without digits among those with digits is a header further down, one alone is damage.
            HasDigits = likely[0].Key.Contains('9');
            var covered = 0;
            shapes = [];
            foreach (var group in likely)
            {
                if (covered * 100 < filled.Count * Dominant || (group.Count() > 1 && (!HasDigits || group.Key.Contains('9'))))
                {
                    shapes.Add(group.Key);
                }

                covered += group.Count();
            }
        }
    }

    /// <summary>Hardly a field is empty.</summary>
    public bool IsFilled { get; }

    /// <summary>The fields are of few shapes, with digits in them: numbers, dates, codes.</summary>
    public bool HasDigits { get; }

    public static ColumnShape[] Of(IEnumerable<IReadOnlyList<string>> records, int width)
    {
        var fields = Enumerable.Range(0, width).Select(_ => new List<string>()).ToArray();
        foreach (var record in records.Where(record => record.Count == width).Take(1_000))
        {
            for (var k = 0; k < width; k++)
            {
                fields[k].Add(record[k]);
            }
        }

        return Array.ConvertAll(fields, column => new ColumnShape(column));
    }

    /// <summary>What <see cref="Fit"/> gives for a field that could not fit better.</summary>
    public double Best => (!hasAny || shapes is not null || exact is not null ? 1 : 0.6) + (returning.Count > 0 ? Seen : SeenShape);

    /// <summary>Whether it stands in the column more than once.</summary>
    public bool Returns(string field) => returning.Contains(field);

    public static double Score(ColumnShape[] columns, IReadOnlyList<string> fields, char quote)
    {
        var score = 0.0;
        for (var k = 0; k < Math.Min(columns.Length, fields.Count); k++)
        {
            score += columns[k].Fit(fields[k], quote);
        }

        return score;
    }

    /// <summary>1 for what looks like the others, 0 for what does not.</summary>
    public double Fit(string field, char quote)
    {
        if (field.Length == 0)
        {
            return hasEmpty || !hasAny ? 1 + SeenShape : 0;
        }

        // A quote at the start of a field is a slip; one at its end belongs to a field that was cut wrongly.
        var slip = (field[0] == quote && field.Length > 1 ? 0.05 : 0) + (field[^1] == quote ? 0.3 : 0);
        var text = field.Length > 1 && field[0] == quote ? field[1..] : field;
        if (!hasAny)
        {
            return field.Length == 1 && field[0] == quote ? 0.5 : 0;
        }

        var shape = Shape(text, runs: false);
        var seen = (returning.Contains(text) && text.Any(char.IsLetter) ? Seen : returningShapes.Contains(shape) ? SeenShape : 0) - slip;
        if (exact is not null && shape == exact)
        {
            return 1 + seen;
        }

        if (shapes is not null)
        {
            return shapes.Contains(Shape(text, runs: true)) ? (exact is null ? 1 : 0.6) + seen : 0;
        }

        return (text.Length > 4 * length || text.Length * 4 < length ? 0.3 : 0.6) + seen;
    }

    private static string Shape(string text, bool runs)
    {
        var shape = new StringBuilder(Math.Min(text.Length, 2 * LongestShape));
        foreach (var c in text)
        {
            var kind = char.IsAsciiDigit(c) ? '9' : char.IsLetter(c) ? 'a' : c;
            if (!runs || kind is not ('9' or 'a') || shape.Length == 0 || shape[^1] != kind)
            {
                shape.Append(kind);
            }

            if (shape.Length > LongestShape)
            {
                break;
            }
        }

        return shape.ToString();
    }
}
