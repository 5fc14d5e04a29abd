using System.Globalization;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Plan86.Schedules.Charts;
using Plan86.Transform;
using Plan86.Transform.Reading;

namespace Plan86.Schedules.Office;

/// <summary>
/// What was handed in, shown again as an <c>.xlsx</c>: cells with problems are coloured and carry a comment that says
/// what was found and what was expected. Of an <c>.xlsx</c> the looks are kept (styles, widths, merges); of anything
/// else there is a plain grid. Only what is listed here goes into the copy: values, no formulas, macros, links, objects
/// or connections, so that nothing someone hid in a file is handed on.
/// </summary>
internal static class AnnotatedCopy
{
    public const string Suffix = ".reply.xlsx";

    /// <summary>So many problems are marked; more would help nobody and cost memory.</summary>
    public const int MostMarks = 1_000;

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const int NarrowestColumn = 9;
    private const int WidestColumn = 48;

    /// <summary>So many rows tell how wide a column has to be.</summary>
    private const int LongestSample = 2_000;

    private const int LongestText = 32_767;
    private const int LongestComment = 2_000;
    private const long LargestSidePart = 8 << 20;

    /// <summary>Red for what kept a figure out, yellow for what did not: the usual "bad" and "neutral" of spreadsheets.</summary>
    private static readonly Dictionary<Severity, string> Colours = new() { [Severity.Error] = "FFFFC7CE", [Severity.Warning] = "FFFFEB9C" };

    private static readonly HashSet<string> KeptOfSheet = new(StringComparer.Ordinal)
    {
        "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "mergeCells", "printOptions", "pageMargins",
        "pageSetup",
        "headerFooter", "rowBreaks", "colBreaks",
    };

    private static readonly XmlReaderSettings Reading = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    };

    /// <summary>The problems of one cell; of a line whose column is not known, column 0.</summary>
    private sealed record Mark(int Row, int Column, Severity Severity, string Text);

    /// <summary>Writes the copy; false where no problem points at a cell or the file cannot be shown.</summary>
    /// <param name="output">Empty, readable and seekable.</param>
    public static bool Write(Func<Stream> open, string fileName, IReadOnlyList<Problem> problems, Stream output, CancellationToken ct)
    {
        if (!problems.Any(problem => CellOf(problem.Place) is not null))
        {
            return false;
        }

        if (IsPackage(open))
        {
            try
            {
                CopyWorkbook(open, problems, output, ct);
                return true;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // Whatever is odd about the package, its values were read: they are shown plain.
                output.SetLength(0);
            }
        }

        var grid = TableReader.ReadGrid(open, fileName, ct);
        if (grid.Count == 0)
        {
            return false;
        }

        WriteGrid(grid, problems, output, ct);
        return true;
    }

    private static bool IsPackage(Func<Stream> open)
    {
        using var bytes = open();
        Span<byte> head = stackalloc byte[4];
        return bytes.ReadAtLeast(head, 4, throwOnEndOfStream: false) == 4 && head.SequenceEqual("PK\x03\x04"u8);
    }

    /// <summary>Returns the cell of the copy: of a line column 0; null where the place is neither.</summary>
    private static (string Sheet, int Row, int Column, string ColumnName)? CellOf(Place place) =>
        place.Member is not null ? null
        : place.Line is { } line ? ("", line, 0, place.Field ?? "")
        : place.Cell is { } cell && CellRef.TryParse(cell, out var row, out var column) ? (place.Sheet ?? "", row, column, "")
        : null;

    private static Dictionary<(int Row, int Column), Mark> MarksOf(
        string sheet, IReadOnlyList<Problem> problems, IReadOnlyList<TableCell> cells)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        return problems
            .Select(problem => (Problem: problem, Place: CellOf(problem.Place)))
            .Where(entry => entry.Place is { } place && place.Sheet == sheet)
            .Select(entry => (entry.Problem, entry.Place!.Value.Row, Column: ColumnOf(entry.Place.Value)))
            .GroupBy(entry => (entry.Row, entry.Column))
            .ToDictionary(
                group => group.Key,
                group => new Mark(
                    group.Key.Row, group.Key.Column, group.Min(entry => entry.Problem.Severity),
                    Shorten(string.Join("\n\n", group.Select(entry => Comment(entry.Problem)).Distinct()), LongestComment)));

        int ColumnOf((string Sheet, int Row, int Column, string ColumnName) place)
        {
            if (place.Column > 0 || place.ColumnName.Length == 0)
            {
                return place.Column;
            }

            if (!columns.TryGetValue(place.ColumnName, out var column))
            {
                column = cells.FirstOrDefault(cell => cell.Row < place.Row && string.Equals(
                    cell.Text?.Trim().Normalize(), place.ColumnName.Trim().Normalize(), StringComparison.OrdinalIgnoreCase)).Column;
                columns.Add(place.ColumnName, column);
            }

            return column;
        }
    }

    private static string Comment(Problem problem)
    {
        var text = new StringBuilder().Append(problem.Message.Vi).Append('\n').Append(problem.Message.En);
        if (problem.Found.Length > 0)
        {
            text.Append("\nTìm thấy / found: ").Append(problem.Found);
        }

        if (problem.Expected.Length > 0)
        {
            text.Append("\nCần có / expected: ").Append(problem.Expected);
        }

        return text.ToString();
    }

    private static void CopyWorkbook(Func<Stream> open, IReadOnlyList<Problem> problems, Stream output, CancellationToken ct)
    {
        using var bytes = open();
        using var source = SpreadsheetDocument.Open(bytes, isEditable: false);
        using var copy = SpreadsheetDocument.Create(output, SpreadsheetDocumentType.Workbook);
        var from = source.WorkbookPart ?? throw new InvalidDataException("no workbook");
        var book = copy.AddWorkbookPart();
        if (from.ThemePart is { } theme && !theme.Parts.Any() && !theme.ExternalRelationships.Any())
        {
            using var read = Bounded(theme);
            book.AddNewPart<ThemePart>().FeedData(read);
        }

        if (from.SharedStringTablePart is { } strings)
        {
            using var read = strings.GetStream(FileMode.Open, FileAccess.Read);
            book.AddNewPart<SharedStringTablePart>().FeedData(read);
        }

        // Only where a sheet says nothing of its widths: figures and labels are not to be cut off in the copy.
        IReadOnlyList<GridSheet>? grid = null;
        SortedDictionary<int, int> WidthsIn(string name) =>
            (grid ??= TableReader.ReadGrid(open, "", ct)).FirstOrDefault(sheet => sheet.Name == name) is { } known ? WidthsOf(known) : [];

        var styles = new Styles(from.WorkbookStylesPart?.Stylesheet?.CloneNode(true) as Stylesheet);
        var sheets = new List<Sheet>();
        foreach (var entry in from.Workbook?.Sheets?.Elements<Sheet>() ?? [])
        {
            ct.ThrowIfCancellationRequested();
            if (entry.Id?.Value is not { } id || !from.TryGetPartById(id, out var part) || part is not WorksheetPart worksheet)
            {
                continue;
            }

            var marks = MarksOf(entry.Name?.Value ?? "", problems, []);
            var target = book.AddNewPart<WorksheetPart>();
            var comments = marks.ToDictionary(mark => mark.Key, mark => mark.Value.Text);
            foreach (var (cell, text) in worksheet.WorksheetCommentsPart is { } known ? Comments(known) : [])
            {
                comments[cell] = comments.TryGetValue(cell, out var ours) ? Shorten($"{ours}\n\n{text}", LongestComment) : text;
            }

            var drawing = AddComments(target, comments);
            using (var reader = XmlReader.Create(worksheet.GetStream(FileMode.Open, FileAccess.Read), Reading))
            using (var writer = Writer(target))
            {
                new SheetCopy(reader, writer, marks, styles, () => WidthsIn(entry.Name?.Value ?? ""), ct).Write(drawing);
            }

            sheets.Add(new Sheet
            {
                Id = book.GetIdOfPart(target),
                Name = entry.Name?.Value ?? "",
                State = entry.State?.InnerText is "hidden" or "veryHidden" ? SheetStateValues.Hidden : null,
            });
        }

        Finish(book, styles, sheets, problems, from.Workbook?.WorkbookProperties?.Date1904?.Value ?? false);
    }

    /// <summary>Attributes of other vocabularies (relations above all) stay behind.</summary>
    private static void CopyAttributes(XmlReader reader, XmlWriter writer, Func<string, bool> keep)
    {
        while (reader.MoveToNextAttribute())
        {
            if (reader.Name == "xml:space")
            {
                writer.WriteAttributeString("xml", "space", null, reader.Value);
            }
            else if (reader.NamespaceURI.Length == 0 && keep(reader.LocalName))
            {
                writer.WriteAttributeString(reader.LocalName, reader.Value);
            }
        }

        reader.MoveToElement();
    }

    private static void WriteGrid(IReadOnlyList<GridSheet> grid, IReadOnlyList<Problem> problems, Stream output, CancellationToken ct)
    {
        using var copy = SpreadsheetDocument.Create(output, SpreadsheetDocumentType.Workbook);
        var book = copy.AddWorkbookPart();
        var styles = new Styles(null);
        var sheets = new List<Sheet>();
        foreach (var sheet in grid)
        {
            ct.ThrowIfCancellationRequested();
            var marks = MarksOf(sheet.Name, problems, sheet.Cells);
            var target = book.AddNewPart<WorksheetPart>();
            var drawing =
                AddComments(target, marks.ToDictionary(mark => (mark.Key.Row, Math.Max(1, mark.Key.Column)), mark => mark.Value.Text));
            using (var writer = Writer(target))
            {
                writer.WriteStartElement("worksheet", Main);
                WriteWidths(writer, WidthsOf(sheet));
                writer.WriteStartElement("sheetData", Main);
                foreach (var row in sheet.Cells.Where(cell => cell.Row <= CellRef.MaxRow && cell.Column <= CellRef.MaxColumn)
                    .GroupBy(cell => cell.Row))
                {
                    StartRow(writer, row.Key);
                    foreach (var cell in row)
                    {
                        var mark = marks.GetValueOrDefault((cell.Row, cell.Column)) ?? marks.GetValueOrDefault((cell.Row, 0));
                        var style = cell.Text is { } text && IsFormulaLike(text) ? Styles.Quoted : 0;
                        WriteCell(writer, cell.Row, cell.Column, cell.Text is null ? cell.Value : cell.Text,
                            mark is null ? style : styles.Marked(style, mark.Severity));
                    }

                    writer.WriteEndElement();
                }

                writer.WriteEndElement();
                EndSheet(writer, drawing);
            }

            sheets.Add(new Sheet { Id = book.GetIdOfPart(target), Name = sheet.Name.Length > 0 ? sheet.Name : "Dữ liệu" });
        }

        Finish(book, styles, sheets, problems, from1904: false);
    }

    /// <summary>The list of all problems on a sheet of its own (comments are seldom printed), the workbook, the styles.</summary>
    private static void Finish(WorkbookPart book, Styles styles, List<Sheet> sheets, IReadOnlyList<Problem> problems, bool from1904)
    {
        var list = book.AddNewPart<WorksheetPart>();
        using (var writer = Writer(list))
        {
            writer.WriteStartElement("worksheet", Main);
            WriteWidths(writer, new SortedDictionary<int, int> { [1] = 28, [2] = 18, [3] = 56, [4] = 56, [5] = 40, [6] = 40 });
            writer.WriteStartElement("sheetData", Main);
            WriteRow(writer, 1, 0, "Chỗ / place", "Mức / severity", "Vấn đề", "Problem", "Tìm thấy / found", "Cần có / expected");
            var row = 1;
            foreach (var problem in problems)
            {
                WriteRow(
                    writer, ++row, styles.MarkedText(problem.Severity), problem.Place.ToString(),
                    problem.Severity == Severity.Error ? "lỗi / error" : "lưu ý / warning",
                    problem.Message.Vi, problem.Message.En, problem.Found, problem.Expected);
            }

            writer.WriteEndElement();
            EndSheet(writer, null);
        }

        sheets.Add(new Sheet { Id = book.GetIdOfPart(list), Name = "Trả lời - Reply" });
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < sheets.Count; i++)
        {
            sheets[i].SheetId = (uint)i + 1;
            sheets[i].Name = NameOf(sheets[i].Name!.Value!, names);
        }

        book.Workbook = new Workbook(
            new WorkbookProperties { Date1904 = from1904 ? true : null }, new BookViews(new WorkbookView()), new Sheets(sheets));
        book.AddNewPart<WorkbookStylesPart>().Stylesheet = styles.Sheet;
    }

    /// <summary>Adds comments and the drawing that shows them; the drawing's relation, null where there are none.</summary>
    private static string? AddComments(WorksheetPart target, Dictionary<(int Row, int Column), string> comments)
    {
        if (comments.Count == 0)
        {
            return null;
        }

        var list = new CommentList();
        var shapes = new StringBuilder(
            """
            <xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
            xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>
            <v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>
            <v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>
            """);
        var number = 1024;
        foreach (var ((row, column), text) in comments.OrderBy(comment => comment.Key))
        {
            list.Append(new DocumentFormat.OpenXml.Spreadsheet.Comment(
                new CommentText(new Run(new Text(Printable(text)) { Space = SpaceProcessingModeValues.Preserve })))
            { Reference = CellRef.Of(row, column), AuthorId = 0 });
            var lines = 1 + text.Count(c => c == '\n') + (text.Length / 50);
            shapes.Append(CultureInfo.InvariantCulture,
                $"""
                <v:shape id="_x0000_s{++number}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1"
                o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>
                <v:textbox/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>
                <x:Anchor>{column},15,{Math.Max(0, row - 2)},4,{column + 5},15,{row + Math.Min(lines, 20)},4</x:Anchor>
                <x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>
                """);
        }

        target.AddNewPart<WorksheetCommentsPart>().Comments = new Comments(new Authors(new Author("Plan86")), list);
        var drawing = target.AddNewPart<VmlDrawingPart>();
        using (var xml = new MemoryStream(Encoding.UTF8.GetBytes(shapes.Append("</xml>").ToString())))
        {
            drawing.FeedData(xml);
        }

        return target.GetIdOfPart(drawing);
    }

    /// <summary>Comments that were there before, as plain text.</summary>
    private static Dictionary<(int Row, int Column), string> Comments(WorksheetCommentsPart part)
    {
        var comments = new Dictionary<(int, int), string>();
        using var reader = XmlReader.Create(Bounded(part), Reading);
        var at = (Row: 0, Column: 0);
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "comment")
            {
                at = CellRef.TryParse(reader.GetAttribute("ref"), out var row, out var column) ? (row, column) : (0, 0);
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace && at.Row > 0
                && comments.Count <= 10 * MostMarks)
            {
                comments[at] = Shorten(comments.GetValueOrDefault(at, "") + reader.Value, LongestComment);
            }
        }

        return comments;
    }

    /// <summary>Parts that reading did not look at have no bound yet.</summary>
    private static MemoryStream Bounded(OpenXmlPart part)
    {
        var memory = new MemoryStream();
        using var stream = part.GetStream(FileMode.Open, FileAccess.Read);
        var buffer = new byte[1 << 16];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            memory.Write(buffer, 0, read);
            if (memory.Length > LargestSidePart)
            {
                throw new InvalidDataException(part.Uri.ToString());
            }
        }

        memory.Position = 0;
        return memory;
    }

    private static XmlWriter Writer(OpenXmlPart part) =>
        XmlWriter.Create(
            part.GetStream(FileMode.Create, FileAccess.Write), new XmlWriterSettings { CloseOutput = true, CheckCharacters = true });

    private static void EndSheet(XmlWriter writer, string? drawing)
    {
        if (drawing is not null)
        {
            writer.WriteStartElement("legacyDrawing", Main);
            writer.WriteAttributeString("r", "id", Relations, drawing);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    /// <summary>As wide as the texts of the columns, within reason: a title above the table is not the width of its first column.</summary>
    private static SortedDictionary<int, int> WidthsOf(GridSheet sheet)
    {
        var widths = new SortedDictionary<int, int>();
        foreach (var cell in sheet.Cells.Where(cell => cell.Row <= LongestSample && cell.Column <= CellRef.MaxColumn))
        {
            var length = cell.Text?.Length ?? (cell.Raw.Length + 1);
            var known = widths.GetValueOrDefault(cell.Column, NarrowestColumn);
            widths[cell.Column] = Math.Min(WidestColumn, Math.Max(known, length + 2));
        }

        return widths;
    }

    private static void WriteWidths(XmlWriter writer, SortedDictionary<int, int> widths)
    {
        if (widths.Count == 0)
        {
            return;
        }

        writer.WriteStartElement("cols", Main);
        foreach (var (at, width) in widths)
        {
            writer.WriteStartElement("col", Main);
            writer.WriteAttributeString("min", at.ToString(CultureInfo.InvariantCulture));
            writer.WriteAttributeString("max", at.ToString(CultureInfo.InvariantCulture));
            writer.WriteAttributeString("width", width.ToString(CultureInfo.InvariantCulture));
            writer.WriteAttributeString("customWidth", "1");
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static void StartRow(XmlWriter writer, int row)
    {
        writer.WriteStartElement("row", Main);
        writer.WriteAttributeString("r", row.ToString(CultureInfo.InvariantCulture));
    }

    private static void WriteRow(XmlWriter writer, int row, uint style, params string[] texts)
    {
        StartRow(writer, row);
        for (var i = 0; i < texts.Length; i++)
        {
            WriteCell(writer, row, i + 1, texts[i], style);
        }

        writer.WriteEndElement();
    }

    private static void WriteCell(XmlWriter writer, int row, int column, object? value, uint style)
    {
        writer.WriteStartElement("c", Main);
        writer.WriteAttributeString("r", CellRef.Of(row, column));
        if (style > 0)
        {
            writer.WriteAttributeString("s", style.ToString(CultureInfo.InvariantCulture));
        }

        if (value is double number && double.IsFinite(number))
        {
            writer.WriteElementString("v", Main, number.ToString("R", CultureInfo.InvariantCulture));
        }
        else if (value is string { Length: > 0 } text)
        {
            writer.WriteAttributeString("t", "inlineStr");
            writer.WriteStartElement("is", Main);
            writer.WriteStartElement("t", Main);
            writer.WriteAttributeString("xml", "space", null, "preserve");
            writer.WriteString(Shorten(Printable(text), LongestText));
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static bool IsFormulaLike(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@';

    /// <summary>A sheet name that every program takes.</summary>
    private static string NameOf(string name, HashSet<string> taken)
    {
        var clean = string.Concat(Printable(name).Select(c => c is '[' or ']' or ':' or '*' or '?' or '/' or '\\' or '\n' ? '_' : c))
            .Trim('\'');
        clean = Shorten(clean.Length == 0 ? "Sheet" : clean, 31);
        for (var i = 2; !taken.Add(clean); i++)
        {
            clean = string.Create(CultureInfo.InvariantCulture, $"{clean[..Math.Min(clean.Length, 25)]} ({i})");
        }

        return clean;
    }

    /// <summary>What XML cannot hold is shown as such.</summary>
    private static string Printable(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                result.Append(text[i]).Append(text[++i]);
            }
            else
            {
                result.Append(text[i] == '\n' || (XmlConvert.IsXmlChar(text[i]) && !char.IsControl(text[i])) ? text[i] : '\uFFFD');
            }
        }

        return result.ToString();
    }

    private static string Shorten(string text, int most) =>
        text.Length <= most ? text : text[..(most - (char.IsHighSurrogate(text[most - 2]) ? 2 : 1))] + "…";

    /// <summary>A workbook's styles, with a coloured twin for each that is marked.</summary>
    private sealed class Styles
    {
        /// <summary>Of a workbook made here: text that is shown as text, whatever it begins with.</summary>
        public const uint Quoted = 1;

        private readonly Dictionary<(uint Style, Severity Severity), uint> _marked = [];
        private readonly Dictionary<Severity, uint> _fills = [];
        private readonly Dictionary<Severity, uint> _texts = [];

        public Styles(Stylesheet? original)
        {
            Sheet = original ?? Fresh();
            Sheet.Fills ??= new Fills();
            Sheet.CellFormats ??= new CellFormats(new CellFormat());

            // A fill of nothing is not in the schema; spreadsheets take it for none, other programs for a damaged file.
            foreach (var empty in Sheet.Fills.Elements<Fill>().Where(fill => !fill.HasChildren))
            {
                empty.Append(new PatternFill { PatternType = PatternValues.None });
            }

            // Programs take the first two fills for none and grey, whatever stands there.
            while (Sheet.Fills.ChildElements.Count < 2)
            {
                Sheet.Fills.Append(
                    new Fill(new PatternFill
                    {
                        PatternType = Sheet.Fills.ChildElements.Count == 0 ? PatternValues.None : PatternValues.Gray125,
                    }));
            }

            foreach (var (severity, colour) in Colours)
            {
                _fills.Add(severity, (uint)Sheet.Fills.ChildElements.Count);
                Sheet.Fills.Append(new Fill(new PatternFill(new ForegroundColor { Rgb = colour }) { PatternType = PatternValues.Solid }));
            }

            Sheet.Fills.Count = (uint)Sheet.Fills.ChildElements.Count;
        }

        public Stylesheet Sheet { get; }

        /// <summary>Of a workbook made here: plain, and text shown as text.</summary>
        private static Stylesheet Fresh() => new(
            new Fonts(new Font(new FontSize { Val = 11 }, new FontName { Val = "Calibri" })) { Count = 1 },
            new Fills(),
            new Borders(new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder()))
            {
                Count = 1,
            },
            new CellStyleFormats(new CellFormat { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0 }) { Count = 1 },
            new CellFormats(
                new CellFormat { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0, FormatId = 0 },
                new CellFormat { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0, FormatId = 0, QuotePrefix = true })
            {
                Count = 2,
            });

        /// <summary>Returns the marked style with its text broken into lines.</summary>
        public uint MarkedText(Severity severity)
        {
            if (!_texts.TryGetValue(severity, out var index))
            {
                var formats = Sheet.CellFormats!;
                index = (uint)formats.ChildElements.Count;
                formats.Append(new CellFormat(new Alignment { WrapText = true, Vertical = VerticalAlignmentValues.Top })
                {
                    NumberFormatId = 0,
                    FontId = 0,
                    FillId = _fills[severity],
                    BorderId = 0,
                    ApplyFill = true,
                    ApplyAlignment = true,
                    QuotePrefix = true,
                });
                formats.Count = index + 1;
                _texts.Add(severity, index);
            }

            return index;
        }

        public uint Marked(uint style, Severity severity)
        {
            if (!_marked.TryGetValue((style, severity), out var twin))
            {
                var formats = Sheet.CellFormats!;
                var format = style < formats.ChildElements.Count && formats.ChildElements[(int)style] is CellFormat known
                    ? (CellFormat)known.CloneNode(true) : new CellFormat();
                format.FillId = _fills[severity];
                format.ApplyFill = true;
                twin = (uint)formats.ChildElements.Count;
                formats.Append(format);
                formats.Count = twin + 1;
                _marked.Add((style, severity), twin);
            }

            return twin;
        }
    }

    /// <summary>Copies what may stay of a sheet; a marked cell gets another style.</summary>
    private sealed class SheetCopy(
        XmlReader reader, XmlWriter writer, Dictionary<(int Row, int Column), Mark> marks, Styles styles,
        Func<SortedDictionary<int, int>> widths, CancellationToken ct)
    {
        private int _row;
        private int _column;
        private bool _hasWidths;

        public void Write(string? drawing)
        {
            if (reader.MoveToContent() != XmlNodeType.Element || reader.LocalName != "worksheet" || reader.NamespaceURI != Main)
            {
                throw new InvalidDataException(reader.NamespaceURI);
            }

            writer.WriteStartElement("worksheet", Main);
            var more = !reader.IsEmptyElement && reader.Read();
            while (more)
            {
                if (reader.NodeType == XmlNodeType.Element && IsLeftOut())
                {
                    reader.Skip();
                    more = !reader.EOF;
                    continue;
                }

                WriteNode();
                more = reader.Read();
            }

            EndSheet(writer, drawing);
        }

        /// <summary>A formula may call out of the workbook; its result is what was read.</summary>
        private bool IsLeftOut() => reader.NamespaceURI != Main || reader.LocalName is "f" or "extLst"
            || (reader.Depth == 1 && !KeptOfSheet.Contains(reader.LocalName));

        private void WriteNode()
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var isEmpty = reader.IsEmptyElement;
                    WriteStart();
                    if (isEmpty)
                    {
                        writer.WriteEndElement();
                    }

                    break;
                case XmlNodeType.EndElement when reader.Depth > 0:
                    writer.WriteEndElement();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    writer.WriteString(reader.Value);
                    break;
            }
        }

        private void WriteStart()
        {
            _hasWidths |= reader.LocalName == "cols";
            if (reader.LocalName == "sheetData" && !_hasWidths)
            {
                WriteWidths(writer, widths());
            }

            writer.WriteStartElement(reader.LocalName, Main);
            switch (reader.LocalName)
            {
                case "row":
                    ct.ThrowIfCancellationRequested();
                    _row = int.TryParse(reader.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var stated)
                        ? stated : _row + 1;
                    _column = 0;
                    CopyAttributes(reader, writer, _ => true);
                    break;
                case "c":
                    WriteCellStart();
                    break;
                default:
                    CopyAttributes(reader, writer, _ => true);
                    break;
            }
        }

        private void WriteCellStart()
        {
            _column++;
            if (CellRef.TryParse(reader.GetAttribute("r"), out var row, out var column))
            {
                (_row, _column) = (row, column);
            }

            if (!marks.TryGetValue((_row, _column), out var mark))
            {
                CopyAttributes(reader, writer, attribute => attribute is "r" or "t" or "s");
                return;
            }

            _ = uint.TryParse(reader.GetAttribute("s"), NumberStyles.None, CultureInfo.InvariantCulture, out var style);
            CopyAttributes(reader, writer, attribute => attribute is "r" or "t");
            writer.WriteAttributeString("s", styles.Marked(style, mark.Severity).ToString(CultureInfo.InvariantCulture));
        }
    }
}
