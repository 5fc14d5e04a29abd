using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Plan;

namespace Plan86.Tests.Judging;

public class PlanCsvTests
{
    private static PlanInput Read(string targets, string observations = "indicator,year,value\n") =>
        PlanCsv.Read(new StringReader(targets), "targets.csv", new StringReader(observations), "observations.csv");

    private static string Write(PlanInput plan, DateOnly asOf)
    {
        using var output = new StringWriter();
        PlanCsv.Write(output, plan.Assess(asOf));
        return output.ToString();
    }

    [Fact]
    public void Columns_by_name_in_any_order_and_what_may_be_left_out()
    {
        var plan = Read(
            "\uFEFFdirection,indicator,horizon,note,lower,upper,strict,basis,from_year,base_year,limit\r\n"
            + "up,PORT,2025,\"a, b\",350,,,,,,\r\n"
            + "down,POOR,2025,,,0.2,TRUE,,,2020,\r\n"
            + ",GRDP,2025,,16,,,average_growth,2019,,\r\n"
            + "up,SCHOOL,,,,,,,,,100\r\n");
        plan.Problems.ShouldBeEmpty();
        plan.Targets[0].ShouldBe(
            new Target("PORT", "2025", "", Basis.Level, null, null, 350, null, false, false, IntervalReading.Stretch, Direction.Up));
        (plan.Targets[1].Strict, plan.Targets[1].BaseYear, plan.Targets[1].Upper).ShouldBe((true, 2020, 0.2));
        (plan.Targets[2].Direction, plan.Targets[2].ToYear, plan.Targets[2].Lower).ShouldBe((Direction.Up, 2025, 16));
        (plan.Targets[3].Horizon, plan.Targets[3].Limit).ShouldBe(("", 100));
    }

    [Fact]
    public void All_faults_at_once_with_line_column_found_and_expected()
    {
        var plan = Read(
            """
            indicator,horizon,basis,from_year,to_year,lower,upper,strict,reading,direction
            A,2025,,,,5,3,,,up
            B,2025,levl,,,5,,,,up
            C,2025,,,,"5,5",,,,up
            D,2025,,,,5,,,,sideways
            E,2025,cumulative,2026,2030,5,,,,up
            F,2025,,,,5,,,,down
            G,soon,,,,5,,,,up
            H,2025,,,,5,,yes,,up
            I,2025,,,,5,6,,both,up
            ,2025,,,,5,,,,up
            J,2025,,,,5,,,,up
            J,2025,,,,6,,,,up
            K,2025,average,,,5,,,,up
            L,2025,,,,,,,,
            M,2025,,,,NaN,,,,up
            """,
            """
            indicator,year,value
            A,2020,16%
            A,2021,"1.234,5"
            A,hai nghìn,3
            J,2020,1
            J,2020,1
            """);
        plan.Problems.Select(p => (p.Place.ToString(), p.Found)).ShouldBe(
        [
            ("targets.csv:L2:lower", "5"),
            ("targets.csv:L3:basis", "levl"),
            ("targets.csv:L4:lower", "5,5"),
            ("targets.csv:L5:direction", "sideways"),
            ("targets.csv:L6:horizon", "2025"),
            ("targets.csv:L7:direction", "down"),
            ("targets.csv:L8:horizon", "soon"),
            ("targets.csv:L9:strict", "yes"),
            ("targets.csv:L10:reading", "both"),
            ("targets.csv:L11:indicator", ""),
            ("targets.csv:L13:horizon", "J, 2025"),
            ("targets.csv:L14:from_year", ""),
            ("targets.csv:L15:direction", ""),
            ("targets.csv:L16:lower", "NaN"),
            ("observations.csv:L2:value", "16%"),
            ("observations.csv:L3:value", "1.234,5"),
            ("observations.csv:L4:year", "hai nghìn"),
            ("observations.csv:L6:year", "J, 2020"),
        ]);
        plan.Problems.ShouldAllBe(p => p.Severity == Severity.Error && p.Expected.Length > 0 && p.Message.Vi.Length > 0);
        plan.Problems[1].Expected.ShouldBe("level, average_growth, cumulative, average");
        plan.Problems[1].Message.Vi.ShouldBe("targets.csv, dòng 3, cột basis: gặp “levl”, cần level, average_growth, cumulative, average.");
        Should.Throw<InvalidOperationException>(() => plan.Assess(Plans.Mid2024));
    }

    [Fact]
    public void A_file_that_is_no_table()
    {
        Read("name,year\nx,1\n").Problems.Select(p => p.Place.ToString()).ShouldBe(["targets.csv:L1:indicator"]);
        Read("").Problems.Select(p => p.Place.ToString()).ShouldBe(["targets.csv:L1:indicator"]);
        Read("indicator,horizon,lower\nA,2025,\"5\nB,2025,6\n").Problems.Select(p => p.Place.ToString()).ShouldBe(["targets.csv:L2"]);
        Read("indicator,indicator\n").Problems.ShouldContain(p => p.Found == "indicator");
        // A decimal comma makes a cell too many.
        Read("indicator,horizon,lower\nA,2025,5,5\n").Problems.Select(p => p.Place.ToString()).ShouldBe(["targets.csv:L2"]);
        // Lines are counted through quoted line ends and blank lines.
        Read("indicator,horizon,lower,note,direction\nA,2025,5,\"x\r\ny\",up\n\nB,2025,x,,up\n").Problems.Select(p => p.Place.ToString())
            .ShouldBe(["targets.csv:L5:lower"]);
    }

    [Fact]
    public void An_empty_value_is_a_missing_one_and_no_observation_is_no_data()
    {
        var plan = Read(
            "indicator,horizon,lower,direction\nA,2025,5,up\nB,2025,5,up\n", "indicator,year,value\nA,2020,1\nA,2021,\nC,2020,1\n");
        plan.Problems.ShouldBeEmpty();
        plan.Assess(Plans.Mid2024).Select(a => (a.ActualYear, a.Verdict)).ShouldBe([(2020, Verdict.NotAvailable), (null, Verdict.NoData)]);
    }

    [Fact]
    public void Rows_come_out_unrounded_with_the_exact_words()
    {
        var plan = Read("indicator,horizon,upper,direction,base_year\nPOVERTY,2030,7.25,down,2015\n",
            "indicator,year,value\nPOVERTY,2022,9.9\nPOVERTY,2015,14.5\n");
        var lines = Write(plan, Plans.Mid2024).Split("\r\n");
        lines[0].ShouldStartWith("indicator,horizon,base_year,base_value,actual_year,actual,pace,pace_status,outlook,projected,verdict,");
        lines[1].ShouldStartWith("POVERTY,2030,2015,14.5,2022,9.9,1.1749066161643313,substantial_progress,not_available,,on_track,,");
    }

    [Fact]
    public void A_cell_that_looks_like_a_formula_is_disarmed()
    {
        var plan = Read(
            "indicator,horizon,lower,direction\n\"=HYPERLINK(\"\"x\"\",1)\",2025,5,up\n@a,2025,5,up\n+1,2025,5,up\n-1,2025,5,up\n");
        var rows = Write(plan, Plans.Mid2024).Split("\r\n")[1..5];
        rows[0].ShouldStartWith("\"'=HYPERLINK(\"\"x\"\",1)\",");
        rows[1].ShouldStartWith("'@a,");
        rows[2].ShouldStartWith("'+1,");
        rows[3].ShouldStartWith("'-1,");
    }

    [Fact]
    public void A_number_is_no_formula_whatever_its_sign()
    {
        var plan = Read("indicator,horizon,upper,direction,base_year\nA,2030,-7.25,down,2015\n-x,,-1E-300,down,2015\n",
            "indicator,year,value\nA,2015,-1.5\nA,2022,-2.5E+30\n-x,2015,-1E-310\n-x,2022,-1\n");
        plan.Problems.ShouldBeEmpty();
        var rows = Write(plan, Plans.Mid2024).Split("\r\n");
        rows[1].ShouldStartWith("A,2030,2015,-1.5,2022,-2.5E+30,");
        rows[2].ShouldStartWith("'-x,,2015,-1E-310,2022,-1,");
        rows[1].ShouldNotContain("'");
        rows[2].Count(c => c == '\'').ShouldBe(3, "the code, and the two sentences that begin with it");
    }

    [Fact]
    public void Every_word_of_the_contract()
    {
        Enum.GetValues<Verdict>().Select(v => v.Text())
            .ShouldBe(["met", "missed", "on_track", "at_risk", "off_track", "no_data", "not_available"]);
        Enum.GetValues<PaceStatus>().Select(v => v.Text()).ShouldBe(
            ["target_achieved", "substantial_progress", "moderate_progress", "limited_progress", "deterioration", "not_available"]);
        Enum.GetValues<Outlook>().Select(v => v.Text()).ShouldBe(["sun", "light_cloud", "cloud", "storm", "not_available"]);
    }
}
