using System.Globalization;
using System.Text;
using Plan86.Transform.Lake;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading;
using Plan86.Transform.Reading.Delimited;
using Plan86.Transform.Reading.Exchange;
using Plan86.Transform.Reading.Layout;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Meaning;

/// <summary>
/// Reads a flat file, one figure a line, in one pass: each record is an observation, or a problem that says why not.
/// </summary>
internal sealed class FlatReader(FlatLayout layout, Catalogue catalogue, ParquetLake lake, Names names, DateOnly publishedOn)
{
    private static readonly string[] NoteWords = ["nguồn", "ghi chú", "chú thích", "source", "note"];

    private readonly FlatWords _words = new(layout, catalogue, names, publishedOn);
    private readonly HashSet<string> _passedOver = new(StringComparer.Ordinal);
    private long _rowsPassedOver;
    private Place _placePassedOver;

    // Until one number tells the marks apart; then nothing more needs to be asked.
    private bool _isMarkDecided;
    private Problem? _undecided;

    /// <summary>Series that were taken though the catalogue does not declare them.</summary>
    public List<Series> NewSeries => _words.NewSeries;

    /// <summary>Reads every line below the header of a delimited text.</summary>
    /// <param name="member">The ZIP's member it is read from; else empty.</param>
    public void Read(Stream stream, Encoding encoding, FlatHeader header, string member, KeyGuard guard, CancellationToken ct)
    {
        _words.Spell(Tcvn3.Of(stream, encoding));
        if (header.DecimalSeparator == layout.DecimalSeparator)
        {
            header = header with { DecimalSeparator = DecimalMark(stream, encoding, header, member, ct) };
        }

        using var records = DelimitedReader.Open(stream, encoding, layout.Repairs, member.Length > 0 ? member : null);
        if (records.Damage is { } damage)
        {
            lake.Add(damage);
        }

        while (records.Line < header.Line && records.Read())
        {
            TellMended(records);
        }

        foreach (var twin in header.Twins)
        {
            var (first, second) = (header.Names[twin.First], header.Names[twin.Second]);
            lake.Add(Problem.Warning(
                records.Place("", 0), $"{first} · {second}", Column(twin.Role), new Bilingual(
                    "Hai cột cùng một vai trò: chỉ dùng dòng nào hai cột giống nhau hoặc chỉ một cột có số.",
                    "Two columns for one role: only lines are used where both say the same, or one says nothing.")));
        }

        records.Roles = (cells, isMended) => _words.Roles(cells, header, isMended);
        ReadAll(records, header, guard, ct);
        _words.Spell(null);
    }

    /// <summary>
    /// The decimal mark that the column of values uses by evidence of all of it: one number that only the layout's own mark explains
    /// settles it; where the other one turns up, the more frequent counts, and the rest are problems.
    /// </summary>
    private char DecimalMark(Stream stream, Encoding encoding, FlatHeader header, string member, CancellationToken ct)
    {
        using var records = DelimitedReader.Open(stream, encoding, layout.Repairs, member.Length > 0 ? member : null);
        var tally = default(VietnameseNumber.Tally);
        var (dependent, telling, first) = (0, 0, (default(Place), ""));
        var own = layout.DecimalSeparator == ',' ? VietnameseNumber.Evidence.Comma : VietnameseNumber.Evidence.Dot;
        var isDisputed = false;
        while (records.Read())
        {
            ct.ThrowIfCancellationRequested();
            if (records.Line <= header.Line || !At(records, header.ObsValue).ContainsAny('.', ','))
            {
                continue;
            }

            var evidence = VietnameseNumber.Weigh(records[header.ObsValue]);
            if (evidence == own && !isDisputed)
            {
                break;
            }

            isDisputed |= evidence is VietnameseNumber.Evidence.Comma or VietnameseNumber.Evidence.Dot;
            telling += evidence is VietnameseNumber.Evidence.Dot ? 1 : 0;
            dependent += evidence is VietnameseNumber.Evidence.AmbiguousDot ? 1 : 0;
            first = dependent == 1 && first.Item2.Length == 0
                ? (records.Place(Column(layout.ObsValue), header.ObsValue), records[header.ObsValue].ToString()) : first;
            tally.Add(evidence);
        }

        var mark = tally.Convention(layout.DecimalSeparator);
        if (mark == '.' && layout.DecimalSeparator == ',' && dependent > telling)
        {
            lake.Add(VietnameseNumber.ByFew(first.Item1, first.Item2));
        }

        return mark;
    }

    /// <summary>Reads every figure of a file with dimensions.</summary>
    public void Read(Cube cube, FlatHeader header, KeyGuard guard, CancellationToken ct) =>
        ReadAll(FlatHeaders.Records(layout, cube, header), header, guard, ct);

    /// <summary>Reads every record of a sheet that is laid out like a flat file.</summary>
    public void Read(FlatSheet sheet, KeyGuard guard, CancellationToken ct)
    {
        var mark = sheet.DecimalMark(layout.DecimalSeparator);
        ReadAll(sheet.Records(mark), sheet.Header with { DecimalSeparator = mark }, guard, ct);
    }

    /// <summary>Says what was passed over, once for all of it.</summary>
    public void Settle()
    {
        if (_rowsPassedOver > 0)
        {
            lake.Add(Problem.Warning(
                _placePassedOver, string.Join(" · ", _passedOver.Order(StringComparer.Ordinal).Take(5)), "\"others\": \"ignore\"",
                new Bilingual(
                    string.Create(CultureInfo.InvariantCulture,
                        $"Bỏ qua {_rowsPassedOver} dòng của {_passedOver.Count} chỉ tiêu khác, như nguồn đã khai."),
                    string.Create(CultureInfo.InvariantCulture,
                        $"{_rowsPassedOver} lines of {_passedOver.Count} other series were passed over, as the source says."))));
        }
    }

    private void ReadAll(IFlatRecords records, FlatHeader header, KeyGuard guard, CancellationToken ct)
    {
        var sheet = names.OfSheet(records.Sheet ?? "", records.Member);
        var rows = 0;
        (_isMarkDecided, _undecided) = (false, null);
        while (records.Read())
        {
            if ((++rows & 0xFFFF) == 0)
            {
                ct.ThrowIfCancellationRequested();
            }

            if (IsWhole(records, header) && Figure(records, header, sheet) is { } row && guard.Admits(row, names.Periods[row.Period]))
            {
                lake.Add(row, names.Periods[row.Period].Year);
            }
        }

        if (!_isMarkDecided && _undecided is not null)
        {
            lake.Add(_undecided);
        }

        if (records.Fault is { } fault)
        {
            Fault(records.Place("", 0), "CSV (RFC 4180)",
                new("Dòng không đọc được, phần sau bị bỏ.", "The line cannot be read; the rest is left out."), fault);
        }
    }

    /// <summary>Whether a record has the columns of the header; what was mended of it is told.</summary>
    private bool IsWhole(IFlatRecords records, FlatHeader header)
    {
        TellMended(records);
        if (records.Count > header.Fields && HasMore(records, header.Fields))
        {
            // A decimal comma in a file parted by commas: the figure would be cut off in silence.
            if (records.IsDamaged || !header.HasNameless || IsCutOff(records, header))
            {
                Fault(records.Place("", 0), header.Width, new("Dòng thừa cột.", "The line has too many fields."), records.Original);
                return false;
            }
        }
        else if (records.IsDamaged)
        {
            lake.Add(Repairs.Damaged(records.Place("", 0), _words.Decode(records.Original), header.Fields, keptOut: true));
            return false;
        }

        foreach (var (first, second, role) in header.Twins)
        {
            if (!At(records, first).IsWhiteSpace() && !At(records, second).IsWhiteSpace()
                && !At(records, first).Trim().SequenceEqual(At(records, second).Trim()))
            {
                Fault(records.Place(Column(role), first), At(records, first).ToString(),
                    new("Hai cột cùng một vai trò nói khác nhau; không dùng số nào.",
                        "Two columns for one role say different things; neither is used."),
                    $"{At(records, first)} · {At(records, second)}");
                return false;
            }
        }

        return true;
    }

    /// <summary>What stands behind the last named column is the rest of its figure.</summary>
    private static bool IsCutOff(IFlatRecords records, FlatHeader header) =>
        header.IsByComma && header.ObsValue == header.Fields - 1 && records[header.Fields] is { IsEmpty: false } rest
            && char.IsAsciiDigit(rest[0]);

    private ObservationRow? Figure(IFlatRecords records, FlatHeader header, int sheet)
    {
        var said = At(records, header.Transformation);
        var series = said.IsWhiteSpace() ? _words.Series(At(records, header.Series)) : _words.Series(At(records, header.Series), said);
        var period = _words.Period(At(records, header.TimePeriod));
        if (series.Series < 0)
        {
            TellUnknown(records, header, period);
            return null;
        }

        var refArea = header.RefArea < 0 ? _words.DefaultRefArea : _words.RefArea(At(records, header.RefArea));
        var status = header.ObsStatus < 0 ? -1 : _words.Status(At(records, header.ObsStatus));
        if (!IsTransformed(records, header, said)
            || Unit(records, header, series) is not { } unit || !IsPlaced(records, header, period, refArea, status)
            || Value(records, header, series, unit) is not { } value || Firmness(records, header, period, status) is not { } firmness)
        {
            return null;
        }

        return new ObservationRow(
            series.Series, refArea, period.Period, unit,
            period.Cumulative ? series.Transformation.SinceJanuary() : series.Transformation,
            firmness, value, records.Line, sheet, records.AddressOf(header.ObsValue));
    }

    private bool IsTransformed(IFlatRecords records, FlatHeader header, ReadOnlySpan<char> said)
    {
        if (said.IsWhiteSpace() || _words.IsTransformation(said))
        {
            return true;
        }

        Fault(records, layout.Transformation!, header.Transformation,
            Known(layout.Transformation!, string.Join(" · ", Transformations.Codes)),
            new("Phép biến đổi không có trong danh mục.", "Not a known transformation."));
        return false;
    }

    /// <summary>How firm a figure can be on the day it was published; null, with a problem, where it cannot be at all.</summary>
    private ObsStatus? Firmness(IFlatRecords records, FlatHeader header, PeriodEntry period, int status)
    {
        // The status of the line goes before the one in its period, but no word makes a plan an actual figure.
        var said = status < 0 || period.Status == ObsStatus.Forecast ? period.Status : (ObsStatus)status;
        if (period.IsOver)
        {
            return said;
        }

        var when = names.Periods[period.Period];
        if (Finality.StatusOn(publishedOn, when, said) is { } possible)
        {
            return possible;
        }

        Fault(records, layout.TimePeriod, header.TimePeriod, $"≤ {publishedOn:yyyy-MM-dd}", Finality.HeldBack(when, publishedOn));
        return null;
    }

    private bool IsPlaced(IFlatRecords records, FlatHeader header, PeriodEntry period, int refArea, int status)
    {
        if (period.Period < 0)
        {
            Fault(records, layout.TimePeriod, header.TimePeriod, "Tháng 3/2024 · 03/2024 · Quý I/2024 · 6 tháng 2024 · Năm 2024",
                period.Fault);
            return false;
        }

        if (refArea < 0)
        {
            Fault(records, layout.RefArea!, header.RefArea, Known(layout.RefArea!),
                new("Đơn vị hành chính chưa được khai báo.", "The area is not declared."));
            return false;
        }

        if (status == FlatWords.UnknownStatus)
        {
            Fault(records, layout.ObsStatus!, header.ObsStatus, Known(layout.ObsStatus!, "Ước, Sơ bộ, Chính thức"),
                new("Trạng thái số liệu không đọc được.", "The status cannot be read."));
            return false;
        }

        return true;
    }

    /// <summary>The unit a record states, else the series' own; null, with a problem, where that cannot be.</summary>
    private int? Unit(IFlatRecords records, FlatHeader header, SeriesEntry series)
    {
        var (unit, isStated) = (series.Unit, false);
        if (header.Unit >= 0 && _words.Unit(At(records, header.Unit)) is { Unit: not UnitEntry.None } stated)
        {
            if (stated.Measure is null || stated.Measure != series.Measure)
            {
                Fault(records, layout.Unit!, header.Unit, _words.UnitsOf(series.Measure),
                    new("Đơn vị tính không phải của chỉ tiêu này.", "The unit is not one of this series."));
                return null;
            }

            (unit, isStated) = (stated.Unit, true);
        }

        // In brackets behind the header of the figures, or in a line above the header.
        var ofHeader = isStated ? "" : header.UnitAbove;
        if (header.ColumnUnits.Count > 0)
        {
            ofHeader = header.ColumnUnits.GetValueOrDefault(ValueAt(records, header), ofHeader);
        }

        if (ofHeader.Length > 0)
        {
            var said = _words.UnitOfHeader(ofHeader);
            if (said.Measure is null || said.Measure != series.Measure || (isStated && said.Unit != unit))
            {
                Fault(records.Place(Column(layout.ObsValue), header.ObsValue), _words.UnitsOf(series.Measure),
                    new("Đơn vị tính ghi ở tiêu đề không phải của chỉ tiêu này, hoặc khác đơn vị của dòng.",
                        "The unit in the header is not one of this series, or not that of the line."), ofHeader);
                return null;
            }

            (unit, isStated) = (said.Unit, true);
        }

        if (header.UnitMult < 0 || At(records, header.UnitMult).Trim() is not { IsEmpty: false } text)
        {
            return unit;
        }

        // Beside a unit that says so itself (million USD) it must say the same.
        var (measure, own) = names.Units[unit];
        var multiple = isStated ? own : 0;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var mult) || Math.Abs(mult) > 24
            || (multiple != 0 && multiple != mult))
        {
            Fault(records, layout.UnitMult!, header.UnitMult,
                multiple != 0 ? multiple.ToString(CultureInfo.InvariantCulture) : "0, 3, 6, 9",
                new("Bội số của đơn vị tính không đọc được hoặc mâu thuẫn với đơn vị.",
                    "The multiple of the unit cannot be read, or contradicts the unit."));
            return null;
        }

        return names.OfUnit(measure, mult);
    }

    /// <summary>The figure of a record; null, with a problem, where there is none that can be.</summary>
    private double? Value(IFlatRecords records, FlatHeader header, SeriesEntry series, int unit)
    {
        var text = At(records, ValueAt(records, header));
        if (!VietnameseNumber.TryParse(text, header.DecimalSeparator, out var value))
        {
            if (layout.BlanksAllowed && text.IsWhiteSpace())
            {
                return null;
            }

            var example = header.DecimalSeparator == ',' ? "1.234,5" : "1,234.5";
            if (FlatWords.IsMissing(text))
            {
                lake.Add(Problem.Warning(
                    records.Place(Column(layout.ObsValue), header.ObsValue), text.ToString(), example,
                    new Bilingual("Không có số liệu.", "There is no figure.")));
            }
            else
            {
                Fault(records, layout.ObsValue, header.ObsValue, example, new("Giá trị không phải là số.", "The value is not a number."));
            }

            return null;
        }

        if (value < series.Lower || value > series.Upper)
        {
            Fault(records, layout.ObsValue, header.ObsValue,
                string.Create(CultureInfo.InvariantCulture, $"{series.Lower} … {series.Upper}"),
                new("Giá trị nằm ngoài khoảng có thể có của chỉ tiêu.", "The value is outside the range the series can have."));
            return null;
        }

        if (text.TrimEnd().EndsWith('%') && !IsInPercent(series, unit))
        {
            Fault(records, layout.ObsValue, header.ObsValue, _words.UnitsOf(series.Measure),
                new("Giá trị ghi dấu % nhưng đơn vị tính không phải là %.", "The value says % where the unit is another."));
            return null;
        }

        WeighMark(records, header, text);
        return value;
    }

    private void WeighMark(IFlatRecords records, FlatHeader header, ReadOnlySpan<char> text)
    {
        if (_isMarkDecided || !text.ContainsAny('.', ','))
        {
            return;
        }

        var evidence = VietnameseNumber.Weigh(text);
        _isMarkDecided = evidence is VietnameseNumber.Evidence.Comma or VietnameseNumber.Evidence.Dot;
        _undecided ??= evidence == VietnameseNumber.Evidence.AmbiguousComma && header.DecimalSeparator == ','
            ? VietnameseNumber.Undecided(records.Place(Column(layout.ObsValue), header.ObsValue), text.ToString())
            : null;
    }

    private bool IsInPercent(in SeriesEntry entry, int unit) =>
        entry.Transformation.IsComparison() || entry.Transformation == Transformation.Index || names.Units[unit].Measure == "PC";

    /// <summary>Of two columns for the figure the one in which something stands.</summary>
    private static int ValueAt(IFlatRecords records, FlatHeader header)
    {
        foreach (var (first, second, _) in header.Twins)
        {
            if (first == header.ObsValue && At(records, first).IsWhiteSpace())
            {
                return second;
            }
        }

        return header.ObsValue;
    }

    /// <summary>A record of no series that is known: the header said again, a remark, a series passed over, or a fault.</summary>
    private void TellUnknown(IFlatRecords records, FlatHeader header, PeriodEntry period)
    {
        var text = _words.Decode(At(records, header.Series).ToString());
        if (layout.Series.IsHeadedBy(text) && layout.TimePeriod.IsHeadedBy(_words.Decode(At(records, header.TimePeriod).ToString())))
        {
            lake.Add(Problem.Warning(records.Place("", 0), _words.Decode(records.Original), "", new Bilingual(
                "Dòng tiêu đề lặp lại giữa tệp: bỏ qua.", "The header is repeated within the file: passed over.")));
        }
        else if (period.Period < 0 && At(records, header.ObsValue).IsWhiteSpace() && At(records, header.TimePeriod).IsWhiteSpace()
            && IsRemark(text))
        {
            lake.Add(Problem.Warning(records.Place("", 0), _words.Decode(records.Original), "", new Bilingual(
                "Dòng này không có kỳ và giá trị: coi là ghi chú.", "The line has no period and no value: taken for a remark.")));
        }
        else if (layout.OthersIgnored)
        {
            _placePassedOver = _rowsPassedOver++ == 0 ? records.Place("", 0) : _placePassedOver;
            _passedOver.Add(text);
        }
        else
        {
            Fault(records, layout.Series, header.Series, _words.NearestSeries(text),
                new("Chỉ tiêu chưa được khai báo.", "The series is not declared."));
        }
    }

    private static bool IsRemark(string text) =>
        text.Length > 0
            && (!text.Any(char.IsAsciiDigit) || text[0] is '*' or '('
                || NoteWords.Any(word => text.StartsWith(word, StringComparison.OrdinalIgnoreCase)));

    private void TellMended(IFlatRecords records)
    {
        if (records.Mended is { } what)
        {
            lake.Add(Repairs.Warning(records.Place("", 0), _words.Decode(records.Original), what));
        }
    }

    /// <summary>A field that was left out at the end of a line is empty.</summary>
    private static ReadOnlySpan<char> At(IFlatRecords records, int field) => field >= 0 && field < records.Count ? records[field] : [];

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

    private static string Known(FlatColumn column, string otherwise = "") =>
        column.Map.Count > 0 ? string.Join(" · ", column.Map.Keys)
        : column.Pattern is not null ? column.Pattern.ToString()
        : otherwise;

    private static string Column(FlatColumn column) => column.Headers[0].Pattern;

    private void Fault(IFlatRecords records, FlatColumn column, int at, string expected, Bilingual message) =>
        Fault(records.Place(Column(column), at), expected, message, At(records, at).ToString());

    private void Fault(Place place, string expected, Bilingual message, string found) =>
        lake.Add(Problem.Error(place, _words.Decode(found), expected, message));
}
