using Plan86.Transform.Plan;

namespace Plan86.Transform.Judging;

/// <summary>The news of an indicator in one sentence: where it stands, held against the target that says most about it. For the
/// headline of a chart and the main points of a bulletin; the whole of a verdict is <see cref="Assessment.Sentence"/>.</summary>
public static class Headlines
{
    /// <summary>Returns the headline of an indicator; of one without any figure it says that.</summary>
    /// <param name="targets">All targets of the indicator.</param>
    /// <param name="assessments">The verdicts on them that count.</param>
    /// <param name="values">Its yearly figures on the territory that is shown.</param>
    public static Bilingual HeadlineOf(
        this Indicator indicator, IReadOnlyList<Target> targets, IReadOnlyList<Assessment> assessments, IReadOnlyList<YearValue> values)
    {
        var wording = WordingOf(indicator);

        // "Doctors per 10,000 people stood at 16.3": the name has said the unit.
        wording = wording with
        {
            UnitVi = Says(wording.NameVi, wording.UnitVi) ? "" : wording.UnitVi,
            UnitEn = Says(wording.NameEn, wording.UnitEn) ? "" : wording.UnitEn,
        };
        if (Telling(targets, assessments, values) is { } news && Told(news.Target, news.Assessment, wording) is { } told)
        {
            return told;
        }

        var figures = values.Where(Judge.IsFigure).ToList();
        var last = figures.Count == 0 ? default : figures.MaxBy(value => value.Year);
        return figures.Count == 0
            ? new Bilingual($"{indicator.Name.Vi}: chưa có số liệu", $"{indicator.Name.En}: no data yet")
            : new Bilingual(
                $"{indicator.Name.Vi} năm\u00A0{last.Year} {(IsEstimate(last.Status) ? "ước\u00A0" : "")}đạt\u00A0"
                    + Whole(Numbers.With(Numbers.Vi(last.Value, indicator.Decimals), wording.UnitVi)),
                $"{indicator.Name.En} stood at {(IsEstimate(last.Status) ? "an estimated " : "")}"
                    + Whole(Numbers.With(Numbers.En(last.Value, indicator.Decimals), wording.UnitEn)) + $" in\u00A0{last.Year}");
    }

    /// <summary>Returns the target that says most, with its verdict: one that can be judged before one that cannot, of those the
    /// first that falls due with the last figure or after it; null where there is none.</summary>
    public static (Target Target, Assessment Assessment)? Telling(
        IReadOnlyList<Target> targets, IReadOnlyList<Assessment> assessments, IReadOnlyList<YearValue> values)
    {
        var lastYear = values.Where(Judge.IsFigure).Select(value => value.Year).DefaultIfEmpty(0).Max();
        var pairs = targets
            .SelectMany(target => assessments.Where(verdict => verdict.Indicator == target.Indicator && verdict.Horizon == target.Horizon)
                .Take(1).Select(verdict => (Target: target, Assessment: verdict)))
            .OrderBy(pair => pair.Assessment.Verdict switch { Verdict.NoData => 2, Verdict.NotAvailable => 1, _ => 0 })
            .ThenBy(pair => pair.Target.Due < lastYear ? 1 : 0)
            .ThenBy(pair => pair.Target.Due ?? int.MaxValue).ToList();
        return pairs.Count == 0 ? null : pairs[0];
    }

    /// <summary>Returns the sentence about one verdict; null where it rests on no figure.</summary>
    public static Bilingual? Told(Target target, Assessment assessment, IndicatorWording wording)
    {
        if (assessment.Verdict == Verdict.NoData)
        {
            return null;
        }

        var vi = new SentenceFacts(target, assessment, wording.UnitVi, wording.Decimals, Numbers.Vi, "%/năm", "/năm");
        var en = new SentenceFacts(target, assessment, wording.UnitEn, wording.Decimals, Numbers.En, "% a year", " a year");
        if (vi.JudgedYear is not { } year)
        {
            return null;
        }

        var sign = assessment.IsOfOtherTerritory ? "\u00A0" + Territories.Sign : "";
        return new Bilingual(
            VietnameseFact(target, assessment, wording.NameVi, vi, year) + Vietnamese(target, assessment, vi, year) + sign,
            EnglishFact(target, assessment, wording.NameEn, en, year) + English(target, assessment, en, year) + sign);
    }

    /// <summary>Returns how an indicator and its unit are called in a sentence.</summary>
    public static IndicatorWording WordingOf(Indicator indicator) => new(
        indicator.Name.Vi, indicator.Name.En, indicator.Unit.Text.Vi, indicator.Unit.Text.En, indicator.Decimals);

    /// <summary>Returns whether a name has the unit in it: "Doctors per 10,000 people".</summary>
    public static bool Says(string name, string unit) => $" {name} ".Contains($" {unit} ", StringComparison.OrdinalIgnoreCase);

    private static string VietnameseFact(Target target, Assessment assessment, string name, SentenceFacts facts, int year)
    {
        var reached = target.Direction == Direction.Down ? "ở mức" : IsEstimate(assessment.ActualStatus) ? "ước\u00A0đạt" : "đạt";
        var years = target.Basis switch
        {
            Basis.Level => $"năm\u00A0{year}",
            Basis.Cumulative => $"{(target.WindowStart == year ? "năm\u00A0" : "")}{target.Years(year)}",
            _ => $"bình quân {target.Years(year)}",
        };
        return $"{name} {years} {reached}\u00A0{Whole(facts.Judged)}";
    }

    private static string EnglishFact(Target target, Assessment assessment, string name, SentenceFacts facts, int year)
    {
        var value = (IsEstimate(assessment.ActualStatus) ? "an estimated " : "") + Whole(facts.Judged);
        return target.Basis switch
        {
            Basis.Level => $"{name} stood at {value} in\u00A0{year}",
            Basis.Cumulative => $"{name} came to {value} in\u00A0{target.Years(year)}",
            _ => $"{name} averaged {value} in\u00A0{target.Years(year)}",
        };
    }

    private static string Vietnamese(Target target, Assessment assessment, SentenceFacts facts, int year)
    {
        if (Goal(target, facts, "khoảng ", lower => $"{lower} đến ") is not { } goal)
        {
            return facts.Trend is { } rate
                ? $", bình quân mỗi năm {(rate < 0 ? "giảm" : "tăng")} {Numbers.Vi(Math.Abs(rate), 1)}% từ năm\u00A0{assessment.BaseYear}"
                : "";
        }

        var isOver = assessment.Verdict is Verdict.Met or Verdict.Missed;
        var when = target switch
        {
            { Due: null } => "hằng năm",
            { Basis: Basis.Level } => $"năm\u00A0{target.Due}",
            _ => $"giai đoạn {target.Years(target.Due!.Value)}",
        };
        var planned = isOver && year == target.Due ? "đề ra" : $"đề ra cho {when}";
        return assessment.Verdict switch
        {
            Verdict.NotAvailable => $"; mục tiêu {when} là {goal}",
            Verdict.Missed or Verdict.Met when facts.IsWithin => $", trong khoảng {goal} {planned}",
            Verdict.Missed when facts.Gap == SentenceFacts.Kind.Exact => $", bằng mức {goal} trong khi mục tiêu là trên mức này",
            Verdict.AtRisk or Verdict.OffTrack or Verdict.OnTrack when IsShort(facts) => VietnameseOpen(assessment.Verdict, goal, when),
            var verdict => VietnameseGap(facts.Gap, goal, planned)
                + (verdict is Verdict.AtRisk or Verdict.OffTrack ? $" nhưng {verdict.Vi()}" : ""),
        };
    }

    private static string English(Target target, Assessment assessment, SentenceFacts facts, int year)
    {
        if (Goal(target, facts, "roughly ", lower => $"{lower} to ") is not { } goal)
        {
            return facts.Trend is { } rate
                ? $", {(rate < 0 ? "falling" : "rising")} by {Numbers.En(Math.Abs(rate), 1)}% a year since\u00A0{assessment.BaseYear}" : "";
        }

        var isOver = assessment.Verdict is Verdict.Met or Verdict.Missed;
        var when = target switch
        {
            { Due: null } => "every year",
            _ => $"for\u00A0{target.Years(target.Due!.Value)}",
        };
        var planned = isOver && year == target.Due ? "planned" : $"planned {when}";
        return assessment.Verdict switch
        {
            Verdict.NotAvailable => $"; {goal} {(target.Basis == Basis.Level ? "is" : "was")} planned {when}",
            Verdict.Missed or Verdict.Met when facts.IsWithin => $", within the {goal} {planned}",
            Verdict.Missed when facts.Gap == SentenceFacts.Kind.Exact => $", no more than the {goal} that was to be exceeded",
            Verdict.AtRisk or Verdict.OffTrack or Verdict.OnTrack when IsShort(facts) => EnglishOpen(assessment.Verdict, goal, when),
            var verdict => EnglishGap(facts.Gap, goal, planned)
                + (verdict is Verdict.AtRisk or Verdict.OffTrack ? $", but {verdict.En()}" : ""),
        };
    }

    /// <summary>Whether something is still missing, whichever way.</summary>
    private static bool IsShort(SentenceFacts facts) => facts.Gap is SentenceFacts.Kind.Missing or SentenceFacts.Kind.Above;

    private static string VietnameseOpen(Verdict verdict, string goal, string when) => verdict switch
    {
        Verdict.AtRisk => $", có nguy cơ không đạt mức {goal} {when}",
        Verdict.OffTrack => $", chậm so với mức {goal} {when}",
        _ => $", đúng tiến độ để đạt mức {goal} {when}",
    };

    private static string EnglishOpen(Verdict verdict, string goal, string when) => verdict switch
    {
        Verdict.AtRisk => $", at risk of missing the {goal} planned {when}",
        Verdict.OffTrack => $", off track for the {goal} planned {when}",
        _ => $", on track for the {goal} planned {when}",
    };

    private static string VietnameseGap(SentenceFacts.Kind gap, string goal, string planned) => gap switch
    {
        SentenceFacts.Kind.Missing => $", thấp hơn mức {goal} {planned}",
        SentenceFacts.Kind.Above => $", cao hơn mức tối đa {goal} {planned}",
        SentenceFacts.Kind.Exact => $", đúng bằng mức {goal} {planned}",
        SentenceFacts.Kind.Over => $", vượt mức {goal} {planned}",
        _ => $", trong giới hạn {goal} {planned}",
    };

    private static string EnglishGap(SentenceFacts.Kind gap, string goal, string planned) => gap switch
    {
        SentenceFacts.Kind.Missing => $", short of the {goal} {planned}",
        SentenceFacts.Kind.Above => $", above the ceiling of {goal} {planned}",
        SentenceFacts.Kind.Exact => $", exactly the {goal} {planned}",
        SentenceFacts.Kind.Over => $", more than the {goal} {planned}",
        _ => $", below the ceiling of {goal} {planned}",
    };

    /// <summary>The bounds as one amount: a range, or the one there is; null where the target has none.</summary>
    private static string? Goal(Target target, SentenceFacts facts, string about, Func<string, string> from)
    {
        var goal = facts.Goal switch
        {
            ({ } lower, { } upper) => lower == upper ? upper : from(facts.BareLower) + upper,
            var (lower, upper) => lower ?? upper,
        };
        return goal is null ? null : (target.Approximate ? about : "") + Whole(goal);
    }

    private static bool IsEstimate(ObsStatus? status) => status is ObsStatus.Estimate or ObsStatus.Forecast;

    /// <summary>Returns an amount that no line break parts, unless it is half a line itself.</summary>
    public static string Whole(string amount) => amount.Length <= 24 ? amount.Replace(' ', '\u00A0') : amount;
}
