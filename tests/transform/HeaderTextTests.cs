using Plan86.Transform;
using Plan86.Transform.Meaning;

namespace Plan86.Tests.Transform;

/// <summary>Amounts, sums since January and comparisons, told apart by header.</summary>
public class HeaderTextTests
{
    [Theory]
    [InlineData("Thực hiện (Tỷ đồng) › Ước tính tháng 6 năm 2001", "2001-06", "N", "E")]
    [InlineData("Thực hiện (Tỷ đồng) › Cộng dồn 6 tháng năm 2001", "2001-06", "YTD", null)]
    [InlineData("Sơ bộ quý III năm 2018", "2018-Q3", "N", "P")]
    [InlineData("Cộng dồn cả năm 2018", "2018", "N", null)]
    [InlineData("Tháng 12 năm 2006 so với: › Kỳ gốc (2005)", "2006-12", "IX", null)]
    [InlineData("Tháng 12 năm 2006 so với: › Tháng 12 năm 2005", "2006-12", "GY", null)]
    [InlineData("Tháng 12 năm 2006 so với: › Tháng 11 năm 2006", "2006-12", "G1", null)]
    [InlineData("Tháng 6 năm 2006 so với: › Tháng 12 năm 2005", "2006-06", "GD", null)]
    [InlineData("Tháng 01 năm 2024 so với tháng 12 năm 2023 (%)", "2024-01", "G1", null)]
    [InlineData("Tháng 6 năm 2006 so với tháng 12 năm trước", "2006-06", "GD", null)]
    [InlineData("Tháng 6 năm 2006 so với tháng trước", "2006-06", "G1", null)]
    [InlineData("Bình quân quý IV năm 2024 so với cùng kỳ năm trước", "2024-Q4", "GY", null)]
    [InlineData("Quý IV năm 2024 so với quý III năm 2024 (%)", "2024-Q4", "G1", null)]
    [InlineData("Chỉ số giá bình quân năm 2007 so với năm 2006", "2007", "GY", null)]
    [InlineData("6 tháng/2001 so với 6 tháng/2000 (%)", "2001-06", "YTD_GY", null)]
    [InlineData("So với cùng kỳ năm trước (%) › Năm 2018", "2018", "GY", null)]
    [InlineData("So với cùng kỳ năm trước (%) › 6 tháng năm 2019", "2019-06", "YTD_GY", null)]
    [InlineData("6 tháng đầu năm 2002 so với kế hoạch năm 2002 (%)", "2002-06", "YTD_PLAN", null)]
    [InlineData("Thực hiện so với kế hoạch năm 2001 (%) › Cả năm 2001", "2001", "YTD_PLAN", null)]
    [InlineData("Tháng 01/2024 so với kế hoạch năm 2024(%)", "2024-01", "YTD_PLAN", null)]
    [InlineData("Thực hiện 6 tháng so với kế hoạch năm (%)", "2000-06", "YTD_PLAN", "A")]
    [InlineData("Thực hiện so với kế hoạch năm 2001 (%) › Tháng 12 năm 2001", "2001-12", null, null)]
    [InlineData("Tháng 6 năm 2006 so với năm 2000", "2006-06", null, null)]
    [InlineData("Năm 2005 so với năm 2000 (%)", "2005", null, null)]
    [InlineData("Tháng 6 năm 2006 so với cùng kỳ năm 2004", "2006-06", null, null)]
    public void A_header_says_period_transformation_and_status(string path, string period, string? transformation, string? status)
    {
        var reading = HeaderText.Read(path.Split(" › "), 2000);
        var of = reading.Period.ShouldNotBeNull();
        of.Period.ToString().ShouldBe(period);
        (reading.Status?.Code()).ShouldBe(status);
        var found = reading.Base is { } compared ? HeaderText.TransformationOf(compared, of) : Transformation.Level;
        ((of.Cumulative ? found?.SinceJanuary() : found)?.Code()).ShouldBe(transformation);
    }

    [Theory]
    [InlineData("Tốc độ phát triển so với 6 tháng/2000 (%)", "6 tháng/2000 (%)")]
    [InlineData("Vốn đăng ký điều chỉnh", null)]
    [InlineData("Theo giá so sánh 2010 › Tổng số (Tỷ đồng)", null)]
    public void A_header_without_a_period_leaves_it_to_the_title(string path, string? compared)
    {
        var reading = HeaderText.Read(path.Split(" › "), 2001);
        reading.Period.ShouldBeNull();
        reading.Base?.Trim().ShouldBe(compared);
    }

    [Theory]
    [InlineData("38. Khách quốc tế đến Việt Nam tháng 12 và năm 2018", 2018)]
    [InlineData("Tổng sản phẩm trong nước năm 2001 (Theo giá so sánh 1994)", 2001)]
    [InlineData("Tổng sản phẩm trong nước theo giá so sánh 2010", null)]
    public void The_year_of_a_title_is_not_that_of_its_prices(string title, int? year) => PeriodText.YearOf(title).ShouldBe(year);
}
