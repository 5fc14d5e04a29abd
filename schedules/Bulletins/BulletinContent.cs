using System.Globalization;
using Plan86.Schedules.Charts;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading;
using Plan86.Warehouse;

namespace Plan86.Schedules.Bulletins;

/// <summary>What a bulletin says, before it has a language or a form: read once, from one publication, as known at the
/// end of its month.</summary>
internal sealed record BulletinContent
{
    /// <summary>The queries a bulletin is made from, as they stand in its manifest; <c>$day</c> is <see cref="AsOf"/>.</summary>
    public static readonly IReadOnlyDictionary<string, string> Queries = new SortedDictionary<string, string>(
        new[] { "extracts", "figures", "milestones", "months", "nowcasts", "quality", "relations", "tasks", "values" }
            .ToDictionary(name => name, name => PublicationView.QueryText("bulletin_" + name)),
        StringComparer.Ordinal);

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

    /// <summary>What the publication can be asked for.</summary>
    public required IReadOnlyList<RelationPart> Relations { get; init; }

    /// <summary>Days on which the meaning of figures had changed, in words; none that was still to come.</summary>
    public required IReadOnlyList<Bilingual> Breaks { get; init; }

    /// <summary>Of every indicator and sector, and of all verdicts; by the names that <see cref="ChartBook"/> gives them.</summary>
    public required IReadOnlyList<Picture> Pictures { get; init; }

    public IEnumerable<IndicatorPart> Indicators => Sectors.SelectMany(sector => sector.Indicators);

    /// <summary>Pictures of all verdicts, page by page; none while there is no figure at all.</summary>
    public IReadOnlyList<string> Overviews => Targets.All(target => target.Verdict.Verdict == Verdict.NoData) ? []
        : [.. Pictures.Select(picture => picture.Name).Where(name => name.StartsWith(ChartBook.OverviewName, StringComparison.Ordinal))];

    /// <summary>What each source had published by the end of the month, and which of its extracts came in it.</summary>
    public IEnumerable<IGrouping<string, ExtractPart>> Sources =>
        Extracts.GroupBy(extract => extract.Source).OrderBy(group => group.Key, StringComparer.Ordinal);

    public IEnumerable<ExtractPart> NewExtracts => Extracts.Where(extract => extract.PublishedOn >= Month);

    public IEnumerable<TargetPart> Targets => Indicators.SelectMany(indicator => indicator.Targets);

    /// <summary>The year whose figures are due: the last full one before the month's own.</summary>
    public int DueYear => AsOf.Year - 1;

    /// <param name="month">Any day of the month.</param>
    public static BulletinContent Read(Catalogue catalogue, PublicationStore warehouse, DateOnly month)
    {
        var first = new DateOnly(month.Year, month.Month, 1);
        var (before, asOf) = (first.AddDays(-1), first.AddMonths(1).AddDays(-1));
        using var view = warehouse.Open();
        Answer Ask(string query) => view.Query(
            Queries[query], ("day", asOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

        var values = view.IndicatorValues(asOf);
        var everywhere = catalogue.AssessEverywhere(values, asOf).ToLookup(verdict => (verdict.Indicator, verdict.Horizon));
        var verdicts = everywhere.ToDictionary(group => group.Key, group => group.Single(verdict => verdict.Counts));
        var vintages = Ask("figures").Named.Select(row => Vintage.Of(catalogue, row))
            .ToLookup(vintage => vintage.Indicator, StringComparer.Ordinal);
        var nowcasts = Ask("nowcasts").Named
            .ToLookup(row => (row.Get<string>("indicator"), row.Get<string>("ref_area")), row => new Nowcast(
            row.Get<int>("year"), row.Get<int>("month"), row.Get<string>("method"), row.Get<int>("past_calls"),
            row.Get<bool?>("beats_last_year")));
        var quality = Ask("quality").Named.ToDictionary(
            row => row.Get<string>("indicator"),
            row => new FigureQuality(
                row.Get<long>("figures"), row.Get<long>("revised"), row.Get<double?>("revision_percent"),
                row.Get<double?>("days_after_year")),
            StringComparer.Ordinal);
        var tasks = Ask("tasks").Named.ToDictionary(row => row.Get<string>("task"));
        var milestones = Ask("milestones").Named.ToDictionary(row => row.Get<string>("milestone"));
        var months = MonthsBook.Read(Ask("months"));
        var indicators = catalogue.Indicators.Select(indicator =>
        {
            var own = catalogue.Targets.Where(target => target.Indicator == indicator.Code).ToList();
            var shown = Territories.Shown(catalogue, indicator, values, asOf);
            return new IndicatorPart(
                indicator,
                values.On(indicator.Code, shown),
                [.. own.Select(target => new TargetPart(indicator, target, verdicts[(target.Indicator, target.Horizon)]))],
                [.. vintages[indicator.Code].Where(vintage => !vintage.NeverCounted)],
                ChartBook.Describe(catalogue, indicator, values, [.. verdicts.Values], asOf))
            {
                RefArea = shown,
                AllVintages = [.. vintages[indicator.Code]],
                Quality = quality.GetValueOrDefault(indicator.Code),
                Months = MonthsBook.Describe(catalogue, indicator, months[indicator.Code], values, [.. verdicts.Values], asOf),
                Nowcasts = [.. nowcasts[(indicator.Code, shown)]],
                Others =
                [
                    .. values.AreasOf(indicator.Code).Where(area => area != shown).Select(area => new TerritoryPart(
                        area, catalogue.NameOfArea(area), values.On(indicator.Code, area),
                        [.. own.Select(target => new TargetPart(
                            indicator, target,
                            everywhere[(target.Indicator, target.Horizon)].Single(verdict => verdict.RefArea == area)))])),
                ],
            };
        }).ToList();
        var taskParts = catalogue.Tasks.Select(task => TaskPart.Of(task, tasks[task.Code])).ToList();
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
                        [.. indicators.Where(part => part.Indicator.Department.AnsweringOn(asOf) == department)],
                        [.. taskParts.Where(part => part.Task.Department.AnsweringOn(asOf) == department)],
                        asOf.Year - 1))
                    .Where(part => part.Indicators.Count + part.Tasks.Count > 0),
            ],
            Pictures = ChartBook.Pictures(catalogue, values, asOf, months),
            Breaks = [.. catalogue.Breaks.Where(entry => entry.Date <= asOf)
                .Select(entry => new Bilingual(ChartBook.Short(entry.Note.Vi), ChartBook.Short(entry.Note.En))).Distinct()],
            Changes = ChangesAfter(before, catalogue, view, asOf),
            Revisions = [.. indicators.SelectMany(part => part.RevisionsSince(before))],
            Tasks = taskParts,
            Milestones =
            [
                .. catalogue.Milestones.Select(milestone => MilestonePart.Of(milestone, milestones[milestone.Code])),
            ],
            Relations = RelationsOf(view),
            Extracts =
            [
                .. Ask("extracts").Named.Select(row => new ExtractPart(
                    row.Get<string>("extract_id"), row.Get<string>("source"), row.Get<string>("file_name"),
                    row.Get<DateOnly>("published_on"),
                    row.Get<string>("state"), row.Get<long>("observations"), row.Get<long>("problems"))),
            ],
        };
    }

    /// <summary>Verdicts that are not what they were on a day, each with the last change that a figure made.</summary>
    private static IReadOnlyList<VerdictChange> ChangesAfter(DateOnly before, Catalogue catalogue, PublicationView view, DateOnly asOf) =>
    [
        .. Replay.Of(catalogue, view.ValueChanges(), asOf).Where(change => change.Day > before)
            .GroupBy(change => change.Target)
            .Select(days => (days.LastOrDefault(day => day.Figure is not null) ?? days.Last()) with
            {
                Was = days.First().Was,
                Became = days.Last().Became,
            })
            .Where(change => change.Was != change.Became),
    ];

    private static IReadOnlyList<RelationPart> RelationsOf(PublicationView view) =>
    [
        .. view.Query(Queries["relations"]).Named.GroupBy(row => row.Get<string>("relation")).Select(rows => new RelationPart(
            rows.Key, rows.First().Get<string>("kind"), rows.First().Get<string?>("comment") ?? "",
            [
                .. rows.Where(row => row.Get<string?>("column_name") is not null).Select(row => (
                    row.Get<string>("column_name"), row.Get<string>("data_type"), row.Get<string?>("column_comment") ?? "")),
            ])),
    ];
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
    Indicator Indicator, IReadOnlyList<YearValue> Values, IReadOnlyList<TargetPart> Targets, IReadOnlyList<Vintage> Vintages,
    TrendChartData Chart)
{
    /// <summary>Code of the territory its values are of.</summary>
    public string RefArea { get; init; } = "";

    /// <summary>What its picture of months shows, by the name of <see cref="ChartBook.MonthsNameOf"/>; null where it has none.</summary>
    public MonthsChartData? Months { get; init; }

    /// <summary>Whether its months say what its years do not yet: published since a day, or of a year without a figure.</summary>
    public bool HasNewsOfMonths(DateOnly since) =>
        Months is { } months && (months.PublishedOn >= since || !HasFigure(months.Year));

    /// <summary>How the years among its values that are no figures yet were estimated.</summary>
    public IReadOnlyList<Nowcast> Nowcasts { get; init; } = [];

    /// <summary>Also those that never counted, for a source of better rank had a figure.</summary>
    public IReadOnlyList<Vintage> AllVintages { get; init; } = [];

    /// <summary>What its figures were worth; null where there are none.</summary>
    public FigureQuality? Quality { get; init; }

    /// <summary>The same of other territories that have figures.</summary>
    public IReadOnlyList<TerritoryPart> Others { get; init; } = [];

    /// <summary>The target that counts now; null when the Plan sets none.</summary>
    public TargetPart? Next(DateOnly asOf) =>
        Judge.Next(Targets.Select(part => part.Target), asOf) is { } next ? Targets.First(part => part.Target == next) : null;

    /// <summary>Published figures alone: a nowcast owes nobody anything and nobody to it.</summary>
    public bool HasFigure(int year) => Values.Any(value => value.Year >= year && !value.IsNowcast);

    public IEnumerable<Revision> RevisionsSince(DateOnly day) =>
        Vintages.GroupBy(vintage => (vintage.RefArea, vintage.Series, vintage.TimePeriod))
            .SelectMany(figure => figure.OrderBy(vintage => vintage.ValidFrom).Zip(figure.OrderBy(vintage => vintage.ValidFrom).Skip(1)))
            .Where(pair => pair.Second.ValidFrom > day && pair.First.Amount != pair.Second.Amount)
            .Select(pair => new Revision(Indicator, pair.First, pair.Second));
}

/// <param name="Month">The last month known.</param>
/// <param name="Method">As in <c>nowcast_record</c>: share, rest, growth.</param>
/// <param name="BeatsLastYear">Whether past calls came closer than last year's value; null without one.</param>
internal sealed record Nowcast(int Year, int Month, string Method, int PastCalls, bool? BeatsLastYear);

/// <param name="Targets">The verdicts on that territory, whichever count.</param>
internal sealed record TerritoryPart(
    string RefArea, Bilingual Name, IReadOnlyList<YearValue> Values, IReadOnlyList<TargetPart> Targets);

internal sealed record TargetPart(Indicator Indicator, Target Target, Assessment Verdict);

/// <summary>A figure as one extract published it.</summary>
/// <param name="Amount">In the indicator's unit.</param>
/// <param name="ValidTo">Null: still the latest at the end of the bulletin's month.</param>
/// <param name="RowPath">What the cell's row says; empty in a flat file.</param>
internal sealed record Vintage(
    string Indicator, string RefArea, int Year, string Series, string TimePeriod, double Value, Unit? Unit, double Amount, ObsStatus Status,
    DateOnly ValidFrom, DateOnly? ValidTo, string ExtractId, string FileName, string? Sheet, string CellRef, string RowPath,
    string ColumnPath)
{
    /// <summary>Who published it.</summary>
    public string Source { get; init; } = "";

    /// <summary>A source of better rank had a figure on every day.</summary>
    public bool NeverCounted { get; init; }

    public string Place => Sheet is null ? CellRef : $"{Sheet}!{CellRef}";

    /// <param name="row">As the query <c>figures</c> gives it.</param>
    public static Vintage Of(Catalogue catalogue, Row row)
    {
        var indicator = catalogue.FindIndicator(row.Get<string>("indicator"));
        var (measure, mult) = indicator.Transformation == Transformation.Level
            ? (row.Get<string>("unit_measure"), row.Get<int>("unit_mult")) : ("PC", 0);
        return new(
            indicator.Code, row.Get<string>("ref_area"), row.Get<int>("year"), row.Get<string>("series"), row.Get<string>("time_period"),
            row.Get<double>("obs_value"),
            catalogue.Units.FirstOrDefault(unit => unit.Measure == measure && unit.Mult == mult),
            row.Get<double>("amount"), ObsStatuses.Parse(row.Get<string>("obs_status"))!.Value, row.Get<DateOnly>("valid_from"),
            row.Get<DateOnly?>("valid_to"),
            row.Get<string>("extract_id"), row.Get<string>("file_name"), row.Get<string?>("sheet"), row.Get<string>("cell_ref"),
            row.Get<string?>("row_path") ?? "", row.Get<string?>("column_path") ?? "")
        {
            Source = row.Get<string>("source"), NeverCounted = row.Get<bool>("never_counted"),
        };
    }
}

/// <summary>What the figures of an indicator were worth.</summary>
/// <param name="RevisionPercent">Mean size of a revision, of the first figure; null without one.</param>
/// <param name="DaysAfterYear">Days from the end of a year to its first figure, the median; null without a yearly figure.</param>
internal sealed record FigureQuality(long Figures, long Revised, double? RevisionPercent, double? DaysAfterYear);

/// <summary>A table, view or macro of the publication.</summary>
/// <param name="Kind">table, view, macro.</param>
internal sealed record RelationPart(
    string Name, string Kind, string Comment, IReadOnlyList<(string Name, string Type, string Comment)> Columns);

/// <summary>A figure that another extract, or a later day, states differently.</summary>
internal sealed record Revision(Indicator Indicator, Vintage Old, Vintage New);

/// <param name="DueYear">The year its figures are owed for.</param>
internal sealed record DepartmentPart(
    Department Department, IReadOnlyList<IndicatorPart> Indicators, IReadOnlyList<TaskPart> Tasks, int DueYear)
{
    public IReadOnlyList<IndicatorPart> Owed => [.. Indicators.Where(part => !part.HasFigure(DueYear))];
}

/// <param name="IsReportOverdue">Nobody has reported, and its day has passed.</param>
internal sealed record TaskPart(
    PlanTask Task, DateOnly? Due, string State, bool IsReportOverdue, double? Progress, DateOnly? ReportedOn)
{
    /// <summary>Reported on, below 100 and past due; or a yearly account that was not handed in.</summary>
    public bool IsOverdue => State == "overdue";

    /// <summary>Nobody has reported: how it stands is not known.</summary>
    public bool HasNoReport => State == "no_report";

    public static TaskPart Of(PlanTask task, Row row) =>
        new(task, row.Get<DateOnly?>("due"), row.Get<string>("state"), row.Get<bool>("report_overdue"), row.Get<double?>("progress"),
            row.Get<DateOnly?>("reported_on"));
}

/// <param name="IsReportOverdue">Nobody has reported, and its day has passed.</param>
internal sealed record MilestonePart(
    Milestone Milestone, string State, bool IsReportOverdue, double? Progress, DateOnly? ReportedOn)
{
    public static MilestonePart Of(Milestone milestone, Row row) =>
        new(milestone, row.Get<string>("state"), row.Get<bool>("report_overdue"), row.Get<double?>("progress"),
            row.Get<DateOnly?>("reported_on"));
}

internal sealed record ExtractPart(
    string ExtractId, string Source, string FileName, DateOnly PublishedOn, string State, long Observations, long Problems);
