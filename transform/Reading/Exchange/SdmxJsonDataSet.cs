using System.Globalization;
using System.Text.Json;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Reading.Exchange;

/// <summary>One dataset of an SDMX-JSON message on its way into a cube.</summary>
internal sealed class SdmxJsonDataSet
{
    private const int MostDimensions = 64;
    private const int MostGroupKinds = 64;

    private readonly JsonMessage _message;
    private readonly ReadingContext _reading;
    private readonly string _place;

    // As the message lists them, level by level; in the key of the whole dataset each has a place of its own.
    private readonly List<SdmxJsonComponent> _fixed;
    private readonly List<SdmxJsonComponent> _ofSeries;
    private readonly List<SdmxJsonComponent> _ofObservations;
    private readonly int[] _slotOf;
    private readonly List<SdmxJsonComponent> _measures;
    private readonly int _measureSlot;
    private readonly Attributes _attributes;
    private readonly Cube _cube;
    private readonly List<(int[] Slots, Dictionary<string, JsonElement> ByKey)> _groups = [];

    private SdmxJsonDataSet(JsonMessage message, JsonElement structure, string sheet, string place, ReadingContext reading)
    {
        (_message, _reading, _place) = (message, reading, place);
        var dimensions = structure.Get("dimensions");
        _fixed = SdmxJsonComponent.At(dimensions, "dataSet");
        _ofSeries = SdmxJsonComponent.At(dimensions, "series");
        _ofObservations = SdmxJsonComponent.At(dimensions, "observation");
        _measures = SdmxJsonComponent.At(structure.Get("measures"), "observation");
        _attributes = new Attributes(structure.Get("attributes"));
        var all = All;
        var order = Order(all);
        _slotOf = new int[all.Count];
        for (var i = 0; i < order.Length; i++)
        {
            _slotOf[order[i]] = i;
        }

        _measureSlot = _measures.Count > 1 ? all.Count : -1;
        _cube = new Cube(
            sheet, SdmxJsonComponent.NameOf(structure, "name") ?? message.Root.Get("header")?.Get("name").AsText() ?? "",
            Address(_slotOf[_fixed.Count..], _measureSlot, _measures.ConvertAll(measure => measure.Id)));
        AddDimensions(order.Select(i => all[i]));
        _cube.Attributes.AddRange(_attributes.All.Select(attribute => attribute.Id));
        AddNotes(structure);
    }

    private List<SdmxJsonComponent> All => [.. _fixed, .. _ofSeries, .. _ofObservations];

    /// <summary>Null, with a problem, where the structure has no dimensions, or too many.</summary>
    public static SdmxJsonDataSet? Begin(JsonMessage message, JsonElement structure, string sheet, string place, ReadingContext reading)
    {
        var dimensions = structure.Get("dimensions");
        var count = SdmxJsonComponent.At(dimensions, "dataSet").Count + SdmxJsonComponent.At(dimensions, "series").Count
            + SdmxJsonComponent.At(dimensions, "observation").Count;
        if (count is > 0 and <= MostDimensions)
        {
            return new SdmxJsonDataSet(message, structure, sheet, place, reading);
        }

        reading.Report(ExchangeProblems.Count(Transform.Place.OfAddress($"{place}: structure.dimensions"), count, $"1 … {MostDimensions}"));
        return null;
    }

    public Cube Read(JsonElement json)
    {
        var basic = new string?[_cube.Attributes.Count];
        Take(json.Get("attributes").Items(), _attributes.OfSet, basic, 0);
        foreach (var group in json.Get("dimensionGroupAttributes").Members())
        {
            _reading.Budget.Cell();
            TakeGroup(group);
        }

        var start = new int[_cube.Dimensions.Count];
        ReadObservations(json.Get("observations"), "", start, basic, [.. _ofSeries, .. _ofObservations]);
        foreach (var series in _message.Members(json.Get("series")))
        {
            _reading.ThrowIfCancelled();
            if (Key(series.Name, _ofSeries.Count) is not { } key || !Place(key, _fixed.Count, start))
            {
                _reading.Report(ExchangeProblems.Outside(Transform.Place.OfAddress($"{_place}.series"), series.Name, Bounds(_ofSeries)));
                continue;
            }

            var said = (string?[])basic.Clone();
            Take(series.Value.Get("attributes").Items(), _attributes.OfSeries, said, _attributes.OfSet.Count + _attributes.OfGroup.Count);
            ReadObservations(series.Value.Get("observations"), series.Name + ":", start, said, _ofObservations);
        }

        return _cube;
    }

    /// <summary>As in the key of the whole dataset, wherever the message has put each.</summary>
    private static int[] Order(List<SdmxJsonComponent> all) =>
        [.. Enumerable.Range(0, all.Count)
            .OrderBy(i => all[i].Json.Get("keyPosition")?.AsInt() ?? (all[i].Id == SdmxShape.Time ? int.MaxValue : i))];

    private void AddDimensions(IEnumerable<SdmxJsonComponent> components)
    {
        foreach (var component in components)
        {
            var dimension = new CubeDimension(component.Id, component.Label, component.IsTime, component.IsTime);
            foreach (var (id, label) in component.Values)
            {
                _reading.Budget.Cell();
                dimension.Add(new CubeCode(id ?? "", label ?? id ?? ""));
            }

            _cube.Dimensions.Add(dimension);
        }

        if (_measureSlot >= 0)
        {
            var dimension = new CubeDimension(SdmxShape.Measure, "");
            _measures.ForEach(measure => dimension.Add(new CubeCode(measure.Id, measure.Label)));
            _cube.Dimensions.Add(dimension);
        }
    }

    private void AddNotes(JsonElement structure)
    {
        if (SdmxJsonComponent.NameOf(structure, "description") is { Length: > 0 } description)
        {
            _cube.Notes.Add(Text.Clean(description));
        }

        if ((_message.Root.Get("header") ?? _message.Root.Get("meta"))?.Get("prepared").AsText() is { Length: > 0 } prepared)
        {
            _cube.Notes.Add($"Prepared: {prepared}");
        }
    }

    private void ReadObservations(JsonElement? observations, string prefix, int[] from, string?[] said, List<SdmxJsonComponent> keyed)
    {
        if (observations is not null && _fixed.Exists(component => component.Values.Count == 0))
        {
            _reading.Report(ExchangeProblems.Outside(
                Transform.Place.OfAddress($"{_place}: structure.dimensions.dataSet"), "0", Bounds(_fixed)));
            return;
        }

        var last = said;
        var position = (int[])from.Clone();
        foreach (var observation in _message.Members(observations))
        {
            if (Key(observation.Name, keyed.Count) is not { } key || !Place(key, _slotOf.Length - keyed.Count, position))
            {
                _reading.Report(ExchangeProblems.Outside(
                    Transform.Place.OfAddress($"{_place}[{prefix}{observation.Name}]"), observation.Name, Bounds(keyed)));
                continue;
            }

            var items = observation.Value.ValueKind == JsonValueKind.Array
                ? JsonText.Items(observation.Value).ToArray() : [observation.Value];
            var count = Math.Max(1, _measures.Count);
            var told = said;
            if (items.Length > count || _groups.Count > 0)
            {
                // Most observations say the same: one object for a run of them.
                told = SaidOf(items.Skip(count), said, position);
                told = last = told.AsSpan().SequenceEqual(last) ? last : told;
            }

            for (var i = 0; i < Math.Min(count, items.Length); i++)
            {
                Add(items[i], position, i, told);
            }
        }
    }

    /// <summary>What is told of one observation: by its series, by itself, by the groups it is in.</summary>
    private string?[] SaidOf(IEnumerable<JsonElement> own, string?[] said, int[] position)
    {
        var told = (string?[])said.Clone();
        Take(own, _attributes.OfObservation, told, _cube.Attributes.Count - _attributes.OfObservation.Count);
        foreach (var (slots, byKey) in _groups)
        {
            if (byKey.TryGetValue(string.Join(':', slots.Select(slot => position[slot])), out var value))
            {
                Take(JsonText.Items(value), _attributes.OfGroup, told, _attributes.OfSet.Count);
            }
        }

        return told;
    }

    /// <summary>By position in the whole key; an empty part stands for any value.</summary>
    private void TakeGroup(JsonProperty group)
    {
        if (Key(group.Name, _slotOf.Length) is not { } key)
        {
            return;
        }

        var slots = Enumerable.Range(0, key.Length).Where(i => key[i] >= 0).ToArray();
        var kind = _groups.Find(known => known.Slots.AsSpan().SequenceEqual(slots));
        if (kind.Slots is null)
        {
            if (_groups.Count == MostGroupKinds)
            {
                throw new OverBudgetException();
            }

            _groups.Add(kind = (slots, new(StringComparer.Ordinal)));
        }

        kind.ByKey[string.Join(':', slots.Select(slot => key[slot]))] = group.Value;
    }

    private void Add(JsonElement value, int[] position, int measure, string?[] told)
    {
        var mark = _attributes.Status >= 0 ? told[_attributes.Status] : null;
        mark = mark is null or "" or "A" ? null : mark;
        if (value.ValueKind == JsonValueKind.Null && mark is null)
        {
            return;
        }

        _reading.Budget.Cell();
        if (_measureSlot >= 0)
        {
            position[_measureSlot] = measure;
        }

        double? number = value.TryNumber(out var parsed) ? parsed : null;
        var text = value.ValueKind == JsonValueKind.Null ? ":" : JsonText.AsText(value) ?? value.GetRawText();
        _cube.Add(position, new CubeFigure(
            number, mark is null ? number is null ? text : null : $"{text} {mark}", 0, _cube.Attributes.Count > 0 ? told : null));
        if (number is null && !VietnameseNumber.IsMissing(text))
        {
            _reading.Report(ExchangeProblems.NoValue(Transform.Place.OfAddress($"{_place}{_cube.Address(_cube.Count - 1)}"), text));
        }
    }

    /// <summary>False where the key leads outside the dimensions.</summary>
    /// <param name="from">Which of all components the key begins with.</param>
    private bool Place(int[] key, int from, int[] position)
    {
        for (var i = 0; i < key.Length; i++)
        {
            var slot = _slotOf[from + i];
            if (key[i] < 0 || key[i] >= _cube.Dimensions[slot].Codes.Count)
            {
                return false;
            }

            position[slot] = key[i];
        }

        return true;
    }

    /// <summary>The key as the message writes it: what varies within the dataset, in the message's own order.</summary>
    private static CubeAddress Address(int[] slots, int measureSlot, List<string> measures) => (_, at) =>
    {
        var key = new string[slots.Length];
        for (var i = 0; i < slots.Length; i++)
        {
            key[i] = at[slots[i]].ToString(CultureInfo.InvariantCulture);
        }

        return Transform.Place.OfCell("", $"[{string.Join(':', key)}]{(measureSlot < 0 ? "" : $".{measures[at[measureSlot]]}")}");
    };

    /// <summary>Attribute values are positions in a list, or stand as they are where there is no list.</summary>
    private static void Take(IEnumerable<JsonElement> values, List<SdmxJsonComponent> attributes, string?[] said, int from)
    {
        var i = 0;
        foreach (var value in values)
        {
            if (i == attributes.Count)
            {
                return;
            }

            var text = value.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.Number when attributes[i].Values.Count > 0 =>
                    value.AsInt() is { } at && at >= 0 && at < attributes[i].Values.Count
                        ? attributes[i].Values[at].Id ?? attributes[i].Values[at].Label : null,
                _ => JsonText.AsText(value),
            };
            if (text is not null)
            {
                said[from + i] = Text.Clean(text);
            }

            i++;
        }
    }

    private static string Bounds(List<SdmxJsonComponent> components) =>
        string.Join(" : ", components.Select(component => string.Create(CultureInfo.InvariantCulture, $"0–{component.Values.Count - 1}")));

    /// <summary><c>0:12:3</c>; an empty part is −1; null where it is no key of that length.</summary>
    private static int[]? Key(string key, int length)
    {
        var parts = key.Split(':');
        if (length == 0 && key.Length == 0)
        {
            return [];
        }

        if (parts.Length != length)
        {
            return null;
        }

        var positions = new int[length];
        for (var i = 0; i < length; i++)
        {
            if (parts[i].Length == 0)
            {
                positions[i] = -1;
            }
            else if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out positions[i]))
            {
                return null;
            }
        }

        return positions;
    }

    /// <summary>What is told about figures, by the level at which the message tells it.</summary>
    private sealed class Attributes(JsonElement? json)
    {
        public List<SdmxJsonComponent> OfSet { get; } = SdmxJsonComponent.At(json, "dataSet");

        public List<SdmxJsonComponent> OfGroup { get; } = SdmxJsonComponent.At(json, "dimensionGroup");

        public List<SdmxJsonComponent> OfSeries { get; } = SdmxJsonComponent.At(json, "series");

        public List<SdmxJsonComponent> OfObservation { get; } = SdmxJsonComponent.At(json, "observation");

        public IEnumerable<SdmxJsonComponent> All => OfSet.Concat(OfGroup).Concat(OfSeries).Concat(OfObservation);

        /// <summary>Which of <see cref="All"/> is the status; −1 where none is.</summary>
        public int Status => _status ??= All.ToList().FindIndex(attribute => attribute.Id is "OBS_STATUS" or "OBS_FLAG");

        private int? _status;
    }
}

/// <summary>A dimension, attribute or measure with its values, as the structure lists them.</summary>
internal sealed class SdmxJsonComponent
{
    private const int MostComponents = 1000;

    public SdmxJsonComponent(JsonElement json)
    {
        Json = json;
        Id = json.Get("id").AsText() ?? "";
        Label = Text.Clean(NameOf(json, "name") ?? Id);
        Values = [.. json.Get("values").Items().Select(value => value.ValueKind == JsonValueKind.Object
            ? (value.Get("id").AsText() ?? value.Get("value").AsText(),
                NameOf(value, "name") is { } label ? Text.Clean(label) : value.Get("value").AsText())
            : (JsonText.AsText(value), null))];
        IsTime = Id == SdmxShape.Time || json.Get("role").AsText() is "time" or SdmxShape.Time
            || json.Get("roles").Items().Any(role => JsonText.AsText(role) is "TIME_PERIOD" or "time");
    }

    public JsonElement Json { get; }

    public string Id { get; }

    public string Label { get; }

    public List<(string? Id, string? Label)> Values { get; }

    public bool IsTime { get; }

    /// <summary>Those that the structure lists for one level of the message.</summary>
    public static List<SdmxJsonComponent> At(JsonElement? parent, string level) =>
        [.. (parent?.Get(level)).Items().Take(MostComponents).Select(json => new SdmxJsonComponent(json))];

    /// <summary>The Vietnamese name where there is one.</summary>
    public static string? NameOf(JsonElement json, string name) =>
        json.Get(name + "s")?.Get("vi").AsText() ?? json.Get(name).AsText() ?? json.Get(name + "s").AsText();
}
