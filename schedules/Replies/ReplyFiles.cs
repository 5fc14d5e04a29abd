using System.Globalization;
using System.Text;
using Plan86.Ingest;
using Plan86.Schedules.Office;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Lake;
using Plan86.Transform.Meaning;
using Plan86.Warehouse;

namespace Plan86.Schedules.Replies;

/// <summary>What a refresh came to, for those who get a reply.</summary>
internal sealed record RefreshNews(
    IReadOnlyList<StoredExtract> Read, IReadOnlyList<VerdictChange> Changes, IReadOnlyList<Replacement> Replaced);

/// <summary>
/// The answer to each drop, as a text file beside it: a letter in the languages that the settings ask for. Where a problem
/// lies in a cell, an annotated copy shows it there.
/// </summary>
internal sealed class ReplyFiles(Settings settings, PublicationStore store)
{
    public const string Suffix = ".reply.txt";

    /// <summary>The largest workbook of a statistics office has a tenth of this.</summary>
    private const long LargestAnnotated = 32L << 20;

    private readonly ClerkWords _words = new(settings.Catalogue, settings.Sources);
    private readonly Normaliser _normaliser = new(settings.Catalogue, settings.Sources);

    /// <summary>Replies to what has just been read, and to drops that lie there without an answer.</summary>
    /// <returns>The files written.</returns>
    public IReadOnlyList<string> Write(Collected collected, Shelf shelf, RefreshNews news, CancellationToken ct)
    {
        var written = new List<string>();
        var stored = store.Stored();
        var justRead = news.Read.Select(account => account.ExtractId).ToHashSet(StringComparer.Ordinal);
        var unanswered = collected.Deliveries
            .Where(delivery => delivery.InboxPath is { } path && stored.ContainsKey(delivery.ExtractId)
                && (delivery.IsNew || justRead.Contains(delivery.ExtractId) || !Answers(path + Suffix, delivery.ExtractId)))
            .ToList();
        var extracts = shelf.Extracts.ToDictionary(extract => extract.Id, StringComparer.Ordinal);
        var acceptances = Acceptance.Of(store, unanswered.Select(delivery => stored[delivery.ExtractId]));
        var problems = Problems(store, [.. acceptances.Keys], AnnotatedCopy.MostMarks);
        var tables = TablesOf(acceptances.Values);
        foreach (var delivery in unanswered)
        {
            var extract = extracts.GetValueOrDefault(delivery.ExtractId);
            var found = problems[delivery.ExtractId].ToList();

            // Before the text, which is what people and programs wait for.
            var copy = Annotate(delivery, extract, found, written, ct);
            var reply = AddRefusal(
                new Reply(delivery.FileName, acceptances[delivery.ExtractId], [.. found.Take(ExtractReport.ShownProblems)])
                {
                    IsKnown = !delivery.IsNew && !justRead.Contains(delivery.ExtractId),
                    Taken = tables(delivery.ExtractId),
                    Replaced = [.. news.Replaced.Where(figure => figure.ExtractId == delivery.ExtractId)],
                    Copy = copy is null ? null : Path.GetFileName(copy),
                }, extract, ct);

            // Of several drops each is told what it changed itself, and what no file did.
            var changes = news.Changes.Where(change => (change.Figure?.ExtractId ?? delivery.ExtractId) == delivery.ExtractId).ToList();
            Save(delivery.InboxPath + Suffix, Text(reply, changes), written);
        }

        foreach (var trouble in collected.Troubles.Where(trouble => trouble.InboxPath is not null))
        {
            Save(trouble.InboxPath + Suffix, NotTaken(trouble, ct), written);
        }

        return written;
    }

    /// <summary>Returns the reply to one extract that is stored, as it would be written beside a drop of it.</summary>
    public string Text(string fileName, StoredExtract account, bool isKnown, CancellationToken ct)
    {
        var acceptance = Acceptance.Of(store, [account])[account.ExtractId];
        return Text(
            AddRefusal(
                new Reply(fileName, acceptance, [.. Problems(store, [account.ExtractId])[account.ExtractId]])
                {
                    IsKnown = isKnown,
                    Taken = TablesOf([acceptance])(account.ExtractId),
                },
                null, ct), []);
    }

    /// <summary>Whether a reply lies there and is about these bytes: it may be left over from an earlier file of that name.</summary>
    public static bool Answers(string path, string extractId)
    {
        try
        {
            return File.Exists(path) && File.ReadAllText(path).Contains(extractId, StringComparison.Ordinal);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>How a withdrawn file stands: since when, why, and how to bring it back.</summary>
    public static string Standing(string extractId, Withdrawal withdrawn, ReplyLanguage reply) =>
        string.Join(Environment.NewLine, reply.Languages().Select(language => language == Language.Vietnamese
            ? string.Create(CultureInfo.InvariantCulture, $"""
                Tệp đã được rút lúc {withdrawn.At:yyyy-MM-dd HH:mm}Z; không số liệu nào của tệp được dùng.
                Lý do: {ProblemText.Visible(withdrawn.Why)}
                Để dùng lại: plan86 withdraw {extractId[..12]} --undo
                """)
            : string.Create(CultureInfo.InvariantCulture, $"""
                The file was withdrawn at {withdrawn.At:yyyy-MM-dd HH:mm}Z; no figure of it is used.
                Why: {ProblemText.Visible(withdrawn.Why)}
                To bring it back: plan86 withdraw {extractId[..12]} --undo
                """)));

    /// <summary>The first problems of each extract: what reading found, and what loading found when it was held against
    /// the others.</summary>
    public static ILookup<string, Problem> Problems(
        PublicationStore store, IReadOnlyList<string> extractIds, int most = ExtractReport.ShownProblems) =>
        (extractIds.Count == 0 || store.PublishedFile is null
            ? []
            : store.Ask("first_problems", ("ids", string.Join(',', extractIds)), ("most", most)).Named)
        .ToLookup(
            row => row.Get<string>("extract_id"),
            row => new Problem(
                Place.OfParts(
                    row.Get<string?>("member"), row.Get<string?>("sheet"), row.Get<string?>("cell_ref"), row.Get<int?>("line"),
                    row.Get<int?>("character"), row.Get<string?>("field")),
                row.Get<string>("found"), row.Get<string>("expected"),
                row.Get<string>("severity") == "error" ? Severity.Error : Severity.Warning,
                new Bilingual(row.Get<string>("message_vi"), row.Get<string>("message_en")))
            { Times = row.Get<long>("times") },
            StringComparer.Ordinal);

    /// <summary>Adds to a refused file what helps: the version of it that still counts, and the sources it would fit.</summary>
    private Reply AddRefusal(Reply reply, Extract? extract, CancellationToken ct)
    {
        var account = reply.Acceptance.Account;
        if (!reply.Acceptance.IsRefused)
        {
            return reply;
        }

        var earlier = store.PublishedFile is null ? null : store.Ask(
            "earlier_version", ("source", account.Source), ("extract_id", account.ExtractId), ("file_name", account.FileName),
            ("published_on", account.IsDayAssumed ? null : account.PublishedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))).Named
            .Select(row => new EarlierVersion(
                row.Get<string>("file_name"), row.Get<DateOnly>("published_on"), row.Get<long>("observations"))).FirstOrDefault();
        var others = extract is null || extract.Length > LargestAnnotated
            ? []
            : _normaliser.RecogniseByContent(extract.Open, extract.FileName, ct)
                .Where(source => settings.Sources.Find(account.Source)?.IsKinOf(source) != true && source.Name != account.Source).ToList();
        return reply with { Earlier = earlier, FitsOthers = others };
    }

    private Func<string, IReadOnlyList<TakenTable>> TablesOf(IEnumerable<Acceptance> acceptances)
    {
        static string[] Parts(string text) => text.Split('|', StringSplitOptions.RemoveEmptyEntries);
        var used = acceptances.Where(one => !one.IsRefused && !one.IsWithdrawn).Select(one => one.Account).ToList();
        var tables = used.Count == 0 || store.PublishedFile is null ? null : store.TablesOf(used);
        return extractId => tables is null ? [] : [.. tables[extractId].Select(row => new TakenTable(
            row.Get<string>("sheet"), row.Get<string>("title"), row.Get<long>("figures"), Parts(row.Get<string>("periods")),
            Parts(row.Get<string>("unstated_units"))))];
    }

    /// <summary>The first lines in every language, then the letter in each.</summary>
    private string Text(Reply reply, IReadOnlyList<VerdictChange> changes)
    {
        var languages = settings.ReplyLanguage.Languages();
        var text = new StringBuilder();
        foreach (var language in languages)
        {
            text.AppendLine(reply.Acceptance.Headline(reply.FileName, language));
        }

        foreach (var language in languages)
        {
            text.AppendLine();
            if (language != languages[0])
            {
                text.AppendLine("----------------------------------------").AppendLine();
            }

            text.Append(new ReplyLetter(reply, _words, language).Body());
            if (VerdictChanges.Text(settings.Catalogue, changes, language) is { Length: > 0 } own)
            {
                text.AppendLine().AppendLine(own);
            }
        }

        var account = reply.Acceptance.Account;
        text.AppendLine();
        if (account.Withdrawn is { } withdrawn)
        {
            text.AppendLine(Standing(account.ExtractId, withdrawn, settings.ReplyLanguage)).AppendLine();
        }

        var name = settings.ReplyLanguage.Pick("Mã tệp", "File id");
        return text.AppendLine(CultureInfo.InvariantCulture, $"{name}: {account.ExtractId}").ToString();
    }

    /// <summary>The answer to what lies in the inbox and cannot be taken: whose it is, where its content tells.</summary>
    private string NotTaken(Trouble trouble, CancellationToken ct)
    {
        var name = ProblemText.Visible(Path.GetFileName(trouble.InboxPath)!);
        var fitting = trouble.Source is null && File.Exists(trouble.InboxPath) ? Fitting(trouble.InboxPath, ct) : [];
        var text = new StringBuilder();
        foreach (var language in settings.ReplyLanguage.Languages())
        {
            text.AppendLine(language == Language.Vietnamese ? $"CHƯA NHẬN ĐƯỢC: {name}" : $"NOT TAKEN: {name}");
        }

        foreach (var language in settings.ReplyLanguage.Languages())
        {
            var isVietnamese = language == Language.Vietnamese;
            text.AppendLine();
            if (trouble.Source is null)
            {
                text.AppendLine(
                    isVietnamese ? "Tệp không nằm trong thư mục của nguồn nào nên chưa được đọc."
                        : "The file lies in no source's folder, so it was not read.");
                text.AppendLine(fitting.Count > 0
                    ? (isVietnamese ? "Theo nội dung, hãy chuyển tệp vào: " : "By its content it belongs into: ")
                        + ClerkWords.Folders(fitting, language)
                    : (isVietnamese ? "Không nguồn nào nhận ra tệp theo nội dung. Hãy chọn thư mục: "
                        : "No source recognises it by its content. Choose the folder: ")
                        + ClerkWords.Folders(settings.Sources.All, language));
            }
            else
            {
                text.AppendLine(isVietnamese ? trouble.Problem.Message.Vi : trouble.Problem.Message.En);
                text.AppendLine((isVietnamese ? "Tìm thấy: " : "Found: ") + ProblemText.Visible(trouble.Problem.Found));
            }
        }

        return text.ToString();
    }

    private IReadOnlyList<Source> Fitting(string path, CancellationToken ct)
    {
        try
        {
            return _normaliser.RecogniseByContent(() => File.OpenRead(path), Path.GetFileName(path), ct);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Puts the annotated copy beside the drop; one left over from an earlier file of that name goes.</summary>
    /// <returns>The copy; null where there is none.</returns>
    private string? Annotate(
        Delivery delivery, Extract? extract, IReadOnlyList<Problem> problems, List<string> written, CancellationToken ct)
    {
        var path = delivery.InboxPath + AnnotatedCopy.Suffix;
        var temporary = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.tmp");
        try
        {
            var isWritten = false;
            if (extract is not null && extract.Length <= LargestAnnotated && problems.Count > 0)
            {
                using var copy = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite);
                isWritten = AnnotatedCopy.Write(extract.Open, extract.FileName, [.. problems.Select(Plain)], copy, ct);
            }

            if (isWritten)
            {
                File.Move(temporary, path, overwrite: true);
                written.Add(path);
                return path;
            }

            File.Delete(temporary);
            File.Delete(path);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // A file made to break the copy, or a folder that takes none: the text says the same.
            try
            {
                File.Delete(temporary);
            }
            catch (Exception held) when (held is IOException or UnauthorizedAccessException)
            {
            }
        }

        return null;
    }

    /// <summary>A problem in the words of the letter, in the first of its languages.</summary>
    private Problem Plain(Problem problem)
    {
        var language = settings.ReplyLanguage.Languages()[0];
        return problem with { Found = _words.Plain(problem.Found, language), Expected = _words.PlainExpected(problem.Expected, language) };
    }

    private static void Save(string path, string text, List<string> written)
    {
        try
        {
            // A reply that says the same is left alone, so that a folder under synchronisation stays quiet.
            var bytes = Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(text)).ToArray();
            if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes))
            {
                // Whoever waits for it must not read half; the dot keeps the collector from taking it for a drop.
                var temporary = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.tmp");
                File.WriteAllBytes(temporary, bytes);
                File.Move(temporary, path, overwrite: true);
                written.Add(path);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A folder that takes no reply is no reason to stop: the same stands in extract and problem.
        }
    }
}
