using Plan86.Transform;
using Plan86.Transform.Reading;

namespace Plan86.Tests.Transform.Reading;

/// <summary>Workbooks of records in a package: see <see cref="XlsbFile"/>.</summary>
public class XlsbTests
{
    [Fact]
    public void Values_strings_formats_merges_and_what_is_hidden()
    {
        var document = XlsxFile.Read(XlsbFile.Package(), "bieu.xlsb");
        document.Format.ShouldBe(FileFormat.Xlsb);
        document.Problems.Select(problem => (problem.Place.ToString(), problem.Found)).ShouldBe([("FDI!C4", ""), ("FDI!B4", "#DIV/0!")]);
        var table = document.Tables[0];
        (table.Sheet, table.Title, table.Hidden).ShouldBe(("FDI", "1. Hàng hóa", false));
        table.Columns.Select(column => (column.Path[^1], column.Hidden))
            .ShouldBe([("Tên", false), ("02/2024", false), ("2024", false), ("Tỷ lệ", false), ("Ẩn", true)]);
        table.Figures().Select(figure => (figure.Row.Label, figure.Cell.Ref, figure.Cell.Value, figure.Cell.IsFraction)).ShouldBe(
            [("Cảng1", "B3", 12_500, false), ("Cảng1", "C3", 2.5, false), ("Cảng1", "D3", 0.125, true), ("Cảng1", "E3", 7, false),
                ("Bến", "E4", 3.5, false)]);
        table.Rows[^1].Hidden.ShouldBeTrue();
        document.Tables[1].Hidden.ShouldBeTrue();
    }

    [Fact]
    public void Cut_short_or_damaged_it_is_told_and_never_throws()
    {
        var sheet = XlsbFile.Sheet;
        for (var length = 0; length < sheet.Length; length += 3)
        {
            XlsxFile.Read(XlsbFile.Package(sheet[..length]), "x.xlsb").ShouldNotBeNull();
        }

        XlsxFile.Read(XlsbFile.Package(sheet[..(sheet.Length - 5)]), "x.xlsb").Problems
            .ShouldContain(problem => problem.Severity == Severity.Error);
        var random = new Random(86);
        for (var i = 0; i < 500; i++)
        {
            XlsxFile.Read(XlsbFile.Package(Mutation.Of(sheet, random)), "x.xlsb").ShouldNotBeNull();
            var (styles, strings, workbook) =
                (Mutation.Of(XlsbFile.Styles, random), Mutation.Of(XlsbFile.Strings, random), Mutation.Of(XlsbFile.Workbook, random));
            XlsxFile.Read(XlsbFile.Package(sheet, styles, strings, workbook), "x.xlsb").ShouldNotBeNull();
        }
    }
}
