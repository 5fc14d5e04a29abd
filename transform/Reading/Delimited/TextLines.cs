using System.Buffers;
using System.Text;

namespace Plan86.Transform.Reading.Delimited;

/// <summary>
/// The lines of a text, one at a time without an object for each; those ahead can be looked at, which makes strings of
/// them. A line end is LF, CR LF or CR. What DOS and interrupted copies leave at the end (0x1A, NUL) is no text.
/// </summary>
internal sealed class TextLines : IDisposable
{
    /// <summary>A line longer than this many characters is a fault, not a reason to take all memory.</summary>
    public const int Longest = 1 << 24;

    private static readonly SearchValues<char> Ends = SearchValues.Create('\r', '\n');

    private readonly TextReader _text;
    private readonly bool _normalises;
    private readonly Queue<string> _ahead = new();
    private char[] _buffer = new char[1 << 16];
    private string? _taken;
    private int _start;
    private int _length;
    private int _filled;
    private int _next;
    private bool _atEnd;

    public TextLines(TextReader text, Encoding encoding)
    {
        _text = text;

        // What windows-1258 spells with two characters is one letter.
        _normalises = encoding.CodePage == TextEncoding.Windows1258;
    }

    /// <summary>Physical line the current one is, from 1; 0 before the first.</summary>
    public int Number { get; private set; }

    /// <summary>Why reading ended early; null when all is read.</summary>
    public string? Fault { get; private set; }

    /// <summary>The current line without its end; valid until the next call.</summary>
    public ReadOnlySpan<char> Current => _taken is null ? _buffer.AsSpan(_start, _length) : _taken;

    public string Text => _taken ??= new string(_buffer, _start, _length);

    /// <summary>Goes on to the next line; false at the end.</summary>
    public bool Read()
    {
        _taken = null;
        if (_ahead.TryDequeue(out var line))
        {
            _taken = line;
        }
        else if (!Next())
        {
            return false;
        }
        else if (_normalises)
        {
            _taken = new string(_buffer, _start, _length).Normalize();
        }

        Number++;
        return true;
    }

    /// <summary>Returns up to this many of the lines that follow, fewer at the end.</summary>
    public IReadOnlyList<string> Peek(int count)
    {
        if (_ahead.Count < count)
        {
            // The buffer is about to move under the current line.
            _ = _taken ?? (Number > 0 ? Text : "");
            while (_ahead.Count < count && Next())
            {
                var line = new string(_buffer, _start, _length);
                _ahead.Enqueue(_normalises ? line.Normalize() : line);
            }
        }

        return [.. _ahead.Take(count)];
    }

    public void Dispose() => _text.Dispose();

    private bool Next()
    {
        var from = _next;
        while (true)
        {
            var end = _buffer.AsSpan(from, _filled - from).IndexOfAny(Ends);
            if (end >= 0 && (_buffer[from + end] == '\n' || from + end + 1 < _filled || _atEnd))
            {
                end += from;
                (_start, _length) = (_next, end - _next);
                _next = end + (_buffer[end] == '\r' && end + 1 < _filled && _buffer[end + 1] == '\n' ? 2 : 1);
                Trim();
                return true;
            }

            if (_atEnd)
            {
                (_start, _length, _next) = (_next, _filled - _next, _filled);
                Trim();
                return _length > 0;
            }

            var searched = (end >= 0 ? from + end : _filled) - _next;
            if (!Fill())
            {
                return false;
            }

            from = _next + searched;
        }
    }

    /// <summary>Control characters that stand where the text has ended.</summary>
    private void Trim()
    {
        while (_length > 0 && _buffer[_start + _length - 1] is '\0' or '\u001A')
        {
            _length--;
        }
    }

    /// <summary>More text behind what is not used yet; false, with a fault, where that is no line any more.</summary>
    private bool Fill()
    {
        var rest = _filled - _next;
        if (rest == _buffer.Length)
        {
            if (rest >= Longest)
            {
                Fault = $"> {Longest}";
                (_next, _filled, _atEnd) = (0, 0, true);
                return false;
            }

            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        if (_next > 0)
        {
            _buffer.AsSpan(_next, rest).CopyTo(_buffer);
        }

        (_next, _filled) = (0, rest);
        var read = _text.Read(_buffer, _filled, _buffer.Length - _filled);
        _filled += read;
        _atEnd = read == 0;
        return true;
    }
}
