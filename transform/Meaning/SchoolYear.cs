using System.Globalization;
using System.Text.RegularExpressions;

namespace Plan86.Transform.Meaning;

/// <summary>A school year, <c>năm học 2006-2007</c>: no period by itself, it lies in two years. Where a source says so it stands for
/// the year in which it ends, as its exams do.</summary>
internal static partial class SchoolYear
{
    /// <summary>Returns the year in which the school year ends that the first text with one names; null where none does, or several
    /// are named.</summary>
    public static PeriodReading? Ending(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            var years = TwoYears().Matches(text)
                .Select(match => (First: Year(match.Groups["first"]), Last: Year(match.Groups["last"])))
                .Where(years => years.Last == years.First + 1).Distinct().ToList();
            if (years.Count > 0)
            {
                return years is [var only] ? new PeriodReading(new(Freq.A, only.Last, 1), false, null) : null;
            }
        }

        return null;
    }

    private static int Year(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<!\d)(?<first>(19|20)\d{2})\s*[-–]\s*(?<last>(19|20)\d{2})(?!\d)")]
    private static partial Regex TwoYears();
}
