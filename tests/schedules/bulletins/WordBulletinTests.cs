using System.IO.Compression;
using System.Xml.Linq;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Plan86.Schedules;
using Plan86.Schedules.Bulletins;
using Plan86.Schedules.Charts;
using Plan86.Tests.Schedules.Bulletins;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading;
using Language = Plan86.Schedules.Language;
using Table = DocumentFormat.OpenXml.Wordprocessing.Table;
using TableCell = DocumentFormat.OpenXml.Wordprocessing.TableCell;
using TableRow = DocumentFormat.OpenXml.Wordprocessing.TableRow;
using Text = DocumentFormat.OpenXml.Wordprocessing.Text;

namespace Plan86.Tests.Schedules;

/// <summary>The bulletin in Word, made of the samples by the whole line.</summary>
public sealed class WordBulletinTests(WordBulletinTests.Samples samples) : IClassFixture<WordBulletinTests.Samples>
{
    private const string Hostile = "<script>alert(1)</script>\u0001\u0000\u202Egnp.exe\uD800 & \"'\uFFFE";
    private const string HostileAsText = "<script>alert(1)</script>gnp.exe\uFFFD & \"'";

    private static readonly string LongName = string.Concat(Enumerable.Repeat("tên_rất_dài", 19));
    private static readonly DateOnly December = new(2024, 12, 1);
    private static readonly DateOnly BeforeEverything = new(2010, 1, 1);

    [Theory]
    [InlineData(Language.Vietnamese)]
    [InlineData(Language.English)]
    public void Word_finds_nothing_to_repair(Language language)
    {
        Faults(samples.Write(samples.Content(December), language)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Language.Vietnamese, "Những điểm chính", "Thay đổi trong tháng", "Toàn cảnh các mục tiêu", "Kết quả theo lĩnh vực",
        "Theo đơn vị", "Mục tiêu không định lượng", "Phương pháp", "Nguồn số liệu")]
    [InlineData(Language.English, "Main points", "What changed this month", "All targets at a glance", "Results by sector",
        "By department", "Goals without a number", "Method", "Sources")]
    public void Sections_are_native_headings_and_stand_in_the_table_of_contents(Language language, params string[] sections)
    {
        using var word = Open(samples.Write(samples.Content(December), language));
        Styled(word, "Heading1").ShouldBe(sections);
        var numbers = language == Language.Vietnamese
            ? new[] { "I.", "II.", "III.", "IV.", "V.", "VI.", "VII.", "VIII." }
            : ["1", "2", "3", "4", "5", "6", "7", "8"];
        Styled(word, "TOC1").ShouldBe(numbers.Zip(sections, (number, section) => $"{number} {section}"));
        var targets = Body(word).Descendants<BookmarkStart>().Select(bookmark => bookmark.Name!.Value).ToHashSet();
        Body(word).Descendants<Hyperlink>().ShouldAllBe(link => targets.Contains(link.Anchor!.Value));
    }

    [Fact]
    public void English_is_English()
    {
        var content = samples.Content(December);
        using var word = Open(samples.Write(content, Language.English));
        var text = Body(word).InnerText;
        text.ShouldNotContain("which are Vietnamese");
        content.Tasks.ShouldAllBe(part => !text.Contains(part.Task.Title.Substring(0, 30), StringComparison.Ordinal));
        text.ShouldContain("Draw up a pilot scheme for an urban government model");
    }

    [Theory]
    [InlineData(Language.Vietnamese, "Bảng", "Hình")]
    [InlineData(Language.English, "Table", "Figure")]
    public void Tables_and_pictures_are_numbered_one_by_one_and_tables_survive_a_page_break(Language language, string table, string figure)
    {
        var content = samples.Content(December);
        using var word = Open(samples.Write(content, language));
        var tables = Body(word).Elements<Table>().Where(found => found.GetFirstChild<TableProperties>()!.TableStyle is not null).ToList();
        tables.Count.ShouldBeGreaterThan(10);
        foreach (var one in tables)
        {
            var rows = one.Elements<TableRow>().ToList();
            rows[0].TableRowProperties!.Elements<TableHeader>().ShouldHaveSingleItem();
            rows.ShouldAllBe(row => row.TableRowProperties!.Elements<CantSplit>().Count() == 1);
            rows.ShouldAllBe(row => row.Elements<TableCell>().Count() == rows[0].Elements<TableCell>().Count());
            one.PreviousSibling().ShouldBeOfType<Paragraph>().ParagraphProperties!.ParagraphStyleId!.Val!.Value.ShouldBe("Caption");
        }

        // A chart of its own has what is in the news, and what is alone in its sector.
        var own = Styled(word, "Heading3");
        own.Count.ShouldBeInRange(1, 12);
        own.ShouldBeSubsetOf(content.Indicators.Where(part => part.Values.Count > 0)
            .Select(part => new Phrases(language).Name(part.Indicator)));
        var pictures = content.Overviews.Count + content.Sectors.Count(sector => sector.HasPicture) + own.Count;
        pictures.ShouldBeGreaterThan(5);
        Body(word).Descendants<DocumentFormat.OpenXml.Drawing.Wordprocessing.Inline>().Count().ShouldBe(pictures);
        var numbered = Body(word).Descendants<SimpleField>()
            .GroupBy(field => field.Instruction!.Value!.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1])
            .ToDictionary(group => group.Key, group => group.Select(field => field.InnerText).ToList());
        numbered[table].ShouldBe(Enumerable.Range(1, tables.Count).Select(number => $"{number}"));
        Styled(word, "Caption")[0].ShouldStartWith($"{table}\u00A01. ");
        numbered[figure].ShouldBe(Enumerable.Range(1, pictures).Select(number => $"{number}"));
    }

    [Fact]
    public void A_picture_finds_room_in_the_text_column_and_says_what_it_shows()
    {
        using var word = Open(samples.Write(samples.Content(December), Language.Vietnamese));
        var size = Body(word).GetFirstChild<SectionProperties>()!;
        var (page, margins) = (size.GetFirstChild<PageSize>()!, size.GetFirstChild<PageMargin>()!);
        var column = page.Width!.Value - margins.Left!.Value - margins.Right!.Value;
        foreach (var picture in Body(word).Descendants<DocumentFormat.OpenXml.Drawing.Wordprocessing.Inline>())
        {
            picture.Extent!.Cx!.Value.ShouldBeLessThanOrEqualTo(column * 635);
            picture.Extent.Cx.Value.ShouldBeGreaterThan(column * 635 * 3 / 4, "its texts can be read");
            // With caption and margins it has to find room on A4.
            ((double)picture.Extent.Cy!.Value / 635)
                .ShouldBeLessThan(size.GetFirstChild<PageSize>()!.Height!.Value - (2 * margins.Top!.Value) - 1000);
            if (picture.DocProperties!.Description!.Value!.StartsWith("Biểu đồ đường", StringComparison.Ordinal))
            {
                ((double)picture.Extent.Cx.Value / picture.Extent.Cy.Value).ShouldBe(16.0 / 9, 0.01);
            }
        }

        Body(word).Descendants<DocumentFormat.OpenXml.Drawing.Wordprocessing.DocProperties>()
            .ShouldAllBe(properties => properties.Description!.Value!.Length > 0);
    }

    [Theory]
    [InlineData(Language.Vietnamese)]
    [InlineData(Language.English)]
    public void The_samples_fill_twenty_pages_at_most_and_none_with_two_lines(Language language)
    {
        using var word = Open(samples.Write(samples.Content(new DateOnly(2025, 12, 1)), language));
        var pages = WordPages.Fill(word);
        // One less than the twenty asked for: Word breaks a line here and there otherwise.
        pages.Count.ShouldBeLessThanOrEqualTo(
            19, string.Join(' ', pages.Select(fill => fill.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture))));
        pages.Count.ShouldBeGreaterThan(8, "the count is of something");
        pages.ShouldAllBe(fill => fill > 0.2);
        pages.Average().ShouldBeGreaterThan(0.75);
        Body(word).Descendants<DocumentFormat.OpenXml.Wordprocessing.Break>().ShouldBeEmpty("no page is ended by force");
        Body(word).Descendants<PageBreakBefore>().ShouldBeEmpty();
    }

    [Fact]
    public void It_has_one_typeface_and_brings_it_along()
    {
        var bytes = samples.Write(samples.Content(December), Language.Vietnamese);
        using var word = Open(bytes);
        var main = word.MainDocumentPart!;
        main.StyleDefinitionsPart!.Styles!.Descendants<RunFonts>().Concat(Body(word).Descendants<RunFonts>())
            .SelectMany(fonts => new[] { fonts.Ascii?.Value, fonts.HighAnsi?.Value, fonts.EastAsia?.Value, fonts.ComplexScript?.Value })
            .Distinct().ShouldBe(["Be Vietnam Pro"]);
        main.DocumentSettingsPart!.Settings!.Elements<EmbedTrueTypeFonts>().ShouldHaveSingleItem();
        var font = main.FontTablePart!.Fonts!.Elements<Font>().ShouldHaveSingleItem();
        font.Name!.Value.ShouldBe("Be Vietnam Pro");
        foreach (var (embedded, file) in new (FontRelationshipType, string)[]
        {
            (font.GetFirstChild<EmbedRegularFont>()!, "BeVietnamPro-Regular.ttf"),
            (font.GetFirstChild<EmbedBoldFont>()!, "BeVietnamPro-Bold.ttf"),
        })
        {
            var part = main.FontTablePart.GetPartById(embedded.Id!.Value!);
            part.ContentType.ShouldBe("application/vnd.openxmlformats-officedocument.obfuscatedFont");
            using var stream = part.GetStream();
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            var found = copy.ToArray();

            // As Word takes the veil off: the key's digits from the last to the first, twice.
            var key = Convert.FromHexString(embedded.FontKey!.Value!.Trim('{', '}').Replace("-", "", StringComparison.Ordinal));
            Array.Reverse(key);
            for (var i = 0; i < 32; i++)
            {
                found[i] ^= key[i % 16];
            }

            found.ShouldBe(File.ReadAllBytes(Path.Combine(Repository.Root, "schedules", "fonts", file)));
        }
    }

    [Fact]
    public void Years_from_to_are_written_alike_and_never_broken()
    {
        using var word = Open(samples.Write(samples.Content(new DateOnly(2025, 12, 1)), Language.Vietnamese));
        var text = Body(word).InnerText;
        System.Text.RegularExpressions.Regex.Count(text, @"\d{4}–\u200D\d{4}").ShouldBeGreaterThan(5);
        System.Text.RegularExpressions.Regex.Matches(text, @"20[12]\d(–| ?[-‑—] ?| – )20[123]\d")
            .Select(match => match.Value).ShouldBeEmpty();
    }

    [Fact]
    public void Main_points_stand_first_and_a_department_stands_once()
    {
        var content = samples.Content(new DateOnly(2025, 12, 1));
        var phrases = new Phrases(Language.Vietnamese);
        using var word = Open(samples.Write(content, Language.Vietnamese));
        var points = new MainPoints(content, phrases).All().Select(point => point.Text.Split('–')[0]).ToList();
        var items = Styled(word, "ListBullet");
        points.Count.ShouldBeGreaterThan(2);
        for (var i = 0; i < points.Count; i++)
        {
            items[i].ShouldStartWith(points[i]);
        }

        var departments = Body(word).Elements<Table>().Select(table => table.Elements<TableRow>().Select(
            row => row.Elements<TableCell>().First().InnerText).ToList()).Single(first => first[0] == "Đơn vị");
        departments.Skip(1).ShouldBe(content.Departments.Select(phrases.Heir));
    }

    [Fact]
    public void A_Vietnamese_bulletin_is_laid_out_as_an_administrative_document()
    {
        using var word = Open(samples.Write(samples.Content(December), Language.Vietnamese));
        var text = Body(word).Descendants<Paragraph>().Select(paragraph => paragraph.InnerText).ToList();
        string[] lines =
        [
            "ỦY BAN NHÂN DÂN", "THÀNH PHỐ HẢI PHÒNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
            "Hải Phòng, ngày … tháng … năm …", "BÁO CÁO", "Tình hình thực hiện Kế hoạch 86/KH-UBND, tháng 12 năm 2024", "Nơi nhận:",
            "TM. ỦY BAN NHÂN DÂN",
        ];
        lines.ShouldBeSubsetOf(text);

        var section = Body(word).GetFirstChild<SectionProperties>()!;
        (section.GetFirstChild<PageSize>()!.Width!.Value, section.GetFirstChild<PageSize>()!.Height!.Value).ShouldBe((11906u, 16838u));
        section.Elements<TitlePage>().ShouldHaveSingleItem();
        var margins = section.GetFirstChild<PageMargin>()!;
        Millimetres(margins.Top!.Value).ShouldBeInRange(20, 25);
        Millimetres(margins.Bottom!.Value).ShouldBeInRange(20, 25);
        Millimetres((int)margins.Left!.Value).ShouldBeInRange(30, 35);
        Millimetres((int)margins.Right!.Value).ShouldBeInRange(15, 20);
        var headers = section.Elements<HeaderReference>().ToDictionary(
            reference => reference.Type!.Value,
            reference => ((HeaderPart)word.MainDocumentPart!.GetPartById(reference.Id!.Value!)).Header!);
        headers[HeaderFooterValues.First].Descendants<SimpleField>().ShouldBeEmpty();
        headers[HeaderFooterValues.Default].Descendants<SimpleField>().Single().Instruction!.Value.ShouldBe(" PAGE ");

        static double Millimetres(int twips) => Math.Round(twips / 1440.0 * 25.4, 1);
    }

    [Theory]
    [InlineData(Language.Vietnamese, "vi-VN")]
    [InlineData(Language.English, "en-GB")]
    public void The_document_says_its_title_language_and_day_and_never_the_clock(Language language, string locale)
    {
        var content = samples.Content(December);
        var bytes = samples.Write(content, language);
        using (var word = Open(bytes))
        {
            word.MainDocumentPart!.StyleDefinitionsPart!.Styles!.DocDefaults!.Descendants<Languages>().Single().Val!.Value.ShouldBe(locale);
        }

        using var zip = new ZipArchive(new MemoryStream(bytes));
        using var core = zip.GetEntry("docProps/core.xml")!.Open();
        var properties = XElement.Load(core).Elements().ToDictionary(element => element.Name.LocalName, element => element.Value);
        properties["title"].ShouldBe(new Phrases(language).Title(content));
        properties["language"].ShouldBe(locale);
        properties["created"].ShouldBe("2024-12-31T00:00:00Z");
        properties["modified"].ShouldBe("2024-12-31T00:00:00Z");
    }

    [Fact]
    public void The_same_month_gives_the_same_bytes()
    {
        var content = samples.Content(December);
        var first = samples.Write(content, Language.Vietnamese);
        samples.Write(samples.Content(December), Language.Vietnamese).ShouldBe(first);
        samples.Write(content, Language.English).ShouldNotBe(first);

        using var zip = new ZipArchive(new MemoryStream(first));
        zip.Entries.Select(entry => entry.LastWriteTime.DateTime).Distinct().ShouldBe([new DateTime(1980, 1, 1)]);
        zip.Entries[0].FullName.ShouldBe("[Content_Types].xml");
        zip.Entries.Select(entry => entry.FullName).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(Language.Vietnamese)]
    [InlineData(Language.English)]
    public void What_a_file_says_stays_text_and_long_names_wrap(Language language)
    {
        var content = HostileContent();
        var bytes = WordBulletin.Write(
            samples.Settings, content, new Phrases(language), code => (samples.Chart(code, language).Png, Hostile));
        Faults(bytes).ShouldBeEmpty();
        using var word = Open(bytes);
        Styled(word, "Heading3").ShouldBe([HostileAsText]);
        Body(word).Descendants<DocumentFormat.OpenXml.Drawing.Wordprocessing.DocProperties>()
            .ShouldAllBe(properties => properties.Description!.Value == HostileAsText);
        var texts = Body(word).Descendants<Text>().Select(text => text.Text).ToList();
        texts.ShouldContain(HostileAsText);
        texts.ShouldContain(LongName);
        texts.ShouldContain(text => text.Contains(HostileAsText + LongName, StringComparison.Ordinal));

        // Only a table whose columns are fixed breaks a word that has no blank.
        Body(word).Descendants<TableLayout>().ShouldAllBe(layout => layout.Type!.Value == TableLayoutValues.Fixed);
        Body(word).Elements<Table>().ShouldAllBe(table => table.Descendants<TableLayout>().Count() == 1);
    }

    [Theory]
    [InlineData(Language.Vietnamese, "Trong tháng không có tệp số liệu nào được công bố.", "Không có kết luận nào thay đổi.",
        "Không có số liệu nào được điều chỉnh.")]
    [InlineData(Language.English, "No extract was published this month.", "No verdict changed.", "No figure was revised.")]
    public void A_month_without_data_gives_a_whole_document_that_says_so(Language language, params string[] says)
    {
        var content = samples.Content(BeforeEverything);
        content.Extracts.ShouldBeEmpty();
        var bytes = WordBulletin.Write(
            samples.Settings, content, new Phrases(language), code => throw new InvalidOperationException($"{code} has no chart"));
        Faults(bytes).ShouldBeEmpty();
        using var word = Open(bytes);
        Styled(word, "Heading1").Count.ShouldBe(7);
        says.ShouldBeSubsetOf(Styled(word, "BodyText"));
        Styled(word, "Note").ShouldContain(
            text => text.Contains(new Phrases(language).Name(samples.Catalogue.FindIndicator("port_throughput"))));
    }

    [Fact]
    public async Task A_catalogue_without_indicators_gives_a_whole_document_too()
    {
        using var office = new Office();
        office.Drop("2024-01-06", "Sản lượng hàng hóa qua cảng;Năm 2023;Triệu tấn;170,08;Ước");
        await office.OnceAsync();
        var content = BulletinContent.Read(office.Catalogue, office.Store, new DateOnly(2024, 1, 1));
        content.Indicators.ShouldBeEmpty();
        var bytes = WordBulletin.Write(
            office.Settings, content, new Phrases(Language.Vietnamese), _ => throw new InvalidOperationException());
        Faults(bytes).ShouldBeEmpty();
        using var word = Open(bytes);
        Styled(word, "Heading1").Count.ShouldBe(7);
        Styled(word, "TableText").ShouldContain("2024-01-06-so-lieu.csv");
    }

    /// <summary>For a look: the documents in both languages, under the temporary folder.</summary>
    [Fact(Explicit = true)]
    public void Write()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "plan86-word")).FullName;
        foreach (var (name, month) in new[] { ("december", December), ("july", new DateOnly(2025, 7, 1)), ("empty", BeforeEverything) })
        {
            foreach (var language in Enum.GetValues<Language>())
            {
                File.WriteAllBytes(
                    Path.Combine(folder, $"{name}.{new Phrases(language).Code}.docx"), samples.Write(samples.Content(month), language));
            }
        }

        File.WriteAllBytes(Path.Combine(folder, "hostile.vi.docx"), samples.Write(HostileContent(), Language.Vietnamese));
    }

    /// <summary>One indicator, one revision and two files, named as nobody should name them.</summary>
    private BulletinContent HostileContent()
    {
        var content = samples.Content(December);
        var part = content.Indicators.First(indicator => indicator.Values.Count > 0);
        part = part with { Indicator = part.Indicator with { Name = new Bilingual(Hostile, "") } };
        var vintage = part.Vintages[0];
        return content with
        {
            Changes = [],
            Sectors = [new SectorPart(content.Sectors[0].Sector, [part])],
            Extracts = [.. content.Extracts, content.Extracts[0] with { FileName = Hostile, PublishedOn = content.AsOf },
                content.Extracts[0] with { FileName = LongName, PublishedOn = content.AsOf }],
            Revisions = [new Revision(part.Indicator, vintage, vintage with { FileName = Hostile + LongName, Sheet = Hostile })],
        };
    }

    private static IEnumerable<string> Faults(byte[] docx)
    {
        using var word = Open(docx);
        return [.. new OpenXmlValidator(FileFormatVersions.Office2019).Validate(word)
            .Select(fault => $"{fault.Part?.Uri} {fault.Path?.XPath}: {fault.Description}")];
    }

    private static WordprocessingDocument Open(byte[] docx) =>
        WordprocessingDocument.Open(new MemoryStream(docx, writable: false), isEditable: false);

    private static Body Body(WordprocessingDocument word) => word.MainDocumentPart!.Document!.Body!;

    private static List<string> Styled(WordprocessingDocument word, string style) =>
    [
        .. Body(word).Descendants<Paragraph>().Where(paragraph => paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value == style)
            .Select(paragraph => string.Concat(paragraph.Descendants<Text>().Select(text => text.Text))),
    ];

    /// <summary>The shipped samples through the whole line, once for all tests.</summary>
    public sealed class Samples : IAsyncLifetime
    {
        private readonly Office _office = new(indicators: true);
        private readonly Dictionary<DateOnly, BulletinContent> _contents = [];
        private readonly Dictionary<(string Indicator, DateOnly AsOf, Language Language), (byte[] Png, string AltText)> _charts = [];

        internal Plan86.Schedules.Settings Settings => _office.Settings;

        internal Catalogue Catalogue => _office.Catalogue;

        public async ValueTask InitializeAsync()
        {
            var folder = Path.Combine(Repository.Root, "ingest", "samples");
            foreach (var sample in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                _office.Drop(Path.GetFileName(Path.GetDirectoryName(sample))!, Path.GetFileName(sample), File.ReadAllBytes(sample));
            }

            await _office.OnceAsync();
        }

        internal BulletinContent Content(DateOnly month) =>
            _contents.TryGetValue(month, out var content)
                ? content : _contents[month] = BulletinContent.Read(Catalogue, _office.Store, month);

        internal (byte[] Png, string AltText) Chart(string indicator, Language language) => Chart(_contents[December], indicator, language);

        internal byte[] Write(BulletinContent content, Language language) =>
            WordBulletin.Write(Settings, content, new Phrases(language), indicator => Chart(content, indicator, language));

        private (byte[] Png, string AltText) Chart(BulletinContent content, string indicator, Language language)
        {
            if (!_charts.TryGetValue((indicator, content.AsOf, language), out var chart))
            {
                var drawing = content.Pictures.Single(picture => picture.Name == indicator).Draw(language);
                _charts[(indicator, content.AsOf, language)] = chart = (drawing.Png, drawing.AltText);
            }

            return chart;
        }

        public ValueTask DisposeAsync()
        {
            _office.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
