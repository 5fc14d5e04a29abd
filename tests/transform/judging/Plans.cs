using Plan86.Transform.Judging;
using Plan86.Transform.Plan;

namespace Plan86.Tests.Judging;

/// <summary>Short ways to write a target and a series.</summary>
internal static class Plans
{
    public static readonly DateOnly Mid2024 = new(2024, 6, 30);
    public static readonly DateOnly In2026 = new(2026, 1, 1);

    public static Target Level(
        string horizon, double? lower = null, double? upper = null, Direction direction = Direction.Up, bool strict = false,
        IntervalReading reading = IntervalReading.Stretch, int? baseYear = null, double? limit = null, bool approximate = false) =>
        new("X", horizon, "", Basis.Level, null, null, lower, upper, strict, approximate, reading, direction, baseYear, limit);

    public static Target Window(
        Basis basis, int from, int to, double? lower = null, double? upper = null, Direction direction = Direction.Up,
        bool strict = false, IntervalReading reading = IntervalReading.Stretch) =>
        new("X", $"{to}", "", basis, from, to, lower, upper, strict, false, reading, direction);

    public static YearValue[] Series(int first, params double[] values) =>
        [.. values.Select((v, i) => new YearValue(first + i, v))];

    /// <summary>Returns yearly values as those of the territory of the Plan.</summary>
    public static PlanValues OnItsTerritory(Catalogue catalogue, IEnumerable<KeyValuePair<string, IReadOnlyList<YearValue>>> values) =>
        new(values.Select(entry => (entry.Key, Territories.OfPlan(catalogue, catalogue.FindIndicator(entry.Key)), entry.Value)));
}
