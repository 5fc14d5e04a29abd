using System.IO.Compression;
using System.Threading.Channels;
using Parquet;
using Parquet.Schema;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading;
using Plan86.Transform.Reading.Layout;

namespace Plan86.Transform.Lake;

/// <summary>One number of a workbook, as read, on its way to the lake.</summary>
internal readonly record struct CellRow(
    string Sheet, string CellRef, string TableTitle, string RowLabel, string RowPath, string ColumnPath,
    string UnitText, double Value, string Raw, bool IsHidden);

/// <summary>
/// Writes an extract's parts of the lake: zstd, a background task encodes while the caller reads on, memory is
/// bounded by one batch a year and a short queue. The only file that names Parquet.Net.
/// </summary>
internal sealed class ParquetLake : IAsyncDisposable
{
    private const int SmallBatch = 1 << 14;

    private static readonly ParquetOptions Options = new()
    {
        CompressionMethod = CompressionMethod.Zstd,

        // SmallestSize, the default, takes twenty times as long for a tenth less.
        CompressionLevel = CompressionLevel.Optimal,
    };

    private static readonly ParquetSchema ObservationSchema = new(
        new DataField<string>("series", nullable: false),
        new DataField<string>("ref_area", nullable: false),
        new DataField<string>("freq", nullable: false),
        new DataField<string>("time_period", nullable: false),
        new DataField<DateOnly>("period_start"),
        new DataField<string>("transformation", nullable: false),
        new DataField<double>("obs_value"),
        new DataField<string>("unit_measure", nullable: false),
        new DataField<int>("unit_mult"),
        new DataField<string>("obs_status", nullable: false),
        new DataField<string>("sheet", nullable: true),
        new DataField<string>("cell_ref", nullable: true),
        new DataField<int>("line"));

    private static readonly ParquetSchema CellSchema = new(
        new DataField<string>("sheet", nullable: false),
        new DataField<string>("cell_ref", nullable: false),
        new DataField<string>("table_title", nullable: false),
        new DataField<string>("row_label", nullable: false),
        new DataField<string>("row_path", nullable: false),
        new DataField<string>("column_path", nullable: false),
        new DataField<string>("unit_text", nullable: false),
        new DataField<double>("value"),
        new DataField<string>("raw", nullable: false),
        new DataField<bool>("hidden"));

    private static readonly ParquetSchema ProblemSchema = new(
        new DataField<string>("place", nullable: false),
        new DataField<string>("found", nullable: false),
        new DataField<string>("expected", nullable: false),
        new DataField<string>("severity", nullable: false),
        new DataField<string>("message_vi", nullable: false),
        new DataField<string>("message_en", nullable: false),
        new DataField<long>("times"));

    private readonly Func<LakePart, Stream> _create;
    private readonly Names _names;
    private readonly int _publicationYear;
    private readonly Dictionary<LakePart, (ParquetWriter Writer, Stream Stream)> _open = [];
    private readonly Dictionary<int, ObservationBatch> _batches = [];
    private readonly HashSet<int> _flushedYears = [];
    private readonly List<CellRow> _cells = [];
    private readonly List<Problem> _problems = [];
    private readonly ProblemKinds _kinds = new();
    private readonly Channel<Func<Task>> _queue =
        Channel.CreateBounded<Func<Task>>(new BoundedChannelOptions(2) { SingleReader = true, SingleWriter = true });
    private readonly Task _writing;
    private string?[] _scratch = [];
    private ObservationBatch? _last;

    public ParquetLake(Func<LakePart, Stream> create, Names names, int publicationYear)
    {
        _create = create;
        _names = names;
        _publicationYear = publicationYear;
        _writing = Task.Run(async () =>
        {
            await foreach (var write in _queue.Reader.ReadAllAsync())
            {
                await write();
            }
        });
    }

    public long Observations { get; private set; }

    public long Cells { get; private set; }

    public long Problems { get; private set; }

    public long Errors { get; private set; }

    public List<Problem> FirstProblems { get; } = [];

    /// <summary>See <see cref="ExtractReport.PassedOver"/>.</summary>
    public int PassedOver { get; set; }

    /// <summary>Adds a figure of the year its period begins in.</summary>
    public void Add(in ObservationRow row, int year)
    {
        var batch = _last;
        if (batch is null || batch.Year != year)
        {
            if (!_batches.TryGetValue(year, out batch))
            {
                _batches.Add(year, batch = new ObservationBatch(year));
            }

            _last = batch;
        }

        Observations++;
        if (batch.Add(row))
        {
            // Full: this year no longer fits one row group, so it stays in source order.
            _flushedYears.Add(year);
            _batches.Remove(year);
            _last = null;
            Enqueue(() => WriteAsync(batch));
        }
    }

    public void Add(in CellRow cell)
    {
        Cells++;
        _cells.Add(cell);
        if (_cells.Count == SmallBatch)
        {
            FlushCells();
        }
    }

    public void Add(Problem problem)
    {
        Problems += problem.Times;
        Errors += problem.Severity == Severity.Error ? problem.Times : 0;
        if (FirstProblems.Count < ExtractReport.ShownProblems)
        {
            FirstProblems.Add(problem);
        }

        if (_kinds.StandsAlone(problem))
        {
            _problems.Add(problem);
            if (_problems.Count == SmallBatch)
            {
                FlushProblems();
            }
        }
    }

    /// <summary>Writes what is left and closes every file.</summary>
    /// <returns>The parts written.</returns>
    public async Task<IReadOnlyList<LakePart>> CompleteAsync()
    {
        foreach (var batch in _batches.Values.OrderBy(batch => batch.Year))
        {
            if (!_flushedYears.Contains(batch.Year))
            {
                batch.Sort(_names);
            }

            Enqueue(() => WriteAsync(batch));
        }

        _batches.Clear();
        FlushCells();
        _problems.AddRange(_kinds.Rest);
        FlushProblems();
        _queue.Writer.Complete();
        await _writing;
        var parts = _open.Keys.ToList();
        await CloseAsync();
        return parts;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        try
        {
            await _writing;
        }
        finally
        {
            await CloseAsync();
        }
    }

    private void FlushCells()
    {
        if (_cells.Count > 0)
        {
            var rows = _cells.ToArray();
            _cells.Clear();
            Enqueue(() => WriteAsync(rows));
        }
    }

    private void FlushProblems()
    {
        if (_problems.Count > 0)
        {
            var rows = _problems.ToArray();
            _problems.Clear();
            Enqueue(() => WriteAsync(rows));
        }
    }

    private void Enqueue(Func<Task> write)
    {
        while (!_queue.Writer.TryWrite(write))
        {
            // The writer is behind: wait for it, so that memory stays bounded; its failure is ours.
            if (_writing.IsCompleted || !_queue.Writer.WaitToWriteAsync().AsTask().GetAwaiter().GetResult())
            {
                _writing.GetAwaiter().GetResult();
                throw new InvalidOperationException("The writer of the lake has ended.");
            }
        }
    }

    private async Task WriteAsync(ObservationBatch batch)
    {
        var (writer, count) = (await OpenAsync(new(LakeRelation.Observation, batch.Year), ObservationSchema), batch.Count);
        var fields = ObservationSchema.DataFields;
        using var group = writer.CreateRowGroup();
        await TextAsync(group, fields[0], count, i => _names.Series[batch.Series[i]]);
        await TextAsync(group, fields[1], count, i => _names.RefAreas[batch.RefArea[i]]);
        await TextAsync(group, fields[2], count, i => FreqText(_names.Periods[batch.Period[i]].Freq));
        await TextAsync(group, fields[3], count, i => _names.PeriodTexts[batch.Period[i]]);
        var starts = new DateOnly[count];
        var mults = new int[count];
        for (var i = 0; i < count; i++)
        {
            starts[i] = _names.Periods[batch.Period[i]].Start;
            mults[i] = _names.Units[batch.Unit[i]].Mult;

            // A cumulative figure begins on 1 January, whatever its last month.
            if (((Transformation)batch.Transformation[i]).IsCumulative())
            {
                starts[i] = new DateOnly(starts[i].Year, 1, 1);
            }
        }

        await group.WriteAsync<DateOnly>(fields[4], starts);
        await TextAsync(group, fields[5], count, i => Transformations.Codes[batch.Transformation[i]]);
        await group.WriteAsync<double>(fields[6], batch.Value.AsMemory(0, count));
        await TextAsync(group, fields[7], count, i => _names.Units[batch.Unit[i]].Measure);
        await group.WriteAsync<int>(fields[8], mults);
        await TextAsync(group, fields[9], count, i => ObsStatuses.Codes[batch.Status[i]]);
        await TextAsync(group, fields[10], count, i => batch.CellRef?[i] is null ? null : _names.Sheets[batch.Sheet[i]]);
        await TextAsync(group, fields[11], count, i => batch.CellRef?[i]);
        await group.WriteAsync<int>(fields[12], batch.Line.AsMemory(0, count));
        group.CompleteValidate();
    }

    private async Task WriteAsync(CellRow[] rows)
    {
        var writer = await OpenAsync(new(LakeRelation.Cell, _publicationYear), CellSchema);
        var fields = CellSchema.DataFields;
        using var group = writer.CreateRowGroup();
        await TextAsync(group, fields[0], rows.Length, i => rows[i].Sheet);
        await TextAsync(group, fields[1], rows.Length, i => rows[i].CellRef);
        await TextAsync(group, fields[2], rows.Length, i => rows[i].TableTitle);
        await TextAsync(group, fields[3], rows.Length, i => rows[i].RowLabel);
        await TextAsync(group, fields[4], rows.Length, i => rows[i].RowPath);
        await TextAsync(group, fields[5], rows.Length, i => rows[i].ColumnPath);
        await TextAsync(group, fields[6], rows.Length, i => rows[i].UnitText);
        await group.WriteAsync<double>(fields[7], Array.ConvertAll(rows, row => row.Value));
        await TextAsync(group, fields[8], rows.Length, i => rows[i].Raw);
        await group.WriteAsync<bool>(fields[9], Array.ConvertAll(rows, row => row.IsHidden));
        group.CompleteValidate();
    }

    private async Task WriteAsync(Problem[] rows)
    {
        var writer = await OpenAsync(new(LakeRelation.Problem, _publicationYear), ProblemSchema);
        var fields = ProblemSchema.DataFields;
        using var group = writer.CreateRowGroup();
        await TextAsync(group, fields[0], rows.Length, i => rows[i].Place);
        await TextAsync(group, fields[1], rows.Length, i => rows[i].Found);
        await TextAsync(group, fields[2], rows.Length, i => rows[i].Expected);
        await TextAsync(group, fields[3], rows.Length, i => rows[i].Severity == Severity.Error ? "error" : "warning");
        await TextAsync(group, fields[4], rows.Length, i => rows[i].Message.Vi);
        await TextAsync(group, fields[5], rows.Length, i => rows[i].Message.En);
        await group.WriteAsync<long>(fields[6], Array.ConvertAll(rows, row => row.Times));
        group.CompleteValidate();
    }

    private Task TextAsync(ParquetRowGroupWriter group, DataField field, int count, Func<int, string?> text)
    {
        if (_scratch.Length < count)
        {
            _scratch = new string?[Math.Max(count, SmallBatch)];
        }

        for (var i = 0; i < count; i++)
        {
            _scratch[i] = text(i);
        }

        return group.WriteAsync(field, new ArraySegment<string?>(_scratch, 0, count)!);
    }

    private async Task<ParquetWriter> OpenAsync(LakePart part, ParquetSchema schema)
    {
        if (!_open.TryGetValue(part, out var file))
        {
            var stream = _create(part);
            file = (await ParquetWriter.CreateAsync(schema, stream, Options), stream);
            _open.Add(part, file);
        }

        return file.Writer;
    }

    private async Task CloseAsync()
    {
        foreach (var (writer, stream) in _open.Values)
        {
            await writer.DisposeAsync();
            await stream.DisposeAsync();
        }

        _open.Clear();
    }

    private static string FreqText(Freq freq) => freq switch
    {
        Freq.A => "A",
        Freq.S => "S",
        Freq.Q => "Q",
        _ => "M",
    };
}
