using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Plan86.Transform.Meaning;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Plan86.Ingest;

internal enum Ending
{
    /// <summary>The bytes are landed.</summary>
    Landed,

    /// <summary>The server says that nothing changed.</summary>
    Unchanged,

    /// <summary>Trying again would not help.</summary>
    Refused,

    /// <summary>Trying again may help.</summary>
    Failed,
}

/// <summary>How an attempt, or all attempts together, ended.</summary>
/// <param name="Detail">Why, in English, for <see cref="Ending.Refused"/> and <see cref="Ending.Failed"/>.</param>
/// <param name="Delivery">For <see cref="Ending.Landed"/>.</param>
/// <param name="RetryAfter">How long the server asks to be left alone.</param>
internal sealed record PullAnswer(Ending Ending, string Detail = "", Delivery? Delivery = null, TimeSpan? RetryAfter = null);

/// <summary>The only file that knows Polly: total timeout → retries → the host's circuit breaker → attempt timeout.</summary>
internal sealed class Resilience(CollectorOptions options, TimeProvider time, ILogger log)
{
    // Sources of one host share its breaker: one that is down is not hammered by each of them.
    private readonly ConcurrentDictionary<string, ResiliencePipeline<PullAnswer>> _breakers = new();

    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    internal async Task<PullAnswer> RunAsync(
        string source, Pull pull, Func<CancellationToken, ValueTask<PullAnswer>> attempt, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        var last = new PullAnswer(Ending.Failed, "not tried");
        var builder = new ResiliencePipelineBuilder<PullAnswer> { TimeProvider = time };
        builder.AddTimeout(pull.TotalTimeout);
        if (pull.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<PullAnswer>
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
        builder.AddPipeline(_breakers.GetOrAdd(pull.Url.Authority, Breaker));
        builder.AddTimeout(pull.AttemptTimeout);

        try
        {
            return await builder.Build().ExecuteAsync(
                async token =>
                {
                    last = new PullAnswer(Ending.Failed, Late(pull));
                    return last = await attempt(token);
                },
                cancel);
        }
        catch (TimeoutRejectedException e)
        {
            return new PullAnswer(Ending.Failed, e.Timeout == pull.TotalTimeout && e.Timeout != pull.AttemptTimeout
                ? string.Create(CultureInfo.InvariantCulture,
                    $"no success within {pull.TotalTimeout.TotalSeconds:0.###} s in all; last: {last.Detail}")
                : last.Detail);
        }
        catch (BrokenCircuitException)
        {
            return new PullAnswer(Ending.Failed, $"{pull.Url.Host} keeps failing and is being left alone for a while");
        }
    }

    private ResiliencePipeline<PullAnswer> Breaker(string host) =>
        new ResiliencePipelineBuilder<PullAnswer> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<PullAnswer>
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

    private static bool MayPass(Outcome<PullAnswer> outcome) =>
        outcome.Result?.Ending == Ending.Failed
        || outcome.Exception is TimeoutRejectedException or BrokenCircuitException;

    // A little more than the breaker's rest: a timer that runs early would spend a retry on a closed door.
    private TimeSpan? AskedFor(Outcome<PullAnswer> outcome) => outcome.Exception is BrokenCircuitException broken
        ? (broken.RetryAfter ?? options.BreakerRest) + options.RetryDelay
        : outcome.Result?.RetryAfter;

    private static string Late(Pull pull) => string.Create(
        CultureInfo.InvariantCulture, $"no complete answer within {pull.AttemptTimeout.TotalSeconds:0.###} s");

    private static string Describe(Outcome<PullAnswer> outcome, Pull pull) => outcome.Exception switch
    {
        TimeoutRejectedException => Late(pull),
        { } e => e.Message,
        null => outcome.Result?.Detail ?? "",
    };
}
