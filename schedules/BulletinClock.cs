using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plan86.Ingest;
using Plan86.Schedules.Bulletins;

namespace Plan86.Schedules;

/// <summary>Makes the bulletin of the month before when its day has come, and afterwards when the worker slept through
/// it; one that lies there is left as it was published. Where there is a step of release it is a draft, which is released at its
/// hour.</summary>
/// <param name="release">Null: drafts wait for a person.</param>
internal sealed class BulletinClock(
    Bulletin bulletin, string dataFolder, string cron, string? release, TimeProvider time, ILogger<BulletinClock> log) : BackgroundService
{
    /// <summary>The Plan is of March 2020.</summary>
    public static readonly DateOnly FirstMonth = new(2020, 3, 1);

    // A machine that sleeps or whose clock is set must not oversleep by a month.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    public static DateOnly Today(TimeProvider time) => Collector.DayOf(time.GetUtcNow());

    /// <summary>The month whose bulletin ought to lie there: that before the last time the clock struck.</summary>
    internal static DateOnly? Due(string cron, DateTimeOffset now) =>
        Collector.CronTimes(cron, now).Last is not { } struck ? null
        : Collector.DayOf(struck).AddMonths(-1) is var before && before >= FirstMonth ? new DateOnly(before.Year, before.Month, 1) : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failed = new HashSet<(DateOnly Month, bool IsRelease)>();
        while (!stoppingToken.IsCancellationRequested)
        {
            // A new data folder has nothing to report on until its first drop.
            if (bulletin.HasFigures && Due(cron, time.GetUtcNow()) is { } month && !IsMade(DataFolder.BulletinFolder(dataFolder, month))
                && !IsMade(DataFolder.MakingFolder(dataFolder, month)))
            {
                await TryAsync(month, isRelease: false, MakeAsync);
            }

            if (release is not null && Due(release, time.GetUtcNow()) is { } due && IsMade(DataFolder.DraftFolder(dataFolder, due))
                && BulletinRelease.ReleasesIn(DataFolder.BulletinFolder(dataFolder, due)).Count == 0)
            {
                await TryAsync(due, isRelease: true, ReleaseAsync);
            }

            try
            {
                await Task.Delay(LongestSleep, time, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }

        async Task TryAsync(DateOnly month, bool isRelease, Func<DateOnly, CancellationToken, Task> act)
        {
            try
            {
                await act(month, stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // Said once, not every minute.
                if (failed.Add((month, isRelease)))
                {
                    (isRelease ? (Action<ILogger, string, Exception>)Log.ReleaseFailed : Log.BulletinFailed)(log, NameOf(month), fault);
                }
            }
        }
    }

    private static bool IsMade(string folder) => File.Exists(Path.Combine(folder, DataFolder.BulletinManifest));

    private static string NameOf(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private async Task MakeAsync(DateOnly month, CancellationToken ct)
    {
        var files = await Task.Run(() => bulletin.MakeAsync(month, [Language.Vietnamese, Language.English], ct), ct);
        Log.BulletinMade(log, NameOf(month), DataFolder.MakingFolder(dataFolder, month), files.Count);
    }

    /// <summary>The first release of a month; a corrected draft of one that is released waits for a person.</summary>
    private async Task ReleaseAsync(DateOnly month, CancellationToken ct)
    {
        using var hold = await DataFolder.HoldBulletinsAsync(dataFolder, null, ct);
        BulletinRelease.Run(dataFolder, month, $"plan86 run --release \"{release}\"", time.GetUtcNow());
        Log.BulletinReleased(log, NameOf(month), DataFolder.BulletinFolder(dataFolder, month));
    }
}
