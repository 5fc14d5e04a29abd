using Plan86.Tests.Ingest;
using Plan86.Transform;
using Plan86.Transform.Meaning;

namespace Plan86.Tests.Schedules;

/// <summary>From a server to a figure.</summary>
public class PulledTests
{
    [Fact]
    public async Task What_is_pulled_is_landed_read_and_published_and_not_fetched_twice()
    {
        var content = Office.Csv("2024-05-05", "Khách du lịch;Năm 2023;Nghìn lượt;7.900;Ước");
        using var server = new LoopbackServer((request, wire) =>
            request.Path == "/hong" ? wire.AnswerAsync("404 Not Found", "no")
            : request.Headers.GetValueOrDefault("If-None-Match") == "\"86\"" ? wire.AnswerAsync("304 Not Modified", "", "ETag: \"86\"")
            : wire.AnswerAsync("200 OK", content, "ETag: \"86\"", "Last-Modified: Sun, 05 May 2024 01:00:00 GMT"));
        using var office = new Office(
            sources: [("hong", Json("hong", server.Url("/hong"))), ("tai-ve", Json("tai-ve", server.Url("/so-lieu.csv")))]);

        (await office.OnceAsync()).Collected.Deliveries.ShouldBeEmpty("the inbox alone");
        var collected = await office.PullAsync(sources: ["hong", "tai-ve"]);
        collected.Troubles.ShouldHaveSingleItem().Source.ShouldBe("hong");
        office.Text("SELECT source, file_name, published_on, state FROM extract").ShouldBe("tai-ve so-lieu.csv 2024-05-05 accepted");
        office.Text("SELECT obs_value FROM observation").ShouldBe("7900");

        office.Later(TimeSpan.FromMinutes(2));
        var built = office.Text("SELECT built_at FROM publication");
        await office.PullAsync(sources: ["hong", "tai-ve"]);
        office.Text("SELECT built_at FROM publication").ShouldBe(built);
        server.Requests.Where(request => request.Path == "/so-lieu.csv").Select(request => request.Headers.ContainsKey("If-None-Match"))
            .ShouldBe([false, true]);
        office.Text("SELECT obs_value FROM observation").ShouldBe("7900");
    }

    /// <summary>The city's extract under another name, pulled every minute.</summary>
    private static string Json(string name, Uri url) =>
        File.ReadAllText(Path.Combine(Repository.Root, "ingest", "sources", "hai-phong-monthly.json"))
            .Replace("\"hai-phong-monthly\",", $"\"{name}\", \"pull\": {{ \"url\": \"{url}\", \"cron\": \"* * * * *\" }},",
                StringComparison.Ordinal);
}
