using Plan86.Transform;

namespace Plan86.Schedules.Charts;

/// <summary>Targets in a trend chart: a range or a bound with an arrow to its good side, and the label beside it.</summary>
internal sealed class TrendTargets(TrendSubject subject, TrendCanvas canvas, TrendScale scale)
{
    /// <summary>Draws the target and gives what its label stands beside.</summary>
    public Box Mark(ChartTarget target, LabelPlacer placer)
    {
        var half = Math.Clamp(scale.YearWidth * 0.4, 14, 30);
        var (left, right) = target.Year is { } year ? (scale.X(year) - half, scale.X(year) + half) : (scale.Plot.Left, scale.Plot.Right);
        var dash = target.Approximate ? Dash.Short : Dash.Solid;
        var upper = scale.Y(target.Upper ?? target.Lower!.Value);
        var lower = scale.Y(target.Lower ?? target.Upper!.Value);
        var box = new Box(left, Math.Min(upper, lower), right, Math.Max(upper, lower));
        if (box.Height > 0)
        {
            canvas.Bands.Add(new Area("target", box.Corners, Palette.TargetBand));
            if (target.Year is not null)
            {
                canvas.Bands.Add(new Stroke("target", [new(left, upper), new(left, lower)], Palette.Target, 2.5));
                canvas.Bands.Add(new Stroke("target", [new(right, upper), new(right, lower)], Palette.Target, 2.5));
            }
        }

        foreach (var y in ((double[])[upper, lower]).Distinct())
        {
            Spot[] bound = [new(left - 1.25, y), new(right + 1.25, y)];
            canvas.Bands.Add(new Stroke("target", bound, Palette.Target, 5, dash));
            if (target.Year is null)
            {
                placer.Avoid(bound, 6);
            }
        }

        // A bound alone does not say which side is good: an arrow does.
        var reach = box;
        if (target.Lower is null || target.Upper is null)
        {
            var away = target.Upper is null ? -1 : 1;
            var foot = new Spot(target.Year is null ? right - 24 : (left + right) / 2, upper);
            var (neck, tip) = (foot.Y + away * 13, foot.Y + away * 27);
            if (tip > scale.Plot.Top && tip < scale.Plot.Bottom - 4)
            {
                canvas.Bands.Add(new Stroke("target", [foot, foot with { Y = neck }], Palette.Target, 4));
                canvas.Bands.Add(new Area(
                    "target", [new(foot.X - 10, neck), new(foot.X + 10, neck), new(foot.X, tip)], Palette.Target));
                reach = box with { Top = Math.Min(box.Top, tip), Bottom = Math.Max(box.Bottom, tip) };
                if (target.Year is null)
                {
                    placer.Avoid(new Box(foot.X - 12, reach.Top, foot.X + 12, reach.Bottom));
                }
            }
        }

        if (target.Year is null)
        {
            return box;
        }

        placer.Avoid(reach.Grow(3));
        return reach;
    }

    /// <summary>Returns the label: what is to be reached, and the verdict.</summary>
    /// <param name="inTwo">The amount begins a line of its own; it does where one line cannot hold both.</param>
    public static TextBlock LabelOf(TrendSubject subject, ChartTarget target, double width, bool inTwo = false)
    {
        if (subject.Sheet.IsNarrow)
        {
            // The rest stands above the plot.
            return new TextBlock("bound").Add(
                subject.Words.Pick(target.Bounds.Vi, target.Bounds.En), subject.Sheet.Label, true, Palette.TargetText, width, 2);
        }

        var label = subject.Words.Pick(target.Label.Vi, target.Label.En);
        inTwo |= Painter.Measure(label, subject.Sheet.Label, true).Advance > width;
        var parts = inTwo && label.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon
            ? new[] { label[..(colon + 1)], label[(colon + 2)..] } : [label];
        return parts.Aggregate(
            new TextBlock("target"), (block, part) => block.Add(part, subject.Sheet.Label, true, Palette.TargetText, width, 3))
            .Add(subject.Words.Pick(target.VerdictVi, target.VerdictEn), subject.Sheet.Label - 2, false, Palette.TargetText, width, 3);
    }

    /// <summary>Sets the label where there is room.</summary>
    public void Label(ChartTarget target, Box anchor, LabelPlacer placer)
    {
        // A threshold has no place of its own: its label stands on the line, as far right as there is room.
        TextBlock[] shapes = [
            LabelOf(subject, target, subject.Sheet.Column(480)), LabelOf(subject, target, subject.Sheet.Column(330), inTwo: true),
            LabelOf(subject, target, subject.Sheet.Column(210), inTwo: true)];
        if (shapes[0].Lines == 0)
        {
            return;
        }

        if (target.Year is not null)
        {
            canvas.Label(anchor, placer, double.PositiveInfinity, shapes);
        }
        else if (placer.Among(label => Enumerable.Range(0, 80)
            .Select(i => (X: scale.Plot.Right - label.Width - i * 16, Price: i * 1.0))
            .SelectMany(at => ((double, double, Align, double)[])
            [
                (at.X, anchor.Top - 11 - label.Height, Align.Right, at.Price),
                (at.X, anchor.Bottom + 11, Align.Right, at.Price + 3),
            ]), 200, shapes) is { } place)
        {
            canvas.Put(place);
        }
        else
        {
            canvas.Label(anchor, placer, double.PositiveInfinity, shapes);
        }
    }
}
