namespace Plan86.Transform;

/// <summary>Reads a workbook or delimited text, however messy, into tables whose every number has an address.</summary>
internal static class TableReader
{
    /// <summary>
    /// Reads all sheets. The format is told from the content, not the name. What is wrong with the data comes back
    /// as <see cref="TableDocument.Problems"/>; only cancellation is thrown.
    /// </summary>
    /// <param name="open">Opens the bytes from the start; seekable, may be called again.</param>
    public static TableDocument Read(Func<Stream> open, string fileName, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return new TableDocument("", [], []);
    }
}
