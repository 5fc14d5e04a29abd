using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Plan86.Tests.Schedules;

namespace Plan86.Tests.Ingest;

/// <summary>The examples of pulls in ingest/README.md, one of each kind, run as they are printed.</summary>
public class IngestReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "ingest", "README.md"));

    private static (string Name, string Json) Example(string kind, Uri host)
    {
        var text = Regex.Match(Readme, $@"<!-- example: pull {kind} -->\n```json\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        var pull = JsonNode.Parse(text.Replace("https://example.org", host.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
            .Replace("https://old.example.org", host.GetLeftPart(UriPartial.Authority) + "/old", StringComparison.Ordinal))!.AsObject();
        pull["rate"] = new JsonObject { ["calls"] = 1_000 };
        (pull["retries"], pull["robots"]) = (0, false);
        return ("vi-du", $$"""
            { "source": "vi-du", "name_vi": "Ví dụ", "name_en": "Example", "pull": {{pull.ToJsonString()}}, "flat": { "columns": {
              "series": { "header": "ma" }, "time_period": { "header": "ky" }, "obs_value": { "header": "gia_tri" } } } }
            """);
    }

    private static async Task<IReadOnlyList<string>> PulledAsync(string kind, Uri host)
    {
        using var office = new Office(sources: Example(kind, host));
        var collected = await office.PullAsync(sources: "vi-du");
        collected.Troubles.Select(trouble => trouble.Problem.Found).ShouldBeEmpty();
        return [.. collected.Deliveries.Select(delivery => delivery.FileName)];
    }

    [Fact]
    public async Task A_directory_of_monthly_files()
    {
        using var server = new LoopbackServer((request, wire) => request.Path is "/so-lieu/2024/01.csv" or "/so-lieu/2024/02.csv"
            ? wire.AnswerAsync("200 OK", request.Path) : wire.AnswerAsync("404 Not Found", ""));
        (await PulledAsync("monthly-directory", server.Url("/"))).ShouldBe(["2024-01.csv", "2024-02.csv"]);
    }

    [Fact]
    public async Task A_PX_Web_table()
    {
        using var server = new PxWebServer(
            [("Địa phương", ["Hà Nội", "Hải Phòng"]), ("Năm", ["2021", "2022", "2023", "2024"]), ("Chỉ tiêu", ["a", "b"])], _ => 1);
        (await PulledAsync("px-web", server.Url("/"))).ShouldBe(["V02.01.px"]);
        JsonNode.Parse(server.Requests.Single(request => request.Method == "POST").Body)!["query"]!.AsArray()
            .Select(part => part!["selection"]!["values"]!.AsArray().Count).ShouldBe([1, 3, 2]);
    }

    [Fact]
    public async Task Links_from_page_to_page()
    {
        using var server = new LoopbackServer((request, wire) => wire.AnswerAsync("200 OK", request.Path switch
        {
            "/bao-cao/" => "<a href='/bao-cao/thang-5/'>Tháng 5</a>",
            "/bao-cao/?paged=2" => "<a href='/bao-cao/thang-4/'>Tháng 4</a>",
            "/bao-cao/thang-5/" => "<a href='/tep/bieu-5.xlsx'>Biểu</a><a href='/tep/bieu-5.pdf'>Báo cáo</a>",
            "/bao-cao/thang-4/" => "<a href='/tep/bieu-4.xlsx'>Biểu</a>",
            var path => path,
        }));
        (await PulledAsync("links", server.Url("/"))).Order().ShouldBe(["bieu-4.xlsx", "bieu-5.xlsx"]);
    }

    [Fact]
    public async Task Pages_of_rows()
    {
        using var server = new LoopbackServer((request, wire) => wire.AnswerAsync("200 OK",
            $$"""[{"pages":3,"lastupdated":"2024-05-02"},[{"v":{{request.Path[^1]}}}]]"""));
        (await PulledAsync("pages", server.Url("/"))).Count.ShouldBe(1);
        server.Requests.Select(request => request.Path).ShouldBe(
            ["/v2/indicator/GDP?format=json&page=1", "/v2/indicator/GDP?format=json&page=2", "/v2/indicator/GDP?format=json&page=3"]);
    }

    [Fact]
    public async Task SDMX_with_changes_only()
    {
        using var server = new LoopbackServer((_, wire) => wire.AnswerAsync("404 Not Found", ""));
        (await PulledAsync("sdmx", server.Url("/"))).ShouldBeEmpty();
        server.Requests.Single().Path.ShouldMatch(@"^/rest/data/ECOFIN/M\.VN\.PCPI_IX\?startPeriod=20\d\d$");
    }

    [Fact]
    public async Task A_question_with_a_key_to_a_host_that_moved()
    {
        Environment.SetEnvironmentVariable("PLAN86_SECRET_PORT", "khoa-123");
        using var server = new LoopbackServer((request, wire) => request.Path.StartsWith("/old", StringComparison.Ordinal)
            ? wire.AnswerAsync("200 OK", request.Body) : wire.AnswerAsync("410 Gone", ""));
        (await PulledAsync("question", server.Url("/"))).ShouldBe(["query"]);
        var asked = server.Requests.Last();
        (asked.Method, asked.Headers["X-Api-Key"], asked.Headers["Content-Type"])
            .ShouldBe(("POST", "khoa-123", "application/json; charset=utf-8"));
        asked.Body.ShouldMatch(@"^\{ ?""indicator"": ?""CPI"", ?""year"": ?""20\d\d"" ?\}$");
    }
}
