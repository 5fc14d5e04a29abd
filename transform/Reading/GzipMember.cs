using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Plan86.Transform.Reading;

/// <summary>The one file inside a gzip (RFC 1952); several members behind each other are that file in pieces.</summary>
internal static class GzipMember
{
    private const long LongestContent = 128L << 20;
    private const int LongestName = 1024;

    public static bool Is(FileHead head) => head.Bytes.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B, 0x08]);

    /// <summary>The name that the gzip itself gives, else the file's without <c>.gz</c>; and how to open it.</summary>
    public static IEnumerable<(string Name, Func<Stream> Open)> Of(Func<Stream> open, ReadingContext reading)
    {
        byte[] head;
        long limit;
        using (var bytes = open())
        {
            limit = Math.Min(LongestContent, ZipMembers.MostOf(bytes.Length));
            head = new byte[Math.Min(bytes.Length, 1 << 12)];
            bytes.ReadExactly(head);
        }

        byte[]? content = null;
        yield return (NameIn(head) is { Length: > 0 } name ? name : NameOf(reading.FileName),
            () => new MemoryStream(content ??= Unpack(open, limit, reading.Cancellation), writable: false));
    }

    private static byte[] Unpack(Func<Stream> open, long limit, CancellationToken ct)
    {
        var end = new byte[8];
        using var bytes = open();
        bytes.Seek(-Math.Min(end.Length, bytes.Length), SeekOrigin.End);
        bytes.ReadExactly(end);
        bytes.Position = 0;
        using var gzip = new GZipStream(bytes, CompressionMode.Decompress);
        using var content = new MemoryStream();
        var buffer = new byte[1 << 16];
        int read;
        while ((read = gzip.Read(buffer)) > 0)
        {
            ct.ThrowIfCancellationRequested();
            if (content.Length + read > limit)
            {
                throw new OverBudgetException();
            }

            content.Write(buffer, 0, read);
        }

        // The library is content with half a file. The last member says how long it is, and its checksum.
        var unpacked = content.ToArray();
        var length = BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(4));
        return length <= unpacked.Length
            && ZipMembers.Crc32(unpacked.AsSpan(unpacked.Length - (int)length)) == BinaryPrimitives.ReadUInt32LittleEndian(end)
            ? unpacked
            : throw new InvalidDataException("CRC-32");
    }

    /// <summary>The name in the first member's head, without a folder; empty where there is none.</summary>
    private static string NameIn(ReadOnlySpan<byte> head)
    {
        const int fixedPart = 10;
        if (head.Length < fixedPart || (head[3] & 8) == 0)
        {
            return "";
        }

        var rest = head[fixedPart..];
        if ((head[3] & 4) != 0)
        {
            // Extra fields stand between, their length before them.
            var length = rest.Length < 2 ? rest.Length : 2 + rest[0] + (rest[1] << 8);
            rest = rest[Math.Min(rest.Length, length)..];
        }

        var end = rest.IndexOf((byte)0);
        return end is <= 0 or > LongestName ? "" : NameOf(TextOf(rest[..end]));
    }

    // Latin-1 by the standard, UTF-8 by habit.
    private static string TextOf(ReadOnlySpan<byte> name)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(name);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(name);
        }
    }

    private static string NameOf(string path)
    {
        var name = path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
        name = ZipMembers.Printable(name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name);

        // Without a name it would pass for a file of its own, and an archive in it be opened.
        return name.Length > 0 ? name : "gzip";
    }
}
