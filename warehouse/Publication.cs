using System.Globalization;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Lake;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;

namespace Plan86.Warehouse;

/// <summary>
/// A publication being built: load, judge, publish, in this order. Disposed without <see cref="Publish"/> it leaves
/// the last one standing.
/// </summary>
public sealed class Publication : IDisposable
{
    /// <summary>An extract of more figures comes from a program: it is neither held against itself nor against others.</summary>
    private const long LargestWatched = 1_000_000;

    private readonly string _path;
    private readonly DuckFile _file;
    private readonly Action<string> _putInPlace;
    private readonly IReadOnlyList<(Extract Extract, StoredExtract Account)> _known;

    private Publication(
        string path, DuckFile file, IReadOnlyList<(Extract Extract, StoredExtract Account)> known, Action<string> putInPlace)
    {
        (_path, _file, _known, _putInPlace) = (path, file, known, putInPlace);
        Extracts = known.Where(entry => entry.Account.State != ExtractState.Withdrawn).Select(entry => entry.Extract.Id)
            .ToHashSet(StringComparer.Ordinal);
        AsOf = known.Where(entry => entry.Account.State is not (ExtractState.Rejected or ExtractState.Withdrawn))
            .Select(entry => entry.Account.PublishedOn)
            .DefaultIfEmpty(Catalogue.PlanDay).Max();
        Withdrawn = known.Where(entry => entry.Account.Withdrawn is not null).ToDictionary(
            entry => entry.Extract.Id,
            entry => new WithdrawnFile(entry.Extract.FileName, entry.Account.PublishedOn, entry.Account.Withdrawn!.Why),
            StringComparer.Ordinal);
    }

    /// <summary>Latest publication day among the accepted extracts; the Plan's own day when there is none.</summary>
    public DateOnly AsOf { get; }

    /// <summary>What it is made of: none that was withdrawn.</summary>
    public IReadOnlySet<string> Extracts { get; }

    /// <summary>Extracts that are kept and do not count.</summary>
    public IReadOnlyDictionary<string, WithdrawnFile> Withdrawn { get; }

    /// <summary>Builds a publication from what the lake holds of these extracts.</summary>
    /// <param name="path">Where it is built.</param>
    /// <param name="putInPlace">Publishes the file built at <paramref name="path"/>.</param>
    internal static Publication Build(
        string path, string memory, Lake lake, SqlSettings sql, Catalogue catalogue, IReadOnlyList<Extract> extracts, PublicationNote note,
        Action<string> putInPlace, CancellationToken ct)
    {
        var stored = lake.Stored();
        var known = extracts.Where(extract => stored.ContainsKey(extract.Id))
            .Select(extract => (Extract: extract, Account: stored[extract.Id])).ToList();
        var isSmall = known.Sum(entry => entry.Account.Cells + entry.Account.Observations) <= DuckFile.RowsForOneThread;
        var publication = new Publication(path, DuckFile.Create(path, memory, isSmall, ct), known, putInPlace);
        try
        {
            var loading = new Loading(publication._file, sql);

            // Hundreds of small statements: each by itself would be written to disk and waited for.
            publication._file.Run("BEGIN TRANSACTION");
            loading.CreateSchema();
            publication.AppendExtracts(note);
            publication.AppendCatalogue(catalogue);
            publication._file.Run("COMMIT");
            publication.ListLake(lake);
            loading.Run(publication.HasLake);
            publication._file.Run("DROP TABLE lake_file");
            return publication;
        }
        catch (Exception fault)
        {
            publication.Dispose();
            if (fault is OperationCanceledException or SqlFileException)
            {
                throw;
            }

            throw new InvalidOperationException(
                "Không nạp được hồ Parquet; bản công bố cũ được giữ. Lệnh rebuild làm lại hồ từ các tệp đã nhận. / "
                + "The lake could not be loaded; the last publication stands. rebuild makes the lake again from what has landed. "
                + $"{fault.Message}",
                fault);
        }
    }

    /// <summary>Returns the yearly series of every indicator as known on a day.</summary>
    public PlanValues IndicatorValues(DateOnly asOf) =>
        PublishedRows.IndicatorValues(_file, asOf);

    /// <summary>Returns every change of a yearly value on a publication day, with the figure that made it, in the order of days.</summary>
    public IReadOnlyList<ValueChange> ValueChanges() => PublishedRows.ValueChanges(_file);

    /// <summary>Returns the figure that each yearly value known now rests on, by indicator, territory and year.</summary>
    /// <param name="old">Extracts known before: of several figures one of another extract is named.</param>
    public IReadOnlyDictionary<(string Indicator, string RefArea, int Year), Figure> Figures(IReadOnlySet<string> old) =>
        _file.Query(Scripts.Query("figures_of_values")).Named
            .GroupBy(row => (row.Get<string>("indicator"), row.Get<string>("ref_area"), row.Get<int>("year")))
            .ToDictionary(
                year => year.Key,
                year => PublishedRows.FigureOf(year.Where(row => !old.Contains(row.Get<string>("extract_id"))).Concat(year).First())!);

    /// <summary>Returns the figures that counted in the last publication and have another value here.</summary>
    /// <param name="last">The last published file.</param>
    /// <exception cref="SqlException">It cannot be read, or is of an older program.</exception>
    public Answer ReplacedSince(string last)
    {
        _file.Run($"ATTACH '{last.Replace("'", "''", StringComparison.Ordinal)}' AS \"last\" (READ_ONLY)");
        try
        {
            return _file.Query(Scripts.Query("replaced_figures"));
        }
        finally
        {
            _file.Run("DETACH \"last\"");
        }
    }

    /// <summary>Keeps the verdicts on all territories.</summary>
    public void Add(IEnumerable<Assessment> assessments) =>
        _file.Append("assessment_by_territory", assessments.Select(a => new object?[]
        {
            a.Indicator, a.Horizon, a.AsOf, a.RefArea, a.OnPlanTerritory, a.IsTerritoryAssumed, a.Counts, a.BaseYear, a.BaseValue,
            a.ActualYear, a.Actual, a.ActualStatus?.Code(), a.Bound,
            a.Verdict.Text(), a.Pace, a.PaceStatus.Text(), a.Outlook.Text(), a.Projected, a.Agree,
            a.RequiredRate, a.RequiredUnit?.Text(), a.TippingValue, a.Gap,
            a.Reason.Vi, a.Reason.En, a.Sentence.Vi, a.Sentence.En,
        }));

    /// <summary>Keeps the verdicts that changed.</summary>
    public void Add(IEnumerable<VerdictChange> changes) =>
        _file.Append("verdict_change", changes.Select(c => new object?[]
        {
            c.Day, c.Target.Indicator, c.Target.Horizon, c.Was.Text(), c.Became.Text(), c.RefArea, c.Figure?.Series, c.Figure?.TimePeriod,
            c.Figure?.OldValue, c.Figure?.NewValue, c.Figure?.ExtractId, c.Figure?.Sheet, c.Figure?.CellRef,
        }));

    /// <summary>Puts the new file in the place of the old one, in one step.</summary>
    public void Publish()
    {
        _file.Run("CHECKPOINT");
        _file.Dispose();
        using (var built = new FileStream(_path, FileMode.Open, FileAccess.ReadWrite))
        {
            built.Flush(flushToDisk: true);
        }

        _putInPlace(_path);
    }

    public void Dispose()
    {
        _file.Dispose();
        File.Delete(_path);
        File.Delete(_path + ".wal");
    }

    private void AppendExtracts(PublicationNote note)
    {
        _file.Append("publication", [[AsOf, note.BuiltAt, ProgramVersion.Text, note.Inputs]]);
        _file.Append("extract", _known.OrderBy(entry => entry.Account.PublishedOn).ThenBy(entry => entry.Extract.Id, StringComparer.Ordinal)
            .Select(e => new object?[]
            {
                e.Extract.Id, e.Extract.Source, e.Account.Rank, e.Extract.FileName, e.Account.PublishedOn, e.Extract.ReceivedAt,
                e.Account.State.Text(), e.Account.Cells, e.Account.Observations, e.Account.Problems,
                e.Account.Withdrawn?.At, e.Account.Withdrawn?.Why,
            }));
    }

    private void AppendCatalogue(Catalogue catalogue)
    {
        var series = catalogue.Series.Values
            .Concat(_known.OrderBy(entry => entry.Extract.Id, StringComparer.Ordinal).SelectMany(entry => entry.Account.NewSeries))
            .DistinctBy(series => series.Code);
        _file.Append("series", series.Select(s => new object?[]
        {
            s.Code, s.Name.Vi, s.Name.En, s.UnitMeasure, s.UnitMult,
            s.Aggregation switch { Aggregation.Sum => "sum", Aggregation.Last => "last", _ => "mean" }, s.CanFall, s.Additive,
            s.SameTerritories, s.Note?.Vi ?? "", s.Note?.En ?? "",
        }));
        foreach (var area in catalogue.Areas.Values)
        {
            _file.Run(
                Scripts.Query("insert_area"), ("1", area.Code), ("2", area.Name.Vi), ("3", area.Name.En), ("4", area.ValidFrom),
                ("5", area.ValidTo), ("6", string.Join('|', area.Parts)));
        }

        _file.Append("area_version", catalogue.BoundariesByDay.Select(entry => new object?[]
        {
            entry.RefArea, entry.Boundaries.Code, entry.Boundaries.ValidFrom ?? DateOnly.MinValue,
            entry.Boundaries.ValidTo ?? new DateOnly(9999, 12, 31),
        }));

        AppendWords(catalogue);
        _file.Append("department", catalogue.Departments.Select(d => new object?[]
        {
            d.Code, d.Name.Vi, d.Name.En, d.ValidFrom, d.ValidTo, d.Successor?.Code, d.AnsweringOn(AsOf).Code, d.Source,
        }));
        foreach (var i in catalogue.Indicators)
        {
            _file.Run(
                Scripts.Query("insert_indicator"),
                ("1", i.Code), ("2", i.Name.Vi), ("3", i.Name.En), ("4", i.Unit.Text.Vi), ("5", i.Unit.Measure), ("6", i.Unit.Mult),
                ("7", string.Join('|', i.Series)), ("8", i.Transformation.Code()), ("9", i.RefArea), ("10", i.Department.Name.Vi),
                ("11", i.Department.Name.En), ("12", i.Department.Code), ("13", i.Sector.Code), ("14", i.Sector.Name.Vi),
                ("15", i.Sector.Name.En));
        }

        _file.Append(
            "indicator_area",
            catalogue.Indicators.SelectMany(i => catalogue.AreasOf(i).Select(area => new object?[] { i.Code, area })));
        _file.Append("target", catalogue.Targets.Select(t => new object?[]
        {
            t.Indicator, t.Horizon, t.Clause, t.Basis.Text(), t.FromYear, t.ToYear, t.Lower, t.Upper, t.Strict, t.Approximate,
            t.Reading.Text(), t.Direction.Text(), t.Printed, t.NoteVi, t.NoteEn,
        }));
        _file.Append("series_part", catalogue.Parts.Select(p => new object?[] { p.Series, p.Part, p.RefArea, p.PartArea }));
        _file.Append(
            "series_break", catalogue.Breaks.Select(b => new object?[] { b.Series, b.RefArea, b.Date, b.Bridge, b.Note.Vi, b.Note.En }));
        _file.Append("indicator_break",
            catalogue.Indicators.SelectMany(catalogue.BreaksOf).Select(b => new object?[] { b.Indicator, b.On, b.Bridge }));
        _file.Append("task", catalogue.Tasks.Select(t => new object?[]
        {
            t.Code, t.Appendix, t.Title, t.Lead, t.Partners, t.Product, t.DeadlineText, t.Deadline.Kind.Text(), t.Deadline.Due,
            t.Department.Code, null, null, null, null, t.Name.En,
        }));
        _file.Append("milestone", catalogue.Milestones.Select(m => new object?[]
        {
            m.Code, m.Horizon, m.Clause, m.Name.Vi, m.Name.En, m.Department.Name.Vi, m.Department.Code, m.Due, m.Printed, m.Note.Vi,
            m.Note.En,
            null, null, null, null,
        }));
    }

    /// <summary>Units and codes as people say them; of several texts of a unit the first.</summary>
    private void AppendWords(Catalogue catalogue)
    {
        _file.Append("unit", catalogue.Units.DistinctBy(unit => (unit.Measure, unit.Mult))
            .Select(unit => new object?[] { unit.Measure, unit.Mult, unit.Text.Vi, unit.Text.En }));
        _file.Append("code", Enum.GetValues<Transformation>()
            .Select(each => (List: "transformation", Code: each.Code(), Words: each.Words()))
            .Concat(Enum.GetValues<ObsStatus>().Select(each => (List: "obs_status", Code: each.Code(), Words: each.Words())))
            .Select(each => new object?[] { each.List, each.Code, each.Words.Vi, each.Words.En }));
    }

    /// <summary>Says which Parquet files the scripts read.</summary>
    private void ListLake(Lake lake)
    {
        _file.Run("CREATE TEMP TABLE lake_file (relation VARCHAR, path VARCHAR, extract_id VARCHAR, is_small BOOLEAN)");
        _file.Append("lake_file", _known.SelectMany(entry => entry.Account.Files.Select(name => new object?[]
        {
            name[..name.IndexOf('/', StringComparison.Ordinal)], lake.PathOf(name), entry.Extract.Id, IsSmall(entry.Account),
        })));
        _file.Run("SET VARIABLE as_of = $day::DATE", ("day", AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        _file.Run("SET VARIABLE largest_extract = $id",
            ("id", _known.OrderByDescending(entry => entry.Account.Observations).Select(entry => entry.Extract.Id).FirstOrDefault() ?? ""));
        _file.Run("SET VARIABLE largest_watched = $n", ("n", LargestWatched));
        foreach (var relation in new[] { "cell", "problem", "observation", "small_observation" })
        {
            // read_parquet takes a name with [ for a pattern.
            _file.Run(
                $"SET VARIABLE {relation}_files = (SELECT list(replace(path, '[', '[[]') ORDER BY path) FROM lake_file WHERE relation = "
                    + "$whole AND (relation = $named OR is_small))",
                ("whole", relation.Replace("small_", "", StringComparison.Ordinal)), ("named", relation));
        }
    }

    private bool HasLake(string relation) => _known.Any(entry =>
        (relation != "small_observation" || IsSmall(entry.Account))
        && entry.Account.Files
            .Any(name => name.StartsWith(relation.Replace("small_", "", StringComparison.Ordinal) + "/", StringComparison.Ordinal)));

    private static bool IsSmall(StoredExtract account) => account.Observations <= LargestWatched;
}

/// <summary>What a publication says of itself.</summary>
/// <param name="Inputs">Identifies everything it is built from: see <see cref="PublicationStore.PublishedInputs"/>.</param>
internal sealed record PublicationNote(string Inputs, DateTimeOffset BuiltAt);
