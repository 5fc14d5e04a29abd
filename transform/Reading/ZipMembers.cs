using System.IO.Compression;

namespace Plan86.Transform.Reading;

/// <summary>Files inside a ZIP, one after the other; their names are shown, never used as paths.</summary>
internal static class ZipMembers
{
    // A real sheet shrinks ten- to thirtyfold; what shrinks more than this was made to burst.
    private const int HighestRatio = 100;
    private const long MaxUnpacked = 1L << 29;
    private const long AlwaysUnpacked = 32L << 20;
    private const int MostEntries = 10_000;

    // One member is unpacked at a time and held whole, as its readers need to go back in it.
    private const long LongestMember = 128L << 20;
    private const int MostMembers = 1000;
    private static readonly uint[] CrcTable = MakeCrcTable();

    /// <summary>The members that can be read: printable names, and how to open each, also again.</summary>
    /// <param name="open">Opens the ZIP.</param>
    public static IEnumerable<(string Name, Func<Stream> Open)> Of(Func<Stream> open, ReadingContext reading)
    {
        var names = new List<(int Index, string Name)>();
        using (var bytes = open())
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Read))
        {
            for (var i = 0; i < zip.Entries.Count; i++)
            {
                if (NameOf(zip.Entries[i], reading.Report) is { } name)
                {
                    if (names.Count == MostMembers)
                    {
                        throw new OverBudgetException();
                    }

                    // Two members may bear one name; their cells must not share an address.
                    names.Add((i, names.Exists(known => known.Name == name) ? $"{name} ({i + 1})" : name));
                }
            }
        }

        var (held, content) = (-1, Array.Empty<byte>());
        var total = 0L;
        foreach (var (index, name) in names)
        {
            reading.ThrowIfCancelled();
            (held, content) = (-1, []);
            var limit = Math.Min(LongestMember, reading.Budget.MaxBytes - total);
            yield return (name, () =>
            {
                if (held != index)
                {
                    content = Unpack(open, index, limit);
                    held = index;
                }

                return new MemoryStream(content, writable: false);
            }
            );
            total += content.Length;
        }
    }

    /// <summary>The reading bounded by what a real package of this size would unpack to; null, with a problem, where it claims
    /// more.</summary>
    public static ReadingContext? Bounded(Stream bytes, ReadingContext reading)
    {
        using var zip = new ZipArchive(bytes, ZipArchiveMode.Read, leaveOpen: true);
        var (packed, unpacked) = (0L, 0L);
        foreach (var entry in zip.Entries)
        {
            packed += entry.CompressedLength;
            unpacked += entry.Length;
        }

        bytes.Position = 0;
        var limit = MostOf(packed);
        if (unpacked >= 0 && unpacked <= limit && zip.Entries.Count <= MostEntries)
        {
            return reading.Within(limit);
        }

        reading.Report(WorkbookProblems.TooLarge($"{packed} → {unpacked} bytes"));
        return null;
    }

    /// <summary>What so many packed bytes may come to.</summary>
    public static long MostOf(long packed) => Math.Min(MaxUnpacked, Math.Max(AlwaysUnpacked, packed * HighestRatio));

    /// <summary>Null for what is no file of the sender, and, with a problem, for what is not safe to read.</summary>
    private static string? NameOf(ZipArchiveEntry entry, Action<Problem> report)
    {
        var parts = entry.FullName.Split('/', '\\');
        if (parts[^1].Length == 0 || parts[0] == "__MACOSX" || parts[^1] is ".DS_Store" or "Thumbs.db" or "desktop.ini")
        {
            return null;
        }

        var name = Printable(entry.FullName);
        if (parts[0].Length == 0 || parts[0].Contains(':', StringComparison.Ordinal) || parts.Contains("..")
            || entry.FullName.Any(char.IsControl))
        {
            report(ArchiveProblems.MemberName(name));
            return null;
        }

        if (entry.IsEncrypted)
        {
            report(ArchiveProblems.EncryptedMember(name));
            return null;
        }

        return name;
    }

    private static byte[] Unpack(Func<Stream> open, int index, long limit)
    {
        using var bytes = open();
        using var zip = new ZipArchive(bytes, ZipArchiveMode.Read);
        var entry = zip.Entries[index];
        if (entry.Length < 0 || entry.Length > limit)
        {
            throw new OverBudgetException();
        }

        // What the directory claims is only where to begin.
        using var content = new MemoryStream((int)Math.Min(entry.Length, 1 << 20));
        using var stream = entry.Open();
        var buffer = new byte[1 << 16];
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            if (content.Length + read > limit)
            {
                throw new OverBudgetException();
            }

            content.Write(buffer, 0, read);
        }

        // The directory's length is where unpacking ends, so one that lies would cut the member short in silence.
        var unpacked = content.ToArray();
        return Crc32(unpacked) == entry.Crc32 ? unpacked : throw new InvalidDataException("CRC-32");
    }

    /// <summary>The checksum of ZIP (ISO 3309).</summary>
    public static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var each in bytes)
        {
            crc = (crc >> 8) ^ CrcTable[(byte)(crc ^ each)];
        }

        return ~crc;
    }

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < table.Length; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? (value >> 1) ^ 0xEDB88320 : value >> 1;
            }

            table[i] = value;
        }

        return table;
    }

    public static string Printable(string name)
    {
        var shown = string.Concat(name.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '\uFFFD' : c));
        return shown.Length <= 120 ? shown : string.Concat("…", shown.AsSpan(shown.Length - 119));
    }
}
