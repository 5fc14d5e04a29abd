using System.Globalization;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading;
using Plan86.Transform.Reading.Layout;

namespace Plan86.Transform.Meaning;

/// <summary>What became of a column or row of a table.</summary>
public enum Fate
{
    Taken,

    /// <summary>A rule says so.</summary>
    LeftAlone,

    /// <summary>No rule speaks of it, or its meaning cannot be told: then there is a problem.</summary>
    NotTaken,

    /// <summary>A rule asks for it and it is not there.</summary>
    Missing,
}

/// <summary>A column or row, or what a rule asked for in vain.</summary>
/// <param name="Place"><c>C</c> or <c>19</c>; empty when missing.</param>
/// <param name="Label">Its header or label; for what is missing the patterns asked for.</param>
/// <param name="Meaning">What its figures are: <c>FDI.PROJECTS VN-HP YTD 2024-12 dự án A</c>.</param>
/// <param name="Nearest">Not taken: the patterns most like it. Missing: the labels not taken that are most like the pattern.</param>
public sealed record ExplainedAxis(string Place, string Label, Fate Fate, string Meaning, string Nearest, Problem? Problem = null);

/// <summary>A table, and what a source makes of it.</summary>
/// <param name="Source">Empty when no source takes the table.</param>
/// <param name="Rule">The rule that takes it: <c>tables[0]: *đầu tư*</c>.</param>
/// <param name="Nearest">The title patterns most like its title, where none takes it.</param>
public sealed record ExplainedTable(
    string Sheet, string Title, string Source, string Rule, string Nearest, IReadOnlyList<ExplainedAxis> Columns,
    IReadOnlyList<ExplainedAxis> Rows);

/// <summary>How a file is understood: the decisions that reading it acts on.</summary>
/// <param name="Problems">With the file, and with the tables a source cannot do without.</param>
public sealed record Explanation(IReadOnlyList<ExplainedTable> Tables, IReadOnlyList<Problem> Problems)
{
    /// <summary>Something was recognised and nothing that is asked for is missing.</summary>
    public bool Fits => Tables.Any(table => table.Source.Length > 0)
        && !Tables.SelectMany(table => table.Columns.Concat(table.Rows))
            .Any(axis => axis.Fate == Fate.Missing || (axis.Fate == Fate.NotTaken && axis.Problem is not null))
        && !Problems.Any(problem => problem.Severity == Severity.Error);

    private static readonly AxisRule AnyRow = new([], [], new(null, null, null, null, null, null, null, null), false, null, false);

    internal static Explanation Of(
        TableDocument document, IReadOnlyList<Source> sources, Catalogue catalogue, Func<Source, DateOnly?> publishedOn)
    {
        var tables = new List<ExplainedTable>();
        var problems = document.Problems.ToList();
        var taken = new HashSet<(string Sheet, int Number)>();
        foreach (var source in sources)
        {
            var matcher = new TableMatcher(source, catalogue, publishedOn(source));
            var number = 0;
            var matches = matcher.Match(Erratum.Correct(document, source.Errata)).ToList();
            foreach (var match in matches)
            {
                var rule = string.Create(CultureInfo.InvariantCulture, $"tables[{number++}]: ");
                problems.AddRange(match.MissingTable(document) is { } missing ? [missing] : []);
                foreach (var table in match.Tables)
                {
                    taken.Add((table.Table.Sheet, table.Table.Number));
                    problems.AddRange(table.Problem is { } stale ? [stale] : []);
                    var title = Text.Fold(table.Table.Title);
                    var first = table == match.Tables[0];
                    tables.Add(new(
                        table.Table.Sheet, table.Table.Title, source.Name, rule + match.Rule.Title.First(glob => glob.Matches(title)), "",
                        [.. Columns(matcher, match.Rule, table),
                            .. Missing(first ? match.MissingColumns : [],
                                match.Tables.SelectMany(each => each.Columns).Where(column => column.Rule is null)
                                    .Select(column => column.Header))],
                        [.. Rows(match.Rule, table),
                            .. Missing(first ? match.MissingRows : [],
                                match.Tables.SelectMany(each => each.Rows).Where(row => row.Rule is null).Select(row => row.Row.Label))]));
                }
            }

            problems.AddRange(matches.SelectMany(Others.EmptyRows).Concat(Others.Find(source, document, matches).Problems));
        }

        var titles = sources.SelectMany(source => source.Tables).Where(rule => !rule.IsPassedOver).SelectMany(rule => rule.Title)
            .Select(glob => glob.Pattern).Distinct().ToList();
        tables.AddRange(
            from table in document.Tables
            where !taken.Contains((table.Sheet, table.Number))
            select new ExplainedTable(
                table.Sheet, table.Title, "", "", table.Title.Length > 0 ? Text.Nearest(titles, table.Title, 1) : "", [], []));
        return new(tables, problems);
    }

    /// <summary>A flat file: which column plays which role.</summary>
    internal static Explanation Of(Source source, FlatHeader header)
    {
        var layout = source.Flat!;
        var roles = new (string Role, FlatColumn? Column, int At)[]
        {
            ("series", layout.Series, header.Series), ("time_period", layout.TimePeriod, header.TimePeriod),
            ("ref_area", layout.RefArea, header.RefArea), ("obs_value", layout.ObsValue, header.ObsValue),
            ("obs_status", layout.ObsStatus, header.ObsStatus), ("unit", layout.Unit, header.Unit),
        };
        return new(
            [new("", string.Create(CultureInfo.InvariantCulture, $"L{header.Line}"), source.Name, "flat", "",
                [.. from role in roles
                    where role.Column is not null
                    select new ExplainedAxis(
                        role.At < 0 ? "" : (role.At + 1).ToString(CultureInfo.InvariantCulture), string.Join(" | ", role.Column.Headers),
                        role.At < 0 ? Fate.NotTaken : Fate.Taken, role.Role, "")],
                [])],
            []);
    }

    private static IEnumerable<ExplainedAxis> Columns(TableMatcher matcher, TableRule rule, TableMatch table)
    {
        var row = table.Rows.FirstOrDefault(row => row.IsTaken)
            ?? new RowMatch(new(0, "", [], "", [], 0), AnyRow);
        foreach (var column in table.Columns)
        {
            var place = CellRef.Of(1, column.Column.Index)[..^1];
            if (column.Rule is null)
            {
                yield return new(place, column.Header, Fate.NotTaken, "", Nearest(rule.Columns, column.Header));
            }
            else if (column.Rule.Ignore)
            {
                yield return new(place, column.Header, Fate.LeftAlone, "", "");
            }
            else
            {
                var (meaning, problem) = matcher.Understand(rule, table, row, column, table.Table.Sheet);
                yield return new(
                    place, column.Header, meaning is null ? Fate.NotTaken : Fate.Taken, meaning?.ToString() ?? "", "", problem);
            }
        }
    }

    private static IEnumerable<ExplainedAxis> Rows(TableRule rule, TableMatch table) => table.Rows.Select(row => new ExplainedAxis(
        row.Row.Index.ToString(CultureInfo.InvariantCulture),
        row.Row.Label,
        row.Rule is null ? Fate.NotTaken : row.Rule.Ignore ? Fate.LeftAlone : Fate.Taken,
        row.Rule is null
            ? "" : string.Join(' ', new[] { row.Rule.Facets.Series, row.Rule.Facets.Over(rule.Facets).RefArea }.OfType<string>()),
        ""));

    private static IEnumerable<ExplainedAxis> Missing(IReadOnlyList<AxisRule> rules, IEnumerable<string> seen) =>
        rules.Select(axis => new ExplainedAxis(
        "", string.Join(" | ", axis.Match), Fate.Missing, axis.Facets.Series ?? axis.Facets.RefArea ?? "",
        string.Join(
            " · ", seen.Distinct().Where(label => label.Length > 0)
                .OrderBy(label => axis.Match.Min(glob => Text.Distance(glob.Pattern, label))).Take(3))));

    private static string Nearest(IReadOnlyList<AxisRule> rules, string label) => string.Join(" · ", (
        from axis in rules
        where !axis.Ignore
        let glob = axis.Match.MinBy(glob => Text.Distance(glob.Pattern, label))
        orderby Text.Distance(glob.Pattern, label)
        select axis.Facets.Series is { } series ? $"{glob} ({series})" : glob.Pattern).Take(3));
}
