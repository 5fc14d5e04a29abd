using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using Plan86.Transform;
using Plan86.Transform.Lake;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;

namespace Plan86.Warehouse;

/// <summary>What the lake holds of one extract: the account of its reading, kept beside its Parquet files.</summary>
/// <param name="Fingerprint">Of the source and catalogue it was read with: another one, and it is read again.</param>
/// <param name="Files">Its parts, relative to the lake, with <c>/</c>.</param>
/// <param name="Withdrawn">See <see cref="Extract.Withdrawn"/>: then it has no parts.</param>
/// <param name="PassedOver">See <see cref="ExtractReport.PassedOver"/>.</param>
/// <param name="IsDayAssumed">See <see cref="ExtractReport.IsDayAssumed"/>.</param>
/// <param name="Rank">See <see cref="ExtractReport.Rank"/>.</param>
public sealed record StoredExtract(
    string ExtractId,
    string Source,
    string FileName,
    string Fingerprint,
    DateOnly PublishedOn,
    ExtractState State,
    long Cells,
    long Observations,
    long Problems,
    IReadOnlyList<Problem> FirstProblems,
    IReadOnlyList<Series> NewSeries,
    IReadOnlyList<string> Files,
    Withdrawal? Withdrawn = null,
    int PassedOver = 0,
    bool IsDayAssumed = false,
    int Rank = 0);

/// <summary>
/// The Parquet lake: <c>lake/RELATION/source=…/year=…/part-SHA12.parquet</c>, and per extract an account in
/// <c>lake/extract/SHA.json</c> that is written last: without it the parts do not count.
/// </summary>
internal sealed class Lake(string dataFolder)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    private readonly string _root = Path.Combine(dataFolder, "lake");

    // Extracts are read and stored several at a time.
    private readonly ConcurrentDictionary<string, StoredExtract> _stored = new(StringComparer.Ordinal);

    private string Accounts => Path.Combine(_root, "extract");

    /// <summary>Every account in the lake; a damaged one counts as absent, so its extract is read again.</summary>
    public IReadOnlyDictionary<string, StoredExtract> Stored()
    {
        Directory.CreateDirectory(Accounts);
        var present = Directory.EnumerateFiles(Accounts, "*.json")
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), StringComparer.Ordinal);
        foreach (var gone in _stored.Keys.Where(id => !present.ContainsKey(id)).ToList())
        {
            _stored.TryRemove(gone, out _);
        }

        foreach (var (id, path) in present.Where(entry => !_stored.ContainsKey(entry.Key)))
        {
            try
            {
                using var stream = File.OpenRead(path);
                if (JsonSerializer.Deserialize<StoredExtract>(stream, Json) is { } account
                    && account.Files.All(file => File.Exists(Path.Combine(_root, file))))
                {
                    _stored[id] = account;
                }
            }
            catch (JsonException)
            {
            }
        }

        return _stored;
    }

    /// <summary>Has an extract read and keeps its part of the lake; what the lake held of it before is replaced.</summary>
    public async Task<StoredExtract> StoreAsync(
        Extract extract, string fingerprint, Func<Func<LakePart, Stream>, Task<ExtractReport>> read)
    {
        var temporary = new Dictionary<LakePart, string>();
        var name = $"part-{extract.Id[..12]}.parquet";
        Directory.CreateDirectory(Accounts);
        try
        {
            var report = await read(part =>
            {
                if (!temporary.TryGetValue(part, out var path))
                {
                    path = Path.Combine(_root, $".{name}.{part.Relation}.{part.Year}.tmp");
                    temporary.Add(part, path);
                }

                return new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
            });
            if (extract.Withdrawn is not null)
            {
                // Only the day is wanted: nothing of it may stand in the lake either, which others read too.
                report = new(report.PublishedOn, ExtractState.Withdrawn, 0, 0, 0, [], [], []) { Rank = report.Rank };
            }

            Forget(extract, name);
            var files = new List<string>();
            foreach (var part in report.Parts)
            {
                var file = $"{RelationName(part.Relation)}/source={extract.Source}/year={part.Year:0000}/{name}";
                var path = Path.Combine(_root, file);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.Move(temporary[part], path, overwrite: true);
                files.Add(file);
            }

            var account = new StoredExtract(
                extract.Id, extract.Source, extract.FileName, fingerprint, report.PublishedOn, report.State, report.Cells,
                report.Observations, report.Problems, report.FirstProblems, report.NewSeries, files, extract.Withdrawn, report.PassedOver,
                report.IsDayAssumed, report.Rank);
            var accountPath = Path.Combine(Accounts, extract.Id + ".json");
            await File.WriteAllBytesAsync(accountPath + ".tmp", JsonSerializer.SerializeToUtf8Bytes(account, Json));
            File.Move(accountPath + ".tmp", accountPath, overwrite: true);
            _stored[extract.Id] = account;
            return account;
        }
        finally
        {
            foreach (var path in temporary.Values)
            {
                File.Delete(path);
            }
        }
    }

    public string PathOf(string file) => Path.Combine(_root, file).Replace('\\', '/');

    /// <summary>Throws the lake away: all of it can be made again from what has landed.</summary>
    public void Clear()
    {
        _stored.Clear();
        if (Directory.Exists(_root))
        {
            Directory.Delete(_root, recursive: true);
        }
    }

    private void Forget(Extract extract, string name)
    {
        File.Delete(Path.Combine(Accounts, extract.Id + ".json"));
        if (_stored.TryRemove(extract.Id, out var account))
        {
            foreach (var file in account.Files)
            {
                File.Delete(Path.Combine(_root, file));
            }
        }

        // Killed before its account was written, an earlier reading may have left parts that nobody lists.
        foreach (var relation in Enum.GetValues<LakeRelation>())
        {
            var parts = Path.Combine(_root, RelationName(relation), $"source={extract.Source}");
            foreach (var year in Directory.Exists(parts) ? Directory.EnumerateDirectories(parts) : [])
            {
                File.Delete(Path.Combine(year, name));
            }
        }
    }

    private static string RelationName(LakeRelation relation) => relation switch
    {
        LakeRelation.Cell => "cell",
        LakeRelation.Observation => "observation",
        _ => "problem",
    };
}
