using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Plan;
using static Plan86.Tests.Judging.Plans;

namespace Plan86.Tests.Judging;

public class JudgeTests
{
    // GRDP growth of Hải Phòng 2019–2024 in percent, as published (Hải Phòng statistics office).
    private static readonly YearValue[] Growth = Series(2019, 16.68, 11.22, 12.38, 12.32, 10.34, 11.01);

    [Fact]
    public void Average_growth_is_an_index_of_chained_rates()
    {
        // II.1.a(1): at least 16 % a year over 2019–2025, seven rates. Target index 100·1.16^7 = 282.62.
        // Chained: 1.1668·1.1122·1.1238·1.1232·1.1034·1.1101 = 2.006414, so 12.306 % a year in six years.
        // g = 2.006414^(1/6) − 1 = 0.123061, r = 0.16, pace = 0.76913: moderate.
        // Required in 2025: 282.622/200.641 − 1 = 40.86 %.
        var a = Judge.Assess(Window(Basis.AverageGrowth, 2019, 2025, lower: 16), Growth, new(2025, 1, 10));

        var index = 100 * 1.1668 * 1.1122 * 1.1238 * 1.1232 * 1.1034 * 1.1101;
        (a.BaseYear, a.BaseValue, a.ActualYear).ShouldBe((2018, 100, 2024));
        a.Actual!.Value.ShouldBe(index, 1e-9);
        a.Bound!.Value.ShouldBe(100 * Math.Pow(1.16, 7), 1e-9);
        a.Pace!.Value.ShouldBe((Math.Pow(index / 100, 1.0 / 6) - 1) / 0.16, 1e-9);
        a.PaceStatus.ShouldBe(PaceStatus.ModerateProgress);
        a.RequiredRate!.Value.ShouldBe(((100 * Math.Pow(1.16, 7) / index) - 1) * 100, 1e-9);
        a.RequiredUnit.ShouldBe(RequiredUnit.PercentPerYear);
        // x_2019 = 116.68: Δ = (index − 116.68)/5, one year left.
        a.Projected!.Value.ShouldBe(index + ((index - 116.68) / 5), 1e-9);
        a.Outlook.ShouldBe(Outlook.Cloud);
        (a.Verdict, a.Agree).ShouldBe((Verdict.AtRisk, true));
    }

    [Fact]
    public void Exactly_the_rate_every_year_is_exactly_met()
    {
        var a = Judge.Assess(Window(Basis.AverageGrowth, 2019, 2025, lower: 16), Series(2019, 16, 16, 16, 16, 16, 16, 16), In2026);
        a.Verdict.ShouldBe(Verdict.Met);
        Judge.Assess(Window(Basis.AverageGrowth, 2019, 2025, lower: 16, strict: true), Series(2019, 16, 16, 16, 16, 16, 16, 16), In2026)
            .Verdict.ShouldBe(Verdict.Missed);
        // 0.1 + 0.2 is 0.3, though not in binary.
        Judge.Assess(Window(Basis.Cumulative, 2024, 2025, lower: 0.3, strict: true), Series(2024, 0.1, 0.2), In2026)
            .Verdict.ShouldBe(Verdict.Missed);
    }

    [Fact]
    public void A_sum_compares_the_mean_so_far_with_the_mean_needed()
    {
        // II.1.a(11): 11 billion USD of FDI over 2021–2025. 3 + 1.9 + 3 = 7.9 in three years: 2.6333 a year, 2.2 needed,
        // pace 1.197; (11 − 7.9)/2 = 1.55 a year in the two years left.
        var a = Judge.Assess(Window(Basis.Cumulative, 2021, 2025, lower: 11), Series(2021, 3, 1.9, 3), Mid2024);
        a.Actual!.Value.ShouldBe(7.9, 1e-12);
        a.Pace!.Value.ShouldBe(7.9 / 3 / 2.2, 1e-12);
        a.PaceStatus.ShouldBe(PaceStatus.SubstantialProgress);
        a.RequiredRate!.Value.ShouldBe(1.55, 1e-12);
        a.RequiredUnit.ShouldBe(RequiredUnit.PerYear);
        a.Gap!.Value.ShouldBe(3.1, 1e-12);
        (a.Outlook, a.Agree, a.Verdict).ShouldBe((Outlook.NotAvailable, null, Verdict.OnTrack));
        // On track until the mean falls under 0.95·2.2: 3·0.95·2.2 − 4.9 = 1.37 in 2023.
        a.TippingValue!.Value.ShouldBe(1.37, 1e-9);
    }

    [Fact]
    public void A_sum_reached_early_is_met_before_its_horizon()
    {
        var target = Window(Basis.Cumulative, 2021, 2025, lower: 11);
        Judge.Assess(target, Series(2021, 3, 3, 5), Mid2024).Verdict.ShouldBe(Verdict.Met);
        // Even when the last years never come.
        Judge.Assess(target, Series(2021, 3, 3, 5), In2026).Verdict.ShouldBe(Verdict.Met);
        var missing = Judge.Assess(target, Series(2021, 3, 3, 4), In2026);
        missing.Verdict.ShouldBe(Verdict.NoData);
        missing.Reason.Vi.ShouldContain("chưa có số liệu năm 2025");
    }

    [Fact]
    public void A_sum_under_a_ceiling_is_not_safe_before_the_end()
    {
        // At most 10 in five years; 3 after two: 1.5 a year where 2 are allowed, pace 2/1.5.
        var target = Window(Basis.Cumulative, 2021, 2025, upper: 10, direction: Direction.Down);
        var a = Judge.Assess(target, Series(2021, 1, 2), Mid2024);
        a.Pace!.Value.ShouldBe(2 / 1.5, 1e-12);
        (a.PaceStatus, a.Verdict).ShouldBe((PaceStatus.SubstantialProgress, Verdict.OnTrack));
        Judge.Assess(target, Series(2021, 4, 4), Mid2024).Verdict.ShouldBe(Verdict.OffTrack);
        Judge.Assess(target, Series(2021, 4, 4, 2.5), Mid2024).PaceStatus.ShouldBe(PaceStatus.Deterioration);
        Judge.Assess(target, Series(2021, 2, 2, 2, 2, 2), In2026).Verdict.ShouldBe(Verdict.Met);
    }

    [Fact]
    public void A_mean_counts_every_year_of_the_window()
    {
        // II.1.b(15): 58,500 jobs a year over 2021–2025; 50,000 + 56,000 = 53,000 a year so far, pace 53/58.5 = 0.906.
        // Still needed: (5·58,500 − 106,000)/3 = 62,166.67 a year.
        var a = Judge.Assess(Window(Basis.Average, 2021, 2025, lower: 58500), Series(2021, 50000, 56000), Mid2024);
        a.Actual.ShouldBe(53000);
        a.Pace!.Value.ShouldBe(53.0 / 58.5, 1e-12);
        (a.PaceStatus, a.Verdict).ShouldBe((PaceStatus.ModerateProgress, Verdict.AtRisk));
        a.RequiredRate!.Value.ShouldBe(((5 * 58500) - 106000) / 3.0, 1e-9);
        a.Gap.ShouldBe(5500);
        // Reached before the end it can still slip.
        Judge.Assess(Window(Basis.Average, 2021, 2025, lower: 58500), Series(2021, 60000), Mid2024).Verdict.ShouldBe(Verdict.OnTrack);
    }

    [Fact]
    public void Nothing_is_computed_past_a_missing_year()
    {
        YearValue[] values = [new(2021, 3), new(2022, 2), new(2024, 9)];
        var a = Judge.Assess(Window(Basis.Cumulative, 2021, 2025, lower: 11), values, Mid2024);
        (a.ActualYear, a.Actual).ShouldBe((2022, 5));
        a.Reason.En.ShouldContain("no figure for 2023: nothing is computed past it");

        var none = Judge.Assess(Window(Basis.Cumulative, 2021, 2025, lower: 11), [new(2022, 2)], Mid2024);
        (none.Verdict, none.Actual, none.Pace).ShouldBe((Verdict.NoData, null, null));
        none.Reason.Vi.ShouldContain("thiếu số liệu năm 2021");
    }

    [Fact]
    public void A_level_needs_its_compound_rate()
    {
        // II.1.a(6): 350 Mt in 2025; 170.08 in 2023: (350/170.08)^(1/2) − 1 = 43.45 % a year.
        var a = Judge.Assess(Level("2025", lower: 350), Series(2020, 139.9, 150.16, 168.1, 170.08), Mid2024);
        a.RequiredRate!.Value.ShouldBe((Math.Sqrt(350 / 170.08) - 1) * 100, 1e-9);
        a.Gap!.Value.ShouldBe(179.92, 1e-9);
        // g = (170.08/139.9)^(1/3) − 1 = 6.73 %, r = (350/139.9)^(1/5) − 1 = 20.13 %: pace 0.33424.
        a.Pace!.Value.ShouldBe(0.33424, 0.00001);
        a.Verdict.ShouldBe(Verdict.OffTrack);
        // Moderate from 139.9·(1 + 0.6·r)^3 on.
        var r = Math.Pow(350 / 139.9, 0.2) - 1;
        a.TippingValue!.Value.ShouldBe(139.9 * Math.Pow(1 + (0.6 * r), 3), 1e-6);
    }

    [Theory]
    [InlineData(350.0, Verdict.Met)]
    [InlineData(349.9, Verdict.Missed)]
    [InlineData(400.0, Verdict.Met)]
    public void After_the_horizon_its_figure_decides(double in2025, Verdict expected)
    {
        var a = Judge.Assess(Level("2025", lower: 350), Series(2024, 300, in2025), In2026);
        (a.Verdict, a.Final).ShouldBe((expected, in2025));
        a.Gap!.Value.ShouldBe(350 - in2025, 1e-9);
        a.TippingValue.ShouldBe(350);
        a.RequiredRate.ShouldBeNull();
        // On the horizon year's last day it has not passed.
        Judge.Assess(Level("2025", lower: 350), Series(2024, 300, in2025), new(2025, 12, 31)).Verdict
            .ShouldBeOneOf(Verdict.OnTrack, Verdict.AtRisk, Verdict.OffTrack);
    }

    [Fact]
    public void After_the_horizon_a_later_figure_does_not_help()
    {
        // Both methods look at the latest figure, as published practice does; the verdict at the horizon's.
        var a = Judge.Assess(Level("2025", lower: 350), Series(2024, 300, 340, 400), new(2027, 3, 1));
        (a.Verdict, a.Final, a.Actual, a.PaceStatus).ShouldBe((Verdict.Missed, 340, 400, PaceStatus.TargetAchieved));
        a.Gap.ShouldBe(10);

        var missing = Judge.Assess(Level("2025", lower: 350), [new(2024, 360), new(2026, 400)], new(2027, 3, 1));
        (missing.Verdict, missing.Gap).ShouldBe((Verdict.NoData, null));
        missing.Reason.En.ShouldContain("no figure for 2025");
    }

    [Fact]
    public void A_missing_number_is_no_data()
    {
        var a = Judge.Assess(Level("2025", lower: 350), [], Mid2024);
        (a.Verdict, a.PaceStatus, a.Outlook).ShouldBe((Verdict.NoData, PaceStatus.NotAvailable, Outlook.NotAvailable));
        a.Reason.Vi.ShouldBe("chưa nhận được số liệu");
        // Neither a nowcast, nor a forecast, nor next year's figure, nor a NaN is a figure.
        YearValue[] none = [
            new(2023, 400, ObsStatus.Normal, IsNowcast: true), new(2022, 400, ObsStatus.Forecast), new(2025, 400), new(2021, double.NaN)];
        Judge.Assess(Level("2025", lower: 350), none, Mid2024).Verdict.ShouldBe(Verdict.NoData);
        Judge.Assess(Level("2025", lower: 350), [new(2023, 400, ObsStatus.Provisional)], Mid2024).ActualStatus
            .ShouldBe(ObsStatus.Provisional);
    }

    [Fact]
    public void Stretch_reaches_for_the_nearer_bound()
    {
        // II.1.a(2): 180–190 in 2025.
        Judge.Assess(Level("2025", lower: 180, upper: 190), Series(2024, 150, 185), In2026).Verdict.ShouldBe(Verdict.Met);
        Judge.Assess(Level("2025", lower: 180, upper: 190), Series(2024, 150, 220), In2026).Verdict.ShouldBe(Verdict.Met);
        Judge.Assess(Level("2025", lower: 180, upper: 190), Series(2024, 150, 179), In2026).Gap.ShouldBe(1);
        Judge.Assess(Level("2025", lower: 3, upper: 5, direction: Direction.Down), Series(2024, 7, 4.5), In2026).Verdict
            .ShouldBe(Verdict.Met);
        Judge.Assess(Level("2025", lower: 3, upper: 5, direction: Direction.Down), Series(2024, 7, 5.5), In2026).Gap.ShouldBe(0.5);
    }

    [Fact]
    public void A_corridor_is_kept_on_both_sides()
    {
        Target Corridor(string horizon) => Level(horizon, lower: 2000, upper: 3000, reading: IntervalReading.Corridor);
        Judge.Assess(Corridor("2025"), Series(2024, 1500, 2500), In2026).Verdict.ShouldBe(Verdict.Met);
        var above = Judge.Assess(Corridor("2025"), Series(2024, 1500, 3200), In2026);
        (above.Verdict, above.Gap, above.TippingValue).ShouldBe((Verdict.Missed, 200, 3000));
        var below = Judge.Assess(Corridor("2025"), Series(2024, 1500, 1900), In2026);
        (below.Verdict, below.Gap, below.TippingValue).ShouldBe((Verdict.Missed, 100, 2000));

        // 1,000 → 1,500 in five years, 2,000 wanted in five more: the lower bound alone would be sun. The upper one is
        // kept and being approached, light cloud: the weaker counts. Pace: that of the lower bound.
        var a = Judge.Assess(Corridor("2025"), [new(2015, 1000), new(2020, 1500)], Mid2024);
        a.Outlook.ShouldBe(Outlook.LightCloud);
        a.Pace.ShouldBe((Math.Pow(1.5, 0.2) - 1) / (Math.Pow(2.0, 0.1) - 1));
        (a.Verdict, a.Bound).ShouldBe((Verdict.OnTrack, 2000));
    }

    [Fact]
    public void A_threshold_holds_every_year_and_never_falls_due()
    {
        var a = Judge.Assess(Level("", upper: 3.5, direction: Direction.Down, strict: true), Series(2018, 4, 4, 4, 3.9, 3.8, 3.4), Mid2024);
        (a.Verdict, a.PaceStatus, a.Pace, a.Outlook).ShouldBe((Verdict.OnTrack, PaceStatus.TargetAchieved, null, Outlook.Sun));
        a.TippingValue.ShouldBe(3.5);
        Judge.Assess(Level("", upper: 3.5, direction: Direction.Down, strict: true), Series(2018, 4, 4, 4, 3.9, 3.8, 3.5), Mid2024)
            .Verdict.ShouldBe(Verdict.AtRisk);
    }

    [Fact]
    public void No_rate_crosses_a_break_without_a_bridge()
    {
        // From 1 July 2025 the city includes the former Hải Dương province.
        var merged = new Break("X", new DateOnly(2025, 7, 1));
        var values = Series(2019, 100, 110, 121, 133, 146, 161, 300);
        var target = Level("2030", lower: 600);
        var a = Judge.Assess(target, values, In2026, [merged]);
        (a.Pace, a.PaceStatus, a.Outlook, a.Projected, a.Verdict)
            .ShouldBe((null, PaceStatus.NotAvailable, Outlook.NotAvailable, null, Verdict.NotAvailable));
        a.Reason.Vi.ShouldContain("gián đoạn từ năm 2025");
        a.Actual.ShouldBe(300);

        // With a bridge figures before the break are put on the basis after it: 100·1.7 = 170 in 2019.
        var bridged = Judge.Assess(target, values, In2026, [merged with { Bridge = 1.7 }]);
        bridged.BaseValue!.Value.ShouldBe(170, 1e-9);
        bridged.Projected!.Value.ShouldBe(300 + ((300 - (110 * 1.7)) / 5 * 5), 1e-9);
        bridged.Reason.En.ShouldContain("figures before 2025 are bridged by 1.7");

        // Another indicator's break is not ours; one before the first figure separates nothing.
        Judge.Assess(target, values, In2026, [merged with { Indicator = "Y" }]).Reason.Vi.ShouldNotContain("gián đoạn");
        Judge.Assess(target, values, In2026, [merged with { On = new(2019, 1, 1) }]).Reason.Vi.ShouldNotContain("gián đoạn");
    }

    [Fact]
    public void A_chain_of_rates_stops_at_a_break_and_a_bridge_of_one_lets_it_go_on()
    {
        var target = Window(Basis.AverageGrowth, 2019, 2025, lower: 16);
        YearValue[] values = [.. Growth, new(2025, 11.81)];
        var merged = new Break(null, new DateOnly(2025, 7, 1));
        var a = Judge.Assess(target, values, In2026, [merged]);
        (a.Verdict, a.ActualYear, a.Final).ShouldBe((Verdict.NoData, 2024, null));
        a.Reason.En.ShouldContain("breaks in 2025 and has no bridge");
        var bridged = Judge.Assess(target, values, In2026, [merged with { Bridge = 1 }]);
        (bridged.Verdict, bridged.ActualYear).ShouldBe((Verdict.Missed, 2025));
    }

    [Fact]
    public void The_table_of_verdicts()
    {
        // Weaker of the two: pace moderate (at risk) with outlook sun (on track). 100 → 150 in 2015–2020 and flat before:
        // the mean pace since 2000 is low, the last five years are fast.
        var a = Judge.Assess(Level("2030", lower: 250), [new(2000, 100), new(2015, 100), new(2020, 150)], Mid2024);
        (a.PaceStatus, a.Outlook).ShouldBe((PaceStatus.ModerateProgress, Outlook.Sun));
        (a.Verdict, a.Agree).ShouldBe((Verdict.AtRisk, false));
    }

    [Fact]
    public void A_value_that_fell_below_zero_is_off_track_though_it_has_no_pace()
    {
        // Else a worse value could give a better verdict: pace says nothing, and the outlook alone says "cloud".
        var a = Judge.Assess(Level("2030", lower: 100), [new(2010, 50), new(2015, -10), new(2020, -5)], Mid2024);
        (a.PaceStatus, a.Outlook, a.Verdict).ShouldBe((PaceStatus.NotAvailable, Outlook.Cloud, Verdict.OffTrack));
    }

    [Fact]
    public void A_target_that_contradicts_itself_is_a_bug_here()
    {
        Should.Throw<ArgumentException>(() => Judge.Assess(Level("2025", lower: 5, upper: 3), [], Mid2024)).Message.ShouldContain("lower");
        Should.Throw<ArgumentException>(() => Judge.Assess(Level("2025", upper: 3), [], Mid2024)).Message.ShouldContain("direction");
        Should.Throw<ArgumentException>(() => Judge.Assess(Window(Basis.Average, 2026, 2025, lower: 3), [], Mid2024));
        Should.Throw<ArgumentException>(() => Judge.Assess(Level("2025", lower: 5), [new(2020, 1), new(2020, 2)], Mid2024)).Message
            .ShouldContain("twice");
    }

    [Theory]
    [InlineData(6.35, Verdict.Met)]
    [InlineData(6.349, Verdict.Missed)]
    [InlineData(6.4, Verdict.Met)]
    public void About_is_met_by_a_figure_that_rounds_to_the_bound(double figure, Verdict verdict)
    {
        var about = Level("2025", lower: 6.4, approximate: true) with { LowerDecimals = 1 };
        Judge.Assess(about, Series(2024, 5, figure), In2026).Verdict.ShouldBe(verdict);

        // The same test says whether it is reached before the day; the bound itself stays as it is.
        var early = Judge.Assess(about, Series(2019, 5, 5, 5, 5, 5, figure), new(2024, 12, 31));
        (early.PaceStatus == PaceStatus.TargetAchieved).ShouldBe(verdict == Verdict.Met);
        early.Gap!.Value.ShouldBe(6.4 - figure, 1e-9);

        // Of growth it is the rate that people are told: 15.6 % a year is about 16.
        var growth = Window(Basis.AverageGrowth, 2024, 2025, lower: 16) with { Approximate = true, LowerDecimals = 0 };
        Judge.Assess(growth, Series(2024, 15.5, 15.6), In2026).Verdict.ShouldBe(Verdict.Met);
        Judge.Assess(growth, Series(2024, 15.2, 15.6), In2026).Verdict.ShouldBe(Verdict.Missed);
    }

    [Fact]
    public void A_level_of_more_than_three_years_ago_says_nothing_until_its_horizon_has_passed()
    {
        YearValue[] values = [new(2015, 50), new(2020, 80)];
        Verdict On(int year, string horizon) =>
            Judge.VerdictOf(Level(horizon, lower: 100), values, new(year, 6, 30), figuresAge: true);
        On(2023, "2030").ShouldBe(Verdict.OnTrack);
        On(2024, "2030").ShouldBe(Verdict.NotAvailable);
        Judge.VerdictOf(Level("2030", lower: 100), values, new(2024, 6, 30)).ShouldBe(Verdict.OnTrack);
        Judge.Assess(Level("2030", lower: 100), values, Mid2024, figuresAge: true).Reason.En.ShouldContain("2020");
        On(2031, "2030").ShouldBe(Verdict.NoData);
        On(2024, "2020").ShouldBe(Verdict.Missed);

        // A window is not aged: what is missing ends it.
        Judge.VerdictOf(Window(Basis.Cumulative, 2019, 2030, lower: 100), Series(2019, 10, 10), Mid2024, figuresAge: true)
            .ShouldNotBe(Verdict.NotAvailable);
    }

    [Fact]
    public void A_sum_above_its_ceiling_is_missed_at_once_and_has_no_pace()
    {
        var ceiling = Window(Basis.Cumulative, 2021, 2025, upper: 10, direction: Direction.Down);
        var over = Judge.Assess(ceiling, Series(2021, 6, 6), Mid2024);
        (over.Verdict, over.PaceStatus, over.Pace).ShouldBe((Verdict.Missed, PaceStatus.Deterioration, null));
        Judge.VerdictOf(ceiling, Series(2021, 6, 6), In2026).ShouldBe(Verdict.Missed);
        Judge.VerdictOf(ceiling, Series(2021, 2, 2), Mid2024).ShouldNotBe(Verdict.Missed);
    }
}
