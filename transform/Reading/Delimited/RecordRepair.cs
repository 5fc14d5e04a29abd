namespace Plan86.Transform.Reading.Delimited;

/// <summary>What became of a line that disagrees with the others.</summary>
/// <param name="What">How it was mended; null where it is read as it stands.</param>
/// <param name="IsDamaged">No way of mending it is the only one that fits: it is no record to rely on.</param>
internal readonly record struct RepairedRecord(List<string> Fields, Bilingual? What, bool IsDamaged);

/// <summary>The cells that mean something, as one text, where each is what its column holds; else null.</summary>
/// <param name="isMended">The cells are not as they stand in the line.</param>
internal delegate string? RecordRoles(IReadOnlyList<string> cells, bool isMended);

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
        var isTooLong = HasMore(fields, width);
        if (!IsAllowed || line.Length > LongestMended || !_budget.Has(line.Length))
        {
            return new(Fit(fields, width), null, read.IsOpen || isTooLong);
        }

        if (fields is [{ Length: > 1 } all] && !read.IsOpen && dialect.Parse(all) is { IsOpen: false } inside && inside.Fields.Count == width && Accepts(inside.Fields, isHeader))
        {
            return new(inside.Fields, Repairs.LineQuoted, false);
        }

        if (isHeader)
        {
            return MendHeader(line, read);
        }

        var readings = new LineReadings(line, read, dialect, columns, _budget, Roles);
        return Roles is null ? readings.Likeliest() : readings.Only();
    }

    private bool Accepts(List<string> fields, bool isHeader) => isHeader || Roles is null || Roles(fields, true) is not null;

    /// <summary>Whether a field looks like its column, or the next, and the column tells.</summary>
    private bool LooksLike(List<string> fields) =>
        Enumerable.Range(0, columns.Length).Any(k => columns[k].HasDigits && fields.Skip(k - 1).Take(2).Any(field => field.Length > 0 && columns[k].Fit(field, '"') >= 0.5))
        || !Array.Exists(columns, column => column.HasDigits);

    /// <summary>
    /// A header, whose names say nothing about their columns: parted by another delimiter, or with an empty name too many.
    /// Names are never cut nor glued: fewer leave columns without a name, more name columns that most lines leave out.
    /// </summary>
    private RepairedRecord MendHeader(string line, ParsedRecord read)
    {
        var (names, width) = (read.Fields, dialect.Width);
        foreach (var (other, what) in Enumerable.Range(0, width).Select(i => (dialect.Parse(line, i), Repairs.StrayQuote))
            .Concat(LineReadings.OtherDelimiters.Where(other => !dialect.Delimiter.Contains(other)).Select(other => ((dialect with { Delimiter = other.ToString() }).Parse(line), Repairs.OtherDelimiter)))
            .Append(((dialect with { Delimiter = " " }).Parse(line) is { Quoted: > 0 } parted ? parted : default, Repairs.OtherDelimiter)))
        {
            if (!other.IsOpen && other.Fields?.Count == width)
            {
                return new(other.Fields, other.Fields.SequenceEqual(names) ? null : what, false);
            }
        }

        var replaced = Enumerable.Range(0, line.Length).Where(at => LineReadings.OtherDelimiters.Contains(line[at]) && !dialect.Delimiter.Contains(line[at]))
            .Select(at => dialect.Parse($"{line[..at]}{dialect.Delimiter}{line[(at + 1)..]}")).Where(other => !other.IsOpen && other.Fields.Count == width).Take(2).ToList();
        if (replaced is [var only])
        {
            return new(only.Fields, Repairs.OtherDelimiter, false);
        }

        if (!read.IsOpen && names.Count == width + 1 && names.Count(name => name.Length == 0) == 1 && names[^1].Length > 0)
        {
            return new([.. names.Where(name => name.Length > 0)], Repairs.DelimiterTooMany, false);
        }

        return new(names.Count > 1 && !read.IsOpen ? Fit(names, width) : names, null, read.IsOpen);
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
            && (isLine || (k < columns.Length && columns[k].Fit(field[1..^1], dialect.Quote) >= columns[k].Fit(field, dialect.Quote) + 0.5)) ? field[1..^1] : field)];
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

    public static bool HasMore(List<string> fields, int width) => fields.Skip(width).Any(field => field.Length > 0);

    /// <summary>Fields at the end that are missing are empty; those too many stay if anything stands in them.</summary>
    public static List<string> Fit(List<string> fields, int width)
    {
        while (fields.Count > width && fields[^1].Length == 0)
        {
            fields.RemoveAt(fields.Count - 1);
        }

        while (fields.Count < width)
        {
            fields.Add("");
        }

        return fields;
    }
}

/// <summary>What was done to a line, for people.</summary>
internal static class Repairs
{
    public static readonly Bilingual LineQuoted = new("cả dòng nằm trong dấu nháy: đã bỏ dấu nháy bao dòng", "the whole line stood in quotes: they were taken off");
    public static readonly Bilingual StrayQuote = new("dấu nháy lẻ: đã coi là ký tự thường", "a stray quote: taken as a character");
    public static readonly Bilingual QuoteTooFew = new("thiếu một dấu nháy: đã thêm", "a quote was missing: it was added");
    public static readonly Bilingual QuotesOtherwise = new("dấu nháy viết khác các dòng khác", "its quotes are written otherwise than in other lines");
    public static readonly Bilingual DelimiterTooMany = new("thừa một dấu phân cách trước ô trống: đã bỏ", "a delimiter too many beside an empty cell: it was dropped");
    public static readonly Bilingual DelimiterInText = new("dấu phân cách nằm trong văn bản: đã ghép lại thành một ô", "a delimiter inside a text: its parts were joined");
    public static readonly Bilingual DelimiterTooFew = new("thiếu một dấu phân cách: đã thêm", "a delimiter was missing: it was added");
    public static readonly Bilingual OtherDelimiter = new("dấu phân cách khác các dòng khác", "its delimiter is not that of the other lines");

    /// <summary>The warning that names a mended line.</summary>
    public static Problem Warning(string place, string original, Bilingual what) => Problem.Warning(
        place, original, "dòng viết như các dòng khác / a line like the others",
        new Bilingual($"Dòng đã được sửa khi đọc: {what.Vi}.", $"The line was mended when read: {what.En}."));

    /// <summary>The problem of a line that cannot be mended for sure.</summary>
    public static Problem Damaged(string place, string original, int width, bool keptOut)
    {
        var expected = $"{width} ô / cells";
        var message = new Bilingual(
            "Dòng hỏng (thừa, thiếu dấu nháy hoặc dấu phân cách) và không có một cách sửa duy nhất.",
            "The line is damaged (a quote or delimiter too many or too few) and there is no single way to mend it.");
        return keptOut ? Problem.Error(place, original, expected, message) : Problem.Warning(place, original, expected, message);
    }
}
