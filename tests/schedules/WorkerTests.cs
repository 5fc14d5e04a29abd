using System.Diagnostics;
using Plan86.Schedules;

namespace Plan86.Tests.Schedules;

/// <summary><c>run</c>, as a service manager runs it.</summary>
public sealed class WorkerTests : IDisposable
{
    private const string Good = "Khách du lịch;Năm 2023;Nghìn lượt;7.900;Ước";

    private readonly string _folder = Directory.CreateTempSubdirectory("plan86-run-").FullName;

    private string Inbox => Path.Combine(_folder, "data", "inbox", "hai-phong-monthly");

    private string Data => Path.Combine(_folder, "data");

    [Fact]
    public async Task The_worker_answers_drops_takes_what_drop_hands_over_and_stops_when_told()
    {
        using var worker = await WatchingAsync();

        // A file grows, under a temporary name and then under its own.
        var (temporary, file) = (Path.Combine(Inbox, "so-lieu.csv.tmp"), Path.Combine(Inbox, "so-lieu.csv"));
        await File.WriteAllBytesAsync(
            temporary, Office.Csv("2024-01-06", "Chỉ tiêu lạ;Năm 2023;Nghìn lượt;1;Ước"), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(Inbox, "~$so-lieu.xlsx"), [1, 2, 3], TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(file, Office.Csv("2024-01-06", Good), TestContext.Current.CancellationToken);
        var watch = Stopwatch.StartNew();
        await worker.UntilAsync(() => File.Exists(file + ".reply.txt"), "the reply");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
        await WithTextAsync(worker, file + ".reply.txt", "ACCEPTED: so-lieu.csv");
        Directory.EnumerateFiles(Inbox).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .ShouldBe(["so-lieu.csv", "so-lieu.csv.reply.txt", "so-lieu.csv.tmp", "~$so-lieu.xlsx"]);

        // A second worker has no business here; readers have.
        using var second = await Plan86Program.RunAsync("run", "--data", Data);
        second.ExitCode.ShouldBe(4);
        second.Err.ShouldContain("Another process is writing to");
        var sql = await Plan86Command.RunAsync("sql", "SELECT obs_value FROM observation", "--format", "csv", "--data", Data);
        sql.Out.ShouldBe("obs_value\n7900\n");

        // drop leaves it to the worker and shows its reply.
        var corrected = Path.Combine(_folder, "so-lieu.csv");
        await File.WriteAllBytesAsync(
            corrected, Office.Csv("2024-01-07", "Khách du lịch;Năm 2023;Nghìn lượt;8.000;Ước"), TestContext.Current.CancellationToken);
        var drop = await Plan86Command.RunAsync("drop", corrected, "--data", Data);
        drop.ExitCode.ShouldBe(0, drop.Err);
        drop.Out.ShouldContain("ACCEPTED: so-lieu.csv");
        drop.Out.ShouldContain("07/01/2024");

        // The same once more: the answer stands, nobody waits for another.
        watch.Restart();
        var again = await Plan86Command.RunAsync("drop", corrected, "--data", Data);
        again.ExitCode.ShouldBe(0, again.Err);
        again.Out.ShouldContain("ACCEPTED: so-lieu.csv");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));

        // A bad one: refused, and the exit code says so.
        var bad = Path.Combine(_folder, "xau.csv");
        await File.WriteAllBytesAsync(
            bad, Office.Csv("2024-01-08", "Khách du lịch;Năm 2023;Nghìn lượt;9.1OO;Ước"), TestContext.Current.CancellationToken);
        var refused = await Plan86Command.RunAsync("drop", bad, "--data", Data);
        refused.Out.ShouldContain("NOT ACCEPTED: xau.csv");
        refused.ExitCode.ShouldBe(1, refused.Err);

        await StopAsync(worker);
        var after = await Plan86Command.RunAsync("once", "--data", Data);
        after.ExitCode.ShouldBe(0, after.Err);
    }

    [Fact]
    public async Task Stops_in_the_middle_of_a_refresh_and_goes_on_later()
    {
        Directory.CreateDirectory(Inbox);
        var flat = Directory.CreateDirectory(Path.Combine(Data, "inbox", "hai-phong-flat")).FullName;
        await using (var text = new StreamWriter(Path.Combine(flat, "2024-05-05.csv")))
        {
            await text.WriteAsync("ma_chi_tieu;ky;don_vi_hanh_chinh;gia_tri;trang_thai\n");
            for (var i = 0; i < 300_000; i++)
            {
                await text.WriteAsync($"PORT_{i / 1_000};{1 + (i % 12):00}/{2000 + (i / 12 % 20)};HP{i % 5};1.234,5;so_bo\n");
            }
        }

        File.SetLastWriteTimeUtc(Path.Combine(flat, "2024-05-05.csv"), DateTime.UtcNow.AddMinutes(-5));
        using (var worker = await WatchingAsync())
        {
            await worker.UntilAsync(() => Directory.Exists(Path.Combine(Data, "lake")), "reading begins");
            await StopAsync(worker);
        }

        Directory.EnumerateFiles(Path.Combine(Data, "lake"), "*.tmp").ShouldBeEmpty();
        var once = await Plan86Command.RunAsync("once", "--data", Data);
        once.ExitCode.ShouldBeLessThan(2, once.Err);
        var sql = await Plan86Command.RunAsync("sql", "SELECT sum(observations)::BIGINT FROM extract", "--format", "csv", "--data", Data);
        long.Parse(sql.Out.Split('\n')[1], System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
    }

    private async Task<Plan86Program> WatchingAsync()
    {
        var worker = Plan86Program.Start("run", "--data", Data);
        await worker.UntilAsync(
            () => Directory.Exists(Inbox) && worker.Err.Contains(Path.Combine(Data, "inbox"), StringComparison.Ordinal), "watching");
        return worker;
    }

    /// <summary>SIGTERM: over within ten seconds, and cleanly.</summary>
    private static async Task StopAsync(Plan86Program worker)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM there.");
        worker.Terminate();
        await worker.EndAsync(TimeSpan.FromSeconds(10));
        worker.ExitCode.ShouldBe(0, worker.Err);
        worker.Err.ShouldNotContain("fail:");
        worker.Err.ShouldNotContain("Unhandled");
    }

    /// <summary>A reply may be read while it is being written.</summary>
    private static Task WithTextAsync(Plan86Program worker, string path, string text) =>
        worker.UntilAsync(() => File.ReadAllText(path).Contains(text, StringComparison.Ordinal), text);

    public void Dispose()
    {
        if (OperatingSystem.IsWindows())
        {
            foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
            {
                File.SetAttributes(file, FileAttributes.Normal);
            }
        }

        Directory.Delete(_folder, recursive: true);
    }
}
