using System.Text.RegularExpressions;
using Plan86.Transform;

namespace Plan86.Schedules.Replies;

/// <summary>What to do about a problem, where the text that was found tells it.</summary>
internal static partial class Cures
{
    /// <summary>Returns the cure; null where only the person who made the file can know.</summary>
    public static Bilingual? Of(Problem problem)
    {
        // What is wrong with the file as a whole ("7z") is no figure to be mended.
        if (problem.Place == default)
        {
            return null;
        }

        // The place says in which kind of file: columns of a flat file have names, cells of a table have headers.
        var isFlat = problem.Place.Line is not null;
        var found = problem.Found.Trim().Trim('«', '»', '"');
        if (StatusInside().Match(found) is { Success: true } status)
        {
            return StatusElsewhere(status, isFlat);
        }

        if (LettersForDigits().IsMatch(found))
        {
            var meant = found.Replace('O', '0').Replace('o', '0').Replace('l', '1').Replace('I', '1');
            return new($"chữ cái bị gõ thay chữ số; nếu đúng là {meant} thì ghi {meant}",
                $"a letter was typed for a digit; write {meant} if that is meant");
        }

        if (MarkBehind().Match(found) is { Success: true } mark)
        {
            return new(
                $"bỏ dấu ghi chú {mark.Groups["mark"].Value}, chỉ ghi {mark.Groups["number"].Value}; ghi chú đặt dưới bảng",
                $"leave out the mark {mark.Groups["mark"].Value} and write {mark.Groups["number"].Value} alone; notes belong below the "
                    + "table");
        }

        if (UnitBehind().Match(found) is { Success: true } unit && unit.Groups["unit"].Value is var word)
        {
            return isFlat
                ? new($"bỏ chữ {word} khỏi ô số, ghi vào cột Đơn vị tính",
                    $"leave out “{word}” and write it in the column of units (Đơn vị tính)")
                : new($"bỏ chữ {word} khỏi ô số; đơn vị ghi ở tiêu đề cột hoặc đầu bảng",
                    $"leave out “{word}”; the unit belongs in the header of the column or above the table");
        }

        return PointForComma().IsMatch(found)
            ? new("dùng dấu phẩy cho phần thập phân, dấu chấm cho hàng nghìn: 1.234,5",
                "write decimals with a comma and thousands with a point: 1.234,5")
            : null;
    }

    private static Bilingual StatusElsewhere(Match found, bool isFlat)
    {
        var (said, number) = (found.Groups["mark"].Value, found.Groups["number"].Value);
        return isFlat
            ? new($"bỏ chữ {said}, chỉ ghi {number}; ghi loại số liệu vào cột Trạng thái",
                $"leave out {said} and write {number}; the status belongs in the column Trạng thái")
            : new($"bỏ chữ {said}, chỉ ghi {number}; loại số liệu ghi ở tiêu đề cột (ví dụ «Ước tháng 3/2024»)",
                $"leave out {said} and write {number}; the status belongs in the header of the column");
    }

    [GeneratedRegex(
        @"^(?<number>[+-]?[\d.,\s]*\d)\s*(?<mark>[(\[]?\s*(ước|ước tính|ước th|ươc|uoc|ưth|sơ bộ|so bo|sb|chính thức|kế hoạch|kh|est\.?"
            + @"|prel\.?|e|p)\s*[)\]]?)$", RegexOptions.IgnoreCase)]
    private static partial Regex StatusInside();

    [GeneratedRegex(@"^(?=.*\d)(?=.*[OolI])[+-]?[\dOolI.,]+$")]
    private static partial Regex LettersForDigits();

    [GeneratedRegex(@"^(?<number>[+-]?[\d.,\s]*\d)\s*(?<mark>[*†‡#]+|\(\d{1,2}\)|\[\d{1,2}\]|[¹²³])$")]
    private static partial Regex MarkBehind();

    [GeneratedRegex(@"^(?<number>[+-]?[\d.,\s]*\d)\s*(?<unit>%|[\p{L}][\p{L}\s./%²³]{0,30})$")]
    private static partial Regex UnitBehind();

    [GeneratedRegex(@"^[+-]?\d{1,3}(,\d{3})+\.\d+$")]
    private static partial Regex PointForComma();
}
