using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Plan86.Schedules.Office;
using Plan86.Transform;
using Plan86.Transform.Meaning;

namespace Plan86.Schedules.Bulletins;

/// <summary>The figures of an indicator to take away: yearly values and all vintages as CSV, each with its CSVW metadata, and a
/// workbook. CSV on the Web: W3C Recommendation "Metadata Vocabulary for Tabular Data" (2015).</summary>
internal sealed class IndicatorFiles(Settings settings, BulletinContent content)
{
    private static readonly JsonWriterOptions Json = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A column of a file: name, XSD type, what it holds.</summary>
    private sealed record FileColumn(string Name, string Type, Bilingual Meaning);

    private static readonly IReadOnlyList<FileColumn> YearlyColumns =
    [
        new("indicator", "string", new("Mã chỉ tiêu", "Code of the indicator")),
        new("ref_area", "string", new("Mã địa giới", "Code of the territory")),
        new("year", "gYear", new("Năm", "Year")),
        new("value", "double", new("Giá trị, theo đơn vị của cột unit", "Value, in the unit of the column unit")),
        new("unit", "string", new("Đơn vị tính", "Unit, in Vietnamese")),
        new("obs_status", "string", new("Loại số liệu, mã SDMX: A, E, P, F", "Status, SDMX: A, E, P, F")),
        new("is_nowcast", "boolean", new("Ước từ các tháng", "Computed from the months so far")),
    ];

    private static readonly IReadOnlyList<FileColumn> VintageColumns =
    [
        new("indicator", "string", new("Mã chỉ tiêu", "Code of the indicator")),
        new("series", "string", new("Mã chuỗi số liệu", "Code of the series")),
        new("ref_area", "string", new("Mã địa giới", "Code of the territory")),
        new("time_period", "string", new("Kỳ, mã SDMX", "Period, SDMX")),
        new("obs_value", "double", new("Giá trị như đã công bố", "Value as published")),
        new("unit_measure", "string", new("Đơn vị đo", "Unit of measure")),
        new("unit_mult", "integer", new("Lũy thừa của mười", "Power of ten")),
        new("obs_status", "string", new("Loại số liệu, mã SDMX: A, E, P, F", "Status, SDMX: A, E, P, F")),
        new("valid_from", "date", new("Ngày công bố", "Day of publication")),
        new("valid_to", "date", new("Ngày bị thay; bỏ trống: còn hiệu lực", "Day it was replaced; empty: still in force")),
        new("counted", "boolean", new("Có lúc được dùng", "It counted at some time")),
        new("source", "string", new("Mã nguồn", "Code of the source")),
        new("file_name", "string", new("Tệp", "File")),
        new("place", "string", new("Trang và ô, hoặc dòng", "Sheet and cell, or line")),
        new("extract_id", "string", new("Mã tệp", "Id of the extract")),
    ];

    /// <summary>Returns the files of an indicator by their names, without those of a language.</summary>
    public IEnumerable<(string Name, byte[] Bytes)> Of(IndicatorPart part)
    {
        var code = part.Indicator.Code;
        yield return ($"{code}.csv", Csv(YearlyColumns, Yearly(part)));
        yield return ($"{code}.csv-metadata.json", Metadata($"{code}.csv", part, YearlyColumns, "indicator", "ref_area", "year"));
        yield return ($"{code}.vintages.csv", Csv(VintageColumns, Vintages(part)));
        yield return ($"{code}.vintages.csv-metadata.json",
            Metadata($"{code}.vintages.csv", part, VintageColumns, "series", "ref_area", "time_period", "extract_id", "place"));
    }

    /// <summary>Returns the workbook: yearly values, vintages, targets and verdicts.</summary>
    public byte[] Workbook(IndicatorPart part, Phrases phrases)
    {
        var title = phrases.Name(part.Indicator);
        var unit = phrases.Pick(part.Indicator.Unit.Text.Vi, part.Indicator.Unit.Text.En);
        var years = Sheet(
            phrases.Pick("Số liệu năm", "Yearly"), $"{title} ({unit})", phrases,
            [phrases.Pick("Địa giới", "Territory"), phrases.Pick("Năm", "Year"), phrases.Pick("Giá trị", "Value"),
                phrases.Pick("Loại số liệu", "Kind of figure")],
            [34, 10, 18, 26],
            part.Others.Select(other => (other.Name, other.Values)).Prepend((settings.Catalogue.NameOfArea(part.RefArea), part.Values))
                .SelectMany(area => area.Values.OrderBy(value => value.Year).Select(value => new object?[]
                {
                    phrases.Pick(area.Item1.Vi, area.Item1.En), (double)value.Year, value.Value,
                    phrases.Status(value.Status, value.IsNowcast),
                })));
        var vintages = Sheet(
            phrases.Pick("Các lần công bố", "Vintages"), phrases.Pick("Các lần công bố và ô nguồn", "Vintages and their cells"), phrases,
            [phrases.Pick("Chuỗi số liệu", "Series"), phrases.Pick("Địa giới", "Territory"), phrases.Pick("Kỳ", "Period"),
                phrases.Pick("Giá trị", "Value"), phrases.Pick("Đơn vị tính", "Unit"), phrases.Pick("Loại", "Kind"),
                phrases.Pick("Từ ngày", "From"), phrases.Pick("Đến ngày", "To"), phrases.Pick("Tệp và ô", "File and cell")],
            [26, 14, 12, 18, 18, 14, 14, 14, 60],
            part.AllVintages.Select(vintage => new object?[]
            {
                vintage.Series, vintage.RefArea, vintage.TimePeriod, vintage.Value,
                vintage.Unit is { } own ? phrases.Pick(own.Text.Vi, own.Text.En) : "", phrases.Status(vintage.Status),
                phrases.Date(vintage.ValidFrom), vintage.ValidTo is { } to ? phrases.Date(to) : "",
                ProblemText.Visible($"{vintage.FileName}, {vintage.Place}"),
            }));
        var targets = Sheet(
            phrases.Pick("Mục tiêu", "Targets"), phrases.Pick("Mục tiêu và kết luận", "Targets and verdicts"), phrases,
            [phrases.Pick("Mục tiêu", "Target"), phrases.Pick("Thực hiện", "Actual"), phrases.Pick("Kết luận", "Verdict"),
                phrases.Pick("Cần từ nay", "Required from here")],
            [44, 34, 26, 26],
            part.Targets.Select(target => new object?[]
            {
                phrases.Target(part, target), phrases.Actual(target), phrases.Verdict(target.Verdict), phrases.Required(target),
            }));
        return Xlsx.Write([years, vintages, targets]);
    }

    private static IEnumerable<object?[]> Yearly(IndicatorPart part) =>
        part.Others.Select(other => (other.RefArea, other.Values)).Prepend((part.RefArea, part.Values))
            .SelectMany(area => area.Values.OrderBy(value => value.Year).Select(value => new object?[]
            {
                part.Indicator.Code, area.RefArea, value.Year, value.Value, part.Indicator.Unit.Text.Vi, value.Status.Code(),
                value.IsNowcast,
            }));

    private static IEnumerable<object?[]> Vintages(IndicatorPart part) => part.AllVintages.Select(vintage => new object?[]
    {
        part.Indicator.Code, vintage.Series, vintage.RefArea, vintage.TimePeriod, vintage.Value, vintage.Unit?.Measure, vintage.Unit?.Mult,
        vintage.Status.Code(), vintage.ValidFrom, vintage.NeverCounted ? vintage.ValidFrom : vintage.ValidTo, !vintage.NeverCounted,
        vintage.Source, vintage.FileName, vintage.Place, vintage.ExtractId,
    });

    private static byte[] Csv(IReadOnlyList<FileColumn> columns, IEnumerable<object?[]> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        CsvText.WriteLine(columns.Select(column => column.Name), text);
        foreach (var row in rows)
        {
            CsvText.WriteLine(row, text);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private byte[] Metadata(string file, IndicatorPart part, IReadOnlyList<FileColumn> columns, params string[] key)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Json))
        {
            json.WriteStartObject();
            json.WriteString("@context", "http://www.w3.org/ns/csvw");
            json.WriteString("url", file);
            Both(json, "dc:title", part.Indicator.Name);
            Both(json, "dc:source", part.Indicator.Source);
            json.WriteStartObject("dc:issued");
            json.WriteString("@value", content.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteString("@type", "xsd:date");
            json.WriteEndObject();
            json.WriteStartObject("tableSchema");
            json.WriteStartArray("columns");
            foreach (var column in columns)
            {
                json.WriteStartObject();
                json.WriteString("name", column.Name);
                json.WriteString("titles", column.Name);
                Both(json, "dc:description", column.Meaning);
                json.WriteString("datatype", column.Type);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("primaryKey");
            foreach (var name in key)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void Both(Utf8JsonWriter json, string name, Bilingual text)
    {
        json.WriteStartArray(name);
        foreach (var (value, language) in new[] { (text.Vi, "vi"), (text.En, "en") })
        {
            json.WriteStartObject();
            json.WriteString("@value", value);
            json.WriteString("@language", language);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private XlsxSheet Sheet(
        string name, string title, Phrases phrases, IReadOnlyList<string> headers, double[] widths, IEnumerable<object?[]> rows)
    {
        var (head, cell, number) = (
            new XlsxStyle(Bold: true, Border: true, Shaded: true), new XlsxStyle(Border: true),
            new XlsxStyle(Align: XlsxAlign.Right, Border: true));
        var sheet = new XlsxSheet(name, widths) { HeaderRow = 3 };
        sheet.Set(1, 1, title, new XlsxStyle(Bold: true, Size: 14), headers.Count);
        sheet.Set(2, 1, phrases.Basis(content), new XlsxStyle(Italic: true), headers.Count);
        for (var at = 0; at < headers.Count; at++)
        {
            sheet.Set(3, at + 1, headers[at], head);
        }

        var row = 4;
        foreach (var values in rows)
        {
            for (var at = 0; at < values.Length; at++)
            {
                sheet.Set(row, at + 1, values[at], values[at] is double ? number : cell);
            }

            row++;
        }

        return sheet;
    }
}
