using System.Globalization;
using System.Text.Json;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Reading.Exchange;

/// <summary>
/// Reads a dataset of JSON-stat 1 or 2 (json-stat.org/full). A figure's address is its position in <c>value</c>, from
/// 0: <c>[12]</c>, whether that is an array or an object.
/// </summary>
internal sealed class JsonStat(ReadingContext reading)
{
    private const int MostDimensions = 64;

    /// <summary>What PX-Web's own JSON calls by these names too.</summary>
    public static readonly string[] OriginWords = ["source", "updated"];

    // The day that databases keep for "never".
    private const string EndOfTime = "9999-12-31";

    /// <summary>A position in all values, also of a PC-Axis file: <c>[12]</c>.</summary>
    public static string Address(long place, ReadOnlySpan<int> at) => string.Create(CultureInfo.InvariantCulture, $"[{place}]");

    public void Read(JsonElement json, string name, string place, List<Cube> cubes)
    {
        var dimensions = json.Get("dimension");
        if (dimensions is not { ValueKind: JsonValueKind.Object } described)
        {
            reading.Report(ExchangeProblems.Missing($"{place}dimension", "dimension"));
            return;
        }

        // Version 1 keeps id, size and role among the dimensions.
        var ids = (json.Get("id") ?? described.Get("id")).Items().Take(MostDimensions + 1).Select(id => JsonText.AsText(id) ?? "").ToList();
        var sizes = (json.Get("size") ?? described.Get("size")).Items().Take(MostDimensions + 1).Select(size => size.AsInt() ?? -1)
            .ToList();
        if (ids.Count == 0)
        {
            reading.Report(ExchangeProblems.Missing($"{place}id", "id"));
            return;
        }

        if (ids.Count > MostDimensions || ids.Count != sizes.Count || sizes.Exists(size => size < 0))
        {
            reading.Report(ExchangeProblems.Count($"{place}size", sizes.Count(size => size >= 0), $"{ids.Count} (id)"));
            return;
        }

        var roles = json.Get("role") ?? described.Get("role");
        var times = roles?.Get("time").Items().Select(id => JsonText.AsText(id)).ToHashSet();
        var title = json.Get("label").AsText() ?? json.Get("extension")?.Get("px")?.Get("tableid").AsText() ?? name;
        var cube = new Cube(name, title, Address);
        for (var i = 0; i < ids.Count; i++)
        {
            reading.ThrowIfCancelled();
            var dimension = Dimension(described.Get(ids[i]) ?? default, ids[i], sizes[i], $"{place}dimension.{ids[i]}", cube.Notes);
            dimension.IsTime = times?.Contains(ids[i]) == true;
            cube.Dimensions.Add(dimension);
        }

        if (cube.Dimensions.FindAll(dimension => dimension.ReadsAsTime) is [var unsaid]
            && !cube.Dimensions.Exists(dimension => dimension.IsTime))
        {
            // Roles may be left out or empty.
            unsaid.IsTime = true;
        }

        Values(json, sizes, place, cube);
        Notes(json, cube.Notes);
        cubes.Add(cube);
    }

    private CubeDimension Dimension(JsonElement json, string id, int size, string place, List<string> notes)
    {
        var dimension = new CubeDimension(id, json.Get("label").AsText() ?? id);
        notes.AddRange(Texts(json.Get("note")).Select(note => $"{dimension.Label}: {note}"));
        var category = json.Get("category") ?? default;
        var labels = Map(category.Get("label"));
        var codes = Positions(category.Get("index"), labels, place);
        if (codes.Count != size)
        {
            reading.Report(ExchangeProblems.Codes(place, codes.Count, size));
        }

        var parents = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parent in category.Get("child").Members())
        {
            foreach (var child in JsonText.Items(parent.Value))
            {
                parents.TryAdd(JsonText.AsText(child) ?? "", parent.Name);
            }
        }

        var at = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < codes.Count; i++)
        {
            at.TryAdd(codes[i], i);
        }

        var units = ByName(category.Get("unit"));
        foreach (var code in codes)
        {
            reading.Budget.Cell();
            dimension.Add(new CubeCode(
                code,
                labels.GetValueOrDefault(code, code),
                parents.TryGetValue(code, out var parent) && parent != code && at.TryGetValue(parent, out var above) ? above : -1,
                units.TryGetValue(code, out var unit) ? Unit(unit) : ""));
        }

        foreach (var note in category.Get("note").Members())
        {
            notes.AddRange(Texts(note.Value).Select(text => $"{labels.GetValueOrDefault(note.Name, note.Name)}: {text}"));
        }

        return dimension;
    }

    /// <summary>Codes by position: an array, an object of positions, or only labels where there is a single value.</summary>
    private List<string> Positions(JsonElement? index, Dictionary<string, string> labels, string place)
    {
        switch (index)
        {
            case { ValueKind: JsonValueKind.Array }:
                return [.. index.Items().Select(code => JsonText.AsText(code) ?? "")];
            case { ValueKind: JsonValueKind.Object }:
                var placed = index.Members().Select(member => (Code: member.Name, At: member.Value.AsInt() ?? -1)).OrderBy(pair => pair.At)
                    .ToList();
                for (var i = 0; i < placed.Count; i++)
                {
                    if (placed[i].At != i)
                    {
                        reading.Report(ExchangeProblems.Outside(
                            $"{place}.category.index", string.Create(CultureInfo.InvariantCulture, $"{placed[i].Code}: {placed[i].At}"),
                            string.Create(CultureInfo.InvariantCulture, $"{i} (0 … {placed.Count - 1})")));
                        break;
                    }
                }

                return placed.ConvertAll(pair => pair.Code);
            default:
                return [.. labels.Keys];
        }
    }

    private void Values(JsonElement json, List<int> sizes, string place, Cube cube)
    {
        // Dimensions of a lying size end where their values do.
        var product = 1L;
        foreach (var (size, i) in sizes.Select((size, i) => (size, i)))
        {
            product = size == 0 ? 0 : product > long.MaxValue / Math.Max(1, size) ? long.MaxValue : product * size;
        }

        var status = new StatusOf(json.Get("status"));
        if (status.Any)
        {
            cube.Attributes.Add("OBS_STATUS");
        }

        var found = 0L;
        var position = new int[sizes.Count];
        switch (json.Get("value"))
        {
            case { ValueKind: JsonValueKind.Array } values:
                foreach (var value in values.EnumerateArray())
                {
                    if (found < product)
                    {
                        Value(value, found);
                    }

                    found++;
                }

                if (found != product)
                {
                    reading.Report(ExchangeProblems.Count($"{place}value", found, $"{product} = {string.Join(" × ", sizes)}"));
                }

                break;
            case { ValueKind: JsonValueKind.Object } values:
                foreach (var member in values.EnumerateObject())
                {
                    if (!long.TryParse(member.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var at) || at >= product)
                    {
                        reading.Report(ExchangeProblems.Outside(
                            $"{place}value", member.Name, string.Create(CultureInfo.InvariantCulture, $"0 … {product - 1}")));
                        continue;
                    }

                    Value(member.Value, at);
                }

                break;
            default:
                reading.Report(ExchangeProblems.Missing($"{place}value", "value"));
                break;
        }

        void Value(JsonElement value, long at)
        {
            if (at % 4096 == 0)
            {
                reading.ThrowIfCancelled();
            }

            var mark = status.At(at);
            if (value.ValueKind == JsonValueKind.Null && mark is null)
            {
                return;
            }

            reading.Budget.Cell();
            var rest = at;
            for (var i = sizes.Count - 1; i >= 0; i--)
            {
                position[i] = (int)(rest % sizes[i]);
                rest /= sizes[i];
                if (position[i] >= cube.Dimensions[i].Codes.Count)
                {
                    reading.Report(ExchangeProblems.Outside(
                        place + Address(at, position),
                        string.Create(CultureInfo.InvariantCulture, $"{cube.Dimensions[i].Id}: {position[i]}"),
                        string.Create(CultureInfo.InvariantCulture, $"0 … {cube.Dimensions[i].Codes.Count - 1}")));
                    return;
                }
            }

            var (number, text) = value.TryNumber(out var parsed)
                ? (parsed, value.ValueKind == JsonValueKind.String ? JsonText.AsText(value) : null)
                : ((double?)null, value.ValueKind == JsonValueKind.Null ? ":" : JsonText.AsText(value) ?? value.GetRawText());
            if (number is null && !VietnameseNumber.IsMissing(text) && !VietnameseNumber.IsNil(text))
            {
                reading.Report(ExchangeProblems.NoValue(place + Address(at, position), text!));
            }

            number ??= VietnameseNumber.IsNil(text) ? 0 : null;
            if (mark is not null)
            {
                text = $"{text ?? value.GetRawText()} {mark}";
            }

            cube.Add(position, new CubeFigure(number, text, at, mark is null ? null : [mark]));
        }
    }

    private static void Notes(JsonElement json, List<string> notes)
    {
        notes.AddRange(Texts(json.Get("note")));
        foreach (var name in OriginWords)
        {
            if (json.Get(name).AsText() is { Length: > 0 } text && !text.StartsWith(EndOfTime, StringComparison.Ordinal))
            {
                notes.Add($"{name}: {Text.Clean(text)}");
            }
        }

        foreach (var status in (json.Get("extension")?.Get("status")?.Get("label")).Members())
        {
            notes.Add(Text.Clean($"{status.Name}: {JsonText.AsText(status.Value)}"));
        }
    }

    private static IEnumerable<string> Texts(JsonElement? json) =>
        json is { ValueKind: JsonValueKind.Array }
            ? json.Items().Select(item => Text.Clean(JsonText.AsText(item) ?? "")).Where(text => text.Length > 0)
            : json.AsText() is { Length: > 0 } text ? [Text.Clean(text)] : [];

    private static Dictionary<string, string> Map(JsonElement? json)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in json.Members())
        {
            map[member.Name] = Text.Clean(JsonText.AsText(member.Value) ?? member.Name);
        }

        return map;
    }

    private static Dictionary<string, JsonElement> ByName(JsonElement? json)
    {
        var map = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in json.Members())
        {
            map[member.Name] = member.Value;
        }

        return map;
    }

    private static string Unit(JsonElement json)
    {
        // A label that only counts ("million") leaves it to the symbol to say what.
        if (json.Get("label").AsText() is { } label)
        {
            return Text.Clean(
                json.Get("symbol").AsText() is { } symbol && !label.Contains(symbol, StringComparison.Ordinal)
                    ? $"{label} {symbol}" : label);
        }

        return Text.Clean(Cube.UnitText(
            json.Get("base").AsText() ?? json.Get("symbol").AsText() ?? JsonText.AsText(json) ?? "", json.Get("multiplier").AsText()));
    }

    /// <summary>One status for all, one for each position, or some by position.</summary>
    private sealed class StatusOf
    {
        private readonly string? _all;
        private readonly List<string?>? _each;
        private readonly Dictionary<long, string>? _some;

        public StatusOf(JsonElement? json)
        {
            switch (json)
            {
                case { ValueKind: JsonValueKind.String }:
                    _all = Mark(json);
                    break;
                case { ValueKind: JsonValueKind.Array }:
                    _each = [.. json.Items().Select(item => Mark(item))];

                    // An array of one stands for all, as a string does.
                    if (_each is [var only])
                    {
                        (_all, _each) = (only, null);
                    }

                    break;
                case { ValueKind: JsonValueKind.Object }:
                    _some = [];
                    foreach (var member in json.Members())
                    {
                        if (long.TryParse(member.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
                            && Mark(member.Value) is { } mark)
                        {
                            _some[at] = mark;
                        }
                    }

                    break;
            }
        }

        public bool Any => _all is not null || _each is not null || _some is { Count: > 0 };

        public string? At(long at) => _all ?? (_each is not null ? at < _each.Count ? _each[(int)at] : null : _some?.GetValueOrDefault(at));

        private static string? Mark(JsonElement? json) =>
            json.AsText() is { } text && Text.Clean(text) is { Length: > 0 } mark ? mark : null;
    }
}
