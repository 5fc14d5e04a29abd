using Plan86.Schedules.Charts;
using Plan86.Transform;
using Plan86.Transform.Judging;

namespace Plan86.Schedules.Bulletins;

/// <summary>The bulletin as one page that needs nothing else: for the screen, the phone and A4.</summary>
internal sealed class BulletinPage(PageFrame frame)
{
    /// <summary>The title of a task is a paragraph of the Plan: so much of it tells which one is meant.</summary>
    private const int LongestTitle = 90;

    private readonly BulletinContent _content = frame.Content;
    private readonly Phrases _phrases = frame.Phrases;

    public string Write() => frame.LonePage(
        _phrases.Title(_content), "bulletin.{0}.html", Html.Of($"""
        <p class="meta">{_phrases.Basis(_content)}</p>
        """), Contents(), Html.Of($"""
        {Summary()}
        {Changes()}
        {AllTargets()}
        {Html.Each(_content.Sectors, Sector)}
        {Departments()}
        {Milestones()}
        {Method()}
        {Extracts()}
        """));

    private Html Contents() => Html.Of($"""
        <ul>
        <li><a href="#summary">{_phrases.Pick("Những điểm chính", "Main points")}</a></li>
        <li><a href="#changes">{_phrases.Pick("Thay đổi trong tháng", "What changed")}</a></li>
        {Html.If(_content.Overviews.Count > 0,
            () => Html.Of($"<li><a href=\"#all\">{_phrases.Pick("Toàn cảnh các mục tiêu", "All targets")}</a></li>"))}
        {Html.Each(_content.Sectors, part => Html.Of($"<li><a href=\"#{part.Sector.Code}\">{_phrases.Name(part.Sector)}</a></li>"))}
        <li><a href="#departments">{_phrases.Pick("Theo đơn vị", "By department")}</a></li>
        <li><a href="#goals">{_phrases.Pick("Mục tiêu không định lượng", "Goals without a number")}</a></li>
        <li><a href="#method">{_phrases.Pick("Phương pháp", "Method")}</a></li>
        <li><a href="#extracts">{_phrases.Pick("Nguồn số liệu", "Sources")}</a></li>
        </ul>
        """);

    private Html Summary() => Html.Of($"""
        <section aria-labelledby="summary">
        <h2 id="summary">{_phrases.Pick("Những điểm chính", "Main points")}</h2>
        {frame.MainPoints(linked: false)}
        <p>{_phrases.Counts(_content)}</p>
        {frame.Counts()}
        {frame.Legend(_content.Targets)}
        </section>
        """);

    private Html Changes()
    {
        var evidence = _phrases.Evidence(frame.Settings.Catalogue, _content);
        return Html.Of($"""
            <section aria-labelledby="changes">
            <h2 id="changes">{_phrases.Pick("Thay đổi trong tháng", "What changed this month")}</h2>
            <h3>{_phrases.Pick("Kết luận thay đổi", "Verdicts that changed")}</h3>
            {PageFrame.Items(_content.Changes, change => _phrases.Change(frame.Settings.Catalogue, change) + ".",
                _phrases.Pick("Không có kết luận nào thay đổi.", "No verdict changed."))}
            <h3>{_phrases.Pick("Số liệu được điều chỉnh", "Figures revised")}</h3>
            {PageFrame.Items(_content.Revisions, revision => _phrases.Revision(revision) + ".",
                _phrases.Pick("Không có số liệu nào được điều chỉnh.", "No figure was revised."))}
            {Html.If(evidence.Count > 0, () => HtmlTable.Of(
                "evidence",
                _phrases.Pick("Số liệu làm thay đổi và ô nguồn", "The figures behind the changes, and the cells they come from"),
                [
                    new(_phrases.Pick("Chỉ tiêu", "Indicator"), 28), new(_phrases.Pick("Kỳ", "Period"), 12),
                    new(_phrases.Pick("Số liệu", "Figure"), 24), new(_phrases.Pick("Tệp và ô nguồn", "File and cell"), 36),
                ],
                evidence.Select(
                    row => new HtmlRow([row[0], row[1], row[2], new Cell(Html.Of($"{ProblemText.Visible(row[3])}"), IsLong: true)]))))}
            </section>
            """);
    }

    private Html AllTargets() => Html.If(_content.Overviews.Count > 0, () => Html.Of($"""
        <section class="overview" aria-labelledby="all">
        <h2 id="all">{_phrases.Pick("Toàn cảnh các mục tiêu", "All targets at a glance")}</h2>
        {Html.Each(_content.Overviews, name => frame.DrawnPicture(name, "overview"))}
        </section>
        """));

    private Html Sector(SectorPart sector)
    {
        var (known, missing) = (sector.Known, sector.Missing);
        return Html.Of($"""
            <section class="sector" aria-labelledby="{sector.Sector.Code}">
            <h2 id="{sector.Sector.Code}">{_phrases.Name(sector.Sector)}</h2>
            <p>{_phrases.Summary(sector)}</p>
            {Html.If(sector.HasPicture, () => frame.DrawnPicture(sector.Picture, "panel"))}
            {Html.If(known.Any(part => part.Targets.Count > 0), () => Verdicts(sector))}
            {Html.If(known.Count > 0, () => Html.Of($"<div class=\"charts\">{Html.Each(known, Indicator)}</div>"))}
            {Html.If(missing.Count > 0, () => Html.Of($"""
            <p class="missing"><b>{_phrases.Pick("Chưa có số liệu:", "No figures yet:")}</b>
            {string.Join("; ", missing.Select(part => _phrases.Name(part.Indicator)))}.</p>
            """))}
            </section>
            """);
    }

    /// <summary>All verdicts of a sector in one table.</summary>
    private Html Verdicts(SectorPart sector)
    {
        var parts = sector.Known.Where(part => part.Targets.Count > 0).ToList();
        return Html.Of($"""
            {HtmlTable.Of(
                $"v-{sector.Sector.Code}",
                _phrases.Pick("Mục tiêu và kết luận", "Targets and verdicts") + ": " + _phrases.Name(sector.Sector),
                [
                    new(_phrases.Pick("Chỉ tiêu", "Indicator"), 22), new(_phrases.Pick("Mục tiêu", "Target"), 18),
                    new(_phrases.Pick("Thực hiện", "Actual"), 16), new(_phrases.Pick("Kết luận", "Verdict"), 14),
                    new(_phrases.Pick("Nhịp độ; triển vọng", "Pace; outlook"), 16),
                    new(_phrases.Pick("Cần từ nay", "Required from here"), 14),
                ],
                parts.SelectMany(part => part.Targets.Select((target, at) => new HtmlRow(
                [
                    at == 0 ? (Cell)_phrases.Name(part.Indicator)
                        : Html.Of($"<span class=\"again\">{_phrases.Name(part.Indicator)}</span>"),
                    _phrases.Target(part, target), _phrases.Actual(target), frame.Badge(target.Verdict),
                    _phrases.Methods(target.Verdict), _phrases.Required(target),
                ]))))}
            {frame.Notes(parts.SelectMany(part => part.Targets))}
            """);
    }

    private Html Indicator(IndicatorPart part) => Html.Of($"""
        <article aria-labelledby="i-{part.Indicator.Code}">
        <h3 id="i-{part.Indicator.Code}">{_phrases.Name(part.Indicator)}</h3>
        <p>{_phrases.Sentences(part)}</p>
        {frame.DrawnPicture(part.Indicator.Code)}
        </article>
        {Html.If(part.HasNewsOfMonths(_content.Month), () => Html.Of($"""
        <article aria-label="{_phrases.Pick(part.Months!.Title.Vi, part.Months.Title.En)}">
        {frame.DrawnPicture(ChartBook.MonthsNameOf(part.Indicator))}
        </article>
        """))}
        """);

    /// <summary>Each department once: what it owes and which tasks nobody has seen done.</summary>
    private Html Departments() => Html.Of($"""
        <section class="fresh" aria-labelledby="departments">
        <h2 id="departments">{_phrases.Pick("Theo đơn vị", "By department")}</h2>
        <p>{_phrases.Tasks(_content)}</p>
        {HtmlTable.Of(
            "by-department",
            _phrases.Pick($"Số liệu năm {_content.DueYear} còn thiếu, nhiệm vụ quá hạn và chưa có báo cáo",
                $"Figures for {_content.DueYear} owed, tasks overdue and tasks without a report"),
            [
                new(_phrases.Pick("Đơn vị", "Department"), 17),
                new(_phrases.Pick("Thiếu số liệu / chỉ tiêu", "Owed / indicators"), 9, IsNumber: true),
                new(_phrases.Pick("Chỉ tiêu còn thiếu số liệu", "Figures owed"), 30),
                new(_phrases.Pick("Nhiệm vụ quá hạn, chưa có báo cáo", "Tasks overdue or without a report"), 44),
            ],
            _content.Departments.Select(part => new HtmlRow(
            [
                _phrases.Heir(part), $"{part.Owed.Count}/{part.Indicators.Count}",
                new Cell(Html.Of($"{string.Join("; ", part.Owed.Select(owed => _phrases.Name(owed.Indicator)))}"), IsLong: true),
                new Cell(
                    PageFrame.Lines(part.Tasks.Where(task => task.IsOverdue || task.HasNoReport).Select(task => Task(_phrases, task))),
                    IsLong: true),
            ])))}
        </section>
        """);

    /// <summary>Returns a task that is late or that nobody has reported on, in one line.</summary>
    /// <param name="longest">So much of its title is shown.</param>
    internal static string Task(Phrases phrases, TaskPart part, int longest = LongestTitle)
    {
        var state = part.IsOverdue
            ? phrases.Pick("quá hạn", "overdue") + (part.Progress is { } done ? $", {phrases.Number(done, 0)}%" : "")
            : phrases.NoReport(part.IsReportOverdue).ToLowerInvariant();
        return $"{part.Task.Code} {Short(phrases.Title(part.Task), longest)} ({phrases.Due(part)}: {state})";
    }

    /// <summary>Cut behind a word.</summary>
    private static string Short(string title, int longest)
    {
        if (title.Length <= longest)
        {
            return title;
        }

        var end = title.LastIndexOf(' ', longest);
        return title[..(end > 0 ? end : longest)].TrimEnd(',', ';', '.', ' ') + "…";
    }

    private Html Milestones() => Html.Of($"""
        <section aria-labelledby="goals">
        <h2 id="goals">{_phrases.Pick("Mục tiêu không định lượng", "Goals without a number")}</h2>
        {SitePages.MilestoneTable(frame)}
        </section>
        """);

    private Html Method() => Html.Of($"""
        <section class="method" aria-labelledby="method">
        <h2 id="method">{_phrases.Pick("Phương pháp", "Method")}</h2>
        {Html.Each(_phrases.Method(_content), paragraph => Html.Of($"<p>{paragraph}</p>"))}
        </section>
        """);

    private Html Extracts() => Html.Of($"""
        <section aria-labelledby="extracts">
        <h2 id="extracts">{_phrases.Pick("Nguồn số liệu", "Sources")}</h2>
        {Html.If(_content.Extracts.Count == 0, () => Html.Of($"""
            <p>{_phrases.Pick("Chưa có tệp số liệu nào được công bố đến hết tháng.",
                "No extract had been published by the end of the month.")}</p>
            """))}
        {Html.If(_content.Extracts.Count > 0, () => SitePages.SourceTable(frame))}
        {Html.If(_content.NewExtracts.Any(), () => HtmlTable.Of(
            "files", _phrases.Pick(
                $"Các tệp công bố trong {_phrases.Month(_content.Month)}", $"Extracts published in {_phrases.Month(_content.Month)}"),
            [
                new(_phrases.Pick("Tệp", "File"), 38), new(_phrases.Pick("Nguồn", "Source"), 26),
                new(_phrases.Pick("Ngày công bố", "Published"), 14),
                new(_phrases.Pick("Số liệu", "Figures"), 11, IsNumber: true), new(_phrases.Pick("Vấn đề", "Problems"), 11, IsNumber: true),
            ],
            _content.NewExtracts.Select(part => new HtmlRow(
            [
                ProblemText.Visible(part.FileName), _phrases.Source(frame.Settings.Sources, part.Source), _phrases.Date(part.PublishedOn),
                _phrases.Count(part.Observations), _phrases.Count(part.Problems),
            ]))))}
        <p class="meta">{_phrases.Pick("Danh sách đầy đủ các tệp cùng mã băm SHA-256 nằm trong manifest.json.",
            "manifest.json lists every extract with its SHA-256.")}</p>
        </section>
        """);
}
