using System.Buffers.Binary;
using System.Text;
using ExcelDataReader;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Reading.Spreadsheet;

/// <summary>Reads the workbooks of Excel 2, 3 and 4 through ExcelDataReader: records without a container, one sheet mostly.</summary>
internal static class OldXlsSheets
{
    private const int Latin1 = 28591;

    // What these versions have; the library goes through each row up to the last column of any.
    private const int MostRows = 16_384;
    private const int MostColumns = 256;
    private const long MostVisited = 4L * MostRows * MostColumns;
    private const byte NoRecord = 0xFF;

    static OldXlsSheets() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static bool Is(FileHead head) => BiffSheets.VersionOf(head.Bytes) == 2;

    public static IEnumerable<Sheet> Read(Stream bytes, ReadingContext reading)
    {
        // Bytes as they are: what letters they mean is told elsewhere.
        var settings = new ExcelReaderConfiguration { FallbackEncoding = Encoding.GetEncoding(Latin1) };
        using var book = ExcelReaderFactory.CreateBinaryReader(new MemoryStream(Checked(bytes, reading), writable: false), settings);
        var visited = 0L;
        var styles = new Dictionary<string, CellStyle>(StringComparer.Ordinal);
        do
        {
            var sheet = new Sheet(book.Name ?? "", book.VisibleState is not (null or "visible"));
            for (var row = 1; book.Read(); row++)
            {
                reading.ThrowIfCancelled();
                visited += book.FieldCount + 1;
                if (visited > MostVisited)
                {
                    throw new OverBudgetException();
                }

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

    /// <summary>
    /// The records without those of cells where there can be none, and without what says how large the sheet is: its cells do.
    /// Told are the former, and cells whose formula failed, which the library shows as empty.
    /// </summary>
    private static byte[] Checked(Stream bytes, ReadingContext reading)
    {
        var records = new byte[Math.Min(bytes.Length, reading.Budget.MaxBytes)];
        bytes.ReadExactly(records);
        var isDamageTold = false;
        for (var at = 0; at + 4 <= records.Length;)
        {
            var (type, length) = (U16(records, at), U16(records, at + 2));
            var start = at;
            at += 4;
            if (at + length > records.Length)
            {
                break;
            }

            var data = records.AsSpan(at, length);
            at += length;
            if (type is 0x00 or 0x200)
            {
                (records[start], records[start + 1]) = (NoRecord, NoRecord);
            }
            else if (IsBeyond(type, data))
            {
                (records[start], records[start + 1]) = (NoRecord, NoRecord);
                if (!isDamageTold)
                {
                    isDamageTold = true;
                    reading.Report(WorkbookProblems.Damaged($"R{U16(data, 0) + 1}C{U16(data, 2) + 1}"));
                }
            }
            else
            {
                TellError(type, data, reading);
            }
        }

        return records;
    }

    /// <summary>A row or cell outside the sheet.</summary>
    private static bool IsBeyond(int type, ReadOnlySpan<byte> data) =>
        data.Length >= 4 && type switch
        {
            0x08 or 0x208 => U16(data, 0) >= MostRows,
            (>= 0x01 and <= 0x06) or (>= 0x201 and <= 0x206) or 0x406 or 0x27E or 0xBD or 0xBE or 0xD6 or 0xFD =>
                U16(data, 0) >= MostRows || U16(data, 2) >= MostColumns,
            _ => false,
        };

    private static void TellError(int type, ReadOnlySpan<byte> data, ReadingContext reading)
    {
        // Excel 2 has three bytes of attributes where the others have two for a style.
        var value = type is 0x05 or 0x06 ? 7 : 6;
        var code = type is 0x05 or 0x205 && data.Length >= value + 2 && data[value + 1] == 1 ? data[value]
            : type is 0x06 or 0x206 or 0x406 && data.Length >= value + 8 && U16(data, value + 6) == 0xFFFF && data[value] == 2
                ? data[value + 2]
            : -1;
        if (code >= 0)
        {
            reading.Report(
                WorkbookProblems.ErrorValue("", CellRef.Of(U16(data, 0) + 1, U16(data, 2) + 1), BiffSheets.ErrorName((byte)code)));
        }
    }

    private static int U16(ReadOnlySpan<byte> data, int at) => BinaryPrimitives.ReadUInt16LittleEndian(data[at..]);
}
