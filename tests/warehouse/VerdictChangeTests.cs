using CsCheck;
using Plan86.Schedules;
using Plan86.Tests.Schedules;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;

namespace Plan86.Tests.Warehouse;

/// <summary>The memory: which verdicts changed on which publication day, because of which cell.</summary>
public class VerdictChangeTests
{
    private static readonly string[] History =
        [.. Enumerable.Range(2018, 6).Select(year => $"Sản lượng hàng hóa qua cảng;Năm {year};Triệu tấn;{100 + (30 * (year - 2018))};Ước")];

    private static readonly (string Source, string Name, byte[] Content)[] Extracts =
    [
        ("hai-phong-monthly", "a.csv", Office.Csv("2024-01-06", History)),
        ("hai-phong-monthly", "b.csv",
            Office.Csv("2024-03-05", "Sản lượng hàng hóa qua cảng;Năm 2023;Triệu tấn;90;Chính thức",
                "Khách du lịch;Năm 2023;Nghìn lượt;7.900;Ước")),
        ("gso-monthly", "2021-12-29-fdi.xlsx",
            new WorkbookWriter().Fdi("25.FDI", "25. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/12/2021", 50, 1478.7, 1654.8)
                .ToArray()),
        ("gso-monthly", "2022-12-29-fdi.xlsx",
            new WorkbookWriter().Fdi("25.FDI", "25. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/12/2022", 50, 11_000, 139.9)
                .ToArray()),
        ("hai-phong-monthly", "c.csv", Office.Csv("2026-02-01", "Khách du lịch;Năm 2025;Nghìn lượt;21.000;Ước")),
    ];

    [Fact]
    public async Task Each_change_names_the_cell_and_time_alone_names_none()
    {
        using var office = new Office(indicators: true);
        Drop(office, 0, 1, 2, 3, 4);
        await office.OnceAsync();
        office.Text("""
            SELECT v.published_on, v.indicator, v.horizon, v.was, v.became, v.series, v.time_period, v.old_value, v.new_value, e.file_name,
            v.sheet, v.cell_ref
            FROM verdict_change v LEFT JOIN extract e USING (extract_id) WHERE v.horizon = '2025'
            """).ShouldBe("""
            2021-12-29 fdi 2025 no_data on_track FDI.REGISTERED_ADJUSTED 2021-12 ∅ 1654.8 2021-12-29-fdi.xlsx 25.FDI E8
            2022-12-29 fdi 2025 on_track met FDI.REGISTERED_NEW 2022-12 ∅ 11000 2022-12-29-fdi.xlsx 25.FDI D8
            2024-01-06 port_throughput 2025 no_data at_risk PORT.THROUGHPUT 2023 ∅ 250 a.csv ∅ L8
            2024-03-05 port_throughput 2025 at_risk off_track PORT.THROUGHPUT 2023 250 90 b.csv ∅ L3
            2024-03-05 tourists 2025 no_data not_available TOURISM.ARRIVALS 2023 ∅ 7900 b.csv ∅ L4
            2026-01-01 port_throughput 2025 off_track no_data ∅ ∅ ∅ ∅ ∅ ∅ ∅
            2026-01-01 tourists 2025 not_available no_data ∅ ∅ ∅ ∅ ∅ ∅ ∅
            2026-02-01 tourists 2025 no_data met TOURISM.ARRIVALS 2025 ∅ 21000 c.csv ∅ L3
            """);
        IsTheMemoryOf(office);
    }

    [Fact]
    public async Task Any_order_of_the_same_drops_and_a_rebuild_give_the_same_memory()
    {
        string? expected = null;
        foreach (var order in new int[][] { [0, 1, 4], [1, 4, 0], [4, 1, 0] })
        {
            using var office = new Office(indicators: true);
            foreach (var i in order)
            {
                Drop(office, i);
                await office.OnceAsync();
                IsTheMemoryOf(office);
            }

            var memory = office.Text("SELECT * FROM verdict_change");
            memory.ShouldBe(expected ??= memory, $"order {string.Join(' ', order)}");
            if (order is [4, 1, 0])
            {
                (await office.RebuildAsync()).Changes.ShouldBeEmpty();
                office.Text("SELECT * FROM verdict_change").ShouldBe(expected);
            }
        }

        expected!.Split('\n').Length.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task Whatever_is_published_the_memory_agrees_with_the_judge_on_any_day()
    {
        var figure = Gen.Select(
            Gen.Int[2017, 2025], Gen.Int[0, 500], Gen.Int[0, 2], Gen.Int[0, 2].Select(i => new[] { "Ước", "Sơ bộ", "Chính thức" }[i]));
        await Gen.Select(Gen.Int[0, 2_500], figure.List[1, 8]).List[2, 8].SampleAsync(async drawn =>
        {
            using var office = new Office(indicators: true);
            foreach (var (day, figures) in drawn.DistinctBy(e => e.Item1))
            {
                office.Drop(
                    new DateOnly(2019, 6, 1).AddDays(day).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                    [.. figures.DistinctBy(f => (f.Item1, f.Item3)).Select(f => f.Item3 switch
                    {
                        0 => $"Sản lượng hàng hóa qua cảng;Năm {f.Item1};Triệu tấn;{f.Item2};{f.Item4}",
                        1 => $"Sản lượng hàng hóa qua cảng;12 tháng năm {f.Item1};Triệu tấn;{f.Item2};{f.Item4}",
                        _ => $"Khách du lịch;Năm {f.Item1};Nghìn lượt;{f.Item2};{f.Item4}",
                    })]);
            }

            await office.OnceAsync();
            IsTheMemoryOf(office);
            office.Scalar<long>(
                "SELECT count(*) FROM verdict_change WHERE extract_id IS NULL AND (month(published_on), day(published_on)) <> (1, 1)")
                    .ShouldBe(0);
        }, iter: 4);
    }

    [Fact]
    public async Task Where_both_are_known_the_annual_figure_is_named_not_that_of_December()
    {
        using var office = new Office(indicators: true);
        office.Drop("2023-12-20", [.. History[..5], "Sản lượng hàng hóa qua cảng;12 tháng năm 2023;Triệu tấn;250;Ước"]);
        office.Drop("2024-03-05", "Sản lượng hàng hóa qua cảng;12 tháng năm 2023;Triệu tấn;1;Sơ bộ",
            "Sản lượng hàng hóa qua cảng;Năm 2023;Triệu tấn;90;Sơ bộ");
        office.Drop("2024-04-05", "Sản lượng hàng hóa qua cảng;12 tháng năm 2023;Triệu tấn;250;Chính thức");
        await office.OnceAsync();
        office.Text(
            "SELECT published_on, was, became, time_period, old_value, new_value, cell_ref FROM verdict_change WHERE horizon = '2025'")
                .ShouldBe("""
            2023-12-20 no_data at_risk 2023-12 ∅ 250 L8
            2024-03-05 at_risk off_track 2023 250 90 L4
            """);
        IsTheMemoryOf(office);
    }

    /// <summary>A measurement: every month for 25 years a file that revises the year before and says a new one.</summary>
    [Fact(Explicit = true)]
    public async Task Replaying_25_years_of_monthly_extracts_takes_well_under_two_seconds()
    {
        using var office = new Office(indicators: true);
        var random = new Random(1);
        for (var month = 0; month < 300; month++)
        {
            var day = new DateOnly(2006, 1, 6).AddMonths(month);
            office.Drop(
                day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                [.. Enumerable.Range(day.Year - 6, 6).SelectMany(year => new[]
                {
                    $"Sản lượng hàng hóa qua cảng;Năm {year};Triệu tấn;{random.Next(50, 400)};Ước",
                    $"Khách du lịch;Năm {year};Nghìn lượt;{random.Next(5_000, 20_000)};Ước",
                    $"Khách du lịch quốc tế;Năm {year};Nghìn lượt;{random.Next(500, 2_000)};Ước",
                    $"Tốc độ tăng trưởng GRDP;Năm {year};%;{random.Next(5, 20)};Ước",
                })]);
        }

        await office.OnceAsync();
        Measure(office).TotalSeconds.ShouldBeLessThan(2);
    }

    /// <summary>A measurement: the real workbooks and the samples.</summary>
    [Fact(Explicit = true)]
    public async Task Replaying_the_real_workbooks_and_the_samples_takes_well_under_two_seconds()
    {
        var folder = Path.Combine(Repository.Shared(), "data", "gso-monthly");
        using var office = new Office(indicators: true);
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            office.Drop("gso-monthly", Path.GetFileName(file), await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        }

        foreach (var file in Directory.EnumerateFiles(Settings.Samples, "*", SearchOption.AllDirectories))
        {
            office.Drop(Path.GetFileName(Path.GetDirectoryName(file)!), Path.GetFileName(file),
                await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        }

        await office.OnceAsync();
        IsTheMemoryOf(office);
        Measure(office).TotalSeconds.ShouldBeLessThan(2);
    }

    private static TimeSpan Measure(Office office)
    {
        var script = File.ReadAllText(Path.Combine(Repository.Root, "warehouse", "sql", "queries", "value_changes.sql"));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var rows = office.Rows(script);
        var queried = watch.Elapsed;
        var changes = rows.Select(row => new ValueChange(
            (DateOnly)row[0]!, (string)row[1]!, (string)row[2]!, (int)row[3]!,
            row[4] is double value ? new YearValue((int)row[3]!, value, ObsStatuses.Parse((string)row[5]!)!.Value) : null, null)).ToList();
        var found = Replay.Of(office.Catalogue, changes, office.Scalar<DateOnly>("SELECT as_of FROM publication"));
        TestContext.Current.SendDiagnosticMessage(
            $"{changes.Select(change => change.Day).Distinct().Count()} days, {changes.Count} values changed, {found.Count} verdicts "
                + "changed: "
            + $"{queried.TotalMilliseconds:N0} ms in SQL, {(watch.Elapsed - queried).TotalMilliseconds:N0} ms judging");
        return watch.Elapsed;
    }

    /// <summary>Replayed from no_data, the rows are the verdicts as of every day on which one changed, of the day before it, and of
    /// today.</summary>
    private static void IsTheMemoryOf(Office office)
    {
        var today = office.Scalar<DateOnly>("SELECT as_of FROM publication");
        var changes = office.Rows("SELECT published_on, indicator || ' ' || horizon, was, became FROM verdict_change ORDER BY published_on")
            .Select(row => (Day: (DateOnly)row[0]!, Target: (string)row[1]!, Was: (string)row[2]!, Became: (string)row[3]!)).ToList();
        foreach (var day in changes.Select(change => change.Day).Concat(changes.Select(change => change.Day.AddDays(-1))).Append(today)
            .Distinct())
        {
            var known = office.Catalogue.Targets.ToDictionary(target => $"{target.Indicator} {target.Horizon}", _ => "no_data");
            foreach (var change in changes.Where(change => change.Day <= day))
            {
                known[change.Target].ShouldBe(change.Was);
                known[change.Target] = change.Became;
            }

            var judged = office.Catalogue.Assess(office.Store.IndicatorValues(day), day)
                .ToDictionary(verdict => $"{verdict.Indicator} {verdict.Horizon}", verdict => verdict.Verdict.Text());
            known.OrderBy(verdict => verdict.Key, StringComparer.Ordinal)
                .ShouldBe(judged.OrderBy(verdict => verdict.Key, StringComparer.Ordinal), $"{day:O}");
        }

        office.Text("SELECT indicator, horizon, verdict FROM assessment").ShouldBe(office.Text("""
            SELECT t.indicator, t.horizon, coalesce(arg_max(v.became, v.published_on), 'no_data')
            FROM target t LEFT JOIN verdict_change v USING (indicator, horizon) GROUP BY ALL
            """));
    }

    private static void Drop(Office office, params int[] extracts)
    {
        foreach (var i in extracts)
        {
            office.Drop(Extracts[i].Source, Extracts[i].Name, Extracts[i].Content);
        }
    }
}
