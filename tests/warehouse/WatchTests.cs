using Plan86.Tests.Schedules;
using Plan86.Transform;
using Plan86.Transform.Reading;

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
    public async Task A_verdict_that_rests_on_a_suspect_figure_says_so()
    {
        using var office = new Office(only: "tourists");
        Years(office);
        office.Drop("2024-02-05", "Khách du lịch;Năm 2023;Nghìn lượt;7.900.000;Ước");
        await office.OnceAsync();
        office.Text("SELECT year FROM indicator_value WHERE suspect").ShouldBe("2023");
        foreach (var sentence in office.Rows("SELECT sentence_vi, sentence_en FROM assessment"))
        {
            ((string)sentence[0]!).ShouldEndWith(" Lưu ý: số liệu năm 2023 bị nghi ngờ vì không khớp với số liệu khác.");
            ((string)sentence[1]!).ShouldEndWith(" Note: marked suspect, at odds with other figures: 2023.");
        }

        office.Drop("2024-03-05", "Khách du lịch;Năm 2023;Nghìn lượt;7.900;Chính thức");
        await office.OnceAsync();
        office.Rows("SELECT sentence_vi FROM assessment WHERE contains(sentence_vi, 'nghi ngờ')").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_known_revision_is_no_alarm()
    {
        using var office = new Office();
        Years(office);
        office.Drop("2024-02-05", "Khách du lịch;Năm 2023;Nghìn lượt;7.900;Ước");
        office.Drop(
            "2024-05-05", "Khách du lịch;Năm 2023;Nghìn lượt;8.950;Chính thức", "Khách du lịch;Năm 2022;Nghìn lượt;3.100;Chính thức");
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
            office.Drop($"{year}-04-05", $"Sản lượng hàng hóa qua cảng;2 tháng năm {year};Triệu tấn;20;Ước",
                $"Sản lượng hàng hóa qua cảng;3 tháng năm {year};Triệu tấn;30;Ước");
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
        office.Text("SELECT series, time_period FROM observation WHERE suspect AND NOT derived")
            .ShouldBe("FDI.PROJECTS 2024-02\nFDI.REGISTERED_NEW 2024-02");
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
    public async Task A_header_that_moved_without_its_figures_is_suspect_one_that_took_them_along_is_not()
    {
        foreach (var isMoved in new[] { true, false })
        {
            using var office = new Office();
            for (var year = 2020; year <= 2023; year++)
            {
                office.Drop(
                    "gso-monthly", $"{year}-02-28-fdi.xlsx", Columns(year, "Vốn đăng ký cấp mới", "Vốn đầu tư thực hiện", 300, 9000));
            }

            office.Drop("gso-monthly", "2024-02-28-fdi.xlsx", Columns(
                2024, "Vốn đầu tư thực hiện", "Vốn đăng ký cấp mới", isMoved ? 310 : 8900, isMoved ? 8900 : 310));
            await office.OnceAsync();
            office.Text("SELECT series, time_period FROM observation WHERE suspect AND NOT derived")
                .ShouldBe(isMoved ? "FDI.REGISTERED_NEW 2024-02" : "");
            office.Text("SELECT file_name, place, found, expected FROM problem WHERE message_en LIKE '%moved%'").ShouldBe(isMoved
                ? "2024-02-28-fdi.xlsx 12. FDI!E8 FDI.REGISTERED_NEW 2024-02 = 8900.0 · D8 = 310.0 (Vốn đầu tư thực hiện) "
                    + "FDI.REGISTERED_NEW ≈ 300.0 (D)"
                : "");
        }

        static byte[] Columns(int year, string d, string e, double under, double beside) => new WorkbookWriter()
            .Sheet("12. FDI").Cell("A1", $"12. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/02/{year}")
            .Cell("C4", "Số dự án").Cell("D4", d).Cell("E4", e).Cell("B8", "Hải Phòng").Cell("C8", 9).Cell("D8", under).Cell("E8", beside)
            .ToArray();
    }

    [Fact]
    public async Task A_total_that_is_not_the_sum_of_the_parts_the_catalogue_names_is_suspect()
    {
        using var office = new Office();
        office.Drop("gso-monthly", "2024-01-29-kqt.xlsx", Visitors("Tháng 1 năm 2024", 1500, 1200, 50, 250));
        office.Drop("gso-monthly", "2024-02-29-kqt.xlsx", Visitors("Tháng 2 năm 2024", 1900, 1300, 60, 240));
        await office.OnceAsync();
        office.Text(Suspect).ShouldBe("TOURISM.ARRIVALS_INTL 2024-02 N False");
        office.Text("SELECT file_name, place, found, expected FROM problem WHERE message_en LIKE 'The total%'").ShouldBe(
            "2024-02-29-kqt.xlsx KQT!C6 TOURISM.ARRIVALS_INTL 2024-02 = 1900.0 1600.0 (TOURISM.ARRIVALS_INTL_AIR = 1300.0 + "
                + "TOURISM.ARRIVALS_INTL_ROAD = 240.0 + TOURISM.ARRIVALS_INTL_SEA = 60.0)");
    }

    [Fact]
    public async Task Parts_printed_below_a_total_must_not_exceed_it_and_must_make_it_where_they_always_did()
    {
        using var office = new Office();

        // More than the total, from the first extract on; a list of some parts may be less.
        office.Drop("gso-monthly", "2024-01-29-vdt.xlsx", Investment(1, 900, 500, 500));
        office.Drop("gso-monthly", "2023-01-29-vdt.xlsx", Investment(1, 900, 100, 200, year: 2023));
        await office.OnceAsync();
        office.Text("SELECT file_name, place, found, expected FROM problem WHERE message_en LIKE 'The total%'").ShouldBe(
            "2024-01-29-vdt.xlsx VDT!C6 INVESTMENT.STATE_BUDGET 2024-01 = 900.0 1000.0 (Trung ương = 500.0 + Địa phương = 500.0)");

        using var whole = new Office();
        for (var month = 1; month <= 3; month++)
        {
            whole.Drop("gso-monthly", $"2024-{month:00}-29-vdt.xlsx", Investment(month, 1000 + month, 400, 600 + month));
        }

        whole.Drop("gso-monthly", "2024-04-29-vdt.xlsx", Investment(4, 1200, 400, 600));
        whole.Drop("gso-monthly", "2024-05-29-vdt.xlsx", Investment(5, 1001.2, 400.4, 600.7));
        await whole.OnceAsync();
        whole.Text("SELECT file_name, place, found, expected, severity FROM problem WHERE message_en LIKE 'The total%'").ShouldBe(
            "2024-04-29-vdt.xlsx VDT!C6 INVESTMENT.STATE_BUDGET 2024-04 = 1200.0 1000.0 (Trung ương = 400.0 + Địa phương = 600.0) warning");
        whole.Text(Suspect).ShouldBe("INVESTMENT.STATE_BUDGET 2024-04 N False");
    }

    [Theory]
    [InlineData(600, "")]
    [InlineData(900, "FISHERY.OUTPUT 2003 = 1000.0 2300.0")]
    public async Task A_total_parted_in_two_ways_is_no_fault(double caught, string problem)
    {
        using var office = new Office();
        office.Drop("gso-monthly", "2004-01-29-ts.xlsx", new WorkbookWriter().Sheet("TS").Cell("A1", "6. Sản lượng thủy sản năm 2003")
            .Row(4, 'A', null, null, "Năm 2003 (Nghìn tấn)").Row(6, 'A', "TỔNG SỐ", null, 1000.0)
            .Row(7, 'B', "Cá", 600.0).Row(8, 'B', "Tôm", 250.0).Row(9, 'B', "Thủy sản khác", 150.0)
            .Row(10, 'B', "Nuôi trồng", 400.0).Row(11, 'B', "Khai thác", caught).ToArray());
        await office.OnceAsync();
        office.Scalar<double>("SELECT obs_value FROM observation WHERE series = 'FISHERY.CAPTURE'").ShouldBe(caught);
        office.Text("SELECT found, regexp_extract(expected, '^[0-9.]+') FROM problem WHERE message_en LIKE 'The total%'").ShouldBe(problem);
    }

    [Fact]
    public async Task A_new_unit_is_told_once_and_the_figure_taken_in_it()
    {
        using var office = new Office();
        Years(office);
        office.Drop("2024-02-05", "Khách du lịch;Năm 2023;Triệu lượt;7,9;Ước", "Khách du lịch;Tháng 1/2024;Triệu lượt;0,7;Ước");
        office.Drop("2024-03-05", "Khách du lịch;Tháng 2/2024;Triệu lượt;0,6;Ước");
        await office.OnceAsync();
        office.Text("SELECT file_name, place, found, expected FROM problem")
            .ShouldBe("2024-02-05-so-lieu.csv L3 TOURISM.ARRIVALS 2023: 10^6 10^3");
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
        office.Text(Problems)
            .ShouldBe("L3 PORT.THROUGHPUT 2022 = 12.0 10.5 (2022-Q1 = 2.5 + 2022-Q2 = 2.5 + 2022-Q3 = 2.5 + 2022-Q4 = 3.0) warning");
    }

    [Fact]
    public async Task Small_counts_are_no_slip_of_a_unit()
    {
        using var office = new Office();
        for (var year = 2016; year <= 2019; year++)
        {
            office.Drop("gso-monthly", $"{year}-12-29-kqt.xlsx",
                Visitors($"Tháng 12 năm {year}", 1_500_000, 1_200_000, 31_000, 269_000, unit: "Lượt người"));
        }

        office.Drop("gso-monthly", "2020-12-29-kqt.xlsx", Visitors("Tháng 12 năm 2020", 16_300, 14_000, 41, 2_259, unit: "Lượt người"));
        office.Drop("gso-monthly", "2021-12-29-kqt.xlsx", Visitors("Tháng 12 năm 2021", 17_300, 15_000, 41, 2_259, unit: "Lượt người"));
        await office.OnceAsync();
        office.Text("SELECT found FROM problem WHERE message_en LIKE '%thousand%'").ShouldBe("");

        // Thousands under a header that says single persons are one still.
        using var slip = new Office();
        for (var year = 2016; year <= 2018; year++)
        {
            slip.Drop("gso-monthly", $"{year}-12-29-kqt.xlsx",
                Visitors($"Tháng 12 năm {year}", 1_500_000, 1_200_000, 31_000, 269_000, unit: "Lượt người"));
        }

        slip.Drop("gso-monthly", "2019-12-29-kqt.xlsx", Visitors("Tháng 12 năm 2019", 1500.3, 1200.1, 31.2, 269, unit: "Lượt người"));
        await slip.OnceAsync();
        slip.Text("SELECT place FROM problem WHERE message_en LIKE '%thousand%'").ShouldBe("KQT!C6\nKQT!C8\nKQT!C9");
    }

    [Fact]
    public async Task Swapped_rows_of_a_column_are_suspect_both()
    {
        using var office = new Office();
        for (var month = 1; month <= 4; month++)
        {
            office.Drop("gso-monthly", $"2024-0{month}-27-kqt.xlsx",
                Visitors($"Tháng {month} năm 2024", 1500 + (2 * month), 1200 + month, 50 + month, 250));
        }

        office.Drop("gso-monthly", "2024-05-27-kqt.xlsx", Visitors("Tháng 5 năm 2024", 1506, 1203, 251, 52));
        await office.OnceAsync();
        office.Text("SELECT place, expected FROM problem WHERE message_en LIKE '%rows may have been swapped%'").ShouldBe("""
            KQT!C10 TOURISM.ARRIVALS_INTL_ROAD ≈ 250.0 · TOURISM.ARRIVALS_INTL_SEA ≈ 52.5
            KQT!C9 TOURISM.ARRIVALS_INTL_SEA ≈ 52.5 · TOURISM.ARRIVALS_INTL_ROAD ≈ 250.0
            """);
        office.Text("SELECT series, time_period FROM observation WHERE suspect")
            .ShouldBe("TOURISM.ARRIVALS_INTL_ROAD 2024-05\nTOURISM.ARRIVALS_INTL_SEA 2024-05");
    }

    [Fact]
    public async Task Swapped_lines_of_a_text_are_suspect_both()
    {
        using var office = new Office();
        string[] Lines(int month, string port, string tourists) =>
            [$"Sản lượng hàng hóa qua cảng;Tháng {month}/2024;Nghìn tấn;{port};Ước",
                $"Khách du lịch;Tháng {month}/2024;Nghìn lượt;{tourists};Ước"];
        for (var month = 1; month <= 3; month++)
        {
            office.Drop($"2024-0{month + 1}-05", Lines(month, $"12.{month}00", $"61{month}"));
        }

        office.Drop("2024-05-05", Lines(4, "615", "12.400"));
        await office.OnceAsync();
        office.Text("SELECT place, severity FROM problem").ShouldBe("L3 warning\nL4 warning");
        office.Text(Suspect).ShouldBe("PORT.THROUGHPUT 2024-04 N False\nTOURISM.ARRIVALS 2024-04 N False");
    }

    [Fact]
    public async Task A_month_pasted_twice_is_told_once()
    {
        using var office = new Office();
        office.Drop("gso-monthly", "2024-02-27-kqt.xlsx", TwoMonths(1510, 1200, 60, 250, 1510, 1200, 60, 250));
        await office.OnceAsync();
        office.Text("SELECT place, found, severity FROM problem").ShouldBe("KQT!D6 D (Tháng 2 năm 2024) = C (Tháng 1 năm 2024) warning");
        office.Rows(Suspect).Count.ShouldBe(8);

        using var other = new Office();
        other.Drop("gso-monthly", "2024-02-27-kqt.xlsx", TwoMonths(1510, 1200, 60, 250, 1510, 1200, 61, 249));
        await other.OnceAsync();
        other.Text("SELECT found FROM problem").ShouldBe("");
        other.Text(Suspect).ShouldBe("");
    }

    [Fact]
    public async Task Lines_of_a_month_given_again_as_the_next_are_told_once()
    {
        using var office = new Office();
        string[] Lines(string month) =>
        [
            $"Sản lượng hàng hóa qua cảng;{month};Nghìn tấn;12.345;Ước", $"Khách du lịch;{month};Nghìn lượt;617,5;Ước",
            $"Thu nội địa;{month};Tỷ đồng;3.210;Ước",
        ];
        office.Drop("2024-02-05", Lines("Tháng 1/2024"));
        office.Drop("2024-03-05", Lines("Tháng 2/2024"));
        await office.OnceAsync();
        office.Text("SELECT file_name, found, severity FROM problem").ShouldBe(
            "2024-03-05-so-lieu.csv 2024-02 = 2024-01 (L5, 2024-02-05-so-lieu.csv) warning");
    }

    [Fact]
    public async Task Of_a_total_that_does_not_match_the_part_out_of_line_is_named()
    {
        using var office = new Office();
        office.Drop("gso-monthly", "2024-01-29-kqt.xlsx", Visitors("Tháng 1 năm 2024", 1500, 1200, 50, 250));
        office.Drop("gso-monthly", "2024-02-29-kqt.xlsx", Visitors("Tháng 2 năm 2024", 1600, 1290, 60, 25));
        await office.OnceAsync();
        office.Text("SELECT place, found, expected, severity FROM problem WHERE message_en LIKE 'The total%'").ShouldBe(
            "KQT!C10 TOURISM.ARRIVALS_INTL_ROAD 2024-02 = 25.0 250.0 (TOURISM.ARRIVALS_INTL = 1600.0 C6; TOURISM.ARRIVALS_INTL_AIR = "
                + "1290.0 + TOURISM.ARRIVALS_INTL_ROAD = 25.0 + TOURISM.ARRIVALS_INTL_SEA = 60.0) warning");
        office.Text(Suspect).ShouldBe("TOURISM.ARRIVALS_INTL_ROAD 2024-02 N False");

        // A part of a table alone is named too, and the total is not doubted for it.
        using var table = new Office();
        for (var month = 1; month <= 3; month++)
        {
            table.Drop("gso-monthly", $"2024-{month:00}-29-vdt.xlsx", Investment(month, 1000 + month, 400, 600 + month));
        }

        table.Drop("gso-monthly", "2024-04-29-vdt.xlsx", Investment(4, 1010, 40, 610));
        await table.OnceAsync();
        table.Text("SELECT place, found, expected FROM problem WHERE message_en LIKE 'The total%'").ShouldBe(
            "VDT!C7 Trung ương = 40.0 400.0 (INVESTMENT.STATE_BUDGET = 1010.0 C6; Trung ương = 40.0 + Địa phương = 610.0)");
        table.Text(Suspect).ShouldBe("");
    }

    [Fact]
    public async Task A_series_that_always_stood_in_files_of_its_kind_and_does_not_now_is_told()
    {
        using var office = new Office();
        for (var month = 1; month <= 10; month++)
        {
            // Ten months, seven of them no quarter's end; what comes at a quarter's end alone is not missed in between.
            string[] quarterly = month % 3 == 0 ? [$"Thu nội địa;Tháng {month}/2024;Tỷ đồng;{3000 + month};Ước"] : [];
            office.Drop($"2024-{month + 1:00}-05",
            [
                $"Khách du lịch;Tháng {month}/2024;Nghìn lượt;{600 + month};Ước",
                .. month < 10 ? new[] { $"Sản lượng hàng hóa qua cảng;Tháng {month}/2024;Nghìn tấn;{12_000 + month};Ước" } : [],
                .. quarterly,
            ]);
        }

        await office.OnceAsync();
        office.Text("SELECT file_name, found, expected, severity FROM problem").ShouldBe(
            "2024-11-05-so-lieu.csv PORT.THROUGHPUT VN-HP 2024-09-05-so-lieu.csv warning");
        office.Text(Suspect).ShouldBe("");
    }

    [Fact]
    public async Task A_table_that_always_stood_in_files_of_its_kind_and_does_not_now_is_told_one_with_a_new_title_is_not()
    {
        using var office = new Office();
        foreach (var month in new[] { 1, 2, 4, 5, 7, 8, 10 })
        {
            var isLast = month == 10;
            var book = new WorkbookWriter().Fdi("12. FDI",
                $"12. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/{month:00}/2024", 20 + month, 100 + (10 * month),
                9.75 + month);
            book.Sheet("7. Vận tải").Cell("A1", isLast ? "7. Hoạt động vận tải" : $"7. Vận tải hành khách tháng {month} năm 2024")
                .Row(3, 'B', $"Tháng {month} năm 2024").Row(4, 'A', "Đường bộ", 10.5 + month).Row(5, 'A', "Đường thủy", 20.5 + month);
            if (!isLast)
            {
                book.Sheet("8. Rừng").Cell("A1", $"8. Kết quả sản xuất lâm nghiệp tháng {month} năm 2024")
                    .Row(3, 'B', $"Tháng {month} năm 2024").Row(4, 'A', "Diện tích rừng trồng", 30.5 + month)
                    .Row(5, 'A', "Gỗ", 40.5 + month);
            }

            office.Drop("gso-monthly", $"2024-{month:00}-28-bieu.xlsx", book.ToArray());
        }

        await office.OnceAsync();
        office.Text("SELECT file_name, found, expected, severity FROM problem WHERE message_en LIKE 'A table or series%'").ShouldBe(
            "2024-10-28-bieu.xlsx 8. Kết quả sản xuất lâm nghiệp tháng 8 năm 2024 2024-08-28-bieu.xlsx: 8. Rừng warning");
    }

    [Fact]
    public async Task What_binary_fractions_leave_behind_is_no_difference()
    {
        using var office = new Office();
        office.Drop("gso-monthly", "2024-02-04-kqt.xlsx", Visitors("Tháng 1 năm 2024", 1511.4, 1200, 61.4, 250));
        office.Drop("gso-monthly", "2024-02-27-kqt.xlsx", Visitors("Tháng 1 năm 2024", 1511.4000000000001, 1200, 61.400000000000006, 250));
        office.DropAs("b.csv", "2024-02-27", "Khách du lịch;Tháng 1/2024;Nghìn lượt;0,1;Ước");
        office.DropAs("c.csv", "2024-02-27", "Khách du lịch;Tháng 1/2024;Nghìn lượt;0,10000000000000001;Ước",
            "Khách du lịch;Tháng 2/2024;Nghìn lượt;0,3;Ước");
        await office.OnceAsync();
        office.Text("SELECT place, found, expected, message_en FROM problem").ShouldBe("");
        office.Text("SELECT series FROM observation WHERE valid_to IS NOT NULL").ShouldBe("");
    }

    [Fact]
    public async Task Nor_is_it_a_contradiction_within_one_file()
    {
        using var office = new Office();
        office.Drop(
            "2024-05-05", "Khách du lịch;Tháng 4/2024;Nghìn lượt;12,299999999999999;Ước", "Khách du lịch;Tháng 4/2024;Nghìn lượt;12,3;Ước");
        office.Drop("2024-06-05", "Khách du lịch;Tháng 5/2024;Nghìn lượt;12,2999;Ước", "Khách du lịch;Tháng 5/2024;Nghìn lượt;12,3;Ước");
        await office.OnceAsync();
        office.Text("SELECT count(*) FROM observation WHERE time_period = '2024-04'").ShouldBe("1");
        office.Text("SELECT DISTINCT file_name, severity FROM problem")
            .ShouldBe("2024-05-05-so-lieu.csv warning\n2024-06-05-so-lieu.csv error");
    }

    [Fact]
    public async Task A_plan_is_no_actual_whenever_it_comes()
    {
        using var office = new Office(only: "tourists");
        office.Drop("2024-02-05", "Khách du lịch;Năm 2023;Nghìn lượt;7.900;Chính thức", "Khách du lịch;Năm 2024;Nghìn lượt;9.000;Kế hoạch");
        office.Drop("2024-03-05", "Khách du lịch;Năm 2023;Nghìn lượt;8.500;Kế hoạch");
        office.Drop("2025-01-05", "Khách du lịch;12 tháng năm 2024;Nghìn lượt;9.100;Ước");
        await office.OnceAsync();
        office.Text("SELECT year, value, obs_status FROM indicator_value").ShouldBe("2023 7.9 A\n2024 9.1 E");
        office.Text("SELECT year, value FROM published_value_asof(DATE '2024-06-30')").ShouldBe("2023 7.9\n2024 9");
        office.Text("SELECT obs_value, valid_from, valid_to FROM observation WHERE time_period = '2023'")
            .ShouldBe("7900 2024-02-05 ∅\n8500 2024-03-05 2024-03-05");
        office.Text("SELECT DISTINCT actual_status FROM assessment WHERE actual IS NOT NULL").ShouldNotContain("F");
        office.Text("SELECT count(*) FROM nowcast_record").ShouldBe("0");
    }

    private static void Years(Office office) => office.Drop("2023-02-05",
        "Khách du lịch;Năm 2020;Nghìn lượt;7.500;Chính thức", "Khách du lịch;Năm 2021;Nghìn lượt;4.000;Chính thức",
        "Khách du lịch;Năm 2022;Nghìn lượt;7.000;Ước");

    private static void Fdi(Office office, int year, int projects, double registered) =>
        office.Drop("gso-monthly", $"{year}-02-28-fdi.xlsx", new WorkbookWriter()
            .Fdi("12. FDI", $"12. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/02/{year}", projects, registered, 1).ToArray());

    private static byte[] Visitors(string month, double all, double air, double sea, double road, string unit = "Nghìn lượt người") =>
        new WorkbookWriter()
        .Sheet("KQT").Cell("A1", "19. Khách quốc tế đến Việt Nam").Cell("C3", unit).Cell("C4", month)
        .Cell("A6", "TỔNG SỐ").Cell("C6", all).Cell("A7", "Phân theo phương tiện đến")
        .Cell("B8", "Đường không").Cell("C8", air).Cell("B9", "Đường biển").Cell("C9", sea).Cell("B10", "Đường bộ").Cell("C10", road)
        .ToArray();

    private static byte[] TwoMonths(double all, double air, double sea, double road, double all2, double air2, double sea2, double road2) =>
        new WorkbookWriter()
        .Sheet("KQT").Cell("A1", "19. Khách quốc tế đến Việt Nam").Cell("C3", "Nghìn lượt người").Cell("C4", "Tháng 1 năm 2024")
        .Cell("D4", "Tháng 2 năm 2024")
        .Cell("A6", "TỔNG SỐ").Cell("C6", all).Cell("D6", all2).Cell("A7", "Phân theo phương tiện đến")
        .Cell("B8", "Đường không").Cell("C8", air).Cell("D8", air2).Cell("B9", "Đường biển").Cell("C9", sea).Cell("D9", sea2)
        .Cell("B10", "Đường bộ").Cell("C10", road).Cell("D10", road2).ToArray();

    private static byte[] Investment(int month, double all, double central, double local, int year = 2024) => new WorkbookWriter()
        .Sheet("VDT").Cell("A1", "11. Vốn đầu tư thực hiện từ nguồn ngân sách Nhà nước").Cell("C3", "Tỷ đồng")
        .Cell("C4", $"Tháng {month} năm {year}")
        .Cell("A6", "TỔNG SỐ").Cell("C6", all).Cell("B7", "Trung ương").Cell("C7", central).Cell("B8", "Địa phương").Cell("C8", local)
        .ToArray();

    private static string[] Quarters(int year, string whole) =>
    [
        $"Sản lượng hàng hóa qua cảng;Năm {year};Triệu tấn;{whole};Chính thức",
        .. new[] { ("I", "2,5"), ("II", "2,5"), ("III", "2,5"), ("IV", "3") }
            .Select(quarter => $"Sản lượng hàng hóa qua cảng;Quý {quarter.Item1}/{year};Triệu tấn;{quarter.Item2};Chính thức"),
    ];
}
