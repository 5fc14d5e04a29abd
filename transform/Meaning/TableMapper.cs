using System.Globalization;
using Plan86.Transform.Lake;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Meaning;

/// <summary>
/// From cells to series: turns the figures that the rules of a source name into observations. A figure no rule names
/// stays a cell; a rule that finds nothing becomes a problem.
/// </summary>
/// <param name="statedDay">The day the content or the name of the document states; null where none is stated.</param>
/// <param name="publishedOn">That day, or the one on which the document came.</param>
internal sealed class TableMapper(
    Source source, Catalogue catalogue, ParquetLake lake, Names names, KeyGuard guard, DateOnly? statedDay, DateOnly publishedOn)
{
    private readonly TableMatcher _matcher = new(source, catalogue, statedDay, publishedOn);

    private const int MostHiddenNamed = 5;

    private readonly HashSet<string> _hiddenSheets = new(StringComparer.Ordinal);

    /// <summary>What is said of figures on a sheet that nobody can see.</summary>
    public static Problem HiddenSheet(Place sheet) => Problem.Warning(
        sheet, sheet.ToString(), "", new Bilingual(
            "Trang tính này bị ẩn: số liệu vẫn được nhận nhưng bị đánh dấu nghi ngờ; hãy bỏ ẩn hoặc xóa trang tính.",
            "The sheet is hidden: its figures are taken and marked suspect; unhide the sheet or delete it."));

    /// <summary>Returns the cells of a table whose figures stand in a hidden row or column; none for a hidden sheet, which is told
    /// whole.</summary>
    public static IEnumerable<string> HiddenCells(Table table) =>
        table.Hidden
            ? []
            : table.Figures().Where(figure => figure.Row.Hidden || figure.Column.Hidden).Select(figure => figure.Cell.Ref);

    /// <summary>What is said of figures that were taken from hidden rows or columns of a sheet that is seen.</summary>
    /// <param name="cells">At least one.</param>
    public static Problem HiddenFigures(Table table, IReadOnlyList<string> cells) => Problem.Warning(
        table.PlaceOf(cells[0]), string.Join(", ", cells.Take(MostHiddenNamed)) + (cells.Count > MostHiddenNamed ? ", …" : ""), "",
        new Bilingual(
            string.Create(CultureInfo.InvariantCulture,
                $"{cells.Count} số liệu nằm ở dòng hoặc cột bị ẩn: vẫn được nhận nhưng bị đánh dấu nghi ngờ; hãy bỏ ẩn hoặc xóa."),
            string.Create(CultureInfo.InvariantCulture,
                $"{cells.Count} figures stand in hidden rows or columns: they are taken and marked suspect; unhide them or delete them.")));

    /// <summary>Whether any table of the document is one the source looks for.</summary>
    public static bool Fits(Source source, TableDocument document) =>
        document.Tables.Any(table => source.Tables.Any(rule => !rule.IsPassedOver && rule.Matches(Text.Fold(table.Title))));

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
                    row.Name,
                    column.Name,
                    table.UnitOf(row, column),
                    cell.Value!.Value,
                    cell.Raw,
                    table.Hidden || row.Hidden || column.Hidden,
                    table.Member));
            }
        }
    }

    /// <summary>Maps the document; true when at least one table was one of the source's.</summary>
    public bool Map(TableDocument document)
    {
        document = Erratum.Correct(document, source.Errata);
        var matched = false;
        var matches = _matcher.Match(document).ToList();
        var renamed = new HashSet<Place>();
        foreach (var match in matches)
        {
            matched |= match.Tables.Count > 0;
            if (match.MissingTable(document) is { } missing)
            {
                lake.Add(missing);
            }

            foreach (var table in match.Tables)
            {
                if (table.Problem is { } stale)
                {
                    lake.Add(stale);
                }

                if (table.OtherYears is { } otherYears)
                {
                    lake.Add(otherYears);
                }

                if (table.Table.Hidden && _hiddenSheets.Add(table.Table.Sheet))
                {
                    lake.Add(HiddenSheet(table.Table.Place));
                }

                Problem? undecided = null;
                var hidden = HiddenCells(table.Table).ToHashSet();
                var takenHidden = new List<string>();
                foreach (var figure in _matcher.Figures(match.Rule, table))
                {
                    Take(table.Table, figure);
                    if (figure.Meaning is not null && hidden.Contains(figure.Cell.Ref))
                    {
                        takenHidden.Add(figure.Cell.Ref);
                    }

                    undecided ??= figure is { Meaning: not null, Cell.Text: { } text }
                        && VietnameseNumber.Weigh(text) == VietnameseNumber.Evidence.AmbiguousComma
                        ? VietnameseNumber.Undecided(table.Table.PlaceOf(figure.Cell.Ref), text)
                        : null;
                }

                if (takenHidden.Count > 0)
                {
                    lake.Add(HiddenFigures(table.Table, takenHidden));
                }

                if (undecided is not null && MarksOf(table.Table).IsUndecided)
                {
                    lake.Add(undecided);
                }
            }

            ReportMissing(match, renamed);
        }

        var (others, passedOver) = Others.Find(source, document, matches);
        lake.PassedOver += passedOver;
        foreach (var problem in matches.SelectMany(Others.EmptyRows)
            .Concat(others.Where(problem => !renamed.Contains(problem.Place))))
        {
            lake.Add(problem);
        }

        return matched;
    }

    private static VietnameseNumber.Tally MarksOf(Table table)
    {
        var marks = default(VietnameseNumber.Tally);
        foreach (var cell in table.Rows.SelectMany(row => row.Cells))
        {
            if (cell is { Value: not null, Text: { } text })
            {
                marks.Add(VietnameseNumber.Weigh(text));
            }
        }

        return marks;
    }

    /// <param name="renamed">Takes the places of headers that were told beside a missing column: they need no word of their own.</param>
    private void ReportMissing(RuleMatch match, HashSet<Place> renamed)
    {
        foreach (var axis in match.MissingColumns)
        {
            var nearest = match.Nearest(axis);
            renamed.UnionWith(nearest is { } header ? [header.Place] : []);
            lake.Add(nearest is { } near
                ? Problem.Warning(
                    near.Place, near.Header, string.Join(" | ", axis.Match),
                    new Bilingual(
                        "Không tìm thấy cột trong bảng; tiêu đề gần nhất chưa dùng là tiêu đề này; nếu cột đã đổi tên, hãy thêm tên mới "
                            + "vào nguồn.",
                        "A column of the table was not found; the nearest header that nothing takes is this one; if the column was "
                            + "renamed, add its new name to the source."))
                : Problem.Warning(
                    match.Tables[0].Table.Place,
                    string.Join(" · ", match.Tables.SelectMany(table => table.Columns).Select(column => column.Header).Distinct()),
                    string.Join(" | ", axis.Match),
                    new Bilingual("Không tìm thấy cột trong bảng.", "A column of the table was not found.")));
        }

        foreach (var axis in match.MissingRows)
        {
            lake.Add(Problem.Warning(
                match.Tables[0].Table.Place, match.Tables[0].Table.Title, string.Join(" | ", axis.Match),
                new Bilingual(
                    "Không tìm thấy dòng trong bảng; không có số liệu, không phải bằng 0.",
                    "A row of the table was not found: there is no figure, which is not zero.")));
        }
    }

    private void Take(Table table, in TableFigure figure)
    {
        if (figure.Problem is not null)
        {
            lake.Add(figure.Problem);
        }

        if (figure.Meaning is not { } meaning)
        {
            return;
        }

        if (Finality.StatusOn(publishedOn, meaning.Period, meaning.Status) is not { } status)
        {
            lake.Add(Problem.Error(
                table.PlaceOf(figure.Cell.Ref), $"{figure.Cell.Raw} ({meaning})", $"≤ {publishedOn:yyyy-MM-dd}",
                Finality.HeldBack(meaning.Period, publishedOn)));
            return;
        }

        var observation = new ObservationRow(
            names.OfSeries(meaning.Series.Code),
            names.OfRefArea(meaning.RefArea),
            names.OfPeriod(meaning.Period),
            names.OfUnit(meaning.Unit.Measure, meaning.Unit.Mult),
            meaning.Transformation,
            status,
            figure.Value,
            0,
            names.OfSheet(table.Sheet, table.Member),
            figure.Cell.Ref);
        if (guard.Admits(observation, meaning.Period))
        {
            lake.Add(observation, meaning.Period.Year);
        }
    }
}
