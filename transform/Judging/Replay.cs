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
/// <param name="RefArea">Its territory.</param>
/// <param name="Value">From the end of that day on; null: no longer to be had.</param>
/// <param name="Figure">The figure that changed it.</param>
public sealed record ValueChange(DateOnly Day, string Indicator, string RefArea, int Year, YearValue? Value, Figure? Figure);

/// <summary>Why a verdict is another one.</summary>
public enum Because
{
    /// <summary>A figure came, changed or was taken back.</summary>
    Figures,

    /// <summary>No figure: a year ended.</summary>
    Time,

    /// <summary>Neither: the target, a break or the judge itself is another one.</summary>
    Rules,
}

/// <summary>A verdict that changed.</summary>
/// <param name="Day">The publication day, or 1 January where only time passed.</param>
/// <param name="RefArea">The territory it is given on from that day on.</param>
/// <param name="Year">Of <see cref="Because.Figures"/>: the year whose value did it.</param>
/// <param name="OldValue">That year's value before, in the indicator's unit.</param>
/// <param name="NewValue">And now; null when it was taken back.</param>
/// <param name="Figure">And the figure.</param>
public sealed record VerdictChange(
    DateOnly Day, Target Target, Verdict Was, Verdict Became, Because Because, string RefArea,
    int? Year = null, double? OldValue = null, double? NewValue = null, Figure? Figure = null);

/// <summary>How things stand on a day: the verdicts and the yearly values they rest on.</summary>
/// <param name="Verdicts">By indicator and horizon; none for one is no_data.</param>
public sealed record Standing(
    DateOnly AsOf,
    IReadOnlyDictionary<(string Indicator, string Horizon), Verdict> Verdicts,
    PlanValues Values);

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

        // New boundaries are a reason to look at other figures.
        var boundaryDays = catalogue.BoundariesByDay.Select(entry => entry.Boundaries.ValidFrom)
            .Concat(catalogue.BoundariesByDay.Select(entry => entry.Boundaries.ValidTo?.AddDays(1))).OfType<DateOnly>().ToHashSet();
        foreach (var day in boundaryDays.Where(day => day > days.Keys.First() && day <= until).ToList())
        {
            days.TryAdd(day, []);
        }

        // What a verdict owes to time it owes to the year: see Judge.
        for (var year = days.Keys.First().Year + 1; year <= until.Year; year++)
        {
            days.TryAdd(new DateOnly(year, 1, 1), []);
        }

        var found = new List<VerdictChange>();
        var verdicts = new Dictionary<Target, Verdict>();
        var values = new Dictionary<string, Years>(StringComparer.Ordinal);
        var targets = catalogue.Targets.ToLookup(target => target.Indicator, StringComparer.Ordinal);
        var judging = catalogue.Indicators.ToDictionary(
            indicator => indicator.Code, indicator => new Judging(catalogue, indicator), StringComparer.Ordinal);
        var judgedIn = 0;
        foreach (var (day, list) in days)
        {
            var changed = list.ToLookup(change => change.Indicator, StringComparer.Ordinal);
            foreach (var indicator in targets.Select(group => group.Key)
                .Where(code => changed.Contains(code) || (values.ContainsKey(code) && (day.Year > judgedIn || boundaryDays.Contains(day)))))
            {
                var (before, judge) = (values.GetValueOrDefault(indicator) ?? new Years(), judging[indicator]);
                var after = new Years(before);
                foreach (var change in changed[indicator])
                {
                    Put(after, (change.RefArea, change.Year), change.Value);
                }

                foreach (var target in targets[indicator])
                {
                    var was = verdicts.GetValueOrDefault(target, Verdict.NoData);
                    var became = judge.VerdictOf(target, after, day);
                    if (became != was)
                    {
                        // The same day can bring a new year and new figures: figures count only if they were needed.
                        var year = judge.VerdictOf(target, before, day) == became ? null
                            : Decisive(judge, target, before, after, day, became);
                        found.Add(Explained(
                            judge, day, target, was, became, year is null ? Because.Time : Because.Figures, year, before, after,
                            changed[indicator].FirstOrDefault(change => (change.RefArea, change.Year) == year)?.Figure));
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
    /// <param name="figures">The figure to be named for an indicator, a territory and a year of <paramref name="after"/>.</param>
    public static IReadOnlyList<VerdictChange> Between(
        Catalogue catalogue, Standing? before, Standing after, Func<string, string, int, Figure?> figures)
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

            var judge = new Judging(catalogue, indicator);
            var (old, now) = (before is null ? new Years() : YearsOf(before.Values, indicator), YearsOf(after.Values, indicator));
            var because = before is not null && judge.VerdictOf(target, old, before.AsOf) == became ? Because.Rules
                : judge.VerdictOf(target, old, after.AsOf) == became ? Because.Time
                : Because.Figures;
            var year = because == Because.Figures ? Decisive(judge, target, old, now, after.AsOf, became) : null;
            found.Add(Explained(
                judge, after.AsOf, target, was, became, because == Because.Figures && year is null ? Because.Rules : because, year, old, now,
                year is { } decisive ? figures(target.Indicator, decisive.RefArea, decisive.Year) : null));
        }

        return found;
    }

    /// <summary>Of the years whose value changed the latest that alone would have made the verdict what it is, else the
    /// latest that is looked at, on the territory that counts before others; null when none changed.</summary>
    private static (string RefArea, int Year)? Decisive(
        Judging judge, Target target, Years before, Years after, DateOnly asOf, Verdict became)
    {
        var counting = judge.AreaOf(target, after, asOf);
        var changed = before.Keys.Union(after.Keys).Where(year => Get(before, year) != Get(after, year))
            .OrderByDescending(year => year.RefArea == counting).ThenByDescending(year => year.Year)
            .ThenBy(year => year.RefArea, StringComparer.Ordinal).Cast<(string RefArea, int Year)?>().ToList();
        return changed.Count <= 1 ? changed.FirstOrDefault()
            : changed.Find(year => Alone(year!.Value) == became)
            ?? changed.Find(year => year!.Value.Year <= asOf.Year && !(year.Value.Year > target.Due))
            ?? changed[0];

        Verdict Alone((string RefArea, int Year) year)
        {
            var trial = new Years(before);
            Put(trial, year, Get(after, year));
            return judge.VerdictOf(target, trial, asOf);
        }
    }

    private static VerdictChange Explained(
        Judging judge, DateOnly day, Target target, Verdict was, Verdict became, Because because, (string RefArea, int Year)? year,
        Years before, Years after, Figure? figure) =>
        new(day, target, was, became, because, judge.AreaOf(target, after, day), year?.Year,
            year is { } y ? Get(before, y)?.Value : null, year is { } z ? Get(after, z)?.Value : null, figure);

    private static Years YearsOf(PlanValues values, Indicator indicator)
    {
        var years = new Years();
        foreach (var area in values.AreasOf(indicator.Code))
        {
            foreach (var value in values.On(indicator.Code, area).Where(value => !value.IsNowcast))
            {
                years.Add((area, value.Year), value);
            }
        }

        return years;
    }

    private static YearValue? Get(Years values, (string RefArea, int Year) year) => values.TryGetValue(year, out var value) ? value : null;

    private static void Put(Years values, (string RefArea, int Year) year, YearValue? value)
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

    /// <summary>The yearly values of one indicator, by territory and year.</summary>
    private sealed class Years : Dictionary<(string RefArea, int Year), YearValue>
    {
        public Years()
        {
        }

        public Years(Years other)
            : base(other)
        {
        }

        public IReadOnlyList<YearValue> On(string area) => [.. this.Where(entry => entry.Key.RefArea == area).Select(entry => entry.Value)];
    }

    /// <summary>What the verdicts of one indicator are given by.</summary>
    private sealed class Judging(Catalogue catalogue, Indicator indicator)
    {
        private readonly IReadOnlyList<Break> _breaks = catalogue.BreaksOf(indicator);

        public string AreaOf(Target target, Years values, DateOnly day) =>
            Territories.Counting(catalogue, indicator, target, day, values.On);

        public Verdict VerdictOf(Target target, Years values, DateOnly day) =>
            Judge.VerdictOf(target, values.On(AreaOf(target, values, day)), day, _breaks, figuresAge: true);
    }
}
