namespace Plan86.Transform;

/// <summary>The exact words of statuses and choices in CSV and SQL: <c>on_track</c>, <c>light_cloud</c>, <c>not_available</c>.</summary>
public static class EnumText
{
    /// <summary>Returns the word of a value, in lower case with underscores.</summary>
    public static string Text<T>(this T value)
        where T : struct, Enum => Snake(value.ToString());

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
