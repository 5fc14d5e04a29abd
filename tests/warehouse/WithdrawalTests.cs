using Plan86.Schedules;
using Plan86.Tests.Schedules;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Meaning;

namespace Plan86.Tests.Warehouse;

/// <summary>A wrong drop taken back: kept and marked, and as if it had never been published.</summary>
public class WithdrawalTests
{
    private static readonly (string Source, string Name, byte[] Content)[] Extracts =
    [
        ("hai-phong-monthly", "a.csv", Office.Csv("2024-01-06",
            [.. Enumerable.Range(2018, 6)
                .Select(year => $"Sản lượng hàng hóa qua cảng;Năm {year};Triệu tấn;{100 + (30 * (year - 2018))};Ước")])),
        ("hai-phong-monthly", "nham.csv",
            Office.Csv("2024-03-05", "Sản lượng hàng hóa qua cảng;Năm 2023;Triệu tấn;90;Chính thức",
                "Khách du lịch;Năm 2023;Nghìn lượt;7.900;Ước")),
        ("gso-monthly", "2022-12-29-fdi.xlsx",
            new WorkbookWriter().Fdi("25.FDI", "25. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/12/2022", 50, 11_000, 139.9)
                .ToArray()),
        ("hai-phong-monthly", "c.csv", Office.Csv("2024-04-05", "Sản lượng hàng hóa qua cảng;Năm 2023;Triệu tấn;248;Chính thức")),
    ];

    /// <summary>Everything but what says of the withdrawn extract that it was there.</summary>
    private static readonly string[] Counted =
    [
        "SELECT * EXCLUDE (built_at, inputs) FROM publication", "SELECT * EXCLUDE (received_at) FROM extract WHERE state <> 'withdrawn'",
        "FROM cell", "FROM observation",
        "FROM problem", "FROM series", "FROM indicator_value", "FROM assessment", "FROM indicator_figure", "FROM nowcast_record",
        "FROM verdict_change",
    ];

    [Fact]
    public async Task After_a_withdrawal_everything_is_as_if_it_had_never_been_published()
    {
        using var without = new Office(indicators: true);
        Drop(without, 0, 2, 3);
        await without.OnceAsync();

        using var office = new Office(indicators: true);
        Drop(office, 0, 1, 2, 3);
        await office.OnceAsync();
        office.Text(
            "SELECT DISTINCT was, became FROM verdict_change WHERE published_on = '2024-03-05' AND indicator = 'port_throughput' AND "
                + "horizon = '2025'").ShouldBe("at_risk off_track");
        var landed = Directory.GetFiles(office.In("landed"), "*", SearchOption.AllDirectories)
            .ToDictionary(path => path, File.ReadAllBytes);

        office.Withdraw("nham.csv", "nhầm năm").ShouldBeTrue();
        (await office.OnceAsync()).Refresh.Published.ShouldBeTrue();
        foreach (var sql in Counted)
        {
            office.Text(sql).ShouldBe(without.Text(sql), sql);
        }

        office.Text(
            "SELECT state, cells, observations, problems, published_on, withdrawn_at IS NOT NULL, withdrawn_why FROM extract WHERE "
                + "file_name = 'nham.csv'")
            .ShouldBe("withdrawn 0 0 0 2024-03-05 True nhầm năm");
        office.Scalar<long>(
            $"SELECT count(*) FROM read_parquet('{office.In("lake", "observation")}/**/*.parquet') WHERE series = 'TOURISM.ARRIVALS'")
                .ShouldBe(0, "others read the lake too");
        foreach (var (path, bytes) in landed)
        {
            File.ReadAllBytes(path).ShouldBe(bytes, path);
        }

        // Again it changes nothing, and the first reason stands.
        office.Withdraw("nham.csv", "lý do khác").ShouldBeFalse();
        (await office.OnceAsync()).Refresh.Published.ShouldBeFalse();
        office.Scalar<string>("SELECT withdrawn_why FROM extract WHERE state = 'withdrawn'").ShouldBe("nhầm năm");
    }

    [Fact]
    public async Task Neither_the_order_of_drops_and_withdrawals_nor_a_rebuild_changes_anything()
    {
        string? expected = null;
        foreach (var order in new int[][][] { [[1], [-1, 0], [2, 3]], [[0, 1, 3], [-1], [2]] })
        {
            using var office = new Office();
            foreach (var run in order)
            {
                foreach (var step in run)
                {
                    if (step < 0)
                    {
                        office.Withdraw("nham.csv", "nhầm năm").ShouldBeTrue();
                    }
                    else
                    {
                        Drop(office, step);
                    }
                }

                await office.OnceAsync();
            }

            var tables = Tables(office);
            tables.ShouldBe(expected ??= tables, string.Join(' ', order.SelectMany(run => run)));
            if (order[0][0] == 0)
            {
                Directory.Delete(office.In("lake"), recursive: true);
                Directory.Delete(office.In("warehouse"), recursive: true);
                await office.RebuildAsync();
                Tables(office).ShouldBe(expected);
            }
        }
    }

    [Fact]
    public async Task Brought_back_it_counts_as_before_and_every_act_stays_on_record()
    {
        using var office = new Office(indicators: true);
        Drop(office, 0, 1);
        await office.OnceAsync();
        var tables = office.Tables();
        office.Withdraw("nham.csv", null).ShouldBeFalse("it is not withdrawn");
        office.Withdraw("nham.csv", "nhầm").ShouldBeTrue();
        var (_, gone) = await office.OnceAsync();
        gone.Changes.ShouldNotBeEmpty();
        gone.Changes.ShouldAllBe(change => change.Because == Because.Withdrawal && change.Withdrawn!.FileName == "nham.csv");
        office.Tables().ShouldNotBe(tables);
        office.Withdraw("nham.csv", null).ShouldBeTrue();
        var (_, back) = await office.OnceAsync();
        back.Changes.Select(change => change.Figure?.FileName).Distinct().ShouldBe(["nham.csv"]);
        office.Tables().ShouldBe(tables);
        Directory.GetFiles(office.In("landed"), "withdrawal-*.json", SearchOption.AllDirectories).Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_leaves_the_file_withdrawn_and_says_so()
    {
        using var office = new Office();
        Drop(office, 0, 1);
        await office.OnceAsync();
        office.Withdraw("nham.csv", "nhầm");
        await File.WriteAllTextAsync(Directory.GetFiles(office.In("landed"), "withdrawal-*.json", SearchOption.AllDirectories).Single(),
            "{", TestContext.Current.CancellationToken);
        var (_, refresh) = await office.OnceAsync();
        refresh.Troubles.ShouldHaveSingleItem().Problem.Message.En.ShouldContain("counts as withdrawn");
        office.Scalar<long>("SELECT count(*) FROM observation WHERE series = 'TOURISM.ARRIVALS'").ShouldBe(0);
        office.Withdraw("nham.csv", "nhầm thật").ShouldBeTrue();
        (await office.OnceAsync()).Refresh.Troubles.ShouldBeEmpty();
        office.Scalar<string>("SELECT withdrawn_why FROM extract WHERE state = 'withdrawn'").ShouldBe("nhầm thật");
    }

    private static void Drop(Office office, params int[] which)
    {
        foreach (var i in which)
        {
            office.Drop(Extracts[i].Source, Extracts[i].Name, Extracts[i].Content);
        }
    }

    private static string Tables(Office office) => office.Tables().Replace(
        office.Text("SELECT withdrawn_at FROM extract WHERE state = 'withdrawn'"), "", StringComparison.Ordinal);
}
