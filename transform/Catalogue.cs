using System.Globalization;
using System.Text;

namespace Plan86.Transform;

/// <summary>How figures of a series add up to a longer period.</summary>
public enum Aggregation
{
    Sum,
    Last,
    Mean,
}

/// <summary>A unit of measure: <c>triệu tấn</c> is <c>T</c> with multiplier 6.</summary>
/// <param name="Measure">SDMX <c>UNIT_MEASURE</c>.</param>
/// <param name="Mult">SDMX <c>UNIT_MULT</c>: power of ten.</param>
public sealed record Unit(string Measure, int Mult, string TextVi, string TextEn);

/// <summary>What a series is.</summary>
/// <param name="Code">Upper-case <c>TOPIC.MEASURE</c>.</param>
/// <param name="CanFall">A cumulative figure may be lower than the month before (adjusted FDI can be negative).</param>
/// <param name="ReportedBy">Code of the department that states it in its yearly account; empty where a source
/// delivers it.</param>
public sealed record Series(
    string Code, string NameVi, string NameEn, string UnitMeasure, int UnitMult, Aggregation Aggregation, bool CanFall,
    string ReportedBy = "")
{
    /// <summary>The least and the most a figure can be, in the unit of the series: a share runs from 0 to 100 percent.</summary>
    /// <returns>Null where there is no bound, as for changes.</returns>
    public (double Lowest, double Highest)? Between(Transformation transformation) =>
        UnitMeasure == "PC" && transformation is Transformation.Level or Transformation.YearToDate ? (0, 100) : null;
}

/// <summary>One indicator of the Plan.</summary>
/// <param name="Code">ASCII snake_case.</param>
/// <param name="Series">Its yearly value is the sum of these; one missing, no value.</param>
/// <param name="Transformation"><c>N</c> for amounts, <c>GY</c> for growth on the year before.</param>
/// <param name="Decimals">Shown to people.</param>
/// <param name="Department">Who answers for it (part III of the Plan).</param>
/// <param name="SourceVi">Whose figures they are, for the line under a chart.</param>
public sealed record Indicator(
    string Code, string NameVi, string NameEn, Unit Unit, IReadOnlyList<string> Series, Transformation Transformation,
    string RefArea, int Decimals, Department Department, string SourceVi, string SourceEn)
{
    /// <summary>The part of the Plan its targets stand in.</summary>
    public Sector Sector { get; init; } = new("", "", "");
}

/// <summary>A part of the Plan that is shown on a page of its own.</summary>
public sealed record Sector(string Code, string NameVi, string NameEn);

/// <summary>A day on which the meaning of figures changed.</summary>
/// <param name="Series">A series code, or <c>*</c> for all of the area.</param>
/// <param name="Bridge">Factor that makes earlier figures comparable; null where there is none.</param>
public sealed record SeriesBreak(string Series, string RefArea, DateOnly Date, double? Bridge, string NoteVi, string NoteEn);

/// <summary>One of the parts that a series is the sum of.</summary>
/// <param name="RefArea">Area of the sum; null: of any area, the part of the same.</param>
/// <param name="PartArea">Area of the part; null as <paramref name="RefArea"/> is.</param>
public sealed record SeriesPart(string Series, string Part, string? RefArea, string? PartArea);

/// <summary>
/// The plan as data: sectors, indicators, targets, milestones, tasks, departments, series, their parts, units, breaks
/// (<c>transform/catalogue/*.csv</c>) and the sources (<c>ingest/sources/*.json</c>). Read once, checked whole: every
/// fault is named at once.
/// </summary>
public sealed class Catalogue
{
    private const string OneRow = "mỗi mã một dòng / one row per code";
    private const string RefAreaPattern = "^[A-Z]{2}(-[A-Z0-9]+)*$";

    private readonly Dictionary<string, Unit> unitsByText = new(StringComparer.Ordinal);
    private readonly List<Unit> units = [];
    private readonly List<Source> sources = [];
    private readonly List<(CatalogueRow Row, IReadOnlyList<string> Series)> needed = [];

    private Catalogue()
    {
    }

    public Dictionary<string, Series> Series { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<Unit> Units => units;

    /// <summary>In the order of the Plan; the last takes the indicators whose clause no other names.</summary>
    public List<Sector> Sectors { get; } = [];

    public List<Indicator> Indicators { get; } = [];

    public IReadOnlyList<Target> Targets { get; private set; } = [];

    public List<SeriesBreak> Breaks { get; } = [];

    public List<SeriesPart> Parts { get; } = [];

    public List<Department> Departments { get; } = [];

    public List<Milestone> Milestones { get; } = [];

    public List<PlanTask> Tasks { get; } = [];

    public IReadOnlyList<Source> Sources => sources;

    /// <summary>Identifies the text of all catalogue files.</summary>
    public string Digest { get; private set; } = "";

    /// <summary>Reads everything; a catalogue with faults must not be used.</summary>
    /// <param name="open">Opens a catalogue file by name; null when it is not there.</param>
    /// <param name="sourceFiles">Name and text of each source file.</param>
    /// <param name="isCron">Whether a schedule can be kept: what fetches knows.</param>
    public static (Catalogue Catalogue, IReadOnlyList<Problem> Faults) Read(
        Func<string, Stream?> open, IEnumerable<(string File, string Json)> sourceFiles, Func<string, bool> isCron)
    {
        var catalogue = new Catalogue();
        using var digest = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        var files = open;
        open = name =>
        {
            if (files(name) is not { } stream)
            {
                return null;
            }

            using (stream)
            {
                var copy = new MemoryStream();
                stream.CopyTo(copy);
                digest.AppendData(copy.GetBuffer().AsSpan(0, (int)copy.Length));
                copy.Position = 0;
                return copy;
            }
        };
        var faults = new List<Problem>();
        foreach (var row in CatalogueFile.Rows(open, "units.csv", faults, "unit_measure", "unit_mult", "text_vi", "text_en", "synonyms"))
        {
            catalogue.AddUnit(row);
        }

        foreach (var row in CatalogueFile.Rows(open, "departments.csv", faults, "department", "name_vi", "name_en"))
        {
            catalogue.AddDepartment(row);
        }

        foreach (var row in CatalogueFile.Rows(open, "series.csv", faults, "series", "name_vi", "name_en", "unit", "aggregation", "can_fall", "reported_by"))
        {
            catalogue.AddSeries(row);
        }

        foreach (var row in CatalogueFile.Rows(open, "indicators.csv", faults,
            "indicator", "name_vi", "name_en", "unit", "series", "transformation", "ref_area", "decimals",
            "department", "source_vi", "source_en"))
        {
            catalogue.AddIndicator(row);
        }

        foreach (var row in CatalogueFile.Rows(open, "breaks.csv", faults, "series", "ref_area", "date", "bridge", "note_vi", "note_en"))
        {
            catalogue.AddBreak(row);
        }

        foreach (var row in CatalogueFile.Rows(open, "parts.csv", faults, "series", "part", "ref_area", "part_area"))
        {
            catalogue.AddPart(row);
        }

        foreach (var row in CatalogueFile.Rows(open, "milestones.csv", faults,
            "milestone", "horizon", "clause", "name_vi", "name_en", "department", "printed", "note_vi", "note_en"))
        {
            catalogue.AddMilestone(row);
        }

        foreach (var row in CatalogueFile.Rows(open, "tasks.csv", faults,
            "task", "appendix", "title", "lead", "partners", "product", "deadline", "department"))
        {
            catalogue.AddTask(row);
        }

        catalogue.ReadTargets(open, faults);
        catalogue.ReadSectors(CatalogueFile.Rows(open, "sectors.csv", faults, "sector", "name_vi", "name_en", "clauses"));
        var unread = 0;
        foreach (var (file, json) in sourceFiles.OrderBy(source => source.File, StringComparer.Ordinal))
        {
            if (SourceFile.Read(json, file, catalogue, isCron, faults) is { } source)
            {
                catalogue.sources.Add(source);
            }
            else
            {
                unread++;
            }
        }

        // What a source with faults would deliver is not known.
        if (unread == 0)
        {
            catalogue.CheckDelivered();
        }

        catalogue.Digest = Convert.ToHexStringLower(digest.GetHashAndReset());
        return (catalogue, faults);
    }

    /// <summary>Judges every target of the Plan on the yearly values known on a day.</summary>
    public IReadOnlyList<Assessment> Assess(IReadOnlyDictionary<string, IReadOnlyList<YearValue>> values, DateOnly asOf) =>
    [
        .. Targets.Select(target =>
        {
            var indicator = FindIndicator(target.Indicator);
            var wording = new IndicatorWording(
                indicator.NameVi, indicator.NameEn, indicator.Unit.TextVi, indicator.Unit.TextEn, indicator.Decimals);
            var assessment = Judge.Assess(target, values.GetValueOrDefault(indicator.Code) ?? [], asOf, BreaksOf(indicator), wording);
            assessment = assessment.Verdict == Verdict.NoData ? Owed(target, assessment, indicator.Department, wording) : assessment;
            if (PastBreak(indicator, assessment) is { } past)
            {
                assessment = Noted(assessment, past.TextVi, past.TextEn);
            }

            var suspect = string.Join(", ", Judge.RestsOn(target, assessment).Intersect(values.GetValueOrDefault(indicator.Code)?.Where(value => value.IsSuspect).Select(value => value.Year) ?? []));
            return suspect.Length == 0 ? assessment : Noted(
                assessment, $"số liệu năm {suspect} bị nghi ngờ vì không khớp với số liệu khác", $"marked suspect, at odds with other figures: {suspect}");
        }),
    ];

    private static Assessment Noted(Assessment assessment, string vi, string en) => assessment with
    {
        SentenceVi = $"{assessment.SentenceVi} Lưu ý: {vi}.",
        SentenceEn = $"{assessment.SentenceEn} Note: {en}.",
    };

    /// <summary>The break that parts the figure a verdict rests on from what the Plan had in view; null when it does
    /// not. A city that has grown by a province meets a target more easily: nobody may read that without being told.</summary>
    public Break? PastBreak(Indicator indicator, Assessment assessment) =>
        BreaksOf(indicator).LastOrDefault(entry => entry.Bridge is null && entry.FirstYear <= assessment.ActualYear);

    /// <summary>A missing figure is owed by somebody: the reason says by whom.</summary>
    private static Assessment Owed(Target target, Assessment assessment, Department department, IndicatorWording wording)
    {
        static string Join(string reason, string owed) => reason.Length == 0 ? owed : $"{reason}; {owed}";
        assessment = assessment with
        {
            ReasonVi = Join(assessment.ReasonVi, $"đơn vị báo cáo: {department.NameVi}"),
            ReasonEn = Join(assessment.ReasonEn, $"owed by: {department.NameEn}"),
        };
        return assessment with
        {
            SentenceVi = Sentences.Vietnamese(target, assessment, wording),
            SentenceEn = Sentences.English(target, assessment, wording),
        };
    }

    public Indicator FindIndicator(string code) => Indicators.Single(indicator => indicator.Code == code);

    /// <summary>Breaks of an indicator; what is said of one of its series goes before what is said of all.</summary>
    public IReadOnlyList<Break> BreaksOf(Indicator indicator) =>
    [
        .. Breaks
            .Where(entry => entry.RefArea == indicator.RefArea && (entry.Series == "*" || indicator.Series.Contains(entry.Series)))
            .GroupBy(entry => entry.Date)
            .Select(day => day.OrderBy(entry => entry.Series == "*").First())
            .Select(entry => new Break(indicator.Code, entry.Date, entry.Bridge, entry.NoteVi, entry.NoteEn)),
    ];

    /// <summary>The departments a text can mean: that of the code, else those whose Vietnamese or English name has it
    /// in it; case and diacritics do not matter.</summary>
    public IReadOnlyList<Department> FindDepartments(string text)
    {
        var plain = Text.Plain(text);
        bool Is(string name) => Text.Plain(name) == plain;
        return Departments.Find(known => Is(known.Code) || Is(known.NameVi) || Is(known.NameEn)) is { } one ? [one]
            : plain.Length == 0 ? []
            : [.. Departments.Where(known => Text.Plain(known.NameVi).Contains(plain, StringComparison.Ordinal) || Text.Plain(known.NameEn).Contains(plain, StringComparison.Ordinal))];
    }

    public Source? FindSource(string name) => sources.Find(source => source.Name == name);

    /// <summary>The unit a text means (<c>Triệu USD</c>); null when nobody declared it.</summary>
    public Unit? FindUnit(string text) => unitsByText.GetValueOrDefault(Text.Fold(text));

    internal string UnitTexts() => string.Join(", ", units.Select(unit => unit.TextVi).Distinct());

    /// <summary>Declared series whose code is most like a wrong one: for the reader of a fault.</summary>
    internal string NearestSeries(string code) => Text.Nearest(Series.Keys, code, 3);

    /// <summary>The department of a code; an unknown one is a fault and has no name.</summary>
    internal Department FindDepartment(CatalogueRow row, string column)
    {
        var code = row.Text(column);
        if (Departments.Find(known => known.Code == code) is { } department)
        {
            return department;
        }

        if (code.Length > 0)
        {
            row.Fault(column, code, Text.Nearest(Departments.Select(known => known.Code), code, 3), "Đơn vị không có trong departments.csv.", "The department is not in departments.csv.");
        }

        return new Department(code, "", "");
    }

    private void AddUnit(CatalogueRow row)
    {
        var unit = new Unit(row.Text("unit_measure"), row.Int("unit_mult", -12, 15), row.Text("text_vi"), row.Text("text_en"));
        units.Add(unit);
        foreach (var text in row.List("synonyms").Append(unit.TextVi).Append(unit.TextEn).Select(Text.Fold).Distinct())
        {
            if (!unitsByText.TryAdd(text, unit) && unitsByText[text] is var other && (other.Measure, other.Mult) != (unit.Measure, unit.Mult))
            {
                row.Fault("synonyms", text, $"{other.Measure}, {other.Mult}", "Tên đơn vị đã dùng cho đơn vị khác.", "The text already means another unit.");
            }
        }
    }

    private void AddSeries(CatalogueRow row)
    {
        var code = row.Text("series", "^[A-Z0-9_]+(\\.[A-Z0-9_]+)+$", "TOPIC.MEASURE");
        var unit = row.Unit(this, "unit");
        var series = new Series(
            code, row.Text("name_vi"), row.Text("name_en"), unit.Measure, unit.Mult,
            row.Choice<Aggregation>("aggregation"), row.Flag("can_fall"),
            row.Optional("reported_by").Length > 0 ? FindDepartment(row, "reported_by").Code : "");
        if (!Series.TryAdd(code, series))
        {
            row.Fault("series", code, OneRow, "Chuỗi số liệu lặp lại.", "The series is there twice.");
        }
    }

    private void AddIndicator(CatalogueRow row)
    {
        var code = row.Text("indicator", "^[a-z0-9_]+$", "snake_case");
        var unit = row.Unit(this, "unit");
        var department = FindDepartment(row, "department");
        var series = row.Text("series").Split('+', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var transformationCode = row.Text("transformation");
        var transformation = Transformations.Parse(transformationCode);
        if (transformation is not (Transformation.Level or Transformation.OnYearBefore or Transformation.Index))
        {
            row.Fault("transformation", transformationCode, "N, GY, IX", "Phép biến đổi không dùng được cho chỉ tiêu năm.", "Not a transformation of a yearly value.");
        }

        foreach (var part in series)
        {
            if (!Series.TryGetValue(part, out var declared))
            {
                row.Fault("series", part, NearestSeries(part), "Chuỗi số liệu không có trong series.csv.", "The series is not in series.csv.");
            }
            else if (transformation == Transformation.Level && unit.Measure.Length > 0 && declared.UnitMeasure != unit.Measure)
            {
                row.Fault("unit", unit.Measure, declared.UnitMeasure, "Đơn vị của chỉ tiêu khác đơn vị của chuỗi số liệu.", "The indicator's unit is not that of its series.");
            }
        }

        if (Indicators.Exists(known => known.Code == code))
        {
            row.Fault("indicator", code, OneRow, "Chỉ tiêu lặp lại.", "The indicator is there twice.");
        }

        Indicators.Add(new Indicator(
            code, row.Text("name_vi"), row.Text("name_en"), unit, series, transformation ?? Transformation.Level, row.Text("ref_area", RefAreaPattern, "VN-HP"),
            row.Int("decimals", 0, 6), department,
            // Unless said otherwise its figures are the department's own.
            row.Optional("source_vi") is { Length: > 0 } vi ? vi : department.NameVi,
            row.Optional("source_en") is { Length: > 0 } en ? en : department.NameEn));
        needed.Add((row, series));
    }

    /// <summary>Figures that no source brings and no department reports would never come.</summary>
    private void CheckDelivered()
    {
        var delivered = sources.SelectMany(source => source.SeriesNamed()).ToHashSet(StringComparer.Ordinal);
        if (sources.Exists(source => source.TakesAnySeries))
        {
            return;
        }

        foreach (var (row, series) in needed)
        {
            foreach (var code in series.Where(code => Series.TryGetValue(code, out var known) && known.ReportedBy.Length == 0 && !delivered.Contains(code)))
            {
                row.Fault("series", code, "sources/*.json | series.csv: reported_by",
                    "Không nguồn nào cung cấp chuỗi này và không đơn vị nào báo cáo nó.",
                    "No source delivers this series and no department reports it.");
            }
        }
    }

    private void AddDepartment(CatalogueRow row)
    {
        var code = row.Text("department", "^[a-z0-9_]+$", "snake_case");
        if (Departments.Exists(known => known.Code == code))
        {
            row.Fault("department", code, OneRow, "Đơn vị lặp lại.", "The department is there twice.");
        }

        // Not every office has given itself an English name; then its own stands.
        var name = row.Text("name_vi");
        Departments.Add(new Department(code, name, row.Optional("name_en") is { Length: > 0 } english ? english : name));
    }

    private void AddMilestone(CatalogueRow row)
    {
        var code = row.Text("milestone", @"^M\d\.\d{2}$", "M1.04");
        var milestone = new Milestone(
            code, row.Int("horizon", 2000, 2100), row.Text("clause"), row.Text("name_vi"), row.Text("name_en"),
            FindDepartment(row, "department"), row.Text("printed"), row.Optional("note_vi"), row.Optional("note_en"));
        if (AddProgress(row, "milestone", code, $"Mức độ hoàn thành: {milestone.NameVi}", $"Progress: {milestone.NameEn}"))
        {
            Milestones.Add(milestone);
        }
    }

    private void AddTask(CatalogueRow row)
    {
        var code = row.Text("task", @"^A\d\.\d{2}$", "A1.01");
        var deadline = Deadline.Read(row.Text("deadline"));
        if (deadline is null)
        {
            row.Fault("deadline", row.Optional("deadline"), Deadline.Examples, "Không hiểu thời hạn.", "The deadline cannot be read.");
        }

        var task = new PlanTask(
            code, row.Int("appendix", 1, 9), row.Text("title"), row.Text("lead"), row.Text("partners"), row.Text("product"),
            row.Text("deadline"), deadline ?? default, FindDepartment(row, "department"));
        if (AddProgress(row, "task", code, $"Mức độ hoàn thành nhiệm vụ {code}", $"Progress of task {code}"))
        {
            Tasks.Add(task);
        }
    }

    /// <summary>How far a task or milestone has come is a series like any other, in percent; 100 is done.</summary>
    private bool AddProgress(CatalogueRow row, string column, string code, string vi, string en)
    {
        var isNew = Series.TryAdd("PROGRESS." + code, new Series("PROGRESS." + code, vi, en, "PC", 0, Aggregation.Last, CanFall: true));
        if (!isNew)
        {
            row.Fault(column, code, OneRow, "Mã lặp lại.", "The code is there twice.");
        }

        return isNew;
    }

    private void AddBreak(CatalogueRow row)
    {
        var series = row.Text("series");
        if (series != "*" && !Series.ContainsKey(series))
        {
            row.Fault("series", series, $"* | {NearestSeries(series)}", "Chuỗi số liệu không có trong series.csv.", "The series is not in series.csv.");
        }

        Breaks.Add(new SeriesBreak(
            series, row.Text("ref_area", RefAreaPattern, "VN-HP"), row.Date("date"), row.Double("bridge"), row.Text("note_vi"), row.Text("note_en")));
    }

    private void AddPart(CatalogueRow row)
    {
        foreach (var column in new[] { "series", "part" })
        {
            if (!Series.ContainsKey(row.Text(column)))
            {
                row.Fault(column, row.Text(column), NearestSeries(row.Text(column)), "Chuỗi số liệu không có trong series.csv.", "The series is not in series.csv.");
            }
        }

        string? Area(string column) => row.Text(column, $"{RefAreaPattern}|^$", "VN-HP") is { Length: > 0 } area ? area : null;
        var part = new SeriesPart(row.Text("series"), row.Text("part"), Area("ref_area"), Area("part_area"));
        if (part.RefArea is null != part.PartArea is null || (part.Series, part.RefArea) == (part.Part, part.PartArea))
        {
            row.Fault("part_area", part.PartArea ?? "", "ref_area, part_area: VN, VN-HP", "Ghi cả hai địa bàn hoặc không địa bàn nào; một số không là phần của chính nó.", "Both areas or neither; nothing is a part of itself.");
        }

        Parts.Add(part);
    }

    /// <summary>The Plan groups its targets by clause: an indicator belongs where its first target stands.</summary>
    private void ReadSectors(IEnumerable<CatalogueRow> rows)
    {
        var byClause = new Dictionary<string, Sector>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var sector = new Sector(row.Text("sector", "^[a-z0-9_]+$", "snake_case"), row.Text("name_vi"), row.Text("name_en"));
            if (Sectors.Exists(known => known.Code == sector.Code))
            {
                row.Fault("sector", sector.Code, OneRow, "Lĩnh vực lặp lại.", "The sector is there twice.");
            }

            Sectors.Add(sector);
            foreach (var clause in row.List("clauses"))
            {
                if (!byClause.TryAdd(clause, sector))
                {
                    row.Fault("clauses", clause, byClause[clause].Code, "Điểm này của Kế hoạch đã thuộc lĩnh vực khác.", "The clause already belongs to another sector.");
                }
            }
        }

        for (var i = 0; i < Indicators.Count && Sectors.Count > 0; i++)
        {
            var clause = Targets.FirstOrDefault(target => target.Indicator == Indicators[i].Code)?.Clause ?? "";
            Indicators[i] = Indicators[i] with { Sector = byClause.GetValueOrDefault(clause, Sectors[^1]) };
        }
    }

    private void ReadTargets(Func<string, Stream?> open, List<Problem> faults)
    {
        if (CatalogueFile.Open(open, "targets.csv", faults) is not { } reader)
        {
            return;
        }

        using (reader)
        {
            var plan = PlanCsv.Read(
                reader, "targets.csv", new StringReader("indicator,year,value\n"), "", [.. Indicators.Select(known => known.Code)]);
            faults.AddRange(plan.Problems);
            Targets = plan.Targets;
        }
    }
}

/// <summary>Rows of a catalogue file: CSV with a header, UTF-8, comma, decimal point.</summary>
internal static class CatalogueFile
{
    public static StreamReader? Open(Func<string, Stream?> open, string file, List<Problem> faults)
    {
        if (open(file) is { } stream)
        {
            return new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
        }

        faults.Add(Problem.Error(file, "", file, "Thiếu tệp danh mục.", "The catalogue file is missing."));
        return null;
    }

    public static List<CatalogueRow> Rows(Func<string, Stream?> open, string file, List<Problem> faults, params string[] columns)
    {
        var rows = new List<CatalogueRow>();
        if (Open(open, file, faults) is not { } reader)
        {
            return rows;
        }

        using var records = new CsvRecords(reader, ',');
        if (!records.Read() && records.Fault is null)
        {
            faults.Add(Problem.Error(file, "", string.Join(",", columns), "Tệp danh mục không có tiêu đề.", "The catalogue file has no header."));
            return rows;
        }

        var header = records.Fault is null ? records.ToArray() : columns;
        var at = columns.ToDictionary(column => column, column => Array.IndexOf(header, column), StringComparer.Ordinal);
        foreach (var missing in columns.Where(column => at[column] < 0))
        {
            faults.Add(Problem.Error($"{file}:L1:{missing}", string.Join(",", header), missing, "Thiếu cột.", "A column is missing."));
        }

        while (at.Values.All(index => index >= 0) && records.Read())
        {
            var fields = records.ToArray();
            if (fields.Length > header.Length)
            {
                faults.Add(Problem.Error(
                    string.Create(CultureInfo.InvariantCulture, $"{file}:L{records.Line}"), string.Join(',', fields), string.Join(',', header),
                    "Dòng thừa cột; chữ có dấu phẩy phải nằm trong dấu nháy kép.", "The line has too many fields; a text with a comma needs quotes."));
            }

            if (fields.Any(field => field.Length > 0))
            {
                rows.Add(new CatalogueRow(file, records.Line, at, fields, faults));
            }
        }

        if (records.Fault is not null)
        {
            faults.Add(Problem.Error(string.Create(CultureInfo.InvariantCulture, $"{file}:L{records.Line}"), records.Fault, "CSV", "Tệp không phải CSV hợp lệ.", "The file is not valid CSV."));
        }

        return rows;
    }
}

/// <summary>A row whose fields are read by column name; a wrong one is a fault and reads as empty.</summary>
internal sealed class CatalogueRow(
    string file, int line, Dictionary<string, int> columns, string[] fields, List<Problem> faults)
{
    private string Raw(string column) => columns[column] < fields.Length ? fields[columns[column]].Trim() : "";

    public string Text(string column, string pattern = ".", string expected = "…")
    {
        var text = Raw(column).Normalize(NormalizationForm.FormC);
        if (!System.Text.RegularExpressions.Regex.IsMatch(text, pattern))
        {
            Fault(column, text, expected, "Thiếu hoặc sai dạng.", "Missing or malformed.");
        }

        return text;
    }

    /// <summary>Empty where there is nothing.</summary>
    public string Optional(string column) => Raw(column).Normalize(NormalizationForm.FormC);

    public IEnumerable<string> List(string column) =>
        Raw(column).Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public int Int(string column, int lowest, int highest)
    {
        if (int.TryParse(Raw(column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= lowest && number <= highest)
        {
            return number;
        }

        Fault(column, Raw(column), string.Create(CultureInfo.InvariantCulture, $"{lowest} … {highest}"), "Phải là số nguyên trong phạm vi.", "A whole number in range is needed.");
        return 0;
    }

    public double? Double(string column)
    {
        if (Raw(column).Length == 0)
        {
            return null;
        }

        if (double.TryParse(Raw(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            return number;
        }

        Fault(column, Raw(column), "1.5", "Phải là số, dấu thập phân là dấu chấm.", "A number with a decimal point is needed.");
        return null;
    }

    public bool Flag(string column)
    {
        if (Raw(column) is not ("" or "true" or "false"))
        {
            Fault(column, Raw(column), "true | false", "Phải là true hoặc false.", "True or false is needed.");
        }

        return Raw(column) == "true";
    }

    public DateOnly Date(string column)
    {
        if (DateOnly.TryParseExact(Raw(column), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        Fault(column, Raw(column), "2025-07-01", "Ngày không hợp lệ.", "Not a date.");
        return default;
    }

    public T Choice<T>(string column)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (value.ToString().Equals(Raw(column), StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        Fault(column, Raw(column), string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant(), "Không có trong danh mục.", "Not one of the choices.");
        return default;
    }

    public Unit Unit(Catalogue catalogue, string column)
    {
        if (catalogue.FindUnit(Raw(column)) is { } unit)
        {
            return unit;
        }

        // A units.csv that cannot be read is one fault, already told, not one for every unit.
        if (catalogue.Units.Count > 0 || !faults.Exists(fault => fault.Place.StartsWith("units.csv", StringComparison.Ordinal)))
        {
            Fault(column, Raw(column), catalogue.UnitTexts(), "Đơn vị tính không có trong units.csv.", "The unit is not in units.csv.");
        }

        return new Unit("", 0, "", "");
    }

    public void Fault(string column, string found, string expected, string vi, string en) =>
        faults.Add(Problem.Error(
            string.Create(CultureInfo.InvariantCulture, $"{file}:L{line}:{column}"), found, expected, vi, en));
}
