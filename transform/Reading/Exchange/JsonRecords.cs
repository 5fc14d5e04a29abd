using System.Text;
using System.Text.Json;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Reading.Exchange;

/// <summary>
/// Reads the lists of objects that web services answer with, whatever stands around them (<c>[meta, [rows]]</c>, <c>{ "data": [ … ] }</c>),
/// as one sheet: a column for each property, those of objects inside by dotted names (<c>country.value</c>).
/// </summary>
internal static class JsonRecords
{
    // Deeper than any service wraps its rows.
    private const int DeepestRows = 4;

    private const long LongestText = 128L << 20;

    // What formats with dimensions have at the top, and no list of records.
    private static readonly HashSet<string> OtherFormats = [
        "class", "dimension", "dataset", "dataSets", "structure", "columns", "link", "size", "error", "errors", "warning"];

    /// <summary>Whether a text is a list of objects, or holds one, and nothing at its top says that it is of another format.</summary>
    public static bool Is(FileHead head)
    {
        var bytes = head.Bytes;
        bytes = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes;
        var reader = new Utf8JsonReader(bytes, isFinalBlock: false, default);
        var isFound = false;
        try
        {
            while (reader.Read())
            {
                var depth = reader.CurrentDepth;
                if (reader.TokenType == JsonTokenType.PropertyName && depth <= 2 && OtherFormats.Contains(reader.GetString()!))
                {
                    return false;
                }

                if (reader.TokenType == JsonTokenType.StartArray && depth <= DeepestRows && reader.Read()
                    && reader.TokenType == JsonTokenType.StartObject)
                {
                    if (!IsRecord(ref reader))
                    {
                        return false;
                    }

                    isFound = true;
                    while (reader.CurrentDepth > depth && reader.Read())
                    {
                    }
                }
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // The sample ends amid a token, or the text is no JSON: whoever reads it will say so.
            return isFound;
        }

        return isFound;
    }

    /// <summary>An object of a list is a record unless it is a dataset of its own.</summary>
    private static bool IsRecord(ref Utf8JsonReader reader)
    {
        var depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == depth + 1
                && OtherFormats.Contains(reader.GetString()!))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Returns the longest list of objects as a sheet: names in the first row, a record in each row below.</summary>
    public static IEnumerable<Sheet> Read(Stream bytes, ReadingContext reading)
    {
        if (bytes.Length > LongestText)
        {
            throw new OverBudgetException();
        }

        var text = new byte[bytes.Length];
        bytes.ReadExactly(text);
        var whole = text.AsMemory().TrimEnd((byte)0);
        whole = whole.Span.StartsWith(Encoding.UTF8.Preamble) ? whole[3..] : whole;
        using var document = JsonDocument.Parse(whole, new JsonDocumentOptions { MaxDepth = 64 });
        if (Rows(document.RootElement, 0) is { } rows && SheetOf(rows, reading) is { Rows.Count: > 1 } sheet)
        {
            return [sheet];
        }

        reading.Report(ExchangeProblems.ServerSaid(Shortened(document.RootElement.GetRawText())));
        return [];
    }

    /// <summary>The longest list of objects; null where there is none.</summary>
    private static JsonElement? Rows(JsonElement json, int depth)
    {
        var longest = json.ValueKind == JsonValueKind.Array && json.GetArrayLength() > 0
            && json.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object) ? json : (JsonElement?)null;
        foreach (var inner in depth < DeepestRows ? Inside(json) : [])
        {
            if (Rows(inner, depth + 1) is { } rows && (longest is null || rows.GetArrayLength() > longest.Value.GetArrayLength()))
            {
                longest = rows;
            }
        }

        return longest;
    }

    /// <summary>Where rows may stand: lists in a list, whatever an object holds. A list in a record is no list of records.</summary>
    private static IEnumerable<JsonElement> Inside(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Array),
        JsonValueKind.Object => json.EnumerateObject().Select(property => property.Value),
        _ => [],
    };

    private static Sheet SheetOf(JsonElement rows, ReadingContext reading)
    {
        var sheet = new Sheet("", false);
        var header = new SheetRow(1, 1, false);
        sheet.Rows.Add(header);
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        var number = 1;
        foreach (var record in rows.EnumerateArray())
        {
            reading.ThrowIfCancelled();
            var row = new SheetRow(++number, number, false);
            Take(record, "", row);
            if (row.Cells.Count > 0)
            {
                row.Cells.Sort((one, other) => one.Column.CompareTo(other.Column));
                sheet.Rows.Add(row);
            }
        }

        return sheet;

        void Take(JsonElement record, string prefix, SheetRow row)
        {
            foreach (var property in record.EnumerateObject())
            {
                var name = prefix + property.Name;
                if (property.Value.ValueKind == JsonValueKind.Object)
                {
                    Take(property.Value, name + ".", row);
                }
                else if (CellOf(property.Value, ColumnOf(name)) is { } cell && row.Cells.TrueForAll(other => other.Column != cell.Column))
                {
                    row.Cells.Add(cell);
                    reading.Budget.Cell();
                }
            }
        }

        int ColumnOf(string name)
        {
            if (!columns.TryGetValue(name, out var column))
            {
                columns.Add(name, column = columns.Count + 1);
                header.Cells.Add(new SheetCell(column, null, new SheetText(name), CellStyle.None));
                reading.Budget.Cell();
            }

            return column;
        }
    }

    /// <summary>A number or text; nothing for null, and for a list, which is no figure.</summary>
    private static SheetCell? CellOf(JsonElement value, int column) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) =>
            new(column, number, null, CellStyle.None),
        JsonValueKind.String when value.GetString() is { Length: > 0 } text => new(column, null, new SheetText(text), CellStyle.None),
        JsonValueKind.True => new(column, null, new SheetText("TRUE"), CellStyle.None),
        JsonValueKind.False => new(column, null, new SheetText("FALSE"), CellStyle.None),
        _ => null,
    };

    private static string Shortened(string text) => text.Length > 300 ? text[..300] + "…" : text;
}
