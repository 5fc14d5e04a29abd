using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Plan86.Ingest;
using Plan86.Warehouse;

namespace Plan86.Schedules;

/// <summary>The one writer of a data folder, with the whole line over it, for as long as it holds the folder.</summary>
internal sealed class WriterSession : IDisposable
{
    private readonly DataFolder _folder;

    /// <param name="folder">Opened for writing; the session lets go of it.</param>
    /// <param name="draw">Whether a refresh draws the charts: what answers a person does not.</param>
    public WriterSession(
        DataFolder folder, Settings settings, bool draw = true, CollectorOptions? collecting = null, ILoggerFactory? logs = null)
    {
        _folder = folder;
        var logging = logs ?? NullLoggerFactory.Instance;
        Progress = Progress.OnStandardError();
        Collector = new Collector(folder.Path, settings.Sources.All, collecting, log: logging.CreateLogger<Collector>());
        Store = new PublicationStore(folder.Path);
        Pipeline = new Pipeline(
            folder.Path, settings, Collector, Store, TimeProvider.System, logging.CreateLogger<Pipeline>(), Progress, draw);
    }

    public Collector Collector { get; }

    public PublicationStore Store { get; }

    public Pipeline Pipeline { get; }

    public Progress Progress { get; }

    /// <summary>Returns a session; null when another process writes to the folder.</summary>
    /// <exception cref="Refusal">The folder was made by a newer program.</exception>
    public static WriterSession? TryOpen(string dataFolder, Settings settings, bool draw = true, CollectorOptions? collecting = null) =>
        DataFolder.TryOpen(dataFolder) is { } folder ? new WriterSession(folder, settings, draw, collecting) : null;

    public void Dispose()
    {
        Progress.Done();
        Collector.Dispose();
        _folder.Dispose();
    }
}
