using System.Globalization;
using System.Text;
using Plan86.Schedules.Bulletins;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Plan;
using Plan86.Warehouse;

namespace Plan86.Schedules.Charts;

/// <summary>Decides what is drawn: a chart of every indicator, a page of small ones of every sector, one overview.</summary>
internal static class ChartBook
{
    /// <summary>Of the first picture of all verdicts; further ones have a number behind it.</summary>
    public const string OverviewName = "overview";

    private const string MonthsSuffix = "-months";

    private const int RowsOfAPage = 22;

    private static readonly ChartWording Vietnamese = new(Language.Vietnamese), English = new(Language.English);

    /// <summary>Of a sector's picture.</summary>
    public static string NameOf(Sector sector) => $"sector-{sector.Code}";

    /// <summary>Of an indicator's picture of months; there is one where <see cref="MonthsBook.Describe"/> finds something to
    /// show.</summary>
    public static string MonthsNameOf(Indicator indicator) => indicator.Code + MonthsSuffix;

    /// <summary>Of the file of a picture that is laid out for a phone held upright.</summary>
    /// <param name="code">Of the language: <c>vi</c>, <c>en</c>.</param>
    public static string NarrowNameOf(string picture, string code) => $"{picture}.narrow.{code}.svg";

    /// <summary>Draws the publication into <c>bulletins/YYYY-MM/</c>, unless these very charts lie there already.</summary>
    /// <param name="inputs">What the publication was built from.</param>
    /// <returns>The folder.</returns>
    public static async Task<string> DrawAsync(
        string dataFolder, Catalogue catalogue, PublicationStore warehouse, string inputs, Progress progress, CancellationToken ct)
    {
        var asOf = warehouse.AsOf();
        using var hold = await DataFolder.HoldBulletinsAsync(dataFolder, null, ct);
        var published = DataFolder.BulletinFolder(dataFolder, asOf);
        var folder = File.Exists(Path.Combine(published, DataFolder.BulletinManifest)) ? published
            : DataFolder.MakingFolder(dataFolder, asOf);
        if (File.Exists(Path.Combine(folder, DataFolder.BulletinManifest)))
        {
            // A published bulletin is not drawn over, nor its draft: it is made anew as a whole, when someone asks for it.
            return folder;
        }

        // Written last: a drawing that was cut short is done again.
        var marker = Path.Combine(folder, ".inputs");
        if (File.Exists(marker) && await File.ReadAllTextAsync(marker, ct) == inputs)
        {
            return folder;
        }

        var months = MonthsBook.Read(warehouse.Ask(
            MonthsBook.Query, ("day", asOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))));
        await DrawAsync(folder, Pictures(catalogue, warehouse.IndicatorValues(asOf), asOf, months), progress, ct);
        await ReplaceAsync(marker, Encoding.UTF8.GetBytes(inputs), ct);
        return folder;
    }

    /// <summary>Draws pictures in both languages, as PNG and SVG, and as SVG for a phone.</summary>
    public static async Task DrawAsync(string folder, IReadOnlyList<Picture> pictures, Progress progress, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        // Of an earlier drawing, when there was more to show.
        foreach (var old in Directory.EnumerateFiles(folder, OverviewName + "-*")
            .Concat(Directory.EnumerateFiles(folder, $"*{MonthsSuffix}.*"))
            .Where(file => !pictures.Any(picture => Path.GetFileName(file).StartsWith(picture.Name + ".", StringComparison.Ordinal))))
        {
            File.Delete(old);
        }

        var languages = Enum.GetValues<Language>();
        var done = 0;
        await Parallel.ForEachAsync(
            pictures.SelectMany(picture => languages.Select(language => (picture, language))), ct, async (entry, stop) =>
        {
            var (picture, language) = entry;
            var drawing = picture.Draw(language);
            var code = language == Language.Vietnamese ? "vi" : "en";
            var name = Path.Combine(folder, $"{picture.Name}.{code}");
            await ReplaceAsync(name + ".png", drawing.Png, stop);
            await ReplaceAsync(name + ".svg", drawing.SvgFile, stop);
            await ReplaceAsync(
                Path.Combine(folder, NarrowNameOf(picture.Name, code)), drawing.NarrowSvgFile, stop);
            progress.Say("Vẽ biểu đồ", "Drawing the charts", Interlocked.Increment(ref done), pictures.Count * languages.Length);
        });
    }

    /// <summary>Every picture of what was known on a day.</summary>
    /// <param name="months">As <see cref="MonthsBook.Read"/> gives them; null draws none.</param>
    public static IReadOnlyList<Picture> Pictures(
        Catalogue catalogue, PlanValues values, DateOnly asOf, ILookup<string, MonthValue>? months = null)
    {
        var verdicts = catalogue.Assess(values, asOf);
        var charts = catalogue.Indicators
            .Select(indicator => (Indicator: indicator, Data: Describe(catalogue, indicator, values, verdicts, asOf))).ToList();
        if (charts.Count == 0)
        {
            return [];
        }

        return
        [
            .. Parts(Overview(catalogue, verdicts, asOf)).Select((part, at) => new Picture(
                at == 0 ? OverviewName : string.Create(CultureInfo.InvariantCulture, $"{OverviewName}-{at + 1}"),
                language => OverviewChart.Draw(part, language))),
            .. charts.GroupBy(chart => chart.Indicator.Sector).Select(sector =>
            {
                var page = Page(catalogue, sector.Key, [.. sector.Select(chart => chart.Data)],
                    [.. verdicts.Where(verdict => catalogue.FindIndicator(verdict.Indicator).Sector == sector.Key)], asOf);
                return new Picture(NameOf(sector.Key), language => SmallMultiples.Draw(page, language));
            }),
            .. charts.Select(chart => new Picture(chart.Indicator.Code, language => TrendChart.Draw(chart.Data, language))),
            .. (months is null ? [] : catalogue.Indicators)
                .Select(indicator => (
                    Indicator: indicator, Data: MonthsBook.Describe(catalogue, indicator, months![indicator.Code], values, verdicts, asOf)))
                .Where(chart => chart.Data is not null)
                .Select(chart => new Picture(
                    MonthsNameOf(chart.Indicator), language => MonthsChart.Draw(chart.Data!, language))),
        ];
    }

    /// <summary>One picture for each page of A4.</summary>
    internal static IReadOnlyList<OverviewData> Parts(OverviewData overview)
    {
        var count = Math.Max(1, (overview.Rows.Count + RowsOfAPage - 1) / RowsOfAPage);
        if (count == 1)
        {
            return [overview];
        }

        // As many rows in each, or one less.
        return
        [
            .. Enumerable.Range(0, count).Select(at =>
            {
                var (from, to) = (overview.Rows.Count * at / count, overview.Rows.Count * (at + 1) / count);
                var part = string.Create(CultureInfo.InvariantCulture, $" ({at + 1}/{count})");
                return overview with
                {
                    Title = new Bilingual(overview.Title.Vi + part, overview.Title.En + part),
                    Rows = [.. overview.Rows.Take(from..to)],
                };
            }),
        ];
    }

    /// <summary>All verdicts, farthest from its next target first.</summary>
    internal static OverviewData Overview(Catalogue catalogue, IReadOnlyList<Assessment> verdicts, DateOnly asOf)
    {
        var rows = catalogue.Indicators
            .Select(indicator =>
            {
                var own = catalogue.Targets.Zip(verdicts).Where(pair => pair.First.Indicator == indicator.Code)
                    .Select(pair => (Target: pair.First,
                        Mark: new OverviewMark(pair.First.Horizon, Share(pair.First, pair.Second), pair.Second.Verdict)
                        {
                            Words = pair.Second.Words(),
                        }))
                    .ToList();
                var known = own.Where(entry => entry.Mark.Share is not null).ToList();
                var next = Judge.Next(known.Select(entry => entry.Target), asOf);
                return (
                    Row: new OverviewRow(indicator.Name, [.. own.Select(entry => entry.Mark)]),
                    Distance: known.Find(entry => entry.Target == next).Mark?.Share);
            })
            .Where(row => row.Distance is not null)
            .OrderBy(row => row.Distance)
            .Select(row => row.Row)
            .ToList();
        var missing = verdicts.Count(verdict => verdict.Verdict == Verdict.NoData);
        var without = catalogue.Targets.Zip(verdicts)
            .Count(pair => pair.Second.Verdict != Verdict.NoData && Share(pair.First, pair.Second) is null);
        bool Drawn(Func<Target, bool> kind) =>
            catalogue.Targets.Zip(verdicts).Any(pair => kind(pair.First) && Share(pair.First, pair.Second) is not null);
        var (falling, growth) = (Drawn(target => target.Direction == Direction.Down), Drawn(target => target.Basis == Basis.AverageGrowth));
        var (vi, en) = Tally(verdicts);
        var legend = Territories.Legend(catalogue, verdicts);
        return new OverviewData(
            new Bilingual(
                $"Kế hoạch 86/KH-UBND: {vi}",
                $"Plan 86/KH-UBND: {en}"),
            new Bilingual(
                $"Mức đã đạt so với mục tiêu, %, xếp từ xa mục tiêu nhất; số liệu công bố đến {Day(asOf).Vi}",
                $"Share of the target reached, %, farthest from it first; figures published up to {Day(asOf).En}"),
            [.. rows.SelectMany(row => row.Marks).Select(mark => mark.Horizon).Distinct().Order(StringComparer.Ordinal)],
            rows,
            new Bilingual(
                string.Join(' ', new[]
            {
                missing > 0 ? $"Không vẽ {missing} mục tiêu chưa có số liệu." : "",
                without > 0 ? $"Không vẽ {without} mục tiêu không quy được ra tỷ lệ." : "",
                falling ? "Với chỉ tiêu càng thấp càng tốt, tỷ lệ là mục tiêu chia cho số thực hiện." : "",
                growth ? "Mục tiêu tăng trưởng so với mức tăng bình quân đã đạt." : "",
                legend?.Vi is { } sign ? sign + "." : "",
            }.Where(note => note.Length > 0)),
                string.Join(' ', new[]
            {
                missing > 0 ? $"Not drawn: {missing} targets without data." : "",
                without > 0 ? $"Not drawn: {without} targets that cannot be put as a share." : "",
                falling ? "Where less is better the share is the target divided by the figure." : "",
                growth ? "Growth targets are held against the average growth so far." : "",
                legend?.En is { } sign2 ? sign2 + "." : "",
            }.Where(note => note.Length > 0))),
            new Bilingual(
                "",
                ""));
    }

    /// <summary>How much of a target has been reached, in percent; null where a share says nothing.</summary>
    internal static double? Share(Target target, Assessment verdict)
    {
        if (verdict.Verdict == Verdict.NoData || (verdict.Final ?? verdict.Actual) is not { } value)
        {
            return null;
        }

        var (lower, upper) = (target.Lower, target.Upper);
        if (target.Basis == Basis.AverageGrowth)
        {
            // Judged by an index that starts at 100: the growth behind it is what the target names.
            value = target.MeanRate(value, (verdict.Final is null ? verdict.ActualYear : target.Due)!.Value);
        }

        if (!(value > 0) || lower <= 0 || upper <= 0)
        {
            return null;
        }

        return target switch
        {
            { Reading: IntervalReading.Corridor } => 100 * (value < lower ? value / lower : value > upper ? upper / value : 1),
            { Direction: Direction.Down } => 100 * (upper ?? lower) / value,
            _ => 100 * value / (lower ?? upper),
        };
    }

    private static SmallMultiplesData Page(
        Catalogue catalogue, Sector sector, IReadOnlyList<TrendChartData> charts, IReadOnlyList<Assessment> verdicts, DateOnly asOf)
    {
        var (vi, en) = Tally(verdicts);
        var legend = Territories.Legend(catalogue, verdicts);
        // The tables say what is missing; a page of empty charts would say it again. With no figure at all the targets stand.
        var known = charts.Where(chart => chart.Actual.Count > 0).ToList();
        var missing = known.Count == 0 ? 0 : charts.Count - known.Count;
        charts = known.Count == 0 ? charts : known;
        var hasRuns = charts.Any(chart => chart.Runs.Count > 0);
        return new SmallMultiplesData(
            new Bilingual(
                $"{sector.Name.Vi}: {vi}",
                $"{sector.Name.En}: {en}"),
            new Bilingual(
                "Mỗi biểu đồ một thang đo riêng; vạch cam là mục tiêu"
                    + (hasRuns ? ", đường đậm là mức bình quân hoặc lũy kế được so với mục tiêu" : "")
                    + (missing > 0 ? $"; không vẽ {missing} chỉ tiêu chưa có số liệu" : ""),
                "Each chart on a scale of its own; orange marks are targets"
                    + (hasRuns ? ", thick lines the mean or sum held against them" : "")
                    + (missing > 0 ? $"; without figures and not drawn: {missing}" : "")),
            charts,
            new Bilingual(
                string.Join("; ", charts.Select(chart => chart.Source.Vi.Split(". ")[0]).Distinct())
                    + $". Số liệu công bố đến {Day(asOf).Vi}." + (legend is { } sign ? $" {sign.Vi}." : ""),
                string.Join("; ", charts.Select(chart => chart.Source.En.Split(". ")[0]).Distinct())
                    + $". Figures published up to {Day(asOf).En}." + (legend is { } same ? $" {same.En}." : "")))
        {
            Notes = TargetMarks.DoubtNotes(
                [.. catalogue.Targets.Where(target => charts.Any(chart => chart.Indicator == target.Indicator))],
                targets => [.. targets.Select(target => catalogue.FindIndicator(target.Indicator).Name).Distinct()]),
        };
    }

    private static Bilingual Tally(IReadOnlyList<Assessment> verdicts)
    {
        var good = verdicts.Count(verdict => verdict.Verdict is Verdict.Met or Verdict.OnTrack);
        var missing = verdicts.Count(verdict => verdict.Verdict == Verdict.NoData);
        var elsewhere = verdicts.Count(verdict => verdict is { IsOfOtherTerritory: true, Verdict: Verdict.Met or Verdict.OnTrack });
        return new Bilingual(
            $"{good} trong {verdicts.Count} mục tiêu đã đạt hoặc đúng tiến độ"
                + (elsewhere > 0 ? $" ({elsewhere}\u00A0{Territories.Sign})" : "")
                + (missing > 0 ? $", {missing} chưa có số liệu" : ""),
            $"{good} of {verdicts.Count} targets met or on track" + (elsewhere > 0 ? $" ({elsewhere}\u00A0{Territories.Sign})" : "")
                + (missing > 0 ? $", {missing} without data" : ""));
    }

    /// <summary>What the chart of an indicator shows: the territory on which the verdict that counts now is given, and beside it the
    /// others that have figures.</summary>
    internal static TrendChartData Describe(
        Catalogue catalogue, Indicator indicator, PlanValues values, IReadOnlyList<Assessment> verdicts, DateOnly asOf)
    {
        var targets = catalogue.Targets.Where(target => target.Indicator == indicator.Code).ToList();
        var shown = Territories.Shown(catalogue, indicator, values, asOf);
        var own = verdicts.Where(verdict => verdict.Indicator == indicator.Code).ToList();
        var chart = Describe(indicator, targets, values.On(indicator.Code, shown), own, catalogue.BreaksOf(indicator), asOf);
        var others = values.AreasOf(indicator.Code).Where(area => area != shown)
            .Select(area => new ChartLine(
                catalogue.NameOfArea(area), Points(values.On(indicator.Code, area).Where(Judge.IsFigure))))
            .Where(line => line.Points.Count > 0).ToList();
        var legend = Territories.Legend(catalogue, own);
        return others.Count == 0 && legend is null ? chart : chart with
        {
            Subtitle = Joined(chart.Subtitle, "; ", catalogue.NameOfArea(shown)),
            Others = others,
            Source = legend is { } sign ? Joined(chart.Source, " ", new Bilingual(sign.Vi + ".", sign.En + ".")) : chart.Source,
        };
    }

    private static Bilingual Joined(Bilingual text, string between, Bilingual more) =>
        new(text.Vi + between + more.Vi, text.En + between + more.En);

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
        var points = Points(values);
        var runs = JudgedRun.Runs(indicator, targets, values, breaks, asOf);

        // The path starts from what was published, as the verdict does.
        IReadOnlyList<ChartPoint> published = [.. points.Where(point => !point.IsNowcast)];
        return new TrendChartData(
            indicator.Code,
            indicator.HeadlineOf(targets, verdicts, values),
            new Bilingual(
                points.Count == 0
                ? $"Đơn vị tính: {indicator.Unit.Text.Vi}. Đơn vị báo cáo: {indicator.Department.NameOn(asOf).Vi}"
                : Subtitle(
                    indicator.Name.Vi, indicator.Unit.Text.Vi, runs.Count == 0 ? "" : ", từng năm và từ đầu giai đoạn", points),
                points.Count == 0
                ? $"Unit: {indicator.Unit.Text.En}. Owed by: {indicator.Department.NameOn(asOf).En}"
                : Subtitle(
                    indicator.Name.En, indicator.Unit.Text.En, runs.Count == 0 ? "" : ", each year and since the period began", points)),
            indicator.Unit.Text,
            indicator.Decimals,
            points,
            new Bilingual(
                $"{indicator.Source.Vi}. Số liệu công bố đến {Day(asOf).Vi}.",
                $"{indicator.Source.En}. Figures published up to {Day(asOf).En}."))
        {
            Name = indicator.Name,
            FromZero = basis != Basis.AverageGrowth,
            Runs = runs,
            Targets =
            [
                .. targets.Select(target => TargetMarks.Mark(
                    indicator, target, verdicts.FirstOrDefault(verdict => verdict.Horizon == target.Horizon))),
            ],
            Required =
            [
                .. targets.Select(target => NeededPath.To(
                    indicator, target, published,
                    runs.FirstOrDefault(run => target.FromYear <= run.Points[0].Year && run.Points[^1].Year <= target.Due),
                    verdicts.FirstOrDefault(v => v.Horizon == target.Horizon), asOf)).OfType<ChartPath>(),
            ],
            Notes = TargetMarks.DoubtNotes(
                targets, own => [.. own.Select(target => new Bilingual(target.Horizon, target.Horizon))]),
            // A bulletin knows nothing that came after it.
            Breaks = [.. breaks.Where(entry => entry.On <= asOf)
                .Select(entry => new ChartBreak(entry.On, new Bilingual(Short(entry.TextVi), Short(entry.TextEn))))],
        };
    }

    /// <summary>The figures year by year, in the quantity they are published in.</summary>
    private static IReadOnlyList<ChartPoint> Points(IEnumerable<YearValue> values) =>
    [
        .. values.Select(value => new ChartPoint(value.Year, value.Value, value.Status, value.IsNowcast, value.Low, value.High)),
    ];

    private static string Subtitle(string name, string unit, string how, IReadOnlyList<ChartPoint> points)
    {
        var (first, last) = (points.Min(point => point.Year), points.Max(point => point.Year));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name}{(Headlines.Says(name, unit) ? "" : $", {unit}")}{how}, {first}{(last > first ? $"–{last}" : "")}");
    }

    private static Bilingual Day(DateOnly day) =>
        new(day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture), day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture));

    /// <summary>The break's own words; what follows a semicolon is for the method note.</summary>
    internal static string Short(string note) => note.Split(';')[0];

    private static async Task ReplaceAsync(string path, byte[] bytes, CancellationToken ct)
    {
        await File.WriteAllBytesAsync(path + ".tmp", bytes, ct);
        File.Move(path + ".tmp", path, overwrite: true);
    }
}
