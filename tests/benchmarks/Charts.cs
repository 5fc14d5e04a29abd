using System.Diagnostics;
using Plan86.Schedules;
using Plan86.Transform;

namespace Plan86.Benchmarks;

internal static class Charts
{
    public static int Run()
    {
        var catalogue = Settings.Load(null);
        var charts = catalogue.Indicators.Select((indicator, n) =>
        {
            var targets = catalogue.Targets.Where(target => target.Indicator == indicator.Code).ToList();
            var goal = targets[0].Lower ?? targets[0].Upper ?? 1;
            YearValue[] values = [.. Enumerable.Range(2015, 10).Select(year => new YearValue(year, goal * (0.3 + (0.05 * (year - 2015)) + (0.02 * ((year * (n + 7)) % 5))), year > 2022 ? "P" : "A"))];
            var asOf = new DateOnly(2025, 3, 6);
            return ChartBook.Describe(indicator, targets, values, [.. targets.Select(target => Judge.Assess(target, values, asOf, catalogue.BreaksOf(indicator)))], catalogue.BreaksOf(indicator), asOf);
        }).ToList();
        foreach (var chart in charts.Take(5)) { TrendChart.Draw(chart, Language.Vietnamese); }
        var (layout, png, svg) = (new Stopwatch(), new Stopwatch(), new Stopwatch());
        var (pngs, svgs) = (0L, 0L);
        foreach (var chart in charts)
        {
            foreach (var language in Enum.GetValues<Language>())
            {
                layout.Start(); var scene = TrendChart.Layout(chart, language); layout.Stop();
                png.Start(); pngs += Painter.Png(scene).Length; png.Stop();
                svg.Start(); svgs += Painter.Svg(scene).Length; svg.Stop();
            }
        }
        Console.WriteLine($"layout {layout.Elapsed.TotalMilliseconds / charts.Count / 2:0.0} ms, png {png.Elapsed.TotalMilliseconds / charts.Count / 2:0.0} ms {pngs / charts.Count / 2 / 1000} kB, svg {svg.Elapsed.TotalMilliseconds / charts.Count / 2:0.0} ms {svgs / charts.Count / 2 / 1000} kB");
        var clock = Stopwatch.StartNew();
        Parallel.ForEach(charts.SelectMany(chart => Enum.GetValues<Language>().Select(language => (chart, language))), entry => TrendChart.Draw(entry.chart, entry.language));
        Console.WriteLine($"all {clock.Elapsed.TotalSeconds:0.00} s, peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB");
        return 0;
    }
}
