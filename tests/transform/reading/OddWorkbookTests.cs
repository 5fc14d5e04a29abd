using System.IO.Compression;
using System.Text;
using Plan86.Transform;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading;
using Plan86.Transform.Reading.Spreadsheet;

namespace Plan86.Tests.Transform.Reading;

/// <summary>Workbooks as other programs write them: spreadsheet programs open these, so they are read.</summary>
public class OddWorkbookTests
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    [Fact]
    public void Parts_are_found_however_they_are_called_and_declared()
    {
        (string Oddity, Func<string, string>? Name, Func<string, string, string?>? Content)[] oddities =
        [
            ("nothing odd", null, null),
            ("backslashes", name => name.Replace('/', '\\'), null),
            ("a slash before", name => "/" + name, null),
            ("a point before", name => "./" + name, null),
            ("capitals", name => name.ToUpperInvariant(), null),
            ("another name", name => name.Replace("workbook.xml", "so tinh.xml", StringComparison.Ordinal),
                (_, text) => text.Replace("workbook.xml", "so%20tinh.xml", StringComparison.Ordinal)),
            ("absolute places", null,
                (name, text) => name == "xl/_rels/workbook.xml.rels"
                    ? text.Replace("Target=\"", "Target=\"/xl/../xl/./", StringComparison.Ordinal) : text),
            ("no types", null, (name, text) => name == "[Content_Types].xml" ? null : text),
            ("types of nothing", null,
                (name, text) => name == "[Content_Types].xml" ? text.Replace("application/vnd", "text/x", StringComparison.Ordinal) : text),
            ("no relations", null, (name, text) => name.EndsWith(".rels", StringComparison.Ordinal) ? null : text),
            ("broken relations", null, (name, text) => name == "_rels/.rels" ? text[..^5] : text),
            ("no styles", null, (name, text) => name == "xl/styles.xml" ? null : text),
            ("relations that lead nowhere", null,
                (name, text) =>
                    text.Replace(
                        "</Relationships>",
                        "<Relationship Id=\"s1\" Type=\"x\" Target=\"NULL\"/><Relationship Id=\"h\" Type=\"x/hyperlink\" "
                            + "Target=\"http://[x\" TargetMode=\"External\"/></Relationships>", StringComparison.Ordinal)),
            ("the strict dialect", null,
                (_, text) => text.Replace(Main, "http://purl.oclc.org/ooxml/spreadsheetml/main", StringComparison.Ordinal)
                    .Replace(Relations, "http://purl.oclc.org/ooxml/officeDocument/relationships", StringComparison.Ordinal)),
            ("relations without their prefix", null, (_, text) => text.Replace("r:id=", "id=", StringComparison.Ordinal)),
            ("zeros at the end", null, (name, text) => name.Contains("sheet1", StringComparison.Ordinal) ? text + "\0\0" : text),
        ];
        foreach (var (oddity, name, content) in oddities)
        {
            var document = XlsxFile.Read(Rewrite(Plain().Bytes(), name, content));
            document.Problems.ShouldBeEmpty(oddity);
            document.Tables.ShouldHaveSingleItem(oddity).Figures().Select(figure => (figure.Row.Label, figure.Cell.Ref, figure.Cell.Value))
                .ShouldBe([("Cảng", "B2", 12.5), ("Sân bay", "B3", 7)], oddity);
        }
    }

    [Fact]
    public void What_stands_before_a_damage_is_kept_and_the_other_sheets_too()
    {
        var bytes = Plain().Sheet("Hai").Row(1, 'A', "Đảo", 3.5).Bytes();
        var document =
            XlsxFile.Read(
                Rewrite(bytes, null,
                    (name, text) => name.EndsWith("sheet1.xml", StringComparison.Ordinal)
                        ? text[..text.IndexOf("<v>7", StringComparison.Ordinal)] : text));
        document.Tables.SelectMany(table => table.Figures()).Select(figure => figure.Cell.Value).ShouldBe([12.5, 3.5]);
        var problem = document.Problems.ShouldHaveSingleItem();
        (problem.Place.ToString(), problem.Severity).ShouldBe(("Một", Severity.Error));

        document = XlsxFile.Read(Rewrite(bytes, null, (name, text) => name.EndsWith("sheet1.xml", StringComparison.Ordinal) ? null : text));
        document.Tables.ShouldHaveSingleItem().Sheet.ShouldBe("Hai");
        document.Problems.Single().Message.En.ShouldBe("The file names this sheet but does not hold its contents.");
    }

    [Fact]
    public void Texts_that_are_not_in_the_file_are_missed_once_a_sheet()
    {
        var document = new XlsxFile().Sheet("s")
            .Raw("""<row r="1"><c r="A1" t="s"><v>3</v></c><c r="B1"><v>1.5</v></c></row><row r="2"><c r="A2" t="s"><v>4</v></c>"""
                + """<c r="B2"><v>2.5</v></c></row>""").Read();
        document.Tables.Single().Figures().Select(figure => figure.Cell.Value).ShouldBe([1.5, 2.5]);
        document.Problems.Single().Place.ToString().ShouldBe("s!A1");
    }

    [Fact]
    public void Dates_as_text_elapsed_hours_and_texts_in_odd_places()
    {
        var cells = new XlsxFile().Sheet("s")
            .Raw("""<row r="1"><c r="A1" t="inlineStr"><v>Giờ</v></c><c r="B1" t="d"><v>2024-03-05T00:00:00</v></c><c r="C1" t="d">"""
                + """<v>2024-03-05T08:30:00Z</v></c><c r="D1"><v> 1.5<!-- giờ --> </v></c></row>""")
            .Read().Tables.Single().Rows.Single().Cells;
        cells.Select(cell => cell.Raw).ShouldBe(["Giờ", "2024-03-05", "2024-03-05 08:30:00", "1.5"]);
        NumberFormat.Of(46, null).Shape.ShouldBe(NumberShape.Plain);
        NumberFormat.Of("[hh]:mm").Shape.ShouldBe(NumberShape.Plain);
        NumberFormat.Of("[$-42A]dd/mm/yyyy;@").Shape.ShouldBe(NumberShape.Date);
        NumberFormat.Of("[Magenta]0.0%").Shape.ShouldBe(NumberShape.Percent);
    }

    [Fact]
    public void Two_sheets_with_one_name_are_told_apart()
    {
        var tables = Plain().Sheet("Một").Row(1, 'A', "Đảo", 3.5).Sheet("Một").Row(1, 'A', "Đảo", 4.5).Read().Tables;
        tables.Select(table => table.Sheet).ShouldBe(["Một", "Một (2)", "Một (3)"]);
    }

    private static XlsxFile Plain() =>
        new XlsxFile().Sheet("Một").Row(1, 'A', "Nơi", "Tấn").Row(2, 'A', "Cảng", 12.5).Row(3, 'A', "Sân bay", 7);

    /// <param name="content">Null leaves a part out.</param>
    private static byte[] Rewrite(byte[] workbook, Func<string, string>? rename, Func<string, string, string?>? content)
    {
        using var bytes = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(workbook)))
        using (var to = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in from.Entries)
            {
                using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
                var text = reader.ReadToEnd();
                if ((content is null ? text : content(entry.FullName, text)) is { } rewritten)
                {
                    using var writer = new StreamWriter(to.CreateEntry(rename?.Invoke(entry.FullName) ?? entry.FullName).Open());
                    writer.Write(rewritten);
                }
            }
        }

        return bytes.ToArray();
    }
}
