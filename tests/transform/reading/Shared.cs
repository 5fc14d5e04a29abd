using System.Runtime.CompilerServices;
using Plan86.Schedules;

namespace Plan86.Tests.Transform.Reading;

/// <summary>Finds the material shared beside the repository; a test that needs it skips where there is none.</summary>
internal static class Shared
{
    public static string Folder([CallerFilePath] string here = "")
    {
        var given = Environment.GetEnvironmentVariable("PLAN86_SHARED");
        var folder = given ?? Path.Combine(Root(here), "..", "shared");
        if (!Directory.Exists(folder))
        {
            Assert.Skip("Chưa có thư mục ../shared / there is no ../shared here.");
        }

        return folder;
    }

    public static IEnumerable<string> Workbooks(string pattern = "*") =>
        Directory.GetFiles(Path.Combine(Folder(), "data", "gso-monthly"), pattern).Order(StringComparer.Ordinal);

    private static string Root(string here)
    {
        var folder = Path.GetDirectoryName(here);
        while (folder is not null && !File.Exists(Path.Combine(folder, "Plan86.Pipeline.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? AppContext.BaseDirectory;
    }
}
