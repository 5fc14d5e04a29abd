namespace Plan86.Transform;

/// <summary>What a target is stated in.</summary>
public enum Basis
{
    /// <summary>A value in the horizon year.</summary>
    Level,

    /// <summary>An average yearly growth rate in percent over a window.</summary>
    AverageGrowth,

    /// <summary>A sum over a window.</summary>
    Cumulative,

    /// <summary>An average per year over a window.</summary>
    Average,
}

/// <summary>Whether a higher or a lower value is better.</summary>
public enum Direction
{
    Up,
    Down,
}

/// <summary>What a two-sided interval means: reach the nearer bound, or stay inside both.</summary>
public enum IntervalReading
{
    Stretch,
    Corridor,
}

/// <summary>One numeric target: a basis, a window and an interval (design of the Plan: clause as printed).</summary>
/// <param name="Horizon">The year as printed (<c>2025</c>), or empty for a threshold that holds every year.</param>
/// <param name="FromYear">First year of the window; null for a level.</param>
/// <param name="ToYear">Last year of the window, the year the target falls due.</param>
/// <param name="Lower">Lower bound in the indicator's unit (growth in percent), null when open.</param>
/// <param name="Upper">Upper bound, null when open.</param>
/// <param name="Strict">"trên", "dưới": the bound itself does not satisfy.</param>
/// <param name="Approximate">"khoảng": reported as such; the bound is used as printed.</param>
/// <param name="BaseYear">Base year when it is not the first observation.</param>
/// <param name="Limit">The indicator's natural limit (100 for most shares), used where there is no bound.</param>
public sealed record Target(
    string Indicator,
    string Horizon,
    string Clause,
    Basis Basis,
    int? FromYear,
    int? ToYear,
    double? Lower,
    double? Upper,
    bool Strict,
    bool Approximate,
    IntervalReading Reading,
    Direction Direction,
    int? BaseYear = null,
    double? Limit = null);

/// <summary>One year of an indicator.</summary>
/// <param name="Status">SDMX observation status of the figure it comes from: A, E, P or F.</param>
public readonly record struct YearValue(int Year, double Value, string Status = "A", bool IsNowcast = false);
