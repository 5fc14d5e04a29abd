using Plan86.Transform.Reading.Exchange;
using Plan86.Transform.Reading.Spreadsheet;

namespace Plan86.Transform.Reading;

/// <summary>How one format is known, and how it is read: in exactly one of the ways below.</summary>
internal sealed record FormatReader(FileFormat Format, Func<FileHead, bool> Is)
{
    /// <summary>
    /// All formats, in the order in which a file is held against them. A new one is a reader in a file of its own, its
    /// name in <see cref="FileFormat"/>, and a line here.
    /// </summary>
    private static readonly FormatReader[] All =
    [
        new(FileFormat.Xls, XlsSheets.Is) { Sheets = XlsSheets.Read },
        new(FileFormat.Xls, BiffSheets.Is) { Sheets = BiffSheets.Read },
        new(FileFormat.Xls, OldXlsSheets.Is) { Sheets = OldXlsSheets.Read },
        new(FileFormat.Xlsx, XlsxSheets.Is) { Sheets = XlsxSheets.Read, IsPackage = true },
        new(FileFormat.Xlsb, XlsbSheets.Is) { Sheets = XlsbSheets.Read, IsPackage = true },
        new(FileFormat.Ods, OdsSheets.Is) { Sheets = OdsSheets.Read, IsPackage = true },
        new(FileFormat.Parquet, ParquetSheet.Is) { Sheets = ParquetSheet.Read },
        new(FileFormat.Gzip, GzipMember.Is) { Members = GzipMember.Of },
        new(FileFormat.Unknown, ForeignFiles.Is) { Refusal = ForeignFiles.Tell },
        new(FileFormat.Zip, head => head.IsZip) { Members = ZipMembers.Of, IsPackage = true },
        new(FileFormat.JsonRecords, JsonRecords.Is) { Sheets = JsonRecords.Read },
        new(FileFormat.Json, JsonCubes.Is) { Cubes = JsonCubes.Read },
        new(FileFormat.Html, MarkupSheets.IsHtml) { Sheets = MarkupSheets.ReadHtml },
        new(FileFormat.Xml2003, MarkupSheets.IsSpreadsheet) { Sheets = MarkupSheets.ReadSpreadsheet },
        new(FileFormat.Ods, OdsSheets.IsFlat) { Sheets = OdsSheets.ReadFlat },
        new(FileFormat.SdmxMl, SdmxXml.Is) { Cubes = SdmxXml.Read },
        new(FileFormat.SdmxCsv, SdmxCsv.Is) { Cubes = SdmxCsv.Read, IsDelimited = true },
        new(FileFormat.Px, PxFile.Is) { Cubes = PxFile.Read },
        new(FileFormat.EurostatTsv, EurostatTsv.Is) { Cubes = EurostatTsv.Read },
        new(FileFormat.Csv, _ => true) { IsDelimited = true },
    ];

    /// <summary>Sheets with cells, in their order.</summary>
    public Func<Stream, ReadingContext, IEnumerable<Sheet>>? Sheets { get; init; }

    /// <summary>Figures with dimensions.</summary>
    public Func<Stream, ReadingContext, IEnumerable<Cube>>? Cubes { get; init; }

    /// <summary>Files inside this one: their names, and how to open each, also again.</summary>
    public Func<Func<Stream>, ReadingContext, IEnumerable<(string Name, Func<Stream> Open)>>? Members { get; init; }

    /// <summary>Why such a file is not read.</summary>
    public Func<FileHead, Problem>? Refusal { get; init; }

    /// <summary>A ZIP, whose directory says beforehand what it unpacks to.</summary>
    public bool IsPackage { get; init; }

    /// <summary>Lines of fields: they may be wanted as records instead.</summary>
    public bool IsDelimited { get; init; }

    /// <summary>Returns the reader of a file that is not empty.</summary>
    public static FormatReader Of(FileHead head) => Array.Find(All, reader => reader.Is(head))!;
}
