using System.Text;

namespace Plan86.Transform.Reading.Layout;

/// <summary>One row of a sheet after decoding, ready to be understood.</summary>
internal sealed class Line(int index, int number, bool hidden, Item[] items)
{
    /// <summary>Row of the sheet, from 1.</summary>
    public int Index { get; } = index;

    /// <summary>Physical line in delimited text, else the index.</summary>
    public int Number { get; } = number;

    public bool Hidden { get; } = hidden;

    /// <summary>By ascending column.</summary>
    public Item[] Items { get; } = items;

    /// <summary>Returns the items as cells of a table.</summary>
    public TableCell[] Cells() => Array.ConvertAll(Items, item => new TableCell(
        Index, item.Column, item.Value, item.Text, item.Style.Shape == NumberShape.Percent && item.Text is null));

    public Item? At(int column)
    {
        var (low, high) = (0, Items.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (Items[middle].Column == column)
            {
                return Items[middle];
            }

            (low, high) = Items[middle].Column < column ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }
}

internal enum ItemKind
{
    Text,

    /// <summary>A number that can only be data; <c>-</c> included.</summary>
    Figure,

    /// <summary>A whole number from 1900 to 2100: data or a header.</summary>
    Year,

    /// <summary><c>…</c>, <c>..</c>, <c>x</c>: stands where a figure would.</summary>
    Missing,

    /// <summary><c>"</c>: as above.</summary>
    Ditto,
}

/// <param name="Last">Last column it covers: merged, or centred across empty cells.</param>
/// <param name="LastRow">Last row it covers.</param>
/// <param name="Text">White space collapsed; of a number null until asked for.</param>
/// <param name="Indent">Leading spaces plus three for each level of the style's indent.</param>
internal sealed record Item(
    int Column, int Last, int LastRow, string? Text, double? Value, ItemKind Kind, CellStyle Style, int Indent)
{
    public bool IsText => Kind == ItemKind.Text;

    public bool IsFigureLike => Kind is ItemKind.Figure or ItemKind.Missing;

    public string Printed => Text ?? Value?.ToString("R", System.Globalization.CultureInfo.InvariantCulture) ?? "";

    /// <summary>Words parted by one space; NBSP and line breaks count as spaces.</summary>
    public static string Collapse(string text, out int leading)
    {
        leading = 0;
        while (leading < text.Length && IsSpace(text[leading]))
        {
            leading++;
        }

        var clean = true;
        for (var i = leading; clean && i < text.Length; i++)
        {
            var space = IsSpace(text[i]);
            clean = !space || (text[i] == ' ' && i + 1 < text.Length && !IsSpace(text[i + 1]));
            clean &= text[i] is not ('\u200B' or '\uFEFF');
        }

        if (clean)
        {
            return leading == 0 ? text : text[leading..];
        }

        var result = new StringBuilder(text.Length);
        foreach (var c in text.AsSpan(leading))
        {
            if (c is '\u200B' or '\uFEFF')
            {
                continue;
            }

            if (!IsSpace(c))
            {
                result.Append(c);
            }
            else if (result.Length > 0 && result[^1] != ' ')
            {
                result.Append(' ');
            }
        }

        if (result.Length > 0 && result[^1] == ' ')
        {
            result.Length--;
        }

        return result.ToString();
    }

    private static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is '\u00A0' or '\u202F';
}
