using Cronos;

namespace Plan86.Ingest;

/// <summary>Cron times on Vietnamese clocks.</summary>
internal sealed class Cron
{
    // A machine without time zone data must still keep the office's hours; Vietnam has kept UTC+7 since 1975.
    internal static TimeZoneInfo Zone { get; } =
        TimeZoneInfo.TryFindSystemTimeZoneById("Asia/Ho_Chi_Minh", out var zone)
        || TimeZoneInfo.TryFindSystemTimeZoneById("SE Asia Standard Time", out zone)
            ? zone
            : TimeZoneInfo.CreateCustomTimeZone("Asia/Ho_Chi_Minh", TimeSpan.FromHours(7), null, null);

    private readonly CronExpression _expression;

    private Cron(CronExpression expression) => _expression = expression;

    /// <summary>Null when <paramref name="text"/> is no expression of five fields.</summary>
    internal static Cron? Parse(string text) =>
        CronExpression.TryParse(text, out var expression) ? new Cron(expression) : null;

    internal static DateOnly DayOf(DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    /// <summary>A cron time has passed since <paramref name="last"/>. An attempt in the future is a clock that was set
    /// back: it counts for nothing.</summary>
    internal bool IsDue(DateTimeOffset? last, DateTimeOffset now) =>
        Last(now) is { } latest
        && (last is null || last > now || last < latest);

    /// <summary>Some time comes true: a day such as 31 February does not.</summary>
    internal bool ComesTrue =>
        _expression.GetNextOccurrence(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero), Zone) is not null;

    internal DateTimeOffset? Last(DateTimeOffset now) => _expression.GetPreviousOccurrence(now, Zone, inclusive: true);

    internal DateTimeOffset? Next(DateTimeOffset now) => _expression.GetNextOccurrence(now, Zone);
}
