namespace Plan86.Transform.Reading;

/// <summary>The formats that are read, each told from the content of a file, never from its name.</summary>
public enum FileFormat
{
    /// <summary>None of those below; what the file is instead, a problem says.</summary>
    Unknown,
    Xlsx,
    Xlsb,
    Xls,
    Ods,
    Xml2003,
    Html,
    Parquet,
    Csv,
    Tsv,
    Px,
    PxWebJson,
    JsonStat,

    /// <summary>JSON that is none of the statistical formats.</summary>
    Json,

    /// <summary>JSON that is a list of objects, a record each.</summary>
    JsonRecords,
    SdmxCsv,
    SdmxJson,
    SdmxMl,
    EurostatTsv,
    Zip,
    Gzip,
}

/// <summary>The names of formats as commands print them.</summary>
public static class FileFormatName
{
    /// <summary>Returns the name in small letters (<c>xlsx</c>, <c>json-stat</c>, <c>sdmx-ml</c>); empty for an unknown format.</summary>
    public static string Name(this FileFormat format) => format switch
    {
        FileFormat.Unknown => "",
        FileFormat.Xml2003 => "xml-2003",
        FileFormat.PxWebJson => "px-web-json",
        FileFormat.JsonStat => "json-stat",
        FileFormat.JsonRecords => "json-records",
        FileFormat.SdmxCsv => "sdmx-csv",
        FileFormat.SdmxJson => "sdmx-json",
        FileFormat.SdmxMl => "sdmx-ml",
        FileFormat.EurostatTsv => "eurostat-tsv",
        _ => format.ToString().ToLowerInvariant(),
    };
}
