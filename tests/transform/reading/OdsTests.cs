using System.IO.Compression;
using System.Text;
using Plan86.Transform;
using Plan86.Transform.Reading;

namespace Plan86.Tests.Transform.Reading;

/// <summary>Spreadsheets of OpenDocument, written by hand: values, what is shown, merges, what is hidden, what is repeated.</summary>
public class OdsTests
{
    private const string Spaces =
        "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
        + "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "
        + "xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" "
        + "xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" "
        + "xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" "
        + "xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\"";

    private const string Styles =
        """
        <office:automatic-styles>
        <style:style style:name="bold" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>
        <style:style style:name="in" style:family="table-cell" style:parent-style-name="bold">
        <style:paragraph-properties fo:margin-left="0.353cm"/></style:style>
        <style:style style:name="hid" style:family="table"><style:table-properties table:display="false"/></style:style>
        <style:style style:name="sup" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
        <number:date-style style:name="N1"><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/>
        </number:date-style>
        <number:date-style style:name="N2"><number:day/><number:text>/</number:text><number:month/><number:text>/</number:text>
        <number:year number:style="long"/></number:date-style>
        <number:number-style style:name="N3"><number:number number:decimal-places="1" number:grouping="true" number:display-factor="1000"/>
        </number:number-style>
        <style:style style:name="month" style:family="table-cell" style:data-style-name="N1"/>
        <style:style style:name="day" style:family="table-cell" style:data-style-name="N2"/>
        <style:style style:name="scaled" style:family="table-cell" style:data-style-name="N3"/>
        </office:automatic-styles>
        """;

    [Fact]
    public void Values_what_is_shown_merges_and_what_is_hidden()
    {
        var document = Read(
            """
            <table:table table:name="FDI">
            <table:table-column/><table:table-column table:number-columns-repeated="2" table:default-cell-style-name="scaled"/>
            <table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>
            <table:table-row><table:table-cell table:number-columns-spanned="3" table:number-rows-spanned="1"
            office:value-type="string" table:style-name="bold"><text:p>1. Hàng<text:s text:c="2"/>hóa</text:p><office:annotation>
            <text:p>ghi chú</text:p>
            </office:annotation></table:table-cell><table:covered-table-cell table:number-columns-repeated="2"/></table:table-row>
            <table:table-header-rows><table:table-row><table:table-cell office:value-type="string"><text:p>Tên</text:p></table:table-cell>
            <table:table-cell table:style-name="month" office:value-type="date" office:date-value="2024-02-01"><text:p>02/2024</text:p>
            </table:table-cell><table:table-cell table:style-name="day" office:value-type="date" office:date-value="2024-03-31">
            <text:p>31/3/2024</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Tỷ lệ</text:p>
            </table:table-cell></table:table-row></table:table-header-rows>
            <table:table-row><table:table-cell table:style-name="in" office:value-type="string">
            <text:p>Cảng<text:span text:style-name="sup">1</text:span></text:p></table:table-cell>
            <table:table-cell office:value-type="float" office:value="12500000"><text:p>12,500.0</text:p></table:table-cell>
            <table:table-cell table:style-name="bold" table:formula="of:=1+1" office:value-type="currency" office:currency="VND"
            office:value="2"><text:p>2 ₫</text:p></table:table-cell><table:table-cell office:value-type="percentage" office:value="0.125">
            <text:p>12,5%</text:p></table:table-cell></table:table-row>
            <table:table-row table:visibility="filter"><table:table-cell office:value-type="string"><text:p>Bến<draw:frame><draw:object>
            <table:table><table:table-row><table:table-cell office:value-type="float" office:value="7"/></table:table-row></table:table>
            </draw:object></draw:frame></text:p><text:p>bãi</text:p></table:table-cell>
            <table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="1000"><text:p>1.0</text:p>
            </table:table-cell></table:table-row>
            <table:table-row table:number-rows-repeated="1048500">
            <table:table-cell table:number-columns-repeated="16384" table:style-name="bold"/></table:table-row>
            </table:table>
            <table:table table:name="nhap" table:style-name="hid"><table:table-row table:number-rows-repeated="2">
            <table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>
            <table:table-cell office:value-type="float" office:value="99"><text:p>99</text:p></table:table-cell></table:table-row>
            </table:table>
            """);
        document.Format.ShouldBe(FileFormat.Ods);
        document.Problems.ShouldBeEmpty();
        var table = document.Tables[0];
        (table.Sheet, table.Title, table.Hidden).ShouldBe(("FDI", "1. Hàng hóa", false));
        table.Columns.Select(column => (column.Path[^1], column.Hidden))
            .ShouldBe([("Tên", false), ("02/2024", false), ("2024-03-31", false), ("Tỷ lệ", true)]);
        table.Figures().Select(figure => (figure.Row.Label, figure.Cell.Ref, figure.Cell.Value, figure.Cell.IsFraction)).ShouldBe(
        [
            ("Cảng", "B3", 12_500, false), ("Cảng", "C3", 2, false), ("Cảng", "D3", 0.125, true), ("Bến bãi", "B4", 1, false),
            ("Bến bãi", "C4", 1, false),
        ]);
        table.Rows[^1].Hidden.ShouldBeTrue();
        document.Tables[1].Hidden.ShouldBeTrue();
        document.Tables[1].Figures().Select(figure => figure.Cell.Ref).ShouldBe(["B1", "B2"]);
    }

    [Fact]
    public void A_piece_of_a_text_may_have_a_font_of_capitals()
    {
        const string fonts =
            "<office:font-face-decls><style:font-face style:name=\"big\" svg:font-family=\"'.VnTimeH'\"/><style:font-face "
                + "style:name=\"small\" svg:font-family=\"'.VnTime'\"/></office:font-face-decls>"
            + "<office:automatic-styles><style:style style:name=\"c\" style:family=\"table-cell\"><style:text-properties "
            + "style:font-name=\"small\"/></style:style><style:style style:name=\"T1\" style:family=\"text\"><style:text-properties "
            + "style:font-name=\"big\"/></style:style></office:automatic-styles>";
        var xml = $"<office:document {Spaces} xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" "
            + $"office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">{fonts}<office:body><office:spreadsheet>"
            + "<table:table table:name=\"s\"><table:table-row><table:table-cell table:style-name=\"c\" "
            + "office:value-type=\"string\"><text:p><text:span text:style-name=\"T1\">d©n</text:span> sè ph©n theo ®Þa "
            + "ph\u00AD¬ng</text:p></table:table-cell><table:table-cell office:value-type=\"float\" "
            + "office:value=\"1.5\"/></table:table-row></table:table></office:spreadsheet></office:body></office:document>";
        XlsxFile.Read(Encoding.UTF8.GetBytes(xml), "x.fods").Tables.Single().Rows.Single().Label.ShouldBe("DÂN số phân theo địa phương");
    }

    [Fact]
    public void Formulas_that_failed_or_were_never_computed_are_named()
    {
        var document = Read(
            """
            <table:table table:name="s"><table:table-row><table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell>
            <table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error">
            <text:p>#DIV/0!</text:p></table:table-cell><table:table-cell table:formula="of:=1+1"/>
            <table:table-cell office:value-type="float" office:value="5"/></table:table-row></table:table>
            """);
        document.Problems.Select(problem => (problem.Place.ToString(), problem.Found)).ShouldBe([("s!C1", ""), ("s!B1", "#DIV/0!")]);
        document.Tables.Single().Figures().Single().Cell.Value.ShouldBe(5);
    }

    [Fact]
    public void One_XML_is_read_like_the_package()
    {
        var xml = $"<?xml version=\"1.0\"?><office:document {Spaces} "
            + $"office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">{Styles}<office:body><office:spreadsheet>"
            + "<table:table table:name=\"s\"><table:table-row><table:table-cell "
            + "office:value-type=\"string\"><text:p>a</text:p></table:table-cell><table:table-cell office:value-type=\"float\" "
            + "office:value=\"1.5\"/></table:table-row></table:table></office:spreadsheet></office:body></office:document>";
        var document = XlsxFile.Read(Encoding.UTF8.GetBytes(xml), "x.fods");
        (document.Format, document.Tables.Single().Figures().Single().Cell.Value).ShouldBe((FileFormat.Ods, 1.5));
    }

    [Fact]
    public void A_repetition_made_to_burst_is_refused()
    {
        var document = Read(
            "<table:table table:name=\"s\"><table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell "
                + "table:number-columns-repeated=\"16384\" office:value-type=\"float\" "
                + "office:value=\"1\"/></table:table-row></table:table>");
        document.Problems.ShouldHaveSingleItem().Message.En.ShouldBe("What the file unpacks to is too large; it was refused.");
        Read("<table:table table:name=\"s\">"
            + string.Concat(Enumerable.Repeat("<table:table-row table:number-rows-repeated=\"2147483647\"/>", 3000)) + "</table:table>")
                .ShouldNotBeNull();
    }

    [Fact]
    public void An_encrypted_one_is_told()
    {
        const string manifest =
            "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"><manifest:file-entry "
                + "manifest:full-path=\"content.xml\"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
        var document =
            XlsxFile.Read(
                Package(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "\u0001\u0002"),
                    ("META-INF/manifest.xml", manifest)), "x.ods");
        document.Problems.ShouldHaveSingleItem().Message.En.ShouldStartWith("The file is protected by a password");
    }

    [Fact]
    public void A_text_document_is_no_spreadsheet() =>
        XlsxFile.Read(Package(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<x/>")), "x.odt").Problems
            .Single().Message.En.ShouldStartWith("This is a document");

    [Fact]
    public void Damaged_ones_never_throw()
    {
        var whole = Bytes(
            "<table:table table:name=\"FDI\"><table:table-column table:number-columns-repeated=\"3\"/><table:table-row "
                + "table:number-rows-repeated=\"2\"><table:table-cell "
                + "office:value-type=\"string\"><text:p>a<text:s/></text:p></table:table-cell><table:table-cell "
                + "office:value-type=\"float\" office:value=\"1.5\"/></table:table-row></table:table>");
        var content = Encoding.UTF8
            .GetBytes(
                Content("<table:table table:name=\"FDI\"><table:table-row><table:table-cell "
                    + "office:value-type=\"string\"><text:p>a<text:s/></text:p></table:table-cell><table:table-cell "
                    + "office:value-type=\"float\" office:value=\"1.5\"/></table:table-row></table:table>"));
        var random = new Random(86);
        for (var i = 0; i < 400; i++)
        {
            XlsxFile.Read(Mutation.Of(whole, random), "x.ods").ShouldNotBeNull();
            XlsxFile.Read(
                Package(("mimetype", Encoding.ASCII.GetBytes("application/vnd.oasis.opendocument.spreadsheet")),
                    ("content.xml", Mutation.Of(content, random))), "x.ods").ShouldNotBeNull();
        }
    }

    private static TableDocument Read(string tables) => XlsxFile.Read(Bytes(tables), "bieu.ods");

    private static byte[] Bytes(string tables) =>
        Package(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", Content(tables)));

    private static string Content(string tables) =>
        $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content "
            + $"{Spaces}>{Styles}<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>";

    private static byte[] Package(params (string Name, string Content)[] parts) =>
        Package([.. parts.Select(part => (part.Name, Encoding.UTF8.GetBytes(part.Content)))]);

    private static byte[] Package(params (string Name, byte[] Content)[] parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }
}
