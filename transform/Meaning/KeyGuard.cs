using System.Globalization;
using System.Text;
using Plan86.Transform.Lake;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading;
using Plan86.Transform.Reading.Layout;

namespace Plan86.Transform.Meaning;

/// <summary>
/// Sees that an extract says each thing once. Keys are kept as one bit each (per series, area and transformation a
/// bit a period), so ten million of them take a few megabytes. A file in which a key comes twice is read a second
/// time with those keys watched: equal figures count once, contradictory ones are all held back.
/// </summary>
internal sealed class KeyGuard(Names names, ParquetLake lake, HashSet<(ulong Panel, int Ordinal)>? watched)
{
    private const int Years = 256;
    private readonly Dictionary<ulong, ulong[]> _seen = [];
    private readonly Dictionary<(ulong Panel, int Ordinal), List<ObservationRow>> _held = [];

    /// <summary>Keys that came twice.</summary>
    public HashSet<(ulong Panel, int Ordinal)> Repeated { get; } = [];

    /// <summary>Whether the row may go to the lake now.</summary>
    public bool Admits(in ObservationRow row, Period period)
    {
        var perYear = period.Freq switch { Freq.A => 1, Freq.S => 2, Freq.Q => 4, _ => 12 };
        var ordinal = ((period.Year - 1900) * perYear) + period.Number - 1;
        var panel =
            ((ulong)(uint)row.Series << 34) | ((ulong)(uint)row.RefArea << 8) | ((ulong)row.Transformation << 4) | (uint)period.Freq;
        if (watched is not null && watched.Contains((panel, ordinal)))
        {
            if (!_held.TryGetValue((panel, ordinal), out var rows))
            {
                _held.Add((panel, ordinal), rows = []);
            }

            rows.Add(row);
            return false;
        }

        ref var bits = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_seen, panel, out _);
        var word = ordinal >> 6;
        if (bits is null || word >= bits.Length)
        {
            Array.Resize(ref bits, Math.Min((Years * 12 / 64) + 1, Math.Max(word + 2, (bits?.Length ?? 0) * 2)));
        }

        var bit = 1UL << (ordinal & 63);
        if ((bits[word] & bit) != 0)
        {
            Repeated.Add((panel, ordinal));
            return true;
        }

        bits[word] |= bit;
        return true;
    }

    /// <summary>Decides on the watched keys: equal figures count once, contradictory ones are held back.</summary>
    public void Settle()
    {
        var problems = new List<Problem>();
        var blocks = new Dictionary<(int Sheet, int Right, int Down), int>();
        Problem? plans = null;
        foreach (var held in _held.Values)
        {
            // A plan beside the figure itself contradicts nothing, and gives way to it.
            var figures = held.FindAll(row => row.Status != ObsStatus.Forecast);
            var rows = figures.Count > 0 ? figures : held;
            foreach (var plan in held.Except(rows))
            {
                plans = plans is not null ? plans with { Times = plans.Times + 1 } : Problem.Warning(
                    Place(plan), Found(plan), Place(rows[0]), new Bilingual(
                        "Số kế hoạch hay dự báo của một kỳ đã có số thực hiện trong cùng tệp: không dùng.",
                        "A plan or forecast of a period of which the same file has the figure itself: it is not used."));
            }

            var first = rows[0];
            var agree = rows.TrueForAll(
                row => IsSameFigure(row.Value, first.Value) && row.Status == first.Status && row.Unit == first.Unit);
            if (agree)
            {
                lake.Add(first, names.Periods[first.Period].Year);
            }

            foreach (var row in agree ? rows.Skip(1) : rows)
            {
                // What stands there twice as a whole (a column, a row, a table) is one thing to look at.
                if (agree && Block(row, first) is { } block && !blocks.TryAdd(block, problems.Count))
                {
                    problems[blocks[block]] = problems[blocks[block]] with { Times = problems[blocks[block]].Times + 1 };
                    continue;
                }

                var found = Found(row);
                problems.Add(agree
                    ? Problem.Warning(Place(row), found, Place(first),
                        new Bilingual("Số liệu lặp lại, tính một lần.", "The figure is repeated; it counts once."))
                    : Problem.Error(Place(row), found, string.Join(" · ", rows.Select(Place).Distinct().Take(10)),
                        new Bilingual(
                            "Hai số liệu khác nhau cho cùng một kỳ; không dùng số nào.",
                            "Contradictory figures for one period; none is used.")));
            }
        }

        problems.AddRange(plans is not null ? [plans] : []);
        problems.ForEach(lake.Add);
    }

    /// <summary>How far from its first statement a figure of a sheet is repeated; null for a line of a flat file, which is told by
    /// itself.</summary>
    private static (int Sheet, int Right, int Down)? Block(in ObservationRow row, in ObservationRow first) =>
        row.Sheet == first.Sheet && CellRef.TryParse(row.CellRef, out var down, out var right)
            && CellRef.TryParse(first.CellRef, out var firstDown, out var firstRight)
            ? (row.Sheet, right - firstRight, down - firstDown) : null;

    private string Found(ObservationRow row) => string.Create(CultureInfo.InvariantCulture,
        $"{names.Series[row.Series]} {names.RefAreas[row.RefArea]} {names.PeriodTexts[row.Period]} = {row.Value}");

    /// <summary>Equal at 15 significant digits: what a binary fraction leaves behind is no difference. The macro <c>same_figure</c>
    /// says the same of two extracts: within one it must be known before there is a database, and a test holds them together.</summary>
    internal static bool IsSameFigure(double a, double b) => Math.Abs(a - b) <= 5e-15 * Math.Max(Math.Abs(a), Math.Abs(b));

    private string Place(ObservationRow row) => row.CellRef is null
        ? string.Create(CultureInfo.InvariantCulture, $"L{row.Line}")
        : names.Sheets[row.Sheet].Length == 0 ? row.CellRef
        : $"{names.Sheets[row.Sheet]}!{row.CellRef}";
}
