using System.Globalization;
using System.Text.RegularExpressions;
using Plan86.Transform.Lake;
using Plan86.Transform.Reading.Delimited;
using Plan86.Transform.Reading.Layout;

namespace Plan86.Transform.Reading.Exchange;

/// <summary>
/// Reads SDMX-CSV 1 (<c>DATAFLOW,…</c>) and 2 (<c>STRUCTURE,STRUCTURE_ID,ACTION,…</c>), with codes, with
/// <c>CODE: label</c>, or with a column of names beside each of codes. A figure's address is its line: <c>L7</c>.
/// </summary>
internal static partial class SdmxCsv
{
    private static readonly string[] Keywords = [
        "DATAFLOW", "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "SERIES_KEY", "OBS_KEY"];

    // By these ids a component is known, whatever the case it is written in.
    private static readonly string[] Known = [
        .. Keywords, SdmxShape.Time, SdmxShape.Value, "OBS_STATUS", "OBS_FLAG", "UNIT_MEASURE", "UNIT_MULT"];

    [GeneratedRegex(@"^\uFEFF?""?(DATAFLOW|STRUCTURE(\[.\])?)""?(?<delimiter>[,;\t|])", RegexOptions.IgnoreCase)]
    private static partial Regex Start { get; }

    [GeneratedRegex(@"^(?<id>[A-Za-z][\w@$-]*)(\[.*\])?\s*((?<separator>: ?)\s*(?<label>.+))?$")]
    private static partial Regex Component { get; }

    /// <summary>Whether the first line is that of SDMX-CSV.</summary>
    public static bool Is(FileHead file) =>
        Start.Match(file.Text) is { Success: true } start
        && (start.Groups[1].Value.StartsWith("S", StringComparison.OrdinalIgnoreCase)
            ? file.Text.Contains("STRUCTURE_ID", StringComparison.OrdinalIgnoreCase)
            : file.Text.Contains("OBS_VALUE", StringComparison.OrdinalIgnoreCase));

    /// <param name="bytes">Seekable.</param>
    public static IEnumerable<Cube> Read(Stream bytes, ReadingContext reading) => new Message(bytes, reading).Read();

    private static Place Address(long line) => Place.OfLine(line);

    private static char Delimiter(Stream bytes, System.Text.Encoding encoding)
    {
        var position = bytes.Position;
        bytes.Position = 0;
        using var text = new StreamReader(bytes, encoding, detectEncodingFromByteOrderMarks: true, 1 << 10, leaveOpen: true);
        var head = new char[64];
        var length = text.ReadBlock(head);
        bytes.Position = position;
        return Start.Match(new string(head, 0, length)) is { Success: true } start ? start.Groups["delimiter"].Value[0] : ',';
    }

    /// <summary>Where the semicolon parts columns some programs write the decimal comma of their country.</summary>
    private static string Number(string text, char delimiter) =>
        delimiter != ',' && text.Count(c => c == ',') == 1 && !text.Contains('.', StringComparison.Ordinal) ? text.Replace(',', '.') : text;

    /// <summary>A column whose heading is no id ("Reference area") names the codes of the one before it.</summary>
    private static List<Column> Header(string[] fields)
    {
        var paired = fields.Contains("STRUCTURE_NAME");
        var columns = new List<Column>();
        for (var i = 0; i < fields.Length; i++)
        {
            var match = Component.Match(fields[i].TrimStart('\uFEFF'));
            var label = match.Groups["label"].Value;
            var separator = match.Groups["separator"].Value;
            var isName = !match.Success
                || (paired && label.Length == 0 && i > 0 && columns[^1].Id.Length > 0 && !Keywords.Contains(columns[^1].Id)
                    && fields[i].Any(char.IsLower) && !fields[i - 1].Any(char.IsLower));
            if (isName && columns.Count > 0 && columns[^1] is { Id.Length: > 0 } before && !Keywords.Contains(before.Id))
            {
                columns[^1] = before with { Names = i, Label = fields[i] };
            }

            var id = isName ? "" : match.Groups["id"].Value;
            columns.Add(new Column(Known.Contains(id.ToUpperInvariant()) ? id.ToUpperInvariant() : id, label, separator, -1));
        }

        return columns;
    }

    private static bool HasFigure(List<Column> columns, string[] record)
    {
        var measures = 0;
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].IsMeasure && record[i].Length > 0)
            {
                return true;
            }

            measures += columns[i].IsMeasure ? 1 : 0;
        }

        return measures == 0;
    }

    /// <summary>Services list the dimensions first, time as the last of them, then measures, then attributes.</summary>
    private static void Expect(List<Column> columns, SdmxShape shape)
    {
        var first = columns.FindIndex(column => column.IsMeasure);
        if (columns.FindIndex(column => column.Id == SdmxShape.Time) is >= 0 and var time && time < first)
        {
            columns.Take(time).ToList().ForEach(column => shape.ExpectDimension(column.Id));
            columns.Skip(columns.FindLastIndex(column => column.IsMeasure) + 1).ToList()
                .ForEach(column => shape.ExpectAttribute(column.Id));
        }
    }

    private static (string Code, string Label) Split(string text, Column column)
    {
        // Without a space the colon may also be one of a time of day; a value without a name is written twice.
        var at = column.Separator == ":" && text.Length > 2 && text[text.Length / 2] == ':'
            && text.AsSpan(0, text.Length / 2).SequenceEqual(text.AsSpan((text.Length / 2) + 1))
            ? text.Length / 2
            : column.Separator.Length > 0 && !(column.Separator == ":" && column.Id == SdmxShape.Time)
                ? text.IndexOf(column.Separator, StringComparison.Ordinal) : -1;
        return at > 0 ? (text[..at], text[(at + column.Separator.Length)..]) : (text, "");
    }

    /// <summary><c>ESTAT:NA_MAIN(1.6.0): National accounts</c> is called by its name.</summary>
    private static string Title(string structure) =>
        structure.IndexOf("):", StringComparison.Ordinal) is > 0 and var at && structure[(at + 2)..].Trim() is { Length: > 0 } versioned
            ? versioned
        : structure.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon ? structure[(colon + 2)..]
        : structure;

    /// <param name="Separator">Between code and label in its fields; empty where they hold no labels.</param>
    /// <param name="Names">Column of the names of its codes; −1 where there is none.</param>
    private sealed record Column(string Id, string Label, string Separator, int Names)
    {
        public bool IsMeasure { get; } = SdmxShape.IsMeasure(Id);
    }

    /// <summary>One file: read once to tell dimensions from attributes, once for its figures; nothing is kept in between.</summary>
    private sealed class Message(Stream bytes, ReadingContext reading)
    {
        private readonly System.Text.Encoding _encoding = TextEncoding.Detect(bytes, reading.Cancellation);
        private readonly Dictionary<string, SdmxShape> _shapes = new(StringComparer.Ordinal);
        private readonly Dictionary<string, SdmxBuilder> _builders = new(StringComparer.Ordinal);
        private char _delimiter;

        public IEnumerable<Cube> Read()
        {
            _delimiter = Delimiter(bytes, _encoding);
            foreach (var (_, columns, record, structure) in Records(_ => { }))
            {
                Meet(columns, record, structure);
            }

            foreach (var (line, columns, record, structure) in Records(reading.Report))
            {
                if (!_builders.TryGetValue(structure, out var builder))
                {
                    _builders.Add(structure, builder = BuilderOf(columns, structure));
                }

                Take(line, columns, record, builder, _shapes[structure].Dimensions.Count);
            }

            return [.. _builders.Values.Select(builder => builder.Cube)];
        }

        private void Meet(List<Column> columns, string[] record, string structure)
        {
            if (!_shapes.TryGetValue(structure, out var shape))
            {
                reading.Budget.Cell();
                _shapes.Add(structure, shape = new SdmxShape());
            }

            // A record of attributes alone leaves out dimensions.
            var counts = HasFigure(columns, record);
            shape.Observations += counts ? 1 : 0;
            for (var i = 0; i < columns.Count; i++)
            {
                if (columns[i].Id.Length > 0 && !Keywords.Contains(columns[i].Id)
                    && (record[i].Length > 0 || (counts && !columns[i].IsMeasure)))
                {
                    shape.Meet(columns[i].Id, record[i].Length == 0 ? " " : Split(record[i], columns[i]).Code, inSeries: false,
                        counts: counts);
                }
            }
        }

        private SdmxBuilder BuilderOf(List<Column> columns, string structure)
        {
            var shape = _shapes[structure];
            Expect(columns, shape);
            shape.Decide();
            var builder = new SdmxBuilder(structure, shape, Address, reading);
            foreach (var column in columns)
            {
                // The heading of a labelled file names the dimension.
                if (builder.Slot(column.Id) is >= 0 and var slot && slot < shape.Dimensions.Count && column.Label.Length > 0)
                {
                    var dimension = builder.Cube.Dimensions[slot];
                    builder.Cube.Dimensions[slot] = new CubeDimension(dimension.Id, column.Label, dimension.IsTime, dimension.IsSorted);
                }
            }

            return builder;
        }

        private void Take(int line, List<Column> columns, string[] record, SdmxBuilder builder, int dimensions)
        {
            var values = builder.Blank();
            var action = "";
            for (var i = 0; i < columns.Count; i++)
            {
                action = columns[i].Id == "ACTION" ? record[i] : action;
                if (builder.Slot(columns[i].Id) is >= 0 and var slot && columns[i].Id.Length > 0)
                {
                    var (code, label) = columns[i].Names >= 0 ? (record[i], record[columns[i].Names]) : Split(record[i], columns[i]);
                    values[slot] = code;
                    if (slot < dimensions && code.Length > 0)
                    {
                        builder.Cube.Dimensions[slot].Of(code, label.Length > 0 ? label : null);
                    }
                }
            }

            if (action.StartsWith("D", StringComparison.OrdinalIgnoreCase))
            {
                reading.Report(ExchangeProblems.Deleted(Address(line)));
                return;
            }

            for (var i = 0; i < columns.Count; i++)
            {
                if (builder.Measures.IndexOf(columns[i].Id) is >= 0 and var measure)
                {
                    builder.Add(values, measure, Number(Split(record[i], columns[i]).Code, _delimiter), line);
                }
            }
        }

        private IEnumerable<(int Line, List<Column> Columns, string[] Record, string Structure)> Records(Action<Problem> faults)
        {
            bytes.Position = 0;
            using var text = new StreamReader(bytes, _encoding, detectEncodingFromByteOrderMarks: true, 1 << 14, leaveOpen: true);
            using var records = new CsvRecords(text, _delimiter, '"', '"', isLax: true);
            var columns = new List<Column>();
            for (var row = 0; records.Read(); row++)
            {
                if (row % 1024 == 0)
                {
                    reading.ThrowIfCancelled();
                }

                var fields = Array.ConvertAll(records.ToArray(), Text.Clean);
                if (columns.Count == 0)
                {
                    columns = Header(fields);
                    continue;
                }

                if (Array.TrueForAll(fields, field => field.Length == 0))
                {
                    continue;
                }

                if (fields.Length != columns.Count)
                {
                    faults(ExchangeProblems.Count(
                        Address(records.Line), fields.Length, columns.Count.ToString(CultureInfo.InvariantCulture)));
                    Array.Resize(ref fields, columns.Count);
                    fields = Array.ConvertAll(fields, field => field ?? "");
                }

                var at = columns.FindIndex(column => column.Id is "STRUCTURE_ID");
                at = at >= 0 ? at : 0;
                var named = columns.FindIndex(column => column.Id is "STRUCTURE_NAME");
                yield return (records.Line, columns, fields, named >= 0 && fields[named].Length > 0 ? fields[named] : Title(fields[at]));
            }

            if (records.Fault is { } fault)
            {
                faults(ExchangeProblems.Malformed(Address(records.Line), fault, "SDMX-CSV"));
            }
        }
    }
}
