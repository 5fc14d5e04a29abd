using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using Plan86.Transform.Reading;

namespace Plan86.Tests.Transform.Reading;

/// <summary>
/// Writes small workbooks part by part, without a library: so a test can also write what no library would.
/// </summary>
internal sealed class XlsxFile
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private readonly List<(string Name, string State, StringBuilder Rows, List<string> Merges, List<int> HiddenColumns)> _sheets = [];

    /// <summary>Fonts and formats by the number a cell gives: 0 plain, 1 bold, 2 indented, 3 .VnTime, 4 .VnTimeH, 5 percent, 6 date, 7 bold
    /// and indented.</summary>
    private const string Styles =
        $"""
        <styleSheet xmlns="{Main}"><fonts count="4"><font><name val="Arial"/></font><font><b/><name val="Arial"/></font><font>
        <name val=".VnTime"/></font><font><name val=".VnTimeH"/></font></fonts>
        <fills count="1"><fill/></fills><borders count="1"><border/></borders>
        <cellXfs count="8"><xf fontId="0" numFmtId="0"/><xf fontId="1" numFmtId="0"/><xf fontId="0" numFmtId="0"><alignment indent="1"/>
        </xf><xf fontId="2" numFmtId="0"/><xf fontId="3" numFmtId="0"/><xf fontId="0" numFmtId="10"/><xf fontId="0" numFmtId="14"/>
        <xf fontId="1" numFmtId="0"><alignment indent="1"/></xf></cellXfs></styleSheet>
        """;

    private bool _calculates;

    /// <summary>Asks whoever opens the workbook to calculate it.</summary>
    public XlsxFile Calculate()
    {
        _calculates = true;
        return this;
    }

    public XlsxFile Sheet(string name, string state = "visible")
    {
        _sheets.Add((name, state, new StringBuilder(), [], []));
        return this;
    }

    /// <summary>Cells as "C7 text" or "C7 =12.5", with a style after the address: "C7/1 text".</summary>
    public XlsxFile Cells(params string[] cells)
    {
        var rows = cells.Select(
            cell => (Cell: cell, Row: int.Parse(cell.AsSpan(1, cell.IndexOfAny([' ', '/']) - 1), CultureInfo.InvariantCulture)));
        foreach (var row in rows.GroupBy(cell => cell.Row).OrderBy(row => row.Key))
        {
            Raw($"<row r=\"{row.Key}\">{string.Concat(row.Select(cell => Cell(cell.Cell)))}</row>");
        }

        return this;
    }

    /// <summary>One row: texts and numbers from a column on; null leaves a cell out.</summary>
    public XlsxFile Row(int row, char from, params object?[] values)
    {
        var cells = values.Select((value, i) => value switch
        {
            null => null,
            string text => $"{(char)(from + i)}{row} {text}",
            _ => string.Create(CultureInfo.InvariantCulture, $"{(char)(from + i)}{row} ={value}"),
        });
        return Cells([.. cells.OfType<string>()]);
    }

    public XlsxFile Merge(params string[] ranges)
    {
        _sheets[^1].Merges.AddRange(ranges);
        return this;
    }

    public XlsxFile HideColumn(int column)
    {
        _sheets[^1].HiddenColumns.Add(column);
        return this;
    }

    public XlsxFile Raw(string xml)
    {
        _sheets[^1].Rows.Append(xml);
        return this;
    }

    public byte[] Bytes(string? sheetPrologue = null)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml",
                $"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"""
                    + $"""<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"""
                    + Override("workbook", "sheet.main") + Override("styles", "styles")
                    + Each(i => Override($"worksheets/sheet{i}", "worksheet")) + "</Types>");
            Add(zip, "_rels/.rels",
                $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"""
                    + $"""<Relationship Id="r1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            Add(zip, "xl/workbook.xml",
                $"""<workbook xmlns="{Main}" xmlns:r="{Relations}">"""
                    + "<sheets>" + Each(i => $"""
                        <sheet name="{SecurityElement.Escape(_sheets[i - 1].Name)}"
                        sheetId="{i}" state="{_sheets[i - 1].State}" r:id="s{i}"/>
                        """)
                    + "</sheets>" + (_calculates ? "<calcPr fullCalcOnLoad=\"1\"/>" : "") + "</workbook>");
            Add(zip, "xl/_rels/workbook.xml.rels",
                """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"""
                    + Each(i => $"<Relationship Id=\"s{i}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>")
                    + $"""<Relationship Id="styles" Type="{Relations}/styles" Target="styles.xml"/></Relationships>""");
            Add(zip, "xl/styles.xml", Styles);
            for (var i = 1; i <= _sheets.Count; i++)
            {
                var (_, _, rows, merges, hidden) = _sheets[i - 1];
                var columns = hidden.Count == 0 ? ""
                    : $"<cols>{string.Concat(hidden.Select(column => $"<col min=\"{column}\" max=\"{column}\" hidden=\"1\"/>"))}</cols>";
                var merged = merges.Count == 0
                    ? "" : $"<mergeCells>{string.Concat(merges.Select(range => $"<mergeCell ref=\"{range}\"/>"))}</mergeCells>";
                Add(zip, $"xl/worksheets/sheet{i}.xml",
                    $"""{sheetPrologue}<worksheet xmlns="{Main}">"""
                        + $"""<dimension ref="A1:XFD1048576"/>{columns}<sheetData>{rows}</sheetData>{merged}</worksheet>""");
            }
        }

        return bytes.ToArray();
    }

    public TableDocument Read() => Read(Bytes());

    public static TableDocument Read(byte[] bytes, string name = "bieu.xlsx") =>
        TableReader.Read(() => new MemoryStream(bytes, writable: false), name, TestContext.Current.CancellationToken);

    private string Each(Func<int, string> part) => string.Concat(Enumerable.Range(1, _sheets.Count).Select(part));

    private static string Override(string part, string kind) =>
        $"<Override PartName=\"/xl/{part}.xml\" "
        + $"ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml\"/>";

    private static string Cell(string cell)
    {
        var space = cell.IndexOf(' ', StringComparison.Ordinal);
        var (address, content) = (cell[..space].Split('/'), cell[(space + 1)..]);
        var style = address.Length > 1 ? address[1] : "0";
        return content.StartsWith('=')
            ? $"<c r=\"{address[0]}\" s=\"{style}\"><v>{content[1..]}</v></c>"
            : $"<c r=\"{address[0]}\" s=\"{style}\" t=\"inlineStr\"><is><t "
                + $"xml:space=\"preserve\">{SecurityElement.Escape(content)}</t></is></c>";
    }

    private static void Add(ZipArchive zip, string name, string content)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name, CompressionLevel.Optimal).Open());
        writer.Write(content);
    }
}
