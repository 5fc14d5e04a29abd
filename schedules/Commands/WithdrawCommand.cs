using System.CommandLine;
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
    public static Command Make()
    {
        var extract = new Argument<string>("EXTRACT")
        {
            Description = "Mã tệp (extract_id, hoặc từ 6 chữ số đầu trở lên) hoặc tên tệp, nếu chỉ một tệp có / "
                + "extract_id, six or more of its first digits, or a file name, where one file has it",
        };
        var why = new Option<string?>("--why") { Description = "Vì sao rút / why it is taken back" };
        var undo = new Option<bool>("--undo") { Description = "Dùng lại tệp đã rút / bring a withdrawn file back" };
        var command = new Command(
            "withdraw",
            "Rút một tệp nộp nhầm: giữ nguyên, ghi lý do, không dùng số liệu nào; nộp lại cùng nội dung vẫn là đã rút cho đến khi --undo / "
            + "take a wrong drop back: it is kept and marked, and no figure of it counts; the same bytes dropped again stay withdrawn "
            + "until --undo")
        {
            extract, why, undo,
        };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(undo) ? parsed.GetValue(why) is not null : string.IsNullOrWhiteSpace(parsed.GetValue(why)))
            {
                parsed.AddError("Cần --why LÝ DO hoặc --undo / expected --why TEXT or --undo");
            }
        });
        command.SetAction(
            (parsed, ct) => RunAsync(parsed.DataPath(), parsed.LoadSettings(), parsed.GetRequiredValue(extract), parsed.GetValue(why), ct));
        return command;
    }

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
                ? $"Đã rút từ trước, không có gì thay đổi / withdrawn before, nothing changes: "
                    + $"{Line(extract)}\n{ReplyFiles.Standing(extract.Id, earlier, settings.ReplyLanguage)}"
                : $"Tệp đang được dùng, không có gì thay đổi / not withdrawn, nothing changes: {Line(extract)}");
        }
        else
        {
            Console.Out.WriteLine($"{(why is null ? "Dùng lại / brought back" : "Rút / withdrawn")}: {Line(extract)}");
        }

        var (collected, refresh) = await session.Pipeline.OnceAsync(ct);
        session.Progress.Done();
        return Outcome.Report(collected, refresh, session.Store, settings);
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
            ? new Refusal(new Bilingual(
                $"{text}: nhiều tệp đã nhận có tên hoặc mã này; hãy ghi mã tệp:",
                $"{text}: several landed files fit; name one by its extract_id:{names}"))
            : new Refusal(new Bilingual(
                $"{text}: không có tệp nào đã nhận có tên hoặc mã này (mã cần ít nhất 6 chữ số). Các tệp nhận gần đây:",
                $"{text}: no landed file has this name or extract_id (six digits of it at least). Received last:{names}"));
    }

    private static string Line(Extract extract) => string.Create(
        CultureInfo.InvariantCulture,
        $"{extract.Id[..12]} {extract.Source}/{ProblemText.Visible(extract.FileName)}, nhận / received "
            + $"{extract.ReceivedAt:yyyy-MM-dd HH:mm}Z{(extract.Withdrawn is null ? "" : ", đã rút / withdrawn")}");
}
