using System.Globalization;
using System.Text;

namespace Plan86.Transform.Plan;

/// <summary>One indicator of the Plan.</summary>
/// <param name="Code">ASCII snake_case.</param>
/// <param name="Series">Its yearly value is the sum of these; one missing, no value.</param>
/// <param name="Transformation"><c>N</c> for amounts, <c>GY</c> for growth on the year before.</param>
/// <param name="Decimals">Shown to people.</param>
/// <param name="Department">Who answers for it (part III of the Plan).</param>
/// <param name="Source">Whose figures they are, for the line under a chart.</param>
public sealed record Indicator(
    string Code, Bilingual Name, Unit Unit, IReadOnlyList<string> Series, Transformation Transformation,
    string RefArea, int Decimals, Department Department, Bilingual Source)
{
    /// <summary>The part of the Plan its targets stand in.</summary>
    public Sector Sector { get; init; } = new("", new Bilingual("", ""));
}

/// <summary>A part of the Plan that is shown on a page of its own.</summary>
public sealed record Sector(string Code, Bilingual Name);
