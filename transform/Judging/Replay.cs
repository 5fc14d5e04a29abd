using Plan86.Transform.Plan;
using Plan86.Transform.Reading;

namespace Plan86.Transform.Judging;

/// <summary>A published figure and where it stands.</summary>
/// <param name="Sheet">Null in a flat file.</param>
/// <param name="CellRef">C19 in a workbook, L17 (line) in a flat file.</param>
/// <param name="OldValue">What was known before, in the unit of <paramref name="NewValue"/>; null: nothing.</param>
public sealed record Figure(
    string Series, string TimePeriod, double? OldValue, double NewValue, string ExtractId, string FileName, string? Sheet, string CellRef)
{
    /// <summary><c>Sheet!C19</c> or <c>L17</c>.</summary>
    public string Place => Sheet is null ? CellRef : $"{Sheet}!{CellRef}";
}

/// <summary>A yearly value that a publication day changed.</summary>
/// <param name="Value">From the end of that day on; null: no longer to be had.</param>
/// <param name="Figure">The figure that changed it.</param>
public sealed record ValueChange(DateOnly Day, string Indicator, int Year, YearValue? Value, Figure? Figure);

/// <summary>Why a verdict is another one.</summary>
public enum Because
{
    /// <summary>A figure came, changed or was taken back.</summary>
    Figures,

    /// <summary>No figure: a year ended.</summary>
    Time,

    /// <summary>A file that the verdict rested on was withdrawn.</summary>
    Withdrawal,

    /// <summary>None of these: the target, a break or the judge itself is another one.</summary>
    Rules,
}

/// <summary>A verdict that changed.</summary>
/// <param name="Day">The publication day, or 1 January where only time passed.</param>
/// <param name="Year">Of <see cref="Because.Figures"/>: the year whose value did it.</param>
/// <param name="OldValue">That year's value before, in the indicator's unit.</param>
/// <param name="NewValue">And now; null when it was taken back.</param>
/// <param name="Figure">And the figure.</param>
/// <param name="Withdrawn">Of <see cref="Because.Withdrawal"/>: the file.</param>
public sealed record VerdictChange(
    DateOnly Day, Target Target, Verdict Was, Verdict Became, Because Because,
    int? Year = null, double? OldValue = null, double? NewValue = null, Figure? Figure = null, WithdrawnFile? Withdrawn = null);

/// <summary>A file that was taken back.</summary>
/// <param name="Why">In the words of whoever did it.</param>
public sealed record WithdrawnFile(string FileName, DateOnly PublishedOn, string Why);

/// <summary>How things stand on a day: the verdicts and the yearly values they rest on.</summary>
/// <param name="Verdicts">By indicator and horizon; none for one is no_data.</param>
public sealed record Standing(
    DateOnly AsOf,
    IReadOnlyDictionary<(string Indicator, string Horizon), Verdict> Verdicts,
    IReadOnlyDictionary<string, IReadOnlyList<YearValue>> Values);

/// <summary>The memory of the judge: which verdicts changed when, and because of which figure.</summary>
public static class Replay
{
    /// <summary>
    /// Judges again at the end of each day on which a value changed or a year began. Replayed in order from no_data, the
    /// changes give on every day the verdicts of <see cref="Judge"/> as of that day.
    /// </summary>
    /// <param name="changes">All changes of yearly values, in any order.</param>
    /// <param name="until">The last day to be judged.</param>
    public static IReadOnlyList<VerdictChange> Of(Catalogue catalogue, IEnumerable<ValueChange> changes, DateOnly until)
    {
        var days = new SortedDictionary<DateOnly, List<ValueChange>>();
        foreach (var change in changes.Where(change => change.Day <= until))
        {
            (days.TryGetValue(change.Day, out var list) ? list : days[change.Day] = []).Add(change);
        }

        if (days.Count == 0)
        {
            return [];
        }

        // What a verdict owes to time it owes to the year: see Judge.
        for (var year = days.Keys.First().Year + 1; year <= until.Year; year++)
        {
            days.TryAdd(new DateOnly(year, 1, 1), []);
        }

        var found = new List<VerdictChange>();
        var verdicts = new Dictionary<Target, Verdict>();
        var values = new Dictionary<string, Dictionary<int, YearValue>>(StringComparer.Ordinal);
        var targets = catalogue.Targets.ToLookup(target => target.Indicator, StringComparer.Ordinal);
        var breaks = catalogue.Indicators.ToDictionary(indicator => indicator.Code, catalogue.BreaksOf, StringComparer.Ordinal);
        var judgedIn = 0;
        foreach (var (day, list) in days)
        {
            var changed = list.ToLookup(change => change.Indicator, StringComparer.Ordinal);
            foreach (var indicator in targets.Select(group => group.Key)
                .Where(code => changed.Contains(code) || (day.Year > judgedIn && values.ContainsKey(code))))
            {
                var before = values.GetValueOrDefault(indicator) ?? [];
                var after = new Dictionary<int, YearValue>(before);
                foreach (var change in changed[indicator])
                {
                    Put(after, change.Year, change.Value);
                }

                foreach (var target in targets[indicator])
                {
                    var was = verdicts.GetValueOrDefault(target, Verdict.NoData);
                    var became = Judge.VerdictOf(target, [.. after.Values], day, breaks[indicator]);
                    if (became != was)
                    {
                        // The same day can bring a new year and new figures: figures count only if they were needed.
                        var year = Judge.VerdictOf(target, [.. before.Values], day, breaks[indicator]) == became
                            ? null
                            : Decisive(target, breaks[indicator], before, after, day, became);
                        found.Add(Explained(day, target, was, became, year is null ? Because.Time : Because.Figures, year, before, after,
                            changed[indicator].FirstOrDefault(change => change.Year == year)?.Figure));
                        verdicts[target] = became;
                    }
                }

                values[indicator] = after;
            }

            judgedIn = day.Year;
        }

        return found;
    }

    /// <summary>The verdicts that differ between two publications, and why.</summary>
    /// <param name="before">Null: nothing had been published.</param>
    /// <param name="figures">The figure to be named for an indicator and a year of <paramref name="after"/>.</param>
    public static IReadOnlyList<VerdictChange> Between(
        Catalogue catalogue, Standing? before, Standing after, Func<string, int, Figure?> figures)
    {
        var found = new List<VerdictChange>();
        foreach (var target in catalogue.Targets)
        {
            var (indicator, key) = (catalogue.FindIndicator(target.Indicator), (target.Indicator, target.Horizon));
            var was = before?.Verdicts.GetValueOrDefault(key, Verdict.NoData) ?? Verdict.NoData;
            var became = after.Verdicts.GetValueOrDefault(key, Verdict.NoData);
            if (was == became)
            {
                continue;
            }

            var breaks = catalogue.BreaksOf(indicator);
            var old = before?.Values.GetValueOrDefault(indicator.Code) ?? [];
            var (oldYears, newYears) = (ByYear(old), ByYear(after.Values.GetValueOrDefault(indicator.Code) ?? []));
            var because = before is not null && Judge.VerdictOf(target, old, before.AsOf, breaks) == became ? Because.Rules
                : Judge.VerdictOf(target, old, after.AsOf, breaks) == became ? Because.Time
                : Because.Figures;
            var year = because == Because.Figures ? Decisive(target, breaks, oldYears, newYears, after.AsOf, became) : null;
            found.Add(Explained(
                after.AsOf, target, was, became, because == Because.Figures && year is null ? Because.Rules : because, year, oldYears,
                newYears,
                year is { } decisive ? figures(target.Indicator, decisive) : null));
        }

        return found;
    }

    /// <summary>Of the years whose value changed the latest that alone would have made the verdict what it is, else the
    /// latest that is looked at; null when none changed.</summary>
    private static int? Decisive(
        Target target, IReadOnlyList<Break> breaks, Dictionary<int, YearValue> before, Dictionary<int, YearValue> after, DateOnly asOf,
        Verdict became)
    {
        var changed = before.Keys.Union(after.Keys).Where(year => Get(before, year) != Get(after, year)).OrderDescending().ToList();
        return changed.Count <= 1 ? changed.Cast<int?>().FirstOrDefault()
            : changed.Cast<int?>().FirstOrDefault(year => Alone(year!.Value) == became)
            ?? changed.Cast<int?>().FirstOrDefault(year => year <= asOf.Year && !(year > target.Due))
            ?? changed[0];

        Verdict Alone(int year)
        {
            var trial = new Dictionary<int, YearValue>(before);
            Put(trial, year, Get(after, year));
            return Judge.VerdictOf(target, [.. trial.Values], asOf, breaks);
        }
    }

    private static VerdictChange Explained(
        DateOnly day, Target target, Verdict was, Verdict became, Because because, int? year,
        Dictionary<int, YearValue> before, Dictionary<int, YearValue> after, Figure? figure) =>
        new(day, target, was, became, because, year,
            year is { } y ? Get(before, y)?.Value : null, year is { } z ? Get(after, z)?.Value : null, figure);

    private static Dictionary<int, YearValue> ByYear(IReadOnlyList<YearValue> values) =>
        values.Where(value => !value.IsNowcast).ToDictionary(value => value.Year);

    private static YearValue? Get(Dictionary<int, YearValue> values, int year) => values.TryGetValue(year, out var value) ? value : null;

    private static void Put(Dictionary<int, YearValue> values, int year, YearValue? value)
    {
        if (value is { } some)
        {
            values[year] = some;
        }
        else
        {
            values.Remove(year);
        }
    }
}
