using Plan86.Schedules;
using Plan86.Schedules.Charts;
using Plan86.Tests.Judging;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;

namespace Plan86.Tests.Schedules;

/// <summary>Every picture of the Plan, laid out in both languages on figures made up to hurt.</summary>
public class PlanChartTests
{
    private static readonly Catalogue Catalogue = Settings.Load(null).Catalogue;
    private static readonly DateOnly AsOf = new(2025, 3, 6);

    /// <summary>Figures in the neighbourhood of the target, so that line and marks get into each other's way.</summary>
    private static readonly Dictionary<string, Func<double, IReadOnlyList<YearValue>>> Kinds = new()
    {
        ["none"] = _ => [],
        ["one"] = goal => [new(2023, goal * 0.8, ObsStatus.Estimate)],
        ["two"] = goal => [new(2022, goal * 0.5), new(2023, goal * 1.02, ObsStatus.Provisional)],
        ["ten"] = goal =>
            [.. Enumerable.Range(2015, 10)
                .Select(year => new YearValue(year, goal * (0.3 + (0.06 * (year - 2015)) + (0.1 * (year % 2))),
                    year > 2022 ? ObsStatus.Provisional : ObsStatus.Normal))],
        ["two hundred"] =
            goal => [.. Enumerable.Range(1825, 200).Select(year => new YearValue(year, goal * (0.5 + (0.4 * Math.Sin(year / 4.0)))))],
        ["negative"] =
            goal => [.. Enumerable.Range(2017, 8).Select(year => new YearValue(year, goal * 0.4 * (2020 - year), ObsStatus.Provisional))],
        ["flat"] = goal => [.. Enumerable.Range(2016, 9).Select(year => new YearValue(year, goal))],
        ["huge range"] = goal => [new(2018, goal * 1e-6), new(2019, goal * 0.01), new(2021, goal * 100), new(2024, goal * 1e7)],
        ["nowcast"] = goal => [new(2020, goal * 0.5), new(2021, goal * 0.6), new(2022, goal * 0.55, ObsStatus.Provisional),
            new(2023, goal * 0.8, ObsStatus.Estimate), new(2024, goal * 0.9, ObsStatus.Normal, true, goal * 0.82, goal * 1.01)],
        ["gaps and merger"] = goal => [new(2010, goal * 0.1), new(2014, goal * 0.4), new(2019, goal * 0.35), new(2024, goal * 0.6),
            new(2025, goal * 1.4, ObsStatus.Estimate)],
    };

    public static TheoryData<string> Figures => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(Figures))]
    public void Every_chart_of_the_Plan_is_legible_in_both_languages(string kind)
    {
        foreach (var chart in Charts(kind))
        {
            foreach (var language in Enum.GetValues<Language>())
            {
                Check(chart.Indicator, language, TrendChart.Layout(chart, language), Legibility.ShouldPointPastWords);
                Check(chart.Indicator, language, TrendChart.Layout(chart, language, ChartSheet.Narrow), Legibility.ShouldFitAPhone);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Figures))]
    public void Every_sector_page_is_legible_in_both_languages(string kind)
    {
        foreach (var sector in Catalogue.Indicators.GroupBy(indicator => indicator.Sector))
        {
            var charts = Charts(kind).Where(chart => sector.Any(indicator => indicator.Code == chart.Indicator)).ToList();
            foreach (var language in Enum.GetValues<Language>())
            {
                var scene = SmallMultiples.Layout(
                    new SmallMultiplesData(sector.Key.Name, new Bilingual("", ""), charts, new Bilingual("Nguồn", "Source")), language);
                Check(sector.Key.Code, language, scene);
                Check(
                    sector.Key.Code, language, SmallMultiples.Layout(
                        new SmallMultiplesData(sector.Key.Name, new Bilingual("", ""), charts, new Bilingual("Nguồn", "Source")), language,
                        ChartSheet.Narrow),
                    Legibility.ShouldFitAPhone);
                scene.Texts.Count(text => text.What is "value" or "message")
                    .ShouldBe(charts.Count, "each chart names its last value, or that there is none");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Figures))]
    public void The_overview_is_legible_in_both_languages(string kind)
    {
        var overview = ChartBook.Overview(Catalogue, Catalogue.Assess(Plans.OnItsTerritory(Catalogue, Values(kind)), AsOf), AsOf);
        var parts = ChartBook.Parts(overview);
        parts.SelectMany(part => part.Rows).ShouldBe(overview.Rows, "every row once, in the same order");
        foreach (var part in parts)
        {
            foreach (var language in Enum.GetValues<Language>())
            {
                var scene = OverviewChart.Layout(part, language);
                Check("overview", language, scene);
                Check("overview", language, OverviewChart.Layout(part, language, ChartSheet.Narrow), Legibility.ShouldFitAPhone);
                // 178 mm wide between the margins of A4, the rest of the page holds the heading.
                scene.Height.ShouldBeLessThan(2300);
                scene.AltText.ShouldStartWith(
                    language == Language.Vietnamese ? $"Biểu đồ thanh ngang: {part.Title.Vi}" : $"Horizontal bar chart: {part.Title.En}");
            }
        }
    }

    [Fact]
    public void The_overview_puts_the_farthest_from_its_target_first_and_draws_no_missing_figure()
    {
        YearValue[] half = [.. Enumerable.Range(2015, 9).Select(year => new YearValue(year, 175 * (0.5 + (0.0625 * (year - 2015)))))];
        var values = new Dictionary<string, IReadOnlyList<YearValue>>
        {
            ["port_throughput"] = half,
            ["urbanisation"] = [new(2022, 50), new(2023, 57)],
            ["poverty"] = [new(2020, 0.9), new(2023, 0.8)],
        };
        var verdicts = Catalogue.Assess(Plans.OnItsTerritory(Catalogue, values), AsOf);
        var overview = ChartBook.Overview(Catalogue, verdicts, AsOf);
        overview.Rows.Select(row => row.Name.En)
            .ShouldBe(["Share of poor households (national standard)", "Port throughput", "Urbanisation rate"]);
        overview.Rows.Select(row => row.Marks[0].Share!.Value).ShouldBe([25, 50, 95], tolerance: 1e-9);
        overview.Note.En.ShouldContain($"Not drawn: {verdicts.Count - 6} targets without data.");
        var scene = OverviewChart.Layout(overview, Language.English);
        scene.Marks.OfType<Symbol>().Count().ShouldBe(6);
        scene.Texts.Select(text => text.Text).ShouldContain("25%");
    }

    [Fact]
    public void Average_growth_is_compared_with_the_average_growth_reached()
    {
        var target = Catalogue.Targets.Single(target => target is { Indicator: "grdp_growth", Horizon: "2025" });
        YearValue[] values = [.. Enumerable.Range(2018, 7).Select(year => new YearValue(year, 8))];
        var verdict = Judge.Assess(target, values, AsOf);
        ChartBook.Share(target, verdict)!.Value.ShouldBe(50, 1e-9);
    }

    [Fact]
    public void Every_verdict_has_a_mark_of_its_own()
    {
        var marks = Enum.GetValues<Verdict>().Where(verdict => verdict is not (Verdict.NoData or Verdict.NotAvailable))
            .Select(verdict => OverviewLayout.SymbolOf(verdict, default, 20).Shape).ToList();
        marks.ShouldBeUnique();
        marks.ShouldNotContain(OverviewLayout.SymbolOf(Verdict.NoData, default, 20).Shape);
    }

    [Fact]
    public void A_nowcast_differs_by_shape_line_and_colour_and_shows_its_interval()
    {
        var scene = TrendChart.Layout(Charts("nowcast").First(chart => chart.Indicator == "port_throughput"), Language.Vietnamese);
        var points = scene.Marks.OfType<Symbol>().Where(symbol => symbol.What != "key").ToList();
        var nowcast = points.Single(symbol => symbol.What == "Nowcast 2024");
        points.Where(symbol => symbol != nowcast).ShouldAllBe(symbol => symbol.Shape != nowcast.Shape && symbol.Colour != nowcast.Colour);
        scene.Marks.OfType<Stroke>().Single(stroke => stroke.What == "actual" && stroke.Colour == nowcast.Colour).Dash.ShouldBe(Dash.Short);
        var whisker = scene.Marks.OfType<Stroke>().First(stroke => stroke.What == "interval");
        var heights = whisker.Points.Select(point => point.Y).ToList();
        nowcast.Centre.Y.ShouldBeInRange(heights.Min(), heights.Max());
        scene.Texts.Select(text => text.Text).ShouldContain("Ước từ các tháng");
        scene.Title.ShouldContain("ước\u00A0đạt");
    }

    [Fact]
    public void Two_targets_over_one_window_do_not_count_a_year_twice()
    {
        var investment = Charts("ten").Single(chart => chart.Indicator == "investment");
        investment.Actual.Select(point => point.Year).ShouldBe(Enumerable.Range(2015, 10));
        investment.Runs.ShouldHaveSingleItem().Points.Select(point => point.Year).ShouldBe([2021, 2022, 2023, 2024]);
        investment.Targets.Select(target => target.Period).ShouldBe(["2021–2025", "2030 (2021–2025)‡"]);
    }

    [Fact]
    public void What_is_judged_is_drawn_beside_the_years_in_both_windows_and_the_path_goes_from_it_to_the_target()
    {
        foreach (var (code, values) in new[]
        {
            ("grdp_growth", Enumerable.Range(2019, 9).Select(year => new YearValue(year, 10 + (year % 3)))),
            ("fdi", Enumerable.Range(2019, 9).Select(year => new YearValue(year, 0.5 + (0.1 * (year % 3))))),
            ("jobs", Enumerable.Range(2019, 9).Select(year => new YearValue(year, 50_000 + (100 * (year % 3))))),
        })
        {
            var day = new DateOnly(2028, 3, 1);
            var plan = Plans.OnItsTerritory(Catalogue, new Dictionary<string, IReadOnlyList<YearValue>> { [code] = [.. values] });
            var verdicts = Catalogue.Assess(plan, day);
            var chart = ChartBook.Describe(Catalogue, Catalogue.FindIndicator(code), plan, verdicts, day);
            chart.Actual.Select(point => point.Year).ShouldBe(Enumerable.Range(2019, 9), "the years stand beside it");
            chart.Runs.Count.ShouldBe(2);
            foreach (var (target, run) in Catalogue.Targets.Where(target => target.Indicator == code).Zip(chart.Runs))
            {
                var verdict = verdicts.Single(known => known.Indicator == code && known.Horizon == target.Horizon);
                var judged = verdict.Final ?? verdict.Actual!.Value;
                run.Points[0].Year.ShouldBe(target.FromYear!.Value);
                run.Points[^1].Year.ShouldBe(verdict.ActualYear!.Value);
                run.Points[^1].Value.ShouldBe(
                    target.Basis == Basis.AverageGrowth ? target.MeanRate(judged, run.Points[^1].Year) : judged, 1e-9);
            }

            var path = chart.Required.ShouldHaveSingleItem("nothing is needed any more for 2025");
            path.Points[0].ShouldBe(new PathPoint(2027, chart.Runs[1].Points[^1].Value));
            path.Points[^1].Year.ShouldBe(2030);
            path.Points[^1].Value.ShouldBe(chart.Targets[1].Lower!.Value, 1e-6);
            (path.LabelVi, path.LabelEn).ShouldSatisfyAllConditions(
                () => path.LabelVi.ShouldEndWith("/năm trong 2028–2030"), () => path.LabelEn.ShouldEndWith(" a year in 2028–2030"));
            var scene = TrendChart.Layout(chart, Language.Vietnamese);
            Legibility.ShouldBeLegible(scene);
            scene.Marks.Count(mark => mark is Stroke { What: "run" }).ShouldBe(2);
            scene.Texts.Count(text => text.What == "run" && text.Text.Contains("20", StringComparison.Ordinal)).ShouldBeGreaterThan(1);
        }
    }

    [Fact]
    public void Doubtful_words_of_the_Plan_are_told_in_the_chart_and_on_the_page()
    {
        var chart = Charts("ten").Single(chart => chart.Indicator == "investment");
        var scene = TrendChart.Layout(chart, Language.Vietnamese);
        string.Join(' ', scene.Texts.Where(text => text.What == "note").Select(text => text.Text)).ShouldContain("có lẽ là 2026–2030");
        scene.Texts.ShouldContain(text => text.What == "target" && text.Text.Contains('‡'));
        scene.AltText.ShouldContain("có lẽ là 2026–2030");
        var pictures = ChartBook.Pictures(Catalogue, Plans.OnItsTerritory(Catalogue, Values("ten")), AsOf);
        pictures.Single(picture => picture.Name == "sector-economy").Draw(Language.English).AltText.ShouldContain("‡");
    }

    [Fact]
    public void Small_charts_have_the_colours_of_their_verdicts_numbers_on_the_axis_and_the_name_of_a_break()
    {
        var charts = Charts("gaps and merger").Where(chart => chart.Indicator is "poverty" or "port_throughput").ToList();
        var scene = SmallMultiples.Layout(
            new SmallMultiplesData(new Bilingual("", ""), new Bilingual("", ""), charts, new Bilingual("", "")), Language.English);
        foreach (var target in charts.SelectMany(chart => chart.Targets))
        {
            var look = OverviewLayout.SymbolOf(target.Verdict!.Value, default, 1);
            scene.Texts.ShouldContain(
                text => text.What == "verdict" && text.Text.StartsWith($"{target.Period}: ") && text.Colour == look.Colour);
            scene.Marks.OfType<Symbol>().ShouldContain(symbol => symbol.What == look.What && symbol.Shape == look.Shape);
        }

        scene.Texts.Count(text => text.What == "tick").ShouldBeGreaterThanOrEqualTo(4);
        scene.Texts.ShouldContain(text => text.What == "break" && text.Text.StartsWith("A new multidimensional poverty line"));
    }

    [Fact]
    public void An_average_is_needed_of_every_year_alike_and_a_falling_path_is_called_falling()
    {
        var jobs = Charts("ten").Single(chart => chart.Indicator == "jobs");
        jobs.Required[^1].Points.Select(point => point.Value).Distinct().ShouldHaveSingleItem().ShouldBe(62500);
        jobs.Required[^1].LabelEn.ShouldStartWith("needs 62,500\u00A0");
        var poverty = Charts("gaps and merger").Concat(Charts("one")).Where(chart => chart.Indicator == "poverty")
            .SelectMany(chart => chart.Required).ToList();
        poverty.ShouldAllBe(path => path.LabelVi.StartsWith("cần giảm "));
        poverty.ShouldNotBeEmpty();
    }

    [Fact]
    public void Every_indicator_and_every_sector_has_a_picture_with_or_without_figures()
    {
        var names = ChartBook.Pictures(Catalogue, new PlanValues([]), AsOf).Select(picture => picture.Name)
            .ToList();
        names.ShouldBeUnique();
        names.ShouldBe(
            ["overview", .. Catalogue.Sectors.SkipLast(1).Select(sector => "sector-" + sector.Code),
                .. Catalogue.Indicators.Select(indicator => indicator.Code)],
            ignoreOrder: true);
    }

    [Fact]
    public void One_year_is_no_span_of_years()
    {
        var port = Charts("one").Single(chart => chart.Indicator == "port_throughput");
        port.Subtitle.Vi.ShouldBe("Sản lượng hàng hóa qua cảng, triệu tấn, 2023");
        port.Subtitle.En.ShouldBe("Port throughput, million tonnes, 2023");
    }

    [Fact]
    public void A_name_that_says_the_unit_is_not_followed_by_it()
    {
        var doctors = Charts("two").Single(chart => chart.Indicator == "doctors");
        doctors.Subtitle.En.ShouldBe("Doctors per 10,000 people, 2022–2023");
        doctors.Title.En.ShouldStartWith("Doctors per 10,000 people stood at 16.3 in\u00A02023, more than the 16 planned for\u00A02025");
        // "khai thác" is no hectare.
        Charts("two").Single(chart => chart.Indicator == "industrial_park_area").Subtitle.Vi.ShouldContain(", ha, ");
    }

    [Fact]
    public void A_break_that_is_still_to_come_is_not_drawn()
    {
        var port = Catalogue.FindIndicator("port_throughput");
        IReadOnlyList<ChartBreak> Known(DateOnly day) =>
            ChartBook.Describe(port, [.. Catalogue.Targets.Where(target => target.Indicator == port.Code)],
                [new(2023, 170), new(2024, 180)], [], [new Break(port.Code, new(2025, 7, 1), TextEn: "counted anew")], day).Breaks;
        Known(new(2025, 6, 30)).ShouldBeEmpty();
        Known(new(2025, 7, 1)).ShouldHaveSingleItem().Note.En.ShouldBe("counted anew");
    }

    [Fact]
    public void A_share_moves_by_points_and_not_by_percent_of_itself()
    {
        var target = Catalogue.Targets.Single(target => target is { Indicator: "urbanisation", Horizon: "2030" });
        YearValue[] values = [.. Enumerable.Range(2018, 7).Select(year => new YearValue(year, 46 + (year - 2018)))];
        var verdict = Catalogue.Assess(new PlanValues([("urbanisation", "VN-HP.2020", values)]), AsOf)
            .Single(verdict => verdict is { Indicator: "urbanisation", Horizon: "2030" });
        var chart = ChartBook.Describe(Catalogue.FindIndicator("urbanisation"), [target], values, [verdict], [], AsOf);
        var path = chart.Required.ShouldHaveSingleItem();
        path.LabelVi.ShouldBe("cần tăng 3 điểm %/năm từ\u00A02024");
        path.Points.Select(point => point.Value).ShouldBe([52, 55, 58, 61, 64, 67, 70], tolerance: 1e-9);
        verdict.Sentence.Vi.ShouldContain("cần tăng bình quân 3 điểm phần trăm/năm");
    }

    [Fact]
    public void What_is_counted_has_no_halves_on_its_axis_and_a_share_no_more_than_all()
    {
        string[] Ticks(string kind, string indicator) =>
        [
            .. TrendChart.Layout(Charts(kind).Single(chart => chart.Indicator == indicator), Language.Vietnamese).Texts
                .Where(text => text.What == "tick").Select(text => text.Text),
        ];
        Ticks("flat", "high_tech_farming_zones_national").ShouldBe(["0", "1"]);
        Ticks("flat", "clean_new_facilities")[^1].ShouldBe("100");
    }

    [Fact]
    public void An_amount_stays_on_one_line()
    {
        foreach (var chart in Charts("ten")
            .Where(chart => chart.Unit.Vi is "nghìn tỷ đồng" or "triệu tấn"
                && chart.Targets.DistinctBy(target => target.Year).Count() == chart.Targets.Count))
        {
            foreach (var language in Enum.GetValues<Language>())
            {
                var unit = language == Language.Vietnamese ? chart.Unit.Vi : chart.Unit.En;
                var texts = TrendChart.Layout(chart, language).Texts;
                texts.Count(text => text.What == "target" && text.Text.Contains(unit, StringComparison.Ordinal))
                    .ShouldBe(chart.Targets.Count, $"{chart.Indicator}, {language}");
                texts.ShouldContain(
                    text => text.What == "title" && text.Text.Replace('\u00A0', ' ').Contains(unit, StringComparison.Ordinal));
            }
        }
    }

    private static void Check(string name, Language language, Scene scene, Action<Scene>? more = null)
    {
        try
        {
            Legibility.ShouldBeLegible(scene);
            more?.Invoke(scene);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            throw new InvalidOperationException($"{name}, {language}: {fault.Message}", fault);
        }
    }

    private static Dictionary<string, IReadOnlyList<YearValue>> Values(string kind) =>
        Catalogue.Indicators.ToDictionary(indicator => indicator.Code, indicator =>
        {
            var target = Catalogue.Targets.First(target => target.Indicator == indicator.Code);
            return Kinds[kind](target.Lower ?? target.Upper!.Value);
        });

    private static List<TrendChartData> Charts(string kind)
    {
        var values = Plans.OnItsTerritory(Catalogue, Values(kind));
        var verdicts = Catalogue.Assess(values, AsOf);
        return [.. Catalogue.Indicators.Select(indicator => ChartBook.Describe(Catalogue, indicator, values, verdicts, AsOf))];
    }
}
