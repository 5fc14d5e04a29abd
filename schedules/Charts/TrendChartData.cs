using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Plan;

namespace Plan86.Schedules.Charts;

/// <summary>
/// Everything a trend chart shows, in the indicator's own unit: nothing is computed from a database and nothing is
/// judged here. Years may be missing and points may come in any order; what is no finite number, or stands in a year
/// outside 1–9999, is not drawn.
/// </summary>
/// <param name="Title">The headline that states the finding; wrapped, and beyond three lines shortened with "…".</param>
/// <param name="Subtitle">Measure, unit, period.</param>
/// <param name="Decimals">Digits after the decimal mark of the values named in the chart, 0–12.</param>
/// <param name="Source">Who published the figures and when; "Nguồn: " is put in front. Empty leaves the line out.</param>
public sealed record TrendChartData(
    string Indicator,
    Bilingual Title,
    Bilingual Subtitle,
    Bilingual Unit,
    int Decimals,
    IReadOnlyList<ChartPoint> Actual,
    Bilingual Source)
{
    /// <summary>What is measured, in as few words as tell it apart: where the chart stands small among others.</summary>
    public Bilingual Name { get; init; } = new("", "");

    /// <summary>The same of other territories: none is joined to another.</summary>
    public IReadOnlyList<ChartLine> Others { get; init; } = [];

    /// <summary>What targets over several years are held against, beside the yearly figures.</summary>
    public IReadOnlyList<ChartRun> Runs { get; init; } = [];

    public IReadOnlyList<ChartTarget> Targets { get; init; } = [];

    public IReadOnlyList<ChartPath> Required { get; init; } = [];

    public IReadOnlyList<ChartBreak> Breaks { get; init; } = [];

    /// <summary>What has to be known to read it right, above the source: one paragraph each.</summary>
    public IReadOnlyList<Bilingual> Notes { get; init; } = [];

    /// <summary>
    /// True for amounts, whose length above zero is what is read; false for growth, rates and indices, where zero says
    /// nothing and would flatten the line.
    /// </summary>
    public bool FromZero { get; init; } = true;
}

/// <summary>The figures of another territory, behind those the chart is about.</summary>
public sealed record ChartLine(Bilingual Name, IReadOnlyList<ChartPoint> Points);

/// <summary>The running sum or mean of a window: what its target is held against.</summary>
/// <param name="Name">With the years that the last published point counts: "Lũy kế 2021–2024".</param>
/// <param name="Unit">As it stands behind a value: "%/năm".</param>
public sealed record ChartRun(Bilingual Name, Bilingual Unit, IReadOnlyList<ChartPoint> Points)
{
    /// <summary>Where the line begins, in the year before the first point; null where it begins with that.</summary>
    public PathPoint? Start { get; init; }
}

/// <summary>One year's figure.</summary>
/// <param name="Status">How firm the figure is.</param>
/// <param name="IsNowcast">Computed from the months so far rather than published; wins over <paramref name="Status"/>.</param>
/// <param name="Low">Lower end of the interval around the value, null when none was earned.</param>
public sealed record ChartPoint(
    int Year, double Value, ObsStatus Status = ObsStatus.Normal, bool IsNowcast = false, double? Low = null, double? High = null);

/// <summary>
/// What is to be reached: both bounds make a band, one makes a bound with an arrow to the side that satisfies, equal
/// bounds a point.
/// </summary>
/// <param name="Year">The horizon; null for a threshold that holds every year.</param>
/// <param name="Approximate">"khoảng": the bound is drawn dashed.</param>
/// <param name="Label">What stands beside it: "Mục tiêu 2025: ≥ 350 triệu tấn".</param>
/// <param name="VerdictVi">The verdict in words, on the line below; may be empty.</param>
public sealed record ChartTarget(
    int? Year,
    double? Lower,
    double? Upper,
    bool Approximate,
    Bilingual Label,
    string VerdictVi = "",
    string VerdictEn = "")
{
    /// <summary>The year it is for, or the years it counts: "2025", "2021–2025".</summary>
    public string Period { get; init; } = "";

    /// <summary>Gives the small charts its colour and shape; null gives none.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>The bounds alone, without name and unit: "≥ 350".</summary>
    public Bilingual Bounds { get; init; } = new("", "");
}

/// <summary>The path needed from here to one horizon.</summary>
/// <param name="LabelVi">What it asks for ("cần tăng 43,5% mỗi năm"); empty gives one common label.</param>
public sealed record ChartPath(IReadOnlyList<PathPoint> Points, string LabelVi = "", string LabelEn = "");

public readonly record struct PathPoint(int Year, double Value);

/// <summary>
/// A break in the series. A year's figure is complete at the year's end, so a break on any day of 2025 stands between
/// 2024 and 2025, and the line is not joined across it.
/// </summary>
public sealed record ChartBreak(DateOnly Date, Bilingual Note);
