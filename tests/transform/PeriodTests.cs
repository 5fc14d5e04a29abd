using System.Text;
using CsCheck;
using Plan86.Transform;
using Plan86.Transform.Reading.Vietnamese;

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
    [InlineData("2024-S2", "2024-S2", false, null)]
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
    [InlineData("từ 01/01-20/12/2023", "2023-12", true, null)]
    [InlineData("từ 01/01/2024 đến 20/12/2024", "2024-12", true, null)]
    [InlineData("sáu tháng đầu năm 2011", "2011-06", true, null)]
    [InlineData("tháng Mười hai năm 2011", "2011-12", false, null)]
    [InlineData("tháng Năm năm 2011", "2011-05", false, null)]
    [InlineData("Thực hiện quý I năm năm 2018", "2018-Q1", false, "A")]
    [InlineData("Quý một năm 2024", "2024-Q1", false, null)]
    [InlineData("Quý tư năm 2024", "2024-Q4", false, null)]
    [InlineData("Quí I năm 2026", "2026-Q1", false, null)]
    [InlineData("quí I/2024", "2024-Q1", false, null)]
    [InlineData("QIII/2024", "2024-Q3", false, null)]
    [InlineData("Nửa đầu năm 2024", "2024-06", true, null)]
    [InlineData("Nửa năm đầu 2024", "2024-06", true, null)]
    [InlineData("H1/2024", "2024-06", true, null)]
    [InlineData("HI/2024", "2024-06", true, null)]
    [InlineData("S1/2024", "2024-06", true, null)]
    [InlineData("2024-S1", "2024-06", true, null)]
    [InlineData("2024H1", "2024-06", true, null)]
    [InlineData("Sáu tháng năm 2024", "2024-06", true, null)]
    [InlineData("Nửa cuối năm 2024", "2024-S2", false, null)]
    [InlineData("H2/2024", "2024-S2", false, null)]
    [InlineData("HII 2024", "2024-S2", false, null)]
    [InlineData("sáu tháng cuối năm 2024", "2024-S2", false, null)]
    [InlineData("3 quý năm 2024", "2024-09", true, null)]
    [InlineData("ba quý đầu năm 2024", "2024-09", true, null)]
    [InlineData("hai quý đầu năm 2024", "2024-06", true, null)]
    [InlineData("Cộng dồn đến hết quý III năm 2024", "2024-09", true, null)]
    [InlineData("2024/03", "2024-03", false, null)]
    [InlineData("2024.03", "2024-03", false, null)]
    [InlineData("202403", "2024-03", false, null)]
    [InlineData("03.2024", "2024-03", false, null)]
    [InlineData("2024/3", "2024-03", false, null)]
    [InlineData("31/12/2024", "2024-12", false, null)]
    [InlineData("2024-12-31", "2024-12", false, null)]
    [InlineData("2024-12-31 00:00:00", "2024-12", false, null)]
    [InlineData("ngày 30 tháng 6 năm 2024", "2024-06", false, null)]
    [InlineData("tháng 11năm 2026", "2026-11", false, null)]
    [InlineData("10 tháng năm năm 2023", "2023-10", true, null)]
    [InlineData("năm tháng đầu năm 2024", "2024-05", true, null)]
    [InlineData("3T/2024", "2024-03", true, null)]
    [InlineData("9T2024", "2024-09", true, null)]
    [InlineData("T3/24", "2024-03", false, null)]
    [InlineData("Tháng 3 2024", "2024-03", false, null)]
    [InlineData("Thg 3 2024", "2024-03", false, null)]
    [InlineData("Thg. 3/2024", "2024-03", false, null)]
    [InlineData("Tháng 3 (2024)", "2024-03", false, null)]
    [InlineData("Năm 2024, quý II", "2024-Q2", false, null)]
    [InlineData("Mar-24", "2024-03", false, null)]
    [InlineData("Sept. 2020", "2020-09", false, null)]
    [InlineData("Sơ bộ 2024", "2024", false, "P")]
    [InlineData("Prel. 2024", "2024", false, "P")]
    [InlineData("Ước tính 2025", "2025", false, "E")]
    [InlineData("2024p", "2024", false, "P")]
    [InlineData("2024 (p)", "2024", false, "P")]
    [InlineData("Năm 2024 (ước)", "2024", false, "E")]
    [InlineData("Ước TH năm 2024", "2024", false, "E")]
    [InlineData("Ước thực hiện 9 tháng năm 2024", "2024-09", true, "E")]
    [InlineData("TH năm 2024", "2024", false, "A")]
    [InlineData("KH năm 2024", "2024", false, "F")]
    [InlineData("Mục tiêu năm 2024", "2024", false, "F")]
    [InlineData("Dự toán 2024", "2024", false, "F")]
    [InlineData("Chỉ tiêu giao năm 2024", "2024", false, "F")]
    [InlineData("KH giao năm 2024", "2024", false, "F")]
    [InlineData("Quarter I 2020", "2020-Q1", false, null)]
    [InlineData("3rd quarter of 2020", "2020-Q3", false, null)]
    [InlineData("6 months 2020", "2020-06", true, null)]
    [InlineData("First half of 2020", "2020-06", true, null)]
    [InlineData("Jan-Sep 2020", "2020-09", true, null)]
    [InlineData("Accumulation to September 2020", "2020-09", true, null)]
    [InlineData("First nine months of 2020", "2020-09", true, null)]
    [InlineData("từ tháng 1 đến tháng 9 năm 2024", "2024-09", true, null)]
    [InlineData("T1-T9/2024", "2024-09", true, null)]
    public void Periods_as_offices_write_them(string text, string period, bool cumulative, string? status)
    {
        PeriodText.TryRead(text, null, out var reading).ShouldBeTrue();
        (reading.Period.ToString(), reading.Cumulative, reading.Status?.Code()).ShouldBe((period, cumulative, status));

        // Written with the diacritics apart, in capitals, with odd blanks: the same.
        PeriodText.TryRead(
            $"  {text.Normalize(NormalizationForm.FormD).ToUpperInvariant().Replace(" ", " \u00A0", StringComparison.Ordinal)}\n",
            null, out var again).ShouldBeTrue();
        again.ShouldBe(reading);
    }

    [Theory]
    [InlineData("Tháng 3", "2024-03")]
    [InlineData("Quý II", "2024-Q2")]
    [InlineData("9 tháng", "2024-09")]
    [InlineData("T8", "2024-08")]
    [InlineData("9T", "2024-09")]
    [InlineData("Cả năm", "2024")]
    [InlineData("6 tháng đầu năm", "2024-06")]
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
    [InlineData("Năm 2021 đến năm 2025")]
    [InlineData("Đến năm 2025")]
    [InlineData("Cùng kỳ năm 2023")]
    [InlineData("2024/25")]
    [InlineData("Vụ mùa năm 2024")]
    [InlineData("Vụ đông xuân năm 2024")]
    [InlineData("Tuần 2 tháng 3/2024")]
    [InlineData("10 ngày đầu tháng 3/2024")]
    [InlineData("Kỳ 1 tháng 3/2024")]
    [InlineData("Kỳ 1 tháng năm 2024")]
    [InlineData("Đợt 1 năm 2024")]
    [InlineData("Năm học 2023-2024")]
    [InlineData("Giữa năm 2024")]
    [InlineData("Tháng 12/2023 - Tháng 3/2024")]
    [InlineData("Tháng 3 - tháng 6/2024")]
    [InlineData("Quý I - quý III năm 2024")]
    [InlineData("3 tháng cuối năm 2024")]
    [InlineData("9 tháng cuối năm 2024")]
    [InlineData("15/12/2024")]
    [InlineData("01/03/2024")]
    [InlineData("ngày 15 tháng 3 năm 2024")]
    [InlineData("3/ năm 2024")]
    [InlineData("/2024")]
    [InlineData("2024-")]
    [InlineData("Tháng năm 2009")]
    [InlineData("Cộng dồn  tháng năm 2009")]
    [InlineData("Quý năm 2009")]
    [InlineData("Chỉ tiêu năm 2024")]
    [InlineData("Thực hiện kế hoạch năm 2024")]
    [InlineData("M3/2024")]
    [InlineData("nghìn 2024")]
    [InlineData("Lượng năm 2024")]
    [InlineData("")]
    public void What_is_no_single_period_is_refused(string text) =>
        PeriodText.TryRead(text, null, out var reading).ShouldBeFalse(reading.Period.ToString());

    [Fact]
    public void A_day_is_its_month_where_the_source_says_that_days_stand_there()
    {
        PeriodText.Read("15/03/2024", null, true, out var reading).ShouldBe(PeriodFault.None);
        reading.Period.ToString().ShouldBe("2024-03");
        PeriodText.Read("15/03/2024", null, false, out _).ShouldBe(PeriodFault.NotUnderstood);
        PeriodText.Read("30/02/2024", null, true, out _).ShouldBe(PeriodFault.NotUnderstood);
    }

    [Theory]
    [InlineData("9T", "YearMissing")]
    [InlineData("T8", "YearMissing")]
    [InlineData("Quý II", "YearMissing")]
    [InlineData("Cộng dồn tháng năm 2009", "NumberMissing")]
    [InlineData("hôm qua", "NotUnderstood")]
    public void What_is_missing_is_said(string text, string fault) => PeriodText.Read(text, null, false, out _).ToString().ShouldBe(fault);

    [Theory]
    [InlineData("Ước", "E")]
    [InlineData("Số ước tính", "E")]
    [InlineData("Sơ bộ", "P")]
    [InlineData("Chính thức", "A")]
    [InlineData("chinh_thuc", "A")]
    [InlineData("Kế hoạch", "F")]
    [InlineData("chưa chính thức", null)]
    [InlineData("không phải ước tính", null)]
    [InlineData("Thực hiện kế hoạch", null)]
    public void A_status_is_understood_whole(string text, string? status) => (PeriodText.ReadStatus(text)?.Code()).ShouldBe(status);

    private static readonly string[] Grammar =
    [
        "Tháng 3/2024", "T3/2024", "03/2024", "Quý I năm 2024", "Quý ba năm 2024", "6 tháng đầu năm 2024", "9T/2024", "ba quý đầu năm 2024",
        "Nửa cuối năm 2024", "H1/2024",
        "Cả năm 2024", "2024-Q3", "Cộng dồn đến tháng 3/2024", "Ước tính tháng 12 năm 2024", "Sơ bộ quý II/2024", "từ 01/01 đến 20/12/2024",
        "Jan-Sep 2020", "2024-12-31", "tháng Năm năm 2011",
        "KH năm 2024", "3rd quarter of 2020", "First half of 2020",
    ];

    [Fact]
    public void One_foreign_word_leaves_the_period_or_makes_a_problem()
    {
        var word = Gen.OneOf(
            Gen.OneOf(
                [.. new[] { "vụ", "mùa", "tuần", "kỳ", "đợt", "giữa", "trước", "sau", "gần", "khoảng", "đến", "từ", "cùng", "ngày",
                    "năm học", "đông xuân", "giai đoạn", "không", "ngoài", "2", "15", "-", "/", "xyz", "hết", "đầu", "cuối", "nửa" }
                        .Select(Gen.Const)]),
            Gen.String[Gen.Char["abcdeghiklmnopqrstuvxyăâêôơưđáàảãạ"], 2, 6]);
        Gen.Select(Gen.OneOf([.. Grammar.Select(Gen.Const)]), word, Gen.Int[0, 8]).Sample((text, foreign, at) =>
        {
            PeriodText.TryRead(text, null, out var meant).ShouldBeTrue(text);
            var words = text.Split(' ').ToList();
            words.Insert(Math.Min(at, words.Count), foreign);
            var changed = string.Join(' ', words);
            if (PeriodText.TryRead(changed, null, out var read))
            {
                (read.Period, read.Cumulative).ShouldBe((meant.Period, meant.Cumulative), changed);
            }
        });
    }
}
