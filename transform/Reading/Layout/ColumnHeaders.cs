namespace Plan86.Transform.Reading.Layout;

/// <summary>The lines of a header, read column by column.</summary>
/// <param name="lines">May still lose lines to the title before <see cref="Read"/>.</param>
internal sealed class ColumnHeaders(List<Line> lines)
{
    private const int LongestHeader = 50;

    private readonly Dictionary<int, List<string>> _paths = [];

    // The level that was written last over each column: the columns it spans, and the unit it is if it is nothing else.
    private readonly Dictionary<int, string> _spans = [];
    private readonly Dictionary<int, (int Level, string Unit)> _units = [];

    /// <summary>
    /// Reads the levels of the header over each column. Texts one below the other over exactly the same columns are one
    /// level ("Thực hiện", "tháng 11", "năm", "2024"); a text over fewer or more columns begins the next.
    /// </summary>
    /// <param name="used">The columns in which anything stands.</param>
    /// <param name="dataStart">The first column right of the stub.</param>
    public void Read(SortedSet<int> used, int dataStart)
    {
        var repeats = Spreads(dataStart);
        foreach (var line in lines.Skip(lines.Count - LongestHeader))
        {
            foreach (var item in line.Items)
            {
                if (item.Kind is not (ItemKind.Figure or ItemKind.Missing))
                {
                    Write(item, Over(line, item, used, dataStart, repeats));
                }
            }
        }
    }

    /// <summary>Returns the levels over a column, from the top.</summary>
    public List<string> PathOf(int column) => _paths.GetValueOrDefault(column) ?? [];

    /// <summary>
    /// Returns the unit that the header gives a column: the lowest it states, but <c>%</c> below or beside the words of a
    /// comparison, and of a comparison that states none; empty if none.
    /// </summary>
    public string UnitOf(int column)
    {
        var path = PathOf(column);
        var (lowest, compares) = ("", false);
        for (var i = path.Count - 1; i >= 0; i--)
        {
            var unit = _units.TryGetValue(column, out var bare) && bare.Level == i ? bare.Unit : TableWording.UnitOfLabel(path[i]);
            lowest = lowest.Length > 0 ? lowest : unit.Length > 0 ? unit : TableWording.IsUnit(path[i], false, out var all) ? all : "";
            var comparison = TableWording.Compares(path[i]);
            compares |= comparison;
            if (comparison && (unit == "%" || path[i].Contains("(%)", StringComparison.Ordinal)))
            {
                return "%";
            }
        }

        return lowest.Length > 0 ? lowest : compares ? "%" : "";
    }

    public bool HasText(int column) => RefOf(column).Length > 0;

    /// <summary>Returns the cell in which the last line of the header stands over a column; empty if none.</summary>
    public string RefOf(int column)
    {
        foreach (var line in Enumerable.Reverse(lines))
        {
            if (Array.Find(line.Items, item => item.Column <= column && column <= item.Last) is { } item)
            {
                return CellRef.Of(line.Index, item.Column);
            }
        }

        return "";
    }

    private IReadOnlyCollection<int> Over(
        Line line, Item item, SortedSet<int> used, int dataStart, Dictionary<(int Row, int Column), int> repeats)
    {
        // A unit centred into the column beside it is still that of one column, where the line has another.
        var last = item.IsText && item.LastRow == line.Index && item.Style.Across && IsOneOfUnits(line, item)
            ? item.Column
            : repeats.GetValueOrDefault((line.Index, item.Column), item.Last);
        var over = used.GetViewBetween(item.Column, Math.Max(item.Column, last));
        if (over.Count > 0)
        {
            return over;
        }

        // Text over an empty column beside the figures it belongs to.
        return item.Column > dataStart && used.Contains(item.Column - 1) && !HasText(item.Column - 1) ? [item.Column - 1]
            : item.Column >= dataStart && used.Contains(item.Column + 1) && !HasText(item.Column + 1) ? [item.Column + 1]
            : [];
    }

    private static bool IsOneOfUnits(Line line, Item item) =>
        TableWording.IsUnit(item.Printed, false, out _)
        && line.Items.Any(other => other != item && other.IsText && TableWording.IsUnit(other.Printed, false, out _));

    private void Write(Item item, IReadOnlyCollection<int> over)
    {
        var span = string.Join(' ', over);
        var unit = item.IsText && TableWording.IsUnit(item.Printed, false, out var found) ? found : "";
        foreach (var column in over)
        {
            if (!_paths.TryGetValue(column, out var path))
            {
                _paths.Add(column, path = []);
            }

            if (path.Count > 0 && _spans[column] == span)
            {
                path[^1] = $"{path[^1]} {item.Printed}";
            }
            else
            {
                path.Add(item.Printed);
                _spans[column] = span;
            }

            // "Sơ" over "bộ" is one word, and no unit.
            if (unit.Length > 0 && (path[^1].Length == item.Printed.Length || !TableWording.EndsInWordOf(path[^1], unit)))
            {
                _units[column] = (path.Count - 1, unit);
            }
        }
    }

    /// <summary>
    /// Headers that span columns without being merged: the texts below them repeat from one to the next
    /// ("Lượng", "Trị giá", "Lượng", "Trị giá").
    /// </summary>
    private Dictionary<(int Row, int Column), int> Spreads(int dataStart)
    {
        var spreads = new Dictionary<(int, int), int>();
        for (var i = 0; i + 1 < lines.Count; i++)
        {
            var above = Texts(lines[i], dataStart);
            var below = Texts(lines[i + 1], dataStart);
            if (above.Count < 2 || below.Count > TableFinder.Widest || below.Count <= above.Count
                || above.Any(item => item.Last > item.Column))
            {
                continue;
            }

            var groups = above.Select((item, k) => below
                .Where(sub => sub.Column >= item.Column && (k + 1 == above.Count || sub.Column < above[k + 1].Column)).ToList()).ToList();
            if (groups[0].Count > 1 && groups.All(group => group.Count == groups[0].Count
                && group.Zip(groups[0]).All(pair => pair.First.Printed == pair.Second.Printed)))
            {
                for (var k = 0; k < above.Count; k++)
                {
                    spreads[(lines[i].Index, above[k].Column)] = groups[k][^1].Column;
                }
            }
        }

        return spreads;
    }

    private static List<Item> Texts(Line line, int dataStart) =>
        [.. line.Items.Where(item => item.Column >= dataStart && item.Kind is ItemKind.Text or ItemKind.Year)];
}
