namespace Plan86.Transform.Reading;

/// <summary>
/// Bounds what one file may cost, whatever its headers claim: bytes after unpacking, and cells kept in memory.
/// </summary>
internal sealed class ReadingBudget
{
    private readonly Counter _cells;
    private long _bytes;

    public ReadingBudget(long maxBytes, int maxCells)
        : this(maxBytes, new Counter { Left = maxCells })
    {
    }

    private ReadingBudget(long maxBytes, Counter cells) => (MaxBytes, _cells) = (maxBytes, cells);

    public long MaxBytes { get; }

    public int CellsLeft => _cells.Left;

    public void Cell()
    {
        if (--_cells.Left < 0)
        {
            throw new OverBudgetException();
        }
    }

    /// <summary>For a part of the file: bytes of its own, the cells of the whole.</summary>
    public ReadingBudget Part(long? maxBytes = null) => new(maxBytes ?? MaxBytes, _cells);

    /// <summary>A stream that throws <see cref="OverBudgetException"/> once too much has come out of it.</summary>
    public Stream Count(Stream unpacked) => new CountingStream(unpacked, this);

    /// <summary>The same for markup, which must open an element every few megabytes: an attribute or text without
    /// end would be held whole by whoever parses it.</summary>
    public Stream CountMarkup(Stream unpacked) => new CountingStream(unpacked, this) { IsMarkup = true };

    private void Bytes(int read)
    {
        _bytes += read;
        if (_bytes > MaxBytes)
        {
            throw new OverBudgetException();
        }
    }

    private sealed class Counter
    {
        public int Left { get; set; }
    }

    private sealed class CountingStream(Stream inner, ReadingBudget budget) : Stream
    {
        private const int LongestElement = 4 << 20;
        private int _sinceElement;

        public bool IsMarkup { get; init; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            budget.Bytes(read);
            if (IsMarkup)
            {
                var last = buffer[..read].LastIndexOf((byte)'<');
                _sinceElement = last < 0 ? _sinceElement + read : read - last;
                if (_sinceElement > LongestElement)
                {
                    throw new OverBudgetException();
                }
            }

            return read;
        }

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
}

/// <summary>Thrown inside the reader only; its door turns it into a <see cref="Problem"/>.</summary>
internal sealed class OverBudgetException : Exception;
