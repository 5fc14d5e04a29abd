using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plan86.Ingest;
using Plan86.Transform;

namespace Plan86.Schedules.Bulletins;

/// <summary>One release of a bulletin: who, when, and the hash of the manifest that names every file of it.</summary>
internal sealed record ReleaseNote(string By, DateTimeOffset At, string ManifestHash);

/// <summary>What a release came to.</summary>
internal enum ReleaseOutcome
{
    Released,

    /// <summary>It was released before, and there is no draft that differs.</summary>
    Unchanged,
}

/// <summary>
/// Makes the draft of a bulletin public: it moves from <c>drafts/YYYY-MM/</c> to <c>bulletins/YYYY-MM/</c> in one step, with
/// <c>release.json</c> beside the manifest, which keeps every release of the month. A run that is killed at any moment leaves the last
/// release in place, and the next finishes what it began.
/// </summary>
internal static class BulletinRelease
{
    public const string FileName = "release.json";

    private const int MostNamed = 5;

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Releases the draft of a month. The caller holds <see cref="DataFolder.HoldBulletinsAsync"/>.</summary>
    /// <param name="by">Who answers for it.</param>
    /// <returns>What came of it, and the releases of the month, the latest last.</returns>
    /// <exception cref="Refusal">There is no draft, or it is not what its manifest says.</exception>
    public static (ReleaseOutcome Outcome, IReadOnlyList<ReleaseNote> Releases) Run(
        string dataFolder, DateOnly month, string by, DateTimeOffset now)
    {
        var result = Move(dataFolder, month, by, now);

        // Also where a run was killed before it got so far.
        foreach (var folder in new[] { DataFolder.DraftFolder(dataFolder, month), DataFolder.BulletinFolder(dataFolder, month) })
        {
            if (Directory.Exists(Path.GetDirectoryName(folder)))
            {
                Archive.Write(Path.GetDirectoryName(folder)!);
            }
        }

        return result;
    }

    private static (ReleaseOutcome Outcome, IReadOnlyList<ReleaseNote> Releases) Move(
        string dataFolder, DateOnly month, string by, DateTimeOffset now)
    {
        var (draft, published) = (DataFolder.DraftFolder(dataFolder, month), DataFolder.BulletinFolder(dataFolder, month));
        FolderInPlace.Recover(draft);
        FolderInPlace.Recover(published);
        Finish(draft, published);
        var before = ReleasesIn(published);
        if (!File.Exists(Path.Combine(draft, DataFolder.BulletinManifest)))
        {
            return before.Count > 0 ? (ReleaseOutcome.Unchanged, before) : throw NoDraft(published, month);
        }

        Check(draft, month);
        var hash = HashOf(Path.Combine(draft, DataFolder.BulletinManifest));
        if (before.Count > 0 && before[^1].ManifestHash == hash)
        {
            // Byte for byte what is released.
            Directory.Delete(draft, recursive: true);
            return (ReleaseOutcome.Unchanged, before);
        }

        IReadOnlyList<ReleaseNote> releases = [.. before, new(by, now, hash)];
        Write(draft, month, releases);

        // Out of sight of whoever looks for drafts; from here on Finish knows what to do with it.
        Directory.Move(draft, Moving(draft));
        Directory.CreateDirectory(Path.GetDirectoryName(published)!);
        FolderInPlace.Replace(Moving(draft), published);
        return (ReleaseOutcome.Released, releases);
    }

    /// <summary>Returns the releases that a folder's <c>release.json</c> tells of, the latest last; none where there is none.</summary>
    public static IReadOnlyList<ReleaseNote> ReleasesIn(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return !File.Exists(path) ? []
        :
        [
            .. JsonNode.Parse(File.ReadAllBytes(path))!["releases"]!.AsArray().Select(entry => new ReleaseNote(
                entry!["by"]!.GetValue<string>(),
                DateTimeOffset.Parse(entry["at_utc"]!.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                entry["manifest_sha256"]!.GetValue<string>())),
        ];
    }

    /// <summary>Returns the months whose drafts wait, and the months that were released, each in order.</summary>
    public static (IReadOnlyList<DateOnly> Drafts, IReadOnlyList<(DateOnly Month, ReleaseNote Last)> Released) Standing(string dataFolder)
    {
        var drafts = Months(Path.GetDirectoryName(DataFolder.DraftFolder(dataFolder, default))!)
            .Where(month => File.Exists(Path.Combine(DataFolder.DraftFolder(dataFolder, month), DataFolder.BulletinManifest)));
        var released = Months(Path.GetDirectoryName(DataFolder.BulletinFolder(dataFolder, default))!)
            .Select(month => (Month: month, Releases: ReleasesIn(DataFolder.BulletinFolder(dataFolder, month))))
            .Where(entry => entry.Releases.Count > 0).Select(entry => (entry.Month, entry.Releases[^1]));
        return ([.. drafts], [.. released]);
    }

    /// <summary>Takes over what is told of earlier releases, where a bulletin is made anew in the place of one that was released before
    /// there was no step of release any more.</summary>
    public static void Keep(string built, string folder)
    {
        if (File.Exists(Path.Combine(folder, FileName)))
        {
            File.Copy(Path.Combine(folder, FileName), Path.Combine(built, FileName));
        }
    }

    private static IEnumerable<DateOnly> Months(string folder) =>
        !Directory.Exists(folder) ? []
        : Directory.EnumerateDirectories(folder).Select(Path.GetFileName)
            .Select(name => DateOnly.TryParseExact(name, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
                ? month : default)
            .Where(month => month != default).Order();

    private static string Moving(string draft) =>
        Path.Combine(Path.GetDirectoryName(draft)!, $".{Path.GetFileName(draft)}.releasing");

    /// <summary>What a killed run left on its way: the draft, which tells of one release more than what is published, goes on; what it has
    /// taken the place of goes.</summary>
    private static void Finish(string draft, string published)
    {
        var moving = Moving(draft);
        if (!Directory.Exists(moving))
        {
            return;
        }

        if (ReleasesIn(moving).Count > ReleasesIn(published).Count)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(published)!);
            FolderInPlace.Replace(moving, published);
        }
        else
        {
            Directory.Delete(moving, recursive: true);
        }
    }

    /// <exception cref="Refusal">The files are not those of the manifest.</exception>
    private static void Check(string draft, DateOnly month)
    {
        var wrong = new List<string>();
        var found = Directory.EnumerateFiles(draft, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(draft, path).Replace('\\', '/'))
            .Where(name => name is not (DataFolder.BulletinManifest or FileName or FileName + ".tmp")).ToHashSet(StringComparer.Ordinal);
        try
        {
            var manifest = JsonNode.Parse(File.ReadAllBytes(Path.Combine(draft, DataFolder.BulletinManifest)))!;
            var name = month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
            if (manifest["bulletin"]!.GetValue<string>() is var other && other != name)
            {
                wrong.Add($"{DataFolder.BulletinManifest}: {other}");
            }

            foreach (var output in manifest["outputs"]!.AsArray())
            {
                var file = output!["file"]!.GetValue<string>();
                if (!found.Remove(file) || HashOf(Path.Combine(draft, file)) != output["sha256"]!.GetValue<string>())
                {
                    wrong.Add(file);
                }
            }
        }
        catch (Exception fault) when (fault is JsonException or NullReferenceException or InvalidOperationException)
        {
            wrong.Add(DataFolder.BulletinManifest);
        }

        wrong.AddRange(found);
        if (wrong.Count > 0)
        {
            var names = string.Join(", ", wrong.Order(StringComparer.Ordinal).Take(MostNamed)) + (wrong.Count > MostNamed
                ? string.Create(CultureInfo.InvariantCulture, $", … (+{wrong.Count - MostNamed})") : "");
            throw new Refusal(new Bilingual(
                $"{draft}: các tệp sau đã khác so với khi lập (manifest.json), bị thiếu hoặc bị thêm vào: {names}. Bản thảo không "
                    + $"được phát "
                    + $"hành; hãy lập lại: plan86 bulletin {month:yyyy-MM} --draft.",
                $"{draft}: these files are not as they were made (manifest.json), are missing or were added: {names}. The draft is not "
                    + $"released; make it again: plan86 bulletin {month:yyyy-MM} --draft."));
        }
    }

    private static Refusal NoDraft(string published, DateOnly month) =>
        File.Exists(Path.Combine(published, DataFolder.BulletinManifest))
            ? new Refusal(new Bilingual(
                $"Bản tin {month:yyyy-MM} đã có trong {published}, không qua bước phát hành, và không có bản thảo nào chờ.",
                $"The bulletin of {month:yyyy-MM} lies in {published} without a step of release, and no draft waits."))
            : new Refusal(new Bilingual(
                $"Không có bản thảo của tháng {month:yyyy-MM}; hãy lập: plan86 bulletin {month:yyyy-MM} --draft.",
                $"There is no draft of {month:yyyy-MM}; make one: plan86 bulletin {month:yyyy-MM} --draft."));

    private static void Write(string folder, DateOnly month, IReadOnlyList<ReleaseNote> releases)
    {
        var json = new JsonObject
        {
            ["bulletin"] = month.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            ["releases"] = new JsonArray(
            [
                .. releases.Select(release => new JsonObject
                {
                    ["by"] = release.By,
                    ["at_utc"] = release.At.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                    ["at_vietnam"] = Collector.OnVietnameseClock(release.At).ToString(
                        "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
                    ["manifest_sha256"] = release.ManifestHash,
                }),
            ]),
        };
        var path = Path.Combine(folder, FileName);
        File.WriteAllText(path + ".tmp", json.ToJsonString(Json) + "\n", new UTF8Encoding(false));
        File.Move(path + ".tmp", path, overwrite: true);
    }

    private static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
