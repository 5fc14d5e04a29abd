using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Plan86.Transform;

/// <summary>
/// Reads an extract by its source and writes its part of the lake: cells as read, observations with their meaning,
/// and whatever was wrong. A pure function of the bytes, the source and the catalogue.
/// </summary>
public sealed class Normaliser(Catalogue catalogue)
{
    /// <summary>Changes when reading changes, so that extracts read by an older program are read again.</summary>
    private const string ReaderVersion = "2";

    /// <summary>What an extract's part of the lake depends on besides its bytes.</summary>
    public string Fingerprint(Source source)
    {
        var text = new StringBuilder(ReaderVersion).Append('\n').Append(source.Json).Append('\n');
        foreach (var series in catalogue.Series.Values.OrderBy(series => series.Code, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{series.Code} {series.UnitMeasure} {series.UnitMult}\n");
        }

        foreach (var unit in catalogue.Units)
        {
            text.Append(CultureInfo.InvariantCulture, $"{unit.TextVi} {unit.Measure} {unit.Mult}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }

    /// <summary>The sources a file could be meant for, by what stands in it; by its name where it cannot be read.</summary>
    public IReadOnlyList<Source> Recognise(Func<Stream> open, string fileName, CancellationToken ct)
    {
        if (IsText(open))
        {
            using var stream = open();
            var encoding = EncodingOf(stream, ct);
            var flat = catalogue.Sources
                .Where(source => source.Flat is not null && FlatReader.FindHeader(source.Flat, stream, encoding) is not null)
                .ToList();
            if (flat.Count > 0)
            {
                return flat;
            }
        }

        else
        {
            var sheets = TableReader.Lines(open, fileName, ct);
            var flat = catalogue.Sources.Where(source => source.Flat is not null && FlatSheet.Find(source.Flat, sheets).Count > 0).ToList();
            if (flat.Count > 0)
            {
                return flat;
            }
        }

        var document = TableReader.Read(open, fileName, ct);
        var fitting = catalogue.Sources.Where(source => TableMapper.Fits(source, document)).ToList();
        return fitting.Count > 0
            ? fitting
            : [.. catalogue.Sources.Where(source => source.PublishedOnInFileName?.IsMatch(fileName) == true)];
    }

    /// <summary>How a file is understood by the sources it could be meant for; by all of them where it fits none.</summary>
    public Explanation Explain(Func<Stream> open, string fileName, CancellationToken ct)
    {
        var fitting = Recognise(open, fileName, ct);
        if (IsText(open))
        {
            using var stream = open();
            var encoding = EncodingOf(stream, ct);
            foreach (var source in fitting.Where(source => source.Flat is not null))
            {
                if (FlatReader.FindHeader(source.Flat!, stream, encoding) is { } header)
                {
                    return Explanation.Of(source, header);
                }
            }
        }

        return Explanation.Of(
            TableReader.Read(open, fileName, ct), fitting.Count > 0 ? fitting : catalogue.Sources, catalogue,
            source => PublishedOn(source.PublishedOnInFileName, fileName));
    }

    /// <param name="create">Makes a file of the lake, anew when it is asked for a second time.</param>
    public async Task<ExtractReport> NormaliseAsync(
        Extract extract, Source source, Func<LakePart, Stream> create, CancellationToken ct)
    {
        var report = await ReadAsync(extract, source, create, null, ct);
        return report.Repeated.Count == 0
            ? report.Report
            : (await ReadAsync(extract, source, create, report.Repeated, ct)).Report;
    }

    private async Task<(ExtractReport Report, HashSet<(ulong, int)> Repeated)> ReadAsync(
        Extract extract, Source source, Func<LakePart, Stream> create, HashSet<(ulong, int)>? watched, CancellationToken ct)
    {
        var names = new Names();
        FlatHeader? header = null;
        Encoding? encoding = null;
        IReadOnlyList<FlatSheet> sheets = [];
        if (source.Flat is not null && !IsText(extract.Open))
        {
            sheets = FlatSheet.Find(source.Flat, TableReader.Lines(extract.Open, extract.FileName, ct));
        }
        else if (source.Flat is not null)
        {
            using var stream = extract.Open();
            encoding = EncodingOf(stream, ct);
            header = FlatReader.FindHeader(source.Flat, stream, encoding);
        }

        var document = header is null ? TableReader.Read(extract.Open, extract.FileName, ct) : null;
        var stated = PublishedOn(source, header?.Comments
            ?? (sheets.Count > 0 ? sheets.SelectMany(sheet => sheet.Above) : document!.Tables.SelectMany(table => table.Notes.Prepend(table.Title))));
        var publishedOn = stated ?? extract.PublishedOn;

        await using var lake = new ParquetLake(create, names, publishedOn.Year);
        var guard = new KeyGuard(names, lake, watched);
        if (stated is null && sheets.Select(sheet => sheet.RightOf(source.PublishedOnLabels)).FirstOrDefault(cell => cell is not null) is { } unstated)
        {
            lake.Add(Problem.Warning(
                unstated.Place, unstated.Found, "15/01/2026",
                string.Create(CultureInfo.InvariantCulture, $"Thiếu ngày báo cáo hoặc ngày không đọc được; tạm tính là ngày {publishedOn:dd/MM/yyyy}."),
                string.Create(CultureInfo.InvariantCulture, $"The day of the report is missing or cannot be read; taken as {publishedOn:yyyy-MM-dd}.")));
        }

        IReadOnlyList<Series> newSeries = [];
        var readable = true;
        if (header is not null)
        {
            var reader = new FlatReader(source.Flat!, catalogue, lake, names);
            using var stream = extract.Open();
            reader.Read(stream, encoding!, header, guard, ct);
            newSeries = reader.NewSeries;
        }
        else if (sheets.Count > 0)
        {
            foreach (var problem in document!.Problems)
            {
                lake.Add(problem);
            }

            new TableMapper(source, catalogue, lake, names, guard, publishedOn).KeepCells(document);
            var reader = new FlatReader(source.Flat!, catalogue, lake, names);
            foreach (var sheet in sheets)
            {
                reader.Read(sheet.Records(source.Flat!.DecimalSeparator), sheet.Header, guard, ct);
            }

            newSeries = reader.NewSeries;
        }
        else
        {
            readable = MapTables(document!, source, lake, names, guard, stated ?? PublishedOn(source.PublishedOnInFileName, extract.FileName));
        }

        guard.Settle();
        var rejected = !readable || (source.AllOrNothing && lake.Errors > 0);
        if (readable && lake.Observations == 0 && lake.Problems == 0)
        {
            lake.Add(Problem.Error(
                "", extract.FileName, source.Name, "Tệp không có số liệu nào của nguồn này.", "The file holds no figure of this source."));
        }

        var parts = await lake.CompleteAsync();
        var state = rejected ? ExtractState.Rejected
            : lake.Problems > 0 ? ExtractState.AcceptedWithProblems
            : ExtractState.Accepted;
        return (new ExtractReport(
            publishedOn,
            state,
            lake.Cells,
            rejected ? 0 : lake.Observations,
            lake.Problems,
            lake.FirstProblems,
            [.. parts.Where(part => !rejected || part.Relation != LakeRelation.Observation)],
            rejected ? [] : newSeries), guard.Repeated);
    }

    private bool MapTables(
        TableDocument document, Source source, ParquetLake lake, Names names, KeyGuard guard, DateOnly? statedDay)
    {
        foreach (var problem in document.Problems)
        {
            lake.Add(problem);
        }

        var mapper = new TableMapper(source, catalogue, lake, names, guard, statedDay);
        mapper.KeepCells(document);
        if (document.Tables.Count > 0 && mapper.Map(document))
        {
            return true;
        }

        if (lake.Errors == 0)
        {
            var expected = source.Tables.SelectMany(rule => rule.Title.Select(glob => glob.Pattern))
                .Concat(source.Flat?.Required.Select(column => column.Headers[0].Pattern) ?? []);
            lake.Add(Problem.Error(
                "", string.Join(" · ", document.Tables.Select(table => table.Title).Where(title => title.Length > 0).Take(5)),
                string.Join(" | ", expected),
                "Không nhận ra bảng hay cột nào của nguồn này.", "No table or column of this source was recognised."));
        }

        return false;
    }

    /// <summary>The publication day a file name states by the groups of a source's pattern.</summary>
    public static DateOnly? PublishedOn(System.Text.RegularExpressions.Regex? pattern, string text)
    {
        if (pattern?.Match(text) is not { Success: true } match)
        {
            return null;
        }

        int Group(string name) => int.TryParse(match.Groups[name].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

        var (year, month, day) = (Group("year"), Group("month"), Group("day"));
        return year is < 1900 or > 2100 || month is < 1 or > 12 || day < 0 || day > DateTime.DaysInMonth(year, month)
            ? null
            : new DateOnly(year, month, day == 0 ? DateTime.DaysInMonth(year, month) : day);
    }

    private static DateOnly? PublishedOn(Source source, IEnumerable<string> texts) =>
        source.PublishedOnInContent is null
            ? null
            : texts.Select(text => PublishedOn(source.PublishedOnInContent, text)).FirstOrDefault(day => day is not null);

    /// <summary>Neither a ZIP (xlsx) nor an OLE file (xls).</summary>
    private static bool IsText(Func<Stream> open)
    {
        using var stream = open();
        Span<byte> start = stackalloc byte[4];
        var read = stream.ReadAtLeast(start, 4, throwOnEndOfStream: false);
        return read > 0 && !start[..read].StartsWith("PK"u8) && !start[..read].StartsWith(new byte[] { 0xD0, 0xCF, 0x11, 0xE0 });
    }

    private static Encoding EncodingOf(Stream stream, CancellationToken ct)
    {
        stream.Position = 0;
        return TextEncoding.Detect(stream, ct);
    }
}
