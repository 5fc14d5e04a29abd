using Plan86.Transform.Plan;

namespace Plan86.Transform.Judging;

/// <summary>Judges the whole Plan: what the judge says of one target, with what its reader must be told beside it.</summary>
public static class PlanJudging
{
    /// <summary>Returns the verdict that counts on every target of the Plan, by the yearly values known on a day.</summary>
    public static IReadOnlyList<Assessment> Assess(this Catalogue catalogue, PlanValues values, DateOnly asOf) =>
        [.. catalogue.AssessEverywhere(values, asOf).Where(assessment => assessment.Counts)];

    /// <summary>Returns the verdicts on every target on each territory that has figures, the one that counts first.</summary>
    public static IReadOnlyList<Assessment> AssessEverywhere(this Catalogue catalogue, PlanValues values, DateOnly asOf) =>
    [
        .. catalogue.Targets.SelectMany(target =>
        {
            var indicator = catalogue.FindIndicator(target.Indicator);
            var counting = Territories.Counting(catalogue, indicator, target, asOf, area => values.On(indicator.Code, area));
            return values.AreasOf(indicator.Code).Prepend(counting).Distinct()
                .Select(area => Assess(catalogue, indicator, target, area, values.On(indicator.Code, area), asOf) with
                {
                    Counts = area == counting,
                });
        }),
    ];

    /// <summary>The break that parts the figure a verdict rests on from what the Plan had in view; null when it does
    /// not. A city that has grown by a province meets a target more easily: nobody may read that without being told.</summary>
    public static Break? PastBreak(this Catalogue catalogue, Indicator indicator, Assessment assessment) =>
        catalogue.BreaksOf(indicator).LastOrDefault(entry => entry.Bridge is null && entry.FirstYear <= assessment.ActualYear);

    private static Assessment Assess(
        Catalogue catalogue, Indicator indicator, Target target, string area, IReadOnlyList<YearValue> years, DateOnly asOf)
    {
        var wording = Headlines.WordingOf(indicator);
        var assessment = Judge.Assess(target, years, asOf, catalogue.BreaksOf(indicator), wording, figuresAge: true) with
        {
            RefArea = area, OnPlanTerritory = area == Territories.OfPlan(catalogue, indicator),
        };
        var restsOn = Judge.RestsOn(target, assessment).ToHashSet();
        assessment = assessment.Verdict == Verdict.NoData
            ? Owed(target, assessment, indicator.Department.NameOn(asOf), wording) : assessment;
        if (catalogue.PastBreak(indicator, assessment) is { } past)
        {
            assessment = Noted(assessment, new Bilingual(past.TextVi, past.TextEn));
        }

        if (assessment.IsOfOtherTerritory && catalogue.Areas.GetValueOrDefault(area) is { } boundaries)
        {
            assessment = Noted(assessment, new Bilingual($"số liệu của {boundaries.Name.Vi}", $"figures of {boundaries.Name.En}"));
        }

        if (years.Any(value => value.IsTerritoryAssumed && restsOn.Contains(value.Year)))
        {
            assessment = Noted(assessment with { IsTerritoryAssumed = true }, new Bilingual(
                "có số liệu không ghi rõ địa giới, hiểu theo địa giới ngày công bố",
                "figures that do not say their territory are taken for that of their publication day"));
        }

        var suspect = string.Join(", ", years.Where(value => value.IsSuspect && restsOn.Contains(value.Year)).Select(value => value.Year));
        return suspect.Length == 0 ? assessment : Noted(
            assessment,
            new Bilingual(
                $"số liệu năm {suspect} bị nghi ngờ vì không khớp với số liệu khác",
                $"marked suspect, at odds with other figures: {suspect}"));
    }

    private static Assessment Noted(Assessment assessment, Bilingual text) => assessment with
    {
        Sentence = new Bilingual($"{assessment.Sentence.Vi} Lưu ý: {text.Vi}.", $"{assessment.Sentence.En} Note: {text.En}."),
    };

    /// <summary>A missing figure is owed by somebody: the reason says by whom.</summary>
    private static Assessment Owed(Target target, Assessment assessment, Bilingual owner, IndicatorWording wording)
    {
        static string Join(string reason, string owed) => reason.Length == 0 ? owed : $"{reason}; {owed}";
        assessment = assessment with
        {
            Reason = new Bilingual(Join(assessment.Reason.Vi, $"đơn vị báo cáo: {owner.Vi}"),
                Join(assessment.Reason.En, $"owed by: {owner.En}")),
        };
        return assessment with
        {
            Sentence = new Bilingual(Sentences.Vietnamese(target, assessment, wording), Sentences.English(target, assessment, wording)),
        };
    }
}
