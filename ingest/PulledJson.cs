using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plan86.Ingest;

/// <summary>JSON as servers send it: with a mark of its encoding before it, with NUL bytes behind it.</summary>
internal static class PulledJson
{
    /// <summary>Returns what the bytes say; null for the JSON <c>null</c>.</summary>
    /// <exception cref="JsonException">They are no JSON.</exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        return JsonNode.Parse(bytes.TrimEnd((byte)0));
    }

    /// <summary>Returns what the bytes say; null where they are no JSON.</summary>
    public static JsonNode? TryParse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Parse(bytes);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
