using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading.Layout;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Reading.Exchange;

/// <summary>One value of a dimension.</summary>
/// <param name="Parent">Position of the value it is part of; −1 at the top.</param>
/// <param name="Unit">What figures of this value are counted in; empty where the value says nothing of it.</param>
internal sealed record CubeCode(string Id, string Label, int Parent = -1, string Unit = "");

/// <summary>One dimension of a cube; its values by position.</summary>
/// <param name="isSorted">Values come as they were met: as columns they stand by code (years of an SDMX file).</param>
internal sealed class CubeDimension(string id, string label, bool isTime = false, bool isSorted = false)
{
    private const int Deepest = 32;
    private readonly Dictionary<string, int> _byId = new(StringComparer.Ordinal);

    public string Id { get; } = id;

    public string Label { get; } = label;

    public bool IsTime { get; set; } = isTime;

    /// <summary>Every value is a period: where the file does not say which dimension is time.</summary>
    public bool ReadsAsTime =>
        Codes.Count > 0
        && Codes.Take(50).All(code => PeriodText.TryRead(code.Label, null, out _) || PeriodText.TryRead(code.Id, null, out _));

    public bool IsSorted { get; } = isSorted;

    /// <summary>Stands in the header, whatever the others say.</summary>
    public bool Heads { get; init; }

    public List<CubeCode> Codes { get; } = [];

    /// <summary>Position of a value; one that was not met before is added.</summary>
    public int Of(string code, string? label = null)
    {
        if (!_byId.TryGetValue(code, out var at))
        {
            Add(new CubeCode(code, label ?? code));
            at = Codes.Count - 1;
        }

        return at;
    }

    public void Add(CubeCode code)
    {
        _byId.TryAdd(code.Id, Codes.Count);
        Codes.Add(code);
    }

    public int? Find(string code) => _byId.TryGetValue(code, out var at) ? at : null;

    /// <summary>Labels from the topmost value down to this one.</summary>
    public IEnumerable<string> Path(int at)
    {
        var path = new List<string>();
        for (; at >= 0 && path.Count < Deepest; at = Codes[at].Parent)
        {
            path.Add(Codes[at].Label);
        }

        path.Reverse();
        return path;
    }
}

/// <summary>One figure of a cube.</summary>
/// <param name="Value">Null where the file marks it missing.</param>
/// <param name="Text">As it stands, with its status mark behind a space (<c>12.3 p</c>, <c>: c</c>); null for a number
/// without one that stands in its shortest form.</param>
/// <param name="Place">Where it stands in the file; what that means the <see cref="CubeAddress"/> says.</param>
/// <param name="Attributes">In the order of <see cref="Cube.Attributes"/>; null or shorter where there are none.</param>
internal readonly record struct CubeFigure(double? Value, string? Text, long Place, string?[]? Attributes = null);

/// <summary>Where a figure stands in the file: made when asked for, a million of them would fill the memory.</summary>
/// <param name="at">Its position in each dimension.</param>
internal delegate Place CubeAddress(long place, ReadOnlySpan<int> at);

/// <summary>
/// What a statistical exchange file holds, before anyone lays it out: dimensions and the figures at their crossings.
/// It shows as a <see cref="Table"/> or as the records of a flat file.
/// </summary>
internal sealed class Cube(string sheet, string title, CubeAddress address)
{
    private const string UnitMeasure = "UNIT_MEASURE";
    private const string UnitMult = "UNIT_MULT";

    // By columns: of a million figures nothing else may be an object each.
    private readonly List<double> _values = [];
    private readonly List<string?> _texts = [];
    private readonly List<long> _places = [];
    private readonly List<string?[]?> _attributes = [];
    private readonly List<int> _at = [];

    public string Sheet { get; private set; } = Text.Clean(sheet);

    /// <summary>The member of the archive it stands in; null outside of one.</summary>
    public string? Member { get; private set; }

    public string Title { get; } = Text.Clean(title);

    /// <summary>Unit of all figures; empty where it differs or is not told.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The file itself says what stands in the header, be it nothing.</summary>
    public bool IsLaidOut { get; init; }

    public List<CubeDimension> Dimensions { get; } = [];

    /// <summary>Ids of what else is told about a figure: <c>OBS_STATUS</c>, <c>UNIT_MEASURE</c>, …</summary>
    public List<string> Attributes { get; } = [];

    public int Count => _values.Count;

    public List<string> Notes { get; } = [];

    public CubeFigure this[int figure] => new(
        double.IsNaN(_values[figure]) ? null : _values[figure], _texts[figure], _places[figure], _attributes[figure]);

    /// <summary>Position of a figure in each dimension.</summary>
    public ReadOnlySpan<int> At(int figure) =>
        CollectionsMarshal.AsSpan(_at).Slice(figure * Dimensions.Count, Dimensions.Count);

    /// <summary>Where a figure stands in the file: <c>[12]</c>, <c>L40</c>.</summary>
    public Place Address(int figure) => address(_places[figure], At(figure));

    /// <summary>The same, of one that is not here.</summary>
    public Place AddressOf(long place, ReadOnlySpan<int> at) => address(place, at);

    /// <summary>A figure at a position; all dimensions are known by then.</summary>
    public void Add(ReadOnlySpan<int> at, CubeFigure figure)
    {
        _values.Add(figure.Value ?? double.NaN);
        _texts.Add(figure.Value is { } value && IsShortest(figure.Text, value) ? null : figure.Text);
        _places.Add(figure.Place);
        _attributes.Add(figure.Attributes);
        _at.AddRange(at);
    }

    /// <summary>The same cube, of a member of a ZIP.</summary>
    public Cube In(string member)
    {
        Sheet = Place.SheetIn(member, Sheet);
        Member = member;
        return this;
    }

    /// <summary>
    /// Time, or what the file puts in the heading, becomes columns; all other dimensions make the row paths. Where no
    /// dimension is time the last one heads the columns.
    /// </summary>
    /// <param name="number">Counts the tables of a sheet from 1.</param>
    public Table ToTable(int number)
    {
        var all = Enumerable.Range(0, Dimensions.Count).ToList();
        var heads = all.FindAll(i => Dimensions[i].Heads);
        if (heads.Count == 0 && !IsLaidOut)
        {
            heads = all.FindAll(i => Dimensions[i].IsTime);
            heads = heads.Count > 0 ? heads : all.FindAll(i => Dimensions[i].ReadsAsTime);
            heads = heads.Count > 0 || all.Count == 0 ? heads : [all[^1]];
        }

        var stub = all.FindAll(i => !heads.Contains(i));
        var ranks = Dimensions.ConvertAll(Ranks);
        var columns = Columns([.. heads], ranks, out var columnOf);
        var unitOf = new Units(this, stub);
        var units = new string[Count];
        for (var i = 0; i < units.Length; i++)
        {
            units[i] = unitOf.Of(i);
        }

        var common = Array.TrueForAll(units, unit => unit == units[0]) ? units[0] : null;
        var order = Enumerable.Range(0, Count).ToArray();
        Array.Sort(order, (a, b) =>
        {
            var by = Compare(At(a), At(b), stub, ranks);
            by = by != 0 || common is not null ? by : string.CompareOrdinal(units[a], units[b]);
            by = by != 0 ? by : columnOf[a].CompareTo(columnOf[b]);
            return by != 0 ? by : a.CompareTo(b);
        });

        var rows = new List<TableRow>();
        for (var (first, i) = (0, 1); i <= order.Length; i++)
        {
            var (figure, next) = (order[i - 1], i < order.Length ? order[i] : -1);
            if (next < 0 || units[next] != units[figure] || columnOf[next] == columnOf[figure]
                || Compare(At(figure), At(next), stub, ranks) != 0)
            {
                string[] path = [.. stub.SelectMany(at => Dimensions[at].Path(At(figure)[at]))];
                rows.Add(new TableRow(
                    rows.Count + 1, path.Length > 0 ? path[^1] : Title, path, common is null ? units[figure] : "",
                    new Cells(this, rows.Count + 1, new ArraySegment<int>(order, first, i - first), columnOf), rows.Count + 1));
                first = i;
            }
        }

        return new Table(Sheet, number, Title, common ?? Unit, columns, rows, Notes);
    }

    /// <param name="columnOf">Of each figure the index of its column.</param>
    private List<TableColumn> Columns(int[] heads, List<int[]> ranks, out int[] columnOf)
    {
        var met = new Dictionary<int[], int>(new ByPositions());
        var slots = new int[Count];
        var key = new int[heads.Length];
        for (var i = 0; i < slots.Length; i++)
        {
            for (var k = 0; k < heads.Length; k++)
            {
                key[k] = At(i)[heads[k]];
            }

            if (!met.TryGetValue(key, out slots[i]))
            {
                met.Add([.. key], slots[i] = met.Count);
            }
        }

        // In the order of the dimensions, not as they were met.
        var keys = met.OrderBy(pair => pair.Key, Comparer<int[]>.Create((a, b) =>
        {
            var by = 0;
            for (var k = 0; k < heads.Length && by == 0; k++)
            {
                by = ranks[heads[k]][a[k]].CompareTo(ranks[heads[k]][b[k]]);
            }

            return by;
        })).ToArray();
        var columns = new List<TableColumn>(keys.Length);
        var indexOf = new int[keys.Length];
        foreach (var (positions, slot) in keys)
        {
            indexOf[slot] = columns.Count + 1;
            var path = heads.SelectMany((at, k) => Dimensions[at].Codes[positions[k]].Unit is { Length: > 0 } unit
                ? Dimensions[at].Path(positions[k]).SkipLast(1).Append($"{Dimensions[at].Codes[positions[k]].Label} ({unit})")
                : Dimensions[at].Path(positions[k]));
            columns.Add(new TableColumn(columns.Count + 1, [.. path], ColumnRole.Data));
        }

        columnOf = Array.ConvertAll(slots, slot => indexOf[slot]);
        return columns;
    }

    private static int[] Ranks(CubeDimension dimension)
    {
        var order = Enumerable.Range(0, dimension.Codes.Count).ToArray();
        if (dimension.IsSorted)
        {
            Array.Sort(order, (a, b) => string.CompareOrdinal(dimension.Codes[a].Id, dimension.Codes[b].Id));
        }

        var ranks = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            ranks[order[i]] = i;
        }

        return ranks;
    }

    private static int Compare(ReadOnlySpan<int> a, ReadOnlySpan<int> b, List<int> positions, List<int[]> ranks)
    {
        foreach (var at in positions)
        {
            var by = ranks[at][a[at]].CompareTo(ranks[at][b[at]]);
            if (by != 0)
            {
                return by;
            }
        }

        return 0;
    }

    /// <summary>What a number without a text shows: the text would say nothing more.</summary>
    private static bool IsShortest(string? text, double value)
    {
        Span<char> shortest = stackalloc char[32];
        return value.TryFormat(shortest, out var length, "R", CultureInfo.InvariantCulture) && shortest[..length].SequenceEqual(text);
    }

    /// <summary>"6" and "USD": million USD, as people and the catalogue write it.</summary>
    public static string UnitText(string measure, string? mult) => mult?.Trim() switch
    {
        null or "" or "0" => measure,
        "3" => $"thousand {measure}",
        "6" => $"million {measure}",
        "9" => $"billion {measure}",
        "12" => $"trillion {measure}",
        var other => $"10^{other} {measure}",
    };

    /// <summary>The unit of a figure: by its attributes, else by a value of a row dimension, else the cube's.</summary>
    private sealed class Units
    {
        private readonly Cube _cube;
        private readonly List<int> _stub;
        private readonly int _measure;
        private readonly int _mult;
        private readonly int _measureDimension;
        private readonly bool _byCode;
        private (string? Measure, string? Mult, string Text) _last;

        public Units(Cube cube, List<int> stub)
        {
            (_cube, _stub) = (cube, stub);
            _last = (null, null, cube.Unit);
            _measure = cube.Attributes.FindIndex(id => id is UnitMeasure or "UNIT");
            _mult = cube.Attributes.IndexOf(UnitMult);
            _measureDimension = cube.Dimensions.FindIndex(dimension => dimension.Id is UnitMeasure or "UNIT" or "unit");
            _byCode = stub.Exists(at => cube.Dimensions[at].Codes.Exists(code => code.Unit.Length > 0));
        }

        public string Of(int figure)
        {
            var at = _cube.At(figure);
            var measure = Attribute(figure, _measure);
            if (string.IsNullOrEmpty(measure) && _byCode)
            {
                foreach (var i in _stub)
                {
                    if (_cube.Dimensions[i].Codes[at[i]].Unit is { Length: > 0 } unit)
                    {
                        return unit;
                    }
                }
            }

            if (string.IsNullOrEmpty(measure) && _measureDimension >= 0)
            {
                measure = _cube.Dimensions[_measureDimension].Codes[at[_measureDimension]].Label;
            }

            var mult = Attribute(figure, _mult);
            if (measure != _last.Measure || mult != _last.Mult)
            {
                _last = (measure, mult,
                    string.IsNullOrEmpty(measure) && mult is null or "" or "0" ? _cube.Unit : UnitText(measure ?? "", mult).Trim());
            }

            return _last.Text;
        }

        private string? Attribute(int figure, int at) =>
            at >= 0 && _cube._attributes[figure] is { } attributes && at < attributes.Length ? attributes[at] : null;
    }

    private sealed class ByPositions : IEqualityComparer<int[]>
    {
        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(int[] obj)
        {
            var hash = default(HashCode);
            hash.AddBytes(MemoryMarshal.AsBytes(obj.AsSpan()));
            return hash.ToHashCode();
        }
    }

    /// <summary>The cells of a row, each made when it is asked for.</summary>
    private sealed class Cells(Cube cube, int row, ArraySegment<int> figures, int[] columnOf) : IReadOnlyList<TableCell>
    {
        public int Count => figures.Count;

        public TableCell this[int index]
        {
            get
            {
                var at = figures[index];
                var figure = cube[at];
                return new TableCell(row, columnOf[at], figure.Value, figure.Text, Address: cube.Address(at).ToString());
            }
        }

        public IEnumerator<TableCell> GetEnumerator()
        {
            for (var i = 0; i < figures.Count; i++)
            {
                yield return this[i];
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
