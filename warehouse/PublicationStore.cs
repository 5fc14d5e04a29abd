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
public sealed class PublicationStore(string dataFolder, string memory = "700MB")
{
    private const string FileName = "plan86.duckdb";

    private readonly Lake _lake = new(dataFolder);
    private readonly string _folder = Path.Combine(dataFolder, "warehouse");

    /// <summary>The file analysts open, always READ_ONLY; null before the first publication.</summary>
    public string? PublishedFile
    {
        get
        {
            var path = Path.Combine(_folder, FileName);
            if (File.Exists(path))
            {
                return path;
            }

            // Windows: a file that readers have open cannot be replaced, so current.json names the latest.
            var pointer = Path.Combine(_folder, "current.json");
            if (!File.Exists(pointer))
            {
                return null;
            }

            var name = JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(pointer)).GetProperty("file").GetString()!;
            return Path.Combine(_folder, Path.GetFileName(name));
        }
    }

    /// <summary>What the lake holds, by extract.</summary>
    public IReadOnlyDictionary<string, StoredExtract> Stored() => _lake.Stored();

    /// <summary>Has an extract read and keeps its part of the lake.</summary>
    public Task<StoredExtract> StoreAsync(
        Extract extract, string fingerprint, Func<Func<LakePart, Stream>, Task<ExtractReport>> read) =>
        _lake.StoreAsync(extract, fingerprint, read);

    /// <summary>Throws the lake away, to be made again from what has landed; the publication stands until then.</summary>
    public void ClearLake() => _lake.Clear();

    /// <summary>Begins a publication from what the lake holds of these extracts.</summary>
    /// <param name="inputs">Identifies everything it is built from: see <see cref="PublishedInputs"/>.</param>
    public Publication Build(
        Catalogue catalogue, SqlSettings sql, IReadOnlyList<Extract> extracts, string inputs, DateTimeOffset now, CancellationToken ct)
    {
        Directory.CreateDirectory(_folder);
        foreach (var stale in Directory.EnumerateFiles(_folder, ".building*"))
        {
            File.Delete(stale);
        }

        return Publication.Build(
            Path.Combine(_folder, ".building.duckdb"), memory, _lake, sql, catalogue, extracts, new PublicationNote(inputs, now),
            Replace, ct);
    }

    /// <summary>Runs a query on the published file, read-only.</summary>
    /// <exception cref="SqlException">The SQL is wrong, or nothing has been published.</exception>
    public Answer Query(string sql, params (string Name, object? Value)[] parameters)
    {
        using var file = OpenPublished();
        return file.Query(sql, parameters);
    }

    /// <summary>Returns the answer of one of the program's own queries (<c>sql/queries</c>) on the published file.</summary>
    /// <exception cref="SqlException">Nothing has been published.</exception>
    public Answer Ask(string query, params (string Name, object? Value)[] parameters) => Query(Scripts.Query(query), parameters);

    /// <summary>Returns what was taken from each extract, table by table, from its part of the lake, by extract.</summary>
    /// <exception cref="SqlException">Nothing has been published.</exception>
    public ILookup<string, Row> TablesOf(IReadOnlyCollection<StoredExtract> accounts)
    {
        using var file = OpenPublished();
        var tables = new List<Row>();
        var extracts =
            accounts.SelectMany(account => account.Files.Select(name => (Part: Path.GetFileNameWithoutExtension(name), account.ExtractId)))
            .DistinctBy(entry => entry.Part).ToDictionary(entry => entry.Part, entry => entry.ExtractId, StringComparer.Ordinal);
        foreach (var kind in accounts.Where(account => Parts(account, "observation").Any())
            .GroupBy(account => Parts(account, "cell").Any()))
        {
            foreach (var relation in new[] { "observation", "cell" })
            {
                // read_parquet takes a name with [ for a pattern.
                var paths = kind.SelectMany(account => Parts(account, relation))
                    .Select(path => path.Replace("[", "[[]", StringComparison.Ordinal));
                file.Run($"SET VARIABLE {relation}_files = string_split($paths, '|')", ("paths", string.Join('|', paths)));
            }

            tables.AddRange(file.Query(Scripts.Query(kind.Key ? "taken_tables" : "taken_lines")).Named);
        }

        return tables.ToLookup(row => extracts[row.Get<string>("part")], StringComparer.Ordinal);
    }

    private IEnumerable<string> Parts(StoredExtract account, string relation) =>
        account.Files.Where(name => name.StartsWith(relation + "/", StringComparison.Ordinal)).Select(_lake.PathOf);

    /// <summary>What the published file was built from; null when there is none that can be read.</summary>
    public string? PublishedInputs()
    {
        try
        {
            return PublishedFile is null ? null : Query("SELECT inputs FROM publication").Only<string>();
        }
        catch (SqlException)
        {
            // Of an older program, or damaged: it will be built anew.
            return null;
        }
    }

    /// <summary>The day the published file is about.</summary>
    public DateOnly AsOf() => Query("SELECT as_of FROM publication").Only<DateOnly>();

    /// <summary>How the published file stands; null when there is none that can be read.</summary>
    public PublishedStanding? Standing()
    {
        if (PublishedFile is null)
        {
            return null;
        }

        try
        {
            using var file = OpenPublished();
            var verdicts = file.Query("SELECT indicator, horizon, verdict FROM assessment").Named
                .Select(row => (Key: (row.Get<string>("indicator"), row.Get<string>("horizon")),
                    Verdict: EnumText.Parse<Verdict>(row.Get<string>("verdict"))))
                .Where(row => row.Verdict is not null)
                .ToDictionary(row => row.Key, row => row.Verdict!.Value);
            return new(
                new Standing(
                    file.Query("SELECT as_of, inputs FROM publication").Named.Single().Get<DateOnly>("as_of"), verdicts,
                    PublishedRows.PublishedValues(file)),
                file.Query("SELECT extract_id FROM extract WHERE state <> 'withdrawn'").Named.Select(row => row.Get<string>("extract_id"))
                    .ToHashSet(StringComparer.Ordinal));
        }
        catch (SqlException)
        {
            return null;
        }
    }

    /// <summary>How many extracts the published file holds; 0 when there is none.</summary>
    public long PublishedExtracts() =>
        PublishedInputs() is null ? 0 : Query("SELECT count(*) FROM extract").Only<long>();

    private void Replace(string built)
    {
        var path = Path.Combine(_folder, FileName);
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
        var number = 1 + Directory.EnumerateFiles(_folder, "plan86-*.duckdb")
            .Select(path =>
                int.TryParse(Path.GetFileNameWithoutExtension(path)["plan86-".Length..], NumberStyles.None, CultureInfo.InvariantCulture,
                    out var n) ? n : 0)
            .DefaultIfEmpty().Max();
        var name = string.Create(CultureInfo.InvariantCulture, $"plan86-{number}.duckdb");
        File.Move(built, Path.Combine(_folder, name));
        File.SetAttributes(Path.Combine(_folder, name), FileAttributes.ReadOnly);
        var pointer = Path.Combine(_folder, "current.json");
        File.WriteAllText(pointer + ".tmp", JsonSerializer.Serialize(new { file = name }));
        File.Move(pointer + ".tmp", pointer, overwrite: true);
        foreach (var old in Directory.EnumerateFiles(_folder, "plan86-*.duckdb").Where(path => Path.GetFileName(path) != name))
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

    /// <summary>Returns the published file opened, null before the first: while one look is open, others of the same process cost
    /// little, and opening costs more than most queries.</summary>
    public PublicationView? Look() => PublishedFile is null ? null : Open();

    /// <summary>Opens the published file, read-only.</summary>
    /// <exception cref="SqlException">Nothing has been published.</exception>
    public PublicationView Open() => new(OpenPublished());

    /// <summary>The yearly series of every indicator as known on a day, from the published file.</summary>
    /// <exception cref="SqlException">Nothing has been published.</exception>
    public PlanValues IndicatorValues(DateOnly asOf)
    {
        using var file = OpenPublished();
        return PublishedRows.IndicatorValues(file, asOf);
    }

    private DuckFile OpenPublished()
    {
        var file = DuckFile.OpenRead(PublishedFile
            ?? throw new SqlException("Chưa có bản công bố nào / nothing has been published yet.", new FileNotFoundException(_folder)));
        file.OnFault = () => ByThisProgram(file)
            ? ""
            : "\nBản công bố này do một phiên bản khác của chương trình lập; chạy plan86 once để lập lại. / Another build of "
                + "the program made this publication; plan86 once makes it anew.";
        return file;
    }

    private static bool ByThisProgram(DuckFile file)
    {
        // What is asked here may itself fail.
        file.OnFault = null;
        try
        {
            return file.Query("SELECT program_version FROM publication").Only<string>() == ProgramVersion.Text;
        }
        catch (SqlException)
        {
            return false;
        }
    }
}
