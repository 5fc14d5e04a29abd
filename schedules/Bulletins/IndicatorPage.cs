using System.Globalization;
using System.Text.Json;
using Plan86.Schedules.Charts;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Plan;

namespace Plan86.Schedules.Bulletins;

/// <summary>All there is to know of one indicator: chart, values by year to look through, verdicts and how they came about, every
/// vintage with its cell, the figures to take away.</summary>
internal sealed class IndicatorPage(PageFrame frame)
{
    /// <summary>Nobody publishes more decimals than that.</summary>
    private const int MostPublished = 8;

    /// <summary>So many are shown of a figure that was computed.</summary>
    private const int Computed = 4;

    private readonly BulletinContent _content = frame.Content;
    private readonly Phrases _phrases = frame.Phrases;

    public string Write(IndicatorPart part)
    {
        var indicator = part.Indicator;
        return frame.SitePage(_phrases.Name(indicator), "../", $"indicators/{indicator.Code}.{{0}}.html", Html.Of($"""
            <p class="meta">{_phrases.Name(indicator.Sector)} · {_phrases.Owner(indicator.Department, _content.AsOf)}
            · {_phrases.Month(_content.Month)}</p>
            """), Html.Of($"""
            {frame.Picture(indicator.Code, "../")}
            {Html.If(part.Months is not null, () => Html.Of($"""
            <h2 id="months">{_phrases.Pick("Các tháng", "The months")}</h2>
            {frame.Picture(ChartBook.MonthsNameOf(indicator), "../")}
            """))}
            {Html.If(part.Values.Any(Judge.IsFigure), () => Explorer(part))}
            {Values(part)}
            {Html.Each(part.Nowcasts, nowcast => Html.Of($"<p>{_phrases.Nowcast(nowcast)}</p>"))}
            <h2 id="verdicts">{_phrases.Pick("Kết luận và cách đi đến kết luận", "Verdicts and how they were reached")}</h2>
            {Verdicts($"v-{indicator.Code}", _phrases.Pick("Kết luận", "Verdicts") + ": " + _phrases.Name(indicator), part, part.Targets)}
            {frame.Notes(part.Targets)}
            {Html.Each(part.Targets, Reasoning)}
            {Html.Each(part.Others, other => Html.Of($"""
            <h3>{_phrases.Pick($"Theo {other.Name.Vi}", $"By {other.Name.En}")}</h3>
            {Verdicts($"v-{indicator.Code}-{other.RefArea}",
                _phrases.Pick("Kết luận", "Verdicts") + ": " + _phrases.Pick(other.Name.Vi, other.Name.En), part, other.Targets)}
            """))}
            <h2 id="vintages">{_phrases.Pick("Các lần công bố và ô nguồn", "Vintages and the cells they come from")}</h2>
            {Html.If(part.AllVintages.Count == 0, () => Html.Of($"<p>{Owed(part)}</p>"))}
            {Html.If(part.AllVintages.Count > 0, () => Vintages(part))}
            {Downloads(part)}
            """));
    }

    private Html Explorer(IndicatorPart part) => Html.Of($"""
        <section class="explorer" id="explorer" hidden aria-labelledby="explore">
        <h2 id="explore">{_phrases.Pick("Xem theo năm", "Look through the years")}</h2>
        <div class="filter" id="choices"></div>
        <div id="plot"></div>
        <div class="year"><label for="year">{_phrases.Pick("Năm", "Year")}</label><input type="range" id="year">
        <output id="said" for="year"></output></div>
        {Figures(part)}
        {PageFrame.Script("explorer.js")}
        </section>
        """);

    /// <summary>What the script draws from, in the page itself.</summary>
    private Html Figures(IndicatorPart part)
    {
        var name = frame.Settings.Catalogue.NameOfArea(part.RefArea);
        object Area(string code, Bilingual area, IReadOnlyList<YearValue> values) => new
        {
            code,
            name = _phrases.Pick(area.Vi, area.En),
            points = values.OrderBy(value => value.Year).Where(value => double.IsFinite(value.Value)).Select(value => new object[]
            {
                value.Year, value.Value, _phrases.Amount(part.Indicator, value.Value),
                _phrases.Status(value.Status, value.IsNowcast).ToLowerInvariant(), Judge.IsFigure(value),
            }),
        };
        var json = JsonSerializer.Serialize(new
        {
            unit = _phrases.Pick(part.Indicator.Unit.Text.Vi, part.Indicator.Unit.Text.En),
            decimals = part.Indicator.Decimals,
            comma = _phrases.Language == Language.Vietnamese,
            words = new
            {
                from = _phrases.Pick("Từ năm", "From"),
                to = _phrases.Pick("Đến năm", "To"),
                area = _phrases.Pick("Địa giới", "Territory"),
                none = _phrases.Pick("chưa có số liệu", "no figure"),
                chart = _phrases.Pick("Biểu đồ theo năm", "Chart by year"),
            },
            areas = part.Others.Select(other => Area(other.RefArea, other.Name, other.Values))
                .Prepend(Area(part.RefArea, name, part.Values)),
            targets = part.Targets.Where(target => target.Target.Basis == Basis.Level && target.Target.Due is not null).Select(target => new
            {
                year = target.Target.Due,
                lower = target.Target.Lower,
                upper = target.Target.Upper,
                label = _phrases.Target(part, target),
            }),
            breaks = part.Chart.Breaks.Select(gap => new { year = gap.Date.Year, note = _phrases.Pick(gap.Note.Vi, gap.Note.En) }),
        });
        return Html.Of($"<script type=\"application/json\" id=\"figures\">{new Html(json)}</script>");
    }

    private Html Verdicts(string id, string caption, IndicatorPart part, IReadOnlyList<TargetPart> targets) => Html.If(
        targets.Count > 0, () => HtmlTable.Of(
        id, caption,
        [
            new(_phrases.Pick("Mục tiêu", "Target"), 21), new(_phrases.Pick("Thực hiện", "Actual"), 18),
            new(_phrases.Pick("Kết luận", "Verdict"), 17),
            new(_phrases.Pick("Nhịp độ", "Pace"), 15), new(_phrases.Pick("Triển vọng", "Outlook"), 16),
            new(_phrases.Pick("Cần từ nay", "Required from here"), 13),
        ],
        targets.Select(target => new HtmlRow(
        [
            _phrases.Target(part, target), _phrases.Actual(target), frame.Badge(target.Verdict), _phrases.Pace(target.Verdict),
            _phrases.Outlook(target.Verdict.Outlook), _phrases.Required(target),
        ]))));

    private Html Reasoning(TargetPart part) => Html.Of($"""
        <h3>{_phrases.Pick($"Mục tiêu {part.Target.Horizon} (mục {part.Target.Clause} của Kế hoạch)",
            $"Target for {part.Target.Horizon} (clause {part.Target.Clause} of the Plan)")}</h3>
        <p>{_phrases.Sentence(part.Verdict)}</p>
        <p>{_phrases.Pick("Nguyên văn Kế hoạch:", "Words of the Plan (in Vietnamese):")} <q lang="vi">{part.Target.Printed}</q></p>
        {Html.If(part.Target.NoteVi.Length > 0, () => Html.Of($"<p>{_phrases.Pick(part.Target.NoteVi, part.Target.NoteEn)}</p>"))}
        {Html.If(part.Verdict.Agree is not null, () => Html.Of($"<p>{Agreement(part.Verdict.Agree!.Value)}</p>"))}
        """);

    private Html Values(IndicatorPart part)
    {
        var others = part.Others.Where(other => other.Values.Count > 0)
            .Select(other => (other.Name, ByYear: other.Values.ToDictionary(value => value.Year))).ToList();
        var own = part.Values.ToDictionary(value => value.Year);
        var years = own.Keys.Concat(others.SelectMany(other => other.ByYear.Keys)).Distinct().Order().ToList();
        string Amount(Dictionary<int, YearValue> values, int year) =>
            values.TryGetValue(year, out var value) ? _phrases.Number(value.Value, part.Indicator.Decimals) : "…";
        var name = frame.Settings.Catalogue.NameOfArea(part.RefArea);
        return Html.If(years.Count > 0, () => HtmlTable.Of(
            $"d-{part.Indicator.Code}",
            $"{_phrases.Name(part.Indicator)} ({_phrases.Pick(part.Indicator.Unit.Text.Vi, part.Indicator.Unit.Text.En)})",
            [
                new(_phrases.Pick("Năm", "Year"), 20),
                new(others.Count > 0 ? _phrases.Pick(name.Vi, name.En) : _phrases.Pick("Giá trị", "Value"), 30, IsNumber: true),
                new(_phrases.Pick("Loại số liệu", "Kind of figure"), 25),
                .. others.Select(other => new HtmlColumn(_phrases.Pick(other.Name.Vi, other.Name.En), 25, IsNumber: true)),
            ],
            years.Select(year => new HtmlRow(
            [
                year.ToString(CultureInfo.InvariantCulture), Amount(own, year),
                own.TryGetValue(year, out var value) ? _phrases.Status(value.Status, value.IsNowcast) : "",
                .. others.Select(other => (Cell)Amount(other.ByYear, year)),
            ])),
            slim: true));
    }

    private Html Vintages(IndicatorPart part) => HtmlTable.Of(
        "cells", _phrases.Pick("Mỗi dòng là một số liệu do một tệp công bố", "Each row is a figure as one extract published it"),
        [
            new(_phrases.Pick("Kỳ", "Period"), 8), new(_phrases.Pick("Chuỗi số liệu", "Series"), 20),
            new(_phrases.Pick("Giá trị", "Value"), 18, IsNumber: true),
            new(_phrases.Pick("Loại", "Kind"), 9), new(_phrases.Pick("Có hiệu lực", "In force"), 15),
            new(_phrases.Pick("Tệp và ô nguồn", "File and cell"), 30),
        ],
        part.AllVintages.Select(vintage => new HtmlRow(
        [
            vintage.TimePeriod,
            Html.Of($"{Breakable(vintage.Series)}{Html.If(part.Others.Count > 0, () => Html.Of($"<br>{vintage.RefArea}"))}"),
            Published(vintage), _phrases.Status(vintage.Status), PageFrame.Lines(InForce(vintage)),
            new Cell(Html.Of($"""
                {ProblemText.Visible($"{vintage.FileName}, {vintage.Place}")}<br>{_phrases.Source(
                    frame.Settings.Sources, vintage.Source)}{Html
                    .If(vintage.RowPath.Length + vintage.ColumnPath.Length > 0, () => Html.Of($"<br>{Paths(vintage)}"))}
                """), IsLong: true),
        ])));

    private IEnumerable<string> InForce(Vintage vintage) => vintage.NeverCounted
        ? [_phrases.Pick($"công bố {_phrases.Date(vintage.ValidFrom)}", $"published {_phrases.Date(vintage.ValidFrom)}"),
            _phrases.Pick("không dùng: đã có nguồn được ưu tiên", "not in use: a source of better rank counts")]
        : vintage.ValidTo is { } to
            ? [$"{_phrases.Pick("từ", "from")} {_phrases.Date(vintage.ValidFrom)}", $"{_phrases.Pick("đến", "to")} {_phrases.Date(to)}"]
            : [$"{_phrases.Pick("từ", "from")} {_phrases.Date(vintage.ValidFrom)}"];

    private Html Downloads(IndicatorPart part)
    {
        var code = part.Indicator.Code;
        return Html.Of($"""
            <h2 id="data">{_phrases.Pick("Lấy số liệu", "Getting the figures")}</h2>
            <ul class="downloads">
            <li>{_phrases.Pick("Biểu đồ:", "Chart:")} <a href="../{code}.{_phrases.Code}.png" download>PNG</a>
            <a href="../{code}.{_phrases.Code}.svg" download>SVG</a></li>
            <li>{_phrases.Pick("Số liệu năm:", "Yearly figures:")} <a href="{code}.csv" download>CSV</a>
            (<a href="{code}.csv-metadata.json">{_phrases.Pick("mô tả CSVW", "CSVW metadata")}</a>)</li>
            <li>{_phrases.Pick("Mọi lần công bố, mọi nguồn:", "All vintages and sources:")}
            <a href="{code}.vintages.csv" download>{_phrases.Pick("CSV các lần công bố", "CSV of vintages")}</a>
            (<a href="{code}.vintages.csv-metadata.json">{_phrases.Pick("mô tả CSVW của các lần công bố", "CSVW metadata of vintages")}</a>)
            </li>
            <li>{_phrases.Pick("Bảng tính:", "Workbook:")} <a href="{code}.{_phrases.Code}.xlsx" download>XLSX</a></li>
            </ul>
            <p>{_phrases.Pick("CSV: UTF-8, dấu phẩy, dấu chấm thập phân. Truy vấn trong kho dữ liệu:",
                "CSV: UTF-8, comma, decimal point. In the warehouse:")}</p>
            <pre tabindex="0"><code>{Sql(part.Indicator)}</code></pre>
            """);
    }

    /// <summary>The query that gives an indicator's yearly values as this bulletin knows them.</summary>
    private string Sql(Indicator indicator) => string.Create(CultureInfo.InvariantCulture,
        $"SELECT ref_area, \"year\", \"value\", obs_status\nFROM indicator_value_asof(DATE '{_content.AsOf:yyyy-MM-dd}')\nWHERE "
            + $"indicator = "
            + $"'{indicator.Code}'\nORDER BY ref_area, \"year\"");

    private string Owed(IndicatorPart part) => _phrases.Pick(
        $"Chưa có số liệu; đơn vị báo cáo: {_phrases.Owner(part.Indicator.Department, _content.AsOf)}.",
        $"No figures yet; owed by: {_phrases.Owner(part.Indicator.Department, _content.AsOf)}.");

    private string Published(Vintage vintage)
    {
        var number = _phrases.Number(vintage.Value, Decimals(vintage.Value));
        return vintage.Unit is { } unit ? Numbers.With(number, _phrases.Pick(unit.Text.Vi, unit.Text.En)) : number;
    }

    private static string Paths(Vintage vintage) =>
        ProblemText.Visible(string.Join(" · ", new[] { vintage.RowPath, vintage.ColumnPath }.Where(path => path.Length > 0)));

    private string Agreement(bool agree) => agree
        ? _phrases.Pick("Hai phương pháp cho cùng kết luận.", "Both methods say the same.")
        : _phrases.Pick("Hai phương pháp cho kết luận khác nhau; lấy kết luận yếu hơn.", "The methods disagree; the weaker counts.");

    /// <summary>As many as were published, as far as a double remembers them; a figure with more was computed.</summary>
    private static int Decimals(double value)
    {
        var text = value.ToString("0.############", CultureInfo.InvariantCulture);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : text.Length - point - 1;
        return decimals > MostPublished ? Computed : decimals;
    }

    /// <summary>A code that may go over two lines, behind a dot or an underscore.</summary>
    private static Html Breakable(string code) =>
        new(Html.Of($"{code}").Markup.Replace(".", ".<wbr>", StringComparison.Ordinal).Replace("_", "_<wbr>", StringComparison.Ordinal));
}
