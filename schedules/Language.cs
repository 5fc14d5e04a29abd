namespace Plan86.Schedules;

/// <summary>The two languages of everything people see.</summary>
public enum Language
{
    Vietnamese,
    English,
}
