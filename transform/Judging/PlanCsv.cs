namespace Plan86.Transform;

/// <summary>Any plan as two CSV files, judged: the way in for <c>assess --targets --observations</c>.</summary>
public static class PlanCsv
{
    /// <summary>Reads both files; with any error among the problems nothing should be judged.</summary>
    public static Plan Read(TextReader targets, string targetsName, TextReader observations, string observationsName) =>
        throw new NotImplementedException();

    /// <summary>Writes one row per assessment.</summary>
    public static void Write(TextWriter output, IEnumerable<Assessment> assessments) =>
        throw new NotImplementedException();
}

/// <summary>What <see cref="PlanCsv"/> read.</summary>
public sealed record Plan(
    IReadOnlyList<Target> Targets,
    IReadOnlyDictionary<string, IReadOnlyList<YearValue>> Observations,
    IReadOnlyList<Problem> Problems)
{
    /// <summary>One assessment per target, in the file's order.</summary>
    public IEnumerable<Assessment> Assess(DateOnly asOf) => throw new NotImplementedException();
}
