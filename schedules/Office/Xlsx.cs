using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Plan86.Schedules.Charts;
using Plan86.Transform;
using Plan86.Transform.Reading;

namespace Plan86.Schedules.Office;

/// <summary>How a cell looks; equal styles are stored once.</summary>
/// <param name="Format">Number format, <c>#,##0.0</c>; empty: general.</param>
/// <param name="Input">People may write here: a pale fill, and unlocked under the sheet's protection.</param>
internal sealed record XlsxStyle(
    bool Bold = false, bool Italic = false, double Size = 12, XlsxAlign Align = XlsxAlign.Left, bool Middle = true,
    bool Border = false, bool Shaded = false, bool Input = false, string Format = "");

internal enum XlsxAlign
{
    Left,
    Center,
    Right,
}

/// <summary>What may be written into a cell; anything else is refused with a message.</summary>
/// <param name="Hint">Shown when the cell is chosen.</param>
/// <param name="Refusal">Shown when something else was written.</param>
internal sealed record XlsxRule(string Title, string Hint, string Refusal)
{
    public double? Lowest { get; init; }

    public double? Highest { get; init; }

    /// <summary>Days from <see cref="Lowest"/> to <see cref="Highest"/>, as a spreadsheet counts them.</summary>
    public bool IsDay { get; init; }

    /// <summary>One of these, chosen from a list.</summary>
    public IReadOnlyList<string>? Choices { get; init; }
}

/// <summary>
/// One sheet to be written, by addresses that count from 1: A4 landscape, as wide as the page, protected without a
/// password so that only input cells can be changed.
/// </summary>
/// <param name="widths">Of the columns, in characters.</param>
internal sealed class XlsxSheet(string name, params double[] widths)
{
    public string Name { get; } = name;

    public IReadOnlyList<double> Widths { get; } = widths;

    public SortedDictionary<int, SortedDictionary<int, (object? Value, XlsxStyle Style)>> Rows { get; } = [];

    public List<(int Row, int Column, int LastColumn)> Merges { get; } = [];

    public List<(string Cell, XlsxRule Rule)> Rules { get; } = [];

    /// <summary>The header: stays in view, and is printed on every page; 0: none.</summary>
    public int HeaderRow { get; set; }

    public string Footer { get; set; } = "";

    /// <param name="value">Text, a number, or null for a cell that is only styled.</param>
    /// <param name="across">How many columns it covers.</param>
    public void Set(int row, int column, object? value, XlsxStyle style, int across = 1)
    {
        if (!Rows.TryGetValue(row, out var cells))
        {
            Rows.Add(row, cells = []);
        }

        cells[column] = (value, style);
        for (var i = 1; i < across; i++)
        {
            cells[column + i] = (null, style);
        }

        if (across > 1)
        {
            Merges.Add((row, column, column + across - 1));
        }
    }

    public void Allow(int row, int column, XlsxRule rule) => Rules.Add((Address(row, column), rule));

    public static string Address(int row, int column) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{(column > 26 ? $"{(char)('A' + ((column - 1) / 26) - 1)}" : "")}{(char)('A' + ((column - 1) % 26))}{row}");
}

/// <summary>
/// Writes workbooks. The only file that writes with the Open XML SDK's spreadsheet part. Texts are stored as texts,
/// whatever they begin with; the same sheets give the same bytes.
/// </summary>
internal static class Xlsx
{
    private const string Font = "Times New Roman";

    // What a spreadsheet shows of its two messages.
    private const int LongestTitle = 32;
    private const int LongestMessage = 255;

    public static byte[] Write(IReadOnlyList<XlsxSheet> sheets)
    {
        using var package = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(package, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            document.ChangeIdOfPart(book, "book");
            var styles = new Styles();
            var entries = new Sheets();
            var names = new DefinedNames();
            for (var i = 0; i < sheets.Count; i++)
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"sheet{i + 1}");
                var part = book.AddNewPart<WorksheetPart>(id);
                part.Worksheet = Worksheet(sheets[i], styles, isFirst: i == 0);
                entries.Append(new Sheet { Name = sheets[i].Name, SheetId = (uint)(i + 1), Id = id });
                if (sheets[i].HeaderRow is > 0 and var row)
                {
                    names.Append(
                        new DefinedName(
                            string.Create(CultureInfo.InvariantCulture,
                                $"'{sheets[i].Name.Replace("'", "''", StringComparison.Ordinal)}'!${row}:${row}"))
                        {
                            Name = "_xlnm.Print_Titles",
                            LocalSheetId = (uint)i,
                        });
                }
            }

            book.AddNewPart<WorkbookStylesPart>("styles").Stylesheet = styles.Stylesheet();
            book.Workbook = new Workbook(entries);
            if (names.HasChildren)
            {
                book.Workbook.Append(names);
            }
        }

        return WithoutTimes(package);
    }

    private static Worksheet Worksheet(XlsxSheet sheet, Styles styles, bool isFirst)
    {
        var view = new SheetView { WorkbookViewId = 0, TabSelected = isFirst, ShowGridLines = false };
        if (sheet.HeaderRow > 0)
        {
            var below = XlsxSheet.Address(sheet.HeaderRow + 1, 1);
            view.Append(
                new Pane
                {
                    VerticalSplit = sheet.HeaderRow,
                    TopLeftCell = below,
                    ActivePane = PaneValues.BottomLeft,
                    State = PaneStateValues.Frozen,
                },
                new Selection { Pane = PaneValues.BottomLeft });
        }

        var columns = new Columns(sheet.Widths.Select((width, i) => new Column
        {
            Min = (uint)(i + 1),
            Max = (uint)(i + 1),
            Width = width,
            CustomWidth = true,
        }));
        var data = new SheetData(
            sheet.Rows.Select(
                row => new Row(row.Value.Select(cell => Cell(row.Key, cell.Key, cell.Value.Value, styles.Of(cell.Value.Style))))
                {
                    RowIndex = (uint)row.Key,
                    Height = Height(sheet, row.Key, row.Value),
                    CustomHeight = true,
                }));
        var worksheet = new Worksheet(
            new SheetProperties(new PageSetupProperties { FitToPage = true }),
            new SheetViews(view),
            new SheetFormatProperties { DefaultRowHeight = 16.5 },
            columns,
            data,
            new SheetProtection { Sheet = true, Objects = true, Scenarios = true, FormatColumns = false, FormatRows = false });
        if (sheet.Merges.Count > 0)
        {
            worksheet.Append(new MergeCells(sheet.Merges.Select(merge => new MergeCell
            {
                Reference = $"{XlsxSheet.Address(merge.Row, merge.Column)}:{XlsxSheet.Address(merge.Row, merge.LastColumn)}",
            })));
        }

        if (sheet.Rules.Count > 0)
        {
            var validations = sheet.Rules.GroupBy(rule => rule.Rule).Select(group => Validation(group.Key, group.Select(rule => rule.Cell)))
                .ToList();
            worksheet.Append(new DataValidations(validations) { Count = (uint)validations.Count });
        }

        worksheet.Append(
            new PrintOptions { HorizontalCentered = true },
            new PageMargins { Left = 0.5, Right = 0.5, Top = 0.6, Bottom = 0.6, Header = 0.3, Footer = 0.3 },
            new PageSetup { PaperSize = 9, Orientation = OrientationValues.Landscape, FitToWidth = 1, FitToHeight = 0 },
            new HeaderFooter(
                new OddFooter($"&L&\"{Font}\"&9{sheet.Footer.Replace("&", "&&", StringComparison.Ordinal)}&R&\"{Font}\"&9&P/&N")));
        return worksheet;
    }

    private static Cell Cell(int row, int column, object? value, uint style)
    {
        var cell = new Cell { CellReference = XlsxSheet.Address(row, column), StyleIndex = style };
        switch (value)
        {
            case null:
                break;
            case string text:
                cell.DataType = CellValues.InlineString;
                cell.InlineString = new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve });
                break;
            default:
                cell.CellValue = new CellValue(
                    Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture));
                break;
        }

        return cell;
    }

    /// <summary>Spreadsheets do not fit a row to merged text, and not all fit it at all: as many lines as the longest
    /// text takes, rather one too many.</summary>
    private static double Height(XlsxSheet sheet, int row, SortedDictionary<int, (object? Value, XlsxStyle Style)> cells)
    {
        var height = 16.5;
        foreach (var (column, (value, style)) in cells)
        {
            if (value is string text)
            {
                var merge = sheet.Merges.Find(merge => merge.Row == row && merge.Column == column);
                var width = sheet.Widths.Skip(column - 1).Take(merge.Row > 0 ? merge.LastColumn - column + 1 : 1).Sum();

                // A column is as wide as so many digits of the 12-point font; capitals take a third more than that.
                var perLine = Math.Max(1, (width - 1) * 12 / style.Size * (style.Bold ? 0.98 : 1.06));
                height = Math.Max(height, text.Split('\n').Sum(line => LinesOf(line, perLine)) * style.Size * 1.3 + 4);
            }
        }

        return Math.Min(height, 409);
    }

    private static int LinesOf(string text, double perLine)
    {
        var (lines, at) = (1, 0.0);
        foreach (var word in text.Split(' '))
        {
            var length = word.Sum(c => char.IsUpper(c) ? 1.35 : 1);
            if (at > 0 && at + length > perLine)
            {
                (lines, at) = (lines + 1, 0);
            }

            lines += (int)(length / (perLine + 0.001));
            at += length + 0.6;
        }

        return lines;
    }

    private static DataValidation Validation(XlsxRule rule, IEnumerable<string> cells)
    {
        static string Number(double? value) => value!.Value.ToString("R", CultureInfo.InvariantCulture);
        static string Cut(string text, int longest) => text.Length <= longest ? text : text[..(longest - 1)] + "…";
        var validation = new DataValidation
        {
            AllowBlank = true,
            ShowInputMessage = true,
            ShowErrorMessage = true,
            ErrorStyle = DataValidationErrorStyleValues.Stop,
            ErrorTitle = Cut(rule.Title, LongestTitle),
            PromptTitle = Cut(rule.Title, LongestTitle),
            Error = Cut(rule.Refusal, LongestMessage),
            Prompt = Cut(rule.Hint, LongestMessage),
            SequenceOfReferences = new ListValue<StringValue>(cells.Select(cell => new StringValue(cell))),
        };
        if (rule.Choices is { } choices)
        {
            validation.Type = DataValidationValues.List;
            validation.Append(new Formula1($"\"{string.Join(',', choices)}\""));
        }
        else
        {
            validation.Type = rule.IsDay ? DataValidationValues.Date : DataValidationValues.Decimal;
            validation.Operator = DataValidationOperatorValues.Between;
            validation.Append(new Formula1(Number(rule.Lowest)), new Formula2(Number(rule.Highest)));
        }

        return validation;
    }

    /// <summary>The package says when it was made; nobody asks, and equal forms would differ.</summary>
    private static byte[] WithoutTimes(MemoryStream package)
    {
        package.Position = 0;
        using var copy = new MemoryStream();
        using (var from = new ZipArchive(package, ZipArchiveMode.Read, leaveOpen: true))
        using (var to = new ZipArchive(copy, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in from.Entries.OrderBy(entry => entry.FullName != "[Content_Types].xml")
                .ThenBy(entry => entry.FullName, StringComparer.Ordinal))
            {
                var written = to.CreateEntry(entry.FullName);
                written.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var source = entry.Open();
                using var target = written.Open();
                source.CopyTo(target);
            }
        }

        return copy.ToArray();
    }

    private sealed class Styles
    {
        // Fills 0 and 1 belong to the format: none and gray125.
        private const uint ShadedFill = 2;
        private const uint InputFill = 3;
        private readonly List<XlsxStyle> _known = [new()];

        public uint Of(XlsxStyle style)
        {
            var index = _known.IndexOf(style);
            if (index < 0)
            {
                index = _known.Count;
                _known.Add(style);
            }

            return (uint)index;
        }

        public Stylesheet Stylesheet()
        {
            var formats = _known.Select(style => style.Format).Where(format => format.Length > 0).Distinct().ToList();
            uint FormatId(string format) => format.Length == 0 ? 0 : (uint)(164 + formats.IndexOf(format));
            return new Stylesheet(
                new NumberingFormats(
                    formats.Select(format => new NumberingFormat { NumberFormatId = FormatId(format), FormatCode = format }))
                {
                    Count = (uint)formats.Count,
                },
                new Fonts(_known.Select(style => FontOf(style))),
                new Fills(
                    Fill(PatternValues.None, null),
                    Fill(PatternValues.Gray125, null),
                    Fill(PatternValues.Solid, "FFE7EDF3"),
                    Fill(PatternValues.Solid, "FFFFF8DC")),
                new Borders(
                    new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder()),
                    new Border(
                        new LeftBorder(Black()) { Style = BorderStyleValues.Thin },
                        new RightBorder(Black()) { Style = BorderStyleValues.Thin },
                        new TopBorder(Black()) { Style = BorderStyleValues.Thin },
                        new BottomBorder(Black()) { Style = BorderStyleValues.Thin },
                        new DiagonalBorder())),
                new CellStyleFormats(new CellFormat()),
                new CellFormats(_known.Select((style, i) => new CellFormat(
                    new Alignment
                    {
                        WrapText = true,
                        Vertical = style.Middle ? VerticalAlignmentValues.Center : VerticalAlignmentValues.Top,
                        Horizontal = style.Align switch
                        {
                            XlsxAlign.Center => HorizontalAlignmentValues.Center,
                            XlsxAlign.Right => HorizontalAlignmentValues.Right,
                            _ => HorizontalAlignmentValues.Left,
                        },
                    },
                    new Protection { Locked = !style.Input })
                {
                    NumberFormatId = FormatId(style.Format),
                    FontId = (uint)i,
                    FillId = style.Input ? InputFill : style.Shaded ? ShadedFill : 0,
                    BorderId = style.Border ? 1u : 0u,
                    FormatId = 0,
                    ApplyNumberFormat = style.Format.Length > 0,
                    ApplyFont = true,
                    ApplyFill = true,
                    ApplyBorder = true,
                    ApplyAlignment = true,
                    ApplyProtection = true,
                })));
        }

        private static Color Black() => new() { Indexed = 64 };

        private static Fill Fill(PatternValues pattern, string? color)
        {
            var fill = new PatternFill { PatternType = pattern };
            if (color is not null)
            {
                fill.Append(new ForegroundColor { Rgb = color }, new BackgroundColor { Indexed = 64 });
            }

            return new Fill(fill);
        }

        private static Font FontOf(XlsxStyle style)
        {
            var font = new Font();
            if (style.Bold)
            {
                font.Append(new Bold());
            }

            if (style.Italic)
            {
                font.Append(new Italic());
            }

            font.Append(new FontSize { Val = style.Size }, new FontName { Val = Xlsx.Font }, new FontFamilyNumbering { Val = 1 });
            return font;
        }
    }
}
