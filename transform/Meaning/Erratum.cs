using Plan86.Transform.Reading;

namespace Plan86.Transform.Meaning;

/// <summary>
/// A misprint of the office that its source knows: a header of tables of this title, or their unit, says one thing and means
/// another. What is kept of the cells is what was printed.
/// </summary>
/// <param name="Header">A level of the header as printed; null where it is the unit line that is wrong or missing.</param>
/// <param name="Means">The header, or the unit, as it should be.</param>
internal sealed record Erratum(IReadOnlyList<Glob> Title, Glob? Header, string Means)
{
    /// <summary>Returns the document as it is meant; the same one where nothing of it is misprinted.</summary>
    public static TableDocument Correct(TableDocument document, IReadOnlyList<Erratum> errata) =>
        errata.Count == 0 ? document : document with { Tables = [.. document.Tables.Select(table => Correct(table, errata))] };

    private static Table Correct(Table table, IReadOnlyList<Erratum> errata)
    {
        var title = Text.Fold(table.Title);
        foreach (var erratum in errata.Where(erratum => erratum.Title.Any(glob => glob.Matches(title))))
        {
            table = erratum.Header is null
                ? table with
                {
                    UnitText = erratum.Means,
                    Columns = [.. table.Columns.Select(column => column with { UnitOfTable = "" })],
                }
                : table with { Columns = [.. table.Columns.Select(erratum.Correct)] };
        }

        return table;
    }

    private TableColumn Correct(TableColumn column) =>
        column with { Path = [.. column.Path.Select(level => Header!.Matches(Text.Fold(level)) ? Means : level)] };
}
