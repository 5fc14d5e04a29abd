using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Plan86.Transform;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;

namespace Plan86.Schedules.Commands;

/// <summary>
/// What the columns and codes of an SDMX export mean: a structure message in SDMX-ML 3.0, the version that SDMX-CSV 2.0 goes with. It
/// holds all it names (code lists, concepts, data structure, dataflow), so that no registry has to be asked.
/// </summary>
/// <param name="codes">The codes that stand in figures, by code list; those of the closed lists are added.</param>
internal sealed partial class SdmxStructure(Settings settings, IReadOnlyDictionary<string, Bilingual> series, ILookup<string, string> codes)
{
    private const string Agency = "PLAN86";
    private const string Version = "1.0";
    private const string Concepts = "CS_PLAN86";
    private const string Structure = "PLAN86";
    private const string Message = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/message";
    private const string Structures = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/structure";
    private const string Common = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/common";

    /// <summary>The dataflow, as <c>STRUCTURE_ID</c> names it.</summary>
    public const string Dataflow = $"{Agency}:FIGURES({Version})";

    /// <summary>The columns behind <c>STRUCTURE,STRUCTURE_ID,ACTION</c>, in their order.</summary>
    public static IReadOnlyList<SdmxComponent> Components { get; } =
    [
        new("FREQ", SdmxRole.Dimension, "FREQ", new("Tần suất", "Frequency")),
        new("REF_AREA", SdmxRole.Dimension, "REF_AREA", new("Địa bàn, theo địa giới cố định", "Reference area, in fixed boundaries")),
        new("SERIES", SdmxRole.Dimension, "SERIES", new("Chuỗi số liệu", "Series")),
        new("TRANSFORMATION", SdmxRole.Dimension, "TRANSFORMATION",
            new("Giá trị nói gì về kỳ của nó", "What the value says of its period")),
        new("TIME_PERIOD", SdmxRole.Time, "ObservationalTimePeriod",
            new("Kỳ; của số cộng dồn là tháng cuối", "Period; of a cumulative figure the last month")),
        new("OBS_VALUE", SdmxRole.Measure, "Double", new("Giá trị như đã công bố", "Value as published")),
        new("UNIT_MEASURE", SdmxRole.Needed, "UNIT_MEASURE", new("Đơn vị tính", "Unit of measure")),
        new("UNIT_MULT", SdmxRole.Needed, "UNIT_MULT",
            new("Bội số của đơn vị tính, lũy thừa của 10", "Multiplier of the unit, power of ten")),
        new("OBS_STATUS", SdmxRole.Needed, "OBS_STATUS", new("Trạng thái số liệu", "Observation status")),
        new("VALID_FROM", SdmxRole.Needed, "GregorianDay", new("Ngày công bố", "Day of publication")),
        new("AREA_STATED", SdmxRole.Needed, "REF_AREA", new("Địa bàn như nguồn ghi", "Area as the source states it")),
        new("TERRITORY_ASSUMED", SdmxRole.Needed, "Boolean",
            new("Địa giới không được nguồn nêu rõ", "The source does not state the boundaries")),
        new("DERIVED", SdmxRole.Needed, "Boolean", new("Tính từ các số liệu khác", "Computed from other figures")),
        new("SUSPECT", SdmxRole.Needed, "Boolean", new("Mâu thuẫn với số liệu khác", "At odds with other figures")),
        new("SOURCE", SdmxRole.Needed, "SOURCE", new("Nguồn", "Source")),
        new("EXTRACT_ID", SdmxRole.Needed, "String", new("Mã tệp (SHA-256)", "File it comes from (SHA-256)")),
        new("FILE_NAME", SdmxRole.Needed, "String", new("Tên tệp", "File name")),
        new("SHEET", SdmxRole.Optional, "String", new("Trang tính", "Sheet")),
        new("CELL_REF", SdmxRole.Optional, "String", new("Ô hoặc dòng", "Cell or line")),
    ];

    // The SDMX lists of these names have the same codes; repeated here, no registry is needed.
    private static readonly (string Code, Bilingual Name)[] Frequencies =
    [
        ("A", new("Năm", "Annual")), ("S", new("Nửa năm", "Half-yearly")), ("Q", new("Quý", "Quarterly")), ("M", new("Tháng", "Monthly")),
    ];

    [GeneratedRegex("^(nghìn tỷ|nghìn|triệu|tỷ|thousand|million|billion|trillion) ")]
    private static partial Regex Multiple { get; }

    /// <summary>Returns the SDMX id of a series, which has no dots: <c>PORT-THROUGHPUT</c>. A <c>-</c> stands for the dot, <c>$</c> and
    /// four hexadecimal digits for any other character that an id may not have.</summary>
    public static string SeriesId(string code) => Id(code, '-');

    /// <summary>Returns the SDMX id of a place: <c>VN-HP_2020</c>.</summary>
    public static string AreaId(string code) => Id(code, '_');

    /// <param name="prepared">When the figures were published.</param>
    public void Write(Stream output, DateTimeOffset prepared)
    {
        using var xml = XmlWriter.Create(output, new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(false),
            Indent = true,
            NewLineChars = "\n",
        });
        xml.WriteStartDocument();
        xml.WriteStartElement("mes", "Structure", Message);
        xml.WriteAttributeString("xmlns", "str", null, Structures);
        xml.WriteAttributeString("xmlns", "com", null, Common);
        xml.WriteStartElement("Header", Message);
        xml.WriteElementString("ID", Message, Structure);
        xml.WriteElementString("Test", Message, "false");
        xml.WriteElementString(
            "Prepared", Message, prepared.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        xml.WriteStartElement("Sender", Message);
        xml.WriteAttributeString("id", Agency);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteStartElement("Structures", Message);
        WriteCodeLists(xml);
        WriteConcepts(xml);
        xml.WriteStartElement("Dataflows", Structures);
        Maintained(xml, "Dataflow", "FIGURES", new("Số liệu theo dõi Kế hoạch 86/KH-UBND", "Figures that follow Plan 86/KH-UBND"), () =>
            xml.WriteElementString("Structure", Structures, $"{Urn("datastructure.DataStructure", Structure)}"));
        xml.WriteEndElement();
        WriteDataStructure(xml);
        xml.WriteEndDocument();
    }

    private void WriteCodeLists(XmlWriter xml)
    {
        var catalogue = settings.Catalogue;
        xml.WriteStartElement("Codelists", Structures);
        List(xml, "FREQ", Frequencies.Select(code => (code.Code, code.Code, code.Name)));
        List(xml, "REF_AREA", codes["REF_AREA"].Union(catalogue.Areas.Keys, StringComparer.Ordinal)
            .Select(code => (AreaId(code), code, catalogue.NameOfArea(code))));
        List(xml, "SERIES", series.Select(entry => (SeriesId(entry.Key), entry.Key, entry.Value)));
        List(xml, "TRANSFORMATION",
            Transformations.Codes.Select(code => (code, code, Transformations.Parse(code)!.Value.Words())));
        List(xml, "UNIT_MEASURE", codes["UNIT_MEASURE"].Select(code => (Id(code, '-'), code, NameOfMeasure(code))));
        List(xml, "UNIT_MULT", codes["UNIT_MULT"].Select(code => (code, code, NameOfMultiple(code))));
        List(xml, "OBS_STATUS", ObsStatuses.Codes.Select(code => (code, code, ObsStatuses.Parse(code)!.Value.Words())));
        List(xml, "SOURCE", codes["SOURCE"].Select(code => (code, code,
            settings.Sources.Find(code) is { } source ? new Bilingual(source.NameVi, source.NameEn) : new Bilingual(code, code))));
        xml.WriteEndElement();
    }

    private static void List(XmlWriter xml, string list, IEnumerable<(string Id, string Code, Bilingual Name)> entries)
    {
        var name = Components.First(component => component.Representation == list).Name;
        Maintained(xml, "Codelist", $"CL_{list}", name, () =>
        {
            foreach (var (id, code, words) in entries.OrderBy(entry => entry.Id, StringComparer.Ordinal))
            {
                xml.WriteStartElement("Code", Structures);
                xml.WriteAttributeString("id", id);
                if (id != code)
                {
                    // As it stands in the warehouse.
                    xml.WriteStartElement("Annotations", Common);
                    xml.WriteStartElement("Annotation", Common);
                    xml.WriteElementString("AnnotationTitle", Common, code);
                    xml.WriteElementString("AnnotationType", Common, "PLAN86_CODE");
                    xml.WriteEndElement();
                    xml.WriteEndElement();
                }

                Name(xml, words);
                xml.WriteEndElement();
            }
        });
    }

    private static void WriteConcepts(XmlWriter xml)
    {
        xml.WriteStartElement("ConceptSchemes", Structures);
        Maintained(xml, "ConceptScheme", Concepts, new("Khái niệm của số liệu", "Concepts of the figures"), () =>
        {
            foreach (var component in Components)
            {
                xml.WriteStartElement("Concept", Structures);
                xml.WriteAttributeString("id", component.Id);
                Name(xml, component.Name);
                xml.WriteEndElement();
            }
        });
        xml.WriteEndElement();
    }

    private static void WriteDataStructure(XmlWriter xml)
    {
        xml.WriteStartElement("DataStructures", Structures);
        Maintained(xml, "DataStructure", Structure, new("Cấu trúc số liệu của Kế hoạch 86", "Structure of the figures of Plan 86"), () =>
        {
            xml.WriteStartElement("DataStructureComponents", Structures);
            Descriptor("Dimension", component => component.Role is SdmxRole.Dimension or SdmxRole.Time);
            Descriptor("Attribute", component => component.Role is SdmxRole.Needed or SdmxRole.Optional);
            Descriptor("Measure", component => component.Role == SdmxRole.Measure);
            xml.WriteEndElement();
        });
        xml.WriteEndElement();

        void Descriptor(string kind, Func<SdmxComponent, bool> isOfKind)
        {
            xml.WriteStartElement($"{kind}List", Structures);
            xml.WriteAttributeString("id", $"{kind}Descriptor");
            foreach (var (component, at) in Components.Where(isOfKind).Select((component, at) => (component, at)))
            {
                Component(component, kind, at + 1);
            }

            xml.WriteEndElement();
        }

        void Component(SdmxComponent component, string kind, int position)
        {
            xml.WriteStartElement(component.Role == SdmxRole.Time ? "TimeDimension" : kind, Structures);
            xml.WriteAttributeString("id", component.Id);
            if (component.Role == SdmxRole.Dimension)
            {
                xml.WriteAttributeString("position", position.ToString(CultureInfo.InvariantCulture));
            }
            else if (component.Role != SdmxRole.Time)
            {
                xml.WriteAttributeString("usage", component.Role == SdmxRole.Optional ? "optional" : "mandatory");
            }

            xml.WriteElementString(
                "ConceptIdentity", Structures, $"{Urn("conceptscheme.Concept", Concepts)}.{component.Id}");
            xml.WriteStartElement("LocalRepresentation", Structures);
            if (component.IsCoded)
            {
                xml.WriteElementString("Enumeration", Structures, Urn("codelist.Codelist", $"CL_{component.Representation}"));
            }
            else
            {
                xml.WriteStartElement("TextFormat", Structures);
                xml.WriteAttributeString("textType", component.Representation);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
            if (kind == "Attribute")
            {
                xml.WriteStartElement("AttributeRelationship", Structures);
                xml.WriteElementString("Observation", Structures, null);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }
    }

    private static void Maintained(XmlWriter xml, string kind, string id, Bilingual name, Action content)
    {
        xml.WriteStartElement(kind, Structures);
        xml.WriteAttributeString("agencyID", Agency);
        xml.WriteAttributeString("id", id);
        xml.WriteAttributeString("version", Version);
        Name(xml, name);
        content();
        xml.WriteEndElement();
    }

    private static void Name(XmlWriter xml, Bilingual name)
    {
        foreach (var (language, text) in new[] { ("vi", name.Vi), ("en", name.En) })
        {
            xml.WriteStartElement("Name", Common);
            xml.WriteAttributeString("xml", "lang", null, language);
            xml.WriteString(text);
            xml.WriteEndElement();
        }
    }

    private static string Urn(string kind, string id) => $"urn:sdmx:org.sdmx.infomodel.{kind}={Agency}:{id}({Version})";

    /// <summary>A unit without its multiple: <c>đồng</c> of <c>tỷ đồng</c>.</summary>
    private Bilingual NameOfMeasure(string measure) =>
        settings.Catalogue.Units.Where(unit => unit.Measure == measure).OrderBy(unit => unit.Mult).FirstOrDefault() is not { } unit
            ? new(measure, measure)
        : unit.Mult == 0 ? unit.Text
        : new(Multiple.Replace(unit.Text.Vi, ""), Multiple.Replace(unit.Text.En, ""));

    private static Bilingual NameOfMultiple(string power) => power switch
    {
        "0" => new("đơn vị", "Units"),
        "3" => new("nghìn", "Thousands"),
        "6" => new("triệu", "Millions"),
        "9" => new("tỷ", "Billions"),
        "12" => new("nghìn tỷ", "Trillions"),
        _ => new($"10^{power}", $"10^{power}"),
    };

    private static string Id(string code, char dot)
    {
        var id = new StringBuilder(code.Length);
        foreach (var c in code)
        {
            // What stands for the dot may not stand for itself.
            _ = c == '.' ? id.Append(dot)
                : c != dot && (char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? id.Append(c)
                : id.Append(CultureInfo.InvariantCulture, $"${(int)c:X4}");
        }

        return id.ToString();
    }
}

/// <summary>What a column of an SDMX file is.</summary>
internal enum SdmxRole
{
    /// <summary>Part of the key.</summary>
    Dimension,

    /// <summary>The last part of the key.</summary>
    Time,

    /// <summary>The value.</summary>
    Measure,

    /// <summary>An attribute that every figure has.</summary>
    Needed,

    /// <summary>An attribute that may be empty.</summary>
    Optional,
}

/// <summary>One column of an SDMX file.</summary>
/// <param name="Representation">A code list, in capitals, else a text type of SDMX.</param>
internal sealed record SdmxComponent(string Id, SdmxRole Role, string Representation, Bilingual Name)
{
    public bool IsCoded { get; } = Representation.All(c => char.IsAsciiLetterUpper(c) || c == '_');
}
