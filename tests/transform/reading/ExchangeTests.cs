using System.Globalization;
using System.IO.Compression;
using System.Text;
using Plan86.Transform;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading;

namespace Plan86.Tests.Transform.Reading;

using static ExchangeSamples;

/// <summary>JSON-stat, PX-Web, PC-Axis, SDMX and ZIP: every figure under its path, at its address.</summary>
public class ExchangeTests
{
    [Fact]
    public void JSON_stat_2_with_a_hierarchy_marks_and_units()
    {
        var table = Single(JsonStat2, "json-stat");
        (table.Title, table.UnitText).ShouldBe(("Dân số theo huyện", "thousand người"));
        table.Notes.ShouldBe(
            ["Cát Hải: Gồm cả Bạch Long Vĩ.", "Số liệu giữa năm.", "source: Cục Thống kê", "updated: 2024-05-02", "p: sơ bộ"]);
        Show(table).ShouldBe(
            """
            Tổng số › Chung | 2023 = 10.5 @[0]
            Tổng số › Chung | 2024 = 11 «11 p» @[1]
            Tổng số › An Dương › Chung | 2023 = 4 @[2]
            Tổng số › An Dương › Chung | 2024 = … «: c» @[3]
            Tổng số › Cát Hải › Chung | 2023 = 6.5 @[4]
            Tổng số › Cát Hải › Chung | 2024 = 7 @[5]
            """);
    }

    [Fact]
    public void JSON_stat_1_with_several_datasets_and_values_by_position()
    {
        var document = Read(JsonStat1);
        document.Problems.ShouldBeEmpty();
        document.Tables.Select(table => (table.Sheet, table.Title, table.Number))
            .ShouldBe([("cang", "Hàng qua cảng", 1), ("thue", "thue", 1)]);
        Show(document).ShouldBe(
            """
            Hải Phòng | 2024Q1 = 1.5 @[0]
            Lạch Huyện | 2024Q1 = 2.25 @[3]
            Lạch Huyện | 2024Q2 = 9 @[4]
             | 2024 = 7 «7 e» @[0]
            """);
    }

    [Fact]
    public void JSON_stat_datasets_in_an_array()
    {
        var document = Read($"[{JsonStat2}, {JsonStat1}]");
        document.Problems.ShouldBeEmpty();
        document.Tables.Select(table => (table.Sheet, table.Figures().Count())).ShouldBe([("1", 5), ("cang", 3), ("thue", 1)]);
    }

    [Fact]
    public void A_collection_reads_what_it_holds_and_names_what_it_only_points_to()
    {
        var document = Read(Collection);
        Show(document).ShouldBe(" | 2023 = 1 @[0]\n | 2024 = 2 @[1]");
        var problem = document.Problems.ShouldHaveSingleItem();
        (problem.Place.ToString(), problem.Found, problem.Severity)
            .ShouldBe(("link.item[0]", "https://example.org/a.json", Severity.Warning));
    }

    [Fact]
    public void JSON_of_PX_Web_with_several_contents()
    {
        var table = Single(PxWeb, "px-web-json");
        table.Notes.ShouldBe(["Số dự án: Dự án còn hiệu lực", "vung HP: Gồm Cát Hải"]);
        Show(table).ShouldBe(
            """
            HP › Số dự án | 2023 = 12 @data[0].values[0]
            HP › Số dự án | 2024 = … «..» @data[1].values[0]
            HP › Vốn | 2023 = 1.5 @data[0].values[1] [Triệu USD]
            HP › Vốn | 2024 = 2.25 @data[1].values[1] [Triệu USD]
            HN › Số dự án | 2024 = 0 «-» @data[2].values[0]
            HN › Vốn | 2024 = 3 @data[2].values[1] [Triệu USD]
            """);
    }

    [Fact]
    public void PC_Axis_in_the_language_of_the_office_with_symbols_and_a_cell_note()
    {
        var table = Single(Px, "px");
        (table.Title, table.UnitText).ShouldBe(("Đầu tư nước ngoài theo vùng", "Triệu USD"));
        table.Notes.ShouldBe(["Chưa gồm góp vốn. Số sơ bộ.", ". = Không thu thập", "CREATION-DATE: 20240502 10:00"]);
        Show(table).ShouldBe(
            """
            Hải Phòng › cấp mới | 2022 = 1.5 @[0]
            Hải Phòng › cấp mới | 2023 = 2 @[1]
            Hải Phòng › cấp mới | 2024 = -3 @[2]
            Hải Phòng › điều chỉnh | 2022 = … «.» @[3]
            Hải Phòng › điều chỉnh | 2023 = 4.25 @[4]
            Hải Phòng › điều chỉnh | 2024 = 5 «5 *» @[5]
            Hà Nội › cấp mới | 2022 = 0 «-» @[6]
            Hà Nội › cấp mới | 2023 = … «..» @[7]
            Hà Nội › cấp mới | 2024 = 600 «6E2» @[8]
            Hà Nội › điều chỉnh | 2022 = … «...» @[9]
            Hà Nội › điều chỉnh | 2023 = 7 @[10]
            Hà Nội › điều chỉnh | 2024 = 8 @[11]
            """);
    }

    [Fact]
    public void PC_Axis_with_a_hierarchy_of_codes() =>
        Show(Single(
            Px.Replace("CODES(\"region\")=\"HP\",\"HN\";",
                "CODES(\"region\")=\"HP\",\"HN\";\nHIERARCHIES(\"region\")=\"HP\",\"HP\":\"HN\";", StringComparison.Ordinal), "px"))
            .ShouldContain("Hải Phòng › Hà Nội › cấp mới | 2024 = 600 «6E2» @[8]");

    [Fact]
    public void A_message_of_the_server_instead_of_data_is_passed_on()
    {
        var document =
            Read("<m:GenericData xmlns:m=\"x\"><m:Header><m:Sender "
                + "id=\"E\"><m:Name>Eurostat</m:Name></m:Sender></m:Header><m:Footer><m:Message code=\"413\"><m:Text>Too "
                + "large</m:Text></m:Message></m:Footer></m:GenericData>");
        document.Problems.Select(problem => problem.Found).ShouldBe(["Too large", ""]);
    }

    [Fact]
    public void PC_Axis_with_keys_holds_only_the_rows_that_are_there()
    {
        Show(Single(PxKeys, "px")).ShouldBe(
            """
            North › Women | Born › 2023 = 1 @[4]
            North › Women | Born › 2024 = 2 @[5]
            North › Women | Income (thousand VND) › 2023 = 3 @[6]
            North › Women | Income (thousand VND) › 2024 = 4 @[7]
            West › Men | Born › 2023 = 5 @[16]
            West › Men | Born › 2024 = 6 @[17]
            West › Men | Income (thousand VND) › 2023 = 7 @[18]
            West › Men | Income (thousand VND) › 2024 = 8 @[19]
            """);
    }

    [Fact]
    public void PC_Axis_whose_keys_follow_their_declaration_instead_of_the_stub() =>
        Show(Single(
            PxKeys.Replace("KEYS(\"region\")=CODES;\nKEYS(\"sex\")=VALUES;", "KEYS(\"sex\")=VALUES;\nKEYS(\"region\")=CODES;",
                StringComparison.Ordinal)
            .Replace("\"01\",\"Women\"", "\"Women\",\"01\"", StringComparison.Ordinal), "px")).ShouldBe(Show(Single(PxKeys, "px")));

    [Theory]
    [InlineData("437", "Århus é", 437)]
    [InlineData("850", "Århus é", 850)]
    [InlineData("cp852", "Łódź", 852)]
    [InlineData("windows-1250", "Łódź", 1250)]
    [InlineData("1252", "Århus é", 1252)]
    [InlineData("Windows-1257", "Šiauliai", 1257)]
    [InlineData("1258", "Đà Lạt", 1258)]
    [InlineData("iso-8859-15", "Århus é", 28605)]
    [InlineData("utf-8", "Hải Phòng", 65001)]
    public void PC_Axis_in_the_code_page_it_states(string stated, string region, int page)
    {
        var encoding = page == 65001
            ? new UTF8Encoding(false) : CodePagesEncodingProvider.Instance.GetEncoding(page) ?? Encoding.GetEncoding(page);
        var text = $"CHARSET=\"ANSI\";\nCODEPAGE=\"{stated}\";\nAXIS-VERSION=\"2013\";\nSTUB=\"r\";\nHEADING=\"t\";\nVALUES(\"r\")=\""
            + $"{Loosen(region, page)}\";\nVALUES(\"t\")=\"2024\";\nDATA=\n1;";
        Show(XlsxFile.Read(encoding.GetBytes(text))).ShouldBe($"{region} | 2024 = 1 @[0]");
    }

    [Theory]
    [InlineData("1 \"..\";\n3.50 \"-\";\n", 0)]
    [InlineData("1, \"..\"\n3.50, \"-\"\n;\n\u001A\0", 0)]
    [InlineData("1 \"..\"\n3.50 \"-\"\n", 1)]
    public void PC_Axis_as_offices_end_its_lines(string data, int problems)
    {
        var document =
            Read($"AXIS-VERSION=\"2000\";\nCHARSET=\"ANSI\";\nMATRIX=\"m\";\nUNITS=\"u\";\nNOTE=\"một\";NOTE=\"hai\";\nSTUB=\"r "
                + $"\";\nHEADING=\"t\";\nVALUES(\"r \")=\"A\",\"B\";\nVALUES(\"t\")=\"2023\",\"2024\";\nDATA=\n{data}");
        document.Tables.Single().Notes.ShouldBe(["một hai"]);
        Show(document).ShouldBe(
            """
            A | 2023 = 1 @[0]
            A | 2024 = … «..» @[1]
            B | 2023 = 3.5 «3.50» @[2]
            B | 2024 = 0 «-» @[3]
            """);
        document.Problems.Select(problem => problem.Severity).ShouldBe(Enumerable.Repeat(Severity.Warning, problems));
    }

    [Theory]
    [InlineData("TLIST(A1),\"2023\",\"2024\"", "2023 2024")]
    [InlineData("TLIST(A1, \"2022\" - \"2024\")", "2022 2023 2024")]
    [InlineData("TLIST(H1,\"20232\"-\"20242\")", "2023H2 2024H1 2024H2")]
    [InlineData("TLIST(Q1,\"20234\"-\"20242\")", "2023Q4 2024Q1 2024Q2")]
    [InlineData("TLIST(M1,\"202311\"-\"202401\")", "2023M11 2023M12 2024M01")]
    [InlineData("TLIST(W1,\"202052\"-\"202101\")", "2020W52 2020W53 2021W01")]
    [InlineData("TLIST(W1,\"202152\"-\"202201\")", "2021W52 2022W01")]
    [InlineData("TLIST(A1,\"2023\"-\"2024\"),TLIST(M1),\"202401\",\"202402\"", "2023 2024 2024M01 2024M02")]
    [InlineData("TLIST(A1,\"2024\"-\"2023\")", "2024-2023")]
    [InlineData("TLIST(M1),\"202413\"", "202413")]
    public void PC_Axis_whose_periods_only_TIMEVAL_tells(string timeval, string periods)
    {
        var all = periods.Split(' ');
        var table = Single(
            $"AXIS-VERSION=\"2000\";\nCHARSET=\"ANSI\";\nMATRIX=\"m\";\nUNITS=\"u\";\nHEADING=\"t\";\nTIMEVAL(\"t\")={timeval};\nDATA=\n"
                + $"{string.Join(' ', all.Select((_, i) => i))};", "px");
        table.Columns.Select(column => column.Path.Single()).ShouldBe(all);
    }

    [Theory]
    [InlineData("NOTE=\"Giá \"so sánh\" 2010\";", "Giá \"so sánh\" 2010", 2)]
    [InlineData("NOTE=\"Tấm 5\" dày\";", "Tấm 5\" dày", 1)]
    [InlineData("NOTE=\"Thiếu dấu đóng;", "Thiếu dấu đóng", 1)]
    [InlineData("NOTE=\"Thừa dấu đóng\"\";", "Thừa dấu đóng", 1)]
    [InlineData("NOTE=Thiếu dấu mở\";", "Thiếudấumở", 1)]
    [InlineData("NOTE=\"Giá 2010; số sơ bộ, \"ước\"; hết\";", "Giá 2010; số sơ bộ, \"ước\"; hết", 2)]
    [InlineData("NOTE=\"một dòng\"\n\"hai dòng\";", "một dòng hai dòng", 0)]
    [InlineData("NOTE=\"một\",\"hai\";", "một hai", 0)]
    [InlineData("SOURCE=\"Cục \"Thống kê\"\";", "SOURCE: Cục \"Thống kê", 2)]
    public void PC_Axis_with_a_stray_quote_in_a_note_costs_the_note_at_most(string note, string read, int problems)
    {
        var document =
            Read($"AXIS-VERSION=\"2013\";\nMATRIX=\"m\";\n{note}\nUNITS=\"Triệu "
                + "USD\";\nSTUB=\"r\";\nHEADING=\"t\";\nVALUES(\"r\")=\"A\",\"B\";\nVALUES(\"t\")=\"2023\",\"2024\";\nDATA=\n1 2\n3 4;\n");
        var table = document.Tables.ShouldHaveSingleItem();
        table.Notes.ShouldBe([read]);
        table.UnitText.ShouldBe("Triệu USD");
        table.Figures().Select(figure => figure.Cell.Value).ShouldBe([1, 2, 3, 4]);
        document.Problems.Count.ShouldBe(problems);
        document.Problems.ShouldAllBe(problem => problem.Severity == Severity.Warning && problem.Place.ToString() == "L3");
    }

    [Fact]
    public void PC_Axis_without_units_or_with_codes_that_do_not_fit_is_warned_of()
    {
        var document = Read(
                "AXIS-VERSION=\"2013\";\nMATRIX=\"m\";\nSTUB=\"r\";\nHEADING=\"t\";\nVALUES(\"r\")=\"A\",\"B\";\n"
                + "VALUES(\"t\")=\"2023\",\"2024\";\nCODES(\"r\")=\"1\",\"1\";\nCODES(\"t\")=\"1\";\nCODES(\"x\")=\"1\";\nDATA=\n1 2\n3 "
                + "4;\n");
        document.Problems.ShouldAllBe(problem => problem.Severity == Severity.Warning);
        document.Problems.Select(problem => problem.Place.ToString()).ShouldBe(["CODES(\"r\")", "CODES(\"t\")", "UNITS", "CODES(\"x\")"]);
        document.Tables.Single().Figures().Select(figure => (figure.Row.Label, figure.Column.Path[^1], figure.Cell.Value)).ShouldBe(
            [("A", "2023", 1), ("A", "2024", 2), ("B", "2023", 3), ("B", "2024", 4)]);
    }

    [Fact]
    public void SDMX_CSV_1()
    {
        var table = Single(SdmxCsv1, "sdmx-csv");
        (table.Title, table.UnitText).ShouldBe(("GSO:FDI(1.0)", "million USD"));
        Show(table).ShouldBe(
            """
            A › VN-HP › FDI_NEW | 2023 = 787.226 @L2
            A › VN-HP › FDI_NEW | 2024 = 1500.5 «1500.5 P» @L3
            A › VN-HN › FDI_NEW | 2024 = … «: M» @L4
            """);
    }

    [Fact]
    public void SDMX_CSV_2_with_labels_in_any_order_and_a_deletion()
    {
        var document = Read(SdmxCsv2);
        document.Tables.Single().Title.ShouldBe("Population");
        Show(document).ShouldBe(
            """
            Hải Phòng › Nữ | 2024-Q1 = 12.5 @L2
            Hải Phòng › Nam | 2023-Q4 = 12.5 «1.25E1» @L3
            """);
        document.Problems.ShouldHaveSingleItem().Place.ToString().ShouldBe("L4");
    }

    [Fact]
    public void SDMX_CSV_with_keys_and_decimal_commas_between_semicolons() =>
        Show(Single("STRUCTURE[|];STRUCTURE_ID;ACTION;SERIES_KEY;OBS_KEY;DIM_1: Dimension 1;TIME_PERIOD: Time;OBS_VALUE: Value;ATTR_1: A\n"
            + "dataflow;A:B(1.0);I;A;A.2024-01;A: Mục A;2024-01: 2024-01;787,226;N: Không\n", "sdmx-csv"))
                .ShouldBe("Mục A | 2024-01 = 787.226 @L2");

    [Fact]
    public void SDMX_CSV_with_columns_of_names()
    {
        var table = Single(SdmxCsvNames, "sdmx-csv");
        table.Title.ShouldBe("Real output");
        Show(table).ShouldBe(
            """
            Viet Nam › Gross domestic product | 2023 = 7.5 @L2
            Viet Nam › Gross domestic product | 2024 = 8.25 «8.25 E» @L3
            """);
    }

    [Fact]
    public void SDMX_CSV_with_labels_behind_a_mere_colon() =>
        Show(Single("STRUCTURE,STRUCTURE_ID,ACTION,DIM1:Mục,TIME_PERIOD:Năm,OBS_VALUE:Giá trị,NOTE:Ghi chú\n"
            + "datastructure,A:B(1.0):Bộ,I,A:Mục A,2023:2023,1:1,X:Như nhau\ndatastructure,A:B(1.0):Bộ,I,A:Mục "
            + "A,2024-01-01T00:00:00:2024-01-01T00:00:00,2.5:2.5,X:Như nhau\n", "sdmx-csv"))
            .ShouldBe("Mục A | 2023 = 1 @L2\nMục A | 2024-01-01T00:00:00 = 2.5 @L3");

    [Fact]
    public void SDMX_CSV_with_other_measures_and_records_of_attributes_alone() =>
        Show(Read("STRUCTURE,STRUCTURE_ID,ACTION,DIM_1,DIM_2,MEAS_A,MEAS_B,ATTR_1,UPDATED\n"
            + "dataflow,A:X(1.0),I,A,2023,12.5,,N,2024-01-22T13:15:41Z\ndataflow,A:X(1.0),I,,2023,,,Y,2024-01-22T13:15:41Z\n"
            + "dataflow,A:Y(1.0),I,B,2023,1,7,N,2024-01-22T13:15:42Z\n"))
            .ShouldBe("A | 2023 = 12.5 @L2\nB › MEAS_A | 2023 = 1 @L4:MEAS_A\nB › MEAS_B | 2023 = 7 @L4:MEAS_B");

    [Fact]
    public void SDMX_ML_generic_by_series_with_a_group()
    {
        var table = Single(GenericSeries, "sdmx-ml");
        (table.Title, table.UnitText, table.Notes.Single()).ShouldBe(("FDI", "million USD", "Prepared: 2024-05-02T10:00:00"));
        Show(table).ShouldBe(
            """
            A › VN-HP › FDI_NEW | 2022 = … «NaN» @L29
            A › VN-HP › FDI_NEW | 2023 = 787.226 @L19
            A › VN-HP › FDI_NEW | 2024 = 1500.5 «1500.5 P» @L24
            """);
    }

    [Fact]
    public void SDMX_ML_generic_flat_with_two_observations_on_a_line() =>
        Show(Single(GenericFlat, "sdmx-ml")).ShouldBe(
            """
            HP | 2024-M03 = 1 @L5
            HN | 2024-M03 = 2 @L5:144
            """);

    [Fact]
    public void SDMX_ML_structure_specific_tells_dimensions_from_attributes()
    {
        var table = Single(SpecificSeries, "sdmx-ml");
        (table.Title, table.UnitText).ShouldBe(("Tỷ giá", "VND"));
        Show(table).ShouldBe(
            """
            M › USD | 2024-01 = 24500 @L14
            M › USD | 2024-02 = 24600.5 «24600.5 E» @L15
            M › CNY | 2024-02 = 3400 @L18
            """);
    }

    [Fact]
    public void SDMX_ML_3_with_attributes_of_several_values()
    {
        var document = Read(Specific3);
        Show(document).ShouldBe("A › VN › X | 2024 = 405.5 «405.5 P» @L14");
        (document.Tables.Single().Title, document.Tables.Single().UnitText).ShouldBe(("GSO:TRADE(1.0.0)", "billion USD"));
        var cube = document.Cubes.Single();
        string.Join(" | ", cube.Attributes.Zip(cube[0].Attributes!)).ShouldBe(
            "(TITLE, Xuất khẩu; Exports) | (UNIT, USD) | (UNIT_MULT, 9) | (OBS_STATUS, P) | (CONTACT_NOTE, hỏi phòng thương mại)");
    }

    [Fact]
    public void SDMX_ML_cross_sectional_is_laid_out_by_time_all_the_same() =>
        Show(Single(CrossSection, "sdmx-ml")).ShouldBe(
            """
            M › SP00 › CHF | 2024-08 = 1.3413 @L6
            M › SP00 › CHF | 2024-09 = 1.3089 @L10
            M › SP00 › JPY | 2024-08 = 110.04 @L7
            """);

    [Theory]
    [InlineData(Compact2, "L5", "L6")]
    [InlineData(Generic2, "L10", "L12")]
    public void SDMX_ML_2_0(string text, string first, string second) =>
        Show(Single(text, "sdmx-ml")).ShouldBe(
            $"""
            A › USD | 2023 = 1.5 @{first}
            A › USD | 2024 = 2.5{(text == Compact2 ? " «2.5 E»" : "")} @{second}
            """);

    [Fact]
    public void SDMX_ML_2_0_in_an_envelope_with_another_name_for_time() =>
        Show(Single(
            """
            <s:Envelope xmlns:s="urn:s"><s:Body><R><CompactData xmlns="urn:m" xmlns:o="urn:o"><Header><ID>x</ID></Header>
            <o:DataSet><o:Series AREA="VN" TIME_FORMAT="P1Y"><o:Obs YEA="2023" OBS_VALUE="1.5"/>
            <o:Obs YEA="2024" OBS_VALUE="2" OBS_STATUS="E"/></o:Series><o:Series AREA="LA" TIME_FORMAT="P1Y"/></o:DataSet></CompactData></R>
            </s:Body></s:Envelope>
            """, "sdmx-ml")).ShouldBe("VN | 2023 = 1.5 @L2\nVN | 2024 = 2 «2 E» @L3");

    [Fact]
    public void SDMX_ML_2_0_cross_sectional_names_observations_by_their_measure() =>
        Show(Single(CrossSection2, "sdmx-ml"))
            .ShouldBe("A › VN › BIRTHS | 2023 = 11.5 @L3\nA › VN › BIRTHS | 2024 = 12 @L5\nA › VN › DEATHS | 2023 = 1.2 @L4");

    [Fact]
    public void SDMX_ML_3_with_measures_of_any_name_and_a_deletion()
    {
        var document = Read(Specific3.Replace("OBS_VALUE=\"405.5\"", "TURNOVER=\"405.5\" STAFF=\"3.2\"", StringComparison.Ordinal)
            .Replace("</message:DataSet>",
                "</message:DataSet><message:DataSet ss:structureRef=\"S\" ss:action=\"Delete\"><Series REF_AREA=\"VN\"/></message:DataSet>",
                StringComparison.Ordinal));
        Show(document)
            .ShouldBe("A › VN › X › TURNOVER | 2024 = 405.5 «405.5 P» @L14:TURNOVER\nA › VN › X › STAFF | 2024 = 3.2 «3.2 P» @L14:STAFF");
        document.Problems.ShouldHaveSingleItem().Found.ShouldBe("ACTION D");
    }

    [Fact]
    public void SDMX_JSON_may_leave_all_dimensions_to_its_observations()
    {
        var document = Read(
            SdmxJson1.Replace("\"dataSets\": [", "\"dataSets\": [ { \"observations\": { \"0:1:2\": [7, 1] } },", StringComparison.Ordinal));
        document.Problems.ShouldBeEmpty();
        Show(document.Tables[0]).ShouldBe("Năm › Rúp › Đồng | 2024 = 7 «7 P» @[0:1:2]");
    }

    [Theory]
    [InlineData("{\"error\": [{\"status\": \"400\", \"label\": \"Quá nhiều\"}]}")]
    [InlineData("{\"class\": \"error\", \"warning\": {\"status\": 413, \"label\": \"Quá nhiều\"}}")]
    [InlineData("{\"error\": \"Quá nhiều\"}")]
    public void An_error_of_the_server_in_JSON_is_passed_on(string text) =>
        Read(text).Problems.ShouldHaveSingleItem().Found.ShouldBe("Quá nhiều");

    [Fact]
    public void SDMX_JSON_1_by_series()
    {
        var table = Single(SdmxJson1, "sdmx-json");
        (table.Title, table.UnitText).ShouldBe(("Tỷ giá", "VND"));
        Show(table).ShouldBe(
            """
            Năm › Đô la New Zealand › Đồng | 2022 = 1.5931 @[0:0:0]
            Năm › Đô la New Zealand › Đồng | 2024 = 1.5925 «1.5925 P» @[0:0:2]
            Năm › Rúp › Đồng | 2023 = 40.3426 @[0:1:1]
            """);
    }

    [Fact]
    public void SDMX_JSON_2_flat_with_two_measures_in_two_datasets()
    {
        var document = Read(SdmxJson2);
        document.Problems.ShouldBeEmpty();
        document.Tables.Select(table => (table.Sheet, table.Title))
            .ShouldBe([("dataSets[0]", "Thương mại"), ("dataSets[1]", "Thương mại")]);
        Show(document).ShouldBe(
            """
            Xuất khẩu › OBS_VALUE | 2023 = 1.5 @[0:0].OBS_VALUE [USD]
            Xuất khẩu › OBS_VALUE | 2024 = 2 «2 E» @[0:1].OBS_VALUE [USD]
            Xuất khẩu › Share | 2023 = 10 @[0:0].SHARE [USD]
            Xuất khẩu › Share | 2024 = 20.5 «20.5 E» @[0:1].SHARE [USD]
            Imports › OBS_VALUE | 2024 = 3 @[1:1].OBS_VALUE [VND]
            Imports › OBS_VALUE | 2023 = 4 @[1:0].OBS_VALUE
            """);
    }

    [Fact]
    public void Every_member_of_a_ZIP_is_read_and_named()
    {
        var workbook = new XlsxFile().Sheet("FDI").Cells("A1 Tỉnh", "B1 Năm 2024").Row(2, 'A', "Hải Phòng", 1.5).Row(3, 'A', "Hà Nội", 2.5);
        var document = XlsxFile.Read(Zip(
            ("quý 3/a.json", Bytes(JsonStat2)), ("b.xlsx", workbook.Bytes()), ("thư mục/", []), ("__MACOSX/._b.xlsx", [1]),
            ("c.csv", Bytes("ten;gia_tri\nA;1,5\nB;2,5\n")),
            ("d.px", Bytes(Px.Replace("7 8;", "7;", StringComparison.Ordinal)))));
        document.Format.Name().ShouldBe("zip");
        document.Tables.Select(table => (table.Sheet, table.Figures().Count()))
            .ShouldBe([("quý 3/a.json", 5), ("b.xlsx › FDI", 2), ("c.csv", 2), ("d.px", 8)]);
        var problem = document.Problems.ShouldHaveSingleItem();
        (problem.Place.ToString(), problem.Found, problem.Expected).ShouldBe(("d.px!DATA", "11", "12 = 2 × 2 × 3"));
    }

    [Fact]
    public void The_format_is_told_from_the_content_in_any_encoding()
    {
        foreach (var (name, format) in new[] { (JsonStat2, "json-stat"), (Px, "px"), (SdmxCsv1, "sdmx-csv"), (SdmxCsv2, "sdmx-csv") })
        {
            foreach (var encoding in new Encoding[] {
                new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true) })
            {
                var document = XlsxFile.Read([.. encoding.GetPreamble(), .. encoding.GetBytes(name)], "so-lieu.xls");
                (document.Format.Name(), Show(document)).ShouldBe((format, Show(Read(name))), encoding.EncodingName);
            }
        }
    }

    // ---- what is wrong ----

    [Fact]
    public void Fewer_or_more_values_than_the_dimensions_have_are_a_problem_and_the_rest_is_read()
    {
        var shorter = Read(JsonStat2.Replace("6.5, 7]", "6.5]", StringComparison.Ordinal));
        shorter.Tables.Single().Figures().Count().ShouldBe(4);
        shorter.Problems.Select(problem => (problem.Place.ToString(), problem.Found, problem.Expected))
            .ShouldBe([("value", "5", "6 = 3 × 1 × 2")]);
        var longer = Read(Px.Replace("7 8;", "7 8 9 10;", StringComparison.Ordinal));
        longer.Tables.Single().Rows.Sum(row => row.Cells.Count).ShouldBe(12);
        longer.Problems.Select(problem => (problem.Place.ToString(), problem.Found, problem.Expected))
            .ShouldBe([("DATA", "14", "12 = 2 × 2 × 3")]);
    }

    [Fact]
    public void Positions_outside_the_dimensions_are_named_and_left_out()
    {
        Read(JsonStat1.Replace("\"4\": 9", "\"6\": 9, \"x\": 1", StringComparison.Ordinal)).Problems
            .Select(problem => (problem.Place.ToString(), problem.Found)).ShouldBe([("cang.value", "6"), ("cang.value", "x")]);
        Read(SdmxJson1.Replace("\"0:1\": {", "\"0:2\": {", StringComparison.Ordinal)).Problems
            .Select(problem => (problem.Place.ToString(), problem.Found)).ShouldBe([("dataSets[0].series", "0:2")]);
        Read(PxKeys.Replace("\"03\",\"Men\"", "\"09\",\"Men\"", StringComparison.Ordinal)).Problems
            .Select(problem => (problem.Place.ToString(), problem.Found)).ShouldBe([("L19:region", "09")]);
    }

    [Fact]
    public void A_value_that_is_no_number_is_named_at_its_address()
    {
        Read(JsonStat2.Replace("6.5, 7]", "6.5, \"bảy\"]", StringComparison.Ordinal)).Problems
            .Select(problem => (problem.Place.ToString(), problem.Found)).ShouldBe([("[5]", "bảy")]);
        Read(SpecificSeries.Replace("\"3400\"", "\"3.400,5\"", StringComparison.Ordinal)).Problems
            .Select(problem => (problem.Place.ToString(), problem.Found)).ShouldBe([("L18", "3.400,5")]);
        Read(Px.Replace("7 8;", "7 eight;", StringComparison.Ordinal)).Problems
            .Select(problem => (problem.Place.ToString(), problem.Found)).ShouldBe([("[11]", "eight")]);
    }

    [Fact]
    public void What_was_cut_short_says_so_wherever_it_was_cut()
    {
        foreach (var (name, bytes) in All)
        {
            for (var length = bytes.Length / 3; length < bytes.Length - 3; length += 13)
            {
                var document = XlsxFile.Read(bytes[..length], name);
                if (!name.Contains("Csv", StringComparison.Ordinal))
                {
                    document.Problems.ShouldContain(problem => problem.Severity == Severity.Error, $"{name} {length}");
                }
            }
        }
    }

    [Fact]
    public void Figures_before_the_damage_are_kept()
    {
        var text = SpecificSeries[..SpecificSeries.IndexOf("<Series FREQ=\"M\" CURRENCY=\"CNY\"", StringComparison.Ordinal)];
        Read(text).Tables.Single().Figures().Count().ShouldBe(2);
    }

    [Theory]
    [InlineData("{\"a\": 1}")]
    [InlineData("[{\"a\": []}]")]
    [InlineData("<html><body><p>404</p></body></html>")]
    [InlineData(
        "<?xml version=\"1.0\"?><Structure xmlns=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message\"><Header/></Structure>")]
    [InlineData("{\"version\": \"2.0\", \"class\": \"dimension\", \"category\": {\"index\": [\"a\"]}}")]
    [InlineData("{\"class\": \"dataset\", \"dimension\": {}, \"value\": [1]}")]
    [InlineData("{\"dataSets\": [{\"observations\": {\"0\": [1]}}]}")]
    [InlineData("{\"data\": {\"dataSets\": [{\"structure\": 7}], \"structures\": [{}]}, \"errors\": [{\"title\": \"x\"}]}")]
    [InlineData("MATRIX=\"a\";\nCONTENTS=\"b\";\nAXIS-VERSION=\"1\";\nDATA=1;")]
    public void What_holds_no_data_is_refused_with_a_reason(string text)
    {
        var document = Read(text);
        document.Tables.ShouldBeEmpty();
        document.Problems
            .ShouldContain(problem => problem.Severity == Severity.Error && problem.Message.Vi.Length > 0 && problem.Message.En.Length > 0);
    }

    // ---- hostile ----

    [Theory]
    [InlineData("<!DOCTYPE lolz [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;\">]>", "&c;")]
    [InlineData("<!DOCTYPE x [<!ENTITY c SYSTEM \"file:///etc/hostname\">]>", "&c;")]
    public void XML_bombs_and_external_entities_are_refused(string prologue, string use)
    {
        var text = prologue + Compact2.Replace("US dollar", use, StringComparison.Ordinal);
        var document = Read(text);
        document.Tables.ShouldBeEmpty();
        document.Problems.ShouldContain(problem => problem.Severity == Severity.Error);
    }

    [Fact]
    public void Deep_nesting_ends_the_reading()
    {
        Read("{\"dimension\": {\"a\": " + new string('[', 100_000)).Problems.ShouldContain(problem => problem.Severity == Severity.Error);
        Read("<GenericData>" + string.Concat(Enumerable.Repeat("<a>", 100_000))).Problems
            .ShouldContain(problem => problem.Severity == Severity.Error);
    }

    [Fact]
    public void A_product_of_sizes_beyond_all_bounds_costs_nothing()
    {
        var ids = string.Join(',', Enumerable.Range(0, 40).Select(i => $"\"d{i}\""));
        var sizes = string.Join(',', Enumerable.Repeat("1000000000", 40));
        var dimensions = string.Join(',', Enumerable.Range(0, 40).Select(i => $"\"d{i}\": {{\"category\": {{\"index\": [\"a\"]}}}}"));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var document =
            Read($"{{\"class\": \"dataset\", \"id\": [{ids}], \"size\": [{sizes}], \"dimension\": {{{dimensions}}}, \"value\": [1, 2]}}");
        document.Problems.ShouldContain(problem => problem.Place.ToString() == "value" && problem.Found == "2");
        var px = new StringBuilder("AXIS-VERSION=\"1\";\nMATRIX=\"m\";\nSTUB=");
        px.AppendJoin(',', Enumerable.Range(0, 60).Select(i => $"\"v{i}\"")).Append(";\nHEADING=\"h\";\nVALUES(\"h\")=\"1\";\n");
        for (var i = 0; i < 60; i++)
        {
            px.Append(CultureInfo.InvariantCulture, $"VALUES(\"v{i}\")=\"a\",\"b\",\"c\",\"d\";\n");
        }

        Read(px.Append("DATA=1 2 3;").ToString()).Problems
            .ShouldContain(problem => problem.Place.ToString() == "DATA" && problem.Found == "3");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64 << 20);
    }

    [Fact]
    public void An_attribute_without_end_is_not_held()
    {
        var text = Compact2.Replace("US dollar", new string('x', 20 << 20), StringComparison.Ordinal);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Read(text).Problems.ShouldContain(problem => problem.Message.En.Contains("too large", StringComparison.Ordinal));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100 << 20);
    }

    [Fact]
    public void More_figures_than_a_table_may_have_are_refused()
    {
        var document =
            Read("{\"class\": \"dataset\", \"id\": [\"a\"], \"size\": [1100000], \"dimension\": {\"a\": {}}, \"value\": ["
                + string.Join(',', Enumerable.Repeat("1", 1_100_000)) + "]}");
        document.Tables.ShouldBeEmpty();
        document.Problems.ShouldContain(problem => problem.Severity == Severity.Error);
    }

    [Fact]
    public void A_bomb_in_a_ZIP_and_a_ZIP_in_a_ZIP_are_refused()
    {
        var bomb = XlsxFile.Read(Zip(("a.csv", new byte[64 << 20])));
        bomb.Tables.ShouldBeEmpty();
        bomb.Problems.ShouldHaveSingleItem().Message.En.ShouldBe("What the file unpacks to is too large; it was refused.");
        var nested = XlsxFile.Read(Zip(("b.zip", All["Zip"]), ("c.px", Bytes(Px))));
        nested.Tables.ShouldHaveSingleItem().Sheet.ShouldBe("c.px");
        nested.Problems.ShouldHaveSingleItem().Place.ToString().ShouldBe("b.zip");
    }

    [Fact]
    public void A_member_whose_directory_lies_about_its_size_is_refused()
    {
        var bytes = Zip(("a.csv", new byte[40 << 20]));
        var at = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x50, 0x4B, 0x01, 0x02]);
        BitConverter.TryWriteBytes(bytes.AsSpan(at + 24), 10);
        XlsxFile.Read(bytes).Problems.ShouldHaveSingleItem().Severity.ShouldBe(Severity.Error);
    }

    [Theory]
    [InlineData("../../etc/cron.d/x.csv")]
    [InlineData("a/../../x.csv")]
    [InlineData("..\\x.csv")]
    [InlineData("/etc/x.csv")]
    [InlineData("C:\\x.csv")]
    [InlineData("a\nb\u001B[31m.csv")]
    public void A_name_that_is_not_safe_refuses_the_member_alone(string name)
    {
        var document = XlsxFile.Read(Zip((name, Bytes("ten;gia_tri\nA;1,5\n")), ("b.px", Bytes(Px))));
        document.Tables.ShouldHaveSingleItem().Sheet.ShouldBe("b.px");
        var problem = document.Problems.ShouldHaveSingleItem();
        problem.Message.En.ShouldBe("The name of this member of the ZIP is not safe; the member was refused.");
        problem.Place.ToString().Any(char.IsControl).ShouldBeFalse();
    }

    [Fact]
    public void An_empty_ZIP_is_a_problem() => XlsxFile.Read(Zip()).Problems.ShouldNotBeEmpty();

    /// <summary>Seeded: the same cases in every run; the benchmark <c>fuzz</c> runs as many as one has time for.</summary>
    [Fact]
    public void Mutated_files_never_throw()
    {
        var random = new Random(86);
        foreach (var (name, bytes) in All)
        {
            for (var i = 0; i < 100; i++)
            {
                var document = XlsxFile.Read(Mutation.Of(bytes, random), name);
                document.Tables.SelectMany(table => table.Figures())
                    .ShouldAllBe(figure => figure.Cell.Ref.Length > 0 && double.IsFinite(figure.Cell.Value!.Value));
            }
        }
    }

    private static Table Single(string text, string format)
    {
        var document = Read(text);
        document.Problems.ShouldBeEmpty();
        document.Format.Name().ShouldBe(format);
        return document.Tables.ShouldHaveSingleItem();
    }

    private static TableDocument Read(string text) => XlsxFile.Read(Bytes(text), "x");

    private static string Loosen(string text, int page) =>
        page == 1258 ? text.Replace("ạ", "a\u0323", StringComparison.Ordinal) : text;

    private static string Show(TableDocument document) => string.Join('\n', document.Tables.Select(Show));

    /// <summary>Row path, column path, value (… where missing), the text where there is one, the address, the row's own unit.</summary>
    private static string Show(Table table)
    {
        var columns = table.Columns.ToDictionary(column => column.Index);
        return string.Join('\n', table.Rows.SelectMany(row => row.Cells.Select(cell => string.Create(
            CultureInfo.InvariantCulture,
            $"{string.Join(" › ", row.Path)} | {string.Join(" › ", columns[cell.Column].Path)} = "
                + $"{cell.Value?.ToString(CultureInfo.InvariantCulture) ?? "…"}{(cell.Text is null ? "" : $" «{cell.Text}»")} "
                + $"@{cell.Ref}{(row.UnitText.Length > 0 ? $" [{row.UnitText}]" : "")}"))));
    }
}
