using System.Globalization;
using Plan86.Schedules;
using Plan86.Tests.Transform.Reading;
using Plan86.Transform.Meaning;

namespace Plan86.Tests.Transform;

/// <summary>The unit a file states, wherever it stands, is that of its figures, or a problem.</summary>
public class UnitTests
{
    private static readonly Settings Shipped = Settings.Load(null);

    [Theory]
    [InlineData("Khách du lịch (triệu lượt)", null, "0.75 VISIT 6")]
    [InlineData("Khách du lịch (Nghìn lượt)", "Nghìn lượt", "0.75 VISIT 3")]
    [InlineData("Khách du lịch (triệu lượt)", "Nghìn lượt", "! Two different units for one figure.")]
    [InlineData("Khách du lịch (tỷ đồng)", null, "! The unit is not one of this series.")]
    [InlineData("Khách du lịch", "Tỷ đồng", "! The unit is not one of this series.")]
    [InlineData("Khách du lịch", "Mớ", "! The unit is not one of this series.")]
    [InlineData("Tốc độ tăng trưởng GRDP", "Tỷ đồng", "! The unit is not one of this series.")]
    [InlineData("Tốc độ tăng trưởng GRDP (%)", null, "0.75 PC 0")]
    [InlineData("Tốc độ tăng trưởng GRDP", null, "0.75 PC 0")]
    [InlineData("Khách du lịch", null, "0.75 VISIT 3")]
    public void A_unit_of_a_row_is_heeded(string label, string? unit, string figure)
    {
        var workbook = new XlsxFile().Sheet("So lieu").Cells("A1 MỘT SỐ CHỈ TIÊU CHỦ YẾU");
        if (unit is null)
        {
            workbook.Row(4, 'A', "Chỉ tiêu", "Tháng 2/2024").Row(5, 'A', label, 0.75).Row(6, 'A', "Thu nội địa", 5.0);
        }
        else
        {
            workbook.Row(4, 'A', "Chỉ tiêu", "Đơn vị tính", "Tháng 2/2024").Row(5, 'A', label, unit, 0.75)
                .Row(6, 'A', "Thu nội địa", "Tỷ đồng", 5.0);
        }

        Figures("hai-phong-monthly", workbook)[0].ShouldBe(figure);
    }

    [Fact]
    public void A_worth_in_the_header_has_its_own_unit_whatever_the_row_is_counted_in()
    {
        var workbook = new XlsxFile().Sheet("XK").Cells("A1 25. Hàng hóa xuất khẩu tháng 3 năm 2024")
            .Row(4, 'A', "", "Đơn vị tính", "Tháng 3 năm 2024 Trị giá (Triệu USD)").Row(6, 'A', "TỔNG TRỊ GIÁ", "Nghìn tấn", 34.5)
            .Row(7, 'A', "Thủy sản", "Nghìn tấn", 4.5);
        Figures("gso-monthly", workbook).ShouldBe(["34.5 USD 6"]);
    }

    [Theory]
    [InlineData("Đơn vị tính: Nghìn lượt người", "3686 VISIT 3", "239 VISIT 3")]
    [InlineData("Unit: Arrivals", "3686 VISIT 0", "239 VISIT 0")]
    [InlineData("Đơn vị tính: Chục lượt người", "! The unit is not one of this series.", "! The unit is not one of this series.")]
    public void A_unit_line_nobody_declared_is_no_unit(string line, params string[] figures) =>
        Figures("gso-monthly", Visitors(line, 3686, 239)).ShouldBe(figures);

    [Fact]
    public void Where_no_unit_is_stated_one_figure_that_cannot_be_speaks_for_the_table()
    {
        Figures("gso-monthly", Visitors(null, 3686, 239)).ShouldBe(["3686 VISIT 3", "239 VISIT 3"]);
        var found = Figures("gso-monthly", Visitors(null, 3_686_779, 239));
        found[0].ShouldStartWith("! The value is outside what can be true");
        found[1].ShouldStartWith("! The table states no unit");
    }

    private static XlsxFile Visitors(string? unit, double total, double sea)
    {
        var workbook = new XlsxFile().Sheet("42").Cells("A1 42. International visitors to Vietnam in quarters of 2020");
        if (unit is not null)
        {
            workbook.Cells($"C2 {unit}");
        }

        return workbook.Row(4, 'B', "", "1st quarter of 2020").Row(6, 'B', "TOTAL", total).Row(7, 'B', "Seaway", sea);
    }

    private static List<string> Figures(string source, XlsxFile workbook)
    {
        var matcher = new TableMatcher(Shipped.Sources.Find(source)!, Shipped.Catalogue, new DateOnly(2024, 4, 6));
        return [.. from match in matcher.Match(workbook.Read())
            from table in match.Tables
            from figure in matcher.Figures(match.Rule, table)
            select figure.Meaning is { } meaning
                ? string.Create(CultureInfo.InvariantCulture, $"{figure.Value} {meaning.Unit.Measure} {meaning.Unit.Mult}")
                : $"! {figure.Problem!.Message.En}"];
    }
}
