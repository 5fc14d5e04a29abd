using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Meaning;

/// <summary>One level of a header, understood whole or not at all where it speaks of time.</summary>
internal sealed record HeaderLevel
{
    public bool IsUnderstood { get; init; } = true;

    public PeriodCore? Core { get; init; }

    public ObsStatus? Status { get; init; }

    public bool Cumulative { get; init; }

    /// <summary>A change by its words (<c>Tốc độ phát triển</c>): on the year before unless another base is named.</summary>
    public bool IsGrowth { get; init; }

    public ComparisonBase? Base { get; init; }

    /// <summary>"so với" is its last word.</summary>
    public bool LacksBase { get; init; }

    private static readonly HeaderLevel NotUnderstood = new() { IsUnderstood = false };

    /// <summary>Returns what a level says.</summary>
    /// <param name="rule">Words of the rule that takes the column.</param>
    public static HeaderLevel Read(string text, IReadOnlySet<string> rule)
    {
        var tokens = PeriodWords.Read(text);
        PeriodWords.DropYearOfPrices(tokens, PeriodWord.ConstantPrices);
        tokens = WithoutRemarks(tokens);
        var at = Marker(tokens, out var length);
        if (at < 0)
        {
            return ReadAmount(tokens, rule);
        }

        var amount = ReadAmount(tokens[..at], rule);
        var behind = tokens[(at + length)..];
        return !amount.IsUnderstood ? amount
            : behind.Exists(SaysSomething) ? amount with { Base = ReadBase(behind, rule) }
            : amount with { LacksBase = true };
    }

    /// <summary>Returns whether the words compare.</summary>
    public static bool Compares(IReadOnlyList<PeriodToken> tokens) =>
        Marker([.. tokens], out _) >= 0 || tokens.Any(token => token.Kind is PeriodWord.Growth or PeriodWord.SamePeriod);

    /// <summary>Where "so với" stands, or "%" before what the figure is a share of: <c>% KH năm</c>.</summary>
    private static int Marker(List<PeriodToken> tokens, out int length)
    {
        length = 1;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind == PeriodWord.Versus
                || (tokens[i].Kind == PeriodWord.Percent && i + 1 < tokens.Count
                    && tokens[i + 1] is { Kind: PeriodWord.SamePeriod } or { Kind: PeriodWord.Status, Status: ObsStatus.Forecast }))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool SaysSomething(PeriodToken token) =>
        token.Kind is not (PeriodWord.Sign or PeriodWord.Open or PeriodWord.Close or PeriodWord.Percent
        or PeriodWord.Dot or PeriodWord.Comma or PeriodWord.Dash or PeriodWord.Of or PeriodWord.Measure);

    private static HeaderLevel ReadAmount(List<PeriodToken> tokens, IReadOnlySet<string> rule)
    {
        var isGrowth = tokens.Exists(token => token.Kind == PeriodWord.Growth);
        var words = tokens.FindAll(token => token.Kind != PeriodWord.Growth);
        if (!SpeaksOfTime(words))
        {
            // "Mar-24" is a month; "May mặc" is clothing.
            if (words.Exists(token => token.Kind == PeriodWord.MonthByName) && PeriodPhrase.Read(words, rule, isHeader: true) is { } month)
            {
                return new HeaderLevel { Core = month.Core, Status = month.Status, Cumulative = month.Cumulative, IsGrowth = isGrowth };
            }

            var statuses = words.FindAll(token => token.Kind == PeriodWord.Status);
            return new HeaderLevel
            {
                Status = PeriodPhrase.StatusOf(statuses),
                Cumulative = words.Exists(token => token.Kind == PeriodWord.Cumulative),
                IsGrowth = isGrowth,
            };
        }

        return PeriodPhrase.Read(words, rule, isHeader: true) is { } phrase
            ? new HeaderLevel { Core = phrase.Core, Status = phrase.Status, Cumulative = phrase.Cumulative, IsGrowth = isGrowth }
            : NotUnderstood;
    }

    /// <summary>Whether a word could make the figure one of another time than the table's.</summary>
    private static bool SpeaksOfTime(List<PeriodToken> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            var speaks = tokens[i].Kind switch
            {
                // A letter alone is a unit or a name; with a number it is a month, a quarter, a half: T8, 9T, Q1, H1.
                PeriodWord.Month or PeriodWord.Quarter or PeriodWord.Half when tokens[i].Text.Length == 1 =>
                    (i + 1 < tokens.Count && tokens[i + 1] is { Kind: PeriodWord.Number, Glued: true })
                        || (i > 0 && tokens[i].Glued && tokens[i - 1].Kind == PeriodWord.Number),
                PeriodWord.YearNumber or PeriodWord.YearAndMonth or PeriodWord.Day or PeriodWord.Year or PeriodWord.Quarter
                    or PeriodWord.Quarters or PeriodWord.QuarterByRoman
                    or PeriodWord.Half or PeriodWord.HalfByRoman or PeriodWord.Month or PeriodWord.Months or PeriodWord.Date
                    or PeriodWord.SamePeriod or PeriodWord.OtherTime => true,
                _ => false,
            };
            if (speaks)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What stands in brackets without a word of time, status or comparison: units and footnote marks.</summary>
    private static List<PeriodToken> WithoutRemarks(List<PeriodToken> tokens)
    {
        for (var open = tokens.FindIndex(token => token.Kind == PeriodWord.Open); open >= 0;)
        {
            var close = tokens.FindIndex(open, token => token.Kind == PeriodWord.Close);
            if (close < 0)
            {
                break;
            }

            var inside = tokens.GetRange(open + 1, close - open - 1);
            var isRemark = !SpeaksOfTime(inside)
                && !inside.Exists(
                    token => token.Kind is PeriodWord.Status or PeriodWord.Cumulative or PeriodWord.Versus or PeriodWord.Growth
                or PeriodWord.Last or PeriodWord.MonthByName || token.Text is "p" or "e" or "f");
            if (isRemark)
            {
                tokens.RemoveRange(open, close - open + 1);
            }

            open = tokens.FindIndex(isRemark ? open : close, token => token.Kind == PeriodWord.Open);
        }

        return tokens;
    }

    /// <summary>Returns the base of a comparison; <see cref="ComparedWith.Unknown"/> when a word is left over.</summary>
    public static ComparisonBase ReadBase(IReadOnlyList<PeriodToken> tokens, IReadOnlySet<string> rule)
    {
        var words = WithoutRemarks([.. tokens]);
        return Named(words.FindAll(token => SaysSomething(token) && !(token.Kind == PeriodWord.Foreign && rule.Contains(token.Text))))
            ?? OfYearBefore(words, rule) ?? new ComparisonBase(ComparedWith.Unknown);
    }

    // Long on purpose: a list of bases, tried in order: the order is the rule.
    /// <summary>Bases that words name: nothing but these words and a year.</summary>
    private static ComparisonBase? Named(List<PeriodToken> words)
    {
        var year = words.Where(token => token.Kind == PeriodWord.YearNumber).Select(token => (int?)token.Value).Distinct().ToList();
        if (words.Count == 0 || year.Count > 1)
        {
            return null;
        }

        bool Only(params PeriodWord[] kinds) =>
            words.TrueForAll(token => token.Kind is PeriodWord.YearNumber or PeriodWord.Year || kinds.Contains(token.Kind));
        bool Has(PeriodWord kind) => words.Exists(token => token.Kind == kind);
        var said = year.Count > 0 ? year[0] : null;

        // A year named and called the one before at once is left to the words of periods.
        var isBefore = Has(PeriodWord.Before);
        if (Has(PeriodWord.BasePeriod) && Only(PeriodWord.BasePeriod))
        {
            return new(ComparedWith.BasePeriod, said);
        }

        if (Has(PeriodWord.Status) && Only(PeriodWord.Status)
            && words.Where(token => token.Kind == PeriodWord.Status).All(token => token.Status == ObsStatus.Forecast))
        {
            return new(ComparedWith.Plan, said);
        }

        if (isBefore && said is not null)
        {
            return null;
        }

        if (Has(PeriodWord.SamePeriod) && Only(PeriodWord.SamePeriod, PeriodWord.Before))
        {
            return new(ComparedWith.SamePeriodOfYear, said);
        }

        if (isBefore && Has(PeriodWord.Year) && Only(PeriodWord.Before))
        {
            return new(ComparedWith.SamePeriodOfYear);
        }

        // "cùng thời điểm tháng trước": the same day a month before.
        var unit = words.Find(token => token.Kind is PeriodWord.Month or PeriodWord.Quarter or PeriodWord.OtherTime);
        return isBefore && !Has(PeriodWord.Year) && (unit.Kind != PeriodWord.OtherTime || unit.Text == Text.FoldWords("kỳ"))
            && words.TrueForAll(token => token.Kind is PeriodWord.Before or PeriodWord.SamePeriod || token == unit) && unit.Text is not null
            ? new(ComparedWith.PeriodBefore, null, unit.Kind switch
            {
                PeriodWord.Month => new PeriodCore(Freq.M, null, 1, false),
                PeriodWord.Quarter => new PeriodCore(Freq.Q, null, 1, false),
                _ => default,
            })
            : null;
    }

    /// <summary>A period, its status aside; <c>tháng 12 năm trước</c> is of the year before.</summary>
    private static ComparisonBase? OfYearBefore(List<PeriodToken> words, IReadOnlySet<string> rule)
    {
        var isYearBefore = words is [.., { Kind: PeriodWord.Year }, { Kind: PeriodWord.Before }];
        return PeriodPhrase.Read(isYearBefore ? words[..^2] : words, rule, isHeader: true) is
        {
            Core:
            {
                LacksNumber: false,
                Day: 0
            } core
        } phrase
            && !(isYearBefore && core.Year is not null)
            ? new(ComparedWith.Period, core.Year, phrase.Cumulative ? core.SinceJanuary() : core, isYearBefore)
            : null;
    }
}
