using Plan86.Transform;
using Plan86.Transform.Plan;

namespace Plan86.Schedules.Charts;

/// <summary>
/// What is drawn, and nothing else: the layout writes it, the painter paints it in this order, tests read it. Pixels,
/// y downwards.
/// </summary>
internal sealed record Scene(
    int Width, int Height, IReadOnlyList<Mark> Marks, IReadOnlyList<Lettering> Texts, string Title, string AltText);

/// <summary>A thing without words. <paramref name="What"/> says what it stands for.</summary>
internal abstract record Mark(string What);

internal sealed record Stroke(
    string What, IReadOnlyList<Spot> Points, string Colour, double Width, Dash Dash = Dash.Solid) : Mark(What);

internal sealed record Area(string What, IReadOnlyList<Spot> Points, string Fill) : Mark(What);

internal sealed record Symbol(
    string What, Spot Centre, Shape Shape, double Size, string Colour, bool Filled) : Mark(What)
{
    public Box Box => Box.Around(Centre, Size / 2 + 3);
}

/// <summary>One line of horizontal text.</summary>
/// <param name="Origin">Left end of the base line.</param>
/// <param name="Ink">What the letters really cover, diacritics included.</param>
internal sealed record Lettering(
    string What, string Text, Spot Origin, double Size, bool Bold, string Colour, Box Ink);

internal readonly record struct Spot(double X, double Y);

internal enum Dash
{
    Solid,
    Dashed,
    Short,
    Dotted,
}

internal enum Shape
{
    Disc,
    Ring,
    Square,
    Diamond,
    Triangle,
    TriangleDown,
}

internal readonly record struct Box(double Left, double Top, double Right, double Bottom)
{
    public double Width => Right - Left;

    public double Height => Bottom - Top;

    public Spot Centre => new((Left + Right) / 2, (Top + Bottom) / 2);

    public static Box Around(Spot centre, double reach) =>
        new(centre.X - reach, centre.Y - reach, centre.X + reach, centre.Y + reach);

    public Box Grow(double by) => new(Left - by, Top - by, Right + by, Bottom + by);

    public Box Union(Box other) => new(
        Math.Min(Left, other.Left), Math.Min(Top, other.Top),
        Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));

    public bool Overlaps(Box other) =>
        Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

    public bool Contains(Box other) =>
        Left <= other.Left && Top <= other.Top && Right >= other.Right && Bottom >= other.Bottom;

    /// <summary>The gap between two boxes, 0 where they touch.</summary>
    public double Distance(Box other)
    {
        var x = Math.Max(0, Math.Max(Left - other.Right, other.Left - Right));
        var y = Math.Max(0, Math.Max(Top - other.Bottom, other.Top - Bottom));
        return Math.Sqrt(x * x + y * y);
    }

    /// <summary>Length of the part of a segment inside the box (Liang and Barsky, 1984).</summary>
    public double Length(Spot from, Spot to)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var (enter, leave) = (0.0, 1.0);
        foreach (var (p, q) in ((double, double)[])
            [(-dx, from.X - Left), (dx, Right - from.X), (-dy, from.Y - Top), (dy, Bottom - from.Y)])
        {
            if (p == 0)
            {
                if (q < 0)
                {
                    return 0;
                }
            }
            else if (p < 0)
            {
                enter = Math.Max(enter, q / p);
            }
            else
            {
                leave = Math.Min(leave, q / p);
            }
        }

        return enter < leave ? (leave - enter) * Math.Sqrt(dx * dx + dy * dy) : 0;
    }

    public IReadOnlyList<Spot> Corners =>
        [new(Left, Top), new(Right, Top), new(Right, Bottom), new(Left, Bottom)];
}

/// <summary>
/// The visual language. Two inks do the work, Okabe and Ito's vermillion and a navy dark enough to stand 3:1 off it
/// and off white (their blue is as light as their vermillion, so crossing lines would differ by hue alone).
/// </summary>
/// <remarks>Okabe, M. and Ito, K. (2008), Color Universal Design; contrast by WCAG 2.2, 1.4.3 and 1.4.11.</remarks>
internal static class Palette
{
    public const string Paper = "#FFFFFF";
    public const string Headline = "#1A1A1A";
    public const string Quiet = "#595959";
    public const string Actual = "#003A63";
    public const string Target = "#D55E00";
    public const string TargetText = "#8F3F00";
    public const string TargetBand = "#FBE3D2";
    public const string Break = "#6B6B6B";

    /// <summary>What stands beside the series a chart is about.</summary>
    public const string Other = "#757575";

    /// <summary>What was computed rather than published; the band is its interval.</summary>
    public const string Nowcast = "#4B0F7D";
    public const string NowcastBand = "#E9E0F2";

    public const string Good = "#00608A";
    public const string Warning = "#8A6A00";
    public const string Bad = "#8C0F2E";

    /// <summary>Decoration: the figures read off it are also named, so it may be fainter than 3:1.</summary>
    public const string Grid = "#DEDEDE";
}
