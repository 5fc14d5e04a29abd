using Plan86.Transform.Reading.Delimited;
using Plan86.Transform.Reading.Layout;

namespace Plan86.Transform.Plan;

/// <summary>One row of a small CSV file.</summary>
/// <param name="Line">Where it starts, from 1.</param>
internal readonly record struct CsvRow(int Line, string[] Cells);

/// <summary>
/// A small CSV file (catalogue, plan) whole in memory: comma, quotes by RFC 4180, any line ends, first row the header.
/// </summary>
/// <param name="Header">Trimmed, as written; empty for an empty file.</param>
/// <param name="Rows">As many cells as the header each, trimmed; blank lines left out.</param>
/// <param name="Problems">What is wrong with the file as a table, placed <c>NAME:L3</c>.</param>
internal sealed record CsvTable(
    string Name, IReadOnlyList<string> Header, IReadOnlyList<CsvRow> Rows, IReadOnlyList<Problem> Problems)
{
    /// <summary>Position of a column by name, ignoring case; −1 when it is not there.</summary>
    public int Column(string name)
    {
        for (var i = 0; i < Header.Count; i++)
        {
            if (Header[i].Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    /// <param name="name">What problems call the file.</param>
    public static CsvTable Read(TextReader text, string name)
    {
        var (header, rows, problems) = (new List<string>(), new List<CsvRow>(), new List<Problem>());
        using var records = new CsvRecords(text, ',');
        while (records.Read())
        {
            var cells = Array.ConvertAll(records.ToArray(), cell => cell.Trim().Trim('\uFEFF'));
            if (Array.TrueForAll(cells, c => c.Length == 0))
            {
                continue;
            }

            if (header.Count == 0)
            {
                header.AddRange(cells);
                CheckHeader(header, name, records.Line, problems);
            }
            else
            {
                rows.Add(new(records.Line, Fit(cells, header.Count, name, records.Line, problems)));
            }
        }

        if (records.Fault is { } fault)
        {
            problems.Add(Problem.Error($"{name}:L{records.Line}", fault, "CSV (RFC 4180)",
                "Dòng này không đúng khuôn CSV (dấu nháy kép chưa đóng, hoặc ô quá dài); phần sau không đọc được.",
                "This line is not CSV (a quote left open, or a cell too long); nothing after it could be read."));
        }

        return new(name, header, rows, problems);
    }

    private static void CheckHeader(List<string> header, string name, int line, List<Problem> problems)
    {
        foreach (var twice in header.Where(h => h.Length > 0).GroupBy(h => h, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            problems.Add(Problem.Error($"{name}:L{line}:{twice.Key}", twice.Key, "mỗi cột một lần / each column once",
                $"Cột {twice.Key} có hai lần.", $"Column {twice.Key} comes twice."));
        }
    }

    private static string[] Fit(string[] cells, int count, string name, int line, List<Problem> problems)
    {
        if (cells.Length > count && cells.AsSpan(count).IndexOfAnyExcept("") >= 0)
        {
            problems.Add(Problem.Error($"{name}:L{line}", string.Join(',', cells), $"{count} ô / cells",
                $"Dòng này có {cells.Length} ô, tiêu đề chỉ có {count}: có thể số viết dấu phẩy thập phân.",
                $"This line has {cells.Length} cells, the header only {count}: a decimal comma, perhaps."));
        }

        var fitted = new string[count];
        for (var i = 0; i < count; i++)
        {
            fitted[i] = i < cells.Length ? cells[i] : "";
        }

        return fitted;
    }
}
