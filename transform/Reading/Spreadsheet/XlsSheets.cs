using NPOI;
using NPOI.HSSF.UserModel;
using NPOI.POIFS.FileSystem;
using NPOI.SS.UserModel;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Reading.Spreadsheet;

/// <summary>Reads <c>.xls</c> through NPOI.</summary>
internal static class XlsSheets
{
    /// <summary>An OLE container, whatever is in it.</summary>
    public static bool Is(FileHead head) => head.Bytes.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]);

    /// <summary>
    /// The records, of a damaged container those that can still be had: the library's own stream never ends where the chain
    /// of blocks is shorter than the directory says.
    /// </summary>
    private static byte[] Records(DirectoryNode root, out bool whole)
    {
        var document = new NPOIFSDocument((DocumentNode)root.GetEntry(NameOf(root)!));
        var most = document.Size;
        var records = new MemoryStream();
        using var blocks = document.GetBlockIterator();
        while (records.Length < most && blocks.MoveNext())
        {
            var piece = new byte[Math.Min(blocks.Current.Remaining(), most - (int)records.Length)];
            blocks.Current.Read(piece);
            records.Write(piece);
        }

        whole = records.Length == most;
        return records.ToArray();
    }

    /// <summary>The name of the stream with the records, of two that of the later format.</summary>
    private static string? NameOf(DirectoryNode root) =>
        root.EntryNames.FirstOrDefault(name => name.Equals("Workbook", StringComparison.OrdinalIgnoreCase))
        ?? root.EntryNames.FirstOrDefault(name => name.Equals("Book", StringComparison.OrdinalIgnoreCase));

    public static bool IsEncrypted(Exception error) => error is EncryptedDocumentException;

    public static IEnumerable<Sheet> Read(Stream bytes, ReadingContext reading)
    {
        var root = new NPOIFSFileSystem(bytes).Root;
        if (root.HasEntry("EncryptedPackage"))
        {
            reading.Refuse(WorkbookProblems.Encrypted());
            yield break;
        }

        if (NameOf(root) is null)
        {
            reading.Refuse(ForeignFiles.OfStreams([.. root.EntryNames]));
            yield break;
        }

        var done = new HashSet<string>();
        var records = Records(root, out var whole);

        // Excel 5.0 and 95 the library finds but does not read. Of half a workbook NPOI may make an empty one, and say nothing.
        var book = whole && BiffSheets.VersionOf(records) == 8 ? Try(() => Open(records)) : null;
        var styles = new Dictionary<short, CellStyle>();
        var formats = book is null ? [] : FormatsOf(book);
        for (var number = 0; number < book?.NumberOfSheets; number++)
        {
            reading.ThrowIfCancelled();
            var problems = new List<Problem>();
            if (Try(() => ReadSheet(book, number, styles, formats, reading.Telling(problems.Add))) is not { } sheet)
            {
                book = null;
                break;
            }

            problems.ForEach(reading.Report);
            done.Add(sheet.Name);
            yield return sheet;
        }

        if (book is null)
        {
            foreach (var sheet in BiffSheets.Read(records, reading).Where(sheet => !done.Contains(sheet.Name)))
            {
                yield return sheet;
            }
        }
    }

    /// <summary>In a container of its own, where nothing else can be wrong.</summary>
    private static HSSFWorkbook Open(byte[] records)
    {
        var files = new NPOIFSFileSystem();
        files.CreateDocument(new MemoryStream(records, writable: false), "Workbook");
        return new HSSFWorkbook(files.Root, preserveNodes: false);
    }

    /// <summary>Null where NPOI gives up: mostly over a record without which Excel shows the workbook all the same.</summary>
    private static T? Try<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception error) when (!IsEncrypted(error)
            && error is not (OutOfMemoryException or OverBudgetException or OperationCanceledException))
        {
            return null;
        }
    }

    private static Sheet ReadSheet(
        HSSFWorkbook book, int number, Dictionary<short, CellStyle> styles, Dictionary<int, string> formats, ReadingContext reading)
    {
        var source = (HSSFSheet)book.GetSheetAt(number);
        var sheet = new Sheet(book.GetSheetName(number), book.IsSheetHidden(number) || book.IsSheetVeryHidden(number));
        var rows = source.GetRowEnumerator();
        while (rows.MoveNext())
        {
            reading.ThrowIfCancelled();
            var sourceRow = (IRow)rows.Current;
            var row = new SheetRow(sourceRow.RowNum + 1, sourceRow.RowNum + 1, sourceRow.ZeroHeight);
            foreach (var cell in sourceRow)
            {
                if (ReadCell(cell, book, styles, formats, sheet, reading) is { } read)
                {
                    row.Cells.Add(read);
                    reading.Budget.Cell();
                }
            }

            if (row.Cells.Count > 0)
            {
                row.Cells.Sort((a, b) => a.Column.CompareTo(b.Column));
                sheet.Rows.Add(row);
            }
        }

        sheet.Rows.Sort((a, b) => a.Index.CompareTo(b.Index));
        for (var i = 0; i < source.NumMergedRegions; i++)
        {
            var region = source.GetMergedRegion(i);
            sheet.Merges.Add(new Merge(region.FirstRow + 1, region.LastRow + 1, region.FirstColumn + 1, region.LastColumn + 1));
        }

        foreach (var column in sheet.Rows.SelectMany(row => row.Cells).Select(cell => cell.Column).Distinct())
        {
            if (source.IsColumnHidden(column - 1))
            {
                sheet.HiddenColumns.Add(column);
            }
        }

        return sheet;
    }

    private static SheetCell? ReadCell(
        ICell cell, HSSFWorkbook book, Dictionary<short, CellStyle> styles, Dictionary<int, string> formats, Sheet sheet,
        ReadingContext reading)
    {
        var column = cell.ColumnIndex + 1;
        var type = cell.CellType == CellType.Formula ? cell.CachedFormulaResultType : cell.CellType;
        switch (type)
        {
            case CellType.Numeric:
                var style = StyleOf(cell, book, styles, formats);
                var number = cell.NumericCellValue;
                if (!double.IsFinite(number))
                {
                    sheet.Errors.Add((cell.RowIndex + 1, column, "NaN"));
                    return null;
                }

                if (number == 0 && cell.CellType == CellType.Formula && cell.Sheet.ForceFormulaRecalculation)
                {
                    reading.Report(WorkbookProblems.NotCalculated(sheet.Name, CellRef.Of(cell.RowIndex + 1, column)));
                    return null;
                }

                return NumberCell.Of(sheet.Name, cell.RowIndex + 1, column, number, style, book.Workbook.IsUsing1904DateWindowing, reading);
            case CellType.String:
                var rich = (HSSFRichTextString)cell.RichStringCellValue;
                return string.IsNullOrEmpty(rich.String)
                    ? null
                    : new SheetCell(column, null, TextOf(rich, book), StyleOf(cell, book, styles, formats));
            case CellType.Boolean:
                return new SheetCell(
                    column, null, new SheetText(cell.BooleanCellValue ? "TRUE" : "FALSE"), StyleOf(cell, book, styles, formats));
            case CellType.Error:
                var error = FormulaError.ForInt(cell.ErrorCellValue).String;
                sheet.Errors.Add((cell.RowIndex + 1, column, error));
                return new SheetCell(column, null, new SheetText(error), StyleOf(cell, book, styles, formats));
            default:
                return null;
        }
    }

    private static SheetText TextOf(HSSFRichTextString rich, HSSFWorkbook book)
    {
        var runs = new (int, string, bool)[rich.NumFormattingRuns];
        for (var i = 0; i < runs.Length; i++)
        {
            var font = rich.GetFontOfFormattingRun(i) is var index && index >= 0 && index <= book.NumberOfFonts
                ? book.GetFontAt(index) : null;
            runs[i] = (rich.GetIndexOfFormattingRun(i), font?.FontName ?? "", font?.TypeOffset == FontSuperScript.Super);
        }

        return SheetText.Of(rich.String, runs);
    }

    /// <summary>What the workbook itself says of formats; the library's own table has words for ids that mean nothing here.</summary>
    private static Dictionary<int, string> FormatsOf(HSSFWorkbook book) =>
        book.Workbook.Formats.GroupBy(format => format.IndexCode).ToDictionary(same => same.Key, same => same.Last().FormatString);

    private static CellStyle StyleOf(ICell cell, HSSFWorkbook book, Dictionary<short, CellStyle> styles, Dictionary<int, string> formats)
    {
        var source = cell.CellStyle;
        if (!styles.TryGetValue(source.Index, out var style))
        {
            var font = source.GetFont(book);
            style = new CellStyle(
                font.FontName,
                font.IsBold,
                font.IsItalic,
                source.Indention,
                source.Alignment == HorizontalAlignment.CenterSelection,
                NumberFormat.Of(source.DataFormat, formats.GetValueOrDefault(source.DataFormat)));
            styles.Add(source.Index, style);
        }

        return style;
    }
}
