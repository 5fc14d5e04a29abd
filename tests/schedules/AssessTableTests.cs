using Plan86.Schedules;
using Plan86.Transform;
using Plan86.Transform.Judging;

namespace Plan86.Tests.Schedules;

/// <summary>The table of <c>assess</c>: for people, on any terminal.</summary>
public sealed class AssessTableTests
{
    [Fact]
    public async Task It_fits_a_hundred_columns_and_speaks_words_not_codes()
    {
        using var office = new Office(indicators: true);
        office.Drop("2024-01-06",
            [
                .. Enumerable.Range(2018, 6)
                    .Select(year => $"Sản lượng hàng hóa qua cảng;Năm {year};Triệu tấn;{100 + (30 * (year - 2018))};Ước"),
                "Thu ngân sách nhà nước trên địa bàn;Năm 2023;Tỷ đồng;100.500;Ước",
            ]);
        await office.OnceAsync();
        var run = await Plan86Command.RunAsync("assess", "--data", office.Path);
        run.ExitCode.ShouldBe(0, run.Err);
        run.Out.Split('\n').ShouldAllBe(line => line.TrimEnd('\r').Length <= 100);
        foreach (var code in Enum.GetValues<Verdict>().Select(each => each.Text()).Concat(Enum.GetValues<PaceStatus>()
            .Select(each => each.Text())).Concat(Enum.GetValues<Outlook>().Select(each => each.Text())).Where(code => code.Contains('_')))
        {
            run.Out.ShouldNotContain(code);
        }

        run.Out.ShouldMatch("đã đạt|rõ rệt|vừa phải|hạn chế");
        run.Out.ShouldContain("cannot be");
        run.Out.ShouldContain("Sở Y tế / Department of Health");
    }
}
