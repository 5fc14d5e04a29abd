using Plan86.Transform;
using static Plan86.Schedules.Charts.PointLook;
using static Plan86.Schedules.Charts.TrendCanvas;

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
        const double Wide = Width - 2 * Margin;
        var title = subject.Words.Pick(subject.Data.Title.Vi, subject.Data.Title.En);
        var headline = new TextBlock("title").Add(title, 38, true, Palette.Headline, Wide, 3);
        if (headline.Lines > 2)
        {
            headline = new TextBlock("title").Add(title, 32, true, Palette.Headline, Wide, 3);
        }

        var subtitle = subject.Words.Pick(subject.Data.Subtitle.Vi, subject.Data.Subtitle.En);
        var baseline = Stack(headline, 82);
        baseline = Stack(new TextBlock("subtitle").Add(subtitle, 27, false, Palette.Quiet, Wide, 2), baseline + 48);

        // The subtitle names the unit; where it does not, the axis has to.
        baseline += 52;
        var x = Margin;
        var row = false;
        if (subject.Unit.Length > 0 && !subtitle.Contains(subject.Unit, StringComparison.OrdinalIgnoreCase))
        {
            var name = new TextBlock("unit").Add(subject.Unit, 23, false, Palette.Quiet, Wide / 2, 1);
            canvas.Texts.AddRange(name.At(x, baseline - name.FirstBaseline, Align.Left));
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
            canvas.Texts.AddRange(name.At(x + Sample + 10, baseline - name.FirstBaseline, Align.Left));
            x += Sample + 10 + name.Width + 40;
            row = true;
        }

        return row ? baseline + 30 : baseline - 22;
    }

    /// <summary>Sets a block with its first base line at the given height; gives the last one.</summary>
    private double Stack(TextBlock block, double baseline)
    {
        if (block.Lines == 0)
        {
            return baseline - 48;
        }

        canvas.Texts.AddRange(block.At(Margin, baseline - block.FirstBaseline, Align.Left));
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

    /// <summary>The source line; gives the bottom of what is left.</summary>
    public double Footer()
    {
        var bottom = Height - 36.0;
        var source = subject.Words.Pick(subject.Data.Source.Vi, subject.Data.Source.En);
        foreach (var (what, text, lines) in subject.Data.Notes.Select(note => ("note", subject.Words.Pick(note.Vi, note.En), 3))
            .Append(("source", source.Length == 0 ? "" : subject.Words.Source(source), 2)).Where(block => block.Item2.Length > 0).Reverse())
        {
            var block = new TextBlock(what).Add(text, 21, false, Palette.Quiet, Width - 2 * Margin, lines);
            canvas.Texts.AddRange(block.At(Margin, bottom - block.Height, Align.Left));
            bottom -= block.Height + 12;
        }

        return bottom - (bottom < Height - 36 ? 14 : 0);
    }
}
