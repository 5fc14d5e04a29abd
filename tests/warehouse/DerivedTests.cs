using System.Text.RegularExpressions;
using Plan86.Tests.Schedules;
using Plan86.Transform;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;
using Plan86.Warehouse;

namespace Plan86.Tests.Warehouse;

/// <summary>Yearly figures computed by the formulas in <c>warehouse/sql/derived</c>.</summary>
public partial class DerivedTests
{
    private const string Derived =
        "SELECT series, time_period, transformation, obs_value, unit_measure, unit_mult, obs_status, valid_from, valid_to FROM "
            + "observation WHERE derived AND freq = 'A'";

    [Fact]
    public async Task Each_kind_of_formula_worked_by_hand_and_units_cancel()
    {
        using var office = new Office(indicators: true);
        DropWithArea(office, "2024-03-01",
            // 10,000 × 8,400 beds / 2,100 thousand people = 40; doctors 10,000 × 3,150 / 2,100,000 = 15.
            "Số giường bệnh (không tính giường của trạm y tế xã);Năm 2023;giường bệnh;8.400;Chính thức;",
            "Số bác sỹ;Năm 2023;người;3.150;Chính thức;",
            "Dân số trung bình;Năm 2023;nghìn người;2.100;Chính thức;",
            // 441 thousand billion VND = 441,000 billion. Per head 441e12 / 2.1e6 = 210 million VND; at 24,000 VND/USD 8,750 USD.
            "GRDP theo giá hiện hành;Năm 2023;nghìn tỷ đồng;441;Ước;Thành phố Hải Phòng",
            "Tỷ giá VND/USD bình quân năm;Năm 2023;đồng/USD;24.000;Chính thức;Cả nước",
            // 100 × 441,000 / 10,080,000 = 4.375 %.
            "GDP cả nước theo giá hiện hành;Năm 2023;tỷ đồng;10.080.000;Sơ bộ;Cả nước",
            // 100 × (220/200 − 1) = 10 %, a billion and a trillion.
            "GRDP theo giá so sánh;Năm 2022;nghìn tỷ đồng;200;Chính thức;",
            "GRDP theo giá so sánh;Năm 2023;tỷ đồng;220.000;Chính thức;",
            // 90 + 60 thousand tonnes: 60 % and 40 %.
            "Sản lượng thủy sản khai thác;Năm 2023;nghìn tấn;90;Chính thức;",
            "Sản lượng thủy sản nuôi trồng;Năm 2023;tấn;60.000;Chính thức;",
            // 10,000 × 1,500 ha / 1 million people = 15 m2 a person; 1,000,000 / 400 km2 = 2,500 a km2; 100 × 1/2.1 = 47.619 %.
            "Diện tích đất cây xanh toàn đô thị;Năm 2023;ha;1.500;Chính thức;",
            "Dân số đô thị trung bình;Năm 2023;triệu người;1;Chính thức;",
            "Diện tích toàn đô thị;Năm 2023;km2;400;Chính thức;");
        await office.OnceAsync();
        office.Text("SELECT state, problems FROM extract").ShouldBe("accepted 0");
        office.Text("SELECT indicator, year, round(value, 9), obs_status FROM indicator_value").ShouldBe("""
            doctors 2023 15 A
            fishery_aquaculture_share 2023 40 A
            fishery_capture_share 2023 60 A
            fishery_output 2023 150 A
            gdp_share_national 2023 4.375 E
            grdp_growth 2023 10 A
            grdp_per_capita 2023 8750 E
            green_land_per_person 2023 15 A
            hospital_beds 2023 40 A
            population_density 2023 5250 A
            urbanisation 2023 47.619047619 A
            """);
        office.Text(
            "SELECT obs_value, unit_measure, unit_mult, ref_area, period_start, valid_from, valid_to FROM observation WHERE series = "
                + "'GRDP.PER_CAPITA_VND'")
            .ShouldBe("210 VND_PERSON 6 VN-HP 2023-01-01 2024-03-01 ∅");
    }

    [Fact]
    public async Task A_missing_input_or_a_denominator_of_zero_gives_no_value_never_zero()
    {
        using var office = new Office(indicators: true);
        office.Drop("2024-03-01",
            "Số giường bệnh (không tính giường của trạm y tế xã);Năm 2022;giường bệnh;8.400;Chính thức",
            "Số giường bệnh (không tính giường của trạm y tế xã);Năm 2023;giường bệnh;8.400;Chính thức",
            "Số hộ nghèo theo chuẩn quốc gia;Năm 2023;hộ;0;Chính thức",
            "Tổng số hộ;Năm 2023;hộ;600.000;Chính thức",
            "Dân số trung bình;Năm 2023;nghìn người;0;Chính thức",
            "GRDP theo giá so sánh;Năm 2020;tỷ đồng;100;Chính thức",
            "GRDP theo giá so sánh;Năm 2022;tỷ đồng;121;Chính thức",
            "GRDP theo giá so sánh;Năm 2023;tỷ đồng;0;Chính thức",
            "GRDP theo giá so sánh;Năm 2024;tỷ đồng;130;Ước");
        await office.OnceAsync();
        // A numerator of zero is a figure like any other; 2023 against 2022 is −100 %; 2024 has a base of zero.
        office.Text(Derived).ShouldBe("""
            GRDP.VOLUME 2023 GY -100 PC 0 A 2024-03-01 ∅
            SOCIAL.POVERTY 2023 N 0 PC 0 A 2024-03-01 ∅
            """);
    }

    [Fact]
    public async Task A_revised_input_makes_a_new_vintage_and_the_day_before_still_has_the_old_one()
    {
        using var office = new Office(indicators: true);
        office.Drop("2024-03-01", "Số giường bệnh (không tính giường của trạm y tế xã);Năm 2023;giường bệnh;8.400;Chính thức");
        office.Drop("2024-04-01", "Dân số trung bình;Năm 2023;nghìn người;2.100;Ước");
        office.Drop("2024-05-01", "Dân số trung bình;Năm 2023;nghìn người;2.000;Chính thức", "Số bác sỹ;Năm 2022;người;9;Ước");
        office.Drop("2024-06-01", "Số giường bệnh (không tính giường của trạm y tế xã);Năm 2023;giường bệnh;8.600;Chính thức");
        await office.OnceAsync();
        office.Text(Derived).ShouldBe("""
            HEALTH.BEDS 2023 N 40 BED_10000 0 E 2024-04-01 2024-05-01
            HEALTH.BEDS 2023 N 42 BED_10000 0 A 2024-05-01 2024-06-01
            HEALTH.BEDS 2023 N 43 BED_10000 0 A 2024-06-01 ∅
            """);
        AsOf("2024-03-31").ShouldBe("");
        AsOf("2024-04-30").ShouldBe("hospital_beds 2023 40 E");
        AsOf("2024-05-31").ShouldBe("hospital_beds 2023 42 A");
        AsOf("2024-06-01").ShouldBe("hospital_beds 2023 43 A");
        office.Text(
            "SELECT published_on, horizon, was, became, time_period, old_value, new_value, file_name, cell_ref FROM verdict_change JOIN "
                + "extract USING (published_on) WHERE indicator = 'hospital_beds' AND horizon = '2025'").ShouldBe("""
            2024-04-01 2025 no_data not_available 2023 ∅ 40 2024-04-01-so-lieu.csv L3
            2024-06-01 2025 not_available on_track 2023 42 43 2024-06-01-so-lieu.csv L3
            """);

        string AsOf(string day) => office.Text($"SELECT indicator, year, value, obs_status FROM indicator_value_asof(DATE '{day}')");
    }

    [Fact]
    public async Task A_published_figure_wins_from_the_day_it_is_known()
    {
        using var office = new Office(indicators: true);
        office.Drop("2024-03-01",
            "GRDP theo giá so sánh;Năm 2022;tỷ đồng;200;Ước",
            "GRDP theo giá so sánh;Năm 2023;tỷ đồng;220;Ước",
            "GRDP theo giá so sánh;Năm 2021;tỷ đồng;160;Ước",
            "Tốc độ tăng trưởng GRDP;Năm 2022;%;24;Ước");
        office.Drop("2024-04-01", "Tốc độ tăng trưởng GRDP;12 tháng năm 2023;%;10,34;Ước");
        office.Drop("2024-05-01", "GRDP theo giá so sánh;Năm 2023;tỷ đồng;230;Chính thức");
        office.Drop("2024-06-01", "Tốc độ tăng trưởng GRDP;Năm 2023;%;10,5;Chính thức");
        await office.OnceAsync();
        office.Text(Derived).ShouldBe("GRDP.VOLUME 2023 GY 10.000000000000009 PC 0 E 2024-03-01 2024-04-01");
        foreach (var (day, value) in new[] {
            ("2024-03-31", "10.000000000000009"), ("2024-04-01", "10.34"), ("2024-05-02", "10.34"), ("2024-06-02", "10.5") })
        {
            office.Text($"SELECT year, value FROM indicator_value_asof(DATE '{day}')").ShouldBe($"2022 24\n2023 {value}");
        }

        // The memory names the published figure, though a derived one was there before it.
        office.Store.Query("SELECT 1 FROM indicator_figure WHERE indicator = 'grdp_growth' AND freq = 'M'").Rows.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_published_intermediate_figure_is_used_and_no_growth_is_derived_across_a_break()
    {
        using var office = new Office(indicators: true);
        DropWithArea(office, "2026-01-06",
            "GRDP bình quân đầu người tính bằng đồng;Năm 2025;triệu đồng/người;194,5;Ước;",
            "GRDP theo giá hiện hành;Năm 2025;tỷ đồng;734.420;Ước;",
            "Dân số trung bình;Năm 2025;triệu người;4,1;Ước;",
            "Tỷ giá VND/USD bình quân năm;Năm 2025;đồng/USD;25.000;Ước;Cả nước",
            "GRDP theo giá so sánh;Năm 2024;tỷ đồng;288.492;Ước;",
            "GRDP theo giá so sánh;Năm 2025;tỷ đồng;480.000;Ước;");
        await office.OnceAsync();
        // 194.5 million / 25,000 = 7,780 USD; not 734,420 / 4.1 / 25,000 = 7,165. 2025 is another territory than 2024.
        office.Text(Derived).ShouldBe("GRDP.PER_CAPITA 2025 N 7780 USD 0 E 2026-01-06 ∅");
    }

    [Fact]
    public async Task A_derived_figure_is_traced_to_the_cells_of_all_its_inputs()
    {
        using var office = new Office(indicators: true);
        DropWithArea(office, "2024-03-01",
            "GRDP theo giá hiện hành;Năm 2023;tỷ đồng;441.000;Ước;",
            "Dân số trung bình;Năm 2023;nghìn người;2.100;Chính thức;");
        DropWithArea(office, "2024-04-01", "Tỷ giá VND/USD bình quân năm;Năm 2023;đồng/USD;24.000;Chính thức;Cả nước");
        await office.OnceAsync();
        office.Text("SELECT series, obs_value, file_name, cell_ref FROM observation JOIN extract USING (extract_id) WHERE derived")
            .ShouldBe("""
            GRDP.PER_CAPITA 8750 2024-04-01-so-lieu.csv L3
            GRDP.PER_CAPITA_VND 210 2024-03-01-so-lieu.csv L3
            """);
        office.Text("""
            WITH RECURSIVE leaf AS (
                SELECT * FROM observation_input WHERE series = 'GRDP.PER_CAPITA' AND time_period = '2023'
                UNION ALL
                SELECT i.* FROM leaf l JOIN observation_input i
                  ON i.series = l.input_series AND i.ref_area = l.input_ref_area AND i.time_period = l.input_period AND i.valid_from =
                  l.input_from
            )
            SELECT input_series, input_ref_area, input_period, input_value, input_mult, input_from, file_name, cell_ref
            FROM leaf JOIN extract USING (extract_id) WHERE NOT input_derived
            """).ShouldBe("""
            EXCHANGE.VND_USD VN 2023 24000 0 2024-04-01 2024-04-01-so-lieu.csv L3
            GRDP.CURRENT VN-HP 2023 441000 9 2024-03-01 2024-03-01-so-lieu.csv L3
            POPULATION.AVERAGE VN-HP 2023 2100 3 2024-03-01 2024-03-01-so-lieu.csv L4
            """);
    }

    [Fact]
    public async Task Any_order_of_the_same_drops_derives_the_same()
    {
        string? expected = null;
        foreach (var order in new int[][] { [0, 1, 2], [2, 1, 0], [1, 2, 0] })
        {
            using var office = new Office(indicators: true);
            foreach (var i in order)
            {
                var (day, line) = new[]
                {
                    ("2024-03-01", "Sản lượng thủy sản khai thác;Năm 2023;nghìn tấn;90;Ước"),
                    ("2024-04-01", "Sản lượng thủy sản nuôi trồng;Năm 2023;tấn;60.000;Chính thức"),
                    ("2024-05-01", "Tổng sản lượng thủy sản;Năm 2023;nghìn tấn;180;Chính thức"),
                }[i];
                office.Drop(day, line);
                await office.OnceAsync();
            }

            var tables = office.Tables() + office.Text("SELECT * FROM observation_input");
            tables.ShouldBe(expected ??= tables);
            office.Text("SELECT time_period, obs_value, valid_from FROM observation WHERE series = 'FISHERY.CAPTURE_SHARE'")
                .ShouldBe("2023 50 2024-05-01\n2023 60 2024-04-01");
        }
    }

    [Fact]
    public void Each_formula_says_what_it_computes_from_what_and_whose_figures_they_are()
    {
        using var office = new Office(indicators: true);
        var formulas = SqlSettings.Read(config: null).Derived;
        formulas.Count.ShouldBeGreaterThan(25);
        var results = new HashSet<string>();
        foreach (var (name, sql) in formulas)
        {
            var series = Quoted().Matches(sql).Select(match => match.Groups[1].Value).ToList();
            series.Count.ShouldBeGreaterThan(1, name);
            series.ShouldAllBe(code => office.Catalogue.Series.ContainsKey(code), name);
            var lines = sql.Split('\n');
            results.Add(series[0]).ShouldBeTrue($"{name}: another formula computes {series[0]} already");
            lines[0].ShouldStartWith($"-- {series[0]}: ");
            lines[1].ShouldStartWith("-- Formula: ");
            lines[2].ShouldStartWith("-- Source: ");
            // Every input comes from a source, a department, or a formula that runs before.
            foreach (var input in series.Skip(1))
            {
                lines[1].ShouldContain(input, Case.Sensitive, name);
                (office.Catalogue.Series[input].ReportedBy.Length > 0
                    || office.Settings.Sources.All.Any(source => source.SeriesNamed().Contains(input))).ShouldBeTrue(input);
            }
        }
    }

    private static void DropWithArea(Office office, string day, params string[] lines)
    {
        var text = System.Text.Encoding.UTF8.GetString(Office.Csv(day, lines))
            .Replace("Giá trị;Trạng thái", "Giá trị;Trạng thái;Địa bàn", StringComparison.Ordinal);
        office.Drop("hai-phong-monthly", day + "-so-lieu.csv", System.Text.Encoding.UTF8.GetBytes(text));
    }

    [GeneratedRegex("'([A-Z0-9_]+\\.[A-Z0-9_]+)'")]
    private static partial Regex Quoted();
}
