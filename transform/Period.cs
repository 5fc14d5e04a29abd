using System.Globalization;
using System.Text.RegularExpressions;

namespace Plan86.Transform;

/// <summary>SDMX frequencies this warehouse knows.</summary>
public enum Freq
{
    A,
    S,
    Q,
    M,
}

/// <summary>A year, half-year, quarter or month.</summary>
/// <param name="Number">1 for a year, 1–2, 1–4 or 1–12.</param>
public readonly record struct Period(Freq Freq, int Year, int Number)
{
    public DateOnly Start => new(Year, Freq switch
    {
        Freq.A => 1,
        Freq.S => (6 * Number) - 5,
        Freq.Q => (3 * Number) - 2,
        _ => Number,
    }, 1);

    /// <summary>The first day after it.</summary>
    public DateOnly End => Start.AddMonths(Freq switch { Freq.A => 12, Freq.S => 6, Freq.Q => 3, _ => 1 });

    /// <summary>SDMX <c>TIME_PERIOD</c>: <c>2024</c>, <c>2024-S1</c>, <c>2024-Q3</c>, <c>2024-03</c>.</summary>
    public override string ToString() => Freq switch
    {
        Freq.A => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}"),
        Freq.M => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Number:00}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Freq}{Number}"),
    };
}

/// <summary>What a Vietnamese period text says.</summary>
/// <param name="Cumulative">The figure runs from 1 January to the end of <paramref name="Period"/>.</param>
/// <param name="Status">SDMX <c>OBS_STATUS</c> when a word tells it (ước E, sơ bộ P, chính thức A), else null.</param>
internal readonly record struct PeriodReading(Period Period, bool Cumulative, ObsStatus? Status);

/// <summary>
/// Reads the periods of Vietnamese statistical tables: <c>Tháng 3/2024</c>, <c>T3/2024</c>, <c>Quý I năm 2024</c>,
/// <c>6 tháng đầu năm 2024</c>, <c>Cộng dồn đến tháng 3/2024</c>, <c>từ 01/01-20/12/2024</c>, <c>Năm 2024</c>, and
/// the forms of SDMX (<c>2024-A1</c>, <c>2024-S1</c>, <c>2024-Q3</c>, <c>2024-M03</c>) and PC-Axis (<c>2024H1</c>, <c>2024Q3</c>, <c>2024M03</c>).
/// </summary>
internal static partial class PeriodText
{
    private const int FirstYear = 1900;
    private const int LastYear = 2100;

    /// <summary>Reads the first period a text names.</summary>
    /// <param name="year">The year meant where the text names none (<c>Tháng 3</c>), from a title or a column.</param>
    public static bool TryRead(string text, int? year, out PeriodReading reading)
    {
        var folded = InDigits(Text.Fold(text));
        var status = ReadStatus(folded);
        var cumulativeWord = CumulativeWord().IsMatch(folded);

        if (Range().Match(folded) is { Success: true } range && Number(range, "fm") == 1)
        {
            // From January of an earlier year is no cumulative figure of one year.
            return Found(Freq.M, (Number(range, "fy") ?? Number(range, "y")) == Number(range, "y") ? Number(range, "y") : null, Number(range, "tm"), true, status, out reading);
        }

        if (OtherFrequency().IsMatch(folded))
        {
            // Weeks, days, trimesters: a period, but none this warehouse keeps; above all not the year they begin with.
            reading = default;
            return false;
        }

        if (Sdmx().Match(folded) is { Success: true } sdmx)
        {
            var freq = sdmx.Groups["f"].Value switch { "q" or "k" => Freq.Q, "s" or "h" => Freq.S, "a" => Freq.A, _ => Freq.M };
            return Found(freq, Number(sdmx, "y"), Number(sdmx, "n"), cumulativeWord, status, out reading);
        }

        if (Months().Match(folded) is { Success: true } months)
        {
            var count = Number(months, "n");
            return months.Groups["last"].Success && count == 6
                ? Found(Freq.S, Number(months, "y") ?? year, 2, false, status, out reading)
                : Found(Freq.M, Number(months, "y") ?? year, count, true, status, out reading);
        }

        if (Quarter().Match(folded) is { Success: true } quarter)
        {
            var number = quarter.Groups["n"].Value switch
            {
                "i" or "1" => 1,
                "ii" or "2" => 2,
                "iii" or "3" => 3,
                _ => 4,
            };
            return cumulativeWord
                ? Found(Freq.M, Number(quarter, "y") ?? year, 3 * number, true, status, out reading)
                : Found(Freq.Q, Number(quarter, "y") ?? year, number, false, status, out reading);
        }

        if (Month().Match(folded) is { Success: true } month)
        {
            return Found(Freq.M, Number(month, "y") ?? year, Number(month, "n"), cumulativeWord, status, out reading);
        }

        if (Year().Match(folded) is { Success: true } whole)
        {
            return Found(Freq.A, Number(whole, "y"), 1, false, status, out reading);
        }

        reading = default;
        return false;
    }

    /// <summary>The last year a text names that is not the base of its prices: the one of <c>tháng 12 và năm 2018</c>.</summary>
    public static int? YearOf(string text) => AnyYear().Matches(Text.Fold(text)).LastOrDefault() is { } last ? Number(last, "y") : null;

    /// <summary>Months in words, as titles have them: <c>tháng Sáu</c>, <c>sáu tháng đầu năm</c>.</summary>
    private static string InDigits(string folded) => MonthInWords().Replace(folded, match =>
        match.Groups["at"].Success ? $"tháng {MonthNumber(match.Groups["at"].Value)}" : $"{MonthNumber(match.Groups["count"].Value)} tháng");

    private static int MonthNumber(string word) => Array.IndexOf(
        ["một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai"],
        word switch { "giêng" => "một", "bốn" => "tư", "chạp" => "mười hai", _ => word }) + 1;

    /// <summary>Ước, ước tính: E. Sơ bộ: P. Chính thức, thực hiện: A. Dự báo, kế hoạch: F.</summary>
    public static ObsStatus? ReadStatus(string folded) => StatusWord().Match(folded).Value switch
    {
        "ước" or "uoc" => ObsStatus.Estimate,
        "sơ bộ" or "so_bo" => ObsStatus.Provisional,
        "chính thức" or "chinh_thuc" or "thực hiện" => ObsStatus.Normal,
        "dự báo" or "du_bao" or "kế hoạch" => ObsStatus.Forecast,
        _ => null,
    };

    private static bool Found(
        Freq freq, int? year, int? number, bool cumulative, ObsStatus? status, out PeriodReading reading)
    {
        var highest = freq switch { Freq.A => 1, Freq.S => 2, Freq.Q => 4, _ => 12 };
        if (year is >= FirstYear and <= LastYear && number >= 1 && number <= highest)
        {
            reading = new(new(freq, year.Value, number.Value), cumulative, status);
            return true;
        }

        reading = default;
        return false;
    }

    private static int? Number(Match match, string group) =>
        match.Groups[group] is { Success: true, ValueSpan: var digits }
        && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // "tháng năm" is May only where a year follows: "6 tháng năm 2024" is not.
    [GeneratedRegex(@"(?<!\d )\btháng (?<at>giêng|một|hai|ba|tư|năm(?= năm \d)|sáu|bảy|tám|chín|mười một|mười hai|mười|chạp)\b|\b(?<count>hai|ba|bốn|năm(?= tháng đầu)|sáu|bảy|tám|chín|mười một|mười hai|mười) tháng\b")]
    private static partial Regex MonthInWords();

    [GeneratedRegex(@"(?<!(giá so sánh|gốc)( năm)? \(?)(?<!\d)(?<y>(19|20)\d{2})(?!\d)")]
    private static partial Regex AnyYear();

    // Whole words: "nước ngoài" is no estimate.
    [GeneratedRegex(@"\b(ước|uoc|sơ bộ|so_bo|chính thức|chinh_thuc|thực hiện|dự báo|du_bao|kế hoạch)\b")]
    private static partial Regex StatusWord();

    [GeneratedRegex(@"\bcộng dồn\b|\bl[uũ][yỹỷ] kế\b|\btừ đầu năm\b|\bcong_don\b|\bytd\b")]
    private static partial Regex CumulativeWord();

    [GeneratedRegex(@"\b0?1\s*[/.]\s*(?<fm>\d{1,2})(\s*[/.]\s*(?<fy>\d{4}))?\s*(-|–|đến)\s*(ngày\s*)?\d{1,2}\s*[/.]\s*(?<tm>\d{1,2})(\s*[/.]\s*|\s+năm\s+)(?<y>\d{4})\b")]
    private static partial Regex Range();

    // PC-Axis writes the same without a hyphen (2024Q3, 2024M03; K for quarter in the Nordic countries).
    [GeneratedRegex(@"\b(?<y>\d{4})(-(?<f>[aqsm])?|(?<f>[aqkshm]))(?<n>\d{1,2})\b")]
    private static partial Regex Sdmx();

    [GeneratedRegex(@"\b\d{4}(-[wdt]|[wu])\d{1,3}\b")]
    private static partial Regex OtherFrequency();

    [GeneratedRegex(@"\b(?<n>\d{1,2}) tháng\b(?! \d{1,2}\b)( đầu)?(?<last> cuối)?( năm)?\s*[/ -]?\s*(?<y>\d{4})?\b?")]
    private static partial Regex Months();

    [GeneratedRegex(@"\b(quý\s*|q)(?<n>iv|i{1,3}|[1-4])\b\s*([/.-]|(năm )*năm)?\s*(?<y>\d{4})?")]
    private static partial Regex Quarter();

    [GeneratedRegex(@"(?<![\d/]|\b(quý|tuần|kỳ|đợt)\s*)(tháng\s*|thg\s*|t)?(?<n>0?[1-9]|1[0-2])\s*[/.-]\s*(?<y>\d{4})\b|\b(tháng\s*|thg\s*|t)(?<n>0?[1-9]|1[0-2])\b(\s*năm\s*(?<y>\d{4})\b)?")]
    private static partial Regex Month();

    // "2021-2025" is a span of years, not the first of them.
    [GeneratedRegex(@"(^\W*((cả |ước (tính )?|sơ bộ |thực hiện |chính thức |kế hoạch )*năm\s*)?|\bnăm\s*)(?<y>(19|20)\d{2})\b(?!\s*(-|–|đến)\s*\d{4}\b)")]
    private static partial Regex Year();
}
