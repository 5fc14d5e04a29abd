using System.Buffers.Binary;

namespace Plan86.Ingest;

/// <summary>
/// Reads through and keeps the last four bytes. In a gzip member (RFC 1952, 2.3.1) they are ISIZE, the unpacked length
/// modulo 2^32: .NET takes a member that breaks off for one that ends, so only this tells. Of several members behind each other
/// it is the length of the last.
/// </summary>
internal sealed class Tail(Stream inner) : Stream
{
    private uint _last;
    private uint _window;
    private int _heads;

    internal bool Announces(long unpacked) => _last == unchecked((uint)unpacked) || (_heads > 1 && _last <= unpacked);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        CountHeads(buffer.Span[..read]);
        if (read >= sizeof(uint))
        {
            _last = BinaryPrimitives.ReadUInt32LittleEndian(buffer.Span[(read - sizeof(uint))..read]);
        }
        else
        {
            foreach (var b in buffer.Span[..read])
            {
                _last = (_last >> 8) | ((uint)b << 24);
            }
        }
        return read;
    }

    /// <summary>Counts what looks like the beginning of a member: its magic number, then deflate.</summary>
    private void CountHeads(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            _window = (_window << 8) | b;
            _heads += (_window & 0xFF_FFFF) == 0x1F_8B08 ? 1 : 0;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }
        base.Dispose(disposing);
    }
}
