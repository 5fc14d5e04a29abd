using System.Buffers.Binary;
using System.Text;

namespace Plan86.Transform;

/// <summary>
/// Reads the records of Excel 5.0 and 95 workbooks, which no library at hand does. Their strings are bytes in the code
/// page of the machine that wrote them, so TCVN3 comes out as it went in.
/// (OpenOffice.org's Documentation of the Microsoft Excel File Format, 2008.)
/// </summary>
internal static class Biff5Sheets
{
    private const int EndOfSheet = 0x0A;

    public static IEnumerable<Sheet> Read(byte[] records, ReadingBudget budget, Action<Problem> report, CancellationToken ct)
    {
        var book = new Book();
        var sheets = new List<(string Name, bool Hidden, int Start)>();
        foreach (var (type, start, length) in Records(records, 0))
        {
            var data = records.AsSpan(start, length);
            switch (type)
            {
                case 0x2F:
                    report(WorkbookProblems.Encrypted());
                    yield break;
                case 0x42 when length >= 2:
                    book.TakeCodePage(U16(data, 0));
                    break;
                case 0x22 when length >= 2:
                    book.From1904 = U16(data, 0) == 1;
                    break;
                case 0x31 or 0x231 when length >= 15:
                    book.Fonts.Add((book.Text(data[15..], data[14]), U16(data, 6) >= 600 || (U16(data, 2) & 1) != 0, (U16(data, 2) & 2) != 0));
                    break;
                case 0x41E when length >= 3:
                    book.Formats[U16(data, 0)] = book.Text(data[3..], data[2]);
                    break;
                case 0xE0 when length >= 8:
                    book.TakeStyle(U16(data, 0), U16(data, 2), data[6] & 7);
                    break;
                case 0x85 when length >= 7 && data[5] == 0:
                    sheets.Add((book.Text(data[7..], data[6]), (data[4] & 3) != 0, BinaryPrimitives.ReadInt32LittleEndian(data)));
                    break;
            }
        }

        foreach (var (name, hidden, start) in sheets)
        {
            ct.ThrowIfCancellationRequested();
            var sheet = new Sheet(name, hidden);
            book.ReadSheet(records, start, sheet, budget, report);
            yield return sheet;
        }
    }

    /// <summary>The records from a place on to the end of the substream; those inside embedded charts are passed over.</summary>
    private static IEnumerable<(int Type, int Start, int Length)> Records(byte[] bytes, int at)
    {
        var depth = 0;
        while (at >= 0 && at + 4 <= bytes.Length)
        {
            var type = U16(bytes, at);
            var length = U16(bytes, at + 2);
            at += 4;
            if (at + length > bytes.Length)
            {
                throw new EndOfStreamException();
            }

            depth += type == 0x809 ? 1 : 0;
            if (depth <= 1)
            {
                yield return (type, at, length);
            }

            depth -= type == EndOfSheet ? 1 : 0;
            if (depth <= 0 && type == EndOfSheet)
            {
                yield break;
            }

            at += length;
        }

        throw new EndOfStreamException();
    }

    private static int U16(ReadOnlySpan<byte> data, int at) => BinaryPrimitives.ReadUInt16LittleEndian(data[at..]);

    private sealed class Book
    {
        private Encoding _encoding = Encoding.Latin1;
        private readonly List<CellStyle> _styles = [];

        public List<(string Name, bool Bold, bool Italic)> Fonts { get; } = [];

        public Dictionary<int, string> Formats { get; } = [];

        public bool From1904 { get; set; }

        /// <summary>Of the Windows code pages only the Vietnamese one changes what TCVN3 leaves alone.</summary>
        public void TakeCodePage(int page)
        {
            if (page == 1258)
            {
                _encoding = CodePagesEncodingProvider.Instance.GetEncoding(1258)!;
            }
        }

        public string Text(ReadOnlySpan<byte> bytes, int length) => _encoding.GetString(bytes[..Math.Min(length, bytes.Length)]);

        public void TakeStyle(int font, int format, int align)
        {
            // Font 4 does not exist: 5 is the fifth.
            var index = font > 4 ? font - 1 : font;
            var (name, bold, italic) = index < Fonts.Count ? Fonts[index] : ("", false, false);
            _styles.Add(new CellStyle(name, bold, italic, 0, align == 6, CellStyle.ShapeOf(format > 163 ? -1 : format, Formats.GetValueOrDefault(format))));
        }

        public void ReadSheet(byte[] records, int start, Sheet sheet, ReadingBudget budget, Action<Problem> report)
        {
            var rows = new SortedDictionary<int, SortedDictionary<int, SheetCell>>();
            var hiddenRows = new HashSet<int>();
            var pending = (Row: 0, Column: 0, Style: CellStyle.None);
            foreach (var (type, at, length) in Records(records, start))
            {
                var data = records.AsSpan(at, length);
                switch (type)
                {
                    case 0x208 when length >= 14 && (U16(data, 12) & 0x20) != 0:
                        hiddenRows.Add(U16(data, 0) + 1);
                        continue;
                    case 0x7D when length >= 10 && (U16(data, 8) & 1) != 0:
                        for (var hidden = U16(data, 0) + 1; hidden <= Math.Min(U16(data, 2) + 1, 256); hidden++)
                        {
                            sheet.HiddenColumns.Add(hidden);
                        }

                        continue;
                    case 0x207 when length >= 2 && pending.Row > 0:
                        Put(pending.Row, new SheetCell(pending.Column, null, new SheetText(Text(data[2..], U16(data, 0))), pending.Style));
                        pending = (0, 0, CellStyle.None);
                        continue;
                }

                if (length < 6 || type is not (0x204 or 0xD6 or 0x203 or 0x27E or 0xBD or 0x06 or 0x205))
                {
                    continue;
                }

                var (row, column) = (U16(data, 0) + 1, U16(data, 2) + 1);
                var style = U16(data, 4) < _styles.Count ? _styles[U16(data, 4)] : CellStyle.None;
                switch (type)
                {
                    case 0x204 when length > 8:
                        Put(row, new SheetCell(column, null, new SheetText(Text(data[8..], U16(data, 6))), style));
                        break;
                    case 0xD6 when length > 8:
                        Put(row, new SheetCell(column, null, RichText(data[6..]), style));
                        break;
                    case 0x203 when length >= 14:
                        Number(row, column, BinaryPrimitives.ReadDoubleLittleEndian(data[6..]), style);
                        break;
                    case 0x27E when length >= 10:
                        Number(row, column, Rk(BinaryPrimitives.ReadInt32LittleEndian(data[6..])), style);
                        break;
                    case 0xBD:
                        for (var i = 4; i + 6 <= length - 2; i += 6, column++)
                        {
                            var each = U16(data, i) < _styles.Count ? _styles[U16(data, i)] : CellStyle.None;
                            Number(row, column, Rk(BinaryPrimitives.ReadInt32LittleEndian(data[(i + 2)..])), each);
                        }

                        break;
                    case 0x06 when length >= 14:
                        // FF FF at the end marks a result that is no number: 0 text (in the next record), 2 an error.
                        if (U16(data, 12) != 0xFFFF)
                        {
                            Number(row, column, BinaryPrimitives.ReadDoubleLittleEndian(data[6..]), style);
                        }
                        else if (data[6] == 0)
                        {
                            pending = (row, column, style);
                        }
                        else if (data[6] == 2)
                        {
                            report(WorkbookProblems.ErrorValue(sheet.Name, CellRef.Of(row, column), "#"));
                        }

                        break;
                    case 0x205 when length >= 8 && data[7] == 1:
                        report(WorkbookProblems.ErrorValue(sheet.Name, CellRef.Of(row, column), "#"));
                        break;
                }
            }

            foreach (var (index, cells) in rows)
            {
                var row = new SheetRow(index, index, hiddenRows.Contains(index));
                row.Cells.AddRange(cells.Values);
                sheet.Rows.Add(row);
            }

            void Put(int row, SheetCell cell)
            {
                if (cell.Text is { Stored.Length: 0 })
                {
                    return;
                }

                if (!rows.TryGetValue(row, out var cells))
                {
                    rows.Add(row, cells = []);
                }

                cells[cell.Column] = cell;
                budget.Cell();
            }

            void Number(int row, int column, double number, CellStyle style)
            {
                if (double.IsFinite(number))
                {
                    Put(row, style.Shape == NumberShape.Date && ExcelDate.TryFormat(number, From1904, out var date)
                        ? new SheetCell(column, null, new SheetText(date), style)
                        : new SheetCell(column, number, null, style));
                }
            }
        }

        private SheetText RichText(ReadOnlySpan<byte> data)
        {
            var length = Math.Min(U16(data, 0), data.Length - 2);
            var rest = data[(2 + length)..];
            var runs = new List<FontRun>();
            for (var i = 0; rest.Length > 0 && i < rest[0] && 2 + (2 * i) < rest.Length; i++)
            {
                var font = rest[2 + (2 * i)];
                var index = font > 4 ? font - 1 : font;
                runs.Add(new FontRun(rest[1 + (2 * i)], index < Fonts.Count ? Fonts[index].Name : ""));
            }

            return new SheetText(Text(data[2..], length), runs.Count > 0 ? [.. runs] : null);
        }

        /// <summary>Four bytes for most numbers: the upper 30 bits of a double or a whole number, perhaps times 100.</summary>
        private static double Rk(int rk)
        {
            var value = (rk & 2) != 0 ? rk >> 2 : BitConverter.Int64BitsToDouble((long)(rk & ~3) << 32);
            return (rk & 1) != 0 ? value / 100 : value;
        }
    }
}
