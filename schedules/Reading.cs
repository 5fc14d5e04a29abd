using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Plan86.Transform;

namespace Plan86.Schedules;

using Warehouse = Plan86.Warehouse.Warehouse;

/// <summary><c>read</c>: the real path on one file, in a folder that is thrown away.</summary>
internal static class Reading
{
    public static async Task<int> RunAsync(
        string file, string? sourceName, string format, Catalogue catalogue, TextWriter output, CancellationToken ct)
    {
        if (!File.Exists(file))
        {
            throw new Refusal($"Không có tệp {file}.", $"There is no file {file}.");
        }

        var normaliser = new Normaliser(catalogue);
        var fitting = sourceName is null
            ? normaliser.Recognise(() => File.OpenRead(file), Path.GetFileName(file), ct)
            : catalogue.FindSource(sourceName) is { } named ? [named]
            : throw new Refusal($"Không có nguồn {sourceName}.", $"There is no source {sourceName}.");

        // Without a source there is no meaning, but there are still tables.
        var source = fitting.Count == 1 ? fitting[0] : new Source { Name = "read" };
        var scratch = Directory.CreateTempSubdirectory("plan86-read-").FullName;
        try
        {
            var warehouse = new Warehouse(scratch);
            var extract = new Extract(
                new string('0', 64), source.Name, Path.GetFileName(file),
                Normaliser.PublishedOn(source.PublishedOnInFileName, Path.GetFileName(file)) ?? DateOnly.FromDateTime(File.GetLastWriteTime(file)),
                DateTimeOffset.UnixEpoch, new FileInfo(file).Length, () => File.OpenRead(file));
            var account = await warehouse.StoreAsync(extract, "", create => normaliser.NormaliseAsync(extract, source, create, ct));
            using (var publication = warehouse.Build(catalogue, [extract], "", DateTimeOffset.UnixEpoch, ct))
            {
                publication.Publish();
            }

            if (format == "csv")
            {
                Output.Csv(account.Cells > 0 ? warehouse.Query(Cells) : warehouse.Query(Observations), output);
            }
            else
            {
                WriteJson(warehouse, account.State, source.Name, fitting, output);
            }

            foreach (var problem in Replies.Problems(warehouse, [account.ExtractId])[account.ExtractId])
            {
                Console.Error.WriteLine(Replies.Line(problem));
            }

            return account.State == ExtractState.Rejected && fitting.Count > 0 ? ExitCode.Problems : ExitCode.Done;
        }
        finally
        {
            foreach (var path in Directory.EnumerateFiles(scratch, "*", SearchOption.AllDirectories))
            {
                File.SetAttributes(path, FileAttributes.Normal);
            }

            Directory.Delete(scratch, recursive: true);
        }
    }

    private const string Cells =
        "SELECT sheet, cell_ref, table_title, row_label, row_path, column_path, unit_text, \"value\", raw FROM cell ORDER BY rowid";

    private const string Observations =
        "SELECT * EXCLUDE (valid_from, valid_to, derived, extract_id) FROM observation WHERE NOT derived ORDER BY ALL";

    private static void WriteJson(
        Warehouse warehouse, ExtractState state, string source, IReadOnlyList<Source> fitting, TextWriter output)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("state", Warehouse.StateText(state));
            writer.WriteString("source", fitting.Count == 1 ? source : null);
            writer.WriteString("published_on", $"{warehouse.Query("SELECT published_on FROM extract").Rows[0][0]:yyyy-MM-dd}");
            foreach (var (name, sql) in new[]
            {
                ("observations", Observations),
                ("problems", "SELECT place, found, expected, severity, message_vi, message_en FROM problem ORDER BY rowid"),
                ("cells", Cells),
            })
            {
                writer.WritePropertyName(name);
                Output.WriteJson(writer, warehouse.Query(sql));
            }

            writer.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
