using System.Security.Cryptography;

namespace Plan86.Transform.Plan;

/// <summary>
/// The files of the catalogue as shipped, and over them, row by row, those of whoever runs the program: a row of the same
/// key replaces, a row of which only the key is filled removes, others are added. So an upgrade's new rows arrive.
/// </summary>
/// <param name="shipped">Opens a file by name; null when it is not there.</param>
/// <param name="own">Opens a file that goes over the shipped one; null when there is none.</param>
internal sealed class CatalogueFiles(Func<string, Stream?> shipped, Func<string, Stream?> own, List<Problem> faults)
{
    private readonly List<string> _digests = [];

    /// <summary>Identifies the text of all files read so far.</summary>
    public string Digest => Hash(string.Join('\n', _digests));

    /// <summary>Returns the rows of a file; none, with a fault, when it is nowhere.</summary>
    /// <param name="key">Columns that tell rows apart; several shipped rows of one key are replaced together.</param>
    /// <param name="other">The further columns.</param>
    public List<CsvRow> Rows(string file, string[] key, params string[] other) => Rows(file, key, other, isNeeded: true);

    /// <summary>The same of a file that need not be there.</summary>
    public List<CsvRow> OptionalRows(string file, string[] key, params string[] other) => Rows(file, key, other, isNeeded: false);

    private List<CsvRow> Rows(string file, string[] key, string[] other, bool isNeeded)
    {
        var over = Read(own, file, file, [.. key, .. other]);
        var rows = Read(shipped, file, over is null ? file : $"shipped {file}", [.. key, .. other]);
        if (over is null && rows is null && isNeeded)
        {
            faults.Add(Problem.Error(Place.OfFile(file), "", file, new Bilingual("Thiếu tệp danh mục.", "The catalogue file is missing.")));
        }

        return over is null ? rows ?? [] : Merge(rows ?? [], over, key);
    }

    private List<CsvRow> Merge(List<CsvRow> rows, List<CsvRow> over, string[] key)
    {
        string KeyOf(CsvRow row) => string.Join('\n', key.Select(row.Optional));
        var own = over.ToLookup(KeyOf, StringComparer.Ordinal);
        var replaced = new HashSet<string>(StringComparer.Ordinal);
        var merged = new List<CsvRow>();
        foreach (var row in rows)
        {
            if (!own.Contains(KeyOf(row)))
            {
                merged.Add(row);
            }
            else if (replaced.Add(KeyOf(row)))
            {
                // Where the first of a key stood; the order of rows is that of the Plan.
                merged.AddRange(own[KeyOf(row)].Where(other => !other.HasOnly(key)));
            }
        }

        return [.. merged, .. over.Where(row => !replaced.Contains(KeyOf(row)))];
    }

    private List<CsvRow>? Read(Func<string, Stream?> open, string file, string name, string[] columns)
    {
        using var stream = open(file);
        if (stream is null)
        {
            return null;
        }

        var copy = new MemoryStream();
        stream.CopyTo(copy);
        _digests.Add($"{name} {Convert.ToHexStringLower(SHA256.HashData(copy.GetBuffer().AsSpan(0, (int)copy.Length)))}");
        copy.Position = 0;
        using var text = CsvTable.Decode(copy);
        return [.. CsvTable.Read(text, name, faults, columns).Rows];
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
