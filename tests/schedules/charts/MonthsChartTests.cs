using System.Globalization;
using Plan86.Schedules;
using Plan86.Schedules.Charts;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Plan;

namespace Plan86.Tests.Schedules;

/// <summary>Charts of the months, from what the warehouse knows of them to what is drawn.</summary>
public class MonthsChartTests
{
    private const string Day = "2025-12-31";

    [Fact]
    public async Task The_months_of_the_year_are_held_against_the_same_months_and_the_way_to_the_target()
    {
        using var office = new Office(indicators: true);
        Drop(office, ("2023-01-06", Year(2022, 160)), ("2024-01-06", Year(2023, 170)), ("2024-07-03", Months(2024, 6, 75)),
            ("2025-04-03", "Sản lượng hàng hóa qua cảng;Quý I năm 2025;Triệu tấn;38,5;Ước"), ("2025-07-30", Months(2025, 6, 84)));
        await office.OnceAsync();

        var chart = Described(office, "port_throughput", Day)!;
        (chart.Year, chart.Month).ShouldBe((2025, 6));
        chart.Title.Vi.Replace('\u00A0', ' ').ShouldBe(
            "Sản lượng hàng hóa qua cảng 6 tháng đầu năm 2025 ước đạt 84,0 triệu tấn, tăng 12,0% so với cùng kỳ năm trước, "
                + "bằng 24,0% mức cần đạt cả năm");
        chart.Title.En.Replace('\u00A0', ' ').ShouldBe(
            "Port throughput: 84.0 million tonnes in the first six months of 2025 (estimate), up 12.0% on a year earlier, "
                + "24.0% of what the year is to bring");
        var panel = chart.Panels.ShouldHaveSingleItem("one month alone is no panel of its own");
        panel.Lines.Select(line => line.Year).ShouldBe([2022, 2023, 2024, 2025]);
        panel.Lines[^1].Points.Select(point => (point.Month, point.Value)).ShouldBe([(3, 38.5), (6, 84)], "a first quarter ends in March");
        panel.Lines[^1].Points[^1].Change!.Value.ShouldBe(12, 1e-9);
        panel.Lines[1].Points.Select(point => (point.Month, point.Value)).ShouldBe([(12, 170)], "a year ends in December");
        panel.Goal!.Value.ShouldBe(350);

        foreach (var language in Enum.GetValues<Language>())
        {
            foreach (var sheet in new[] { ChartSheet.Wide, ChartSheet.Narrow })
            {
                var scene = MonthsChart.Layout(chart, language, sheet);
                Legibility.ShouldBeLegible(scene);
                Legibility.ShouldPointPastWords(scene);
                scene.Texts.ShouldContain(text => text.What == "value" && text.Text.Contains(
                    language == Language.Vietnamese ? "(+12,0%)" : "(+12.0%)", StringComparison.Ordinal));
                var goal = scene.Marks.OfType<Stroke>().Single(stroke => stroke.What == "goal");
                goal.Dash.ShouldBe(Dash.Dashed);
            }
        }

        Drawn.ShouldBeAsApproved("months.vi", MonthsChart.Layout(chart, Language.Vietnamese));
        Drawn.ShouldBeAsApproved("months.narrow.en", MonthsChart.Layout(chart, Language.English, ChartSheet.Narrow));

        // The picture is one of the bulletin's; where no month is known there is none, nor is there once they are old.
        var catalogue = office.Catalogue;
        var port = catalogue.FindIndicator("port_throughput");
        ChartBook.Pictures(catalogue, office.Store.IndicatorValues(new(2025, 12, 31)), new(2025, 12, 31), Months(office, Day))
            .Select(picture => picture.Name).Where(name => name.EndsWith("-months", StringComparison.Ordinal))
            .ShouldBe([ChartBook.MonthsNameOf(port)]);
        Described(office, "tourists", Day).ShouldBeNull();
        Described(office, "port_throughput", "2027-01-31").ShouldBeNull();
        Described(office, "port_throughput", "2024-06-30").ShouldBeNull("nothing was known of them yet");
    }

    [Fact]
    public async Task Nothing_is_held_against_the_other_side_of_a_break()
    {
        using var office = new Office(
            indicators: true,
            rows: ("breaks.csv", "series,ref_area,date,bridge,note_vi,note_en\nPORT.THROUGHPUT,VN-HP,2024-05-01,,khác,other\n"));
        Drop(office, ("2023-07-05", Months(2023, 3, 20)), ("2024-07-05", Months(2024, 3, 40)), ("2024-08-05", Months(2024, 6, 80)),
            ("2025-04-05", Months(2025, 3, 60)), ("2025-07-05", Months(2025, 6, 120)), ("2026-07-05", Months(2026, 6, 132)));
        await office.OnceAsync();
        var changes = Months(office, "2026-12-31")["port_throughput"].Where(value => value.IsSoFar)
            .Select(value => (value.Year, value.Month, Change: value.Change is { } change ? Math.Round(change, 6) : (double?)null));
        changes.ShouldBe(
            [
                (2023, 3, null), (2024, 3, 100), (2024, 6, null), (2025, 3, null),
                // Half of the sum of 2024 was counted in the old way.
                (2025, 6, null), (2026, 6, 10),
            ],
            "March 2024 was before it");
    }

    [Fact]
    public void Months_of_another_territory_are_a_line_of_their_own()
    {
        var catalogue = Settings.Load(null).Catalogue;
        var indicator = catalogue.FindIndicator("budget_revenue");
        MonthValue Of(string area, int year, int month, double value, bool isSoFar = true) =>
            new(area, year, month, isSoFar, value, ObsStatus.Estimate, null);
        MonthValue[] months =
        [
            Of("VN-HP.2020", 2023, 6, 50), Of("VN-HP.2020", 2024, 6, 62), Of("VN-HP.2025", 2024, 6, 90), Of("VN-HP.2020", 2025, 6, 77),
            Of("VN-HP.2025", 2025, 7, 112), Of("VN-HP.2025", 2025, 8, 132),
            .. Enumerable.Range(1, 9).Select(month => Of("VN-HP.2025", 2025, month, 10 + month, isSoFar: false)),
            .. Enumerable.Range(1, 12).Select(month => Of("VN-HP.2025", 2024, month, 9 + month, isSoFar: false)),
        ];
        var chart = MonthsBook.Describe(
            catalogue, indicator, months, new PlanValues([]), [], new DateOnly(2025, 9, 30))!;
        chart.RefArea.ShouldBe("VN-HP.2025");
        chart.Subtitle.Vi.ShouldEndWith("; " + catalogue.NameOfArea("VN-HP.2025").Vi);
        chart.Panels.Count.ShouldBe(2);
        var lines = chart.Panels[0].Lines;
        lines.Select(line => (line.Year, line.Place is null)).ShouldBe([(2023, false), (2024, true), (2025, false), (2025, true)]);
        chart.Title.Vi.ShouldNotContain("so với cùng kỳ");
        foreach (var language in Enum.GetValues<Language>())
        {
            foreach (var sheet in new[] { ChartSheet.Wide, ChartSheet.Narrow })
            {
                var scene = MonthsChart.Layout(chart, language, sheet);
                Legibility.ShouldBeLegible(scene);
                scene.Texts.ShouldContain(text => text.What == "key" && text.Text == (language == Language.Vietnamese
                    ? catalogue.NameOfArea("VN-HP.2020").Vi : catalogue.NameOfArea("VN-HP.2020").En));
            }

            Legibility.ShouldFitAPhone(MonthsChart.Layout(chart, language, ChartSheet.Narrow));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(40)]
    public void Whatever_the_months_nothing_is_clipped_and_no_text_covers_another(int seed)
    {
        var catalogue = Settings.Load(null).Catalogue;
        foreach (var code in new[] { "port_throughput", "grdp_growth", "fdi", "industrial_productivity_growth" })
        {
            var indicator = catalogue.FindIndicator(code);
            // Figures that swing, fall below zero and are missing here and there.
            var months = Enumerable.Range(2019, 7).SelectMany(year => Enumerable.Range(1, 12).SelectMany(month =>
                new[] { true, false }.Where(_ => ((year * month * seed) % 5) > 1).Select(isSoFar => new MonthValue(
                    indicator.RefArea == "VN-HP" && code == "port_throughput" ? "VN-HP" : "VN-HP.2020", year, month, isSoFar,
                    (Math.Sin(year * month * seed) * 40) + (isSoFar ? 20 * month : 5), (ObsStatus)((year + month) % 3),
                    month % 2 == 0 ? 100 * Math.Cos(month * seed) : null)))).ToList();
            if (MonthsBook.Describe(
                catalogue, indicator, months, new PlanValues([]), [], new DateOnly(2025, 11, 30)) is not { } chart)
            {
                continue;
            }

            foreach (var language in Enum.GetValues<Language>())
            {
                Legibility.ShouldBeLegible(MonthsChart.Layout(chart, language));
                Legibility.ShouldBeLegible(MonthsChart.Layout(chart, language, ChartSheet.Narrow));
            }
        }
    }

    private static MonthsChartData? Described(Office office, string indicator, string day)
    {
        var asOf = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var values = office.Store.IndicatorValues(asOf);
        return MonthsBook.Describe(
            office.Catalogue, office.Catalogue.FindIndicator(indicator), Months(office, day)[indicator], values,
            office.Catalogue.Assess(values, asOf), asOf);
    }

    private static ILookup<string, MonthValue> Months(Office office, string day) =>
        MonthsBook.Read(office.Store.Ask(MonthsBook.Query, ("day", day)));

    private static void Drop(Office office, params (string Day, string Line)[] figures)
    {
        foreach (var (day, line) in figures)
        {
            office.Drop(day, line);
        }
    }

    private static string Months(int year, int month, double value) => string.Create(
        CultureInfo.GetCultureInfo("vi-VN"), $"Sản lượng hàng hóa qua cảng;{month} tháng năm {year};Triệu tấn;{value};Ước");

    private static string Year(int year, double value) => string.Create(
        CultureInfo.GetCultureInfo("vi-VN"), $"Sản lượng hàng hóa qua cảng;Năm {year};Triệu tấn;{value};Ước");
}
