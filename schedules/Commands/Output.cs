using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading;
using Plan86.Warehouse;
using Spectre.Console;
using Table = Spectre.Console.Table;
using TableColumn = Spectre.Console.TableColumn;

namespace Plan86.Schedules.Commands;

/// <summary>Results on standard output: a table for people, CSV and JSON for programs.</summary>
internal static class Output
{
    public static readonly string[] Formats = ["table", "csv", "json"];

    private static readonly JsonWriterOptions Json = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Answer answer, string format, TextWriter output)
    {
        switch (format)
        {
            case "csv":
                CsvText.Write(answer, output);
                break;
            case "json":
                using (var buffer = new MemoryStream())
                {
                    using (var writer = new Utf8JsonWriter(buffer, Json))
                    {
                        WriteJson(writer, answer);
                    }

                    output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
                }

                break;
            default:
                Table(answer, output);
                break;
        }
    }

    public static void WriteJson(Utf8JsonWriter writer, Answer answer)
    {
        writer.WriteStartArray();
        foreach (var row in answer.Rows)
        {
            writer.WriteStartObject();
            for (var i = 0; i < answer.Columns.Count; i++)
            {
                writer.WritePropertyName(answer.Columns[i]);
                WriteJson(writer, row[i]);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>The table of verdicts as people read it, in a hundred columns: indicators that have figures one by one, below each verdict
    /// what other territories come to, the others counted by the department that owes them.</summary>
    /// <param name="everywhere">As <see cref="PlanJudging.AssessEverywhere"/> gives them.</param>
    public static void Verdicts(Catalogue catalogue, IReadOnlyList<Assessment> everywhere, TextWriter output)
    {
        var assessments = everywhere.Where(assessment => assessment.Counts).ToList();
        var others = everywhere.Where(assessment => assessment is { Counts: false, ActualYear: not null })
            .ToLookup(assessment => (assessment.Indicator, assessment.Horizon));
        var table = NewTable(
            "Chỉ tiêu\nIndicator", "Mục tiêu\nTarget", "Thực hiện\nActual", "Kết luận\nVerdict", "Nhịp độ,\ntriển vọng\nPace,\noutlook",
            "Cần\ntừ nay\nRequired");
        foreach (var (column, width) in table.Columns.Zip([21, 15, 14, 12, 10, 9]))
        {
            column.Width = width;
        }

        table.ShowRowSeparators = true;
        var notes = new List<string>();
        var known = assessments.Where(verdict => verdict.ActualYear is not null).Select(verdict => verdict.Indicator)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var (target, verdict) in catalogue.Targets.Zip(assessments).Where(pair => known.Contains(pair.First.Indicator)))
        {
            var indicator = catalogue.FindIndicator(target.Indicator);
            var mark = "";
            if (catalogue.PastBreak(indicator, verdict) is { } past)
            {
                mark = " *";
                notes.Add($"* {past.TextVi} / {past.TextEn}");
            }

            table.AddRow(
            [
                Cell($"{indicator.Name.Vi}\n{indicator.Name.En}"),
                Cell($"{Bounds(target)} {Unit(indicator, target)}\n{Window(target)}\n{target.Clause}"),
                .. Found(indicator, target, verdict, mark),
            ]);
            foreach (var other in others[(target.Indicator, target.Horizon)])
            {
                var name = catalogue.NameOfArea(other.RefArea);
                table.AddRow([Cell($"– {name.Vi}\n{name.En}"), Cell(Window(target)), .. Found(indicator, target, other, "")]);
            }
        }

        if (Territories.Legend(catalogue, assessments) is { } legend)
        {
            notes.Add($"{legend.Vi} / {legend.En}");
        }

        Render(table, output, Folded.Width);
        foreach (var note in notes.Distinct())
        {
            Folded.Write(output, 0, note);
        }

        Owed(catalogue, assessments, known, output);
    }

    /// <summary>What was found of a target: the figure, the verdict, both methods, what is required from here.</summary>
    private static Text[] Found(Indicator indicator, Target target, Assessment verdict, string mark) =>
    [
        Cell(Actual(indicator, target, verdict) + mark),
        Cell($"{verdict.Words().Vi}\n{verdict.Words().En}"),
        Cell(string.Join('\n', PaceWords(verdict).Concat(OutlookWords(verdict.Outlook)).DefaultIfEmpty("–"))),
        Cell(verdict.RequiredRate is { } rate
            ? verdict.RequiredUnit == RequiredUnit.PercentPerYear
                ? $"{Numbers.Vi(rate, 1)} %/năm" : $"{Numbers.Vi(rate, indicator.Decimals)} {indicator.Unit.Text.Vi}/năm"
            : ""),
    ];

    /// <summary>Who owes figures of which no year is known, as it is on the day that is judged.</summary>
    private static void Owed(Catalogue catalogue, IReadOnlyList<Assessment> assessments, HashSet<string> known, TextWriter output)
    {
        var owed = catalogue.Targets.Zip(assessments)
            .Where(pair => !known.Contains(pair.First.Indicator))
            .GroupBy(pair => catalogue.FindIndicator(pair.First.Indicator).Department.AnsweringOn(pair.Second.AsOf).Code)
            .Select(group => (Department: catalogue.Departments.First(one => one.Code == group.Key), Count: group.Count()))
            .OrderByDescending(entry => entry.Count).ThenBy(entry => entry.Department.Code, StringComparer.Ordinal)
            .ToList();
        if (owed.Count > 0)
        {
            Folded.Write(output, 0, $"Chưa có số liệu / no data: {owed.Sum(entry => entry.Count)} mục tiêu / targets");
            foreach (var (department, count) in owed)
            {
                Folded.Write(output, 2, $"{count,3}  {department.Name.Vi} / {department.Name.En}");
            }
        }
    }

    private static string Unit(Indicator indicator, Target target) =>
        target.Basis == Basis.AverageGrowth ? $"{indicator.Unit.Text.Vi}/năm" : indicator.Unit.Text.Vi;

    private static string Actual(Indicator indicator, Target target, Assessment verdict) =>
        verdict is not { Actual: { } actual, ActualYear: { } year } ? "…"
            : $"{Numbers.Vi(target.Basis == Basis.AverageGrowth ? target.MeanRate(actual, year) : actual, indicator.Decimals)} "
                + $"{Unit(indicator, target)}\n{target.Years(year)}{Status(verdict.ActualStatus)}";

    private static IEnumerable<string> PaceWords(Assessment verdict)
    {
        if (verdict.Pace is { } pace)
        {
            yield return Numbers.Vi(pace, 2);
        }

        var words = verdict.PaceStatus switch
        {
            PaceStatus.TargetAchieved => "đã đạt",
            PaceStatus.SubstantialProgress => "rõ rệt",
            PaceStatus.ModerateProgress => "vừa phải",
            PaceStatus.LimitedProgress => "hạn chế",
            PaceStatus.Deterioration => "xấu đi",
            _ => "",
        };
        if (words.Length > 0)
        {
            yield return words;
        }
    }

    private static IEnumerable<string> OutlookWords(Outlook outlook) => outlook switch
    {
        Outlook.Sun => ["nắng"],
        Outlook.LightCloud => ["ít mây"],
        Outlook.Cloud => ["nhiều mây"],
        Outlook.Storm => ["giông"],
        _ => [],
    };

    private static string Bounds(Target target) => (target.Lower, target.Upper) switch
    {
        ({ } lower, { } upper) => $"{Numbers.Vi(lower)}–{Numbers.Vi(upper)}",
        ({ } lower, null) => (target.Strict ? "> " : "≥ ") + Numbers.Vi(lower),
        (null, { } upper) => (target.Strict ? "< " : "≤ ") + Numbers.Vi(upper),
        _ => "",
    };

    private static string Window(Target target) => target.FromYear is null ? $"{target.ToYear}" : $"{target.FromYear}–{target.ToYear}";

    private static string Status(ObsStatus? status) => status switch
    {
        null or ObsStatus.Normal => "",
        { } other => ", " + other.Words().Vi,
    };

    private static void Table(Answer answer, TextWriter output)
    {
        var table = NewTable([.. answer.Columns]);
        foreach (var row in answer.Rows)
        {
            table.AddRow([.. row.Select(value => Cell(value is null ? "" : CsvText.Plain(value)))]);
        }

        Render(table, output);
    }

    private static Table NewTable(params string[] columns)
    {
        var table = new Table { Border = TableBorder.Rounded, ShowRowSeparators = false };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(Cell(column)));
        }

        return table;
    }

    private static Text Cell(string text) => new(string.Join('\n', text.Split('\n').Select(ProblemText.Visible)));

    /// <param name="width">Of what no terminal shows: wide enough that nothing is folded, where it is not given.</param>
    private static void Render(Table table, TextWriter output, int width = 400)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (Console.IsOutputRedirected || output != Console.Out)
        {
            // No terminal tells a width.
            console.Profile.Width = width;
        }

        console.Write(table);
    }

    private static void WriteJson(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case sbyte or short or int or long or byte or ushort or uint:
                writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case decimal number:
                writer.WriteNumberValue(number);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case System.Collections.IDictionary map:
                writer.WriteStartObject();
                foreach (var key in map.Keys)
                {
                    writer.WritePropertyName(key.ToString()!);
                    WriteJson(writer, map[key]);
                }

                writer.WriteEndObject();
                break;
            case System.Collections.IEnumerable list:
                writer.WriteStartArray();
                foreach (var item in list)
                {
                    WriteJson(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteStringValue(CsvText.Plain(value));
                break;
        }
    }
}
