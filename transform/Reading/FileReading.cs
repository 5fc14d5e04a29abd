using System.Xml;
using Plan86.Transform.Reading.Delimited;
using Plan86.Transform.Reading.Exchange;
using Plan86.Transform.Reading.Layout;
using Plan86.Transform.Reading.Spreadsheet;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Reading;

/// <summary>What the caller wants of a file besides its tables.</summary>
/// <param name="Takes">Asked of each delimited text, with the name of the archive's member (else empty): true when it will be
/// read as records elsewhere, and is no table here.</param>
/// <param name="Sees">Shown the lines of each sheet of a workbook that lies in no archive, decoded but not understood.</param>
/// <param name="TakesSheet">Called with each sheet and its lines, the flag set for delimited text; null: they become tables.</param>
internal sealed record ReadingWishes(
    Func<string, Func<Stream>, bool>? Takes = null, Action<string, List<Line>>? Sees = null,
    Action<Sheet, List<Line>, bool>? TakesSheet = null)
{
    /// <summary>Whether damaged lines of delimited text may be mended.</summary>
    public bool Repairs { get; init; } = true;
}

/// <summary>One file, or one member of an archive, on its way to tables. What stops the reading is the last problem.</summary>
internal sealed class FileReading
{
    private readonly Func<Stream> _open;
    private readonly string _member;
    private readonly ReadingWishes _wishes;
    private readonly ReadingContext _reading;
    private readonly List<Table> _tables = [];
    private readonly List<Cube> _cubes = [];
    private readonly List<Problem> _problems = [];
    private readonly ProblemKinds _kinds = new();
    private TableBuilder.Built? _last;
    private bool _taken;

    /// <param name="member">Its name in the archive; empty for a file.</param>
    public FileReading(Func<Stream> open, string fileName, string member, ReadingBudget budget, ReadingWishes wishes, CancellationToken ct)
    {
        (_open, _member, _wishes) = (open, member, wishes);
        _reading = new ReadingContext(fileName, budget, problem =>
        {
            if (_kinds.StandsAlone(problem))
            {
                _problems.Add(problem);
            }
        }, ct);
    }

    public TableDocument Read()
    {
        _reading.ThrowIfCancelled();
        try
        {
            if (ReaderOf() is { } reader)
            {
                Read(reader);
            }
        }
        catch (Exception error) when (error is OverBudgetException or OutOfMemoryException)
        {
            // Out of memory here is one array that the file asked for, not the end of the process.
            _problems.Add(WorkbookProblems.TooLarge(_reading.FileName));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The libraries throw whatever they meet first in a damaged file: an index out of range as well as an
            // exception of their own. To the one who handed it in it is all the same: a file that cannot be read.
            _problems.Add(XlsSheets.IsEncrypted(error) ? WorkbookProblems.Encrypted() : WorkbookProblems.Damaged(DetailOf(error)));
        }

        if (_tables.Count == 0 && _problems.Count == 0 && !_taken)
        {
            _problems.Add(WorkbookProblems.NoNumber());
        }

        return new TableDocument(_reading.Format, _tables, [.. _kinds.Rest, .. _problems]) { Cubes = _cubes };
    }

    /// <summary>What a parser says of the place is worth showing; what a library says of its own insides is not.</summary>
    private static string DetailOf(Exception error) =>
        error is XmlException || error is InvalidDataException { Source: not "System.IO.Compression" } ? error.Message : "";

    private FormatReader? ReaderOf()
    {
        using var head = new FileHead(_open());
        if (head.Bytes.IsEmpty)
        {
            _reading.Refuse(WorkbookProblems.Empty());
            return null;
        }

        var reader = FormatReader.Of(head);
        _reading.Format = reader.Format;
        if (reader.Refusal is { } refusal)
        {
            _reading.Refuse(refusal(head));
            return null;
        }

        return reader;
    }

    private void Read(FormatReader reader)
    {
        if (reader.Members is { } members)
        {
            ReadMembers(members, reader.IsPackage);
        }
        else if (reader.IsDelimited && _wishes.Takes?.Invoke(_member, _open) == true)
        {
            _taken = true;
        }
        else
        {
            using var bytes = _open();
            var reading = reader.IsPackage ? ZipMembers.Bounded(bytes, _reading) : _reading;
            if (reading is null)
            {
                return;
            }

            if (reader.Sheets is { } sheets)
            {
                TakeSheets(sheets(bytes, reading));
            }
            else if (reader.Cubes is { } cubes)
            {
                TakeCubes(cubes(bytes, reading));
            }
            else
            {
                TakeText(bytes);
            }

            _reading.Format = reading.Format;
        }
    }

    private void ReadMembers(Func<Func<Stream>, ReadingContext, IEnumerable<(string Name, Func<Stream> Open)>> members, bool isPackage)
    {
        if (_member.Length > 0)
        {
            _reading.Report(ArchiveProblems.NestedArchive(_member));
            return;
        }

        var bounded = _reading;
        if (isPackage)
        {
            using var bytes = _open();
            bounded = ZipMembers.Bounded(bytes, _reading);
        }

        if (bounded is null)
        {
            return;
        }

        foreach (var (name, open) in members(_open, bounded))
        {
            var inner = new FileReading(
                open, _reading.FileName, name, _reading.Budget.Part(), _wishes with { Sees = null }, _reading.Cancellation).Read();
            _taken |= inner.Format != FileFormat.Unknown && inner.Tables.Count == 0 && inner.Problems.Count == 0;
            _tables.AddRange(
                inner.Tables.Select(table => table with { Sheet = Place.SheetIn(name, table.Sheet), Member = name }));
            _cubes.AddRange(inner.Cubes.Select(cube => cube.In(name)));
            foreach (var problem in inner.Problems)
            {
                _reading.Report(problem with { Place = problem.Place.InMember(name) });
            }
        }
    }

    private void TakeSheets(IEnumerable<Sheet> sheets)
    {
        var tcvn3 = new Tcvn3();
        var names = new HashSet<string>();
        foreach (var sheet in sheets)
        {
            _reading.ThrowIfCancelled();
            for (var (name, number) = (sheet.Name, 2); !names.Add(sheet.Name); number++)
            {
                // Two sheets may bear one name; their cells must not share an address.
                sheet.Name = $"{name} ({number})";
            }

            var lines = SheetLines.Of(sheet, tcvn3);
            _wishes.Sees?.Invoke(sheet.Name, lines);
            ReportErrors(sheet);
            Take(sheet, lines, isFlat: false);
        }
    }

    /// <summary>Reports the formulas that failed, not those in hidden columns: they are workings, and a rule that wants one tells of
    /// it.</summary>
    private void ReportErrors(Sheet sheet)
    {
        foreach (var (row, column, error) in sheet.Errors.Where(error => !sheet.HiddenColumns.Contains(error.Column)))
        {
            _reading.Report(WorkbookProblems.ErrorValue(sheet.Name, CellRef.Of(row, column), error));
        }
    }

    private void TakeText(Stream bytes)
    {
        var (sheet, dialect, delimiter) =
            DelimitedReader.ReadSheet(bytes, _reading.Budget, _reading.Report, _wishes.Repairs, _reading.Cancellation);
        _reading.Format = dialect == "tsv" ? FileFormat.Tsv : FileFormat.Csv;
        Take(sheet, SheetLines.Of(sheet, new Tcvn3(), delimiter), isFlat: true);
    }

    private void TakeCubes(IEnumerable<Cube> cubes)
    {
        _cubes.AddRange(cubes);

        // Numbered within their sheet, as tables are.
        foreach (var sheet in _cubes.Where(cube => cube.Count > 0).GroupBy(cube => cube.Sheet))
        {
            _tables.AddRange(sheet.Select((cube, i) => cube.ToTable(i + 1)));
        }
    }

    private void Take(Sheet sheet, List<Line> lines, bool isFlat)
    {
        if (_wishes.TakesSheet is { } take)
        {
            take(sheet, lines, isFlat);
            return;
        }

        var regions = isFlat && TableFinder.FindFlat(lines) is { } flat ? [flat] : TableFinder.Find(lines, sheet.HiddenColumns);
        var number = 0;
        foreach (var region in regions)
        {
            var built = TableBuilder.Build(sheet, region, number + 1, _last);
            if (built.Table.Rows.Count > 0)
            {
                number++;
                _tables.Add(built.Table);
                _last = built;
            }
        }
    }
}
