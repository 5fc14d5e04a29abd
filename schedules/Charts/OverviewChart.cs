using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Lake;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;

namespace Plan86.Schedules.Charts;

/// <summary>All verdicts in one picture: how much of each target has been reached, a row for each indicator.</summary>
public static class OverviewChart
{
    /// <inheritdoc cref="TrendChart.Draw"/>
    public static Drawing Draw(OverviewData data, Language language) =>
        Painter.Draw(Layout(data, language), Layout(data, language, ChartSheet.Narrow));

    /// <summary>What <see cref="Draw"/> paints.</summary>
    internal static Scene Layout(OverviewData data, Language language, ChartSheet? sheet = null) =>
        new OverviewLayout(data, language, sheet ?? ChartSheet.Wide).Scene;
}

/// <summary>Everything an overview shows. Rows are drawn in the order given.</summary>
/// <param name="Horizons">One column each; empty is a threshold that holds every year.</param>
/// <param name="Note">What is not drawn, and why: missing figures are counted, never drawn as zero.</param>
public sealed record OverviewData(
    Bilingual Title,
    Bilingual Subtitle,
    IReadOnlyList<string> Horizons,
    IReadOnlyList<OverviewRow> Rows,
    Bilingual Note,
    Bilingual Source);

public sealed record OverviewRow(Bilingual Name, IReadOnlyList<OverviewMark> Marks);

/// <param name="Share">How much of the target has been reached, in percent; 100 is the target, null says nothing.</param>
public sealed record OverviewMark(string Horizon, double? Share, Verdict Verdict)
{
    /// <summary>The verdict in words, with the sign of another territory.</summary>
    public Bilingual Words { get; init; } = new(Verdict.Vi(), Verdict.En());
}

/// <summary>Names on the left, then for each horizon a scale from 0 and the verdict in words: nothing to look up.</summary>
internal sealed class OverviewLayout : Panel
{
    private const double Names = 430;
    private const double Gap = 44;
    private const double VerdictWords = 280;
    private const double RowPad = 13;

    // In percent. Beyond this the length says nothing more; the number beside it does. The same in every month and part.
    private const double Longest = 130;

    public OverviewLayout(OverviewData data, Language language, ChartSheet sheet)
        : base(language, sheet)
    {
        var title = Words.Pick(data.Title.Vi, data.Title.En);
        var top = Header(title, Words.Pick(data.Subtitle.Vi, data.Subtitle.En)) + 18;
        var bottom = data.Rows.Count == 0 ? NoRows(top)
            : sheet.IsNarrow ? NarrowRows(data, top)
            : Rows(data, [.. data.Rows.Select(row => (row, NameOf(row, Names)))], top + 84);
        if (Words.Pick(data.Note.Vi, data.Note.En) is { Length: > 0 } note)
        {
            bottom = Note("note", note, bottom + 34);
        }

        if (Words.Pick(data.Source.Vi, data.Source.En) is { Length: > 0 } source)
        {
            bottom = Note("note", Words.Source(source), bottom + 16);
        }

        Scene = Finish(bottom, title, AltText(data));
    }

    public Scene Scene { get; }

    /// <summary>Shape and colour of a verdict; what nobody could judge is hollow and grey.</summary>
    internal static Symbol SymbolOf(Verdict verdict, Spot at, double size)
    {
        var (shape, ink) = verdict switch
        {
            Verdict.Met => (Shape.Disc, Palette.Good),
            Verdict.OnTrack => (Shape.Triangle, Palette.Good),
            Verdict.AtRisk => (Shape.Diamond, Palette.Warning),
            Verdict.OffTrack => (Shape.TriangleDown, Palette.Bad),
            Verdict.Missed => (Shape.Square, Palette.Bad),
            _ => (Shape.Ring, Palette.Quiet),
        };
        return new Symbol(verdict.Text(), at, shape, size, ink, Filled: shape != Shape.Ring);
    }

    private double NoRows(double top)
    {
        var message = Block("message", Words.NoData, 40, false, Palette.Quiet, Width - (2 * Margin), 1);
        Texts.AddRange(message.At((Width - message.Width) / 2, top + 60, Align.Left));
        return top + 120 + message.Height;
    }

    private TextBlock NameOf(OverviewRow row, double width) =>
        Block("name", Words.Pick(row.Name.Vi, row.Name.En), 23, Sheet.IsNarrow, Palette.Headline, width, 3);

    /// <summary>Each name on a line of its own, below it a bar for each horizon with its words: nothing stands side by side.</summary>
    private double NarrowRows(OverviewData data, double top)
    {
        var horizons = data.Horizons.ToDictionary(
            horizon => horizon, horizon => Block("horizon", Named(horizon), NoteSize, false, Palette.TargetText, 200, 1));
        var left = Margin + horizons.Values.Max(name => name.Width) + 14;
        var shares = data.Rows.SelectMany(row => row.Marks).Select(mark => Block(
            "share", mark.Share is { } share ? Words.Number(share, share < 10 ? 1 : 0) + "%" : "", 23, true,
            SymbolOf(mark.Verdict, default, 1).Colour, 120, 1));
        var right = Width - Margin - shares.Max(text => text.Width) - 16;
        double X(double share) => left + ((right - left) * Math.Clamp(share, 0, Longest) / Longest);

        foreach (var share in new[] { 0.0, 100 })
        {
            var label = Block("tick", Words.Number(share, 0) + "%", NoteSize, false, Palette.Quiet, 100, 1);
            Texts.AddRange(label.At(share == 0 ? left : X(share) - (label.Width / 2), top, Align.Left));
        }

        var y = top + 34;
        foreach (var row in data.Rows)
        {
            Marks.Add(new Stroke("grid", [new(Margin, y), new(Width - Margin, y)], Palette.Grid, 1.5));
            var name = NameOf(row, Sheet.Inner);
            Texts.AddRange(name.At(Margin, y + 14, Align.Left));
            y += 14 + name.Height + 10;
            foreach (var mark in row.Marks)
            {
                y = NarrowMark(mark, horizons[mark.Horizon], left, right, X, y);
            }

            y += 8;
        }

        return y;
    }

    private double NarrowMark(OverviewMark mark, TextBlock horizon, double left, double right, Func<double, double> x, double y)
    {
        var ink = SymbolOf(mark.Verdict, default, 1).Colour;
        var middle = y + 15;
        Texts.AddRange(horizon.At(Margin, middle - (horizon.Height / 2), Align.Left));
        Marks.Add(new Stroke("target", [new(x(100), y), new(x(100), y + 30)], Palette.Target, 3));
        Marks.Add(new Stroke("axis", [new(left, y), new(left, y + 30)], Palette.Quiet, 2));
        if (mark.Share is { } share)
        {
            var symbol = SymbolOf(mark.Verdict, new Spot(x(share), middle), 20);
            Marks.Add(new Stroke("share", [new(left, middle), symbol.Centre], ink, 5));
            Marks.Add(symbol);
            var number = Block("share", Words.Number(share, share < 10 ? 1 : 0) + "%", 23, true, ink, 120, 1);
            Texts.AddRange(number.At(right + 16, middle - (number.Height / 2), Align.Left));
        }

        var words = Block("verdict", Words.Pick(mark.Words.Vi, mark.Words.En), NoteSize, false, ink, Width - Margin - left, 2);
        Texts.AddRange(words.At(left, y + 36, Align.Left));
        return y + 36 + words.Height + 12;
    }

    private string Named(string horizon) => horizon.Length == 0 ? Words.Pick("Hằng năm", "Every year") : horizon;

    private double Rows(OverviewData data, List<(OverviewRow Row, TextBlock Name)> rows, double top)
    {
        var horizons = data.Horizons;
        var first = Margin + Names + Gap;
        var each = (Width - Margin - first - (Gap * (horizons.Count - 1))) / horizons.Count;
        var y = top;
        foreach (var (row, name) in rows)
        {
            var cells = row.Marks.Select(mark => (Mark: mark, Text: Cell(mark))).ToList();
            var height = cells.Select(cell => cell.Text.Height).Append(name.Height).Max() + (2 * RowPad);
            Marks.Add(new Stroke("grid", [new(Margin, y), new(Width - Margin, y)], Palette.Grid, 1.5));
            Texts.AddRange(name.At(Margin, y + ((height - name.Height) / 2), Align.Left));
            foreach (var (mark, text) in cells)
            {
                var left = first + (horizons.ToList().IndexOf(mark.Horizon) * (each + Gap));
                if (mark.Share is { } share)
                {
                    var end = new Spot(left + ((each - VerdictWords) * Math.Clamp(share, 0, Longest) / Longest), y + (height / 2));
                    var symbol = SymbolOf(mark.Verdict, end, 20);
                    Marks.Add(new Stroke("share", [end with { X = left }, end], symbol.Colour, 5));
                    Marks.Add(symbol);
                }

                Texts.AddRange(text.At(left + each - VerdictWords + 26, y + ((height - text.Height) / 2), Align.Left));
            }

            y += height;
        }

        for (var i = 0; i < horizons.Count; i++)
        {
            var left = first + (i * (each + Gap));
            double X(double share) => left + ((each - VerdictWords) * share / Longest);
            var name = Block(
                "horizon", horizons[i].Length == 0
                    ? Words.Pick("Hằng năm", "Every year") : Words.Pick("Mục tiêu", "Target") + " " + horizons[i],
                26, true, Palette.TargetText, each, 1);
            Texts.AddRange(name.At(left, top - 70, Align.Left));
            foreach (var share in new[] { 0.0, 100 })
            {
                var label = Block("tick", Words.Number(share, 0) + "%", 21, false, Palette.Quiet, 100, 1);
                Texts.AddRange(label.At(share == 0 ? left : X(share) - (label.Width / 2), top - 8 - label.Height, Align.Left));
            }

            // Under the shares, so that a reached target's mark lies on the line it has crossed.
            Marks.Insert(0, new Stroke("target", [new(X(100), top), new(X(100), y)], Palette.Target, 3));
            Marks.Insert(0, new Stroke("axis", [new(left, top), new(left, y)], Palette.Quiet, 2));
        }

        return y;
    }

    private TextBlock Cell(OverviewMark mark)
    {
        var ink = SymbolOf(mark.Verdict, default, 1).Colour;
        return Block(
            "share", mark.Share is { } share ? Words.Number(share, share < 10 ? 1 : 0) + "%" : "", 24, true, ink, VerdictWords - 26, 1)
            .Add(Words.Pick(mark.Words.Vi, mark.Words.En), 21, false, ink, VerdictWords - 26, 2);
    }

    private string AltText(OverviewData data)
    {
        var says = data.Rows.Select(row => Words.Pick(row.Name.Vi, row.Name.En) + ": " + string.Join("; ", row.Marks.Select(mark =>
            $"{mark.Horizon} {(mark.Share is { } share ? Words.Number(share, 0) + "%, " : "")}"
                + $"{Words.Pick(mark.Words.Vi, mark.Words.En)}")));
        return string.Join(". ", says
            .Prepend(Words.Pick(data.Subtitle.Vi, data.Subtitle.En))
            .Prepend(Words.Pick("Biểu đồ thanh ngang", "Horizontal bar chart") + ": " + Words.Pick(data.Title.Vi, data.Title.En))
            .Append(Words.Pick(data.Note.Vi, data.Note.En))
            .Where(say => say.Length > 0)
            .Select(say => say.TrimEnd('.', ' '))) + ".";
    }
}
