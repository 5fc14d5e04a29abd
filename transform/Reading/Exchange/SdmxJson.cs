using System.Globalization;
using System.Text.Json;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Reading.Exchange;

/// <summary>
/// Reads the data message of SDMX-JSON 1 and 2. A figure's address is its key as the message writes it, that of the
/// series before that of the observation: <c>[0:1:0:3]</c>.
/// </summary>
internal sealed class SdmxJson(JsonMessage message, ReadingContext reading)
{
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
                reading.Report(ExchangeProblems.ServerSaid(Text.Clean(said)));
            }
        }

        var structures = (data.Get("structures") ?? root.Get("structures")).Items().ToList();
        if (structures.Count == 0 && (data.Get("structure") ?? root.Get("structure")) is { } only)
        {
            structures.Add(only);
        }

        if (structures.Count == 0)
        {
            reading.Report(ExchangeProblems.Missing(Place.OfAddress("structure"), "structure.dimensions"));
            return;
        }

        var sets = data.Get("dataSets").Items().ToList();
        for (var i = 0; i < sets.Count; i++)
        {
            reading.ThrowIfCancelled();
            var at = sets[i].Get("structure") is { } stated ? stated.AsInt() ?? 0 : 0;
            if (at >= structures.Count || at < 0)
            {
                reading.Report(ExchangeProblems.Outside(
                    Place.OfAddress($"dataSets[{i}].structure"), $"{at}", $"0 … {structures.Count - 1}"));
                continue;
            }

            var place = string.Create(CultureInfo.InvariantCulture, $"dataSets[{i}]");
            if (sets[i].Get("action").AsText() == "Delete")
            {
                reading.Report(ExchangeProblems.Deleted(Place.OfAddress(place)));
                continue;
            }

            // Keys repeat from one dataset to the next: the sheet tells them apart.
            if (SdmxJsonDataSet.Begin(message, structures[at], sets.Count > 1 ? place : "", place, reading) is { } dataSet)
            {
                cubes.Add(dataSet.Read(sets[i]));
            }
        }
    }
}
