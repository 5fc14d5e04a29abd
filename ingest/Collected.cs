using Plan86.Transform;
using Plan86.Transform.Meaning;
using Plan86.Transform.Reading;

namespace Plan86.Ingest;

/// <summary>One delivered file that is landed.</summary>
/// <param name="Source">Name of the source it was delivered for.</param>
/// <param name="FileName">The name it was delivered under, without a folder. Text from outside: it may hold anything.</param>
/// <param name="From"><c>inbox/…</c> relative to the data folder, the URL, or the path handed to
/// <see cref="Collector.LandAsync"/>.</param>
/// <param name="ExtractId">SHA-256 of the bytes: <see cref="Extract.Id"/> of what <see cref="Collector.Landed"/> lists.</param>
/// <param name="IsNew">True when this delivery wrote a receipt; false when these bytes had come this way before.</param>
/// <param name="InboxPath">Full path of the dropped file (a reply belongs beside it); null when it was not dropped.</param>
public sealed record Delivery(
    string Source, string FileName, string From, string ExtractId, bool IsNew, string? InboxPath);

/// <summary>One thing that could not be taken in, and whose it is.</summary>
/// <param name="Source">The source it concerns; null for a file in no source's folder.</param>
/// <param name="InboxPath">Full path of the dropped file it is about; null when it is about none.</param>
public sealed record Trouble(string? Source, string? InboxPath, Problem Problem);

/// <summary>What one look at the inbox and the pulls brought.</summary>
/// <param name="Deliveries">Every file that lies in the inbox and is landed (new or not), and every answer pulled.</param>
/// <param name="Troubles">What stands wrong now: a file in the wrong place is told at every look; a failed pull once.</param>
/// <param name="Waiting">Full paths of dropped files that are still growing or held open by their writer.</param>
public sealed record Collected(
    IReadOnlyList<Delivery> Deliveries, IReadOnlyList<Trouble> Troubles, IReadOnlyList<string> Waiting)
{
    internal static Collected Nothing { get; } = new([], [], []);

    internal static Collected Of(Delivery delivery) => new([delivery], [], []);

    internal static Collected Of(Trouble trouble) => new([], [trouble], []);

    internal static Collected Merge(IEnumerable<Collected> parts)
    {
        var deliveries = new Dictionary<(string, string, string), Delivery>();
        var troubles = new List<Trouble>();
        var waiting = new List<string>();
        foreach (var part in parts)
        {
            foreach (var d in part.Deliveries)
            {
                var key = (d.Source, d.From, d.ExtractId);
                var isNew = d.IsNew || (deliveries.TryGetValue(key, out var before) && before.IsNew);
                deliveries[key] = d with { IsNew = isNew };
            }
            troubles.AddRange(part.Troubles);
            waiting.AddRange(part.Waiting);
        }
        return new Collected([.. deliveries.Values], [.. troubles.Distinct()], [.. waiting.Distinct()]);
    }
}

/// <summary>Everything landed.</summary>
/// <param name="Extracts">One per hash, ordered by id.</param>
/// <param name="Troubles">Damaged receipts and contents: what they say is left out of <paramref name="Extracts"/>.</param>
public sealed record Shelf(IReadOnlyList<Extract> Extracts, IReadOnlyList<Trouble> Troubles);

/// <summary>How one pull of a source stands.</summary>
/// <param name="Url">The template of its address.</param>
/// <param name="LastAttempt">When the last pull that ended began; null before the first.</param>
/// <param name="LastSuccess">When it last got an answer, changed or not; null before the first.</param>
/// <param name="IsDue">A cron time has passed since the last attempt.</param>
/// <param name="NextDue">The next cron time to come; null when the expression never comes true.</param>
/// <param name="LastFailure">Why the last attempt failed (English); null when it did not.</param>
public sealed record PullStatus(
    string Source, string Url, DateTimeOffset? LastAttempt, DateTimeOffset? LastSuccess, bool IsDue, DateTimeOffset? NextDue,
    string? LastFailure)
{
    /// <summary>How the last pull ended: Landed, Unchanged, NothingNew, Failed; None before the first.</summary>
    public string Outcome { get; init; } = "None";

    /// <summary>What landed last; null before that.</summary>
    public string? ExtractId { get; init; }

    /// <summary>When an answer was owed that has not come; null where none is owed.</summary>
    public DateTimeOffset? OverdueSince { get; init; }
}

/// <summary>A request that a dry run would have made.</summary>
/// <param name="Figures">How many figures its answer has; null where nobody can know.</param>
/// <param name="IsNew">It has never been fetched.</param>
/// <param name="LinkText">The link that leads to it; null without. One that is not new has changed.</param>
public sealed record PlannedAsk(string Source, string Method, string Url, string? Body, long? Figures, bool IsNew, string? LinkText)
{
    /// <summary>It was fetched before, and its link says something else now.</summary>
    public bool IsChanged => !IsNew && LinkText is not null;
}
