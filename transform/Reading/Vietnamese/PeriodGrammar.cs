namespace Plan86.Transform.Reading.Vietnamese;

/// <summary>A stretch of time that words name; its year may stand elsewhere.</summary>
/// <param name="Number">0 where the word has lost its number: <c>tháng năm 2009</c>.</param>
/// <param name="Cumulative">From 1 January to the end of it.</param>
/// <param name="Day">A day other than the last of its month; else 0.</param>
internal readonly record struct PeriodCore(Freq Freq, int? Year, int Number, bool Cumulative, int Day = 0)
{
    public bool LacksNumber => Number == 0;

    /// <summary>Returns the same with the word for a sum since January beside it.</summary>
    public PeriodCore SinceJanuary() => Freq switch
    {
        Freq.A => this,
        Freq.Q => new(Freq.M, Year, 3 * Number, true),
        Freq.S => new(Freq.M, Year, 6 * Number, true),
        _ => this with { Cumulative = true },
    };
}

/// <summary>
/// The ways in which a period can be said. Each rule is asked at a place among the words and answers with every end it
/// could have there; whoever asks accepts an answer only where the words around it are accounted for, too.
/// </summary>
internal sealed class PeriodGrammar(IReadOnlyList<PeriodToken> tokens)
{
    private const int MonthsOfYear = 12;

    /// <summary>Returns each period that could begin at a word, with the place behind it.</summary>
    public IEnumerable<(int End, PeriodCore Core)> At(int at) =>
        [.. Month(at), .. SpanOfMonths(at), .. SpanOfDays(at), .. CountOfMonths(at), .. Quarter(at), .. CountOfQuarters(at), .. Half(at),
            .. WholeYear(at),
            .. YearFirst(at), .. Day(at)];

    private PeriodToken this[int at] => at >= 0 && at < tokens.Count ? tokens[at] : default;

    private bool Is(int at, PeriodWord kind) => this[at].Kind == kind && at < tokens.Count;

    private bool IsLetter(int at, string letter) => at < tokens.Count && this[at].Text == letter;

    private int Skip(int at, params ReadOnlySpan<PeriodWord> kinds) => at < tokens.Count && kinds.Contains(this[at].Kind) ? at + 1 : at;

    private int SkipAll(int at, params ReadOnlySpan<PeriodWord> kinds)
    {
        while (at < tokens.Count && kinds.Contains(this[at].Kind))
        {
            at++;
        }

        return at;
    }

    /// <summary>A number of at most two digits up to <paramref name="most"/>; 0 for anything else.</summary>
    private int Small(int at, int most) =>
        Is(at, PeriodWord.Number) && this[at].Text.Length <= 2 && this[at].Value <= most ? this[at].Value : 0;

    private static bool IsMonthWord(PeriodToken token) => token.Kind == PeriodWord.Month && token.Text != "m";

    /// <summary>
    /// The year behind a period: <c>/2024</c>, <c>năm 2024</c>, <c>năm năm 2024</c>, <c>of 2024</c>, <c>(2024)</c>, doubled, or none.
    /// </summary>
    /// <param name="twoDigits">Signs before a year of two digits: <c>Mar-24</c>, <c>T3/24</c>.</param>
    private IEnumerable<(int End, int? Year)> Years(int at, params PeriodWord[] twoDigits)
    {
        yield return (at, null);
        var next = Skip(at, PeriodWord.Slash, PeriodWord.Dash, PeriodWord.Dot, PeriodWord.Comma);
        if (next > at && twoDigits.Contains(this[at].Kind) && Is(next, PeriodWord.Number) && this[next].Text.Length == 2)
        {
            yield return (next + 1, 2000 + this[next].Value);
        }

        next = SkipAll(next, PeriodWord.Of);
        next = Skip(Skip(next, PeriodWord.Year), PeriodWord.Year);
        var inside = Skip(next, PeriodWord.Open);
        if (Is(inside, PeriodWord.YearNumber))
        {
            var year = this[inside].Value;
            var end = inside + 1;
            while (Is(end, PeriodWord.YearNumber) && this[end].Value == year)
            {
                end++;
            }

            yield return (inside > next ? Skip(end, PeriodWord.Close) : end, year);
        }
    }

    private IEnumerable<(int End, PeriodCore Core)> WithYears(
        int at, Freq freq, int number, bool cumulative, params PeriodWord[] twoDigits) =>
        Years(at, twoDigits).Select(found => (found.End, new PeriodCore(freq, found.Year, number, cumulative)));

    private IEnumerable<(int End, PeriodCore Core)> Month(int at)
    {
        if (IsMonthWord(this[at]))
        {
            var next = this[at].Text.Length < 5 ? Skip(at + 1, PeriodWord.Dot) : at + 1;
            var number = MonthNumber(next);
            if (number > 0)
            {
                return WithYears(next + 1, Freq.M, number, false, PeriodWord.Slash);
            }

            // "tháng năm năm 2024" and "tháng năm/2024" are May; "tháng năm 2024" has lost its number.
            if (Is(next, PeriodWord.Year) && (Is(next + 1, PeriodWord.Year) || Is(next + 1, PeriodWord.Slash)))
            {
                return WithYears(next + 1, Freq.M, 5, false).Where(found => found.Item2.Year is not null);
            }

            return Is(next, PeriodWord.Year) && Is(next + 1, PeriodWord.YearNumber)
                ? [(next + 2, new PeriodCore(Freq.M, this[next + 1].Value, 0, false))] : [];
        }

        if (Is(at, PeriodWord.MonthByName))
        {
            return WithYears(Skip(at + 1, PeriodWord.Dot), Freq.M, this[at].Value, false, PeriodWord.Dash, PeriodWord.Slash);
        }

        if (Is(at, PeriodWord.YearAndMonth))
        {
            return [(at + 1, new PeriodCore(Freq.M, this[at].Value / 100, this[at].Value % 100, false))];
        }

        var isSigned = this[at + 1].Kind is PeriodWord.Slash or PeriodWord.Dash or PeriodWord.Dot;
        return isSigned && Small(at, MonthsOfYear) is > 0 and var month && Is(at + 2, PeriodWord.YearNumber)
            ? [(at + 3, new PeriodCore(Freq.M, this[at + 2].Value, month, false))]
            : [];
    }

    private int MonthNumber(int at) => this[at].Kind switch
    {
        _ when at >= tokens.Count => 0,
        PeriodWord.Number => Small(at, MonthsOfYear),
        PeriodWord.NumberInWords or PeriodWord.MonthInWords => this[at].Value,
        PeriodWord.Roman => this[at].Value,
        _ => 0,
    };

    /// <summary><c>Jan-Sep 2020</c>, <c>từ tháng 1 đến tháng 9 năm 2024</c>, <c>T1-T9/2024</c>: from January, of one year.</summary>
    private IEnumerable<(int End, PeriodCore Core)> SpanOfMonths(int at)
    {
        var from = Skip(at, PeriodWord.From);
        if (!IsMonthWord(this[from]) && !Is(from, PeriodWord.MonthByName))
        {
            return [];
        }

        var first = Is(from, PeriodWord.MonthByName) ? from : from + 1;
        if ((Is(first, PeriodWord.MonthByName) ? this[first].Value : MonthNumber(first)) != 1)
        {
            return [];
        }

        return Years(Skip(first + 1, PeriodWord.Dot)).SelectMany(begin =>
        {
            var to = Skip(begin.End, PeriodWord.Dash, PeriodWord.To);
            var last = IsMonthWord(this[to]) ? to + 1 : to;
            var number = Is(last, PeriodWord.MonthByName) ? this[last].Value : MonthNumber(last);
            return to == begin.End || number < 2
                ? []
                : WithYears(Skip(last + 1, PeriodWord.Dot), Freq.M, number, true)
                    .Where(end => begin.Year is null || begin.Year == end.Core.Year);
        });
    }

    /// <summary><c>từ 01/01 đến 20/12/2024</c>: from 1 January, of one year. It need not end with a month.</summary>
    private IEnumerable<(int End, PeriodCore Core)> SpanOfDays(int at)
    {
        var from = Skip(at, PeriodWord.From);
        foreach (var begin in DayOfMonth(from).Where(day => day is { Number: 1, Month: 1 }))
        {
            var to = Skip(begin.End, PeriodWord.Dash, PeriodWord.To);
            foreach (var end in to > begin.End ? DayOfMonth(to) : [])
            {
                if (end.Year is { } year && (begin.Year ?? year) == year)
                {
                    yield return (end.End, new PeriodCore(Freq.M, year, end.Month, true));
                }
            }
        }
    }

    /// <summary><c>6 tháng đầu năm 2024</c>, <c>9T/2024</c>, <c>first 6 months of 2024</c>; <c>6 tháng cuối năm</c> is the second
    /// half.</summary>
    private IEnumerable<(int End, PeriodCore Core)> CountOfMonths(int at)
    {
        var isFirst = IsLetter(at, "first");
        var count = isFirst ? at + 1 : at;

        // "năm tháng đầu năm": five.
        var number = Is(count, PeriodWord.Year) && Is(count + 2, PeriodWord.First)
            ? 5 : Is(count, PeriodWord.NumberInWords) ? this[count].Value : Small(count, MonthsOfYear);
        if (number == 0 || !(Is(count + 1, PeriodWord.Months) || IsMonthWord(this[count + 1])))
        {
            return [];
        }

        var next = Skip(count + 2, PeriodWord.Cumulative);
        return Is(next, PeriodWord.Last)
            ? number == 6 && !isFirst ? OfYear(next + 1, Freq.S, 2, false) : []
            : Is(next, PeriodWord.First) ? OfYear(next + 1, Freq.M, number, true)
            : WithYears(next, Freq.M, number, true, PeriodWord.Slash);
    }

    /// <summary>Behind <c>đầu</c> or <c>cuối</c>: <c>năm 2024</c>, <c>2024</c>, <c>năm</c>, nothing.</summary>
    private IEnumerable<(int End, PeriodCore Core)> OfYear(int at, Freq freq, int number, bool cumulative) =>
        WithYears(at, freq, number, cumulative)
            .Concat(Is(at, PeriodWord.Year) ? [(at + 1, new PeriodCore(freq, null, number, cumulative))] : []);

    private IEnumerable<(int End, PeriodCore Core)> Quarter(int at)
    {
        if (Is(at, PeriodWord.QuarterByRoman))
        {
            return WithYears(at + 1, Freq.Q, this[at].Value, false, PeriodWord.Slash);
        }

        if (Is(at, PeriodWord.Ordinal) && IsQuarterWord(at + 1) && this[at].Value <= 4)
        {
            return WithYears(at + 2, Freq.Q, this[at].Value, false);
        }

        if (!Is(at, PeriodWord.Quarter) || IsLetter(at, "k"))
        {
            return [];
        }

        var next = IsLetter(at, "q") ? Skip(at + 1, PeriodWord.Dot) : at + 1;
        if (Is(next, PeriodWord.Year) && Is(next + 1, PeriodWord.YearNumber))
        {
            return [(next + 2, new PeriodCore(Freq.Q, this[next + 1].Value, 0, false))];
        }

        var number = this[next].Kind is PeriodWord.Roman or PeriodWord.NumberInWords or PeriodWord.Ordinal
            ? this[next].Value : Small(next, 4);
        if (number is < 1 or > 4 || next >= tokens.Count)
        {
            return [];
        }

        // "quý I đầu năm 2002": no other quarter can stand there.
        return number == 1 && Is(next + 1, PeriodWord.First)
            ? OfYear(next + 2, Freq.Q, 1, false) : WithYears(next + 1, Freq.Q, number, false, PeriodWord.Slash);
    }

    private bool IsQuarterWord(int at) => Is(at, PeriodWord.Quarter) && this[at].Text.Length > 1;

    /// <summary><c>3 quý đầu năm 2024</c>, <c>first three quarters of 2024</c>: a sum since January.</summary>
    private IEnumerable<(int End, PeriodCore Core)> CountOfQuarters(int at)
    {
        var count = IsLetter(at, "first") ? at + 1 : at;
        var number = Is(count, PeriodWord.NumberInWords) ? this[count].Value : Small(count, 4);
        if (number is < 1 or > 4 || !(Is(count + 1, PeriodWord.Quarters) || IsLetter(count + 1, "quí")))
        {
            return [];
        }

        return Is(count + 2, PeriodWord.First)
            ? OfYear(count + 3, Freq.M, 3 * number, true) : WithYears(count + 2, Freq.M, 3 * number, true);
    }

    /// <summary>The first half is what was summed up to June; the second is a period of its own.</summary>
    private IEnumerable<(int End, PeriodCore Core)> Half(int at)
    {
        if (IsLetter(at, "nửa"))
        {
            var next = Skip(at + 1, PeriodWord.Year);
            return Is(next, PeriodWord.First) ? OfHalf(next + 1, 1) : Is(next, PeriodWord.Last) ? OfHalf(next + 1, 2) : [];
        }

        if (Is(at, PeriodWord.Ordinal) && this[at].Value <= 2 && IsLetter(at + 1, "half"))
        {
            return OfHalf(at + 2, this[at].Value);
        }

        if (Is(at, PeriodWord.HalfByRoman))
        {
            return OfHalf(at + 1, this[at].Value);
        }

        if (!Is(at, PeriodWord.Half) || IsLetter(at, "nửa"))
        {
            return [];
        }

        var number = Is(at + 1, PeriodWord.Roman) ? this[at + 1].Value : Small(at + 1, 2);
        return number is 1 or 2 && (IsLetter(at, "half") || this[at + 1].Glued) ? OfHalf(at + 2, number) : [];
    }

    private IEnumerable<(int End, PeriodCore Core)> OfHalf(int at, int number) =>
        number == 1 ? OfYear(at, Freq.M, 6, true) : OfYear(at, Freq.S, 2, false);

    private IEnumerable<(int End, PeriodCore Core)> WholeYear(int at)
    {
        var next = Skip(at, PeriodWord.Whole);
        var isWhole = next > at;
        var number = Skip(Skip(next, PeriodWord.Year), PeriodWord.Year);
        if (isWhole && number > next)
        {
            yield return (number, new PeriodCore(Freq.A, null, 1, false));
        }

        foreach (var (end, year) in Years(number).Where(found => found.Year is not null))
        {
            // Not behind a sign: "/2024" is the end of something.
            if (Is(number, PeriodWord.YearNumber) || Is(number, PeriodWord.Open) || isWhole)
            {
                yield return (end, new PeriodCore(Freq.A, year, 1, false));
            }
        }
    }

    /// <summary><c>2024-03</c>, <c>2024/03</c>, <c>2024-Q3</c>, <c>2024M03</c>, <c>năm 2024, quý II</c>.</summary>
    private IEnumerable<(int End, PeriodCore Core)> YearFirst(int at)
    {
        var number = Skip(Skip(at, PeriodWord.Year), PeriodWord.Year);
        if (!Is(number, PeriodWord.YearNumber))
        {
            yield break;
        }

        var year = this[number].Value;
        var next = number + 1;
        var isSigned = this[next].Kind is PeriodWord.Slash or PeriodWord.Dash or PeriodWord.Dot;
        if (isSigned && Small(next + 1, MonthsOfYear) is > 0 and var month
            && (this[next].Kind != PeriodWord.Dot || this[next + 1].Text.Length == 2))
        {
            yield return (next + 2, new PeriodCore(Freq.M, year, month, false));
        }

        if (Coded(Skip(next, PeriodWord.Dash)) is { } coded)
        {
            yield return (coded.End, coded.Core with { Year = year });
        }

        var rest = Skip(next, PeriodWord.Comma, PeriodWord.Sign, PeriodWord.Dash);
        if (!this[rest].Glued && rest < tokens.Count)
        {
            foreach (var (end, core) in Month(rest).Concat(CountOfMonths(rest)).Concat(Quarter(rest)).Concat(CountOfQuarters(rest))
                .Concat(Half(rest)))
            {
                if (core.Year is null)
                {
                    yield return (end, core with { Year = year });
                }
            }

            if (Is(rest, PeriodWord.Whole) && Is(rest + 1, PeriodWord.Year))
            {
                yield return (rest + 2, new PeriodCore(Freq.A, year, 1, false));
            }
        }
    }

    /// <summary>The letter and number that SDMX and PC-Axis write behind a year: <c>Q3</c>, <c>M03</c>, <c>S1</c>, <c>H1</c>,
    /// <c>A1</c>.</summary>
    private (int End, PeriodCore Core)? Coded(int at)
    {
        if (at >= tokens.Count || !this[at].Glued || !this[at + 1].Glued)
        {
            return null;
        }

        PeriodCore? core = this[at].Text switch
        {
            "q" or "k" when Small(at + 1, 4) is > 0 and var quarter => new PeriodCore(Freq.Q, null, quarter, false),
            "m" when Small(at + 1, MonthsOfYear) is > 0 and var month => new PeriodCore(Freq.M, null, month, false),
            "s" or "h" when Small(at + 1, 2) is > 0 and var half =>
                half == 1 ? new PeriodCore(Freq.M, null, 6, true) : new PeriodCore(Freq.S, null, 2, false),
            "a" when Small(at + 1, 1) == 1 => new PeriodCore(Freq.A, null, 1, false),
            _ => null,
        };
        return core is { } found ? (at + 2, found) : null;
    }

    private IEnumerable<(int End, PeriodCore Core)> Day(int at)
    {
        foreach (var day in DayOfMonth(at))
        {
            if (day.Year is { } year)
            {
                yield return (day.End, new PeriodCore(
                    Freq.M, year, day.Month, false, day.Number == DateTime.DaysInMonth(year, day.Month) ? 0 : day.Number));
            }
        }
    }

    /// <summary><c>31/12/2024</c>, <c>ngày 31 tháng 12 năm 2024</c>, <c>2024-12-31</c>, <c>September 20, 2020</c>, <c>01/01</c>.</summary>
    private IEnumerable<(int End, int Number, int Month, int? Year)> DayOfMonth(int at)
    {
        var begin = Skip(at, PeriodWord.Date);
        if (Is(begin, PeriodWord.Day))
        {
            var written = this[begin].Value;
            return Valid(begin + 1, written % 100, written / 100 % 100, written / 10_000);
        }

        if (Is(begin, PeriodWord.YearNumber) && this[begin + 1].Kind is PeriodWord.Dash or PeriodWord.Slash or PeriodWord.Dot
            && this[begin + 3].Kind == this[begin + 1].Kind)
        {
            return Valid(begin + 5, Small(begin + 4, 31), Small(begin + 2, MonthsOfYear), this[begin].Value);
        }

        if (Is(begin, PeriodWord.MonthByName) && Skip(begin + 1, PeriodWord.Dot) is var day && Small(day, 31) > 0)
        {
            return Years(day + 1).SelectMany(found => Valid(found.End, Small(day, 31), this[begin].Value, found.Year));
        }

        var isSign = this[begin + 1].Kind is PeriodWord.Slash or PeriodWord.Dash or PeriodWord.Dot;
        if (Small(begin, 31) == 0 || !(isSign || IsMonthWord(this[begin + 1])) || Small(begin + 2, MonthsOfYear) == 0)
        {
            return [];
        }

        // With signs the second is the first again (1/3/2024), or a word leads to the year (1/3 năm 2024).
        return Years(begin + 3)
            .Where(found => found.Year is null || !isSign || this[begin + 3].Kind == this[begin + 1].Kind || Is(begin + 3, PeriodWord.Year))
            .SelectMany(found => Valid(found.End, Small(begin, 31), Small(begin + 2, MonthsOfYear), found.Year));
    }

    private IEnumerable<(int End, int Number, int Month, int? Year)> Valid(int end, int day, int month, int? year) =>
        end <= tokens.Count && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year ?? 2000, month)
            ? [(end, day, month, year)] : [];
}
