using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Plan86.Ingest;
using Plan86.Transform.Judging;
using Plan86.Warehouse;
namespace Plan86.Schedules;

/// <summary>What one refresh came to.</summary>
/// <param name="Read">Extracts read in this refresh.</param>
/// <param name="Published">False when nothing had changed since the last publication.</param>
/// <param name="Changes">Verdicts that differ from those of the last publication.</param>
/// <param name="Replies">Reply files written beside drops.</param>
/// <param name="Troubles">Landed files that are damaged or gone: what they said is missing.</param>
/// <param name="Failures">Faults of the program or the machine, not of the data.</param>
internal sealed record Refresh(
    IReadOnlyList<StoredExtract> Read, bool Published, IReadOnlyList<VerdictChange> Changes, string? Charts, IReadOnlyList<string> Replies,
    IReadOnlyList<Trouble> Troubles,
    IReadOnlyList<Exception> Failures);
