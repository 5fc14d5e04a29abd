using System.Text;

namespace Plan86.Transform;

/// <summary>How most lines of a delimited text are made.</summary>
/// <param name="Escape">How a quote stands inside quotes: doubled, after a backslash (or doubled), or as it is.</param>
/// <param name="SkipsSpace">A space follows every delimiter.</param>
/// <param name="Width">Fields of most lines.</param>
internal readonly record struct RecordForm(char Delimiter, char Quote, RecordForm.Escaping Escape, bool SkipsSpace, int Width)
{
    internal enum Escaping
    {
        Doubled,
        Backslash,
        None,
    }

    /// <summary>
    /// The form under which most lines have one width. Quotes left in fields count against it, fields for it: of two
    /// delimiters that are both regular the one that parts more is the delimiter.
    /// </summary>
    public static RecordForm Sniff(IReadOnlyList<string> lines)
    {
        var (best, bestScore) = (new RecordForm(',', '"', Escaping.Doubled, false, 1), 0.0);
        foreach (var delimiter in ",;\t|: ")
        {
            var (alone, spaced) = (0, 0);
            foreach (var line in lines)
            {
                for (var at = line.IndexOf(delimiter); at >= 0; at = line.IndexOf(delimiter, at + 1))
                {
                    alone++;
                    spaced += at + 1 < line.Length && line[at + 1] == ' ' ? 1 : 0;
                }
            }

            if (alone == 0)
            {
                continue;
            }

            foreach (var quote in "\"'")
            {
                foreach (var escape in Enum.GetValues<Escaping>())
                {
                    var form = new RecordForm(delimiter, quote, escape, delimiter != ' ' && spaced >= 0.95 * alone, 0);
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
        $"{(Delimiter == '\t' ? "tab" : Delimiter)}{(SkipsSpace ? " + space" : "")} {Quote} {Escape switch { Escaping.Doubled => "doubled", Escaping.Backslash => "\\", _ => "unescaped" }}";

    private (double Score, int Width) Score(IReadOnlyList<string> lines)
    {
        var widths = new Dictionary<int, (int Count, int First)>();
        var (fields, strays, open) = (0, 0, 0);
        for (var i = 0; i < lines.Count; i++)
        {
            var read = Parse(lines[i], -1, out var isOpen);
            open += isOpen ? 1 : 0;
            var (count, first) = widths.GetValueOrDefault(read.Count, (0, i));
            widths[read.Count] = (count + (isOpen ? 0 : 1), first);
            foreach (var field in read)
            {
                fields++;
                strays += field.Length > 0 && (field[0] is '"' or '\'' || field[^1] is '"') ? 1 : 0;
            }
        }

        var (width, most) = widths.OrderByDescending(entry => entry.Value.Count).ThenBy(entry => entry.Value.First).Select(entry => (entry.Key, entry.Value.Count)).First();
        var regular = most / (double)lines.Count;

        // Words are parted by blanks and times by colons without that making a table.
        var unlikely = Delimiter is ' ' or ':' ? 0.5 : 1;
        return (regular * (width - 1) / width * unlikely * (1 - (strays / (double)Math.Max(1, fields))), width);
    }

    /// <summary>
    /// The fields of one line. A quote closes a field only before a delimiter or the end; anywhere else it is a character.
    /// </summary>
    /// <param name="literal">Field whose first quote is a character; −1: none.</param>
    /// <param name="isOpen">Whether the last field was opened by a quote that nothing closes.</param>
    public List<string> Parse(string line, int literal, out bool isOpen)
    {
        var fields = new List<string>(Math.Max(4, Width));
        var field = new StringBuilder();
        isOpen = false;
        var at = 0;
        while (true)
        {
            if (SkipsSpace && fields.Count > 0 && at < line.Length && line[at] == ' ')
            {
                at++;
            }

            field.Clear();
            if (at < line.Length && line[at] == Quote && fields.Count != literal)
            {
                isOpen = true;
                for (at++; at < line.Length; at++)
                {
                    var c = line[at];
                    if (c == '\\' && Escape == Escaping.Backslash && at + 1 < line.Length && (line[at + 1] == Quote || line[at + 1] == '\\'))
                    {
                        field.Append(line[++at]);
                    }
                    else if (c != Quote)
                    {
                        field.Append(c);
                    }
                    else if (Escape != Escaping.None && at + 1 < line.Length && line[at + 1] == Quote)
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
                        field.Append(c);
                    }
                }

                fields.Add(field.ToString());
            }
            else
            {
                var end = line.IndexOf(Delimiter, at);
                end = end < 0 ? line.Length : end;
                fields.Add(line[at..end].Trim());
                at = end;
            }

            if (at >= line.Length)
            {
                return fields;
            }

            at++;
        }
    }

    /// <summary>Whether a field may end here: at a delimiter or the end, perhaps after blanks.</summary>
    private bool Ends(string line, int at, out int end)
    {
        for (end = at; end < line.Length && line[end] == ' ' && Delimiter != ' '; end++)
        {
        }

        return end == line.Length || line[end] == Delimiter;
    }
}

/// <summary>What the fields of a column look like.</summary>
internal sealed class ColumnShape
{
    private const int Dominant = 90;
    private const int LongestShape = 30;

    private readonly string? exact;
    private readonly HashSet<string>? shapes;
    private readonly bool hasEmpty;
    private readonly bool hasAny;
    private readonly double length;

    private ColumnShape(List<string> fields)
    {
        var filled = fields.Where(field => field.Length > 0).ToList();
        (hasAny, hasEmpty) = (filled.Count > 0, filled.Count < fields.Count);
        if (!hasAny)
        {
            return;
        }

        length = filled.Average(field => field.Length);
        var top = filled.GroupBy(field => Shape(field, runs: false), StringComparer.Ordinal).OrderByDescending(group => group.Count()).First();
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
    public double Best => !hasAny || shapes is not null || exact is not null ? 1 : 0.6;

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
            return hasEmpty || !hasAny ? 1 : 0;
        }

        // A quote at the start of a field is a slip; one at its end belongs to a field that was cut wrongly.
        var slip = (field[0] == quote && field.Length > 1 ? 0.05 : 0) + (field[^1] == quote ? 0.3 : 0);
        var text = field.Length > 1 && field[0] == quote ? field[1..] : field;
        if (!hasAny)
        {
            return field.Length == 1 && field[0] == quote ? 0.5 : 0;
        }

        if (exact is not null && Shape(text, runs: false) == exact)
        {
            return 1 - slip;
        }

        if (shapes is not null)
        {
            return shapes.Contains(Shape(text, runs: true)) ? (exact is null ? 1 : 0.6) - slip : 0;
        }

        return (text.Length > 4 * length || text.Length * 4 < length ? 0.3 : 0.6) - slip;
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
