using System.Globalization;

namespace Plan86.Transform.Reading;

/// <summary>One table of a sheet. Texts are NFC, decoded from TCVN3 where needed, white space collapsed.</summary>
/// <param name="Sheet">Name of the sheet; empty for delimited text. In a ZIP the member's name, then that of its sheet
/// if it has any (<c>quy-3.xlsx › FDI</c>).</param>
/// <param name="Number">Counts the tables of a sheet from 1.</param>
/// <param name="Title">All lines of the title joined by a space; that of the table it continues where it has none
/// ("(Tiếp theo)"); empty for numbers outside any recognisable table.</param>
/// <param name="UnitText">What the unit line says (<c>Triệu USD</c>), without "Đơn vị tính:"; empty if none.</param>
/// <param name="Notes">Lines below (and footnotes), in order.</param>
/// <param name="Hidden">The sheet is hidden. It is read all the same.</param>
public sealed record Table(
    string Sheet,
    int Number,
    string Title,
    string UnitText,
    IReadOnlyList<TableColumn> Columns,
    IReadOnlyList<TableRow> Rows,
    IReadOnlyList<string> Notes,
    bool Hidden = false)
{
    /// <summary>The member of the archive it stands in; null outside of one.</summary>
    public string? Member { get; init; }

    /// <summary>The sheet as a whole.</summary>
    public Place Place => Place.OfSheet(Sheet) with { Member = Member };

    /// <summary>Returns a cell of the sheet.</summary>
    public Place PlaceOf(string cellRef) => Place with { Cell = cellRef };

    /// <summary>
    /// Returns the unit of the figures where a row and a column cross: <c>%</c> of shares and comparisons, else what a column of
    /// units says of the row (not where the header names a worth), the column's header, the row's label, a heading above it, or
    /// the table; empty if none.
    /// </summary>
    public string UnitOf(TableRow row, TableColumn column) =>
        column.UnitText == "%" || row.LabelUnit == "%" ? "%"
        : row.UnitText.Length > 0 && !column.IsWorth ? row.UnitText
        : column.UnitText.Length > 0 && !row.IsPastUnits ? column.UnitText
        : row.UnitText.Length > 0 ? row.UnitText
        : row.LabelUnit.Length > 0 ? row.LabelUnit
        : column.UnitOfTable.Length > 0 ? column.UnitOfTable
        : UnitText;

    /// <summary>Returns the header over a figure as one text: without the units of a section that its row has left.</summary>
    public static string HeaderOf(TableRow row, TableColumn column) =>
        row.IsPastUnits && column.Path is [.., var last] && last.Length > column.UnitText.Length && column.UnitText.Length > 0
            && last.EndsWith(column.UnitText, StringComparison.Ordinal)
            ? string.Join(" › ", [.. column.Path.SkipLast(1), last[..^column.UnitText.Length].TrimEnd()]) : column.Name;

    /// <summary>
    /// Every figure of the table, row by row: values outside the stub and the unit column, and numbers that stand alone
    /// in their row, wherever.
    /// </summary>
    public IEnumerable<(TableRow Row, TableColumn Column, TableCell Cell)> Figures()
    {
        var columns = Columns.ToDictionary(column => column.Index);
        foreach (var row in Rows)
        {
            var alone = row.Cells.All(cell => cell.Text is null && columns[cell.Column].Role != ColumnRole.Data);
            foreach (var cell in row.Cells)
            {
                if (cell.Value is not null && columns[cell.Column] is var column && (alone || column.Role == ColumnRole.Data))
                {
                    yield return (row, column, cell);
                }
            }
        }
    }
}

/// <summary>What a column holds.</summary>
public enum ColumnRole
{
    Data,

    /// <summary>Labels of rows.</summary>
    Stub,

    /// <summary>The unit of each row ("Đơn vị tính", "ĐVT").</summary>
    Unit,

    /// <summary>Text right of the stub: remarks, statuses, labels in a second language.</summary>
    Text,
}

/// <summary>One column that is used.</summary>
/// <param name="Index">Counts from 1: C is 3.</param>
/// <param name="Path">Header from top to bottom, one entry a level; text that is merely stacked is one level.</param>
public sealed record TableColumn(int Index, IReadOnlyList<string> Path, ColumnRole Role, bool Hidden = false)
{
    /// <summary>The cell in which the last line of the header stands over it; empty where there is none.</summary>
    public string HeaderRef { get; init; } = "";

    /// <summary>Unit that the header states for this column alone (<c>Số dự án (Dự án)</c>), <c>%</c> of shares and
    /// comparisons; empty if none.</summary>
    public string UnitText { get; init; } = "";

    /// <summary>The header names a worth in a unit of its own (<c>Trị giá (Triệu USD)</c>), whatever the row is counted in.</summary>
    public bool IsWorth { get; init; }

    /// <summary>Of several units of the table (<c>Nghìn tấn; Triệu USD</c>) the one that this column is in; empty where there
    /// is one, or its header does not tell.</summary>
    public string UnitOfTable { get; init; } = "";

    /// <summary>A column before it has the same header.</summary>
    public bool IsTwin { get; init; }

    /// <summary>The path as one text; of a column without a header of its own it ends in the column's letter:
    /// <c>[N]</c>, <c>Năm 2009 › [I]</c>.</summary>
    public string Name =>
        Path.Count > 0 && !IsTwin ? string.Join(" › ", Path) : string.Join(" › ", [.. Path, $"[{CellRef.Of(1, Index)[..^1]}]"]);
}

/// <summary>One row of the body, also one without a figure ("Phân theo một số địa phương").</summary>
/// <param name="Index">Row of the sheet, from 1; in delimited text the record, from 1.</param>
/// <param name="Label">The row's own label, without footnote marks.</param>
/// <param name="Path">Labels of the rows above it in the hierarchy, then its own.</param>
/// <param name="UnitText">Unit of this row where the table has a unit column, ditto marks resolved; else empty.</param>
/// <param name="Line">First line of the row: in delimited text the physical line, else <paramref name="Index"/>.</param>
public sealed record TableRow(
    int Index,
    string Label,
    IReadOnlyList<string> Path,
    string UnitText,
    IReadOnlyList<TableCell> Cells,
    int Line,
    bool Hidden = false)
{
    /// <summary>Unit that the label or a heading above it states (<c>Diện tích (Nghìn ha)</c>); empty if none.</summary>
    public string LabelUnit { get; init; } = "";

    /// <summary>The units in the header are those of a section above, of "A." where this is "B."</summary>
    public bool IsPastUnits { get; init; }

    /// <summary>The path as one text; of a row without a label its number in brackets: <c>[28]</c>.</summary>
    public string Name => Path.Count > 0 ? string.Join(" › ", Path) : string.Create(CultureInfo.InvariantCulture, $"[{Index}]");
}

/// <summary>One cell in which something stands.</summary>
/// <param name="Row">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Value">Null for text and for what is marked missing (<c>…</c>, <c>..</c>, <c>x</c>); 0 for <c>-</c>.</param>
/// <param name="Text">Null for a number that the file stores as one.</param>
/// <param name="IsFraction">The number format shows the value times 100 with a percent sign: 0.123 means 12.3 %.
/// (The text <c>12,3%</c> has the value 12.3.)</param>
/// <param name="Address">Where it stands in a format without rows and columns: <c>[12]</c>, <c>L40</c>.</param>
public readonly record struct TableCell(int Row, int Column, double? Value, string? Text, bool IsFraction = false, string? Address = null)
{
    /// <summary>Address in the sheet: <c>C19</c>. Made when asked for.</summary>
    public string Ref => Address ?? CellRef.Of(Row, Column);

    /// <summary>Text as it stands, decoded; a number of a workbook in its shortest form with a decimal point
    /// (<c>787.2263849</c>), a date as <c>2024-12-31</c>.</summary>
    public string Raw => Text ?? Value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}

/// <summary>A sheet as it stands: every cell in which something stands.</summary>
/// <param name="Name">Empty for delimited text, whose cells have the line for a row.</param>
public sealed record GridSheet(string Name, IReadOnlyList<TableCell> Cells);
