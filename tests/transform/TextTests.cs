using Plan86.Transform;

namespace Plan86.Tests.Transform;

/// <summary>What people hold equal when they look for a label.</summary>
public class TextTests
{
    [Theory]
    [InlineData("hàng hoá", "hàng hóa")]
    [InlineData("thuỷ sản", "thủy sản")]
    [InlineData("sức khoẻ", "sức khỏe")]
    [InlineData("bác sĩ", "bác sỹ")]
    [InlineData("Quí I", "Quý I")]
    [InlineData("kì gốc", "kỳ gốc")]
    [InlineData("tỉ đồng", "tỷ đồng")]
    [InlineData("Huế", "Húê")]
    [InlineData("giá", "gía")]
    [InlineData("Sản lượng\u200B hàng\u00AD hóa", "Sản lượng hàng hóa")]
    [InlineData("\uFEFFChỉ tiêu", "Chỉ tiêu")]
    [InlineData("Chỉ  tiêu\u00A0", "CHỈ TIÊU")]
    [InlineData("1. Sản lượng", "Sản lượng")]
    [InlineData("1.Sản lượng", "Sản lượng")]
    [InlineData("1.2. Sản lượng", "Sản lượng")]
    [InlineData("II. Vận chuyển", "Vận chuyển")]
    [InlineData("a) Khách quốc tế", "Khách quốc tế")]
    [InlineData("(1) Khách quốc tế", "Khách quốc tế")]
    [InlineData("+ Khách quốc tế", "Khách quốc tế")]
    [InlineData("- Khách quốc tế", "Khách quốc tế")]
    [InlineData("A. Hành khách", "Hành khách")]
    [InlineData("- 1. Hành khách:", "Hành khách")]
    [InlineData("Kỳ:", "Kỳ")]
    [InlineData("xuất – nhập khẩu", "xuất - nhập khẩu")]
    public void Two_spellings_are_one_label(string one, string other)
    {
        Text.Fold(one).ShouldBe(Text.Fold(other));
        Text.Fold(one.Normalize(System.Text.NormalizationForm.FormD)).ShouldBe(Text.Fold(other));
        Text.ByFold.Equals(one, other).ShouldBeTrue();
    }

    [Theory]
    [InlineData("tai", "tay")]
    [InlineData("thúi", "thúy")]
    [InlineData("của", "cua")]
    [InlineData("Hóa", "Hòa")]
    [InlineData("1.000 tấn", "000 tấn")]
    [InlineData("03.2024", "2024")]
    [InlineData("H. An Dương", "An Dương")]
    [InlineData("TP. Hải Phòng", "Hải Phòng")]
    [InlineData("tỷ đồng", "tấn")]
    public void Other_words_stay_other_words(string one, string other) => Text.Fold(one).ShouldNotBe(Text.Fold(other));

    [Fact]
    public void What_is_kept_is_never_folded() => Text.Clean(" 1. Hàng  hoá: ").ShouldBe("1. Hàng hoá:");
}
