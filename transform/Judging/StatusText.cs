namespace Plan86.Transform;

/// <summary>The exact words of the statuses in CSV and SQL: <c>on_track</c>, <c>light_cloud</c>, <c>not_available</c>.</summary>
public static class StatusText
{
    public static string Text(this Verdict verdict) => Snake(verdict.ToString());

    public static string Text(this PaceStatus status) => Snake(status.ToString());

    public static string Text(this Outlook outlook) => Snake(outlook.ToString());

    public static string Text(this RequiredUnit unit) => Snake(unit.ToString());

    public static string Text(this Basis basis) => Snake(basis.ToString());

    public static string Text(this IntervalReading reading) => Snake(reading.ToString());

    public static string Text(this Direction direction) => Snake(direction.ToString());

    public static string Text(this DeadlineKind kind) => Snake(kind.ToString());

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

    /// <summary>The value a word stands for; the exact word only.</summary>
    public static T? Parse<T>(string text)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Snake(value.ToString()) == text)
            {
                return value;
            }
        }

        return null;
    }

    internal static string Snake(string name)
    {
        var text = new System.Text.StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
