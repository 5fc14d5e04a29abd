namespace Plan86.Transform.Plan;

/// <summary>A place that figures are of. Codes as ISO 3166-2 has them are of the boundaries of the day; those with a year are of fixed
/// ones.</summary>
/// <param name="Code"><c>VN</c>, <c>VN-HP</c>, <c>VN-HP.2020</c>.</param>
/// <param name="ValidFrom">The first day on which it was so; null where that does not matter.</param>
/// <param name="ValidTo">The last day on which it was so; null while it is.</param>
/// <param name="Parts">Codes of the places it is made of; empty where it is not composed.</param>
public sealed record RefArea(string Code, Bilingual Name, DateOnly? ValidFrom, DateOnly? ValidTo, IReadOnlyList<string> Parts);
