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
}
