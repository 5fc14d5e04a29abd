using System.Globalization;
using System.Text;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading.Layout;

namespace Plan86.Schedules.Charts;

/// <summary>Numbers and fixed words of the charts, in the two languages.</summary>
/// <remarks>Separators are written out here: the machine's culture data differ from version to version.</remarks>
internal sealed class ChartWording
{
    private static readonly NumberFormatInfo Vietnamese =
        new() { NumberDecimalSeparator = ",", NumberGroupSeparator = ".", NumberGroupSizes = [3], NegativeSign = "−" };

    private static readonly NumberFormatInfo English =
        new() { NumberDecimalSeparator = ".", NumberGroupSeparator = ",", NumberGroupSizes = [3], NegativeSign = "−" };

    private readonly Language _language;

    public ChartWording(Language language) => _language = language;

    public string Source(string text) => Pick("Nguồn:", "Source:") + " " + text;

    public string NoData => Pick("Chưa có số liệu", "No data yet");

    public string Path => Pick("Cần đạt từ số liệu mới nhất", "Needed from the latest figure");

    public string Run => Pick("Mức được so với mục tiêu", "What the target is held against");

    public string Cut => Pick("Trục không bắt đầu từ 0", "Axis does not begin at 0");

    public string Gap => Pick("Thiếu số liệu", "No figure for these years");

    public string Interval => Pick("Khoảng dự báo", "Prediction interval");

    /// <summary>Vietnamese or English, clean enough to draw: composed letters, no control characters, one line.</summary>
    public string Pick(string vi, string en) => DrawableText.Clean(_language == Language.Vietnamese ? vi : en);

    public string Number(double value, int decimals)
    {
        var format = _language == Language.Vietnamese ? Vietnamese : English;
        decimals = Math.Clamp(decimals, 0, 12);
        if (Math.Abs(value) >= 1e15)
        {
            var exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)));
            var digits = Math.Round(value / Math.Pow(10, exponent), 2);
            return digits.ToString("0.##", format) + "·10" + string.Concat(
                exponent.ToString(CultureInfo.InvariantCulture).Select(digit => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit - '0']));
        }

        // Half away from zero, as printed tables round, and of the decimal figure: 0.155 is 0.16. Never "−0".
        var rounded = (double)Math.Round((decimal)value, decimals, MidpointRounding.AwayFromZero);
        return (rounded == 0 ? 0 : rounded).ToString("N" + decimals, format);
    }

    /// <summary>A value with its unit: "170,1 triệu tấn", "12,5%".</summary>
    public string Amount(double value, int decimals, string unit)
    {
        var number = Number(value, decimals);
        return unit switch
        {
            "" => number,
            ['%', ..] => number + unit,
            _ => number + "\u00A0" + Numbers.UnitOf(number, unit),
        };
    }

    /// <summary>A change in percent with its sign: "+14,0%".</summary>
    public string Change(double percent) => (percent > 0 ? "+" : "") + Number(percent, 1) + "%";

    /// <summary>A month under an axis: "T6", "Jun".</summary>
    public string ShortMonth(int month) => Pick(
        string.Create(CultureInfo.InvariantCulture, $"T{month}"),
        CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames[month - 1]);

    /// <summary>A month in a sentence: "tháng 6", "June".</summary>
    public string Month(int month) => Pick(
        string.Create(CultureInfo.InvariantCulture, $"tháng {month}"), CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[month - 1]);

    public string Status(PointKind kind) => kind switch
    {
        PointKind.Estimate => Pick("Ước tính", "Estimate"),
        PointKind.Provisional => Pick("Sơ bộ", "Provisional"),
        PointKind.Forecast => Pick("Dự báo", "Forecast"),
        PointKind.Nowcast => Pick("Ước từ các tháng", "Nowcast from the months so far"),
        _ => Pick("Chính thức", "Final"),
    };

    /// <summary>A label as it is read out: words for the signs of a bound.</summary>
    public string Spoken(string label) => label
        .Replace("≥\u00A0", Pick("từ", "at least") + " ", StringComparison.Ordinal)
        .Replace("≤\u00A0", Pick("không quá", "at most") + " ", StringComparison.Ordinal)
        .Replace(">\u00A0", Pick("trên", "over") + " ", StringComparison.Ordinal)
        .Replace("<\u00A0", Pick("dưới", "under") + " ", StringComparison.Ordinal)
        .Replace("≈\u00A0", Pick("khoảng", "about") + " ", StringComparison.Ordinal);

    public string AltText(TrendChartData data, IReadOnlyList<ChartPoint> actual)
    {
        var unit = Pick(data.Unit.Vi, data.Unit.En);
        string Amount(double value) => this.Amount(value, data.Decimals, unit);
        var says = new List<string>
        {
            Pick("Biểu đồ đường", "Line chart") + ": " + Pick(data.Subtitle.Vi, data.Subtitle.En),
        };
        if (actual.Count == 0)
        {
            says.Add(NoData);
        }
        else if (actual.Count == 1)
        {
            says.Add(Pick($"Năm {actual[0].Year}:", $"In {actual[0].Year}:") + " " + Amount(actual[0].Value));
        }
        else
        {
            var (first, last) = (actual[0], actual[^1]);
            var word = last.Value.CompareTo(first.Value) switch
            {
                > 0 => Pick("Tăng", "Up"),
                < 0 => Pick("Giảm", "Down"),
                _ => Pick("Không đổi", "Unchanged"),
            };
            says.Add(Pick(
                $"{word} từ {Amount(first.Value)} năm {first.Year} đến {Amount(last.Value)} năm {last.Year}",
                $"{word} from {Amount(first.Value)} in {first.Year} to {Amount(last.Value)} in {last.Year}"));
        }

        foreach (var run in data.Runs)
        {
            var end = run.Points.Where(point => !point.IsNowcast).MaxBy(point => point.Year);
            says.Add(end is null ? "" : Pick(run.Name.Vi, run.Name.En) + ": "
                + this.Amount(end.Value, data.Decimals, Pick(run.Unit.Vi, run.Unit.En)));
        }

        foreach (var line in data.Others)
        {
            says.Add(Pick($"Đường mảnh: {line.Name.Vi}", $"Thin line: {line.Name.En}"));
        }

        foreach (var target in data.Targets)
        {
            var verdict = Pick(target.VerdictVi, target.VerdictEn);
            says.Add(Spoken(Pick(target.Label.Vi, target.Label.En)) + (verdict.Length == 0 ? "" : " – " + verdict));
        }

        says.AddRange(data.Breaks.Select(gap => Pick(
            "Chuỗi số liệu gián đoạn: " + gap.Note.Vi, "Break in the series: " + gap.Note.En)));
        says.AddRange(data.Notes.Select(note => Pick(note.Vi, note.En)));
        return string.Join(". ", says.Where(say => say.Length > 0).Select(say => say.TrimEnd('.', ' '))) + ".";
    }
}

internal enum PointKind
{
    Final,
    Estimate,
    Provisional,
    Forecast,
    Nowcast,
}
