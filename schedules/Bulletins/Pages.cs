using System.Globalization;
using System.Reflection;
using System.Text;
using Plan86.Transform;

namespace Plan86.Schedules;

/// <summary>The bulletin as one page that needs nothing else, and the site of pages beside it.</summary>
/// <param name="charts">The drawing of an indicator's chart, or of another picture by its name.</param>
/// <param name="languages">Of which there are pages to point to.</param>
internal sealed class Pages(
    Catalogue catalogue, BulletinContent content, Phrases phrases, IReadOnlyList<Phrases> languages, Func<string, Drawing?> charts)
{
    private static readonly Html Style = new($"<style>{Resource("style.css")}</style>");
    private static readonly Html Filter = new($"<script type=\"module\">{Resource("filter.js")}</script>");

    /// <summary>The whole bulletin: self-contained, for the screen, the phone and A4.</summary>
    public string Bulletin() => Page(
        phrases.Title(content), "", $"bulletin.{{0}}.html", Html.Of($"""
        <p class="meta">{phrases.Basis(content)}</p>
        """), Contents(), Html.Of($"""
        {Summary()}
        {ChangesPart()}
        {Html.Each(content.Sectors, SectorSection)}
        {Departments()}
        {Tasks()}
        {Method()}
        {Extracts()}
        """));

    /// <summary>Every verdict in one table, to be narrowed by sector, department and verdict.</summary>
    public string Overview()
    {
        var pairs = content.Indicators.SelectMany(part => part.Targets.Select(target => (Part: part, Target: target))).ToList();
        return Page(phrases.Title(content), "", "index.{0}.html", Html.Of($"""
            <p class="meta">{phrases.Basis(content)}</p>
            """), Links(""), Html.Of($"""
            {SummaryTable()}
            {Picture("overview", "")}
            <h2 id="all">{phrases.Pick("Các mục tiêu", "The targets")}</h2>
            <form id="filter" class="filter" hidden>
            {Choice("sector", phrases.Pick("Lĩnh vực", "Sector"), content.Sectors.Select(sector => (sector.Sector.Code, phrases.Name(sector.Sector))))}
            {Choice("department", phrases.Pick("Đơn vị", "Department"), content.Departments.Where(part => part.Indicators.Count > 0).Select(part => (part.Department.Code, phrases.Name(part.Department))))}
            {Choice("verdict", phrases.Pick("Kết luận", "Verdict"), Enum.GetValues<Verdict>().Select(verdict => (verdict.Text(), phrases.Verdict(verdict))))}
            </form>
            <p role="status" id="count" data-text="{phrases.Pick("Hiện {0} trong {1} mục tiêu.", "Showing {0} of {1} targets.")}"></p>
            {Table("verdicts", phrases.Pick("Kết luận theo từng mục tiêu", "Verdicts by target"), [
                phrases.Pick("Chỉ tiêu", "Indicator"), phrases.Pick("Mục tiêu", "Target"), phrases.Pick("Thực hiện", "Actual"),
                phrases.Pick("Kết luận", "Verdict"), phrases.Pick("Đơn vị", "Department")],
                Html.Each(pairs, pair => Html.Of($"""
                <tr data-sector="{pair.Part.Indicator.Sector.Code}" data-department="{pair.Part.Indicator.Department.Code}" data-verdict="{pair.Target.Verdict.Verdict.Text()}">
                <th scope="row"><a href="indicators/{pair.Part.Indicator.Code}.{phrases.Code}.html">{phrases.Name(pair.Part.Indicator)}</a></th>
                <td>{phrases.Target(pair.Part, pair.Target)}</td><td>{phrases.Actual(pair.Target)}</td>
                <td>{Badge(pair.Target.Verdict.Verdict)}</td><td>{phrases.Name(pair.Part.Indicator.Department)}</td></tr>
                """)))}
            {Filter}
            """));
    }

    /// <summary>All there is to know of one indicator.</summary>
    public string IndicatorPage(IndicatorPart part)
    {
        var indicator = part.Indicator;
        return Page(phrases.Name(indicator), "../", $"indicators/{indicator.Code}.{{0}}.html", Html.Of($"""
            <p class="meta">{phrases.Name(indicator.Sector)} · {phrases.Name(indicator.Department)} · {phrases.Month(content.Month)}</p>
            """), Links("../"), Html.Of($"""
            {Picture(indicator.Code, "../")}
            {Values(part)}
            <h2 id="verdicts">{phrases.Pick("Kết luận và cách đi đến kết luận", "Verdicts and how they were reached")}</h2>
            {Verdicts(part)}
            {Html.Each(part.Targets, Reasoning)}
            <h2 id="vintages">{phrases.Pick("Các lần công bố và ô nguồn", "Vintages and the cells they come from")}</h2>
            {Html.If(part.Vintages.Count == 0, () => Html.Of($"<p>{Owed(part)}</p>"))}
            {Html.If(part.Vintages.Count > 0, () => Table("cells", phrases.Pick("Mỗi dòng là một số liệu do một tệp công bố", "Each row is a figure as one extract published it"), [
                phrases.Pick("Kỳ", "Period"), phrases.Pick("Chuỗi số liệu", "Series"), phrases.Pick("Giá trị", "Value"), phrases.Pick("Loại", "Kind"),
                phrases.Pick("Biết từ ngày", "Known from"), phrases.Pick("Đến ngày", "Until"), phrases.Pick("Tệp", "File"), phrases.Pick("Ô", "Cell"), phrases.Pick("Hàng, cột", "Row, column")],
                Html.Each(part.Vintages, vintage => Html.Of($"""
                <tr><th scope="row">{vintage.TimePeriod}</th><td>{vintage.Series}</td><td class="number">{Published(vintage)}</td><td>{phrases.Status(vintage.Status)}</td>
                <td>{phrases.Date(vintage.ValidFrom)}</td><td>{(vintage.ValidTo is { } to ? phrases.Date(to) : "")}</td><td class="long">{Replies.Visible(vintage.FileName)}</td>
                <td>{Replies.Visible(vintage.Place)}</td><td class="long">{Replies.Visible(string.Join(" · ", new[] { vintage.RowPath, vintage.ColumnPath }.Where(path => path.Length > 0)))}</td></tr>
                """))))}
            <h2 id="data">{phrases.Pick("Lấy số liệu", "Getting the figures")}</h2>
            <p><a href="{indicator.Code}.csv" download>{phrases.Pick("Tải CSV", "Download CSV")}</a> {phrases.Pick("(UTF-8, dấu phẩy, dấu chấm thập phân). Truy vấn trong kho dữ liệu:", "(UTF-8, comma, decimal point). In the warehouse:")}</p>
            <pre><code>{Sql(indicator)}</code></pre>
            """));
    }

    /// <summary>The query that gives an indicator's yearly values as this bulletin knows them.</summary>
    private string Sql(Indicator indicator) => string.Create(CultureInfo.InvariantCulture,
        $"SELECT \"year\", \"value\", obs_status\nFROM indicator_value_asof(DATE '{content.AsOf:yyyy-MM-dd}')\nWHERE indicator = '{indicator.Code}'\nORDER BY \"year\"");

    private Html Contents() => Html.Of($"""
        <ul>
        <li><a href="#summary">{phrases.Pick("Tóm tắt", "Summary")}</a></li>
        <li><a href="#changes">{phrases.Pick("Thay đổi trong tháng", "What changed")}</a></li>
        {Html.Each(content.Sectors, part => Html.Of($"<li><a href=\"#{part.Sector.Code}\">{phrases.Name(part.Sector)}</a></li>"))}
        <li><a href="#departments">{phrases.Pick("Theo đơn vị", "By department")}</a></li>
        <li><a href="#tasks">{phrases.Pick("Nhiệm vụ và mốc", "Tasks and milestones")}</a></li>
        <li><a href="#method">{phrases.Pick("Phương pháp", "Method")}</a></li>
        <li><a href="#extracts">{phrases.Pick("Nguồn số liệu", "Sources")}</a></li>
        </ul>
        """);

    private Html Links(string up) => Html.Of($"""
        <ul>
        <li><a href="{up}index.{phrases.Code}.html">{phrases.Pick("Tổng quan", "Overview")}</a></li>
        <li><a href="{up}bulletin.{phrases.Code}.html">{phrases.Pick("Bản tin đầy đủ", "The whole bulletin")}</a></li>
        <li><a href="{up}bulletin.{phrases.Code}.docx">{phrases.Pick("Bản Word", "Word document")}</a></li>
        </ul>
        """);

    private Html Summary() => Html.Of($"""
        <section aria-labelledby="summary">
        <h2 id="summary">{phrases.Pick("Tóm tắt", "Summary")}</h2>
        <p>{phrases.Summary(content)}</p>
        {SummaryTable()}
        {Picture("overview", null)}
        </section>
        """);

    private Html SummaryTable()
    {
        var verdicts = Enum.GetValues<Verdict>();
        return Table("counts", phrases.Pick("Số mục tiêu theo kết luận", "Targets by verdict"),
            [phrases.Pick("Năm đích", "Horizon"), .. verdicts.Select(phrases.Verdict), phrases.Pick("Cộng", "Total")],
            Html.Each(content.Targets.GroupBy(part => part.Target.Horizon).OrderBy(group => group.Key, StringComparer.Ordinal), group => Html.Of($"""
            <tr><th scope="row">{group.Key}</th>{Html.Each(verdicts, verdict => Html.Of($"<td class=\"number\">{group.Count(part => part.Verdict.Verdict == verdict)}</td>"))}<td class="number">{group.Count()}</td></tr>
            """)), numbersFrom: 1);
    }

    private Html ChangesPart() => Html.Of($"""
        <section aria-labelledby="changes">
        <h2 id="changes">{phrases.Pick("Thay đổi trong tháng", "What changed this month")}</h2>
        <h3>{phrases.Pick("Kết luận thay đổi", "Verdicts that changed")}</h3>
        {Items(content.Changes, change => phrases.Change(catalogue, change), phrases.Pick("Không có kết luận nào thay đổi.", "No verdict changed."))}
        <h3>{phrases.Pick("Số liệu được điều chỉnh", "Figures revised")}</h3>
        {Items(content.Revisions, phrases.Revision, phrases.Pick("Không có số liệu nào được điều chỉnh.", "No figure was revised."))}
        </section>
        """);

    private Html SectorSection(SectorPart sector)
    {
        var (known, missing) = (sector.Indicators.Where(part => part.Values.Count > 0).ToList(), sector.Indicators.Where(part => part.Values.Count == 0).ToList());
        return Html.Of($"""
            <section class="sector" aria-labelledby="{sector.Sector.Code}">
            <h2 id="{sector.Sector.Code}">{phrases.Name(sector.Sector)}</h2>
            <p>{phrases.Summary(sector)}</p>
            {Picture($"sector-{sector.Sector.Code}", null)}
            {Html.Each(known, part => Html.Of($"""
            <article aria-labelledby="i-{part.Indicator.Code}">
            <h3 id="i-{part.Indicator.Code}">{phrases.Name(part.Indicator)}</h3>
            {Html.Each(part.Targets, target => Html.Of($"<p>{phrases.Sentence(target.Verdict)}</p>"))}
            {Verdicts(part)}
            {Picture(part.Indicator.Code, null)}
            {Values(part)}
            </article>
            """))}
            {Html.If(missing.Count > 0, () => Html.Of($"""
            <h3>{phrases.Pick("Chỉ tiêu chưa có số liệu", "Indicators without figures")}</h3>
            {Table($"missing-{sector.Sector.Code}", phrases.Pick("Chưa có số liệu và đơn vị báo cáo", "No figures yet, and who owes them"),
                [phrases.Pick("Chỉ tiêu", "Indicator"), phrases.Pick("Mục tiêu", "Target"), phrases.Pick("Đơn vị báo cáo", "Owed by")],
                Html.Each(missing, part => Html.Of($"""
                <tr><th scope="row">{phrases.Name(part.Indicator)}</th><td>{string.Join("; ", part.Targets.Select(target => phrases.Target(part, target)))}</td><td>{phrases.Name(part.Indicator.Department)}</td></tr>
                """)))}
            """))}
            </section>
            """);
    }

    private Html Verdicts(IndicatorPart part) => Table(
        $"v-{part.Indicator.Code}", phrases.Pick("Kết luận", "Verdicts") + ": " + phrases.Name(part.Indicator),
        [
            phrases.Pick("Mục tiêu", "Target"), phrases.Pick("Thực hiện", "Actual"), phrases.Pick("Kết luận", "Verdict"), phrases.Pick("Nhịp độ", "Pace"),
            phrases.Pick("Triển vọng", "Outlook"), phrases.Pick("Cần từ nay", "Required from here"),
        ],
        Html.Each(part.Targets, target => Html.Of($"""
        <tr><th scope="row">{phrases.Target(part, target)}</th><td>{phrases.Actual(target)}</td><td>{Badge(target.Verdict.Verdict)}</td>
        <td>{phrases.Pace(target.Verdict)}</td><td>{phrases.Outlook(target.Verdict.Outlook)}</td><td>{phrases.Required(target)}</td></tr>
        """)));

    private Html Reasoning(TargetPart part) => Html.Of($"""
        <h3>{phrases.Pick($"{part.Target.Clause}, năm đích {part.Target.Horizon}", $"{part.Target.Clause}, horizon {part.Target.Horizon}")}</h3>
        <p>{phrases.Sentence(part.Verdict)}</p>
        <p>{phrases.Pick("Nguyên văn Kế hoạch:", "Words of the Plan (in Vietnamese):")} <q lang="vi">{part.Target.Printed}</q></p>
        {Html.If(part.Target.NoteVi.Length > 0, () => Html.Of($"<p>{phrases.Pick(part.Target.NoteVi, part.Target.NoteEn)}</p>"))}
        {Html.If(part.Verdict.Agree is not null, () => Html.Of($"<p>{(part.Verdict.Agree == true ? phrases.Pick("Hai phương pháp cho cùng kết luận.", "Both methods say the same.") : phrases.Pick("Hai phương pháp cho kết luận khác nhau; lấy kết luận yếu hơn.", "The methods disagree; the weaker counts."))}</p>"))}
        """);

    private Html Values(IndicatorPart part) => Html.If(part.Values.Count > 0, () => Table(
        $"d-{part.Indicator.Code}", $"{phrases.Name(part.Indicator)} ({phrases.Pick(part.Indicator.Unit.TextVi, part.Indicator.Unit.TextEn)})",
        [phrases.Pick("Năm", "Year"), phrases.Pick("Giá trị", "Value"), phrases.Pick("Loại số liệu", "Kind of figure")],
        Html.Each(part.Values.OrderBy(value => value.Year), value => Html.Of($"""
        <tr><th scope="row">{value.Year}</th><td class="number">{phrases.Number(value.Value, part.Indicator.Decimals)}</td><td>{phrases.Status(value.Status, value.IsNowcast)}</td></tr>
        """)), slim: true));

    private Html Departments() => Html.Of($"""
        <section aria-labelledby="departments">
        <h2 id="departments">{phrases.Pick("Theo đơn vị", "By department")}</h2>
        {Table("by-department", phrases.Pick($"Số liệu năm {content.DueYear} còn thiếu và nhiệm vụ quá hạn của từng đơn vị", $"Figures for {content.DueYear} owed and tasks overdue, by department"),
            [
                phrases.Pick("Đơn vị", "Department"), phrases.Pick("Chỉ tiêu", "Indicators"), phrases.Pick("Thiếu số liệu", "Owed"),
                phrases.Pick("Nhiệm vụ", "Tasks"), phrases.Pick("Quá hạn", "Overdue"), phrases.Pick("Chỉ tiêu còn thiếu số liệu", "Figures owed"),
            ],
            Html.Each(content.Departments, part => Html.Of($"""
            <tr><th scope="row">{phrases.Name(part.Department)}</th><td class="number">{part.Indicators.Count}</td><td class="number">{part.Owed.Count}</td>
            <td class="number">{part.Tasks.Count}</td><td class="number">{part.Overdue.Count}</td><td>{string.Join("; ", part.Owed.Select(owed => phrases.Name(owed.Indicator)))}</td></tr>
            """)))}
        </section>
        """);

    private Html Tasks() => Html.Of($"""
        <section aria-labelledby="tasks">
        <h2 id="tasks">{phrases.Pick("Nhiệm vụ và mốc", "Tasks and milestones")}</h2>
        {Html.If(!content.Tasks.Any(part => part.IsOverdue), () => Html.Of($"<p>{phrases.Pick("Không có nhiệm vụ nào quá hạn.", "No task is overdue.")}</p>"))}
        {Html.If(content.Tasks.Any(part => part.IsOverdue), () => Table("overdue", phrases.Pick("Nhiệm vụ quá hạn", "Tasks overdue"),
            [phrases.Pick("Nhiệm vụ", "Task"), phrases.Pick("Hạn", "Due"), phrases.Pick("Đơn vị", "Department"), phrases.Pick("Mức độ hoàn thành", "Done")],
            Html.Each(content.Tasks.Where(part => part.IsOverdue), part => Html.Of($"""
            <tr><th scope="row" lang="vi">{part.Task.Code}. {part.Task.Title}</th><td>{phrases.Due(part)}</td><td>{phrases.Name(part.Task.Department)}</td><td class="number">{Percent(part.Progress)}</td></tr>
            """))))}
        {Table("milestones", phrases.Pick("Mục tiêu không định lượng", "Goals without a number"),
            [phrases.Pick("Mục tiêu", "Goal"), phrases.Pick("Năm đích", "Horizon"), phrases.Pick("Tình trạng", "State"), phrases.Pick("Đơn vị", "Department")],
            Html.Each(content.Milestones, part => Html.Of($"""
            <tr><th scope="row">{phrases.Pick(part.Milestone.NameVi, part.Milestone.NameEn)}</th><td>{part.Milestone.Horizon}</td><td>{phrases.MilestoneState(part)}</td><td>{phrases.Name(part.Milestone.Department)}</td></tr>
            """)))}
        </section>
        """);

    private Html Method() => Html.Of($"""
        <section aria-labelledby="method">
        <h2 id="method">{phrases.Pick("Phương pháp", "Method")}</h2>
        {Html.Each(phrases.Method, paragraph => Html.Of($"<p>{paragraph}</p>"))}
        </section>
        """);

    private Html Extracts() => Html.Of($"""
        <section aria-labelledby="extracts">
        <h2 id="extracts">{phrases.Pick("Nguồn số liệu", "Sources")}</h2>
        {Html.If(content.Extracts.Count == 0, () => Html.Of($"<p>{phrases.Pick("Chưa có tệp số liệu nào được công bố đến hết tháng.", "No extract had been published by the end of the month.")}</p>"))}
        {Html.If(content.Extracts.Count > 0, () => Table("files", phrases.Pick("Các tệp đã công bố đến hết tháng", "Extracts published by the end of the month"),
            [phrases.Pick("Tệp", "File"), phrases.Pick("Nguồn", "Source"), phrases.Pick("Ngày công bố", "Published"), phrases.Pick("Số liệu", "Figures"), phrases.Pick("Vấn đề", "Problems")],
            Html.Each(content.Extracts, part => Html.Of($"""
            <tr><th scope="row">{Replies.Visible(part.FileName)}</th><td>{SourceName(part.Source)}</td><td>{phrases.Date(part.PublishedOn)}</td><td class="number">{phrases.Count(part.Observations)}</td><td class="number">{phrases.Count(part.Problems)}</td></tr>
            """))))}
        </section>
        """);

    private string SourceName(string name) => catalogue.FindSource(name) is { } source ? phrases.Pick(source.NameVi, source.NameEn) : name;

    private string Owed(IndicatorPart part) => phrases.Pick(
        $"Chưa có số liệu; đơn vị báo cáo: {phrases.Name(part.Indicator.Department)}.", $"No figures yet; owed by: {phrases.Name(part.Indicator.Department)}.");

    private string Published(Vintage vintage) =>
        $"{phrases.Number(vintage.Value, Decimals(vintage.Value))} {(vintage.Unit is { } unit ? phrases.Pick(unit.TextVi, unit.TextEn) : "")}".TrimEnd();

    /// <summary>As many as were published, as far as a double remembers them.</summary>
    private static int Decimals(double value)
    {
        var text = value.ToString("0.############", CultureInfo.InvariantCulture);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return point < 0 ? 0 : text.Length - point - 1;
    }

    private string Percent(double? progress) => progress is { } done ? phrases.Number(done, 0) + "%" : "…";

    private Html Badge(Verdict verdict) => Html.Of(
        $"<span class=\"verdict {verdict.Text()}\"><span aria-hidden=\"true\">{Phrases.Mark(verdict)}</span>{phrases.Verdict(verdict)}</span>");

    private static Html Items<T>(IReadOnlyList<T> items, Func<T, string> text, string none) => items.Count == 0
        ? Html.Of($"<p>{none}</p>")
        : Html.Of($"<ul>{Html.Each(items, item => Html.Of($"<li>{text(item)}</li>"))}</ul>");

    /// <param name="up">Way to the folder of pictures; null puts the picture into the page.</param>
    private Html Picture(string name, string? up) => charts(name) is not { } drawing ? Html.Empty
        : up is null ? Html.Of($"<figure>{new Html(drawing.Svg)}</figure>")
        : Html.Of($"<figure><img src=\"{up}{name}.{phrases.Code}.svg\" alt=\"{drawing.AltText}\"></figure>");

    private Html Choice(string name, string label, IEnumerable<(string Value, string Text)> options) => Html.Of($"""
        <div><label for="{name}">{label}</label>
        <select id="{name}" name="{name}"><option value="">{phrases.Pick("Tất cả", "All")}</option>{Html.Each(options, option => Html.Of($"<option value=\"{option.Value}\">{option.Text}</option>"))}</select></div>
        """);

    private static Html Table(string id, string caption, IReadOnlyList<string> headers, Html rows, bool slim = false, int numbersFrom = int.MaxValue)
    {
        var index = 0;
        return Html.Of($"""
            <div class="scroll" role="region" tabindex="0" aria-labelledby="c-{id}">
            <table id="{id}" class="{(slim ? "slim" : "wide")}"><caption id="c-{id}">{caption}</caption>
            <thead><tr>{Html.Each(headers, header => Html.Of($"<th scope=\"col\" class=\"{(index++ >= numbersFrom ? "number" : "text")}\">{header}</th>"))}</tr></thead>
            <tbody>
            {rows}
            </tbody></table></div>
            """);
    }

    private string Page(string title, string up, string self, Html lead, Html links, Html body)
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
            </head>
            <body>
            <a class="skip" href="#main">{phrases.Pick("Đến nội dung", "Skip to content")}</a>
            <header>
            <h1>{title}</h1>
            {lead}
            </header>
            <nav aria-label="{phrases.Pick("Mục lục", "Contents")}">
            {links}
            {Html.Each(others, other => Html.Of($"<p><a href=\"{up}{string.Format(CultureInfo.InvariantCulture, self, other.Code)}\" hreflang=\"{other.Code}\" lang=\"{other.Code}\">{other.Pick("Tiếng Việt", "English")}</a></p>"))}
            </nav>
            <main id="main" tabindex="-1">
            {body}
            </main>
            <footer><p>{phrases.Pick("Kế hoạch 86/KH-UBND ngày 19/3/2020 của Ủy ban nhân dân thành phố Hải Phòng.", "Plan 86/KH-UBND of 19 March 2020, People's Committee of Hải Phòng.")} {phrases.Basis(content)}</p></footer>
            </body>
            </html>

            """).Markup;
    }

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
