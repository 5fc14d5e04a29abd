using System.Diagnostics;
using System.Text.RegularExpressions;
using Plan86.Transform.Reading;

namespace Plan86.Benchmarks;

/// <summary>
/// Reads every cell of a folder of workbooks: how long it takes, and how well an analyst can tell the cells apart. A
/// cell is ambiguous when another of another value bears the same sheet, title, row path and column path; a share or
/// comparison by its header has the unit %.
/// </summary>
internal static partial class Cells
{
    private sealed record Cell(string Sheet, string Title, string Row, string Column, string Unit, double Value, string Ref);

    public static int Run(string folder, int examples)
    {
        var clock = Stopwatch.StartNew();
        var files = Directory.GetFiles(folder, "*.xls*").Order(StringComparer.Ordinal).ToArray();
        var books = files.Select(_ => new List<Cell>()).ToArray();
        var stored = 0;
        Parallel.For(0, files.Length, at =>
        {
            var tables = TableReader.Read(() => File.OpenRead(files[at]), files[at], CancellationToken.None).Tables;
            Interlocked.Add(ref stored, tables.Sum(table => table.Rows.Sum(row => row.Cells.Count)));
            books[at].AddRange(tables.SelectMany(table => table.Figures().Select(figure => new Cell(
                table.Sheet, table.Title, figure.Row.Name, figure.Column.Name, table.UnitOf(figure.Row, figure.Column),
                figure.Cell.Value!.Value, figure.Cell.Ref))));
        });
        Console.WriteLine(
            $"{files.Length} workbooks, {stored:N0} cells: {clock.Elapsed.TotalSeconds:0.0} s (to reach: 12), processor "
                + $"{Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds:0.0} s");

        var (figures, ambiguous) = (books.Sum(cells => cells.Count), 0);
        foreach (var (file, cells) in files.Zip(books))
        {
            var groups = cells.GroupBy(cell => (cell.Sheet, cell.Title, cell.Row, cell.Column))
                .Where(group => group.Select(cell => cell.Value).Distinct().Skip(1).Any()).ToList();
            if (groups.Count == 0)
            {
                continue;
            }

            var count = groups.Sum(group => group.Count());
            ambiguous += count;
            Console.WriteLine($"{Path.GetFileName(file)}: {count:N0} ambiguous of {cells.Count:N0}");
            foreach (var group in groups.Take(examples))
            {
                Console.WriteLine($"  {group.Key.Sheet} · {group.Key.Title} · {group.Key.Row} · {group.Key.Column}: "
                    + string.Join(", ", group.Select(cell => FormattableString.Invariant($"{cell.Ref}={cell.Value}"))));
            }
        }

        Console.WriteLine(
            $"ambiguous: {ambiguous:N0} of {figures:N0} figures, {100.0 * ambiguous / Math.Max(1, figures):0.000} % (to reach: below 0.1)");
        var shares = books.SelectMany(cells => cells).Where(cell => Share.IsMatch(cell.Column)).ToList();
        var others = shares.Where(cell => cell.Unit != "%").ToList();
        Console.WriteLine($"growth and share columns: {shares.Count:N0} figures, {others.Count:N0} with another unit than %");
        foreach (var unit in others.GroupBy(cell => cell.Unit).OrderByDescending(group => group.Count()).Take(examples))
        {
            Console.WriteLine($"  «{unit.Key}» {unit.Count():N0}, as in {unit.First().Title} · {unit.First().Column}");
        }

        return 0;
    }

    // Not the words the reader goes by: what a person would look for.
    [GeneratedRegex(@"%|\bso với\b|\bso cùng\b|\bcơ cấu\b|\btốc độ\b|\bversus\b|\bcompared\b|\bstructure\b", RegexOptions.IgnoreCase)]
    private static partial Regex Share { get; }
}
