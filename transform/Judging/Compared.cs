using Plan86.Transform.Plan;

namespace Plan86.Transform.Judging;

/// <summary>
/// The series a target is compared with, year by year: the figures themselves, an index, a running sum or a running
/// mean. Nothing is computed past a missing year of a window, nor, for an index, past a break without a bridge.
/// </summary>
internal sealed class Compared
{
    private readonly SortedList<int, double> _points = [];

    private Compared(Target target) => Target = target;

    public Target Target { get; }

    /// <summary>The latest year there is a number for; null: none.</summary>
    public int? Year { get; private set; }

    public double? Value => Year is { } year ? _points[year] : null;

    /// <summary>Where the rates start from: the year before the window, else found by <see cref="FindBase"/>.</summary>
    public int? BaseYear { get; private set; }

    public double? BaseValue { get; private set; }

    /// <summary>No rate may reach back before this year: an unbridged break lies between.</summary>
    public int ComparableFrom { get; private set; } = int.MinValue;

    /// <summary>Why the series stops or how it was made comparable.</summary>
    public List<Bilingual> Notes { get; } = [];

    public double? At(int year) => _points.TryGetValue(year, out var value) ? value : null;

    public static Compared Of(Target target, SortedList<int, double> values, IReadOnlyList<Break> breaks)
    {
        var compared = new Compared(target);
        if (target.Basis == Basis.Level)
        {
            compared.TakeLevels(values, breaks);
        }
        else
        {
            compared.RunThroughWindow(values, breaks);
        }

        return compared;
    }

    private void TakeLevels(SortedList<int, double> values, IReadOnlyList<Break> breaks)
    {
        if (values.Count == 0)
        {
            Notes.Add(new Bilingual("chưa nhận được số liệu", "no figure has arrived"));
            return;
        }

        var last = values.GetKeyAtIndex(values.Count - 1);
        NoteUnbridged(breaks, values.GetKeyAtIndex(0), last);
        foreach (var (year, value) in values)
        {
            _points[year] = value * Bridge(breaks, year, last);
        }

        Year = last;
        FindBase();
    }

    /// <summary>
    /// The base year given, else the first observation. A base year without a figure gives way to the next year that
    /// has one, as in Open SDG's published method (sdg-build, ProgressMeasure.py), and it is said.
    /// </summary>
    private void FindBase()
    {
        foreach (var (year, value) in _points)
        {
            if (year >= (Target.BaseYear ?? int.MinValue))
            {
                (BaseYear, BaseValue) = (year, value);
                break;
            }
        }

        if (Target.BaseYear is not { } given || BaseYear == given)
        {
            return;
        }

        Notes.Add(BaseYear is null
            ? new Bilingual($"năm gốc {given} sau năm mới nhất có số liệu", $"the base year {given} is after the latest figure")
            : new Bilingual(
                $"năm gốc {given} không có số liệu, lấy năm {BaseYear}", $"no figure for the base year {given}: {BaseYear} taken"));
    }

    private void RunThroughWindow(SortedList<int, double> values, IReadOnlyList<Break> breaks)
    {
        var from = Target.WindowStart!.Value;
        var to = Target.Due!.Value;
        BaseYear = from - 1;
        BaseValue = Target.Basis switch { Basis.AverageGrowth => 100, Basis.Cumulative => 0, _ => null };
        if (BaseValue is { } start)
        {
            _points[from - 1] = start;
        }

        var last = from - 1;
        while (last < to && values.ContainsKey(last + 1))
        {
            if (Target.Basis == Basis.AverageGrowth && Unbridged(breaks, last, last + 1))
            {
                Notes.Add(new Bilingual($"chuỗi số liệu gián đoạn từ năm {last + 1}, chưa có hệ số nối",
                    $"the series breaks in {last + 1} and has no bridge"));
                break;
            }

            last++;
        }

        var missing = last + 1;
        if (missing <= to && !values.ContainsKey(missing) && values.Keys.Any(y => y > missing && y <= to))
        {
            Notes.Add(new Bilingual(
                $"thiếu số liệu năm {missing}, không tính tiếp", $"no figure for {missing}: nothing is computed past it"));
        }

        if (last < from)
        {
            if (Notes.Count == 0)
            {
                Notes.Add(new Bilingual($"chưa có số liệu từ năm {from}", $"no figure yet from {from} on"));
            }

            return;
        }

        if (Target.Basis != Basis.AverageGrowth)
        {
            NoteUnbridged(breaks, from, last);
        }

        var (sum, index) = (0.0, 100.0);
        for (var year = from; year <= last; year++)
        {
            // A growth rate compares each year with its own past: a bridge lets the chain go on, it scales nothing.
            index *= 1 + (values[year] / 100);
            sum += values[year] * Bridge(breaks, year, last);
            _points[year] = Target.Basis switch
            {
                Basis.AverageGrowth => index,
                Basis.Cumulative => sum,
                _ => sum / (year - from + 1),
            };
        }

        Year = last;
    }

    private void NoteUnbridged(IReadOnlyList<Break> breaks, int first, int last)
    {
        foreach (var b in breaks)
        {
            if (first < b.FirstYear && b.FirstYear <= last)
            {
                if (b.Bridge is null)
                {
                    ComparableFrom = Math.Max(ComparableFrom, b.FirstYear);
                    Notes.Add(new Bilingual(
                        $"chuỗi số liệu gián đoạn từ năm {b.FirstYear}, chưa có hệ số nối: không tính tốc độ qua mốc này",
                        $"the series breaks in {b.FirstYear} and has no bridge: no rate is computed across it"));
                }
                else if (b.Bridge != 1)
                {
                    Notes.Add(new Bilingual($"số liệu trước năm {b.FirstYear} đã nhân hệ số nối {Numbers.Vi(b.Bridge.Value, 4)}",
                        $"figures before {b.FirstYear} are bridged by {Numbers.En(b.Bridge.Value, 4)}"));
                }
            }
        }
    }

    private static bool Unbridged(IReadOnlyList<Break> breaks, int earlier, int later) =>
        breaks.Any(b => b.Bridge is null && earlier < b.FirstYear && b.FirstYear <= later);

    private static double Bridge(IReadOnlyList<Break> breaks, int year, int basisOf)
    {
        var factor = 1.0;
        foreach (var b in breaks)
        {
            if (year < b.FirstYear && b.FirstYear <= basisOf)
            {
                factor *= b.Bridge ?? 1;
            }
        }

        return factor;
    }
}
