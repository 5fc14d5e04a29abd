using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Plan86.Transform.Lake;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Meaning;

/// <summary>
/// Reads a source file and names every fault of it at once, each with its place in the file
/// (<c>tables[0].columns[1].series</c>), what was found and what was expected.
/// </summary>
internal sealed class SourceFile
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = 32,
    };

    private readonly Catalogue _catalogue;
    private readonly string _file;
    private readonly Func<string, bool> _isCron;
    private readonly SourceOriginals _originals;
    private readonly List<Problem> _faults;

    private SourceFile(Catalogue catalogue, string file, Func<string, bool> isCron, SourceOriginals originals, List<Problem> faults) =>
        (_catalogue, _file, _isCron, _originals, _faults) = (catalogue, file, isCron, originals, faults);

    /// <param name="file">The file's name: its stem must be the source's name.</param>
    /// <param name="originals">The sources that others may be like.</param>
    /// <returns>Null when the file has faults, or is like one that has.</returns>
    public static Source? Read(
        string json, string file, Catalogue catalogue, Func<string, bool> isCron, SourceOriginals originals, List<Problem> faults)
    {
        var own = new List<Problem>();
        Source? source = null;
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            var read = new SourceFile(catalogue, file, isCron, originals, own).Source(document.RootElement);
            source = read with { Json = read.Like.Length > 0 ? $"{json}\n{originals.Find(read.Like)?.Json}" : json };
        }
        catch (JsonException fault)
        {
            own.Add(Problem.Error(
                Place.OfLine((fault.LineNumber ?? 0) + 1).InFile(file),
                fault.Message,
                "JSON",
                new Bilingual(
                    "Tệp không phải JSON hợp lệ.",
                    "The file is not valid JSON.")));
        }

        faults.AddRange(own);
        return own.Count == 0 && source is { Flat: not null } or { Tables.Count: > 0 } ? source : null;
    }

    /// <summary>Returns the source that a file says it is like; null where it says none, or is no JSON.</summary>
    public static string? LikeOf(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("like", out var like)
                ? like.ToString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private Source Source(JsonElement json)
    {
        var node = new SourceNode(Fault, json, "", SourceSchema.Source);
        var name = node.Text("source", required: true) ?? "";
        if (name.Length > 0 && !Regex.IsMatch(name, "^[a-z0-9]+(-[a-z0-9]+)*$"))
        {
            Fault("source", name, "kebab-case: gso-monthly", new Bilingual("Tên nguồn không hợp lệ.", "Not a valid source name."));
        }
        else if (name.Length > 0 && _file != name + ".json")
        {
            Fault("source", name, _file, new Bilingual("Tên nguồn phải trùng tên tệp.", "The source must be named as its file."));
        }

        var like = node.Text("like") ?? "";
        if (like.Length > 0)
        {
            CheckLike(like);
        }

        // What it does not state is that of the one it is like; how that one is fetched is its own affair.
        var original = _originals.Find(like);
        var repairs = node.Flag("repair", otherwise: original?.Repairs ?? true);
        var published = PublishedOn(node, original);
        var source = new Source
        {
            Name = name,
            NameVi = node.Text("name_vi", required: true) ?? "",
            NameEn = node.Text("name_en", required: true) ?? "",
            Rank = (int)(node.Number("rank", 1, 3) ?? Meaning.Source.UsualRank),
            Like = like,
            Publishers = node.Globs("publisher"),
            AllOrNothing = node.Flag("all_or_nothing", otherwise: original?.AllOrNothing == true),
            Repairs = repairs,
            PublishedOnInFileName = published.InFileName,
            PublishedOnInContent = published.InContent,
            PublishedOnLabels = published.Labels,
            Pulls = [.. node.OneOrMore("pull", SourceSchema.Pull).Select(pull => PullFile.Read(pull, _isCron)).OfType<Pull>()],
            Flat = (node.Child("flat", SourceSchema.Flat) is { } flat ? Flat(flat) : original?.Flat) is not { } layout ? null
                : layout.Repairs == repairs ? layout : layout with { Repairs = repairs },
            Tables = node.Has("tables") || original is null ? [.. node.Children("tables", SourceSchema.Table).Select(Table)]
                : original.Tables,
            Errata = node.Has("errata") || original is null ? [.. node.Children("errata", SourceSchema.Erratum).Select(Erratum)]
                : original.Errata,
        };
        if (source.Flat is null && source.Tables.Count == 0 && like.Length == 0)
        {
            Fault("", "{}", "flat | tables",
                new Bilingual(
                    "Nguồn chưa nói cách đọc: cần \"flat\" hoặc \"tables\".",
                    "The source does not say how it is read: \"flat\" or \"tables\" is needed."));
        }

        return source;
    }

    private static (Regex? InFileName, Regex? InContent, IReadOnlyList<Glob> Labels) PublishedOn(SourceNode node, Source? original) =>
        node.Child("published_on", SourceSchema.PublishedOn) is { } published
            ? (published.Pattern("file_name", "year", "month"), published.Pattern("content", "year", "month"), published.Globs("cell"))
            : (original?.PublishedOnInFileName, original?.PublishedOnInContent, original?.PublishedOnLabels ?? []);

    private void CheckLike(string like)
    {
        if (!_originals.IsDeclared(like))
        {
            Fault("like", like, string.Join(", ", _originals.Names), new Bilingual(
                "Không có nguồn này để lấy cách đọc.", "There is no such source to take the mapping of."));
        }
        else if (_originals.IsLikeAnother(like))
        {
            Fault("like", like, string.Join(", ", _originals.Names), new Bilingual(
                "Nguồn này lại lấy cách đọc của nguồn khác (hoặc của chính nó); hãy nêu thẳng nguồn có cách đọc.",
                "That source takes its mapping of another one (or of itself): name the one that has a mapping of its own."));
        }
    }

    private FlatLayout? Flat(SourceNode node)
    {
        var columns = node.Child("columns", SourceSchema.Columns);
        if (columns is null)
        {
            Fault($"{node.Path}.columns", "", "series, time_period, obs_value",
                new Bilingual("Thiếu khai báo cột.", "The columns are missing."));
            return null;
        }

        FlatColumn? Column(string role, bool required)
        {
            var column = columns.Child(role, role == "time_period" ? SourceSchema.TimeColumn : SourceSchema.Column);
            if (column is null && required)
            {
                Fault($"{columns.Path}.{role}", "", "{ \"header\": … }", new Bilingual($"Thiếu cột {role}.", $"Column {role} is missing."));
            }

            return column is null
                ? null
                : new FlatColumn(
                    column.Globs("header", required: true), column.Map("map"), column.Pattern("pattern"), column.Text("replace") ?? "$0");
        }

        var series = Column("series", true);
        var period = Column("time_period", true);
        var value = Column("obs_value", true);
        var register = node.Flag("register_series");
        if (series is not null)
        {
            foreach (var (label, code) in series.Map)
            {
                Check($"{columns.Path}.series.map[\"{label}\"]", code);
            }
        }

        var separator = node.Text("decimal_separator") ?? ",";
        if (separator is not ("," or "."))
        {
            Fault($"{node.Path}.decimal_separator", separator, "\",\" | \".\"",
                new Bilingual("Dấu thập phân không hợp lệ.", "Not a decimal separator."));
        }

        var others = node.Text("others") ?? "tell";
        if (others is not ("tell" or "ignore"))
        {
            Fault($"{node.Path}.others", others, "\"tell\" | \"ignore\"",
                new Bilingual("Cách xử lý các chỉ tiêu khác không hợp lệ.", "Not a way to treat other series."));
        }

        var unitText = node.Text("unit");
        var unit = unitText is null ? null : Unit($"{node.Path}.unit", unitText);
        if (register && unitText is null)
        {
            Fault($"{node.Path}.unit", "", _catalogue.UnitTexts(),
                new Bilingual(
                    "Nguồn tự khai chuỗi số liệu phải nói đơn vị tính.",
                    "A source that registers series must state their unit."));
        }

        return series is null || period is null || value is null ? null : new FlatLayout(
            series, period, Column("ref_area", false), value, Column("obs_status", false), Column("unit", false),
            node.Text("ref_area") ?? "VN-HP", separator[0], register, unit?.Measure ?? "", unit?.Mult ?? 0, node.Flag("blanks_allowed"),
            Column("unit_mult", false))
        {
            OthersIgnored = others == "ignore",
            Transformation = Column("transformation", false),
            AreDays = columns.Child("time_period", SourceSchema.TimeColumn)?.Flag("dates") == true,
        };
    }

    private TableRule Table(SourceNode node) => new TableRule(
        node.Globs("title", required: true),
        node.Globs("not_title"),
        node.Flag("required"),
        Facets(node),
        [.. node.Children("rows", SourceSchema.Axis).Select(Axis)],
        [.. node.Children("columns", SourceSchema.Axis).Select(Axis)])
    {
        OthersIgnored = node.Text("others") switch
        {
            null or "tell" => false,
            "ignore" => true,
            { } other => Others(node, other),
        },
        IsPassedOver = node.Flag("ignore"),
        HasSchoolYears = node.Flag("school_years"),
    };

    private Erratum Erratum(SourceNode node)
    {
        var header = node.Text("header");
        var means = node.Text("means", required: true) ?? "";
        if (header is null && means.Length > 0)
        {
            Unit($"{node.Path}.means", means);
        }

        return new(node.Globs("title", required: true), header is null ? null : new Glob(header), means);
    }

    private bool Others(SourceNode node, string found)
    {
        Fault($"{node.Path}.others", found, "tell | ignore",
            new Bilingual("Cách xử lý dòng, cột khác không hợp lệ.", "Not a way to treat other rows and columns."));
        return false;
    }

    private AxisRule Axis(SourceNode node)
    {
        var match = node.Globs("match", required: true);
        var facets = Facets(node);

        // A range beside a rule for comparisons is one of changes; no other is held against them.
        var isOfChanges =
            (facets.Transformation ?? Transformations.Parse(facets.Series?.Split(':').ElementAtOrDefault(1) ?? ""))?.IsComparison() == true
            || match.Any(glob => HeaderText.IsComparison(glob.Pattern));
        return new(
            match,
            node.Globs("not"),
            isOfChanges ? facets with { Between = null, BetweenChanges = facets.Between } : facets,
            node.Flag("required") || node.Has("since"),
            (int?)node.Number("since", 1900, 2100),
            node.Flag("ignore"))
        {
            AreDays = node.Flag("dates"),
        };
    }

    private Facets Facets(SourceNode node)
    {
        var series = node.Text("series");
        if (series is not null)
        {
            Check($"{node.Path}.series", series);
        }

        var transformationCode = node.Text("transformation");
        var transformation = transformationCode is null ? null : Transformations.Parse(transformationCode);
        if (transformationCode is not null && transformation is null)
        {
            Fault($"{node.Path}.transformation", transformationCode, string.Join(", ", Transformations.Codes),
                new Bilingual("Phép biến đổi không có trong danh mục.", "Not a known transformation."));
        }

        var statusCode = node.Text("obs_status");
        var status = statusCode is null ? null : ObsStatuses.Parse(statusCode);
        if (statusCode is not null && status is null)
        {
            Fault($"{node.Path}.obs_status", statusCode, string.Join(", ", ObsStatuses.Codes),
                new Bilingual("Trạng thái không có trong danh mục.", "Not a known status."));
        }

        var values = node.Text("values");
        if (values is not (null or "index" or "change" or "level"))
        {
            Fault($"{node.Path}.values", values, "level | index | change",
                new Bilingual("Kiểu giá trị không hợp lệ.", "Not a kind of value."));
        }

        var unit = node.Text("unit");
        if (unit is not null)
        {
            Unit($"{node.Path}.unit", unit);
        }

        Period? period = null;
        if (node.Text("period") is { } text)
        {
            if (PeriodText.TryRead(text, null, out var reading))
            {
                period = reading.Period;
            }
            else
            {
                Fault($"{node.Path}.period", text, "2024 | 2024-Q3 | 2024-03", new Bilingual("Kỳ không đọc được.", "Not a period."));
            }
        }

        return new(series, node.Text("ref_area"), transformation, status, unit, values, period, node.Between("between"));
    }

    private Unit? Unit(string path, string text)
    {
        var unit = _catalogue.FindUnit(text);
        if (unit is null)
        {
            Fault(path, text, _catalogue.UnitTexts(),
                new Bilingual("Đơn vị tính không có trong units.csv.", "The unit is not in units.csv."));
        }

        return unit;
    }

    /// <summary>A series, with or without a transformation: <c>GRDP.VOLUME:GY</c>.</summary>
    private void Check(string path, string series)
    {
        var parts = series.Split(':');
        if (!_catalogue.Series.ContainsKey(parts[0]))
        {
            Fault(path, series, _catalogue.NearestSeries(parts[0]),
                new Bilingual("Chuỗi số liệu không có trong series.csv.", "The series is not in series.csv."));
        }

        if (parts.Length > 2 || (parts.Length == 2 && Transformations.Parse(parts[1]) is null))
        {
            Fault(path, series, string.Join(", ", Transformations.Codes),
                new Bilingual("Phép biến đổi không có trong danh mục.", "Not a known transformation."));
        }
    }

    private void Fault(string path, string found, string expected, Bilingual text) =>
        _faults.Add(Problem.Error(Place.OfAddress(path).InFile(_file), found, expected, text));
}
