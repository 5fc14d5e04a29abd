using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Plan86.Transform;
using Plan86.Transform.Meaning;

namespace Plan86.Ingest;

/// <summary>Fetches over HTTP(S) straight into the landing, and remembers what it needs to ask only for news.</summary>
internal sealed class Puller : IDisposable
{
    private const int LongestETag = 1024;

    /// <summary>What <c>landed/pulls.json</c> keeps per source. Losing it costs one fetch, never a figure.</summary>
    private sealed record Memory(
        string Url,
        string? ETag = null,
        DateTimeOffset? LastModified = null,
        string? ExtractId = null,
        DateTimeOffset? LastAttempt = null,
        DateTimeOffset? LastSuccess = null,
        string? LastFailure = null);

    private readonly Landing _landing;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Resilience _resilience;
    private readonly string _memoryPath;
    private readonly Dictionary<string, Memory> _memory;
    private readonly Lock _gate = new();

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        // Followed by the handler up to this many; never from https to http. Past that the 3xx itself is the answer.
        MaxAutomaticRedirections = 5,
        // Unpacked here: the handler would take a packed answer that breaks off for a whole one.
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        // Attempt and total timeouts cover the body too; this one would not.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    internal Puller(Landing landing, CollectorOptions options, TimeProvider time, ILogger log)
    {
        _landing = landing;
        _time = time;
        _log = log;
        _resilience = new Resilience(options, time, log);
        _memoryPath = Path.Combine(landing.Folder, "pulls.json");
        _memory = ReadMemory();
        var version = typeof(Puller).Assembly.GetName().Version?.ToString(3) ?? "0";
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Plan86.Pipeline", version));
    }

    public void Dispose() => _http.Dispose();

    internal PullStatus Status(Source source, Pull pull, Cron cron)
    {
        var now = _time.GetUtcNow();
        var known = Recall(source, pull);
        return new PullStatus(
            source.Name, known.LastAttempt, known.LastSuccess, cron.IsDue(known.LastAttempt, now), cron.Next(now),
            known.LastFailure);
    }

    /// <summary>One pull with all its attempts. Whatever goes wrong is told and harms no other source.</summary>
    internal async Task<Collected> PullAsync(Source source, Pull pull, CancellationToken cancel)
    {
        var began = _time.GetUtcNow();
        var url = WithoutSecrets(pull.Url);
        var known = Recall(source, pull);
        var next = known with { LastAttempt = began, LastFailure = null };
        PullAnswer answer;
        var packed = true;
        try
        {
            answer = await _resilience.RunAsync(
                source.Name, pull,
                async token =>
                {
                    var mayBePacked = packed;
                    // Should packing be what goes wrong, the next attempts do without.
                    packed = false;
                    (var result, next) = await AttemptAsync(source, pull, url, known, next, mayBePacked, token);
                    return result;
                },
                cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // A fault in one source must not stop the others.
        catch (Exception e)
#pragma warning restore CA1031
        {
            CollectingLog.PullFailed(_log, e, source.Name, e.Message);
            answer = new PullAnswer(Ending.Failed, e.Message);
        }

        var succeeded = answer.Ending is Ending.Landed or Ending.Unchanged;
        Remember(source.Name, succeeded
            ? next with { LastSuccess = began }
            : known with { LastAttempt = began, LastFailure = answer.Detail });
        switch (answer)
        {
            case { Ending: Ending.Landed, Delivery: { } delivery }:
                return Collected.Of(delivery);
            case { Ending: Ending.Unchanged }:
                CollectingLog.Unchanged(_log, source.Name, url);
                return Collected.Nothing;
            default:
                CollectingLog.PullFailed(_log, null, source.Name, answer.Detail);
                return Collected.Of(new Trouble(source.Name, null, Problem.Error(
                    Place.OfAddress("pull.url"),
                    answer.Detail,
                    "200, 304",
                    new Bilingual(
                        $"Không lấy được dữ liệu từ {url}: {answer.Detail}. Lần sau theo lịch: {pull.Cron}.",
                        $"Nothing could be fetched from {url}: {answer.Detail}. Tried again at the next time of: {pull.Cron}."))));
        }
    }

    private async ValueTask<(PullAnswer, Memory)> AttemptAsync(
        Source source, Pull pull, string url, Memory known, Memory next, bool mayBePacked, CancellationToken cancel)
    {
        var fileName = FileNameOf(source, pull);
        using var request = new HttpRequestMessage(HttpMethod.Get, pull.Url);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(mayBePacked ? "gzip" : "identity"));
        // Only while what it answered last is still here: "not modified" must never mean "not landed".
        var conditional = known.ExtractId is { } id && _landing.Holds(id, source.Name, fileName);
        if (conditional && known.ETag is { } etag)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        }
        if (conditional && known.LastModified is { } modified)
        {
            request.Headers.IfModifiedSince = modified;
        }
        try
        {
            using var response =
                await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            var status = (int)response.StatusCode;
            return status switch
            {
                304 when conditional => (new PullAnswer(Ending.Unchanged), next),
                200 => await DownloadAsync(response, source, pull, url, fileName, next, cancel),
                408 or 429 or >= 500 => (new PullAnswer(
                    Ending.Failed, Describe(response), RetryAfter: RetryAfter(response.Headers.RetryAfter)), next),
                >= 300 and < 400 => (new PullAnswer(Ending.Refused,
                    $"{Describe(response)}: redirected more than 5 times, from https to http, or nowhere"), next),
                _ => (new PullAnswer(Ending.Refused, Describe(response)), next),
            };
        }
        catch (HttpRequestException e)
        {
            cancel.ThrowIfCancellationRequested();
            return (new PullAnswer(
                Ending.Failed, e.InnerException is { } inner ? $"{e.Message} {inner.Message}" : e.Message), next);
        }
    }

    private async Task<(PullAnswer, Memory)> DownloadAsync(
        HttpResponseMessage response, Source source, Pull pull, string url, string fileName, Memory next,
        CancellationToken cancel)
    {
        var announced = response.Content.Headers.ContentLength;
        if (announced > pull.MaxBytes)
        {
            return (TooLong(announced.Value), next);
        }
        var encoding = string.Join(", ", response.Content.Headers.ContentEncoding).ToLowerInvariant();
        if (encoding is not ("" or "identity" or "gzip" or "x-gzip"))
        {
            return (new PullAnswer(Ending.Refused, $"Content-Encoding: {Inbox.Shown(encoding)}"), next);
        }
        await using var staging = _landing.Begin();
        await using var raw = await response.Content.ReadAsStreamAsync(cancel);
        await using var tail = encoding.Contains("gzip", StringComparison.Ordinal) ? new Tail(raw) : null;
        await using var body = tail is null ? raw : new GZipStream(tail, CompressionMode.Decompress);
        var buffer = new byte[1 << 17];
        while (true)
        {
            int read;
            try
            {
                read = await body.ReadAsync(buffer, cancel);
            }
            catch (Exception e) when (e is IOException or InvalidDataException or HttpRequestException)
            {
                cancel.ThrowIfCancellationRequested();
                return (CutShort(e.Message), next);
            }
            if (read == 0)
            {
                break;
            }
            if (staging.Length + read > pull.MaxBytes)
            {
                return (TooLong(staging.Length + read), next);
            }
            await staging.WriteAsync(buffer.AsMemory(0, read), cancel);
        }
        if (tail is null ? announced is { } length && length != staging.Length : !tail.Announces(staging.Length))
        {
            return (CutShort(string.Create(CultureInfo.InvariantCulture, $"{staging.Length} bytes are not all")), next);
        }
        if (staging.Length == 0)
        {
            return (new PullAnswer(Ending.Refused, "200 with no content"), next);
        }

        var etag = response.Headers.TryGetValues("ETag", out var values)
            && values.First() is { Length: <= LongestETag } value ? value : null;
        var modified = response.Content.Headers.LastModified;
        (var id, var isNew) = _landing.Commit(
            staging, source, fileName, url, etag: etag, lastModified: modified);
        if (isNew)
        {
            CollectingLog.Landed(_log, source.Name, Inbox.Shown(fileName), url, id);
        }
        return (
            new PullAnswer(Ending.Landed, Delivery: new Delivery(source.Name, fileName, url, id, isNew, null)),
            next with { ETag = etag, LastModified = modified, ExtractId = id });

        PullAnswer TooLong(long found) => new(Ending.Refused, string.Create(
            CultureInfo.InvariantCulture, $"{found} bytes or more; at most {pull.MaxBytes} are accepted"));
        static PullAnswer CutShort(string why) => new(Ending.Failed, $"the answer was cut short: {why}");
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? asked)
    {
        var wait = asked?.Delta ?? (asked?.Date - _time.GetUtcNow());
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static string Describe(HttpResponseMessage response)
    {
        var said = string.Create(
            CultureInfo.InvariantCulture, $"HTTP {(int)response.StatusCode} {Inbox.Shown(response.ReasonPhrase ?? "")}");
        return response.Headers.RetryAfter is { } later ? $"{said}, Retry-After: {later}" : said.TrimEnd();
    }

    private static string FileNameOf(Source source, Pull pull)
    {
        var name = pull.FileName ?? Uri.UnescapeDataString(pull.Url.Segments[^1]);
        name = name.TrimEnd('/', '\\');
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        return name.Length == 0 ? source.Name : name;
    }

    private static string WithoutSecrets(Uri url) =>
        url.UserInfo.Length == 0 ? url.AbsoluteUri : new UriBuilder(url) { UserName = "", Password = "" }.Uri.AbsoluteUri;

    private Dictionary<string, Memory> ReadMemory()
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, Memory>>(File.ReadAllBytes(_memoryPath), Receipt.Json)
                ?? [];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            CollectingLog.PullsDamaged(_log, _memoryPath);
            return [];
        }
    }

    // A new address is a new beginning: what the old one answered says nothing about it.
    private Memory Recall(Source source, Pull pull)
    {
        var url = WithoutSecrets(pull.Url);
        lock (_gate)
        {
            return _memory.GetValueOrDefault(source.Name) is { } known && known.Url == url ? known : new Memory(url);
        }
    }

    private void Remember(string source, Memory memory)
    {
        lock (_gate)
        {
            _memory[source] = memory;
            try
            {
                _landing.Replace(_memoryPath, JsonSerializer.SerializeToUtf8Bytes(_memory, Receipt.Json));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                CollectingLog.NotRemembered(_log, source, e.Message);
            }
        }
    }
}
