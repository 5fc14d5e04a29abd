using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging;
using Plan86.Transform.Meaning;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Plan86.Ingest;

internal enum Ending
{
    /// <summary>A whole answer of status 200.</summary>
    Answered,

    /// <summary>The server says that nothing changed since it was asked last.</summary>
    Unchanged,

    /// <summary>The server says that there is nothing to be had.</summary>
    NothingNew,

    /// <summary>Trying again would not help.</summary>
    Refused,

    /// <summary>Trying again may help.</summary>
    Failed,
}

/// <summary>How an attempt, or all attempts together, ended.</summary>
/// <param name="Detail">Why, in English, for <see cref="Ending.Refused"/> and <see cref="Ending.Failed"/>.</param>
/// <param name="RetryAfter">How long the server asks to be left alone.</param>
internal sealed record Attempted(Ending Ending, string Detail = "", TimeSpan? RetryAfter = null);

/// <summary>
/// The only file that knows Polly: total timeout → retries → the circuit breaker of host and source → the host's rate → attempt timeout.
/// </summary>
internal sealed class Resilience(CollectorOptions options, IEnumerable<Pull> pulls, TimeProvider time, ILogger log) : IDisposable
{
    private readonly ConcurrentDictionary<(string Host, string Source), ResiliencePipeline<Attempted>> _breakers = new();
    private readonly ConcurrentDictionary<string, (ResiliencePipeline Pipeline, IDisposable[] Limiters)> _gates = new();

    // What went wrong last: a host that is left alone for a while is so for a reason.
    private readonly ConcurrentDictionary<(string Host, string Source), string> _reasons = new();

    // Of all that ask one host the slowest wish counts.
    private readonly Dictionary<string, PullRate> _rates = pulls
        .SelectMany(pull => pull.Urls.Select(url => (Host: HostOf(url), pull.Rate)))
        .GroupBy(pair => pair.Host)
        .ToDictionary(group => group.Key, group => group.Select(pair => pair.Rate).Aggregate((one, other) => one.And(other)));

    /// <summary>Sends until it succeeds or nothing more helps.</summary>
    /// <param name="attempt">One attempt; told how many were made before it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    internal async Task<Attempted> RunAsync(
        string source, Pull pull, string url, Func<int, CancellationToken, ValueTask<Attempted>> attempt, CancellationToken cancel)
    {
        var (started, host, count) = (time.GetTimestamp(), HostOf(url), 0);
        Attempted last;
        var builder = new ResiliencePipelineBuilder<Attempted> { TimeProvider = time };
        builder.AddTimeout(pull.TotalTimeout);
        if (pull.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<Attempted>
            {
                MaxRetryAttempts = pull.Retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.RetryDelay,
                MaxDelay = options.LongestRetryDelay > options.RetryDelay ? options.LongestRetryDelay : options.RetryDelay,

                // A wait that the total timeout would cut off is not begun: the pull ends at once, and says why.
                ShouldHandle = a => ValueTask.FromResult(
                    MayPass(a.Outcome) && !(AskedFor(a.Outcome) > pull.TotalTimeout - time.GetElapsedTime(started))),
                DelayGenerator = a => ValueTask.FromResult(AskedFor(a.Outcome)),
                OnRetry = a =>
                {
                    CollectingLog.Retrying(log, source, a.AttemptNumber + 1, Describe(a.Outcome, pull), a.RetryDelay);
                    return default;
                },
            });
        }

        builder.AddPipeline(_breakers.GetOrAdd((host, source), key => Breaker(key.Host)));
        builder.AddPipeline(_gates.GetOrAdd(host, Gate).Pipeline);
        builder.AddTimeout(pull.AttemptTimeout);
        try
        {
            return await builder.Build().ExecuteAsync(
                async token =>
                {
                    _reasons[(host, source)] = Late(pull);
                    last = await attempt(count++, token);
                    _reasons[(host, source)] = last.Detail;
                    return last;
                },
                cancel);
        }
        catch (TimeoutRejectedException e)
        {
            return new Attempted(Ending.Failed, e.Timeout == pull.TotalTimeout && e.Timeout != pull.AttemptTimeout
                ? string.Create(CultureInfo.InvariantCulture,
                    $"no success within {pull.TotalTimeout.TotalSeconds:0.###} s in all; last: {Reason(host, source)}")
                : Reason(host, source));
        }
        catch (BrokenCircuitException)
        {
            return new Attempted(Ending.Failed, Reason(host, source));
        }
    }

    private string Reason(string host, string source) => _reasons.GetValueOrDefault((host, source), "not tried");

    public void Dispose()
    {
        foreach (var limiter in _gates.Values.SelectMany(gate => gate.Limiters))
        {
            limiter.Dispose();
        }
    }

    /// <summary>Host and port of an address; secrets in it change neither.</summary>
    private static string HostOf(string url) =>
        Uri.TryCreate(url.Replace('{', '_').Replace('}', '_'), UriKind.Absolute, out var uri) ? uri.Authority : url;

    private (ResiliencePipeline Pipeline, IDisposable[] Limiters) Gate(string host)
    {
        var rate = _rates.GetValueOrDefault(host) ?? new PullRate(1, TimeSpan.FromSeconds(1), 1);
        var calls = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = rate.Calls,
            TokensPerPeriod = rate.Calls,
            ReplenishmentPeriod = rate.Window,
            QueueLimit = int.MaxValue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
        var atOnce = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = rate.AtOnce,
            QueueLimit = int.MaxValue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
        return (new ResiliencePipelineBuilder().AddRateLimiter(atOnce).AddRateLimiter(calls).Build(), [calls, atOnce]);
    }

    private ResiliencePipeline<Attempted> Breaker(string host) =>
        new ResiliencePipelineBuilder<Attempted> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<Attempted>
            {
                FailureRatio = options.BreakerFailureRatio,
                MinimumThroughput = options.BreakerMinimumAttempts,
                SamplingDuration = options.BreakerWindow,
                BreakDuration = options.BreakerRest,
                ShouldHandle = a => ValueTask.FromResult(MayPass(a.Outcome)),
                OnOpened = a =>
                {
                    CollectingLog.LeavingAlone(log, host, a.BreakDuration);
                    return default;
                },
            })
            .Build();

    private static bool MayPass(Outcome<Attempted> outcome) =>
        outcome.Result?.Ending == Ending.Failed
        || outcome.Exception is TimeoutRejectedException or BrokenCircuitException;

    // A little more than the breaker's rest: a timer that runs early would spend a retry on a closed door.
    private TimeSpan? AskedFor(Outcome<Attempted> outcome) => outcome.Exception is BrokenCircuitException broken
        ? (broken.RetryAfter ?? options.BreakerRest) + options.RetryDelay
        : outcome.Result?.RetryAfter;

    private static string Late(Pull pull) => string.Create(
        CultureInfo.InvariantCulture, $"no complete answer within {pull.AttemptTimeout.TotalSeconds:0.###} s");

    private static string Describe(Outcome<Attempted> outcome, Pull pull) => outcome.Exception switch
    {
        TimeoutRejectedException => Late(pull),
        { } e => e.Message,
        null => outcome.Result?.Detail ?? "",
    };
}
