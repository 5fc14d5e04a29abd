using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Plan86.Ingest;
using Plan86.Schedules;
using Plan86.Transform;
using Plan86.Transform.Meaning;

namespace Plan86.Tests.Ingest;

public class InboxTests
{
    // One day for all, even at midnight.
    private static readonly DateTimeOffset Today = DateTimeOffset.UtcNow;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_drop_is_landed_under_its_hash_read_only_with_a_receipt()
    {
        using var data = new DataFolder();
        var path = data.Drop("monthly", "2024-12-29-bieu.csv", "a;b\n1;2\n");
        using var collector = data.Collector();

        var got = await collector.CollectAsync(Cancel);

        var id = Convert.ToHexStringLower(SHA256.HashData("a;b\n1;2\n"u8));
        got.Troubles.ShouldBeEmpty();
        got.Waiting.ShouldBeEmpty();
        got.Deliveries.ShouldBe(
            [new Delivery("monthly", "2024-12-29-bieu.csv", "inbox/monthly/2024-12-29-bieu.csv", id, true, path)]);
        var extract = collector.Landed().Extracts.ShouldHaveSingleItem();
        extract.Id.ShouldBe(id);
        extract.Source.ShouldBe("monthly");
        extract.PublishedOn.ShouldBe(new DateOnly(2024, 12, 29));
        extract.Length.ShouldBe(8);
        DataFolder.Text(extract).ShouldBe("a;b\n1;2\n");
        DataFolder.Text(extract).ShouldBe("a;b\n1;2\n", "opens again");
        new FileInfo(data.In("landed", id, "content")).IsReadOnly.ShouldBeTrue();
        Directory.GetFiles(data.In("landed", id)).Length.ShouldBe(2);
        File.Exists(path).ShouldBeTrue("drops stay where people put them");
    }

    [Fact]
    public async Task The_same_file_twice_changes_nothing()
    {
        using var data = new DataFolder();
        data.Drop("monthly", "2024-12-29.csv", "x");
        using (var first = data.Collector())
        {
            await first.CollectAsync(Cancel);
        }
        var before = data.LandedFiles();

        data.Drop("monthly", "2024-12-29.csv", "x");
        using var second = data.Collector();
        var again = await second.CollectAsync(Cancel);

        again.Deliveries.ShouldHaveSingleItem().IsNew.ShouldBeFalse();
        data.LandedFiles().ShouldBe(before);
    }

    [Fact]
    public async Task An_unchanged_file_is_not_read_again_after_a_restart()
    {
        using var data = new DataFolder();
        var path = data.Drop("monthly", "2024-12-29.csv", "x");
        using (var first = data.Collector())
        {
            await first.CollectAsync(Cancel);
        }
        using FileStream held = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        using var second = data.Collector();

        (await second.CollectAsync(Cancel)).Deliveries.ShouldHaveSingleItem().IsNew.ShouldBeFalse();
    }

    [Fact]
    public async Task A_changed_file_of_the_same_name_is_a_second_extract()
    {
        using var data = new DataFolder();
        using var collector = data.Collector();
        data.Drop("monthly", "2024-12-29.csv", "x");
        await collector.CollectAsync(Cancel);
        data.Drop("monthly", "2024-12-29.csv", "y");

        (await collector.CollectAsync(Cancel)).Deliveries.ShouldHaveSingleItem().IsNew.ShouldBeTrue();
        collector.Landed().Extracts.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("2024-02.csv", "2024-02-29")]
    [InlineData("2024-02-03.csv", "2024-02-03")]
    [InlineData("2024-02-31.csv", "2026-03-01")]
    [InlineData("2024-13-01.csv", "2026-03-01")]
    [InlineData("khac.csv", "2026-03-01")]
    public async Task Publication_day_is_in_the_name_or_else_the_day_of_receipt_in_Hai_Phong(string name, string day)
    {
        using var data = new DataFolder();
        data.Drop("monthly", name, "x");
        // 28 February in Greenwich, 1 March in Hải Phòng.
        var clock = new Clock(new DateTimeOffset(2026, 2, 28, 18, 30, 0, TimeSpan.Zero));
        using var collector = data.Collector(DataFolder.Quick, clock);
        await collector.CollectAsync(Cancel);

        collector.Landed().Extracts.ShouldHaveSingleItem().PublishedOn.ShouldBe(DateOnly.ParseExact(day, "yyyy-MM-dd"));
    }

    [Fact]
    public async Task A_pattern_mended_later_holds_for_what_was_landed_before()
    {
        using var data = new DataFolder();
        data.Drop("other", "2020-05-06.csv", "x");
        using (var without = data.Collector())
        {
            await without.CollectAsync(Cancel);
            without.Landed().Extracts.ShouldHaveSingleItem().PublishedOn.Year.ShouldBeGreaterThan(2020);
        }
        using var with = data.Collector(DataFolder.Monthly with { Name = "other" });

        with.Landed().Extracts.ShouldHaveSingleItem().PublishedOn.ShouldBe(new DateOnly(2020, 5, 6));
    }

    [Fact]
    public void Any_order_and_repetition_of_the_same_drops_lands_the_same()
    {
        Gen<(string Source, string Name, string Text)> drop = Gen.Select(
            Gen.OneOf("monthly", "other"),
            Gen.OneOf("2024-01-02.csv", "2024-01.csv", "2023-12-31 bản sửa.csv", "khác.csv"),
            Gen.OneOf("một", "hai", "ba"));
        Gen.Select(drop.Array[1, 6], Gen.Int).Sample(
            (drops, seed) =>
            {
                var once = Shelve(drops.Distinct());
                var shuffled = drops.Concat(drops.Reverse()).ToArray();
                new Random(seed).Shuffle(shuffled);
                Shelve(shuffled).ShouldBe(once);
            },
            iter: 15);

        static string Shelve(IEnumerable<(string Source, string Name, string Text)> drops)
        {
            using var data = new DataFolder();
            using var collector = data.Collector(
                DataFolder.Quick with { StableFor = TimeSpan.FromMilliseconds(1) }, new Clock(Today));
            foreach ((var source, var name, var text) in drops)
            {
                data.Drop(source, name, text);
                collector.CollectAsync(Cancel).GetAwaiter().GetResult().Troubles.ShouldBeEmpty();
            }
            return string.Join("\n", collector.Landed().Extracts.Select(
                e => $"{e.Id} {e.Source} {e.FileName} {e.PublishedOn:yyyy-MM-dd} {e.Length} {DataFolder.Text(e)}"));
        }
    }

    [Fact]
    public async Task The_earliest_publication_names_an_extract_that_came_several_ways()
    {
        using var data = new DataFolder();
        using var collector = data.Collector();
        data.Drop("other", "a.csv", "x");
        data.Drop("monthly", "2024-03-01.csv", "x");
        data.Drop("monthly", "2024-02-01.csv", "x");
        await collector.CollectAsync(Cancel);

        var extract = collector.Landed().Extracts.ShouldHaveSingleItem();
        (extract.Source, extract.FileName, extract.PublishedOn)
            .ShouldBe(("monthly", "2024-02-01.csv", new DateOnly(2024, 2, 1)));
    }

    [Fact]
    public async Task A_file_that_still_grows_is_not_landed()
    {
        using var data = new DataFolder();
        using var collector = data.Collector();
        var path = data.Drop("monthly", "2024-12-29.csv", "1");
        using var stop = new CancellationTokenSource();
        var growing = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await File.AppendAllTextAsync(path, "1");
                    await Task.Delay(10);
                }
            },
            Cancel);
        await Task.Delay(30, Cancel);

        var during = await collector.CollectAsync(Cancel);
        await stop.CancelAsync();
        await growing;
        var whole = await File.ReadAllTextAsync(path, Cancel);
        var after = await collector.CollectAsync(Cancel);

        during.Deliveries.ShouldBeEmpty();
        during.Waiting.ShouldBe([path]);
        after.Deliveries.ShouldHaveSingleItem().IsNew.ShouldBeTrue();
        DataFolder.Text(collector.Landed().Extracts.ShouldHaveSingleItem()).ShouldBe(whole);
    }

    [Fact]
    public async Task A_file_just_written_is_waited_for()
    {
        using var data = new DataFolder();
        using var collector = data.Collector();
        var path = data.Drop("monthly", "2024-12-29.csv", "1");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow);

        (await collector.CollectAsync(Cancel)).Deliveries.ShouldHaveSingleItem().IsNew.ShouldBeTrue();
    }

    [Fact]
    public async Task A_file_its_writer_holds_open_waits()
    {
        using var data = new DataFolder();
        using var collector = data.Collector();
        var path = data.Drop("monthly", "2024-12-29.csv", "1");
        using (new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.None))
        {
            var held = await collector.CollectAsync(Cancel);
            held.Waiting.ShouldBe([path]);
            held.Troubles.ShouldBeEmpty();
            held.Deliveries.ShouldBeEmpty();
        }
        (await collector.CollectAsync(Cancel)).Deliveries.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("2024-12-29.csv.reply.txt")]
    [InlineData("2024-12-29.reply.xlsx")]
    [InlineData("~$2024-12-29.xlsx")]
    [InlineData(".~lock.2024-12-29.xlsx#")]
    [InlineData(".hidden")]
    [InlineData("a.tmp")]
    [InlineData("a.TMP")]
    [InlineData("a.part")]
    [InlineData("a.partial")]
    [InlineData("a.csv.crdownload")]
    [InlineData("Thumbs.db")]
    [InlineData("desktop.ini")]
    public async Task Replies_locks_and_temporary_files_are_no_drops(string name)
    {
        using var data = new DataFolder();
        data.Drop("monthly", name, "x");
        data.Drop("", name, "x");
        using var collector = data.Collector();

        var got = await collector.CollectAsync(Cancel);
        (got.Deliveries.Count, got.Troubles.Count, got.Waiting.Count).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task An_empty_file_is_left_while_fresh_and_told_when_old()
    {
        using var data = new DataFolder();
        var path = data.Drop("monthly", "2024-12-29.csv", "");
        using var collector = data.Collector();

        (await collector.CollectAsync(Cancel)).Troubles.ShouldHaveSingleItem().Problem.Message.Vi.ShouldContain("rỗng");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
        (await collector.CollectAsync(Cancel)).Troubles.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_in_no_sources_folder_is_told_with_the_known_sources()
    {
        using var data = new DataFolder();
        var loose = data.Drop("", "loose.csv", "x");
        var strange = data.Drop("monthyl", "2024-12-29.csv", "x");
        data.Drop("other", "good.csv", "x");
        using var collector = data.Collector();

        var got = await collector.CollectAsync(Cancel);

        got.Deliveries.ShouldHaveSingleItem().FileName.ShouldBe("good.csv");
        got.Troubles.Select(t => t.InboxPath).ShouldBe([loose, strange]);
        got.Troubles[0].Problem.Message.Vi.ShouldContain("monthly, other");
        got.Troubles[1].Problem.Message.En.ShouldContain("monthly, other");
        got.Troubles[1].Problem.Place.ToString().ShouldBe("inbox/monthyl/2024-12-29.csv");
    }

    [Fact]
    public async Task A_folder_inside_a_sources_folder_is_told()
    {
        using var data = new DataFolder();
        data.Drop(Path.Combine("monthly", "2024"), "2024-12-29.csv", "x");
        using var collector = data.Collector();

        var got = await collector.CollectAsync(Cancel);
        got.Deliveries.ShouldBeEmpty();
        got.Troubles.ShouldHaveSingleItem().Source.ShouldBe("monthly");
    }

    [Fact]
    public async Task A_link_out_of_the_inbox_is_refused_and_the_rest_goes_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "making links needs a privilege on Windows");
        using var data = new DataFolder();
        using var outside = new DataFolder();
        var secret = outside.Drop("x", "secret.csv", "secret");
        data.Drop("monthly", "2024-12-29.csv", "x");
        File.CreateSymbolicLink(data.In("inbox", "monthly", "2024-12-30.csv"), secret);
        Directory.CreateSymbolicLink(data.In("inbox", "other"), Path.GetDirectoryName(secret)!);
        using var collector = data.Collector();

        var got = await collector.CollectAsync(Cancel);

        got.Troubles.Count.ShouldBe(2);
        DataFolder.Text(collector.Landed().Extracts.ShouldHaveSingleItem()).ShouldBe("x");
    }

    [Fact]
    public async Task A_pipe_in_the_inbox_holds_nothing_up()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no named pipes in folders on Windows");
        using var data = new DataFolder();
        data.Drop("monthly", "2024-12-29.csv", "x");
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", data.In("inbox", "monthly", "pipe")))
        {
            await mkfifo.WaitForExitAsync(Cancel);
        }
        using var collector = data.Collector();

        var got = await collector.CollectAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(5), Cancel);
        got.Deliveries.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_name_is_only_data()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "such names do not exist on Windows");
        using var data = new DataFolder();
        string[] names = ["a\u001b[31m\n.csv", "x\\..\\..\\y.csv", "%2e%2e%2fx.csv", "$(x);`x`.csv", "Thống kê \u0323.csv"];
        foreach (var name in names)
        {
            data.Drop("other", name, name);
        }
        data.Drop("", "\u001b]0;x\a.csv", "x");
        using var collector = data.Collector();

        var got = await collector.CollectAsync(Cancel);

        collector.Landed().Extracts.Select(e => e.FileName).ShouldBe(names, ignoreOrder: true);
        got.Troubles.ShouldHaveSingleItem().Problem.Place.ToString().Any(char.IsControl).ShouldBeFalse();
        Directory.EnumerateFileSystemEntries(data.Path).Select(Path.GetFileName).ShouldBe(["inbox", "landed"], ignoreOrder: true);
        Directory.GetDirectories(data.In("landed")).ShouldAllBe(d => Path.GetFileName(d).Length == 64 || d.EndsWith(".incoming"));
    }

    [Fact]
    public async Task A_file_that_may_not_be_read_is_told_and_the_rest_goes_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "this user may read everything");
        using var data = new DataFolder();
        var locked = data.Drop("monthly", "2024-12-29.csv", "x");
        data.Drop("monthly", "2024-12-30.csv", "y");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(locked, UnixFileMode.None);
        }
        using var collector = data.Collector();

        var got = await collector.CollectAsync(Cancel);
        got.Troubles.ShouldHaveSingleItem().InboxPath.ShouldBe(locked);
        got.Deliveries.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Watching_yields_at_once_then_what_is_dropped_and_ends_when_cancelled()
    {
        using var data = new DataFolder();
        data.Drop("monthly", "2024-12-29.csv", "x");
        using var collector = data.Collector();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        stop.CancelAfter(TimeSpan.FromSeconds(10));
        var seen = new List<Collected>();

        await foreach (var got in collector.WatchAsync(stop.Token))
        {
            seen.Add(got);
            if (seen.Count == 1)
            {
                data.Drop("monthly", "2024-12-30.csv", "y");
            }
            else if (seen.Count == 2)
            {
                data.Drop("", "astray.csv", "y");
            }
            else
            {
                await stop.CancelAsync();
            }
        }

        seen.Count.ShouldBe(3);
        seen[0].Deliveries.ShouldHaveSingleItem().FileName.ShouldBe("2024-12-29.csv");
        seen[1].Deliveries.Single(d => d.IsNew).FileName.ShouldBe("2024-12-30.csv");
        seen[2].Troubles.Count.ShouldBe(1);
        await collector.CollectAsync(Cancel);
    }

    [Fact]
    public async Task A_file_can_be_landed_from_anywhere()
    {
        using var data = new DataFolder();
        using var elsewhere = new DataFolder();
        var path = elsewhere.Drop("x", "2024-12-29.csv", "x");
        using var collector = data.Collector();

        var delivery = (await collector.LandAsync(path, "monthly", Cancel)).Deliveries.ShouldHaveSingleItem();
        delivery.ShouldBe(new Delivery("monthly", "2024-12-29.csv", path, delivery.ExtractId, true, null));
        (await collector.LandAsync(path, "monthly", Cancel)).Deliveries.ShouldHaveSingleItem().IsNew.ShouldBeFalse();
        (await collector.LandAsync(path + "x", "monthly", Cancel)).Troubles.Count.ShouldBe(1);
        await Should.ThrowAsync<ArgumentException>(() => collector.LandAsync(path, "nobody", Cancel));
    }
}
