using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Plan86.Schedules.Bulletins;

/// <summary>Markup. A text put into it is encoded, so that nothing a file says can become markup or a script.</summary>
internal readonly partial record struct Html(string Markup)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static Html Empty => new("");

    public static Html Of(Builder markup) => new(markup.ToString());

    public static Html Each<T>(IEnumerable<T> items, Func<T, Html> one) => new(string.Concat(items.Select(item => one(item).Markup)));

    /// <summary>The markup when there is something to show.</summary>
    public static Html If(bool shown, Func<Html> markup) => shown ? markup() : Empty;

    /// <summary>The text encoded, a span of years (2019–2025) kept on one line.</summary>
    private static string Encoded(string text) =>
        YearSpan().Replace(Encoder.Encode(text), span => $"<span class=\"years\">{span.Value}</span>");

    [GeneratedRegex(@"(?<!\d)\d{4}–\d{4}(?!\d)")]
    private static partial Regex YearSpan();

    /// <summary>Collects what an interpolated string is made of: its own words are markup, what is put into it is text.</summary>
    [InterpolatedStringHandler]
    public ref struct Builder(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _text = new(literalLength + (16 * formattedCount));

        /// <summary>What comes next stands in a tag, where no other tag may.</summary>
        private bool _inTag;

        public void AppendLiteral(string markup)
        {
            _text.Append(markup);
            var (opened, closed) = (markup.LastIndexOf('<'), markup.LastIndexOf('>'));
            _inTag = opened == closed ? _inTag : opened > closed;
        }

        public readonly void AppendFormatted(Html html) => _text.Append(html.Markup);

        public readonly void AppendFormatted(string? value) =>
            _text.Append(value is null ? "" : _inTag ? Encoder.Encode(value) : Encoded(value));

        public readonly void AppendFormatted(int value) => _text.Append(value.ToString(CultureInfo.InvariantCulture));

        public override readonly string ToString() => _text.ToString();
    }
}
