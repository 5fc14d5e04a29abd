using System.Globalization;
using System.Text.Json;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Reading.Exchange;

/// <summary>
/// Reads the data message of SDMX-JSON 1 and 2. A figure's address is its key as the message writes it, that of the
/// series before that of the observation: <c>[0:1:0:3]</c>.
/// </summary>
internal sealed class SdmxJson(JsonMessage message, ReadingBudget budget, Action<Problem> report, CancellationToken ct)
{
    private const int MostDimensions = 64;
    private const int MostFaults = 20;
    private const int MostGroupKinds = 64;
    private int _faults;

    public void Read(List<Cube> cubes)
    {
        var root = message.Root;
        // Version 1 drafts have it all at the top.
        var data = root.Get("data") is { ValueKind: JsonValueKind.Object } inner ? inner : root;
        foreach (var error in root.Get("errors").Items().Take(10))
        {
            var said = error.Get("title").AsText() ?? error.Get("message").AsText() ?? JsonText.AsText(error) ?? "";
            if (said.Length > 0)
            {
                report(ExchangeProblems.ServerSaid(Text.Clean(said)));
            }
        }

        var structures = (data.Get("structures") ?? root.Get("structures")).Items().ToList();
        if (structures.Count == 0 && (data.Get("structure") ?? root.Get("structure")) is { } only)
        {
            structures.Add(only);
        }

        if (structures.Count == 0)
        {
            report(ExchangeProblems.Missing("structure", "structure.dimensions"));
            return;
        }

        var sets = data.Get("dataSets").Items().ToList();
        for (var i = 0; i < sets.Count; i++)
        {
            ct.ThrowIfCancellationRequested();
            var at = sets[i].Get("structure") is { } stated ? stated.AsInt() ?? 0 : 0;
            if (at >= structures.Count || at < 0)
            {
                report(ExchangeProblems.Outside($"dataSets[{i}].structure", $"{at}", $"0 … {structures.Count - 1}"));
                continue;
            }

            var place = string.Create(CultureInfo.InvariantCulture, $"dataSets[{i}]");
            if (sets[i].Get("action").AsText() == "Delete")
            {
                report(ExchangeProblems.Deleted(place));
                continue;
            }

            // Keys repeat from one dataset to the next: the sheet tells them apart.
            if (DataSet(sets[i], structures[at], sets.Count > 1 ? place : "", place, root) is { } cube)
            {
                cubes.Add(cube);
            }
        }
    }

    private Cube? DataSet(JsonElement json, JsonElement structure, string sheet, string place, JsonElement root)
    {
        var title = Label(structure, "name") ?? root.Get("header")?.Get("name").AsText() ?? "";
        var dimensions = structure.Get("dimensions");
        var fixedOnes = Components(dimensions, "dataSet");
        var seriesOnes = Components(dimensions, "series");
        var observationOnes = Components(dimensions, "observation");
        var all = fixedOnes.Concat(seriesOnes).Concat(observationOnes).ToList();
        if (all.Count is 0 or > MostDimensions)
        {
            report(ExchangeProblems.Count($"{place}: structure.dimensions", all.Count, $"1 … {MostDimensions}"));
            return null;
        }

        // As in the key of the whole dataset, wherever the message has put each.
        var order = Enumerable.Range(0, all.Count).OrderBy(i => all[i].Json.Get("keyPosition")?.AsInt() ?? (all[i].Id == SdmxShape.Time ? int.MaxValue : i)).ToArray();
        var slotOf = new int[all.Count];
        for (var i = 0; i < order.Length; i++)
        {
            slotOf[order[i]] = i;
        }

        var measures = Components(structure.Get("measures"), "observation");
        var measureSlot = measures.Count > 1 ? all.Count : -1;
        var cube = new Cube(sheet, title, Address(slotOf[fixedOnes.Count..], measureSlot, measures.ConvertAll(measure => measure.Id)));
        for (var i = 0; i < order.Length; i++)
        {
            var component = all[order[i]];
            var dimension = new CubeDimension(component.Id, component.Label, component.IsTime, component.IsTime);
            foreach (var (id, label) in component.Values)
            {
                budget.Cell();
                dimension.Add(new CubeCode(id ?? "", label ?? id ?? ""));
            }

            cube.Dimensions.Add(dimension);
        }

        if (measureSlot >= 0)
        {
            var dimension = new CubeDimension(SdmxShape.Measure, "");
            measures.ForEach(measure => dimension.Add(new CubeCode(measure.Id, measure.Label)));
            cube.Dimensions.Add(dimension);
        }

        var attributes = structure.Get("attributes");
        var (ofSet, ofGroup, ofSeries, ofObservation) = (
            Components(attributes, "dataSet"), Components(attributes, "dimensionGroup"), Components(attributes, "series"), Components(attributes, "observation"));
        cube.Attributes.AddRange(ofSet.Concat(ofGroup).Concat(ofSeries).Concat(ofObservation).Select(attribute => attribute.Id));
        var status = cube.Attributes.FindIndex(id => id is "OBS_STATUS" or "OBS_FLAG");
        var basic = new string?[cube.Attributes.Count];
        Take(json.Get("attributes").Items(), ofSet, basic, 0);
        var groups = new List<(int[] Slots, Dictionary<string, JsonElement> ByKey)>();
        foreach (var group in json.Get("dimensionGroupAttributes").Members())
        {
            budget.Cell();
            TakeGroup(group);
        }

        Annotations(structure, cube);
        if ((root.Get("header") ?? root.Get("meta"))?.Get("prepared").AsText() is { Length: > 0 } prepared)
        {
            cube.Notes.Add($"Prepared: {prepared}");
        }

        var start = new int[cube.Dimensions.Count];
        Observations(json.Get("observations"), "", start, basic, [.. seriesOnes, .. observationOnes]);
        foreach (var series in message.Members(json.Get("series")))
        {
            ct.ThrowIfCancellationRequested();
            if (Key(series.Name, seriesOnes.Count) is not { } key || !Place(key, fixedOnes.Count, start))
            {
                Fault(ExchangeProblems.Outside($"{place}.series", series.Name, Bounds(seriesOnes)));
                continue;
            }

            var said = (string?[])basic.Clone();
            Take(series.Value.Get("attributes").Items(), ofSeries, said, ofSet.Count + ofGroup.Count);
            Observations(series.Value.Get("observations"), series.Name + ":", start, said, observationOnes);
        }

        return cube;

        bool Place(int[] key, int from, int[] position)
        {
            for (var i = 0; i < key.Length; i++)
            {
                var slot = slotOf[from + i];
                if (key[i] < 0 || key[i] >= cube.Dimensions[slot].Codes.Count)
                {
                    return false;
                }

                position[slot] = key[i];
            }

            return true;
        }

        void Observations(JsonElement? observations, string prefix, int[] from, string?[] said, List<Component> keyed)
        {
            if (observations is not null && fixedOnes.Exists(component => component.Values.Count == 0))
            {
                Fault(ExchangeProblems.Outside($"{place}: structure.dimensions.dataSet", "0", Bounds(fixedOnes)));
                return;
            }

            var last = said;
            var position = (int[])from.Clone();
            foreach (var observation in message.Members(observations))
            {
                if (Key(observation.Name, keyed.Count) is not { } key || !Place(key, all.Count - keyed.Count, position))
                {
                    Fault(ExchangeProblems.Outside($"{place}[{prefix}{observation.Name}]", observation.Name, Bounds(keyed)));
                    continue;
                }

                var items = observation.Value.ValueKind == JsonValueKind.Array ? JsonText.Items(observation.Value).ToArray() : [observation.Value];
                var told = said;
                var count = Math.Max(1, measures.Count);
                if (items.Length > count || groups.Count > 0)
                {
                    told = (string?[])said.Clone();
                    Take(items.Skip(count), ofObservation, told, cube.Attributes.Count - ofObservation.Count);
                    foreach (var (slots, byKey) in groups)
                    {
                        if (byKey.TryGetValue(string.Join(':', slots.Select(slot => position[slot])), out var value))
                        {
                            Take(JsonText.Items(value), ofGroup, told, ofSet.Count);
                        }
                    }

                    // Most observations say the same: one object for a run of them.
                    told = last = told.AsSpan().SequenceEqual(last) ? last : told;
                }

                for (var i = 0; i < Math.Min(count, items.Length); i++)
                {
                    Add(items[i], position, i, told);
                }
            }
        }

        // By position in the whole key; an empty part stands for any value.
        void TakeGroup(JsonProperty group)
        {
            if (Key(group.Name, all.Count) is not { } key)
            {
                return;
            }

            var slots = Enumerable.Range(0, key.Length).Where(i => key[i] >= 0).ToArray();
            var kind = groups.Find(known => known.Slots.AsSpan().SequenceEqual(slots));
            if (kind.Slots is null)
            {
                if (groups.Count == MostGroupKinds)
                {
                    throw new OverBudgetException();
                }

                groups.Add(kind = (slots, new(StringComparer.Ordinal)));
            }

            kind.ByKey[string.Join(':', slots.Select(slot => key[slot]))] = group.Value;
        }

        void Add(JsonElement value, int[] position, int measure, string?[] told)
        {
            var mark = status >= 0 ? told[status] : null;
            mark = mark is null or "" or "A" ? null : mark;
            if (value.ValueKind == JsonValueKind.Null && mark is null)
            {
                return;
            }

            budget.Cell();
            if (measureSlot >= 0)
            {
                position[measureSlot] = measure;
            }

            double? number = value.TryNumber(out var parsed) ? parsed : null;
            var text = value.ValueKind == JsonValueKind.Null ? ":" : JsonText.AsText(value) ?? value.GetRawText();
            cube.Add(position, new CubeFigure(
                number, mark is null ? number is null ? text : null : $"{text} {mark}", 0, cube.Attributes.Count > 0 ? told : null));
            if (number is null && !VietnameseNumber.IsMissing(text))
            {
                Fault(ExchangeProblems.NoValue($"{place}{cube.Address(cube.Count - 1)}", text));
            }
        }
    }

    /// <summary>The key as the message writes it: what varies within the dataset, in the message's own order.</summary>
    private static CubeAddress Address(int[] slots, int measureSlot, List<string> measures) => (_, at) =>
    {
        var key = new string[slots.Length];
        for (var i = 0; i < slots.Length; i++)
        {
            key[i] = at[slots[i]].ToString(CultureInfo.InvariantCulture);
        }

        return $"[{string.Join(':', key)}]{(measureSlot < 0 ? "" : $".{measures[at[measureSlot]]}")}";
    };

    private void Fault(Problem problem)
    {
        if (++_faults <= MostFaults)
        {
            report(problem);
        }
        else if (_faults == MostFaults + 1)
        {
            report(problem with { Found = "…" });
        }
    }

    /// <summary>Attribute values are positions in a list, or stand as they are where there is no list.</summary>
    private static void Take(IEnumerable<JsonElement> values, List<Component> attributes, string?[] said, int from)
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
                    value.AsInt() is { } at && at >= 0 && at < attributes[i].Values.Count ? attributes[i].Values[at].Id ?? attributes[i].Values[at].Label : null,
                _ => JsonText.AsText(value),
            };
            if (text is not null)
            {
                said[from + i] = Text.Clean(text);
            }

            i++;
        }
    }

    private static void Annotations(JsonElement structure, Cube cube)
    {
        if (Label(structure, "description") is { Length: > 0 } description)
        {
            cube.Notes.Add(Text.Clean(description));
        }
    }

    private static string Bounds(List<Component> components) =>
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

    private static List<Component> Components(JsonElement? parent, string level) =>
        [.. (parent?.Get(level)).Items().Take(1000).Select(json => new Component(json))];

    private static string? Label(JsonElement json, string name) => json.Get(name + "s")?.Get("vi").AsText() ?? json.Get(name).AsText() ?? json.Get(name + "s").AsText();

    private sealed class Component
    {
        public Component(JsonElement json)
        {
            Json = json;
            Id = json.Get("id").AsText() ?? "";
            Label = Text.Clean(SdmxJson.Label(json, "name") ?? Id);
            Values = [.. json.Get("values").Items().Select(value => value.ValueKind == JsonValueKind.Object
                ? (value.Get("id").AsText() ?? value.Get("value").AsText(), SdmxJson.Label(value, "name") is { } label ? Text.Clean(label) : value.Get("value").AsText())
                : (JsonText.AsText(value), null))];
            IsTime = Id == SdmxShape.Time || json.Get("role").AsText() is "time" or SdmxShape.Time || json.Get("roles").Items().Any(role => JsonText.AsText(role) is "TIME_PERIOD" or "time");
        }

        public JsonElement Json { get; }

        public string Id { get; }

        public string Label { get; }

        public List<(string? Id, string? Label)> Values { get; }

        public bool IsTime { get; }
    }
}
