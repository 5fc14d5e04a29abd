using System.Globalization;
using Plan86.Transform;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;

namespace Plan86.Schedules.Charts;

/// <summary>Decides where everything of a trend chart stands. Text comes first: the plot gets what the words leave.</summary>
internal sealed class TrendLayout
{
    private const int Width = 1600;
    private const int Height = 900;
    private const double Margin = 48;
    private const double LabelSize = 26;

    // Beyond this a value is a fault of the data, and arithmetic would overflow; so is a year of five digits.
    private const double Largest = 1e100;

    private static readonly int[] _yearSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

    private readonly TrendChartData _data;
    private readonly ChartWording _words;
    private readonly string _unit;
    private readonly string _unitOfValues;
    private readonly List<ChartPoint> _actual;
    private readonly List<ChartTarget> _targets;
    private readonly List<(ChartPath Path, List<PathPoint> Points)> _paths;

    private readonly List<Mark> _grid = [];
    private readonly List<Mark> _patches = [];
    private readonly List<Mark> _bands = [];
    private readonly List<Mark> _lines = [];
    private readonly List<Mark> _symbols = [];
    private readonly List<Lettering> _texts = [];
    private Box _plot;
    private double _lowest, _highest;
    private int _firstYear, _lastYear;

    public TrendLayout(TrendChartData data, Language language)
    {
        _data = data;
        _words = new ChartWording(language);
        _unit = _words.Pick(data.UnitVi, data.UnitEn);
        _actual = [.. data.Actual.Where(point => Drawable(point.Year, point.Value)).OrderBy(point => point.Year)];
        for (var i = 1; i < _actual.Count; i++)
        {
            if (_actual[i].Year == _actual[i - 1].Year)
                throw new ArgumentException($"{data.Indicator}: two points for {_actual[i].Year}.", nameof(data));
        }

        _targets = [.. data.Targets
            .Select(target => target with { Lower = Finite(target.Lower), Upper = Finite(target.Upper) })
            .Where(target => target.Lower is not null || target.Upper is not null)
            .Where(target => Drawable(target.Year ?? 2000, 0))
            .OrderBy(target => target.Year ?? int.MaxValue)];
        _paths = [.. data.Required
            .Select(path => (path, path.Points.Where(point => Drawable(point.Year, point.Value)).OrderBy(p => p.Year).ToList()))
            .Where(path => path.Item2.Count > 1)];

        // "100,0 2018 = 100" helps nobody, nor does a unit longer than its value deserves.
        _unitOfValues = _unit.Any(char.IsDigit) || _actual.Exists(point => Painter.Measure(
            _words.Amount(point.Value, data.Decimals, _unit), 30, true).Advance > 300) ? "" : _unit;

        // A direct label that finds no room goes into the key, which takes a line from the plot: lay out again.
        var key = KeyOfSymbols();
        while (Compose(key) is { } homeless && key.Add(homeless))
        {
        }

        Scene = new Scene(
            Width, Height, [.. _grid, .. _patches, .. _bands, .. _lines, .. _symbols], _texts,
            _words.Pick(data.TitleVi, data.TitleEn), _words.AltText(data, _actual));

        static double? Finite(double? value) => value is { } v && Math.Abs(v) <= Largest ? v : null;
    }

    internal static bool Drawable(int year, double value) => year is > 0 and < 10000 && Math.Abs(value) <= Largest;

    private enum KeyItem
    {
        Final,
        Provisional,
        Estimate,
        Nowcast,
        Forecast,
        Interval,
        Gap,
        Path,
    }

    public Scene Scene { get; }

    private SortedSet<KeyItem> KeyOfSymbols()
    {
        var key = new SortedSet<KeyItem>();
        foreach (var point in _actual)
        {
            if (Kind(point) != PointKind.Final)
                key.UnionWith([KeyItem.Final, Enum.Parse<KeyItem>(Kind(point).ToString())]);
            if (Interval(point) is not null)
                key.Add(KeyItem.Interval);
        }

        if (_actual.All(point => Kind(point) != PointKind.Final))
            key.Remove(KeyItem.Final);
        if (_actual.Zip(_actual.Skip(1)).Any(pair => Joint(pair.First, pair.Second, _data.Breaks) == "gap"))
            key.Add(KeyItem.Gap);
        return key;
    }

    private KeyItem? Compose(SortedSet<KeyItem> key)
    {
        foreach (var layer in (List<Mark>[])[_grid, _patches, _bands, _lines, _symbols])
            layer.Clear();
        _texts.Clear();

        var top = Header(key);
        var bottom = Footer();
        if (_actual.Count == 0 && _targets.Count == 0)
        {
            _plot = new Box(Margin, top, Width - Margin, bottom);
            var message = new TextBlock("message").Add(_words.NoData, 44, false, Palette.Quiet, _plot.Width, 1);
            _texts.AddRange(message.At(
                _plot.Centre.X - message.Width / 2, _plot.Centre.Y - message.Height / 2, Align.Left));
            return null;
        }

        Axes(top, bottom);
        var placer = new LabelPlacer(new Box(_plot.Left + 8, _plot.Top, _plot.Right, _plot.Bottom - 8));
        Series(placer);
        var marks = _targets.Select(target => (Target: target, Anchor: TargetMark(target, placer))).ToList();
        foreach (var (_, points) in _paths)
        {
            var path = points.Select(At).ToList();
            _lines.Insert(0, new Stroke("path", path, Palette.Target, 3.5, Dash.Dashed));
            placer.Avoid(path, 5);
        }

        var breaks = _data.Breaks
            .Where(gap => _firstYear < gap.Date.Year && gap.Date.Year <= _lastYear)
            .Select(gap => (Break: gap, X: X(gap.Date.Year - 0.5)))
            .ToList();
        foreach (var (_, x) in breaks)
        {
            Spot[] line = [new(x, _plot.Top), new(x, _plot.Bottom)];
            _bands.Add(new Stroke("break", line, Palette.Break, 2, Dash.Short));
            placer.Avoid(line, 6);
        }

        if (_actual.Count > 0)
            Value(_actual[^1], 30, true, placer, double.PositiveInfinity);
        else
        {
            Label(
                Box.Around(_plot.Centre, 1), placer, double.PositiveInfinity,
                new TextBlock("message").Add(_words.NoData, 40, false, Palette.Quiet, _plot.Width, 1));
        }

        foreach (var (gap, x) in breaks)
            BreakLabel(gap, x, placer);
        foreach (var (target, anchor) in marks)
        {
            TargetLabel(target, anchor, placer);
        }

        // The last published figure stands behind an estimate, the first shows how far the series has come.
        var published = _actual.FindLast(point => Kind(point) is not (PointKind.Nowcast or PointKind.Forecast));
        if (published is not null && published != _actual[^1])
            Value(published, LabelSize, false, placer, 120);
        if (_actual.Count > 1 && _actual[0] != published)
            Value(_actual[0], LabelSize, false, placer, 40);
        return PathLabels(placer) ? null : KeyItem.Path;
    }

    /// <summary>Headline, subtitle, unit and key; gives the top of the plot.</summary>
    private double Header(SortedSet<KeyItem> key)
    {
        const double Wide = Width - 2 * Margin;
        var title = _words.Pick(_data.TitleVi, _data.TitleEn);
        var headline = new TextBlock("title").Add(title, 38, true, Palette.Headline, Wide, 3);
        if (headline.Lines > 2)
            headline = new TextBlock("title").Add(title, 32, true, Palette.Headline, Wide, 3);
        var subtitle = _words.Pick(_data.SubtitleVi, _data.SubtitleEn);
        var baseline = Stack(headline, 82);
        baseline = Stack(new TextBlock("subtitle").Add(subtitle, 27, false, Palette.Quiet, Wide, 2), baseline + 48);

        // The subtitle names the unit; where it does not, the axis has to.
        baseline += 52;
        var x = Margin;
        var row = false;
        if (_unit.Length > 0 && !subtitle.Contains(_unit, StringComparison.OrdinalIgnoreCase))
        {
            var name = new TextBlock("unit").Add(_unit, 23, false, Palette.Quiet, Wide / 2, 1);
            _texts.AddRange(name.At(x, baseline - name.FirstBaseline, Align.Left));
            x += name.Width + 56;
            row = true;
        }

        foreach (var item in key)
        {
            var name = new TextBlock("key").Add(KeyText(item), 23, false, Palette.Quiet, Wide / 2, 1);
            const double Sample = 46;
            if (x + Sample + 10 + name.Width > Width - Margin)
            {
                x = Margin;
                baseline += 40;
            }

            KeySample(item, x, baseline - 8);
            _texts.AddRange(name.At(x + Sample + 10, baseline - name.FirstBaseline, Align.Left));
            x += Sample + 10 + name.Width + 40;
            row = true;
        }

        return row ? baseline + 30 : baseline - 22;
    }

    /// <summary>Sets a block with its first base line at the given height; gives the last one.</summary>
    private double Stack(TextBlock block, double baseline)
    {
        if (block.Lines == 0)
            return baseline - 48;
        _texts.AddRange(block.At(Margin, baseline - block.FirstBaseline, Align.Left));
        return baseline - block.FirstBaseline + block.LastBaseline;
    }

    private string KeyText(KeyItem item) => item switch
    {
        KeyItem.Interval => _words.Interval,
        KeyItem.Gap => _words.Gap,
        KeyItem.Path => _words.Path,
        _ => _words.Status(Enum.Parse<PointKind>(item.ToString())),
    };

    private void KeySample(KeyItem item, double x, double y)
    {
        Spot[] line = [new(x, y), new(x + 46, y)];
        switch (item)
        {
            case KeyItem.Path:
                _lines.Add(new Stroke("key", line, Palette.Target, 3.5, Dash.Dashed));
                break;
            case KeyItem.Gap:
                _lines.Add(new Stroke("key", line, Palette.Actual, 3, Dash.Dotted));
                break;
            case KeyItem.Interval:
                Whisker("key", InkOf(_actual.Where(point => Interval(point) is not null).Max(Kind)), x + 23, y - 13, y + 13);
                break;
            default:
                var kind = Enum.Parse<PointKind>(item.ToString());
                _lines.Add(new Stroke("key", line, InkOf(kind), 5, LineTo(kind)));
                _symbols.Add(SymbolOf("key", kind, new Spot(x + 23, y), 18));
                break;
        }
    }

    /// <summary>The source line; gives the bottom of what is left.</summary>
    private double Footer()
    {
        var source = _words.Pick(_data.SourceVi, _data.SourceEn);
        const double Bottom = Height - 36;
        if (source.Length == 0)
            return Bottom;
        var block = new TextBlock("source")
            .Add(_words.Source(source), 21, false, Palette.Quiet, Width - 2 * Margin, 2);
        _texts.AddRange(block.At(Margin, Bottom - block.Height, Align.Left));
        return Bottom - block.Height - 26;
    }

    private void Axes(double top, double bottom)
    {
        var values = _actual.Select(point => point.Value)
            .Concat(_actual.Select(Interval).SelectMany(
                ends => ends is { } pair ? (double[])[pair.Low, pair.High] : []))
            .Concat(_targets.SelectMany(target => ((double?[])[target.Lower, target.Upper]).OfType<double>()))
            .Concat(_paths.SelectMany(path => path.Points.Select(point => point.Value)))
            .ToList();
        (_lowest, _highest) = (values.Min(), values.Max());
        if (_data.FromZero)
            (_lowest, _highest) = (Math.Min(0, _lowest), Math.Max(0, _highest));
        if (_lowest == _highest)
        {
            var around = _lowest == 0 ? 1 : Math.Abs(_lowest) * 0.1;
            (_lowest, _highest) = (_data.FromZero ? _lowest : _lowest - around, _highest + around);
        }

        // Room for labels above the highest marks, and below the lowest unless that is the base line.
        const double YearHeight = 46;
        var span = _highest - _lowest;
        _lowest -= _data.FromZero && _lowest == 0 ? 0 : 0.1 * span;
        var ceiling = _highest + (_highest == 0 ? 0.04 : 0.1) * span;
        foreach (var target in _targets)
        {
            // Arrow, gap and label, below the note of a break.
            var above = TargetLabel(target, 480).Height + 48 + (_data.Breaks.Count > 0 ? 34 : 0);
            var share = Math.Min(0.45, above / (bottom - YearHeight - top));
            ceiling = Math.Max(ceiling, ((target.Upper ?? target.Lower!.Value) - share * _lowest) / (1 - share));
        }

        _highest = ceiling;

        // What is counted has no halves.
        var counted = _data.Decimals == 0 && _actual.TrueForAll(point => point.Value == Math.Floor(point.Value));
        var step = Math.Max(counted ? 1 : 0, Nice((_highest - _lowest) / 7));
        var decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(step) + 1e-9));
        var ticks = new List<(double Value, TextBlock Label)>();
        // Of a share there is no more than all; room for labels above is not scale.
        var end = _data.FromZero && _unit == "%" && values.Max() <= 100 ? Math.Min(_highest, 100) : _highest;
        for (var i = Math.Ceiling(_lowest / step); i <= Math.Floor(end / step); i++)
        {
            ticks.Add((i * step, new TextBlock("tick").Add(
                _words.Number(i * step, decimals), LabelSize, false, Palette.Quiet, 600, 1)));
        }

        var years = _actual.Select(point => point.Year)
            .Concat(_targets.Select(target => target.Year).OfType<int>())
            .Concat(_paths.SelectMany(path => path.Points.Select(point => point.Year)))
            .DefaultIfEmpty(0)
            .ToList();
        (_firstYear, _lastYear) = (years.Min(), years.Max());
        _plot = new Box(Margin + ticks.Max(tick => tick.Label.Width) + 16, top, Width - Margin, bottom - YearHeight);

        foreach (var (value, label) in ticks)
        {
            var y = Y(value);
            _grid.Add(new Stroke("grid", [new(_plot.Left, y), new(_plot.Right, y)], Palette.Grid, 1.5));
            _texts.AddRange(label.At(_plot.Left - 16 - label.Width, y - label.Height / 2, Align.Left));
        }

        if (_lowest < 0 && _highest > 0)
            _bands.Add(new Stroke("zero", [new(_plot.Left, Y(0)), new(_plot.Right, Y(0))], Palette.Quiet, 2));
        _bands.Add(new Stroke(
            "axis", [new(_plot.Left, _plot.Bottom), new(_plot.Right, _plot.Bottom)], Palette.Quiet, 2));
        if (years.Any(year => year != 0))
            YearLabels();
    }

    private void YearLabels()
    {
        var need = Painter.Measure("2000", LabelSize, false).Advance + 10;
        var step = _yearSteps.FirstOrDefault(step => step * YearWidth >= need, _yearSteps[^1]);
        // The years that something is due stand in any case; the round ones beside them give way.
        var due = _targets.Select(target => target.Year).OfType<int>();
        var round = Enumerable.Range(0, (_lastYear - _firstYear) / step + 2)
            .Select(i => (int)(Math.Ceiling((double)_firstYear / step) + i) * step)
            .Where(year => year <= _lastYear);
        var row = new List<Box>();
        foreach (var year in due.Concat(round).Append(_firstYear).Distinct())
        {
            var label = new TextBlock("year").Add(
                year.ToString(CultureInfo.InvariantCulture), LabelSize, false, Palette.Quiet, 200, 1);
            var left = Math.Clamp(X(year) - label.Width / 2, Margin / 2, Width - Margin / 2 - label.Width);
            var box = new Box(left, _plot.Bottom + 20, left + label.Width, _plot.Bottom + 20 + label.Height);
            if (row.Exists(other => other.Grow(9).Overlaps(box)))
                continue;
            row.Add(box);
            _texts.AddRange(label.At(box.Left, box.Top, Align.Left));
            _bands.Add(new Stroke(
                "year", [new(X(year), _plot.Bottom), new(X(year), _plot.Bottom + 9)], Palette.Quiet, 2));
        }
    }

    private void Series(LabelPlacer placer)
    {
        var crowded = YearWidth < 16;
        for (var i = 1; i < _actual.Count; i++)
        {
            var joint = Joint(_actual[i - 1], _actual[i], _data.Breaks);
            if (joint is null)
                continue;
            Spot[] piece = [At(_actual[i - 1]), At(_actual[i])];
            placer.Avoid(piece, 8);
            var dash = joint == "gap" ? Dash.Dotted : LineTo(Kind(_actual[i]));
            var width = joint == "gap" ? 3 : 5;
            // One stroke as long as nothing changes, so that corners are joined and dashes run on.
            var ink = InkOf(Kind(_actual[i]));
            if (_lines.Count > 0 && _lines[^1] is Stroke last && last.What == joint && last.Dash == dash
                && last.Colour == ink && last.Points[^1] == piece[0])
                _lines[^1] = last with { Points = [.. last.Points, piece[1]] };
            else
                _lines.Add(new Stroke(joint, piece, ink, width, dash));
        }

        for (var i = 0; i < _actual.Count; i++)
        {
            var point = _actual[i];
            if (Interval(point) is { } ends)
            {
                Whisker("interval", InkOf(Kind(point)), X(point.Year), Y(ends.High), Y(ends.Low));
                placer.Avoid(new Box(X(point.Year) - 16, Y(ends.High), X(point.Year) + 16, Y(ends.Low)));
            }

            var alone = (i == 0 || Joint(_actual[i - 1], point, _data.Breaks) != "actual")
                && (i == _actual.Count - 1 || Joint(point, _actual[i + 1], _data.Breaks) != "actual");
            if (crowded && !alone && i > 0 && i < _actual.Count - 1 && Kind(point) == PointKind.Final)
                continue;
            var size = crowded ? 10 : YearWidth < 34 ? 13 : 18;
            var symbol = SymbolOf($"{Kind(point)} {point.Year}", Kind(point), At(point), size);
            _symbols.Add(symbol);
            placer.Avoid(symbol.Box);
        }
    }

    private void Whisker(string what, string ink, double x, double top, double bottom)
    {
        if (ink == Palette.Nowcast)
            _bands.Add(new Area(what, new Box(x - 14, top, x + 14, bottom).Corners, Palette.NowcastBand));
        _lines.Add(new Stroke(what, [new(x, top), new(x, bottom)], ink, 3));
        // Ends wide enough to be seen beside the point of an interval that is narrower than it.
        _lines.Add(new Stroke(what, [new(x - 14, top), new(x + 14, top)], ink, 3));
        _lines.Add(new Stroke(what, [new(x - 14, bottom), new(x + 14, bottom)], ink, 3));
    }

    /// <summary>Draws the target and gives what its label stands beside.</summary>
    private Box TargetMark(ChartTarget target, LabelPlacer placer)
    {
        var half = Math.Clamp(YearWidth * 0.4, 14, 30);
        var (left, right) = target.Year is { } year ? (X(year) - half, X(year) + half) : (_plot.Left, _plot.Right);
        var dash = target.Approximate ? Dash.Short : Dash.Solid;
        var upper = Y(target.Upper ?? target.Lower!.Value);
        var lower = Y(target.Lower ?? target.Upper!.Value);
        var box = new Box(left, Math.Min(upper, lower), right, Math.Max(upper, lower));
        if (box.Height > 0)
        {
            _bands.Add(new Area("target", box.Corners, Palette.TargetBand));
            if (target.Year is not null)
            {
                _bands.Add(new Stroke("target", [new(left, upper), new(left, lower)], Palette.Target, 2.5));
                _bands.Add(new Stroke("target", [new(right, upper), new(right, lower)], Palette.Target, 2.5));
            }
        }

        foreach (var y in ((double[])[upper, lower]).Distinct())
        {
            Spot[] bound = [new(left - 1.25, y), new(right + 1.25, y)];
            _bands.Add(new Stroke("target", bound, Palette.Target, 5, dash));
            if (target.Year is null)
                placer.Avoid(bound, 6);
        }

        // A bound alone does not say which side is good: an arrow does.
        var reach = box;
        if (target.Lower is null || target.Upper is null)
        {
            var away = target.Upper is null ? -1 : 1;
            var foot = new Spot(target.Year is null ? right - 24 : (left + right) / 2, upper);
            var (neck, tip) = (foot.Y + away * 13, foot.Y + away * 27);
            if (tip > _plot.Top && tip < _plot.Bottom - 4)
            {
                _bands.Add(new Stroke("target", [foot, foot with { Y = neck }], Palette.Target, 4));
                _bands.Add(new Area(
                    "target", [new(foot.X - 10, neck), new(foot.X + 10, neck), new(foot.X, tip)], Palette.Target));
                reach = box with { Top = Math.Min(box.Top, tip), Bottom = Math.Max(box.Bottom, tip) };
                if (target.Year is null)
                    placer.Avoid(new Box(foot.X - 12, reach.Top, foot.X + 12, reach.Bottom));
            }
        }

        if (target.Year is null)
            return box;
        placer.Avoid(reach.Grow(3));
        return reach;
    }

    /// <param name="inTwo">The amount begins a line of its own; it does where one line cannot hold both.</param>
    private TextBlock TargetLabel(ChartTarget target, double width, bool inTwo = false)
    {
        var label = _words.Pick(target.LabelVi, target.LabelEn);
        inTwo |= Painter.Measure(label, LabelSize, true).Advance > width;
        var parts = inTwo && label.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon ? new[] { label[..(colon + 1)], label[(colon + 2)..] } : [label];
        return parts.Aggregate(new TextBlock("target"), (block, part) => block.Add(part, LabelSize, true, Palette.TargetText, width, 3))
            .Add(_words.Pick(target.VerdictVi, target.VerdictEn), LabelSize - 2, false, Palette.TargetText, width, 3);
    }

    private void TargetLabel(ChartTarget target, Box anchor, LabelPlacer placer)
    {
        TextBlock[] shapes = [TargetLabel(target, 480), TargetLabel(target, 330, inTwo: true), TargetLabel(target, 210, inTwo: true)];
        if (target.Year is not null)
            Label(anchor, placer, double.PositiveInfinity, shapes);
        // A threshold has no place of its own: its label stands on the line, as far right as there is room.
        else if (placer.Among(label => Enumerable.Range(0, 80)
            .Select(i => (X: _plot.Right - label.Width - i * 16, Price: i * 1.0))
            .SelectMany(at => ((double, double, Align, double)[])
            [
                (at.X, anchor.Top - 11 - label.Height, Align.Right, at.Price),
                (at.X, anchor.Bottom + 11, Align.Right, at.Price + 3),
            ]), 200, shapes) is { } place)
            Put(place);
        else
            Label(anchor, placer, double.PositiveInfinity, shapes);
    }

    private void BreakLabel(ChartBreak gap, double x, LabelPlacer placer)
    {
        TextBlock Shape(double width) => new TextBlock("break").Add(
            _words.Pick(gap.NoteVi, gap.NoteEn), 23, false, Palette.Quiet, width, 3);
        TextBlock[] shapes = [Shape(420), Shape(240)];
        var place = placer.Among(
            label => Enumerable.Range(0, (int)Math.Max(1, (_plot.Height - label.Height) / 12)).SelectMany(
                i => ((double, double, Align, double)[])
                [
                    (x + 11, _plot.Top + i * 12, Align.Left, i * 2),
                    (x - 11 - label.Width, _plot.Top + i * 12, Align.Right, i * 2 + 3),
                ]),
            200, shapes);
        if (place is not null)
            Put(place);
        else
            Label(new Box(x, _plot.Top, x, _plot.Bottom), placer, double.PositiveInfinity, shapes);
    }

    private void Value(ChartPoint point, double size, bool bold, LabelPlacer placer, double limit)
    {
        var amount = _words.Amount(point.Value, _data.Decimals, _unitOfValues);
        var at = At(point);
        var anchor = Interval(point) is { } ends
            ? new Box(at.X - 16, Math.Min(Y(ends.High), at.Y - 12), at.X + 16, Math.Max(Y(ends.Low), at.Y + 12))
            : Box.Around(at, 12);
        Label(
            anchor, placer, limit,
            new TextBlock($"value {point.Year}").Add(amount, size, bold, InkOf(Kind(point)), _plot.Width, 1));
    }

    private bool PathLabels(LabelPlacer placer)
    {
        var allThere = true;
        var common = _paths.Count == 0 ? -1 : _paths.FindIndex(
            path => path.Points[^1].Year == _paths.Max(other => other.Points[^1].Year));
        for (var i = 0; i < _paths.Count; i++)
        {
            var (path, points) = _paths[i];
            var name = _words.Pick(path.LabelVi, path.LabelEn);
            if (name.Length == 0 && i == common)
                name = _words.Path;
            if (name.Length == 0)
                continue;
            var label = new TextBlock("path").Add(name, 24, false, Palette.TargetText, 360, 2);
            var (from, to) = (At(points[0]), At(points[^1]));
            var place = placer.Among(
                text => ((double[])[0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74])
                    .Select(t => from.X + (to.X - from.X) * t)
                    .SelectMany((x, i) => ((double, double, Align, double)[])
                    [
                        (x - text.Width - 14, PathHeight(points, x) - text.Height - 4, Align.Right, i),
                        (x + 14, PathHeight(points, x) + 6, Align.Left, i + 1),
                        (x - text.Width - 14, PathHeight(points, x) + 6, Align.Right, i + 2),
                        (x + 14, PathHeight(points, x) - text.Height - 4, Align.Left, i + 2),
                    ]),
                30, label);
            if (place is not null)
                Put(place);
            else
                allThere = false;
        }

        return allThere;
    }

    private double PathHeight(List<PathPoint> points, double x)
    {
        for (var i = 1; i < points.Count; i++)
        {
            var (a, b) = (At(points[i - 1]), At(points[i]));
            if (x <= b.X)
                return b.X == a.X ? b.Y : a.Y + (b.Y - a.Y) * (x - a.X) / (b.X - a.X);
        }

        return At(points[^1]).Y;
    }

    private void Label(Box anchor, LabelPlacer placer, double limit, params ReadOnlySpan<TextBlock> shapes)
    {
        if (shapes[0].Lines == 0 || placer.Beside(anchor, limit, shapes) is not { } place)
            return;
        Put(place);
        if (LabelPlacer.Leader(place.Box, anchor) is { } hand)
        {
            Spot[] leader = [hand.From, hand.To];
            _bands.Add(new Stroke("leader", leader, Palette.Break, 1.5));
            placer.Avoid(leader, 100);
        }
    }

    private void Put(LabelPlacer.Place place)
    {
        foreach (var line in place.Text.At(place.Box.Left, place.Box.Top, place.Align))
        {
            _texts.Add(line);
            // The grid gives way to words.
            _patches.Add(new Area("patch", line.Ink.Grow(4).Corners, Palette.Paper));
        }
    }

    /// <summary>How two neighbouring points are joined: "actual", "gap" over missing years, null across a break.</summary>
    internal static string? Joint(ChartPoint from, ChartPoint to, IReadOnlyList<ChartBreak> breaks) =>
        breaks.Any(gap => from.Year < gap.Date.Year && gap.Date.Year <= to.Year) ? null
        : to.Year - from.Year > 1 ? "gap"
        : "actual";

    internal static PointKind Kind(ChartPoint point) => point switch
    {
        { IsNowcast: true } => PointKind.Nowcast,
        { Status: ObsStatus.Estimate } => PointKind.Estimate,
        { Status: ObsStatus.Provisional } => PointKind.Provisional,
        { Status: ObsStatus.Forecast } => PointKind.Forecast,
        _ => PointKind.Final,
    };

    /// <summary>Only what is final is filled, and each kind has a shape of its own.</summary>
    internal static Symbol SymbolOf(string what, PointKind kind, Spot at, double size) => new(what, at, kind switch
    {
        PointKind.Estimate => Shape.Ring,
        PointKind.Provisional => Shape.Square,
        PointKind.Forecast => Shape.Triangle,
        PointKind.Nowcast => Shape.Diamond,
        _ => Shape.Disc,
    }, size, InkOf(kind), Filled: kind == PointKind.Final);

    internal static string InkOf(PointKind kind) => kind == PointKind.Nowcast ? Palette.Nowcast : Palette.Actual;

    internal static Dash LineTo(PointKind kind) =>
        kind is PointKind.Forecast or PointKind.Nowcast ? Dash.Short : Dash.Solid;

    private static (double Low, double High)? Interval(ChartPoint point) =>
        point is { Low: { } low, High: { } high } && Math.Abs(low) <= Largest && Math.Abs(high) <= Largest
            ? (low, high)
            : null;

    private double YearWidth => _lastYear == _firstYear
        ? _plot.Width
        : (_plot.Width - SidePad - RightPad) / (_lastYear - _firstYear);

    /// <summary>A target at the end has its label above it.</summary>
    private double RightPad => Math.Max(SidePad, _targets.Exists(target => target.Year == _lastYear) ? Math.Min(80, _plot.Width / 4) : 0);

    private double SidePad => Math.Clamp(_plot.Width / (_lastYear - _firstYear + 1) / 2, 44, _plot.Width / 4);

    private double X(double year) => _lastYear == _firstYear
        ? _plot.Centre.X + (year - _firstYear) * _plot.Width
        : _plot.Left + SidePad + (year - _firstYear) * YearWidth;

    private double Y(double value) => _plot.Bottom - (value - _lowest) / (_highest - _lowest) * _plot.Height;

    private Spot At(ChartPoint point) => new(X(point.Year), Y(point.Value));

    private Spot At(PathPoint point) => new(X(point.Year), Y(point.Value));

    /// <summary>The step of 1, 2 or 5 times a power of ten next above.</summary>
    private static double Nice(double rough)
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
