using Plan86.Transform.Plan;

namespace Plan86.Transform.Judging;

/// <summary>
/// Which territory a verdict is given on. The Plan's targets were set for the city in the boundaries of the day of the Plan; figures
/// since are of those of today. The Plan's own territory counts while its last figure is as recent as today's, else today's: and
/// people are told.
/// </summary>
public static class Territories
{
    /// <summary>Stands behind a verdict that is not on the territory of the Plan.</summary>
    public const string Sign = "†";

    /// <summary>The verdict in both languages, with <see cref="Sign"/> where it is not on the territory of the Plan.</summary>
    public static Bilingual Words(this Assessment assessment)
    {
        var sign = assessment.IsOfOtherTerritory ? "\u00A0" + Sign : "";
        return new Bilingual(assessment.Verdict.Vi() + sign, assessment.Verdict.En() + sign);
    }

    /// <summary>Returns what <see cref="Sign"/> means beside these verdicts; null where none of them has it.</summary>
    public static Bilingual? Legend(Catalogue catalogue, IEnumerable<Assessment> assessments)
    {
        var names = assessments.Where(assessment => assessment.IsOfOtherTerritory).Select(assessment => assessment.RefArea).Distinct()
            .Order(StringComparer.Ordinal).Select(catalogue.NameOfArea).ToList();
        return names.Count == 0 ? null : new Bilingual(
            $"{Sign}\u00A0Theo số liệu của {string.Join(", ", names.Select(name => name.Vi))}; mục tiêu của Kế hoạch đặt cho địa giới khi "
                + "ban hành",
            $"{Sign}\u00A0By figures of {string.Join(", ", names.Select(name => name.En))}; the Plan's targets were set for the territory "
                + "of its day");
    }

    /// <summary>Returns the territory an indicator's targets were set for.</summary>
    public static string OfPlan(Catalogue catalogue, Indicator indicator) => catalogue.AreaOn(indicator, Catalogue.PlanDay);

    /// <summary>Returns the territory whose verdict counts on a day.</summary>
    /// <param name="target">Null where there is none: then the latest figure of all decides.</param>
    /// <param name="years">The years known of the indicator on a territory.</param>
    public static string Counting(
        Catalogue catalogue, Indicator indicator, Target? target, DateOnly asOf, Func<string, IEnumerable<YearValue>> years)
    {
        var (plan, today) = (OfPlan(catalogue, indicator), catalogue.AreaOn(indicator, asOf));

        // What comes after the year a target falls due in says nothing of it.
        int LastYear(string area) => years(area)
            .Where(value => Judge.IsFigure(value) && value.Year <= asOf.Year && !(value.Year > target?.Due))
            .Select(value => value.Year).DefaultIfEmpty(int.MinValue).Max();
        return plan == today || LastYear(plan) >= LastYear(today) ? plan : today;
    }

    /// <summary>Returns the territory an indicator is shown on: that of the verdict on the target that counts now.</summary>
    public static string Shown(Catalogue catalogue, Indicator indicator, PlanValues values, DateOnly asOf) => Counting(
        catalogue, indicator, Judge.Next(catalogue.Targets.Where(target => target.Indicator == indicator.Code), asOf), asOf,
        area => values.On(indicator.Code, area));
}
