using System.Text;
using System.Text.Json.Nodes;
using Plan86.Tests.Ingest;

namespace Plan86.Tests.Schedules;

/// <summary>Commands that pull, and those that never do.</summary>
public sealed class PullCommandTests : IDisposable
{
    private const string Flat =
        """
        "flat": { "columns": { "series": { "header": "ma", "map": { "CANG": "PORT.THROUGHPUT" } }, "time_period": { "header": "ky" },
          "obs_value": { "header": "gia_tri" } } }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("plan86-pull-").FullName;

    private string Data => Path.Combine(_folder, "data");

    private string Config => Path.Combine(_folder, "config");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Leaves no shipped source a host on the web: each is the one given, or none.</summary>
    private void Sources(string pull, string name = "cang")
    {
        Office.WithoutIndicators(Config);
        var sources = Directory.CreateDirectory(Path.Combine(Config, "sources")).FullName;
        File.WriteAllText(Path.Combine(sources, name + ".json"),
            $$"""{ "source": "{{name}}", "name_vi": "Cảng", "name_en": "Port", {{Flat}}, "pull": {{pull}} }""");
    }

    private Task<Plan86Command> RunAsync(params string[] arguments) =>
        Plan86Command.RunAsync([.. arguments, "--data", Data, "--config", Config]);

    [Fact]
    public async Task A_source_is_pulled_now_listed_and_told_as_JSON_and_a_login_page_needs_a_look_until_figures_come()
    {
        var body = "ma;ky;gia_tri\nCANG;Tháng 3/2024;12,5\n";
        using var server = new LoopbackServer((_, wire) => wire.AnswerAsync("200 OK", body));
        Sources($$"""{ "url": "{{server.Url("/so-lieu.csv")}}", "cron": "0 7 * * *", "robots": false, "rate": { "calls": 100 } }""");

        var pulled = await RunAsync("pull", "cang");
        pulled.ExitCode.ShouldBe(0, pulled.Out + pulled.Err);
        pulled.Out.ShouldContain("cang: đã nhận / landed");
        (await RunAsync("sql", "SELECT obs_value FROM observation", "--format", "csv")).Out.ShouldContain("12.5");
        (await RunAsync("pull")).Out.ShouldContain("Giờ Việt Nam (UTC+7)");

        body = "<!DOCTYPE html><html><body><form>Đăng nhập</form></body></html>";
        (await RunAsync("pull", "cang")).ExitCode.ShouldBe(1);
        var status = await RunAsync("status", "--format", "json");
        status.ExitCode.ShouldBe(1);
        var source = JsonNode.Parse(status.Out)!["pulled"]!.AsArray().Single(one => one!["source"]!.ToString() == "cang")!;
        (source["outcome"]!.ToString(), source["needs_a_look"]!.GetValue<bool>()).ShouldBe(("rejected", true));
        source["next"]!.ToString().ShouldEndWith("+07:00");
        (await RunAsync("once", "--no-pull")).ExitCode.ShouldBe(0);

        body = "ma;ky;gia_tri\nCANG;Tháng 4/2024;13,5\n";
        (await RunAsync("pull", "cang")).ExitCode.ShouldBe(0);
        (await RunAsync("status")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Once_publishes_the_inbox_before_it_pulls_what_is_due_and_a_new_folder_pulls_at_its_next_time()
    {
        var published = false;
        using var server = new LoopbackServer((_, wire) =>
        {
            published = File.Exists(Path.Combine(Data, "warehouse", "plan86.duckdb"));
            return wire.AnswerAsync("500 Oops", "");
        });
        Sources(
            $$"""{ "url": "{{server.Url("/x.csv")}}", "cron": "* * * * *", "robots": false, "retries": 0, "rate": { "calls": 100 } }""");
        var inbox = Directory.CreateDirectory(Path.Combine(Data, "inbox", "hai-phong-monthly")).FullName;
        File.WriteAllBytes(
            Path.Combine(inbox, "2024-04-06-a.csv"), Office.Csv("2024-04-06", "Sản lượng hàng hóa qua cảng;Tháng 3/2024;Nghìn tấn;12,5;"));
        File.SetLastWriteTimeUtc(Path.Combine(inbox, "2024-04-06-a.csv"), DateTime.UtcNow.AddMinutes(-5));

        var first = await RunAsync("once");
        first.ExitCode.ShouldBe(0, first.Out);
        server.Requests.ShouldBeEmpty("due at its next time");

        // As if met long ago.
        var memory = Path.Combine(Data, "landed", "pulls.json");
        var json = JsonNode.Parse(File.ReadAllText(memory))!;
        json["cang"]!["first_seen"] = "2024-01-01T00:00:00+00:00";
        File.WriteAllText(memory, json.ToJsonString());
        var once = await RunAsync("once");
        once.ExitCode.ShouldBe(1);
        once.Out.ShouldContain("HTTP 500");
        published.ShouldBeTrue();
        server.Requests.Count.ShouldBe(1);

        foreach (var command in new[] { "rebuild", "check" })
        {
            await RunAsync(command);
        }

        server.Requests.Count.ShouldBe(1, "only run, once and pull ask anything");
    }

    [Fact]
    public async Task Without_a_network_every_source_says_so_in_a_line_and_nothing_is_touched()
    {
        Sources("""{ "url": "http://127.0.0.1:1/x.csv", "cron": "0 7 * * *", "retries": 0 }""");
        foreach (var shipped in Directory.EnumerateFiles(Path.Combine(Repository.Root, "ingest", "sources"), "*.json"))
        {
            var name = Path.GetFileNameWithoutExtension(shipped);
            if (File.ReadAllText(shipped).Contains("\"pull\"", StringComparison.Ordinal))
            {
                File.WriteAllText(Path.Combine(Config, "sources", name + ".json"), PulledSourceTests.Led(
                    name, new Uri("http://127.0.0.1:1/"), new Uri("http://127.0.0.1:1/")).Json.Replace(
                        "\"cron\"", "\"retries\": 0, \"cron\"", StringComparison.Ordinal));
            }
        }

        var all = await RunAsync("pull", "--all");
        all.ExitCode.ShouldBe(1);
        var lines = all.Out.Split('\n').Where(line => line.Contains("không tải được / failed", StringComparison.Ordinal)).ToList();
        lines.Count.ShouldBe(11, all.Out);
        Directory.Exists(Path.Combine(Data, "warehouse")).ShouldBeFalse("nothing came, nothing is published");
        Directory.GetDirectories(Path.Combine(Data, "landed")).ShouldAllBe(folder => Path.GetFileName(folder).Length != 64);
    }

    [Theory]
    [InlineData("""{ "url": "https://a.vn/{year}.csv", "cron": "0 7 * * *" }""", "{year}")]
    [InlineData("""{ "url": "https://a.vn/${X}.csv", "cron": "0 7 * * *" }""", "${X}")]
    [InlineData("""{ "url": "https://user:matkhau@a.vn/x.csv", "cron": "0 7 * * *" }""", "{secret:NAME}")]
    [InlineData("""{ "url": "https://a.vn/x.csv?api_key=12345", "cron": "0 7 * * *" }""", "api_key")]
    [InlineData("""{ "url": "https://a.vn/x.csv?id={secret:a}&token=12345", "cron": "0 7 * * *" }""", "token")]
    [InlineData("""{ "url": "https://a.vn/x.csv", "query": { "token": "abc" }, "cron": "0 7 * * *" }""", "token")]
    [InlineData("""{ "url": "https://a.vn/x.csv", "headers": { "Authorization": "Bearer abc" }, "cron": "0 7 * * *" }""", "Authorization")]
    [InlineData("""{ "url": "https://a.vn/x.csv", "auth": { "basic": "u:p" }, "cron": "0 7 * * *" }""", "auth.basic")]
    [InlineData("""{ "url": "https://a.vn/x.csv", "cron": "0 7 31 2 *" }""", "0 7 31 2 *")]
    [InlineData("""{ "url": "https://a.vn/x.csv", "cron": "0 7 * * *", "each": { "month": true, "from": "2015-01" } }""", "each")]
    [InlineData("""{ "url": "https://a.vn/x.csv", "cron": "0 7 * * *", "expect": { "every": "1 month" } }""", "1 month")]
    [InlineData("""{ "url": "https://a.vn/x.px", "cron": "0 7 * * *", "pxweb": { "select": { "Năm": 3 } } }""", "select")]
    [InlineData("""{ "url": "https://a.vn/x", "cron": "0 7 * * *", "pages": { "param": "page", "rows": "[1]" } }""", "[1]")]
    [InlineData("""{ "url": "ftp://a.vn/x", "cron": "0 7 * * *" }""", "ftp://a.vn/x")]
    public async Task What_cannot_work_is_refused(string pull, string named)
    {
        Sources(pull);
        var check = await RunAsync("check");
        check.ExitCode.ShouldBe(2, check.Out);
        check.Out.ShouldContain(named);
    }

    [Fact]
    public async Task A_secret_that_nobody_has_set_is_named()
    {
        Sources("""{ "url": "https://a.vn/x.csv", "auth": { "bearer": "{secret:never-set}" }, "cron": "0 7 * * *" }""");
        var check = await RunAsync("check");
        check.ExitCode.ShouldBe(1);
        check.Out.ShouldContain("PLAN86_SECRET_NEVER_SET");
    }
}
