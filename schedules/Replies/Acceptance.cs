using Plan86.Transform.Judging;
using Plan86.Transform.Lake;
using Plan86.Warehouse;

namespace Plan86.Schedules.Replies;

/// <summary>How a file was taken, all that is wrong with it counted: what the first line, the last line, the journal and the
/// exit code say alike.</summary>
/// <param name="Places">Places that someone must look at.</param>
/// <param name="Errors">Those of them that kept a figure out.</param>
internal sealed record Acceptance(StoredExtract Account, long Places, long Errors)
{
    /// <summary>Nothing of the file is used: it was refused, or nothing in it could be read.</summary>
    public bool IsRefused =>
        Account.State == ExtractState.Rejected || (Account.State != ExtractState.Withdrawn && Account.Observations == 0 && Places > 0);

    public bool IsWithdrawn => Account.State == ExtractState.Withdrawn;

    /// <summary>Someone must look at it.</summary>
    public bool NeedsALook => IsRefused || IsWithdrawn || Places > 0;

    /// <summary>Returns how the accounts were taken, by what the publication found when it held them against all others.</summary>
    public static IReadOnlyDictionary<string, Acceptance> Of(PublicationStore store, IEnumerable<StoredExtract> accounts)
    {
        var read = accounts.DistinctBy(account => account.ExtractId).ToList();
        var published = read.Count == 0 || store.PublishedFile is null
            ? []
            : store.Ask("acceptances", ("ids", string.Join(',', read.Select(account => account.ExtractId)))).Named
                .ToDictionary(row => row.Get<string>("extract_id"),
                    row => (Places: row.Get<long>("problems"), Errors: row.Get<long>("errors")), StringComparer.Ordinal);
        return read.ToDictionary(
            account => account.ExtractId,
            account => published.TryGetValue(account.ExtractId, out var found)
                ? new Acceptance(account, found.Places, found.Errors)
                : new Acceptance(
                    account, account.Problems,
                    account.FirstProblems.Where(problem => problem.Severity == Transform.Severity.Error).Sum(problem => problem.Times)),
            StringComparer.Ordinal);
    }

    /// <summary>Returns the line that says it: <c>ĐÃ NHẬN, CẦN XEM 3 CHỖ: tep.csv</c>.</summary>
    public string Headline(string fileName, Language language)
    {
        var said = (language == Language.Vietnamese, this) switch
        {
            (true, { IsWithdrawn: true }) => "ĐÃ RÚT, KHÔNG DÙNG",
            (false, { IsWithdrawn: true }) => "WITHDRAWN, NOT USED",
            (true, { IsRefused: true }) => "KHÔNG NHẬN",
            (false, { IsRefused: true }) => "NOT ACCEPTED",
            (true, { Places: > 0 }) => $"ĐÃ NHẬN, CẦN XEM {Numbers.Vi(Places)} CHỖ",
            (false, { Places: > 0 }) => $"ACCEPTED, LOOK AT {PlacesEn}",
            (true, _) => "ĐÃ NHẬN",
            _ => "ACCEPTED",
        };
        var number = !IsRefused || Places == 0 ? ""
            : language == Language.Vietnamese ? $" ({Numbers.Vi(Places)} chỗ cần sửa)"
            : $" ({PlacesEn.ToLowerInvariant()} to mend)";
        return $"{said}: {ProblemText.Visible(fileName)}{number}";
    }

    private string PlacesEn => $"{Numbers.En(Places)} {(Places == 1 ? "PLACE" : "PLACES")}";
}
