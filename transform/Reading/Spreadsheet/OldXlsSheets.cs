using System.Buffers.Binary;
using System.Text;
using ExcelDataReader;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Reading.Spreadsheet;

/// <summary>Reads the workbooks of Excel 2, 3 and 4 through ExcelDataReader: records without a container, one sheet mostly.</summary>
internal static class OldXlsSheets
{
    private const int Latin1 = 28591;

    static OldXlsSheets() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static bool Is(FileHead head) => BiffSheets.VersionOf(head.Bytes) == 2;

    public static IEnumerable<Sheet> Read(Stream bytes, ReadingContext reading)
    {
        // Bytes as they are: what letters they mean is told elsewhere.
        var settings = new ExcelReaderConfiguration { FallbackEncoding = Encoding.GetEncoding(Latin1), LeaveOpen = true };
        TellErrors(bytes, "", reading);
        using var book = ExcelReaderFactory.CreateBinaryReader(bytes, settings);
        var styles = new Dictionary<string, CellStyle>(StringComparer.Ordinal);
        do
        {
            var sheet = new Sheet(book.Name ?? "", book.VisibleState is not (null or "visible"));
            for (var row = 1; book.Read(); row++)
            {
                reading.ThrowIfCancelled();
                var cells = Row(book, row, sheet, styles, reading);
                if (cells.Cells.Count > 0)
                {
                    sheet.Rows.Add(cells);
                }
            }

            foreach (var merge in book.MergeCells ?? [])
            {
                sheet.Merges.Add(new Merge(merge.FromRow + 1, merge.ToRow + 1, merge.FromColumn + 1, merge.ToColumn + 1));
            }

            yield return sheet;
        }
        while (book.NextResult());
    }

    private static SheetRow Row(IExcelDataReader book, int index, Sheet sheet, Dictionary<string, CellStyle> styles, ReadingContext reading)
    {
        var row = new SheetRow(index, index, book.RowHeight == 0);
        for (var field = 0; field < book.FieldCount; field++)
        {
            if (Cell(book, field, index, sheet, styles, reading) is not { } cell)
            {
                continue;
            }

            reading.Budget.Cell();
            row.Cells.Add(cell);
            if (book.GetColumnWidth(field) == 0)
            {
                sheet.HiddenColumns.Add(cell.Column);
            }
        }

        return row;
    }

    private static SheetCell? Cell(
        IExcelDataReader book, int field, int row, Sheet sheet, Dictionary<string, CellStyle> styles, ReadingContext reading)
    {
        var column = field + 1;
        if (book.GetValue(field) is not { } value)
        {
            return null;
        }

        var style = StyleOf(book.GetNumberFormatString(field) ?? "", styles);
        return value switch
        {
            double number when double.IsFinite(number) => NumberCell.Of(sheet.Name, row, column, number, style, false, reading),
            int number => NumberCell.Of(sheet.Name, row, column, number, style, false, reading),
            DateTime day => new SheetCell(column, null, new SheetText(style.Format.DateText(day)), style),
            bool truth => new SheetCell(column, null, new SheetText(truth ? "TRUE" : "FALSE"), style),
            string { Length: > 0 } text => new SheetCell(column, null, new SheetText(text), style),
            _ => null,
        };
    }

    private static CellStyle StyleOf(string code, Dictionary<string, CellStyle> styles)
    {
        if (!styles.TryGetValue(code, out var style))
        {
            styles.Add(code, style = CellStyle.None with { Format = NumberFormat.Of(-1, code) });
        }

        return style;
    }

    /// <summary>Cells whose formula failed: the library shows them as empty.</summary>
    private static void TellErrors(Stream bytes, string sheet, ReadingContext reading)
    {
        var records = new byte[Math.Min(bytes.Length, reading.Budget.MaxBytes)];
        bytes.ReadExactly(records);
        bytes.Position = 0;
        for (var at = 0; at + 4 <= records.Length;)
        {
            var (type, length) = (U16(records, at), U16(records, at + 2));
            at += 4;
            if (at + length > records.Length)
            {
                return;
            }

            var data = records.AsSpan(at, length);

            // Excel 2 has three bytes of attributes where the others have two for a style.
            var value = type is 0x05 or 0x06 ? 7 : 6;
            var code = type is 0x05 or 0x205 && length >= value + 2 && data[value + 1] == 1 ? data[value]
                : type is 0x06 or 0x206 or 0x406 && length >= value + 8 && U16(data, value + 6) == 0xFFFF && data[value] == 2
                    ? data[value + 2]
                : -1;
            if (code >= 0)
            {
                reading.Report(
                    WorkbookProblems.ErrorValue(sheet, CellRef.Of(U16(data, 0) + 1, U16(data, 2) + 1), BiffSheets.ErrorName((byte)code)));
            }

            at += length;
        }
    }

    private static int U16(ReadOnlySpan<byte> data, int at) => BinaryPrimitives.ReadUInt16LittleEndian(data[at..]);
}
