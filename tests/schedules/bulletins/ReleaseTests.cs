using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Plan86.Schedules;
using Plan86.Schedules.Bulletins;

namespace Plan86.Tests.Schedules.Bulletins;

/// <summary>From draft to what is public: nothing is seen before its hour, and nothing is lost on the way.</summary>
public sealed class ReleaseTests : IDisposable
{
    private const string Month = "2024-12";

    private static readonly DateOnly December = new(2024, 12, 1);

    private readonly Office _office = new(only: "port_throughput");

    private string Draft => DataFolder.DraftFolder(_office.Path, December);

    private string Published => DataFolder.BulletinFolder(_office.Path, December);

    [Fact]
    public async Task Without_a_step_of_release_a_bulletin_is_public_as_it_is_made()
    {
        await DropAsync();
        Directory.Exists(Path.Combine(_office.Path, "drafts")).ShouldBeFalse();
        Directory.EnumerateFiles(Published).ShouldNotBeEmpty("charts of the month");
        var made = await RunAsync("bulletin", Month, "--lang", "vi");
        made.Out.ShouldStartWith("Bản tin / bulletin: ");
        File.Exists(Path.Combine(Published, "manifest.json")).ShouldBeTrue();
        File.Exists(Path.Combine(Published, "release.json")).ShouldBeFalse();
        (await RunAsync("status")).Out.ShouldNotContain("released");

        var release = await RunAsync("release", Month);
        release.ExitCode.ShouldBe(2);
        release.Err.ShouldContain("không qua bước phát hành");
    }

    [Fact]
    public async Task A_draft_is_seen_by_nobody_until_it_is_released_and_then_it_is_the_same_byte_for_byte()
    {
        DataFolder.WithReleaseStep(_office.Path);
        await DropAsync();
        Directory.Exists(Path.Combine(_office.Path, "bulletins")).ShouldBeFalse();
        Directory.EnumerateFiles(Draft, "*.png").ShouldNotBeEmpty("charts of the month that is not released");

        (await RunAsync("bulletin", Month, "--lang", "vi")).Out.ShouldContain($"plan86 release {Month}");
        Directory.Exists(Path.Combine(_office.Path, "bulletins")).ShouldBeFalse();
        var files = Hashes(Draft);
        var status = await RunAsync("status");
        status.Out.ShouldContain($"draft waiting for its release: {Month}");

        // Charts are not drawn over the draft either.
        await _office.PublishAgainAsync();
        Hashes(Draft).ShouldBe(files);

        var program = await Plan86Program.RunAsync("release", Month, "--by", "Nguyễn Văn A", "--data", _office.Path);
        program.ExitCode.ShouldBe(0, program.Err);
        program.Out.ShouldContain("Đã phát hành / released");
        Directory.Exists(Draft).ShouldBeFalse();
        Hashes(Published).Where(file => file.Key != "release.json").ShouldBe(files);
        File.ReadAllText(Path.Combine(_office.Path, "bulletins", "months.js")).ShouldContain(Month);
        File.ReadAllText(Path.Combine(_office.Path, "drafts", "months.js")).ShouldNotContain(Month);
        var note = JsonNode.Parse(File.ReadAllText(Path.Combine(Published, "release.json")))!["releases"]!.AsArray()
            .ShouldHaveSingleItem()!;
        note["by"]!.GetValue<string>().ShouldBe("Nguyễn Văn A");
        note["at_utc"]!.GetValue<string>().ShouldEndWith("Z");
        note["at_vietnam"]!.GetValue<string>().ShouldEndWith("+07:00");
        note["manifest_sha256"]!.GetValue<string>().ShouldBe(files["manifest.json"]);
        (await RunAsync("status")).Out.ShouldContain($"Đã phát hành / released: {Month}, ");
        (await RunAsync("status", "--format", "json")).Out.ShouldContain("\"bulletin\": \"2024-12\"");

        // Once more: nothing to do, and nothing done.
        var before = Hashes(Published);
        var again = await RunAsync("release", Month);
        again.ExitCode.ShouldBe(0, again.Err);
        again.Out.ShouldContain("nothing changes");
        Hashes(Published).ShouldBe(before);
    }

    [Fact]
    public async Task A_corrected_bulletin_is_released_again_and_both_releases_are_kept()
    {
        await DropAsync();
        (await RunAsync("bulletin", Month, "--draft", "--lang", "vi")).ExitCode.ShouldBe(0);
        BulletinRelease.Run(_office.Path, December, "A", new DateTimeOffset(2025, 1, 6, 1, 0, 0, TimeSpan.Zero));
        var first = Hashes(Published);

        // The same again is no correction.
        (await RunAsync("bulletin", Month, "--lang", "vi")).Out.ShouldStartWith("Bản thảo / draft: ");
        BulletinRelease.Run(_office.Path, December, "B", DateTimeOffset.UnixEpoch).Outcome.ShouldBe(ReleaseOutcome.Unchanged);
        Hashes(Published).ShouldBe(first);
        Directory.Exists(Draft).ShouldBeFalse();

        _office.Drop("2024-12-20", "Sản lượng hàng hóa qua cảng;Năm 2023;triệu tấn;171,5;Chính thức");
        await _office.OnceAsync();
        (await RunAsync("bulletin", Month, "--lang", "vi")).ExitCode.ShouldBe(0);
        Hashes(Published).ShouldBe(first, "what is public stands until the correction is released");
        (await RunAsync("status")).Out.ShouldContain("corrects what is released");
        (await RunAsync("release", Month, "--by", "B")).ExitCode.ShouldBe(0);
        BulletinRelease.ReleasesIn(Published).Select(release => release.By).ShouldBe(["A", "B"]);
        Hashes(Published)["manifest.json"].ShouldNotBe(first["manifest.json"]);
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("missing")]
    [InlineData("added")]
    [InlineData("manifest")]
    public async Task A_draft_that_is_not_what_its_manifest_says_is_not_released(string how)
    {
        await DropAsync();
        (await RunAsync("bulletin", Month, "--draft", "--lang", "vi")).ExitCode.ShouldBe(0);
        var page = Path.Combine(Draft, "bulletin.vi.html");
        var named = how switch { "added" => "ghi-chu.txt", "manifest" => "manifest.json", _ => "bulletin.vi.html" };
        switch (how)
        {
            case "changed":
                File.AppendAllText(page, " ");
                break;
            case "missing":
                File.Delete(page);
                break;
            case "added":
                File.WriteAllText(Path.Combine(Draft, named), "?");
                break;
            default:
                File.WriteAllText(Path.Combine(Draft, named), "{");
                break;
        }

        var command = await RunAsync("release", Month);
        command.ExitCode.ShouldBe(2, command.Out);
        command.Err.ShouldContain(named);
        command.Err.ShouldContain("không được phát hành");
        command.Err.ShouldContain("not released");
        File.Exists(Path.Combine(Published, "manifest.json")).ShouldBeFalse();
    }

    [Fact]
    public async Task Killed_at_any_step_it_loses_nothing_and_the_next_run_finishes()
    {
        await DropAsync();
        (await RunAsync("bulletin", Month, "--draft", "--lang", "vi")).ExitCode.ShouldBe(0);
        BulletinRelease.Run(_office.Path, December, "A", DateTimeOffset.UnixEpoch);
        var old = Directory.CreateTempSubdirectory("plan86-old-").FullName;
        Copy(Published, old);
        _office.Drop("2024-12-20", "Sản lượng hàng hóa qua cảng;Năm 2023;triệu tấn;171,5;Chính thức");
        await _office.OnceAsync();
        (await RunAsync("bulletin", Month, "--lang", "vi")).ExitCode.ShouldBe(0);
        var draft = Hashes(Draft)["manifest.json"];
        var moving = Path.Combine(_office.Path, "drafts", $".{Month}.releasing");

        // Killed while the note was written: the draft is still one.
        File.WriteAllText(Path.Combine(Draft, "release.json.tmp"), "{");

        // Killed when the draft had been taken away, before it was in place: as a run leaves it there.
        BulletinRelease.Run(_office.Path, December, "B", DateTimeOffset.UnixEpoch).Outcome.ShouldBe(ReleaseOutcome.Released);
        Directory.Move(Published, moving);
        Copy(old, Published);
        (await RunAsync("release", Month)).Out.ShouldContain("nothing changes");
        Hashes(Published)["manifest.json"].ShouldBe(draft);
        BulletinRelease.ReleasesIn(Published).Select(release => release.By).ShouldBe(["A", "B"]);
        Directory.Exists(moving).ShouldBeFalse();

        // Killed after they had changed places: what was public before is not taken for a draft.
        Copy(old, moving);
        (await RunAsync("status")).Out.ShouldNotContain("draft waiting");
        (await RunAsync("release", Month)).Out.ShouldContain("nothing changes");
        Hashes(Published)["manifest.json"].ShouldBe(draft);
        Directory.Exists(moving).ShouldBeFalse();
        Directory.Delete(old, recursive: true);
    }

    [Fact]
    public async Task A_draft_is_released_while_a_worker_runs_and_waits_for_what_is_being_drawn()
    {
        await DropAsync();
        (await RunAsync("bulletin", Month, "--draft", "--lang", "vi")).ExitCode.ShouldBe(0);
        using var writer = DataFolder.TryOpen(_office.Path).ShouldNotBeNull();
        var hold = await DataFolder.HoldBulletinsAsync(_office.Path, null, TestContext.Current.CancellationToken);
        var release = RunAsync("release", Month);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        release.IsCompleted.ShouldBeFalse();
        hold!.Dispose();
        (await release).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task The_clock_makes_a_draft_and_releases_it_at_its_hour()
    {
        DataFolder.WithReleaseStep(_office.Path);
        await DropAsync();
        var time = new Set(new DateTimeOffset(2025, 1, 6, 1, 0, 30, TimeSpan.Zero));
        await UntilAsync(time, "0 8 6 * *", "0 9 6 * *", () => File.Exists(Path.Combine(Draft, "manifest.json")));
        File.Exists(Path.Combine(Published, "manifest.json")).ShouldBeFalse("its hour has not come");
        time.Now = time.Now.AddHours(1);
        await UntilAsync(time, "0 8 6 * *", "0 9 6 * *", () => File.Exists(Path.Combine(Published, "release.json")));
        var note = BulletinRelease.ReleasesIn(Published).ShouldHaveSingleItem();
        note.At.ShouldBe(new DateTimeOffset(2025, 1, 6, 2, 0, 30, TimeSpan.Zero));
        note.By.ShouldContain("0 9 6 * *");
    }

    [Fact]
    public async Task Without_a_draft_it_says_how_to_make_one()
    {
        await DropAsync();
        var command = await RunAsync("release", "2024-11");
        command.ExitCode.ShouldBe(2);
        command.Err.ShouldContain("plan86 bulletin 2024-11 --draft");
        (await RunAsync("release", "2024-13")).ExitCode.ShouldBe(2);
        (await RunAsync("run", "--release", "61 8 6 * *")).Err.ShouldContain("--release: 61 8 6 * *");
    }

    public void Dispose() => _office.Dispose();

    private static SortedDictionary<string, string> Hashes(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            path => Path.GetRelativePath(folder, path).Replace('\\', '/'),
            path => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))),
        StringComparer.Ordinal);

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private Task<Plan86Command> RunAsync(params string[] arguments) =>
        Plan86Command.RunAsync([.. arguments, "--data", _office.Path, "--config", _office.Config]);

    private async Task DropAsync()
    {
        _office.Drop("2024-01-06", "Sản lượng hàng hóa qua cảng;Năm 2022;triệu tấn;168,5;Chính thức",
            "Sản lượng hàng hóa qua cảng;Năm 2023;triệu tấn;170,1;Sơ bộ");
        _office.Drop("2024-12-10", "Sản lượng hàng hóa qua cảng;Năm 2024;triệu tấn;181,5;Ước");
        await _office.OnceAsync();
    }

    private async Task UntilAsync(TimeProvider time, string cron, string release, Func<bool> holds)
    {
        using var clock = new BulletinClock(
            new Bulletin(_office.Path, _office.Settings, _office.Store, new Progress(TextWriter.Null, false)), _office.Path, cron, release,
            time, NullLogger<BulletinClock>.Instance);
        await clock.StartAsync(TestContext.Current.CancellationToken);
        for (var i = 0; i < 600 && !holds(); i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        await clock.StopAsync(TestContext.Current.CancellationToken);
        holds().ShouldBeTrue();
    }

    private sealed class Set(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
