using System.Globalization;
using Plan86.Schedules;
using Plan86.Schedules.Bulletins;
using Plan86.Transform;

namespace Plan86.Tests.Schedules.Bulletins;

/// <summary>What stands at the top of a bulletin, and why.</summary>
public sealed class MainPointsTests : IDisposable
{
    private readonly Office _office = new(indicators: true);

    [Fact]
    public async Task What_a_figure_changed_comes_first_and_says_what_was()
    {
        _office.Drop("2025-01-06", "Sản lượng hàng hóa qua cảng;Năm 2020;triệu tấn;142;Chính thức",
            "Sản lượng hàng hóa qua cảng;Năm 2024;triệu tấn;181,5;Sơ bộ");
        _office.Drop("2026-01-10", "Sản lượng hàng hóa qua cảng;Năm 2025;triệu tấn;360;Sơ bộ");
        await _office.OnceAsync();
        var points = Points(new DateOnly(2026, 1, 1), Language.Vietnamese);
        points[0].ShouldBe(new MainPoint(
            "Sản lượng hàng hóa qua cảng năm 2025 đạt 360 triệu tấn, vượt mức 350 triệu tấn đề ra (tháng trước: chậm tiến độ).",
            "port_throughput"));
        points.ShouldContain(point => point.Text.StartsWith("Trong 63 mục tiêu năm 2025, 1 đạt, 0 không đạt"));
        points.ShouldContain(point => point.Text.Contains("Còn thiếu số liệu năm 2025 của"));
    }

    [Fact]
    public async Task What_only_the_calendar_decided_is_said_to_be_that()
    {
        _office.Drop("2025-12-30", "Sản lượng hàng hóa qua cảng;Năm 2025;triệu tấn;360;Ước");
        await _office.OnceAsync();
        Points(new DateOnly(2026, 1, 1), Language.Vietnamese).ShouldContain(point => point.Text.StartsWith(
            "Do đã sang năm 2026, kết luận của 1 mục tiêu thay đổi mà không có số liệu mới: 1 đạt, 0 không đạt."));
        Points(new DateOnly(2026, 1, 1), Language.English).ShouldContain(point => point.Text.StartsWith(
            "Because it is 2026 now, and not because of new figures, 1 verdict changed: 1 met, 0 missed."));
    }

    [Fact]
    public async Task Every_month_has_three_to_six_sentences_without_signs_files_or_lines()
    {
        _office.Drop("2024-01-06", "Sản lượng hàng hóa qua cảng;Năm 2023;triệu tấn;170,1;Sơ bộ");
        _office.Drop("2024-12-10", "Sản lượng hàng hóa qua cảng;Năm 2024;triệu tấn;181,5;Ước", "Khách du lịch;Năm 2024;triệu lượt;9,1;Ước");
        _office.Drop("2026-02-10", "Khách du lịch;Năm 2025;triệu lượt;21;Ước");
        await _office.OnceAsync();
        for (var month = new DateOnly(2023, 12, 1); month < new DateOnly(2026, 6, 1); month = month.AddMonths(2))
        {
            var content = BulletinContent.Read(_office.Catalogue, _office.Store, month);
            foreach (var language in Enum.GetValues<Language>())
            {
                var points = Points(content, language);
                points.Count.ShouldBeInRange(3, 6, month.ToString("O", CultureInfo.InvariantCulture));
                foreach (var text in points.Select(point => point.Text))
                {
                    text.ShouldEndWith(".");
                    text.ShouldNotContain(".csv");
                    text.ShouldNotContain("  ");
                    text.IndexOfAny(['≥', '≤', '≈']).ShouldBe(-1, text);
                }
            }
        }
    }

    public void Dispose() => _office.Dispose();

    private List<MainPoint> Points(DateOnly month, Language language) =>
        Points(BulletinContent.Read(_office.Catalogue, _office.Store, month), language);

    private static List<MainPoint> Points(BulletinContent content, Language language) =>
        [.. new MainPoints(content, new Phrases(language)).All()
            .Select(point => point with { Text = point.Text.Replace('\u00A0', ' ') })];
}
