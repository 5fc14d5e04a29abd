namespace Plan86.Schedules.Charts;

/// <summary>The trend chart of one indicator: actual line, targets, path needed from here, breaks.</summary>
public static class TrendChart
{
    /// <summary>
    /// Draws. The same data give the same bytes; safe to call from several threads. Missing data are drawn as missing,
    /// up to a chart that says that there is no figure yet.
    /// </summary>
    /// <exception cref="ArgumentException">Two points for the same year.</exception>
    public static Drawing Draw(TrendChartData data, Language language) =>
        Painter.Draw(Layout(data, language), Layout(data, language, ChartSheet.Narrow));

    /// <summary>What <see cref="Draw"/> paints.</summary>
    internal static Scene Layout(TrendChartData data, Language language, ChartSheet? sheet = null) =>
        new TrendLayout(data, language, sheet ?? ChartSheet.Wide).Scene;
}
