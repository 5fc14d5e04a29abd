using System.Security.Cryptography;
using Plan86.Ingest;
using Plan86.Schedules.Replies;
using Plan86.Transform;
using Plan86.Transform.Lake;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;
using Plan86.Warehouse;

namespace Plan86.Schedules.Commands;

/// <summary>
/// <c>drop</c>: puts files where people put them, then does what the worker would do; where a worker is running, it
/// leaves them to it and waits for the replies.
/// </summary>
internal static class DropCommand
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    public static async Task<int> RunAsync(string dataFolder, Settings settings, string[] files, string? sourceName, CancellationToken ct)
    {
        if (sourceName is not null && settings.Sources.Find(sourceName) is null)
        {
            throw new Refusal($"Không có nguồn {sourceName}; các nguồn: {Names(settings.Sources.All)}.", $"There is no source {sourceName}; sources: {Names(settings.Sources.All)}.");
        }

        var normaliser = new Normaliser(settings.Catalogue, settings.Sources);
        var planned = files.Select(file => (File: Path.GetFullPath(file), Source: sourceName ?? SourceOf(normaliser, settings, file, ct))).ToList();
        using var session = WriterSession.TryOpen(dataFolder, settings, draw: false);
        if (session is null)
        {
            return await LeaveToWorkerAsync(dataFolder, planned, ct);
        }

        foreach (var (file, source) in planned)
        {
            // Whatever lay under that name is landed before it is overwritten: nothing is lost.
            var place = Place(dataFolder, source, file);
            if (File.Exists(place))
            {
                await session.Collector.LandAsync(place, source, ct);
            }

            Put(file, place);
        }

        var (collected, refresh) = await session.Pipeline.OnceAsync(ct);
        session.Progress.Done();
        foreach (var (file, source) in planned)
        {
            Show(Place(dataFolder, source, file) + ReplyFiles.Suffix);
        }

        // Dropped again it is no news, but still refused, or withdrawn.
        var done = Outcome.Report(collected, refresh, session.Store, settings.Catalogue);
        return done == ExitCode.Done && Outcome.NeedALook(session.Store, planned.Select(drop => IdOf(drop.File))) ? ExitCode.Problems : done;
    }

    /// <summary>The one source a file fits.</summary>
    /// <exception cref="Refusal">None or several.</exception>
    public static string SourceOf(Normaliser normaliser, Settings settings, string file, CancellationToken ct)
    {
        if (!File.Exists(file))
        {
            throw new Refusal($"Không có tệp {file}.", $"There is no file {file}.");
        }

        var fitting = normaliser.Recognise(() => File.OpenRead(file), Path.GetFileName(file), ct);
        return fitting.Count switch
        {
            1 => fitting[0].Name,
            0 => throw new Refusal(
                $"{file}: không nguồn nào nhận ra tệp này; hãy chọn bằng --source: {Names(settings.Sources.All)}.",
                $"{file}: no source recognises this file; choose one with --source: {Names(settings.Sources.All)}."),
            _ => throw new Refusal(
                $"{file}: nhiều nguồn cùng nhận ra tệp này ({Names(fitting)}); hãy chọn một bằng --source.",
                $"{file}: several sources recognise this file ({Names(fitting)}); choose one with --source."),
        };
    }

    private static async Task<int> LeaveToWorkerAsync(string dataFolder, List<(string File, string Source)> planned, CancellationToken ct)
    {
        var warehouse = new PublicationStore(dataFolder);
        var known = warehouse.Stored().Keys.ToHashSet(StringComparer.Ordinal);
        var drops = new List<(string File, string Reply, string Id)>();
        foreach (var (file, source) in planned)
        {
            var place = Place(dataFolder, source, file);
            var (reply, id) = (place + ReplyFiles.Suffix, IdOf(file));
            if (!ReplyFiles.Answers(reply, id))
            {
                File.Delete(reply);
            }

            Put(file, place);
            drops.Add((file, reply, id));
        }

        // What had been taken before is no news to the worker: it will not answer again.
        bool Waits((string File, string Reply, string Id) drop) => !known.Contains(drop.Id) && !File.Exists(drop.Reply);
        var until = DateTime.UtcNow + LongestWait;
        while (DateTime.UtcNow < until && drops.Exists(Waits))
        {
            await Task.Delay(200, ct);
        }

        foreach (var drop in drops)
        {
            if (File.Exists(drop.Reply))
            {
                Show(drop.Reply);
            }
            else if (warehouse.Stored().TryGetValue(drop.Id, out var account))
            {
                Console.Out.WriteLine(ReplyFiles.Text(Path.GetFileName(drop.File), account, [.. ReplyFiles.Problems(warehouse, [drop.Id])[drop.Id]], alreadyKnown: true));
            }
        }

        return drops.Exists(Waits) ? Outcome.Busy(dataFolder)
            : Outcome.NeedALook(warehouse, drops.Select(drop => drop.Id)) ? ExitCode.Problems
            : ExitCode.Done;
    }

    private static string IdOf(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static string Place(string dataFolder, string source, string file) =>
        Path.Combine(dataFolder, "inbox", source, Path.GetFileName(file));

    private static void Put(string file, string place)
    {
        if (Path.GetFullPath(place) == file)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(place)!);

        // A name the watcher passes over, until the copy is whole.
        var temporary = Path.Combine(Path.GetDirectoryName(place)!, $".{Path.GetFileName(place)}.tmp");
        File.Copy(file, temporary, overwrite: true);
        File.SetAttributes(temporary, FileAttributes.Normal);
        File.Move(temporary, place, overwrite: true);
    }

    private static void Show(string reply)
    {
        if (File.Exists(reply))
        {
            Console.Out.WriteLine(File.ReadAllText(reply));
        }
    }

    private static string Names(IEnumerable<Source> sources) => string.Join(", ", sources.Select(source => source.Name));
}
