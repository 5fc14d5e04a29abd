namespace Plan86.Schedules.Charts;

/// <summary>Where years and values stand in a small chart.</summary>
internal sealed record SmallScale(Box Plot, double Lowest, double Highest, int First, int Last)
{
    private const double Side = 34;

    public static SmallScale Over(Box plot, IReadOnlyList<double> values, bool fromZero, IReadOnlyList<int> years)
    {
        var (lowest, highest) = (values.Min(), values.Max());
        if (fromZero || (lowest > 0 && lowest < highest / 4))
        {
            (lowest, highest) = (Math.Min(0, lowest), Math.Max(0, highest));
        }

        var span = highest > lowest ? highest - lowest : Math.Max(1, Math.Abs(highest));
        // Words stand above the highest mark; below the lowest too, unless that is the base line.
        (lowest, highest) = (lowest == 0 ? 0 : lowest - (0.22 * span), highest + (0.3 * span));
        return new SmallScale(plot, lowest, highest, years.DefaultIfEmpty(0).Min(), years.DefaultIfEmpty(0).Max());
    }

    public double X(double year) => Last == First
        ? Plot.Centre.X : Plot.Left + Side + ((year - First) * (Plot.Width - (2 * Side)) / (Last - First));

    public double Y(double value) => Plot.Bottom - ((value - Lowest) / (Highest - Lowest) * Plot.Height);

    public Spot At(ChartPoint point) => new(X(point.Year), Y(point.Value));

    /// <summary>Returns two to four round values of the axis and their words; none of a value that cannot be said shortly.</summary>
    public IReadOnlyList<(double Value, string Text)> Ticks(Func<double, string> words)
    {
        var step = TrendAxes.Nice((Highest - Lowest) / 3);
        if (!double.IsFinite(step) || step <= 0)
        {
            return [];
        }

        var first = Math.Ceiling(Lowest / step);
        return
        [
            .. Enumerable.Range(0, 6).Select(i => (first + i) * step).TakeWhile(value => value <= Highest)
                .Select(value => (Value: (double)Math.Round((decimal)Math.Clamp(value, -1e15, 1e15), 12), Text: ""))
                .Select(tick => (tick.Value, words(tick.Value))).Where(tick => tick.Item2.Length > 0),
        ];
    }

    /// <summary>The same, with room for words of that width to the left.</summary>
    public SmallScale RightOf(double words) => words == 0 ? this : this with { Plot = Plot with { Left = Plot.Left + words + 10 } };
}
