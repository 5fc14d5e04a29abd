using System.Text;

namespace Plan86.Transform.Reading.Vietnamese;

/// <summary>
/// TCVN3 (TCVN 5712:1993): bytes that mean Vietnamese letters only through the font that shows them (<c>.VnArial</c>).
/// Read as Windows-1252 they come out as <c>Tæng sè</c>; a font whose name ends in <c>H</c> shows capitals.
/// One cell, even one word, can mix it with Unicode, so every word is judged: the one reading that gives Vietnamese
/// syllables wins; where both do, the neighbours decide, then the font, then the rest of the file.
/// </summary>
internal sealed class Tcvn3
{
    // From byte 0x80 on; a space where the table has no letter. B0-B4 are kept out: there stand °, ±, ², ³ and ´, which
    // statistics need (m², km³), and no TCVN3 keyboard writes the tone marks that the standard put there.
    private const string Letters =
        "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ" +
        " ĂÂÊÔƠƯĐăâêôơưđẰ     àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ";

    // What Windows-1252 makes of the bytes 80 to 9F; U+0080 to U+009F themselves mean the same bytes.
    private const string Windows1252 =
        "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F" +
        "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    private const string Symbols = "«»§©®£¥";

    private readonly Dictionary<string, (int Unicode, int Legacy, int Foreign)> _fonts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(SheetText, string), string> _decoded = [];

    private enum Verdict
    {
        /// <summary>Plain ASCII.</summary>
        Open,
        Unicode,
        Legacy,

        /// <summary>Two good readings.</summary>
        Undecided,

        /// <summary>No good reading.</summary>
        Foreign,
    }

    private readonly record struct Word(int Start, int End, Verdict Verdict, string? Legacy);

    // Enough words to tell what the rest of a file is in.
    private const int Sample = 1 << 16;

    /// <summary>Of a text without fonts that <see cref="TextEncoding"/> took for TCVN3; else null.</summary>
    /// <param name="bytes">Seekable.</param>
    public static Tcvn3? Of(Stream bytes, Encoding encoding)
    {
        if (encoding.CodePage != Encoding.Latin1.CodePage)
        {
            return null;
        }

        bytes.Position = 0;
        var sample = new byte[Math.Min(Sample, bytes.Length)];
        var length = bytes.ReadAtLeast(sample, sample.Length, throwOnEndOfStream: false);
        var tcvn3 = new Tcvn3();
        tcvn3.Weigh(new SheetText(Encoding.Latin1.GetString(sample, 0, length)), "");
        return tcvn3;
    }

    /// <summary>The same for a text of its own, which is not remembered.</summary>
    public string Decode(string text) => HasHigh(text) ? DecodeWords(new SheetText(text), "") : text;

    /// <summary>Lets a text speak for what its font holds, before any is decoded.</summary>
    public void Weigh(SheetText text, string font)
    {
        if (!HasHigh(text.Stored))
        {
            return;
        }

        foreach (var word in Split(text.Stored))
        {
            if (word.Verdict is Verdict.Unicode or Verdict.Legacy or Verdict.Foreign)
            {
                var name = FontAt(text, font, word.Start);
                var (unicode, legacy, foreign) = _fonts.GetValueOrDefault(name);
                _fonts[name] = word.Verdict switch
                {
                    Verdict.Unicode => (unicode + 1, legacy, foreign),
                    Verdict.Legacy => (unicode, legacy + 1, foreign),
                    _ => (unicode, legacy, foreign + 1),
                };
            }
        }
    }

    /// <summary>The text in Unicode NFC; its white space is left as it is.</summary>
    public string Decode(SheetText text, string font)
    {
        var shouts = IsCapitals(font) || text.Runs?.Any(run => IsCapitals(run.Font)) == true;
        if (!shouts && !HasHigh(text.Stored))
        {
            return text.Stored;
        }

        if (_decoded.TryGetValue((text, font), out var known))
        {
            return known;
        }

        var decoded = DecodeWords(text, font);
        _decoded.Add((text, font), decoded);
        return decoded;
    }

    private string DecodeWords(SheetText text, string font)
    {
        var stored = text.Stored;
        var words = Split(stored);
        var result = new StringBuilder(stored.Length);
        var at = 0;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            result.Append(stored, at, word.Start - at);
            at = word.End;
            var name = FontAt(text, font, word.Start);
            var legacy = !IsForeign(name)
                && (word.Verdict == Verdict.Legacy || (word.Verdict is Verdict.Undecided or Verdict.Foreign && IsLegacy(words, i, name)));
            var letters = legacy && word.Legacy is not null ? word.Legacy : stored[word.Start..word.End];

            // Capitals are the font's doing only where the word is in the font's encoding; a run may be one letter.
            for (var k = 0; k < letters.Length; k++)
            {
                var shown = word.Verdict != Verdict.Unicode && IsCapitals(FontAt(text, font, word.Start + k));
                result.Append(shown ? char.ToUpperInvariant(letters[k]) : letters[k]);
            }
        }

        result.Append(stored, at, stored.Length - at);
        return result.ToString().Normalize(NormalizationForm.FormC);
    }

    private bool IsLegacy(List<Word> words, int at, string font)
    {
        var (before, after) = (Neighbour(words, at, -1), Neighbour(words, at, 1));
        if (before != Verdict.Open || after != Verdict.Open)
        {
            // All that is sure in this text speaks one way, or both sides of the word do: stronger than any font.
            if (before == after || before == Verdict.Open || after == Verdict.Open)
            {
                return (before == Verdict.Open ? after : before) == Verdict.Legacy;
            }

            return IsTcvn3Font(font)
                || words.Count(word => word.Verdict == Verdict.Legacy) > words.Count(word => word.Verdict == Verdict.Unicode);
        }

        if (IsTcvn3Font(font))
        {
            return true;
        }

        var (unicode, legacy, foreign) = _fonts.GetValueOrDefault(font);
        return legacy > 4 * unicode && legacy > foreign;
    }

    /// <summary>A Swedish <c>på</c> would be a syllable, but most words with marks in its file are no Vietnamese at all.</summary>
    private bool IsForeign(string font)
    {
        var (_, legacy, foreign) = _fonts.GetValueOrDefault(font);
        return foreign > legacy && !IsTcvn3Font(font);
    }

    private static Verdict Neighbour(List<Word> words, int at, int step)
    {
        for (var i = at + step; i >= 0 && i < words.Count; i += step)
        {
            if (words[i].Verdict is Verdict.Unicode or Verdict.Legacy)
            {
                return words[i].Verdict;
            }
        }

        return Verdict.Open;
    }

    /// <summary>How many words can only be Unicode, only TCVN3, or neither though there are letters with marks.</summary>
    public static (int Unicode, int Legacy, int Foreign) Count(string text)
    {
        var (unicode, legacy, foreign) = (0, 0, 0);
        foreach (var word in Split(text))
        {
            unicode += word.Verdict == Verdict.Unicode ? 1 : 0;
            legacy += word.Verdict == Verdict.Legacy ? 1 : 0;
            foreign += word.Verdict == Verdict.Foreign ? 1 : 0;
        }

        return (unicode, legacy, foreign);
    }

    public static bool IsTcvn3Font(string font) => font.StartsWith(".Vn", StringComparison.OrdinalIgnoreCase);

    private static bool IsCapitals(string font) => IsTcvn3Font(font) && font[^1] is 'H' or 'h';

    private static string FontAt(SheetText text, string font, int at)
    {
        foreach (var run in text.Runs ?? [])
        {
            if (run.Start > at)
            {
                break;
            }

            font = run.Font.Length > 0 ? run.Font : font;
        }

        return font;
    }

    private static bool HasHigh(string text) => text.AsSpan().IndexOfAnyExceptInRange('\0', '\u007F') >= 0;

    /// <summary>The letter TCVN3 means by a character, or '\0'.</summary>
    private static char Letter(char c)
    {
        var index = c is >= '\u0080' and <= '\u00FF' ? c - 0x80
            : c > '\u00FF' ? Windows1252.IndexOf(c, StringComparison.Ordinal)
            : -1;
        return index >= 0 && Letters[index] != ' ' ? Letters[index] : '\0';
    }

    private static bool IsWordPart(char c) =>
        c <= '\u007F' ? char.IsAsciiLetter(c) : char.IsLetter(c) || Letter(c) != '\0' || IsCombining(c);

    private static bool IsCombining(char c) => c is >= '\u0300' and <= '\u0323';

    private static List<Word> Split(string text)
    {
        var words = new List<Word>();
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsWordPart(text[i]))
            {
                continue;
            }

            var start = i;
            while (i < text.Length && IsWordPart(text[i]))
            {
                i++;
            }

            words.Add(Judge(text, start, i));
        }

        return words;
    }

    /// <summary><c>TæNG</c>, <c>GI¸</c>: without a font of capitals TCVN3 has none with tones, so these stay small.</summary>
    private static bool IsValidWithCapsLock(ReadOnlySpan<char> stored, ReadOnlySpan<char> letters)
    {
        Span<char> capitals = stackalloc char[letters.Length];
        for (var i = 0; i < letters.Length; i++)
        {
            if (stored[i] <= '\u007F' ? char.IsAsciiLetterLower(stored[i]) : !char.IsLower(letters[i]))
            {
                return false;
            }

            capitals[i] = char.ToUpperInvariant(letters[i]);
        }

        return VietnameseSyllable.IsValid(capitals);
    }

    private static Word Judge(string text, int start, int end)
    {
        var stored = text.AsSpan(start, end - start);
        if (stored.IndexOfAnyExceptInRange('\0', '\u007F') < 0)
        {
            return new Word(start, end, Verdict.Open, null);
        }

        Span<char> buffer = stackalloc char[Math.Min(stored.Length, 256)];
        if (stored.Length > buffer.Length)
        {
            return new Word(start, end, Verdict.Foreign, null);
        }

        var (changed, symbol) = (false, false);
        for (var i = 0; i < stored.Length; i++)
        {
            var letter = Letter(stored[i]);
            buffer[i] = letter == '\0' ? stored[i] : letter;
            changed |= letter != '\0' && letter != stored[i];
            symbol |= letter != '\0' && !char.IsLetter(stored[i]);
        }

        var asUnicode = VietnameseSyllable.IsValid(stored);
        if (!changed)
        {
            return new Word(start, end, asUnicode ? Verdict.Unicode : Verdict.Foreign, null);
        }

        var asLegacy = VietnameseSyllable.IsValid(buffer) || IsValidWithCapsLock(stored, buffer);
        var legacy = new string(buffer);
        return (asUnicode, asLegacy) switch
        {
            (true, false) => new Word(start, end, Verdict.Unicode, legacy),
            // A lone sign that TCVN3 uses for a letter ("§ 5", "© GSO") is the sign unless the company says otherwise.
            (false, true) when stored.Length > 1 || !symbol => new Word(start, end, Verdict.Legacy, legacy),
            // Quotation marks and the like around a good word are no letters of it.
            (false, false) when stored.Trim(Symbols) is { Length: > 1 } inner && inner.Length < stored.Length
                && VietnameseSyllable.IsValid(inner) => new Word(start, end, Verdict.Unicode, legacy),
            (false, false) => new Word(start, end, Verdict.Foreign, legacy),
            _ => new Word(start, end, Verdict.Undecided, legacy),
        };
    }
}
