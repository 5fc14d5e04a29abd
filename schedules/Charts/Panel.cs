namespace Plan86.Schedules.Charts;

/// <summary>A picture as high as its words need: a headline, what the sort of panel puts below, notes.</summary>
internal abstract class Panel(Language language, ChartSheet sheet)
{
    private int _overGrid;

    protected ChartSheet Sheet { get; } = sheet;

    protected double Width => Sheet.Width;

    protected double Margin => Sheet.Margin;

    protected double NoteSize => Sheet.Note;

    protected ChartWording Words { get; } = new(language);

    protected List<Mark> Marks { get; } = [];

    protected List<Lettering> Texts { get; } = [];

    protected static TextBlock Block(string what, string text, double size, bool bold, string ink, double width, int lines) =>
        new TextBlock(what).Add(text, size, bold, ink, width, lines);

    /// <summary>Sets headline and subtitle; gives the height below them.</summary>
    protected double Header(string title, string subtitle)
    {
        var y = Sheet.IsNarrow ? Margin + 6 : Margin;
        foreach (var block in new[]
        {
            Block("title", title, Sheet.Title, true, Palette.Headline, Sheet.Inner, Sheet.TitleLines),
            Block("subtitle", subtitle, Sheet.Subtitle, false, Palette.Quiet, Sheet.Inner, Sheet.IsNarrow ? 6 : 2),
        })
        {
            Texts.AddRange(block.At(Margin, y, Align.Left));
            y += block.Height + 18;
        }

        return y;
    }

    /// <summary>Sets a note at a height; gives the height below it.</summary>
    protected double Note(string what, string text, double y)
    {
        var block = Block(what, text, NoteSize, false, Palette.Quiet, Sheet.Inner, Sheet.IsNarrow ? 12 : 4);
        Texts.AddRange(block.At(Margin, y, Align.Left));
        return y + block.Height;
    }

    /// <summary>From here on marks lie over the grid that was drawn: words push it aside, and nothing else.</summary>
    protected void OverGrid() => _overGrid = Marks.Count;

    /// <summary>Sets a label where there is room, and points from it to what it names where it stands far off.</summary>
    /// <param name="shapes">The same label in several shapes, the preferred one first.</param>
    /// <param name="limit">What it may cost at most; one that has to stand has none.</param>
    protected void Label(LabelPlacer placer, Box anchor, TextBlock[] shapes, double limit = double.PositiveInfinity)
    {
        if (shapes[0].Lines == 0 || placer.Beside(anchor, limit, shapes) is not { } place)
        {
            return;
        }

        foreach (var line in place.Text.At(place.Box.Left, place.Box.Top, place.Align))
        {
            Texts.Add(line);
            // The grid gives way to words.
            Marks.Insert(_overGrid, new Area("patch", line.Ink.Grow(4).Corners, Palette.Paper));
        }

        if (LabelPlacer.Leader(place.Box, anchor) is { } hand)
        {
            Spot[] leader = [hand.From, hand.To];
            Marks.Add(new Stroke("leader", leader, Palette.Break, 1.5));
            placer.Avoid(leader, 100);
        }
    }

    protected Scene Finish(double bottom, string title, string altText) =>
        new(Sheet.Width, (int)Math.Ceiling(bottom + (Sheet.IsNarrow ? 24 : 38)), Marks, Texts, title, altText);
}
