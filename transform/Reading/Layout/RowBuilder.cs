using Plan86.Transform.Reading.Spreadsheet;

namespace Plan86.Transform.Reading.Layout;

/// <summary>Labels, paths and units of the rows of one table.</summary>
/// <param name="above">Open levels of the table this one continues.</param>
/// <param name="sections">Lines that head what follows together with its units ("A. HÀNH KHÁCH | Nghìn HK").</param>
internal sealed class RowBuilder(
    List<TableColumn> columns, Dictionary<(int Row, int Column), Item> merged, IReadOnlyList<RowLevel> above, HashSet<int> sections,
    bool isFlat)
{
    private const int DeepestIndent = 1000;

    private readonly List<TableRow> _rows = [];
    private readonly Dictionary<int, ColumnRole> _roles = columns.ToDictionary(column => column.Index, column => column.Role);
    private readonly HashSet<int> _numbering = [
        .. columns.Where(
            column => column.Role == ColumnRole.Stub && column.Path.Count > 0 && TableWording.IsNumberingHeader(column.Path[^1]))
                .Select(column => column.Index)];

    // Figures in hidden columns beside visible ones are workings: a heading stays one with workings beside it.
    private readonly HashSet<int> _workings = columns.Any(column => column is { Role: ColumnRole.Data, Hidden: false })
        ? [.. columns.Where(column => column.Hidden).Select(column => column.Index)]
        : [];
    private readonly HashSet<int> _keys = [
        .. columns.Where(column => column.Path.Count > 0 && TableWording.IsKeyHeader(column.Path[^1])).Select(column => column.Index)];
    private readonly RowTree _tree = new(above);
    private readonly List<(int Row, RowNode Node)> _nodes = [];
    private readonly Dictionary<int, string> _above = [];
    private readonly List<int> _units = [.. columns.Where(column => column.Role == ColumnRole.Unit).Select(column => column.Index)];
    private string _unit = "";

    /// <summary>The levels that the last row left open.</summary>
    public IReadOnlyList<RowLevel> Levels => _tree.Open;

    /// <summary>Whether the second line holds the rest of the first line's label and nothing else.</summary>
    public static bool GoesOn(Line first, Line second) =>
        second.Index == first.Index + 1
        && second.Items is [{ IsText: true } rest]
        && first.Items.FirstOrDefault(item => item.IsText) is { } label
        && rest.Column == label.Column
        && char.IsLower(rest.Printed[0])
        && !TableWording.IsNote(rest.Printed)
        && !TableWording.IsNumbered(rest.Printed);

    public List<TableRow> Build(List<Line> strays, List<Line> body)
    {
        foreach (var line in strays)
        {
            AddBare(line);
        }

        FindNumbering(body);
        for (var i = 0; i < body.Count; i++)
        {
            var stub = Stub(body[i]);
            if (JoinsBelow(body, i, stub) is var (joined, text) && joined > 0)
            {
                foreach (var line in body[i..(i + joined)])
                {
                    AddBare(line);
                }

                i += joined;
                Add(body[i], [stub[0] with { Text = text }, .. Stub(body[i]).Skip(1)]);
                continue;
            }

            // A label may also go on below its figures: "Sản xuất  104,5" / "và phân phối điện".
            var after = 0;
            if (stub.Count > 0 && !IsHeading(body[i]))
            {
                while (i + after + 1 < body.Count && GoesOn(body[i + after], body[i + after + 1]) && IsHeading(body[i + after + 1]))
                {
                    after++;
                    stub[^1] = stub[^1] with { Text = $"{stub[^1].Printed} {body[i + after].Items[0].Printed}" };
                }
            }

            Add(body[i], stub);
            foreach (var line in body[(i + 1)..(i + after + 1)])
            {
                AddBare(line);
            }

            i += after;
        }

        SetPaths();
        return _rows;
    }

    /// <summary>A label that goes on in the next lines: "Tổng sản lượng lương" / "thực có hạt (Nghìn tấn)  36.961".</summary>
    private (int Lines, string Text) JoinsBelow(List<Line> body, int at, List<Item> stub)
    {
        if (stub.Count != 1 || !(IsHeading(body[at]) || JoinsOverNothing(body, at)))
        {
            return (0, "");
        }

        var (lines, text) = (0, stub[0].Printed);
        while (at + lines + 1 < body.Count && JoinsNext(body[at + lines], body[at + lines + 1], text))
        {
            lines++;
            text = $"{text} {Stub(body[at + lines])[0].Printed}";
            if (!IsHeading(body[at + lines]))
            {
                break;
            }
        }

        return (lines, text);
    }

    /// <summary>Adds the row of a line whose label, if it has one, belongs to another.</summary>
    private void AddBare(Line line) => _rows.Add(new TableRow(line.Index, "", [], "", line.Cells(), line.Number, line.Hidden));

    /// <summary>The paths stand when all rows are known: groups that repeat say what heads them.</summary>
    private void SetPaths()
    {
        if (!isFlat)
        {
            RepeatedGroups.Resolve(_tree.Root);
        }

        foreach (var (row, node) in _nodes)
        {
            _rows[row] = _rows[row] with { Path = node.Path(), LabelUnit = UnitByLabel(node) };
        }
    }

    /// <summary>The unit that the label states, else the nearest heading above that states one.</summary>
    private static string UnitByLabel(RowNode? node)
    {
        for (; node is not null; node = node.Parent)
        {
            if (TableWording.UnitOfLabel(node.Level.Text) is { Length: > 0 } unit)
            {
                return unit;
            }
        }

        return "";
    }

    /// <summary>A stub column of nothing but I, 1, 1.1, a) numbers the rows; it does not name them.</summary>
    private void FindNumbering(List<Line> body)
    {
        var stubs = columns.Where(column => column.Role == ColumnRole.Stub).Select(column => column.Index).ToList();
        if (stubs.Count < 2)
        {
            return;
        }

        foreach (var column in stubs.Take(stubs.Count - 1))
        {
            var items = body.Select(line => line.At(column)).Where(item => item is not null).ToList();
            if (items.Count > 0 && items.All(item => TableWording.IsNumberingMark(item!.Printed)))
            {
                _numbering.Add(column);
            }
        }
    }

    private bool JoinsNext(Line line, Line next, string text)
    {
        if (next.Index != line.Index + 1 || Stub(next) is not [{ IsText: true } rest] || Stub(line) is not [{ IsText: true } label]
            || rest.Column != label.Column || text.EndsWith(':') || TableWording.IsOfWhich(text) || rest.Style.Bold != label.Style.Bold)
        {
            return false;
        }

        var begun = char.IsLower(rest.Printed[0]) && !TableWording.IsNumbered(rest.Printed)
            && !TableWording.IsOfWhich(rest.Printed) && !TableWording.IsOfWhichItem(rest.Printed);
        var shouted = IsHeading(next) && IsShouted(text) && IsShouted(rest.Printed) && !TableWording.IsNumbered(rest.Printed);
        return begun || shouted;
    }

    /// <summary>Sums copied into the first line of a label come out as 0: "Bắc Trung Bộ  0  0" / "và duyên hải  551  57".</summary>
    private bool JoinsOverNothing(List<Line> body, int at) =>
        at + 1 < body.Count && !IsHeading(body[at + 1])
        && Stub(body[at + 1]) is [{ IsText: true } rest] && TableWording.IsRest(rest.Printed)
        && body[at].Items.All(item => item.IsText || item is { Value: 0, Text: null });

    private static bool IsShouted(string text) => text.Any(char.IsLetter) && !text.Any(char.IsLower);

    private bool IsHeading(Line line)
    {
        foreach (var item in line.Items)
        {
            if ((item.Value is not null || item.Kind == ItemKind.Missing) && _roles.GetValueOrDefault(item.Column) == ColumnRole.Data
                && !_workings.Contains(item.Column))
            {
                return false;
            }
        }

        return true;
    }

    private List<Item> Stub(Line line)
    {
        var stub = new List<Item>();
        foreach (var item in line.Items)
        {
            if (_roles.GetValueOrDefault(item.Column) == ColumnRole.Stub && !_numbering.Contains(item.Column)
                && item.Kind != ItemKind.Missing)
            {
                if (item.Kind == ItemKind.Ditto)
                {
                    if (_above.TryGetValue(item.Column, out var same))
                    {
                        stub.Add(item with { Text = same, Kind = ItemKind.Text });
                    }

                    continue;
                }

                stub.Add(item);
            }
        }

        return stub;
    }

    private void Add(Line line, List<Item> stub)
    {
        var heading = IsHeading(line);
        foreach (var item in stub)
        {
            _above[item.Column] = item.Printed;
        }

        if (stub.Count == 0 && !heading)
        {
            // A label merged over several rows names them all.
            foreach (var column in columns)
            {
                if (column.Role == ColumnRole.Stub && !_numbering.Contains(column.Index)
                    && merged.TryGetValue((line.Index, column.Index), out var item))
                {
                    stub.Add(item);
                }
            }
        }

        var label = "";
        for (var i = 0; i < stub.Count; i++)
        {
            // Of records the name is no year or code, wherever that stands.
            label = isFlat && label.Length > 0 && _keys.Contains(stub[i].Column) ? label : stub[i].Printed;
            var node = _tree.Add(LevelOf(stub[i], heading || i + 1 < stub.Count, sections.Contains(line.Index)));
            if (i + 1 == stub.Count)
            {
                node.Figures = heading ? null : line;
                _nodes.Add((_rows.Count, node));
            }
        }

        _rows.Add(new TableRow(line.Index, label, [], UnitOf(line, heading), line.Cells(), line.Number, line.Hidden));
    }

    private static RowLevel LevelOf(Item item, bool heading, bool section)
    {
        var text = item.Printed;
        var (silent, shouted) = (TableWording.IsOfWhich(text), IsShouted(text) && (item.Style.Bold || text.Length > RowTree.ShortestShout));
        if (item.Kind == ItemKind.Year)
        {
            // A year names a row below whatever heading stands above, however that is indented.
            return new(text, item.Column, DeepestIndent, heading, false, false, silent, 0, section);
        }

        // A heading in capitals stands out as bold does; a row in capitals may just be "TP. HCM".
        return new(
            text, item.Column, item.Indent, heading, item.Style.Bold || (heading && shouted), shouted,
            silent, silent ? text.Length : TableWording.OfWhichWidth(text), section);
    }

    private string UnitOf(Line line, bool heading)
    {
        foreach (var column in _units)
        {
            if (line.At(column) is { } item)
            {
                return _unit = item.Kind == ItemKind.Ditto ? _unit : item.Printed;
            }
        }

        return heading || !_units.Any(column => merged.ContainsKey((line.Index, column))) ? "" : _unit;
    }
}
