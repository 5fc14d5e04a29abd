using System.Text;
using Sylvan.Data.Csv;

namespace Plan86.Transform;

/// <summary>Reads delimited text of any dialect through Sylvan.Data.Csv.</summary>
internal static class DelimitedSheet
{
    private const int Sample = 1 << 16;
    private const int MostKnown = 10_000;

    // A longer record is no record: an unclosed quote has swallowed the file.
    private const int LongestRecord = 1 << 24;

    /// <summary>Reads all records as one sheet without a name; the format's name tells the delimiter.</summary>
    /// <param name="bytes">Seekable.</param>
    public static (Sheet Sheet, string Format, char Delimiter) Read(
        Stream bytes, ReadingBudget budget, Action<Problem> report, CancellationToken ct)
    {
        var encoding = TextEncoding.Detect(bytes, ct);
        var dialect = SniffFrom(bytes, encoding);
        bytes.Position = 0;
        var sheet = new Sheet("", false);
        using var text = new StreamReader(bytes, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        var options = new CsvDataReaderOptions
        {
            HasHeaders = false,
            Delimiter = dialect.Delimiter,
            Quote = dialect.Quote,
            Escape = dialect.Escape,
            CsvStyle = CsvStyle.Lax,
            ResultSetMode = ResultSetMode.SingleResult,
            // '#' begins a comment by default; here it may begin a label.
            Comment = '\0',
            BufferSize = 1 << 16,
            MaxBufferSize = LongestRecord,
        };
        // Codes, places and statuses repeat on every line: one object for each while there are not too many.
        var known = new Dictionary<string, SheetText>();
        var lookup = known.GetAlternateLookup<ReadOnlySpan<char>>();
        var (record, line) = (0, 1);
        try
        {
            using var csv = CsvDataReader.Create(text, options);
            while (csv.Read())
            {
                record++;
                if (record % 1024 == 0)
                {
                    ct.ThrowIfCancellationRequested();
                }

                var row = new SheetRow(record, line, false);
                for (var i = 0; i < csv.RowFieldCount; i++)
                {
                    var field = csv.GetFieldSpan(i);
                    if (!field.IsWhiteSpace())
                    {
                        if (!lookup.TryGetValue(field, out var stored))
                        {
                            stored = new SheetText(field.ToString());
                            if (known.Count < MostKnown)
                            {
                                known.Add(stored.Stored, stored);
                            }
                        }

                        row.Cells.Add(new SheetCell(i + 1, null, stored, CellStyle.None));
                        budget.Cell();
                    }
                }

                line += Lines(csv.GetRawRecordSpan());
                if (row.Cells.Count > 0)
                {
                    sheet.Rows.Add(row);
                }
            }
        }
        catch (Exception error) when (error is CsvFormatException or CsvRecordTooLargeException or InvalidDataException)
        {
            report(WorkbookProblems.DamagedText($"L{line}", error.Message));
        }

        return (sheet, dialect.Delimiter == '\t' ? "tsv" : "csv", dialect.Delimiter);
    }

    private static int Lines(ReadOnlySpan<char> record)
    {
        var lines = 0;
        for (var i = 0; i < record.Length; i++)
        {
            lines += record[i] == '\n' || (record[i] == '\r' && (i + 1 == record.Length || record[i + 1] != '\n')) ? 1 : 0;
        }

        return lines;
    }

    private static Dialect SniffFrom(Stream bytes, Encoding encoding)
    {
        bytes.Position = 0;
        using var text = new StreamReader(bytes, encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 12, leaveOpen: true);
        var buffer = new char[Sample];
        var length = text.ReadBlock(buffer);
        return Dialect.Sniff(new string(buffer, 0, length), length < Sample);
    }
}
