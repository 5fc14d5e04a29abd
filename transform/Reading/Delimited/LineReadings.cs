namespace Plan86.Transform.Reading.Delimited;

/// <summary>Every way in which one line that disagrees with the others can be read with their width.</summary>
internal sealed class LineReadings
{
    public const string OtherDelimiters = ";\t|,";

    private const int MostTokens = 120;
    private const int MostMore = 5;

    // Ways to put many pieces together into few cells are tried one by one only while they are few.
    private const int MostGroupings = 2_000;

    // How much better a line must look where fields were made up.
    private const double Margin = 0.3;

    // A place that shows that something stood there is better than one that is only as good.
    private const double Seam = 0.12;

    // Two ways as good as each other, for all that the columns tell.
    private const double Tie = 0.01;

    private readonly string _line;
    private readonly ParsedRecord _read;
    private readonly Dialect _dialect;
    private readonly ColumnShape[] _columns;
    private readonly Budget _budget;
    private readonly RecordRoles? _roles;
    private readonly Dictionary<string, (List<string> Fields, Bilingual What)> _fitting = new(StringComparer.Ordinal);
    private (List<string>? Fields, double Score, Bilingual? What) _best = (null, double.NegativeInfinity, null);
    private bool _isTied;

    public LineReadings(string line, ParsedRecord read, Dialect dialect, ColumnShape[] columns, Budget budget, RecordRoles? roles) =>
        (_line, _read, _dialect, _columns, _budget, _roles) = (line, read, dialect, columns, budget, roles);

    private int Width => _dialect.Width;

    private List<string> Fields => _read.Fields;

    // What is made up must look right; of a line that nothing parts in both of two columns.
    private double Least => Fields.Count == 1 && Width == 2 ? 1.5 : Width / 2.0;

    private double Enough => _columns.Sum(column => column.Best) - 0.5;

    /// <summary>Whether looking further can change anything.</summary>
    private bool IsOpenQuestion(double below) => _roles is null ? _best.Score < below : _fitting.Count < 2;

    /// <summary>Returns the way in which the fields look most like their columns.</summary>
    public RepairedRecord Likeliest()
    {
        // As it stands: short fields are missing at the end, and what is too much stands there.
        if (!_read.IsOpen)
        {
            _best = (Fields,
                ColumnShape.Score(_columns, RecordFit.To([.. Fields], Width),
                    _dialect.Quote) - (Fields.Skip(Width).Count(field => field.Length > 0) / 2.0), null);
        }

        TryAll();
        var (best, _, what) = _best;
        if (_isTied)
        {
            return new(RecordFit.To(Fields, Width), null, true);
        }

        // A line that nothing parts may be a note beside the table.
        return Fields.Count == 1 && !_read.IsOpen && best is null or [_]
            ? new(Fields, null, false)
            : new(RecordFit.To(best ?? Fields, Width), what, best is null && _read.IsOpen);
    }

    /// <summary>Returns the only way in which every cell is what its column holds.</summary>
    public RepairedRecord Only()
    {
        if (!_read.IsOpen && !RecordFit.HasMore(Fields, Width) && _roles!(RecordFit.To([.. Fields], Width), false) is not null)
        {
            return new(RecordFit.To(Fields, Width), null, false);
        }

        TryAll();
        return _fitting.Count == 1 && _fitting.Values.First() is var (fields, what)
            ? new(fields, what, false)
            : new(RecordFit.To(Fields, Width), null, _fitting.Count > 1 || _read.IsOpen || _read.IsOdd || RecordFit.HasMore(Fields, Width));
    }

    private void TryAll()
    {
        TryOtherQuotes();
        TryLiteralQuotes();
        TryDelimiterTooMany();
        TryQuoteTooFew();
        TryDelimiterTooFew();
        TryOtherDelimiter();
    }

    /// <summary>A quote written otherwise, or another quote.</summary>
    private void TryOtherQuotes()
    {
        if (_line.Contains($"\\{_dialect.Quote}", StringComparison.Ordinal) && _dialect.Escape != Escaping.Backslash)
        {
            Try(_line, _dialect with { Escape = Escaping.Backslash }, Repairs.QuotesOtherwise, -0.1);
        }

        if (_dialect.Escape != Escaping.None)
        {
            Try(_line, _dialect with { Escape = Escaping.None }, Repairs.QuotesOtherwise, 0);
        }

        Try(_line, _dialect with { Quote = _dialect.OtherQuote }, Repairs.QuotesOtherwise, 0, Width / 2.0);
    }

    private void TryLiteralQuotes()
    {
        for (var i = 0; i < Width && i < _line.Length; i++)
        {
            Try(_line, _dialect, Repairs.StrayQuote, 0, literal: i);
        }
    }

    /// <summary>With nothing before it, or inside a text.</summary>
    private void TryDelimiterTooMany()
    {
        var more = Fields.Count - Width;
        if (_read.IsOpen || more <= 0)
        {
            return;
        }

        for (var i = 0; i < Fields.Count; i++)
        {
            if (more == 1 && Fields[i].Length == 0)
            {
                Try([.. Fields[..i], .. Fields[(i + 1)..]], Repairs.DelimiterTooMany);
            }

            if (more <= MostMore && i + more < Fields.Count && (_roles is null || !Fields[i..(i + more + 1)].Contains(""))
                && !MakesAFigure(i, more))
            {
                var text = string.Join(_dialect.Delimiter, Fields[i..(i + more + 1)]);
                var spaced = string.Join($"{_dialect.Delimiter} ", Fields[i..(i + more + 1)]);
                Try([.. Fields[..i], _line.Contains(spaced, StringComparison.Ordinal) ? spaced : text, .. Fields[(i + more + 1)..]],
                    Repairs.DelimiterInText, 2 * Margin);
            }
        }
    }

    /// <summary>Two figures beside each other are not one with a decimal comma, unless its column is full of such.</summary>
    private bool MakesAFigure(int at, int more)
    {
        var parts = Fields[at..(at + more + 1)];
        return parts.TrueForAll(part => part.Length > 0 && (char.IsAsciiDigit(part[0]) || char.IsAsciiDigit(part[^1])))
            && !(_columns[at].HasDigits && _columns[at].Fit(string.Join(_dialect.Delimiter, parts), _dialect.Quote) >= 0.5);
    }

    /// <summary>At the end of a field or at its start; one too many is likelier where both would do.</summary>
    private void TryQuoteTooFew()
    {
        if (!IsOpenQuestion(Enough - 0.5) || _line.AsSpan().Count(_dialect.Quote) % 2 == 0)
        {
            return;
        }

        for (var at = 0; at < _line.Length;)
        {
            if (_line[at] != _dialect.Quote && (_read.IsOpen || Fields.Count != Width))
            {
                Try(_line.Insert(at, _dialect.Quote.ToString()), _dialect, Repairs.QuoteTooFew, 0.1, Width / 2.0);
            }

            at = _line.IndexOf(_dialect.Delimiter, at, StringComparison.Ordinal) is var next and >= 0 ? next : _line.Length;
            if (at > 1 && (_line[at - 1] != _dialect.Quote || _line[at - 2] == _dialect.Quote))
            {
                Try(_line.Insert(at, _dialect.Quote.ToString()), _dialect, Repairs.QuoteTooFew, 0.1, Width / 2.0);
            }

            at += _dialect.Delimiter.Length;
        }
    }

    /// <summary>…or another in its place; of places that are equally good, between words that were run together.</summary>
    private void TryDelimiterTooFew()
    {
        if (!IsOpenQuestion(Enough) || (Fields.Count > Width && !_line.Contains(_dialect.Quote)))
        {
            return;
        }

        for (var at = 1; at <= _line.Length; at++)
        {
            Try(_line.Insert(at, _dialect.Delimiter), _dialect, Repairs.DelimiterTooFew,
                Margin - (at < _line.Length && IsSeam(at) ? Seam : 0), Least);
            if (at < _line.Length && OtherDelimiters.Contains(_line[at]) && !_dialect.Delimiter.Contains(_line[at]))
            {
                Try($"{_line[..at]}{_dialect.Delimiter}{_line[(at + 1)..]}", _dialect, Repairs.OtherDelimiter, Margin - Seam, Least);
            }
        }
    }

    private bool IsSeam(int at) =>
        _line[at - 1] is var before
            && ((char.IsUpper(_line[at]) && (char.IsLower(before) || char.IsAsciiDigit(before)))
                || (before is ')' && char.IsLetter(_line[at])));

    /// <summary>Another delimiter on this line alone: dear to try, and never on many lines.</summary>
    private void TryOtherDelimiter()
    {
        if (!IsOpenQuestion(Enough) || !(_roles is not null || Fields.Count < Width || _best.Score < 0.4 * Width)
            || !_budget.HasOtherwise())
        {
            return;
        }

        foreach (var other in OtherDelimiters.Select(c => c.ToString()).Append(" "))
        {
            if (other == _dialect.Delimiter || !_line.Contains(other, StringComparison.Ordinal)
                || (_dialect with { Delimiter = other }).Parse(_line) is not { IsOpen: false } parsed)
            {
                continue;
            }

            if (parsed.Fields.Count == Width && other != " ")
            {
                Try(parsed.Fields, Repairs.OtherDelimiter);
            }
            else if (parsed.Fields.Count >= Width && parsed.Fields.Count <= MostTokens)
            {
                if (_roles is null && Shared(parsed.Fields, other) is { } shared)
                {
                    Try(shared, Repairs.OtherDelimiter, Margin, Least);
                }
                else if (_roles is not null)
                {
                    TryGroupings(parsed.Fields, other);
                }
            }
        }
    }

    private void Try(string text, Dialect dialect, Bilingual what, double cost, double atLeast = double.NegativeInfinity, int literal = -1)
    {
        if (_budget.Take(text.Length) && dialect.Parse(text, literal) is { IsOpen: false } parsed)
        {
            Try(parsed.Fields, what, cost, atLeast);
        }
    }

    private void Try(List<string> candidate, Bilingual what, double cost = 0, double atLeast = double.NegativeInfinity)
    {
        if (candidate.Count != Width)
        {
            return;
        }

        if (_roles is not null)
        {
            var cells = candidate.ConvertAll(WithoutStray);
            if (_roles(cells, true) is { } key)
            {
                _fitting.TryAdd(key, (cells, what));
            }

            return;
        }

        var score = ColumnShape.Score(_columns, candidate, _dialect.Quote) - candidate.Count(IsCutWrongly);
        if (score < atLeast)
        {
            return;
        }

        if (score - cost > _best.Score + 1e-9)
        {
            _isTied = _best.What is not null && cost > 0 && score - cost < _best.Score + Tie && HasOtherFigures(candidate);
            _best = (candidate, score - cost, what);
        }
        else if (_best.What is not null && cost > 0 && score - cost > _best.Score - Tie && HasOtherFigures(candidate))
        {
            _isTied = true;
        }
    }

    private bool HasOtherFigures(List<string> candidate)
    {
        for (var k = 0; k < Width; k++)
        {
            if (_columns[k].HasDigits && candidate[k] != _best.Fields![k])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A field that still holds the edge of another was cut in the wrong place.</summary>
    private bool IsCutWrongly(string field) =>
        field.Contains($"{_dialect.Delimiter}{_dialect.Quote}", StringComparison.Ordinal)
        || field.Contains($"{_dialect.Quote}{_dialect.Delimiter}", StringComparison.Ordinal);

    /// <summary>A quote at one edge alone is none of the cell.</summary>
    private string WithoutStray(string field) => StrayQuotes.Without(field, _dialect.Quote);

    /// <summary>Every way to put the pieces together into as many cells as there are columns, where the ways are few.</summary>
    private void TryGroupings(List<string> tokens, string delimiter)
    {
        var ways = 1.0;
        for (var i = 1; i < Width; i++)
        {
            ways = ways * (tokens.Count - i) / i;
        }

        if (ways > MostGroupings)
        {
            return;
        }

        var ends = new int[Width];
        Group(0, 0);

        void Group(int column, int begin)
        {
            if (column == Width - 1)
            {
                ends[column] = tokens.Count;
                Try([.. Enumerable.Range(0, Width).Select(k => string.Join(delimiter, tokens[(k == 0 ? 0 : ends[k - 1])..ends[k]]))],
                    Repairs.OtherDelimiter);
                return;
            }

            for (var end = begin + 1; end <= tokens.Count - (Width - 1 - column); end++)
            {
                ends[column] = end;
                Group(column + 1, end);
            }
        }
    }

    /// <summary>Fields that the delimiter of the line parted too often, put together so that they look like the columns.</summary>
    private List<string>? Shared(List<string> tokens, string delimiter)
    {
        var score = new double[_columns.Length + 1, tokens.Count + 1];
        var from = new int[_columns.Length + 1, tokens.Count + 1];
        for (var k = 0; k <= _columns.Length; k++)
        {
            for (var i = 0; i <= tokens.Count; i++)
            {
                score[k, i] = k == 0 && i == 0 ? 0 : double.NegativeInfinity;
                for (var begin = k - 1; k > 0 && begin < i; begin++)
                {
                    if (begin >= 0 && !double.IsNegativeInfinity(score[k - 1, begin])
                        && score[k - 1, begin] + _columns[k - 1].Fit(string.Join(delimiter, tokens[begin..i]), _dialect.Quote) is var sum
                        && sum > score[k, i])
                    {
                        (score[k, i], from[k, i]) = (sum, begin);
                    }
                }
            }
        }

        if (double.IsNegativeInfinity(score[_columns.Length, tokens.Count]))
        {
            return null;
        }

        var fields = new List<string>();
        for (var (k, end) = (_columns.Length, tokens.Count); k > 0; end = from[k, end], k--)
        {
            fields.Insert(0, string.Join(delimiter, tokens[from[k, end]..end]));
        }

        return fields;
    }

    /// <summary>What may still be spent on damaged lines of one text.</summary>
    internal sealed class Budget(long characters, int otherwise)
    {
        private long _characters = characters;
        private int _otherwise = otherwise;

        public bool Has(int characters) => _characters > characters;

        public bool Take(int characters) => (_characters -= characters) > 0;

        public bool HasOtherwise() => --_otherwise >= 0;
    }
}

/// <summary>Quotes that open or close nothing.</summary>
internal static class StrayQuotes
{
    /// <summary>Returns the field without a quote at one edge alone; as it is where there is none.</summary>
    public static string Without(string field, char quote) =>
        field.Length < 2 || field.AsSpan().Count(quote) % 2 == 0 ? field
        : field[0] == quote ? field[1..].TrimStart()
        : field[^1] == quote ? field[..^1].TrimEnd()
        : field;
}
