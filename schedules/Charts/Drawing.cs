using System.Text;

namespace Plan86.Schedules.Charts;

/// <summary>One chart, ready to publish. Its pictures are held as the bytes of their files: a bulletin holds hundreds.</summary>
/// <param name="Png">300 dots an inch: 1600×900 pixels are 13.5×7.6 cm when pasted into a document.</param>
/// <param name="SvgFile">The same picture; text as outlines, ids of its own, so it may stand in a page with others.</param>
/// <param name="NarrowSvgFile">The same chart, laid out for a phone held upright.</param>
/// <param name="AltText">Chart type, main trend, targets and verdicts, in the chart's language; plain text.</param>
public sealed record Drawing(byte[] Png, byte[] SvgFile, byte[] NarrowSvgFile, string AltText)
{
    /// <summary>The text of <see cref="SvgFile"/>.</summary>
    public string Svg => Encoding.UTF8.GetString(SvgFile);

    /// <summary>The text of <see cref="NarrowSvgFile"/>.</summary>
    public string NarrowSvg => Encoding.UTF8.GetString(NarrowSvgFile);
}
