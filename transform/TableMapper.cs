using System.Globalization;

namespace Plan86.Transform;

/// <summary>
/// From cells to series: turns the figures that the rules of a source name into observations. A figure no rule names
/// stays a cell; a rule that finds nothing becomes a problem.
/// </summary>
internal sealed class TableMapper(Source source, Catalogue catalogue, ParquetLake lake, Names names, KeyGuard guard)
{
    private readonly TableMatcher matcher = new(source, catalogue);

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
                    string.Join(TableMatcher.PathSeparator, row.Path),
                    string.Join(TableMatcher.PathSeparator, column.Path),
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
        foreach (var match in matcher.Match(document))
        {
            matched |= match.Tables.Count > 0;
            if (match.MissingTable(document) is { } missing)
            {
                lake.Add(missing);
            }

            foreach (var table in match.Tables)
            {
                Map(match.Rule, table);
            }

            ReportMissing(match);
        }

        return matched;
    }

    private void Map(TableRule rule, TableMatch match)
    {
        var columns = match.Columns.Where(column => column.IsTaken).ToDictionary(column => column.Column.Index);
        var unclear = new HashSet<int>();
        foreach (var row in match.Rows.Where(row => row.IsTaken))
        {
            foreach (var cell in row.Row.Cells)
            {
                if (columns.TryGetValue(cell.Column, out var column))
                {
                    Take(rule, match, row, column, cell, unclear);
                }
            }
        }
    }

    private void ReportMissing(RuleMatch match)
    {
        foreach (var axis in match.MissingColumns)
        {
            var seen = match.Tables.SelectMany(table => table.Columns).Select(column => column.Header).Distinct();
            lake.Add(Problem.Warning(
                match.Tables[0].Table.Sheet, string.Join(" · ", seen), string.Join(" | ", axis.Match),
                "Không tìm thấy cột trong bảng.", "A column of the table was not found."));
        }

        foreach (var axis in match.MissingRows)
        {
            lake.Add(Problem.Warning(
                match.Tables[0].Table.Sheet, match.Tables[0].Table.Title, string.Join(" | ", axis.Match),
                "Không tìm thấy dòng trong bảng; không có số liệu, không phải bằng 0.",
                "A row of the table was not found: there is no figure, which is not zero."));
        }
    }

    /// <param name="unclear">Columns whose comparison nobody understands; each is a problem once.</param>
    private void Take(TableRule rule, TableMatch match, RowMatch row, ColumnMatch column, TableCell cell, HashSet<int> unclear)
    {
        var sheet = match.Table.Sheet;
        var place = sheet.Length > 0 ? $"{sheet}!{cell.Ref}" : cell.Ref;
        var (meaning, problem) = matcher.Understand(rule, match, row, column, place);
        if (meaning is null && problem is null)
        {
            return;
        }

        if (cell.Value is null)
        {
            lake.Add(VietnameseNumber.IsMissing(cell.Raw)
                ? Problem.Warning(place, cell.Raw, "1.234,5", "Không có số liệu.", "There is no figure.")
                : Problem.Error(place, cell.Raw, "1.234,5", "Giá trị không phải là số.", "The value is not a number."));
            return;
        }

        if (problem is not null && (meaning is not null || problem.Severity == Severity.Error || unclear.Add(column.Column.Index)))
        {
            lake.Add(problem);
        }

        if (meaning is null)
        {
            return;
        }

        var value = meaning.Value(cell);
        if (!meaning.Admits(value))
        {
            var (lowest, highest) = meaning.Between!.Value;
            lake.Add(Problem.Error(
                place, string.Create(CultureInfo.InvariantCulture, $"{cell.Raw} ({meaning})"),
                string.Create(CultureInfo.InvariantCulture, $"{lowest} … {highest}{(meaning.IsIndex ? " (+ 100)" : "")}"),
                "Giá trị ngoài khoảng có thể có (đơn vị tính hay kiểu số liệu khác mọi khi?); không dùng.",
                "The value is outside what can be true (another unit or kind of value than usual?); it is not used."));
            return;
        }

        var observation = new ObservationRow(
            names.OfSeries(meaning.Series.Code),
            names.OfRefArea(meaning.RefArea),
            names.OfPeriod(meaning.Period),
            names.OfUnit(meaning.Unit.Measure, meaning.Unit.Mult),
            (byte)Array.IndexOf(Names.Transformations, meaning.Transformation),
            (byte)Array.IndexOf(Names.Statuses, meaning.Status),
            value,
            0,
            names.OfSheet(sheet),
            cell.Ref);
        if (guard.Admits(observation, meaning.Period))
        {
            lake.Add(observation, meaning.Period.Year);
        }
    }
}
