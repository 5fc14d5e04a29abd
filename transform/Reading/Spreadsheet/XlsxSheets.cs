using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Reading.Spreadsheet;

/// <summary>Reads <c>.xlsx</c> (and <c>.xlsm</c>, templates and add-ins), the strict dialect too.</summary>
internal static class XlsxSheets
{
    // Excel's limit for one cell.
    private const int LongestText = 32_767;

    /// <summary>Whether a file is such a workbook, whatever its main part is called.</summary>
    public static bool Is(FileHead head) => head.IsZip && new XlsxParts(head.Zip).Workbook(new ReadingBudget(1 << 20, 0)).Length > 0;

    /// <summary>Yields the sheets in their order. Of a damaged part what stands before the damage counts, and a problem says so.</summary>
    /// <param name="bytes">Seekable; sizes inside have been checked.</param>
    public static IEnumerable<Sheet> Read(Stream bytes, ReadingContext reading)
    {
        using var zip = new ZipArchive(bytes, ZipArchiveMode.Read, leaveOpen: true);
        var parts = new XlsxParts(zip);
        var workbook = parts.Workbook(reading.Budget);
        var relations = parts.Relations(workbook, reading.Budget);
        var entries = new List<(string Name, string State, string Id)>();
        var (from1904, stale) = (false, false);
        Parse(parts, workbook, "", reading, xml =>
        {
            switch (xml.LocalName)
            {
                case "workbookPr":
                    from1904 |= IsOn(xml, "date1904");
                    break;
                case "calcPr":
                    stale |= IsOn(xml, "fullCalcOnLoad");
                    break;
                case "sheet":
                    entries.Add((xml.GetAttribute("name") ?? "", xml.GetAttribute("state") ?? "", IdOf(xml)));
                    break;
            }
        });

        var folder = workbook[..(workbook.LastIndexOf('/') + 1)];
        string PartOf(string kind, string usual) =>
            relations.Find(relation => relation.Kind == kind && parts.Has(relation.Part)).Part ?? folder + usual;

        var styles = new List<CellStyle>();
        if (PartOf("styles", "styles.xml") is var stylesPart && parts.Has(stylesPart))
        {
            ReadStyles(parts, stylesPart, styles, reading);
        }

        var strings = new List<SheetText>();
        if (PartOf("sharedStrings", "sharedStrings.xml") is var stringsPart && parts.Has(stringsPart))
        {
            Parse(parts, stringsPart, "", reading, xml =>
            {
                if (xml.LocalName == "si")
                {
                    strings.Add(ReadText(xml));
                    if (strings.Count % 4096 == 0)
                    {
                        reading.ThrowIfCancelled();
                    }
                }
            });
        }

        var byId = relations.DistinctBy(relation => relation.Id).ToDictionary(relation => relation.Id);
        for (var i = 0; i < entries.Count; i++)
        {
            reading.ThrowIfCancelled();
            var (name, state, id) = entries[i];
            var relation = byId.GetValueOrDefault(id);
            var part = relations.Count > 0 ? relation.Part ?? "" : FormattableString.Invariant($"{folder}worksheets/sheet{i + 1}.xml");
            if (relation.Kind is "chartsheet" or "dialogsheet" || relation.Kind?.EndsWith("Macrosheet", StringComparison.Ordinal) == true)
            {
                // No cells that anyone would call data.
                continue;
            }

            if (!parts.Has(part))
            {
                reading.Report(WorkbookProblems.SheetMissing(name));
                continue;
            }

            yield return new SheetParser(strings, styles, from1904, stale, reading)
                .Read(name, state is not ("" or "visible"), parts, part);
        }
    }

    /// <summary>The attribute that names a relation; some programs leave its prefix out.</summary>
    private static string IdOf(XmlReader xml)
    {
        var id = "";
        while (xml.MoveToNextAttribute())
        {
            id = xml.LocalName == "id" ? xml.Value : id;
        }

        xml.MoveToElement();
        return id;
    }

    /// <summary>Shows each element of a part; what is damaged ends it, and is said.</summary>
    /// <param name="take">May read on, as far as the end of its element or the node after that.</param>
    private static void Parse(XlsxParts parts, string part, string place, ReadingContext reading, Action<XmlReader> take)
    {
        if (!parts.Has(part))
        {
            return;
        }

        try
        {
            using var xml = parts.Open(part, reading.Budget);
            while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == 0))
            {
                if (xml.NodeType == XmlNodeType.Element)
                {
                    take(xml);
                }
            }
        }
        catch (Exception error) when (error is XmlException or InvalidDataException or EndOfStreamException)
        {
            reading.Report(WorkbookProblems.Damaged(error.Message) with { Place = Place.OfSheet(place) });
        }
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

    private static void ReadStyles(XlsxParts parts, string part, List<CellStyle> styles, ReadingContext reading)
    {
        var formats = new Dictionary<int, string>();
        var fonts = new List<(string Name, bool Bold, bool Italic)>();
        var section = "";
        Parse(parts, part, "", reading, xml =>
        {
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
                styles.Add(new CellStyle(
                    font.Item1, font.Item2, font.Item3, 0, false, NumberFormat.Of(format, formats.GetValueOrDefault(format))));
            }
            else if (section == "cellXfs" && xml.LocalName == "alignment" && styles.Count > 0)
            {
                styles[^1] = styles[^1] with
                {
                    Indent = Number(xml, "indent"),
                    Across = xml.GetAttribute("horizontal") == "centerContinuous",
                };
            }
        });
    }

    private static bool IsOn(XmlReader xml, string attribute) => xml.GetAttribute(attribute) is "1" or "true" or "on";

    private static int Number(XmlReader xml, string attribute) =>
        int.TryParse(xml.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private sealed class SheetParser(
        List<SheetText> strings,
        List<CellStyle> styles,
        bool from1904,
        bool stale,
        ReadingContext reading)
    {
        private int _row;
        private int _column;
        private bool _textMissed;

        public Sheet Read(string name, bool hidden, XlsxParts parts, string part)
        {
            var sheet = new Sheet(name, hidden);
            SheetRow? row = null;
            var ordered = true;
            Parse(parts, part, name, reading, xml =>
            {
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
                            reading.Budget.Cell();
                        }

                        break;
                    case "row":
                        reading.ThrowIfCancelled();
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
                            sheet.Merges
                                .Add(new Merge(Math.Min(top, bottom), Math.Max(top, bottom), Math.Min(left, right), Math.Max(left, right)));
                        }

                        break;
                    case "conditionalFormatting" or "dataValidations" or "extLst" or "hyperlinks":
                        xml.Skip();
                        break;
                }
            });

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
                row.Cells.AddRange(
                    group.SelectMany(part => part.Cells).GroupBy(cell => cell.Column).OrderBy(cell => cell.Key)
                        .Select(cell => cell.Last()));
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
                reading.Report(WorkbookProblems.NotCalculated(sheet.Name, CellRef.Of(_row, _column)));
            }

            return CellOf(type, value, inline, formula, style, sheet);
        }

        /// <summary>Returns one of the texts that all sheets share; null, told once, where it is not there.</summary>
        private SheetText? SharedText(string? value, Sheet sheet)
        {
            if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < strings.Count)
            {
                return strings[index];
            }

            if (!string.IsNullOrEmpty(value) && !_textMissed)
            {
                _textMissed = true;
                reading.Report(WorkbookProblems.TextMissing(sheet.Name, CellRef.Of(_row, _column)));
            }

            return null;
        }

        /// <summary>Returns the cell by what its type says of the value; null where nothing is printed.</summary>
        private SheetCell? CellOf(string? type, string? value, SheetText? inline, bool formula, CellStyle style, Sheet sheet)
        {
            switch (type)
            {
                case "s":
                    return SharedText(value, sheet) is { Stored.Length: > 0 } shared ? new SheetCell(_column, null, shared, style) : null;
                case "inlineStr":
                    inline ??= value is null ? null : new SheetText(Unescape(value));
                    return inline is { Stored.Length: > 0 } ? new SheetCell(_column, null, inline, style) : null;
                case "b":
                    return value is null
                        ? null : new SheetCell(_column, null, new SheetText(value.Trim() == "1" ? "TRUE" : "FALSE"), style);
                case "e":
                    if (value is null)
                    {
                        return null;
                    }

                    sheet.Errors.Add((_row, _column, value));
                    return new SheetCell(_column, null, new SheetText(value), style);
                case "d" when DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var day)
                    && value.Contains('-', StringComparison.Ordinal):
                    return new SheetCell(_column, null, new SheetText(style.Format.DateText(day)), style);
                case "str" or "d":
                    return string.IsNullOrEmpty(value) ? null : new SheetCell(_column, null, new SheetText(Unescape(value)), style);
                default:
                    if (string.IsNullOrWhiteSpace(value))
                    {
                        return null;
                    }

                    if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                        || !double.IsFinite(number))
                    {
                        return new SheetCell(_column, null, new SheetText(value), style);
                    }

                    if (number == 0 && formula && stale)
                    {
                        // Who wrote the formula left its result to the program that opens the book.
                        reading.Report(WorkbookProblems.NotCalculated(sheet.Name, CellRef.Of(_row, _column)));
                        return null;
                    }

                    return NumberCell.Of(sheet.Name, _row, _column, number, style, from1904, reading);
            }
        }
    }
}
