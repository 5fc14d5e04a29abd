using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Plan86.Ingest;
using Plan86.Schedules.Bulletins;
using Plan86.Transform;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading.Layout;
using Plan86.Warehouse;

namespace Plan86.Schedules.Commands;

/// <summary>The command line: <c>plan86 run | once | demo | drop | read | sql | assess | bulletin | form | status | check | withdraw | verify | rebuild</c>.</summary>
internal static class CommandLine
{
    private static readonly Option<string> Data = new("--data")
    {
        Description = "Thư mục dữ liệu / data folder",
        DefaultValueFactory = _ => "./data",
        Recursive = true,
    };

    private static readonly Option<string?> Config = new("--config")
    {
        Description = "Thư mục có catalogue/ và sources/, thay cho bản kèm theo / folder with catalogue/ and sources/ that override the shipped ones",
        Recursive = true,
    };

    public static RootCommand Build()
    {
        var root = new RootCommand(
            "Plan86: Kế hoạch 86/KH-UBND của Hải Phòng đang ở đâu / where each target of Hải Phòng's Plan 86/KH-UBND stands.\n"
            + "Mã thoát / exit codes: 0 xong/done · 1 xong, có vấn đề cần xem/done with problems · 2 cách dùng, cấu hình, SQL/usage, settings, SQL · 3 lỗi/failed · 4 tiến trình khác đang ghi/another writer.")
        {
            Data, Config,
        };
        root.Add(Run());
        root.Add(Once());
        root.Add(DemoOnSamples());
        root.Add(Drop());
        root.Add(Read());
        root.Add(SqlCommand());
        root.Add(Assess());
        root.Add(BulletinCommand());
        root.Add(Form());
        root.Add(Status());
        root.Add(Check());
        root.Add(Withdraw());
        root.Add(Verify());
        root.Add(Rebuild());
        return root;
    }

    private static Command Run()
    {
        var cron = new Option<string>("--bulletin")
        {
            Description = "Lịch lập bản tin tháng trước, cron năm trường, giờ Việt Nam / when to make the bulletin of the month before: cron, five fields, Vietnamese time",
            DefaultValueFactory = _ => "0 8 6 * *",
        };
        cron.Validators.Add(option =>
        {
            if (!Collector.IsCron(option.GetValueOrDefault<string>()))
            {
                option.AddError($"--bulletin: {option.GetValueOrDefault<string>()}: cần cron năm trường / expected cron of five fields: 0 8 6 * *");
            }
        });
        var command = new Command("run", "Tiến trình thường trực: theo dõi inbox, tải theo lịch, công bố, lập bản tin / the hosted worker: watches the inbox, pulls on schedule, publishes, makes the bulletin") { cron };
        command.SetAction(async (parsed, ct) =>
        {
            var settings = Settings.Load(parsed.GetValue(Config));
            var path = Path.GetFullPath(parsed.GetValue(Data)!);
            using var folder = DataFolder.TryOpen(path);
            if (folder is null)
            {
                return Outcome.Busy(path);
            }

            var builder = Host.CreateApplicationBuilder();
            builder.Logging.ClearProviders().AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "yyyy-MM-dd HH:mm:ss ";
            });
            builder.Logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
            builder.Services.AddSystemd().AddWindowsService(service => service.ServiceName = "Plan86.Pipeline");

            // What is cut off can be made again; a service manager that waits in vain kills harder.
            builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(8));
            builder.Services.AddSingleton(services => new WriterSession(folder, settings, logs: services.GetRequiredService<ILoggerFactory>()));
            builder.Services.AddHostedService(services => new Worker(
                services.GetRequiredService<WriterSession>(), Path.Combine(path, "inbox"), services.GetRequiredService<ILogger<Worker>>()));
            builder.Services.AddHostedService(services => new BulletinClock(
                new Bulletin(path, settings, services.GetRequiredService<WriterSession>().Store, Progress.OnStandardError()), path, parsed.GetValue(cron)!,
                TimeProvider.System, services.GetRequiredService<ILogger<BulletinClock>>()));
            using var host = builder.Build();
            await host.RunAsync(ct);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Once()
    {
        var command = new Command("once", "Làm mọi việc đến hạn rồi dừng / all that is due now, then stop");
        command.SetAction((parsed, ct) => WritingAsync(parsed, async (session, catalogue) =>
        {
            var (collected, refresh) = await session.Pipeline.OnceAsync(ct);
            return Outcome.Report(collected, refresh, session.Store, catalogue);
        }));
        return command;
    }

    private static Command Rebuild()
    {
        var command = new Command("rebuild", "Làm lại hồ Parquet và kho dữ liệu từ các tệp đã nhận / make the lake and the warehouse again from what has landed");
        command.SetAction((parsed, ct) => WritingAsync(parsed, async (session, catalogue) =>
            Outcome.Report(new Collected([], [], []), await session.Pipeline.RebuildAsync(ct), session.Store, catalogue)));
        return command;
    }

    private static Command DemoOnSamples()
    {
        var command = new Command("demo", "Chạy toàn bộ trên các tệp mẫu kèm theo / the main job on the samples shipped with the program");
        command.SetAction(async (parsed, ct) =>
        {
            var settings = Settings.Load(parsed.GetValue(Config));

            // A folder of its own, made anew: a demonstration must not touch real data.
            var path = Path.GetFullPath(parsed.GetResult(Data) is { Implicit: false } ? Path.Combine(parsed.GetValue(Data)!, "demo") : "./demo-data");
            return await DemoCommand.RunAsync(path, settings, Console.Out, ct);
        });
        return command;
    }

    private static Command Drop()
    {
        var files = new Argument<string[]>("FILE") { Description = "Tệp cần nộp / files to hand in", Arity = ArgumentArity.OneOrMore };
        var source = new Option<string?>("--source") { Description = "Tên nguồn; bỏ trống thì tự nhận ra / the source; found by content when left out" };
        var command = new Command("drop", "Đưa tệp vào inbox và trả lời ngay / put files into the inbox and answer at once") { files, source };
        command.SetAction((parsed, ct) => DropCommand.RunAsync(
            Path.GetFullPath(parsed.GetValue(Data)!),
            Settings.Load(parsed.GetValue(Config)),
            parsed.GetRequiredValue(files),
            parsed.GetValue(source),
            ct));
        return command;
    }

    private static Command Read()
    {
        var file = new Argument<string>("FILE") { Description = "Tệp cần đọc thử / the file to read" };
        var source = new Option<string?>("--source") { Description = "Tên nguồn; bỏ trống thì tự nhận ra / the source; found by content when left out" };
        var format = Format("json", "csv", "json");
        var table = new Option<int?>("--table") { Description = "Bảng thứ mấy, với csv / which of several tables, with csv" };
        var command = new Command(
            "read",
            "Cho xem tệp sẽ được đọc thế nào, không lưu gì; csv là bảng đã làm sạch (chữ mở đầu bằng = + - @ thêm dấu nháy đơn), json là các bảng với tiêu đề và địa chỉ ô / "
            + "what would be read; nothing is kept; csv is the cleaned table (text that begins with = + - @ gets an apostrophe), json the tables with titles and addresses")
        {
            file, source, format, table,
        };
        command.SetAction(async (parsed, ct) =>
        {
            // NPOI talks on standard output about records of an .xls that it does not know: the result goes out alone.
            var output = Console.Out;
            Console.SetOut(TextWriter.Null);
            return parsed.GetValue(format) == "csv"
                ? ReadCommand.Csv(parsed.GetRequiredValue(file), parsed.GetValue(table), output, ct)
                : await ReadCommand.JsonAsync(parsed.GetRequiredValue(file), parsed.GetValue(source), Settings.Load(parsed.GetValue(Config)), output, ct);
        });
        return command;
    }

    private static Command SqlCommand()
    {
        var sql = new Argument<string>("SQL") { Description = "Câu lệnh, chỉ đọc / a statement, read-only" };
        var format = Format("table", Output.Formats);
        var command = new Command("sql", "Truy vấn bản công bố / query the publication") { sql, format };
        command.SetAction(parsed =>
        {
            var answer = new PublicationStore(Path.GetFullPath(parsed.GetValue(Data)!)).Query(parsed.GetRequiredValue(sql));
            Output.Write(answer, parsed.GetValue(format)!, Console.Out);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Assess()
    {
        var asOf = new Option<string?>("--as-of") { Description = "Chỉ dùng số liệu đã công bố đến hết ngày này (yyyy-MM-dd) / only what was published by the end of this day" };
        var targets = new Option<string?>("--targets") { Description = "CSV mục tiêu của một kế hoạch bất kỳ / targets of any plan" };
        var observations = new Option<string?>("--observations") { Description = "CSV số liệu năm: indicator,year,value / yearly figures" };
        var format = Format("table", Output.Formats);
        var command = new Command("assess", "Đánh giá các mục tiêu theo số liệu đã công bố, không theo số ước từ các tháng (nowcast_record) / judge the targets on published figures, not on nowcasts (nowcast_record)") { asOf, targets, observations, format };
        command.SetAction(parsed => AssessCommand.Run(
            Path.GetFullPath(parsed.GetValue(Data)!), parsed.GetValue(Config), parsed.GetValue(asOf), parsed.GetValue(targets),
            parsed.GetValue(observations), parsed.GetValue(format)!, Console.Out));
        return command;
    }

    private static Command BulletinCommand()
    {
        var month = new Argument<string>("MONTH") { Description = "Tháng, yyyy-MM / the month" };
        var lang = new Option<string>("--lang") { Description = "vi | en | both", DefaultValueFactory = _ => "both" };
        lang.AcceptOnlyFromAmong("vi", "en", "both");
        var command = new Command("bulletin", "Lập bản tin của một tháng từ số liệu đã công bố đến hết tháng đó / make the bulletin of a month from what was published by its end") { month, lang };
        command.SetAction(async (parsed, ct) =>
        {
            var today = BulletinClock.Today(TimeProvider.System);
            if (!DateOnly.TryParseExact(parsed.GetRequiredValue(month), "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
                || first < BulletinClock.FirstMonth || first > today)
            {
                throw new Refusal(
                    $"Tháng không hợp lệ: {parsed.GetRequiredValue(month)}; cần yyyy-MM, từ {BulletinClock.FirstMonth:yyyy-MM} đến {today:yyyy-MM}.",
                    $"Not a month to report on: {parsed.GetRequiredValue(month)}; expected yyyy-MM from {BulletinClock.FirstMonth:yyyy-MM} to {today:yyyy-MM}.");
            }

            var path = Path.GetFullPath(parsed.GetValue(Data)!);
            var progress = Progress.OnStandardError();
            var bulletin = new Bulletin(path, Settings.Load(parsed.GetValue(Config)), new PublicationStore(path), progress);
            IReadOnlyList<string> files;
            try
            {
                files = await bulletin.MakeAsync(first, parsed.GetValue(lang) switch
                {
                    "vi" => [Language.Vietnamese],
                    "en" => [Language.English],
                    _ => [Language.Vietnamese, Language.English],
                }, ct);
            }
            finally
            {
                progress.Done();
            }

            var folder = DataFolder.BulletinFolder(path, first);
            Console.Out.WriteLine($"Bản tin / bulletin: {folder} ({files.Count} tệp / files)");
            foreach (var file in files.Where(file => !file.Contains('/', StringComparison.Ordinal) && Path.GetExtension(file) is ".html" or ".docx" or ".json"))
            {
                Console.Out.WriteLine($"  {Path.Combine(folder, file)}");
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Command Form()
    {
        var department = new Argument<string>("DEPARTMENT") { Description = "Mã đơn vị (departments.csv), hoặc một phần tên không trùng / a department's code, or a part of its name that no other has" };
        var year = new Option<int?>("--year") { Description = "Năm báo cáo; bỏ trống là năm đầy đủ gần nhất / the year reported on; the last full year when left out" };
        var file = new Option<string?>("--out") { Description = "Tệp .xlsx cần ghi / the file to write" };
        var command = new Command("form", "Ghi mẫu báo cáo năm của một đơn vị / write a department's yearly form") { department, year, file };
        command.SetAction(parsed => FormCommand.Run(
            Path.GetFullPath(parsed.GetValue(Data)!), Settings.Load(parsed.GetValue(Config)).Catalogue, parsed.GetRequiredValue(department),
            parsed.GetValue(year) ?? TimeProvider.System.GetLocalNow().Year - 1, parsed.GetValue(file), Console.Out));
        return command;
    }

    private static Command Status()
    {
        var command = new Command("status", "Tình trạng: bản công bố, tệp, lịch tải / what is published, what came, what is due");
        command.SetAction(parsed =>
        {
            var path = Path.GetFullPath(parsed.GetValue(Data)!);
            var settings = Settings.Load(parsed.GetValue(Config));
            if (!Directory.Exists(path))
            {
                throw new Refusal($"Chưa có thư mục dữ liệu {path}.", $"There is no data folder {path}.");
            }

            var warehouse = new PublicationStore(path);
            if (warehouse.PublishedFile is null)
            {
                Console.Out.WriteLine("Chưa có bản công bố nào / nothing has been published yet.");
            }
            else
            {
                var row = warehouse.Ask("publication").Named.Single();
                Console.Out.WriteLine($"Bản công bố / publication: {warehouse.PublishedFile}");
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Số liệu đến / as of: {row.Get<DateOnly>("as_of"):dd/MM/yyyy} · lập lúc / built: {row.Get<object>("built_at"):yyyy-MM-dd HH:mm:ss}Z ({TimeSpan.FromSeconds(row.Get<long>("age")):d\\.hh\\:mm\\:ss} trước / ago)"));
                Output.Write(warehouse.Ask("extracts_by_source"), "table", Console.Out);
            }

            using var collector = new Collector(path, settings.Sources.All);
            foreach (var pull in collector.Pulls())
            {
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{pull.Source}: lần cuối / last {pull.LastAttempt:yyyy-MM-dd HH:mm}, lần tới / next {pull.NextDue:yyyy-MM-dd HH:mm}{(pull.IsDue ? ", đến hạn / due" : "")} {pull.LastFailure}"));
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Command Check()
    {
        var explain = new Option<string?>("--explain") { Description = "Tệp cần giải thích: bảng, cột, dòng nào khớp khai báo nào / a file to explain: which tables, columns and rows match which rules" };
        var command = new Command("check", "Kiểm tra danh mục và nguồn, nêu mọi lỗi một lần / check catalogue and sources: every fault at once") { explain };
        command.SetAction((parsed, ct) => Task.Run(() =>
        {
            if (parsed.GetValue(explain) is { } file)
            {
                return ExplainCommand.Run(file, Settings.Load(parsed.GetValue(Config)), Console.Out, ct);
            }

            var (settings, ofData) = Settings.Read(parsed.GetValue(Config));
            var faults = ofData.Concat(settings.Sql.Faults(settings.Catalogue)).ToList();
            foreach (var fault in faults)
            {
                Console.Out.WriteLine(ProblemText.Line(fault));
            }

            Console.Out.WriteLine(faults.Count == 0
                ? $"Không có lỗi / no faults: {settings.Sources.All.Count} nguồn / sources, {settings.Catalogue.Series.Count} chuỗi / series, {settings.Catalogue.Indicators.Count} chỉ tiêu / indicators, {settings.Catalogue.Targets.Count} mục tiêu / targets, {settings.Catalogue.Milestones.Count} mốc / milestones, {settings.Catalogue.Tasks.Count} nhiệm vụ / tasks, {settings.Sql.Derived.Count} số suy ra / derived figures, {settings.Sql.Watch.Count} phép kiểm tra / checks."
                : $"{faults.Count} lỗi / faults.");
            return faults.Count == 0 ? ExitCode.Done : ExitCode.Usage;
        }, ct));
        return command;
    }

    private static Command Withdraw()
    {
        var extract = new Argument<string>("EXTRACT") { Description = "Mã tệp (extract_id, hoặc từ 6 chữ số đầu trở lên) hoặc tên tệp, nếu chỉ một tệp có / extract_id, six or more of its first digits, or a file name, where one file has it" };
        var why = new Option<string?>("--why") { Description = "Vì sao rút / why it is taken back" };
        var undo = new Option<bool>("--undo") { Description = "Dùng lại tệp đã rút / bring a withdrawn file back" };
        var command = new Command(
            "withdraw",
            "Rút một tệp nộp nhầm: giữ nguyên, ghi lý do, không dùng số liệu nào; nộp lại cùng nội dung vẫn là đã rút cho đến khi --undo / "
            + "take a wrong drop back: it is kept and marked, and no figure of it counts; the same bytes dropped again stay withdrawn until --undo")
        {
            extract, why, undo,
        };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(undo) ? parsed.GetValue(why) is not null : string.IsNullOrWhiteSpace(parsed.GetValue(why)))
            {
                parsed.AddError("Cần --why LÝ DO hoặc --undo / expected --why TEXT or --undo");
            }
        });
        command.SetAction((parsed, ct) => WithdrawCommand.RunAsync(
            Path.GetFullPath(parsed.GetValue(Data)!), Settings.Load(parsed.GetValue(Config)), parsed.GetRequiredValue(extract), parsed.GetValue(why), ct));
        return command;
    }

    private static Command Verify()
    {
        var command = new Command("verify", "Đối chiếu các tệp đã nhận với mã băm của chúng / landed bytes against their hashes");
        command.SetAction(async (parsed, ct) =>
        {
            var path = Path.GetFullPath(parsed.GetValue(Data)!);
            using var collector = new Collector(path, Settings.Load(parsed.GetValue(Config)).Sources.All);
            var troubles = await collector.VerifyAsync(cancel: ct);
            foreach (var trouble in troubles)
            {
                Console.Out.WriteLine(ProblemText.Line(trouble.Problem));
            }

            Console.Out.WriteLine($"{collector.Landed().Extracts.Count} tệp / files, {troubles.Count} lỗi / faults.");
            return troubles.Count == 0 ? ExitCode.Done : ExitCode.Problems;
        });
        return command;
    }

    private static Option<string> Format(string fallback, params string[] formats)
    {
        var option = new Option<string>("--format") { Description = string.Join(" | ", formats), DefaultValueFactory = _ => fallback };
        option.AcceptOnlyFromAmong(formats);
        return option;
    }

    private static async Task<int> WritingAsync(ParseResult parsed, Func<WriterSession, Catalogue, Task<int>> work)
    {
        var settings = Settings.Load(parsed.GetValue(Config));
        var path = Path.GetFullPath(parsed.GetValue(Data)!);
        using var session = WriterSession.TryOpen(path, settings);
        return session is null ? Outcome.Busy(path) : await work(session, settings.Catalogue);
    }
}
