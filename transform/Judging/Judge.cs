using Plan86.Transform.Plan;

namespace Plan86.Transform.Judging;

/// <summary>
/// Gives the opinion: a target and a yearly series in, a verdict and its reasons out. Two published methods are computed
/// (<see cref="PaceStatus"/>, <see cref="Outlook"/>), and the verdict comes from them by this table:
/// <code>
/// verdict     pace alone says                           outlook alone says
/// on_track    target_achieved, substantial_progress     sun, light_cloud
/// at_risk     moderate_progress                         cloud
/// off_track   limited_progress, deterioration           storm
/// </code>
/// The weaker of the two counts; where only one is available it decides; where neither is, not_available. Two things come
/// first. After 31 December of the horizon year its figure alone decides, met or missed, and no_data where it is missing.
/// And a sum that only has to be reached is met as soon as it is, one that must stay below a ceiling missed as soon as it is
/// above. A level whose latest figure is more than three years old is not_available while its horizon is to come. No figure at
/// all is no_data, never good.
/// </summary>
public static class Judge
{
    /// <summary>A figure says something of a level for so many years after its own.</summary>
    private const int OldestYears = 3;

    /// <summary>Judges one target.</summary>
    /// <param name="values">The yearly series to be judged, any order, years unique. Forecasts (status F) and nowcasts
    /// are passed over: a verdict rests on published figures only. So are years after <paramref name="asOf"/> and values
    /// that are not finite.</param>
    /// <param name="asOf">The day it is judged on: a horizon has passed after its 31 December. Pace and outlook look at
    /// the latest figure, whatever the day.</param>
    /// <param name="breaks">Breaks of any indicators; those of this one are picked out.</param>
    /// <param name="wording">Name and unit for the sentences.</param>
    /// <param name="figuresAge">Whether a level whose latest figure is more than three years old says nothing any more while its horizon
    /// is to come; false where no day was given to judge on.</param>
    /// <exception cref="ArgumentException">The target contradicts itself (<see cref="Target.Faults"/>), a year comes
    /// twice, or a bridge is not above 0.</exception>
    public static Assessment Assess(
        Target target,
        IReadOnlyList<YearValue> values,
        DateOnly asOf,
        IReadOnlyList<Break>? breaks = null,
        IndicatorWording? wording = null,
        bool figuresAge = false)
    {
        var (usable, own) = Check(target, values, asOf, breaks);
        var result = Weigh(target, usable, asOf, own, figuresAge);
        var status = result.ActualYear is { } year ? values.First(v => v.Year == year && IsFigure(v)).Status : (ObsStatus?)null;
        result = result with { ActualStatus = status, TippingValue = Tipping(target, usable, asOf, own, result, figuresAge) };
        return result with
        {
            Sentence = new Bilingual(
                Sentences.Vietnamese(target, result, wording ?? new()), Sentences.English(target, result, wording ?? new())),
        };
    }

    /// <summary>The verdict alone, several times faster than <see cref="Assess"/>; for replays.</summary>
    /// <inheritdoc cref="Assess"/>
    public static Verdict VerdictOf(
        Target target, IReadOnlyList<YearValue> values, DateOnly asOf, IReadOnlyList<Break>? breaks = null, bool figuresAge = false)
    {
        var (usable, own) = Check(target, values, asOf, breaks);
        return Weigh(target, usable, asOf, own, figuresAge).Verdict;
    }

    /// <summary>Of several targets of one indicator the one that counts on a day: the next due, when all have passed the
    /// last, and where none has a year the first.</summary>
    public static Target? Next(IEnumerable<Target> targets, DateOnly asOf)
    {
        var byDue = targets.OrderBy(t => t.Due ?? int.MaxValue).ToList();
        return byDue.Find(t => t.Due is null || t.Due >= asOf.Year) ?? byDue.LastOrDefault();
    }

    /// <summary>The years whose figures a verdict rests on: of a level the one judged and those the methods hold it against,
    /// else all of the window so far. Not each of them need have a figure.</summary>
    public static IEnumerable<int> RestsOn(Target target, Assessment assessment)
    {
        if ((assessment.Final is null ? assessment.ActualYear : target.Due) is not { } judged)
        {
            return [];
        }

        return target.Basis == Basis.Level
            ? new SortedSet<int> { assessment.BaseYear ?? judged, judged - 5, judged }
            : Enumerable.Range(target.WindowStart!.Value, judged - target.WindowStart.Value + 1);
    }

    /// <summary>Returns what a target over a window is held against, year by year as far as every year is known: the running sum, the
    /// running mean, of an average growth the mean rate in percent since the window began. Empty for a level, and before the window's
    /// first figure.</summary>
    /// <inheritdoc cref="Assess"/>
    public static IReadOnlyList<YearValue> JudgedThroughWindow(
        Target target, IReadOnlyList<YearValue> values, DateOnly asOf, IReadOnlyList<Break>? breaks = null)
    {
        if (target.Basis == Basis.Level)
        {
            return [];
        }

        var (usable, own) = Check(target, values, asOf, breaks);
        var compared = Compared.Of(target, usable, own);
        return
        [
            .. values.Where(value => IsFigure(value) && value.Year >= target.WindowStart && value.Year <= compared.Year)
                .OrderBy(value => value.Year)
                .Select(value => value with
                {
                    Value = target.Basis == Basis.AverageGrowth
                        ? target.MeanRate(compared.At(value.Year)!.Value, value.Year) : compared.At(value.Year)!.Value,
                }),
        ];
    }

    private static Verdict Alone(PaceStatus status) => status switch
    {
        PaceStatus.TargetAchieved or PaceStatus.SubstantialProgress => Verdict.OnTrack,
        PaceStatus.ModerateProgress => Verdict.AtRisk,
        PaceStatus.LimitedProgress or PaceStatus.Deterioration => Verdict.OffTrack,
        _ => Verdict.NotAvailable,
    };

    private static Verdict Alone(Outlook outlook) => outlook switch
    {
        Outlook.Sun or Outlook.LightCloud => Verdict.OnTrack,
        Outlook.Cloud => Verdict.AtRisk,
        Outlook.Storm => Verdict.OffTrack,
        _ => Verdict.NotAvailable,
    };

    private static Verdict Weaker(Verdict a, Verdict b) =>
        a == Verdict.NotAvailable ? b : b == Verdict.NotAvailable ? a : (Verdict)Math.Max((int)a, (int)b);

    /// <summary>Whether a verdict may rest on it: neither a forecast nor a nowcast, and a number.</summary>
    public static bool IsFigure(YearValue v) => !v.IsNowcast && v.Status != ObsStatus.Forecast && double.IsFinite(v.Value);

    private static (SortedList<int, double> Usable, IReadOnlyList<Break> Own) Check(
        Target target, IReadOnlyList<YearValue> values, DateOnly asOf, IReadOnlyList<Break>? breaks)
    {
        foreach (var fault in target.Faults())
        {
            throw new ArgumentException(
                $"Target {target.Indicator} {target.Horizon}: {fault.Column} is '{fault.Found}', expected {fault.Expected.En}.",
                nameof(target));
        }

        var usable = new SortedList<int, double>(values.Count);
        foreach (var value in values)
        {
            if (IsFigure(value) && value.Year <= asOf.Year && !usable.TryAdd(value.Year, value.Value))
            {
                throw new ArgumentException($"{target.Indicator}: {value.Year} comes twice.", nameof(values));
            }
        }

        // A break counts from the day it was known.
        Break[] own = [.. (breaks ?? []).Where(b => (b.Indicator is null || b.Indicator == target.Indicator) && b.On <= asOf)];
        if (own.Any(b => b.Bridge is { } bridge && !(bridge > 0 && double.IsFinite(bridge))))
        {
            throw new ArgumentException($"{target.Indicator}: a bridge must be above 0.", nameof(breaks));
        }

        return (usable, own);
    }

    /// <summary>The bounds to try: the one nearest in the direction, or both of a corridor, as compared quantities.</summary>
    private static Side[] Sides(Target target)
    {
        double InCompared(double bound) => target.Basis == Basis.AverageGrowth
            ? 100 * Math.Pow(1 + (bound / 100), target.Due!.Value - target.WindowStart!.Value + 1)
            : bound;

        Side[] lower = target.Lower is { } l ? [new(InCompared(l), 1, l, target.LowerDecimals)] : [];
        Side[] upper = target.Upper is { } u ? [new(InCompared(u), -1, u, target.UpperDecimals)] : [];
        return target.Reading == IntervalReading.Corridor ? [.. lower, .. upper]
            : target.Direction == Direction.Up ? lower
            : upper;
    }

    private static Assessment Weigh(
        Target target, SortedList<int, double> usable, DateOnly asOf, IReadOnlyList<Break> breaks, bool figuresAge)
    {
        var series = Compared.Of(target, usable, breaks);
        var due = target.Due;
        var passed = due < asOf.Year;
        var result = new Assessment
        {
            Indicator = target.Indicator,
            Horizon = target.Horizon,
            AsOf = asOf,
            Verdict = Verdict.NoData,
            BaseYear = series.BaseYear,
            BaseValue = series.BaseValue,
        };
        var reasons = new List<Bilingual>(series.Notes);
        if (series.Value is not { } actual)
        {
            return result with
            {
                BaseYear = null,
                BaseValue = null,
                Reason = new Bilingual(Join(reasons, r => r.Vi), Join(reasons, r => r.En)),
            };
        }

        var sides = Sides(target);
        var pace = Weakest(sides, s => Methods.Pace(series, s), p => p.Status == PaceStatus.NotAvailable,
            (p, q) => (p.Status, q.Value ?? 0).CompareTo((q.Status, p.Value ?? 0)));
        var outlook = Weakest(sides, s => Methods.Outlook(series, s), o => o.Outlook == Outlook.NotAvailable,
            (p, q) => p.Outlook.CompareTo(q.Outlook));
        var (verdict, final, judged) = Decide(target, series, usable, asOf, sides, Weaker(
            pace.WrongWay ? Verdict.OffTrack : Alone(pace.Status), Alone(outlook.Outlook)));
        if (verdict == Verdict.NoData && passed && sides.Length > 0)
        {
            reasons.Insert(0, new Bilingual($"chưa có số liệu năm {due}", $"no figure for {due}"));
        }

        if (figuresAge && !passed && target.Basis == Basis.Level && asOf.Year - series.Year > OldestYears)
        {
            verdict = Verdict.NotAvailable;
            reasons.Insert(0, new Bilingual(
                $"số liệu mới nhất là của năm {series.Year}, đã quá {OldestYears} năm",
                $"the latest figure is of {series.Year}, more than {OldestYears} years ago"));
        }

        if (pace.Reason.Vi.Length > 0)
        {
            reasons.Add(pace.Reason);
        }

        if (outlook.Reason.Vi.Length > 0)
        {
            reasons.Add(outlook.Reason);
        }

        // Of a corridor the bound that most is missing to.
        var side = sides.Length == 0 ? (Side?)null : sides.MaxBy(s => (s.T - (judged ?? actual)) * s.D);
        var (rate, unit) = passed || side is null ? default : Required(target, side.Value, series);
        return result with
        {
            ActualYear = series.Year,
            Actual = actual,
            Final = final,
            Bound = side?.T,
            Pace = pace.Value,
            PaceStatus = pace.Status,
            Outlook = outlook.Outlook,
            Projected = outlook.Projected,
            Verdict = verdict,
            Agree = pace.Status == PaceStatus.NotAvailable || outlook.Outlook == Outlook.NotAvailable
                ? null
                : Alone(pace.Status) == Alone(outlook.Outlook),
            RequiredRate = rate,
            RequiredUnit = unit,
            Gap = judged is { } j && side is { } b ? (b.T - j) * b.D : null,
            Reason = new Bilingual(Join(reasons, r => r.Vi), Join(reasons, r => r.En)),
        };
    }

    /// <summary>Returns the verdict, the figure of the horizon year, and the one that is held against the bound.</summary>
    /// <param name="open">The verdict while the horizon has not passed.</param>
    private static (Verdict Verdict, double? Final, double? Judged) Decide(
        Target target, Compared series, SortedList<int, double> usable, DateOnly asOf, Side[] sides, Verdict open)
    {
        // The figure of the horizon year as published: it is compared with its bound, not with other years.
        var passed = target.Due < asOf.Year;
        var final = !passed ? null
            : target.Basis != Basis.Level ? series.At(target.Due!.Value)
            : usable.TryGetValue(target.Due!.Value, out var figure) ? figure : null;
        bool Met(double value, int year) => sides.All(s => Methods.Meets(target, s, value, year));
        var (actual, latest) = (series.Value!.Value, series.Year!.Value);
        if (target.Basis == Basis.Cumulative && sides is [var only]
            && Met(final ?? actual, final is null ? latest : target.Due!.Value) == only.D > 0)
        {
            // A sum that has come over its bound stays there, be it a floor or a ceiling.
            return (only.D > 0 ? Verdict.Met : Verdict.Missed, final, (passed ? final : actual) ?? actual);
        }

        return !passed ? (open, null, actual)
            : sides.Length == 0 ? (open, final, final)
            : (final is not { } value ? Verdict.NoData : Met(value, target.Due!.Value) ? Verdict.Met : Verdict.Missed, final, final);
    }

    private static string Join(List<Bilingual> reasons, Func<Bilingual, string> language) =>
        string.Join("; ", reasons.Select(language).Distinct());

    /// <summary>The weakest result over the bounds; one that is not available leaves the whole open.</summary>
    private static T Weakest<T>(Side[] sides, Func<Side?, T> method, Func<T, bool> isMissing, Comparison<T> compare)
    {
        if (sides.Length == 0)
        {
            return method(null);
        }

        var weakest = method(sides[0]);
        foreach (var side in sides.AsSpan(1))
        {
            var other = method(side);
            if (!isMissing(weakest) && (isMissing(other) || compare(other, weakest) > 0))
            {
                weakest = other;
            }
        }

        return weakest;
    }

    /// <summary>
    /// What each year left must bring. Average growth: [(1+g)^N / Π(1+g_i)]^(1/(N−n)) − 1, which is the yearly rate from
    /// the index to its bound; a level likewise, or in units where no rate exists; a sum: (T − S)/years left; a mean:
    /// (T·N − S)/years left.
    /// </summary>
    private static (double? Rate, RequiredUnit? Unit) Required(Target target, Side side, Compared series)
    {
        var (year, value) = (series.Year!.Value, series.Value!.Value);
        if (target.Due is not { } due || due <= year)
        {
            return default;
        }

        var left = due - year;
        if (target.Basis is Basis.Cumulative or Basis.Average)
        {
            var from = target.WindowStart!.Value;
            var missing = target.Basis == Basis.Cumulative
                ? side.T - value
                : (side.T * (due - from + 1)) - (value * (year - from + 1));
            return (missing / left, RequiredUnit.PerYear);
        }

        return side.T / value > 0 && double.IsFinite(side.T / value)
            ? ((Math.Pow(side.T / value, 1.0 / left) - 1) * 100, RequiredUnit.PercentPerYear)
            : ((side.T - value) / left, RequiredUnit.PerYear);
    }

    /// <summary>
    /// Looks for the figure of the deciding year at which the verdict changes: outwards in growing steps until it does,
    /// then by halving. Slower than a formula per basis and bound, and right for all of them.
    /// </summary>
    private static double? Tipping(
        Target target, SortedList<int, double> usable, DateOnly asOf, IReadOnlyList<Break> breaks, Assessment result, bool figuresAge)
    {
        if (result.ActualYear is not { } latest || result.Verdict is Verdict.NoData or Verdict.NotAvailable)
        {
            return null;
        }

        var year = result.Final is null ? latest : target.Due!.Value;
        var start = usable[year];
        var trial = new SortedList<int, double>(usable);
        bool Same(double value)
        {
            trial[year] = value;
            return Weigh(target, trial, asOf, breaks, figuresAge).Verdict == result.Verdict;
        }

        var better = target.Direction == Direction.Up ? 1 : -1;
        var isBest = result.Verdict is Verdict.Met or Verdict.OnTrack;
        int[] directions = target.Reading == IntervalReading.Corridor ? [1, -1] : [isBest ? -better : better];
        var scale = Math.Max(Math.Abs(start), Math.Max(Math.Abs(target.Lower ?? 0), Math.Abs(target.Upper ?? 0)));
        scale = scale > 0 ? scale : 1;
        double? nearest = null;
        foreach (var direction in directions)
        {
            // The middle of the interval too, or a narrow corridor could lie between two steps.
            var steps = Enumerable.Range(0, 56).Select(k => scale * 1e-4 * Math.Pow(1.6, k))
                .Append(direction * ((((target.Lower ?? start) + (target.Upper ?? start)) / 2) - start))
                .Where(step => step > 0)
                .Order();
            var same = start;
            foreach (var step in steps)
            {
                var probe = start + (direction * step);
                if (Same(probe))
                {
                    same = probe;
                    continue;
                }

                var found = Halve(same, probe, Same);
                if (nearest is null || Math.Abs(found - start) < Math.Abs(nearest.Value - start))
                {
                    nearest = found;
                }

                break;
            }
        }

        return nearest;
    }

    private static double Halve(double same, double other, Func<double, bool> isSame)
    {
        for (var i = 0; i < 200; i++)
        {
            var middle = same + ((other - same) / 2);
            if (middle == same || middle == other)
            {
                break;
            }

            if (isSame(middle))
            {
                same = middle;
            }
            else
            {
                other = middle;
            }
        }

        // Twelve digits: the rest is the noise of halving.
        return other == 0 || Math.Abs(other) < 1e-290 ? 0
            : double.Parse(other.ToString("E11", System.Globalization.CultureInfo.InvariantCulture),
                System.Globalization.CultureInfo.InvariantCulture);
    }
}
