using System.Globalization;
using System.Text;

namespace Plan86.Transform.Reading;

internal enum NumberShape
{
    Plain,
    Percent,
    Date,
}

/// <summary>
/// What a number format (ECMA-376 part 1, 18.8.31) makes of a number, as far as it changes what a person reads: a share
/// shown in percent, a day or month, an amount shown in thousands.
/// </summary>
internal sealed class NumberFormat
{
    private const string MonthAndYear = "mmm-yy";
    private const int Vietnamese = 0x42A;

    private static readonly string[] EnglishMonths =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    private readonly Section[] _sections;

    private NumberFormat(Section[] sections) => _sections = sections;

    public static NumberFormat General { get; } = new([new Section(NumberShape.Plain, 0, "", "", 0)]);

    public static NumberFormat Percent { get; } = new([new Section(NumberShape.Percent, 0, "", "", 0)]);

    /// <summary>Of the first section: most formats have but one, and the others differ in sign and colour.</summary>
    public NumberShape Shape => _sections[0].Shape;

    /// <summary>
    /// Returns the format with this id. What the file itself says of the id goes before what the id means everywhere
    /// (18.8.30); ids 27–36 and 50–58 mean nothing outside East Asia, where they are dates.
    /// </summary>
    /// <param name="code">As the file declares it; null where it does not.</param>
    public static NumberFormat Of(int id, string? code) =>
        !string.IsNullOrEmpty(code) ? Of(code)
        : id is 9 or 10 ? Percent
        : id == 17 ? Of(MonthAndYear)
        : id is >= 14 and <= 22 ? new([new Section(NumberShape.Date, 0, "", "", 0)])
        : General;

    public static NumberFormat Of(string code)
    {
        if (code.Equals("General", StringComparison.OrdinalIgnoreCase))
        {
            return General;
        }

        var sections = new List<Section>();
        for (var start = 0; start <= code.Length && sections.Count < 4;)
        {
            var section = Section.Read(code, ref start);
            sections.Add(section);
        }

        return new([.. sections]);
    }

    /// <summary>The number as it is shown: in thousands where the format shows thousands.</summary>
    /// <param name="shown">Not null where the format also writes words behind a scaled number, which say what it is counted in:
    /// the number and those words.</param>
    public double Scaled(double number, out string? shown)
    {
        shown = null;
        if (Array.TrueForAll(_sections, section => section.Thousands == 0))
        {
            return number;
        }

        var section = SectionOf(number) is { HasDigits: true } own ? own : _sections[0];
        if (section.Thousands == 0)
        {
            return number;
        }

        var scaled = number / Math.Pow(1000, section.Thousands);
        if (section.Words.Length > 0)
        {
            shown = $"{scaled.ToString("R", CultureInfo.InvariantCulture).Replace('.', ',')} {section.Words}";
        }

        return scaled;
    }

    /// <summary>
    /// A day as ISO writes it; where the format shows no day but a month or a year, as it is shown: <c>02/2024</c>,
    /// <c>Feb-24</c>, <c>Tháng 2</c>.
    /// </summary>
    public string DateText(DateTime date)
    {
        return _sections[0].Months.Length == 0 ? ExcelDate.Format(date) : _sections[0].Show(date);
    }

    private Section SectionOf(double number)
    {
        // Of two sections the second, of three the second for what is negative, the third for nought.
        if (Array.Exists(_sections, section => section.Condition is not null))
        {
            return Array.Find(_sections, section => section.Condition?.Invoke(number) == true)
                ?? Array.Find(_sections, section => section.Condition is null) ?? _sections[^1];
        }

        return number < 0 && _sections.Length > 1 ? _sections[1]
            : number == 0 && _sections.Length > 2 ? _sections[2]
            : _sections[0];
    }

    /// <param name="Thousands">How often the number is divided by a thousand before it is shown.</param>
    /// <param name="Words">Letters that stand beside a number: its unit.</param>
    /// <param name="Months">Of a date without a day: what is shown, as tokens and words; else empty.</param>
    private sealed record Section(NumberShape Shape, int Thousands, string Words, string Months, int Locale)
    {
        // Words in a pattern stand between these; digits of the pattern are its tokens.
        private const char Open = '\u0001';
        private const char Close = '\u0002';

        public Predicate<double>? Condition { get; init; }

        /// <summary>Shows a number at all.</summary>
        public bool HasDigits { get; init; }

        // Long on purpose: a state machine: one sign of the format code a case.
        /// <summary>Reads up to the next semicolon.</summary>
        public static Section Read(string code, ref int at)
        {
            var (words, pattern) = (new StringBuilder(), new StringBuilder());
            var (percent, elapsed, digits, digitsFirst, locale) = (false, false, false, false, 0);
            var (thousands, commas) = (0, 0);
            Predicate<double>? condition = null;
            void Literal(string text)
            {
                words.Append(text);
                pattern.Append(Open).Append(text).Append(Close);
            }

            for (; at < code.Length && code[at] != ';'; at++)
            {
                var c = code[at];
                switch (c)
                {
                    case '"':
                        var end = code.IndexOf('"', at + 1) is var quote and >= 0 ? quote : code.Length;
                        Literal(code[Math.Min(at + 1, end)..end]);
                        at = Math.Min(end, code.Length - 1);
                        break;
                    case '\\' when at + 1 < code.Length:
                        Literal(code[++at].ToString());
                        break;
                    case '_' or '*' or '\\':
                        // As wide as the next letter, or filled up with it: neither is text.
                        at = Math.Min(at + 1, code.Length - 1);
                        break;
                    case '[':
                        var close = code.IndexOf(']', at + 1) is var bracket and >= 0 ? bracket : code.Length;
                        var inside = code[Math.Min(at + 1, close)..close];

                        // [h] and [mm] are elapsed time, an amount and no date; [Red], [$-409], [>=100] say nothing of the kind.
                        elapsed |= inside.Length > 0 && char.ToLowerInvariant(inside[0]) is 'h' or 'm' or 's'
                            && inside.AsSpan().Trim(inside[0]).IsEmpty;
                        locale = inside.StartsWith('$') ? LocaleOf(inside) : locale;
                        condition ??= ConditionOf(inside);
                        at = Math.Min(close, code.Length - 1);
                        break;
                    case '%':
                        percent = true;
                        break;
                    case '.' when digits:
                        (thousands, commas) = (thousands + commas, 0);
                        break;
                    case ',' when digits:
                        commas++;
                        break;
                    case '0' or '#' or '?':
                        // A comma before a digit parts thousands, one behind the last divides by them.
                        digitsFirst |= !digits && !Tokens(pattern.ToString()).Any(token => token.IsToken);
                        (digits, commas) = (true, 0);
                        break;
                    default:
                        pattern.Append(c);
                        break;
                }
            }

            at++;
            thousands += commas;
            var months = pattern.ToString();
            var tokens = Tokens(months).Where(token => token.IsToken).Select(token => char.ToLowerInvariant(token.Text[0])).ToList();
            var shape = elapsed ? NumberShape.Plain
                : percent ? NumberShape.Percent
                : tokens.Count > 0 && !digitsFirst ? NumberShape.Date
                : NumberShape.Plain;
            var bare = tokens.Count > 0 && tokens.TrueForAll(token => token is 'm' or 'y');
            return new Section(
                shape,
                shape == NumberShape.Plain && digits ? thousands : 0,
                string.Concat(words.ToString().Where(c => char.IsLetter(c) || c == ' ')).Trim(),
                shape == NumberShape.Date && bare ? months : "",
                locale)
            {
                Condition = condition,
                HasDigits = digits,
            };
        }

        /// <summary>What is shown of a day's month and year.</summary>
        public string Show(DateTime date) =>
            string.Concat(
                Tokens(Months)
                    .Select(token => !token.IsToken ? token.Text : (char.ToLowerInvariant(token.Text[0]), token.Text.Length) switch
                    {
                        ('y', <= 2) => date.ToString("yy", CultureInfo.InvariantCulture),
                        ('y', _) => date.ToString("yyyy", CultureInfo.InvariantCulture),
                        ('m', 1) => date.Month.ToString(CultureInfo.InvariantCulture),
                        ('m', 2) => date.ToString("MM", CultureInfo.InvariantCulture),
                        ('m', 3 or 4) when Locale == Vietnamese =>
                            FormattableString.Invariant($"{(token.Text.Length == 3 ? "Thg" : "Tháng")} {date.Month}"),
                        ('m', 3) => EnglishMonths[date.Month - 1][..3],
                        ('m', 4) => EnglishMonths[date.Month - 1],
                        _ => EnglishMonths[date.Month - 1][..1],
                    })).Trim();

        private static IEnumerable<(string Text, bool IsToken)> Tokens(string pattern)
        {
            for (var i = 0; i < pattern.Length;)
            {
                var start = i;
                if (pattern[i] == Open)
                {
                    var end = pattern.IndexOf(Close, i);
                    yield return (pattern[(i + 1)..end], false);
                    i = end + 1;
                    continue;
                }

                while (i < pattern.Length && pattern[i] == pattern[start])
                {
                    i++;
                }

                yield return (pattern[start..i], pattern[start] is 'd' or 'D' or 'y' or 'Y' or 'h' or 'H' or 'm' or 'M' or 's' or 'S');
            }
        }

        /// <summary><c>$-42A</c>, <c>$€-407</c>: the language, in hexadecimal digits behind the dash.</summary>
        private static int LocaleOf(string inside) =>
            inside.LastIndexOf('-') is var dash and >= 0
            && int.TryParse(inside.AsSpan(dash + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var locale)
                ? locale & 0xFFFF : 0;

        private static Predicate<double>? ConditionOf(string inside)
        {
            var sign = inside.Length - inside.TrimStart('<', '>', '=').Length;
            if (sign == 0 || !double.TryParse(inside.AsSpan(sign), NumberStyles.Float, CultureInfo.InvariantCulture, out var bound))
            {
                return null;
            }

            return inside[..sign] switch
            {
                "<" => number => number < bound,
                "<=" => number => number <= bound,
                ">" => number => number > bound,
                ">=" => number => number >= bound,
                "=" => number => number == bound,
                "<>" => number => number != bound,
                _ => null,
            };
        }
    }
}
