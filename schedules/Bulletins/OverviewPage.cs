using System.Globalization;
using Plan86.Schedules.Charts;
using Plan86.Transform;
using Plan86.Transform.Judging;

namespace Plan86.Schedules.Bulletins;

/// <summary>The front page of the site: the main points, and every verdict in one table, to be searched, narrowed and sorted.</summary>
internal sealed class OverviewPage(PageFrame frame)
{
    private readonly BulletinContent _content = frame.Content;
    private readonly Phrases _phrases = frame.Phrases;

    public string Write() => frame.SitePage(
        _phrases.Title(_content), "", "index.{0}.html", Html.Of($"""
        <p class="meta">{_phrases.Basis(_content)}</p>
        """), Html.Of($"""
        <h2 id="summary">{_phrases.Pick("Những điểm chính", "Main points")}</h2>
        {frame.MainPoints(linked: true)}
        <h2 id="all">{_phrases.Pick("Các mục tiêu", "The targets")}</h2>
        {Form()}
        <p role="status" id="count" data-text="{_phrases.Pick("Hiện {0} trong {1} mục tiêu.", "Showing {0} of {1} targets.")}"></p>
        {Targets()}
        {frame.Notes(_content.Targets)}
        {frame.Counts()}
        {Html.Each(_content.Overviews, name => frame.Picture(name, ""))}
        {PageFrame.Script("index.js")}
        """));

    private Html Form() => Html.Of($"""
        <form id="filter" class="filter" hidden>
        <div class="search"><label for="search">{_phrases.Pick("Tìm chỉ tiêu, đơn vị", "Search indicators, departments")}</label>
        <input type="search" id="search" name="search" autocomplete="off" placeholder="{_phrases.Pick(
            "không cần gõ dấu", "accents may be left out")}"></div>
        {Choice("sector", _phrases.Pick("Lĩnh vực", "Sector"),
            _content.Sectors.Select(sector => (sector.Sector.Code, _phrases.Name(sector.Sector))))}
        {Choice("department", _phrases.Pick("Đơn vị", "Department"),
            _content.Departments.Where(part => part.Indicators.Count > 0)
                .Select(part => (part.Department.Code, _phrases.Name(part.Department))))}
        {Choice("verdict", _phrases.Pick("Kết luận", "Verdict"),
            Enum.GetValues<Verdict>().Select(verdict => (verdict.Text(), _phrases.Verdict(verdict))))}
        <div class="tick"><label><input type="checkbox" id="known" name="known"> {_phrases.Pick(
            "Chỉ mục tiêu có số liệu", "With figures only")}</label></div>
        </form>
        """);

    private Html Targets() => HtmlTable.Of(
        "verdicts", _phrases.Pick("Kết luận theo từng mục tiêu", "Verdicts by target"),
        [
            new(_phrases.Pick("Chỉ tiêu", "Indicator"), 24, Sort: "text"), new(_phrases.Pick("Diễn biến", "Trend"), 12),
            new(_phrases.Pick("Mục tiêu", "Target"), 17), new(_phrases.Pick("Thực hiện", "Actual"), 15, Sort: "number"),
            new(_phrases.Pick("Kết luận", "Verdict"), 15, Sort: "number"), new(_phrases.Pick("Đơn vị", "Department"), 17, Sort: "text"),
        ],
        _content.Indicators.SelectMany(part => part.Targets.Select(target => Row(part, target))));

    private HtmlRow Row(IndicatorPart part, TargetPart target)
    {
        var department = part.Indicator.Department.AnsweringOn(_content.AsOf);
        var share = ChartBook.Share(target.Target, target.Verdict);
        return new HtmlRow(
            [
                Html.Of($"<a href=\"indicators/{part.Indicator.Code}.{_phrases.Code}.html\">{_phrases.Name(part.Indicator)}</a>"),
                new Cell(Sparkline.Of(part, _phrases)), _phrases.Target(part, target),
                Html.Of($"<span data-value=\"{(share is { } known ? known.ToString("0.#", CultureInfo.InvariantCulture) : "")}\">"
                    + $"{_phrases.Actual(target)}{Html.If(share is not null, () => Html.Of(
                        $" <small>{_phrases.Pick("bằng", "that is")} {_phrases.Number(share!.Value, 0)}%</small>"))}</span>"),
                Html.Of($"<span data-value=\"{(int)target.Verdict.Verdict}\">{frame.Badge(target.Verdict)}</span>"),
                _phrases.Name(department),
            ],
            Html.Of($"""
            data-sector="{part.Indicator.Sector.Code}" data-department="{department.Code}" data-verdict="{target.Verdict.Verdict.Text()}"
            data-known="{(part.Values.Count > 0 ? "1" : "")}"
            """));
    }

    private Html Choice(string name, string label, IEnumerable<(string Value, string Text)> options) => Html.Of($"""
        <div><label for="{name}">{label}</label>
        <select id="{name}" name="{name}">
        <option value="">{_phrases.Pick("Tất cả", "All")}</option>{Html.Each(
            options, option => Html.Of($"<option value=\"{option.Value}\">{option.Text}</option>"))}</select></div>
        """);
}
