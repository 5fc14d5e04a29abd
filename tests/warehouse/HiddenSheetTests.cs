using Plan86.Tests.Schedules;
using Plan86.Tests.Transform.Reading;

namespace Plan86.Tests.Warehouse;

/// <summary>Figures of a sheet that nobody sees are taken, marked and told.</summary>
public class HiddenSheetTests
{
    [Theory]
    [InlineData("hidden")]
    [InlineData("veryHidden")]
    public async Task A_figure_on_a_hidden_sheet_is_kept_suspect_and_told(string state)
    {
        using var office = new Office();
        var book = new XlsxFile();
        foreach (var (name, how, period, value) in new[] {
            ("so-lieu", "visible", "Tháng 3/2024", 12.5), ("nhap", state, "Tháng 2/2024", 99.0) })
        {
            book.Sheet(name, how).Row(1, 'A', "Ngày công bố: 06/04/2024")
                .Row(2, 'A', "Chỉ tiêu", "Kỳ", "Đơn vị tính", "Giá trị", "Trạng thái")
                .Row(3, 'A', "Sản lượng hàng hóa qua cảng", period, "Nghìn tấn", value, "Ước tính");
        }

        office.Drop("hai-phong-monthly", "2024-04-06-so-lieu.xlsx", book.Bytes());
        await office.OnceAsync();
        office.Text("SELECT time_period, obs_value, suspect FROM observation ORDER BY time_period")
            .ShouldBe("2024-02 99 True\n2024-03 12.5 False");
        office.Text("SELECT place, severity FROM problem").ShouldBe("nhap warning");
        office.Text("SELECT sheet, hidden FROM cell ORDER BY sheet").ShouldBe("nhap True\nso-lieu False");
    }

    [Fact]
    public async Task Figures_in_hidden_rows_and_columns_are_kept_suspect_and_told()
    {
        using var office = new Office(sources: ("an", """
            { "source": "an", "name_vi": "Cột ẩn", "name_en": "Hidden columns", "tables": [ { "title": "1. Sản lượng*",
              "series": "PORT.THROUGHPUT", "rows": [ { "match": "Hải Phòng", "ref_area": "VN-HP" }, { "match": "Hải Dương",
              "ref_area": "VN-61" } ],
              "columns": [ { "match": "Năm*" } ] } ] }
            """));
        var book = new XlsxFile().Sheet("1").HideColumn(4).Cells("A1 1. Sản lượng hàng hóa qua cảng", "C2 Đơn vị tính: Nghìn tấn")
            .Row(4, 'B', null, "Năm 2022", "Năm 2023").Row(5, 'B', "Hải Phòng", 168.5, 170.5)
            .Raw("<row r=\"6\" hidden=\"1\"><c r=\"B6\" t=\"inlineStr\"><is><t>Hải Dương</t></is></c><c r=\"C6\"><v>3.5</v></c></row>");
        office.Drop("an", "2024-02-01-a.xlsx", book.Bytes());
        await office.OnceAsync();
        office.Text("SELECT cell_ref, suspect FROM observation").ShouldBe("C5 False\nC6 True\nD5 True");
        office.Text("SELECT place, found, severity FROM problem").ShouldBe("1!D5 D5, C6 warning");
        office.Text("SELECT cell_ref, hidden FROM cell").ShouldBe("C5 False\nC6 True\nD5 True");
    }

    [Fact]
    public async Task Filtered_rows_of_a_flat_sheet_are_kept_suspect_and_told()
    {
        using var office = new Office();
        var book = new XlsxFile().Sheet("so-lieu").Row(1, 'A', "Ngày công bố: 06/04/2024")
            .Row(2, 'A', "Chỉ tiêu", "Kỳ", "Đơn vị tính", "Giá trị", "Trạng thái")
            .Row(3, 'A', "Sản lượng hàng hóa qua cảng", "Tháng 2/2024", "Nghìn tấn", 12.5, "Chính thức")
            .Raw("<row r=\"4\" hidden=\"1\"><c r=\"A4\" t=\"inlineStr\"><is><t>Sản lượng hàng hóa qua cảng</t></is></c>"
                + "<c r=\"B4\" t=\"inlineStr\"><is><t>Tháng 3/2024</t></is></c><c r=\"C4\" t=\"inlineStr\"><is><t>Nghìn tấn</t></is></c>"
                + "<c r=\"D4\"><v>13.5</v></c><c r=\"E4\" t=\"inlineStr\"><is><t>Chính thức</t></is></c></row>");
        office.Drop("hai-phong-monthly", "2024-04-06-so-lieu.xlsx", book.Bytes());
        await office.OnceAsync();
        office.Text("SELECT time_period, suspect FROM observation WHERE NOT derived").ShouldBe("2024-02 False\n2024-03 True");
        office.Text("SELECT place, severity FROM problem").ShouldBe("so-lieu!D4 warning");
    }
}
