using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Plan86.Ingest;
using Plan86.Schedules.Bulletins;
using Plan86.Transform;
using Plan86.Warehouse;

namespace Plan86.Schedules.Commands;

/// <summary><c>status</c>: what is published, what came, what is due.</summary>
internal static class StatusCommand
{
    private const int MostReleases = 6;

    public static Command Make()
    {
        var format = SharedOptions.Format("table", "table", "json");
        var command = new Command(
            "status", "Tình trạng: bản công bố, tệp, lịch tải / what is published, what came, what is due") { format };
        command.SetAction(parsed => Run(parsed.DataPath(), parsed.LoadSettings(), parsed.GetValue(format) == "json"));
        return command;
    }

    private static int Run(string path, Settings settings, bool isJson)
    {
        if (!Directory.Exists(path))
        {
            throw new Refusal(new Bilingual($"Chưa có thư mục dữ liệu {path}.", $"There is no data folder {path}."));
        }

        var store = new PublicationStore(path);
        using var collector = new Collector(path, settings.Sources.All);
        var pulled = PulledSources.Of(collector, store);
        if (isJson)
        {
            WriteJson(path, store, pulled);
        }
        else
        {
            Write(store, pulled);
            WriteBulletins(path);
        }

        return pulled.Any(source => source.NeedsALook) ? ExitCode.Problems : ExitCode.Done;
    }

    private static void Write(PublicationStore store, IReadOnlyList<PulledSource> pulled)
    {
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
                    + $"{Collector.OnVietnameseClock(BuiltAt(row)):yyyy-MM-dd HH:mm:ss} "
                + $"({TimeSpan.FromSeconds(row.Get<long>("age")):d\\.hh\\:mm\\:ss} trước / ago)"));
            Output.Write(store.Ask("extracts_by_source"), "table", Console.Out);
        }

        Console.Out.WriteLine(PulledSources.Zone);
        foreach (var source in pulled)
        {
            Console.Out.WriteLine(source.Line());
        }
    }

    private static void WriteBulletins(string path)
    {
        var (drafts, released) = BulletinRelease.Standing(path);
        foreach (var month in drafts)
        {
            var corrects = released.Any(entry => entry.Month == month) ? " (sửa bản đã phát hành / corrects what is released)" : "";
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Bản thảo chờ phát hành / draft waiting for its release: {month:yyyy-MM}{corrects}"));
        }

        foreach (var (month, last) in released.Reverse().Take(MostReleases))
        {
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"Đã phát hành / released: {month:yyyy-MM}, {ReleaseCommand.Line(last)}"));
        }
    }

    private static void WriteJson(string path, PublicationStore store, IReadOnlyList<PulledSource> pulled)
    {
        var (drafts, released) = BulletinRelease.Standing(path);
        var published = store.PublishedFile is null ? [] : store.Ask("publication").Named.ToList();
        Console.Out.WriteLine(JsonSerializer.Serialize(
            new
            {
                Publication = published.Select(row => new
                {
                    File = store.PublishedFile,
                    AsOf = row.Get<DateOnly>("as_of"),
                    BuiltAt = Collector.OnVietnameseClock(BuiltAt(row)),
                }).SingleOrDefault(),
                Pulled = pulled.Select(source => new
                {
                    source.Source,
                    source.Url,
                    source.Outcome,
                    Last = source.Last is { } last ? Collector.OnVietnameseClock(last) : (DateTimeOffset?)null,
                    Next = source.Next is { } next ? Collector.OnVietnameseClock(next) : (DateTimeOffset?)null,
                    OverdueSince = source.OverdueSince is { } owed ? Collector.OnVietnameseClock(owed) : (DateTimeOffset?)null,
                    source.Reason,
                    source.NeedsALook,
                }),
                Drafts = drafts.Select(month => month.ToString("yyyy-MM", CultureInfo.InvariantCulture)),
                Released = released.Select(entry => new
                {
                    Bulletin = entry.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture),
                    entry.Last.By,
                    At = Collector.OnVietnameseClock(entry.Last.At),
                }),
            },
            Json));
    }

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static DateTimeOffset BuiltAt(Row row) => new(DateTime.SpecifyKind(row.Get<DateTime>("built_at"), DateTimeKind.Utc));
}
