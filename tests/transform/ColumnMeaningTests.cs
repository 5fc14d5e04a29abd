using System.Globalization;
using System.Text;
using Plan86.Schedules;
using Plan86.Tests.Transform.Reading;
using Plan86.Transform;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading;

namespace Plan86.Tests.Transform;

/// <summary>
/// What the columns of the GSO's tables mean, checked by hand: each file of <c>meaning/</c> has a table in the layout
/// of a real workbook, with invented numbers, and the figures that come of it. The first line has the publication day
/// and the sheet; then one line a row, <c>&lt;</c> and <c>^</c> for cells merged with the one before or above.
/// </summary>
public class ColumnMeaningTests
{
    private const string Becomes = "=>";

    private static readonly Catalogue Catalogue = Settings.Load(null).Catalogue;

    public static TheoryData<string> Layouts() =>
        [.. Directory.EnumerateFiles(Folder(), "*.txt").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void The_columns_mean_what_was_approved(string file)
    {
        var text = File.ReadAllText(Path.Combine(Folder(), file)).ReplaceLineEndings("\n");
        var at = text.IndexOf($"\n{Becomes}\n", StringComparison.Ordinal);
        Meanings(text[..at]).ShouldBe(text[(at + Becomes.Length + 2)..].TrimEnd());
    }

    [Fact]
    public void Thirty_tables_across_the_years_are_approved()
    {
        var files = Layouts().Select(row => row.Data).ToList();
        files.Count.ShouldBeGreaterThanOrEqualTo(30);
        files.Select(file => file[..4]).Distinct().Count().ShouldBeGreaterThan(10);
    }

    internal static string Meanings(string layout)
    {
        var lines = layout.Split('\n');
        var workbook = new XlsxFile().Sheet(lines[0][11..]);
        var merged = new Dictionary<(int Row, int Column), (int Row, int Column)>();
        foreach (var line in lines.Skip(1))
        {
            var cells = line.Split('|');
            var row = int.Parse(cells[0], CultureInfo.InvariantCulture);
            var written = new List<string>();
            for (var column = 1; column < cells.Length; column++)
            {
                var content = cells[column].Trim();
                if (content is "<" or "^")
                {
                    var beside = content == "<" ? (row, column - 1) : (row - 1, column);
                    merged[(row, column)] = merged.GetValueOrDefault(beside, beside);
                }
                else if (content.Length > 0)
                {
                    var number = double.TryParse(content, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
                    written.Add($"{CellRef.Of(row, column)} {(number ? "=" : "")}{content}");
                }
            }

            workbook.Cells([.. written]);
        }

        foreach (var range in merged.GroupBy(cell => cell.Value, cell => cell.Key))
        {
            workbook.Merge(
                $"{CellRef.Of(range.Key.Row, range.Key.Column)}:{CellRef.Of(range.Max(cell => cell.Row), range.Max(cell => cell.Column))}");
        }

        var day = DateOnly.ParseExact(lines[0][..10], "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var matcher = new TableMatcher(Settings.Load(null).Sources.Find("gso-monthly")!, Catalogue, day);
        var meanings = new StringBuilder();
        foreach (var match in matcher.Match(workbook.Read()))
        {
            foreach (var table in match.Tables)
            {
                if (table.Problem is { } stale)
                {
                    meanings.Append(CultureInfo.InvariantCulture, $"! {stale.Found}: {stale.Message.En}\n");
                }

                foreach (var figure in matcher.Figures(match.Rule, table))
                {
                    meanings.Append(figure.Meaning is { } meaning
                        ? string.Create(CultureInfo.InvariantCulture, $"{figure.Cell.Ref} {meaning} = {Math.Round(figure.Value, 6)}\n")
                        : "").Append(figure.Problem is { } problem
                        ? $"! {problem.Place} {problem.Found}: {problem.Message.En}\n"
                        : "");
                }
            }

            foreach (var missing in match.MissingColumns.Concat(match.MissingRows))
            {
                meanings.Append(CultureInfo.InvariantCulture, $"! missing {string.Join(" | ", missing.Match)}\n");
            }
        }

        return meanings.ToString().TrimEnd();
    }

    internal static string Folder() => Path.Combine(Repository.Root, "tests", "transform", "meaning");
}
