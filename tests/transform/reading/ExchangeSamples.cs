using System.IO.Compression;
using System.Text;
using Plan86.Transform;
using Plan86.Transform.Plan;

namespace Plan86.Tests.Transform.Reading;

/// <summary>Small statistical exchange files, figures made up: one of each variant. The benchmarks mutate them too.</summary>
internal static class ExchangeSamples
{
    public const string JsonStat2 =
        """
        {
          "version": "2.0", "class": "dataset", "label": "Dân số theo huyện", "source": "Cục Thống kê", "updated": "2024-05-02",
          "id": ["huyen", "gioi", "nam"], "size": [3, 1, 2],
          "role": { "time": ["nam"], "geo": ["huyen"] },
          "note": ["Số liệu giữa năm."],
          "value": [10.5, 11, 4, null, 6.5, 7],
          "status": { "1": "p", "3": "c" },
          "extension": { "status": { "label": { "p": "sơ bộ" } } },
          "dimension": {
            "huyen": {
              "label": "Huyện",
              "category": {
                "index": { "T": 0, "A": 1, "B": 2 },
                "label": { "T": "Tổng số", "A": "An Dương", "B": "Cát Hải" },
                "child": { "T": ["A", "B"] },
                "note": { "B": ["Gồm cả Bạch Long Vĩ."] }
              }
            },
            "gioi": { "label": "Giới", "category": { "label": { "C": "Chung" }, "unit": { "C": { "base": "người", "multiplier": 3 } } } },
            "nam": { "label": "Năm", "category": { "index": ["2023", "2024"] } }
          }
        }
        """;

    /// <summary>Two datasets of version 1: values by position, a status for all.</summary>
    public const string JsonStat1 =
        """
        {
          "cang": {
            "label": "Hàng qua cảng",
            "value": { "0": 1.5, "3": "2.25", "4": 9 },
            "dimension": {
              "id": ["cang", "ky"], "size": [2, 3], "role": { "time": ["ky"] },
              "cang": { "category": { "index": ["HP", "LH"], "label": { "HP": "Hải Phòng", "LH": "Lạch Huyện" } } },
              "ky": { "category": { "index": { "2024Q1": 0, "2024Q2": 1, "2024Q3": 2 } } }
            }
          },
          "thue": {
            "value": [7], "status": "e",
            "dimension": { "id": ["nam"], "size": [1], "nam": { "category": { "label": { "2024": "2024" } } } }
          }
        }
        """;

    public const string Collection =
        """
        {
          "version": "2.0", "class": "collection", "label": "Bộ",
          "link": { "item": [
            { "class": "dataset", "href": "https://example.org/a.json", "label": "Ở nơi khác" },
            { "class": "dataset", "label": "Tại đây", "id": ["nam"], "size": [2], "value": [1, 2],
              "dimension": { "nam": { "category": { "index": ["2023", "2024"] } } } }
          ] }
        }
        """;

    public const string PxWeb =
        """
        {
          "columns": [
            { "code": "vung", "text": "Vùng", "type": "d" }, { "code": "nam", "text": "Năm", "type": "t" },
            { "code": "so", "text": "Số dự án", "type": "c", "comment": "Dự án còn hiệu lực" }, { "code": "von", "text": "Vốn",
            "type": "c", "unit": "Triệu USD" }
          ],
          "comments": [ { "variable": "vung", "value": "HP", "comment": "Gồm Cát Hải" } ],
          "data": [
            { "key": ["HP", "2023"], "values": ["12", "1.5"] },
            { "key": ["HP", "2024"], "values": ["..", "2.25"] },
            { "key": ["HN", "2024"], "values": ["-", "3"] }
          ]
        }
        """;

    public const string Px =
        """
        CHARSET="ANSI";
        AXIS-VERSION="2013";
        CODEPAGE="utf-8";
        LANGUAGE="en";
        LANGUAGES="en","vi";
        CREATION-DATE="20240502 10:00";
        MATRIX="FDI";
        SUBJECT-AREA="Investment";
        CONTENTS="FDI";
        TITLE="Foreign investment "
        "by region";
        TITLE[vi]="Đầu tư nước ngoài theo vùng";
        UNITS="million USD";
        UNITS[vi]="Triệu USD";
        STUB="region","kind";
        STUB[vi]="vùng","loại";
        HEADING="year";
        HEADING[vi]="năm";
        VALUES("region")="Hai Phong","Ha Noi";
        VALUES[vi]("vùng")="Hải Phòng","Hà Nội";
        VALUES("kind")="new","adjusted";
        VALUES[vi]("loại")="cấp mới","điều chỉnh";
        VALUES("year")="2022","2023","2024";
        VALUES[vi]("năm")="2022","2023","2024";
        CODES("region")="HP","HN";
        CODES("kind")="N","A";
        TIMEVAL("year")=TLIST(A1),"2022","2023","2024";
        DECIMALS=1;
        NOTE[vi]="Chưa gồm góp vốn.#Số sơ bộ.";
        DATASYMBOL1="Không thu thập";
        DATANOTECELL("HP","A","2024")="*";
        DATA=
        1.5 2 -3
        "." 4.25 5
        "-" ".." 6E2
        "..." 7 8;
        """;

    /// <summary>Only the rows that are not empty, under their codes or labels.</summary>
    public const string PxKeys =
        """
        AXIS-VERSION="2000";
        CHARSET="ANSI";
        MATRIX="T";
        SUBJECT-AREA="T";
        TITLE="Sparse";
        CONTVARIABLE="contents";
        STUB="region","sex";
        HEADING="contents","year";
        VALUES("region")="North","South","West";
        CODES("region")="01","02","03";
        VALUES("sex")="Men","Women";
        VALUES("contents")="Born","Income";
        VALUES("year")="2023","2024";
        UNITS("Income")="thousand VND";
        KEYS("region")=CODES;
        KEYS("sex")=VALUES;
        DATA=
        "01","Women",1 2 3 4
        "03","Men",5,6,7,8
        ;
        """;

    public const string SdmxCsv1 =
        "DATAFLOW,FREQ,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE,UNIT_MULT\n"
        + "GSO:FDI(1.0),A,VN-HP,FDI_NEW,2023,787.226,A,USD,6\n"
        + "GSO:FDI(1.0),A,VN-HP,FDI_NEW,2024,1500.5,P,USD,6\n"
        + "GSO:FDI(1.0),A,VN-HN,FDI_NEW,2024,,M,USD,6\n";

    public const string SdmxCsv2 =
        "STRUCTURE[|];STRUCTURE_ID;ACTION;OBS_VALUE: Observation value;REF_AREA: Reference area;TIME_PERIOD: Time period;SEX: "
            + "Sex;ATTR_1[]: Remark\n"
        + "dataflow;GSO:POP(1.0.0): Population;I;12.5;VN-HP: Hải Phòng;2024-Q1;F: Nữ;\"a; b\"\n"
        + "dataflow;GSO:POP(1.0.0): Population;I;1.25E1;VN-HP: Hải Phòng;2023-Q4;M: Nam;c\n"
        + "dataflow;GSO:POP(1.0.0): Population;D;;VN-HP: Hải Phòng;2023-Q3;M: Nam;\n";

    public const string SdmxCsvNames =
        "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,REF_AREA,Reference area,MEASURE,Measure,TIME_PERIOD,Time "
            + "period,OBS_VALUE,Observation value,OBS_STATUS,Observation status\n"
        + "DATAFLOW,OECD:X(1.0),Real output,I,VNM,Viet Nam,B1GQ,Gross domestic product,2023,,7.5,,A,Normal value\n"
        + "DATAFLOW,OECD:X(1.0),Real output,I,VNM,Viet Nam,B1GQ,Gross domestic product,2024,,8.25,,E,Estimated value\n";

    public const string GenericSeries =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <mes:GenericTimeSeriesData xmlns:mes="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
        xmlns:gen="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic"
        xmlns:com="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common">
          <mes:Header>
            <mes:ID>T1</mes:ID><mes:Test>false</mes:Test><mes:Prepared>2024-05-02T10:00:00</mes:Prepared>
            <mes:Structure structureID="S1" dimensionAtObservation="TIME_PERIOD"><com:Structure><Ref agencyID="GSO" id="FDI" version="1.0"/>
            </com:Structure></mes:Structure>
          </mes:Header>
          <mes:DataSet structureRef="S1" action="Replace">
            <gen:Group type="Sibling">
              <gen:GroupKey><gen:Value id="REF_AREA" value="VN-HP"/></gen:GroupKey>
              <gen:Attributes><gen:Value id="UNIT_MEASURE" value="USD"/><gen:Value id="UNIT_MULT" value="6"/></gen:Attributes>
            </gen:Group>
            <gen:Series>
              <gen:SeriesKey><gen:Value id="FREQ" value="A"/><gen:Value id="REF_AREA" value="VN-HP"/>
              <gen:Value id="INDICATOR" value="FDI_NEW"/></gen:SeriesKey>
              <gen:Attributes><gen:Value id="TITLE" value="Vốn cấp mới"/></gen:Attributes>
              <gen:Obs>
                <gen:ObsDimension value="2023"/>
                <gen:ObsValue value="787.226"/>
                <gen:Attributes><gen:Value id="OBS_STATUS" value="A"/></gen:Attributes>
              </gen:Obs>
              <gen:Obs>
                <gen:ObsDimension value="2024"/>
                <gen:ObsValue value="1500.5"/>
                <gen:Attributes><gen:Value id="OBS_STATUS" value="P"/></gen:Attributes>
              </gen:Obs>
              <gen:Obs><gen:ObsDimension value="2022"/><gen:ObsValue value="NaN"/></gen:Obs>
            </gen:Series>
          </mes:DataSet>
        </mes:GenericTimeSeriesData>
        """;

    public const string GenericFlat =
        """
        <GenericData xmlns="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
        xmlns:g="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic">
          <Header><ID>T</ID><Structure structureID="S1" dimensionAtObservation="AllDimensions"/></Header>
          <DataSet structureRef="S1">

        """
        + """    <g:Obs><g:ObsKey><g:Value id="REF_AREA" value="HP"/><g:Value id="TIME_PERIOD" value="2024-M03"/></g:ObsKey>"""
        + """<g:ObsValue value="1"/></g:Obs>"""
        + """<g:Obs><g:ObsKey><g:Value id="REF_AREA" value="HN"/><g:Value id="TIME_PERIOD" value="2024-M03"/></g:ObsKey>"""
        + """<g:ObsValue value="2"/></g:Obs>"""
        + """

          </DataSet>
        </GenericData>
        """;

    public const string SpecificSeries =
        """
        <?xml version="1.0" encoding="utf-8"?>
        <message:StructureSpecificTimeSeriesData xmlns:message="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
        xmlns:ss="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific"
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:ns1="urn:x">
          <message:Header>
            <message:ID>T2</message:ID>
            <message:Structure structureID="EXR" namespace="urn:x" dimensionAtObservation="TIME_PERIOD"/>
            <message:Name xml:lang="vi">Tỷ giá</message:Name>
          </message:Header>
          <message:DataSet ss:structureRef="EXR" xsi:type="ns1:DataSetType" ss:dataScope="DataStructure">
            <Group xsi:type="ns1:Sibling" CURRENCY="USD" DECIMALS="2" UNIT_MEASURE="VND" TITLE="Đô la Mỹ"/>
            <Group xsi:type="ns1:Sibling" CURRENCY="CNY" DECIMALS="2" UNIT_MEASURE="VND" TITLE="Nhân dân tệ"/>
            <Series FREQ="M" CURRENCY="USD" COLLECTION="A" TIME_FORMAT="P1M">
              <Obs TIME_PERIOD="2024-01" OBS_VALUE="24500" OBS_STATUS="A"/>
              <Obs TIME_PERIOD="2024-02" OBS_VALUE="24600.5" OBS_STATUS="E"/>
            </Series>
            <Series FREQ="M" CURRENCY="CNY" COLLECTION="A" TIME_FORMAT="P1M">
              <Obs TIME_PERIOD="2024-02" OBS_VALUE="3400" OBS_STATUS="A"/>
            </Series>
          </message:DataSet>
        </message:StructureSpecificTimeSeriesData>
        """;

    /// <summary>Version 3: attributes of several values, told apart from dimensions by nothing but themselves.</summary>
    public const string Specific3 =
        """
        <message:StructureSpecificData xmlns:message="http://www.sdmx.org/resources/sdmxml/schemas/v3_0/message"
        xmlns:ss="http://www.sdmx.org/resources/sdmxml/schemas/v3_0/data/structurespecific"
        xmlns:common="http://www.sdmx.org/resources/sdmxml/schemas/v3_0/common">
          <message:Header><message:ID>T3</message:ID>
            <message:Structure structureID="S" dimensionAtObservation="TIME_PERIOD">
            <common:StructureUsage>urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=GSO:TRADE(1.0.0)</common:StructureUsage>
            </message:Structure>
          </message:Header>
          <message:DataSet ss:structureRef="S">
            <Atts REF_AREA="VN" CONTACT_NOTE="hỏi phòng thương mại"/>
            <Series FREQ="A" REF_AREA="VN" FLOW="X" UNIT="USD" UNIT_MULT="9">
              <Comp id="TITLE"><Value><common:Text xml:lang="vi">Xuất khẩu</common:Text></Value><Value><common:Text>Exports</common:Text>
              </Value></Comp>
              <Obs TIME_PERIOD="2024" OBS_VALUE="405.5">
                <Comp id="OBS_STATUS"><Value>P</Value></Comp>
              </Obs>
            </Series>
          </message:DataSet>
        </message:StructureSpecificData>
        """;

    public const string CrossSection =
        """
        <message:StructureSpecificData xmlns:message="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
        xmlns:d="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific">
          <message:Header><message:ID>X</message:ID><message:Structure structureID="S1" dimensionAtObservation="CURRENCY"/></message:Header>
          <message:DataSet d:structureRef="S1">
            <Series TIME_PERIOD="2024-08" FREQ="M" EXR_TYPE="SP00">
              <Obs CURRENCY="CHF" OBS_VALUE="1.3413" OBS_STATUS="A" CONF_STATUS_OBS="F"/>
              <Obs CURRENCY="JPY" OBS_VALUE="110.04" OBS_STATUS="A" CONF_STATUS_OBS="F"/>
            </Series>
            <Series TIME_PERIOD="2024-09" FREQ="M" EXR_TYPE="SP00">
              <Obs CURRENCY="CHF" OBS_VALUE="1.3089" OBS_STATUS="A" CONF_STATUS_OBS="F"/>
            </Series>
          </message:DataSet>
        </message:StructureSpecificData>
        """;

    /// <summary>Version 2.0: observations are called by their measure.</summary>
    public const string CrossSection2 =
        """
        <m:CrossSectionalData xmlns:m="urn:m" xmlns:d="urn:d"><m:Header><m:ID>x</m:ID></m:Header><DataSet xmlns="">
        <d:Group FREQ="A" TIME="2023"><d:Section AREA="VN">
        <d:BIRTHS UNIT_MULT="3" value="11.5"/>
        <d:DEATHS UNIT_MULT="3" value="1.2"/></d:Section></d:Group>
        <d:Group FREQ="A" TIME="2024"><d:Section AREA="VN"><d:BIRTHS UNIT_MULT="3" value="12"/></d:Section></d:Group>
        </DataSet></m:CrossSectionalData>
        """;

    /// <summary>Version 2.0: compact, and generic with its series inside groups.</summary>
    public const string Compact2 =
        """
        <CompactData xmlns="http://www.SDMX.org/resources/SDMXML/schemas/v2_0/message" xmlns:c="urn:c">
          <Header><ID>C</ID></Header>
          <c:DataSet>
            <c:SiblingGroup CURRENCY="USD" TITLE="US dollar"/>
            <c:Series FREQ="A" CURRENCY="USD"><c:Obs TIME_PERIOD="2023" OBS_VALUE="1.5"/>
              <c:Obs TIME_PERIOD="2024" OBS_VALUE="2.5" OBS_STATUS="E"/></c:Series>
          </c:DataSet>
        </CompactData>
        """;

    public const string Generic2 =
        """
        <GenericData xmlns="http://www.SDMX.org/resources/SDMXML/schemas/v2_0/message"
        xmlns:g="http://www.SDMX.org/resources/SDMXML/schemas/v2_0/generic">
          <Header><ID>C</ID></Header>
          <DataSet>
            <g:KeyFamilyRef>EXR</g:KeyFamilyRef>
            <g:Group type="Sibling">
              <g:GroupKey><g:Value concept="CURRENCY" value="USD"/></g:GroupKey>
              <g:Series>
                <g:SeriesKey><g:Value concept="FREQ" value="A"/><g:Value concept="CURRENCY" value="USD"/></g:SeriesKey>
                <g:Obs><g:Time>2023</g:Time><g:ObsValue value="1.5"/><g:Attributes><g:Value concept="OBS_STATUS" value="A"/></g:Attributes>
                </g:Obs>
                <g:Obs><g:Time>2024</g:Time><g:ObsValue value="2.5"/></g:Obs>
              </g:Series>
            </g:Group>
          </DataSet>
        </GenericData>
        """;

    public const string SdmxJson1 =
        """
        {
          "header": { "id": "T", "prepared": "2024-05-02T10:00:00Z" },
          "dataSets": [ { "action": "Information", "series": {
            "0:0": { "attributes": [0, null], "observations": { "0": [1.5931, 0], "1": [null, null], "2": [1.5925, 1] } },
            "0:1": { "attributes": [0, 0], "observations": { "1": [40.3426, null] } }
          } } ],
          "structure": {
            "name": "Tỷ giá",
            "dimensions": {
              "dataSet": [ { "id": "FREQ", "name": "Tần suất", "keyPosition": 0, "values": [ { "id": "A", "name": "Năm" } ] } ],
              "series": [
                { "id": "DENOM", "name": "Mẫu số", "keyPosition": 2, "values": [ { "id": "VND", "name": "Đồng" } ] },
                { "id": "CURRENCY", "name": "Tiền", "keyPosition": 1, "values": [ { "id": "NZD", "name": "Đô la New Zealand" },
                { "id": "RUB", "name": "Rúp" } ] }
              ],
              "observation": [ { "id": "TIME_PERIOD", "role": "time", "values": [ { "id": "2022" }, { "id": "2023" }, { "id": "2024" } ] } ]
            },
            "attributes": {
              "dataSet": [],
              "series": [ { "id": "UNIT_MEASURE", "values": [ { "id": "VND", "name": "Đồng" } ] }, { "id": "TITLE",
              "values": [ { "name": "Rúp Nga" } ] } ],
              "observation": [ { "id": "OBS_STATUS", "values": [ { "id": "A", "name": "Bình thường" }, { "id": "P", "name": "Sơ bộ" } ] } ]
            }
          }
        }
        """;

    public const string SdmxJson2 =
        """
        {
          "meta": { "id": "T", "prepared": "2024-05-02" },
          "data": {
            "structures": [ {
              "name": "Trade", "names": { "en": "Trade", "vi": "Thương mại" },
              "dimensions": { "observation": [
                { "id": "FLOW", "names": { "en": "Flow", "vi": "Luồng" }, "keyPosition": 0, "values": [ { "id": "X",
                "names": { "vi": "Xuất khẩu", "en": "Exports" } }, { "id": "M", "name": "Imports" } ] },
                { "id": "TIME_PERIOD", "keyPosition": 1, "roles": ["TIME_PERIOD"], "values": [ { "value": "2023" }, { "value": "2024" } ] }
              ] },
              "measures": { "observation": [ { "id": "OBS_VALUE" }, { "id": "SHARE", "name": "Share" } ] },
              "attributes": {
                "dimensionGroup": [ { "id": "UNIT_MEASURE", "relationship": { "dimensions": ["FLOW"] } } ],
                "observation": [ { "id": "OBS_STATUS" } ]
              }
            } ],
            "dataSets": [
              { "structure": 0, "dimensionGroupAttributes": { "0:": ["USD"], "1:": ["VND"] },
                "observations": { "0:0": [1.5, 10, "A"], "0:1": [2, "20.5", "E"], "1:1": [3, null] } },
              { "structure": 0, "observations": { "1:0": [4] } }
            ]
          }
        }
        """;

    public static IReadOnlyDictionary<string, byte[]> All { get; } = new Dictionary<string, byte[]>
    {
        [nameof(JsonStat2)] = Bytes(JsonStat2),
        [nameof(JsonStat1)] = Bytes(JsonStat1),
        [nameof(Collection)] = Bytes(Collection),
        [nameof(PxWeb)] = Bytes(PxWeb),
        [nameof(Px)] = Bytes(Px),
        [nameof(PxKeys)] = Bytes(PxKeys),
        [nameof(SdmxCsv1)] = Bytes(SdmxCsv1),
        [nameof(SdmxCsv2)] = Bytes(SdmxCsv2),
        [nameof(SdmxCsvNames)] = Bytes(SdmxCsvNames),
        [nameof(GenericSeries)] = Bytes(GenericSeries),
        [nameof(GenericFlat)] = Bytes(GenericFlat),
        [nameof(SpecificSeries)] = Bytes(SpecificSeries),
        [nameof(Specific3)] = Bytes(Specific3),
        [nameof(CrossSection)] = Bytes(CrossSection),
        [nameof(CrossSection2)] = Bytes(CrossSection2),
        [nameof(Compact2)] = Bytes(Compact2),
        [nameof(Generic2)] = Bytes(Generic2),
        [nameof(SdmxJson1)] = Bytes(SdmxJson1),
        [nameof(SdmxJson2)] = Bytes(SdmxJson2),
        ["Zip"] = Zip(("quy/a.json", Bytes(JsonStat2)), ("b.px", Bytes(Px)), ("c.csv", Bytes("ten;gia_tri\nA;1,5\nB;2,5\n"))),
    };

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Zip(params (string Name, byte[] Content)[] members)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in members)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }
}
