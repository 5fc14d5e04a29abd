using Plan86.Transform;
using Plan86.Transform.Meaning;
using Plan86.Transform.Reading.Vietnamese;

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
    [InlineData("Tốc độ phát triển so với 6 tháng/2000 (%)", "Period")]
    [InlineData("Theo giá so sánh 1994 › Tốc độ phát triển so với 6 tháng/2000 (%)", "Period")]
    [InlineData("Tốc độ phát triển (%)", "SamePeriodOfYear")]
    [InlineData("So cùng kỳ năm trước (%)", "SamePeriodOfYear")]
    [InlineData("So với KH (%)", "Plan")]
    [InlineData("% KH năm", "Plan")]
    [InlineData("Vốn đăng ký điều chỉnh", null)]
    [InlineData("Dịch vụ", null)]
    [InlineData("Theo giá so sánh 2010 › Tổng số (Tỷ đồng)", null)]
    public void A_header_without_a_period_leaves_it_to_the_title(string path, string? compared)
    {
        var reading = HeaderText.Read(path.Split(" › "), 2001);
        reading.Period.ShouldBeNull();
        reading.Unclear.ShouldBeNull();
        (reading.Base?.With.ToString()).ShouldBe(compared);
    }

    [Theory]
    [InlineData("Vụ mùa năm 2024")]
    [InlineData("Vụ mùa › Năm 2024")]
    [InlineData("Kỳ 1 tháng 3/2024")]
    [InlineData("Kỳ này")]
    [InlineData("10 ngày đầu tháng 3/2024")]
    [InlineData("Tuần 2")]
    [InlineData("Năm 2021 đến năm 2025")]
    [InlineData("Năm 2023 › Tháng 3/2024")]
    [InlineData("Cùng kỳ năm trước")]
    public void A_header_that_speaks_of_another_time_is_not_the_tables(string path)
    {
        var reading = HeaderText.Read(path.Split(" › "), 2024);
        reading.Period.ShouldBeNull();
        reading.Unclear.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("Năm 2024 › Quý II", "2024-Q2", false)]
    [InlineData("Tháng › 3", "2024-03", false)]
    [InlineData("Lũy kế › Tháng 3/2024", "2024-03", true)]
    [InlineData("Trị giá tháng 3 năm 2024 (Triệu USD)", "2024-03", false)]
    [InlineData("Tháng 3/2024 - Lượng", "2024-03", false)]
    [InlineData("Năm 2017so với năm 2016 (%)", "2017", false)]
    [InlineData("1. Năm 2024", "2024", false)]
    [InlineData("T8", "2024-08", false)]
    [InlineData("9 months accumulation of 2020 2020", "2020-09", true)]
    public void Levels_and_words_of_what_is_measured_make_one_period(string path, string period, bool cumulative)
    {
        var reading = HeaderText.Read(path.Split(" › "), 2024).Period.ShouldNotBeNull();
        (reading.Period.ToString(), reading.Cumulative).ShouldBe((period, cumulative));
    }

    [Theory]
    [InlineData("KH năm 2024", "F")]
    [InlineData("Năm 2024 › Kế hoạch", "F")]
    [InlineData("Năm 2024 › Chỉ tiêu giao", "F")]
    [InlineData("Dự toán năm 2024", "F")]
    [InlineData("Dự án năm 2024", null)]
    [InlineData("Ước TH › Năm 2024", "E")]
    public void A_plan_is_no_actual(string path, string? status) =>
        (HeaderText.Read(path.Split(" › "), 2024).Status?.Code()).ShouldBe(status);

    [Fact]
    public void A_number_that_the_header_has_lost_is_the_titles()
    {
        var header = HeaderText.Read(["Cộng dồn  tháng năm 2009"], 2009);
        header.Period.ShouldBeNull();
        header.Unclear.ShouldNotBeNull();
        var said = TitleText.Read("Vốn đầu tư thực hiện tháng 11 và 11 tháng năm 2009").Complete(header).Period.ShouldNotBeNull();
        (said.Period.ToString(), said.Cumulative).ShouldBe(("2009-11", true));
        TitleText.Read("Vốn đầu tư thực hiện năm 2009").Complete(header).Period.ShouldBeNull();
    }

    [Theory]
    [InlineData("25. Đầu tư trực tiếp của nước ngoài được cấp phép từ 01/01-20/12/2023", "2023-12", true)]
    [InlineData("Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 31/8/2024", "2024-08", true)]
    [InlineData("Tổng sản phẩm trong nước sáu tháng đầu năm 2011", "2011-06", true)]
    [InlineData("Chỉ số giá tiêu dùng tháng Mười hai năm 2011", "2011-12", false)]
    [InlineData("Licensed FDI projects from January 01 to September 20, 2020", "2020-09", true)]
    [InlineData("Kết quả sản xuất vụ đông xuân năm 2024", null, false)]
    [InlineData("Sản xuất nông nghiệp đến ngày 15 tháng 6 năm 2001", null, false)]
    [InlineData("Khách quốc tế đến Việt Nam các quý năm 2020", null, false)]
    [InlineData("Xuất khẩu tháng 6 và 6 tháng đầu năm 2002", null, false)]
    [InlineData("Mục tiêu từ năm 2021 đến năm 2025", null, false)]
    public void A_title_says_one_period_or_none(string title, string? period, bool cumulative)
    {
        var reading = TitleText.Read(title).Period;
        (reading?.Period.ToString()).ShouldBe(period);
        (reading?.Cumulative ?? false).ShouldBe(cumulative);
    }

    [Theory]
    [InlineData("38. Khách quốc tế đến Việt Nam tháng 12 và năm 2018", 2018)]
    [InlineData("Tổng sản phẩm trong nước năm 2001 (Theo giá so sánh 1994)", 2001)]
    [InlineData("Tổng sản phẩm trong nước theo giá so sánh 2010", null)]
    public void The_year_of_a_title_is_not_that_of_its_prices(string title, int? year) => TitleText.Read(title).Year.ShouldBe(year);
}
