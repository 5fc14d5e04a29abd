using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Plan86.Schedules.Replies;
using Plan86.Transform;
using Plan86.Transform.Lake;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading;
using Plan86.Transform.Reading.Delimited;
using Plan86.Transform.Reading.Layout;
using Plan86.Warehouse;

namespace Plan86.Schedules.Commands;

/// <summary><c>read</c>: what stands in a file, and what would come of it; nothing is kept.</summary>
internal static class ReadCommand
{
    public static Command Make()
    {
        var file = new Argument<string>("FILE") { Description = "Tệp cần đọc thử / the file to read" };
        var source = new Option<string?>("--source")
        {
            Description = "Tên nguồn; bỏ trống thì tự nhận ra / the source; found by content when left out",
        };
        var format = SharedOptions.Format("json", "csv", "json");
        var table = new Option<int?>("--table") { Description = "Bảng thứ mấy, với csv / which of several tables, with csv" };
        var command = new Command(
            "read",
            "Cho xem tệp sẽ được đọc thế nào, không lưu gì; csv là bảng đã làm sạch (chữ mở đầu bằng = + - @ thêm dấu nháy đơn), json là "
                + "các bảng với tiêu đề và địa chỉ ô / "
            + "what would be read; nothing is kept; csv is the cleaned table (text that begins with = + - @ gets an apostrophe), json the "
            + "tables with titles and addresses")
        {
            file, source, format, table,
        };
        command.SetAction(async (parsed, ct) =>
        {
            // NPOI talks on standard output about records of an .xls that it does not know: the result goes out alone.
            var output = Console.Out;
            Console.SetOut(TextWriter.Null);
            return parsed.GetValue(format) == "csv"
                ? Csv(parsed.GetRequiredValue(file), parsed.GetValue(table), output, ct)
                : await JsonAsync(parsed.GetRequiredValue(file), parsed.GetValue(source), parsed.LoadSettings(), output, ct);
        });
        return command;
    }

    /// <summary>The cleaned table as CSV. It needs no settings.Catalogue: a file is worth reading for its own sake.</summary>
    /// <param name="number">Which of several tables, from 1; else the first of delimited text, the largest of a workbook.</param>
    public static int Csv(string file, int? number, TextWriter output, CancellationToken ct)
    {
        Require(file);
        var (count, problems) = TableReader.IsDelimited(() => File.OpenRead(file))
            ? Records(file, number, output, ct) : Tables(file, number, output, ct);
        foreach (var problem in problems)
        {
            Console.Error.WriteLine(ProblemText.Line(problem));
        }

        return count == 0 ? ExitCode.Problems : ExitCode.Done;
    }

    private static (int Count, IReadOnlyList<Problem> Problems) Records(string file, int? number, TextWriter output, CancellationToken ct)
    {
        var document = DelimitedReader.Read(() => File.OpenRead(file), ct);
        if (document.Tables.Count > 0)
        {
            var table = Chosen(document.Tables, number, _ => 0, (table, _) => string.Join(", ", table.Header));
            if (table.Header.Count > 0)
            {
                CsvText.WriteLine(table.Header, output);
            }
            else
            {
                Console.Error.WriteLine("Tệp không có dòng tiêu đề cột / the file has no line of column names.");
            }

            foreach (var row in table.Rows)
            {
                CsvText.WriteLine(row, output);
            }

            if (table.Above + table.Below > 0)
            {
                Console.Error.WriteLine(
                    $"Bỏ {table.Above} dòng phía trên và {table.Below} dòng phía dưới bảng / left out {table.Above} lines above the "
                        + $"table and {table.Below} below it.");
            }
        }

        return (document.Tables.Count, document.Problems);
    }

    private static (int Count, IReadOnlyList<Problem> Problems) Tables(string file, int? number, TextWriter output, CancellationToken ct)
    {
        var document = TableReader.Read(() => File.OpenRead(file), Path.GetFileName(file), ct);
        if (document.Tables.Count > 0)
        {
            Write(Chosen(document.Tables, number, table => table.Figures().Count(), (table, _) => $"{table.Sheet}: {table.Title}"), output);
        }

        return (document.Tables.Count, document.Problems);
    }

    /// <summary>The table asked for; that there are others is said on standard error.</summary>
    private static T Chosen<T>(IReadOnlyList<T> tables, int? number, Func<T, int> size, Func<T, int, string> name)
    {
        if (number is < 1 || number > tables.Count)
        {
            throw new Refusal(new Bilingual(
                $"Tệp có {tables.Count} bảng, không có bảng {number}.",
                $"The file has {tables.Count} tables; there is no table {number}."));
        }

        var chosen = number is { } asked ? tables[asked - 1] : tables.Count > 1 ? tables.MaxBy(size)! : tables[0];
        if (tables.Count > 1 && number is null)
        {
            Console.Error
                .WriteLine($"Tệp có {tables.Count} bảng; chọn bằng --table / the file has {tables.Count} tables; choose with --table:");
            for (var i = 0; i < tables.Count; i++)
            {
                Console.Error
                    .WriteLine($"{(ReferenceEquals(tables[i], chosen) ? "→" : " ")} {i + 1} {ProblemText.Visible(name(tables[i], i))}");
            }
        }

        return chosen;
    }

    /// <summary>One column for each level of the rows' labels, the unit where rows have one, then the columns as headed.</summary>
    private static void Write(Table table, TextWriter output)
    {
        var columns = table.Columns.Where(column => column.Role is ColumnRole.Data or ColumnRole.Text).ToList();
        var rows = table.Rows.Where(row => row.Cells.Any(cell => columns.Exists(column => column.Index == cell.Column))).ToList();
        var depth = rows.Select(row => row.Path.Count).DefaultIfEmpty().Max();
        var hasUnit = rows.Exists(row => row.UnitText.Length > 0);
        var stub = string.Join(
            " › ", table.Columns.FirstOrDefault(column => column.Role == ColumnRole.Stub && column.Path.Count > 0)?.Path ?? []);
        var names = Enumerable.Range(1, depth).Select(level => depth == 1 && stub.Length > 0 ? stub : $"label_{level}")
            .Concat(hasUnit ? ["unit"] : [])
            .Concat(columns.Select(column => column.Path.Count > 0 ? string.Join(" › ", column.Path) : CellRef.Of(1, column.Index)[..^1]));
        CsvText.WriteLine(names, output);
        foreach (var row in rows)
        {
            var cells = row.Cells.ToLookup(cell => cell.Column);
            CsvText.WriteLine(
                Enumerable.Range(0, depth).Select(level => level < row.Path.Count ? (object)row.Path[level] : "")
                    .Concat(hasUnit ? [row.UnitText] : [])
                    .Concat(columns.Select(column => cells[column.Index].Select(ValueOf).FirstOrDefault())),
                output);
        }
    }

    private static object? ValueOf(TableCell cell) =>
        cell.Value is { } value ? value : cell.Text is "…" or "." or ".." or "..." or "x" ? null : cell.Text;

    /// <summary>The real path on one file, in a folder that is thrown away: its tables, and what a source makes of them.</summary>
    public static async Task<int> JsonAsync(string file, string? sourceName, Settings settings, TextWriter output, CancellationToken ct)
    {
        Require(file);
        var normaliser = new Normaliser(settings.Catalogue, settings.Sources);
        var fitting = sourceName is null
            ? normaliser.Recognise(() => File.OpenRead(file), Path.GetFileName(file), ct)
            : settings.Sources.Find(sourceName) is { } named ? [named]
            : throw new Refusal(new Bilingual($"Không có nguồn {sourceName}.", $"There is no source {sourceName}."));

        // Without a source there is no meaning, but there are still tables.
        var source = fitting.Count == 1 ? fitting[0] : new Source { Name = "read" };
        var scratch = Directory.CreateTempSubdirectory("plan86-read-").FullName;
        try
        {
            var warehouse = new PublicationStore(scratch);
            var extract = new Extract(
                new string('0', 64), source.Name, Path.GetFileName(file),
                Normaliser.PublishedOn(source.PublishedOnInFileName, Path.GetFileName(file))
                    ?? DateOnly.FromDateTime(File.GetLastWriteTime(file)),
                DateTimeOffset.UnixEpoch, new FileInfo(file).Length, () => File.OpenRead(file));
            var account = await warehouse.StoreAsync(extract, "", create => normaliser.NormaliseAsync(extract, source, create, ct));
            using (var publication = warehouse.Build(settings.Catalogue, settings.Sql, [extract], "", DateTimeOffset.UnixEpoch, ct))
            {
                publication.Publish();
            }

            WriteJson(file, warehouse, account.State, source.Name, fitting, output, ct);
            foreach (var problem in ReplyFiles.Problems(warehouse, [account.ExtractId])[account.ExtractId])
            {
                Console.Error.WriteLine(ProblemText.Line(problem));
            }

            // Tables that no source knows are no fault; a file in which there is nothing to read is.
            return account.State == ExtractState.Rejected && (fitting.Count > 0 || account.Cells == 0) ? ExitCode.Problems : ExitCode.Done;
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

    private static void Require(string file)
    {
        if (!File.Exists(file))
        {
            throw new Refusal(new Bilingual($"Không có tệp {file}.", $"There is no file {file}."));
        }
    }

    private const string Observations =
        "SELECT * EXCLUDE (valid_from, valid_to, derived, extract_id) FROM observation WHERE NOT derived ORDER BY ALL";

    private static void WriteJson(
        string file, PublicationStore warehouse, ExtractState state, string source, IReadOnlyList<Source> fitting, TextWriter output,
        CancellationToken ct)
    {
        var document = TableReader.Read(() => File.OpenRead(file), Path.GetFileName(file), ct);
        var records = document.Format is FileFormat.Csv or FileFormat.Tsv ? DelimitedReader.Read(() => File.OpenRead(file), ct) : null;
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(
            buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("file", Path.GetFileName(file));
            writer.WriteString("format", document.Format.Name());
            writer.WriteString("encoding", records?.Encoding);
            writer.WriteString("dialect", records?.Dialect);
            writer.WriteString("state", state.Text());
            writer.WriteString("source", fitting.Count == 1 ? source : null);
            writer.WriteString("published_on", $"{warehouse.Query("SELECT published_on FROM extract").Only<DateOnly>():yyyy-MM-dd}");
            writer.WriteStartArray("tables");
            foreach (var table in document.Tables)
            {
                WriteJson(writer, table);
            }

            writer.WriteEndArray();
            foreach (var (name, sql) in new[]
            {
                ("observations", Observations),
                ("problems", "SELECT place, found, expected, severity, message_vi, message_en, times FROM problem ORDER BY rowid"),
            })
            {
                writer.WritePropertyName(name);
                Output.WriteJson(writer, warehouse.Query(sql));
            }

            writer.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private static void WriteJson(Utf8JsonWriter writer, Table table)
    {
        writer.WriteStartObject();
        writer.WriteString("title", table.Title);
        writer.WriteString("sheet", table.Sheet);
        writer.WriteNumber("number", table.Number);
        writer.WriteBoolean("hidden", table.Hidden);
        writer.WriteString("unit", table.UnitText);
        Texts("notes", table.Notes);
        writer.WriteStartArray("columns");
        foreach (var column in table.Columns)
        {
            writer.WriteStartObject();
            writer.WriteString("column", CellRef.Of(1, column.Index)[..^1]);
            writer.WriteString("role",
                column.Role switch { ColumnRole.Data => "data", ColumnRole.Stub => "stub", ColumnRole.Unit => "unit", _ => "text" });
            Texts("path", column.Path);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        var paths = table.Columns.ToDictionary(column => column.Index, column => string.Join(" › ", column.Path));
        writer.WriteStartArray("rows");
        foreach (var row in table.Rows)
        {
            writer.WriteStartObject();
            writer.WriteString("label", row.Label);
            Texts("path", row.Path);
            writer.WriteString("unit", row.UnitText);
            writer.WriteStartArray("cells");
            foreach (var cell in row.Cells)
            {
                writer.WriteStartObject();
                writer.WriteString("ref", cell.Ref);
                writer.WriteString("column_path", paths.GetValueOrDefault(cell.Column, ""));
                if (cell.Value is { } value)
                {
                    writer.WriteNumber("value", value);
                }
                else
                {
                    writer.WriteNull("value");
                }

                writer.WriteString("raw", cell.Raw);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();

        void Texts(string name, IReadOnlyList<string> texts)
        {
            writer.WriteStartArray(name);
            foreach (var text in texts)
            {
                writer.WriteStringValue(text);
            }

            writer.WriteEndArray();
        }
    }
}
