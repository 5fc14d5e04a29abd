using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Plan86.Transform.Reading.Delimited;
using Plan86.Transform.Reading.Exchange;
using Plan86.Transform.Reading.Layout;
using Plan86.Transform.Reading.Spreadsheet;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Reading;

/// <summary>
/// Reads a workbook, delimited text or a statistical exchange file, however messy, into tables whose every number has an
/// address.
/// </summary>
public static partial class TableReader
{
    private const int TextSample = 1 << 14;

    // A real sheet shrinks ten- to thirtyfold; what shrinks more than this was made to burst.
    private const int HighestRatio = 100;
    private const long MaxUnpacked = 1L << 29;
    private const long AlwaysUnpacked = 32L << 20;

    // About 200 bytes each until a table is made: the largest workbooks of statistics have a tenth of this. Longer flat
    // text is for the reader of records, not for this one.
    private const int MaxCells = 1_000_000;

    // Of one kind there may be as many as there are cells.
    private const int MostProblems = 10_000;

    /// <summary>
    /// Reads all sheets, or all members of a ZIP. The format is told from the content, not the name. What is wrong with
    /// the data comes back as <see cref="TableDocument.Problems"/>; only cancellation is thrown.
    /// </summary>
    /// <param name="open">Opens the bytes from the start; seekable, may be called again.</param>
    /// <param name="fileName">For messages only.</param>
    /// <param name="takes">Asked of each delimited text, with the name of the ZIP's member (else empty): true when it
    /// will be read as records elsewhere, and is no table here.</param>
    public static TableDocument Read(Func<Stream> open, string fileName, CancellationToken ct, Func<string, Func<Stream>, bool>? takes = null) =>
        Read(open, fileName, takes, null, ct);

    /// <inheritdoc cref="Read(Func{Stream}, string, CancellationToken, Func{string, Func{Stream}, bool}?)"/>
    /// <param name="sees">Shown the lines of each sheet of a workbook that lies in no ZIP, decoded but not understood.</param>
    internal static TableDocument Read(
        Func<Stream> open, string fileName, Func<string, Func<Stream>, bool>? takes, Action<string, List<Line>>? sees, CancellationToken ct)
    {
        var cells = MaxCells;
        return Walk(open, fileName, "", ref cells, takes, sees, null, ct);
    }

    /// <summary>Whether a file is delimited text, as far as its first bytes tell.</summary>
    public static bool IsDelimited(Func<Stream> open)
    {
        using var bytes = open();
        return FormatOf(bytes, []) == "csv";
    }

    /// <summary>
    /// Everything that stands in a file, cell by cell, where a reply must show the file again; as much as could be read.
    /// </summary>
    public static IReadOnlyList<GridSheet> ReadGrid(Func<Stream> open, string fileName, CancellationToken ct)
    {
        var (sheets, cells) = (new List<GridSheet>(), MaxCells);
        Walk(
            open, fileName, "", ref cells, null, null,
            (sheet, lines, isFlat) => sheets.Add(new(
                sheet.Name, [.. lines.SelectMany(line => line.Items.Select(item => new TableCell(isFlat ? line.Number : line.Index, item.Column, item.Value, item.Text)))])),
            ct);
        return sheets;
    }

    /// <summary>Reads sheet by sheet; what stops the reading is the last problem.</summary>
    /// <param name="take">Called with each sheet and its lines, the flag set for delimited text; null: they become tables.</param>
    private static TableDocument Walk(
        Func<Stream> open, string fileName, string member, ref int cells, Func<string, Func<Stream>, bool>? takes,
        Action<string, List<Line>>? sees, Action<Sheet, List<Line>, bool>? take, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var problems = new List<Problem>();
        var tables = new List<Table>();
        var cubes = new List<Cube>();
        var budget = new ReadingBudget(MaxUnpacked, cells);
        TableBuilder.Built? last = null;
        var forMembers = take;
        take ??= (sheet, lines, isFlat) => last = Collect(sheet, lines, tables, last, isFlat);
        var format = "";
        var taken = false;
        void Report(Problem problem)
        {
            if (problems.Count < MostProblems)
            {
                problems.Add(problem);
            }
        }

        try
        {
            using (var head = open())
            {
                format = FormatOf(head, problems);
            }

            using var bytes = open();
            switch (format)
            {
                case "xlsx":
                    if (UnpackedSize(bytes, problems) is { } unpacked)
                    {
                        bytes.Position = 0;
                        budget = new ReadingBudget(unpacked, cells);
                        Take(XlsxSheets.Read(bytes, budget, Report, ct));
                    }

                    break;
                case "xls":
                    Take(XlsSheets.Read(bytes, budget, Report, ct));
                    break;
                case "xls5":
                    format = "xls";
                    Take(BiffSheets.Read(XlsSheets.Records(bytes), budget, Report, ct));
                    break;
                case "biff":
                    // Records without a container, as some old exporters left them.
                    format = "xls";
                    var records = new byte[Math.Min(bytes.Length, MaxUnpacked)];
                    bytes.ReadExactly(records);
                    Take(BiffSheets.Read(records, budget, Report, ct));
                    break;
                case "html":
                    Take(MarkupSheets.ReadHtml(bytes, budget, Report, ct));
                    break;
                case "xml-2003":
                    Take(MarkupSheets.ReadSpreadsheet(bytes, budget, Report, ct));
                    break;
                case "json":
                    (format, var read) = JsonCubes.Read(bytes, budget, Report, ct);
                    cubes.AddRange(read);
                    break;
                case "sdmx-ml":
                    cubes.AddRange(SdmxXml.Read(bytes, budget, Report, ct));
                    break;
                case "px":
                    cubes.AddRange(PxFile.Read(bytes, budget, Report, ct) is { } cube ? [cube] : []);
                    break;
                case "sdmx-csv" or "csv" when takes?.Invoke(member, open) == true:
                    taken = true;
                    break;
                case "sdmx-csv":
                    cubes.AddRange(SdmxCsv.Read(bytes, budget, Report, ct));
                    break;
                case "csv":
                    var (sheet, dialect, delimiter) = DelimitedSheet.Read(bytes, budget, Report, ct);
                    format = dialect;
                    take(sheet, SheetLines.Of(sheet, new Tcvn3(), delimiter), true);
                    break;
                case "zip" when member.Length > 0:
                    problems.Add(ExchangeProblems.NestedZip(member));
                    break;
                case "zip":
                    if (UnpackedSize(bytes, problems) is { } all)
                    {
                        foreach (var (name, content) in ZipMembers.Of(open, all, Report, ct))
                        {
                            var inner = Walk(content, fileName, name, ref cells, takes, null, forMembers, ct);
                            taken |= inner.Format.Length > 0 && inner.Tables.Count == 0 && inner.Problems.Count == 0;
                            tables.AddRange(inner.Tables.Select(table => table with { Sheet = table.Sheet.Length > 0 ? $"{name} › {table.Sheet}" : name }));
                            cubes.AddRange(inner.Cubes.Select(cube => cube.In(name)));
                            foreach (var problem in inner.Problems)
                            {
                                Report(problem with { Place = InMember(name, problem.Place) });
                            }
                        }

                        return Document();
                    }

                    break;
            }

            // Numbered within their sheet, as tables are.
            foreach (var sheet in cubes.Where(cube => cube.Count > 0).GroupBy(cube => cube.Sheet))
            {
                tables.AddRange(sheet.Select((cube, i) => cube.ToTable(i + 1)));
            }
        }
        catch (Exception error) when (error is OverBudgetException or OutOfMemoryException)
        {
            // Out of memory here is one array that the file asked for, not the end of the process.
            problems.Add(WorkbookProblems.TooLarge(fileName));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The libraries throw whatever they meet first in a damaged file: an index out of range as well as an
            // exception of their own. To the one who handed it in it is all the same: a file that cannot be read.
            problems.Add(XlsSheets.IsEncrypted(error) ? WorkbookProblems.Encrypted() : WorkbookProblems.Damaged(error.Message));
        }

        cells = budget.CellsLeft;
        return Document();

        TableDocument Document()
        {
            if (tables.Count == 0 && problems.Count == 0 && !taken)
            {
                problems.Add(WorkbookProblems.NoNumber());
            }

            return new TableDocument(format, tables, problems) { Cubes = cubes };
        }

        void Take(IEnumerable<Sheet> sheets)
        {
            var tcvn3 = new Tcvn3();
            var names = new HashSet<string>();
            foreach (var sheet in sheets)
            {
                ct.ThrowIfCancellationRequested();
                for (var (name, number) = (sheet.Name, 2); !names.Add(sheet.Name); number++)
                {
                    // Two sheets may bear one name; their cells must not share an address.
                    sheet.Name = $"{name} ({number})";
                }

                var lines = SheetLines.Of(sheet, tcvn3);
                sees?.Invoke(sheet.Name, lines);
                take(sheet, lines, false);
            }
        }
    }

    /// <summary>Places as those of a table's cells: <c>quy-3.xlsx › FDI!C19</c>, <c>gdp.px![12]</c>.</summary>
    private static string InMember(string member, string place) =>
        place.Length == 0 || place == member ? member
        : place.Contains('!', StringComparison.Ordinal) ? $"{member} › {place}"
        : $"{member}!{place}";

    private static TableBuilder.Built? Collect(
        Sheet sheet, List<Line> lines, List<Table> tables, TableBuilder.Built? last, bool isFlat)
    {
        var regions = isFlat && TableFinder.FindFlat(lines) is { } flat ? [flat] : TableFinder.Find(lines, sheet.HiddenColumns);
        var number = 0;
        foreach (var region in regions)
        {
            var built = TableBuilder.Build(sheet, region, number + 1, last);
            if (built.Table.Rows.Count > 0)
            {
                number++;
                tables.Add(built.Table);
                last = built;
            }
        }

        return last;
    }

    /// <summary>Told from the first bytes, and for containers from what they hold.</summary>
    private static string FormatOf(Stream bytes, List<Problem> problems)
    {
        Span<byte> head = stackalloc byte[8];
        head = head[..bytes.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        bytes.Position = 0;
        if (head.IsEmpty)
        {
            problems.Add(WorkbookProblems.Empty());
            return "";
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
        {
            switch (XlsSheets.Peek(bytes))
            {
                case XlsSheets.Content.Workbook:
                    return "xls";
                case XlsSheets.Content.OldWorkbook:
                    return "xls5";
                case XlsSheets.Content.EncryptedPackage:
                    problems.Add(WorkbookProblems.Encrypted());
                    return "";
                default:
                    problems.Add(WorkbookProblems.NotASpreadsheet("OLE"));
                    return "";
            }
        }

        switch (BiffSheets.VersionOf(head))
        {
            case 5 or 8:
                return "biff";
            case 2:
                problems.Add(WorkbookProblems.TooOld());
                return "";
        }

        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8))
        {
            using var zip = new ZipArchive(bytes, ZipArchiveMode.Read, leaveOpen: true);
            if (XlsxSheets.IsWorkbook(zip))
            {
                return "xlsx";
            }

            if (zip.Entries.Any(entry => entry.FullName is "xl/workbook.bin"))
            {
                problems.Add(WorkbookProblems.SaveAsXlsx(".xlsb"));
                return "";
            }

            if (zip.GetEntry("mimetype") is { Length: < 100 } kind && ReadAll(kind).Contains("opendocument.spreadsheet", StringComparison.Ordinal))
            {
                problems.Add(WorkbookProblems.SaveAsXlsx(".ods"));
                return "";
            }

            // A document of some office program is a ZIP too, but no parcel of files.
            if (zip.Entries.Any(entry => entry.FullName is "[Content_Types].xml" or "mimetype" or "word/document.xml"))
            {
                problems.Add(WorkbookProblems.NotASpreadsheet("ZIP: " + string.Join(", ", zip.Entries.Take(3).Select(entry => entry.FullName))));
                return "";
            }

            return "zip";
        }

        if (head.StartsWith("%PDF"u8) || head.StartsWith("{\\rtf"u8) || head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47])
            || head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) || head.StartsWith("GIF8"u8))
        {
            problems.Add(WorkbookProblems.NotASpreadsheet(Encoding.Latin1.GetString(head[..4])));
            return "";
        }

        var format = TextFormatOf(bytes);
        if (OtherFormats.TryGetValue(format, out var other))
        {
            problems.Add(WorkbookProblems.SaveAsXlsx(other));
            return "";
        }

        return format;
    }

    // Spreadsheets all the same: to say only that they are none would be wrong.
    private static readonly Dictionary<string, string> OtherFormats = new() { ["mhtml"] = "MHTML", ["sylk"] = "SYLK", ["dif"] = "DIF" };

    private static string ReadAll(ZipArchiveEntry entry)
    {
        using var text = new StreamReader(entry.Open(), Encoding.ASCII);
        return text.ReadToEnd();
    }

    [GeneratedRegex(@"^\s*(\{\s*[""}]|\[\s*[\[{])")]
    private static partial Regex JsonStart { get; }

    [GeneratedRegex(@"^\s*<(\?xml\b|!DOCTYPE\b|!--|[A-Za-z_][\w.-]*(:[\w.-]+)?[\s/>])", RegexOptions.IgnoreCase)]
    private static partial Regex XmlStart { get; }

    private static string TextFormatOf(Stream bytes)
    {
        var buffer = new byte[TextSample];
        var head = buffer.AsSpan(0, bytes.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
        bytes.Position = 0;
        var encoding = head switch
        {
            [0xFF, 0xFE, ..] or [not 0, 0, not 0, 0, ..] => Encoding.Unicode,
            [0xFE, 0xFF, ..] or [0, not 0, 0, not 0, ..] => Encoding.BigEndianUnicode,
            _ => Encoding.Latin1,
        };
        var text = encoding.GetString(head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? head[3..] : head).TrimStart('\uFEFF');
        return JsonStart.IsMatch(text) ? "json"
            : MarkupSheets.IsHtml(text) ? "html"
            : XmlStart.IsMatch(text) ? MarkupSheets.IsSpreadsheet(text) ? "xml-2003" : "sdmx-ml"
            : text.StartsWith("MIME-Version:", StringComparison.OrdinalIgnoreCase) ? "mhtml"
            : text.StartsWith("ID;P", StringComparison.Ordinal) ? "sylk"
            : text.StartsWith("TABLE\r\n0,1\r\n", StringComparison.Ordinal) ? "dif"
            : SdmxCsv.Is(text) ? "sdmx-csv"
            : PxFile.Is(text) ? "px"
            : "csv";
    }

    /// <summary>What the package may unpack to; null, with a problem, where it claims more than a real one would.</summary>
    private static long? UnpackedSize(Stream bytes, List<Problem> problems)
    {
        using var zip = new ZipArchive(bytes, ZipArchiveMode.Read, leaveOpen: true);
        var (packed, unpacked) = (0L, 0L);
        foreach (var entry in zip.Entries)
        {
            packed += entry.CompressedLength;
            unpacked += entry.Length;
        }

        var limit = Math.Min(MaxUnpacked, Math.Max(AlwaysUnpacked, packed * HighestRatio));
        if (unpacked < 0 || unpacked > limit || zip.Entries.Count > 10_000)
        {
            problems.Add(WorkbookProblems.TooLarge($"{packed} → {unpacked} bytes"));
            return null;
        }

        return limit;
    }
}
