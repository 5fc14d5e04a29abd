namespace Plan86.Transform;

/// <summary>How firm a figure is: the part of SDMX <c>CL_OBS_STATUS</c> that is in use.</summary>
public enum ObsStatus : byte
{
    /// <summary><c>A</c>: nothing was said against it.</summary>
    Normal,

    /// <summary><c>E</c>: ước.</summary>
    Estimate,

    /// <summary><c>P</c>: sơ bộ.</summary>
    Provisional,

    /// <summary><c>F</c>: dự báo, kế hoạch. No verdict rests on it.</summary>
    Forecast,
}

/// <summary>The codes of <see cref="ObsStatus"/> in files, Parquet and SQL.</summary>
public static class ObsStatuses
{
    /// <summary>All of them, each at the place of its value.</summary>
    public static IReadOnlyList<string> Codes { get; } = ["A", "E", "P", "F"];

    /// <summary>Returns the code: <c>A</c>, <c>E</c>, <c>P</c>, <c>F</c>.</summary>
    public static string Code(this ObsStatus status) => Codes[(int)status];

    /// <summary>Returns how firm it is, for people.</summary>
    public static Bilingual Words(this ObsStatus status) => status switch
    {
        ObsStatus.Normal => new("chính thức", "final"),
        ObsStatus.Estimate => new("ước tính", "estimate"),
        ObsStatus.Provisional => new("sơ bộ", "provisional"),
        _ => new("dự báo hoặc kế hoạch", "forecast or plan"),
    };

    /// <summary>Returns what a code stands for; null for any other text.</summary>
    public static ObsStatus? Parse(string code)
    {
        for (var i = 0; i < Codes.Count; i++)
        {
            if (Codes[i] == code)
            {
                return (ObsStatus)i;
            }
        }

        return null;
    }

    /// <summary>Returns the less firm of two: a forecast before an estimate, an estimate before a provisional figure.</summary>
    public static ObsStatus Weaker(ObsStatus one, ObsStatus other) => Doubt(one) >= Doubt(other) ? one : other;

    private static int Doubt(ObsStatus status) => status switch
    {
        ObsStatus.Normal => 0,
        ObsStatus.Provisional => 1,
        ObsStatus.Estimate => 2,
        _ => 3,
    };
}
