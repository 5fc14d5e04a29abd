using Plan86.Transform.Plan;

namespace Plan86.Transform.Judging;

/// <summary>What a target stands at. Text in files and SQL: <see cref="EnumText"/>.</summary>
public enum Verdict
{
    /// <summary>The horizon has passed and its figure satisfies the target (a sum that only had to be reached: as soon
    /// as it is).</summary>
    Met,

    /// <summary>The horizon has passed and its figure does not satisfy the target (a sum with a ceiling: as soon as it is above).</summary>
    Missed,
    OnTrack,
    AtRisk,
    OffTrack,

    /// <summary>The figure that would decide is missing. Never good.</summary>
    NoData,

    /// <summary>There are figures, but neither method can say anything; the reason is given.</summary>
    NotAvailable,
}

/// <summary>Result of the pace method (Statistics Canada / Open SDG).</summary>
public enum PaceStatus
{
    TargetAchieved,
    SubstantialProgress,
    ModerateProgress,
    LimitedProgress,
    Deterioration,
    NotAvailable,
}

/// <summary>Result of the outlook method (weather symbols of Destatis).</summary>
public enum Outlook
{
    Sun,
    LightCloud,
    Cloud,
    Storm,
    NotAvailable,
}

/// <summary>What <see cref="Assessment.RequiredRate"/> is counted in.</summary>
public enum RequiredUnit
{
    /// <summary>Percent per year, 16 for 16 %.</summary>
    PercentPerYear,

    /// <summary>The indicator's own unit, for each year left.</summary>
    PerYear,
}

/// <summary>How an indicator and its unit are called in a sentence; all may stay empty.</summary>
/// <param name="Decimals">At most so many in its figures, as tables and charts show them; null: as the size asks for.</param>
public sealed record IndicatorWording(
    string NameVi = "", string NameEn = "", string UnitVi = "", string UnitEn = "", int? Decimals = null);

/// <summary>One verdict and everything that explains it. Null means there is no such number.</summary>
public sealed record Assessment
{
    public required string Indicator { get; init; }

    /// <summary>As in the <see cref="Target"/>: a year, or empty.</summary>
    public required string Horizon { get; init; }

    /// <summary>The day it is judged on.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The territory it is given on: <c>VN-HP.2020</c>; empty where an indicator is not one of the catalogue.</summary>
    public string RefArea { get; init; } = "";

    /// <summary>It is the one the target was set for.</summary>
    public bool OnPlanTerritory { get; init; } = true;

    /// <summary>It rests on figures of another territory than that of the Plan: wherever it is shown it has
    /// <see cref="Territories.Sign"/>.</summary>
    public bool IsOfOtherTerritory => !OnPlanTerritory && ActualYear is not null;

    /// <summary>A figure it rests on does not say its territory (<see cref="YearValue.IsTerritoryAssumed"/>).</summary>
    public bool IsTerritoryAssumed { get; init; }

    /// <summary>Of the verdicts on several territories the one that is the verdict: see <see cref="Territories"/>.</summary>
    public bool Counts { get; init; } = true;

    public int? BaseYear { get; init; }

    /// <summary>What the rates start from: the base year's figure, 100 for an average growth, 0 for a sum; a mean has
    /// none. Figures of a level are bridged to the latest year's basis.</summary>
    public double? BaseValue { get; init; }

    /// <summary>The latest year both methods look at.</summary>
    public int? ActualYear { get; init; }

    /// <summary>The quantity compared, in <see cref="ActualYear"/>: the year's value, the index (100 = the year before
    /// the window), the running sum or the running mean.</summary>
    public double? Actual { get; init; }

    /// <summary>SDMX status of the latest figure: A, E or P.</summary>
    public ObsStatus? ActualStatus { get; init; }

    /// <summary>The quantity compared in the horizon year, once <see cref="AsOf"/> is past it.</summary>
    public double? Final { get; init; }

    /// <summary>The bound that decides, in the unit of <see cref="Actual"/>.</summary>
    public double? Bound { get; init; }

    /// <summary>Observed over required yearly rate (1 = just enough); without bounds the yearly rate itself (0.015 =
    /// 1.5 % a year in the good direction).</summary>
    public double? Pace { get; init; }

    public PaceStatus PaceStatus { get; init; } = PaceStatus.NotAvailable;

    public Outlook Outlook { get; init; } = Outlook.NotAvailable;

    /// <summary>Where the last five yearly changes lead in the horizon year, in the unit of <see cref="Actual"/>.</summary>
    public double? Projected { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>Why a number or a verdict is missing, or how it had to be made; empty when there is nothing to say.</summary>
    public Bilingual Reason { get; init; } = new("", "");

    /// <summary>Whether pace and outlook, each alone, would lead to the same verdict; null unless both are there.</summary>
    public bool? Agree { get; init; }

    /// <summary>What is needed in each year left: see <see cref="RequiredUnit"/>.</summary>
    public double? RequiredRate { get; init; }

    public RequiredUnit? RequiredUnit { get; init; }

    /// <summary>What a level has to gain (or lose) in each year left, in equal steps of its own unit: of a share people
    /// say points. Null where nothing is required, and for targets that are no level.</summary>
    public double? StepPerYear(Target target) =>
        target.Basis == Basis.Level && RequiredRate is not null && Bound is { } bound && Actual is { } actual && target.Due > ActualYear
            ? (bound - actual) / (target.Due - ActualYear)
            : null;

    /// <summary>The figure of the latest year (in the unit it is reported in: a growth rate in percent, a year's amount)
    /// at which the verdict would change: to a better one, or, where there is none, to a worse one.</summary>
    public double? TippingValue { get; init; }

    /// <summary>How much is missing, in the unit of <see cref="Actual"/>: above 0 still missing, below 0 to spare.</summary>
    public double? Gap { get; init; }

    public Bilingual Sentence { get; init; } = new("", "");
}
