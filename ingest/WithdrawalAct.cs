using System.Text.Json;

namespace Plan86.Ingest;

/// <summary>
/// A landed file taken back, or brought back again: <c>withdrawal-0001.json</c> and so on beside its receipts. Once
/// written an act stays as it is; the last one counts.
/// </summary>
/// <param name="Why">Null: brought back.</param>
internal sealed record WithdrawalAct(DateTimeOffset At, string? Why)
{
    internal const string Pattern = "withdrawal-*.json";

    internal static string NameOf(int number) => $"withdrawal-{number:0000}.json";

    internal static string? LastIn(string home) =>
        Directory.GetFiles(home, Pattern).Order(StringComparer.Ordinal).LastOrDefault();

    /// <summary>Null where it cannot be read.</summary>
    internal static WithdrawalAct? TryRead(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<WithdrawalAct>(File.ReadAllBytes(path), Receipt.Json);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
