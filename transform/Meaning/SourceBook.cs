using Plan86.Transform.Plan;

namespace Plan86.Transform.Meaning;

/// <summary>The sources (<c>ingest/sources/*.json</c>), read and checked against the catalogue they deliver to.</summary>
public sealed class SourceBook
{
    private readonly List<Source> _sources = [];

    private SourceBook()
    {
    }

    /// <summary>All sources, by name.</summary>
    public IReadOnlyList<Source> All => _sources;

    /// <summary>Reads everything; sources with faults must not be used.</summary>
    /// <param name="files">Name and text of each source file.</param>
    /// <param name="isCron">Whether a schedule can be kept: what fetches knows.</param>
    /// <param name="faults">Takes every fault, also of indicators that nobody delivers.</param>
    public static SourceBook Read(
        IEnumerable<(string File, string Json)> files, Catalogue catalogue, Func<string, bool> isCron, List<Problem> faults)
    {
        var (book, unread) = (new SourceBook(), 0);
        var all = files.Select(one => (one.File, one.Json, IsLikeAnother: SourceFile.LikeOf(one.Json) is not null)).ToList();
        var originals = new SourceOriginals(all.Select(one => (one.File, one.IsLikeAnother)));

        // What others are like is read before them.
        foreach (var (file, json, _) in all.OrderBy(one => one.IsLikeAnother).ThenBy(one => one.File, StringComparer.Ordinal))
        {
            if (SourceFile.Read(json, file, catalogue, isCron, originals, faults) is { } source)
            {
                book._sources.Add(source);
                originals.Add(source);
            }
            else
            {
                unread++;
            }
        }

        book._sources.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));

        // What a source with faults would deliver is not known.
        if (unread == 0 && !book._sources.Exists(source => source.TakesAnySeries))
        {
            catalogue.CheckDelivered(book._sources.SelectMany(source => source.SeriesNamed()).ToHashSet(StringComparer.Ordinal));
        }

        return book;
    }

    /// <summary>Returns the source of a name; null when it is not declared.</summary>
    public Source? Find(string name) => _sources.Find(source => source.Name == name);
}
