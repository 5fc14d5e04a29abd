using System.CommandLine;
using Plan86.Ingest;
using Plan86.Warehouse;

namespace Plan86.Schedules.Commands;

/// <summary><c>check</c>: catalogue, sources and SQL, all faults at once; or how a file is understood.</summary>
internal static class CheckCommand
{
    public static Command Make()
    {
        var explain = new Option<string?>("--explain")
        {
            Description =
                "Tệp cần giải thích: bảng, cột, dòng nào khớp khai báo nào / a file to explain: which tables, columns and rows match "
                    + "which rules",
        };
        var command = new Command(
            "check", "Kiểm tra danh mục và nguồn, nêu mọi lỗi một lần / check catalogue and sources: every fault at once") { explain };
        command.SetAction((parsed, ct) => Task.Run(
            () => parsed.GetValue(explain) is { } file
                ? FileExplanation.Run(file, parsed.LoadSettings(), Console.Out, ct) : Run(parsed.GetValue(SharedOptions.Config)),
            ct));
        return command;
    }

    private static int Run(string? config)
    {
        var (settings, ofData) = Settings.Read(config);
        var faults = ofData.Concat(SqlFaults.Of(settings.Sql, settings.Catalogue)).ToList();
        foreach (var fault in faults)
        {
            Console.Out.WriteLine(ProblemText.Line(fault));
        }

        var missing = settings.Sources.All.SelectMany(source => PullSecrets.Missing(source).Select(name => (source.Name, Secret: name)))
            .ToList();
        foreach (var (source, secret) in missing)
        {
            Console.Out.WriteLine(
                $"! {source}: chưa đặt mật khẩu / secret not set: {{secret:{secret}}} "
                    + $"(PLAN86_SECRET_{secret.ToUpperInvariant().Replace('-', '_')})");
        }

        var catalogue = settings.Catalogue;
        var untitled = catalogue.Tasks.Where(task => task.TitleEn.Length == 0).Select(task => task.Code).ToList();
        if (untitled.Count > 0)
        {
            Console.Out.WriteLine(
                "! tasks.csv: title_en: chưa có tên tiếng Anh, bản tiếng Anh dùng tên tiếng Việt / no English title, "
                    + $"English pages show the Vietnamese one: {string.Join(", ", untitled)}");
        }

        Console.Out.WriteLine(faults.Count == 0
            ? $"Không có lỗi / no faults: {settings.Sources.All.Count} nguồn / sources, {catalogue.Series.Count} chuỗi / series, "
                + $"{catalogue.Indicators.Count} chỉ tiêu / indicators, {catalogue.Targets.Count} mục tiêu / targets, "
                + $"{catalogue.Milestones.Count} mốc / milestones, {catalogue.Tasks.Count} nhiệm vụ / tasks, "
                + $"{settings.Sql.Derived.Count} số suy ra / derived figures, {settings.Sql.Watch.Count} phép kiểm tra / checks."
            : $"{faults.Count} lỗi / faults.");
        return faults.Count > 0 ? ExitCode.Usage : missing.Count + untitled.Count > 0 ? ExitCode.Problems : ExitCode.Done;
    }
}
