using System.Globalization;
using Plan86.Warehouse;

namespace Plan86.Schedules;

/// <summary>Answers of the warehouse as CSV.</summary>
internal static class CsvText
{
    /// <summary>UTF-8, comma, RFC 4180; a text a spreadsheet would take for a formula gets an apostrophe.</summary>
    public static void Write(Answer answer, TextWriter output)
    {
        WriteLine(answer.Columns, output);
        foreach (var row in answer.Rows)
        {
            WriteLine(row, output);
        }
    }

    public static void WriteLine(IEnumerable<object?> values, TextWriter output) =>
        output.WriteLine(string.Join(',', values.Select(value => value is string text ? Field(Harmless(text)) : Field(Plain(value)))));

    /// <summary>Returns a value of a query as text that depends on no culture: decimal point, ISO 8601, <c>true</c>; null is
    /// empty.</summary>
    public static string Plain(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.TimeOfDay == TimeSpan.Zero && time.Kind == DateTimeKind.Unspecified
            ? time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
        System.Collections.IDictionary map => string.Join("; ", map.Keys.Cast<object>().Select(key => $"{key}: {Plain(map[key])}")),
        System.Collections.IEnumerable list => string.Join("; ", list.Cast<object?>().Select(Plain)),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Field(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    /// <summary>A number is no formula, whatever its sign, nor is a lone dash.</summary>
    private static string Harmless(string text) =>
        text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && text != "-"
            && !IsNumber(text)
            ? "'" + text
            : text;

    private static bool IsNumber(string text) =>
        text.Length > 1 && text[0] is '-' or '+'
            && text[1..].TrimEnd('%').All(c => char.IsAsciiDigit(c) || c is '.' or ',' or ' ' or '\u00A0');
}
