using System.Text.Json;
using System.Text.RegularExpressions;

namespace Plan86.Transform.Reading.Exchange;

/// <summary>Reads JSON-stat 1 and 2, the JSON of PX-Web and SDMX-JSON: told apart by what stands at the top.</summary>
internal static partial class JsonCubes
{
    private const int DeepestCollection = 16;

    [GeneratedRegex(@"^\s*(\{\s*[""}]|\[\s*[\[{])")]
    private static partial Regex Start { get; }

    public static bool Is(FileHead head) => Start.IsMatch(head.Text);

    public static IEnumerable<Cube> Read(Stream bytes, ReadingContext reading)
    {
        using var message = JsonMessage.Load(bytes, reading);
        if (message is null)
        {
            return [];
        }

        var root = message.Root;
        var cubes = new List<Cube>();
        if (root.Get("dataSets") is not null
            || root.Get("data") is { ValueKind: JsonValueKind.Object } data && data.Get("dataSets") is not null)
        {
            reading.Format = FileFormat.SdmxJson;
            new SdmxJson(message, reading).Read(cubes);
            return cubes;
        }

        if (root.Get("columns") is { ValueKind: JsonValueKind.Array } && message.IsArray(root.Get("data")))
        {
            reading.Format = FileFormat.PxWebJson;
            return [PxWebJson.Read(message, reading)];
        }

        if (ReadJsonStat(root, "", "", 0, new JsonStat(reading), reading.Report, cubes))
        {
            reading.Format = FileFormat.JsonStat;
            return cubes;
        }

        if ((root.Get("error") ?? root.Get("warning")) is { } said)
        {
            foreach (var each in said.ValueKind == JsonValueKind.Array ? JsonText.Items(said).Take(10) : [said])
            {
                reading.Report(ExchangeProblems.ServerSaid(Text.Clean(each.Get("label").AsText() ?? JsonText.AsText(each) ?? "")));
            }

            return [];
        }

        reading.Report(ExchangeProblems.UnknownJson(string.Join(", ", JsonText.Members(root).Take(8).Select(member => member.Name))));
        return [];
    }

    private static bool ReadJsonStat(
        JsonElement json, string name, string place, int depth, JsonStat reader, Action<Problem> report, List<Cube> cubes)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            var (any, index) = (false, 0);
            foreach (var item in depth < DeepestCollection ? JsonText.Items(json) : [])
            {
                any |= ReadJsonStat(item, name.Length > 0 ? $"{name}.{index + 1}" : $"{index + 1}", $"{place}[{index++}].", depth + 1,
                    reader, report, cubes);
            }

            return any;
        }

        var kind = json.Get("class").AsText();
        if (kind == "collection")
        {
            var at = 0;
            foreach (var item in json.Get("link")?.Get("item").Items() ?? [])
            {
                var here = $"{place}link.item[{at++}]";
                if (item.Get("value") is null && item.Get("class").AsText() != "collection")
                {
                    report(ExchangeProblems.NotEmbedded(
                        Place.OfAddress(here), item.Get("href").AsText() ?? item.Get("label").AsText() ?? ""));
                }
                else if (depth < DeepestCollection)
                {
                    // Cells of two datasets would share their addresses: the sheet tells them apart.
                    ReadJsonStat(item, name.Length > 0 ? $"{name}.{at}" : $"{at}", here + ".", depth + 1, reader, report, cubes);
                }
            }

            return true;
        }

        if (kind == "dimension")
        {
            report(ExchangeProblems.Missing(Place.OfAddress($"{place}class"), "class: dataset"));
            return true;
        }

        if (kind == "dataset" || (json.Get("dimension") is { ValueKind: JsonValueKind.Object } && json.Get("value") is not null))
        {
            reader.Read(json, name, place, cubes);
            return true;
        }

        // Version 1: each property of the root is a dataset.
        var sets = JsonText.Members(json)
            .Where(member => member.Value.Get("dimension") is { ValueKind: JsonValueKind.Object } && member.Value.Get("value") is not null)
            .ToList();
        foreach (var set in sets)
        {
            reader.Read(set.Value, sets.Count > 1 || depth > 0 ? set.Name : "", $"{place}{set.Name}.", cubes);
        }

        return sets.Count > 0;
    }
}
