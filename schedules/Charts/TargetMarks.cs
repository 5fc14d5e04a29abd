using System.Globalization;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Plan;

namespace Plan86.Schedules.Charts;

/// <summary>How targets are named in a chart: period, bounds, unit, and the note where the Plan's words are doubtful.</summary>
internal static class TargetMarks
{
    /// <summary>Stands behind a target whose words in the Plan can be read in more than one way; its note says how they were.</summary>
    public const string DoubtSign = "‡";

    /// <summary>Returns the mark of a target, with its verdict.</summary>
    public static ChartTarget Mark(Indicator indicator, Target target, Assessment? verdict)
    {
        var unit = UnitOf(indicator, target);
        var period = Period(target) + (target.IsDoubtful ? DoubtSign : "");
        return new ChartTarget(
            target.ToYear,
            target.Lower,
            target.Upper,
            target.Approximate,
            new Bilingual(
                $"Mục tiêu {period}: {Interval(target, Numbers.Vi, unit.Vi)}",
                $"Target {period}: {Interval(target, Numbers.En, unit.En)}"),
            verdict?.Words().Vi ?? "",
            verdict?.Words().En ?? "")
        {
            Period = period,
            Bounds = new Bilingual(Interval(target, Numbers.Vi, indicator.Unit.Text.Vi == "%" ? "%" : ""),
                Interval(target, Numbers.En, indicator.Unit.Text.En == "%" ? "%" : "")),
            Verdict = verdict?.Verdict,
        };
    }

    /// <summary>How doubtful words of the Plan were read, behind the sign that the targets have; one note for all it is told of.</summary>
    public static IReadOnlyList<Bilingual> DoubtNotes(
        IEnumerable<Target> targets, Func<IEnumerable<Target>, IReadOnlyList<Bilingual>> names) =>
    [
        .. targets.Where(target => target.IsDoubtful).GroupBy(target => (target.NoteVi, target.NoteEn)).Select(group =>
        {
            var of = names(group);
            // Whoever reads a longer list has lost the note.
            return of.Count > 2
                ? new Bilingual($"{DoubtSign}\u00A0{group.Key.NoteVi}", $"{DoubtSign}\u00A0{group.Key.NoteEn}")
                : new Bilingual(
                    $"{DoubtSign}\u00A0{string.Join(", ", of.Select(name => name.Vi))}: {group.Key.NoteVi}",
                    $"{DoubtSign}\u00A0{string.Join(", ", of.Select(name => name.En))}: {group.Key.NoteEn}");
        }),
    ];

    /// <summary>Returns the unit a target is told in: of an average "a year" comes behind it.</summary>
    public static Bilingual UnitOf(Indicator indicator, Target target)
    {
        var (vi, en) = (
            Spaced(indicator.Unit.Text.Vi), Spaced(Numbers.UnitOf(Numbers.En(target.Upper ?? target.Lower ?? 0), indicator.Unit.Text.En)));
        return Averages(target) ? new Bilingual(vi + "/năm", en + " a year") : new Bilingual(vi, en);
    }

    /// <summary>Returns a unit as it stands behind a number.</summary>
    public static string Spaced(string unit) => unit == "%" ? "%" : "\u00A0" + unit;

    /// <summary>The year a target is for, or the years it counts.</summary>
    private static string Period(Target target)
    {
        var window = string.Create(CultureInfo.InvariantCulture, $"{target.FromYear}–{target.ToYear}");
        return target.Basis == Basis.Level || target.FromYear is null ? target.Horizon
            : window.EndsWith(target.Horizon, StringComparison.Ordinal) ? window
            : $"{target.Horizon} ({window})";
    }

    private static bool Averages(Target target) => target.Basis is Basis.AverageGrowth or Basis.Average;

    private static string Interval(Target target, Func<double, int?, string> number, string unit)
    {
        var text = (target.Lower, target.Upper) switch
        {
            ({ } lower, { } upper) when lower == upper => number(lower, null),
            ({ } lower, { } upper) => $"{number(lower, null)}–{number(upper, null)}",
            // "Khoảng" is not a floor: the arrow says which side is good.
            ({ } about, null) when target.Approximate => number(about, null),
            (null, { } about) when target.Approximate => number(about, null),
            ({ } lower, null) => (target.Strict ? ">\u00A0" : "≥\u00A0") + number(lower, null),
            (null, { } upper) => (target.Strict ? "<\u00A0" : "≤\u00A0") + number(upper, null),
            _ => "",
        };
        return (target.Approximate ? "≈\u00A0" : "") + text + unit;
    }
}
