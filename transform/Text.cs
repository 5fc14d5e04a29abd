using System.Text;

namespace Plan86.Transform;

/// <summary>How texts are compared: labels, headers and titles as clerks type them.</summary>
internal static class Text
{
    /// <summary>NFC, white space collapsed to single blanks and trimmed.</summary>
    public static string Clean(string text)
    {
        var nfc = text.IsNormalized(NormalizationForm.FormC) ? text : text.Normalize(NormalizationForm.FormC);
        var needs = nfc.Length > 0 && (char.IsWhiteSpace(nfc[0]) || char.IsWhiteSpace(nfc[^1]));
        for (var i = 0; i < nfc.Length && !needs; i++)
        {
            needs = (char.IsWhiteSpace(nfc[i]) && nfc[i] != ' ') || (nfc[i] == ' ' && i > 0 && nfc[i - 1] == ' ');
        }

        return needs ? string.Join(' ', nfc.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : nfc;
    }

    /// <summary>As <see cref="Clean"/>, in lower case: two texts that fold alike are the same label.</summary>
    public static string Fold(string text) => Clean(text).ToLowerInvariant();
}

/// <summary>
/// A pattern people write in a source file: a label as printed, <c>*</c> for any run of characters. Case, white
/// space and Unicode form do not matter.
/// </summary>
internal sealed class Glob(string pattern)
{
    private readonly string[] parts = Text.Fold(pattern).Split('*');

    public string Pattern { get; } = pattern;

    /// <param name="folded">A text that <see cref="Text.Fold"/> made.</param>
    public bool Matches(string folded)
    {
        if (parts.Length == 1)
        {
            return folded == parts[0];
        }

        if (!folded.StartsWith(parts[0], StringComparison.Ordinal))
        {
            return false;
        }

        var at = parts[0].Length;
        for (var i = 1; i < parts.Length - 1; i++)
        {
            var found = folded.IndexOf(parts[i], at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + parts[i].Length;
        }

        return folded.Length - at >= parts[^1].Length && folded.EndsWith(parts[^1], StringComparison.Ordinal);
    }

    public override string ToString() => Pattern;
}
