using System.IO.Compression;
using System.Threading.Channels;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading;
using Plan86.Transform.Reading.Layout;

namespace Plan86.Transform.Lake;

/// <summary>The observations of one year that await writing, in columns; strings are numbers into <see cref="Names"/>.</summary>
internal sealed class ObservationBatch(int year)
{
    /// <summary>Rows of a row group: large enough for DuckDB's vectors, small enough for one open batch a year.</summary>
    public const int Capacity = 1 << 17;

    private int _size = 1 << 10;

    public int Year { get; } = year;

    public int Count { get; private set; }

    public int[] Series = new int[1 << 10];
    public int[] RefArea = new int[1 << 10];
    public int[] Period = new int[1 << 10];
    public int[] Unit = new int[1 << 10];
    public byte[] Transformation = new byte[1 << 10];
    public byte[] Status = new byte[1 << 10];
    public double[] Value = new double[1 << 10];
    public int[] Line = new int[1 << 10];
    public int[] Sheet = new int[1 << 10];
    public string?[]? CellRef;

    /// <summary>Adds a row; true when the batch is full.</summary>
    public bool Add(in ObservationRow row)
    {
        if (Count == _size)
        {
            Grow();
        }

        var i = Count++;
        Series[i] = row.Series;
        RefArea[i] = row.RefArea;
        Period[i] = row.Period;
        Unit[i] = row.Unit;
        Transformation[i] = (byte)row.Transformation;
        Status[i] = (byte)row.Status;
        Value[i] = row.Value;
        Line[i] = row.Line;
        Sheet[i] = row.Sheet;
        if (row.CellRef is not null)
        {
            CellRef ??= new string?[_size];
            CellRef[i] = row.CellRef;
        }

        return Count == Capacity;
    }

    public void Clear() => Count = 0;

    /// <summary>Sorts by series, ref_area and time_period: what readers filter on.</summary>
    public void Sort(Names names)
    {
        var order = new int[Count];
        for (var i = 0; i < Count; i++)
        {
            order[i] = i;
        }

        Array.Sort(order, (a, b) =>
        {
            var by = string.CompareOrdinal(names.Series[Series[a]], names.Series[Series[b]]);
            by = by != 0 ? by : string.CompareOrdinal(names.RefAreas[RefArea[a]], names.RefAreas[RefArea[b]]);
            by = by != 0 ? by : names.Periods[Period[a]].Start.CompareTo(names.Periods[Period[b]].Start);
            by = by != 0 ? by : names.Periods[Period[a]].Freq.CompareTo(names.Periods[Period[b]].Freq);
            by = by != 0 ? by : Transformation[a].CompareTo(Transformation[b]);
            return by != 0 ? by : a.CompareTo(b);
        });
        Series = Reorder(Series, order);
        RefArea = Reorder(RefArea, order);
        Period = Reorder(Period, order);
        Unit = Reorder(Unit, order);
        Transformation = Reorder(Transformation, order);
        Status = Reorder(Status, order);
        Value = Reorder(Value, order);
        Line = Reorder(Line, order);
        Sheet = Reorder(Sheet, order);
        CellRef = CellRef is null ? null : Reorder(CellRef, order);
    }

    private static T[] Reorder<T>(T[] column, int[] order)
    {
        var sorted = new T[column.Length];
        for (var i = 0; i < order.Length; i++)
        {
            sorted[i] = column[order[i]];
        }

        return sorted;
    }

    private void Grow()
    {
        _size = Math.Min(_size * 4, Capacity);
        Array.Resize(ref Series, _size);
        Array.Resize(ref RefArea, _size);
        Array.Resize(ref Period, _size);
        Array.Resize(ref Unit, _size);
        Array.Resize(ref Transformation, _size);
        Array.Resize(ref Status, _size);
        Array.Resize(ref Value, _size);
        Array.Resize(ref Line, _size);
        Array.Resize(ref Sheet, _size);
        if (CellRef is not null)
        {
            Array.Resize(ref CellRef, _size);
        }
    }
}

/// <summary>One figure on its way to the lake; what repeats is a number into <see cref="Names"/>.</summary>
/// <param name="Line">Line of a flat file, 0 in a workbook.</param>
/// <param name="CellRef">Address in a workbook, null in a flat file.</param>
internal readonly record struct ObservationRow(
    int Series, int RefArea, int Period, int Unit, Transformation Transformation, ObsStatus Status, double Value, int Line,
    int Sheet = 0, string? CellRef = null);
