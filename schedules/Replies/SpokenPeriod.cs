using System.Globalization;

namespace Plan86.Schedules.Replies;

/// <summary>Periods as people write them: <c>2024-Q3</c> is "quý III/2024".</summary>
internal static class SpokenPeriod
{
    private static readonly string[] Roman = ["I", "II", "III", "IV"];

    /// <summary>Returns the words for an SDMX <c>TIME_PERIOD</c>; the text itself where it is none.</summary>
    /// <param name="isCumulative">The figure runs from January to the end of the period.</param>
    public static string Of(string period, bool isCumulative, Language language)
    {
        var isVietnamese = language == Language.Vietnamese;
        var (year, part) = period.Split('-', 2) is [var y, var p] ? (y, p) : (period, "");
        return part switch
        {
            "" => isVietnamese ? $"năm {year}" : year,
            ['Q', >= '1' and <= '4' and var quarter] => isVietnamese ? $"quý {Roman[quarter - '1']}/{year}" : $"Q{quarter} {year}",
            "S1" => isVietnamese ? $"6 tháng đầu năm {year}" : $"first half of {year}",
            "S2" => isVietnamese ? $"6 tháng cuối năm {year}" : $"second half of {year}",
            _ when int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var month) =>
                Month(year, month, isCumulative, isVietnamese),
            _ => period,
        };
    }

    private static string Month(string year, int month, bool isCumulative, bool isVietnamese) => (isCumulative, isVietnamese) switch
    {
        (true, true) => string.Create(CultureInfo.InvariantCulture, $"{month} tháng năm {year}"),
        (true, false) => string.Create(CultureInfo.InvariantCulture, $"January to {EnglishMonth(month)} {year}"),
        (false, true) => string.Create(CultureInfo.InvariantCulture, $"tháng {month}/{year}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{EnglishMonth(month)} {year}"),
    };

    private static string EnglishMonth(int month) =>
        month is >= 1 and <= 12
            ? CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month) : month.ToString(CultureInfo.InvariantCulture);
}
