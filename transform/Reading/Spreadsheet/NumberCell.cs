using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Reading.Spreadsheet;

/// <summary>A number of a sheet as its format shows it: what a person sees is what is read.</summary>
internal static class NumberCell
{
    /// <summary>Returns the cell: text for a day, the scaled number where the format shows thousands.</summary>
    public static SheetCell Of(string sheet, int row, int column, double number, CellStyle style, bool from1904, ReadingContext reading)
    {
        if (style.Shape == NumberShape.Date && ExcelDate.TryRead(number, from1904, out var date))
        {
            return new SheetCell(column, null, new SheetText(style.Format.DateText(date)), style);
        }

        var scaled = style.Format.Scaled(number, out var shown);
        if (shown is null)
        {
            return new SheetCell(column, scaled, null, style);
        }

        // Whether the words are the column's unit or stand for the noughts left out, the file does not say.
        reading.Report(WorkbookProblems.ShownInThousands(sheet, CellRef.Of(row, column), number, shown));
        return new SheetCell(column, null, new SheetText(shown), style);
    }
}
