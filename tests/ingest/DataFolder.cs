using System.Text;
using System.Text.RegularExpressions;
using Plan86.Ingest;
using Plan86.Schedules;
using Plan86.Transform;
using Plan86.Transform.Meaning;

namespace Plan86.Tests.Ingest;

/// <summary>A data folder of its own for one test, and what tests do with one.</summary>
internal sealed class DataFolder : IDisposable
{
    internal static readonly CollectorOptions Quick = new()
    {
        StableFor = TimeSpan.FromMilliseconds(150),
        PollInterval = TimeSpan.FromMilliseconds(100),
        RetryDelay = TimeSpan.FromMilliseconds(5),
        LongestRetryDelay = TimeSpan.FromMilliseconds(20),
        BreakerMinimumAttempts = 1000,
        PullJitter = TimeSpan.Zero,
    };

    internal static readonly Source Monthly = new()
    {
        Name = "monthly",
        PublishedOnInFileName = new Regex(@"^(?<year>\d{4})-(?<month>\d{2})(-(?<day>\d{2}))?"),
    };

    internal static readonly Source Other = new() { Name = "other" };

    internal string Path { get; } = Directory.CreateTempSubdirectory("plan86-ingest-").FullName;

    internal Collector Collector(params Source[] sources) => Collector(Quick, null, sources);

    internal Collector Collector(CollectorOptions options, TimeProvider? time, params Source[] sources) =>
        new(Path, sources.Length > 0 ? sources : [Monthly, Other], options, time);

    /// <summary>Drops a file that has long been at rest.</summary>
    internal string Drop(string source, string name, string text) => Drop(source, name, Encoding.UTF8.GetBytes(text));

    internal string Drop(string source, string name, byte[] bytes)
    {
        var path = In("inbox", source, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(-5));
        return path;
    }

    internal string In(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    internal static string Text(Extract extract)
    {
        using var stream = extract.Open();
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Names of everything under landed/, receipts by content: equal when nothing was touched.</summary>
    internal string[] LandedFiles() => [.. Directory
        .EnumerateFiles(In("landed"), "*", SearchOption.AllDirectories)
        .Select(f => $"{System.IO.Path.GetRelativePath(Path, f)} {File.GetLastWriteTimeUtc(f):O}")
        .Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        foreach (var file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories))
        {
            if (OperatingSystem.IsWindows())
            {
                File.SetAttributes(file, FileAttributes.Normal);
            }
        }
        Directory.Delete(Path, recursive: true);
    }
}

internal static class Collecting
{
    /// <summary>Fetches every pulled source now, due or not.</summary>
    internal static Task<Collected> PullAllAsync(this Collector collector, CancellationToken cancel) =>
        collector.PullNowAsync([.. collector.Pulls().Select(pull => pull.Source)], new PullWish(), null, cancel);
}

/// <summary>Says what time it is; timers run as they do.</summary>
internal sealed class Clock(DateTimeOffset now) : TimeProvider
{
    internal DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
