using System.Globalization;
using System.Text;
using Plan86.Transform.Lake;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading.Delimited;
using Plan86.Transform.Reading.Exchange;
using Plan86.Transform.Reading.Layout;
using Plan86.Transform.Reading;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Meaning;

/// <summary>
/// Reads a flat file, one figure a line, in one pass over its characters: what repeats (series, areas, periods,
/// statuses, units) is understood once and then only looked up, so that ten million rows make no objects.
/// </summary>
internal sealed class FlatReader(FlatLayout layout, Catalogue catalogue, ParquetLake lake, Names names, DateOnly publishedOn)
{
    private Dictionary<string, SeriesEntry> _series = new(StringComparer.Ordinal);
    private Dictionary<string, PeriodEntry> _periods = new(StringComparer.Ordinal);
    private Dictionary<string, int> _refAreas = new(StringComparer.Ordinal);
    private Dictionary<string, int> _statuses = new(StringComparer.Ordinal);
    private Dictionary<string, UnitEntry> _units = new(StringComparer.Ordinal);

    // Of the text that is read now, where it may be in TCVN3; each different text of it is decoded once.
    private Tcvn3? _tcvn3;

    /// <summary>Series that were taken though the catalogue does not declare them.</summary>
    public List<Series> NewSeries { get; } = [];

    /// <summary>Delimiter and column of each role when the first records hold the layout's header; else null.</summary>
    public static FlatHeader? FindHeader(FlatLayout layout, Stream stream, Encoding encoding)
    {
        var tcvn3 = Tcvn3.Of(stream, encoding);
        foreach (var delimiter in ";,\t|")
        {
            stream.Position = 0;
            using var records = new CsvRecords(new StreamReader(stream, encoding, true, 1 << 12, leaveOpen: true), delimiter);
            if (FindHeader(layout, records, delimiter, tcvn3) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The same for a file with dimensions, whose ids are its header.</summary>
    public static FlatHeader? FindHeader(FlatLayout layout, Cube cube)
    {
        using var records = new CsvRecords(cube.Records(), ',');
        return FindHeader(layout, records, ',', null);
    }

    private static FlatHeader? FindHeader(FlatLayout layout, CsvRecords records, char delimiter, Tcvn3? tcvn3)
    {
        // A few blank or title lines may stand above the header.
        for (var i = 0; i < 20 && records.Read(); i++)
        {
            var header = records.ToArray().Select(text => Text.Fold(tcvn3?.Decode(text) ?? text)).ToList();
            int At(FlatColumn? column) =>
                column is null ? -1 : header.FindIndex(text => column.Headers.Any(glob => glob.Matches(text)));

            if (layout.Required.All(column => At(column) >= 0))
            {
                var line = records.Line;
                return new FlatHeader(
                    delimiter, line, header.Count, At(layout.Series), At(layout.TimePeriod), At(layout.RefArea),
                    At(layout.ObsValue), At(layout.ObsStatus), At(layout.Unit), [.. records.Comments.Select(comment => tcvn3?.Decode(comment) ?? comment)])
                {
                    UnitMult = At(layout.UnitMult),
                    Ref = header.IndexOf(Cube.RefColumn),
                    DecimalSeparator = header.Contains(Cube.RefColumn) ? '.'
                        : header[0].TrimStart('\uFEFF').Split('[', ':')[0] is "dataflow" or "structure" ? OfSdmx(records, At(layout.ObsValue))
                        : layout.DecimalSeparator,
                };
            }
        }

        return null;
    }

    /// <summary>SDMX-CSV has points; some programs write commas all the same where semicolons part the columns.</summary>
    private static char OfSdmx(CsvRecords records, int value)
    {
        for (var i = 0; i < 1000 && records.Read(); i++)
        {
            if (value < records.Count && records[value].ContainsAny('.', ','))
            {
                return records[value].Contains('.') ? '.' : ',';
            }
        }

        return '.';
    }

    /// <summary>Reads every line below the header; each becomes an observation or a problem.</summary>
    /// <param name="member">The ZIP's member it is read from; else empty.</param>
    public void Read(Stream stream, Encoding encoding, FlatHeader found, string member, KeyGuard guard, CancellationToken ct)
    {
        Spell(Tcvn3.Of(stream, encoding));
        if (found.DecimalSeparator == layout.DecimalSeparator)
        {
            stream.Position = 0;
            found = found with { DecimalSeparator = DecimalMark(new StreamReader(stream, encoding, true, 1 << 16, leaveOpen: true), found, ct) };
        }

        stream.Position = 0;
        Read(new StreamReader(stream, encoding, true, 1 << 16), found, member, guard, ct);
        Spell(null);
    }

    /// <summary>
    /// The decimal mark that the column of values uses by evidence of all of it: one number that only the layout's own mark explains
    /// settles it; where the other one turns up, the more frequent counts, and the rest are problems.
    /// </summary>
    private char DecimalMark(TextReader content, FlatHeader header, CancellationToken ct)
    {
        using var records = new CsvRecords(content, header.Delimiter);
        var tally = default(VietnameseNumber.Tally);
        var own = layout.DecimalSeparator == ',' ? VietnameseNumber.Evidence.Comma : VietnameseNumber.Evidence.Dot;
        var isDisputed = false;
        while (records.Read())
        {
            ct.ThrowIfCancellationRequested();
            if (records.Line <= header.Line || header.ObsValue >= records.Count || !records[header.ObsValue].ContainsAny('.', ','))
            {
                continue;
            }

            var evidence = VietnameseNumber.Weigh(records[header.ObsValue]);
            if (evidence == own && !isDisputed)
            {
                break;
            }

            isDisputed |= evidence is VietnameseNumber.Evidence.Comma or VietnameseNumber.Evidence.Dot;
            tally.Add(evidence);
        }

        return tally.Convention(layout.DecimalSeparator);
    }

    /// <summary>What was understood of one spelling means nothing in another.</summary>
    private void Spell(Tcvn3? now)
    {
        if (_tcvn3 is not null || now is not null)
        {
            (_series, _periods, _refAreas, _statuses, _units) = (new(StringComparer.Ordinal), new(StringComparer.Ordinal), new(StringComparer.Ordinal), new(StringComparer.Ordinal), new(StringComparer.Ordinal));
        }

        _tcvn3 = now;
    }

    private string TextOf(ReadOnlySpan<char> field) => _tcvn3?.Decode(field.ToString()) ?? field.ToString();

    /// <summary>Reads every figure of a file with dimensions.</summary>
    public void Read(Cube cube, FlatHeader found, KeyGuard guard, CancellationToken ct) =>
        Read(cube.Records(), found, cube.Sheet, guard, ct);

    private void Read(TextReader content, FlatHeader header, string sheet, KeyGuard guard, CancellationToken ct)
    {
        using var records = new CsvRecords(content, header.Delimiter) { Sheet = sheet.Length > 0 ? sheet : null, RefField = header.Ref };
        while (records.Line < header.Line && records.Read())
        {
        }

        Read(records, header, guard, ct);
    }

    /// <summary>Reads the records that follow; each becomes an observation or a problem.</summary>
    public void Read(IFlatRecords records, FlatHeader header, KeyGuard guard, CancellationToken ct)
    {
        var seriesOf = _series.GetAlternateLookup<ReadOnlySpan<char>>();
        var periodOf = _periods.GetAlternateLookup<ReadOnlySpan<char>>();
        var refAreaOf = _refAreas.GetAlternateLookup<ReadOnlySpan<char>>();
        var statusOf = _statuses.GetAlternateLookup<ReadOnlySpan<char>>();
        var unitOf = _units.GetAlternateLookup<ReadOnlySpan<char>>();
        var defaultRefArea = names.OfRefArea(layout.DefaultRefArea);
        var sheet = names.OfSheet(records.Sheet ?? "");
        var rows = 0;
        var isDecided = false;
        Problem? undecided = null;
        while (records.Read())
        {
            if ((++rows & 0xFFFF) == 0)
            {
                ct.ThrowIfCancellationRequested();
            }

            if (records.Count < header.Fields)
            {
                if (records.Count > 1 || !records[0].IsWhiteSpace())
                {
                    Fault(records.Place("", 0), $"{header.Fields}", "Dòng thiếu cột.", "The line has too few fields.", string.Join(header.Delimiter, records.ToArray()));
                }

                continue;
            }

            if (records.Count > header.Fields && HasMore(records, header.Fields))
            {
                // A decimal comma in a file parted by commas: the figure would be cut off in silence.
                Fault(records.Place("", 0), $"{header.Fields}", "Dòng thừa cột.", "The line has too many fields.", string.Join(header.Delimiter, records.ToArray()));
                continue;
            }

            var text = records[header.Series];
            if (!seriesOf.TryGetValue(text, out var seriesEntry))
            {
                _series.Add(text.ToString(), seriesEntry = UnderstandSeries(TextOf(text)));
            }

            text = records[header.TimePeriod];
            if (!periodOf.TryGetValue(text, out var periodEntry))
            {
                _periods.Add(text.ToString(), periodEntry = UnderstandPeriod(TextOf(text)));
            }

            var refArea = defaultRefArea;
            if (header.RefArea >= 0 && !refAreaOf.TryGetValue(text = records[header.RefArea], out refArea))
            {
                _refAreas.Add(text.ToString(), refArea = UnderstandRefArea(TextOf(text), defaultRefArea));
            }

            var status = -1;
            if (header.ObsStatus >= 0 && !statusOf.TryGetValue(text = records[header.ObsStatus], out status))
            {
                _statuses.Add(text.ToString(), status = UnderstandStatus(TextOf(text)));
            }

            var unit = seriesEntry.Unit;
            if (header.Unit >= 0)
            {
                if (!unitOf.TryGetValue(text = records[header.Unit], out var unitEntry))
                {
                    _units.Add(text.ToString(), unitEntry = UnderstandUnit(TextOf(text)));
                }

                unit = unitEntry.Unit == UnitEntry.None ? unit : unitEntry.Unit;
                if (unitEntry.Unit != UnitEntry.None && seriesEntry.Series >= 0
                    && (unitEntry.Measure is null || unitEntry.Measure != seriesEntry.Measure))
                {
                    Fault(records.Place(Column(layout.Unit!), header.Unit), UnitsOf(seriesEntry.Measure),
                        "Đơn vị tính không phải của chỉ tiêu này.", "The unit is not one of this series.", records[header.Unit].ToString());
                    continue;
                }
            }

            if (header.UnitMult >= 0 && seriesEntry.Series >= 0 && !(text = records[header.UnitMult].Trim()).IsEmpty)
            {
                // Beside a unit that says so itself (million USD) it must say the same.
                var (measure, own) = names.Units[unit];
                var stated = header.Unit >= 0 && !records[header.Unit].IsWhiteSpace() ? own : 0;
                if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var mult) || Math.Abs(mult) > 24 || (stated != 0 && stated != mult))
                {
                    Fault(records.Place(Column(layout.UnitMult!), header.UnitMult), stated != 0 ? stated.ToString(CultureInfo.InvariantCulture) : "0, 3, 6, 9",
                        "Bội số của đơn vị tính không đọc được hoặc mâu thuẫn với đơn vị.", "The multiple of the unit cannot be read, or contradicts the unit.", text.ToString());
                    continue;
                }

                unit = names.OfUnit(measure, mult);
            }

            if (seriesEntry.Series < 0)
            {
                Fault(records.Place(Column(layout.Series), header.Series), KnownSeries(TextOf(records[header.Series])),
                    "Chỉ tiêu chưa được khai báo.", "The series is not declared.", records[header.Series].ToString());
                continue;
            }

            if (periodEntry.Period < 0)
            {
                Fault(records.Place(Column(layout.TimePeriod), header.TimePeriod), "Tháng 3/2024 · 03/2024 · Quý I/2024 · 6 tháng 2024 · Năm 2024",
                    periodEntry.Fault.Vi, periodEntry.Fault.En, records[header.TimePeriod].ToString());
                continue;
            }

            if (refArea < 0)
            {
                Fault(records.Place(Column(layout.RefArea!), header.RefArea), Known(layout.RefArea!),
                    "Đơn vị hành chính chưa được khai báo.", "The area is not declared.", records[header.RefArea].ToString());
                continue;
            }

            if (status == UnknownStatus)
            {
                Fault(records.Place(Column(layout.ObsStatus!), header.ObsStatus), Known(layout.ObsStatus!, "Ước, Sơ bộ, Chính thức"),
                    "Trạng thái số liệu không đọc được.", "The status cannot be read.", records[header.ObsStatus].ToString());
                continue;
            }

            text = records[header.ObsValue];
            if (!VietnameseNumber.TryParse(text, header.DecimalSeparator, out var value))
            {
                var missing = text.Trim() is "" or "…" or "..." or ".." or "x" or "X";
                var found = text.ToString();
                if (layout.BlanksAllowed && text.IsWhiteSpace())
                {
                    continue;
                }

                if (missing)
                {
                    lake.Add(Problem.Warning(
                        records.Place(Column(layout.ObsValue), header.ObsValue), found, Example(header),
                        "Không có số liệu.", "There is no figure."));
                }
                else
                {
                    Fault(records.Place(Column(layout.ObsValue), header.ObsValue), Example(header), "Giá trị không phải là số.", "The value is not a number.", found);
                }

                continue;
            }

            if (value < seriesEntry.Lower || value > seriesEntry.Upper)
            {
                Fault(records.Place(Column(layout.ObsValue), header.ObsValue),
                    string.Create(CultureInfo.InvariantCulture, $"{seriesEntry.Lower} … {seriesEntry.Upper}"),
                    "Giá trị nằm ngoài khoảng có thể có của chỉ tiêu.", "The value is outside the range the series can have.", text.ToString());
                continue;
            }

            var firmness = StatusOf(status, periodEntry.Status);
            if (!periodEntry.IsOver)
            {
                var period = names.Periods[periodEntry.Period];
                if (Finality.StatusOn(publishedOn, period, firmness) is not { } possible)
                {
                    var why = Finality.HeldBack(period, publishedOn);
                    Fault(records.Place(Column(layout.TimePeriod), header.TimePeriod), $"≤ {publishedOn:yyyy-MM-dd}", why.Vi, why.En, records[header.TimePeriod].ToString());
                    continue;
                }

                firmness = possible;
            }

            // Until one number tells the marks apart; then nothing more needs to be asked.
            if (!isDecided && text.ContainsAny('.', ','))
            {
                var evidence = VietnameseNumber.Weigh(text);
                isDecided = evidence is VietnameseNumber.Evidence.Comma or VietnameseNumber.Evidence.Dot;
                undecided ??= evidence == VietnameseNumber.Evidence.AmbiguousComma && header.DecimalSeparator == ','
                    ? VietnameseNumber.Undecided(records.Place(Column(layout.ObsValue), header.ObsValue), text.ToString())
                    : null;
            }

            if (text.TrimEnd().EndsWith('%') && !IsInPercent(seriesEntry, unit))
            {
                Fault(records.Place(Column(layout.ObsValue), header.ObsValue), UnitsOf(seriesEntry.Measure),
                    "Giá trị ghi dấu % nhưng đơn vị tính không phải là %.", "The value says % where the unit is another.", text.ToString());
                continue;
            }

            var row = new ObservationRow(
                seriesEntry.Series, refArea, periodEntry.Period, unit,
                periodEntry.Cumulative ? seriesEntry.Transformation.SinceJanuary() : seriesEntry.Transformation,
                firmness, value, records.Line,
                sheet,
                records.AddressOf(header.ObsValue));
            if (guard.Admits(row, names.Periods[row.Period]))
            {
                lake.Add(row, periodEntry.Year);
            }
        }

        if (!isDecided && undecided is not null)
        {
            lake.Add(undecided);
        }

        if (records.Fault is not null)
        {
            Fault(records.Place("", 0), "CSV (RFC 4180)", "Dòng không đọc được, phần sau bị bỏ.", "The line cannot be read; the rest is left out.", records.Fault);
        }
    }

    private static bool HasMore(IFlatRecords records, int from)
    {
        for (var i = from; i < records.Count; i++)
        {
            if (!records[i].IsWhiteSpace())
            {
                return true;
            }
        }

        return false;
    }

    private const int UnknownStatus = -2;

    private SeriesEntry UnderstandSeries(string text)
    {
        if (layout.Series.Translate(text) is not { } code)
        {
            return SeriesEntry.Unknown;
        }

        // SERIES or SERIES:TRANSFORMATION.
        var parts = code.Split(':');
        if (!catalogue.Series.TryGetValue(parts[0], out var declared))
        {
            if (!layout.RegisterSeries)
            {
                return SeriesEntry.Unknown;
            }

            declared = NewSeries.Find(known => known.Code == parts[0]);
            if (declared is null)
            {
                declared = new Series(parts[0], text, text, layout.DefaultUnitMeasure, layout.DefaultUnitMult, Aggregation.Sum, true);
                NewSeries.Add(declared);
            }
        }

        var transformation = parts.Length > 1 ? Transformations.Parse(parts[1]) ?? Transformation.Level : Transformation.Level;
        var isChange = transformation is not (Transformation.Level or Transformation.YearToDate);
        var (measure, mult) = isChange ? ("PC", 0) : (declared.UnitMeasure, declared.UnitMult);
        var (lowest, highest) = declared.Between(transformation) ?? (double.NegativeInfinity, double.PositiveInfinity);
        return new SeriesEntry(
            names.OfSeries(declared.Code),
            transformation,
            names.OfUnit(measure, mult),
            measure,
            lowest,
            highest);
    }

    private PeriodEntry UnderstandPeriod(string text) => PeriodText.Read(text, null, layout.AreDays, out var reading) switch
    {
        PeriodFault.None => new PeriodEntry(
            names.OfPeriod(reading.Period),
            reading.Period.Year,
            reading.Cumulative,
            reading.Status ?? ObsStatus.Normal,
            Finality.IsOver(reading.Period, publishedOn)),
        PeriodFault.YearMissing => PeriodEntry.Unknown(new("Kỳ thiếu năm.", "The period lacks its year.")),
        PeriodFault.NumberMissing => PeriodEntry.Unknown(new("Kỳ thiếu số của tháng hoặc quý.", "The period lacks the number of its month or quarter.")),
        _ => PeriodEntry.Unknown(new("Kỳ không đọc được.", "The period cannot be read.")),
    };

    /// <summary>The status of the line goes before the one in its period, but no word makes a plan an actual figure.</summary>
    private static ObsStatus StatusOf(int stated, ObsStatus ofPeriod) =>
        stated < 0 || ofPeriod == ObsStatus.Forecast ? ofPeriod : (ObsStatus)stated;

    private bool IsInPercent(in SeriesEntry entry, int unit) =>
        entry.Transformation.IsComparison() || entry.Transformation == Transformation.Index || names.Units[unit].Measure == "PC";

    private int UnderstandRefArea(string text, int fallback) =>
        string.IsNullOrWhiteSpace(text) ? fallback
        : layout.RefArea!.Translate(text) is { } code ? names.OfRefArea(code)
        : -1;

    private int UnderstandStatus(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return -1;
        }

        var code = layout.ObsStatus!.Map.Count > 0 || layout.ObsStatus.Pattern is not null ? layout.ObsStatus.Translate(text) : null;
        return (code is null ? PeriodText.ReadStatus(text) : null) is { } said ? (int)said
            : ObsStatuses.Parse(code ?? Text.Clean(text)) is { } status ? (int)status
            : UnknownStatus;
    }

    private UnitEntry UnderstandUnit(string text) =>
        string.IsNullOrWhiteSpace(text) ? new UnitEntry(UnitEntry.None, null)
        : catalogue.FindUnit(text) is { } unit ? new UnitEntry(names.OfUnit(unit.Measure, unit.Mult), unit.Measure)
        : new UnitEntry(-1, null);

    private string UnitsOf(string? measure) =>
        string.Join(", ", catalogue.Units.Where(unit => unit.Measure == measure).Select(unit => unit.TextVi));

    private string KnownSeries(string found) =>
        layout.Series.Map.Count > 0 ? Text.Nearest(layout.Series.Map.Keys, found, 5) : catalogue.NearestSeries(found);

    private static string Known(FlatColumn column, string otherwise = "") =>
        column.Map.Count > 0 ? string.Join(" · ", column.Map.Keys)
        : column.Pattern is not null ? column.Pattern.ToString()
        : otherwise;

    private static string Example(FlatHeader header) => header.DecimalSeparator == ',' ? "1.234,5" : "1,234.5";

    private static string Column(FlatColumn column) => column.Headers[0].Pattern;

    private void Fault(string place, string expected, string vi, string en, string found) =>
        lake.Add(Problem.Error(place, TextOf(found), expected, vi, en));

    /// <param name="Series">-1 when the text means no series.</param>
    private readonly record struct SeriesEntry(
        int Series, Transformation Transformation, int Unit, string? Measure, double Lower, double Upper)
    {
        public static readonly SeriesEntry Unknown = new(-1, Transformation.Level, 0, null, 0, 0);
    }

    /// <param name="Period">-1 when the text means none: see <see cref="Fault"/>.</param>
    private readonly record struct PeriodEntry(int Period, int Year, bool Cumulative, ObsStatus Status, bool IsOver)
    {
        public Bilingual Fault { get; private init; }

        public static PeriodEntry Unknown(Bilingual fault) => new(-1, 0, false, ObsStatus.Normal, true) { Fault = fault };
    }

    private readonly record struct UnitEntry(int Unit, string? Measure)
    {
        /// <summary>The field is empty: the series' own unit.</summary>
        public const int None = -2;
    }
}
