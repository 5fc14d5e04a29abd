namespace Plan86.Transform;

/// <summary>Where extracts come from and what they mean: one JSON file of <c>ingest/sources</c>.</summary>
public sealed record Source
{
    /// <summary>ASCII kebab-case name; also the folder under <c>inbox/</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Finds the publication day in a file name by the groups <c>year</c>, <c>month</c>, <c>day</c> (day
    /// optional: then the month's last day).</summary>
    public System.Text.RegularExpressions.Regex? PublishedOnInFileName { get; init; }

    /// <summary>Null when the source is only dropped.</summary>
    public Pull? Pull { get; init; }
}

/// <summary>How a source is fetched over HTTP(S).</summary>
/// <param name="Url">Absolute, http or https.</param>
/// <param name="Cron">Five fields, in Asia/Ho_Chi_Minh.</param>
/// <param name="FileName">Name the answer lands under; null: the last segment of the URL.</param>
public sealed record Pull(Uri Url, string Cron, string? FileName = null)
{
    /// <summary>A longer answer is refused. Bytes, 1 to 2^40.</summary>
    public long MaxBytes { get; init; } = 1L << 30;

    /// <summary>One attempt, 1 s to 1 h.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>All attempts together, 1 s to 24 h.</summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Attempts after the first, 0 to 20.</summary>
    public int Retries { get; init; } = 4;
}
