using System.Globalization;
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
    private const int MostGroups = 100_000;
    private readonly Stream _bytes;
    private readonly ReadingContext _reading;
    private readonly SdmxHeader _header = new();

    // Of each dataset which components are dimensions, and what groups of series share.
    private readonly List<(SdmxShape Shape, List<SdmxPart> Groups)> _shapes = [];

    private SdmxXml(Stream bytes, ReadingContext reading) => (_bytes, _reading) = (bytes, reading);

    [GeneratedRegex(@"^\s*<(\?xml\b|!DOCTYPE\b|!--|[A-Za-z_][\w.-]*(:[\w.-]+)?[\s/>])", RegexOptions.IgnoreCase)]
    private static partial Regex XmlStart { get; }

    /// <summary>Any XML: what is none of these messages is told by its root.</summary>
    public static bool Is(FileHead head) => XmlStart.IsMatch(head.Text);

    /// <param name="bytes">Seekable.</param>
    public static IEnumerable<Cube> Read(Stream bytes, ReadingContext reading)
    {
        // Once to see which components are dimensions, once to read: observations are not kept in between.
        var message = new SdmxXml(bytes, reading);
        message.Survey();
        return message.Build();
    }

    private void Survey()
    {
        foreach (var part in new SdmxXmlParts(_bytes, _header, _reading, _reading.Report).Read())
        {
            switch (part.Kind)
            {
                case SdmxPartKind.DataSet:
                    _reading.Budget.Cell();
                    _shapes.Add((new SdmxShape { AtObservation = _header.AtObservation(part.Structure, part.AtObservation) }, []));
                    break;
                case SdmxPartKind.Group when _shapes.Count > 0:
                    if (_shapes[^1].Groups.Count == MostGroups)
                    {
                        throw new OverBudgetException();
                    }

                    _shapes[^1].Groups.Add(part);
                    break;
                case SdmxPartKind.Series or SdmxPartKind.Observation when _shapes.Count > 0:
                    Meet(_shapes[^1].Shape, part);
                    break;
            }
        }
    }

    private List<Cube> Build()
    {
        var cubes = new List<Cube>();
        DataSet? dataSet = null;
        var at = -1;
        foreach (var part in new SdmxXmlParts(_bytes, new SdmxHeader(), _reading, _ => { }).Read())
        {
            switch (part.Kind)
            {
                case SdmxPartKind.DataSet:
                    dataSet = Begin(part, ++at);
                    if (dataSet is not null)
                    {
                        cubes.Add(dataSet.Builder.Cube);
                    }

                    break;
                case SdmxPartKind.Series:
                    dataSet?.TakeSeries(part);
                    break;
                case SdmxPartKind.Observation:
                    dataSet?.TakeObservation(part);
                    break;
            }
        }

        if (at < 0 || _header.Root == "UtilityData")
        {
            _reading.Report(
                _header.Root is "GenericData" or "GenericTimeSeriesData" or "StructureSpecificData" or "StructureSpecificTimeSeriesData"
                    or "CompactData" or "CrossSectionalData"
                ? ExchangeProblems.Missing(default, "DataSet")
                : ExchangeProblems.UnknownXml(_header.Root));
        }

        return cubes;
    }

    /// <summary>Null for one that asks for deletions.</summary>
    private DataSet? Begin(SdmxPart part, int at)
    {
        var (shape, groups) = _shapes[at];
        foreach (var (id, _) in groups.SelectMany(group => group.Attributes.Concat(group.Loose)).Concat(part.Loose))
        {
            // Told for a group, never for a series: an attribute.
            shape.MeetAttribute(id);
        }

        if (part.IsDeletion)
        {
            _reading.Report(ExchangeProblems.Deleted(Place.OfAddress("DataSet")));
            return null;
        }

        shape.Decide();
        var builder = new SdmxBuilder(_header.Title(part.Structure), shape, Address, _reading);
        if (_header.Prepared.Length > 0)
        {
            builder.Cube.Notes.Add($"Prepared: {_header.Prepared}");
        }

        return new DataSet(builder, shape, new SdmxGroups(builder, shape, groups, part.Loose));
    }

    private static void Meet(SdmxShape shape, SdmxPart part)
    {
        var inSeries = part.Kind == SdmxPartKind.Series;
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

    private static Place Address(long place) =>
        Place.OfLine(place >> 32) with { Character = (int)place > 0 ? (int)place : null };

    /// <summary>A dataset whose observations are being read.</summary>
    private sealed class DataSet(SdmxBuilder builder, SdmxShape shape, SdmxGroups groups)
    {
        private string?[] _series = builder.Blank();

        public SdmxBuilder Builder => builder;

        public void TakeSeries(SdmxPart part)
        {
            _series = builder.Blank();
            Fill(_series, part);
        }

        public void TakeObservation(SdmxPart part)
        {
            var record = (string?[])_series.Clone();
            Fill(record, part);
            if (part.Type.Length > 0 && builder.Slot(shape.AtObservation) is >= 0 and var explicitly && record[explicitly] is null)
            {
                // The measure of a cross-section may be told by the observation's type.
                record[explicitly] = part.Type;
            }

            groups.Apply(record);
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
        }

        private void Fill(string?[] record, SdmxPart part)
        {
            foreach (var (id, value) in part.Key.Concat(part.Attributes).Concat(part.Loose))
            {
                if (builder.Slot(id) is >= 0 and var slot)
                {
                    record[slot] = Text.Clean(value);
                }
            }
        }
    }
}
