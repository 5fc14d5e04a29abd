using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Plan86.Transform;
using Plan86.Transform.Meaning;

namespace Plan86.Ingest;

/// <summary>
/// The folder <c>landed/</c>: <c>&lt;sha256&gt;/content</c> and its receipts. Whatever gets a name here has its bytes on
/// the disk already: a file, or the folder of a new hash with its first receipt, is made under <c>.incoming/</c> and
/// then renamed.
/// </summary>
internal sealed class Landing(string folder, TimeProvider time)
{
    private const string Content = "content";

    // What was sent to get it, where anything was.
    private const string Request = "request.json";
    private readonly string _incoming = Path.Combine(folder, ".incoming");
    private readonly Lock _gate = new();
    private int _cleaned;

    // Receipts never change, so one that was read need not be read again.
    private readonly Dictionary<string, Receipt> _receipts = new(StringComparer.Ordinal);

    internal string Folder => folder;

    /// <summary>Sweeps up what a killed run left; later calls find only our own work under way, and leave it.</summary>
    internal void CleanUp()
    {
        if (Interlocked.Exchange(ref _cleaned, 1) != 0 || !Directory.Exists(_incoming))
        {
            return;
        }
        foreach (var left in Directory.GetDirectories(_incoming))
        {
            Discard(left);
        }
        foreach (var left in Directory.GetFiles(_incoming))
        {
            File.Delete(left);
        }
    }

    internal Staging Begin() => new(Directory.CreateDirectory(Path.Combine(_incoming, Guid.NewGuid().ToString("N"))).FullName);

    /// <summary>Makes what was staged a landed file, or only adds the receipt when the bytes are there already.</summary>
    internal (string Id, bool IsNew) Commit(
        Staging staging, Source source, string fileName, string from, DateTimeOffset? modifiedAt = null,
        string? etag = null, DateTimeOffset? lastModified = null, PulledBy? pulled = null, string? request = null)
    {
        var id = staging.Finish();
        var now = time.GetUtcNow();
        (var on, var by) = Receipt.Publication(source, fileName, pulled?.PublishedOn, lastModified, now);
        var receipt = new Receipt(
            source.Name, fileName, now, from, staging.Length, modifiedAt, etag, lastModified, on, by) { Pulled = pulled };
        var json = JsonSerializer.SerializeToUtf8Bytes(receipt, Receipt.Json);
        var receiptName = Receipt.NameOf(source.Name, fileName);
        var home = Path.Combine(folder, id);
        var content = Path.Combine(home, Content);
        var receiptPath = Path.Combine(home, receiptName);
        var stagedContent = Path.Combine(staging.Folder, Content);

        lock (_gate)
        {
            if (!Directory.Exists(home))
            {
                if (request is not null)
                {
                    WriteFlushed(Path.Combine(staging.Folder, Request), Encoding.UTF8.GetBytes(request));
                }

                WriteFlushed(Path.Combine(staging.Folder, receiptName), json);
                SetReadOnly(stagedContent, true);
                Directory.Move(staging.Folder, home);
                _receipts[receiptPath] = receipt;
                return (id, true);
            }
            if (LengthOf(content) != staging.Length || HashOf(content) != id)
            {
                // Lost or damaged by a failing disk: the same bytes have come again.
                if (File.Exists(content))
                {
                    SetReadOnly(content, false);
                }
                SetReadOnly(stagedContent, true);
                File.Move(stagedContent, content, overwrite: true);
            }
            if (TryRead(receiptPath) is not null)
            {
                return (id, false);
            }
            Replace(receiptPath, json);
            _receipts[receiptPath] = receipt;
            return (id, true);
        }
    }

    /// <summary>Writes a small file so that it is seen whole or not at all.</summary>
    internal void Replace(string path, byte[] bytes)
    {
        Directory.CreateDirectory(_incoming);
        var temporary = Path.Combine(_incoming, Guid.NewGuid().ToString("N"));
        try
        {
            WriteFlushed(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    internal bool Holds(string id, string source, string fileName)
    {
        lock (_gate)
        {
            return TryRead(Path.Combine(folder, id, Receipt.NameOf(source, fileName))) is { } receipt
                && LengthOf(Path.Combine(folder, id, Content)) == receipt.Size;
        }
    }

    /// <summary>Takes a landed file back, or brings it back again where <paramref name="why"/> is null.</summary>
    /// <returns>False when it stood so already: nothing is written.</returns>
    internal bool Withdraw(string id, string? why)
    {
        lock (_gate)
        {
            var home = Path.Combine(folder, id);
            var last = WithdrawalAct.LastIn(home);
            // One that cannot be read is written again, so that the reason is known.
            if (last is null ? why is null : WithdrawalAct.TryRead(last) is { } act && act.Why is null == why is null)
            {
                return false;
            }
            var next = WithdrawalAct.NameOf(Directory.GetFiles(home, WithdrawalAct.Pattern).Length + 1);
            Replace(Path.Combine(home, next), JsonSerializer.SerializeToUtf8Bytes(new WithdrawalAct(time.GetUtcNow(), why), Receipt.Json));
            return true;
        }
    }

    /// <summary>Every receipt whose content is there, by hash, and whether it was taken back; and what is damaged.</summary>
    internal (
        IReadOnlyList<(string Id, IReadOnlyList<Receipt> Receipts, Withdrawal? Withdrawn)> Landed,
        IReadOnlyList<Trouble> Troubles) Read()
    {
        var landed = new List<(string, IReadOnlyList<Receipt>, Withdrawal?)>();
        var troubles = new List<Trouble>();
        if (!Directory.Exists(folder))
        {
            return (landed, troubles);
        }
        foreach (var home in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            var id = Path.GetFileName(home);
            if (id.Length != 64 || !id.All(char.IsAsciiHexDigitLower))
            {
                continue;
            }
            var receipts = new List<Receipt>();
            foreach (var path in Directory.GetFiles(home, "receipt-*.json").Order(StringComparer.Ordinal))
            {
                Receipt? receipt;
                lock (_gate)
                {
                    receipt = TryRead(path);
                }
                if (receipt is null)
                {
                    troubles.Add(new Trouble(null, null, Damaged($"landed/{id}/{Path.GetFileName(path)}",
                        "biên nhận JSON · a receipt in JSON", new Bilingual("Biên nhận bị hỏng", "The receipt is damaged"))));
                }
                else
                {
                    receipts.Add(receipt);
                }
            }
            var length = LengthOf(Path.Combine(home, Content));
            if (receipts.Count > 0 && receipts[0].Size != length)
            {
                troubles.Add(new Trouble(receipts[0].Source, null, Damaged($"landed/{id}/{Content}",
                    $"{receipts[0].Size.ToString(CultureInfo.InvariantCulture)} byte",
                    new Bilingual("Nội dung đã lưu bị mất hoặc bị cắt", "The landed content is missing or cut short"),
                    length < 0 ? "" : $"{length.ToString(CultureInfo.InvariantCulture)} byte")));
            }
            else if (receipts.Count > 0)
            {
                landed.Add((id, receipts, WithdrawnIn(home, receipts[0].Source, troubles)));
            }
        }
        return (landed, troubles);
    }

    private static Withdrawal? WithdrawnIn(string home, string source, List<Trouble> troubles)
    {
        if (WithdrawalAct.LastIn(home) is not { } last)
        {
            return null;
        }
        if (WithdrawalAct.TryRead(last) is { } act)
        {
            return act.Why is null ? null : new Withdrawal(act.At, act.Why);
        }
        // A wrong figure must not come back by a fault of the disk.
        troubles.Add(new Trouble(source, null, Problem.Warning(
            Place.OfFile($"landed/{Path.GetFileName(home)}/{Path.GetFileName(last)}"), "", "JSON",
            new Bilingual(
                "Không đọc được việc rút tệp; tệp được coi là đã rút. Hãy chạy lại plan86 withdraw cho tệp này.",
                "The record of a withdrawal cannot be read; the file counts as withdrawn. Run plan86 withdraw for it again."))));
        return new Withdrawal(new DateTimeOffset(File.GetLastWriteTimeUtc(last), TimeSpan.Zero), "");
    }

    /// <summary>Null when the content is what its name says.</summary>
    internal Trouble? Verify(string id, string source)
    {
        string found;
        try
        {
            found = HashOf(Path.Combine(folder, id, Content));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            found = e.Message;
        }
        return found == id ? null : new Trouble(source, null, Damaged(
            $"landed/{id}/{Content}", $"SHA-256 {id}", new Bilingual("Nội dung đã lưu bị thay đổi", "The landed content has changed"),
            found));
    }

    internal Stream Open(string id) => new FileStream(
        Path.Combine(folder, id, Content), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);

    private static Problem Damaged(string place, string expected, Bilingual text, string found = "") =>
        Problem.Error(
            Place.OfFile(place), found, expected,
            new Bilingual(
                $"{text.Vi}. Hãy nộp lại tệp gốc bằng lệnh plan86 drop: hệ thống sẽ tự sửa.",
                $"{text.En}. Deliver the original again by plan86 drop: that mends it."));

    private Receipt? TryRead(string path)
    {
        if (_receipts.TryGetValue(path, out var known) && File.Exists(path))
        {
            return known;
        }
        try
        {
            var receipt = JsonSerializer.Deserialize<Receipt>(File.ReadAllBytes(path), Receipt.Json);
            if (receipt is not null)
            {
                _receipts[path] = receipt;
            }
            return receipt;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : -1;

    private static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private static void WriteFlushed(string path, byte[] bytes)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }

    private static void SetReadOnly(string path, bool readOnly)
    {
        if (OperatingSystem.IsWindows())
        {
            File.SetAttributes(path, readOnly ? FileAttributes.ReadOnly : FileAttributes.Normal);
        }
        else
        {
            const UnixFileMode read = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
            File.SetUnixFileMode(path, readOnly ? read : read | UnixFileMode.UserWrite);
        }
    }

    private static void Discard(string staged)
    {
        var content = Path.Combine(staged, Content);
        if (File.Exists(content))
        {
            SetReadOnly(content, false);
        }
        Directory.Delete(staged, recursive: true);
    }

    /// <summary>Bytes on their way in: written and hashed in one pass, gone again unless committed.</summary>
    internal sealed class Staging : IAsyncDisposable
    {
        private readonly FileStream _file;
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        internal Staging(string folder)
        {
            Folder = folder;
            _file = new FileStream(Path.Combine(folder, Content), new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Share = FileShare.None,
                Options = FileOptions.Asynchronous,
                BufferSize = 0,
            });
        }

        internal string Folder { get; }

        internal long Length { get; private set; }

        internal async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
        {
            // The write is under way on another thread while this one hashes.
            var writing = _file.WriteAsync(bytes, cancel);
            _hash.AppendData(bytes.Span);
            await writing;
            Length += bytes.Length;
        }

        internal string Finish()
        {
            _file.Flush(flushToDisk: true);
            _file.Dispose();
            return Convert.ToHexStringLower(_hash.GetHashAndReset());
        }

        public async ValueTask DisposeAsync()
        {
            _hash.Dispose();
            await _file.DisposeAsync();
            if (Directory.Exists(Folder))
            {
                Discard(Folder);
            }
        }
    }
}
