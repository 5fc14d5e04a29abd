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
    public static Drawing Draw(SmallMultiplesData data, Language language) =>
        Painter.Draw(Layout(data, language), Layout(data, language, ChartSheet.Narrow));

    /// <summary>What <see cref="Draw"/> paints.</summary>
    internal static Scene Layout(SmallMultiplesData data, Language language, ChartSheet? sheet = null) =>
        new SmallMultiplesLayout(data, language, sheet ?? ChartSheet.Wide).Scene;
}

/// <summary>Everything a page of small charts shows; the charts in the order given.</summary>
public sealed record SmallMultiplesData(
    Bilingual Title,
    Bilingual Subtitle,
    IReadOnlyList<TrendChartData> Charts,
    Bilingual Source)
{
    /// <summary>What has to be known to read them right, above the source: one paragraph each.</summary>
    public IReadOnlyList<Bilingual> Notes { get; init; } = [];
}

/// <summary>A grid whose rows are as high as their longest words need.</summary>
internal sealed class SmallMultiplesLayout : Panel
{
    private const double Gap = 56;

    public SmallMultiplesLayout(SmallMultiplesData data, Language language, ChartSheet sheet)
        : base(language, sheet)
    {
        var title = Words.Pick(data.Title.Vi, data.Title.En);
        var y = Header(title, Words.Pick(data.Subtitle.Vi, data.Subtitle.En)) + 26;
        var columns = Math.Clamp(data.Charts.Count, 1, sheet.IsNarrow ? 1 : 3);
        var width = (Width - (2 * Margin) - (Gap * (columns - 1))) / columns;
        foreach (var row in data.Charts.Chunk(columns))
        {
            var heads = row.Select(chart => new SmallHead(Words, sheet, chart, Drawn(chart).Count > 0, width)).ToList();
            var baseline = heads.Max(head => head.FirstBaseline);
            var below = heads.Max(head => head.Height - head.FirstBaseline) + baseline;
            // Targets alone need less room than a line.
            var plot = row.Any(chart => Drawn(chart).Count > 0) ? 210 : 130;
            for (var i = 0; i < row.Length; i++)
            {
                var left = Margin + (i * (width + Gap));
                heads[i].Put(Marks, Texts, left, y + baseline - heads[i].FirstBaseline);
                Cell(row[i], new Box(left, y + below + 16, left + width, y + below + 16 + plot));
            }

            y += below + 16 + plot + 82;
        }

        foreach (var note in data.Notes)
        {
            y = Note("note", Words.Pick(note.Vi, note.En), y) + 12;
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

    /// <summary>Digits after the decimal mark that a step of the axis needs.</summary>
    private static int Digits(double value) =>
        Math.Clamp(value == Math.Floor(value) ? 0 : value.ToString("R", CultureInfo.InvariantCulture).Split('.')[^1].Length, 0, 6);

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
                $"{Words.Spoken(Words.Pick(target.Label.Vi, target.Label.En))} – {Words.Pick(target.VerdictVi, target.VerdictEn)}"
                    .TrimEnd(' ', '–'))
            .Prepend($"{(name.Length > 0 ? name : Words.Pick(chart.Title.Vi, chart.Title.En))}: {last}")) + ".";
    }

    private void Cell(TrendChartData chart, Box cell)
    {
        var actual = Drawn(chart);
        var targets = chart.Targets
            .Where(target => (target.Lower ?? target.Upper) is { } bound && PointLook.Drawable(target.Year ?? 2000, bound)
            && PointLook.Drawable(2000, target.Upper ?? bound)).ToList();
        var runs = chart.Runs
            .Select(run => (run.Start, Points: run.Points.Where(point => PointLook.Drawable(point.Year, point.Value)).ToList()))
            .Where(run => run.Points.Count > 0).ToList();
        var points = actual.Concat(runs.SelectMany(run => run.Points)).ToList();
        var values = points.Select(point => point.Value)
            .Concat(targets.SelectMany(target => ((double?[])[target.Lower, target.Upper]).OfType<double>())).DefaultIfEmpty(0).ToList();
        var scale = SmallScale.Over(
            cell, values, chart.FromZero || actual.Count == 0, [
                .. points.Select(point => point.Year), .. targets.Select(target => target.Year).OfType<int>(),
                .. runs.Select(run => run.Start?.Year).OfType<int>(),
            ]);
        var ticks = scale.Ticks(
            value => value.ToString(CultureInfo.InvariantCulture).Length > 12 ? "" : Words.Number(value, Digits(value)));
        scale = scale.RightOf(
            ticks.Select(tick => Block("tick", tick.Text, NoteSize, false, Palette.Quiet, 200, 1).Width).DefaultIfEmpty(0).Max());
        var plot = scale.Plot;

        var placer = new LabelPlacer(new Box(plot.Left + 6, plot.Top, plot.Right, plot.Bottom - 6));
        foreach (var (value, text) in ticks)
        {
            var label = Block("tick", text, NoteSize, false, Palette.Quiet, 200, 1);
            Marks.Add(new Stroke("grid", [new(plot.Left, scale.Y(value)), new(plot.Right, scale.Y(value))], Palette.Grid, 1.5));
            Texts.AddRange(label.At(plot.Left - 10 - label.Width, scale.Y(value) - (label.Height / 2), Align.Left));
        }

        OverGrid();
        Marks.Add(new Stroke("axis", [new(plot.Left, plot.Bottom), new(plot.Right, plot.Bottom)], Palette.Quiet, 2));
        if (scale.Lowest > 0)
        {
            Marks.Add(TrendAxes.CutSign("cut", plot.Left, plot.Bottom));
        }

        if (scale.Lowest < 0 && scale.Highest > 0 && chart.FromZero)
        {
            Marks.Add(new Stroke("zero", [new(plot.Left, scale.Y(0)), new(plot.Right, scale.Y(0))], Palette.Quiet, 1.5));
        }

        foreach (var gap in chart.Breaks.Where(gap => scale.First < gap.Date.Year && gap.Date.Year <= scale.Last))
        {
            Spot[] line = [new(scale.X(gap.Date.Year - 0.5), plot.Top), new(scale.X(gap.Date.Year - 0.5), plot.Bottom)];
            Marks.Add(new Stroke("break", line, Palette.Break, 2, Dash.Short));
            placer.Avoid(line, 6);
        }

        var anchors = targets.Select(target => (target, Anchor: Target(target, plot, scale.X, scale.Y))).ToList();
        foreach (var (_, anchor) in anchors)
        {
            placer.Avoid(anchor.Grow(3));
        }

        foreach (var run in runs)
        {
            Run(run.Start is { } start ? [new(start.Year, start.Value), .. run.Points] : run.Points, scale.At, placer);
        }

        Line(chart, actual, scale.At, placer, runs.Count > 0);
        foreach (var run in runs.Where(run => run.Points.Exists(point => !point.IsNowcast)))
        {
            var end = run.Points.FindLast(point => !point.IsNowcast)!;
            Label(placer, Box.Around(scale.At(end), 11), [Block(
                "run", Words.Amount(end.Value, chart.Decimals, Words.Pick(chart.Unit.Vi, chart.Unit.En) == "%" ? "%" : ""), 24, true,
                Palette.Actual, plot.Width, 1)]);
        }

        if (actual.Count > 0)
        {
            var end = actual[^1];
            Label(placer, Box.Around(scale.At(end), 9), [Block(
                "value", Words.Amount(end.Value, chart.Decimals, Words.Pick(chart.Unit.Vi, chart.Unit.En) == "%" ? "%" : ""), 24,
                runs.Count == 0, PointLook.InkOf(PointLook.Kind(end)), plot.Width, 1)]);
        }
        else
        {
            Label(placer, new Box(plot.Centre.X, plot.Bottom - 12, plot.Centre.X, plot.Bottom - 12),
                [Block("message", Words.NoData, 24, false, Palette.Quiet, plot.Width, 1)]);
        }

        // The last has the edge beside it: it chooses first.
        foreach (var (target, anchor) in Enumerable.Reverse(anchors))
        {
            Label(placer, anchor,
                [Block("target", Words.Pick(target.Bounds.Vi, target.Bounds.En), NoteSize, false, Palette.TargetText, plot.Width, 1)]);
        }

        Years(targets.Select(target => target.Year).OfType<int>().Concat(actual.Count == 0 ? [] : [actual[0].Year, actual[^1].Year]),
            plot, scale.X);
    }

    /// <summary>What targets over several years are held against: thick, as in the large chart.</summary>
    private void Run(List<ChartPoint> points, Func<ChartPoint, Spot> at, LabelPlacer placer)
    {
        var published = points.FindAll(point => !point.IsNowcast).Select(at).ToList();
        if (published.Count > 1)
        {
            Marks.Add(new Stroke("run", published, Palette.Actual, 7));
            placer.Avoid(published, 8);
        }

        if (published.Count > 0)
        {
            var symbol = PointLook.SymbolOf("run", PointKind.Final, published[^1], 17);
            Marks.Add(symbol);
            placer.Avoid(symbol.Box);
        }
    }

    private void Line(TrendChartData chart, List<ChartPoint> actual, Func<ChartPoint, Spot> at, LabelPlacer placer, bool isThin)
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
                joint, piece, PointLook.InkOf(kind), joint == "gap" || isThin ? 2.5 : 4,
                joint == "gap" ? Dash.Dotted : PointLook.LineTo(kind)));
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
