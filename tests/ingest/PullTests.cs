using System.IO.Compression;
using System.Text;
using Plan86.Ingest;
using Plan86.Schedules;
using Plan86.Transform;
using Plan86.Transform.Meaning;

namespace Plan86.Tests.Ingest;

public class PullTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 5, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Source Pulled(Uri url, string name = "web", int retries = 3) => new()
    {
        Name = name,
        Pulls =
        [
            new Pull
            {
                Urls = [url.AbsoluteUri], Cron = "0 7 * * *", Json = "", Retries = retries, TotalTimeout = TimeSpan.FromSeconds(8),
                Rate = new(1_000, TimeSpan.FromSeconds(1), 16), Robots = false,
            },
        ],
    };

    [Fact]
    public async Task What_is_due_is_landed_and_then_not_due_until_the_next_cron_time()
    {
        using var server = new LoopbackServer((_, wire) => wire.AnswerAsync(
            "200 OK", "số liệu", "Last-Modified: Sun, 01 Mar 2026 20:00:00 GMT"));
        using var data = new DataFolder();
        var clock = new Clock(Noon);
        using var collector = data.Collector(DataFolder.Quick, clock, Pulled(server.Url("/a/b%20c.csv?x=1")));
        (await collector.PullDueAsync(Cancel)).Deliveries.ShouldBeEmpty("met for the first time: due at its next time");
        collector.Pulls().ShouldHaveSingleItem().IsDue.ShouldBeFalse();
        clock.Now = Noon.AddHours(19);
        collector.Pulls().ShouldHaveSingleItem().IsDue.ShouldBeTrue();

        var delivery = (await collector.PullDueAsync(Cancel)).Deliveries.ShouldHaveSingleItem();

        (delivery.Source, delivery.FileName, delivery.IsNew, delivery.InboxPath).ShouldBe(("web", "b c.csv", true, null));
        delivery.From.ShouldBe(server.Url("/a/b%20c.csv?x=1").AbsoluteUri);
        var extract = collector.Landed().Extracts.ShouldHaveSingleItem();
        DataFolder.Text(extract).ShouldBe("số liệu");
        extract.PublishedOn.ShouldBe(new DateOnly(2026, 3, 2), "Last-Modified, in Hải Phòng");
        server.Requests.Single().Headers["User-Agent"].ShouldStartWith("Mozilla/5.0 (compatible; Plan86.Pipeline/");

        var status = collector.Pulls().Single();
        (status.IsDue, status.LastAttempt, status.LastSuccess, status.Outcome).ShouldBe((false, clock.Now, clock.Now, "Landed"));

        // 07:00 in Hải Phòng is midnight in Greenwich.
        status.NextDue.ShouldBe(new DateTimeOffset(2026, 3, 4, 0, 0, 0, TimeSpan.Zero));
        await collector.PullDueAsync(Cancel);
        server.Requests.Count.ShouldBe(1);
        clock.Now = Noon.AddHours(43);
        collector.Pulls().Single().IsDue.ShouldBeTrue();
    }

    [Fact]
    public async Task Only_news_is_asked_for_and_the_same_bytes_change_nothing()
    {
        using var server = new LoopbackServer((request, wire) => request.Headers.ContainsKey("If-None-Match")
            ? wire.SendAsync("HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n")
            : wire.AnswerAsync("200 OK", "x", "ETag: \"e1\"", "Last-Modified: Sun, 01 Mar 2026 20:00:00 GMT"));
        using var data = new DataFolder();
        var clock = new Clock(Noon);
        var source = Pulled(server.Url("/x.csv"));
        using (var first = data.Collector(DataFolder.Quick, clock, source))
        {
            await first.PullAllAsync(Cancel);
        }
        clock.Now = Noon.AddDays(1);
        using var second = data.Collector(DataFolder.Quick, clock, source);
        var unchanged = await second.PullAllAsync(Cancel);

        unchanged.Deliveries.ShouldBeEmpty();
        unchanged.Troubles.ShouldBeEmpty();
        var asked = server.Requests.Last();
        asked.Headers["If-None-Match"].ShouldBe("\"e1\"");
        asked.Headers["If-Modified-Since"].ShouldBe("Sun, 01 Mar 2026 20:00:00 GMT");
        second.Pulls().Single().LastSuccess.ShouldBe(Noon.AddDays(1));

        // Forgetting costs one fetch of the same bytes.
        clock.Now = Noon.AddDays(2);
        File.Delete(data.In("landed", "pulls.json"));
        var before = data.LandedFiles();
        using var third = data.Collector(DataFolder.Quick, clock, source);
        (await third.PullAllAsync(Cancel)).Deliveries.ShouldHaveSingleItem().IsNew.ShouldBeFalse();
        data.LandedFiles().Where(f => !f.Contains("pulls.json")).ShouldBe(before);
    }

    [Fact]
    public async Task A_pull_whose_text_was_changed_is_due_at_its_next_time()
    {
        using var server = new LoopbackServer((_, wire) => wire.AnswerAsync("200 OK", "x"));
        using var data = new DataFolder();
        var clock = new Clock(Noon);
        using (var first = data.Collector(DataFolder.Quick, clock, Pulled(server.Url("/old.csv"))))
        {
            await first.PullDueAsync(Cancel);
        }

        using var second = data.Collector(DataFolder.Quick, clock, Pulled(server.Url("/new.csv")));
        (await second.PullDueAsync(Cancel)).Deliveries.ShouldBeEmpty();
        clock.Now = Noon.AddDays(1);
        (await second.PullDueAsync(Cancel)).Deliveries.ShouldHaveSingleItem().FileName.ShouldBe("new.csv");
    }

    [Fact]
    public async Task Not_modified_is_never_taken_for_landed()
    {
        using var server = new LoopbackServer((request, wire) => request.Headers.ContainsKey("If-None-Match")
            ? wire.SendAsync("HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n")
            : wire.AnswerAsync("200 OK", "x", "ETag: \"e1\""));
        using var data = new DataFolder();
        var clock = new Clock(Noon);
        var source = Pulled(server.Url("/x.csv"));
        using var collector = data.Collector(DataFolder.Quick, clock, source);
        await collector.PullAllAsync(Cancel);
        Directory.Delete(Directory.GetDirectories(data.In("landed")).Single(d => Path.GetFileName(d).Length == 64), true);
        clock.Now = Noon.AddDays(1);

        (await collector.PullAllAsync(Cancel)).Deliveries.ShouldHaveSingleItem().IsNew.ShouldBeTrue();
    }

    [Theory]
    [InlineData("500 Internal Server Error")]
    [InlineData("503 Service Unavailable")]
    [InlineData("429 Too Many Requests")]
    [InlineData("408 Request Timeout")]
    public async Task What_may_pass_is_tried_again(string status)
    {
        using var server = new LoopbackServer((request, wire) =>
            request.Number <= 2 ? wire.AnswerAsync(status, "sorry") : wire.AnswerAsync("200 OK", "x"));
        using var data = new DataFolder();
        using var collector = data.Collector(Pulled(server.Url("/x.csv")));

        (await collector.PullAllAsync(Cancel)).Deliveries.Count.ShouldBe(1);
        server.Requests.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("404 Not Found")]
    [InlineData("403 Forbidden")]
    [InlineData("206 Partial Content")]
    [InlineData("304 Not Modified")]
    public async Task What_will_not_pass_is_told_at_once(string status)
    {
        using var server = new LoopbackServer((_, wire) => wire.AnswerAsync(status, status[0] == '3' ? "" : "no"));
        using var data = new DataFolder();
        using var collector = data.Collector(Pulled(server.Url("/x.csv")));

        var trouble = (await collector.PullAllAsync(Cancel)).Troubles.ShouldHaveSingleItem();
        trouble.Source.ShouldBe("web");
        trouble.Problem.Found.ShouldContain(status[..3]);
        server.Requests.Count.ShouldBe(1);
        collector.Landed().Extracts.ShouldBeEmpty();
        collector.Pulls().Single().LastFailure.ShouldNotBeNull();
        collector.Pulls().Single().IsDue.ShouldBeFalse();
    }

    [Fact]
    public async Task After_all_retries_the_last_reason_is_told()
    {
        using var server = new LoopbackServer((_, wire) => wire.AnswerAsync("502 Bad Gateway", "no"));
        using var data = new DataFolder();
        using var collector = data.Collector(Pulled(server.Url("/x.csv"), retries: 2));

        (await collector.PullAllAsync(Cancel)).Troubles.ShouldHaveSingleItem().Problem.Found.ShouldContain("502");
        server.Requests.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Retry_After_is_kept(bool asDate)
    {
        // A date has whole seconds: two of them are at least one.
        using var server = new LoopbackServer((request, wire) => request.Number == 1
            ? wire.AnswerAsync("503 Busy", "", "Retry-After: " + (asDate ? DateTimeOffset.UtcNow.AddSeconds(2).ToString("r") : "1"))
            : wire.AnswerAsync("200 OK", "x"));
        using var data = new DataFolder();
        using var collector = data.Collector(Pulled(server.Url("/x.csv")));
        var began = TimeProvider.System.GetTimestamp();

        (await collector.PullAllAsync(Cancel)).Deliveries.Count.ShouldBe(1);

        TimeProvider.System.GetElapsedTime(began).ShouldBeGreaterThan(TimeSpan.FromSeconds(0.9));
        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_Retry_After_beyond_the_total_timeout_ends_the_pull_at_once()
    {
        using var server = new LoopbackServer((_, wire) => wire.AnswerAsync("503 Busy", "", "Retry-After: 3600"));
        using var data = new DataFolder();
        using var collector = data.Collector(Pulled(server.Url("/x.csv")));

        var got = await collector.PullAllAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(3), Cancel);
        got.Troubles.ShouldHaveSingleItem().Problem.Found.ShouldContain("3600");
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_cut_short_is_a_failed_attempt_and_never_landed()
    {
        var zipped = GZip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000))));
        using var server = new LoopbackServer((request, wire) => request.Number switch
        {
            1 => wire.AnswerAsync("200 OK", zipped[..(zipped.Length / 2)], "Content-Encoding: gzip"),
            2 => wire.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"),
            3 => wire.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\nhalf"),
            4 => Task.CompletedTask,
            5 => wire.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"),
            _ => wire.AnswerAsync("200 OK", "whole"),
        });
        using var data = new DataFolder();
        using var collector = data.Collector(Pulled(server.Url("/x.csv"), retries: 5));

        (await collector.PullAllAsync(Cancel)).Troubles.ShouldBeEmpty();

        server.Requests.Select(r => r.Headers["Accept-Encoding"])
            .ShouldBe(["gzip", "identity", "identity", "identity", "identity", "identity"]);
        DataFolder.Text(collector.Landed().Extracts.ShouldHaveSingleItem()).ShouldBe("whole");
        Directory.GetFileSystemEntries(data.In("landed", ".incoming")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_too_long_is_refused_before_during_and_after_unpacking()
    {
        var bomb = GZip(new byte[10 << 20]);
        using var server = new LoopbackServer(async (request, wire) =>
        {
            switch (request.Path)
            {
                case "/announced":
                    await wire.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000001\r\n\r\n");
                    await wire.WaitAsync(TimeSpan.FromSeconds(20));
                    break;
                case "/endless":
                    await wire.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    while (true)
                    {
                        await wire.SendAsync("10000\r\n" + new string('x', 0x10000) + "\r\n");
                    }
                default:
                    await wire.AnswerAsync("200 OK", bomb, "Content-Encoding: gzip");
                    break;
            }
        });
        using var data = new DataFolder();
        Source[] sources = [.. new[] { "announced", "endless", "bomb" }.Select(name => Pulled(server.Url("/" + name), name))];
        using var collector = data.Collector(
            [.. sources.Select(s => s with { Pulls = [s.Pulls[0] with { MaxBytes = 1_000_000 }] })]);

        var got = await collector.PullAllAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(5), Cancel);

        got.Troubles.Select(t => t.Source).ShouldBe(["announced", "endless", "bomb"], ignoreOrder: true);
        got.Troubles.ShouldAllBe(t => t.Problem.Found.Contains("1000000"));
        server.Requests.Count.ShouldBe(3);
        collector.Landed().Extracts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Packed_answers_are_landed_unpacked()
    {
        using var server = new LoopbackServer(async (request, wire) =>
        {
            var packed = GZip("số liệu"u8.ToArray());
            await wire.SendAsync($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {packed.Length}\r\n\r\n");
            foreach (var b in packed)
            {
                await wire.SendAsync([b]);
            }
        });
        using var data = new DataFolder();
        using var collector = data.Collector(Pulled(server.Url("/x.csv")));
        await collector.PullAllAsync(Cancel);

        DataFolder.Text(collector.Landed().Extracts.ShouldHaveSingleItem()).ShouldBe("số liệu");
    }

    [Fact]
    public async Task A_slow_drip_is_cut_by_the_attempt_timeout_and_tried_again()
    {
        using var server = new LoopbackServer(async (request, wire) =>
        {
            if (request.Number == 2)
            {
                await wire.AnswerAsync("200 OK", "whole");
                return;
            }
            await wire.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            while (true)
            {
                await wire.SendAsync("x");
                await wire.WaitAsync(TimeSpan.FromMilliseconds(100));
            }
        });
        using var data = new DataFolder();
        var source = Pulled(server.Url("/x.csv"));
        using var collector = data.Collector(
            source with { Pulls = [source.Pulls[0] with { AttemptTimeout = TimeSpan.FromSeconds(1) }] });

        (await collector.PullAllAsync(Cancel)).Troubles.ShouldBeEmpty();
        DataFolder.Text(collector.Landed().Extracts.ShouldHaveSingleItem()).ShouldBe("whole");
    }

    [Fact]
    public async Task The_total_timeout_ends_all_attempts()
    {
        using var server = new LoopbackServer((_, wire) => wire.WaitAsync(TimeSpan.FromSeconds(30)));
        using var data = new DataFolder();
        var source = Pulled(server.Url("/x.csv"));
        using var collector = data.Collector(
            source with { Pulls = [source.Pulls[0] with { TotalTimeout = TimeSpan.FromSeconds(1) }] });

        var got = await collector.PullAllAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(4), Cancel);
        got.Troubles.ShouldHaveSingleItem().Problem.Found.ShouldContain("1 s");
    }

    [Fact]
    public async Task One_source_failing_stops_no_other()
    {
        using var server = new LoopbackServer((request, wire) => request.Path == "/good.csv"
            ? wire.AnswerAsync("200 OK", "x") : wire.AnswerAsync("500 Oops", ""));
        using var data = new DataFolder();
        using var collector = data.Collector(
            Pulled(server.Url("/bad.csv"), "a-bad"), Pulled(server.Url("/good.csv"), "b-good"),
            Pulled(new Uri("http://127.0.0.1:1/x"), "c-dead"));

        var got = await collector.PullAllAsync(Cancel);

        got.Deliveries.Select(d => d.Source).ShouldBe(["b-good"]);
        got.Troubles.Select(t => t.Source).ShouldBe(["a-bad", "c-dead"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_failing_host_is_left_alone_by_the_source_it_fails_and_the_real_reason_is_told()
    {
        using var server = new LoopbackServer((_, wire) => wire.AnswerAsync("500 Oops", ""));
        using var data = new DataFolder();
        var options = DataFolder.Quick with
        {
            BreakerMinimumAttempts = 3,
            BreakerRest = TimeSpan.FromMinutes(1),
            ConcurrentPulls = 1,
        };
        using var collector = data.Collector(
            options, null, Pulled(server.Url("/a.csv"), "a", retries: 10), Pulled(server.Url("/b.csv"), "b", retries: 10));

        var got = await collector.PullAllAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(5), Cancel);

        // Each has its turn: what one met costs the other nothing.
        got.Troubles.Select(trouble => trouble.Problem.Found).ShouldAllBe(found => found.Contains("HTTP 500"));
        got.Troubles.Count.ShouldBe(2);
        server.Requests.Count.ShouldBe(6);
    }

    [Fact]
    public async Task A_host_that_recovers_within_the_total_timeout_is_asked_again_after_its_rest()
    {
        using var server = new LoopbackServer((request, wire) =>
            request.Number <= 3 ? wire.AnswerAsync("500 Oops", "") : wire.AnswerAsync("200 OK", "x"));
        using var data = new DataFolder();
        var options = DataFolder.Quick with
        {
            BreakerMinimumAttempts = 3,
            BreakerRest = TimeSpan.FromSeconds(0.5),
        };
        using var collector = data.Collector(options, null, Pulled(server.Url("/a.csv"), retries: 5));

        (await collector.PullAllAsync(Cancel)).Deliveries.Count.ShouldBe(1);
        server.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Five_redirects_are_followed_a_sixth_is_not()
    {
        using var server = new LoopbackServer((request, wire) =>
        {
            var left = int.Parse(request.Path[1..], System.Globalization.CultureInfo.InvariantCulture);
            return left == 0 ? wire.AnswerAsync("200 OK", "x") : wire.AnswerAsync("302 Found", "", $"Location: /{left - 1}");
        });
        using var data = new DataFolder();
        using var collector = data.Collector(Pulled(server.Url("/5"), "five"), Pulled(server.Url("/6"), "six"));

        var got = await collector.PullAllAsync(Cancel);
        got.Deliveries.ShouldHaveSingleItem().Source.ShouldBe("five");
        got.Troubles.ShouldHaveSingleItem().Source.ShouldBe("six");
    }

    [Theory]
    [InlineData("/..%2F..%2Fx.csv", "x.csv")]
    [InlineData("/a%5C..%5Cx.csv", "x.csv")]
    [InlineData("/", "web")]
    [InlineData("/du%20lieu/", "du lieu")]
    public async Task A_name_from_an_address_is_only_a_name(string path, string name)
    {
        using var server = new LoopbackServer((_, wire) => wire.AnswerAsync("200 OK", "x"));
        using var data = new DataFolder();
        using var collector = data.Collector(Pulled(server.Url(path)));
        await collector.PullAllAsync(Cancel);

        collector.Landed().Extracts.ShouldHaveSingleItem().FileName.ShouldBe(name);
    }

    [Fact]
    public async Task A_long_pull_does_not_hold_up_the_inbox_and_stops_when_told()
    {
        using var server = new LoopbackServer((_, wire) => wire.WaitAsync(TimeSpan.FromSeconds(30)));
        using var data = new DataFolder();
        data.Drop("monthly", "2024-12-29.csv", "y");
        var clock = new Clock(Noon);
        using var collector = data.Collector(DataFolder.Quick, clock, Pulled(server.Url("/x.csv")), DataFolder.Monthly);
        await collector.PullDueAsync(Cancel);
        clock.Now = Noon.AddDays(1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var began = TimeProvider.System.GetTimestamp();

        await foreach (var got in collector.WatchAsync(stop.Token))
        {
            got.Deliveries.Count.ShouldBe(1);
            await stop.CancelAsync();
        }

        TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(3));
        collector.Pulls().Single().IsDue.ShouldBeTrue("a pull that was stopped is taken up again");
    }

    private static byte[] GZip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            zip.Write(bytes);
        }
        return packed.ToArray();
    }
}
