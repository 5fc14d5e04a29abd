using System.Text;
using Plan86.Transform;
using Plan86.Transform.Reading.Delimited;

namespace Plan86.Tests.Transform.Reading;

/// <summary>Delimited text as people and programs spoil it: what is read, and what is said of it.</summary>
public class DelimitedTests
{
    [Fact]
    public void One_line_each_with_a_stray_quote_commas_and_quotes_about_it()
    {
        var document = Document("""
            Loại hàng;Thời gian;Khối lượng;ĐVT;Loại số liệu
            Thép;Tháng 1/2024;1.204,5;Nghìn tấn;Chính thức
            Công-ten-nơ;Tháng 1/2024;"5.640,5;Nghìn TEU;Chính thức
            Than,Tháng 1/2024,320,5,Nghìn tấn,Chính thức
            "Xi măng;Tháng 1/2024;88,25;Nghìn tấn;Sơ bộ"
            Gạo;Tháng 1/2024;45,1;Nghìn tấn;Chính thức
            """);
        document.Tables[0].Rows.ShouldBe([
            ["Thép", "Tháng 1/2024", "1204.5", "Nghìn tấn", "Chính thức"],
            ["Công-ten-nơ", "Tháng 1/2024", "5640.5", "Nghìn TEU", "Chính thức"],
            ["Than", "Tháng 1/2024", "320.5", "Nghìn tấn", "Chính thức"],
            ["Xi măng", "Tháng 1/2024", "88.25", "Nghìn tấn", "Sơ bộ"],
            ["Gạo", "Tháng 1/2024", "45.1", "Nghìn tấn", "Chính thức"],
        ]);
        document.Problems.Select(problem => (problem.Place.ToString(), problem.Severity))
            .ShouldBe([("L3", Severity.Warning), ("L4", Severity.Warning), ("L5", Severity.Warning)]);
        document.Problems[1].Found.ShouldBe("Than,Tháng 1/2024,320,5,Nghìn tấn,Chính thức");
        document.Problems[2].Message.Vi.ShouldContain("cả dòng nằm trong dấu nháy");
    }

    [Fact]
    public void Fields_over_six_lines()
    {
        var text = new StringBuilder("ma,mo_ta,so\n");
        for (var i = 1; i <= 6; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture,
                $"{i},\"dòng một, {i}\ndòng hai\ndòng ba\ndòng bốn, năm\ndòng năm\ndòng sáu\",{10 * i}\n");
        }

        var document = Document(text.ToString());
        document.Tables[0].Rows.Select(row => (row[0], row[2]))
            .ShouldBe([("1", "10"), ("2", "20"), ("3", "30"), ("4", "40"), ("5", "50"), ("6", "60")]);
        document.Tables[0].Rows[2][1].ShouldBe("dòng một, 3\ndòng hai\ndòng ba\ndòng bốn, năm\ndòng năm\ndòng sáu");
        document.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Six_records_of_six_lines_without_a_header()
    {
        var text = string.Concat(Enumerable.Range(1, 6).Select(i => $"{i};\"a{i}\nb\nc;d\ne\nf\ng\";x{i}\n"));
        var table = Document(text).Tables[0];
        (table.Rows.Count + (table.Header.Count > 0 ? 1 : 0)).ShouldBe(6);
        table.Rows[^1].ShouldBe(["6", "a6\nb\nc;d\ne\nf\ng", "x6"]);
    }

    [Theory]
    [InlineData("Tên,2022\nAn,5,7\nBình,6,8\nChi,7,9\n", "Tên|2022|", "An|5|7")]
    [InlineData(
        "Mã,Tên,Đơn vị,Tỉnh,2022,2023\nA1,Gạo,kg,HP\nA2,Muối,kg,HD\nA3,Đường,tấn,HP\n", "Mã|Tên|Đơn vị|Tỉnh|2022|2023", "A1|Gạo|kg|HP||")]
    [InlineData("NămQuý,Tên,GiáTrị,MãTỉnh,TenDonVi\n2022Q1,Gạo,5,HP,31,kg\n2022Q2,Muối,6,HD,30,kg\n2022Q3,Đường,7,HP,31,tấn\n",
        "NămQuý|Tên|GiáTrị|MãTỉnh|TenDonVi|", "2022Q1|Gạo|5|HP|31|kg")]
    [InlineData("TênHàng;SốLượng\nAn;Bình;5\nChi;Dũng;6\n", "TênHàng|SốLượng|", "An|Bình|5")]
    [InlineData("Tên,Nơi\nAn,Bình,Chi\nGiang,Hà,Lan\n", "Tên|Nơi|", "An|Bình|Chi")]
    public void A_header_of_another_width_is_neither_cut_nor_glued(string text, string header, string first)
    {
        var table = Document(text).Tables[0];
        string.Join('|', table.Header).ShouldBe(header);
        string.Join('|', table.Rows[0]).ShouldBe(first);
    }

    [Fact]
    public void Quotes_inside_fields_of_the_right_width_join_no_lines()
    {
        Document("1\t\"A\" x\n2\t\"B\" y\n").Tables[0].Rows.ShouldBe([["1", "\"A\" x"], ["2", "\"B\" y"]]);
        var table = Document("STT\tTên\n1\t\"A\" x\n2\t\"B\" y\n3\tC\n").Tables[0];
        table.Header.ShouldBe(["STT", "Tên"]);
        table.Rows.ShouldBe([["1", "\"A\" x"], ["2", "\"B\" y"], ["3", "C"]]);
    }

    [Fact]
    public void Two_identical_first_records_are_records()
    {
        var table = Document("Kiến An,nam\nKiến An,nam\nLê Chân,nữ\nHải An,nam\n").Tables[0];
        (table.Header.Count, table.Rows.Count).ShouldBe((0, 4));
        Document("A,1,x\nA,1,x\nB,2,y\nC,3,z\n").Tables[0].Rows.Count.ShouldBe(4);
        Document("A;1\nA;1\nB;2\n").Tables[0].Rows.ShouldBe([["A", "1"], ["A", "1"], ["B", "2"]]);
    }

    [Fact]
    public void A_field_glued_to_a_quoted_one()
    {
        var document = Document(
            "Nơi,Mã,Mô tả,Loại\nHuyện,1,Tay dai,A\nThị xã,3,\"Cổ tròn, xanh\",B\nQuan,7\"Vai day, mau den\",C\nXã,9,Tay ngắn,B\n");
        document.Tables[0].Rows[2].ShouldBe(["Quan", "7", "Vai day, mau den", "C"]);
        document.Problems.Select(problem => problem.Place.ToString()).ShouldBe(["L4"]);
    }

    [Fact]
    public void A_name_in_quotes_that_goes_on_is_one_field()
    {
        var document = Document("\"MINH\" TNHH MTV|HP|2012\n\"AN\" CP|HD|2013\nCảng Xanh|HP|2014\n");
        document.Tables[0].Rows.ShouldBe([["\"MINH\" TNHH MTV", "HP", "2012"], ["\"AN\" CP", "HD", "2013"], ["Cảng Xanh", "HP", "2014"]]);
        document = Document("Tên|Nơi|Năm\n\"MINH\" TNHH MTV|HP|2012\nCảng Xanh|HP|2014\nThái Bình|TB|2011\n");
        document.Tables[0].Rows[0].ShouldBe(["\"MINH\" TNHH MTV", "HP", "2012"]);
    }

    [Fact]
    public void A_last_record_without_figures_stays_and_what_is_left_out_is_counted()
    {
        var table = Document("Quận,Thu,Chi\nA,5,6\nB,,\nC,7,8\nB,,\n").Tables[0];
        table.Rows.Count.ShouldBe(4);
        table.Rows[^1].ShouldBe(["B", "", ""]);
        (table.Above, table.Below).ShouldBe((0, 0));
        table = Document("BÁO CÁO\nTháng 3\nQuận,Thu,Chi\nA,5,6\nB,,\nC,7,8\nNguồn: chi cục thuế\n").Tables[0];
        (table.Above, table.Below, table.Rows.Count).ShouldBe((2, 1, 3));
        table = Document("Quận,Thu,Chi\nA,5,6\nC,7,8\nNguồn: chi cục thuế,,\n").Tables[0];
        (table.Below, table.Rows.Count).ShouldBe((1, 2));
    }

    [Theory]
    [InlineData(1, "5", "")]
    [InlineData(2, "5", "")]
    [InlineData(40, "5", "")]
    [InlineData(3, "\"5,25\"", "")]
    [InlineData(3, "5", ",tỷ đồng,tỷ đồng,tỷ đồng,tỷ đồng\n")]
    [InlineData(40, "\"1.005,25\"", ",tỷ đồng,tỷ đồng,tỷ đồng,tỷ đồng\n")]
    public void Two_lines_of_header_are_joined(int rows, string figure, string units)
    {
        var unit = units.Length > 0 ? " tỷ đồng" : "";
        var text = "Quận,Năm 2022,,Năm 2023,\n,Thu,Chi,Thu,Chi\n" + units
            + string.Concat(Enumerable.Range(1, rows).Select(i => $"Quận {i},{figure},{figure},{figure},{figure}\n"));
        var table = Document(text).Tables[0];
        table.Header.ShouldBe(["Quận", $"Năm 2022 Thu{unit}", $"Năm 2022 Chi{unit}", $"Năm 2023 Thu{unit}", $"Năm 2023 Chi{unit}"]);
        table.Rows.Count.ShouldBe(rows);
    }

    [Fact]
    public void Decimal_commas_under_semicolons_do_not_keep_header_lines_apart()
    {
        var table = Document(
            "Quận;Năm 2022;;Năm 2023;\n;Thu;Chi;Thu;Chi\n;tỷ đồng;tỷ đồng;tỷ đồng;tỷ đồng\nLê Chân;5,5;6,25;7;8,1\nHải "
                + "An;5;6,25;7,5;\n").Tables[0];
        table.Header[4].ShouldBe("Năm 2023 Chi tỷ đồng");
        table.Rows.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(";;;;\n")]
    [InlineData("\u001A")]
    [InlineData("\0\0\0\0\0\0")]
    [InlineData("\n\n;;;;\n\0")]
    public void Nothing_at_the_end_or_between_is_nothing(string nothing)
    {
        const string Text = "A;B;C;D;E\n1;x;2;y;3\n2;z;4;u;5\n";
        var table = Document(Text + nothing).Tables[0];
        table.Rows.ShouldBe([["1", "x", "2", "y", "3"], ["2", "z", "4", "u", "5"]]);
        if (nothing[^1] == '\n')
        {
            Document("A;B;C;D;E\n1;x;2;y;3\n" + nothing + "2;z;4;u;5\n").Tables[0].Rows.Count.ShouldBe(2);
        }
    }

    [Fact]
    public void Last_fields_left_out_are_empty()
    {
        var document = Document("A;B;C;D\n1;x;2;y\n2;z\n3;t;5\n4;z;2;u\n");
        document.Tables[0].Rows.ShouldBe([["1", "x", "2", "y"], ["2", "z", "", ""], ["3", "t", "5", ""], ["4", "z", "2", "u"]]);
        document.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void A_header_over_texts_with_other_delimiters_stays()
    {
        var table = Document(
            "Ngày,Giờ,Số lượng,Mã hàng\n23/08/2023,,5 km,\n19/03/2023,,5 km,\n11/03/2023,,a;b,\n11/06/2023,,Gạo "
                + "tẻ,\n20/07/2023,,,\n25/01/2023,,(không),\n").Tables[0];
        table.Header.ShouldBe(["Ngày", "Giờ", "Số lượng", "Mã hàng"]);
        table.Rows.Count.ShouldBe(6);
        table.Rows[2].ShouldBe(["11/03/2023", "", "a;b", ""]);
    }

    [Fact]
    public void Whole_lines_in_quotes_are_taken_out_of_them()
    {
        var document =
            Document("# Ngày công bố: 06/04/2024\n\"Chỉ tiêu;Kỳ;Giá trị\"\n\"Cảng;Tháng 3/2024;12,5\"\n\"Khách;Tháng 3/2024;650,5\"\n");
        document.Tables[0].Header.ShouldBe(["Chỉ tiêu", "Kỳ", "Giá trị"]);
        document.Tables[0].Rows.ShouldBe([["Cảng", "Tháng 3/2024", "12.5"], ["Khách", "Tháng 3/2024", "650.5"]]);
        document.Problems.Count.ShouldBe(3);
        Document("\"Lê Lợi, Ngô Quyền\"\n\"Trần Phú, Hải An\"\n\"Cầu Đất, Lê Chân\"\n").Tables[0].Rows[^1].ShouldBe(["Cầu Đất, Lê Chân"]);
    }

    [Fact]
    public void Two_ways_to_mend_a_figure_are_none()
    {
        var document = Document("Mã,Thu,Chi\nA1,5,6\nA2,17,26\nA3,123\nA4,8,9\n");
        document.Tables[0].Rows[2].ShouldBe(["A3", "123", ""]);
        document = Document("Mã;Thu;Chi;Tên\nA1;5;6;x\nA2;17;26;y\nA3;1723;z\nA4;8;9;u\n");
        document.Problems.Select(problem => problem.Place.ToString()).ShouldBe(["L4"]);
        document.Problems[0].Found.ShouldBe("A3;1723;z");
        document.Tables[0].Rows[2][1].ShouldBe("1723");
    }

    [Theory]
    [InlineData("NgÃ y;Chá»‰ tiÃªu;GiÃ¡ trá»‹\n1;Háº£i PhÃ²ng;5\n", "hai lần")]
    [InlineData("Ngày;Ch? tiêu;Giá tr?\n1;H?i Phòng;5\n2;Qu?n Ngô Quy?n;6\n", "dấu hỏi")]
    [InlineData("Ngaøy;Chæ tieâu;Giaù trò\n1;Haûi Phoøng;5\n2;Soá döï aùn ñaàu tö;6\n", "VNI")]
    [InlineData(
        "Ngày;Chỉ tiêu;Giá trị\n1;Hải Phòng;5\n2;https://example.test/a?b=1;6\n3;Có không? Không rõ;7\n4;toàn quốc, hoà, thuý;8\n", "")]
    public void Letters_that_were_lost_before_the_file_came_are_named(string text, string said)
    {
        var problems = Document(text).Problems;
        problems.Count.ShouldBe(said.Length > 0 ? 1 : 0);
        problems.Select(problem => problem.Message.Vi).FirstOrDefault("").ShouldContain(said);
    }

    private static RecordDocument Document(string text) =>
        DelimitedReader.Read(() => new MemoryStream(Encoding.UTF8.GetBytes(text)), TestContext.Current.CancellationToken);
}
