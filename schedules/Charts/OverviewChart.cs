using Plan86.Transform;

namespace Plan86.Schedules;

/// <summary>All verdicts in one picture: how much of each target has been reached, a row for each indicator.</summary>
public static class OverviewChart
{
    /// <inheritdoc cref="TrendChart.Draw"/>
    public static Drawing Draw(OverviewData data, Language language)
    {
        var scene = Layout(data, language);
        return new Drawing(Painter.Png(scene), Painter.Svg(scene), scene.AltText);
    }

    /// <summary>What <see cref="Draw"/> paints.</summary>
    internal static Scene Layout(OverviewData data, Language language) => new OverviewLayout(data, language).Scene;
}

/// <summary>Everything an overview shows. Rows are drawn in the order given.</summary>
/// <param name="Horizons">One column each; empty is a threshold that holds every year.</param>
/// <param name="NoteVi">What is not drawn, and why: missing figures are counted, never drawn as zero.</param>
public sealed record OverviewData(
    string TitleVi,
    string TitleEn,
    string SubtitleVi,
    string SubtitleEn,
    IReadOnlyList<string> Horizons,
    IReadOnlyList<OverviewRow> Rows,
    string NoteVi,
    string NoteEn,
    string SourceVi,
    string SourceEn);

public sealed record OverviewRow(string NameVi, string NameEn, IReadOnlyList<OverviewMark> Marks);

/// <param name="Share">How much of the target has been reached, in percent; 100 is the target, null says nothing.</param>
public sealed record OverviewMark(string Horizon, double? Share, Verdict Verdict);

/// <summary>Names on the left, then for each horizon a scale from 0 and the verdict in words: nothing to look up.</summary>
internal sealed class OverviewLayout
{
    private const int Width = 1600;
    private const double Margin = 48;
    private const double Names = 430;
    private const double Gap = 44;
    private const double Words = 280;
    private const double RowPad = 13;

    // Beyond this the length says nothing more; the number beside it does.
    private const double Longest = 150;

    private readonly Wording words;
    private readonly List<Mark> marks = [];
    private readonly List<Lettering> texts = [];

    public OverviewLayout(OverviewData data, Language language)
    {
        words = new Wording(language);
        var top = Header(data);
        var rows = data.Rows.Select(row => (
            Row: row,
            Name: Block("name", words.Pick(row.NameVi, row.NameEn), 23, false, Palette.Headline, Names, 3))).ToList();
        var bottom = rows.Count == 0 ? NoRows(top) : Rows(data, rows, top + 84);
        foreach (var (text, gap) in new[] { (words.Pick(data.NoteVi, data.NoteEn), 34), (words.Pick(data.SourceVi, data.SourceEn) is { Length: > 0 } source ? words.Source(source) : "", 16) })
        {
            if (text.Length == 0)
                continue;
            var block = Block("note", text, 21, false, Palette.Quiet, Width - (2 * Margin), 4);
            texts.AddRange(block.At(Margin, bottom + gap, Align.Left));
            bottom += gap + block.Height;
        }

        Scene = new Scene(
            Width, (int)Math.Ceiling(bottom + 40), marks, texts, words.Pick(data.TitleVi, data.TitleEn), AltText(data));
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

    private static TextBlock Block(string what, string text, double size, bool bold, string ink, double width, int lines) =>
        new TextBlock(what).Add(text, size, bold, ink, width, lines);

    private double Header(OverviewData data)
    {
        var top = Margin;
        foreach (var block in new[]
        {
            Block("title", words.Pick(data.TitleVi, data.TitleEn), 38, true, Palette.Headline, Width - (2 * Margin), 3),
            Block("subtitle", words.Pick(data.SubtitleVi, data.SubtitleEn), 27, false, Palette.Quiet, Width - (2 * Margin), 2),
        })
        {
            texts.AddRange(block.At(Margin, top, Align.Left));
            top += block.Height + 18;
        }

        return top + 18;
    }

    private double NoRows(double top)
    {
        var message = Block("message", words.NoData, 40, false, Palette.Quiet, Width - (2 * Margin), 1);
        texts.AddRange(message.At((Width - message.Width) / 2, top + 60, Align.Left));
        return top + 120 + message.Height;
    }

    private double Rows(OverviewData data, List<(OverviewRow Row, TextBlock Name)> rows, double top)
    {
        var horizons = data.Horizons;
        var first = Margin + Names + Gap;
        var each = (Width - Margin - first - (Gap * (horizons.Count - 1))) / horizons.Count;
        var longest = Math.Clamp(1.04 * data.Rows.SelectMany(row => row.Marks).Max(mark => mark.Share) ?? 0, 110, Longest);
        var y = top;
        foreach (var (row, name) in rows)
        {
            var cells = row.Marks.Select(mark => (Mark: mark, Text: Cell(mark))).ToList();
            var height = cells.Select(cell => cell.Text.Height).Append(name.Height).Max() + (2 * RowPad);
            marks.Add(new Stroke("grid", [new(Margin, y), new(Width - Margin, y)], Palette.Grid, 1.5));
            texts.AddRange(name.At(Margin, y + ((height - name.Height) / 2), Align.Left));
            foreach (var (mark, text) in cells)
            {
                var left = first + (horizons.ToList().IndexOf(mark.Horizon) * (each + Gap));
                if (mark.Share is { } share)
                {
                    var end = new Spot(left + ((each - Words) * Math.Clamp(share, 0, longest) / longest), y + (height / 2));
                    var symbol = SymbolOf(mark.Verdict, end, 20);
                    marks.Add(new Stroke("share", [end with { X = left }, end], symbol.Colour, 5));
                    marks.Add(symbol);
                }

                texts.AddRange(text.At(left + each - Words + 26, y + ((height - text.Height) / 2), Align.Left));
            }

            y += height;
        }

        for (var i = 0; i < horizons.Count; i++)
        {
            var left = first + (i * (each + Gap));
            double X(double share) => left + ((each - Words) * share / longest);
            var name = Block(
                "horizon", horizons[i].Length == 0 ? words.Pick("Hằng năm", "Every year") : words.Pick("Mục tiêu", "Target") + " " + horizons[i],
                26, true, Palette.TargetText, each, 1);
            texts.AddRange(name.At(left, top - 70, Align.Left));
            foreach (var share in new[] { 0.0, 100 })
            {
                var label = Block("tick", words.Number(share, 0) + "%", 21, false, Palette.Quiet, 100, 1);
                texts.AddRange(label.At(share == 0 ? left : X(share) - (label.Width / 2), top - 8 - label.Height, Align.Left));
            }

            // Under the shares, so that a reached target's mark lies on the line it has crossed.
            marks.Insert(0, new Stroke("target", [new(X(100), top), new(X(100), y)], Palette.Target, 3));
            marks.Insert(0, new Stroke("axis", [new(left, top), new(left, y)], Palette.Quiet, 2));
        }

        return y;
    }

    private TextBlock Cell(OverviewMark mark)
    {
        var ink = SymbolOf(mark.Verdict, default, 1).Colour;
        return Block("share", mark.Share is { } share ? words.Number(share, share < 10 ? 1 : 0) + "%" : "", 24, true, ink, Words - 26, 1)
            .Add(words.Pick(mark.Verdict.Vi(), mark.Verdict.En()), 21, false, ink, Words - 26, 2);
    }

    private string AltText(OverviewData data)
    {
        var says = data.Rows.Select(row => words.Pick(row.NameVi, row.NameEn) + ": " + string.Join("; ", row.Marks.Select(mark =>
            $"{mark.Horizon} {(mark.Share is { } share ? words.Number(share, 0) + "%, " : "")}{words.Pick(mark.Verdict.Vi(), mark.Verdict.En())}")));
        return string.Join(". ", says
            .Prepend(words.Pick("Biểu đồ thanh ngang", "Horizontal bar chart") + ": " + words.Pick(data.SubtitleVi, data.SubtitleEn))
            .Append(words.Pick(data.NoteVi, data.NoteEn))
            .Where(say => say.Length > 0)
            .Select(say => say.TrimEnd('.', ' '))) + ".";
    }
}
