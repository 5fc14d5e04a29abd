using System.Globalization;
using Plan86.Transform.Reading.Vietnamese;

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

    /// <summary>Cells whose formula failed, with what stands in them (<c>#REF!</c>).</summary>
    public List<(int Row, int Column, string Error)> Errors { get; } = [];
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
