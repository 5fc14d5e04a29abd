namespace Plan86.Schedules;

/// <summary>One chart, ready to publish.</summary>
/// <param name="Png">300 dots an inch: 1600×900 pixels are 13.5×7.6 cm when pasted into a document.</param>
/// <param name="Svg">The same picture; text as outlines, ids of its own, so it may stand in a page with others.</param>
/// <param name="AltText">Chart type, main trend, targets and verdicts, in the chart's language; plain text.</param>
public sealed record Drawing(byte[] Png, string Svg, string AltText);

/// <summary>The trend chart of one indicator: actual line, targets, path needed from here, breaks.</summary>
public static class TrendChart
{
    /// <summary>
    /// Draws. The same data give the same bytes; safe to call from several threads. Missing data are drawn as missing,
    /// up to a chart that says that there is no figure yet.
    /// </summary>
    /// <exception cref="ArgumentException">Two points for the same year.</exception>
    public static Drawing Draw(TrendChartData data, Language language) => Painter.Draw(Layout(data, language));

    /// <summary>What <see cref="Draw"/> paints.</summary>
    internal static Scene Layout(TrendChartData data, Language language) => new TrendLayout(data, language).Scene;
}
