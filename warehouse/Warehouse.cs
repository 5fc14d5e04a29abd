using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Lake;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading;

namespace Plan86.Warehouse;

/// <summary>What the published file says, and from which extracts (none that was withdrawn).</summary>
public sealed record PublishedStanding(Standing Standing, IReadOnlySet<string> Extracts);

/// <summary>
/// Remembers: the Parquet lake and the published DuckDB file. Each publication is built whole, beside the one readers
/// have open, from what the lake holds, and then put in its place in one atomic step.
/// </summary>
/// <param name="memory">DuckDB's limit while building; what does not fit spills to disk.</param>
public sealed class Warehouse(string dataFolder, string memory = "700MB")
{
    private const string FileName = "plan86.duckdb";

    private readonly Lake lake = new(dataFolder);
    private readonly string folder = Path.Combine(dataFolder, "warehouse");

    /// <summary>Version of the program and, after the plus, of the code that makes a publication: another build, other tables perhaps.</summary>
    public static string ProgramVersion { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"{typeof(Warehouse).Assembly.GetName().Version!.ToString(3)}+{Build(typeof(Warehouse))}.{Build(typeof(Catalogue))}");

    private string Memory { get; } = memory;

    /// <summary>The file analysts open, always READ_ONLY; null before the first publication.</summary>
    public string? PublishedFile
    {
        get
        {
            var path = Path.Combine(folder, FileName);
            if (File.Exists(path))
            {
                return path;
            }

            // Windows: a file that readers have open cannot be replaced, so current.json names the latest.
            var pointer = Path.Combine(folder, "current.json");
            if (!File.Exists(pointer))
            {
                return null;
            }

            var name = JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(pointer)).GetProperty("file").GetString()!;
            return Path.Combine(folder, Path.GetFileName(name));
        }
    }

    /// <summary>What the lake holds, by extract.</summary>
    public IReadOnlyDictionary<string, StoredExtract> Stored() => lake.Stored();

    /// <summary>Has an extract read and keeps its part of the lake.</summary>
    public Task<StoredExtract> StoreAsync(
        Extract extract, string fingerprint, Func<Func<LakePart, Stream>, Task<ExtractReport>> read) =>
        lake.StoreAsync(extract, fingerprint, read);

    /// <summary>Throws the lake away, to be made again from what has landed; the publication stands until then.</summary>
    public void ClearLake() => lake.Clear();

    /// <summary>Begins a publication from what the lake holds of these extracts.</summary>
    /// <param name="inputs">Identifies everything it is built from: see <see cref="PublishedInputs"/>.</param>
    public Publication Build(Catalogue catalogue, IReadOnlyList<Extract> extracts, string inputs, DateTimeOffset now, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        foreach (var stale in Directory.EnumerateFiles(folder, ".building*"))
        {
            File.Delete(stale);
        }

        return new Publication(this, catalogue, extracts, inputs, now, ct);
    }

    /// <summary>Runs a query on the published file, read-only.</summary>
    /// <exception cref="SqlException">The SQL is wrong, or nothing has been published.</exception>
    public Answer Query(string sql, params (string Name, object? Value)[] parameters)
    {
        using var file = OpenPublished();
        return file.Query(sql, parameters);
    }

    /// <summary>What the published file was built from; null when there is none that can be read.</summary>
    public string? PublishedInputs()
    {
        try
        {
            return PublishedFile is null ? null : (string?)Query("SELECT inputs FROM publication").Rows[0][0];
        }
        catch (SqlException)
        {
            // Of an older program, or damaged: it will be built anew.
            return null;
        }
    }

    /// <summary>The day the published file is about.</summary>
    public DateOnly AsOf() => (DateOnly)Query("SELECT as_of FROM publication").Rows[0][0]!;

    /// <summary>How the published file stands; null when there is none that can be read.</summary>
    public PublishedStanding? Standing()
    {
        if (PublishedInputs() is null)
        {
            return null;
        }

        using var file = OpenPublished();
        try
        {
            return new(
                new Standing(
                    (DateOnly)file.Query("SELECT as_of FROM publication").Rows[0][0]!,
                    file.Query("SELECT indicator, horizon, verdict FROM assessment").Rows
                        .Select(row => (Key: ((string)row[0]!, (string)row[1]!), Verdict: EnumText.Parse<Verdict>((string)row[2]!)))
                        .Where(row => row.Verdict is not null)
                        .ToDictionary(row => row.Key, row => row.Verdict!.Value),
                    YearValues(file.Query("SELECT indicator, \"year\", \"value\", obs_status, is_nowcast, low, high, suspect FROM indicator_value ORDER BY ALL"))),
                file.Query("SELECT extract_id FROM extract WHERE state <> 'withdrawn'").Rows.Select(row => (string)row[0]!).ToHashSet(StringComparer.Ordinal));
        }
        catch (SqlException)
        {
            return null;
        }
    }

    /// <summary>How many extracts the published file holds; 0 when there is none.</summary>
    public long PublishedExtracts() =>
        PublishedInputs() is null ? 0 : (long)Query("SELECT count(*) FROM extract").Rows[0][0]!;

    private void Replace(string built)
    {
        var path = Path.Combine(folder, FileName);
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            ReplaceOnWindows(built);
            return;
        }

        // A client killed in write mode leaves a log that would be replayed into the file that follows.
        File.Delete(path + ".wal");
        File.SetUnixFileMode(built, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        File.Move(built, path, overwrite: true);
    }

    private void ReplaceOnWindows(string built)
    {
        var number = 1 + Directory.EnumerateFiles(folder, "plan86-*.duckdb")
            .Select(path => int.TryParse(Path.GetFileNameWithoutExtension(path)["plan86-".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0)
            .DefaultIfEmpty().Max();
        var name = string.Create(CultureInfo.InvariantCulture, $"plan86-{number}.duckdb");
        File.Move(built, Path.Combine(folder, name));
        File.SetAttributes(Path.Combine(folder, name), FileAttributes.ReadOnly);
        var pointer = Path.Combine(folder, "current.json");
        File.WriteAllText(pointer + ".tmp", JsonSerializer.Serialize(new { file = name }));
        File.Move(pointer + ".tmp", pointer, overwrite: true);
        foreach (var old in Directory.EnumerateFiles(folder, "plan86-*.duckdb").Where(path => Path.GetFileName(path) != name))
        {
            try
            {
                MakeWritable(old);
                File.Delete(old);
            }
            catch (IOException)
            {
                // Still open by a reader: the next publication tries again.
            }
            catch (UnauthorizedAccessException)
            {
            }
        }
    }

    private static void MakeWritable(string path)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            File.SetAttributes(path, FileAttributes.Normal);
        }
    }

    /// <summary>
    /// A publication being built: load, judge, publish, in this order. Disposed without <see cref="Publish"/> it leaves
    /// the last one standing.
    /// </summary>
    public sealed class Publication : IDisposable
    {
        private readonly Warehouse warehouse;
        private readonly string path;
        private readonly DuckFile file;

        internal Publication(Warehouse warehouse, Catalogue catalogue, IReadOnlyList<Extract> extracts, string inputs, DateTimeOffset now, CancellationToken ct)
        {
            this.warehouse = warehouse;
            path = Path.Combine(warehouse.folder, ".building.duckdb");
            file = DuckFile.Create(path, warehouse.Memory, ct);
            var stored = warehouse.lake.Stored();
            var known = extracts.Where(extract => stored.ContainsKey(extract.Id)).ToList();
            Extracts = known.Where(extract => stored[extract.Id].State != ExtractState.Withdrawn).Select(extract => extract.Id).ToHashSet(StringComparer.Ordinal);
            AsOf = known.Where(extract => stored[extract.Id].State is not (ExtractState.Rejected or ExtractState.Withdrawn))
                .Select(extract => stored[extract.Id].PublishedOn)
                .DefaultIfEmpty(new DateOnly(2020, 3, 19)).Max();
            try
            {
                file.Run(Sql("01_schema.sql"));
                AppendReference(catalogue, known, stored, inputs, now);
                Load(known, stored);
            }
            catch (Exception fault)
            {
                Dispose();
                if (fault is OperationCanceledException)
                {
                    throw;
                }

                throw new InvalidOperationException(
                    $"Không nạp được hồ Parquet; bản công bố cũ được giữ. Lệnh rebuild làm lại hồ từ các tệp đã nhận. / The lake could not be loaded; the last publication stands. rebuild makes the lake again from what has landed. {fault.Message}",
                    fault);
            }
        }

        /// <summary>Latest publication day among the accepted extracts; the Plan's own day when there is none.</summary>
        public DateOnly AsOf { get; }

        /// <summary>What it is made of: none that was withdrawn.</summary>
        public IReadOnlySet<string> Extracts { get; }

        /// <summary>The yearly series of every indicator as known on a day.</summary>
        public IReadOnlyDictionary<string, IReadOnlyList<YearValue>> IndicatorValues(DateOnly asOf) => ReadIndicatorValues(file, asOf);

        /// <summary>Keeps the verdicts.</summary>
        public void Add(IEnumerable<Assessment> assessments) =>
            file.Append("assessment", assessments.Select(a => new object?[]
            {
                a.Indicator, a.Horizon, a.AsOf, a.BaseYear, a.BaseValue, a.ActualYear, a.Actual, a.ActualStatus?.Code(), a.Bound,
                a.Verdict.Text(), a.Pace, a.PaceStatus.Text(), a.Outlook.Text(), a.Projected, a.Agree,
                a.RequiredRate, a.RequiredUnit?.Text(), a.TippingValue, a.Gap,
                a.ReasonVi, a.ReasonEn, a.SentenceVi, a.SentenceEn,
            }));

        /// <summary>Every change of a yearly value on a publication day, with the figure that made it, in the order of days.</summary>
        public IReadOnlyList<ValueChange> ValueChanges() => ReadValueChanges(file);

        /// <summary>The figure that each yearly value known now rests on, by indicator and year.</summary>
        /// <param name="old">Extracts known before: of several figures one of another extract is named.</param>
        public IReadOnlyDictionary<(string Indicator, int Year), Figure> Figures(IReadOnlySet<string> old) =>
            file.Query(Sql("37_figures.sql")).Rows
                .GroupBy(row => ((string)row[0]!, (int)row[1]!))
                .ToDictionary(
                    year => year.Key,
                    year => FigureOf((year.FirstOrDefault(row => !old.Contains((string)row[6]!)) ?? year.First()).AsSpan(2))!);

        /// <summary>Keeps the verdicts that changed.</summary>
        public void Add(IEnumerable<VerdictChange> changes) =>
            file.Append("verdict_change", changes.Select(c => new object?[]
            {
                c.Day, c.Target.Indicator, c.Target.Horizon, c.Was.Text(), c.Became.Text(), c.Figure?.Series, c.Figure?.TimePeriod,
                c.Figure?.OldValue, c.Figure?.NewValue, c.Figure?.ExtractId, c.Figure?.Sheet, c.Figure?.CellRef,
            }));

        /// <summary>Puts the new file in the place of the old one, in one step.</summary>
        public void Publish()
        {
            file.Run("CHECKPOINT");
            file.Dispose();
            using (var built = new FileStream(path, FileMode.Open, FileAccess.ReadWrite))
            {
                built.Flush(flushToDisk: true);
            }

            warehouse.Replace(path);
        }

        public void Dispose()
        {
            file.Dispose();
            File.Delete(path);
            File.Delete(path + ".wal");
        }

        private void AppendReference(
            Catalogue catalogue, List<Extract> known, IReadOnlyDictionary<string, StoredExtract> stored, string inputs, DateTimeOffset now)
        {
            file.Append("publication", [[AsOf, now, ProgramVersion, inputs]]);
            file.Append("extract", known.OrderBy(extract => stored[extract.Id].PublishedOn).ThenBy(extract => extract.Id, StringComparer.Ordinal)
                .Select(extract => (Extract: extract, Account: stored[extract.Id]))
                .Select(e => new object?[]
                {
                    e.Extract.Id, e.Extract.Source, e.Extract.FileName, e.Account.PublishedOn, e.Extract.ReceivedAt,
                    StateText(e.Account.State), e.Account.Cells, e.Account.Observations, e.Account.Problems,
                    e.Account.Withdrawn?.At, e.Account.Withdrawn?.Why,
                }));
            var series = catalogue.Series.Values
                .Concat(known.OrderBy(extract => extract.Id, StringComparer.Ordinal).SelectMany(extract => stored[extract.Id].NewSeries))
                .DistinctBy(series => series.Code);
            file.Append("series", series.Select(s => new object?[]
            {
                s.Code, s.NameVi, s.NameEn, s.UnitMeasure, s.UnitMult, s.Aggregation switch { Aggregation.Sum => "sum", Aggregation.Last => "last", _ => "mean" }, s.CanFall,
            }));
            file.Append("department", catalogue.Departments.Select(d => new object?[] { d.Code, d.NameVi, d.NameEn }));
            foreach (var i in catalogue.Indicators)
            {
                file.Run(
                    "INSERT INTO indicator VALUES ($1, $2, $3, $4, $5, $6, string_split($7, '|'), $8, $9, $10, $11, $12, $13, $14, $15)",
                    ("1", i.Code), ("2", i.NameVi), ("3", i.NameEn), ("4", i.Unit.TextVi), ("5", i.Unit.Measure), ("6", i.Unit.Mult),
                    ("7", string.Join('|', i.Series)), ("8", i.Transformation.Code()), ("9", i.RefArea), ("10", i.Department.NameVi), ("11", i.Department.NameEn), ("12", i.Department.Code),
                    ("13", i.Sector.Code), ("14", i.Sector.NameVi), ("15", i.Sector.NameEn));
            }

            file.Append("target", catalogue.Targets.Select(t => new object?[]
            {
                t.Indicator, t.Horizon, t.Clause, t.Basis.Text(), t.FromYear, t.ToYear, t.Lower, t.Upper, t.Strict, t.Approximate,
                t.Reading.Text(), t.Direction.Text(), t.Printed, t.NoteVi, t.NoteEn,
            }));
            file.Append("series_part", catalogue.Parts.Select(p => new object?[] { p.Series, p.Part, p.RefArea, p.PartArea }));
            file.Append("series_break", catalogue.Breaks.Select(b => new object?[] { b.Series, b.RefArea, b.Date, b.Bridge, b.NoteVi, b.NoteEn }));
            file.Append("task", catalogue.Tasks.Select(t => new object?[]
            {
                t.Code, t.Appendix, t.Title, t.Lead, t.Partners, t.Product, t.DeadlineText, t.Deadline.Kind.Text(), t.Deadline.Due,
                t.Department.Code, null, null, null,
            }));
            file.Append("milestone", catalogue.Milestones.Select(m => new object?[]
            {
                m.Code, m.Horizon, m.Clause, m.NameVi, m.NameEn, m.Department.NameVi, m.Department.Code, m.Due, m.Printed, m.NoteVi, m.NoteEn,
                null, null, null,
            }));
        }

        private void Load(List<Extract> known, IReadOnlyDictionary<string, StoredExtract> stored)
        {
            file.Run("CREATE TEMP TABLE lake_file (relation VARCHAR, path VARCHAR, extract_id VARCHAR)");
            file.Append("lake_file", known.SelectMany(extract => stored[extract.Id].Files.Select(name => new object?[]
            {
                name[..name.IndexOf('/', StringComparison.Ordinal)], warehouse.lake.PathOf(name), extract.Id,
            })));
            file.Run("SET VARIABLE as_of = $day::DATE", ("day", AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
            file.Run("SET VARIABLE largest_extract = $id", ("id", known.MaxBy(extract => stored[extract.Id].Observations)?.Id ?? ""));
            foreach (var (relation, script) in new[] { ("cell", "10_cell.sql"), ("problem", "11_problem.sql"), ("observation", "12_observation.sql") })
            {
                // read_parquet needs at least one file to know its columns, and takes a name with [ for a pattern.
                if (known.Exists(extract => stored[extract.Id].Files.Any(name => name.StartsWith(relation + "/", StringComparison.Ordinal))))
                {
                    file.Run($"SET VARIABLE {relation}_files = (SELECT list(replace(path, '[', '[[]') ORDER BY path) FROM lake_file WHERE relation = $relation)", ("relation", relation));
                    file.Run(Sql(script));
                }
            }

            file.Run(Sql("20_months.sql"));
            file.Run(Sql("22_watch.sql"));
            file.Run(Sql("24_yearly.sql"));
            foreach (var step in Formulas.GroupBy(name => name["derived/".Length]))
            {
                file.Run("CREATE OR REPLACE TEMP VIEW formula AS " + string.Join(" UNION ALL BY NAME ", step.Select(name => $"({Sql(name)})")));
                file.Run(Sql("25_derived.sql"));
            }

            file.Run(Sql("26_derived_end.sql"));
            file.Run(Sql("30_indicator_value.sql"));
            file.Run(Sql("31_nowcast.sql"));
            file.Run(Sql("32_task.sql"));
            file.Run(Sql("35_verdict_change.sql"));
            file.Run(Sql("40_close.sql"));
            file.Run("DROP TABLE lake_file");
        }

        /// <summary>The formulas of derived figures; those that need the figures of others have a higher number.</summary>
        private static IEnumerable<string> Formulas => Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith("derived/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
    }

    /// <summary>One look at the publication: whatever is published meanwhile, all answers are of the same file.</summary>
    public sealed class View : IDisposable
    {
        private readonly DuckFile file;

        internal View(DuckFile file) => this.file = file;

        /// <inheritdoc cref="Warehouse.Query"/>
        public Answer Query(string sql, params (string Name, object? Value)[] parameters) => file.Query(sql, parameters);

        /// <inheritdoc cref="Warehouse.IndicatorValues"/>
        public IReadOnlyDictionary<string, IReadOnlyList<YearValue>> IndicatorValues(DateOnly asOf) => ReadIndicatorValues(file, asOf);

        /// <inheritdoc cref="Publication.ValueChanges"/>
        public IReadOnlyList<ValueChange> ValueChanges() => ReadValueChanges(file);

        public void Dispose() => file.Dispose();
    }

    /// <summary>Opens the published file, read-only.</summary>
    /// <exception cref="SqlException">Nothing has been published.</exception>
    public View Open() => new(OpenPublished());

    /// <summary>The yearly series of every indicator as known on a day, from the published file.</summary>
    /// <exception cref="SqlException">Nothing has been published.</exception>
    public IReadOnlyDictionary<string, IReadOnlyList<YearValue>> IndicatorValues(DateOnly asOf)
    {
        using var file = OpenPublished();
        return ReadIndicatorValues(file, asOf);
    }

    private DuckFile OpenPublished()
    {
        var file = DuckFile.OpenRead(PublishedFile
            ?? throw new SqlException("Chưa có bản công bố nào / nothing has been published yet.", new FileNotFoundException(folder)));
        if (!ByThisProgram(file))
        {
            file.Hint = "\nBản công bố này do một phiên bản khác của chương trình lập; chạy plan86 once để lập lại. / Another build of the program made this publication; plan86 once makes it anew.";
        }

        return file;
    }

    private static bool ByThisProgram(DuckFile file)
    {
        try
        {
            return (string?)file.Query("SELECT program_version FROM publication").Rows[0][0] == ProgramVersion;
        }
        catch (SqlException)
        {
            return false;
        }
    }

    private static Dictionary<string, IReadOnlyList<YearValue>> ReadIndicatorValues(DuckFile file, DateOnly asOf) =>
        YearValues(file.Query(
            "SELECT indicator, \"year\", \"value\", obs_status, is_nowcast, low, high, suspect FROM indicator_value_asof($day::DATE) ORDER BY ALL",
            ("day", asOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))));

    private static IReadOnlyList<ValueChange> ReadValueChanges(DuckFile file) =>
    [
        .. file.Query(Sql("36_value_changes.sql")).Rows.Select(row => new ValueChange(
            (DateOnly)row[0]!, (string)row[1]!, (int)row[2]!,
            row[3] is double value ? new YearValue((int)row[2]!, value, ObsStatuses.Parse((string)row[4]!)!.Value) : null,
            FigureOf(row.AsSpan(5)))),
    ];

    /// <summary>Series, period, old and new value, extract, file, sheet, cell.</summary>
    private static Figure? FigureOf(ReadOnlySpan<object?> row) => row[0] is not string series ? null : new(
        series, (string)row[1]!, (double?)row[2], (double)row[3]!, (string)row[4]!, (string)row[5]!, (string?)row[6], (string)row[7]!);

    private static string Build(Type type) => type.Module.ModuleVersionId.ToString("N")[..8];

    private static string Sql(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static Dictionary<string, IReadOnlyList<YearValue>> YearValues(Answer answer) =>
        answer.Rows
            .GroupBy(row => (string)row[0]!)
            .ToDictionary(
                group => group.Key,
                group => (IReadOnlyList<YearValue>)[.. group.Select(row => new YearValue((int)row[1]!, (double)row[2]!, ObsStatuses.Parse((string)row[3]!)!.Value, (bool)row[4]!, (double?)row[5], (double?)row[6], (bool)row[7]!))],
                StringComparer.Ordinal);

    /// <summary>The contract's word for a state.</summary>
    public static string StateText(ExtractState state) => state switch
    {
        ExtractState.Accepted => "accepted",
        ExtractState.AcceptedWithProblems => "accepted_with_problems",
        ExtractState.Rejected => "rejected",
        _ => "withdrawn",
    };
}
