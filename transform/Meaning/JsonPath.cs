using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Plan86.Transform.Meaning;

/// <summary>A path to one place of a JSON text: <c>$</c>, <c>$[1]</c>, <c>$.data.rows</c>, <c>$[0].pages</c>.</summary>
public sealed partial class JsonPath
{
    [GeneratedRegex(@"\G(\.(?<name>[^.\[\]]+)|\[(?<index>\d{1,9})\]|\['(?<quoted>[^']+)'\])", RegexOptions.CultureInvariant)]
    private static partial Regex Step { get; }

    private readonly List<(string? Name, int Index)> _steps = [];

    private JsonPath()
    {
    }

    /// <summary>Returns the path; null where the text is none.</summary>
    public static JsonPath? Parse(string text)
    {
        if (!text.StartsWith('$'))
        {
            return null;
        }

        var path = new JsonPath();
        var at = 1;
        while (at < text.Length)
        {
            if (Step.Match(text, at) is not { Success: true } step)
            {
                return null;
            }

            path._steps.Add(step.Groups["index"] is { Success: true } index
                ? (null, int.Parse(index.ValueSpan, CultureInfo.InvariantCulture))
                : (step.Groups["quoted"] is { Success: true } quoted ? quoted.Value : step.Groups["name"].Value, 0));
            at += step.Length;
        }

        return path;
    }

    /// <summary>Returns what stands there; null where nothing does.</summary>
    public JsonNode? In(JsonNode? json)
    {
        foreach (var (name, index) in _steps)
        {
            json = name is not null ? (json as JsonObject)?[name]
                : json is JsonArray array && index < array.Count ? array[index] : null;
        }

        return json;
    }
}
