using System.CommandLine;
using System.Globalization;
using Plan86.Ingest;
using Plan86.Schedules.Bulletins;
using Plan86.Transform;

namespace Plan86.Schedules.Commands;

/// <summary><c>release</c>: makes the draft of a month's bulletin public.</summary>
internal static class ReleaseCommand
{
    /// <summary>Charts that are being drawn are waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Command Make()
    {
        var month = new Argument<string>("MONTH") { Description = "Tháng, yyyy-MM / the month" };
        var by = new Option<string>("--by")
        {
            Description = "Người chịu trách nhiệm phát hành; bỏ trống là tài khoản đang chạy lệnh / who answers for the release; the "
                + "account "
                + "that runs the command when left out",
            DefaultValueFactory = _ => Environment.UserName,
        };
        by.Validators.Add(option =>
        {
            if (string.IsNullOrWhiteSpace(option.GetValueOrDefault<string>()))
            {
                option.AddError("--by: cần tên / expected a name");
            }
        });
        var command = new Command(
            "release",
            "Phát hành bản thảo (drafts/<tháng>) của bản tin: chuyển một lần sang bulletins/<tháng>, ghi release.json; chạy được khi "
                + "tiến trình "
                + "thường trực đang chạy / release the draft (drafts/<month>) of a bulletin: it moves to bulletins/<month> in one "
                + "step, with "
                + "release.json; works while the worker runs.\n"
                + "Mã thoát / exit codes: 0 đã phát hành (kể cả từ trước)/released, or was before · 2 không có bản thảo, hoặc tệp của "
                + "bản thảo "
                + "đã đổi/no draft, or its files have changed · 4 biểu đồ hoặc bản tin đang được ghi/charts or a bulletin are being "
                + "written.")
        {
            month, by,
        };
        command.SetAction((parsed, ct) => RunAsync(
            parsed.DataPath(), BulletinCommand.MonthOf(parsed.GetRequiredValue(month)), parsed.GetRequiredValue(by).Trim(), ct));
        return command;
    }

    private static async Task<int> RunAsync(string path, DateOnly month, string by, CancellationToken ct)
    {
        if (!Directory.Exists(path))
        {
            throw new Refusal(new Bilingual($"Chưa có thư mục dữ liệu {path}.", $"There is no data folder {path}."));
        }

        using var hold = await DataFolder.HoldBulletinsAsync(path, Patience, ct);
        if (hold is null)
        {
            return Outcome.Busy(path);
        }

        var (outcome, releases) = BulletinRelease.Run(path, month, by, TimeProvider.System.GetUtcNow());
        Console.Out.WriteLine(outcome == ReleaseOutcome.Released
            ? $"Đã phát hành / released: {DataFolder.BulletinFolder(path, month)}"
            : $"Đã phát hành từ trước, không có gì thay đổi / released before, nothing changes: {DataFolder.BulletinFolder(path, month)}");
        foreach (var release in releases)
        {
            Console.Out.WriteLine($"  {Line(release)}");
        }

        return ExitCode.Done;
    }

    /// <summary>Returns when, on Vietnamese clocks, and by whom.</summary>
    public static string Line(ReleaseNote release) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Collector.OnVietnameseClock(release.At):yyyy-MM-dd HH:mm} (giờ Việt Nam / Vietnamese time), {ProblemText.Visible(release.By)}");
}
