using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Reading.Spreadsheet;

/// <summary>
/// Reads the spreadsheets of OpenDocument (ISO/IEC 26300): packed (<c>.ods</c>, templates too) or as one XML (<c>.fods</c>).
/// Values are the stored ones, results of formulas included; days shown as months are text, as everywhere.
/// </summary>
internal static class OdsSheets
{
    private const string Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private const string TableSpace = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private const string TextSpace = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
    private const string Calc = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0";
    private const string ContentPart = "content.xml";
    private const string StylesPart = "styles.xml";
    private const string EncryptedPart = "encrypted-package";
    private const string ManifestPart = "META-INF/manifest.xml";

    // LibreOffice keeps what its formulas took from other files as tables of this style.
    private const string CopyOfOthers = "ta_extref";

    // Longer ones no spreadsheet program lets into a cell.
    private const int LongestText = 32_767;

    private static readonly XmlReaderSettings Xml = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CheckCharacters = false,
        CloseInput = true,
    };

    public static bool Is(FileHead head) =>
        head.IsZip && (head.Zip.GetEntry(ContentPart) ?? head.Zip.GetEntry(EncryptedPart)) is not null
        && head.Zip.GetEntry("mimetype") is { Length: < 200 } kind
        && ReadAll(kind).Contains("opendocument.spreadsheet", StringComparison.Ordinal);

    public static bool IsFlat(FileHead head) =>
        head.Text.Contains(Office, StringComparison.Ordinal) && head.Text.Contains("opendocument.spreadsheet", StringComparison.Ordinal)
        && head.Text.AsSpan().TrimStart().StartsWith("<");

    public static IEnumerable<Sheet> Read(Stream bytes, ReadingContext reading)
    {
        using var zip = new ZipArchive(bytes, ZipArchiveMode.Read, leaveOpen: true);
        if (zip.GetEntry(ManifestPart) is { } manifest && IsEncrypted(manifest, reading))
        {
            reading.Refuse(WorkbookProblems.Encrypted());
            yield break;
        }

        var styles = new OdsStyles();
        if (zip.GetEntry(StylesPart) is { } shared)
        {
            using var xml = Open(shared.Open(), reading);
            while (Advance(xml, "", reading))
            {
                styles.Take(xml);
            }
        }

        foreach (var sheet in new Content(styles, reading).Read(zip.GetEntry(ContentPart)!.Open()))
        {
            yield return sheet;
        }
    }

    /// <summary>The same in one XML.</summary>
    public static IEnumerable<Sheet> ReadFlat(Stream bytes, ReadingContext reading) => new Content(new OdsStyles(), reading).Read(bytes);

    private static XmlReader Open(Stream part, ReadingContext reading) => XmlReader.Create(reading.Budget.CountMarkup(part), Xml);

    /// <summary>What is damaged ends the reading, and is said.</summary>
    private static bool Advance(XmlReader xml, string place, ReadingContext reading)
    {
        try
        {
            return xml.Read();
        }
        catch (Exception error) when (error is XmlException or InvalidDataException or EndOfStreamException)
        {
            reading.Report(WorkbookProblems.Damaged(error.Message) with { Place = Place.OfSheet(place) });
            return false;
        }
    }

    private static bool IsEncrypted(ZipArchiveEntry manifest, ReadingContext reading)
    {
        using var xml = Open(manifest.Open(), reading);
        while (Advance(xml, "", reading))
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName is "encryption-data" or "encrypted-key")
            {
                return true;
            }
        }

        return false;
    }

    private static string ReadAll(ZipArchiveEntry entry)
    {
        using var text = new StreamReader(entry.Open(), Encoding.ASCII);
        return text.ReadToEnd();
    }

    /// <summary>The sheets of a content part, one after the other.</summary>
    private sealed class Content(OdsStyles styles, ReadingContext reading)
    {
        private readonly List<string> _columnStyles = [];
        private Sheet? _sheet;
        private int _row;
        private int _rows;
        private int _column;
        private bool _hiddenRow;
        private string _rowStyle = "";
        private SheetRow? _cells;

        public IEnumerable<Sheet> Read(Stream part)
        {
            using var xml = Open(part, reading);
            while (Advance(xml, _sheet?.Name ?? "", reading))
            {
                while (xml.NodeType == XmlNodeType.Element && IsAside(xml))
                {
                    // What stands in there may look like rows and cells, and is none of the sheet's.
                    if (!Skip(xml))
                    {
                        break;
                    }
                }

                if (xml.NodeType == XmlNodeType.Element)
                {
                    Begin(xml);
                }
                else if (xml.NodeType == XmlNodeType.EndElement && xml.NamespaceURI == TableSpace && End(xml.LocalName) is { } done)
                {
                    yield return done;
                }
            }

            if (_sheet is not null)
            {
                // The part broke off.
                EndRow();
                yield return _sheet;
            }
        }

        private void Begin(XmlReader xml)
        {
            if (_sheet is null)
            {
                styles.Take(xml);
            }

            if (xml.NamespaceURI != TableSpace)
            {
                return;
            }

            switch (xml.LocalName)
            {
                case "table":
                    reading.ThrowIfCancelled();
                    _sheet = new Sheet(
                        xml.GetAttribute("name", TableSpace) ?? "", styles.IsHiddenSheet(xml.GetAttribute("style-name", TableSpace) ?? ""));
                    (_row, _rows, _column) = (0, 0, 0);
                    _columnStyles.Clear();
                    if (xml.IsEmptyElement || xml.GetAttribute("style-name", TableSpace) == CopyOfOthers)
                    {
                        _sheet = null;
                    }

                    break;
                case "table-column" when _sheet is not null:
                    BeginColumns(xml, _sheet);
                    break;
                case "table-row" when _sheet is not null:
                    reading.ThrowIfCancelled();
                    _row = Math.Min(CellRef.MaxRow + 1, _row + Math.Max(1, _rows));
                    (_rows, _column) = (Count(xml, "number-rows-repeated", CellRef.MaxRow), 0);
                    _rowStyle = xml.GetAttribute("default-cell-style-name", TableSpace) ?? "";
                    _hiddenRow = xml.GetAttribute("visibility", TableSpace) is "collapse" or "filter";
                    _cells = new SheetRow(_row, _row, _hiddenRow);
                    if (xml.IsEmptyElement)
                    {
                        EndRow();
                    }

                    break;
                case "table-cell" or "covered-table-cell" when _sheet is not null && _cells is not null:
                    TakeCell(xml, _sheet, _cells);
                    break;
            }
        }

        private Sheet? End(string name)
        {
            if (name == "table-row")
            {
                EndRow();
            }

            if (name != "table")
            {
                return null;
            }

            var done = _sheet;
            _sheet = null;
            return done;
        }

        private void BeginColumns(XmlReader xml, Sheet sheet)
        {
            var style = xml.GetAttribute("default-cell-style-name", TableSpace) ?? "";
            var isHidden = xml.GetAttribute("visibility", TableSpace) is "collapse" or "filter";
            for (var count = Count(xml, "number-columns-repeated", CellRef.MaxColumn); count > 0
                && _columnStyles.Count < CellRef.MaxColumn; count--)
            {
                _columnStyles.Add(style);
                if (isHidden)
                {
                    sheet.HiddenColumns.Add(_columnStyles.Count);
                }
            }
        }

        /// <summary>A row with something in it is there as often as it is repeated: the budget ends what was made to burst.</summary>
        private void EndRow()
        {
            if (_cells is { Cells.Count: > 0 } row && _sheet is not null)
            {
                _sheet.Rows.Add(row);
                for (var i = 1; i < _rows && _row + i <= CellRef.MaxRow; i++)
                {
                    var again = new SheetRow(_row + i, _row + i, _hiddenRow);
                    again.Cells.AddRange(row.Cells);
                    row.Cells.ForEach(_ => reading.Budget.Cell());
                    _sheet.Rows.Add(again);
                }
            }

            _cells = null;
        }

        private void TakeCell(XmlReader xml, Sheet sheet, SheetRow row)
        {
            var repeated = Count(xml, "number-columns-repeated", CellRef.MaxColumn);
            var (across, down) = (
                Count(xml, "number-columns-spanned", CellRef.MaxColumn), Count(xml, "number-rows-spanned", CellRef.MaxRow));
            var first = _column + 1;
            _column = Math.Min(CellRef.MaxColumn, _column + repeated);
            if (_row > CellRef.MaxRow || first > CellRef.MaxColumn)
            {
                return;
            }

            var name = xml.GetAttribute("style-name", TableSpace)
                ?? (_rowStyle.Length > 0 ? _rowStyle : first <= _columnStyles.Count ? _columnStyles[first - 1] : "");
            if (ReadCell(xml, sheet, first, styles.Of(name)) is not { } cell)
            {
                return;
            }

            for (var column = first; column <= _column; column++)
            {
                row.Cells.Add(cell with { Column = column });
                reading.Budget.Cell();
            }

            if (across > 1 || down > 1)
            {
                sheet.Merges.Add(new Merge(_row, _row + down - 1, first, first + across - 1));
            }
        }

        private SheetCell? ReadCell(XmlReader xml, Sheet sheet, int column, OdsStyle style)
        {
            var type = xml.GetAttribute("value-type", Office) ?? xml.GetAttribute("value-type", TableSpace) ?? "";
            var kind = xml.GetAttribute("value-type", Calc) ?? "";
            var value = xml.GetAttribute("value", Office) ?? xml.GetAttribute("value", TableSpace);
            var other = xml.GetAttribute("date-value", Office) ?? xml.GetAttribute("boolean-value", Office);
            var stated = xml.GetAttribute("string-value", Office);
            var isFormula = xml.GetAttribute("formula", TableSpace) is not null;
            var address = CellRef.Of(_row, column);
            var text = ReadText(xml, sheet.Name, style.Look.Font);
            var shown = text?.Stored.Trim() ?? "";
            if (kind == "error" || (isFormula && (shown.StartsWith('#') || shown.StartsWith("Err:", StringComparison.Ordinal))))
            {
                sheet.Errors.Add((_row, column, shown));
                return new SheetCell(column, null, new SheetText(shown), style.Look);
            }

            if (Typed(type, value ?? other, text, style, column) is { } typed)
            {
                return typed;
            }

            if (isFormula && type.Length == 0 && shown.Length == 0)
            {
                reading.Report(WorkbookProblems.NotCalculated(sheet.Name, address));
            }

            text = shown.Length > 0 ? text : string.IsNullOrEmpty(stated) ? null : new SheetText(stated);
            return text is null ? null : new SheetCell(column, null, text, style.Look);
        }

        /// <summary>Returns the cell of a number, day or truth; null for a text, and where the value is none of its type.</summary>
        private static SheetCell? Typed(string type, string? value, SheetText? text, OdsStyle style, int column)
        {
            switch (type)
            {
                case "float" or "percentage" or "currency"
                    when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                        && double.IsFinite(number):
                    var look = type == "percentage" ? style.Look with { Format = NumberFormat.Percent } : style.Look;
                    return new SheetCell(column, number / style.Divisor, null, look);
                case "date" when DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date):
                    var isAsShown = style.ShowsNoDay && !string.IsNullOrWhiteSpace(text?.Stored);
                    return new SheetCell(column, null, isAsShown ? text : new SheetText(ExcelDate.Format(date)), style.Look);
                case "boolean":
                    return new SheetCell(column, null, new SheetText(value == "true" ? "TRUE" : "FALSE"), style.Look);
                default:
                    return null;
            }
        }

        /// <summary>Paragraphs of a cell, a line break between them; the reader is left on the cell's end.</summary>
        private SheetText? ReadText(XmlReader xml, string sheet, string font)
        {
            if (xml.IsEmptyElement)
            {
                return null;
            }

            var (depth, text, paragraphs, raised) = (xml.Depth, new StringBuilder(), 0, -1);
            var (runs, span) = (new List<FontRun>(), -1);
            var more = Advance(xml, sheet, reading);
            while (more && xml.Depth > depth)
            {
                if (xml.NodeType == XmlNodeType.Element && IsAside(xml))
                {
                    more = Skip(xml);
                    continue;
                }

                switch (xml.NodeType)
                {
                    case XmlNodeType.Element when xml.NamespaceURI == TextSpace:
                        if (xml.LocalName == "span" && span < 0 && !xml.IsEmptyElement
                            && styles.FontOf(xml.GetAttribute("style-name", TextSpace) ?? "") is { Length: > 0 } other)
                        {
                            runs.Add(new FontRun(text.Length, other));
                            span = xml.Depth;
                        }

                        TakeTextElement(xml, text, ref paragraphs, ref raised);
                        break;
                    case XmlNodeType.EndElement when xml.Depth == raised || xml.Depth == span:
                        if (xml.Depth == span)
                        {
                            runs.Add(new FontRun(text.Length, font));
                            span = -1;
                        }

                        raised = xml.Depth == raised ? -1 : raised;
                        break;
                    case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace
                        when paragraphs > 0 && text.Length < LongestText:
                        if (raised < 0 || !SheetText.IsMark(xml.Value, text.ToString()))
                        {
                            // Line ends and runs of blanks in the XML itself are one blank.
                            text.Append(xml.Value.ReplaceLineEndings(" "));
                        }

                        break;
                }

                more = Advance(xml, sheet, reading);
            }

            return text.Length == 0 ? null : new SheetText(text.ToString(), runs.Count > 0 ? [.. runs] : null);
        }

        private void TakeTextElement(XmlReader xml, StringBuilder text, ref int paragraphs, ref int raised)
        {
            switch (xml.LocalName)
            {
                case "p" or "h":
                    text.Append(paragraphs++ > 0 && text.Length < LongestText ? "\n" : "");
                    break;
                case "s":
                    var blanks = int.TryParse(
                        xml.GetAttribute("c", TextSpace), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 1;
                    text.Append(' ', Math.Clamp(blanks, 0, LongestText - Math.Min(LongestText, text.Length)));
                    break;
                case "tab" or "line-break":
                    text.Append(' ');
                    break;
                case "span" when !xml.IsEmptyElement && raised < 0 && styles.IsRaised(xml.GetAttribute("style-name", TextSpace) ?? ""):
                    raised = xml.Depth;
                    break;
            }
        }

        /// <summary>Remarks, drawings with tables of their own, what was changed before, copies of other files' cells.</summary>
        private static bool IsAside(XmlReader xml) =>
            (xml.LocalName, xml.NamespaceURI) is
                ("annotation", Office) or ("tracked-changes" or "shapes" or "dde-link" or "scenario" or "cell-range-source", TableSpace)
            || xml.NamespaceURI is "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" or "urn:oasis:names:tc:opendocument:xmlns:chart:1.0";

        /// <summary>False where the part breaks off.</summary>
        private bool Skip(XmlReader xml)
        {
            var depth = xml.Depth;
            if (xml.IsEmptyElement)
            {
                return Advance(xml, _sheet?.Name ?? "", reading);
            }

            while (Advance(xml, _sheet?.Name ?? "", reading))
            {
                if (xml.Depth <= depth && xml.NodeType == XmlNodeType.EndElement)
                {
                    return Advance(xml, _sheet?.Name ?? "", reading);
                }
            }

            return false;
        }

        private static int Count(XmlReader xml, string attribute, int most) =>
            int.TryParse(xml.GetAttribute(attribute, TableSpace), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                ? Math.Clamp(count, 1, most)
            : xml.GetAttribute(attribute, TableSpace) is { Length: > 9 } ? most
            : 1;
    }
}
