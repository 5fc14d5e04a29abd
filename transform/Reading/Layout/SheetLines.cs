using System.Runtime.InteropServices;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Reading.Layout;

/// <summary>Turns a sheet as stored into lines of decoded text and numbers.</summary>
internal static class SheetLines
{
    /// <param name="sheet">Its cells are gone afterwards.</param>
    /// <param name="delimiter">Of delimited text, where every column may have a convention of its own; else '\0'.</param>
    public static List<Line> Of(Sheet sheet, Tcvn3 tcvn3, char delimiter = '\0')
    {
        // Once to hear what the texts say about encoding and decimals, once to turn them into items; nothing is kept in
        // between, for the sheet may be large.
        var (all, byColumn) = (default(VietnameseNumber.Tally), new Dictionary<int, VietnameseNumber.Tally>());
        foreach (var row in sheet.Rows)
        {
            foreach (var cell in row.Cells)
            {
                if (cell.Text is not { } text)
                {
                    continue;
                }

                tcvn3.Weigh(text, cell.Style.Font);
                if (text.Stored.Length <= LongestNumber
                    && VietnameseNumber.Weigh(text.Stored) is var evidence and > VietnameseNumber.Evidence.Either)
                {
                    all.Add(evidence);
                    if (delimiter != '\0')
                    {
                        CollectionsMarshal.GetValueRefOrAddDefault(byColumn, cell.Column, out _).Add(evidence);
                    }
                }
            }
        }

        // A comma that parts fields can part decimals only within quotes: rare, so there a point is the better guess.
        var usual = all.Convention(delimiter == ',' ? '.' : ',');
        var merges = new Dictionary<(int Row, int Column), Merge>();
        foreach (var merge in sheet.Merges)
        {
            merges.TryAdd((merge.FirstRow, merge.FirstColumn), merge);
        }

        var lines = new List<Line>(sheet.Rows.Count);
        var items = new List<Item>();
        foreach (var row in sheet.Rows)
        {
            items.Clear();
            for (var i = 0; i < row.Cells.Count; i++)
            {
                var cell = row.Cells[i];
                var (text, spaces) = ((string?)null, 0);
                if (cell.Text is { } stored)
                {
                    text = Item.Collapse(tcvn3.Decode(stored, cell.Style.Font), out spaces);
                    if (text.Length == 0)
                    {
                        continue;
                    }
                }

                var merged = merges.TryGetValue((row.Index, cell.Column), out var merge);
                var last = merged ? merge.LastColumn
                    : cell.Style.Across && text is not null ? (i + 1 < row.Cells.Count ? row.Cells[i + 1].Column - 1 : cell.Column + 1)
                    : cell.Column;
                var convention = byColumn.TryGetValue(cell.Column, out var tally) ? tally.Convention(usual) : usual;
                items.Add(ItemOf(cell, text, spaces, last, merged ? merge.LastRow : row.Index, convention));
            }

            row.Cells.Clear();
            row.Cells.TrimExcess();
            if (items.Count > 0)
            {
                lines.Add(new Line(row.Index, row.Line, row.Hidden, [.. items]));
            }
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

        // (1) and (12) are footnote marks and column numbers, (2019) a base year, far more often than negative figures.
        if (text.Length > LongestNumber || IsMark(text)
            || !VietnameseNumber.TryParse(text, convention, out var value))
        {
            return (ItemKind.Text, null);
        }

        return (text.Length == 4 && value is >= 1900 and <= 2100 && value == Math.Floor(value) ? ItemKind.Year : ItemKind.Figure, value);
    }

    private static bool IsMark(string text)
    {
        if (text[0] != '(' || text[^1] != ')' || text.Length is < 3 or > 6)
        {
            return false;
        }

        var inside = text.AsSpan(1, text.Length - 2);
        return inside.IndexOfAnyExceptInRange('0', '9') < 0 && (inside.Length <= 2 || (inside.Length == 4 && inside[0] is '1' or '2'));
    }
}
