using System.CommandLine;
using System.Globalization;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading.Layout;
using Plan86.Warehouse;

namespace Plan86.Schedules.Commands;

/// <summary><c>assess</c>: the Plan as known on a day, or any plan from two CSV files.</summary>
internal static class AssessCommand
{
    public static Command Make()
    {
        var asOf = new Option<string?>("--as-of")
        {
            Description = "Chỉ dùng số liệu đã công bố đến hết ngày này (yyyy-MM-dd) / only what was published by the end of this day",
        };
        var targets = new Option<string?>("--targets") { Description = "CSV mục tiêu của một kế hoạch bất kỳ / targets of any plan" };
        var observations = new Option<string?>("--observations") { Description = "CSV số liệu năm: indicator,year,value / yearly figures" };
        var format = SharedOptions.Format("table", Output.Formats);
        var command = new Command(
            "assess",
            "Đánh giá các mục tiêu theo số liệu đã công bố, không theo số ước từ các tháng (nowcast_record) / "
            + "judge the targets on published figures, not on nowcasts (nowcast_record)")
        {
            asOf, targets, observations, format,
        };
        command.SetAction(parsed => Run(
            parsed.DataPath(), parsed.GetValue(SharedOptions.Config), parsed.GetValue(asOf), parsed.GetValue(targets),
            parsed.GetValue(observations),
            parsed.GetValue(format)!, Console.Out));
        return command;
    }

    public static int Run(
        string dataFolder, string? config, string? asOfText, string? targets, string? observations, string format, TextWriter output)
    {
        var asOf = Day(asOfText);
        if (targets is null != observations is null)
        {
            throw new Refusal(new Bilingual(
                "--targets và --observations phải đi cùng nhau.",
                "--targets and --observations go together."));
        }

        if (targets is not null)
        {
            return AnyPlan(targets, observations!, asOf, format, output);
        }

        var catalogue = Settings.Load(config).Catalogue;
        var warehouse = new PublicationStore(dataFolder);
        asOf ??= warehouse.AsOf();
        var assessments = catalogue.AssessEverywhere(warehouse.IndicatorValues(asOf.Value), asOf.Value);
        if (format == "table")
        {
            Output.Verdicts(catalogue, assessments, output);
        }
        else
        {
            Write([.. assessments.Where(assessment => assessment.Counts)], format, output);
        }

        return ExitCode.Done;
    }

    /// <summary>Returns the day of <c>--as-of</c>; null where none was given.</summary>
    /// <exception cref="Refusal">It is no day.</exception>
    internal static DateOnly? Day(string? asOf) => asOf is null ? null
        : DateOnly.TryParseExact(asOf, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new Refusal(new Bilingual(
            $"--as-of {asOf}: ngày phải ở dạng yyyy-MM-dd.",
            $"--as-of {asOf}: a day is written yyyy-MM-dd."));

    private static int AnyPlan(string targets, string observations, DateOnly? asOf, string format, TextWriter output)
    {
        foreach (var file in new[] { targets, observations })
        {
            if (!File.Exists(file))
            {
                throw new Refusal(new Bilingual($"Không có tệp {file}.", $"There is no file {file}."));
            }
        }

        using var targetText = new StreamReader(targets);
        using var observationText = new StreamReader(observations);
        var plan = PlanCsv.Read(targetText, Path.GetFileName(targets), observationText, Path.GetFileName(observations));
        foreach (var problem in plan.Problems)
        {
            Console.Error.WriteLine(ProblemText.Line(problem));
        }

        if (plan.Problems.Any(problem => problem.Severity == Severity.Error))
        {
            return ExitCode.Usage;
        }

        // The figures say how far time has come: the same files give the same verdicts whenever they are judged.
        var isDayGiven = asOf is not null;
        asOf ??= new DateOnly(
            plan.Observations.Values.SelectMany(values => values).Select(value => value.Year).DefaultIfEmpty(2020).Max(), 12, 31);
        Write([.. plan.Assess(asOf.Value, isDayGiven)], format, output);
        return ExitCode.Done;
    }

    private static void Write(IReadOnlyList<Assessment> assessments, string format, TextWriter output)
    {
        if (format == "csv")
        {
            PlanCsv.Write(output, assessments);
            return;
        }

        Output.Write(
            new Answer(
                ["indicator", "horizon", "base_year", "base_value", "actual_year", "actual", "pace", "pace_status", "outlook", "projected",
                    "verdict", "ref_area", "on_plan_territory", "territory_assumed", "required_rate", "gap", "reason_vi", "reason_en",
                    "sentence_vi", "sentence_en"],
                [
                    .. assessments.Select(a => new object?[]
                    {
                        a.Indicator, a.Horizon, a.BaseYear, a.BaseValue, a.ActualYear, a.Actual, a.Pace, a.PaceStatus.Text(),
                        a.Outlook.Text(),
                        a.Projected, a.Verdict.Text(), a.RefArea, a.OnPlanTerritory, a.IsTerritoryAssumed, a.RequiredRate, a.Gap,
                        a.Reason.Vi, a.Reason.En, a.Sentence.Vi, a.Sentence.En,
                    }),
                ]),
            format, output);
    }
}
