using System.Globalization;
using System.Text;
using Plan86.Transform;

namespace Plan86.Schedules;

using Warehouse = Plan86.Warehouse.Warehouse;

/// <summary>Draws every indicator that has figures in both languages into <c>bulletins/YYYY-MM/</c>.</summary>
internal static class ChartBook
{
    /// <summary>Draws from the publication, unless these very charts lie there already.</summary>
    /// <param name="inputs">What the publication was built from.</param>
    /// <returns>The folder.</returns>
    public static async Task<string> DrawAsync(
        string dataFolder, Catalogue catalogue, Warehouse warehouse, string inputs, CancellationToken ct)
    {
        var asOf = warehouse.AsOf();
        var folder = Bulletin.Folder(dataFolder, asOf);
        if (File.Exists(Path.Combine(folder, Bulletin.Manifest)))
        {
            // A published bulletin is not drawn over: it is made anew as a whole, when someone asks for it.
            return folder;
        }

        // Written last: a drawing that was cut short is done again.
        var marker = Path.Combine(folder, ".inputs");
        if (File.Exists(marker) && await File.ReadAllTextAsync(marker, ct) == inputs)
        {
            return folder;
        }

        Directory.CreateDirectory(folder);
        var values = warehouse.IndicatorValues(asOf);
        var verdicts = catalogue.Assess(values, asOf);
        var charts = catalogue.Indicators.Where(indicator => values.ContainsKey(indicator.Code)).Select(indicator => Describe(
            indicator,
            [.. catalogue.Targets.Where(target => target.Indicator == indicator.Code)],
            values.GetValueOrDefault(indicator.Code) ?? [],
            [.. verdicts.Where(verdict => verdict.Indicator == indicator.Code)],
            catalogue.BreaksOf(indicator),
            asOf)).SelectMany(chart => new[] { (chart, Language.Vietnamese), (chart, Language.English) });
        await Parallel.ForEachAsync(charts, ct, async (entry, stop) =>
        {
            var (chart, language) = entry;
            var drawing = TrendChart.Draw(chart, language);
            var name = Path.Combine(folder, $"{chart.Indicator}.{(language == Language.Vietnamese ? "vi" : "en")}");
            await ReplaceAsync(name + ".png", drawing.Png, stop);
            await ReplaceAsync(name + ".svg", Encoding.UTF8.GetBytes(drawing.Svg), stop);
        });
        await ReplaceAsync(marker, Encoding.UTF8.GetBytes(inputs), ct);
        return folder;
    }

    /// <summary>What one chart shows: the quantity the target is stated in, so that line and target share an axis.</summary>
    internal static TrendChartData Describe(
        Indicator indicator,
        IReadOnlyList<Target> targets,
        IReadOnlyList<YearValue> values,
        IReadOnlyList<Assessment> verdicts,
        IReadOnlyList<Break> breaks,
        DateOnly asOf)
    {
        var basis = targets.Count > 0 ? targets[0].Basis : Basis.Level;
        var cumulative = basis == Basis.Cumulative;
        var points = cumulative ? RunningSums(targets, values) : [.. values.Select(value => Point(value, 0))];

        // Headline and path start from what was published, as the verdict does.
        IReadOnlyList<ChartPoint> published = [.. points.Where(point => !point.IsNowcast)];
        var lastYear = published.Count > 0 ? published.Max(point => point.Year) : 0;
        var next = (cumulative ? targets.FirstOrDefault(target => target.FromYear <= lastYear && lastYear <= target.ToYear) : null)
            ?? Judge.Next(targets, asOf);
        var verdict = verdicts.FirstOrDefault(verdict => verdict.Horizon == next?.Horizon);
        var (titleVi, titleEn) = Headline(indicator, next, verdict, published, cumulative);
        return new TrendChartData(
            indicator.Code,
            titleVi,
            titleEn,
            Subtitle(indicator.NameVi, indicator.Unit.TextVi, cumulative ? ", cộng dồn trong giai đoạn mục tiêu" : "", points),
            Subtitle(indicator.NameEn, indicator.Unit.TextEn, cumulative ? ", running total over the target period" : "", points),
            indicator.Unit.TextVi,
            indicator.Unit.TextEn,
            indicator.Decimals,
            points,
            $"{indicator.SourceVi}. Số liệu công bố đến {asOf.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)}.",
            $"{indicator.SourceEn}. Figures published up to {asOf.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}.")
        {
            FromZero = basis != Basis.AverageGrowth,
            Targets = [.. targets.Select(target => Mark(indicator, target, verdicts.FirstOrDefault(v => v.Horizon == target.Horizon)))],
            Required = [.. targets.Select(target => PathTo(indicator, target, published, verdicts.FirstOrDefault(v => v.Horizon == target.Horizon), asOf)).OfType<ChartPath>()],
            Breaks = [.. breaks.Select(entry => new ChartBreak(entry.On, Short(entry.TextVi), Short(entry.TextEn)))],
        };
    }

    /// <summary>The sum over each window, year by year, as far as every year of it is known.</summary>
    private static IReadOnlyList<ChartPoint> RunningSums(IReadOnlyList<Target> targets, IReadOnlyList<YearValue> values)
    {
        var byYear = values.ToDictionary(value => value.Year);
        var points = new List<ChartPoint>();
        foreach (var target in targets)
        {
            var sum = 0.0;
            for (var year = target.FromYear!.Value; year <= target.ToYear && byYear.TryGetValue(year, out var value); year++)
            {
                points.Add(Point(value, sum));
                sum += value.Value;
            }
        }

        return points;
    }

    private static ChartPoint Point(YearValue value, double before) =>
        new(value.Year, before + value.Value, value.Status, value.IsNowcast, before + value.Low, before + value.High);

    private static string Subtitle(string name, string unit, string how, IReadOnlyList<ChartPoint> points) =>
        points.Count == 0
            ? $"{name}, {unit}{how}"
            : string.Create(CultureInfo.InvariantCulture, $"{name}, {unit}{how}, {points.Min(point => point.Year)}–{points.Max(point => point.Year)}");

    /// <summary>The finding in a line: where it stands, held against the next target.</summary>
    private static (string Vi, string En) Headline(
        Indicator indicator, Target? next, Assessment? verdict, IReadOnlyList<ChartPoint> points, bool cumulative)
    {
        if (points.Count == 0 || next is null)
        {
            return ($"{indicator.NameVi}: chưa có số liệu", $"{indicator.NameEn}: no data yet");
        }

        var last = points.MaxBy(point => point.Year)!;
        var (vi, en) = (Numbers.Vi(last.Value, indicator.Decimals), Numbers.En(last.Value, indicator.Decimals));
        var (unitVi, unitEn) = (Spaced(indicator.Unit.TextVi), Spaced(indicator.Unit.TextEn));
        if (next.Basis == Basis.AverageGrowth)
        {
            var bound = next.Lower ?? next.Upper ?? 0;
            return (
                $"{indicator.NameVi} năm {last.Year} đạt {vi}{unitVi}, mục tiêu bình quân {next.FromYear}–{next.ToYear} là {Numbers.Vi(bound)}{unitVi}",
                $"{indicator.NameEn} was {en}{unitEn} in {last.Year}; the target is {Numbers.En(bound)}{unitEn} a year over {next.FromYear}–{next.ToYear}");
        }

        var share = (next.Lower ?? next.Upper) is { } goal && goal > 0 ? 100 * last.Value / goal : (double?)null;
        var period = cumulative ? $"{next.FromYear}–{last.Year}" : $"năm {last.Year}";
        var inTarget = !cumulative || last.Year >= next.FromYear;
        return share is null || !inTarget
            ? ($"{indicator.NameVi} {(inTarget ? period : $"đến năm {last.Year}")} đạt {vi}{unitVi}", $"{indicator.NameEn}: {en}{unitEn} by {last.Year}")
            : ($"{indicator.NameVi} {period} đạt {vi}{unitVi}, bằng {Numbers.Vi(share.Value, 1)}% mục tiêu {next.Horizon}",
               $"{indicator.NameEn}: {en}{unitEn} {(cumulative ? $"over {period}" : $"in {last.Year}")}, {Numbers.En(share.Value, 1)}% of the {next.Horizon} target");
    }

    private static ChartTarget Mark(Indicator indicator, Target target, Assessment? verdict)
    {
        var rate = target.Basis == Basis.AverageGrowth ? ("/năm", " a year") : ("", "");
        var (vi, en) = (
            Interval(target, Numbers.Vi, Spaced(indicator.Unit.TextVi) + rate.Item1),
            Interval(target, Numbers.En, Spaced(indicator.Unit.TextEn) + rate.Item2));
        return new ChartTarget(
            target.ToYear,
            target.Lower,
            target.Upper,
            target.Approximate,
            $"Mục tiêu {target.Horizon}: {vi}",
            $"Target {target.Horizon}: {en}",
            verdict?.Verdict.Vi() ?? "",
            verdict?.Verdict.En() ?? "");
    }

    private static string Interval(Target target, Func<double, int?, string> number, string unit)
    {
        var text = (target.Lower, target.Upper) switch
        {
            ({ } lower, { } upper) when lower == upper => number(lower, null),
            ({ } lower, { } upper) => $"{number(lower, null)}–{number(upper, null)}",
            ({ } lower, null) => Sign(target.Strict ? ">" : "≥") + number(lower, null),
            (null, { } upper) => Sign(target.Strict ? "<" : "≤") + number(upper, null),
            _ => "",
        };
        return (target.Approximate && target is { Lower: not null, Upper: not null } ? "≈\u00A0" : "") + text + unit;

        // "khoảng 60%" says about how much, not at least how much.
        string Sign(string sign) => (target.Approximate ? "≈" : sign) + "\u00A0";
    }

    /// <summary>From the latest figure to the bound: compound for a level, in equal steps for a sum, at the rate still
    /// required for growth.</summary>
    private static ChartPath? PathTo(
        Indicator indicator, Target target, IReadOnlyList<ChartPoint> points, Assessment? verdict, DateOnly asOf)
    {
        if (points.Count == 0 || target.ToYear is not { } end || asOf.Year > end || (target.Lower ?? target.Upper) is not { } bound)
        {
            return null;
        }

        var last = points.MaxBy(point => point.Year)!;
        if (last.Year >= end)
        {
            return null;
        }

        switch (target.Basis)
        {
            case Basis.AverageGrowth:
                var rate = verdict?.RequiredRate ?? bound;
                var first = Math.Max(last.Year + 1, target.FromYear ?? last.Year);
                return new ChartPath(
                    [.. Years(first, end).Select(year => new PathPoint(year, rate))],
                    $"cần {Numbers.Vi(rate, 1)}%/năm", $"needs {Numbers.En(rate, 1)}% a year");
            case Basis.Level:
                if (last.Value <= 0 || bound <= 0 || verdict?.Gap <= 0)
                {
                    return null;
                }

                var growth = Math.Pow(bound / last.Value, 1.0 / (end - last.Year));
                return new ChartPath(
                    [.. Years(last.Year, end).Select(year => new PathPoint(year, last.Value * Math.Pow(growth, year - last.Year)))],
                    $"cần tăng {Numbers.Vi(100 * (growth - 1), 1)}%/năm", $"needs +{Numbers.En(100 * (growth - 1), 1)}% a year");
            default:
                var from = target.FromYear!.Value - 1;
                var (startYear, start) = last.Year >= target.FromYear ? (last.Year, last.Value) : (from, 0.0);
                if (bound <= start)
                {
                    return null;
                }

                var step = (bound - start) / (end - startYear);
                return new ChartPath(
                    [.. Years(startYear, end).Select(year => new PathPoint(year, start + (step * (year - startYear))))],
                    $"cần {Numbers.Vi(step, indicator.Decimals)}{Spaced(indicator.Unit.TextVi)}/năm",
                    $"needs {Numbers.En(step, indicator.Decimals)}{Spaced(indicator.Unit.TextEn)} a year");
        }
    }

    private static IEnumerable<int> Years(int from, int to) => Enumerable.Range(from, to - from + 1);

    /// <summary>The break's own words; what follows a semicolon is for the method note.</summary>
    private static string Short(string note) => note.Split(';')[0];

    private static string Spaced(string unit) => unit == "%" ? "%" : " " + unit;

    private static async Task ReplaceAsync(string path, byte[] bytes, CancellationToken ct)
    {
        await File.WriteAllBytesAsync(path + ".tmp", bytes, ct);
        File.Move(path + ".tmp", path, overwrite: true);
    }
}
