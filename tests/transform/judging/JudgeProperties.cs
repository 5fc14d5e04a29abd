using CsCheck;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Plan;
using static Plan86.Tests.Judging.Plans;

namespace Plan86.Tests.Judging;

/// <summary>What must hold for any target and any series.</summary>
public class JudgeProperties
{
    private static readonly Gen<double> Amount = Gen.Double[0.5, 1000];

    // Growth rates for an average growth, amounts else; from 2010 on, without and with a missing year.
    private static readonly Gen<(Target Target, YearValue[] Values)> Case =
        from basis in Gen.Enum<Basis>()
        from direction in Gen.Enum<Direction>()
        from strict in Gen.Bool
        from isThreshold in Gen.Bool
        from bound in basis == Basis.AverageGrowth ? Gen.Double[-10, 30] : Amount
        from years in Gen.Int[1, 16]
        from numbers in (basis == Basis.AverageGrowth ? Gen.Double[-20, 40] : Amount).Array[years]
        from missing in Gen.Int[2010, 2040]
        let target = new Target(
            "X", basis == Basis.Level && isThreshold ? "" : "2025", "", basis, basis == Basis.Level ? null : 2010, null,
            direction == Direction.Up ? bound : null, direction == Direction.Down ? bound : null, strict, false,
            IntervalReading.Stretch, direction)
        select (target, Series(2010, numbers).Where(v => v.Year != missing).ToArray());

    private static readonly Gen<DateOnly> Day = Gen.Int[2025, 2027].Select(y => new DateOnly(y, 3, 1));

    private static int Rank(Verdict verdict) => verdict switch
    {
        Verdict.Met => 3,
        Verdict.OnTrack => 2,
        Verdict.AtRisk => 1,
        _ => 0,
    };

    private static bool IsOpinion(Verdict verdict) => verdict is not (Verdict.NoData or Verdict.NotAvailable);

    [Fact]
    public void A_better_value_never_gives_a_worse_verdict() =>
        Gen.Select(Case, Day, Gen.Double[0, 500]).Where(c => c.Item1.Values.Length > 1).Sample((c, day, better) =>
        {
            var d = c.Target.Direction == Direction.Up ? 1 : -1;
            // For a level only the latest year: an earlier one is what it is measured from.
            var last = c.Values[^1];
            var improved = Math.Max(c.Target.Basis == Basis.AverageGrowth ? -90 : 0.001, last.Value + (d * better));
            YearValue[] raised = [.. c.Values[..^1], last with { Value = improved }];
            var (was, becomes) = (Judge.VerdictOf(c.Target, c.Values, day), Judge.VerdictOf(c.Target, raised, day));
            return IsOpinion(was) == IsOpinion(becomes) ? Rank(becomes) >= Rank(was) : IsOpinion(becomes);
        });

    [Fact]
    public void Better_values_of_any_sign_never_give_a_worse_verdict() =>
        Gen.Select(Gen.Enum<Direction>(), Gen.Double[-50, 50], Gen.Double[-50, 50].Array[7], Gen.Double[0, 100])
            .Sample((direction, bound, numbers, better) =>
            {
                var d = direction == Direction.Up ? 1 : -1;
                var target = Level("2030", direction == Direction.Up ? bound : null, direction == Direction.Down ? bound : null, direction);
                var was = Judge.VerdictOf(target, Series(2012, numbers), Mid2024);
                numbers[^1] += d * better;
                var becomes = Judge.VerdictOf(target, Series(2012, numbers), Mid2024);
                return Rank(becomes) >= Rank(was);
            });

    [Fact]
    public void Widening_an_interval_never_turns_met_into_missed() =>
        Gen.Select(Gen.Double[-100, 100], Gen.Double[-100, 100], Gen.Double[0, 50], Gen.Double[0, 50], Gen.Double[-150, 150],
            Gen.Select(Gen.Enum<IntervalReading>(), Gen.Enum<Direction>(), Gen.Bool)).Sample((a, b, down, up, value, kind) =>
        {
            var (reading, direction, strict) = kind;
            var narrow = Level("2025", Math.Min(a, b), Math.Max(a, b), direction, strict, reading);
            var wide = narrow with { Lower = narrow.Lower - down, Upper = narrow.Upper + up };
            var values = Series(2024, 1, value);
            return Judge.VerdictOf(narrow, values, In2026) != Verdict.Met || Judge.VerdictOf(wide, values, In2026) == Verdict.Met;
        });

    [Fact]
    public void Units_cancel() =>
        Gen.Select(Case, Day, Gen.Double[-6, 6].Select(e => Math.Pow(10, e))).Where(c => c.Item1.Target.Basis != Basis.AverageGrowth)
            .Sample((c, day, k) =>
            {
                var a = Judge.Assess(c.Target, c.Values, day);
                var scaled = c.Target with { Lower = c.Target.Lower * k, Upper = c.Target.Upper * k };
                var b = Judge.Assess(scaled, [.. c.Values.Select(v => v with { Value = v.Value * k })], day);
                bool Same(double? x, double? y, double by) =>
                    x is null ? y is null : y is not null && Math.Abs((x.Value * by) - y.Value) <= 1e-6 * Math.Max(Math.Abs(y.Value), by);
                return a.Verdict == b.Verdict && a.PaceStatus == b.PaceStatus && a.Outlook == b.Outlook
                    && Same(a.Pace, b.Pace, 1) && Same(a.Projected, b.Projected, k) && Same(a.Gap, b.Gap, k)
                    && Same(a.RequiredRate, b.RequiredRate, a.RequiredUnit == RequiredUnit.PerYear ? k : 1)
                    && Same(a.TippingValue, b.TippingValue, k);
            });

    [Fact]
    public void The_order_of_observations_is_irrelevant() =>
        Gen.Select(Case, Day).SelectMany(c => Gen.Shuffle(c.Item1.Values).Select(s => (c.Item1, c.Item2, Shuffled: s))).Sample(c =>
        {
            Judge.Assess(c.Item1.Target, c.Shuffled, c.Item2).ShouldBe(Judge.Assess(c.Item1.Target, c.Item1.Values, c.Item2));
        });

    [Fact]
    public void Beyond_the_tipping_value_the_verdict_is_another_and_before_it_the_same() =>
        Gen.Select(Case, Day).Sample((c, day) =>
        {
            var a = Judge.Assess(c.Target, c.Values, day);
            if (a.TippingValue is not { } tipping)
            {
                return true;
            }

            var year = a.Final is null ? a.ActualYear!.Value : 2025;
            var now = c.Values.Single(v => v.Year == year).Value;
            Verdict With(double value) =>
                Judge.VerdictOf(c.Target, [.. c.Values.Select(v => v.Year == year ? v with { Value = value } : v)], day);
            var margin = 1e-7 * Math.Max(1, Math.Max(Math.Abs(tipping), Math.Abs(now)));
            var outwards = Math.Sign(tipping - now) is var s and not 0 ? s : 1;
            return Math.Abs(tipping - now) < margin
                || (With(tipping + (outwards * margin)) != a.Verdict && With(tipping - (outwards * margin)) == a.Verdict);
        });

    [Fact]
    public void No_data_is_never_good() =>
        Gen.Select(Case, Day).Sample((c, day) =>
        {
            var a = Judge.Assess(c.Target, [], day);
            return a.Verdict == Verdict.NoData && a.PaceStatus == PaceStatus.NotAvailable && a.Outlook == Outlook.NotAvailable;
        });

    [Fact]
    public void Every_sentence_ends_and_names_no_nonsense() =>
        Gen.Select(Case, Day).Sample((c, day) =>
        {
            var a = Judge.Assess(c.Target, c.Values, day, null, new("Chỉ tiêu", "The indicator", "tấn", "t"));
            foreach (var sentence in new[] { a.Sentence.Vi, a.Sentence.En })
            {
                sentence.ShouldEndWith(".");
                sentence.ShouldNotContain("  ");
                sentence.ShouldNotContain("NaN");
                sentence.ShouldNotContain("…");
            }
        });
}
