using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Plan86.Transform.Meaning;

/// <summary>A JSON object whose properties are read by name; one that nobody knows is a fault.</summary>
internal sealed class SourceNode
{
    private readonly Action<string, string, string, Bilingual> _fault;
    private readonly JsonElement _json;

    public SourceNode(Action<string, string, string, Bilingual> fault, JsonElement json, string path, SchemaProperty[] known)
    {
        (_fault, _json, Path) = (fault, json, path);
        if (json.ValueKind != JsonValueKind.Object)
        {
            fault(path, json.GetRawText(), "{ … }", new Bilingual("Phải là một đối tượng.", "An object is needed."));
            return;
        }

        foreach (var property in json.EnumerateObject())
        {
            if (!known.Any(one => one.Name == property.Name))
            {
                fault(At(property.Name), property.Name, string.Join(", ", known.Select(one => one.Name)),
                    new Bilingual("Thuộc tính lạ.", "An unknown property."));
            }
        }
    }

    public string Path { get; }

    /// <summary>The object as it is written.</summary>
    public string Json => _json.GetRawText();

    public bool Has(string name) => _json.ValueKind == JsonValueKind.Object && _json.TryGetProperty(name, out _);

    public string? Text(string name, bool required = false)
    {
        if (Get(name) is not { } value)
        {
            if (required)
            {
                _fault(At(name), "", "\"…\"", new Bilingual("Thiếu thuộc tính.", "A property is missing."));
            }

            return null;
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text)
        {
            return text;
        }

        _fault(At(name), value.GetRawText(), "\"…\"",
            new Bilingual("Phải là chuỗi ký tự không rỗng.", "A text that is not empty is needed."));
        return null;
    }

    public bool Flag(string name, bool otherwise = false)
    {
        if (Get(name) is { } value)
        {
            if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            {
                return value.GetBoolean();
            }

            _fault(
                At(name), value.GetRawText(), "true | false", new Bilingual("Phải là true hoặc false.", "True or false is needed."));
        }

        return otherwise;
    }

    public long? Number(string name, long lowest, long highest)
    {
        if (Get(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= lowest && number <= highest)
        {
            return number;
        }

        _fault(At(name), value.GetRawText(), string.Create(CultureInfo.InvariantCulture, $"{lowest} … {highest}"),
            new Bilingual("Số nằm ngoài phạm vi.", "A whole number in range is needed."));
        return null;
    }

    public (double Lowest, double Highest)? Between(string name)
    {
        if (Get(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 2
            && value[0].ValueKind == JsonValueKind.Number && value[1].ValueKind == JsonValueKind.Number
            && value[0].GetDouble() < value[1].GetDouble())
        {
            return (value[0].GetDouble(), value[1].GetDouble());
        }

        _fault(At(name), value.GetRawText(), "[0, 30000]",
            new Bilingual("Phải là hai số, số nhỏ trước.", "Two numbers are needed, the lower one first."));
        return null;
    }

    public Regex? Pattern(string name, params string[] groups)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        try
        {
            // NonBacktracking: a pattern people write must not be able to hang the worker.
            var pattern = new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
            foreach (var group in groups.Except(pattern.GetGroupNames()))
            {
                _fault(At(name), text, $"(?<{group}>…)", new Bilingual("Biểu thức thiếu nhóm.", "The pattern lacks a group."));
            }

            return pattern;
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            _fault(
                At(name), text, fault.Message, new Bilingual("Biểu thức chính quy không hợp lệ.", "Not a valid regular expression."));
            return null;
        }
    }

    public IReadOnlyList<Glob> Globs(string name, bool required = false)
    {
        switch (Get(name))
        {
            case { ValueKind: JsonValueKind.String }:
                return Text(name) is { } text ? [new Glob(text)] : [];
            case { ValueKind: JsonValueKind.Array } array
                when array.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String):
                return [.. array.EnumerateArray().Select(item => new Glob(item.GetString()!))];
            case { } other:
                _fault(At(name), other.GetRawText(), "\"…\" | [\"…\", \"…\"]",
                    new Bilingual("Phải là chuỗi hoặc danh sách chuỗi.", "A text or a list of texts is needed."));
                return [];
            default:
                if (required)
                {
                    _fault(At(name), "", "\"…\" | [\"…\", \"…\"]", new Bilingual("Thiếu thuộc tính.", "A property is missing."));
                }

                return [];
        }
    }

    public Dictionary<string, string> Map(string name)
    {
        var map = new Dictionary<string, string>(Transform.Text.ByFold);
        if (Get(name) is { } value)
        {
            if (value.ValueKind != JsonValueKind.Object)
            {
                _fault(
                    At(name), value.GetRawText(), "{ \"…\": \"…\" }", new Bilingual("Phải là một đối tượng.", "An object is needed."));
                return map;
            }

            foreach (var property in value.EnumerateObject())
            {
                if (property.Value.ValueKind != JsonValueKind.String)
                {
                    _fault($"{At(name)}[\"{property.Name}\"]", property.Value.GetRawText(), "\"…\"",
                        new Bilingual("Phải là chuỗi ký tự.", "A text is needed."));
                }
                else if (!map.TryAdd(property.Name, property.Value.GetString()!))
                {
                    _fault($"{At(name)}[\"{property.Name}\"]", property.Name, "",
                        new Bilingual("Nhãn lặp lại.", "The label is there twice."));
                }
            }
        }

        return map;
    }

    public SourceNode? Child(string name, SchemaProperty[] known) =>
        Get(name) is { } value ? new SourceNode(_fault, value, At(name), known) : null;

    public IEnumerable<SourceNode> Children(string name, SchemaProperty[] known)
    {
        if (Get(name) is not { } value)
        {
            yield break;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            _fault(At(name), value.GetRawText(), "[ … ]", new Bilingual("Phải là một danh sách.", "A list is needed."));
            yield break;
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            yield return new SourceNode(_fault, item, string.Create(CultureInfo.InvariantCulture, $"{At(name)}[{index++}]"), known);
        }
    }

    /// <summary>Returns the object of a property, or each of a list of them.</summary>
    public IEnumerable<SourceNode> OneOrMore(string name, SchemaProperty[] known) =>
        Get(name) is not { } value ? []
        : value.ValueKind == JsonValueKind.Array ? Children(name, known)
        : [new SourceNode(_fault, value, At(name), known)];

    /// <summary>Returns a text, or each of a list of them, in order; empty when left out.</summary>
    public IReadOnlyList<string> Texts(string name, bool required = false) => [.. Globs(name, required).Select(glob => glob.Pattern)];

    /// <summary>Returns names and texts of an object, in order; empty when left out.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs(string name)
    {
        if (Get(name) is not { } value)
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Object || value.EnumerateObject().Any(pair => pair.Value.ValueKind != JsonValueKind.String))
        {
            Fault(name, value.GetRawText(), "{ \"…\": \"…\" }",
                new Bilingual("Phải là một đối tượng gồm các chuỗi.", "An object of texts is needed."));
            return [];
        }

        return [.. value.EnumerateObject().Select(pair => KeyValuePair.Create(pair.Name, pair.Value.GetString()!))];
    }

    /// <summary>Returns whole numbers of a list; null when left out.</summary>
    public IReadOnlyList<int>? Numbers(string name, int lowest, int highest)
    {
        if (Get(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Array
            && value.EnumerateArray().All(item => item.TryGetInt32(out var number) && number >= lowest && number <= highest))
        {
            return [.. value.EnumerateArray().Select(item => item.GetInt32())];
        }

        Fault(name, value.GetRawText(), string.Create(CultureInfo.InvariantCulture, $"[{lowest} … {highest}]"),
            new Bilingual("Phải là danh sách số nguyên trong phạm vi.", "A list of whole numbers in range is needed."));
        return null;
    }

    /// <summary>Returns the value of a property as it stands; null when left out.</summary>
    public JsonElement? Get(string name) =>
        _json.ValueKind == JsonValueKind.Object && _json.TryGetProperty(name, out var value) ? value : null;

    /// <summary>Tells what is wrong with a property.</summary>
    public void Fault(string name, string found, string expected, Bilingual text) => _fault(At(name), found, expected, text);

    private string At(string name) => Path.Length == 0 ? name : $"{Path}.{name}";
}
