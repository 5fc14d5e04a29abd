using Plan86.Transform.Plan;

namespace Plan86.Transform.Judging;

/// <summary>One bound seen from one side.</summary>
/// <param name="T">The bound, in the unit of the compared quantity.</param>
/// <param name="D">+1: to be reached from below, −1: from above.</param>
/// <param name="Bound">The bound as the target states it: of an average growth a rate, not an index.</param>
/// <param name="Decimals">The digits it was written with.</param>
internal readonly record struct Side(double T, int D, double Bound, int? Decimals);

/// <param name="WrongWay">There is no rate because the sign changed, and it changed against the direction.</param>
internal readonly record struct PaceResult(double? Value, PaceStatus Status, bool WrongWay, Bilingual Reason)
{
    public static PaceResult None(Bilingual reason, bool wrongWay = false) =>
        new(null, PaceStatus.NotAvailable, wrongWay, reason);
}

internal readonly record struct OutlookResult(Outlook Outlook, double? Projected, Bilingual Reason)
{
    public static OutlookResult None(Bilingual reason) => new(Outlook.NotAvailable, null, reason);
}

/// <summary>The two published methods, each for one bound (or none).</summary>
internal static class Methods
{
    /// <summary>What a base or a bound of 0 counts as, so that a compound rate exists (Open SDG).</summary>
    private const double Zero = 0.001;

    /// <summary>Exponent by which the thresholds shrink near a natural limit (Open SDG).</summary>
    private const double NearLimit = 4.44;

    /// <summary>Years of change the outlook averages over.</summary>
    private const int Span = 5;

    /// <summary>
    /// −1, 0, +1; equal when they agree to twelve digits. A chained index or a sum of decimals must be able to hit its
    /// bound exactly: seven times 16 % is 16 % a year, whatever binary fractions say.
    /// </summary>
    public static int Compare(double a, double b) =>
        Math.Abs(a - b) <= 1e-12 * Math.Max(Math.Abs(a), Math.Abs(b)) ? 0 : a.CompareTo(b);

    /// <summary>Says whether the compared quantity of a year satisfies a bound. Of "about 6.4 %" the figure counts rounded to as many
    /// digits, half away from zero, as a person would: 6.35 is about 6.4.</summary>
    public static bool Meets(Target target, Side side, double value, int year)
    {
        var figure = target.Basis == Basis.AverageGrowth ? target.MeanRate(value, year) : value;
        var c = side.D * (target.Approximate && side.Decimals is { } decimals && Math.Abs(figure) < 1e15
            ? Math.Round((decimal)figure, Math.Min(decimals, 15), MidpointRounding.AwayFromZero).CompareTo((decimal)side.Bound)
            : Compare(value, side.T));
        return c > 0 || (c == 0 && !target.Strict);
    }

    /// <summary>
    /// Pace: "Progress Measurement for Canada's Sustainable Development Goals" (Statistics Canada), as computed by Open
    /// SDG (sdg-build, ProgressMeasure.py): same operations in the same order, so the same last digit.
    /// </summary>
    public static PaceResult Pace(Compared series, Side? side)
    {
        var target = series.Target;
        var (year, value) = (series.Year!.Value, series.Value!.Value);
        if (side is { } held && target.Basis is Basis.Cumulative or Basis.Average)
        {
            return LinearPace(series, held, year, value);
        }

        var achieved = side is { } s && Meets(target, s, value, year);
        var rate = CompoundPace(series, side, year, value);
        return achieved ? rate with { Status = PaceStatus.TargetAchieved } : rate;
    }

    private static PaceResult CompoundPace(Compared series, Side? side, int year, double value)
    {
        var target = series.Target;
        if (series.BaseYear is not { } baseYear || series.BaseValue is not { } baseValue)
        {
            return PaceResult.None(new Bilingual("không có năm gốc", "there is no base year"));
        }

        if (year - baseYear < 1)
        {
            return PaceResult.None(new Bilingual(
                "mới có số liệu một năm, chưa tính được tốc độ",
                "only one year of figures: there is no rate yet"));
        }

        if (baseYear < series.ComparableFrom)
        {
            return PaceResult.None(new Bilingual("", ""));
        }

        var sign = baseValue < 0 ? -1 : 1;
        var y0 = baseValue == 0 ? Zero : baseValue;
        var note = baseValue == 0
            ? ("giá trị năm gốc bằng 0, tính như 0,001", "the base is 0 and counts as 0.001")
            : ("", "");
        var d = side?.D ?? (target.Direction == Direction.Up ? 1 : -1);
        if ((y0 > 0 && value < 0) || (y0 < 0 && value > 0))
        {
            return PaceResult.None(new Bilingual(
                "giá trị đổi dấu so với năm gốc, không tính được tốc độ",
                "the value changed sign since the base year: there is no rate"), (value - y0) * d < 0);
        }

        var observed = Math.Pow(value / y0, 1.0 / (year - baseYear)) - 1;
        if (side is not { } bound)
        {
            var measure = sign * d * observed;
            var c = LimitFactor(baseValue, target.Limit);
            return new(measure, Grade(measure, 0.015 * c, 0.005 * c), false, new Bilingual(note.Item1, note.Item2));
        }

        if (target.Due is not { } due)
        {
            return PaceResult.None(new Bilingual(
                "ngưỡng áp dụng hằng năm, không có năm đích để tính tốc độ cần thiết",
                "a threshold for every year has no target year, so no required rate"));
        }

        if (due <= baseYear)
        {
            return PaceResult.None(new Bilingual(
                $"năm gốc {baseYear} không trước năm mục tiêu",
                $"the base year {baseYear} is not before the target year"));
        }

        var t = bound.T;
        if (t == 0)
        {
            t = Zero;
            note = ("mục tiêu bằng 0, tính như 0,001", "the target is 0 and counts as 0.001");
        }

        if (t / y0 < 0)
        {
            return PaceResult.None(new Bilingual(
                "giá trị năm gốc và mục tiêu trái dấu, không tính được tốc độ cần thiết",
                "base and target differ in sign: there is no required rate"));
        }

        var required = Math.Pow(t / y0, 1.0 / (due - baseYear)) - 1;
        if (required == 0 || !double.IsFinite(required) || !double.IsFinite(observed))
        {
            return PaceResult.None(new Bilingual(
                "giá trị năm gốc bằng mục tiêu, không có tốc độ cần thiết",
                "the base equals the target: there is no required rate"));
        }

        var pace = sign * d * observed / Math.Abs(required);
        return new(pace, Grade(pace, 0.95, 0.60), false, new Bilingual(note.Item1, note.Item2));
    }

    /// <summary>
    /// Ours, of neither publication: a sum starts at 0, and counting that as 0.001 would make the pace depend on the unit and call any
    /// first year
    /// substantial. So for sums and means the two rates are amounts per year, the mean so far and the mean needed; what
    /// is compared with the method's thresholds is again observed over required.
    /// </summary>
    private static PaceResult LinearPace(Compared series, Side side, int year, double value)
    {
        var target = series.Target;
        var (from, due) = (target.WindowStart!.Value, target.Due!.Value);
        var isSum = target.Basis == Basis.Cumulative;
        var meets = Meets(target, side, value, year);
        // A sum that must stay below its bound has not kept it before the last year.
        var achieved = meets && !(isSum && side.D < 0 && year < due);
        var broken = isSum && side.D < 0 && !meets;
        var mean = isSum ? value / (year - from + 1) : value;
        var needed = isSum ? side.T / (due - from + 1) : side.T;
        if (broken)
        {
            // No pace: what is above its ceiling cannot come back below it.
            return new(null, PaceStatus.Deterioration, true, new Bilingual(
                "đã vượt mức trần của cả giai đoạn", "already above the ceiling of the whole period"));
        }

        PaceResult result;
        if (from < series.ComparableFrom)
        {
            result = PaceResult.None(new Bilingual("", ""));
        }
        else if (needed <= 0 || (side.D < 0 && mean <= 0))
        {
            result = PaceResult.None(new Bilingual(
                "mức bình quân cần thiết không dương, không so sánh được",
                "the mean per year is not above 0: there is nothing to compare"));
        }
        else
        {
            var pace = side.D > 0 ? mean / needed : needed / mean;
            result = new(pace, Grade(pace, 0.95, 0.60), false, new Bilingual("", ""));
        }

        return achieved ? result with { Status = PaceStatus.TargetAchieved } : result;
    }

    private static PaceStatus Grade(double measure, double high, double middle) =>
        measure >= high ? PaceStatus.SubstantialProgress
        : measure >= middle ? PaceStatus.ModerateProgress
        : measure >= 0 ? PaceStatus.LimitedProgress
        : PaceStatus.Deterioration;

    private static double LimitFactor(double baseValue, double? limit)
    {
        if (limit is null)
        {
            return 1;
        }

        var (y0, l) = (Math.Abs(baseValue), Math.Abs(limit.Value));
        return y0 >= 2 * l ? 1
            : y0 <= l ? 1 - Math.Pow(y0 / l, NearLimit)
            : 1 - Math.Pow(((2 * l) - y0) / l, NearLimit);
    }

    /// <summary>
    /// Outlook: "Status der Indikatoren – Methodik" of the indicators of the German sustainability strategy (Destatis,
    /// dns-indikatoren.de). Not taken over: its exception for four or five data points.
    /// </summary>
    public static OutlookResult Outlook(Compared series, Side? side)
    {
        var target = series.Target;
        var (year, value) = (series.Year!.Value, series.Value!.Value);
        if (series.At(year - Span) is not { } before)
        {
            return OutlookResult.None(new Bilingual(
                $"thiếu số liệu năm {year - Span} để xét xu hướng 5 năm",
                $"no figure for {year - Span}, five years before the latest"));
        }

        if (year - Span < series.ComparableFrom)
        {
            return OutlookResult.None(new Bilingual("", ""));
        }

        if (side is not { } bound)
        {
            return DirectionOnly(series, year, value, before);
        }

        var change = (value - before) / Span;
        var moving = bound.D * Compare(value, before);
        var left = Math.Max(0, (target.Due ?? year) - year);
        double? projected = target.Due >= year ? value + (change * left) : null;
        var meets = Meets(target, bound, value, year);
        // A sum below its ceiling can only rise: what counts is whether it will be through before the end.
        var isOpen = target.Basis == Basis.Cumulative && bound.D < 0 && left > 0 && meets;
        if (!isOpen && (meets || target.Due is null))
        {
            return new(
                meets ? (moving >= 0 ? Judging.Outlook.Sun : Judging.Outlook.LightCloud)
                    : moving > 0 ? Judging.Outlook.Cloud
                    : Judging.Outlook.Storm,
                projected, new Bilingual("", ""));
        }

        var distance = Math.Abs(bound.T - value);
        // Standing on a bound that must be passed ("over 75"): any movement in the right direction is enough.
        var share = distance == 0
            ? (moving > 0 && left > 0 ? 0 : 1)
            : Math.Round((bound.T - (value + (change * left))) * bound.D / distance, 12);
        return new(
            share < 0.05 ? Judging.Outlook.Sun
                : share <= 0.20 ? Judging.Outlook.LightCloud
                : moving > 0 ? Judging.Outlook.Cloud
                : Judging.Outlook.Storm,
            projected, new Bilingual("", ""));
    }

    /// <summary>Destatis' rule for a direction without a target value: the mean change first, the last change second.</summary>
    private static OutlookResult DirectionOnly(Compared series, int year, double value, double before)
    {
        if (series.At(year - 1) is not { } previous || year - 1 < series.ComparableFrom)
        {
            return OutlookResult.None(new Bilingual($"thiếu số liệu năm {year - 1}", $"no figure for {year - 1}"));
        }

        var d = series.Target.Direction == Direction.Up ? 1 : -1;
        var (trend, last) = (d * Compare(value, before) > 0, d * Compare(value, previous) > 0);
        return new(
            trend ? (last ? Judging.Outlook.Sun : Judging.Outlook.LightCloud)
                : last ? Judging.Outlook.Cloud
                : Judging.Outlook.Storm,
            null, new Bilingual("", ""));
    }
}
