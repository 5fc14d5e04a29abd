using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Plan;
using Plan86.Warehouse;

namespace Plan86.Schedules;

/// <summary>Which verdicts a publication changed, in words: from what to what, because of which cell of which file.</summary>
internal static class VerdictChanges
{
    /// <summary>Held against what was published before; nothing can be said against a publication that cannot be read.</summary>
    public static IReadOnlyList<VerdictChange> Since(
        Catalogue catalogue, PublicationStore warehouse, Publication publication,
        PlanValues values, IReadOnlyList<Assessment> verdicts)
    {
        var before = warehouse.Standing();
        if (before is null && warehouse.PublishedFile is not null)
        {
            return [];
        }

        var figures = publication.Figures(before?.Extracts ?? new HashSet<string>());
        var now = new Standing(
            publication.AsOf,
            verdicts.Where(verdict => verdict.Counts)
                .ToDictionary(verdict => (verdict.Indicator, verdict.Horizon), verdict => verdict.Verdict),
            values);

        // Where an extract was taken back, what stands now is not the doing of the figure that stood before it.
        var takenBack = before is not null && !before.Extracts.IsSubsetOf(publication.Extracts);
        var changes = Replay.Between(catalogue, before?.Standing, now, (indicator, area, year) =>
            figures.GetValueOrDefault((indicator, area, year)) is { } figure && !(takenBack && before!.Extracts.Contains(figure.ExtractId))
                ? figure : null);
        return takenBack ? [.. changes.Select(change => OfWithdrawal(change, before!, publication))] : changes;
    }

    /// <summary>What a figure of a withdrawn file had made of a verdict goes with it: unless a new file says what stands now, the
    /// withdrawal is the reason; also where it takes the day that is judged back into an earlier year.</summary>
    private static VerdictChange OfWithdrawal(VerdictChange change, PublishedStanding before, Publication publication)
    {
        var gone = change switch
        {
            { Because: Because.Figures, Figure: null, Year: { } year } => before.RestsOn[(change.Target.Indicator, year)],
            { Because: Because.Time } when publication.AsOf.Year < before.Standing.AsOf.Year => before.Extracts,
            _ => [],
        };
        var withdrawn = gone.Where(publication.Withdrawn.ContainsKey).Select(extract => publication.Withdrawn[extract])
            .OrderByDescending(file => file.PublishedOn).ThenBy(file => file.FileName, StringComparer.Ordinal).FirstOrDefault();
        return withdrawn is null ? change : change with { Because = Because.Withdrawal, Withdrawn = withdrawn };
    }

    /// <summary>The changes under a heading in one language; empty when there is none.</summary>
    public static string Text(Catalogue catalogue, IReadOnlyList<VerdictChange> changes, Language language)
    {
        var isVietnamese = language == Language.Vietnamese;
        var heading = isVietnamese ? "KẾT LUẬN VỀ CHỈ TIÊU THAY ĐỔI" : "VERDICTS CHANGED";
        return changes.Count == 0 ? ""
            : $"{heading}: {changes.Count}"
                + string.Concat(changes.Select(change => "\n  – " + (isVietnamese ? Vi(catalogue, change) : En(catalogue, change))));
    }

    /// <summary>For the journal.</summary>
    public static void Tell(ILogger log, Catalogue catalogue, IReadOnlyList<VerdictChange> changes)
    {
        foreach (var change in changes)
        {
            Log.VerdictChanged(log, En(catalogue, change));
        }
    }

    /// <param name="named">Files and places are named; false where they stand in a table below.</param>
    public static string Vi(Catalogue catalogue, VerdictChange change, bool named = true)
    {
        var indicator = catalogue.FindIndicator(change.Target.Indicator);
        var on = Elsewhere(catalogue, indicator, change);
        var target = change.Target.Horizon.Length > 0 ? $"mục tiêu {change.Target.Horizon}" : "mục tiêu hằng năm";
        var why = change switch
        {
            { Because: Because.Time } => string.Create(CultureInfo.InvariantCulture, $"do đã sang năm {change.Day.Year}"),
            { Because: Because.Rules } => "do danh mục hoặc cách đánh giá đã thay đổi",
            { Withdrawn: { } file } =>
                $"do đã rút {(named ? "tệp " + ProblemText.Visible(file.FileName) : "một tệp")} với lý do “{ProblemText.Visible(file.Why)}”"
                + (change.Year is null ? "" : $" (năm {change.Year}: {Value(change.OldValue)} → "
                    + $"{Numbers.With(Value(change.NewValue), indicator.Unit.Text.Vi)})"),
            { Figure: { } figure } when named =>
                $"do {ProblemText.Visible(figure.FileName)}, {Place(figure, "dòng", "ô", "trang")} (năm {change.Year}: "
                    + $"{Value(change.OldValue)} → {Numbers.With(Value(change.NewValue), indicator.Unit.Text.Vi)})",
            { NewValue: null } =>
                $"do số liệu năm {change.Year} không còn ({Numbers.With(Value(change.OldValue), indicator.Unit.Text.Vi)})",
            _ => $"do số liệu năm {change.Year} ({Value(change.OldValue)} → "
                + $"{Numbers.With(Value(change.NewValue), indicator.Unit.Text.Vi)})",
        };
        return $"{indicator.Name.Vi}, {target}: {change.Was.Vi()} → {change.Became.Vi()}{on?.Vi}, {why}";

        string Value(double? value) => value is { } number ? Numbers.Vi(number, indicator.Decimals) : "chưa có";
    }

    /// <inheritdoc cref="Vi"/>
    public static string En(Catalogue catalogue, VerdictChange change, bool named = true)
    {
        var indicator = catalogue.FindIndicator(change.Target.Indicator);
        var on = Elsewhere(catalogue, indicator, change);
        var target = change.Target.Horizon.Length > 0 ? $"target for {change.Target.Horizon}" : "yearly target";
        var why = change switch
        {
            { Because: Because.Time } => string.Create(CultureInfo.InvariantCulture, $"because it is {change.Day.Year} now"),
            { Because: Because.Rules } => "because the catalogue or the way of judging changed",
            { Withdrawn: { } file } =>
                $"because {(named ? ProblemText.Visible(file.FileName) : "a file")} was withdrawn, “{ProblemText.Visible(file.Why)}”"
                + (change.Year is null ? "" : $" ({change.Year}: {Value(change.OldValue)} → "
                    + $"{Numbers.With(Value(change.NewValue), indicator.Unit.Text.En)})"),
            { Figure: { } figure } when named =>
                $"because of {ProblemText.Visible(figure.FileName)}, {Place(figure, "line", "cell", "sheet")} ({change.Year}: "
                    + $"{Value(change.OldValue)} → {Numbers.With(Value(change.NewValue), indicator.Unit.Text.En)})",
            { NewValue: null } =>
                $"because the figure for {change.Year} is no longer there ({Numbers.With(Value(change.OldValue), indicator.Unit.Text.En)})",
            _ => $"because of the figure for {change.Year} ({Value(change.OldValue)} → "
                + $"{Numbers.With(Value(change.NewValue), indicator.Unit.Text.En)})",
        };
        return $"{indicator.Name.En}, {target}: {change.Was.En()} → {change.Became.En()}{on?.En}, {why}";

        string Value(double? value) => value is { } number ? Numbers.En(number, indicator.Decimals) : "none";
    }

    /// <summary>The territory the verdict is given on; null where it is that of the Plan.</summary>
    private static Bilingual? Elsewhere(Catalogue catalogue, Indicator indicator, VerdictChange change)
    {
        if (change.RefArea == Territories.OfPlan(catalogue, indicator))
        {
            return null;
        }

        var name = catalogue.NameOfArea(change.RefArea);
        return new Bilingual($" (theo {name.Vi})", $" (by {name.En})");
    }

    /// <summary>Returns where a figure stands: "dòng 9", "ô C19, trang “25. FDI”".</summary>
    public static Bilingual PlaceOf(Figure figure) =>
        new(Place(figure, "dòng", "ô", "trang"), Place(figure, "line", "cell", "sheet"));

    /// <summary>A line of a text, or a cell of a sheet.</summary>
    private static string Place(Figure figure, string line, string cell, string sheet)
    {
        var at = ProblemText.Visible(figure.CellRef);
        return figure.Sheet is { } name ? $"{cell} {at}, {sheet} “{ProblemText.Visible(name)}”"
            : at is ['L', >= '0' and <= '9', ..] ? $"{line} {at[1..]}" : at;
    }
}
