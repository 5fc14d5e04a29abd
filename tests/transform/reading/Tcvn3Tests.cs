using System.Text;
using Plan86.Transform;
using Plan86.Transform.Reading;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Tests.Transform.Reading;

public class Tcvn3Tests
{
    [Theory]
    [InlineData("Tæng sè", "Tổng số")]
    [InlineData("Ph©n theo ®Þa ph\u00AD¬ng", "Phân theo địa phương")]
    [InlineData("§¬n vÞ tÝnh: TriÖu USD", "Đơn vị tính: Triệu USD")]
    [InlineData("Thu nhËp b×nh qu©n (1.000 ®ång/th¸ng)", "Thu nhập bình quân (1.000 đồng/tháng)")]
    [InlineData("Tû lÖ tèt nghiÖp năm học", "Tỷ lệ tốt nghiệp năm học")]
    [InlineData("§ồng Nai", "Đồng Nai")]
    [InlineData("DiÖn tÝch 5 km² vµ 12 m³, 30°C", "Diện tích 5 km² và 12 m³, 30°C")]
    public void Decodes_word_by_word_whatever_the_font_says(string stored, string expected)
    {
        Decode(stored, ".VnTime").ShouldBe(expected);
        Decode(stored, "Times New Roman").ShouldBe(expected);
    }

    [Theory]
    [InlineData("Tổng số vốn đăng ký")]
    [InlineData("Bà Rịa - Vũng Tàu")]
    [InlineData("Hải Phòng là của ai")]
    [InlineData("Xã và phường")]
    [InlineData("FDI, CPI (%)")]
    [InlineData("30°C, km², «tên»")]
    public void Leaves_Unicode_alone_whatever_the_font_says(string text)
    {
        Decode(text, "Arial").ShouldBe(text);
        Decode(text, ".VnArial").ShouldBe(text);
    }

    [Theory]
    [InlineData("sè", "Arial", "sè")]
    [InlineData("sè", ".VnTime", "số")]
    [InlineData("Hµ T©y: c¸ vµ t«m", "Arial", "Hà Tây: cá và tôm")]
    public void The_font_decides_where_both_readings_are_Vietnamese(string stored, string font, string expected) =>
        Decode(stored, font).ShouldBe(expected);

    [Theory]
    [InlineData("tæng sè", ".VnArialH", "TỔNG SỐ")]
    [InlineData("trong ®ã", ".VnTimeH", "TRONG ĐÓ")]
    [InlineData("GI¸ TRÞ", ".VnTimeH", "GIÁ TRỊ")]
    [InlineData("TæNG Sè", ".VnTime", "TổNG Số")]
    [InlineData("tổng số", ".VnTimeH", "tổng số")]
    public void A_font_ending_in_H_shows_capitals(string stored, string font, string expected) =>
        Decode(stored, font).ShouldBe(expected);

    [Fact]
    public void A_px_file_of_TCVN3_is_read_whatever_code_page_it_states()
    {
        const string Text =
            "CHARSET=\"ANSI\";\nCODEPAGE=\"windows-1252\";\nAXIS-VERSION=\"2006\";\nTITLE=\"D©n sè ph©n theo ®Þa "
                + "ph\u00AD¬ng\";\nUNITS=\"Ng\u00ADêi\";\n"
            + "STUB=\"®Þa ph\u00AD¬ng\";\nHEADING=\"n¨m\";\nVALUES(\"®Þa ph\u00AD¬ng\")=\"H¶i Phßng\",\"Hµ "
            + "Néi\";\nVALUES(\"n¨m\")=\"2003\";\nDATA=\n1 2;\n";
        var document = XlsxFile.Read(Encoding.Latin1.GetBytes(Text), "x.px");
        document.Problems.ShouldBeEmpty();
        var table = document.Tables.ShouldHaveSingleItem();
        table.Title.ShouldBe("Dân số phân theo địa phương");
        table.Rows.Select(row => row.Label).ShouldBe(["Hải Phòng", "Hà Nội"]);
    }

    [Fact]
    public void Words_of_another_language_that_would_be_syllables_stay()
    {
        const string Text = "namn;antal\nHus på Öland;1\nBåtar på sjön;2\nLöv på träd;3\nFjäll;4\n";
        foreach (var encoding in new[] { Encoding.Latin1, Encoding.UTF8 })
        {
            XlsxFile.Read(encoding.GetBytes(Text), "x.csv").Tables.ShouldHaveSingleItem().Rows.Select(row => row.Label)
                .ShouldBe(["Hus på Öland", "Båtar på sjön", "Löv på träd", "Fjäll"]);
        }

        const string Portuguese = "nome;valor\nSão João já é;1\nAções há;2\nNão;3\nCoração;4\n";
        XlsxFile.Read(Encoding.Latin1.GetBytes(Portuguese), "x.csv").Tables.ShouldHaveSingleItem().Rows[2].Label.ShouldBe("Não");
    }

    [Fact]
    public void A_run_of_one_letter_gives_one_capital() =>
        new Tcvn3().Decode(new SheetText("¦íc tÝnh", [new FontRun(0, ".VnArialH"), new FontRun(1, ".VnArial")]), ".VnArial")
            .ShouldBe("Ước tính");

    [Fact]
    public void The_rest_of_a_file_decides_for_a_word_alone_in_an_honest_font()
    {
        var tcvn3 = new Tcvn3();
        foreach (var text in new[] { "Tæng céng", "§Þa ph\u00AD¬ng", "N«ng nghiÖp", "DÞch vô" })
        {
            tcvn3.Weigh(new SheetText(text), "Arial");
        }

        tcvn3.Decode(new SheetText("vèn"), "Arial").ShouldBe("vốn");
    }

    [Fact]
    public void Comes_out_composed() => Decode("Hải Phòng".Normalize(NormalizationForm.FormD), "Arial").ShouldBe("Hải Phòng");

    [Fact]
    public void Every_letter_of_the_shared_table_is_known()
    {
        var file = Path.Combine(Shared.Folder(), "data", "tcvn3-to-unicode.tsv");
        foreach (var row in File.ReadLines(file).Skip(1).Select(line => line.Split('\t')))
        {
            var code = Convert.ToByte(row[0], 16);
            if (code is < 0xB0 or > 0xB4)
            {
                // Beside a letter that is TCVN3 beyond doubt, so that the neighbour decides for every other.
                Decode($"{(char)code} §¬n", ".VnTime").ShouldBe($"{row[2]} Đơn", row[0]);
            }
        }
    }

    [Theory]
    [InlineData("nghiêng", true)]
    [InlineData("Quảng", true)]
    [InlineData("ĐƯỜNG", true)]
    [InlineData("giếng", true)]
    [InlineData("xuyến", true)]
    [InlineData("tèt", false)]
    [InlineData("vỔ", false)]
    [InlineData("nghiÖp", false)]
    [InlineData("bcd", false)]
    public void Knows_a_Vietnamese_syllable(string word, bool valid) => VietnameseSyllable.IsValid(word).ShouldBe(valid);

    private static string Decode(string stored, string font)
    {
        var tcvn3 = new Tcvn3();
        var text = new SheetText(stored);
        tcvn3.Weigh(text, font);
        return tcvn3.Decode(text, font);
    }
}
