using Microsoft.Extensions.Logging;
using Plan86.Transform;

namespace Plan86.Ingest;

/// <summary>
/// Fetches: from the inbox and from the web into <c>landed/</c>, where bytes lie under their SHA-256, unchangeable, with
/// a receipt per way they came. Nothing is read before it is landed; the same file twice changes nothing; a kill at any
/// moment leaves no half file.
/// </summary>
/// <remarks>One process at a time may collect into a data folder (the caller keeps that); any may read.</remarks>
public sealed class Collector : IDisposable
{
    /// <param name="dataFolder">Holds <c>inbox/</c> and <c>landed/</c>; made when missing.</param>
    /// <param name="sources">Checked sources; see <see cref="Check"/>.</param>
    /// <exception cref="ArgumentException">A source is faulty or named twice.</exception>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">An option is out of range.</exception>
    public Collector(
        string dataFolder,
        IReadOnlyList<Source> sources,
        CollectorOptions? options = null,
        TimeProvider? time = null,
        ILogger? log = null) => throw new NotImplementedException();

    /// <summary>Every fault of a source that would keep it from being collected; place is the JSON path.</summary>
    public static IReadOnlyList<Problem> Check(Source source) => throw new NotImplementedException();

    /// <summary>How every pulled source stands, by name.</summary>
    public IReadOnlyList<PullStatus> Pulls() => throw new NotImplementedException();

    /// <summary>
    /// Lands everything in the inbox and everything that is due to be pulled, then ends. Files that have just been
    /// written are given <see cref="CollectorOptions.StableFor"/> to settle; one that is still growing after that is
    /// in <see cref="Collected.Waiting"/>.
    /// </summary>
    public Task<Collected> CollectAsync(CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>
    /// Keeps collecting until cancelled, then ends without an exception. Yields at once what a first look brings (even
    /// nothing: what an earlier run landed may still want work), then whenever something came or what is wrong
    /// changed. A long pull does not hold up the inbox; what comes while the caller works is yielded together after.
    /// </summary>
    public IAsyncEnumerable<Collected> WatchAsync(CancellationToken cancel = default) =>
        throw new NotImplementedException();

    /// <summary>Lands one file from anywhere, in one pass over its bytes: a delivery, or the trouble with it.</summary>
    /// <exception cref="ArgumentException">No such source.</exception>
    public Task<Collected> LandAsync(string path, string source, CancellationToken cancel = default) =>
        throw new NotImplementedException();

    /// <summary>Every landed file. The same whatever the order and repetition of its deliveries, received times aside.</summary>
    public Shelf Landed() => throw new NotImplementedException();

    public void Dispose() => throw new NotImplementedException();
}
