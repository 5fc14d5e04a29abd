using Plan86.Transform.Reading.Layout;

namespace Plan86.Transform.Reading;

/// <summary>
/// Reads a workbook, delimited text or a statistical exchange file, however messy, into tables whose every number has an
/// address.
/// </summary>
public static class TableReader
{
    // What a file without a directory of its contents may come to.
    private const long MaxBytes = 1L << 29;

    // About 200 bytes each until a table is made: the largest workbooks of statistics have a tenth of this. Longer flat
    // text is for the reader of records, not for this one.
    private const int MaxCells = 1_000_000;

    /// <summary>
    /// Reads all sheets, or all members of an archive. The format is told from the content, not the name. What is wrong
    /// with the data comes back as <see cref="TableDocument.Problems"/>; only cancellation is thrown.
    /// </summary>
    /// <param name="open">Opens the bytes from the start; seekable, may be called again.</param>
    /// <param name="fileName">For messages only.</param>
    /// <param name="takes">Asked of each delimited text, with the name of the archive's member (else empty): true when it
    /// will be read as records elsewhere, and is no table here.</param>
    public static TableDocument Read(
        Func<Stream> open, string fileName, CancellationToken ct, Func<string, Func<Stream>, bool>? takes = null) =>
        Read(open, fileName, takes, null, ct);

    /// <inheritdoc cref="Read(Func{Stream}, string, CancellationToken, Func{string, Func{Stream}, bool}?)"/>
    /// <param name="sees">Shown the lines of each sheet of a workbook that lies in no archive, decoded but not understood.</param>
    /// <param name="repairs">Whether damaged lines of delimited text may be mended.</param>
    internal static TableDocument Read(
        Func<Stream> open, string fileName, Func<string, Func<Stream>, bool>? takes, Action<string, List<Line>>? sees,
        CancellationToken ct, bool repairs = true) =>
        Read(open, fileName, new ReadingWishes(takes, sees) { Repairs = repairs }, ct);

    /// <summary>Whether a file is delimited text, as far as its first bytes tell; a damaged file is none.</summary>
    public static bool IsDelimited(Func<Stream> open)
    {
        try
        {
            using var head = new FileHead(open());
            return !head.Bytes.IsEmpty && FormatReader.Of(head).Format == FileFormat.Csv;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Only a container is looked into: what that looking throws, the reading says in words.
            return false;
        }
    }

    /// <summary>
    /// Everything that stands in a file, cell by cell, where a reply must show the file again; as much as could be read.
    /// </summary>
    public static IReadOnlyList<GridSheet> ReadGrid(Func<Stream> open, string fileName, CancellationToken ct)
    {
        var sheets = new List<GridSheet>();
        Read(open, fileName,
            new ReadingWishes(
                TakesSheet: (sheet, lines, isFlat) => sheets.Add(new(sheet.Name, [.. lines.SelectMany(line => Cells(line, isFlat))]))), ct);
        return sheets;
    }

    private static IEnumerable<TableCell> Cells(Line line, bool isFlat) =>
        line.Items.Select(item => new TableCell(isFlat ? line.Number : line.Index, item.Column, item.Value, item.Text));

    private static TableDocument Read(Func<Stream> open, string fileName, ReadingWishes wishes, CancellationToken ct) =>
        new FileReading(open, fileName, "", new ReadingBudget(MaxBytes, MaxCells), wishes, ct).Read();
}
