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
        Flag("dates", "A day in the header stands for its month: 1/12/2024."),
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
        Flag("school_years", "A school year in a header or the title (năm học 2006-2007) is the year in which it ends."),
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
        .. new[] { "series", "time_period", "ref_area", "obs_value", "obs_status", "unit", "unit_mult", "transformation" }
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

    internal static readonly SchemaProperty[] PullAuth =
    [
        Text("basic", "user:password of HTTP Basic: {secret:NAME}."),
        Text("bearer", "A token: {secret:NAME}."),
    ];

    internal static readonly SchemaProperty[] PullPxWeb =
    [
        new("select", new JsonObject { ["type"] = "object" },
            "Variable (its text or code) → \"*\", a list of texts or codes, or { \"last\": n }; what is left out is asked whole."),
        Text("format", "json-stat when left out."),
    ];

    internal static readonly SchemaProperty[] PullPages =
    [
        Text("param", "Counts the pages in the query, from 1."),
        Choice("next", ["link"], "Each page's Link header leads to the next."),
        Text("rows", "JSON path of the rows: $[1]; $ when left out."),
        Text("last", "JSON path of how many pages there are; until a page without rows when left out."),
    ];

    internal static readonly SchemaProperty[] PullFollow =
    [
        Text("link", "A regular expression of a link's address or text.", isRequired: true),
        Text("page_param", "Counts further pages of links in the query, from 2."),
        Number("pages", 1, 1_000, "How many pages of links are looked at; 1 when left out."),
        Number("most", 1, 10_000, "How many links are followed; 50 when left out."),
        Texts("hosts", "Hosts that links may lead to besides that of the page."),
    ];

    internal static readonly SchemaProperty[] PullEach =
    [
        Flag("month", "One request a month."),
        Flag("quarter", "One request a quarter."),
        Flag("year", "One request a year."),
        Text("from", "The first: 2015-01.", isRequired: true),
    ];

    internal static readonly SchemaProperty[] PullIncremental =
    [
        Text("param", "Of the query, with the instant from which changes are asked for.", isRequired: true),
        Text("overlap", "So much before the last success: P2D."),
        Text("full", "Cron of when everything is asked for again."),
    ];

    internal static readonly SchemaProperty[] PullPublishedOn =
    [
        Text("json", "A JSON path of the answer: $.updated."),
        Text("header", "A header of the answer."),
        Text("link", "A regular expression with the groups year, month, day over the link's text and address."),
        Text("page", "The same over the page that led to it."),
    ];

    internal static readonly SchemaProperty[] PullExpect =
    [
        Text("every", "An answer is owed this often: P1M.", isRequired: true),
        Text("within", "…and overdue so much later: P10D."),
    ];

    internal static readonly SchemaProperty[] PullRate =
    [
        Number("calls", 1, 1_000, "Requests…"),
        Number("seconds", 1, 86_400, "…in so many seconds, per host; the slowest of its sources counts."),
        Number("at_once", 1, 16, "Requests at the same time, per host."),
    ];

    internal static readonly SchemaProperty[] Pull =
    [
        Texts("url", "An address, or several that are tried in order. {yyyy} {MM} {q} {yyyy-1} are the period's.", isRequired: true),
        Text("cron", "Five fields, Asia/Ho_Chi_Minh.", isRequired: true),
        Map("query", "Parameters of the query."),
        Map("headers", "Headers of the request."),
        Text("accept", "The Accept header; */* when left out."),
        Choice("method", ["GET", "POST"], "POST where there is a body."),
        new("body", new JsonObject { ["type"] = new JsonArray("string", "object", "array") }, "What is sent: a text or JSON."),
        Object("auth", PullAuth, "How the source is known to the server."),
        Object("pxweb", PullPxWeb, "A table of a PX-Web API: metadata are read first, codes found by their texts."),
        Object("pages", PullPages, "The answer comes page by page and lands as one file."),
        Objects("follow", PullFollow, "From a page of links to the files, step by step."),
        Texts("hosts", "Hosts that links may lead to besides that of the page."),
        Object("each", PullEach, "One request a period, those that have not landed yet."),
        Object("incremental", PullIncremental, "Only what changed is asked for."),
        new("nothing_new", new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "integer" } },
            "Statuses that mean there is nothing new; [304] when left out."),
        Object("published_on", PullPublishedOn, "Where the publication day stands besides the content."),
        Text("file_name", "A template of the name the answer lands under; else what the server says, the link, the address."),
        Object("expect", PullExpect, "When an answer is owed: later the source is overdue."),
        Object("rate", PullRate, "What the host may be asked; one call a second, one at once when left out."),
        Flag("robots", "What robots.txt forbids is left alone and said; true when left out."),
        Text("ca_file", "A PEM file of certificates that are trusted too, beside this file or absolute."),
        Number("max_bytes", 1, 1L << 40, "A longer answer is refused."),
        Number("attempt_timeout_seconds", 1, 3_600, "One attempt."),
        Number("total_timeout_seconds", 1, 86_400, "All attempts of one request together."),
        Number("retries", 0, 20, "Attempts after the first."),
    ];

    internal static readonly SchemaProperty[] Source =
    [
        Text("$schema", "Where this schema lies, for editors."),
        Text("source", "The name: kebab-case, that of the file and of the folder under inbox/.", isRequired: true),
        Text("name_vi", "The office, in Vietnamese.", isRequired: true),
        Text("name_en", "The office, in English.", isRequired: true),
        Text("like", "A source whose mapping this one has; what this file states itself goes first, pull is not taken over."),
        Texts("publisher", "How the publisher's name looks behind \"Đơn vị công bố:\", or a file name of his; * stands for any text."),
        Object("published_on", PublishedOn, "Where the publication day stands."),
        Number("rank", 1, 3, "1 a statistics office, 2 a department or the People's Committee (so when left out), 3 the press."),
        Flag("all_or_nothing", "One error refuses the whole file."),
        Flag("repair", "Lines of delimited text with a quote or delimiter too many or too few are mended, each told; true when left out."),
        OneOrMore("pull", Pull, "How it is fetched, in one way or several; when left out it is only dropped."),
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

    private static SchemaProperty OneOrMore(string name, SchemaProperty[] properties, string description) => new(
        name,
        new JsonObject
        {
            ["anyOf"] = new JsonArray(ObjectOf(properties), new JsonObject { ["type"] = "array", ["items"] = ObjectOf(properties) }),
        },
        description);

    private static SchemaProperty Map(string name, string description) => new(
        name, new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "string" } }, description);

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
