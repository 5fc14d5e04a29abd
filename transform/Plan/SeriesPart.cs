using System.Globalization;
using System.Text;

namespace Plan86.Transform.Plan;

/// <summary>One of the parts that a series is the sum of.</summary>
/// <param name="RefArea">Area of the sum; null: of any area, the part of the same.</param>
/// <param name="PartArea">Area of the part; null as <paramref name="RefArea"/> is.</param>
public sealed record SeriesPart(string Series, string Part, string? RefArea, string? PartArea);
