using System.Globalization;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Plan;

namespace Plan86.Tests.Judging;

/// <summary>The news in a sentence: what was planned, what came of it, in words and without signs.</summary>
public class HeadlineTests
{
    private static readonly DateOnly Early2026 = new(2026, 2, 6);

    private static readonly Department Nobody = new("nobody", new Bilingual("", ""));

    [Fact]
    public void Growth_over_a_window_is_told_as_a_mean() =>
        Of(Of("Tốc độ tăng GRDP", "GRDP growth", "%", 2),
                [Target("2025", Basis.AverageGrowth, 2019, lower: 16), Target("2030", Basis.AverageGrowth, 2026, lower: 15)],
                [.. Enumerable.Range(2019, 7).Select(year => new YearValue(year, 12))])
            .ShouldBe(("Tốc độ tăng GRDP bình quân 2019–2025 đạt 12%/năm, thấp hơn mức 16% đề ra",
                "GRDP growth averaged 12% a year in 2019–2025, short of the 16% planned"));

    [Fact]
    public void What_was_met_is_said_before_what_is_to_come_and_a_sum_names_its_years()
    {
        var fdi = Of("Thu hút FDI", "FDI", "tỷ USD", 2);
        Of(fdi, [Target("2025", Basis.Cumulative, 2021, lower: 11)],
                [.. Enumerable.Range(2021, 4).Select(year => new YearValue(year, 3.2))])
            .ShouldBe(("Thu hút FDI 2021–2024 đạt 12,8 tỷ USD, vượt mức 11 tỷ USD đề ra cho giai đoạn 2021–2025",
                "FDI came to 12.8 billion USD in 2021–2024, more than the 11 billion USD planned for 2021–2025"));
    }

    [Fact]
    public void Ceilings_ranges_and_about_read_as_people_say_them()
    {
        var poverty = Of("Tỷ lệ hộ nghèo", "Poverty", "%", 1);
        Of(poverty, [Target("2025", Basis.Level, upper: 1, direction: Direction.Down)], [new YearValue(2025, 1.4)])
            .ShouldBe(("Tỷ lệ hộ nghèo năm 2025 ở mức 1,4%, cao hơn mức tối đa 1% đề ra",
                "Poverty stood at 1.4% in 2025, above the ceiling of 1% planned"));
        var density = Of("Mật độ dân số", "Density", "", 0);
        Of(density, [Target("2025", Basis.Level, lower: 2000, upper: 3000)], [new YearValue(2025, 2500, ObsStatus.Estimate)])
            .ShouldBe(("Mật độ dân số năm 2025 ước đạt 2.500, trong khoảng 2.000 đến 3.000 đề ra",
                "Density stood at an estimated 2,500 in 2025, within the 2,000 to 3,000 planned"));
        Of(density, [Target("2030", Basis.Level, lower: 3000) with { Approximate = true, LowerDecimals = 0 }],
                [.. Enumerable.Range(2015, 11).Select(year => new YearValue(year, 1000 + (10 * (year - 2015))))])
            .ShouldBe(("Mật độ dân số năm 2025 đạt 1.100, chậm so với mức khoảng 3.000 năm 2030",
                "Density stood at 1,100 in 2025, off track for the roughly 3,000 planned for 2030"));
    }

    [Fact]
    public void A_target_that_cannot_be_judged_is_passed_over_for_one_that_can()
    {
        var share = Of("Tỷ trọng", "Share", "%", 1);
        var years = Enumerable.Range(2015, 10).Select(year => new YearValue(year, 30 + year - 2015)).ToList();
        Of(share, [Target("2025", Basis.Level, lower: 35), Target("2030", Basis.Level, lower: 44)], years)
            .En.ShouldBe("Share stood at 39% in 2024, on track for the 44% planned for 2030");
    }

    [Fact]
    public void Without_a_verdict_the_last_figure_is_told_and_without_figures_that()
    {
        var share = Of("Tỷ trọng", "Share", "%", 1);
        Of(share, [Target("2025", Basis.Level, lower: 35)], [new YearValue(2024, 30, ObsStatus.Estimate)])
            .ShouldBe(("Tỷ trọng năm 2024 ước đạt 30%", "Share stood at an estimated 30% in 2024"));
        Of(share, [Target("2025", Basis.Level, lower: 35)], []).ShouldBe(("Tỷ trọng: chưa có số liệu", "Share: no data yet"));
    }

    private static (string Vi, string En) Of(Indicator indicator, IReadOnlyList<Target> targets, IReadOnlyList<YearValue> values)
    {
        var verdicts = targets.Select(target => Judge.Assess(target, values, Early2026, null, Headlines.WordingOf(indicator))).ToList();
        var headline = indicator.HeadlineOf(targets, verdicts, values);
        foreach (var sign in "≥≤≈")
        {
            (headline.Vi + headline.En).ShouldNotContain(sign);
        }

        return (headline.Vi.Replace('\u00A0', ' '), headline.En.Replace('\u00A0', ' '));
    }

    private static Indicator Of(string vi, string en, string unit, int decimals) => new(
        "made_up", new Bilingual(vi, en),
        new Unit("X", 0, new Bilingual(unit, unit == "tỷ USD" ? "billion USD" : unit)), ["X.Y"], Transformation.Level, "VN-HP", decimals,
        Nobody, new Bilingual("", ""));

    private static Target Target(
        string horizon, Basis basis, int? from = null, double? lower = null, double? upper = null, Direction direction = Direction.Up) =>
        new("made_up", horizon, "", basis, from, from is null ? null : int.Parse(horizon, CultureInfo.InvariantCulture), lower, upper,
            false, false, IntervalReading.Stretch, direction);
}
