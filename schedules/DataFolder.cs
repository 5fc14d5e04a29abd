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

    /// <summary>Returns the folder of a month's charts and bulletin.</summary>
    public static string BulletinFolder(string dataFolder, DateOnly month) =>
        System.IO.Path.Combine(dataFolder, "bulletins", month.ToString("yyyy-MM", CultureInfo.InvariantCulture));

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
