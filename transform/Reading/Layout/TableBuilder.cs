namespace Plan86.Transform.Reading.Layout;

/// <summary>Makes a <see cref="Table"/> of the lines that belong to it: title, unit, column paths, row paths, notes.</summary>
internal sealed class TableBuilder
{
    // More than any table for people; keeps a file of nothing but merges from filling memory.
    private const int MostMerged = 100_000;

    private readonly Sheet _sheet;
    private readonly TableFinder.Region _region;
    private readonly List<Line> _body;
    private readonly List<string> _notes = [];
    private readonly Dictionary<int, (int Figures, int Texts, int Units)> _columns = [];

    // Labels merged over several rows, by the rows and column they cover.
    private readonly Dictionary<(int Row, int Column), Item> _merged = [];
    private readonly ColumnHeaders _headers;

    // Lines that head what follows together with its units.
    private readonly HashSet<int> _sections = [];
    private int _dataStart;

    private TableBuilder(Sheet sheet, TableFinder.Region region)
    {
        _sheet = sheet;
        _region = region;
        _body = region.Body;
        _headers = new(region.Header);
    }

    /// <summary>A table and the levels its last row left open, for the next that may continue it.</summary>
    internal sealed record Built(Table Table, IReadOnlyList<RowLevel> Levels);

    /// <param name="before">The table before, also of the sheet before: what a "(Tiếp theo)" continues.</param>
    public static Built Build(Sheet sheet, TableFinder.Region region, int number, Built? before) =>
        new TableBuilder(sheet, region).Build(number, before);

    private Built Build(int number, Built? before)
    {
        var previous = before?.Table;
        TakeNotes();
        CountColumns();
        _dataStart = DataStart();
        if (TakeHeadings())
        {
            CountColumns();
        }

        var (title, unit) = TitleAndUnit();
        var continues = TableWording.Continues(title, out var rest);
        if (previous is not null && (continues ? !rest.Any(char.IsLetter) : title.Length == 0 && number > 1))
        {
            rest = previous.Title;
            unit = unit.Length == 0 ? previous.UnitText : unit;
        }

        var columns = Columns();
        if (_region.Header.Count == 0 && previous is not null && (continues || rest == previous.Title))
        {
            columns = columns.ConvertAll(column =>
                column.Path.Count == 0 && previous.Columns.FirstOrDefault(known => known.Index == column.Index) is { } known
                    ? column with { Path = known.Path, Role = known.Role, UnitText = known.UnitText }
                    : column);
        }

        if (TableWording.HasSeveralUnits(unit))
        {
            columns = columns.ConvertAll(column => column with { UnitOfTable = TableWording.UnitAmong(unit, column.Path) });
        }

        var builder = new RowBuilder(columns, _merged, continues && before is not null ? before.Levels : [], _sections, _region.IsFlat);
        var rows = builder.Build(Strays(), _body);
        LeaveSection(rows);
        return new Built(new Table(_sheet.Name, number, rest, unit, columns, rows, _notes, _sheet.Hidden), builder.Levels);
    }

    /// <summary>Text below the last figures, unless it goes on with the last label.</summary>
    private void TakeNotes()
    {
        var end = _region.IsFlat ? _region.NotesFrom : _body.Count;
        while (!_region.IsFlat && end > 0 && _body[end - 1].Items.All(item => item.Value is null && item.Kind != ItemKind.Missing))
        {
            end--;
        }

        if (!_region.IsFlat && end > 0 && end < _body.Count && RowBuilder.GoesOn(_body[end - 1], _body[end]))
        {
            end++;
        }

        foreach (var line in _body.Skip(end))
        {
            _notes.Add(string.Join(' ', line.Items.Select(item => item.Printed)));
        }

        _body.RemoveRange(end, _body.Count - end);
    }

    /// <summary>A label beside the units in the last line of a header ("A. HÀNH KHÁCH | Nghìn HK") heads the rows.</summary>
    private bool TakeHeadings()
    {
        for (var i = _region.Header.Count - 1; i > 0; i--)
        {
            var line = _region.Header[i];
            var labels = line.Items.Where(item => item.Column < _dataStart).ToArray();
            var units = line.Items.Where(item => item.Column >= _dataStart).ToArray();
            if (labels.Length == 0 || units.Length == 0
                || !units.All(item => item.IsText && TableWording.IsUnit(item.Printed, false, out _)))
            {
                break;
            }

            _region.Header[i] = new Line(line.Index, line.Number, line.Hidden, units);
            _body.Insert(0, new Line(line.Index, line.Number, line.Hidden, labels));
            _sections.Add(line.Index);
        }

        return _sections.Count > 0;
    }

    /// <summary>The units beside "A. HÀNH KHÁCH" are not those of "B. HÀNG HÓA" below, which has none.</summary>
    private void LeaveSection(List<TableRow> rows)
    {
        var section = rows.FindIndex(row => _sections.Contains(row.Index));
        if (section < 0 || !TableWording.IsNumbered(rows[section].Label))
        {
            return;
        }

        var next = rows.FindIndex(section + 1, row => row.Path.Count == 1 && row.Path[0].Length > 0
            && !_sections.Contains(row.Index) && TableWording.IsNumbered(row.Label)
            && row.Label[0] == rows[section].Label[0] + 1);
        for (var i = next; i >= 0 && i < rows.Count; i++)
        {
            rows[i] = rows[i] with { IsPastUnits = true };
        }
    }

    private void CountColumns()
    {
        _columns.Clear();
        _merged.Clear();
        foreach (var line in _body)
        {
            foreach (var item in line.Items)
            {
                var (figures, texts, units) = _columns.GetValueOrDefault(item.Column);
                _columns[item.Column] = item.Kind switch
                {
                    ItemKind.Figure or ItemKind.Year => (figures + 1, texts, units),
                    ItemKind.Ditto => (figures, texts, units + 1),
                    ItemKind.Text when item != line.Items[0] && TableWording.IsUnit(item.Printed, false, out _) =>
                        (figures, texts, units + 1),
                    ItemKind.Text => (figures, texts + 1, units),
                    _ => (figures, texts, units),
                };
                if (item.LastRow > line.Index && item.IsText)
                {
                    for (var row = line.Index + 1; row <= Math.Min(item.LastRow, _body[^1].Index) && _merged.Count < MostMerged; row++)
                    {
                        _merged[(row, item.Column)] = item;
                    }
                }
            }
        }
    }

    /// <summary>The first column right of the stub: where figures begin in a fair share of the lines.</summary>
    private int DataStart()
    {
        if (_region.IsFlat)
        {
            return _columns.Where(column => column.Value.Figures > column.Value.Texts + column.Value.Units && !IsKey(column.Key))
                .Select(column => column.Key).DefaultIfEmpty(_columns.Keys.DefaultIfEmpty(0).Max() + 1).Min();
        }

        var starts = new SortedDictionary<int, int>();
        var labelled = 0;
        foreach (var line in _body)
        {
            var label = Array.FindIndex(line.Items, item => item.IsText);
            if (label < 0)
            {
                continue;
            }

            var figure = Array.FindIndex(line.Items, label, item => item.Kind == ItemKind.Figure || item.Kind == ItemKind.Year);
            if (figure >= 0)
            {
                labelled++;
                var column = line.Items[figure].Column;
                starts[column] = starts.GetValueOrDefault(column) + 1;
            }
        }

        foreach (var (column, count) in starts)
        {
            if (count * 100 >= labelled * 15 && !IsKey(column))
            {
                return IsMistyped(column - 1) ? column - 1 : column;
            }
        }

        // No text beside the figures: a first column of years or other keys is the stub, else there is none.
        var first = _columns.Count > 0 ? _columns.Keys.Min() : 1;
        if (_columns.Count > 1)
        {
            var keys = _body.Where(line => line.Items.Length > 1).Select(line => line.At(first)).Where(item => item is not null).ToList();
            if (IsKey(first) || (keys.Count > 1 && keys.All(item => item!.Kind == ItemKind.Year)))
            {
                return _columns.Keys.Where(column => column > first).Min();
            }
        }

        return first;
    }

    /// <summary>Whether a column with a header holds nothing but slips for numbers ("1O5") beside the labels.</summary>
    private bool IsMistyped(int column)
    {
        var items = _body.Select(line => (First: line.Items[0], Item: line.At(column))).Where(pair => pair.Item is not null).ToList();
        return items.Count > 0 && _headers.HasText(column) && !IsKey(column)
            && items.TrueForAll(pair => pair.Item != pair.First && pair.Item!.IsText && TableWording.IsMistypedNumber(pair.Item.Printed));
    }

    /// <summary>Whether the numbers of a column name its rows: years, codes, running numbers.</summary>
    private bool IsKey(int column) =>
        TableWording.IsKeyHeader(string.Join(' ', _region.Header.Select(line => line.At(column)?.Printed).Where(text => text is not null)));

    private (string Title, string Unit) TitleAndUnit()
    {
        var parts = new List<(string Text, int Line)>();
        var unit = "";
        var visible = _region.Before.Any(line => line.Items.Any(item => item.IsText && !_sheet.HiddenColumns.Contains(item.Column)));
        for (var i = 0; i < _region.Before.Count; i++)
        {
            var line = _region.Before[i];
            foreach (var item in line.Items)
            {
                if (visible && _sheet.HiddenColumns.Contains(item.Column))
                {
                    continue;
                }

                if (item.IsText && TableWording.IsUnit(item.Printed, line.Items.Length > 1 && item.Column < _dataStart, out var found))
                {
                    unit = unit.Length == 0 || unit == found ? found : $"{unit}; {found}";
                }
                else if (item.IsText)
                {
                    parts.Add((item.Printed, i));
                }
            }
        }

        foreach (var line in _region.Header.ToList())
        {
            // One unit merged over the columns, below their names, is the unit of all of them.
            if (line.Items is [{ IsText: true } only] && only.Last > only.Column && only.Column >= _dataStart
                && TableWording.IsUnit(only.Printed, false, out var found))
            {
                unit = found;
                _region.Header.Remove(line);
            }
        }

        if (_region.Header is [.., { Items: [{ IsText: true } measure] }] && measure.Last > measure.Column && measure.Column <= _dataStart
            && _columns.All(column => column.Key <= measure.Last || column.Value.Figures == 0 || _sheet.HiddenColumns.Contains(column.Key))
            && TableWording.IsMeasure(measure.Printed, out var measured))
        {
            unit = measured;
        }

        // Above a numbered title stand letterheads: kept, but no part of it.
        var start = parts.FindIndex(part => TableWording.IsTitle(part.Text));
        if (start > 0)
        {
            _notes.InsertRange(0, parts.Take(start).Select(part => part.Text));
            parts.RemoveRange(0, start);
        }

        return (string.Join(' ', parts.Select(part => part.Text)), unit);
    }

    /// <summary>Figures beside a title or amid a header: rows of their own, so that none is lost.</summary>
    private List<Line> Strays() =>
        _region.Before.Concat(_region.Header)
            .Where(line =>
                line.Items.Any(item => item.Kind == ItemKind.Figure || (item.Kind == ItemKind.Year && _region.Before.Contains(line))))
            .Select(line => new Line(line.Index, line.Number, line.Hidden,
                [.. line.Items
                    .Where(item => item.Kind == ItemKind.Figure || (item.Kind == ItemKind.Year && _region.Before.Contains(line)))]))
            .ToList();

    private List<TableColumn> Columns()
    {
        var used = new SortedSet<int>(_columns.Keys);
        foreach (var line in Strays())
        {
            foreach (var item in line.Items)
            {
                used.Add(item.Column);
            }
        }

        _headers.Read(used, _dataStart);
        var columns = new List<TableColumn>(used.Count);
        var headers = new HashSet<string>();
        foreach (var column in used)
        {
            var path = _headers.PathOf(column);
            var role = RoleOf(column, path);
            columns.Add(new TableColumn(column, path, role, _sheet.HiddenColumns.Contains(column))
            {
                IsTwin = role == ColumnRole.Data && path.Count > 0 && !headers.Add(string.Join('\n', path)),
                HeaderRef = _headers.RefOf(column),
                UnitText = _headers.UnitOf(column),
                IsWorth = path.Exists(TableWording.NamesWorth),
            });
        }

        return columns;
    }

    private ColumnRole RoleOf(int column, List<string> path)
    {
        var (figures, texts, units) = _columns.GetValueOrDefault(column);
        if (path.Count > 0 && TableWording.IsUnitHeader(path[^1]) && figures <= units + texts && !NamesUnitsOfPeople(column, path[^1]))
        {
            return ColumnRole.Unit;
        }

        if (column < _dataStart)
        {
            var isFirst = !_columns.Keys.Any(other => other < column);
            return !isFirst && path.Count == 0 && units > 0 && units >= 4 * texts && figures == 0 ? ColumnRole.Unit : ColumnRole.Stub;
        }

        return figures == 0 && texts + units > 0 ? (units > 4 * texts ? ColumnRole.Unit : ColumnRole.Text) : ColumnRole.Data;
    }

    /// <summary>"Đơn vị" over districts and departments, not over units of measure: the first column of words, or one beside "Đơn
    /// vị tính".</summary>
    private bool NamesUnitsOfPeople(int column, string header) =>
        TableWording.IsBareUnitHeader(header)
        && (!_columns.Keys.Any(other => other < column && HasLabels(other)) || _columns.Keys.Any(other => other != column
            && _region.Header
                .Any(line => line.At(other) is { } item && TableWording.IsUnitHeader(item.Printed)
                    && !TableWording.IsBareUnitHeader(item.Printed))))
        && !_body.Exists(line => line.At(column) is { IsText: true } item && TableWording.IsUnit(item.Printed, false, out _));

    private bool HasLabels(int column) =>
        _body.Exists(line => line.At(column) is { IsText: true } item && !TableWording.IsNumberingMark(item.Printed));
}
