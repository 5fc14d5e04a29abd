namespace Plan86.Transform;

/// <summary>How much a problem matters: an <see cref="Error"/> kept a figure out, a <see cref="Warning"/> did not.</summary>
public enum Severity
{
    Error,
    Warning,
}

/// <summary>
/// One thing wrong with what was handed in. Bad data is a value, never an exception: it says where, what was
/// found and what was expected, in Vietnamese and English.
/// </summary>
/// <param name="Place">Where: <c>25. FDI!C19</c> in a workbook, <c>L17</c> (or <c>L17:gia_tri</c>) in a text file, <c>[12]</c> or the
/// like in a file with dimensions, <c>gdp.px!L3</c> in a ZIP,
/// <c>tables[0].title</c> in a source file, empty for the file as a whole.</param>
/// <param name="Found">The text as it stands there, shortened when long.</param>
/// <param name="Expected">What would have been accepted, in a few words of Vietnamese and English.</param>
/// <param name="Severity">Whether a figure was kept out.</param>
/// <param name="Message">What is wrong, in a sentence.</param>
public sealed record Problem(string Place, string Found, string Expected, Severity Severity, Bilingual Message)
{
    internal const int LongestFound = 200;

    /// <summary>How many of its kind it stands for: one, unless there were more than anyone reads one by one.</summary>
    public long Times { get; init; } = 1;

    public static Problem Error(string place, string found, string expected, Bilingual message) =>
        new(place, Shorten(found), expected, Severity.Error, message);

    public static Problem Warning(string place, string found, string expected, Bilingual message) =>
        new(place, Shorten(found), expected, Severity.Warning, message);

    private static string Shorten(string text) =>
        text.Length <= LongestFound ? text : string.Concat(text.AsSpan(0, LongestFound - 1), "…");
}
