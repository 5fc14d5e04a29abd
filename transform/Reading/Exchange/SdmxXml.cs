using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading.Layout;

namespace Plan86.Transform.Reading.Exchange;

/// <summary>
/// Reads the data messages of SDMX-ML 2.0, 2.1 and 3.0, generic and structure-specific; flat, by time series or
/// cross-sectional. A figure's address is the line its observation begins on (<c>L40</c>; with the column,
/// <c>L1:2045</c>, where several begin on one line).
/// </summary>
internal sealed partial class SdmxXml
{
    private const int Deepest = 64;
    private const int MostGroups = 100_000;

    // What a dataset says of itself, not of its figures.
    private static readonly string[] Housekeeping =
    [
        "setID", "datasetID", "dataProviderID", "dataProviderSchemeID", "dataProviderSchemeAgencyId", "dataflowID", "dataflowAgencyID", "dataflowVersion",
        "validFromDate", "validToDate", "publicationYear", "publicationPeriod", "reportingBeginDate", "reportingEndDate", "dataScope", "type",
    ];

    private readonly Stream _bytes;
    private readonly ReadingBudget _budget;
    private readonly CancellationToken _ct;

    private SdmxXml(Stream bytes, ReadingBudget budget, CancellationToken ct) => (_bytes, _budget, _ct) = (bytes, budget, ct);

    private enum Kind
    {
        DataSet,
        Group,
        Series,
        Observation,
    }

    /// <param name="bytes">Seekable.</param>
    public static IReadOnlyList<Cube> Read(Stream bytes, ReadingBudget budget, Action<Problem> report, CancellationToken ct) =>
        new SdmxXml(bytes, budget, ct).Read(report);

    private List<Cube> Read(Action<Problem> report)
    {
        // Once to see which components are dimensions, once to read: observations are not kept in between.
        var shapes = new List<(SdmxShape Shape, List<Part> Groups)>();
        var header = new Header();
        foreach (var part in Parts(header, report))
        {
            switch (part.Kind)
            {
                case Kind.DataSet:
                    _budget.Cell();
                    shapes.Add((new SdmxShape { AtObservation = header.AtObservation(part.Structure, part.AtObservation) }, []));
                    break;
                case Kind.Group when shapes.Count > 0:
                    if (shapes[^1].Groups.Count == MostGroups)
                    {
                        throw new OverBudgetException();
                    }

                    shapes[^1].Groups.Add(part);
                    break;
                case Kind.Series or Kind.Observation when shapes.Count > 0:
                    Meet(shapes[^1].Shape, part);
                    break;
            }
        }

        var cubes = new List<Cube>();
        SdmxBuilder? builder = null;
        Groups? groups = null;
        string?[] series = [];
        var at = -1;
        foreach (var part in Parts(new Header(), _ => { }))
        {
            switch (part.Kind)
            {
                case Kind.DataSet:
                    at++;
                    foreach (var (id, _) in shapes[at].Groups.SelectMany(group => group.Attributes.Concat(group.Loose)).Concat(part.Loose))
                    {
                        // Told for a group, never for a series: an attribute.
                        shapes[at].Shape.MeetAttribute(id);
                    }

                    builder = null;
                    if (part.IsDeletion)
                    {
                        report(ExchangeProblems.Deleted("DataSet"));
                        break;
                    }

                    shapes[at].Shape.Decide();
                    builder = new SdmxBuilder(header.Title(part.Structure), shapes[at].Shape, Address, _budget, report);
                    groups = new Groups(builder, shapes[at].Shape, shapes[at].Groups, part.Loose);
                    if (header.Prepared.Length > 0)
                    {
                        builder.Cube.Notes.Add($"Prepared: {header.Prepared}");
                    }

                    cubes.Add(builder.Cube);
                    series = builder.Blank();
                    break;
                case Kind.Series when builder is not null:
                    series = builder.Blank();
                    Fill(builder, series, part);
                    break;
                case Kind.Observation when builder is not null:
                    var record = (string?[])series.Clone();
                    Fill(builder, record, part);
                    if (part.Type.Length > 0 && builder.Slot(shapes[at].Shape.AtObservation) is >= 0 and var explicitly && record[explicitly] is null)
                    {
                        // The measure of a cross-section may be told by the observation's type.
                        record[explicitly] = part.Type;
                    }

                    groups!.Apply(record);
                    var measured = false;
                    foreach (var (id, value) in part.Values.Concat(part.Loose))
                    {
                        if (builder.Measures.IndexOf(id) is >= 0 and var measure)
                        {
                            builder.Add(record, measure, value, part.Place);
                            measured = true;
                        }
                    }

                    if (!measured)
                    {
                        builder.Add(record, 0, null, part.Place);
                    }

                    break;
            }
        }

        if (at < 0 || header.Root == "UtilityData")
        {
            report(header.Root is "GenericData" or "GenericTimeSeriesData" or "StructureSpecificData" or "StructureSpecificTimeSeriesData" or "CompactData" or "CrossSectionalData"
                ? ExchangeProblems.Missing("", "DataSet")
                : ExchangeProblems.UnknownXml(header.Root));
        }

        return cubes;
    }

    private static void Meet(SdmxShape shape, Part part)
    {
        var inSeries = part.Kind == Kind.Series;
        (shape.Series, shape.Observations) = (shape.Series + (inSeries ? 1 : 0), shape.Observations + (inSeries ? 0 : 1));
        foreach (var (id, value) in part.Key)
        {
            shape.Meet(id, value, inSeries, told: true);
        }

        foreach (var (id, value) in part.Attributes)
        {
            shape.Meet(id, value, inSeries, toldAttribute: true);
        }

        foreach (var (id, value) in part.Loose)
        {
            shape.Meet(id, value, inSeries);
        }

        foreach (var (id, _) in part.Values)
        {
            shape.Meet(id, "0", inSeries);
        }

        if (part.Type.Length > 0 && shape.AtObservation.Length > 0)
        {
            shape.Meet(shape.AtObservation, part.Type, inSeries);
        }
    }

    private static void Fill(SdmxBuilder builder, string?[] record, Part part)
    {
        foreach (var (id, value) in part.Key.Concat(part.Attributes).Concat(part.Loose))
        {
            if (builder.Slot(id) is >= 0 and var slot)
            {
                record[slot] = Text.Clean(value);
            }
        }
    }

    /// <summary>The parts of the message in order; where it breaks off that is reported and the parts end.</summary>
    private IEnumerable<Part> Parts(Header header, Action<Problem> report)
    {
        _bytes.Position = 0;
        using var xml = Open();
        var position = (IXmlLineInfo)xml;
        Part? dataSet = null;
        Part? group = null;
        Part? series = null;
        Part? observation = null;
        List<(string, string)>? context = null;
        List<(string, string)> crossing = [];
        var (comp, text, textOf, lastLine) = ("", new StringBuilder(), "", 0);
        while (Advance(xml, report))
        {
            _ct.ThrowIfCancellationRequested();
            if (xml.Depth > Deepest)
            {
                report(ExchangeProblems.Malformed(Line(position), $"{xml.Depth} levels", $"{Deepest}"));
                yield break;
            }

            switch (xml.NodeType)
            {
                case XmlNodeType.Text or XmlNodeType.CDATA when textOf.Length > 0 && text.Length < 4096:
                    text.Append(xml.Value);
                    continue;
                case XmlNodeType.Element:
                    break;
                case XmlNodeType.EndElement:
                    foreach (var ended in End(xml.LocalName))
                    {
                        yield return ended;
                    }

                    continue;
                default:
                    continue;
            }

            var name = xml.LocalName;
            var empty = xml.IsEmptyElement;
            if (xml.Depth == 0)
            {
                header.Root = name;
            }

            switch (name)
            {
                case "Name" when xml.Depth > 2:
                    // Of the sender, not of the data.
                    break;
                case "Text" when dataSet is null:
                    (textOf, _) = ("Text", text.Clear());
                    break;
                case "Structure" or "Ref" or "URN" or "KeyFamilyRef" or "Name" or "Prepared" or "StructureUsage" or "ProvisionAgreement" or "DataSetAction" when dataSet is null:
                    header.Take(name, xml);
                    (textOf, _) = (name, text.Clear());
                    break;
                case "DataSet":
                    dataSet = new Part(Kind.DataSet) { IsDeletion = header.IsDeletion };
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
                    yield return dataSet;
                    break;
                case "Group" when dataSet is not null && header.Root == "CrossSectionalData":
                    crossing = Own(xml);
                    break;
                case "Section" when dataSet is not null && header.Root == "CrossSectionalData":
                    series = new Part(Kind.Series);
                    series.Loose.AddRange(crossing);
                    series.Loose.AddRange(Own(xml));
                    yield return series;
                    break;
                case var measure when series is not null && header.Root == "CrossSectionalData" && xml.GetAttribute("value") is { } figure:
                    // An observation is called by its measure.
                    var crossed = new Part(Kind.Observation) { Place = Place(position, ref lastLine) };
                    crossed.Key.Add(("MEASURE", measure));
                    crossed.Values.Add((SdmxShape.Value, figure));
                    crossed.Loose.AddRange(Own(xml).Where(pair => pair.Id != "value"));
                    yield return crossed;
                    break;
                case "Series" when dataSet is not null:
                    if (group is not null)
                    {
                        yield return group;
                        group = null;
                    }

                    series = new Part(Kind.Series);
                    series.Loose.AddRange(Own(xml));
                    break;
                case "Obs" when dataSet is not null:
                    if (series is not null)
                    {
                        yield return series;
                        series = null;
                    }

                    observation = new Part(Kind.Observation) { Place = Place(position, ref lastLine), Type = TypeOf(xml) };
                    observation.Loose.AddRange(Own(xml));
                    break;
                case "Atts" when dataSet is not null:
                    group = new Part(Kind.Group);
                    group.Loose.AddRange(Own(xml));
                    break;
                case "SeriesKey" or "GroupKey" or "ObsKey":
                    context = (observation ?? series ?? group)?.Key;
                    break;
                case "Attributes" when dataSet is not null:
                    context = (observation ?? series ?? group ?? (group = new Part(Kind.Group))).Attributes;
                    break;
                case "Value" when context is not null && (xml.GetAttribute("id") ?? xml.GetAttribute("concept")) is { Length: > 0 } id:
                    context.Add((id, xml.GetAttribute("value") ?? ""));
                    break;
                case "ObsDimension" when observation is not null:
                    var dimension = header.AtObservation(dataSet!.Structure, dataSet.AtObservation);
                    observation.Key.Add((xml.GetAttribute("id") ?? (dimension.Length > 0 ? dimension : SdmxShape.Time), xml.GetAttribute("value") ?? ""));
                    break;
                case "ObsValue" when observation is not null:
                    observation.Values.Add((SdmxShape.Value, xml.GetAttribute("value") ?? ""));
                    break;
                case "Time" when observation is not null:
                    (textOf, _) = ("Time", text.Clear());
                    break;
                case "Comp" when observation is not null || series is not null || group is not null:
                    comp = xml.GetAttribute("id") ?? "";
                    (textOf, _) = ("Comp", text.Clear());
                    break;
                case "Value" or "Text" or "StructuredText" when textOf == "Comp":
                    text.Append(text.Length > 0 && text[^1] != ' ' ? "; " : "");
                    break;
                default:
                    if (dataSet is not null && series is null && observation is null && name.EndsWith("Group", StringComparison.Ordinal))
                    {
                        group = new Part(Kind.Group);
                        group.Loose.AddRange(Own(xml).Where(pair => pair.Id != "type"));
                    }

                    break;
            }

            if (empty)
            {
                foreach (var ended in End(name))
                {
                    yield return ended;
                }
            }
        }

        // What was open when the message broke off is still told.
        if (observation is not null)
        {
            yield return observation;
        }

        IEnumerable<Part> End(string name)
        {
            switch (name)
            {
                case "Obs" when observation is not null:
                    var done = observation;
                    observation = null;
                    yield return done;
                    break;
                case "Section":
                    series = null;
                    break;
                case "Series":
                    if (series is not null)
                    {
                        yield return series;
                    }

                    series = null;
                    break;
                case "DataSet":
                    dataSet = null;
                    break;
                case "SeriesKey" or "GroupKey" or "ObsKey" or "Attributes":
                    context = null;
                    if (name == "Attributes" && group is { Key.Count: 0, Loose.Count: 0 } whole)
                    {
                        group = null;
                        yield return whole;
                    }

                    break;
                case "Time" when observation is not null:
                    observation.Key.Add((SdmxShape.Time, text.ToString().Trim()));
                    textOf = "";
                    break;
                case "Comp":
                    (observation ?? series ?? group)?.Attributes.Add((comp, text.ToString()));
                    textOf = "";
                    break;
                case "Text" when dataSet is null && textOf == name:
                    report(ExchangeProblems.ServerSaid(Text.Clean(text.ToString())));
                    textOf = "";
                    break;
                case "URN" or "KeyFamilyRef" or "Name" or "Prepared" or "Structure" or "StructureUsage" or "ProvisionAgreement" or "DataSetAction" when dataSet is null && textOf == name:
                    header.Text(name, text.ToString().Trim());
                    textOf = "";
                    break;
                default:
                    if ((name == "Atts" || name.EndsWith("Group", StringComparison.Ordinal)) && group is not null)
                    {
                        yield return group;
                        group = null;
                    }

                    break;
            }
        }
    }

    private static bool Advance(XmlReader xml, Action<Problem> report)
    {
        try
        {
            return xml.Read();
        }
        catch (XmlException fault)
        {
            report(ExchangeProblems.Malformed(string.Create(CultureInfo.InvariantCulture, $"L{fault.LineNumber}"), fault.Message, "XML"));
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
        var length = _bytes.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        _bytes.Position = 0;
        var declared = Declared.Match(Encoding.Latin1.GetString(head, 0, length)).Groups["name"].Value;
        var stream = _budget.CountMarkup(_bytes);
        return declared.Length > 0 && CodePagesEncodingProvider.Instance.GetEncoding(declared) is { } encoding
            ? XmlReader.Create(new StreamReader(stream, encoding), settings)
            : XmlReader.Create(stream, settings);
    }

    private static long Place(IXmlLineInfo position, ref int lastLine)
    {
        var column = position.LineNumber == lastLine ? position.LinePosition : 0;
        lastLine = position.LineNumber;
        return ((long)position.LineNumber << 32) | (uint)column;
    }

    private static string Address(long place) =>
        string.Create(CultureInfo.InvariantCulture, $"L{place >> 32}{((int)place > 0 ? $":{(int)place}" : "")}");

    private static string Line(IXmlLineInfo position) => string.Create(CultureInfo.InvariantCulture, $"L{position.LineNumber}");

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

    private sealed class Part(Kind kind)
    {
        public Kind Kind { get; } = kind;

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
    private sealed class Header
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
                    when text.Contains('=', StringComparison.Ordinal) && _structures.TryGetValue(_current, out var known) && known.Id.Length == 0:
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

    /// <summary>What is told once for all series that share part of their key.</summary>
    private sealed class Groups
    {
        private const int MostKinds = 64;
        private readonly List<(int[] Slots, Dictionary<string, List<(int Slot, string Value)>> ByKey)> _kinds = [];

        public Groups(SdmxBuilder builder, SdmxShape shape, List<Part> groups, List<(string Id, string Value)> dataSet)
        {
            var whole = new Part(Kind.Group);
            whole.Attributes.AddRange(dataSet);
            foreach (var group in groups.Append(whole))
            {
                var said = group.Key.Concat(group.Attributes).Concat(group.Loose)
                    .Select(pair => (Slot: builder.Slot(pair.Id), Value: Text.Clean(pair.Value))).Where(pair => pair.Slot >= 0).ToList();
                var key = said.FindAll(pair => pair.Slot < shape.Dimensions.Count).DistinctBy(pair => pair.Slot).OrderBy(pair => pair.Slot).ToList();
                var slots = key.ConvertAll(pair => pair.Slot).ToArray();
                var kind = _kinds.Find(known => known.Slots.AsSpan().SequenceEqual(slots));
                if (kind.Slots is null)
                {
                    if (_kinds.Count == MostKinds)
                    {
                        throw new OverBudgetException();
                    }

                    _kinds.Add(kind = (slots, new(StringComparer.Ordinal)));
                }

                var name = string.Join('\u001F', key.Select(pair => pair.Value));
                if (!kind.ByKey.TryGetValue(name, out var told))
                {
                    kind.ByKey.Add(name, told = []);
                }

                told.AddRange(said.Where(pair => pair.Slot >= shape.Dimensions.Count));
            }
        }

        public void Apply(string?[] record)
        {
            foreach (var (slots, byKey) in _kinds)
            {
                var key = string.Join('\u001F', slots.Select(slot => record[slot] ?? ""));
                if (byKey.TryGetValue(key, out var told))
                {
                    foreach (var (slot, value) in told)
                    {
                        record[slot] ??= value;
                    }
                }
            }
        }
    }
}
