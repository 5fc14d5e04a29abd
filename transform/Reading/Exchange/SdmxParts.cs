using System.Globalization;
using System.Text.RegularExpressions;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Reading.Exchange;

/// <summary>
/// Tells the components of SDMX data apart where the message itself does not (structure-specific XML, CSV): what is in
/// every record, is a code, and bears no name that attributes have, is a dimension.
/// </summary>
internal sealed partial class SdmxShape
{
    private const int LongestCode = 100;
    private const int MostComponents = 1000;
    private readonly Dictionary<string, Met> _met = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    public const string Time = "TIME_PERIOD";
    public const string Value = "OBS_VALUE";

    /// <summary>The column of several measures.</summary>
    public const string Measure = "#measure";

    public int Series { get; set; }

    public int Observations { get; set; }

    /// <summary>The dimension that series leave to their observations; empty where all are left, or it is not told.</summary>
    public string AtObservation { get; set; } = "";

    public List<string> Dimensions { get; } = [];

    public List<string> Measures { get; } = [];

    public List<string> Attributes { get; } = [];

    [GeneratedRegex(@"^(OBS_(?!VALUE)|CONF_|COMMENT|TITLE|NAT_TITLE|PUBL_|SOURCE_|EMBARGO|ATTR?(_|[0-9])|UNIT_MULT|DECIMALS|DISS_)")]
    private static partial Regex AttributePrefix { get; }

    [GeneratedRegex(
        @"^(UNIT|UNIT_MEASURE|UNIT_INDEX_BASE|TIME_FORMAT|COLLECTION|COLL_METHOD|COMPILATION|COVERAGE|BREAKS|AVAILABILITY|DOM_SER_IDS"
            + @"|BASE_PER|BASE_PERIOD|PRE_BREAK_VALUE|REF_PERIOD_DETAIL|REF_YEAR_PRICE|TIME_PER_COLLECT|LAST_UPDATE|UPDATED|PREPARED"
            + @"|OVERLAP|SCALE|POWERCODE|REPORTING_YEAR_START_DAY|IDBANK|STATUS|FLAGS?|COMPILING_ORG|DATA_COMP|TIME_DETAIL"
            + @"|TIME_PERIOD_START|TIME_PERIOD_END)$")]
    private static partial Regex AttributeName { get; }

    [GeneratedRegex(@"^(OBS_VALUE|MEAS_)[_A-Z0-9]*$")]
    private static partial Regex MeasureName { get; }

    [GeneratedRegex(@"^(1[5-9]|2[01])[0-9]{2}($|[-A-Z])")]
    private static partial Regex Period { get; }

    public static bool IsMeasure(string id) => MeasureName.IsMatch(id);

    private static bool IsAttribute(string id) => AttributePrefix.IsMatch(id) || AttributeName.IsMatch(id);

    /// <param name="counts">The record holds a figure: it has all dimensions.</param>
    public void Meet(string id, string value, bool inSeries, bool told = false, bool toldAttribute = false, bool counts = true)
    {
        if (!_met.TryGetValue(id, out var met))
        {
            if (_met.Count >= MostComponents)
            {
                throw new OverBudgetException();
            }

            _met.Add(id, met = new Met());
            _order.Add(id);
        }

        (met.InSeries, met.InObservations) = (met.InSeries + (inSeries ? 1 : 0), met.InObservations + (counts && !inSeries ? 1 : 0));
        var isEmpty = string.IsNullOrWhiteSpace(value);
        met.IsFull &= !isEmpty;
        met.IsCode &= value.Length <= LongestCode && !value.Any(c => char.IsWhiteSpace(c) || c is ':' or '/' or '<');
        met.IsPeriod = met.IsPeriod && Period.IsMatch(value);
        met.IsNumber = met.IsNumber && (isEmpty || double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        met.IsFraction |= met.IsNumber && value.Contains('.', StringComparison.Ordinal);
        met.IsConstant &= value == (met.First ??= value);
        met.IsTold |= told;
        met.IsToldAttribute |= toldAttribute;
    }

    /// <summary>An id that stands where dimensions do: a label without its code is as good.</summary>
    public void ExpectDimension(string id)
    {
        if (_met.TryGetValue(id, out var met))
        {
            met.IsCode = true;
        }
    }

    /// <summary>An id that stands where attributes do: it is one unless it tells records apart.</summary>
    public void ExpectAttribute(string id)
    {
        if (_met.TryGetValue(id, out var met))
        {
            met.IsToldAttribute |= met.IsConstant;
        }
    }

    /// <summary>An id that no record carries, only a group of them or the whole dataset.</summary>
    public void MeetAttribute(string id)
    {
        if (!_met.ContainsKey(id))
        {
            Meet(id, "", inSeries: false, toldAttribute: true);
        }
    }

    public void Decide()
    {
        // Before version 2.1 nothing says which dimension is left to the observations, and it may bear any name.
        if (AtObservation.Length == 0 && !_met.ContainsKey(Time))
        {
            AtObservation =
                _order.Find(id => _met[id] is { InSeries: 0, IsPeriod: true } met && met.InObservations >= Observations && !IsAttribute(id))
                    ?? "";
        }

        var measures = MeasuresOf();
        foreach (var id in _order)
        {
            var met = _met[id];
            if (met.IsToldAttribute && !met.IsTold)
            {
                Attributes.Add(id);
            }
            else if (met.IsTold || id == Time || id == AtObservation)
            {
                Dimensions.Add(id);
            }
            else if (measures.Contains(id))
            {
                Measures.Add(id);
            }
            else
            {
                // With series, what observations carry beside their own dimension are attributes.
                var every = met.InSeries > 0
                    ? met.InSeries >= Series && met.InObservations == 0 : Series == 0 && met.InObservations >= Observations;
                (every && met.IsFull && met.IsCode && !IsAttribute(id) ? Dimensions : Attributes).Add(id);
            }
        }
    }

    /// <summary>Measures by their name; where none is called so, numbers that are no codes.</summary>
    private List<string> MeasuresOf()
    {
        var named = _order.FindAll(MeasureName.IsMatch);
        if (named.Count > 0)
        {
            return named;
        }

        var numbers =
            _order.FindAll(
                id => _met[id] is { IsNumber: true, IsTold: false, IsToldAttribute: false } && id != Time && id != AtObservation
                    && !IsAttribute(id));
        var called = numbers.FindAll(id => id.Contains("VALUE", StringComparison.Ordinal));
        return called.Count > 0 ? called : numbers.FindAll(id => _met[id].IsFraction);
    }

    private sealed class Met
    {
        public string? First { get; set; }

        public bool IsConstant { get; set; } = true;

        public bool IsPeriod { get; set; } = true;

        public bool IsNumber { get; set; } = true;

        public bool IsFraction { get; set; }

        public int InSeries { get; set; }

        public int InObservations { get; set; }

        public bool IsFull { get; set; } = true;

        public bool IsCode { get; set; } = true;

        public bool IsTold { get; set; }

        public bool IsToldAttribute { get; set; }
    }
}

/// <summary>Puts SDMX records of a known shape into a cube.</summary>
internal sealed class SdmxBuilder
{
    private const int MostKnown = 10_000;
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?[]> _known = new(StringComparer.Ordinal);
    private readonly ReadingContext _reading;
    private readonly int _dimensions;
    private readonly int _measures;
    private readonly int _status;
    private readonly int[] _position;

    /// <param name="address">Of the record that a figure stands in, from its place.</param>
    public SdmxBuilder(string title, SdmxShape shape, Func<long, string> address, ReadingContext reading)
    {
        (_reading, _dimensions) = (reading, shape.Dimensions.Count);
        Measures = shape.Measures.Count > 0 ? shape.Measures : [SdmxShape.Value];
        _measures = Measures.Count > 1 ? shape.Dimensions.Count : -1;
        Cube = new Cube("", title, (place, at) => _measures < 0 ? address(place) : $"{address(place)}:{Measures[at[_measures]]}");
        Cube.Dimensions.AddRange(shape.Dimensions.Select(id => new CubeDimension(id, id, id == SdmxShape.Time, id == SdmxShape.Time)));
        Cube.Attributes.AddRange(shape.Attributes);
        if (_measures >= 0)
        {
            var measure = new CubeDimension(SdmxShape.Measure, "");
            foreach (var id in Measures)
            {
                measure.Of(id);
            }

            Cube.Dimensions.Add(measure);
        }

        _position = new int[Cube.Dimensions.Count];
        for (var i = 0; i < _dimensions; i++)
        {
            _slots[shape.Dimensions[i]] = i;
        }

        for (var i = 0; i < shape.Attributes.Count; i++)
        {
            _slots.TryAdd(shape.Attributes[i], _dimensions + i);
        }

        _status = shape.Attributes.FindIndex(id => id is "OBS_STATUS" or "OBS_FLAG");
    }

    public Cube Cube { get; }

    public List<string> Measures { get; }

    /// <summary>What a record says: dimensions, then attributes, each by its place; null where it says nothing.</summary>
    public string?[] Blank() => new string?[_dimensions + Cube.Attributes.Count];

    /// <summary>Place of a component in a record; −1 for one that is neither dimension nor attribute.</summary>
    public int Slot(string id) => _slots.GetValueOrDefault(id, -1);

    /// <param name="measure">Which of <see cref="Measures"/>.</param>
    /// <param name="place">Of the record in the file.</param>
    public void Add(string?[] record, int measure, string? value, long place)
    {
        var mark = _status >= 0 ? record[_dimensions + _status] : null;
        mark = mark is null or "" or "A" ? null : mark;
        value = value?.Trim() ?? "";
        if (value.Length == 0 && mark is null)
        {
            return;
        }

        _reading.Budget.Cell();
        for (var i = 0; i < _dimensions; i++)
        {
            _position[i] = Cube.Dimensions[i].Of(record[i] ?? "");
        }

        if (_measures >= 0)
        {
            _position[_measures] = measure;
        }

        double? number = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) && double.IsFinite(parsed)
            ? parsed : null;
        value = value.Length == 0 ? ":" : value;
        Cube.Add(_position, new CubeFigure(number, mark is null ? value : $"{value} {mark}", place, Attributes(record)));
        if (number is null && !VietnameseNumber.IsMissing(value))
        {
            _reading.Report(ExchangeProblems.NoValue(Cube.Address(Cube.Count - 1), value));
        }
    }

    /// <summary>Most records say the same about their figures: one object for each such set.</summary>
    private string?[]? Attributes(string?[] record)
    {
        if (Cube.Attributes.Count == 0)
        {
            return null;
        }

        var key = string.Join('\u001F', record, _dimensions, Cube.Attributes.Count);
        if (!_known.TryGetValue(key, out var attributes))
        {
            attributes = record[_dimensions..];
            if (_known.Count < MostKnown)
            {
                _known.Add(key, attributes);
            }
        }

        return attributes;
    }
}
