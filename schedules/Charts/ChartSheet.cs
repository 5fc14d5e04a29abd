namespace Plan86.Schedules.Charts;

/// <summary>The paper a chart is laid out for, in its own pixels: print and screen, or a phone held upright.</summary>
/// <param name="Title">Size of the headline; of the other sizes each is named by what it sets.</param>
internal sealed record ChartSheet(
    bool IsNarrow, int Width, double Margin, double Title, double Subtitle, double Label, double Value, double Small, double Note,
    int TitleLines)
{
    /// <summary>13.5 cm at 300 dots an inch.</summary>
    public static readonly ChartSheet Wide = new(false, 1600, 48, 38, 27, 26, 30, 23, 21, 3);

    /// <summary>Shown 360 pixels wide its smallest words are 13 of them high.</summary>
    public static readonly ChartSheet Narrow = new(true, 600, 22, 31, 24, 23, 27, 22, 22, 6);

    /// <summary>Returns how wide a label may be that takes so much of the wide sheet.</summary>
    public double Column(double wide) => IsNarrow ? Math.Max(150, 0.6 * wide) : wide;

    /// <summary>What is left between the margins.</summary>
    public double Inner => Width - (2 * Margin);
}
