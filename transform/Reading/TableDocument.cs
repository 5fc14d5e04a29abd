using Plan86.Transform.Reading.Exchange;

namespace Plan86.Transform.Reading;

/// <summary>What was read from one file: its tables in the order of its sheets, and what was wrong with it.</summary>
/// <param name="Format">Told from the content.</param>
public sealed record TableDocument(FileFormat Format, IReadOnlyList<Table> Tables, IReadOnlyList<Problem> Problems)
{
    /// <summary>What <see cref="Tables"/> were made of where the format has dimensions: for readers of records.</summary>
    internal IReadOnlyList<Cube> Cubes { get; init; } = [];
}
