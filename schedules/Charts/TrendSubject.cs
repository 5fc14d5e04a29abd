using Plan86.Transform;
using static Plan86.Schedules.Charts.PointLook;

namespace Plan86.Schedules.Charts;

/// <summary>What a trend chart shows: the data that can be drawn, in their order, and the words of one language.</summary>
internal sealed class TrendSubject
{
    /// <summary>A value with a unit longer than this is told without it.</summary>
    private const double WidestValue = 300;

    public TrendSubject(TrendChartData data, Language language, ChartSheet sheet)
    {
        Sheet = sheet;
        Data = data;
        Words = new ChartWording(language);
        Unit = Words.Pick(data.Unit.Vi, data.Unit.En);
        Actual = [.. data.Actual.Where(point => Drawable(point.Year, point.Value)).OrderBy(point => point.Year)];
        for (var i = 1; i < Actual.Count; i++)
        {
            if (Actual[i].Year == Actual[i - 1].Year)
            {
                throw new ArgumentException($"{data.Indicator}: two points for {Actual[i].Year}.", nameof(data));
            }
        }

        Others = [.. data.Others
            .Select(line => (Words.Pick(line.Name.Vi, line.Name.En),
                line.Points.Where(point => Drawable(point.Year, point.Value)).OrderBy(point => point.Year).ToList()))
            .Where(line => line.Item2.Count > 0)];
        Runs = [.. data.Runs
            .Select(run => (run, run.Points.Where(point => Drawable(point.Year, point.Value)).OrderBy(point => point.Year).ToList()))
            .Where(run => run.Item2.Count > 0)];
        Targets = [.. data.Targets
            .Select(target => target with { Lower = Finite(target.Lower), Upper = Finite(target.Upper) })
            .Where(target => target.Lower is not null || target.Upper is not null)
            .Where(target => Drawable(target.Year ?? 2000, 0))
            .OrderBy(target => target.Year ?? int.MaxValue)];
        Paths = [.. data.Required
            .Select(path => (path, path.Points.Where(point => Drawable(point.Year, point.Value)).OrderBy(p => p.Year).ToList()))
            .Where(path => path.Item2.Count > 1)];

        // "100,0 2018 = 100" helps nobody, nor does a unit longer than its value deserves.
        UnitOfValues = Unit.Any(char.IsDigit) || Actual.Exists(point => Painter.Measure(
            Words.Amount(point.Value, data.Decimals, Unit), sheet.Value, true).Advance > sheet.Column(WidestValue)) ? "" : Unit;
    }

    public ChartSheet Sheet { get; }

    public TrendChartData Data { get; }

    public ChartWording Words { get; }

    public string Unit { get; }

    /// <summary>The unit as it stands behind values; empty where it helps nobody there.</summary>
    public string UnitOfValues { get; }

    public List<ChartPoint> Actual { get; }

    /// <summary>Of other territories.</summary>
    public List<(string Name, List<ChartPoint> Points)> Others { get; }

    /// <summary>What targets over several years are held against.</summary>
    public List<(ChartRun Run, List<ChartPoint> Points)> Runs { get; }

    public List<ChartTarget> Targets { get; }

    public List<(ChartPath Path, List<PathPoint> Points)> Paths { get; }
}
