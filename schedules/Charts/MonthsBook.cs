using System.Globalization;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Lake;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;
using Plan86.Warehouse;

namespace Plan86.Schedules.Charts;

/// <summary>A month's figure of an indicator on a territory.</summary>
/// <param name="IsSoFar">What came since January, or how it grew; else the month alone.</param>
/// <param name="Change">On the same months of the year before, in percent; null where the two cannot be compared.</param>
/// <param name="PublishedOn">Null of a year that stands for its December.</param>
internal sealed record MonthValue(
    string RefArea, int Year, int Month, bool IsSoFar, double Value, ObsStatus Status, double? Change, DateOnly? PublishedOn = null);

/// <summary>Decides what a chart of months shows, and whether there is anything to show.</summary>
internal static class MonthsBook
{
    /// <summary>The query that gives the months, for <c>$day</c>.</summary>
    public const string Query = "bulletin_months";

    /// <summary>Years before the one a chart is about, at most.</summary>
    private const int Before = 5;

    /// <summary>A panel of single months wants as many of its year.</summary>
    private const int FewestMonths = 3;

    /// <summary>Returns the months by indicator.</summary>
    public static ILookup<string, MonthValue> Read(Answer answer) => answer.Named.ToLookup(
        row => row.Get<string>("indicator"),
        row => new MonthValue(
            row.Get<string>("ref_area"), row.Get<int>("year"), row.Get<int>("month"), row.Get<bool>("is_so_far"),
            row.Get<double>("value"), ObsStatuses.Parse(row.Get<string>("obs_status"))!.Value, row.Get<double?>("change"),
            row.Get<DateOnly?>("published_on")),
        StringComparer.Ordinal);

    /// <summary>Returns what the chart of months shows; null where nothing is known of the months of this year or the last.</summary>
    public static MonthsChartData? Describe(
        Catalogue catalogue, Indicator indicator, IEnumerable<MonthValue> months, PlanValues years,
        IReadOnlyList<Assessment> verdicts, DateOnly asOf)
    {
        var plan = Territories.OfPlan(catalogue, indicator);
        var all = months.ToList();
        var news = all.Where(value => value.Month < 12 && value.Year >= asOf.Year - 1)
            .OrderBy(value => value.Year).ThenBy(value => value.Month).ThenBy(value => value.RefArea == plan).ThenBy(value => value.IsSoFar)
            .LastOrDefault();
        if (news is null)
        {
            return null;
        }

        // Nothing before a break, and nothing of another territory, is held against it.
        var breaks = catalogue.BreaksOf(indicator).Where(entry => entry.On <= asOf && entry.Bridge != 1 && entry.FirstYear <= news.Year)
            .Select(entry => entry.FirstYear).DefaultIfEmpty(int.MinValue).Max();
        var own = all.Where(value => value.Year <= news.Year && value.Year >= breaks && value.Year >= news.Year - Before
            && double.IsFinite(value.Value)).ToList();
        var goal = Goal(indicator, catalogue, news, years.On(indicator.Code, news.RefArea), verdicts, asOf);
        var panels = new List<MonthPanel>();
        var isGrowth = indicator.Transformation != Transformation.Level;
        if (Lines(catalogue, own, news, isSoFar: true) is { } soFar && soFar[^1].Points.Any(point => point.Month < 12))
        {
            panels.Add(new MonthPanel(
                isGrowth ? new Bilingual("Từ đầu năm, so với cùng kỳ", "Since January, on the same months a year before")
                    : new Bilingual("Lũy kế từ đầu năm", "Total since January"),
                !isGrowth, !isGrowth, soFar, goal));
        }

        if (Lines(catalogue, own, news, isSoFar: false) is { } single && single[^1].Points.Count >= FewestMonths)
        {
            panels.Add(new MonthPanel(
                isGrowth ? new Bilingual("Từng tháng, so với cùng kỳ", "Month by month, on the same month a year before")
                    : new Bilingual("Từng tháng", "Month by month"),
                false, !isGrowth, single, null));
        }

        if (panels.Count == 0)
        {
            return null;
        }

        var told = panels[0].Lines[^1].Points[^1];
        return new MonthsChartData(
            indicator.Code, news.Year, told.Month, news.RefArea,
            MonthsHeadline.Say(indicator, news.Year, told, panels[0].Goal, panels[0].Name.En.StartsWith("Month", StringComparison.Ordinal)),
            new Bilingual(
                $"{Named(indicator.Name.Vi, indicator.Unit.Text.Vi)}, các tháng năm {news.Year} so với các năm trước"
                    + Place(catalogue, news).Vi,
                $"{Named(indicator.Name.En, indicator.Unit.Text.En)}, months of {news.Year} and of the years before"
                    + Place(catalogue, news).En),
            indicator.Unit.Text, indicator.Decimals, panels,
            new Bilingual(
                $"{indicator.Source.Vi}. Số liệu công bố đến {asOf.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)}.",
                $"{indicator.Source.En}. Figures published up to {asOf.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}."))
        {
            PublishedOn = own.Where(value => value.Year == news.Year && value.Month == told.Month && value.RefArea == news.RefArea)
                .Max(value => value.PublishedOn),
        };
    }

    private static string Named(string name, string unit) => Headlines.Says(name, unit) ? name : $"{name}, {unit}";

    private static Bilingual Place(Catalogue catalogue, MonthValue news) => !news.RefArea.Contains('.', StringComparison.Ordinal)
        ? new Bilingual("", "")
        : new Bilingual($"; {catalogue.NameOfArea(news.RefArea).Vi}", $"; {catalogue.NameOfArea(news.RefArea).En}");

    /// <summary>One line a year, that of the news last; another territory's where the own has none, and beside that of the news.</summary>
    private static IReadOnlyList<MonthLine>? Lines(Catalogue catalogue, IEnumerable<MonthValue> months, MonthValue news, bool isSoFar)
    {
        var lines = months.Where(value => value.IsSoFar == isSoFar).GroupBy(value => (value.Year, value.RefArea)).ToList();
        bool IsOwn((int Year, string RefArea) line) => line.RefArea == news.RefArea;
        var years = lines.Select(line => line.Key).Where(IsOwn).Select(line => line.Year).ToHashSet();
        return !years.Contains(news.Year) ? null :
        [
            .. lines.Where(line => IsOwn(line.Key) || !years.Contains(line.Key.Year) || line.Key.Year == news.Year)
                .OrderBy(line => line.Key.Year).ThenBy(line => IsOwn(line.Key)).ThenBy(line => line.Key.RefArea, StringComparer.Ordinal)
                .Select(line => new MonthLine(
                    line.Key.Year,
                    [
                        .. line.OrderBy(value => value.Month)
                            .Select(value => new MonthPoint(value.Month, value.Value, value.Status, value.Change)),
                    ])
                {
                    Place = IsOwn(line.Key) ? null : catalogue.NameOfArea(line.Key.RefArea),
                }),
        ];
    }

    /// <summary>What the year is to bring: the target that falls due in it, else what the way to the next one asks of it.</summary>
    private static MonthGoal? Goal(
        Indicator indicator, Catalogue catalogue, MonthValue news, IReadOnlyList<YearValue> years, IReadOnlyList<Assessment> verdicts,
        DateOnly asOf)
    {
        var target = catalogue.Targets.Where(target => target.Indicator == indicator.Code && target.Due >= news.Year)
            .MinBy(target => target.Due);
        if (target is null || target.Direction == Direction.Down || (target.Lower ?? target.Upper) is not { } bound)
        {
            return null;
        }

        if (target.Basis == Basis.Level && target.Due == news.Year)
        {
            var mark = TargetMarks.Mark(indicator, target, null);
            return new MonthGoal(bound, mark.Label);
        }

        // What is still required is known on the territory that the verdict is given on.
        var verdict = verdicts.FirstOrDefault(verdict => verdict.Indicator == indicator.Code && verdict.Horizon == target.Horizon);
        if (verdict is null || (verdict.RefArea.Length > 0 && verdict.RefArea != news.RefArea) || verdict.ActualYear >= news.Year)
        {
            return null;
        }

        double? needed;
        if (target.Basis == Basis.Level)
        {
            IReadOnlyList<ChartPoint> published =
            [
                .. years.Where(year => Judge.IsFigure(year) && year.Year < news.Year).Select(year => new ChartPoint(year.Year, year.Value)),
            ];
            needed = NeededPath.To(indicator, target, published, null, verdict, asOf)?.Points
                .Where(point => point.Year == news.Year).Select(point => (double?)point.Value).FirstOrDefault();
        }
        else
        {
            needed = target.FromYear <= news.Year ? verdict.RequiredRate : null;
        }

        // Reached already: nothing more is asked of the year.
        if (needed is not { } value || value <= 0)
        {
            return null;
        }

        var (vi, en) = (
            Numbers.With(Numbers.Vi(value, indicator.Decimals), indicator.Unit.Text.Vi).Replace(' ', '\u00A0'),
            Numbers.With(Numbers.En(value, indicator.Decimals), indicator.Unit.Text.En).Replace(' ', '\u00A0'));
        return new MonthGoal(value, target.Due == news.Year
            ? new Bilingual($"Cần đạt năm {news.Year} để đạt mục tiêu: {vi}", $"Needed in {news.Year} to meet the target: {en}")
            : new Bilingual(
                $"Cần đạt năm {news.Year} trên đường tới mục tiêu {target.Horizon}: {vi}",
                $"Needed in {news.Year} on the way to the {target.Horizon} target: {en}"));
    }
}
