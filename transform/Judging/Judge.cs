namespace Plan86.Transform;

/// <summary>Gives the opinion: a target and a yearly series in, a verdict and its reasons out.</summary>
public static class Judge
{
    /// <summary>Judges one target.</summary>
    /// <param name="values">The yearly series to be judged, any order, years unique. Forecasts (status F) and nowcasts
    /// are passed over: a verdict rests on published figures only. So are years after <paramref name="asOf"/>.</param>
    /// <param name="asOf">The day it is judged on: a horizon has passed after its 31 December.</param>
    /// <param name="breaks">Breaks of any indicators; those of this one are picked out.</param>
    /// <param name="wording">Name and unit for the sentences.</param>
    /// <exception cref="ArgumentException">The target contradicts itself, or a year comes twice.</exception>
    public static Assessment Assess(
        Target target,
        IReadOnlyList<YearValue> values,
        DateOnly asOf,
        IReadOnlyList<Break>? breaks = null,
        Wording? wording = null) => throw new NotImplementedException();

    /// <summary>Of several target years of one indicator the next one counts; when all have passed, the last.</summary>
    public static Target? Next(IEnumerable<Target> targets, DateOnly asOf) => throw new NotImplementedException();
}
