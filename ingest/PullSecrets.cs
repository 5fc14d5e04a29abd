using Plan86.Transform.Meaning;

namespace Plan86.Ingest;

/// <summary>
/// Where secrets come from: <c>{secret:imf}</c> is the environment's <c>PLAN86_SECRET_IMF</c>, else the file <c>imf</c> in
/// <c>$CREDENTIALS_DIRECTORY</c> (systemd) or <c>/run/secrets</c>.
/// </summary>
public static class PullSecrets
{
    /// <summary>Returns the secret; null where nobody has set it.</summary>
    public static string? Find(string name)
    {
        var variable = "PLAN86_SECRET_" + name.ToUpperInvariant().Replace('-', '_');
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value)
        {
            return value;
        }

        foreach (var folder in new[] { Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY"), "/run/secrets" })
        {
            if (folder is { Length: > 0 } && Path.Combine(folder, name) is var file && File.Exists(file))
            {
                return File.ReadAllText(file).TrimEnd('\r', '\n');
            }
        }

        return null;
    }

    /// <summary>Returns a text of a server with <c>{secret:NAME}</c> where it repeats a secret of the pull.</summary>
    public static string Hidden(Pull pull, string text)
    {
        foreach (var name in pull.Templates.SelectMany(PullTemplate.Secrets).Distinct())
        {
            if (Find(name) is { Length: > 0 } secret)
            {
                text = text.Replace(Uri.EscapeDataString(secret), $"{{secret:{name}}}", StringComparison.Ordinal)
                    .Replace(secret, $"{{secret:{name}}}", StringComparison.Ordinal);
            }
        }

        return text;
    }

    /// <summary>Returns the names of the secrets that a source asks for and nobody has set.</summary>
    public static IReadOnlyList<string> Missing(Source source) =>
        [.. source.Pulls.SelectMany(pull => pull.Templates).SelectMany(PullTemplate.Secrets).Distinct().Where(name => Find(name) is null)];
}
