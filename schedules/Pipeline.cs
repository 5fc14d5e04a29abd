using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Plan86.Ingest;
using Plan86.Schedules.Charts;
using Plan86.Schedules.Replies;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;
using Plan86.Warehouse;

namespace Plan86.Schedules;

/// <summary>The straight line: collect → land → read → normalise → Parquet → load → judge → publish → draw → reply.</summary>
internal sealed class Pipeline(
    string dataFolder, Settings settings, Collector collector, PublicationStore warehouse, TimeProvider time, ILogger log,
    Progress progress, bool draw = true)
{
    private readonly Normaliser _normaliser = new(settings.Catalogue, settings.Sources);
    private readonly ReplyFiles _replies = new(settings, warehouse);

    /// <summary>All that is due now.</summary>
    public async Task<(Collected Collected, Refresh Refresh)> OnceAsync(CancellationToken ct)
    {
        progress.Say("Thu nhận tệp", "Collecting");
        var collected = await collector.CollectAsync(ct);
        return (collected, await RefreshAsync(collected, ct));
    }

    /// <summary>Everything derived, made again from what has landed.</summary>
    public Task<Refresh> RebuildAsync(CancellationToken ct)
    {
        warehouse.ClearLake();
        return RefreshAsync(new Collected([], [], []), ct, force: true);
    }

    /// <summary>From what has landed to what people see.</summary>
    public async Task<Refresh> RefreshAsync(Collected collected, CancellationToken ct, bool force = false)
    {
        var shelf = collector.Landed();
        var extracts = shelf.Extracts.Where(extract => settings.Sources.Find(extract.Source) is not null).ToList();
        var (read, failures) = await ReadAsync(extracts, ct);
        var inputs = Inputs(extracts);
        (IReadOnlyList<VerdictChange> changes, IReadOnlyList<Replacement> replaced) = ([], []);
        var published = force || inputs != warehouse.PublishedInputs();
        if (published)
        {
            if (extracts.Count == 0 && warehouse.PublishedExtracts() > 0)
            {
                // A share that is not mounted looks like an empty folder: never an empty table over a full one.
                throw new InvalidOperationException(
                    $"{dataFolder}: không thấy tệp nào trong landed/, bản công bố cũ được giữ / landed/ is empty; the last stands.");
            }

            progress.Say("Nạp kho dữ liệu", "Loading the warehouse");
            using (var publication = warehouse.Build(settings.Catalogue, settings.Sql, extracts, inputs, time.GetUtcNow(), ct))
            {
                var values = publication.IndicatorValues(publication.AsOf);
                var verdicts = settings.Catalogue.AssessEverywhere(values, publication.AsOf);
                publication.Add(verdicts);
                publication.Add(Replay.Of(settings.Catalogue, publication.ValueChanges(), publication.AsOf));
                changes = VerdictChanges.Since(settings.Catalogue, warehouse, publication, values, verdicts);
                replaced = Replacement.Since(warehouse, publication);
                ct.ThrowIfCancellationRequested();
                publication.Publish();
            }

            Log.Published(log, extracts.Count, warehouse.PublishedFile!);
            VerdictChanges.Tell(log, settings.Catalogue, changes);
        }

        using var look = warehouse.Look();
        foreach (var taken in Acceptance.Of(warehouse, read).Values)
        {
            Log.Taken(log, taken.Headline(taken.Account.FileName, Language.English), taken.Account.Observations, taken.Places);
        }

        var written = _replies.Write(collected, shelf, new(read, changes, replaced), ct);
        var charts = !draw ? null : await ChartBook.DrawAsync(dataFolder, settings.Catalogue, warehouse, inputs, progress, ct);
        return new(read, published, changes, charts, written, [.. shelf.Troubles, .. Orphans(shelf)], failures);
    }

    /// <summary>Landed files whose source has been taken away: they are kept, but nobody can read them.</summary>
    private IEnumerable<Trouble> Orphans(Shelf shelf) =>
        shelf.Extracts.Where(extract => settings.Sources.Find(extract.Source) is null).GroupBy(extract => extract.Source).Select(group =>
            new Trouble(group.Key, null, Problem.Warning(
                Place.OfFile("landed"), $"{group.Key}: {group.Count()}",
                string.Join(", ", settings.Sources.All.Select(source => source.Name)),
                new Bilingual(
                    "Các tệp đã nhận của nguồn này không được dùng vì nguồn không còn được khai báo.",
                    "Landed files of this source are not used: the source is no longer declared."))));

    /// <summary>Reads every extract the lake does not hold, or holds as read by other rules.</summary>
    private async Task<(IReadOnlyList<StoredExtract> Read, IReadOnlyList<Exception> Failures)> ReadAsync(
        IReadOnlyList<Extract> extracts, CancellationToken ct)
    {
        var stored = warehouse.Stored();
        var pending = extracts
            .Where(extract => stored.GetValueOrDefault(extract.Id)?.Fingerprint != Fingerprint(extract))
            .OrderByDescending(extract => extract.Length).ToList();
        var (read, failures) = (new List<StoredExtract>(), new List<Exception>());
        await Parallel.ForEachAsync(pending,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = ct }, async (extract, stop) =>
        {
            try
            {
                var source = settings.Sources.Find(extract.Source)!;
                var account = await warehouse.StoreAsync(
                    extract, Fingerprint(extract), create => _normaliser.NormaliseAsync(progress.Watch(extract), source, create, stop));
                lock (read)
                {
                    read.Add(account);
                    progress.Say("Đọc tệp", "Reading", read.Count, pending.Count);
                }

                Log.Read(log, extract.FileName, account.Cells, account.Observations);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // One extract must not stop the others: it stays pending and is tried again.
                Log.Failed(log, extract.FileName, fault);
                lock (read)
                {
                    failures.Add(new InvalidOperationException($"{extract.FileName} ({extract.Id[..12]}): {fault.Message}", fault));
                }
            }
        });
        return (read, failures);
    }

    private string Fingerprint(Extract extract) => _normaliser.Fingerprint(settings.Sources.Find(extract.Source)!)
        + Hash($"{extract.Source}\n{extract.FileName}\n{extract.PublishedOn:O}\n{extract.Withdrawn?.At:O}\n{extract.Withdrawn?.Why}")[..16];

    /// <summary>Everything a publication depends on: the same inputs, the same file.</summary>
    private string Inputs(IReadOnlyList<Extract> extracts)
    {
        var stored = warehouse.Stored();
        var text = new StringBuilder($"{ProgramVersion.Text}\n{settings.Catalogue.Digest}{settings.Sql.Digest}");
        foreach (var extract in extracts.Where(extract => stored.ContainsKey(extract.Id)))
        {
            text.Append('\n').Append(extract.Id).Append(stored[extract.Id].Fingerprint).Append(extract.ReceivedAt.UtcTicks);
        }

        return Hash(text.ToString());
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
