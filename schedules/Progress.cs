using System.Globalization;
using Plan86.Transform;

namespace Plan86.Schedules;

/// <summary>Says on standard error how far long work has come: one line that renews itself, on a terminal only.</summary>
internal sealed class Progress(TextWriter terminal, bool isTerminal)
{
    /// <summary>Bytes.</summary>
    private const long LongRead = 20_000_000;

    private readonly Lock _gate = new();
    private int _width;

    public static Progress OnStandardError() => new(Console.Error, !Console.IsErrorRedirected);

    public void Say(string vi, string en, int done = 0, int total = 0)
    {
        if (!isTerminal)
        {
            return;
        }

        lock (_gate)
        {
            var text = total == 0
                ? $"{vi} / {en} …"
                : string.Create(CultureInfo.InvariantCulture, $"{Bar(done, total)} {done}/{total}  {vi} / {en}");
            terminal.Write("\r" + text.PadRight(_width));
            _width = text.Length;
        }
    }

    /// <summary>The same extract; one that takes long to read shows how far reading has come.</summary>
    public Extract Watch(Extract extract) =>
        isTerminal && extract.Length > LongRead ? extract with { Open = () => new Watched(extract.Open(), extract, this) } : extract;

    /// <summary>Leaves a clean line behind.</summary>
    public void Done()
    {
        if (isTerminal && _width > 0)
        {
            terminal.Write("\r" + new string(' ', _width) + "\r");
            _width = 0;
        }
    }

    private static string Bar(int done, int total)
    {
        const int Length = 24;
        var full = Length * done / total;
        return "[" + new string('#', full) + new string('.', Length - full) + "]";
    }

    /// <summary>Passes everything on and says at each percent where it is.</summary>
    private sealed class Watched(Stream inner, Extract extract, Progress progress) : Stream
    {
        private int _told = -1;

        public override bool CanRead => true;

        public override bool CanSeek => inner.CanSeek;

        public override bool CanWrite => false;

        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => inner.Position = value;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            var percent = (int)(100 * inner.Position / Math.Max(1, extract.Length));
            if (percent != _told)
            {
                _told = percent;
                progress.Say($"Đọc {extract.FileName}, %", "Reading, %", percent, 100);
            }

            return read;
        }

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

        public override void Flush() => inner.Flush();

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
