using System.CommandLine;
using System.Globalization;
using System.Text;
using Plan86.Transform;
using Plan86.Transform.Plan;
using Plan86.Warehouse;

namespace Plan86.Schedules.Commands;

/// <summary><c>export --sdmx</c>: the figures of the publication for other offices, as SDMX-CSV 2.0 beside its structure message.</summary>
internal static class ExportCommand
{
    public const string DataFile = "plan86.sdmx.csv";
    public const string StructureFile = "plan86.structure.xml";

    private static readonly string[] Start = ["STRUCTURE", "STRUCTURE_ID", "ACTION"];

    public static Command Make()
    {
        var sdmx = new Option<bool>("--sdmx")
        {
            Description = "SDMX-CSV 2.0 và thông điệp cấu trúc SDMX-ML 3.0 / SDMX-CSV 2.0 and a structure message in SDMX-ML 3.0",
        };
        var folder = new Option<string>("--out")
        {
            Description = $"Thư mục ghi {DataFile} và {StructureFile} / the folder to write them to",
            DefaultValueFactory = _ => "./plan86-sdmx",
        };
        var asOf = new Option<string?>("--as-of")
        {
            Description = "Số liệu như đã biết đến hết ngày này (yyyy-MM-dd); bỏ trống là mới nhất / "
                + "figures as known at the end of this day; the latest when left out",
        };
        var series = new Option<string[]>("--series")
        {
            Description = "Chỉ các chuỗi số liệu này: PORT.THROUGHPUT GRDP.VOLUME / only these series",
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command(
            "export",
            "Xuất số liệu đã công bố: giá trị như nguồn ghi, không làm tròn, theo UNIT_MEASURE × 10^UNIT_MULT / "
                + "write out what is published: values as the sources state them, unrounded, in UNIT_MEASURE × 10^UNIT_MULT.\n"
                + "Mã thoát / exit codes: 0 xong/done · 2 cách dùng, chưa có bản công bố/usage, nothing published · 3 không ghi "
                + "được/cannot be written.")
        {
            sdmx, folder, asOf, series,
        };
        command.Validators.Add(parsed =>
        {
            if (!parsed.GetValue(sdmx))
            {
                parsed.AddError("Cần --sdmx / expected --sdmx");
            }
        });
        command.SetAction((parsed, ct) => Task.Run(
            () => Run(parsed.DataPath(), parsed.LoadSettings(), Path.GetFullPath(parsed.GetValue(folder)!),
                AssessCommand.Day(parsed.GetValue(asOf)), parsed.GetValue(series) ?? [], ct),
            ct));
        return command;
    }

    private static int Run(
        string dataFolder, Settings settings, string folder, DateOnly? asOf, IReadOnlyList<string> wanted, CancellationToken ct)
    {
        // One look: whatever is published meanwhile, all rows are of the same file.
        using var view = new PublicationStore(dataFolder).Open();
        Check(view, wanted);
        var day = ("day", asOf?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) as object);
        var series = view.Query(
            PublicationView.QueryText("sdmx_series"), day, ("series", wanted.Count == 0 ? null : string.Join('|', wanted))).Named.ToList();
        var codes = view.Query(PublicationView.QueryText("sdmx_codes"), day).Named
            .ToLookup(row => row.Get<string>("codelist"), row => row.Get<string>("code"), StringComparer.Ordinal);
        var builtAt = view.Query(PublicationView.QueryText("publication")).Named.Single().Get<DateTime>("built_at");
        var structure = new SdmxStructure(
            settings,
            series.ToDictionary(row => row.Get<string>("series"), NameOf, StringComparer.Ordinal), codes);
        Directory.CreateDirectory(folder);
        var (data, message) = (Path.Combine(folder, DataFile), Path.Combine(folder, StructureFile));
        var progress = Progress.OnStandardError();
        var figures = 0L;
        try
        {
            using (var file = new FileStream(data + ".tmp", FileMode.Create, FileAccess.Write, FileShare.None))
            using (var text = new StreamWriter(file, new UTF8Encoding(false), 1 << 16) { NewLine = "\r\n" })
            {
                CsvText.WriteLine([.. Start, .. SdmxStructure.Components.Select(component => component.Id)], text);
                for (var i = 0; i < series.Count; i++)
                {
                    // Series by series: one that is sorted is all that has to fit into memory.
                    progress.Say("Ghi số liệu", "Writing figures", i, series.Count);
                    figures += WriteSeries(view, series[i].Get<string>("series"), day, text, ct);
                }
            }

            using (var file = new FileStream(message + ".tmp", FileMode.Create, FileAccess.Write, FileShare.None))
            {
                structure.Write(file, new DateTimeOffset(DateTime.SpecifyKind(builtAt, DateTimeKind.Utc)));
            }

            // The structure first: a data file never stands beside one that lacks its codes.
            File.Move(message + ".tmp", message, overwrite: true);
            File.Move(data + ".tmp", data, overwrite: true);
        }
        finally
        {
            progress.Done();
            File.Delete(message + ".tmp");
            File.Delete(data + ".tmp");
        }

        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{data}: {figures} số liệu / figures, {series.Count} chuỗi / series"));
        Console.Out.WriteLine(message);
        return ExitCode.Done;
    }

    private static long WriteSeries(PublicationView view, string series, (string, object?) day, TextWriter text, CancellationToken ct)
    {
        var rows = 0L;
        foreach (var row in view.Walk(PublicationView.QueryText("sdmx_figures"), day, ("series", series)))
        {
            if (rows++ % 1024 == 0)
            {
                ct.ThrowIfCancellationRequested();
            }

            for (var i = 0; i < row.Length; i++)
            {
                row[i] = SdmxStructure.Components[i].Representation switch
                {
                    "REF_AREA" => SdmxStructure.AreaId((string)row[i]!),
                    "SERIES" => SdmxStructure.SeriesId((string)row[i]!),
                    _ => row[i],
                };
            }

            CsvText.WriteLine(["dataflow", SdmxStructure.Dataflow, "I", .. row], text);
        }

        return rows;
    }

    private static Bilingual NameOf(Row row)
    {
        var code = row.Get<string>("series");
        return new(row.Get<string?>("name_vi") ?? code, row.Get<string?>("name_en") ?? code);
    }

    private static void Check(PublicationView view, IReadOnlyList<string> wanted)
    {
        if (wanted.Count == 0)
        {
            return;
        }

        var known = view.Query("SELECT series FROM series").Rows.Select(row => (string)row[0]!).ToHashSet(StringComparer.Ordinal);
        foreach (var series in wanted.Where(series => !known.Contains(series)))
        {
            var near = Catalogue.NearestOf(known, series);
            throw new Refusal(new Bilingual(
                $"Không có chuỗi số liệu {series}; gần giống: {near}.", $"There is no series {series}; near it: {near}."));
        }
    }
}
