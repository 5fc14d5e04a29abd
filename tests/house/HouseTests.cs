using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Plan86.Schedules;
using Plan86.Schedules.Charts;
using Plan86.Schedules.Commands;
using Plan86.Transform.Lake;
using Plan86.Transform.Reading.Delimited;
using Plan86.Transform.Reading.Spreadsheet;

namespace Plan86.Tests.House;

/// <summary>The rules of the house: who may know whom, one file for each library, the straight line in sight.</summary>
public class HouseTests
{
    private static readonly string[] Rooms = ["ingest", "transform", "warehouse", "schedules"];

    public static TheoryData<string, string[]> Directions => new()
    {
        { "transform", [] },
        { "ingest", ["transform"] },
        { "warehouse", ["transform"] },
        { "schedules", ["ingest", "transform", "warehouse"] },
    };

    [Theory]
    [MemberData(nameof(Directions))]
    public void A_room_knows_only_the_rooms_it_may(string room, string[] may)
    {
        var project = Directory.EnumerateFiles(Path.Combine(Repository.Root, room), "*.csproj").Single();
        var known = XDocument.Load(project).Descendants("ProjectReference")
            .Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/').Split('/')[^2])
            .Order(StringComparer.Ordinal);
        known.ShouldBe(may);
    }

    [Theory]
    [MemberData(nameof(Directions))]
    public void A_compiled_room_knows_only_the_rooms_it_may(string room, string[] may)
    {
        // What the project file allows and what the code uses are two things: a transitive reference compiles too.
        var known = Assembly.Load(room == "schedules" ? "plan86" : "Plan86." + Capital(room)).GetReferencedAssemblies()
            .Where(name => name.Name!.StartsWith("Plan86.", StringComparison.Ordinal))
            .Select(name => name.Name!["Plan86.".Length..].ToLowerInvariant());
        known.Except(may).ShouldBeEmpty();
    }

    [Fact]
    public void The_top_level_is_the_six_entries_and_plumbing()
    {
        string[] plumbing = ["Directory.Build.props", "Directory.Packages.props", "global.json"];
        var tracked = Directory.EnumerateFileSystemEntries(Repository.Root).Select(path => Path.GetFileName(path)!)
            .Where(name => !name.StartsWith('.') && name is not ("bin" or "obj" or "data" or "demo-data" or "TestResults"));
        tracked.Order(StringComparer.Ordinal).ShouldBe(
            new[] { "Plan86.Pipeline.sln", "README.md", "tests" }.Concat(plumbing).Concat(Rooms).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Parquet", "transform/Lake/ParquetLake.cs", "transform/Reading/Spreadsheet/ParquetSheet.cs")]
    [InlineData("Sylvan", "transform/Reading/Delimited/Csv.cs")]
    [InlineData("NPOI", "transform/Reading/Spreadsheet/XlsSheets.cs")]
    [InlineData("ExcelDataReader", "transform/Reading/Spreadsheet/OldXlsSheets.cs")]
    [InlineData("UtfUnknown", "transform/Reading/TextEncoding.cs")]
    [InlineData("AngleSharp", "transform/Reading/Spreadsheet/MarkupSheets.cs")]
    [InlineData("Polly", "ingest/Resilience.cs")]
    [InlineData("Cronos", "ingest/Cron.cs")]
    [InlineData("DuckDB.NET", "warehouse/DuckFile.cs")]
    [InlineData("ScottPlot", "schedules/Charts/Painter.cs")]
    [InlineData("SkiaSharp", "schedules/Charts/Painter.cs")]
    [InlineData("HarfBuzzSharp", "schedules/Charts/Painter.cs")]
    [InlineData("Spectre.Console", "schedules/Commands/Output.cs")]
    public void One_file_names_each_library(string library, params string[] files)
    {
        var naming = Naming(library);
        Code().Where(path => naming.IsMatch(WithoutComments(File.ReadAllText(path)))).Select(Relative).ShouldBe(files);
    }

    [Fact]
    public void The_Open_XML_SDK_is_named_where_Office_files_are_written()
    {
        var naming = Naming("DocumentFormat.OpenXml");
        Code().Where(path => naming.IsMatch(WithoutComments(File.ReadAllText(path)))).Select(Relative)
            .Where(file => !file.StartsWith("schedules/Office/", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void The_command_line_library_is_named_where_commands_are()
    {
        var naming = Naming("System.CommandLine");
        Code().Where(path => naming.IsMatch(WithoutComments(File.ReadAllText(path)))).Select(Relative)
            .Where(file => !file.StartsWith("schedules/Commands/", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void The_straight_line_is_in_one_short_file()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "schedules", "Pipeline.cs"));
        lines.Length.ShouldBeLessThan(150);
    }

    [Fact]
    public void Folders_are_named_for_what_they_hold()
    {
        string[] banned = ["src", "docs", "Common", "Interfaces", "Services", "Models", "Helpers", "Utils"];
        Rooms.SelectMany(room => Directory.EnumerateDirectories(Path.Combine(Repository.Root, room), "*", SearchOption.AllDirectories))
            .Where(path => banned.Contains(Path.GetFileName(path), StringComparer.OrdinalIgnoreCase)
                && !path.Contains("/bin/", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Sql_lives_in_sql_files()
    {
        // A query that shows a published table to people is not the making of a number.
        var making = new Regex("\"\\s*(CREATE|UPDATE|DELETE|ALTER)\\s+(TABLE|VIEW|MACRO|OBSERVATION)", RegexOptions.IgnoreCase);
        Code().Where(path => making.IsMatch(File.ReadAllText(path))).Select(Relative).ShouldBeEmpty();
    }

    [Fact]
    public void Every_table_and_column_says_what_it_is()
    {
        var schema =
            string.Concat(
                Directory.EnumerateFiles(Path.Combine(Repository.Root, "warehouse", "sql", "load")).Order(StringComparer.Ordinal)
                    .Select(File.ReadAllText));
        foreach (Match table in Regex.Matches(schema, @"CREATE TABLE (\w+) \((.*?)\n\);", RegexOptions.Singleline))
        {
            schema.ShouldContain($"COMMENT ON TABLE {table.Groups[1].Value} IS");
            foreach (Match column in Regex.Matches(table.Groups[2].Value, @"^\s+(""?\w+""?)\s+[A-Z]", RegexOptions.Multiline))
            {
                schema.ShouldContain($"COMMENT ON COLUMN {table.Groups[1].Value}.{column.Groups[1].Value} IS");
            }
        }
    }

    private static IEnumerable<string> Code() =>
        Rooms.SelectMany(room => Directory.EnumerateFiles(Path.Combine(Repository.Root, room), "*.cs", SearchOption.AllDirectories))
            .Where(path =>
                !Relative(path).Contains("/obj/", StringComparison.Ordinal) && !Relative(path).Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static Regex Naming(string library) =>
        new($@"^\s*(global )?using (static )?(\w+ = )?{Regex.Escape(library)}\b|\b{Regex.Escape(library)}\.\w+[\.(<]",
            RegexOptions.Multiline);

    private static string WithoutComments(string code) => Regex.Replace(code, @"//.*", "");

    private static string Relative(string path) => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');

    private static string Capital(string room) => char.ToUpperInvariant(room[0]) + room[1..];
}
