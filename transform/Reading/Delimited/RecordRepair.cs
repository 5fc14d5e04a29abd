namespace Plan86.Transform.Reading.Delimited;

/// <summary>
/// Reads a line that disagrees with the others again in every way that gives it the common width. Where somebody knows
/// what the columns mean, a way counts if it is the only one in which every cell is what its column holds; else the way
/// whose fields look most like their columns, unless another is as good and the figures differ.
/// </summary>
internal sealed class RecordRepair(Dialect dialect, ColumnShape[] columns)
{
    // Characters read again, a few seconds' worth: thousands of lines of ordinary length. More damage is no longer damage.
    private const long MostRead = 400_000_000;
    private const int LongestMended = 8_000;
    private const int MostOtherwise = 100;

    private readonly LineReadings.Budget _budget = new(MostRead, MostOtherwise);

    public RecordRoles? Roles { get; set; }

    /// <summary>False where a source wants its lines as they are: then damage is only told.</summary>
    public bool IsAllowed { get; set; } = true;

    /// <summary>Something other than mended lines speaks for the dialect.</summary>
    public bool IsEvident { get; set; } = true;

    /// <param name="isFirst">It may be the header, which does not look like its columns.</param>
    public RepairedRecord Mend(string line, ParsedRecord read, bool isFirst)
    {
        var (fields, width) = (read.Fields, dialect.Width);
        if (width == 1)
        {
            // Nothing is parted: what looks like a delimiter, or a quote that nothing closes, is a character.
            return new(read.IsOpen || fields.Count > 1 ? [line.Trim()] : fields, null, false);
        }

        var isHeader = isFirst && (!LooksLike(fields) || !Array.Exists(columns, column => column.HasDigits));
        var isTooLong = RecordFit.HasMore(fields, width);
        if (!IsAllowed || line.Length > LongestMended || !_budget.Has(line.Length))
        {
            return new(RecordFit.To(fields, width), null, read.IsOpen || isTooLong);
        }

        if (fields is [{ Length: > 1 } all] && !read.IsOpen && dialect.Parse(all) is { IsOpen: false } inside
            && inside.Fields.Count == width && Accepts(inside.Fields, isHeader))
        {
            return new(inside.Fields, Repairs.LineQuoted, false);
        }

        if (isHeader)
        {
            return MendHeader(line, read);
        }

        if (Roles is not null && !IsEvident)
        {
            return new(RecordFit.To(fields, width), null, read.IsOpen || isTooLong);
        }

        var readings = new LineReadings(line, read, dialect, columns, _budget, Roles);
        return Roles is null ? readings.Likeliest() : readings.Only();
    }

    private bool Accepts(List<string> fields, bool isHeader) => isHeader || Roles is null || Roles(fields, true) is not null;

    /// <summary>Whether a field looks like its column, or the next, and the column tells.</summary>
    private bool LooksLike(List<string> fields) =>
        Enumerable.Range(0, columns.Length).Any(
            k => columns[k].HasDigits && fields.Skip(k - 1).Take(2).Any(field => field.Length > 0 && columns[k].Fit(field, '"') >= 0.5))
        || !Array.Exists(columns, column => column.HasDigits);

    /// <summary>
    /// A header, whose names say nothing about their columns: parted by another delimiter, or with an empty name too many.
    /// Names are never cut nor glued: fewer leave columns without a name, more name columns that most lines leave out.
    /// </summary>
    private RepairedRecord MendHeader(string line, ParsedRecord read)
    {
        var (names, width) = (read.Fields, dialect.Width);
        foreach (var (other, what) in Enumerable.Range(0, width).Select(i => (dialect.Parse(line, i), Repairs.StrayQuote))
            .Concat(LineReadings.OtherDelimiters.Where(other => !dialect.Delimiter.Contains(other))
                .Select(other => ((dialect with { Delimiter = other.ToString() }).Parse(line), Repairs.OtherDelimiter)))
            .Append(((dialect with { Delimiter = " " }).Parse(line) is { Quoted: > 0 } parted ? parted : default, Repairs.OtherDelimiter)))
        {
            if (!other.IsOpen && other.Fields?.Count == width)
            {
                return new(other.Fields, other.Fields.SequenceEqual(names) ? null : what, false);
            }
        }

        var replaced = Enumerable.Range(0, line.Length)
            .Where(at => LineReadings.OtherDelimiters.Contains(line[at]) && !dialect.Delimiter.Contains(line[at]))
            .Select(at => dialect.Parse($"{line[..at]}{dialect.Delimiter}{line[(at + 1)..]}"))
            .Where(other => !other.IsOpen && other.Fields.Count == width).Take(2).ToList();
        if (replaced is [var only])
        {
            return new(only.Fields, Repairs.OtherDelimiter, false);
        }

        if (!read.IsOpen && names.Count == width + 1 && names.Count(name => name.Length == 0) == 1 && names[^1].Length > 0)
        {
            return new([.. names.Where(name => name.Length > 0)], Repairs.DelimiterTooMany, false);
        }

        return new(names.Count > 1 && !read.IsOpen ? RecordFit.To(names, width) : names, null, read.IsOpen);
    }

    /// <summary>Fields in quotes of another kind than all others, without them.</summary>
    public List<string> Bare(List<string> fields, bool isFirst)
    {
        var other = dialect.OtherQuote;
        bool IsWrapped(string field) => field.Length > 2 && field[0] == other && field[^1] == other;
        if (!fields.Exists(IsWrapped))
        {
            return fields;
        }

        // Of one text alone they may be part; of a whole line, of a name, or of what is a figure without them, they are not.
        var filled = fields.Where(field => field.Length > 0).ToList();
        var isLine = filled.Count > 1 && (filled.TrueForAll(IsWrapped) || (isFirst && !LooksLike(fields)));
        return [.. fields.Select((field, k) => IsWrapped(field)
            && (isLine || (k < columns.Length && columns[k].Fit(field[1..^1], dialect.Quote) >= columns[k].Fit(field, dialect.Quote) + 0.5))
                ? field[1..^1] : field)];
    }

    /// <summary>Whether a quote inside a field stands where the column has nothing of the kind: by chance the width is right.</summary>
    public bool HoldsQuote(List<string> fields)
    {
        for (var k = 0; k < fields.Count; k++)
        {
            if (fields[k].IndexOf(dialect.Quote, Math.Min(1, fields[k].Length)) >= 0 && columns[k].Fit(fields[k], dialect.Quote) < 0.3)
            {
                return true;
            }
        }

        return false;
    }
}
