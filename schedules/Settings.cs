using Plan86.Ingest;
using Plan86.Transform;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading.Layout;
using Plan86.Warehouse;

namespace Plan86.Schedules;

/// <summary>What people edit without knowing C#: it lies beside the program, overridden by <c>--config</c>, the catalogue row by row,
/// sources and SQL file
/// by file.</summary>
/// <param name="Sql">Formulas of derived figures and checks: <c>sql/derived</c>, <c>sql/watch</c>.</param>
internal sealed record Settings(Catalogue Catalogue, SourceBook Sources, SqlSettings Sql)
{
    /// <summary>In which language drops are answered.</summary>
    public ReplyLanguage ReplyLanguage { get; init; }

    /// <summary>An empty file of this name says that the catalogue beside it stands alone, not over the shipped one.</summary>
    private const string AloneMark = "only";

    private static readonly string Shipped = AppContext.BaseDirectory;

    public static string Samples => Path.Combine(Shipped, "samples");

    /// <summary>Reads catalogue and sources and names every fault at once.</summary>
    /// <param name="config">Folder with <c>catalogue/</c>, <c>sources/</c> and <c>sql/</c>; what it has not is taken as shipped.</param>
    public static (Settings Settings, IReadOnlyList<Problem> Faults) Read(string? config)
    {
        if (config is not null && !Directory.Exists(config))
        {
            throw new Refusal(new Bilingual($"Không có thư mục {config}.", $"There is no folder {config}."));
        }

        var own = config is null ? null : Path.Combine(config, "catalogue");
        var isAlone = own is not null && File.Exists(Path.Combine(own, AloneMark));
        var (catalogue, faults) = isAlone
            ? Catalogue.Read(name => Open(own!, name))
            : Catalogue.Read(name => Open(Path.Combine(Shipped, "catalogue"), name), name => own is null ? null : Open(own, name));
        var sources = SourceBook.Read(
            Files("sources", "*.json", config).Select(path => (Path.GetFileName(path), File.ReadAllText(path))), catalogue,
            Collector.IsCron, faults);
        return (new Settings(catalogue, sources, SqlSettings.Read(config, isAlone)), faults);
    }

    /// <exception cref="Refusal">There are faults; all are named.</exception>
    public static Settings Load(string? config)
    {
        var (settings, faults) = Read(config);
        return faults.Count == 0
            ? settings
            : throw new Refusal(new Bilingual(
                string.Join('\n', faults.Select(ProblemText.Line)),
                $"{faults.Count} lỗi trong danh mục và nguồn / faults in catalogue and sources."));
    }

    private static FileStream? Open(string folder, string name) =>
        Path.Combine(folder, name) is var path && File.Exists(path) ? File.OpenRead(path) : null;

    private static IEnumerable<string> Files(string folder, string pattern, string? config)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var root in new[] { Shipped, config })
        {
            if (root is not null && Directory.Exists(Path.Combine(root, folder)))
            {
                foreach (var path in Directory.EnumerateFiles(Path.Combine(root, folder), pattern))
                {
                    files[Path.GetFileName(path)] = path;
                }
            }
        }

        return files.Values;
    }
}
