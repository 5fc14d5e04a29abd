using Plan86.Schedules;
using Plan86.Transform;
using Plan86.Transform.Plan;

namespace Plan86.Tests.Catalogues;

/// <summary>A catalogue with faults is refused, and every fault is named at once with its place.</summary>
public sealed class CatalogueFaultTests : IDisposable
{
    private static readonly string Shipped = Path.Combine(Repository.Root, "transform", "catalogue");

    private readonly string _config = Directory.CreateTempSubdirectory("plan86-config-").FullName;

    [Fact]
    public void Every_fault_is_named_at_once_with_file_line_and_column()
    {
        AloneAsShipped();
        var indicators = Lines("indicators.csv");
        Write("indicators.csv", [.. indicators.Take(2),
            "x_unit,Tên,Name,hecta vuông,URBAN.RATE,N,VN-HP,1,so_xd,,",
            "x_owner,Tên,Name,%,URBAN.RATE,N,VN-HP,1,so_xay_dung,,",
            "x_series,Tên,Name,%,URBAN.RATES,N,VN-HP,1,so_xd,,",
            "x_orphan,Tên,Name,tấn,PORT.DUST,N,VN-HP,1,so_xd,,",
            "x_area,Tên,Name,%,URBAN.RATE,N,Hải Phòng,1,so_xd,,",
            "x_area,Tên,Name,%,URBAN.RATE,N,VN-HP,1,so_xd,,",
            .. indicators.Skip(2)]);
        Write("series.csv", [.. Lines("series.csv"), "PORT.DUST,Bụi,Dust,tấn,sum,false,"]);
        var targets = Lines("targets.csv");
        Write("targets.csv", [targets[0],
            "urbanisation,2025,x,level,,2025,70,60,false,false,stretch,up,,,",
            "poverty,2025,x,level,,2025,,0.2,true,false,stretch,up,,,",
            "doctors,2025,x,level,,2025,16,,false,false,stretch,up,,,",
            "doctors,2025,x,level,,2025,17,,false,false,stretch,up,,,",
            "fdi,2025,x,cumulative,2026,2030,11,,false,false,stretch,up,,,",
            "doctor,2030,x,level,,2030,18,,false,false,stretch,up,,,"]);
        Write("tasks.csv", [Lines("tasks.csv")[0],
            "A1.01,1,Việc,Sở Y tế,Sở,Báo cáo,Quý V/2021,so_yt",
            "A1.01,1,Việc,Sở Y tế,Sở,Báo cáo,Quý IV/2021,so_yt"]);
        Write("sectors.csv",
            [.. Lines("sectors.csv").Take(2), "economy,Kinh tế,Economy,II.9", "sea,Biển,Sea,II.1.a(1)|II.9.b", "other,Khác,Other,"]);

        var (_, faults) = Settings.Read(_config);
        var places = faults.Select(fault => fault.Place.ToString()).ToList();
        string[] expected =
        [
            "indicators.csv:L3:unit", "indicators.csv:L4:department", "indicators.csv:L5:series", "indicators.csv:L6:series",
            "indicators.csv:L7:ref_area", "indicators.csv:L8:indicator",
            "targets.csv:L2:lower", "targets.csv:L3:direction", "targets.csv:L5:horizon", "targets.csv:L6:horizon",
            "targets.csv:L7:indicator",
            "tasks.csv:L2:deadline", "tasks.csv:L3:task",
            "sectors.csv:L3:sector", "sectors.csv:L4:clauses",
        ];
        places.ShouldBe(expected, ignoreOrder: true);
        var byPlace = faults.ToDictionary(fault => fault.Place.ToString());
        byPlace["indicators.csv:L3:unit"].Found.ShouldBe("hecta vuông");
        byPlace["indicators.csv:L4:department"].Expected.ShouldContain("so_xd");
        byPlace["indicators.csv:L5:series"].Expected.ShouldContain("URBAN.RATE");
        byPlace["indicators.csv:L6:series"].Found.ShouldBe("PORT.DUST");
        byPlace["targets.csv:L2:lower"].Found.ShouldBe("70");
        byPlace["targets.csv:L2:lower"].Expected.ShouldContain("60");
        byPlace["targets.csv:L7:indicator"].Expected.ShouldContain("doctors");
        // Not the whole list of indicators: those most like it.
        byPlace["targets.csv:L7:indicator"].Expected.Length.ShouldBeLessThan(100);
        faults.ShouldAllBe(
            fault => fault.Found.Length > 0 && fault.Expected.Length > 0 && fault.Message.Vi.Length > 0 && fault.Message.En.Length > 0);
        Should.Throw<Refusal>(() => Settings.Load(_config));
    }

    [Fact]
    public void The_shipped_catalogue_has_no_fault_and_every_series_comes_from_somewhere()
    {
        var (settings, faults) = Settings.Read(null);
        faults.ShouldBeEmpty();
        foreach (var code in settings.Catalogue.Indicators.SelectMany(indicator => indicator.Series))
        {
            var reported = settings.Catalogue.Series[code].ReportedBy;
            (reported.Length > 0 || settings.Sources.All.Any(source => source.SeriesNamed().Contains(code))).ShouldBeTrue(code);
        }
    }

    [Fact]
    public void An_indicator_belongs_to_the_sector_that_names_its_clause_and_else_to_the_last()
    {
        var catalogue = Settings.Load(null).Catalogue;
        catalogue.FindIndicator("port_throughput").Sector.Name.Vi.ShouldBe("Cảng biển và logistics");
        catalogue.FindIndicator("districts_converted").Sector.Code.ShouldBe("urban", "it has a target for 2030 alone");
        var rest = catalogue.Sectors[^1];
        catalogue.Indicators.ShouldAllBe(indicator => indicator.Sector != rest, "the Plan's own clauses are all named");

        AloneAsShipped();
        Write("sectors.csv", [Lines("sectors.csv")[0], "sea,Biển,Sea,II.1.a(6)", "rest,Khác,Other,"]);
        var other = Settings.Load(_config).Catalogue;
        other.FindIndicator("port_throughput").Sector.ShouldBe(new Sector("sea", new Bilingual("Biển", "Sea")));
        other.FindIndicator("poverty").Sector.Code.ShouldBe("rest");
    }

    [Fact]
    public void A_catalogue_that_a_spreadsheet_saved_is_read_alike()
    {
        Alone();
        foreach (var file in Directory.EnumerateFiles(Shipped, "*.csv").Select(path => Path.GetFileName(path)!))
        {
            Write(
                file,
                [.. Lines(file)
                    .Select(line =>
                        line.Replace(",false", ",FALSE", StringComparison.Ordinal).Replace(",true", ",TRUE", StringComparison.Ordinal)
                            + ",,")]);
        }

        var (settings, faults) = Settings.Read(_config);
        faults.ShouldBeEmpty();
        settings.Catalogue.Targets.ShouldBe(Settings.Load(null).Catalogue.Targets);
    }

    [Fact]
    public void A_file_saved_with_semicolons_has_decimal_commas()
    {
        Write("targets.csv", ["indicator;horizon;lower;direction;approximate", "poverty;2041;0,25;up;1"]);
        var target = Settings.Load(_config).Catalogue.Targets.Single(target => target.Horizon == "2041");
        (target.Lower, target.Approximate).ShouldBe((0.25, true));
    }

    [Fact]
    public void A_row_of_the_same_key_replaces_one_with_the_key_alone_removes_and_others_are_added()
    {
        var shipped = Settings.Load(null).Catalogue;
        var (first, second) = (shipped.Targets[0], shipped.Targets[1]);
        Write("targets.csv", [
            "indicator,horizon,lower,direction",
            $"{first.Indicator},{first.Horizon},99.5,up",
            $"{second.Indicator},{second.Horizon},,",
            "poverty,2041,1,up"]);
        Write("breaks.csv", ["series,ref_area,date,bridge,note_vi,note_en", "POPULATION.AVERAGE,VN-HP,2019-04-01,,Tổng điều tra,Census"]);

        var own = Settings.Load(_config).Catalogue;
        own.Targets.Count.ShouldBe(shipped.Targets.Count);
        own.Targets[0].Lower.ShouldBe(99.5, "in the place of the row it replaces");
        own.Targets.ShouldNotContain(target => target.Indicator == second.Indicator && target.Horizon == second.Horizon);
        own.Targets[^1].Horizon.ShouldBe("2041");
        own.Breaks.Count.ShouldBe(shipped.Breaks.Count + 1);
        own.Indicators.Count.ShouldBe(shipped.Indicators.Count, "files that are not there are taken as shipped");
        own.Digest.ShouldNotBe(shipped.Digest);
    }

    [Theory]
    [InlineData("so_x,Sở X,Department X,,2025-02-28,so_y", "so_y,Sở Y,Department Y,,2025-02-28,so_x", "departments.csv:L3:succeeded_by")]
    [InlineData("so_x,Sở X,Department X,,2025-02-28,so_none", "so_y,Sở Y,Department Y,,,", "departments.csv:L2:succeeded_by")]
    [InlineData("so_x,Sở X,Department X,,2025-02-28,so_x", "so_y,Sở Y,Department Y,,,", "departments.csv:L2:succeeded_by")]
    [InlineData("so_x,Sở X,Department X,,2025-02-28,", "so_y,Sở Y,Department Y,,,", "departments.csv:L2:valid_to")]
    [InlineData("so_x,Sở X,Department X,,,so_y", "so_y,Sở Y,Department Y,,,", "departments.csv:L2:valid_to")]
    public void A_succession_that_leads_nowhere_is_told(string first, string second, string place)
    {
        Write("departments.csv", ["department,name_vi,name_en,valid_from,valid_to,succeeded_by", first, second]);
        Settings.Read(_config).Faults.ShouldContain(fault => fault.Place.ToString() == place);
    }

    [Fact]
    public void A_successor_may_stand_above_or_below_and_have_one_itself()
    {
        Write("departments.csv",
        [
            "department,name_vi,name_en,valid_from,valid_to,succeeded_by", "so_x,Sở X,X,,2024-12-31,so_y", "so_y,Sở Y,Y,,2025-02-28,so_tc",
        ]);
        var (settings, faults) = Settings.Read(_config);
        faults.ShouldBeEmpty();
        var first = settings.Catalogue.Departments.Single(known => known.Code == "so_x");
        first.AnsweringOn(new(2024, 12, 31)).Code.ShouldBe("so_x");
        first.AnsweringOn(new(2025, 1, 1)).Code.ShouldBe("so_y");
        first.AnsweringOn(new(2025, 3, 1)).Code.ShouldBe("so_tc");
        first.NameOn(new(2025, 3, 1)).Vi.ShouldBe("Sở Tài chính (Kế hoạch giao Sở X)");
    }

    [Fact]
    public void A_faulty_row_of_ones_own_is_told_from_a_shipped_one_that_it_breaks()
    {
        Write("departments.csv", ["department,name_vi,name_en", "so_yt,,"]);
        Write("series.csv", ["series,name_vi,name_en,unit,aggregation,can_fall,reported_by", "PORT.DUST,Bụi,Dust,tấn,total,false,"]);
        var (_, faults) = Settings.Read(_config);
        faults.ShouldContain(fault => fault.Place.ToString() == "series.csv:L2:aggregation");
        faults.ShouldContain(fault =>
            fault.Place.ToString().StartsWith("indicators.csv:L", StringComparison.Ordinal) && fault.Found == "so_yt");
    }

    [Fact]
    public void A_catalogue_marked_only_stands_alone()
    {
        Alone();
        Write("units.csv", Lines("units.csv"));
        Settings.Read(_config).Faults.Select(fault => fault.Place.ToString()).ShouldContain("series.csv");
    }

    public void Dispose() => Directory.Delete(_config, recursive: true);

    private void AloneAsShipped()
    {
        Alone();
        foreach (var file in Directory.EnumerateFiles(Shipped, "*.csv").Select(path => Path.GetFileName(path)!))
        {
            Write(file, Lines(file));
        }
    }

    private void Alone()
    {
        Directory.CreateDirectory(Path.Combine(_config, "catalogue"));
        File.WriteAllText(Path.Combine(_config, "catalogue", "only"), "");
    }

    private static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Shipped, file));

    private void Write(string file, string[] lines)
    {
        Directory.CreateDirectory(Path.Combine(_config, "catalogue"));
        File.WriteAllText(Path.Combine(_config, "catalogue", file), string.Join("\n", lines) + "\n");
    }
}
