namespace Plan86.Schedules.Bulletins;

/// <summary>What stands in one place of a table; a text is encoded.</summary>
/// <param name="IsLong">Running text, that needs width.</param>
internal readonly record struct Cell(Html Content, bool IsLong = false)
{
    public static implicit operator Cell(string text) => new(Html.Of($"{text}"));

    public static implicit operator Cell(Html content) => new(content);
}

/// <summary>A column of a table.</summary>
/// <param name="Share">Of the width, in any measure.</param>
/// <param name="Sort">It can be sorted by: <c>text</c> in the order of Vietnamese letters, <c>number</c>; empty: not.</param>
internal sealed record HtmlColumn(string Header, double Share, bool IsNumber = false, string Sort = "");

/// <summary>A row: its first cell is its heading.</summary>
/// <param name="Attributes">For scripts: <c>data-sector="economy"</c>.</param>
internal sealed record HtmlRow(IReadOnlyList<Cell> Cells, Html Attributes = default);

/// <summary>
/// A table with a caption, headings and the roles that say so when a phone stacks it: there each row is a block, each cell
/// behind the name of its column.
/// </summary>
internal static class HtmlTable
{
    /// <param name="slim">A few short columns: no wider than they need, and a table on a phone too.</param>
    public static Html Of(string id, string caption, IReadOnlyList<HtmlColumn> columns, IEnumerable<HtmlRow> rows, bool slim = false)
    {
        var whole = columns.Sum(column => column.Share);
        return Html.Of($"""
            <div class="scroll" role="region" tabindex="0" aria-labelledby="c-{id}">
            <table id="{id}" class="{(slim ? "slim" : "wide")}" role="table"><caption id="c-{id}">{caption}</caption>
            {Html.If(!slim, () => Html.Of($"<colgroup>{Html.Each(columns, column => Width(100 * column.Share / whole))}</colgroup>"))}
            <thead role="rowgroup"><tr role="row">{Html.Each(columns, Heading)}</tr></thead>
            <tbody role="rowgroup">
            {Html.Each(rows, row => Row(row, columns))}
            </tbody></table></div>
            """);
    }

    private static Html Width(double percent) => Html.Of($"<col style=\"width:{(int)percent}%\">");

    private static Html Heading(HtmlColumn column) => Html.Of($"""
        <th scope="col" role="columnheader" class="{(column.IsNumber ? "number" : "text")}"{Html.If(
            column.Sort.Length > 0, () => Html.Of($" data-sort=\"{column.Sort}\""))}>{column.Header}</th>
        """);

    private static Html Row(HtmlRow row, IReadOnlyList<HtmlColumn> columns)
    {
        var cells = row.Cells.Select((cell, at) => at == 0
            ? Html.Of($"<th scope=\"row\" role=\"rowheader\">{cell.Content}</th>")
            : Html.Of($"""
                <td role="cell"{Class(cell, columns[at])} data-label="{columns[at].Header}">{cell.Content}</td>
                """));
        return Html.Of($"<tr role=\"row\" {row.Attributes}>{Html.Each(cells, cell => cell)}</tr>\n");
    }

    private static Html Class(Cell cell, HtmlColumn column) =>
        cell.IsLong ? Html.Of($" class=\"long\"") : column.IsNumber ? Html.Of($" class=\"number\"") : Html.Empty;
}
