using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Plan86.Transform;

/// <summary>How texts are compared: labels, headers and titles as clerks type them.</summary>
internal static partial class Text
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

    /// <summary>
    /// Returns what a label is matched by: as <see cref="FoldWords"/>, without the numbering or bullet before it (<c>1.</c>,
    /// <c>I.</c>, <c>a)</c>, <c>+</c>) and the colon behind it. Two texts that fold alike are the same label. Only for matching:
    /// what is kept is <see cref="Clean"/>.
    /// </summary>
    public static string Fold(string text)
    {
        var words = FoldWords(text);
        while (Numbering().Match(words) is { Success: true } number)
        {
            words = words[number.Length..];
        }

        return words.TrimEnd(':', ' ');
    }

    /// <summary>
    /// Returns the words as people hold them equal: NFC, lower case, one blank between words, no invisible characters, one kind of
    /// dash, and one spelling where Vietnamese allows two: <c>hóa</c> = <c>hoá</c>, <c>thủy</c> = <c>thuỷ</c>, <c>sỹ</c> = <c>sĩ</c>,
    /// <c>quý</c> = <c>quí</c>.
    /// </summary>
    public static string FoldWords(string text)
    {
        // Before composing: an invisible character between a letter and its mark would keep them apart.
        var seen = text.AsSpan().ContainsAny(Invisible) ? string.Concat(text.Where(c => !Invisible.Contains(c))) : text;
        var folded = Clean(seen).ToLowerInvariant().ToCharArray();
        var start = 0;
        for (var i = 0; i <= folded.Length; i++)
        {
            if (i < folded.Length && char.IsLetter(folded[i]))
            {
                continue;
            }

            FoldSyllable(folded.AsSpan(start, i - start));
            start = i + 1;
            if (i < folded.Length && folded[i] is '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2212')
            {
                folded[i] = '-';
            }
        }

        return new string(folded);
    }

    // Vowels by tone: level, grave, hook, tilde, acute, dot below.
    private const string A = "aàảãáạ";
    private const string E = "eèẻẽéẹ";
    private const string Eh = "êềểễếệ";
    private const string I = "iìỉĩíị";
    private const string O = "oòỏõóọ";
    private const string Oh = "ơờởỡớợ";
    private const string U = "uùủũúụ";
    private const string Y = "yỳỷỹýỵ";
    private static readonly SearchValues<char> Consonants = SearchValues.Create("bcdđghklmnpqrstvx");

    /// <summary>The tone goes to the last of two vowels that end the syllable (hoá, khoẻ, thuỷ), and a y that is its only vowel becomes
    /// an i (sĩ, quí, kì): both spellings are taught.</summary>
    private static void FoldSyllable(Span<char> word)
    {
        if (word.Length < 2)
        {
            return;
        }

        ref var last = ref word[^1];
        ref var before = ref word[^2];
        var vowels = last switch { 'a' => A, 'e' => E, 'ê' => Eh, 'ơ' => Oh, 'y' => Y, _ => "" };
        var fore = last switch { 'a' or 'e' => O, 'ê' or 'ơ' or 'y' => U, _ => "" };
        if (fore.IndexOf(before, StringComparison.Ordinal) is > 0 and var tone)
        {
            (before, last) = (fore[0], vowels[tone]);
        }
        else if (word.Length == 3 && word[0] == 'g' && last == 'a' && I.IndexOf(before, StringComparison.Ordinal) is > 0 and var toneOfGi)
        {
            (before, last) = ('i', A[toneOfGi]);
        }

        if (Y.IndexOf(last, StringComparison.Ordinal) is >= 0 and var toneOfY
            && (word[..^1] is "qu" || word[..^1].IndexOfAnyExcept(Consonants) < 0))
        {
            last = I[toneOfY];
        }
    }

    /// <summary>Zero-width and soft characters. In TCVN3 a soft hyphen is the letter ư: such text is decoded before it is
    /// matched.</summary>
    private static readonly SearchValues<char> Invisible = SearchValues.Create(
        "\u00AD\u034F\u180E\u200B\u200C\u200D\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060\u2061\u2062\u2063\u2064\uFEFF");

    // Behind the number something that begins with a letter: "1.000 tấn" and "03.2024" have none. Single letters as far as lists
    // go; "H." and "Q." are districts.
    [GeneratedRegex(
        @"^(?:[-+•●▪·]\s*(?=[\p{L}(]|\d{1,2}[.)]\s*\p{L})|(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{1,5}|[a-gđ])(?:[.)\]:]+\s*|[-/]\s+)"
            + @"|\d{1,2}(?:\.\d{1,2})+\s+)(?=[\p{L}(]))")]
    private static partial Regex Numbering();

    /// <summary>Returns what <see cref="Fold"/> does, without diacritics: "Sở Y tế" is <c>so y te</c>.</summary>
    public static string Plain(string text) => WithoutMarks(Fold(text));

    /// <summary>Returns a folded text without diacritics.</summary>
    public static string WithoutMarks(string folded) => string.Concat(folded.Normalize(NormalizationForm.FormD)
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
        var (a, b) = (Fold(pattern), Fold(text));
        var edits = Edits(a, b);
        return a.Contains('*') ? (double)edits / Math.Max(1, a.Count(character => character != '*')) * b.Length : edits;
    }

    /// <summary>Returns how many letters of two folded texts differ, a <c>*</c> in the pattern standing for any text; where they are
    /// more than <paramref name="most"/>, some number above it.</summary>
    public static int Edits(string pattern, string text, int most = int.MaxValue)
    {
        var letters = pattern.Length - pattern.AsSpan().Count('*');
        var apart = letters == pattern.Length ? Math.Abs(letters - text.Length) : letters - text.Length;
        if (apart > most)
        {
            return apart;
        }

        var previous = new int[text.Length + 1];
        var current = new int[text.Length + 1];
        for (var j = 0; j < previous.Length; j++)
        {
            previous[j] = j;
        }

        foreach (var letter in pattern)
        {
            var any = letter == '*';
            var least = current[0] = previous[0] + (any ? 0 : 1);
            for (var j = 1; j < current.Length; j++)
            {
                current[j] = any
                    ? Math.Min(previous[j], current[j - 1])
                    : Math.Min(previous[j - 1] + (letter == text[j - 1] ? 0 : 1), Math.Min(previous[j], current[j - 1]) + 1);
                least = Math.Min(least, current[j]);
            }

            if (least > most)
            {
                return least;
            }

            (previous, current) = (current, previous);
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
    private readonly string _folded = Text.Fold(pattern);
    private readonly string _plain = Text.Plain(pattern);
    private readonly string[] _parts = Text.Fold(pattern).Split('*');

    public string Pattern { get; } = pattern;

    /// <summary>The pattern is of several levels, parted by <c>›</c>.</summary>
    public bool HasLevels { get; } = pattern.Contains('›');

    /// <summary>Its letters that stand for themselves.</summary>
    public int Length { get; } = Text.Fold(pattern).Replace("*", "", StringComparison.Ordinal).Length;

    /// <summary>The pattern for people: <c>vốn đăng ký</c>, <c>đầu tư … nước ngoài</c>.</summary>
    public string Words => string.Join(" … ", Pattern.Split('*', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>Returns how many letters a folded text is away from the pattern; where they are more than <paramref name="most"/>, some
    /// number above it.</summary>
    public int Edits(string folded, int most = int.MaxValue) => Text.Edits(_folded, folded, most);

    /// <summary>Returns whether a text is the pattern but for diacritics.</summary>
    /// <param name="plain">A text that <see cref="Text.Plain"/> made.</param>
    public bool IsPlainly(string plain) => plain == _plain;

    /// <summary>Returns whether a text has more than half of the pattern, letter by letter and in order, or all but a slip.</summary>
    public bool IsNearly(string folded)
    {
        var (at, had) = (0, 0);
        foreach (var part in _parts)
        {
            if (part.Length > 0 && folded.IndexOf(part, at, StringComparison.Ordinal) is var found and >= 0)
            {
                (at, had) = (found + part.Length, had + part.Length);
            }
        }

        return had * 2 > Length || (Length > 10 && Edits(folded, most: 2) <= 2);
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
