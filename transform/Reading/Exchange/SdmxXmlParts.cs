using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Plan86.Transform.Reading.Exchange;

internal enum SdmxPartKind
{
    DataSet,
    Group,
    Series,
    Observation,
}

/// <summary>One thing that a message tells: that a dataset begins, what holds for a group or a series, one observation.</summary>
internal sealed class SdmxPart(SdmxPartKind kind)
{
    public SdmxPartKind Kind { get; } = kind;

    /// <summary>Values the message itself calls dimensions.</summary>
    public List<(string Id, string Value)> Key { get; } = [];

    /// <summary>Values the message itself calls attributes.</summary>
    public List<(string Id, string Value)> Attributes { get; } = [];

    /// <summary>Values that may be either.</summary>
    public List<(string Id, string Value)> Loose { get; } = [];

    public List<(string Id, string Value)> Values { get; } = [];

    /// <summary>Line, and where the line is not its alone, column.</summary>
    public long Place { get; init; }

    public string Structure { get; set; } = "";

    public string AtObservation { get; set; } = "";

    public string Type { get; init; } = "";

    public bool IsDeletion { get; set; }
}

/// <summary>What the header says of each structure its datasets follow.</summary>
internal sealed class SdmxHeader
{
    private readonly Dictionary<string, (string Dimension, string Id)> _structures = new(StringComparer.Ordinal);
    private string _current = "";
    private string _name = "";

    public string Root { get; set; } = "";

    public string Prepared { get; private set; } = "";

    /// <summary>What datasets ask for that do not say it themselves.</summary>
    public bool IsDeletion { get; private set; }

    public void Take(string element, XmlReader xml)
    {
        switch (element)
        {
            case "Structure" when xml.GetAttribute("structureID") is { } id:
                _current = id;
                _structures[id] = (xml.GetAttribute("dimensionAtObservation") ?? "", "");
                break;
            case "Ref" when _structures.TryGetValue(_current, out var known) && known.Id.Length == 0:
                _structures[_current] = known with { Id = xml.GetAttribute("id") ?? "" };
                break;
        }
    }

    public void Text(string element, string text)
    {
        switch (element)
        {
            case "Prepared":
                Prepared = text;
                break;
            case "DataSetAction":
                IsDeletion = text == "Delete";
                break;
            case "Name" when _name.Length == 0:
                _name = text;
                break;
            case "URN" or "Structure" or "StructureUsage" or "ProvisionAgreement"
                when text.Contains('=', StringComparison.Ordinal) && _structures.TryGetValue(_current, out var known)
                    && known.Id.Length == 0:
                _structures[_current] = known with { Id = text[(text.LastIndexOf('=') + 1)..] };
                break;
            case "KeyFamilyRef" when _name.Length == 0:
                _name = text;
                break;
        }
    }

    public string AtObservation(string structure, string stated)
    {
        var dimension = stated.Length > 0 ? stated
            : _structures.TryGetValue(structure, out var known) ? known.Dimension
            : _structures.Count == 1 ? _structures.Values.First().Dimension
            : "";
        return dimension == "AllDimensions" ? "" : dimension;
    }

    public string Title(string structure) =>
        _name.Length > 0 ? _name
        : _structures.TryGetValue(structure, out var known) && known.Id.Length > 0 ? known.Id
        : _structures.Count == 1 && _structures.Values.First().Id is { Length: > 0 } only ? only
        : structure;
}

/// <summary>
/// Walks a data message of SDMX-ML and tells its parts in order, whatever the dialect calls them. Where the message breaks
/// off that is reported, and the parts end.
/// </summary>
internal sealed partial class SdmxXmlParts(Stream bytes, SdmxHeader header, ReadingContext reading, Action<Problem> report)
{
    private const int Deepest = 64;
    private const int LongestText = 4096;
    private const string CrossSectional = "CrossSectionalData";

    // What a dataset says of itself, not of its figures.
    private static readonly string[] Housekeeping =
    [
        "setID", "datasetID", "dataProviderID", "dataProviderSchemeID", "dataProviderSchemeAgencyId", "dataflowID", "dataflowAgencyID",
        "dataflowVersion",
        "validFromDate", "validToDate", "publicationYear", "publicationPeriod", "reportingBeginDate", "reportingEndDate", "dataScope",
        "type",
    ];

    // Those of the message's head that say something of its datasets.
    private static readonly string[] HeaderWords =
        ["Structure", "Ref", "URN", "KeyFamilyRef", "Name", "Prepared", "StructureUsage", "ProvisionAgreement", "DataSetAction"];

    private readonly Queue<SdmxPart> _told = [];
    private readonly StringBuilder _text = new();
    private SdmxPart? _dataSet;
    private SdmxPart? _group;
    private SdmxPart? _series;
    private SdmxPart? _observation;
    private List<(string Id, string Value)>? _said;
    private List<(string Id, string Value)> _crossing = [];

    // The element whose text is being gathered, and the component it belongs to.
    private string _textOf = "";
    private string _component = "";
    private int _lastLine;

    public IEnumerable<SdmxPart> Read()
    {
        bytes.Position = 0;
        using var xml = Open();
        while (Advance(xml))
        {
            reading.ThrowIfCancelled();
            if (xml.Depth > Deepest)
            {
                report(ExchangeProblems.Malformed(Line((IXmlLineInfo)xml), $"{xml.Depth} levels", $"{Deepest}"));
                yield break;
            }

            Take(xml);
            while (_told.TryDequeue(out var part))
            {
                yield return part;
            }
        }

        // What was open when the message broke off is still told.
        if (_observation is not null)
        {
            yield return _observation;
        }
    }

    private void Take(XmlReader xml)
    {
        switch (xml.NodeType)
        {
            case XmlNodeType.Text or XmlNodeType.CDATA when _textOf.Length > 0 && _text.Length < LongestText:
                _text.Append(xml.Value);
                break;
            case XmlNodeType.Element:
                var (name, isEmpty) = (xml.LocalName, xml.IsEmptyElement);
                Begin(name, xml);
                if (isEmpty)
                {
                    End(name);
                }

                break;
            case XmlNodeType.EndElement:
                End(xml.LocalName);
                break;
        }
    }

    private void Begin(string name, XmlReader xml)
    {
        if (xml.Depth == 0)
        {
            header.Root = name;
        }

        if (name == "DataSet")
        {
            BeginDataSet(xml);
        }
        else if (_dataSet is null)
        {
            BeginHeader(name, xml);
        }
        else if (!BeginCrossing(name, xml) && !BeginRecord(name, xml) && !BeginComponent(name, xml)
            && _series is null && _observation is null && name.EndsWith("Group", StringComparison.Ordinal))
        {
            _group = new SdmxPart(SdmxPartKind.Group);
            _group.Loose.AddRange(Own(xml).Where(pair => pair.Id != "type"));
        }
    }

    private void BeginHeader(string name, XmlReader xml)
    {
        // A name further down is the sender's, not the data's.
        if (name == "Name" && xml.Depth > 2)
        {
            return;
        }

        if (HeaderWords.Contains(name))
        {
            header.Take(name, xml);
            Gather(name);
        }
        else if (name == "Text")
        {
            Gather(name);
        }
    }

    private void BeginDataSet(XmlReader xml)
    {
        var dataSet = new SdmxPart(SdmxPartKind.DataSet) { IsDeletion = header.IsDeletion };
        foreach (var (id, value) in Own(xml))
        {
            switch (id)
            {
                case "structureRef" or "keyFamilyURI":
                    dataSet.Structure = value;
                    break;
                case "dimensionAtObservation":
                    dataSet.AtObservation = value;
                    break;
                case "action":
                    dataSet.IsDeletion = value == "Delete";
                    break;
                case var other when !Housekeeping.Contains(other):
                    dataSet.Loose.Add((id, value));
                    break;
            }
        }

        dataSet.IsDeletion = (Prefixed(xml, "action") ?? (dataSet.IsDeletion ? "Delete" : "")) == "Delete";
        dataSet.Structure = Prefixed(xml, "structureRef") ?? dataSet.Structure;
        dataSet.AtObservation = Prefixed(xml, "dimensionAtObservation") ?? dataSet.AtObservation;
        _dataSet = dataSet;
        _told.Enqueue(dataSet);
    }

    /// <summary>Cross-sectional data of version 2.0: groups and sections say part of the key, an observation is called by its
    /// measure.</summary>
    private bool BeginCrossing(string name, XmlReader xml)
    {
        if (header.Root != CrossSectional)
        {
            return false;
        }

        if (name == "Group")
        {
            _crossing = Own(xml);
            return true;
        }

        if (name == "Section")
        {
            _series = new SdmxPart(SdmxPartKind.Series);
            _series.Loose.AddRange(_crossing);
            _series.Loose.AddRange(Own(xml));
            _told.Enqueue(_series);
            return true;
        }

        if (_series is null || xml.GetAttribute("value") is not { } figure)
        {
            return false;
        }

        var crossed = new SdmxPart(SdmxPartKind.Observation) { Place = Place((IXmlLineInfo)xml) };
        crossed.Key.Add(("MEASURE", name));
        crossed.Values.Add((SdmxShape.Value, figure));
        crossed.Loose.AddRange(Own(xml).Where(pair => pair.Id != "value"));
        _told.Enqueue(crossed);
        return true;
    }

    private bool BeginRecord(string name, XmlReader xml)
    {
        switch (name)
        {
            case "Series":
                Tell(ref _group);
                _series = new SdmxPart(SdmxPartKind.Series);
                _series.Loose.AddRange(Own(xml));
                return true;
            case "Obs":
                Tell(ref _series);
                _observation = new SdmxPart(SdmxPartKind.Observation) { Place = Place((IXmlLineInfo)xml), Type = TypeOf(xml) };
                _observation.Loose.AddRange(Own(xml));
                return true;
            case "Atts":
                _group = new SdmxPart(SdmxPartKind.Group);
                _group.Loose.AddRange(Own(xml));
                return true;
            default:
                return false;
        }
    }

    // Long on purpose: a table: one element of the format a line.
    /// <summary>What is said of the record that is open.</summary>
    private bool BeginComponent(string name, XmlReader xml)
    {
        var open = _observation ?? _series ?? _group;
        switch (name)
        {
            case "SeriesKey" or "GroupKey" or "ObsKey":
                _said = open?.Key;
                return true;
            case "Attributes":
                _said = (open ?? (_group = new SdmxPart(SdmxPartKind.Group))).Attributes;
                return true;
            case "Value" when _said is not null && (xml.GetAttribute("id") ?? xml.GetAttribute("concept")) is { Length: > 0 } id:
                _said.Add((id, xml.GetAttribute("value") ?? ""));
                return true;
            case "ObsDimension" when _observation is not null:
                var dimension = header.AtObservation(_dataSet!.Structure, _dataSet.AtObservation);
                _observation.Key
                    .Add((xml.GetAttribute("id") ?? (dimension.Length > 0 ? dimension : SdmxShape.Time), xml.GetAttribute("value") ?? ""));
                return true;
            case "ObsValue" when _observation is not null:
                _observation.Values.Add((SdmxShape.Value, xml.GetAttribute("value") ?? ""));
                return true;
            case "Time" when _observation is not null:
                Gather(name);
                return true;
            case "Comp" when open is not null:
                _component = xml.GetAttribute("id") ?? "";
                Gather(name);
                return true;
            case "Value" or "Text" or "StructuredText" when _textOf == "Comp":
                _text.Append(_text.Length > 0 && _text[^1] != ' ' ? "; " : "");
                return true;
            default:
                return false;
        }
    }

    private void End(string name)
    {
        switch (name)
        {
            case "Obs":
                Tell(ref _observation);
                break;
            case "Section":
                _series = null;
                break;
            case "Series":
                Tell(ref _series);
                break;
            case "DataSet":
                _dataSet = null;
                break;
            case "SeriesKey" or "GroupKey" or "ObsKey" or "Attributes":
                _said = null;
                if (name == "Attributes" && _group is { Key.Count: 0, Loose.Count: 0 })
                {
                    Tell(ref _group);
                }

                break;
            case "Time" when _observation is not null:
                _observation.Key.Add((SdmxShape.Time, _text.ToString().Trim()));
                _textOf = "";
                break;
            case "Comp":
                (_observation ?? _series ?? _group)?.Attributes.Add((_component, _text.ToString()));
                _textOf = "";
                break;
            default:
                EndHeader(name);
                break;
        }

        if (name == "Atts" || name.EndsWith("Group", StringComparison.Ordinal))
        {
            Tell(ref _group);
        }
    }

    private void EndHeader(string name)
    {
        if (_dataSet is not null || _textOf != name)
        {
            return;
        }

        if (name == "Text")
        {
            report(ExchangeProblems.ServerSaid(Text.Clean(_text.ToString())));
        }
        else if (HeaderWords.Contains(name))
        {
            header.Text(name, _text.ToString().Trim());
        }

        _textOf = "";
    }

    private void Gather(string name)
    {
        _textOf = name;
        _text.Clear();
    }

    private void Tell(ref SdmxPart? part)
    {
        if (part is not null)
        {
            _told.Enqueue(part);
            part = null;
        }
    }

    private bool Advance(XmlReader xml)
    {
        try
        {
            return xml.Read();
        }
        catch (XmlException fault)
        {
            report(ExchangeProblems.Malformed(Transform.Place.OfLine(fault.LineNumber), fault.Message, "XML"));
            return false;
        }
    }

    [GeneratedRegex(@"^\s*<\?xml[^>]*encoding\s*=\s*[""'](?<name>[\w.:-]+)")]
    private static partial Regex Declared { get; }

    private XmlReader Open()
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = false,
        };
        var head = new byte[256];
        var length = bytes.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        bytes.Position = 0;
        var declared = Declared.Match(Encoding.Latin1.GetString(head, 0, length)).Groups["name"].Value;
        var stream = reading.Budget.CountMarkup(bytes);
        return declared.Length > 0 && CodePagesEncodingProvider.Instance.GetEncoding(declared) is { } encoding
            ? XmlReader.Create(new StreamReader(stream, encoding), settings)
            : XmlReader.Create(stream, settings);
    }

    private long Place(IXmlLineInfo position)
    {
        var column = position.LineNumber == _lastLine ? position.LinePosition : 0;
        _lastLine = position.LineNumber;
        return ((long)position.LineNumber << 32) | (uint)column;
    }

    private static Place Line(IXmlLineInfo position) => Transform.Place.OfLine(position.LineNumber);

    /// <summary>Attributes of the element that belong to no namespace: those of the structure.</summary>
    private static List<(string Id, string Value)> Own(XmlReader xml)
    {
        var own = new List<(string, string)>(xml.AttributeCount);
        while (xml.MoveToNextAttribute())
        {
            if (xml.Prefix.Length == 0 && xml.LocalName != "xmlns")
            {
                own.Add((xml.LocalName, xml.Value));
            }
        }

        xml.MoveToElement();
        return own;
    }

    private static string? Prefixed(XmlReader xml, string name)
    {
        string? value = null;
        while (xml.MoveToNextAttribute())
        {
            value = xml.Prefix.Length > 0 && xml.LocalName == name ? xml.Value : value;
        }

        xml.MoveToElement();
        return value;
    }

    private static string TypeOf(XmlReader xml)
    {
        var type = Prefixed(xml, "type") ?? "";
        type = type[(type.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return type.EndsWith("ObsType", StringComparison.Ordinal) ? "" : type;
    }
}
