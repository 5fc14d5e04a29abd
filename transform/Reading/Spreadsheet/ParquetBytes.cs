namespace Plan86.Transform.Reading.Spreadsheet;

/// <summary>
/// The bytes of a Parquet file for a library that believes its headers: it allocates what they claim, and structures nested deep
/// enough end the process. Each header is walked here before it is read there: the footer at once, that of a page when it is come to.
/// </summary>
internal sealed class ParquetBytes : Stream
{
    // The length of the footer and the magic behind it; the magic before all.
    private const int TailLength = 8;
    private const int MagicLength = 4;
    private readonly Stream _bytes;
    private bool _atHeader;

    public ParquetBytes(Stream bytes)
    {
        _bytes = bytes;
        Span<byte> tail = stackalloc byte[TailLength];
        bytes.Position = Math.Max(0, bytes.Length - TailLength);
        bytes.ReadExactly(tail);
        var length = BitConverter.ToInt32(tail);
        if (length <= 0 || length > bytes.Length - TailLength - MagicLength)
        {
            throw new InvalidDataException($"footer: {length}");
        }

        bytes.Position = bytes.Length - TailLength - length;
        new ParquetHeader(bytes, bytes.Length - TailLength).WalkFooter();
        bytes.Position = 0;
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _bytes.Length;

    public override long Position
    {
        get => _bytes.Position;
        set => Seek(value, SeekOrigin.Begin);
    }

    /// <summary>Only headers are read byte by byte; the first of one comes after going to its place.</summary>
    public override int ReadByte()
    {
        if (_atHeader)
        {
            _atHeader = false;
            var start = _bytes.Position;
            new ParquetHeader(_bytes, _bytes.Length).WalkPage();
            _bytes.Position = start;
        }

        return _bytes.ReadByte();
    }

    public override int Read(Span<byte> buffer)
    {
        _atHeader = false;
        return _bytes.Read(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin)
    {
        _atHeader = origin == SeekOrigin.Begin;
        return _bytes.Seek(offset, origin);
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>
/// A header in Thrift's compact protocol, held against what the format knows (parquet.thrift): known fields are of their type, lengths
/// and counts lie within the bytes, nothing is nested deeper than a sane file has it.
/// </summary>
/// <param name="bytes">At the header's first byte.</param>
/// <param name="end">Where it has to be over.</param>
internal sealed class ParquetHeader(Stream bytes, long end)
{
    private const int DeepestNesting = 24;
    private const int MostGroups = 500;

    private const string File = "File";
    private const string Schema = "Schema";
    private const string Page = "Page";
    private const string DataPage = "DataPage";
    private const string DictionaryPage = "DictionaryPage";
    private const string DataPage2 = "DataPage2";

    /// <summary>
    /// Fields by their numbers from 1: i four bytes of a number, l eight, s two, y one, b bytes, ? a truth, in brackets a list; a name
    /// is a structure, one that is not here has nothing that matters. A dash is a number that is not given.
    /// </summary>
    private static readonly Dictionary<string, string[]> Structures = new Dictionary<string, string>
    {
        [File] = "i [Schema] l [RowGroup] [Pair] b [ColumnOrder] Encryption b",
        [Schema] = "i i i b i i i i i Logical",
        ["Logical"] = "Empty Empty Empty Empty Decimal Empty Time Time - Integer Empty Empty Empty Empty Empty Variant Geometry Geography",
        ["Decimal"] = "i i",
        ["Time"] = "? Unit",
        ["Unit"] = "Empty Empty Empty",
        ["Integer"] = "y ?",
        ["Variant"] = "y",
        ["Geometry"] = "b",
        ["Geography"] = "b i",
        ["RowGroup"] = "[Column] l l [Sorting] l l s",
        ["Column"] = "b l ColumnMeta l i l i Crypto b",
        ["ColumnMeta"] = "i [i] [b] i l l l [Pair] l l l Statistics [EncodingCount] l i Sizes Geospatial",
        ["Statistics"] = "b b l l b b ? ?",
        ["EncodingCount"] = "i i i",
        ["Sizes"] = "l [l] [l]",
        ["Sorting"] = "i ? ?",
        ["Pair"] = "b b",
        ["ColumnOrder"] = "Empty",
        [Page] = "i i i i DataPage Empty DictionaryPage DataPage2",
        [DataPage] = "i i i i Statistics",
        [DictionaryPage] = "i i ?",
        [DataPage2] = "i i i i i i ? Statistics",
    }.ToDictionary(structure => structure.Key, structure => structure.Value.Split(' '));

    private int _groups;
    private long _packed;
    private long _unpacked;

    public void WalkFooter() => Structure(File, 0);

    /// <summary>With what the page says of itself: its length, what it unpacks to, how many values it has.</summary>
    public void WalkPage()
    {
        Structure(Page, 0);
        if (_packed < 0 || _packed > end - bytes.Position || _unpacked < 0)
        {
            throw Damaged();
        }

        if (_unpacked > ZipMembers.MostOf(_packed))
        {
            throw new OverBudgetException();
        }
    }

    private void Structure(string name, int depth)
    {
        var fields = Structures.GetValueOrDefault(name, []);
        for (var field = 0L; ;)
        {
            var head = Byte();
            if (head == 0)
            {
                return;
            }

            field = head >> 4 is var step and > 0 ? field + step : Number(ushort.MaxValue);
            if (field is < 1 or > short.MaxValue)
            {
                throw Damaged();
            }

            var expected = field <= fields.Length ? fields[field - 1] : "-";
            Value(name, field, expected, (Kind)(head & 0xF), depth + 1);
        }
    }

    private void Value(string structure, long field, string expected, Kind kind, int depth)
    {
        if (depth > DeepestNesting || !Fits(expected, kind))
        {
            throw Damaged();
        }

        switch (kind)
        {
            case Kind.True or Kind.False:
                break;
            case Kind.Byte:
                Pass(1);
                break;
            case Kind.Short:
                Number(ushort.MaxValue);
                break;
            case Kind.Int:
                Take(structure, field, Number(uint.MaxValue));
                break;
            case Kind.Long:
                Number(ulong.MaxValue);
                break;
            case Kind.Double:
                Pass(sizeof(double));
                break;
            case Kind.Bytes:
                Pass(Unsigned());
                break;
            case Kind.List or Kind.Set:
                List(expected.Trim('[', ']'), depth);
                break;
            case Kind.Structure:
                Structure(expected, depth);
                break;
            default:
                throw Damaged();
        }
    }

    private void List(string expected, int depth)
    {
        var head = Byte();
        var count = head >> 4 is var few and < 15 ? few : Unsigned();
        var kind = (Kind)(head & 0xF);

        // Each takes a byte at least; truths would not, where they are passed over.
        if (count > Left || kind is Kind.True or Kind.False)
        {
            throw Damaged();
        }

        for (var i = 0L; i < count; i++)
        {
            Value("", 0, expected, kind, depth + 1);
        }
    }

    private static bool Fits(string expected, Kind kind) => expected switch
    {
        "-" => true,
        "s" => kind == Kind.Short,
        "i" => kind == Kind.Int,
        "l" => kind == Kind.Long,
        "b" => kind == Kind.Bytes,
        "?" => kind is Kind.True or Kind.False,
        "y" => kind == Kind.Byte,
        ['[', ..] => kind == Kind.List,
        _ => kind == Kind.Structure,
    };

    private void Take(string structure, long field, long number)
    {
        switch (structure, field)
        {
            case (Schema, 5) when number > 0 && ++_groups > MostGroups:
                // A tree of columns is built of them, a call in a call.
                throw Damaged();
            case (Page, 2):
                _unpacked = number;
                break;
            case (Page, 3):
                _packed = number;
                break;
            case (DataPage or DictionaryPage or DataPage2, 1) when number < 0:
                throw Damaged();
            case (DataPage or DictionaryPage or DataPage2, 1) when number > CellRef.MaxRow:
                throw new OverBudgetException();
        }
    }

    private long Left => end - bytes.Position;

    private int Byte() => Left > 0 && bytes.ReadByte() is var next and >= 0 ? next : throw Damaged();

    private void Pass(long count) => bytes.Position = count <= Left ? bytes.Position + count : throw Damaged();

    /// <summary>Sign in the lowest bit.</summary>
    private long Number(ulong most)
    {
        var bits = Bits(most);
        return (long)(bits >> 1) ^ -(long)(bits & 1);
    }

    private long Unsigned() => (long)Bits(int.MaxValue);

    /// <summary>Seven a byte, the lowest first.</summary>
    private ulong Bits(ulong most)
    {
        const int longest = 64;
        var bits = 0UL;
        for (var shift = 0; shift < longest; shift += 7)
        {
            var next = Byte();
            bits |= (ulong)(next & 0x7F) << shift;
            if ((next & 0x80) == 0)
            {
                return bits <= most ? bits : throw Damaged();
            }
        }

        throw Damaged();
    }

    private InvalidDataException Damaged() => new($"header: {bytes.Position}");

    /// <summary>As the compact protocol numbers them.</summary>
    private enum Kind
    {
        Stop = 0,
        True = 1,
        False = 2,
        Byte = 3,
        Short = 4,
        Int = 5,
        Long = 6,
        Double = 7,
        Bytes = 8,
        List = 9,
        Set = 10,
        Map = 11,
        Structure = 12,
    }
}
