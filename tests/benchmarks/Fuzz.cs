using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using NPOI.HSSF.UserModel;
using Plan86.Schedules;
using Plan86.Schedules.Bulletins;
using Plan86.Schedules.Office;
using Plan86.Tests.Transform.Reading;
using Plan86.Transform;
using Plan86.Transform.Reading;
using Plan86.Transform.Reading.Delimited;
using Plan86.Transform.Reading.Exchange;
using Plan86.Transform.Reading.Spreadsheet;

namespace Plan86.Benchmarks;

/// <summary>
/// Reads damaged files of every format: what throws is a fault of ours, what takes long or much memory is shown. Each case has a
/// seed of its own, so one can be made again alone. Then the property tests, with cases that <c>dotnet test</c> does not draw.
/// </summary>
internal static class Fuzz
{
    /// <summary>As in tests/Property.cs.</summary>
    private const string SeedVariable = "PLAN86_TEST_SEED";

    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);

    public static int Run(int count, int seed, string only, int from)
    {
        var crashes = Files(count, seed, only, from);
        var failed = "Properties".Contains(only, StringComparison.OrdinalIgnoreCase) && !PropertiesHold(Environment.TickCount & 0xFFFF);
        return crashes == 0 && !failed ? 0 : 1;
    }

    private static int Files(int count, int seed, string only, int from)
    {
        var crashes = 0;
        foreach (var (name, sample) in Samples().Where(sample => sample.Key.Contains(only, StringComparison.OrdinalIgnoreCase)))
        {
            var clock = Stopwatch.StartNew();
            var (own, refused, slowest, slowestCase) = (0, 0L, TimeSpan.Zero, 0);
            var (most, mostCase) = (0L, 0);
            Parallel.For(from, from + count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
            {
                var random = new Random(unchecked((seed * 1_000_003) + i));
                var bytes = name.EndsWith("Parts", StringComparison.Ordinal) ? DamagedPart(sample, random) : Mutation.Of(sample, random);
                var before = GC.GetAllocatedBytesForCurrentThread();
                var time = Time(name, bytes, i, ref own, ref refused);
                var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                if (time > Slow)
                {
                    // Once more: a stall of the machine is not the reader's.
                    var (ignored, none) = (0, 0L);
                    time = Time(name, bytes, i, ref ignored, ref none);
                }

                lock (sample)
                {
                    (slowest, slowestCase) = time > slowest ? (time, i) : (slowest, slowestCase);
                    (most, mostCase) = allocated > most ? (allocated, i) : (most, mostCase);
                }
            });
            crashes += own;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name,-16} {count,9:N0} cases  {own,3} crashes  {100.0 * refused / Math.Max(1, count),5:0.0} % with errors  slowest "
                    + $"{slowest.TotalMilliseconds,7:0.0} ms (case {slowestCase}){(slowest > Slow ? " SLOW" : "")}  most "
                    + $"{most / 1e6,6:0.0} MB (case {mostCase})  {clock.Elapsed.TotalSeconds,6:0.0} s"));
        }

        return crashes;
    }

    /// <summary>Runs the tests that draw their cases, with a seed of its own, which is printed: with it a failure is made again.</summary>
    private static bool PropertiesHold(int seed)
    {
        var tests = Path.Combine(Checkout()!, "tests");
        var start = new ProcessStartInfo("dotnet", ["run", "--project", tests, "--", "-noLogo"]);
        foreach (var file in Directory.EnumerateFiles(tests, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(file => File.ReadLines(file).Contains("using CsCheck;")))
        {
            start.ArgumentList.Add("-class");
            start.ArgumentList.Add("*." + Path.GetFileNameWithoutExtension(file));
        }

        start.Environment[SeedVariable] = Environment.GetEnvironmentVariable(SeedVariable) ?? seed.ToString(CultureInfo.InvariantCulture);
        Console.WriteLine($"{SeedVariable}={start.Environment[SeedVariable]}");
        using var run = Process.Start(start)!;
        run.WaitForExit();
        return run.ExitCode == 0;
    }

    private static string? Checkout()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Plan86.Pipeline.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder;
    }

    private static TimeSpan Time(string name, byte[] bytes, int number, ref int crashed, ref long refused)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            if (!Read(name, bytes))
            {
                Interlocked.Increment(ref refused);
            }
        }
#pragma warning disable CA1031 // Whatever it is, it should not have come out.
        catch (Exception error)
#pragma warning restore CA1031
        {
            if (Interlocked.Increment(ref crashed) <= 3)
            {
                Console.Error.WriteLine($"{name} case {number}: {error}");
            }
        }

        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>False where the reader found errors.</summary>
    private static bool Read(string name, byte[] bytes)
    {
        if (name == "Records")
        {
            DelimitedReader.Read(() => new MemoryStream(bytes, writable: false), CancellationToken.None);
            return true;
        }

        var document = TableReader.Read(() => new MemoryStream(bytes, writable: false), name, CancellationToken.None);
        foreach (var (_, _, cell) in document.Tables.SelectMany(table => table.Figures()))
        {
            if (!double.IsFinite(cell.Value!.Value) || cell.Ref.Length == 0)
            {
                throw new InvalidOperationException($"a figure that is none: {cell}");
            }
        }

        foreach (var cube in document.Cubes)
        {
            var records = new CubeRecords(
                cube, [.. cube.Dimensions.Select(dimension => dimension.Codes.Select(code => code.Id).ToArray())]);
            while (records.Read())
            {
                records.ToArray();
            }
        }

        return document.Problems.All(problem => problem.Severity != Severity.Error);
    }

    private static Dictionary<string, byte[]> Samples()
    {
        var samples = new Dictionary<string, byte[]>
        {
            ["Csv"] = Encoding.UTF8
                .GetBytes("25. Đầu tư trực tiếp;;\nĐơn vị tính: Triệu USD;;\nTỉnh;Năm 2023;Ước năm 2024\nHải Phòng;1.234,5;(12,3)\n\"Hà "
                    + "\"\"Nội\"\"\";-;…\nTrong đó:;;\n  Mới;1,5;\"2,5\"\n(*) Sơ bộ;;\n"),
            ["Tsv"] = Encoding.Unicode.GetBytes("\uFEFFten\tnam\tgia_tri\nA\t2023\t1.5\nB\t2024\t2.5\n"),
            ["Records"] = Encoding.UTF8
                .GetBytes("ma,ten,ghi_chu,so\r\n1,Một,\"a, b\",1.5\r\n2,\"Hai \"\"đôi\"\"\",c,2.5\r\n3,Ba,\"d\r\ne, "
                    + "g\",3\r\n4,Bốn,,\r\n\r\nNguồn: cục\r\n"),
            ["Html"] = Encoding.UTF8
                .GetBytes("<html><body><h3>FDI</h3><table><tr><th rowspan=2>Tỉnh</th><th "
                    + "colspan=\"2\">Vốn</th></tr><tr><th>2023<th>2024</tr><tr><td><b>Hải Phòng</b><td>1.234,5<td "
                    + "x:num=\"2.5\">3</tr></table><!-- x --><p>&nbsp;Ghi chú</p></body></html>"),
            ["Spreadsheet2003"] = Encoding.UTF8
                .GetBytes("<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" "
                    + "xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"FDI\"><Table><Column ss:Index=\"9\" "
                    + "ss:Span=\"2\" ss:Hidden=\"1\"/><Row><Cell><Data ss:Type=\"String\">Tỉnh</Data></Cell><Cell ss:Index=\"3\" "
                    + "ss:MergeAcross=\"1\" ss:MergeDown=\"1\"><Data ss:Type=\"String\">Vốn</Data></Cell></Row><Row "
                    + "ss:Index=\"3\"><Cell><Data ss:Type=\"String\">Hải Phòng</Data></Cell><Cell ss:Index=\"3\"><Data "
                    + "ss:Type=\"Number\">12.5</Data></Cell></Row></Table></Worksheet></Workbook>"),
            ["Xls"] = Xls(),
        };
        samples["Gz"] = Gzip(samples["Csv"]);
        samples["Ods"] = Ods();
        samples["OdsParts"] = samples["Ods"];
        samples["JsonRecords"] = Encoding.UTF8.GetBytes(
            "[{\"page\":1,\"total\":2},[{\"country\":{\"id\":\"VN\",\"value\":\"Việt Nam\"},\"date\":\"2023\",\"value\":4.5e2,"
                + "\"ok\":true},{\"country\":{\"id\":\"LA\",\"value\":\"L\\u00e0o\"},\"date\":\"2024\",\"value\":null,"
                + "\"tags\":[1,\"a\"]}]]");
        samples["Fods"] = Encoding.UTF8.GetBytes(OdsContent("document"));
        samples["Xlsb"] = XlsbFile.Package();
        samples["XlsbParts"] = samples["Xlsb"];
        samples["Excel2"] = OldXlsFile.Sheet(2);
        samples["Excel3"] = OldXlsFile.Sheet(3);
        samples["Excel4"] = OldXlsFile.Sheet(4);
        samples["Parquet"] = ParquetFile.BytesAsync(CancellationToken.None).GetAwaiter().GetResult();
        if (Checkout() is { } folder)
        {
            samples["Xlsx"] =
                File.ReadAllBytes(
                    Directory.EnumerateFiles(Path.Combine(folder, "ingest", "samples"), "*.xlsx", SearchOption.AllDirectories)
                        .Order(StringComparer.Ordinal).First());
            samples["XlsxParts"] = samples["Xlsx"];
        }

        foreach (var (name, bytes) in ExchangeSamples.All)
        {
            samples[name] = bytes;
        }

        return samples;
    }

    /// <summary>The package with one part damaged inside: damage to the package itself seldom gets past its checksums.</summary>
    private static byte[] DamagedPart(byte[] package, Random random)
    {
        using var bytes = new MemoryStream();
        using (var written = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            using var read = new ZipArchive(new MemoryStream(package, writable: false));
            var damaged = read.Entries[random.Next(read.Entries.Count)];
            foreach (var part in read.Entries)
            {
                using var content = new MemoryStream();
                using (var from = part.Open())
                {
                    from.CopyTo(content);
                }

                using var to = written.CreateEntry(part.FullName, CompressionLevel.NoCompression).Open();
                to.Write(part == damaged ? Mutation.Of(content.ToArray(), random) : content.ToArray());
            }
        }

        return bytes.ToArray();
    }

    private static byte[] Gzip(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var written = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            written.Write(content);
        }

        return bytes.ToArray();
    }

    private static byte[] Ods() => ExchangeSamples.Zip(
        ("mimetype", Encoding.ASCII.GetBytes("application/vnd.oasis.opendocument.spreadsheet")),
        ("content.xml", Encoding.UTF8.GetBytes(OdsContent("document-content"))));

    /// <param name="root">The one element of the packed content, or of a file of its own.</param>
    private static string OdsContent(string root) =>
        $"<office:{root} xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
            + "office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\" "
            + "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
            + "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet>"
            + "<table:table table:name=\"FDI\"><table:table-row table:number-rows-repeated=\"2\"><table:table-cell/>"
            + "</table:table-row><table:table-row><table:table-cell office:value-type=\"string\"><text:p>Tỉnh</text:p>"
            + "</table:table-cell><table:table-cell table:number-columns-spanned=\"2\" office:value-type=\"string\">"
            + "<text:p>Năm 2023</text:p></table:table-cell><table:covered-table-cell/></table:table-row><table:table-row>"
            + "<table:table-cell office:value-type=\"string\"><text:p>Hải Phòng</text:p></table:table-cell><table:table-cell "
            + "table:number-columns-repeated=\"2\" office:value-type=\"float\" office:value=\"12.5\"><text:p>12,5</text:p>"
            + $"</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:{root}>";

    private static byte[] Xls()
    {
        var book = new HSSFWorkbook();
        var sheet = book.CreateSheet("FDI");
        string[] header = ["Tỉnh", "Năm 2023", "Năm 2024"];
        var first = sheet.CreateRow(2);
        for (var i = 0; i < header.Length; i++)
        {
            first.CreateCell(i).SetCellValue(header[i]);
        }

        for (var row = 3; row < 8; row++)
        {
            var cells = sheet.CreateRow(row);
            cells.CreateCell(0).SetCellValue($"Huyện {row}");
            cells.CreateCell(1).SetCellValue(row * 1.25);
            cells.CreateCell(2).SetCellValue(row);
        }

        using var bytes = new MemoryStream();
        book.Write(bytes);
        return bytes.ToArray();
    }
}
