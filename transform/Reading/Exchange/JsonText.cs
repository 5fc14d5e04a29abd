using System.Globalization;
using System.Text.Json;

namespace Plan86.Transform.Reading.Exchange;

/// <summary>Small helpers to read JSON leniently.</summary>
internal static class JsonText
{
    public static JsonElement? Get(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    public static IEnumerable<JsonElement> Items(this JsonElement? json) =>
        json is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    public static IEnumerable<JsonProperty> Members(this JsonElement? json) =>
        json is { ValueKind: JsonValueKind.Object } item ? item.EnumerateObject() : [];

    /// <summary>Text of a string or number; of an object of languages the Vietnamese, else the English, else the first.</summary>
    public static string? AsText(this JsonElement? json)
    {
        switch (json)
        {
            case { ValueKind: JsonValueKind.String } text:
                return SafeString(text);
            case { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } other:
                return other.GetRawText();
            case { ValueKind: JsonValueKind.Object } languages:
                return (languages.Get("vi") ?? languages.Get("en")
                    ?? Members(languages).Select(member => (JsonElement?)member.Value).FirstOrDefault())
                    is { ValueKind: JsonValueKind.String } first ? SafeString(first) : null;
            case { ValueKind: JsonValueKind.Array } list:
                return string.Join(
                    "; ", list.EnumerateArray().Take(100).Select(item => item.ValueKind == JsonValueKind.Array ? null : AsText(item))
                        .OfType<string>());
            default:
                return null;
        }
    }

    public static int? AsInt(this JsonElement json) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var number) ? number
        : json.ValueKind == JsonValueKind.String
            && int.TryParse(SafeString(json), NumberStyles.None, CultureInfo.InvariantCulture, out number) ? number
        : null;

    /// <summary>A number, or text that is one with a decimal point; false where it is neither, also for null.</summary>
    public static bool TryNumber(this JsonElement json, out double value)
    {
        value = 0;
        return (json.ValueKind == JsonValueKind.Number ? json.TryGetDouble(out value)
                : json.ValueKind == JsonValueKind.String
                    && double.TryParse(SafeString(json), NumberStyles.Float, CultureInfo.InvariantCulture, out value))
            && double.IsFinite(value);
    }

    /// <summary>A lone surrogate in an escape is no text, but no reason to give up either.</summary>
    private static string SafeString(JsonElement json)
    {
        try
        {
            return json.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return json.GetRawText();
        }
    }
}
