using System.Globalization;
using System.Text;
using Plan86.Ingest;
using Plan86.Schedules.Commands;
using Plan86.Schedules.Office;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Lake;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading.Layout;
using Plan86.Warehouse;

namespace Plan86.Schedules.Replies;

/// <summary>
/// The answer to each drop, as a text file beside it: taken with counts, or refused with place, found and expected,
/// in Vietnamese and English. Where a problem lies in a cell, an annotated copy shows it there.
/// </summary>
internal static class ReplyFiles
{
    public const string Suffix = ".reply.txt";

    /// <summary>The largest workbook of a statistics office has a tenth of this.</summary>
    private const long LargestAnnotated = 32L << 20;

    /// <summary>Replies to what has just been read, and to drops that lie there without an answer.</summary>
    /// <returns>The files written.</returns>
    public static IReadOnlyList<string> Write(
        Collected collected, Shelf shelf, IReadOnlyList<StoredExtract> read, PublicationStore warehouse, Catalogue catalogue,
        IReadOnlyList<VerdictChange> changes, CancellationToken ct)
    {
        var written = new List<string>();
        var stored = warehouse.Stored();
        var justRead = read.Select(account => account.ExtractId).ToHashSet(StringComparer.Ordinal);
        var unanswered = collected.Deliveries
            .Where(delivery => delivery.InboxPath is { } path && stored.ContainsKey(delivery.ExtractId)
                && (delivery.IsNew || justRead.Contains(delivery.ExtractId) || !Answers(path + Suffix, delivery.ExtractId)))
            .ToList();
        var problems = Problems(warehouse, [.. unanswered.Select(delivery => delivery.ExtractId)], AnnotatedCopy.MostMarks);
        foreach (var delivery in unanswered)
        {
            // Before the text, which is what people and programs wait for.
            Annotate(delivery, shelf.Extracts.FirstOrDefault(extract => extract.Id == delivery.ExtractId), [.. problems[delivery.ExtractId]], written, ct);
            var text = Text(
                delivery.FileName, stored[delivery.ExtractId], [.. problems[delivery.ExtractId].Take(ExtractReport.ShownProblems)],
                alreadyKnown: !delivery.IsNew && !justRead.Contains(delivery.ExtractId));

            // Of several drops each is told what it changed itself, and what no file did.
            var own = VerdictChanges.Text(catalogue, [.. changes.Where(change => (change.Figure?.ExtractId ?? delivery.ExtractId) == delivery.ExtractId)]);
            Save(delivery.InboxPath + Suffix, own.Length > 0 ? $"{text}\n{own}\n" : text, written);
        }

        foreach (var trouble in collected.Troubles.Where(trouble => trouble.InboxPath is not null))
        {
            var text = $"""
                CHƯA NHẬN ĐƯỢC: {Path.GetFileName(trouble.InboxPath)}
                NOT TAKEN: {Path.GetFileName(trouble.InboxPath)}

                {ProblemText.Line(trouble.Problem)}

                """;
            Save(trouble.InboxPath + Suffix, text, written);
        }

        return written;
    }

    /// <summary>Whether a reply lies there and is about these bytes: it may be left over from an earlier file of that name.</summary>
    public static bool Answers(string path, string extractId)
    {
        try
        {
            return File.Exists(path) && File.ReadAllText(path).Contains(extractId, StringComparison.Ordinal);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The reply to one extract.</summary>
    public static string Text(string fileName, StoredExtract account, IReadOnlyList<Problem> problems, bool alreadyKnown)
    {
        var text = new StringBuilder();
        var (vi, en) = account.State switch
        {
            ExtractState.Accepted => ("ĐÃ NHẬN", "ACCEPTED"),
            ExtractState.AcceptedWithProblems => ("ĐÃ NHẬN, CÓ VẤN ĐỀ CẦN XEM", "ACCEPTED WITH PROBLEMS"),
            ExtractState.Rejected => ("KHÔNG NHẬN", "REJECTED"),
            _ => ("ĐÃ RÚT, KHÔNG DÙNG", "WITHDRAWN, NOT USED"),
        };
        text.AppendLine(CultureInfo.InvariantCulture, $"{vi}: {ProblemText.Visible(fileName)}").AppendLine(CultureInfo.InvariantCulture, $"{en}: {ProblemText.Visible(fileName)}").AppendLine();
        if (alreadyKnown)
        {
            text.AppendLine("Tệp này đã được nhận trước đây; không có gì thay đổi.").AppendLine("This file had been taken before; nothing changes.").AppendLine();
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"Nguồn / source: {account.Source}")
            .AppendLine(CultureInfo.InvariantCulture, $"Ngày công bố / published on: {account.PublishedOn:dd/MM/yyyy}")
            .AppendLine(CultureInfo.InvariantCulture, $"Số liệu được dùng / observations: {Numbers.Vi(account.Observations)}")
            .AppendLine(CultureInfo.InvariantCulture, $"Ô số đã đọc / cells read: {Numbers.Vi(account.Cells)}")
            .AppendLine(CultureInfo.InvariantCulture, $"Vấn đề / problems: {Numbers.Vi(Math.Max(account.Problems, problems.Count))}")
            .AppendLine(CultureInfo.InvariantCulture, $"Mã tệp / extract_id: {account.ExtractId}");
        if (account.PassedOver > 0)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"Dòng, cột khác của các bảng, nguồn khai là bỏ qua / other rows and columns, passed over as the source says: {Numbers.Vi(account.PassedOver)}");
        }

        if (account.Withdrawn is { } withdrawn)
        {
            text.AppendLine().AppendLine(Standing(account.ExtractId, withdrawn));
        }

        if (account.State == ExtractState.Rejected)
        {
            text.AppendLine()
                .AppendLine("Không số liệu nào của tệp được đưa vào kho. Hãy sửa các chỗ dưới đây rồi gửi lại.")
                .AppendLine("No figure of this file is used. Please mend what is listed below and send it again.");
        }

        if (problems.Count > 0)
        {
            text.AppendLine();
            foreach (var problem in problems)
            {
                text.AppendLine(ProblemText.Line(problem));
            }

            if (account.Problems > problems.Count)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"… và {Numbers.Vi(account.Problems - problems.Count)} vấn đề khác / and {Numbers.En(account.Problems - problems.Count)} more: SELECT * FROM problem WHERE extract_id = '{account.ExtractId}'");
            }
        }

        return text.ToString();
    }

    /// <summary>How a withdrawn file stands: since when, why, and how to bring it back.</summary>
    public static string Standing(string extractId, Withdrawal withdrawn) => string.Create(CultureInfo.InvariantCulture, $"""
        Tệp đã được rút lúc {withdrawn.At:yyyy-MM-dd HH:mm}Z; không số liệu nào của tệp được dùng.
        The file was withdrawn at {withdrawn.At:yyyy-MM-dd HH:mm}Z; no figure of it is used.
        Lý do / why: {ProblemText.Visible(withdrawn.Why)}
        Để dùng lại / to bring it back: plan86 withdraw {extractId[..12]} --undo
        """);

    /// <summary>The first problems of each extract: what reading found, and what loading found when it was held against
    /// the others.</summary>
    public static ILookup<string, Problem> Problems(
        PublicationStore warehouse, IReadOnlyList<string> extractIds, int most = ExtractReport.ShownProblems) =>
        (extractIds.Count == 0 || warehouse.PublishedFile is null
            ? []
            : warehouse.Ask("first_problems", ("ids", string.Join(',', extractIds)), ("most", most)).Named)
        .ToLookup(
            row => row.Get<string>("extract_id"),
            row => new Problem(
                row.Get<string>("place"), row.Get<string>("found"), row.Get<string>("expected"),
                row.Get<string>("severity") == "error" ? Severity.Error : Severity.Warning, row.Get<string>("message_vi"), row.Get<string>("message_en")),
            StringComparer.Ordinal);

    /// <summary>Puts the annotated copy beside the drop; one left over from an earlier file of that name goes.</summary>
    private static void Annotate(Delivery delivery, Extract? extract, IReadOnlyList<Problem> problems, List<string> written, CancellationToken ct)
    {
        var path = delivery.InboxPath + AnnotatedCopy.Suffix;
        var temporary = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.tmp");
        try
        {
            var isWritten = false;
            if (extract is not null && extract.Length <= LargestAnnotated && problems.Count > 0)
            {
                using var copy = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite);
                isWritten = AnnotatedCopy.Write(extract.Open, extract.FileName, problems, copy, ct);
            }

            if (isWritten)
            {
                File.Move(temporary, path, overwrite: true);
                written.Add(path);
            }
            else
            {
                File.Delete(temporary);
                File.Delete(path);
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // A file made to break the copy, or a folder that takes none: the text says the same.
            try
            {
                File.Delete(temporary);
            }
            catch (Exception held) when (held is IOException or UnauthorizedAccessException)
            {
            }
        }
    }

    private static void Save(string path, string text, List<string> written)
    {
        try
        {
            // A reply that says the same is left alone, so that a folder under synchronisation stays quiet.
            var bytes = Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(text)).ToArray();
            if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes))
            {
                // Whoever waits for it must not read half; the dot keeps the collector from taking it for a drop.
                var temporary = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.tmp");
                File.WriteAllBytes(temporary, bytes);
                File.Move(temporary, path, overwrite: true);
                written.Add(path);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A folder that takes no reply is no reason to stop: the same stands in extract and problem.
        }
    }
}
