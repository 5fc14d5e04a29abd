using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Plan;

namespace Plan86.Schedules.Charts;

/// <summary>What a target over several years is held against, to be drawn beside the yearly figures: the running sum of its window,
/// the running mean, of an average growth the mean rate since the window began.</summary>
internal static class JudgedRun
{
    /// <summary>Returns one run for each window that has a figure; none for levels.</summary>
    public static IReadOnlyList<ChartRun> Runs(
        Indicator indicator, IReadOnlyList<Target> targets, IReadOnlyList<YearValue> values, IReadOnlyList<Break> breaks, DateOnly asOf) =>
    [
        // Two targets may share a window, as those for investment do.
        .. targets.Where(target => target.Basis != Basis.Level).DistinctBy(target => (target.Basis, target.FromYear, target.ToYear))
            .Select(target => Run(indicator, target, values, breaks, asOf)).OfType<ChartRun>(),
    ];

    private static ChartRun? Run(
        Indicator indicator, Target target, IReadOnlyList<YearValue> values, IReadOnlyList<Break> breaks, DateOnly asOf)
    {
        var judged = Judge.JudgedThroughWindow(target, values, asOf, breaks);
        if (judged.Count == 0)
        {
            return null;
        }

        var last = judged[^1].Year;
        var points = judged.Select(value => new ChartPoint(value.Year, value.Value, value.Status)).ToList();
        if (values.FirstOrDefault(value => value.IsNowcast && value.Year == last + 1) is { IsNowcast: true } ahead
            && ahead.Year <= target.Due)
        {
            // A verdict never rests on it: what the year would make of the run, were it so.
            double? With(double? amount) => amount is not { } known ? null : Judge.JudgedThroughWindow(
                target, [.. values.Where(value => value.Year != ahead.Year), new YearValue(ahead.Year, known)], asOf, breaks)
                .Where(value => value.Year == ahead.Year).Select(value => (double?)value.Value).FirstOrDefault();
            if (With(ahead.Value) is { } sum)
            {
                points.Add(new ChartPoint(ahead.Year, sum, ahead.Status, true, With(ahead.Low), With(ahead.High)));
            }
        }

        var years = target.Years(last);
        var unit = TargetMarks.UnitOf(indicator, target);
        return new ChartRun(
            target.Basis switch
            {
                Basis.Cumulative => new Bilingual($"Lũy kế {years}", $"Total {years}"),
                Basis.AverageGrowth => new Bilingual($"Tăng bình quân {years}", $"Mean growth {years}"),
                _ => new Bilingual($"Bình quân {years}", $"Mean {years}"),
            },
            new Bilingual(unit.Vi.TrimStart('\u00A0'), unit.En.TrimStart('\u00A0')),
            points)
        {
            // A sum comes from nothing, and so does the path to the next one.
            Start = target.Basis == Basis.Cumulative ? new PathPoint(judged[0].Year - 1, 0) : null,
        };
    }
}
