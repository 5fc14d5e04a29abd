using System.Globalization;
using System.Text.RegularExpressions;
using Plan86.Schedules;
using Plan86.Transform;
using Plan86.Transform.Plan;

namespace Plan86.Tests.Catalogues;

/// <summary>The shipped catalogue held against the text of the Plan; the one place that holds how many of each there are.</summary>
public class PlanTests
{
    private static readonly Catalogue Catalogue = Settings.Load(null).Catalogue;

    [Fact]
    public void Every_numeric_target_of_part_II_is_there_once()
    {
        Catalogue.Targets.Count(target => target.Clause.StartsWith("II.1.", StringComparison.Ordinal)).ShouldBe(63);
        Catalogue.Targets.Count(target => target.Clause.StartsWith("II.2.", StringComparison.Ordinal)).ShouldBe(52);
        Catalogue.Targets.Count.ShouldBe(115);
        Catalogue.Indicators.Count.ShouldBe(66);
        Catalogue.Targets.Select(target => (target.Indicator, target.Horizon)).Distinct().Count().ShouldBe(115);
        Catalogue.Targets
            .ShouldAllBe(target => target.Horizon == (target.Clause.StartsWith("II.1.", StringComparison.Ordinal) ? "2025" : "2030"));
        Catalogue.Indicators.Select(indicator => indicator.Code)
            .ShouldBe(Catalogue.Targets.Select(target => target.Indicator).Distinct(), ignoreOrder: true);
    }

    [Fact]
    public void Goals_without_a_number_are_milestones()
    {
        Catalogue.Milestones.Count(milestone => milestone.Horizon == 2025).ShouldBe(9);
        Catalogue.Milestones.Count(milestone => milestone.Horizon == 2030).ShouldBe(7);
        Catalogue.Milestones.Single(milestone => milestone.Printed == "Đạt các tiêu chí đô thị loại I").Department.Name.Vi
            .ShouldBe("Sở Xây dựng");
        Catalogue.Milestones.ShouldAllBe(milestone => milestone.Due == new DateOnly(milestone.Horizon, 12, 31));
    }

    [Fact]
    public void What_is_said_to_be_printed_is_printed_in_that_clause()
    {
        var clauses = Clauses();
        foreach (var (clause, printed) in Catalogue.Targets.Select(target => (target.Clause, target.Printed))
            .Concat(Catalogue.Milestones.Select(milestone => (milestone.Clause, milestone.Printed))))
        {
            clauses.ShouldContainKey(clause);
            clauses[clause].ShouldContain(printed, Case.Sensitive);
        }
    }

    [Fact]
    public void Bounds_strictness_and_approximation_are_those_of_the_words()
    {
        foreach (var target in Catalogue.Targets)
        {
            var name = $"{target.Indicator} {target.Horizon}: {target.Printed}";
            target.Strict.ShouldBe(Regex.IsMatch(target.Printed, @"(trên|dưới) \d(?! vạn dân)"), name);
            target.Approximate.ShouldBe(target.Printed.Contains("khoảng", StringComparison.Ordinal), name);

            // Every bound stands in the words, times what the words count in.
            var numbers = Regex.Matches(target.Printed, @"\d+(?:\.\d{3})*(?:,\d+)?")
                .Select(match => double.Parse(match.Value.Replace(".", "").Replace(',', '.'), CultureInfo.InvariantCulture)).ToList();
            var factor = target.Printed.Contains(" vạn lượt", StringComparison.Ordinal)
                ? 1e4 : target.Printed.Contains("triệu tỷ", StringComparison.Ordinal) ? 1e3 : 1;
            foreach (var bound in new[] { target.Lower, target.Upper }.OfType<double>())
            {
                numbers.ShouldContain(number => Math.Abs((number * factor) - bound) < 1e-9 * bound, name);
            }
        }
    }

    [Theory]
    [InlineData("II.1.a(1)", "gdp_share_national", "2025", "level", null, 6.4, null, false, true, "%", "Sở Kế hoạch và Đầu tư")]
    [InlineData("II.1.a(1)", "grdp_growth", "2025", "average_growth", 2019, 16.0, null, false, false, "%", "Sở Kế hoạch và Đầu tư")]
    [InlineData("II.1.a(2)", "budget_revenue", "2025", "level", null, 180.0, 190.0, false, false, "nghìn tỷ đồng", "Sở Tài chính")]
    [InlineData(
        "II.1.a(2)", "budget_revenue_domestic", "2025", "level", null, 75.0, null, true, false, "nghìn tỷ đồng", "Cục Thuế thành phố")]
    [InlineData("II.1.a(3)", "investment", "2025", "cumulative", 2021, 1500.0, null, true, false, "nghìn tỷ đồng", "Sở Kế hoạch và Đầu tư")]
    [InlineData("II.1.a(4)", "iip_growth", "2025", "average_growth", 2021, 23.0, null, true, false, "%", "Sở Công Thương")]
    [InlineData(
        "II.1.a(4)", "industrial_park_area", "2025", "level", null, 6418.0, null, false, false, "ha", "Ban Quản lý khu kinh tế Hải Phòng")]
    [InlineData("II.1.b(12)", "population_density", "2025", "level", null, 2000.0, 3000.0, false, false, "người/km²", "Sở Xây dựng")]
    [InlineData("II.1.b(15)", "poverty", "2025", "level", null, null, 0.2, true, false, "%", "Sở Lao động, Thương binh và Xã hội")]
    [InlineData(
        "II.1.b(15)", "jobs", "2025", "average", 2021, 58500.0, null, false, false, "lượt lao động", "Sở Lao động, Thương binh và Xã hội")]
    [InlineData(
        "II.2.a(3)", "investment", "2030", "cumulative", 2021, 3200.0, null, false, false, "nghìn tỷ đồng", "Sở Kế hoạch và Đầu tư")]
    [InlineData("II.2.a(9)", "fdi", "2030", "cumulative", 2026, 9.2, null, false, false, "tỷ USD", "Sở Kế hoạch và Đầu tư")]
    [InlineData("II.2.b(10)", "districts_converted", "2030", "level", null, 50.0, null, false, false, "%", "Sở Nội vụ")]
    [InlineData("II.2.c(14)", "hazardous_waste", "2030", "level", null, 95.0, null, false, false, "%", "Sở Tài nguyên và Môi trường")]
    public void Rows_picked_by_hand(
        string clause, string indicator, string horizon, string basis, int? from, double? lower, double? upper, bool strict,
        bool approximate, string unit, string department)
    {
        var target = Catalogue.Targets.Single(one => one.Indicator == indicator && one.Horizon == horizon);
        (target.Clause, target.Basis.Text(), target.FromYear, target.Lower, target.Upper, target.Strict, target.Approximate)
            .ShouldBe((clause, basis, from, lower, upper, strict, approximate));
        var known = Catalogue.FindIndicator(indicator);
        (known.Unit.Text.Vi, known.Department.Name.Vi).ShouldBe((unit, department));
    }

    [Fact]
    public void Doubtful_words_are_kept_and_flagged()
    {
        Target Of(string indicator, string horizon) =>
            Catalogue.Targets.Single(one => one.Indicator == indicator && one.Horizon == horizon);
        var investment = Of("investment", "2030");
        (investment.FromYear, investment.ToYear).ShouldBe((2021, 2025));
        investment.NoteVi.ShouldContain("2021–2025");
        Catalogue.Targets.Where(one => one.IsDoubtful).Select(one => one.Indicator).Distinct().ShouldBe(
            [
                "investment", "industrial_productivity_growth", "industrial_park_area_added", "industrial_cluster_area_added",
                "logistics_growth", "high_tech_farming_area", "high_tech_farming_zones_national", "high_tech_farming_zones_city",
                "high_tech_farming_regions", "population_density", "green_area_added", "vocational_enrolment", "jobs",
            ],
            ignoreOrder: true);
        Of("investment", "2025").IsDoubtful.ShouldBeFalse();
        investment.IsDoubtful.ShouldBeTrue();
        investment.NoteEn.ShouldContain("2026–2030");
        Of("jobs", "2025").NoteVi.ShouldContain("58.500");
        (Of("fishery_capture_share", "2025").Upper, Of("fishery_aquaculture_share", "2025").Lower).ShouldBe((60, 40));
        Of("fishery_capture_share", "2025").NoteVi.ShouldContain("60% khai thác, 40% nuôi trồng");
        Of("population_density", "2030").Reading.ShouldBe(IntervalReading.Corridor);
        Catalogue.Targets.Where(one => one.Lower is not null && one.Upper is not null)
            .ShouldAllBe(one => one.NoteVi.Length > 0 && one.NoteEn.Length > 0);
    }

    [Fact]
    public void The_tasks_are_those_of_the_appendices_word_for_word()
    {
        Catalogue.Tasks.Count(task => task.Appendix == 1).ShouldBe(21);
        Catalogue.Tasks.Count(task => task.Appendix == 2).ShouldBe(21);
        Catalogue.Tasks.Select(task => task.Code).ShouldBe(
            Enumerable.Range(0, 42).Select(n => string.Create(CultureInfo.InvariantCulture, $"A{1 + (n / 21)}.{1 + (n % 21):00}")));
        var seed = Seed();
        foreach (var task in Catalogue.Tasks)
        {
            var row = string.Join(" |\n", int.Parse(task.Code[3..], CultureInfo.InvariantCulture), task.Title, task.Lead, task.Partners,
                task.Product, task.DeadlineText) + " |";
            (seed + " |").ShouldContain(row, Case.Sensitive, task.Code);
        }
    }

    [Theory]
    [InlineData("Quý IV/2021", DeadlineKind.QuarterEnd, "2021-12-31")]
    [InlineData("Quý I/2022", DeadlineKind.QuarterEnd, "2022-03-31")]
    [InlineData("Quý II/2021", DeadlineKind.QuarterEnd, "2021-06-30")]
    [InlineData("Quý III/2020", DeadlineKind.QuarterEnd, "2020-09-30")]
    [InlineData("2021-2025", DeadlineKind.PeriodEnd, "2025-12-31")]
    [InlineData("2021 - 2025", DeadlineKind.PeriodEnd, "2025-12-31")]
    [InlineData("Định kỳ báo cáo hàng năm", DeadlineKind.Yearly, null)]
    [InlineData("Định kỳ hàng năm", DeadlineKind.Yearly, null)]
    [InlineData("Trong quá trình thực hiện Nghị quyết", DeadlineKind.Throughout, null)]
    [InlineData("Trong thời gian thực hiện Nghị quyết", DeadlineKind.Throughout, null)]
    public void A_deadline_means_a_day(string printed, DeadlineKind kind, string? due)
    {
        var deadline = Deadline.Read(printed).ShouldNotBeNull();
        deadline.Kind.ShouldBe(kind);
        deadline.Due.ShouldBe(due is null ? null : DateOnly.ParseExact(due, "yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Quý V/2021")]
    [InlineData("2025-2021")]
    [InlineData("sớm")]
    public void Other_words_are_no_deadline(string printed) => Deadline.Read(printed).ShouldBeNull();

    [Fact]
    public void Every_lead_department_of_a_task_is_the_one_printed()
    {
        foreach (var task in Catalogue.Tasks)
        {
            var printed = task.Appendix == 1 ? task.Lead : task.Partners;
            printed.ShouldStartWith(task.Department.Name.Vi, Case.Insensitive, task.Code);
        }
    }

    private static string Seed()
    {
        var path = Path.Combine(Repository.Shared(), "seed", "plan-86-kh-ubnd-2020.txt");
        Assert.SkipUnless(File.Exists(path), "The text of the Plan is not in ../shared/seed.");
        return File.ReadAllText(path).ReplaceLineEndings("\n").Replace(" |\n", "\n", StringComparison.Ordinal)
            .Replace("\n", " |\n", StringComparison.Ordinal);
    }

    /// <summary>The text of each clause of part II; the file prints II.1 (1)–(14) twice, so the first reading counts.</summary>
    private static Dictionary<string, string> Clauses()
    {
        var (clauses, part, section) = (new Dictionary<string, string>(StringComparer.Ordinal), 0, "");
        foreach (var line in Seed().Replace(" |\n", "\n", StringComparison.Ordinal).Split('\n'))
        {
            if (Regex.Match(line, @"^([12])\. Chỉ tiêu chủ yếu") is { Success: true } heading)
            {
                part = heading.Groups[1].Value[0] - '0';
            }
            else if (line.StartsWith("III. ", StringComparison.Ordinal))
            {
                part = 0;
            }
            else if (Regex.Match(line, @"^([abc])\) Về ") is { Success: true } sub)
            {
                section = sub.Groups[1].Value;
            }
            else if (part > 0 && Regex.Match(line, @"^\((\d+)\) ") is { Success: true } number)
            {
                clauses.TryAdd($"II.{part}.{section}({number.Groups[1].Value})", line);
            }
        }

        return clauses;
    }
}
