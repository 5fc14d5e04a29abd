using System.Text.Json.Nodes;
using Plan86.Transform;
using Plan86.Transform.Reading.Spreadsheet;

namespace Plan86.Ingest;

/// <summary>What one request is for.</summary>
internal enum AskKind
{
    /// <summary>Its answer lands.</summary>
    Data,

    /// <summary>One page of an answer; all of them land as one file.</summary>
    Page,

    /// <summary>What a PX-Web API may be asked.</summary>
    PxConfig,

    /// <summary>Variables and values of a PX-Web table.</summary>
    PxMetadata,

    /// <summary>A page of links.</summary>
    Links,
}

/// <summary>One request, decided. Its texts hold <c>{secret:NAME}</c> where the sender puts a secret.</summary>
/// <param name="Key">What it is remembered by: the address of a link, the period, the part of a table; empty for the only one.</param>
/// <param name="Url">Absolute, with its query.</param>
internal sealed record Ask(AskKind Kind, string Key, string Url)
{
    public string Method { get; init; } = "GET";

    public string? Body { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public Period? Period { get; init; }

    /// <summary>The next address of the same thing, asked where this one gives nothing; null for none.</summary>
    public Ask? Otherwise { get; init; }

    /// <summary>Counts the steps from page to page, from 0.</summary>
    public int Step { get; init; }

    /// <summary>Counts pages of links or of rows, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>The link that led here; null without.</summary>
    public PageLink? Link { get; init; }

    /// <summary>The page the link stands on; null without.</summary>
    public string? FoundOn { get; init; }

    /// <summary>The publication day that the link or its page states; null where neither does.</summary>
    public DateOnly? PublishedOn { get; init; }

    /// <summary>Rows of the pages before this one, and the page they stand in; null on the first.</summary>
    public JsonNode? Before { get; init; }

    /// <summary>The limits of the PX-Web API; null until they are known.</summary>
    public PxLimits? Limits { get; init; }

    /// <summary>How many figures the answer will have; null where nobody can know.</summary>
    public long? Figures { get; init; }
}

/// <summary>What a server may be asked at once.</summary>
/// <param name="MaxCells">Figures of one answer.</param>
internal sealed record PxLimits(long MaxCells, int MaxCalls, int TimeWindow);

/// <summary>What came back.</summary>
/// <param name="Headers">By name, whatever its case.</param>
/// <param name="Body">Whole where the planner needs it, else empty: what lands may be of any length.</param>
internal sealed record PullAnswer(int Status, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body, string FinalUrl);

/// <summary>What follows from an answer.</summary>
/// <param name="Asks">To be asked next.</param>
/// <param name="Lands">Bytes that land instead of the answer's own: all pages as one; null for those of the answer.</param>
/// <param name="Fault">Why the answer cannot be used; null where it can.</param>
internal sealed record Consequence(IReadOnlyList<Ask> Asks, byte[]? Lands = null, string? Fault = null);
