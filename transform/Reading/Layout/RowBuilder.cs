using Plan86.Transform.Plan;

namespace Plan86.Transform.Reading.Layout;

/// <summary>Labels, paths and units of the rows of one table.</summary>
/// <param name="above">Open levels of the table this one continues.</param>
internal sealed class RowBuilder(
    List<TableColumn> columns, Dictionary<(int Row, int Column), Item> merged, IReadOnlyList<RowBuilder.Level> above, bool isFlat)
{
    private readonly Dictionary<int, ColumnRole> _roles = columns.ToDictionary(column => column.Index, column => column.Role);
    private readonly HashSet<int> _numbering = [.. columns.Where(column => column.Role == ColumnRole.Stub && column.Path.Count > 0 && TableWording.IsNumberingHeader(column.Path[^1])).Select(column => column.Index)];

    // Figures in hidden columns beside visible ones are workings: a heading stays one with workings beside it.
    private readonly HashSet<int> _workings = columns.Any(column => column is { Role: ColumnRole.Data, Hidden: false })
        ? [.. columns.Where(column => column.Hidden).Select(column => column.Index)]
        : [];
    private readonly HashSet<int> _keys = [.. columns.Where(column => column.Path.Count > 0 && TableWording.IsKeyHeader(column.Path[^1])).Select(column => column.Index)];
    private readonly List<Level> _levels = [.. above];
    private readonly Dictionary<int, string> _above = [];
    private readonly List<int> _units = [.. columns.Where(column => column.Role == ColumnRole.Unit).Select(column => column.Index)];
    private string _unit = "";

    /// <summary>One open level of the hierarchy.</summary>
    /// <param name="Heading">Has no figures: what follows at the same rank is below it.</param>
    /// <param name="Deep">Whether the first row below a heading stood deeper than it: then one beside it is not below.</param>
    /// <param name="Silent">"Trong đó:": orders what follows, but is no level that anyone would name.</param>
    internal readonly record struct Level(string Text, int Column, int Indent, bool Strong, bool Heading, bool Silent, bool OfWhich, bool? Deep = null);

    /// <summary>The levels that the last row left open.</summary>
    public IReadOnlyList<Level> Levels => _levels;

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
        var rows = new List<TableRow>(strays.Count + body.Count);
        foreach (var line in strays)
        {
            rows.Add(new TableRow(line.Index, "", [], "", Cells(line), line.Number, line.Hidden));
        }

        FindNumbering(body);
        for (var i = 0; i < body.Count; i++)
        {
            var line = body[i];
            var stub = Stub(line);
            var heading = IsHeading(line);

            // A label that goes on in the next line: "Tổng sản lượng lương" / "thực có hạt (Nghìn tấn)  36.961".
            var (joined, prefix) = (0, "");
            if ((heading || JoinsOverNothing(body, i)) && stub.Count == 1)
            {
                prefix = stub[0].Printed;
                while (i + joined + 1 < body.Count && JoinsNext(body[i + joined], body[i + joined + 1], prefix))
                {
                    joined++;
                    if (!IsHeading(body[i + joined]))
                    {
                        break;
                    }

                    prefix = $"{prefix} {Stub(body[i + joined])[0].Printed}";
                }
            }

            if (joined > 0)
            {
                for (var k = 0; k < joined; k++)
                {
                    rows.Add(new TableRow(body[i + k].Index, "", [], "", Cells(body[i + k]), body[i + k].Number, body[i + k].Hidden));
                }

                i += joined;
                line = body[i];
                var last = Stub(line);
                heading = IsHeading(line);
                var text = heading ? prefix : $"{prefix} {last[0].Printed}";
                rows.Add(RowOf(line, [stub[0] with { Text = text }, .. last.Skip(1)], heading));
                continue;
            }

            // … or below its figures: "Sản xuất  104,5" / "và phân phối điện".
            var suffix = "";
            var after = 0;
            if (!heading && stub.Count > 0)
            {
                while (i + after + 1 < body.Count && GoesOn(body[i + after], body[i + after + 1]) && IsHeading(body[i + after + 1]))
                {
                    after++;
                    suffix += " " + body[i + after].Items[0].Printed;
                }
            }

            if (after > 0)
            {
                stub[^1] = stub[^1] with { Text = stub[^1].Printed + suffix };
            }

            rows.Add(RowOf(line, stub, heading));
            for (var k = 1; k <= after; k++)
            {
                var rest = body[i + k];
                rows.Add(new TableRow(rest.Index, "", [], "", Cells(rest), rest.Number, rest.Hidden));
            }

            i += after;
        }

        return rows;
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
            if (_roles.GetValueOrDefault(item.Column) == ColumnRole.Stub && !_numbering.Contains(item.Column) && item.Kind != ItemKind.Missing)
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

    private TableRow RowOf(Line line, List<Item> stub, bool heading)
    {
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
            Open(stub[i], heading || i + 1 < stub.Count);
        }

        var path = new List<string>();
        if (stub.Count > 0)
        {
            for (var i = 0; i < _levels.Count; i++)
            {
                if (!_levels[i].Silent || i + 1 == _levels.Count)
                {
                    path.Add(_levels[i].Text);
                }
            }
        }

        return new TableRow(line.Index, label, path, UnitOf(line, heading), Cells(line), line.Number, line.Hidden);
    }

    private void Open(Item item, bool heading)
    {
        var text = item.Printed;
        var silent = TableWording.IsOfWhich(text);
        var ofWhich = silent || TableWording.IsOfWhichItem(text);
        // A heading in capitals stands out as bold does; a row in capitals may just be "TP. HCM".
        var strong = item.Style.Bold || (heading && text.Length > 6 && IsShouted(text));

        // A year names a row below whatever heading stands above, however that is indented.
        var (indent, plain) = item.Kind == ItemKind.Year ? (1000, true) : (item.Indent, false);
        var level = new Level(text, item.Column, indent, strong && !plain, heading, silent, ofWhich);
        while (_levels.Count > 0 && !Holds(_levels[^1], level))
        {
            _levels.RemoveAt(_levels.Count - 1);
        }

        if (_levels.Count > 0 && _levels[^1] is { Heading: true, Deep: null } top)
        {
            _levels[^1] = top with { Deep = (top.Column, top.Indent, top.Strong) != (level.Column, level.Indent, level.Strong) };
        }

        _levels.Add(level);
    }

    /// <summary>Whether the upper level is above the lower: further left, less indented, bold over plain, a heading.</summary>
    private static bool Holds(Level upper, Level lower)
    {
        if (lower is { Strong: true, Heading: true } && upper is { Strong: false, Heading: false })
        {
            return false;
        }

        if (upper.Column != lower.Column)
        {
            return upper.Column < lower.Column;
        }

        if (upper.Indent != lower.Indent)
        {
            return upper.Indent < lower.Indent;
        }

        if (upper.Strong != lower.Strong)
        {
            return upper.Strong;
        }

        if (lower.OfWhich)
        {
            return !upper.OfWhich;
        }

        return upper.Heading && upper.Deep != true && (!lower.Heading || (TableWording.IsNumbered(upper.Text) && !TableWording.IsNumbered(lower.Text)));
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

    private static TableCell[] Cells(Line line)
    {
        var cells = new TableCell[line.Items.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            var item = line.Items[i];
            cells[i] = new TableCell(line.Index, item.Column, item.Value, item.Text, item.Style.Shape == NumberShape.Percent && item.Text is null);
        }

        return cells;
    }
}
