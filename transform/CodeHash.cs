using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Plan86.Transform;

/// <summary>What a room was built from. The build keeps the hash of each source file in the room itself (<c>code.txt</c>).</summary>
public static class CodeHash
{
    /// <summary>Returns 16 hexadecimal digits: others when a source file that counts has changed, the same in whatever folder the room was
    /// built.</summary>
    /// <param name="counts">Takes a file as named from the room, with slashes: <c>Judging/Judge.cs</c>.</param>
    public static string Of(Assembly room, Func<string, bool> counts)
    {
        using var stream = room.GetManifestResourceStream("code.txt")!;
        using var reader = new StreamReader(stream);

        // The build lists files as it finds them.
        var lines = reader.ReadToEnd().Replace('\\', '/').Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Where(line => counts(line[..line.LastIndexOf(' ')])).Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))))[..16];
    }
}
