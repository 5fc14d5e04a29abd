using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using Plan86.Schedules.Office;
using Plan86.Tests.Transform.Reading;
using Plan86.Transform;
using Plan86.Transform.Reading;

namespace Plan86.Tests.Schedules;

/// <summary>The annotated copy beside a drop, read back part by part.</summary>
public class AnnotatedCopyTests
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private static readonly Bilingual IsNoNumber = new("Giá trị không phải là số.", "The value is not a number.");
    private static readonly Problem NotANumber = Problem.Error(Place.OfCell("12. FDI", "D8"), "1.2O3", "1.234,5", IsNoNumber);
    private static readonly Problem Falls = Problem.Warning(Place.OfCell("12. FDI", "E8"), "9", ">= 10",
        new Bilingual("Số cộng dồn thấp hơn tháng trước.", "The cumulative figure is lower than the month before."));

    [Fact]
    public void A_bad_cell_of_a_workbook_is_coloured_and_says_what_was_expected()
    {
        var copy = Copy(Fdi().Bytes(), "fdi.xlsx", NotANumber, Falls);
        Shown(copy, "xl/worksheets/sheet", "12. FDI").ShouldBe(
            """
            A1/1 12. Đầu tư nước ngoài
            C4 Số dự án
            D4 Vốn
            B8 Hải Phòng
            C8 11
            D8 FFFFC7CE 1.2O3
            E8 FFFFEB9C 9
            """);
        var comments = Comments(copy);
        comments["D8"]
            .ShouldBe("Giá trị không phải là số.\nThe value is not a number.\nTìm thấy / found: 1.2O3\nCần có / expected: 1.234,5");
        comments["E8"].ShouldContain(">= 10");

        // Read back by our own reader, nothing is lost.
        XlsxFile.Read(copy).Tables[0].Rows.SelectMany(row => row.Cells).Select(cell => cell.Raw)
            .ShouldBe(["Hải Phòng", "11", "1.2O3", "9"]);
        Text(copy, "vmlDrawing").ShouldContain("<x:Row>7</x:Row><x:Column>3</x:Column>");
    }

    [Fact]
    public void Columns_are_as_wide_as_their_texts_where_the_workbook_says_nothing()
    {
        var copy = Copy(Fdi().Bytes(), "fdi.xlsx", NotANumber);
        Text(copy, "xl/worksheets/sheet").ShouldContain("<cols><col min=\"1\"");
    }

    [Fact]
    public void Nothing_active_is_handed_back()
    {
        var workbook = new XlsxFile().Sheet("12. FDI").Raw(
            """
            <row r="8"><c r="B8" t="inlineStr"><is><t>Hải Phòng</t></is></c><c r="C8"><f>cmd|'/C calc'!A0</f><v>11</v></c><c r="D8" t="str">
            <f>WEBSERVICE("http://x")</f><v>=1+1</v></c><c r="E8" cm="1"><f t="shared" si="0" ref="E8:E9">[1]Sheet1!A1</f><v>9</v></c></row>
            """).Bytes();
        using var bytes = new MemoryStream();
        bytes.Write(workbook);
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var (name, content) in new[]
            {
                ("xl/vbaProject.bin", "macro"), ("xl/externalLinks/externalLink1.xml", "<externalLink/>"),
                ("xl/connections.xml", "<connections/>"),
                ("xl/worksheets/_rels/sheet1.xml.rels",
                    """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"""
                        + """<Relationship Id="h" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" """
                        + """Target="http://example.test/" TargetMode="External"/></Relationships>"""),
            })
            {
                using var entry = new StreamWriter(zip.CreateEntry(name).Open());
                entry.Write(content);
            }
        }

        var copy = Copy(bytes.ToArray(), "fdi.xlsx", NotANumber, Falls);
        using var result = new ZipArchive(new MemoryStream(copy));
        result.Entries.Select(entry => entry.FullName)
            .ShouldAllBe(name => !name.Contains("vba") && !name.Contains("external") && !name.Contains("connections"));
        var all = string.Concat(result.Entries.Select(entry => new StreamReader(entry.Open()).ReadToEnd()));
        foreach (var word in new[] { "<f", "cmd|", "WEBSERVICE", "example.test", "[1]", "macro" })
        {
            all.ShouldNotContain(word);
        }

        Shown(copy, "xl/worksheets/sheet", "12. FDI").ShouldBe("B8 Hải Phòng\nC8 11\nD8 FFFFC7CE =1+1\nE8 FFFFEB9C 9");
    }

    [Fact]
    public void A_line_of_a_text_is_marked_in_a_plain_grid_where_text_stays_text()
    {
        var csv = Encoding.UTF8
            .GetBytes("# Ngày công bố: 06/01/2024\nChỉ tiêu;Kỳ;Giá trị\n=HYPERLINK(\"http://x\");Năm 2023;9.1OO\nKhách;Năm 2023;8,5\n");
        var copy = Copy(
            csv, "so-lieu.csv",
            Problem.Error(Place.OfLine(3, "Giá trị"), "9.1OO", "1.234,5", IsNoNumber),
            Problem.Error(Place.OfLine(4, "Mã"), "", "", new Bilingual("Không có cột.", "There is no column.")));
        Shown(copy, "xl/worksheets/sheet", "Dữ liệu").ShouldBe(
            """
            A1 # Ngày công bố: 06/01/2024
            A2 Chỉ tiêu
            B2 Kỳ
            C2 Giá trị
            A3' =HYPERLINK("http://x")
            B3 Năm 2023
            C3 FFFFC7CE 9.1OO
            A4 FFFFC7CE Khách
            B4 FFFFC7CE Năm 2023
            C4 FFFFC7CE 8,5
            """);
        Comments(copy).Keys.ShouldBe(["C3", "A4"]);
    }

    [Fact]
    public void A_sheet_may_be_named_like_a_place()
    {
        var book = new XlsxFile().Sheet("Thu!D8").Row(8, 'B', "Hải Phòng", 11).Sheet("thu.csv").Row(8, 'B', "Hải Phòng", 11).Bytes();
        var copy = Copy(book, "thu.xlsx",
            Problem.Error(Place.OfCell("Thu!D8", "C8"), "11", "", IsNoNumber),
            Problem.Error(Place.OfSheet("thu.csv!D8"), "", "", IsNoNumber),
            Problem.Error(Place.OfLine(8).InMember("thu.csv"), "", "", IsNoNumber));
        Shown(copy, "xl/worksheets/sheet", "Thu!D8").ShouldBe("B8 Hải Phòng\nC8 FFFFC7CE 11");
        Comments(copy).Keys.ShouldBe(["C8"]);
    }

    [Fact]
    public void Without_a_cell_to_point_at_there_is_no_copy()
    {
        using var output = new MemoryStream();
        AnnotatedCopy.Write(
            () => new MemoryStream(Fdi().Bytes()), "x.xlsx",
            [Problem.Error(default, "", "", new Bilingual("Không tìm thấy bảng.", "The table was not found."))], output,
            TestContext.Current.CancellationToken).ShouldBeFalse();
        output.Length.ShouldBe(0);
    }

    [Fact]
    public async Task Beside_a_drop_with_bad_cells_lies_a_copy_and_it_is_no_drop_itself()
    {
        using var office = new Office();
        var path = office.Drop("gso-monthly", "2024-02-29-fdi.xlsx", new WorkbookWriter()
            .Fdi("12. FDI", "12. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/02/2024", 20, 150, -9.75).Cell("D8", "1.2O3")
            .Cell("B9", "Hà Nội").Cell("C9", 21).Cell("D9", 151).Cell("E9", 1).ToArray());
        await office.OnceAsync();
        File.Exists(path + ".reply.txt").ShouldBeTrue();
        Comments(await File.ReadAllBytesAsync(path + ".reply.xlsx", TestContext.Current.CancellationToken))["D8"].ShouldContain("1.2O3");

        await office.OnceAsync();
        office.Scalar<long>("SELECT count(*) FROM extract").ShouldBe(1);

        // The mended file gets no copy, and the old one goes.
        office.Drop("gso-monthly", "2024-02-29-fdi.xlsx", new WorkbookWriter()
            .Fdi("12. FDI", "12. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/02/2024", 20, 150, 9.75).ToArray());
        await office.OnceAsync();
        File.ReadAllText(path + ".reply.txt").ShouldContain("ACCEPTED: ");
        File.Exists(path + ".reply.xlsx").ShouldBeFalse();
    }

    [Theory]
    [InlineData("C8", "1O")]
    [InlineData("D8", "3OO,5")]
    [InlineData("E8", "7,,5")]
    public async Task A_column_with_one_figure_and_that_bad_has_its_cell_named_and_marked(string cell, string found)
    {
        using var office = new Office();
        var path = office.Drop("gso-monthly", "2024-02-29-fdi.xlsx", new WorkbookWriter()
            .Fdi("12. FDI", "12. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/02/2024", 20, 150, 9.75).Cell(cell, found)
            .ToArray());
        await office.OnceAsync();
        office.Text("SELECT place, found, expected, severity FROM problem").ShouldBe($"12. FDI!{cell} {found} 1.234,5 error");
        office.Scalar<long>("SELECT count(*) FROM observation WHERE NOT derived").ShouldBe(2, "the others are used");
        Comments(await File.ReadAllBytesAsync(path + ".reply.xlsx", TestContext.Current.CancellationToken))[cell].ShouldContain(found);
    }

    [Fact]
    public async Task For_a_renamed_header_the_nearest_one_is_named_and_marked()
    {
        using var office = new Office();
        var path = office.Drop("gso-monthly", "2024-02-29-fdi.xlsx", new WorkbookWriter()
            .Fdi("12. FDI", "12. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/02/2024", 20, 150, 9.75)
            .Cell("C4", "Số lượng").Cell("C5", "dự án mới").Cell("F4", "Ghi chú").Cell("F8", 1).ToArray());
        await office.OnceAsync();
        office.Text("SELECT place, found, expected, severity FROM problem WHERE expected LIKE '*%'")
            .ShouldBe("12. FDI!C5 Số lượng dự án mới *số dự án* | *of projects* warning");
        Comments(await File.ReadAllBytesAsync(path + ".reply.xlsx", TestContext.Current.CancellationToken))["C5"]
            .ShouldContain("«số dự án»");
    }

    [Fact]
    public async Task A_share_outside_0_to_100_is_held_back_in_a_table_as_in_a_flat_file()
    {
        using var office = new Office(sources: ("ty-trong", """
            {
              "source": "ty-trong", "name_vi": "Tỷ trọng", "name_en": "Shares",
              "published_on": { "file_name": "^(?<year>\\d{4})-(?<month>\\d{2})-(?<day>\\d{2})" },
              "flat": { "columns": { "series": { "header": "Mã" }, "time_period": { "header": "Kỳ" },
              "obs_value": { "header": "Giá trị" } } },
              "tables": [ { "title": "*tỷ trọng*", "series": "GRDP.SHARE_NATIONAL", "rows": [ { "match": "Hải Phòng" } ],
              "columns": [ { "match": "Năm *" } ] } ]
            }
            """));
        office.Drop("ty-trong", "2024-02-01-a.xlsx", new WorkbookWriter()
            .Sheet("1").Cell("A1", "1. Tỷ trọng đóng góp vào GDP cả nước").Cell("C3", "%").Cell("C4", "Năm 2022").Cell("D4", "Năm 2023")
            .Cell("B5", "Hải Phòng").Cell("C5", 3.8).Cell("D5", 380).ToArray());
        office.Drop(
            "ty-trong", "2024-02-02-a.csv", System.Text.Encoding.UTF8.GetBytes("Mã;Kỳ;Giá trị\nGRDP.SHARE_NATIONAL;Năm 2023;380\n"));
        await office.OnceAsync();
        office.Text("SELECT time_period, obs_value FROM observation").ShouldBe("2022 3.8");
        office.Text("SELECT place, expected, severity FROM problem").ShouldBe("1!D5 0 … 100 error\nL2:Giá trị 0 … 100 error");
    }

    [Fact]
    public void Any_program_opens_the_copy_no_fill_is_empty_and_columns_are_as_wide_as_their_texts()
    {
        var csv = Encoding.UTF8.GetBytes("Chỉ tiêu;Kỳ;Giá trị\nSản lượng hàng hóa thông qua cảng biển;Năm 2023;9.1OO\n");
        var grid = Copy(csv, "x.csv",
            Problem.Error(Place.OfLine(2, "Giá trị"), "9.1OO", "1.234,5", IsNoNumber));
        foreach (var copy in new[] { grid, Copy(Fdi().Bytes(), "fdi.xlsx", NotANumber, Falls) })
        {
            using var document = DocumentFormat.OpenXml.Packaging.SpreadsheetDocument.Open(new MemoryStream(copy), false);
            new DocumentFormat.OpenXml.Validation.OpenXmlValidator().Validate(document, TestContext.Current.CancellationToken)
                .Select(fault => $"{fault.Part?.Uri} {fault.Path?.XPath}: {fault.Description}").ShouldBeEmpty();
            XDocument.Parse(Text(copy, "styles")).Descendants(Main + "fill").ShouldAllBe(fill => fill.HasElements);
        }

        XDocument.Parse(Text(grid, "xl/worksheets/sheet")).Descendants(Main + "col").Select(column => (int)column.Attribute("width")!)
            .ShouldBe([40, 10, 9]);
    }

    private static XlsxFile Fdi() => new XlsxFile().Sheet("12. FDI")
        .Cells("A1/1 12. Đầu tư nước ngoài", "C4 Số dự án", "D4 Vốn").Row(8, 'B', "Hải Phòng", 11, "1.2O3", 9);

    private static byte[] Copy(byte[] file, string name, params Problem[] problems)
    {
        using var output = new MemoryStream();
        AnnotatedCopy.Write(() => new MemoryStream(file), name, problems, output, TestContext.Current.CancellationToken).ShouldBeTrue();
        return output.ToArray();
    }

    private static string Text(byte[] package, string part)
    {
        using var zip = new ZipArchive(new MemoryStream(package));
        return new StreamReader(zip.Entries.First(entry => entry.FullName.Contains(part, StringComparison.OrdinalIgnoreCase)).Open())
            .ReadToEnd();
    }

    private static Dictionary<string, string> Comments(byte[] package) =>
        XDocument.Parse(Text(package, "comments")).Descendants(Main + "comment")
            .ToDictionary(comment => comment.Attribute("ref")!.Value, comment => comment.Value);

    /// <summary>Cells of the first sheet: address, style (where the file had one), quote prefix, colour of the fill, text.</summary>
    private static string Shown(byte[] package, string part, string sheet)
    {
        Text(package, "xl/workbook.xml").ShouldContain($"name=\"{sheet}\"");
        var styles = XDocument.Parse(Text(package, "styles"));
        var fills = styles.Descendants(Main + "fill").ToList();
        var formats = styles.Descendants(Main + "cellXfs").Single().Elements().ToList();
        return string.Join('\n', XDocument.Parse(Text(package, part)).Descendants(Main + "c").Select(cell =>
        {
            var style = (int?)cell.Attribute("s") ?? 0;
            var colour =
                fills.ElementAtOrDefault((int?)formats.ElementAtOrDefault(style)?.Attribute("fillId") ?? 0)?.Descendants(Main + "fgColor")
                    .FirstOrDefault()?.Attribute("rgb")?.Value;
            var quoted = (string?)formats.ElementAtOrDefault(style)?.Attribute("quotePrefix") == "1" ? "'" : "";
            return $"{cell.Attribute("r")!.Value}{(colour is null && style > 0 && quoted.Length == 0 ? $"/{style}" : quoted)} "
                + $"{(colour is null ? "" : colour + " ")}{cell.Value}";
        }));
    }
}
