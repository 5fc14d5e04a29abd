using System.Globalization;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;

namespace Plan86.Schedules.Charts;

/// <summary>The news of a chart of months, in a sentence: what came, how that compares, how much of the year's goal it is.</summary>
internal static class MonthsHeadline
{
    private static readonly string[] Ones =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"];

    private static readonly ChartWording Vietnamese = new(Language.Vietnamese), English = new(Language.English);

    /// <summary>Returns the sentence; of a growth rate the rate is the comparison.</summary>
    /// <param name="isSingle">It is of that month alone, not since January.</param>
    public static Bilingual Say(Indicator indicator, int year, MonthPoint point, MonthGoal? goal, bool isSingle)
    {
        var unit = indicator.Unit.Text;
        var isEstimate = point.Status is ObsStatus.Estimate;
        var isRate = indicator.Transformation != Transformation.Level;
        var vi = $"{indicator.Name.Vi} {PeriodVi(year, point.Month, isSingle)} {(isEstimate ? "ước\u00A0" : "")}đạt\u00A0"
            + Headlines.Whole(Vietnamese.Amount(point.Value, indicator.Decimals, unit.Vi));
        var en = $"{indicator.Name.En}: "
            + Headlines.Whole(English.Amount(point.Value, indicator.Decimals, Headlines.Says(indicator.Name.En, unit.En) ? "" : unit.En))
            + $" in {PeriodEn(year, point.Month, isSingle)}{(isEstimate ? " (estimate)" : "")}";
        if (point.Change is { } change)
        {
            var (size, places) = (Math.Abs(change), 1);
            vi += Math.Round(size, places) == 0 ? ", bằng cùng kỳ năm trước"
                : $", {(change > 0 ? "tăng" : "giảm")}\u00A0{Vietnamese.Number(size, places)}% so với cùng kỳ năm trước";
            en += Math.Round(size, places) == 0 ? ", as much as a year earlier"
                : $", {(change > 0 ? "up" : "down")}\u00A0{English.Number(size, places)}% on a year earlier";
        }

        if (goal is null || isSingle || goal.Value <= 0)
        {
            return new Bilingual(vi, en);
        }

        return isRate
            ? new Bilingual(
                $"{vi}; cả năm cần\u00A0đạt\u00A0{Vietnamese.Amount(goal.Value, indicator.Decimals, unit.Vi)}",
                $"{en}; the whole year needs {English.Amount(goal.Value, indicator.Decimals, unit.En)}")
            : new Bilingual(
                $"{vi}, bằng\u00A0{Vietnamese.Number(100 * point.Value / goal.Value, 1)}% mức cần đạt cả năm",
                $"{en}, {English.Number(100 * point.Value / goal.Value, 1)}% of what the year is to bring");
    }

    private static string PeriodVi(int year, int month, bool isSingle)
    {
        var (y, m) = (Text(year), Text(month));
        return month == 12 && !isSingle ? $"cả năm\u00A0{y}"
            : isSingle || month == 1 ? $"tháng\u00A0{m}/{y}"
            : month == 3 ? $"quý\u00A0I/{y}" : $"{m}\u00A0tháng đầu năm\u00A0{y}";
    }

    private static string PeriodEn(int year, int month, bool isSingle) =>
        month == 12 && !isSingle ? $"the whole of\u00A0{Text(year)}"
            : isSingle || month == 1 ? $"{CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[month - 1]}\u00A0{Text(year)}"
            : month == 3 ? $"the first quarter of\u00A0{Text(year)}" : $"the first {Ones[month - 1]} months of\u00A0{Text(year)}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
