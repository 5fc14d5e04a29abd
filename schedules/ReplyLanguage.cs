namespace Plan86.Schedules;

/// <summary>In which language a drop is answered.</summary>
internal enum ReplyLanguage
{
    Both,
    Vietnamese,
    English,
}

/// <summary>How <see cref="ReplyLanguage"/> is written in options, and what it comes to.</summary>
internal static class ReplyLanguages
{
    /// <summary>The environment variable that a service or an office sets once.</summary>
    public const string Variable = "PLAN86_REPLY_LANGUAGE";

    /// <summary>Returns what an option says; null for any other text.</summary>
    public static ReplyLanguage? Parse(string? text) => text?.Trim().ToLowerInvariant() switch
    {
        "vi" => ReplyLanguage.Vietnamese,
        "en" => ReplyLanguage.English,
        "both" => ReplyLanguage.Both,
        _ => null,
    };

    /// <summary>Returns the languages in the order in which they are written.</summary>
    public static IReadOnlyList<Language> Languages(this ReplyLanguage reply) => reply switch
    {
        ReplyLanguage.Vietnamese => [Language.Vietnamese],
        ReplyLanguage.English => [Language.English],
        _ => [Language.Vietnamese, Language.English],
    };

    /// <summary>Returns a word in the languages of the reply: both with a stroke between them.</summary>
    public static string Pick(this ReplyLanguage reply, string vi, string en) => reply switch
    {
        ReplyLanguage.Vietnamese => vi,
        ReplyLanguage.English => en,
        _ => $"{vi} / {en}",
    };
}
