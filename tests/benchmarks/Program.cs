using System.Diagnostics;
using System.Globalization;
using System.Text;
using Plan86.Transform;
using Plan86.Transform.Meaning;

// Figures, not tests: how long the main paths take, as ratios within one run, since machines are noisy.
//   dotnet run -c Release --project tests/benchmarks -- flat [ROWS] [RUNS]
//   dotnet run -c Release --project tests/benchmarks -- parquet [ROWS] [RUNS]   only CSV to Parquet, not on to the publication
//   dotnet run -c Release --project tests/benchmarks -- workbooks FOLDER
//   dotnet run -c Release --project tests/benchmarks -- cells FOLDER [N]        only reading, every cell; which of them share one address
// by words, N examples of each workbook
//   dotnet run -c Release --project tests/benchmarks -- generate FILE ROWS
//   dotnet run -c Release --project tests/benchmarks -- charts [FOLDER]
//   dotnet run -c Release --project tests/benchmarks -- fuzz [N] [SEED] [FORMAT] [FROM]   N damaged files of each format, from case FROM
// on, then the property tests with other cases (FORMAT: Properties); 1 where any crashed or failed
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return args switch
{
    [("flat" or "parquet") and var mode, .. var rest] => Flat(
        mode,
        rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 10_000_000,
        rest.Length > 1 ? int.Parse(rest[1], CultureInfo.InvariantCulture) : 3),
    ["workbooks", var folder] => Workbooks(folder),
    ["cells", var folder, .. var rest] =>
        Plan86.Benchmarks.Cells.Run(folder, rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 3),
    ["generate", var file, var rows] => Generate(file, int.Parse(rows, CultureInfo.InvariantCulture)),
    ["baseline", var mode, var csv, var scratch] => Baseline(csv, scratch, loads: mode == "flat"),
    ["normalise", var csv, var scratch] => await Normalise(csv, scratch),
    ["charts", .. var rest] => Plan86.Benchmarks.Charts.Run(rest.Length > 0 ? rest[0] : null),
    ["fuzz", .. var rest] => Plan86.Benchmarks.Fuzz.Run(
        rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 10_000,
        rest.Length > 1 ? int.Parse(rest[1], CultureInfo.InvariantCulture) : 86,
        rest.Length > 2 ? rest[2] : "",
        rest.Length > 3 ? int.Parse(rest[3], CultureInfo.InvariantCulture) : 0),
    _ => Usage(),
};

static int Usage()
{
    Console.Error
        .WriteLine("flat [ROWS] [RUNS] | parquet [ROWS] [RUNS] | workbooks FOLDER | cells FOLDER [N] | generate FILE ROWS | charts "
            + "[FOLDER] | fuzz [N] [SEED] [FORMAT] [FROM]");
    return 2;
}

// A panel as a ministry's system exports it: month by month, every series and area. Keys are unique.
// Ten million rows end in 10/2023, before the day in the name of the file: a final figure of a month to come would be held back.
static int Generate(string file, int rows)
{
    const int Series = 100;
    const int Areas = 400;
    string[] statuses = ["chinh_thuc", "so_bo", "uoc"];
    var vietnamese = new NumberFormatInfo { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };
    using var writer = new StreamWriter(file, false, new UTF8Encoding(false), 1 << 20);
    writer.Write("ma_chi_tieu;ky;don_vi_hanh_chinh;gia_tri;trang_thai\n");
    var state = 12_345u;
    for (var row = 0; row < rows; row++)
    {
        var month = row / (Series * Areas);
        state = (state * 1_664_525) + 1_013_904_223;
        writer.Write($"PORT_{row / Areas % Series};{(month % 12) + 1:00}/{2003 + (month / 12)};HP{row % Areas};");
        writer.Write(((state >> 8) / 1000.0).ToString("#,##0.000", vietnamese));
        writer.Write($";{statuses[(state >> 4) % 3]}\n");
    }

    return 0;
}

// From drop to published, or to Parquet only; each side in a process of its own so that peak memory is its own.
static int Flat(string mode, int rows, int runs)
{
    var scratch = Directory.CreateTempSubdirectory("plan86-benchmark-").FullName;
    try
    {
        var csv = Path.Combine(scratch, "hai-phong-2024-04-06.csv");
        Generate(csv, rows);
        File.SetLastWriteTimeUtc(csv, DateTime.UtcNow.AddHours(-1));
        Console.WriteLine($"{rows:N0} rows, {new FileInfo(csv).Length / 1e6:N0} MB, {Environment.ProcessorCount} cores");
        var ratios = new List<double>();
        for (var run = 0; run < runs; run++)
        {
            var ours = Path.Combine(scratch, $"data{run}");
            var theirs = Path.Combine(scratch, $"baseline{run}");
            var self = Path.Combine(AppContext.BaseDirectory, "Plan86.Benchmarks.dll");
            var plan86 = mode == "flat"
                ? Measure(Path.Combine(AppContext.BaseDirectory, "plan86.dll"), "drop", csv, "--data", ours)
                : Measure(self, "normalise", csv, ours);
            var plain = Measure(self, "baseline", mode, csv, theirs);
            ratios.Add(plan86.Seconds / plain.Seconds);
            Console.WriteLine(
                $"run {run + 1}: plan86 {plan86.Seconds:0.0} s, peak {plan86.Megabytes:N0} MB · DuckDB script {plain.Seconds:0.0} s, "
                    + $"peak {plain.Megabytes:N0} MB · ratio {ratios[^1]:0.00}");
            Delete(ours);
            Delete(theirs);
        }

        ratios.Sort();
        Console.WriteLine($"median ratio {ratios[ratios.Count / 2]:0.00} (to reach: {(mode == "flat" ? "1.50" : "1.00")})");
        return 0;
    }
    finally
    {
        Delete(scratch);
    }
}

static int Workbooks(string folder)
{
    var scratch = Directory.CreateTempSubdirectory("plan86-benchmark-").FullName;
    try
    {
        var inbox = Directory.CreateDirectory(Path.Combine(scratch, "inbox", "gso-monthly")).FullName;
        foreach (var file in Directory.EnumerateFiles(folder, "*.xls*"))
        {
            File.Copy(file, Path.Combine(inbox, Path.GetFileName(file)));
            File.SetLastWriteTimeUtc(Path.Combine(inbox, Path.GetFileName(file)), DateTime.UtcNow.AddHours(-1));
        }

        var (seconds, megabytes) = Measure(Path.Combine(AppContext.BaseDirectory, "plan86.dll"), "once", "--data", scratch);
        Console.WriteLine(
            $"{Directory.GetFiles(folder, "*.xls*").Length} workbooks through once: {seconds:0.0} s (to reach: 30), peak {megabytes:N0} "
                + "MB");
        return 0;
    }
    finally
    {
        Delete(scratch);
    }
}

static async Task<int> Normalise(string csv, string scratch)
{
    Directory.CreateDirectory(scratch);
    var settings = Plan86.Schedules.Settings.Load(null);
    var extract = new Extract(
        new string('0', 64), "hai-phong-flat", Path.GetFileName(csv), new DateOnly(2024, 4, 6), DateTimeOffset.UnixEpoch,
        new FileInfo(csv).Length, () => File.OpenRead(csv));
    var parts = 0;
    var report = await new Normaliser(settings.Catalogue, settings.Sources).NormaliseAsync(
        extract, settings.Sources.Find(extract.Source)!, _ => File.Create(Path.Combine(scratch, $"{parts++}.parquet")),
        CancellationToken.None);
    Console.WriteLine($"{report.Observations:N0} observations");
    return 0;
}

// What a plain script would do, without checking a row: text to typed columns, zstd Parquet by year, a table with the
// same columns and vintages.
static int Baseline(string csv, string scratch, bool loads)
{
    Directory.CreateDirectory(scratch);
    using var file = Plan86.Warehouse.DuckFile.Create(
        Path.Combine(scratch, "baseline.duckdb"), "1200MB", isSmall: false, CancellationToken.None);
    file.Run($$"""
        COPY (
            SELECT regexp_replace(ma_chi_tieu, '([A-Z]+)_(\d+)', '\1.M\2') AS series,
                   regexp_replace(don_vi_hanh_chinh, 'HP(\d+)', 'VN-HP-\1') AS ref_area,
                   'M' AS freq, right(ky, 4) || '-' || left(ky, 2) AS time_period,
                   make_date(right(ky, 4)::INTEGER, left(ky, 2)::INTEGER, 1) AS period_start, 'N' AS transformation,
                   gia_tri AS obs_value, 'T' AS unit_measure, 0 AS unit_mult,
                   CASE trang_thai WHEN 'so_bo' THEN 'P' WHEN 'uoc' THEN 'E' ELSE 'A' END AS obs_status,
                   row_number() OVER () + 1 AS line, right(ky, 4)::INTEGER AS "year"
            FROM read_csv('{{csv}}', delim = ';', header = true, decimal_separator = ',', thousands = '.', columns = {
                'ma_chi_tieu': 'VARCHAR', 'ky': 'VARCHAR', 'don_vi_hanh_chinh': 'VARCHAR', 'gia_tri': 'DOUBLE', 'trang_thai': 'VARCHAR'}))
        TO '{{scratch}}/lake' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY ("year"))
        """);
    if (!loads)
    {
        return 0;
    }

    file.Run($"""
        CREATE TABLE observation AS
        SELECT series, ref_area, freq, time_period, period_start, transformation, obs_value, unit_measure, unit_mult, obs_status,
               DATE '2024-04-06' AS valid_from, NULL::DATE AS valid_to, false AS derived, false AS suspect,
               repeat('0', 64) AS extract_id, NULL::VARCHAR AS sheet, 'L' || line AS cell_ref
        FROM read_parquet('{scratch}/lake/**/*.parquet')
        """);
    file.Run("CHECKPOINT");
    return 0;
}

static (double Seconds, double Megabytes) Measure(string program, params string[] arguments)
{
    var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
    foreach (var argument in arguments.Prepend(program))
    {
        start.ArgumentList.Add(argument);
    }

    var clock = Stopwatch.StartNew();
    using var process = Process.Start(start)!;
    var errors = process.StandardError.ReadToEndAsync();
    var output = process.StandardOutput.ReadToEndAsync();
    var peak = 0L;
    while (!process.WaitForExit(50))
    {
        try
        {
            process.Refresh();
            peak = Math.Max(peak, process.PeakWorkingSet64);
        }
        catch (InvalidOperationException)
        {
            // It has just ended.
        }
    }

    if (process.ExitCode is not (0 or 1))
    {
        throw new InvalidOperationException(
            $"{program} {string.Join(' ', arguments)}: {process.ExitCode}\n{output.Result}\n{errors.Result}");
    }

    return (clock.Elapsed.TotalSeconds, peak / 1e6);
}

static void Delete(string folder)
{
    foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
    {
        File.SetAttributes(file, FileAttributes.Normal);
    }

    Directory.Delete(folder, recursive: true);
}
