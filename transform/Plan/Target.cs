using System.Globalization;

namespace Plan86.Transform.Plan;

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
/// <param name="Approximate">"khoảng": a figure meets it that does so when rounded to the digits of the bound.</param>
/// <param name="BaseYear">Base year when it is not the first observation.</param>
/// <param name="Printed">The words of the Plan.</param>
/// <param name="NoteVi">How doubtful words were read, or how the interval is to be understood.</param>
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
    double? Limit = null,
    string Printed = "",
    string NoteVi = "",
    string NoteEn = "")
{
    /// <summary>The year the target falls due: the last year of the window, for a level the horizon; null for a
    /// threshold that holds every year.</summary>
    public int? Due => Basis == Basis.Level ? HorizonYear : ToYear ?? HorizonYear;

    /// <summary>First year of the window, for the bases that have one.</summary>
    internal int? WindowStart => Basis == Basis.Level ? null : FromYear ?? BaseYear + 1;

    /// <summary>The mean yearly rate, in percent, that leads from 100 in the year before the window to an index in a year:
    /// an average growth is judged by the index, people are told the rate.</summary>
    public double MeanRate(double index, int year) => (Math.Pow(index / 100, 1.0 / (year - WindowStart!.Value + 1)) - 1) * 100;

    /// <summary>The years that a compared quantity of a year speaks of: <c>2024</c> for a level, <c>2019–2024</c> over a
    /// window.</summary>
    public string Years(int year) => WindowStart is { } from && from != year
        ? string.Create(CultureInfo.InvariantCulture, $"{from}–{year}")
        : year.ToString(CultureInfo.InvariantCulture);

    /// <summary>Digits after the decimal mark of an approximate <see cref="Lower"/> as it was written: 6.4 has 1; else null.</summary>
    public int? LowerDecimals { get; init; }

    /// <summary>Of <see cref="Upper"/>.</summary>
    public int? UpperDecimals { get; init; }

    /// <summary>The Plan's words can be read in more than one way: the note says how they were, and goes with the target wherever it
    /// is shown.</summary>
    public bool IsDoubtful { get; init; }

    internal bool IsBounded => Lower is not null || Upper is not null;

    internal int? HorizonYear =>
        int.TryParse(Horizon, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 0 and < 10000
            ? year
            : null;

    /// <summary>Everything by which this target contradicts itself: the column it stands in, what was found there, what
    /// was expected. Empty for a target that can be judged.</summary>
    public IEnumerable<(string Column, string Found, Bilingual Expected)> Faults() => [.. BoundFaults(), .. WindowFaults()];

    private IEnumerable<(string Column, string Found, Bilingual Expected)> BoundFaults()
    {
        if (Lower is { } notFinite && !double.IsFinite(notFinite))
        {
            yield return ("lower", Text(notFinite), new Bilingual("một số", "a number"));
        }

        if (Upper is { } alsoNot && !double.IsFinite(alsoNot))
        {
            yield return ("upper", Text(alsoNot), new Bilingual("một số", "a number"));
        }

        if (Lower > Upper)
        {
            yield return ("lower", Text(Lower.Value), new Bilingual($"không lớn hơn upper ({Text(Upper.Value)})",
                $"not above upper ({Text(Upper.Value)})"));
        }

        // With one bound only, the other side is open: "at least" with "lower is better" asks for nothing.
        if (Direction == Direction.Up && Lower is null && Upper is not null)
        {
            yield return ("direction", "up", new Bilingual("down, hoặc có cận dưới (lower)", "down, or a lower bound"));
        }

        if (Direction == Direction.Down && Upper is null && Lower is not null)
        {
            yield return ("direction", "down", new Bilingual("up, hoặc có cận trên (upper)", "up, or an upper bound"));
        }

        if (Limit is { } limit && !double.IsFinite(limit))
        {
            yield return ("limit", Text(limit), new Bilingual("một số", "a number"));
        }

        if (Basis == Basis.AverageGrowth && Math.Min(Lower ?? 0, Upper ?? 0) <= -100)
        {
            yield return (Lower <= -100 ? "lower" : "upper", Text(Math.Min(Lower ?? 0, Upper ?? 0)),
                new Bilingual("lớn hơn -100 (phần trăm)", "above -100 (percent)"));
        }

        if (Basis is Basis.Cumulative or Basis.Average && !IsBounded)
        {
            yield return ("lower", "", new Bilingual("một cận (lower hoặc upper)", "a bound (lower or upper)"));
        }
    }

    private IEnumerable<(string Column, string Found, Bilingual Expected)> WindowFaults()
    {
        if (Horizon.Length > 0 && HorizonYear is null)
        {
            yield return ("horizon", Horizon, new Bilingual("một năm (2025), hoặc để trống", "a year (2025), or nothing"));
        }

        if (Basis != Basis.Level)
        {
            if (WindowStart is null)
            {
                yield return ("from_year", "", new Bilingual("năm đầu của giai đoạn", "the first year of the window"));
            }

            if (Due is null)
            {
                yield return ("to_year", "", new Bilingual("năm cuối của giai đoạn", "the last year of the window"));
            }
        }

        if (FromYear > ToYear)
        {
            yield return ("to_year", Text(ToYear.Value), new Bilingual($"từ {FromYear} trở đi", $"{FromYear} or later"));
        }

        if ((FromYear ?? ToYear) > HorizonYear)
        {
            yield return ("horizon", Horizon, new Bilingual($"từ {FromYear ?? ToYear} trở đi", $"{FromYear ?? ToYear} or later"));
        }
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>One year of an indicator.</summary>
/// <param name="Status">Of the figure it comes from.</param>
/// <param name="IsNowcast">Estimated from part of the year.</param>
/// <param name="Low">Lower end of a nowcast's interval; null when none was earned.</param>
/// <param name="IsSuspect">At odds with other figures: kept, and told with whatever rests on it.</param>
/// <param name="IsTerritoryAssumed">Published for today's territory without saying so, of a time that began under another.</param>
public readonly record struct YearValue(
    int Year, double Value, ObsStatus Status = ObsStatus.Normal, bool IsNowcast = false, double? Low = null, double? High = null,
    bool IsSuspect = false, bool IsTerritoryAssumed = false);
