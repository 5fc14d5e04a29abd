namespace Plan86.Schedules.Charts;

/// <summary>A picture as high as its words need: a headline, what the sort of panel puts below, notes.</summary>
internal abstract class Panel(Language language)
{
    protected const int Width = 1600;
    protected const double Margin = 48;
    protected const double NoteSize = 21;

    protected ChartWording Words { get; } = new(language);

    protected List<Mark> Marks { get; } = [];

    protected List<Lettering> Texts { get; } = [];

    protected static TextBlock Block(string what, string text, double size, bool bold, string ink, double width, int lines) =>
        new TextBlock(what).Add(text, size, bold, ink, width, lines);

    /// <summary>Sets headline and subtitle; gives the height below them.</summary>
    protected double Header(string title, string subtitle)
    {
        var y = Margin;
        foreach (var block in new[]
        {
            Block("title", title, 38, true, Palette.Headline, Width - (2 * Margin), 3),
            Block("subtitle", subtitle, 27, false, Palette.Quiet, Width - (2 * Margin), 2),
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
        var block = Block(what, text, NoteSize, false, Palette.Quiet, Width - (2 * Margin), 4);
        Texts.AddRange(block.At(Margin, y, Align.Left));
        return y + block.Height;
    }

    protected Scene Finish(double bottom, string title, string altText) =>
        new(Width, (int)Math.Ceiling(bottom + 38), Marks, Texts, title, altText);
}
