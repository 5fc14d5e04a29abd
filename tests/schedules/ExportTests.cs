using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Plan86.Schedules;
using Plan86.Schedules.Commands;

namespace Plan86.Tests.Schedules;

/// <summary>Figures handed on as SDMX: what is written is read back as it was.</summary>
public sealed class ExportTests : IDisposable
{
    private const string Figures =
        "freq, series, transformation, time_period, obs_value, unit_measure, unit_mult, obs_status";

    private static readonly XNamespace Str = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/structure";
    private static readonly XNamespace Com = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/common";

    private readonly string _folder = Directory.CreateTempSubdirectory("plan86-export-").FullName;

    [Fact]
    public async Task Every_figure_of_the_samples_is_read_back_as_it_was_written()
    {
        using var office = await SamplesAsync();
        var program = await Plan86Program.RunAsync("export", "--sdmx", "--out", _folder, "--data", office.Path);
        program.ExitCode.ShouldBe(0, program.Err);
        var current = office.Scalar<long>("SELECT count(*) FROM observation_current");
        program.Out.ShouldContain($"{current} số liệu / figures");
        Directory.EnumerateFiles(_folder).Select(Path.GetFileName).Order().ShouldBe([ExportCommand.DataFile, ExportCommand.StructureFile]);

        // The source that the README prints, in an office of its own.
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "schedules", "README.md"));
        var source = Regex.Match(
            readme, "<!-- example: sources/plan86-sdmx.json -->\n```json\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        using var other = new Office(sources: ("plan86-sdmx", source));
        other.Drop("plan86-sdmx", ExportCommand.DataFile, File.ReadAllBytes(Path.Combine(_folder, ExportCommand.DataFile)));
        await other.OnceAsync();
        var written = office.Text($"SELECT place_of(territory, ref_area) AS ref_area, {Figures} FROM observation_current");
        written.Split('\n').Length.ShouldBe((int)current);
        var lake = other.In("lake", "observation", "source=plan86-sdmx", "*", "*.parquet");
        other.Text($"SELECT ref_area, {Figures} FROM read_parquet('{lake}', hive_partitioning = false)").ShouldBe(written);

        // Of several publications in one file some contradict each other, which the warehouse tells; the others have their territory.
        var counting = other.Text($"SELECT territory, ref_area, {Figures} FROM observation_current WHERE NOT derived").Split('\n');
        counting.Length.ShouldBe((int)(current - other.Scalar<long>("SELECT count(*) FROM problem WHERE severity = 'error'")));
        counting.Length.ShouldBeGreaterThan((int)current * 9 / 10);
        counting.ShouldBeSubsetOf(
            office.Text($"SELECT territory, place_of(territory, ref_area) AS place, {Figures} FROM observation_current").Split('\n'));
    }

    [Fact]
    public async Task The_structure_names_every_column_and_code_of_the_data()
    {
        using var office = await SamplesAsync();
        (await Plan86Command.RunAsync("export", "--sdmx", "--out", _folder, "--data", office.Path)).ExitCode.ShouldBe(0);
        var structure = XDocument.Load(Path.Combine(_folder, ExportCommand.StructureFile));
        var lines = File.ReadAllText(Path.Combine(_folder, ExportCommand.DataFile)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var header = lines[0].Split(',');
        header.Take(3).ShouldBe(["STRUCTURE", "STRUCTURE_ID", "ACTION"]);
        var components = structure.Descendants(Str + "DataStructureComponents").Single().Elements().ToList();
        components.ConvertAll(list => list.Name.LocalName).ShouldBe(["DimensionList", "AttributeList", "MeasureList"]);
        string[] Ids(int list) => [.. components[list].Elements().Select(component => component.Attribute("id")!.Value)];
        header.Skip(3).ShouldBe([.. Ids(0), .. Ids(2), .. Ids(1)]);

        var lists = structure.Descendants(Str + "Codelist").ToDictionary(
            list => list.Attribute("id")!.Value,
            list => list.Elements(Str + "Code").Select(code => code.Attribute("id")!.Value).ToHashSet());
        lists.Values.SelectMany(codes => codes).ShouldAllBe(code => Regex.IsMatch(code, @"^[A-Za-z0-9_@$-]+\z"));
        structure.Descendants(Str + "Code").ShouldAllBe(code => code.Elements(Com + "Name").Count() == 2);
        foreach (var component in components.SelectMany(list => list.Elements()))
        {
            var concept = component.Element(Str + "ConceptIdentity")!.Value.Split('.')[^1];
            structure.Descendants(Str + "Concept").ShouldContain(known => known.Attribute("id")!.Value == concept);
            var at = Array.IndexOf(header, component.Attribute("id")!.Value);
            if (component.Descendants(Str + "Enumeration").SingleOrDefault()?.Value is { } list)
            {
                var codes = lists[Regex.Match(list, @"Codelist=PLAN86:(\w+)\(1\.0\)$").Groups[1].Value];
                lines.Skip(1).Select(line => line.Split(',')[at]).Distinct().ShouldBeSubsetOf(codes);
            }
        }

        // Our own code beside an id that has to be another.
        structure.Descendants(Str + "Code").Single(code => code.Attribute("id")!.Value == "VN-HP_2020")
            .Descendants(Com + "AnnotationTitle").Single().Value.ShouldBe("VN-HP.2020");
        lines.Skip(1).ShouldAllBe(line => line.StartsWith("dataflow,PLAN86:FIGURES(1.0),I,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_day_and_some_series_can_be_asked_for()
    {
        using var office = new Office();
        office.Drop("2024-01-10", "Sản lượng hàng hóa qua cảng;Năm 2023;Nghìn tấn;150000;Ước");
        office.Drop("2024-06-10", "Sản lượng hàng hóa qua cảng;Năm 2023;Nghìn tấn;152345,125;Chính thức");
        await office.OnceAsync();
        var series = office.Text("SELECT DISTINCT series FROM observation WHERE series LIKE 'PORT.%'");
        series.ShouldBe("PORT.THROUGHPUT", office.Text("SELECT * FROM problem"));

        (await Plan86Command.RunAsync(
            "export", "--sdmx", "--out", _folder, "--series", series, "--data", office.Path, "--config", office.Config))
            .ExitCode.ShouldBe(0);
        Values().ShouldBe(["PORT-THROUGHPUT 2023 152345.125 A"]);
        (await Plan86Command.RunAsync(
            "export", "--sdmx", "--out", _folder, "--series", series, "--as-of", "2024-02-01", "--data", office.Path, "--config",
            office.Config)).ExitCode.ShouldBe(0);
        Values().ShouldBe(["PORT-THROUGHPUT 2023 150000 E"]);

        var wrong = await Plan86Command.RunAsync(
            "export", "--sdmx", "--out", _folder, "--series", "PORT.THROUGPUT", "--data", office.Path, "--config", office.Config);
        wrong.ExitCode.ShouldBe(2);
        wrong.Err.ShouldContain("PORT.THROUGHPUT");
        Values().ShouldBe(["PORT-THROUGHPUT 2023 150000 E"], "what was written stays");
        (await Plan86Command.RunAsync("export", "--data", office.Path)).Err.ShouldContain("--sdmx");
    }

    [Fact]
    public async Task Before_anything_is_published_nothing_is_written()
    {
        var out_ = Path.Combine(_folder, "out");
        var command = await Plan86Command.RunAsync("export", "--sdmx", "--out", out_, "--data", Path.Combine(_folder, "data"));
        command.ExitCode.ShouldBe(2);
        command.Err.ShouldContain("nothing has been published");
        Directory.Exists(out_).ShouldBeFalse();
    }

    [Fact]
    public void Ids_have_no_dots_and_no_two_codes_share_one()
    {
        SdmxStructure.SeriesId("PORT.THROUGHPUT").ShouldBe("PORT-THROUGHPUT");
        SdmxStructure.AreaId("VN-HP.2020").ShouldBe("VN-HP_2020");
        string[] codes = ["A.B", "A-B", "A_B", "A$B", "A B", "Ậ.B", "A$002DB"];
        codes.Select(SdmxStructure.SeriesId).Distinct().Count().ShouldBe(codes.Length);
        codes.Select(SdmxStructure.AreaId).Distinct().Count().ShouldBe(codes.Length);
    }

    [Fact]
    public async Task A_transformation_that_nobody_knows_holds_the_figure_back()
    {
        const string source =
            """
            {
              "source": "thu", "name_vi": "Thử", "name_en": "Trial",
              "flat": { "columns": { "series": { "header": "SERIES" }, "time_period": { "header": "TIME_PERIOD" },
                "obs_value": { "header": "OBS_VALUE" }, "transformation": { "header": "TRANSFORMATION" } } }
            }
            """;
        using var office = new Office(sources: ("thu", source));
        office.Drop("thu", "a.csv", Encoding.UTF8.GetBytes(
            """
            STRUCTURE,STRUCTURE_ID,ACTION,SERIES,TRANSFORMATION,TIME_PERIOD,OBS_VALUE
            dataflow,A:B(1.0),I,PORT.THROUGHPUT,YTD,2023-05,5.5
            dataflow,A:B(1.0),I,PORT.THROUGHPUT,ZZ,2023-06,6.5
            dataflow,A:B(1.0),I,PORT.THROUGHPUT,,2023-07,7.5
            """));
        await office.OnceAsync();
        office.Text("SELECT time_period, transformation, obs_value, period_start FROM observation WHERE NOT derived").ShouldBe(
            "2023-05 YTD 5.5 2023-01-01\n2023-07 N 7.5 2023-07-01");
        office.Text("SELECT place, found, message_en FROM problem").ShouldBe("L3:TRANSFORMATION ZZ Not a known transformation.");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string[] Values()
    {
        var lines = File.ReadAllLines(Path.Combine(_folder, ExportCommand.DataFile));
        var header = lines[0].Split(',').ToList();
        return
        [
            .. lines.Skip(1).Select(line => line.Split(',')).Select(fields => string.Join(' ',
                new[] { "SERIES", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS" }.Select(column => fields[header.IndexOf(column)]))),
        ];
    }

    private static async Task<Office> SamplesAsync()
    {
        var office = new Office();
        foreach (var sample in Directory.EnumerateFiles(Settings.Samples, "*", SearchOption.AllDirectories))
        {
            office.Drop(Path.GetFileName(Path.GetDirectoryName(sample))!, Path.GetFileName(sample), File.ReadAllBytes(sample));
        }

        await office.OnceAsync();
        return office;
    }
}
