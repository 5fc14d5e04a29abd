namespace Plan86.Transform.Reading.Layout;

/// <summary>
/// Finds the tables of a sheet. Lines with figures are data; what stands between two runs of data is headings and
/// notes, or, where text stands over the columns of the figures below, the title and header of a next table.
/// </summary>
internal sealed class TableFinder
{
    // How far below its header a column's first figures are looked for.
    private const int Window = 8;

    // A text of one column this long, over several texts, is the end of a title.
    private const int LongHeader = 30;

    // A line of more cells than this is looked at with less care, so that no file can make the work grow with its square.
    internal const int Widest = 500;

    private readonly List<Line> _lines;
    private readonly Part[] _parts;
    private readonly bool[] _data;
    private readonly HashSet<int> _hidden;

    private TableFinder(List<Line> lines, HashSet<int> hidden)
    {
        _lines = lines;

        // Figures in hidden columns are workings: read, but no guide to where tables begin, unless all are hidden.
        _hidden = hidden.Count > 0
            && lines.Count(line => line.Items.Any(item => item.Kind == ItemKind.Figure && !hidden.Contains(item.Column))) >= 3
            ? hidden
            : [];
        _parts = new Part[lines.Count];
        _data = lines.Select(LooksLikeData).ToArray();
        Sort();
    }

    /// <summary>The part a line plays.</summary>
    internal enum Part
    {
        /// <summary>Text beside the figures: a label, a title, a note.</summary>
        Aside,

        /// <summary>Text over the columns of figures.</summary>
        Header,

        /// <summary>A, B, 1, 2, 3: numbers the columns.</summary>
        ColumnNumbers,

        Data,
    }

    /// <summary>A table's lines, sorted by the part they play.</summary>
    internal sealed record Region(List<Line> Before, List<Line> Header, List<Line> Body, bool IsFlat = false)
    {
        /// <summary>Of a flat table: where in the body its notes begin.</summary>
        public int NotesFrom { get; init; }

        /// <summary>First column of figures below the header, as far as the finder can tell.</summary>
        public int DataFrom { get; init; } = int.MaxValue;

        /// <summary>Last column of figures below the header.</summary>
        public int LastFigure { get; init; }
    }

    /// <summary>Lines between two runs of data; <c>End</c> is the first line of the next.</summary>
    private readonly record struct Gap(int Start, int End, int FirstHeader, int LastHeader)
    {
        public bool HasHeader => FirstHeader >= 0;
    }

    /// <param name="hidden">Hidden columns.</param>
    public static List<Region> Find(List<Line> lines, HashSet<int> hidden) =>
        lines.Count == 0 ? [] : new TableFinder(lines, hidden).Split();

    /// <summary>
    /// Records under one line of names, as programs export them; null where the text is not of that kind. Text may stand
    /// in any column of it, so the search by figures would go wrong.
    /// </summary>
    public static Region? FindFlat(List<Line> lines)
    {
        if (lines.Count < 2)
        {
            return null;
        }

        var widths = lines.Select(line => line.Items[^1].Column).Order().ToList();
        var width = widths[(int)(widths.Count * 0.9)];
        var header = lines.FindIndex(line => line.Items[^1].Column >= width);
        if (width < 2 || header < 0 || header > 20 || header + 1 == lines.Count)
        {
            return null;
        }

        var names = lines[header].Items;
        if (names.Length < width - 1 || names.Any(item => item.IsFigureLike || item.Kind == ItemKind.Ditto)
            || names.DistinctBy(item => item.Printed).Count() < names.Length
            || names.All(item => item.Kind == ItemKind.Year))
        {
            return null;
        }

        // Text below text above figures is a header of two lines, which the general search takes apart.
        var records = lines.Skip(header + 1).ToList();
        if (records.Count(line => line.Items.Any(item => item.Value is not null)) * 5 >= records.Count * 4
            && records[0].Items.All(item => item.Value is null))
        {
            return null;
        }

        var end = lines.Count;
        while (end > header + 2 && width > 2 && lines[end - 1].Items is [{ IsText: true, Column: 1 }])
        {
            end--;
        }

        return new Region(lines[..header], [lines[header]], lines[(header + 1)..], IsFlat: true) { NotesFrom = end - header - 1 };
    }

    private bool LooksLikeData(Line line)
    {
        var (figures, texts) = (0, 0);
        foreach (var item in line.Items)
        {
            if (_hidden.Contains(item.Column))
            {
                continue;
            }

            figures += item.Kind == ItemKind.Figure ? 1 : 0;
            texts += item.IsText ? 1 : 0;
        }

        return figures > 0 && figures * 2 >= texts;
    }

    private void Sort()
    {
        var (header, years) = (false, false);
        var columns = new HashSet<int>();
        for (var i = 0; i < _lines.Count; i++)
        {
            _parts[i] = PartOf(i, columns, header, years);
            if (_parts[i] == Part.Data)
            {
                (header, years) = (false, true);
            }
            else
            {
                header |= _parts[i] == Part.Header;
            }
        }
    }

    // Long on purpose: signs in the order of their weight: the first that speaks decides.
    private Part PartOf(int at, HashSet<int> columns, bool header, bool anyData)
    {
        var line = _lines[at];
        if (_data[at] && IsLabelled(line) && !(header && IsColumnNumbers(line)))
        {
            // Nine lines of ten: one label, then figures; whatever stands below cannot change what this is.
            return Part.Data;
        }

        var (texts, figures, years, marked, label) = Count(line, columns, FigureColumns(at, columns));

        // Figures that all bear a mark ("11,5*", "12,5 (1)") make a row, not a header.
        if (marked > 0 && label && texts == 0)
        {
            return Part.Data;
        }

        texts += marked;
        if (header && figures > 0 && IsColumnNumbers(line))
        {
            return Part.ColumnNumbers;
        }

        if (figures > 0)
        {
            return texts > figures && !label ? Part.Header
                : texts > 0 && texts >= figures && !label && header ? Part.Header
                : texts == 0 && !label && header && IsBesideHeader(at) ? Part.Header
                : Part.Data;
        }

        if (texts > 0)
        {
            return Part.Header;
        }

        if (years > 0)
        {
            return !label ? (header || !anyData || years > 1 ? Part.Header : Part.Data)
                : !header && years > 1 ? Part.Header
                : Part.Data;
        }

        return Part.Aside;
    }

    /// <summary>What stands in a line: texts over columns of figures, figures, years, figures with a mark, and whether there is a
    /// label left of them.</summary>
    private (int Texts, int Figures, int Years, int Marked, bool Label) Count(Line line, HashSet<int> columns, int start)
    {
        var (texts, figures, years, marked, label) = (0, 0, 0, 0, false);
        foreach (var item in line.Items)
        {
            if (_hidden.Contains(item.Column))
            {
                continue;
            }

            switch (item.Kind)
            {
                case ItemKind.Text when item.Column < start:
                    label = true;
                    break;
                case ItemKind.Text when TableWording.IsMarkedNumber(item.Printed):
                    marked++;
                    break;
                case ItemKind.Text:
                    texts += columns.Contains(item.Column)
                        || (item.Last > item.Column && columns.Any(column => item.Column < column && column <= item.Last)) ? 1 : 0;
                    break;
                case ItemKind.Figure or ItemKind.Missing:
                    figures++;
                    break;
                case ItemKind.Year:
                    years++;
                    break;
            }
        }

        return (texts, figures, years, marked, label);
    }

    private bool IsLabelled(Line line)
    {
        var items = line.Items;
        var figures = 0;
        for (var i = 1; i < items.Length; i++)
        {
            if (items[i].IsText)
            {
                return false;
            }

            figures += items[i].IsFigureLike && !_hidden.Contains(items[i].Column) ? 1 : 0;
        }

        return items[0].IsText && figures > 1;
    }

    /// <summary>Figures alone between two lines of a header, in columns that neither of them names: workings at the side.</summary>
    private bool IsBesideHeader(int at) =>
        at > 0 && at + 1 < _lines.Count && _lines[at].Items.Length <= Widest && !_data[at - 1] && !_data[at + 1]
        && _lines[at].Items.All(item => item.IsFigureLike
            && !Covers(_lines[at - 1], item.Column) && !Covers(_lines[at + 1], item.Column));

    private static bool Covers(Line line, int column) =>
        line.Items.Any(item => item.IsText && item.Column <= column && column <= item.Last);

    /// <summary>Columns in which the next lines have figures right of their label, and the first of them.</summary>
    private int FigureColumns(int at, HashSet<int> columns)
    {
        columns.Clear();
        var (seen, labelled) = (0, false);
        for (var i = at + 1; i < _lines.Count && seen < Window; i++)
        {
            seen += Collect(i, columns, ref labelled);
        }

        for (var i = at - 1; i >= 0 && seen == 0; i--)
        {
            seen += Collect(i, columns, ref labelled);
        }

        var start = int.MaxValue;
        foreach (var column in columns)
        {
            start = Math.Min(start, column);
        }

        return start;
    }

    /// <param name="labelled">Whether a line with a label has been seen: then lines without one say nothing.</param>
    private int Collect(int line, HashSet<int> columns, ref bool labelled)
    {
        if (!_data[line])
        {
            return 0;
        }

        var items = _lines[line].Items;
        var label = Array.FindIndex(items, item => item.IsText);
        if (label < 0 && labelled)
        {
            return 0;
        }

        if (label >= 0 && !labelled)
        {
            columns.Clear();
            labelled = true;
        }

        // Without a label a year before other figures is one.
        var from = label >= 0 ? label : items.Length > 1 && items[0].Kind == ItemKind.Year && items[1].Kind != ItemKind.Year ? 1 : 0;
        for (var i = from; i < items.Length; i++)
        {
            if ((items[i].IsFigureLike || items[i].Kind == ItemKind.Year) && !_hidden.Contains(items[i].Column))
            {
                columns.Add(items[i].Column);
            }
        }

        return 1;
    }

    /// <summary>1, 2, 3 … under a header, perhaps with A and B over the stub.</summary>
    private static bool IsColumnNumbers(Line line)
    {
        var (expected, count) = (0, 0);
        foreach (var item in line.Items)
        {
            if (item.IsText ? item.Printed.Trim('(', ')') is not { Length: 1 } : item.Kind == ItemKind.Missing)
            {
                return false;
            }

            if (item.Value is { } value)
            {
                if (count++ > 0 && value != expected)
                {
                    return false;
                }

                if (count == 1 && value is not (1 or 2 or 3))
                {
                    return false;
                }

                expected = (int)value + 1;
            }
        }

        return count >= 2;
    }

    private List<Region> Split()
    {
        var regions = new List<Region>();
        var current = new Region([], [], []);
        for (var i = 0; i < _lines.Count;)
        {
            if (_parts[i] == Part.Data)
            {
                current.Body.Add(_lines[i++]);
                continue;
            }

            var gap = GapAt(i);
            i = gap.End;
            if (current.Body.Count == 0)
            {
                current = Begin(gap);
            }
            else if (!gap.HasHeader || gap.End == _lines.Count)
            {
                current.Body.AddRange(_lines[gap.Start..gap.End]);
            }
            else if (ChangesUnit(current, gap))
            {
                current.Body.AddRange(_lines[gap.Start..gap.FirstHeader]);
                regions.Add(current);
                current = GoOn(current, gap);
            }
            else if (StartsTable(gap, out var title))
            {
                current.Body.AddRange(_lines[gap.Start..title]);
                regions.Add(current);
                current = Begin(gap with { Start = title });
            }
            else
            {
                current.Body.AddRange(_lines[gap.Start..gap.End]);
            }
        }

        regions.Add(current);
        return regions;
    }

    /// <summary>The lines without figures from here to the next with figures, and the first and last of a header among them.</summary>
    private Gap GapAt(int start)
    {
        var end = start;
        var (first, last) = (-1, -1);
        for (; end < _lines.Count && _parts[end] != Part.Data; end++)
        {
            if (_parts[end] == Part.Header)
            {
                first = first < 0 ? end : first;
                last = end;
            }
            else if (_parts[end] == Part.ColumnNumbers && first >= 0)
            {
                last = end;
            }
        }

        while (first >= 0 && last + 1 < end && IsHiddenHeader(last + 1))
        {
            last++;
        }

        return new(start, end, first, last);
    }

    /// <summary>Whether all of the header is a new unit, or another measure, of the columns there are.</summary>
    private bool ChangesUnit(Region current, Gap gap) =>
        current.Header.Count > 0
        && Enumerable.Range(gap.FirstHeader, gap.LastHeader - gap.FirstHeader + 1)
            .All(k => IsUnits(k, out _) || IsMeasure(_lines[k], current));

    /// <summary>The header goes on over the next lines, with the new units for the old.</summary>
    private Region GoOn(Region current, Gap gap)
    {
        var kept = current.Header.Where(line => !IsMeasure(line, current)
            && !line.Items.All(item => item.IsText && (item.Column < current.DataFrom || TableWording.IsUnit(item.Printed, false, out _))));
        return new Region([], [.. kept, .. _lines[gap.FirstHeader..(gap.LastHeader + 1)]], _lines[(gap.LastHeader + 1)..gap.End])
        {
            DataFrom = current.DataFrom,
            LastFigure = current.LastFigure,
        };
    }

    /// <summary>The title and header of a new table.</summary>
    private Region Begin(Gap gap)
    {
        if (!gap.HasHeader)
        {
            // No text over the figures. Lines of several texts still read as a header (of columns left empty);
            // without them all that is above is the title.
            var several = Enumerable.Range(gap.Start, gap.End - gap.Start).Where(k => _lines[k].Items.Count(item => item.IsText) > 1
                && !_lines[k].Items.All(item => TableWording.IsUnit(item.Printed, false, out _))).ToList();
            var (from, to) = several.Count > 0 ? (several[0], several[^1] + 1) : (gap.End, gap.End);
            return new(_lines[gap.Start..from], _lines[from..to], _lines[to..gap.End]);
        }

        // Text over the figures that is a title or a unit is no header.
        var (header, last) = (gap.FirstHeader, gap.LastHeader);
        while (header < last && IsTitleOrUnit(_lines[header], _lines[header + 1]))
        {
            header++;
        }

        if (header == last && _lines[header].Items is [{ IsText: true } only]
            && (TableWording.IsUnit(only.Printed, false, out _) || TableWording.IsTitle(only.Printed)))
        {
            header++;
        }

        return new(
            _lines[gap.Start..header],
            [.. header <= last ? _lines[header..(last + 1)].Where((_, k) => _parts[header + k] != Part.ColumnNumbers) : []],
            _lines[(last + 1)..gap.End])
        {
            DataFrom = FigureColumns(last, []),
            LastFigure = LastFigureBelow(last),
        };
    }

    /// <summary>The last column of figures in the lines below a header, as far as the next gap.</summary>
    private int LastFigureBelow(int header)
    {
        var last = 0;
        for (var (i, seen) = (header + 1, 0); i < _lines.Count && seen < Window && (_parts[i] == Part.Data || seen == 0); i++)
        {
            if (_parts[i] == Part.Data)
            {
                seen++;
                last = Math.Max(last, _lines[i].Items.Max(item => item.IsFigureLike && !_hidden.Contains(item.Column) ? item.Column : 0));
            }
        }

        return last;
    }

    /// <summary>Whether nothing but units stands over the figures, perhaps beside a label ("B. HÀNG HOÁ | Nghìn tấn").</summary>
    private bool IsUnits(int at, out int start)
    {
        start = FigureColumns(at, []);
        var units = 0;
        foreach (var item in _lines[at].Items)
        {
            if (item.Column >= start)
            {
                if (!item.IsText || !TableWording.IsUnit(item.Printed, false, out _))
                {
                    return false;
                }

                units++;
            }
        }

        return units > 0;
    }

    /// <summary>One text over all columns of figures that says what they measure, and in what ("Cơ cấu - %").</summary>
    private static bool IsMeasure(Line line, Region region) =>
        line.Items is [{ IsText: true } only] && only.Last > only.Column && only.Column <= region.DataFrom
        && only.Last >= region.LastFigure && TableWording.IsMeasure(only.Printed, out _);

    /// <summary>The header's next line, of which only what stands over hidden columns goes on.</summary>
    private bool IsHiddenHeader(int at) =>
        _lines[at].Index == _lines[at - 1].Index + 1
        && _lines[at].Items.All(item => item.IsText && _hidden.Contains(item.Column) && Covers(_lines[at - 1], item.Column));

    private static bool IsTitleOrUnit(Line line, Line next)
    {
        // Workings may stand beside the unit.
        var texts = line.Items.Where(item => !item.IsFigureLike).ToArray();
        if (texts.Length > 0 && texts.All(item => item.IsText && TableWording.IsUnit(item.Printed, false, out _)))
        {
            return true;
        }

        return texts is [{ IsText: true } only]
            && (TableWording.IsTitle(only.Printed)
                || TableWording.IsUnit(only.Printed, true, out _)
                || (only.Column == only.Last && only.Printed.Length >= LongHeader && next.Items.Length > 1));
    }

    /// <summary>Whether header lines amid data begin a new table, and where its title begins.</summary>
    private bool StartsTable(Gap lines, out int title)
    {
        var (from, _, firstHeader, lastHeader) = lines;
        // The title: the first line that reads like one, else what follows the last blank row before the header.
        title = -1;
        for (var i = from; i < firstHeader && title < 0; i++)
        {
            if (TableWording.IsTitle(TextOf(_lines[i])))
            {
                title = i;
            }
        }

        for (var i = firstHeader; i > from && title < 0; i--)
        {
            if (_lines[i - 1].Index < _lines[i].Index - 1)
            {
                title = i;
            }
        }

        var gap = _lines[from].Index > _lines[from - 1].Index + 1;
        var titled = title >= 0 && title < firstHeader;
        if (title < 0)
        {
            title = gap ? from : firstHeader;
            titled = gap && title < firstHeader;
        }

        var (columns, labelled) = (new HashSet<int>(), false);
        var figures = new HashSet<int>();
        for (var i = firstHeader; i <= lastHeader; i++)
        {
            var start = FigureColumns(i, figures);
            foreach (var item in _lines[i].Items)
            {
                labelled |= item.Column < start;
                if (item.Column >= start && (item.IsText || item.Kind == ItemKind.Year))
                {
                    columns.Add(item.Column);
                }
            }
        }

        // One text over one column inside the data is a remark or a change of unit; texts beside a label may be
        // figures gone wrong.
        return columns.Count >= 2 ? titled || gap || !labelled : titled && TableWording.IsTitle(TextOf(_lines[title]));
    }

    private static string TextOf(Line line) => line.Items.FirstOrDefault(item => item.IsText)?.Printed ?? "";
}
