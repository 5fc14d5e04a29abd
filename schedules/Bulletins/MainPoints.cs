using System.Globalization;
using Plan86.Schedules.Charts;
using Plan86.Transform;
using Plan86.Transform.Judging;

namespace Plan86.Schedules.Bulletins;

/// <summary>One sentence at the top of a bulletin.</summary>
/// <param name="Indicator">Code of the indicator it is about; null where it is about many.</param>
internal sealed record MainPoint(string Text, string? Indicator = null);

/// <summary>
/// The three to six sentences a reader takes away, chosen by rules (README, "Main points"): what figures changed, what the turn of
/// the year decided, what came of the targets whose year has passed, how those to come stand, what is owed.
/// </summary>
internal sealed class MainPoints(BulletinContent content, Phrases phrases)
{
    /// <summary>Of verdicts that figures changed so many are told one by one.</summary>
    private const int MostChanges = 2;

    /// <summary>Of indicators in one sentence so many are named.</summary>
    private const int MostNames = 3;

    /// <summary>Returns the sentences, the most telling first.</summary>
    public IReadOnlyList<MainPoint> All() =>
        [.. Changed(), .. TurnOfTheYear(), .. Passed(), .. ToCome(), .. Owed()];

    /// <summary>What a figure made of a verdict; where it made nothing of any, what is new.</summary>
    private IEnumerable<MainPoint> Changed()
    {
        var changes = content.Changes
            .Where(change => change.Because is Because.Figures or Because.Withdrawal && IsJudged(change.Became))
            .GroupBy(change => change.Target.Indicator)
            .Select(group => group.MinBy(change => Order(change.Became))!)
            .OrderBy(change => Order(change.Became)).ToList();
        foreach (var change in changes.Take(MostChanges))
        {
            var told = Told(content.Targets.First(part => part.Target == change.Target));
            yield return new MainPoint(
                $"{told} ({phrases.Pick("tháng trước", "last month")}: {phrases.Verdict(change.Was).ToLowerInvariant()}).",
                change.Target.Indicator);
        }

        if (changes.Count < MostChanges && New([.. changes.Select(change => change.Target.Indicator)]) is { } news)
        {
            yield return news;
        }
    }

    /// <summary>How many more indicators have figures published this month, years or months, and what the newest of them say; null where
    /// there is nothing to add.</summary>
    private MainPoint? New(HashSet<string> told)
    {
        bool Years(IndicatorPart part) =>
            part.Vintages.Any(vintage => vintage.ValidFrom >= content.Month && vintage.RefArea == part.RefArea);
        bool Months(IndicatorPart part) => part.Months?.PublishedOn >= content.Month;
        var known = content.Indicators.Where(part => !told.Contains(part.Indicator.Code) && (Years(part) || Months(part))).ToList();
        if (known.Count == 0)
        {
            return told.Count > 0 ? null : new MainPoint(phrases.Pick(
                "Trong tháng không có số liệu mới của chỉ tiêu nào và không có kết luận nào thay đổi.",
                "This month brought no new figure of any indicator, and no verdict changed."));
        }

        // Of what is new the latest period says most; of the same the Plan's own order decides.
        var first = known.MaxBy(part => Months(part)
            ? (part.Months!.Year * 100) + part.Months.Month
            : (part.Vintages.Where(vintage => vintage.ValidFrom >= content.Month).Max(vintage => vintage.Year) * 100) + 12)!;
        var news = Months(first) ? phrases.Pick(first.Months!.Title.Vi, first.Months.Title.En) : phrases.Headline(first);
        var many = told.Count > 0
            ? phrases.Pick($"Số liệu mới của {known.Count} chỉ tiêu khác:",
                known.Count == 1 ? "New figures of one more indicator:" : $"New figures of {known.Count} more indicators:")
            : phrases.Pick(
                $"Số liệu mới của {known.Count} chỉ tiêu không làm thay đổi kết luận nào:",
                known.Count == 1 ? "New figures of one indicator changed no verdict:"
                    : $"New figures of {known.Count} indicators changed no verdict:");
        return new MainPoint($"{many} {news}.", first.Indicator.Code);
    }

    /// <summary>Verdicts that only the calendar changed, so that nobody takes them for an improvement.</summary>
    private IEnumerable<MainPoint> TurnOfTheYear()
    {
        var changes = content.Changes.Where(change => change.Because == Because.Time).ToList();
        if (changes.Count == 0)
        {
            yield break;
        }

        int Became(Verdict verdict) => changes.Count(change => change.Became == verdict);
        var (met, missed) = (Became(Verdict.Met), Became(Verdict.Missed));
        var rest = changes.Count - met - missed;
        yield return new MainPoint(phrases.Pick(
            $"Do đã sang năm {changes[0].Day.Year}, kết luận của {changes.Count} mục tiêu thay đổi mà không có số liệu mới: {met} đạt, "
                + $"{missed} không đạt" + (rest > 0 ? $", {rest} kết luận khác." : "."),
            $"Because it is {changes[0].Day.Year} now, and not because of new figures, {changes.Count} "
                + $"{(changes.Count == 1 ? "verdict" : "verdicts")} changed: {met} met, "
                + $"{missed} missed" + (rest > 0 ? $", {rest} others." : ".")));
    }

    /// <summary>What came of the targets of the last horizon that has passed.</summary>
    private IEnumerable<MainPoint> Passed()
    {
        if (Horizons().LastOrDefault(own => own.Year < content.AsOf.Year) is not (var year, { } own))
        {
            yield break;
        }

        var (met, missed) = (With(own, Verdict.Met), With(own, Verdict.Missed));
        var worst = missed.Select(part => (Part: part, Share: ChartBook.Share(part.Target, part.Verdict)))
            .Where(pair => pair.Share is not null).OrderBy(pair => pair.Share).Select(pair => pair.Part).FirstOrDefault();
        var farthest = worst is null ? "" : " " + phrases.Pick(
            $"Xa mục tiêu nhất: {Told(worst)}.", $"Farthest from its target: {Told(worst)}.");
        yield return new MainPoint(
            phrases.Pick(
                $"Trong {own.Count} mục tiêu năm {year}, {met.Count} đạt, {missed.Count} không đạt, {own.Count - met.Count - missed.Count} "
                    + $"không có số liệu để kết luận.",
                $"Of the {own.Count} targets for {year}, {met.Count} were met and {missed.Count} missed; for "
                    + $"{own.Count - met.Count - missed.Count} there are no figures to tell.") + farthest,
            worst?.Indicator.Code);
    }

    /// <summary>How the targets of the next horizon stand, and which of them are in danger.</summary>
    private IEnumerable<MainPoint> ToCome()
    {
        if (Horizons().FirstOrDefault(own => own.Year >= content.AsOf.Year) is not (var year, { } own))
        {
            yield break;
        }

        var (good, risk, off) = (own.Where(part => part.Verdict.Verdict is Verdict.OnTrack or Verdict.Met).ToList(),
            With(own, Verdict.AtRisk), With(own, Verdict.OffTrack));
        var unknown = own.Count - good.Count - risk.Count - off.Count;
        yield return new MainPoint(phrases.Pick(
            $"Trong {own.Count} mục tiêu năm {year}, {good.Count} đúng tiến độ, {risk.Count} có nguy cơ không đạt{Names(risk)}, "
                + $"{off.Count} "
                + $"chậm tiến độ{Names(off)}, {unknown} chưa đánh giá được.",
            $"Of the {own.Count} targets for {year}, {good.Count} {(good.Count == 1 ? "is" : "are")} on track, {risk.Count} at "
                + $"risk{Names(risk)}, {off.Count} off track{Names(off)}; {unknown} cannot be judged yet."));
    }

    /// <summary>Whose figures of the last full year are missing, and which tasks nobody has reported on.</summary>
    private IEnumerable<MainPoint> Owed()
    {
        var (owed, all) = (content.Indicators.Count(part => !part.HasFigure(content.DueYear)), content.Indicators.Count());
        if (owed == 0 && !content.Tasks.Any(part => part.IsOverdue || part.HasNoReport))
        {
            yield break;
        }

        var most = content.Departments.Where(part => part.Owed.Count > 0).OrderByDescending(part => part.Owed.Count).Take(MostNames)
            .Select(part => $"{phrases.Name(part.Department)} ({part.Owed.Count})").ToList();
        var by = most.Count == 0 ? "" : phrases.Pick($", nhiều nhất là {Listed(most)}", $", most of them owed by {Listed(most)}");
        var figures = owed == 0 ? "" : phrases.Pick(
            $"Còn thiếu số liệu năm {content.DueYear} của {owed} trong {all} chỉ tiêu{by}.",
            $"Figures for {content.DueYear} are missing for {owed} of the {all} indicators{by}.");
        yield return new MainPoint(string.Join(' ', new[] { figures, phrases.Tasks(content) }.Where(text => text.Length > 0)));
    }

    /// <summary>The targets by the year they are set for, as the table below counts them; thresholds of every year are left out.</summary>
    private IEnumerable<(int Year, List<TargetPart> Targets)> Horizons() => content.Targets
        .Where(part => int.TryParse(part.Target.Horizon, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        .GroupBy(part => int.Parse(part.Target.Horizon, CultureInfo.InvariantCulture))
        .OrderBy(targets => targets.Key).Select(targets => (targets.Key, targets.ToList()));

    private string Told(TargetPart part) =>
        Headlines.Told(part.Target, part.Verdict, Headlines.WordingOf(part.Indicator)) is { } told
            ? phrases.Pick(told.Vi, told.En) : phrases.Name(part.Indicator);

    private string Names(IReadOnlyList<TargetPart> parts)
    {
        if (parts.Count == 0)
        {
            return "";
        }

        var names = parts.Take(MostNames).Select(part => phrases.Name(part.Indicator))
            .Concat(parts.Count > MostNames ? ["…"] : Array.Empty<string>());
        return $" ({string.Join("; ", names)})";
    }

    private string Listed(IReadOnlyList<string> names) => names.Count == 1 ? names[0]
        : $"{string.Join(", ", names.Take(names.Count - 1))} {phrases.Pick("và", "and")} {names[^1]}";

    private static List<TargetPart> With(IEnumerable<TargetPart> parts, Verdict verdict) =>
        [.. parts.Where(part => part.Verdict.Verdict == verdict)];

    private static bool IsJudged(Verdict verdict) => verdict is not (Verdict.NoData or Verdict.NotAvailable);

    /// <summary>What is decided comes before what is in danger, and that before what goes well.</summary>
    private static int Order(Verdict verdict) => verdict switch
    {
        Verdict.Missed => 0,
        Verdict.Met => 1,
        Verdict.OffTrack => 2,
        Verdict.AtRisk => 3,
        _ => 4,
    };
}
