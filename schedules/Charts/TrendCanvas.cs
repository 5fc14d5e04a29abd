namespace Plan86.Schedules.Charts;

/// <summary>The layers of a trend chart as they fill up, from the grid below to the words above.</summary>
internal sealed class TrendCanvas(ChartSheet sheet)
{
    public ChartSheet Sheet => sheet;

    /// <summary>A narrow one is as high as its words need.</summary>
    public double Height { get; set; } = 900;

    public List<Mark> Grid { get; } = [];

    /// <summary>What the grid gives way to.</summary>
    public List<Mark> Patches { get; } = [];

    public List<Mark> Bands { get; } = [];

    public List<Mark> Lines { get; } = [];

    public List<Mark> Symbols { get; } = [];

    public List<Lettering> Texts { get; } = [];

    /// <summary>Returns all marks, the lowest first.</summary>
    public IReadOnlyList<Mark> Marks => [.. Grid, .. Patches, .. Bands, .. Lines, .. Symbols];

    public void Whisker(string what, string ink, double x, double top, double bottom)
    {
        if (ink == Palette.Nowcast)
        {
            Bands.Add(new Area(what, new Box(x - 14, top, x + 14, bottom).Corners, Palette.NowcastBand));
        }

        Lines.Add(new Stroke(what, [new(x, top), new(x, bottom)], ink, 3));
        // Ends wide enough to be seen beside the point of an interval that is narrower than it.
        Lines.Add(new Stroke(what, [new(x - 14, top), new(x + 14, top)], ink, 3));
        Lines.Add(new Stroke(what, [new(x - 14, bottom), new(x + 14, bottom)], ink, 3));
    }

    public void Label(Box anchor, LabelPlacer placer, double limit, params ReadOnlySpan<TextBlock> shapes)
    {
        if (shapes[0].Lines == 0 || placer.Beside(anchor, limit, shapes) is not { } place)
        {
            return;
        }

        Put(place);
        if (LabelPlacer.Leader(place.Box, anchor) is { } hand)
        {
            Spot[] leader = [hand.From, hand.To];
            Bands.Add(new Stroke("leader", leader, Palette.Break, 1.5));
            placer.Avoid(leader, 100);
        }
    }

    public void Put(LabelPlacer.Place place)
    {
        foreach (var line in place.Text.At(place.Box.Left, place.Box.Top, place.Align))
        {
            Texts.Add(line);
            // The grid gives way to words.
            Patches.Add(new Area("patch", line.Ink.Grow(4).Corners, Palette.Paper));
        }
    }
}
