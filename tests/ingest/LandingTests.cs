using System.Diagnostics;
using System.Runtime.CompilerServices;
using Plan86.Ingest;
using Plan86.Schedules;
using Plan86.Transform;
using Plan86.Transform.Meaning;

namespace Plan86.Tests.Ingest;

public class LandingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_killed_run_left_is_never_seen_and_swept_up()
    {
        using var data = new DataFolder();
        var half = data.In("landed", ".incoming", "0123456789abcdef0123456789abcdef");
        Directory.CreateDirectory(half);
        await File.WriteAllTextAsync(Path.Combine(half, "content"), "half a fi", Cancel);
        await File.WriteAllTextAsync(data.In("landed", ".incoming", "abc"), "{ \"half\": ", Cancel);
        using var collector = data.Collector();

        var before = collector.Landed();
        await collector.CollectAsync(Cancel);

        before.Extracts.ShouldBeEmpty();
        before.Troubles.ShouldBeEmpty();
        Directory.GetFileSystemEntries(data.In("landed", ".incoming")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Killed_at_any_write_the_landing_holds_only_whole_files()
    {
        // What can be on the disk at a kill is a prefix of the steps: every prefix of a landing is replayed here.
        using var source = new DataFolder();
        source.Drop("monthly", "2024-12-29.csv", "whole");
        using (var collector = source.Collector())
        {
            await collector.CollectAsync(Cancel);
        }
        var home = Directory.GetDirectories(source.In("landed")).Single(d => Path.GetFileName(d).Length == 64);
        string[] files = [.. Directory.GetFiles(home).Order(StringComparer.Ordinal)];
        Path.GetFileName(files[0]).ShouldBe("content");

        for (var written = 0; written <= files.Length; written++)
        {
            using var data = new DataFolder();
            var staged = Directory.CreateDirectory(data.In("landed", ".incoming", "x")).FullName;
            foreach (var file in files.Take(written))
            {
                File.Copy(file, Path.Combine(staged, Path.GetFileName(file)));
            }
            using var collector = data.Collector();
            collector.Landed().Extracts.ShouldBeEmpty();
            data.Drop("monthly", "2024-12-29.csv", "whole");
            await collector.CollectAsync(Cancel);
            DataFolder.Text(collector.Landed().Extracts.ShouldHaveSingleItem()).ShouldBe("whole");
        }
    }

    [Fact]
    public async Task A_copy_stopped_at_any_moment_leaves_nothing_half()
    {
        using var data = new DataFolder();
        var bytes = new byte[8 << 20];
        new Random(1).NextBytes(bytes);
        var path = data.Drop("monthly", "2024-12-29.csv", bytes);
        for (var i = 0; i < 10; i++)
        {
            using var collector = data.Collector();
            using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(i));
            try
            {
                await collector.LandAsync(path, "monthly", stop.Token);
            }
            catch (OperationCanceledException)
            {
            }
            collector.Landed().Troubles.ShouldBeEmpty();
            collector.Landed().Extracts.ShouldAllBe(e => e.Length == bytes.Length);
            Directory.GetFileSystemEntries(data.In("landed", ".incoming")).ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData("{ \"source\": \"mon")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    public async Task A_damaged_receipt_is_a_problem_and_the_next_drop_mends_it(string left)
    {
        using var data = new DataFolder();
        data.Drop("monthly", "2024-12-29.csv", "x");
        data.Drop("monthly", "2024-12-30.csv", "y");
        string receipt;
        using (var first = data.Collector())
        {
            var id = (await first.CollectAsync(Cancel)).Deliveries[0].ExtractId;
            receipt = Directory.GetFiles(data.In("landed", id), "receipt-*").Single();
        }
        await File.WriteAllTextAsync(receipt, left, Cancel);

        using var second = data.Collector();
        var damaged = second.Landed();
        damaged.Extracts.ShouldHaveSingleItem().FileName.ShouldBe("2024-12-30.csv");
        damaged.Troubles.ShouldHaveSingleItem().Problem.Place.ToString().ShouldEndWith(Path.GetFileName(receipt));

        await second.CollectAsync(Cancel);
        second.Landed().Extracts.Count.ShouldBe(2);
        second.Landed().Troubles.ShouldBeEmpty();
    }

    [Fact]
    public async Task Lost_content_is_a_problem_and_the_next_drop_mends_it()
    {
        using var data = new DataFolder();
        var path = data.Drop("monthly", "2024-12-29.csv", "xyz");
        using var collector = data.Collector();
        var id = (await collector.CollectAsync(Cancel)).Deliveries[0].ExtractId;
        var content = data.In("landed", id, "content");
        File.SetAttributes(content, FileAttributes.Normal);
        await File.WriteAllTextAsync(content, "x", Cancel);

        collector.Landed().Extracts.ShouldBeEmpty();
        collector.Landed().Troubles.ShouldHaveSingleItem().Problem.Place.ToString().ShouldBe($"landed/{id}/content");
        await collector.LandAsync(path, "monthly", Cancel);
        DataFolder.Text(collector.Landed().Extracts.ShouldHaveSingleItem()).ShouldBe("xyz");
    }

    [Fact]
    public async Task Changed_content_is_found_by_verifying_and_mended_by_the_original()
    {
        using var data = new DataFolder();
        var path = data.Drop("monthly", "2024-12-29.csv", "xyz");
        using var collector = data.Collector();
        var id = (await collector.CollectAsync(Cancel)).Deliveries[0].ExtractId;
        (await collector.VerifyAsync(cancel: Cancel)).ShouldBeEmpty();
        var content = data.In("landed", id, "content");
        File.SetAttributes(content, FileAttributes.Normal);
        await File.WriteAllTextAsync(content, "xyZ", Cancel);

        (await collector.VerifyAsync(cancel: Cancel)).ShouldHaveSingleItem().Problem.Place.ToString().ShouldBe($"landed/{id}/content");
        await collector.LandAsync(path, "monthly", Cancel);
        (await collector.VerifyAsync(cancel: Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_process_killed_while_it_lands_leaves_only_whole_files()
    {
        using var data = new DataFolder();
        for (var round = 0; round < 6; round++)
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
            if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            {
                start.ArgumentList.Add(typeof(LandingTests).Assembly.Location);
            }
            start.Environment[LandUntilKilled.Variable] = $"{data.Path}|{round}";
            using var child = Process.Start(start)!;
            (await child.StandardOutput.ReadLineAsync(Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(15), Cancel))
                .ShouldBe("landed");
            await Task.Delay(20 + (7 * round), Cancel);
            child.Kill();
            await child.WaitForExitAsync(Cancel);

            using var after = data.Collector();
            after.Landed().Troubles.ShouldBeEmpty();
            (await after.VerifyAsync(cancel: Cancel)).ShouldBeEmpty();
            after.Landed().Extracts.Count.ShouldBeGreaterThan(round);
            await after.CollectAsync(Cancel);
            Directory.GetFileSystemEntries(data.In("landed", ".incoming")).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Every_fault_of_a_source_is_named_at_once()
    {
        var source = new Source
        {
            Name = "../Up",
            Pulls = [new Pull { Urls = ["ftp://example.org/x"], Cron = "61 * * * *", Json = "", MaxBytes = 0, Retries = 21 }],
        };
        Collector.Check(source).Select(p => p.Place.ToString())
            .ShouldBe(["name", "pull.url", "pull.cron", "pull.max_bytes", "pull.retries"]);
        Should.Throw<ArgumentException>(() => new Collector("unused", [source]));
        Collector.Check(DataFolder.Monthly).ShouldBeEmpty();
    }

    [Fact]
    public void Options_out_of_range_are_refused() =>
        Should.Throw<System.ComponentModel.DataAnnotations.ValidationException>(
            () => new Collector("unused", [], new CollectorOptions { StableFor = TimeSpan.FromHours(1) }));
}

/// <summary>What the test program does, instead of testing, when started by the test of kills.</summary>
internal static class LandUntilKilled
{
    internal const string Variable = "PLAN86_TEST_LAND_UNTIL_KILLED";

#pragma warning disable CA2255 // The only way in before the test runner's own Main.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Run()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split('|') is not [var data, var seed])
        {
            return;
        }
        var random = new Random(int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture));
        var path = Path.Combine(data, "2024-12-29.csv");
        using var collector = new Collector(data, [DataFolder.Monthly], DataFolder.Quick);
        for (var i = 0; i < 1000; i++)
        {
            var bytes = new byte[random.Next(1, 2 << 20)];
            random.NextBytes(bytes);
            File.WriteAllBytes(path, bytes);
            collector.LandAsync(path, "monthly").GetAwaiter().GetResult();
            Console.WriteLine("landed");
        }
        Environment.Exit(0);
    }
}
