using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;

namespace Plan86.Schedules.Replies;

/// <summary>
/// What stands in front of a clerk: no series code, wildcard pattern, power of ten or floating-point noise, but the names
/// that the catalogue has for them. Tables for analysts keep the codes.
/// </summary>
internal sealed partial class ClerkWords(Catalogue catalogue, SourceBook sources)
{
    /// <summary>As many digits as a double is sure of; what comes after is how the machine stores it.</summary>
    private const int SureDigits = 15;

    /// <summary>Of what would have been accepted so many are named.</summary>
    private const int MostExpected = 6;

    /// <summary>Returns the name of a source and its folder in the inbox.</summary>
    public string SourceOf(string source, Language language) =>
        sources.Find(source) is { } known && NameOf(known, language) is { Length: > 0 } name ? name : source;

    /// <summary>Returns the names of the sources with the folders their files go to; those that are like another come last.</summary>
    public static string Folders(IEnumerable<Source> known, Language language) =>
        string.Join("; ", known.OrderBy(source => source.Like.Length > 0)
            .Select(source => $"inbox/{source.Name}/ ({NameOf(source, language)})"));

    /// <summary>Returns the name of a series with what its figures say: "Tổng lượt khách, so với cùng kỳ năm trước".</summary>
    public string SeriesOf(string code, string transformation, Language language)
    {
        var name = catalogue.Series.TryGetValue(code, out var series) ? Pick(language, series.Name) : code;
        return Transformations.Parse(transformation) is { } said && TransformationOf(said, language) is { Length: > 0 } words
            ? $"{name}, {words}" : name;
    }

    /// <summary>Returns the unit of a measure and its power of ten as people write it.</summary>
    public string UnitOf(string measure, int mult, Language language)
    {
        if (catalogue.Units.FirstOrDefault(unit => unit.Measure == measure && unit.Mult == mult) is { } unit)
        {
            return Pick(language, unit.Text);
        }

        var power = PowerOf(mult, language);
        return power.Length > 0 ? $"{power} {measure}" : measure;
    }

    /// <summary>Returns where in the file a problem lies: "ô C19, trang «25. FDI»".</summary>
    public static string PlaceOf(Place place, Language language)
    {
        if (place == default)
        {
            return Pick(language, "Cả tệp", "The whole file");
        }

        var within = place.Sheet ?? place.Member;
        if (At(place, language) is { } where)
        {
            return within is null ? where
                : place.Sheet is null || place.Sheet == place.Member
                    ? Pick(language, $"{where}, tệp «{within}»", $"{where}, file “{within}”")
                : Pick(language, $"{where}, trang «{within}»", $"{where}, sheet “{within}”");
        }

        return (within, place.Cell ?? place.Field) switch
        {
            (not null, { } at) => Pick(language, $"«{at}», phần «{within}»", $"“{at}”, part “{within}”"),
            (_, _) => Pick(language, $"Phần «{place}»", $"Part “{place}”"),
        };
    }

    /// <summary>Returns a text of a problem in the words of people.</summary>
    public string Plain(string text, Language language)
    {
        text = ProblemText.Visible(text);
        if (Array.ConvertAll(text.Split(" · "), cell => CellInText().Match(cell)) is var cells
            && Array.TrueForAll(cells, cell => cell.Success))
        {
            return string.Join("; ", cells.Select(cell => PlaceOf(NamedIn(cell), language)));
        }

        // What the names say (March 2024) is no number to be written otherwise: the text between them is.
        var keys = SeriesKey().Matches(text).Where(match => catalogue.Series.ContainsKey(match.Groups["series"].Value)).ToList();
        var (said, from) = (new StringBuilder(), 0);
        foreach (var key in keys)
        {
            said.Append(Between(text[from..key.Index], keys.Count > 0, language)).Append(Key(key, language));
            from = key.Index + key.Length;
        }

        said.Append(Between(text[from..], keys.Count > 0, language));
        return sources.All.Aggregate(said.ToString(), (plain, source) => Regex.Replace(
            plain, $@"(?<![\w/<-]){Regex.Escape(source.Name)}(?![\w/>-])", _ => $"«{NameOf(source, language)}»"));
    }

    /// <param name="isOurs">The text is of our own making: its numbers are as a program writes them.</param>
    private string Between(string text, bool isOurs, Language language)
    {
        text = PowerOfTen()
            .Replace(text,
                match => UnitOf(
                    match.Groups["measure"].Value, int.Parse(match.Groups["power"].ValueSpan, CultureInfo.InvariantCulture), language));
        text = Number().Replace(
            text, match => isOurs || match.Value.Count(char.IsAsciiDigit) > SureDigits ? Rounded(match.Value, language) : match.Value);
        text = StatusBehind().Replace(text, match => match.Groups["number"].Value + StatusOf(match.Groups["status"].Value, language));
        return PeriodOfEvidence().Replace(text, match => Pick(language, SpokenPeriod.Of(match.Value)));
    }

    /// <summary>Returns what was expected in the words of people: patterns as the words they look for.</summary>
    public string PlainExpected(string expected, Language language)
    {
        // Some say it in both languages at once.
        if (InBoth().Match(expected) is { Success: true } both && both.Groups["vi"].Value.Any(c => c > '\u007F'))
        {
            expected = both.Groups[language == Language.Vietnamese ? "vi" : "en"].Value;
        }

        // What the file of a source says is not for whoever hands in figures.
        if (expected.StartsWith("\"others\"", StringComparison.Ordinal))
        {
            return "";
        }

        if (!expected.Contains('*', StringComparison.Ordinal))
        {
            return Plain(expected, language);
        }

        var texts = expected.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(pattern => $"«{Gaps().Replace(pattern.Trim('*', ' '), " … ")}»").Distinct().ToList();
        var others = texts.Count <= MostExpected ? ""
            : Pick(language, $" hoặc {texts.Count - MostExpected} tên khác", $" or {texts.Count - MostExpected} others");
        return string.Join(Pick(language, " hoặc ", " or "), texts.Take(MostExpected)) + others;
    }

    /// <summary>Returns the cell or line; null where the place is neither.</summary>
    private static string? At(Place place, Language language) => place switch
    {
        { Cell: { } cell } when CellAddress().IsMatch(cell) => Pick(language, $"Ô {cell}", $"Cell {cell}"),
        { Line: { } line, Field: { } column } => Pick(language, $"Dòng {line}, cột «{column}»", $"Line {line}, column “{column}”"),
        { Line: { } line, Character: { } character } =>
            Pick(language, $"Dòng {line}, ký tự {character}", $"Line {line}, character {character}"),
        { Line: { } line } => Pick(language, $"Dòng {line}", $"Line {line}"),
        _ => null,
    };

    /// <summary>A cell or line that a problem's text names beside its own place.</summary>
    private static Place NamedIn(Match text) => text.Groups["line"] is { Success: true } line
        ? Place.OfLine(int.Parse(line.ValueSpan, CultureInfo.InvariantCulture))
        : Place.OfCell(text.Groups["sheet"].Value, text.Groups["cell"].Value);

    private string Key(Match match, Language language)
    {
        var parts = new List<string> { SeriesOf(match.Groups["series"].Value, match.Groups["kind"].Value, language) };
        if (match.Groups["area"].Value is { Length: > 0 } area)
        {
            parts.Add(AreaOf(area, language));
        }

        if (match.Groups["period"].Value is { Length: > 0 } period)
        {
            parts.Add(Pick(language, SpokenPeriod.Of(period)));
        }

        return string.Join(", ", parts);
    }

    private string AreaOf(string area, Language language) =>
        catalogue.Areas.TryGetValue(area, out var known) ? Pick(language, known.Name) : area;

    /// <summary>Returns what a figure says of its period in words; empty for the amount itself.</summary>
    private static string TransformationOf(Transformation transformation, Language language) => transformation switch
    {
        Transformation.YearToDate => Pick(language, "cộng dồn từ đầu năm", "since January"),
        Transformation.OnPrevious => Pick(language, "so với kỳ trước", "change on the period before"),
        Transformation.OnYearBefore => Pick(language, "so với cùng kỳ năm trước", "change on a year before"),
        Transformation.OnDecember => Pick(language, "so với tháng 12 năm trước", "change on December"),
        Transformation.YearToDateOnYearBefore =>
            Pick(language, "cộng dồn, so với cùng kỳ năm trước", "since January, change on a year before"),
        Transformation.ShareOfPlan => Pick(language, "so với kế hoạch năm", "share of the year's plan"),
        Transformation.Index => Pick(language, "chỉ số", "index"),
        _ => "",
    };

    private static string StatusOf(string code, Language language) => code switch
    {
        "E" => Pick(language, " (ước)", " (estimate)"),
        "P" => Pick(language, " (sơ bộ)", " (provisional)"),
        "F" => Pick(language, " (dự báo, kế hoạch)", " (forecast or plan)"),
        _ => "",
    };

    private static string PowerOf(int mult, Language language) => mult switch
    {
        0 => "",
        3 => Pick(language, "nghìn", "thousand"),
        6 => Pick(language, "triệu", "million"),
        9 => Pick(language, "tỷ", "billion"),
        12 => Pick(language, "nghìn tỷ", "trillion"),
        _ => "1" + new string('0', Math.Clamp(mult, 0, SureDigits)),
    };

    private static string Rounded(string number, Language language) =>
        double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.Parse(value.ToString("G15", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) is var clean
            ? Pick(language, Numbers.Vi(clean, 8), Numbers.En(clean, 8))
            : number;

    private static string NameOf(Source source, Language language) =>
        Pick(language, source.NameVi, source.NameEn) is { Length: > 0 } name ? name : source.Name;

    private static string Pick(Language language, Bilingual text) => Pick(language, text.Vi, text.En);

    private static string Pick(Language language, string vi, string en) => language == Language.Vietnamese ? vi : en;

    [GeneratedRegex(
        @"(?<![\w.])(?<series>[A-Z][A-Z0-9_]*(\.[A-Z0-9_]+)+)(:(?<kind>[A-Z0-9_]+))?"
        + @"( (?<area>VN(-[A-Z0-9]+)*(\.\d{4})?))?( (?<freq>[ASQM])(?= \d{4}))?( (?<period>(19|20)\d\d(-(Q[1-4]|S[12]"
        + @"|\d\d))?)(?![\d-]))?( (?<kind>N|YTD_GY|YTD_PLAN|YTD|GY|G1|GD|IX)(?!\w))?")]
    private static partial Regex SeriesKey();

    [GeneratedRegex(@"\b10\^(?<power>\d{1,2})(?: (?<measure>[A-Z][A-Z0-9_]*))?")]
    private static partial Regex PowerOfTen();

    /// <summary>A year before an equals sign is a period.</summary>
    [GeneratedRegex(@"(?<![\w.,/:-])(?!(19|20)\d\d = )-?\d+(\.\d+)?([eE][+-]?\d+)?(?![\w/:-]|[.,]\d)")]
    private static partial Regex Number();

    /// <summary>What a check names beside figures: <c>2024-03 = 12,5</c>, <c>2024-03 = 2024-02 (L4)</c>.</summary>
    [GeneratedRegex(@"(?<![\w./-])(19|20)\d\d(-(Q[1-4]|S[12]|\d\d))?(?= = )|(?<== )(19|20)\d\d-(Q[1-4]|S[12]|\d\d)(?= \()")]
    private static partial Regex PeriodOfEvidence();

    [GeneratedRegex(@"(?<== )(?<number>-?[\d.,]+) (?<status>[AEPF])(?!\w)")]
    private static partial Regex StatusBehind();

    [GeneratedRegex(@"^(?<vi>[^/·]+) [/·] (?<en>[A-Za-z .,'()-]+)$")]
    private static partial Regex InBoth();

    [GeneratedRegex(@"\s*\*+\s*")]
    private static partial Regex Gaps();

    [GeneratedRegex(@"^(?<sheet>.+)!(?<cell>[A-Z]{1,3}\d+)$|^L(?<line>\d+)$")]
    private static partial Regex CellInText();

    [GeneratedRegex(@"^[A-Z]{1,3}\d+(:[A-Z]{1,3}\d+)?$")]
    private static partial Regex CellAddress();
}
