using System.Globalization;
using System.Text.RegularExpressions;

namespace Plan86.Schedules.Bulletins;

/// <summary>Where a bulletin is put together, out of sight, until it takes its place. It goes with the run that made it;
/// what a killed run left is cleared by the next.</summary>
internal sealed partial class BuildFolder : IDisposable
{
    private readonly FileStream _holder;

    /// <param name="bulletins">The folder that bulletins lie in.</param>
    public BuildFolder(string bulletins, DateOnly month)
    {
        Directory.CreateDirectory(bulletins);
        Sweep(bulletins);
        Path = System.IO.Path.Combine(bulletins, string.Create(CultureInfo.InvariantCulture, $".{month:yyyy-MM}.{Guid.NewGuid():N}"));
        // Locked before there is anything to clear.
        _holder = Hold(Path, FileMode.CreateNew);
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }

        _holder.Dispose();
    }

    /// <summary>The lock goes with the handle: who still builds cannot be mistaken for one that was killed.</summary>
    private static FileStream Hold(string path, FileMode mode) =>
        new(path + ".lock", mode, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);

    private static void Sweep(string bulletins)
    {
        var left = Directory.EnumerateFileSystemEntries(bulletins, ".*")
            .Select(path => path.EndsWith(".lock", StringComparison.Ordinal) ? path[..^".lock".Length] : path)
            .Where(path => Name().IsMatch(System.IO.Path.GetFileName(path))).Distinct(StringComparer.Ordinal).ToList();
        foreach (var path in left)
        {
            try
            {
                using var held = Hold(path, FileMode.OpenOrCreate);
                if (Directory.Exists(path))
                {
                    Directory.Delete(path, recursive: true);
                }
            }
            catch (IOException)
            {
                // Another process is at work in it.
            }
        }
    }

    [GeneratedRegex(@"^\.\d{4}-\d{2}\.[0-9a-f]{32}\z")]
    private static partial Regex Name();
}
