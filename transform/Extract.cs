using System.Security.Cryptography;
using System.Text;

namespace Plan86.Transform;

/// <summary>One landed file: immutable bytes, named by their hash, and where they came from.</summary>
/// <param name="Id">SHA-256 of the bytes, 64 lower-case hexadecimal digits; of bytes that several sources pulled <see cref="IdFor"/> of all
/// but one.</param>
/// <param name="Source">Name of the source it was delivered for.</param>
/// <param name="FileName">The name it was delivered under, without a folder.</param>
/// <param name="PublishedOn">Publication day by name, <c>Last-Modified</c> or first receipt; the content may know better.</param>
/// <param name="ReceivedAt">When the latest receipt was written, UTC: decides only between extracts of one publication day.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Open">Opens the bytes from the start; seekable, may be called again.</param>
public sealed record Extract(
    string Id,
    string Source,
    string FileName,
    DateOnly PublishedOn,
    DateTimeOffset ReceivedAt,
    long Length,
    Func<Stream> Open)
{
    /// <summary>SHA-256 of the bytes: the name of their folder.</summary>
    public string Landed { get; init; } = Id;

    /// <summary>Returns what identifies bytes that another source has pulled too, for this source.</summary>
    public static string IdFor(string landed, string source) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{landed}\n{source}")));

    /// <summary>Where it came from: an address, or a place in the inbox.</summary>
    public string From { get; init; } = "";

    /// <summary>The page on which its address stood; null where there was none.</summary>
    public string? FoundOn { get; init; }

    /// <summary>Null unless it was taken back: then it is kept, and nothing of it counts.</summary>
    public Withdrawal? Withdrawn { get; init; }
}

/// <summary>A landed file taken back.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Why">In the words of whoever did it.</param>
public sealed record Withdrawal(DateTimeOffset At, string Why);
