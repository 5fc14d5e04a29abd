using System.Collections.Frozen;
using System.Text;

namespace Plan86.Transform.Reading.Vietnamese;

/// <summary>Whether letters can be one Vietnamese syllable: onset, rhyme and tone as the spelling allows them.</summary>
internal static class VietnameseSyllable
{
    private static readonly FrozenSet<string> Onsets = new[]
    {
        "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "q",
        "r", "s", "t", "th", "tr", "v", "x",
    }.ToFrozenSet();

    // Rhymes without their tone (Hoàng Phê, Từ điển vần, 1996, the productive ones).
    private static readonly FrozenSet<string> Rhymes = (
        "a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây " +
        "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu " +
        "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot " +
        "ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui uy uya uych uyên uyêt uynh uyt uyp uyu um un "
            + "ung uơ up ut uôc uôi uôm uôn uông uôp uôt uyn " +
        "uan uang uanh uac uach uai uao uat uay uă uăc uăn uăng uăp uăt uen uet ueo ue uêu " +
        "ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu " +
        "y ya yêm yên yêng yêt yêu ych ynh yt").Split(' ').ToFrozenSet();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> OnsetLookup =
        Onsets.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> RhymeLookup =
        Rhymes.GetAlternateLookup<ReadOnlySpan<char>>();

    // Vowels with a tone, six by six: level, grave, hook, tilde, acute, dot below.
    private const string Toned =
        "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ";

    /// <summary>True for one syllable in lower case, capitals, or with a capital first letter; NFC or NFD.</summary>
    public static bool IsValid(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty || word.Length > 24)
        {
            return false;
        }

        // A mark that stays apart after composition belongs to no Vietnamese letter: the table below refuses it.
        if (word.IndexOfAnyInRange('\u0300', '\u0323') >= 0)
        {
            word = word.ToString().Normalize(NormalizationForm.FormC).AsSpan();
        }

        if (word.Length > 7)
        {
            return false;
        }

        Span<char> plain = stackalloc char[7];
        var (tone, upper) = (0, 0);
        for (var i = 0; i < word.Length; i++)
        {
            var c = char.ToLowerInvariant(word[i]);
            upper += c != word[i] ? 1 : 0;
            var index = Toned.IndexOf(c, StringComparison.Ordinal);
            if (index >= 0)
            {
                if (index % 6 != 0)
                {
                    if (tone != 0)
                    {
                        return false;
                    }

                    tone = index % 6;
                }

                c = Toned[index - (index % 6)];
            }

            plain[i] = c;
        }

        if (upper != 0 && upper != word.Length && !(upper == 1 && char.IsUpper(word[0])))
        {
            return false;
        }

        plain = plain[..word.Length];
        for (var onset = Math.Min(3, plain.Length - 1); onset >= 0; onset--)
        {
            if (OnsetLookup.Contains(plain[..onset]) && RhymeLookup.Contains(plain[onset..]))
            {
                // A syllable closed by a stop has only the acute and the dot below.
                return plain[^1] is not ('c' or 'p' or 't') && !plain.EndsWith("ch") || tone is 4 or 5;
            }
        }

        return false;
    }
}
