using System.Buffers.Binary;
using System.Text;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Reading.Spreadsheet;

/// <summary>
/// Reads the records of Excel 5.0 and 95 workbooks, which no library at hand does, and those of later workbooks that the
/// library gives up on: it wants every record as Excel writes it, and here only those with cells matter. The strings of
/// the old ones are bytes in the code page of the machine that wrote them, so TCVN3 comes out as it went in.
/// (OpenOffice.org's Documentation of the Microsoft Excel File Format, 2008.)
/// </summary>
internal static class BiffSheets
{
    private const int EndOfSheet = 0x0A;
    private const int Beginning = 0x809;
    private const int Continue = 0x3C;

    /// <summary>Records without a container, as some old exporters left them.</summary>
    public static bool Is(FileHead head) => VersionOf(head.Bytes) is 5 or 8;

    public static IEnumerable<Sheet> Read(Stream bytes, ReadingContext reading)
    {
        var records = new byte[Math.Min(bytes.Length, reading.Budget.MaxBytes)];
        bytes.ReadExactly(records);
        return Read(records, reading);
    }

    /// <summary>The version a stream of records begins with: 5 (Excel 5.0 and 95), 8 (97 and later), 2 for any older, 0 for no
    /// records.</summary>
    public static int VersionOf(ReadOnlySpan<byte> head) =>
        head is [0x09, 0x08, _, 0, _, 0x05, ..] ? 5
        : head is [0x09, 0x08, _, 0, _, 0x06, ..] ? 8
        : head is [0x09, 0x00 or 0x02 or 0x04, 0x04 or 0x06 or 0x08, 0x00, ..] ? 2
        : 0;

    public static IEnumerable<Sheet> Read(byte[] records, ReadingContext reading)
    {
        var version = VersionOf(records);
        if (version is not (5 or 8))
        {
            reading.Report(WorkbookProblems.Damaged("BOF"));
            yield break;
        }

        var book = new Book(isUnicode: version == 8);
        var sheets = new List<(string Name, bool Hidden, int Start)>();
        var (announced, beginnings) = (0, Beginnings(records));
        foreach (var (type, start, length) in Records(records, 0))
        {
            var data = records.AsSpan(start, length);
            switch (type)
            {
                case 0x2F:
                    reading.Report(WorkbookProblems.Encrypted());
                    yield break;
                case 0x42 when length >= 2:
                    book.TakeCodePage(U16(data, 0));
                    break;
                case 0x22 when length >= 2:
                    book.From1904 = U16(data, 0) == 1;
                    break;
                case 0x31 or 0x231 when length >= 16:
                    book.Fonts.Add(
                        (book.Text(data[14..], wide: false), U16(data, 6) >= 600 || (U16(data, 2) & 1) != 0, (U16(data, 2) & 2) != 0,
                            U16(data, 8) == 1));
                    break;
                case 0x41E when length >= 4:
                    book.Formats[U16(data, 0)] = book.Text(data[2..], wide: version == 8);
                    break;
                case 0xE0 when length >= 9:
                    book.TakeStyle(U16(data, 0), U16(data, 2), data[6] & 7, version == 8 ? data[8] & 15 : 0);
                    break;
                case 0xFC when length >= 8:
                    book.TakeStrings(records, start, length);
                    break;
                case 0x85 when length >= 8:
                    announced++;
                    if (data[5] == 0)
                    {
                        // A place that is wrong leaves the order in which the sheets stand.
                        var place = BinaryPrimitives.ReadInt32LittleEndian(data);
                        place = beginnings.BinarySearch(place) > 0 || announced >= beginnings.Count ? place : beginnings[announced];
                        sheets.Add((book.Text(data[6..], wide: false), (data[4] & 3) != 0, place));
                    }

                    break;
            }
        }

        foreach (var (name, hidden, start) in sheets.DistinctBy(sheet => sheet.Start))
        {
            reading.ThrowIfCancelled();
            var sheet = new Sheet(name, hidden);
            book.ReadSheet(records, start, sheet, reading);
            yield return sheet;
        }
    }

    /// <summary>Where the globals and each sheet begin.</summary>
    private static List<int> Beginnings(byte[] records)
    {
        var (beginnings, depth) = (new List<int>(), 0);
        for (var at = 0; at + 4 <= records.Length; at += 4 + U16(records, at + 2))
        {
            var type = U16(records, at);
            if (type == Beginning && depth++ == 0)
            {
                beginnings.Add(at);
            }

            depth -= type == EndOfSheet && depth > 0 ? 1 : 0;
        }

        return beginnings;
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

            depth += type == Beginning ? 1 : 0;
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

    /// <summary>Four bytes for most numbers: the upper 30 bits of a double or a whole number, perhaps times 100.</summary>
    public static double Rk(int rk)
    {
        var value = (rk & 2) != 0 ? rk >> 2 : BitConverter.Int64BitsToDouble((long)(rk & ~3) << 32);
        return (rk & 1) != 0 ? value / 100 : value;
    }

    public static string ErrorName(byte code) => code switch
    {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        _ => "#",
    };

    private sealed class Book(bool isUnicode)
    {
        private readonly List<CellStyle> _styles = [];
        private readonly List<SheetText> _strings = [];
        private Encoding _encoding = Encoding.Latin1;

        public List<(string Name, bool Bold, bool Italic, bool Raised)> Fonts { get; } = [];

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

        /// <summary>Text behind its length, which takes two bytes or one; cut off where the record ends.</summary>
        public string Text(ReadOnlySpan<byte> data, bool wide)
        {
            var length = wide ? U16(data, 0) : data[0];
            data = data[(wide ? 2 : 1)..];
            if (!isUnicode)
            {
                return _encoding.GetString(data[..Math.Min(length, data.Length)]);
            }

            if (data.IsEmpty)
            {
                return "";
            }

            // Bit 0: two bytes a letter; bits 2 and 3: counts of runs and of phonetic data stand before the letters.
            var flags = data[0];
            data = data[Math.Min(data.Length, 1 + ((flags & 8) != 0 ? 2 : 0) + ((flags & 4) != 0 ? 4 : 0))..];
            return (flags & 1) != 0
                ? Encoding.Unicode.GetString(data[..Math.Min(2 * length, data.Length & ~1)])
                : Encoding.Latin1.GetString(data[..Math.Min(length, data.Length)]);
        }

        public void TakeStyle(int font, int format, int align, int indent)
        {
            var (name, bold, italic, _) = FontOf(font);
            _styles.Add(new CellStyle(name, bold, italic, indent, align == 6, NumberFormat.Of(format, Formats.GetValueOrDefault(format))));
        }

        // Font 4 does not exist: 5 is the fifth.
        private (string Name, bool Bold, bool Italic, bool Raised) FontOf(int number) =>
            (number > 4 ? number - 1 : number) is var index && index < Fonts.Count ? Fonts[index] : ("", false, false, false);

        /// <summary>
        /// The table of strings, which goes on in the records behind it: wherever one ends; amid the letters of a text the
        /// next begins by saying anew how many bytes a letter takes.
        /// </summary>
        public void TakeStrings(byte[] records, int start, int length)
        {
            var (at, end) = (start + 8, start + length);
            bool More()
            {
                if (at < end)
                {
                    return true;
                }

                if (end + 4 > records.Length || U16(records, end) != Continue || end + 4 + U16(records, end + 2) > records.Length)
                {
                    return false;
                }

                (at, end) = (end + 4, end + 4 + U16(records, end + 2));
                return at < end;
            }

            int Take(int bytes)
            {
                var number = 0;
                for (var i = 0; i < bytes && More(); i++)
                {
                    number |= records[at++] << (8 * i);
                }

                return number;
            }

            void Pass(long bytes)
            {
                while (bytes > 0 && More())
                {
                    var step = (int)Math.Min(bytes, end - at);
                    at += step;
                    bytes -= step;
                }
            }

            var text = new StringBuilder();
            while (More())
            {
                var left = Take(2);
                var flags = Take(1);
                var runCount = (flags & 8) != 0 ? Take(2) : 0;
                var phonetic = (flags & 4) != 0 ? (uint)Take(4) : 0;
                text.Clear();
                var first = true;
                while (left > 0 && More())
                {
                    if (!first)
                    {
                        flags = records[at++];
                    }

                    first = false;
                    var size = (flags & 1) + 1;
                    var letters = Math.Min(left, (end - at) / size);
                    text.Append((size == 2 ? Encoding.Unicode : Encoding.Latin1).GetString(records, at, letters * size));
                    left -= letters;
                    at = left > 0 ? end : at + (letters * size);
                }

                var runs = new List<(int, string, bool)>();
                for (var i = 0; i < runCount && More(); i++)
                {
                    var from = Take(2);
                    var font = FontOf(Take(2));
                    runs.Add((from, font.Name, font.Raised));
                }

                Pass(phonetic);
                _strings.Add(SheetText.Of(text.ToString(), runs));
            }
        }

        public void ReadSheet(byte[] records, int start, Sheet sheet, ReadingContext reading) =>
            new SheetRecords(this, records, sheet, reading).Read(start);

        private SheetText RichText(ReadOnlySpan<byte> data)
        {
            var text = Text(data, wide: true);
            if (isUnicode)
            {
                return new SheetText(text);
            }

            var rest = data[(2 + text.Length)..];
            var runs = new List<(int, string, bool)>();
            for (var i = 0; rest.Length > 0 && i < rest[0] && 2 + (2 * i) < rest.Length; i++)
            {
                var font = FontOf(rest[2 + (2 * i)]);
                runs.Add((rest[1 + (2 * i)], font.Name, font.Raised));
            }

            return SheetText.Of(text, runs);
        }

        /// <summary>The records of one sheet on their way to its rows.</summary>
        private sealed class SheetRecords(Book book, byte[] records, Sheet sheet, ReadingContext reading)
        {
            private readonly SortedDictionary<int, SortedDictionary<int, SheetCell>> _rows = [];
            private readonly HashSet<int> _hiddenRows = [];
            private (int Row, int Column, CellStyle Style) _pending = (0, 0, CellStyle.None);
            private bool _textMissed;
            private bool _stale;

            public void Read(int start)
            {
                try
                {
                    foreach (var (type, at, length) in Records(records, start))
                    {
                        Take(type, at, length);
                    }
                }
                catch (EndOfStreamException error)
                {
                    reading.Report(WorkbookProblems.Damaged(error.Message) with { Place = Place.OfSheet(sheet.Name) });
                }

                foreach (var (index, cells) in _rows)
                {
                    var row = new SheetRow(index, index, _hiddenRows.Contains(index));
                    row.Cells.AddRange(cells.Values);
                    sheet.Rows.Add(row);
                }
            }

            private void Take(int type, int at, int length)
            {
                var data = records.AsSpan(at, length);
                switch (type)
                {
                    case 0x5E:
                        _stale = true;
                        return;
                    case 0x208 when length >= 14 && (U16(data, 12) & 0x20) != 0:
                        _hiddenRows.Add(U16(data, 0) + 1);
                        return;
                    case 0x7D when length >= 10 && (U16(data, 8) & 1) != 0:
                        for (var hidden = U16(data, 0) + 1; hidden <= Math.Min(U16(data, 2) + 1, 256); hidden++)
                        {
                            sheet.HiddenColumns.Add(hidden);
                        }

                        return;
                    case 0x207 when length >= 2 && _pending.Row > 0:
                        Put(_pending.Row, new SheetCell(_pending.Column, null, new SheetText(book.Text(data, wide: true)), _pending.Style));
                        _pending = (0, 0, CellStyle.None);
                        return;
                    case 0xE5:
                        for (var i = 2; i + 8 <= length; i += 8)
                        {
                            sheet.Merges.Add(new Merge(U16(data, i) + 1, U16(data, i + 2) + 1, U16(data, i + 4) + 1, U16(data, i + 6) + 1));
                        }

                        return;
                }

                if (length >= 6 && type is (0x204 or 0xD6 or 0xFD or 0x203 or 0x27E or 0xBD or 0x06 or 0x205))
                {
                    TakeCell(type, data);
                }
            }

            /// <summary>A record that begins with row, column and style.</summary>
            private void TakeCell(int type, ReadOnlySpan<byte> data)
            {
                var (row, column, length) = (U16(data, 0) + 1, U16(data, 2) + 1, data.Length);
                var style = StyleOf(data, 4);
                switch (type)
                {
                    case 0x204 when length >= 8:
                        Put(row, new SheetCell(column, null, new SheetText(book.Text(data[6..], wide: true)), style));
                        break;
                    case 0xFD when length >= 10:
                        if (BinaryPrimitives.ReadInt32LittleEndian(data[6..]) is var index and >= 0 && index < book._strings.Count)
                        {
                            Put(row, new SheetCell(column, null, book._strings[index], style));
                        }
                        else if (!_textMissed)
                        {
                            _textMissed = true;
                            reading.Report(WorkbookProblems.TextMissing(sheet.Name, CellRef.Of(row, column)));
                        }

                        break;
                    case 0xD6 when length >= 8:
                        Put(row, new SheetCell(column, null, book.RichText(data[6..]), style));
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
                            Number(row, column, Rk(BinaryPrimitives.ReadInt32LittleEndian(data[(i + 2)..])), StyleOf(data, i));
                        }

                        break;
                    case 0x06 when length >= 14:
                        // FF FF at the end marks a result that is no number: 0 text (in the next record), 2 an error.
                        if (U16(data, 12) != 0xFFFF)
                        {
                            Formula(row, column, BinaryPrimitives.ReadDoubleLittleEndian(data[6..]), style);
                        }
                        else if (data[6] == 0)
                        {
                            _pending = (row, column, style);
                        }
                        else if (data[6] is 1 or 2)
                        {
                            BooleanOrError(row, column, data[8], data[6] == 2, style);
                        }

                        break;
                    case 0x205 when length >= 8:
                        BooleanOrError(row, column, data[6], data[7] == 1, style);
                        break;
                }
            }

            private CellStyle StyleOf(ReadOnlySpan<byte> data, int at) =>
                U16(data, at) < book._styles.Count ? book._styles[U16(data, at)] : CellStyle.None;

            private void Put(int row, SheetCell cell)
            {
                if (cell.Text is { Stored.Length: 0 })
                {
                    return;
                }

                if (!_rows.TryGetValue(row, out var cells))
                {
                    _rows.Add(row, cells = []);
                }

                cells[cell.Column] = cell;
                reading.Budget.Cell();
            }

            private void BooleanOrError(int row, int column, byte code, bool isError, CellStyle style)
            {
                var text = isError ? ErrorName(code) : code == 1 ? "TRUE" : "FALSE";
                if (isError)
                {
                    sheet.Errors.Add((row, column, text));
                }

                Put(row, new SheetCell(column, null, new SheetText(text), style));
            }

            private void Formula(int row, int column, double number, CellStyle style)
            {
                if (number == 0 && _stale)
                {
                    reading.Report(WorkbookProblems.NotCalculated(sheet.Name, CellRef.Of(row, column)));
                }
                else
                {
                    Number(row, column, number, style);
                }
            }

            private void Number(int row, int column, double number, CellStyle style)
            {
                if (double.IsFinite(number))
                {
                    Put(row, NumberCell.Of(sheet.Name, row, column, number, style, book.From1904, reading));
                }
            }
        }
    }
}
