using System.CommandLine;
using System.Globalization;
using Plan86.Schedules.Bulletins;
using Plan86.Transform;
using Plan86.Warehouse;

namespace Plan86.Schedules.Commands;

/// <summary><c>bulletin</c>: the bulletin of a month.</summary>
internal static class BulletinCommand
{
    public static Command Make()
    {
        var month = new Argument<string>("MONTH") { Description = "Tháng, yyyy-MM / the month" };
        var lang = new Option<string>("--lang") { Description = "vi | en | both", DefaultValueFactory = _ => "both" };
        lang.AcceptOnlyFromAmong("vi", "en", "both");
        var draft = new Option<bool>("--draft")
        {
            Description = "Lập bản thảo trong drafts/, chờ plan86 release; từ đó mọi bản tin của thư mục dữ liệu này đều là bản thảo "
                + "trước / "
                + "make a draft in drafts/ for plan86 release; from then on every bulletin of this data folder is a draft first",
        };
        var command = new Command(
            "bulletin",
            "Lập bản tin của một tháng từ số liệu đã công bố đến hết tháng đó / make the bulletin of a month from what was published by "
                + "its end")
        {
            month, lang, draft,
        };
        command.SetAction((parsed, ct) =>
        {
            var (path, settings, of) = (parsed.DataPath(), parsed.LoadSettings(), MonthOf(parsed.GetRequiredValue(month)));
            if (parsed.GetValue(draft))
            {
                DataFolder.WithReleaseStep(path);
            }

            return RunAsync(path, settings, of, ReplyLanguages.Parse(parsed.GetValue(lang))!.Value.Languages(), ct);
        });
        return command;
    }

    /// <summary>Returns the first day of a month as it was typed.</summary>
    /// <exception cref="Refusal">It is none that has or can have a bulletin.</exception>
    public static DateOnly MonthOf(string text)
    {
        var today = BulletinClock.Today(TimeProvider.System);
        return DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
            && first >= BulletinClock.FirstMonth && first <= today
            ? first
            : throw new Refusal(new Bilingual(
                $"Tháng không hợp lệ: {text}; cần yyyy-MM, từ {BulletinClock.FirstMonth:yyyy-MM} đến {today:yyyy-MM}.",
                $"Not a month to report on: {text}; expected yyyy-MM from {BulletinClock.FirstMonth:yyyy-MM} to {today:yyyy-MM}."));
    }

    private static async Task<int> RunAsync(
        string path, Settings settings, DateOnly month, IReadOnlyList<Language> languages, CancellationToken ct)
    {
        var progress = Progress.OnStandardError();
        var bulletin = new Bulletin(path, settings, new PublicationStore(path), progress);
        IReadOnlyList<string> files;
        try
        {
            files = await bulletin.MakeAsync(month, languages, ct);
        }
        finally
        {
            progress.Done();
        }

        var (isDraft, folder) = (DataFolder.HasReleaseStep(path), DataFolder.MakingFolder(path, month));
        Console.Out.WriteLine($"{(isDraft ? "Bản thảo / draft" : "Bản tin / bulletin")}: {folder} ({files.Count} tệp / files)");

        // The doors: all other pages are reached from them.
        foreach (var file in files.Where(file => file.Split('.')[0] is "bulletin" or "index" or "manifest"))
        {
            Console.Out.WriteLine($"  {Path.Combine(folder, file)}");
        }

        if (isDraft)
        {
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"Phát hành bằng / release it with: plan86 release {month:yyyy-MM}"));
        }

        return ExitCode.Done;
    }
}
