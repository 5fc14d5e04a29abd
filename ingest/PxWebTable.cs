using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plan86.Transform.Meaning;

namespace Plan86.Ingest;

/// <summary>What a PX-Web API says of a table, and the queries that follow from it.</summary>
internal sealed class PxWebTable
{
    /// <summary>What a server that does not say its limits is taken to allow.</summary>
    public static readonly PxLimits UsualLimits = new(100_000, 10, 10);

    private readonly List<Variable> _variables;

    private PxWebTable(List<Variable> variables) => _variables = variables;

    private sealed record Variable(string Code, string Text, IReadOnlyList<string> Values, IReadOnlyList<string> Texts);

    /// <summary>Returns the limits of <c>?config</c>; the usual ones for what it does not say.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static PxLimits Limits(ReadOnlySpan<byte> config)
    {
        var json = PulledJson.Parse(config) as JsonObject;
        int Of(string name, long otherwise) =>
            json?[name] is JsonValue value && value.TryGetValue<int>(out var number) && number > 0 ? number : (int)otherwise;
        return new(Of("maxCells", UsualLimits.MaxCells), Of("maxCalls", UsualLimits.MaxCalls), Of("timeWindow", UsualLimits.TimeWindow));
    }

    /// <summary>Returns the table that its metadata describe; without variables where they describe none.</summary>
    /// <exception cref="JsonException">They are no JSON.</exception>
    public static PxWebTable Of(ReadOnlySpan<byte> metadata)
    {
        var json = PulledJson.Parse(metadata) as JsonObject;
        return new([.. (json?["variables"] as JsonArray ?? []).OfType<JsonObject>().Select(variable => new Variable(
            variable["code"]?.ToString() ?? "", variable["text"]?.ToString() ?? variable["code"]?.ToString() ?? "",
            Strings(variable["values"]), Strings(variable["valueTexts"] ?? variable["values"])))]);
    }

    private static List<string> Strings(JsonNode? array) => [.. (array as JsonArray ?? []).Select(item => item?.ToString() ?? "")];

    /// <summary>
    /// Returns queries that name every variable and stay below the limit, each with the number of its figures; or why there are none: a
    /// variable or value that the table has not, with what is near.
    /// </summary>
    public (IReadOnlyList<(string Json, long Cells)> Queries, string? Fault) Queries(PxWebPull wanted, long maxCells)
    {
        if (_variables.Count == 0)
        {
            return ([], "the metadata name no variable: is the address that of a table?");
        }

        var chosen = _variables.Select(variable => variable.Values).ToArray();
        foreach (var selection in wanted.Select)
        {
            var at = _variables.FindIndex(
                variable => PxWebPull.IsCalled(variable.Text, selection.Variable) || variable.Code == selection.Variable);
            if (at < 0)
            {
                return ([],
                    $"no variable «{selection.Variable}»; the table has {string.Join(", ", _variables.Select(one => $"«{one.Text}»"))}");
            }

            var variable = _variables[at];
            if (selection.Last is { } last)
            {
                chosen[at] = [.. variable.Values.TakeLast(last)];
                continue;
            }

            var codes = new List<string>();
            foreach (var value in selection.Values)
            {
                var found = Enumerable.Range(0, variable.Values.Count)
                    .Where(i => i < variable.Texts.Count && PxWebPull.IsCalled(variable.Texts[i], value))
                    .DefaultIfEmpty(variable.Values.ToList().IndexOf(value)).First();
                if (found < 0)
                {
                    return ([], $"«{selection.Variable}» has no value «{value}»; near: {PxWebPull.Nearest(variable.Texts, value)}");
                }

                codes.Add(variable.Values[found]);
            }

            chosen[at] = codes.Count > 0 ? codes : variable.Values;
        }

        return (Split(chosen, maxCells).Select(part => (Json(part, wanted.Format), Cells(part))).ToList(), null);
    }

    /// <summary>Halves along the longest variable until each part is small enough.</summary>
    private static IEnumerable<IReadOnlyList<string>[]> Split(IReadOnlyList<string>[] chosen, long maxCells)
    {
        var longest = Enumerable.Range(0, chosen.Length).MaxBy(i => chosen[i].Count);
        if (Cells(chosen) <= maxCells || chosen[longest].Count < 2)
        {
            return [chosen];
        }

        IReadOnlyList<string>[] With(IEnumerable<string> values)
        {
            var part = (IReadOnlyList<string>[])chosen.Clone();
            part[longest] = [.. values];
            return part;
        }

        var half = chosen[longest].Count / 2;
        return Split(With(chosen[longest].Take(half)), maxCells).Concat(Split(With(chosen[longest].Skip(half)), maxCells));
    }

    private static long Cells(IReadOnlyList<string>[] chosen) =>
        chosen.Aggregate(1L, (product, values) => product * Math.Max(1, values.Count));

    private string Json(IReadOnlyList<string>[] chosen, string format) => new JsonObject
    {
        ["query"] = new JsonArray([.. _variables.Select((variable, i) => (JsonNode)new JsonObject
        {
            ["code"] = variable.Code,
            ["selection"] = new JsonObject
            {
                ["filter"] = "item",
                ["values"] = new JsonArray([.. chosen[i].Select(value => (JsonNode)value)]),
            },
        })]),
        ["response"] = new JsonObject { ["format"] = format },
    }.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
