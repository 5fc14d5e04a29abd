using System.CommandLine;
using System.Globalization;
using Plan86.Ingest;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading;
using Plan86.Warehouse;

namespace Plan86.Schedules.Commands;

/// <summary><c>explain</c>: from a verdict or a figure down to the cells it rests on.</summary>
internal static class ExplainCommand
{
    public static Command Make()
    {
        var what = new Argument<string[]>("WHAT")
        {
            Description = "INDICATOR [HORIZON] | SERIES [AREA] PERIOD: grdp_growth 2025 | PORT.THROUGHPUT 2023 | "
                + "FDI.REGISTERED_NEW VN-HP 2024-12",
            Arity = new ArgumentArity(1, 3),
        };
        var asOf = new Option<string?>("--as-of")
        {
            Description = "Chỉ dùng số liệu đã công bố đến hết ngày này (yyyy-MM-dd) / only what was published by the end of this day",
        };
        var command = new Command(
            "explain",
            "Đi từ kết luận hoặc số liệu xuống từng ô, dòng của tệp nguồn / from a verdict or a figure down to the cells of the files")
        {
            what, asOf,
        };
        command.SetAction(parsed => Run(
            parsed.DataPath(), parsed.LoadSettings(), parsed.GetRequiredValue(what), parsed.GetValue(asOf), Console.Out));
        return command;
    }

    public static int Run(string dataFolder, Settings settings, IReadOnlyList<string> what, string? asOfText, TextWriter output)
    {
        var store = new PublicationStore(dataFolder);
        var asOf = AssessCommand.Day(asOfText) ?? store.AsOf();
        using var view = store.Open();
        using var collector = new Collector(dataFolder, settings.Sources.All);
        var trace = new FigureTrace(settings, view, collector.Landed().Extracts, output);
        var catalogue = settings.Catalogue;
        if (catalogue.Indicators.Find(known => known.Code == what[0]) is { } indicator && what.Count <= 2)
        {
            Explain(catalogue, view, indicator, what.Count > 1 ? what[1] : null, asOf, trace, output);
        }
        else if (what.Count > 1 && trace.Names.ContainsKey(what[0]))
        {
            Explain(view, what[0], what.Count > 2 ? what[1] : null, what[^1], asOf, trace, output);
        }
        else
        {
            throw new Refusal(Unknown(catalogue, trace, what));
        }

        return ExitCode.Done;
    }

    /// <summary>The verdicts on an indicator, each with the yearly values it rests on.</summary>
    private static void Explain(
        Catalogue catalogue, PublicationView view, Indicator indicator, string? horizon, DateOnly asOf, FigureTrace trace,
        TextWriter output)
    {
        var own = catalogue.Targets.Where(target => target.Indicator == indicator.Code).ToList();
        var targets = own.FindAll(target => horizon is null || target.Horizon == horizon);
        if (targets.Count == 0)
        {
            var known = string.Join(", ", own.Select(target => target.Horizon));
            throw new Refusal(new Bilingual(
                $"{indicator.Code} không có mục tiêu {horizon}; các mục tiêu: {known}.",
                $"{indicator.Code} has no target for {horizon}; targets: {known}."));
        }

        var values = view.IndicatorValues(asOf);
        var verdicts = catalogue.Assess(values, asOf).Where(verdict => verdict.Indicator == indicator.Code)
            .ToDictionary(verdict => verdict.Horizon);
        var figures = view.Query(PublicationView.QueryText("explain_value"), ("indicator", indicator.Code), ("day", Text(asOf))).Named
            .ToLookup(row => (row.Get<string>("judged_area"), row.Get<int>("year")));
        Head(output, $"{indicator.Name.Vi} / {indicator.Name.En} ({indicator.Code})", asOf);
        foreach (var target in targets)
        {
            var verdict = verdicts[target.Horizon];
            output.WriteLine();
            Folded.Write(output, 0, $"■ Mục tiêu / target {(target.Horizon.Length > 0 ? target.Horizon : "hằng năm / every year")} "
                + $"({target.Clause}): “{target.Printed}”");
            Folded.Write(output, 2, $"{verdict.Words().Vi} / {verdict.Words().En}");
            Folded.Write(output, 2, verdict.Sentence.Vi);
            Folded.Write(output, 2, verdict.Sentence.En);
            var published = values.On(indicator.Code, verdict.RefArea).Where(value => !value.IsNowcast).ToList();
            var years = Judge.RestsOn(target, verdict).ToHashSet();
            if (!published.Exists(value => years.Contains(value.Year)) && published.Count > 0)
            {
                // What there is explains why it does not suffice.
                Folded.Write(output, 2, "Các năm đã có số liệu / the years that have figures:");
                years = [.. published.Select(value => value.Year)];
            }

            foreach (var value in published.Where(value => years.Contains(value.Year)).OrderByDescending(value => value.Year))
            {
                var amount = FigureTrace.Amount(value.Value, indicator.Decimals, indicator.Unit.Text);
                Folded.Write(output, 2, $"▸ Năm / year {value.Year}: {amount}, {value.Status.Words().Vi} / {value.Status.Words().En}");
                foreach (var row in figures[(verdict.RefArea, value.Year)])
                {
                    trace.Write(row, 6);
                }
            }
        }
    }

    /// <summary>The figures of a series in a period, each with the vintages before it.</summary>
    private static void Explain(
        PublicationView view, string series, string? area, string period, DateOnly asOf, FigureTrace trace, TextWriter output)
    {
        var vintages = view.Query(
            PublicationView.QueryText("explain_series"), ("series", series), ("area", area), ("period", period), ("day", Text(asOf)))
            .Named.GroupBy(row => (FigureTrace.AreaOf(row), row.Get<string>("freq"), row.Get<string>("transformation"))).ToList();
        Head(output, $"{trace.Names[series].Vi} / {trace.Names[series].En} ({series})", asOf);
        if (vintages.Count == 0)
        {
            var known = view.Query(PublicationView.QueryText("explain_periods"), ("series", series), ("day", Text(asOf))).Named
                .Select(row => $"{row.Get<string>("ref_area")} {row.Get<string>("time_period")}");
            Folded.Write(output, 0, $"Chưa có số liệu kỳ {period}; các kỳ gần nhất: / no figure of {period} is known; the latest periods: "
                + string.Join(" · ", known));
        }

        foreach (var vintage in vintages)
        {
            output.WriteLine();
            foreach (var (row, i) in vintage.Select((row, i) => (row, i)))
            {
                if (i == 1)
                {
                    Folded.Write(output, 2, "Các lần công bố trước / published before:");
                }

                trace.Write(row, i == 0 ? 0 : 4);
            }
        }
    }

    private static void Head(TextWriter output, string name, DateOnly asOf)
    {
        Folded.Write(output, 0, name);
        Folded.Write(output, 0, string.Create(
            CultureInfo.InvariantCulture, $"Số liệu công bố đến hết ngày {asOf:dd/MM/yyyy} / figures published by {asOf:yyyy-MM-dd}"));
    }

    private static Bilingual Unknown(Catalogue catalogue, FigureTrace trace, IReadOnlyList<string> what)
    {
        if (trace.Names.ContainsKey(what[0]))
        {
            return new(
                $"{what[0]}: cần thêm kỳ số liệu (2024, 2024-Q3, 2024-03).", $"{what[0]}: a period is needed (2024, 2024-Q3, 2024-03).");
        }

        var codes = catalogue.Indicators.Select(indicator => indicator.Code).Concat(trace.Names.Keys);
        var near = Catalogue.NearestOf(codes, what[0]);
        return new(
            $"Không có chỉ tiêu hay chuỗi số liệu {string.Join(' ', what)}; gần nhất: {near}.",
            $"There is no indicator or series {string.Join(' ', what)}; nearest: {near}.");
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
