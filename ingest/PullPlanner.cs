using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Plan86.Transform;
using Plan86.Transform.Meaning;
using Plan86.Transform.Reading.Spreadsheet;

namespace Plan86.Ingest;

/// <summary>
/// Decides what is asked next: from a pull, what is remembered of it, the instant and the answer so far. It sends nothing and knows no
/// clock; <see cref="Puller"/> does.
/// </summary>
internal sealed class PullPlanner(Pull pull, PullMemory memory, PullWish wish, DateTimeOffset now)
{
    // Between a period and the part of its table in a key.
    private const char PartMark = '/';

    // A listing that never ends ends here.
    private const int MostPages = 10_000;

    /// <summary>Whether everything is asked for, not only what changed.</summary>
    public bool IsWhole { get; } = wish.IsFull || memory.LastSuccess is null
        || (pull.Incremental?.Full is { } full && Cron.Parse(full)?.Last(now) is { } last
            && (memory.LastFull is null || memory.LastFull < last));

    /// <summary>Returns the first requests; none where every period has landed.</summary>
    public IReadOnlyList<Ask> Begin() => [.. Periods().Select(period => First(period))];

    /// <summary>Returns what follows from an answer of status 200.</summary>
    public Consequence After(Ask ask, PullAnswer answer)
    {
        try
        {
            return ask.Kind switch
            {
                AskKind.Links => AfterLinks(ask, answer),
                AskKind.PxConfig => new([AskMetadata(ask, PxWebTable.Limits(answer.Body.Span))]),
                AskKind.PxMetadata => AfterMetadata(ask, answer),
                AskKind.Page => AfterPage(ask, answer),
                _ => new([]),
            };
        }
        catch (JsonException) when (WithoutConfig(ask) is { } metadata)
        {
            return new([metadata]);
        }
        catch (JsonException fault)
        {
            return new([], Fault: $"the answer is no JSON: {fault.Message}");
        }
    }

    /// <summary>Returns what to ask where a server does not say its limits: the usual ones hold.</summary>
    public static Ask? WithoutConfig(Ask ask) => ask.Kind == AskKind.PxConfig ? AskMetadata(ask, PxWebTable.UsualLimits) : null;

    /// <summary>Returns the day that an answer's own parts state, else that of its link or page; null for none, and for a day to
    /// come.</summary>
    public DateOnly? PublishedOn(Ask ask, PullAnswer answer)
    {
        var day = pull.PublishedOn;
        var stated = day.Json is { } path && JsonPath.Parse(path) is { } at && answer.Body.Length > 0
            ? DayIn(PulledJson.TryParse(answer.Body.Span) is { } json ? at.In(json)?.ToString() : null) : null;
        stated ??= day.Header is { } header && answer.Headers.TryGetValue(header, out var said) ? DayIn(said) : null;
        stated ??= ask.PublishedOn;
        return stated <= Cron.DayOf(now) ? stated : null;
    }

    /// <summary>Returns the name an answer lands under by the template, or by what the server says, the link, the address.</summary>
    public string FileNameOf(Ask ask, PullAnswer answer, string source)
    {
        var name = pull.FileName is { } template
            ? PullTemplate.ForPeriod(template, ask.Period ?? Today())
            : DispositionOf(answer) ?? LastSegment(ask.Link is null ? ask.Url : answer.FinalUrl.Length > 0 ? answer.FinalUrl : ask.Url);
        name = name.TrimEnd('/', '\\');
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        name = name.Length == 0 ? source : name;

        // The parts of a table must not be called alike.
        return ask.Link is null && ask.Key.Split(PartMark) is [_, var part]
            ? $"{Path.GetFileNameWithoutExtension(name)}-{part}{Path.GetExtension(name)}" : name;
    }

    private static string? DispositionOf(PullAnswer answer) =>
        answer.Headers.TryGetValue("Content-Disposition", out var text)
            && System.Net.Http.Headers.ContentDispositionHeaderValue.TryParse(text, out var disposition)
            ? (disposition.FileNameStar ?? disposition.FileName)?.Trim('"') is { Length: > 0 } name ? name : null
            : null;

    private static string LastSegment(string url) =>
        Uri.TryCreate(url.Replace("{secret:", "", StringComparison.Ordinal), UriKind.Absolute, out var uri)
            ? Uri.UnescapeDataString(uri.Segments[^1]) : "";

    private Period Today()
    {
        var day = Cron.DayOf(now);
        return new Period(Freq.M, day.Year, day.Month);
    }

    /// <summary>The periods that are asked for; null alone where the pull has none.</summary>
    private IEnumerable<Period?> Periods()
    {
        if (pull.Each is not { } each)
        {
            return [null];
        }

        var (first, last) = (each.From, Today());
        if (wish.Since is { } since)
        {
            first = Over(since, each.Freq);
        }

        var periods = new List<Period?>();
        for (var period = first; period.Start <= last.Start; period = Next(period))
        {
            if (wish.IsFull || !memory.Fetched.Keys.Any(key => key.Split(PartMark)[0] == period.ToString()))
            {
                periods.Add(period);
            }
        }

        return periods;
    }

    private static Period Over(Period month, Freq freq) => freq switch
    {
        Freq.A => new(freq, month.Year, 1),
        Freq.Q => new(freq, month.Year, (month.Start.Month + 2) / 3),
        _ => new(Freq.M, month.Year, month.Start.Month),
    };

    private static Period Next(Period period)
    {
        var count = period.Freq switch { Freq.A => 1, Freq.S => 2, Freq.Q => 4, _ => 12 };
        return period.Number < count ? period with { Number = period.Number + 1 } : period with { Year = period.Year + 1, Number = 1 };
    }

    /// <summary>The first request of a period, with the other addresses behind it.</summary>
    private Ask First(Period? period)
    {
        var kind = pull.Follow.Count > 0 ? AskKind.Links : pull.PxWeb is not null ? AskKind.PxConfig : pull.Pages is not null ? AskKind.Page
            : AskKind.Data;
        var filled = period ?? Today();
        Ask? ask = null;
        foreach (var template in pull.Urls.Reverse())
        {
            var url = WithQuery(PullTemplate.ForPeriod(template, filled), filled);
            if (kind == AskKind.PxConfig)
            {
                url = With(url, "config", null);
            }
            else if (kind == AskKind.Page && pull.Pages!.Parameter is { } parameter)
            {
                url = With(url, parameter, "1");
            }

            ask = new Ask(kind, period?.ToString() ?? "", url)
            {
                Method = kind is AskKind.Data or AskKind.Page ? pull.Method : "GET",
                Body = kind is AskKind.Data or AskKind.Page && pull.Body is { } body ? PullTemplate.ForPeriod(body, filled) : null,
                Headers = Headers(filled),
                Period = period,
                Otherwise = ask,
            };
        }

        return ask!;
    }

    private List<KeyValuePair<string, string>> Headers(Period period) =>
        [.. pull.Headers.Select(header => KeyValuePair.Create(header.Key, PullTemplate.ForPeriod(header.Value, period)))];

    private string WithQuery(string url, Period period)
    {
        foreach (var (name, value) in pull.Query)
        {
            url = With(url, name, PullTemplate.ForPeriod(value, period));
        }

        return pull.Incremental is { } incremental && ChangedSince(incremental) is { } from
            ? With(url, incremental.Parameter, from.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)) : url;
    }

    /// <summary>Returns from when on changes are asked for; null for everything.</summary>
    private DateTimeOffset? ChangedSince(IncrementalPull incremental) =>
        wish.Since is { } since ? new DateTimeOffset(since.Start, TimeOnly.MinValue, TimeSpan.Zero)
        : IsWhole ? null
        : incremental.Overlap.From(memory.LastSuccess!.Value, -1);

    /// <summary>Returns the address with a parameter; one that it has already is replaced. Secrets stay as they are.</summary>
    private static string With(string url, string name, string? value)
    {
        var (path, query) = url.Split('?', 2) is [var p, var q] ? (p, q) : (url, "");
        var escaped = Uri.EscapeDataString(name);
        var parts = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Where(part => part.Split('=')[0] != escaped).ToList();
        parts.Add(value is null ? escaped : $"{escaped}={Escaped(value)}");
        return $"{path}?{string.Join('&', parts)}";
    }

    private static string Escaped(string value) => string.Concat(
        Regex.Split(value, @"(\{secret:[^}]+\})")
            .Select(part => part.StartsWith("{secret:", StringComparison.Ordinal) ? part : Uri.EscapeDataString(part)));

    private Consequence AfterLinks(Ask ask, PullAnswer answer)
    {
        var step = pull.Follow[ask.Step];
        using var page = new MemoryStream(answer.Body.ToArray(), writable: false);
        var links = MarkupSheets.Links(page, answer.FinalUrl)
            .Where(link =>
                step.Link.IsMatch(link.Url) || step.Link.IsMatch(Uri.UnescapeDataString(link.Url)) || step.Link.IsMatch(link.Text))
            .Where(link => IsAllowed(ask.Url, link.Url, step.Hosts))
            .DistinctBy(link => link.Url).Take(step.Most).ToList();
        var isLast = ask.Step == pull.Follow.Count - 1;
        var pageDay = pull.PublishedOn.Page is { } ofPage
            ? Normaliser.PublishedOn(ofPage, Encoding.UTF8.GetString(answer.Body.Span)) : null;
        var asks = links.Where(link => !isLast || wish.IsFull || memory.Fetched.GetValueOrDefault(link.Url)?.LinkText != link.Text)
            .Select(link => new Ask(isLast ? AskKind.Data : AskKind.Links, isLast ? link.Url : "", link.Url)
            {
                Headers = ask.Headers,
                Step = ask.Step + 1,
                Period = ask.Period,
                Link = link,
                FoundOn = ask.Url,
                PublishedOn = pull.PublishedOn.Link is { } ofLink
                    && (Normaliser.PublishedOn(ofLink, link.Text)
                        ?? Normaliser.PublishedOn(ofLink, Uri.UnescapeDataString(link.Url))) is { } day
                    ? day : pageDay ?? ask.PublishedOn,
            }).ToList();
        if (step.PageParameter is { } parameter && ask.Page < step.Pages && links.Count > 0)
        {
            var number = (ask.Page + 1).ToString(CultureInfo.InvariantCulture);
            asks.Add(ask with { Url = With(ask.Url, parameter, number), Page = ask.Page + 1, Otherwise = null });
        }

        return links.Count == 0 && ask.Page == 1
            ? new([], Fault: $"no link on the page looks like {step.Link}")
            : new(asks);
    }

    /// <summary>Whether a link leads to the page's own domain or one the source names.</summary>
    private bool IsAllowed(string page, string link, IReadOnlyList<string>? hosts = null) =>
        Uri.TryCreate(link, UriKind.Absolute, out var to) && to.Scheme is "http" or "https"
            && Uri.TryCreate(page, UriKind.Absolute, out var from)
            && (Domain(to.Host) == Domain(from.Host) || pull.Hosts.Concat(hosts ?? []).Contains(to.Host, StringComparer.OrdinalIgnoreCase)
                || pull.Urls.Any(url => Uri.TryCreate(url, UriKind.Absolute, out var own) && Domain(own.Host) == Domain(to.Host)));

    /// <summary>The registrable part of a host: two labels, three where the second is one of those that countries keep (gov.vn,
    /// com.vn).</summary>
    private static string Domain(string host)
    {
        if (Uri.CheckHostName(host) is UriHostNameType.IPv4 or UriHostNameType.IPv6)
        {
            return host;
        }

        var labels = host.ToLowerInvariant().TrimEnd('.').Split('.');
        var count = labels.Length >= 3 && labels[^1].Length == 2 && labels[^2] is "gov" or "com" or "org" or "net" or "edu" or "ac" or "co"
            ? 3 : 2;
        return string.Join('.', labels.TakeLast(count));
    }

    /// <summary>The other addresses stay behind it: a host that has moved away answers 404 to both questions.</summary>
    private static Ask AskMetadata(Ask ask, PxLimits limits) => ask with
    {
        Kind = AskKind.PxMetadata,
        Url = ask.Url.EndsWith("?config", StringComparison.Ordinal)
            ? ask.Url[..^"?config".Length] : ask.Url.Replace("&config", "", StringComparison.Ordinal),
        Limits = limits,
    };

    private Consequence AfterMetadata(Ask ask, PullAnswer answer)
    {
        var table = PxWebTable.Of(answer.Body.Span);
        var (queries, fault) = table.Queries(pull.PxWeb!, ask.Limits!.MaxCells);
        if (fault is not null)
        {
            return new([], Fault: fault);
        }

        return new([.. queries.Select((query, i) => new Ask(
            AskKind.Data, queries.Count == 1 ? ask.Key : $"{ask.Key}{PartMark}{(i + 1).ToString(CultureInfo.InvariantCulture)}", ask.Url)
            {
                Method = "POST",
                Body = query.Json,
                Headers = ask.Headers,
                Period = ask.Period,
                Limits = ask.Limits,
                Figures = query.Cells,
            })]);
    }

    /// <summary>Adds the rows of a page to those before it; the last one lands them all.</summary>
    private Consequence AfterPage(Ask ask, PullAnswer answer)
    {
        var pages = pull.Pages!;
        var json = PulledJson.Parse(answer.Body.Span);
        var path = JsonPath.Parse(pages.Rows)!;
        if (path.In(json) is not JsonArray rows)
        {
            // An error that says so itself; what it is is told by whoever reads it.
            return ask.Before is null
                ? new([], Lands: answer.Body.ToArray()) : new([], Fault: $"page {ask.Page} has no rows at {pages.Rows}");
        }

        var (whole, count) = (ask.Before ?? json!, rows.Count);
        if (ask.Before is not null)
        {
            var all = (JsonArray)path.In(whole)!;
            foreach (var row in rows.ToList())
            {
                rows.Remove(row);
                all.Add(row);
            }
        }

        var next = NextPage(ask, answer, json, count, pages);
        return next is null
            ? new([], Lands: JsonSerializer.SerializeToUtf8Bytes(whole, Readable))
            : new([next with { Before = whole }]);
    }

    private static readonly JsonSerializerOptions Readable =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private Ask? NextPage(Ask ask, PullAnswer answer, JsonNode? json, int rows, PagesPull pages)
    {
        if (ask.Page >= MostPages)
        {
            return null;
        }

        if (pages.Parameter is not { } parameter)
        {
            return answer.Headers.TryGetValue("Link", out var links) && NextLink(links) is { } next
                && Uri.TryCreate(new Uri(answer.FinalUrl), next, out var url) && IsAllowed(ask.Url, url.AbsoluteUri)
                ? ask with { Url = PullTemplate.Unescaped(url.AbsoluteUri), Page = ask.Page + 1, Otherwise = null } : null;
        }

        var last = pages.Last is { } at && JsonPath.Parse(at)?.In(json) is { } count
            && int.TryParse(count.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
        var isLast = last is { } known ? ask.Page >= known : rows == 0;
        return isLast ? null : ask with
        {
            Url = With(ask.Url, parameter, (ask.Page + 1).ToString(CultureInfo.InvariantCulture)),
            Page = ask.Page + 1,
            Otherwise = null,
        };
    }

    // RFC 8288: <https://…?page=2>; rel="next"
    private static string? NextLink(string header) =>
        Regex.Matches(header, @"<(?<url>[^>]*)>\s*(?<parameters>(;[^,<]*)*)", RegexOptions.CultureInvariant)
            .FirstOrDefault(
                link => Regex.IsMatch(link.Groups["parameters"].Value, @"rel\s*=\s*""?[^"";]*\bnext\b", RegexOptions.IgnoreCase))
            ?.Groups["url"].Value;

    private static DateOnly? DayIn(string? text) =>
        text is null ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            && instant.Year < 9999
            ? Cron.DayOf(instant) : null;
}
