using System.Globalization;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading.Layout;

namespace Plan86.Schedules.Charts;

/// <summary>The trend charts of one sector side by side, small: line, targets, last value, verdicts.</summary>
public static class SmallMultiples
{
    /// <inheritdoc cref="TrendChart.Draw"/>
    public static Drawing Draw(SmallMultiplesData data, Language language) => Painter.Draw(Layout(data, language));

    /// <summary>What <see cref="Draw"/> paints.</summary>
    internal static Scene Layout(SmallMultiplesData data, Language language) => new SmallMultiplesLayout(data, language).Scene;
}

/// <summary>Everything a page of small charts shows; the charts in the order given.</summary>
public sealed record SmallMultiplesData(
    Bilingual Title,
    Bilingual Subtitle,
    IReadOnlyList<TrendChartData> Charts,
    Bilingual Source);

/// <summary>A grid whose rows are as high as their longest words need.</summary>
internal sealed class SmallMultiplesLayout : Panel
{
    private const double Gap = 56;

    public SmallMultiplesLayout(SmallMultiplesData data, Language language)
        : base(language)
    {
        var title = Words.Pick(data.Title.Vi, data.Title.En);
        var y = Header(title, Words.Pick(data.Subtitle.Vi, data.Subtitle.En)) + 26;
        var columns = Math.Clamp(data.Charts.Count, 1, 3);
        var width = (Width - (2 * Margin) - (Gap * (columns - 1))) / columns;
        foreach (var row in data.Charts.Chunk(columns))
        {
            var heads = row.Select(chart => Head(chart, width)).ToList();
            var baseline = heads.Max(block => block.FirstBaseline);
            var head = heads.Max(block => block.Height - block.FirstBaseline) + baseline;
            // Targets alone need less room than a line.
            var plot = row.Any(chart => Drawn(chart).Count > 0) ? 200 : 130;
            for (var i = 0; i < row.Length; i++)
            {
                var left = Margin + (i * (width + Gap));
                Texts.AddRange(heads[i].At(left, y + baseline - heads[i].FirstBaseline, Align.Left));
                Cell(row[i], new Box(left, y + head + 16, left + width, y + head + 16 + plot));
            }

            y += head + 16 + plot + 82;
        }

        if (Words.Pick(data.Source.Vi, data.Source.En) is { Length: > 0 } source)
        {
            y = Note("source", Words.Source(source), y);
        }

        Scene = Finish(
            y, title, string.Join(
                ' ', data.Charts.Select(AltText).Prepend(Words.Pick("Các biểu đồ đường nhỏ", "Small line charts") + ": " + title + ".")));
    }

    public Scene Scene { get; }

    private static List<ChartPoint> Drawn(TrendChartData chart) =>
        [.. chart.Actual.Where(point => PointLook.Drawable(point.Year, point.Value)).OrderBy(point => point.Year)];

    /// <summary>Where one chart stands; its own large chart says the rest.</summary>
    private string AltText(TrendChartData chart)
    {
        var name = Words.Pick(chart.Name.Vi, chart.Name.En);
        var last = Drawn(chart) is [.., var end]
            ? string.Create(CultureInfo.InvariantCulture,
                $"{Words.Amount(end.Value, chart.Decimals, Words.Pick(chart.Unit.Vi, chart.Unit.En))} ({end.Year})")
            : Words.NoData;
        return string.Join("; ", chart.Targets
            .Select(target =>
                $"{Words.Pick(target.Label.Vi, target.Label.En)} – {Words.Pick(target.VerdictVi, target.VerdictEn)}".TrimEnd(' ', '–'))
            .Prepend($"{(name.Length > 0 ? name : Words.Pick(chart.Title.Vi, chart.Title.En))}: {last}")) + ".";
    }

    private TextBlock Head(TrendChartData chart, double width)
    {
        var name = Words.Pick(chart.Name.Vi, chart.Name.En);
        // Where there is no figure the plot says so.
        var verdicts = (Drawn(chart).Count == 0 ? [] : chart.Targets)
            .Where(target => Words.Pick(target.VerdictVi, target.VerdictEn).Length > 0)
            .Select(target => $"{target.Period}: {Words.Pick(target.VerdictVi, target.VerdictEn)}").ToList();
        var inOneLine = string.Join(" · ", verdicts);
        if (Painter.Measure(inOneLine, NoteSize, false).Advance <= width)
        {
            verdicts = [inOneLine];
        }

        var head = Block("name", name.Length > 0 ? name : Words.Pick(chart.Title.Vi, chart.Title.En), 24, true, Palette.Headline, width, 3)
            .Add(Words.Pick(chart.Unit.Vi, chart.Unit.En), NoteSize, false, Palette.Quiet, width, 1);
        return verdicts.Aggregate(head, (block, verdict) => block.Add(verdict, NoteSize, false, Palette.TargetText, width, 1));
    }

    private void Cell(TrendChartData chart, Box plot)
    {
        var actual = Drawn(chart);
        var targets = chart.Targets
            .Where(target => (target.Lower ?? target.Upper) is { } bound && PointLook.Drawable(target.Year ?? 2000, bound)
            && PointLook.Drawable(2000, target.Upper ?? bound)).ToList();
        var values = actual.Select(point => point.Value)
            .Concat(targets.SelectMany(target => ((double?[])[target.Lower, target.Upper]).OfType<double>())).DefaultIfEmpty(0).ToList();
        var (lowest, highest) = (values.Min(), values.Max());
        if (chart.FromZero)
        {
            (lowest, highest) = (Math.Min(0, lowest), Math.Max(0, highest));
        }

        var span = highest > lowest ? highest - lowest : Math.Max(1, Math.Abs(highest));
        // Words stand above the highest mark; below the lowest too, unless that is the base line.
        (lowest, highest) = (lowest - (chart.FromZero && lowest == 0 ? 0 : 0.22 * span), highest + (0.3 * span));
        var years = actual.Select(point => point.Year).Concat(targets.Select(target => target.Year).OfType<int>()).ToList();
        var (first, last) = years.Count == 0 ? (0, 0) : (years.Min(), years.Max());
        const double Side = 34;
        double X(double year) =>
            last == first ? plot.Centre.X : plot.Left + Side + ((year - first) * (plot.Width - (2 * Side)) / (last - first));
        double Y(double value) => plot.Bottom - ((value - lowest) / (highest - lowest) * plot.Height);
        Spot At(ChartPoint point) => new(X(point.Year), Y(point.Value));

        var placer = new LabelPlacer(new Box(plot.Left, plot.Top, plot.Right, plot.Bottom - 6));
        Marks.Add(new Stroke("axis", [new(plot.Left, plot.Bottom), new(plot.Right, plot.Bottom)], Palette.Quiet, 2));
        if (lowest < 0 && highest > 0 && chart.FromZero)
        {
            Marks.Add(new Stroke("zero", [new(plot.Left, Y(0)), new(plot.Right, Y(0))], Palette.Quiet, 1.5));
        }

        foreach (var gap in chart.Breaks.Where(gap => first < gap.Date.Year && gap.Date.Year <= last))
        {
            Spot[] line = [new(X(gap.Date.Year - 0.5), plot.Top), new(X(gap.Date.Year - 0.5), plot.Bottom)];
            Marks.Add(new Stroke("break", line, Palette.Break, 2, Dash.Short));
            placer.Avoid(line, 6);
        }

        var anchors = targets.Select(target => (target, Anchor: Target(target, plot, X, Y))).ToList();
        foreach (var (_, anchor) in anchors)
        {
            placer.Avoid(anchor.Grow(3));
        }

        Line(chart, actual, At, placer);

        if (actual.Count > 0)
        {
            var end = actual[^1];
            Label(placer, Box.Around(At(end), 9), Block(
                "value", Words.Amount(end.Value, chart.Decimals, Words.Pick(chart.Unit.Vi, chart.Unit.En) == "%" ? "%" : ""), 24, true,
                PointLook.InkOf(PointLook.Kind(end)), plot.Width, 1));
        }
        else
        {
            Label(placer, new Box(plot.Centre.X, plot.Bottom - 12, plot.Centre.X, plot.Bottom - 12),
                Block("message", Words.NoData, 24, false, Palette.Quiet, plot.Width, 1));
        }

        foreach (var (target, anchor) in anchors)
        {
            Label(placer, anchor,
                Block("target", Words.Pick(target.Bounds.Vi, target.Bounds.En), NoteSize, false, Palette.TargetText, plot.Width, 1));
        }

        Years(targets.Select(target => target.Year).OfType<int>().Concat(actual.Count == 0 ? [] : [actual[0].Year, actual[^1].Year]),
            plot, X);
    }

    private void Line(TrendChartData chart, List<ChartPoint> actual, Func<ChartPoint, Spot> at, LabelPlacer placer)
    {
        for (var i = 1; i < actual.Count; i++)
        {
            if (PointLook.Joint(actual[i - 1], actual[i], chart.Breaks) is not { } joint)
            {
                continue;
            }

            var kind = PointLook.Kind(actual[i]);
            Spot[] piece = [at(actual[i - 1]), at(actual[i])];
            Marks.Add(new Stroke(
                joint, piece, PointLook.InkOf(kind), joint == "gap" ? 2.5 : 4, joint == "gap" ? Dash.Dotted : PointLook.LineTo(kind)));
            placer.Avoid(piece, 8);
        }

        // A point alone has no line to be seen by; the last is the one that is named.
        for (var i = 0; i < actual.Count; i++)
        {
            var joined = (i > 0 && PointLook.Joint(actual[i - 1], actual[i], chart.Breaks) == "actual")
                || (i < actual.Count - 1 && PointLook.Joint(actual[i], actual[i + 1], chart.Breaks) == "actual");
            if (joined && i < actual.Count - 1)
            {
                continue;
            }

            var symbol = PointLook.SymbolOf("point", PointLook.Kind(actual[i]), at(actual[i]), 13);
            Marks.Add(symbol);
            placer.Avoid(symbol.Box);
        }
    }

    /// <summary>Draws the target as the large chart does, without the arrow: its sign stands beside it.</summary>
    private Box Target(ChartTarget target, Box plot, Func<double, double> x, Func<double, double> y)
    {
        var (left, right) = target.Year is { } year ? (x(year) - 16, x(year) + 16) : (plot.Left, plot.Right);
        var bounds = ((double?[])[target.Upper, target.Lower]).OfType<double>().Select(y).ToList();
        var box = new Box(left, bounds.Min(), right, bounds.Max());
        if (box.Height > 0)
        {
            Marks.Add(new Area("target", box.Corners, Palette.TargetBand));
        }

        foreach (var bound in bounds)
        {
            Marks.Add(new Stroke(
                "target", [new(left, bound), new(right, bound)], Palette.Target, 4, target.Approximate ? Dash.Short : Dash.Solid));
        }

        return box;
    }

    private void Label(LabelPlacer placer, Box anchor, TextBlock text)
    {
        if (text.Lines > 0 && placer.Beside(anchor, double.PositiveInfinity, text) is { } place)
        {
            Texts.AddRange(place.Text.At(place.Box.Left, place.Box.Top, place.Align));
        }
    }

    private void Years(IEnumerable<int> years, Box plot, Func<double, double> x)
    {
        var row = new List<Box>();
        foreach (var year in years.Distinct())
        {
            var label = Block("year", year.ToString(CultureInfo.InvariantCulture), NoteSize, false, Palette.Quiet, 100, 1);
            var left = Math.Clamp(x(year) - (label.Width / 2), plot.Left, plot.Right - label.Width);
            var box = new Box(left, plot.Bottom + 14, left + label.Width, plot.Bottom + 14 + label.Height);
            if (row.Exists(other => other.Grow(7).Overlaps(box)))
            {
                continue;
            }

            row.Add(box);
            Texts.AddRange(label.At(box.Left, box.Top, Align.Left));
            Marks.Add(new Stroke("year", [new(x(year), plot.Bottom), new(x(year), plot.Bottom + 7)], Palette.Quiet, 2));
        }
    }
}
