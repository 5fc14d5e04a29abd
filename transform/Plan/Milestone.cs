using System.Globalization;
using System.Text.RegularExpressions;

namespace Plan86.Transform.Plan;

/// <summary>A goal of the Plan without a number: met or not by the end of its horizon.</summary>
/// <param name="Code"><c>M1.04</c>: part II.1, the fourth.</param>
/// <param name="Printed">The words of the Plan.</param>
public sealed record Milestone(
    string Code, int Horizon, string Clause, Bilingual Name, Department Department, string Printed, Bilingual Note)
{
    public DateOnly Due => new(Horizon, 12, 31);
}
