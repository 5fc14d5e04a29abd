using Plan86.Schedules;
using Plan86.Transform;

namespace Plan86.Tests.House;

/// <summary>The rooms have rooms: folders know each other one way only, and no files stand in a circle. Read from the compiled
/// code.</summary>
public class GraphTests
{
    private const string Reading = "transform/Reading";

    /// <summary>Where files of one folder stand at different heights: the words that everyone uses, and the few that bring all
    /// together.</summary>
    private static readonly Dictionary<string, string> Doors = new(StringComparer.Ordinal)
    {
        [$"{Reading}/TableReader.cs"] = $"{Reading} (door)",
        [$"{Reading}/FileReading.cs"] = $"{Reading} (door)",
        [$"{Reading}/FormatReader.cs"] = $"{Reading} (door)",
        [$"{Reading}/TableDocument.cs"] = $"{Reading} (door)",
        ["schedules/Pipeline.cs"] = "schedules (line)",
        ["schedules/WriterSession.cs"] = "schedules (line)",
        ["schedules/Worker.cs"] = "schedules (line)",
        ["schedules/BulletinClock.cs"] = "schedules (line)",
        ["schedules/Program.cs"] = "schedules (start)",
    };

    /// <summary>Which folder of a room may know which others of it.</summary>
    private static readonly Dictionary<string, string[]> May = new(StringComparer.Ordinal)
    {
        ["ingest"] = [],
        ["transform"] = [],
        [$"{Reading}"] = ["transform", $"{Reading}/Vietnamese"],
        [$"{Reading}/Vietnamese"] = ["transform"],
        [$"{Reading}/Layout"] = ["transform", Reading, $"{Reading}/Vietnamese"],
        [$"{Reading}/Delimited"] = ["transform", Reading, $"{Reading}/Layout", $"{Reading}/Vietnamese"],
        [$"{Reading}/Spreadsheet"] = ["transform", Reading, $"{Reading}/Vietnamese"],
        [$"{Reading}/Exchange"] = ["transform", Reading, $"{Reading}/Delimited", $"{Reading}/Vietnamese"],
        [$"{Reading} (door)"] =
            ["transform", Reading, $"{Reading}/Delimited", $"{Reading}/Exchange", $"{Reading}/Layout", $"{Reading}/Spreadsheet",
                $"{Reading}/Vietnamese"],
        ["transform/Plan"] = ["transform", $"{Reading}/Delimited"],
        ["transform/Lake"] = ["transform", "transform/Plan"],
        ["transform/Meaning"] =
        [
            "transform", "transform/Plan", "transform/Lake", Reading, $"{Reading} (door)",
            $"{Reading}/Delimited", $"{Reading}/Exchange", $"{Reading}/Layout", $"{Reading}/Vietnamese",
        ],
        ["transform/Judging"] = ["transform", "transform/Plan"],
        ["warehouse"] = [],
        ["schedules"] = [],
        ["schedules/Charts"] = ["schedules"],
        ["schedules/Office"] = ["schedules"],
        ["schedules/Bulletins"] = ["schedules", "schedules/Charts", "schedules/Office"],
        ["schedules/Replies"] = ["schedules", "schedules/Office"],
        ["schedules (line)"] = ["schedules", "schedules/Charts", "schedules/Bulletins", "schedules/Replies"],
        ["schedules/Desk"] = ["schedules", "schedules (line)", "schedules/Replies"],
        ["schedules/Commands"] =
            ["schedules", "schedules (line)", "schedules/Bulletins", "schedules/Charts", "schedules/Desk", "schedules/Office",
                "schedules/Replies"],
        ["schedules (start)"] = ["schedules", "schedules/Commands"],
    };

    private static readonly Lazy<CodeGraph> Graph = new(() => new CodeGraph(
        Repository.Root,
        [
            typeof(Problem).Assembly.Location, typeof(Plan86.Ingest.Collector).Assembly.Location,
            typeof(Plan86.Warehouse.Answer).Assembly.Location, typeof(Settings).Assembly.Location,
        ]));

    [Fact]
    public void No_files_stand_in_a_circle()
    {
        var knows = Graph.Value.Knows;
        knows.Count.ShouldBeGreaterThan(100);
        knows["schedules/Program.cs"].ShouldContain("schedules/Commands/CommandLine.cs");
        CodeGraph.Circles(knows).Select(circle => string.Join(' ', circle)).ShouldBeEmpty();
    }

    [Fact]
    public void A_circle_is_found()
    {
        var knows = new Dictionary<string, HashSet<string>> { ["a"] = ["b"], ["b"] = ["c", "d"], ["c"] = ["a"], ["d"] = [], ["e"] = ["a"] };
        CodeGraph.Circles(knows).ShouldHaveSingleItem().ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public void Folders_know_each_other_one_way_only()
    {
        var wrong =
            from file in Graph.Value.Knows
            from to in file.Value
            where file.Key.Split('/')[0] == to.Split('/')[0] && Folder(file.Key) != Folder(to)
            where !May.TryGetValue(Folder(file.Key), out var may) || !may.Contains(Folder(to))
            select $"{file.Key} knows {to}";
        wrong.Order(StringComparer.Ordinal).ToArray().ShouldBeEmpty();
    }

    [Fact]
    public void What_folders_may_know_of_each_other_is_no_circle_itself() =>
        CodeGraph.Circles(
            May.ToDictionary(folder => folder.Key, folder => folder.Value.ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal))
                .ShouldBeEmpty();

    [Fact]
    public void The_namespace_is_the_folder() =>
        Graph.Value.Namespaces.Where(file => file.Value != "Plan86." + string.Join('.', file.Key.Split('/')[..^1].Select(Capital)))
            .Select(file => $"{file.Key} says {file.Value}").Order(StringComparer.Ordinal).ToArray().ShouldBeEmpty();

    [Fact]
    public void No_two_types_of_one_name() =>
        Graph.Value.TypeNames.GroupBy(type => type.Name, StringComparer.Ordinal)
            .Where(name => name.Select(type => type.File).Distinct().Count() > 1)
            .Select(name => $"{name.Key}: {string.Join(", ", name.Select(type => type.File))}").Order(StringComparer.Ordinal).ToArray()
            .ShouldBeEmpty();

    private static string Folder(string file) => Doors.GetValueOrDefault(file) ?? file[..file.LastIndexOf('/')];

    private static string Capital(string folder) => char.ToUpperInvariant(folder[0]) + folder[1..];
}
