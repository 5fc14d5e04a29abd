using System.Globalization;
using System.Text.Json;
using Plan86.Transform;

namespace Plan86.Schedules;

/// <summary>The data folder as a whole: its format, and who may write to it.</summary>
internal sealed class DataFolder : IDisposable
{
    /// <summary>Format of the folder this program writes.</summary>
    private const int Format = 1;

    /// <summary>The file of a bulletin's folder that names its inputs and the hash of every other: there is none until it is
    /// made.</summary>
    public const string BulletinManifest = "manifest.json";

    private const string Drafts = "drafts";

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    private readonly FileStream _writer;

    private DataFolder(string path, FileStream writer) => (Path, _writer) = (path, writer);

    public string Path { get; }

    /// <summary>Opens the folder for writing, making it when it is not there; one writer at a time.</summary>
    /// <returns>Null when another process writes to it.</returns>
    /// <exception cref="Refusal">The folder was made by a newer program.</exception>
    public static DataFolder? TryOpen(string path)
    {
        Directory.CreateDirectory(path);
        FileStream writer;
        try
        {
            // The lock goes with the handle: a killed process leaves none behind.
            writer = new FileStream(System.IO.Path.Combine(path, ".writer"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }

        try
        {
            CheckFormat(System.IO.Path.Combine(path, "version.json"));
            return new DataFolder(path, writer);
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    public void Dispose() => _writer.Dispose();

    /// <summary>Returns the folder of a month's charts and bulletin, as they are published.</summary>
    public static string BulletinFolder(string dataFolder, DateOnly month) =>
        System.IO.Path.Combine(dataFolder, "bulletins", month.ToString("yyyy-MM", CultureInfo.InvariantCulture));

    /// <summary>Returns the folder of a month's charts and bulletin, until they are released.</summary>
    public static string DraftFolder(string dataFolder, DateOnly month) =>
        System.IO.Path.Combine(dataFolder, Drafts, month.ToString("yyyy-MM", CultureInfo.InvariantCulture));

    /// <summary>Whether bulletins of this data folder are drafts until someone releases them: the folder <c>drafts</c> says so, for every
    /// command alike. <see cref="WithReleaseStep"/> makes it.</summary>
    public static bool HasReleaseStep(string dataFolder) => Directory.Exists(System.IO.Path.Combine(dataFolder, Drafts));

    public static void WithReleaseStep(string dataFolder) => Directory.CreateDirectory(System.IO.Path.Combine(dataFolder, Drafts));

    /// <summary>Returns the folder in which the bulletin of a month is made.</summary>
    public static string MakingFolder(string dataFolder, DateOnly month) =>
        HasReleaseStep(dataFolder) ? DraftFolder(dataFolder, month) : BulletinFolder(dataFolder, month);

    /// <summary>Keeps bulletins and drafts from being moved, replaced or drawn by others, whatever process they are in; waits until it
    /// may. It is not the lock of the writer: a draft is released while a worker runs.</summary>
    /// <param name="longest">Null waits for ever.</param>
    /// <returns>Null where it was not to be had in time.</returns>
    public static async Task<IDisposable?> HoldBulletinsAsync(string dataFolder, TimeSpan? longest, CancellationToken ct)
    {
        Directory.CreateDirectory(dataFolder);
        for (var waited = TimeSpan.Zero; ; waited += BetweenTries)
        {
            try
            {
                return new FileStream(
                    System.IO.Path.Combine(dataFolder, ".bulletins"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (longest is null || waited < longest)
            {
                await Task.Delay(BetweenTries, ct);
            }
            catch (IOException)
            {
                return null;
            }
        }
    }

    private static void CheckFormat(string file)
    {
        if (!File.Exists(file))
        {
            File.WriteAllText(file + ".tmp", JsonSerializer.Serialize(new { format = Format }));
            File.Move(file + ".tmp", file);
            return;
        }

        int found;
        try
        {
            found = JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(file)).GetProperty("format").GetInt32();
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new Refusal(new Bilingual(
                $"{file}: không đọc được định dạng của thư mục dữ liệu; xóa tệp này nếu thư mục do chương trình này tạo ra.",
                $"{file}: the format of the data folder cannot be read; delete the file if this program made the folder."));
        }

        if (found > Format)
        {
            throw new Refusal(new Bilingual(
                $"{file}: thư mục có định dạng {found}, chương trình này chỉ biết đến {Format}; hãy dùng bản mới hơn.",
                $"{file}: the folder has format {found}, this program knows up to {Format}; use a newer one."));
        }
    }
}
