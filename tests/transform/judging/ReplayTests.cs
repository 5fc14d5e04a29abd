using CsCheck;
using Plan86.Schedules;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Plan;

namespace Plan86.Tests.Judging;

public class ReplayTests
{
    private const string Port = "port_throughput";
    private static readonly Catalogue Catalogue = Settings.Load(null).Catalogue;

    /// <summary>Whatever changes on whatever day: replayed from no_data up to any day, the changes are what the judge says of that
    /// day.</summary>
    [Fact]
    public void Replayed_up_to_any_day_the_changes_are_the_verdicts_of_that_day()
    {
        var change = Gen.Select(
            Gen.Int[0, 4_000], Gen.Int[0, Catalogue.Indicators.Count - 1], Gen.Int[2015, 2031], Gen.Double[-5, 700], Gen.Int[0, 9]);
        Gen.Select(change.List[1, 40], Gen.Int[0, 4_400]).Sample((drawn, last) =>
        {
            // Two territories: what is of an even day is of today's. Where the port alone is one, half of it is of no use.
            var changes = drawn.DistinctBy(c => (c.Item1, c.Item2, c.Item3)).Select(c => new ValueChange(
                Day(c.Item1), Catalogue.Indicators[c.Item2].Code, c.Item1 % 2 == 0 ? "VN-HP.2025" : "VN-HP.2020", c.Item3,
                c.Item5 == 0 ? null : new YearValue(c.Item3, c.Item4, c.Item5 == 1 ? ObsStatus.Forecast : ObsStatus.Normal),
                Figure("f", c.Item4))).ToList();
            var until = Day(last);
            var found = Replay.Of(Catalogue, changes, until);

            found.ShouldAllBe(c => c.Day <= until && c.Was != c.Became && (c.Figure == null || c.Because == Because.Figures));
            var days = found.Select(c => c.Day).Concat(found.Select(c => c.Day.AddDays(-1))).Append(until).Distinct();
            foreach (var day in days)
            {
                var standing = new Dictionary<Target, Verdict>();
                foreach (var c in found.Where(c => c.Day <= day))
                {
                    standing.GetValueOrDefault(c.Target, Verdict.NoData).ShouldBe(c.Was);
                    standing[c.Target] = c.Became;
                }

                foreach (var target in Catalogue.Targets)
                {
                    var values = changes.Where(c => c.Day <= day && c.Indicator == target.Indicator).OrderBy(c => c.Day)
                        .ToLookup(c => c.RefArea);
                    YearValue[] On(string area) =>
                        [.. values[area].GroupBy(c => c.Year).Select(year => year.Last().Value).OfType<YearValue>()];
                    var indicator = Catalogue.FindIndicator(target.Indicator);
                    var expected = Judge.VerdictOf(
                        target, On(Territories.Counting(Catalogue, indicator, target, day, area => On(area))), day,
                        Catalogue.BreaksOf(indicator), figuresAge: true);
                    standing.GetValueOrDefault(target, Verdict.NoData).ShouldBe(expected, $"{target.Indicator} {target.Horizon} {day:O}");
                }
            }

            Replay.Of(Catalogue, changes.AsEnumerable().Reverse(), until).ShouldBe(found);
        }, iter: 200);

        static DateOnly Day(int n) => new DateOnly(2019, 6, 1).AddDays(n);
    }

    [Fact]
    public void Of_several_figures_the_latest_that_alone_would_have_done_it_is_named()
    {
        // 100 to 250 in five years: the pace is 20.1 % of the 19.6 % a year needed, the outlook 310 of 350: at risk.
        var history = Enumerable.Range(2018, 6).Select(year => Change("2024-01-06", year, 100 + (30 * (year - 2018))));

        // 2023 is only confirmed, a little higher, 2022 makes no difference; 2018 raised to 260 means a decline.
        ValueChange[] revision = [Change("2024-03-05", 2018, 260), Change("2024-03-05", 2022, 221), Change("2024-03-05", 2023, 250.5)];
        var changes = Replay.Of(Catalogue, history.Concat(revision), new DateOnly(2024, 12, 31)).Where(c => c.Target.Horizon == "2025")
            .ToList();

        changes.Select(c => (c.Day, c.Was, c.Became, c.Year, c.Figure!.NewValue)).ShouldBe(
        [
            (new DateOnly(2024, 1, 6), Verdict.NoData, Verdict.AtRisk, 2023, 250),
            (new DateOnly(2024, 3, 5), Verdict.AtRisk, Verdict.OffTrack, 2018, 260),
        ]);
        (changes[1].OldValue, changes[1].NewValue).ShouldBe((100, 260));
    }

    [Fact]
    public void A_year_that_ends_changes_verdicts_on_its_own_and_a_figure_of_the_next_day_is_named()
    {
        var history = Enumerable.Range(2018, 6).Select(year => Change("2024-01-06", year, 100 + (30 * (year - 2018))));
        var late = Change("2026-01-06", 2025, 351);
        var changes = Replay.Of(Catalogue, history.Append(late), new DateOnly(2026, 2, 1)).Where(c => c.Target.Horizon == "2025").ToList();
        changes.Select(c => (c.Day, c.Became, c.Because, c.Figure is null)).ShouldBe(
        [
            (new DateOnly(2024, 1, 6), Verdict.AtRisk, Because.Figures, false),
            (new DateOnly(2026, 1, 1), Verdict.NoData, Because.Time, true),
            (new DateOnly(2026, 1, 6), Verdict.Met, Because.Figures, false),
        ]);

        // On 1 January itself: one change, and the figure was needed for it.
        var sameDay = Replay.Of(Catalogue, history.Append(Change("2026-01-01", 2025, 351)), new DateOnly(2026, 2, 1))
            .Where(c => c.Target.Horizon == "2025").ToList();
        sameDay[^1].ShouldBe(changes[^1] with { Day = new DateOnly(2026, 1, 1), Was = Verdict.AtRisk });
        sameDay.Count.ShouldBe(2);

        // Not before that day has come.
        Replay.Of(Catalogue, history, new DateOnly(2025, 12, 31)).ShouldAllBe(c => c.Day.Year == 2024);
        Replay.Of(Catalogue, [], new DateOnly(2031, 1, 1)).ShouldBeEmpty();
    }

    [Fact]
    public void Between_two_publications_figures_time_or_rules_are_the_reason()
    {
        YearValue[] values = [.. Enumerable.Range(2018, 6).Select(year => new YearValue(year, 100 + (30 * (year - 2018))))];
        YearValue[] revised = [.. values[..5], new YearValue(2023, 90)];
        var (in2024, in2026) = (new DateOnly(2024, 1, 6), new DateOnly(2026, 1, 6));

        Between(At(in2024, Verdict.AtRisk, values), At(in2024, Verdict.AtRisk, values)).ShouldBeEmpty();
        var figure = Between(At(in2024, Verdict.AtRisk, values), At(in2024, Verdict.OffTrack, revised)).ShouldHaveSingleItem();
        (figure.Because, figure.Year, figure.OldValue, figure.NewValue, figure.Figure)
            .ShouldBe((Because.Figures, 2023, 250, 90, Figure("2023", 0)));
        Between(At(in2024, Verdict.AtRisk, values), At(in2026, Verdict.NoData, values))
            .ShouldHaveSingleItem().Because.ShouldBe(Because.Time);
        Between(At(in2024, Verdict.OnTrack, values), At(in2024, Verdict.AtRisk, values))
            .ShouldHaveSingleItem().Because.ShouldBe(Because.Rules);
        Between(null, At(in2024, Verdict.AtRisk, values)).ShouldHaveSingleItem().Was.ShouldBe(Verdict.NoData);

        // Taken back: there is no figure to name.
        var gone = Between(At(in2024, Verdict.OffTrack, revised), At(in2024, Verdict.AtRisk, [.. values[..5]])).ShouldHaveSingleItem();
        (gone.Because, gone.Year, gone.OldValue, gone.NewValue, gone.Figure).ShouldBe((Because.Figures, 2023, 90d, null, null));

        static Standing At(DateOnly day, Verdict verdict, YearValue[] values) => new(
            day, new Dictionary<(string, string), Verdict> { [(Port, "2025")] = verdict },
            new PlanValues([(Port, "VN-HP", values)]));

        static IReadOnlyList<VerdictChange> Between(Standing? before, Standing after) => Replay.Between(
            Catalogue, before, after,
            (_, area, year) => after.Values.On(Port, area).Any(value => value.Year == year) ? Figure($"{year}", 0) : null);
    }

    private static ValueChange Change(string day, int year, double value) => new(
        DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Port, "VN-HP", year,
        new YearValue(year, value),
        Figure($"{year}", value));

    private static Figure Figure(string period, double value) => new("PORT.THROUGHPUT", period, null, value, "id", "a.csv", null, "L3");
}
