using Plan86.Transform;
using Plan86.Transform.Judging;

namespace Plan86.Schedules.Charts;

/// <summary>
/// Finds room for labels: never on other text, off the canvas or on a symbol, and as little as can be on a line.
/// Every place near what is named is priced, the cheapest wins, and what a label took is taken.
/// </summary>
internal sealed class LabelPlacer
{
    private const double Clearance = 7;

    // Farther from what it names, a label needs a hand to point with.
    private const double Arm = 60;

    private readonly Box _bounds;
    private readonly List<Box> _taken = [];
    private readonly List<(Box Box, double Price)> _symbols = [];
    private readonly List<(Spot From, Spot To, double Price)> _lines = [];

    public LabelPlacer(Box bounds) => _bounds = bounds;

    public void Avoid(Box symbol, double price = 400) => _symbols.Add((symbol, price));

    public void Avoid(IReadOnlyList<Spot> line, double pricePerPixel)
    {
        for (var i = 1; i < line.Count; i++)
        {
            _lines.Add((line[i - 1], line[i], pricePerPixel));
        }
    }

    /// <summary>
    /// A place beside <paramref name="anchor"/>, else anywhere; null where nothing costs less than the limit. The texts
    /// are the same label in other shapes, the preferred one first.
    /// </summary>
    public Place? Beside(Box anchor, double limit, params ReadOnlySpan<TextBlock> texts)
    {
        Place? best = null;
        foreach (var text in texts)
        {
            best = Cheaper(best, text, Around(anchor, text), anchor, best is null ? 0 : 6);
        }

        if (double.IsPositiveInfinity(limit) && !(best?.Price < 150))
        {
            foreach (var text in texts)
            {
                best = Cheaper(best, text, Everywhere(text), anchor, 0);
            }
        }

        return Settle(best, limit);
    }

    /// <summary>The cheapest of the given top left corners; null where none costs less than the limit.</summary>
    public Place? Among(
        Func<TextBlock, IEnumerable<(double X, double Y, Align Align, double Price)>> places,
        double limit,
        params ReadOnlySpan<TextBlock> texts)
    {
        Place? best = null;
        foreach (var text in texts)
        {
            best = Cheaper(best, text, places(text), null, best is null ? 0 : 6);
        }

        return Settle(best, limit);
    }

    /// <summary>The line from a label to what it names; null where it stands close.</summary>
    public static (Spot From, Spot To)? Leader(Box label, Box anchor)
    {
        if (label.Distance(anchor) <= Arm)
        {
            return null;
        }

        var near = new Spot(
            Math.Clamp(anchor.Centre.X, label.Left, label.Right), Math.Clamp(anchor.Centre.Y, label.Top - 4, label.Bottom + 4));
        return (near, new(Math.Clamp(near.X, anchor.Left, anchor.Right), Math.Clamp(near.Y, anchor.Top - 2, anchor.Bottom + 2)));
    }

    /// <summary>A hand that crosses words makes both unreadable, but is better than no label; one that crosses a line is only
    /// untidy.</summary>
    private double Crossed((Spot From, Spot To) leader) =>
        (5000 * _taken.Count(other => other.Grow(3).Length(leader.From, leader.To) > 0))
            + (12 * _lines.Count(line => Cross(line.From, line.To, leader.From, leader.To)))
            + _symbols.Sum(symbol => symbol.Box.Grow(-4).Length(leader.From, leader.To) > 0 ? symbol.Price / 8 : 0);

    private static bool Cross(Spot a, Spot b, Spot c, Spot d)
    {
        static double Side(Spot from, Spot to, Spot at) => ((to.X - from.X) * (at.Y - from.Y)) - ((to.Y - from.Y) * (at.X - from.X));
        return Side(a, b, c) * Side(a, b, d) < 0 && Side(c, d, a) * Side(c, d, b) < 0;
    }

    private Place? Settle(Place? place, double limit)
    {
        if (!(place?.Price < limit))
        {
            return null;
        }

        _taken.Add(place.Box);
        return place;
    }

    private Place? Cheaper(
        Place? best,
        TextBlock text,
        IEnumerable<(double X, double Y, Align Align, double Price)> places,
        Box? anchor,
        double surcharge)
    {
        foreach (var (x, y, align, price) in places)
        {
            var box = new Box(x, y, x + text.Width, y + text.Height);
            var total = price + surcharge + (anchor is { } a ? a.Distance(box) * 0.5 : 0);
            var limit = best?.Price ?? double.PositiveInfinity;
            if (total >= limit || !_bounds.Contains(box))
            {
                continue;
            }

            total += Cost(box, limit - total);
            if (total < limit && anchor is { } named && Leader(box, named) is { } leader)
            {
                total += Crossed(leader);
            }

            if (total < limit)
            {
                best = new Place(text, box, align, total);
            }
        }

        return best;
    }

    private double Cost(Box box, double worthwhile)
    {
        var wide = box.Grow(Clearance);
        foreach (var other in _taken)
        {
            if (wide.Overlaps(other))
            {
                return double.PositiveInfinity;
            }
        }

        var cost = 0.0;
        foreach (var (other, price) in _symbols)
        {
            cost += wide.Overlaps(other) ? price : 0;
        }

        foreach (var (from, to, price) in _lines)
        {
            cost += price * wide.Length(from, to);
            if (cost > worthwhile)
            {
                break;
            }
        }

        return cost;
    }

    private IEnumerable<(double, double, Align, double)> Around(Box anchor, TextBlock text)
    {
        var (w, h, middle) = (text.Width, text.Height, anchor.Centre);
        // Near an edge a centred label is pushed inwards rather than given up, and then ends where it was pushed from.
        double Inside(double x) => Math.Clamp(x, _bounds.Left, Math.Max(_bounds.Left, _bounds.Right - w));
        var centred = Inside(middle.X - w / 2);
        var side = centred < middle.X - w / 2 ? Align.Right : centred > middle.X - w / 2 ? Align.Left : Align.Centre;
        foreach (var gap in (double[])[9, 20, 34, 52, 76, 104, 140, 180, 230])
        {
            yield return (centred, anchor.Top - gap - h, side, 0);
            yield return (anchor.Right + gap, middle.Y - h / 2, Align.Left, 3);
            yield return (anchor.Left - gap - w, middle.Y - h / 2, Align.Right, 3);
            yield return (Inside(anchor.Right - w), anchor.Top - gap - h, Align.Right, 2);
            yield return (anchor.Left, anchor.Top - gap - h, Align.Left, 2);
            yield return (anchor.Right + gap, anchor.Top - h - gap / 2, Align.Left, 4);
            yield return (anchor.Left - gap - w, anchor.Top - h - gap / 2, Align.Right, 4);
            yield return (anchor.Right + gap, anchor.Bottom + gap / 2, Align.Left, 5);
            yield return (anchor.Left - gap - w, anchor.Bottom + gap / 2, Align.Right, 5);
            yield return (centred, anchor.Bottom + gap, side, 6);
            yield return (Inside(anchor.Right - w), anchor.Bottom + gap, Align.Right, 7);
            yield return (anchor.Left, anchor.Bottom + gap, Align.Left, 7);
        }
    }

    private IEnumerable<(double, double, Align, double)> Everywhere(TextBlock text)
    {
        for (var y = _bounds.Top; y <= _bounds.Bottom - text.Height; y += 16)
        {
            for (var x = _bounds.Left; x <= _bounds.Right - text.Width; x += 20)
            {
                yield return (x, y, Align.Left, 20);
            }
        }
    }

    public sealed record Place(TextBlock Text, Box Box, Align Align, double Price);
}
