using Microsoft.Extensions.Logging;
using Plan86.Transform.Meaning;

namespace Plan86.Ingest;

internal static partial class CollectingLog
{
    [LoggerMessage(1, LogLevel.Information, "{Source}: landed {FileName} from {From} as {Id}")]
    internal static partial void Landed(ILogger log, string source, string fileName, string from, string id);

    [LoggerMessage(2, LogLevel.Information, "{Source}: nothing new at {Url}")]
    internal static partial void Unchanged(ILogger log, string source, string url);

    [LoggerMessage(3, LogLevel.Warning, "{Source}: attempt {Attempt} failed ({Why}), next in {Delay}")]
    internal static partial void Retrying(ILogger log, string source, int attempt, string why, TimeSpan delay);

    [LoggerMessage(4, LogLevel.Warning, "{Host} keeps failing: left alone for {Rest}")]
    internal static partial void LeavingAlone(ILogger log, string host, TimeSpan rest);

    [LoggerMessage(5, LogLevel.Error, "{Source}: pull failed: {Why}")]
    internal static partial void PullFailed(ILogger log, Exception? exception, string source, string why);

    [LoggerMessage(6, LogLevel.Warning, "{File} is damaged and was left aside: the next pull fetches all anew")]
    internal static partial void PullsDamaged(ILogger log, string file);

    [LoggerMessage(8, LogLevel.Warning, "{Source}: what was learnt from the pull could not be kept: {Why}")]
    internal static partial void NotRemembered(ILogger log, string source, string why);

    [LoggerMessage(7, LogLevel.Warning, "No events from {Folder}, polling only: {Why}")]
    internal static partial void NoEvents(ILogger log, string folder, string why);
}
