using System.Text;
using System.Text.Json;
using Plan86.Schedules;
using Plan86.Transform;
using Plan86.Transform.Reading;

namespace Plan86.Tests.Schedules;

/// <summary>The commands as people type them; where the process itself is what is tried, the built program.</summary>
public sealed class CommandLineTests : IDisposable
{
    private const string Good = "Khách du lịch;Năm 2023;Nghìn lượt;7.900;Ước";
    private const string Bad = "Khách du lịch;Năm 2023;Nghìn lượt;9.1OO;Ước";

    private readonly string _folder = Directory.CreateTempSubdirectory("plan86-cli-").FullName;

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Nothing to draw: for tests of something else.</summary>
    private string Bare
    {
        get
        {
            var config = Path.Combine(_folder, "bare");
            Office.WithoutIndicators(config);
            return config;
        }
    }

    [Fact]
    public async Task The_demonstration_shows_the_verdicts_the_reply_to_the_bad_extract_and_where_things_are()
    {
        var plan = Settings.Load(null).Catalogue;
        using var demo = await Plan86Program.RunAsync("demo", "--data", _folder);
        demo.ExitCode.ShouldBe(0, demo.Err);

        // The table folds names: these are their first lines.
        foreach (var indicator in new[] { "│ Tốc độ tăng trưởng", "│ Sản lượng hàng hóa", "│ Khách du lịch ", "│ Khách du lịch quốc tế",
            "│ Thu hút vốn đầu tư" })
        {
            demo.Out.ShouldContain(indicator);
        }

        demo.Out.ShouldContain("KHÔNG NHẬN: 2026-01-20-hai-phong-tep-co-loi.csv");
        demo.Out.ShouldContain("Dòng 7, cột «Giá trị»");
        demo.Out.ShouldContain("9.1OO");
        demo.Out.ShouldContain("Dòng 6, cột «Kỳ»");
        var data = Path.Combine(_folder, "demo");
        var file = Path.Combine(data, "warehouse", "plan86.duckdb");
        demo.Out.ShouldContain(file);
        File.Exists(file).ShouldBeTrue();
        var pictures = Directory.EnumerateFiles(Path.Combine(data, "bulletins"), "*.png", SearchOption.AllDirectories)
            .Select(path => Path.GetFileName(path)).ToLookup(name => name.StartsWith("overview", StringComparison.Ordinal));
        var months = pictures[false].Where(name => name.Contains("-months.", StringComparison.Ordinal)).ToList();
        months.ShouldContain("port_throughput-months.vi.png");
        pictures[true].ShouldContain("overview.vi.png");
        pictures[false].Except(months).Count().ShouldBe(
            2 * (plan.Indicators.Count + plan.Indicators.Select(indicator => indicator.Sector.Code).Distinct().Count()),
            "indicators and sectors, in two languages");
        File.Exists(Path.Combine(data, "inbox", "hai-phong-monthly", "2026-01-20-hai-phong-tep-co-loi.csv.reply.txt")).ShouldBeTrue();

        // Nothing of the bad extract, everything of what is wrong in it.
        (await SqlAsync(data, "SELECT count(*) FROM observation JOIN extract USING (extract_id) WHERE state = 'rejected'")).ShouldBe("0");
        (await SqlAsync(data, "SELECT count(*) FROM problem JOIN extract USING (extract_id) WHERE state = 'rejected'")).ShouldBe("5");
        (await SqlAsync(data, "SELECT count(*) FROM assessment")).ShouldBe($"{plan.Targets.Count}");
        var unknown = await SqlAsync(data,
            "SELECT count(*) FROM assessment WHERE indicator NOT IN (SELECT indicator FROM assessment WHERE actual_year IS NOT NULL)");
        demo.Out.ShouldContain($"Chưa có số liệu / no data: {unknown} mục tiêu / targets");

        // Again, over itself; never over a folder it did not make.
        var again = await Plan86Command.RunAsync("demo", "--data", _folder);
        again.ExitCode.ShouldBe(0, again.Err);
        File.Delete(Path.Combine(data, ".demo"));
        var foreign = await Plan86Command.RunAsync("demo", "--data", _folder);
        foreign.ExitCode.ShouldBe(2, foreign.Err);
        File.Exists(file).ShouldBeTrue();
    }

    [Fact]
    public async Task A_bulletin_says_where_it_lies_and_a_failed_one_why_and_leaves_the_last()
    {
        var nothing = await Plan86Command.RunAsync("bulletin", "2024-12", "--data", Data, "--config", Bare);
        nothing.ExitCode.ShouldNotBe(0);
        nothing.Err.ShouldContain("nothing has been published yet");

        var drop = await Plan86Command.RunAsync("drop", Extract("tot.csv", Good), "--data", Data, "--config", Bare);
        drop.ExitCode.ShouldBe(0, drop.Err);
        var made = await Plan86Command.RunAsync("bulletin", "2024-12", "--lang", "both", "--data", Data, "--config", Bare);
        made.ExitCode.ShouldBe(0, made.Err);
        var lies = Path.Combine(Data, "bulletins", "2024-12");
        var named = made.Out.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith(lies, StringComparison.Ordinal))
            .ToList();
        named.ShouldAllBe(file => File.Exists(file));
        named.Select(file => Path.GetFileName(file)).ShouldBe(
            ["bulletin.en.docx", "bulletin.en.html", "bulletin.vi.docx", "bulletin.vi.html", "index.en.html", "index.html", "index.vi.html",
                "manifest.json"]);

        var early = await Plan86Command.RunAsync("bulletin", "2015-01", "--data", Data, "--config", Bare);
        early.ExitCode.ShouldBe(2);
        early.Err.ShouldContain("2020-03");
        File.SetAttributes(Path.Combine(Data, "warehouse", "plan86.duckdb"), FileAttributes.Normal);
        File.WriteAllText(Path.Combine(Data, "warehouse", "plan86.duckdb"), "no database");
        var broken = await Plan86Command.RunAsync("bulletin", "2024-12", "--data", Data, "--config", Bare);
        broken.ExitCode.ShouldNotBe(0);
        broken.Err.ShouldContain("plan86.duckdb");
        named.ShouldAllBe(file => File.Exists(file));
    }

    [Fact]
    public async Task Drop_finds_the_source_answers_and_says_when_someone_must_look()
    {
        var good = await Plan86Command.RunAsync("drop", Extract("tot.csv", Good), "--data", Data, "--config", Bare);
        good.ExitCode.ShouldBe(0, good.Err);
        good.Out.ShouldContain("ACCEPTED: tot.csv");
        good.Out.ShouldContain("Nguồn: Báo cáo số liệu của Cục Thống kê thành phố Hải Phòng");
        File.Exists(Path.Combine(Data, "inbox", "hai-phong-monthly", "tot.csv")).ShouldBeTrue();

        var bad = await Plan86Command.RunAsync("drop", Extract("xau.csv", Good, Bad), "--data", Data, "--config", Bare);
        bad.ExitCode.ShouldBe(1, bad.Err);
        bad.Out.ShouldContain("NOT ACCEPTED: xau.csv");
        bad.Out.ShouldContain("Dòng 4, cột «Giá trị»");

        // It is still refused when nothing new happens.
        var again = await Plan86Command.RunAsync("drop", Extract("xau.csv", Good, Bad), "--data", Data, "--config", Bare);
        again.ExitCode.ShouldBe(1, again.Out + again.Err);
        again.Out.ShouldContain("NOT ACCEPTED: xau.csv");
    }

    [Fact]
    public async Task Drop_of_a_file_that_fits_no_source_or_several_names_them()
    {
        var none = Path.Combine(_folder, "la.csv");
        await File.WriteAllTextAsync(none, "a;b\n1;2\n", TestContext.Current.CancellationToken);
        var unknown = await Plan86Command.RunAsync("drop", none, "--data", Data);
        unknown.ExitCode.ShouldBe(2);
        unknown.Err.ShouldContain("hai-phong-monthly (Báo cáo số liệu của Cục Thống kê thành phố Hải Phòng)");

        var sources = Directory.CreateDirectory(Path.Combine(_folder, "config", "sources")).FullName;
        var json = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "ingest", "sources", "hai-phong-monthly.json"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(sources, "second.json"),
            json.Replace("\"hai-phong-monthly\"", "\"second\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var several =
            await Plan86Command.RunAsync("drop", Extract("tot.csv", Good), "--data", Data, "--config", Path.Combine(_folder, "config"));
        several.ExitCode.ShouldBe(2);
        several.Err.ShouldContain("hai-phong-monthly (");
        several.Err.ShouldContain("second (");
        Directory.Exists(Path.Combine(Data, "landed")).ShouldBeFalse();
    }

    [Fact]
    public async Task Drop_of_a_damaged_file_says_so_and_the_last_line_is_the_first_of_the_reply()
    {
        var broken = Path.Combine(_folder, "2024-04-06-hong.xlsx");
        await File.WriteAllBytesAsync(broken, [.. "PK\u0003\u0004 hong"u8], TestContext.Current.CancellationToken);
        using var damaged = await Plan86Program.RunAsync("drop", broken, "--data", Data, "--config", Bare, "--reply-language", "vi");
        damaged.ExitCode.ShouldBe(1, damaged.Err);
        damaged.Out.ShouldStartWith("KHÔNG NHẬN: 2024-04-06-hong.xlsx\n  Tệp bị hỏng");

        using var bad = await Plan86Program.RunAsync(
            "drop", Extract("xau.csv", Good, Bad), "--data", Data, "--config", Bare, "--reply-language", "vi");
        var lines = bad.Out.TrimEnd('\n').Split('\n');
        lines[^1].ShouldBe("KHÔNG NHẬN: xau.csv (1 chỗ cần sửa)");
        lines[0].TrimStart('\uFEFF').ShouldBe(lines[^1]);
        using var wrong = await Plan86Program.RunAsync("once", "--data", Data, "--reply-language", "fr");
        wrong.ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task A_wrong_drop_is_withdrawn_answers_so_when_it_comes_again_and_can_be_brought_back()
    {
        var good = Extract("dung.csv", Good);
        var wrong = Extract("nham.csv", "Khách du lịch;Năm 2022;Nghìn lượt;700;Ước");
        var dropped = await Plan86Command.RunAsync("drop", good, wrong, "--data", Data, "--config", Bare);
        dropped.ExitCode.ShouldBe(0, dropped.Err);

        var id = await SqlAsync(Data, "SELECT extract_id FROM extract WHERE file_name = 'nham.csv'");
        var withdrawn =
            await Plan86Command.RunAsync("withdraw", id[..6].ToUpperInvariant(), "--why", "nhầm năm", "--data", Data, "--config", Bare);
        withdrawn.ExitCode.ShouldBe(0, withdrawn.Out + withdrawn.Err);
        withdrawn.Out.ShouldContain("Rút / withdrawn");
        withdrawn.Out.ShouldContain("Đã công bố / published");
        (await SqlAsync(Data, "SELECT state, withdrawn_why FROM extract WHERE state <> 'accepted'")).ShouldBe("withdrawn,nhầm năm");
        (await SqlAsync(Data, "SELECT count(*) FROM observation")).ShouldBe("1");
        (await File.ReadAllTextAsync(Path.Combine(Data, "inbox", "hai-phong-monthly", "nham.csv.reply.txt"),
            TestContext.Current.CancellationToken)).ShouldContain("WITHDRAWN, NOT USED: nham.csv");

        // The same bytes, under the same name and another.
        File.Copy(wrong, Path.Combine(_folder, "nham-2.csv"));
        foreach (var name in new[] { "nham.csv", "nham-2.csv" })
        {
            var again = await Plan86Command.RunAsync("drop", Path.Combine(_folder, name), "--data", Data, "--config", Bare);
            again.ExitCode.ShouldBe(1, again.Out + again.Err);
            again.Out.ShouldContain($"WITHDRAWN, NOT USED: {name}");
            again.Out.ShouldContain("Lý do: nhầm năm");
            again.Out.ShouldContain("Why: nhầm năm");
            again.Out.ShouldContain($"plan86 withdraw {id[..12]} --undo");
        }

        var twice = await Plan86Command.RunAsync("withdraw", "nham-2.csv", "--why", "khác", "--data", Data, "--config", Bare);
        twice.ExitCode.ShouldBe(0, twice.Err);
        twice.Out.ShouldContain("withdrawn before, nothing changes");
        twice.Out.ShouldContain("Lý do: nhầm năm");
        var back = await Plan86Command.RunAsync("withdraw", "nham.csv", "--undo", "--data", Data, "--config", Bare);
        back.ExitCode.ShouldBe(0, back.Err);
        (await SqlAsync(Data, "SELECT count(*) FROM observation")).ShouldBe("2");
    }

    [Fact]
    public async Task Withdraw_names_what_could_be_meant_and_waits_for_no_other_writer()
    {
        await PutAsync("so-lieu.csv", Good);
        var first = await Plan86Command.RunAsync("once", "--data", Data, "--config", Bare);
        first.ExitCode.ShouldBe(0, first.Err);

        await PutAsync("so-lieu.csv", Good, "Khách du lịch;Năm 2022;Nghìn lượt;7.000;Ước");
        var second = await Plan86Command.RunAsync("once", "--data", Data, "--config", Bare);
        var ids = (await SqlAsync(Data, "SELECT extract_id FROM extract")).Split('\n');
        foreach (var text in new[] { "so-lieu.csv", "khong-co.csv", ids[0][..5] })
        {
            var unclear = await Plan86Command.RunAsync("withdraw", text, "--why", "nhầm", "--data", Data, "--config", Bare);
            unclear.ExitCode.ShouldBe(2, unclear.Out);
            ids.ShouldAllBe(id => unclear.Err.Contains(id.Substring(0, 12)));
        }

        foreach (var options in new string[][] { [], ["--why", " "], ["--why", "nhầm", "--undo"] })
        {
            var faulty = await Plan86Command.RunAsync(["withdraw", ids[0], "--data", Data, .. options]);
            faulty.ExitCode.ShouldBe(2, faulty.Out);
        }

        using var other = Plan86.Schedules.DataFolder.TryOpen(Data)!;
        var busy = await Plan86Command.RunAsync("withdraw", ids[0], "--why", "nhầm", "--data", Data, "--config", Bare);
        busy.ExitCode.ShouldBe(4);
        Directory.GetFiles(Path.Combine(Data, "landed"), "withdrawal-*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_writer_is_told_so()
    {
        using var office = Plan86.Schedules.DataFolder.TryOpen(Data)!;
        using var once = await Plan86Program.RunAsync("once", "--data", Data);
        once.ExitCode.ShouldBe(4);
        once.Err.ShouldContain("Another process is writing to");
        once.Err.ShouldContain("Một tiến trình khác đang ghi");
    }

    [Fact]
    public async Task Once_takes_what_lies_in_the_inbox_and_its_exit_code_tells_of_a_refusal()
    {
        await PutAsync("tot.csv", Good);
        var good = await Plan86Command.RunAsync("once", "--data", Data, "--config", Bare);
        good.ExitCode.ShouldBe(0, good.Err);
        await PutAsync("xau.csv", Bad);
        var bad = await Plan86Command.RunAsync("once", "--data", Data, "--config", Bare);
        bad.ExitCode.ShouldBe(1, bad.Err);
        var nothing = await Plan86Command.RunAsync("once", "--data", Data, "--config", Bare);
        nothing.ExitCode.ShouldBe(0, nothing.Err);
        nothing.Out.ShouldContain("Nothing new");

        var status = await Plan86Command.RunAsync("status", "--data", Data);
        status.ExitCode.ShouldBe(0, status.Err);
        status.Out.ShouldContain("accepted");
        status.Out.ShouldContain("rejected");
        status.Out.ShouldContain("06/01/2024");
    }

    [Fact]
    public async Task A_reply_left_over_from_an_earlier_file_of_that_name_is_replaced()
    {
        var drop = await PutAsync("so-lieu.csv", Good);
        var first = await Plan86Command.RunAsync("once", "--data", Data, "--config", Bare);
        first.ExitCode.ShouldBe(0, first.Err);

        // As after a kill between landing and answering.
        await File.WriteAllTextAsync(
            drop + ".reply.txt", "KHÔNG NHẬN: so-lieu.csv\nMã tệp / extract_id: 0123\n", TestContext.Current.CancellationToken);
        var second = await Plan86Command.RunAsync("once", "--data", Data, "--config", Bare);
        (await File.ReadAllTextAsync(drop + ".reply.txt", TestContext.Current.CancellationToken)).ShouldContain("ACCEPTED: so-lieu.csv");
    }

    [Fact]
    public async Task Queries_come_as_table_csv_and_json_and_carry_no_formula()
    {
        await PutAsync("tot.csv", Good);
        var once = await Plan86Command.RunAsync("once", "--data", Data, "--config", Bare);
        const string Sql =
            "SELECT 'Hải \"Phòng\", 1' AS ten, '=1+1' AS cong_thuc, -1.5::DOUBLE AS so, DATE '2024-01-06' AS ngay, NULL AS trong, [1, 2] "
                + "AS ds, true AS co";
        var csv = await Plan86Command.RunAsync("sql", Sql, "--format", "csv", "--data", Data);
        csv.Out.Split('\n')[..2]
            .ShouldBe(["ten,cong_thuc,so,ngay,trong,ds,co", "\"Hải \"\"Phòng\"\", 1\",'=1+1,-1.5,2024-01-06,,1; 2,true"]);

        var json = await Plan86Command.RunAsync("sql", Sql, "--format", "json", "--data", Data);
        var row = JsonDocument.Parse(json.Out).RootElement[0];
        row.GetProperty("ten").GetString().ShouldBe("Hải \"Phòng\", 1");
        row.GetProperty("cong_thuc").GetString().ShouldBe("=1+1");
        row.GetProperty("so").GetDouble().ShouldBe(-1.5);
        row.GetProperty("ngay").GetString().ShouldBe("2024-01-06");
        row.GetProperty("trong").ValueKind.ShouldBe(JsonValueKind.Null);
        row.GetProperty("ds").GetArrayLength().ShouldBe(2);
        row.GetProperty("co").GetBoolean().ShouldBeTrue();

        using var table = await Plan86Program.RunAsync("sql", Sql, "--data", Data);
        table.Out.ShouldContain("│ -1.5 │ 2024-01-06 │");

        var wrong = await Plan86Command.RunAsync("sql", "SELEC 1", "--data", Data);
        wrong.ExitCode.ShouldBe(2);
        wrong.Err.ShouldContain("SELEC");
        var writing = await Plan86Command.RunAsync("sql", "DELETE FROM observation", "--data", Data);
        writing.ExitCode.ShouldBe(2);
        writing.Err.ShouldContain("read-only");
        var format = await Plan86Command.RunAsync("sql", "SELECT 1", "--format", "xml", "--data", Data);
        format.ExitCode.ShouldBe(2);
    }

    [Theory]
    [InlineData("sql", "SELECT 1")]
    [InlineData("assess")]
    [InlineData("assess", "--as-of", "2024-01-01")]
    public async Task Before_the_first_publication_that_is_what_is_said(params string[] command)
    {
        var program = await Plan86Command.RunAsync([.. command, "--data", Data]);
        program.ExitCode.ShouldBe(2, program.Err);
        program.Err.ShouldContain("nothing has been published yet");
    }

    [Fact]
    public async Task Assess_judges_as_of_a_past_day()
    {
        await PutAsync("a.csv", Good);
        await PutOnAsync("b.csv", "2024-03-05", "Khách du lịch;Năm 2023;Nghìn lượt;8.100;Chính thức");
        var once = await Plan86Command.RunAsync("once", "--data", Data);
        (await ActualAsync()).ShouldBe(8.1);
        (await ActualAsync("--as-of", "2024-03-04")).ShouldBe(7.9);
        (await ActualAsync("--as-of", "2024-01-05")).ShouldBeNull();

        var wrong = await Plan86Command.RunAsync("assess", "--as-of", "04/03/2024", "--data", Data);
        wrong.ExitCode.ShouldBe(2);
        wrong.Err.ShouldContain("yyyy-MM-dd");

        async Task<double?> ActualAsync(params string[] more)
        {
            var program = await Plan86Command.RunAsync(["assess", "--format", "json", "--data", Data, .. more]);
            program.ExitCode.ShouldBe(0, program.Err);
            var actual = JsonDocument.Parse(program.Out).RootElement.EnumerateArray()
                .First(verdict => verdict.GetProperty("indicator").GetString() == "tourists").GetProperty("actual");
            return actual.ValueKind == JsonValueKind.Null ? null : Math.Round(actual.GetDouble(), 9);
        }
    }

    [Fact]
    public async Task Assess_judges_any_plan_from_two_files()
    {
        var (targets, observations) = (Path.Combine(_folder, "targets.csv"), Path.Combine(_folder, "observations.csv"));
        await File.WriteAllTextAsync(
            targets, "indicator,horizon,lower,direction\nx,2025,100,up\ny,2025,5,up\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            observations, "indicator,year,value\nx,2020,50.5\nx,2024,101.25\n", TestContext.Current.CancellationToken);
        var program = await Plan86Command.RunAsync("assess", "--targets", targets, "--observations", observations, "--format", "csv");
        program.ExitCode.ShouldBe(0, program.Err);
        var lines = program.Out.Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
        lines[0].ShouldStartWith("indicator,horizon,base_year,base_value,actual_year,actual,pace,pace_status,outlook,projected,verdict");
        lines[1].ShouldStartWith("x,2025,2020,50.5,2024,101.25,");
        lines[1].ShouldContain(",target_achieved,");
        lines[2].ShouldContain(",no_data,");

        var alone = await Plan86Command.RunAsync("assess", "--targets", targets);
        alone.ExitCode.ShouldBe(2);
        await File.WriteAllTextAsync(observations, "indicator,year,value\nx,hai nghìn,50.5\n", TestContext.Current.CancellationToken);
        var faulty = await Plan86Command.RunAsync("assess", "--targets", targets, "--observations", observations);
        faulty.ExitCode.ShouldBe(2);
        faulty.Err.ShouldContain("observations.csv:L2:year");
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    public async Task Read_shows_what_would_be_read_and_leaves_no_state(string format)
    {
        var file = Extract("tot.csv", Good);
        using var program = await Plan86Program.RunAsync("read", file, "--format", format, "--data", Data);
        program.ExitCode.ShouldBe(0, program.Err);
        if (format == "json")
        {
            var root = JsonDocument.Parse(program.Out).RootElement;
            root.GetProperty("source").GetString().ShouldBe("hai-phong-monthly");
            root.GetProperty("published_on").GetString().ShouldBe("2024-01-06");
            root.GetProperty("observations")[0].GetProperty("obs_value").GetDouble().ShouldBe(7900);
        }
        else
        {
            program.Out.ReplaceLineEndings("\n")
                .ShouldBe("Chỉ tiêu,Kỳ,Đơn vị tính,Giá trị,Trạng thái\nKhách du lịch,Năm 2023,Nghìn lượt,7900,Ước\n");
        }

        Directory.EnumerateFileSystemEntries(_folder).ShouldBe([file]);
    }

    [Fact]
    public async Task Read_writes_nothing_but_the_result_whatever_a_library_says_of_a_damaged_workbook()
    {
        var workbook = new NPOI.HSSF.UserModel.HSSFWorkbook();
        foreach (var name in new[] { "Một", "Hai", "Ba" })
        {
            workbook.CreateSheet(name).CreateRow(0).CreateCell(0).SetCellValue("a");
        }

        using var stream = new MemoryStream();
        workbook.Write(stream);
        var bytes = stream.ToArray();
        byte[] sheet = [0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x10, 0x00];
        var third = bytes.AsSpan().LastIndexOf(sheet);
        third.ShouldBeGreaterThan(0);
        (bytes[third + 6], bytes[third + 7]) = (0x28, 0x12);
        var file = Path.Combine(_folder, "hong.xls");
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        using var program = await Plan86Program.RunAsync("read", file, "--data", Data);
        program.Out.ShouldNotContain("BOF");
    }

    [Fact]
    public async Task Read_shows_the_cells_of_a_workbook_no_source_knows()
    {
        var file = Path.Combine(_folder, "la.xlsx");
        await File.WriteAllBytesAsync(file, new WorkbookWriter().Sheet("Trang 1")
            .Cell("A1", "Bảng lạ").Cell("A3", "Chỉ tiêu").Cell("B3", "Năm 2023").Cell("C3", "Năm 2024")
            .Cell("A4", "Một").Cell("B4", 1).Cell("C4", 1.5).Cell("A5", "Hai").Cell("B5", 2).Cell("C5", 2.5).ToArray(),
            TestContext.Current.CancellationToken);
        using var program = await Plan86Program.RunAsync("read", file, "--format", "csv", "--data", Data);
        program.ExitCode.ShouldBe(0, program.Err);
        program.Out.ReplaceLineEndings("\n").ShouldBe("Chỉ tiêu,Năm 2023,Năm 2024\nMột,1,1.5\nHai,2,2.5\n");

        using var json = await Plan86Program.RunAsync("read", file, "--data", Data);
        var table = JsonDocument.Parse(json.Out).RootElement.GetProperty("tables")[0];
        table.GetProperty("title").GetString().ShouldBe("Bảng lạ");
        var cell = table.GetProperty("rows")[0].GetProperty("cells").EnumerateArray().Last();
        (cell.GetProperty("ref").GetString(), cell.GetProperty("column_path").GetString(), cell.GetProperty("value").GetDouble())
            .ShouldBe(("C4", "Năm 2024", 1.5));
    }

    [Fact]
    public async Task Rebuild_makes_the_same_again()
    {
        await PutAsync("tot.csv", Good);
        var once = await Plan86Command.RunAsync("once", "--data", Data, "--config", Bare);
        const string Sql = "SELECT * FROM observation ORDER BY ALL";
        var before = await SqlAsync(Data, Sql);
        Directory.Delete(Path.Combine(Data, "lake"), recursive: true);
        Directory.Delete(Path.Combine(Data, "warehouse"), recursive: true);
        var rebuild = await Plan86Command.RunAsync("rebuild", "--data", Data, "--config", Bare);
        rebuild.ExitCode.ShouldBe(0, rebuild.Err);
        (await SqlAsync(Data, Sql)).ShouldBe(before);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("once", "--nonsense")]
    [InlineData("once", "--config", "no such folder")]
    [InlineData("drop", "no such file.csv")]
    [InlineData("drop", "no such file.csv", "--source", "nobody")]
    [InlineData("read", "no such file.csv")]
    public async Task Wrong_usage_is_exit_code_2_and_one_clear_message(params string[] command)
    {
        using var program = await Plan86Program.RunAsync([.. command, "--data", Data]);
        program.ExitCode.ShouldBe(2, program.Err);
        program.Err.ShouldNotBeEmpty();
        program.Err.ShouldNotContain("   at ");
    }

    private string Extract(string name, params string[] lines)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, Office.Csv("2024-01-06", lines));
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(-5));
        return path;
    }

    private Task<string> PutAsync(string name, params string[] lines) => PutOnAsync(name, "2024-01-06", lines);

    private async Task<string> PutOnAsync(string name, string publishedOn, params string[] lines)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(Data, "inbox", "hai-phong-monthly")).FullName, name);
        await File.WriteAllBytesAsync(path, Office.Csv(publishedOn, lines));
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(-5));
        return path;
    }

    /// <summary>The rows below the header.</summary>
    private static async Task<string> SqlAsync(string data, string sql)
    {
        var program = await Plan86Command.RunAsync("sql", sql, "--format", "csv", "--data", data);
        program.ExitCode.ShouldBe(0, program.Err);
        var text = program.Out.TrimEnd('\n');
        return text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..];
    }

    public void Dispose()
    {
        if (OperatingSystem.IsWindows())
        {
            foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
            {
                File.SetAttributes(file, FileAttributes.Normal);
            }
        }

        Directory.Delete(_folder, recursive: true);
    }
}
