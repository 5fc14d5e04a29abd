using System.Globalization;

namespace Plan86.Transform.Reading;

/// <summary>Serial days as spreadsheets count them.</summary>
internal static class ExcelDate
{
    /// <summary>False where a spreadsheet would show no day.</summary>
    public static bool TryRead(double serial, bool from1904, out DateTime date)
    {
        date = default;
        if (!(serial >= 1 && serial < 2_958_466))
        {
            // A plain time of day, or no date that a spreadsheet would show: the number says more.
            return false;
        }

        // Day 60 is 29 February 1900, which never was (kept from Lotus 1-2-3); before it the count is one less.
        var day = from1904 ? serial + 1462 : serial;
        date = new DateTime(1899, 12, 30).AddDays(!from1904 && day < 60 ? day + 1 : day);
        return true;
    }

    /// <summary>ISO text: <c>2024-12-31</c>, with a time of day <c>2024-12-31 08:30:00</c>.</summary>
    public static string Format(DateTime date) =>
        date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
