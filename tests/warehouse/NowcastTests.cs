using System.Diagnostics;
using System.Globalization;
using CsCheck;
using Plan86.Schedules;
using Plan86.Tests.Schedules;
using Plan86.Transform;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading.Layout;
using Plan86.Warehouse;

namespace Plan86.Tests.Warehouse;

/// <summary>Years estimated from their first months, and the record of past calls.</summary>
public class NowcastTests
{
    private const string Record =
        "SELECT indicator, \"year\", as_of, estimate, low, high, actual, \"month\", years, past_calls, inside, valid_to FROM "
            + "nowcast_record";

    /// <summary>First halves and years of the port, each published on its own day.</summary>
    private static readonly (string Day, string Line)[] Port =
    [
        ("2014-07-05", Months(2014, 6, 40)), ("2015-01-06", Year(2014, 100)),
        ("2015-07-05", Months(2015, 6, 50)), ("2016-01-06", Year(2015, 110)),
        ("2016-07-05", Months(2016, 6, 60)), ("2017-01-06", Year(2016, 120)),
        ("2017-07-05", Months(2017, 6, 55)), ("2018-01-06", Year(2017, 125)),
        ("2018-07-05", Months(2018, 6, 66)), ("2019-01-06", Year(2018, 130)),
        ("2019-07-05", Months(2019, 6, 65)),
    ];

    [Fact]
    public async Task A_year_is_its_months_over_the_share_of_the_same_months_and_the_interval_is_earned_by_past_calls()
    {
        using var office = new Office(indicators: true);
        Drop(office, Port);
        await office.OnceAsync();

        // 2016: 60 / ((40+50)/(100+110)) = 140; 2017: 55 / (150/330) = 121; 2018: 66 / (205/455); 2019: 65 / (271/585).
        double third = 66 * 455 / 205d, fourth = 65 * 585 / 271d;
        double[] errors = [Math.Log(120 / 140d), Math.Log(125 / 121d), Math.Log(130 / third)];

        // Three past calls, two degrees of freedom: t = 1.886.
        var half = 1.886 * Math.Sqrt(errors.Sum(error => error * error) / 3);
        var rows = office.Rows(Record + " ORDER BY \"year\"");
        rows.Select(row => (int)row[1]!).ShouldBe([2016, 2017, 2018, 2019]);
        rows.Select(row => (DateOnly)row[2]!).ShouldBe([new(2016, 7, 5), new(2017, 7, 5), new(2018, 7, 5), new(2019, 7, 5)]);
        foreach (var (row, estimate) in rows.Zip([140, 121, third, fourth]))
        {
            ((double)row[3]!).ShouldBe(estimate, 1e-9);
        }

        rows.Take(3).ShouldAllBe(row => row[4] == null && row[5] == null && row[10] == null);
        ((double)rows[3][4]!).ShouldBe(fourth * Math.Exp(-half), 1e-9);
        ((double)rows[3][5]!).ShouldBe(fourth * Math.Exp(half), 1e-9);
        rows.Select(row => row[6]).ShouldBe([120d, 125d, 130d, null]);
        rows.Select(row => (int)row[8]!).ShouldBe([2, 3, 4, 5]);
        rows.Select(row => (int)row[9]!).ShouldBe([0, 1, 2, 3]);
        rows.Select(row => row[11]).ShouldBe([new DateOnly(2017, 1, 6), new DateOnly(2018, 1, 6), new DateOnly(2019, 1, 6), null]);
        office.Text("SELECT round(error), round(error_percent, 2), so_far FROM nowcast_record WHERE \"year\" = 2016")
            .ShouldBe("20 16.67 60");
    }

    [Fact]
    public async Task The_current_years_nowcast_stands_in_the_yearly_series_and_no_verdict_rests_on_it()
    {
        using var office = new Office(indicators: true);
        Drop(office, Port);
        await office.OnceAsync();
        office.Text(
            "SELECT v.\"year\", v.obs_status, v.\"value\" = r.estimate, v.low = r.low, v.high = r.high FROM indicator_value v JOIN "
                + "nowcast_record r USING (indicator, \"year\") WHERE is_nowcast")
            .ShouldBe("2019 E True True True");
        office.Text("SELECT DISTINCT actual_year FROM assessment WHERE indicator = 'port_throughput'").ShouldBe("2018");
        office.Scalar<long>("SELECT count(*) FROM verdict_change WHERE published_on = '2019-07-05'").ShouldBe(0);
        office.Text("SELECT \"year\", \"value\" FROM indicator_value_asof(DATE '2017-07-04') WHERE \"year\" >= 2016").ShouldBe("2016 120");
        office.Text("SELECT \"year\", \"value\", is_nowcast FROM indicator_value_asof(DATE '2018-01-05') WHERE \"year\" >= 2016")
            .ShouldBe("2016 120 False\n2017 121 True");
        office.Text("SELECT \"year\", \"value\", is_nowcast FROM indicator_value_asof(DATE '2018-01-06') WHERE \"year\" >= 2016")
            .ShouldBe("2016 120 False\n2017 125 False");
        office.Scalar<long>("SELECT count(*) FROM indicator_value_asof(DATE '2021-01-01') WHERE is_nowcast").ShouldBe(0);
    }

    [Fact]
    public async Task A_later_figure_scores_a_call_and_inside_says_whether_the_interval_held()
    {
        using var office = new Office(indicators: true);
        Drop(office, [.. Port, ("2020-01-06", Year(2019, 150)), ("2020-02-06", Year(2019, 300))]);
        await office.OnceAsync();
        office.Text("SELECT actual, inside, valid_to FROM nowcast_record WHERE \"year\" = 2019").ShouldBe("300 False 2020-01-06");
        office.Drop("2020-03-06", Year(2019, 150));
        await office.OnceAsync();
        office.Text("SELECT actual, inside, valid_to FROM nowcast_record WHERE \"year\" = 2019").ShouldBe("150 True 2020-01-06");
    }

    [Fact]
    public async Task Neither_order_of_arrival_nor_a_rebuild_changes_the_record()
    {
        string? expected = null;
        foreach (var order in new[] {
            Port, [.. Port.Reverse()], [.. Port.Where((_, i) => i % 2 == 1), .. Port.Where((_, i) => i % 2 == 0)] })
        {
            using var office = new Office(indicators: true);
            Drop(office, order[..5]);
            await office.OnceAsync();
            Drop(office, order[5..]);
            await office.OnceAsync();
            office.Tables().ShouldBe(expected ??= office.Tables());
            office.Scalar<long>("SELECT count(*) FROM nowcast_record").ShouldBe(4);
            if (order == Port)
            {
                await office.RebuildAsync();
                office.Tables().ShouldBe(expected);
            }
        }
    }

    [Fact]
    public async Task One_earlier_year_is_too_few()
    {
        using var office = new Office(indicators: true);
        Drop(office, [.. Port[..3]]);
        await office.OnceAsync();
        office.Text(Record).ShouldBe("");
        office.Text("SELECT \"year\" FROM indicator_value").ShouldBe("2014");
    }

    [Fact]
    public async Task A_year_without_a_start_counts_in_the_share_but_nothing_known_is_not_scaled_up()
    {
        using var office = new Office(indicators: true);
        office.Drop("2020-07-05", Months(2018, 1, 0), Year(2018, 100), Months(2019, 1, 10), Year(2019, 100), Months(2020, 1, 12));
        office.Drop("2020-08-05", Months(2018, 2, 0), Months(2019, 2, 0.0), Months(2020, 2, 20));
        office.Drop("2020-09-05", Months(2018, 3, 20), Months(2019, 3, 20), Months(2020, 3, 0));
        await office.OnceAsync();

        // January: 12 / (10/200). February: no share. March: 0 after 20 is doubtful, and nothing besides.
        office.Text("SELECT \"month\", estimate, valid_to FROM nowcast_record").ShouldBe("1 240 2020-08-05");
        office.Text("SELECT \"year\" FROM indicator_value").ShouldBe("2018\n2019");
    }

    [Fact]
    public async Task Figures_that_fall_or_are_forecast_make_no_call()
    {
        using var office = new Office(indicators: true);
        office.Drop("2020-01-06", Months(2018, 2, 20), Months(2018, 3, 30), Year(2018, 100), Months(2019, 2, 20), Months(2019, 3, 30),
            Year(2019, 100));
        office.Drop("2020-02-05", "Sản lượng hàng hóa qua cảng;2 tháng năm 2020;Triệu tấn;40;Dự báo",
            "Sản lượng hàng hóa qua cảng;Năm 2020;Triệu tấn;500;Kế hoạch");
        office.Drop("2020-03-05", Months(2020, 2, 25));
        office.Drop("2020-04-05", Months(2020, 3, 24));
        office.Drop("2020-05-05", Months(2020, 3, 36));
        await office.OnceAsync();
        office.Text("SELECT as_of, \"month\", estimate, valid_to FROM nowcast_record")
            .ShouldBe("2020-03-05 2 125 2020-04-05\n2020-05-05 3 120 ∅");

        // What was planned for the year gives way to its months.
        office.Text("SELECT \"value\", obs_status, is_nowcast FROM indicator_value WHERE \"year\" = 2020").ShouldBe("120 E True");
        office.Text("SELECT \"value\", obs_status, is_nowcast FROM indicator_value_asof(DATE '2020-02-29') WHERE \"year\" = 2020")
            .ShouldBe("500 F False");
    }

    [Fact]
    public async Task More_in_some_months_than_in_the_year_is_no_share()
    {
        using var office = new Office(indicators: true);
        office.Drop("2020-07-05", Months(2017, 6, 120), Year(2017, 100), Months(2018, 6, 40), Year(2018, 100), Months(2019, 6, 60),
            Year(2019, 100), Months(2020, 6, 50));
        await office.OnceAsync();
        office.Text("SELECT estimate, years FROM nowcast_record").ShouldBe("100 2");
    }

    [Fact]
    public async Task Capital_that_was_taken_back_counts_and_a_sum_below_zero_makes_no_call()
    {
        using var office = new Office(indicators: true);
        Fdi(office, "2021", "06", 300, -100);
        Fdi(office, "2021", "12", 900, 100);
        Fdi(office, "2022", "06", 500, -200);
        Fdi(office, "2022", "12", 700, -200);
        Fdi(office, "2023", "06", 450, -50);
        Fdi(office, "2023", "12", 1_000, 0);
        Fdi(office, "2024", "06", 50, -60);
        await office.OnceAsync();

        // 2023: (450 - 50) / ((200 + 300) / (1000 + 500)) = 1200 million USD.
        office.Text("SELECT \"year\", round(estimate, 9), round(actual, 9), years FROM nowcast_record").ShouldBe("2023 1.2 1 2");
    }

    [Fact]
    public async Task Nothing_is_computed_across_a_break_without_a_bridge()
    {
        using var office = new Office(indicators: true);
        office.Drop("2025-01-06",
            Months(2023, 3, 20), Year(2023, 100), Months(2024, 3, 30), Year(2024, 100),
            Growth("3 tháng năm 2023", 10), Growth("Năm 2023", 12), Growth("3 tháng năm 2024", 11), Growth("Năm 2024", 12));
        office.Drop("2025-04-05", Months(2025, 3, 25), Growth("3 tháng năm 2025", 9));
        office.Drop("2026-01-06", Year(2025, 300), Growth("Năm 2025", 10));
        office.Drop("2026-04-05", Months(2026, 3, 75), Growth("3 tháng năm 2026", 8));
        office.Drop("2029-04-05", Months(2026, 3, 75), Year(2026, 300), Months(2027, 3, 75), Year(2027, 300), Months(2028, 3, 80),
            Year(2028, 320), Months(2029, 3, 80));
        await office.OnceAsync();

        // Growth: 9 + ((12-10) + (12-11))/2 = 10.5; 8 + (2 + 1 + 1)/3.
        office.Text("SELECT indicator, \"year\", round(estimate, 6), years, error, error_percent FROM nowcast_record").ShouldBe("""
            grdp_growth 2025 10.5 2 0.5 ∅
            grdp_growth 2026 9.333333 3 ∅ ∅
            port_throughput 2029 320 3 ∅ ∅
            """);
    }

    /// <summary>Held against a plain account of the method, which on every day looks only at what was known on that day; and
    /// what is published later changes nothing of it.</summary>
    [Fact]
    public async Task Whatever_is_published_each_days_nowcast_is_what_that_day_could_know()
    {
        var calls = 0;
        var figure = Gen.Select(Gen.Int[2010, 2019], Gen.Int[0, 3], Gen.Int[1, 100], Gen.Int[0, 9]);
        await Gen.Select(Gen.Int[0, 3_600], figure.List[4, 20]).List[14, 22].SampleAsync(async drawn =>
        {
            using var office = new Office(indicators: true);
            var extracts = drawn.DistinctBy(extract => extract.Item1).OrderBy(extract => extract.Item1).Select(extract => (
                Day: new DateOnly(2011, 1, 1).AddDays(extract.Item1),
                Lines: extract.Item2.DistinctBy(f => (f.Item1, f.Item2)).Select(f =>
                    $"Sản lượng hàng hóa qua cảng;{(f.Item2 == 0 ? "Năm" : $"{2 * f.Item2} tháng năm")} {f.Item1};Triệu "
                        + $"tấn;{f.Item3 + (f.Item2 == 0 ? 60 : 0)};{(f.Item4 == 0 ? "Dự báo" : "Ước")}").ToArray())).ToList();
            foreach (var (day, lines) in extracts[..^3])
            {
                office.Drop(Iso(day), lines);
            }

            await office.OnceAsync();
            const string Told = "SELECT * EXCLUDE (actual, error, error_percent, inside, valid_to) FROM nowcast_record";
            var before = office.Text(Told);
            foreach (var (day, lines) in extracts[^3..])
            {
                office.Drop(Iso(day), lines);
            }

            await office.OnceAsync();
            office.Text($"{Told} WHERE as_of < DATE '{Iso(extracts[^3].Day)}'").ShouldBe(before);

            // Of the days before too, which have just been seen to be as they were.
            IsWhatEachDayCouldKnow(office);
            Interlocked.Add(ref calls, (int)office.Scalar<long>("SELECT count(*) FROM nowcast_record"));
        }, iter: 2);
        calls.ShouldBeGreaterThan(0);
    }

    /// <summary>A measurement: 25 years of months for 12 indicators with a season and noise of their own, the year revised once.</summary>
    [Fact(Explicit = true)]
    public async Task Replaying_25_years_of_months_takes_well_under_two_seconds_and_four_of_five_calls_lie_inside()
    {
        using var office = new Office(indicators: true);
        var names = office.Catalogue.Indicators
            .Where(i => i is { Transformation: Transformation.Level, Series: [var series] }
                && office.Catalogue.Series[series].Aggregation == Aggregation.Sum).ToList();
        var random = new Random(86);
        var lines = new List<(DateOnly Day, string Line)>();
        foreach (var name in names)
        {
            for (var year = 2000; year < 2025; year++)
            {
                var sum = 0.0;
                for (var month = 1; month <= 12; month++)
                {
                    sum += (5 + (month % 4)) * Math.Exp(
                        0.4 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5)) * (year - 1990);
                    lines.Add((new DateOnly(year, month, 1).AddMonths(1).AddDays(4),
                        $"{name.Series[0]};{year}-{month:00};VN-HP;{sum.ToString("F3", CultureInfo.InvariantCulture)}"));
                }

                lines.Add((new DateOnly(year + 1, 3, 5),
                    $"{name.Series[0]};{year};VN-HP;{(sum * 1.01).ToString("F3", CultureInfo.InvariantCulture)}"));
            }
        }

        using var file = DuckFile.Create(office.In("measured.duckdb"), "1GB", isSmall: false, CancellationToken.None);
        file.Run(Script("01_macros.sql"));
        file.Run(Script("02_schema.sql"));
        foreach (var name in names)
        {
            file.Run("INSERT INTO indicator VALUES ($1, '', '', '', 'T', 0, [$2], 'N', 'VN-HP', '', '', '', '', '', '')", ("1", name.Code),
                ("2", name.Series[0]));
            file.Run("INSERT INTO series VALUES ($1, '', '', 'T', 0, 'sum', false)", ("1", name.Series[0]));
        }

        file.Append("observation", lines.Select(line => (line.Day, Cells: line.Line.Split(';'))).Select(line => new object?[]
        {
            line.Cells[0], "VN-HP", line.Cells[1].Length == 4 ? "A" : "M", line.Cells[1],
            new DateOnly(int.Parse(line.Cells[1][..4], CultureInfo.InvariantCulture), 1, 1),
            line.Cells[1].Length == 4 ? "N" : "YTD", double.Parse(line.Cells[3], CultureInfo.InvariantCulture), "T", 0, "A", line.Day, null,
            false, false, "x", null, "L1",
        }));
        file.Run("SET VARIABLE as_of = DATE '2025-03-05'");
        file.Run(Script("30_indicator_value.sql"));
        var watch = Stopwatch.StartNew();
        file.Run(Script("31_nowcast.sql"));
        var score = file.Query(
            "SELECT count(*), count(inside), count(*) FILTER (inside), median(abs(error_percent)) FROM nowcast_record").Rows[0];
        TestContext.Current
            .SendDiagnosticMessage(
                $"{names.Count} indicators, {lines.Count} figures: {watch.ElapsedMilliseconds} ms; calls, scored, inside, median error: "
                    + $"{string.Join(' ', score)}");
        watch.Elapsed.TotalSeconds.ShouldBeLessThan(2);
        ((long)score[2]! / (double)(long)score[1]!).ShouldBeInRange(0.75, 0.9);
    }

    private static string Script(string name) => File.ReadAllText(Path.Combine(Repository.Root, "warehouse", "sql", "load", name));

    private static void IsWhatEachDayCouldKnow(Office office)
    {
        // Upper 10 % of Student's t by degrees of freedom.
        double[] student = [0, 0, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383];
        using var file = DuckFile.OpenRead(office.PublishedFile);
        var days = file.Query("SELECT DISTINCT published_on FROM extract ORDER BY 1").Rows.Select(row => (DateOnly)row[0]!).ToList();
        var finished = new HashSet<int>();
        var calls = new Dictionary<(int Year, int Month), double>();
        foreach (var day in days)
        {
            var years = file.Query($"SELECT \"year\", \"value\", obs_status FROM published_value_asof(DATE '{Iso(day)}')").Rows
                .Where(row => (string)row[2]! != "F").ToDictionary(row => (int)row[0]!, row => (double)row[1]!);
            var months =
                file.Query($"SELECT time_period, obs_value FROM observation_asof(DATE '{Iso(day)}') WHERE transformation = 'YTD' AND "
                    + "obs_status <> 'F'").Rows
                .ToDictionary(
                    row => (int.Parse(((string)row[0]!)[..4], CultureInfo.InvariantCulture),
                        int.Parse(((string)row[0]!)[5..], CultureInfo.InvariantCulture)), row => (double)row[1]!);
            finished.UnionWith(years.Keys);
            var expected = new List<string>();
            var made = new List<((int, int) Key, double Estimate)>();
            foreach (var of in months.GroupBy(month => month.Key.Item1).Where(of => !finished.Contains(of.Key) && day.Year <= of.Key + 1))
            {
                var ((year, month), soFar) = of.MaxBy(entry => entry.Key.Item2);
                var pairs = Enumerable.Range(1, 10).Select(back => year - back)
                    .Where(earlier =>
                        years.ContainsKey(earlier) && months.ContainsKey((earlier, month)) && months[(earlier, month)] <= years[earlier])
                    .Take(5).Select(earlier => (Months: months[(earlier, month)], Whole: years[earlier])).ToList();
                if (pairs.Count < 2 || soFar < of.Max(entry => entry.Value))
                {
                    continue;
                }

                var estimate = soFar * pairs.Sum(pair => pair.Whole) / pairs.Sum(pair => pair.Months);
                var errors = calls.Where(call => call.Key.Month == month && call.Key.Year < year && years.ContainsKey(call.Key.Year))
                    .OrderByDescending(call => call.Key.Year).Take(10).Select(call => Math.Log(years[call.Key.Year] / call.Value)).ToList();
                var half = errors.Count < 3
                    ? (double?)null : student[errors.Count - 1] * Math.Sqrt(errors.Sum(error => error * error) / errors.Count);
                made.Add(((year, month), estimate));
                expected.Add(Line(year, estimate, estimate * Math.Exp(-half ?? double.NaN), estimate * Math.Exp(half ?? double.NaN)));
            }

            foreach (var (key, estimate) in made)
            {
                calls[key] = estimate;
            }

            file.Query($"SELECT \"year\", \"value\", low, high FROM indicator_value_asof(DATE '{Iso(day)}') WHERE is_nowcast").Rows
                .Select(row => Line((int)row[0]!, (double)row[1]!, (double?)row[2] ?? double.NaN, (double?)row[3] ?? double.NaN))
                .Order(StringComparer.Ordinal).ShouldBe(expected.Order(StringComparer.Ordinal), Iso(day));
        }

        static string Line(int year, double value, double low, double high) =>
            string.Create(CultureInfo.InvariantCulture, $"{year}: {value:G9} [{low:G9}, {high:G9}]");
    }

    private static void Drop(Office office, params (string Day, string Line)[] extracts)
    {
        foreach (var (day, line) in extracts)
        {
            office.Drop(day, line);
        }
    }

    private static void Fdi(Office office, string year, string month, double registered, double adjusted) =>
        office.Drop("gso-monthly", $"{year}-{month}-29-fdi.xlsx", new WorkbookWriter()
            .Fdi("24. FDI", $"24. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/{month}/{year}", 10, registered, adjusted)
            .ToArray());

    private static string Year(int year, double value) => string.Create(
        CultureInfo.GetCultureInfo("vi-VN"), $"Sản lượng hàng hóa qua cảng;Năm {year};Triệu tấn;{value};Chính thức");

    private static string Months(int year, int months, double value) => string.Create(
        CultureInfo.GetCultureInfo("vi-VN"), $"Sản lượng hàng hóa qua cảng;{months} tháng năm {year};Triệu tấn;{value};Ước");

    private static string Growth(string period, double value) => string.Create(
        CultureInfo.GetCultureInfo("vi-VN"), $"Tốc độ tăng trưởng GRDP;{period};%;{value};Ước");

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
