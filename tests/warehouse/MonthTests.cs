using Plan86.Tests.Schedules;
using Plan86.Transform;

namespace Plan86.Tests.Warehouse;

/// <summary>Single months from cumulative figures.</summary>
public class MonthTests
{
    private const string Derived =
        "SELECT time_period, obs_value, unit_mult, obs_status, valid_from, valid_to FROM observation WHERE derived";
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
        office.Text(
            "SELECT DISTINCT freq, transformation, period_start, cell_ref FROM observation WHERE derived AND time_period = '2024-02'")
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
        office.Text("SELECT place, found, expected, severity FROM problem")
            .ShouldBe("L4 PORT.THROUGHPUT 2024-03 = 25.0 >= 26.5 (2024-02) warning");
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
        office.Drop(
            "gso-monthly", "2024-01-29-fdi.xlsx",
            new WorkbookWriter().Fdi("12. FDI", "12. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/01/2024", 11, 100, -7.5)
                .ToArray());
        office.Drop(
            "gso-monthly", "2024-02-29-fdi.xlsx",
            new WorkbookWriter().Fdi("12. FDI", "12. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/02/2024", 20, 150, -9.75)
                .ToArray());
        await office.OnceAsync();
        office.Text(
            "SELECT time_period, obs_value, valid_from, sheet FROM observation WHERE derived AND series = 'FDI.REGISTERED_ADJUSTED'")
                .ShouldBe("""
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
        office.Text("SELECT place, found, expected, severity FROM problem")
            .ShouldBe("L4 PORT.THROUGHPUT 2024-03 = 40.0 31.5 (2024-02 = 26.5 L3 + 2024-03 = 5.0 L5) error");

        // An error is what kept a figure out.
        office.Text(Suspect).ShouldBe("");
        office.Text("SELECT time_period FROM observation WHERE transformation = 'YTD'").ShouldBe("2024-02\n2024-04");
        office.Text(Derived).ShouldBe("");
        office.Scalar<long>("SELECT observations FROM extract").ShouldBe(4);
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
        office.Text("SELECT found, severity FROM problem").ShouldBe("PORT.THROUGHPUT 2024-06 = 85.0 warning");
        office.Text("SELECT expected FROM problem").ShouldBe(
            "71.0 (2024-05 = 60.0 L5, 2024-06-05-so-lieu.csv + 2024-06 = 11.0 L3, 2024-08-05-so-lieu.csv)");
        office.Text(Suspect).ShouldBe("2024-06 YTD");
    }

    [Theory]
    [InlineData("72,5", true)]
    [InlineData("70,1", true)]
    [InlineData("75", false)]
    [InlineData("60,5", false)]
    public async Task A_revision_between_publications_is_no_alarm(string six, bool isRevision)
    {
        using var office = new Office();
        office.Drop("2024-06-05", "Sản lượng hàng hóa qua cảng;5 tháng năm 2024;Triệu tấn;60;Ước");
        office.Drop("2024-07-05", "Sản lượng hàng hóa qua cảng;Tháng 6/2024;Triệu tấn;11;Ước",
            $"Sản lượng hàng hóa qua cảng;6 tháng năm 2024;Triệu tấn;{six};Sơ bộ");
        await office.OnceAsync();
        office.Text("SELECT severity FROM problem").ShouldBe(isRevision ? "" : "warning");
        office.Text(Suspect).ShouldBe(isRevision ? "" : "2024-06 YTD");
    }

    [Fact]
    public async Task All_months_or_quarters_of_one_file_make_its_cumulative_figure()
    {
        using var office = new Office();
        string[] months = ["10,1", "10,2", "10,3"];
        string[] Lines(string cumulative) =>
        [
            .. months.Select((month, n) => $"Sản lượng hàng hóa qua cảng;Tháng {n + 1}/2024;Triệu tấn;{month};Ước"),
            $"Sản lượng hàng hóa qua cảng;3 tháng năm 2024;Triệu tấn;{cumulative};Ước",
        ];
        office.Drop("2024-04-05", Lines("30,7"));
        await office.OnceAsync();
        office.Text("SELECT found FROM problem").ShouldBe("");
        office.Drop("2024-05-05", Lines("33"));
        await office.OnceAsync();
        office.Text("SELECT file_name, place, expected, severity FROM problem").ShouldBe(
            "2024-05-05-so-lieu.csv L6 30.6 (2024-01 = 10.1 L3 + 2024-02 = 10.2 L4 + 2024-03 = 10.3 L5) error");
        office.Text("SELECT obs_value, valid_to FROM observation WHERE transformation = 'YTD'").ShouldBe("30.7 ∅");

        using var quarters = new Office();
        quarters.Drop("2024-07-05",
            "Sản lượng hàng hóa qua cảng;Quý I/2024;Triệu tấn;20;Ước", "Sản lượng hàng hóa qua cảng;Quý II/2024;Triệu tấn;22;Ước",
            "Sản lượng hàng hóa qua cảng;6 tháng năm 2024;Triệu tấn;24;Ước");
        await quarters.OnceAsync();
        quarters.Text("SELECT found, severity FROM problem").ShouldBe("PORT.THROUGHPUT 2024-06 = 24.0 error");
    }

    [Fact]
    public async Task A_cumulative_figure_is_not_below_its_own_month()
    {
        using var office = new Office();
        office.Drop("2024-10-05", "Sản lượng hàng hóa qua cảng;Tháng 9/2024;Triệu tấn;9,5;Ước",
            "Sản lượng hàng hóa qua cảng;9 tháng năm 2024;Triệu tấn;8,8;Ước");
        await office.OnceAsync();
        office.Text("SELECT place, found, severity FROM problem").ShouldBe("L4 PORT.THROUGHPUT 2024-09 = 8.8 error");
        office.Text("SELECT transformation, obs_value FROM observation").ShouldBe("N 9.5");

        // Nor below what another file says of the month, whichever comes first.
        foreach (var order in new[] { new[] { 0, 1 }, [1, 0] })
        {
            using var two = new Office();
            foreach (var n in order)
            {
                _ = n == 0
                    ? two.Drop("2024-10-05", "Sản lượng hàng hóa qua cảng;Tháng 9/2024;Triệu tấn;9,5;Ước")
                    : two.Drop("2024-11-05", "Sản lượng hàng hóa qua cảng;9 tháng năm 2024;Triệu tấn;8,8;Ước");
                await two.OnceAsync();
            }

            two.Text("SELECT found, expected, severity FROM problem").ShouldBe(
                "PORT.THROUGHPUT 2024-09 = 8.8 9.5 (2024-09 = 9.5 L3, 2024-10-05-so-lieu.csv) error");
        }
    }

    [Fact]
    public async Task Not_only_neighbouring_months_are_compared()
    {
        using var office = new Office();
        office.Drop("2024-07-05", "Sản lượng hàng hóa qua cảng;6 tháng năm 2024;Nghìn tấn;62.716;Ước");
        office.Drop("2024-10-05", "Sản lượng hàng hóa qua cảng;9 tháng năm 2024;Nghìn tấn;8.800;Ước");
        await office.OnceAsync();
        office.Text("SELECT file_name, place, found, expected, severity FROM problem").ShouldBe(
            "2024-10-05-so-lieu.csv L3 PORT.THROUGHPUT 2024-09 = 8800.0 >= 62716.0 (2024-06, 2024-07-05-so-lieu.csv L3) warning");
        office.Text(Suspect).ShouldBe("2024-09 YTD");

        // The one that comes later is told, be it of an earlier month.
        office.Drop("2024-11-05", "Sản lượng hàng hóa qua cảng;9 tháng năm 2024;Nghìn tấn;98.800;Ước");
        office.Drop("2024-12-05", "Sản lượng hàng hóa qua cảng;6 tháng năm 2024;Nghìn tấn;627.160;Sơ bộ");
        await office.OnceAsync();
        office.Text("SELECT file_name, found, expected FROM problem").ShouldBe(
            "2024-12-05-so-lieu.csv PORT.THROUGHPUT 2024-06 = 627160.0 <= 98800.0 (2024-09)");
    }

    [Fact]
    public async Task Rounding_is_no_fall()
    {
        using var office = new Office();
        office.Drop("2024-05-05", "Sản lượng hàng hóa qua cảng;2 tháng năm 2024;Nghìn tấn;84.653,416;Ước",
            "Sản lượng hàng hóa qua cảng;3 tháng năm 2024;Nghìn tấn;84.653,4;Ước");
        await office.OnceAsync();
        office.Text("SELECT found FROM problem").ShouldBe("");
        office.Text(Suspect).ShouldBe("");
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
