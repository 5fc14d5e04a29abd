namespace Plan86.Transform.Reading.Delimited;

/// <summary>What became of a line that disagrees with the others.</summary>
/// <param name="What">How it was mended; null where it is read as it stands.</param>
/// <param name="IsDamaged">No way of mending it is the only one that fits: it is no record to rely on.</param>
internal readonly record struct RepairedRecord(List<string> Fields, Bilingual? What, bool IsDamaged);

/// <summary>The cells that mean something, as one text, where each is what its column holds; else null.</summary>
/// <param name="isMended">The cells are not as they stand in the line.</param>
internal delegate string? RecordRoles(IReadOnlyList<string> cells, bool isMended);

/// <summary>Brings records to the common width.</summary>
internal static class RecordFit
{
    public static bool HasMore(List<string> fields, int width) => fields.Skip(width).Any(field => field.Length > 0);

    /// <summary>Fields at the end that are missing are empty; those too many stay if anything stands in them.</summary>
    public static List<string> To(List<string> fields, int width)
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
    public static readonly Bilingual LineQuoted = new(
        "cả dòng nằm trong dấu nháy: đã bỏ dấu nháy bao dòng", "the whole line stood in quotes: they were taken off");
    public static readonly Bilingual StrayQuote = new("dấu nháy lẻ: đã coi là ký tự thường", "a stray quote: taken as a character");
    public static readonly Bilingual QuoteTooFew = new("thiếu một dấu nháy: đã thêm", "a quote was missing: it was added");
    public static readonly Bilingual QuotesOtherwise = new(
        "dấu nháy viết khác các dòng khác", "its quotes are written otherwise than in other lines");
    public static readonly Bilingual DelimiterTooMany = new(
        "thừa một dấu phân cách trước ô trống: đã bỏ", "a delimiter too many beside an empty cell: it was dropped");
    public static readonly Bilingual DelimiterInText = new(
        "dấu phân cách nằm trong văn bản: đã ghép lại thành một ô", "a delimiter inside a text: its parts were joined");
    public static readonly Bilingual DelimiterTooFew = new("thiếu một dấu phân cách: đã thêm", "a delimiter was missing: it was added");
    public static readonly Bilingual OtherDelimiter = new(
        "dấu phân cách khác các dòng khác", "its delimiter is not that of the other lines");

    /// <summary>The warning that names a mended line.</summary>
    public static Problem Warning(Place place, string original, Bilingual what) => Problem.Warning(
        place, original, "dòng viết như các dòng khác / a line like the others",
        new Bilingual($"Dòng đã được sửa khi đọc: {what.Vi}.", $"The line was mended when read: {what.En}."));

    /// <summary>The problem of a line that cannot be mended for sure.</summary>
    public static Problem Damaged(Place place, string original, int width, bool keptOut)
    {
        var expected = $"{width} ô / cells";
        var message = new Bilingual(
            "Dòng hỏng (thừa, thiếu dấu nháy hoặc dấu phân cách) và không có một cách sửa duy nhất.",
            "The line is damaged (a quote or delimiter too many or too few) and there is no single way to mend it.");
        return keptOut ? Problem.Error(place, original, expected, message) : Problem.Warning(place, original, expected, message);
    }
}
