using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Reading.Spreadsheet;

/// <summary>
/// Reads what office programs and web systems save under the name <c>.xls</c> though it is markup: the spreadsheet XML
/// of Excel 2003, and tables of HTML.
/// </summary>
public static partial class MarkupSheets
{
    private const string Spreadsheet = "urn:schemas-microsoft-com:office:spreadsheet";

    // Whole in memory, as a person would save it; larger is a machine's, and has better formats.
    private const int LongestText = 1 << 26;

    // The bounds of HTML.
    private const int WidestSpan = 1_000;
    private const int LongestSpan = 65_534;

    [GeneratedRegex(@"^\s*<(!DOCTYPE\s+html|html|head|meta|body|table|style|div|font|center)\b", RegexOptions.IgnoreCase)]
    private static partial Regex HtmlStart { get; }

    [GeneratedRegex(@"display\s*:\s*none", RegexOptions.IgnoreCase)]
    private static partial Regex Hiding { get; }

    [GeneratedRegex(@"font-weight\s*:\s*(bold|[6-9]00)", RegexOptions.IgnoreCase)]
    private static partial Regex Bold { get; }

    /// <summary>Returns the links of a page in their order, those that lead to nothing over HTTP left out.</summary>
    /// <param name="page">Seekable.</param>
    /// <param name="address">Of the page: links are made absolute by it, and by the base the page names.</param>
    public static IReadOnlyList<PageLink> Links(Stream page, string address)
    {
        var encoding = TextEncoding.Detect(page, CancellationToken.None);
        page.Position = 0;
        using var reader = new StreamReader(page, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        using var document = new HtmlParser().ParseDocument(reader.ReadToEnd());
        var own = new Uri(address);
        var here = Uri.TryCreate(own, document.QuerySelector("base[href]")?.GetAttribute("href"), out var named) ? named : own;
        return [.. document.QuerySelectorAll("a[href]")
            .Select(link => (Link: link, Url: Uri.TryCreate(here, link.GetAttribute("href")!.Trim(), out var url) ? url : null))
            .Where(pair => pair.Url?.Scheme is "http" or "https")
            .Select(pair => new PageLink(pair.Url!.AbsoluteUri, Transform.Text.Clean(pair.Link.TextContent)))];
    }

    internal static bool IsHtml(FileHead head) => HtmlStart.IsMatch(head.Text);

    internal static bool IsSpreadsheet(FileHead head) =>
        head.Text.AsSpan().TrimStart().StartsWith("<") && head.Text.Contains(Spreadsheet, StringComparison.Ordinal)
        && head.Text.Contains("Workbook", StringComparison.Ordinal);

    /// <summary>All tables of a page below each other as one sheet; text between them stands in rows of its own.</summary>
    /// <param name="bytes">Seekable.</param>
    internal static IEnumerable<Sheet> ReadHtml(Stream bytes, ReadingContext reading)
    {
        if (bytes.Length > LongestText)
        {
            throw new OverBudgetException();
        }

        var encoding = TextEncoding.Detect(bytes, reading.Cancellation);
        using var source = new TextSource(reading.Budget.CountMarkup(bytes), encoding);
        if (new HtmlPage(reading).Read(source) is { } sheet)
        {
            return [sheet];
        }

        reading.Report(WorkbookProblems.NotASpreadsheet("HTML"));
        return [];
    }

    private sealed class HtmlPage(ReadingContext reading)
    {
        private readonly Sheet _sheet = new("", false);
        private readonly StringBuilder _content = new();

        // Of each column the last row that a cell further up reaches down to.
        private readonly int[] _taken = new int[CellRef.MaxColumn + 1];
        private int _row = 1;
        private int _column = 1;
        private int _depth;
        private bool _hasTable;
        private bool _hidden;
        private bool _bold;
        private (int Columns, int Rows, double? Number) _cell = (1, 1, null);

        /// <summary>Null where the page holds no table.</summary>
        public Sheet? Read(TextSource source)
        {
            var (tokens, skipped) = (new HtmlTokenizer(source, HtmlEntityProvider.Resolver), "");
            for (var token = tokens.Get(); token.Type != HtmlTokenType.EndOfFile; token = tokens.Get())
            {
                if (skipped.Length > 0)
                {
                    skipped = token.Type == HtmlTokenType.EndTag && token.Name == skipped ? "" : skipped;
                }
                else if (token.Type == HtmlTokenType.Character)
                {
                    _content.Append(token.Data);
                }
                else if (token is HtmlTagToken
                {
                    Name: "script" or "style" or "title"
                    or "xml", Type: HtmlTokenType.StartTag, IsSelfClosing: false
                })
                {
                    skipped = token.Name;
                    tokens.State = skipped == "xml" ? HtmlParseMode.PCData : HtmlParseMode.Rawtext;
                }
                else if (token is HtmlTagToken tag)
                {
                    Take(tag, tag.Type == HtmlTokenType.EndTag);
                }
            }

            Put();
            return _hasTable ? _sheet : null;
        }

        private void Take(HtmlTagToken tag, bool isEnd)
        {
            switch (tag.Name)
            {
                case "tr" when isEnd:
                    Put();
                    break;
                case "table":
                    Put();
                    _depth = Math.Max(0, _depth + (isEnd ? -1 : 1));
                    _hasTable = true;
                    NextRow(false);
                    break;
                case "tr":
                    Put();
                    NextRow(Hiding.IsMatch(tag.GetAttribute("style")));
                    break;
                case "td" or "th":
                    Put();
                    if (!isEnd)
                    {
                        Begin(tag);
                    }

                    break;
                case "b" or "strong":
                    _bold |= !isEnd;
                    break;
                case "p" or "div" or "li" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "br" when _depth == 0:
                    Put();
                    NextRow(false);
                    break;
                case "p" or "div" or "li" or "br":
                    _content.Append(' ');
                    break;
            }
        }

        private void Begin(HtmlTagToken tag)
        {
            while (_column <= CellRef.MaxColumn && _taken[_column] >= _row)
            {
                _column++;
            }

            _bold = tag.Name == "th" || Bold.IsMatch(tag.GetAttribute("style"));
            double? Number(string name) =>
                double.TryParse(tag.GetAttribute(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    && double.IsFinite(number) ? number : null;
            _cell = ((int)Math.Clamp(Number("colspan") ?? 1, 1, WidestSpan), (int)Math.Clamp(Number("rowspan") ?? 1, 1, LongestSpan),
                Number("x:num"));
        }

        /// <summary>Keeps the cell that ends here, or text between the tables.</summary>
        private void Put()
        {
            // Blanks of the source do not count; those that are meant are written &nbsp;.
            var content = _content.ToString().Trim(' ', '\t', '\r', '\n');
            _content.Clear();
            var isFilled = _cell.Number is not null || content.AsSpan().Trim().Length > 0;
            if (isFilled && _column <= CellRef.MaxColumn && _row <= CellRef.MaxRow)
            {
                if (_sheet.Rows.Count == 0 || _sheet.Rows[^1].Index != _row)
                {
                    reading.ThrowIfCancelled();
                    _sheet.Rows.Add(new SheetRow(_row, _row, _hidden));
                }

                // What shows as a percentage has its number as a share beside it.
                var style = CellStyle.None with
                {
                    Bold = _bold,
                    Format = _cell.Number is not null && content.EndsWith('%') ? NumberFormat.Percent : NumberFormat.General,
                };
                _sheet.Rows[^1].Cells
                    .Add(new SheetCell(_column, _cell.Number, _cell.Number is null ? new SheetText(content) : null, style));
                reading.Budget.Cell();
                if (_cell.Columns > 1 || _cell.Rows > 1)
                {
                    _sheet.Merges.Add(new Merge(_row, _row + _cell.Rows - 1, _column, _column + _cell.Columns - 1));
                }
            }

            for (var i = 0; _cell.Rows > 1 && i < _cell.Columns && _column + i <= CellRef.MaxColumn; i++)
            {
                _taken[_column + i] = _row + _cell.Rows - 1;
            }

            _column = Math.Min(CellRef.MaxColumn + 1, _column + (isFilled || _depth > 0 ? _cell.Columns : 0));
            (_bold, _cell) = (false, (0, 1, null));
        }

        private void NextRow(bool hidden) => (_row, _column, _hidden, _cell) = (_row + 1, 1, hidden, (_depth > 0 ? 0 : 1, 1, null));
    }

    /// <summary>The sheets of an XML spreadsheet of Excel 2003.</summary>
    internal static IEnumerable<Sheet> ReadSpreadsheet(Stream bytes, ReadingContext reading)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true };
        using var xml = XmlReader.Create(reading.Budget.CountMarkup(bytes), settings);
        var styles = new Dictionary<string, CellStyle>(StringComparer.Ordinal);
        var (style, sheet, row, column, hidden) = ("", default(Sheet), 0, 0, false);
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "Worksheet" && sheet is not null)
            {
                yield return sheet;
                sheet = null;
            }

            if (xml.NodeType != XmlNodeType.Element || xml.NamespaceURI != Spreadsheet)
            {
                continue;
            }

            switch (xml.LocalName)
            {
                case "Worksheet":
                    reading.ThrowIfCancelled();
                    (sheet, row, column) = (new Sheet(Of("Name"), false), 0, 0);
                    break;
                case "Column" when sheet is not null:
                    column = Number("Index", column + 1);
                    for (var span = Number("Span", 0); span >= 0; span--, column += span >= 0 ? 1 : 0)
                    {
                        if (Of("Hidden") == "1" && column <= CellRef.MaxColumn)
                        {
                            sheet.HiddenColumns.Add(column);
                        }
                    }

                    break;
                case "Row":
                    (row, column, hidden) = (Number("Index", row + 1), 0, Of("Hidden") == "1");
                    break;
                case "Cell" when sheet is not null:
                    column = Number("Index", column + 1);
                    var (across, down) = (Number("MergeAcross", 0), Number("MergeDown", 0));
                    var look = styles.GetValueOrDefault(Of("StyleID"), CellStyle.None);
                    if (row <= CellRef.MaxRow && column <= CellRef.MaxColumn
                        && Cell(xml, sheet, row, column, look, reading) is { } cell)
                    {
                        if (sheet.Rows.Count == 0 || sheet.Rows[^1].Index != row)
                        {
                            sheet.Rows.Add(new SheetRow(row, row, hidden));
                        }

                        sheet.Rows[^1].Cells.Add(cell);
                        reading.Budget.Cell();
                        if (across > 0 || down > 0)
                        {
                            sheet.Merges.Add(new Merge(row, row + down, column, column + across));
                        }
                    }

                    column += across;
                    break;
                default:
                    TakeStyle(xml, styles, ref style);
                    break;
            }
        }

        string Of(string attribute) => AttributeOf(xml, attribute);
        int Number(string attribute, int otherwise) => NumberOf(xml, attribute, otherwise);
    }

    /// <param name="style">The one that is open.</param>
    private static void TakeStyle(XmlReader xml, Dictionary<string, CellStyle> styles, ref string style)
    {
        string Of(string attribute) => AttributeOf(xml, attribute);
        switch (xml.LocalName)
        {
            case "Style":
                style = Of("ID");
                styles[style] = CellStyle.None;
                break;
            case "Font" when styles.TryGetValue(style, out var font):
                styles[style] = font with { Font = Of("FontName"), Bold = Of("Bold") == "1", Italic = Of("Italic") == "1" };
                break;
            case "Alignment" when styles.TryGetValue(style, out var aligned):
                styles[style] = aligned with { Indent = NumberOf(xml, "Indent", 0), Across = Of("Horizontal") == "CenterAcrossSelection" };
                break;
            case "NumberFormat" when styles.TryGetValue(style, out var formatted):
                styles[style] = formatted with { Format = FormatOf(Of("Format")) };
                break;
        }
    }

    private static string AttributeOf(XmlReader xml, string name) => xml.GetAttribute(name, Spreadsheet) ?? "";

    /// <summary>The file may name any number; beyond the bounds of a sheet all are alike.</summary>
    private static int NumberOf(XmlReader xml, string attribute, int otherwise) =>
        int.TryParse(AttributeOf(xml, attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Math.Min(number, CellRef.MaxRow + 1) : otherwise;

    // The format writes its usual ones by name.
    private static NumberFormat FormatOf(string code) => code switch
    {
        "" => NumberFormat.General,
        "Percent" => NumberFormat.Percent,
        "General Date" or "Long Date" or "Medium Date" or "Short Date" => NumberFormat.Of(14, null),
        _ => NumberFormat.Of(code),
    };

    private static SheetCell? Cell(XmlReader xml, Sheet sheet, int row, int column, CellStyle style, ReadingContext reading)
    {
        if (xml.IsEmptyElement)
        {
            return null;
        }

        var (depth, type, text) = (xml.Depth, "", default(StringBuilder));
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "Comment")
            {
                xml.Skip();
            }

            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "Data")
            {
                (type, text) = (xml.GetAttribute("Type", Spreadsheet) ?? "", new StringBuilder());
            }
            else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
            {
                text?.Append(xml.Value);
            }
        }

        var content = text?.ToString() ?? "";
        switch (type)
        {
            case "Number" when double.TryParse(content, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && double.IsFinite(number):
                return NumberCell.Of(sheet.Name, row, column, number, style, false, reading);
            case "DateTime" when DateTime.TryParse(content, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day):
                return new SheetCell(column, null, new SheetText(style.Format.DateText(day)), style);
            case "Error":
                sheet.Errors.Add((row, column, content));
                break;
        }

        return content.Length == 0 ? null : new SheetCell(column, null, new SheetText(content), style);
    }
}
