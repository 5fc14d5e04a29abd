using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Plan86.Schedules;

namespace Plan86.Tests.Schedules.Bulletins;

/// <summary>What the bulletin of a month is made of, and that it is made whole or not at all.</summary>
public sealed class BulletinTests : IDisposable
{
    private static readonly DateOnly December = new(2024, 12, 1);

    private readonly Office office = new(indicators: true);

    [Fact]
    public async Task The_same_inputs_give_the_same_bytes()
    {
        var first = new BulletinFolder(await SamplesAsync());
        await MakeAsync(office, December, Language.Vietnamese);
        var once = first.Hashes(December);
        await MakeAsync(office, December, Language.Vietnamese);
        first.Hashes(December).ShouldBe(once);
    }

    [Fact]
    public async Task Its_manifest_names_every_file_with_its_hash_and_every_extract_it_rests_on()
    {
        var folder = new BulletinFolder(await SamplesAsync());
        await MakeAsync(office, December, Language.Vietnamese);
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(folder.File(December, "manifest.json")));
        manifest.RootElement.GetProperty("outputs").EnumerateArray()
            .ToDictionary(entry => entry.GetProperty("file").GetString()!, entry => entry.GetProperty("sha256").GetString()!)
            .ShouldBe(folder.Hashes(December).Where(file => file.Key != "manifest.json"), ignoreOrder: true);
        manifest.RootElement.GetProperty("extracts").EnumerateArray().Select(entry => entry.GetProperty("extract_id").GetString())
            .ShouldBe(office.Rows("SELECT extract_id FROM extract WHERE published_on <= DATE '2024-12-31'").Select(row => (string)row[0]!), ignoreOrder: true);
    }

    [Fact]
    public async Task A_past_month_knows_only_what_was_known_then()
    {
        office.Drop("2024-12-10", "Sản lượng hàng hóa qua cảng;Năm 2024;triệu tấn;181,5;Ước");
        office.Drop("2025-01-06", "Sản lượng hàng hóa qua cảng;Năm 2024;triệu tấn;190,25;Sơ bộ");
        await office.OnceAsync();
        var folder = new BulletinFolder(office);
        await MakeAsync(office, December, Language.Vietnamese);
        await MakeAsync(office, December.AddMonths(1), Language.Vietnamese);
        string Page(DateOnly month) => WebUtility.HtmlDecode(File.ReadAllText(folder.File(month, "bulletin.vi.html")));
        var (then, now) = (Page(December), Page(December.AddMonths(1)));
        then.ShouldContain("181,5");
        then.ShouldNotContain("190,3");
        now.ShouldContain("190,3");
        now.ShouldContain("181,50\u00a0triệu tấn → 190,25\u00a0triệu tấn");
        File.ReadAllText(folder.File(December, "indicators/port_throughput.vi.html")).ShouldNotContain("06/01/2025");
    }

    [Fact]
    public async Task A_month_before_any_figure_is_a_whole_bulletin_that_says_what_is_missing()
    {
        office.Drop("2024-12-10", "Sản lượng hàng hóa qua cảng;Năm 2024;triệu tấn;181,5;Ước");
        await office.OnceAsync();
        var files = await MakeAsync(office, new DateOnly(2020, 3, 1), Language.Vietnamese, Language.English);
        files.ShouldContain("bulletin.en.docx");
        var page = File.ReadAllText(new BulletinFolder(office).File(new DateOnly(2020, 3, 1), "bulletin.vi.html"));
        page.ShouldContain("Chưa có tệp số liệu nào được công bố đến hết tháng.");
        page.ShouldContain("115 mục tiêu chưa có hoặc chưa đủ số liệu");
    }

    [Fact]
    public async Task What_fails_leaves_the_last_one_standing_and_no_litter()
    {
        var folder = new BulletinFolder(await SamplesAsync());
        await MakeAsync(office, December, Language.Vietnamese);
        var before = folder.Hashes(December);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() =>
            new Bulletin(office.Path, office.Catalogue, office.Warehouse, new Progress(TextWriter.Null, false)).MakeAsync(December, [Language.Vietnamese], stop.Token));
        folder.Hashes(December).ShouldBe(before);
        Directory.EnumerateFileSystemEntries(office.In("bulletins"), ".*").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refresh_does_not_draw_over_a_bulletin()
    {
        var folder = new BulletinFolder(await SamplesAsync());
        var month = office.Warehouse.AsOf();
        await MakeAsync(office, month, Language.Vietnamese);
        var before = folder.Hashes(month);
        await office.PublishAgainAsync();
        folder.Hashes(month).ShouldBe(before);
    }

    [Fact]
    public void The_bulletin_of_the_month_before_is_due_on_the_sixth_at_eight_in_Vietnam()
    {
        BulletinClock.Due("0 8 6 * *", new DateTimeOffset(2025, 1, 6, 0, 59, 59, TimeSpan.Zero)).ShouldBe(new DateOnly(2024, 11, 1));
        BulletinClock.Due("0 8 6 * *", new DateTimeOffset(2025, 1, 6, 1, 0, 0, TimeSpan.Zero)).ShouldBe(new DateOnly(2024, 12, 1));
        BulletinClock.Due("0 8 6 * *", new DateTimeOffset(2020, 4, 1, 1, 0, 0, TimeSpan.Zero)).ShouldBeNull();
    }

    public void Dispose() => office.Dispose();

    internal static Task<IReadOnlyList<string>> MakeAsync(Office office, DateOnly month, params Language[] languages) =>
        new Bulletin(office.Path, office.Catalogue, office.Warehouse, new Progress(TextWriter.Null, false)).MakeAsync(month, languages, CancellationToken.None);

    private async Task<Office> SamplesAsync()
    {
        office.Drop("2024-01-06", "Sản lượng hàng hóa qua cảng;Năm 2022;triệu tấn;168,5;Chính thức", "Sản lượng hàng hóa qua cảng;Năm 2023;triệu tấn;170,1;Sơ bộ");
        office.Drop("2024-12-10", "Sản lượng hàng hóa qua cảng;Năm 2024;triệu tấn;181,5;Ước", "Khách du lịch;Năm 2024;triệu lượt;9,1;Ước");
        office.Drop("2025-01-06", "Khách du lịch;Năm 2024;triệu lượt;9,2;Sơ bộ");
        await office.OnceAsync();
        return office;
    }

    /// <summary>The folder a month's bulletin lies in.</summary>
    private sealed class BulletinFolder(Office office)
    {
        public string File(DateOnly month, string name) => Path.Combine(Bulletin.Folder(office.Path, month), name);

        public SortedDictionary<string, string> Hashes(DateOnly month)
        {
            var folder = Bulletin.Folder(office.Path, month);
            return new(
                Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
                    path => Path.GetRelativePath(folder, path).Replace('\\', '/'),
                    path => Convert.ToHexStringLower(SHA256.HashData(System.IO.File.ReadAllBytes(path)))),
                StringComparer.Ordinal);
        }
    }
}
