using Plan86.Ingest;
using Plan86.Transform;
using Plan86.Transform.Plan;
using Plan86.Warehouse;

namespace Plan86.Schedules.Commands;

/// <summary>What a command that wrote to the data folder came to: said on standard output, summed up in its exit code.</summary>
internal static class Outcome
{
    public static int Busy(string path)
    {
        Console.Error.WriteLine($"Một tiến trình khác đang ghi vào {path}; mỗi thư mục dữ liệu chỉ có một tiến trình ghi.");
        Console.Error.WriteLine($"Another process is writing to {path}; a data folder has one writer at a time.");
        return ExitCode.Busy;
    }

    /// <summary>Whether something of these extracts was kept out that someone must mend, or was withdrawn.</summary>
    public static bool NeedALook(PublicationStore warehouse, IEnumerable<string> extractIds)
    {
        var ids = extractIds.ToHashSet(StringComparer.Ordinal);
        return ids.Count > 0 && warehouse.PublishedFile is not null
            && warehouse.Ask("extracts_to_look_at").Named.Any(row => ids.Contains(row.Get<string>("extract_id")));
    }

    /// <summary>Says what was done; the exit code tells whether someone must look at it.</summary>
    public static int Report(Collected collected, Refresh refresh, PublicationStore warehouse, Catalogue catalogue)
    {
        foreach (var account in refresh.Read.OrderBy(account => account.FileName, StringComparer.Ordinal))
        {
            Console.Out.WriteLine($"{PublicationStore.StateText(account.State),-22} {account.Source}/{ProblemText.Visible(account.FileName)}: {account.Observations} observations, {account.Cells} cells, {account.Problems} problems");
        }

        foreach (var trouble in collected.Troubles.Concat(refresh.Troubles))
        {
            Console.Out.WriteLine(ProblemText.Line(trouble.Problem));
        }

        foreach (var path in collected.Waiting)
        {
            Console.Out.WriteLine($"Còn đang được ghi / still growing: {path}");
        }

        foreach (var failure in refresh.Failures)
        {
            Console.Error.WriteLine($"Lỗi / failed: {failure.Message}");
        }

        Console.Out.WriteLine(refresh.Published
            ? $"Đã công bố / published: {warehouse.PublishedFile}"
            : "Không có gì mới / nothing new.");
        if (refresh.Published)
        {
            Console.Out.WriteLine(refresh.Changes.Count > 0
                ? VerdictChanges.Text(catalogue, refresh.Changes)
                : "Không kết luận nào thay đổi / no verdict changed.");
        }

        if (refresh.Charts is not null)
        {
            Console.Out.WriteLine($"Biểu đồ / charts: {refresh.Charts}");
        }

        return refresh.Failures.Count > 0 ? ExitCode.Failed
            : NeedALook(warehouse, refresh.Read.Where(account => account.Withdrawn is null).Select(account => account.ExtractId)) || collected.Troubles.Count > 0 || refresh.Troubles.Count > 0 ? ExitCode.Problems
            : ExitCode.Done;
    }
}
