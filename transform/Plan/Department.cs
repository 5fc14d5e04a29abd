using System.Globalization;
using System.Text.RegularExpressions;

namespace Plan86.Transform.Plan;

/// <summary>A department of the city that answers for indicators, tasks and milestones.</summary>
/// <param name="Code">Short ASCII name: <c>so_khdt</c>.</param>
public sealed record Department(string Code, Bilingual Name);
