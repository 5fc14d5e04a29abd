using System.Text.RegularExpressions;
using Plan86.Transform;
using Plan86.Transform.Plan;

namespace Plan86.Warehouse;

/// <summary>Tries the SQL that people add to, before any figure meets it.</summary>
public static partial class SqlFaults
{
    /// <summary>Returns all that is wrong with the files: series that do not exist, SQL that fails.</summary>
    public static IReadOnlyList<Problem> Of(SqlSettings settings, Catalogue catalogue)
    {
        var faults = new List<Problem>();
        foreach (var file in settings.Derived.Concat(settings.Watch))
        {
            foreach (var unknown in SeriesNamed().Matches(Comment().Replace(file.Select, "")).Select(match => match.Groups[1].Value)
                .Distinct().Where(series => !catalogue.Series.ContainsKey(series)))
            {
                faults.Add(Problem.Error(
                    Place.OfFile(file.Name), unknown, "series.csv",
                    new Bilingual("Không có chuỗi số liệu này.", "There is no such series.")));
            }
        }

        // Everything runs on no figures at all: what cannot be bound, or yields other columns, fails there too.
        using var nothing = DuckFile.Create(":memory:", "200MB", isSmall: true, CancellationToken.None);
        nothing.Run("SET VARIABLE as_of = DATE '2020-03-19'");
        nothing.Run("SET VARIABLE largest_watched = 0");
        var loading = new Loading(nothing, settings) { OnFault = faults.Add };
        loading.CreateSchema();
        loading.Run(_ => false);
        return faults;
    }

    [GeneratedRegex(@"'([A-Z][A-Z0-9_]*(?:\.[A-Z0-9_]+)+)'")]
    private static partial Regex SeriesNamed();

    [GeneratedRegex("--.*")]
    private static partial Regex Comment();
}
