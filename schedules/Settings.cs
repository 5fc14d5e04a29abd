using Plan86.Ingest;
using Plan86.Transform;

namespace Plan86.Schedules;

/// <summary>Where the program's editable data lies: beside the program, overridden file by file by <c>--config</c>.</summary>
internal static class Settings
{
    private static readonly string Shipped = AppContext.BaseDirectory;

    public static string Samples => Path.Combine(Shipped, "samples");

    /// <summary>Reads catalogue and sources and names every fault at once.</summary>
    /// <param name="config">Folder with <c>catalogue/</c> and <c>sources/</c>; what it has not is taken as shipped.</param>
    public static (Catalogue Catalogue, IReadOnlyList<Problem> Faults) Read(string? config)
    {
        if (config is not null && !Directory.Exists(config))
        {
            throw new Refusal($"Không có thư mục {config}.", $"There is no folder {config}.");
        }

        var sources = Files("sources", "*.json", config).Select(path => (Path.GetFileName(path), File.ReadAllText(path)));
        var catalogue = Files("catalogue", "*.csv", config).ToDictionary(path => Path.GetFileName(path)!, StringComparer.Ordinal);
        return Catalogue.Read(
            name => catalogue.TryGetValue(name, out var path) ? File.OpenRead(path) : null,
            sources,
            Collector.IsCron);
    }

    /// <exception cref="Refusal">There are faults; all are named.</exception>
    public static Catalogue Load(string? config)
    {
        var (catalogue, faults) = Read(config);
        return faults.Count == 0
            ? catalogue
            : throw new Refusal(
                string.Join('\n', faults.Select(Replies.Line)),
                $"{faults.Count} lỗi trong danh mục và nguồn / faults in catalogue and sources.");
    }

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
