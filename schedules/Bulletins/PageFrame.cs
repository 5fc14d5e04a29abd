using System.Globalization;
using System.Reflection;
using System.Text;
using Plan86.Schedules.Charts;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Plan;

namespace Plan86.Schedules.Bulletins;

/// <summary>What every page of a bulletin has: head, navigation, foot; and the parts that several share.</summary>
/// <param name="charts">The drawing of an indicator's chart, or of another picture by its name.</param>
/// <param name="languages">Of which there are pages to point to.</param>
internal sealed class PageFrame(
    Settings settings, BulletinContent content, Phrases phrases, IReadOnlyList<Phrases> languages, Func<string, Drawing?> charts)
{
    /// <summary>Stands on both sides of a picture's name until the page is whole: megabytes of drawings are put in once,
    /// not copied from part to part. No text has it in it, for the encoder writes control characters out.</summary>
    private const char Place = '\u001A';

    /// <summary>Stands before the name of a picture that is put in as a phone shows it.</summary>
    private const char Narrow = '\u001B';

    private static readonly Html Style = new($"<style>{Resource("style.css")}</style>");

    /// <summary>The two faces of the shipped typeface: file and weight.</summary>
    private static readonly IReadOnlyList<(string File, int Weight)> Faces =
        [("BeVietnamPro-Regular.ttf", 400), ("BeVietnamPro-Bold.ttf", 700)];

    private static readonly Lazy<Html> FontsWithin = new(
        () => Fonts(file => "data:font/ttf;base64," + Convert.ToBase64String(Bytes(file))));

    /// <summary>The files of the typeface, for the pages of the site: name within the bulletin's folder, and bytes.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> FontFiles => Faces.Select(face => ($"fonts/{face.File}", Bytes(face.File)));

    public Settings Settings => settings;

    public BulletinContent Content => content;

    public Phrases Phrases => phrases;

    /// <summary>Returns a script that is put into a page.</summary>
    public static Html Script(string name) => new($"<script type=\"module\">{Resource(name)}</script>");

    /// <summary>Returns a page of the site.</summary>
    /// <param name="up">Way to the bulletin's folder: empty, or <c>../</c>.</param>
    /// <param name="self">Name of the page with {0} for the language.</param>
    public string SitePage(string title, string up, string self, Html lead, Html body) =>
        Whole(title, up, self, lead, SiteLinks(up), body, Fonts(file => $"{up}fonts/{file}"), Script("months.js"), SiteFoot(up));

    /// <summary>Returns a page that needs nothing else: typeface and drawings are in it.</summary>
    public string LonePage(string title, string self, Html lead, Html contents, Html body) =>
        WithPictures(Whole(title, "", self, lead, contents, body, FontsWithin.Value, Html.Empty, Html.Empty));

    private string Whole(string title, string up, string self, Html lead, Html links, Html body, Html fonts, Html script,
        Html foot)
    {
        var others = languages.Where(other => other.Code != phrases.Code);
        return Html.Of($"""
            <!doctype html>
            <html lang="{phrases.Code}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title}</title>
            {Style}
            {fonts}
            </head>
            <body data-month="{content.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture)}" data-up="{up}">
            <a class="skip" href="#main">{phrases.Pick("Đến nội dung", "Skip to content")}</a>
            <header>
            <h1>{title}</h1>
            {lead}
            </header>
            <nav aria-label="{phrases.Pick("Mục lục", "Contents")}">
            {links}
            {Html.Each(others,
                other => Html.Of(
                    $"""
                    <p><a href="{up}{string.Format(CultureInfo.InvariantCulture, self, other.Code)}"
                    hreflang="{other.Code}" lang="{other.Code}">{other.Pick("Tiếng Việt", "English")}</a></p>
                    """))}
            </nav>
            <main id="main" tabindex="-1">
            {body}
            </main>
            <footer>{foot}<p>{phrases.Pick("Kế hoạch 86/KH-UBND ngày 19/3/2020 của Ủy ban nhân dân thành phố Hải Phòng.",
                "Plan 86/KH-UBND of 19 March 2020, People's Committee of Hải Phòng.")} {phrases.Basis(content)}</p></footer>
            {script}
            </body>
            </html>

            """).Markup;
    }

    private Html SiteLinks(string up) => Html.Of($"""
        <ul>
        <li><a href="{up}index.{phrases.Code}.html">{phrases.Pick("Tổng quan", "Overview")}</a></li>
        <li><a href="{up}bulletin.{phrases.Code}.html">{phrases.Pick("Bản tin đầy đủ", "The whole bulletin")}</a></li>
        <li><a href="{up}bulletin.{phrases.Code}.docx">{phrases.Pick("Bản Word", "Word document")}</a></li>
        <li class="months" hidden data-before="{phrases.Pick("Tháng trước", "Month before")}" data-after="{phrases.Pick("Tháng sau",
            "Month after")}" data-lang="{phrases.Code}"></li>
        </ul>
        """);

    private Html SiteFoot(string up) => Html.Of($"""
        <ul class="site">
        <li><a href="{up}tasks.{phrases.Code}.html">{phrases.Pick("Nhiệm vụ và mốc", "Tasks and milestones")}</a></li>
        <li><a href="{up}calendar.{phrases.Code}.html">{phrases.Pick("Lịch công bố", "Release calendar")}</a></li>
        <li><a href="{up}method.{phrases.Code}.html">{phrases.Pick("Phương pháp và chất lượng", "Methods and quality")}</a></li>
        <li><a href="{up}data.{phrases.Code}.html">{phrases.Pick("Dữ liệu", "Data")}</a></li>
        <li><a href="{up}glossary.{phrases.Code}.html">{phrases.Pick("Thuật ngữ", "Glossary")}</a></li>
        </ul>
        """);

    public Html Badge(Assessment assessment) => Html.Of(
        $"<span class=\"verdict {assessment.Verdict.Text()}\"><span "
            + $"aria-hidden=\"true\">{Phrases.Mark(assessment.Verdict)}</span>{phrases.Verdict(assessment)}</span>");

    /// <summary>Returns what the sign of another territory means, where a verdict has it.</summary>
    public Html Legend(IEnumerable<TargetPart> targets) =>
        Territories.Legend(settings.Catalogue, targets.Select(target => target.Verdict)) is { } legend
            ? Html.Of($"<p class=\"meta\">{phrases.Pick(legend.Vi, legend.En)}.</p>") : Html.Empty;

    /// <summary>Returns what the signs in a table of targets mean: another territory, doubtful words of the Plan.</summary>
    public Html Notes(IEnumerable<TargetPart> targets) => Html.Of($"""
        {Legend(targets)}
        {Html.Each(phrases.Doubts(targets), note => Html.Of($"<p class=\"meta\">{note}</p>"))}
        """);

    /// <summary>Returns the sentences at the top, each with a link to what it is about.</summary>
    /// <param name="linked">Whether there are pages of indicators to point to.</param>
    public Html MainPoints(bool linked) => Html.Of($"""
        <ul class="points">{Html.Each(new MainPoints(content, phrases).All(), point => Html.Of($"""
        <li>{point.Text}{Html.If(linked && point.Indicator is not null, () => Html.Of($"""
         <a href="indicators/{point.Indicator}.{phrases.Code}.html">{phrases.Pick("Xem chỉ tiêu", "See the indicator")}</a>
        """))}</li>
        """))}</ul>
        """);

    /// <summary>Returns the table of how many targets of each horizon have which verdict.</summary>
    public Html Counts()
    {
        var verdicts = Enum.GetValues<Verdict>();
        return HtmlTable.Of(
            "counts", phrases.Pick("Số mục tiêu theo kết luận", "Targets by verdict"),
            [
                new(phrases.Pick("Năm đích", "Horizon"), 12),
                .. verdicts.Select(verdict => new HtmlColumn(phrases.Verdict(verdict), 11, IsNumber: true)),
                new(phrases.Pick("Cộng", "Total"), 11, IsNumber: true),
            ],
            content.Targets.GroupBy(part => part.Target.Horizon).OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new HtmlRow(
                [
                    group.Key,
                    .. verdicts.Select(verdict => (Cell)phrases.Count(group.Count(part => part.Verdict.Verdict == verdict))),
                    phrases.Count(group.Count()),
                ])));
    }

    public static Html Items<T>(IReadOnlyList<T> items, Func<T, string> text, string none) => items.Count == 0
        ? Html.Of($"<p>{none}</p>")
        : Html.Of($"<ul>{Html.Each(items, item => Html.Of($"<li>{text(item)}</li>"))}</ul>");

    public static Html Lines(IEnumerable<string> lines) => new(string.Join("<br>", lines.Select(line => Html.Of($"{line}").Markup)));

    /// <summary>Returns a picture of the site: a wide one, on a phone a narrow one.</summary>
    /// <param name="up">Way to the bulletin's folder.</param>
    public Html Picture(string name, string up) => charts(name) is not { } drawing ? Html.Empty
        : Html.Of($"""
            <figure><picture><source media="(max-width: 40rem)" srcset="{up}{name}.narrow.{phrases.Code}.svg"><img
            src="{up}{name}.{phrases.Code}.svg" alt="{drawing.AltText}"></picture></figure>
            """);

    /// <summary>Returns the place of a picture in a page that needs nothing else.</summary>
    public Html DrawnPicture(string name, string kind = "chart") =>
        charts(name) is null ? Html.Empty : Html.Of($"""
            <figure class="{kind}"><div class="wide-chart">{new Html($"{Place}{name}{Place}")}</div><div class="narrow">{new Html(
                $"{Place}{Narrow}{name}{Place}")}</div></figure>
            """);

    private string WithPictures(string page) =>
        string.Concat(page.Split(Place).Select((part, at) => at % 2 == 0 ? part
            : part[0] == Narrow ? charts(part[1..])!.NarrowSvg : charts(part)!.Svg));

    private static Html Fonts(Func<string, string> address) => new("<style>" + string.Concat(Faces.Select(face => string.Create(
        CultureInfo.InvariantCulture,
        $"@font-face{{font-family:\"Be Vietnam Pro\";font-weight:{face.Weight};src:url({address(face.File)})}}"))) + "</style>");

    private static byte[] Bytes(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
