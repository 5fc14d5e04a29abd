using System.Globalization;
using System.Text;
using Plan86.Transform.Reading.Delimited;
using Plan86.Transform.Reading.Layout;

namespace Plan86.Transform.Plan;

/// <summary>Rows of a catalogue file: CSV with a header, UTF-8, comma, decimal point.</summary>
internal static class CatalogueFile
{
    public static StreamReader? Open(Func<string, Stream?> open, string file, List<Problem> faults)
    {
        if (open(file) is { } stream)
        {
            return new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
        }

        faults.Add(Problem.Error(file, "", file, "Thiếu tệp danh mục.", "The catalogue file is missing."));
        return null;
    }

    public static List<CatalogueRow> Rows(Func<string, Stream?> open, string file, List<Problem> faults, params string[] columns)
    {
        var rows = new List<CatalogueRow>();
        if (Open(open, file, faults) is not { } reader)
        {
            return rows;
        }

        using var records = new CsvRecords(reader, ',');
        if (!records.Read() && records.Fault is null)
        {
            faults.Add(Problem.Error(file, "", string.Join(",", columns), "Tệp danh mục không có tiêu đề.", "The catalogue file has no header."));
            return rows;
        }

        var header = records.Fault is null ? records.ToArray() : columns;
        var at = columns.ToDictionary(column => column, column => Array.IndexOf(header, column), StringComparer.Ordinal);
        foreach (var missing in columns.Where(column => at[column] < 0))
        {
            faults.Add(Problem.Error($"{file}:L1:{missing}", string.Join(",", header), missing, "Thiếu cột.", "A column is missing."));
        }

        while (at.Values.All(index => index >= 0) && records.Read())
        {
            var fields = records.ToArray();
            if (fields.Length > header.Length)
            {
                faults.Add(Problem.Error(
                    string.Create(CultureInfo.InvariantCulture, $"{file}:L{records.Line}"), string.Join(',', fields), string.Join(',', header),
                    "Dòng thừa cột; chữ có dấu phẩy phải nằm trong dấu nháy kép.", "The line has too many fields; a text with a comma needs quotes."));
            }

            if (fields.Any(field => field.Length > 0))
            {
                rows.Add(new CatalogueRow(file, records.Line, at, fields, faults));
            }
        }

        if (records.Fault is not null)
        {
            faults.Add(Problem.Error(string.Create(CultureInfo.InvariantCulture, $"{file}:L{records.Line}"), records.Fault, "CSV", "Tệp không phải CSV hợp lệ.", "The file is not valid CSV."));
        }

        return rows;
    }
}

/// <summary>A row whose fields are read by column name; a wrong one is a fault and reads as empty.</summary>
internal sealed class CatalogueRow(
    string file, int line, Dictionary<string, int> columns, string[] fields, List<Problem> faults)
{
    private string Raw(string column) => columns[column] < fields.Length ? fields[columns[column]].Trim() : "";

    public string Text(string column, string pattern = ".", string expected = "…")
    {
        var text = Raw(column).Normalize(NormalizationForm.FormC);
        if (!System.Text.RegularExpressions.Regex.IsMatch(text, pattern))
        {
            Fault(column, text, expected, "Thiếu hoặc sai dạng.", "Missing or malformed.");
        }

        return text;
    }

    /// <summary>Empty where there is nothing.</summary>
    public string Optional(string column) => Raw(column).Normalize(NormalizationForm.FormC);

    public IEnumerable<string> List(string column) =>
        Raw(column).Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public int Int(string column, int lowest, int highest)
    {
        if (int.TryParse(Raw(column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= lowest && number <= highest)
        {
            return number;
        }

        Fault(column, Raw(column), string.Create(CultureInfo.InvariantCulture, $"{lowest} … {highest}"), "Phải là số nguyên trong phạm vi.", "A whole number in range is needed.");
        return 0;
    }

    public double? Double(string column)
    {
        if (Raw(column).Length == 0)
        {
            return null;
        }

        if (double.TryParse(Raw(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            return number;
        }

        Fault(column, Raw(column), "1.5", "Phải là số, dấu thập phân là dấu chấm.", "A number with a decimal point is needed.");
        return null;
    }

    public bool Flag(string column)
    {
        if (Raw(column) is not ("" or "true" or "false"))
        {
            Fault(column, Raw(column), "true | false", "Phải là true hoặc false.", "True or false is needed.");
        }

        return Raw(column) == "true";
    }

    public DateOnly Date(string column)
    {
        if (DateOnly.TryParseExact(Raw(column), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        Fault(column, Raw(column), "2025-07-01", "Ngày không hợp lệ.", "Not a date.");
        return default;
    }

    public T Choice<T>(string column)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (value.ToString().Equals(Raw(column), StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        Fault(column, Raw(column), string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant(), "Không có trong danh mục.", "Not one of the choices.");
        return default;
    }

    /// <summary>Whether a file of the catalogue already has a fault.</summary>
    public bool IsFaulty(string other) => faults.Exists(fault => fault.Place.StartsWith(other, StringComparison.Ordinal));

    public void Fault(string column, string found, string expected, string vi, string en) =>
        faults.Add(Problem.Error(
            string.Create(CultureInfo.InvariantCulture, $"{file}:L{line}:{column}"), found, expected, vi, en));
}
