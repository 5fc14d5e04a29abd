using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Plan86.Schedules;

namespace Plan86.Tests.Schedules;

/// <summary>The worked examples of the READMEs, run as they are printed.</summary>
public sealed class ReadmeTests : IDisposable
{
    private static readonly string Readme = string.Concat(
        new[] { "", "ingest", "transform", "warehouse", "schedules" }
            .Select(room => Path.Combine(Repository.Root, room, "README.md")).Where(File.Exists).Select(File.ReadAllText));

    private readonly string _folder = Directory.CreateTempSubdirectory("plan86-readme-").FullName;

    [Fact]
    public void A_source_and_an_indicator_are_added_as_the_READMEs_say()
    {
        var config = Path.Combine(_folder, "config");
        foreach (var file in new[] { "catalogue/indicators.csv", "catalogue/targets.csv", "catalogue/series.csv", "catalogue/units.csv",
            "sources/port-authority.json" })
        {
            var path = Path.Combine(config, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, Example(file));
        }

        File.WriteAllText(Path.Combine(_folder, "2024-01-15-cang-vu.csv"), Example("2024-01-15-cang-vu.csv"));

        var commands = Example("shell").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        commands.Length.ShouldBe(3);
        Plan86(commands[0], config).ShouldContain("no faults");
        Plan86(commands[1], config).ShouldContain("ACCEPTED: 2024-01-15-cang-vu.csv");
        var answer = Plan86(commands[2], config);
        answer.ShouldContain("5.6405");
        answer.ShouldContain("6.10025");
    }

    [Fact]
    public void The_query_for_where_a_figure_comes_from_works()
    {
        Plan86($"drop {Path.Combine(Repository.Root, "ingest", "samples", "gso-monthly", "2024-12-29-bieu-mau-fdi-12-2024.xlsx")}", null);
        var sql = Regex.Match(Readme, "```sql\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        var answer = Plan86($"sql \"{sql.ReplaceLineEndings(" ")}\" --format csv", null);
        answer.ShouldContain("2024-12,787.2263849,2024-12-29-bieu-mau-fdi-12-2024.xlsx,25. FDI,D8,");
    }

    [Fact]
    public void The_two_commands_are_the_ones_that_run()
    {
        Readme.ShouldContain("dotnet run --project schedules -- demo\ndotnet test\n");
        File.ReadAllText(Path.Combine(Repository.Root, ".ci", "run")).ShouldContain("dotnet test");
    }

    public void Dispose()
    {
        foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>What a fenced block holds that an example comment announces; empty when there is none.</summary>
    private static string Example(string name) =>
        Regex.Match(Readme, $@"<!-- example: {Regex.Escape(name)} -->\n```\w*\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;

    private string Plan86(string command, string? config)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "plan86.dll"));
        foreach (Match argument in Regex.Matches(
            command.StartsWith("plan86 ", StringComparison.Ordinal) ? command[7..] : command, "\"([^\"]*)\"|\\S+"))
        {
            start.ArgumentList.Add(argument.Groups[1].Success ? argument.Groups[1].Value : argument.Value);
        }

        if (config is not null)
        {
            start.ArgumentList.Add("--config");
            start.ArgumentList.Add(config);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, output + errors.Result);
        return output;
    }
}
