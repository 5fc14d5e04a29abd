using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plan86.Ingest;
using Plan86.Transform;
using Plan86.Transform.Meaning;
using Plan86.Warehouse;

namespace Plan86.Schedules;

/// <summary>The hosted worker: takes what comes, as it comes, until it is told to stop.</summary>
internal sealed class Worker(WriterSession session, string inbox, ILogger<Worker> log) : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Log.Watching(log, inbox);
        await foreach (var collected in session.Collector.WatchAsync(stoppingToken))
        {
            foreach (var trouble in collected.Troubles)
            {
                Log.Trouble(log, trouble.Source ?? "inbox", trouble.Problem.Place.ToString(), trouble.Problem.Message.En,
                    trouble.Problem.Found, trouble.Problem.Expected);
            }

            try
            {
                // The building of a publication is long and does not yield: the host must stay free to stop.
                while (!await Task.Run(() => RefreshAsync(collected, stoppingToken), stoppingToken))
                {
                    await Task.Delay(RetryAfter, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
        }

        Log.Stopped(log);
    }

    /// <returns>False when it has to be tried again.</returns>
    private async Task<bool> RefreshAsync(Collected collected, CancellationToken ct)
    {
        try
        {
            return (await session.Pipeline.RefreshAsync(collected, ct)).Failures.Count == 0;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.RefreshFailed(log, BuiltAt(), fault);
            return false;
        }
    }

    private string BuiltAt()
    {
        try
        {
            return Convert.ToString(session.Store.Ask("publication").Named.Single().Get<object>("built_at"), CultureInfo.InvariantCulture)
                ?? "never";
        }
        catch (SqlException)
        {
            return "never";
        }
    }
}
