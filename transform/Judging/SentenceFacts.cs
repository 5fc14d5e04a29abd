using Plan86.Transform.Plan;

namespace Plan86.Transform.Judging;

/// <summary>The numbers of a sentence, as text; people are told a growth in percent, never an index.</summary>
internal sealed class SentenceFacts
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
    public SentenceFacts(
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
        Goal = (target.Lower is { } low ? Numbers.With(number(low, null), isGrowth ? "%" : unit) : null,
            target.Upper is { } high ? Numbers.With(number(high, null), isGrowth ? "%" : unit) : null);
        BareLower = target.Lower is { } bare ? number(bare, null) : "";
        Bounds = (target.Lower is { } l ? Amount(l) : null, target.Upper is { } u ? Amount(u) : null);
        // What a verdict rests on: the horizon year's figure once that has passed, else the latest.
        var value = a.Final ?? a.Actual;
        JudgedYear = a.Final is null ? a.ActualYear : target.Due;
        if (value is not { } x)
        {
            return;
        }

        var compared = isGrowth ? target.MeanRate(x, JudgedYear!.Value) : x;
        IsWithin = target.Lower <= compared && compared <= target.Upper;
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

    /// <summary>The bounds in the unit of one year's figure: "16%" where the target says "16% a year".</summary>
    public (string? Lower, string? Upper) Goal { get; }

    /// <summary>The value judged lies between two bounds, or on one of them.</summary>
    public bool IsWithin { get; }

    public int? JudgedYear { get; }

    public string Judged { get; } = "";

    public Kind Gap { get; }

    public string GapText { get; } = "";

    public (Need Need, string Rate)? Required { get; }

    /// <summary>Observed yearly rate in percent.</summary>
    public double? Trend { get; }
}
