using System.Globalization;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Meaning;

/// <summary>
/// Decides what the tables of a document mean by the rules of a source: which rule takes which table, what its columns
/// and rows are, what a figure at their crossing says. It only decides: <see cref="TableMapper"/> acts on it and
/// <see cref="Explanation"/> shows it.
/// </summary>
/// <param name="publishedOn">The day the content or the name of the document states; null where none is stated.</param>
/// <param name="receivedOn">The day it came, for one that states none.</param>
internal sealed class TableMatcher(Source source, Catalogue catalogue, DateOnly? publishedOn, DateOnly? receivedOn = null)
{
    // A single table that came later than this after its estimates is an old one, not one with old headers.
    private const int LongestWait = 18;

    public const string PathSeparator = " › ";

    private readonly TableUnits _units = new(catalogue);

    private DateOnly? _day;

    /// <summary>Each rule with the tables it takes, in the order of the source file.</summary>
    public IEnumerable<RuleMatch> Match(TableDocument document)
    {
        _day = DayOf(document);
        var titles = document.Tables.Select(table => Text.Fold(table.Title)).ToList();
        foreach (var rule in source.Tables)
        {
            var tables = document.Tables.Where((_, at) => !rule.IsPassedOver && rule.Matches(titles[at]))
                .Select(table => Match(rule, table)).ToList();
            yield return new(rule, tables, Missing(rule.Columns, tables, table => table.Columns.Select(column => column.Rule)),
                Missing(rule.Rows, tables, table => table.Rows.Select(row => row.Rule)));
        }
    }

    /// <summary>The day by which a period is long gone: the one stated, else the end of what most of the tables estimate, else,
    /// where there is one table alone, the day on which it came.</summary>
    private DateOnly? DayOf(TableDocument document)
    {
        if (publishedOn is not null)
        {
            return publishedOn;
        }

        var estimated = document.Tables.Select(LastEstimated).OfType<DateOnly>().ToList();
        return estimated.Count > 1
            ? estimated.GroupBy(day => day.Year).OrderByDescending(year => year.Count()).ThenByDescending(year => year.Key).First().Max()
            : estimated is [var only] && receivedOn < only.AddMonths(LongestWait) ? receivedOn
            : null;
    }

    /// <summary>The last day of the last period of which the table has an estimate.</summary>
    private static DateOnly? LastEstimated(Table table)
    {
        var year = TitleText.Read(table.Title).Year;
        return table.Columns.Select(column => HeaderText.Read(column.Path, year))
            .Max(reading =>
                reading is { Status: ObsStatus.Estimate, Period: { } period } ? period.Period.End.AddDays(-1) : (DateOnly?)null);
    }

    private TableMatch Match(TableRule rule, Table table)
    {
        var title = TitleText.Read(table.Title);
        var year = title.Year;
        var areMonths = HeaderText.AreMonths(table.Columns.Select(column => column.Path));
        var columns = table.Columns.Where(column => column.Role is ColumnRole.Data or ColumnRole.Text)
            .Select(column => (Column: column, Rule: First(rule.Columns, string.Join(PathSeparator, column.Path))))
            .Select(pair => new ColumnMatch(
                pair.Column, pair.Rule, title.Complete(HeaderText.Read(
                    pair.Column.Path, year, pair.Rule?.Words, areMonths || pair.Rule is { AreDays: true }))))
            .ToList();

        // A column without a single number holds remarks, or, where a rule names its header, figures that are all wrong.
        columns.RemoveAll(column => column.Column.Role == ColumnRole.Text
            && !(column is { IsTaken: true, Rule.Match: var match }
                && match.Any(glob => glob.Pattern != "*" && glob.Matches(Text.Fold(string.Join(PathSeparator, column.Column.Path))))
                && !columns.Exists(other => other.Rule == column.Rule && other.Column.Role == ColumnRole.Data)));

        return new(
            table, title, year ?? columns.Max(column => column.Reading.Period?.Period.Year),
            [.. columns.Select(
                column => column.Reading.Status is null
                    ? column with { Reading = column.Reading with { Status = StatusOf(column, columns) } } : column)],
            [.. table.Rows.Select(row => new RowMatch(row, First(rule.Rows, row.Label, string.Join(PathSeparator, row.Path))))],
            columns.FirstOrDefault(column => column.IsTaken && IsStale(column.Reading)));
    }

    /// <summary>
    /// The status of a column whose header has no word for it: a comparison is no firmer than the amount it compares, a
    /// sum since January no firmer than its last month.
    /// </summary>
    private static ObsStatus? StatusOf(ColumnMatch column, List<ColumnMatch> columns)
    {
        if (column.Reading.Period is not { } own)
        {
            return null;
        }

        var stated =
            columns.Where(
                other => other.IsTaken && other.Reading is { Status: not null, Period: { } period } && period.Period.End == own.Period.End)
                    .ToList();
        return (stated.Find(
            other => other.Reading.Period!.Value.Period == own.Period && other.Reading.Period.Value.Cumulative == own.Cumulative)
            ?? stated.MaxBy(
                other => Array.IndexOf(
                    [ObsStatus.Normal, ObsStatus.Provisional, ObsStatus.Estimate], other.Reading.Status!.Value)))?.Reading.Status;
    }

    /// <summary>An estimate of a period long gone: the header is last year's.</summary>
    private bool IsStale(HeaderReading reading) =>
        reading is { Status: ObsStatus.Estimate, Period: { } period } && _day is { } day && period.Period.End.AddMonths(6) < day;

    /// <param name="path">Where a label stands below others: patterns of several levels are held against it.</param>
    private static AxisRule? First(IReadOnlyList<AxisRule> rules, string text, string? path = null)
    {
        var folded = Text.Fold(text);
        var whole = path is not null && rules.Any(axis => axis.HasLevels) ? Text.Fold(path) : folded;
        return rules.FirstOrDefault(axis => axis.Matches(folded, whole));
    }

    /// <summary>What is required and not there. Rules of one meaning are alternatives: one of them is enough.</summary>
    private static List<AxisRule> Missing(
        IReadOnlyList<AxisRule> rules, List<TableMatch> tables, Func<TableMatch, IEnumerable<AxisRule?>> found)
    {
        if (tables.Count == 0)
        {
            return [];
        }

        var year = tables.Max(table => table.Year);
        var there = tables.SelectMany(found).OfType<AxisRule>().Select(axis => (axis.Facets.Series, axis.Facets.RefArea)).ToHashSet();
        return [.. rules.Where(axis => axis.Required && !there.Contains((axis.Facets.Series, axis.Facets.RefArea))
            && (axis.Since is null || year is null || year >= axis.Since))];
    }

    /// <summary>What stands in the rows and columns that are taken: each figure with its meaning, or what is wrong with it.</summary>
    public IEnumerable<TableFigure> Figures(TableRule rule, TableMatch match)
    {
        if (match.Stale is not null)
        {
            yield break;
        }

        var columns = match.Columns.Where(column => column.IsTaken).ToDictionary(column => column.Column.Index);

        // A header or a comparison nobody understands is one problem for the column, not one for each of its figures.
        var unclear = new HashSet<int>();
        var figures = new List<TableFigure>();
        foreach (var row in match.Rows.Where(row => row.IsTaken))
        {
            foreach (var cell in row.Row.Cells)
            {
                if (columns.TryGetValue(cell.Column, out var column)
                    && Figure(rule, match, row, column, cell) is { } figure
                    && (figure.Meaning is not null || cell.Value is null
                        || (figure.Problem is { Severity: Severity.Error } && column.Reading.Unclear is null) || unclear.Add(cell.Column)))
                {
                    figures.Add(figure);
                }
            }
        }

        foreach (var figure in HoldBackUnlike(match.Table, figures))
        {
            yield return figure;
        }
    }

    /// <summary>Where the file states no unit and one amount cannot be in the one that is assumed, none of the table's is.</summary>
    private static IEnumerable<TableFigure> HoldBackUnlike(Table table, List<TableFigure> figures)
    {
        var unlike = figures.Find(figure => figure is { IsOutside: true, Meaning.IsUnitAssumed: true });
        return figures.Select(figure =>
            figure.IsOutside ? figure with { Meaning = null }
            : unlike.Meaning is not { } meaning || figure.Meaning is not { IsUnitAssumed: true } own || own.Unit != meaning.Unit ? figure
            : figure with
            {
                Meaning = null,
                Problem = Problem.Error(table.PlaceOf(figure.Cell.Ref), figure.Cell.Raw, own.UnitText, new Bilingual(
                    $"Bảng không ghi đơn vị tính, và có số không thể là {own.UnitText}; không dùng.",
                    $"The table states no unit, and some of its figures cannot be {own.UnitText}; it is not used.")),
            });
    }

    private TableFigure? Figure(TableRule rule, TableMatch match, RowMatch row, ColumnMatch column, TableCell cell)
    {
        var place = match.Table.PlaceOf(cell.Ref);
        var (meaning, problem) = Understand(rule, match, row, column, place);
        if (meaning is null && problem is null)
        {
            return null;
        }

        if (cell.Value is null)
        {
            return new(cell, null, 0, VietnameseNumber.IsMissing(cell.Raw)
                ? Problem.Warning(place, cell.Raw, "1.234,5", new Bilingual("Không có số liệu.", "There is no figure."))
                : Problem.Error(place, cell.Raw, "1.234,5", new Bilingual("Giá trị không phải là số.", "The value is not a number.")));
        }

        if (meaning is null)
        {
            return new(cell, null, 0, problem);
        }

        if (!meaning.IsInPercent && (cell.IsFraction || cell.Text?.TrimEnd().EndsWith('%') == true))
        {
            return new(cell, null, 0, Problem.Error(place, cell.Raw, meaning.UnitText, PercentElsewhere(meaning.UnitText)));
        }

        var value = meaning.Value(cell);
        if (meaning.Admits(value))
        {
            return new(cell, meaning, value, problem);
        }

        var (lowest, highest) = meaning.Between!.Value;
        return new(cell, meaning, value, Problem.Error(
            place, string.Create(CultureInfo.InvariantCulture, $"{cell.Raw} ({meaning})"),
            string.Create(CultureInfo.InvariantCulture, $"{lowest} … {highest}{(meaning.IsIndex ? " (+ 100)" : "")}"),
            new Bilingual(
                "Giá trị ngoài khoảng có thể có (đơn vị tính hay kiểu số liệu khác mọi khi?); không dùng.",
                "The value is outside what can be true (another unit or kind of value than usual?); it is not used.")))
        {
            IsOutside = true,
        };
    }

    /// <summary>What a figure in this row and column says; null with a problem when it cannot be told, null without one
    /// when no rule names a series.</summary>
    /// <param name="place">Where the figure stands, for the problem.</param>
    public (FigureMeaning? Meaning, Problem? Problem) Understand(
        TableRule rule, TableMatch match, RowMatch row, ColumnMatch column, Place place)
    {
        var facets = column.Rule!.Facets.Over(row.Rule!.Facets).Over(rule.Facets);
        if (facets.Series is null)
        {
            return default;
        }

        var codes = facets.Series.Split(':');
        var series = catalogue.Series[codes[0]];
        if (Period(rule, match, row.Row, column, facets) is not { } reading)
        {
            return (null, Problem.Error(
                column.Reading.Unclear is not null && column.Column.HeaderRef.Length > 0
                    ? match.Table.PlaceOf(column.Column.HeaderRef) : place,
                column.Reading.Unclear ?? $"{column.Header} · {match.Table.Title}", "Tháng 3/2024 · 6 tháng 2024 · Năm 2024",
                new Bilingual("Không biết số liệu của kỳ nào.", "The period of the figure is not stated.")));
        }

        var stated = facets.Transformation ?? (codes.Length > 1 ? Transformations.Parse(codes[1]) : null)
            ?? (column.Reading.Base is { } compared ? HeaderText.TransformationOf(compared, reading) : Transformation.Level);
        if (stated is not { } transformation)
        {
            return (null,
                Problem.Error(
                    place, column.Header, "so với cùng kỳ năm trước · so với tháng trước · so với tháng 12 năm trước · so với kế hoạch năm",
                new Bilingual(
                    "Không hiểu số liệu được so với kỳ nào.",
                    "It is not clear what the figure is compared with.")));
        }

        var period = reading.Period;
        if (transformation == Transformation.ShareOfPlan && period is { Freq: Freq.Q, Number: 1 })
        {
            period = new(Freq.M, period.Year, 3);
        }

        transformation = reading.Cumulative ? transformation.SinceJanuary() : transformation;
        var (unit, isStated, problem) = _units.Read(match.Table, row, column, facets, series, transformation, place);
        return unit is null ? (null, problem) : (new(
            series, facets.RefArea ?? "VN-HP", transformation, period,
            facets.Status ?? column.Reading.Status ?? reading.Status ?? ObsStatus.Normal, unit,
            facets.Values == "index" && transformation.IsComparison() && transformation != Transformation.ShareOfPlan,
            (transformation.IsComparison() ? facets.BetweenChanges : facets.Between) ?? series.Between(transformation))
        {
            IsUnitAssumed = !isStated && !transformation.IsComparison(),
        }, problem);
    }

    /// <summary>The period by rule, else by header, row label or title; a month named without a year takes the title's.</summary>
    private static PeriodReading? Period(TableRule rule, TableMatch match, TableRow row, ColumnMatch column, Facets facets)
    {
        if (facets.Period is { } stated)
        {
            return new PeriodReading(stated, false, null);
        }

        if (rule.HasSchoolYears && SchoolYear.Ending([.. column.Column.Path, match.Table.Title]) is { } schoolYear)
        {
            return schoolYear;
        }

        var header = column.Reading;

        if (header.Period is not null || header.Unclear is not null)
        {
            return header.Period;
        }

        return PeriodText.TryRead(row.Label, match.Year, out var reading) ? reading : match.Title.Period;
    }

    private static Bilingual PercentElsewhere(string unit) => new(
        $"Ô ghi dấu % nhưng đơn vị tính là {unit}; không dùng số liệu này.",
        $"The cell says % where the unit is {unit}; the figure is not used.");
}
