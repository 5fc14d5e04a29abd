using System.Text.RegularExpressions;

namespace Plan86.Ingest;

/// <summary>What a host's robots.txt asks of us (RFC 9309): the longest rule that fits an address decides.</summary>
internal sealed class RobotRules
{
    private const string Ours = "plan86.pipeline";

    private readonly List<(Regex Path, int Length, bool IsAllowed)> _rules = [];

    private RobotRules()
    {
    }

    /// <summary>Returns rules that forbid nothing: those of a host without the file.</summary>
    public static RobotRules None { get; } = new();

    /// <summary>Returns the rules for us, else those for everybody.</summary>
    public static RobotRules Parse(string text)
    {
        var groups = new List<(List<string> Agents, List<(bool IsAllowed, string Path)> Rules)>();
        foreach (var line in text.Split('\n').Select(line => line.Split('#')[0].Trim())
            .Where(line => line.Contains(':', StringComparison.Ordinal)))
        {
            var (name, value) = (line[..line.IndexOf(':', StringComparison.Ordinal)].Trim().ToLowerInvariant(),
                line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
            if (name == "user-agent")
            {
                if (groups.Count == 0 || groups[^1].Rules.Count > 0)
                {
                    groups.Add(([], []));
                }

                groups[^1].Agents.Add(value.ToLowerInvariant());
            }
            else if (name is "allow" or "disallow" && groups.Count > 0)
            {
                groups[^1].Rules.Add((name == "allow", value));
            }
        }

        var rules = new RobotRules();
        var own = groups.Where(group => group.Agents.Contains(Ours)).ToList();
        foreach (var (isAllowed, path) in (own.Count > 0 ? own : groups.Where(group => group.Agents.Contains("*")))
            .SelectMany(group => group.Rules).Where(rule => rule.Path.Length > 0))
        {
            var pattern = "^" + Regex.Escape(path).Replace(@"\*", ".*", StringComparison.Ordinal);
            pattern = pattern.EndsWith(@"\$", StringComparison.Ordinal) ? pattern[..^2] + "$" : pattern;
            rules._rules.Add((new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant), path.Length, isAllowed));
        }

        return rules;
    }

    /// <summary>Whether an address may be asked.</summary>
    public bool Allow(Uri url) => _rules.Where(rule => rule.Path.IsMatch(url.PathAndQuery))
        .OrderByDescending(rule => rule.Length).ThenByDescending(rule => rule.IsAllowed).Select(rule => rule.IsAllowed).DefaultIfEmpty(true)
        .First();
}
