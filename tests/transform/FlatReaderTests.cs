using System.Globalization;
using System.Text;
using CsCheck;
using Plan86.Tests.Schedules;
using Plan86.Transform;

namespace Plan86.Tests.Transform;

/// <summary>Flat extracts, read by the whole line into tables.</summary>
public class FlatReaderTests
{
    private const string Header = "ma_chi_tieu;ky;don_vi_hanh_chinh;gia_tri;trang_thai\n";

    [Fact]
    public async Task A_figure_said_twice_counts_once()
    {
        using var office = new Office();
        office.Drop("hai-phong-flat", "2024-05-05.csv", Encoding.UTF8.GetBytes(Header + """
            PORT_7;03/2024;HP12;1.234,567;so_bo
            PORT_7;04/2024;HP12;1,5;so_bo
            PORT_7;Tháng 3/2024;HP12;1234,567;so_bo
            PORT_7;03/2024;HP13;1.234,567;so_bo
            """));
        await office.OnceAsync();
        office.Text("SELECT series, ref_area, time_period, obs_value, obs_status, cell_ref FROM observation").ShouldBe("""
            PORT.M7 VN-HP-12 2024-03 1234.567 P L2
            PORT.M7 VN-HP-12 2024-04 1.5 P L3
            PORT.M7 VN-HP-13 2024-03 1234.567 P L5
            """);
        office.Text("SELECT place, found, expected, severity FROM problem").ShouldBe("L4 PORT.M7 VN-HP-12 2024-03 = 1234.567 L2 warning");
    }

    [Fact]
    public async Task One_figure_below_many_remarks_is_read_and_the_remarks_are_no_records()
    {
        using var office = new Office();
        office.Drop("hai-phong-flat", "2024-05-05.csv", Encoding.UTF8.GetBytes(
            "# Số liệu quận, lập theo trang ghi ở từng dòng.\n# Đơn vị công bố: UBND\n# Ngày công bố: 05/05/2024\n# Ghi chú: số ước.\n"
                + Header + "PORT_7;03/2024;HP12;1,5;so_bo\n"));
        await office.OnceAsync();
        office.Text("SELECT time_period, obs_value, cell_ref FROM observation").ShouldBe("2024-03 1.5 L6");
        office.Text("SELECT place FROM problem").ShouldBe("");
    }

    [Fact]
    public async Task Words_of_TCVN3_are_decoded_in_names_texts_and_problems()
    {
        using var office = new Office();
        office.Drop("hai-phong-flat", "2024-05-05.csv", Encoding.Latin1.GetBytes("""
            # Tæng hîp sè liÖu c¶ng biÓn H¶i Phßng
            ma_chi_tieu;ky;don_vi_hanh_chinh;gia_tri;trang_thai
            PORT_7;Quý I/2024;HP12;1.234,567;so_bo
            PORT_7;N¨m 2023;HP12;5;so_bo
            PORT_7;04/2024;QuËn Ng« QuyÒn;1,5;so_bo
            """));
        await office.OnceAsync();
        office.Text("SELECT time_period, obs_value FROM observation ORDER BY ALL").ShouldBe("2023 5\n2024-Q1 1234.567");
        office.Text("SELECT place, found FROM problem").ShouldBe("L5:don_vi_hanh_chinh Quận Ngô Quyền");
    }

    [Fact]
    public async Task Contradictory_figures_are_all_held_back()
    {
        using var office = new Office();
        office.Drop("hai-phong-flat", "2024-05-05.csv", Encoding.UTF8.GetBytes(Header + """
            PORT_7;03/2024;HP12;1;so_bo
            PORT_7;04/2024;HP12;1,5;so_bo
            PORT_7;03/2024;HP12;2;so_bo
            PORT_7;03/2024;HP12;1;so_bo
            """));
        await office.OnceAsync();
        office.Text("SELECT time_period, obs_value FROM observation").ShouldBe("2024-04 1.5");
        office.Text("SELECT place, found, expected, severity FROM problem").ShouldBe("""
            L2 PORT.M7 VN-HP-12 2024-03 = 1 L2 · L4 · L5 error
            L4 PORT.M7 VN-HP-12 2024-03 = 2 L2 · L4 · L5 error
            L5 PORT.M7 VN-HP-12 2024-03 = 1 L2 · L4 · L5 error
            """);
    }

    [Fact]
    public async Task Many_lines_with_random_repetitions_against_a_plain_account()
    {
        await Gen.Int.SampleAsync(async seed =>
        {
            var random = new Random(seed);
            var text = new StringBuilder(Header);
            var lines = new List<(string Key, int Value, string Status, string Place)>();
            for (var line = 2; line < 30_002; line++)
            {
                var (series, year, month, area) = (random.Next(20), 2000 + random.Next(20), 1 + random.Next(12), random.Next(20));
                var (value, status) = (random.Next(8) == 0 ? 2 : 1, random.Next(8) == 0 ? "uoc" : "so_bo");
                text.Append(CultureInfo.InvariantCulture, $"PORT_{series};{month:00}/{year};HP{area};{value};{status}\n");
                lines.Add((string.Create(CultureInfo.InvariantCulture, $"PORT.M{series} VN-HP-{area} {year}-{month:00}"), value, status,
                    $"L{line}"));
            }

            using var office = new Office();
            office.Drop("hai-phong-flat", "2024-05-05.csv", Encoding.UTF8.GetBytes(text.ToString()));
            await office.OnceAsync();
            var (observations, problems) = (new List<string>(), new List<string>());
            foreach (var key in lines.GroupBy(line => line.Key))
            {
                var agree = key.DistinctBy(line => (line.Value, line.Status)).Count() == 1;
                if (agree)
                {
                    observations.Add($"{key.Key} {key.First().Value} {key.First().Place}");
                }

                problems.AddRange((agree ? key.Skip(1) : key).Select(line => $"{line.Place} {(agree ? "warning" : "error")}"));
            }

            problems.Count.ShouldBeGreaterThan(1_000);
            (office.Text("SELECT series, ref_area, time_period, obs_value, cell_ref FROM observation WHERE transformation = 'N'")
                == string.Join('\n', observations.Order(StringComparer.Ordinal))).ShouldBeTrue("observations");

            // Checks across the figures may say more of such made-up numbers.
            problems.Except(office.Text("SELECT place, severity FROM problem").Split('\n')).ShouldBeEmpty("problems");
        }, iter: 2);
    }

    [Fact]
    public async Task Lines_are_counted_through_blank_lines_comments_and_quoted_line_ends()
    {
        using var office = new Office();
        office.Drop("hai-phong-flat", "2024-06-05.csv", Encoding.UTF8.GetBytes(
            "# Tiêu đề\r\n\r\nma_chi_tieu;ky;don_vi_hanh_chinh;gia_tri;trang_thai\r\n\r\nPORT_7;03/2024;HP1;1;\r\n# ghi "
                + "chú\r\n\r\nPORT_7;04/2024;\"HP2\";2;\r\nPORT_7;hôm\"qua;HP3;3;\r\nPORT_7;\"hai\r\ndòng\";HP3;3;\r\nPORT_7;05/2024;"
                + "HP3;3;"));
        await office.OnceAsync();
        office.Text("SELECT cell_ref, obs_value FROM observation").ShouldBe("""
            L12 3
            L5 1
            L8 2
            """);
        office.Text("SELECT place FROM problem").ShouldBe("""
            L10:ky
            L9:ky
            """);
    }

    [Fact]
    public async Task A_line_with_more_fields_than_the_header_is_a_problem_not_a_cut_off_figure()
    {
        using var office = new Office();
        office.Drop("hai-phong-monthly", "2024-05-05.csv", Encoding.UTF8.GetBytes(
            "Chỉ tiêu,Kỳ,Giá trị\nKhách du lịch,Năm 2022,7\nKhách du lịch,Năm 2023,7,9\nKhách du lịch,Năm 2021,5,,\n"));
        await office.OnceAsync();
        office.Text("SELECT place, severity FROM problem").ShouldBe("L3 error");
        office.Text("SELECT state FROM extract").ShouldBe("rejected");
    }

    [Fact]
    public async Task A_series_declared_cumulative_keeps_its_own_unit()
    {
        using var office = new Office(sources: ("cang", """
            {
              "source": "cang", "name_vi": "Cảng", "name_en": "Port",
              "flat": { "columns": { "series": { "header": "hàng", "map": { "Cảng": "PORT.THROUGHPUT:YTD" } },
              "time_period": { "header": "tháng" }, "obs_value": { "header": "số" }, "unit": { "header": "đvt" } } }
            }
            """));
        office.Drop("cang", "a.csv", Encoding.UTF8.GetBytes("hàng;tháng;số;đvt\nCảng;03/2024;1,5;Triệu tấn\nCảng;04/2024;2,5;\n"));
        await office.OnceAsync();
        office.Text("SELECT time_period, transformation, obs_value, unit_measure, unit_mult FROM observation WHERE NOT derived")
            .ShouldBe("""
            2024-03 YTD 1.5 T 6
            2024-04 YTD 2.5 T 6
            """);
    }
}
