namespace Plan86.Transform.Plan;

/// <summary>A department of the city that answers for indicators, tasks and milestones.</summary>
/// <param name="Code">Short ASCII name: <c>so_khdt</c>.</param>
public sealed record Department(string Code, Bilingual Name)
{
    /// <summary>The first day on which it existed; null: since before the Plan.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>The last day on which it existed; null while it does.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Who answers after <see cref="ValidTo"/>; null while it exists.</summary>
    public Department? Successor { get; init; }

    /// <summary>Where the succession is stated.</summary>
    public string Source { get; init; } = "";

    /// <summary>Who answers on a day for what the Plan gave to this department: itself, or its successor.</summary>
    public Department AnsweringOn(DateOnly day) => Successor is { } next && day > ValidTo ? next.AnsweringOn(day) : this;

    /// <summary>The name of who answers on a day, and in brackets that of the department the Plan names where it is another.</summary>
    public Bilingual NameOn(DateOnly day) => AnsweringOn(day) is var now && now.Code == Code ? Name
        : new($"{now.Name.Vi} (Kế hoạch giao {Name.Vi})", $"{now.Name.En} (in the Plan: {Name.En})");
}
