using System.IO.Compression;
using System.Threading.Channels;
using Plan86.Transform.Plan;

namespace Plan86.Transform.Lake;

/// <summary>The texts that repeat in an extract, each stored once.</summary>
internal sealed class Names
{
    private readonly Dictionary<string, int> _series = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _refAreas = new(StringComparer.Ordinal);
    private readonly Dictionary<Period, int> _periods = [];
    private readonly Dictionary<(string, int), int> _units = [];
    private readonly Dictionary<(string Name, string? Member), int> _sheets = [];

    public List<string> Series { get; } = [];

    public List<string> RefAreas { get; } = [];

    public List<Period> Periods { get; } = [];

    public List<string> PeriodTexts { get; } = [];

    public List<(string Measure, int Mult)> Units { get; } = [];

    /// <summary>Sheets, with the member of the archive they stand in.</summary>
    public List<(string Name, string? Member)> Sheets { get; } = [];

    public int OfSeries(string name) => Of(_series, Series, name);

    public int OfRefArea(string name) => Of(_refAreas, RefAreas, name);

    public int OfUnit(string measure, int mult) => Of(_units, Units, (measure, mult));

    public int OfSheet(string name, string? member) => Of(_sheets, Sheets, (name, member));

    public int OfPeriod(Period period)
    {
        var index = Of(_periods, Periods, period);
        if (index == PeriodTexts.Count)
        {
            PeriodTexts.Add(period.ToString());
        }

        return index;
    }

    private static int Of<T>(Dictionary<T, int> known, List<T> list, T value)
        where T : notnull
    {
        if (!known.TryGetValue(value, out var index))
        {
            index = list.Count;
            list.Add(value);
            known.Add(value, index);
        }

        return index;
    }
}
