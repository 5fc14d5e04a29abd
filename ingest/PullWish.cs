using Plan86.Transform;

namespace Plan86.Ingest;

/// <summary>What a pull is asked to do besides its usual work.</summary>
/// <param name="Since">From this month on, whatever has landed before; null for what is usual.</param>
/// <param name="IsFull">Everything, not only what changed.</param>
/// <param name="IsDry">Metadata and listings only: nothing lands.</param>
public sealed record PullWish(Period? Since = null, bool IsFull = false, bool IsDry = false)
{
    internal static PullWish Usual { get; } = new();
}
