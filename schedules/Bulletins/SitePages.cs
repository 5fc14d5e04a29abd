using System.Globalization;
using Plan86.Ingest;
using Plan86.Transform;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;

namespace Plan86.Schedules.Bulletins;

/// <summary>The pages of the site beside those of indicators: tasks, release calendar, methods and quality, data, glossary.</summary>
internal sealed class SitePages(PageFrame frame)
{
    /// <summary>Bulletins and sources are announced so many times ahead.</summary>
    private const int BulletinsAhead = 3;

    /// <summary>Fewer days of publication show no rhythm.</summary>
    private const int FewestForRhythm = 4;

    /// <summary>In a rhythm no gap is so many times as long as the usual one.</summary>
    private const int MostOfUsualGap = 2;

    private readonly BulletinContent _content = frame.Content;
    private readonly Phrases _phrases = frame.Phrases;

    /// <summary>The goals without a number and how they stand.</summary>
    public static Html MilestoneTable(PageFrame frame)
    {
        var phrases = frame.Phrases;
        return HtmlTable.Of(
            "milestones", phrases.Pick("Tình trạng các mục tiêu không định lượng", "Goals without a number and their state"),
            [
                new(phrases.Pick("Mục tiêu", "Goal"), 52), new(phrases.Pick("Năm đích", "Horizon"), 10),
                new(phrases.Pick("Tình trạng", "State"), 16), new(phrases.Pick("Đơn vị", "Department"), 22),
            ],
            frame.Content.Milestones.Select(part => new HtmlRow(
            [
                phrases.Pick(part.Milestone.Name.Vi, part.Milestone.Name.En),
                part.Milestone.Horizon.ToString(CultureInfo.InvariantCulture), phrases.MilestoneState(part),
                phrases.Owner(part.Milestone.Department, frame.Content.AsOf),
            ])));
    }

    /// <summary>What each source has published by the end of the month.</summary>
    public static Html SourceTable(PageFrame frame)
    {
        var phrases = frame.Phrases;
        return HtmlTable.Of(
            "sources",
            phrases.Pick("Các tệp đã công bố đến hết tháng, theo nguồn", "Extracts published by the end of the month, by source"),
            [
                new(phrases.Pick("Nguồn", "Source"), 38), new(phrases.Pick("Số tệp", "Extracts"), 10, IsNumber: true),
                new(phrases.Pick("Công bố từ", "Published from"), 14),
                new(phrases.Pick("đến", "to"), 14), new(phrases.Pick("Số liệu", "Figures"), 12, IsNumber: true),
                new(phrases.Pick("Vấn đề", "Problems"), 12, IsNumber: true),
            ],
            frame.Content.Sources.Select(source => new HtmlRow(
            [
                phrases.Source(frame.Settings.Sources, source.Key), phrases.Count(source.Count()),
                phrases.Date(source.Min(part => part.PublishedOn)), phrases.Date(source.Max(part => part.PublishedOn)),
                phrases.Count(source.Sum(part => part.Observations)), phrases.Count(source.Sum(part => part.Problems)),
            ])));
    }

    /// <summary>Every task in full, and the goals without a number.</summary>
    public string Tasks() => Page("tasks", _phrases.Pick("Nhiệm vụ và mốc", "Tasks and milestones"), Html.Of($"""
        <p>{_phrases.Tasks(_content)}</p>
        {HtmlTable.Of(
            "tasks", _phrases.Pick("Các nhiệm vụ của Kế hoạch", "The tasks of the Plan"),
            [
                new(_phrases.Pick("Mã", "Code"), 7), new(_phrases.Pick("Nhiệm vụ", "Task"), 42),
                new(_phrases.Pick("Đơn vị", "Department"), 19),
                new(_phrases.Pick("Hạn", "Due"), 12), new(_phrases.Pick("Tình trạng", "State"), 12),
                new(_phrases.Pick("Mức độ hoàn thành", "Done"), 8, IsNumber: true),
            ],
            _content.Tasks.Select(part => new HtmlRow(
            [
                part.Task.Code, new Cell(Html.Of($"{_phrases.Title(part.Task)}"), IsLong: true),
                _phrases.Owner(part.Task.Department, _content.AsOf), _phrases.Due(part), _phrases.TaskState(part),
                part.Progress is { } done ? _phrases.Number(done, 0) + "%" : "…",
            ])))}
        {MilestoneTable(frame)}
        """));

    /// <summary>When bulletins and sources come next.</summary>
    public string Calendar() => Page("calendar", _phrases.Pick("Lịch công bố", "Release calendar"), Html.Of($"""
        {HtmlTable.Of(
            "bulletins", _phrases.Pick("Các bản tin sắp tới (giờ Việt Nam)", "The next bulletins (Vietnamese time)"),
            [new(_phrases.Pick("Bản tin", "Bulletin"), 50), new(_phrases.Pick("Ngày lập theo lịch", "Made on"), 50)],
            Enumerable.Range(0, BulletinsAhead).Select(ahead => _content.Month.AddMonths(ahead)).Select(month => new HtmlRow(
                [Phrases.Capital(_phrases.Month(month)), Clock(BulletinCalendar.MadeOn(month))])),
            slim: true)}
        <p>{_phrases.Pick("Lịch lập bản tin có thể được đặt khác tại nơi vận hành; bản dự thảo được phát hành sau khi duyệt.",
            "Whoever runs the worker may set another time; a draft is released once it has been approved.")}</p>
        {Html.If(_content.Extracts.Count > 0, () => HtmlTable.Of(
            "due", _phrases.Pick("Các nguồn số liệu: lần công bố gần nhất và lần tới dự kiến", "Sources: last publication, next expected"),
            [
                new(_phrases.Pick("Nguồn", "Source"), 46), new(_phrases.Pick("Gần nhất", "Last"), 15),
                new(_phrases.Pick("Dự kiến lần tới", "Next expected"), 17), new(_phrases.Pick("Căn cứ", "By"), 22),
            ],
            _content.Sources.Select(source => (source.Key, Last: source.Max(part => part.PublishedOn), Next: Expected(source)))
                .OrderBy(entry => entry.Next?.Day ?? DateOnly.MaxValue).ThenBy(entry => entry.Key, StringComparer.Ordinal)
                .Select(entry => new HtmlRow(
                [
                    _phrases.Source(frame.Settings.Sources, entry.Key), _phrases.Date(entry.Last),
                    entry.Next is not { } next ? "…"
                        : next.Day > _content.AsOf ? _phrases.Date(next.Day)
                        : _phrases.Pick($"{_phrases.Date(next.Day)}, đã quá hạn", $"{_phrases.Date(next.Day)}, overdue"),
                    entry.Next?.By is { } by ? _phrases.Pick(by.Vi, by.En)
                        : _phrases.Pick("không công bố theo nhịp", "publishes in no rhythm"),
                ]))))}
        """));

    /// <summary>How verdicts are reached, and what the figures behind them were worth.</summary>
    public string Method() => Page("method", _phrases.Pick("Phương pháp và chất lượng", "Methods and quality"), Html.Of($"""
        <h2 id="methods">{_phrases.Pick("Cách đánh giá", "How verdicts are reached")}</h2>
        {Html.Each(_phrases.Method(_content), paragraph => Html.Of($"<p>{paragraph}</p>"))}
        <h2 id="quality">{_phrases.Pick("Chất lượng số liệu", "Quality of the figures")}</h2>
        <p>{_phrases.Pick(
            "Điều chỉnh: so lần công bố mới nhất với lần đầu của cùng một số liệu, bình quân giá trị tuyệt "
                + "đối, theo phần trăm của lần đầu. "
                + "Độ trễ: số ngày từ 31 tháng 12 đến lần công bố đầu tiên của số liệu cả năm, trung vị; số âm: công bố trước khi hết năm.",
            "Revision: the latest vintage of a figure against its first, mean of absolute values, in "
                + "percent of the first. Delay: days from "
                + "31 December to the first figure of the whole year, median; below zero: published before the year was over.")}</p>
        {Html.If(_content.Indicators.Any(part => part.Quality is not null), () => HtmlTable.Of(
            "worth", _phrases.Pick("Số liệu của từng chỉ tiêu", "The figures of each indicator"),
            [
                new(_phrases.Pick("Chỉ tiêu", "Indicator"), 40), new(_phrases.Pick("Số liệu", "Figures"), 14, IsNumber: true),
                new(_phrases.Pick("Đã điều chỉnh", "Revised"), 14, IsNumber: true),
                new(_phrases.Pick("Mức điều chỉnh, %", "Revision, %"), 16, IsNumber: true),
                new(_phrases.Pick("Độ trễ, ngày", "Delay, days"), 16, IsNumber: true),
            ],
            _content.Indicators.Where(part => part.Quality is not null).Select(part => new HtmlRow(
            [
                Link(part), _phrases.Count(part.Quality!.Figures), _phrases.Count(part.Quality.Revised),
                part.Quality.RevisionPercent is { } size ? _phrases.Number(size, 1) : "…",
                part.Quality.DaysAfterYear is { } days ? _phrases.Number(days, 0) : "…",
            ]))))}
        {Html.If(_content.Indicators.Any(part => part.Nowcasts.Count > 0), () => Html.Of($"""
            <h3>{_phrases.Pick("Số ước cả năm từ các tháng", "Years estimated from their months")}</h3>
            <ul>{Html.Each(_content.Indicators.SelectMany(part => part.Nowcasts.Select(nowcast => (part, nowcast))), pair => Html.Of(
                $"<li>{Link(pair.part)}: {_phrases.Nowcast(pair.nowcast)}</li>"))}</ul>
            """))}
        <h2 id="extracts">{_phrases.Pick("Nguồn số liệu", "Sources")}</h2>
        {Html.If(_content.Extracts.Count > 0, () => SourceTable(frame))}
        """));

    /// <summary>What can be queried, and where the files lie.</summary>
    public string Data() => Page("data", _phrases.Pick("Dữ liệu", "Data"), Html.Of($"""
        <p>{_phrases.Pick(
            "Toàn bộ số liệu nằm trong một tệp DuckDB chỉ đọc và trong kho Parquet; bảng dưới đây nói mỗi "
                + "quan hệ chứa gì. Số liệu của từng "
                + "chỉ tiêu tải được ở trang của chỉ tiêu đó.",
            "All figures are in one DuckDB file, read-only, and in a lake of Parquet files; below stands what each relation holds. The "
                + "figures of one indicator can be downloaded from its page.")}</p>
        <ul id="served" hidden>
        <li><a href="../../warehouse/plan86.duckdb" download>{_phrases.Pick("Tệp DuckDB", "The DuckDB file")}</a></li>
        <li><a href="../../lake/">{_phrases.Pick("Kho Parquet", "The Parquet lake")}</a></li>
        </ul>
        <p>{_phrases.Pick("Mở bằng bất kỳ công cụ DuckDB nào, ở chế độ chỉ đọc:", "Open it with any DuckDB client, read-only:")}</p>
        <pre tabindex="0"><code>ATTACH 'warehouse/plan86.duckdb' AS plan86 (READ_ONLY); USE plan86;
        FROM assessment;</code></pre>
        {Html.Each(_content.Relations, relation => Html.Of($"""
        <h2 id="r-{relation.Name.Split('(')[0]}">{relation.Name}</h2>
        <p>{relation.Comment}</p>
        {Html.If(relation.Columns.Count > 0, () => HtmlTable.Of(
            $"c-{relation.Name}", $"{_phrases.Pick("Các cột của", "Columns of")} {relation.Name}",
            [new(_phrases.Pick("Cột", "Column"), 22), new(_phrases.Pick("Kiểu", "Type"), 18),
                new(_phrases.Pick("Nội dung", "What it holds"), 60)],
            relation.Columns.Select(column => new HtmlRow(
                [column.Name, column.Type, new Cell(Html.Of($"{column.Comment}"), IsLong: true)]))))}
        """))}
        {PageFrame.Script("data.js")}
        """));

    /// <summary>The words of the bulletin.</summary>
    public string Glossary() => Page("glossary", _phrases.Pick("Thuật ngữ", "Glossary"), Html.Of($"""
        <dl>{Html.Each(GlossaryTerms.All, term => Html.Of($"""
        <dt id="g-{term.Code}">{_phrases.Pick(term.Name.Vi, term.Name.En)}</dt>
        <dd>{_phrases.Pick(term.Meaning.Vi, term.Meaning.En)}</dd>
        """))}</dl>
        """));

    private string Page(string name, string title, Html body) => frame.SitePage(title, "", name + ".{0}.html", Html.Of($"""
        <p class="meta">{_phrases.Title(_content)}</p>
        """), body);

    private Html Link(IndicatorPart part) =>
        Html.Of($"<a href=\"indicators/{part.Indicator.Code}.{_phrases.Code}.html\">{_phrases.Name(part.Indicator)}</a>");

    private string Clock(DateTimeOffset? instant) => instant is not { } at ? "…"
        : Collector.OnVietnameseClock(at) is var local
            ? $"{_phrases.Date(DateOnly.FromDateTime(local.DateTime))}, {local.ToString("HH:mm", CultureInfo.InvariantCulture)}" : "";

    /// <summary>By what the source promises, else by the rhythm it has kept.</summary>
    private (DateOnly Day, Bilingual By)? Expected(IEnumerable<ExtractPart> extracts)
    {
        var days = extracts.Select(part => part.PublishedOn).Distinct().Order().ToList();
        var last = days[^1];
        if (frame.Settings.Sources.Find(extracts.First().Source)?.Pulls.Select(pull => pull.Expect)
            .FirstOrDefault(known => known is not null) is { } expect)
        {
            return (last.AddMonths(expect.Every.Months).AddDays(expect.Every.Days),
                new Bilingual("lịch của nguồn", "schedule of the source"));
        }

        if (days.Count < FewestForRhythm)
        {
            return null;
        }

        var gaps = days.Zip(days.Skip(1), (from, to) => to.DayNumber - from.DayNumber).Order().ToList();
        var usual = gaps[gaps.Count / 2];
        return gaps[^1] > MostOfUsualGap * usual || gaps[0] * MostOfUsualGap < usual ? null
            : (last.AddDays(usual), new Bilingual("nhịp các lần trước", "rhythm of earlier ones"));
    }
}
