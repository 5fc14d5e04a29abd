using Plan86.Schedules;
using Plan86.Schedules.Charts;
using Plan86.Transform;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;

namespace Plan86.Tests.Schedules;

public class ChartBookTests
{
    [Fact]
    public async Task A_drawing_that_was_cut_short_is_done_again()
    {
        using var office = new Office(only: "port_throughput");
        office.Drop("2024-01-06", "Sản lượng hàng hóa qua cảng;Năm 2023;Triệu tấn;170,08;Ước");
        var charts = (await office.OnceAsync()).Refresh.Charts!;
        var chart = Path.Combine(charts, "port_throughput.vi.png");
        var drawn = File.ReadAllBytes(chart);
        Directory.EnumerateFiles(charts).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal).ShouldBe(
            new[] { ".inputs" }
                .Concat(from name in new[] { "overview", "port_throughput", "sector-logistics" }
                        from language in new[] { "en", "vi" }
                        from file in new[] { $"{name}.{language}.png", $"{name}.{language}.svg", $"{name}.narrow.{language}.svg" }
                        select file).Order(StringComparer.Ordinal));
        File.Delete(chart);
        (await office.OnceAsync()).Refresh.Published.ShouldBeFalse();
        File.Exists(chart).ShouldBeFalse("nothing says that it is missing");

        File.Delete(Path.Combine(charts, ".inputs"));
        (await office.OnceAsync()).Refresh.Published.ShouldBeFalse();
        File.ReadAllBytes(chart).ShouldBe(drawn);
    }

    [Theory]
    [InlineData(Basis.Level, 170, 180, 160, 200)]
    [InlineData(Basis.Cumulative, 320, 500, 480, 520)]
    public void A_nowcast_is_drawn_with_its_interval_and_the_headline_tells_what_was_published(
        Basis basis, double published, double nowcast, double low, double high)
    {
        var catalogue = Settings.Load(null).Catalogue;
        var indicator = catalogue.FindIndicator("port_throughput");
        var target = new Target(
            "port_throughput", "2025", "", basis, 2022, 2025, 1_000, null, false, false, IntervalReading.Stretch, Direction.Up);
        YearValue[] values = [new(2022, 150), new(2023, 170), new(2024, 180, ObsStatus.Estimate, IsNowcast: true, 160, 200)];
        var chart = ChartBook.Describe(indicator, [target], values, [], [], new DateOnly(2024, 7, 5));
        // A sum is told as the sum, with the year's figures beside it.
        (basis == Basis.Level ? chart.Actual : chart.Runs.ShouldHaveSingleItem().Points)[^1]
            .ShouldBe(new ChartPoint(2024, nowcast, ObsStatus.Estimate, IsNowcast: true, low, high));
        chart.Title.En.ShouldContain("2023");
        chart.Title.En.ShouldNotContain("2024");
        chart.Required.Single().Points[0].ShouldBe(new PathPoint(2023, published));
    }

    [Fact]
    public async Task Files_of_a_source_that_was_taken_away_are_told()
    {
        using var office = new Office();
        office.Drop("2024-01-06", "Sản lượng hàng hóa qua cảng;Năm 2023;Triệu tấn;170,08;Ước");
        await office.OnceAsync();
        var landed = Directory.EnumerateFiles(office.In("landed"), "receipt-*.json", SearchOption.AllDirectories).Single();
        File.SetAttributes(landed, FileAttributes.Normal);
        File.WriteAllText(landed, File.ReadAllText(landed).Replace("hai-phong-monthly", "gone", StringComparison.Ordinal));
        office.Drop("2024-02-06", "Sản lượng hàng hóa qua cảng;Năm 2022;Triệu tấn;168,1;Ước");
        (await office.OnceAsync()).Refresh.Troubles.Select(trouble => trouble.Source).ShouldContain("gone");
    }
}
