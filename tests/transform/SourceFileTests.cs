using System.Text;
using Plan86.Ingest;
using Plan86.Schedules;
using Plan86.Tests.Schedules;
using Plan86.Transform.Meaning;

namespace Plan86.Tests.Transform;

/// <summary>What people edit, with every fault named at once and placed.</summary>
public sealed class SourceFileTests : IDisposable
{
    private readonly string _config = Directory.CreateTempSubdirectory("plan86-config-").FullName;

    [Fact]
    public void The_schema_beside_the_sources_is_that_of_the_code()
    {
        var file = Path.Combine(Repository.Root, "ingest", "source.schema.json");
        if (Environment.GetEnvironmentVariable("PLAN86_WRITE_SCHEMA") is not null)
        {
            File.WriteAllText(file, SourceSchema.Write());
        }

        File.ReadAllText(file).ShouldBe(SourceSchema.Write(), "run the test once with PLAN86_WRITE_SCHEMA=1");
    }

    [Fact]
    public void What_is_shipped_has_no_faults()
    {
        var (settings, faults) = Settings.Read(null);
        faults.ShouldBeEmpty();
        settings.Sources.All.SelectMany(Collector.Check).ShouldBeEmpty();
    }

    [Fact]
    public async Task Check_names_three_faults_of_one_source_file()
    {
        Write("sources/thu.json", """
            {
              "source": "thu", "name_vi": "Thử", "name_en": "Trial",
              "pull": { "url": "ftp://example.org/a.csv", "cron": "61 * * * *" },
              "flat": { "columns": { "series": { "header": "Mã", "map": { "Cảng": "PORT.THROUHPUT" } }, "time_period": { "header": "Kỳ" },
              "obs_value": { "header": "Số" } } }
            }
            """);
        var check = await Plan86Command.RunAsync("check", "--config", _config);
        check.ExitCode.ShouldBe(2, check.Err);
        check.Out.ShouldContain("thu.json:pull.url");
        check.Out.ShouldContain("thu.json:pull.cron");
        check.Out.ShouldContain("thu.json:flat.columns.series.map[\"Cảng\"]");
        check.Out.ShouldContain("PORT.THROUGHPUT");
        check.Out.ShouldContain("3 lỗi / faults.");

        var once = await Plan86Command.RunAsync("once", "--config", _config, "--data", Path.Combine(_config, "data"));
        once.ExitCode.ShouldBe(2);
        once.Err.ShouldContain("thu.json:pull.cron");

        var good = await Plan86Command.RunAsync("check");
        good.ExitCode.ShouldBe(0, good.Out);
    }

    [Fact]
    public void Every_kind_of_fault_is_named_with_its_place()
    {
        Write("sources/thu.json", """
            {
              "source": "Thu", "name_vi": "", "nmae_en": "Trial", "all_or_nothing": "yes",
              "published_on": { "file_name": "(?<year>\\d{4}", "content": "(?<year>\\d{4})" },
              "pull": { "url": "https://example.org/a.csv", "cron": "hourly", "max_bytes": 0, "retries": 99 },
              "flat": { "decimal_separator": ";", "register_series": true, "columns": { "series": { "header": 5 }, "time_period": {} } },
              "tables": [
                { "title": "*bảng*", "rows": [ { "match": "Cảng", "series": "PORT.NONE:XX", "since": 1 } ],
                  "columns": [ { "unit": "con tàu", "transformation": "ZZ", "obs_status": "Q", "values": "some", "period": "hôm qua",
                  "between": [5, 1] } ] }
              ]
            }
            """);
        var places = Settings.Read(_config).Faults.Select(fault => fault.Place.ToString()).ToList();
        places.ShouldBe(
        [
            "thu.json:nmae_en", "thu.json:source", "thu.json:name_vi", "thu.json:name_en", "thu.json:all_or_nothing",
            "thu.json:published_on.file_name", "thu.json:published_on.content", "thu.json:pull.cron", "thu.json:pull.max_bytes",
            "thu.json:pull.retries", "thu.json:flat.columns.series.header", "thu.json:flat.columns.time_period.header",
            "thu.json:flat.columns.obs_value", "thu.json:flat.decimal_separator", "thu.json:flat.unit",
            "thu.json:tables[0].rows[0].series", "thu.json:tables[0].rows[0].series", "thu.json:tables[0].rows[0].since",
            "thu.json:tables[0].columns[0].match", "thu.json:tables[0].columns[0].transformation",
            "thu.json:tables[0].columns[0].obs_status", "thu.json:tables[0].columns[0].values",
            "thu.json:tables[0].columns[0].unit", "thu.json:tables[0].columns[0].period", "thu.json:tables[0].columns[0].between",
        ], ignoreOrder: true);
    }

    [Theory]
    [InlineData("{ \"source\": \"thu\",\n \"name_vi\": }", "thu.json:L2")]
    [InlineData("", "thu.json:L1")]
    [InlineData("[]", "thu.json")]
    [InlineData("null", "thu.json")]
    [InlineData("{ \"source\": null, \"flat\": null, \"tables\": {}, \"pull\": [] }", "thu.json:flat")]
    [InlineData(
        "{ \"source\": \"thu\", \"name_vi\": \"a\", \"name_en\": \"a\", \"tables\": [ 1, { \"title\": \"a\", \"rows\": [ null ] } ] }",
        "thu.json:tables[0]")]
    public void What_is_no_source_at_all_is_a_fault_and_no_crash(string json, string place)
    {
        Write("sources/thu.json", json);
        Settings.Read(_config).Faults.ShouldContain(fault => fault.Place.ToString() == place);
    }

    [Fact]
    public void Faults_of_the_catalogue_have_file_line_and_column()
    {
        Edit("units.csv", "PC,many,%2,%2,triệu USD\n");
        Edit("series.csv", "port.x,Cảng,Port,con tàu,total,maybe\nPORT.THROUGHPUT,Cảng,Port,triệu tấn,sum,false\n");
        Edit("indicators.csv",
            "Cảng,Cảng,Port,triệu "
                + "tấn,PORT.NONE,N,VN-HP,9,so_gtvt,Nguồn,Source\nport2,Cảng,Port,%,PORT.THROUGHPUT,YTD,VN-HP,1,so_gtvt,Nguồn,Source, "
                + "thừa\n");
        Edit("breaks.csv", "NONE.X,VN-HP,1/7/2025,\"1,5\",a,b\n");
        Edit("targets.csv", "nobody,2025,II.1,level,,2025,1,,false,false,stretch,up\n");
        var (units, series, indicators, breaks, targets) = (
            Lines("units.csv"), Lines("series.csv"), Lines("indicators.csv"), Lines("breaks.csv"), Lines("targets.csv"));
        Settings.Read(_config).Faults.Select(fault => fault.Place.ToString()).ShouldBe(
        [
            $"units.csv:L{units}:unit_mult", $"units.csv:L{units}:synonyms",
            $"series.csv:L{series - 1}:series", $"series.csv:L{series - 1}:unit", $"series.csv:L{series - 1}:aggregation",
            $"series.csv:L{series - 1}:can_fall",
            $"series.csv:L{series}:series",
            $"indicators.csv:L{indicators - 1}:indicator", $"indicators.csv:L{indicators - 1}:series",
            $"indicators.csv:L{indicators - 1}:decimals",
            $"indicators.csv:L{indicators}:transformation", $"indicators.csv:L{indicators}",
            $"breaks.csv:L{breaks}:series", $"breaks.csv:L{breaks}:date", $"breaks.csv:L{breaks}:bridge",
            $"targets.csv:L{targets}:indicator",
        ], ignoreOrder: true);
    }

    [Fact]
    public void A_catalogue_file_without_its_columns_or_in_another_encoding_is_a_fault()
    {
        Write("catalogue/breaks.csv", "series,date\n");
        File.WriteAllBytes(Path.Combine(_config, "catalogue", "units.csv"),
            [.. "unit_measure,unit_mult,text_vi,text_en,synonyms\nT,0,t"u8, 0xE2, 0x28, .. ",t,\n"u8]);
        var places = Settings.Read(_config).Faults.Select(fault => fault.Place.ToString()).ToList();
        places.ShouldContain("breaks.csv:L1:ref_area");
        places.ShouldContain("breaks.csv:L1:bridge");
        places.ShouldContain(place => place == "units.csv:L1");
        places.ShouldNotContain(
            place => place.EndsWith(":unit", StringComparison.Ordinal), "one fault for the file, not one for every unit");
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(_config, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>The shipped file with lines added.</summary>
    private void Edit(string file, string lines) =>
        Write($"catalogue/{file}",
            File.ReadAllText(Path.Combine(Repository.Root, "transform", "catalogue", file)).TrimEnd('\n') + "\n" + lines);

    private int Lines(string file) => File.ReadLines(Path.Combine(_config, "catalogue", file), Encoding.UTF8).Count();

    public void Dispose() => Directory.Delete(_config, recursive: true);
}
