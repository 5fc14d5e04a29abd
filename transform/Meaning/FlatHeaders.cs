using System.Globalization;
using System.Text;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading;
using Plan86.Transform.Reading.Delimited;
using Plan86.Transform.Reading.Exchange;
using Plan86.Transform.Reading.Layout;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Meaning;

/// <summary>Finds the header of a flat layout in whatever holds records.</summary>
internal static class FlatHeaders
{
    // A few blank or title lines may stand above the header.
    private const int Lowest = 20;

    // Records that show which character SDMX-CSV has for decimals.
    private const int DecimalSample = 1_000;

    /// <summary>Returns where the first records of a delimited text hold the layout's header; null where they do not.</summary>
    public static FlatHeader? Find(FlatLayout layout, Stream stream, Encoding encoding)
    {
        var tcvn3 = Tcvn3.Of(stream, encoding);
        using var records = DelimitedReader.Open(stream, encoding, layout.Repairs);
        var above = new List<string>();
        for (var i = 0; i < Lowest && records.Read(); i++)
        {
            var names = records.ToList().ConvertAll(name => tcvn3?.Decode(name) ?? name);
            if (Of(layout, [.. names.Select((name, at) => (at, name))]) is { } header)
            {
                List<string> comments = [.. records.Comments.Select(comment => tcvn3?.Decode(comment) ?? comment)];
                return header with
                {
                    Line = records.Line,
                    Comments = comments,
                    Above = above,
                    UnitAbove = UnitAbove(above.Concat(comments)),
                    HasNameless = records.Dialect.Width > names.Count || names[^1].Length == 0,
                    Fields = names.Count - names.AsEnumerable().Reverse().TakeWhile(name => name.Length == 0).Count(),
                    IsByComma = records.Dialect.Delimiter == ",",
                    DecimalSeparator = IsSdmx(names[0]) ? DecimalOf(records, header.ObsValue) : layout.DecimalSeparator,
                };
            }

            above.Add(string.Join(' ', names.Where(name => name.Length > 0)));
        }

        return null;
    }

    /// <summary>The same for a file with dimensions, whose ids or labels are its header.</summary>
    public static FlatHeader? Find(FlatLayout layout, Cube cube)
    {
        var ids = CubeRecords.Ids(cube);
        return Of(layout, [.. ids.Select((id, at) => (at, id))], CubeRecords.Labels(cube)) is { } header
            ? header with { DecimalSeparator = '.' }
            : null;
    }

    /// <summary>Returns the unit that lines above a header state for all figures (<c>Đơn vị tính: nghìn lượt</c>); empty if none.</summary>
    public static string UnitAbove(IEnumerable<string> lines) =>
        lines.Select(line => TableWording.IsUnit(Text.Clean(line).TrimStart('#', ' '), true, out var unit) ? unit : "")
            .FirstOrDefault(unit => unit.Length > 0, "");

    /// <summary>Returns the records of a file with dimensions, each value by the text of it that the layout understands.</summary>
    public static IFlatRecords Records(FlatLayout layout, Cube cube, FlatHeader header)
    {
        var texts = cube.Dimensions
            .Select((dimension, at) => TextsOf(dimension, RoleOf(layout, header, at), isPeriod: at == header.TimePeriod)).ToList();
        return new CubeRecords(cube, texts);
    }

    /// <summary>
    /// Says what a text lacks that has most of the layout's header; null where it has no line like it.
    /// </summary>
    public static Problem? Lacking(FlatLayout layout, Stream stream, Encoding encoding, string member)
    {
        var tcvn3 = Tcvn3.Of(stream, encoding);
        using var records = DelimitedReader.Open(stream, encoding, layout.Repairs, member.Length > 0 ? member : null);
        for (var i = 0; i < Lowest && records.Read(); i++)
        {
            var names = records.ToList().ConvertAll(name => tcvn3?.Decode(name) ?? name);
            var missing = layout.Required.Where(column => !names.Exists(name => IsHeadedBy(layout, column, name))).ToList();
            if (2 * missing.Count < layout.Required.Count() && missing.Count > 0)
            {
                var free = names.Where(name => name.Length > 0 && !layout.Columns.Any(column => column.IsHeadedBy(name))).ToList();
                var wanted = missing[0].Headers[0].Pattern;
                var near = free.Count > 0 ? Text.Nearest(free, wanted, 1) : "";
                return Problem.Error(records.Place("", 0), near, wanted, new Bilingual(
                    $"Dòng tiêu đề thiếu cột “{wanted}”" + (near.Length > 0 ? $"; cột gần giống nhất là “{near}”." : "."),
                    $"The header lacks the column “{wanted}”" + (near.Length > 0 ? $"; the nearest to it is “{near}”." : ".")));
            }
        }

        return null;
    }

    /// <summary>The roles of named columns; null where a column is missing without which nothing can be read.</summary>
    /// <param name="others">Other names of the same columns, position by position.</param>
    public static FlatHeader? Of(FlatLayout layout, IReadOnlyList<(int At, string Name)> names, IReadOnlyList<string>? others = null)
    {
        var twins = new List<(int, int, FlatColumn)>();
        var units = new Dictionary<int, string>();
        int At(FlatColumn? column)
        {
            if (column is null)
            {
                return -1;
            }

            var fitting = names.Where(name => IsHeadedBy(layout, column, name.Name)).ToList();
            foreach (var (at, name) in fitting.Where(name => column == layout.ObsValue && !column.IsHeadedBy(name.Name)))
            {
                units[at] = TableWording.UnitOfLabel(name);
            }

            if (fitting.Count == 0 && others is not null)
            {
                fitting = [.. names.Where((_, i) => i < others.Count && column.IsHeadedBy(others[i]))];
            }

            twins.AddRange(fitting.Skip(1).Select(twin => (fitting[0].At, twin.At, column)));
            return fitting.Count > 0 ? fitting[0].At : -1;
        }

        var header = new FlatHeader(
            0, names.Count == 0 ? 0 : names[^1].At + 1, At(layout.Series), At(layout.TimePeriod), At(layout.RefArea),
            At(layout.ObsValue), At(layout.ObsStatus), At(layout.Unit), [])
        {
            UnitMult = At(layout.UnitMult),
            Transformation = At(layout.Transformation),
            Names = names.Count == 0 || names[0].At == 0 ? [.. names.Select(name => name.Name)] : [],
            DecimalSeparator = layout.DecimalSeparator,
            Twins = [.. twins],
            ColumnUnits = units,
        };
        return header is { Series: >= 0, TimePeriod: >= 0, ObsValue: >= 0 } ? header : null;
    }

    /// <summary>A header of figures may state their unit behind it, in brackets.</summary>
    private static bool IsHeadedBy(FlatLayout layout, FlatColumn column, string name) =>
        column.IsHeadedBy(name)
        || (column == layout.ObsValue && name.TrimEnd() is [.., ')'] && name.LastIndexOf('(') is > 0 and var open
            && TableWording.UnitOfLabel(name[open..]).Length > 0 && column.IsHeadedBy(name[..open]));

    private static bool IsSdmx(string first) => Text.Fold(first).TrimStart('\uFEFF').Split('[', ':')[0] is "dataflow" or "structure";

    /// <summary>SDMX-CSV has points; some programs write commas all the same where semicolons part the columns.</summary>
    private static char DecimalOf(DelimitedRecords records, int value)
    {
        for (var i = 0; i < DecimalSample && records.Read(); i++)
        {
            if (value < records.Count && records[value].ContainsAny('.', ','))
            {
                return records[value].Contains('.') ? '.' : ',';
            }
        }

        return '.';
    }

    private static FlatColumn? RoleOf(FlatLayout layout, FlatHeader header, int at) =>
        at == header.Series ? layout.Series
        : at == header.TimePeriod ? layout.TimePeriod
        : at == header.RefArea ? layout.RefArea
        : at == header.ObsStatus ? layout.ObsStatus
        : at == header.Unit ? layout.Unit
        : at == header.Transformation ? layout.Transformation
        : null;

    /// <summary>
    /// Of each value its code, its label or the path down to it, whichever the layout knows. Where codes are nothing but
    /// positions (some servers number the values of a dimension) they mean nothing by themselves: the label goes first.
    /// </summary>
    private static string[] TextsOf(CubeDimension dimension, FlatColumn? role, bool isPeriod)
    {
        var isNumbered = dimension.Codes.Count > 0 && dimension.Codes.Select((code, at) => (code, at)).All(pair =>
            int.TryParse(pair.code.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number - pair.at is 0 or 1
                && pair.code.Label != pair.code.Id);
        return [.. dimension.Codes.Select((code, at) =>
        {
            string[] texts = [code.Id, code.Label, string.Join(TableMatcher.PathSeparator, dimension.Path(at))];
            return isPeriod
                ? texts.Prepend(isNumbered ? code.Label : code.Id).FirstOrDefault(text => PeriodText.TryRead(text, null, out _), code.Label)
                : role is null ? code.Id
                : role.Map.Count > 0 ? texts.FirstOrDefault(text => role.Map.ContainsKey(text))
                    ?? texts.FirstOrDefault(text => role.Translate(text) is not null, code.Label)
                : isNumbered ? code.Label
                : texts.FirstOrDefault(text => role.Translate(text) is not null, code.Id);
        })];
    }
}
