using System.Text;
using Plan86.Schedules;
using Plan86.Schedules.Commands;

namespace Plan86.Tests.Schedules;

/// <summary><c>explain</c>: from a verdict or a figure down to the cells.</summary>
public sealed class ExplainCommandTests
{
    [Fact]
    public async Task A_verdict_is_followed_through_its_years_and_formulas_to_the_lines_of_the_files()
    {
        using var office = await BuiltAsync();
        var (code, text, _) = await ExplainAsync(office, "grdp_per_capita", "2025");
        code.ShouldBe(0);
        text.ShouldContain("■ Mục tiêu / target 2025 (II.1.a(1)): “GRDP bình quân/người đạt 14.740 USD” không đạt † / missed †");
        text.ShouldContain("▸ Năm / year 2025: 8.000 USD / 8,000 USD, ước tính / estimate");
        text.ShouldContain("• GRDP bình quân đầu người / GRDP per capita, VN-HP.2025 2025: 8.000 USD / 8,000 USD, ước tính / estimate "
            + "Tính từ: / computed from:");
        text.ShouldContain("VN-HP.2025 2025: 200 triệu đồng/người / 200 million VND per person, ước tính / estimate "
            + "2026-01-06-so-lieu.csv, dòng / line 3, công bố / published 2026-01-06");
        text.ShouldContain("VN 2025: 25.000 đồng/USD / 25,000 VND per USD, ước tính / estimate "
            + "2026-01-06-so-lieu.csv, dòng / line 4, công bố / published 2026-01-06");
    }

    [Fact]
    public async Task Of_a_past_day_it_knows_what_was_known_then()
    {
        using var office = await BuiltAsync();
        var (_, before, _) = await ExplainAsync(office, "fdi", "2025", "--as-of", "2024-06-01");
        before.ShouldContain("Số liệu công bố đến hết ngày 01/06/2024 / figures published by 2024-06-01");
        before.ShouldNotContain("Năm / year 2024");
        var (_, after, _) = await ExplainAsync(office, "fdi", "2025");
        after.ShouldContain("▸ Năm / year 2024");
        after.ShouldContain("2024-12-29-fdi.xlsx, trang / sheet “25.FDI”, ô / cell D8, công bố / published 2024-12-29");
        after.ShouldContain("| Phân theo một số địa phương › Hải Phòng | Vốn đăng ký cấp mới: “250”");
    }

    [Fact]
    public async Task A_figure_is_shown_with_what_was_published_before()
    {
        using var office = await BuiltAsync();
        var (code, text, _) = await ExplainAsync(office, "PORT.THROUGHPUT", "VN-HP", "2023");
        code.ShouldBe(0);
        text.ShouldContain("VN-HP 2023: 170,125 triệu tấn / 170.125 million tonnes, chính thức / final "
            + "2024-06-10-so-lieu.csv, dòng / line 3, công bố / published 2024-06-10");
        text.ShouldContain("Các lần công bố trước / published before: • Sản lượng hàng hóa thông qua cảng / Cargo throughput of the port, "
            + "VN-HP 2023: 165 triệu tấn / 165 million tonnes, ước tính / estimate 2024-01-06-so-lieu.csv, dòng / line 3");
        (await ExplainAsync(office, "PORT.THROUGHPUT", "2023", "--as-of", "2024-03-01")).Text.ShouldNotContain("170,125");
        (await ExplainAsync(office, "PORT.THROUGHPUT", "2031")).Text
            .ShouldContain("no figure of 2031 is known; the latest periods: VN-HP 2023");
    }

    [Fact]
    public async Task Of_two_that_state_one_territory_in_two_ways_the_latest_stands_first()
    {
        using var office = new Office(indicators: true);
        office.Drop("2022-12-29", "Tốc độ tăng trưởng GRDP;Năm 2022;%;12,32;Ước");
        office.Drop("hai-phong-monthly", "2026-08-15-so-lieu.csv", Encoding.UTF8.GetBytes("""
            # Ngày công bố: 15/08/2026
            Chỉ tiêu;Kỳ;Đơn vị tính;Giá trị;Trạng thái;Địa bàn
            Tốc độ tăng trưởng GRDP;Năm 2022;%;10,38;Chính thức;Thành phố Hải Phòng (địa giới trước 01/7/2025)

            """));
        await office.OnceAsync();
        var text = (await ExplainAsync(office, "GRDP.VOLUME", "2022")).Text;
        text.IndexOf("10,38%", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("before:", StringComparison.Ordinal));
        text.IndexOf("before:", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("12,32%", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("port_throughputt", "gần nhất: port_throughput")]
    [InlineData("PORT.THROUGHPUT", "cần thêm kỳ số liệu")]
    [InlineData("port_throughput 2024", "các mục tiêu: 2025, 2030")]
    [InlineData("port_throughput --as-of 2024", "yyyy-MM-dd")]
    public async Task What_it_does_not_know_it_refuses_with_what_is_near(string arguments, string said)
    {
        using var office = await BuiltAsync();
        var (code, _, errors) = await ExplainAsync(office, arguments.Split(' '));
        code.ShouldBe(ExitCode.Usage);
        errors.ShouldContain(said);
    }

    private static async Task<Office> BuiltAsync()
    {
        var office = new Office(indicators: true);
        office.Drop("2024-01-06", "Sản lượng hàng hóa qua cảng;Năm 2023;Triệu tấn;165;Ước");
        office.Drop("2024-06-10", "Sản lượng hàng hóa qua cảng;Năm 2023;Triệu tấn;170,125;Chính thức");
        office.Drop("hai-phong-monthly", "2026-01-06-so-lieu.csv", Encoding.UTF8.GetBytes("""
            # Ngày công bố: 06/01/2026
            Chỉ tiêu;Kỳ;Đơn vị tính;Giá trị;Trạng thái;Địa bàn
            GRDP bình quân đầu người tính bằng đồng;Năm 2025;Triệu đồng/người;200;Ước;
            Tỷ giá VND/USD bình quân năm;Năm 2025;đồng/USD;25.000;Ước;Cả nước

            """));
        office.Drop("gso-monthly", "2024-12-29-fdi.xlsx", new WorkbookWriter()
            .Fdi("25.FDI", "25. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 31/12/2024", 12, 250, 50).ToArray());
        await office.OnceAsync();
        return office;
    }

    /// <summary>What it says, its lines put together again; none of them is wider than a terminal.</summary>
    private static async Task<(int Code, string Text, string Errors)> ExplainAsync(Office office, params string[] arguments)
    {
        var run = await Plan86Command.RunAsync(["explain", .. arguments, "--data", office.Path]);
        run.Out.Split('\n').ShouldAllBe(line => line.Length <= Folded.Width + 1);
        return (run.ExitCode, string.Join(' ', run.Out.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), run.Err);
    }
}
