using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Plan86.Transform;

/// <summary>Loads JSON of bounded size, depth and number of tokens; small helpers to read it leniently.</summary>
internal static class JsonText
{
    // A parsed document costs 12 bytes a token and its text again: a long message stays within 300 MB.
    private const int MaxBytes = 64 << 20;
    private const int MaxTokens = 6_000_000;
    private const int MaxDepth = 64;

    /// <summary>The document, or null with a problem that says where it breaks off.</summary>
    public static JsonDocument? Load(Stream bytes, ReadingBudget budget, Action<Problem> report, CancellationToken ct)
    {
        if (bytes.Length > MaxBytes)
        {
            throw new OverBudgetException();
        }

        var encoding = TextEncoding.Detect(bytes, ct);
        bytes.Position = 0;
        var text = new byte[bytes.Length];
        budget.Count(bytes).ReadExactly(text);
        if (encoding is not UTF8Encoding)
        {
            text = Encoding.UTF8.GetBytes(encoding.GetString(text).TrimStart('\uFEFF'));
        }

        ReadOnlyMemory<byte> json = text.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? text.AsMemory(3) : text;
        try
        {
            CountTokens(json.Span, ct);
            return JsonDocument.Parse(json, new JsonDocumentOptions
            {
                MaxDepth = MaxDepth,
                AllowTrailingCommas = true,
                CommentHandling = JsonCommentHandling.Skip,
            });
        }
        catch (JsonException fault)
        {
            report(ExchangeProblems.Malformed(string.Create(CultureInfo.InvariantCulture, $"L{fault.LineNumber + 1}"), fault.Message, "JSON"));
            return null;
        }
    }

    private static void CountTokens(ReadOnlySpan<byte> json, CancellationToken ct)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions
        {
            MaxDepth = MaxDepth,
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Skip,
        });
        for (var tokens = 0; reader.Read(); tokens++)
        {
            if (tokens > MaxTokens)
            {
                throw new OverBudgetException();
            }

            if (tokens % 65_536 == 0)
            {
                ct.ThrowIfCancellationRequested();
            }
        }
    }

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
                return (languages.Get("vi") ?? languages.Get("en") ?? Members(languages).Select(member => (JsonElement?)member.Value).FirstOrDefault())
                    is { ValueKind: JsonValueKind.String } first ? SafeString(first) : null;
            case { ValueKind: JsonValueKind.Array } list:
                return string.Join("; ", list.EnumerateArray().Take(100).Select(item => item.ValueKind == JsonValueKind.Array ? null : AsText(item)).OfType<string>());
            default:
                return null;
        }
    }

    public static int? AsInt(this JsonElement json) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var number) ? number
        : json.ValueKind == JsonValueKind.String && int.TryParse(SafeString(json), NumberStyles.None, CultureInfo.InvariantCulture, out number) ? number
        : null;

    /// <summary>A number, or text that is one with a decimal point; false where it is neither, also for null.</summary>
    public static bool TryNumber(this JsonElement json, out double value)
    {
        value = 0;
        return (json.ValueKind == JsonValueKind.Number ? json.TryGetDouble(out value)
                : json.ValueKind == JsonValueKind.String && double.TryParse(SafeString(json), NumberStyles.Float, CultureInfo.InvariantCulture, out value))
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
