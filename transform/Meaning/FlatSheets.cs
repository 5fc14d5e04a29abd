using System.Globalization;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading;
using Plan86.Transform.Reading.Layout;
using Plan86.Transform.Reading.Spreadsheet;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Meaning;

/// <summary>A sheet that has the header of a flat layout: a form, or a flat file that somebody saved as a workbook.</summary>
internal sealed class FlatSheet
{
    // Heads of forms take more lines than titles of text files.
    private const int LowestHeader = 40;

    private readonly List<Line> _lines;
    private readonly int _headerAt;

    private FlatSheet(string name, List<Line> lines, int headerAt, FlatHeader header) =>
        (Name, _lines, _headerAt, Header) = (name, lines, headerAt, header);

    public string Name { get; }

    /// <summary>Which column of the sheet (from 1) plays which role.</summary>
    public FlatHeader Header { get; }

    /// <summary>The lines above the header, each as one text.</summary>
    public IEnumerable<string> Above => _lines.Take(_headerAt).Select(line => string.Join(' ', line.Items.Select(item => item.Printed)));

    /// <summary>A sheet of a workbook, where it holds the layout's header.</summary>
    public static FlatSheet? Find(FlatLayout layout, string name, List<Line> lines)
    {
        for (var i = 0; i < Math.Min(LowestHeader, lines.Count); i++)
        {
            if (FlatHeaders.Of(
                layout, [.. lines[i].Items.Where(item => item.Text is not null).Select(item => (item.Column, item.Text!))]) is { } header)
            {
                var sheet = new FlatSheet(name, lines, i, header with { Line = lines[i].Index, Fields = lines[i].Items[^1].Column + 1 });
                return new FlatSheet(name, lines, i, sheet.Header with { UnitAbove = FlatHeaders.UnitAbove(sheet.Above) });
            }
        }

        return null;
    }

    /// <summary>The cell right of a label above the header, and what stands there; null when there is no such label.</summary>
    public (Place Place, string Found)? RightOf(IReadOnlyList<Glob> labels)
    {
        foreach (var line in _lines.Take(_headerAt))
        {
            if (Array.Find(line.Items, item => item.Text is { } text && labels.Any(glob => glob.Matches(Text.Fold(text)))) is { } label)
            {
                return (Place.OfCell(Name, CellRef.Of(line.Index, label.Last + 1)), line.At(label.Last + 1)?.Printed ?? "");
            }
        }

        return null;
    }

    /// <summary>The decimal mark that texts among the figures use by evidence of all of them; <paramref name="usual"/> where none
    /// tells.</summary>
    public char DecimalMark(char usual) => VietnameseNumber.Convention(
        _lines.Skip(_headerAt + 1).Select(line => line.At(Header.ObsValue)?.Text).OfType<string>(), usual);

    /// <summary>
    /// Returns the sheet as the table it is known to be: the texts of a record name its row, its unit is that of the column of units, and
    /// what stands in none of the layout's columns keeps its header.
    /// </summary>
    /// <param name="found">The tables the sheet was taken for before anyone knew of the layout; they lend title, notes and what is
    /// hidden.</param>
    public Table ToTable(IReadOnlyList<Table> found)
    {
        int[] stub = [Header.Series, Header.TimePeriod, Header.RefArea, Header.ObsStatus];
        var header = _lines[_headerAt];
        var hidden = found.SelectMany(table => table.Columns).Where(column => column.Hidden).Select(column => column.Index).ToHashSet();
        var columns = _lines.SelectMany(line => line.Items).Select(item => item.Column).Distinct().Order()
            .Select(column => new TableColumn(
                column,
                header.At(column) is { } name ? [name.Printed] : [],
                column == Header.Unit ? ColumnRole.Unit : stub.Contains(column) ? ColumnRole.Stub : ColumnRole.Data,
                hidden.Contains(column))
            {
                HeaderRef = header.At(column) is null ? "" : CellRef.Of(header.Index, column),
                UnitText = Header.ColumnUnits.GetValueOrDefault(column, ""),
            });
        var rows = _lines.Where(line => line != header).Select(line =>
        {
            string[] path = line.Index < header.Index ? []
                : [.. stub.Select(column => line.At(column)?.Printed ?? "").Where(text => text.Length > 0)];
            return new TableRow(
                line.Index, path.FirstOrDefault(""), path, line.At(Header.Unit)?.Printed ?? "", line.Cells(), line.Number, line.Hidden);
        });
        return new Table(
            Name, 1, found.Count > 0 ? found[0].Title : "", Header.UnitAbove, [.. columns], [.. rows],
            [.. found.SelectMany(table => table.Notes)], found.Any(table => table.Hidden));
    }

    public IFlatRecords Records(char decimalSeparator) => new SheetRecords(this, decimalSeparator);

    private sealed class SheetRecords(FlatSheet sheet, char decimalSeparator) : IFlatRecords
    {
        private int _at = sheet._headerAt;

        public int Count => sheet.Header.Fields;

        public int Line => sheet._lines[_at].Index;

        public string? Fault => null;

        public string? Sheet => sheet.Name;

        public string? Member => null;

        public string Original => string.Join(" · ", ToArray());

        public Bilingual? Mended => null;

        public bool IsDamaged => false;

        public ReadOnlySpan<char> this[int field] => TextOf(sheet._lines[_at].At(field));

        public bool Read()
        {
            while (++_at < sheet._lines.Count)
            {
                // Headings, remarks and signatures stand between and below the records.
                var line = sheet._lines[_at];
                if (line.At(sheet.Header.Series) is not null || line.At(sheet.Header.ObsValue)?.Value is not null)
                {
                    return true;
                }
            }

            return false;
        }

        public string[] ToArray() => [.. sheet._lines[_at].Items.Select(TextOf)];

        public string AddressOf(int field) => CellRef.Of(Line, field);

        public Place Place(string column, int field) =>
            Transform.Place.OfCell(sheet.Name, CellRef.Of(Line, Math.Max(1, field)));

        private string TextOf(Item? item) =>
            item is null ? ""
            : item.Text is { } text ? text
            : (item.Style.Shape == NumberShape.Percent ? 100 * item.Value!.Value : item.Value!.Value)
                .ToString("R", CultureInfo.InvariantCulture).Replace('.', decimalSeparator);
    }
}
