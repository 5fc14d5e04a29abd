using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Lake;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;

namespace Plan86.Warehouse;

/// <summary>One look at the publication: whatever is published meanwhile, all answers are of the same file.</summary>
public sealed class PublicationView : IDisposable
{
    private readonly DuckFile _file;

    internal PublicationView(DuckFile file) => _file = file;

    /// <inheritdoc cref="PublicationStore.Query"/>
    public Answer Query(string sql, params (string Name, object? Value)[] parameters) => _file.Query(sql, parameters);

    /// <summary>Returns the rows of a query one by one, for those that are too many to hold.</summary>
    /// <exception cref="SqlException">The SQL is wrong.</exception>
    public IEnumerable<object?[]> Walk(string sql, params (string Name, object? Value)[] parameters) => _file.Walk(sql, parameters);

    /// <summary>Returns the text of one of the program's own queries (<c>sql/queries</c>).</summary>
    public static string QueryText(string query) => Scripts.Query(query);

    /// <inheritdoc cref="PublicationStore.IndicatorValues"/>
    public PlanValues IndicatorValues(DateOnly asOf) =>
        PublishedRows.IndicatorValues(_file, asOf);

    /// <inheritdoc cref="Publication.ValueChanges"/>
    public IReadOnlyList<ValueChange> ValueChanges() => PublishedRows.ValueChanges(_file);

    public void Dispose() => _file.Dispose();
}
