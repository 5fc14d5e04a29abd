using System.Text.RegularExpressions;

namespace Plan86.Transform.Reading;

/// <summary>Files that are no tables of figures: each is called by its name, with what to do instead.</summary>
internal static partial class ForeignFiles
{
    private static readonly Bilingual Unpack = new(
        "hãy giải nén rồi gửi lại tệp bên trong",
        "unpack it and hand in the file inside");

    private static readonly Bilingual CopyTable = new(
        "hãy chép bảng số liệu sang Excel, lưu thành .xlsx rồi gửi lại",
        "copy its table into a spreadsheet, save that as .xlsx and hand it in");

    private static readonly Bilingual SendTable = new(
        "số trong ảnh không đọc được, hãy gửi tệp bảng tính gốc hoặc nhập lại số liệu vào .xlsx",
        "figures in a picture cannot be read; hand in the spreadsheet it was made from, or type the figures into an .xlsx");

    private static readonly Bilingual Export = new(
        "hãy xuất bảng cần gửi ra .xlsx hoặc CSV rồi gửi lại",
        "export the table to .xlsx or CSV and hand that in");

    private static readonly Bilingual LookAgain = new(
        "hãy kiểm tra xem có chọn nhầm tệp không",
        "check whether the right file was chosen");

    private static readonly Bilingual SaveAsXlsx = new(
        "hãy mở bằng Excel hoặc LibreOffice, lưu thành .xlsx rồi gửi lại",
        "open it in Excel or LibreOffice, save it as .xlsx and hand it in again");

    // Each by the bytes it begins with, or by those at a place of its own.
    private static readonly Foreign[] ByBytes =
    [
        Archive("zstd", "(\u00B5/\u00FD"),
        Archive("RAR", "Rar!\u001A\u0007"),
        Archive("7z", "7z\u00BC\u00AF'\u001C"),
        Archive("xz", "\u00FD7zXZ\u0000"),
        Archive("bzip2", "BZh\uFFFF1AY&"),
        Archive("LZ4", "\u0004\u0022M\u0018"),
        Archive("LZIP", "LZIP\u0001"),
        Archive("compress (.Z)", "\u001F\u009D"),
        Archive("CAB", "MSCF\u0000\u0000\u0000\u0000"),
        Archive("tar", "ustar", 257),
        Document("PDF", "%PDF-"),
        Document("RTF", "{\\rtf"),
        Document("PostScript", "%!PS"),
        Picture("PNG", "\u0089PNG"),
        Picture("JPEG", "\u00FF\u00D8\u00FF"),
        Picture("GIF", "GIF8\uFFFFa"),
        Picture("TIFF", "II*\u0000"),
        Picture("TIFF", "MM\u0000*"),
        Picture("BMP", "BM\uFFFF\uFFFF\uFFFF\uFFFF\u0000\u0000\u0000\u0000"),
        Picture("ICO", "\u0000\u0000\u0001\u0000"),
        Picture("WebP", "RIFF\uFFFF\uFFFF\uFFFF\uFFFFWEBP"),
        Picture("HEIC", "\u0000\u0000\u0000\uFFFFftyphei"),
        Picture("HEIC", "\u0000\u0000\u0000\uFFFFftypmif1"),
        Picture("AVIF", "\u0000\u0000\u0000\uFFFFftypavif"),
        Picture("WMF", "\u00D7\u00CD\u00C6\u009A"),
        Picture("Photoshop", "8BPS"),
        Picture("DjVu", "AT&TFORM"),
        Database("SQLite", "SQLite format 3\u0000"),
        Database("DuckDB", "DUCK\uFFFF\u0000\u0000\u0000", 8),
        Database("Access", "Standard Jet DB", 4),
        Database("Access", "Standard ACE DB", 4),
        Database("PostgreSQL (pg_dump)", "PGDMP"),
        Database("SPSS", "$FL2"),
        Database("SPSS", "$FL3"),
        Database("Stata", "<stata_dta>"),
        Database("R", "RDX\uFFFF\u000A"),
        Database("HDF5", "\u0089HDF\u000D"),
        Database("NetCDF", "CDF\u0001"),
        Database("NetCDF", "CDF\u0002"),
        Database("Arrow", "ARROW1"),
        Database("Feather", "FEA1"),
        Database("ORC", "ORC\u0008"),
        Database("ORC", "ORC\u000A"),
        Database("Avro", "Obj\u0001"),
        Database("NumPy", "\u0093NUMPY"),
        Spreadsheet("Lotus 1-2-3", "\u0000\u0000\u0002\u0000\uFFFF\u0004"),
        Spreadsheet("Lotus 1-2-3", "\u0000\u0000\u001A\u0000\uFFFF\u0010"),
        Spreadsheet("Quattro Pro", "\u0000\u0000\u0002\u0000\uFFFFQ"),
        Other("MP4", "\u0000\u0000\u0000\uFFFFftyp"),
        Other("MP3", "ID3\uFFFF\u0000"),
        Other("ELF", "\u007FELF"),
    ];

    // Of one ZIP each: the beginning of a name inside.
    private static readonly (string Inside, Foreign What)[] ByMember =
    [
        ("word/", Document("Word (.docx)")),
        ("ppt/", Document("PowerPoint (.pptx)")),
        ("visio/", Document("Visio (.vsdx)")),
        ("Index/Tables/", Spreadsheet("Apple Numbers")),
        ("Index/", Document("Apple iWork")),
        ("Index.zip", Document("Apple iWork")),
        ("AndroidManifest.xml", Other("Android")),
        ("META-INF/MANIFEST.MF", Other("Java")),
    ];

    // By the stream in an OLE container.
    private static readonly (string Inside, Foreign What)[] ByStream =
    [
        ("WordDocument", Document("Word (.doc)")),
        ("PowerPoint Document", Document("PowerPoint (.ppt)")),
        ("VisioDocument", Document("Visio (.vsd)")),
        ("__properties_version1.0", Document("Outlook (.msg)")),
    ];

    private static readonly (Regex Start, Foreign What)[] ByText =
    [
        (Mhtml, Spreadsheet("MHTML")),
        (Sylk, Spreadsheet("SYLK")),
        (Dif, Spreadsheet("DIF")),
        (Svg, Picture("SVG")),
        (Pdf, Document("PDF")),
    ];

    [GeneratedRegex(@"^\s*MIME-Version:", RegexOptions.IgnoreCase)]
    private static partial Regex Mhtml { get; }

    // A header of delimited text may begin so too, but no record follows it.
    [GeneratedRegex(@"^ID;P[^\r\n]*\r?\n([PBFCOWE]|N[NEU]);")]
    private static partial Regex Sylk { get; }

    [GeneratedRegex(@"^TABLE\r?\n0,1\r?\n")]
    private static partial Regex Dif { get; }

    [GeneratedRegex(@"^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*|<!DOCTYPE\s+svg[^>]*>\s*)*<svg\b", RegexOptions.Singleline)]
    private static partial Regex Svg { get; }

    [GeneratedRegex(@"^\s*%PDF-")]
    private static partial Regex Pdf { get; }

    // So many letters of text may hold one byte that is none: what an old program left behind.
    private const int LettersToOneControl = 256;

    private const char Any = '\uFFFF';

    private static readonly Foreign Binary = new(
        "", new("tệp nhị phân không rõ loại", "a binary file of unknown kind"), LookAgain, "", 0);

    public static bool Is(FileHead head) => Of(head) is not null;

    /// <summary>Returns the problem that calls the file by its name.</summary>
    public static Problem Tell(FileHead head) => Of(head)!;

    /// <summary>Returns what an OLE container is that holds no workbook.</summary>
    /// <param name="streams">The names in it.</param>
    public static Problem OfStreams(IReadOnlyCollection<string> streams) =>
        Array.Find(ByStream, pair => streams.Contains(pair.Inside)).What is { } known
            ? Tell(known, known.Name) : Tell(Document("OLE"), "OLE");

    private static Problem? Of(FileHead head)
    {
        if (head.IsZip)
        {
            return OfZip(head);
        }

        foreach (var foreign in ByBytes)
        {
            if (foreign.Matches(head.Bytes))
            {
                return Tell(foreign, foreign.Name);
            }
        }

        if (IsDBase(head.Bytes))
        {
            return Tell(Database("dBase"), "dBase");
        }

        return Array.Find(ByText, pair => pair.Start.IsMatch(head.Text)).What is { } known ? Tell(known, known.Name) : OfControls(head);
    }

    private static Problem? OfZip(FileHead head)
    {
        var names = head.Zip.Entries.Select(entry => entry.FullName).ToList();
        if (Array.Find(ByMember, pair => names.Exists(name => name.StartsWith(pair.Inside, StringComparison.Ordinal))).What is { } known)
        {
            return Tell(known, known.Name);
        }

        // A document of some other office program is a ZIP too, but no parcel of files.
        return names.Exists(name => name is "[Content_Types].xml" or "mimetype")
            ? Tell(Document("ZIP"), "ZIP: " + string.Join(", ", names.Take(3)))
            : null;
    }

    /// <summary>Text has no bytes below the space but line ends, tabs and the mark of the end that DOS set.</summary>
    private static Problem? OfControls(FileHead head)
    {
        var text = head.IsWhole ? head.Text.AsSpan().TrimEnd("\0\x1A \r\n\t") : head.Text.AsSpan();
        var (controls, first) = (0, -1);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] < ' ' && text[i] is not ('\t' or '\n' or '\v' or '\f' or '\r' or '\x1A' or '\x1B'))
            {
                first = controls++ == 0 ? i : first;
            }
        }

        return controls * LettersToOneControl <= text.Length
            ? null
            : Tell(Binary, FormattableString.Invariant($"0x{(int)text[first]:X2} (byte {first + 1})"));
    }

    /// <summary>A version, the day of the last change, and how long the head is.</summary>
    private static bool IsDBase(ReadOnlySpan<byte> bytes) =>
        bytes is [0x03 or 0x30 or 0x31 or 0x83 or 0x8B or 0xF5, _, >= 1 and <= 12, >= 1 and <= 31, _, _, _, _, _, _, _, 0, ..]
            && bytes.Length > 32;

    private static Problem Tell(Foreign foreign, string found) => Problem.Error(
        default, found, WorkbookProblems.Readable,
        new Bilingual(
            $"Đây là {foreign.Kind.Vi}, không phải bảng số liệu đọc được: {foreign.Cure.Vi}.",
            $"This is {foreign.Kind.En}, not a table of figures that can be read: {foreign.Cure.En}."));

    private static Foreign Archive(string name, string bytes = "", int at = 0) =>
        new(name, new($"tệp nén {name}", $"an archive ({name})"), Unpack, bytes, at);

    private static Foreign Document(string name, string bytes = "", int at = 0) =>
        new(name, new($"văn bản {name}", $"a document ({name})"), CopyTable, bytes, at);

    private static Foreign Picture(string name, string bytes = "", int at = 0) =>
        new(name, new($"ảnh {name}", $"a picture ({name})"), SendTable, bytes, at);

    private static Foreign Database(string name, string bytes = "", int at = 0) =>
        new(name, new($"tệp dữ liệu {name}", $"a data file ({name})"), Export, bytes, at);

    private static Foreign Spreadsheet(string name, string bytes = "", int at = 0) =>
        new(name, new($"bảng tính {name}", $"a spreadsheet of another kind ({name})"), SaveAsXlsx, bytes, at);

    private static Foreign Other(string name, string bytes = "", int at = 0) =>
        new(name, new($"tệp {name}", $"a file of another kind ({name})"), LookAgain, bytes, at);

    /// <param name="Pattern">A letter for each byte, <see cref="Any"/> for one that does not matter; empty where something else tells the
    /// kind.</param>
    /// <param name="At">Where in the file the pattern stands.</param>
    private sealed record Foreign(string Name, Bilingual Kind, Bilingual Cure, string Pattern, int At)
    {
        public bool Matches(ReadOnlySpan<byte> bytes)
        {
            if (bytes.Length < At + Pattern.Length)
            {
                return false;
            }

            for (var i = 0; i < Pattern.Length; i++)
            {
                if (Pattern[i] != Any && bytes[At + i] != Pattern[i])
                {
                    return false;
                }
            }

            return true;
        }
    }
}
