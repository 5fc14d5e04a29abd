using System.Globalization;

namespace Plan86.Transform.Meaning;

/// <summary>How firm a figure can be on the day it is published.</summary>
internal static class Finality
{
    /// <summary>Offices publish in the last days of the month they report on: so many days before a period's end a figure of it is
    /// an estimate, whatever it is called. Further off it can only be a mistake.</summary>
    public const int DaysBeforeEnd = 10;

    /// <summary>Returns whether the period is over on that day.</summary>
    public static bool IsOver(Period period, DateOnly publishedOn) => period.End <= publishedOn.AddDays(1);

    /// <summary>
    /// Returns the status a figure has; null when it cannot be true: said to be final long before its period ends, or an
    /// estimate of a year that has not begun. What is called provisional is not final, and stays so. Plans and forecasts may reach as far
    /// as they like.
    /// </summary>
    public static ObsStatus? StatusOn(DateOnly publishedOn, Period period, ObsStatus stated) =>
        stated == ObsStatus.Forecast || IsOver(period, publishedOn) ? stated
        : period.Year > publishedOn.Year ? null
        : stated != ObsStatus.Normal ? stated
        : period.End <= publishedOn.AddDays(DaysBeforeEnd + 1) ? ObsStatus.Estimate
        : null;

    /// <summary>Returns why a figure is held back.</summary>
    public static Bilingual HeldBack(Period period, DateOnly publishedOn)
    {
        var words = SpokenPeriod.Of(period.ToString());
        return new(
            string.Create(CultureInfo.InvariantCulture, $"Kỳ số liệu ({words.Vi}) kết thúc sau ngày công bố {publishedOn:dd/MM/yyyy}: ")
                + "số liệu chưa thể có (kỳ hay trạng thái ghi nhầm?); không dùng.",
            string.Create(CultureInfo.InvariantCulture,
                $"The period ({words.En}) ends after the day of publication, {publishedOn:yyyy-MM-dd}: ")
                + "there can be no such figure yet (a wrong period or status?); it is not used.");
    }
}
