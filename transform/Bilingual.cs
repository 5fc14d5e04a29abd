namespace Plan86.Transform;

/// <summary>One text for people in both languages, each whole: neither is a translation made later from the other.</summary>
/// <param name="Vi">Vietnamese, as a statistics office would write it.</param>
/// <param name="En">English.</param>
public readonly record struct Bilingual(string Vi, string En);
