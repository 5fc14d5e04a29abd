using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Plan86.Warehouse;

/// <summary>One SELECT in a file of its own.</summary>
/// <param name="Name">Its place below the program or <c>--config</c>: <c>sql/derived/1_doctors.sql</c>.</param>
public sealed record SqlFile(string Name, string Select)
{
    public string FileName => Path.GetFileName(Name);
}

/// <summary>The SQL that people add to without knowing C#: formulas of derived figures and checks of all figures.</summary>
/// <param name="Derived">One for each derived figure, in the order of their names; the number before the name is the step.</param>
/// <param name="Watch">One for each check, in the order of their names.</param>
public sealed partial record SqlSettings(IReadOnlyList<SqlFile> Derived, IReadOnlyList<SqlFile> Watch)
{
    /// <summary>Returns a hash of all of it: other SQL, another publication.</summary>
    public string Digest { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Concat(Derived.Concat(Watch).Select(file => $"{file.Name}\n{file.Select}\n")))))[..16];

    /// <summary>Reads the files beside the program.</summary>
    /// <param name="config">A folder whose <c>sql/derived</c> and <c>sql/watch</c> replace them file by file and add to them; an
    /// empty file takes the shipped one of its name away.</param>
    /// <param name="isAlone">A catalogue that stands alone has its own formulas alone: the shipped ones are about the Plan's
    /// series.</param>
    public static SqlSettings Read(string? config, bool isAlone = false) =>
        new(Files("derived", isAlone ? null : AppContext.BaseDirectory, config), Files("watch", AppContext.BaseDirectory, config));

    private static List<SqlFile> Files(string kind, params string?[] roots)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var root in roots)
        {
            var folder = root is null ? null : Path.Combine(root, "sql", kind);
            foreach (var path in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.sql") : [])
            {
                files[Path.GetFileName(path)] = File.ReadAllText(path).Trim().TrimEnd(';');
            }
        }

        return [.. files.Where(file => Comment().Replace(file.Value, "").Trim().Length > 0)
            .Select(file => new SqlFile($"sql/{kind}/{file.Key}", file.Value.ReplaceLineEndings("\n")))];
    }

    [GeneratedRegex("--.*")]
    private static partial Regex Comment();
}
