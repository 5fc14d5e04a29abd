using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Tests.Transform.Reading;

public partial class VietnameseNumberTests
{
    private static readonly NumberFormatInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN").NumberFormat;

    [Theory]
    [InlineData("1.234,5", 1234.5)]
    [InlineData("1 234,5", 1234.5)]
    [InlineData("1\u00A0234\u00A0567,25", 1234567.25)]
    [InlineData("1\u202F234,5", 1234.5)]
    [InlineData("1.234", 1234)]
    [InlineData("1234", 1234)]
    [InlineData("0,5", 0.5)]
    [InlineData(",5", 0.5)]
    [InlineData("(12,3)", -12.3)]
    [InlineData("-12,3", -12.3)]
    [InlineData("\u221212,3", -12.3)]
    [InlineData("– 12,3", -12.3)]
    [InlineData("+12,3", 12.3)]
    [InlineData("12,3%", 12.3)]
    [InlineData("12,3 %", 12.3)]
    [InlineData("  12,3\u00A0", 12.3)]
    [InlineData("-", 0)]
    [InlineData("–", 0)]
    [InlineData("1,5E+03", 1500)]
    [InlineData("787,2263849", 787.2263849)]
    [InlineData("0,1000000000000000055511151231257827", 0.1)]
    [InlineData("123456789012345678", 123456789012345678d)]
    public void Reads_what_Vietnamese_offices_write(string text, double value)
    {
        VietnameseNumber.TryParse(text, ',', out var read).ShouldBeTrue();
        read.ShouldBe(value);
    }

    [Theory]
    [InlineData("1.23,4")]
    [InlineData("1.2345,6")]
    [InlineData("1234.567")]
    [InlineData(".234")]
    [InlineData("1,234.5")]
    [InlineData("1.234 567")]
    [InlineData("1,2,3")]
    [InlineData("12,")]
    [InlineData(",")]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("%")]
    [InlineData("()")]
    [InlineData("(-5)")]
    [InlineData("+")]
    [InlineData("--5")]
    [InlineData("12a")]
    [InlineData("x")]
    [InlineData("…")]
    [InlineData("1 23")]
    [InlineData("01/12/2024")]
    [InlineData("1E")]
    [InlineData("0.420")]
    [InlineData("-0.420")]
    [InlineData("0.000.420")]
    [InlineData("0 420")]
    [InlineData("12E,5")]
    [InlineData("1E+9999")]
    public void Refuses_what_is_no_number(string text)
    {
        VietnameseNumber.TryParse(text, ',', out var read).ShouldBeFalse();
        read.ShouldBe(0);
    }

    [Fact]
    public void A_point_separates_decimals_where_the_sheet_says_so()
    {
        VietnameseNumber.TryParse("1,234.5", '.', out var read).ShouldBeTrue();
        read.ShouldBe(1234.5);
        VietnameseNumber.TryParse("1.234,5", '.', out _).ShouldBeFalse();
    }

    [Fact]
    public void Gives_the_double_that_the_framework_gives() =>
        Gen.Select(Gen.Long[0, 999_999_999_999_999_999], Gen.Int[0, 18], Gen.Bool, Gen.Bool).Sample((digits, scale, negative, grouped) =>
        {
            var plain = digits.ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
            var whole = plain[..^scale];
            var invariant = (negative ? "-" : "") + whole + (scale > 0 ? "." + plain[^scale..] : "");
            var shown = (negative ? "-" : "") + (grouped ? Group(whole) : whole) + (scale > 0 ? "," + plain[^scale..] : "");
            VietnameseNumber.TryParse(shown, ',', out var value).ShouldBeTrue(shown);
            value.ShouldBe(double.Parse(invariant, CultureInfo.InvariantCulture), shown);
        });

    [Fact]
    public void Reads_back_any_double_as_Vietnam_prints_it() =>
        Gen.Double[-1e12, 1e12].Sample(value =>
        {
            var shown = value.ToString("#,0.################", Vietnamese);
            VietnameseNumber.TryParse(shown, ',', out var read).ShouldBeTrue(shown);
            read.ShouldBe(double.Parse(shown, NumberStyles.Number, Vietnamese), shown);
        });

    /// <summary>One character changed: no number, the same one, or the one that the changed text plainly says. What no slip of a digit
    /// or of the sign can be (a letter, a mark doubled or moved) never makes another number.</summary>
    [Fact]
    public void A_character_changed_never_makes_another_number_in_silence() =>
        Gen.Select(Gen.Long[0, 9_999_999_999], Gen.Int[0, 3], Gen.Bool, Gen.Int[0, 5], Gen.Int[0, 14], Gen.Int[0, 40]).Sample(
            (digits, scale, grouped, how, at, which) =>
            {
                var plain = digits.ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
                var text = (grouped ? Group(plain[..^scale]) : plain[..^scale]) + (scale > 0 ? "," + plain[^scale..] : "");
                VietnameseNumber.TryParse(text, ',', out var value).ShouldBeTrue(text);
                at = Math.Min(at, text.Length - 1);
                const string letters = "abcdefghijklmnopqrstuvwxyzEOIlđư";
                const string any = "0123456789.,- +()%e\u00A0";
                var mark = text.IndexOfAny(['.', ','], at);
                var (changed, mayBeAnother) = how switch
                {
                    0 => (text.Insert(at, letters[which % letters.Length].ToString()), false),
                    1 => (text[..at] + letters[which % letters.Length] + text[(at + 1)..], false),
                    2 => (mark < 0 ? text : text.Insert(mark, text[mark].ToString()), false),
                    3 => (mark < 1 ? text : text[..(mark - 1)] + text[mark] + text[mark - 1] + text[(mark + 1)..], !text.Contains('.')),
                    4 => (text.Remove(at, 1), true),
                    _ => (text[..at] + any[which % any.Length] + text[(at + 1)..], true),
                };
                if (VietnameseNumber.TryParse(changed, ',', out var other) && other != value)
                {
                    mayBeAnother.ShouldBeTrue($"{text} → {changed}");
                    ((double?)other).ShouldBe(PlainlySaid(changed), $"{text} → {changed}");
                }

                return true;
            }, 3_000);

    /// <summary>What a text says by the plain rules of school: null where it says no number.</summary>
    private static double? PlainlySaid(string text)
    {
        var match = PlainNumber().Match(text.Trim());
        return !match.Success ? null
            : double.Parse(
                match.Groups["whole"].Value.Replace(".", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal)
                    .Replace("\u00A0", "", StringComparison.Ordinal) + "." + match.Groups["rest"].Value + "0", CultureInfo.InvariantCulture)
            * (match.Groups["minus"].Success ? -1 : 1);
    }

    [GeneratedRegex(@"^((?<minus>-)|\+)?\s*(?<whole>\d+|(?!0+\D)\d{1,3}((\.\d{3})+|(\u0020\d{3})+|(\u00A0\d{3})+))?(,(?<rest>\d+))?\s*%?$")]
    private static partial Regex PlainNumber();

    [Fact]
    public void Never_throws_and_agrees_with_itself_on_any_text() =>
        Gen.String[Gen.Char["0123456789.,-()% eE+\u00A0x…\"a"], 0, 30].Sample(text =>
        {
            var read = VietnameseNumber.TryParse(text, ',', out var value);
            double.IsFinite(value).ShouldBeTrue();
            VietnameseNumber.TryParse(" " + text + " ", ',', out var padded).ShouldBe(read);
            padded.ShouldBe(value);
        });

    [Fact]
    public void Parsing_allocates_nothing()
    {
        VietnameseNumber.TryParse("1.234.567,89", ',', out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            VietnameseNumber.TryParse("1.234.567,89", ',', out _);
            VietnameseNumber.TryParse("1234567890123456789,5", ',', out _);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Theory]
    [InlineData(',', "1.234", "12,5", "7")]
    [InlineData('.', "1.234", "12.5", "7")]
    [InlineData('.', "1,234", "56,789", "1,234,567")]
    [InlineData(',', "1.234", "56.789")]
    [InlineData(',', "6,706", "7,800", "1,234")]
    [InlineData(',', "0,759", "0,811", "0,930")]
    [InlineData('.', "0.420", "0.434")]
    [InlineData('.', "-0.420", "1.234", "1.567")]
    [InlineData(',', "1,234")]
    [InlineData(',', "1 234,5", "1.234")]
    [InlineData(',', "abc", "…")]
    public void The_convention_of_a_sheet_is_what_its_unmistakable_numbers_use(char expected, params string[] texts) =>
        VietnameseNumber.Convention(texts).ShouldBe(expected);

    [Theory]
    [InlineData("…")]
    [InlineData("...")]
    [InlineData("..")]
    [InlineData("x")]
    [InlineData(" ")]
    public void Knows_what_marks_a_missing_figure(string text)
    {
        VietnameseNumber.IsMissing(text).ShouldBeTrue();
        VietnameseNumber.IsNil(text).ShouldBeFalse();
    }

    private static string Group(string digits)
    {
        for (var at = digits.Length - 3; at > 0; at -= 3)
        {
            digits = digits.Insert(at, ".");
        }

        return digits;
    }
}
