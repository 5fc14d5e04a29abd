using System.CommandLine;

namespace Plan86.Schedules.Commands;

/// <summary>The options that several commands know, and what they come to.</summary>
internal static class SharedOptions
{
    public static readonly Option<string> Data = new("--data")
    {
        Description = "Thư mục dữ liệu / data folder",
        DefaultValueFactory = _ => "./data",
        Recursive = true,
    };

    public static readonly Option<string?> Config = new("--config")
    {
        Description =
            "Thư mục có catalogue/ và sources/, thay cho bản kèm theo / folder with catalogue/ and sources/ that override the shipped ones",
        Recursive = true,
    };

    public static readonly Option<bool> NoPull = new("--no-pull")
    {
        Description = "Không tải gì từ mạng / fetch nothing from the web",
    };

    public static readonly Option<string> Replies = MakeReplies();

    /// <summary>Returns the full path of the data folder.</summary>
    public static string DataPath(this ParseResult parsed) => Path.GetFullPath(parsed.GetValue(Data)!);

    /// <summary>Returns catalogue, sources, SQL and the language of replies.</summary>
    /// <exception cref="Refusal">There are faults; all are named.</exception>
    public static Settings LoadSettings(this ParseResult parsed) =>
        Settings.Load(parsed.GetValue(Config)) with
        {
            ReplyLanguage = ReplyLanguages.Parse(parsed.GetValue(Replies)) ?? ReplyLanguage.Both,
        };

    /// <summary>Returns the option <c>--format</c>.</summary>
    public static Option<string> Format(string fallback, params string[] formats)
    {
        var option = new Option<string>("--format") { Description = string.Join(" | ", formats), DefaultValueFactory = _ => fallback };
        option.AcceptOnlyFromAmong(formats);
        return option;
    }

    /// <summary>Does work that writes to the data folder, with everything it takes.</summary>
    public static async Task<int> WritingAsync(ParseResult parsed, Func<WriterSession, Settings, Task<int>> work)
    {
        var settings = parsed.LoadSettings();
        var path = parsed.DataPath();
        using var session = WriterSession.TryOpen(path, settings);
        return session is null ? Outcome.Busy(path) : await work(session, settings);
    }

    private static Option<string> MakeReplies()
    {
        var option = new Option<string>("--reply-language")
        {
            Description =
                $"Ngôn ngữ của thư trả lời: vi | en | both; bỏ trống thì theo biến môi trường {ReplyLanguages.Variable}, không có nữa "
                    + "thì cả hai / "
                + $"language of the replies; when left out that of the environment variable {ReplyLanguages.Variable}, else both",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable(ReplyLanguages.Variable) is { Length: > 0 } set ? set : "both",
            Recursive = true,
        };
        option.Validators.Add(result =>
        {
            if (ReplyLanguages.Parse(result.GetValueOrDefault<string>()) is null)
            {
                result.AddError(
                    $"--reply-language ({ReplyLanguages.Variable}): {result.GetValueOrDefault<string>()}: cần / expected vi | en | both");
            }
        });
        return option;
    }
}
