using System.Text;
using Plan86.Tests.Schedules;
using Plan86.Transform;
using Plan86.Transform.Plan;

namespace Plan86.Tests.Warehouse;

/// <summary>Targets, tasks and milestones in the published file.</summary>
public class TaskTests
{
    [Fact]
    public async Task Every_target_is_listed_with_a_verdict_and_who_owes_the_figure()
    {
        using var office = new Office(indicators: true);
        office.Drop("2024-01-06", "Thu ngân sách nhà nước trên địa bàn;Năm 2023;Tỷ đồng;100.500;Ước");
        await office.OnceAsync();
        office.Rows("select clause, indicator, horizon, lower, upper, verdict from target join assessment using (indicator, horizon)").Count
            .ShouldBe(office.Catalogue.Targets.Count);
        office.Text("SELECT count(*), count(DISTINCT (indicator, horizon)) FROM assessment")
            .ShouldBe($"{office.Catalogue.Targets.Count} {office.Catalogue.Targets.Count}");
        office.Text("SELECT \"year\", \"value\" FROM indicator_value WHERE indicator = 'budget_revenue'").ShouldBe("2023 100.5");
        office.Text("SELECT verdict, reason_vi FROM assessment WHERE indicator = 'doctors' AND horizon = '2025'")
            .ShouldBe("no_data chưa nhận được số liệu; đơn vị báo cáo: Sở Y tế");
        office.Text("SELECT reason_en FROM assessment WHERE indicator = 'doctors' AND horizon = '2030'")
            .ShouldContain("owed by: Department of Health");
        office.Text(
            "SELECT name_vi FROM department d WHERE EXISTS (FROM indicator i WHERE i.department = d.department AND i.indicator = 'fdi')")
                .ShouldBe("Sở Kế hoạch và Đầu tư");
        office.Text("SELECT count(*) FROM target WHERE note_vi LIKE '%2021–2025%' AND clause = 'II.2.a(3)'").ShouldBe("1");
    }

    [Fact]
    public async Task Every_task_has_a_title_in_both_languages()
    {
        using var office = new Office();
        office.Drop("2024-01-06", "Thu ngân sách nhà nước trên địa bàn;Năm 2023;Tỷ đồng;100.500;Ước");
        await office.OnceAsync();
        office.Text("SELECT count(*), count(DISTINCT title_en) FROM task WHERE title_en <> title").ShouldBe("42 42");
        office.Text("SELECT title_en FROM task_asof(DATE '2024-01-01') WHERE task = 'A1.20'").ShouldBe(
            "Draw up a pilot scheme for an urban government model with one and with two administrative levels");
        office.Catalogue.Tasks.ShouldAllBe(task => task.Name.En != task.Name.Vi && !task.Name.En.EndsWith('.'));
    }

    [Fact]
    public async Task A_task_without_an_English_title_keeps_its_Vietnamese_one_and_check_tells()
    {
        using var office = new Office(
            rows: ("tasks.csv",
                "task,appendix,title,lead,partners,product,deadline,department\n"
                + "A1.20,1,Việc của thành phố,Sở Nội vụ,Các sở,Đề án,Quý IV/2022,so_nv\n"));
        office.Drop("2024-01-06", "Thu ngân sách nhà nước trên địa bàn;Năm 2023;Tỷ đồng;100.500;Ước");
        await office.OnceAsync();
        office.Text("SELECT title, title_en FROM task WHERE task = 'A1.20'").ShouldBe("Việc của thành phố Việc của thành phố");
        var check = await Plan86Command.RunAsync("check", "--config", office.Config);
        check.ExitCode.ShouldBe(1, check.Out);
        check.Out.ShouldContain("tasks.csv: title_en");
        check.Out.ShouldContain("A1.20");
    }

    [Fact]
    public async Task Overdue_is_computed_for_the_day_asked_for_and_progress_has_vintages()
    {
        using var office = new Office(indicators: true);
        Report(office, "2021-07-05", "A1.01;Quý II/2021;40", "A2.07;Quý II/2021;100", "A1.14;Năm 2020;100");
        Report(office, "2023-12-28", "A1.01;Tháng 12/2023;100", "M1.04;Năm 2023;100", "M1.05;Năm 2023;60");
        await office.OnceAsync();
        string State(string task, string day) =>
            office.Text($"SELECT state, coalesce(progress, -1) FROM task_asof('{day}') WHERE task = '{task}'");

        State("A1.01", "2021-07-04").ShouldBe("no_report -1");
        State("A1.01", "2021-07-05").ShouldBe("in_progress 40");
        State("A1.01", "2021-12-31").ShouldBe("in_progress 40");
        State("A1.01", "2022-01-01").ShouldBe("overdue 40");
        State("A1.01", "2023-12-28").ShouldBe("done 100");

        // Nobody has reported: nothing is known, only that a report is late.
        State("A2.05", "2020-09-30").ShouldBe("no_report -1");
        State("A2.05", "2020-10-01").ShouldBe("no_report -1");
        office.Text("SELECT report_overdue FROM task_asof('2020-09-30') WHERE task = 'A2.05'").ShouldBe("False");
        office.Text("SELECT report_overdue FROM task_asof('2020-10-01') WHERE task = 'A2.05'").ShouldBe("True");
        office.Text("SELECT report_overdue FROM task_asof('2022-01-01') WHERE task = 'A1.01'").ShouldBe("False");
        State("A2.07", "2022-01-01").ShouldBe("done 100");
        State("A1.05", "2040-01-01").ShouldBe("ongoing -1");

        // A yearly account: that of 2020 came, that of 2021 did not.
        office.Text("SELECT state, due FROM task_asof('2020-12-31') WHERE task = 'A1.14'").ShouldBe("open 2020-12-31");
        office.Text("SELECT state, due FROM task_asof('2021-03-01') WHERE task = 'A1.14'").ShouldBe("overdue 2020-12-31");
        office.Text("SELECT state, due FROM task_asof('2021-08-01') WHERE task = 'A1.14'").ShouldBe("done 2021-12-31");
        office.Text("SELECT state, due FROM task_asof('2022-01-01') WHERE task = 'A1.14'").ShouldBe("overdue 2021-12-31");

        office.Text("SELECT state, reported_on FROM milestone WHERE milestone = 'M1.04'").ShouldBe("met 2023-12-28");
        office.Text("SELECT state, report_overdue FROM milestone_asof('2023-12-27') WHERE milestone = 'M1.04'").ShouldBe("no_report False");
        office.Text("SELECT state, report_overdue FROM milestone_asof('2025-12-31') WHERE milestone = 'M1.05'").ShouldBe("due False");
        office.Text("SELECT state, report_overdue FROM milestone_asof('2026-01-01') WHERE milestone = 'M1.05'").ShouldBe("not_met False");
        office.Text(
            "SELECT DISTINCT state, report_overdue FROM milestone_asof('2026-01-01') WHERE horizon = 2025 AND milestone NOT IN "
                + "('M1.04', 'M1.05')").ShouldBe("no_report True");
        office.Text("SELECT DISTINCT state, report_overdue FROM milestone_asof('2026-01-01') WHERE horizon = 2030")
            .ShouldBe("no_report False");

        // The table is the macro, as of the publication.
        office.Text("SELECT * FROM task").ShouldBe(office.Text("SELECT * FROM task_asof((SELECT as_of FROM publication))"));
        office.Text("SELECT count(*) FROM task").ShouldBe($"{office.Catalogue.Tasks.Count}");
    }

    [Fact]
    public async Task A_report_on_a_task_that_does_not_exist_is_refused()
    {
        using var office = new Office(indicators: true);
        Report(office, "2021-07-05", "A1.22;Quý II/2021;40", "A1.01;Quý II/2021;40");
        await office.OnceAsync();
        office.Text("SELECT state FROM extract").ShouldBe("rejected");
        office.Text("SELECT place, found FROM problem").ShouldBe("L3:Mã nhiệm vụ A1.22");
    }

    private static void Report(Office office, string publishedOn, params string[] lines) =>
        office.Drop("task-progress", publishedOn + "-tien-do.csv", Encoding.UTF8.GetBytes(
            $"# Tiến độ nhiệm vụ\nMã nhiệm vụ;Kỳ;Mức độ hoàn thành (%)\n" + string.Join('\n', lines) + "\n"));
}
