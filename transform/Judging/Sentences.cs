using Plan86.Transform.Plan;

namespace Plan86.Transform.Judging;

/// <summary>The sentence that says a verdict: actual, target, gap, what is required from here.</summary>
internal static class Sentences
{
    // Long on purpose: one language's sentences beside each other: a translator reads them from top to bottom.
    public static string Vietnamese(Target target, Assessment assessment, IndicatorWording wording)
    {
        var f = new Facts(target, assessment, wording.UnitVi, wording.Decimals, Numbers.Vi, "%/năm", "/năm");
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
            _ => $"giai đoạn {target.WindowStart} - {target.Due}",
        };
        var fact = f.JudgedYear is not { } year ? "" : target.Basis switch
        {
            Basis.Level => $"{name} năm {year} đạt {f.Judged}",
            Basis.Cumulative => $"{name} lũy kế {target.WindowStart} - {year} đạt {f.Judged}",
            _ => $"{name} bình quân {target.WindowStart} - {year} đạt {f.Judged}",
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
            Facts.Kind.Missing => $"còn thiếu {f.GapText}",
            Facts.Kind.Above => $"cao hơn mục tiêu {f.GapText}",
            Facts.Kind.Exact => "bằng đúng mức mục tiêu",
            Facts.Kind.Over => $"vượt mục tiêu {f.GapText}",
            _ => $"thấp hơn mức trần {f.GapText}",
        };
        if (assessment.Verdict is Verdict.Met or Verdict.Missed)
        {
            return $"{fact}, {verdict} mục tiêu {when} ({goal}), {gap}.";
        }

        var required = f.Required switch
        {
            null => "",
            (Facts.Need.Grow, { } r) => $", cần tăng bình quân {r} đến năm {target.Due}",
            (Facts.Need.Shrink, { } r) => $", cần giảm bình quân {r} đến năm {target.Due}",
            (Facts.Need.AtMost, { } r) => $", mỗi năm còn lại không quá {r}",
            (_, { } r) => $", mỗi năm còn lại cần đạt {r}",
        };
        return assessment.Verdict == Verdict.NotAvailable
            ? $"{fact}; mục tiêu {when} là {goal}, {gap}{required}; {verdict}{reason}."
            : $"{fact}; mục tiêu {when} là {goal}, {gap}{required}; đánh giá: {verdict}.";
    }

    // Long on purpose: one language's sentences beside each other: a translator reads them from top to bottom.
    public static string English(Target target, Assessment assessment, IndicatorWording wording)
    {
        var f = new Facts(target, assessment, wording.UnitEn, wording.Decimals, Numbers.En, "% a year", " a year");
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
            Facts.Kind.Missing => $"{f.GapText} short",
            Facts.Kind.Above => $"{f.GapText} too much",
            Facts.Kind.Exact => "exactly reached",
            Facts.Kind.Over => $"{f.GapText} more than asked",
            _ => $"{f.GapText} below the ceiling",
        };
        if (assessment.Verdict is Verdict.Met or Verdict.Missed)
        {
            return $"{fact}; the {when} target of {goal} was {verdict}, {gap}.";
        }

        var required = f.Required switch
        {
            null => "",
            (Facts.Need.Grow, { } r) => $", which takes growth of {r} until {target.Due}",
            (Facts.Need.Shrink, { } r) => $", which takes a fall of {r} until {target.Due}",
            (Facts.Need.AtMost, { } r) => $", which leaves room for {r} in each year left",
            (_, { } r) => $", which takes {r} in each year left",
        };
        return assessment.Verdict == Verdict.NotAvailable
            ? $"{fact}; the {when} target is {goal}, {gap}{required}; {verdict}{reason}."
            : $"{fact}; the {when} target is {goal}, {gap}{required}: {verdict}.";
    }

    /// <summary>The numbers of a sentence, as text; people are told a growth in percent, never an index.</summary>
    private sealed class Facts
    {
        internal enum Kind
        {
            Missing,
            Above,
            Exact,
            Over,
            Below,
        }

        internal enum Need
        {
            Grow,
            Shrink,
            Reach,
            AtMost,
        }

        // Long on purpose: the facts of a sentence, each used by both languages: a list, one after the other.
        public Facts(
            Target target, Assessment a, string unit, int? decimals, Func<double, int?, string> number, string percentPerYear,
            string perYear)
        {
            var isGrowth = target.Basis == Basis.AverageGrowth;
            var ownUnit = target.Basis == Basis.Average ? unit + perYear : unit;
            string Amount(double v) => isGrowth ? number(v, null) + percentPerYear : Numbers.With(number(v, null), ownUnit);

            // A figure as tables show it, unless that would make nothing of it.
            string Short(double v, int? few) => number(v, few is { } d && (v == 0 || Math.Abs(v) >= 0.5 * Math.Pow(10, -d)) ? few : null);
            string Figure(double v) => Short(v, decimals);

            // Of a share people say points: "0.3 % too high" could be a third of a percent of it.
            var points = perYear == "/năm" ? " điểm phần trăm" : " percentage points";
            var isShare = !isGrowth && unit.StartsWith('%');
            var gapUnit = isGrowth || isShare ? points : ownUnit;
            BareLower = target.Lower is { } bare ? number(bare, null) : "";
            Bounds = (target.Lower is { } l ? Amount(l) : null, target.Upper is { } u ? Amount(u) : null);
            // What a verdict rests on: the horizon year's figure once that has passed, else the latest.
            var value = a.Final ?? a.Actual;
            JudgedYear = a.Final is null ? a.ActualYear : target.Due;
            if (value is not { } x)
            {
                return;
            }

            Judged = isGrowth ? Amount(target.MeanRate(x, JudgedYear!.Value)) : Numbers.With(Figure(x), ownUnit);
            Trend = a is { Pace: not null, BaseValue: { } y0, BaseYear: { } t0, Actual: { } y, ActualYear: { } t } && y / y0 > 0
                ? (Math.Pow(y / y0, 1.0 / (t - t0)) - 1) * 100
                : null;
            if (a.Gap is not { } gap || a.Bound is not { } bound)
            {
                return;
            }

            var c = Methods.Compare(x, bound);
            // Missing and below the bound: it is to be reached from below; and so on.
            var fromBelow = c == 0 ? target.Direction == Direction.Up : (gap > 0) == (c < 0);
            Gap = c == 0 ? Kind.Exact
                : gap > 0 ? (fromBelow ? Kind.Missing : Kind.Above)
                : fromBelow ? Kind.Over : Kind.Below;
            GapText = Numbers.With(
                isGrowth
                    ? number(Math.Abs(target.MeanRate(bound, target.Due!.Value) - target.MeanRate(x, JudgedYear!.Value)), 2)
                    : Figure(Math.Abs(gap)),
                gapUnit);
            if (a.RequiredRate is not { } rate)
            {
                return;
            }

            var perYearLeft = isShare && a.StepPerYear(target) is { } step
                ? Numbers.With(Short(Math.Abs(step), 2), points + perYear)
                : a.RequiredUnit == RequiredUnit.PercentPerYear ? Short(Math.Abs(rate), 1) + percentPerYear
                : Numbers.With(Figure(Math.Abs(rate)), unit + perYear);
            Required = target.Basis switch
            {
                Basis.AverageGrowth when gap > 0 => (Need.Reach, number(rate, null) + "%"),
                Basis.Cumulative or Basis.Average when !fromBelow && rate >= 0 => (Need.AtMost, Numbers.With(Figure(rate), unit)),
                Basis.Cumulative or Basis.Average when gap > 0 => (Need.Reach, Numbers.With(Figure(rate), unit)),
                Basis.Level when gap > 0 => (bound < x ? Need.Shrink : Need.Grow, perYearLeft),
                _ => null,
            };
        }

        public (string? Lower, string? Upper) Bounds { get; }

        /// <summary>The lower bound without its unit, for a range that names it once.</summary>
        public string BareLower { get; }

        public int? JudgedYear { get; }

        public string Judged { get; } = "";

        public Kind Gap { get; }

        public string GapText { get; } = "";

        public (Need Need, string Rate)? Required { get; }

        /// <summary>Observed yearly rate in percent.</summary>
        public double? Trend { get; }
    }
}
