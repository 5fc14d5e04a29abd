using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Plan86.Schedules.Charts;
using Plan86.Schedules.Commands;
using Plan86.Transform;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;
using Plan86.Warehouse;

namespace Plan86.Schedules.Bulletins;

/// <summary>
/// The bulletin of a month: charts, one page, a Word document, a site and a manifest in <c>bulletins/YYYY-MM/</c>, or as a draft in
/// <c>drafts/YYYY-MM/</c>, where there is a step of release. It
/// rests on what was published by the end of that month and on nothing else, so the same inputs give the same bytes; it
/// appears whole, in one step, and while one fails the last one stands.
/// </summary>
internal sealed class Bulletin(string dataFolder, Settings settings, PublicationStore warehouse, Progress progress)
{
    private static readonly JsonWriterOptions Json = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Whether anything has been published.</summary>
    public bool HasFigures => warehouse.PublishedFile is not null;

    /// <summary>Makes the bulletin anew.</summary>
    /// <returns>The files, in order of their names.</returns>
    /// <exception cref="SqlException">Nothing has been published.</exception>
    public async Task<IReadOnlyList<string>> MakeAsync(DateOnly month, IReadOnlyList<Language> languages, CancellationToken ct)
    {
        progress.Say("Đọc kho dữ liệu", "Reading the warehouse");
        var content = BulletinContent.Read(settings.Catalogue, warehouse, month);
        var folder = DataFolder.MakingFolder(dataFolder, month);
        FolderInPlace.Recover(folder);
        using var building = new BuildFolder(Path.GetDirectoryName(folder)!, content.Month);
        Directory.CreateDirectory(Path.Combine(building.Path, "indicators"));
        Directory.CreateDirectory(Path.Combine(building.Path, "fonts"));
        var files = new ConcurrentDictionary<string, (long Length, string Hash)>(StringComparer.Ordinal);
        void Write(string name, byte[] bytes)
        {
            File.WriteAllBytes(Path.Combine(building.Path, name), bytes);
            files[name] = (bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }

        List<Phrases> phrases = [.. languages.Select(language => new Phrases(language))];
        var charts = Draw(content, phrases, Write, ct);
        foreach (var (name, bytes) in PageFrame.FontFiles)
        {
            Write(name, bytes);
        }

        var figures = new IndicatorFiles(settings, content);
        foreach (var (name, bytes) in content.Indicators.SelectMany(figures.Of))
        {
            Write($"indicators/{name}", bytes);
        }

        // Bulletin, Word document, overview and the other pages of the site in each language, a page for each indicator.
        var (written, pagesInAll) = (0, phrases.Count * (8 + content.Indicators.Count()));
        void Page(string name, byte[] bytes)
        {
            ct.ThrowIfCancellationRequested();
            Write(name, bytes);
            progress.Say("Viết trang", "Writing the pages", ++written, pagesInAll);
        }

        foreach (var own in phrases)
        {
            Drawing? Chart(string name) => charts.GetValueOrDefault((name, own.Language));
            var pages = new Pages(settings, content, own, phrases, Chart);
            Page($"bulletin.{own.Code}.html", Encoding.UTF8.GetBytes(pages.Bulletin()));
            Page($"bulletin.{own.Code}.docx", WordBulletin.Write(settings, content, own, name => (Chart(name)!.Png, Chart(name)!.AltText)));
            var overview = Encoding.UTF8.GetBytes(pages.Overview());
            Page($"index.{own.Code}.html", overview);
            if (own == phrases[0])
            {
                // What a web server shows for the folder.
                Write("index.html", overview);
            }

            foreach (var part in content.Indicators)
            {
                Page($"indicators/{part.Indicator.Code}.{own.Code}.html", Encoding.UTF8.GetBytes(pages.IndicatorPage(part)));
                Write($"indicators/{part.Indicator.Code}.{own.Code}.xlsx", figures.Workbook(part, own));
            }

            foreach (var (name, text) in pages.Others())
            {
                Page($"{name}.{own.Code}.html", Encoding.UTF8.GetBytes(text));
            }
        }

        await File.WriteAllBytesAsync(Path.Combine(building.Path, DataFolder.BulletinManifest), ManifestOf(content, files), ct);
        using var hold = await DataFolder.HoldBulletinsAsync(dataFolder, null, ct);
        BulletinRelease.Keep(building.Path, folder);
        FolderInPlace.Replace(building.Path, folder);
        Archive.Write(Path.GetDirectoryName(folder)!);
        return [.. files.Keys.Append(DataFolder.BulletinManifest).Order(StringComparer.Ordinal)];
    }

    private ConcurrentDictionary<(string Name, Language Language), Drawing> Draw(
        BulletinContent content, IReadOnlyList<Phrases> phrases, Action<string, byte[]> write, CancellationToken ct)
    {
        var wanted = content.Pictures.SelectMany(picture => phrases.Select(own => (Picture: picture, own.Language, own.Code))).ToList();
        var charts = new ConcurrentDictionary<(string, Language), Drawing>();
        Parallel.ForEach(
            wanted, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = ct }, entry =>
        {
            var drawing = entry.Picture.Draw(entry.Language);
            charts[(entry.Picture.Name, entry.Language)] = drawing;
            write($"{entry.Picture.Name}.{entry.Code}.png", drawing.Png);
            write($"{entry.Picture.Name}.{entry.Code}.svg", drawing.SvgFile);
            write(ChartBook.NarrowNameOf(entry.Picture.Name, entry.Code), drawing.NarrowSvgFile);
            progress.Say("Vẽ biểu đồ", "Drawing the charts", charts.Count, wanted.Count);
        });
        return charts;
    }

    /// <summary>What it was made from and what it came to; no day and hour, for they would be all that differs.</summary>
    private byte[] ManifestOf(BulletinContent content, IReadOnlyDictionary<string, (long Length, string Hash)> files)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Json))
        {
            json.WriteStartObject();
            json.WriteString("bulletin", content.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture));
            json.WriteString("as_of", content.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteString("program", typeof(Bulletin).Assembly.GetName().Version!.ToString(3));
            json.WriteString("catalogue", settings.Catalogue.Digest);
            json.WriteStartArray("extracts");
            foreach (var extract in content.Extracts)
            {
                json.WriteStartObject();
                json.WriteString("extract_id", extract.ExtractId);
                json.WriteString("source", extract.Source);
                json.WriteString("file_name", extract.FileName);
                json.WriteString("published_on", extract.PublishedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                json.WriteString("state", extract.State);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartObject("sql");
            foreach (var (name, sql) in BulletinContent.Queries)
            {
                json.WriteString(name, sql);
            }

            json.WriteEndObject();
            json.WriteStartArray("outputs");
            foreach (var (name, (length, hash)) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
            {
                json.WriteStartObject();
                json.WriteString("file", name);
                json.WriteNumber("bytes", length);
                json.WriteString("sha256", hash);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
