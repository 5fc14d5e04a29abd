using Plan86.Transform;

namespace Plan86.Tests.Transform;

public class PeriodTests
{
    [Theory]
    [InlineData("Tháng 3/2024", "2024-03", false, null)]
    [InlineData("tháng 03 / 2024", "2024-03", false, null)]
    [InlineData("T3/2024", "2024-03", false, null)]
    [InlineData("03/2024", "2024-03", false, null)]
    [InlineData("Tháng 12 năm 2024", "2024-12", false, null)]
    [InlineData("2024-03", "2024-03", false, null)]
    [InlineData("2024-Q3", "2024-Q3", false, null)]
    [InlineData("2024-S1", "2024-S1", false, null)]
    [InlineData("2024-A1", "2024", false, null)]
    [InlineData("2024-M03", "2024-03", false, null)]
    [InlineData("2024M03", "2024-03", false, null)]
    [InlineData("2024Q3", "2024-Q3", false, null)]
    [InlineData("2024K3", "2024-Q3", false, null)]
    [InlineData("2024H2", "2024-S2", false, null)]
    [InlineData("2024", "2024", false, null)]
    [InlineData("Năm 2024", "2024", false, null)]
    [InlineData("cả năm 2024", "2024", false, null)]
    [InlineData("Quý I/2024", "2024-Q1", false, null)]
    [InlineData("Quý IV năm 2024", "2024-Q4", false, null)]
    [InlineData("Q2/2024", "2024-Q2", false, null)]
    [InlineData("6 tháng đầu năm 2024", "2024-06", true, null)]
    [InlineData("9 tháng năm 2024", "2024-09", true, null)]
    [InlineData("12 tháng 2024", "2024-12", true, null)]
    [InlineData("Cộng dồn đến tháng 3/2024", "2024-03", true, null)]
    [InlineData("Lũy kế đến tháng 3/2024", "2024-03", true, null)]
    [InlineData("6 tháng cuối năm 2024", "2024-S2", false, null)]
    [InlineData("Ước tính tháng 12 năm 2024", "2024-12", false, "E")]
    [InlineData("Ước 6 tháng năm 2024", "2024-06", true, "E")]
    [InlineData("Ước năm 2024", "2024", false, "E")]
    [InlineData("Sơ bộ năm 2023", "2023", false, "P")]
    [InlineData("Thực hiện năm 2023", "2023", false, "A")]
    [InlineData("Kế hoạch năm 2025", "2025", false, "F")]
    [InlineData("25. Đầu tư trực tiếp của nước ngoài được cấp phép từ 01/01-20/12/2023", "2023-12", true, null)]
    [InlineData("Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 31/8/2024", "2024-08", true, null)]
    [InlineData("từ 01/01/2024 đến 20/12/2024", "2024-12", true, null)]
    [InlineData("Tổng sản phẩm trong nước sáu tháng đầu năm 2011", "2011-06", true, null)]
    [InlineData("Chỉ số giá tiêu dùng tháng Mười hai năm 2011", "2011-12", false, null)]
    [InlineData("tháng Năm năm 2011", "2011-05", false, null)]
    [InlineData("Thực hiện quý I năm năm 2018", "2018-Q1", false, "A")]
    public void Periods_as_offices_write_them(string text, string period, bool cumulative, string? status)
    {
        PeriodText.TryRead(text, null, out var reading).ShouldBeTrue();
        (reading.Period.ToString(), reading.Cumulative, reading.Status?.Code()).ShouldBe((period, cumulative, status));

        // Written with the diacritics apart, in capitals, with odd blanks: the same.
        PeriodText.TryRead($"  {text.Normalize(System.Text.NormalizationForm.FormD).ToUpperInvariant().Replace(" ", " \u00A0", StringComparison.Ordinal)}\n", null, out var again).ShouldBeTrue();
        again.ShouldBe(reading);
    }

    [Theory]
    [InlineData("Tháng 3", "2024-03")]
    [InlineData("Quý II", "2024-Q2")]
    [InlineData("9 tháng", "2024-09")]
    public void A_year_left_out_is_the_one_of_the_title(string text, string period)
    {
        PeriodText.TryRead(text, 2024, out var reading).ShouldBeTrue();
        reading.Period.ToString().ShouldBe(period);
        PeriodText.TryRead(text, null, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("Tháng 13/2024")]
    [InlineData("Tháng 0/2024")]
    [InlineData("13 tháng năm 2024")]
    [InlineData("Quý V/2024")]
    [InlineData("Quý 5/2024")]
    [InlineData("Tuần 3/2024")]
    [InlineData("2024-13")]
    [InlineData("2024-W12")]
    [InlineData("2024W12")]
    [InlineData("2024-D045")]
    [InlineData("2024-T2")]
    [InlineData("2024-M13")]
    [InlineData("2024-A2")]
    [InlineData("2024-Q5")]
    [InlineData("3000")]
    [InlineData("1.234")]
    [InlineData("9.1OO")]
    [InlineData("nước ngoài")]
    [InlineData("2021-2025")]
    [InlineData("2021 – 2025")]
    [InlineData("Giai đoạn 2021-2025")]
    [InlineData("Bình quân năm 2021-2025")]
    [InlineData("từ 01/01/2022 đến 20/12/2024")]
    [InlineData("")]
    public void What_is_no_single_period_is_refused(string text) =>
        PeriodText.TryRead(text, null, out var reading).ShouldBeFalse(reading.Period.ToString());
}
