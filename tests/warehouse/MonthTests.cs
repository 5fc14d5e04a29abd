using Plan86.Tests.Schedules;
using Plan86.Transform;

namespace Plan86.Tests.Warehouse;

/// <summary>Single months from cumulative figures.</summary>
public class MonthTests
{
    private const string Derived = "SELECT time_period, obs_value, unit_mult, obs_status, valid_from, valid_to FROM observation WHERE derived";
    private const string Suspect = "SELECT time_period, transformation FROM observation WHERE suspect";

    [Fact]
    public async Task Months_are_the_differences_of_cumulative_figures_in_the_unit_of_the_later_one()
    {
        using var office = new Office();
        office.Drop("2024-05-05",
            "Sản lượng hàng hóa qua cảng;Cộng dồn đến tháng 1/2024;Triệu tấn;12;Chính thức",
            "Sản lượng hàng hóa qua cảng;2 tháng năm 2024;Nghìn tấn;26.500;Ước",
            "Sản lượng hàng hóa qua cảng;4 tháng năm 2024;Triệu tấn;50;Ước",
            "Tốc độ tăng trưởng GRDP;3 tháng năm 2024;%;10,32;Ước",
            "Tốc độ tăng trưởng GRDP;4 tháng năm 2024;%;9,5;Ước");
        await office.OnceAsync();
        office.Text(Derived).ShouldBe("""
            2024-01 12 6 A 2024-05-05 ∅
            2024-02 14500 3 E 2024-05-05 ∅
            """);
        office.Text("SELECT DISTINCT freq, transformation, period_start, cell_ref FROM observation WHERE derived AND time_period = '2024-02'")
            .ShouldBe("M N 2024-02-01 L4");
        office.Scalar<long>("SELECT count(*) FROM problem").ShouldBe(0);
    }

    [Fact]
    public async Task A_falling_cumulative_figure_is_a_problem_suspect_and_yields_no_month()
    {
        using var office = new Office();
        office.Drop("2024-05-05",
            "Sản lượng hàng hóa qua cảng;2 tháng năm 2024;Triệu tấn;26,5;Ước",
            "Sản lượng hàng hóa qua cảng;3 tháng năm 2024;Triệu tấn;25;Ước");
        await office.OnceAsync();
        office.Text(Derived).ShouldBe("");
        office.Text(Suspect).ShouldBe("2024-03 YTD");
        office.Text("SELECT place, found, expected, severity FROM problem").ShouldBe("L4 PORT.THROUGHPUT 2024-03 = 25.0 >= 26.5 (2024-02) warning");
        office.Text("SELECT state, problems FROM extract").ShouldBe("accepted_with_problems 1");
    }

    [Fact]
    public async Task Nor_can_the_month_after_a_contradictory_figure_be_told()
    {
        using var office = new Office();
        office.Drop("2024-05-05",
            "Sản lượng hàng hóa qua cảng;2 tháng năm 2024;Triệu tấn;100;Ước",
            "Sản lượng hàng hóa qua cảng;3 tháng năm 2024;Triệu tấn;80;Ước",
            "Sản lượng hàng hóa qua cảng;4 tháng năm 2024;Triệu tấn;150;Ước",
            "Sản lượng hàng hóa qua cảng;5 tháng năm 2024;Triệu tấn;160;Ước");
        await office.OnceAsync();
        office.Text(Derived).ShouldBe("2024-05 10 6 E 2024-05-05 ∅");
        office.Text(Suspect).ShouldBe("2024-03 YTD");
    }

    [Fact]
    public async Task Where_figures_may_fall_a_fall_is_a_warning_and_the_month_is_below_zero()
    {
        using var office = new Office();
        office.Drop("gso-monthly", "2024-01-29-fdi.xlsx", new WorkbookWriter().Fdi("12. FDI", "12. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/01/2024", 11, 100, -7.5).ToArray());
        office.Drop("gso-monthly", "2024-02-29-fdi.xlsx", new WorkbookWriter().Fdi("12. FDI", "12. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/02/2024", 20, 150, -9.75).ToArray());
        await office.OnceAsync();
        office.Text("SELECT time_period, obs_value, valid_from, sheet FROM observation WHERE derived AND series = 'FDI.REGISTERED_ADJUSTED'").ShouldBe("""
            2024-01 -7.5 2024-01-29 12. FDI
            2024-02 -2.25 2024-02-29 12. FDI
            """);
        office.Text(Suspect).ShouldBe("");
        office.Text("SELECT place, expected, severity FROM problem").ShouldBe("""
            12. FDI!E8 >= -7.5 (2024-01) warning
            12. FDI!E8 >= 0.0 warning
            """);
    }

    [Fact]
    public async Task A_cumulative_figure_that_contradicts_published_months_is_a_problem_not_a_guess()
    {
        using var office = new Office();
        office.Drop("2024-05-05",
            "Sản lượng hàng hóa qua cảng;2 tháng năm 2024;Triệu tấn;26,5;Ước",
            "Sản lượng hàng hóa qua cảng;3 tháng năm 2024;Triệu tấn;40;Ước",
            "Sản lượng hàng hóa qua cảng;Tháng 3/2024;Triệu tấn;5;Ước",
            "Sản lượng hàng hóa qua cảng;4 tháng năm 2024;Triệu tấn;52;Ước",
            "Sản lượng hàng hóa qua cảng;Tháng 4/2024;Triệu tấn;12,01;Ước");
        await office.OnceAsync();
        office.Text("SELECT place, found, expected, severity FROM problem").ShouldBe("L4 PORT.THROUGHPUT 2024-03 = 40.0 31.5 (5.0 L5) error");
        office.Text(Suspect).ShouldBe("2024-03 YTD");
        office.Text(Derived).ShouldBe("");
    }

    [Fact]
    public async Task A_month_that_a_later_extract_revises_without_a_new_cumulative_figure_is_no_contradiction()
    {
        using var office = new Office();
        office.Drop("2024-05-05",
            "Sản lượng hàng hóa qua cảng;3 tháng năm 2024;Triệu tấn;40;Ước",
            "Sản lượng hàng hóa qua cảng;Tháng 4/2024;Triệu tấn;10;Ước",
            "Sản lượng hàng hóa qua cảng;4 tháng năm 2024;Triệu tấn;50;Ước");

        // April is two less than was thought, and the sum to May counts it so; June's extract then raises May.
        office.Drop("2024-06-05",
            "Sản lượng hàng hóa qua cảng;Tháng 4/2024;Triệu tấn;8;Sơ bộ",
            "Sản lượng hàng hóa qua cảng;Tháng 5/2024;Triệu tấn;12;Ước",
            "Sản lượng hàng hóa qua cảng;5 tháng năm 2024;Triệu tấn;60;Ước");
        office.Drop("2024-07-05", "Sản lượng hàng hóa qua cảng;Tháng 5/2024;Triệu tấn;15;Sơ bộ");
        await office.OnceAsync();
        office.Text("SELECT place, found, expected FROM problem").ShouldBe("");
        office.Text(Suspect).ShouldBe("");

        // What no revision explains is told still.
        office.Drop("2024-08-05",
            "Sản lượng hàng hóa qua cảng;Tháng 6/2024;Triệu tấn;11;Ước",
            "Sản lượng hàng hóa qua cảng;6 tháng năm 2024;Triệu tấn;85;Ước");
        await office.OnceAsync();
        office.Text("SELECT found, severity FROM problem").ShouldBe("PORT.THROUGHPUT 2024-06 = 85.0 error");
        office.Text(Suspect).ShouldBe("2024-06 YTD");
    }

    [Fact]
    public async Task A_month_is_known_as_its_two_figures_were_known()
    {
        using var office = new Office();
        office.Drop("2024-02-05", "Sản lượng hàng hóa qua cảng;Cộng dồn đến tháng 1/2024;Triệu tấn;12;Ước");
        office.Drop("2024-03-05", "Sản lượng hàng hóa qua cảng;2 tháng năm 2024;Triệu tấn;26,5;Ước");
        office.Drop("2024-04-05", "Sản lượng hàng hóa qua cảng;Cộng dồn đến tháng 1/2024;Triệu tấn;13;Ước");
        office.Drop("2024-05-05", "Sản lượng hàng hóa qua cảng;2 tháng năm 2024;Triệu tấn;27;Ước");
        office.Drop("2024-06-05", "Sản lượng hàng hóa qua cảng;Tháng 2/2024;Triệu tấn;14;Chính thức");
        await office.OnceAsync();
        office.Text(Derived).ShouldBe("""
            2024-01 12 6 E 2024-02-05 2024-04-05
            2024-01 13 6 E 2024-04-05 ∅
            2024-02 13.5 6 E 2024-04-05 2024-05-05
            2024-02 14 6 E 2024-05-05 2024-06-05
            2024-02 14.5 6 E 2024-03-05 2024-04-05
            """);

        // On any day there is one figure at most.
        office.Scalar<long>("""
            SELECT count(*) FROM (
                SELECT d.day FROM (SELECT unnest(generate_series(DATE '2024-02-01', DATE '2024-07-01', INTERVAL 1 DAY))::DATE AS "day") d
                JOIN observation o ON o.valid_from <= d.day AND (o.valid_to IS NULL OR o.valid_to > d.day)
                GROUP BY d.day, series, ref_area, freq, time_period, transformation HAVING count(*) > 1)
            """).ShouldBe(0);
    }

    [Fact]
    public async Task A_correction_republished_whole_leaves_the_months_that_did_not_change_alone()
    {
        using var office = new Office();
        office.Drop("2024-04-05",
            "Sản lượng hàng hóa qua cảng;Cộng dồn đến tháng 1/2024;Triệu tấn;12;Ước",
            "Sản lượng hàng hóa qua cảng;2 tháng năm 2024;Triệu tấn;26;Ước");
        office.Drop("2024-05-05",
            "Sản lượng hàng hóa qua cảng;Cộng dồn đến tháng 1/2024;Triệu tấn;13;Ước",
            "Sản lượng hàng hóa qua cảng;2 tháng năm 2024;Triệu tấn;27;Ước");
        await office.OnceAsync();
        office.Text("SELECT obs_value FROM observation WHERE derived AND time_period = '2024-02'").ShouldBe("14\n14");
        office.Text("SELECT obs_value FROM observation_asof(DATE '2024-05-04') WHERE derived AND time_period = '2024-02'").ShouldBe("14");
        office.Text("SELECT obs_value FROM observation_current WHERE derived AND time_period = '2024-02'").ShouldBe("14");
    }
}
