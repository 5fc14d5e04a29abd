using System.Text;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Reading.Delimited;

/// <summary>How a delimited text parts and quotes its fields.</summary>
internal readonly record struct Dialect(char Delimiter, char Quote, char Escape)
{
    private const string Delimiters = ";\t,|";

    /// <summary>
    /// Tries every dialect on the first lines and keeps the one whose rows are most alike and whose fields look most
    /// like values (G. J. J. van den Burg et al., Wrangling messy CSV files by detecting row and type patterns,
    /// Data Mining and Knowledge Discovery 33, 2019).
    /// </summary>
    public static Dialect Sniff(string sample, bool whole)
    {
        var best = new Dialect(',', '"', '"');
        var bestScore = -1.0;
        foreach (var delimiter in Delimiters)
        {
            if (!sample.Contains(delimiter))
            {
                continue;
            }

            foreach (var (quote, escape) in Quotings(sample))
            {
                var dialect = new Dialect(delimiter, quote, escape);
                var score = dialect.Score(sample, whole);
                if (score > bestScore + 1e-9)
                {
                    (best, bestScore) = (dialect, score);
                }
            }
        }

        return best;
    }

    private static IEnumerable<(char Quote, char Escape)> Quotings(string sample)
    {
        yield return ('"', '"');
        var backslash = sample.Contains('\\');
        if (backslash)
        {
            yield return ('"', '\\');
        }

        if (sample.Contains('\''))
        {
            yield return ('\'', '\'');
            if (backslash)
            {
                yield return ('\'', '\\');
            }
        }
    }

    private double Score(string sample, bool whole)
    {
        var rows = Rows(sample, whole);
        if (rows.Count == 0)
        {
            return 0;
        }

        // Rows of equal length count for more the longer they are; every further length costs.
        var lengths = rows.GroupBy(row => row.Count).ToList();
        var pattern = lengths.Sum(group => group.Count() * (group.Key - 1.0) / group.Key) / lengths.Count;
        var (fields, known) = (0, 0.0);
        foreach (var row in rows)
        {
            foreach (var field in row)
            {
                fields++;
                known += Knownness(field);
            }
        }

        return pattern * known / Math.Max(fields, 1);
    }

    /// <summary>1 for what is surely one value, 0 for text with other delimiters or quotes left inside.</summary>
    private static double Knownness(string field)
    {
        var text = field.AsSpan().Trim();
        if (text.IsEmpty || VietnameseNumber.IsNil(text) || VietnameseNumber.IsMissing(text)
            || VietnameseNumber.Weigh(text) != VietnameseNumber.Evidence.None)
        {
            return 1;
        }

        var (letters, foreign) = (false, 0);
        foreach (var c in text)
        {
            letters |= char.IsLetter(c);
            foreign += c is ';' or '\t' or '|' or '"' ? 1 : 0;
        }

        return foreign > 0 ? 0.1 : letters ? (text.Contains(',') ? 0.8 : 1) : text.Contains(',') ? 0.2 : 0.7;
    }

    private List<List<string>> Rows(string sample, bool whole)
    {
        var rows = new List<List<string>>();
        var row = new List<string>();
        var field = new StringBuilder();
        var (quoted, blank) = (false, true);
        for (var i = 0; i < sample.Length; i++)
        {
            var c = sample[i];
            if (quoted)
            {
                if (c == Escape && i + 1 < sample.Length && (sample[i + 1] == Quote || Escape != Quote))
                {
                    field.Append(sample[++i]);
                }
                else if (c == Quote)
                {
                    quoted = false;
                }
                else
                {
                    field.Append(c);
                }
            }
            else if (c == Quote && field.Length == 0)
            {
                (quoted, blank) = (true, false);
            }
            else if (c == Delimiter)
            {
                row.Add(field.ToString());
                field.Clear();
                blank = false;
            }
            else if (c is '\r' or '\n')
            {
                if (!blank)
                {
                    row.Add(field.ToString());
                    rows.Add(row);
                    row = [];
                }

                field.Clear();
                blank = true;
            }
            else
            {
                field.Append(c);
                blank = false;
            }
        }

        if (quoted)
        {
            // A quote that never closes: this is not how the text is quoted.
            return whole ? [] : rows;
        }

        if (whole && !blank)
        {
            row.Add(field.ToString());
            rows.Add(row);
        }

        return rows;
    }
}
