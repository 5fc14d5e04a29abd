using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plan86.Transform.Meaning;

/// <summary>One property of an object of a source file: its name, its JSON schema and what it is for.</summary>
internal sealed record SchemaProperty(string Name, JsonObject Schema, string Description);

/// <summary>
/// The shape of a source file, stated once: <see cref="SourceFile"/> refuses properties that are not here, and the JSON schema
/// that editors use (<c>ingest/source.schema.json</c>) is written from it.
/// </summary>
public static class SourceSchema
{
    private static readonly SchemaProperty[] Meanings =
    [
        Text("series", "A series code, with or without a transformation: GRDP.VOLUME:GY."),
        Text("ref_area", "The place: VN, VN-HP."),
        Choice("transformation", [.. Transformations.Codes], "What was done to the figure; else read from headers."),
        Choice("obs_status", [.. ObsStatuses.Codes], "Normal, estimate, provisional, forecast; else read from headers."),
        Text("unit", "A unit of units.csv; else read from headers, labels and the title."),
        Choice("values", ["level", "index", "change"], "How comparisons are printed: index 109.3 means +9.3 %."),
        Text("period", "The period, where the table does not say it: 2024, 2024-Q3, 2024-03."),
        new("between",
            new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "number" }, ["minItems"] = 2, ["maxItems"] = 2 },
            "Lowest and highest figure that can be true; outside it a figure is held back."),
    ];

    internal static readonly SchemaProperty[] Axis =
    [
        Texts("match", "What the label or header looks like; * stands for any text.", isRequired: true),
        Texts("not", "…and does not look like."),
        Flag("required", "Its absence is a problem."),
        Number("since", 1900, 2100, "…in tables of this year and later."),
        Flag("ignore", "Known, and left alone."),
        .. Meanings,
    ];

    internal static readonly SchemaProperty[] Table =
    [
        Texts("title", "What the title looks like; * stands for any text.", isRequired: true),
        Texts("not_title", "…and does not look like."),
        Flag("required", "Its absence is a problem."),
        Flag("ignore", "A table that is known and passed over whole."),
        Choice("others", ["tell", "ignore"],
            "Rows and columns with figures that no rule takes: each is told (default), or counted in one line."),
        .. Meanings,
        Objects("rows", Axis, "What rows mean."),
        Objects("columns", Axis, "What columns mean."),
        Text("note", "For the reader of this file."),
    ];

    internal static readonly SchemaProperty[] Erratum =
    [
        Texts("title", "Titles of the tables that are misprinted; * stands for any text.", isRequired: true),
        Text("header", "A level of the header as printed; when left out the unit of the table is wrong or missing."),
        Text("means", "The header, or the unit, that is meant.", isRequired: true),
        Text("note", "For the reader of this file."),
    ];

    internal static readonly SchemaProperty[] Column =
    [
        Texts("header", "Any of these heads the column.", isRequired: true),
        new("map", new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "string" } },
            "What stands there → code."),
        Text("pattern", "Where the map has nothing: a regular expression of the whole text."),
        Text("replace", "What the pattern is replaced by: $1."),
    ];

    internal static readonly SchemaProperty[] TimeColumn = [.. Column, Flag("dates", "The column holds days: each is its month.")];

    internal static readonly SchemaProperty[] Columns =
    [
        .. new[] { "series", "time_period", "ref_area", "obs_value", "obs_status", "unit", "unit_mult" }
            .Select(role => Object(role, role == "time_period" ? TimeColumn : Column, $"The column of {role}.")),
    ];

    internal static readonly SchemaProperty[] Flat =
    [
        Object("columns", Columns, "Which column has which role; series, time_period and obs_value are needed."),
        Text("ref_area", "The place, where no column says it; VN-HP when left out."),
        Choice("decimal_separator", [",", "."], "The other one groups thousands."),
        Flag("register_series", "Series that nobody declared are taken under the code they come with."),
        Text("unit", "The unit, where no column says it."),
        Flag("blanks_allowed", "An empty value is nothing said, not a problem."),
        Choice("others", ["tell", "ignore"], "Series that the map has not: each is told (default), or counted in one line."),
    ];

    internal static readonly SchemaProperty[] PublishedOn =
    [
        Text("content", "A regular expression with the groups year, month and day over titles, notes and comments; goes first."),
        Text("file_name", "The same over the file name; without a day the month's last."),
        Texts("cell", "Labels left of the cell in which the day must stand."),
    ];

    internal static readonly SchemaProperty[] Pull =
    [
        Text("url", "Absolute, http or https.", isRequired: true),
        Text("cron", "Five fields, Asia/Ho_Chi_Minh.", isRequired: true),
        Text("file_name", "Name the answer lands under; the last segment of the URL when left out."),
        Number("max_bytes", 1, 1L << 40, "A longer answer is refused."),
        Number("attempt_timeout_seconds", 1, 3_600, "One attempt."),
        Number("total_timeout_seconds", 1, 86_400, "All attempts together."),
        Number("retries", 0, 20, "Attempts after the first."),
    ];

    internal static readonly SchemaProperty[] Source =
    [
        Text("$schema", "Where this schema lies, for editors."),
        Text("source", "The name: kebab-case, that of the file and of the folder under inbox/.", isRequired: true),
        Text("name_vi", "The office, in Vietnamese.", isRequired: true),
        Text("name_en", "The office, in English.", isRequired: true),
        Object("published_on", PublishedOn, "Where the publication day stands."),
        Flag("all_or_nothing", "One error refuses the whole file."),
        Flag("repair", "Lines of delimited text with a quote or delimiter too many or too few are mended, each told; true when left out."),
        Object("pull", Pull, "How it is fetched; when left out it is only dropped."),
        Object("flat", Flat, "How a flat file, one figure a line, is read."),
        Objects("tables", Table, "Which tables of its workbooks mean what."),
        Objects("errata", Erratum, "Misprints of the office that are known."),
        Text("note", "For the reader of this file."),
    ];

    /// <summary>Returns the JSON schema (draft 2020-12) of a source file.</summary>
    public static string Write()
    {
        var schema = ObjectOf(Source);
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "A source of Plan86.Pipeline");
        return schema.ToJsonString(
            new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
    }

    private static JsonObject ObjectOf(SchemaProperty[] properties)
    {
        var own = new JsonObject();
        var required = new JsonArray();
        foreach (var property in properties)
        {
            var schema = (JsonObject)property.Schema.DeepClone();
            if (schema.Remove(RequiredMark))
            {
                required.Add(property.Name);
            }

            schema.Insert(0, "description", property.Description);
            own.Add(property.Name, schema);
        }

        var whole = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = own };
        if (required.Count > 0)
        {
            whole["required"] = required;
        }

        return whole;
    }

    // Stands in a property's schema until its object is put together.
    private const string RequiredMark = "isRequired";

    private static SchemaProperty Text(string name, string description, bool isRequired = false) =>
        new(name, Marked(new JsonObject { ["type"] = "string", ["minLength"] = 1 }, isRequired), description);

    private static SchemaProperty Texts(string name, string description, bool isRequired = false) =>
        new(name, Marked(
            new JsonObject
            {
                ["anyOf"] = new JsonArray(
                    new JsonObject { ["type"] = "string" },
                    new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } }),
            },
            isRequired), description);

    private static SchemaProperty Flag(string name, string description) => new(name, new JsonObject { ["type"] = "boolean" }, description);

    private static SchemaProperty Number(string name, long lowest, long highest, string description) =>
        new(name, new JsonObject { ["type"] = "integer", ["minimum"] = lowest, ["maximum"] = highest }, description);

    private static SchemaProperty Choice(string name, string[] values, string description) =>
        new(name, new JsonObject { ["enum"] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]) }, description);

    private static SchemaProperty Object(string name, SchemaProperty[] properties, string description) => new(
        name, ObjectOf(properties), description);

    private static SchemaProperty Objects(string name, SchemaProperty[] properties, string description) =>
        new(name, new JsonObject { ["type"] = "array", ["items"] = ObjectOf(properties) }, description);

    private static JsonObject Marked(JsonObject schema, bool isRequired)
    {
        if (isRequired)
        {
            schema[RequiredMark] = true;
        }

        return schema;
    }
}
