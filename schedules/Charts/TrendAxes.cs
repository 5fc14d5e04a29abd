using System.Globalization;
using static Plan86.Schedules.Charts.PointLook;

namespace Plan86.Schedules.Charts;

/// <summary>The axes of a trend chart: which values and years are shown, where, and the grid behind them.</summary>
internal static class TrendAxes
{
    /// <summary>Of the row of years below the plot.</summary>
    private const double YearHeight = 46;

    private static readonly int[] YearSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

    /// <summary>Draws the axes and returns the scale they show.</summary>
    public static TrendScale Draw(TrendSubject subject, TrendCanvas canvas, double top, double bottom)
    {
        var (lowest, highest) = Range(subject, bottom - YearHeight - top);
        var ticks = Ticks(subject, lowest, highest);
        var years = YearsOf(subject);
        var lastYear = years.Max();
        var plot = new Box(
            subject.Sheet.Margin + ticks.Max(tick => tick.Label.Width) + 16, top,
            subject.Sheet.Width - subject.Sheet.Margin, bottom - YearHeight);
        var scale = new TrendScale(plot, lowest, highest, years.Min(), lastYear, subject.Targets.Exists(target => target.Year == lastYear));

        foreach (var (value, label) in ticks)
        {
            var y = scale.Y(value);
            canvas.Grid.Add(new Stroke("grid", [new(plot.Left, y), new(plot.Right, y)], Palette.Grid, 1.5));
            canvas.Texts.AddRange(label.At(plot.Left - 16 - label.Width, y - label.Height / 2, Align.Left));
        }

        if (lowest < 0 && highest > 0)
        {
            canvas.Bands.Add(new Stroke("zero", [new(plot.Left, scale.Y(0)), new(plot.Right, scale.Y(0))], Palette.Quiet, 2));
        }

        canvas.Bands.Add(new Stroke(
            "axis", [new(plot.Left, plot.Bottom), new(plot.Right, plot.Bottom)], Palette.Quiet, 2));
        if (IsCut(subject))
        {
            canvas.Bands.Add(CutSign("cut", plot.Left, plot.Bottom));
        }

        if (years.Any(year => year != 0))
        {
            YearLabels(subject, canvas, scale);
        }

        return scale;
    }

    /// <summary>Returns the breaks that lie between the years shown.</summary>
    public static IEnumerable<ChartBreak> BreaksOf(TrendSubject subject)
    {
        var years = YearsOf(subject);
        return subject.Data.Breaks.Where(gap => years.Min() < gap.Date.Year && gap.Date.Year <= years.Max());
    }

    private static List<int> YearsOf(TrendSubject subject) =>
    [
        .. subject.Actual.Concat(subject.Others.SelectMany(line => line.Points)).Select(point => point.Year)
            .Concat(subject.Runs.SelectMany(run => run.Points.Select(point => point.Year)))
            .Concat(subject.Runs.Select(run => run.Run.Start?.Year).OfType<int>())
            .Concat(subject.Targets.Select(target => target.Year).OfType<int>())
            .Concat(subject.Paths.SelectMany(path => path.Points.Select(point => point.Year)))
            .DefaultIfEmpty(0),
    ];

    /// <summary>Returns whether the axis begins above zero: it is marked, for a reader takes lengths from zero.</summary>
    public static bool IsCut(TrendSubject subject) => (subject.Actual.Count > 0 || subject.Targets.Count > 0) && Floor(subject).Lowest > 0;

    /// <summary>The sign of a cut axis, at its foot.</summary>
    public static Stroke CutSign(string what, double x, double foot) => new(
        what,
        [
            new(x, foot), new(x, foot - 6), new(x - 8, foot - 11), new(x + 8, foot - 19), new(x - 8, foot - 27), new(x, foot - 32),
            new(x, foot - 38),
        ],
        Palette.Quiet, 2);

    /// <summary>Returns the lowest value shown, with room for labels below it, and the highest there is.</summary>
    private static (double Lowest, double Highest) Floor(TrendSubject subject)
    {
        var values = Values(subject);
        var (lowest, highest) = (values.Min(), Math.Max(0, values.Max()));
        // Targets alone have no course that zero would flatten.
        if (subject.Data.FromZero || subject.Actual.Count == 0)
        {
            lowest = Math.Min(0, lowest);
        }

        if (lowest == highest)
        {
            var around = lowest == 0 ? 1 : Math.Abs(lowest) * 0.1;
            (lowest, highest) = (lowest == 0 || subject.Data.FromZero ? lowest : lowest - around, highest + around);
        }

        // Nothing is below the base line.
        lowest -= lowest == 0 ? 0 : 0.1 * (highest - lowest);
        // A rate that might as well begin at zero does: a cut is for what it would flatten.
        return (lowest > 0 && lowest < highest / 5 ? 0 : lowest, highest);
    }

    /// <summary>Returns the lowest and highest value shown, with room for labels.</summary>
    private static (double Lowest, double Highest) Range(TrendSubject subject, double height)
    {
        var (lowest, highest) = Floor(subject);

        // Room for labels above the highest marks.
        var span = highest - lowest;
        var ceiling = highest + (highest == 0 ? 0.04 : 0.1) * span;
        foreach (var target in subject.Targets)
        {
            // Arrow, gap and label, below the note of a break.
            var label = TrendTargets.LabelOf(subject, target, subject.Sheet.Column(480));
            var above = label.Height + 48 + (subject.Data.Breaks.Count > 0 ? 34 : 0);
            var share = Math.Min(0.45, above / height);
            ceiling = Math.Max(ceiling, ((target.Upper ?? target.Lower!.Value) - share * lowest) / (1 - share));
        }

        return (lowest, ceiling);
    }

    private static List<(double Value, TextBlock Label)> Ticks(TrendSubject subject, double lowest, double highest)
    {
        // What is counted has no halves.
        var counted = subject.Data.Decimals == 0 && subject.Actual.TrueForAll(point => point.Value == Math.Floor(point.Value));
        var step = Math.Max(counted ? 1 : 0, Nice((highest - lowest) / 7));
        var decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(step) + 1e-9));
        var ticks = new List<(double Value, TextBlock Label)>();

        // Of a share there is no more than all; room for labels above is not scale.
        var end = subject.Data.FromZero && subject.Unit == "%" && Values(subject).Max() <= 100 ? Math.Min(highest, 100) : highest;
        for (var i = Math.Ceiling(lowest / step); i <= Math.Floor(end / step); i++)
        {
            ticks.Add((i * step, new TextBlock("tick").Add(
                subject.Words.Number(i * step, decimals), subject.Sheet.Label, false, Palette.Quiet, 600, 1)));
        }

        return ticks;
    }

    private static List<double> Values(TrendSubject subject) =>
    [
        .. subject.Actual.Concat(subject.Others.SelectMany(line => line.Points)).Concat(subject.Runs.SelectMany(run => run.Points))
            .Select(point => point.Value),
        .. subject.Actual.Concat(subject.Runs.SelectMany(run => run.Points)).Select(Interval)
            .SelectMany(ends => ends is { } pair ? (double[])[pair.Low, pair.High] : []),
        .. subject.Targets.SelectMany(target => ((double?[])[target.Lower, target.Upper]).OfType<double>()),
        .. subject.Paths.SelectMany(path => path.Points.Select(point => point.Value)),
    ];

    private static void YearLabels(TrendSubject subject, TrendCanvas canvas, TrendScale scale)
    {
        var need = Painter.Measure("2000", subject.Sheet.Label, false).Advance + 10;
        var step = YearSteps.FirstOrDefault(step => step * scale.YearWidth >= need, YearSteps[^1]);
        // The years that something is due stand in any case; the round ones beside them give way.
        var due = subject.Targets.Select(target => target.Year).OfType<int>();
        var round = Enumerable.Range(0, (scale.LastYear - scale.FirstYear) / step + 2)
            .Select(i => (int)(Math.Ceiling((double)scale.FirstYear / step) + i) * step)
            .Where(year => year <= scale.LastYear);
        var row = new List<Box>();
        foreach (var year in due.Concat(round).Append(scale.FirstYear).Distinct())
        {
            var label = new TextBlock("year").Add(
                year.ToString(CultureInfo.InvariantCulture), subject.Sheet.Label, false, Palette.Quiet, 200, 1);
            var edge = subject.Sheet.Margin / 2;
            var left = Math.Clamp(scale.X(year) - label.Width / 2, edge, subject.Sheet.Width - edge - label.Width);
            var box = new Box(left, scale.Plot.Bottom + 20, left + label.Width, scale.Plot.Bottom + 20 + label.Height);
            if (row.Exists(other => other.Grow(9).Overlaps(box)))
            {
                continue;
            }

            row.Add(box);
            canvas.Texts.AddRange(label.At(box.Left, box.Top, Align.Left));
            canvas.Bands.Add(new Stroke(
                "year", [new(scale.X(year), scale.Plot.Bottom), new(scale.X(year), scale.Plot.Bottom + 9)], Palette.Quiet, 2));
        }
    }

    /// <summary>The step of 1, 2 or 5 times a power of ten next above.</summary>
    public static double Nice(double rough)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return (rough / power) switch
        {
            <= 1 => power,
            <= 2 => 2 * power,
            <= 5 => 5 * power,
            _ => 10 * power,
        };
    }
}
