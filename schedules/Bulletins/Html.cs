using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Plan86.Schedules.Bulletins;

/// <summary>Markup. A text put into it is encoded, so that nothing a file says can become markup or a script.</summary>
internal readonly record struct Html(string Markup)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static Html Empty => new("");

    public static Html Of(Builder markup) => new(markup.ToString());

    public static Html Each<T>(IEnumerable<T> items, Func<T, Html> one) => new(string.Concat(items.Select(item => one(item).Markup)));

    /// <summary>The markup when there is something to show.</summary>
    public static Html If(bool shown, Func<Html> markup) => shown ? markup() : Empty;

    /// <summary>Collects what an interpolated string is made of: its own words are markup, what is put into it is text.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Builder(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _text = new(literalLength + (16 * formattedCount));

        public void AppendLiteral(string markup) => _text.Append(markup);

        public void AppendFormatted(Html html) => _text.Append(html.Markup);

        public void AppendFormatted(string? value) => _text.Append(value is null ? "" : Encoder.Encode(value));

        public void AppendFormatted(int value) => _text.Append(value.ToString(CultureInfo.InvariantCulture));

        public override string ToString() => _text.ToString();
    }
}
