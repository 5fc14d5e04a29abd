using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using Plan86.Tests.Schedules;
using Plan86.Transform;

namespace Plan86.Tests.House;

/// <summary>The same code says that it is the same, wherever it was built; other code says so where it matters.</summary>
public class FingerprintTests
{
    private static readonly Assembly Transform = typeof(Problem).Assembly;

    [Fact]
    public void Every_source_file_of_a_room_counts()
    {
        foreach (var (room, assembly) in new[] { ("transform", Transform), ("warehouse", typeof(Plan86.Warehouse.Answer).Assembly) })
        {
            var listed = new List<string>();
            CodeHash.Of(assembly, file =>
            {
                listed.Add(file);
                return true;
            });
            var folder = Path.Combine(Repository.Root, room);
            var written = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                .Concat(Directory.EnumerateFiles(folder, "*.sql", SearchOption.AllDirectories))
                .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
                .Where(file => !file.StartsWith("obj/", StringComparison.Ordinal) && !file.StartsWith("bin/", StringComparison.Ordinal));
            listed.ShouldBe(written.Append("../Directory.Packages.props"), ignoreOrder: true);
        }
    }

    [Fact]
    public void Reading_changes_with_what_it_rests_on_and_not_with_the_judge()
    {
        string With(string changed) =>
            CodeHash.Of(Transform, file => file != changed && !file.StartsWith("Judging/", StringComparison.Ordinal));
        var reading = With("");
        With("Judging/Sentences.cs").ShouldBe(reading);
        With("Reading/TableReader.cs").ShouldNotBe(reading);
        With("../Directory.Packages.props").ShouldNotBe(reading);
    }

    /// <summary>Builds the room of reading in two folders. Half a minute: asked for by <c>.ci/run</c>.</summary>
    [Fact]
    public void Built_in_two_folders_the_code_is_the_same()
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("PLAN86_BUILD_TWICE") == "1", "Builds twice: PLAN86_BUILD_TWICE=1, as .ci/run sets it.");
        var built = new[] { "one", "another-one" }.Select(Build).ToArray();
        built[1].ShouldBe(built[0]);
    }

    private static (Guid Module, string Code) Build(string name)
    {
        var folder = Directory.CreateTempSubdirectory($"plan86-{name}-").FullName;
        try
        {
            foreach (var file in Directory.EnumerateFiles(Repository.Root)
                .Where(file => Path.GetExtension(file) is ".props" or ".json" || Path.GetFileName(file) == ".editorconfig"))
            {
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            }

            var room = Path.Combine(Repository.Root, "transform");
            foreach (var file in Directory.EnumerateFiles(room, "*", SearchOption.AllDirectories))
            {
                var relative = Path.GetRelativePath(room, file);
                if (relative.Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"))
                {
                    var copy = Path.Combine(folder, "transform", relative);
                    Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                    File.Copy(file, copy);
                }
            }

            using var build = Process.Start(new ProcessStartInfo(
                Plan86Program.DotNet,
                ["build", Path.Combine(folder, "transform"), "-v", "q", "-nr:false", "-p:RunAnalyzers=false", "-o",
                    Path.Combine(folder, "out")])
            {
                RedirectStandardOutput = true,
            })!;
            var said = build.StandardOutput.ReadToEnd();
            build.WaitForExit();
            build.ExitCode.ShouldBe(0, said);
            var context = new AssemblyLoadContext(name, isCollectible: true);
            using var bytes = new MemoryStream(File.ReadAllBytes(Path.Combine(folder, "out", "Plan86.Transform.dll")));
            var assembly = context.LoadFromStream(bytes);
            var made = (assembly.ManifestModule.ModuleVersionId, CodeHash.Of(assembly, _ => true));
            context.Unload();
            return made;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
