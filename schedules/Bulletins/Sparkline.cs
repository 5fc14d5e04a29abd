using System.Globalization;
using Plan86.Transform.Judging;
using Plan86.Transform.Plan;

namespace Plan86.Schedules.Bulletins;

/// <summary>The years of an indicator as a line as small as a word; it says its first and last value to those who do not see it.</summary>
internal static class Sparkline
{
    private const double Width = 96, Height = 26, Margin = 4;

    /// <summary>Returns the line; nothing where there are fewer than two figures.</summary>
    public static Html Of(IndicatorPart part, Phrases phrases)
    {
        var points = part.Values.Where(Judge.IsFigure).OrderBy(value => value.Year).ToList();
        if (points.Count < 2)
        {
            return Html.Empty;
        }

        var (first, last) = (points[0], points[^1]);
        var (low, high) = (points.Min(point => point.Value), points.Max(point => point.Value));
        string At(YearValue point)
        {
            var x = Margin + ((point.Year - first.Year) * (Width - (2 * Margin)) / (last.Year - first.Year));
            var y = high == low ? Height / 2 : Height - Margin - ((point.Value - low) / (high - low) * (Height - (2 * Margin)));
            return string.Create(CultureInfo.InvariantCulture, $"{x:0.#},{y:0.#}");
        }

        var end = At(last).Split(',');
        return Html.Of($"""
            <svg class="spark" width="96" height="26" viewBox="0 0 96 26" role="img">
            <title>{phrases.Name(part.Indicator)}</title><desc>{phrases
                .Amount(part.Indicator, first.Value)} ({first.Year}) – {phrases.Amount(part.Indicator, last.Value)} ({last
                .Year})</desc><polyline points="{string.Join(' ', points.Select(At))}"/><circle cx="{end[0]}" cy="{end[1]}" r="2.5"/></svg>
            """);
    }
}
