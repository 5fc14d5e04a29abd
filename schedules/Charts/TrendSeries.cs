using static Plan86.Schedules.Charts.PointLook;

namespace Plan86.Schedules.Charts;

/// <summary>The series of a trend chart: its line, its points, their values.</summary>
internal sealed class TrendSeries(TrendSubject subject, TrendCanvas canvas, TrendScale scale)
{
    /// <summary>Of the line that targets are held against; the yearly one beside it is thin.</summary>
    public const double RunWidth = 9;

    /// <summary>Draws lines, intervals and symbols; those of other territories below.</summary>
    public void Draw(LabelPlacer placer)
    {
        DrawOthers(placer);
        DrawRuns(placer);
        var crowded = scale.YearWidth < 16;
        for (var i = 1; i < subject.Actual.Count; i++)
        {
            var joint = Joint(subject.Actual[i - 1], subject.Actual[i], subject.Data.Breaks);
            if (joint is null)
            {
                continue;
            }

            Spot[] piece = [scale.At(subject.Actual[i - 1]), scale.At(subject.Actual[i])];
            placer.Avoid(piece, 8);
            var dash = joint == "gap" ? Dash.Dotted : LineTo(Kind(subject.Actual[i]));
            var width = joint == "gap" || subject.Runs.Count > 0 ? 3 : 5;

            // One stroke as long as nothing changes, so that corners are joined and dashes run on.
            var ink = InkOf(Kind(subject.Actual[i]));
            if (canvas.Lines.Count > 0 && canvas.Lines[^1] is Stroke last && last.What == joint && last.Dash == dash
                && last.Colour == ink && last.Points[^1] == piece[0])
            {
                canvas.Lines[^1] = last with { Points = [.. last.Points, piece[1]] };
            }
            else
            {
                canvas.Lines.Add(new Stroke(joint, piece, ink, width, dash));
            }
        }

        for (var i = 0; i < subject.Actual.Count; i++)
        {
            var point = subject.Actual[i];
            if (Interval(point) is { } ends)
            {
                canvas.Whisker("interval", InkOf(Kind(point)), scale.X(point.Year), scale.Y(ends.High), scale.Y(ends.Low));
                placer.Avoid(new Box(scale.X(point.Year) - 16, scale.Y(ends.High), scale.X(point.Year) + 16, scale.Y(ends.Low)));
            }

            var alone = (i == 0 || Joint(subject.Actual[i - 1], point, subject.Data.Breaks) != "actual")
                && (i == subject.Actual.Count - 1 || Joint(point, subject.Actual[i + 1], subject.Data.Breaks) != "actual");
            if (crowded && !alone && i > 0 && i < subject.Actual.Count - 1 && Kind(point) == PointKind.Final)
            {
                continue;
            }

            var size = crowded ? 10 : scale.YearWidth < 34 ? 13 : 18;
            var symbol = SymbolOf($"{Kind(point)} {point.Year}", Kind(point), scale.At(point), size);
            canvas.Symbols.Add(symbol);
            placer.Avoid(symbol.Box);
        }
    }

    private void DrawRuns(LabelPlacer placer)
    {
        foreach (var (run, points) in subject.Runs)
        {
            List<Spot> published =
            [
                .. run.Start is { } start ? [scale.At(start)] : Array.Empty<Spot>(),
                .. points.Where(point => !point.IsNowcast).Select(scale.At),
            ];
            if (published.Count > 1)
            {
                canvas.Lines.Add(new Stroke("run", published, Palette.Actual, RunWidth));
                placer.Avoid(published, 8);
            }

            foreach (var point in points.Where(point => point.IsNowcast))
            {
                if (published.Count > 0)
                {
                    Spot[] ahead = [published[^1], scale.At(point)];
                    canvas.Lines.Add(new Stroke("run", ahead, InkOf(Kind(point)), RunWidth - 3, LineTo(Kind(point))));
                    placer.Avoid(ahead, 8);
                }

                if (Interval(point) is { } ends)
                {
                    canvas.Whisker("interval", InkOf(Kind(point)), scale.X(point.Year), scale.Y(ends.High), scale.Y(ends.Low));
                    placer.Avoid(new Box(scale.X(point.Year) - 16, scale.Y(ends.High), scale.X(point.Year) + 16, scale.Y(ends.Low)));
                }
            }

            // The end says where it stands; the years before are the line's.
            foreach (var end in points.Where(point => point.IsNowcast).Prepend(points.FindLast(point => !point.IsNowcast))
                .OfType<ChartPoint>())
            {
                var symbol = SymbolOf($"run {end.Year}", end.IsNowcast ? PointKind.Nowcast : PointKind.Final, scale.At(end), 22);
                canvas.Symbols.Add(symbol);
                placer.Avoid(symbol.Box);
            }
        }
    }

    /// <summary>Sets name and value of each run beside the last figure it counts, and the value that a nowcast would make of it.</summary>
    public void RunLabels(LabelPlacer placer)
    {
        foreach (var (run, points) in subject.Runs)
        {
            var unit = subject.Words.Pick(run.Unit.Vi, run.Unit.En);
            if (points.FindLast(point => !point.IsNowcast) is { } end)
            {
                var text = subject.Words.Pick(run.Name.Vi, run.Name.En) + ": "
                    + subject.Words.Amount(end.Value, subject.Data.Decimals, unit).Replace(' ', '\u00A0');
                TextBlock Shape(double width) => new TextBlock("run").Add(text, subject.Sheet.Label, true, Palette.Actual, width, 3);
                canvas.Label(Box.Around(scale.At(end), 14), placer, double.PositiveInfinity, Shape(subject.Sheet.Column(560)),
                    Shape(subject.Sheet.Column(330)));
            }

            if (points.Find(point => point.IsNowcast) is { } ahead)
            {
                canvas.Label(Box.Around(scale.At(ahead), 14), placer, 120, new TextBlock("run").Add(
                    subject.Words.Amount(ahead.Value, subject.Data.Decimals, unit), subject.Sheet.Label, false, InkOf(Kind(ahead)), 400,
                    1));
            }
        }
    }

    /// <summary>Thin lines: none is joined to another territory's.</summary>
    private void DrawOthers(LabelPlacer placer)
    {
        foreach (var (_, points) in subject.Others)
        {
            foreach (var (from, to) in points.Zip(points.Skip(1)))
            {
                if (Joint(from, to, subject.Data.Breaks) is { } joint)
                {
                    Spot[] piece = [scale.At(from), scale.At(to)];
                    canvas.Lines.Add(new Stroke("other", piece, Palette.Other, 2.5, joint == "gap" ? Dash.Dotted : Dash.Solid));
                    placer.Avoid(piece, 6);
                }
            }

            foreach (var point in points)
            {
                var symbol = new Symbol($"other {point.Year}", scale.At(point), Shape.Ring, 10, Palette.Other, Filled: false);
                canvas.Symbols.Add(symbol);
                placer.Avoid(symbol.Box);
            }
        }
    }

    /// <summary>Sets the name and last value of each other territory beside its last point.</summary>
    public void OtherLabels(LabelPlacer placer)
    {
        foreach (var (name, points) in subject.Others)
        {
            var last = points[^1];
            var text = $"{name}: {subject.Words.Amount(last.Value, subject.Data.Decimals, subject.UnitOfValues)}";
            TextBlock Shape(double width) => new TextBlock("other").Add(
                text, subject.Sheet.Small, false, Palette.Quiet, width, subject.Sheet.IsNarrow ? 4 : 3);
            canvas.Label(Box.Around(scale.At(last), 9), placer, double.PositiveInfinity, Shape(subject.Sheet.Column(460)),
                Shape(subject.Sheet.Column(260)));
        }
    }

    /// <summary>Sets the value of a point beside it.</summary>
    public void Value(ChartPoint point, double size, bool bold, LabelPlacer placer, double limit)
    {
        var amount = subject.Words.Amount(point.Value, subject.Data.Decimals, subject.UnitOfValues);
        var at = scale.At(point);
        var anchor = Interval(point) is { } ends
            ? new Box(at.X - 16, Math.Min(scale.Y(ends.High), at.Y - 12), at.X + 16, Math.Max(scale.Y(ends.Low), at.Y + 12))
            : Box.Around(at, 12);
        canvas.Label(
            anchor, placer, limit,
            new TextBlock($"value {point.Year}").Add(amount, size, bold, InkOf(Kind(point)), scale.Plot.Width, 1));
    }
}
