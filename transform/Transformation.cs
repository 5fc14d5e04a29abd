namespace Plan86.Transform;

/// <summary>What a figure says of its period: an amount, a sum since January, a change, an index.</summary>
public enum Transformation : byte
{
    /// <summary><c>N</c>: as it is.</summary>
    Level,

    /// <summary><c>YTD</c>: the sum since January.</summary>
    YearToDate,

    /// <summary><c>G1</c>: change on the period before, percent.</summary>
    OnPrevious,

    /// <summary><c>GY</c>: change on the same period a year before.</summary>
    OnYearBefore,

    /// <summary><c>GD</c>: change on December.</summary>
    OnDecember,

    /// <summary><c>YTD_GY</c>: the sum since January against the one a year before.</summary>
    YearToDateOnYearBefore,

    /// <summary><c>YTD_PLAN</c>: share of the year's plan.</summary>
    ShareOfPlan,

    /// <summary><c>IX</c>: an index; the series has its base.</summary>
    Index,
}

/// <summary>The codes of <see cref="Transformation"/> in files, Parquet and SQL.</summary>
public static class Transformations
{
    /// <summary>All of them, each at the place of its value.</summary>
    public static IReadOnlyList<string> Codes { get; } = ["N", "YTD", "G1", "GY", "GD", "YTD_GY", "YTD_PLAN", "IX"];

    /// <summary>Returns the code: <c>N</c>, <c>YTD</c>, <c>GY</c>…</summary>
    public static string Code(this Transformation transformation) => Codes[(int)transformation];

    /// <summary>Returns what it says of the period, for people.</summary>
    public static Bilingual Words(this Transformation transformation) => transformation switch
    {
        Transformation.Level => new("giá trị của kỳ", "value of the period"),
        Transformation.YearToDate => new("cộng dồn từ đầu năm", "sum since January"),
        Transformation.OnPrevious => new("tăng, giảm so với kỳ trước", "change on the period before"),
        Transformation.OnYearBefore => new("tăng, giảm so với cùng kỳ năm trước", "change on a year before"),
        Transformation.OnDecember => new("tăng, giảm so với tháng 12 năm trước", "change on December"),
        Transformation.YearToDateOnYearBefore =>
            new("cộng dồn từ đầu năm, tăng, giảm so với cùng kỳ năm trước", "sum since January, change on a year before"),
        Transformation.ShareOfPlan => new("cộng dồn từ đầu năm so với kế hoạch năm", "sum since January, share of the year's plan"),
        _ => new("chỉ số", "index"),
    };

    /// <summary>Returns what a code stands for; null for any other text.</summary>
    public static Transformation? Parse(string code)
    {
        for (var i = 0; i < Codes.Count; i++)
        {
            if (Codes[i] == code)
            {
                return (Transformation)i;
            }
        }

        return null;
    }

    /// <summary>Returns whether it compares with another figure: in percent, whatever the unit of the series.</summary>
    public static bool IsComparison(this Transformation transformation) =>
        transformation is not (Transformation.Level or Transformation.YearToDate or Transformation.Index);

    /// <summary>Returns whether its period begins in January.</summary>
    public static bool IsCumulative(this Transformation transformation) =>
        transformation is Transformation.YearToDate or Transformation.YearToDateOnYearBefore or Transformation.ShareOfPlan;

    /// <summary>Returns what it is where the figure runs since January.</summary>
    public static Transformation SinceJanuary(this Transformation transformation) => transformation switch
    {
        Transformation.Level => Transformation.YearToDate,
        Transformation.OnYearBefore => Transformation.YearToDateOnYearBefore,
        var same => same,
    };
}
