using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Plan;
using static Plan86.Tests.Judging.Plans;

namespace Plan86.Tests.Judging;

public class SentenceTests
{
    private static readonly IndicatorWording Port = new("Sản lượng hàng hóa qua cảng", "Port throughput", "triệu tấn", "million tonnes");

    [Fact]
    public void Before_the_horizon_actual_target_gap_and_what_is_required()
    {
        var a = Judge.Assess(Level("2025", lower: 350), Series(2020, 139.9, 150.16, 168.1, 170.08), Mid2024, null, Port);
        a.Sentence.Vi.ShouldBe("Sản lượng hàng hóa qua cảng năm 2023 đạt 170,08 triệu tấn; mục tiêu năm 2025 là từ 350 triệu tấn trở lên, "
            + "còn thiếu 179,92 triệu tấn, cần tăng bình quân 43,5%/năm đến năm 2025; đánh giá: chậm tiến độ.");
        a.Sentence.En.ShouldBe("Port throughput: 170.08 million tonnes in 2023; the 2025 target is at least 350 million tonnes, "
            + "179.92 million tonnes short, which takes growth of 43.5% a year until 2025: off track.");
    }

    [Fact]
    public void After_the_horizon_met_or_missed_by_how_much()
    {
        Judge.Assess(Level("2025", lower: 350), Series(2024, 300, 340), In2026, null, Port).Sentence.Vi.ShouldBe(
            "Sản lượng hàng hóa qua cảng năm 2025 đạt 340 triệu tấn, không đạt mục tiêu năm 2025 (từ 350 triệu tấn trở lên), còn thiếu 10 "
                + "triệu tấn.");
        Judge.Assess(Level("2025", lower: 350), Series(2024, 300, 360), In2026, null, Port).Sentence.En.ShouldBe(
            "Port throughput: 360 million tonnes in 2025; the 2025 target of at least 350 million tonnes was met, 10 million tonnes more "
                + "than asked.");
    }

    [Fact]
    public void A_sentence_names_the_figure_that_the_tables_show()
    {
        var port = Port with { Decimals = 1 };
        Judge.Assess(Level("2025", lower: 350), Series(2020, 139.9, 150.16, 168.1, 170.08), Mid2024, null, port).Sentence.En
            .ShouldStartWith(
            "Port throughput: 170.1 million tonnes in 2023; the 2025 target is at least 350 million tonnes, 179.9 million tonnes short");
        // Rounded away it would say that nothing is missing.
        Judge.Assess(Level("2025", lower: 350), Series(2020, 300, 320, 340, 349.99), Mid2024, null, port).Sentence.En
            .ShouldContain("0.01 million tonnes short");
    }

    [Fact]
    public void English_names_of_either_number_need_no_verb()
    {
        var arrivals = new IndicatorWording("Khách du lịch", "Tourist arrivals", "triệu lượt", "million visits");
        foreach (var target in new[] {
            Level("2025", lower: 350), Window(Basis.Cumulative, 2021, 2025, lower: 350), Window(Basis.Average, 2021, 2025, lower: 350) })
        {
            Judge.Assess(target, Series(2020, 139.9, 150.16, 168.1, 170.08), Mid2024, null, arrivals).Sentence.En
                .ShouldStartWith("Tourist arrivals: ");
        }
    }

    [Fact]
    public void People_are_told_a_growth_never_an_index()
    {
        var a = Judge.Assess(Window(Basis.AverageGrowth, 2019, 2025, lower: 16),
            Series(2019, 16.68, 11.22, 12.38, 12.32, 10.34, 11.01), new(2025, 1, 10), null,
            new("Tốc độ tăng GRDP", "GRDP growth", "%", "%"));
        a.Sentence.Vi
            .ShouldBe("Tốc độ tăng GRDP bình quân 2019–2024 đạt 12,31%/năm; mục tiêu giai đoạn 2019–2025 là từ 16%/năm trở lên, "
            + "còn thiếu 3,69 điểm phần trăm, mỗi năm còn lại cần đạt 40,86%; đánh giá: có nguy cơ không đạt.");
    }

    [Fact]
    public void Sums_shares_ranges_and_open_ends()
    {
        var fdi = new IndicatorWording("Thu hút FDI", "FDI", "triệu USD", "million USD");
        Judge.Assess(Window(Basis.Cumulative, 2021, 2025, lower: 11000), Series(2021, 3044.7, 1931.74), Mid2024, null, fdi).Sentence.Vi
            .ShouldContain("lũy kế 2021–2022 đạt 4.976,44 triệu USD; mục tiêu giai đoạn 2021–2025 là từ 11.000 triệu USD trở lên, "
                + "còn thiếu 6.023,56 triệu USD, mỗi năm còn lại cần đạt 2.007,85 triệu USD");
        var poor = new IndicatorWording("Tỷ lệ hộ nghèo", "Poverty rate", "%", "%");
        Judge.Assess(
            Level("2025", upper: 0.2, direction: Direction.Down, strict: true), Series(2022, 0.9, 0.5), Mid2024, null, poor).Sentence.Vi
            .ShouldContain(
                "mục tiêu năm 2025 là dưới 0,2%, cao hơn mục tiêu 0,3 điểm phần trăm, cần giảm bình quân 0,15 điểm phần trăm/năm đến năm "
                    + "2025");
        Judge.Assess(Level("2025", lower: 6.4, approximate: true), Series(2022, 4, 5), Mid2024, null, poor).Sentence.Vi
            .ShouldContain("khoảng 6,4%");
        Judge.Assess(Level("2025", 2000, 3000, reading: IntervalReading.Corridor), Series(2022, 4, 5), Mid2024).Sentence.Vi
            .ShouldContain("từ 2.000 đến 3.000");
        Judge.Assess(Level("2025", 350), [], Mid2024, null, Port).Sentence.En.ShouldBe(
            "Port throughput: no figure to judge the 2025 target of at least 350 million tonnes (no figure has arrived).");
        Judge.Assess(Level(""), Series(2022, 4, 5), Mid2024, null, Port).Sentence.Vi
            .ShouldContain("tăng 25% từ năm 2022; không có mức mục tiêu");
    }
}

public class NumbersTests
{
    [Theory]
    [InlineData(14740, "14.740", "14,740")]
    [InlineData(6.4, "6,4", "6.4")]
    [InlineData(1234.5678, "1.234,57", "1,234.57")]
    [InlineData(0.2, "0,2", "0.2")]
    [InlineData(0.01234, "0,012", "0.012")]
    [InlineData(-1234567.8, "-1.234.568", "-1,234,568")]
    [InlineData(0, "0", "0")]
    [InlineData(2.345, "2,35", "2.35")]
    [InlineData(1e20, "100.000.000.000.000.000.000", "100,000,000,000,000,000,000")]
    [InlineData(double.NaN, "…", "…")]
    public void As_people_read_them(double value, string vi, string en)
    {
        Numbers.Vi(value).ShouldBe(vi);
        Numbers.En(value).ShouldBe(en);
    }

    [Theory]
    [InlineData("1", "zones", "zone")]
    [InlineData("1", "workers placed", "worker placed")]
    [InlineData("1", "million tonnes", "million tonnes")]
    [InlineData("1.0", "zones", "zones")]
    [InlineData("2", "zones", "zones")]
    [InlineData("1", "", "")]
    public void One_thing_is_not_several(string number, string unit, string says) => Numbers.UnitOf(number, unit).ShouldBe(says);

    [Fact]
    public void Decimals_at_most() => Numbers.Vi(1.50004, 4).ShouldBe("1,5");
}
