namespace Plan86.Transform.Plan;

/// <summary>
/// Targets as rows: columns <c>indicator</c> (needed), <c>horizon</c> (a year; empty: a threshold that holds every year),
/// <c>clause</c>, <c>basis</c> (empty: level), <c>from_year</c>, <c>to_year</c> (empty: the horizon), <c>lower</c>,
/// <c>upper</c>, <c>strict</c>, <c>approximate</c>, <c>reading</c> (empty: stretch), <c>direction</c> (may be empty where one
/// bound alone says it), <c>base_year</c>, <c>limit</c>, <c>doubtful</c> (true: its
/// note says how doubtful words of the Plan were read).
/// </summary>
internal static class TargetFile
{
    /// <summary>Reads targets; what is wrong with a row is among the faults of its file.</summary>
    /// <param name="indicators">The indicators there are; null where any will do.</param>
    public static List<Target> Read(IEnumerable<CsvRow> rows, IReadOnlyCollection<string>? indicators)
    {
        var targets = new List<Target>();
        var lines = new Dictionary<(string, string), int>();
        foreach (var row in rows)
        {
            var target = ReadTarget(row);
            if (target.Indicator.Length > 0 && indicators?.Contains(target.Indicator) == false)
            {
                row.ExpectedWords("indicator", Text.Nearest(indicators, target.Indicator, 3));
            }

            if (!lines.TryAdd((target.Indicator, target.Horizon), row.Line))
            {
                var first = lines[(target.Indicator, target.Horizon)];
                row.Fault("horizon", $"{target.Indicator}, {target.Horizon}",
                    "mỗi chỉ tiêu và năm mục tiêu một dòng / one row per indicator and horizon", new Bilingual(
                    $"Mục tiêu này đã có ở dòng {first}.", $"Line {first} has this target already."));
            }

            targets.Add(target);
        }

        return targets;
    }

    private static Target ReadTarget(CsvRow row)
    {
        var before = row.Faults;
        var (lower, upper, isApproximate) = (row.Number("lower"), row.Number("upper"), row.Flag("approximate"));
        var target = new Target(
            row.Text("indicator"),
            row.Optional("horizon"),
            row.Optional("clause"),
            row.Choice<Basis>("basis") ?? Basis.Level,
            row.Year("from_year"),
            row.Year("to_year"),
            lower,
            upper,
            row.Flag("strict"),
            isApproximate,
            row.Choice<IntervalReading>("reading") ?? IntervalReading.Stretch,
            ReadDirection(row, lower, upper),
            row.Year("base_year"),
            row.Number("limit"),
            row.Optional("printed"),
            row.Optional("note_vi"),
            row.Optional("note_en"))
        {
            LowerDecimals = isApproximate ? row.Decimals("lower") : null,
            UpperDecimals = isApproximate ? row.Decimals("upper") : null,
            IsDoubtful = row.Flag("doubtful"),
        };
        if (target.IsDoubtful && target.NoteVi.Length == 0)
        {
            row.Expected("note_vi", new Bilingual("cách hiểu chỗ chưa rõ của Kế hoạch", "how the doubtful words of the Plan were read"));
        }

        if (target.Basis != Basis.Level)
        {
            target = target with { ToYear = target.ToYear ?? target.HorizonYear };
        }

        // A cell that could not be read would only bring consequential faults.
        if (row.Faults == before)
        {
            foreach (var (column, found, expected) in target.Faults())
            {
                row.Expected(column, found, expected);
            }
        }

        return target;
    }

    private static Direction ReadDirection(CsvRow row, double? lower, double? upper)
    {
        if (!row.IsEmpty("direction"))
        {
            return row.Choice<Direction>("direction") ?? default;
        }

        if (lower is null == upper is null)
        {
            row.ExpectedWords("direction", "up, down");
        }

        return lower is null ? Direction.Down : Direction.Up;
    }
}
