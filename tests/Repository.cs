using Plan86.Schedules;

namespace Plan86.Tests;

/// <summary>Where the checkout lies, and the data beside it that is not ours to ship.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The folder of real workbooks and published figures beside the checkout; a test without it skips.</summary>
    public static string Shared()
    {
        var path = Environment.GetEnvironmentVariable("PLAN86_SHARED") ?? Path.GetFullPath(Path.Combine(Root, "..", "shared"));
        Assert.SkipUnless(Directory.Exists(path), "The folder ../shared with the real workbooks is not there.");
        return path;
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Plan86.Pipeline.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Run the tests inside the checkout.");
        }

        return folder;
    }
}
