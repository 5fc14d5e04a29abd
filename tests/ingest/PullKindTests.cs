using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Plan86.Ingest;
using Plan86.Transform;
using Plan86.Transform.Meaning;

namespace Plan86.Tests.Ingest;

/// <summary>Ways of asking, against real servers on loopback.</summary>
public class PullKindTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Source Of(Pull pull, string name = "web") => new() { Name = name, Pulls = [pull] };

    private static Pull To(params Uri[] urls) => new()
    {
        Urls = [.. urls.Select(url => url.OriginalString)], Cron = "0 7 * * *", Json = "", Retries = 1, Robots = false,
        TotalTimeout = TimeSpan.FromSeconds(8), Rate = new(1_000, TimeSpan.FromSeconds(1), 16),
    };

    [Fact]
    public async Task A_key_stands_in_a_header_in_the_query_or_in_Basic_and_nowhere_else()
    {
        const string secret = "b-m&1/x";
        Environment.SetEnvironmentVariable("PLAN86_SECRET_KINDS_KEY", secret);
        using var elsewhere = new LoopbackServer((_, wire) => wire.AnswerAsync("200 OK", "y"));
        using var server = new LoopbackServer((request, wire) => request.Path.StartsWith("/go", StringComparison.Ordinal)
            ? wire.AnswerAsync("302 Found", "", $"Location: {elsewhere.Url("/there")}") : wire.AnswerAsync("200 OK", request.Path));
        using var data = new DataFolder();
        using var collector = data.Collector(
            Of(To(server.Url("/q?key={secret:kinds-key}")), "query"),
            Of(To(server.Url("/h")) with { Headers = [new("X-Key", "{secret:kinds-key}")] }, "header"),
            Of(To(server.Url("/b")) with { Basic = "user:{secret:kinds-key}" }, "basic"),
            Of(To(server.Url("/go")) with
            {
                Basic = "user:{secret:kinds-key}",
                Headers = [new("X-Key", "{secret:kinds-key}"), new("X-Open", "1")],
            }, "away"),
            Of(To(server.Url("/n?key={secret:kinds-none}")), "none"));

        var got = await collector.PullAllAsync(Cancel);

        got.Deliveries.Select(delivery => delivery.Source).Order().ShouldBe(["away", "basic", "header", "query"]);
        got.Troubles.ShouldHaveSingleItem().Problem.Found.ShouldContain("{secret:kinds-none}");
        server.Requests.Single(request => request.Path.StartsWith("/q", StringComparison.Ordinal)).Path
            .ShouldBe("/q?key=" + Uri.EscapeDataString(secret));
        Encoding.UTF8
            .GetString(Convert.FromBase64String(
                server.Requests.Single(request => request.Path == "/b").Headers["Authorization"]["Basic ".Length..]))
            .ShouldBe("user:" + secret);
        var away = elsewhere.Requests.ShouldHaveSingleItem();
        away.Headers.ShouldNotContainKey("Authorization");
        away.Headers.ShouldNotContainKey("X-Key");
        away.Headers["X-Open"].ShouldBe("1");
        foreach (var file in Directory.EnumerateFiles(data.Path, "*.json", SearchOption.AllDirectories))
        {
            File.ReadAllText(file).ShouldNotContain(Uri.EscapeDataString(secret));
            File.ReadAllText(file).ShouldNotContain(secret);
        }
    }

    [Fact]
    public async Task A_secret_that_a_server_repeats_in_the_next_page_is_hidden_and_none_follows_a_link_to_another_host()
    {
        Environment.SetEnvironmentVariable("PLAN86_SECRET_KINDS_PAGE", "trang-86");
        using var elsewhere = new LoopbackServer((_, wire) => wire.AnswerAsync("200 OK", "y"));
        using var server = new LoopbackServer((request, wire) => request.Path switch
        {
            "/list" => wire.AnswerAsync("200 OK", $"<a href='{elsewhere.Url("/bieu.csv")}'>Biểu</a>"),
            var path => wire.AnswerAsync("200 OK", "[{\"v\":1}]", path.Contains("c=2", StringComparison.Ordinal)
                ? "X-Page: last" : "Link: </x?key=trang-86&c=2>; rel=\"next\""),
        });
        using var data = new DataFolder();
        using var collector = data.Collector(
            Of(To(server.Url("/x?key={secret:kinds-page}")) with { Pages = new PagesPull(null, "$", null) }, "pages"),
            Of(To(server.Url("/list")) with
            {
                Headers = [new("X-Key", "{secret:kinds-page}")], Follow = [new FollowStep(new("bieu"), null, 1, 5)],
            }, "links"));
        var got = await collector.PullAllAsync(Cancel);
        got.Troubles.ShouldBeEmpty();
        got.Deliveries.Select(delivery => delivery.Source).ShouldBe(["pages", "links"], ignoreOrder: true);
        server.Requests.Select(request => request.Path).ShouldContain("/x?key=trang-86&c=2");
        elsewhere.Requests.ShouldHaveSingleItem().Headers.ShouldNotContainKey("X-Key");
        foreach (var file in Directory.EnumerateFiles(data.Path, "*.json", SearchOption.AllDirectories))
        {
            File.ReadAllText(file).ShouldNotContain("trang-86");
        }
    }

    [Fact]
    public async Task SDMX_is_asked_for_changes_and_404_is_nothing_new()
    {
        var answers = new Queue<(string Status, string Body)>([("200 OK", "a"), ("404 Not Found", ""), ("200 OK", "b")]);
        using var server = new LoopbackServer(
            (_, wire) => answers.Dequeue() is var (status, body) ? wire.AnswerAsync(status, body) : Task.CompletedTask);
        using var data = new DataFolder();
        var clock = new Clock(new DateTimeOffset(2026, 3, 2, 5, 0, 0, TimeSpan.Zero));
        using var collector = data.Collector(DataFolder.Quick, clock, Of(To(server.Url("/data/K?startPeriod=2015")) with
        {
            Accept = "application/vnd.sdmx.data+csv",
            NothingNew = new HashSet<int> { 304, 404 },
            Incremental = new IncrementalPull("updatedAfter", new CalendarSpan(0, 1), null),
        }));
        (await collector.PullAllAsync(Cancel)).Deliveries.Count.ShouldBe(1);
        clock.Now = clock.Now.AddDays(1);
        var nothing = await collector.PullAllAsync(Cancel);
        (nothing.Deliveries.Count, nothing.Troubles.Count, collector.Pulls().Single().Outcome).ShouldBe((0, 0, "NothingNew"));
        clock.Now = clock.Now.AddDays(1);
        (await collector.PullAllAsync(Cancel)).Deliveries.Count.ShouldBe(1);
        server.Requests.Select(request => request.Path).ShouldBe(
        [
            "/data/K?startPeriod=2015", "/data/K?startPeriod=2015&updatedAfter=2026-03-01T05%3A00%3A00Z",
            "/data/K?startPeriod=2015&updatedAfter=2026-03-02T05%3A00%3A00Z",
        ]);
        server.Requests.ShouldAllBe(request => request.Headers["Accept"] == "application/vnd.sdmx.data+csv");
    }

    [Fact]
    public async Task A_directory_of_monthly_files_gives_those_that_are_there_and_asks_again_for_the_rest()
    {
        var there = new HashSet<string> { "/2026/01/so-lieu.csv", "/2026/02/so-lieu.csv" };
        using var server = new LoopbackServer((request, wire) => there.Contains(request.Path)
            ? wire.AnswerAsync("200 OK", request.Path) : wire.AnswerAsync("404 Not Found", ""));
        using var data = new DataFolder();
        var clock = new Clock(new DateTimeOffset(2026, 4, 2, 5, 0, 0, TimeSpan.Zero));
        using var collector =
            data.Collector(DataFolder.Quick, clock, Of(To(new Uri(server.Url("/").OriginalString + "{yyyy}/{MM}/so-lieu.csv")) with
        {
            Each = new EachPeriod(Freq.M, new Period(Freq.M, 2026, 1)), FileName = "{yyyy}-{MM}.csv",
        }));
        var got = await collector.PullAllAsync(Cancel);
        got.Troubles.ShouldBeEmpty();
        got.Deliveries.Select(delivery => delivery.FileName).ShouldBe(["2026-01.csv", "2026-02.csv"]);
        there.Add("/2026/03/so-lieu.csv");
        (await collector.PullAllAsync(Cancel)).Deliveries.Select(delivery => delivery.FileName).ShouldBe(["2026-03.csv"]);
        server.Requests.Count.ShouldBe(6, "what has landed is not asked for again");
    }

    [Fact]
    public async Task What_robots_txt_forbids_is_left_alone_and_said()
    {
        using var server = new LoopbackServer((request, wire) => request.Path == "/robots.txt"
            ? wire.AnswerAsync("200 OK", "User-agent: *\nDisallow: /kin/\nAllow: /kin/mo.csv\n") : wire.AnswerAsync("200 OK", "x"));
        using var data = new DataFolder();
        using var collector = data.Collector(
            Of(To(server.Url("/kin/x.csv")) with { Robots = true }, "shut"),
            Of(To(server.Url("/kin/mo.csv")) with { Robots = true }, "open"));
        var got = await collector.PullAllAsync(Cancel);
        got.Deliveries.ShouldHaveSingleItem().Source.ShouldBe("open");
        got.Troubles.ShouldHaveSingleItem().Problem.Found.ShouldContain("robots.txt");
    }

    [Fact]
    public async Task Several_members_of_a_gzip_are_read_and_an_ETag_that_no_header_holds_is_not_sent_back()
    {
        static byte[] Packed(string text)
        {
            using var packed = new MemoryStream();
            using (var zip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Optimal))
            {
                zip.Write(Encoding.UTF8.GetBytes(text));
            }

            return packed.ToArray();
        }

        using var server = new LoopbackServer((_, wire) => wire.AnswerAsync(
            "200 OK", [.. Packed("một "), .. Packed("hai")], "Content-Encoding: gzip", "ETag: \"số\""));
        using var data = new DataFolder();
        using var collector = data.Collector(Of(To(server.Url("/x.csv"))));
        (await collector.PullAllAsync(Cancel)).Deliveries.Count.ShouldBe(1);
        DataFolder.Text(collector.Landed().Extracts.Single()).ShouldBe("một hai");
        await collector.PullAllAsync(Cancel);
        server.Requests.ShouldAllBe(request => !request.Headers.ContainsKey("If-None-Match"));
    }

    [Fact]
    public async Task An_answer_that_is_owed_and_has_not_come_is_overdue()
    {
        using var server = new LoopbackServer((_, wire) => wire.AnswerAsync("200 OK", "x", "ETag: \"1\""));
        using var data = new DataFolder();
        var clock = new Clock(new DateTimeOffset(2026, 3, 2, 5, 0, 0, TimeSpan.Zero));
        using var collector = data.Collector(DataFolder.Quick, clock, Of(To(server.Url("/x.csv")) with
        {
            Expect = new Expectation(new CalendarSpan(1, 0), new CalendarSpan(0, 10)),
        }));
        await collector.PullAllAsync(Cancel);
        clock.Now = clock.Now.AddDays(40);
        await collector.PullAllAsync(Cancel);
        collector.Pulls().Single().OverdueSince.ShouldBeNull();
        clock.Now = clock.Now.AddDays(2);
        await collector.PullAllAsync(Cancel);
        collector.Pulls().Single().OverdueSince.ShouldBe(new DateTimeOffset(2026, 4, 12, 5, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_server_that_leaves_its_intermediate_out_is_trusted_by_the_file_that_has_it_and_only_for_its_name()
    {
        using var authority = new Authority();
        using var server = new TlsServer(authority.Leaf("localhost"));
        using var stranger = new TlsServer(authority.Leaf("example.org"));
        using var data = new DataFolder();
        File.WriteAllText(data.In("ca.pem"), authority.Pem);
        var good = To(new Uri($"https://localhost:{server.Port}/x.csv")) with { CaFile = "ca.pem", Retries = 0 };
        using var collector = data.Collector(
            Of(good, "trusted"), Of(good with { CaFile = null }, "without"),
            Of(good with { Urls = [$"https://localhost:{stranger.Port}/x.csv"] }, "stranger"));
        var got = await collector.PullAllAsync(Cancel);
        got.Deliveries.ShouldHaveSingleItem().Source.ShouldBe("trusted");
        got.Troubles.Select(trouble => trouble.Source).Order().ShouldBe(["stranger", "without"]);
    }

    /// <summary>A root, an intermediate, and leaves that only the intermediate vouches for.</summary>
    private sealed class Authority : IDisposable
    {
        private readonly X509Certificate2 _root = Make("CN=Root", null, isAuthority: true);
        private readonly X509Certificate2 _middle;

        public Authority() => _middle = Make("CN=Middle", _root, isAuthority: true);

        public string Pem => _middle.ExportCertificatePem() + "\n" + _root.ExportCertificatePem();

        public X509Certificate2 Leaf(string host) => Make($"CN={host}", _middle, isAuthority: false, host);

        public void Dispose()
        {
            _root.Dispose();
            _middle.Dispose();
        }

        private static X509Certificate2 Make(string name, X509Certificate2? issuer, bool isAuthority, string? host = null)
        {
            using var key = RSA.Create(2048);
            var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
            if (host is not null)
            {
                var names = new SubjectAlternativeNameBuilder();
                names.AddDnsName(host);
                request.CertificateExtensions.Add(names.Build());
                request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
            }

            // Each within its issuer.
            var days = host is not null ? 1 : issuer is null ? 30 : 10;
            var (from, to) = (DateTimeOffset.UtcNow.AddDays(-days), DateTimeOffset.UtcNow.AddDays(days));
            using var made = issuer is null ? request.CreateSelfSigned(from, to)
                : request.Create(issuer, from, to, Guid.NewGuid().ToByteArray()).CopyWithPrivateKey(key);
            return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
        }
    }

    /// <summary>Answers "x" to whoever trusts it, and sends nothing but its own certificate.</summary>
    private sealed class TlsServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly X509Certificate2 _certificate;

        public TlsServer(X509Certificate2 certificate)
        {
            _certificate = certificate;
            _listener.Start();
            _ = ServeAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public void Dispose()
        {
            _listener.Stop();
            _certificate.Dispose();
        }

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    try
                    {
                        await using var tls = new SslStream(client.GetStream());
                        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
                        {
                            ServerCertificateContext = SslStreamCertificateContext.Create(_certificate, null, offline: true),
                        });
                        var buffer = new byte[4096];
                        _ = await tls.ReadAsync(buffer);
                        await tls.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx"u8.ToArray());
                    }
                    catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
                    {
                    }
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
            }
        }
    }
}
