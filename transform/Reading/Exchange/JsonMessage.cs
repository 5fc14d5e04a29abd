using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Plan86.Transform.Reading.Delimited;

namespace Plan86.Transform.Reading.Exchange;

/// <summary>
/// JSON of bounded size, depth and number of tokens. Its bulk, the part that grows with the figures, is not parsed with
/// the rest but walked once, value by value: parsed, a figure would cost a hundred bytes.
/// </summary>
internal sealed class JsonMessage : IDisposable
{
    // A parsed token costs 12 bytes: what is parsed at once stays within 150 MB.
    private const int MaxBytes = 64 << 20;
    private const int MaxTokens = 6_000_000;
    private const int MaxDepth = 64;
    private const char Mark = '\0';

    private static readonly JsonReaderOptions Lenient = new()
    {
        MaxDepth = MaxDepth,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    private readonly ReadOnlyMemory<byte> _text;
    private readonly List<Range> _bulks;
    private readonly JsonDocument _rest;

    private JsonMessage(ReadOnlyMemory<byte> text, CancellationToken ct)
    {
        _text = text;
        _bulks = Bulks(text.Span, ct);
        _rest = JsonDocument.Parse(Rest(), new JsonDocumentOptions
        {
            MaxDepth = MaxDepth,
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Skip,
        });
    }

    public JsonElement Root => _rest.RootElement;

    /// <summary>The message, or null with a problem that says where it breaks off.</summary>
    public static JsonMessage? Load(Stream bytes, ReadingContext reading)
    {
        if (bytes.Length > MaxBytes)
        {
            throw new OverBudgetException();
        }

        var encoding = TextEncoding.Detect(bytes, reading.Cancellation);
        bytes.Position = 0;
        var text = new byte[bytes.Length];
        reading.Budget.Count(bytes).ReadExactly(text);
        if (encoding is not UTF8Encoding)
        {
            text = Encoding.UTF8.GetBytes(encoding.GetString(text).TrimStart('\uFEFF'));
        }

        try
        {
            return new JsonMessage(WithoutBareWords(Trimmed(text)), reading.Cancellation);
        }
        catch (JsonException fault)
        {
            reading.Report(
                ExchangeProblems.Malformed(Place.OfLine((fault.LineNumber ?? 0) + 1), fault.Message, "JSON"));
            return null;
        }
    }

    /// <summary>Some servers end their answer with a NUL, as their strings in memory do.</summary>
    private static ReadOnlyMemory<byte> Trimmed(ReadOnlyMemory<byte> text)
    {
        while (text.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            text = text[3..];
        }

        return text[..text.Span.TrimEnd("\0\x1A \t\r\n"u8).Length];
    }

    /// <summary>NaN and Infinity, which JSON has no words for and some programs write all the same, are missing.</summary>
    private static ReadOnlyMemory<byte> WithoutBareWords(ReadOnlyMemory<byte> text)
    {
        var span = text.Span;
        if (span.IndexOf("NaN"u8) < 0 && span.IndexOf("Infinity"u8) < 0)
        {
            return text;
        }

        var (result, from, quoted) = (new ArrayBufferWriter<byte>(span.Length + 64), 0, false);
        for (var at = 0; at < span.Length; at++)
        {
            if (span[at] == '\\')
            {
                at++;
            }
            else if (span[at] == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && BareWord(span[at..]) is > 0 and var length)
            {
                result.Write(span[from..at]);
                result.Write("null"u8);
                at += length - 1;
                from = at + 1;
            }
        }

        result.Write(span[from..]);
        return result.WrittenMemory;
    }

    private static int BareWord(ReadOnlySpan<byte> text) =>
        text.StartsWith("NaN"u8) ? 3
        : text.StartsWith("Infinity"u8) ? 8
        : text.StartsWith("-Infinity"u8) ? 9
        : text.StartsWith("-NaN"u8) ? 4
        : 0;

    /// <summary>An array, be it bulk.</summary>
    public bool IsArray(JsonElement? json) =>
        json is { ValueKind: JsonValueKind.Array } || BulkOf(json) is { } bulk && _text.Span[_bulks[bulk].Start] == '[';

    public IEnumerable<JsonElement> Items(JsonElement? json) =>
        BulkOf(json) is { } bulk ? Walk(bulk).Select(item => item.Value) : JsonText.Items(json);

    public IEnumerable<(string Name, JsonElement Value)> Members(JsonElement? json) =>
        BulkOf(json) is { } bulk ? Walk(bulk) : JsonText.Members(json).Select(member => (member.Name, member.Value));

    public void Dispose() => _rest.Dispose();

    /// <summary>Where the records of PX-Web and the series or observations of SDMX stand.</summary>
    private static List<Range> Bulks(ReadOnlySpan<byte> text, CancellationToken ct)
    {
        var bulks = new List<Range>();
        var reader = new Utf8JsonReader(text, Lenient);
        var names = new string[MaxDepth + 1];
        var (tokens, start, startDepth, startTokens) = (0, 0, -1, 0);
        for (var read = 0; reader.Read(); read++)
        {
            if (read % 65_536 == 0)
            {
                ct.ThrowIfCancellationRequested();
            }

            tokens++;
            var depth = reader.CurrentDepth;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName when startDepth < 0:
                    names[depth] = reader.ValueSpan.Length <= 12 ? Encoding.UTF8.GetString(reader.ValueSpan) : "";
                    break;
                case JsonTokenType.StartArray when startDepth < 0 && depth == 1 && names[1] == "data":
                case JsonTokenType.StartObject when startDepth < 0 && depth > 2 && names[depth] is "series" or "observations"
                    && names[depth - 2] == "dataSets":
                    (start, startDepth, startTokens) = ((int)reader.TokenStartIndex, depth, tokens);
                    break;
                case JsonTokenType.EndArray or JsonTokenType.EndObject when depth == startDepth:
                    bulks.Add(new Range(start, (int)reader.BytesConsumed));
                    (startDepth, tokens) = (-1, startTokens);
                    break;
            }

            if (startDepth < 0 && tokens > MaxTokens)
            {
                throw new OverBudgetException();
            }
        }

        return bulks;
    }

    /// <summary>The message with a mark in place of each bulk.</summary>
    private ReadOnlyMemory<byte> Rest()
    {
        var rest = new ArrayBufferWriter<byte>();
        var end = 0;
        for (var i = 0; i < _bulks.Count; i++)
        {
            rest.Write(_text.Span[end.._bulks[i].Start]);
            rest.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\"\\u0000{i}\"")));
            end = _bulks[i].End.Value;
        }

        rest.Write(_text.Span[end..]);
        return rest.WrittenMemory;
    }

    private int? BulkOf(JsonElement? json) =>
        json is { ValueKind: JsonValueKind.String } && JsonText.AsText(json) is [Mark, .. var index]
        && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var bulk) && bulk < _bulks.Count ? bulk : null;

    private IEnumerable<(string Name, JsonElement Value)> Walk(int bulk)
    {
        // Once: a message that itself wrote such marks would otherwise be walked as often as it has them.
        var text = _text[_bulks[bulk]];
        _bulks[bulk] = new Range(_bulks[bulk].Start, _bulks[bulk].Start);
        var state = new JsonReaderState(Lenient);
        while (Next(ref text, ref state, out var name, out var value))
        {
            yield return (name, value);
        }
    }

    /// <summary>The next value and, in an object, its name as it is written: keys of figures have no escapes.</summary>
    private static bool Next(ref ReadOnlyMemory<byte> text, ref JsonReaderState state, out string name, out JsonElement value)
    {
        var reader = new Utf8JsonReader(text.Span, isFinalBlock: true, state);
        (name, value) = ("", default);
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject))
        {
            if (reader.CurrentDepth == 0)
            {
                // The bracket that opens the bulk itself.
                continue;
            }

            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                name = Encoding.UTF8.GetString(reader.ValueSpan);
            }

            value = JsonElement.ParseValue(ref reader);
            (text, state) = (text[(int)reader.BytesConsumed..], reader.CurrentState);
            return true;
        }

        return false;
    }
}
