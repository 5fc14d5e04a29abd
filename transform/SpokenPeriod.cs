using System.Globalization;

namespace Plan86.Transform;

/// <summary>Periods as people write them: <c>2024-Q3</c> is "quý III/2024".</summary>
public static class SpokenPeriod
{
    private static readonly string[] Roman = ["I", "II", "III", "IV"];

    /// <summary>Returns the words for an SDMX <c>TIME_PERIOD</c>; the text itself where it is none.</summary>
    /// <param name="isCumulative">The figure runs from January to the end of the period.</param>
    public static Bilingual Of(string period, bool isCumulative = false)
    {
        var (year, part) = period.Split('-', 2) is [var y, var p] ? (y, p) : (period, "");
        return part switch
        {
            "" => new($"năm {year}", year),
            ['Q', >= '1' and <= '4' and var quarter] => new($"quý {Roman[quarter - '1']}/{year}", $"Q{quarter} {year}"),
            "S1" => new($"6 tháng đầu năm {year}", $"first half of {year}"),
            "S2" => new($"6 tháng cuối năm {year}", $"second half of {year}"),
            _ when int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12 =>
                Month(year, month, isCumulative),
            _ => new(period, period),
        };
    }

    private static Bilingual Month(string year, int month, bool isCumulative)
    {
        var name = CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month);
        return isCumulative
            ? new(string.Create(CultureInfo.InvariantCulture, $"{month} tháng năm {year}"), $"January to {name} {year}")
            : new(string.Create(CultureInfo.InvariantCulture, $"tháng {month}/{year}"), $"{name} {year}");
    }
}
