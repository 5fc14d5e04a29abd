using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plan86.Ingest;
using Plan86.Schedules.Bulletins;

namespace Plan86.Schedules;

/// <summary>Makes the bulletin of the month before when its day has come, and afterwards when the worker slept through
/// it; one that lies there is left as it was published.</summary>
internal sealed class BulletinClock(
    Bulletin bulletin, string dataFolder, string cron, TimeProvider time, ILogger<BulletinClock> log) : BackgroundService
{
    /// <summary>The Plan is of March 2020.</summary>
    public static readonly DateOnly FirstMonth = new(2020, 3, 1);

    /// <summary>When the bulletin of the month before is made unless <c>run --bulletin</c> says otherwise: the 6th at 8:00, Vietnamese
    /// time.</summary>
    public const string DefaultCron = "0 8 6 * *";

    // A machine that sleeps or whose clock is set must not oversleep by a month.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    public static DateOnly Today(TimeProvider time) => Collector.DayOf(time.GetUtcNow());

    /// <summary>The month whose bulletin ought to lie there: that before the last time the clock struck.</summary>
    internal static DateOnly? Due(string cron, DateTimeOffset now) =>
        Collector.CronTimes(cron, now).Last is not { } struck ? null
        : Collector.DayOf(struck).AddMonths(-1) is var before && before >= FirstMonth ? new DateOnly(before.Year, before.Month, 1) : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        DateOnly? failed = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            // A new data folder has nothing to report on until its first drop.
            if (bulletin.HasFigures && Due(cron, time.GetUtcNow()) is { } month
                && !File.Exists(Path.Combine(DataFolder.BulletinFolder(dataFolder, month), DataFolder.BulletinManifest)))
            {
                var name = month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
                try
                {
                    var files = await Task.Run(
                        () => bulletin.MakeAsync(month, [Language.Vietnamese, Language.English], stoppingToken), stoppingToken);
                    Log.BulletinMade(log, name, DataFolder.BulletinFolder(dataFolder, month), files.Count);
                }
                catch (Exception fault) when (fault is not OperationCanceledException)
                {
                    // Said once, not every minute.
                    if (failed != month)
                    {
                        Log.BulletinFailed(log, name, fault);
                        failed = month;
                    }
                }
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
    }
}
