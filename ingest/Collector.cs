using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Plan86.Transform;
using Plan86.Transform.Meaning;
using Plan86.Transform.Reading;

namespace Plan86.Ingest;

/// <summary>
/// Fetches: from the inbox and from the web into <c>landed/</c>, where bytes lie under their SHA-256, unchangeable, with
/// a receipt per way they came. Nothing is read before it is landed; the same file twice changes nothing; a kill at any
/// moment leaves no half file.
/// </summary>
/// <remarks>
/// One collector at a time may collect into a data folder or land (the caller keeps that); any may ask for
/// <see cref="Landed"/> and <see cref="Pulls"/>.
/// </remarks>
public sealed class Collector : IDisposable
{
    // Sleep, hibernation and a clock that is set must not delay a cron time by more than this.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, Source> _sources;
    private readonly IReadOnlyList<(Source Source, Pull Pull, Cron Cron)> _pulled;
    private readonly CollectorOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Landing _landing;
    private readonly Inbox _inbox;
    private readonly Puller _puller;
    private readonly SemaphoreSlim _pullSlots;
    private int _collecting;

    /// <param name="dataFolder">Holds <c>inbox/</c> and <c>landed/</c>; made when missing.</param>
    /// <param name="sources">Checked sources; see <see cref="Check"/>.</param>
    /// <exception cref="ArgumentException">A source is faulty or named twice.</exception>
    /// <exception cref="ValidationException">An option is out of range.</exception>
    public Collector(
        string dataFolder,
        IReadOnlyList<Source> sources,
        CollectorOptions? options = null,
        TimeProvider? time = null,
        ILogger? log = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(dataFolder);
        ArgumentNullException.ThrowIfNull(sources);
        if (sources.SelectMany(Check).FirstOrDefault() is { } fault)
        {
            throw new ArgumentException($"{fault.Place}: {fault.Message.En}", nameof(sources));
        }
        _options = options ?? new CollectorOptions();
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
        _time = time ?? TimeProvider.System;
        _log = log ?? NullLogger.Instance;
        _sources = sources.ToDictionary(s => s.Name, StringComparer.OrdinalIgnoreCase);
        _pulled = [.. sources.SelectMany(s => s.Pulls.Select(pull => (s, pull, Cron.Parse(pull.Cron)!)))];
        var data = Path.GetFullPath(dataFolder);
        _landing = new Landing(Path.Combine(data, "landed"), _time);
        _inbox = new Inbox(Path.Combine(data, "inbox"), sources, _options, _time);
        _puller = new Puller(data, _landing, sources, _options, _time, _log);
        _pullSlots = new SemaphoreSlim(_options.ConcurrentPulls);
    }

    /// <summary>Every fault of a source that would keep it from being collected; place is the JSON path.</summary>
    public static IReadOnlyList<Problem> Check(Source source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var faults = new List<Problem>();
        // It becomes a folder: nothing but this may.
        Must(source.Name.Length is > 0 and <= 64
                && source.Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
                && char.IsAsciiLetterOrDigit(source.Name[0]),
            "name", source.Name, "a-z, 0-9, -");
        foreach (var pull in source.Pulls)
        {
            Must(pull.Urls.Count > 0 && pull.Urls.All(url => url.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
                    || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase)),
                "pull.url", string.Join(", ", pull.Urls), "http://…, https://…");
            Must(Cron.Parse(pull.Cron) is not null, "pull.cron", pull.Cron, "0 7 * * *");
            Must(pull.MaxBytes is >= 1 and <= 1L << 40, "pull.max_bytes", $"{pull.MaxBytes}", "1 – 2^40");
            Must(pull.AttemptTimeout >= TimeSpan.FromSeconds(1) && pull.AttemptTimeout <= TimeSpan.FromHours(1),
                "pull.attempt_timeout", $"{pull.AttemptTimeout}", "1 s – 1 h");
            Must(pull.TotalTimeout >= TimeSpan.FromSeconds(1) && pull.TotalTimeout <= TimeSpan.FromHours(24),
                "pull.total_timeout", $"{pull.TotalTimeout}", "1 s – 24 h");
            Must(pull.Retries is >= 0 and <= 20, "pull.retries", $"{pull.Retries}", "0 – 20");
        }
        return faults;

        void Must(bool holds, string place, string found, string expected)
        {
            if (!holds)
            {
                faults.Add(Problem.Error(
                    Place.OfAddress(place), found, expected,
                    new Bilingual(
                        $"Giá trị của {place} không hợp lệ; cần: {expected}.",
                        $"The value of {place} is not valid; expected: {expected}.")));
            }
        }
    }

    /// <summary>Whether a text is a cron expression of five fields that comes true at some time: 31 February does not.</summary>
    public static bool IsCron([NotNullWhen(true)] string? text) => text is not null && Cron.Parse(text)?.ComesTrue == true;

    /// <summary>The last time before or at <paramref name="now"/>, and the next after it, that a cron expression names on
    /// Vietnamese clocks.</summary>
    /// <exception cref="ArgumentException"><paramref name="cron"/> is none: see <see cref="IsCron"/>.</exception>
    public static (DateTimeOffset? Last, DateTimeOffset? Next) CronTimes(string cron, DateTimeOffset now) =>
        Cron.Parse(cron) is { } times
            ? (times.Last(now), times.Next(now)) : throw new ArgumentException($"Not a cron expression: {cron}", nameof(cron));

    /// <summary>Returns the instant on Vietnamese clocks.</summary>
    public static DateTimeOffset OnVietnameseClock(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Cron.Zone);

    /// <summary>The day it is in Vietnam.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => Cron.DayOf(instant);

    /// <summary>How every pulled source stands, in the order the sources were given.</summary>
    public IReadOnlyList<PullStatus> Pulls() => [.. _pulled.Select(p => _puller.Status(p.Source, p.Pull, p.Cron))];

    /// <summary>
    /// Lands everything in the inbox, then ends. Files that have just been written are given <see cref="CollectorOptions.StableFor"/> to
    /// settle; one that is still growing after that is
    /// in <see cref="Collected.Waiting"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">This collector is collecting already.</exception>
    public async Task<Collected> CollectAsync(CancellationToken cancel = default)
    {
        Begin();
        try
        {
            return await LandInboxAsync(cancel);
        }
        finally
        {
            Volatile.Write(ref _collecting, 0);
        }
    }

    /// <summary>Fetches everything that is due, then ends. A pull that is met for the first time is due at its next cron time.</summary>
    /// <exception cref="InvalidOperationException">This collector is collecting already.</exception>
    public Task<Collected> PullDueAsync(CancellationToken cancel = default) => PullAsync(
        _pulled.Where(p => _puller.Status(p.Source, p.Pull, p.Cron).IsDue), PullWish.Usual, null, cancel);

    /// <summary>Fetches sources now, due or not; in a dry run only finds out what would be asked.</summary>
    /// <param name="sources">Their names.</param>
    /// <param name="plan">Told, in a dry run, what would be asked.</param>
    /// <exception cref="InvalidOperationException">This collector is collecting already.</exception>
    public Task<Collected> PullNowAsync(
        IReadOnlyCollection<string> sources, PullWish wish, Action<PlannedAsk>? plan, CancellationToken cancel = default) =>
        PullAsync(_pulled.Where(p => sources.Contains(p.Source.Name)), wish, plan, cancel);

    private async Task<Collected> PullAsync(
        IEnumerable<(Source Source, Pull Pull, Cron Cron)> pulled, PullWish wish, Action<PlannedAsk>? plan, CancellationToken cancel)
    {
        Begin();
        try
        {
            var due = pulled.ToList();
            foreach (var (source, pull, _) in _pulled)
            {
                _puller.Meet(source, pull);
            }

            return Collected.Merge(await Task.WhenAll(due.Select(p => PullAsync(p.Source, p.Pull, wish, plan, cancel))));
        }
        finally
        {
            Volatile.Write(ref _collecting, 0);
        }
    }

    /// <summary>
    /// Keeps collecting until cancelled, then ends without an exception. Yields at once what a first look brings (even
    /// nothing: what an earlier run landed may still want work), then whenever something came or what is wrong
    /// changed. A long pull does not hold up the inbox; what comes while the caller works is yielded together after.
    /// </summary>
    /// <exception cref="InvalidOperationException">This collector is collecting already.</exception>
    public async IAsyncEnumerable<Collected> WatchAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        Begin();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var news = Channel.CreateUnbounded<Collected>(new UnboundedChannelOptions { SingleReader = true });
        var work = Task.WhenAll(
            [WatchInboxAsync(news.Writer, stop.Token),
                .. _pulled.Where(_ => _options.Pulls).Select(p => PullOnTimeAsync(p, news.Writer, stop.Token))]);
        // A bug in either must end the watch, not leave it waiting for ever.
        _ = work.ContinueWith(
            w => news.Writer.TryComplete(w.Exception?.GetBaseException()),
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            while (await MoreAsync())
            {
                var parts = new List<Collected>();
                while (news.Reader.TryRead(out var part))
                {
                    parts.Add(part);
                }
                yield return Collected.Merge(parts);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Volatile.Write(ref _collecting, 0);
        }

        async ValueTask<bool> MoreAsync()
        {
            try
            {
                return await news.Reader.WaitToReadAsync(cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return false;
            }
        }
    }

    /// <summary>Lands one file from anywhere, in one pass over its bytes: a delivery, or the trouble with it.</summary>
    /// <exception cref="ArgumentException">No such source.</exception>
    public async Task<Collected> LandAsync(string path, string source, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var wanted = _sources.GetValueOrDefault(source)
            ?? throw new ArgumentException($"No source is named '{source}'.", nameof(source));
        var file = new FileInfo(Path.GetFullPath(path));
        try
        {
            _landing.CleanUp();
            var drop = new Inbox.Drop(
                wanted, file.FullName, Inbox.WellFormed(file.Name), file.FullName, file.Length, file.LastWriteTimeUtc);
            return await LandFileAsync(drop, cancel) is { } delivery
                ? Collected.Of(delivery with { InboxPath = null })
                : new Collected([], [], [file.FullName]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Collected.Of(Inbox.Unreadable(wanted, file.FullName, file.FullName, e) with { InboxPath = null });
        }
    }

    /// <summary>Every landed file. The same whatever the order and repetition of its deliveries, received times aside.</summary>
    public Shelf Landed()
    {
        (var landed, var troubles) = _landing.Read();
        return new Shelf(
            [.. landed.SelectMany(l => Extracts(l.Id, l.Receipts).Select(extract => extract with { Withdrawn = l.Withdrawn }))], troubles);
    }

    /// <summary>Landed files by hash, by six or more of its first digits, or by a name they came under.</summary>
    public IReadOnlyList<Extract> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Names from a Mac come decomposed.
        static string Name(string of) => Inbox.WellFormed(of).Normalize();
        var name = Name(Path.GetFileName(text));
        var isPrefix = text.Length is >= 6 and <= 64 && text.All(char.IsAsciiHexDigit);
        return [.. _landing.Read().Landed
            .Where(l => (isPrefix && l.Id.StartsWith(text, StringComparison.OrdinalIgnoreCase))
                || l.Receipts.Any(r => Name(r.FileName) == name))
            .Select(l => Extract(l.Id, l.Receipts) with { Withdrawn = l.Withdrawn })];
    }

    /// <summary>
    /// Takes a landed file back, or brings it back again where <paramref name="why"/> is null. Its bytes and receipts stay,
    /// and so does the record of the act.
    /// </summary>
    /// <returns>False when it stood so already: nothing changes.</returns>
    public bool Withdraw(Extract extract, string? why)
    {
        ArgumentNullException.ThrowIfNull(extract);
        return _landing.Withdraw(extract.Landed, why);
    }

    /// <summary>Reads all landed bytes again and tells what no longer has the hash it is named by.</summary>
    /// <param name="done">Told after each file how many are done.</param>
    public Task<IReadOnlyList<Trouble>> VerifyAsync(IProgress<int>? done = null, CancellationToken cancel = default) =>
        Task.Run<IReadOnlyList<Trouble>>(
            () =>
            {
                (var shelf, var count) = (Landed(), 0);
                var troubles = new List<Trouble>(shelf.Troubles);
                foreach (var extract in shelf.Extracts.DistinctBy(extract => extract.Landed))
                {
                    cancel.ThrowIfCancellationRequested();
                    if (_landing.Verify(extract.Landed, extract.Source) is { } trouble)
                    {
                        troubles.Add(trouble);
                    }
                    done?.Report(++count);
                }
                return troubles;
            },
            cancel);

    public void Dispose()
    {
        _puller.Dispose();
        _pullSlots.Dispose();
    }

    // Of several ways one file came, the earliest publication names it; a source that is no longer known cannot read it.
    private Extract Extract(string id, IReadOnlyList<Receipt> receipts)
    {
        (var receipt, var publishedOn) = receipts
            .Select(r => (Receipt: r, On: r.PublishedFor(_sources.GetValueOrDefault(r.Source))))
            .OrderBy(r => _sources.ContainsKey(r.Receipt.Source) ? 0 : 1)
            .ThenBy(r => r.On)
            .ThenBy(r => r.Receipt.Source, StringComparer.Ordinal)
            .ThenBy(r => r.Receipt.FileName, StringComparer.Ordinal)
            .First();
        return new Extract(
            id, receipt.Source, receipt.FileName, publishedOn, receipts.Max(r => r.ReceivedAt), receipt.Size,
            () => _landing.Open(id))
        {
            From = receipt.From, FoundOn = receipt.Pulled?.FoundOn,
        };
    }

    /// <summary>One extract of the bytes; where other sources pulled the same, one of each: both get them.</summary>
    private IEnumerable<Extract> Extracts(string id, IReadOnlyList<Receipt> receipts)
    {
        var first = Extract(id, receipts);
        return receipts
            .Where(receipt => receipt.Pulled is not null && receipt.Source != first.Source && _sources.ContainsKey(receipt.Source))
            .GroupBy(receipt => receipt.Source)
            .Select(own => Extract(id, [.. own]) with { Id = Transform.Extract.IdFor(id, own.Key) })
            .Prepend(first);
    }

    private void Begin()
    {
        if (Interlocked.Exchange(ref _collecting, 1) != 0)
        {
            throw new InvalidOperationException("This collector is collecting already.");
        }
        try
        {
            _inbox.MakeFolders();
            _landing.CleanUp();
        }
        catch
        {
            Volatile.Write(ref _collecting, 0);
            throw;
        }
    }

    private async Task<Collected> PullAsync(
        Source source, Pull pull, PullWish wish, Action<PlannedAsk>? plan, CancellationToken cancel)
    {
        await _pullSlots.WaitAsync(cancel);
        try
        {
            return await _puller.PullAsync(source, pull, wish, plan, cancel);
        }
        finally
        {
            _pullSlots.Release();
        }
    }

    private async Task PullOnTimeAsync(
        (Source Source, Pull Pull, Cron Cron) pulled, ChannelWriter<Collected> news, CancellationToken cancel)
    {
        _puller.Meet(pulled.Source, pulled.Pull);
        while (true)
        {
            var status = _puller.Status(pulled.Source, pulled.Pull, pulled.Cron);
            if (status.IsDue)
            {
                await Task.Delay(_options.PullJitter * Random.Shared.NextDouble(), _time, cancel);
                var got = await PullAsync(pulled.Source, pulled.Pull, PullWish.Usual, null, cancel);
                if (got.Troubles.Count > 0 || got.Deliveries.Any(d => d.IsNew))
                {
                    news.TryWrite(got);
                }
                continue;
            }
            var wait = status.NextDue - _time.GetUtcNow() ?? LongestSleep;
            // The little more keeps a timer that runs early from waking before the time.
            await Task.Delay(wait < LongestSleep ? wait + TimeSpan.FromMilliseconds(20) : LongestSleep, _time, cancel);
        }
    }

    private async Task WatchInboxAsync(ChannelWriter<Collected> news, CancellationToken cancel)
    {
        using var events = new SemaphoreSlim(0);
        using var watcher = Watcher(() =>
        {
            // One pending signal says as much as a thousand.
            if (events.CurrentCount == 0)
            {
                events.Release();
            }
        });
        HashSet<(string, string)>? told = null;
        IReadOnlyList<Trouble> troubles = [];
        while (true)
        {
            var now = await LandInboxAsync(cancel);
            var here = now.Deliveries.Select(d => (d.From, d.ExtractId)).ToHashSet();
            if (told is null || now.Deliveries.Any(d => d.IsNew) || !here.IsSubsetOf(told)
                || !now.Troubles.SequenceEqual(troubles))
            {
                news.TryWrite(now);
            }
            (told, troubles) = (here, now.Troubles);
            await events.WaitAsync(_options.PollInterval, cancel);
        }
    }

    private FileSystemWatcher? Watcher(Action signal)
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(_inbox.Folder) { IncludeSubdirectories = true };
            void Changed(object sender, FileSystemEventArgs e)
            {
                // Our own replies would wake us again and again.
                if (!Inbox.IsIgnored(Path.GetFileName(e.Name) ?? ""))
                {
                    signal();
                }
            }
            watcher.Created += Changed;
            watcher.Changed += Changed;
            watcher.Renamed += Changed;
            watcher.Deleted += Changed;
            watcher.Error += (_, _) => signal();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception e) when (e is IOException or ArgumentException or PlatformNotSupportedException)
        {
            // Too many watches, or a file system that has none: polling finds everything, only later.
            watcher?.Dispose();
            CollectingLog.NoEvents(_log, _inbox.Folder, e.Message);
            return null;
        }
    }

    /// <summary>Lands what has settled; where something has not, looks once more when it should have.</summary>
    private async Task<Collected> LandInboxAsync(CancellationToken cancel)
    {
        var first = await LandSettledAsync(cancel);
        if (first.Waiting.Count == 0)
        {
            return first;
        }
        await Task.Delay(_options.StableFor + TimeSpan.FromMilliseconds(20), _time, cancel);
        var second = await LandSettledAsync(cancel);
        // What was new at the first look is news still, even if it has been taken away meanwhile.
        var news = first with { Deliveries = [.. first.Deliveries.Where(d => d.IsNew)] };
        return second with { Deliveries = Collected.Merge([news, second]).Deliveries };
    }

    private async Task<Collected> LandSettledAsync(CancellationToken cancel)
    {
        var look = _inbox.LookAround();
        var receipts = new Lazy<Dictionary<(string, string, long, DateTimeOffset?), string?>>(Receipts);
        var deliveries = new List<Delivery>();
        foreach (var drop in look.Settled)
        {
            var id = _inbox.LandedAs(drop)
                ?? receipts.Value.GetValueOrDefault((drop.Source.Name, drop.FileName, drop.Size, drop.ModifiedAt));
            if (id is not null && _landing.Holds(id, drop.Source.Name, drop.FileName))
            {
                _inbox.Remember(drop, id);
                deliveries.Add(new Delivery(drop.Source.Name, drop.FileName, drop.From, id, IsNew: false, drop.Path));
                continue;
            }
            try
            {
                if (await LandFileAsync(drop, cancel) is { } delivery)
                {
                    _inbox.Remember(drop, delivery.ExtractId);
                    deliveries.Add(delivery);
                }
                else
                {
                    look.Waiting.Add(drop.Path);
                }
            }
            catch (FileNotFoundException)
            {
                // Taken away again since the look.
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                look.Troubles.Add(Inbox.Unreadable(drop.Source, drop.Path, drop.From, e));
            }
        }
        return new Collected(deliveries, look.Troubles, look.Waiting);
    }

    /// <summary>Null when the file is not whole yet: its writer has it open, or it changed while it was read.</summary>
    private async Task<Delivery?> LandFileAsync(Inbox.Drop drop, CancellationToken cancel)
    {
        var opened = OpenAtRest(drop.Path);
        if (opened is null)
        {
            return null;
        }
        await using var file = opened;
        await using var staging = _landing.Begin();
        var buffer = new byte[1 << 20];
        int read;
        // Never more than was announced: a file that grows as fast as it is read would have no end.
        while (staging.Length <= drop.Size && (read = await file.ReadAsync(buffer, cancel)) > 0)
        {
            await staging.WriteAsync(buffer.AsMemory(0, read), cancel);
        }
        var after = new FileInfo(drop.Path);
        if (!after.Exists || staging.Length != drop.Size || after.Length != drop.Size
            || after.LastWriteTimeUtc != drop.ModifiedAt)
        {
            return null;
        }
        (var id, var isNew) = _landing.Commit(staging, drop.Source, drop.FileName, drop.From, drop.ModifiedAt);
        if (isNew)
        {
            CollectingLog.Landed(_log, drop.Source.Name, Inbox.Shown(drop.FileName), Inbox.Shown(drop.From), id);
        }
        return new Delivery(drop.Source.Name, drop.FileName, drop.From, id, isNew, drop.Path);
    }

    private static FileStream? OpenAtRest(string path)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions
            {
                Access = FileAccess.Read,
                // No writer beside us: where the system knows of one, this fails.
                Share = FileShare.Read | FileShare.Delete,
                Options = FileOptions.SequentialScan | FileOptions.Asynchronous,
                BufferSize = 0,
            });
        }
        catch (IOException e) when (e.GetType() == typeof(IOException) && IsInUse(e))
        {
            return null;
        }
    }

    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION; on Unix .NET's own locks answer EWOULDBLOCK (Linux 11, macOS 35).
    private static bool IsInUse(IOException e) => OperatingSystem.IsWindows()
        ? (e.HResult & 0xFFFF) is 32 or 33
        : e.HResult is 11 or 35;

    // Two contents under one name, size and time: neither is known without reading.
    private Dictionary<(string, string, long, DateTimeOffset?), string?> Receipts()
    {
        var known = new Dictionary<(string, string, long, DateTimeOffset?), string?>();
        foreach ((var id, var receipts, _) in _landing.Read().Landed)
        {
            foreach (var r in receipts.Where(r => r.ModifiedAt is not null))
            {
                var key = (r.Source, r.FileName, r.Size, r.ModifiedAt);
                known[key] = known.ContainsKey(key) ? null : id;
            }
        }
        return known;
    }
}
