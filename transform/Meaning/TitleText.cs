using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Meaning;

/// <summary>What the title of a table says of its time.</summary>
/// <param name="Period">The one period it names; null where it names none or several.</param>
/// <param name="Periods">All it names.</param>
/// <param name="Year">The last year it names that is not the base of its prices: the one of <c>tháng 12 và năm 2018</c>.</param>
/// <param name="Years">All of these.</param>
internal sealed record TitleReading(PeriodReading? Period, IReadOnlyList<PeriodReading> Periods, int? Year, IReadOnlyList<int> Years)
{
    /// <summary>Returns the header with the number it has lost, where the title names one such period of that year.</summary>
    public HeaderReading Complete(HeaderReading header)
    {
        if (header.Incomplete is not { } core)
        {
            return header;
        }

        var meant = Periods.Where(
            period => period.Period.Year == (core.Year ?? Year) && period.Period.Freq == core.Freq && period.Cumulative == core.Cumulative)
                .ToList();
        return meant is [var only] ? header with { Period = only with { Status = null }, Unclear = null } : header;
    }
}

/// <summary>
/// Reads the period of a title. A title is a sentence about something, so its other words are free; but what stands
/// directly beside a period must not make another one of it (<c>vụ đông xuân năm 2024</c>, <c>từ năm 2021 đến năm 2025</c>).
/// </summary>
internal static class TitleText
{
    /// <summary>Returns what the title says.</summary>
    public static TitleReading Read(string title)
    {
        var tokens = Subject(PeriodWords.Read(title));
        var years = tokens.Where(token => token.Kind == PeriodWord.YearNumber).Select(token => token.Value).ToList();
        int? year = years.Count > 0 ? years[^1] : null;
        var status = PlanOf(tokens);
        var found = new List<PeriodReading>();
        foreach (var (at, end, core) in Phrases(tokens))
        {
            var phrase = new PeriodPhrase(
                core, status ?? Beside(tokens, at), tokens[..at].Exists(token => token.Kind == PeriodWord.Cumulative));
            if (IsFree(tokens, at, end) && phrase.Resolve(core, year, false, out var reading) == PeriodFault.None)
            {
                found.Add(reading);
            }
        }

        var distinct = found.Distinct().ToList();
        return new(distinct.Count == 1 ? distinct[0] : null, distinct, year, years);
    }

    /// <summary>The words up to "so với", without the year of prices.</summary>
    private static List<PeriodToken> Subject(List<PeriodToken> tokens)
    {
        var subject = tokens.TakeWhile(token => token.Kind != PeriodWord.Versus).ToList();
        PeriodWords.DropYearOfPrices(subject, PeriodWord.ConstantPrices, PeriodWord.BasePeriod);
        return subject;
    }

    /// <summary>Periods from left to right, each as long as it can be.</summary>
    private static IEnumerable<(int At, int End, PeriodCore Core)> Phrases(List<PeriodToken> tokens)
    {
        var grammar = new PeriodGrammar(tokens);
        for (var at = 0; at < tokens.Count; at++)
        {
            var longest = grammar.At(at).Where(found => !found.Core.LacksNumber).OrderByDescending(found => found.End).FirstOrDefault();
            if (longest.End > at)
            {
                yield return (at, longest.End, longest.Core);
                at = longest.End - 1;
            }
        }
    }

    /// <summary>Whether the words beside a period leave it what it is.</summary>
    private static bool IsFree(List<PeriodToken> tokens, int at, int end)
    {
        // "in every quarter of 2020": a word that only joins stands between.
        var joint = at;
        while (joint > 0 && tokens[joint - 1].Kind == PeriodWord.Of)
        {
            joint--;
        }

        var before = joint > 0 ? tokens[joint - 1] : default;
        var behind = end < tokens.Count ? tokens[end] : default;
        var isAfterSum = at > 1 && tokens[at - 2].Kind == PeriodWord.Cumulative;
        return !tokens[..at].Exists(token => token.Kind == PeriodWord.OtherTime)
            && before.Kind is not (PeriodWord.SamePeriod or PeriodWord.Dash or PeriodWord.From or PeriodWord.Number or PeriodWord.Date
                or PeriodWord.First
                or PeriodWord.Last or PeriodWord.Month or PeriodWord.Months or PeriodWord.Quarter or PeriodWord.Quarters or PeriodWord.At)
            && (before.Kind != PeriodWord.To || isAfterSum)
            && behind.Kind is not (PeriodWord.To or PeriodWord.Dash or PeriodWord.Number or PeriodWord.Slash or PeriodWord.Before);
    }

    private static ObsStatus? Beside(List<PeriodToken> tokens, int at) =>
        at > 0 && tokens[at - 1] is { Kind: PeriodWord.Status, Status: not ObsStatus.Normal } word ? word.Status : null;

    /// <summary>A table of plans; one about how a plan was carried out is none.</summary>
    private static ObsStatus? PlanOf(List<PeriodToken> tokens)
    {
        var statuses = tokens.FindAll(token => token.Kind == PeriodWord.Status);
        return statuses.Count > 0 && statuses.TrueForAll(word => word.Status == ObsStatus.Forecast) ? ObsStatus.Forecast : null;
    }
}
