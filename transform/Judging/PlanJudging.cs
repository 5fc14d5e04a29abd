using Plan86.Transform.Plan;

namespace Plan86.Transform.Judging;

/// <summary>Judges the whole Plan: what the judge says of one target, with what its reader must be told beside it.</summary>
public static class PlanJudging
{
    /// <summary>Judges every target of the Plan on the yearly values known on a day.</summary>
    public static IReadOnlyList<Assessment> Assess(
        this Catalogue catalogue, IReadOnlyDictionary<string, IReadOnlyList<YearValue>> values, DateOnly asOf) =>
        [.. catalogue.Targets.Select(target => Assess(catalogue, target, values, asOf))];

    /// <summary>The break that parts the figure a verdict rests on from what the Plan had in view; null when it does
    /// not. A city that has grown by a province meets a target more easily: nobody may read that without being told.</summary>
    public static Break? PastBreak(this Catalogue catalogue, Indicator indicator, Assessment assessment) =>
        catalogue.BreaksOf(indicator).LastOrDefault(entry => entry.Bridge is null && entry.FirstYear <= assessment.ActualYear);

    private static Assessment Assess(
        Catalogue catalogue, Target target, IReadOnlyDictionary<string, IReadOnlyList<YearValue>> values, DateOnly asOf)
    {
        var indicator = catalogue.FindIndicator(target.Indicator);
        var years = values.GetValueOrDefault(indicator.Code) ?? [];
        var wording = new IndicatorWording(
            indicator.Name.Vi, indicator.Name.En, indicator.Unit.Text.Vi, indicator.Unit.Text.En, indicator.Decimals);
        var assessment = Judge.Assess(target, years, asOf, catalogue.BreaksOf(indicator), wording);
        assessment = assessment.Verdict == Verdict.NoData
            ? Owed(target, assessment, indicator.Department.NameOn(asOf), wording) : assessment;
        if (catalogue.PastBreak(indicator, assessment) is { } past)
        {
            assessment = Noted(assessment, new Bilingual(past.TextVi, past.TextEn));
        }

        var suspect = string.Join(
            ", ", Judge.RestsOn(target, assessment).Intersect(years.Where(value => value.IsSuspect).Select(value => value.Year)));
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
