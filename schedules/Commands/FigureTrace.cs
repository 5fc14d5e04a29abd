using System.Globalization;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Meaning;
using Plan86.Warehouse;

namespace Plan86.Schedules.Commands;

/// <summary>Writes a figure with the place it stands in; one that was computed with those it was computed from, down to the
/// cells.</summary>
internal sealed class FigureTrace
{
    /// <summary>A formula of formulas is no deeper: what is, goes in a circle.</summary>
    private const int Deepest = 8;

    private readonly Settings _settings;
    private readonly PublicationView _view;
    private readonly TextWriter _output;
    private readonly Dictionary<string, Extract> _landed;

    public FigureTrace(Settings settings, PublicationView view, IReadOnlyList<Extract> landed, TextWriter output)
    {
        (_settings, _view, _output) = (settings, view, output);
        _landed = landed.ToDictionary(extract => extract.Id, StringComparer.Ordinal);
        Names = view.Query(PublicationView.QueryText("explain_names")).Named.ToDictionary(
            row => row.Get<string>("series"), row => new Bilingual(row.Get<string>("name_vi"), row.Get<string>("name_en")),
            StringComparer.Ordinal);
    }

    /// <summary>Names of all series that figures may be of, those that files brought among them.</summary>
    public IReadOnlyDictionary<string, Bilingual> Names { get; }

    /// <param name="row">A figure as the <c>explain_*</c> queries give it.</param>
    public void Write(Row row, int indent, int depth = 0)
    {
        var (series, derived) = (row.Get<string>("series"), row.Get<bool>("derived"));
        var transformation = Transformations.Parse(row.Get<string>("transformation"))!.Value;
        var status = ObsStatuses.Parse(row.Get<string>("obs_status"))!.Value.Words();
        var says = transformation == Transformation.Level ? "" : $", {transformation.Words().Vi} / {transformation.Words().En}";
        Folded.Write(_output, indent,
            $"• {Names[series].Vi} / {Names[series].En}, {AreaOf(row)} {row.Get<string>("time_period")}: {Amount(row)}, "
            + $"{status.Vi} / {status.En}{says}{(row.Get<bool>("suspect") ? ", bị nghi ngờ / suspect" : "")}");
        if (!derived)
        {
            Place(row, indent + 2);
            return;
        }

        var inputs = depth == Deepest ? [] : _view.Query(
            PublicationView.QueryText("explain_inputs"), ("series", series), ("area", AreaOf(row)),
            ("period", row.Get<string>("time_period")), ("transformation", row.Get<string>("transformation")),
            ("from", Day(row, "valid_from"))).Named.ToList();
        if (inputs.Count == 0)
        {
            Folded.Write(
                _output, indent + 2, "Tính từ các số cộng dồn, số sau cùng ở: / computed from cumulative figures, the last of them in:");
            Place(row, indent + 2);
            return;
        }

        Folded.Write(_output, indent + 2, "Tính từ: / computed from:");
        foreach (var input in inputs)
        {
            Write(input, indent + 4, depth + 1);
        }
    }

    /// <summary>File, sheet and cell or line, publication day, what stands there, and the address it was fetched from.</summary>
    private void Place(Row row, int indent)
    {
        var (sheet, cell, source) = (row.Get<string?>("sheet"), row.Get<string>("cell_ref"), row.Get<string>("source"));
        var at = sheet is not null ? $"trang / sheet “{sheet}”, ô / cell {cell}"
            : cell is ['L', >= '0' and <= '9', ..] ? $"dòng / line {cell[1..]}" : cell;
        var name = _settings.Sources.Find(source) is { } known ? $"{known.NameVi} / {known.NameEn}" : source;
        Folded.Write(_output, indent, $"{row.Get<string>("file_name")}, {at}, công bố / published {Day(row, "published_on")}");
        Folded.Write(_output, indent, name);
        if (row.Get<string?>("row_path") is { } path)
        {
            var title = row.Get<string>("table_title");
            Folded.Write(_output, indent,
                $"{(title.Length > 0 ? title + " | " : "")}{path} | {row.Get<string>("column_path")}: “{row.Get<string>("raw")}”");
        }

        if (_landed.GetValueOrDefault(row.Get<string>("extract_id")) is { } extract)
        {
            foreach (var address in new[] { extract.From, extract.FoundOn }.OfType<string>().Where(IsAddress).Distinct())
            {
                Folded.Write(_output, indent, address);
            }
        }
    }

    /// <summary>Returns the boundaries a figure is of, else the area it is stated for.</summary>
    public static string AreaOf(Row row) => row.Get<string?>("territory") ?? row.Get<string>("ref_area");

    private static bool IsAddress(string from) =>
        Uri.TryCreate(from, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "sftp" or "ftp";

    private string Amount(Row row)
    {
        var (measure, mult) = (row.Get<string>("unit_measure"), row.Get<int>("unit_mult"));
        var code = mult == 0 ? measure : $"{measure} × 10^{mult}";
        return Amount(row.Get<double>("obs_value"), null,
            _settings.Catalogue.Units.FirstOrDefault(unit => unit.Measure == measure && unit.Mult == mult)?.Text ?? new(code, code));
    }

    /// <summary>Returns a number with its unit in both languages; said once where both are the same.</summary>
    /// <param name="decimals">Null: as many as it has, eight at most.</param>
    public static string Amount(double value, int? decimals, Bilingual unit)
    {
        decimals ??= Enumerable.Range(0, 8).FirstOrDefault(few => Math.Round(value, few) == value, 8);
        var (vi, en) = (Numbers.With(Numbers.Vi(value, decimals), unit.Vi), Numbers.With(Numbers.En(value, decimals), unit.En));
        return vi == en ? vi : $"{vi} / {en}";
    }

    private static string Day(Row row, string column) => row.Get<DateOnly>(column).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
