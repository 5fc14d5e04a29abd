using Plan86.Warehouse;

namespace Plan86.Schedules.Replies;

/// <summary>A figure that counted until a file said another: what it was, what it is.</summary>
/// <param name="ExtractId">The file that says the new one.</param>
/// <param name="OldFile">The file that said the old one.</param>
/// <param name="OfFile">How many figures the file replaces; the first of them are told.</param>
internal sealed record Replacement(
    string ExtractId, string Series, string RefArea, string TimePeriod, string Transformation, ReplacedValue Old, ReplacedValue New,
    string OldFile,
    long OfFile)
{
    /// <summary>Returns what a publication replaces of the last one; nothing where the last one cannot be read.</summary>
    public static IReadOnlyList<Replacement> Since(PublicationStore store, Publication publication)
    {
        try
        {
            return store.PublishedFile is { } last
                ? [.. publication.ReplacedSince(last).Named.Select(row => new Replacement(
                    row.Get<string>("extract_id"), row.Get<string>("series"), row.Get<string>("ref_area"), row.Get<string>("time_period"),
                    row.Get<string>("transformation"),
                    new(row.Get<double>("old_value"), row.Get<string>("old_measure"), row.Get<int>("old_mult")),
                    new(row.Get<double>("new_value"), row.Get<string>("new_measure"), row.Get<int>("new_mult")),
                    row.Get<string?>("old_file") ?? "", row.Get<long>("of_file")))]
                : [];
        }
        catch (SqlException)
        {
            // Of an older program, or damaged: nothing can be said against it.
            return [];
        }
    }
}

/// <summary>A value with its unit as stored.</summary>
internal readonly record struct ReplacedValue(double Value, string Measure, int Mult);
