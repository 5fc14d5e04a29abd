using Plan86.Ingest;
using Plan86.Schedules.Replies;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Warehouse;

namespace Plan86.Schedules.Commands;

/// <summary>What a command that wrote to the data folder came to: said on standard output, summed up in its exit code.</summary>
internal static class Outcome
{
    public static int Busy(string path)
    {
        Console.Error.WriteLine($"Một tiến trình khác đang ghi vào {path}; mỗi thư mục dữ liệu chỉ có một tiến trình ghi.");
        Console.Error.WriteLine($"Another process is writing to {path}; a data folder has one writer at a time.");
        return ExitCode.Busy;
    }

    /// <summary>Says what was done; the exit code tells whether someone must look at it.</summary>
    /// <param name="answered">Extracts that are told of elsewhere.</param>
    public static int Report(
        Collected collected, Refresh refresh, PublicationStore store, Settings settings, IReadOnlyCollection<string>? answered = null)
    {
        var acceptances = Acceptance.Of(store, refresh.Read).Values.OrderBy(taken => taken.Account.FileName, StringComparer.Ordinal)
            .ToList();
        var words = new ClerkWords(settings.Catalogue, settings.Sources);
        foreach (var taken in acceptances.Where(taken => answered?.Contains(taken.Account.ExtractId) != true))
        {
            Console.Out.WriteLine(string.Join(" / ", settings.ReplyLanguage.Languages()
                .Select(language => Account(taken, words, language))));
        }

        foreach (var trouble in collected.Troubles.Concat(refresh.Troubles))
        {
            Console.Out.WriteLine(ProblemText.Line(trouble.Problem));
        }

        foreach (var path in collected.Waiting)
        {
            Console.Out.WriteLine($"Còn đang được ghi / still growing: {path}");
        }

        foreach (var failure in refresh.Failures)
        {
            Console.Error.WriteLine($"Lỗi / failed: {failure.Message}");
        }

        Console.Out.WriteLine(refresh.Published
            ? $"{settings.ReplyLanguage.Pick("Đã công bố", "Published")}: {store.PublishedFile}"
            : settings.ReplyLanguage.Pick("Không có gì mới.", "Nothing new."));
        if (refresh.Published)
        {
            Console.Out.WriteLine(refresh.Changes.Count > 0
                ? string.Join(Environment.NewLine, settings.ReplyLanguage.Languages()
                    .Select(language => VerdictChanges.Text(settings.Catalogue, refresh.Changes, language)))
                : settings.ReplyLanguage.Pick("Không kết luận nào thay đổi.", "No verdict changed."));
        }

        if (refresh.Charts is not null)
        {
            Console.Out.WriteLine($"Biểu đồ / charts: {refresh.Charts}");
        }

        // What was withdrawn in this very run is no news to whoever did it.
        return refresh.Failures.Count > 0 ? ExitCode.Failed
            : acceptances.Exists(taken => taken is { NeedsALook: true, IsWithdrawn: false }) || collected.Troubles.Count > 0
                || refresh.Troubles.Count > 0 ? ExitCode.Problems
            : ExitCode.Done;
    }

    /// <summary>Returns the exit code that says more: failed before problems before done.</summary>
    public static int Worse(int one, int other) => Math.Max(one, other);

    /// <summary>Returns how a file was taken and whose it is: cells are counted where a file has any.</summary>
    private static string Account(Acceptance taken, ClerkWords words, Language language)
    {
        var (account, isVietnamese) = (taken.Account, language == Language.Vietnamese);
        var cells = account.Cells == 0 ? "" : isVietnamese ? $", {Numbers.Vi(account.Cells)} ô số" : $", {Numbers.En(account.Cells)} cells";
        return $"{taken.Headline(account.FileName, language)} ({words.SourceOf(account.Source, language)}) – "
            + (isVietnamese ? $"{Numbers.Vi(account.Observations)} số liệu" : $"{Numbers.En(account.Observations)} figures") + cells;
    }

    /// <summary>Returns how a file was taken, in the languages of replies: the first line of its reply on one line.</summary>
    public static string Line(Acceptance taken, string name, ReplyLanguage language) =>
        string.Join(" / ", language.Languages().Select(each => taken.Headline(name, each)));
}
