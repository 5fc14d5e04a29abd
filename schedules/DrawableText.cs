using System.Globalization;
using System.Text;

namespace Plan86.Schedules;

/// <summary>Text from outside, made fit for a picture and for XML.</summary>
internal static class DrawableText
{
    /// <summary>Returns composed letters in one line, without control characters and what has no picture.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is ' ' or '\t' or '\n' or '\r')
            {
                clean.Append(clean.Length == 0 || clean[^1] == ' ' ? "" : " ");
            }
            else if (IsDrawn(rune))
            {
                clean.Append(rune);
            }
        }

        return clean.ToString().TrimEnd().Normalize(NormalizationForm.FormC);
    }

    private static bool IsDrawn(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned);
}
