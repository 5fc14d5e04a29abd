using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Plan86.Schedules;
using Plan86.Schedules.Bulletins;
using Plan86.Transform;
using Plan86.Transform.Lake;

namespace Plan86.Tests.Schedules.Bulletins;

/// <summary>The pages in a real browser: Debian's Chromium, or the one that PLAN86_CHROMIUM names.</summary>
public sealed class BrowserTests(BrowserTests.Pages pages) : IClassFixture<BrowserTests.Pages>
{
    private static readonly string[] Every = ["bulletin.vi.html", "bulletin.en.html", "index.vi.html", "index.en.html",
        "indicators/port_throughput.vi.html", "indicators/tourists.en.html", "tasks.vi.html", "calendar.en.html", "method.vi.html",
        "data.en.html", "glossary.vi.html"];

    public static TheoryData<string> Names => [.. Every];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_page_says_nothing_on_the_console_and_asks_nobody_for_anything(string name)
    {
        var heard = new Heard();
        var page = await pages.OpenAsync(name, heard: heard);
        heard.Complaints.ShouldBeEmpty();
        heard.Requests
            .Where(url => !url.StartsWith("file:", StringComparison.Ordinal) && !url.StartsWith("data:", StringComparison.Ordinal))
            .ShouldBeEmpty();
        if (name.StartsWith("bulletin", StringComparison.Ordinal))
        {
            heard.Requests.ShouldHaveSingleItem();
        }

        await page.CloseAsync();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_page_can_be_read_without_seeing_it(string name)
    {
        var page = await pages.OpenAsync(name);
        (await page.EvaluateAsync<string[]>("""
            () => {
              const faults = [];
              const text = node => (node.getAttribute("aria-label") || node.textContent || "").trim();
              if (!/^(vi|en)$/.test(document.documentElement.lang)) faults.push("no language");
              for (const landmark of ["header", "nav", "main", "footer"])
                if (document.querySelectorAll("body > " + landmark).length !== 1) faults.push("landmark " + landmark);
              if (document.querySelectorAll("h1").length !== 1) faults.push("h1");
              let level = 1;
              for (const heading of document.querySelectorAll("h1, h2, h3, h4")) {
                const own = +heading.tagName[1];
                if (own > level + 1) faults.push("heading skips: " + text(heading));
                level = own;
              }
              for (const table of document.querySelectorAll("table")) {
                if (!table.caption) faults.push("table without caption");
                for (const row of table.tBodies[0].rows)
                  if (row.cells[0].tagName !== "TH" || row.cells[0].scope !== "row") faults.push("row without header: " + text(row));
                if ([...table.tHead.rows[0].cells].some(cell => cell.scope !== "col" || !text(cell))) faults.push("column without header");
                const columns = table.tHead.rows[0].cells.length;
                if ([...table.tBodies[0].rows].some(row => row.cells.length !== columns)) faults.push("ragged table " + table.id);
              }
              for (const image of document.querySelectorAll("img")) if (image.alt.length < 20) faults.push("image without words");
              for (const drawing of document.querySelectorAll("main svg"))
                if (drawing.getAttribute("role") !== "img" || !drawing.querySelector("title")?.textContent ||
                !drawing.querySelector("desc")?.textContent) faults.push("drawing without words");
              for (const link of document.querySelectorAll("a")) if (!text(link)) faults.push("link without words");
              for (const choice of document.querySelectorAll("select")) if (!choice.labels.length) faults.push("choice without label");
              const ids = [...document.querySelectorAll("[id]")].map(node => node.id);
              for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push("id twice: " + id);
              for (const link of document.querySelectorAll("a[href^='#']"))
                if (!document.getElementById(link.getAttribute("href").slice(1))) faults.push("link to nowhere: " + link.hash);
              const channel = value => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
              const light = colour => { const [r, g,
              b] = colour.match(/[\d.]+/g).map(Number); return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b); };
              const ground = node => { for (; node; node = node.parentElement) { const colour = getComputedStyle(node).backgroundColor; if
              (!/, 0\)$/.test(colour)) return colour; } return "rgb(255, 255, 255)"; };
              for (const node of document.querySelectorAll("body *:not(svg):not(svg *)")) {
                if (![...node.childNodes].some(child => child.nodeType === 3 && child.textContent.trim())) continue;
                const [a, b] = [light(getComputedStyle(node).color), light(ground(node))].sort((x, y) => y - x);
                if ((a + 0.05) / (b + 0.05) < 4.5) faults.push("contrast: " + text(node).slice(0, 40));
              }
              return [...new Set(faults)];
            }
            """)).ShouldBeEmpty();
        await page.CloseAsync();
    }

    // One page of each kind: rules are a matter of markup, which both languages share.
    [Theory]
    [InlineData("bulletin.vi.html", 1280)]
    [InlineData("index.vi.html", 1280)]
    [InlineData("index.vi.html", 360)]
    [InlineData("indicators/port_throughput.vi.html", 1280)]
    [InlineData("indicators/tourists.en.html", 360)]
    [InlineData("tasks.vi.html", 1280)]
    [InlineData("calendar.en.html", 360)]
    [InlineData("method.vi.html", 1280)]
    [InlineData("data.en.html", 1280)]
    [InlineData("glossary.vi.html", 360)]
    public async Task A_page_keeps_the_rules_of_accessibility_wide_and_narrow(string name, int width)
    {
        var page = await pages.OpenAsync(name, width);

        // The rows of a table are made alike: hundreds of them take minutes to say what the first say.
        await page.EvaluateAsync(
            "() => document.querySelectorAll('tbody').forEach(body => [...body.rows].slice(4).forEach(row => row.remove()))");

        // What is drawn is one picture with a title and a description: its strokes are no concern of a reader of screens. Contrast takes
        // minutes here and has a test of its own.
        var result = await page.RunAxe(
            new AxeRunContext { Exclude = [new AxeSelector("figure svg > g")] },
            new AxeRunOptions { Rules = new Dictionary<string, RuleOptions> { ["color-contrast"] = new() { Enabled = false } } });
        result.Violations
            .Select(fault => $"{fault.Id}: {fault.Help}: {string.Join(" | ", fault.Nodes.Take(3).Select(node => node.Html))}")
            .ShouldBeEmpty();
        await page.CloseAsync();
    }

    [Fact]
    public async Task The_overview_is_searched_without_accents_sorted_by_letter_and_number_and_kept_to_what_has_figures()
    {
        var page = await pages.OpenAsync("index.vi.html");
        var rows = page.Locator("#verdicts tbody tr:visible");
        var all = await rows.CountAsync();
        Task<string[]> NamesAsync() => page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('#verdicts tbody tr')].filter(row => !row.hidden).map(row => "
                + "row.cells[0].textContent.trim())");

        await page.Locator("#search").FillAsync("khach DU lich");
        (await NamesAsync()).ShouldAllBe(text => text.StartsWith("Khách du lịch", StringComparison.Ordinal));
        (await rows.CountAsync()).ShouldBeInRange(2, 6);
        await page.Locator("#search").FillAsync("");
        (await rows.CountAsync()).ShouldBe(all);

        await page.Locator("#verdicts th[data-sort=text] button").First.PressAsync("Enter");
        var sorted = await NamesAsync();
        sorted.ShouldBe(sorted.Order(StringComparer.Create(CultureInfo.GetCultureInfo("vi-VN"), CompareOptions.None)));
        (await page.Locator("#verdicts th").First.GetAttributeAsync("aria-sort")).ShouldBe("ascending");

        await page.Locator("#verdicts th[data-sort=number] button").First.ClickAsync();
        var shares = await page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('#verdicts tbody tr')].map(row => "
                + "row.cells[3].querySelector('[data-value]').dataset.value)");
        var known = shares.TakeWhile(share => share.Length > 0).Select(share => double.Parse(share, CultureInfo.InvariantCulture)).ToList();
        known.Count.ShouldBe(shares.Count(share => share.Length > 0), "what has no figure comes last");
        known.ShouldBeInOrder();

        await page.Locator("#known").CheckAsync();
        (await rows.CountAsync()).ShouldBe(4, "two targets each for the port and for tourists");
        await page.CloseAsync();
    }

    [Fact]
    public async Task An_indicator_is_looked_through_by_pointer_keyboard_and_choice_of_years()
    {
        var page = await pages.OpenAsync("indicators/port_throughput.vi.html");
        var said = page.Locator("#said");
        (await said.TextContentAsync()).ShouldBe("2024: 181,5\u00A0triệu tấn (ước tính)");
        await page.Locator("#year").FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        (await said.TextContentAsync()).ShouldBe("2023: 170,1\u00A0triệu tấn (sơ bộ)");

        var drawing = (await page.Locator("#plot svg").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(drawing.X + 70, drawing.Y + 100);
        (await said.TextContentAsync()).ShouldBe("2022: 168,5\u00A0triệu tấn (chính thức)");

        await page.Locator("#choice-0").SelectOptionAsync("2023");
        (await page.Locator("#plot .point").CountAsync()).ShouldBe(2);
        (await page.Locator("#year").GetAttributeAsync("min")).ShouldBe("2023");
        await page.CloseAsync();
    }

    [Fact]
    public async Task Figures_are_downloaded_from_the_page_and_the_data_page_has_the_files_where_the_site_is_served()
    {
        // From disk a browser shows a picture instead of saving it: every file is a stranger to every other there.
        await using var served = await pages.ServeAsync();
        var page = await pages.OpenAsync("indicators/port_throughput.vi.html", at: served.Address);
        foreach (var (link, begins) in new[]
        {
            ("port_throughput.csv", "indicator,ref_area,year"), ("port_throughput.vintages.csv", "indicator,series,ref_area"),
            ("port_throughput.vi.xlsx", "PK"), ("port_throughput.vi.png", "\u0089PNG"), ("port_throughput.vi.svg", "<svg"),
        })
        {
            var download = await page.RunAndWaitForDownloadAsync(() => page.Locator($"a[download][href$='{link}']").ClickAsync());
            var bytes = await File.ReadAllBytesAsync((await download.PathAsync())!, TestContext.Current.CancellationToken);
            System.Text.Encoding.Latin1.GetString(bytes, 0, begins.Length).ShouldBe(begins, link);
        }

        await page.GotoAsync(served.Address + "data.vi.html");
        (await page.Locator("#served a").First.IsVisibleAsync()).ShouldBeTrue();
        await page.CloseAsync();
        var fromDisk = await pages.OpenAsync("data.vi.html");
        (await fromDisk.Locator("#served a").First.IsVisibleAsync()).ShouldBeFalse();
        await fromDisk.CloseAsync();
    }

    [Fact]
    public async Task The_months_beside_it_are_a_step_away()
    {
        var page = await pages.OpenAsync("index.vi.html");
        await page.Locator(".months a").First.WaitForAsync();
        (await page.Locator(".months a").AllTextContentsAsync()).ShouldBe(["← Tháng trước (2024-01)", "Các tháng"]);
        await page.Locator(".months a").First.ClickAsync();
        await page.WaitForURLAsync("**/2024-01/index.vi.html");
        (await page.Locator(".months a").First.TextContentAsync()).ShouldBe("Tháng sau (2024-12) →");
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_table_on_a_phone_names_each_cell_and_the_front_page_is_light()
    {
        var page = await pages.OpenAsync("index.vi.html", width: 360);
        (await page.EvaluateAsync<string>(
            "() => getComputedStyle(document.querySelector('#verdicts tbody td:nth-child(3)'), '::before').content"))
                .ShouldBe("\"Mục tiêu\"");
        (await page.EvaluateAsync<bool>(
            "() => [...document.querySelectorAll('#verdicts td, #verdicts tbody th')].every(cell => cell.getBoundingClientRect().right <= "
                + "360)"))
            .ShouldBeTrue();
        await page.CloseAsync();
        new FileInfo(pages.PathOf("index.vi.html")).Length.ShouldBeLessThan(300_000);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_phone_shows_a_page_without_sideways_scroll(string name)
    {
        var page = await pages.OpenAsync(name, width: 360);
        (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0);
        await page.CloseAsync();
    }

    [Fact]
    public async Task The_overview_is_narrowed_by_keyboard()
    {
        var page = await pages.OpenAsync("index.en.html");
        var rows = page.Locator("#verdicts tbody tr:visible");
        var targets = Settings.Load(null).Catalogue.Targets.Count;
        (await rows.CountAsync()).ShouldBe(targets);
        await page.Locator("#verdict").FocusAsync();
        await page.Keyboard.TypeAsync("No data");
        var shown = await rows.CountAsync();
        shown.ShouldBeInRange(1, targets - 1);
        (await page.Locator("#count").TextContentAsync()).ShouldBe($"Showing {shown} of {targets} targets.");
        (await page.Locator("#verdicts tbody tr:visible .verdict:not(.no_data)").CountAsync()).ShouldBe(0);
        await page.CloseAsync();
    }

    [Fact]
    public async Task Print_styles_keep_rows_and_pictures_whole_and_repeat_headers()
    {
        var page = await pages.OpenAsync("bulletin.vi.html");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        (await page.EvaluateAsync<bool>(
            "() => [...document.querySelectorAll('tr, figure')].every(node => getComputedStyle(node).breakInside === 'avoid') && "
                + "[...document.querySelectorAll('thead')].every(node => getComputedStyle(node).display === 'table-header-group')"))
            .ShouldBeTrue();
        await page.CloseAsync();
    }

    [Theory]
    [InlineData("bulletin.vi.html")]
    [InlineData("bulletin.en.html")]
    public async Task On_paper_a_row_is_on_one_page_and_no_heading_of_a_table_stands_alone(string name)
    {
        const string PdfToText = "/usr/bin/pdftotext";
        var page = await pages.OpenAsync(name);
        Assert.SkipUnless(File.Exists(PdfToText), "There is no pdftotext (poppler-utils) on this machine.");
        // Words that are found again on the pages: where each row begins, and where each of its cells ends.
        var rows = await page.EvaluateAsync<int>("""
            () => {
              let count = 0;
              [...document.querySelectorAll("table")].forEach((table, t) => {
                table.tHead.rows[0].cells[0].append(` ΩH${t}Ω`);
                for (const row of table.tBodies[0].rows) {
                  count++;
                  row.cells[0].prepend(`ΩB${t}.${count}Ω `);
                  for (const cell of row.cells) cell.append(` ΩE${t}.${count}Ω`);
                }
              });
              return count;
            }
            """);
        var file = Path.Combine(Directory.CreateTempSubdirectory("plan86-print-").FullName, "bulletin.pdf");
        await page.PdfAsync(new() { Path = file, PreferCSSPageSize = true });
        await page.CloseAsync();
        using var reader = System.Diagnostics.Process
            .Start(new System.Diagnostics.ProcessStartInfo(PdfToText, [file, "-"]) { RedirectStandardOutput = true })!;
        var printed = (await reader.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\f');
        await reader.WaitForExitAsync(TestContext.Current.CancellationToken);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        var (begun, orphans) = (0, new List<string>());
        foreach (var sheet in printed)
        {
            // A mark may be broken over two lines.
            var marks = System.Text.RegularExpressions.Regex.Matches(sheet.ReplaceLineEndings(""), @"Ω([HBE])([\d.]+)Ω")
                .Select(mark => (Kind: mark.Groups[1].Value, Of: mark.Groups[2].Value)).ToList();
            var here = marks.Where(mark => mark.Kind == "B").Select(mark => mark.Of).ToHashSet(StringComparer.Ordinal);
            begun += here.Count;
            orphans.AddRange(marks.Where(mark => mark.Kind == "E" && !here.Contains(mark.Of)).Select(mark => "row " + mark.Of));
            orphans.AddRange(
                marks.Where(mark => mark.Kind == "H" && !here.Any(row => row.StartsWith(mark.Of + ".", StringComparison.Ordinal)))
                    .Select(mark => "heading " + mark.Of));
        }

        orphans.ShouldBeEmpty();
        begun.ShouldBe(rows);
        printed.Length.ShouldBeInRange(4, 20);
    }

    [Fact]
    public async Task The_filter_is_reached_by_the_tab_key_and_one_sees_where_one_is()
    {
        var page = await pages.OpenAsync("index.vi.html");
        var stops = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            var (id, outline) = await FocusAsync(page);
            outline.ShouldBeTrue($"stop {i + 1}, {id}");
            stops.Add(id);
        }

        stops[0].ShouldBe("skip");
        stops.Where(stop => stop is "sector" or "department" or "verdict").ShouldBe(["sector", "department", "verdict"]);
        await page.CloseAsync();
    }

    private static async Task<(string Id, bool HasOutline)> FocusAsync(IPage page)
    {
        var found = await page.EvaluateAsync<string[]>("""
            () => {
              const at = document.activeElement, style = getComputedStyle(at);
              const seen = at.className === "skip" ? at.getBoundingClientRect().left >= 0 : style.outlineStyle === "solid" &&
              parseFloat(style.outlineWidth) >= 2;
              return [at.id || at.className || at.tagName, seen ? "yes" : ""];
            }
            """);
        return (found[0], found[1].Length > 0);
    }

    [Fact]
    public async Task What_a_file_is_called_is_never_run()
    {
        var page = await pages.OpenAsync("indicators/port_throughput.vi.html");
        (await page.Locator("#cells").TextContentAsync())!.ShouldContain(Pages.Hostile);
        (await page.EvaluateAsync<bool>("() => 'owned' in window")).ShouldBeFalse();
        await page.CloseAsync();
    }

    /// <summary>What one page said on the console and asked for.</summary>
    public sealed class Heard
    {
        public List<string> Complaints { get; } = [];

        public List<string> Requests { get; } = [];
    }

    /// <summary>A folder given out over HTTP.</summary>
    public sealed class Served : IAsyncDisposable
    {
        private readonly HttpListener _listener = new();
        private Task _answering = Task.CompletedTask;

        public required string Address { get; init; }

        public static Task<Served> StartAsync(string folder)
        {
            // Port 0 is not to be had of a listener: one that is free now.
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture)}/";
            probe.Stop();
            var served = new Served { Address = address };
            served._listener.Prefixes.Add(address);
            served._listener.Start();
            served._answering = Task.Run(() => served.AnswerAsync(folder));
            return Task.FromResult(served);
        }

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _answering;
            _listener.Close();
        }

        private async Task AnswerAsync(string folder)
        {
            while (_listener.IsListening)
            {
                try
                {
                    var asked = await _listener.GetContextAsync();
                    var file = Path.Combine(folder, asked.Request.Url!.AbsolutePath.TrimStart('/'));
                    asked.Response.StatusCode = File.Exists(file) ? 200 : 404;
                    asked.Response.ContentType = Path.GetExtension(file) switch
                    {
                        ".html" => "text/html", ".svg" => "image/svg+xml", ".js" => "text/javascript", _ => "application/octet-stream",
                    };
                    await asked.Response.OutputStream.WriteAsync(File.Exists(file) ? await File.ReadAllBytesAsync(file) : []);
                    asked.Response.Close();
                }
                catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException or InvalidOperationException)
                {
                    // Stopped, or the browser went away.
                }
            }
        }
    }

    /// <summary>A bulletin of a few figures, made once, and a browser.</summary>
    public sealed class Pages : IAsyncLifetime
    {
        /// <summary>No slash: it has to be a name.</summary>
        public static readonly string Hostile = OperatingSystem.IsWindows()
            ? "2024-12-10-img onerror.csv" : "2024-12-10-<img src=x onerror=\"window.owned=1\">.csv";

        private static readonly DateOnly Month = new(2024, 12, 1);
        private readonly Office _office = new(indicators: true);
        private IPlaywright? _playwright;
        private IBrowser? _browser;

        public async ValueTask InitializeAsync()
        {
            if (Browser() is not { } program)
            {
                return;
            }

            _office.Drop("2024-01-06", "Sản lượng hàng hóa qua cảng;Năm 2022;triệu tấn;168,5;Chính thức",
                "Sản lượng hàng hóa qua cảng;Năm 2023;triệu tấn;170,1;Sơ bộ");
            _office.DropAs(Hostile, "2024-12-10", "Sản lượng hàng hóa qua cảng;Năm 2024;triệu tấn;181,5;Ước",
                "Khách du lịch;Năm 2024;triệu lượt;9,1;Ước");
            await _office.OnceAsync();
            await BulletinTests.MakeAsync(_office, new DateOnly(2024, 1, 1), Language.Vietnamese);
            await BulletinTests.MakeAsync(_office, Month, Language.Vietnamese, Language.English);
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = program,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                    "--disable-component-update", "--disable-sync"],
            });
        }

        public async Task<IPage> OpenAsync(string name, int width = 1100, Heard? heard = null, string? at = null)
        {
            Assert.SkipUnless(_browser is not null, "There is no Chromium on this machine.");
            heard ??= new Heard();
            var page = await _browser.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = 900 } });
            page.Console += (_, message) => heard.Complaints.Add(message.Text);
            page.PageError += (_, error) => heard.Complaints.Add(error);
            // A route is in force when the call returns; an event may be told before anyone listens.
            await page.RouteAsync("**/*", route =>
            {
                heard.Requests.Add(route.Request.Url);
                return route.ContinueAsync();
            });
            await page.GotoAsync(at is null ? new Uri(PathOf(name)).AbsoluteUri : at + name,
                new() { WaitUntil = WaitUntilState.Load });
            return page;
        }

        /// <summary>The bulletin's folder on a loopback server.</summary>
        public async Task<Served> ServeAsync()
        {
            Assert.SkipUnless(_browser is not null, "There is no Chromium on this machine.");
            return await Served.StartAsync(PathOf(""));
        }

        public string PathOf(string name) => Path.Combine(DataFolder.BulletinFolder(_office.Path, Month), name);

        public async ValueTask DisposeAsync()
        {
            if (_browser is not null)
            {
                await _browser.DisposeAsync();
            }

            _playwright?.Dispose();
            _office.Dispose();
        }

        private static string? Browser() =>
            new[] { Environment.GetEnvironmentVariable("PLAN86_CHROMIUM"), "/usr/bin/chromium",
                @"C:\Program Files\Google\Chrome\Application\chrome.exe" }
                .FirstOrDefault(File.Exists);
    }
}
