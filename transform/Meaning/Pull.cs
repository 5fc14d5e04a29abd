using System.Text.RegularExpressions;

namespace Plan86.Transform.Meaning;

/// <summary>
/// How a source is fetched over HTTP(S): what to find out, what to ask, and what of the answers lands. Texts are templates: see
/// <see cref="PullTemplate"/>.
/// </summary>
public sealed record Pull
{
    /// <summary>Addresses of one thing, tried in order: hosts move.</summary>
    public required IReadOnlyList<string> Urls { get; init; }

    /// <summary>Five fields, in Asia/Ho_Chi_Minh.</summary>
    public required string Cron { get; init; }

    /// <summary>The text of this pull in the source file: where it changes, what is remembered of it is forgotten.</summary>
    public required string Json { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public string Accept { get; init; } = "*/*";

    /// <summary>Null: GET.</summary>
    public string? Body { get; init; }

    /// <summary><c>GET</c> or <c>POST</c>.</summary>
    public string Method { get; init; } = "GET";

    /// <summary><c>user:password</c> of HTTP Basic; null without.</summary>
    public string? Basic { get; init; }

    /// <summary>Null without.</summary>
    public string? Bearer { get; init; }

    /// <summary>A table of a PX-Web API; null when the address answers with the data itself.</summary>
    public PxWebPull? PxWeb { get; init; }

    /// <summary>The answer comes page by page; null when it comes whole.</summary>
    public PagesPull? Pages { get; init; }

    /// <summary>From a page of links to the files; empty when the address is that of the file.</summary>
    public IReadOnlyList<FollowStep> Follow { get; init; } = [];

    /// <summary>Hosts that links may lead to besides that of the page.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>One request a period; null for one in all.</summary>
    public EachPeriod? Each { get; init; }

    /// <summary>Only what changed is asked for; null for all, always.</summary>
    public IncrementalPull? Incremental { get; init; }

    /// <summary>Statuses that mean there is nothing new.</summary>
    public IReadOnlySet<int> NothingNew { get; init; } = new HashSet<int> { 304 };

    /// <summary>Where the publication day stands besides the content.</summary>
    public PulledDay PublishedOn { get; init; } = new();

    /// <summary>A template of the name the answer lands under; null: what the server says, the link, the address.</summary>
    public string? FileName { get; init; }

    /// <summary>When an answer is owed; null when nobody knows.</summary>
    public Expectation? Expect { get; init; }

    public PullRate Rate { get; init; } = new(1, TimeSpan.FromSeconds(1), 1);

    /// <summary>What robots.txt forbids is left alone.</summary>
    public bool Robots { get; init; } = true;

    /// <summary>A PEM file with certificates that are trusted too, or that servers leave out; null for none.</summary>
    public string? CaFile { get; init; }

    /// <summary>A longer answer is refused. Bytes, 1 to 2^40.</summary>
    public long MaxBytes { get; init; } = 1L << 30;

    /// <summary>One attempt, 1 s to 1 h.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>All attempts of one request together, 1 s to 24 h.</summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Attempts after the first, 0 to 20.</summary>
    public int Retries { get; init; } = 4;

    /// <summary>Every text that may hold placeholders.</summary>
    public IEnumerable<string> Templates =>
        [.. Urls, .. Query.Select(pair => pair.Value), .. Headers.Select(pair => pair.Value),
            .. new[] { Body, Basic, Bearer, FileName }.OfType<string>()];
}

/// <summary>What is asked of a table of a PX-Web API; variables and values by their texts or their codes.</summary>
/// <param name="Format">Of the answer: <c>json-stat</c>, <c>json-stat2</c>, …</param>
public sealed record PxWebPull(IReadOnlyList<PxSelection> Select, string Format)
{
    /// <summary>Whether a text of the table is what the source calls so: case, blanks and where the tone mark stands do not
    /// matter.</summary>
    public static bool IsCalled(string text, string wanted) => Text.FoldWords(text) == Text.FoldWords(wanted);

    /// <summary>Returns the texts that are most like the one wanted.</summary>
    public static string Nearest(IEnumerable<string> texts, string wanted) => Text.Nearest(texts, wanted, 3);
}

/// <param name="Variable">Its text or its code.</param>
/// <param name="Values">Texts or codes; empty for all.</param>
/// <param name="Last">So many of the last ones; null for those of <paramref name="Values"/>.</param>
public sealed record PxSelection(string Variable, IReadOnlyList<string> Values, int? Last);

/// <summary>Where the pages of an answer say that there are more.</summary>
/// <param name="Parameter">Counts the pages in the query, from 1; null where each page links to the next.</param>
/// <param name="Rows">JSON path of the rows: they become one list.</param>
/// <param name="Last">JSON path of how many pages there are; null: until a page has no row.</param>
public sealed record PagesPull(string? Parameter, string Rows, string? Last);

/// <summary>One step from a page to what it links to.</summary>
/// <param name="Link">What the address or the text of a link looks like.</param>
/// <param name="PageParameter">Counts further pages of links in the query, from 2; null for one page.</param>
/// <param name="Pages">How many pages of links are looked at.</param>
/// <param name="Most">How many links are followed, the first ones first.</param>
public sealed record FollowStep(Regex Link, string? PageParameter, int Pages, int Most);

/// <param name="Freq">Month, quarter or year.</param>
/// <param name="From">The first period that is asked for.</param>
public sealed record EachPeriod(Freq Freq, Period From);

/// <param name="Parameter">Of the query, with the instant from which changes are asked for.</param>
/// <param name="Overlap">So much before the last success, for servers whose clocks differ.</param>
/// <param name="Full">A cron expression of when everything is asked for again; null for never.</param>
public sealed record IncrementalPull(string Parameter, CalendarSpan Overlap, string? Full);

/// <summary>Where an answer's publication day stands besides its content; null parts say nothing. Patterns have the groups year, month,
/// day.</summary>
/// <param name="Json">A JSON path of the answer.</param>
/// <param name="Header">A header of the answer.</param>
/// <param name="Link">In the text or address of the link that led to it.</param>
/// <param name="Page">In the page that led to it.</param>
public sealed record PulledDay(string? Json = null, string? Header = null, Regex? Link = null, Regex? Page = null);

/// <summary>An answer is owed every so often, and overdue when it is later than that.</summary>
public sealed record Expectation(CalendarSpan Every, CalendarSpan Within);

/// <summary>What a host may be asked: so many calls in so many seconds, so many of them at once.</summary>
public sealed record PullRate(int Calls, TimeSpan Window, int AtOnce)
{
    /// <summary>Returns the slower of two.</summary>
    public PullRate And(PullRate other) => new(
        Calls / Window.TotalSeconds <= other.Calls / other.Window.TotalSeconds ? Calls : other.Calls,
        Calls / Window.TotalSeconds <= other.Calls / other.Window.TotalSeconds ? Window : other.Window,
        Math.Min(AtOnce, other.AtOnce));
}

/// <summary>A span of the calendar, as ISO 8601 writes it: <c>P1M</c>, <c>P10D</c>.</summary>
public readonly record struct CalendarSpan(int Months, int Days)
{
    private static readonly Regex Iso = new(
        @"^P(?=\d)(?:(?<years>\d{1,3})Y)?(?:(?<months>\d{1,4})M)?(?:(?<weeks>\d{1,4})W)?(?:(?<days>\d{1,5})D)?$",
        RegexOptions.CultureInvariant);

    /// <summary>Returns the span; null for anything else, a time of the day included.</summary>
    public static CalendarSpan? Parse(string text)
    {
        if (Iso.Match(text) is not { Success: true } match)
        {
            return null;
        }

        int Of(string part) => match.Groups[part] is { Success: true } found
            ? int.Parse(found.ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : 0;
        return new((12 * Of("years")) + Of("months"), (7 * Of("weeks")) + Of("days"));
    }

    /// <summary>Returns the instant so much later; earlier for a factor of −1.</summary>
    public DateTimeOffset From(DateTimeOffset instant, int factor = 1) => instant.AddMonths(factor * Months).AddDays(factor * Days);
}
