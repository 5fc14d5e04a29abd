using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Plan86.Transform.Meaning;

/// <summary>Reads one <c>pull</c> of a source file and names every fault of it.</summary>
internal static partial class PullFile
{
    // Names of query parameters whose values nobody should write into a file.
    [GeneratedRegex(@"^(.*[-_])?(api)?[-_]?(key|token|secret|password|passwd|pwd|auth|authorization)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretName { get; }

    /// <summary>Returns the pull; null where the address or the schedule cannot be used.</summary>
    public static Pull? Read(SourceNode node, Func<string, bool> isCron)
    {
        var urls = node.Texts("url", required: true);
        foreach (var url in urls)
        {
            CheckUrl(node, url);
        }

        var cron = node.Text("cron", required: true);
        CheckCron(node, "cron", cron, isCron);
        var auth = node.Child("auth", SourceSchema.PullAuth);
        var body = Body(node);
        var pull = new Pull
        {
            Urls = urls,
            Cron = cron ?? "",
            Json = node.Json,
            Query = node.Pairs("query"),
            Headers = node.Pairs("headers"),
            Body = body,
            Method = node.Text("method") ?? (body is null ? "GET" : "POST"),
            Basic = auth?.Text("basic"),
            Bearer = auth?.Text("bearer"),
            PxWeb = node.Child("pxweb", SourceSchema.PullPxWeb) is { } pxweb ? PxWeb(pxweb) : null,
            Pages = node.Child("pages", SourceSchema.PullPages) is { } pages ? Pages(pages) : null,
            Follow = [.. node.Children("follow", SourceSchema.PullFollow).Select(Follow).OfType<FollowStep>()],
            Hosts = node.Texts("hosts"),
            Each = node.Child("each", SourceSchema.PullEach) is { } each ? Each(each) : null,
            Incremental = node.Child("incremental", SourceSchema.PullIncremental) is { } news ? Incremental(news, isCron) : null,
            PublishedOn = node.Child("published_on", SourceSchema.PullPublishedOn) is { } day ? Day(day) : new(),
            FileName = node.Text("file_name"),
            Expect = node.Child("expect", SourceSchema.PullExpect) is { } expect ? Expect(expect) : null,
            Robots = node.Flag("robots", otherwise: true),
            CaFile = node.Text("ca_file"),
        };
        pull = pull with
        {
            Accept = node.Text("accept") ?? pull.Accept,
            NothingNew = node.Numbers("nothing_new", 200, 599)?.ToHashSet() ?? pull.NothingNew,
            Rate = node.Child("rate", SourceSchema.PullRate) is { } rate ? Rate(rate, pull.Rate) : pull.Rate,
            MaxBytes = node.Number("max_bytes", 1, 1L << 40) ?? pull.MaxBytes,
            AttemptTimeout = node.Number("attempt_timeout_seconds", 1, 3_600) is { } attempt
                ? TimeSpan.FromSeconds(attempt) : pull.AttemptTimeout,
            TotalTimeout = node.Number("total_timeout_seconds", 1, 86_400) is { } total ? TimeSpan.FromSeconds(total) : pull.TotalTimeout,
            Retries = (int)(node.Number("retries", 0, 20) ?? pull.Retries),
        };
        CheckTemplates(node, pull);
        CheckKinds(node, pull);
        return urls.Count == 0 || cron is null ? null : pull;
    }

    /// <summary>An address is one before and after its placeholders are filled, and holds no password.</summary>
    private static void CheckUrl(SourceNode node, string url)
    {
        var filled = PullTemplate.WithSecrets(PullTemplate.ForPeriod(url, new Period(Freq.M, 2024, 1)), _ => "x");
        if (!(Uri.TryCreate(filled, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            node.Fault("url", url, "http://… | https://…", new Bilingual("Địa chỉ không hợp lệ.", "Not a valid address."));
        }
        else if (uri.UserInfo.Length > 0)
        {
            node.Fault("url", url, "\"auth\": { \"basic\": \"{secret:NAME}\" }", new Bilingual(
                "Địa chỉ không được chứa tên và mật khẩu.", "An address must not hold a user and password."));
        }
        else
        {
            // As it is written, not as it is filled: a secret in one parameter excuses no other.
            foreach (var pair in url.Split('?', 2).Skip(1).SelectMany(query => query.Split('&')).Select(pair => pair.Split('=', 2)))
            {
                CheckSecret(node, "url", Uri.UnescapeDataString(pair[0]), pair.Length == 2 ? pair[1] : "");
            }
        }
    }

    private static void CheckSecret(SourceNode node, string property, string name, string value)
    {
        if (SecretName.IsMatch(name) && value.Length > 0 && !value.Contains("{secret:", StringComparison.Ordinal))
        {
            node.Fault(property, name, "{secret:NAME}", new Bilingual(
                "Mật khẩu, khóa truy cập không được ghi trong tệp nguồn.", "A password or key must not be written into a source file."));
        }
    }

    private static void CheckCron(SourceNode node, string property, string? cron, Func<string, bool> isCron)
    {
        if (cron is not null && !isCron(cron))
        {
            node.Fault(property, cron, "0 8 6 * *", new Bilingual(
                "Lịch cron phải có năm trường hợp lệ và có lúc đến hạn.",
                "A cron schedule has five fields, each in its range, and comes true at some time."));
        }
    }

    private static void CheckTemplates(SourceNode node, Pull pull)
    {
        foreach (var unknown in pull.Templates.SelectMany(PullTemplate.Unknown))
        {
            node.Fault("url", unknown, PullTemplate.Placeholders, new Bilingual("Chỗ trống lạ.", "An unknown placeholder."));
        }

        foreach (var (name, value) in pull.Query)
        {
            CheckSecret(node, "query", name, value);
        }

        foreach (var (name, value) in pull.Headers)
        {
            CheckSecret(node, "headers", name, value);
        }

        CheckSecret(node, "auth.basic", "password", pull.Basic ?? "");
        CheckSecret(node, "auth.bearer", "token", pull.Bearer ?? "");
    }

    /// <summary>Ways of asking that exclude one another.</summary>
    private static void CheckKinds(SourceNode node, Pull pull)
    {
        var kinds = new[] { ("pxweb", pull.PxWeb is not null), ("follow", pull.Follow.Count > 0), ("pages", pull.Pages is not null) }
            .Where(kind => kind.Item2).Select(kind => kind.Item1).ToList();
        if (kinds.Count > 1 || (kinds.Count == 1 && pull.Body is not null && kinds[0] != "pages"))
        {
            node.Fault(kinds[0], string.Join(", ", kinds), "pxweb | follow | pages | body", new Bilingual(
                "Các cách tải này loại trừ nhau.", "These ways of asking exclude one another."));
        }

        if (pull.Method is not ("GET" or "POST") || (pull.Method == "GET" && pull.Body is not null))
        {
            node.Fault("method", pull.Method, "GET | POST", new Bilingual("Phương thức không hợp lệ.", "Not a method that can be used."));
        }

        if (pull.Each is not null && !pull.Urls.Concat(pull.Query.Select(pair => pair.Value)).Append(pull.Body ?? "")
            .Any(text => PullTemplate.ForPeriod(text, new Period(Freq.M, 2024, 1)) != text))
        {
            node.Fault("each", "", PullTemplate.Placeholders, new Bilingual(
                "Tải từng kỳ thì địa chỉ phải có chỗ cho kỳ.", "To ask for each period the address needs a place for it."));
        }
    }

    private static string? Body(SourceNode node) => node.Get("body") switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Object or JsonValueKind.Array } json => json.GetRawText(),
        { } other => Refuse(node, "body", other.GetRawText(), "\"…\" | { … } | [ … ]"),
    };

    private static PxWebPull? PxWeb(SourceNode node)
    {
        var selections = new List<PxSelection>();
        if (node.Get("select") is not { ValueKind: JsonValueKind.Object } select)
        {
            Refuse(node, "select", node.Get("select")?.GetRawText() ?? "",
                "{ \"Tỉnh\": [\"Hải Phòng\"], \"Năm\": { \"last\": 3 }, \"Chỉ tiêu\": \"*\" }");
            return null;
        }

        foreach (var variable in select.EnumerateObject())
        {
            var selection = variable.Value switch
            {
                { ValueKind: JsonValueKind.String } all when all.GetString() == "*" => new PxSelection(variable.Name, [], null),
                { ValueKind: JsonValueKind.Array } texts
                    when texts.GetArrayLength() > 0 && texts.EnumerateArray().All(text => text.ValueKind == JsonValueKind.String) =>
                    new PxSelection(variable.Name, [.. texts.EnumerateArray().Select(text => text.GetString()!)], null),
                { ValueKind: JsonValueKind.Object } last when last.EnumerateObject().Count() == 1
                    && last.TryGetProperty("last", out var count) && count.TryGetInt32(out var number) && number is >= 1 and <= 10_000 =>
                    new PxSelection(variable.Name, [], number),
                _ => null,
            };
            if (selection is null)
            {
                Refuse(node, $"select.{variable.Name}", variable.Value.GetRawText(), "\"*\" | [\"…\"] | { \"last\": 3 }");
            }
            else
            {
                selections.Add(selection);
            }
        }

        return new PxWebPull(selections, node.Text("format") ?? "json-stat");
    }

    private static PagesPull Pages(SourceNode node)
    {
        var (next, parameter) = (node.Text("next"), node.Text("param"));
        if (next is not (null or "link") || next is null == parameter is null)
        {
            Refuse(node, "next", next ?? "", "\"param\": \"page\" | \"next\": \"link\"");
        }

        var rows = node.Text("rows") ?? "$";
        foreach (var (name, path) in new[] { ("rows", rows), ("last", node.Text("last") ?? "$") })
        {
            if (JsonPath.Parse(path) is null)
            {
                Refuse(node, name, path, "$[1] | $.data.rows");
            }
        }

        return new PagesPull(parameter, rows, node.Text("last"));
    }

    private static FollowStep? Follow(SourceNode node)
    {
        if (!node.Has("link"))
        {
            Refuse(node, "link", "", "\"…\"");
        }

        return node.Pattern("link") is { } link
            ? new FollowStep(
                link, node.Text("page_param"), (int)(node.Number("pages", 1, 1_000) ?? 1), (int)(node.Number("most", 1, 10_000) ?? 50))
            {
                Hosts = node.Texts("hosts"),
            }
            : null;
    }

    private static EachPeriod? Each(SourceNode node)
    {
        var freqs = new[] { ("month", Freq.M), ("quarter", Freq.Q), ("year", Freq.A) }.Where(one => node.Flag(one.Item1)).ToList();
        var from = node.Text("from", required: true);
        if (freqs.Count != 1)
        {
            Refuse(node, "month", "", "\"month\" | \"quarter\" | \"year\": true");
            return null;
        }

        if (PeriodOf(from, freqs[0].Item2) is { } first)
        {
            return new EachPeriod(freqs[0].Item2, first);
        }

        Refuse(node, "from", from ?? "", "2015-01 | 2015");
        return null;
    }

    /// <summary>Returns the period of that frequency that a month or a year begins; null where the text is neither.</summary>
    internal static Period? PeriodOf(string? text, Freq freq)
    {
        if (text is null || !Regex.IsMatch(text, @"^(19|20)\d\d(-(0[1-9]|1[0-2]))?$", RegexOptions.CultureInvariant))
        {
            return null;
        }

        var (year, month) = (int.Parse(text.AsSpan(0, 4), CultureInfo.InvariantCulture),
            text.Length > 4 ? int.Parse(text.AsSpan(5, 2), CultureInfo.InvariantCulture) : 1);
        return freq switch
        {
            Freq.A => new Period(freq, year, 1),
            Freq.Q => new Period(freq, year, (month + 2) / 3),
            _ => new Period(Freq.M, year, month),
        };
    }

    private static IncrementalPull? Incremental(SourceNode node, Func<string, bool> isCron)
    {
        var (parameter, full) = (node.Text("param", required: true), node.Text("full"));
        CheckCron(node, "full", full, isCron);
        return parameter is null ? null : new IncrementalPull(parameter, Span(node, "overlap", "P0D"), full);
    }

    private static PulledDay Day(SourceNode node)
    {
        if (node.Text("json") is { } path && JsonPath.Parse(path) is null)
        {
            Refuse(node, "json", path, "$.updated");
        }

        return new PulledDay(
            node.Text("json"), node.Text("header"), node.Pattern("link", "year", "month"), node.Pattern("page", "year", "month"));
    }

    private static Expectation Expect(SourceNode node) => new(Span(node, "every", null), Span(node, "within", "P0D"));

    private static CalendarSpan Span(SourceNode node, string name, string? otherwise)
    {
        var text = node.Text(name, required: otherwise is null) ?? otherwise;
        if (text is not null && CalendarSpan.Parse(text) is { } span)
        {
            return span;
        }

        if (text is not null)
        {
            Refuse(node, name, text, "P1M | P10D");
        }

        return default;
    }

    private static PullRate Rate(SourceNode node, PullRate usual) => new(
        (int)(node.Number("calls", 1, 1_000) ?? usual.Calls),
        TimeSpan.FromSeconds(node.Number("seconds", 1, 86_400) ?? (long)usual.Window.TotalSeconds),
        (int)(node.Number("at_once", 1, 16) ?? usual.AtOnce));

    private static string? Refuse(SourceNode node, string property, string found, string expected)
    {
        node.Fault(property, found, expected, new Bilingual("Giá trị không hợp lệ.", "Not a value that can be used."));
        return null;
    }
}
