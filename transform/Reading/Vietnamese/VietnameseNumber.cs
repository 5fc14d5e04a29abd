using System.Globalization;

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
    /// of three. The result is the double nearest to what is written, the same as <see cref="double.Parse(string)"/> gives.
    /// </summary>
    /// <param name="decimalSeparator"><c>,</c> or <c>.</c></param>
    public static bool TryParse(ReadOnlySpan<char> text, char decimalSeparator, out double value)
    {
        value = 0;
        text = text.Trim();
        if (text.IsEmpty)
        {
            return false;
        }

        var negative = false;
        if (text[0] == '(' && text[^1] == ')')
        {
            negative = true;
            text = text[1..^1].Trim();
        }

        if (text.Length > 1 && text[^1] == '%')
        {
            text = text[..^1].TrimEnd();
        }

        if (!text.IsEmpty && (IsMinus(text[0]) || text[0] == '+'))
        {
            if (negative)
            {
                return false;
            }

            negative = text[0] != '+';
            text = text[1..].TrimStart();
            if (text.IsEmpty)
            {
                return negative;
            }
        }

        ulong digits = 0;
        var significant = 0;
        var fraction = -1;
        var group = 0;
        var separator = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var digit = (uint)(c - '0');
            if (digit <= 9)
            {
                if (significant > 0 || digit != 0)
                {
                    significant++;
                }

                digits = (digits * 10) + digit;
                if (fraction >= 0)
                {
                    fraction++;
                }

                group++;
            }
            else if (c == decimalSeparator)
            {
                if (fraction >= 0 || (separator != '\0' && group != 3) || (group == 0 && separator == '\0' && i + 1 == text.Length))
                {
                    return false;
                }

                fraction = 0;
                group = 0;
            }
            else
            {
                if (IsSpace(c))
                {
                    c = ' ';
                }
                else if (c is not ('.' or ','))
                {
                    return IsExponent(text, i, group) && Slow(text, decimalSeparator, negative, out value);
                }

                // One to three digits before the first separator, then always three, always the same separator.
                if (fraction >= 0 || (separator == '\0' ? group is 0 or > 3 : group != 3 || c != separator))
                {
                    return false;
                }

                separator = c;
                group = 0;
            }
        }

        if (fraction < 0 ? group == 0 || (separator != '\0' && group != 3) : fraction == 0)
        {
            return false;
        }

        // Up to 15 digits and a power of ten up to 22 are exact doubles, so one division rounds once, correctly
        // (W. D. Clinger, How to read floating point numbers accurately, PLDI 1990).
        if (significant > 15 || fraction > 22)
        {
            return Slow(text, decimalSeparator, negative, out value);
        }

        value = fraction > 0 ? digits / PowersOfTen[fraction] : digits;
        if (negative)
        {
            value = -value;
        }

        return true;
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

    private static bool IsMinus(char c) => c is '-' or '\u2212' or '\u2013' or '\u2014' or '\u2010' or '\u2011';

    private static bool IsSpace(char c) => c is ' ' or '\u00A0' or '\u202F' or '\u2009';

    /// <summary><c>1,5E+03</c>: spreadsheets export large and small numbers so.</summary>
    private static bool IsExponent(ReadOnlySpan<char> text, int at, int digitsBefore)
    {
        if (digitsBefore == 0 || text[at] is not ('e' or 'E'))
        {
            return false;
        }

        var power = text[(at + 1)..];
        if (!power.IsEmpty && power[0] is '+' or '-')
        {
            power = power[1..];
        }

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
        private int _ambiguousDot;

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
                case Evidence.AmbiguousDot:
                    _ambiguousDot++;
                    break;
            }
        }

        /// <summary>
        /// The decimal separator: what unmistakable numbers use, else <paramref name="usual"/>. Where <c>1,234</c> and its
        /// like are all there is, and at least three of them, commas part thousands: a column of decimals rarely has
        /// exactly three in every row.
        /// </summary>
        /// <param name="usual">What decides where nothing else does: the Vietnamese comma.</param>
        public readonly char Convention(char usual) =>
            _dot != _comma ? (_dot > _comma ? '.' : ',')
            : _dot > 0 || _ambiguousComma < 3 || _ambiguousDot > 0 ? usual
            : '.';
    }
}
