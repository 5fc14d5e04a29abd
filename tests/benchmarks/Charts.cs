using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Plan86.Schedules;
using Plan86.Schedules.Charts;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Plan;

namespace Plan86.Benchmarks;

/// <summary>
/// Every chart of the Plan, with figures made up, in two languages, as PNG and SVG; then the same pictures by matplotlib,
/// where the machine has it (PYTHON names an interpreter). Processor time is compared: it does not care who else is at work.
/// </summary>
internal static class Charts
{
    private const string Matplotlib = """
        import io, json, sys, time
        import matplotlib
        matplotlib.use("Agg")
        import matplotlib.pyplot as plt
        from matplotlib import font_manager

        scenes = json.load(open(sys.argv[1], encoding="utf-8"))
        for font in sys.argv[2:]:
            font_manager.fontManager.addfont(font)
        plt.rcParams["font.family"] = "Be Vietnam Pro"
        dashes = {"Solid": "-", "Dashed": (0, (5, 3)), "Short": (0, (3, 2)), "Dotted": (0, (1, 3))}
        shapes = {"Disc": "o", "Ring": "o", "Square": "s", "Diamond": "D", "Triangle": "^", "TriangleDown": "v"}

        def draw(scene):
            figure = plt.figure(figsize=(scene["Width"] / 100, scene["Height"] / 100), dpi=100)
            axes = figure.add_axes([0, 0, 1, 1])
            axes.set_xlim(0, scene["Width"]); axes.set_ylim(scene["Height"], 0); axes.axis("off")
            for i, mark in enumerate(scene["Marks"]):
                x = [p[0] for p in mark["Points"]]; y = [p[1] for p in mark["Points"]]
                if mark["Kind"] == "Stroke":
                    axes.plot(x, y, color=mark["Colour"], linewidth=mark["Size"] * 0.72, linestyle=dashes[mark["Form"]], zorder=i)
                elif mark["Kind"] == "Area":
                    axes.fill(x, y, color=mark["Colour"], linewidth=0, zorder=i)
                else:
                    axes.plot(x, y, marker=shapes[mark["Form"]], color=mark["Colour"], markersize=mark["Size"] * 0.72, zorder=i)
            for text in scene["Texts"]:
                axes.text(text["X"], text["Y"], text["Text"].replace("$", r"\$"), fontsize=text["Size"] * 0.72,
                          fontweight="bold" if text["Bold"] else "normal", color=text["Colour"], zorder=10000)
            for kind in ("png", "svg"):
                figure.savefig(io.BytesIO(), format=kind, dpi=100)
            plt.close(figure)

        draw(scenes[0])
        start, wall = time.process_time(), time.perf_counter()
        for scene in scenes:
            draw(scene)
        print((time.process_time() - start) / len(scenes), (time.perf_counter() - wall) / len(scenes))
        """;

    /// <param name="keep">Where the pictures are left to be looked at; null throws them away.</param>
    public static int Run(string? keep)
    {
        var catalogue = Settings.Load(null).Catalogue;
        var asOf = new DateOnly(2025, 3, 6);
        var values = new PlanValues(catalogue.Indicators.Select(
            (indicator, n) => (indicator.Code, Territories.OfPlan(catalogue, indicator), Figures(catalogue, indicator, n))));
        var verdicts = catalogue.Assess(values, asOf);
        var pictures = ChartBook.Pictures(catalogue, values, asOf);
        var folder = keep ?? Directory.CreateTempSubdirectory("plan86-benchmark-").FullName;
        try
        {
            // The first time pays for compiling: a bulletin does, once.
            var (cold, _) = Measure(() => Draw(pictures, folder));
            var (wall, processor) = Measure(() => Draw(pictures, folder));
            var files = new DirectoryInfo(folder).GetFiles();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{files.Length} files of {pictures.Count} pictures: {cold:0.0} s at first, {wall:0.0} s again (to reach: 10), processor "
                    + $"{processor:0.0} s, {Environment.ProcessorCount} cores, peak "
                    + $"{Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB (to reach: 500)"));
            foreach (var kind in new[] { ".png", ".svg" })
            {
                var sizes = files.Where(file => file.Extension == kind).Select(file => file.Length / 1000.0).Order().ToList();
                Console.WriteLine(
                    string.Create(CultureInfo.InvariantCulture, $"{kind}: median {sizes[sizes.Count / 2]:0} kB, largest {sizes[^1]:0} kB"));
            }

            var charts = catalogue.Indicators
                .Select(indicator => ChartBook.Describe(catalogue, indicator, values, verdicts, asOf)).ToList();
            var scenes = new List<Scene>();
            var (_, layout) = Measure(() => scenes.AddRange(charts.Select(chart => TrendChart.Layout(chart, Language.Vietnamese))));
            var (_, png) = Measure(() => scenes.ForEach(scene => Painter.Png(scene)));
            var (_, svg) = Measure(() => scenes.ForEach(scene => Painter.Svg(scene)));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"one trend chart, processor: layout {1000 * layout / charts.Count:0.0} ms, PNG {1000 * png / charts.Count:0.0} ms, SVG "
                    + $"{1000 * svg / charts.Count:0.0} ms"));
            Compare(scenes, (layout + png + svg) / charts.Count, folder);
            return 0;
        }
        finally
        {
            if (keep is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static void Draw(IReadOnlyList<Picture> pictures, string folder) =>
        ChartBook.DrawAsync(folder, pictures, Progress.OnStandardError(), CancellationToken.None).GetAwaiter().GetResult();

    private static IReadOnlyList<YearValue> Figures(Catalogue catalogue, Indicator indicator, int n)
    {
        var target = catalogue.Targets.First(target => target.Indicator == indicator.Code);
        var goal = target.Lower ?? target.Upper ?? 1;
        return [.. Enumerable.Range(2015, 10).Select(year => new YearValue(
            year, goal * (0.3 + (0.05 * (year - 2015)) + (0.02 * (year * (n + 7) % 5))),
            year > 2022 ? ObsStatus.Provisional : ObsStatus.Normal,
            year == 2024 && n % 3 == 0, year == 2024 ? goal * 0.7 : null, year == 2024 ? goal * 0.92 : null))];
    }

    private static (double Wall, double Processor) Measure(Action work)
    {
        using var process = Process.GetCurrentProcess();
        var (clock, before) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        work();
        process.Refresh();
        return (clock.Elapsed.TotalSeconds, (process.TotalProcessorTime - before).TotalSeconds);
    }

    private static void Compare(List<Scene> scenes, double ours, string folder)
    {
        var (script, input) = (Path.Combine(folder, "draw.py"), Path.Combine(folder, "scenes.json"));
        File.WriteAllText(script, Matplotlib);
        File.WriteAllText(input, JsonSerializer.Serialize(scenes.Take(20).Select(scene => new
        {
            scene.Width,
            scene.Height,
            Marks = scene.Marks.Select(mark => mark switch
            {
                Stroke stroke =>
                    new
                    {
                        Kind = "Stroke",
                        Points = Pairs(stroke.Points),
                        stroke.Colour,
                        Size = stroke.Width,
                        Form = stroke.Dash
                        .ToString()
                    },
                Area area => new { Kind = "Area", Points = Pairs(area.Points), Colour = area.Fill, Size = 0.0, Form = "" },
                Symbol symbol =>
                    new { Kind = "Symbol", Points = Pairs([symbol.Centre]), symbol.Colour, symbol.Size, Form = symbol.Shape.ToString() },
                _ => throw new InvalidOperationException(mark.What),
            }),
            Texts = scene.Texts.Select(text => new { text.Origin.X, text.Origin.Y, text.Text, text.Size, text.Bold, text.Colour }),
        })));
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("PYTHON") ?? "python3")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments = [script, input,
            .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "../../../../../../schedules/fonts"), "*.ttf")];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var python = Process.Start(start)!;
        var errors = python.StandardError.ReadToEndAsync();
        var answer = python.StandardOutput.ReadToEnd().Split(' ');
        python.WaitForExit();
        if (python.ExitCode != 0)
        {
            Console.WriteLine($"matplotlib cannot be asked: {errors.Result}");
            return;
        }

        var theirs = double.Parse(answer[0], CultureInfo.InvariantCulture);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"PNG and SVG of one chart, processor: plan86 {1000 * ours:0} ms, matplotlib {1000 * theirs:0} ms, {theirs / ours:0.0} times "
                + $"as fast (to reach: 2)"));
    }

    private static double[][] Pairs(IReadOnlyList<Spot> spots) => [.. spots.Select(spot => new[] { spot.X, spot.Y })];
}
