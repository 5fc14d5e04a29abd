using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Meaning;

/// <summary>What a figure is compared with.</summary>
internal enum ComparedWith
{
    /// <summary>Words that were not understood.</summary>
    Unknown,

    /// <summary><c>cùng kỳ năm trước</c>, <c>cùng kỳ năm 2023</c>, <c>năm trước</c>.</summary>
    SamePeriodOfYear,

    /// <summary><c>tháng trước</c>, <c>quý trước</c>, <c>kỳ trước</c>.</summary>
    PeriodBefore,

    /// <summary><c>tháng 12 năm 2023</c>: <see cref="ComparisonBase.Core"/>.</summary>
    Period,

    /// <summary><c>kế hoạch năm</c>.</summary>
    Plan,

    /// <summary><c>kỳ gốc (2019)</c>.</summary>
    BasePeriod,
}

/// <summary>The base of a comparison.</summary>
/// <param name="Year">The year its words name; null where they name none, or say "the one before".</param>
/// <param name="Core">The period, of <see cref="ComparedWith.Period"/> and <see cref="ComparedWith.PeriodBefore"/>.</param>
/// <param name="IsYearBefore">The period is of the year before: <c>tháng 12 năm trước</c>.</param>
internal readonly record struct ComparisonBase(ComparedWith With, int? Year = null, PeriodCore Core = default, bool IsYearBefore = false);
