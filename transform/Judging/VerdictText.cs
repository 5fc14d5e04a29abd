namespace Plan86.Transform.Judging;

/// <summary>Verdicts in the words of the bulletin.</summary>
public static class VerdictText
{
    /// <summary>The verdict in administrative Vietnamese.</summary>
    public static string Vi(this Verdict verdict) => verdict switch
    {
        Verdict.Met => "đạt",
        Verdict.Missed => "không đạt",
        Verdict.OnTrack => "đúng tiến độ",
        Verdict.AtRisk => "có nguy cơ không đạt",
        Verdict.OffTrack => "chậm tiến độ",
        Verdict.NoData => "chưa có số liệu",
        _ => "chưa đủ cơ sở đánh giá",
    };

    public static string En(this Verdict verdict) => verdict switch
    {
        Verdict.Met => "met",
        Verdict.Missed => "missed",
        Verdict.OnTrack => "on track",
        Verdict.AtRisk => "at risk",
        Verdict.OffTrack => "off track",
        Verdict.NoData => "no data",
        _ => "cannot be judged yet",
    };
}
