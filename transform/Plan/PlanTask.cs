using System.Globalization;
using System.Text.RegularExpressions;

namespace Plan86.Transform.Plan;

/// <summary>One of the tasks of appendices 1 and 2, as printed.</summary>
/// <param name="Code"><c>A1.01</c>: appendix 1, number 1.</param>
/// <param name="TitleEn">The title in English; empty where the catalogue has none.</param>
/// <param name="Lead">Who leads, as printed; in appendix 2 a ministry.</param>
/// <param name="Department">Who answers for it in the city: the lead of appendix 1, the first partner of appendix 2.</param>
public sealed record PlanTask(
    string Code, int Appendix, string Title, string TitleEn, string Lead, string Partners, string Product, string DeadlineText,
    Deadline Deadline, Department Department)
{
    /// <summary>The title in both languages; in English the words of the Plan, where the catalogue has no others.</summary>
    public Bilingual Name => new(Title, TitleEn.Length > 0 ? TitleEn : Title);
}

/// <summary>What the words of a deadline mean.</summary>
public enum DeadlineKind
{
    /// <summary>"Quý IV/2021": by the end of the quarter.</summary>
    QuarterEnd,

    /// <summary>"2021-2025": by the end of the last year.</summary>
    PeriodEnd,

    /// <summary>"Định kỳ báo cáo hàng năm": by the end of every year.</summary>
    Yearly,

    /// <summary>"Trong quá trình thực hiện Nghị quyết": no day of its own.</summary>
    Throughout,
}

/// <summary>When a task is due.</summary>
/// <param name="Due">The last day; null for what comes every year or lasts throughout.</param>
public readonly partial record struct Deadline(DeadlineKind Kind, DateOnly? Due)
{
    /// <summary>What <see cref="Read"/> understands, for the reader of a fault.</summary>
    internal const string Examples = "Quý IV/2021 · 2021-2025 · Định kỳ hàng năm · Trong quá trình thực hiện Nghị quyết";

    /// <summary>Reads a deadline as the Plan prints it; null when the words mean none.</summary>
    public static Deadline? Read(string printed)
    {
        var text = Text.Fold(printed);
        if (Quarter().Match(text) is { Success: true } quarter)
        {
            var month = 3 * (1 + Array.IndexOf(["i", "ii", "iii", "iv"], quarter.Groups["quarter"].Value));
            return new(DeadlineKind.QuarterEnd, new DateOnly(Year(quarter, "year"), month, 1).AddMonths(1).AddDays(-1));
        }

        if (Period().Match(text) is { Success: true } period && Year(period, "from") <= Year(period, "to"))
        {
            return new(DeadlineKind.PeriodEnd, new DateOnly(Year(period, "to"), 12, 31));
        }

        return Yearly().IsMatch(text) ? new(DeadlineKind.Yearly, null)
            : Throughout().IsMatch(text) ? new(DeadlineKind.Throughout, null)
            : null;
    }

    private static int Year(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    // Written as Text.Fold leaves them.
    [GeneratedRegex(@"^quí (?<quarter>i|ii|iii|iv)\s*/\s*(?<year>20\d\d)$")]
    private static partial Regex Quarter();

    [GeneratedRegex(@"^(?<from>20\d\d)\s*[-–]\s*(?<to>20\d\d)$")]
    private static partial Regex Period();

    [GeneratedRegex(@"^định kì (báo cáo )?h[àằ]ng năm$")]
    private static partial Regex Yearly();

    [GeneratedRegex(@"^trong (quá trình|thời gian) thực hiện nghị quyết$")]
    private static partial Regex Throughout();
}
