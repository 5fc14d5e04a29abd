using System.CommandLine;
using System.Globalization;
using Plan86.Schedules.Charts;
using Plan86.Schedules.Office;
using Plan86.Transform;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading.Layout;
using Plan86.Warehouse;

namespace Plan86.Schedules.Commands;

/// <summary><c>form</c>: the yearly account that the Plan asks of a department, as a sheet to be filled in. What is
/// read back is told by <c>ingest/sources/department-form.json</c>: headers and labels here are the ones it names.</summary>
internal static class FormCommand
{
    /// <summary>Where figures, percentages done and the day of the report are written, on every sheet.</summary>
    private const int InputColumn = 9;

    private static readonly string[] Statuses = ["Ước", "Sơ bộ", "Chính thức"];

    private static readonly NumberFormatInfo Vietnamese = new() { NumberGroupSeparator = ".", NumberDecimalSeparator = "," };

    private static readonly XlsxStyle Plain = new();
    private static readonly XlsxStyle Centred = new(Align: XlsxAlign.Center);
    private static readonly XlsxStyle Header = new(Bold: true, Size: 11, Align: XlsxAlign.Center, Border: true, Shaded: true);
    private static readonly XlsxStyle Text = new(Border: true);
    private static readonly XlsxStyle Small = Text with { Size = 10 };
    private static readonly XlsxStyle Code = Text with { Size = 8, Align = XlsxAlign.Center };
    private static readonly XlsxStyle Middle = Text with { Align = XlsxAlign.Center };
    private static readonly XlsxStyle Heading = Text with { Bold = true, Shaded = true };
    private static readonly XlsxStyle Remark = Text with { Input = true, Size = 11 };

    public static Command Make()
    {
        var department = new Argument<string?>("DEPARTMENT")
        {
            Description =
                "Mã đơn vị (departments.csv), hoặc một phần tên không trùng / a department's code, or a part of its name that no other has",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var source = new Option<string?>("--source")
        {
            Description = "Mẫu tệp số liệu của một nguồn, thay cho báo cáo năm / the template of a source's file instead of a yearly form",
        };
        var month = new Option<string?>("--month")
        {
            Description =
                "Với --source: tháng của số liệu, yyyy-MM; bỏ trống là tháng trước / with --source: the month of the figures; the last "
                    + "one when left out",
        };
        var year = new Option<int?>("--year")
        {
            Description = "Năm báo cáo; bỏ trống là năm đầy đủ gần nhất / the year reported on; the last full year when left out",
        };
        var file = new Option<string?>("--out") { Description = "Tệp .xlsx cần ghi / the file to write" };
        var command = new Command(
            "form",
            "Ghi mẫu báo cáo năm của một đơn vị, hoặc mẫu tệp của một nguồn / write a department's yearly form, or the template of a "
                + "source's file")
        {
            department, source, month, year, file,
        };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(department) is null == parsed.GetValue(source) is null)
            {
                parsed.AddError("Cần DEPARTMENT hoặc --source / expected DEPARTMENT or --source");
            }
        });
        command.SetAction(parsed =>
        {
            var (settings, now) = (parsed.LoadSettings(), TimeProvider.System.GetLocalNow());
            return parsed.GetValue(source) is { } name
                ? OfSource(settings, name, parsed.GetValue(month), DateOnly.FromDateTime(now.DateTime), parsed.GetValue(file), Console.Out)
                : Run(parsed.DataPath(), settings.Catalogue, parsed.GetValue(department)!, parsed.GetValue(year) ?? now.Year - 1,
                    DateOnly.FromDateTime(now.DateTime), parsed.GetValue(file), Console.Out);
        });
        return command;
    }

    /// <summary>Writes the template of the file that a source takes.</summary>
    /// <param name="monthText">Null: the month before <paramref name="today"/>.</param>
    internal static int OfSource(Settings settings, string name, string? monthText, DateOnly today, string? file, TextWriter output)
    {
        var source = settings.Sources.Find(name)
            ?? throw new Refusal(new Bilingual(
                $"Không có nguồn {name}; các nguồn: {string.Join(", ", settings.Sources.All.Select(known => known.Name))}.",
                $"There is no source {name}; sources: {string.Join(", ", settings.Sources.All.Select(known => known.Name))}."));
        var month = monthText is null ? today.AddMonths(-1)
            : DateOnly.TryParseExact(monthText, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) ? asked
            : throw new Refusal(new Bilingual($"--month {monthText}: cần yyyy-MM.", $"--month {monthText}: expected yyyy-MM."));
        var template = SourceTemplate.Of(source, settings.Catalogue)
            ?? throw new Refusal(new Bilingual(
                $"Nguồn {name} nhận sổ tính theo mẫu của cơ quan lập, không có mẫu riêng.",
                $"The source {name} takes workbooks in the layout of whoever makes them: there is no template."));
        file = Path.GetFullPath(file ?? string.Create(CultureInfo.InvariantCulture, $"mau-{name}-{month:yyyy-MM}.xlsx"));
        Save(file, SourceForm.Write(source, template, month));
        output.WriteLine($"{source.NameVi} / {source.NameEn}: {file}");
        return ExitCode.Done;
    }

    /// <param name="today">Who answers then is asked: a department that is no more is its successor.</param>
    public static int Run(
        string dataFolder, Catalogue catalogue, string departmentText, int year, DateOnly today, string? file, TextWriter output)
    {
        if (year is < 2000 or > 2100)
        {
            throw new Refusal(new Bilingual(
                $"--year {year}: năm phải từ 2000 đến 2100.",
                $"--year {year}: a year from 2000 to 2100 is needed."));
        }

        var department = Find(catalogue, departmentText, today);
        var content = Write(catalogue, department, year, today, LastKnown.Of(new PublicationStore(dataFolder)));
        file = Path.GetFullPath(file ?? string.Create(CultureInfo.InvariantCulture, $"bao-cao-{department.Code}-{year}.xlsx"));
        Save(file, content);
        output.WriteLine($"{department.Name.Vi} / {department.Name.En}, {year}: {file}");
        return ExitCode.Done;
    }

    /// <summary>Writes a form; one that may have been filled in since is nobody's to write over.</summary>
    private static void Save(string file, byte[] content)
    {
        if (File.Exists(file) && !File.ReadAllBytes(file).AsSpan().SequenceEqual(content))
        {
            throw new Refusal(new Bilingual(
                $"Đã có tệp {file}, có thể đã được điền; hãy chọn tên khác bằng --out.",
                $"{file} is there already and may have been filled in; choose another name with --out."));
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
    }

    private static Department Find(Catalogue catalogue, string text, DateOnly today)
    {
        var found = catalogue.FindDepartments(text).Select(named => named.AnsweringOn(today)).Distinct().ToList();
        if (found.Count == 1)
        {
            return found[0];
        }

        var candidates = found.Count > 0 ? found : catalogue.Departments.FindAll(one => one.AnsweringOn(today) == one);
        var names = string.Join('\n', candidates.Select(one => $"  {one.Code}: {one.Name.Vi} / {one.Name.En}"));
        throw found.Count > 0
            ? new Refusal(new Bilingual(
                $"\"{text}\": nhiều đơn vị có tên như vậy:",
                $"\"{text}\": several departments have such a name:\n{names}"))
            : new Refusal(new Bilingual(
                $"Không có đơn vị \"{text}\"; các đơn vị là:",
                $"There is no department \"{text}\"; the departments are:\n{names}"));
    }

    /// <summary>The form of a department: a sheet for its figures, one for its tasks and milestones, those of departments it
    /// has succeeded among them.</summary>
    /// <exception cref="Refusal">It answers for nothing.</exception>
    public static byte[] Write(Catalogue catalogue, Department department, int year, DateOnly today, LastKnown known)
    {
        bool IsOwn(Department planned) => planned.AnsweringOn(today).Code == department.Code;
        var groups = Figures(catalogue, IsOwn, known);
        var tasks = catalogue.Tasks.Where(task => IsOwn(task.Department)).ToList();
        var milestones = catalogue.Milestones.Where(milestone => IsOwn(milestone.Department)).ToList();
        var sheets = new List<XlsxSheet>();
        if (groups.Count > 0)
        {
            sheets.Add(FigureSheet(catalogue, groups, department, year));
        }

        if (tasks.Count + milestones.Count > 0)
        {
            sheets.Add(TaskSheet(tasks, milestones, known, department, year, isFirst: sheets.Count == 0));
        }

        return sheets.Count > 0 ? Xlsx.Write(sheets) : throw new Refusal(new Bilingual(
            $"{department.Name.Vi} không chủ trì chỉ tiêu, nhiệm vụ hay mốc mục tiêu nào của Kế hoạch nên không có mẫu báo cáo.",
            $"{department.Name.En} answers for no indicator, task or milestone of the Plan: there is no form."));
    }

    /// <param name="Code">Series, with its transformation where it is not the amount itself.</param>
    private sealed record FigureLine(
        Bilingual Name, string Code, string Unit, int Decimals, (int Year, double Value)? Last, double Lowest, double Highest);

    /// <summary>An indicator with its lines, one a series; or a series that is reported beside the indicators.</summary>
    private sealed record FigureGroup(
        Bilingual Name, IReadOnlyList<Target> Targets, (int Year, double Value)? Last, string Unit, int Decimals,
        IReadOnlyList<FigureLine> Lines);

    private static List<FigureGroup> Figures(Catalogue catalogue, Func<Department, bool> isOwn, LastKnown known)
    {
        var groups = new List<FigureGroup>();
        foreach (var indicator in catalogue.Indicators.Where(indicator => isOwn(indicator.Department)))
        {
            var targets = catalogue.Targets.Where(target => target.Indicator == indicator.Code).ToList();
            var whole = known.Indicator(indicator.Code);
            var bounds = targets.SelectMany(target => new[] { target.Lower, target.Upper }).OfType<double>();
            var lines = indicator.Series.Select(code => catalogue.Series[code]).Select(series =>
            {
                var single = indicator.Series.Count == 1;
                var last = single ? whole : known.Component(indicator.Code, series.Code);
                var (lowest, highest) = Range(series, indicator.Transformation, last is { } figure ? bounds.Append(figure.Value) : bounds);
                return new FigureLine(
                    new Bilingual(single ? indicator.Name.Vi : series.Name.Vi, single ? indicator.Name.En : series.Name.En),
                    indicator.Transformation == Transformation.Level ? series.Code : $"{series.Code}:{indicator.Transformation.Code()}",
                    indicator.Unit.Text.Vi, indicator.Decimals, last, lowest, highest);
            });
            groups.Add(new FigureGroup(indicator.Name, targets, whole, indicator.Unit.Text.Vi, indicator.Decimals, [.. lines]));
        }

        var asked = groups.SelectMany(group => group.Lines).Select(line => line.Code).ToHashSet(StringComparer.Ordinal);
        var own = catalogue.Departments.Where(isOwn).Select(planned => planned.Code).ToHashSet(StringComparer.Ordinal);
        foreach (var series in catalogue.Series.Values.Where(series => own.Contains(series.ReportedBy) && !asked.Contains(series.Code)))
        {
            var last = known.Series(series.Code);
            var (lowest, highest) = Range(series, Transformation.Level, last is { } figure ? [figure.Value] : []);
            var unit = catalogue.Units.First(unit => unit.Measure == series.UnitMeasure && unit.Mult == series.UnitMult).Text.Vi;
            groups.Add(new FigureGroup(
                series.Name, [], last, unit, 2, [new FigureLine(series.Name, series.Code, unit, 2, last, lowest, highest)]));
        }

        return groups;
    }

    /// <summary>Wide enough for any year, narrow enough to catch another unit.</summary>
    private static (double Lowest, double Highest) Range(Series series, Transformation transformation, IEnumerable<double> familiar)
    {
        if (transformation != Transformation.Level)
        {
            return (-100, 1000);
        }

        if (series.Between(transformation) is { } range)
        {
            return range;
        }

        var largest = familiar.Select(Math.Abs).DefaultIfEmpty(0).Max();
        var highest = largest > 0 ? Math.Pow(10, Math.Ceiling(Math.Log10(largest)) + 2) : 1e12;
        return (series.CanFall ? -highest : 0, highest);
    }

    private static XlsxSheet FigureSheet(Catalogue catalogue, List<FigureGroup> groups, Department department, int year)
    {
        var horizons = catalogue.Targets.Select(target => target.Horizon).Where(horizon => horizon.Length > 0).Distinct()
            .Order(StringComparer.Ordinal).Take(2).ToList();
        var sheet = new XlsxSheet(
            "Biểu 01 - Chỉ tiêu", 5, 30, 11, 21, 21, 12, 8, 10, 14, 12, 15, 15)
        { Footer = $"Biểu 01 – {department.Name.Vi}, năm {year}" };
        var row = Head(sheet, department, year, "01", $"BÁO CÁO KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU NĂM {year}", isFirst: true,
            "Ghi số liệu của cả năm báo cáo theo đúng đơn vị tính đã in; giá trị âm (nếu có) ghi dấu trừ phía trước.",
            "Loại số liệu: chọn Ước, Sơ bộ hoặc Chính thức trong danh sách; để trống được hiểu là Chính thức.");
        HeaderRow(sheet, row, "STT", "Chỉ tiêu", "Đơn vị tính", $"Mục tiêu {horizons.ElementAtOrDefault(0)}",
            $"Mục tiêu {horizons.ElementAtOrDefault(1)}",
            "Số liệu gần nhất", "Năm của số liệu", "Kỳ báo cáo", "Số liệu báo cáo", "Loại số liệu", "Ghi chú", "Mã số liệu");
        var number = 0;
        foreach (var group in groups)
        {
            var ordinal = (++number).ToString(CultureInfo.InvariantCulture);
            if (group.Lines.Count > 1)
            {
                Known(++row, ordinal, $"{group.Name.Vi}, gồm:\n{group.Name.En}:", group.Unit, group.Targets, group.Last, group.Decimals);
                for (var column = 8; column <= 12; column++)
                {
                    sheet.Set(row, column, null, Text);
                }
            }

            var part = 0;
            foreach (var line in group.Lines)
            {
                var single = group.Lines.Count == 1;
                Known(++row, single ? ordinal : string.Create(CultureInfo.InvariantCulture, $"{number}.{++part}"),
                    $"{line.Name.Vi}\n{line.Name.En}",
                    line.Unit, single ? group.Targets : [], line.Last, line.Decimals);
                sheet.Set(row, 8, $"Năm {year}", Middle);
                sheet.Set(row, InputColumn, null, Amount(line.Decimals) with { Input = true });
                sheet.Set(row, 10, null, Remark with { Align = XlsxAlign.Center });
                sheet.Set(row, 11, null, Remark);
                sheet.Set(row, 12, line.Code, Code);
                sheet.Allow(row, InputColumn, Between(line.Name.Vi, line.Unit, line.Lowest, line.Highest));
                sheet.Allow(row, 10, StatusRule);
            }
        }

        Signatures(sheet, row + 2);
        return sheet;

        void Known(int at, string ordinal, string name, string unit, IReadOnlyList<Target> targets, (int Year, double Value)? last,
            int decimals)
        {
            sheet.Set(at, 1, ordinal, Middle);
            sheet.Set(at, 2, name, Text);
            sheet.Set(at, 3, unit, Middle);
            for (var i = 0; i < 2; i++)
            {
                var printed = targets.Where(target => target.Horizon == horizons.ElementAtOrDefault(i))
                    .Select(target => $"{target.Printed} (mục {target.Clause})");
                sheet.Set(at, 4 + i, string.Join('\n', printed) is { Length: > 0 } text ? text : "–",
                    string.Concat(printed).Length > 0 ? Small : Small with { Align = XlsxAlign.Center });
            }

            Last(sheet, at, 6, last, decimals);
        }
    }

    private static XlsxSheet TaskSheet(
        List<PlanTask> tasks, List<Milestone> milestones, LastKnown known, Department department, int year, bool isFirst)
    {
        var sheet = new XlsxSheet(
            "Biểu 02 - Nhiệm vụ", 5, 48, 26, 14, 11, 8, 8, 10, 14, 26, 13)
        { Footer = $"Biểu 02 – {department.Name.Vi}, năm {year}" };
        var row = Head(sheet, department, year, "02", $"BÁO CÁO TIẾN ĐỘ THỰC HIỆN NHIỆM VỤ VÀ MỐC MỤC TIÊU NĂM {year}", isFirst,
            "Mức độ hoàn thành là tỷ lệ phần trăm (từ 0 đến 100) tính đến hết năm báo cáo; 100 là đã hoàn thành. Nhiệm vụ báo cáo hằng "
                + "năm: ghi 100 khi đã báo cáo.",
            "Kết quả thực hiện: nêu ngắn gọn sản phẩm, số hiệu văn bản, khó khăn, vướng mắc và kiến nghị (nếu có).");
        HeaderRow(sheet, row, "STT", "Nhiệm vụ, mốc mục tiêu", "Sản phẩm, cơ quan chủ trì", "Thời hạn", "Mức độ đã báo cáo",
            "Năm đã báo cáo",
            "Đơn vị tính", "Kỳ báo cáo", "Mức độ hoàn thành báo cáo", "Kết quả thực hiện, vướng mắc, kiến nghị", "Mã số liệu");
        var number = 0;
        if (tasks.Count > 0)
        {
            sheet.Set(++row, 1, "NHIỆM VỤ (Phụ lục 1 và 2 của Kế hoạch)", Heading, 11);
            foreach (var task in tasks)
            {
                Line(task.Code, task.Title, $"{task.Product}\nChủ trì: {task.Lead}", task.DeadlineText);
            }
        }

        if (milestones.Count > 0)
        {
            sheet.Set(++row, 1, "MỐC MỤC TIÊU (Phần II của Kế hoạch)", Heading, 11);
            foreach (var milestone in milestones)
            {
                Line(milestone.Code, $"{milestone.Name.Vi}\n{milestone.Name.En}", $"Mục {milestone.Clause}",
                    $"Hết năm {milestone.Horizon}");
            }
        }

        Signatures(sheet, row + 2);
        return sheet;

        void Line(string code, string name, string product, string deadline)
        {
            sheet.Set(++row, 1, (++number).ToString(CultureInfo.InvariantCulture), Middle);
            sheet.Set(row, 2, name, Text);
            sheet.Set(row, 3, product, Small);
            sheet.Set(row, 4, deadline, Middle with { Size = 11 });
            Last(sheet, row, 5, known.Progress(code), 0);
            sheet.Set(row, 7, "%", Middle);
            sheet.Set(row, 8, $"Năm {year}", Middle);
            sheet.Set(row, InputColumn, null, Amount(0) with { Input = true });
            sheet.Set(row, 10, null, Remark);
            sheet.Set(row, 11, $"PROGRESS.{code}", Code);
            sheet.Allow(row, InputColumn, Between($"Mức độ hoàn thành {code}", "%", 0, 100));
        }
    }

    /// <summary>The head of a sheet; returns the row of the table's header.</summary>
    private static int Head(
        XlsxSheet sheet, Department department, int year, string number, string title, bool isFirst, params string[] advice)
    {
        var last = sheet.Widths.Count;
        sheet.Set(1, 1, "ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG", Centred, 3);
        sheet.Set(1, 5, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Centred with { Bold = true }, last - 4);
        sheet.Set(2, 1, department.Name.Vi.ToUpperInvariant(), Centred with { Bold = true }, 3);
        sheet.Set(2, 5, "Độc lập - Tự do - Hạnh phúc", Centred with { Bold = true }, last - 4);
        sheet.Set(3, 1, $"Mẫu báo cáo số {number}/KH86", Plain with { Italic = true, Size = 11, Align = XlsxAlign.Center }, 3);
        sheet.Set(4, 1, title, Centred with { Bold = true, Size = 14 }, last);
        sheet.Set(5, 1, "(Kế hoạch số 86/KH-UBND ngày 19 tháng 3 năm 2020 của Ủy ban nhân dân thành phố Hải Phòng)",
            Centred with { Italic = true }, last);
        sheet.Set(6, 1, $"Đơn vị báo cáo: {department.Name.Vi}", Plain with { Bold = true }, 2);
        sheet.Set(6, 3, $"Năm báo cáo: {year}", Centred with { Bold = true }, 2);
        if (isFirst)
        {
            sheet.Set(6, 5, "Ngày báo cáo (ngày/tháng/năm):", Plain with { Bold = true, Align = XlsxAlign.Right }, InputColumn - 5);
            sheet.Set(6, InputColumn, null, Middle with { Input = true, Format = "dd/mm/yyyy" });
            sheet.Allow(6, InputColumn, DayRule);
        }

        List<string> advices =
        [
            "Chỉ ghi vào các ô nền vàng; các ô khác đã khóa. Ô chưa có số liệu để trống, không ghi số 0.",
            .. advice,
            isFirst ? "Ghi ngày báo cáo: đây là ngày số liệu được công bố." : "Ngày báo cáo ghi tại Biểu 01.",
            "Lưu và gửi lại đúng tệp Excel này; không thêm, xóa dòng, cột, không đổi mã số liệu.",
        ];
        var lines = advices.Select((line, i) => string.Create(CultureInfo.InvariantCulture, $"({i + 1}) {line}"));
        sheet.Set(7, 1,
            $"Hướng dẫn: {string.Join(' ', lines)}\nFill in the yellow cells only; leave a cell empty where there is no figure. The day "
                + "of the report is the day of publication.",
            Plain with { Italic = true, Size = 10 }, last);
        sheet.HeaderRow = 8;
        return 8;
    }

    private static void HeaderRow(XlsxSheet sheet, int row, params string[] headers)
    {
        for (var i = 0; i < headers.Length; i++)
        {
            sheet.Set(row, i + 1, headers[i], Header);
        }
    }

    private static void Last(XlsxSheet sheet, int row, int column, (int Year, double Value)? last, int decimals)
    {
        sheet.Set(row, column, last?.Value, Amount(decimals));
        sheet.Set(row, column + 1, last?.Year.ToString(CultureInfo.InvariantCulture), Middle);
    }

    /// <summary>Clear of the columns of codes and figures, which are read to the end of the sheet.</summary>
    private static void Signatures(XlsxSheet sheet, int row)
    {
        sheet.Set(row, 1, "NGƯỜI LẬP BIỂU", Centred with { Bold = true }, 3);
        sheet.Set(row, 8, "THỦ TRƯỞNG ĐƠN VỊ", Centred with { Bold = true }, 4);
        sheet.Set(row + 1, 1, "(Ký, ghi rõ họ tên)", Centred with { Italic = true }, 3);
        sheet.Set(row + 1, 8, "(Ký tên, đóng dấu)", Centred with { Italic = true }, 4);
    }

    private static XlsxStyle Amount(int decimals) =>
        new(Border: true, Align: XlsxAlign.Right, Format: decimals == 0 ? "#,##0" : "#,##0." + new string('0', decimals));

    private static readonly XlsxRule StatusRule = new("Loại số liệu",
        "Chọn Ước, Sơ bộ hoặc Chính thức; để trống là Chính thức. / Estimate, provisional or final; empty means final.",
        "Chỉ được chọn Ước, Sơ bộ hoặc Chính thức, hoặc để trống. / Choose from the list, or leave it empty.")
    {
        Choices = Statuses,
    };

    private static readonly XlsxRule DayRule = new("Ngày báo cáo",
        "Ghi ngày/tháng/năm: ngày số liệu được công bố. / The day of publication.",
        "Phải là một ngày, ghi ngày/tháng/năm, từ năm 2020. / A day is needed, from 2020 on.")
    {
        IsDay = true,
        Lowest = new DateTime(2020, 1, 1).ToOADate(),
        Highest = new DateTime(2100, 12, 31).ToOADate(),
    };

    private static XlsxRule Between(string title, string unit, double lowest, double highest)
    {
        string Vi(double value) => value.ToString("#,##0.##", Vietnamese);
        string En(double value) => value.ToString("#,##0.##", CultureInfo.InvariantCulture);
        return new XlsxRule(title,
            $"Đơn vị tính: {unit}. Chưa có số liệu thì để trống. / Leave it empty where there is no figure.",
            $"Phải là số từ {Vi(lowest)} đến {Vi(highest)} ({unit}); chưa có số liệu thì để trống. / A number from {En(lowest)} to "
                + $"{En(highest)} is needed, or nothing.")
        {
            Lowest = lowest,
            Highest = highest,
        };
    }
}

/// <summary>The latest figures of the publication; none before there is one.</summary>
internal sealed class LastKnown
{
    private readonly Dictionary<string, (int Year, double Value)> _figures = new(StringComparer.Ordinal);

    public static LastKnown Of(PublicationStore warehouse)
    {
        var known = new LastKnown();
        if (warehouse.PublishedFile is null)
        {
            return known;
        }

        known.Add("indicator ", warehouse.Ask("last_known_indicator"));
        known.Add("component ", warehouse.Ask("last_known_component"));
        known.Add("series ", warehouse.Ask("last_known_series"));
        known.Add("progress ", warehouse.Ask("last_known_progress", ("as_of", warehouse.AsOf())));
        return known;
    }

    /// <summary>In the indicator's unit.</summary>
    public (int Year, double Value)? Indicator(string code) => At("indicator " + code);

    /// <summary>One of the series an indicator sums, in the indicator's unit.</summary>
    public (int Year, double Value)? Component(string indicator, string series) => At($"component {indicator} {series}");

    /// <summary>In the series' own unit.</summary>
    public (int Year, double Value)? Series(string code) => At("series " + code);

    /// <summary>Of a task or milestone, in percent.</summary>
    public (int Year, double Value)? Progress(string code) => At("progress " + code);

    private (int Year, double Value)? At(string key) => _figures.TryGetValue(key, out var figure) ? figure : null;

    private void Add(string kind, Answer answer)
    {
        foreach (var row in answer.Named)
        {
            _figures[kind + row.Get<string>("code")] = (row.Get<int>("year"), row.Get<double>("value"));
        }
    }
}
