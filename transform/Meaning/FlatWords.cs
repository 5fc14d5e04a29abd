using System.Buffers;
using System.Globalization;
using Plan86.Transform.Lake;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Meaning;

/// <summary>
/// What the texts of a flat file mean by its layout. Each different text is understood once and then only looked up, so
/// that ten million rows make no objects.
/// </summary>
internal sealed class FlatWords
{
    public const int UnknownStatus = -2;

    /// <summary>Parts the text of a series from that of its transformation, where both are one key.</summary>
    private const char Beside = '\u001F';

    private const int UsualKey = 256;

    private static readonly SearchValues<char> Glue = SearchValues.Create(",;|\t\"");

    private readonly FlatLayout _layout;
    private readonly Catalogue _catalogue;
    private readonly Names _names;
    private readonly DateOnly _publishedOn;
    private readonly Known<SeriesEntry> _series;
    private readonly Known<PeriodEntry> _periods;
    private readonly Known<int> _refAreas;
    private readonly Known<int> _statuses;
    private readonly Known<UnitEntry> _units;
    private readonly Known<bool> _transformations;
    private readonly Dictionary<string, UnitEntry> _ofHeader = new(StringComparer.Ordinal);

    // Of the text that is read now, where it may be in TCVN3; each different text of it is decoded once.
    private Tcvn3? _tcvn3;

    public FlatWords(FlatLayout layout, Catalogue catalogue, Names names, DateOnly publishedOn)
    {
        (_layout, _catalogue, _names, _publishedOn) = (layout, catalogue, names, publishedOn);
        DefaultRefArea = names.OfRefArea(layout.DefaultRefArea);
        _series = new(text => UnderstandSeries(Decode(text)));
        _periods = new(text => UnderstandPeriod(Decode(text)));
        _refAreas = new(text => UnderstandRefArea(Decode(text)));
        _statuses = new(text => UnderstandStatus(Decode(text)));
        _units = new(text => UnderstandUnit(Decode(text)));
        _transformations = new(text => TransformationOf(Decode(text)) is not null);
    }

    /// <summary>Where no column says it.</summary>
    public int DefaultRefArea { get; }

    /// <summary>Series that were taken though the catalogue does not declare them.</summary>
    public List<Series> NewSeries { get; } = [];

    /// <summary>Texts are in this spelling from now on: what was understood of one means nothing in another.</summary>
    public void Spell(Tcvn3? now)
    {
        if (_tcvn3 is not null || now is not null)
        {
            _series.Clear();
            _periods.Clear();
            _refAreas.Clear();
            _statuses.Clear();
            _units.Clear();
            _transformations.Clear();
        }

        _tcvn3 = now;
    }

    public string Decode(string text) => _tcvn3?.Decode(text) ?? text;

    public SeriesEntry Series(ReadOnlySpan<char> text) => _series.Of(text);

    /// <summary>The same where a column of its own says what the figure says of its period.</summary>
    public SeriesEntry Series(ReadOnlySpan<char> text, ReadOnlySpan<char> transformation)
    {
        // One key of both, without an object for each line.
        var length = text.Length + 1 + transformation.Length;
        var both = length <= UsualKey ? stackalloc char[UsualKey] : new char[length];
        text.CopyTo(both);
        both[text.Length] = Beside;
        transformation.CopyTo(both[(text.Length + 1)..]);
        return _series.Of(both[..length]);
    }

    /// <summary>Whether a text means a transformation.</summary>
    public bool IsTransformation(ReadOnlySpan<char> text) => _transformations.Of(text);

    public PeriodEntry Period(ReadOnlySpan<char> text) => _periods.Of(text);

    /// <summary>−1 where the text means none; the layout's where there is no text.</summary>
    public int RefArea(ReadOnlySpan<char> text) => _refAreas.Of(text);

    /// <summary>−1 where there is no text, <see cref="UnknownStatus"/> where it means nothing.</summary>
    public int Status(ReadOnlySpan<char> text) => _statuses.Of(text);

    public UnitEntry Unit(ReadOnlySpan<char> text) => _units.Of(text);

    /// <summary>What a unit in the header means, which was decoded with it.</summary>
    public UnitEntry UnitOfHeader(string text) => _ofHeader.TryGetValue(text, out var known) ? known
        : _ofHeader[text] = UnderstandUnit(text);

    /// <summary>
    /// Returns the cells that mean something, as one text, where each is what its column holds; else null. Nothing is
    /// remembered of them: most ways to read a damaged line are wrong.
    /// </summary>
    /// <param name="isMended">The line is read otherwise than it stands: then it must have a figure.</param>
    public string? Roles(IReadOnlyList<string> cells, FlatHeader header, bool isMended)
    {
        string At(int column) => column >= 0 && column < cells.Count ? Decode(cells[column]) : "";

        var (value, unit) = (At(header.ObsValue), At(header.Unit));
        if (!(VietnameseNumber.TryParse(value, header.DecimalSeparator, out _) || (!isMended && IsMissing(value)))
            || PeriodText.Read(At(header.TimePeriod), null, _layout.AreDays, out _) != PeriodFault.None)
        {
            return null;
        }

        var series = Declared(At(header.Series));
        if (series is null ? isMended || !_layout.OthersIgnored : !FitsUnit(unit, series.Value.Measure))
        {
            return null;
        }

        // What was glued together is no period, no status and no unit, whatever words stand in it.
        if (isMended && (At(header.TimePeriod) + At(header.ObsStatus) + unit).AsSpan().ContainsAny(Glue))
        {
            return null;
        }

        var (area, status, mult) = (At(header.RefArea), At(header.ObsStatus), At(header.UnitMult));
        return (area.Length == 0 || _layout.RefArea!.Translate(area) is not null)
            && (status.Length == 0 || UnderstandStatus(status) != UnknownStatus)
            && (mult.Length == 0 || int.TryParse(mult, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            ? string.Join('\u001F', At(header.Series), At(header.TimePeriod), area, value, status, unit, mult)
            : null;
    }

    /// <summary>Whether a text stands where a figure would and says that there is none.</summary>
    public static bool IsMissing(ReadOnlySpan<char> text) => text.Trim() is "" or "…" or "..." or ".." or "x" or "X" or ":";

    public string UnitsOf(string? measure) =>
        string.Join(", ", _catalogue.Units.Where(unit => unit.Measure == measure).Select(unit => unit.Text.Vi));

    public string NearestSeries(string found) =>
        _layout.Series.Map.Count > 0 ? Text.Nearest(_layout.Series.Map.Keys, found, 5) : _catalogue.NearestSeries(found);

    private bool FitsUnit(string text, string measure) =>
        string.IsNullOrWhiteSpace(text) || UnderstandUnit(text).Measure == measure;

    private (string Code, Transformation Transformation, string Measure)? Declared(string text)
    {
        if (_layout.Series.Translate(text) is not { Length: > 0 } code)
        {
            return null;
        }

        var (name, transformation) = Parts(code);
        return _catalogue.Series.TryGetValue(name, out var series)
            ? (name, transformation, IsChange(transformation) ? "PC" : series.UnitMeasure)
            : _layout.RegisterSeries ? (name, transformation, _layout.DefaultUnitMeasure)
            : null;
    }

    /// <summary><c>SERIES</c> or <c>SERIES:TRANSFORMATION</c>.</summary>
    private static (string Name, Transformation Transformation) Parts(string code)
    {
        var parts = code.Split(':');
        return (parts[0], parts.Length > 1 ? Transformations.Parse(parts[1]) ?? Transformation.Level : Transformation.Level);
    }

    private static bool IsChange(Transformation transformation) =>
        transformation is not (Transformation.Level or Transformation.YearToDate);

    private SeriesEntry UnderstandSeries(string said)
    {
        var text = said.Split(Beside)[0];

        // The header said again names no series.
        if (_layout.Series.Translate(text) is not { } code || (_layout.RegisterSeries && _layout.Series.IsHeadedBy(text)))
        {
            return SeriesEntry.Unknown;
        }

        var (name, transformation) = Parts(code);
        transformation = text.Length < said.Length ? TransformationOf(said[(text.Length + 1)..]) ?? transformation : transformation;
        if (!_catalogue.Series.TryGetValue(name, out var declared))
        {
            if (!_layout.RegisterSeries)
            {
                return SeriesEntry.Unknown;
            }

            declared = NewSeries.Find(known => known.Code == name);
            if (declared is null)
            {
                declared = new Series(
                    name, new Bilingual(text, text), _layout.DefaultUnitMeasure, _layout.DefaultUnitMult, Aggregation.Sum, true);
                NewSeries.Add(declared);
            }
        }

        var (measure, mult) = IsChange(transformation) ? ("PC", 0) : (declared.UnitMeasure, declared.UnitMult);
        var (lowest, highest) = declared.Between(transformation) ?? (double.NegativeInfinity, double.PositiveInfinity);
        return new SeriesEntry(_names.OfSeries(declared.Code), transformation, _names.OfUnit(measure, mult), measure, lowest, highest);
    }

    private Transformation? TransformationOf(string text) =>
        _layout.Transformation?.Translate(text) is { } code ? Transformations.Parse(code) : null;

    private PeriodEntry UnderstandPeriod(string text) => PeriodText.Read(text, null, _layout.AreDays, out var reading) switch
    {
        PeriodFault.None => new PeriodEntry(
            _names.OfPeriod(reading.Period),
            reading.Period.Year,
            reading.Cumulative,
            reading.Status ?? ObsStatus.Normal,
            Finality.IsOver(reading.Period, _publishedOn)),
        PeriodFault.YearMissing => PeriodEntry.Unknown(new("Kỳ thiếu năm.", "The period lacks its year.")),
        PeriodFault.NumberMissing => PeriodEntry.Unknown(
            new("Kỳ thiếu số của tháng hoặc quý.", "The period lacks the number of its month or quarter.")),
        _ => PeriodEntry.Unknown(new("Kỳ không đọc được.", "The period cannot be read.")),
    };

    private int UnderstandRefArea(string text) =>
        string.IsNullOrWhiteSpace(text) ? DefaultRefArea
        : _layout.RefArea?.Translate(text) is { } code ? _names.OfRefArea(code)
        : -1;

    private int UnderstandStatus(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return -1;
        }

        var code = _layout.ObsStatus!.Map.Count > 0 || _layout.ObsStatus.Pattern is not null ? _layout.ObsStatus.Translate(text) : null;
        return (code is null ? PeriodText.ReadStatus(text) : null) is { } said ? (int)said
            : ObsStatuses.Parse(code ?? Text.Clean(text)) is { } status ? (int)status
            : UnknownStatus;
    }

    private UnitEntry UnderstandUnit(string text) =>
        string.IsNullOrWhiteSpace(text) ? new UnitEntry(UnitEntry.None, null)
        : _catalogue.FindUnit(text) is { } unit ? new UnitEntry(_names.OfUnit(unit.Measure, unit.Mult), unit.Measure)

        // Where its power of ten stands beside it, the unit may be a code, as SDMX has it: T, VND.
        : _layout.UnitMult is not null && _catalogue.Units.Any(unit => unit.Measure == text)
            ? new UnitEntry(_names.OfUnit(text, 0), text)
        : new UnitEntry(-1, null);

    /// <summary>Texts that were understood before.</summary>
    private sealed class Known<T>
    {
        private readonly Func<string, T> _understand;
        private readonly Dictionary<string, T> _known = new(StringComparer.Ordinal);
        private readonly Dictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> _lookup;

        public Known(Func<string, T> understand) => (_understand, _lookup) = (understand, _known.GetAlternateLookup<ReadOnlySpan<char>>());

        public T Of(ReadOnlySpan<char> text)
        {
            if (!_lookup.TryGetValue(text, out var meaning))
            {
                var own = text.ToString();
                _known.Add(own, meaning = _understand(own));
            }

            return meaning;
        }

        public void Clear() => _known.Clear();
    }
}

/// <param name="Series">-1 when the text means no series.</param>
internal readonly record struct SeriesEntry(
    int Series, Transformation Transformation, int Unit, string? Measure, double Lower, double Upper)
{
    public static readonly SeriesEntry Unknown = new(-1, Transformation.Level, 0, null, 0, 0);
}

/// <param name="Period">-1 when the text means none: see <see cref="Fault"/>.</param>
internal readonly record struct PeriodEntry(int Period, int Year, bool Cumulative, ObsStatus Status, bool IsOver)
{
    /// <summary>Why the text means no period.</summary>
    public Bilingual Fault { get; private init; }

    public static PeriodEntry Unknown(Bilingual fault) => new(-1, 0, false, ObsStatus.Normal, true) { Fault = fault };
}

/// <param name="Unit">-1 when the text means no unit.</param>
internal readonly record struct UnitEntry(int Unit, string? Measure)
{
    /// <summary>The field is empty: the series' own unit.</summary>
    public const int None = -2;
}
