using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Plan86.Schedules;
using Plan86.Schedules.Bulletins;
using Plan86.Schedules.Charts;
using Plan86.Transform;
using Plan86.Transform.Plan;

namespace Plan86.Tests.Schedules.Bulletins;

/// <summary>What the bulletin of a month is made of, and that it is made whole or not at all.</summary>
public sealed class BulletinTests : IDisposable
{
    private static readonly DateOnly December = new(2024, 12, 1);

    private static readonly SortedDictionary<string, string[]> Drops = new(StringComparer.Ordinal)
    {
        ["2024-01-06"] = ["Sản lượng hàng hóa qua cảng;Năm 2022;triệu tấn;168,5;Chính thức",
            "Sản lượng hàng hóa qua cảng;Năm 2023;triệu tấn;170,1;Sơ bộ"],
        ["2024-12-10"] = ["Sản lượng hàng hóa qua cảng;Năm 2024;triệu tấn;181,5;Ước", "Khách du lịch;Năm 2024;triệu lượt;9,1;Ước"],
        ["2025-01-06"] = ["Khách du lịch;Năm 2024;triệu lượt;9,2;Sơ bộ"],
    };

    private readonly Office _office = new(indicators: true);

    [Fact]
    public async Task The_same_inputs_give_the_same_bytes()
    {
        var first = new BulletinFolder(await SamplesAsync());
        await MakeAsync(_office, December, Language.Vietnamese);
        var once = first.Hashes(December);
        await MakeAsync(_office, December, Language.Vietnamese);
        first.Hashes(December).ShouldBe(once);
    }

    [Fact]
    public async Task Its_manifest_names_every_file_with_its_hash_and_every_extract_it_rests_on()
    {
        var folder = new BulletinFolder(await SamplesAsync());
        await MakeAsync(_office, December, Language.Vietnamese);
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(folder.File(December, "manifest.json")));
        manifest.RootElement.GetProperty("outputs").EnumerateArray()
            .ToDictionary(entry => entry.GetProperty("file").GetString()!, entry => entry.GetProperty("sha256").GetString()!)
            .ShouldBe(folder.Hashes(December).Where(file => file.Key != "manifest.json"), ignoreOrder: true);
        manifest.RootElement.GetProperty("extracts").EnumerateArray().Select(entry => entry.GetProperty("extract_id").GetString())
            .ShouldBe(_office.Rows("SELECT extract_id FROM extract WHERE published_on <= DATE '2024-12-31'").Select(row => (string)row[0]!),
                ignoreOrder: true);
    }

    [Fact]
    public async Task A_past_month_knows_only_what_was_known_then()
    {
        _office.Drop("2024-12-10", "Sản lượng hàng hóa qua cảng;Năm 2024;triệu tấn;181,5;Ước");
        _office.Drop("2025-01-06", "Sản lượng hàng hóa qua cảng;Năm 2024;triệu tấn;190,25;Sơ bộ");
        await _office.OnceAsync();
        var folder = new BulletinFolder(_office);
        await MakeAsync(_office, December, Language.Vietnamese);
        await MakeAsync(_office, December.AddMonths(1), Language.Vietnamese);
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
        _office.Drop("2024-12-10", "Sản lượng hàng hóa qua cảng;Năm 2024;triệu tấn;181,5;Ước");
        await _office.OnceAsync();
        var files = await MakeAsync(_office, new DateOnly(2020, 3, 1), Language.Vietnamese, Language.English);
        files.ShouldContain("bulletin.en.docx");
        var page = File.ReadAllText(new BulletinFolder(_office).File(new DateOnly(2020, 3, 1), "bulletin.vi.html"));
        page.ShouldContain("Chưa có tệp số liệu nào được công bố đến hết tháng.");
        page.ShouldContain($"{_office.Catalogue.Targets.Count} mục tiêu chưa có hoặc chưa đủ số liệu");
    }

    [Fact]
    public async Task What_fails_leaves_the_last_one_standing_and_no_litter()
    {
        var folder = new BulletinFolder(await SamplesAsync());
        await MakeAsync(_office, December, Language.Vietnamese);
        var before = folder.Hashes(December);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() =>
            new Bulletin(_office.Path, _office.Settings, _office.Store, new Progress(TextWriter.Null, false))
                .MakeAsync(December, [Language.Vietnamese], stop.Token));
        folder.Hashes(December).ShouldBe(before);
        Directory.EnumerateFileSystemEntries(_office.In("bulletins"), ".*").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_breaks_half_way_leaves_the_last_one_standing_too()
    {
        var folder = new BulletinFolder(await SamplesAsync());
        await MakeAsync(_office, December, Language.Vietnamese);
        var before = folder.Hashes(December);
        using var stop = new CancellationTokenSource();
        var seen = new Overheard(text =>
        {
            if (text.Contains("Viết trang", StringComparison.Ordinal))
            {
                stop.Cancel();
            }
        });
        await Should.ThrowAsync<OperationCanceledException>(() =>
            new Bulletin(_office.Path, _office.Settings, _office.Store, new Progress(seen, true))
                .MakeAsync(December, [Language.Vietnamese], stop.Token));
        folder.Hashes(December).ShouldBe(before);
        Directory.EnumerateFileSystemEntries(_office.In("bulletins"), ".*").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_killed_run_left_goes_with_the_next_and_what_another_builds_stays()
    {
        await SamplesAsync();
        using var other = new BuildFolder(_office.In("bulletins"), December);
        var dead = _office.In("bulletins", ".2024-11." + new string('a', 32));
        File.WriteAllText(Directory.CreateDirectory(dead).FullName + Path.DirectorySeparatorChar + "bulletin.vi.html", "…");
        File.WriteAllText(dead + ".lock", "");
        var aside = Directory.CreateDirectory(_office.In("bulletins", ".2024-10.aside")).FullName;
        await MakeAsync(_office, December, Language.Vietnamese);
        Directory.Exists(other.Path).ShouldBeTrue();
        Directory.Exists(dead).ShouldBeFalse();
        File.Exists(dead + ".lock").ShouldBeFalse();
        Directory.Exists(aside).ShouldBeTrue("a crash between two steps left it, and it is the only copy");
    }

    [Fact]
    public async Task Two_offices_that_were_sent_the_same_files_in_another_order_publish_the_same_bytes()
    {
        var here = new BulletinFolder(await SamplesAsync());
        await MakeAsync(_office, December, Language.Vietnamese, Language.English);
        using var there = new Office(indicators: true, name: "another");
        foreach (var publishedOn in Drops.Keys.Reverse())
        {
            there.Drop(publishedOn, Drops[publishedOn]);
            await there.OnceAsync();
        }

        await MakeAsync(there, December, Language.Vietnamese, Language.English);
        new BulletinFolder(there).Hashes(December).ShouldBe(here.Hashes(December));
    }

    [Fact]
    public async Task Progress_counts_charts_and_pages()
    {
        await SamplesAsync();
        var seen = new Overheard(_ => { });
        await new Bulletin(_office.Path, _office.Settings, _office.Store, new Progress(seen, true))
            .MakeAsync(December, [Language.English], CancellationToken.None);
        seen.Text.ShouldContain("77/77  Vẽ biểu đồ / Drawing the charts");
        seen.Text.ShouldContain("74/74  Viết trang / Writing the pages");
    }

    [Fact]
    public async Task Whatever_names_hold_the_pages_are_whole_and_nothing_in_them_is_markup()
    {
        const string Script = "<script>window.owned = 1</script>";
        await SamplesAsync();
        var content = BulletinContent.Read(_office.Catalogue, _office.Store, December);
        var part = content.Indicators.First(indicator => indicator.Vintages.Count > 0);
        var department = new Department("nobody", new Bilingual("Sở chưa có tên tiếng Anh", ""));
        var indicator = part.Indicator with { Name = new Bilingual(Script + new string('Đ', 200), ""), Department = department };
        content = content with
        {
            Sectors = [new SectorPart(
                content.Sectors[0].Sector,
                [part with { Indicator = indicator, Vintages = [part.Vintages[0] with { RowPath = Script, FileName = Script }] },
                    content.Indicators.First(other => other.Values.Count == 0)])],
            Departments = [new DepartmentPart(department, [], [], 2023)],
        };
        foreach (var language in Enum.GetValues<Language>())
        {
            var pages = new Pages(_office.Settings, content, new Phrases(language), [new Phrases(language)], _ => null);
            foreach (var page in new[] { pages.Bulletin(), pages.Overview(), pages.IndicatorPage(content.Indicators.First()) })
            {
                page.ShouldNotContain("<script>window");
                page.ShouldContain("&lt;script&gt;");
                WebUtility.HtmlDecode(page)
                    .ShouldContain(indicator.Name.Vi, customMessage: "a name that is missing in English stands in Vietnamese");
                page.TrimEnd().ShouldEndWith("</html>");
            }

            pages.Bulletin().ShouldContain(department.Name.Vi);
        }
    }

    [Fact]
    public async Task A_department_without_an_English_name_stands_by_its_own()
    {
        var config = Directory.CreateDirectory(Path.Combine(_office.Path, "..", "unnamed", "catalogue")).FullName;
        var departments = File.ReadAllLines(Path.Combine(Repository.Root, "transform", "catalogue", "departments.csv"));
        File.WriteAllLines(Path.Combine(config, "departments.csv"),
            departments.Select(line => line.StartsWith("so_yt,", StringComparison.Ordinal) ? "so_yt,Sở Y tế," : line));
        await SamplesAsync();
        var settings = Settings.Load(Path.GetDirectoryName(config));
        await new Bulletin(_office.Path, settings, _office.Store, new Progress(TextWriter.Null, false))
            .MakeAsync(December, [Language.English], CancellationToken.None);
        var page = WebUtility.HtmlDecode(File.ReadAllText(new BulletinFolder(_office).File(December, "indicators/doctors.en.html")));
        page.ShouldContain("owed by: Sở Y tế");
        page.ShouldNotContain("owed by: )");
    }

    [Fact]
    public async Task Nobody_is_said_to_have_failed_who_has_not_reported_and_each_department_stands_once_as_it_is_on_the_day()
    {
        _office.Drop("task-progress", "2025-01-20-tien-do.csv", Encoding.UTF8.GetBytes(
            "# Tiến độ nhiệm vụ\nMã nhiệm vụ;Kỳ;Mức độ hoàn thành (%)\nA1.01;Năm 2024;60\nM1.04;Năm 2024;70\n"));
        await SamplesAsync();
        var folder = new BulletinFolder(_office);
        var (before, after) = (new DateOnly(2025, 2, 1), new DateOnly(2026, 1, 1));
        string[] Owners(DateOnly month) =>
            [.. BulletinContent.Read(_office.Catalogue, _office.Store, month).Departments.Select(part => part.Department.Code)];
        Owners(before).ShouldBeUnique();
        Owners(before).ShouldContain("so_khdt");
        Owners(before).ShouldNotContain("so_nnmt");
        Owners(after).ShouldBeUnique();
        Owners(after).ShouldNotContain("so_khdt");
        Owners(after).ShouldContain("so_nnmt");

        var content = BulletinContent.Read(_office.Catalogue, _office.Store, after);
        content.Departments.Sum(part => part.Indicators.Count).ShouldBe(_office.Catalogue.Indicators.Count);
        content.Departments.Sum(part => part.Tasks.Count).ShouldBe(_office.Catalogue.Tasks.Count);
        content.Tasks.Where(part => part.IsOverdue && part.ReportedOn is null).ShouldAllBe(part => part.Task.Deadline.Due == null);
        content.Milestones.Where(part => part.State == "not_met").Select(part => part.Milestone.Code).ShouldBe(["M1.04"]);

        await MakeAsync(_office, after, Language.Vietnamese);
        var page = WebUtility.HtmlDecode(File.ReadAllText(folder.File(after, "bulletin.vi.html")));
        page.ShouldContain("Chưa có báo cáo, đã quá hạn báo cáo");
        page.ShouldContain("Sở Tài chính (Kế hoạch giao Sở Kế hoạch và Đầu tư)");
        await MakeAsync(_office, after, Language.English);
        WebUtility.HtmlDecode(File.ReadAllText(folder.File(after, "bulletin.en.html"))).ShouldContain("No report, overdue");
    }

    [Fact]
    public async Task What_was_still_to_come_is_in_no_earlier_bulletin()
    {
        var folder = new BulletinFolder(await SamplesAsync());
        await MakeAsync(_office, December, Language.Vietnamese);
        string Page(DateOnly month) =>
            WebUtility.HtmlDecode(File.ReadAllText(folder.File(month, "bulletin.vi.html"))).Replace('\u00A0', ' ');
        Page(December).ShouldNotContain("Nghị quyết 202/2025/QH15");
        await MakeAsync(_office, new DateOnly(2025, 7, 1), Language.Vietnamese);
        Page(new DateOnly(2025, 7, 1)).ShouldContain("Nghị quyết 202/2025/QH15");
    }

    [Fact]
    public async Task A_refresh_does_not_draw_over_a_bulletin()
    {
        var folder = new BulletinFolder(await SamplesAsync());
        var month = _office.Store.AsOf();
        await MakeAsync(_office, month, Language.Vietnamese);
        var before = folder.Hashes(month);
        await _office.PublishAgainAsync();
        folder.Hashes(month).ShouldBe(before);
    }

    [Fact]
    public void The_bulletin_of_the_month_before_is_due_on_the_sixth_at_eight_in_Vietnam()
    {
        BulletinClock.Due("0 8 6 * *", new DateTimeOffset(2025, 1, 6, 0, 59, 59, TimeSpan.Zero)).ShouldBe(new DateOnly(2024, 11, 1));
        BulletinClock.Due("0 8 6 * *", new DateTimeOffset(2025, 1, 6, 1, 0, 0, TimeSpan.Zero)).ShouldBe(new DateOnly(2024, 12, 1));
        BulletinClock.Due("0 8 6 * *", new DateTimeOffset(2020, 4, 1, 1, 0, 0, TimeSpan.Zero)).ShouldBeNull();
    }

    public void Dispose() => _office.Dispose();

    internal static Task<IReadOnlyList<string>> MakeAsync(Office office, DateOnly month, params Language[] languages) =>
        new Bulletin(office.Path, office.Settings, office.Store, new Progress(TextWriter.Null, false))
            .MakeAsync(month, languages, CancellationToken.None);

    private async Task<Office> SamplesAsync()
    {
        foreach (var (publishedOn, lines) in Drops)
        {
            _office.Drop(publishedOn, lines);
        }

        await _office.OnceAsync();
        return _office;
    }

    /// <summary>A terminal that tells what is written to it.</summary>
    private sealed class Overheard(Action<string> hears) : StringWriter
    {
        public string Text => ToString();

        public override void Write(string? value)
        {
            base.Write(value);
            hears(value ?? "");
        }
    }

    /// <summary>The folder a month's bulletin lies in.</summary>
    private sealed class BulletinFolder(Office office)
    {
        public string File(DateOnly month, string name) => Path.Combine(DataFolder.BulletinFolder(office.Path, month), name);

        public SortedDictionary<string, string> Hashes(DateOnly month)
        {
            var folder = DataFolder.BulletinFolder(office.Path, month);
            return new(
                Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
                    path => Path.GetRelativePath(folder, path).Replace('\\', '/'),
                    path => Convert.ToHexStringLower(SHA256.HashData(System.IO.File.ReadAllBytes(path)))),
                StringComparer.Ordinal);
        }
    }
}
