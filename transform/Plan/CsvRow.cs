using System.Globalization;
using System.Text.RegularExpressions;

namespace Plan86.Transform.Plan;

/// <summary>
/// A row whose cells are read by column name and type. What cannot be read is a fault, placed <c>NAME:L3:column</c>, and
/// reads as empty; a column that is not there is empty.
/// </summary>
/// <param name="line">Where the row starts, from 1.</param>
/// <param name="decimalMark">Point; a comma in files that a spreadsheet saved with semicolons.</param>
internal sealed class CsvRow(
    string file, int line, IReadOnlyDictionary<string, int> columns, string[] cells, char decimalMark, List<Problem> faults)
{
    /// <summary>Physical line of the file, from 1.</summary>
    public int Line => line;

    /// <summary>How many faults this row has so far, and those of its file with it.</summary>
    public int Faults => faults.Count;

    /// <summary>Returns a cell as it stands, trimmed and composed; empty where there is nothing.</summary>
    public string Optional(string column) => columns.TryGetValue(column, out var i) ? cells[i] : "";

    public bool IsEmpty(string column) => Optional(column).Length == 0;

    /// <summary>Whether nothing stands outside these columns.</summary>
    public bool HasOnly(IReadOnlyCollection<string> names) =>
        columns.All(column => cells[column.Value].Length == 0 || names.Contains(column.Key, StringComparer.OrdinalIgnoreCase));

    /// <summary>Returns a text that must be there and of a form.</summary>
    /// <param name="example">What the form looks like.</param>
    public string Text(string column, string pattern = ".", string example = "…")
    {
        var text = Optional(column);
        if (!Regex.IsMatch(text, pattern))
        {
            Expected(column,
                text.Length == 0 && example == "…" ? new Bilingual("không để trống", "something") : new Bilingual(example, example));
        }

        return text;
    }

    /// <summary>Returns the parts of a list, parted by <c>|</c>.</summary>
    public IEnumerable<string> List(string column) =>
        Optional(column).Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Returns a whole number in a range; 0 with a fault where there is none.</summary>
    public int Int(string column, int lowest, int highest)
    {
        if (int.TryParse(Optional(column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= lowest && number <= highest)
        {
            return number;
        }

        ExpectedWords(column, string.Create(CultureInfo.InvariantCulture, $"{lowest} … {highest}"));
        return 0;
    }

    /// <summary>Returns a year; null where there is nothing.</summary>
    public int? Year(string column)
    {
        if (IsEmpty(column))
        {
            return null;
        }

        if (int.TryParse(Optional(column), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 0 and < 10000)
        {
            return year;
        }

        Expected(column, new Bilingual("một năm (2024)", "a year (2024)"));
        return null;
    }

    /// <summary>Returns a finite number; null where there is nothing.</summary>
    public double? Number(string column)
    {
        if (IsEmpty(column))
        {
            return null;
        }

        var text = decimalMark == ',' ? Optional(column).Replace(',', '.') : Optional(column);
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            return number;
        }

        Expected(column, decimalMark == ','
            ? new Bilingual("một số, dấu phẩy thập phân (1234,5)", "a number with a decimal comma (1234,5)")
            : new Bilingual("một số, dấu chấm thập phân (1234.5)", "a number with a decimal point (1234.5)"));
        return null;
    }

    /// <summary>Returns how many digits stand after the decimal mark of a number; null where there is nothing.</summary>
    public int? Decimals(string column)
    {
        var text = Optional(column);
        var mark = text.IndexOf(decimalMark, StringComparison.Ordinal);
        return text.Length == 0 ? null : mark < 0 ? 0 : text[(mark + 1)..].TakeWhile(char.IsAsciiDigit).Count();
    }

    /// <summary>Returns whether it is so; nothing is no. A spreadsheet writes <c>TRUE</c> when it saves.</summary>
    public bool Flag(string column)
    {
        var text = Optional(column).ToLowerInvariant();
        if (text is not ("" or "true" or "false" or "1" or "0"))
        {
            ExpectedWords(column, "true, false");
        }

        return text is "true" or "1";
    }

    public DateOnly Date(string column)
    {
        if (DateOnly.TryParseExact(Optional(column), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        Expected(column, new Bilingual("một ngày, năm trước (2025-07-01)", "a day, year first (2025-07-01)"));
        return default;
    }

    /// <summary>Returns the value a word stands for; null where there is nothing, and with a fault for any other word.</summary>
    public T? Choice<T>(string column)
        where T : struct, Enum
    {
        if (IsEmpty(column))
        {
            return null;
        }

        var value = EnumText.Parse<T>(Optional(column).ToLowerInvariant());
        if (value is null)
        {
            ExpectedOneOf<T>(column);
        }

        return value;
    }

    /// <summary>Returns the value a word stands for; the first of all, with a fault, for anything else.</summary>
    public T NeededChoice<T>(string column)
        where T : struct, Enum
    {
        if (IsEmpty(column))
        {
            ExpectedOneOf<T>(column);
        }

        return Choice<T>(column) ?? default;
    }

    /// <summary>Whether a file already has a fault: what follows from it need not be said.</summary>
    public bool IsFaulty(string other) => faults.Exists(fault => fault.Place.File == other);

    /// <summary>Adds a fault of form: what stands there is not what the column holds.</summary>
    public void Expected(string column, string found, Bilingual expected) => Fault(
        column, found, expected.Vi == expected.En ? expected.Vi : $"{expected.Vi} / {expected.En}", new Bilingual(
            $"{file}, dòng {line}, cột {column}: gặp “{found}”, cần {expected.Vi}.",
            $"{file}, line {line}, column {column}: found “{found}”, expected {expected.En}."));

    public void Expected(string column, Bilingual expected) => Expected(column, Optional(column), expected);

    /// <summary>The same, for words that are the same in every language.</summary>
    public void ExpectedWords(string column, string words) => Expected(column, new Bilingual(words, words));

    /// <summary>Adds a fault of meaning: the cell is well formed, but cannot stand beside the others.</summary>
    public void Fault(string column, string found, string expected, Bilingual why) =>
        faults.Add(Problem.Error(Place.OfLine(line, column).InFile(file), found, expected, why));

    private void ExpectedOneOf<T>(string column)
        where T : struct, Enum =>
        ExpectedWords(column, string.Join(", ", Enum.GetValues<T>().Select(value => value.Text())));
}
