using System.Globalization;
using System.Reflection;
using System.Text;
using Plan86.Schedules.Charts;
using Plan86.Schedules.Office;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading;

namespace Plan86.Schedules.Bulletins;

using Column = WordDocument.Column;

/// <summary>The bulletin as one page that needs nothing else, and the site of pages beside it.</summary>
/// <param name="charts">The drawing of an indicator's chart, or of another picture by its name.</param>
/// <param name="languages">Of which there are pages to point to.</param>
internal sealed class Pages(
    Settings settings, BulletinContent content, Phrases phrases, IReadOnlyList<Phrases> languages, Func<string, Drawing?> charts)
{
    /// <summary>Stands on both sides of a picture's name until the page is whole: megabytes of drawings are put in once,
    /// not copied from part to part. No text has it in it, for the encoder writes control characters out.</summary>
    private const char Place = '\u001A';

    private static readonly Html Style = new($"<style>{Resource("style.css")}</style>");
    private static readonly Html Filter = new($"<script type=\"module\">{Resource("filter.js")}</script>");

    /// <summary>The whole bulletin: self-contained, for the screen, the phone and A4.</summary>
    public string Bulletin() => WithPictures(Page(
        phrases.Title(content), "", $"bulletin.{{0}}.html", Html.Of($"""
        <p class="meta">{phrases.Basis(content)}</p>
        """), Contents(), Html.Of($"""
        {Summary()}
        {ChangesPart()}
        {AllTargets()}
        {Html.Each(content.Sectors, SectorSection)}
        {Departments()}
        {Tasks()}
        {Method()}
        {Extracts()}
        """)));

    /// <summary>Every verdict in one table, to be narrowed by sector, department and verdict.</summary>
    public string Overview()
    {
        var pairs = content.Indicators.SelectMany(part => part.Targets.Select(target => (Part: part, Target: target))).ToList();
        return Page(phrases.Title(content), "", "index.{0}.html", Html.Of($"""
            <p class="meta">{phrases.Basis(content)}</p>
            """), Links(""), Html.Of($"""
            {SummaryTable()}
            {Html.Each(content.Overviews, name => Picture(name, ""))}
            <h2 id="all">{phrases.Pick("Các mục tiêu", "The targets")}</h2>
            <form id="filter" class="filter" hidden>
            {Choice("sector", phrases.Pick("Lĩnh vực", "Sector"),
                content.Sectors.Select(sector => (sector.Sector.Code, phrases.Name(sector.Sector))))}
            {Choice("department", phrases.Pick("Đơn vị", "Department"),
                content.Departments.Where(part => part.Indicators.Count > 0)
                    .Select(part => (part.Department.Code, phrases.Name(part.Department))))}
            {Choice("verdict", phrases.Pick("Kết luận", "Verdict"),
                Enum.GetValues<Verdict>().Select(verdict => (verdict.Text(), phrases.Verdict(verdict))))}
            </form>
            <p role="status" id="count" data-text="{phrases.Pick("Hiện {0} trong {1} mục tiêu.", "Showing {0} of {1} targets.")}"></p>
            {Table("verdicts", phrases.Pick("Kết luận theo từng mục tiêu", "Verdicts by target"), [
                new(phrases.Pick("Chỉ tiêu", "Indicator"), 29), new(phrases.Pick("Mục tiêu", "Target"), 19),
                new(phrases.Pick("Thực hiện", "Actual"), 18),
                new(phrases.Pick("Kết luận", "Verdict"), 18), new(phrases.Pick("Đơn vị", "Department"), 16)],
                Html.Each(pairs, pair => Html.Of($"""
                <tr data-sector="{pair.Part.Indicator.Sector.Code}"
                data-department="{pair.Part.Indicator.Department.AnsweringOn(content.AsOf).Code}"
                data-verdict="{pair.Target.Verdict.Verdict.Text()}">
                <th scope="row"><a href="indicators/{pair.Part.Indicator.Code}.{phrases.Code}.html">{phrases.Name(pair.Part.Indicator)}</a>
                </th>
                <td>{phrases.Target(pair.Part, pair.Target)}</td><td>{phrases.Actual(pair.Target)}</td>
                <td>{Badge(pair.Target.Verdict)}</td>
                <td>{phrases.Name(pair.Part.Indicator.Department.AnsweringOn(content.AsOf))}</td></tr>
                """)))}
            {Filter}
            """));
    }

    /// <summary>All there is to know of one indicator.</summary>
    public string IndicatorPage(IndicatorPart part)
    {
        var indicator = part.Indicator;
        return Page(phrases.Name(indicator), "../", $"indicators/{indicator.Code}.{{0}}.html", Html.Of($"""
            <p class="meta">{phrases.Name(indicator.Sector)} · {phrases.Owner(indicator.Department, content.AsOf)}
            · {phrases.Month(content.Month)}</p>
            """), Links("../"), Html.Of($"""
            {Picture(indicator.Code, "../")}
            {Values(part)}
            {Html.Each(part.Nowcasts, nowcast => Html.Of($"<p>{phrases.Nowcast(nowcast)}</p>"))}
            <h2 id="verdicts">{phrases.Pick("Kết luận và cách đi đến kết luận", "Verdicts and how they were reached")}</h2>
            {Verdicts(part)}
            {Html.Each(part.Targets, Reasoning)}
            {Html.Each(part.Others, other => Html.Of($"""
            <h3>{phrases.Pick($"Theo {other.Name.Vi}", $"By {other.Name.En}")}</h3>
            {Verdicts(part, $"v-{part.Indicator.Code}-{other.RefArea}", phrases.Pick("Kết luận", "Verdicts") + ": "
                + phrases.Pick(other.Name.Vi, other.Name.En), other.Targets)}
            """))}
            <h2 id="vintages">{phrases.Pick("Các lần công bố và ô nguồn", "Vintages and the cells they come from")}</h2>
            {Html.If(part.Vintages.Count == 0, () => Html.Of($"<p>{Owed(part)}</p>"))}
            {Html.If(part.Vintages.Count > 0,
                () => Table("cells",
                    phrases.Pick("Mỗi dòng là một số liệu do một tệp công bố", "Each row is a figure as one extract published it"), [
                new(phrases.Pick("Kỳ", "Period"), 8), new(phrases.Pick("Chuỗi số liệu", "Series"), 20),
                new(phrases.Pick("Giá trị", "Value"), 18, IsNumber: true),
                new(phrases.Pick("Loại", "Kind"), 9), new(phrases.Pick("Có hiệu lực", "In force"), 15),
                new(phrases.Pick("Tệp và ô nguồn", "File and cell"), 30)],
                Html.Each(part.Vintages, vintage => Html.Of($"""
                <tr><th scope="row">{vintage.TimePeriod}</th>
                <td>{Breakable(vintage.Series)}{Html.If(part.Others.Count > 0, () => Html.Of($"<br>{vintage.RefArea}"))}</td>
                <td class="number">{Published(vintage)}</td><td>{phrases.Status(vintage.Status)}</td>
                <td>{Lines([
                    $"{phrases.Pick("từ", "from")} {phrases.Date(vintage.ValidFrom)}",
                    .. vintage.ValidTo is { } to
                        ? [$"{phrases.Pick("đến", "to")} {phrases.Date(to)}"]
                        : Array.Empty<string>()])}</td><td class="long">{ProblemText.Visible(
                            $"{vintage.FileName}, {vintage.Place}")}{Html.If(
                    vintage.RowPath.Length + vintage.ColumnPath.Length > 0,
                    () => Html.Of(
                        $"<br>{Paths(vintage)}"))}</td></tr>
                """))))}
            <h2 id="data">{phrases.Pick("Lấy số liệu", "Getting the figures")}</h2>
            <p><a href="{indicator.Code}.csv"
            download>{phrases.Pick("Tải CSV", "Download CSV")}</a> {phrases.Pick(
                "(UTF-8, dấu phẩy, dấu chấm thập phân). Truy vấn trong kho dữ liệu:",
                "(UTF-8, comma, decimal point). In the warehouse:")}</p>
            <pre><code>{Sql(indicator)}</code></pre>
            """));
    }

    /// <summary>The query that gives an indicator's yearly values as this bulletin knows them.</summary>
    private string Sql(Indicator indicator) => string.Create(CultureInfo.InvariantCulture,
        $"SELECT ref_area, \"year\", \"value\", obs_status\nFROM indicator_value_asof(DATE '{content.AsOf:yyyy-MM-dd}')\nWHERE indicator = "
            + $"'{indicator.Code}'\nORDER BY ref_area, \"year\"");

    private Html Contents() => Html.Of($"""
        <ul>
        <li><a href="#summary">{phrases.Pick("Tóm tắt", "Summary")}</a></li>
        <li><a href="#changes">{phrases.Pick("Thay đổi trong tháng", "What changed")}</a></li>
        {Html.If(content.Overviews.Count > 0,
            () => Html.Of($"<li><a href=\"#all\">{phrases.Pick("Toàn cảnh các mục tiêu", "All targets")}</a></li>"))}
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
        {Legend(content.Targets)}
        </section>
        """);

    private Html AllTargets() => Html.If(content.Overviews.Count > 0, () => Html.Of($"""
        <section class="sector" aria-labelledby="all">
        <h2 id="all">{phrases.Pick("Toàn cảnh các mục tiêu", "All targets at a glance")}</h2>
        {Html.Each(content.Overviews, name => Picture(name, null))}
        </section>
        """));

    private Html SummaryTable()
    {
        var verdicts = Enum.GetValues<Verdict>();
        return Table("counts", phrases.Pick("Số mục tiêu theo kết luận", "Targets by verdict"),
            [new(phrases.Pick("Năm đích", "Horizon"), 12),
                .. verdicts.Select(verdict => new Column(phrases.Verdict(verdict), 11, IsNumber: true)),
                new(phrases.Pick("Cộng", "Total"), 11, IsNumber: true)],
            Html.Each(content.Targets.GroupBy(part => part.Target.Horizon).OrderBy(group => group.Key, StringComparer.Ordinal),
                group => Html.Of($"""
            <tr><th scope="row">{group.Key}</th>{Html.Each(
                verdicts,
                verdict => Html.Of(
                    $"<td class=\"number\">{group.Count(part => part.Verdict.Verdict == verdict)}</td>"))}
                <td class="number">{group.Count()}</td></tr>
            """)));
    }

    private Html ChangesPart() => Html.Of($"""
        <section aria-labelledby="changes">
        <h2 id="changes">{phrases.Pick("Thay đổi trong tháng", "What changed this month")}</h2>
        <h3>{phrases.Pick("Kết luận thay đổi", "Verdicts that changed")}</h3>
        {Items(content.Changes, change => phrases.Change(settings.Catalogue, change),
            phrases.Pick("Không có kết luận nào thay đổi.", "No verdict changed."))}
        <h3>{phrases.Pick("Số liệu được điều chỉnh", "Figures revised")}</h3>
        {Items(content.Revisions, phrases.Revision, phrases.Pick("Không có số liệu nào được điều chỉnh.", "No figure was revised."))}
        </section>
        """);

    private Html SectorSection(SectorPart sector)
    {
        var (known, missing) = (sector.Known, sector.Missing);
        return Html.Of($"""
            <section class="{(known.Count > 0 ? "sector" : "plain")}" aria-labelledby="{sector.Sector.Code}">
            <h2 id="{sector.Sector.Code}">{phrases.Name(sector.Sector)}</h2>
            <p>{phrases.Summary(sector)}</p>
            {Html.If(sector.HasPicture, () => Picture(sector.Picture, null))}
            {Html.Each(known, part => Html.Of($"""
            <article aria-labelledby="i-{part.Indicator.Code}">
            <h3 id="i-{part.Indicator.Code}">{phrases.Name(part.Indicator)}</h3>
            <p>{phrases.Sentences(part)}</p>
            {Verdicts(part)}
            {Picture(part.Indicator.Code, null)}
            {Values(part)}
            </article>
            """))}
            {Html.If(missing.Count > 0, () => Html.Of($"""
            <h3>{phrases.Pick("Chỉ tiêu chưa có số liệu", "Indicators without figures")}</h3>
            {Table($"missing-{sector.Sector.Code}", phrases.Pick("Chưa có số liệu và đơn vị báo cáo", "No figures yet, and who owes them"),
                [new(phrases.Pick("Chỉ tiêu", "Indicator"), 40), new(phrases.Pick("Mục tiêu", "Target"), 36),
                    new(phrases.Pick("Đơn vị báo cáo", "Owed by"), 24)],
                Html.Each(missing, part => Html.Of($"""
                <tr><th scope="row">{phrases.Name(part.Indicator)}</th>
                <td>{Lines(part.Targets.Select(target => phrases.Target(part, target)))}</td>
                <td>{phrases.Owner(part.Indicator.Department, content.AsOf)}</td></tr>
                """)))}
            """))}
            </section>
            """);
    }

    private Html Verdicts(IndicatorPart part) => Html.Of($"""
        {Verdicts(part, $"v-{part.Indicator.Code}", phrases.Pick("Kết luận", "Verdicts") + ": " + phrases.Name(part.Indicator),
            part.Targets)}
        {Legend(part.Targets)}
        """);

    private Html Verdicts(IndicatorPart part, string id, string caption, IReadOnlyList<TargetPart> targets) => Table(
        id, caption,
        [
            new(phrases.Pick("Mục tiêu", "Target"), 21), new(phrases.Pick("Thực hiện", "Actual"), 18),
            new(phrases.Pick("Kết luận", "Verdict"), 17),
            new(phrases.Pick("Nhịp độ", "Pace"), 15), new(phrases.Pick("Triển vọng", "Outlook"), 16),
            new(phrases.Pick("Cần từ nay", "Required from here"), 13),
        ],
        Html.Each(targets, target => Html.Of($"""
        <tr><th scope="row">{phrases.Target(part, target)}</th><td>{phrases.Actual(target)}</td><td>{Badge(target.Verdict)}</td>
        <td>{phrases.Pace(target.Verdict)}</td><td>{phrases.Outlook(target.Verdict.Outlook)}</td><td>{phrases.Required(target)}</td></tr>
        """)));

    private Html Reasoning(TargetPart part) => Html.Of($"""
        <h3>{phrases.Pick($"Mục tiêu {part.Target.Horizon} (mục {part.Target.Clause} của Kế hoạch)",
            $"Target for {part.Target.Horizon} (clause {part.Target.Clause} of the Plan)")}</h3>
        <p>{phrases.Sentence(part.Verdict)}</p>
        <p>{phrases.Pick("Nguyên văn Kế hoạch:", "Words of the Plan (in Vietnamese):")} <q lang="vi">{part.Target.Printed}</q></p>
        {Html.If(part.Target.NoteVi.Length > 0, () => Html.Of($"<p>{phrases.Pick(part.Target.NoteVi, part.Target.NoteEn)}</p>"))}
        {Html.If(part.Verdict.Agree is not null,
            () => Html.Of($"<p>{Agreement(part.Verdict.Agree == true)}</p>"))}
        """);

    private Html Values(IndicatorPart part)
    {
        var others = part.Others.Select(other => (other.Name, ByYear: other.Values.ToDictionary(value => value.Year))).ToList();
        var own = part.Values.ToDictionary(value => value.Year);
        var years = own.Keys.Concat(others.SelectMany(other => other.ByYear.Keys)).Distinct().Order().ToList();
        string Amount(Dictionary<int, YearValue> values, int year) =>
            values.TryGetValue(year, out var value) ? phrases.Number(value.Value, part.Indicator.Decimals) : "…";
        var name = settings.Catalogue.NameOfArea(part.RefArea);
        return Html.If(years.Count > 0, () => Table(
            $"d-{part.Indicator.Code}",
            $"{phrases.Name(part.Indicator)} ({phrases.Pick(part.Indicator.Unit.Text.Vi, part.Indicator.Unit.Text.En)})",
            [
                new(phrases.Pick("Năm", "Year"), 20),
                new(others.Count > 0 ? phrases.Pick(name.Vi, name.En) : phrases.Pick("Giá trị", "Value"), 30, IsNumber: true),
                new(phrases.Pick("Loại số liệu", "Kind of figure"), 25),
                .. others.Select(other => new Column(phrases.Pick(other.Name.Vi, other.Name.En), 25, IsNumber: true)),
            ],
            Html.Each(years, year => Html.Of($"""
            <tr><th scope="row">{year}</th>
            <td class="number">{Amount(own, year)}</td>
            <td>{(own.TryGetValue(year, out var value) ? phrases.Status(value.Status, value.IsNowcast) : "")}</td>
            {Html.Each(others, other => Html.Of($"<td class=\"number\">{Amount(other.ByYear, year)}</td>"))}</tr>
            """)), slim: others.Count == 0));
    }

    private Html Departments() => Html.Of($"""
        <section aria-labelledby="departments">
        <h2 id="departments">{phrases.Pick("Theo đơn vị", "By department")}</h2>
        {Table("by-department",
            phrases.Pick($"Số liệu năm {content.DueYear} còn thiếu, nhiệm vụ quá hạn và chưa có báo cáo của từng đơn vị",
                $"Figures for {content.DueYear} owed, tasks overdue and tasks without a report, by department"),
            [
                new(phrases.Pick("Đơn vị", "Department"), 20),
                new(phrases.Pick("Thiếu số liệu / chỉ tiêu", "Owed / indicators"), 10, IsNumber: true),
                new(phrases.Pick("Nhiệm vụ", "Tasks"), 9, IsNumber: true), new(phrases.Pick("Quá hạn", "Overdue"), 9, IsNumber: true),
                new(phrases.Pick("Chưa báo cáo", "No report"), 9, IsNumber: true),
                new(phrases.Pick("Chỉ tiêu còn thiếu số liệu", "Figures owed"), 43),
            ],
            Html.Each(content.Departments, part => Html.Of($"""
            <tr><th scope="row">{phrases.Name(part.Department)}</th>
            <td class="number">{part.Owed.Count}/{part.Indicators.Count}</td>
            <td class="number">{part.Tasks.Count}</td>
            <td class="number">{part.Overdue.Count}</td><td class="number">{part.Unreported.Count}</td>
            <td class="long">{string.Join("; ", part.Owed.Select(owed => phrases.Name(owed.Indicator)))}</td></tr>
            """)))}
        </section>
        """);

    private Html Tasks() => Html.Of($"""
        <section aria-labelledby="tasks">
        <h2 id="tasks">{phrases.Pick("Nhiệm vụ và mốc", "Tasks and milestones")}</h2>
        <p>{phrases.Tasks(content)}</p>
        {Html.If(content.Tasks.Any(part => part.IsOverdue), () => Table("overdue", phrases.Pick("Nhiệm vụ quá hạn", "Tasks overdue"),
            [
                new(phrases.Pick("Mã", "Code"), 8), new(phrases.Pick("Nhiệm vụ", "Task"), 50), new(phrases.Pick("Hạn", "Due"), 13),
                new(phrases.Pick("Đơn vị", "Department"), 18),
                new(phrases.Pick("Mức độ hoàn thành", "Done"), 11, IsNumber: true),
            ],
            Html.Each(content.Tasks.Where(part => part.IsOverdue), part => Html.Of($"""
            <tr><th scope="row">{part.Task.Code}</th>
            <td class="long" lang="vi">{part.Task.Title}</td>
            <td>{phrases.Due(part)}</td><td>{phrases.Owner(part.Task.Department, content.AsOf)}</td>
            <td class="number">{Percent(part.Progress)}</td></tr>
            """))))}
        {Html.If(content.Tasks.Any(part => part.HasNoReport), () => Table(
            "no-report", phrases.Pick("Nhiệm vụ chưa có báo cáo", "Tasks nobody has reported on"),
            [
                new(phrases.Pick("Mã", "Code"), 8), new(phrases.Pick("Nhiệm vụ", "Task"), 46), new(phrases.Pick("Hạn", "Due"), 13),
                new(phrases.Pick("Đơn vị", "Department"), 18), new(phrases.Pick("Tình trạng", "State"), 15),
            ],
            Html.Each(content.Tasks.Where(part => part.HasNoReport), part => Html.Of($"""
            <tr><th scope="row">{part.Task.Code}</th>
            <td class="long" lang="vi">{part.Task.Title}</td>
            <td>{phrases.Due(part)}</td><td>{phrases.Owner(part.Task.Department, content.AsOf)}</td>
            <td>{phrases.NoReport(part.IsReportOverdue)}</td></tr>
            """))))}
        {Table("milestones", phrases.Pick("Mục tiêu không định lượng", "Goals without a number"),
            [new(phrases.Pick("Mục tiêu", "Goal"), 52), new(phrases.Pick("Năm đích", "Horizon"), 10),
                new(phrases.Pick("Tình trạng", "State"), 16), new(phrases.Pick("Đơn vị", "Department"), 22)],
            Html.Each(content.Milestones, part => Html.Of($"""
            <tr><th scope="row">{phrases.Pick(part.Milestone.Name.Vi, part.Milestone.Name.En)}</th>
            <td>{part.Milestone.Horizon}</td><td>{phrases.MilestoneState(part)}</td>
            <td>{phrases.Owner(part.Milestone.Department, content.AsOf)}</td></tr>
            """)))}
        </section>
        """);

    private Html Method() => Html.Of($"""
        <section aria-labelledby="method">
        <h2 id="method">{phrases.Pick("Phương pháp", "Method")}</h2>
        {Html.Each(phrases.Method(content), paragraph => Html.Of($"<p>{paragraph}</p>"))}
        </section>
        """);

    private Html Extracts() => Html.Of($"""
        <section aria-labelledby="extracts">
        <h2 id="extracts">{phrases.Pick("Nguồn số liệu", "Sources")}</h2>
        {Html.If(content.Extracts.Count == 0,
            () => Html.Of(
                $"""
                <p>{phrases.Pick(
                    "Chưa có tệp số liệu nào được công bố đến hết tháng.",
                    "No extract had been published by the end of the month.")}</p>
                """))}
        {Html.If(content.Extracts.Count > 0,
            () => Table("sources",
                phrases.Pick("Các tệp đã công bố đến hết tháng, theo nguồn", "Extracts published by the end of the month, by source"),
            [
                new(phrases.Pick("Nguồn", "Source"), 38), new(phrases.Pick("Số tệp", "Extracts"), 10, IsNumber: true),
                new(phrases.Pick("Công bố từ", "Published from"), 14),
                new(phrases.Pick("đến", "to"), 14), new(phrases.Pick("Số liệu", "Figures"), 12, IsNumber: true),
                new(phrases.Pick("Vấn đề", "Problems"), 12, IsNumber: true),
            ],
            Html.Each(content.Sources, source => Html.Of($"""
            <tr><th scope="row">{phrases.Source(settings.Sources, source.Key)}</th>
            <td class="number">{phrases.Count(source.Count())}</td>
            <td>{phrases.Date(source.Min(part => part.PublishedOn))}</td><td>{phrases.Date(source.Max(part => part.PublishedOn))}</td>
            <td class="number">{phrases.Count(source.Sum(part => part.Observations))}</td>
            <td class="number">{phrases.Count(source.Sum(part => part.Problems))}</td></tr>
            """))))}
        {Html.If(content.NewExtracts.Any(),
            () => Table(
                "files", phrases.Pick(
                    $"Các tệp công bố trong {phrases.Month(content.Month)}", $"Extracts published in {phrases.Month(content.Month)}"),
            [
                new(phrases.Pick("Tệp", "File"), 38), new(phrases.Pick("Nguồn", "Source"), 26),
                new(phrases.Pick("Ngày công bố", "Published"), 14),
                new(phrases.Pick("Số liệu", "Figures"), 11, IsNumber: true), new(phrases.Pick("Vấn đề", "Problems"), 11, IsNumber: true),
            ],
            Html.Each(content.NewExtracts, part => Html.Of($"""
            <tr><th scope="row">{ProblemText.Visible(part.FileName)}</th>
            <td>{phrases.Source(settings.Sources, part.Source)}</td>
            <td>{phrases.Date(part.PublishedOn)}</td>
            <td class="number">{phrases.Count(part.Observations)}</td><td class="number">{phrases.Count(part.Problems)}</td></tr>
            """))))}
        <p>{phrases.Pick("Danh sách đầy đủ các tệp cùng mã băm SHA-256 nằm trong manifest.json.",
            "manifest.json lists every extract with its SHA-256.")}</p>
        </section>
        """);

    private string Owed(IndicatorPart part) => phrases.Pick(
        $"Chưa có số liệu; đơn vị báo cáo: {phrases.Owner(part.Indicator.Department, content.AsOf)}.",
        $"No figures yet; owed by: {phrases.Owner(part.Indicator.Department, content.AsOf)}.");

    private string Published(Vintage vintage) =>
        phrases.Number(vintage.Value, Decimals(vintage.Value))
        + (vintage.Unit is { } unit ? $" {phrases.Pick(unit.Text.Vi, unit.Text.En)}" : "");

    private static string Paths(Vintage vintage) =>
        ProblemText.Visible(string.Join(" · ", new[] { vintage.RowPath, vintage.ColumnPath }.Where(path => path.Length > 0)));

    private string Agreement(bool agree) => agree
        ? phrases.Pick("Hai phương pháp cho cùng kết luận.", "Both methods say the same.")
        : phrases.Pick(
            "Hai phương pháp cho kết luận khác nhau; lấy kết luận yếu hơn.", "The methods disagree; the weaker counts.");

    /// <summary>As many as were published, as far as a double remembers them.</summary>
    private static int Decimals(double value)
    {
        var text = value.ToString("0.############", CultureInfo.InvariantCulture);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return point < 0 ? 0 : text.Length - point - 1;
    }

    private string Percent(double? progress) => progress is { } done ? phrases.Number(done, 0) + "%" : "…";

    private Html Badge(Assessment assessment) => Html.Of(
        $"<span class=\"verdict {assessment.Verdict.Text()}\"><span "
            + $"aria-hidden=\"true\">{Phrases.Mark(assessment.Verdict)}</span>{phrases.Verdict(assessment)}</span>");

    /// <summary>What the sign of another territory means, where a verdict has it.</summary>
    private Html Legend(IEnumerable<TargetPart> targets) =>
        Territories.Legend(settings.Catalogue, targets.Select(target => target.Verdict)) is { } legend
            ? Html.Of($"<p class=\"meta\">{phrases.Pick(legend.Vi, legend.En)}.</p>") : Html.Of($"");

    /// <summary>A code that may go over two lines, behind a dot or an underscore.</summary>
    private static Html Breakable(string code) =>
        new(Html.Of($"{code}").Markup.Replace(".", ".<wbr>", StringComparison.Ordinal).Replace("_", "_<wbr>", StringComparison.Ordinal));

    private static Html Lines(IEnumerable<string> lines) => new(string.Join("<br>", lines.Select(line => Html.Of($"{line}").Markup)));

    private static Html Items<T>(IReadOnlyList<T> items, Func<T, string> text, string none) => items.Count == 0
        ? Html.Of($"<p>{none}</p>")
        : Html.Of($"<ul>{Html.Each(items, item => Html.Of($"<li>{text(item)}</li>"))}</ul>");

    /// <param name="up">Way to the folder of pictures; null puts the picture into the page.</param>
    private Html Picture(string name, string? up) => charts(name) is not { } drawing ? Html.Empty
        : up is null ? Html.Of($"<figure>{new Html($"{Place}{name}{Place}")}</figure>")
        : Html.Of($"<figure><img src=\"{up}{name}.{phrases.Code}.svg\" alt=\"{drawing.AltText}\"></figure>");

    private string WithPictures(string page) =>
        string.Concat(page.Split(Place).Select((part, at) => at % 2 == 0 ? part : charts(part)!.Svg));

    private Html Choice(string name, string label, IEnumerable<(string Value, string Text)> options) => Html.Of($"""
        <div><label for="{name}">{label}</label>
        <select id="{name}" name="{name}">
        <option value="">{phrases.Pick("Tất cả", "All")}</option>{Html.Each(
            options, option => Html.Of($"<option value=\"{option.Value}\">{option.Text}</option>"))}</select></div>
        """);

    private static Html Width(double percent) => Html.Of($"<col style=\"width:{(int)percent}%\">");

    private static Html Table(string id, string caption, IReadOnlyList<Column> columns, Html rows, bool slim = false)
    {
        var whole = columns.Sum(column => column.Share);
        return Html.Of($"""
            <div class="scroll" role="region" tabindex="0" aria-labelledby="c-{id}">
            <table id="{id}" class="{(slim ? "slim" : "wide")}"><caption id="c-{id}">{caption}</caption>
            {Html.If(!slim,
                () => Html.Of($"<colgroup>{Html.Each(columns, column => Width(100 * column.Share / whole))}</colgroup>"))}
            <thead><tr>{Html.Each(columns,
                column => Html.Of(
                    $"<th scope=\"col\" class=\"{(column.IsNumber ? "number" : "text")}\">{column.Header}</th>"))}</tr></thead>
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
            <footer><p>{phrases.Pick("Kế hoạch 86/KH-UBND ngày 19/3/2020 của Ủy ban nhân dân thành phố Hải Phòng.",
                "Plan 86/KH-UBND of 19 March 2020, People's Committee of Hải Phòng.")} {phrases.Basis(content)}</p></footer>
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
