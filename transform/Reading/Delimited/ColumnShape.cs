using System.Globalization;
using System.Text;

namespace Plan86.Transform.Reading.Delimited;

/// <summary>What the fields of a column look like.</summary>
internal sealed class ColumnShape
{
    private const int Dominant = 90;
    private const int LongestShape = 30;

    // Of two readings that both look like the columns, the one whose fields have been seen there counts.
    private const double Seen = 0.1;
    private const double SeenShape = 0.05;

    private readonly HashSet<string> _returning = new(StringComparer.Ordinal);
    private readonly HashSet<string> _returningShapes = new(StringComparer.Ordinal);
    private readonly string? _exact;
    private readonly HashSet<string>? _shapes;
    private readonly bool _hasEmpty;
    private readonly bool _hasAny;
    private readonly double _length;
    private readonly bool _isYears;

    private ColumnShape(List<string> fields)
    {
        var filled = fields.Where(field => field.Length > 0).ToList();
        (_hasAny, _hasEmpty) = (filled.Count > 0, filled.Count < fields.Count);
        IsFilled = _hasAny && filled.Count * 100 >= fields.Count * Dominant;
        if (!_hasAny)
        {
            return;
        }

        _isYears = filled.TrueForAll(IsYear);
        _length = filled.Average(field => field.Length);
        _returning.UnionWith(
            filled.GroupBy(field => field, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key));
        var byShape = filled.GroupBy(field => Shape(field, runs: false), StringComparer.Ordinal).OrderByDescending(group => group.Count())
            .ToList();
        _returningShapes.UnionWith(byShape.TakeWhile(group => group.Count() > 1).Select(group => group.Key));
        var top = byShape[0];
        _exact = top.Key.Length <= LongestShape && top.Count() * 100 >= filled.Count * Dominant ? top.Key : null;
        var likely = filled.GroupBy(field => Shape(field, runs: true), StringComparer.Ordinal).OrderByDescending(group => group.Count())
            .Take(5).ToList();
        if (likely.Sum(group => group.Count()) * 100 >= filled.Count * Dominant
            && likely.TrueForAll(group => group.Key.Length <= LongestShape))
        {
            // Of rarer shapes one without digits among those with digits is a header further down, one alone is damage.
            HasDigits = likely[0].Key.Contains('9') && filled.Count(field => field.Any(char.IsAsciiDigit)) > filled.Count(HasLettersAlone);
            var covered = 0;
            _shapes = [];
            foreach (var group in likely)
            {
                if (covered * 100 < filled.Count * Dominant || (group.Count() > 1 && (!HasDigits || group.Key.Contains('9'))))
                {
                    _shapes.Add(group.Key);
                }

                covered += group.Count();
            }
        }
    }

    private static bool HasLettersAlone(string field) => field.Any(char.IsLetter) && !field.Any(char.IsAsciiDigit);

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
    public double Best => (!_hasAny || _shapes is not null || _exact is not null ? 1 : 0.6) + (_returning.Count > 0 ? Seen : SeenShape);

    /// <summary>Whether it stands in the column more than once.</summary>
    public bool Returns(string field) => _returning.Contains(field);

    public static double Score(ColumnShape[] columns, IReadOnlyList<string> fields, char quote)
    {
        var score = 0.0;
        for (var k = 0; k < Math.Min(columns.Length, fields.Count); k++)
        {
            score += columns[k].Fit(fields[k], quote);
        }

        return score;
    }

    /// <summary>
    /// Whether the fields do not look like what stands below them. Only columns with digits can tell; years in a row are
    /// names of columns.
    /// </summary>
    /// <param name="first">It would be the first line of the header.</param>
    /// <param name="alone">Nothing else stands below.</param>
    public static bool IsHeader(List<string> record, ColumnShape[] columns, bool first, bool alone)
    {
        if (first && NamesYears(record, columns))
        {
            return true;
        }

        if (alone)
        {
            return !record.Exists(field => field.Any(char.IsAsciiDigit) && !field.Any(char.IsLetter));
        }

        var telling = Enumerable.Range(0, Math.Min(record.Count, columns.Length)).Where(k => columns[k].HasDigits && record[k].Length > 0)
            .ToList();
        if (telling.Count == 0)
        {
            // Below a header of text nothing tells another header from text; what returns in its column is no name of it.
            var returning = record.Where((field, k) => k < columns.Length && columns[k].Returns(field)).Count();
            return first && returning * 3 < record.Count(field => field.Length > 0) && record.Exists(field => field.Length > 0)
                && !record.TrueForAll(field => field.Length == 0 || field.Any(char.IsAsciiDigit));
        }

        var fitting = telling.Count(k => columns[k].Fit(record[k], '"') >= 0.5);
        return first ? fitting * 2 < telling.Count : fitting == 0 && telling.Count > 1;
    }

    /// <summary>A text, then nothing but years (one more text may stand among them), over columns that hold something else.</summary>
    private static bool NamesYears(List<string> record, ColumnShape[] columns)
    {
        var filled = record.Count(field => field.Length > 0);
        var years = record.Where(IsYear).ToList();
        var others = filled - years.Count;
        return years.Count > 0 && years.Distinct().Count() == years.Count && record[0].Length > 0 && !record[0].Any(char.IsAsciiDigit)
            && (years.Count > 1 ? others <= 2 : others == 1)
            && (years.Count > 1
                || !Enumerable.Range(0, Math.Min(record.Count, columns.Length)).Any(k => IsYear(record[k]) && columns[k]._isYears));
    }

    private static bool IsYear(string field) =>
        field.Length == 4 && int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            && year is >= 1900 and <= 2100;

    /// <summary>1 for what looks like the others, 0 for what does not.</summary>
    public double Fit(string field, char quote)
    {
        if (field.Length == 0)
        {
            return _hasEmpty || !_hasAny ? 1 + SeenShape : 0;
        }

        // A quote at the start of a field is a slip; one at its end belongs to a field that was cut wrongly.
        var slip = (field[0] == quote && field.Length > 1 ? 0.05 : 0) + (field[^1] == quote ? 0.3 : 0);
        var text = field.Length > 1 && field[0] == quote ? field[1..] : field;
        if (!_hasAny)
        {
            return field.Length == 1 && field[0] == quote ? 0.5 : 0;
        }

        var shape = Shape(text, runs: false);
        var seen = (_returning.Contains(text) && text.Any(char.IsLetter) ? Seen : _returningShapes.Contains(shape) ? SeenShape : 0) - slip;
        if (_exact is not null && shape == _exact)
        {
            return 1 + seen;
        }

        if (_shapes is not null)
        {
            return _shapes.Contains(Shape(text, runs: true)) ? (_exact is null ? 1 : 0.6) + seen : 0;
        }

        return (text.Length > 4 * _length || text.Length * 4 < _length ? 0.3 : 0.6) + seen;
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
