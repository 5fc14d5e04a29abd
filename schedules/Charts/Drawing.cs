namespace Plan86.Schedules.Charts;

/// <summary>One chart, ready to publish.</summary>
/// <param name="Png">300 dots an inch: 1600×900 pixels are 13.5×7.6 cm when pasted into a document.</param>
/// <param name="Svg">The same picture; text as outlines, ids of its own, so it may stand in a page with others.</param>
/// <param name="NarrowSvg">The same chart, laid out for a phone held upright.</param>
/// <param name="AltText">Chart type, main trend, targets and verdicts, in the chart's language; plain text.</param>
public sealed record Drawing(byte[] Png, string Svg, string NarrowSvg, string AltText);
