using System.CommandLine;

namespace Plan86.Schedules.Commands;

/// <summary><c>once</c>: all that is due now, then stop.</summary>
internal static class OnceCommand
{
    public static Command Make()
    {
        var command = new Command("once", "Làm mọi việc đến hạn rồi dừng / all that is due now, then stop") { SharedOptions.NoPull };
        command.SetAction((parsed, ct) => SharedOptions.WritingAsync(parsed, async (session, settings) =>
        {
            var (dropped, refresh) = await session.Pipeline.OnceAsync(ct);
            var code = Outcome.Report(dropped, refresh, session.Store, settings);
            if (parsed.GetValue(SharedOptions.NoPull) || settings.Sources.All.All(source => source.Pulls.Count == 0))
            {
                return code;
            }

            // What the office dropped is published by now: a slow host costs nobody a figure.
            session.Progress.Say("Tải theo lịch", "Pulling");
            var began = TimeProvider.System.GetUtcNow();
            return Outcome.Worse(
                code, await PullCommand.TakeAsync(session, settings, await session.Collector.PullDueAsync(ct), began, ct));
        }));
        return command;
    }
}
