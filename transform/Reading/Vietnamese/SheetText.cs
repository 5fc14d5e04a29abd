using System.Text;

namespace Plan86.Transform.Reading.Vietnamese;

/// <summary>Text as stored, in whatever encoding its fonts pretend. One object per distinct stored string.</summary>
internal sealed class SheetText(string stored, FontRun[]? runs = null)
{
    public string Stored { get; } = stored;

    public FontRun[]? Runs { get; } = runs;

    /// <summary>Text of a binary workbook, with the places from which another font shows it, perhaps raised.</summary>
    public static SheetText Of(string stored, IReadOnlyList<(int Start, string Font, bool Raised)> runs)
    {
        if (runs.Count == 0)
        {
            return new SheetText(stored);
        }

        var text = new StringBuilder(stored.Length);
        var fonts = new FontRun[runs.Count];
        var at = Math.Clamp(runs[0].Start, 0, stored.Length);
        text.Append(stored, 0, at);
        for (var i = 0; i < runs.Count; i++)
        {
            var end = i + 1 < runs.Count ? Math.Clamp(runs[i + 1].Start, at, stored.Length) : stored.Length;
            fonts[i] = new FontRun(text.Length, runs[i].Font);
            var piece = stored[at..end];
            text.Append(runs[i].Raised && IsMark(piece, text.Length > 0 ? text[^1].ToString() : "") ? "" : piece);
            at = end;
        }

        return new SheetText(text.ToString(), fonts);
    }

    /// <summary>
    /// A raised digit that points to a footnote, not the power of a unit (<c>m3</c>, <c>km2</c>): glued to the text it
    /// would change it. <c>(*)</c> and <c>(1)</c> stay, as printed.
    /// </summary>
    public static bool IsMark(string superscript, string? before) =>
        superscript.All(c => char.IsAsciiDigit(c) || c is '*' or '/' or ',' or ' ')
        && before is { Length: > 0 } && before[^1] is not ('m' or 'M');
}

/// <summary>From <paramref name="Start"/> on the text has this font.</summary>
internal readonly record struct FontRun(int Start, string Font);
