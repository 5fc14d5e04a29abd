namespace Plan86.Transform;

/// <summary>
/// Problems in the order in which they were found. Of one kind there may be as many as there are cells: so many stand one by one,
/// the rest are one problem, at the place of the first of them, that says how many it stands for.
/// </summary>
internal sealed class ProblemKinds
{
    private const int MostOfOneKind = 10_000;

    private readonly Dictionary<(Severity Severity, string Message), (long Told, Problem? More)> _kinds = [];

    /// <summary>Returns whether the problem stands by itself; if not it is counted in <see cref="Rest"/>.</summary>
    public bool StandsAlone(Problem problem)
    {
        var kind = (problem.Severity, problem.Message.En);
        var (told, rest) = _kinds.GetValueOrDefault(kind);
        if (told < MostOfOneKind)
        {
            _kinds[kind] = (told + 1, null);
            return true;
        }

        _kinds[kind] = (told, rest is null ? problem : rest with { Times = rest.Times + problem.Times });
        return false;
    }

    /// <summary>Returns one problem for each kind of which there were more.</summary>
    public IEnumerable<Problem> Rest => _kinds.Values.Select(kind => kind.More).OfType<Problem>();
}
