using System.Globalization;
using Plan86.Ingest;
using Plan86.Transform;
using Plan86.Transform.Lake;
using Plan86.Warehouse;

namespace Plan86.Schedules;

/// <summary>How one pulled source stands, in words.</summary>
/// <param name="Outcome">landed · unchanged · nothing_new · rejected · failed · none: how the last pull ended.</param>
/// <param name="Last">When the last pull began; null before the first.</param>
/// <param name="Next">When it is due next; null for never.</param>
/// <param name="OverdueSince">When an answer was owed that has not come; null where none is.</param>
/// <param name="Reason">Why the last pull failed; null where it did not.</param>
internal sealed record PulledSource(
    string Source, string Url, string Outcome, DateTimeOffset? Last, DateTimeOffset? Next, DateTimeOffset? OverdueSince, string? Reason)
{
    /// <summary>Someone must look: what came last was refused, nothing came, or an answer is owed.</summary>
    public bool NeedsALook => Outcome is "rejected" or "failed" || OverdueSince is not null;

    /// <summary>Returns one line for people.</summary>
    public string Line()
    {
        var outcome = Outcome switch
        {
            "landed" => "đã nhận / landed",
            "unchanged" => "không đổi / unchanged",
            "nothing_new" => "chưa có gì mới / nothing new",
            "rejected" => "nhận về nhưng không dùng được, cần xem / rejected, needs a look",
            "failed" => $"không tải được / failed: {Reason}",
            _ => "chưa tải / not yet",
        };
        return string.Create(CultureInfo.InvariantCulture,
            $"{Source}: {outcome}; lần cuối / last {Clock(Last)}; lần tới / next {Clock(Next)}")
            + (OverdueSince is { } owed ? $"; quá hạn từ / overdue since {Clock(owed)}" : "");
    }

    private static string Clock(DateTimeOffset? instant) =>
        instant is { } at ? Collector.OnVietnameseClock(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "–";
}

/// <summary>How the pulled sources stand.</summary>
internal static class PulledSources
{
    /// <summary>What the times of <see cref="PulledSource.Line"/> are told by.</summary>
    public const string Zone = "Giờ Việt Nam (UTC+7) / Vietnamese time (UTC+7)";

    /// <summary>Returns every pull in the order of the sources.</summary>
    public static IReadOnlyList<PulledSource> Of(Collector collector, PublicationStore store)
    {
        var pulls = collector.Pulls();
        var stored = pulls.Count == 0 ? null : store.Stored();
        return [.. pulls.Select(pull => new PulledSource(
            pull.Source, pull.Url,
            pull.LastFailure is not null ? "failed"
                : pull.ExtractId is { } id && Account(stored!, id, pull.Source) is { State: ExtractState.Rejected, Withdrawn: null }
                    ? "rejected"
                : pull.Outcome switch { "Landed" => "landed", "Unchanged" => "unchanged", "NothingNew" => "nothing_new", _ => "none" },
            pull.LastAttempt, pull.NextDue, pull.OverdueSince, pull.LastFailure))];
    }

    private static StoredExtract? Account(IReadOnlyDictionary<string, StoredExtract> stored, string landed, string source) =>
        stored.GetValueOrDefault(Extract.IdFor(landed, source)) ?? stored.GetValueOrDefault(landed);
}
