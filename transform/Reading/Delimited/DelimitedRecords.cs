using System.Globalization;
using System.Text;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Reading.Delimited;

/// <summary>
/// The records of a delimited text, one at a time. A line without quotes that has the common width (of a large file nearly
/// every one) is cut where it stands, without an object; any other is taken apart character by character, joined with
/// those below where a quote goes on, and mended where that is plain.
/// </summary>
internal sealed class DelimitedRecords : IFlatRecords, IDisposable
{
    private const int SampleLines = 500;

    // Enough lines below to see that they are a table of their own.
    private const int AnotherTable = 20;

    // Of more quotes left open than this each is a character.
    private const int MostOpen = 1_000;

    private readonly TextLines _lines;
    private LineMarks _marks;
    private readonly List<string> _comments = [];
    private readonly bool _repairs;
    private Dialect _dialect;
    private ColumnShape[] _columns;
    private RecordRepair _repair;
    private RecordRoles? _roles;
    private (int Start, int Length, int Indent)[] _cuts = new (int, int, int)[16];
    private List<string>? _fields;
    private string? _joined;
    private int _count;
    private int _open;
    private int _joinable = 50_000_000;
    private bool _isFirst = true;
    private readonly bool _isEvident = true;
    private bool _hasRecords;
    private bool _afterBlank;

    private DelimitedRecords(TextLines lines, Dialect dialect, ColumnShape[] columns, bool hasComments, bool repairs)
    {
        (_lines, _dialect, _columns, HasComments, _repairs) = (lines, dialect, columns, hasComments, repairs);
        _marks = new LineMarks(dialect, hasComments);
        _repair = NewRepair();
    }

    /// <summary>Opens a text: its dialect is what most of the first lines agree on.</summary>
    /// <param name="repairs">False where damage is only told.</param>
    public static DelimitedRecords Open(TextReader text, Encoding encoding, bool repairs, string? sheet = null)
    {
        var lines = new TextLines(text, encoding);
        var sample = lines.Peek(2 * SampleLines);
        var filled = sample.Where(line => !string.IsNullOrWhiteSpace(line)).Take(SampleLines).ToList();
        if (filled.Count == 0)
        {
            return new DelimitedRecords(lines, new Dialect(",", '"', Escaping.Doubled, 1), [], false, repairs) { Sheet = sheet };
        }

        // Comments part nothing: the dialect is that of the lines below them, where there are any.
        var others = filled.Where(line => !line.StartsWith('#')).ToList();
        var dialect = Dialect.Sniff(others.Count > 0 ? others : filled);
        var hasComments = others.Count > 0 && (2 * others.Count >= filled.Count || AreRemarksAbove(filled, others, dialect))
            && !IsNumberSign(filled, others, dialect);
        dialect = hasComments || others.Count == 0 || others.Count == filled.Count ? dialect : Dialect.Sniff(filled);
        var whole = filled.Count(line => Parse(line, dialect) is { IsOpen: false } read && read.Fields.Count == dialect.Width);
        var columns =
            ColumnShape.Of(Joined(hasComments ? [.. sample.Where(line => !line.StartsWith('#'))] : sample, dialect), dialect.Width);
        return new DelimitedRecords(lines, dialect, columns, hasComments, repairs)
        {
            Sheet = sheet,
            IsEvident = whole > 1,
            Damage = encoding.CodePage == Encoding.Latin1.CodePage ? null : TextDamage.Find(string.Join('\n', filled)),
        };
    }

    public Dialect Dialect => _dialect;

    public ColumnShape[] Columns => _columns;

    /// <summary>Lines that begin with <c>#</c> are remarks and no records.</summary>
    public bool HasComments { get; }

    /// <summary>Remarks so far, without the <c>#</c>.</summary>
    public IReadOnlyList<string> Comments => _comments;

    /// <summary>What became of the letters before the file was saved; null where they are whole.</summary>
    public Problem? Damage { get; private init; }

    /// <summary>How the roles of the columns judge a record; null while nobody knows them.</summary>
    public RecordRoles? Roles
    {
        get => _roles;
        set => _roles = _repair.Roles = value;
    }

    /// <summary>Called with each remark in its place: its line and text.</summary>
    public Action<int, string>? Remark { get; set; }

    public int Count => _fields?.Count ?? _count;

    public int Line { get; private set; }

    /// <summary>Counts records from 1, those too in which nothing stands.</summary>
    public int Number { get; private set; }

    public string? Fault => _lines.Fault;

    public string? Sheet { get; init; }

    public string? Member => Sheet;

    /// <summary>The record as it stands in the file, perhaps several lines.</summary>
    public string Original => _joined ?? _lines.Text;

    /// <summary>How the record was mended; null where it is as it stands.</summary>
    public Bilingual? Mended { get; private set; }

    /// <summary>The record is damaged and nothing says how it was meant.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>With this record a table of another width begins.</summary>
    public bool BeginsTable { get; private set; }

    /// <summary>More than one line is as the dialect has it: a mended figure is not all that speaks for it.</summary>
    private bool IsEvident
    {
        get => _isEvident;
        init => _isEvident = _repair.IsEvident = value;
    }

    public ReadOnlySpan<char> this[int field]
    {
        get
        {
            if (_fields is not null)
            {
                return _fields[field];
            }

            var (start, length, _) = _cuts[field];
            return _lines.Part(start, length);
        }
    }

    /// <summary>Returns how far a field is moved to the right: labels show so what they are part of.</summary>
    public int IndentOf(int field) =>
        _fields is null ? _cuts[field].Indent
        : field == 0 && Mended is null ? Original.Length - Original.AsSpan().TrimStart(' ').Length
        : 0;

    public bool Read()
    {
        (_fields, _joined, Mended, IsDamaged, BeginsTable) = (null, null, null, false, false);
        while (true)
        {
            var isCut = _dialect.IsPlain && _hasRecords && _lines.TryCut(_marks, ref _cuts, out _count);
            if (!isCut && !_lines.Read())
            {
                return false;
            }

            (Line, Number) = (_lines.Number, Number + 1);
            if (isCut && IsBlank)
            {
                _afterBlank = true;
            }
            else if (isCut && _count == _dialect.Width)
            {
                (_isFirst, _afterBlank) = (false, false);
                return true;
            }
            else if (!isCut && HasComments && _lines.Current is ['#', .. var remark])
            {
                var comment = remark.Trim().ToString();
                _comments.Add(comment);
                Remark?.Invoke(Line, comment);
                _afterBlank = false;
            }
            else if (ReadSlowly())
            {
                return true;
            }
        }
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

    public List<string> ToList() => _fields ?? [.. ToArray()];

    public string? AddressOf(int field) => null;

    public Place Place(string column, int field) => Transform.Place.OfLine(Line, column) with { Member = Sheet };

    public void Dispose() => _lines.Dispose();

    private RecordRepair NewRepair() => new(_dialect, _columns) { IsAllowed = _repairs, IsEvident = _isEvident, Roles = _roles };

    private string Address => string.Create(CultureInfo.InvariantCulture, $"L{Line}");

    /// <summary>A header whose first name is <c>#</c> numbers its records; so do most lines that begin with it.</summary>
    private static bool IsNumberSign(List<string> all, List<string> others, Dialect dialect) =>
        dialect.Width > 1 && dialect.Parse(all[0]).Fields is var first && first.Count == dialect.Width && first[0].Length > 0
            && first[0][0] == '#'
        && others.Exists(line => dialect.Parse(line).Fields.Count == dialect.Width);

    /// <summary>Few figures below many remarks: all remarks stand above the header, and none of them has its fields.</summary>
    private static bool AreRemarksAbove(List<string> all, List<string> others, Dialect dialect)
    {
        bool IsWhole(string line) => Parse(line, dialect) is { IsOpen: false } read && read.Fields.Count == dialect.Width;
        return dialect.Width > 2 && others.Count > 1 && others.TrueForAll(IsWhole)
            && all.Take(all.Count - others.Count).All(line => line.StartsWith('#') && !IsWhole(line));
    }

    /// <summary>The first records, every quote left open taken to go on below.</summary>
    private static IEnumerable<List<string>> Joined(IReadOnlyList<string> lines, Dialect dialect)
    {
        var budget = 2_000_000;
        var isFirst = true;
        for (var i = 0; i < lines.Count; i++)
        {
            var read = Parse(lines[i], dialect);
            if (read.IsOpen && dialect.Join(lines, i, ref budget) is { } joined && joined.Read.Fields.Count == dialect.Width)
            {
                read = joined.Read;
                i += joined.Lines - 1;
            }

            if (!read.IsOpen && !read.Fields.TrueForAll(string.IsNullOrWhiteSpace) && !HoldsHalfQuote(read, dialect.Quote))
            {
                // The first is the header, most likely, which says nothing about its columns; of few records each counts.
                if (!isFirst || lines.Count <= 3)
                {
                    yield return read.Fields;
                }

                isFirst &= read.Fields.Count != dialect.Width;
            }
        }
    }

    /// <summary>A line with a quote out of place says nothing about its columns.</summary>
    private static bool HoldsHalfQuote(ParsedRecord read, char quote) =>
        read.Quoted == 0 && read.Fields.Exists(field => field.AsSpan().Count(quote) % 2 == 1);

    private static ParsedRecord Parse(string line, Dialect dialect) =>
        dialect.IsWrapped && Dialect.Unwrap(line) is { } inside ? dialect.Parse(inside) : dialect.Parse(line);

    /// <summary>Nothing stands in any field of the line that was cut.</summary>
    private bool IsBlank
    {
        get
        {
            for (var i = 0; i < _count; i++)
            {
                if (_cuts[i].Length > 0)
                {
                    return false;
                }
            }

            return true;
        }
    }

    private bool ReadSlowly()
    {
        var line = _lines.Text;
        var read = Parse(line, _dialect);
        if (read.IsOpen && _open < MostOpen)
        {
            (line, read) = Join(line, read);
        }

        if (read.Fields.TrueForAll(string.IsNullOrWhiteSpace))
        {
            _afterBlank = true;
            return false;
        }

        if (_hasRecords && BeginsAnother(line, read) is { } another)
        {
            (_dialect, _columns, _isFirst, BeginsTable) = (another.Dialect, another.Columns, true, true);
            _repair = NewRepair();
            _marks = new LineMarks(_dialect, HasComments);
        }

        Take(line, read);
        _hasRecords |= _fields!.Count == _dialect.Width;
        (_isFirst, _afterBlank) = (false, false);
        return true;
    }

    private void Take(string line, ParsedRecord read)
    {
        _joined = line;
        if (_dialect.IsWrapped && Dialect.Unwrap(line) is not null)
        {
            Mended = Repairs.LineQuoted;
        }

        if (read.IsOpen || read.IsOdd || read.Fields.Count != _dialect.Width || _repair.HoldsQuote(read.Fields))
        {
            var mended = _repair.Mend(line, read, _isFirst);
            (_fields, Mended, IsDamaged) = (mended.Fields, mended.What ?? Mended, mended.IsDamaged);
        }
        else
        {
            _fields = read.Fields;
        }

        var bare = _repair.Bare(_fields, _isFirst);
        Mended ??= ReferenceEquals(bare, _fields) || bare.SequenceEqual(_fields) ? null : Repairs.QuotesOtherwise;
        _fields = bare;
    }

    /// <summary>The record that begins on this line, if one of the next lines closes its quote.</summary>
    private (string Line, ParsedRecord Read) Join(string line, ParsedRecord read)
    {
        List<string> lines = [line, .. _lines.Peek(AnotherTable)];
        if (_dialect.Join(lines, 0, ref _joinable) is not { } joined)
        {
            lines = [line, .. _lines.Peek(SampleLines / 5)];
            if (_dialect.Join(lines, 0, ref _joinable) is not { } longer)
            {
                _open++;
                return (line, read);
            }

            joined = longer;
        }

        if (joined.Read.Fields.Count != _dialect.Width || StandsAlone(lines, joined.Read.Fields))
        {
            _open++;
            return (line, read);
        }

        for (var i = 1; i < joined.Lines; i++)
        {
            _lines.Read();
        }

        return (joined.Text, joined.Read);
    }

    /// <summary>Whether the next line is a record of its own: then a quote left open is a stray one.</summary>
    private bool StandsAlone(List<string> lines, List<string> joined)
    {
        var next = _dialect.Parse(lines[1]);
        if (_dialect.Width == 1 || next.Fields.Count != _dialect.Width || next.IsOpen)
        {
            return false;
        }

        var gain = ColumnShape.Score(_columns, next.Fields, _dialect.Quote) - ColumnShape.Score(_columns, joined, _dialect.Quote);
        return gain > 0.5 || (gain > -0.5 && ReadsWhole(lines[0]));
    }

    /// <summary>Whether a line has the common width where one of its quotes is a character.</summary>
    private bool ReadsWhole(string line)
    {
        for (var field = 0; field < _dialect.Width; field++)
        {
            if (_dialect.Parse(line, field) is { IsOpen: false } read && read.Fields.Count == _dialect.Width)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The table of another width that begins with this record, told by the lines below it; null where none does.</summary>
    private (Dialect Dialect, ColumnShape[] Columns)? BeginsAnother(string line, ParsedRecord read)
    {
        var width = read.Fields.Count;
        if (width < 3 || width == _dialect.Width || read.IsOpen || _dialect.Delimiter is " " or ":" || _dialect.IsWrapped
            || Roles is not null)
        {
            return null;
        }

        var dialect = _dialect with { Width = width };
        var below = new List<List<string>>();
        foreach (var next in _lines.Peek(AnotherTable))
        {
            if (dialect.Parse(next) is not { IsOpen: false } record || record.Fields.Count != width)
            {
                break;
            }

            below.Add(record.Fields);
        }

        if (below.Count < 2)
        {
            return null;
        }

        // Text above text looks like a header; it is one only where a blank line parts it from what stands above.
        var columns = ColumnShape.Of(below, width);
        return (_afterBlank || columns.Any(column => column.HasDigits))
            && ColumnShape.IsHeader(read.Fields, columns, first: true, alone: false)
            ? (dialect, ColumnShape.Of(Joined([line, .. _lines.Peek(SampleLines)], dialect), width))
            : null;
    }
}
