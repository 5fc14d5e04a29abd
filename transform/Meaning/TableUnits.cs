using Plan86.Transform.Plan;
using Plan86.Transform.Reading;
using Plan86.Transform.Reading.Layout;

namespace Plan86.Transform.Meaning;

/// <summary>Decides in which unit the figures of a row and column are: what the file states, held against what its source knows.</summary>
internal sealed class TableUnits(Catalogue catalogue)
{
    private static readonly Bilingual Foreign = new(
        "Đơn vị tính không phải của chỉ tiêu này.", "The unit is not one of this series.");

    /// <summary>
    /// Returns the unit the file states for the column, the row, its label or the table, else the rule's, else the series' own. Another
    /// multiple of the same measure is taken as stated; another measure, or two units, hold the figure back.
    /// </summary>
    /// <param name="place">Where the figure stands, for the problem.</param>
    /// <returns>The unit, null where it cannot be told; whether the file states it; what is wrong.</returns>
    public (Unit? Unit, bool IsStated, Problem? Problem) Read(
        Table table, RowMatch row, ColumnMatch column, Facets facets, Series series, Transformation transformation, string place)
    {
        var change = transformation.IsComparison();
        var ruled = Ruled(facets, series, change);
        var own = Stated(row.Row, column.Column);

        // An index is stated in percent of its base, and so is a comparison by the header of its column whatever its row is in.
        if (change || transformation == Transformation.Index)
        {
            return change && column.Reading.Base is null && own.Find(text => catalogue.FindUnit(text)?.Measure != ruled.Measure)
                is { } amount ? (null, true, Fault(amount)) : (ruled, false, null);
        }

        var ofTable = OfTable(table, column.Column, ruled);
        var statedText = own.Count > 0 ? own[0] : ofTable;
        if (statedText is null)
        {
            return (ruled, false, null);
        }

        var stated = catalogue.FindUnit(statedText);
        if (own.Find(text => catalogue.FindUnit(text) is { } other && stated is not null && !IsSame(other, stated)) is { } second)
        {
            return (null, true, Problem.Error(place, $"{statedText} · {second}", ruled.Text.Vi, new Bilingual(
                "Hai đơn vị tính khác nhau cho một số liệu.", "Two different units for one figure.")));
        }

        if (stated is not null && stated.Measure == ruled.Measure)
        {
            return (stated, true, stated.Mult == ruled.Mult || facets.Unit is null ? null : Problem.Warning(
                place, statedText, ruled.Text.Vi, new Bilingual(
                    "Đơn vị tính khác mọi khi; số liệu được dùng theo đơn vị ghi trong tệp.",
                    "The unit is not the usual one; the figure is taken in the unit the file states.")));
        }

        // A unit line for the whole table ("Triệu USD") does not speak for a column of counts.
        return stated is not null && own.Count == 0 && (column.Rule!.Facets.Unit ?? row.Rule!.Facets.Unit) is not null
            ? (ruled, false, null) : (null, true, Fault(statedText));

        Problem Fault(string found) => Problem.Error(place, found, ruled.Text.Vi.Length > 0 ? ruled.Text.Vi : series.UnitMeasure, Foreign);
    }

    /// <summary>The units stated for a figure alone: in its header, in its row, in its label. A worth in the header has its own,
    /// whatever the row is counted in; the unit of a heading counts where nothing nearer is said.</summary>
    private List<string> Stated(TableRow row, TableColumn column)
    {
        var ofHeader = row.IsPastUnits ? [] : column.Path.Reverse().SelectMany(InParentheses).Where(IsUnit).Take(1).ToList();
        if (column.IsWorth && ofHeader.Count > 0)
        {
            return ofHeader;
        }

        List<string> own = [.. ofHeader, .. new[] { row.UnitText, TableWording.UnitOfLabel(row.Label) }.Where(text => text.Length > 0)];
        return own.Count > 0 || row.LabelUnit.Length == 0 ? own : [row.LabelUnit];
    }

    private Unit Ruled(Facets facets, Series series, bool change) =>
        facets.Unit is { } text ? catalogue.FindUnit(text)!
        : change ? catalogue.FindUnit("%") ?? new Unit("PC", 0, new Bilingual("%", "%"))
        : catalogue.Units.FirstOrDefault(unit => (unit.Measure, unit.Mult) == (series.UnitMeasure, series.UnitMult))
            ?? new Unit(series.UnitMeasure, series.UnitMult, new Bilingual("", ""));

    private bool IsUnit(string text) => catalogue.FindUnit(text) is not null;

    private static bool IsSame(Unit one, Unit other) => (one.Measure, one.Mult) == (other.Measure, other.Mult);

    /// <summary>The unit that the table states for a column; of several (<c>Nghìn tấn; Triệu USD</c>) the one of the measure that is
    /// wanted. Null where it states none, or none that could be it.</summary>
    private string? OfTable(Table table, TableColumn column, Unit wanted)
    {
        var text = column.UnitOfTable.Length > 0 ? column.UnitOfTable : table.UnitText;
        if (!TableWording.HasSeveralUnits(text) || IsUnit(text))
        {
            return text.Length > 0 ? text : null;
        }

        return text.Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault(part => catalogue.FindUnit(part)?.Measure == wanted.Measure);
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
