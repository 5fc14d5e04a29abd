using System.Globalization;

namespace Plan86.Transform.Judging;

/// <summary>Numbers as people read them; the machine's culture has no say.</summary>
public static class Numbers
{
    private static readonly NumberFormatInfo VietnameseFormat = new()
    {
        NumberDecimalSeparator = ",",
        NumberGroupSeparator = ".",
        NumberGroupSizes = [3],
    };

    /// <summary>Vietnamese: dot thousands, decimal comma (<c>14.740</c>, <c>6,4</c>).</summary>
    /// <param name="decimals">At most so many, trailing zeros dropped; null: as many as the size asks for (none from
    /// 10 000, two from 1, else two digits that count).</param>
    public static string Vi(double value, int? decimals = null) => Format(value, decimals, VietnameseFormat);

    /// <summary>English: comma thousands, decimal point.</summary>
    /// <inheritdoc cref="Vi"/>
    public static string En(double value, int? decimals = null) => Format(value, decimals, NumberFormatInfo.InvariantInfo);

    /// <summary>A number and its unit: <c>170,1 triệu tấn</c>, <c>12,5%</c>, <c>16%/năm</c>.</summary>
    public static string With(string number, string unit) =>
        unit.Length == 0 || unit[0] is '%' or '/' ? number + unit : number + " " + UnitOf(number, unit.TrimStart());

    /// <summary>The unit as it stands behind a number: English says "1 zone". (No Vietnamese unit ends in s.)</summary>
    public static string UnitOf(string number, string unit)
    {
        var word = unit.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var space ? space : unit.Length;
        return number == "1" && word > 1 && unit[word - 1] == 's' ? unit.Remove(word - 1, 1) : unit;
    }

    private static string Format(double value, int? decimals, NumberFormatInfo format)
    {
        if (!double.IsFinite(value))
        {
            return "…";
        }

        var size = Math.Abs(value);
        var places = decimals ?? (size >= 9999.5 ? 0
            : size >= 1 || size == 0 ? 2
            : Math.Min(15, 1 - (int)Math.Floor(Math.Log10(size))));
        // The midpoint as people round it: 2.345 is 2.35, though its binary fraction lies below.
        var rounded = size < 1e15 ? (double)Math.Round((decimal)value, places, MidpointRounding.AwayFromZero) : value;
        return (rounded == 0 ? 0 : rounded).ToString("#,##0." + new string('#', places), format);
    }
}
