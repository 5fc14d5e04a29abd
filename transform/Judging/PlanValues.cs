using Plan86.Transform.Plan;

namespace Plan86.Transform.Judging;

/// <summary>The yearly series of the indicators as known on a day: one for each territory that has figures.</summary>
public sealed class PlanValues
{
    private readonly Dictionary<string, SortedDictionary<string, IReadOnlyList<YearValue>>> _byIndicator = new(StringComparer.Ordinal);

    /// <param name="rows">An indicator, a territory (<c>VN-HP.2020</c>) and its years; each pair once.</param>
    public PlanValues(IEnumerable<(string Indicator, string RefArea, IReadOnlyList<YearValue> Years)> rows)
    {
        foreach (var (indicator, area, years) in rows)
        {
            if (!_byIndicator.TryGetValue(indicator, out var areas))
            {
                _byIndicator.Add(indicator, areas = new(StringComparer.Ordinal));
            }

            areas.Add(area, years);
        }
    }

    /// <summary>Returns the years of an indicator on a territory; none where nothing is known.</summary>
    public IReadOnlyList<YearValue> On(string indicator, string area) =>
        _byIndicator.TryGetValue(indicator, out var areas) && areas.TryGetValue(area, out var years) ? years : [];

    /// <summary>Returns the territories that have figures of an indicator, in the order of their codes.</summary>
    public IReadOnlyCollection<string> AreasOf(string indicator) =>
        _byIndicator.TryGetValue(indicator, out var areas) ? areas.Keys : [];
}
