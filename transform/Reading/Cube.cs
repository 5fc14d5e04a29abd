using System.Globalization;
using System.Text;

namespace Plan86.Transform;

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
/// <param name="At">Position in each dimension.</param>
/// <param name="Value">Null where the file marks it missing.</param>
/// <param name="Text">As it stands, with its status mark behind a space (<c>12.3 p</c>, <c>: c</c>); null for a number
/// without one.</param>
/// <param name="Ref">Where it stands in the file.</param>
/// <param name="Attributes">In the order of <see cref="Cube.Attributes"/>; null or shorter where there are none.</param>
internal readonly record struct CubeFigure(int[] At, double? Value, string? Text, string Ref, string?[]? Attributes = null);

/// <summary>
/// What a statistical exchange file holds, before anyone lays it out: dimensions and the figures at their crossings.
/// It shows as a <see cref="Table"/> or as the records of a flat file.
/// </summary>
internal sealed class Cube(string sheet, string title)
{
    /// <summary>The column of records that says where in the file the figure stands.</summary>
    public const string RefColumn = "#ref";

    private const string UnitMeasure = "UNIT_MEASURE";
    private const string UnitMult = "UNIT_MULT";

    public string Sheet { get; private set; } = Text.Clean(sheet);

    public string Title { get; } = Text.Clean(title);

    /// <summary>Unit of all figures; empty where it differs or is not told.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The file itself says what stands in the header, be it nothing.</summary>
    public bool IsLaidOut { get; init; }

    public List<CubeDimension> Dimensions { get; } = [];

    /// <summary>Ids of what else is told about a figure: <c>OBS_STATUS</c>, <c>UNIT_MEASURE</c>, …</summary>
    public List<string> Attributes { get; } = [];

    public List<CubeFigure> Figures { get; } = [];

    public List<string> Notes { get; } = [];

    /// <summary>The same cube, of a member of a ZIP.</summary>
    public Cube In(string member)
    {
        Sheet = Sheet.Length > 0 ? $"{member} › {Sheet}" : member;
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
        var units = Figures.ConvertAll(new Units(this, stub).Of);
        var common = units.Count > 0 && units.TrueForAll(unit => unit == units[0]) ? units[0] : null;

        var order = Enumerable.Range(0, Figures.Count).ToArray();
        Array.Sort(order, (a, b) =>
        {
            var by = Compare(Figures[a].At, Figures[b].At, stub, ranks);
            by = by != 0 ? by : string.CompareOrdinal(units[a], units[b]);
            by = by != 0 ? by : columnOf[Figures[a].At].CompareTo(columnOf[Figures[b].At]);
            return by != 0 ? by : a.CompareTo(b);
        });

        var rows = new List<TableRow>();
        var cells = new List<TableCell>();
        for (var i = 0; i < order.Length; i++)
        {
            var (figure, unit) = (Figures[order[i]], units[order[i]]);
            var column = columnOf[figure.At];
            cells.Add(new TableCell(rows.Count + 1, column, figure.Value, figure.Text, Address: figure.Ref));
            if (i + 1 == order.Length || units[order[i + 1]] != unit || columnOf[Figures[order[i + 1]].At] == column
                || Compare(figure.At, Figures[order[i + 1]].At, stub, ranks) != 0)
            {
                var path = stub.SelectMany(at => Dimensions[at].Path(figure.At[at])).ToArray();
                rows.Add(new TableRow(
                    rows.Count + 1, path.Length > 0 ? path[^1] : Title, path, common is null ? unit : "", [.. cells], rows.Count + 1));
                cells.Clear();
            }
        }

        return new Table(Sheet, number, Title, common ?? Unit, columns, rows, Notes);
    }

    /// <summary>
    /// The same as a flat file in comma-separated text: a column for each dimension by its id, <c>OBS_VALUE</c>, the
    /// attributes by their ids, and <see cref="RefColumn"/>. Codes, not labels; decimal points.
    /// </summary>
    public TextReader Records() => new LinesReader(Lines());

    private IEnumerable<string> Lines()
    {
        var line = new StringBuilder();
        yield return Line(line, [.. Dimensions.Select(dimension => dimension.Id), "OBS_VALUE", .. Attributes, RefColumn]);
        var fields = new string[Dimensions.Count + Attributes.Count + 2];
        foreach (var figure in Figures)
        {
            for (var i = 0; i < Dimensions.Count; i++)
            {
                fields[i] = Dimensions[i].Codes[figure.At[i]].Id;
            }

            fields[Dimensions.Count] = figure.Value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
            for (var i = 0; i < Attributes.Count; i++)
            {
                fields[Dimensions.Count + 1 + i] = figure.Attributes is { } attributes && i < attributes.Length ? attributes[i] ?? "" : "";
            }

            fields[^1] = figure.Ref;
            yield return Line(line, fields);
        }
    }

    private static string Line(StringBuilder line, string[] fields)
    {
        line.Clear();
        foreach (var field in fields)
        {
            line.Append(line.Length > 0 ? "," : "").Append('"').Append(Text.Clean(field).Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }

        return line.Append('\n').ToString();
    }

    private List<TableColumn> Columns(int[] heads, List<int[]> ranks, out Dictionary<int[], int> columnOf)
    {
        columnOf = new Dictionary<int[], int>(new ByPositions(heads));
        foreach (var figure in Figures)
        {
            columnOf.TryAdd(figure.At, 0);
        }

        var keys = columnOf.Keys.ToArray();
        Array.Sort(keys, (a, b) => Compare(a, b, heads, ranks));
        var columns = new List<TableColumn>(keys.Length);
        foreach (var key in keys)
        {
            columnOf[key] = columns.Count + 1;
            var path = heads.SelectMany(at => Dimensions[at].Codes[key[at]].Unit is { Length: > 0 } unit
                ? Dimensions[at].Path(key[at]).SkipLast(1).Append($"{Dimensions[at].Codes[key[at]].Label} ({unit})")
                : Dimensions[at].Path(key[at]));
            columns.Add(new TableColumn(columns.Count + 1, [.. path], ColumnRole.Data));
        }

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

    private static int Compare(int[] a, int[] b, IReadOnlyList<int> positions, List<int[]> ranks)
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

        public string Of(CubeFigure figure)
        {
            var measure = Attribute(figure, _measure);
            if (string.IsNullOrEmpty(measure) && _byCode)
            {
                foreach (var at in _stub)
                {
                    if (_cube.Dimensions[at].Codes[figure.At[at]].Unit is { Length: > 0 } unit)
                    {
                        return unit;
                    }
                }
            }

            if (string.IsNullOrEmpty(measure) && _measureDimension >= 0)
            {
                measure = _cube.Dimensions[_measureDimension].Codes[figure.At[_measureDimension]].Label;
            }

            var mult = Attribute(figure, _mult);
            if (measure != _last.Measure || mult != _last.Mult)
            {
                _last = (measure, mult, string.IsNullOrEmpty(measure) && mult is null or "" or "0" ? _cube.Unit : UnitText(measure ?? "", mult).Trim());
            }

            return _last.Text;
        }

        private static string? Attribute(CubeFigure figure, int at) =>
            at >= 0 && figure.Attributes is { } attributes && at < attributes.Length ? attributes[at] : null;
    }

    private sealed class ByPositions(int[] positions) : IEqualityComparer<int[]>
    {
        public bool Equals(int[]? x, int[]? y) => Array.TrueForAll(positions, at => x![at] == y![at]);

        public int GetHashCode(int[] obj)
        {
            var hash = default(HashCode);
            foreach (var at in positions)
            {
                hash.Add(obj[at]);
            }

            return hash.ToHashCode();
        }
    }

    /// <summary>Text that is made line by line as it is read.</summary>
    private sealed class LinesReader(IEnumerable<string> lines) : TextReader
    {
        private readonly IEnumerator<string> _lines = lines.GetEnumerator();
        private string _line = "";
        private int _at;

        public override int Peek() => Advance() ? _line[_at] : -1;

        public override int Read() => Advance() ? _line[_at++] : -1;

        public override int Read(Span<char> buffer)
        {
            if (buffer.IsEmpty || !Advance())
            {
                return 0;
            }

            var count = Math.Min(buffer.Length, _line.Length - _at);
            _line.AsSpan(_at, count).CopyTo(buffer);
            _at += count;
            return count;
        }

        public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _lines.Dispose();
            }

            base.Dispose(disposing);
        }

        private bool Advance()
        {
            while (_at == _line.Length)
            {
                if (!_lines.MoveNext())
                {
                    return false;
                }

                (_line, _at) = (_lines.Current, 0);
            }

            return true;
        }
    }
}
