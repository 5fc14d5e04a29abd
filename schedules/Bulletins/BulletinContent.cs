using System.Globalization;
using Plan86.Schedules.Charts;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading;
using Plan86.Warehouse;

namespace Plan86.Schedules.Bulletins;

using Warehouse = Plan86.Warehouse.Warehouse;

/// <summary>What a bulletin says, before it has a language or a form: read once, from one publication, as known at the
/// end of its month.</summary>
internal sealed record BulletinContent
{
    /// <summary>The queries a bulletin is made from, as they stand in its manifest; <c>$day</c> is <see cref="AsOf"/>,
    /// <c>$before</c> the end of the month before.</summary>
    public static readonly IReadOnlyDictionary<string, string> Queries = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["extracts"] = """
            SELECT extract_id, source, file_name, published_on, state, observations, problems
            FROM extract WHERE published_on <= $day::DATE AND state <> 'withdrawn' ORDER BY published_on, extract_id
            """,
        ["figures"] = """
            SELECT f.indicator, f."year", f.series, f.time_period, f.obs_value, f.unit_mult, s.unit_measure, f.obs_status, f.valid_from,
                   CASE WHEN f.valid_to <= $day::DATE THEN f.valid_to END AS valid_to,
                   f.extract_id, e.file_name, f.sheet, f.cell_ref, c.row_path, c.column_path
            FROM indicator_figure f
            JOIN extract e USING (extract_id)
            JOIN series s ON s.series = f.series
            LEFT JOIN cell c ON c.extract_id = f.extract_id AND c.sheet = f.sheet AND c.cell_ref = f.cell_ref
            WHERE f.valid_from <= $day::DATE
            ORDER BY f.indicator, f."year" DESC, f.series, f.time_period, f.freq, f.valid_from
            """,
        ["milestones"] = """
            SELECT milestone, state, progress, reported_on FROM milestone_asof($day::DATE) ORDER BY milestone
            """,
        ["tasks"] = """
            SELECT task, due, state, progress, reported_on FROM task_asof($day::DATE) ORDER BY task
            """,
        ["values"] = """
            SELECT indicator, "year", "value", obs_status, is_nowcast FROM indicator_value_asof($day::DATE) ORDER BY ALL
            """,
    };

    public required DateOnly Month { get; init; }

    /// <summary>The last day of the month: nothing published later is looked at.</summary>
    public required DateOnly AsOf { get; init; }

    public required IReadOnlyList<SectorPart> Sectors { get; init; }

    public required IReadOnlyList<DepartmentPart> Departments { get; init; }

    /// <summary>Verdicts that are not what they were at the end of the month before, each with the last change that a
    /// figure made.</summary>
    public required IReadOnlyList<VerdictChange> Changes { get; init; }

    /// <summary>Figures that the month revised.</summary>
    public required IReadOnlyList<Revision> Revisions { get; init; }

    public required IReadOnlyList<TaskPart> Tasks { get; init; }

    public required IReadOnlyList<MilestonePart> Milestones { get; init; }

    public required IReadOnlyList<ExtractPart> Extracts { get; init; }

    /// <summary>Days on which the meaning of figures had changed, in words; none that was still to come.</summary>
    public required IReadOnlyList<(string Vi, string En)> Breaks { get; init; }

    /// <summary>Of every indicator and sector, and of all verdicts; by the names that <see cref="ChartBook"/> gives them.</summary>
    public required IReadOnlyList<Picture> Pictures { get; init; }

    public IEnumerable<IndicatorPart> Indicators => Sectors.SelectMany(sector => sector.Indicators);

    /// <summary>Pictures of all verdicts, page by page; none while there is no figure at all.</summary>
    public IReadOnlyList<string> Overviews => Targets.All(target => target.Verdict.Verdict == Verdict.NoData) ? []
        : [.. Pictures.Select(picture => picture.Name).Where(name => name.StartsWith(ChartBook.OverviewName, StringComparison.Ordinal))];

    /// <summary>What each source had published by the end of the month, and which of its extracts came in it.</summary>
    public IEnumerable<IGrouping<string, ExtractPart>> Sources => Extracts.GroupBy(extract => extract.Source).OrderBy(group => group.Key, StringComparer.Ordinal);

    public IEnumerable<ExtractPart> NewExtracts => Extracts.Where(extract => extract.PublishedOn >= Month);

    public IEnumerable<TargetPart> Targets => Indicators.SelectMany(indicator => indicator.Targets);

    /// <summary>The year whose figures are due: the last full one before the month's own.</summary>
    public int DueYear => AsOf.Year - 1;

    /// <param name="month">Any day of the month.</param>
    public static BulletinContent Read(Catalogue catalogue, Warehouse warehouse, DateOnly month)
    {
        var first = new DateOnly(month.Year, month.Month, 1);
        var (before, asOf) = (first.AddDays(-1), first.AddMonths(1).AddDays(-1));
        using var view = warehouse.Open();
        Answer Ask(string query) => view.Query(
            Queries[query], ("day", asOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

        var values = view.IndicatorValues(asOf);
        var verdicts = catalogue.Assess(values, asOf).ToDictionary(verdict => (verdict.Indicator, verdict.Horizon));
        var vintages = Ask("figures").Rows.Select(row => Vintage.Of(catalogue, row)).ToLookup(vintage => vintage.Indicator, StringComparer.Ordinal);
        var tasks = Ask("tasks").Rows.ToDictionary(row => (string)row[0]!);
        var milestones = Ask("milestones").Rows.ToDictionary(row => (string)row[0]!);
        var indicators = catalogue.Indicators.Select(indicator =>
        {
            var own = catalogue.Targets.Where(target => target.Indicator == indicator.Code).ToList();
            var known = values.GetValueOrDefault(indicator.Code) ?? [];
            return new IndicatorPart(
                indicator,
                known,
                [.. own.Select(target => new TargetPart(indicator, target, verdicts[(target.Indicator, target.Horizon)]))],
                [.. vintages[indicator.Code]],
                ChartBook.Describe(
                    indicator, own, known, [.. own.Select(target => verdicts[(target.Indicator, target.Horizon)])], catalogue.BreaksOf(indicator), asOf));
        }).ToList();
        var taskParts = catalogue.Tasks.Select(task => new TaskPart(
            task, (DateOnly?)tasks[task.Code][1], (string)tasks[task.Code][2]!, (double?)tasks[task.Code][3], (DateOnly?)tasks[task.Code][4])).ToList();
        return new BulletinContent
        {
            Month = first,
            AsOf = asOf,
            Sectors =
            [
                .. indicators.GroupBy(part => part.Indicator.Sector)
                    .Select(group => new SectorPart(group.Key, [.. group])),
            ],
            Departments =
            [
                .. catalogue.Departments
                    .Select(department => new DepartmentPart(
                        department,
                        [.. indicators.Where(part => part.Indicator.Department == department)],
                        [.. taskParts.Where(part => part.Task.Department == department)],
                        asOf.Year - 1))
                    .Where(part => part.Indicators.Count + part.Tasks.Count > 0),
            ],
            Pictures = ChartBook.Pictures(catalogue, values, asOf),
            Breaks = [.. catalogue.Breaks.Where(entry => entry.Date <= asOf).Select(entry => (ChartBook.Short(entry.NoteVi), ChartBook.Short(entry.NoteEn))).Distinct()],
            Changes =
            [
                .. Replay.Of(catalogue, view.ValueChanges(), asOf).Where(change => change.Day > before)
                    .GroupBy(change => change.Target)
                    .Select(days => (days.LastOrDefault(day => day.Figure is not null) ?? days.Last()) with { Was = days.First().Was, Became = days.Last().Became })
                    .Where(change => change.Was != change.Became),
            ],
            Revisions = [.. indicators.SelectMany(part => part.RevisionsSince(before))],
            Tasks = taskParts,
            Milestones =
            [
                .. catalogue.Milestones.Select(milestone => new MilestonePart(
                    milestone, (string)milestones[milestone.Code][1]!, (double?)milestones[milestone.Code][2], (DateOnly?)milestones[milestone.Code][3])),
            ],
            Extracts =
            [
                .. Ask("extracts").Rows.Select(row => new ExtractPart(
                    (string)row[0]!, (string)row[1]!, (string)row[2]!, (DateOnly)row[3]!, (string)row[4]!,
                    Convert.ToInt64(row[5], CultureInfo.InvariantCulture), Convert.ToInt64(row[6], CultureInfo.InvariantCulture))),
            ],
        };
    }
}

internal sealed record SectorPart(Sector Sector, IReadOnlyList<IndicatorPart> Indicators)
{
    public IReadOnlyList<IndicatorPart> Known => [.. Indicators.Where(part => part.Values.Count > 0)];

    public IReadOnlyList<IndicatorPart> Missing => [.. Indicators.Where(part => part.Values.Count == 0)];

    /// <summary>Name of its picture.</summary>
    public string Picture => ChartBook.NameOf(Sector);

    /// <summary>One chart alone is shown large, further down; none would be a page of nothing.</summary>
    public bool HasPicture => Known.Count > 1;
}

/// <param name="Vintages">All vintages of the figures its yearly values are made of, the latest year first.</param>
internal sealed record IndicatorPart(
    Indicator Indicator, IReadOnlyList<YearValue> Values, IReadOnlyList<TargetPart> Targets, IReadOnlyList<Vintage> Vintages, TrendChartData Chart)
{
    /// <summary>The target that counts now; null when the Plan sets none.</summary>
    public TargetPart? Next(DateOnly asOf) =>
        Judge.Next(Targets.Select(part => part.Target), asOf) is { } next ? Targets.First(part => part.Target == next) : null;

    /// <summary>Published figures alone: a nowcast owes nobody anything and nobody to it.</summary>
    public bool HasFigure(int year) => Values.Any(value => value.Year >= year && !value.IsNowcast);

    public IEnumerable<Revision> RevisionsSince(DateOnly day) =>
        Vintages.GroupBy(vintage => (vintage.Series, vintage.TimePeriod))
            .SelectMany(figure => figure.OrderBy(vintage => vintage.ValidFrom).Zip(figure.OrderBy(vintage => vintage.ValidFrom).Skip(1)))
            .Where(pair => pair.Second.ValidFrom > day && pair.First.Amount != pair.Second.Amount)
            .Select(pair => new Revision(Indicator, pair.First, pair.Second));
}

internal sealed record TargetPart(Indicator Indicator, Target Target, Assessment Verdict);

/// <summary>A figure as one extract published it.</summary>
/// <param name="Amount">In the indicator's unit.</param>
/// <param name="ValidTo">Null: still the latest at the end of the bulletin's month.</param>
/// <param name="RowPath">What the cell's row says; empty in a flat file.</param>
internal sealed record Vintage(
    string Indicator, int Year, string Series, string TimePeriod, double Value, Unit? Unit, double Amount, ObsStatus Status,
    DateOnly ValidFrom, DateOnly? ValidTo, string ExtractId, string FileName, string? Sheet, string CellRef, string RowPath, string ColumnPath)
{
    public string Place => Sheet is null ? CellRef : $"{Sheet}!{CellRef}";

    /// <param name="row">As the query <c>figures</c> gives it.</param>
    public static Vintage Of(Catalogue catalogue, object?[] row)
    {
        var (value, mult, measure) = ((double)row[4]!, (int)row[5]!, (string)row[6]!);
        var indicator = catalogue.FindIndicator((string)row[0]!);
        return new(
            indicator.Code, (int)row[1]!, (string)row[2]!, (string)row[3]!, value,
            catalogue.Units.FirstOrDefault(unit => unit.Measure == (indicator.Transformation == Transformation.Level ? measure : "PC") && unit.Mult == (indicator.Transformation == Transformation.Level ? mult : 0)),
            indicator.Transformation == Transformation.Level ? value * Math.Pow(10, mult - indicator.Unit.Mult) : value,
            ObsStatuses.Parse((string)row[7]!)!.Value, (DateOnly)row[8]!, (DateOnly?)row[9], (string)row[10]!, (string)row[11]!, (string?)row[12], (string)row[13]!,
            (string?)row[14] ?? "", (string?)row[15] ?? "");
    }
}

/// <summary>A figure that another extract, or a later day, states differently.</summary>
internal sealed record Revision(Indicator Indicator, Vintage Old, Vintage New);

/// <param name="DueYear">The year its figures are owed for.</param>
internal sealed record DepartmentPart(Department Department, IReadOnlyList<IndicatorPart> Indicators, IReadOnlyList<TaskPart> Tasks, int DueYear)
{
    public IReadOnlyList<IndicatorPart> Owed => [.. Indicators.Where(part => !part.HasFigure(DueYear))];

    public IReadOnlyList<TaskPart> Overdue => [.. Tasks.Where(part => part.IsOverdue)];
}

internal sealed record TaskPart(PlanTask Task, DateOnly? Due, string State, double? Progress, DateOnly? ReportedOn)
{
    public bool IsOverdue => State == "overdue";
}

internal sealed record MilestonePart(Milestone Milestone, string State, double? Progress, DateOnly? ReportedOn);

internal sealed record ExtractPart(string ExtractId, string Source, string FileName, DateOnly PublishedOn, string State, long Observations, long Problems);
