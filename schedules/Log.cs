using Microsoft.Extensions.Logging;
using Plan86.Schedules.Bulletins;
using Plan86.Transform.Judging;
using Plan86.Transform.Lake;
using Plan86.Transform.Meaning;

namespace Plan86.Schedules;

/// <summary>What operators read in the journal.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "{FileName}: {Cells} cells and {Observations} observations read.")]
    public static partial void Read(ILogger log, string fileName, long cells, long observations);

    [LoggerMessage(LogLevel.Information, "{Headline}: {Observations} figures, {Places} places to look at.")]
    public static partial void Taken(ILogger log, string headline, long observations, long places);

    [LoggerMessage(LogLevel.Error, "{FileName} could not be read; it will be tried again.")]
    public static partial void Failed(ILogger log, string fileName, Exception fault);

    [LoggerMessage(LogLevel.Information, "Published {Extracts} extracts: {File}")]
    public static partial void Published(ILogger log, int extracts, string file);

    [LoggerMessage(LogLevel.Information, "Verdict changed: {Change}")]
    public static partial void VerdictChanged(ILogger log, string change);

    [LoggerMessage(LogLevel.Error, "The refresh failed; the last publication stands (built {BuiltAt}).")]
    public static partial void RefreshFailed(ILogger log, string builtAt, Exception fault);

    [LoggerMessage(LogLevel.Warning, "{Source} {Place}: {MessageEn} Found: {Found}. Expected: {Expected}.")]
    public static partial void Trouble(ILogger log, string source, string place, string messageEn, string found, string expected);

    [LoggerMessage(LogLevel.Information, "Watching {Inbox}. Stop with Ctrl+C or SIGTERM.")]
    public static partial void Watching(ILogger log, string inbox);

    [LoggerMessage(LogLevel.Information, "Bulletin of {Month}: {Folder}, {Files} files.")]
    public static partial void BulletinMade(ILogger log, string month, string folder, int files);

    [LoggerMessage(LogLevel.Error, "The bulletin of {Month} could not be made; the last one stands. It will be tried again.")]
    public static partial void BulletinFailed(ILogger log, string month, Exception fault);

    [LoggerMessage(LogLevel.Information, "Bulletin of {Month} released: {Folder}.")]
    public static partial void BulletinReleased(ILogger log, string month, string folder);

    [LoggerMessage(LogLevel.Error, "The draft of {Month} could not be released. It will be tried again.")]
    public static partial void ReleaseFailed(ILogger log, string month, Exception fault);

    [LoggerMessage(LogLevel.Information, "Stopped.")]
    public static partial void Stopped(ILogger log);
}
