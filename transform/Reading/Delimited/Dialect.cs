using System.Text;

namespace Plan86.Transform.Reading.Delimited;

/// <summary>How a quote stands inside quotes.</summary>
internal enum Escaping
{
    Doubled,

    /// <summary>After a backslash, or doubled.</summary>
    Backslash,

    /// <summary>As it is.</summary>
    None,
}

/// <summary>One record taken apart.</summary>
/// <param name="IsOpen">The last field was opened by a quote that nothing closes.</param>
/// <param name="IsOdd">A quote inside quotes is not written as the dialect has it.</param>
/// <param name="Quoted">Fields in quotes.</param>
internal readonly record struct ParsedRecord(List<string> Fields, bool IsOpen, bool IsOdd, int Quoted);

/// <summary>How most lines of a delimited text are made.</summary>
/// <param name="Delimiter">One character, or one written twice.</param>
/// <param name="Width">Fields of most lines.</param>
internal readonly record struct Dialect(string Delimiter, char Quote, Escaping Escape, int Width)
{
    // A field that goes on over more lines than this is no field but a quote that nothing closes.
    private const int LongestJoin = 100;

    // Characters read again while a sample is tried for quotes that go on below: a slip must not cost seconds.
    private const int MostJoined = 2_000_000;

    private const string OtherQuotes = "'`~^|*$/#";

    // One column is what remains where nothing parts: less than two that anything but blanks part.
    private const double OneColumn = 0.28;

    /// <summary>Every line stands in quotes of its own, delimiters and all: some programs save it so.</summary>
    public bool IsWrapped { get; init; }

    /// <summary>One character parts the fields, and a line without quotes may be cut at each.</summary>
    public bool IsPlain => Delimiter.Length == 1 && Delimiter[0] is not (' ' or ':') && !IsWrapped;

    public char OtherQuote => Quote == '"' ? '\'' : '"';

    /// <summary>
    /// Returns the dialect under which most lines have one width. Quotes left in fields count against it, fields for it:
    /// of two delimiters that are both regular the one that parts more is the delimiter.
    /// </summary>
    /// <param name="lines">None of them blank.</param>
    public static Dialect Sniff(IReadOnlyList<string> lines)
    {
        var (best, bestScore) = Best(lines);
        return Unwrapped(lines) is { } inside && Best(inside) is var (wrapped, score) && score > bestScore
            && IsSurelyWrapped(wrapped, inside)
            ? wrapped with { IsWrapped = true }
            : best;
    }

    private static (Dialect Dialect, double Score) Best(IReadOnlyList<string> lines)
    {
        var (best, bestScore) = (new Dialect(",", '"', Escaping.Doubled, 1), 0.0);
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

                    var dialect = new Dialect(delimiter, quote, escape, 0);
                    var (score, width) = dialect.Score(lines);
                    if (score > bestScore + 1e-9)
                    {
                        (best, bestScore) = (dialect with { Width = width }, score);
                    }
                }
            }
        }

        return (best, bestScore);
    }

    /// <summary>What stands inside the quotes about whole lines; null where not every line (comments aside) has them.</summary>
    private static List<string>? Unwrapped(IReadOnlyList<string> lines)
    {
        var inside = new List<string>();
        foreach (var line in lines)
        {
            if (Unwrap(line) is { } text)
            {
                inside.Add(text);
            }
            else if (!line.StartsWith('#'))
            {
                return null;
            }
        }

        return inside.Count > 1 ? inside : null;
    }

    /// <summary>Quoted texts with commas are one column: only what parts every line alike, without blanks, is a delimiter.</summary>
    private static bool IsSurelyWrapped(Dialect dialect, List<string> inside) =>
        dialect.Width > 1 && dialect.Delimiter is not (" " or ":")
        && inside.TrueForAll(line => dialect.Parse(line) is { IsOpen: false } read && read.Fields.Count == dialect.Width)
        && (dialect.Delimiter != "," || (dialect.Width > 2 && !inside.Exists(line => line.Contains(", ", StringComparison.Ordinal))));

    /// <summary>Returns the text of a line that stands in quotes whole; null where it does not.</summary>
    public static string? Unwrap(string line)
    {
        var text = line.AsSpan().Trim();
        if (text.Length < 3 || text[0] != '"' || text[^1] != '"')
        {
            return null;
        }

        var inside = text[1..^1].ToString();
        var without = inside.Replace("\"\"", "", StringComparison.Ordinal);
        return without.Contains('"') ? null : inside.Replace("\"\"", "\"", StringComparison.Ordinal);
    }

    public override string ToString() =>
        $"{Delimiter.Replace("\t", "tab", StringComparison.Ordinal)} {Quote} "
            + $"{Escape switch { Escaping.Doubled => "doubled", Escaping.Backslash => "\\", _ => "unescaped" }}";

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
        var (records, fields, strays, quoted, figures, budget) = (0, 0, 0, 0, 0, MostJoined);
        for (var i = 0; i < lines.Count; i++, records++)
        {
            var first = i;
            var read = Parse(lines[i]);
            if (read.IsOpen && Join(lines, i, ref budget) is { } joined)
            {
                read = joined.Read;
                i += joined.Lines - 1;
            }

            var known = widths.GetValueOrDefault(read.Fields.Count, (0, first));
            widths[read.Fields.Count] = (
                known.Item1 + (read.IsOpen || (read.IsOdd && Escape == Escaping.None) ? 0 : read.IsOdd ? 0.5 : 1), known.Item2);
            quoted += read.Quoted;
            foreach (var field in read.Fields)
            {
                fields++;
                figures += field.Length > 0 && char.IsAsciiDigit(field[0]) ? 1 : 0;
                strays += IsCutWrongly(field) ? 1 : 0;
            }
        }

        var (width, most) = widths.OrderByDescending(entry => entry.Value.Count).ThenBy(entry => entry.Value.First)
            .Select(entry => (entry.Key, entry.Value.Count)).First();
        if (Quote != '"' && quoted < 2)
        {
            return (0, width);
        }

        // Words are parted by blanks and times by colons without that making a table.
        var likely = Delimiter is not (" " or ":") ? 1
            : Parse(lines[0]).Fields.Count == width
                && (quoted > 0 || (Delimiter == ":" ? figures < fields : figures * (width + 1) >= fields)) ? 0.65
            : Delimiter == ":" ? 0.4 : 0.5;
        return (most / records * (width == 1 ? OneColumn : (width - 1.0) / width) * likely * (1 - (strays / (double)Math.Max(1, fields))),
            width);
    }

    private static bool IsCutWrongly(string field)
    {
        if (field.Length == 0)
        {
            return false;
        }

        // Quotes that close inside a text are its own, unless they stand about the whole of it.
        var quotes = field.AsSpan().Count('"');
        var isWhole = field.Length > 1 && field[0] == field[^1] && (field[0] == '"' || OtherQuotes.Contains(field[0]));
        return quotes % 2 == 1 || isWhole || field[0] == '\'';
    }

    /// <summary>Returns the record that begins on a line which leaves a quote open, if one of the next lines closes it.</summary>
    /// <param name="budget">Characters that may still be read again.</param>
    public (string Text, ParsedRecord Read, int Lines)? Join(IReadOnlyList<string> lines, int at, ref int budget)
    {
        var text = new StringBuilder(lines[at]);
        for (var count = 2; count <= LongestJoin && at + count <= lines.Count; count++)
        {
            var next = lines[at + count - 1];
            text.Append('\n').Append(next);

            // Only a quote can close one.
            if (!next.Contains(Quote))
            {
                continue;
            }

            budget -= text.Length;
            if (budget < 0)
            {
                return null;
            }

            var read = Parse(text.ToString());
            if (!read.IsOpen)
            {
                return (text.ToString(), read, count);
            }
        }

        return null;
    }

    /// <summary>
    /// Returns the fields of one record. A quote closes a field only before a delimiter or the end; anywhere else it is a
    /// character. A field that closes its quotes and goes on (<c>"A" x</c>) is text with quotes in it.
    /// </summary>
    /// <param name="literal">Field whose first quote is a character; −1: none.</param>
    public ParsedRecord Parse(string line, int literal = -1)
    {
        var fields = new List<string>(Math.Max(4, Width));
        var field = new StringBuilder();
        var (isOpen, isOdd, quoted) = (false, false, 0);
        var at = 0;
        while (true)
        {
            field.Clear();
            var start = Delimiter == " " ? at : Filled(line, at);
            var isQuoted = start < line.Length && line[start] == Quote && fields.Count != literal;
            if (isQuoted && TryQuoted(line, start, field, out var end, out var odd) is var isClosed
                && (isClosed || !IsTextWithQuotes(line, start)))
            {
                (isOpen, quoted, at) = (!isClosed, quoted + 1, end);
                isOdd |= odd;
                fields.Add(field.ToString());
            }
            else
            {
                end = Unquoted(line, at);
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

    /// <summary>Reads a field in quotes; false where nothing closes it.</summary>
    private bool TryQuoted(string line, int start, StringBuilder field, out int end, out bool isOdd)
    {
        isOdd = false;
        for (var at = start + 1; at < line.Length; at++)
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
            else if (Ends(line, at + 1, out end))
            {
                return true;
            }
            else
            {
                isOdd |= Escape != Escaping.None || (isDouble && !Ends(line, at + 2, out _));
                field.Append(c);
            }
        }

        end = line.Length;
        return false;
    }

    /// <summary>Whether every quote of the field that begins here is closed before the next delimiter.</summary>
    private bool IsTextWithQuotes(string line, int start)
    {
        var field = line.AsSpan(start, Unquoted(line, start) - start);
        return !field.Contains('\n') && field.Count(Quote) is var quotes and > 1 && quotes % 2 == 0;
    }

    private int Unquoted(string line, int at) =>
        line.IndexOf(Delimiter, at, StringComparison.Ordinal) is var end and >= 0 ? end : line.Length;

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
