using System.CommandLine;
using Plan86.Warehouse;

namespace Plan86.Schedules.Commands;

/// <summary>The command line as a whole: each command stands in a file of its own.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command as it was typed; whatever happens, the user gets a sentence and the exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var parsed = Build().Parse(args);
            foreach (var error in parsed.Errors)
            {
                Console.Error.WriteLine(error.Message);
            }

            if (parsed.Errors.Count > 0)
            {
                Console.Error.WriteLine("plan86 --help");
                return ExitCode.Usage;
            }

            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
        }
        catch (Exception fault) when (fault is Refusal or SqlException)
        {
            Console.Error.WriteLine(fault.Message);
            return ExitCode.Usage;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Đã dừng / stopped.");
            return ExitCode.Failed;
        }
#pragma warning disable CA1031 // The last line of defence.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Console.Error.WriteLine($"Lỗi / failed: {fault.Message}");
            Console.Error.WriteLine(fault);
            return ExitCode.Failed;
        }
    }

    public static RootCommand Build() => new(
        "Plan86: Kế hoạch 86/KH-UBND của Hải Phòng đang ở đâu / where each target of Hải Phòng's Plan 86/KH-UBND stands.\n"
        + "Mã thoát / exit codes: 0 xong/done · 1 xong, có vấn đề cần xem/done with problems · 2 cách dùng, cấu hình, SQL/usage, "
        + "settings, SQL · "
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
        ExplainCommand.Make(),
        BulletinCommand.Make(),
        ReleaseCommand.Make(),
        FormCommand.Make(),
        ExportCommand.Make(),
        StatusCommand.Make(),
        PullCommand.Make(),
        CheckCommand.Make(),
        WithdrawCommand.Make(),
        VerifyCommand.Make(),
        RebuildCommand.Make(),
    };
}
