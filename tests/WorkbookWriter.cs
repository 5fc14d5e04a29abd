using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Plan86.Tests;

/// <summary>Small workbooks in the layouts offices use, for tests and for the shipped samples.</summary>
internal sealed class WorkbookWriter
{
    private readonly List<(string Name, SortedDictionary<(int Row, int Column), object> Cells, List<string> Merges)> _sheets = [];

    /// <summary>Begins a sheet; the cells that follow are its.</summary>
    public WorkbookWriter Sheet(string name)
    {
        _sheets.Add((name, [], []));
        return this;
    }

    /// <param name="reference">C19</param>
    /// <param name="value">A text or a number.</param>
    public WorkbookWriter Cell(string reference, object value)
    {
        var column = 0;
        var at = 0;
        for (; char.IsAsciiLetter(reference[at]); at++)
        {
            column = (column * 26) + reference[at] - 'A' + 1;
        }

        _sheets[^1].Cells[(int.Parse(reference.AsSpan(at), CultureInfo.InvariantCulture), column)] = value;
        return this;
    }

    /// <summary>Cells of one row from a column on; null leaves one empty.</summary>
    public WorkbookWriter Row(int row, char column, params object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is { } value)
            {
                Cell(string.Create(CultureInfo.InvariantCulture, $"{(char)(column + i)}{row}"), value);
            }
        }

        return this;
    }

    public WorkbookWriter Merge(string range)
    {
        _sheets[^1].Merges.Add(range);
        return this;
    }

    /// <summary>The GSO's table of foreign direct investment by locality, as printed since 2019 (or before: no adjusted
    /// capital), with Hải Phòng's row.</summary>
    public WorkbookWriter Fdi(string sheet, string title, int projects, double registered, double? adjusted)
    {
        Sheet(sheet).Cell("A1", title);
        if (adjusted is null)
        {
            Cell("C4", "Số dự án").Cell("D4", "Số vốn đăng ký").Cell("C5", "(Dự án)").Cell("D5", "(Triệu USD)");
        }
        else
        {
            Cell("E3", "Triệu USD")
                .Cell("C4", "Số dự án").Cell("D4", "Vốn đăng ký").Cell("E4", "Vốn đăng ký")
                .Cell("C5", "(Dự án)").Cell("D5", "cấp mới").Cell("E5", "điều chỉnh");
        }

        Cell("A7", "Phân theo một số địa phương").Cell("B8", "Hải Phòng").Cell("C8", projects).Cell("D8", registered);
        return adjusted is null ? this : Cell("E8", adjusted.Value);
    }

    public byte[] ToArray()
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.Workbook = new Workbook(new Sheets());
            foreach (var (name, cells, merges) in _sheets)
            {
                var part = workbook.AddNewPart<WorksheetPart>();
                var data = new SheetData();
                foreach (var row in cells.GroupBy(cell => cell.Key.Row))
                {
                    data.Append(new Row(row.Select(cell => Make(cell.Key.Row, cell.Key.Column, cell.Value))) { RowIndex = (uint)row.Key });
                }

                part.Worksheet = new Worksheet(data);
                if (merges.Count > 0)
                {
                    part.Worksheet.Append(new MergeCells(merges.Select(range => new MergeCell { Reference = range })));
                }

                workbook.Workbook.Sheets!
                    .Append(new Sheet
                    {
                        Id = workbook.GetIdOfPart(part),
                        SheetId = (uint)(_sheets.Count + workbook.Workbook.Sheets.Count()),
                        Name = name,
                    });
            }
        }

        return stream.ToArray();
    }

    /// <summary>Sheet, reference and content of every cell this writer writes.</summary>
    public static IReadOnlyList<string> CellsOf(byte[] workbook)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(workbook), isEditable: false);
        var book = document.WorkbookPart!;
        return
        [
            .. book.Workbook!.Descendants<Sheet>().SelectMany(sheet => ((WorksheetPart)book.GetPartById(sheet.Id!)).Worksheet!
                .Descendants<Cell>().Select(cell => $"{sheet.Name}!{cell.CellReference} {cell.InnerText}")),
        ];
    }

    private static Cell Make(int row, int column, object value)
    {
        var reference = $"{(char)('A' + column - 1)}{row}";
        return value is string text
            ? new Cell { CellReference = reference, DataType = CellValues.InlineString, InlineString = new InlineString(new Text(text)) }
            : new Cell { CellReference = reference, CellValue = new CellValue(Convert.ToDouble(value, CultureInfo.InvariantCulture)) };
    }
}
