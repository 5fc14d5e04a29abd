using Plan86.Transform;
using Plan86.Transform.Meaning;

namespace Plan86.Schedules.Replies;

/// <summary>Everything a reply says about one file, before it is put into words.</summary>
/// <param name="FileName">The name it was dropped under.</param>
/// <param name="Problems">The first of them; <see cref="Acceptance.Places"/> counts all.</param>
internal sealed record Reply(string FileName, Acceptance Acceptance, IReadOnlyList<Problem> Problems)
{
    /// <summary>These bytes had been taken before: nothing changes.</summary>
    public bool IsKnown { get; init; }

    /// <summary>What was taken, table by table.</summary>
    public IReadOnlyList<TakenTable> Taken { get; init; } = [];

    public IReadOnlyList<Replacement> Replaced { get; init; } = [];

    /// <summary>Of a refused file: what goes on counting instead; null where there is nothing.</summary>
    public EarlierVersion? Earlier { get; init; }

    /// <summary>Of a refused file: other sources that would take it.</summary>
    public IReadOnlyList<Source> FitsOthers { get; init; } = [];

    /// <summary>The name of the copy in which the places are marked; null where there is none.</summary>
    public string? Copy { get; init; }
}

/// <summary>What was taken of one table, or of all lines of a flat file.</summary>
/// <param name="Sheet">Empty in a flat file.</param>
/// <param name="Periods">SDMX periods with their frequency, a plus behind what runs since January: <c>M 2024-03 +</c>.</param>
/// <param name="UnstatedUnits">Units that only the rule of the source knows: <c>USD 6</c>.</param>
internal sealed record TakenTable(
    string Sheet, string Title, long Figures, IReadOnlyList<string> Periods, IReadOnlyList<string> UnstatedUnits);

/// <summary>A file that was accepted earlier and goes on counting.</summary>
internal sealed record EarlierVersion(string FileName, DateOnly PublishedOn, long Observations);
