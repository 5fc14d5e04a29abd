using System.Globalization;
using Plan86.Schedules;
using Plan86.Transform;
using Plan86.Transform.Meaning;
using Plan86.Transform.Reading;

namespace Plan86.Tests.Schedules;

/// <summary>The real monthly workbooks of the General Statistics Office, where they lie beside the checkout.</summary>
public class RealWorkbookTests
{
    [Fact]
    public async Task The_workbooks_of_2015_to_2025_give_Hai_Phongs_foreign_investment()
    {
        using var office = new Office(indicators: true);
        var workbooks = Workbooks(name => int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture) is >= 2015 and <= 2025);
        workbooks.Count.ShouldBe(31);
        foreach (var workbook in workbooks)
        {
            office.Drop(
                "gso-monthly", Path.GetFileName(workbook), await File.ReadAllBytesAsync(workbook, TestContext.Current.CancellationToken));
        }

        (await office.OnceAsync()).Refresh.Failures.ShouldBeEmpty();

        // Each has the row but the two of 2017: there is a problem, no zero.
        office.Scalar<long>("SELECT count(*) FROM extract").ShouldBe(31);
        office.Text("""
            SELECT file_name FROM extract
            ANTI JOIN (FROM cell WHERE row_label = 'Hải Phòng' AND regexp_matches(lower(table_title),
            'đầu tư.*nước ngoài')) USING (extract_id)
            """).ShouldBe("""
            2017-06-29-Bieu-Bao-cao-thang-6.2017.xlsx
            2017-12-29-03-Bieu-2017.xlsx
            """);
        office.Text("SELECT DISTINCT file_name FROM problem WHERE contains(expected, 'Hải Phòng')").ShouldBe("""
            2017-06-29-Bieu-Bao-cao-thang-6.2017.xlsx
            2017-12-29-03-Bieu-2017.xlsx
            """);
        office.Scalar<long>(
            "SELECT count(*) FROM observation WHERE series LIKE 'FDI.%' AND ref_area = 'VN-HP' AND time_period LIKE '2017%'").ShouldBe(0);
        office.Scalar<long>(
            "SELECT count(DISTINCT time_period) FROM observation WHERE series = 'FDI.REGISTERED_NEW' AND ref_area = 'VN-HP' "
                + "AND transformation = 'YTD'").ShouldBe(29);

        // The yearly value is the sum of both, in thousand million USD.
        ((double)office.Rows("SELECT \"value\" FROM indicator_value WHERE indicator = 'fdi' AND \"year\" = 2024")[0][0]!)
            .ShouldBe((787.2263849 + 3731.0236365) / 1_000, 1e-9);

        // One clean series each of what the columns of the other tables mean: by their headers alone.
        office.Text("""
            SELECT series, ref_area, freq, transformation, count(*), min(time_period), max(time_period)
            FROM observation_current
            WHERE NOT derived AND (series, ref_area, freq, transformation) IN (
                ('INVESTMENT.STATE_BUDGET', 'VN-HP', 'M', 'YTD'), ('TRADE.EXPORTS', 'VN', 'M', 'YTD'), ('PRICES.CPI', 'VN', 'M', 'GY'),
                ('GDP.VOLUME', 'VN', 'A', 'GY'), ('TOURISM.ARRIVALS_INTL', 'VN', 'A', 'GY'))
            GROUP BY ALL ORDER BY ALL
            """).ShouldBe("""
            GDP.VOLUME VN A GY 10 2015 2024
            INVESTMENT.STATE_BUDGET VN-HP M YTD 19 2015-06 2025-02
            PRICES.CPI VN M GY 31 2015-06 2025-02
            TOURISM.ARRIVALS_INTL VN A GY 10 2015 2024
            TRADE.EXPORTS VN M YTD 19 2015-06 2025-02
            """);
        office.Rows(
            "SELECT DISTINCT obs_value FROM observation_current WHERE series = 'GDP.VOLUME' AND freq = 'A' AND transformation = 'GY' AND "
                + "NOT obs_value BETWEEN 2.5 AND 8.1").ShouldBeEmpty();

        // Headers a year old, and changes under a header that says index, are told and not used.
        office.Text(
            "SELECT DISTINCT file_name FROM problem WHERE severity = 'error' AND message_en SIMILAR TO 'An estimate of.*|The value is "
                + "outside.*'").ShouldBe("""
            2024-10-29-02.-Bieu-T10.2024.xlsx
            2024-12-29-02.Bieu-T12.2024.xlsx
            """);

        // What the project ships as published figures is what stands in the workbooks.
        foreach (var (day, _, _, projects, registered, adjusted) in SampleTests.Fdi)
        {
            var period = day[..7];
            var rows = office.Rows(
                $"SELECT series, obs_value FROM observation_current WHERE series LIKE 'FDI.%' AND ref_area = 'VN-HP' "
                    + $"AND transformation = 'YTD' AND time_period = '{period}'")
                .ToDictionary(row => (string)row[0]!, row => (double)row[1]!);
            rows["FDI.PROJECTS"].ShouldBe(projects, period);
            rows["FDI.REGISTERED_NEW"].ShouldBe(registered, 1e-6, period);
            if (adjusted is { } amount)
            {
                rows["FDI.REGISTERED_ADJUSTED"].ShouldBe(amount, 1e-6, period);
            }
        }
    }

    [Fact]
    public async Task A_figure_leads_back_to_its_cell()
    {
        using var office = new Office();
        foreach (var workbook in Workbooks(
            name => name.StartsWith("2023-12", StringComparison.Ordinal) || name.StartsWith("2024-12", StringComparison.Ordinal)))
        {
            office.Drop(
                "gso-monthly", Path.GetFileName(workbook), await File.ReadAllBytesAsync(workbook, TestContext.Current.CancellationToken));
        }

        await office.OnceAsync();
        office.Text("""
            SELECT o.series, o.obs_value, o.unit_measure, o.unit_mult, c.sheet, regexp_extract(c.cell_ref, '\d+'), c.row_label,
            c."value" = o.obs_value
            FROM observation_current o JOIN cell c USING (extract_id, sheet, cell_ref)
            WHERE o.series LIKE 'FDI.%' AND o.time_period = '2024-12' AND o.transformation = 'YTD' AND NOT o.derived
            """).ShouldBe("""
            FDI.PROJECTS 121 PROJECT 0 25. FDI 19 Hải Phòng True
            FDI.PROJECTS 70 PROJECT 0 25. FDI 25 Hải Dương True
            FDI.REGISTERED_ADJUSTED 356.466205 USD 6 25. FDI 25 Hải Dương True
            FDI.REGISTERED_ADJUSTED 3731.0236365 USD 6 25. FDI 19 Hải Phòng True
            FDI.REGISTERED_NEW 446.252829 USD 6 25. FDI 25 Hải Dương True
            FDI.REGISTERED_NEW 787.2263849 USD 6 25. FDI 19 Hải Phòng True
            """);

        // The city of 2025 is the sum of both rows.
        office.Text("""
            SELECT series, round(obs_value, 6) FROM observation_current
            WHERE territory = 'VN-HP.2025' AND series LIKE 'FDI.%' AND time_period = '2024-12' AND transformation = 'YTD'
            """).ShouldBe("""
            FDI.PROJECTS 191
            FDI.REGISTERED_ADJUSTED 4087.489842
            FDI.REGISTERED_NEW 1233.479214
            """);
        var tables = office.Tables();
        await office.RebuildAsync();
        office.Tables().ShouldBe(tables);
    }

    [Fact]
    public void Without_a_day_in_its_name_a_workbook_says_the_same()
    {
        var settings = Settings.Load(null);
        var source = settings.Sources.Find("gso-monthly")!;
        foreach (var path in Workbooks(_ => true))
        {
            var name = Path.GetFileName(path);
            var day = DateOnly.ParseExact(name[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture);
            var document = TableReader.Read(() => File.OpenRead(path), name[11..], TestContext.Current.CancellationToken);
            Figures(null, day.AddDays(4)).ShouldBe(Figures(day, null), name);

            List<string> Figures(DateOnly? stated, DateOnly? received)
            {
                var matcher = new TableMatcher(source, settings.Catalogue, stated, received);
                return [.. from match in matcher.Match(document)
                    from table in match.Tables
                    from figure in matcher.Figures(match.Rule, table)
                    select $"{table.Table.Sheet}!{figure.Cell.Ref} {figure.Meaning} {figure.Problem?.Message.En}"];
            }
        }
    }

    [Fact]
    public async Task The_tables_by_locality_give_the_row_Hai_Phong_and_Hai_Duong_beside_it()
    {
        using var office = new Office(indicators: true);
        string[] months = ["2000-12", "2001-12", "2003-06", "2003-12", "2004-12", "2006-12", "2009-12", "2010-06", "2022-06", "2024-12"];
        foreach (var workbook in Workbooks(name => months.Contains(name[..7])))
        {
            office.Drop(
                "gso-monthly", Path.GetFileName(workbook), await File.ReadAllBytesAsync(workbook, TestContext.Current.CancellationToken));
        }

        (await office.OnceAsync()).Refresh.Failures.ShouldBeEmpty();
        office.Text("""
            SELECT series, time_period, transformation, round(any_value(obs_value) FILTER (ref_area = 'VN-HP'), 2) AS hai_phong,
                round(any_value(obs_value) FILTER (ref_area = 'VN-61'), 2) AS hai_duong
            FROM observation_current
            WHERE NOT derived AND ref_area IN ('VN-HP', 'VN-61') AND (transformation <> 'GY' OR series LIKE 'LABOUR.INDUSTRY%')
                AND regexp_matches(series, '^(POPULATION|LABOUR|DISASTER|RICE)') AND series NOT IN ('POPULATION.MALE', 'POPULATION.FEMALE')
            GROUP BY ALL ORDER BY ALL
            """).ShouldBe("""
            DISASTER.DAMAGE 2001 N 150 960
            DISASTER.DEATHS 2001 N ∅ 2
            DISASTER.INJURED 2001 N ∅ 4
            LABOUR.INDUSTRY_INDEX 2022-06 G1 0.57 0.5
            LABOUR.INDUSTRY_INDEX 2022-06 GY 12.42 19.7
            LABOUR.INDUSTRY_INDEX 2024-12 G1 0.1 0.43
            LABOUR.INDUSTRY_INDEX 2024-12 GY 2.9 1.2
            LABOUR.JOBS_URBAN 2001 N 13541 6028
            LABOUR.JOBS_URBAN 2003 N 17208 10159
            LABOUR.JOBS_URBAN 2003-06 YTD 8034 4739
            LABOUR.JOBS_URBAN 2006 N 24869 15270
            LABOUR.JOBS_URBAN_STABLE 2001 N 8654 3016
            LABOUR.JOBS_URBAN_STABLE 2003 N 11499 6150
            LABOUR.JOBS_URBAN_STABLE 2003-06 YTD 6135 3447
            LABOUR.JOBS_URBAN_STABLE 2006 N 16825 10826
            LABOUR.RURAL_TIME_USED 2001 N 75.77 ∅
            LABOUR.STATE_LOCAL 1999 N 69233 39237
            LABOUR.STATE_LOCAL 2000 N 72768 39530
            LABOUR.URBAN_UNEMPLOYMENT_JULY 2001 N 7.11 ∅
            LABOUR.URBAN_UNEMPLOYMENT_JULY 2003 N 7.12 ∅
            POPULATION.AVERAGE 2000 N 1694.4 1663.1
            POPULATION.AVERAGE 2001 N 1711.1 1670.8
            POPULATION.AVERAGE 2002 N 1726.9 1684.2
            POPULATION.AVERAGE 2003 N 1744.6 1691.2
            POPULATION.AVERAGE 2004 N 1776.4 1700.1
            POPULATION.CENSUS 2009 N 1837302 1703492
            POPULATION.CENSUS_URBAN 2009 N 847058 324930
            POPULATION.RURAL 2000 N 1114.5 1427.9
            POPULATION.RURAL 2004 N 1121.8 1462.1
            POPULATION.URBAN 2000 N 576.3 229.5
            POPULATION.URBAN 2004 N 654.6 238
            RICE.WINTER_SPRING_AREA 2003 N 45.1 70.8
            RICE.WINTER_SPRING_AREA 2010 N 39.2 64.1
            RICE.WINTER_SPRING_AREA 2021 N 28.4 55.8
            RICE.WINTER_SPRING_AREA 2022 N 28.04 55.02
            RICE.WINTER_SPRING_OUTPUT 2003 N 268.6 440.2
            RICE.WINTER_SPRING_OUTPUT 2010 N 249.7 391.2
            RICE.WINTER_SPRING_OUTPUT 2021 N 199.5 366
            RICE.WINTER_SPRING_OUTPUT 2022 N 196.74 362.02
            RICE.WINTER_SPRING_YIELD 2003 N 59.56 62.18
            RICE.WINTER_SPRING_YIELD 2010 N 63.7 61.03
            RICE.WINTER_SPRING_YIELD 2021 N 70.2 65.6
            RICE.WINTER_SPRING_YIELD 2022 N 70.16 65.8
            """);

        // The columns of 2021 are hidden in the workbook of June 2022.
        office.Text("SELECT sheet, cell_ref, message_en FROM problem WHERE file_name LIKE '2022-06%'").ShouldBe(
            "3,dxdp (2) B9 9 figures stand in hidden rows or columns: they are taken and marked suspect; unhide them or delete them.");
    }

    [Fact]
    public void A_table_is_of_one_rule()
    {
        var source = Settings.Load(null).Sources.Find("gso-monthly")!;
        foreach (var path in Workbooks(_ => true))
        {
            var document = TableReader.Read(() => File.OpenRead(path), Path.GetFileName(path), TestContext.Current.CancellationToken);
            document.Tables.Where(table => source.Tables.Count(rule => !rule.IsPassedOver && rule.Matches(Text.Fold(table.Title))) > 1)
                .Select(table => table.Title).ShouldBeEmpty(Path.GetFileName(path));
        }
    }

    private static List<string> Workbooks(Func<string, bool> which) =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Shared(), "data", "gso-monthly"), "20*.xls*")
            .Where(path => which(Path.GetFileName(path))).Order(StringComparer.Ordinal)];
}
