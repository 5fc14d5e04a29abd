using System.Globalization;

namespace Plan86.Transform;

/// <summary>
/// From cells to series: holds each table of a document against the rules of a source and turns the figures they
/// name into observations. A figure no rule names stays a cell; a rule that finds nothing becomes a problem.
/// </summary>
internal sealed class TableMapper(Source source, Catalogue catalogue, ParquetLake lake, Names names, KeyGuard guard)
{
    private const string PathSeparator = " › ";

    /// <summary>Whether any table of the document is one the source looks for.</summary>
    public static bool Fits(Source source, TableDocument document) =>
        document.Tables.Any(table => source.Tables.Any(rule => rule.Matches(Text.Fold(table.Title))));

    /// <summary>Keeps every figure of every table as a cell.</summary>
    public void KeepCells(TableDocument document)
    {
        foreach (var table in document.Tables)
        {
            foreach (var (row, column, cell) in table.Figures())
            {
                lake.Add(new CellRow(
                    table.Sheet,
                    cell.Ref,
                    table.Title,
                    row.Label,
                    string.Join(PathSeparator, row.Path),
                    string.Join(PathSeparator, column.Path),
                    row.UnitText.Length > 0 ? row.UnitText : table.UnitText,
                    cell.Value!.Value,
                    cell.Raw));
            }
        }
    }

    /// <summary>Maps the document; true when at least one table was one of the source's.</summary>
    public bool Map(TableDocument document)
    {
        var matched = false;
        foreach (var rule in source.Tables)
        {
            var tables = document.Tables.Where(table => rule.Matches(Text.Fold(table.Title))).ToList();
            matched |= tables.Count > 0;
            if (tables.Count == 0 && rule.Required)
            {
                lake.Add(Problem.Error(
                    "", string.Join(" · ", document.Tables.Select(table => table.Title).Where(title => title.Length > 0).Take(5)),
                    string.Join(" | ", rule.Title), "Không tìm thấy bảng.", "The table was not found."));
            }

            var found = new HashSet<AxisRule>();
            foreach (var table in tables)
            {
                Map(rule, table, found);
            }

            ReportMissing(rule, tables, found);
        }

        return matched;
    }

    private void Map(TableRule rule, Table table, HashSet<AxisRule> found)
    {
        PeriodReading? titlePeriod = PeriodText.TryRead(table.Title, null, out var inTitle) ? inTitle : null;
        var columns = new Dictionary<int, (TableColumn Column, AxisRule Rule)>();
        foreach (var column in table.Columns.Where(column => column.Role == ColumnRole.Data))
        {
            if (First(rule.Columns, string.Join(PathSeparator, column.Path)) is { } axis)
            {
                found.Add(axis);
                columns.Add(column.Index, (column, axis));
            }
        }

        foreach (var row in table.Rows)
        {
            if (First(rule.Rows, row.Label) is not { } rowRule)
            {
                continue;
            }

            found.Add(rowRule);
            foreach (var cell in row.Cells)
            {
                if (columns.TryGetValue(cell.Column, out var column))
                {
                    Take(rule, table, row, rowRule, column, cell, titlePeriod);
                }
            }
        }
    }

    /// <summary>The first rule that matches; null also when it says to leave the row or column alone.</summary>
    private static AxisRule? First(IReadOnlyList<AxisRule> rules, string text)
    {
        var folded = Text.Fold(text);
        return rules.FirstOrDefault(axis => axis.Matches(folded)) is { Ignore: false } axis ? axis : null;
    }

    private void ReportMissing(TableRule rule, List<Table> tables, HashSet<AxisRule> found)
    {
        if (tables.Count == 0)
        {
            return;
        }

        int? year = PeriodText.TryRead(tables[0].Title, null, out var title) ? title.Period.Year : null;
        bool Missing(AxisRule axis) => axis.Required && !found.Contains(axis) && (axis.Since is null || year is null || year >= axis.Since);

        foreach (var axis in rule.Columns.Where(Missing))
        {
            var seen = tables.SelectMany(table => table.Columns).Where(column => column.Role == ColumnRole.Data).Select(column => string.Join(' ', column.Path)).Distinct();
            lake.Add(Problem.Warning(
                tables[0].Sheet, string.Join(" · ", seen), string.Join(" | ", axis.Match),
                "Không tìm thấy cột trong bảng.", "A column of the table was not found."));
        }

        foreach (var axis in rule.Rows.Where(Missing))
        {
            lake.Add(Problem.Warning(
                tables[0].Sheet, tables[0].Title, string.Join(" | ", axis.Match),
                "Không tìm thấy dòng trong bảng; không có số liệu, không phải bằng 0.",
                "A row of the table was not found: there is no figure, which is not zero."));
        }
    }

    private void Take(
        TableRule rule, Table table, TableRow row, AxisRule rowRule, (TableColumn Column, AxisRule Rule) column, TableCell cell, PeriodReading? title)
    {
        var place = table.Sheet.Length > 0 ? $"{table.Sheet}!{cell.Ref}" : cell.Ref;
        var (byColumn, byRow, byTable) = (column.Rule.Facets, rowRule.Facets, rule.Facets);
        var seriesCode = byColumn.Series ?? byRow.Series ?? byTable.Series;
        if (seriesCode is null)
        {
            return;
        }

        var codes = seriesCode.Split(':');
        var series = catalogue.Series[codes[0]];
        var header = string.Join(' ', column.Column.Path);
        if (cell.Value is not { } value)
        {
            if (VietnameseNumber.IsMissing(cell.Raw))
            {
                lake.Add(Problem.Warning(place, cell.Raw, "1.234,5", "Không có số liệu.", "There is no figure."));
            }
            else
            {
                lake.Add(Problem.Error(place, cell.Raw, "1.234,5", "Giá trị không phải là số.", "The value is not a number."));
            }

            return;
        }

        if (Period(header, row, title, byColumn, byRow, byTable) is not { } period)
        {
            lake.Add(Problem.Error(place, $"{header} · {table.Title}", "Tháng 3/2024 · 6 tháng 2024 · Năm 2024",
                "Không biết số liệu của kỳ nào.", "The period of the figure is not stated."));
            return;
        }

        var transformation = byColumn.Transformation ?? byRow.Transformation ?? byTable.Transformation
            ?? (codes.Length > 1 ? codes[1] : "N");
        if (period.Cumulative)
        {
            transformation = transformation switch { "N" => "YTD", "GY" => "YTD_GY", var same => same };
        }

        if (UnitOf(table, column.Column, row, byColumn, byRow, byTable, series, transformation, place) is not { } unit)
        {
            return;
        }

        if (byColumn.IsIndex || byRow.IsIndex || byTable.IsIndex)
        {
            value -= 100;
        }
        else if (cell.IsFraction)
        {
            value *= 100;
        }

        var status = byColumn.Status ?? byRow.Status ?? byTable.Status ?? period.Status ?? PeriodText.ReadStatus(Text.Fold(header)) ?? "A";
        var observation = new ObservationRow(
            names.OfSeries(series.Code),
            names.OfRefArea(byRow.RefArea ?? byColumn.RefArea ?? byTable.RefArea ?? "VN-HP"),
            names.OfPeriod(period.Period),
            names.OfUnit(unit.Measure, unit.Mult),
            (byte)Array.IndexOf(Names.Transformations, transformation),
            (byte)Array.IndexOf(Names.Statuses, status),
            value,
            0,
            names.OfSheet(table.Sheet),
            cell.Ref);
        if (guard.Admits(observation, period.Period))
        {
            lake.Add(observation, period.Period.Year);
        }
    }

    /// <summary>The period by rule, else by header, row label or title; a month named without a year takes the title's.</summary>
    private static PeriodReading? Period(
        string header, TableRow row, PeriodReading? title, Facets byColumn, Facets byRow, Facets byTable)
    {
        if ((byColumn.Period ?? byRow.Period ?? byTable.Period) is { } stated)
        {
            return new PeriodReading(stated, false, null);
        }

        var year = title?.Period.Year;
        return PeriodText.TryRead(header, year, out var reading) || PeriodText.TryRead(row.Label, year, out reading) ? reading : title;
    }

    /// <summary>
    /// The unit the file states for the column, row or table, else the rule's, else the series' own. Another
    /// multiple of the same measure is taken as stated; another measure holds the figure back.
    /// </summary>
    private Unit? UnitOf(
        Table table, TableColumn column, TableRow row, Facets byColumn, Facets byRow, Facets byTable, Series series, string transformation, string place)
    {
        var change = transformation is not ("N" or "YTD");
        var ruled = (byColumn.Unit ?? byRow.Unit ?? byTable.Unit) is { } text
            ? catalogue.FindUnit(text)!
            : change ? catalogue.FindUnit("%") ?? new Unit("PC", 0, "%", "%")
            : new Unit(series.UnitMeasure, series.UnitMult, "", "");
        if (change)
        {
            return ruled;
        }

        var statedText = column.Path.Reverse().SelectMany(InParentheses).FirstOrDefault(inside => catalogue.FindUnit(inside) is not null)
            ?? (row.UnitText.Length > 0 ? row.UnitText : null)
            ?? (catalogue.FindUnit(table.UnitText) is not null ? table.UnitText : null);
        if (statedText is null)
        {
            return ruled;
        }

        var stated = catalogue.FindUnit(statedText);
        if (stated is not null && stated.Measure == ruled.Measure)
        {
            if (stated.Mult != ruled.Mult && (byColumn.Unit ?? byRow.Unit ?? byTable.Unit) is not null)
            {
                lake.Add(Problem.Warning(place, statedText, ruled.TextVi,
                    "Đơn vị tính khác mọi khi; số liệu được dùng theo đơn vị ghi trong tệp.",
                    "The unit is not the usual one; the figure is taken in the unit the file states."));
            }

            return stated;
        }

        // A unit line for the whole table ("Triệu USD") does not speak for a column of counts.
        if (stated is not null && statedText == table.UnitText && (byColumn.Unit ?? byRow.Unit) is not null)
        {
            return ruled;
        }

        lake.Add(Problem.Error(place, statedText, ruled.TextVi.Length > 0 ? ruled.TextVi : series.UnitMeasure,
            "Đơn vị tính không phải của chỉ tiêu này.", "The unit is not one of this series."));
        return null;
    }

    private static IEnumerable<string> InParentheses(string header)
    {
        for (var open = header.IndexOf('('); open >= 0; open = header.IndexOf('(', open + 1))
        {
            if (header.IndexOf(')', open) is var close and > 0)
            {
                yield return header[(open + 1)..close];
            }
        }
    }
}
