using System.Globalization;
using System.Text.RegularExpressions;

namespace Plan86.Transform.Meaning;

/// <summary>
/// Texts of a pull with placeholders: <c>{yyyy}</c>, <c>{MM}</c>, <c>{q}</c>, <c>{yyyy-1}</c> for the period that is asked for (without
/// <c>each</c> that of the day), <c>{secret:NAME}</c> for what the environment knows.
/// </summary>
public static partial class PullTemplate
{
    [GeneratedRegex(@"\{(?<name>yyyy(?:-(?<back>\d{1,2}))?|MM|q|secret:(?<secret>[A-Za-z0-9_-]{1,64}))\}", RegexOptions.CultureInvariant)]
    private static partial Regex Known { get; }

    // The braces of a JSON body hold quotes, or nothing.
    [GeneratedRegex(@"\$\{[^{}]*\}|\{[^{}""\s]+\}", RegexOptions.CultureInvariant)]
    private static partial Regex Any { get; }

    [GeneratedRegex("%7Bsecret:(?<name>[A-Za-z0-9_-]{1,64})%7D", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Escaped { get; }

    /// <summary>What may stand in braces.</summary>
    public const string Placeholders = "{yyyy} · {yyyy-1} · {MM} · {q} · {secret:NAME}";

    /// <summary>Returns what looks like a placeholder and is none: <c>{year}</c>, <c>${X}</c>.</summary>
    public static IEnumerable<string> Unknown(string template) =>
        Any.Matches(template).Select(match => match.Value)
            .Where(text => !(Known.Match(text) is { Success: true } known && known.Length == text.Length));

    /// <summary>Returns the names of the secrets a text asks for.</summary>
    public static IEnumerable<string> Secrets(string template) =>
        Known.Matches(template).Select(match => match.Groups["secret"]).Where(group => group.Success).Select(group => group.Value)
            .Distinct();

    /// <summary>Returns the text with the period in its places; secrets stay as they are.</summary>
    public static string ForPeriod(string template, Period period) => Known.Replace(template, match => match.Groups["name"].Value switch
    {
        "MM" => period.Start.AddMonths(Months(period) - 1).Month.ToString("00", CultureInfo.InvariantCulture),
        "q" => ((period.Start.AddMonths(Months(period) - 1).Month + 2) / 3).ToString(CultureInfo.InvariantCulture),
        var name when name.StartsWith("yyyy", StringComparison.Ordinal) => (period.Year - (match.Groups["back"] is { Success: true } back
            ? int.Parse(back.ValueSpan, CultureInfo.InvariantCulture) : 0)).ToString("0000", CultureInfo.InvariantCulture),
        _ => match.Value,
    });

    /// <summary>Returns the text with secrets in their places.</summary>
    /// <param name="secret">The value of a name; null where nobody knows it.</param>
    /// <exception cref="KeyNotFoundException">One of them is not known; the message names it.</exception>
    public static string WithSecrets(string template, Func<string, string?> secret) => Known.Replace(template, match =>
        match.Groups["secret"] is { Success: true } name
            ? secret(name.Value) ?? throw new KeyNotFoundException($"{{secret:{name.Value}}}") : match.Value);

    /// <summary>Returns an address with the placeholders of secrets that were escaped in it.</summary>
    public static string Unescaped(string url) => Escaped.Replace(url, "{secret:${name}}");

    private static int Months(Period period) => period.Freq switch { Freq.A => 12, Freq.S => 6, Freq.Q => 3, _ => 1 };
}
