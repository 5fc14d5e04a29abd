using System.Text.RegularExpressions;

namespace Plan86.Transform.Reading.Vietnamese;

/// <summary>Vietnamese text that somebody saved so that its letters are gone, or others: named with how to save it.</summary>
internal static partial class TextDamage
{
    // One such word may be a name or a slip; this many are the file.
    private const int Enough = 3;

    /// <summary>UTF-8 read as Windows-1252 and saved again: <c>NgÃ y</c>, <c>Háº£i PhÃ²ng</c>.</summary>
    [GeneratedRegex(
        @"Ã[\u0080-\u00BF\u0192\u2018-\u203A\u20AC\u2122 ]|á[º»][\u0080-\u00BF\u0152-\u0192\u02C6\u02DC\u2013-\u203A\u20AC\u2122]?"
            + @"|Ä[\u2018\u0090\u0192]|Æ[°¡]")]
    private static partial Regex Twice { get; }

    /// <summary>Letters that the code page did not have: <c>H?i Phòng</c>, <c>Ch? tiêu</c>.</summary>
    [GeneratedRegex(@"(?<![\p{L}\p{N}/?.&=_-])(\p{L}+\?\p{L}+|\p{L}{1,2}\?(?=[ ;,\t|]))(?![\p{L}\p{N}=&/?.])|\p{L}*\uFFFD\p{L}*")]
    private static partial Regex Lost { get; }

    /// <summary>A letter, then its mark as a character of its own: <c>Haûi Phoøng</c>, <c>Chæ tieâu</c>.</summary>
    [GeneratedRegex(@"\p{L}*([aAeEoOuUyY][ùøûõïÙØÛÕÏâÂêÊáàåãäÁÀÅÃÄéèúüëÉÈÚÜËôöÔÖ])\p{L}*")]
    private static partial Regex Vni { get; }

    /// <summary>Returns a warning that names what became of the letters and how to save the file; null where nothing did.</summary>
    /// <param name="sample">The beginning of the text.</param>
    public static Problem? Find(string sample)
    {
        if (Words(Twice.Matches(sample)) is { } twice)
        {
            return Tell(twice, new(
                "Chữ tiếng Việt bị mã hóa hai lần (UTF-8 bị mở như Windows-1252 rồi lưu lại): hãy xuất lại tệp từ chương trình gốc và lưu "
                    + "một lần ở dạng UTF-8.",
                "The Vietnamese letters were encoded twice (UTF-8 opened as Windows-1252 and saved again): export the file anew and save "
                    + "it once as UTF-8."));
        }

        if (Words(Lost.Matches(sample)) is { } lost)
        {
            return Tell(lost, new(
                "Chữ có dấu đã mất, thay bằng dấu hỏi: hãy xuất lại tệp từ chương trình gốc và chọn “CSV UTF-8” khi lưu.",
                "Letters with diacritics are lost, question marks stand in their place: export the file anew and choose “CSV UTF-8”."));
        }

        // Other languages have such pairs too; words that Vietnamese cannot have tell.
        return Words(Vni.Matches(sample).Where(match => !VietnameseSyllable.IsValid(match.Value))) is { } vni
            ? Tell(vni, new(
                "Chữ theo bảng mã VNI: hãy chuyển sang Unicode (ví dụ bằng Unikey Toolkit, Ctrl+Shift+F6), rồi lưu ở dạng UTF-8.",
                "The text is in the VNI encoding: convert it to Unicode (for instance with the toolkit of Unikey) and save it as UTF-8."))
            : null;
    }

    private static string? Words(IEnumerable<Match> matches)
    {
        var found = matches.Take(Enough).Select(match => match.Value.Trim()).ToList();
        return found.Count == Enough ? string.Join(" · ", found.Distinct()) : null;
    }

    private static Problem Tell(string found, Bilingual message) => Problem.Warning(default, found, "UTF-8", message);
}
