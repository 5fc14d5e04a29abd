using System.Globalization;
using System.Text;
using Plan86.Transform;
using Plan86.Transform.Meaning;

namespace Plan86.Ingest;

/// <summary>
/// The folder <c>inbox/</c>: which dropped files are whole and may be taken. It looks and never changes anything but to
/// make a folder for each source.
/// </summary>
internal sealed class Inbox(string folder, IReadOnlyList<Source> sources, CollectorOptions options, TimeProvider time)
{
    private const int MostStraysNamed = 100;

    private static readonly EnumerationOptions Everything = new()
    {
        AttributesToSkip = 0,
        IgnoreInaccessible = false,
    };

    private readonly record struct State(long Size, DateTimeOffset ModifiedAt);

    private readonly Dictionary<string, (State State, long? Since)> _looks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (State State, string Id)> _landed = new(StringComparer.Ordinal);

    internal string Folder => folder;

    /// <summary>A dropped file that has settled.</summary>
    internal readonly record struct Drop(
        Source Source, string Path, string FileName, string From, long Size, DateTimeOffset ModifiedAt);

    internal sealed class Look
    {
        internal List<Drop> Settled { get; } = [];

        internal List<string> Waiting { get; } = [];

        internal List<Trouble> Troubles { get; } = [];
    }

    internal void MakeFolders()
    {
        foreach (var source in sources)
        {
            Directory.CreateDirectory(Path.Combine(folder, source.Name));
        }
    }

    /// <summary>The hash under which this very file was landed since the start, if it was.</summary>
    internal string? LandedAs(Drop drop) =>
        _landed.TryGetValue(drop.Path, out var known) && known.State == new State(drop.Size, drop.ModifiedAt)
            ? known.Id : null;

    internal void Remember(Drop drop, string id) =>
        _landed[drop.Path] = (new State(drop.Size, drop.ModifiedAt), id);

    /// <summary>
    /// One look at everything. A file has settled when its last change is long enough past, or when two looks far
    /// enough apart found it the same (clocks of servers differ).
    /// </summary>
    internal Look LookAround()
    {
        var look = new Look();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in Entries(folder, null, look))
        {
            var source = entry is DirectoryInfo
                ? sources.FirstOrDefault(s => s.Name.Equals(entry.Name, StringComparison.OrdinalIgnoreCase)) : null;
            if (source is null)
            {
                Stray(entry, look);
            }
            else if (entry.LinkTarget is not null)
            {
                look.Troubles.Add(LinkRefused(source, entry));
            }
            else
            {
                foreach (var dropped in Entries(entry.FullName, source, look))
                {
                    seen.Add(dropped.FullName);
                    LookAt(source, dropped, look);
                }
            }
        }
        foreach (var gone in _looks.Keys.Concat(_landed.Keys).Where(p => !seen.Contains(p)).ToList())
        {
            _looks.Remove(gone);
            _landed.Remove(gone);
        }
        return look;
    }

    /// <summary>Our own replies, and what programs leave beside the file someone means to drop.</summary>
    internal static bool IsIgnored(string name) =>
        name.StartsWith('.')
        || name.StartsWith("~$", StringComparison.Ordinal)
        || name.Contains(".reply.", StringComparison.OrdinalIgnoreCase)
        || IgnoredNames.Contains(name)
        || IgnoredEndings.Any(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    private static readonly HashSet<string> IgnoredNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "Thumbs.db", "desktop.ini", "__MACOSX", "@eaDir", "#recycle", "$RECYCLE.BIN", "System Volume Information",
    };

    // LibreOffice's lock is .~lock.NAME#, a dot-file.
    private static readonly string[] IgnoredEndings = [".tmp", ".part", ".partial", ".crdownload", ".download"];

    /// <summary>For people's eyes: a name must not steer a terminal.</summary>
    internal static string Shown(string name) =>
        name.Any(char.IsControl) ? string.Concat(name.Select(c => char.IsControl(c) ? '\uFFFD' : c)) : name;

    private void LookAt(Source source, FileSystemInfo entry, Look look)
    {
        if (entry.LinkTarget is not null)
        {
            look.Troubles.Add(LinkRefused(source, entry));
            return;
        }
        if (entry is not FileInfo file)
        {
            look.Troubles.Add(new Trouble(source.Name, entry.FullName, Problem.Error(
                Place.OfFile($"inbox/{source.Name}/{Shown(entry.Name)}/"),
                Shown(entry.Name),
                "tệp · a file",
                new Bilingual(
                    $"Thư mục con không được đọc. Hãy đặt tệp trực tiếp vào inbox/{source.Name}/.",
                    $"Sub-folders are not read. Put the files straight into inbox/{source.Name}/."))));
            return;
        }
        State state;
        try
        {
            // What a directory lists can be stale while a file is being written (NTFS, network shares).
            file.Refresh();
            if (!file.Exists)
            {
                return;
            }
            state = new State(file.Length, file.LastWriteTimeUtc);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            look.Troubles.Add(Unreadable(source, entry.FullName, $"inbox/{source.Name}/{entry.Name}", e));
            return;
        }

        var age = time.GetUtcNow() - state.ModifiedAt;
        if (state.Size == 0)
        {
            if (age >= options.EmptyFor)
            {
                look.Troubles.Add(new Trouble(source.Name, file.FullName, Problem.Warning(
                    Place.OfFile($"inbox/{source.Name}/{Shown(file.Name)}"), "0 byte", "nội dung · content",
                    new Bilingual("Tệp rỗng nên chưa được nhận.", "The file is empty, so it was not taken."))));
            }
            return;
        }
        bool settled;
        if (_looks.TryGetValue(file.FullName, out var before) && before.State == state)
        {
            settled = before.Since is not { } since || time.GetElapsedTime(since) >= options.StableFor;
        }
        else
        {
            settled = before == default && age >= options.StableFor;
            _looks[file.FullName] = (state, settled ? null : time.GetTimestamp());
        }
        if (settled)
        {
            look.Settled.Add(new Drop(
                source, file.FullName, WellFormed(file.Name), $"inbox/{source.Name}/{WellFormed(file.Name)}",
                state.Size, state.ModifiedAt));
        }
        else
        {
            look.Waiting.Add(file.FullName);
        }
    }

    internal static Trouble Unreadable(Source source, string path, string from, Exception why) =>
        new(source.Name, path, Problem.Error(
            Place.OfFile(Shown(from)),
            why.Message,
            "tệp đọc được · a file that can be read",
            new Bilingual(
                "Không đọc hoặc không lưu được tệp. Hệ thống sẽ tự thử lại; nếu vẫn lỗi, hãy kiểm tra quyền truy cập.",
                "The file could not be read or stored. It will be tried again; if that fails too, check its permissions.")));

    private static Trouble LinkRefused(Source source, FileSystemInfo entry) =>
        new(source.Name, entry.FullName, Problem.Error(
            Place.OfFile($"inbox/{source.Name}/{Shown(entry.Name)}"),
            Shown(entry.LinkTarget ?? ""),
            "tệp thật · a real file",
            new Bilingual(
                "Liên kết không được đọc vì có thể dẫn ra ngoài thư mục tiếp nhận. Hãy chép tệp vào đây.",
                "A link is not followed, since it may lead outside the inbox. Copy the file here.")));

    private void Stray(FileSystemInfo entry, Look look)
    {
        var known = string.Join(", ", sources.Select(s => s.Name));
        if (entry is FileInfo)
        {
            Add(entry.FullName, Shown(entry.Name));
            return;
        }
        if (entry.LinkTarget is not null)
        {
            Add(entry.FullName, Shown(entry.Name));
            return;
        }
        // An empty folder is no harm; a full one is told file by file, within reason.
        var named = 0;
        foreach (var inside in Entries(entry.FullName, null, look))
        {
            if (++named > MostStraysNamed)
            {
                Add(entry.FullName, $"{Shown(entry.Name)}/… (> {MostStraysNamed.ToString(CultureInfo.InvariantCulture)})");
                return;
            }
            Add(inside.FullName, $"{Shown(entry.Name)}/{Shown(inside.Name)}");
        }

        void Add(string path, string shown) => look.Troubles.Add(new Trouble(null, path, Problem.Error(
            Place.OfFile($"inbox/{shown}"),
            shown,
            $"inbox/<{known}>/",
            new Bilingual(
                $"Tệp không nằm trong thư mục của nguồn nào nên không được đọc. Các nguồn đã khai báo: {known}.",
                $"The file lies in no source's folder, so it is not read. Known sources: {known}."))));
    }

    private static List<FileSystemInfo> Entries(string path, Source? source, Look look)
    {
        try
        {
            return [.. new DirectoryInfo(path).EnumerateFileSystemInfos("*", Everything)
                .Where(e => !IsIgnored(e.Name)).OrderBy(e => e.Name, StringComparer.Ordinal)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            look.Troubles.Add(new Trouble(source?.Name, null, Problem.Error(
                Place.OfFile(source is null ? "inbox/" : $"inbox/{source.Name}/"),
                e.Message,
                "thư mục đọc được · a folder that can be read",
                new Bilingual(
                    "Không đọc được thư mục tiếp nhận.",
                    "The inbox folder cannot be read."))));
            return [];
        }
    }

    // A name with half a surrogate pair or bytes that are no UTF-8 cannot be kept in JSON as it is.
    internal static string WellFormed(string name) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name));
}
