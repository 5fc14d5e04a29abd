using System.Globalization;
using System.Text;

namespace Plan86.Transform.Plan;

/// <summary>How figures of a series add up to a longer period.</summary>
public enum Aggregation
{
    Sum,
    Last,
    Mean,
}

/// <summary>What a series is.</summary>
/// <param name="Code">Upper-case <c>TOPIC.MEASURE</c>.</param>
/// <param name="CanFall">A cumulative figure may be lower than the month before (adjusted FDI can be negative).</param>
/// <param name="ReportedBy">Code of the department that states it in its yearly account; empty where a source
/// delivers it.</param>
/// <param name="Additive">Figures of a whole are the sums of its parts': amounts and counts, never rates, shares, means or indices.</param>
/// <param name="SameTerritories">Its figures are the same in all boundaries of an area: one line on both. <paramref name="Note"/> says
/// why.</param>
public sealed record Series(
    string Code, Bilingual Name, string UnitMeasure, int UnitMult, Aggregation Aggregation, bool CanFall,
    string ReportedBy = "", bool Additive = false, bool SameTerritories = false, Bilingual? Note = null)
{
    /// <summary>The least and the most a figure can be, in the unit of the series: a share runs from 0 to 100 percent.</summary>
    /// <returns>Null where there is no bound, as for changes.</returns>
    public (double Lowest, double Highest)? Between(Transformation transformation) =>
        UnitMeasure == "PC" && transformation is Transformation.Level or Transformation.YearToDate ? (0, 100) : null;
}
