using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Plan86.Tests.House;

/// <summary>What a reader meets: lines that fit the screen, methods that fit the head. The rest of the style the build keeps
/// (<c>.editorconfig</c>).</summary>
public class StyleTests
{
    private const int Widest = 140;
    private const int LongestMethod = 100;
    private const int MostBranches = 25;

    private static readonly string[] Rooms = ["ingest", "transform", "warehouse", "schedules"];

    [Fact]
    public void No_line_is_wider_than_140_columns()
    {
        var wide = from file in Files(["tests", .. Rooms], "*.cs").Concat(Files(["warehouse"], "*.sql"))
                   from line in File.ReadLines(Path.Combine(Repository.Root, file)).Index()
                   where line.Item.Length > Widest
                   select $"{file}:{line.Index + 1}";
        wide.ToArray().ShouldBeEmpty();
    }

    [Fact]
    public void Methods_of_over_100_lines_or_25_branches_are_those_that_say_why()
    {
        var allowed = Baseline("large-methods.txt");
        var large = from file in Files(Rooms, "*.cs")
                    from method in CSharpSyntaxTree.ParseText(
                        File.ReadAllText(Path.Combine(Repository.Root, file)), cancellationToken: TestContext.Current.CancellationToken)
                        .GetRoot(TestContext.Current.CancellationToken).DescendantNodes()
                    where method is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax
                        or PropertyDeclarationSyntax { ExpressionBody: not null }
                    let place = method.GetLocation().GetLineSpan()
                    let lines = place.EndLinePosition.Line - place.StartLinePosition.Line + 1
                    let branches = 1 + method.DescendantNodes().Count(IsBranch)
                    where lines > LongestMethod || branches > MostBranches
                    group (lines, branches) by $"{file} {NameOf(method)}" into named
                    let size = $"{named.Max(one => one.lines)} lines, {named.Max(one => one.branches)} branches"
                    select (named.Key, Count: named.Count(), Size: size);
        var found = large.ToList();
        found.Where(method => method.Count > allowed.GetValueOrDefault(method.Key)).Select(method => $"{method.Key}: {method.Size}")
            .ShouldBeEmpty();
        allowed.Where(entry => found.All(method => method.Key != entry.Key || method.Count < entry.Value)).Select(entry => entry.Key)
            .ShouldBeEmpty("these are no longer large");
    }

    [Fact]
    public void A_large_method_that_stays_says_why()
    {
        var listed = File.ReadLines(Path.Combine(Repository.Root, "tests", "house", "large-methods.txt"))
            .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('#', 2, StringSplitOptions.TrimEntries));
        var silent = from line in listed
                     let file = Path.Combine(Repository.Root, line[0].Split(' ')[1])
                     where line.Length < 2 || line[1].Length == 0
                         || !File.ReadAllText(file).Contains($"// Long on purpose: {line[1]}.", StringComparison.Ordinal)
                     select line[0];
        silent.ToArray().ShouldBeEmpty();
    }

    [Fact]
    public void The_version_is_that_of_the_last_change_told()
    {
        var version = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("Version").Single().Value;
        File.ReadLines(Path.Combine(Repository.Root, "schedules", "CHANGELOG.md"))
            .First(line => line.StartsWith("## ", StringComparison.Ordinal)).ShouldBe($"## {version}");
    }

    private static bool IsBranch(SyntaxNode node) =>
        node is IfStatementSyntax or WhileStatementSyntax or ForStatementSyntax or ForEachStatementSyntax or CaseSwitchLabelSyntax
            or CasePatternSwitchLabelSyntax
            or ConditionalExpressionSyntax or SwitchExpressionArmSyntax or CatchClauseSyntax
        || node.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression or SyntaxKind.CoalesceExpression
            or SyntaxKind.AndPattern or SyntaxKind.OrPattern;

    private static string NameOf(SyntaxNode method) => method switch
    {
        MethodDeclarationSyntax one => one.Identifier.Text,
        LocalFunctionStatementSyntax one => one.Identifier.Text,
        ConstructorDeclarationSyntax one => one.Identifier.Text,
        PropertyDeclarationSyntax one => one.Identifier.Text,
        AccessorDeclarationSyntax { Parent.Parent: PropertyDeclarationSyntax one } => one.Identifier.Text,
        _ => method.Kind().ToString(),
    };

    /// <summary>What was there when the rule came, by file or method; only to be made shorter. A method that stays has a sentence
    /// why.</summary>
    private static Dictionary<string, int> Baseline(string name) =>
        File.ReadLines(Path.Combine(Repository.Root, "tests", "house", name)).Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('#')[0].Trim().Split(' ', 2))
            .ToDictionary(
                parts => parts[1], parts => int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal);

    private static IEnumerable<string> Files(string[] rooms, string pattern) =>
        rooms.SelectMany(room => Directory.EnumerateFiles(Path.Combine(Repository.Root, room), pattern, SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
}
