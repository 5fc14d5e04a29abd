using Plan86.Schedules;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Plan;

namespace Plan86.Tests.Schedules;

/// <summary>What people are told when a publication changes a verdict.</summary>
public sealed class ChangesTests
{
    private static readonly string[] History =
        [.. Enumerable.Range(2018, 6).Select(year => $"Sản lượng hàng hóa qua cảng;Năm {year};Triệu tấn;{100 + (30 * (year - 2018))};Ước")];

    private const string Vietnamese =
        "Sản lượng hàng hóa qua cảng, mục tiêu 2025: có nguy cơ không đạt → chậm tiến độ, do 2024-03-05-so-lieu.csv, dòng 3 "
            + "(năm 2023: 250 → 90,5 triệu tấn)";

    private const string English =
        "Port throughput, target for 2025: at risk → off track, because of 2024-03-05-so-lieu.csv, line 3 "
            + "(2023: 250 → 90.5 million tonnes)";

    [Fact]
    public async Task A_drop_that_revises_a_figure_prints_the_verdicts_that_changed_and_the_day_before_keeps_its_own()
    {
        using var office = new Office(indicators: true);
        office.Drop("2024-01-06", History);
        var first = await Plan86Command.RunAsync("once", "--data", office.Path);
        first.Out.ShouldContain(
            "Sản lượng hàng hóa qua cảng, mục tiêu 2025: chưa có số liệu → có nguy cơ không đạt, do 2024-01-06-so-lieu.csv, dòng 8 "
                + "(năm 2023: chưa có → 250 triệu tấn)");

        var revision = System.IO.Path.Combine(Directory.CreateTempSubdirectory("plan86-changes-").FullName, "2024-03-05-so-lieu.csv");
        await File.WriteAllBytesAsync(revision, Office.Csv("2024-03-05", "Sản lượng hàng hóa qua cảng;Năm 2023;Triệu tấn;90,5;Chính thức"),
            TestContext.Current.CancellationToken);
        var drop = await Plan86Command.RunAsync("drop", revision, "--data", office.Path);
        drop.ExitCode.ShouldBe(0, drop.Err);
        var (said, reply) = (
            drop.Out, await File.ReadAllTextAsync(
                office.In("inbox", "hai-phong-monthly", "2024-03-05-so-lieu.csv.reply.txt"), TestContext.Current.CancellationToken));
        foreach (var text in new[] { said, reply })
        {
            text.ShouldContain(Vietnamese);
            text.ShouldContain(English);
        }

        var before = await Plan86Command.RunAsync("assess", "--as-of", "2024-03-04", "--format", "csv", "--data", office.Path);
        VerdictOf(before.Out).ShouldBe("at_risk");
        var after = await Plan86Command.RunAsync("assess", "--format", "csv", "--data", office.Path);
        VerdictOf(after.Out).ShouldBe("off_track");
        office.Text(
            "SELECT published_on, was, became, old_value, new_value, cell_ref FROM verdict_change WHERE indicator = 'port_throughput' AND "
                + "horizon = '2025'").ShouldBe("""
            2024-01-06 no_data at_risk ∅ 250 L8
            2024-03-05 at_risk off_track 250 90.5 L3
            """);

        var rebuild = await Plan86Command.RunAsync("rebuild", "--data", office.Path);
        rebuild.Out.ShouldContain("No verdict changed");
        Directory.Delete(System.IO.Path.GetDirectoryName(revision)!, recursive: true);

        static string VerdictOf(string csv)
        {
            var lines = csv.Split('\n').Select(line => line.TrimEnd('\r').Split(',')).ToList();
            return lines.First(line => line[0] == "port_throughput" && line[1] == "2025")[Array.IndexOf(lines[0], "verdict")];
        }
    }

    [Fact]
    public async Task An_older_extract_that_comes_late_is_what_changed_the_verdict_of_today()
    {
        using var office = new Office(indicators: true);
        office.Drop("2024-03-05", "Sản lượng hàng hóa qua cảng;Năm 2023;Triệu tấn;250;Chính thức");
        await office.OnceAsync();
        office.Drop("2024-01-06", History);
        var change = (await office.OnceAsync()).Refresh.Changes
            .Single(change => change.Target is { Indicator: "port_throughput", Horizon: "2025" });
        (change.Was, change.Became, change.Because).ShouldBe((Verdict.NotAvailable, Verdict.AtRisk, Because.Figures));
        change.Figure!.FileName.ShouldBe("2024-01-06-so-lieu.csv");
    }

    [Fact]
    public async Task A_withdrawal_is_the_reason_of_what_it_changes_whether_the_figure_is_another_or_none_or_the_year_turns_back()
    {
        using var office = new Office(indicators: true);
        office.Drop("2024-01-06", History);
        office.DropAs("nham.csv", "2024-03-05", "Sản lượng hàng hóa qua cảng;Năm 2023;Triệu tấn;90,5;Chính thức",
            "Khách du lịch;Năm 2023;Triệu lượt;7,9;Ước");
        office.DropAs("sang-nam.csv", "2026-03-05", "Thu nội địa;Năm 2021;Tỷ đồng;30.000;Chính thức");
        await office.OnceAsync();

        var turned = await Plan86Command.RunAsync("withdraw", "sang-nam.csv", "--why", "nộp sớm", "--data", office.Path);
        turned.Out.ShouldContain("Sản lượng hàng hóa qua cảng, mục tiêu 2025: chưa có số liệu → chậm tiến độ, "
            + "do đã rút tệp sang-nam.csv với lý do “nộp sớm”");

        var gone = await Plan86Command.RunAsync("withdraw", "nham.csv", "--why", "nhầm năm", "--data", office.Path);
        gone.Out.ShouldContain("Sản lượng hàng hóa qua cảng, mục tiêu 2025: chậm tiến độ → có nguy cơ không đạt, "
            + "do đã rút tệp nham.csv với lý do “nhầm năm” (năm 2023: 90,5 → 250 triệu tấn)");
        gone.Out.ShouldContain("Port throughput, target for 2025: off track → at risk, "
            + "because nham.csv was withdrawn, “nhầm năm” (2023: 90.5 → 250 million tonnes)");
        gone.Out.ShouldContain("do đã rút tệp nham.csv với lý do “nhầm năm” (năm 2023: 7,9 → chưa có");
        gone.Out.ShouldNotContain("no longer there");
    }

    [Fact]
    public async Task A_year_that_has_turned_is_said_too()
    {
        using var office = new Office(indicators: true);
        office.Drop("2024-01-06", History);
        await office.OnceAsync();
        var reply = office.Drop("2026-01-20", "Khách du lịch;Năm 2020;Nghìn lượt;7.500;Chính thức") + ".reply.txt";
        (await office.OnceAsync()).Refresh.Changes.ShouldContain(change => change.Because == Because.Time);
        var said = await File.ReadAllTextAsync(reply, TestContext.Current.CancellationToken);
        said.ShouldContain("Sản lượng hàng hóa qua cảng, mục tiêu 2025: có nguy cơ không đạt → chưa có số liệu, do đã sang năm 2026");
        said.ShouldContain("Port throughput, target for 2025: at risk → no data, because it is 2026 now");
    }
}
