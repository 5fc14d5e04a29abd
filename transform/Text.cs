using System.Globalization;
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

    /// <summary>As <see cref="Fold"/>, without diacritics: "Sở Y tế" is <c>so y te</c>.</summary>
    public static string Plain(string text) => string.Concat(Fold(text).Normalize(NormalizationForm.FormD)
        .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
        .Select(c => c == 'đ' ? 'd' : c));

    /// <summary>Finds a label as people type it, and keeps it as it was printed.</summary>
    public static IEqualityComparer<string> ByFold { get; } = EqualityComparer<string>.Create(
        (a, b) => a is null || b is null ? a == b : Fold(a) == Fold(b),
        text => Fold(text).GetHashCode(StringComparison.Ordinal));

    /// <summary>The texts most like a wrong one, the likest first: for the reader of a fault. Among them may be patterns.</summary>
    public static string Nearest(IEnumerable<string> known, string wrong, int most) =>
        string.Join(" · ", known.OrderBy(text => Distance(text, wrong)).ThenBy(text => text, StringComparer.Ordinal).Take(most));

    /// <summary>Levenshtein's distance of the folded texts; a <c>*</c> in the pattern stands for any text, and what
    /// has to be changed is then counted against the pattern's length, lest the shortest be the nearest.</summary>
    public static double Distance(string pattern, string text)
    {
        var (a, b, edits) = (Fold(pattern), Fold(text), Edits(pattern, text));
        return a.Contains('*') ? (double)edits / Math.Max(1, a.Count(character => character != '*')) * b.Length : edits;
    }

    /// <summary>Returns how many letters of the folded texts differ, a <c>*</c> in the pattern standing for any text.</summary>
    public static int Edits(string pattern, string text)
    {
        var (a, b) = (Fold(pattern), Fold(text));
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var any = a[i - 1] == '*';
            var current = new int[b.Length + 1];
            current[0] = previous[0] + (any ? 0 : 1);
            for (var j = 1; j <= b.Length; j++)
            {
                current[j] = any
                    ? Math.Min(previous[j], current[j - 1])
                    : Math.Min(previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1), Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[^1];
    }
}

/// <summary>
/// A pattern people write in a source file: a label as printed, <c>*</c> for any run of characters. Case, white
/// space and Unicode form do not matter.
/// </summary>
internal sealed class Glob(string pattern)
{
    private readonly string[] _parts = Text.Fold(pattern).Split('*');

    public string Pattern { get; } = pattern;

    /// <summary>Its letters that stand for themselves.</summary>
    public int Length => _parts.Sum(part => part.Length);

    /// <summary>The pattern for people: <c>vốn đăng ký</c>, <c>đầu tư … nước ngoài</c>.</summary>
    public string Words => string.Join(" … ", Pattern.Split('*', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>Returns whether a text has more than half of the pattern, letter by letter and in order, or all but a slip.</summary>
    public bool IsNearly(string folded)
    {
        var (at, had) = (0, 0);
        foreach (var part in _parts.Where(part => part.Length > 0))
        {
            if (folded.IndexOf(part, at, StringComparison.Ordinal) is var found and >= 0)
            {
                (at, had) = (found + part.Length, had + part.Length);
            }
        }

        return had * 2 > Length || (Length > 10 && Text.Edits(Pattern, folded) <= 2);
    }

    /// <param name="folded">A text that <see cref="Text.Fold"/> made.</param>
    public bool Matches(string folded)
    {
        if (_parts.Length == 1)
        {
            return folded == _parts[0];
        }

        if (!folded.StartsWith(_parts[0], StringComparison.Ordinal))
        {
            return false;
        }

        var at = _parts[0].Length;
        for (var i = 1; i < _parts.Length - 1; i++)
        {
            var found = folded.IndexOf(_parts[i], at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + _parts[i].Length;
        }

        return folded.Length - at >= _parts[^1].Length && folded.EndsWith(_parts[^1], StringComparison.Ordinal);
    }

    public override string ToString() => Pattern;
}
