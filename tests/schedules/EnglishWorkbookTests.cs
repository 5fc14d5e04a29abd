using System.Globalization;

namespace Plan86.Tests.Schedules;

/// <summary>The English workbook of the national statistics office, where it lies beside the checkout: read by the same source as its
/// Vietnamese siblings, with the same figures.</summary>
public class EnglishWorkbookTests
{
    // What an office revises within three months, of amounts: half a quarter's estimate of a province's investment is the most.
    private const double Revised = 0.05;

    [Fact]
    public async Task The_English_workbook_says_what_its_Vietnamese_siblings_say()
    {
        using var english = new Office();
        using var vietnamese = new Office();
        var folder = Path.Combine(Repository.Shared(), "data");
        await Drop(english, Directory.GetFiles(Path.Combine(folder, "gso-monthly-en"), "2020-09*.xlsx"));
        await Drop(vietnamese, Directory.GetFiles(Path.Combine(folder, "gso-monthly"), "2020-*.xlsx"));

        english.Scalar<string>("SELECT state FROM extract").ShouldBe("accepted");
        english.Scalar<long>("SELECT count(*) FROM problem").ShouldBe(0);

        // Yearly columns stand in the workbook of December alone; the index of consumer prices had another base in June; Hải Dương
        // is among the provinces that a table lists in some months only.
        const string kinds = "SELECT DISTINCT series, ref_area, freq, transformation FROM observation WHERE NOT derived AND freq <> 'A' "
            + "AND series NOT LIKE 'PRICES.CPI_%' AND ref_area <> 'VN-61'";
        english.Text(kinds).ShouldBe(vietnamese.Text(kinds));

        const string figures = "SELECT concat_ws(' ', series, ref_area, time_period, transformation), obs_value * pow(10, unit_mult) "
            + "FROM observation WHERE NOT derived AND freq <> 'A'";
        var there = vietnamese.Rows(figures).ToLookup(row => (string)row[0]!, row => (double)row[1]!);
        var compared = 0;
        foreach (var row in english.Rows(figures))
        {
            var (key, value) = ((string)row[0]!, (double)row[1]!);
            foreach (var other in there[key])
            {
                compared++;
                var isChange = key.EndsWith('Y') || key.EndsWith("G1", StringComparison.Ordinal);
                Math.Abs(value - other).ShouldBeLessThan(isChange ? 4.5 : Revised * Math.Abs(other), Said(key, value, other));
            }
        }

        compared.ShouldBeGreaterThan(55);
    }

    private static string Said(string key, double value, double other) =>
        string.Create(CultureInfo.InvariantCulture, $"{key}: {value} in English, {other} in Vietnamese");

    private static async Task Drop(Office office, string[] workbooks)
    {
        workbooks.ShouldNotBeEmpty();
        foreach (var workbook in workbooks)
        {
            office.Drop(
                "gso-monthly", Path.GetFileName(workbook), await File.ReadAllBytesAsync(workbook, TestContext.Current.CancellationToken));
        }

        (await office.OnceAsync()).Refresh.Failures.ShouldBeEmpty();
    }
}
