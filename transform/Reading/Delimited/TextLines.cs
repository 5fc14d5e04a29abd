using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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

    /// <summary>A part of the current line.</summary>
    public ReadOnlySpan<char> Part(int start, int length) =>
        _taken is null ? _buffer.AsSpan(_start + start, length) : _taken.AsSpan(start, length);

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

    /// <summary>
    /// Goes on to the next line if it stands in the buffer and has no quote, and cuts it at its delimiters; else false,
    /// with nothing read. Of a large file nearly every line comes this way: sixteen characters are looked at in one step.
    /// </summary>
    /// <param name="cuts">Where each field begins in the line, its length, the blanks before it.</param>
    public bool TryCut(in LineMarks marks, ref (int Start, int Length, int Indent)[] cuts, out int count)
    {
        count = 0;
        if (_ahead.Count > 0 || _normalises || _next >= _filled || (marks.HasComments && _buffer[_next] == '#'))
        {
            return false;
        }

        var (line, begin, at) = (_next, _next, _next);
        for (; at + LineMarks.Step <= _filled; at += LineMarks.Step)
        {
            for (var hits = marks.In(_buffer.AsSpan(at, LineMarks.Step)); hits != 0; hits &= hits - 1)
            {
                var here = at + BitOperations.TrailingZeroCount(hits);
                var mark = _buffer[here];
                if (mark == marks.Delimiter)
                {
                    Cut(line, begin, here, ref cuts, count++);
                    begin = here + 1;
                }
                else if (mark is '\n' or '\r')
                {
                    return End(line, begin, here, ref cuts, ref count);
                }
                else
                {
                    return false;
                }
            }
        }

        // What is left of the buffer is read with more behind it.
        return false;
    }

    private bool End(int line, int begin, int end, ref (int Start, int Length, int Indent)[] cuts, ref int count)
    {
        if ((end > line && _buffer[end - 1] < ' ' && _buffer[end - 1] != '\t') || (_buffer[end] == '\r' && end + 1 >= _filled))
        {
            return false;
        }

        Cut(line, begin, end, ref cuts, count++);
        (_taken, _start, _length) = (null, line, end - line);
        _next = end + (_buffer[end] == '\r' && _buffer[end + 1] == '\n' ? 2 : 1);
        Number++;
        return true;
    }

    private void Cut(int line, int begin, int end, ref (int Start, int Length, int Indent)[] cuts, int count)
    {
        if (count == cuts.Length)
        {
            Array.Resize(ref cuts, 2 * count);
        }

        var (from, to) = (begin, end);
        while (from < to && IsBlank(_buffer[from]))
        {
            from++;
        }

        while (to > from && IsBlank(_buffer[to - 1]))
        {
            to--;
        }

        cuts[count] = (from - line, to - from, from - begin);
    }

    private static bool IsBlank(char character) => character is <= ' ' or >= '\u0085' && char.IsWhiteSpace(character);

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

/// <summary>The characters at which a line is cut, or at which it must be read with care.</summary>
internal readonly struct LineMarks(Dialect dialect, bool hasComments)
{
    /// <summary>Characters looked at in one step.</summary>
    public const int Step = 16;

    private readonly Vector256<ushort> _delimiter = Vector256.Create((ushort)dialect.Delimiter[0]);
    private readonly Vector256<ushort> _quote = Vector256.Create((ushort)dialect.Quote);
    private readonly Vector256<ushort> _other = Vector256.Create((ushort)dialect.OtherQuote);
    private readonly Vector256<ushort> _feed = Vector256.Create((ushort)'\n');
    private readonly Vector256<ushort> _return = Vector256.Create((ushort)'\r');

    public char Delimiter { get; } = dialect.Delimiter[0];

    public bool HasComments { get; } = hasComments;

    /// <summary>Returns a bit for each of the characters that is a mark.</summary>
    public uint In(ReadOnlySpan<char> characters)
    {
        var text = Vector256.Create(MemoryMarshal.Cast<char, ushort>(characters));
        return (Vector256.Equals(text, _delimiter) | Vector256.Equals(text, _feed) | Vector256.Equals(text, _return)
            | Vector256.Equals(text, _quote) | Vector256.Equals(text, _other)).ExtractMostSignificantBits();
    }
}
