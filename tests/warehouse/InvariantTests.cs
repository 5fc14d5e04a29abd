using System.Diagnostics;
using System.Globalization;
using CsCheck;
using Plan86.Schedules;
using Plan86.Tests.Schedules;
using Plan86.Transform;
using Plan86.Transform.Lake;
using Plan86.Transform.Meaning;
using Plan86.Transform.Reading.Layout;
using Plan86.Warehouse;

namespace Plan86.Tests.Warehouse;

/// <summary>The seven invariants of the design, on real files and a real DuckDB.</summary>
public class InvariantTests
{
    private static readonly (string Source, string Name, byte[] Content)[] Extracts =
    [
        ("gso-monthly", "2023-12-29-fdi.xlsx",
            new WorkbookWriter().Fdi("25.FDI", "25. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/12/2023", 119, 1478.7, 1654.8)
                .ToArray()),
        ("gso-monthly", "2024-01-29-fdi.xlsx",
            new WorkbookWriter().Fdi("12. FDI", "12. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/01/2024", 11, 139.9, -7.65)
                .ToArray()),
        ("hai-phong-monthly", "a.csv", Office.Csv("2024-01-06",
            "Sản lượng hàng hóa qua cảng;Năm 2023;Triệu tấn;158,2;Ước",
            "Khách du lịch;Năm 2023;Nghìn lượt;7.900;Ước",
            "Tốc độ tăng trưởng GRDP;Năm 2023;%;10,34;Ước")),
        ("hai-phong-monthly", "b.csv", Office.Csv("2024-03-05",
            "Sản lượng hàng hóa qua cảng;Năm 2023;Triệu tấn;168,9;Sơ bộ",
            "Khách du lịch;Năm 2023;Nghìn lượt;7.900;Sơ bộ",
            "Sản lượng hàng hóa qua cảng;Cộng dồn đến tháng 1/2024;Triệu tấn;12;Ước",
            "Sản lượng hàng hóa qua cảng;2 tháng năm 2024;Triệu tấn;26,5;Ước")),
        ("hai-phong-monthly", "c.csv", Office.Csv("2024-04-05",
            "Sản lượng hàng hóa qua cảng;Năm 2023;Triệu tấn;158,2;Ước",
            "Sản lượng hàng hóa qua cảng;3 tháng năm 2024;Triệu tấn;25;Ước",
            "Khách du lịch;Tháng 3/2024;Nghìn lượt;700;Chính thức")),
        ("hai-phong-monthly", "bad.csv", Office.Csv("2024-05-05",
            "Sản lượng hàng hóa qua cảng;Năm 2023;Triệu tấn;1;Ước",
            "Không có chỉ tiêu này;Năm 2023;Triệu tấn;1;Ước")),
    ];

    [Fact]
    public async Task The_same_drops_again_change_nothing()
    {
        using var office = new Office(indicators: true);
        foreach (var (source, name, content) in Extracts)
        {
            office.Drop(source, name, content);
        }

        (await office.OnceAsync()).Refresh.Published.ShouldBeTrue();
        var (tables, file) = (office.Tables(), File.GetLastWriteTimeUtc(office.PublishedFile));
        foreach (var (source, name, content) in Extracts)
        {
            office.Drop(source, name, content);
        }

        var (collected, refresh) = await office.OnceAsync();
        collected.Deliveries.ShouldAllBe(delivery => !delivery.IsNew);
        refresh.Published.ShouldBeFalse();
        refresh.Read.ShouldBeEmpty();
        (office.Tables(), File.GetLastWriteTimeUtc(office.PublishedFile)).ShouldBe((tables, file));
    }

    [Fact]
    public async Task A_publication_of_another_build_says_so_where_a_query_fails_and_is_made_anew()
    {
        using var office = new Office();
        office.Drop(Extracts[2].Source, Extracts[2].Name, Extracts[2].Content);
        await office.OnceAsync();
        Should.Throw<SqlException>(() => office.Rows("SELECT no_such FROM observation")).Message.ShouldNotContain("plan86 once");

        var older = office.In("older.duckdb");
        File.Copy(office.PublishedFile, older);
        File.SetAttributes(older, FileAttributes.Normal);
        using (var file = DuckFile.Create(older, "200MB", isSmall: true, CancellationToken.None))
        {
            file.Run("UPDATE publication SET program_version = '0.0.9', inputs = 'older'");
        }

        File.Move(older, office.PublishedFile, overwrite: true);
        Should.Throw<SqlException>(() => office.Rows("SELECT no_such FROM observation")).Message.ShouldContain("plan86 once");
        (await office.OnceAsync()).Refresh.Published.ShouldBeTrue();
        office.Rows("SELECT program_version FROM publication")[0][0].ShouldBe(ProgramVersion.Text);
    }

    [Fact]
    public async Task Any_order_of_the_same_drops_gives_the_same_tables()
    {
        using var together = new Office();
        foreach (var (source, name, content) in Extracts)
        {
            together.Drop(source, name, content);
        }

        await together.OnceAsync();
        var expected = together.Tables();
        expected.ShouldContain("PORT.THROUGHPUT VN-HP A 2023 2023-01-01 N 168.9 T 6 P 2024-03-05 2024-04-05");
        foreach (var (order, atOnce) in Orders(Extracts.Length).Zip([1, 2, 3]))
        {
            using var office = new Office();
            foreach (var run in order.Chunk(atOnce))
            {
                foreach (var i in run)
                {
                    office.Drop(Extracts[i].Source, Extracts[i].Name, Extracts[i].Content);
                }

                (await office.OnceAsync()).Refresh.Published.ShouldBeTrue();
            }

            office.Tables().ShouldBe(expected, $"order {string.Join(' ', order)}");
        }
    }

    [Fact]
    public async Task Verdicts_and_values_do_not_depend_on_order_either()
    {
        string? expected = null;
        foreach (var runs in new[] { new int[][] { [0, 1, 2], [3, 4, 5] }, [[5, 4, 3], [2, 1, 0]] })
        {
            using var office = new Office(indicators: true);
            foreach (var run in runs)
            {
                foreach (var i in run)
                {
                    office.Drop(Extracts[i].Source, Extracts[i].Name, Extracts[i].Content);
                }

                await office.OnceAsync();
            }

            office.Tables().ShouldBe(expected ??= office.Tables());
        }
    }

    [Fact]
    public async Task Lake_and_warehouse_can_be_made_again_from_what_has_landed()
    {
        using var office = new Office(indicators: true);
        foreach (var (source, name, content) in Extracts)
        {
            office.Drop(source, name, content);
        }

        await office.OnceAsync();
        var tables = office.Tables();
        Directory.Delete(office.In("lake"), recursive: true);
        Directory.Delete(office.In("warehouse"), recursive: true);
        Directory.Delete(office.In("inbox"), recursive: true);
        (await office.RebuildAsync()).Failures.ShouldBeEmpty();
        office.Tables().ShouldBe(tables);
    }

    /// <summary>Random extracts on random days, dropped in random order, against a plain account of what vintages are.</summary>
    [Fact]
    public async Task Vintages_are_what_the_publication_days_say()
    {
        var figure = Gen.Select(Gen.Int[0, 3], Gen.Int[1, 3], Of("Ước", "Sơ bộ", "Chính thức"));
        var extract = Gen.Select(Gen.Int[1, 25], figure.List[1, 6]);
        await Gen.Select(extract.List[2, 6], Gen.Int).SampleAsync(async (drawn, seed) =>
        {
            var extracts = drawn.DistinctBy(e => e.Item1)
                .Select(e => (Day: new DateOnly(2024, 5, e.Item1), Figures: e.Item2.DistinctBy(f => f.Item1).ToList()))
                .ToList();
            using var office = new Office();
            foreach (var run in extracts.Shuffle(new Random(seed)).Chunk(3))
            {
                foreach (var (day, figures) in run)
                {
                    office.Drop(Iso(day), [.. figures.Select(f => $"Khách du lịch;Năm {2019 + f.Item1};Nghìn lượt;{f.Item2};{f.Item3}")]);
                }

                await office.OnceAsync();
            }

            var expected = extracts.OrderBy(e => e.Day)
                .SelectMany(
                    e => e.Figures
                        .Select(f => (Year: 2019 + f.Item1, e.Day, Value: f.Item2,
                            Status: f.Item3 switch { "Ước" => "E", "Sơ bộ" => "P", _ => "A" })))
                .GroupBy(f => f.Year)
                .SelectMany(key =>
                {
                    var vintages =
                        key.Where((f, i) => i == 0 || (f.Value, f.Status) != (key.ElementAt(i - 1).Value, key.ElementAt(i - 1).Status))
                            .ToList();
                    return vintages.Select(
                        (f, i) => $"{f.Year} {f.Value} {f.Status} {Iso(f.Day)} "
                            + $"{(i + 1 < vintages.Count ? Iso(vintages[i + 1].Day) : "∅")}");
                });
            office.Text("SELECT time_period, obs_value, obs_status, valid_from, valid_to FROM observation")
                .ShouldBe(string.Join('\n', expected.Order(StringComparer.Ordinal)));

            // Any past day can be asked for: exactly one vintage of each figure known by then.
            foreach (var day in Enumerable.Range(0, 6).Select(d => new DateOnly(2024, 5, (5 * d) + 1)))
            {
                var known = extracts.Where(e => e.Day <= day).SelectMany(e => e.Figures.Select(f => (f.Item1, e.Day, f.Item2)))
                    .GroupBy(f => f.Item1).Select(f => f.MaxBy(g => g.Day)).Select(f => $"{2019 + f.Item1} {f.Item3}");
                office.Text($"SELECT time_period, obs_value FROM observation_asof(DATE '{Iso(day)}')")
                    .ShouldBe(string.Join('\n', known.Order(StringComparer.Ordinal)));
            }
        }, iter: 4);
    }

    [Fact]
    public async Task A_figure_revised_and_revised_back_has_three_vintages()
    {
        using var office = new Office();
        office.Drop("2024-05-01", "Khách du lịch;Năm 2023;Nghìn lượt;7.000;Ước");
        office.Drop("2024-06-01", "Khách du lịch;Năm 2023;Nghìn lượt;8.000;Ước");
        office.Drop("2024-07-01", "Khách du lịch;Năm 2023;Nghìn lượt;7.000;Ước");
        office.Drop("2024-08-01", "Khách du lịch;Năm 2023;Nghìn lượt;7.000;Ước");
        office.Drop("2024-09-01", "Khách du lịch;Năm 2023;Nghìn lượt;7.000;Chính thức");
        await office.OnceAsync();
        office.Text("SELECT valid_from, valid_to, obs_value, obs_status FROM observation").ShouldBe("""
            2024-05-01 2024-06-01 7000 E
            2024-06-01 2024-07-01 8000 E
            2024-07-01 2024-09-01 7000 E
            2024-09-01 ∅ 7000 A
            """);
        office.Text("SELECT obs_value FROM observation_asof(DATE '2024-04-30')").ShouldBe("");
        office.Text("SELECT obs_value FROM observation_asof(DATE '2024-05-31')").ShouldBe("7000");
        office.Text("SELECT obs_value FROM observation_asof(DATE '2024-06-01')").ShouldBe("8000");
        office.Text("SELECT obs_value, obs_status FROM observation_current").ShouldBe("7000 A");
    }

    [Fact]
    public async Task Of_one_day_the_later_receipt_wins_and_a_problem_shows_both()
    {
        // Of another value (larger, smaller), another status, in another unit; each about a year of its own.
        var pairs = new[]
        {
            ("Nghìn lượt;7.000;Ước", "Nghìn lượt;8.000;Ước"), ("Nghìn lượt;8.000;Ước", "Nghìn lượt;7.000;Ước"),
            ("Nghìn lượt;7.000;Ước", "Nghìn lượt;7.000;Chính thức"), ("Nghìn lượt;7.000;Ước", "Triệu lượt;8;Ước"),
        }.Select((pair, i) => (Year: 2020 + i, First: pair.Item1, Second: pair.Item2)).ToList();
        using var office = new Office();
        foreach (var (year, first, _) in pairs)
        {
            office.DropAs($"dau-{year}.csv", "2024-05-01", $"Khách du lịch;Năm {year};{first}");
        }

        await office.OnceAsync();
        foreach (var (year, _, second) in pairs)
        {
            office.DropAs($"sau-{year}.csv", "2024-05-01", $"Khách du lịch;Năm {year};{second}");
        }

        await office.OnceAsync();
        office.Text("SELECT o.time_period, e.file_name FROM observation o JOIN extract e USING (extract_id)")
            .ShouldBe(string.Join('\n', pairs.Select(pair => $"{pair.Year} sau-{pair.Year}.csv")));
        var problems = office.Rows("SELECT file_name, found, expected, severity FROM problem ORDER BY file_name");
        problems.Count.ShouldBe(pairs.Count);
        foreach (var (problem, (year, _, _)) in problems.Zip(pairs))
        {
            problem[0].ShouldBe($"dau-{year}.csv");
            ((string)problem[1]!).ShouldContain($"TOURISM.ARRIVALS VN-HP {year}");
            ((string)problem[2]!).ShouldContain($"sau-{year}.csv L3");
        }

        var tables = office.Tables();
        await office.RebuildAsync();
        office.Tables().ShouldBe(tables);

        // The corrected files once more: they had been taken before and do not win again.
        foreach (var (year, first, _) in pairs)
        {
            office.DropAs($"dau-{year}.csv", "2024-05-01", $"Khách du lịch;Năm {year};{first}");
        }

        await office.OnceAsync();
        office.Tables().ShouldBe(tables);
    }

    [Fact]
    public async Task What_agrees_on_one_day_is_no_problem_and_arrival_decides_nothing()
    {
        string? expected = null;
        foreach (var names in new[] { new[] { "x.csv", "y.csv" }, ["y.csv", "x.csv"] })
        {
            using var office = new Office();
            foreach (var name in names)
            {
                office.DropAs(name, "2024-05-01", "Khách du lịch;Năm 2023;Nghìn lượt;7.000;Ước",
                    $"Khách du lịch;Năm {(name == "x.csv" ? 2021 : 2022)};Nghìn lượt;6.000;Ước");
                await office.OnceAsync();
            }

            office.Scalar<long>("SELECT count(*) FROM problem").ShouldBe(0);
            office.Tables().ShouldBe(expected ??= office.Tables());
        }
    }

    /// <summary>Every data line of a flat file is exactly one observation or one problem.</summary>
    [Fact]
    public async Task No_line_of_a_flat_file_is_dropped_silently()
    {
        var field = new[]
        {
            Of("PORT_7", "PORT_8", "KHACH_1", "khong phai ma", ""),
            Of("03/2024", "04/2024", "2023", "Quý II/2024", "Tháng 13/2024", "hôm qua", "2021-2025", ""),
            Of("HP12", "HP13", "", "Hà Nội"),
            Of("1.234,567", "5", "-", "(3,5)", "…", "", "9.1OO", "1,2,3", "\"7,5\""),
            Of("so_bo", "uoc", "", "tạm tính"),
        };
        var line = Gen.Frequency(
            (20, Gen.Select(field[0], field[1], field[2], field[3], field[4])
                .Select(f => $"{f.Item1};{f.Item2};{f.Item3};{f.Item4};{f.Item5}")),
            (1, Of("PORT_7;03/2024;HP12", "PORT_7;05/2024;HP12;1;so_bo;thừa", "một ô", "PORT_7;03/2024;HP12;1;so_bo;")),
            (1, Of("", "# ghi chú")));
        await line.List[1, 200].SampleAsync(async lines =>
        {
            using var office = new Office();
            office.Drop("hai-phong-flat", "2024-06-05.csv", System.Text.Encoding.UTF8.GetBytes(
                "ma_chi_tieu;ky;don_vi_hanh_chinh;gia_tri;trang_thai\r\n" + string.Concat(lines.Select(text => text + "\r\n"))));
            await office.OnceAsync();

            var wanted = lines.Select((text, i) => (text, Line: $"L{i + 2}")).Where(l => l.text.Length > 0 && l.text[0] != '#')
                .Select(l => l.Line);
            var rejected = office.Scalar<string>("SELECT state FROM extract") == "rejected";
            var told = office.Rows("SELECT split_part(place, ':', 1) FROM problem UNION ALL SELECT cell_ref FROM observation")
                .Select(row => (string)row[0]!).Where(place => place.Length > 0);
            if (rejected)
            {
                // Nothing of a refused file is used; it is told as a whole.
                office.Scalar<long>("SELECT count(*) FROM observation").ShouldBe(0);
                told.ShouldBeSubsetOf(wanted);
            }
            else
            {
                told.Order(StringComparer.Ordinal).ShouldBe(wanted.Order(StringComparer.Ordinal));
            }
        }, iter: 5);
    }

    [Fact]
    public async Task Every_number_of_a_workbook_is_a_cell()
    {
        using var office = new Office();
        office.Drop("gso-monthly", "2024-01-29-fdi.xlsx", new WorkbookWriter()
            .Fdi("12. FDI", "12. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/01/2024", 11, 139.9, -7.65)
            .Cell("B9", "Hà Nội").Cell("C9", 5).Cell("D9", "1.234,5").Cell("E9", "-")
            .Cell("B10", "Đà Nẵng").Cell("C10", "…").Cell("D10", 0.5).Cell("E10", "mười")
            .ToArray());
        await office.OnceAsync();
        office.Text("SELECT cell_ref, \"value\", row_label FROM cell").ShouldBe("""
            C8 11 Hải Phòng
            C9 5 Hà Nội
            D10 0.5 Đà Nẵng
            D8 139.9 Hải Phòng
            D9 1234.5 Hà Nội
            E8 -7.65 Hải Phòng
            E9 0 Hà Nội
            """);
    }

    [Theory]
    [InlineData("dữ liệu [2024] {a,b} 'x'")]
    [InlineData("C# 100% & co; a=b")]
    public async Task Any_name_of_a_data_folder_will_do(string name)
    {
        using var office = new Office(name: name);
        office.Drop("2024-05-01", "Khách du lịch;Năm 2023;Nghìn lượt;7.000;Ước");
        office.Drop(Extracts[0].Source, Extracts[0].Name, Extracts[0].Content);
        (await office.OnceAsync()).Refresh.Failures.ShouldBeEmpty();
        office.Text("SELECT series, obs_value FROM observation WHERE series = 'TOURISM.ARRIVALS'").ShouldBe("TOURISM.ARRIVALS 7000");
        office.Scalar<long>("SELECT count(*) FROM cell").ShouldBe(3);
    }

    [Fact]
    public async Task Many_extracts_are_read_at_once_and_all_accounted_for()
    {
        using var office = new Office();
        for (var i = 0; i < 60; i++)
        {
            office.DropAs($"{i}.csv", "2024-05-01", $"Khách du lịch;Năm {1950 + i};Nghìn lượt;{i + 1};Ước");
        }

        var (_, refresh) = await office.OnceAsync();
        refresh.Failures.ShouldBeEmpty();
        refresh.Read.Count.ShouldBe(60);
        office.Scalar<long>("SELECT count(*) FROM observation").ShouldBe(60);
    }

    [Fact]
    public async Task Storing_at_once_from_many_threads_keeps_every_account()
    {
        using var office = new Office();
        await Parallel.ForEachAsync(Enumerable.Range(0, 2_000), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
        {
            var id = i.ToString("x64", CultureInfo.InvariantCulture);
            await office.Store.StoreAsync(
                new Extract(id, "gso-monthly", $"{i}.xlsx", default, default, 0, () => Stream.Null), "",
                _ => Task.FromResult(new ExtractReport(default, ExtractState.Rejected, 0, 0, 0, [], [], []) { Rank = 2 }));
        });
        office.Store.Stored().Count.ShouldBe(2_000);
    }

    [Fact]
    public async Task Readers_in_another_process_never_wait_and_never_see_half() => await ReadWhilePublishingAsync(100);

    [Fact(Explicit = true)]
    public async Task Readers_in_another_process_never_wait_a_thousand_times() => await ReadWhilePublishingAsync(1_000);

    private static async Task ReadWhilePublishingAsync(int times)
    {
        using var office = new Office();
        office.Drop("2024-05-01", [.. Enumerable.Range(1950, 70).Select(year => $"Khách du lịch;Năm {year};Nghìn lượt;{year};Ước")]);
        await office.OnceAsync();
        var start = new ProcessStartInfo(Plan86Program.DotNet, [typeof(InvariantTests).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                [Start.ReadVariable] = office.PublishedFile,
                [Start.TimesVariable] = times.ToString(CultureInfo.InvariantCulture),
            },
        };
        using var reader = Process.Start(start)!;
        var (output, errors) = (reader.StandardOutput.ReadToEndAsync(), reader.StandardError.ReadToEndAsync());
        var publications = 0;
        while (!reader.HasExited)
        {
            // Now with other figures, now again as it was.
            if (++publications % 3 == 0)
            {
                office.DropAs($"{publications}.csv", "2024-05-02",
                    $"Khách du lịch quốc tế;Năm {1900 + publications % 190};Nghìn lượt;{publications};Ước");
                await office.OnceAsync();
            }
            else
            {
                await office.PublishAgainAsync();
            }
        }

        (reader.ExitCode, await errors).ShouldBe((0, ""), await output);
        var seen = int.Parse(await output, CultureInfo.InvariantCulture);
        seen.ShouldBeGreaterThan(3);
        TestContext.Current.SendDiagnosticMessage($"{times} opens, {publications} publications, {seen} of them seen");
    }

    [Fact]
    public async Task The_published_file_is_read_only_and_no_stray_log_survives_a_publication()
    {
        using var office = new Office();
        office.Drop("2024-05-01", "Khách du lịch;Năm 2023;Nghìn lượt;7.000;Ước");
        await office.OnceAsync();
        var file = office.PublishedFile;
        if (OperatingSystem.IsWindows())
        {
            File.GetAttributes(file).HasFlag(FileAttributes.ReadOnly).ShouldBeTrue();
            return;
        }

        const UnixFileMode Read = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        File.GetUnixFileMode(file).ShouldBe(Read);
        await File.WriteAllTextAsync(file + ".wal", "left behind by a client that was killed", TestContext.Current.CancellationToken);
        office.Drop("2024-06-01", "Khách du lịch;Năm 2023;Nghìn lượt;8.000;Ước");
        await office.OnceAsync();
        File.Exists(file + ".wal").ShouldBeFalse();
        File.GetUnixFileMode(file).ShouldBe(Read);
        Directory.EnumerateFileSystemEntries(office.In("warehouse")).ShouldHaveSingleItem();
        office.Text("SELECT obs_value FROM observation_current").ShouldBe("8000");
    }

    [Fact]
    public async Task A_connection_keeps_its_view_while_the_file_is_replaced()
    {
        using var office = new Office();
        office.Drop("2024-05-01", "Khách du lịch;Năm 2023;Nghìn lượt;7.000;Ước");
        await office.OnceAsync();
        using var open = DuckFile.OpenRead(office.PublishedFile);
        office.Drop("2024-06-01", "Khách du lịch;Năm 2023;Nghìn lượt;8.000;Ước");
        await office.OnceAsync();
        open.Query("SELECT obs_value FROM observation_current").Rows.ShouldHaveSingleItem()[0].ShouldBe(7000d);
    }

    [Fact]
    public async Task A_refresh_that_fails_leaves_the_last_publication_standing()
    {
        using var office = new Office();
        office.Drop("2024-05-01", "Khách du lịch;Năm 2023;Nghìn lượt;7.000;Ước");
        await office.OnceAsync();
        var tables = office.Tables();
        var part = Directory.EnumerateFiles(office.In("lake", "observation"), "*.parquet", SearchOption.AllDirectories)
            .ShouldHaveSingleItem();
        var bytes = await File.ReadAllBytesAsync(part, TestContext.Current.CancellationToken);
        bytes.AsSpan(bytes.Length / 4, bytes.Length / 2).Fill(0xAA);
        await File.WriteAllBytesAsync(part, bytes, TestContext.Current.CancellationToken);

        office.Drop("2024-06-01", "Khách du lịch;Năm 2023;Nghìn lượt;8.000;Ước");
        await Should.ThrowAsync<Exception>(() => office.OnceAsync());
        office.Tables().ShouldBe(tables);
        Directory.EnumerateFileSystemEntries(office.In("warehouse")).ShouldHaveSingleItem();

        (await office.RebuildAsync()).Failures.ShouldBeEmpty();
        office.Text("SELECT obs_value FROM observation_current").ShouldBe("8000");
    }

    [Fact]
    public async Task A_damaged_published_file_is_built_anew()
    {
        using var office = new Office();
        office.Drop("2024-05-01", "Khách du lịch;Năm 2023;Nghìn lượt;7.000;Ước");
        await office.OnceAsync();
        var (tables, file) = (office.Tables(), office.PublishedFile);
        File.Delete(file);
        await File.WriteAllTextAsync(file, "no database", TestContext.Current.CancellationToken);
        (await office.OnceAsync()).Refresh.Published.ShouldBeTrue();
        office.Tables().ShouldBe(tables);
    }

    private static Gen<string> Of(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>As it is, reversed, and others drawn at random but the same in every run.</summary>
    private static IEnumerable<int[]> Orders(int count)
    {
        int[] all = [.. Enumerable.Range(0, count)];
        yield return all;
        yield return [.. all.Reverse()];
        var random = new Random(86);
        while (true)
        {
            yield return [.. all.Shuffle(random)];
        }
    }
}

internal static class Shuffling
{
    public static IEnumerable<T> Shuffle<T>(this IEnumerable<T> items, Random random)
    {
        T[] shuffled = [.. items];
        random.Shuffle(shuffled);
        return shuffled;
    }
}
