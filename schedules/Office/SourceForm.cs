using System.Globalization;
using Plan86.Transform;
using Plan86.Transform.Meaning;

namespace Plan86.Schedules.Office;

/// <summary>The template of the file that a source takes, as a workbook: a line for each thing the source knows, with its
/// unit; filled in as far as there are figures, it is dropped as it is.</summary>
internal static class SourceForm
{
    private const int InputColumn = 5;

    private static readonly string[] Statuses = ["Ước", "Sơ bộ", "Chính thức"];

    private static readonly XlsxStyle Plain = new();
    private static readonly XlsxStyle Header = new(Bold: true, Size: 11, Align: XlsxAlign.Center, Border: true, Shaded: true);
    private static readonly XlsxStyle Text = new(Border: true);
    private static readonly XlsxStyle Middle = Text with { Align = XlsxAlign.Center };
    private static readonly XlsxStyle Written = Middle with { Input = true };

    private static readonly XlsxRule StatusRule = new(
        "Trạng thái",
        "Chọn Ước, Sơ bộ hoặc Chính thức; để trống là Chính thức. / Estimate, provisional or final; empty means final.",
        "Chỉ được chọn Ước, Sơ bộ hoặc Chính thức, hoặc để trống. / Choose from the list, or leave it empty.")
    {
        Choices = Statuses,
    };

    private static readonly XlsxRule DayRule = new(
        "Ngày công bố",
        "Ghi ngày/tháng/năm: ngày số liệu được công bố. / The day of publication.",
        "Phải là một ngày, ghi ngày/tháng/năm, từ năm 2020. / A day is needed, from 2020 on.")
    {
        IsDay = true,
        Lowest = new DateTime(2020, 1, 1).ToOADate(),
        Highest = new DateTime(2100, 12, 31).ToOADate(),
    };

    /// <summary>Returns the workbook.</summary>
    /// <param name="month">The month the figures are of; it stands in the column of periods, where it can be changed.</param>
    public static byte[] Write(Source source, SourceTemplate template, DateOnly month)
    {
        var sheet = new XlsxSheet("Số liệu", 58, 18, 16, 18, 18) { HeaderRow = 5, Footer = source.NameVi };
        sheet.Set(1, 1, source.NameVi.ToUpperInvariant(), Plain with { Bold = true, Size = 13 }, 5);
        sheet.Set(2, 1, "Ngày công bố:", Plain with { Bold = true, Align = XlsxAlign.Right });
        sheet.Set(2, 2, null, Written with { Format = "dd/mm/yyyy" });
        sheet.Allow(2, 2, DayRule);
        sheet.Set(
            3, 1,
            "Chỉ ghi vào các ô nền vàng. Chỉ tiêu chưa có số liệu để trống, không ghi số 0. Kỳ có thể sửa: «Tháng 10/2026», «Quý "
                + "III/2026», «9 tháng năm 2026», "
            + "«Năm 2026». Đơn vị tính đã in là đơn vị cần dùng. Không thêm chữ vào ô số; ước, sơ bộ ghi ở cột Trạng thái.\n"
            + "Fill in the yellow cells only; leave a cell empty where there is no figure.",
            Plain with { Italic = true, Size = 10 }, 5);
        var columns = new[] {
            TemplateColumn.Series, TemplateColumn.Period, TemplateColumn.Unit, TemplateColumn.Status, TemplateColumn.Value };
        for (var i = 0; i < columns.Length; i++)
        {
            sheet.Set(5, i + 1, template.Headers.GetValueOrDefault(columns[i], ""), Header);
        }

        var row = 5;
        var period = string.Create(CultureInfo.InvariantCulture, $"Tháng {month.Month}/{month.Year}");
        foreach (var line in template.Lines)
        {
            sheet.Set(++row, 1, line.Label, Text);
            sheet.Set(row, 2, period, Written);
            sheet.Set(row, 3, line.Unit, Middle);
            sheet.Set(row, 4, null, Written);
            sheet.Set(row, InputColumn, null, Written with { Align = XlsxAlign.Right, Format = "#,##0.####" });
            sheet.Allow(row, 4, StatusRule);
            sheet.Allow(row, InputColumn, Between(line));
        }

        return Xlsx.Write([sheet]);
    }

    /// <summary>What can be true: a share from 0 to 100, a change from −100, an amount not below zero unless it may fall.</summary>
    private static XlsxRule Between(TemplateLine line)
    {
        var (lowest, highest) = line.Series.Between(line.Transformation)
            ?? (line.Transformation.IsComparison() ? (-100, 1000) : (line.Series.CanFall ? -1e12 : 0, 1e12));
        return new XlsxRule(
            line.Label,
            $"Đơn vị tính: {line.Unit}. Chưa có số liệu thì để trống. / Leave it empty where there is no figure.",
            "Phải là một con số, không kèm chữ; chưa có số liệu thì để trống. / A number is needed, without words, or nothing.")
        {
            Lowest = lowest,
            Highest = highest,
        };
    }
}
