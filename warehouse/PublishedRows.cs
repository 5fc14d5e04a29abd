using System.Globalization;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Lake;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;

namespace Plan86.Warehouse;

/// <summary>Rows of a publication as the judge knows them.</summary>
internal static class PublishedRows
{
    /// <summary>Returns the yearly series of every indicator as known on a day.</summary>
    public static PlanValues IndicatorValues(DuckFile file, DateOnly asOf) =>
        YearValues(file.Query(Scripts.Query("indicator_values"), ("day", asOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))));

    /// <summary>Returns the yearly series of every indicator as published.</summary>
    public static PlanValues PublishedValues(DuckFile file) =>
        YearValues(file.Query(Scripts.Query("published_values")));

    /// <summary>Returns what each publication day changed in the yearly values, in the order of days.</summary>
    public static IReadOnlyList<ValueChange> ValueChanges(DuckFile file) =>
    [
        .. file.Query(Scripts.Query("value_changes")).Named.Select(row => new ValueChange(
            row.Get<DateOnly>("day"), row.Get<string>("indicator"), row.Get<string>("ref_area"), row.Get<int>("year"),
            row.Get<double?>("value") is { } value ? new YearValue(row.Get<int>("year"), value, StatusOf(row)) : null,
            FigureOf(row))),
    ];

    /// <summary>Returns the figure a row names; null where it names none.</summary>
    public static Figure? FigureOf(Row row) => row.Get<string?>("series") is not { } series ? null : new(
        series, row.Get<string>("time_period"), row.Get<double?>("old_value"), row.Get<double>("obs_value"), row.Get<string>("extract_id"),
        row.Get<string>("file_name"), row.Get<string?>("sheet"), row.Get<string>("cell_ref"));

    private static PlanValues YearValues(Answer answer) => new(
        answer.Named.GroupBy(row => (Indicator: row.Get<string>("indicator"), RefArea: row.Get<string>("ref_area"))).Select(group => (
            group.Key.Indicator,
            group.Key.RefArea,
            (IReadOnlyList<YearValue>)
            [
                .. group.Select(row => new YearValue(
                    row.Get<int>("year"), row.Get<double>("value"), StatusOf(row), row.Get<bool>("is_nowcast"),
                    row.Get<double?>("low"), row.Get<double?>("high"), row.Get<bool>("suspect"), row.Get<bool>("territory_assumed"))),
            ])));

    private static ObsStatus StatusOf(Row row) => ObsStatuses.Parse(row.Get<string>("obs_status"))!.Value;
}
