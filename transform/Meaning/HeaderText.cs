using System.Text.RegularExpressions;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Meaning;

/// <summary>What a column header says of its figures.</summary>
/// <param name="Period">The period it names; null where it names none.</param>
/// <param name="Base">What they are compared with; null for amounts.</param>
/// <param name="Status">By its words, else null.</param>
internal readonly record struct HeaderReading(PeriodReading? Period, ComparisonBase? Base, ObsStatus? Status)
{
    /// <summary>The words that were not understood although they speak of time: nothing may be taken from the title instead.</summary>
    public string? Unclear { get; init; }

    /// <summary>A period whose number the header has lost (<c>Cộng dồn tháng năm 2009</c>): the title may say it.</summary>
    public PeriodCore? Incomplete { get; init; }
}

/// <summary>
/// Tells amounts, sums since January and comparisons apart by their headers: <c>Ước tính tháng 6 năm 2024</c>,
/// <c>6 tháng năm 2024 so với cùng kỳ năm trước (%)</c>, <c>Tháng 6 năm 2024 so với: › Kỳ gốc (2019)</c>.
/// A level of a header in which words of time stand is understood whole or not at all.
/// </summary>
internal static partial class HeaderText
{
    private static readonly HashSet<string> NoWords = [];

    /// <summary>Returns what a header says.</summary>
    /// <param name="path">The header from top to bottom.</param>
    /// <param name="year">The year meant where the header names none.</param>
    /// <param name="rule">Words of the rule that takes the column: they say what is measured.</param>
    /// <param name="areMonths">Days in the header are the months they begin: see <see cref="AreMonths"/>.</param>
    public static HeaderReading Read(IReadOnlyList<string> path, int? year, IReadOnlySet<string>? rule = null, bool areMonths = false)
    {
        var words = rule ?? NoWords;
        var levels = path.Select(level => HeaderLevel.Read(Unnumbered(level), words)).ToList();
        for (var i = 0; i + 1 < levels.Count; i++)
        {
            // The base stands behind the words, or a level below them: "so với: › Kỳ gốc (2019)".
            if (levels[i].LacksBase)
            {
                levels[i] = levels[i] with { LacksBase = false, Base = HeaderLevel.ReadBase(PeriodWords.Read(path[i + 1]), words) };
                levels.RemoveAt(i + 1);
                break;
            }
        }

        if (levels.Find(level => !level.IsUnderstood) is not null)
        {
            // Words and their number may stand in two levels: "Tháng › 3".
            var joined = HeaderLevel.Read(Unnumbered(string.Join(' ', path)), words);
            if (!joined.IsUnderstood || joined.Core is null)
            {
                return new(null, null, null) { Unclear = string.Join(" › ", path) };
            }

            levels = [joined];
        }

        return Together(levels, path, year, areMonths);
    }

    /// <summary>
    /// Returns whether the dates in the headers of a table are months: a spreadsheet makes the first of the month of a typed
    /// <c>3/2024</c>. One other day among them, and they are days.
    /// </summary>
    public static bool AreMonths(IEnumerable<IReadOnlyList<string>> paths)
    {
        var dates = paths.SelectMany(path => path).Where(level => DateCell().IsMatch(level)).ToList();
        return dates.Count > 0 && dates.TrueForAll(date => date.AsSpan(8, 2) is "01");
    }

    /// <summary>Returns whether a pattern of a rule is about comparisons, so that its range is one of changes.</summary>
    public static bool IsComparison(string pattern) => HeaderLevel.Compares(PeriodWords.Read(pattern.Replace('*', ' ')));

    private static HeaderReading Together(List<HeaderLevel> levels, IReadOnlyList<string> path, int? year, bool areMonths)
    {
        var unclear = new HeaderReading(null, null, null) { Unclear = string.Join(" › ", path) };
        var bases = levels.Where(level => level.Base is not null || level.LacksBase).ToList();
        if (bases.Count > 1 || levels.Exists(level => level.LacksBase))
        {
            return unclear;
        }

        var compared = bases.Count > 0 ? bases[0].Base
            : levels.Exists(level => level.IsGrowth) ? new ComparisonBase(ComparedWith.SamePeriodOfYear)
            : null;
        PeriodCore? core = null;
        foreach (var next in levels.Where(level => level.Core is not null).Select(level => level.Core!.Value))
        {
            core = core is null ? next : Join(core.Value, next) ?? Join(next, core.Value);
            if (core is null)
            {
                return unclear;
            }
        }

        var status = Status(levels);
        if (core is not { } found)
        {
            return new(null, compared, status);
        }

        var phrase = new PeriodPhrase(found, null, levels.Exists(level => level.Cumulative));
        return phrase.Resolve(found, year, areMonths, out var reading) switch
        {
            PeriodFault.None => new(reading, compared, status),
            PeriodFault.NumberMissing => new HeaderReading(null, compared, status)
            {
                Incomplete = phrase.Cumulative ? found with { Cumulative = true } : found,
                Unclear = string.Join(" › ", path),
            },

            // Without a year the period is the title's, if it has one; the mapper says so where it has none.
            _ => unclear,
        };
    }

    /// <summary>One period of two levels: a year over its months, or the same said twice.</summary>
    private static PeriodCore? Join(PeriodCore one, PeriodCore other) =>
        one == other ? one
        : one is { Freq: Freq.A, Year: { } year } && (other.Year is null || other.Year == year) ? other with { Year = year }
        : one with { Year = other.Year } == other && one.Year is null ? other
        : null;

    /// <summary>The lowest word counts: <c>Thực hiện (Tỷ đồng) › Ước tính tháng 6</c> is an estimate. <c>Thực hiện</c> over
    /// several periods only says that they are no plan.</summary>
    private static ObsStatus? Status(List<HeaderLevel> levels)
    {
        for (var i = levels.Count - 1; i >= 0; i--)
        {
            if (levels[i].Status is { } status && (status != ObsStatus.Normal || levels[i].Core is not null))
            {
                return status;
            }
        }

        return null;
    }

    /// <summary>
    /// Returns the transformation a comparison is, for a figure of this period: <c>GY</c> (a sum since January becomes YTD_GY
    /// where sums do), <c>G1</c>, <c>GD</c>, <c>YTD_PLAN</c>, <c>IX</c>; null when the closed list has no such comparison.
    /// </summary>
    public static Transformation? TransformationOf(ComparisonBase compared, PeriodReading reading)
    {
        var (period, cumulative, _) = reading;
        return compared.With switch
        {
            // January and the first quarter are sums since January, too.
            ComparedWith.Plan =>
                (cumulative || period.Number == 1) && (compared.Year ?? period.Year) == period.Year ? Transformation.ShareOfPlan : null,
            ComparedWith.BasePeriod => cumulative ? null : Transformation.Index,
            ComparedWith.SamePeriodOfYear => (compared.Year ?? period.Year - 1) == period.Year - 1 ? Transformation.OnYearBefore : null,
            ComparedWith.PeriodBefore =>
                !cumulative && (compared.Core == default || compared.Core.Freq == period.Freq) && period.Freq != Freq.A
                    ? Transformation.OnPrevious : null,
            ComparedWith.Period => OnPeriod(compared, reading),
            _ => null,
        };
    }

    private static Transformation? OnPeriod(ComparisonBase compared, PeriodReading reading)
    {
        var (period, cumulative, _) = reading;
        var phrase = new PeriodPhrase(compared.Core, null, false);
        if (phrase.Resolve(compared.Core, compared.IsYearBefore ? period.Year - 1 : period.Year, false, out var other) != PeriodFault.None)
        {
            return null;
        }

        var (otherPeriod, otherCumulative, _) = other;
        if (otherPeriod.Year == period.Year - 1
            && ((otherPeriod.Freq == period.Freq && otherPeriod.Number == period.Number && otherCumulative == cumulative)
                || (otherPeriod.Freq == Freq.A && cumulative && period.Number == 12)))
        {
            return Transformation.OnYearBefore;
        }

        if (cumulative || otherCumulative || otherPeriod.Freq != period.Freq || period.Freq is Freq.A)
        {
            return null;
        }

        return Ordinal(period) - Ordinal(otherPeriod) == 1 ? Transformation.OnPrevious
            : period.Freq == Freq.M && otherPeriod.Number == 12 && otherPeriod.Year == period.Year - 1 ? Transformation.OnDecember
            : null;
    }

    private static int Ordinal(Period period) =>
        (period.Year * (period.Freq switch { Freq.S => 2, Freq.Q => 4, _ => 12 })) + period.Number;

    // As cells that hold dates are read.
    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}( 00:00:00)?$")]
    private static partial Regex DateCell();

    private static string Unnumbered(string level) => Numbering().Replace(level, "");

    // "1. Năm 2024", "(2) Quý I": not "3/ năm 2024", whose number could be a month's.
    [GeneratedRegex(@"^\s*(\d{1,2}[.)]|\(\d{1,2}\)|[A-Ea-e][.)])\s+(?=\p{L})")]
    private static partial Regex Numbering();
}
