using Plan86.Transform;

namespace Plan86.Schedules.Charts;

/// <summary>How points of a series are drawn and joined, in every chart.</summary>
internal static class PointLook
{
    // Beyond this a value is a fault of the data, and arithmetic would overflow; so is a year of five digits.
    private const double Largest = 1e100;

    /// <summary>Returns a bound that can be drawn; null for one that is missing or beyond everything.</summary>
    internal static double? Finite(double? value) => value is { } v && Math.Abs(v) <= Largest ? v : null;

    internal static bool Drawable(int year, double value) => year is > 0 and < 10000 && Math.Abs(value) <= Largest;

    /// <summary>How two neighbouring points are joined: "actual", "gap" over missing years, null across a break.</summary>
    internal static string? Joint(ChartPoint from, ChartPoint to, IReadOnlyList<ChartBreak> breaks) =>
        breaks.Any(gap => from.Year < gap.Date.Year && gap.Date.Year <= to.Year) ? null
        : to.Year - from.Year > 1 ? "gap"
        : "actual";

    internal static PointKind Kind(ChartPoint point) => point switch
    {
        { IsNowcast: true } => PointKind.Nowcast,
        { Status: ObsStatus.Estimate } => PointKind.Estimate,
        { Status: ObsStatus.Provisional } => PointKind.Provisional,
        { Status: ObsStatus.Forecast } => PointKind.Forecast,
        _ => PointKind.Final,
    };

    /// <summary>Only what is final is filled, and each kind has a shape of its own.</summary>
    internal static Symbol SymbolOf(string what, PointKind kind, Spot at, double size) => new(what, at, kind switch
    {
        PointKind.Estimate => Shape.Ring,
        PointKind.Provisional => Shape.Square,
        PointKind.Forecast => Shape.Triangle,
        PointKind.Nowcast => Shape.Diamond,
        _ => Shape.Disc,
    }, size, InkOf(kind), Filled: kind == PointKind.Final);

    internal static string InkOf(PointKind kind) => kind == PointKind.Nowcast ? Palette.Nowcast : Palette.Actual;

    internal static Dash LineTo(PointKind kind) =>
        kind is PointKind.Forecast or PointKind.Nowcast ? Dash.Short : Dash.Solid;

    internal static (double Low, double High)? Interval(ChartPoint point) =>
        point is { Low: { } low, High: { } high } && Math.Abs(low) <= Largest && Math.Abs(high) <= Largest
            ? (low, high)
            : null;
}
