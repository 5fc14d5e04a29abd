using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Plan;
using static Plan86.Tests.Judging.Plans;

namespace Plan86.Tests.Judging;

public class OutlookTests
{
    [Theory]
    // From x_2015 to x_2020 = 50, target 100 in 2030, ten years left, 50 to go: Δ = (50 − x)/5, projected = 50 + 10Δ,
    // miss = (100 − projected)/50.
    [InlineData(25, 100, Outlook.Sun)] // Δ = 5, miss 0
    [InlineData(26.2, 97.6, Outlook.Sun)] // Δ = 4.76, miss 4.8 %
    [InlineData(26.25, 97.5, Outlook.LightCloud)] // Δ = 4.75, miss exactly 5 %
    [InlineData(30, 90, Outlook.LightCloud)] // Δ = 4, miss exactly 20 %
    [InlineData(30.1, 89.8, Outlook.Cloud)] // miss 20.4 %, the right way
    [InlineData(49.9, 50.2, Outlook.Cloud)]
    [InlineData(50, 50, Outlook.Storm)] // standing still is not the right way
    [InlineData(60, 30, Outlook.Storm)]
    public void Five_changes_carried_on(double fiveYearsBefore, double projected, Outlook expected)
    {
        var a = Judge.Assess(Level("2030", lower: 100), [new(2015, fiveYearsBefore), new(2020, 50)], Mid2024);
        a.Outlook.ShouldBe(expected);
        a.Projected!.Value.ShouldBe(projected, 1e-9);
    }

    [Fact]
    public void Down_is_the_mirror()
    {
        // 40 → 30 in five years, 20 wanted in 2025: projected 20, miss 0.
        var a = Judge.Assess(Level("2025", upper: 20, direction: Direction.Down), [new(2015, 40), new(2020, 30)], Mid2024);
        (a.Outlook, a.Projected).ShouldBe((Outlook.Sun, 20));
    }

    [Theory]
    // A threshold for every year (no horizon), or one reached before its horizon: is it met, and is it slipping.
    [InlineData("", 95, 98, Outlook.Sun)]
    [InlineData("", 98, 98, Outlook.Sun)]
    [InlineData("", 99, 96, Outlook.LightCloud)]
    [InlineData("", 80, 90, Outlook.Cloud)]
    [InlineData("", 90, 90, Outlook.Storm)]
    [InlineData("", 94, 90, Outlook.Storm)]
    [InlineData("2030", 95, 98, Outlook.Sun)]
    [InlineData("2030", 99, 96, Outlook.LightCloud)]
    // The horizon year is the latest year: nothing left to carry on.
    [InlineData("2020", 80, 90, Outlook.Cloud)]
    [InlineData("2020", 94, 90, Outlook.Storm)]
    public void Thresholds_and_targets_already_met(string horizon, double before, double now, Outlook expected)
    {
        var a = Judge.Assess(Level(horizon, lower: 95), [new(2015, before), new(2020, now)], Mid2024);
        a.Outlook.ShouldBe(expected);
    }

    [Theory]
    // Destatis, direction without a target value: the mean of five changes first, the last change second.
    [InlineData(10, 14, 15, Outlook.Sun)]
    [InlineData(10, 15, 15, Outlook.LightCloud)]
    [InlineData(10, 16, 15, Outlook.LightCloud)]
    [InlineData(20, 14, 15, Outlook.Cloud)]
    [InlineData(15, 14, 15, Outlook.Cloud)]
    [InlineData(20, 16, 15, Outlook.Storm)]
    public void A_direction_alone(double before, double previous, double now, Outlook expected)
    {
        var a = Judge.Assess(Level("2030"), [new(2015, before), new(2019, previous), new(2020, now)], Mid2024);
        (a.Outlook, a.Projected).ShouldBe((expected, null));
    }

    [Fact]
    public void Without_the_figure_five_years_before_there_is_none()
    {
        var a = Judge.Assess(Level("2030", lower: 100), [new(2014, 10), new(2016, 20), new(2020, 50)], Mid2024);
        a.Outlook.ShouldBe(Outlook.NotAvailable);
        a.Reason.Vi.ShouldContain("thiếu số liệu năm 2015");
    }

    [Fact]
    public void Of_several_target_years_the_next_one()
    {
        Target[] targets = [Level("2030", lower: 35), Level("2025", lower: 20)];
        Judge.Next(targets, new(2024, 1, 1))!.Horizon.ShouldBe("2025");
        Judge.Next(targets, new(2025, 12, 31))!.Horizon.ShouldBe("2025");
        Judge.Next(targets, new(2026, 1, 1))!.Horizon.ShouldBe("2030");
        Judge.Next(targets, new(2031, 1, 1))!.Horizon.ShouldBe("2030");
        Judge.Next([], new(2031, 1, 1)).ShouldBeNull();
    }
}
