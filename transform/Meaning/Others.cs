using Plan86.Transform.Reading;
using Plan86.Transform.Reading.Layout;

namespace Plan86.Transform.Meaning;

/// <summary>
/// What holds figures and is taken by no rule: rows and columns of the tables a source takes, and tables beside them that speak
/// of what it wants. Each is told, or counted where its rule passes over what it does not name.
/// </summary>
internal static class Others
{
    // Two letters of nine are a slip ("Hải Phong"), two of four another word.
    private const int Slips = 2;
    private const int ShortLabel = 6;

    /// <summary>Returns what is to be told, and how many rows and columns were passed over.</summary>
    public static (IReadOnlyList<Problem> Problems, int PassedOver) Find(
        Source source, TableDocument document, IReadOnlyList<RuleMatch> matches)
    {
        var problems = new List<Problem>();
        var passedOver = 0;
        var taken = matches.SelectMany(match => match.Tables.Select(table => (match.Rule, Match: table)))
            .ToLookup(pair => pair.Match.Table, ReferenceEqualityComparer.Instance);
        foreach (var table in document.Tables)
        {
            if (!taken.Contains(table))
            {
                problems.AddRange(Unknown(source, table) is { } unknown ? [unknown] : []);
                continue;
            }

            var rules = taken[table].ToList();
            var tell = rules.Exists(pair => !pair.Rule.OthersIgnored);
            foreach (var other in Columns(table, rules).Concat(Rows(table, rules)))
            {
                var near = Near(other.Rules, other.Label);
                if (tell || near is not null)
                {
                    problems.Add(Tell(other, near));
                }
                else
                {
                    passedOver++;
                }
            }
        }

        return (problems, passedOver);
    }

    /// <summary>Returns the pattern of a rule that a label no rule takes is within two letters of, or like but for its diacritics;
    /// null where there is none.</summary>
    public static Glob? Near(IEnumerable<AxisRule> rules, string label)
    {
        var folded = Text.Fold(label);
        var plain = Text.WithoutMarks(folded);
        return rules
            .Where(axis => !axis.Ignore)
            .SelectMany(axis => axis.Match)
            .Where(glob => glob.Length >= ShortLabel && (glob.Edits(folded, Slips) <= Slips || glob.IsPlainly(plain)))
            .MinBy(glob => glob.Edits(folded));
    }

    private sealed record Other(bool IsRow, Place Place, string Label, IReadOnlyList<AxisRule> Rules);

    private static IEnumerable<Other> Rows(Table table, List<(TableRule Rule, TableMatch Match)> rules)
    {
        var figures = FigureColumns(table, rules);
        var known = rules.SelectMany(pair => pair.Rule.Rows).ToList();
        for (var i = 0; i < table.Rows.Count; i++)
        {
            var row = table.Rows[i];
            if (rules.TrueForAll(pair => pair.Match.Rows[i].Rule is null) && Figures(row, figures).Take(1).ToList() is [var first])
            {
                yield return new(true, table.PlaceOf(first.Ref), row.Label, known);
            }
        }
    }

    private static IEnumerable<Other> Columns(Table table, List<(TableRule Rule, TableMatch Match)> rules)
    {
        foreach (var column in table.Columns.Where(column => column.Role == ColumnRole.Data))
        {
            if (rules.TrueForAll(pair => pair.Match.Columns.All(match => match.Column.Index != column.Index || match.Rule is null))
                && table.Rows.SelectMany(row => Figures(row, [column.Index])).Take(1).ToList() is [var first])
            {
                yield return new(
                    false, table.PlaceOf(column.HeaderRef.Length > 0 ? column.HeaderRef : first.Ref),
                    string.Join(TableMatcher.PathSeparator, column.Path), [.. rules.SelectMany(pair => pair.Rule.Columns)]);
            }
        }
    }

    private static IEnumerable<TableCell> Figures(TableRow row, HashSet<int> columns) =>
        row.Cells.Where(cell => cell.Value is not null && columns.Contains(cell.Column));

    /// <summary>Columns of figures that no rule leaves alone.</summary>
    private static HashSet<int> FigureColumns(Table table, List<(TableRule Rule, TableMatch Match)> rules)
    {
        var leftAlone = rules.SelectMany(pair => pair.Match.Columns).Where(column => column.Rule is { Ignore: true });
        return [.. table.Columns.Where(column => column.Role == ColumnRole.Data).Select(column => column.Index)
            .Except(leftAlone.Select(column => column.Column.Index))];
    }

    private static Problem Tell(Other other, Glob? near)
    {
        var expected = near is not null ? near.Words : string.Join(" · ", other.Rules
            .Where(axis => !axis.Ignore).SelectMany(axis => axis.Match).Where(glob => glob.Length > 0)
            .OrderBy(glob => Text.Distance(glob.Pattern, other.Label)).Select(glob => glob.Words).Distinct().Take(3));
        var label = other.Label.Length > 0 ? other.Label : "—";
        return Problem.Warning(other.Place, label, expected, (other.IsRow, near) switch
        {
            (true, null) => new Bilingual(
                "Dòng này có số liệu nhưng nguồn chưa khai báo; không dùng.",
                "This row has figures and no rule of the source takes it; it is not used."),
            (true, _) => new(
                "Tên dòng gần giống dòng mà nguồn cần (viết sai?); không dùng số liệu của dòng này.",
                "The label is nearly that of a row the source wants (a slip?); the row is not used."),
            (false, null) => new(
                "Cột này có số liệu nhưng nguồn chưa khai báo; không dùng.",
                "This column has figures and no rule of the source takes it; it is not used."),
            _ => new(
                "Tiêu đề gần giống cột mà nguồn cần (viết sai?); không dùng số liệu của cột này.",
                "The header is nearly that of a column the source wants (a slip?); the column is not used."),
        });
    }

    /// <summary>Returns the problem it is that a table no rule takes, and none passes over by name, has figures of a place or
    /// series that the source wants; null where it has none.</summary>
    private static Problem? Unknown(Source source, Table table)
    {
        var title = Text.Fold(table.Title);
        if (source.Tables.Any(rule => rule.IsPassedOver && rule.Matches(title)))
        {
            return null;
        }

        var figures = FigureColumns(table, []);
        var labels = table.Rows.Where(row => row.Label.Length > 0 && Figures(row, figures).Any())
            .Select(row => (row.Label, Folded: Text.Fold(row.Label))).ToList();
        foreach (var rule in source.Tables.Where(rule => !rule.IsPassedOver && !rule.NotTitle.Any(glob => glob.Matches(title))))
        {
            var isNear = title.Length > 0 && rule.Title.Any(glob => glob.IsNearly(title));
            if (labels.Find(label => IsWanted(rule, label.Folded, isNear)).Label is { } wanted)
            {
                return Problem.Warning(
                    table.Place, table.Title.Length > 0 ? table.Title : wanted, string.Join(" | ", rule.Title.Select(glob => glob.Words)),
                    new Bilingual(
                        $"Bảng có số liệu của \"{wanted}\" nhưng nguồn chưa khai báo tiêu đề này; không dùng số liệu nào của bảng.",
                        $"The table has figures of \"{wanted}\", but no rule of the source has its title; none of them is used."));
            }
        }

        return null;
    }

    /// <summary>A row says by itself that the table is wanted where it names a series in full or a place within the country; a
    /// total of the country ("Tổng số") stands in tables of anything.</summary>
    private static bool IsWanted(TableRule rule, string label, bool isNear) =>
        rule.Rows.FirstOrDefault(axis => axis.Matches(label, label)) is { Ignore: false } axis
        && axis.Match.Any(glob => glob.Length > 0)
        && (isNear
            || (axis.Facets.Series is not null && rule.Facets.Series is null)
            || axis.Facets.RefArea?.Contains('-', StringComparison.Ordinal) == true);

    /// <summary>Returns the required rows of a rule that are there without a figure in the columns it takes.</summary>
    public static IEnumerable<Problem> EmptyRows(RuleMatch match)
    {
        foreach (var meaning in match.Rule.Rows.Where(axis => axis.Required).GroupBy(axis => (axis.Facets.Series, axis.Facets.RefArea)))
        {
            var rows = match.Tables.Where(table => table.Stale is null).SelectMany(table => table.Rows
                .Where(row => row.Rule is { } rule && meaning.Contains(rule)).Select(row => (Table: table, row.Row))).ToList();
            if (rows.Count > 0 && rows.TrueForAll(row => IsEmpty(row.Table, row.Row)))
            {
                var (table, row) = rows[0];
                var column = table.Columns.FirstOrDefault(column => column.IsTaken)?.Column.Index;
                yield return Problem.Warning(
                    column is { } at ? table.Table.PlaceOf(CellRef.Of(row.Index, at)) : table.Table.Place, row.Label,
                    "1.234,5", new Bilingual(
                        "Dòng có trong bảng nhưng không có số liệu nào ở các cột cần dùng.",
                        "The row is in the table, without a figure in the columns that are used."));
            }
        }
    }

    private static bool IsEmpty(TableMatch table, TableRow row) =>
        !row.Cells.Any(cell => table.Columns.Any(column => column.IsTaken && column.Column.Index == cell.Column));
}
