using System.CommandLine;
using Plan86.Ingest;

namespace Plan86.Schedules.Commands;

/// <summary><c>verify</c>: landed bytes against their hashes.</summary>
internal static class VerifyCommand
{
    public static Command Make()
    {
        var command = new Command("verify", "Đối chiếu các tệp đã nhận với mã băm của chúng / landed bytes against their hashes");
        command.SetAction(async (parsed, ct) =>
        {
            using var collector = new Collector(parsed.DataPath(), parsed.LoadSettings().Sources.All);
            var troubles = await collector.VerifyAsync(cancel: ct);
            foreach (var trouble in troubles)
            {
                Console.Out.WriteLine(ProblemText.Line(trouble.Problem));
            }

            Console.Out.WriteLine($"{collector.Landed().Extracts.Count} tệp / files, {troubles.Count} lỗi / faults.");
            return troubles.Count == 0 ? ExitCode.Done : ExitCode.Problems;
        });
        return command;
    }
}
