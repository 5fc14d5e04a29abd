using System.Globalization;
using System.Xml;

namespace Plan86.Transform.Reading.Spreadsheet;

/// <summary>How cells of one style look.</summary>
/// <param name="Divisor">By this a number is divided before it is shown.</param>
/// <param name="ShowsNoDay">A date is shown as its month or year.</param>
internal sealed record OdsStyle(CellStyle Look, double Divisor, bool ShowsNoDay)
{
    public static readonly OdsStyle None = new(CellStyle.None, 1, false);
}

/// <summary>The styles of an OpenDocument spreadsheet, as far as they say what a cell means: taken element by element.</summary>
internal sealed class OdsStyles
{
    private const string StyleSpace = "urn:oasis:names:tc:opendocument:xmlns:style:1.0";
    private const string NumberSpace = "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0";
    private const string FormatSpace = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0";
    private const string SvgSpace = "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0";
    private const string TableSpace = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private const int Deepest = 16;

    // LibreOffice writes each level of indent so wide.
    private const double PointsOfIndent = 10;

    private readonly Dictionary<string, Raw> _cells = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _faces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Shown> _formats = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OdsStyle> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _hiddenSheets = [];
    private readonly HashSet<string> _raised = [];
    private readonly Dictionary<string, string> _fontsOfText = new(StringComparer.Ordinal);
    private string _family = "";
    private string _name = "";
    private Raw? _cell;
    private Shown? _format;

    public bool IsHiddenSheet(string style) => _hiddenSheets.Contains(style);

    public bool IsRaised(string style) => _raised.Contains(style);

    /// <summary>The font that a piece of text within a cell has; empty where it is the cell's.</summary>
    public string FontOf(string style) => _fontsOfText.TryGetValue(style, out var face) ? _faces.GetValueOrDefault(face, face) : "";

    public OdsStyle Of(string name)
    {
        if (!_known.TryGetValue(name, out var style))
        {
            _known.Add(name, style = _cells.ContainsKey(name) ? Resolve(name) : OdsStyle.None);
        }

        return style;
    }

    /// <summary>One element of the styles; others are passed over.</summary>
    public void Take(XmlReader xml)
    {
        if (xml.NodeType != XmlNodeType.Element)
        {
            return;
        }

        switch (xml.NamespaceURI)
        {
            case StyleSpace:
                TakeStyle(xml);
                break;
            case NumberSpace:
                TakeFormat(xml);
                break;
        }
    }

    // Long on purpose: a table: one element of the format a case.
    private void TakeStyle(XmlReader xml)
    {
        string Of(string attribute, string space) => xml.GetAttribute(attribute, space) ?? "";
        switch (xml.LocalName)
        {
            case "font-face":
                _faces[Of("name", StyleSpace)] = Of("font-family", SvgSpace).Trim('\'', '"');
                break;
            case "style" or "default-style":
                (_family, _name, _cell) = (Of("family", StyleSpace), Of("name", StyleSpace), null);
                if (_family == "table-cell")
                {
                    _cells[_name] = _cell = new Raw
                    {
                        Parent = Of("parent-style-name", StyleSpace),
                        Format = Of("data-style-name", StyleSpace),
                    };
                    _known.Remove(_name);
                }

                break;
            case "table-properties" when _family == "table" && Of("display", TableSpace) == "false":
                _hiddenSheets.Add(_name);
                break;
            case "text-properties" when _family == "text":
                var position = Of("text-position", StyleSpace);
                if (position.StartsWith("super", StringComparison.Ordinal) || (position.Length > 0 && position[0] is >= '1' and <= '9'))
                {
                    _raised.Add(_name);
                }

                if (FontIn(xml) is { Length: > 0 } font)
                {
                    _fontsOfText[_name] = font;
                }

                break;
            case "text-properties" when _cell is not null && _family == "table-cell":
                _cell.Font = FontIn(xml);
                _cell.Bold = Of("font-weight", FormatSpace) switch
                {
                    "" => null,
                    "bold" or "600" or "700" or "800" or "900" => true,
                    _ =>
                    false
                };
                _cell.Italic = Of("font-style", FormatSpace) switch { "" => null, "italic" or "oblique" => true, _ => false };
                break;
            case "paragraph-properties" when _cell is not null && _family == "table-cell":
                _cell.Indent = Points(Of("margin-left", FormatSpace)) is { } points ? (int)Math.Round(points / PointsOfIndent) : null;
                break;
        }
    }

    private static string FontIn(XmlReader xml) =>
        xml.GetAttribute("font-name", StyleSpace) is { Length: > 0 } face
            ? face : (xml.GetAttribute("font-family", FormatSpace) ?? "").Trim('\'', '"');

    private void TakeFormat(XmlReader xml)
    {
        switch (xml.LocalName)
        {
            case "number-style" or "percentage-style" or "currency-style" or "date-style" or "time-style" or "boolean-style"
                or "text-style":
                _format = new Shown { IsDate = xml.LocalName == "date-style" };
                _formats[xml.GetAttribute("name", StyleSpace) ?? ""] = _format;
                break;
            case "number" when _format is not null
                && double.TryParse(
                    xml.GetAttribute("display-factor", NumberSpace), NumberStyles.Float, CultureInfo.InvariantCulture, out var factor)
                && double.IsFinite(factor) && factor > 0:
                _format.Divisor = factor;
                break;
            case "day" or "day-of-week" or "hours" or "minutes" or "seconds" or "week-of-year" when _format is not null:
                _format.HasDay = true;
                break;
            case "month" or "year" or "quarter" when _format is not null:
                _format.HasMonth = true;
                break;
        }
    }

    /// <summary>What a style leaves open its parent says.</summary>
    private OdsStyle Resolve(string name)
    {
        var (font, bold, italic, indent, format) = ("", default(bool?), default(bool?), default(int?), "");
        for (var depth = 0; depth < Deepest && _cells.TryGetValue(name, out var raw); depth++, name = raw.Parent)
        {
            font = font.Length > 0 ? font : raw.Font;
            bold ??= raw.Bold;
            italic ??= raw.Italic;
            indent ??= raw.Indent;
            format = format.Length > 0 ? format : raw.Format;
        }

        var shown = _formats.GetValueOrDefault(format);
        return new OdsStyle(
            new CellStyle(_faces.GetValueOrDefault(font, font), bold == true, italic == true, Math.Clamp(indent ?? 0, 0, 250), false,
                NumberFormat.General),
            shown?.Divisor ?? 1,
            shown is { IsDate: true, HasDay: false, HasMonth: true });
    }

    /// <summary><c>0.353cm</c>, <c>10pt</c>, <c>0.14in</c>; null for anything else.</summary>
    private static double? Points(string length)
    {
        var unit = length.Length > 2 ? length[^2..] : "";
        return double.TryParse(
            length.AsSpan(0, Math.Max(0, length.Length - 2)), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? unit switch { "cm" => number * 72 / 2.54, "mm" => number * 72 / 25.4, "in" => number * 72, "pt" => number, _ => null }
            : null;
    }

    private sealed class Raw
    {
        public string Parent { get; init; } = "";

        public string Format { get; init; } = "";

        public string Font { get; set; } = "";

        public bool? Bold { get; set; }

        public bool? Italic { get; set; }

        public int? Indent { get; set; }
    }

    private sealed class Shown
    {
        public bool IsDate { get; init; }

        public double Divisor { get; set; } = 1;

        public bool HasDay { get; set; }

        public bool HasMonth { get; set; }
    }
}
