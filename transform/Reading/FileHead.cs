using System.IO.Compression;
using System.Text;

namespace Plan86.Transform.Reading;

/// <summary>What is known of a file before it is read: its first bytes, and of a ZIP the names inside.</summary>
internal sealed class FileHead : IDisposable
{
    private const int Sample = 1 << 14;
    private readonly byte[] _bytes = new byte[Sample];
    private readonly int _length;
    private readonly Lazy<ZipArchive> _zip;
    private readonly Lazy<string> _text;

    /// <param name="bytes">Seekable; closed with the head.</param>
    public FileHead(Stream bytes)
    {
        Stream = bytes;
        _length = bytes.ReadAtLeast(_bytes, Sample, throwOnEndOfStream: false);
        bytes.Position = 0;
        _zip = new(() => new ZipArchive(bytes, ZipArchiveMode.Read, leaveOpen: true));
        _text = new(Decode);
    }

    public Stream Stream { get; }

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>The sample is the whole file.</summary>
    public bool IsWhole => _length < Sample;

    public bool IsZip => Bytes.StartsWith("PK\x03\x04"u8) || Bytes.StartsWith("PK\x05\x06"u8);

    /// <summary>Of a file that <see cref="IsZip"/>; throws where its directory is damaged.</summary>
    public ZipArchive Zip => _zip.Value;

    /// <summary>The sample as text: two bytes a letter where it looks so, else a letter for each byte.</summary>
    public string Text => _text.Value;

    public void Dispose()
    {
        if (_zip.IsValueCreated)
        {
            _zip.Value.Dispose();
        }

        Stream.Dispose();
    }

    private string Decode()
    {
        var head = Bytes;
        var encoding = head switch
        {
            [0xFF, 0xFE, 0, 0, ..] => Encoding.UTF32,
            [0xFF, 0xFE, ..] or [not 0, 0, not 0, 0, ..] => Encoding.Unicode,
            [0xFE, 0xFF, ..] or [0, not 0, 0, not 0, ..] => Encoding.BigEndianUnicode,
            _ => Encoding.Latin1,
        };
        while (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            head = head[3..];
        }

        return encoding.GetString(head).TrimStart('\uFEFF');
    }
}
