using System.CommandLine;
using System.Globalization;
using Plan86.Ingest;
using Plan86.Transform;
using Plan86.Warehouse;

namespace Plan86.Schedules.Commands;

/// <summary><c>status</c>: what is published, what came, what is due.</summary>
internal static class StatusCommand
{
    public static Command Make()
    {
        var command = new Command("status", "Tình trạng: bản công bố, tệp, lịch tải / what is published, what came, what is due");
        command.SetAction(parsed => Run(parsed.DataPath(), parsed.LoadSettings()));
        return command;
    }

    private static int Run(string path, Settings settings)
    {
        if (!Directory.Exists(path))
        {
            throw new Refusal(new Bilingual($"Chưa có thư mục dữ liệu {path}.", $"There is no data folder {path}."));
        }

        var store = new PublicationStore(path);
        if (store.PublishedFile is null)
        {
            Console.Out.WriteLine("Chưa có bản công bố nào / nothing has been published yet.");
        }
        else
        {
            var row = store.Ask("publication").Named.Single();
            Console.Out.WriteLine($"Bản công bố / publication: {store.PublishedFile}");
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Số liệu đến / as of: {row.Get<DateOnly>("as_of"):dd/MM/yyyy} · lập lúc / built: "
                    + $"{row.Get<object>("built_at"):yyyy-MM-dd HH:mm:ss}Z "
                + $"({TimeSpan.FromSeconds(row.Get<long>("age")):d\\.hh\\:mm\\:ss} trước / ago)"));
            Output.Write(store.Ask("extracts_by_source"), "table", Console.Out);
        }

        using var collector = new Collector(path, settings.Sources.All);
        foreach (var pull in collector.Pulls())
        {
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{pull.Source}: lần cuối / last {pull.LastAttempt:yyyy-MM-dd HH:mm}, lần tới / next {pull.NextDue:yyyy-MM-dd HH:mm}"
                + $"{(pull.IsDue ? ", đến hạn / due" : "")} {pull.LastFailure}"));
        }

        return ExitCode.Done;
    }
}
