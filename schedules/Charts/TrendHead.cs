using Plan86.Transform;
using static Plan86.Schedules.Charts.PointLook;

namespace Plan86.Schedules.Charts;

/// <summary>What stands in the key of a trend chart.</summary>
internal enum KeyItem
{
    Final,
    Provisional,
    Estimate,
    Nowcast,
    Forecast,
    Interval,
    Gap,
    Path,

    /// <summary>The thick line: what targets are held against.</summary>
    Run,

    /// <summary>The axis does not begin at zero.</summary>
    Cut,
}

/// <summary>The words above and below the plot: headline, subtitle, unit, key, source.</summary>
internal sealed class TrendHead(TrendSubject subject, TrendCanvas canvas)
{
    /// <summary>How high the plot is on a narrow sheet.</summary>
    private const double NarrowPlot = 480;

    /// <summary>Of the words behind the sample of a row.</summary>
    private const double Indent = 40;

    /// <summary>Returns what of the chart needs a key.</summary>
    public static SortedSet<KeyItem> KeyOf(TrendSubject subject)
    {
        var key = new SortedSet<KeyItem>();
        foreach (var point in subject.Actual)
        {
            if (Kind(point) != PointKind.Final)
            {
                key.UnionWith([KeyItem.Final, Enum.Parse<KeyItem>(Kind(point).ToString())]);
            }

            if (Interval(point) is not null)
            {
                key.Add(KeyItem.Interval);
            }
        }

        if (subject.Runs.Exists(run => run.Points.Count > 1 || run.Run.Start is not null))
        {
            key.Add(KeyItem.Run);
        }

        if (TrendAxes.IsCut(subject))
        {
            key.Add(KeyItem.Cut);
        }

        if (subject.Actual.All(point => Kind(point) != PointKind.Final))
        {
            key.Remove(KeyItem.Final);
        }

        if (subject.Actual.Zip(subject.Actual.Skip(1)).Any(pair => Joint(pair.First, pair.Second, subject.Data.Breaks) == "gap"))
        {
            key.Add(KeyItem.Gap);
        }

        return key;
    }

    /// <summary>Headline, subtitle, unit and key; gives the top of the plot.</summary>
    public double Header(SortedSet<KeyItem> key)
    {
        var sheet = subject.Sheet;
        var title = subject.Words.Pick(subject.Data.Title.Vi, subject.Data.Title.En);
        var headline = new TextBlock("title").Add(title, sheet.Title, true, Palette.Headline, sheet.Inner, sheet.TitleLines);
        if (headline.Lines > 2 && !sheet.IsNarrow)
        {
            headline = new TextBlock("title").Add(title, 32, true, Palette.Headline, sheet.Inner, sheet.TitleLines);
        }

        var subtitle = subject.Words.Pick(subject.Data.Subtitle.Vi, subject.Data.Subtitle.En);
        var baseline = Stack(headline, sheet.IsNarrow && headline.Lines > 0 ? sheet.Margin + 6 + headline.FirstBaseline : 82);
        baseline = Stack(
            new TextBlock("subtitle").Add(subtitle, sheet.Subtitle, false, Palette.Quiet, sheet.Inner, sheet.IsNarrow ? 5 : 2),
            baseline + (sheet.IsNarrow ? 42 : 48));

        // The subtitle names the unit; where it does not, the axis has to.
        baseline += 52;
        var half = sheet.IsNarrow ? sheet.Inner - 56 : sheet.Inner / 2;
        var x = sheet.Margin;
        var row = false;
        if (subject.Unit.Length > 0 && !subtitle.Contains(subject.Unit, StringComparison.OrdinalIgnoreCase))
        {
            var name = new TextBlock("unit").Add(subject.Unit, sheet.Small, false, Palette.Quiet, half, 1);
            canvas.Texts.AddRange(name.At(x, baseline - name.FirstBaseline, Align.Left));
            x += name.Width + 56;
            row = true;
        }

        foreach (var item in key)
        {
            var name = new TextBlock("key").Add(KeyText(item), sheet.Small, false, Palette.Quiet, half, 1);
            const double Sample = 46;
            if (x > sheet.Margin && x + Sample + 10 + name.Width > sheet.Width - sheet.Margin)
            {
                x = sheet.Margin;
                baseline += 40;
            }

            KeySample(item, x, baseline - 8);
            canvas.Texts.AddRange(name.At(x + Sample + 10, baseline - name.FirstBaseline, Align.Left));
            x += Sample + 10 + name.Width + 40;
            row = true;
        }

        var bottom = row ? baseline + 30 : baseline - 22;
        return sheet.IsNarrow ? Rows(bottom) : bottom;
    }

    /// <summary>On a narrow sheet what stands beside its mark on a wide one: targets with their verdicts, breaks by name.</summary>
    private double Rows(double y)
    {
        var width = subject.Sheet.Inner - Indent;
        foreach (var target in subject.Targets)
        {
            var ink = target.Verdict is { } known ? OverviewLayout.SymbolOf(known, default, 1).Colour : Palette.TargetText;
            y = Row(
                new TextBlock("target")
                    .Add(subject.Words.Pick(target.Label.Vi, target.Label.En), subject.Sheet.Small, true, Palette.TargetText, width, 4)
                    .Add(subject.Words.Pick(target.VerdictVi, target.VerdictEn), subject.Sheet.Small, false, ink, width, 4),
                at => target.Verdict is { } verdict ? OverviewLayout.SymbolOf(verdict, at, 17)
                    : new Stroke("key", [at with { X = at.X - 12 }, at with { X = at.X + 12 }], Palette.Target, 5),
                y);
        }

        foreach (var gap in TrendAxes.BreaksOf(subject))
        {
            y = Row(
                new TextBlock("break").Add(
                    subject.Words.Pick(gap.Note.Vi, gap.Note.En), subject.Sheet.Small, false, Palette.Quiet, width, 6),
                at => new Stroke("key", [at with { Y = at.Y - 13 }, at with { Y = at.Y + 13 }], Palette.Break, 2, Dash.Short),
                y);
        }

        return y + 12;
    }

    private double Row(TextBlock words, Func<Spot, Mark> sample, double y)
    {
        if (words.Lines == 0)
        {
            return y;
        }

        var lines = words.At(subject.Sheet.Margin + Indent, y, Align.Left).ToList();
        canvas.Lines.Add(sample(new Spot(subject.Sheet.Margin + 14, lines[0].Origin.Y - 8)));
        canvas.Texts.AddRange(lines);
        return y + words.Height + 14;
    }

    /// <summary>Sets a block with its first base line at the given height; gives the last one.</summary>
    private double Stack(TextBlock block, double baseline)
    {
        if (block.Lines == 0)
        {
            return baseline - 48;
        }

        canvas.Texts.AddRange(block.At(subject.Sheet.Margin, baseline - block.FirstBaseline, Align.Left));
        return baseline - block.FirstBaseline + block.LastBaseline;
    }

    private string KeyText(KeyItem item) => item switch
    {
        KeyItem.Interval => subject.Words.Interval,
        KeyItem.Gap => subject.Words.Gap,
        KeyItem.Path => subject.Words.Path,
        KeyItem.Run => subject.Words.Run,
        KeyItem.Cut => subject.Words.Cut,
        _ => subject.Words.Status(Enum.Parse<PointKind>(item.ToString())),
    };

    private void KeySample(KeyItem item, double x, double y)
    {
        Spot[] line = [new(x, y), new(x + 46, y)];
        switch (item)
        {
            case KeyItem.Path:
                canvas.Lines.Add(new Stroke("key", line, Palette.Target, 3.5, Dash.Dashed));
                break;
            case KeyItem.Run:
                canvas.Lines.Add(new Stroke("key", line, Palette.Actual, TrendSeries.RunWidth));
                break;
            case KeyItem.Cut:
                canvas.Lines.Add(TrendAxes.CutSign("key", x + 23, y + 19));
                break;
            case KeyItem.Gap:
                canvas.Lines.Add(new Stroke("key", line, Palette.Actual, 3, Dash.Dotted));
                break;
            case KeyItem.Interval:
                canvas.Whisker("key", InkOf(subject.Actual.Where(point => Interval(point) is not null).Max(Kind)), x + 23, y - 13, y + 13);
                break;
            default:
                var kind = Enum.Parse<PointKind>(item.ToString());
                canvas.Lines.Add(new Stroke("key", line, InkOf(kind), 5, LineTo(kind)));
                canvas.Symbols.Add(SymbolOf("key", kind, new Spot(x + 23, y), 18));
                break;
        }
    }

    /// <summary>Notes and the source line; gives the bottom of what is left. A narrow sheet becomes as high as all of it needs.</summary>
    /// <param name="top">Of what is left.</param>
    public double Footer(double top)
    {
        var sheet = subject.Sheet;
        var source = subject.Words.Pick(subject.Data.Source.Vi, subject.Data.Source.En);
        var blocks = subject.Data.Notes.Select(note => ("note", subject.Words.Pick(note.Vi, note.En), 3))
            .Append(("source", source.Length == 0 ? "" : subject.Words.Source(source), 2)).Where(block => block.Item2.Length > 0)
            .Select(block => new TextBlock(block.Item1).Add(
                block.Item2, sheet.Note, false, Palette.Quiet, sheet.Inner, sheet.IsNarrow ? 12 : block.Item3)).ToList();
        var height = blocks.Sum(block => block.Height + 12) + (blocks.Count > 0 ? 14 : 0);
        if (sheet.IsNarrow)
        {
            canvas.Height = Math.Ceiling(top + (subject.Actual.Count > 0 ? NarrowPlot : NarrowPlot * 0.7) + height + 24);
        }

        var bottom = canvas.Height - (sheet.IsNarrow ? 24 : 36);
        var y = bottom;
        foreach (var block in Enumerable.Reverse(blocks))
        {
            canvas.Texts.AddRange(block.At(sheet.Margin, y - block.Height, Align.Left));
            y -= block.Height + 12;
        }

        return bottom - height;
    }
}
