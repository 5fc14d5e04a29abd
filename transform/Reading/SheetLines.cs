namespace Plan86.Transform;

/// <summary>Turns a sheet as stored into lines of decoded text and numbers.</summary>
internal static class SheetLines
{
    public static List<Line> Of(Sheet sheet, Tcvn3 tcvn3)
    {
        foreach (var row in sheet.Rows)
        {
            foreach (var cell in row.Cells)
            {
                if (cell.Text is { } text)
                {
                    tcvn3.Weigh(text, cell.Style.Font);
                }
            }
        }

        var decoded = new List<(SheetRow Row, List<(SheetCell Cell, string? Text, int Spaces)> Cells)>(sheet.Rows.Count);
        var numberTexts = new List<string>();
        foreach (var row in sheet.Rows)
        {
            var cells = new List<(SheetCell, string?, int)>(row.Cells.Count);
            foreach (var cell in row.Cells)
            {
                var (text, spaces) = ((string?)null, 0);
                if (cell.Text is { } stored)
                {
                    text = Item.Collapse(tcvn3.Decode(stored, cell.Style.Font), out spaces);
                    if (text.Length == 0)
                    {
                        continue;
                    }

                    if (text.Length <= LongestNumber && text.AsSpan().ContainsAnyInRange('0', '9'))
                    {
                        numberTexts.Add(text);
                    }
                }

                cells.Add((cell, text, spaces));
            }

            if (cells.Count > 0)
            {
                decoded.Add((row, cells));
            }
        }

        var convention = VietnameseNumber.Convention(numberTexts);
        var merges = new Dictionary<(int Row, int Column), Merge>();
        foreach (var merge in sheet.Merges)
        {
            merges.TryAdd((merge.FirstRow, merge.FirstColumn), merge);
        }

        var lines = new List<Line>(decoded.Count);
        foreach (var (row, cells) in decoded)
        {
            var items = new Item[cells.Count];
            for (var i = 0; i < items.Length; i++)
            {
                var (cell, text, spaces) = cells[i];
                var merged = merges.TryGetValue((row.Index, cell.Column), out var merge);
                var last = merged ? merge.LastColumn
                    : cell.Style.Across && text is not null ? (i + 1 < items.Length ? cells[i + 1].Cell.Column - 1 : cell.Column + 1)
                    : cell.Column;
                items[i] = ItemOf(cell, text, spaces, last, merged ? merge.LastRow : row.Index, convention);
            }

            lines.Add(new Line(row.Index, row.Line, row.Hidden, items));
        }

        return lines;
    }

    /// <summary>Longer texts are never numbers stored as text.</summary>
    private const int LongestNumber = 40;

    private static Item ItemOf(SheetCell cell, string? text, int spaces, int last, int lastRow, char convention)
    {
        var indent = spaces + (3 * cell.Style.Indent);
        if (cell.Number is { } number)
        {
            var year = number is >= 1900 and <= 2100 && number == Math.Floor(number);
            return new Item(cell.Column, last, lastRow, null, number, year ? ItemKind.Year : ItemKind.Figure, cell.Style, indent);
        }

        var (kind, value) = KindOf(text!, convention);
        return new Item(cell.Column, last, lastRow, text, value, kind, cell.Style, indent);
    }

    internal static (ItemKind Kind, double? Value) KindOf(string text, char convention)
    {
        if (text is "\"" or "”" or "“" or "″" or "''" or "’’" or ",," or "„" or "〃" or "\" \"")
        {
            return (ItemKind.Ditto, null);
        }

        if (VietnameseNumber.IsNil(text))
        {
            return (ItemKind.Figure, 0);
        }

        if (VietnameseNumber.IsMissing(text))
        {
            return (ItemKind.Missing, null);
        }

        // (1) and (12) are footnote marks and column numbers far more often than negative figures.
        if (text.Length > LongestNumber || (text.Length <= 4 && text[0] == '(' && text.AsSpan(1).TrimEnd(')').IndexOfAnyExceptInRange('0', '9') < 0)
            || !VietnameseNumber.TryParse(text, convention, out var value))
        {
            return (ItemKind.Text, null);
        }

        return (text.Length == 4 && value is >= 1900 and <= 2100 && value == Math.Floor(value) ? ItemKind.Year : ItemKind.Figure, value);
    }
}
