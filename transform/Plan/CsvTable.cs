using System.Text;
using Plan86.Transform.Reading.Delimited;

namespace Plan86.Transform.Plan;

/// <summary>
/// A small CSV file that people edit (catalogue, plan), whole in memory: UTF-8, first row the header, quotes by RFC 4180,
/// any line ends. Comma and decimal point; a file that a spreadsheet saved with semicolons has decimal commas.
/// </summary>
/// <param name="Header">Trimmed, as written; empty for an empty file.</param>
/// <param name="Rows">As many cells as the header each, trimmed; blank lines left out.</param>
internal sealed record CsvTable(string Name, IReadOnlyList<string> Header, IReadOnlyList<CsvRow> Rows)
{
    /// <summary>Reads a table; what is wrong with it as a table is added to <paramref name="faults"/>, placed <c>NAME:L3</c>.</summary>
    /// <param name="name">What faults call the file.</param>
    /// <param name="needed">Columns that must be there: without them there are no rows, for each would be a fault of its own.</param>
    public static CsvTable Read(TextReader text, string name, List<Problem> faults, params string[] needed)
    {
        if (FirstLine(text) is not { } line)
        {
            faults.Add(NotCsv(name, 1, "�"));
            return new(name, [], []);
        }

        var delimiter = DelimiterOf(line);
        using var records = new CsvRecords(new PrependedReader(line, text), delimiter);
        var header = records.Read() ? Trimmed(records) : [];
        CheckHeader(header, name, faults);
        var missing = needed.Where(column => !header.Contains(column, StringComparer.OrdinalIgnoreCase)).ToList();
        foreach (var column in missing.Where(_ => records.Fault is null))
        {
            faults.Add(Problem.Error(Place.OfLine(1, column).InFile(name), string.Join(',', header), column, new Bilingual(
                $"{name}: thiếu cột {column} trong dòng tiêu đề.", $"{name}: the header has no column {column}.")));
        }

        var rows = new List<CsvRow>();
        var columns = ColumnsOf(header);
        while (missing.Count == 0 && records.Read())
        {
            var cells = Trimmed(records);
            if (cells.Any(cell => cell.Length > 0))
            {
                var fitted = Fitted(cells, header.Length, name, records.Line, faults);
                rows.Add(new CsvRow(name, records.Line, columns, fitted, delimiter == ',' ? '.' : ',', faults));
            }
        }

        if (records.Fault is { } fault)
        {
            faults.Add(NotCsv(name, records.Line, fault));
        }

        return new(name, header, rows);
    }

    /// <summary>Opens bytes as UTF-8; other bytes are a fault of the line they stand in.</summary>
    public static StreamReader Decode(Stream stream) =>
        new(stream, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);

    /// <summary>Returns null where the bytes are no UTF-8.</summary>
    private static string? FirstLine(TextReader text)
    {
        try
        {
            return text.ReadLine() ?? "";
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static char DelimiterOf(string header) =>
        header.Contains(',', StringComparison.Ordinal) ? ','
        : header.Contains(';', StringComparison.Ordinal) ? ';'
        : header.Contains('\t', StringComparison.Ordinal) ? '\t'
        : ',';

    private static Problem NotCsv(string name, int line, string found) =>
        Problem.Error(Place.OfLine(line).InFile(name), found, "CSV (RFC 4180), UTF-8", new Bilingual(
        "Dòng này không đúng khuôn CSV (dấu nháy kép chưa đóng, ô quá dài, hoặc không phải UTF-8); phần sau không đọc được.",
        "This line is not CSV (a quote left open, a cell too long, or not UTF-8); nothing after it could be read."));

    private static Dictionary<string, int> ColumnsOf(string[] header)
    {
        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < header.Length; i++)
        {
            columns.TryAdd(header[i], i);
        }

        return columns;
    }

    private static string[] Trimmed(CsvRecords records) =>
        Array.ConvertAll(records.ToArray(), cell => cell.Trim().Trim('\uFEFF').Normalize(NormalizationForm.FormC));

    private static void CheckHeader(string[] header, string name, List<Problem> faults)
    {
        foreach (var twice in header.Where(h => h.Length > 0).GroupBy(h => h, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            faults.Add(Problem.Error(
                Place.OfLine(1, twice.Key).InFile(name), twice.Key, "mỗi cột một lần / each column once",
                new Bilingual($"Cột {twice.Key} có hai lần.", $"Column {twice.Key} comes twice.")));
        }
    }

    private static string[] Fitted(string[] cells, int count, string name, int line, List<Problem> faults)
    {
        if (cells.Length > count && cells.AsSpan(count).IndexOfAnyExcept("") >= 0)
        {
            faults.Add(Problem.Error(Place.OfLine(line).InFile(name), string.Join(',', cells), $"{count} ô / cells", new Bilingual(
                $"Dòng này có {cells.Length} ô, tiêu đề chỉ có {count}: chữ có dấu phẩy phải nằm trong dấu nháy kép, số thập phân viết "
                    + "dấu chấm.",
                $"This line has {cells.Length} cells, the header only {count}: a text with a comma needs quotes, a decimal has a point.")));
        }

        var fitted = new string[count];
        for (var i = 0; i < count; i++)
        {
            fitted[i] = i < cells.Length ? cells[i] : "";
        }

        return fitted;
    }

    /// <summary>A text whose first line has been read already.</summary>
    private sealed class PrependedReader(string line, TextReader rest) : TextReader
    {
        private readonly StringReader _line = new(line + "\n");

        public override int Peek() => _line.Peek() is >= 0 and var c ? c : rest.Peek();

        public override int Read() => _line.Read() is >= 0 and var c ? c : rest.Read();

        public override int Read(char[] buffer, int index, int count) =>
            _line.Read(buffer, index, count) is > 0 and var read ? read : rest.Read(buffer, index, count);
    }
}
