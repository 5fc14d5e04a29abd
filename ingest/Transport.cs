using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Plan86.Transform.Meaning;

namespace Plan86.Ingest;

/// <summary>
/// Sends requests as they were decided: puts secrets in, follows redirects without carrying secrets elsewhere, trusts the certificates a
/// source adds, and keeps to robots.txt.
/// </summary>
internal sealed class Transport(string dataFolder, string contact) : IDisposable
{
    private const int MostRedirects = 5;
    private const int LongestRobots = 512 * 1024;

    private static readonly string Version = typeof(Transport).Assembly.GetName().Version?.ToString(3) ?? "0";

    // Trusted roots are those of a handler: one for each file of them, and one without.
    private readonly ConcurrentDictionary<string, HttpClient> _clients = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, RobotRules Rules)> _robots = new(StringComparer.Ordinal);

    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }

    /// <summary>Returns the answer, its body yet to be read, and the address it came from after redirects.</summary>
    /// <exception cref="KeyNotFoundException">A secret is not set; the message names it.</exception>
    /// <exception cref="HttpRequestException">There was no answer, or the redirects lead nowhere.</exception>
    public async Task<(HttpResponseMessage Response, Uri Final)> SendAsync(
        Pull pull, Ask ask, Action<HttpRequestHeaders> conditions, bool mayBePacked, CancellationToken cancel)
    {
        var url = new Uri(PullTemplate.WithSecrets(ask.Url, EscapedSecret));
        var (method, body) = (new HttpMethod(ask.Method), ask.Body);
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(method, url);
            Dress(request, pull, ask, IsOwn(pull, url), mayBePacked);
            conditions(request.Headers);
            if (body is not null)
            {
                var isJson = body.TrimStart() is ['{' or '[', ..];
                request.Content = new StringContent(
                    PullTemplate.WithSecrets(body, PullSecrets.Find), Encoding.UTF8, isJson ? "application/json" : "text/plain");
            }

            var response = await ClientOf(pull).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location
                || redirects == MostRedirects)
            {
                return (response, url);
            }

            var next = new Uri(url, location);
            if (next.Scheme is not ("http" or "https") || (url.Scheme == "https" && next.Scheme == "http"))
            {
                return (response, url);
            }

            (method, body) = (int)response.StatusCode is 307 or 308 ? (method, body) : (HttpMethod.Get, null);

            // A body may hold a secret: it goes to the host it was written for.
            body = IsOwn(pull, next) || body?.Contains("{secret:", StringComparison.Ordinal) != true ? body : null;
            url = next;
            response.Dispose();
        }
    }

    /// <summary>Whether robots.txt of the host lets us ask for an address; a host without the file forbids nothing.</summary>
    public async Task<bool> MayAskAsync(Pull pull, string url, DateTimeOffset now, CancellationToken cancel)
    {
        if (!pull.Robots || !Uri.TryCreate(PullTemplate.WithSecrets(url, _ => "x"), UriKind.Absolute, out var asked))
        {
            return true;
        }

        var root = asked.GetLeftPart(UriPartial.Authority);
        if (!_robots.TryGetValue(root, out var known) || now - known.At > TimeSpan.FromHours(12))
        {
            known = (now, await ReadRobotsAsync(pull, root, cancel));
            _robots[root] = known;
        }

        return known.Rules.Allow(asked);
    }

    private async Task<RobotRules> ReadRobotsAsync(Pull pull, string root, CancellationToken cancel)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(pull.AttemptTimeout < TimeSpan.FromSeconds(10) ? pull.AttemptTimeout : TimeSpan.FromSeconds(10));
            using var request = new HttpRequestMessage(HttpMethod.Get, root + "/robots.txt");
            request.Headers.TryAddWithoutValidation("User-Agent", UserAgent());
            using var response = await ClientOf(pull).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                return RobotRules.None;
            }

            await using var stream = await response.Content.ReadAsStreamAsync(limit.Token);
            var bytes = new byte[LongestRobots];
            var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, limit.Token);
            return RobotRules.Parse(Encoding.UTF8.GetString(bytes, 0, length));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // What is wrong with the host the request itself will tell.
            cancel.ThrowIfCancellationRequested();
            return RobotRules.None;
        }
    }

    /// <summary>Whether an address is on a host that the source itself names, by a way no less safe: only those are told its secrets,
    /// whatever a redirect, a link or a next page leads to.</summary>
    private static bool IsOwn(Pull pull, Uri url) => pull.Urls.Any(own =>
        Uri.TryCreate(PullTemplate.WithSecrets(own, _ => "x"), UriKind.Absolute, out var named) && named.Host == url.Host
            && (named.Scheme == url.Scheme ? named.Port == url.Port : url.Scheme == "https"));

    private void Dress(HttpRequestMessage request, Pull pull, Ask ask, bool isOwnHost, bool mayBePacked)
    {
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(mayBePacked ? "gzip" : "identity"));
        request.Headers.TryAddWithoutValidation("Accept", pull.Accept);
        foreach (var (name, value) in ask.Headers
            .Where(header => isOwnHost || !header.Value.Contains("{secret:", StringComparison.Ordinal)))
        {
            request.Headers.TryAddWithoutValidation(name, PullTemplate.WithSecrets(value, PullSecrets.Find));
        }

        if (!request.Headers.Contains("User-Agent"))
        {
            request.Headers.TryAddWithoutValidation("User-Agent", UserAgent());
        }

        if (isOwnHost && pull.Basic is { } basic)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(PullTemplate.WithSecrets(basic, PullSecrets.Find))));
        }
        else if (isOwnHost && pull.Bearer is { } bearer)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", PullTemplate.WithSecrets(bearer, PullSecrets.Find));
        }
    }

    private string UserAgent() => $"Mozilla/5.0 (compatible; Plan86.Pipeline/{Version}; +{contact})";

    private static string? EscapedSecret(string name) => PullSecrets.Find(name) is { } secret ? Uri.EscapeDataString(secret) : null;

    private HttpClient ClientOf(Pull pull) => _clients.GetOrAdd(pull.CaFile ?? "", file => new HttpClient(Handler(file))
    {
        // Attempt and total timeouts cover the body too; this one would not.
        Timeout = Timeout.InfiniteTimeSpan,
    });

    private SocketsHttpHandler Handler(string caFile)
    {
        var handler = new SocketsHttpHandler
        {
            // Followed here: secrets must not go along.
            AllowAutoRedirect = false,

            // Unpacked where it is landed: the handler would take a packed answer that breaks off for a whole one.
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        if (caFile.Length > 0)
        {
            var more = new X509Certificate2Collection();
            more.ImportFromPemFile(Path.Combine(dataFolder, caFile));
            handler.SslOptions.RemoteCertificateValidationCallback =
                (_, certificate, chain, errors) => IsTrusted(certificate, chain, errors, more);
        }

        return handler;
    }

    /// <summary>Whether a server's certificate is good by the system's roots or the added ones; nothing but the chain is ever
    /// forgiven.</summary>
    private static bool IsTrusted(X509Certificate? certificate, X509Chain? sent, SslPolicyErrors errors, X509Certificate2Collection more)
    {
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is null)
        {
            return errors == SslPolicyErrors.None;
        }

        using var own = new X509Certificate2(certificate);
        return new[] { X509ChainTrustMode.System, X509ChainTrustMode.CustomRootTrust }.Any(mode =>
        {
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = mode;
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1"));
            chain.ChainPolicy.ExtraStore.AddRange(more);
            foreach (var element in sent?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
            {
                chain.ChainPolicy.ExtraStore.Add(element.Certificate);
            }

            if (mode == X509ChainTrustMode.CustomRootTrust)
            {
                chain.ChainPolicy.CustomTrustStore.AddRange(more);
            }

            return chain.Build(own);
        });
    }
}
