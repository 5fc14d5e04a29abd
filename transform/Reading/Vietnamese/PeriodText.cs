namespace Plan86.Transform.Reading.Vietnamese;

/// <summary>Why a text is no period.</summary>
internal enum PeriodFault
{
    None,

    /// <summary>A word is left over, or the period is none that this warehouse keeps (a week, a crop, a span of years).</summary>
    NotUnderstood,

    /// <summary>All is understood, but the year stands nowhere: <c>9T</c>.</summary>
    YearMissing,

    /// <summary>All is understood, but the number stands nowhere: <c>Cộng dồn tháng năm 2009</c>.</summary>
    NumberMissing,
}

/// <summary>
/// Reads texts that say a period and nothing else: every word is accounted for, or nothing is understood.
/// <c>Tháng 3/2024</c>, <c>Quý I năm 2024</c>, <c>6 tháng đầu năm 2024</c>, <c>Cộng dồn đến tháng 3/2024</c>, <c>Sơ bộ 2024</c>,
/// the forms of SDMX (<c>2024-Q3</c>) and PC-Axis (<c>2024M03</c>), and English ones.
/// </summary>
internal static class PeriodText
{
    private static readonly HashSet<string> NoMeasures = [];

    /// <summary>Returns whether the text is a period.</summary>
    /// <param name="year">The year meant where the text names none (<c>Tháng 3</c>), from a title or a column.</param>
    public static bool TryRead(string text, int? year, out PeriodReading reading) =>
        Read(text, year, false, out reading) == PeriodFault.None;

    /// <summary>Returns what is wrong with the text, if anything.</summary>
    /// <param name="areDays">The source says that days stand here: a day is its month. Elsewhere only the last of a month is.</param>
    public static PeriodFault Read(string text, int? year, bool areDays, out PeriodReading reading)
    {
        var phrase = PeriodPhrase.Read(PeriodWords.Read(text), NoMeasures);
        reading = default;
        return phrase is not { Core: { } core } ? PeriodFault.NotUnderstood : phrase.Value.Resolve(core, year, areDays, out reading);
    }

    /// <summary>
    /// Returns the status that a text states and nothing else. Ước, ước tính: E. Sơ bộ: P. Chính thức, thực hiện: A.
    /// Dự báo, kế hoạch: F. Null where a word is left over: <c>chưa chính thức</c>.
    /// </summary>
    public static ObsStatus? ReadStatus(string text)
    {
        var words = PeriodWords.Read(text)
            .Where(token =>
                token.Kind is not (PeriodWord.Filler or PeriodWord.Sign or PeriodWord.Dot or PeriodWord.Open or PeriodWord.Close)
            && token.Text is not "số").ToList();
        return words.Count > 0 && words.TrueForAll(token => token.Kind == PeriodWord.Status) ? PeriodPhrase.StatusOf(words) : null;
    }
}

/// <summary>A text of which every word is accounted for: at most one period, and what stands beside it.</summary>
/// <param name="Core">Null where the text names none.</param>
/// <param name="Cumulative">It says "cộng dồn".</param>
internal readonly record struct PeriodPhrase(PeriodCore? Core, ObsStatus? Status, bool Cumulative)
{
    /// <summary>Returns null when a word is left over, when two periods could be meant, or when the statuses contradict one
    /// another.</summary>
    /// <param name="measures">Words that say what is measured, not when; empty where the text must be a period and no more.</param>
    public static PeriodPhrase? Read(IReadOnlyList<PeriodToken> tokens, IReadOnlySet<string> measures, bool isHeader = false)
    {
        var around = new Surroundings(tokens, measures, isHeader);
        var grammar = new PeriodGrammar(tokens);
        PeriodPhrase? found = null;
        for (var at = 0; at < tokens.Count; at++)
        {
            foreach (var (end, core) in grammar.At(at))
            {
                if (around.Phrase(at, end, core) is not { } phrase || phrase == found)
                {
                    continue;
                }

                if (found is not null)
                {
                    return null;
                }

                found = phrase;
            }
        }

        return found;
    }

    /// <summary>Returns what one or several words of status say together; null when they contradict one another: a plan that was carried
    /// out.</summary>
    public static ObsStatus? StatusOf(IReadOnlyList<PeriodToken> words)
    {
        var statuses = words.Select(word => word.Status).Distinct().ToList();
        return statuses.Count == 0 || (statuses.Count > 1 && statuses.Contains(ObsStatus.Forecast))
            ? null : statuses.Aggregate(ObsStatuses.Weaker);
    }

    /// <summary>Returns the period with its year, or what is missing.</summary>
    public PeriodFault Resolve(PeriodCore core, int? year, bool areDays, out PeriodReading reading)
    {
        reading = default;
        if (core.LacksNumber)
        {
            return PeriodFault.NumberMissing;
        }

        if (core.Day != 0 && !areDays)
        {
            return PeriodFault.NotUnderstood;
        }

        if ((core.Year ?? year) is not { } ofYear)
        {
            return PeriodFault.YearMissing;
        }

        if (ofYear is < Period.FirstYear or > Period.LastYear)
        {
            return PeriodFault.NotUnderstood;
        }

        var whole = Cumulative ? core.SinceJanuary() : core;
        reading = new(new(whole.Freq, ofYear, whole.Number), whole.Cumulative, Status);
        return PeriodFault.None;
    }

    /// <summary>The words before and behind a period: few may stand there.</summary>
    private readonly struct Surroundings(IReadOnlyList<PeriodToken> tokens, IReadOnlySet<string> measures, bool isHeader)
    {
        public PeriodPhrase? Phrase(int begin, int end, PeriodCore core)
        {
            var statuses = new List<PeriodToken>();
            var cumulative = false;
            for (var at = 0; at < tokens.Count; at++)
            {
                if (at == begin)
                {
                    at = end - 1;
                    continue;
                }

                var token = tokens[at];
                if (token.Kind == PeriodWord.Status)
                {
                    statuses.Add(token);
                }
                else if (token.Kind == PeriodWord.Cumulative)
                {
                    cumulative = true;
                }
                else if (Letter(at, end) is { } status)
                {
                    statuses.Add(token with { Kind = PeriodWord.Status, Value = (int)status });
                }
                else if (!MayStand(at, begin, core))
                {
                    return null;
                }
            }

            var said = StatusOf(statuses);
            return statuses.Count > 0 && said is null ? null : new(core, said, cumulative);
        }

        /// <summary><c>2024p</c>, <c>2024 (p)</c>: the marks of SDMX and Eurostat.</summary>
        private ObsStatus? Letter(int at, int end)
        {
            var isMark = (at == end && tokens[at].Glued) || (at == end + 1 && tokens[end].Kind == PeriodWord.Open);
            return isMark ? tokens[at].Text switch
            {
                "p" => ObsStatus.Provisional,
                "e" => ObsStatus.Estimate,
                "f" =>
                ObsStatus.Forecast,
                _ => null
            } : null;
        }

        // Long on purpose: a table: one kind of word a line.
        private bool MayStand(int at, int begin, PeriodCore core) => tokens[at].Kind switch
        {
            PeriodWord.Filler or PeriodWord.Sign or PeriodWord.Open or PeriodWord.Close => true,
            PeriodWord.Comma => true,
            PeriodWord.Dot => at == tokens.Count - 1 || (at > 0 && tokens[at - 1].Kind is PeriodWord.Status) || IsBesideMeasure(at),

            // "cộng dồn đến tháng 3": not "đến năm 2025".
            PeriodWord.To => at > 0 && at < begin && tokens[at - 1].Kind == PeriodWord.Cumulative,
            PeriodWord.Of => at < begin,
            PeriodWord.At => at < begin && core.Freq == Freq.M && begin < tokens.Count
                && tokens[begin].Kind is PeriodWord.Date or PeriodWord.Number or PeriodWord.MonthByName,
            PeriodWord.Percent => isHeader,
            PeriodWord.Measure or PeriodWord.ConstantPrices => isHeader,
            PeriodWord.Dash or PeriodWord.Slash => IsBesideMeasure(at),
            _ => measures.Contains(tokens[at].Text),
        };

        /// <summary><c>Cơ cấu - %</c>, <c>tấn/ha</c>: the sign belongs to what is measured.</summary>
        private bool IsBesideMeasure(int at) => isHeader
            && ((at + 1 < tokens.Count && IsMeasure(tokens[at + 1])) || (at > 0 && IsMeasure(tokens[at - 1])));

        private bool IsMeasure(PeriodToken token) =>
            token.Kind is PeriodWord.Measure or PeriodWord.Percent || measures.Contains(token.Text);
    }
}
