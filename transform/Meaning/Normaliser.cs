using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Plan86.Transform.Lake;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading;
using Plan86.Transform.Reading.Delimited;
using Plan86.Transform.Reading.Exchange;

namespace Plan86.Transform.Meaning;

/// <summary>
/// Reads an extract by its source and writes its part of the lake: cells as read, observations with their meaning,
/// and whatever was wrong. A pure function of the bytes, the source and the catalogue.
/// </summary>
public sealed class Normaliser(Catalogue catalogue, SourceBook sources)
{
    /// <summary>Another for any change of code that reading rests on, so that extracts read by an older program are read again;
    /// the judge and his sentences are not part of it.</summary>
    private static readonly string Reader =
        CodeHash.Of(typeof(Normaliser).Assembly, file => !file.StartsWith("Judging/", StringComparison.Ordinal));

    /// <summary>What an extract's part of the lake depends on besides its bytes.</summary>
    public string Fingerprint(Source source)
    {
        var text = new StringBuilder(Reader).Append('\n').Append(source.Json).Append('\n');
        foreach (var series in catalogue.Series.Values.OrderBy(series => series.Code, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{series.Code} {series.UnitMeasure} {series.UnitMult}\n");
        }

        foreach (var (word, unit) in catalogue.UnitsByText.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{word} {unit.Measure} {unit.Mult}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }

    /// <summary>The sources a file could be meant for, by what stands in it; by its name where it cannot be read.</summary>
    public IReadOnlyList<Source> Recognise(Func<Stream> open, string fileName, CancellationToken ct)
    {
        var fitting = RecogniseByContent(open, fileName, ct);
        return fitting.Count > 0
            ? fitting
            : [.. sources.All.Where(source => source.PublishedOnInFileName?.IsMatch(fileName) == true)];
    }

    /// <summary>Returns the sources that what stands in a file fits; none where it cannot be read.</summary>
    public IReadOnlyList<Source> RecogniseByContent(Func<Stream> open, string fileName, CancellationToken ct)
    {
        var flat = new HashSet<Source>();
        var document = TableReader.Read(open, fileName, (_, part) =>
        {
            using var stream = part();
            var encoding = EncodingOf(stream, ct);
            var fits = sources.All.Where(source => source.Flat is not null && FlatHeaders.Find(source.Flat, stream, encoding) is not null)
                .ToList();
            flat.UnionWith(fits);
            return fits.Count > 0;
        },
        (name, lines) =>
            flat.UnionWith(sources.All.Where(source => source.Flat is not null && FlatSheet.Find(source.Flat, name, lines) is not null)),
            ct);
        flat.UnionWith(sources.All.Where(source =>
            source.Flat is not null && document.Cubes.Any(cube => FlatHeaders.Find(source.Flat, cube) is not null)));
        if (flat.Count > 0)
        {
            return [.. sources.All.Where(flat.Contains)];
        }

        return [.. sources.All.Where(source => TableMapper.Fits(source, document))];
    }

    /// <summary>How a file is understood by the sources it could be meant for; by all of them where it fits none.</summary>
    public Explanation Explain(Func<Stream> open, string fileName, CancellationToken ct)
    {
        var fitting = Recognise(open, fileName, ct);
        (Source Source, FlatHeader Header)? flat = null;
        var document = TableReader.Read(open, fileName, ct, (_, part) =>
        {
            using var stream = part();
            var encoding = EncodingOf(stream, ct);
            flat ??= First(layout => FlatHeaders.Find(layout, stream, encoding));
            return flat is not null;
        });
        foreach (var cube in document.Cubes)
        {
            flat ??= First(layout => FlatHeaders.Find(layout, cube));
        }

        return flat is { } found
            ? Explanation.Of(found.Source, found.Header)
            : Explanation.Of(
                document, fitting.Count > 0 ? fitting : sources.All, catalogue,
                source => PublishedOn(source.PublishedOnInFileName, fileName));

        (Source, FlatHeader)? First(Func<FlatLayout, FlatHeader?> find) =>
            fitting.Where(source => source.Flat is not null)
                .Select(source => find(source.Flat!) is { } header ? (source, header) : ((Source, FlatHeader)?)null)
                .FirstOrDefault(pair => pair is not null);
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

    /// <summary>Reads the file and finds what of it is flat in the source's layout.</summary>
    private static (TableDocument Document, FlatParts Flat) FindFlat(Extract extract, Source source, CancellationToken ct)
    {
        var flat = new FlatParts();
        var document = TableReader.Read(extract.Open, extract.FileName, (member, part) =>
        {
            if (source.Flat is null)
            {
                return false;
            }

            using var stream = part();
            var encoding = EncodingOf(stream, ct);
            if (FlatHeaders.Find(source.Flat, stream, encoding) is not { } header)
            {
                flat.Lacking ??= FlatHeaders.Lacking(source.Flat, stream, encoding, member);
                return false;
            }

            flat.Texts.Add((member, part, encoding, header));
            return true;
        }, (name, lines) =>
            flat.Sheets.AddRange(source.Flat is not null && FlatSheet.Find(source.Flat, name, lines) is { } sheet ? [sheet] : []), ct,
            source.Repairs);
        if (source.Flat is not null)
        {
            flat.Cubes.AddRange(
                from cube in document.Cubes
                let header = FlatHeaders.Find(source.Flat, cube)
                where header is not null
                select (cube, header));
        }

        if (TableMapper.Fits(source, document))
        {
            flat.Sheets.Clear();
        }

        return (WithFlatSheets(document, flat.Sheets), flat);
    }

    /// <summary>Returns the document with the flat sheets as the layout knows them, in place of what they were taken for.</summary>
    private static TableDocument WithFlatSheets(TableDocument document, List<FlatSheet> sheets) =>
        sheets.Count == 0 ? document : document with
        {
            Tables =
            [
                .. document.Tables.Where(table => !sheets.Exists(sheet => sheet.Name == table.Sheet)),
                .. sheets.Select(sheet => sheet.ToTable([.. document.Tables.Where(table => table.Sheet == sheet.Name)])),
            ],
        };

    private async Task<(ExtractReport Report, HashSet<(ulong, int)> Repeated)> ReadAsync(
        Extract extract, Source source, Func<LakePart, Stream> create, HashSet<(ulong, int)>? watched, CancellationToken ct)
    {
        var names = new Names();
        var (document, flat) = FindFlat(extract, source, ct);
        var stated =
            PublishedOn(
                source, flat.Sheets.SelectMany(sheet => sheet.Above).Concat(flat.Texts.SelectMany(text => text.Header.Comments))
                    .Concat(document.Tables.SelectMany(table => table.Notes.Prepend(table.Title))));
        var publishedOn = stated ?? extract.PublishedOn;

        await using var lake = new ParquetLake(create, names, publishedOn.Year);
        var guard = new KeyGuard(names, lake, watched);
        if (stated is null
            && flat.Sheets.Select(sheet => sheet.RightOf(source.PublishedOnLabels))
                .FirstOrDefault(cell => cell is not null) is { } unstated)
        {
            lake.Add(Problem.Warning(
                unstated.Place, unstated.Found, "15/01/2026",
                new Bilingual(
                    string.Create(CultureInfo.InvariantCulture,
                        $"Thiếu ngày báo cáo hoặc ngày không đọc được; tạm tính là ngày {publishedOn:dd/MM/yyyy}."),
                    string.Create(CultureInfo.InvariantCulture,
                        $"The day of the report is missing or cannot be read; taken as {publishedOn:yyyy-MM-dd}."))));
        }

        IReadOnlyList<Series> newSeries = [];
        var isRead = flat.Texts.Count + flat.Cubes.Count + flat.Sheets.Count > 0;
        if (isRead)
        {
            var reader = new FlatReader(source.Flat!, catalogue, lake, names, publishedOn);
            foreach (var (member, open, encoding, header) in flat.Texts)
            {
                using var stream = open();
                reader.Read(stream, encoding, header, member, guard, ct);
            }

            foreach (var (cube, header) in flat.Cubes)
            {
                reader.Read(cube, header, guard, ct);
            }

            ReadSheets(flat.Sheets, document, reader, lake, guard, ct);

            reader.Settle();
            newSeries = reader.NewSeries;
        }

        var readable = MapTables(
            document, source, lake, names, guard, stated ?? PublishedOn(source.PublishedOnInFileName, extract.FileName), publishedOn,
            isRead ? null : flat.Lacking, isRead);
        guard.Settle();
        var rejected = !readable || (source.AllOrNothing && lake.Errors > 0);
        if (readable && lake.Observations == 0 && lake.Problems == 0)
        {
            lake.Add(Problem.Error(
                default, extract.FileName, source.Name,
                new Bilingual("Tệp không có số liệu nào của nguồn này.", "The file holds no figure of this source.")));
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
            rejected ? [] : newSeries,
            lake.PassedOver)
        {
            Rank = source.Rank,
            IsDayAssumed = stated is null && PublishedOn(source.PublishedOnInFileName, extract.FileName) is null,
        }, guard.Repeated);
    }

    private static void ReadSheets(
        List<FlatSheet> sheets, TableDocument document, FlatReader reader, ParquetLake lake, KeyGuard guard, CancellationToken ct)
    {
        foreach (var sheet in sheets)
        {
            reader.Read(sheet, guard, ct);
            var tables = document.Tables.Where(table => table.Sheet == sheet.Name).ToList();
            if (tables.Exists(table => table.Hidden))
            {
                lake.Add(TableMapper.HiddenSheet(Place.OfSheet(sheet.Name)));
            }
            else if (tables.SelectMany(TableMapper.HiddenCells).ToList() is { Count: > 0 } hidden)
            {
                lake.Add(TableMapper.HiddenFigures(tables[0], hidden));
            }
        }
    }

    /// <param name="lacking">What a text that is nearly one of the source's flat files lacks.</param>
    /// <param name="isRead">Records were found: tables beside them, or made of them, need mean nothing more.</param>
    private bool MapTables(
        TableDocument document, Source source, ParquetLake lake, Names names, KeyGuard guard, DateOnly? statedDay, DateOnly publishedOn,
        Problem? lacking, bool isRead)
    {
        foreach (var problem in document.Problems)
        {
            lake.Add(problem);
        }

        var mapper = new TableMapper(source, catalogue, lake, names, guard, statedDay, publishedOn);
        mapper.KeepCells(document);
        if (lacking is not null && !TableMapper.Fits(source, document))
        {
            lake.Add(lacking);
            return false;
        }

        if ((isRead && !TableMapper.Fits(source, document)) || (document.Tables.Count > 0 && mapper.Map(document)))
        {
            return true;
        }

        if (lake.Errors == 0)
        {
            var expected = source.Tables.Where(rule => !rule.IsPassedOver).SelectMany(rule => rule.Title.Select(glob => glob.Pattern))
                .Concat(source.Flat?.Required.Select(column => column.Headers[0].Pattern) ?? []);
            lake.Add(Problem.Error(
                default, string.Join(" · ", document.Tables.Select(table => table.Title).Where(title => title.Length > 0).Take(5)),
                string.Join(" | ", expected),
                new Bilingual(
                    "Không nhận ra bảng hay cột nào của nguồn này.",
                    "No table or column of this source was recognised.")));
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

        int Group(string name) =>
            int.TryParse(match.Groups[name].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

        var (year, month, day) = (Group("year"), Group("month"), Group("day"));
        return year is < 1900 or > 2100 || month is < 1 or > 12 || day < 0 || day > DateTime.DaysInMonth(year, month)
            ? null
            : new DateOnly(year, month, day == 0 ? DateTime.DaysInMonth(year, month) : day);
    }

    private static DateOnly? PublishedOn(Source source, IEnumerable<string> texts) =>
        source.PublishedOnInContent is null
            ? null
            : texts.Select(text => PublishedOn(source.PublishedOnInContent, text)).FirstOrDefault(day => day is not null);

    private static Encoding EncodingOf(Stream stream, CancellationToken ct)
    {
        stream.Position = 0;
        return TextEncoding.Detect(stream, ct);
    }

    /// <summary>What of a file is laid out as the source's records are, and what a text that is not lacks.</summary>
    private sealed class FlatParts
    {
        public List<(string Member, Func<Stream> Open, Encoding Encoding, FlatHeader Header)> Texts { get; } = [];

        public List<FlatSheet> Sheets { get; } = [];

        public List<(Cube Cube, FlatHeader Header)> Cubes { get; } = [];

        public Problem? Lacking { get; set; }
    }
}
