using System.Text;
using Plan86.Tests.Schedules;
using Plan86.Tests.Transform.Reading;

namespace Plan86.Tests.Transform;

/// <summary>Units and decimal marks of files with one figure a line, from the inbox to the tables.</summary>
public class FlatUnitTests
{
    private const string Figures = "SELECT obs_value, unit_measure, unit_mult FROM observation WHERE NOT derived";
    private const string Errors = "SELECT place, found FROM problem WHERE severity = 'error'";

    [Theory]
    [InlineData("Chỉ tiêu;Kỳ;Giá trị (nghìn lượt)\nKhách du lịch;Tháng 3/2024;650,5\n", "650.5 VISIT 3", "")]
    [InlineData("Chỉ tiêu;Kỳ;Giá trị (Triệu lượt)\nKhách du lịch;Tháng 3/2024;0,759\n", "0.759 VISIT 6", "")]
    [InlineData("Đơn vị tính: Triệu lượt\nChỉ tiêu;Kỳ;Giá trị\nKhách du lịch;Tháng 3/2024;0,759\n", "0.759 VISIT 6", "")]
    [InlineData("# Đơn vị tính: Triệu lượt\nChỉ tiêu;Kỳ;Giá trị\nKhách du lịch;Tháng 3/2024;0,759\n", "0.759 VISIT 6", "")]
    [InlineData("Chỉ tiêu;Kỳ;Đơn vị tính;Giá trị (nghìn lượt)\nKhách du lịch;Tháng 3/2024;Nghìn lượt;650,5\n", "650.5 VISIT 3", "")]
    [InlineData("Chỉ tiêu;Kỳ;Đơn vị tính;Giá trị (lượt)\nKhách du lịch;Tháng 3/2024;Nghìn lượt;650,5\n", "", "L2:Giá trị lượt")]
    [InlineData("Chỉ tiêu;Kỳ;Giá trị (tỷ đồng)\nKhách du lịch;Tháng 3/2024;650,5\n", "", "L2:Giá trị tỷ đồng")]
    [InlineData("Đơn vị tính: Chục lượt\nChỉ tiêu;Kỳ;Giá trị\nKhách du lịch;Tháng 3/2024;650,5\n", "", "L3:Giá trị Chục lượt")]
    public async Task A_unit_in_the_header_is_that_of_the_figures(string text, string figures, string errors)
    {
        using var office = new Office();
        office.Drop("hai-phong-monthly", "2024-04-06-x.csv", Encoding.UTF8.GetBytes(text));
        await office.OnceAsync();
        office.Text(Figures).ShouldBe(figures);
        office.Text(Errors).ShouldBe(errors);
    }

    [Theory]
    [InlineData("6.706", "7.800", "12.5", "L3:Giá trị 6.706")]
    [InlineData("0.420", "7.800", "12.5", "")]
    [InlineData("6.706", "7.800", "12,5", "")]
    public async Task A_mark_that_few_numbers_settle_for_many_is_told(string first, string second, string third, string warning)
    {
        using var office = new Office();
        office.Drop("hai-phong-monthly", "2024-04-06-x.csv", Encoding.UTF8.GetBytes(
            "# Ngày công bố: 06/04/2024\nChỉ tiêu;Kỳ;Giá trị\n"
            + $"Khách du lịch;Tháng 1/2024;{first}\nKhách du lịch;Tháng 2/2024;{second}\nKhách du lịch;Tháng 3/2024;{third}\n"));
        await office.OnceAsync();
        office.Text("SELECT place, found FROM problem WHERE message_en LIKE 'A few cells%'").ShouldBe(warning);
    }

    [Theory]
    [InlineData("0.420", "0.434", "0.42 0.434")]
    [InlineData("0,420", "0,434", "0.42 0.434")]
    [InlineData("12.5", "1,250.75", "12.5 1250.75")]
    [InlineData("6.706", "7.800", "6706 7800")]
    public async Task Texts_among_the_figures_of_a_sheet_tell_their_decimal_mark(string first, string second, string values)
    {
        using var office = new Office();
        office.Drop("hai-phong-monthly", "2024-04-06-x.xlsx", new XlsxFile().Sheet("So lieu").Row(1, 'A', "Chỉ tiêu", "Kỳ", "Giá trị")
            .Row(2, 'A', "Khách du lịch", "Tháng 2/2024", first).Row(3, 'A', "Khách du lịch", "Tháng 3/2024", second)
            .Row(4, 'A', "Khách du lịch", "Năm 2023", 7.25).Bytes());
        await office.OnceAsync();
        office.Text("SELECT time_period, obs_value FROM observation WHERE NOT derived")
            .ShouldBe($"2023 7.25\n2024-02 {values.Split(' ')[0]}\n2024-03 {values.Split(' ')[1]}");
    }

    [Theory]
    [InlineData("Đơn vị,Năm 2022\nQuận Lê Chân,5\nQuận Hồng Bàng,7\n")]
    [InlineData("STT;Đơn vị;Năm 2022\n1;Quận Lê Chân;5\n2;Quận Hồng Bàng;7\n")]
    [InlineData("Đơn vị;Đơn vị tính;Năm 2022\nQuận Lê Chân;Trường;5\nQuận Hồng Bàng;Trường;7\n")]
    public async Task Don_vi_over_districts_names_the_rows(string text)
    {
        using var office = new Office(sources: ("truong", """
            { "source": "truong", "name_vi": "Trường học", "name_en": "Schools", "tables": [ { "title": ["Trường*", ""],
              "series": "HEALTH.BED_COUNT", "unit": "trường", "rows": [ { "match": "Quận Lê Chân", "ref_area": "VN-HP-01" },
              { "match": "Quận Hồng Bàng", "ref_area": "VN-HP-02" } ], "columns": [ { "match": "*năm*" } ] } ] }
            """));
        office.Drop("truong", "x.csv", Encoding.UTF8.GetBytes(text));
        await office.OnceAsync();
        office.Text("SELECT ref_area, time_period, obs_value FROM observation WHERE NOT derived")
            .ShouldBe("VN-HP-01 2022 5\nVN-HP-02 2022 7");
    }

    [Fact]
    public async Task A_plan_beside_the_figure_itself_gives_way_in_one_file_and_in_two()
    {
        using var office = new Office();
        office.DropAs("mot.csv", "2024-01-15", "Khách du lịch;Năm 2023;Nghìn lượt;7.000;Kế hoạch",
            "Khách du lịch;Năm 2023;Nghìn lượt;7.900;Chính thức", "Thu nội địa;Năm 2023;Tỷ đồng;40.000;Kế hoạch");
        office.DropAs("hai.csv", "2024-01-15", "Thu nội địa;Năm 2023;Tỷ đồng;43.700;Chính thức");
        await office.OnceAsync();
        office.Text("SELECT series, obs_value, obs_status, valid_from, valid_to FROM observation WHERE NOT derived").ShouldBe("""
            BUDGET.REVENUE_DOMESTIC 40000 F 2024-01-15 2024-01-15
            BUDGET.REVENUE_DOMESTIC 43700 A 2024-01-15 ∅
            TOURISM.ARRIVALS 7900 A 2024-01-15 ∅
            """);
        office.Text("SELECT place, severity FROM problem").ShouldBe("L3 warning");
    }

    [Fact]
    public async Task The_plan_of_a_month_does_not_stand_in_the_way_of_the_month()
    {
        using var office = new Office();
        office.Drop("2024-01-05", "Sản lượng hàng hóa qua cảng;Tháng 3/2024;Triệu tấn;9;Kế hoạch");
        office.Drop("2024-04-05", "Sản lượng hàng hóa qua cảng;2 tháng năm 2024;Triệu tấn;20;Chính thức",
            "Sản lượng hàng hóa qua cảng;3 tháng năm 2024;Triệu tấn;31;Chính thức");
        await office.OnceAsync();
        office.Text("SELECT obs_value, obs_status, valid_from, valid_to FROM observation WHERE time_period = '2024-03' AND "
            + "transformation = 'N'").ShouldBe("11 A 2024-04-05 ∅\n9 F 2024-01-05 2024-04-05");
    }

    [Fact]
    public async Task A_column_that_was_renamed_is_one_finding()
    {
        using var office = new Office();
        office.Drop("gso-monthly", "2024-12-29-x.xlsx", new XlsxFile().Sheet("FDI").Cells(
            "A1 25. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/12/2024", "C4 Số dự ám (Dự án)",
            "D4 Vốn đăng ký cấp mới (Triệu USD)", "E4 Vốn đăng ký điều chỉnh (Triệu USD)")
            .Row(6, 'A', "TỔNG SỐ", null, 20.0, 30.0, 40.0).Row(7, 'A', null, "Hải Phòng", 2.0, 3.0, 4.0).Bytes());
        await office.OnceAsync();
        office.Text("SELECT place, found FROM problem").ShouldBe("FDI!C4 Số dự ám (Dự án)");
    }
}
