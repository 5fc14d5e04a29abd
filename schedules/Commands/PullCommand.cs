using System.CommandLine;
using System.Globalization;
using Plan86.Ingest;
using Plan86.Transform;
using Plan86.Warehouse;

namespace Plan86.Schedules.Commands;

/// <summary><c>pull</c>: how the pulled sources stand; with a name, fetches now.</summary>
internal static class PullCommand
{
    public static Command Make()
    {
        var source = new Argument<string?>("SOURCE")
        {
            Description = "Nguồn cần tải; bỏ trống thì liệt kê / the source to fetch; lists them when left out",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var all = new Option<bool>("--all") { Description = "Mọi nguồn có khai báo tải / every source that is pulled" };
        var dry = new Option<bool>("--dry-run")
        {
            Description = "Chỉ xem sẽ hỏi gì, không lưu gì / only say what would be asked; nothing is kept",
        };
        var since = new Option<string?>("--since")
        {
            Description =
                "Bổ sung từ tháng này trở đi, những kỳ chưa có: 2015-01 / back-fill from this month on, what has not landed: 2015-01",
        };
        var full = new Option<bool>("--full") { Description = "Toàn bộ, không chỉ phần mới / everything, not only what is new" };
        var command = new Command(
            "pull",
            "Tình trạng các nguồn tải tự động; có tên nguồn thì tải ngay / how pulled sources stand; with a name, fetches now")
        {
            source, all, dry, since, full,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var settings = parsed.LoadSettings();
            var name = parsed.GetValue(source);
            if (name is null && !parsed.GetValue(all))
            {
                return List(parsed.DataPath(), settings);
            }

            var wish = new PullWish(Month(parsed.GetValue(since)), parsed.GetValue(full), parsed.GetValue(dry));
            var names = parsed.GetValue(all) ? settings.Sources.All.Where(one => one.Pulls.Count > 0).Select(one => one.Name).ToList()
                : [Known(settings, name!)];
            return await RunAsync(parsed.DataPath(), settings, names, wish, ct);
        });
        return command;
    }

    private static string Known(Settings settings, string name) =>
        settings.Sources.Find(name) is { Pulls.Count: > 0 } ? name : throw new Refusal(new Bilingual(
            $"Không có nguồn tải tự động nào tên «{name}»; có: {Names(settings)}.",
            $"No pulled source is named “{name}”; there are: {Names(settings)}."));

    private static string Names(Settings settings) =>
        string.Join(", ", settings.Sources.All.Where(source => source.Pulls.Count > 0).Select(source => source.Name));

    private static Period? Month(string? text) =>
        text is null ? null
        : DateOnly.TryParseExact(text, ["yyyy-MM", "yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new Period(Freq.M, day.Year, day.Month)
        : throw new Refusal(new Bilingual($"--since: {text}: cần 2015-01.", $"--since: {text}: expected 2015-01."));

    private static int List(string path, Settings settings)
    {
        using var collector = new Collector(path, settings.Sources.All);
        Console.Out.WriteLine(PulledSources.Zone);
        foreach (var pulled in PulledSources.Of(collector, new PublicationStore(path)))
        {
            Console.Out.WriteLine(pulled.Line());
        }

        return ExitCode.Done;
    }

    private static async Task<int> RunAsync(string path, Settings settings, List<string> names, PullWish wish, CancellationToken ct)
    {
        using var session = WriterSession.TryOpen(path, settings);
        if (session is null)
        {
            return Outcome.Busy(path);
        }

        var (planned, began) = (new List<PlannedAsk>(), TimeProvider.System.GetUtcNow());
        var collected = await session.Collector.PullNowAsync(names, wish, ask =>
        {
            lock (planned)
            {
                planned.Add(ask);
            }
        }, ct);
        if (!wish.IsDry)
        {
            return await TakeAsync(session, settings, collected, began, ct);
        }

        Tell(names, planned);
        foreach (var trouble in collected.Troubles)
        {
            Console.Out.WriteLine(ProblemText.Line(trouble.Problem));
        }

        return collected.Troubles.Count > 0 ? ExitCode.Problems : ExitCode.Done;
    }

    /// <summary>Publishes what was pulled, says what came, and returns whether someone must look at a pulled source.</summary>
    /// <param name="since">Pulls that began before are told only where someone must look.</param>
    public static async Task<int> TakeAsync(
        WriterSession session, Settings settings, Collected collected, DateTimeOffset since, CancellationToken ct)
    {
        var code = ExitCode.Done;
        if (collected.Deliveries.Any(delivery => delivery.IsNew))
        {
            // What went wrong each source says in its own line.
            var refresh = await session.Pipeline.RefreshAsync(collected, ct);
            code = Outcome.Report(collected with { Troubles = [] }, refresh, session.Store, settings);
        }

        foreach (var pulled in PulledSources.Of(session.Collector, session.Store)
            .Where(pulled => pulled.Last >= since || pulled.NeedsALook))
        {
            Console.Out.WriteLine(pulled.Line());
            code = pulled.NeedsALook ? Outcome.Worse(code, ExitCode.Problems) : code;
        }

        return code;
    }

    private static void Tell(List<string> names, List<PlannedAsk> planned)
    {
        foreach (var ask in planned)
        {
            Console.Out.WriteLine($"{ask.Source}: {ask.Method} {ask.Url}{(ask.LinkText is { Length: > 0 } link ? $" «{link}»" : "")}"
                + (ask.Figures is { } figures ? string.Create(CultureInfo.InvariantCulture, $" – {figures} số liệu / figures") : "")
                + (ask.IsNew ? " – mới / new" : ask.IsChanged ? " – đổi / changed" : " – hỏi lại / asked again"));
        }

        foreach (var name in names)
        {
            var own = planned.Where(ask => ask.Source == name).ToList();
            var figures = own.Count > 0 && own.TrueForAll(ask => ask.Figures is not null)
                ? own.Sum(ask => ask.Figures!.Value).ToString(CultureInfo.InvariantCulture) : "?";
            var (fresh, changed) = (own.Count(ask => ask.IsNew), own.Count(ask => ask.IsChanged));
            var again = own.Count - fresh - changed;
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name}: {own.Count} lần hỏi, {figures} số liệu, {fresh} mới, {changed} đổi, {again} hỏi lại / ")
                + string.Create(CultureInfo.InvariantCulture,
                    $"{own.Count} requests, {figures} figures, {fresh} new, {changed} changed, {again} asked again"));
        }
    }
}
