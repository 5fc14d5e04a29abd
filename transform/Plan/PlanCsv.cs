using System.Globalization;
using Plan86.Transform.Judging;
using Plan86.Transform.Reading.Layout;

namespace Plan86.Transform.Plan;

/// <summary>
/// Any plan as two CSV files, judged: the way in for <c>assess --targets --observations</c>. UTF-8, comma, decimal point,
/// percentages as 16, <c>true</c>/<c>false</c> (empty = false), empty = null; columns by name in any order, unknown ones
/// ignored.
/// </summary>
public static class PlanCsv
{
    private static readonly string[] OutputColumns =
    [
        "indicator", "horizon", "base_year", "base_value", "actual_year", "actual", "pace", "pace_status", "outlook",
        "projected", "verdict", "agree", "final", "bound", "gap", "required_rate", "required_unit", "tipping_value",
        "as_of", "reason_vi", "reason_en", "sentence_vi", "sentence_en",
    ];

    /// <summary>Reads both files. All faults are named at once, placed <c>NAME:L3:column</c>.</summary>
    /// <param name="targets">Columns <c>indicator</c> (needed), <c>horizon</c> (a year; empty: a threshold that holds every
    /// year), <c>clause</c>, <c>basis</c> (empty: level), <c>from_year</c>, <c>to_year</c> (empty: the horizon),
    /// <c>lower</c>, <c>upper</c>, <c>strict</c>, <c>approximate</c>, <c>reading</c> (empty: stretch), <c>direction</c>
    /// (may be empty where one bound alone says it), <c>base_year</c>, <c>limit</c>.</param>
    /// <param name="observations">Columns <c>indicator</c>, <c>year</c>, <c>value</c>; an empty value is a missing one.</param>
    /// <param name="indicators">The indicators there are; null where any will do.</param>
    public static PlanInput Read(
        TextReader targets, string targetsName, TextReader observations, string observationsName, IReadOnlyCollection<string>? indicators = null)
    {
        var problems = new List<Problem>();
        var plan = ReadTargets(CsvTable.Read(targets, targetsName), indicators, problems);
        var values = ReadObservations(CsvTable.Read(observations, observationsName), problems);
        return new(plan, values, problems);
    }

    /// <summary>Writes a header and one row per assessment; doubles unrounded, null empty. A text cell that a spreadsheet
    /// would take for a formula gets a leading apostrophe.</summary>
    public static void Write(TextWriter output, IEnumerable<Assessment> assessments)
    {
        output.Write(string.Join(',', OutputColumns));
        output.Write("\r\n");
        foreach (var a in assessments)
        {
            string[] cells =
            [
                Quote(a.Indicator), Quote(a.Horizon), Cell(a.BaseYear), Cell(a.BaseValue), Cell(a.ActualYear), Cell(a.Actual),
                Cell(a.Pace), a.PaceStatus.Text(), a.Outlook.Text(), Cell(a.Projected), a.Verdict.Text(),
                a.Agree is { } agree ? (agree ? "true" : "false") : "", Cell(a.Final), Cell(a.Bound), Cell(a.Gap),
                Cell(a.RequiredRate), a.RequiredUnit?.Text() ?? "", Cell(a.TippingValue),
                a.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                Quote(a.ReasonVi), Quote(a.ReasonEn), Quote(a.SentenceVi), Quote(a.SentenceEn),
            ];
            output.Write(string.Join(',', cells));
            output.Write("\r\n");
        }
    }

    private static string Cell(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string Cell(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Quote(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return safe.AsSpan().ContainsAny(',', '"', '\n') || safe.Contains('\r')
            ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : safe;
    }

    private static List<Target> ReadTargets(CsvTable table, IReadOnlyCollection<string>? indicators, List<Problem> problems)
    {
        var targets = new List<Target>();
        var lines = new Dictionary<(string, string), int>();
        foreach (var row in new Rows(table, problems, "indicator"))
        {
            var before = problems.Count;
            var (lower, upper) = (row.Number("lower"), row.Number("upper"));
            var direction = row.Word<Direction>("direction");
            if (direction is null && row.IsEmpty("direction"))
            {
                direction = lower is not null && upper is null ? Direction.Up
                    : upper is not null && lower is null ? Direction.Down
                    : null;
                if (direction is null)
                {
                    row.Expected("direction", "up, down");
                }
            }

            var target = new Target(
                row.Needed("indicator"),
                row.Text("horizon"),
                row.Text("clause"),
                row.Word<Basis>("basis") ?? Basis.Level,
                row.Year("from_year"),
                row.Year("to_year"),
                lower,
                upper,
                row.Flag("strict"),
                row.Flag("approximate"),
                row.Word<IntervalReading>("reading") ?? IntervalReading.Stretch,
                direction ?? Direction.Up,
                row.Year("base_year"),
                row.Number("limit"),
                row.Text("printed"),
                row.Text("note_vi"),
                row.Text("note_en"));
            if (target.Basis != Basis.Level)
            {
                target = target with { ToYear = target.ToYear ?? target.HorizonYear };
            }

            if (target.Indicator.Length > 0 && indicators?.Contains(target.Indicator) == false)
            {
                row.Expected("indicator", Transform.Text.Nearest(indicators, target.Indicator, 3));
            }

            if (!lines.TryAdd((target.Indicator, target.Horizon), row.Line))
            {
                var first = lines[(target.Indicator, target.Horizon)];
                row.Problem("horizon", $"{target.Indicator}, {target.Horizon}",
                    $"mỗi chỉ tiêu và năm mục tiêu một dòng, đã có ở dòng {first}",
                    $"one row per indicator and horizon: line {first} has it already");
            }

            // A cell that could not be read would only bring consequential faults.
            if (problems.Count == before)
            {
                foreach (var (column, found, expectedVi, expectedEn) in target.Faults())
                {
                    row.Problem(column, found, expectedVi, expectedEn);
                }
            }

            targets.Add(target);
        }

        return targets;
    }

    private static Dictionary<string, IReadOnlyList<YearValue>> ReadObservations(CsvTable table, List<Problem> problems)
    {
        var values = new Dictionary<string, SortedList<int, (double Value, int Line)>>(StringComparer.Ordinal);
        var seen = new Dictionary<(string, int), int>();
        foreach (var row in new Rows(table, problems, "indicator", "year", "value"))
        {
            var (indicator, year, value) = (row.Needed("indicator"), row.Year("year"), row.Number("value"));
            if (year is null)
            {
                if (row.IsEmpty("year"))
                {
                    row.Expected("year", "2024");
                }

                continue;
            }

            if (!seen.TryAdd((indicator, year.Value), row.Line))
            {
                var first = seen[(indicator, year.Value)];
                row.Problem("year", $"{indicator}, {year}", $"mỗi năm một giá trị, đã có ở dòng {first}",
                    $"one value per year: line {first} has it already");
                continue;
            }

            if (value is { } number)
            {
                if (!values.TryGetValue(indicator, out var series))
                {
                    values[indicator] = series = [];
                }

                series[year.Value] = (number, row.Line);
            }
        }

        return values.ToDictionary(
            v => v.Key,
            IReadOnlyList<YearValue> (v) => [.. v.Value.Select(p => new YearValue(p.Key, p.Value.Value))],
            StringComparer.Ordinal);
    }

    /// <summary>The rows of a table, cells by column name, faults collected.</summary>
    private sealed class Rows(CsvTable table, List<Problem> problems, params string[] needed)
    {
        public IEnumerator<Row> GetEnumerator()
        {
            problems.AddRange(table.Problems);
            var isComplete = true;
            foreach (var column in needed.Where(c => table.Column(c) < 0))
            {
                isComplete = false;
                problems.Add(Transform.Problem.Error($"{table.Name}:L1:{column}", string.Join(',', table.Header), column,
                    $"{table.Name}: thiếu cột {column} trong dòng tiêu đề.", $"{table.Name}: the header has no column {column}."));
            }

            // Without them every row would be a fault of its own.
            for (var i = 0; isComplete && i < table.Rows.Count; i++)
            {
                yield return new(table, problems, table.Rows[i]);
            }
        }
    }

    private readonly struct Row(CsvTable table, List<Problem> problems, CsvRow row)
    {
        public int Line => row.Line;

        public string Text(string column) => table.Column(column) is >= 0 and var i ? row.Cells[i] : "";

        public bool IsEmpty(string column) => Text(column).Length == 0;

        public string Needed(string column)
        {
            if (IsEmpty(column))
            {
                Problem(column, "", "không để trống", "something");
            }

            return Text(column);
        }

        public double? Number(string column)
        {
            if (IsEmpty(column))
            {
                return null;
            }

            if (double.TryParse(Text(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value))
            {
                return value;
            }

            Problem(column, Text(column), "một số, dấu chấm thập phân (1234.5)", "a number with a decimal point (1234.5)");
            return null;
        }

        public int? Year(string column)
        {
            if (IsEmpty(column))
            {
                return null;
            }

            if (int.TryParse(Text(column), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 0 and < 10000)
            {
                return year;
            }

            Problem(column, Text(column), "một năm (2024)", "a year (2024)");
            return null;
        }

        public bool Flag(string column)
        {
            // A spreadsheet writes TRUE.
            var text = Text(column).ToLowerInvariant();
            if (text is not ("" or "true" or "false"))
            {
                Expected(column, "true, false");
            }

            return text == "true";
        }

        public T? Word<T>(string column)
            where T : struct, Enum
        {
            if (IsEmpty(column))
            {
                return null;
            }

            var value = EnumText.Parse<T>(Text(column));
            if (value is null)
            {
                Expected(column, string.Join(", ", Enum.GetValues<T>().Select(v => EnumText.Snake(v.ToString()))));
            }

            return value;
        }

        public void Expected(string column, string words) => Problem(column, Text(column), words, words);

        public void Problem(string column, string found, string expectedVi, string expectedEn) =>
            problems.Add(Transform.Problem.Error(
                $"{table.Name}:L{row.Line}:{column}",
                found,
                expectedVi == expectedEn ? expectedVi : $"{expectedVi} / {expectedEn}",
                $"{table.Name}, dòng {row.Line}, cột {column}: gặp “{found}”, cần {expectedVi}.",
                $"{table.Name}, line {row.Line}, column {column}: found “{found}”, expected {expectedEn}."));
    }
}

/// <summary>What <see cref="PlanCsv"/> read; with any error among the problems nothing should be judged.</summary>
public sealed record PlanInput(
    IReadOnlyList<Target> Targets,
    IReadOnlyDictionary<string, IReadOnlyList<YearValue>> Observations,
    IReadOnlyList<Problem> Problems)
{
    /// <summary>One assessment per target, in the file's order; an indicator without observations has no data.</summary>
    /// <exception cref="InvalidOperationException">There are errors among the problems.</exception>
    public IEnumerable<Assessment> Assess(DateOnly asOf)
    {
        if (Problems.Any(p => p.Severity == Severity.Error))
        {
            throw new InvalidOperationException("A plan with faults is not judged.");
        }

        return Targets.Select(t => Judge.Assess(t, Observations.GetValueOrDefault(t.Indicator) ?? [], asOf));
    }
}
