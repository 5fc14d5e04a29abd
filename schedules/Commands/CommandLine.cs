using System.CommandLine;

namespace Plan86.Schedules.Commands;

/// <summary>The command line as a whole: each command stands in a file of its own.</summary>
internal static class CommandLine
{
    public static RootCommand Build() => new(
        "Plan86: Kế hoạch 86/KH-UBND của Hải Phòng đang ở đâu / where each target of Hải Phòng's Plan 86/KH-UBND stands.\n"
        + "Mã thoát / exit codes: 0 xong/done · 1 xong, có vấn đề cần xem/done with problems · 2 cách dùng, cấu hình, SQL/usage, settings, SQL · "
        + "3 lỗi/failed · 4 tiến trình khác đang ghi/another writer.")
    {
        SharedOptions.Data,
        SharedOptions.Config,
        SharedOptions.Replies,
        RunCommand.Make(),
        OnceCommand.Make(),
        DemoCommand.Make(),
        DropCommand.Make(),
        ReadCommand.Make(),
        SqlCommand.Make(),
        AssessCommand.Make(),
        BulletinCommand.Make(),
        FormCommand.Make(),
        StatusCommand.Make(),
        CheckCommand.Make(),
        WithdrawCommand.Make(),
        VerifyCommand.Make(),
        RebuildCommand.Make(),
    };
}
