namespace Plan86.Ingest;

/// <summary>How one pull ended.</summary>
internal enum PullOutcome
{
    /// <summary>Not tried yet.</summary>
    None,
    Landed,
    Unchanged,
    NothingNew,
    Failed,
}

/// <summary>What is remembered of one thing that was fetched. Losing it costs one fetch, never a figure.</summary>
/// <param name="LinkText">The text of the link that led to it.</param>
/// <param name="Digest">SHA-256 of the answer without what changes though nothing did.</param>
internal sealed record Fetched(
    DateTimeOffset At, string? ETag = null, DateTimeOffset? LastModified = null, string? ExtractId = null, string? FileName = null,
    string? LinkText = null, string? Digest = null);

/// <summary>What <c>landed/pulls.json</c> keeps of one pull of a source.</summary>
/// <param name="Configuration">Of the pull's text: under another one nothing here says anything.</param>
/// <param name="FirstSeen">When the worker first met it: it is due at the first cron time after that.</param>
internal sealed record PullMemory(string Configuration, DateTimeOffset FirstSeen)
{
    public DateTimeOffset? LastAttempt { get; init; }

    public DateTimeOffset? LastSuccess { get; init; }

    public DateTimeOffset? LastLanded { get; init; }

    /// <summary>When everything was last asked for.</summary>
    public DateTimeOffset? LastFull { get; init; }

    public PullOutcome Outcome { get; init; }

    /// <summary>Why the last pull failed (English); null when it did not.</summary>
    public string? Reason { get; init; }

    /// <summary>What landed last.</summary>
    public string? ExtractId { get; init; }

    /// <summary>By <see cref="Ask.Key"/>.</summary>
    public Dictionary<string, Fetched> Fetched { get; init; } = [];
}
