using System.Text.RegularExpressions;
using Plan86.Schedules;
using Plan86.Tests.Schedules;
using Plan86.Warehouse;

namespace Plan86.Tests.Warehouse;

/// <summary>The SQL that <c>warehouse/README.md</c> prints, run as it stands there.</summary>
public class WarehouseReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "warehouse", "README.md"));

    [Fact]
    public async Task Its_ten_queries_run_and_answer()
    {
        using var office = new Office(indicators: true);
        foreach (var file in Directory.EnumerateFiles(Settings.Samples, "*", SearchOption.AllDirectories))
        {
            office.Drop(Path.GetFileName(Path.GetDirectoryName(file)!), Path.GetFileName(file),
                await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        }

        await office.OnceAsync();
        var queries = Regex.Matches(Readme, "(?<!-->\n)```sql\n(.*?)```", RegexOptions.Singleline).Select(match => match.Groups[1].Value)
            .ToList();
        queries.Count.ShouldBe(10);
        foreach (var query in queries)
        {
            office.Rows(query).ShouldNotBeEmpty(query);
        }
    }

    [Fact]
    public void Its_formula_and_its_check_are_sound()
    {
        using var office = new Office();
        foreach (var kind in new[] { "derived", "watch" })
        {
            var text = Regex.Match(Readme, $"<!-- example: {kind} -->\n```sql\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
            text.Length.ShouldBeGreaterThan(100);
            File.WriteAllText(
                Path.Combine(Directory.CreateDirectory(Path.Combine(office.Config, "sql", kind)).FullName, "1_example.sql"), text);
        }

        SqlFaults.Of(SqlSettings.Read(office.Config), office.Catalogue).ShouldBeEmpty();
    }

    [Fact]
    public void It_names_every_relation()
    {
        var schema = string.Concat(
            Directory.EnumerateFiles(Path.Combine(Repository.Root, "warehouse", "sql", "load"), "*.sql").Select(File.ReadAllText));
        foreach (Match relation in Regex.Matches(schema, @"^CREATE (?:TABLE|VIEW) (\w+)", RegexOptions.Multiline))
        {
            Readme.ShouldContain($"`{relation.Groups[1].Value}`");
        }
    }
}
