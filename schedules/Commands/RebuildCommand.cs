using System.CommandLine;
using Plan86.Ingest;

namespace Plan86.Schedules.Commands;

/// <summary><c>rebuild</c>: everything derived, made again.</summary>
internal static class RebuildCommand
{
    public static Command Make()
    {
        var command = new Command(
            "rebuild", "Làm lại hồ Parquet và kho dữ liệu từ các tệp đã nhận / make the lake and the warehouse again from what has landed");
        command.SetAction((parsed, ct) => SharedOptions.WritingAsync(parsed, async (session, settings) =>
            Outcome.Report(new Collected([], [], []), await session.Pipeline.RebuildAsync(ct), session.Store, settings)));
        return command;
    }
}
