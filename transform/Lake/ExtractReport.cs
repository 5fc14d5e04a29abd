using Plan86.Transform.Plan;

namespace Plan86.Transform.Lake;

/// <summary>The relations of the Parquet lake, each a folder of its own.</summary>
public enum LakeRelation
{
    /// <summary>Every number of every workbook, as read; <c>year</c> is that of the publication day.</summary>
    Cell,

    /// <summary>Normalised observations; <c>year</c> is that of <c>period_start</c>.</summary>
    Observation,

    /// <summary>What was wrong; <c>year</c> is that of the publication day.</summary>
    Problem,
}

/// <summary>One Parquet file an extract contributes to the lake.</summary>
public readonly record struct LakePart(LakeRelation Relation, int Year);

/// <summary>What became of an extract.</summary>
public enum ExtractState
{
    Accepted,
    AcceptedWithProblems,
    Rejected,

    /// <summary>Taken back: see <see cref="Extract.Withdrawn"/>.</summary>
    Withdrawn,
}

/// <summary>What reading one extract came to.</summary>
/// <param name="PublishedOn">By the content where it says so, else the extract's own.</param>
/// <param name="Cells">Numbers kept as read.</param>
/// <param name="Observations">Figures accepted; 0 when rejected.</param>
/// <param name="Problems">How many, each as often as it says; all of them are in the lake.</param>
/// <param name="FirstProblems">The first <see cref="ShownProblems"/>, for replies.</param>
/// <param name="Parts">The files that belong to the lake; any other that was begun is to be thrown away.</param>
/// <param name="NewSeries">Series the extract brought along that the catalogue does not declare.</param>
/// <param name="PassedOver">Rows and columns with figures that the source says are of no use.</param>
public sealed record ExtractReport(
    DateOnly PublishedOn,
    ExtractState State,
    long Cells,
    long Observations,
    long Problems,
    IReadOnlyList<Problem> FirstProblems,
    IReadOnlyList<LakePart> Parts,
    IReadOnlyList<Series> NewSeries,
    int PassedOver = 0)
{
    public const int ShownProblems = 100;

    /// <summary>See <see cref="Meaning.Source.Rank"/>.</summary>
    public required int Rank { get; init; }

    /// <summary>Neither the content nor the name of the file states a publication day: the day of receipt was taken.</summary>
    public bool IsDayAssumed { get; init; }
}
