using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Plan86.Ingest;
using Plan86.Schedules.Bulletins;

namespace Plan86.Schedules.Commands;

/// <summary><c>run</c>: the hosted worker.</summary>
internal static class RunCommand
{
    public static Command Make()
    {
        var cron = new Option<string>("--bulletin")
        {
            Description = "Lịch lập bản tin tháng trước, cron năm trường, giờ Việt Nam / "
                + "when to make the bulletin of the month before: cron, five fields, Vietnamese time",
            DefaultValueFactory = _ => BulletinCalendar.DefaultCron,
        };
        var release = new Option<string?>("--release")
        {
            Description = "Lịch phát hành bản thảo của tháng trước (cron, giờ Việt Nam): đến giờ đó bản tin nằm trong drafts/; bỏ "
                + "trống thì chờ "
                + "plan86 release nếu có drafts/, không thì lập xong là công bố / when to release the draft of the month before (cron, "
                + "Vietnamese time): until then it lies in drafts/; when left out plan86 release is waited for where there is a drafts/, "
                + "else a bulletin is published as it is made",
        };
        foreach (var option in new Option[] { cron, release })
        {
            option.Validators.Add(result =>
            {
                if (result.Tokens is [var said] && !Collector.IsCron(said.Value))
                {
                    result.AddError($"{option.Name}: {said.Value}: cần cron năm trường / expected cron of five fields: 0 8 6 * *");
                }
            });
        }

        var command = new Command(
            "run",
            "Tiến trình thường trực: theo dõi inbox, tải theo lịch, công bố, lập bản tin / "
            + "the hosted worker: watches the inbox, pulls on schedule, publishes, makes the bulletin")
        {
            cron, release, SharedOptions.NoPull,
        };
        command.SetAction((parsed, ct) => RunAsync(
            parsed.DataPath(), parsed.LoadSettings(), parsed.GetValue(cron)!, parsed.GetValue(release),
            !parsed.GetValue(SharedOptions.NoPull), ct));
        return command;
    }

    private static async Task<int> RunAsync(
        string path, Settings settings, string cron, string? release, bool pulls, CancellationToken ct)
    {
        using var folder = DataFolder.TryOpen(path);
        if (folder is null)
        {
            return Outcome.Busy(path);
        }

        if (release is not null)
        {
            DataFolder.WithReleaseStep(path);
        }

        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders().AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd HH:mm:ss ";
        });
        builder.Logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddSystemd().AddWindowsService(service => service.ServiceName = "Plan86.Pipeline");

        // What is cut off can be made again; a service manager that waits in vain kills harder.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(8));
        builder.Services.AddSingleton(services => new WriterSession(
            folder, settings, collecting: new CollectorOptions { Pulls = pulls }, logs: services.GetRequiredService<ILoggerFactory>()));
        builder.Services.AddHostedService(services => new Worker(
            services.GetRequiredService<WriterSession>(), Path.Combine(path, "inbox"), services.GetRequiredService<ILogger<Worker>>()));
        builder.Services.AddHostedService(services => new BulletinClock(
            new Bulletin(path, settings, services.GetRequiredService<WriterSession>().Store, Progress.OnStandardError()), path, cron,
            release, TimeProvider.System, services.GetRequiredService<ILogger<BulletinClock>>()));
        using var host = builder.Build();
        await host.RunAsync(ct);
        return ExitCode.Done;
    }
}
