using System.Globalization;
using Plan86.Transform.Plan;

namespace Plan86.Transform.Judging;

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
        "as_of", "reason_vi", "reason_en", "sentence_vi", "sentence_en", "ref_area", "on_plan_territory", "territory_assumed",
    ];

    /// <summary>Reads both files. All faults are named at once, placed <c>NAME:L3:column</c>.</summary>
    /// <param name="targets">Columns <c>indicator</c> (needed), <c>horizon</c> (a year; empty: a threshold that holds every
    /// year), <c>clause</c>, <c>basis</c> (empty: level), <c>from_year</c>, <c>to_year</c> (empty: the horizon),
    /// <c>lower</c>, <c>upper</c>, <c>strict</c>, <c>approximate</c>, <c>reading</c> (empty: stretch), <c>direction</c>
    /// (may be empty where one bound alone says it), <c>base_year</c>, <c>limit</c>.</param>
    /// <param name="observations">Columns <c>indicator</c>, <c>year</c>, <c>value</c>; an empty value is a missing one.</param>
    public static PlanInput Read(TextReader targets, string targetsName, TextReader observations, string observationsName)
    {
        var problems = new List<Problem>();
        var plan = TargetFile.Read(CsvTable.Read(targets, targetsName, problems, "indicator").Rows, null);
        var values = ReadObservations(CsvTable.Read(observations, observationsName, problems, "indicator", "year", "value"));
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
                Quote(a.Reason.Vi), Quote(a.Reason.En), Quote(a.Sentence.Vi), Quote(a.Sentence.En),
                a.RefArea, a.OnPlanTerritory ? "true" : "false", a.IsTerritoryAssumed ? "true" : "false",
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

    private static Dictionary<string, IReadOnlyList<YearValue>> ReadObservations(CsvTable table)
    {
        var values = new Dictionary<string, SortedList<int, (double Value, int Line)>>(StringComparer.Ordinal);
        var seen = new Dictionary<(string, int), int>();
        foreach (var row in table.Rows)
        {
            var (indicator, year, value) = (row.Text("indicator"), row.Year("year"), row.Number("value"));
            if (year is null)
            {
                if (row.IsEmpty("year"))
                {
                    row.Expected("year", new Bilingual("một năm (2024)", "a year (2024)"));
                }

                continue;
            }

            if (!seen.TryAdd((indicator, year.Value), row.Line))
            {
                var first = seen[(indicator, year.Value)];
                row.Fault("year", $"{indicator}, {year}", "mỗi năm một giá trị / one value per year", new Bilingual(
                    $"Năm này đã có giá trị ở dòng {first}.", $"Line {first} has a value of this year already."));
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
}

/// <summary>What <see cref="PlanCsv"/> read; with any error among the problems nothing should be judged.</summary>
public sealed record PlanInput(
    IReadOnlyList<Target> Targets,
    IReadOnlyDictionary<string, IReadOnlyList<YearValue>> Observations,
    IReadOnlyList<Problem> Problems)
{
    /// <summary>One assessment per target, in the file's order; an indicator without observations has no data.</summary>
    /// <param name="figuresAge">See <see cref="Judge.Assess"/>.</param>
    /// <exception cref="InvalidOperationException">There are errors among the problems.</exception>
    public IEnumerable<Assessment> Assess(DateOnly asOf, bool figuresAge = false)
    {
        if (Problems.Any(p => p.Severity == Severity.Error))
        {
            throw new InvalidOperationException("A plan with faults is not judged.");
        }

        return Targets.Select(t => Judge.Assess(t, Observations.GetValueOrDefault(t.Indicator) ?? [], asOf, figuresAge: figuresAge));
    }
}
