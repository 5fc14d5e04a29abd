using System.IO.Compression;

namespace Plan86.Schedules.Office;

/// <summary>A ZIP (and so a DOCX or an XLSX) that says nothing of when and in what order it was written.</summary>
internal static class ReproducibleZip
{
    /// <summary>The earliest day a ZIP can name.</summary>
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The same entries, sorted by name, all of one time: the same contents give the same bytes.</summary>
    public static byte[] Rewrite(byte[] zip)
    {
        using var result = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(zip, writable: false), ZipArchiveMode.Read))
        using (var to = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
        {
            // By code point [Content_Types].xml stands first, where readers of Office files look for it.
            foreach (var entry in from.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal))
            {
                // A PNG is compressed already.
                var level = entry.FullName.EndsWith(".png", StringComparison.Ordinal)
                    ? CompressionLevel.NoCompression : CompressionLevel.Optimal;
                var copy = to.CreateEntry(entry.FullName, level);
                copy.LastWriteTime = Epoch;
                copy.ExternalAttributes = 0;
                using var source = entry.Open();
                using var target = copy.Open();
                source.CopyTo(target);
            }
        }

        return result.ToArray();
    }
}
