using System.Globalization;
using System.Text.Json;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Reading.Exchange;

/// <summary>
/// Reads the JSON that PX-Web answers by default: <c>columns</c>, <c>data</c>, <c>comments</c>. A figure's address is its
/// place in it: <c>data[3].values[0]</c>.
/// </summary>
internal static class PxWebJson
{
    public static Cube Read(JsonMessage message, ReadingContext reading)
    {
        var root = message.Root;
        var columns = root.Get("columns").Items().Select(column => new Column(
            column.Get("code").AsText() ?? "",
            column.Get("text").AsText() ?? column.Get("code").AsText() ?? "",
            column.Get("type").AsText() ?? "d",
            column.Get("unit").AsText() ?? "",
            column.Get("comment").AsText())).ToList();
        var contents = columns.FindAll(column => column.Type == "c");
        var keys = columns.FindAll(column => column.Type != "c");
        var cube = CubeOf(root, keys, contents);
        AddNotes(cube, root, columns);
        var index = -1;
        foreach (var record in message.Items(root.Get("data")))
        {
            reading.ThrowIfCancelled();
            TakeRecord(record, ++index, keys.Count, contents.Count, cube, reading);
        }

        return cube;
    }

    private static Cube CubeOf(JsonElement root, List<Column> keys, List<Column> contents)
    {
        var title = root.Get("title").AsText()
            ?? (root.Get("metadata").Items().Select(item => item.Get("label").AsText()).OfType<string>().FirstOrDefault()
            ?? (contents.Count == 1 ? contents[0].Label : ""));
        var several = contents.Count > 1;
        var cube = new Cube(
            "", title, (record, at) => Place.OfCell(
                "", string.Create(CultureInfo.InvariantCulture, $"data[{record}].values[{(several ? at[^1] : 0)}]")))
        {
            Unit = contents is [var only] ? Text.Clean(only.Unit) : "",
        };
        cube.Dimensions.AddRange(keys.Select(key => new CubeDimension(key.Code, key.Label, key.Type == "t")));
        if (several)
        {
            var content = new CubeDimension("ContentsCode", "");
            contents.ForEach(column => content.Add(new CubeCode(column.Code, Text.Clean(column.Label), -1, column.Unit)));
            cube.Dimensions.Add(content);
        }

        return cube;
    }

    private static void AddNotes(Cube cube, JsonElement root, List<Column> columns)
    {
        foreach (var column in columns.Where(column => !string.IsNullOrWhiteSpace(column.Comment)))
        {
            cube.Notes.Add(Text.Clean($"{column.Label}: {column.Comment}"));
        }

        foreach (var comment in root.Get("comments").Items())
        {
            cube.Notes.Add(
                Text.Clean($"{comment.Get("variable").AsText()} {comment.Get("value").AsText()}: {comment.Get("comment").AsText()}"));
        }

        foreach (var source in root.Get("metadata").Items().Concat([root]))
        {
            foreach (var name in JsonStat.OriginWords)
            {
                if (source.Get(name).AsText() is { Length: > 0 } text && !text.StartsWith("9999", StringComparison.Ordinal))
                {
                    cube.Notes.Add($"{name}: {Text.Clean(text)}");
                }
            }
        }
    }

    private static void TakeRecord(JsonElement record, int index, int keys, int contents, Cube cube, ReadingContext reading)
    {
        var key = record.Get("key").Items().Select(item => Text.Clean(JsonText.AsText(item) ?? "")).ToArray();
        var place = string.Create(CultureInfo.InvariantCulture, $"data[{index}]");
        if (key.Length != keys)
        {
            reading.Report(ExchangeProblems.Count(
                Place.OfAddress($"{place}.key"), key.Length, keys.ToString(CultureInfo.InvariantCulture)));
            return;
        }

        var i = -1;
        foreach (var value in record.Get("values").Items())
        {
            i++;
            if (i >= Math.Max(1, contents))
            {
                reading.Report(ExchangeProblems.Count(
                    Place.OfAddress($"{place}.values"), record.Get("values").Items().Count(),
                    contents.ToString(CultureInfo.InvariantCulture)));
                break;
            }

            if (value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            reading.Budget.Cell();
            var position = new int[cube.Dimensions.Count];
            for (var k = 0; k < key.Length; k++)
            {
                position[k] = cube.Dimensions[k].Of(key[k]);
            }

            if (contents > 1)
            {
                position[^1] = i;
            }

            TakeValue(value, position, new CubeFigure(null, null, index), cube, reading);
        }
    }

    /// <param name="blank">The figure without its value.</param>
    private static void TakeValue(JsonElement value, int[] position, CubeFigure blank, Cube cube, ReadingContext reading)
    {
        var text = value.ValueKind == JsonValueKind.String ? Text.Clean(JsonText.AsText(value) ?? "") : null;
        double? number = value.TryNumber(out var parsed) ? parsed : VietnameseNumber.IsNil(text) ? 0 : null;
        if (number is not null || text?.Length > 0)
        {
            cube.Add(position, blank with { Value = number, Text = text });
        }

        if (number is null && !VietnameseNumber.IsMissing(text))
        {
            reading.Report(ExchangeProblems.NoValue(cube.AddressOf(blank.Place, position), text ?? value.GetRawText()));
        }
    }

    private sealed record Column(string Code, string Label, string Type, string Unit, string? Comment);
}
