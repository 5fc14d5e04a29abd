namespace Plan86.Tests.Transform.Reading;

/// <summary>The material shared beside the repository; a test that needs it skips where there is none.</summary>
internal static class Shared
{
    public static string Folder() => Repository.Shared();

    public static IEnumerable<string> Workbooks(string pattern = "*") =>
        Directory.GetFiles(Path.Combine(Folder(), "data", "gso-monthly"), pattern).Order(StringComparer.Ordinal);
}
