using System.Globalization;

namespace Plan86.Transform;

/// <summary>SDMX frequencies this warehouse knows.</summary>
public enum Freq
{
    A,
    S,
    Q,
    M,
}

/// <summary>A year, half-year, quarter or month.</summary>
/// <param name="Number">1 for a year, 1–2, 1–4 or 1–12.</param>
public readonly record struct Period(Freq Freq, int Year, int Number)
{
    internal const int FirstYear = 1900;
    internal const int LastYear = 2100;

    public DateOnly Start => new(Year, Freq switch
    {
        Freq.A => 1,
        Freq.S => (6 * Number) - 5,
        Freq.Q => (3 * Number) - 2,
        _ => Number,
    }, 1);

    /// <summary>The first day after it.</summary>
    public DateOnly End => Start.AddMonths(Freq switch { Freq.A => 12, Freq.S => 6, Freq.Q => 3, _ => 1 });

    /// <summary>SDMX <c>TIME_PERIOD</c>: <c>2024</c>, <c>2024-S1</c>, <c>2024-Q3</c>, <c>2024-03</c>.</summary>
    public override string ToString() => Freq switch
    {
        Freq.A => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}"),
        Freq.M => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Number:00}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Freq}{Number}"),
    };
}

/// <summary>What a Vietnamese period text says.</summary>
/// <param name="Cumulative">The figure runs from 1 January to the end of <paramref name="Period"/>.</param>
/// <param name="Status">SDMX <c>OBS_STATUS</c> when a word tells it (ước E, sơ bộ P, chính thức A), else null.</param>
internal readonly record struct PeriodReading(Period Period, bool Cumulative, ObsStatus? Status);
