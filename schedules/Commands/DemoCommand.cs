using System.CommandLine;
using Plan86.Ingest;
using Plan86.Schedules.Replies;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Lake;
using Plan86.Transform.Plan;
using Plan86.Warehouse;

namespace Plan86.Schedules.Commands;

/// <summary>The whole path on the samples shipped with the program, in a folder of its own.</summary>
internal static class DemoCommand
{
    public static Command Make()
    {
        var command = new Command("demo", "Chạy toàn bộ trên các tệp mẫu kèm theo / the main job on the samples shipped with the program");
        command.SetAction((parsed, ct) =>
        {
            // A folder of its own, made anew: a demonstration must not touch real data.
            var isNamed = parsed.GetResult(SharedOptions.Data) is { Implicit: false };
            return RunAsync(Path.GetFullPath(isNamed ? Path.Combine(parsed.GetValue(SharedOptions.Data)!, "demo") : "./demo-data"),
                parsed.LoadSettings(), Console.Out, ct);
        });
        return command;
    }

    public static async Task<int> RunAsync(string path, Settings settings, TextWriter output, CancellationToken ct)
    {
        MakeAnew(path);
        using var session =
            WriterSession.TryOpen(path, settings, collecting: new CollectorOptions { StableFor = TimeSpan.FromMilliseconds(1) });
        if (session is null)
        {
            return Outcome.Busy(path);
        }

        foreach (var sample in Directory.EnumerateFiles(Settings.Samples, "*", SearchOption.AllDirectories))
        {
            var drop = Path.Combine(path, "inbox", Path.GetRelativePath(Settings.Samples, sample));
            Directory.CreateDirectory(Path.GetDirectoryName(drop)!);
            File.Copy(sample, drop);
        }

        var warehouse = session.Store;
        var (_, refresh) = await session.Pipeline.OnceAsync(ct);
        session.Progress.Done();

        var asOf = warehouse.AsOf();
        output.WriteLine($"Kế hoạch 86/KH-UBND: số liệu công bố đến {asOf:dd/MM/yyyy} / figures published up to {asOf:yyyy-MM-dd}");
        Output.Verdicts(settings.Catalogue, settings.Catalogue.AssessEverywhere(warehouse.IndicatorValues(asOf), asOf), output);
        foreach (var account in refresh.Read.Where(account => account.State == ExtractState.Rejected))
        {
            output.WriteLine();
            output.WriteLine("Trả lời cho tệp có lỗi / the reply to the bad extract:");
            output.WriteLine();
            output.Write(new ReplyFiles(settings, warehouse).Text(account.FileName, account, isKnown: false, ct));
        }

        output.WriteLine();
        output.WriteLine($"Tệp mẫu và trả lời / samples and replies: {Path.Combine(path, "inbox")}");
        output.WriteLine($"Biểu đồ / charts: {refresh.Charts}");
        output.WriteLine($"Kho dữ liệu / DuckDB file: {warehouse.PublishedFile}");
        return refresh.Failures.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>Only a folder a demonstration made is ever deleted.</summary>
    private static void MakeAnew(string path)
    {
        var marker = Path.Combine(path, ".demo");
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            if (!File.Exists(marker))
            {
                throw new Refusal(new Bilingual(
                    $"{path} không phải thư mục của demo; hãy chọn thư mục khác bằng --data.",
                    $"{path} was not made by demo; choose another folder with --data."));
            }

            foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories))
            {
                // Landed and published files are read-only, which on Windows forbids deleting.
                File.SetAttributes(file, FileAttributes.Normal);
            }

            Directory.Delete(path, recursive: true);
        }

        Directory.CreateDirectory(path);
        File.WriteAllText(marker, "");
    }
}
