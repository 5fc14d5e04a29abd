using System.Text;
using System.Text.Json.Nodes;
using Plan86.Ingest;
using Plan86.Tests.Ingest;
using Plan86.Transform;

namespace Plan86.Tests.Schedules;

/// <summary>Every shipped pull, run end to end against a server that behaves like the real one.</summary>
public class PulledSourceTests
{
    private const string Observations =
        "SELECT series, ref_area, time_period, transformation, obs_value, obs_status, unit_measure || ' ' || unit_mult FROM observation "
            + "WHERE NOT derived";

    /// <summary>A shipped source with its hosts led to loopback, and no wait between requests.</summary>
    internal static (string Name, string Json) Led(string name, params Uri[] hosts)
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "ingest", "sources", name + ".json")))!;
        foreach (var pull in json["pull"] is JsonArray several ? several.OfType<JsonObject>() : [json["pull"]!.AsObject()])
        {
            var urls = pull["url"] is JsonArray list ? list.Select(url => url!.ToString()) : [pull["url"]!.ToString()];
            pull["url"] = new JsonArray([.. urls.Take(Math.Max(1, hosts.Length)).Select((url, i) =>
                (JsonNode)(hosts[i].GetLeftPart(UriPartial.Authority) + url[url.IndexOf('/', "https://".Length)..]))]);
            pull["rate"] = new JsonObject { ["calls"] = 1_000, ["at_once"] = 16 };
            pull["robots"] = false;
        }

        return (name, json.ToJsonString());
    }

    [Fact]
    public async Task Area_and_population_come_from_a_PX_Web_table_by_their_texts()
    {
        using var server = new PxWebServer(
            [
                ("Địa phương", ["CẢ NƯỚC", "Hà Nội", "Hải Dương", "Hải Phòng"]),
                ("Năm", ["2022", "2023", "Sơ bộ 2024"]),
                ("Diện tích, dân số", ["Diện tích (Km2)", "Dân số trung bình (Nghìn người)", "Mật độ dân số (Người/km2)"]),
            ],
            cell => cell[0] != "Hải Phòng" ? 1 : cell[2].StartsWith("Diện", StringComparison.Ordinal) ? 1526.5
                : cell[2].StartsWith("Mật", StringComparison.Ordinal)
                    ? 1358 : 2088.0 + int.Parse(cell[1][^1..], System.Globalization.CultureInfo.InvariantCulture));
        using var office = new Office(sources: Led("nso-population", server.Url("/")));

        var planned = new List<PlannedAsk>();
        (await office.PullAsync(new PullWish(IsDry: true), planned.Add, "nso-population")).Deliveries.ShouldBeEmpty();
        planned.ShouldHaveSingleItem().Figures.ShouldBe(9);
        office.Store.PublishedFile.ShouldNotBeNull();
        office.Rows("SELECT 1 FROM extract").ShouldBeEmpty();

        var collected = await office.PullAsync(sources: "nso-population");
        collected.Troubles.ShouldBeEmpty();
        collected.Deliveries.ShouldHaveSingleItem().FileName.ShouldBe("nso-population.json");
        office.Text(Observations).ShouldBe(
            """
            AREA.TOTAL VN-HP.2020 2022 N 1526.5 A KM2 0
            AREA.TOTAL VN-HP.2020 2023 N 1526.5 A KM2 0
            AREA.TOTAL VN-HP.2020 2024 N 1526.5 P KM2 0
            POPULATION.AVERAGE VN-HP.2020 2022 N 2090 A PERSON 3
            POPULATION.AVERAGE VN-HP.2020 2023 N 2091 A PERSON 3
            POPULATION.AVERAGE VN-HP.2020 2024 N 2092 P PERSON 3
            POPULATION.DENSITY VN-HP.2020 2022 N 1358 A PERSON_KM2 0
            POPULATION.DENSITY VN-HP.2020 2023 N 1358 A PERSON_KM2 0
            POPULATION.DENSITY VN-HP.2020 2024 N 1358 P PERSON_KM2 0
            """);
        office.Text("SELECT severity, found FROM problem").ShouldBe("");

        // The same figures under another instant are no news.
        server.Updated = "2026-11-30T01:00:00Z";
        (await office.PullAsync(sources: "nso-population")).Deliveries.ShouldBeEmpty();

        // The receipt says how it was asked for.
        var home = Directory.GetDirectories(office.In("landed")).Single(folder => Path.GetFileName(folder).Length == 64);
        var receipt = JsonNode.Parse(File.ReadAllText(Directory.GetFiles(home, "receipt-*.json").Single()))!;
        receipt["published_by"]!.ToString().ShouldBe("received", "9999 is no day");
        receipt["pulled"]!["method"]!.ToString().ShouldBe("POST");
        receipt["pulled"]!["status"]!.ToString().ShouldBe("200");
        JsonNode.Parse(File.ReadAllText(Path.Combine(home, "request.json")))!["query"]!.AsArray().Count
            .ShouldBe(3, "every variable is named");
    }

    [Fact]
    public async Task A_table_whose_host_has_moved_is_asked_for_at_the_next()
    {
        using var moved = new LoopbackServer((_, wire) => wire.AnswerAsync("404 Not Found", ""));
        using var server = new PxWebServer(
            [("Địa phương", ["Hải Phòng"]), ("Năm", ["2023"]), ("Chỉ tiêu", ["Tỷ lệ lao động đã qua đào tạo (%)"])], _ => 36.5);
        using var office = new Office(sources: Led("nso-labour", moved.Url("/"), server.Url("/")));
        (await office.PullAsync(sources: "nso-labour")).Troubles.ShouldBeEmpty();
        office.Text(Observations).ShouldBe("LABOUR.CERTIFIED VN-HP.2020 2023 N 36.5 A PC 0");
    }

    [Fact]
    public async Task A_table_that_is_too_large_is_asked_for_in_parts()
    {
        using var server = new PxWebServer(
            [("Địa phương", ["Hải Phòng"]), ("Năm", [.. Enumerable.Range(2015, 10).Select(year => $"{year}")]),
                ("Phân tổ", ["Thành thị", "Nông thôn"])],
            cell => cell[2] == "Thành thị" ? 900 : 1100, maxCells: 6);
        using var office = new Office(sources: Led("nso-urban", server.Url("/")));
        (await office.PullAsync(sources: "nso-urban")).Troubles.ShouldBeEmpty();
        office.Rows(Observations).Count.ShouldBe(10);
        server.Requests.Count(request => request.Method == "POST").ShouldBe(4);
    }

    [Fact]
    public async Task A_text_that_the_table_has_not_is_named_with_what_is_near()
    {
        using var server = new PxWebServer([("Tỉnh", ["TP. Hải Phòng"]), ("Năm", ["2024"])], _ => 1);
        using var office = new Office(sources: Led("nso-labour", server.Url("/")));
        var trouble = (await office.PullAsync(sources: "nso-labour")).Troubles.ShouldHaveSingleItem();
        trouble.Problem.Found.ShouldContain("Địa phương");
        trouble.Problem.Found.ShouldContain("«Tỉnh»");
    }

    [Fact]
    public async Task Growth_and_GRDP_per_head_of_the_new_provinces_are_two_pulls_of_one_source()
    {
        using var server = new PxWebServer(
            [("Địa phương", ["Hải Phòng"]), ("Năm", ["2024", "Prel. 2025"]),
                ("Chỉ tiêu", ["Tốc độ tăng tổng sản phẩm trên địa bàn (%)", "GRDP bình quân đầu người (Triệu đồng)"])],
            cell => cell[2].StartsWith("Tốc", StringComparison.Ordinal) ? 11.81 : 130.5);
        using var office = new Office(sources: Led("nso-grdp", server.Url("/")));
        (await office.PullAsync(sources: "nso-grdp")).Troubles.ShouldBeEmpty();
        office.Text(Observations).ShouldBe(
            """
            GRDP.PER_CAPITA_VND VN-HP.2025 2024 N 130.5 A VND_PERSON 6
            GRDP.PER_CAPITA_VND VN-HP.2025 2025 N 130.5 P VND_PERSON 6
            GRDP.VOLUME VN-HP.2025 2024 GY 11.81 A PC 0
            GRDP.VOLUME VN-HP.2025 2025 GY 11.81 P PC 0
            """);
    }

    [Fact]
    public async Task Monthly_workbooks_are_found_from_page_to_page_in_a_chain_of_resets()
    {
        var workbook = new WorkbookWriter().Fdi("20.FDI", "20. Đầu tư nước ngoài được cấp phép từ 01/01-20/5/2024", 31, 512.5, 80.25)
            .ToArray();
        using var server = new LoopbackServer((request, wire) => request.Number % 3 == 1
            ? Task.CompletedTask
            : request.Path.StartsWith("/bao-cao", StringComparison.Ordinal)
            ? wire.AnswerAsync("200 OK", """
                <html><base href="/"><a href="bao-cao-tinh-hinh-kinh-te-xa-hoi-hang-thang/">Tất cả</a>
                <a href="/bai-top/2024/06/bao-cao-tinh-hinh-kinh-te-xa-hoi-thang-nam/">Báo cáo tháng Năm</a></html>
                """, "Content-Type: text/html")
            : request.Path.EndsWith('/')
            ? wire.AnswerAsync(
                "200 OK", "<a href='/wp-content/uploads/2024/06/02.-Bieu-T5.2024-final.xlsx'>Biểu số liệu</a><a href='/x.pdf'>x</a>")
            : wire.AnswerAsync("200 OK", workbook, "Last-Modified: Wed, 29 May 2024 02:00:00 GMT"));
        using var office = new Office(sources: Led("gso-monthly", server.Url("/")));
        var collected = await office.PullAsync(sources: "gso-monthly");
        collected.Troubles.ShouldBeEmpty();
        collected.Deliveries.ShouldHaveSingleItem().FileName.ShouldBe("02.-Bieu-T5.2024-final.xlsx");
        office.Text("SELECT published_on, state FROM extract").ShouldStartWith("2024-05-29");
        office.Rows("SELECT 1 FROM observation WHERE series = 'FDI.REGISTERED_NEW' AND obs_value = 512.5").Count.ShouldBe(1);

        // What has been fetched is fetched again only where its link changed.
        var before = server.Requests.Count(request => request.Path.EndsWith(".xlsx", StringComparison.Ordinal));
        (await office.PullAsync(sources: "gso-monthly")).Deliveries.ShouldBeEmpty();
        server.Requests.Count(request => request.Path.EndsWith(".xlsx", StringComparison.Ordinal)).ShouldBe(before);
    }

    [Fact]
    public async Task Pages_of_rows_land_as_one_file_and_an_error_with_status_200_is_refused()
    {
        static string Page(int page) => $$"""
            [{"page":{{page}},"pages":2,"per_page":2,"total":3,"lastupdated":"2026-10-08"},[{{(page == 1
                ? Row("NY.GDP.MKTP.CD", "2023", "429716969048.2") + "," + Row("NY.GDP.MKTP.KD.ZG", "2023", "5.07")
                : Row("NY.GDP.MKTP.CD", "2024", "476388233639.1") + "," + Row("NY.GDP.MKTP.CD", "2025", "null"))}}]]
            """;
        static string Row(string indicator, string year, string value) =>
            $$"""
            {"indicator":{"id":"{{indicator}}","value":"x"},"country":{"id":"VN","value":"Viet Nam"},"countryiso3code":"VNM",
            "date":"{{year}}","value":{{value}},"unit":"","obs_status":"","decimal":0}
            """;
        var isBroken = false;
        using var server = new LoopbackServer((request, wire) => wire.AnswerAsync("200 OK", isBroken
            ? """[{"message":[{"id":"120","key":"Invalid value","value":"The provided parameter value is not valid"}]}]"""
            : Page(request.Path.Contains("page=2", StringComparison.Ordinal) ? 2 : 1)));
        using var office = new Office(sources: Led("world-bank", server.Url("/")));
        var collected = await office.PullAsync(sources: "world-bank");
        collected.Troubles.Select(trouble => trouble.Problem.Found).ShouldBeEmpty();
        collected.Deliveries.ShouldHaveSingleItem();
        office.Text(Observations).ShouldBe(
            """
            GDP.CURRENT_USD VN 2023 N 429716969048.2 A USD 0
            GDP.CURRENT_USD VN 2024 N 476388233639.1 A USD 0
            GDP.VOLUME VN 2023 GY 5.07 A PC 0
            """);
        office.Text("SELECT published_on FROM extract").ShouldBe("2026-10-08");

        isBroken = true;
        await office.PullAsync(sources: "world-bank");
        office.Text("SELECT state FROM extract").ShouldBe("accepted\nrejected");
        office.Rows(Observations).Count.ShouldBe(3);
    }

    [Fact]
    public async Task National_summary_data_come_as_SDMX_from_the_second_host_where_the_first_has_moved()
    {
        using var moved = new LoopbackServer((_, wire) => wire.AnswerAsync("404 Not Found", ""));
        using var server = new LoopbackServer((_, wire) => wire.AnswerAsync("200 OK", Cpi, "Last-Modified: Fri, 06 Nov 2026 02:00:00 GMT"));
        using var office = new Office(sources: Led("nsdp-cpi", moved.Url("/"), server.Url("/")));
        (await office.PullAsync(sources: "nsdp-cpi")).Troubles.ShouldBeEmpty();
        office.Text(Observations).ShouldBe("PRICES.CPI_2019 VN 2026-09 IX 121.5 A PC 0\nPRICES.CPI_2019 VN 2026-10 IX 122.25 A PC 0");
        server.Requests.Single().Headers["Accept"].ShouldBe("application/xml, */*");
    }

    [Theory]
    [InlineData("nsdp-gdp", "NGDP_XDC", "9", "GDP.CURRENT VN 2026-Q3 N 122.25 A VND 9")]
    [InlineData("nsdp-iip", "AIP_ISIC4_IX", "0", "INDUSTRY.IIP VN 2026-10 IX 122.25 A PC 0")]
    public async Task The_other_summary_pages_have_the_same_shape(string source, string indicator, string mult, string last)
    {
        var isQuarter = source == "nsdp-gdp";
        var text = Cpi.Replace("PCPI_IX", indicator, StringComparison.Ordinal)
            .Replace("UNIT_MULT=\"0\"", $"UNIT_MULT=\"{mult}\"", StringComparison.Ordinal);
        text = isQuarter
            ? text.Replace("FREQ=\"M\"", "FREQ=\"Q\"", StringComparison.Ordinal).Replace("2026-10", "2026-Q3", StringComparison.Ordinal)
                .Replace("2026-09", "2026-Q2", StringComparison.Ordinal)
            : text;
        using var server = new LoopbackServer((_, wire) => wire.AnswerAsync("200 OK", text));
        using var office = new Office(sources: Led(source, server.Url("/")));
        (await office.PullAsync(sources: source)).Troubles.ShouldBeEmpty();
        office.Text(Observations).Split('\n')[^1].ShouldBe(last);
    }

    [Fact]
    public async Task Two_sources_that_pull_the_same_bytes_both_get_them()
    {
        using var server = new LoopbackServer((_, wire) => wire.AnswerAsync("200 OK", "ma;ky;gia_tri\nA;Năm 2023;1,5\nB;Năm 2023;2,5\n"));
        (string, string) Source(string name, string code, string series) => (name, $$"""
            { "source": "{{name}}", "name_vi": "{{name}}", "name_en": "{{name}}", "flat": { "others": "ignore", "columns": {
              "series": { "header": "ma", "map": { "{{code}}": "{{series}}" } }, "time_period": { "header": "ky" },
              "obs_value": { "header": "gia_tri" } } },
              "pull": { "url": "{{server.Url("/" + name)}}", "cron": "0 7 * * *", "robots": false, "rate": { "calls": 100 } } }
            """);
        using var office = new Office(sources: [Source("mot", "A", "PORT.THROUGHPUT"), Source("hai", "B", "FISHERY.OUTPUT")]);
        (await office.PullAsync(sources: ["mot", "hai"])).Troubles.ShouldBeEmpty();
        office.Text("SELECT series, obs_value FROM observation WHERE NOT derived").ShouldBe("FISHERY.OUTPUT 2.5\nPORT.THROUGHPUT 1.5");
        office.Text("SELECT source FROM extract").ShouldBe("hai\nmot");
        Directory.GetDirectories(office.In("landed")).Count(folder => Path.GetFileName(folder).Length == 64).ShouldBe(1, "kept once");
    }

    private const string Cpi =
        """
        <?xml version="1.0" encoding="utf-8"?>
        <message:StructureSpecificData xmlns:message="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
          xmlns:ss="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific"
          xmlns:common="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common">
          <message:Header><message:ID>CPI</message:ID><message:Test>false</message:Test>
          <message:Prepared>2026-11-06T09:00:00</message:Prepared>
            <message:Sender id="GSO"/><message:Structure structureID="ECOFIN" namespace="urn:x" dimensionAtObservation="TIME_PERIOD">
            <common:Structure><Ref agencyID="IMF" id="ECOFIN_DSD" version="1.0"/></common:Structure></message:Structure></message:Header>
          <message:DataSet ss:structureRef="ECOFIN" ss:dataScope="DataStructure">
            <Series DATA_DOMAIN="CPI" REF_AREA="VN" INDICATOR="PCPI_IX" COUNTERPART_AREA="_Z" FREQ="M" UNIT_MULT="0" BASE_PER="2019">
              <Obs TIME_PERIOD="2026-09" OBS_VALUE="121.5"/><Obs TIME_PERIOD="2026-10" OBS_VALUE="122.25"/></Series>
            <Series DATA_DOMAIN="CPI" REF_AREA="VN" INDICATOR="PCPIF_IX" COUNTERPART_AREA="_Z" FREQ="M" UNIT_MULT="0" BASE_PER="2019">
              <Obs TIME_PERIOD="2026-09" OBS_VALUE="99"/></Series>
          </message:DataSet>
        </message:StructureSpecificData>
        """;
}
