using Plan86.Transform.Plan;

namespace Plan86.Transform.Meaning;

/// <summary>What a file for a source looks like: the headers it reads, and a line for each thing it knows.</summary>
/// <param name="Headers">Of the columns in the order of <see cref="TemplateColumn"/>; empty where the source has no such column.</param>
public sealed record SourceTemplate(IReadOnlyDictionary<TemplateColumn, string> Headers, IReadOnlyList<TemplateLine> Lines)
{
    /// <summary>Returns the template of a source; null where it reads no flat file, or takes series nobody declared.</summary>
    public static SourceTemplate? Of(Source source, Catalogue catalogue)
    {
        if (source.Flat is not { Series.Map.Count: > 0 } flat)
        {
            return null;
        }

        var headers = new (TemplateColumn Role, FlatColumn? Column)[]
        {
            (TemplateColumn.Series, flat.Series), (TemplateColumn.Period, flat.TimePeriod), (TemplateColumn.Unit, flat.Unit),
            (TemplateColumn.Value, flat.ObsValue), (TemplateColumn.Status, flat.ObsStatus),
        };

        // One series has several spellings; the first one is shown.
        var lines = flat.Series.Map.DistinctBy(entry => entry.Value, StringComparer.Ordinal)
            .Select(entry => Line(entry.Key, entry.Value, catalogue));
        return new SourceTemplate(
            headers.Where(header => header.Column is not null)
                .ToDictionary(header => header.Role, header => header.Column!.Headers[0].Pattern), [.. lines]);
    }

    private static TemplateLine Line(string label, string code, Catalogue catalogue)
    {
        var parts = code.Split(':');
        var series = catalogue.Series[parts[0]];
        var transformation = parts.Length > 1 ? Transformations.Parse(parts[1]) ?? Transformation.Level : Transformation.Level;
        var (measure, mult) = transformation.IsComparison() ? ("PC", 0) : (series.UnitMeasure, series.UnitMult);
        return new TemplateLine(label, catalogue.Units.FirstOrDefault(unit => unit.Measure == measure && unit.Mult == mult)?.Text.Vi ?? "",
            series, transformation);
    }
}

/// <summary>A column of a flat file.</summary>
public enum TemplateColumn
{
    Series,
    Period,
    Unit,
    Value,
    Status,
}

/// <summary>One line of a template: the label that the source reads, and what it means.</summary>
public sealed record TemplateLine(string Label, string Unit, Series Series, Transformation Transformation);
