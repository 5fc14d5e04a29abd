using System.Globalization;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading;

namespace Plan86.Transform.Meaning;

/// <summary>A rule and the tables it takes.</summary>
/// <param name="MissingColumns">Required, and in none of the tables.</param>
internal sealed record RuleMatch(
    TableRule Rule, IReadOnlyList<TableMatch> Tables, IReadOnlyList<AxisRule> MissingColumns, IReadOnlyList<AxisRule> MissingRows)
{
    /// <summary>Of the columns that no rule takes the one most like what a rule asks for in vain, and the cell of its header.</summary>
    public (string Place, string Header)? Nearest(AxisRule axis) => Tables
        .SelectMany(table => table.Columns.Where(column => column.Rule is null && column.Column.HeaderRef.Length > 0)
            .Select(column => (Place: TableMatcher.Place(table.Table, column.Column.HeaderRef), column.Header)))
        .Cast<(string Place, string Header)?>()
        .MinBy(column => axis.Match.Min(glob => Text.Distance(glob.Pattern, column!.Value.Header)));

    /// <summary>The problem it is that a required table is not there.</summary>
    public Problem? MissingTable(TableDocument document) => Tables.Count > 0 || !Rule.Required ? null : Problem.Error(
        "", string.Join(" · ", document.Tables.Select(table => table.Title).Where(title => title.Length > 0).Take(5)),
        string.Join(" | ", Rule.Title), new Bilingual("Không tìm thấy bảng.", "The table was not found."));
}

/// <summary>A table by the rule that takes it.</summary>
/// <param name="Year">The year of the table, by its title or its columns.</param>
/// <param name="Stale">A column that shows that the years of all of them are last year's; null where none does.</param>
internal sealed record TableMatch(
    Table Table, TitleReading Title, int? Year, IReadOnlyList<ColumnMatch> Columns, IReadOnlyList<RowMatch> Rows, ColumnMatch? Stale)
{
    public Problem? Problem => Stale is null ? null : Problem.Error(
        Table.Sheet, Stale.Header, string.Create(CultureInfo.InvariantCulture, $"{Year + 1}"),
        new Bilingual(
            "Số ước tính của một kỳ đã qua lâu: năm trong tiêu đề có lẽ là của năm trước; không dùng số liệu nào của bảng.",
            "An estimate of a period long gone: the years in the headers seem to be last year's; no figure of the table is used."));

    /// <summary>The title names years, the columns other ones: one of them is wrong, and nobody can say which.</summary>
    public Problem? OtherYears
    {
        get
        {
            var dated = Columns.Where(column => column.IsTaken && column.Reading.Period is not null).ToList();
            return Title.Years.Count == 0 || dated.Count == 0
                || dated.Exists(column => Title.Years.Contains(column.Reading.Period!.Value.Period.Year)) ? null : Problem.Warning(
                Table.Sheet, string.Join(" · ", dated.Select(column => column.Header).Distinct().Take(5)), Table.Title, new Bilingual(
                    "Không cột nào có năm của tiêu đề bảng: tiêu đề hay cột ghi nhầm năm?",
                    "No column is of the year that the table's title names: is the year of the title or of the columns wrong?"));
        }
    }
}

/// <param name="Rule">Null where none fits; one that says to leave it alone is no match either.</param>
internal sealed record ColumnMatch(TableColumn Column, AxisRule? Rule, HeaderReading Reading)
{
    public bool IsTaken => Rule is { Ignore: false };

    public string Header => string.Join(' ', Column.Path);
}

/// <param name="Rule">As for columns.</param>
internal sealed record RowMatch(TableRow Row, AxisRule? Rule)
{
    public bool IsTaken => Rule is { Ignore: false };
}

/// <summary>A figure that a rule names.</summary>
/// <param name="Meaning">Null when it is held back: then there is a problem.</param>
/// <param name="Value">As it is stored.</param>
internal readonly record struct TableFigure(TableCell Cell, FigureMeaning? Meaning, double Value, Problem? Problem)
{
    /// <summary>Its value cannot be true.</summary>
    public bool IsOutside { get; init; }
}

/// <summary>What a figure says.</summary>
/// <param name="IsIndex">A comparison printed as an index: 100 is to be taken off.</param>
/// <param name="Between">See <see cref="Facets"/>; else what holds for the series.</param>
internal sealed record FigureMeaning(
    Series Series, string RefArea, Transformation Transformation, Period Period, ObsStatus Status, Unit Unit, bool IsIndex,
    (double Lowest, double Highest)? Between)
{
    /// <summary>The file states no unit: it is the rule's, or the series' own.</summary>
    public bool IsUnitAssumed { get; init; }

    /// <summary>Whether a percent sign may stand beside the figure.</summary>
    public bool IsInPercent => Transformation.IsComparison() || Transformation == Transformation.Index || Unit.Measure == "PC";

    public string UnitText => Unit.Text.Vi.Length > 0 ? Unit.Text.Vi : Unit.Measure;

    /// <summary>The figure as it is stored.</summary>
    public double Value(TableCell cell)
    {
        var value = cell.IsFraction ? cell.Value!.Value * 100 : cell.Value!.Value;
        return IsIndex ? value - 100 : value;
    }

    /// <summary>Whether the figure can be true.</summary>
    public bool Admits(double value)
    {
        var own = Unit.Measure == Series.UnitMeasure ? value * Math.Pow(10, Unit.Mult - Series.UnitMult) : value;
        return Between is not { } between || (own >= between.Lowest && own <= between.Highest);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Series.Code} {RefArea} {Transformation.Code()} {Period} {UnitText} {Status.Code()}");
}
