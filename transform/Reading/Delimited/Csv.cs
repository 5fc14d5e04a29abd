using Sylvan.Data.Csv;

namespace Plan86.Transform.Reading.Delimited;

/// <summary>
/// Records of delimited text, one at a time and without an object per record. The only file that names the CSV library.
/// </summary>
internal sealed class CsvRecords : IDisposable
{
    /// <summary>A record longer than this many characters is a fault (an unclosed quote has swallowed the file), not a
    /// reason to take all memory.</summary>
    public const int LongestRecord = 1 << 24;

    private readonly CsvDataReader? _reader;
    private readonly List<string> _comments = [];
    private int _nextLine = 1;

    /// <summary>RFC 4180; lines that begin with <c>#</c> are comments.</summary>
    public CsvRecords(TextReader text, char delimiter)
        : this(text, delimiter, '"', '"', isLax: false)
    {
    }

    /// <param name="isLax">Quotes in odd places are taken as they stand, and <c>#</c> may begin a label.</param>
    public CsvRecords(TextReader text, char delimiter, char quote, char escape, bool isLax)
    {
        try
        {
            _reader = CsvDataReader.Create(text, new CsvDataReaderOptions
            {
                Delimiter = delimiter,
                HasHeaders = false,
                Quote = quote,
                Escape = escape,
                CsvStyle = isLax ? CsvStyle.Lax : CsvStyle.Standard,
                ResultSetMode = ResultSetMode.SingleResult,
                Comment = isLax ? '\0' : '#',
                BufferSize = 1 << 15,
                MaxBufferSize = LongestRecord,
                CommentHandler = (Action<string>)(comment =>
                {
                    _nextLine++;
                    _comments.Add(comment.Trim());
                }),
            });
        }
        catch (Exception fault) when (IsBadData(fault))
        {
            Fault = fault.Message;
            Line = _nextLine;
        }
    }

    /// <summary>Comments so far, without the <c>#</c>.</summary>
    public IReadOnlyList<string> Comments => _comments;

    /// <summary>Physical line the current record begins on, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>Why reading ended early: a quote that never closes, a record too long. Null when all is read.</summary>
    public string? Fault { get; private set; }

    public int Count => _reader!.RowFieldCount;

    /// <summary>A field of the current record, unquoted; valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<char> this[int field] => _reader!.GetFieldSpan(field);

    public bool Read()
    {
        try
        {
            if (_reader is null || !_reader.Read())
            {
                return false;
            }
        }
        catch (Exception fault) when (IsBadData(fault))
        {
            Fault = fault.Message;
            Line = _nextLine;
            return false;
        }

        Line = _nextLine;
        var record = _reader.GetRawRecordSpan();
        var ends = record.Count('\n');
        _nextLine += Math.Max(1, ends > 0 ? ends : record.Count('\r'));
        return true;
    }

    public string[] ToArray()
    {
        var fields = new string[Count];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = this[i].ToString();
        }

        return fields;
    }

    public void Dispose() => _reader?.Dispose();

    private static bool IsBadData(Exception fault) =>
        fault is CsvFormatException or CsvRecordTooLargeException or System.Text.DecoderFallbackException;
}
