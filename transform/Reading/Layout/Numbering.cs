using System.Text.RegularExpressions;

namespace Plan86.Transform.Reading.Layout;

/// <summary>The ways in which rows are numbered, from the outermost to the innermost.</summary>
internal enum NumberingScheme
{
    None,

    /// <summary>A. B. C.</summary>
    Capital,

    /// <summary>I. II. III.</summary>
    Roman,

    /// <summary>1. 2. 3.</summary>
    Digit,

    /// <summary>1.1. 1.2.</summary>
    Decimal,

    /// <summary>a) b) c)</summary>
    Small,

    Dash,

    Plus,
}

/// <summary>The number before a label: <c>II. Luân chuyển</c> is the second of the Roman ones.</summary>
/// <param name="Ordinal">From 1; 0 for bullets, which have none.</param>
internal readonly partial record struct Numbering(NumberingScheme Scheme, int Ordinal)
{
    // A number left out, or two, is a slip; more is another list, or no number at all ("X. An Đồng" is a commune).
    private const int WidestGap = 3;

    public bool IsBullet => Scheme is NumberingScheme.Dash or NumberingScheme.Plus;

    public bool IsNumber => Scheme != NumberingScheme.None && !IsBullet;

    [GeneratedRegex(
        @"^((?<roman>[IVX]{1,5})|(?<capital>[A-ZĐ])|(?<decimal>\d{1,2}(\.\d{1,2})+)|(?<digit>\d{1,2})"
            + @"|(?<small>[a-zđ]))\s*[.)/\-–]+\s*(?=[\p{L}(""“])|^(?<dash>[-–—•▪])\s*(?=\p{L})|^(?<plus>\+)\s*(?=\p{L})")]
    private static partial Regex Mark { get; }

    /// <summary>Returns the numbers that a label can be meant to bear, the likelier first: <c>I.</c> may follow <c>H.</c></summary>
    public static IEnumerable<Numbering> Of(string label)
    {
        // Nine labels of ten begin with a word.
        if (label.Length < 3 || (char.IsLetter(label[0]) && char.IsLetter(label[1]) && label[0] is not ('I' or 'V' or 'X')))
        {
            yield break;
        }

        var match = Mark.Match(label);
        if (!match.Success)
        {
            yield break;
        }

        if (match.Groups["roman"] is { Success: true, Value: var roman })
        {
            yield return new(NumberingScheme.Roman, ToOrdinal(roman));
            if (roman.Length == 1)
            {
                yield return new(NumberingScheme.Capital, roman[0] - 'A' + 1);
            }
        }
        else if (match.Groups["capital"] is { Success: true, Value: var capital })
        {
            yield return new(NumberingScheme.Capital, capital == "Đ" ? 4 : capital[0] - 'A' + 1);
        }
        else if (match.Groups["decimal"] is { Success: true, Value: var numbers })
        {
            yield return new(NumberingScheme.Decimal, LastOf(numbers));
        }
        else if (match.Groups["digit"] is { Success: true, Value: var digits })
        {
            yield return new(NumberingScheme.Digit, LastOf(digits));
        }
        else if (match.Groups["small"] is { Success: true, Value: var small })
        {
            yield return new(NumberingScheme.Small, small == "đ" ? 4 : small[0] - 'a' + 1);
        }
        else
        {
            yield return new(match.Groups["dash"].Success ? NumberingScheme.Dash : NumberingScheme.Plus, 0);
        }
    }

    /// <summary>Whether this number comes next after another of its kind.</summary>
    public bool Follows(Numbering other) =>
        other.Scheme == Scheme && Ordinal > other.Ordinal && Ordinal <= other.Ordinal + WidestGap;

    private static int LastOf(string numbers) =>
        int.Parse(numbers.AsSpan(numbers.LastIndexOf('.') + 1), System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture);

    private static int ToOrdinal(string roman)
    {
        var ordinal = 0;
        for (var i = 0; i < roman.Length; i++)
        {
            var value = ValueOf(roman[i]);
            ordinal += i + 1 < roman.Length && value < ValueOf(roman[i + 1]) ? -value : value;
        }

        return ordinal;
    }

    private static int ValueOf(char roman) => roman switch { 'I' => 1, 'V' => 5, _ => 10 };
}
