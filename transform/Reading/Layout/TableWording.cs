using System.Text.RegularExpressions;

namespace Plan86.Transform.Reading.Layout;

/// <summary>What the words of a statistical table give away about the part they play.</summary>
internal static partial class TableWording
{
    [GeneratedRegex(@"^(\d{1,3}(\.\d{1,2})*|[IVXL]{1,5})\s*[.:)\-–]\s*[\p{L}(]|^(biểu|bảng|phụ lục|table)\b", RegexOptions.IgnoreCase)]
    private static partial Regex TitlePattern { get; }

    [GeneratedRegex(@"\s*\(?\s*(tiếp theo|tiếp|continued|cont\.?)\s*\)\s*|\s*\btiếp theo\b\s*", RegexOptions.IgnoreCase)]
    private static partial Regex ContinuationPattern { get; }

    [GeneratedRegex(@"^\(?\s*(đơn vị(\s+tính)?|đvt|dvt|đv\s?tính|unit)\s*[:\-–.]\s*(?<unit>.+?)\s*\)?$", RegexOptions.IgnoreCase)]
    private static partial Regex UnitPrefix { get; }

    [GeneratedRegex(@"^(đơn vị(\s+tính)?|đvt|dvt|đv\s?tính|đ\.?v\.?t\.?|unit)$", RegexOptions.IgnoreCase)]
    private static partial Regex UnitHeader { get; }

    // Scales take any word after them ("nghìn lượt người"), goods and measures a few, the rest stand alone: "Xã An Dương"
    // is a label. Tỷ lệ, tỷ trọng, tỷ giá, tỷ suất name what is measured.
    [GeneratedRegex(
        @"^(%|‰|(nghìn|ngàn|triệu|(tỷ|tỉ)(?!\s+(lệ|trọng|giá|suất|số))|trăm|chục|vạn|1\.?000|thousand|thous\.?|(us\$|usd)?\s*(million"
            + @"|mill?\.?|billion|bill\.?)|trillion)(\s.*|\.|$)|(đồng|vnd|usd|tấn|tạ|yến|kg|gam|ha|m2|m²|m3|m³|km2|km²|km|lít|lượt|cái"
            + @"|chiếc|lần|điểm|kwh|mwh|hk|t)(\.km|\.hk)?(\s*/\s*\S.*|\s+\p{L}+){0,2}$|(người|con|đôi|bộ|hộ|vụ|dự án|doanh nghiệp|dn|giờ"
            + @"|ngày|giường|trường|lớp|học sinh|ca|xã|cơ sở|tuổi|teu|percent|per cent|persons?|tons?|arrivals?|visitors?|projects?"
            + @"|enterprises?|employees?|cases?)(\s*/\s*\S.*)?$|số (nam|nữ|con|người|trẻ)(\s+\S+)?\s*/.*$)",
        RegexOptions.IgnoreCase)]
    private static partial Regex UnitWord { get; }

    // Words of two syllables whose second is a unit by itself: "sơ bộ", "hợp đồng", "dịch vụ".
    [GeneratedRegex(@"\b((sơ|cán|nội|toàn|bán|tiến) bộ|(hợp|hội|cộng|lao) đồng|(dịch|thời|nghiệp|nhiệm|chức|mùa) vụ|(thị|môi|nhà|thương"
        + @"|công) trường|(hợp tác|thị) xã|(hằng|hàng) (ngày|giờ|vụ)|con người)$", RegexOptions.IgnoreCase)]
    private static partial Regex CompoundWord { get; }

    [GeneratedRegex(@"^[-–+]?\s*(trong đó|chia ra|gồm|bao gồm|of which|in which|including)\s*[:.]?$", RegexOptions.IgnoreCase)]
    private static partial Regex OfWhich { get; }

    [GeneratedRegex(@"^[-–+]?\s*((trong đó|of which|in which)\s*[:\-–]?|(tđ|trđ|t\.đ\.?|chia ra|bao gồm|gồm|including)\s*:)\s*\S",
        RegexOptions.IgnoreCase)]
    private static partial Regex OfWhichItem { get; }

    // Words that cannot begin a label: what they join stands in the line above.
    [GeneratedRegex(@"^(và|hoặc|của|cho|từ|bằng|theo|với|về|do|and|or|of|for|from|by|with)\s", RegexOptions.None)]
    private static partial Regex Connective { get; }

    // "Cơ cấu - %", "Tốc độ tăng (%)"
    [GeneratedRegex(@"^.*\p{L}.*(\s[-–]\s*(?<unit>[^-–()]+)|\(\s*(?<unit>[^()]+?)\s*\))$")]
    private static partial Regex MeasureInUnit { get; }

    [GeneratedRegex(@"^(\(\*+\)|\*+|\(?\d{1,2}[)/]|ghi chú|chú thích|nguồn|số liệu|note|source|[¹²³])", RegexOptions.IgnoreCase)]
    private static partial Regex NotePattern { get; }

    [GeneratedRegex(@"^([IVXL]{1,5}|\d{1,3}|[A-ZĐa-zđ])\s*[.)\-/]\s*\S")]
    private static partial Regex Numbered { get; }

    [GeneratedRegex(
        @"^(tt|stt|số tt|số thứ tự|no\.?|mã|mã số|mã .*|ma|ma_.*|code|id|năm|nam|year|quý|quy|tháng|thang|month|quarter|kỳ|ky|period"
            + @"|time|ngày|ngay|date)$", RegexOptions.IgnoreCase)]
    private static partial Regex KeyHeader { get; }

    [GeneratedRegex(@"^(tt|stt|số tt|số thứ tự|no\.?)$", RegexOptions.IgnoreCase)]
    private static partial Regex NumberingHeader { get; }

    [GeneratedRegex(@"^([IVXL]{1,5}|\d{1,3}(\.\d{1,2})*|[A-ZĐa-zđ])[.)]?$")]
    private static partial Regex NumberingMark { get; }

    [GeneratedRegex(@"^([IVXL]{1,5}|\d{1,2}|[A-ZĐ])\s*[.)\-]\s*(?<text>.+)$")]
    private static partial Regex NumberedUnit { get; }

    [GeneratedRegex(
        @"\bso (với|cùng)\b|\bcơ cấu\b|\b(tỷ|tỉ) (trọng|lệ)\b|\btốc độ\b|\bchỉ số\b|\b(versus|compared?|over the same|structure|growth"
            + @"|percentages?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Comparison { get; }

    [GeneratedRegex(@"\b(usd|đồng|vnđ|vnd|dongs?|eur)\b|\$", RegexOptions.IgnoreCase)]
    private static partial Regex Money { get; }

    [GeneratedRegex(@"\b(trị giá|giá trị|vốn|values?|capital)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Worth { get; }

    [GeneratedRegex(@"\b(lượng|volumes?|quantity)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Quantity { get; }

    // "Số lao động tăng so với tháng trước" counts people.
    [GeneratedRegex(@"^số\s|\b(tuyệt đối|chênh lệch)\b|^number\b", RegexOptions.IgnoreCase)]
    private static partial Regex Absolute { get; }

    // O for 0, l or I for 1, a separator too many, a letter too many at the end.
    [GeneratedRegex(@"^[-+(]?\d[\d.,' OoIl]*\p{L}?\)?$")]
    private static partial Regex MistypedNumber { get; }

    // A status or the number of a note; "9T" is nine months.
    [GeneratedRegex(@"^[-+]?\d[\d.,]*\s*(\*+|[¹²³]|[epfrs]|\(\s*(\d|\*+|[epfrs]|ước( tính)?|sơ bộ)\s*\))$", RegexOptions.IgnoreCase)]
    private static partial Regex MarkedNumber { get; }

    /// <summary>A figure with a mark behind it: <c>11,5*</c>, <c>12,5 (1)</c>, <c>35,5 (ước)</c>; a year with one is a header.</summary>
    public static bool IsMarkedNumber(string text) =>
        text.Length is > 0 and < 30 && (char.IsAsciiDigit(text[0]) || text[0] is '-' or '+') && MarkedNumber.IsMatch(text)
            && !HasYear(text);

    /// <summary>Text that someone meant for a number: <c>1O5</c>, <c>7,,5</c>.</summary>
    public static bool IsMistypedNumber(string text) => text.Length < 20 && MistypedNumber.IsMatch(text);

    public static bool IsTitle(string text) => TitlePattern.IsMatch(text) || ContinuationPattern.IsMatch(text);

    /// <summary>The title without "(Tiếp theo)"; true if it had it.</summary>
    public static bool Continues(string title, out string rest)
    {
        rest = ContinuationPattern.Replace(title, " ").Trim();
        return rest.Length != title.Length;
    }

    /// <summary>True for <c>Đơn vị tính: Triệu USD</c>, and for <c>Triệu USD</c> alone unless only the first will do.</summary>
    public static bool IsUnit(string text, bool withPrefix, out string unit)
    {
        var match = text.Length <= 80 ? UnitPrefix.Match(text) : Match.Empty;
        unit = match.Success ? match.Groups["unit"].Value : Bare(text);
        if (match.Success)
        {
            return true;
        }

        return !withPrefix && unit.Length is > 0 and <= 45
            && Array.TrueForAll(unit.Split([';', ','], StringSplitOptions.TrimEntries), part => UnitWord.IsMatch(part) && !HasYear(part));
    }

    /// <summary>Whether a unit at the end of a text is but the end of a word there: <c>Sơ bộ</c>.</summary>
    public static bool EndsInWordOf(string text, string unit) =>
        CompoundWord.Match(text) is { Success: true } word && word.Value.EndsWith(unit, StringComparison.OrdinalIgnoreCase);

    /// <summary>What is measured, and in what: <c>Cơ cấu - %</c>, <c>Tốc độ tăng (%)</c>.</summary>
    public static bool IsMeasure(string text, out string unit)
    {
        var match = text.Length <= 80 ? MeasureInUnit.Match(text) : Match.Empty;
        unit = match.Groups["unit"].Value;
        return match.Success && IsUnit(unit, false, out unit);
    }

    /// <summary>
    /// Returns the unit that a label or header states: in brackets (<c>Diện tích (Nghìn ha)</c>), or all of it behind its
    /// number (<c>A. NGHÌN TẤN</c>); empty if none.
    /// </summary>
    public static string UnitOfLabel(string text)
    {
        for (var close = text.LastIndexOf(')'); close > 0; close = text.LastIndexOf(')', close - 1))
        {
            if (text.LastIndexOf('(', close) is var open && open >= 0 && IsUnit(text[(open + 1)..close], false, out var unit))
            {
                return unit;
            }
        }

        return NumberedUnit.Match(text) is { Success: true } match && IsUnit(match.Groups["text"].Value, false, out var all) ? all : "";
    }

    public static bool NamesWorth(string header) => Worth.IsMatch(header);

    public static bool HasSeveralUnits(string units) => units.AsSpan().IndexOfAny(';', ',') >= 0;

    /// <summary>
    /// Returns of the units of a table (<c>Nghìn tấn; Triệu USD</c>) the one that a column is in by its header: <c>Triệu
    /// USD</c> under <c>Trị giá</c>; all of them where that cannot be told. <c>%</c> is for shares, which say so.
    /// </summary>
    public static string UnitAmong(string units, IReadOnlyList<string> header)
    {
        var parts = units.Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        parts = [.. parts.Where(part => part != "%" && IsUnit(part, false, out _))];
        if (parts.Length < 2)
        {
            return parts.Length == 1 ? parts[0] : units;
        }

        var text = string.Join(' ', header);
        return Array.Find(parts, part => text.Contains(part, StringComparison.OrdinalIgnoreCase))
            ?? (Worth.IsMatch(text) ? Array.Find(parts, Money.IsMatch)
                : Quantity.IsMatch(text) ? Array.Find(parts, part => !Money.IsMatch(part))
                : null)
            ?? units;
    }

    /// <summary>Whether a header says that the figures below are shares or comparisons, in percent unless it says otherwise.</summary>
    public static bool Compares(string header) => Comparison.IsMatch(header) && !Absolute.IsMatch(header);

    public static bool IsUnitHeader(string text) => UnitHeader.IsMatch(text);

    /// <summary>"Đơn vị" alone, which may be one of people: a district, a department.</summary>
    public static bool IsBareUnitHeader(string text) => text.Equals("đơn vị", StringComparison.OrdinalIgnoreCase);

    /// <summary>"Trong đó:" alone.</summary>
    public static bool IsOfWhich(string text) => text.Length < 20 && OfWhich.IsMatch(text);

    /// <summary>"Trong đó: Nguyên chiếc".</summary>
    public static bool IsOfWhichItem(string text) => OfWhichItem.IsMatch(text);

    /// <summary>Returns how many letters "Trong đó: " takes before the label; 0 without.</summary>
    public static int OfWhichWidth(string text) => OfWhichItem.Match(text) is { Success: true, Length: var width } ? width - 1 : 0;

    /// <summary>"và dịch vụ tư vấn": the rest of a label.</summary>
    public static bool IsRest(string text) => Connective.IsMatch(text);

    public static bool IsNote(string text) => NotePattern.IsMatch(text);

    public static bool IsNumbered(string text) => Numbered.IsMatch(text);

    /// <summary>Header of a column whose numbers name the row: a year, a code, a running number.</summary>
    public static bool IsKeyHeader(string text) => text.Length <= 30 && KeyHeader.IsMatch(text);

    public static bool IsNumberingHeader(string text) => NumberingHeader.IsMatch(text);

    public static bool IsNumberingMark(string text) => NumberingMark.IsMatch(text);

    private static string Bare(string text) =>
        (text is ['(', .., ')'] ? text[1..^1] : text).Trim(' ', '.');

    private static bool HasYear(string text)
    {
        var run = 0;
        foreach (var c in text)
        {
            run = char.IsAsciiDigit(c) ? run + 1 : 0;
            if (run == 4 && !text.StartsWith("1000", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
