using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Plan86.Transform;
using Plan86.Transform.Meaning;

namespace Plan86.Ingest;

/// <summary>How a publication day was found.</summary>
internal enum PublishedBy
{
    FileName,

    /// <summary>A part of the answer, a header, the link or the page that led to it.</summary>
    Answer,
    LastModified,
    Received,
}

/// <summary>How an answer was asked for. No secret stands in it: its templates show their names.</summary>
/// <param name="Url">As asked, <c>{secret:NAME}</c> where a secret stood.</param>
/// <param name="FinalUrl">After redirects.</param>
/// <param name="Attempts">How many were made, the last included.</param>
/// <param name="Headers">Some of the answer's.</param>
internal sealed record PulledBy(
    string Method, string Url, string FinalUrl, int Status, int Attempts, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The period that was asked for.</summary>
    public string? Period { get; init; }

    /// <summary>The page on which the link stood.</summary>
    public string? FoundOn { get; init; }

    public string? LinkText { get; init; }

    /// <summary>SHA-256 of what was sent, kept beside as <c>request.json</c>.</summary>
    public string? BodySha256 { get; init; }

    /// <summary>The publication day that the answer, a header, the link or its page states.</summary>
    public DateOnly? PublishedOn { get; init; }
}

/// <summary>One way some bytes came: there is one per (hash, source, name), and once written it stays as it is.</summary>
/// <param name="From">Where from; see <see cref="Delivery.From"/>.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ModifiedAt">When the dropped file was last changed: an unchanged one need not be hashed again.</param>
/// <param name="LastModified">As the server said.</param>
internal sealed record Receipt(
    string Source,
    string FileName,
    DateTimeOffset ReceivedAt,
    string From,
    long Size,
    DateTimeOffset? ModifiedAt,
    [property: JsonPropertyName("etag")] string? ETag,
    DateTimeOffset? LastModified,
    DateOnly PublishedOn,
    PublishedBy PublishedBy)
{
    /// <summary>Null for what was dropped.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PulledBy? Pulled { get; init; }

    internal static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        // People open these files: Vietnamese names stay legible. They are never put into a page.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
    };

    internal static string NameOf(string source, string fileName) =>
        $"receipt-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{source}\n{fileName}")))[..16]}.json";

    /// <summary>
    /// The publication day by what <paramref name="source"/> says now: a pattern mended later holds for what was
    /// landed before. Without the source, what was found on arrival stands.
    /// </summary>
    internal DateOnly PublishedFor(Source? source) =>
        source is null ? PublishedOn : Publication(source, FileName, Pulled?.PublishedOn, LastModified, ReceivedAt).On;

    internal static (DateOnly On, PublishedBy By) Publication(
        Source source, string fileName, DateOnly? stated, DateTimeOffset? lastModified, DateTimeOffset receivedAt)
    {
        var received = Cron.DayOf(receivedAt);
        if (InName(source.PublishedOnInFileName, fileName) is { } named)
        {
            return (named, PublishedBy.FileName);
        }

        if (stated <= received)
        {
            return (stated.Value, PublishedBy.Answer);
        }

        // A server whose clock runs ahead has published nothing in the future.
        return lastModified is { } modified && Cron.DayOf(modified) <= received
            ? (Cron.DayOf(modified), PublishedBy.LastModified)
            : (received, PublishedBy.Received);
    }

    private static DateOnly? InName(Regex? pattern, string fileName)
    {
        if (pattern is null)
        {
            return null;
        }
        Match match;
        try
        {
            // Names from a Mac come decomposed; patterns are written composed.
            match = pattern.Match(fileName.Normalize(NormalizationForm.FormC));
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
        if (!match.Success || Number("year") is not (>= 1 and <= 9999 and var year)
            || Number("month") is not (>= 1 and <= 12 and var month))
        {
            return null;
        }
        year = year < 100 ? 2000 + year : year;
        var days = DateTime.DaysInMonth(year, month);
        return match.Groups["day"].Success
            ? Number("day") is >= 1 and var day && day <= days ? new DateOnly(year, month, day) : null
            : new DateOnly(year, month, days);

        int? Number(string group) =>
            int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
                ? n : null;
    }
}
