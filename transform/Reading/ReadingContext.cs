namespace Plan86.Transform.Reading;

/// <summary>What every reader of a format is handed beside the bytes: their bounds, whom to tell what is wrong, whether to go on.</summary>
internal sealed class ReadingContext(string fileName, ReadingBudget budget, Action<Problem> report, CancellationToken ct)
{
    /// <summary>For messages, and to name what has no name of its own.</summary>
    public string FileName { get; } = fileName;

    public ReadingBudget Budget { get; } = budget;

    public CancellationToken Cancellation { get; } = ct;

    /// <summary>Told by the reader where its format has kinds.</summary>
    public FileFormat Format { get; set; }

    public void Report(Problem problem) => report(problem);

    /// <summary>Says why nothing is read of the file.</summary>
    public void Refuse(Problem problem)
    {
        Format = FileFormat.Unknown;
        report(problem);
    }

    public void ThrowIfCancelled() => Cancellation.ThrowIfCancellationRequested();

    /// <summary>The same reading, with its problems told to another.</summary>
    public ReadingContext Telling(Action<Problem> other) => new(FileName, Budget, other, Cancellation) { Format = Format };

    /// <summary>The same reading within bounds of its own for bytes; cells count for both.</summary>
    public ReadingContext Within(long maxBytes) => new(FileName, Budget.Part(maxBytes), report, Cancellation) { Format = Format };
}
