using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Plan86.Ingest;
using Plan86.Schedules;
using Plan86.Transform;
using Plan86.Transform.Plan;
using Plan86.Warehouse;

namespace Plan86.Tests.Schedules;

/// <summary>A data folder of its own with the whole line over it; each call works as a process of its own would.</summary>
internal sealed class Office : IDisposable
{
    /// <summary>Everything analysts meet, without what says when it was made.</summary>
    private static readonly string[] Relations =
    [
        "SELECT * EXCLUDE (built_at, inputs) FROM publication",
        "SELECT * EXCLUDE (received_at) FROM extract",
        "SELECT * FROM cell",
        "SELECT * FROM observation",
        "SELECT * FROM problem",
        "SELECT * FROM series",
        "SELECT * FROM indicator",
        "SELECT * FROM target",
        "SELECT * FROM task",
        "SELECT * FROM milestone",
        "SELECT * FROM indicator_value",
        "SELECT * FROM assessment_by_territory",
        "SELECT * FROM area",
        "SELECT * FROM indicator_figure",
        "SELECT * FROM series_break",
        "SELECT * FROM series_part",
        "SELECT * FROM observation_input",
        "SELECT * FROM nowcast_record",
        "SELECT * FROM verdict_change",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("plan86-office-").FullName;
    private readonly Ticking _clock = new();
    private readonly bool _draws;
    private readonly string _path;
    private (PublicationView View, DateTime Published)? _look;

    /// <param name="indicators">False: no indicators, no targets, no charts; for tests of the warehouse alone.</param>
    /// <param name="only">One indicator alone, and its pictures; else none is drawn, for there are many.</param>
    /// <param name="name">The data folder's own name.</param>
    /// <param name="sources">More sources than the shipped ones: name and JSON.</param>
    /// <param name="rows">Rows that go over the catalogue's: a file and its text.</param>
    public Office(
        bool indicators = false, string name = "data", string? only = null, (string File, string Text)? rows = null,
        params (string Name, string Json)[] sources)
    {
        _path = Directory.CreateDirectory(System.IO.Path.Combine(_folder, name)).FullName;
        Config = Directory.CreateDirectory(System.IO.Path.Combine(_folder, "config")).FullName;
        _draws = only is not null;
        if (!indicators)
        {
            WithIndicator(only, Config);
        }

        if (rows is { } own)
        {
            File.WriteAllText(
                System.IO.Path.Combine(Directory.CreateDirectory(System.IO.Path.Combine(Config, "catalogue")).FullName, own.File),
                own.Text);
        }

        foreach (var (source, json) in sources)
        {
            File.WriteAllText(
                System.IO.Path.Combine(Directory.CreateDirectory(System.IO.Path.Combine(Config, "sources")).FullName, source + ".json"),
                json);
        }

        Settings = Settings.Load(Config);
        Store = new PublicationStore(_path);
    }

    /// <summary>Whoever asks for it may publish by other ways: what is open is closed.</summary>
    public string Path
    {
        get
        {
            CloseLook();
            return _path;
        }
    }

    public string Config { get; }

    internal Settings Settings { get; }

    public Catalogue Catalogue => Settings.Catalogue;

    public PublicationStore Store { get; }

    public string PublishedFile => Store.PublishedFile!;

    /// <summary>A catalogue of series and units alone: nothing to judge or draw.</summary>
    public static void WithoutIndicators(string config) => WithIndicator(null, config);

    private static void WithIndicator(string? only, string config)
    {
        var catalogue = Directory.CreateDirectory(System.IO.Path.Combine(config, "catalogue")).FullName;
        File.WriteAllText(System.IO.Path.Combine(catalogue, "only"), "");
        foreach (var file in Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, "transform", "catalogue"), "*.csv"))
        {
            var isOfIndicators = System.IO.Path.GetFileName(file) is "indicators.csv" or "targets.csv";
            File.WriteAllLines(
                System.IO.Path.Combine(catalogue, System.IO.Path.GetFileName(file)),
                File.ReadLines(file)
                    .Where((line, n) => !isOfIndicators || n == 0 || line.StartsWith(only + ",", StringComparison.Ordinal)));
        }
    }

    public void Later(TimeSpan time) => _clock.Later(time);

    public string In(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public string Drop(string source, string name, byte[] content)
    {
        var path = In("inbox", source, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(-5));
        return path;
    }

    /// <summary>An extract of the city's statistics office: lines of <c>Chỉ tiêu;Kỳ;Đơn vị tính;Giá trị;Trạng thái</c>.</summary>
    public string Drop(string publishedOn, params string[] lines) => DropAs(publishedOn + "-so-lieu.csv", publishedOn, lines);

    public string DropAs(string name, string publishedOn, params string[] lines) =>
        Drop("hai-phong-monthly", name, Csv(publishedOn, lines));

    public static byte[] Csv(string publishedOn, params string[] lines)
    {
        var day = DateOnly.ParseExact(publishedOn, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetBytes(
            $"# Ngày công bố: {day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)}\nChỉ tiêu;Kỳ;Đơn vị tính;Giá trị;Trạng thái\n"
            + string.Concat(lines.Select(line => line + "\n")));
    }

    /// <summary>What <c>once</c> does.</summary>
    public Task<(Collected Collected, Refresh Refresh)> OnceAsync() => InAsync(pipeline => pipeline.OnceAsync(CancellationToken.None));

    /// <summary>What <c>pull</c> does: fetches sources now and publishes what came.</summary>
    public Task<Collected> PullAsync(PullWish? wish = null, Action<PlannedAsk>? plan = null, params string[] sources) =>
        InAsync((pipeline, collector) => PullAsync(pipeline, collector, wish ?? new PullWish(), plan, sources));

    private static async Task<Collected> PullAsync(
        Pipeline pipeline, Collector collector, PullWish wish, Action<PlannedAsk>? plan, string[] sources)
    {
        var collected = await collector.PullNowAsync(sources, wish, plan, CancellationToken.None);
        await pipeline.RefreshAsync(collected, CancellationToken.None);
        return collected;
    }

    /// <summary>What <c>rebuild</c> does.</summary>
    public Task<Refresh> RebuildAsync() => InAsync(pipeline => pipeline.RebuildAsync(CancellationToken.None));

    /// <summary>Builds and publishes again though nothing has changed.</summary>
    public Task<Refresh> PublishAgainAsync() =>
        InAsync(pipeline => pipeline.RefreshAsync(new Collected([], [], []), CancellationToken.None, force: true));

    /// <summary>What <c>withdraw</c> keeps; the next <see cref="OnceAsync"/> publishes without it.</summary>
    public bool Withdraw(string text, string? why)
    {
        using var collector = new Collector(Path, Settings.Sources.All, Ingest.DataFolder.Quick, _clock);
        return collector.Withdraw(collector.Find(text).ShouldHaveSingleItem(), why);
    }

    private Task<T> InAsync<T>(Func<Pipeline, Task<T>> work) => InAsync((pipeline, _) => work(pipeline));

    private async Task<T> InAsync<T>(Func<Pipeline, Collector, Task<T>> work)
    {
        using var collector = new Collector(Path, Settings.Sources.All, Ingest.DataFolder.Quick, _clock);
        return await work(new Pipeline(
            Path, Settings.Load(Config), collector, new PublicationStore(Path), TimeProvider.System, NullLogger.Instance,
            new Progress(TextWriter.Null, false), _draws), collector);
    }

    /// <summary>The rows of a query on the published file, which stays open until the next publication: opening costs more than
    /// most queries, and one file open twice in a process is the same file, whatever has been put in its place.</summary>
    public IReadOnlyList<object?[]> Rows(string sql)
    {
        var published = File.GetLastWriteTimeUtc(PublishedFile);
        if (_look?.Published != published)
        {
            CloseLook();
            _look = (Store.Open(), published);
        }

        return _look.Value.View.Query(sql).Rows;
    }

    private void CloseLook()
    {
        _look?.View.Dispose();
        _look = null;
    }

    /// <summary>The rows as text, one a line, fields parted by blanks, sorted.</summary>
    public string Text(string sql) => Text(Rows(sql));

    private static string Text(IEnumerable<object?[]> rows) => string.Join('\n', rows
        .Select(row => string.Join(' ', row.Select(Field)))
        .Order(StringComparer.Ordinal));

    public T Scalar<T>(string sql) => (T)Rows(sql)[0][0]!;

    /// <summary>Every table as text: equal when the publications are.</summary>
    public string Tables()
    {
        return string.Join("\n\n", Relations.Select(sql => sql + "\n" + Text(sql)));
    }

    private static string Field(object? value) => value switch
    {
        null => "∅",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        string text => text,
        System.Collections.IEnumerable list => string.Join('+', list.Cast<object?>().Select(Field)),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    public void Dispose()
    {
        CloseLook();
        foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
        {
            if (OperatingSystem.IsWindows())
            {
                File.SetAttributes(file, FileAttributes.Normal);
            }
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>No two receipts at one instant, whatever the machine's clock resolves.</summary>
    private sealed class Ticking : TimeProvider
    {
        private long _ticks = System.GetUtcNow().Ticks;

        public void Later(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

        public override DateTimeOffset GetUtcNow() => new(Interlocked.Add(ref _ticks, TimeSpan.TicksPerSecond), TimeSpan.Zero);
    }
}
