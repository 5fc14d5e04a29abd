using System.Globalization;
using System.Text;
using Plan86.Transform.Reading.Layout;
using Plan86.Transform.Reading.Spreadsheet;

namespace Plan86.Transform.Reading;

/// <summary>One sheet as it stands in the file: only what is printed there, whatever its declared size.</summary>
internal sealed class Sheet(string name, bool hidden)
{
    public string Name { get; set; } = name;

    public bool Hidden { get; } = hidden;

    /// <summary>Rows with at least one cell, by ascending index.</summary>
    public List<SheetRow> Rows { get; } = [];

    public List<Merge> Merges { get; } = [];

    public HashSet<int> HiddenColumns { get; } = [];
}

/// <param name="index">From 1.</param>
/// <param name="line">First physical line in delimited text, else the index.</param>
internal sealed class SheetRow(int index, int line, bool hidden)
{
    public int Index { get; } = index;

    public int Line { get; } = line;

    public bool Hidden { get; } = hidden;

    /// <summary>By ascending column.</summary>
    public List<SheetCell> Cells { get; } = [];
}

/// <summary>One cell with something in it: a number, or text.</summary>
internal readonly record struct SheetCell(int Column, double? Number, SheetText? Text, CellStyle Style);

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

/// <param name="Across">Centred across the empty cells to its right ("centre across selection").</param>
internal sealed record CellStyle(
    string Font, bool Bold, bool Italic, int Indent, bool Across, NumberFormat Format)
{
    public static readonly CellStyle None = new("", false, false, 0, false, NumberFormat.General);

    public NumberShape Shape => Format.Shape;
}

/// <summary>Merged cells; all bounds inclusive, from 1.</summary>
internal readonly record struct Merge(int FirstRow, int LastRow, int FirstColumn, int LastColumn);

/// <summary>Addresses as spreadsheets write them.</summary>
public static class CellRef
{
    /// <summary>Excel's limits: XFD1048576.</summary>
    public const int MaxColumn = 16_384;
    public const int MaxRow = 1_048_576;

    public static string Of(int row, int column)
    {
        Span<char> buffer = stackalloc char[20];
        var at = 10;
        for (var rest = column; rest > 0; rest = (rest - 1) / 26)
        {
            buffer[--at] = (char)('A' + ((rest - 1) % 26));
        }

        row.TryFormat(buffer[10..], out var digits, provider: CultureInfo.InvariantCulture);
        return new string(buffer[at..(10 + digits)]);
    }

    /// <summary>Reads <c>C19</c>; false for anything else, also for an address outside Excel's limits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out int row, out int column)
    {
        (row, column) = (0, 0);
        var at = 0;
        for (; at < text.Length && char.IsAsciiLetter(text[at]) && at < 4; at++)
        {
            column = (column * 26) + (char.ToUpperInvariant(text[at]) - 'A' + 1);
        }

        var digits = text[at..];
        return column is > 0 and <= MaxColumn
            && digits.Length is > 0 and <= 7
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out row)
            && row is > 0 and <= MaxRow;
    }
}
