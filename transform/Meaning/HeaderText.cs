using System.Text.RegularExpressions;

namespace Plan86.Transform.Meaning;

/// <summary>What a column header says of its figures.</summary>
/// <param name="Period">The period it names; null where it names none.</param>
/// <param name="Base">What they are compared with, folded (<c>cùng kỳ năm trước (%)</c>); null for amounts.</param>
/// <param name="Status">SDMX <c>OBS_STATUS</c> by its words, else null.</param>
internal readonly record struct HeaderReading(PeriodReading? Period, string? Base, ObsStatus? Status);

/// <summary>
/// Tells amounts, sums since January and comparisons apart by their headers: <c>Ước tính tháng 6 năm 2024</c>,
/// <c>6 tháng năm 2024 so với cùng kỳ năm trước (%)</c>, <c>Tháng 6 năm 2024 so với: › Kỳ gốc (2019)</c>.
/// </summary>
internal static partial class HeaderText
{
    /// <param name="path">The header from top to bottom.</param>
    /// <param name="year">The year meant where the header names none.</param>
    public static HeaderReading Read(IReadOnlyList<string> path, int? year)
    {
        var levels = path.Select(Text.Fold).ToList();
        var at = levels.FindIndex(level => Versus().IsMatch(level));
        if (at < 0)
        {
            return new(Period(string.Join(' ', levels), year), null, Status(levels, year));
        }

        // The base stands behind the words, or a level below them: "so với: › Kỳ gốc (2019)".
        var versus = Versus().Match(levels[at]);
        var before = string.Join(' ', levels.Take(at).Append(levels[at][..versus.Index]));
        var compared = levels[at][(versus.Index + versus.Length)..];
        var below = levels.Skip(at + 1).ToList();
        if (!compared.Any(char.IsLetter) && below.Count > 0)
        {
            compared = below[0];
            below.RemoveAt(0);
        }

        var after = string.Join(' ', below);
        return new(
            Period(before, year) ?? Period(after, year),
            compared,
            Status([before, after], year));
    }

    /// <summary>The lowest word counts: <c>Thực hiện (Tỷ đồng) › Ước tính tháng 6</c> is an estimate. <c>Thực hiện</c> over
    /// several periods only says that they are no plan.</summary>
    private static ObsStatus? Status(IReadOnlyList<string> levels, int? year) => levels.Reverse()
        .Select(level => PeriodText.ReadStatus(level) is { } status && (status != ObsStatus.Normal || Period(level, year) is not null) ? (ObsStatus?)status : null)
        .FirstOrDefault(status => status is not null);

    /// <summary>
    /// The transformation a comparison is, for a figure of this period: <c>GY</c> (a sum since January becomes YTD_GY
    /// where sums do), <c>G1</c>, <c>GD</c>, <c>YTD_PLAN</c>, <c>IX</c>; null when the closed list has no such comparison.
    /// </summary>
    public static Transformation? TransformationOf(string compared, PeriodReading reading)
    {
        var (period, cumulative, _) = reading;
        if (compared.Contains("kế hoạch", StringComparison.Ordinal))
        {
            // January and the first quarter are sums since January, too.
            return cumulative || period.Number == 1 ? Transformation.ShareOfPlan : null;
        }

        if (BasePeriod().IsMatch(compared))
        {
            return cumulative ? null : Transformation.Index;
        }

        var yearBefore = compared.Contains("năm trước", StringComparison.Ordinal);
        if (compared.Contains("cùng kỳ", StringComparison.Ordinal) || compared.Contains("cùng tháng", StringComparison.Ordinal))
        {
            return yearBefore || (PeriodText.YearOf(compared) ?? period.Year - 1) == period.Year - 1 ? Transformation.OnYearBefore : null;
        }

        if (compared.Contains("tháng trước", StringComparison.Ordinal) || compared.Contains("quý trước", StringComparison.Ordinal))
        {
            return cumulative ? null : Transformation.OnPrevious;
        }

        if (!PeriodText.TryRead(compared, yearBefore ? period.Year - 1 : period.Year, out var other))
        {
            return yearBefore ? Transformation.OnYearBefore : null;
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

        var apart = Ordinal(period) - Ordinal(otherPeriod);
        return apart == 1 ? Transformation.OnPrevious
            : period.Freq == Freq.M && otherPeriod.Number == 12 && otherPeriod.Year == period.Year - 1 ? Transformation.OnDecember
            : null;
    }

    private static int Ordinal(Period period) =>
        (period.Year * (period.Freq switch { Freq.S => 2, Freq.Q => 4, _ => 12 })) + period.Number;

    private static PeriodReading? Period(string text, int? year) => PeriodText.TryRead(text, year, out var reading) ? reading : null;

    [GeneratedRegex(@"\bso (với|(?=cùng kỳ))")]
    private static partial Regex Versus();

    [GeneratedRegex(@"\b(kỳ|năm) gốc\b")]
    private static partial Regex BasePeriod();
}
