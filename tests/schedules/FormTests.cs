using System.Diagnostics;
using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Plan86.Schedules;
using Plan86.Schedules.Commands;
using Plan86.Schedules.Office;
using Plan86.Transform;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading;

namespace Plan86.Tests.Schedules;

using Sheet = DocumentFormat.OpenXml.Spreadsheet.Sheet;
using Text = DocumentFormat.OpenXml.Spreadsheet.Text;

/// <summary>The departments' forms: written, filled in, handed in, read back.</summary>
public sealed class FormTests : IDisposable
{
    private const string FigureSheet = "Biểu 01 - Chỉ tiêu";
    private const string TaskSheet = "Biểu 02 - Nhiệm vụ";
    private static readonly Catalogue Plan = Settings.Load(null).Catalogue;
    private static readonly DateOnly Today = new(2026, 2, 1);
    private readonly string _folder = Directory.CreateTempSubdirectory("plan86-form-").FullName;

    public static TheoryData<string> Departments() => [.. Plan.Departments.Select(department => department.Code)];

    [Theory]
    [MemberData(nameof(Departments))]
    public void A_form_asks_for_exactly_what_the_department_answers_for(string code)
    {
        var department = Plan.Departments.Single(known => known.Code == code);
        var indicators = Plan.Indicators.Where(indicator => indicator.Department.AnsweringOn(Today).Code == code).ToList();
        var expected =
            indicators.SelectMany(
                indicator =>
                    indicator.Series
                        .Select(series =>
                            indicator.Transformation == Transformation.Level ? series : $"{series}:{indicator.Transformation.Code()}"))
            .Union(Plan.Series.Values.Where(series => Answers(series.ReportedBy) == code).Select(series => series.Code))
            .Concat(Plan.Tasks.Where(task => Answers(task.Department.Code) == code).Select(task => "PROGRESS." + task.Code))
            .Concat(Plan.Milestones.Where(milestone => Answers(milestone.Department.Code) == code)
                .Select(milestone => "PROGRESS." + milestone.Code))
            .Order(StringComparer.Ordinal).ToList();
        if (expected.Count == 0)
        {
            Should.Throw<Refusal>(() => FormCommand.Write(Plan, department, 2025, Today, new LastKnown())).Message
                .ShouldContain(department.Name.Vi);
            return;
        }

        var form = Form(code);
        var texts = Cells(form);
        expected.ShouldBe(texts.Where(cell => IsCode(cell.Text)).Select(cell => cell.Text).Order(StringComparer.Ordinal));
        foreach (var text in indicators.SelectMany(indicator => Plan.Targets.Where(target => target.Indicator == indicator.Code))
            .Select(target => target.Printed)
            .Concat(indicators.Select(indicator => indicator.Name.En))
            .Concat(Plan.Tasks.Where(task => Answers(task.Department.Code) == code).Select(task => task.Title)))
        {
            texts.ShouldContain(cell => cell.Text.Contains(text, StringComparison.Ordinal), text);
        }

        // No names of others' indicators.
        foreach (var other in Plan.Indicators.Except(indicators)
            .Where(other => !indicators.Exists(own => own.Name.Vi.Contains(other.Name.Vi, StringComparison.Ordinal))))
        {
            texts.ShouldNotContain(cell => cell.Text.StartsWith(other.Name.Vi + "\n", StringComparison.Ordinal), other.Name.Vi);
        }
    }

    private static string Answers(string code) =>
        Plan.Departments.Find(known => known.Code == code)?.AnsweringOn(Today).Code ?? code;

    [Fact]
    public void A_department_that_is_no_more_is_asked_through_its_successor_and_only_from_the_day_it_ended()
    {
        string[] Codes(string department, DateOnly day)
        {
            var file = Path.Combine(_folder, $"{department}-{day:yyyyMMdd}.xlsx");
            FormCommand.Run(_folder, Plan, department, 2024, day, file, TextWriter.Null);
            return [.. Cells(File.ReadAllBytes(file)).Select(cell => cell.Text).Where(IsCode).Order(StringComparer.Ordinal)];
        }

        var today = Codes("so_khdt", Today);
        today.ShouldBe(Codes("so_tc", Today));
        today.ShouldBe(Codes("ke hoach va dau tu", Today));
        var (planning, finance) = (Codes("so_khdt", new(2025, 2, 28)), Codes("so_tc", new(2025, 2, 28)));
        planning.Intersect(finance).ShouldBeEmpty();
        today.ShouldBe(planning.Concat(finance).Order(StringComparer.Ordinal));
        today.ShouldBe(Codes("so_tc", new(2025, 3, 1)));
    }

    [Fact]
    public void A_form_is_a_valid_workbook_and_the_same_when_written_again()
    {
        var form = Form("so_tc");
        Form("so_tc").SequenceEqual(form).ShouldBeTrue();
        using var document = SpreadsheetDocument.Open(new MemoryStream(form), false);
        new OpenXmlValidator().Validate(document, TestContext.Current.CancellationToken)
            .Select(fault => $"{fault.Part?.Uri} {fault.Path?.XPath}: {fault.Description}").ShouldBeEmpty();
    }

    [Fact]
    public void Every_input_cell_is_unlocked_and_watched_and_nothing_else_can_be_changed()
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(Form("so_ct")), false);
        var formats = document.WorkbookPart!.WorkbookStylesPart!.Stylesheet!.CellFormats!.Elements<CellFormat>().ToList();
        foreach (var part in document.WorkbookPart.WorksheetParts)
        {
            var sheet = part.Worksheet!;
            sheet.Elements<SheetProtection>().Single().Sheet!.Value.ShouldBeTrue();
            sheet.Elements<SheetProtection>().Single().Password.ShouldBeNull();
            sheet.Descendants<CellFormula>().ShouldBeEmpty();
            var open = sheet.Descendants<Cell>().Where(cell => !formats[(int)cell.StyleIndex!.Value].Protection!.Locked!.Value)
                .Select(cell => cell.CellReference!.Value!).ToList();
            var figures = open.Where(address => address[0] == 'I').ToList();
            figures.Count.ShouldBeGreaterThan(5);
            var watched = sheet.Descendants<DataValidation>()
                .SelectMany(rule => rule.SequenceOfReferences!.Items.Select(item => (Cell: item.Value!, Rule: rule)))
                .ToDictionary(pair => pair.Cell, pair => pair.Rule);
            watched.Keys.ShouldBeSubsetOf(open);
            figures.ShouldBeSubsetOf(watched.Keys);
            foreach (var rule in figures.Skip(1).Select(cell => watched[cell]))
            {
                rule.Type!.Value.ShouldBe(DataValidationValues.Decimal);
                rule.Error!.Value!.ShouldContain("Phải là số từ");
                rule.Error!.Value!.ShouldContain("/ A number from");
            }
        }

        var rules = document.WorkbookPart.WorksheetParts.SelectMany(part => part.Worksheet!.Descendants<DataValidation>());
        rules.ShouldContain(
            rule => rule.PromptTitle!.Value == "Tỷ trọng công nghiệp trong GRDP" && rule.Formula1!.Text == "0"
                && rule.Formula2!.Text == "100");
        rules.ShouldContain(rule => rule.Formula1!.Text == "\"Ước,Sơ bộ,Chính thức\"");
    }

    [Fact]
    public async Task A_filled_form_dropped_without_a_source_gives_its_figures_back()
    {
        var data = Path.Combine(_folder, "data");
        var file = Path.Combine(_folder, "mau.xlsx");
        var form = await Plan86Command.RunAsync("form", "so cong thuong", "--year", "2025", "--out", file, "--data", data);
        form.ExitCode.ShouldBe(0, form.Err);
        await File.WriteAllBytesAsync(file, Filled(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), Figures),
            TestContext.Current.CancellationToken);

        var drop = await Plan86Command.RunAsync("drop", file, "--data", data);
        drop.ExitCode.ShouldBe(0, drop.Out + drop.Err);
        drop.Out.ShouldContain("Nguồn: Mẫu báo cáo năm");
        var sql = await Plan86Command.RunAsync("sql", Observations, "--format", "csv", "--data", data);
        sql.Out.ReplaceLineEndings("\n").ShouldBe(Expected);

        var form2 = await Plan86Command.RunAsync(
            "form", "so_ct", "--year", "2026", "--out", Path.Combine(_folder, "sau.xlsx"), "--data", data);
        form2.ExitCode.ShouldBe(0, form2.Err);
        var next = Cells(await File.ReadAllBytesAsync(Path.Combine(_folder, "sau.xlsx"), TestContext.Current.CancellationToken));
        var line = next.Single(cell => cell.Text == "INDUSTRY.SHARE").Row;
        next.Where(cell => cell.Sheet == FigureSheet && cell.Row == line && cell.Column is "F" or "G").Select(cell => cell.Text)
            .ShouldBe(["42.125", "2025"]);
    }

    [Fact]
    public async Task A_form_that_LibreOffice_filled_in_and_saved_gives_its_figures_back()
    {
        var office = new[] { "/usr/bin/soffice", "/usr/bin/libreoffice" }.FirstOrDefault(File.Exists);
        Assert.SkipWhen(office is null, "LibreOffice is not installed.");
        var path = Path.Combine(_folder, "mau.xlsx");
        await File.WriteAllBytesAsync(path, Filled(Form("so_ct"), Figures), TestContext.Current.CancellationToken);
        var saved = Directory.CreateDirectory(Path.Combine(_folder, "saved")).FullName;
        using var process =
            Process.Start(
                new ProcessStartInfo(
                    office!, ["--headless", $"-env:UserInstallation=file://{_folder}/profile", "--convert-to",
                        "xlsx:Calc MS Excel 2007 XML", "--outdir", saved, path])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                })!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var bytes = await File.ReadAllBytesAsync(Path.Combine(saved, "mau.xlsx"), TestContext.Current.CancellationToken);

        using var place = await InboxAsync("mau.xlsx", bytes);
        Csv(place, Observations).ShouldBe(Expected);
    }

    [Fact]
    public async Task Every_figure_leads_to_its_cell_and_the_day_is_that_of_the_sheet()
    {
        using var office = await InboxAsync("2026-03-01-mau.xlsx", Filled(Form("so_ct"), Figures));
        office.Scalar<long>(
            "SELECT count(*) FROM observation o LEFT JOIN cell c USING (extract_id, sheet, cell_ref) WHERE c.\"value\" IS DISTINCT FROM "
                + "o.obs_value").ShouldBe(0);
        office.Scalar<DateOnly>("SELECT published_on FROM extract").ShouldBe(new DateOnly(2026, 1, 15));
        office.Scalar<string>("SELECT state FROM extract").ShouldBe("accepted");
        office.Text("SELECT task, progress, reported_on FROM task WHERE progress IS NOT NULL").ShouldBe($"{FirstTask} 75 2026-01-15");
    }

    [Fact]
    public async Task What_is_wrong_is_named_by_cell_and_the_rest_is_taken()
    {
        var form = Filled(Form("so_ct"), new()
        {
            ["INDUSTRY.SHARE"] = "bốn mươi",
            ["LOGISTICS.SHARE"] = 250.0,
            ["LOGISTICS.NATIONAL_ZONES"] = 2.0,
            ["PROGRESS." + FirstTask] = -5.0,
        });
        var rows = Cells(form).Where(cell => IsCode(cell.Text)).ToDictionary(cell => cell.Text, cell => $"{cell.Sheet}!I{cell.Row}");
        using var office = await InboxAsync("mau.xlsx", form);
        office.Text("SELECT place, found, expected, severity FROM problem").Split('\n').ShouldBe(new[]
        {
            $"{rows["INDUSTRY.SHARE"]} bốn mươi 1.234,5 error",
            $"{rows["LOGISTICS.SHARE"]} 250 0 … 100 error",
            $"{rows["PROGRESS." + FirstTask]} -5 0 … 100 error",
        }.Order(StringComparer.Ordinal));
        office.Text("SELECT series, obs_value FROM observation").ShouldBe("LOGISTICS.NATIONAL_ZONES 2");
        office.Scalar<string>("SELECT state FROM extract").ShouldBe("accepted_with_problems");
    }

    [Fact]
    public async Task A_form_without_a_day_says_which_cell_is_missing_and_takes_the_day_of_its_name()
    {
        using var office = await InboxAsync("2026-02-03-mau.xlsx", Filled(Form("so_ct"), new() { ["INDUSTRY.SHARE"] = 42.0 }, day: null));
        office.Text("SELECT place, severity FROM problem").ShouldBe(FigureSheet + "!I6 warning");
        office.Scalar<DateOnly>("SELECT published_on FROM extract").ShouldBe(new DateOnly(2026, 2, 3));
        office.Scalar<double>("SELECT obs_value FROM observation").ShouldBe(42);

        using var typed = await InboxAsync("mau.xlsx", Filled(Form("so_ct"), new() { ["INDUSTRY.SHARE"] = "42,5" }, day: "05/02/2026"));
        typed.Scalar<DateOnly>("SELECT published_on FROM extract").ShouldBe(new DateOnly(2026, 2, 5));
        typed.Scalar<double>("SELECT obs_value FROM observation").ShouldBe(42.5);
    }

    [Fact]
    public async Task A_share_that_a_spreadsheet_shows_in_percent_is_read_as_it_is_shown()
    {
        var form = Filled(Form("so_ct"), new() { ["INDUSTRY.SHARE"] = 0.425 }, format: 10);
        using var office = await InboxAsync("mau.xlsx", form);
        office.Scalar<double>("SELECT obs_value FROM observation").ShouldBe(42.5);
    }

    [Theory]
    [InlineData("so_yt", "so_yt")]
    [InlineData("SO_YT", "so_yt")]
    [InlineData("y tế", "so_yt")]
    [InlineData("Y TE", "so_yt")]
    [InlineData("Department of Health", "so_yt")]
    [InlineData("Kế hoạch và Đầu tư", "so_khdt")]
    [InlineData("dau tu", "so_khdt")]
    [InlineData("sở", "")]
    [InlineData("", "")]
    public void A_department_is_found_by_code_or_by_part_of_its_name(string text, string code)
    {
        var found = Plan.FindDepartments(text);
        (found.Count == 1 ? found[0].Code : "").ShouldBe(code);
    }

    [Fact]
    public void An_unknown_or_ambiguous_department_is_refused_with_the_candidates()
    {
        string Message(string text) =>
            Should.Throw<Refusal>(
                () => FormCommand.Run(_folder, Plan, text, 2025, Today, Path.Combine(_folder, "x.xlsx"), TextWriter.Null)).Message;
        Message("lao dong và").ShouldContain("so_nv: Sở Nội vụ");
        Message("lao dong và").ShouldNotContain("so_ldtbxh", customMessage: "it is no more");
        var several = Message("Công");
        several.ShouldContain("so_ct");
        several.ShouldContain("cong_an");
        several.ShouldNotContain("so_yt");
        Directory.EnumerateFiles(_folder).ShouldBeEmpty();
    }

    [Fact]
    public void A_form_that_was_filled_in_is_not_written_over()
    {
        var file = Path.Combine(_folder, "mau.xlsx");
        FormCommand.Run(_folder, Plan, "so_ct", 2025, Today, file, TextWriter.Null);
        FormCommand.Run(_folder, Plan, "so_ct", 2025, Today, file, TextWriter.Null).ShouldBe(0);
        File.WriteAllBytes(file, Filled(File.ReadAllBytes(file), Figures));
        Should.Throw<Refusal>(() => FormCommand.Run(_folder, Plan, "so_ct", 2025, Today, file, TextWriter.Null)).Message
            .ShouldContain("--out");
    }

    [Fact]
    public void A_text_that_looks_like_a_formula_is_written_as_text()
    {
        var sheet = new XlsxSheet("1", 20);
        sheet.Set(1, 1, "=1+1", new XlsxStyle());
        sheet.Set(2, 1, "@SUM(A1)", new XlsxStyle());
        using var document = SpreadsheetDocument.Open(new MemoryStream(Xlsx.Write([sheet])), false);
        var cells = document.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Cell>().ToList();
        cells.ShouldAllBe(cell => cell.DataType!.Value == CellValues.InlineString && cell.CellFormula == null);
        cells.Select(cell => cell.InnerText).ShouldBe(["=1+1", "@SUM(A1)"]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string FirstTask => Plan.Tasks.First(task => task.Department.Code == "so_ct").Code;

    private static Dictionary<string, object> Figures => new()
    {
        ["INDUSTRY.SHARE"] = 42.125,
        ["INDUSTRY.IIP:GY"] = 15.2,
        ["LOGISTICS.VALUE"] = 31_234.5678,
        ["INDUSTRIAL_CLUSTER.COUNT"] = 0.0,
        ["PROGRESS." + FirstTask] = 75.0,
    };

    private const string Observations =
        "SELECT series, ref_area, freq, time_period, transformation, obs_value, unit_measure, unit_mult, obs_status FROM observation "
            + "ORDER BY ALL";

    private static string Expected =>
        $"""
        series,ref_area,freq,time_period,transformation,obs_value,unit_measure,unit_mult,obs_status
        INDUSTRIAL_CLUSTER.COUNT,VN-HP,A,2025,N,0,CLUSTER,0,E
        INDUSTRY.IIP,VN-HP,A,2025,GY,15.2,PC,0,E
        INDUSTRY.SHARE,VN-HP,A,2025,N,42.125,PC,0,E
        LOGISTICS.VALUE,VN-HP,A,2025,N,31234.5678,VND,9,E
        PROGRESS.{FirstTask},VN-HP,A,2025,N,75,PC,0,A

        """.ReplaceLineEndings("\n");

    private static byte[] Form(string code) =>
        FormCommand.Write(Plan, Plan.Departments.Single(department => department.Code == code), 2025, Today, new LastKnown());

    private static async Task<Office> InboxAsync(string name, byte[] form)
    {
        var office = new Office(indicators: true);
        office.Drop("department-form", name, form);
        await office.OnceAsync();
        return office;
    }

    private static string Csv(Office office, string sql)
    {
        using var text = new StringWriter();
        CsvText.Write(office.Store.Query(sql), text);
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static bool IsCode(string text) => text.Contains('.', StringComparison.Ordinal)
        && text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c is '.' or '_' or ':') && char.IsAsciiLetter(text[0]);

    private sealed record Place(string Sheet, string Column, int Row, string Text);

    private static List<Place> Cells(byte[] form)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(form), false);
        var places = new List<Place>();
        foreach (var sheet in document.WorkbookPart!.Workbook!.Sheets!.Elements<Sheet>())
        {
            var part = (WorksheetPart)document.WorkbookPart.GetPartById(sheet.Id!.Value!);
            places.AddRange(part.Worksheet!.Descendants<Cell>().Select(cell => new Place(
                sheet.Name!.Value!, cell.CellReference!.Value![..1], int.Parse(cell.CellReference.Value[1..], CultureInfo.InvariantCulture),
                cell.InnerText)));
        }

        return places;
    }

    /// <summary>Writes into input cells as a spreadsheet program would: figures by code, "Ước" beside each, the day.</summary>
    /// <param name="day">dd/MM/yyyy is typed as text; null leaves it out.</param>
    /// <param name="format">Number format of the figures; null as they are.</param>
    private static byte[] Filled(byte[] form, Dictionary<string, object> figures, string? day = "date", uint? format = null)
    {
        var places = Cells(form).Where(place => figures.ContainsKey(place.Text)).ToDictionary(place => place.Text);
        places.Count.ShouldBe(figures.Count);
        var stream = new MemoryStream();
        stream.Write(form);
        using (var document = SpreadsheetDocument.Open(stream, true))
        {
            var parts = document.WorkbookPart!.Workbook!.Sheets!.Elements<Sheet>()
                .ToDictionary(sheet => sheet.Name!.Value!, sheet => (WorksheetPart)document.WorkbookPart.GetPartById(sheet.Id!.Value!));
            Cell At(string sheet, string address) =>
                parts[sheet].Worksheet!.Descendants<Cell>().Single(cell => cell.CellReference == address);
            foreach (var (code, value) in figures)
            {
                var place = places[code];
                Put(At(place.Sheet, $"I{place.Row}"), value);
                if (format is { } id)
                {
                    var formats = document.WorkbookPart.WorkbookStylesPart!.Stylesheet!.CellFormats!;
                    formats.Append(new CellFormat { NumberFormatId = id });
                    At(place.Sheet, $"I{place.Row}").StyleIndex = (uint)(formats.Elements<CellFormat>().Count() - 1);
                }

                if (place.Sheet == FigureSheet)
                {
                    Put(At(place.Sheet, $"J{place.Row}"), "Ước");
                }
            }

            if (day is not null)
            {
                Put(At(FigureSheet, "I6"), day == "date" ? new DateTime(2026, 1, 15).ToOADate() : day);
            }
        }

        return stream.ToArray();
    }

    private static void Put(Cell cell, object value)
    {
        if (value is string text)
        {
            cell.DataType = CellValues.InlineString;
            cell.InlineString = new InlineString(new Text(text));
        }
        else
        {
            cell.CellValue = new CellValue((double)value);
        }
    }
}
