using System.Text;
using Plan86.Transform.Meaning;

namespace Plan86.Transform.Plan;

/// <summary>
/// The plan as data: sectors, indicators, targets, milestones, tasks, departments, series, their parts, _units, breaks
/// (<c>transform/catalogue/*.csv</c>). Read once, checked whole: every fault is named at once.
/// </summary>
public sealed class Catalogue
{
    /// <summary>The day of Plan 86/KH-UBND.</summary>
    public static readonly DateOnly PlanDay = new(2020, 3, 19);

    private const string OneRow = "mỗi mã một dòng / one row per code";
    private const string RefAreaPattern = @"^[A-Z]{2}(-[A-Z0-9]+)*(\.(19|20)\d\d)?$";

    // Asked for at every verdict; areas are read before any is given.
    private List<(string RefArea, RefArea Boundaries)>? _boundaries;

    private readonly Dictionary<string, Unit> _unitsByText = new(StringComparer.Ordinal);
    private readonly List<Unit> _units = [];
    private readonly List<(CsvRow Row, IReadOnlyList<string> Series)> _needed = [];

    private Catalogue()
    {
    }

    public Dictionary<string, Series> Series { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<Unit> Units => _units;

    /// <summary>In the order of the Plan; the one without clauses takes the indicators whose clause no other names.</summary>
    public List<Sector> Sectors { get; } = [];

    public List<Indicator> Indicators { get; } = [];

    public IReadOnlyList<Target> Targets { get; private set; } = [];

    public List<SeriesBreak> Breaks { get; } = [];

    public List<SeriesPart> Parts { get; } = [];

    public List<Department> Departments { get; } = [];

    /// <summary>Places by code; figures may be of others too (communes, districts).</summary>
    public Dictionary<string, RefArea> Areas { get; } = new(StringComparer.Ordinal);

    public List<Milestone> Milestones { get; } = [];

    public List<PlanTask> Tasks { get; } = [];

    /// <summary>Identifies the text of all catalogue files.</summary>
    public string Digest { get; private set; } = "";

    /// <summary>Reads everything; a catalogue with faults must not be used.</summary>
    /// <param name="shipped">Opens a file of the catalogue by name; null when it is not there.</param>
    /// <param name="own">Opens the file that goes over it, row by row; null when there is none.</param>
    /// <returns>The catalogue, and the list that later checks of it add to.</returns>
    public static (Catalogue Catalogue, List<Problem> Faults) Read(Func<string, Stream?> shipped, Func<string, Stream?>? own = null)
    {
        var (catalogue, faults) = (new Catalogue(), new List<Problem>());
        var files = new CatalogueFiles(shipped, own ?? (_ => null), faults);
        files.Rows("units.csv", ["unit_measure", "unit_mult"], "text_vi", "text_en", "synonyms").ForEach(catalogue.AddUnit);
        var departments = files.Rows("departments.csv", ["department"], "name_vi", "name_en");
        departments.ForEach(catalogue.AddDepartment);
        catalogue.LinkSuccessors(departments);
        files.OptionalRows("areas.csv", ["ref_area"], "name_vi", "name_en", "valid_from", "valid_to", "parts").ForEach(catalogue.AddArea);
        catalogue.CheckParts(faults);

        // Further columns may be left out: additive, same_territories, note_vi, note_en.
        files.Rows("series.csv", ["series"], "name_vi", "name_en", "unit", "aggregation", "can_fall", "reported_by")
            .ForEach(catalogue.AddSeries);
        files.Rows(
            "indicators.csv", ["indicator"], "name_vi", "name_en", "unit", "series", "transformation", "ref_area", "decimals",
            "department", "source_vi", "source_en").ForEach(catalogue.AddIndicator);
        files.Rows("breaks.csv", ["series", "ref_area", "date"], "bridge", "note_vi", "note_en").ForEach(catalogue.AddBreak);
        files.Rows("parts.csv", ["series", "part"], "ref_area", "part_area").ForEach(catalogue.AddPart);
        files.Rows(
            "milestones.csv", ["milestone"], "horizon", "clause", "name_vi", "name_en", "department", "printed", "note_vi", "note_en")
            .ForEach(catalogue.AddMilestone);
        // title_en may be left out: check tells.
        files.Rows("tasks.csv", ["task"], "appendix", "title", "lead", "partners", "product", "deadline", "department")
            .ForEach(catalogue.AddTask);
        catalogue.Targets = TargetFile.Read(
            files.Rows("targets.csv", ["indicator", "horizon"]), [.. catalogue.Indicators.Select(known => known.Code)]);
        catalogue.ReadSectors(files.Rows("sectors.csv", ["sector"], "name_vi", "name_en", "clauses"));
        catalogue.Digest = files.Digest;
        return (catalogue, faults);
    }

    public Indicator FindIndicator(string code) => Indicators.Single(indicator => indicator.Code == code);

    /// <summary>The boundaries that a place without a year (<c>VN-HP</c>) is meant in, by day: places of its code and a year, and of a
    /// place that is part of another its own.</summary>
    public IReadOnlyList<(string RefArea, RefArea Boundaries)> BoundariesByDay => _boundaries ??=
    [
        .. Areas.Values.Where(area => area.Code.Contains('.', StringComparison.Ordinal)).Select(area => (area.Code.Split('.')[0], area)),
        .. Areas.Values.SelectMany(area => area.Parts).Distinct(StringComparer.Ordinal)
            .Where(part => !part.Contains('.', StringComparison.Ordinal) && Areas.ContainsKey(part))
            .Select(part => (part, Areas[part] with { ValidFrom = null, ValidTo = null })),
    ];

    /// <summary>Returns the boundaries a place has on a day; the place itself where they do not matter.</summary>
    public string BoundariesOn(string refArea, DateOnly day) =>
        BoundariesByDay.Where(entry => entry.RefArea == refArea && !(entry.Boundaries.ValidFrom > day) && !(entry.Boundaries.ValidTo < day))
            .Select(entry => entry.Boundaries.Code).FirstOrDefault(refArea);

    /// <summary>Returns the name of an area; its code where it has none.</summary>
    public Bilingual NameOfArea(string code) => Areas.TryGetValue(code, out var area) ? area.Name : new Bilingual(code, code);

    /// <summary>Returns the territories an indicator is judged on: each of the boundaries its area has or had; the area itself where
    /// those do not matter, be it that all of its series are the same in them.</summary>
    public IReadOnlyList<string> AreasOf(Indicator indicator) =>
        BoundariesByDay.Where(entry => entry.RefArea == indicator.RefArea).Select(entry => entry.Boundaries.Code).ToList()
            is { Count: > 0 } own
            && !indicator.Series.All(code => Series.TryGetValue(code, out var series) && series.SameTerritories)
            ? own : [indicator.RefArea];

    /// <summary>Returns that of <see cref="AreasOf"/> that an indicator's area had on a day.</summary>
    public string AreaOn(Indicator indicator, DateOnly day) =>
        AreasOf(indicator) is [var only] ? only : BoundariesOn(indicator.RefArea, day);

    /// <summary>Breaks of an indicator; what is said of one of its series goes before what is said of all.</summary>
    public IReadOnlyList<Break> BreaksOf(Indicator indicator) =>
    [
        .. Breaks
            .Where(entry => entry.RefArea == indicator.RefArea && (entry.Series == "*" || indicator.Series.Contains(entry.Series)))
            .GroupBy(entry => entry.Date)
            .Select(day => day.OrderBy(entry => entry.Series == "*").First())
            .Select(entry => new Break(indicator.Code, entry.Date, entry.Bridge, entry.Note.Vi, entry.Note.En)),
    ];

    /// <summary>The departments a text can mean: that of the code, else those whose Vietnamese or English name has it
    /// in it; case and diacritics do not matter.</summary>
    public IReadOnlyList<Department> FindDepartments(string text)
    {
        var plain = Text.Plain(text);
        bool Is(string name) => Text.Plain(name) == plain;
        return Departments.Find(known => Is(known.Code) || Is(known.Name.Vi) || Is(known.Name.En)) is { } one ? [one]
            : plain.Length == 0 ? []
            : [.. Departments.Where(
                known => Text.Plain(known.Name.Vi).Contains(plain, StringComparison.Ordinal)
                    || Text.Plain(known.Name.En).Contains(plain, StringComparison.Ordinal))];
    }

    /// <summary>The unit a text means (<c>Triệu USD</c>); null when nobody declared it.</summary>
    public Unit? FindUnit(string text) => _unitsByText.GetValueOrDefault(Text.Fold(text));

    /// <summary>Each text that means a unit, synonyms too, as it is matched.</summary>
    internal IReadOnlyDictionary<string, Unit> UnitsByText => _unitsByText;

    internal string UnitTexts() => string.Join(", ", _units.Select(unit => unit.Text.Vi).Distinct());

    /// <summary>Declared series whose code is most like a wrong one: for the reader of a fault.</summary>
    internal string NearestSeries(string code) => Text.Nearest(Series.Keys, code, 3);

    /// <summary>Returns those of some codes that are most like a wrong one: for whoever typed it.</summary>
    public static string NearestOf(IEnumerable<string> codes, string wrong) => Text.Nearest(codes, wrong, 3);

    /// <summary>The department of a code; an unknown one is a fault and has no name.</summary>
    internal Department FindDepartment(CsvRow row, string column)
    {
        var code = row.Text(column);
        if (Departments.Find(known => known.Code == code) is { } department)
        {
            return department;
        }

        if (code.Length > 0)
        {
            row.Fault(column, code, Text.Nearest(Departments.Select(known => known.Code), code, 3),
                new Bilingual("Đơn vị không có trong departments.csv.", "The department is not in departments.csv."));
        }

        return new Department(code, new Bilingual("", ""));
    }

    private Unit UnitOf(CsvRow row)
    {
        if (FindUnit(row.Optional("unit")) is { } unit)
        {
            return unit;
        }

        // A units.csv that cannot be read is one fault, already told, not one for every unit.
        if (Units.Count > 0 || !row.IsFaulty("units.csv"))
        {
            row.Fault("unit", row.Optional("unit"), UnitTexts(),
                new Bilingual("Đơn vị tính không có trong units.csv.", "The unit is not in units.csv."));
        }

        return new Unit("", 0, new Bilingual("", ""));
    }

    private void AddUnit(CsvRow row)
    {
        var unit = new Unit(
            row.Text("unit_measure"), row.Int("unit_mult", -12, 15), new Bilingual(row.Text("text_vi"), row.Text("text_en")));
        _units.Add(unit);
        foreach (var text in row.List("synonyms").Append(unit.Text.Vi).Append(unit.Text.En).Select(Text.Fold).Distinct())
        {
            if (!_unitsByText.TryAdd(text, unit) && _unitsByText[text] is var other
                && (other.Measure, other.Mult) != (unit.Measure, unit.Mult))
            {
                row.Fault("synonyms", text, $"{other.Measure}, {other.Mult}",
                    new Bilingual("Tên đơn vị đã dùng cho đơn vị khác.", "The text already means another unit."));
            }
        }
    }

    private void AddSeries(CsvRow row)
    {
        var code = row.Text("series", "^[A-Z0-9_]+(\\.[A-Z0-9_]+)+$", "TOPIC.MEASURE");
        var unit = UnitOf(row);
        var series = new Series(
            code, new Bilingual(row.Text("name_vi"), row.Text("name_en")), unit.Measure, unit.Mult,
            row.NeededChoice<Aggregation>("aggregation"), row.Flag("can_fall"),
            row.Optional("reported_by").Length > 0 ? FindDepartment(row, "reported_by").Code : "",
            row.Flag("additive"), row.Flag("same_territories"), new Bilingual(row.Optional("note_vi"), row.Optional("note_en")));
        if (series is { SameTerritories: true, Note.Vi: "" })
        {
            row.Expected("note_vi", new Bilingual("lý do số liệu như nhau ở mọi địa giới", "why it is the same in all boundaries"));
        }

        if (!Series.TryAdd(code, series))
        {
            row.Fault("series", code, OneRow, new Bilingual("Chuỗi số liệu lặp lại.", "The series is there twice."));
        }
    }

    private void AddIndicator(CsvRow row)
    {
        var code = row.Text("indicator", "^[a-z0-9_]+$", "snake_case");
        var unit = UnitOf(row);
        var department = FindDepartment(row, "department");
        var series = row.Text("series").Split('+', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var transformationCode = row.Text("transformation");
        var transformation = Transformations.Parse(transformationCode);
        if (transformation is not (Transformation.Level or Transformation.OnYearBefore or Transformation.Index))
        {
            row.Fault("transformation", transformationCode, "N, GY, IX",
                new Bilingual("Phép biến đổi không dùng được cho chỉ tiêu năm.", "Not a transformation of a yearly value."));
        }

        foreach (var part in series)
        {
            if (!Series.TryGetValue(part, out var declared))
            {
                row.Fault("series", part, NearestSeries(part),
                    new Bilingual("Chuỗi số liệu không có trong series.csv.", "The series is not in series.csv."));
            }
            else if (transformation == Transformation.Level && unit.Measure.Length > 0 && declared.UnitMeasure != unit.Measure)
            {
                row.Fault("unit", unit.Measure, declared.UnitMeasure,
                    new Bilingual("Đơn vị của chỉ tiêu khác đơn vị của chuỗi số liệu.", "The indicator's unit is not that of its series."));
            }
        }

        if (Indicators.Exists(known => known.Code == code))
        {
            row.Fault("indicator", code, OneRow, new Bilingual("Chỉ tiêu lặp lại.", "The indicator is there twice."));
        }

        Indicators.Add(new Indicator(
            code, new Bilingual(row.Text("name_vi"), row.Text("name_en")), unit, series, transformation ?? Transformation.Level,
            row.Text("ref_area", RefAreaPattern, "VN-HP"),
            row.Int("decimals", 0, 6), department,
            // Unless said otherwise its figures are the department's own.
            new Bilingual(
                row.Optional("source_vi") is { Length: > 0 } vi ? vi : department.Name.Vi,
                row.Optional("source_en") is { Length: > 0 } en ? en : department.Name.En)));
        _needed.Add((row, series));
    }

    /// <summary>Adds a fault for each indicator whose figures no source brings and no department reports: they would never
    /// come.</summary>
    /// <param name="delivered">Codes of the series that sources bring.</param>
    internal void CheckDelivered(IReadOnlySet<string> delivered)
    {
        foreach (var (row, series) in _needed)
        {
            foreach (var code in series.Where(
                code => Series.TryGetValue(code, out var known) && known.ReportedBy.Length == 0 && !delivered.Contains(code)))
            {
                row.Fault("series", code, "sources/*.json | series.csv: reported_by", new Bilingual(
                    "Không nguồn nào cung cấp chuỗi này và không đơn vị nào báo cáo nó.",
                    "No source delivers this series and no department reports it."));
            }
        }
    }

    private void AddDepartment(CsvRow row)
    {
        var code = row.Text("department", "^[a-z0-9_]+$", "snake_case");
        if (Departments.Exists(known => known.Code == code))
        {
            row.Fault("department", code, OneRow, new Bilingual("Đơn vị lặp lại.", "The department is there twice."));
        }

        // Not every office has given itself an English name; then its own stands.
        var name = row.Text("name_vi");
        Departments.Add(new Department(code, new Bilingual(name, row.Optional("name_en") is { Length: > 0 } english ? english : name))
        {
            ValidFrom = row.IsEmpty("valid_from") ? null : row.Date("valid_from"),
            ValidTo = row.IsEmpty("valid_to") ? null : row.Date("valid_to"),
            Source = row.Optional("source"),
        });
    }

    /// <summary>A successor may stand below its predecessor, so it is looked for when all are known.</summary>
    private void LinkSuccessors(List<CsvRow> rows)
    {
        var byCode = rows.DistinctBy(row => row.Optional("department"))
            .ToDictionary(row => row.Optional("department"), StringComparer.Ordinal);
        var linked = new Dictionary<string, Department>(StringComparer.Ordinal);
        for (var i = 0; i < Departments.Count; i++)
        {
            Departments[i] = Linked(Departments[i], []);
        }

        Department Linked(Department department, HashSet<string> path)
        {
            if (linked.TryGetValue(department.Code, out var known))
            {
                return known;
            }

            var (row, code) = (byCode[department.Code], byCode[department.Code].Optional("succeeded_by"));
            var next = Departments.Find(other => other.Code == code);
            if (code.Length > 0 && (next is null || !path.Add(department.Code) || path.Contains(code)))
            {
                row.Fault("succeeded_by", code, Text.Nearest(Departments.Select(other => other.Code).Except(path), code, 3),
                    new Bilingual("Đơn vị kế thừa không có trong departments.csv, hoặc kế thừa vòng tròn.",
                        "The successor is not in departments.csv, or departments succeed one another in a circle."));
                next = null;
            }
            else if (code.Length == 0 == department.ValidTo.HasValue)
            {
                row.Fault("valid_to", row.Optional("valid_to"), "valid_to, succeeded_by", new Bilingual(
                    "Ghi cả ngày kết thúc và đơn vị kế thừa, hoặc không ghi cả hai.", "A last day and a successor go together."));
            }

            return linked[department.Code] = next is null ? department : department with { Successor = Linked(next, path) };
        }
    }

    private void AddArea(CsvRow row)
    {
        var area = new RefArea(
            row.Text("ref_area", RefAreaPattern, "VN-HP.2020"), new Bilingual(row.Text("name_vi"), row.Text("name_en")),
            row.IsEmpty("valid_from") ? null : row.Date("valid_from"), row.IsEmpty("valid_to") ? null : row.Date("valid_to"),
            [.. row.List("parts")]);
        if (!Areas.TryAdd(area.Code, area))
        {
            row.Fault("ref_area", area.Code, OneRow, new Bilingual("Đơn vị hành chính lặp lại.", "The area is there twice."));
        }
    }

    private void CheckParts(List<Problem> faults)
    {
        foreach (var (area, part) in Areas.Values.SelectMany(area => area.Parts.Select(part => (area, part)))
            .Where(pair => !Areas.ContainsKey(pair.part)))
        {
            faults.Add(Problem.Error(Place.OfFile("areas.csv"), $"{area.Code}: {part}", Text.Nearest(Areas.Keys, part, 3), new Bilingual(
                "Phần của đơn vị hành chính chưa được khai báo.", "A part of the area is not declared.")));
        }
    }

    private void AddMilestone(CsvRow row)
    {
        var code = row.Text("milestone", @"^M\d\.\d{2}$", "M1.04");
        var milestone = new Milestone(
            code, row.Int("horizon", 2000, 2100), row.Text("clause"), new Bilingual(row.Text("name_vi"), row.Text("name_en")),
            FindDepartment(row, "department"), row.Text("printed"), new Bilingual(row.Optional("note_vi"), row.Optional("note_en")));
        if (AddProgress(row, "milestone", code, new Bilingual($"Mức độ hoàn thành: {milestone.Name.Vi}", $"Progress: {milestone.Name.En}")))
        {
            Milestones.Add(milestone);
        }
    }

    private void AddTask(CsvRow row)
    {
        var code = row.Text("task", @"^A\d\.\d{2}$", "A1.01");
        var deadline = Deadline.Read(row.Text("deadline"));
        if (deadline is null)
        {
            row.Fault("deadline", row.Optional("deadline"), Deadline.Examples,
                new Bilingual("Không hiểu thời hạn.", "The deadline cannot be read."));
        }

        var task = new PlanTask(
            code, row.Int("appendix", 1, 9), row.Text("title"), row.Optional("title_en"),
            row.Text("lead"), row.Text("partners"), row.Text("product"),
            row.Text("deadline"), deadline ?? default, FindDepartment(row, "department"));
        if (AddProgress(row, "task", code, new Bilingual($"Mức độ hoàn thành nhiệm vụ {code}", $"Progress of task {code}")))
        {
            Tasks.Add(task);
        }
    }

    /// <summary>How far a task or milestone has come is a series like any other, in percent; 100 is done.</summary>
    private bool AddProgress(CsvRow row, string column, string code, Bilingual text)
    {
        var isNew = Series.TryAdd("PROGRESS." + code, new Series("PROGRESS." + code, text, "PC", 0, Aggregation.Last, CanFall: true));
        if (!isNew)
        {
            row.Fault(column, code, OneRow, new Bilingual("Mã lặp lại.", "The code is there twice."));
        }

        return isNew;
    }

    private void AddBreak(CsvRow row)
    {
        var series = row.Text("series");
        if (series != "*" && !Series.ContainsKey(series))
        {
            row.Fault("series", series, $"* | {NearestSeries(series)}",
                new Bilingual("Chuỗi số liệu không có trong series.csv.", "The series is not in series.csv."));
        }

        Breaks.Add(new SeriesBreak(
            series, row.Text("ref_area", RefAreaPattern, "VN-HP"), row.Date("date"), row.Number("bridge"),
            new Bilingual(row.Text("note_vi"), row.Text("note_en"))));
    }

    private void AddPart(CsvRow row)
    {
        foreach (var column in new[] { "series", "part" })
        {
            if (!Series.ContainsKey(row.Text(column)))
            {
                row.Fault(column, row.Text(column), NearestSeries(row.Text(column)),
                    new Bilingual("Chuỗi số liệu không có trong series.csv.", "The series is not in series.csv."));
            }
        }

        string? Area(string column) => row.Text(column, $"{RefAreaPattern}|^$", "VN-HP") is { Length: > 0 } area ? area : null;
        var part = new SeriesPart(row.Text("series"), row.Text("part"), Area("ref_area"), Area("part_area"));
        if (part.RefArea is null != part.PartArea is null || (part.Series, part.RefArea) == (part.Part, part.PartArea))
        {
            row.Fault("part_area", part.PartArea ?? "", "ref_area, part_area: VN, VN-HP",
                new Bilingual("Ghi cả hai địa bàn hoặc không địa bàn nào; một số không là phần của chính nó.",
                    "Both areas or neither; nothing is a part of itself."));
        }

        Parts.Add(part);
    }

    /// <summary>The Plan groups its targets by clause: an indicator belongs where its first target stands.</summary>
    private void ReadSectors(IEnumerable<CsvRow> rows)
    {
        var byClause = new Dictionary<string, Sector>(StringComparer.Ordinal);
        Sector? rest = null;
        foreach (var row in rows)
        {
            var sector = new Sector(
                row.Text("sector", "^[a-z0-9_]+$", "snake_case"), new Bilingual(row.Text("name_vi"), row.Text("name_en")));
            if (Sectors.Exists(known => known.Code == sector.Code))
            {
                row.Fault("sector", sector.Code, OneRow, new Bilingual("Lĩnh vực lặp lại.", "The sector is there twice."));
            }

            Sectors.Add(sector);
            rest = row.IsEmpty("clauses") ? sector : rest;
            foreach (var clause in row.List("clauses"))
            {
                if (!byClause.TryAdd(clause, sector))
                {
                    row.Fault("clauses", clause, byClause[clause].Code,
                        new Bilingual("Điểm này của Kế hoạch đã thuộc lĩnh vực khác.", "The clause already belongs to another sector."));
                }
            }
        }

        for (var i = 0; i < Indicators.Count && Sectors.Count > 0; i++)
        {
            var clause = Targets.FirstOrDefault(target => target.Indicator == Indicators[i].Code)?.Clause ?? "";
            Indicators[i] = Indicators[i] with { Sector = byClause.GetValueOrDefault(clause, rest ?? Sectors[^1]) };
        }
    }
}
