using System.Globalization;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Plan;

namespace Plan86.Schedules.Charts;

/// <summary>
/// What is needed from here: from the latest figure of what a target is held against to its bound. It goes up by an equal rate for a
/// level, by the rate or amount still required of each year for a mean or a sum; a window that has not begun starts where it will.
/// </summary>
internal static class NeededPath
{
    /// <summary>Returns the path, with the years it asks something of; null where nothing is asked any more, or cannot be said.</summary>
    /// <param name="published">The yearly figures, nowcasts left out.</param>
    /// <param name="run">What the target is held against; null for a level, and before the window's first figure.</param>
    public static ChartPath? To(
        Indicator indicator, Target target, IReadOnlyList<ChartPoint> published, ChartRun? run, Assessment? verdict, DateOnly asOf)
    {
        if (published.Count == 0 || target.ToYear is not { } end || asOf.Year > end || (target.Lower ?? target.Upper) is not { } bound)
        {
            return null;
        }

        return target.Basis == Basis.Level
            ? ToLevel(indicator, target, bound, end, published.MaxBy(point => point.Year)!, verdict)
            // A window with a gap at its beginning can be reckoned from nowhere.
            : target.FromYear is not { } from || (run is null && published.Any(point => point.Year >= from)) ? null
            : ThroughWindow(indicator, target, bound, from, end, run?.Points.LastOrDefault(point => !point.IsNowcast), verdict);
    }

    private static ChartPath? ToLevel(Indicator indicator, Target target, double bound, int end, ChartPoint last, Assessment? verdict)
    {
        if (last.Year >= end || last.Value <= 0 || bound <= 0 || verdict?.Gap <= 0)
        {
            return null;
        }

        var left = end - last.Year;
        ChartPath Path(Func<int, double> value, double change, int decimals, string unitVi, string unitEn) => Named(
            Years(last.Year, end).Select(year => new PathPoint(year, value(year - last.Year))),
            $"{(change < 0 ? "giảm" : "tăng")} {Numbers.Vi(Math.Abs(change), decimals)}{unitVi}",
            $"{(change < 0 ? "−" : "+")}{Numbers.En(Math.Abs(change), decimals)}{unitEn}",
            left == 1, left == 1 ? end : last.Year, null);
        if (indicator.Unit.Text.Vi == "%" && verdict?.StepPerYear(target) is { } share)
        {
            return Path(step => last.Value + (share * step), share, 2, " điểm %", " points");
        }

        var growth = Math.Pow(bound / last.Value, 1.0 / left);
        return Path(step => last.Value * Math.Pow(growth, step), 100 * (growth - 1), 1, "%", "%");
    }

    private static ChartPath? ThroughWindow(
        Indicator indicator, Target target, double bound, int from, int end, ChartPoint? last, Assessment? verdict)
    {
        if (last?.Year >= end)
        {
            return null;
        }

        var (done, left) = last is null ? (0, end - from + 1) : (last.Year - from + 1, end - last.Year);
        var (sum, isSum) = (target.Basis == Basis.Average ? done * (last?.Value ?? 0) : last?.Value ?? 0, target.Basis == Basis.Cumulative);
        if (isSum && bound <= sum)
        {
            return null;
        }

        var rate = isSum ? (bound - sum) / left : last is null ? bound : verdict?.RequiredRate;
        if (rate is not { } each)
        {
            return null;
        }

        // Where the run stands after so many years of it: a mean moves to its bound as a mean does, not in a straight line.
        double After(int years) => target.Basis switch
        {
            Basis.Cumulative => sum + (each * years),
            Basis.Average => (sum + (each * years)) / (done + years),
            _ => 100 * (Math.Pow(
                Math.Pow(1 + ((last?.Value ?? 0) / 100), done) * Math.Pow(1 + (each / 100), years), 1.0 / (done + years)) - 1),
        };
        var start = last?.Year ?? from - 1;
        var unit = TargetMarks.UnitOf(indicator, target);
        return Named(
            Years(last is null && !isSum ? from : start, end).Select(year => new PathPoint(year, After(year - start))),
            Numbers.Vi(each, indicator.Decimals) + (isSum ? TargetMarks.Spaced(indicator.Unit.Text.Vi) : unit.Vi[..^"/năm".Length]),
            Numbers.En(each, indicator.Decimals) + (isSum ? TargetMarks.Spaced(indicator.Unit.Text.En) : unit.En[..^" a year".Length]),
            left == 1, start + 1, left == 1 ? null : end);
    }

    /// <summary>"cần tăng 8%/năm từ 2023", "cần 40,9% trong 2025", "cần 1,84 tỷ USD/năm trong 2026–2030".</summary>
    private static ChartPath Named(IEnumerable<PathPoint> points, string vi, string en, bool isOneYear, int from, int? to)
    {
        var years = string.Create(CultureInfo.InvariantCulture, $"{from}{(to is null ? "" : $"–{to}")}");
        return isOneYear ? new([.. points], $"cần {vi} trong\u00A0{years}", $"needs {en} in\u00A0{years}")
            : to is null ? new([.. points], $"cần {vi}/năm từ\u00A0{years}", $"needs {en} a year from\u00A0{years}")
            : new([.. points], $"cần {vi}/năm trong {years}", $"needs {en} a year in {years}");
    }

    private static IEnumerable<int> Years(int from, int to) => Enumerable.Range(from, to - from + 1);
}
