using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Reading.Spreadsheet;

/// <summary>
/// Reads <c>.xlsb</c>: the package of <c>.xlsx</c> with records in place of XML ([MS-XLSB], Excel Binary File Format).
/// </summary>
internal static class XlsbSheets
{
    public static bool Is(FileHead head) => head.IsZip && new XlsxParts(head.Zip).BinaryWorkbook(new ReadingBudget(1 << 20, 0)).Length > 0;

    /// <summary>Yields the sheets in their order. Of a damaged part what stands before the damage counts, and a problem says so.</summary>
    public static IEnumerable<Sheet> Read(Stream bytes, ReadingContext reading)
    {
        using var zip = new ZipArchive(bytes, ZipArchiveMode.Read, leaveOpen: true);
        var parts = new XlsxParts(zip);
        var workbook = parts.BinaryWorkbook(reading.Budget);
        var relations = parts.Relations(workbook, reading.Budget);
        var folder = workbook[..(workbook.LastIndexOf('/') + 1)];
        string PartOf(string kind, string usual) =>
            relations.Find(relation => relation.Kind == kind && parts.Has(relation.Part)).Part ?? folder + usual;

        var book = new XlsbBook(reading);
        Walk(parts, workbook, "", reading, book.TakeGlobal);
        Walk(parts, PartOf("styles", "styles.bin"), "", reading, book.TakeStyle);
        Walk(parts, PartOf("sharedStrings", "sharedStrings.bin"), "", reading, book.TakeString);
        var byId = relations.DistinctBy(relation => relation.Id).ToDictionary(relation => relation.Id);
        foreach (var (name, isHidden, id) in book.Sheets)
        {
            reading.ThrowIfCancelled();
            var relation = byId.GetValueOrDefault(id);
            if (relation.Kind is "chartsheet" or "dialogsheet" || relation.Kind?.EndsWith("Macrosheet", StringComparison.Ordinal) == true)
            {
                // No cells that anyone would call data.
                continue;
            }

            if (relation.Part is not { } part || !parts.Has(part))
            {
                reading.Report(WorkbookProblems.SheetMissing(name));
                continue;
            }

            var sheet = new XlsbSheet(book, name, isHidden, reading);
            Walk(parts, part, name, reading, sheet.Take);
            yield return sheet.Done();
        }
    }

    /// <summary>Shows each record of a part; what is damaged ends it, and is said.</summary>
    private static void Walk(XlsxParts parts, string part, string place, ReadingContext reading, RecordTaker take)
    {
        if (!parts.Has(part))
        {
            return;
        }

        try
        {
            using var stream = new BufferedStream(parts.Bytes(part, reading.Budget), 1 << 16);
            var records = new XlsbRecords(stream);
            for (var count = 1; records.Read(); count++)
            {
                if (count % 4096 == 0)
                {
                    reading.ThrowIfCancelled();
                }

                take(records.Type, records.Data);
            }
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or ArgumentOutOfRangeException
            or IndexOutOfRangeException)
        {
            // A record shorter than its kind is damage too.
            reading.Report(WorkbookProblems.Damaged(error.Message) with { Place = Place.OfSheet(place) });
        }
    }

    private delegate void RecordTaker(int type, ReadOnlySpan<byte> data);
}

/// <summary>Records one after the other: a type and a length of seven bits a byte each, then the data.</summary>
internal sealed class XlsbRecords(Stream stream)
{
    // The longest that matters is a text of a cell with its runs.
    private const int LongestKept = 1 << 20;
    private byte[] _buffer = new byte[1 << 12];
    private int _length;

    public int Type { get; private set; }

    /// <summary>Valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> Data => _buffer.AsSpan(0, _length);

    public bool Read()
    {
        var first = stream.ReadByte();
        if (first < 0)
        {
            return false;
        }

        Type = (first & 0x80) == 0 ? first : (first & 0x7F) | ((Byte() & 0x7F) << 7);
        var (length, shift) = (0, 0);
        for (var more = true; more && shift < 28; shift += 7)
        {
            var next = Byte();
            length |= (next & 0x7F) << shift;
            more = (next & 0x80) != 0;
        }

        if (length > LongestKept)
        {
            Pass(length);
            _length = 0;
            return true;
        }

        if (length > _buffer.Length)
        {
            _buffer = new byte[Math.Max(length, 2 * _buffer.Length)];
        }

        stream.ReadExactly(_buffer, 0, length);
        _length = length;
        return true;
    }

    private int Byte() => stream.ReadByte() is var next and >= 0 ? next : throw new EndOfStreamException();

    private void Pass(int length)
    {
        while (length > 0)
        {
            var read = stream.Read(_buffer, 0, Math.Min(length, _buffer.Length));
            length -= read > 0 ? read : throw new EndOfStreamException();
        }
    }
}

/// <summary>What the sheets of a workbook share: their names, the styles, the texts.</summary>
internal sealed class XlsbBook(ReadingContext reading)
{
    private readonly Dictionary<int, string> _formats = [];
    private readonly List<(string Name, bool Bold, bool Italic, bool Raised)> _fonts = [];
    private readonly List<CellStyle> _styles = [];
    private readonly List<SheetText> _strings = [];
    private bool _inCellStyles;

    public List<(string Name, bool IsHidden, string Relation)> Sheets { get; } = [];

    public bool From1904 { get; private set; }

    /// <summary>The book asks whoever opens it to calculate it.</summary>
    public bool IsStale { get; private set; }

    public void TakeGlobal(int type, ReadOnlySpan<byte> data)
    {
        switch (type)
        {
            case Record.BookProperties when data.Length >= 4:
                From1904 = (data[0] & 1) != 0;
                break;
            case Record.Calculation when data.Length >= 26:
                IsStale = (data[24] & 1) != 0;
                break;
            case Record.Sheet:
                var at = 8;
                var relation = Wide(data, ref at);
                Sheets.Add((Wide(data, ref at), I32(data, 0) != 0, relation));
                break;
        }
    }

    public void TakeStyle(int type, ReadOnlySpan<byte> data)
    {
        switch (type)
        {
            case Record.Format:
                var at = 2;
                _formats[U16(data, 0)] = Wide(data, ref at);
                break;
            case Record.Font:
                at = 21;
                _fonts.Add((Wide(data, ref at), U16(data, 4) >= 600, (data[2] & 2) != 0, U16(data, 6) == 1));
                break;
            case Record.BeginCellStyles or Record.EndCellStyles:
                _inCellStyles = type == Record.BeginCellStyles;
                break;
            case Record.CellStyle when _inCellStyles:
                var (format, font) = (U16(data, 2), Font(U16(data, 4)));
                _styles.Add(new CellStyle(
                    font.Name, font.Bold, font.Italic, data[11], (data[12] & 7) == 6,
                    NumberFormat.Of(format, _formats.GetValueOrDefault(format))));
                break;
        }
    }

    public void TakeString(int type, ReadOnlySpan<byte> data)
    {
        if (type == Record.SharedString)
        {
            _strings.Add(RichText(data, 0));
        }
    }

    public CellStyle StyleOf(int index) => index < _styles.Count ? _styles[index] : CellStyle.None;

    public SheetText? StringAt(int index) => index >= 0 && index < _strings.Count ? _strings[index] : null;

    /// <summary>Text with the places from which another font shows it.</summary>
    public SheetText RichText(ReadOnlySpan<byte> data, int at)
    {
        var flags = data[at++];
        var text = Wide(data, ref at);
        if ((flags & 1) == 0 || data.Length < at + 4)
        {
            return new SheetText(text);
        }

        var runs = new List<(int, string, bool)>();
        var count = I32(data, at);
        at += 4;
        for (; count > 0 && at + 4 <= data.Length; count--, at += 4)
        {
            var font = Font(U16(data, at + 2));
            runs.Add((U16(data, at), font.Name, font.Raised));
        }

        return SheetText.Of(text, runs);
    }

    public NumberReader Numbers(string sheet) =>
        (row, column, number, style) => NumberCell.Of(sheet, row, column, number, style, From1904, reading);

    public delegate SheetCell NumberReader(int row, int column, double number, CellStyle style);

    private (string Name, bool Bold, bool Italic, bool Raised) Font(int index) =>
        index < _fonts.Count ? _fonts[index] : ("", false, false, false);

    /// <summary>Text behind its length; cut off where the record ends, empty where it says there is none.</summary>
    public static string Wide(ReadOnlySpan<byte> data, ref int at)
    {
        var length = I32(data, at);
        at += 4;
        if (length < 0)
        {
            return "";
        }

        var bytes = (int)Math.Min(2L * length, (data.Length - at) & ~1);
        var text = Encoding.Unicode.GetString(data.Slice(at, bytes));
        at += bytes;
        return text;
    }

    public static int I32(ReadOnlySpan<byte> data, int at) => BinaryPrimitives.ReadInt32LittleEndian(data[at..]);

    public static int U16(ReadOnlySpan<byte> data, int at) => BinaryPrimitives.ReadUInt16LittleEndian(data[at..]);

    /// <summary>The records that matter, by the numbers of [MS-XLSB] 2.3.2.</summary>
    public static class Record
    {
        public const int Row = 0;
        public const int Rk = 2;
        public const int Error = 3;
        public const int Boolean = 4;
        public const int Real = 5;
        public const int Text = 6;
        public const int SharedText = 7;
        public const int FormulaText = 8;
        public const int FormulaNumber = 9;
        public const int FormulaBoolean = 10;
        public const int FormulaError = 11;
        public const int SharedString = 19;
        public const int Font = 43;
        public const int Format = 44;
        public const int CellStyle = 47;
        public const int Columns = 60;
        public const int RichText = 62;
        public const int BookProperties = 153;
        public const int Sheet = 156;
        public const int Calculation = 157;
        public const int Merge = 176;
        public const int BeginCellStyles = 617;
        public const int EndCellStyles = 618;

        // The same cells without a column: each stands right of the one before.
        public const int FirstShort = 12;
        public const int LastShort = 18;
        public const int ShortToLong = 11;
    }
}

/// <summary>The cells of one sheet, record by record.</summary>
internal sealed class XlsbSheet(XlsbBook book, string name, bool isHidden, ReadingContext reading)
{
    private const int HiddenRow = 0x10;
    private readonly Sheet _sheet = new(name, isHidden);
    private readonly SortedDictionary<int, SheetRow> _rows = [];
    private readonly XlsbBook.NumberReader _number = book.Numbers(name);
    private SheetRow? _row;
    private int _column;
    private bool _textMissed;

    public void Take(int type, ReadOnlySpan<byte> data)
    {
        switch (type)
        {
            case XlsbBook.Record.Row when data.Length >= 12:
                TakeRow(XlsbBook.I32(data, 0) + 1, (data[11] & HiddenRow) != 0);
                break;
            case XlsbBook.Record.Columns when data.Length >= 18 && (data[16] & 1) != 0:
                var last = Math.Min(XlsbBook.I32(data, 4) + 1, CellRef.MaxColumn);
                for (var column = Math.Max(1, XlsbBook.I32(data, 0) + 1); column <= last; column++)
                {
                    _sheet.HiddenColumns.Add(column);
                }

                break;
            case XlsbBook.Record.Merge when data.Length >= 16:
                _sheet.Merges.Add(
                    new Merge(XlsbBook.I32(data, 0) + 1, XlsbBook.I32(data, 4) + 1, XlsbBook.I32(data, 8) + 1, XlsbBook.I32(data, 12) + 1));
                break;
            case >= XlsbBook.Record.FirstShort and <= XlsbBook.Record.LastShort when data.Length >= 4:
                TakeCell(type - XlsbBook.Record.ShortToLong, _column + 1, data, 0);
                break;
            case > XlsbBook.Record.Row and <= XlsbBook.Record.FormulaError or XlsbBook.Record.RichText when data.Length >= 8:
                TakeCell(type, XlsbBook.I32(data, 0) + 1, data, 4);
                break;
        }
    }

    public Sheet Done()
    {
        _sheet.Rows.AddRange(_rows.Values.Where(row => row.Cells.Count > 0));
        foreach (var row in _sheet.Rows)
        {
            row.Cells.Sort((a, b) => a.Column.CompareTo(b.Column));
        }

        return _sheet;
    }

    private void TakeRow(int index, bool isHiddenRow)
    {
        _column = 0;
        _row = null;
        if (index is < 1 or > CellRef.MaxRow)
        {
            return;
        }

        if (!_rows.TryGetValue(index, out _row))
        {
            _rows.Add(index, _row = new SheetRow(index, index, isHiddenRow));
        }
    }

    /// <param name="at">Where the number of the style stands; the content comes behind it.</param>
    private void TakeCell(int type, int column, ReadOnlySpan<byte> data, int at)
    {
        if (_row is null || column is < 1 or > CellRef.MaxColumn)
        {
            return;
        }

        _column = column;
        var style = book.StyleOf(XlsbBook.I32(data, at) & 0xFFFFFF);
        if (Cell(type, column, style, data, at + 4) is { } cell)
        {
            if (_row.Cells.Count > 0 && _row.Cells[^1].Column >= column)
            {
                _row.Cells.RemoveAll(same => same.Column == column);
            }

            _row.Cells.Add(cell);
            reading.Budget.Cell();
        }
    }

    private SheetCell? Cell(int type, int column, CellStyle style, ReadOnlySpan<byte> data, int at)
    {
        var row = _row!.Index;
        switch (type)
        {
            case XlsbBook.Record.Rk:
                return _number(row, column, BiffSheets.Rk(XlsbBook.I32(data, at)), style);
            case XlsbBook.Record.Real or XlsbBook.Record.FormulaNumber:
                var number = BinaryPrimitives.ReadDoubleLittleEndian(data[at..]);
                if (number == 0 && book.IsStale && type == XlsbBook.Record.FormulaNumber)
                {
                    reading.Report(WorkbookProblems.NotCalculated(name, CellRef.Of(row, column)));
                    return null;
                }

                return double.IsFinite(number) ? _number(row, column, number, style) : null;
            case XlsbBook.Record.Text or XlsbBook.Record.FormulaText:
                return TextCell(column, new SheetText(XlsbBook.Wide(data, ref at)), style);
            case XlsbBook.Record.RichText:
                return TextCell(column, book.RichText(data, at), style);
            case XlsbBook.Record.SharedText:
                var text = book.StringAt(XlsbBook.I32(data, at));
                if (text is null && !_textMissed)
                {
                    _textMissed = true;
                    reading.Report(WorkbookProblems.TextMissing(name, CellRef.Of(row, column)));
                }

                return TextCell(column, text, style);
            case XlsbBook.Record.Boolean or XlsbBook.Record.FormulaBoolean:
                return TextCell(column, new SheetText(data[at] != 0 ? "TRUE" : "FALSE"), style);
            case XlsbBook.Record.Error or XlsbBook.Record.FormulaError:
                var error = BiffSheets.ErrorName(data[at]);
                _sheet.Errors.Add((row, column, error));
                return TextCell(column, new SheetText(error), style);
            default:
                return null;
        }
    }

    private static SheetCell? TextCell(int column, SheetText? text, CellStyle style) =>
        text is { Stored.Length: > 0 } ? new SheetCell(column, null, text, style) : null;
}
