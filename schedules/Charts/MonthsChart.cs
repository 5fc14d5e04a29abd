using System.Globalization;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Meaning;

namespace Plan86.Schedules.Charts;

/// <summary>The months of an indicator: this year against the years before, and on the way to what the year is to bring.</summary>
public static class MonthsChart
{
    /// <inheritdoc cref="TrendChart.Draw"/>
    public static Drawing Draw(MonthsChartData data, Language language) =>
        Painter.Draw(Layout(data, language), Layout(data, language, ChartSheet.Narrow));

    /// <summary>What <see cref="Draw"/> paints.</summary>
    internal static Scene Layout(MonthsChartData data, Language language, ChartSheet? sheet = null) =>
        new MonthsLayout(data, language, sheet ?? ChartSheet.Wide).Scene;
}

/// <summary>Everything a chart of months shows.</summary>
/// <param name="Title">The news: what the latest months brought.</param>
/// <param name="Year">The year it is about.</param>
/// <param name="Month">The last month known of it.</param>
/// <param name="RefArea">The territory all of it is of.</param>
public sealed record MonthsChartData(
    string Indicator, int Year, int Month, string RefArea, Bilingual Title, Bilingual Subtitle, Bilingual Unit, int Decimals,
    IReadOnlyList<MonthPanel> Panels, Bilingual Source)
{
    /// <summary>The day on which its last months were published; null of a year that stands for its December.</summary>
    public DateOnly? PublishedOn { get; init; }
}

/// <summary>What came since January, or month by month.</summary>
/// <param name="IsSum">Amounts since January: they begin at nothing and end with the year.</param>
/// <param name="FromZero">As in <see cref="TrendChartData.FromZero"/>.</param>
/// <param name="Lines">The oldest year first; the last is the year the chart is about.</param>
/// <param name="Goal">What the year is to bring; null where nothing is asked of it.</param>
public sealed record MonthPanel(Bilingual Name, bool IsSum, bool FromZero, IReadOnlyList<MonthLine> Lines, MonthGoal? Goal);

public sealed record MonthLine(int Year, IReadOnlyList<MonthPoint> Points)
{
    /// <summary>The territory its figures are of, where it is not that of the chart; else null. Nothing is reckoned between the
    /// two.</summary>
    public Bilingual? Place { get; init; }
}

/// <param name="Change">On the same months of the year before, in percent; null where the two cannot be compared.</param>
public sealed record MonthPoint(int Month, double Value, ObsStatus Status, double? Change = null);

/// <param name="Value">For the whole year. Of a sum each month's share is a twelfth: a straight line.</param>
public sealed record MonthGoal(double Value, Bilingual Label);

/// <summary>One panel or two, side by side or one below the other.</summary>
internal sealed class MonthsLayout : Panel
{
    private const double Gap = 72;

    private readonly MonthsChartData _data;

    public MonthsLayout(MonthsChartData data, Language language, ChartSheet sheet)
        : base(language, sheet)
    {
        _data = data;
        var title = Words.Pick(data.Title.Vi, data.Title.En);
        var y = Key(Header(title, Words.Pick(data.Subtitle.Vi, data.Subtitle.En)) + 14);
        var columns = sheet.IsNarrow ? 1 : Math.Max(1, data.Panels.Count);
        var width = (sheet.Inner - (Gap * (columns - 1))) / columns;
        foreach (var row in data.Panels.Chunk(columns))
        {
            var names = row.Select(panel => Block(
                "name", Words.Pick(panel.Name.Vi, panel.Name.En), sheet.Label, true, Palette.Headline, width, 3)).ToList();
            var top = y + names.Max(name => name.Height) + 24;
            var bottom = top + (sheet.IsNarrow ? 400 : 500);
            for (var i = 0; i < row.Length; i++)
            {
                var left = Margin + (i * (width + Gap));
                Texts.AddRange(names[i].At(left, y, Align.Left));
                // A phone has room for fewer years.
                new MonthsPlot(this, row[i] with { Lines = [.. row[i].Lines.TakeLast(sheet.IsNarrow ? 4 : row[i].Lines.Count)] })
                    .Draw(new Box(left, top, left + width, bottom));
            }

            y = bottom + 76;
        }

        if (Words.Pick(data.Source.Vi, data.Source.En) is { Length: > 0 } source)
        {
            y = Note("source", Words.Source(source), y);
        }

        Scene = Finish(y, title, AltText());
    }

    public Scene Scene { get; }

    /// <summary>What the points and lines of the year are, where they are not final and whole; gives the height below.</summary>
    private double Key(double y)
    {
        var points = _data.Panels.SelectMany(panel => panel.Lines.TakeLast(1)).SelectMany(line => line.Points).ToList();
        List<(string Text, Func<Spot, Mark> Sample)> items =
        [
            .. points.Select(Kind).Distinct().Order().Select(kind =>
                (Words.Status(kind), (Func<Spot, Mark>)(at => PointLook.SymbolOf("key", kind, at, 18)))),
        ];
        if (_data.Panels.Any(panel => panel.Lines.Any(line => MonthsPlot.HasGaps(panel, line))))
        {
            items.Add((Words.Pick("Thiếu số liệu tháng", "No figure for these months"), at =>
                new Stroke("key", [at with { X = at.X - 20 }, at with { X = at.X + 20 }], Palette.Actual, 3, Dash.Dotted)));
        }

        items.AddRange(_data.Panels.SelectMany(panel => panel.Lines).Select(line => line.Place).OfType<Bilingual>().Distinct()
            .Select(place => (Words.Pick(place.Vi, place.En), (Func<Spot, Mark>)(at =>
                new Symbol("key", at, Shape.Ring, 11, Palette.Other, Filled: false)))));
        if (_data.Panels.Any(panel => panel is { IsSum: true, Goal: not null }))
        {
            items.Add((Words.Pick("Mức cần đạt, chia đều các tháng", "Needed, a twelfth each month"), at =>
                new Stroke("key", [at with { X = at.X - 20 }, at with { X = at.X + 20 }], Palette.Target, 3.5, Dash.Dashed)));
        }

        if (items.TrueForAll(item => item.Text == Words.Status(PointKind.Final)))
        {
            return y;
        }

        var x = Margin;
        foreach (var (text, sample) in items)
        {
            var words = Block("key", text, Sheet.Small, false, Palette.Quiet, Sheet.Inner - 60, 1);
            if (x > Margin && x + 54 + words.Width > Width - Margin)
            {
                (x, y) = (Margin, y + 38);
            }

            Texts.AddRange(words.At(x + 54, y, Align.Left));
            Marks.Add(sample(new Spot(x + 22, y + (words.Height / 2))));
            x += 54 + words.Width + 40;
        }

        return y + 56;
    }

    private string AltText()
    {
        string Amount(double value) => Words.Amount(value, _data.Decimals, Words.Pick(_data.Unit.Vi, _data.Unit.En));
        var says = new List<string> { Words.Pick("Biểu đồ đường theo tháng", "Line chart by month") + ": "
            + Words.Pick(_data.Subtitle.Vi, _data.Subtitle.En) };
        foreach (var panel in _data.Panels)
        {
            says.Add(Words.Pick(panel.Name.Vi, panel.Name.En) + ", " + _data.Year.ToString(CultureInfo.InvariantCulture) + ": "
                + string.Join("; ", panel.Lines[^1].Points.Select(point =>
                    Words.Month(point.Month) + " " + Amount(point.Value)
                        + (point.Change is { } change ? $" ({Words.Change(change)})" : ""))));
            if (panel.Goal is { } goal)
            {
                says.Add(Words.Spoken(Words.Pick(goal.Label.Vi, goal.Label.En)));
            }
        }

        return string.Join(". ", says.Select(say => say.TrimEnd('.', ' '))) + ".";
    }

    private static PointKind Kind(MonthPoint point) => PointLook.Kind(new ChartPoint(1, 0, point.Status));

    /// <summary>Draws one panel.</summary>
    private sealed class MonthsPlot(MonthsLayout page, MonthPanel panel)
    {
        private Box _plot;
        private double _lowest;
        private double _highest;

        /// <summary>Months that nothing is known of between two that are.</summary>
        public static bool HasGaps(MonthPanel panel, MonthLine line) =>
            line.Points.Zip(line.Points.Skip(1)).Any(pair => pair.Second.Month - pair.First.Month > 1)
                || (panel.IsSum && line.Points.Count > 0 && line.Points[0].Month > 1);

        public void Draw(Box cell)
        {
            Scale(cell);
            var placer = Axes();
            var goal = Goal(placer);
            foreach (var line in panel.Lines.SkipLast(1))
            {
                var last = line.Year == panel.Lines[^1].Year - 1 && line.Place is null;
                Line(line, last ? Palette.Quiet : Palette.Other, last ? 4 : 2.5, placer);
            }

            var current = panel.Lines[^1];
            Line(current, Palette.Actual, 6, placer);
            Labels(current, placer);
            if (goal is { } anchor)
            {
                page.Label(placer, anchor, [
                    page.Block("goal", panel.Goal!.Label, page.Sheet.Column(520)),
                    page.Block("goal", panel.Goal!.Label, page.Sheet.Column(330)),
                ]);
            }
        }

        private double X(double month) => panel.IsSum
            ? _plot.Left + 10 + (month * (_plot.Width - 40) / 12)
            : _plot.Left + 34 + ((month - 1) * (_plot.Width - 68) / 11);

        private double Y(double value) => _plot.Bottom - ((value - _lowest) / (_highest - _lowest) * _plot.Height);

        private Spot At(MonthPoint point) => new(X(point.Month), Y(point.Value));

        private void Scale(Box cell)
        {
            var values = panel.Lines.SelectMany(line => line.Points).Select(point => point.Value)
                .Concat(panel.Goal is { } goal ? [goal.Value] : []).ToList();
            var (lowest, highest) = (values.Min(), values.Max());
            if (panel.FromZero || (lowest > 0 && lowest < highest / 4))
            {
                (lowest, highest) = (Math.Min(0, lowest), Math.Max(0, highest));
            }

            var span = highest > lowest ? highest - lowest : Math.Max(1, Math.Abs(highest));
            (_lowest, _highest) = (lowest == 0 ? 0 : lowest - (0.15 * span), highest + (0.14 * span));
            _plot = cell;
        }

        private LabelPlacer Axes()
        {
            var step = TrendAxes.Nice((_highest - _lowest) / 6);
            var decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(step) + 1e-9));
            var ticks = new List<(double Value, TextBlock Text)>();
            for (var i = Math.Ceiling(_lowest / step); i <= Math.Floor(_highest / step); i++)
            {
                ticks.Add((i * step, Block(
                    "tick", page.Words.Number(i * step, decimals), page.Sheet.Small, false, Palette.Quiet, 300, 1)));
            }

            _plot = _plot with { Left = _plot.Left + ticks.Max(tick => tick.Text.Width) + 14 };
            foreach (var (value, text) in ticks)
            {
                page.Marks.Add(new Stroke("grid", [new(_plot.Left, Y(value)), new(_plot.Right, Y(value))], Palette.Grid, 1.5));
                page.Texts.AddRange(text.At(_plot.Left - 14 - text.Width, Y(value) - (text.Height / 2), Align.Left));
            }

            page.OverGrid();
            page.Marks.Add(new Stroke("axis", [new(_plot.Left, _plot.Bottom), new(_plot.Right, _plot.Bottom)], Palette.Quiet, 2));
            if (_lowest > 0)
            {
                page.Marks.Add(TrendAxes.CutSign("cut", _plot.Left, _plot.Bottom));
            }

            var placer = new LabelPlacer(new Box(_plot.Left + 8, _plot.Top, _plot.Right, _plot.Bottom - 8));
            if (_lowest < 0 && _highest > 0)
            {
                placer.Avoid([new(_plot.Left, Y(0)), new(_plot.Right, Y(0))], 6);
                page.Marks.Add(new Stroke("zero", [new(_plot.Left, Y(0)), new(_plot.Right, Y(0))], Palette.Quiet, 2));
            }

            var names = Enumerable.Range(1, 12)
                .Select(month => Block("month", page.Words.ShortMonth(month), page.Sheet.Small, false, Palette.Quiet, 100, 1)).ToList();
            var every = names.Max(name => name.Width) + 12 < X(2) - X(1) ? 1 : 3;
            for (var month = every; month <= 12; month += every)
            {
                var left = Math.Min(X(month) - (names[month - 1].Width / 2), _plot.Right - names[month - 1].Width);
                page.Texts.AddRange(names[month - 1].At(left, _plot.Bottom + 16, Align.Left));
                page.Marks.Add(new Stroke("month", [new(X(month), _plot.Bottom), new(X(month), _plot.Bottom + 8)], Palette.Quiet, 2));
            }

            return placer;
        }

        /// <summary>The way to what the year is to bring; gives what its label stands beside.</summary>
        private Box? Goal(LabelPlacer placer)
        {
            if (panel.Goal is not { } goal)
            {
                return null;
            }

            Spot[] path = [new(X(panel.IsSum ? 0 : 1), Y(panel.IsSum ? 0 : goal.Value)), new(X(12), Y(goal.Value))];
            page.Marks.Add(new Stroke("goal", path, Palette.Target, 3.5, Dash.Dashed));
            page.Marks.Add(new Stroke("target", [new(X(12) - 22, Y(goal.Value)), new(X(12) + 22, Y(goal.Value))], Palette.Target, 5));
            placer.Avoid(path, 6);
            var mark = new Box(X(12) - 24, Y(goal.Value) - 5, X(12) + 24, Y(goal.Value) + 5);
            placer.Avoid(mark);
            return mark;
        }

        private void Line(MonthLine line, string ink, double width, LabelPlacer placer)
        {
            var points = panel.IsSum ? line.Points.Prepend(new MonthPoint(0, 0, ObsStatus.Normal)).ToList() : [.. line.Points];
            foreach (var (from, to) in points.Zip(points.Skip(1)))
            {
                Spot[] piece = [At(from), At(to)];
                var isGap = to.Month - from.Month > 1;
                page.Marks.Add(new Stroke(
                    isGap ? "gap" : "months", piece, ink, isGap ? Math.Min(width, 3) : width, isGap ? Dash.Dotted : Dash.Solid));
                placer.Avoid(piece, 6);
            }

            foreach (var point in line.Points)
            {
                var symbol = ink == Palette.Actual
                    ? PointLook.SymbolOf($"{line.Year} {point.Month}", Kind(point), At(point), 18)
                    : new Symbol(
                        $"{line.Year} {point.Month}", At(point), line.Place is null ? Shape.Disc : Shape.Ring, 10, ink, line.Place is null);
                page.Marks.Add(symbol);
                placer.Avoid(symbol.Box);
            }
        }

        private void Labels(MonthLine current, LabelPlacer placer)
        {
            string Amount(MonthPoint point, bool hasUnit) => page.Words.Amount(
                point.Value, page._data.Decimals, hasUnit ? page.Words.Pick(page._data.Unit.Vi, page._data.Unit.En) : "")
                + (point.Change is { } change ? $" ({page.Words.Change(change)})" : "");

            var end = current.Points[^1];
            var (value, year) = (Amount(end, hasUnit: true), current.Year.ToString(CultureInfo.InvariantCulture));
            page.Label(placer, Box.Around(At(end), 12), [
                Block("value", $"{year}: {value}", page.Sheet.Label, true, Palette.Actual, page.Sheet.Column(560), 3),
                Block("value", $"{year}: {value}", page.Sheet.Label, true, Palette.Actual, page.Sheet.Column(330), 3),
            ]);
            // What is held against the year before is news, and comes before the names of other years.
            var points = current.Points.SkipLast(1).Reverse().ToList();
            foreach (var point in points.Where(point => point.Change is not null).Take(5))
            {
                Value(point, double.PositiveInfinity);
            }

            foreach (var line in panel.Lines.SkipLast(1).Reverse())
            {
                var last = line.Points[^1];
                page.Label(placer, Box.Around(At(last), 7), [
                    Block(
                        "year", $"{line.Year}: {page.Words.Number(last.Value, page._data.Decimals)}", page.Sheet.Small, false,
                        Palette.Quiet, 300, 1),
                ]);
            }

            // Where there are many the axis tells them.
            foreach (var point in points.Where(point => point.Change is null && points.Count <= 4))
            {
                Value(point, 160);
            }

            void Value(MonthPoint point, double limit) => page.Label(placer, Box.Around(At(point), 12), [
                Block("value", Amount(point, hasUnit: false), page.Sheet.Small, false, Palette.Actual, 400, 1),
            ], limit);
        }
    }

    private TextBlock Block(string what, Bilingual text, double width) =>
        Block(what, Words.Pick(text.Vi, text.En), Sheet.Small, true, Palette.TargetText, width, 3);
}
