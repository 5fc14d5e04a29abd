using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Plan;
using static Plan86.Tests.Judging.Plans;

namespace Plan86.Tests.Judging;

public class PaceTests
{
    [Fact]
    public void Observed_rate_over_required_rate()
    {
        // Poverty rate 14.5 % in 2015, to be halved by 2030 (Canada's Poverty Reduction Strategy), 9.9 % in 2022.
        // g = (9.9/14.5)^(1/7) − 1 = −0.053064, r = (7.25/14.5)^(1/15) − 1 = −0.045158, pace = −g/|r| = 1.17491.
        var a = Judge.Assess(Level("2030", upper: 7.25, direction: Direction.Down), [new(2015, 14.5), new(2022, 9.9)], Mid2024);

        var g = Math.Pow(9.9 / 14.5, 1.0 / 7) - 1;
        var r = Math.Pow(7.25 / 14.5, 1.0 / 15) - 1;
        a.Pace.ShouldBe(-g / Math.Abs(r));
        a.Pace!.Value.ShouldBe(1.17491, 0.00001);
        a.PaceStatus.ShouldBe(PaceStatus.SubstantialProgress);
        (a.BaseYear, a.BaseValue, a.ActualYear, a.Actual).ShouldBe((2015, 14.5, 2022, 9.9));
    }

    [Theory]
    // From 100 in 2015 to 200 in 2025: r = 2^(1/10) − 1 = 7.1773 %. After one year at 100·(1 + k·r) the pace is k.
    [InlineData(0.951, PaceStatus.SubstantialProgress)]
    [InlineData(0.949, PaceStatus.ModerateProgress)]
    [InlineData(0.601, PaceStatus.ModerateProgress)]
    [InlineData(0.599, PaceStatus.LimitedProgress)]
    [InlineData(0.0, PaceStatus.LimitedProgress)]
    [InlineData(-0.001, PaceStatus.Deterioration)]
    public void Thresholds(double k, PaceStatus expected)
    {
        var r = Math.Pow(2, 0.1) - 1;
        var a = Judge.Assess(Level("2025", lower: 200), Series(2015, 100, 100 * (1 + (k * r))), Mid2024);
        a.Pace!.Value.ShouldBe(k, 1e-9);
        a.PaceStatus.ShouldBe(expected);
    }

    [Fact]
    public void Negative_values_turn_the_sign()
    {
        // A deficit of 10 that shall shrink to 5 (up is good, so −5) in ten years; after five it is 7.5.
        // g = 0.75^(1/5) − 1 = −0.05591, r = 0.5^(1/10) − 1 = −0.06697, pace = sign(−10)·(+1)·g/|r| = +0.8349.
        var a = Judge.Assess(Level("2025", lower: -5), [new(2015, -10), new(2020, -7.5)], Mid2024);
        a.Pace!.Value.ShouldBe(0.8349, 0.0001);
        a.PaceStatus.ShouldBe(PaceStatus.ModerateProgress);
    }

    [Fact]
    public void A_base_of_zero_counts_as_a_thousandth()
    {
        var a = Judge.Assess(Level("2025", lower: 10), Series(2015, 0, 1), Mid2024);
        a.Pace.ShouldBe((Math.Pow(1 / 0.001, 1) - 1) / Math.Abs(Math.Pow(10 / 0.001, 1.0 / 10) - 1));
        a.BaseValue.ShouldBe(0);
        a.Reason.En.ShouldContain("base is 0");
    }

    [Fact]
    public void A_target_of_zero_counts_as_a_thousandth()
    {
        // Open SDG: (0.001/8)^(1/10) − 1.
        var a = Judge.Assess(Level("2025", upper: 0, direction: Direction.Down), Series(2015, 8, 6), Mid2024);
        a.Pace.ShouldBe(-((6.0 / 8) - 1) / Math.Abs(Math.Pow(0.001 / 8, 1.0 / 10) - 1));
        a.Reason.Vi.ShouldContain("mục tiêu bằng 0, tính như 0,001");
        a.Reason.En.ShouldContain("the target is 0 and counts as 0.001");
    }

    [Fact]
    public void A_change_of_sign_a_single_year_and_a_base_at_the_target_have_no_pace()
    {
        var sign = Judge.Assess(Level("2025", lower: 10), Series(2015, -1, 2), Mid2024);
        (sign.Pace, sign.PaceStatus).ShouldBe((null, PaceStatus.NotAvailable));
        sign.Reason.En.ShouldContain("changed sign");

        var single = Judge.Assess(Level("2025", lower: 10), Series(2015, 5), Mid2024);
        (single.Pace, single.PaceStatus, single.Verdict).ShouldBe((null, PaceStatus.NotAvailable, Verdict.NotAvailable));
        single.Reason.Vi.ShouldContain("mới có số liệu một năm");

        var atTarget = Judge.Assess(Level("2025", lower: 10), Series(2015, 10, 9), Mid2024);
        (atTarget.Pace, atTarget.PaceStatus).ShouldBe((null, PaceStatus.NotAvailable));
        atTarget.Reason.En.ShouldContain("base equals the target");
    }

    [Fact]
    public void What_meets_the_target_is_achieved_whatever_the_pace()
    {
        // Fell from 30 to 21, the target is 20: achieved, and the pace is still told.
        var a = Judge.Assess(Level("2025", lower: 20), Series(2015, 30, 21), Mid2024);
        a.PaceStatus.ShouldBe(PaceStatus.TargetAchieved);
        a.Pace!.Value.ShouldBeLessThan(0);
        // A strict bound is not met on the spot.
        Judge.Assess(Level("2025", lower: 20, strict: true), Series(2015, 10, 20), Mid2024).PaceStatus
            .ShouldBe(PaceStatus.SubstantialProgress);
        Judge.Assess(Level("2025", lower: 20), Series(2015, 10, 20), Mid2024).PaceStatus.ShouldBe(PaceStatus.TargetAchieved);
    }

    [Theory]
    // One year's growth itself against 0.015, 0.005, 0.
    [InlineData(100, 101.6, Direction.Up, null, PaceStatus.SubstantialProgress)]
    [InlineData(100, 101.4, Direction.Up, null, PaceStatus.ModerateProgress)]
    [InlineData(100, 100.4, Direction.Up, null, PaceStatus.LimitedProgress)]
    [InlineData(100, 99.9, Direction.Up, null, PaceStatus.Deterioration)]
    [InlineData(100, 98, Direction.Down, null, PaceStatus.SubstantialProgress)]
    [InlineData(-100, -98, Direction.Up, null, PaceStatus.SubstantialProgress)]
    // Near the limit 100: C = 1 − 0.9^4.44 = 0.3736, thresholds 0.005604 and 0.001868; 90 → 90.6 is 0.667 %.
    [InlineData(90, 90.6, Direction.Up, 100.0, PaceStatus.SubstantialProgress)]
    [InlineData(90, 90.4, Direction.Up, 100.0, PaceStatus.ModerateProgress)]
    // Beyond it, L < 150 < 2L: C = 1 − 0.5^4.44 = 0.9539, threshold 0.014309; 150 → 147.8 is 1.467 %.
    [InlineData(150, 147.8, Direction.Down, 100.0, PaceStatus.SubstantialProgress)]
    [InlineData(150, 147.9, Direction.Down, 100.0, PaceStatus.ModerateProgress)]
    // From 2L on it has no effect; at the limit itself holding it is enough.
    [InlineData(200, 197.1, Direction.Down, 100.0, PaceStatus.ModerateProgress)]
    [InlineData(100, 100, Direction.Up, 100.0, PaceStatus.SubstantialProgress)]
    public void Without_a_target_the_rate_itself_counts(
        double first, double last, Direction direction, double? limit, PaceStatus expected)
    {
        var a = Judge.Assess(Level("2030", direction: direction, limit: limit), Series(2015, first, last), Mid2024);
        a.PaceStatus.ShouldBe(expected);
        a.Pace!.Value.ShouldBe((first < 0 ? -1 : 1) * (direction == Direction.Up ? 1 : -1) * ((last / first) - 1), 1e-12);
        (a.Gap, a.RequiredRate).ShouldBe((null, null));
    }

    [Fact]
    public void The_base_year_given_counts_and_one_without_a_figure_gives_way_to_the_next()
    {
        var values = Series(2012, 1, 2, 3, 4, 5, 6);
        Judge.Assess(Level("2025", lower: 10, baseYear: 2014), values, Mid2024).BaseValue.ShouldBe(3);
        Judge.Assess(Level("2025", lower: 10), values, Mid2024).BaseYear.ShouldBe(2012);

        var gap = Judge.Assess(Level("2025", lower: 10, baseYear: 2014), [new(2012, 1), new(2016, 5), new(2017, 6)], Mid2024);
        gap.BaseYear.ShouldBe(2016);
        gap.Reason.En.ShouldContain("no figure for the base year 2014: 2016 taken");

        var late = Judge.Assess(Level("2025", lower: 10, baseYear: 2020), values, Mid2024);
        (late.BaseYear, late.Pace, late.PaceStatus).ShouldBe((null, null, PaceStatus.NotAvailable));
    }
}
