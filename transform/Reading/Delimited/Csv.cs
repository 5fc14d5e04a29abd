using System.Globalization;
using Plan86.Transform.Reading.Layout;
using Sylvan.Data.Csv;

namespace Plan86.Transform.Reading.Delimited;

/// <summary>
/// Records of delimited text, one at a time and without an object per record. The only file that names the CSV library.
/// </summary>
internal sealed class CsvRecords : IFlatRecords, IDisposable
{
    /// <summary>A record longer than this many characters is a fault (an unclosed quote has swallowed the file), not a
    /// reason to take all memory.</summary>
    public const int LongestRecord = 1 << 24;

    private readonly CsvDataReader? reader;
    private readonly List<string> comments = [];
    private int nextLine = 1;

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
            reader = CsvDataReader.Create(text, new CsvDataReaderOptions
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
                    nextLine++;
                    comments.Add(comment.Trim());
                }),
            });
        }
        catch (Exception fault) when (IsBadData(fault))
        {
            Fault = fault.Message;
            Line = nextLine;
        }
    }

    /// <summary>Comments so far, without the <c>#</c>.</summary>
    public IReadOnlyList<string> Comments => comments;

    /// <summary>Physical line the current record begins on, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>Why reading ended early: a quote that never closes, a record too long. Null when all is read.</summary>
    public string? Fault { get; private set; }

    public int Count => reader!.RowFieldCount;

    /// <summary>The ZIP's member, or the part of a file, that is read; null for a file of its own.</summary>
    public string? Sheet { get; init; }

    /// <summary>The field in which a file with dimensions says where a figure stands; -1 where the line says it.</summary>
    public int RefField { get; init; } = -1;

    private string Ref => RefField >= 0 && RefField < Count ? this[RefField].ToString() : string.Create(CultureInfo.InvariantCulture, $"L{Line}");

    /// <summary>A field of the current record, unquoted; valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<char> this[int field] => reader!.GetFieldSpan(field);

    public bool Read()
    {
        try
        {
            if (reader is null || !reader.Read())
            {
                return false;
            }
        }
        catch (Exception fault) when (IsBadData(fault))
        {
            Fault = fault.Message;
            Line = nextLine;
            return false;
        }

        Line = nextLine;
        var record = reader.GetRawRecordSpan();
        var ends = record.Count('\n');
        nextLine += Math.Max(1, ends > 0 ? ends : record.Count('\r'));
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

    public string? AddressOf(int field) => RefField >= 0 || Sheet is not null ? Ref : null;

    public string Place(string column, int field) =>
        $"{Sheet}{(Sheet is null ? "" : "!")}{Ref}{(column.Length > 0 ? ":" : "")}{column}";

    public void Dispose() => reader?.Dispose();

    private static bool IsBadData(Exception fault) =>
        fault is CsvFormatException or CsvRecordTooLargeException or System.Text.DecoderFallbackException;
}
