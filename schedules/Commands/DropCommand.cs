using System.CommandLine;
using System.Security.Cryptography;
using Plan86.Ingest;
using Plan86.Schedules.Replies;
using Plan86.Transform;
using Plan86.Transform.Meaning;
using Plan86.Transform.Reading;
using Plan86.Warehouse;

namespace Plan86.Schedules.Commands;

/// <summary>
/// <c>drop</c>: puts files where people put them, then does what the worker would do; where a worker is running, it
/// leaves them to it and waits for the replies.
/// </summary>
internal static class DropCommand
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    public static Command Make()
    {
        var files = new Argument<string[]>("FILE") { Description = "Tệp cần nộp / files to hand in", Arity = ArgumentArity.OneOrMore };
        var source = new Option<string?>("--source")
        {
            Description = "Tên nguồn; bỏ trống thì tự nhận ra / the source; found by content when left out",
        };
        var command = new Command(
            "drop", "Đưa tệp vào inbox và trả lời ngay / put files into the inbox and answer at once") { files, source };
        command.SetAction(
            (parsed, ct) =>
                RunAsync(parsed.DataPath(), parsed.LoadSettings(), parsed.GetRequiredValue(files), parsed.GetValue(source), ct));
        return command;
    }

    /// <summary>A file on its way into the inbox.</summary>
    private sealed record Drop(string File, string Source, string Place)
    {
        public string Reply => Place + ReplyFiles.Suffix;

        public string Id { get; } = IdOf(File);

        private static string IdOf(string file)
        {
            using var stream = System.IO.File.OpenRead(file);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
    }

    private static async Task<int> RunAsync(string dataFolder, Settings settings, string[] files, string? sourceName, CancellationToken ct)
    {
        if (sourceName is not null && settings.Sources.Find(sourceName) is null)
        {
            throw new Refusal(new Bilingual(
                $"Không có nguồn {sourceName}; các nguồn: {Names(settings.Sources.All, Language.Vietnamese)}.",
                $"There is no source {sourceName}; sources: {Names(settings.Sources.All, Language.English)}."));
        }

        var drops = new List<Drop>();
        foreach (var file in files.Select(Path.GetFullPath))
        {
            var source = sourceName is not null && File.Exists(file) ? sourceName : SourceOf(settings, file, ct);
            if (source is null)
            {
                return ExitCode.Problems;
            }

            drops.Add(new Drop(file, source, Path.Combine(dataFolder, "inbox", source, Path.GetFileName(file))));
        }

        using var session = WriterSession.TryOpen(dataFolder, settings, draw: false);
        return session is null
            ? await LeaveToWorkerAsync(dataFolder, settings, drops, ct)
            : await TakeAsync(session, settings, drops, ct);
    }

    private static async Task<int> TakeAsync(WriterSession session, Settings settings, List<Drop> drops, CancellationToken ct)
    {
        foreach (var drop in drops)
        {
            // Whatever lay under that name is landed before it is overwritten: nothing is lost.
            if (File.Exists(drop.Place))
            {
                await session.Collector.LandAsync(drop.Place, drop.Source, ct);
            }

            Put(drop);
        }

        var (collected, refresh) = await session.Pipeline.OnceAsync(ct);
        session.Progress.Done();
        foreach (var drop in drops.Where(drop => File.Exists(drop.Reply)))
        {
            Console.Out.WriteLine(File.ReadAllText(drop.Reply));
        }

        var done = Outcome.Report(collected, refresh, session.Store, settings, [.. drops.Select(drop => drop.Id)]);

        // Dropped again it is no news, but still refused, or withdrawn.
        var needsALook = Last(session.Store, settings, drops);
        return done == ExitCode.Done && needsALook ? ExitCode.Problems : done;
    }

    /// <summary>Says in the last lines how each file was taken; true where someone must look at one.</summary>
    private static bool Last(PublicationStore store, Settings settings, List<Drop> drops)
    {
        var stored = store.Stored();
        var acceptances = Acceptance.Of(store, drops.Where(drop => stored.ContainsKey(drop.Id)).Select(drop => stored[drop.Id]));
        foreach (var drop in drops.Where(drop => acceptances.ContainsKey(drop.Id)))
        {
            Console.Out.WriteLine(Outcome.Line(acceptances[drop.Id], Path.GetFileName(drop.File), settings.ReplyLanguage));
        }

        return acceptances.Values.Any(taken => taken.NeedsALook);
    }

    /// <summary>Returns the one source a file fits; null where it cannot be read at all, which is said.</summary>
    /// <exception cref="Refusal">None or several.</exception>
    private static string? SourceOf(Settings settings, string file, CancellationToken ct)
    {
        if (!File.Exists(file))
        {
            throw new Refusal(new Bilingual($"Không có tệp {file}.", $"There is no file {file}."));
        }

        var fitting = new Normaliser(settings.Catalogue, settings.Sources).Recognise(() => File.OpenRead(file), Path.GetFileName(file), ct);
        if (fitting.Count == 1)
        {
            return fitting[0].Name;
        }

        // A file with a password fits no source, but that is not what is wrong with it.
        var document = TableReader.Read(() => File.OpenRead(file), Path.GetFileName(file), ct);
        if (document.Tables.Count == 0 && document.Problems.Any(problem => problem.Severity == Severity.Error))
        {
            SayUnreadable(file, document.Problems, settings.ReplyLanguage);
            return null;
        }

        // Lost accents, or an old encoding: then no word of a source is found.
        var vi = string.Concat(document.Problems.Select(problem => " " + problem.Message.Vi));
        var en = string.Concat(document.Problems.Select(problem => " " + problem.Message.En));
        throw fitting.Count == 0
            ? new Refusal(new Bilingual(
                $"{file}: không nguồn nào nhận ra tệp này; hãy chọn bằng --source: {Names(settings.Sources.All, Language.Vietnamese)}.{vi}",
                $"{file}: no source recognises this file; choose one with --source: {Names(settings.Sources.All, Language.English)}.{en}"))
            : new Refusal(new Bilingual(
                $"{file}: nhiều nguồn cùng nhận ra tệp này ({Names(fitting, Language.Vietnamese)}); hãy chọn một bằng --source.",
                $"{file}: several sources recognise this file ({Names(fitting, Language.English)}); choose one with --source."));
    }

    private static void SayUnreadable(string file, IReadOnlyList<Problem> problems, ReplyLanguage reply)
    {
        var name = ProblemText.Visible(Path.GetFileName(file));
        foreach (var language in reply.Languages())
        {
            var isVietnamese = language == Language.Vietnamese;
            Console.Out.WriteLine(isVietnamese ? $"KHÔNG NHẬN: {name}" : $"NOT ACCEPTED: {name}");
            foreach (var problem in problems)
            {
                var found = problem.Found.Length > 0 ? $" ({ProblemText.Visible(problem.Found)})" : "";
                Console.Out.WriteLine($"  {(isVietnamese ? problem.Message.Vi : problem.Message.En)}{found}");
            }
        }
    }

    private static async Task<int> LeaveToWorkerAsync(string dataFolder, Settings settings, List<Drop> drops, CancellationToken ct)
    {
        var store = new PublicationStore(dataFolder);
        var known = store.Stored().Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var drop in drops)
        {
            if (!ReplyFiles.Answers(drop.Reply, drop.Id))
            {
                File.Delete(drop.Reply);
            }

            Put(drop);
        }

        // What had been taken before is no news to the worker: it will not answer again.
        bool Waits(Drop drop) => !known.Contains(drop.Id) && !File.Exists(drop.Reply);
        var until = DateTime.UtcNow + LongestWait;
        while (DateTime.UtcNow < until && drops.Exists(Waits))
        {
            await Task.Delay(200, ct);
        }

        foreach (var drop in drops)
        {
            if (File.Exists(drop.Reply))
            {
                Console.Out.WriteLine(File.ReadAllText(drop.Reply));
            }
            else if (store.Stored().TryGetValue(drop.Id, out var account))
            {
                Console.Out.WriteLine(new ReplyFiles(settings, store).Text(Path.GetFileName(drop.File), account, isKnown: true, ct));
            }
        }

        var needsALook = Last(store, settings, drops);
        return drops.Exists(Waits) ? Outcome.Busy(dataFolder) : needsALook ? ExitCode.Problems : ExitCode.Done;
    }

    private static void Put(Drop drop)
    {
        if (Path.GetFullPath(drop.Place) == drop.File)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(drop.Place)!);

        // A name the watcher passes over, until the copy is whole.
        var temporary = Path.Combine(Path.GetDirectoryName(drop.Place)!, $".{Path.GetFileName(drop.Place)}.tmp");
        File.Copy(drop.File, temporary, overwrite: true);
        File.SetAttributes(temporary, FileAttributes.Normal);
        File.Move(temporary, drop.Place, overwrite: true);
    }

    private static string Names(IEnumerable<Source> sources, Language language) => string.Join(
        ", ", sources.OrderBy(source => source.Like.Length > 0).Select(
            source => $"{source.Name} ({(language == Language.Vietnamese ? source.NameVi : source.NameEn)})"));
}
