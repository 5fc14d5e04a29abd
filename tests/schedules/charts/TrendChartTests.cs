using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using CsCheck;
using Plan86.Schedules;
using Plan86.Schedules.Charts;
using Plan86.Transform;

namespace Plan86.Tests.Schedules;

public class TrendChartTests
{
    private const string AskedFor = "PLAN86_TEST_CHART_HASH_TO";

    public static TheoryData<string, Language> Charts()
    {
        var charts = new TheoryData<string, Language>();
        foreach (var name in ChartCases.All.Keys)
        {
            charts.Add(name, Language.Vietnamese);
            charts.Add(name, Language.English);
        }

        return charts;
    }

    [Theory]
    [MemberData(nameof(Charts))]
    public void Nothing_is_clipped_and_no_text_covers_another(string name, Language language) =>
        Legibility.ShouldBeLegible(TrendChart.Layout(ChartCases.All[name], language));

    [Theory]
    [MemberData(nameof(Charts))]
    public void On_a_phone_nothing_is_clipped_and_no_text_covers_another(string name, Language language)
    {
        var scene = TrendChart.Layout(ChartCases.All[name], language, ChartSheet.Narrow);
        Legibility.ShouldBeLegible(scene);
        Legibility.ShouldFitAPhone(scene);
        scene.AltText.ShouldBe(TrendChart.Layout(ChartCases.All[name], language).AltText, "it says the same");
    }

    [Theory]
    [InlineData("port")]
    [InlineData("growth")]
    [InlineData("judged")]
    [InlineData("index")]
    [InlineData("tourism")]
    [InlineData("fdi")]
    [InlineData("corridor")]
    [InlineData("poverty")]
    [InlineData("across-break")]
    public void No_text_of_a_real_chart_covers_a_point_or_a_line(string name)
    {
        foreach (var language in Enum.GetValues<Language>())
        {
            var scene = TrendChart.Layout(ChartCases.All[name], language);
            Legibility.ShouldKeepOffTheLines(scene);
        }
    }

    [Fact]
    public void Whatever_the_data_nothing_is_clipped_and_no_text_covers_another()
    {
        var number = Gen.OneOf(Gen.Double[-1000, 1000], Gen.Double[0, 1e9], Gen.Const(0.0), Gen.Double);
        var label = Gen.String[Gen.Char["aẾợỹ MWgq123,.−"], 0, 90];
        var points =
            from years in Gen.Int[1900, 2040].HashSet[0, 30]
            from values in Gen.Select(
                number, Gen.OneOf(Gen.Const(ObsStatus.Normal), Gen.Const(ObsStatus.Estimate), Gen.Const(ObsStatus.Provisional),
                    Gen.Const(ObsStatus.Forecast)), Gen.Bool).Array[years.Count]
            select years.Zip(values, (year, v) => new ChartPoint(
                year, v.Item1, v.Item2, v.Item3, v.Item3 ? v.Item1 - 3 : null, v.Item3 ? v.Item1 + 5 : null)).ToArray();
        var target =
            from year in Gen.Int[2020, 2030]
            from lower in number
            from width in Gen.Double[0, 100]
            from kind in Gen.Int[0, 4]
            from text in label
            from verdict in label
            select new ChartTarget(
                kind == 4 ? null : year, kind == 1 ? null : lower, kind == 2 ? null : lower + width, kind == 3,
                new Bilingual(text, text), verdict, verdict);
        var chart =
            from actual in points
            from targets in target.Array[0, 3]
            from fromZero in Gen.Bool
            from title in label
            from day in Gen.Int[0, 40000]
            select ChartCases.All["empty"] with
            {
                Title = new(title, title),
                Actual = actual,
                Targets = targets,
                FromZero = fromZero,
                Breaks = [new ChartBreak(new DateOnly(1930, 1, 1).AddDays(day), new Bilingual(title, title))],
                Required = actual.Length == 0 ? [] :
                [
                    .. targets.Where(t => t.Year is not null).Select(t => new ChartPath(
                        [new(actual[^1].Year, actual[^1].Value), new(t.Year!.Value, t.Lower ?? t.Upper ?? 0)])),
                ],
            };
        chart.Sample(
            data =>
            {
                Legibility.ShouldBeLegible(TrendChart.Layout(data, Language.Vietnamese));
                Legibility.ShouldBeLegible(TrendChart.Layout(data, Language.Vietnamese, ChartSheet.Narrow));
            },
            iter: 150);
    }

    [Theory]
    [InlineData("port")]
    [InlineData("judged")]
    public void What_is_drawn_is_what_was_approved(string name) =>
        Drawn.ShouldBeAsApproved($"{name}.vi", TrendChart.Layout(ChartCases.All[name], Language.Vietnamese));

    [Fact]
    public void On_a_phone_it_is_drawn_as_it_was_approved() => Drawn.ShouldBeAsApproved(
        "judged.narrow.vi", TrendChart.Layout(ChartCases.All["judged"], Language.Vietnamese, ChartSheet.Narrow));

    [Fact]
    public void Small_charts_are_drawn_as_they_were_approved() => Drawn.ShouldBeAsApproved("small.vi", SmallMultiples.Layout(
        new SmallMultiplesData(
            new Bilingual("Tăng trưởng", "Growth"), new Bilingual("Mỗi biểu đồ một thang đo riêng", "Each on a scale of its own"),
            [ChartCases.All["judged"], ChartCases.All["fdi"], ChartCases.All["port"]], new Bilingual("Cục Thống kê", "Statistics Office")),
        Language.Vietnamese));

    [Fact]
    public void An_axis_that_does_not_begin_at_zero_is_marked()
    {
        foreach (var (name, chart) in ChartCases.All.Where(entry => entry.Value.Actual.Count + entry.Value.Targets.Count > 0))
        {
            var scene = TrendChart.Layout(chart, Language.English);
            var cut = scene.Marks.Any(mark => mark.What == "cut");
            var ticks = scene.Texts.Where(text => text.What == "tick").ToList();
            scene.Texts.Any(text => text.Text == "Axis does not begin at 0").ShouldBe(cut, name);
            if (ticks.Exists(tick => tick.Text.Trim('0', '.', ',').Length == 0))
            {
                cut.ShouldBeFalse(name);
            }
        }

        TrendChart.Layout(ChartCases.All["judged"], Language.English).Marks.ShouldContain(mark => mark.What == "cut");
        TrendChart.Layout(ChartCases.All["port"], Language.English).Marks.ShouldNotContain(mark => mark.What == "cut");
    }

    [Theory]
    [InlineData("port", Language.Vietnamese, "170,1 triệu tấn")]
    [InlineData("port", Language.English, "170.1")]
    [InlineData("growth", Language.Vietnamese, "11,81%")]
    [InlineData("growth", Language.English, "11.81%")]
    [InlineData("one", Language.Vietnamese, "1.234.567,8")]
    [InlineData("one", Language.English, "1,234,567.8")]
    [InlineData("negative", Language.Vietnamese, "−186,3")]
    [InlineData("empty", Language.Vietnamese, "Chưa có số liệu")]
    [InlineData("empty-with-target", Language.English, "No data yet")]
    public void The_last_value_is_named_in_the_language(string name, Language language, string label) =>
        TrendChart.Layout(ChartCases.All[name], language).Texts
            .ShouldContain(text => text.Text.Replace('\u00A0', ' ').StartsWith(label));

    [Fact]
    public void The_line_is_not_joined_across_a_break()
    {
        var scene = TrendChart.Layout(ChartCases.All["across-break"], Language.Vietnamese);
        var line = scene.Marks.OfType<Stroke>().Single(mark => mark.What == "break").Points[0].X;
        var pieces = scene.Marks.OfType<Stroke>().Where(mark => mark.What is "actual" or "gap").ToList();
        pieces.ShouldAllBe(piece => piece.Points.All(point => point.X < line) || piece.Points.All(point => point.X > line));
        pieces.ShouldContain(piece => piece.Points[0].X > line);
        scene.Texts.ShouldContain(text => text.Text == "Sáp nhập Hải Dương, 1/7/2025");
    }

    [Fact]
    public void Missing_years_are_dotted_and_said_to_be_missing()
    {
        var scene = TrendChart.Layout(ChartCases.All["port"], Language.Vietnamese);
        scene.Marks.OfType<Stroke>().Where(mark => mark.What == "gap").ShouldAllBe(mark => mark.Dash == Dash.Dotted);
        scene.Marks.Count(mark => mark.What == "gap").ShouldBe(2);
        scene.Texts.ShouldContain(text => text.What == "key" && text.Text == "Thiếu số liệu");
    }

    [Fact]
    public void What_is_not_final_has_a_shape_of_its_own()
    {
        var shapes = TrendChart.Layout(
            ChartCases.All["empty"] with
            {
                Actual = [new(2019, 1), new(2020, 1, ObsStatus.Provisional), new(2021, 1, ObsStatus.Estimate),
                    new(2022, 1, ObsStatus.Forecast), new(2023, 1, ObsStatus.Normal, true)],
            },
            Language.English).Marks.OfType<Symbol>().Where(mark => mark.What != "key").Select(mark => mark.Shape).ToList();
        shapes.ShouldBe([Shape.Disc, Shape.Square, Shape.Ring, Shape.Triangle, Shape.Diamond]);
    }

    [Fact]
    public void Amounts_start_at_zero_and_rates_need_not()
    {
        IEnumerable<string> Ticks(string name) => TrendChart.Layout(ChartCases.All[name], Language.English).Texts
            .Where(text => text.What == "tick").Select(text => text.Text);
        Ticks("port").ShouldContain("0");
        Ticks("index").ShouldNotContain("0");
    }

    [Fact]
    public void Crowded_years_leave_the_due_ones_standing()
    {
        var years = TrendChart.Layout(ChartCases.All["two-hundred"], Language.English).Texts
            .Where(text => text.What == "year").Select(text => text.Text).ToList();
        years.ShouldContain("2030");
        years.ShouldAllBe(year => year.Length == 4 && year.All(char.IsAsciiDigit));
    }

    [Fact]
    public void Two_points_for_one_year_are_refused() => Should.Throw<ArgumentException>(() => TrendChart.Draw(
        ChartCases.All["empty"] with { Actual = [new(2020, 1), new(2020, 2)] }, Language.English));

    [Fact]
    public void Alternative_text_says_chart_trend_target_and_break()
    {
        var text = TrendChart.Layout(ChartCases.All["port"], Language.Vietnamese).AltText.Replace('\u00A0', ' ');
        text.ShouldBe(
            "Biểu đồ đường: Hàng hóa qua cảng biển Hải Phòng, triệu tấn, 2014–2023. Tăng từ 67,0 triệu tấn năm 2014 "
            + "đến 170,1 triệu tấn năm 2023. Mục tiêu 2025: 350 triệu tấn – Còn xa mục tiêu: thiếu 179,9 triệu tấn. "
            + "Mục tiêu 2030: 600 triệu tấn – Có nguy cơ không đạt. "
            + "Chuỗi số liệu gián đoạn: Sáp nhập Hải Dương, 1/7/2025.");
    }

    [Theory]
    [MemberData(nameof(Charts))]
    public void Svg_is_one_sound_picture_without_fonts_or_strangers(string name, Language language)
    {
        var scene = TrendChart.Layout(ChartCases.All[name], language);
        var svg = XDocument.Parse(Painter.Svg(scene));
        svg.Root!.Attribute("role")!.Value.ShouldBe("img");
        svg.Root.Elements().First(element => element.Name.LocalName == "title").Value.ShouldBe(scene.Title);
        svg.Root.Elements().First(element => element.Name.LocalName == "desc").Value.ShouldBe(scene.AltText);

        var allowed = new[] { "svg", "title", "desc", "g", "defs", "path", "rect", "circle", "ellipse", "use" };
        svg.Descendants().Select(element => element.Name.LocalName).Distinct().ShouldBeSubsetOf(allowed);

        var ids = svg.Descendants().Attributes("id").Select(id => id.Value).ToList();
        ids.ShouldBeUnique();
        svg.Descendants().Attributes().Where(attribute => attribute.Name.LocalName == "href")
            .ShouldAllBe(href => ids.Contains(href.Value.TrimStart('#')));
    }

    [Fact]
    public void Same_data_same_bytes_from_any_thread()
    {
        string[] names = ["port", "tourism", "long-names", "empty"];
        var alone = names.Select(name => Hash(TrendChart.Draw(ChartCases.All[name], Language.Vietnamese))).ToList();
        var together = Enumerable.Range(0, 16).AsParallel().AsOrdered().WithDegreeOfParallelism(4)
            .Select(i => Hash(TrendChart.Draw(ChartCases.All[names[i % names.Length]], Language.Vietnamese))).ToList();
        together.ShouldBe([.. Enumerable.Range(0, 16).Select(i => alone[i % names.Length])]);
    }

    [Fact]
    public void Png_is_1600_by_900_pixels_at_300_dots_an_inch()
    {
        var png = TrendChart.Draw(ChartCases.All["port"], Language.English).Png;
        Convert.ToHexString(png.AsSpan(16, 8)).ShouldBe("0000064000000384");
        Convert.ToHexString(png.AsSpan(33, 25)).ShouldStartWith("0000000970485973" + "00002E23" + "00002E23" + "01");
    }

    /// <summary>The other half of the next test: draws in a process of its own, when asked to.</summary>
    [Fact]
    public void Draws_for_a_test_that_asks()
    {
        var file = Environment.GetEnvironmentVariable(AskedFor);
        Assert.SkipWhen(file is null, "Only run by the test of a machine without fonts.");
        File.WriteAllText(file!, Hash(TrendChart.Draw(ChartCases.All["port"], Language.Vietnamese)));
    }

    [Fact]
    public async Task A_machine_without_fonts_draws_the_same()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("Fonts can be hidden from a process by fontconfig only.");
        }
        var folder = Directory.CreateTempSubdirectory("plan86-chart-");
        try
        {
            var file = Path.Combine(folder.FullName, "hash.txt");
            var fonts = Path.Combine(folder.FullName, "fonts.conf");
            await File.WriteAllTextAsync(
                fonts, "<?xml version=\"1.0\"?><fontconfig></fontconfig>", TestContext.Current.CancellationToken);
            var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Plan86.Tests"))
            {
                ArgumentList = { "-method", $"*.{nameof(Draws_for_a_test_that_asks)}" },
                Environment = { ["FONTCONFIG_FILE"] = fonts, [AskedFor] = file },
                RedirectStandardOutput = true,
            };
            using var child = Process.Start(start)!;
            await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await child.WaitForExitAsync(TestContext.Current.CancellationToken);
            (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))
                .ShouldBe(Hash(TrendChart.Draw(ChartCases.All["port"], Language.Vietnamese)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_font_has_every_vietnamese_letter(bool bold)
    {
        var letters = new StringBuilder("đĐ0123456789 .,;:–−·…%/()“”‘’≥≤≈<>=+×₫$€²³⁰¹⁴⁵⁶⁷⁸⁹");
        foreach (var vowel in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY")
        {
            foreach (var tone in (string[])["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"])
            {
                letters.Append((vowel + tone).Normalize(NormalizationForm.FormC));
            }
        }

        for (var letter = 'a'; letter <= 'z'; letter++)
        {
            letters.Append(letter).Append(char.ToUpperInvariant(letter));
        }
        letters.ToString().EnumerateRunes().ShouldAllBe(rune => Painter.Has(rune, bold));
    }

    private static string Hash(Drawing drawing) => Convert.ToHexString(
        SHA256.HashData([.. drawing.Png, .. Encoding.UTF8.GetBytes(drawing.Svg + drawing.AltText)]));
}
