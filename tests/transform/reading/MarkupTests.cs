using System.Text;
using Plan86.Transform;
using Plan86.Transform.Reading;

namespace Plan86.Tests.Transform.Reading;

/// <summary>What is called .xls and is markup, and what is a spreadsheet but not one that is read.</summary>
public class MarkupTests
{
    [Fact]
    public void A_page_of_tables_is_read_with_its_merged_headers()
    {
        var document = Read("""
            <html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset=utf-8><style>td { x: "<table>" }</style></head><body>
            <h3>Đầu tư n&#432;ớc ngoài</h3><!-- <td>9</td> -->
            <TABLE border=1><tr><th rowspan=2>Tỉnh</th><th colspan="2">Vốn<br>(triệu USD)</th></tr><tr><th>2023</th><th>2024</th></tr>
            <tr><td><b>Hải Phòng</b><td>1.234,5<td x:num="2345.5">2.346
            <tr><td>&nbsp;&nbsp;Cát Hải</td><td>10</td><td>-</td></tr></TABLE><p>Giá &lt; 5 và a < b</p></body></html>
            """);
        document.Format.Name().ShouldBe("html");
        var table = document.Tables.ShouldHaveSingleItem();
        table.Title.ShouldBe("Đầu tư nước ngoài");
        table.Columns.Select(column => string.Join(" › ", column.Path))
            .ShouldBe(["Tỉnh", "Vốn (triệu USD) › 2023", "Vốn (triệu USD) › 2024"]);
        table.Figures().Select(figure => FormattableString.Invariant($"{string.Join(" › ", figure.Row.Path)}={figure.Cell.Value}"))
            .ShouldBe(["Hải Phòng=1234.5", "Hải Phòng=2345.5", "Hải Phòng › Cát Hải=10", "Hải Phòng › Cát Hải=0"]);
        table.Notes.ShouldBe(["Giá < 5 và a < b"]);
    }

    [Fact]
    public void Attributes_of_all_kinds_hidden_rows_and_tables_inside_tables_are_understood()
    {
        var document = Read("""
            <table><tr><td>Cục Thống kê<table title='a > b'><tr><th>Tỉnh<th>2023<th>2024<th>Tăng</tr>
            <tr><td style="font-weight: 700">Hải Phòng<td align=right>1,5<td x:num = '2.5' title="x > y">2,50<td x:num="0.125">12,5%
            <tr style='mso-hide:all;display:none'><td>Ẩn<td>3<td>4</tr><tr><td>H&agrave; N&#x1ED9;i<td>5<td>6</table></table>
            """);
        var table = document.Tables.ShouldHaveSingleItem();
        table.Title.ShouldBe("Cục Thống kê");
        table.Rows.Select(row => FormattableString.Invariant($"{row.Label} {row.Hidden} {row.Cells[1].Value} {row.Cells[2].Value}"))
            .ShouldBe(["Hải Phòng False 1.5 2.5", "Ẩn True 3 4", "Hà Nội False 5 6"]);
        (table.Rows[0].Cells[3].Value, table.Rows[0].Cells[3].IsFraction).ShouldBe((0.125, true));
    }

    [Fact]
    public void Cells_that_reach_over_everything_cost_no_more_than_a_sheet()
    {
        var cell = "<td rowspan=65534 colspan=1000>1";
        Read("<html><table>" + string.Concat(Enumerable.Repeat("<tr>" + string.Concat(Enumerable.Repeat(cell, 400)), 200))).Format.Name()
            .ShouldBe("html");
    }

    [Fact]
    public void Spreadsheet_XML_of_Excel_2003_is_read()
    {
        var document = Read("""
            <?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
            <ss:Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">
            <ss:Styles><ss:Style ss:ID="b"><ss:Font ss:FontName=".VnArial" ss:Bold="1"/></ss:Style></ss:Styles>
            <ss:Worksheet ss:Name="FDI"><ss:Table><ss:Column ss:Index="5" ss:Hidden="1"/>
            <ss:Row><ss:Cell><ss:Data ss:Type="String">TØnh</ss:Data></ss:Cell><ss:Cell ss:Index="3" ss:MergeAcross="1">
            <ss:Data ss:Type="String">Vốn</ss:Data></ss:Cell></ss:Row>
            <ss:Row ss:Index="3"><ss:Cell ss:StyleID="b"><ss:Data ss:Type="String">H¶i <html:B>Phßng</html:B></ss:Data><ss:Comment>
            <ss:Data>ghi chú</ss:Data></ss:Comment></ss:Cell>
            <ss:Cell ss:Index="3"><ss:Data ss:Type="Number">12.5</ss:Data></ss:Cell><ss:Cell><ss:Data ss:Type="Error">#REF!</ss:Data>
            </ss:Cell></ss:Row>
            </ss:Table></ss:Worksheet></ss:Workbook>
            """);
        document.Format.Name().ShouldBe("xml-2003");
        var (row, _, cell) = document.Tables.ShouldHaveSingleItem().Figures().ShouldHaveSingleItem();
        row.Label.ShouldBe("Hải Phòng");
        cell.Ref.ShouldBe("C3");
        cell.Value.ShouldBe(12.5);
        document.Problems.ShouldHaveSingleItem().Place.ToString().ShouldBe("FDI!D3");
    }

    [Theory]
    [InlineData("MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<table>", "MHTML")]
    [InlineData("ID;PWXL;N;E\r\nC;Y1;X1;K1\r\nE\r\n", "SYLK")]
    public void A_spreadsheet_that_is_not_read_is_called_one_and_told_what_to_do(string text, string format)
    {
        var problem = Read(text).Problems.ShouldHaveSingleItem();
        problem.Found.ShouldBe(format);
        problem.Message.En.ShouldContain("save it as .xlsx");
    }

    private static TableDocument Read(string text) => XlsxFile.Read(Encoding.UTF8.GetBytes(text), "x.xls");
}
