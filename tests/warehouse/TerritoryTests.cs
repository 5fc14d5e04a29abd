using System.Globalization;
using System.Text;
using CsCheck;
using Plan86.Tests.Schedules;

namespace Plan86.Tests.Warehouse;

/// <summary>Boundaries: what a figure is of, what may be summed, compared and judged together, and who is believed.</summary>
public class TerritoryTests
{
    private const string Header = "series;time_period;ref_area;obs_value;unit;status;published_on\n";

    private static readonly string[] Codes =
    [
        "FDI.PROJECTS", "FDI.REGISTERED_NEW", "GDP.CURRENT", "GRDP.CURRENT", "GRDP.PER_CAPITA", "GRDP.SHARE_NATIONAL", "GRDP.VOLUME",
        "GRDP.VOLUME:GY", "POPULATION.AVERAGE", "PORT.THROUGHPUT",
    ];

    private static readonly (string Name, string Json)[] Sources =
        [("office", Source("office", 1)), ("department", Source("department", 2)), ("press", Source("press", 3))];

    [Fact]
    public async Task A_place_without_a_year_is_meant_in_the_boundaries_of_the_publication_day()
    {
        using var office = new Office(sources: Sources);
        Publish(office, "2025-06-30", "GRDP.CURRENT;2024;VN-HP;446;A", "FDI.PROJECTS;2025-05;VN-61;7;A", "GDP.CURRENT;2024;VN;11510;A",
            "FDI.PROJECTS;2024;VN-HP-01;2;A");
        Publish(office, "2026-01-06", "GRDP.CURRENT;2025;VN-HP;734;E", "GRDP.CURRENT;2024;VN-HP;648;A", "FDI.PROJECTS;2025-08;VN-HP;9;A",
            "GRDP.CURRENT;2023;VN-HP.2020;390;A", "GRDP.CURRENT;2023;VN-HP.2025;580;A");
        await office.OnceAsync();
        office.Text("SELECT series, time_period, ref_area, territory, territory_assumed, obs_value, valid_to FROM observation").ShouldBe("""
            FDI.PROJECTS 2024 VN-HP-01 ∅ False 2 ∅
            FDI.PROJECTS 2025-05 VN-61 VN-61 False 7 ∅
            FDI.PROJECTS 2025-08 VN-HP VN-HP.2025 False 9 ∅
            GDP.CURRENT 2024 VN ∅ False 11510 ∅
            GRDP.CURRENT 2023 VN-HP.2020 VN-HP.2020 False 390 ∅
            GRDP.CURRENT 2023 VN-HP.2025 VN-HP.2025 False 580 ∅
            GRDP.CURRENT 2024 VN-HP VN-HP.2020 False 446 ∅
            GRDP.CURRENT 2024 VN-HP VN-HP.2025 True 648 ∅
            GRDP.CURRENT 2025 VN-HP VN-HP.2025 True 734 ∅
            """);
    }

    [Fact]
    public async Task What_is_stated_with_its_boundaries_revises_what_was_meant_in_them()
    {
        using var office = new Office(sources: Sources);
        Publish(office, "2022-12-31", "GRDP.VOLUME:GY;2022;VN-HP;12.32;E");
        Publish(office, "2026-08-15", "GRDP.VOLUME:GY;2022;VN-HP.2020;10.38;A", "GRDP.VOLUME:GY;2022;VN-HP.2025;9.5;A");
        await office.OnceAsync();
        office.Text("SELECT ref_area, territory, obs_value, valid_from, valid_to FROM observation").ShouldBe("""
            VN-HP VN-HP.2020 12.32 2022-12-31 2026-08-15
            VN-HP.2020 VN-HP.2020 10.38 2026-08-15 ∅
            VN-HP.2025 VN-HP.2025 9.5 2026-08-15 ∅
            """);
    }

    [Fact]
    public async Task A_territory_is_the_sum_of_its_parts_while_all_are_known_and_what_is_published_of_it_wins()
    {
        using var office = new Office(sources: Sources);
        Publish(office, "2024-01-10", "FDI.REGISTERED_NEW;2023;VN-HP;1478;A", "GRDP.SHARE_NATIONAL;2023;VN-HP;3.8;A");
        Publish(office, "2024-02-10", "FDI.REGISTERED_NEW;2023;VN-61;300;E", "GRDP.SHARE_NATIONAL;2023;VN-61;1.8;A");
        Publish(office, "2024-03-10", "FDI.REGISTERED_NEW;2023;VN-61;322;A");
        Publish(office, "2025-09-10", "FDI.REGISTERED_NEW;2023;VN-HP.2025;1799;A");
        await office.OnceAsync();
        const string Of =
            "SELECT series, obs_value, obs_status, valid_from, valid_to, derived FROM observation WHERE territory = 'VN-HP.2025'";
        office.Text(Of).ShouldBe("""
            FDI.REGISTERED_NEW 1778 E 2024-02-10 2024-03-10 True
            FDI.REGISTERED_NEW 1799 A 2025-09-10 ∅ False
            FDI.REGISTERED_NEW 1800 A 2024-03-10 2025-09-10 True
            """);
        office.Text("SELECT territory, valid_from, input_territory, input_value, file_name FROM observation_input JOIN extract USING "
            + "(extract_id)").ShouldBe("""
            VN-HP.2025 2024-02-10 VN-61 300 2024-02-10.csv
            VN-HP.2025 2024-02-10 VN-HP.2020 1478 2024-01-10.csv
            VN-HP.2025 2024-03-10 VN-61 322 2024-03-10.csv
            VN-HP.2025 2024-03-10 VN-HP.2020 1478 2024-01-10.csv
            """);
    }

    [Fact]
    public async Task A_row_of_the_part_beside_it_says_which_city_is_meant_whenever_it_is_published()
    {
        using var office = new Office(sources: Sources);
        Publish(office, "2025-07-05", "FDI.REGISTERED_NEW;6 tháng năm 2025;VN-HP;600;A", "FDI.REGISTERED_NEW;6 tháng năm 2025;VN-61;80;A",
            "FDI.PROJECTS;6 tháng năm 2025;VN-HP;40;A");
        await office.OnceAsync();
        office.Text("SELECT series, territory, obs_value, territory_assumed FROM observation WHERE freq = 'M'").ShouldBe("""
            FDI.PROJECTS VN-HP.2025 40 True
            FDI.REGISTERED_NEW VN-61 80 False
            FDI.REGISTERED_NEW VN-HP.2020 600 False
            FDI.REGISTERED_NEW VN-HP.2025 680 False
            """);
    }

    [Fact]
    public async Task Months_of_the_merged_city_follow_from_the_sums_before_and_its_own_figures_since()
    {
        using var office = new Office(sources: Sources);
        Publish(office, "2025-06-29", "FDI.REGISTERED_NEW;5 tháng năm 2025;VN-HP;500;A", "FDI.REGISTERED_NEW;5 tháng năm 2025;VN-61;50;A",
            "FDI.REGISTERED_NEW;6 tháng năm 2025;VN-HP;600;A", "FDI.REGISTERED_NEW;6 tháng năm 2025;VN-61;80;A");
        Publish(office, "2025-08-06", "FDI.REGISTERED_NEW;7 tháng năm 2025;VN-HP;760;A");
        await office.OnceAsync();
        office.Text("SELECT territory, time_period, obs_value, territory_assumed FROM observation WHERE transformation = 'N'").ShouldBe("""
            VN-61 2025-06 30 False
            VN-HP.2020 2025-06 100 False
            VN-HP.2025 2025-06 130 False
            VN-HP.2025 2025-07 80 True
            """);
    }

    [Fact]
    public async Task No_growth_is_derived_from_a_year_that_may_be_of_the_former_city()
    {
        using var office = new Office(indicators: true, sources: Sources);
        Publish(office, "2026-01-06", "GRDP.VOLUME;2024;VN-HP;288;A", "GRDP.VOLUME;2025;VN-HP;480;E");
        await office.OnceAsync();
        const string Growth = "SELECT time_period, territory, round(obs_value, 6) FROM observation WHERE transformation = 'GY' AND derived";
        office.Text(Growth).ShouldBe("");
        Publish(office, "2026-03-06", "GRDP.VOLUME;2024;VN-HP.2025;430;A", "GRDP.VOLUME;2024;VN-HP.2020;289;A");
        Publish(office, "2027-01-06", "GRDP.VOLUME;2026;VN-HP;528;E");
        await office.OnceAsync();
        office.Text(Growth).ShouldBe("2025 VN-HP.2025 11.627907\n2026 VN-HP.2025 10");
    }

    [Fact]
    public async Task The_port_is_the_same_before_and_after()
    {
        using var office = new Office(indicators: true, sources: Sources);
        Publish(office, "2025-01-06", "PORT.THROUGHPUT;2024;VN-HP;190;E", "PORT.THROUGHPUT;2023;VN-HP;170;A");
        Publish(office, "2026-01-06", "PORT.THROUGHPUT;2025;VN-HP;213;E", "PORT.THROUGHPUT;2024;VN-HP;191;A");
        await office.OnceAsync();
        office.Text("SELECT time_period, territory, obs_value, territory_assumed FROM observation_current").ShouldBe(
            "2023 VN-HP 170 False\n2024 VN-HP 191 False\n2025 VN-HP 213 False");
        office.Text("SELECT horizon, ref_area, on_plan_territory, actual FROM assessment_by_territory WHERE indicator = 'port_throughput'")
            .ShouldBe("2025 VN-HP True 213\n2030 VN-HP True 213");
    }

    /// <summary>The worked case of the Plan: growth for both territories, the merged one from 2020 on.</summary>
    [Fact]
    public async Task Each_target_is_judged_on_both_territories_and_the_Plans_own_counts_while_it_is_as_recent()
    {
        using var office = new Office(indicators: true, sources: Sources);
        Publish(office, "2026-08-15",
            [.. Enumerable.Range(2018, 8).Select(year => $"GRDP.VOLUME:GY;{year};VN-HP.2020;{year - 2006};A"),
                .. Enumerable.Range(2020, 6).Select(year => $"GRDP.VOLUME:GY;{year};VN-HP.2025;9;A"),
                "GRDP.PER_CAPITA;2024;VN-HP.2020;8600;A", "GRDP.PER_CAPITA;2024;VN-HP.2025;6500;A",
                "GRDP.PER_CAPITA;2025;VN-HP.2025;7000;E"]);
        await office.OnceAsync();
        const string Counting = "SELECT indicator, horizon, ref_area, on_plan_territory, actual_year, verdict FROM assessment "
            + "WHERE indicator LIKE 'grdp_%' ORDER BY ALL";
        office.Text(Counting).ShouldBe("""
            grdp_growth 2025 VN-HP.2020 True 2025 missed
            grdp_growth 2030 VN-HP.2020 True ∅ no_data
            grdp_per_capita 2025 VN-HP.2025 False 2025 missed
            grdp_per_capita 2030 VN-HP.2025 False 2025 off_track
            """);
        office.Text("SELECT horizon, ref_area, counts, verdict FROM assessment_by_territory WHERE indicator LIKE 'grdp_%'").ShouldBe("""
            2025 VN-HP.2020 False no_data
            2025 VN-HP.2020 True missed
            2025 VN-HP.2025 False no_data
            2025 VN-HP.2025 True missed
            2030 VN-HP.2020 False not_available
            2030 VN-HP.2020 True no_data
            2030 VN-HP.2025 False no_data
            2030 VN-HP.2025 True off_track
            """);

        // What comes after the horizon does not take the verdict from the Plan's own territory.
        Publish(office, "2027-01-06", "GRDP.VOLUME:GY;2026;VN-HP;11;E");
        await office.OnceAsync();
        office.Text("SELECT horizon, ref_area FROM assessment WHERE indicator = 'grdp_growth'")
            .ShouldBe("2025 VN-HP.2020\n2030 VN-HP.2025");
    }

    [Fact]
    public async Task The_office_goes_before_the_department_and_the_department_before_the_press_and_all_are_kept()
    {
        using var office = new Office(sources: Sources);
        Drop(office, "press", "2025-01-03", "GRDP.CURRENT;2024;VN-HP;450;E");
        Drop(office, "department", "2025-01-05", "GRDP.CURRENT;2024;VN-HP;440;E");
        Drop(office, "press", "2025-01-08", "GRDP.CURRENT;2024;VN-HP;460;E");
        Drop(office, "office", "2025-02-01", "GRDP.CURRENT;2024;VN-HP;446;A");
        Drop(office, "department", "2025-03-01", "GRDP.CURRENT;2024;VN-HP;441;A");
        Drop(office, "office", "2025-04-01", "GRDP.CURRENT;2024;VN-HP;438;A");
        await office.OnceAsync();
        office.Text("SELECT valid_from, valid_to, source, obs_value FROM observation").ShouldBe("""
            2025-01-03 2025-01-05 press 450
            2025-01-05 2025-02-01 department 440
            2025-01-08 2025-01-08 press 460
            2025-02-01 2025-04-01 office 446
            2025-03-01 2025-03-01 department 441
            2025-04-01 ∅ office 438
            """);
        office.Text("SELECT obs_value FROM observation_asof(DATE '2025-01-10')").ShouldBe("440");
    }

    /// <summary>Whatever is published of whichever place, in whatever order: a sum has all its parts, a figure's day has one figure, and
    /// no derived figure uses two territories.</summary>
    [Fact]
    public async Task Whatever_is_published_sums_are_whole_and_rates_keep_to_one_territory()
    {
        string[] places = ["VN-HP", "VN-61", "VN-HP.2020", "VN-HP.2025"];
        var figure = Gen.Select(Gen.Int[0, 3], Gen.Int[2022, 2026], Gen.Int[0, 1], Gen.Int[100, 400], Gen.Int[0, 3]);
        var extract = Gen.Select(Gen.Int[0, 1_400], Gen.Int[0, 2], figure.List[3, 14]);
        await extract.List[4, 9].SampleAsync(async drawn =>
        {
            var extracts = drawn.DistinctBy(entry => entry.Item1).Select(entry => (
                Source: Sources[entry.Item2].Name,
                Day: new DateOnly(2023, 6, 1).AddDays(entry.Item1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                Lines: entry.Item3.DistinctBy(f => (f.Item1, f.Item2, f.Item3)).Select(f => string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(f.Item3 == 0 ? "GRDP.VOLUME" : "POPULATION.AVERAGE")};{f.Item2};{places[f.Item1]};{f.Item4};"
                        + $"{(f.Item5 == 0 ? "F" : "A")}"))
                    .ToArray())).ToList();
            string? tables = null;
            foreach (var order in new[] { extracts, [.. Enumerable.Reverse(extracts)] })
            {
                using var office = new Office(indicators: true, sources: Sources);
                foreach (var (source, day, lines) in order.Take(3))
                {
                    Drop(office, source, day, lines);
                }

                await office.OnceAsync();
                foreach (var (source, day, lines) in order.Skip(3))
                {
                    Drop(office, source, day, lines);
                }

                await office.OnceAsync();
                office.Tables().ShouldBe(tables ??= office.Tables());
                Holds(office);
            }
        }, iter: 2);
    }

    private static void Holds(Office office)
    {
        office.Text("""
            SELECT o.series, o.time_period, o.valid_from FROM observation o
            JOIN observation_input i USING (series, territory, time_period, transformation, valid_from)
            WHERE o.derived AND o.transformation = 'N' AND i.series = i.input_series
            GROUP BY ALL
            HAVING list(i.input_territory ORDER BY i.input_territory) <> ['VN-61', 'VN-HP.2020']
                OR abs(sum(i.input_value) - any_value(o.obs_value)) > 1e-9
            """).ShouldBe("", "a sum lacks a part");
        office.Text("""
            SELECT series, time_period, valid_from FROM observation_input
            WHERE transformation = 'GY' AND (input_territory <> territory OR input_territory IS NULL)
            """).ShouldBe("", "a rate uses another territory");
        office.Text("""
            SELECT d.day, o.series, o.time_period, o.transformation, place_of(o.territory, o.ref_area), count(*)
            FROM (SELECT DISTINCT valid_from AS day FROM observation) d JOIN observation o ON known_on(o.valid_from, o.valid_to, d.day)
            GROUP BY ALL HAVING count(*) > 1
            """).ShouldBe("", "two figures count on one day");
    }

    private static void Publish(Office office, string day, params string[] lines) => Drop(office, "office", day, lines);

    private static void Drop(Office office, string source, string day, params string[] lines) =>
        office.Drop(source, day + ".csv", Encoding.UTF8.GetBytes(Header + string.Concat(lines.Select(line =>
        {
            var unit = line.StartsWith("PORT", StringComparison.Ordinal) ? "triệu tấn"
                : line.StartsWith("POPULATION", StringComparison.Ordinal) ? "nghìn người"
                : line.Contains(":GY", StringComparison.Ordinal) || line.StartsWith("GRDP.SHARE", StringComparison.Ordinal) ? "%"
                : line.StartsWith("GRDP.PER_CAPITA", StringComparison.Ordinal) ? "USD"
                : line.StartsWith("FDI.PROJECTS", StringComparison.Ordinal) ? "dự án"
                : line.StartsWith("FDI", StringComparison.Ordinal) ? "triệu USD" : "tỷ đồng";
            var cut = line.LastIndexOf(';');
            return $"{line[..cut]};{unit};{line[(cut + 1)..]};{day}\n";
        }))));

    private static string Source(string name, int rank) => $$"""
        {
          "source": "{{name}}", "name_vi": "Nguồn {{name}}", "name_en": "Source {{name}}", "rank": {{rank}},
          "published_on": { "file_name": "(?<year>20\\d{2})-(?<month>\\d{2})-(?<day>\\d{2})" },
          "flat": {
            "decimal_separator": ".",
            "columns": {
              "series": {
                "header": "series",
                "map": { {{string.Join(", ", Codes.Select(code => $"\"{code}\": \"{code}\""))}} }
              },
              "time_period": { "header": "time_period" }, "ref_area": { "header": "ref_area" },
              "obs_value": { "header": "obs_value" }, "unit": { "header": "unit" }, "obs_status": { "header": "status" }
            }
          }
        }
        """;
}
