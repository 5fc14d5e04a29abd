using System.Text;
using Plan86.Tests.Schedules;
using Plan86.Tests.Transform.Reading;

namespace Plan86.Tests.Transform;

/// <summary>Damaged delimited text on its way to figures: what is mended is named, what is not sure is refused.</summary>
public class FlatTextTests
{
    private const string Port = """
        {
          "source": "cang", "name_vi": "Cảng", "name_en": "Port",
          "flat": { "columns": {
            "series": { "header": "Loại hàng", "map": { "Hàng hóa": "PORT.THROUGHPUT", "Khách du lịch": "TOURISM.ARRIVALS" } },
            "time_period": { "header": "Thời gian" }, "obs_value": { "header": ["Khối lượng", "Số liệu"] }, "unit": { "header": "ĐVT" },
            "obs_status": { "header": "Loại số liệu" } } }
        }
        """;

    private const string Header = "Loại hàng;Thời gian;Khối lượng;ĐVT;Loại số liệu\n";

    private const string Clean = "Hàng hóa;Tháng 1/2024;12,5;Triệu tấn;Chính thức\nHàng hóa;Tháng 2/2024;13,5;Triệu tấn;Chính thức\n";

    [Fact]
    public async Task What_loading_finds_has_its_place_in_columns_too()
    {
        using var office = new Office();
        foreach (var (name, value) in new[] { ("a", 5), ("b", 7) })
        {
            office.Drop("hai-phong-monthly", $"2024-05-01-{name}.zip", ExchangeSamples.Zip(
                ("so-lieu.csv", Office.Csv("2024-05-01", $"Khách du lịch;Năm 2023;Nghìn lượt;{value};Chính thức"))));
            office.Drop("hai-phong-monthly", $"2024-05-02-{name}.csv", Office.Csv(
                "2024-05-02", $"Khách du lịch;Năm 2022;Nghìn lượt;{value};Chính thức"));
            await office.OnceAsync();
        }

        office.Text("SELECT place, coalesce(member, '-'), coalesce(sheet, '-'), coalesce(cell_ref, '-'), line FROM problem").ShouldBe(
            "L3 - - - 3\nso-lieu.csv!L3 so-lieu.csv - - 3");
        office.Text("SELECT DISTINCT sheet, cell_ref FROM observation WHERE time_period = '2023'").ShouldBe("so-lieu.csv L3");
    }

    [Fact]
    public async Task Three_lines_are_mended_and_named()
    {
        using var office = await Drop(Header + Clean + """
            Khách du lịch;Tháng 1/2024;"5.640,5;Nghìn lượt;Chính thức
            Khách du lịch,Tháng 2/2024,120,25,Nghìn lượt,Sơ bộ
            "Hàng hóa;Tháng 3/2024;14,5;Triệu tấn;Chính thức"
            """);
        Figures(office).ShouldBe("""
            PORT.THROUGHPUT 2024-01 12.5 A
            PORT.THROUGHPUT 2024-02 13.5 A
            PORT.THROUGHPUT 2024-03 14.5 A
            TOURISM.ARRIVALS 2024-01 5640.5 A
            TOURISM.ARRIVALS 2024-02 120.25 P
            """);
        office.Text("SELECT place, severity, found FROM problem").ShouldBe("""
            L4 warning Khách du lịch;Tháng 1/2024;"5.640,5;Nghìn lượt;Chính thức
            L5 warning Khách du lịch,Tháng 2/2024,120,25,Nghìn lượt,Sơ bộ
            L6 warning "Hàng hóa;Tháng 3/2024;14,5;Triệu tấn;Chính thức"
            """);
    }

    [Theory]
    [InlineData("Hàng hóa;Tháng 3/2024;;14,5;Triệu tấn;Chính thức", "2024-03 14.5")]
    [InlineData("Hàng hóaTháng 3/2024;14,5;Triệu tấn;Chính thức", "2024-03 14.5")]
    [InlineData("Hàng hóa;Tháng 3/2024;14,5 Triệu tấn;Chính thức", "2024-03 14.5")]
    [InlineData("Hàng hóa\tTháng 3/2024\t14,5\tTriệu tấn\tChính thức", "2024-03 14.5")]
    [InlineData("\"Hàng hóa\";\"Tháng 3/2024;14,5;Triệu tấn;Chính thức", "2024-03 14.5")]
    [InlineData("Hàng hóa;Tháng 3/2024;14,5\";Triệu tấn;Chính thức", "2024-03 14.5")]
    [InlineData("Hàng hóa|Tháng 3/2024|14,5|Triệu tấn|Chính thức", "2024-03 14.5")]
    public async Task A_damaged_line_that_can_be_mended_in_one_way(string line, string figure)
    {
        using var office = await Drop(Header + Clean + line + "\n" + "Khách du lịch;Tháng 4/2024;5;Nghìn lượt;Chính thức\n");
        office.Text("SELECT time_period, obs_value FROM observation WHERE NOT derived AND time_period = '2024-03'").ShouldBe(figure);
        office.Text("SELECT count(*) FROM observation WHERE NOT derived").ShouldBe("4");
        office.Text("SELECT DISTINCT place, severity, found FROM problem").ShouldBe($"L4 warning {line}");
    }

    [Theory]
    [InlineData("Hàng hóa;Tháng 3/2024;14;5;Triệu tấn;Chính thức")]
    [InlineData("Hàng hóa;Tháng 3/2024;14,5;Triệu tấn;Chính thức;13,5")]
    [InlineData("Hàng;hóa;Tháng 3/2024;14,5;\"Triệu tấn;Chính thức")]
    [InlineData("Hàng hóa;Tháng 3/202414,5;Triệu tấn;Chính thức")]
    [InlineData("Khách du lịch Hàng hóa Tháng 3/2024 5 6")]
    [InlineData("Hàng hóa;Tháng 3/2024;\"14,5;Triệu tấn;Rất chắc")]
    public async Task A_line_that_cannot_be_mended_for_sure_is_a_problem_with_its_text(string line)
    {
        using var office = await Drop(Header + Clean + line + "\n");
        office.Text("SELECT count(*) FROM observation WHERE NOT derived").ShouldBe("2");
        office.Text("SELECT split_part(place, ':', 1), severity FROM problem").ShouldBe("L4 error");
        office.Text("SELECT found FROM problem").Length.ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task A_source_can_forbid_mending()
    {
        using var office = new Office(sources: ("cang", Port.Replace("\"flat\"", "\"repair\": false, \"flat\"", StringComparison.Ordinal)));
        office.Drop(
            "cang", "2024-05-05.csv",
            Encoding.UTF8
                .GetBytes(Header + Clean
                    + "Khách du lịch;Tháng 1/2024;\"5.640,5;Nghìn lượt;Chính thức\nHàng hóa,Tháng 3/2024,14,Triệu tấn,Chính thức\n\"Hàng "
                    + "hóa;Tháng 4/2024;14,5;Triệu tấn;Chính thức\"\n"));
        await office.OnceAsync();
        office.Text("SELECT count(*) FROM observation WHERE NOT derived").ShouldBe("2");
        office.Text("SELECT DISTINCT split_part(place, ':', 1), severity FROM problem ORDER BY ALL")
            .ShouldBe("L4 error\nL5 error\nL6 error");
    }

    [Theory]
    [InlineData("true", "2022 3.8\n2023 4.1", "L5 warning")]
    [InlineData("false", "", "L5 warning")]
    public async Task In_tables_of_a_text_too(string repair, string figures, string told)
    {
        using var office = new Office(sources: ("ty-trong", $$"""
            {
              "source": "ty-trong", "name_vi": "Tỷ trọng", "name_en": "Share", "repair": {{repair}},
              "tables": [ { "title": "*tỷ trọng*", "series": "GRDP.SHARE_NATIONAL", "rows": [ { "match": "Hải Phòng" } ],
              "others": "ignore", "columns": [ { "match": "Năm *" } ] } ]
            }
            """));
        office.Drop("ty-trong", "2024-02-02-a.csv", Encoding.UTF8.GetBytes(
            "Tỷ trọng trong GDP cả nước;;\n;Năm 2022;Năm 2023\nHà Nội;12,6;12,8\nĐà Nẵng;1,3;1,4\nHải Phòng;\"3,8;4,1\n"));
        await office.OnceAsync();
        office.Text("SELECT time_period, obs_value FROM observation WHERE NOT derived ORDER BY ALL").ShouldBe(figures);
        office.Text("SELECT place, severity FROM problem WHERE place = 'L5'").ShouldBe(told);
    }

    [Theory]
    [InlineData(";;;;\n")]
    [InlineData("\u001A")]
    [InlineData("\0\0\0")]
    [InlineData("\n\n;;;;\n")]
    [InlineData("Hàng hóa;Tháng 3/2024;14,5\n")]
    [InlineData(";;;;\nHàng hóa;Tháng 3/2024;14,5;Triệu tấn\n")]
    public async Task Nothing_that_is_missing_refuses_a_file(string more)
    {
        using var office = await Drop(Header + Clean + more);
        office.Text("SELECT state, problems FROM extract").ShouldBe("accepted 0");
    }

    [Fact]
    public async Task A_header_said_again_is_told_and_passed_over()
    {
        using var office = await Drop(Header + Clean + Header + "Hàng hóa;Tháng 3/2024;14,5;Triệu tấn;Chính thức\n");
        office.Text("SELECT count(*) FROM observation WHERE NOT derived").ShouldBe("3");
        office.Text("SELECT place, severity FROM problem").ShouldBe("L4 warning");
    }

    [Fact]
    public async Task Remarks_below_are_told_and_no_error()
    {
        using var office = await Drop(Header + Clean + "Nguồn: Cảng vụ Hải Phòng, ngày 5/4/2024\n");
        office.Text("SELECT place, severity FROM problem").ShouldBe("L4 warning");
    }

    [Fact]
    public async Task A_mended_figure_alone_does_not_make_the_dialect()
    {
        // Commas part nothing in this file but the one damaged line.
        using var office = await Drop("Loại hàng;Thời gian;Khối lượng\nHàng hóa,Năm 2023,7,9\n");
        office.Text("SELECT count(*) FROM observation WHERE NOT derived").ShouldBe("0");
    }

    [Fact]
    public async Task Two_columns_of_one_role_are_told_and_where_they_differ_neither_counts()
    {
        using var office =
            await Drop("Loại hàng;Thời gian;Khối lượng;ĐVT;Loại số liệu;Số liệu\nHàng hóa;Tháng 1/2024;12,5;Triệu tấn;Ước;13,1\nHàng "
                + "hóa;Tháng 2/2024;12,5;Triệu tấn;Ước;12,5\nHàng hóa;Tháng 3/2024;;Triệu tấn;Ước;12,7\n");
        office.Text("SELECT time_period, obs_value FROM observation WHERE NOT derived").ShouldBe("2024-02 12.5\n2024-03 12.7");
        office.Text("SELECT place, found, severity FROM problem")
            .ShouldBe("L1 Khối lượng · Số liệu warning\nL2:Khối lượng 12,5 · 13,1 error");
    }

    [Theory]
    [InlineData("\u200BLoại hàng;Thời gian;Khối lượng\n")]
    [InlineData("Loại hàng;Thời gian:;Khối lượng :\n")]
    [InlineData("\uFEFF\u200BLoại\u200B hàng;Thời gian;Khối lượng\n")]
    [InlineData("\"Loại hàng\";\"Thời gian\";\"Khối lượng\"\n")]
    public async Task Names_of_columns_with_marks_nobody_sees(string header)
    {
        using var office = await Drop(header + "Hàng hóa;Tháng 1/2024;12,5\n");
        office.Text("SELECT obs_value FROM observation WHERE NOT derived").ShouldBe("12.5");
    }

    [Fact]
    public async Task A_column_that_is_missing_is_named_with_the_nearest()
    {
        using var office = await Drop("Loại hàng;Thời gia;Khối lượng\nHàng hóa;Tháng 1/2024;12,5\n");
        office.Text("SELECT place, found, expected FROM problem").ShouldBe("L1 Thời gia Thời gian");
    }

    [Fact]
    public async Task Other_series_are_passed_over_with_one_line_where_the_source_says_so()
    {
        var text = Header + Clean
            + "Than;Tháng 1/2024;1;Nghìn tấn;Chính thức\nGạo;Tháng 1/2024;2;Nghìn tấn;Chính thức\nThan;Tháng 2/2024;x;Nghìn tấn;Chính "
            + "thức\n";
        using var office = new Office(
            sources: ("cang", Port.Replace("\"flat\": {", "\"flat\": { \"others\": \"ignore\",", StringComparison.Ordinal)));
        office.Drop("cang", "2024-05-05.csv", Encoding.UTF8.GetBytes(text));
        await office.OnceAsync();
        office.Text("SELECT count(*) FROM observation WHERE NOT derived").ShouldBe("2");
        office.Text("SELECT place, found, severity FROM problem").ShouldBe("L4 Gạo · Than warning");
        using var telling = await Drop(text);
        telling.Text("SELECT count(*) FROM problem WHERE severity = 'error'").ShouldBe("3");
    }

    [Fact]
    public async Task Rows_wider_than_the_header_by_habit_have_a_column_without_a_name()
    {
        using var office =
            await Drop("Loại hàng;Thời gian;Khối lượng\nHàng hóa;Tháng 1/2024;12,5;ghi chú\nHàng hóa;Tháng 2/2024;13,5;khác\nHàng "
                + "hóa;Tháng 3/2024;14,5;\n");
        office.Text("SELECT count(*) FROM observation WHERE NOT derived").ShouldBe("3");
    }

    [Fact]
    public async Task A_decimal_comma_in_every_row_is_not_cut_off()
    {
        using var office = await Drop(
            "Loại hàng,Thời gian,Khối lượng\nHàng hóa,Tháng 1/2024,12,5\nHàng hóa,Tháng 2/2024,13,5\nHàng hóa,Tháng 3/2024,14,5\n");
        office.Text("SELECT count(*) FROM observation WHERE NOT derived").ShouldBe("0");
        office.Text("SELECT DISTINCT severity FROM problem").ShouldBe("error");
    }

    private static string Figures(Office office) =>
        office.Text("SELECT series, time_period, obs_value, obs_status FROM observation WHERE NOT derived ORDER BY ALL");

    private static async Task<Office> Drop(string text)
    {
        var office = new Office(sources: ("cang", Port));
        office.Drop("cang", "2024-05-05.csv", Encoding.UTF8.GetBytes(text));
        await office.OnceAsync();
        return office;
    }
}
