using System.Globalization;
using System.Runtime.CompilerServices;

namespace Plan86.Transform.Reading.Vietnamese;

/// <summary>Numbers as Vietnamese offices write them: <c>1.234,5</c>, <c>1 234,5</c>, <c>(12,3)</c>, <c>12,3%</c>, <c>-</c>.</summary>
internal static class VietnameseNumber
{
    private static readonly double[] PowersOfTen =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>Which character separates decimals, as far as one text can tell.</summary>
    internal enum Evidence
    {
        /// <summary>Not a number.</summary>
        None,

        /// <summary><c>1234</c>, <c>-</c>: reads the same either way.</summary>
        Either,

        /// <summary><c>1.234</c>: a thousand or a little more than one.</summary>
        AmbiguousDot,

        /// <summary><c>1,234</c></summary>
        AmbiguousComma,

        Comma,

        Dot,
    }

    /// <summary>
    /// Parses a figure under one convention, without allocating. White space around it is ignored; a minus sign
    /// (also U+2212 and U+2013) or parentheses make it negative, a trailing <c>%</c> is dropped (<c>12,3%</c> is 12.3),
    /// a lone dash is nil (0). Thousands may be parted by the other one of <c>.</c> and <c>,</c> or by a space, in groups
    /// of three, but never behind a zero: <c>0.420</c> is no 420. The result is the double nearest to what is written, the
    /// same as <see cref="double.Parse(string)"/> gives.
    /// </summary>
    /// <param name="decimalSeparator"><c>,</c> or <c>.</c></param>
    public static bool TryParse(ReadOnlySpan<char> text, char decimalSeparator, out double value)
    {
        value = 0;
        if (!TakeSign(ref text, out var negative))
        {
            return false;
        }

        if (text.IsEmpty)
        {
            // A lone dash is nil.
            return negative;
        }

        var digits = new Digits(decimalSeparator);
        foreach (var c in text)
        {
            if (!digits.Take(c))
            {
                return c is 'e' or 'E' && digits.MayHaveExponent && IsExponent(text) && Slow(text, decimalSeparator, negative, out value);
            }
        }

        if (!digits.IsComplete)
        {
            return false;
        }

        if (!digits.IsExact)
        {
            return Slow(text, decimalSeparator, negative, out value);
        }

        value = negative ? -digits.Value : digits.Value;
        return true;
    }

    /// <summary>Takes off blanks, brackets, sign and percent; false where they contradict one another or nothing stands there.</summary>
    private static bool TakeSign(ref ReadOnlySpan<char> text, out bool negative)
    {
        text = text.Trim();
        negative = false;
        if (text.IsEmpty)
        {
            return false;
        }

        if (text[0] == '(' && text[^1] == ')')
        {
            negative = true;
            text = text[1..^1].Trim();
        }

        if (text.Length > 1 && text[^1] == '%')
        {
            text = text[..^1].TrimEnd();
        }

        if (text.IsEmpty || !(IsMinus(text[0]) || text[0] == '+'))
        {
            return !text.IsEmpty;
        }

        var isBracketed = negative;
        negative = text[0] != '+';
        text = text[1..].TrimStart();
        return !isBracketed;
    }

    /// <summary>The digits of a number as they come, with the marks between them.</summary>
    private struct Digits(char decimalSeparator)
    {
        // Up to 15 digits and a power of ten up to 22 are exact doubles, so one division rounds once, correctly
        // (W. D. Clinger, How to read floating point numbers accurately, PLDI 1990).
        private const int ExactDigits = 15;
        private const int GroupLength = 3;

        private ulong _digits;
        private int _significant;
        private int _fraction = -1;

        // Digits since the last mark, and the mark that parts thousands.
        private int _group;
        private char _separator;

        public readonly bool IsComplete => _fraction < 0 ? _group > 0 && (_separator == '\0' || _group == GroupLength) : _fraction > 0;

        public readonly bool IsExact => _significant <= ExactDigits && _fraction < PowersOfTen.Length;

        public readonly bool MayHaveExponent => _group > 0;

        public readonly double Value => _fraction > 0 ? _digits / PowersOfTen[_fraction] : _digits;

        // Once for each character of ten million figures.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool Take(char c)
        {
            var digit = (uint)(c - '0');
            if (digit <= 9)
            {
                if (_significant > 0 || digit != 0)
                {
                    _significant++;
                }

                _digits = (_digits * 10) + digit;
                _group++;
                if (_fraction >= 0)
                {
                    _fraction++;
                }

                return true;
            }

            return c == decimalSeparator ? TakeDecimalMark() : TakeThousandsMark(IsSpace(c) ? ' ' : c);
        }

        private bool TakeDecimalMark()
        {
            if (_fraction >= 0 || (_separator != '\0' && _group != GroupLength))
            {
                return false;
            }

            _fraction = 0;
            _group = 0;
            return true;
        }

        /// <summary>One to three digits before the first, none of them a leading zero; then always three, always the same mark.</summary>
        private bool TakeThousandsMark(char mark)
        {
            var fits = mark is ' ' or '.' or ',' && _fraction < 0
                && (_separator == '\0'
                    ? _group is > 0 and <= GroupLength && _significant > 0 : _group == GroupLength && mark == _separator);
            if (!fits)
            {
                return false;
            }

            _separator = mark;
            _group = 0;
            return true;
        }
    }

    /// <summary>What the text tells about the convention it was written in.</summary>
    public static Evidence Weigh(ReadOnlySpan<char> text)
    {
        var comma = TryParse(text, ',', out var withComma);
        var dot = TryParse(text, '.', out var withDot);
        return (comma, dot) switch
        {
            (false, false) => Evidence.None,
            (true, false) => Evidence.Comma,
            (false, true) => Evidence.Dot,
            _ when withComma.Equals(withDot) && text.IndexOfAny('.', ',') < 0 => Evidence.Either,
            _ => text.Contains('.') ? Evidence.AmbiguousDot : Evidence.AmbiguousComma,
        };
    }

    /// <inheritdoc cref="Tally.Convention"/>
    public static char Convention(IEnumerable<string> texts, char usual = ',')
    {
        var tally = default(Tally);
        foreach (var text in texts)
        {
            tally.Add(Weigh(text));
        }

        return tally.Convention(usual);
    }

    /// <summary>Texts that say a figure is missing: <c>…</c>, <c>...</c>, <c>..</c>, <c>x</c>, <c>na</c>, <c>: c</c> (with Eurostat's
    /// mark of why); a blank is missing too.</summary>
    public static bool IsMissing(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        return text.IsEmpty
            || text.Trim('.').IsEmpty
            || text.Trim('…').IsEmpty
            || text is [':', ' ', ..]
            || text is "x" or "X" or ":" or "na" or "NA" or "n/a" or "N/A" or "n.a." or "NaN" or "#N/A" or "null" or "NULL";
    }

    /// <summary>A lone dash of any length, with or without white space: nil.</summary>
    public static bool IsNil(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        return text.Length is > 0 and <= 3 && text.Trim("-–—−").IsEmpty;
    }

    /// <summary>Returns the warning for a table in which every comma stands before exactly three digits.</summary>
    public static Problem Undecided(Place place, string found) => Problem.Warning(
        place, found, "6,7 · 6.706", new Bilingual(
            "Cả bảng (hoặc cột) chỉ có dấu phẩy đứng trước đúng ba chữ số: được đọc là dấu thập phân; nếu là dấu hàng nghìn, hãy ghi dấu "
                + "chấm.",
            "Throughout the table or column a comma stands before exactly three digits: it is read as the decimal mark; if it parts "
                + "thousands, write a dot."));

    /// <summary>Returns the warning for a column in which a few numbers make decimal points of dots that would part thousands by
    /// themselves.</summary>
    public static Problem ByFew(Place place, string found) => Problem.Warning(
        place, found, "6.706 · 12,5", new Bilingual(
            "Một số ít ô trong cột dùng dấu chấm làm dấu thập phân, nên cả cột được đọc như vậy, kể cả ô này; nếu ở đây dấu chấm là dấu "
                + "hàng nghìn, hãy sửa các ô kia thành dấu phẩy.",
            "A few cells of the column have a decimal point, so all of it is read with one, this cell too; if the dot parts thousands "
                + "here, write commas in those cells."));

    private static bool IsMinus(char c) => c is '-' or '\u2212' or '\u2013' or '\u2014' or '\u2010' or '\u2011';

    private static bool IsSpace(char c) => c is ' ' or '\u00A0' or '\u202F' or '\u2009';

    /// <summary><c>1,5E+03</c>: spreadsheets export large and small numbers so. With its sign: a letter that slipped in between two
    /// digits is no power of ten.</summary>
    private static bool IsExponent(ReadOnlySpan<char> text)
    {
        var power = text[(text.IndexOfAny('e', 'E') + 1)..];
        if (power.Length == text.Length)
        {
            return false;
        }

        if (power.IsEmpty || power[0] is not ('+' or '-'))
        {
            return false;
        }

        power = power[1..];
        return power.Length is > 0 and <= 3 && power.IndexOfAnyExceptInRange('0', '9') < 0;
    }

    private static bool Slow(ReadOnlySpan<char> text, char decimalSeparator, bool negative, out double value)
    {
        // Longer than any double needs: what is cut off could only matter for a text built to tie exactly.
        value = 0;
        Span<char> plain = stackalloc char[800];
        var length = 0;
        foreach (var c in text)
        {
            if (c == decimalSeparator || char.IsAsciiDigit(c) || c is 'e' or 'E' or '+' or '-')
            {
                if (length == plain.Length)
                {
                    return false;
                }

                plain[length++] = c == decimalSeparator ? '.' : c;
            }
        }

        if (!double.TryParse(plain[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            || !double.IsFinite(value))
        {
            value = 0;
            return false;
        }

        if (negative)
        {
            value = -value;
        }

        return true;
    }

    /// <summary>What the numbers of a column or sheet say together.</summary>
    internal struct Tally
    {
        private int _comma;
        private int _dot;
        private int _ambiguousComma;

        public void Add(Evidence evidence)
        {
            switch (evidence)
            {
                case Evidence.Comma:
                    _comma++;
                    break;
                case Evidence.Dot:
                    _dot++;
                    break;
                case Evidence.AmbiguousComma:
                    _ambiguousComma++;
                    break;
            }
        }

        /// <summary>
        /// The decimal separator: what unmistakable numbers use, else <paramref name="usual"/>. Dots in threes part thousands; for
        /// commas in threes see <see cref="IsUndecided"/>.
        /// </summary>
        /// <param name="usual">What decides where nothing else does: the Vietnamese comma.</param>
        public readonly char Convention(char usual) => _dot == _comma ? usual : _dot > _comma ? '.' : ',';

        /// <summary>Nothing but commas before exactly three digits, all through: they are read as decimals, and that is told.</summary>
        public readonly bool IsUndecided => _dot == 0 && _comma == 0 && _ambiguousComma > 0;
    }
}
