using System.ComponentModel.DataAnnotations;

namespace Plan86.Ingest;

/// <summary>Settings of a <see cref="Collector"/>, checked when it is made.</summary>
public sealed record CollectorOptions
{
    /// <summary>A dropped file is taken when size and time of change have not moved for this long. 1 ms to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan StableFor { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The inbox is looked at this often even when no event comes: network shares lose events. 10 ms to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>An empty file may be a copy that has just begun; after this long it is reported. 0 to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan EmptyFor { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>False: <see cref="Collector.WatchAsync"/> looks at the inbox alone.</summary>
    public bool Pulls { get; init; } = true;

    /// <summary>Pulls that run at the same time. 1 to 1,000.</summary>
    [Range(1, 1_000)]
    public int ConcurrentPulls { get; init; } = 16;

    /// <summary>Where whoever runs a server can learn who asks: an address of the web or of mail.</summary>
    [Required]
    public string Contact { get; init; } = Environment.GetEnvironmentVariable("PLAN86_CONTACT") is { Length: > 0 } contact
        ? contact : "https://haiphong.gov.vn";

    /// <summary>A pull begins so much later than its cron time at most, so that not everybody asks in the same second. 0 to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan PullJitter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Median wait before the first retry; it doubles with each, with jitter. 1 ms to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest wait before a retry unless the server asks for more by <c>Retry-After</c>. 1 ms to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan LongestRetryDelay { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A host is left alone when at least this share of its attempts failed. 0.01 to 1.</summary>
    [Range(0.01, 1.0)]
    public double BreakerFailureRatio { get; init; } = 0.8;

    /// <summary>… out of at least this many attempts (2 to 10 000) …</summary>
    [Range(2, 10_000)]
    public int BreakerMinimumAttempts { get; init; } = 8;

    /// <summary>… within this long. 0.5 s to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan BreakerWindow { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a failing host is left alone. 0.5 s to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan BreakerRest { get; init; } = TimeSpan.FromMinutes(1);
}
