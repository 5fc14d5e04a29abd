using System.Buffers;
using System.Globalization;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Plan86.Transform;

/// <summary>
/// Reads <c>.xlsx</c> (and <c>.xlsm</c>). The Open XML SDK finds the parts; their XML is read with an
/// <see cref="XmlReader"/>, because the SDK's own reader resolves every attribute against its schema, which costs
/// three times as much and buys nothing here.
/// </summary>
internal static class XlsxSheets
{
    // Excel's limit for one cell.
    private const int LongestText = 32_767;

    private static readonly XmlReaderSettings Xml = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
        MaxCharactersFromEntities = 1_000,
    };

    /// <summary>Yields the sheets in their order. Throws what the SDK and the XML reader throw on damaged files.</summary>
    /// <param name="bytes">Seekable; sizes inside have been checked.</param>
    /// <param name="budget">Counts cells and characters, and throws when there are too many.</param>
    public static IEnumerable<Sheet> Read(Stream bytes, ReadingBudget budget, Action<Problem> report, CancellationToken ct)
    {
        using var document = SpreadsheetDocument.Open(bytes, isEditable: false);
        if (document.WorkbookPart is not { } book)
        {
            yield break;
        }

        var from1904 = book.Workbook?.WorkbookProperties?.Date1904?.Value ?? false;
        var styles = book.WorkbookStylesPart is { } stylesPart ? ReadStyles(stylesPart, budget) : [];
        var strings = book.SharedStringTablePart is { } stringsPart ? ReadStrings(stringsPart, budget, ct) : [];
        foreach (var entry in book.Workbook?.Sheets?.Elements<DocumentFormat.OpenXml.Spreadsheet.Sheet>() ?? [])
        {
            ct.ThrowIfCancellationRequested();
            if (entry.Id?.Value is not { } id || !book.TryGetPartById(id, out var part) || part is not WorksheetPart)
            {
                // A chart sheet has no cells.
                continue;
            }

            var hidden = entry.State?.Value is { } state && state != SheetStateValues.Visible;
            yield return new SheetParser(strings, styles, from1904, budget, report, ct)
                .Read(entry.Name?.Value ?? "", hidden, part);
        }
    }

    private static XmlReader Open(OpenXmlPart part, ReadingBudget budget) =>
        XmlReader.Create(budget.Count(part.GetStream(FileMode.Open, FileAccess.Read)), Xml);

    private static List<SheetText> ReadStrings(SharedStringTablePart part, ReadingBudget budget, CancellationToken ct)
    {
        var strings = new List<SheetText>();
        using var xml = Open(part, budget);
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "si")
            {
                strings.Add(ReadText(xml));
                if (strings.Count % 4096 == 0)
                {
                    ct.ThrowIfCancellationRequested();
                }
            }
        }

        return strings;
    }

    /// <summary>Reads a <c>si</c> or <c>is</c> element: plain text, or runs with their fonts.</summary>
    private static SheetText ReadText(XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            return new SheetText("");
        }

        var depth = xml.Depth;
        string? single = null;
        StringBuilder? text = null;
        List<FontRun>? runs = null;
        var (font, superscript) = ("", false);
        xml.Read();
        while (xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                switch (xml.LocalName)
                {
                    case "r":
                        (font, superscript) = ("", false);
                        break;
                    case "rFont":
                        font = xml.GetAttribute("val") ?? "";
                        break;
                    case "vertAlign":
                        superscript = xml.GetAttribute("val") == "superscript";
                        break;
                    case "rPh":
                        // Phonetic guide: not part of the text.
                        xml.Skip();
                        continue;
                    case "t":
                        // The first child of si is the whole text in nine cells of ten.
                        var inRun = xml.Depth == depth + 2;
                        var piece = Unescape(ReadContent(xml));
                        if (superscript && SheetText.IsMark(piece, text is null ? single : text.ToString()))
                        {
                            continue;
                        }

                        if (inRun)
                        {
                            (runs ??= []).Add(new FontRun(text?.Length ?? single?.Length ?? 0, font));
                        }

                        if (single is null)
                        {
                            single = piece;
                        }
                        else
                        {
                            (text ??= new StringBuilder(single)).Append(piece);
                        }

                        continue;
                }
            }

            xml.Read();
        }

        return new SheetText(text?.ToString() ?? single ?? "", runs?.ToArray());
    }

    /// <summary>Text of the element the reader is on, cut off where no spreadsheet program would let it go on.</summary>
    private static string ReadContent(XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            xml.Read();
            return "";
        }

        string? single = null;
        StringBuilder? text = null;
        var depth = xml.Depth;
        var buffer = default(char[]);
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace))
            {
                continue;
            }

            buffer ??= ArrayPool<char>.Shared.Rent(256);
            int read;
            while ((read = xml.ReadValueChunk(buffer, 0, buffer.Length)) > 0)
            {
                if (single is null)
                {
                    single = new string(buffer, 0, read);
                }
                else if ((text ??= new StringBuilder(single)).Length < LongestText)
                {
                    text.Append(buffer, 0, read);
                }
            }
        }

        if (buffer is not null)
        {
            ArrayPool<char>.Shared.Return(buffer);
        }

        xml.Read();
        return text?.ToString() ?? single ?? "";
    }

    /// <summary><c>_x000D_</c> is how the format writes a character that XML cannot hold.</summary>
    private static string Unescape(string text)
    {
        if (!text.Contains("_x", StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '_' && i + 6 < text.Length && text[i + 1] == 'x' && text[i + 6] == '_'
                && ushort.TryParse(text.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                result.Append((char)code);
                i += 6;
            }
            else
            {
                result.Append(text[i]);
            }
        }

        return result.ToString();
    }

    private static List<CellStyle> ReadStyles(WorkbookStylesPart part, ReadingBudget budget)
    {
        var formats = new Dictionary<int, string>();
        var fonts = new List<(string Name, bool Bold, bool Italic)>();
        var styles = new List<CellStyle>();
        using var xml = Open(part, budget);
        var section = "";
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (xml.Depth == 1)
            {
                section = xml.LocalName;
            }
            else if (section == "numFmts" && xml.LocalName == "numFmt")
            {
                formats[Number(xml, "numFmtId")] = xml.GetAttribute("formatCode") ?? "";
            }
            else if (section == "fonts" && xml.LocalName == "font")
            {
                fonts.Add(("", false, false));
            }
            else if (section == "fonts" && fonts.Count > 0)
            {
                var font = fonts[^1];
                var on = xml.GetAttribute("val") is not ("0" or "false");
                fonts[^1] = xml.LocalName switch
                {
                    "name" => font with { Name = xml.GetAttribute("val") ?? "" },
                    "b" => font with { Bold = on },
                    "i" => font with { Italic = on },
                    _ => font,
                };
            }
            else if (section == "cellXfs" && xml.LocalName == "xf")
            {
                var font = Number(xml, "fontId") is var f && f < fonts.Count ? fonts[f] : ("", false, false);
                var format = Number(xml, "numFmtId");
                var shape = CellStyle.ShapeOf(formats.ContainsKey(format) ? -1 : format, formats.GetValueOrDefault(format));
                styles.Add(new CellStyle(font.Item1, font.Item2, font.Item3, 0, false, shape));
            }
            else if (section == "cellXfs" && xml.LocalName == "alignment" && styles.Count > 0)
            {
                styles[^1] = styles[^1] with
                {
                    Indent = Number(xml, "indent"),
                    Across = xml.GetAttribute("horizontal") == "centerContinuous",
                };
            }
        }

        return styles;
    }

    private static int Number(XmlReader xml, string attribute) =>
        int.TryParse(xml.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private sealed class SheetParser(
        List<SheetText> strings,
        List<CellStyle> styles,
        bool from1904,
        ReadingBudget budget,
        Action<Problem> report,
        CancellationToken ct)
    {
        private int _row;
        private int _column;

        public Sheet Read(string name, bool hidden, OpenXmlPart part)
        {
            var sheet = new Sheet(name, hidden);
            SheetRow? row = null;
            var ordered = true;
            using var xml = Open(part, budget);
            while (xml.Read())
            {
                if (xml.NodeType != XmlNodeType.Element)
                {
                    continue;
                }

                switch (xml.LocalName)
                {
                    case "c":
                        var cell = ReadCell(xml, sheet);
                        if (cell is { } read)
                        {
                            if (row is null || row.Index != _row)
                            {
                                row = new SheetRow(_row, _row, false);
                                sheet.Rows.Add(row);
                            }

                            ordered &= row.Cells.Count == 0 || row.Cells[^1].Column < read.Column;
                            row.Cells.Add(read);
                            budget.Cell();
                        }

                        break;
                    case "row":
                        ct.ThrowIfCancellationRequested();
                        var index = Number(xml, "r");
                        _row = index is > 0 and <= CellRef.MaxRow ? index : _row + 1;
                        _column = 0;
                        row = new SheetRow(_row, _row, IsOn(xml, "hidden"));
                        ordered &= sheet.Rows.Count == 0 || sheet.Rows[^1].Index < _row;
                        sheet.Rows.Add(row);
                        break;
                    case "col":
                        if (IsOn(xml, "hidden"))
                        {
                            var last = Math.Min(Number(xml, "max"), CellRef.MaxColumn);
                            for (var column = Number(xml, "min"); column <= last; column++)
                            {
                                sheet.HiddenColumns.Add(column);
                            }
                        }

                        break;
                    case "mergeCell":
                        var range = xml.GetAttribute("ref") ?? "";
                        var colon = range.IndexOf(':', StringComparison.Ordinal);
                        if (colon > 0
                            && CellRef.TryParse(range.AsSpan(0, colon), out var top, out var left)
                            && CellRef.TryParse(range.AsSpan(colon + 1), out var bottom, out var right))
                        {
                            sheet.Merges.Add(new Merge(Math.Min(top, bottom), Math.Max(top, bottom), Math.Min(left, right), Math.Max(left, right)));
                        }

                        break;
                    case "conditionalFormatting" or "dataValidations" or "extLst" or "hyperlinks":
                        xml.Skip();
                        break;
                }
            }

            sheet.Rows.RemoveAll(empty => empty.Cells.Count == 0);
            if (!ordered)
            {
                PutInOrder(sheet);
            }

            return sheet;
        }

        /// <summary>Excel refuses cells out of order, other programs write them: sort, the last of a double wins.</summary>
        private static void PutInOrder(Sheet sheet)
        {
            var rows = sheet.Rows.GroupBy(row => row.Index).OrderBy(group => group.Key).Select(group =>
            {
                var row = new SheetRow(group.Key, group.Key, group.First().Hidden);
                row.Cells.AddRange(group.SelectMany(part => part.Cells).GroupBy(cell => cell.Column).OrderBy(cell => cell.Key).Select(cell => cell.Last()));
                return row;
            }).ToList();
            sheet.Rows.Clear();
            sheet.Rows.AddRange(rows);
        }

        private SheetCell? ReadCell(XmlReader xml, Sheet sheet)
        {
            string? type = null;
            var style = CellStyle.None;
            _column++;
            while (xml.MoveToNextAttribute())
            {
                switch (xml.LocalName)
                {
                    case "r":
                        if (CellRef.TryParse(xml.Value, out var row, out var column))
                        {
                            (_row, _column) = (row, column);
                        }

                        break;
                    case "s":
                        if (int.TryParse(xml.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var s) && s < styles.Count)
                        {
                            style = styles[s];
                        }

                        break;
                    case "t":
                        type = xml.Value;
                        break;
                }
            }

            xml.MoveToElement();
            if (xml.IsEmptyElement)
            {
                return null;
            }

            var depth = xml.Depth;
            string? value = null;
            SheetText? inline = null;
            var formula = false;
            xml.Read();
            while (xml.Depth > depth)
            {
                if (xml.NodeType == XmlNodeType.Element)
                {
                    switch (xml.LocalName)
                    {
                        case "v":
                            value = ReadContent(xml);
                            continue;
                        case "f":
                            formula = true;
                            xml.Skip();
                            continue;
                        case "is":
                            inline = ReadText(xml);
                            continue;
                    }
                }

                xml.Read();
            }

            if (formula && string.IsNullOrEmpty(value) && type != "str")
            {
                report(WorkbookProblems.NotCalculated(sheet.Name, CellRef.Of(_row, _column)));
            }

            switch (type)
            {
                case "s":
                    return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < strings.Count && strings[index].Stored.Length > 0
                        ? new SheetCell(_column, null, strings[index], style)
                        : null;
                case "inlineStr":
                    return inline is { Stored.Length: > 0 } ? new SheetCell(_column, null, inline, style) : null;
                case "b":
                    return value is null ? null : new SheetCell(_column, null, new SheetText(value.Trim() == "1" ? "TRUE" : "FALSE"), style);
                case "e":
                    if (value is null)
                    {
                        return null;
                    }

                    report(WorkbookProblems.ErrorValue(sheet.Name, CellRef.Of(_row, _column), value));
                    return new SheetCell(_column, null, new SheetText(value), style);
                case "str" or "d":
                    return string.IsNullOrEmpty(value) ? null : new SheetCell(_column, null, new SheetText(Unescape(value)), style);
                default:
                    if (string.IsNullOrWhiteSpace(value))
                    {
                        return null;
                    }

                    if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
                    {
                        return new SheetCell(_column, null, new SheetText(value), style);
                    }

                    return SheetCellOf(number, style);
            }
        }

        private SheetCell SheetCellOf(double number, CellStyle style) =>
            style.Shape == NumberShape.Date && ExcelDate.TryFormat(number, from1904, out var date)
                ? new SheetCell(_column, null, new SheetText(date), style)
                : new SheetCell(_column, number, null, style);

        private static bool IsOn(XmlReader xml, string attribute) => xml.GetAttribute(attribute) is "1" or "true";
    }
}
