namespace Plan86.Schedules.Charts;

/// <summary>Where years and values stand in the plot.</summary>
/// <param name="EndsInTarget">A target at the end has its label above it, which takes room.</param>
internal sealed record TrendScale(Box Plot, double Lowest, double Highest, int FirstYear, int LastYear, bool EndsInTarget)
{
    public double YearWidth => LastYear == FirstYear
        ? Plot.Width
        : (Plot.Width - SidePad - RightPad) / (LastYear - FirstYear);

    private double RightPad => Math.Max(SidePad, EndsInTarget ? Math.Min(80, Plot.Width / 4) : 0);

    private double SidePad => Math.Clamp(Plot.Width / (LastYear - FirstYear + 1) / 2, 44, Plot.Width / 4);

    public double X(double year) => LastYear == FirstYear
        ? Plot.Centre.X + (year - FirstYear) * Plot.Width
        : Plot.Left + SidePad + (year - FirstYear) * YearWidth;

    public double Y(double value) => Plot.Bottom - (value - Lowest) / (Highest - Lowest) * Plot.Height;

    public Spot At(ChartPoint point) => new(X(point.Year), Y(point.Value));

    public Spot At(PathPoint point) => new(X(point.Year), Y(point.Value));
}
