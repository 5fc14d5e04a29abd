using System.Globalization;
using Plan86.Warehouse;

namespace Plan86.Tests.Warehouse;

/// <summary>The checks on made-up histories: offices that revise as offices do raise no alarm, each kind of slip raises one.</summary>
public class AlarmTests
{
    private const int Months = 12;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Revisions_within_the_bounds_raise_no_alarm(int seed)
    {
        using var file = Published(Years(seed));
        Problems(file).ShouldBe("");
        file.Query("SELECT count(*) FROM observation WHERE suspect").Only<long>().ShouldBe(0);
    }

    [Theory]
    [InlineData(1, 0.2)]
    [InlineData(2, 0.5)]
    [InlineData(3, 1.4)]
    [InlineData(4, 10)]
    public void A_cumulative_figure_that_slipped_is_told_and_marked(int seed, double factor)
    {
        var figures = Years(seed);
        var slip = figures.FindIndex(figure => figure is { Series: "B", Transformation: "YTD", Period: "2023-09" });
        figures[slip] = figures[slip] with { Value = figures[slip].Value * factor };
        using var file = Published(figures);
        file.Query("SELECT count(*) FROM problem WHERE contains(found || expected, 'B 2023-09') OR contains(expected, '2023-09')")
            .Only<long>().ShouldBeGreaterThan(0);
        file.Query("SELECT count(*) FROM observation WHERE suspect AND series <> 'B'").Only<long>().ShouldBe(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Two_rows_that_changed_places_are_told_both(int seed)
    {
        var figures = Years(seed);
        var a = figures.FindIndex(figure => figure is { Series: "A", Transformation: "N", Period: "2023-08" });
        var b = figures.FindIndex(figure => figure is { Series: "C", Transformation: "N", Period: "2023-08" });
        (figures[a], figures[b]) = (figures[a] with { Value = figures[b].Value }, figures[b] with { Value = figures[a].Value });
        using var file = Published(figures);
        file.Query("SELECT DISTINCT series FROM observation WHERE suspect AND transformation = 'N' AND time_period = '2023-08' AND series "
            + "IN ('A', 'C')").Rows.Count.ShouldBe(2);
        file.Query("SELECT count(*) FROM problem WHERE message_en LIKE 'Two rows%'").Only<long>().ShouldBe(2);
    }

    /// <summary>Three series of unlike size over two years: each month a file states the month and the sum so far, which counts earlier
    /// months as
    /// revised since by some two percent.</summary>
    private static List<Stated> Years(int seed)
    {
        var random = new Random(seed);
        var figures = new List<Stated>();
        foreach (var (series, size) in new[] { ("A", 40.0), ("B", 700.0), ("C", 12_000.0) })
        {
            for (var year = 2022; year <= 2023; year++)
            {
                var soFar = 0.0;
                for (var month = 1; month <= Months; month++)
                {
                    var own = Math.Round(size * (0.85 + (0.3 * random.NextDouble())), 1);
                    var revision = month == 1 ? 0 : (random.NextDouble() - 0.5) * Math.Min(0.06 * soFar, 0.5 * own);
                    soFar = Math.Round(soFar + own + revision, 1);
                    var period = string.Create(CultureInfo.InvariantCulture, $"{year}-{month:00}");
                    figures.Add(new Stated(series, period, "N", own));
                    figures.Add(new Stated(series, period, "YTD", soFar));
                }
            }
        }

        return figures;
    }

    private static DuckFile Published(List<Stated> figures)
    {
        var file = DuckFile.Create(":memory:", "200MB", isSmall: true, CancellationToken.None);
        file.Run("SET VARIABLE as_of = DATE '2024-01-28'");
        file.Run("SET VARIABLE largest_watched = 1000000");
        var loading = new Loading(file, SqlSettings.Read(config: null));
        loading.CreateSchema();
        file.Append(
            "series", figures.Select(figure => figure.Series).Distinct()
                .Select(series => new object?[] { series, series, series, "T", 0, "sum", false, true, false, "", "" }));
        file.Append("extract", figures.Select(figure => figure.Period).Distinct().Select(period => new object?[]
        {
            period, "office", 1, period + ".csv", Day(period), new DateTimeOffset(Day(period), TimeOnly.MinValue, TimeSpan.Zero),
            "accepted",
            0L, 6L, 0L, null, null,
        }));
        file.Append("observation", figures.Select(figure => new object?[]
        {
            figure.Series, "VN-HP", "M", figure.Period,
            new DateOnly(Year(figure.Period), figure.Transformation == "YTD" ? 1 : Month(figure.Period), 1), figure.Transformation,
            figure.Value, "T", 0, "E", Day(figure.Period), null, false, false, "VN-HP.2020", false, "office",
            figure.Period, null,
            string.Create(CultureInfo.InvariantCulture, $"L{figure.Series[0] - 'A' + (figure.Transformation == "YTD" ? 6 : 3)}"),
        }));
        loading.Run(_ => false);
        return file;
    }

    private static string Problems(DuckFile file) =>
        string.Join('\n', file.Query("SELECT found, expected, message_en FROM problem ORDER BY ALL").Named
            .Select(row => $"{row.Get<string>("found")} | {row.Get<string>("expected")} | {row.Get<string>("message_en")}"));

    private static int Year(string period) => int.Parse(period[..4], CultureInfo.InvariantCulture);

    private static int Month(string period) => int.Parse(period[5..], CultureInfo.InvariantCulture);

    private static DateOnly Day(string period) => new(Year(period), Month(period), 28);

    private sealed record Stated(string Series, string Period, string Transformation, double Value);
}
