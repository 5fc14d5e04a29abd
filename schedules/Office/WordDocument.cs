using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Plan86.Schedules.Charts;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Reading.Layout;
using A = DocumentFormat.OpenXml.Drawing;
using Inline = DocumentFormat.OpenXml.Drawing.Wordprocessing;
using Pic = DocumentFormat.OpenXml.Drawing.Pictures;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Plan86.Schedules.Office;

/// <summary>
/// An A4 report for Word, in the page layout of Vietnamese administrative documents (Decree 30/2020/NĐ-CP, appendix I):
/// margins, page number at the top centre from page 2, headings I., 1., a); in one typeface, the shipped one, which the file brings
/// along. Headings, captions, lists and tables are native, so an editor can go on. Texts may hold anything: what XML or the eye
/// cannot take is left out. The same calls give the same bytes.
/// </summary>
internal sealed partial class WordDocument(Language language, string title, string author, DateOnly day)
{
    // Twentieths of a point: A4, margins 20 mm at top and bottom, 30 mm left, 15 mm right.
    private const int PageWidth = 11906, PageHeight = 16838, Top = 1134, Left = 1701, Right = 851;
    private const int TextWidth = PageWidth - Left - Right;
    private const long EmuPerTwip = 635;

    /// <summary>A table of up to so many rows goes to the next page rather than over two.</summary>
    private const int RowsKeptTogether = 5;

    private const string Typeface = "Be Vietnam Pro";

    private static readonly string[] TableSides = ["top", "left", "bottom", "right", "insideH", "insideV"];

    private readonly List<OpenXmlElement> _body = [];
    private readonly List<(int Level, string Text, string Bookmark)> _headings = [];
    private readonly List<byte[]> _pictures = [];
    private readonly int[] _numbers = new int[3];
    private int _contentsAt = -1;
    private string _contentsTitle = "";
    private int _tables;

    private bool IsVietnamese => language == Language.Vietnamese;

    /// <summary>How a line of its own looks, outside body text.</summary>
    /// <param name="Size">In points.</param>
    /// <param name="RuleOf">A rule below, as a share of the column's width; 0 for none.</param>
    public sealed record Line(string Text, bool Bold = false, bool Italic = false, int Size = 11, double RuleOf = 0, bool Centred = true);

    /// <param name="Share">Of the table's width, relative to the other columns.</param>
    /// <param name="IsNumber">Set flush right.</param>
    public sealed record Column(string Header, double Share, bool IsNumber = false);

    /// <summary>Lines that stand as on a title page.</summary>
    public void Lines(params IReadOnlyList<Line> lines) => _body.AddRange(Paragraphs(lines, TextWidth));

    /// <summary>Two columns without borders: the letterhead, the signature. Stays on one page.</summary>
    public void SideBySide(double leftShare, IReadOnlyList<Line> left, IReadOnlyList<Line> right)
    {
        var leftWidth = (int)(TextWidth * leftShare);
        int[] widths = [leftWidth, TextWidth - leftWidth];
        _body.Add(new W.Table(
            new TableProperties(
                new TableWidth { Width = Text(TextWidth), Type = TableWidthUnitValues.Dxa },
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableCellMarginDefault(
                    new TableCellLeftMargin { Width = 0, Type = TableWidthValues.Dxa },
                    new TableCellRightMargin { Width = 0, Type = TableWidthValues.Dxa })),
            Grid(widths),
            new TableRow(
                new TableRowProperties(new CantSplit()),
                Cell(widths[0], Paragraphs(left, widths[0])),
                Cell(widths[1], Paragraphs(right, widths[1])))));
        _body.Add(Styled("Plain"));
    }

    /// <summary>The table of contents stands here: headings of level 1, without page numbers, which only Word
    /// can know.</summary>
    public void Contents(string heading) => (_contentsAt, _contentsTitle) = (_body.Count, heading);

    /// <param name="level">1 to 3.</param>
    public void Heading(int level, string text)
    {
        _numbers[level - 1]++;
        Array.Clear(_numbers, level, _numbers.Length - level);
        var bookmark = string.Create(CultureInfo.InvariantCulture, $"_Toc{_headings.Count + 1:000000}");
        var id = Text(_headings.Count + 1);
        _headings.Add((level, $"{Number(level)} {Clean(text)}", bookmark));
        _body.Add(Styled(
            "Heading" + Text(level), new BookmarkStart { Id = id, Name = bookmark }, Run(text), new BookmarkEnd { Id = id }));
    }

    /// <param name="withNext">On the page of what follows: a table it introduces, a signature that never stands alone.</param>
    public void Body(string text, bool withNext = false)
    {
        var paragraph = Styled("BodyText", Run(text));
        _body.Add(withNext ? KeptWithNext(paragraph) : paragraph);
    }

    /// <summary>What is read only when it is looked for, in small.</summary>
    public void Note(string text) => _body.Add(Styled("Note", Run(text)));

    public void Items(IEnumerable<string> texts) => _body.AddRange(texts.Select(text => Styled("ListBullet", Run(text))));

    /// <summary>A numbered table: a header row that is repeated on each page, rows that no page break splits.</summary>
    /// <param name="rows">Cells; a line feed begins a new line.</param>
    /// <param name="widthShare">Of the text column.</param>
    public void Table(string caption, IReadOnlyList<Column> columns, IReadOnlyList<IReadOnlyList<string>> rows, double widthShare = 1)
    {
        _body.Add(KeptWithNext(Caption(IsVietnamese ? "Bảng" : "Table", ++_tables, caption)));
        var width = TextWidth * widthShare;
        var shares = columns.Sum(column => column.Share);
        var widths = columns.Select(column => (int)(width * column.Share / shares)).ToArray();
        var table = new W.Table(
            new TableProperties(
                new TableStyle { Val = "Plan86Table" },
                new TableWidth { Width = Text(widths.Sum()), Type = TableWidthUnitValues.Dxa },
                new TableJustification { Val = TableRowAlignmentValues.Center },
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableLook
                {
                    Val = "0020",
                    FirstRow = true,
                    LastRow = false,
                    FirstColumn = false,
                    LastColumn = false,
                    NoHorizontalBand = true,
                    NoVerticalBand = true,
                },
                new TableCaption { Val = Clean(caption) }),
            Grid(widths),
            Row(widths, [.. columns.Select(column => column.Header)], _ => "TableHeader", keepNext: true, new TableHeader()));
        for (var i = 0; i < rows.Count; i++)
        {
            var keepNext = i < rows.Count - 1 && rows.Count <= RowsKeptTogether;
            table.Append(Row(widths, rows[i], at => columns[at].IsNumber ? "TableNumber" : "TableText", keepNext));
        }

        _body.Add(table);
    }

    /// <summary>A numbered picture, its caption below.</summary>
    /// <param name="widthShare">Of the text column.</param>
    public void Picture(byte[] png, string altText, string caption, double widthShare = 1)
    {
        _pictures.Add(png);

        // Width and height stand in the first chunk of every PNG.
        var (pixelsWide, pixelsHigh) = (
            BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        var wide = (long)(TextWidth * widthShare) * EmuPerTwip;
        var high = wide * pixelsHigh / pixelsWide;
        var (number, label) = (_pictures.Count, IsVietnamese ? "Hình" : "Figure");
        var drawing = new W.Drawing(new Inline.Inline(
            new Inline.Extent { Cx = wide, Cy = high },
            new Inline.DocProperties { Id = (uint)number, Name = $"{label} {Text(number)}", Description = Clean(altText) },
            new A.Graphic(new A.GraphicData(new Pic.Picture(
                new Pic.NonVisualPictureProperties(
                    new Pic.NonVisualDrawingProperties { Id = (uint)number, Name = PictureId(number) + ".png" },
                    new Pic.NonVisualPictureDrawingProperties(new A.PictureLocks { NoChangeAspect = true })),
                new Pic.BlipFill(new A.Blip { Embed = PictureId(number) }, new A.Stretch(new A.FillRectangle())),
                new Pic.ShapeProperties(
                    new A.Transform2D(new A.Offset { X = 0, Y = 0 }, new A.Extents { Cx = wide, Cy = high }),
                    new A.PresetGeometry(new A.AdjustValueList()) { Preset = A.ShapeTypeValues.Rectangle })))
            { Uri = "http://schemas.openxmlformats.org/drawingml/2006/picture" }))
        { DistanceFromTop = 0, DistanceFromBottom = 0, DistanceFromLeft = 0, DistanceFromRight = 0 });
        _body.Add(Styled("Figure", new Run(drawing)));
        var below = Caption(label, number, caption);
        below.ParagraphProperties!.SpacingBetweenLines = new SpacingBetweenLines { Before = "40", After = "120" };
        _body.Add(below);
    }

    public byte[] ToArray()
    {
        using var stream = new MemoryStream();
        using (var package = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            // Relationships are named here: the SDK would draw random names.
            var main = package.AddNewPart<MainDocumentPart>(
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "rId1");
            main.AddNewPart<StyleDefinitionsPart>("rIdStyles").Styles = new Styles(StylesXml());
            main.AddNewPart<NumberingDefinitionsPart>("rIdNumbering").Numbering = new Numbering(NumberingXml());
            main.AddNewPart<DocumentSettingsPart>("rIdSettings").Settings = new W.Settings(SettingsXml());
            AddTypeface(main);
            main.AddNewPart<HeaderPart>("rIdHeader").Header = new Header(
                Styled("Header", new SimpleField(new Run(new W.Text("2"))) { Instruction = " PAGE " }));
            main.AddNewPart<HeaderPart>("rIdFirst").Header = new Header(Styled("Header"));
            for (var i = 0; i < _pictures.Count; i++)
            {
                using var png = new MemoryStream(_pictures[i], writable: false);
                main.AddImagePart(ImagePartType.Png, PictureId(i + 1)).FeedData(png);
            }

            var all = new List<OpenXmlElement>(_body);
            if (_contentsAt >= 0)
            {
                all.Insert(_contentsAt, ContentsBlock());
            }

            if (all.Count > 0 && all[^1] is W.Table)
            {
                // A document ends in a paragraph: Word would add one, with a mark of its own.
                all.Add(Styled("Plain"));
            }

            all.Add(new SectionProperties(
                new HeaderReference { Type = HeaderFooterValues.Default, Id = "rIdHeader" },
                new HeaderReference { Type = HeaderFooterValues.First, Id = "rIdFirst" },
                new PageSize { Width = PageWidth, Height = PageHeight },
                new PageMargin { Top = Top, Bottom = Top, Left = Left, Right = Right, Header = Top / 2, Footer = Top / 2, Gutter = 0 },
                new TitlePage()));
            main.Document = new Document(new W.Body(all));

            using var core = new MemoryStream(Encoding.UTF8.GetBytes(CoreXml()));
            package.AddNewPart<CoreFilePropertiesPart>("application/vnd.openxmlformats-package.core-properties+xml", "rId2").FeedData(core);
        }

        return ReproducibleZip.Rewrite(stream.ToArray());
    }

    /// <summary>The typeface goes with the document, so that it looks the same on a machine that has it not: whole, obfuscated with a key
    /// that stands beside it (ECMA-376, part 4, 3.1), which is no secret; its licence allows it.</summary>
    private static void AddTypeface(MainDocumentPart main)
    {
        var table = main.AddNewPart<FontTablePart>("rIdFonts");
        OpenXmlElement Embedded(string file, string id, Func<string, OpenXmlElement> element)
        {
            var bytes = Resource(file);

            // A key that is always the same, for the same bytes.
            var key = new Guid(SHA256.HashData(bytes).AsSpan(0, 16), bigEndian: true);
            Span<byte> mask = stackalloc byte[16];
            key.TryWriteBytes(mask, bigEndian: true, out _);
            for (var i = 0; i < 2 * mask.Length; i++)
            {
                bytes[i] ^= mask[mask.Length - 1 - (i % mask.Length)];
            }

            using var font = new MemoryStream(bytes, writable: false);
            table.AddFontPart(FontPartType.FontOdttf, id).FeedData(font);
            return element(key.ToString("B").ToUpperInvariant());
        }

        table.Fonts = new Fonts(new W.Font(
            new AltName { Val = "Arial" },
            new FontCharSet { Val = "00" },
            new FontFamily { Val = FontFamilyValues.Swiss },
            new Pitch { Val = FontPitchValues.Variable },
            Embedded("BeVietnamPro-Regular.ttf", "rIdRegular", key => new EmbedRegularFont { Id = "rIdRegular", FontKey = key }),
            Embedded("BeVietnamPro-Bold.ttf", "rIdBold", key => new EmbedBoldFont { Id = "rIdBold", FontKey = key }))
        { Name = Typeface });
    }

    private static byte[] Resource(string name)
    {
        using var stream = typeof(WordDocument).Assembly.GetManifestResourceStream(name)!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static IEnumerable<OpenXmlElement> Paragraphs(IReadOnlyList<Line> lines, int width)
    {
        foreach (var line in lines)
        {
            var look = new RunProperties();
            if (line.Bold)
            {
                look.Append(new Bold());
            }

            if (line.Italic)
            {
                look.Append(new Italic());
            }

            look.Append(new FontSize { Val = Text(line.Size * 2) });
            var run = Run(line.Text);
            run.PrependChild(look);
            yield return new Paragraph(Properties(line.Centred), run);
            if (line.RuleOf > 0)
            {
                // An empty line with a border above, as wide as is asked for; it leaves no gap of its own.
                var indent = Text((int)(width * (1 - line.RuleOf) / 2));
                var rule = Properties(centred: true);
                rule.ParagraphBorders = new ParagraphBorders(
                    new TopBorder { Val = BorderValues.Single, Size = 6, Space = 1, Color = "000000" });
                rule.SpacingBetweenLines = new SpacingBetweenLines
                {
                    Before = "60",
                    After = "0",
                    Line = "120",
                    LineRule = LineSpacingRuleValues.Exact,
                };
                rule.Indentation = new Indentation { Left = indent, Right = indent };
                yield return new Paragraph(rule);
            }
        }

        static ParagraphProperties Properties(bool centred) => new()
        {
            ParagraphStyleId = new ParagraphStyleId { Val = "Plain" },
            Justification = new Justification { Val = centred ? JustificationValues.Center : JustificationValues.Left },
        };
    }

    private static TableRow Row(
        int[] widths, IReadOnlyList<string> cells, Func<int, string> style, bool keepNext, params OpenXmlElement[] properties) =>
        new([
            new TableRowProperties([new CantSplit(), .. properties]),
            .. cells.Select((text, at) => Cell(widths[at], text.Split('\n').Select(line =>
            {
                var paragraph = Styled(style(at), Run(line));
                return keepNext ? KeptWithNext(paragraph) : paragraph;
            }))),
        ]);

    private static TableCell Cell(int width, IEnumerable<OpenXmlElement> paragraphs) =>
        new([new TableCellProperties(new TableCellWidth { Width = Text(width), Type = TableWidthUnitValues.Dxa }), .. paragraphs]);

    private static TableGrid Grid(int[] widths) => new(widths.Select(width => new GridColumn { Width = Text(width) }));

    private static Paragraph Caption(string label, int number, string text) => Styled(
        "Caption",
        Run(label), new Run(new W.Text("\u00A0")), new SimpleField(Run(Text(number))) { Instruction = $" SEQ {label} \\* ARABIC " },
        Run(". " + Clean(text)));

    private static Paragraph KeptWithNext(Paragraph paragraph)
    {
        paragraph.ParagraphProperties!.KeepNext = new KeepNext();
        return paragraph;
    }

    private static Paragraph Styled(string style, params OpenXmlElement[] content) =>
        new([new ParagraphProperties { ParagraphStyleId = new ParagraphStyleId { Val = style } }, .. content]);

    private static Run Run(string text) => new(new W.Text(Clean(text)) { Space = SpaceProcessingModeValues.Preserve });

    private SdtBlock ContentsBlock()
    {
        var entries = _headings.Where(heading => heading.Level == 1).Select(heading => Styled(
            "TOC" + Text(heading.Level), new Hyperlink(Run(heading.Text)) { Anchor = heading.Bookmark, History = true })).ToList();
        if (entries.Count == 0)
        {
            entries.Add(Styled("TOC1"));
        }

        entries[0].InsertAfter(new Run(new FieldChar { FieldCharType = FieldCharValues.Begin }), entries[0].ParagraphProperties);
        entries[0].InsertAfter(
            new Run(new FieldCode(@" TOC \o ""1-1"" \n \h \z \u ") { Space = SpaceProcessingModeValues.Preserve }),
            entries[0].ChildElements[1]);
        entries[0].InsertAfter(new Run(new FieldChar { FieldCharType = FieldCharValues.Separate }), entries[0].ChildElements[2]);
        entries[^1].Append(new Run(new FieldChar { FieldCharType = FieldCharValues.End }));
        return new SdtBlock(
            new SdtProperties(new SdtContentDocPartObject(new DocPartGallery { Val = "Table of Contents" }, new DocPartUnique())),
            new SdtContentBlock([Styled("TOCHeading", Run(_contentsTitle)), .. entries]));
    }

    /// <summary>The number Word will give the heading, for the table of contents as stored.</summary>
    private string Number(int level) => (IsVietnamese, level) switch
    {
        (false, _) => string.Join('.', _numbers.Take(level).Select(Text)),
        (true, 1) => Roman(_numbers[0]) + ".",
        (true, 2) => Text(_numbers[1]) + ".",
        _ => new string((char)('a' + ((_numbers[2] - 1) % 26)), 1 + ((_numbers[2] - 1) / 26)) + ")",
    };

    private static string Roman(int number)
    {
        var text = new StringBuilder();
        foreach (var (value, letters) in new[] { (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I") })
        {
            for (; number >= value; number -= value)
            {
                text.Append(letters);
            }
        }

        return text.ToString();
    }

    private static string PictureId(int number) => "picture" + Text(number);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What XML allows and the eye sees: no control or format characters, no halves of pairs.</summary>
    private static string Clean(string text) => Years().Replace(DrawableText.Clean(text), Unbroken);

    /// <summary>From year to year, however it is printed. Word breaks a line behind an en dash, and knows U+200D as "no-width non break";
    /// other programs take it so by UAX 14.</summary>
    private const string Unbroken = "–\u200D";

    [GeneratedRegex(@"(?<=\d)–(?=\d)|(?<=\b(19|20)\d\d) ?[-–] ?(?=(19|20)\d\d\b)")]
    private static partial Regex Years();

    private string CoreXml()
    {
        XNamespace core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
        XNamespace dc = "http://purl.org/dc/elements/1.1/";
        XNamespace terms = "http://purl.org/dc/terms/";
        XNamespace xsi = "http://www.w3.org/2001/XMLSchema-instance";
        XElement Date(string name) => new(
            terms + name, new XAttribute(xsi + "type", "dcterms:W3CDTF"),
            day.ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture));
        return new XElement(
            core + "coreProperties",
            new XAttribute(XNamespace.Xmlns + "cp", core), new XAttribute(XNamespace.Xmlns + "dc", dc),
            new XAttribute(XNamespace.Xmlns + "dcterms", terms), new XAttribute(XNamespace.Xmlns + "xsi", xsi),
            new XElement(dc + "title", Clean(title)), new XElement(dc + "creator", Clean(author)), new XElement(dc + "language", Locale),
            Date("created"), Date("modified")).ToString(SaveOptions.DisableFormatting);
    }

    private string Locale => IsVietnamese ? "vi-VN" : "en-GB";

    private static string SettingsXml() => """
        <w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
          <w:zoom w:percent="100"/>
          <w:embedTrueTypeFonts/>
          <w:defaultTabStop w:val="720"/>
          <w:characterSpacingControl w:val="doNotCompress"/>
          <w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
        </w:settings>
        """;

    /// <summary>Headings I., 1., a) in Vietnamese, 1, 1.1, 1.1.1 in English; lists with a dash.</summary>
    private string NumberingXml()
    {
        var levels = IsVietnamese
            ? new[] { ("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)") }
            : [("decimal", "%1"), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3")];
        return $"""
            <w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
              <w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>
                {string.Concat(levels.Select((level, at) => $"""
                <w:lvl w:ilvl="{at}"><w:start w:val="1"/>
                <w:numFmt w:val="{level.Item1}"/>
                <w:pStyle w:val="Heading{at + 1}"/><w:suff w:val="space"/><w:lvlText w:val="{level.Item2}"/><w:lvlJc w:val="left"/></w:lvl>
                """))}
              </w:abstractNum>
              <w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="singleLevel"/>
                <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:lvlText w:val="-"/>
                <w:lvlJc w:val="left"/><w:pPr><w:ind w:left="567" w:hanging="284"/></w:pPr></w:lvl>
              </w:abstractNum>
              <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
              <w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
            </w:numbering>
            """;
    }

    /// <summary>Sizes are half points, distances twentieths of a point.</summary>
    private string StylesXml() => $"""
        <w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
          <w:docDefaults>
            <w:rPrDefault><w:rPr>
            <w:rFonts w:ascii="{Typeface}" w:hAnsi="{Typeface}" w:eastAsia="{Typeface}" w:cs="{Typeface}"/>
            <w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="{Locale}" w:eastAsia="{Locale}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>
            <w:pPrDefault><w:pPr><w:widowControl/><w:spacing w:after="0" w:line="228" w:lineRule="auto"/></w:pPr></w:pPrDefault>
          </w:docDefaults>
          <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
          <w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>
          <w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>
          <w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>
          </w:style>
          {HeadingStyle(
              1, """<w:spacing w:before="240" w:after="80"/>""", """<w:b/><w:bCs/><w:caps/><w:sz w:val="24"/><w:szCs w:val="24"/>""")}
          {HeadingStyle(2, """<w:spacing w:before="200" w:after="60"/>""", """<w:b/><w:bCs/><w:sz w:val="23"/><w:szCs w:val="23"/>""")}
          {HeadingStyle(
              3, """<w:spacing w:before="140" w:after="40"/>""", """<w:b/><w:bCs/><w:sz w:val="21"/><w:szCs w:val="21"/>""")}
          {ParagraphStyle("BodyText", "Body Text",
              """<w:spacing w:before="60" w:after="60" w:line="240" w:lineRule="auto"/><w:ind w:firstLine="567"/><w:jc w:val="both"/>""")}
          {ParagraphStyle("ListBullet", "List Bullet",
              """<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr><w:spacing w:before="40" w:after="40"/>""")}
          {ParagraphStyle("Plain", "Plan86 Plain", "")}
          {ParagraphStyle("Note", "Plan86 Note", """<w:spacing w:before="20" w:after="60"/>""",
              """<w:sz w:val="18"/><w:szCs w:val="18"/>""")}
          {ParagraphStyle("Figure", "Plan86 Figure", """<w:keepNext/><w:spacing w:before="120"/><w:jc w:val="center"/>""")}
          {ParagraphStyle("Caption", "caption", """<w:spacing w:before="120" w:after="60"/><w:jc w:val="center"/>""",
              """<w:b/><w:bCs/><w:sz w:val="18"/><w:szCs w:val="18"/>""")}
          {ParagraphStyle("TableText", "Plan86 Table Text", """<w:spacing w:before="20" w:after="20"/>""",
              """<w:sz w:val="17"/><w:szCs w:val="17"/>""")}
          {ParagraphStyle("TableNumber", "Plan86 Table Number", """<w:spacing w:before="20" w:after="20"/><w:jc w:val="right"/>""",
              """<w:sz w:val="17"/><w:szCs w:val="17"/>""")}
          {ParagraphStyle("TableHeader", "Plan86 Table Header", """<w:spacing w:before="20" w:after="20"/><w:jc w:val="center"/>""",
              """<w:b/><w:bCs/><w:sz w:val="17"/><w:szCs w:val="17"/>""")}
          {ParagraphStyle("Header", "header", """<w:jc w:val="center"/>""")}
          {ParagraphStyle("TOCHeading", "TOC Heading", """<w:keepNext/><w:spacing w:before="200" w:after="60"/><w:jc w:val="center"/>""",
              """<w:b/><w:bCs/>""")}
          {ParagraphStyle("TOC1", "toc 1", """<w:spacing w:before="10" w:after="10"/>""",
              """<w:sz w:val="19"/><w:szCs w:val="19"/>""")}
          {ParagraphStyle("TOC2", "toc 2", """<w:spacing w:before="0" w:after="0"/><w:ind w:left="425"/>""",
              """<w:sz w:val="19"/><w:szCs w:val="19"/>""")}
          <w:style w:type="table" w:customStyle="1" w:styleId="Plan86Table"><w:name w:val="Plan86 Table"/><w:basedOn w:val="TableNormal"/>
          <w:qFormat/>
            <w:tblPr><w:tblBorders>{string.Concat(TableSides.Select(
                side => $"""<w:{side} w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>"""))}</w:tblBorders>
            <w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>
            <w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/>
            <w:vAlign w:val="center"/></w:tcPr></w:tblStylePr>
          </w:style>
        </w:styles>
        """;

    private static string HeadingStyle(int level, string spacing, string run) => ParagraphStyle(
        $"Heading{level}", $"heading {level}",
        $"""<w:keepNext/><w:keepLines/><w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="1"/>"""
            + $"""</w:numPr>{spacing}<w:outlineLvl w:val="{level - 1}"/>""",
        run, """<w:next w:val="BodyText"/>""");

    private static string ParagraphStyle(string id, string name, string paragraph, string run = "", string next = "") =>
        $"""
        <w:style w:type="paragraph" w:styleId="{id}"{(name.StartsWith("Plan86", StringComparison.Ordinal) ? " w:customStyle=\"1\"" : "")}>
        <w:name w:val="{name}"/><w:basedOn w:val="Normal"/>{next}<w:qFormat/>
        <w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>
        """;
}
