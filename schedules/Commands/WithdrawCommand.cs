using System.Globalization;
using Plan86.Ingest;
using Plan86.Schedules.Replies;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading.Layout;
using Plan86.Warehouse;

namespace Plan86.Schedules.Commands;

/// <summary><c>withdraw</c>: takes a landed file back, or brings it back again, and publishes at once.</summary>
internal static class WithdrawCommand
{
    private const int MostNamed = 5;

    /// <param name="why">Null brings it back.</param>
    /// <exception cref="Refusal">No file, or several, are meant.</exception>
    public static async Task<int> RunAsync(string dataFolder, Settings settings, string text, string? why, CancellationToken ct)
    {
        using var session = WriterSession.TryOpen(dataFolder, settings, draw: false);
        if (session is null)
        {
            return Outcome.Busy(dataFolder);
        }

        var extract = Meant(session.Collector, text);
        if (!session.Collector.Withdraw(extract, why))
        {
            Console.Out.WriteLine(extract.Withdrawn is { } earlier
                ? $"Đã rút từ trước, không có gì thay đổi / withdrawn before, nothing changes: {Line(extract)}\n{ReplyFiles.Standing(extract.Id, earlier)}"
                : $"Tệp đang được dùng, không có gì thay đổi / not withdrawn, nothing changes: {Line(extract)}");
        }
        else
        {
            Console.Out.WriteLine($"{(why is null ? "Dùng lại / brought back" : "Rút / withdrawn")}: {Line(extract)}");
        }

        var (collected, refresh) = await session.Pipeline.OnceAsync(ct);
        session.Progress.Done();
        return Outcome.Report(collected, refresh, session.Store, settings.Catalogue);
    }

    private static Extract Meant(Collector collector, string text)
    {
        var found = collector.Find(text);
        if (found.Count == 1)
        {
            return found[0];
        }

        var near = found.Count > 0 ? found : [.. collector.Landed().Extracts.OrderByDescending(extract => extract.ReceivedAt)];
        var names = string.Concat(near.Take(MostNamed).Select(extract => "\n  " + Line(extract)))
            + (near.Count > MostNamed ? string.Create(CultureInfo.InvariantCulture, $"\n  … +{near.Count - MostNamed}") : "");
        throw found.Count > 0
            ? new Refusal(
                $"{text}: nhiều tệp đã nhận có tên hoặc mã này; hãy ghi mã tệp:",
                $"{text}: several landed files fit; name one by its extract_id:{names}")
            : new Refusal(
                $"{text}: không có tệp nào đã nhận có tên hoặc mã này (mã cần ít nhất 6 chữ số). Các tệp nhận gần đây:",
                $"{text}: no landed file has this name or extract_id (six digits of it at least). Received last:{names}");
    }

    private static string Line(Extract extract) => string.Create(
        CultureInfo.InvariantCulture,
        $"{extract.Id[..12]} {extract.Source}/{ProblemText.Visible(extract.FileName)}, nhận / received {extract.ReceivedAt:yyyy-MM-dd HH:mm}Z{(extract.Withdrawn is null ? "" : ", đã rút / withdrawn")}");
}
