using Plan86.Transform;
using static Plan86.Schedules.Charts.PointLook;

namespace Plan86.Schedules.Charts;

/// <summary>Decides where everything of a trend chart stands. Text comes first: the plot gets what the words leave.</summary>
internal sealed class TrendLayout
{
    private readonly TrendSubject _subject;
    private TrendCanvas _canvas;

    public TrendLayout(TrendChartData data, Language language, ChartSheet sheet)
    {
        _subject = new TrendSubject(data, language, sheet);
        _canvas = new TrendCanvas(sheet);

        // A direct label that finds no room goes into the key, which takes a line from the plot: lay out again.
        var key = TrendHead.KeyOf(_subject);
        while (Compose(key) is { } homeless && key.Add(homeless))
        {
        }

        var words = _subject.Words;
        Scene = new Scene(
            sheet.Width, (int)_canvas.Height, _canvas.Marks, _canvas.Texts, words.Pick(data.Title.Vi, data.Title.En),
            words.AltText(data, _subject.Actual));
    }

    public Scene Scene { get; }

    /// <summary>Lays the chart out; returns what found no room and has to go into the key.</summary>
    private KeyItem? Compose(SortedSet<KeyItem> key)
    {
        var sheet = _subject.Sheet;
        _canvas = new TrendCanvas(sheet);
        var head = new TrendHead(_subject, _canvas);
        var top = head.Header(key);
        var bottom = head.Footer(top);
        if (_subject.Actual.Count == 0 && _subject.Targets.Count == 0)
        {
            var whole = new Box(sheet.Margin, top, sheet.Width - sheet.Margin, bottom);
            var message = new TextBlock("message").Add(_subject.Words.NoData, 44, false, Palette.Quiet, whole.Width, 1);
            _canvas.Texts.AddRange(message.At(whole.Centre.X - message.Width / 2, whole.Centre.Y - message.Height / 2, Align.Left));
            return null;
        }

        var scale = TrendAxes.Draw(_subject, _canvas, top, bottom);
        var placer = new LabelPlacer(new Box(scale.Plot.Left + 8, scale.Plot.Top, scale.Plot.Right, scale.Plot.Bottom - 8));
        var (series, targets) = (new TrendSeries(_subject, _canvas, scale), new TrendTargets(_subject, _canvas, scale));
        series.Draw(placer);
        var marks = _subject.Targets.Select(target => (Target: target, Anchor: targets.Mark(target, placer))).ToList();
        foreach (var (_, points) in _subject.Paths)
        {
            var path = points.Select(scale.At).ToList();
            _canvas.Lines.Insert(0, new Stroke("path", path, Palette.Target, 3.5, Dash.Dashed));
            placer.Avoid(path, 5);
        }

        var breaks = TrendAxes.BreaksOf(_subject)
            .Select(gap => (Break: gap, X: scale.X(gap.Date.Year - 0.5)))
            .ToList();
        foreach (var (_, x) in breaks)
        {
            Spot[] line = [new(x, scale.Plot.Top), new(x, scale.Plot.Bottom)];
            _canvas.Bands.Add(new Stroke("break", line, Palette.Break, 2, Dash.Short));
            placer.Avoid(line, 6);
        }

        series.RunLabels(placer);
        if (_subject.Actual.Count > 0)
        {
            var size = _subject.Runs.Count > 0 ? sheet.Label : sheet.Value;
            series.Value(_subject.Actual[^1], size, _subject.Runs.Count == 0, placer, double.PositiveInfinity);
        }
        else
        {
            _canvas.Label(
                Box.Around(scale.Plot.Centre, 1), placer, double.PositiveInfinity,
                new TextBlock("message").Add(_subject.Words.NoData, 40, false, Palette.Quiet, scale.Plot.Width, 1));
        }

        // A narrow sheet has them above the plot.
        foreach (var (gap, x) in sheet.IsNarrow ? [] : breaks)
        {
            BreakLabel(gap, x, scale, placer);
        }

        foreach (var (target, anchor) in marks)
        {
            targets.Label(target, anchor, placer);
        }

        // The last published figure stands behind an estimate, the first shows how far the series has come.
        var published = _subject.Actual.FindLast(point => Kind(point) is not (PointKind.Nowcast or PointKind.Forecast));
        if (published is not null && published != _subject.Actual[^1])
        {
            series.Value(published, sheet.Label, false, placer, 120);
        }

        if (_subject.Actual.Count > 1 && _subject.Actual[0] != published)
        {
            series.Value(_subject.Actual[0], sheet.Label, false, placer, 40);
        }

        series.OtherLabels(placer);

        return PathLabels(scale, placer) ? null : KeyItem.Path;
    }

    private void BreakLabel(ChartBreak gap, double x, TrendScale scale, LabelPlacer placer)
    {
        TextBlock Shape(double width) => new TextBlock("break").Add(
            _subject.Words.Pick(gap.Note.Vi, gap.Note.En), _subject.Sheet.Small, false, Palette.Quiet, width, 3);
        TextBlock[] shapes = [Shape(_subject.Sheet.Column(420)), Shape(_subject.Sheet.Column(240))];
        var place = placer.Among(
            label => Enumerable.Range(0, (int)Math.Max(1, (scale.Plot.Height - label.Height) / 12)).SelectMany(
                i => ((double, double, Align, double)[])
                [
                    (x + 11, scale.Plot.Top + i * 12, Align.Left, i * 2),
                    (x - 11 - label.Width, scale.Plot.Top + i * 12, Align.Right, i * 2 + 3),
                ]),
            200, shapes);
        if (place is not null)
        {
            _canvas.Put(place);
        }
        else
        {
            _canvas.Label(new Box(x, scale.Plot.Top, x, scale.Plot.Bottom), placer, double.PositiveInfinity, shapes);
        }
    }

    private bool PathLabels(TrendScale scale, LabelPlacer placer)
    {
        var allThere = true;
        var common = _subject.Paths.Count == 0 ? -1 : _subject.Paths.FindIndex(
            path => path.Points[^1].Year == _subject.Paths.Max(other => other.Points[^1].Year));
        for (var i = 0; i < _subject.Paths.Count; i++)
        {
            var (path, points) = _subject.Paths[i];
            var name = _subject.Words.Pick(path.LabelVi, path.LabelEn);
            if (name.Length == 0 && i == common)
            {
                name = _subject.Words.Path;
            }

            if (name.Length == 0)
            {
                continue;
            }

            var label = new TextBlock("path").Add(
                name, _subject.Sheet.Label - 2, false, Palette.TargetText, _subject.Sheet.Column(360), _subject.Sheet.IsNarrow ? 3 : 2);
            var (from, to) = (scale.At(points[0]), scale.At(points[^1]));
            var place = placer.Among(
                text => ((double[])[0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74])
                    .Select(t => from.X + (to.X - from.X) * t)
                    .SelectMany((x, i) => ((double, double, Align, double)[])
                    [
                        (x - text.Width - 14, PathHeight(points, x, scale) - text.Height - 4, Align.Right, i),
                        (x + 14, PathHeight(points, x, scale) + 6, Align.Left, i + 1),
                        (x - text.Width - 14, PathHeight(points, x, scale) + 6, Align.Right, i + 2),
                        (x + 14, PathHeight(points, x, scale) - text.Height - 4, Align.Left, i + 2),
                    ]),
                30, label);
            if (place is not null)
            {
                _canvas.Put(place);
            }
            else
            {
                allThere = false;
            }
        }

        return allThere;
    }

    private static double PathHeight(List<PathPoint> points, double x, TrendScale scale)
    {
        for (var i = 1; i < points.Count; i++)
        {
            var (a, b) = (scale.At(points[i - 1]), scale.At(points[i]));
            if (x <= b.X)
            {
                return b.X == a.X ? b.Y : a.Y + (b.Y - a.Y) * (x - a.X) / (b.X - a.X);
            }
        }

        return scale.At(points[^1]).Y;
    }
}
