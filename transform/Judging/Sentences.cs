using Plan86.Transform.Plan;

namespace Plan86.Transform.Judging;

/// <summary>The sentence that says a verdict: actual, target, gap, what is required from here.</summary>
internal static class Sentences
{
    // Long on purpose: one language's sentences beside each other: a translator reads them from top to bottom.
    public static string Vietnamese(Target target, Assessment assessment, IndicatorWording wording)
    {
        var f = new SentenceFacts(target, assessment, wording.UnitVi, wording.Decimals, Numbers.Vi, "%/năm", "/năm");
        var name = wording.NameVi.Length > 0 ? wording.NameVi : target.Indicator;
        var about = target.Approximate ? "khoảng " : "";
        var goal = f.Bounds switch
        {
            (null, null) => "",
            ({ } lower, null) => target.Strict ? $"trên {about}{lower}" : about.Length > 0 ? about + lower : $"từ {lower} trở lên",
            (null, { } upper) => target.Strict ? $"dưới {about}{upper}" : about.Length > 0 ? about + upper : $"không quá {upper}",
            ({ } lower, { } upper) => about + (lower == upper ? lower : $"từ {f.BareLower} đến {upper}"),
        };
        var when = target switch
        {
            { Due: null } => "hằng năm",
            { Basis: Basis.Level } => $"năm {target.Due}",
            _ => $"giai đoạn {target.WindowStart}–{target.Due}",
        };
        var fact = f.JudgedYear is not { } year ? "" : target.Basis switch
        {
            Basis.Level => $"{name} năm {year} đạt {f.Judged}",
            Basis.Cumulative => $"{name} lũy kế {target.WindowStart}–{year} đạt {f.Judged}",
            _ => $"{name} bình quân {target.WindowStart}–{year} đạt {f.Judged}",
        };
        var reason = assessment.Reason.Vi.Length > 0 ? $" ({assessment.Reason.Vi})" : "";
        var verdict = assessment.Verdict.Vi();
        if (assessment.Verdict == Verdict.NoData)
        {
            return $"{name}: chưa có số liệu để đánh giá mục tiêu {when}{(goal.Length > 0 ? $" là {goal}" : "")}{reason}.";
        }

        if (!target.IsBounded)
        {
            var trend = f.Trend is { } rate
                ? $", bình quân mỗi năm {(rate < 0 ? "giảm" : "tăng")} {Numbers.Vi(Math.Abs(rate))}% từ năm {assessment.BaseYear}"
                : "";
            return assessment.Verdict == Verdict.NotAvailable
                ? $"{fact}{trend}; {verdict}{reason}."
                : $"{fact}{trend}; không có mức mục tiêu, xét theo xu hướng: {verdict}.";
        }

        var gap = f.Gap switch
        {
            SentenceFacts.Kind.Missing => $"còn thiếu {f.GapText}",
            SentenceFacts.Kind.Above => $"cao hơn mục tiêu {f.GapText}",
            SentenceFacts.Kind.Exact => "bằng đúng mức mục tiêu",
            SentenceFacts.Kind.Over => $"vượt mục tiêu {f.GapText}",
            _ => $"thấp hơn mức trần {f.GapText}",
        };
        if (assessment.Verdict is Verdict.Met or Verdict.Missed)
        {
            return $"{fact}, {verdict} mục tiêu {when} ({goal}), {gap}.";
        }

        var required = f.Required switch
        {
            null => "",
            (SentenceFacts.Need.Grow, { } r) => $", cần tăng bình quân {r} đến năm {target.Due}",
            (SentenceFacts.Need.Shrink, { } r) => $", cần giảm bình quân {r} đến năm {target.Due}",
            (SentenceFacts.Need.AtMost, { } r) => $", mỗi năm còn lại không quá {r}",
            (_, { } r) => $", mỗi năm còn lại cần đạt {r}",
        };
        return assessment.Verdict == Verdict.NotAvailable
            ? $"{fact}; mục tiêu {when} là {goal}, {gap}{required}; {verdict}{reason}."
            : $"{fact}; mục tiêu {when} là {goal}, {gap}{required}; đánh giá: {verdict}.";
    }

    // Long on purpose: one language's sentences beside each other: a translator reads them from top to bottom.
    public static string English(Target target, Assessment assessment, IndicatorWording wording)
    {
        var f = new SentenceFacts(target, assessment, wording.UnitEn, wording.Decimals, Numbers.En, "% a year", " a year");
        var name = wording.NameEn.Length > 0 ? wording.NameEn : target.Indicator;
        var about = target.Approximate ? "about " : "";
        var goal = f.Bounds switch
        {
            (null, null) => "",
            ({ } lower, null) => target.Strict ? $"over {about}{lower}" : about.Length > 0 ? about + lower : $"at least {lower}",
            (null, { } upper) => target.Strict ? $"below {about}{upper}" : about.Length > 0 ? about + upper : $"at most {upper}",
            ({ } lower, { } upper) => about + (lower == upper ? lower : $"{f.BareLower} to {upper}"),
        };
        var when = target switch
        {
            { Due: null } => "yearly",
            { Basis: Basis.Level } => $"{target.Due}",
            _ => $"{target.WindowStart}–{target.Due}",
        };
        var fact = f.JudgedYear is not { } year ? "" : target.Basis switch
        {
            // No verb: names come in both numbers.
            Basis.Level => $"{name}: {f.Judged} in {year}",
            Basis.Cumulative => $"{name}: {f.Judged} in total over {target.WindowStart}–{year}",
            _ => $"{name}: {f.Judged} on average over {target.WindowStart}–{year}",
        };
        var reason = assessment.Reason.En.Length > 0 ? $" ({assessment.Reason.En})" : "";
        var verdict = assessment.Verdict.En();
        if (assessment.Verdict == Verdict.NoData)
        {
            return $"{name}: no figure to judge the {when} target{(goal.Length > 0 ? $" of {goal}" : "")}{reason}.";
        }

        if (!target.IsBounded)
        {
            var trend = f.Trend is { } rate
                ? $", {(rate < 0 ? "falling" : "rising")} by {Numbers.En(Math.Abs(rate))}% a year since {assessment.BaseYear}"
                : "";
            return assessment.Verdict == Verdict.NotAvailable
                ? $"{fact}{trend}; {verdict}{reason}."
                : $"{fact}{trend}; there is no target value, by its trend: {verdict}.";
        }

        var gap = f.Gap switch
        {
            SentenceFacts.Kind.Missing => $"{f.GapText} short",
            SentenceFacts.Kind.Above => $"{f.GapText} too much",
            SentenceFacts.Kind.Exact => "exactly reached",
            SentenceFacts.Kind.Over => $"{f.GapText} more than asked",
            _ => $"{f.GapText} below the ceiling",
        };
        if (assessment.Verdict is Verdict.Met or Verdict.Missed)
        {
            return $"{fact}; the {when} target of {goal} was {verdict}, {gap}.";
        }

        var required = f.Required switch
        {
            null => "",
            (SentenceFacts.Need.Grow, { } r) => $", which takes growth of {r} until {target.Due}",
            (SentenceFacts.Need.Shrink, { } r) => $", which takes a fall of {r} until {target.Due}",
            (SentenceFacts.Need.AtMost, { } r) => $", which leaves room for {r} in each year left",
            (_, { } r) => $", which takes {r} in each year left",
        };
        return assessment.Verdict == Verdict.NotAvailable
            ? $"{fact}; the {when} target is {goal}, {gap}{required}; {verdict}{reason}."
            : $"{fact}; the {when} target is {goal}, {gap}{required}: {verdict}.";
    }
}
