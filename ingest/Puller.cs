using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Plan86.Transform;
using Plan86.Transform.Meaning;

namespace Plan86.Ingest;

/// <summary>Does what <see cref="PullPlanner"/> decides: fetches over HTTP(S) straight into the landing, and remembers what came.</summary>
internal sealed partial class Puller : IDisposable
{
    private const int LongestETag = 1024;

    // What the planner reads: metadata, pages of links or rows.
    private const long LongestPlanned = 64L << 20;

    // What receipts keep of an answer's headers.
    private static readonly string[] KeptHeaders =
        ["Content-Type", "Content-Disposition", "Date", "ETag", "Last-Modified", "Link", "Server", "X-Request-Id"];

    private readonly Landing _landing;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Resilience _resilience;
    private readonly Transport _transport;
    private readonly string _memoryPath;
    private readonly Dictionary<string, PullMemory> _memory;
    private readonly Lock _gate = new();

    internal Puller(
        string dataFolder, Landing landing, IEnumerable<Source> sources, CollectorOptions options, TimeProvider time, ILogger log)
    {
        _landing = landing;
        _time = time;
        _log = log;
        _resilience = new Resilience(options, sources.SelectMany(source => source.Pulls), time, log);
        _transport = new Transport(dataFolder, options.Contact);
        _memoryPath = Path.Combine(landing.Folder, "pulls.json");
        _memory = ReadMemory();
    }

    // PX-Web writes the instant of the question into the answer; SDMX the instant it was prepared.
    [GeneratedRegex("\"(updated|prepared)\"\\s*:\\s*\"[^\"]*\"", RegexOptions.CultureInvariant)]
    private static partial Regex Instants { get; }

    public void Dispose()
    {
        _transport.Dispose();
        _resilience.Dispose();
    }

    internal PullStatus Status(Source source, Pull pull, Cron cron)
    {
        // In this order: one that is met only now is met before it is asked whether it is due.
        var known = Recall(source, pull);
        var now = _time.GetUtcNow();
        var since = known.LastAttempt is { } attempt && attempt > known.FirstSeen ? attempt : known.FirstSeen;
        var owed = pull.Expect is { } expect
            ? expect.Within.From(expect.Every.From(known.LastLanded ?? known.FirstSeen)) : (DateTimeOffset?)null;
        return new PullStatus(
            source.Name, pull.Urls[0], known.LastAttempt, known.LastSuccess, cron.IsDue(since, now), cron.Next(now), known.Reason)
        {
            Outcome = known.Outcome.ToString(),
            ExtractId = known.ExtractId,
            OverdueSince = owed < now ? owed : null,
        };
    }

    /// <summary>Notes when a pull was first met: it is due at its next time, not at once.</summary>
    internal void Meet(Source source, Pull pull)
    {
        lock (_gate)
        {
            // One whose text was changed is met anew.
            if (_memory.GetValueOrDefault(KeyOf(source, pull))?.Configuration != ConfigurationOf(pull))
            {
                Remember(source, pull, Recall(source, pull));
            }
        }
    }

    /// <summary>One pull with all its requests. Whatever goes wrong is told and harms no other source.</summary>
    /// <param name="plan">Told, in a dry run, what would be asked.</param>
    internal async Task<Collected> PullAsync(
        Source source, Pull pull, PullWish wish, Action<PlannedAsk>? plan, CancellationToken cancel)
    {
        var run = new Run(source, pull, wish, Recall(source, pull), _time.GetUtcNow());
        try
        {
            await AskAllAsync(run, plan, cancel);
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
            run.Fail(pull.Urls[0], e.Message);
        }

        if (!wish.IsDry)
        {
            Remember(source, pull, run.Remembered());
        }

        if (run.Reason is { } reason)
        {
            CollectingLog.PullFailed(_log, null, source.Name, reason);
        }
        else if (run.Deliveries.Count == 0 && !wish.IsDry)
        {
            CollectingLog.Unchanged(_log, source.Name, pull.Urls[0]);
        }

        return new Collected([.. run.Deliveries], [.. run.Troubles], []);
    }

    private async Task AskAllAsync(Run run, Action<PlannedAsk>? plan, CancellationToken cancel)
    {
        var asks = new LinkedList<Ask>(run.Planner.Begin());
        while (asks.First is { Value: var ask })
        {
            asks.RemoveFirst();
            if (!await _transport.MayAskAsync(run.Pull, ask.Url, run.Began, cancel))
            {
                run.Fail(ask.Url, "robots.txt of the host asks not to fetch this");
                continue;
            }

            if (run.Wish.IsDry && ask.Kind is AskKind.Data or AskKind.Page)
            {
                plan?.Invoke(new PlannedAsk(
                    run.Source.Name, ask.Method, ask.Url, ask.Body, ask.Figures, !run.Known.Fetched.ContainsKey(ask.Key), ask.Link?.Text));
                continue;
            }

            await PaceAsync(run, ask, cancel);
            var sent = await SendAsync(run, ask, cancel);
            foreach (var next in Next(run, ask, sent).Reverse())
            {
                asks.AddFirst(next);
            }

            if (sent.Ending == Ending.Failed && run.Reason is not null)
            {
                // The host does not answer: the rest is asked for next time.
                return;
            }
        }
    }

    /// <summary>Takes what came of a request and returns what is asked next.</summary>
    private static IReadOnlyList<Ask> Next(Run run, Ask ask, Sent sent)
    {
        switch (sent.Ending)
        {
            case Ending.Answered:
                if (sent.Fault is { } fault)
                {
                    run.Fail(ask.Url, fault);
                }

                run.Took(ask, sent);
                return sent.Asks;
            case Ending.Unchanged:
            case Ending.NothingNew:
                run.Nothing(ask, sent.Ending);
                return [];
            default:
                if (PullPlanner.WithoutConfig(ask) is { } metadata && sent.Ending == Ending.Refused)
                {
                    return [metadata];
                }

                if (ask.Otherwise is { } other)
                {
                    return [other];
                }

                run.Fail(ask.Url, sent.Detail);
                return [];
        }
    }

    /// <summary>Keeps to the calls a PX-Web server allows in a time.</summary>
    private async Task PaceAsync(Run run, Ask ask, CancellationToken cancel)
    {
        if (ask is { Kind: AskKind.Data, Limits: { } limits })
        {
            run.Calls.Enqueue(_time.GetTimestamp());
            if (run.Calls.Count > limits.MaxCalls
                && TimeSpan.FromSeconds(limits.TimeWindow) - _time.GetElapsedTime(run.Calls.Dequeue()) is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait, cancel);
            }
        }
    }

    private async Task<Sent> SendAsync(Run run, Ask ask, CancellationToken cancel)
    {
        var sent = new Sent();
        var attempted = await _resilience.RunAsync(
            run.Source.Name, run.Pull, ask.Url,
            async (before, token) =>
            {
                sent = new Sent { Attempts = before + 1 };

                // Should packing be what goes wrong, the next attempts do without.
                return await AttemptAsync(run, ask, sent, mayBePacked: before == 0, token);
            },
            cancel);
        (sent.Ending, sent.Detail) = (attempted.Ending, attempted.Detail);
        return sent;
    }

    private async ValueTask<Attempted> AttemptAsync(Run run, Ask ask, Sent sent, bool mayBePacked, CancellationToken cancel)
    {
        var known = ask.Kind == AskKind.Data ? run.Known.Fetched.GetValueOrDefault(ask.Key) : null;

        // Only while what it answered last is still here: "not modified" must never mean "not landed".
        var conditional = known is { ExtractId: { } id, FileName: { } name } && !run.Wish.IsFull
            && _landing.Holds(id, run.Source.Name, name);
        try
        {
            var (response, final) = await _transport.SendAsync(run.Pull, ask, Conditions, mayBePacked, cancel);
            using (response)
            {
                var status = (int)response.StatusCode;
                return status switch
                {
                    200 => await ReadAsync(run, ask, sent, response, final, cancel),
                    304 when conditional => new Attempted(Ending.Unchanged),
                    not 304 when run.Pull.NothingNew.Contains(status) => new Attempted(Ending.NothingNew),
                    404 when run.Pull.Each is not null && ask.Kind is AskKind.Data or AskKind.Page or AskKind.Links =>
                        new Attempted(Ending.NothingNew),
                    408 or 429 or >= 500 => new Attempted(Ending.Failed, Describe(response), RetryAfter(response.Headers.RetryAfter)),
                    >= 300 and < 400 => new Attempted(
                        Ending.Refused, $"{Describe(response)}: redirected more than 5 times, from https to http, or nowhere"),
                    _ => new Attempted(Ending.Refused, Describe(response)),
                };
            }
        }
        catch (HttpRequestException e)
        {
            cancel.ThrowIfCancellationRequested();
            return new Attempted(Ending.Failed, e.InnerException is { } inner ? $"{e.Message} {inner.Message}" : e.Message);
        }
        catch (KeyNotFoundException secret)
        {
            return new Attempted(Ending.Refused, $"the secret {secret.Message} is not set");
        }

        void Conditions(HttpRequestHeaders headers)
        {
            if (conditional && known!.ETag is { } etag)
            {
                headers.TryAddWithoutValidation("If-None-Match", etag);
            }

            if (conditional && known!.LastModified is { } modified)
            {
                headers.IfModifiedSince = modified;
            }
        }
    }

    /// <summary>Reads the whole answer: into memory where it only leads on, into the landing where it lands.</summary>
    private async ValueTask<Attempted> ReadAsync(
        Run run, Ask ask, Sent sent, HttpResponseMessage response, Uri final, CancellationToken cancel)
    {
        var isPlanned = ask.Kind != AskKind.Data;
        await using var staging = isPlanned ? null : _landing.Begin();
        using var body = isPlanned || ask.Limits is not null || run.Pull.PublishedOn.Json is not null ? new MemoryStream() : null;
        var longest = isPlanned ? Math.Min(LongestPlanned, run.Pull.MaxBytes) : run.Pull.MaxBytes;
        if (await CopyAsync(response, staging, body, longest, cancel) is { } fault)
        {
            return fault;
        }

        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(
                header => header.Key, header => PullSecrets.Hidden(run.Pull, string.Join(", ", header.Value)),
                StringComparer.OrdinalIgnoreCase);
        var answer = new PullAnswer(
            200, headers, body?.ToArray() ?? default(ReadOnlyMemory<byte>), PullSecrets.Hidden(run.Pull, final.AbsoluteUri));
        var next = run.Planner.After(ask, answer);
        (sent.Asks, sent.Fault) = (next.Asks, next.Fault);
        if (ask.Kind == AskKind.Data)
        {
            Land(run, ask, sent, answer, response, staging!, body?.ToArray());
        }
        else if (next.Lands is { } bytes)
        {
            await using var pages = _landing.Begin();
            await pages.WriteAsync(bytes, cancel);
            Land(run, ask, sent, answer with { Body = bytes }, response, pages, bytes);
        }

        return new Attempted(Ending.Answered);
    }

    /// <summary>Copies the answer's body, unpacked; null where all of it came.</summary>
    private static async ValueTask<Attempted?> CopyAsync(
        HttpResponseMessage response, Landing.Staging? staging, MemoryStream? copy, long longest, CancellationToken cancel)
    {
        var announced = response.Content.Headers.ContentLength;
        if (announced > longest)
        {
            return TooLong(announced.Value);
        }

        var encoding = string.Join(", ", response.Content.Headers.ContentEncoding).ToLowerInvariant();
        if (encoding is not ("" or "identity" or "gzip" or "x-gzip"))
        {
            return new Attempted(Ending.Refused, $"Content-Encoding: {Inbox.Shown(encoding)}");
        }

        await using var raw = await response.Content.ReadAsStreamAsync(cancel);
        await using var tail = encoding.Contains("gzip", StringComparison.Ordinal) ? new Tail(raw) : null;
        await using var body = tail is null ? raw : new GZipStream(tail, CompressionMode.Decompress);
        var (buffer, length) = (new byte[1 << 17], 0L);
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
                return CutShort(e.Message);
            }

            if (read == 0)
            {
                break;
            }

            length += read;
            if (length > longest)
            {
                return TooLong(length);
            }

            if (copy is not null && length <= LongestPlanned)
            {
                copy.Write(buffer, 0, read);
            }

            if (staging is not null)
            {
                await staging.WriteAsync(buffer.AsMemory(0, read), cancel);
            }
        }

        return (tail is null ? announced is { } whole && whole != length : !tail.Announces(length))
                ? CutShort(string.Create(CultureInfo.InvariantCulture, $"{length} bytes are not all"))
            : length == 0 ? new Attempted(Ending.Refused, "200 with no content")
            : null;

        Attempted TooLong(long found) => new(Ending.Refused, string.Create(
            CultureInfo.InvariantCulture, $"{found} bytes or more; at most {longest} are accepted"));
        static Attempted CutShort(string why) => new(Ending.Failed, $"the answer was cut short: {why}");
    }

    private void Land(
        Run run, Ask ask, Sent sent, PullAnswer answer, HttpResponseMessage response, Landing.Staging staging, byte[]? body)
    {
        // Written back as it came: what no header may hold is not sent back.
        var etag = answer.Headers.TryGetValue("ETag", out var value) && value.Length <= LongestETag
            && value.All(c => c is >= '!' and <= '~')
            ? value : null;
        var modified = response.Content.Headers.LastModified;
        var digest = body is null ? null : DigestOf(body);
        var known = run.Known.Fetched.GetValueOrDefault(ask.Key);
        var fileName = run.Planner.FileNameOf(ask, answer, run.Source.Name);
        if (digest is not null && known is { ExtractId: { } before, FileName: { } name } && known.Digest == digest
            && _landing.Holds(before, run.Source.Name, name))
        {
            sent.Fetched = known with { At = run.Began, LinkText = ask.Link?.Text };
            return;
        }

        var pulled = new PulledBy(
            ask.Method, ask.Url, answer.FinalUrl, answer.Status, sent.Attempts,
            KeptHeaders.Where(answer.Headers.ContainsKey).ToDictionary(header => header, header => Inbox.Shown(answer.Headers[header])))
        {
            Period = ask.Period?.ToString(),
            FoundOn = ask.FoundOn,
            LinkText = ask.Link?.Text,
            BodySha256 = ask.Body is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ask.Body))),
            PublishedOn = run.Planner.PublishedOn(ask, answer),
        };
        (var id, var isNew) = _landing.Commit(
            staging, run.Source, fileName, ask.Url, etag: etag, lastModified: modified, pulled: pulled, request: ask.Body);
        if (isNew)
        {
            CollectingLog.Landed(_log, run.Source.Name, Inbox.Shown(fileName), ask.Url, id);
        }

        sent.Fetched = new Fetched(run.Began, etag, modified, id, fileName, ask.Link?.Text, digest);
        sent.Delivery = new Delivery(run.Source.Name, fileName, ask.Url, id, isNew, null);
    }

    private static string DigestOf(byte[] body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.Latin1.GetBytes(
        Instants.Replace(Encoding.Latin1.GetString(body), "\"$1\""))));

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

    private static string KeyOf(Source source, Pull pull) =>
        source.Pulls.Count < 2 ? source.Name
        : string.Create(
            CultureInfo.InvariantCulture, $"{source.Name}#{Enumerable.Range(0, source.Pulls.Count).First(i => source.Pulls[i] == pull)}");

    private static string ConfigurationOf(Pull pull) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{pull.Json}\n{string.Join('\n', pull.Urls)}")))[..16];

    private Dictionary<string, PullMemory> ReadMemory()
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, PullMemory>>(File.ReadAllBytes(_memoryPath), Receipt.Json)
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

    // A pull that was changed begins anew: what the old one answered says nothing about it.
    private PullMemory Recall(Source source, Pull pull)
    {
        var configuration = ConfigurationOf(pull);
        lock (_gate)
        {
            return _memory.GetValueOrDefault(KeyOf(source, pull)) is { } known && known.Configuration == configuration
                ? known : new PullMemory(configuration, _time.GetUtcNow());
        }
    }

    private void Remember(Source source, Pull pull, PullMemory memory)
    {
        lock (_gate)
        {
            _memory[KeyOf(source, pull)] = memory;
            try
            {
                _landing.Replace(_memoryPath, JsonSerializer.SerializeToUtf8Bytes(_memory, Receipt.Json));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                CollectingLog.NotRemembered(_log, source.Name, e.Message);
            }
        }
    }

    /// <summary>What came of one request with all its attempts.</summary>
    private sealed class Sent
    {
        public Ending Ending { get; set; }

        public string Detail { get; set; } = "";

        public int Attempts { get; init; }

        public IReadOnlyList<Ask> Asks { get; set; } = [];

        public string? Fault { get; set; }

        public Fetched? Fetched { get; set; }

        public Delivery? Delivery { get; set; }
    }

    /// <summary>One pull under way.</summary>
    private sealed class Run(Source source, Pull pull, PullWish wish, PullMemory known, DateTimeOffset began)
    {
        private readonly Dictionary<string, Fetched> _fetched = new(known.Fetched, StringComparer.Ordinal);
        private bool _isUnchanged;
        private string? _extract = known.ExtractId;

        public Source Source => source;

        public Pull Pull => pull;

        public PullWish Wish => wish;

        public PullMemory Known => known;

        public DateTimeOffset Began => began;

        public PullPlanner Planner { get; } = new(pull, known, wish, began);

        public Queue<long> Calls { get; } = new();

        public List<Delivery> Deliveries { get; } = [];

        public List<Trouble> Troubles { get; } = [];

        /// <summary>What went wrong first; null where nothing did.</summary>
        public string? Reason { get; private set; }

        public void Took(Ask ask, Sent sent)
        {
            if (sent.Fetched is { } fetched)
            {
                _fetched[ask.Key] = fetched;
                _isUnchanged |= sent.Delivery is null;
            }

            if (sent.Delivery is { } delivery)
            {
                Deliveries.Add(delivery);
                _extract = delivery.ExtractId;
            }
        }

        public void Nothing(Ask ask, Ending ending)
        {
            _isUnchanged |= ending == Ending.Unchanged;
            if (_fetched.TryGetValue(ask.Key, out var before))
            {
                _fetched[ask.Key] = before with { At = began, LinkText = ask.Link?.Text };
            }
        }

        public void Fail(string url, string why)
        {
            Reason ??= why;
            Troubles.Add(new Trouble(source.Name, null, Problem.Error(
                Place.OfAddress("pull.url"), why, "200, 304",
                new Bilingual(
                    $"Không lấy được dữ liệu từ {url}: {why}. Lần sau theo lịch: {pull.Cron}.",
                    $"Nothing could be fetched from {url}: {why}. Tried again at the next time of: {pull.Cron}."))));
        }

        public PullMemory Remembered() => known with
        {
            LastAttempt = began,
            LastSuccess = Reason is null ? began : known.LastSuccess,
            LastLanded = Deliveries.Exists(delivery => delivery.IsNew) ? began : known.LastLanded,
            LastFull = Reason is null && Planner.IsWhole ? began : known.LastFull,
            Outcome = Reason is not null ? PullOutcome.Failed
                : Deliveries.Count > 0 ? PullOutcome.Landed
                : _isUnchanged ? PullOutcome.Unchanged
                : PullOutcome.NothingNew,
            Reason = Reason,
            ExtractId = _extract,
            Fetched = _fetched,
        };
    }
}
