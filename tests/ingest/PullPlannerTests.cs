using System.Text;
using Plan86.Ingest;
using Plan86.Transform;
using Plan86.Transform.Meaning;

namespace Plan86.Tests.Ingest;

/// <summary>What is asked next, from recorded shapes alone: no server, no clock.</summary>
public class PullPlannerTests
{
    private static readonly DateTimeOffset Noon = new(2024, 5, 20, 5, 0, 0, TimeSpan.Zero);

    private static Pull Plain(params string[] urls) => new() { Urls = urls, Cron = "0 7 * * *", Json = "" };

    private static PullMemory Fresh(params string[] fetched) =>
        new("x", Noon.AddDays(-1)) { Fetched = fetched.ToDictionary(key => key, _ => new Fetched(Noon)) };

    private static PullPlanner Planner(Pull pull, PullMemory? memory = null, PullWish? wish = null) =>
        new(pull, memory ?? Fresh(), wish ?? new PullWish(), Noon);

    private static PullAnswer Ok(string body, string url = "https://a.gov.vn/x", params (string Name, string Value)[] headers) =>
        new(200, headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase),
            Encoding.UTF8.GetBytes(body), url);

    [Theory]
    [InlineData("https://a/{yyyy}/{MM}.csv", "https://a/2024/05.csv")]
    [InlineData("https://a/{yyyy-1}-q{q}.csv", "https://a/2023-q2.csv")]
    [InlineData("https://a/x?k={secret:imf}", "https://a/x?k={secret:imf}")]
    public void Places_for_the_period_are_those_of_the_day_and_secrets_stay_names(string url, string asked) =>
        Planner(Plain(url)).Begin().Select(ask => ask.Url).ShouldBe([asked]);

    [Fact]
    public void Other_addresses_stand_behind_the_first()
    {
        var ask = Planner(Plain("https://new/x", "https://old/x")).Begin().ShouldHaveSingleItem();
        (ask.Url, ask.Otherwise!.Url, ask.Otherwise.Otherwise).ShouldBe(("https://new/x", "https://old/x", null));
    }

    [Theory]
    [InlineData(Freq.M, "2024-02", null, "2024-02 2024-03 2024-04 2024-05")]
    [InlineData(Freq.M, "2024-02", "2024-03", "2024-02 2024-04 2024-05")]
    [InlineData(Freq.Q, "2023-11", null, "2023-Q4 2024-Q1 2024-Q2")]
    [InlineData(Freq.A, "2022-01", "2023", "2022 2024")]
    public void Each_period_that_has_not_landed_is_asked_for(Freq freq, string from, string? landed, string asked)
    {
        var pull = Plain("https://a/{yyyy}{MM}") with { Each = new EachPeriod(freq, PullFile.PeriodOf(from, freq)!.Value) };
        string.Join(' ', Planner(pull, landed is null ? Fresh() : Fresh(landed)).Begin().Select(ask => ask.Key)).ShouldBe(asked);
    }

    [Fact]
    public void Since_goes_further_back_and_full_asks_again()
    {
        var pull = Plain("https://a/{yyyy}{MM}") with { Each = new EachPeriod(Freq.M, new Period(Freq.M, 2024, 5)) };
        Planner(pull, Fresh("2024-05")).Begin().ShouldBeEmpty();
        Planner(pull, Fresh("2024-05"), new PullWish(IsFull: true)).Begin().Count.ShouldBe(1);
        Planner(pull, Fresh("2024-05"), new PullWish(new Period(Freq.M, 2024, 3))).Begin().Select(ask => ask.Key)
            .ShouldBe(["2024-03", "2024-04"]);
    }

    [Fact]
    public void Only_changes_are_asked_for_after_a_success_with_an_overlap_and_everything_at_its_time()
    {
        var pull = Plain("https://a/x?a=1") with { Incremental = new IncrementalPull("updatedAfter", new CalendarSpan(0, 2), "0 6 1 * *") };
        Planner(pull).Begin()[0].Url.ShouldBe("https://a/x?a=1");
        var after = Fresh() with { LastSuccess = Noon.AddDays(-3), LastFull = Noon.AddDays(-3) };
        Planner(pull, after).Begin()[0].Url.ShouldBe("https://a/x?a=1&updatedAfter=2024-05-15T05%3A00%3A00Z");
        Planner(pull, after with { LastFull = Noon.AddDays(-25) }).Begin()[0].Url.ShouldBe("https://a/x?a=1");
        Planner(pull, after, new PullWish(new Period(Freq.M, 2020, 1))).Begin()[0].Url
            .ShouldBe("https://a/x?a=1&updatedAfter=2020-01-01T00%3A00%3A00Z");
    }

    [Fact]
    public void Links_are_followed_step_by_step_within_the_domain()
    {
        var pull = Plain("https://www.a.gov.vn/list/") with
        {
            Follow = [new FollowStep(new("thang"), "paged", 2, 50), new FollowStep(new(@"\.xlsx$"), null, 1, 1)],
        };
        var planner = Planner(pull, Fresh("https://cdn.a.gov.vn/old.xlsx"));
        var list = planner.Begin().ShouldHaveSingleItem();
        var posts = planner.After(list, Ok(
            """<a href="/thang-5">Tháng 5</a><a href="https://evil.com/thang-5">x</a><a href="/khac">Khác</a>""",
            "https://www.a.gov.vn/list/")).Asks;
        posts.Select(ask => (ask.Kind, ask.Url)).ShouldBe(
            [(AskKind.Links, "https://www.a.gov.vn/thang-5"), (AskKind.Links, "https://www.a.gov.vn/list/?paged=2")]);
        var files = planner.After(posts[0], Ok(
            """<a href="https://cdn.a.gov.vn/b.xlsx">Biểu</a><a href="https://cdn.a.gov.vn/c.xlsx">C</a>""",
            "https://www.a.gov.vn/thang-5")).Asks;
        files.Select(ask => (ask.Kind, ask.Url, ask.FoundOn)).ShouldBe(
            [(AskKind.Data, "https://cdn.a.gov.vn/b.xlsx", "https://www.a.gov.vn/thang-5")], "no more than one");
        planner.After(list, Ok("<p>bảo trì</p>", "https://www.a.gov.vn/list/")).Fault.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("$", "[{\"v\":1}]", "[{\"v\":2}]", "[]", "[{\"v\":1},{\"v\":2}]")]
    [InlineData("$.data", "{\"data\":[{\"v\":1}]}", "{\"data\":[{\"v\":2}]}", "{\"data\":[]}", "{\"data\":[{\"v\":1},{\"v\":2}]}")]
    [InlineData(
        "$[1]", "[{\"page\":1},[{\"v\":1}]]", "[{\"page\":2},[{\"v\":2}]]", "[{\"page\":3},[]]", "[{\"page\":1},[{\"v\":1},{\"v\":2}]]")]
    public void Rows_of_pages_become_one_list(string rows, string first, string second, string third, string whole)
    {
        var planner = Planner(Plain("https://a/x") with { Pages = new PagesPull("page", rows, null) });
        var ask = planner.Begin().ShouldHaveSingleItem();
        ask.Url.ShouldBe("https://a/x?page=1");
        ask = planner.After(ask, Ok(first)).Asks.ShouldHaveSingleItem();
        ask = planner.After(ask, Ok(second)).Asks.ShouldHaveSingleItem();
        ask.Url.ShouldBe("https://a/x?page=3");
        Encoding.UTF8.GetString(planner.After(ask, Ok(third)).Lands!).ShouldBe(whole);
    }

    [Fact]
    public void Pages_may_link_to_the_next()
    {
        var planner = Planner(Plain("https://a/x") with { Pages = new PagesPull(null, "$", null) });
        var next = planner.After(
            planner.Begin()[0], Ok("[{\"v\":1}]", "https://a/x", ("Link", "</x?c=2>; rel=\"next\", </x>; rel=\"first\""))).Asks;
        next.ShouldHaveSingleItem().Url.ShouldBe("https://a/x?c=2");
        Encoding.UTF8.GetString(planner.After(next[0], Ok("[{\"v\":2}]")).Lands!).ShouldBe("[{\"v\":1},{\"v\":2}]");
    }

    [Theory]
    [InlineData("{\"updated\":\"2024-05-02T08:00:00Z\"}", "2024-05-02")]
    [InlineData("{\"updated\":\"9999-12-31T16:59:59Z\"}", null)]
    [InlineData("{\"updated\":\"2024-06-30\"}", null)]
    [InlineData("{}", null)]
    public void A_day_that_an_answer_states_is_its_publication_day_unless_it_is_to_come(string body, string? day)
    {
        var planner = Planner(Plain("https://a/x") with { PublishedOn = new PulledDay(Json: "$.updated") });
        planner.PublishedOn(planner.Begin()[0], Ok(body)).ShouldBe(
            day is null ? null : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("https://a/t/bang.xlsx", null, "bang.xlsx")]
    [InlineData("https://a/t/", "attachment; filename=\"so-lieu.csv\"", "so-lieu.csv")]
    [InlineData("https://a/t/data", "attachment; filename*=UTF-8''s%E1%BB%91%20li%E1%BB%87u.csv", "số liệu.csv")]
    [InlineData("https://a/", null, "web")]
    public void The_name_is_what_the_server_says_else_that_of_the_address(string url, string? disposition, string name)
    {
        var planner = Planner(Plain(url));
        planner.FileNameOf(planner.Begin()[0], disposition is null ? Ok("x", url) : Ok("x", url, ("Content-Disposition", disposition)),
            "web").ShouldBe(name);
    }

    [Theory]
    [InlineData("{\"maxCells\":500,\"maxCalls\":3,\"timeWindow\":7}", 500, 3, 7)]
    [InlineData("{}", 100_000, 10, 10)]
    [InlineData("<html>", 100_000, 10, 10)]
    public void Limits_of_a_table_are_those_it_says_else_the_usual(string config, long cells, int calls, int window)
    {
        var planner = Planner(Plain("https://a/t.px") with { PxWeb = new PxWebPull([], "json-stat") });
        var ask = planner.Begin().ShouldHaveSingleItem();
        ask.Url.ShouldBe("https://a/t.px?config");
        var next = planner.After(ask, Ok(config)).Asks.ShouldHaveSingleItem();
        (next.Kind, next.Url, next.Limits).ShouldBe((AskKind.PxMetadata, "https://a/t.px", new PxLimits(cells, calls, window)));
    }

    [Fact]
    public void A_table_is_asked_for_by_the_texts_of_its_variables_every_one_of_them_in_parts_that_are_small_enough()
    {
        const string metadata =
            """
            {"title":"t","variables":[{"code":"A","text":"Tỉnh","values":["7","8"],"valueTexts":["Hải Dương","Hải Phòng"]},
            {"code":"B","text":"Năm","values":["0","1","2","3"],"valueTexts":["2021","2022","2023","Sơ bộ 2024"]},
            {"code":"C","text":"Chỉ tiêu","values":["x","y"],"valueTexts":["Số dân","Mật độ"]}]}
            """;
        var planner = Planner(Plain("https://a/t.px") with
        {
            PxWeb = new PxWebPull([new("tỉnh", ["hải phòng"], null), new("Năm", [], 3)], "json-stat2"),
        });
        var ask = planner.Begin()[0] with { Kind = AskKind.PxMetadata, Url = "https://a/t.px", Limits = new PxLimits(4, 10, 10) };
        var asks = planner.After(ask, Ok(metadata)).Asks;
        asks.Select(part => (part.Method, part.Figures, part.Key)).ShouldBe([("POST", 2, "/1"), ("POST", 4, "/2")]);
        planner.FileNameOf(asks[1], Ok("x", "https://a/t.px"), "web").ShouldBe("t-2.px");
        asks[0].Body.ShouldBe(
            """{"query":[{"code":"A","selection":{"filter":"item","values":["8"]}},"""
            + """{"code":"B","selection":{"filter":"item","values":["1"]}},"""
            + """{"code":"C","selection":{"filter":"item","values":["x","y"]}}],"response":{"format":"json-stat2"}}""");
        planner.After(ask, Ok("""{"title":"t"}""")).Fault.ShouldNotBeNull();
    }
}
