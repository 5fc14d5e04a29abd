using System.Text;
using Plan86.Tests.Schedules;
using Plan86.Tests.Transform.Reading;
using Plan86.Transform;
using Plan86.Transform.Meaning;

namespace Plan86.Tests.Transform;

/// <summary>Exchange files through the whole line: the rules of a flat source on their dimensions.</summary>
public class ExchangeFlatTests
{
    /// <summary>Roles by the concepts of SDMX: works for every format that has dimensions.</summary>
    private const string Source =
        """
        {
          "source": "gso-sdmx", "name_vi": "Tổng cục Thống kê, SDMX", "name_en": "GSO, SDMX",
          "published_on": { "content": "Prepared: (?<year>\\d{4})-(?<month>\\d{2})-(?<day>\\d{2})" },
          "flat": {
            "columns": {
              "series": { "header": "INDICATOR", "map": { "FDI_NEW": "FDI.REGISTERED_NEW" } },
              "ref_area": { "header": "REF_AREA" },
              "time_period": { "header": "TIME_PERIOD" },
              "obs_value": { "header": "OBS_VALUE" },
              "obs_status": { "header": "OBS_STATUS" },
              "unit": { "header": "UNIT_MEASURE" },
              "unit_mult": { "header": "UNIT_MULT" }
            }
          }
        }
        """;

    private const string Figures =
        """
        FDI.REGISTERED_NEW VN-HP 2023 787.226 USD 6 A 2024-05-02 L19
        FDI.REGISTERED_NEW VN-HP 2024 1500.5 USD 6 P 2024-05-02 L24
        """;

    private const string Observations =
        "SELECT series, ref_area, time_period, obs_value, unit_measure, unit_mult, obs_status, valid_from, cell_ref FROM observation "
            + "WHERE NOT derived";

    [Fact]
    public async Task SDMX_ML_becomes_observations_that_lead_back_to_their_line()
    {
        using var office = new Office(sources: ("gso-sdmx", Source));
        office.Drop("gso-sdmx", "fdi.xml", ExchangeSamples.Bytes(ExchangeSamples.GenericSeries));
        await office.OnceAsync();
        office.Text(Observations).ShouldBe(Figures);
        office.Text("SELECT place, found FROM problem").ShouldBe("L29:OBS_VALUE ");
        office.Text(
            "SELECT c.table_title, c.row_path, c.column_path, c.unit_text, c.raw FROM observation o JOIN cell c USING (extract_id, sheet, "
                + "cell_ref) WHERE NOT o.derived").ShouldBe(
            """
            FDI A › VN-HP › FDI_NEW 2023 million USD 787.226
            FDI A › VN-HP › FDI_NEW 2024 million USD 1500.5 P
            """);
    }

    [Fact]
    public async Task In_a_ZIP_the_sheet_names_the_member()
    {
        using var office = new Office(sources: ("gso-sdmx", Source));
        office.Drop("gso-sdmx", "goi.zip", ExchangeSamples.Zip(
            ("fdi.xml", ExchangeSamples.Bytes(ExchangeSamples.GenericSeries)),
            ("2025.csv",
                ExchangeSamples.Bytes(
                    "DATAFLOW,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT\nx,VN-HP,FDI_NEW,2024-Q1,12.125,USD,6\n"))));
        await office.OnceAsync();
        office.Text("SELECT time_period, obs_value, sheet, cell_ref FROM observation WHERE NOT derived").ShouldBe(
            """
            2023 787.226 fdi.xml L19
            2024 1500.5 fdi.xml L24
            2024-Q1 12.125 2025.csv L2
            """);
        office.Text("SELECT place FROM problem").ShouldBe("fdi.xml!L29:OBS_VALUE");
    }

    [Fact]
    public async Task SDMX_CSV_has_decimal_points_whatever_the_source_says()
    {
        using var office = new Office(sources: ("gso-sdmx", Source));
        office.Drop(
            "gso-sdmx", "fdi.csv", ExchangeSamples.Bytes(ExchangeSamples.SdmxCsv1.Replace(",,M,", ",1,F,", StringComparison.Ordinal)));
        await office.OnceAsync();
        office.Text("SELECT ref_area, time_period, obs_value, obs_status, cell_ref FROM observation WHERE NOT derived").ShouldBe(
            """
            VN-HN 2024 1 F L4
            VN-HP 2023 787.226 A L2
            VN-HP 2024 1500.5 P L3
            """);
    }

    [Fact]
    public async Task JSON_stat_and_PC_Axis_go_by_the_codes_of_their_dimensions()
    {
        const string source =
            """
            {
              "source": "px", "name_vi": "PX", "name_en": "PX",
              "flat": { "columns": {
                "series": { "header": ["kind", "huyen"], "map": { "N": "FDI.REGISTERED_NEW", "A": "FDI.REGISTERED_ADJUSTED" } },
                "ref_area": { "header": "region", "map": { "HP": "VN-HP", "HN": "VN-HN" } },
                "time_period": { "header": ["year", "nam"] }, "obs_value": { "header": "OBS_VALUE" } } }
            }
            """;
        using var office = new Office(sources: ("px", source));
        office.Drop("px", "2024-05-05.px", ExchangeSamples.Bytes(ExchangeSamples.Px));
        office.Drop(
            "px", "2024-05-06.json",
            ExchangeSamples.Bytes(
                ExchangeSamples.JsonStat2.Replace("\"A\"", "\"N\"", StringComparison.Ordinal)
                    .Replace("2023", "2021", StringComparison.Ordinal)));
        await office.OnceAsync();
        office.Text(
            "SELECT series, ref_area, time_period, obs_value, cell_ref FROM observation WHERE NOT derived AND series = "
                + "'FDI.REGISTERED_NEW'").ShouldBe(
            """
            FDI.REGISTERED_NEW VN-HN 2022 0 [6]
            FDI.REGISTERED_NEW VN-HN 2024 600 [8]
            FDI.REGISTERED_NEW VN-HP 2021 4 [2]
            FDI.REGISTERED_NEW VN-HP 2022 1.5 [0]
            FDI.REGISTERED_NEW VN-HP 2023 2 [1]
            FDI.REGISTERED_NEW VN-HP 2024 -3 [2]
            """);
    }

    [Fact]
    public async Task A_multiple_that_contradicts_its_unit_holds_the_figure_back()
    {
        using var office = new Office(sources: ("gso-sdmx", Source));
        office.Drop("gso-sdmx", "fdi.csv", Encoding.UTF8.GetBytes(
            "DATAFLOW,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT\nx,VN-HP,FDI_NEW,2023,1,million "
                + "USD,3\nx,VN-HP,FDI_NEW,2024,2,million USD,6\n"));
        await office.OnceAsync();
        office.Text("SELECT time_period, unit_mult FROM observation WHERE NOT derived").ShouldBe("2024 6");
        office.Text("SELECT place, found, expected FROM problem").ShouldBe("L2:UNIT_MULT 3 6");
    }

    [Fact]
    public async Task Codes_that_are_positions_are_mapped_by_label_or_path_and_time_is_its_label()
    {
        const string source =
            """
            {
              "source": "px", "name_vi": "PX", "name_en": "PX",
              "flat": { "others": "ignore", "columns": {
                "series": { "header": "Chỉ tiêu", "map": { "Vốn đăng ký": "FDI.REGISTERED_NEW" } },
                "ref_area": { "header": "Địa phương", "map": { "Hải Phòng": "VN-HP" } },
                "time_period": { "header": "Năm" }, "obs_value": { "header": "OBS_VALUE" } } }
            }
            """;
        const string text =
            """
            { "class": "dataset", "version": "2.0", "label": "FDI", "updated": "9999-12-31", "id": ["ct", "dp", "nam"], "size": [2, 2, 2],
              "dimension": {
                "ct": { "label": "Chỉ tiêu", "category": { "index": ["0", "1"], "label": { "0": "Vốn đăng ký", "1": "Số dự án" } } },
                "dp": { "label": "Địa phương", "category": { "index": ["0", "1"], "label": { "0": "Hà Nội", "1": "Hải Phòng" } } },
                "nam": { "label": "Năm", "category": { "index": ["0", "1"], "label": { "0": "2022", "1": "2023" } } } },
              "value": [1, 2, 3, 4, 5, 6, 7, 8] }
            """;
        using var office = new Office(sources: ("px", source));
        office.Drop("px", "2024-05-05.json", ExchangeSamples.Bytes(text));
        await office.OnceAsync();
        office.Text("SELECT ref_area, time_period, obs_value, obs_status FROM observation WHERE NOT derived ORDER BY ALL").ShouldBe(
            "VN-HP 2022 3 A\nVN-HP 2023 4 A");
        office.Text("SELECT count(*), min(severity) FROM problem WHERE expected = '\"others\": \"ignore\"'").ShouldBe("1 warning");
    }

    [Fact]
    public async Task Tab_separated_files_of_Eurostat_have_their_keys_apart_and_their_flags_beside_the_figures()
    {
        const string source =
            """
            {
              "source": "estat", "name_vi": "Eurostat", "name_en": "Eurostat",
              "flat": { "columns": {
                "series": { "header": "unit", "map": { "T": "PORT.THROUGHPUT" } },
                "ref_area": { "header": "geo", "map": { "VN": "VN", "VN-HP": "VN-HP" } },
                "time_period": { "header": "TIME_PERIOD" }, "obs_value": { "header": "OBS_VALUE" },
                "obs_status": { "header": "OBS_STATUS" } } }
            }
            """;
        using var office = new Office(sources: ("estat", source));
        office.Drop("estat", "2024-05-05.tsv",
            ExchangeSamples.Bytes("freq,unit,geo\\TIME_PERIOD\t2022 \t2023 \nA,T,VN\t1.5 p\t2.5 \nA,T,VN-HP\t: \t4.5 be\n"));
        await office.OnceAsync();
        office.Text("SELECT ref_area, time_period, obs_value, obs_status, cell_ref FROM observation WHERE NOT derived ORDER BY ALL")
            .ShouldBe(
            "VN 2022 1.5 P L2\nVN 2023 2.5 A L2\nVN-HP 2023 4.5 E L3");
        office.Text("SELECT place, severity FROM problem").ShouldBe("L3:OBS_VALUE warning");
        office.Text("SELECT raw FROM cell ORDER BY ALL").ShouldBe("1.5 p\n2.5\n4.5 be");
    }
}
