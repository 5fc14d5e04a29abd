using System.Globalization;
using Plan86.Transform.Reading.Layout;

namespace Plan86.Transform.Reading;

/// <summary>Records of a flat file or of a sheet laid out like one: one figure a record.</summary>
internal interface IFlatRecords
{
    int Count { get; }

    /// <summary>Physical line, or row of the sheet.</summary>
    int Line { get; }

    /// <summary>Why reading ended early; null when all is read.</summary>
    string? Fault { get; }

    /// <summary>Sheet or dataset; of delimited text the member of the archive, null outside of one.</summary>
    string? Sheet { get; }

    /// <summary>The member of the archive; null outside of one.</summary>
    string? Member { get; }

    /// <summary>A field of the current record; valid until the next <see cref="Read"/>.</summary>
    ReadOnlySpan<char> this[int field] { get; }

    /// <summary>The record as it stands in the file.</summary>
    string Original { get; }

    /// <summary>How the record was mended; null where it is as it stands.</summary>
    Bilingual? Mended { get; }

    /// <summary>The record is damaged and nothing says how it was meant.</summary>
    bool IsDamaged { get; }

    bool Read();

    string[] ToArray();

    /// <summary>The cell of a figure; null where the line says it.</summary>
    string? AddressOf(int field);

    /// <summary>Where a field stands, for the reader of a problem.</summary>
    /// <param name="column">Its header; empty for the record as a whole.</param>
    Place Place(string column, int field);
}
