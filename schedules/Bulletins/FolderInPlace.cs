using System.Runtime.InteropServices;
using System.Text;

namespace Plan86.Schedules.Bulletins;

/// <summary>Puts a finished folder in the place of the one people may have open.</summary>
internal static class FolderInPlace
{
    private const int CurrentFolder = -100;
    private const uint Exchange = 2;

    /// <summary>In one step where the system has one (Linux), else in two, between which <see cref="Recover"/> mends what
    /// a crash leaves.</summary>
    public static void Replace(string built, string path)
    {
        if (!Directory.Exists(path))
        {
            Directory.Move(built, path);
            return;
        }

        if (!TryExchange(built, path))
        {
            var aside = Aside(path);
            Directory.Move(path, aside);
            Directory.Move(built, path);
            built = aside;
        }

        Directory.Delete(built, recursive: true);
    }

    /// <summary>Brings back the folder that a crash between the two steps left aside.</summary>
    public static void Recover(string path)
    {
        if (!Directory.Exists(path) && Directory.Exists(Aside(path)))
        {
            Directory.Move(Aside(path), path);
        }
    }

    private static string Aside(string path) => Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.aside");

    private static bool TryExchange(string a, string b)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        try
        {
            return RenameAt2(
                CurrentFolder, Encoding.UTF8.GetBytes(a + '\0'), CurrentFolder, Encoding.UTF8.GetBytes(b + '\0'), Exchange) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "renameat2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int RenameAt2(int oldFolder, byte[] oldPath, int newFolder, byte[] newPath, uint flags);
}
