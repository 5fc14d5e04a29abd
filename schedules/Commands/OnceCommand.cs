using System.CommandLine;

namespace Plan86.Schedules.Commands;

/// <summary><c>once</c>: all that is due now, then stop.</summary>
internal static class OnceCommand
{
    public static Command Make()
    {
        var command = new Command("once", "Làm mọi việc đến hạn rồi dừng / all that is due now, then stop");
        command.SetAction((parsed, ct) => SharedOptions.WritingAsync(parsed, async (session, settings) =>
        {
            var (collected, refresh) = await session.Pipeline.OnceAsync(ct);
            return Outcome.Report(collected, refresh, session.Store, settings);
        }));
        return command;
    }
}
