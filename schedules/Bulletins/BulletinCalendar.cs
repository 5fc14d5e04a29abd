using Plan86.Ingest;

namespace Plan86.Schedules.Bulletins;

/// <summary>When bulletins are made.</summary>
internal static class BulletinCalendar
{
    /// <summary>When the bulletin of the month before is made unless <c>run --bulletin</c> says otherwise: the 6th at 8:00, Vietnamese
    /// time.</summary>
    public const string DefaultCron = "0 8 6 * *";

    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    /// <summary>Returns when the bulletin of a month is made by <see cref="DefaultCron"/>; null for never.</summary>
    public static DateTimeOffset? MadeOn(DateOnly month) =>
        Collector.CronTimes(DefaultCron, new DateTimeOffset(month.AddMonths(1).ToDateTime(TimeOnly.MinValue), Vietnam)).Next;
}
