using Plan86.Tests.Schedules;

namespace Plan86.Tests.Warehouse;

/// <summary>Figures held against what was known on their publication day: kept, marked, and told with the evidence.</summary>
public class WatchTests
{
    private const string Suspect = "SELECT series, time_period, transformation, derived FROM observation WHERE suspect";
    private const string Problems = "SELECT place, found, expected, severity FROM problem";

    [Fact]
    public async Task A_figure_a_thousand_times_its_history_is_suspect()
    {
        using var office = new Office();
        Years(office);
        office.Drop("2024-02-05", "Khách du lịch;Năm 2023;Nghìn lượt;7.900.000;Ước");
        await office.OnceAsync();
        office.Text(Suspect).ShouldBe("TOURISM.ARRIVALS 2023 N False");
        office.Text(Problems).ShouldBe("L3 TOURISM.ARRIVALS 2023 = 7900000.0 2020 = 7500.0 · 2021 = 4000.0 · 2022 = 7000.0 warning");
        office.Text("SELECT message_en FROM problem").ShouldStartWith("The figure is about a thousand");
        office.Text("SELECT state FROM extract WHERE published_on = DATE '2024-02-05'").ShouldBe("accepted_with_problems");

        // Kept all the same, and its correction is no alarm.
        office.Scalar<double>("SELECT obs_value FROM observation_current WHERE time_period = '2023'").ShouldBe(7_900_000);
        office.Drop("2024-03-05", "Khách du lịch;Năm 2023;Nghìn lượt;7.900;Chính thức");
        await office.OnceAsync();
        office.Text("SELECT obs_value, suspect FROM observation WHERE time_period = '2023'").ShouldBe("7900 False\n7900000 True");
    }

    [Fact]
    public async Task A_known_revision_is_no_alarm()
    {
        using var office = new Office();
        Years(office);
        office.Drop("2024-02-05", "Khách du lịch;Năm 2023;Nghìn lượt;7.900;Ước");
        office.Drop("2024-05-05", "Khách du lịch;Năm 2023;Nghìn lượt;8.950;Chính thức", "Khách du lịch;Năm 2022;Nghìn lượt;3.100;Chính thức");
        await office.OnceAsync();
        office.Text(Suspect).ShouldBe("");
        office.Text(Problems).ShouldBe("");
        office.Scalar<long>("SELECT count(*) FROM observation").ShouldBe(6);
    }

    [Fact]
    public async Task Where_earlier_figures_differ_widely_themselves_nothing_is_suspect()
    {
        using var office = new Office();
        office.Drop("2023-02-05",
            "Khách du lịch;Năm 2019;Nghìn lượt;2;Chính thức", "Khách du lịch;Năm 2020;Nghìn lượt;900;Chính thức",
            "Khách du lịch;Năm 2021;Nghìn lượt;10;Chính thức", "Khách du lịch;Năm 2022;Nghìn lượt;9.500;Chính thức");
        await office.OnceAsync();
        office.Text(Suspect).ShouldBe("");
    }

    [Fact]
    public async Task What_comes_later_changes_nothing_about_what_was_known()
    {
        // The odd figure first: on its day there was nothing to hold it against.
        using var office = new Office();
        office.Drop("2020-02-05", "Khách du lịch;Năm 2023;Nghìn lượt;7.900.000;Dự báo");
        Years(office);
        await office.OnceAsync();
        office.Text(Suspect).ShouldBe("");
    }

    [Fact]
    public async Task The_order_of_arrival_changes_nothing()
    {
        string[] tables = ["", ""];
        for (var order = 0; order < 2; order++)
        {
            using var office = new Office();
            if (order == 1)
            {
                office.Drop("2024-02-05", "Khách du lịch;Năm 2023;Nghìn lượt;7.900.000;Ước");
                await office.OnceAsync();
            }

            Years(office);
            await office.OnceAsync();
            if (order == 0)
            {
                office.Drop("2024-02-05", "Khách du lịch;Năm 2023;Nghìn lượt;7.900.000;Ước");
                await office.OnceAsync();
            }

            tables[order] = office.Tables();
        }

        tables[1].ShouldBe(tables[0]);
        tables[0].ShouldContain("7900000");
    }

    [Fact]
    public async Task Months_made_of_a_suspect_cumulative_figure_are_suspect_too()
    {
        using var office = new Office();
        foreach (var year in new[] { 2021, 2022, 2023 })
        {
            office.Drop($"{year}-04-05", $"Sản lượng hàng hóa qua cảng;2 tháng năm {year};Triệu tấn;20;Ước", $"Sản lượng hàng hóa qua cảng;3 tháng năm {year};Triệu tấn;30;Ước");
        }

        office.Drop("2024-05-05",
            "Sản lượng hàng hóa qua cảng;2 tháng năm 2024;Triệu tấn;21;Ước",
            "Sản lượng hàng hóa qua cảng;3 tháng năm 2024;Triệu tấn;31.000;Ước");
        await office.OnceAsync();
        office.Text(Suspect).ShouldBe("PORT.THROUGHPUT 2024-03 N True\nPORT.THROUGHPUT 2024-03 YTD False");
    }

    [Fact]
    public async Task Swapped_columns_are_suspect_both()
    {
        using var office = new Office();
        for (var year = 2020; year <= 2023; year++)
        {
            Fdi(office, year, projects: 8 + year - 2020, registered: 300 + (10 * (year - 2020)));
        }

        Fdi(office, 2024, projects: 340, registered: 12);
        await office.OnceAsync();
        office.Text("SELECT series, time_period FROM observation WHERE suspect AND NOT derived").ShouldBe("FDI.PROJECTS 2024-02\nFDI.REGISTERED_NEW 2024-02");
        office.Text("SELECT place, expected FROM problem WHERE message_en LIKE '%swapped%'").ShouldBe("""
            12. FDI!C8 FDI.PROJECTS ≈ 9.5 · FDI.REGISTERED_NEW ≈ 315.0
            12. FDI!D8 FDI.REGISTERED_NEW ≈ 315.0 · FDI.PROJECTS ≈ 9.5
            """);
    }

    [Fact]
    public async Task A_good_year_is_no_swap()
    {
        using var office = new Office();
        for (var year = 2020; year <= 2023; year++)
        {
            Fdi(office, year, projects: 8, registered: 300);
        }

        Fdi(office, 2024, projects: 40, registered: 1300);
        await office.OnceAsync();
        office.Text(Suspect).ShouldBe("");
    }

    [Fact]
    public async Task A_new_unit_is_told_once_and_the_figure_taken_in_it()
    {
        using var office = new Office();
        Years(office);
        office.Drop("2024-02-05", "Khách du lịch;Năm 2023;Triệu lượt;7,9;Ước", "Khách du lịch;Tháng 1/2024;Triệu lượt;0,7;Ước");
        office.Drop("2024-03-05", "Khách du lịch;Tháng 2/2024;Triệu lượt;0,6;Ước");
        await office.OnceAsync();
        office.Text("SELECT file_name, place, found, expected FROM problem").ShouldBe("2024-02-05-so-lieu.csv L3 TOURISM.ARRIVALS 2023: 10^6 10^3");
        office.Text(Suspect).ShouldBe("");
    }

    [Fact]
    public async Task A_year_that_is_not_the_sum_of_its_quarters_is_suspect()
    {
        using var office = new Office();
        office.Drop("2024-02-05", Quarters(2023, "10,5"));
        office.Drop("2023-02-05", Quarters(2022, "12"));
        await office.OnceAsync();
        office.Text(Suspect).ShouldBe("PORT.THROUGHPUT 2022 N False");
        office.Text(Problems).ShouldBe("L3 PORT.THROUGHPUT 2022 = 12.0 10.5 (2022-Q1 = 2.5 + 2022-Q2 = 2.5 + 2022-Q3 = 2.5 + 2022-Q4 = 3.0) warning");
    }

    private static void Years(Office office) => office.Drop("2023-02-05",
        "Khách du lịch;Năm 2020;Nghìn lượt;7.500;Chính thức", "Khách du lịch;Năm 2021;Nghìn lượt;4.000;Chính thức", "Khách du lịch;Năm 2022;Nghìn lượt;7.000;Ước");

    private static void Fdi(Office office, int year, int projects, double registered) =>
        office.Drop("gso-monthly", $"{year}-02-28-fdi.xlsx", new WorkbookWriter()
            .Fdi("12. FDI", $"12. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/02/{year}", projects, registered, 1).ToArray());

    private static string[] Quarters(int year, string whole) =>
    [
        $"Sản lượng hàng hóa qua cảng;Năm {year};Triệu tấn;{whole};Chính thức",
        .. new[] { ("I", "2,5"), ("II", "2,5"), ("III", "2,5"), ("IV", "3") }.Select(quarter => $"Sản lượng hàng hóa qua cảng;Quý {quarter.Item1}/{year};Triệu tấn;{quarter.Item2};Chính thức"),
    ];
}
