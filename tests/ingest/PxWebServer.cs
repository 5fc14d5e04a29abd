using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plan86.Tests.Ingest;

/// <summary>
/// A PX-Web API as a national office runs it: metadata by GET, with a mark of the encoding before them, data by POST, with a NUL byte
/// behind; codes that are positions, empty roles, an update in the year 9999, 404 where a query leaves a variable out, 429 where too
/// much is asked at once.
/// </summary>
internal sealed class PxWebServer : IDisposable
{
    private readonly LoopbackServer _server;
    private readonly (string Text, string[] Values)[] _variables;
    private readonly Func<string[], double?> _value;
    private int _open;

    /// <param name="variables">Their texts and those of their values; codes are the positions.</param>
    /// <param name="value">The figure of a cell by the texts of its values; null for none.</param>
    public PxWebServer((string Text, string[] Values)[] variables, Func<string[], double?> value, int maxCells = 100_000)
    {
        (_variables, _value, MaxCells) = (variables, value, maxCells);
        _server = new LoopbackServer(AnswerAsync);
    }

    public int MaxCells { get; }

    public string Updated { get; set; } = "9999-12-31T16:59:59Z";

    public Uri Url(string path) => _server.Url(path);

    public IReadOnlyList<LoopbackServer.Request> Requests => [.. _server.Requests];

    public void Dispose() => _server.Dispose();

    private async Task AnswerAsync(LoopbackServer.Request request, LoopbackServer.Wire wire)
    {
        if (Interlocked.Increment(ref _open) > 5)
        {
            Interlocked.Decrement(ref _open);
            await wire.AnswerAsync("429 Too Many Requests", "");
            return;
        }

        try
        {
            if (request.Path.EndsWith("?config", StringComparison.Ordinal))
            {
                await wire.AnswerAsync(
                    "200 OK", $$"""{"maxValues":1000,"maxCells":{{MaxCells}},"maxCalls":1000,"timeWindow":1,"CORS":true}""");
            }
            else if (request.Method == "GET")
            {
                await wire.AnswerAsync("200 OK", "\uFEFF" + Metadata(), "Content-Type: application/json; charset=utf-8");
            }
            else if (Data(request.Body) is { } data)
            {
                await wire.AnswerAsync("200 OK", data + "\0", "Content-Type: application/json; charset=utf-8");
            }
            else
            {
                await wire.AnswerAsync("404 Not Found", "");
            }
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private string Metadata() => new JsonObject
    {
        ["title"] = "Bảng",
        ["variables"] = new JsonArray([.. _variables.Select((variable, at) => (JsonNode)new JsonObject
        {
            ["code"] = $"V{at}",
            ["text"] = variable.Text,
            ["values"] = new JsonArray([.. variable.Values.Select((_, i) => (JsonNode)$"{i}")]),
            ["valueTexts"] = new JsonArray([.. variable.Values.Select(text => (JsonNode)text)]),
        })]),
    }.ToJsonString();

    /// <summary>JSON-stat as PX-Web writes it; null for a query that leaves a variable out.</summary>
    private string? Data(string body)
    {
        var query = JsonNode.Parse(body)!["query"]!.AsArray();
        if (query.Count < _variables.Length)
        {
            return null;
        }

        var chosen =
            _variables.Select((_, at) => query.Single(one => one!["code"]!.ToString() == $"V{at}")!["selection"]!["values"]!.AsArray()
            .Select(code => int.Parse(code!.ToString(), System.Globalization.CultureInfo.InvariantCulture)).ToArray()).ToArray();
        var cells = chosen.Aggregate<int[], IEnumerable<int[]>>(
            [[]], (rows, codes) => rows.SelectMany(row => codes.Select(code => (int[])[.. row, code])))
            .Select(row => _value([.. row.Select((code, at) => _variables[at].Values[code])])).ToArray();
        if (cells.Length > MaxCells)
        {
            return null;
        }

        var dimension = new JsonObject
        {
            ["id"] = new JsonArray([.. _variables.Select((_, at) => (JsonNode)$"V{at}")]),
            ["size"] = new JsonArray([.. chosen.Select(codes => (JsonNode)codes.Length)]),
            ["role"] = new JsonObject(),
        };
        for (var at = 0; at < _variables.Length; at++)
        {
            var (index, label) = (new JsonObject(), new JsonObject());
            for (var i = 0; i < chosen[at].Length; i++)
            {
                index[$"{chosen[at][i]}"] = i;
                label[$"{chosen[at][i]}"] = _variables[at].Values[chosen[at][i]];
            }

            dimension[$"V{at}"] = new JsonObject
            {
                ["label"] = _variables[at].Text,
                ["category"] = new JsonObject { ["index"] = index, ["label"] = label },
            };
        }

        return new JsonObject
        {
            ["dataset"] = new JsonObject
            {
                ["dimension"] = dimension,
                ["label"] = "Bảng",
                ["source"] = "Tổng cục Thống kê",
                ["updated"] = Updated,
                ["value"] = new JsonArray([.. cells.Select(value => value is { } number ? (JsonNode?)number : null)]),
            },
        }.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
