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
        "SELECT indicator, \"year\", as_of, estimate, low, high, actual, \"month\", years, past_calls, inside, valid_to, method FROM "
            + "nowcast_record";

    /// <summary>First halves and years of the port, each published on its own day.</summary>
    private static readonly (string Day, string Line)[] Port =
    [
        ("2014-07-05", Months(2014, 6, 40)), ("2015-01-06", Year(2014, 100)),
        ("2015-07-05", Months(2015, 6, 50)), ("2016-01-06", Year(2015, 110)),
        ("2016-07-05", Months(2016, 6, 60)), ("2017-01-06", Year(2016, 120)),
        ("2017-07-05", Months(2017, 6, 55)), ("2018-01-06", Year(2017, 125)),
        ("2018-07-05", Months(2018, 6, 66)), ("2019-01-06", Year(2018, 130)),
        ("2019-07-05", Months(2019, 6, 65)), ("2020-01-06", Year(2019, 135)),
        ("2020-07-05", Months(2020, 6, 70)),
    ];

    [Fact]
    public async Task The_method_with_the_best_record_makes_the_call_and_five_scored_calls_earn_an_interval()
    {
        using var office = new Office(indicators: true);
        Drop(office, Port);
        await office.OnceAsync();

        // 2015: one earlier year, so rest before growth: 50 + (100 - 40). 2016: all three for the first time, nothing scored: the share,
        // 60 / ((40 + 50) / (100 + 110)). Since then rest (120, 115, 136, 129) came closer than share (140, 121, 146, 140) and growth
        // (132, 110, 150, 128).
        double[] estimates = [110, 140, 115, 136, 129, 140], actuals = [110, 120, 125, 130, 135];
        var rows = office.Rows(Record + " ORDER BY \"year\"");
        rows.Select(row => (int)row[1]!).ShouldBe([2015, 2016, 2017, 2018, 2019, 2020]);
        rows.Select(row => (DateOnly)row[2]!).ShouldBe(
            [new(2015, 7, 5), new(2016, 7, 5), new(2017, 7, 5), new(2018, 7, 5), new(2019, 7, 5), new(2020, 7, 5)]);
        rows.Select(row => (double)row[3]!).ShouldBe(estimates, tolerance: 1e-9);
        rows.Select(row => (string)row[12]!).ShouldBe(["rest", "share", "rest", "rest", "rest", "rest"]);
        rows.Take(5).ShouldAllBe(row => row[4] == null && row[5] == null && row[10] == null);

        // Five past calls, four degrees of freedom: t = 1.533.
        var errors = actuals.Zip(estimates, (actual, estimate) => Math.Log(actual / estimate)).ToList();
        var half = 1.533 * Math.Sqrt(errors.Sum(error => error * error) / 5);
        ((double)rows[5][4]!).ShouldBe(140 * Math.Exp(-half), 1e-9);
        ((double)rows[5][5]!).ShouldBe(140 * Math.Exp(half), 1e-9);
        rows.Select(row => row[6]).ShouldBe([.. actuals.Cast<object?>(), null]);
        rows.Select(row => (int)row[8]!).ShouldBe([1, 2, 1, 1, 1, 1]);
        rows.Select(row => (int)row[9]!).ShouldBe([0, 1, 2, 3, 4, 5]);
        rows.Select(row => row[11]).ShouldBe(
            [new DateOnly(2016, 1, 6), new DateOnly(2017, 1, 6), new DateOnly(2018, 1, 6), new DateOnly(2019, 1, 6),
                new DateOnly(2020, 1, 6), null]);

        // Year after year 5 or 10 more: last year's value was closer on the whole.
        office.Text("SELECT \"year\", beats_last_year FROM nowcast_record")
            .ShouldBe("2015 ∅\n2016 True\n2017 False\n2018 False\n2019 False\n2020 False");
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
            .ShouldBe("2020 E True True True");
        office.Text("SELECT DISTINCT actual_year FROM assessment WHERE indicator = 'port_throughput'").ShouldBe("2019");
        office.Text("SELECT * FROM verdict_change WHERE published_on = '2020-07-05'").ShouldBe("");
        office.Text("SELECT \"year\", \"value\" FROM indicator_value_asof(DATE '2017-07-04') WHERE \"year\" >= 2016").ShouldBe("2016 120");
        office.Text("SELECT \"year\", \"value\", is_nowcast FROM indicator_value_asof(DATE '2018-01-05') WHERE \"year\" >= 2016")
            .ShouldBe("2016 120 False\n2017 115 True");
        office.Text("SELECT \"year\", \"value\", is_nowcast FROM indicator_value_asof(DATE '2018-01-06') WHERE \"year\" >= 2016")
            .ShouldBe("2016 120 False\n2017 125 False");
        office.Scalar<long>("SELECT count(*) FROM indicator_value_asof(DATE '2022-01-01') WHERE is_nowcast").ShouldBe(0);
    }

    [Fact]
    public async Task A_later_figure_scores_a_call_and_inside_says_whether_the_interval_held()
    {
        using var office = new Office(indicators: true);
        Drop(office, [.. Port, ("2021-01-06", Year(2020, 150)), ("2021-02-06", Year(2020, 300))]);
        await office.OnceAsync();
        office.Text("SELECT actual, inside, valid_to FROM nowcast_record WHERE \"year\" = 2020").ShouldBe("300 False 2021-01-06");
        office.Drop("2021-03-06", Year(2020, 150));
        await office.OnceAsync();
        office.Text("SELECT actual, inside, valid_to FROM nowcast_record WHERE \"year\" = 2020").ShouldBe("150 True 2021-01-06");
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
            office.Scalar<long>("SELECT count(*) FROM nowcast_record").ShouldBe(6);
            if (order == Port)
            {
                await office.RebuildAsync();
                office.Tables().ShouldBe(expected);
            }
        }
    }

    [Fact]
    public async Task Without_an_earlier_year_there_is_no_call_and_one_is_too_few_for_a_share()
    {
        using var office = new Office(indicators: true);
        Drop(office, [.. Port[..1]]);
        await office.OnceAsync();
        office.Text(Record).ShouldBe("");
        Drop(office, [.. Port[1..3]]);
        await office.OnceAsync();
        office.Text("SELECT \"year\", estimate, method, years FROM nowcast_record").ShouldBe("2015 110 rest 1");
    }

    [Fact]
    public async Task A_year_without_a_start_counts_in_the_share_but_nothing_known_is_not_scaled_up()
    {
        using var office = new Office(indicators: true);
        office.Drop("2020-07-05", Months(2018, 1, 0), Year(2018, 100), Months(2019, 1, 10), Year(2019, 100), Months(2020, 1, 12));
        office.Drop("2020-08-05", Months(2018, 2, 0), Months(2019, 2, 0.0), Months(2020, 2, 20));
        office.Drop("2020-09-05", Months(2018, 3, 20), Months(2019, 3, 20), Months(2020, 3, 0));
        await office.OnceAsync();

        // January: 12 / (10/200). February: no share, but 20 + (100 - 0). March: 0 after 20 is doubtful.
        office.Text("SELECT \"month\", estimate, method, valid_to FROM nowcast_record WHERE \"year\" = 2020 ORDER BY as_of")
            .ShouldBe("1 240 share 2020-08-05\n2 120 rest 2020-09-05");
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
        office.Text("SELECT as_of, \"month\", estimate, valid_to FROM nowcast_record WHERE \"year\" = 2020")
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

        // 2022: 300 + (1000 - 200). 2023: (450 - 50) / ((200 + 300) / (1000 + 500)) = 1200 million USD.
        office.Text("SELECT \"year\", round(estimate, 9), round(actual, 9), years FROM nowcast_record")
            .ShouldBe("2022 1.1 0.5 1\n2023 1.2 1 2");
    }

    [Fact]
    public async Task Nothing_is_computed_across_a_break_from_the_day_it_was_known()
    {
        using var office = new Office(
            indicators: true,
            rows: ("breaks.csv", "series,ref_area,date,bridge,note_vi,note_en\nPORT.THROUGHPUT,VN-HP,2024-07-01,,khác,other\n"));
        office.Drop("2024-01-06", Months(2022, 3, 20), Months(2022, 6, 40), Year(2022, 100), Months(2023, 3, 30), Months(2023, 6, 50),
            Year(2023, 100));
        office.Drop("2024-04-05", Months(2024, 3, 25));
        office.Drop("2024-07-05", Months(2024, 6, 50));
        office.Drop("2025-01-06", Year(2024, 300));
        office.Drop("2025-04-05", Months(2025, 3, 75));
        office.Drop("2026-01-06", Year(2025, 310));
        office.Drop("2026-04-05", Months(2026, 3, 80));
        await office.OnceAsync();

        // In April 2024 nobody knew of July. 2024 itself has months on one basis and the year on another: 2025 has nothing to go by.
        office.Text("SELECT \"year\", as_of, round(estimate, 6), method, valid_to FROM nowcast_record").ShouldBe("""
            2024 2024-04-05 100 share 2024-07-01
            2026 2026-04-05 315 rest ∅
            """);
    }

    [Fact]
    public async Task Growth_rates_are_nowcast_in_points()
    {
        using var office = new Office(indicators: true);
        office.Drop("2023-01-06", Growth("3 tháng năm 2021", 10), Growth("Năm 2021", 12), Growth("3 tháng năm 2022", 11),
            Growth("Năm 2022", 12));
        office.Drop("2023-04-05", Growth("3 tháng năm 2023", 9));
        office.Drop("2024-01-06", Growth("Năm 2023", 10.5));
        office.Drop("2024-04-05", Growth("3 tháng năm 2024", 8));
        await office.OnceAsync();

        // 9 + ((12 - 10) + (12 - 11)) / 2 = 10.5, which is what came: so 8 + (2 + 1 + 1.5) / 3.
        office.Text("SELECT \"year\", round(estimate, 6), method, years, error, error_percent FROM nowcast_record")
            .ShouldBe("2023 10.5 share 2 0 ∅\n2024 9.5 share 3 ∅ ∅");
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
            file.Run("INSERT INTO series VALUES ($1, '', '', 'T', 0, 'sum', false, false, false, '', '')", ("1", name.Series[0]));
            file.Run("INSERT INTO indicator_area VALUES ($1, 'VN-HP')", ("1", name.Code));
        }

        file.Append("observation", lines.Select(line => (line.Day, Cells: line.Line.Split(';'))).Select(line => new object?[]
        {
            line.Cells[0], "VN-HP", line.Cells[1].Length == 4 ? "A" : "M", line.Cells[1],
            new DateOnly(int.Parse(line.Cells[1][..4], CultureInfo.InvariantCulture), 1, 1),
            line.Cells[1].Length == 4 ? "N" : "YTD", double.Parse(line.Cells[3], CultureInfo.InvariantCulture), "T", 0, "A", line.Day, null,
            false, false, null, false, "x", "x", null, "L1",
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
        var before = new Dictionary<(int Year, int Month), Dictionary<int, double>>();
        const int Share = 1, Rest = 2, Growth = 3;
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
            var methodCalls = new List<((int Year, int Month) Key, int Method, double Estimate)>();
            foreach (var of in months.GroupBy(month => month.Key.Item1).Where(of => !finished.Contains(of.Key) && day.Year <= of.Key + 1))
            {
                var ((year, month), soFar) = of.MaxBy(entry => entry.Key.Item2);
                var pairs = Enumerable.Range(1, 10).Select(back => year - back)
                    .Where(earlier =>
                        years.ContainsKey(earlier) && months.ContainsKey((earlier, month)) && months[(earlier, month)] <= years[earlier])
                    .Take(5).Select(earlier => (Year: earlier, Months: months[(earlier, month)], Whole: years[earlier])).ToList();
                if (pairs.Count == 0 || soFar < of.Max(entry => entry.Value))
                {
                    continue;
                }

                var (says, last) = (new SortedDictionary<int, double>(), pairs.FirstOrDefault(pair => pair.Year == year - 1));
                if (pairs.Count >= 2)
                {
                    says[Share] = soFar * pairs.Sum(pair => pair.Whole) / pairs.Sum(pair => pair.Months);
                }

                if (last.Year > 0)
                {
                    (says[Rest], says[Growth]) = (soFar + last.Whole - last.Months, last.Whole * soFar / last.Months);
                }

                foreach (var (method, said) in says)
                {
                    methodCalls.Add(((year, month), method, said));
                }

                if (says.Count == 0)
                {
                    continue;
                }

                // Of years in which each of them had a call, how close they came.
                var past = before.Where(call => call.Key.Month == month && call.Key.Year < year && years.ContainsKey(call.Key.Year)
                        && says.Keys.All(
                            method => before.ContainsKey((call.Key.Year, month)) && before[(call.Key.Year, month)].ContainsKey(method)))
                    .OrderByDescending(call => call.Key.Year).Take(10).ToList();
                double Off(int method) => past.Count == 0 ? 0
                    : Math.Round(
                        Math.Sqrt(past.Sum(call => Math.Pow(Math.Log(years[call.Key.Year] / call.Value[method]), 2)) / past.Count), 12);
                var best = says.Keys.OrderBy(Off).ThenBy(method => method).First();
                var estimate = says[best];
                var errors = calls.Where(call => call.Key.Month == month && call.Key.Year < year && years.ContainsKey(call.Key.Year))
                    .OrderByDescending(call => call.Key.Year).Take(10).Select(call => Math.Log(years[call.Key.Year] / call.Value)).ToList();
                var half = errors.Count < 5
                    ? (double?)null : student[errors.Count - 1] * Math.Sqrt(errors.Sum(error => error * error) / errors.Count);
                made.Add(((year, month), estimate));
                expected.Add(Line(year, estimate, estimate * Math.Exp(-half ?? double.NaN), estimate * Math.Exp(half ?? double.NaN)));
            }

            foreach (var (key, estimate) in made)
            {
                calls[key] = estimate;
            }

            foreach (var (key, method, said) in methodCalls)
            {
                (before.TryGetValue(key, out var known) ? known : before[key] = [])[method] = said;
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
