using System.Data;
using DuckDB.NET.Data;

namespace Plan86.Warehouse;

/// <summary>Rows of a query, with the names of their columns.</summary>
public sealed record Answer(IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows)
{
    /// <summary>Returns the rows, their fields to be had by name.</summary>
    public IEnumerable<Row> Named
    {
        get
        {
            var places = Columns.Select((name, place) => (name, place))
                .ToDictionary(column => column.name, column => column.place, StringComparer.Ordinal);
            return Rows.Select(row => new Row(places, row));
        }
    }

    /// <summary>Returns the one field of the one row.</summary>
    public T Only<T>() => (T)Rows.Single().Single()!;
}

/// <summary>One row of an answer.</summary>
public readonly struct Row
{
    private readonly Dictionary<string, int> _places;
    private readonly object?[] _fields;

    internal Row(Dictionary<string, int> places, object?[] fields) => (_places, _fields) = (places, fields);

    /// <summary>Returns a field.</summary>
    /// <typeparam name="T">Its DuckDB type as .NET has it; nullable where the field may be null.</typeparam>
    public T Get<T>(string column) => (T)_fields[_places[column]]!;
}

/// <summary>The SQL is wrong or cannot be run: what DuckDB says, for the person who wrote it.</summary>
public class SqlException(string message, Exception inner) : Exception(message, inner);

/// <summary>An open DuckDB file. The only file that names the DuckDB library.</summary>
internal sealed class DuckFile : IDisposable
{
    /// <summary>DuckDB shares work out by row groups of 122,880 rows: where there is one, a second thread only waits, at full speed,
    /// and each has hash tables of its own to clear (all of a publication of six figures: a third more processor time with two).</summary>
    public const long RowsForOneThread = 100_000;

    /// <summary>A published file of so many rows is larger.</summary>
    private const long BytesForOneThread = 16L << 20;

    private readonly DuckDBConnection _connection;
    private readonly CancellationToken _stop;

    /// <summary>Says what a person who meets an error in this file should know besides; asked only then.</summary>
    public Func<string>? OnFault { get; set; }

    private DuckFile(string path, DuckDBAccessMode mode, bool isSmall, CancellationToken stop)
    {
        _stop = stop;
        var settings = new DuckDBConnectionStringBuilder
        {
            DataSource = path,
            AccessMode = mode,

            // Nothing is ever fetched: an analyst's typing error must not become a download.
            AutoinstallKnownExtensions = false,
            AutoloadKnownExtensions = false,
        };
        if (isSmall)
        {
            settings["threads"] = "1";
        }

        _connection = new DuckDBConnection(settings.ConnectionString);
        _connection.Open();
    }

    /// <summary>A new file to build in; an old one of that name must be gone.</summary>
    /// <param name="memory">DuckDB's own limit, <c>600MB</c>; what does not fit spills beside the file.</param>
    /// <param name="isSmall">It will hold at most <see cref="RowsForOneThread"/>.</param>
    /// <param name="stop">Interrupts a statement that is running.</param>
    public static DuckFile Create(string path, string memory, bool isSmall, CancellationToken stop)
    {
        var file = new DuckFile(path, DuckDBAccessMode.ReadWrite, isSmall, stop);
        file.Run("SET memory_limit = $memory", ("memory", memory));
        file.Run("SET TimeZone = 'UTC'");

        // DuckDB 1.5.6: for some figures it ends in an internal error ("Failed to cast expression to type").
        file.Run("SET disabled_optimizers = 'top_n_window_elimination'");
        return file;
    }

    /// <exception cref="SqlException">The file is damaged or no DuckDB file.</exception>
    public static DuckFile OpenRead(string path)
    {
        try
        {
            var length = new FileInfo(path) is { Exists: true } file ? file.Length : 0;
            return new DuckFile(path, DuckDBAccessMode.ReadOnly, length <= BytesForOneThread, CancellationToken.None);
        }
        catch (DuckDBException fault)
        {
            throw new SqlException(fault.Message, fault);
        }
    }

    public void Run(string sql, params (string Name, object? Value)[] parameters)
    {
        _stop.ThrowIfCancellationRequested();
        using var command = Command(sql, parameters);
        using var interrupt = _stop.Register(command.Cancel);
        try
        {
            command.ExecuteNonQuery();
        }
        catch (DuckDBException) when (_stop.IsCancellationRequested)
        {
            throw new OperationCanceledException(_stop);
        }
        catch (DuckDBException fault)
        {
            throw new SqlException(fault.Message, fault);
        }
    }

    /// <exception cref="SqlException">The SQL is wrong.</exception>
    public Answer Query(string sql, params (string Name, object? Value)[] parameters)
    {
        try
        {
            using var command = Command(sql, parameters);
            using var reader = command.ExecuteReader();
            var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToList();
            var rows = new List<object?[]>();
            while (reader.Read())
            {
                var row = new object?[columns.Count];
                for (var i = 0; i < row.Length; i++)
                {
                    row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
                }

                rows.Add(row);
            }

            return new Answer(columns, rows);
        }
        catch (DuckDBException fault)
        {
            throw new SqlException(fault.Message + OnFault?.Invoke(), fault);
        }
    }

    /// <summary>Returns the rows of a query one by one, each in an array of its own: however many, they need no memory together.</summary>
    /// <exception cref="SqlException">The SQL is wrong.</exception>
    public IEnumerable<object?[]> Walk(string sql, params (string Name, object? Value)[] parameters)
    {
        using var command = Command(sql, parameters);
        command.UseStreamingMode = true;
        using var reader = Reading(command.ExecuteReader);
        while (Reading(reader.Read))
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            }

            yield return row;
        }
    }

    /// <summary>Appends rows in the order of the table's columns.</summary>
    public void Append(string table, IEnumerable<object?[]> rows)
    {
        using var appender = _connection.CreateAppender(table);
        foreach (var values in rows)
        {
            var row = appender.CreateRow();
            foreach (var value in values)
            {
                _ = value switch
                {
                    null => row.AppendNullValue(),
                    string text => row.AppendValue(text),
                    bool flag => row.AppendValue(flag),
                    int number => row.AppendValue(number),
                    long number => row.AppendValue(number),
                    double number => row.AppendValue(number),
                    DateOnly date => row.AppendValue((DateOnly?)date),
                    DateTimeOffset instant => row.AppendValue((DateTimeOffset?)instant),
                    _ => throw new ArgumentException($"No column type for {value.GetType()}.", nameof(rows)),
                };
            }

            row.EndRow();
        }
    }

    public void Dispose() => _connection.Dispose();

    private T Reading<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (DuckDBException fault)
        {
            throw new SqlException(fault.Message + OnFault?.Invoke(), fault);
        }
    }

    private DuckDBCommand Command(string sql, (string Name, object? Value)[] parameters)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The SQL is an embedded file or what the analyst typed; values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            command.Parameters.Add(new DuckDBParameter(name, value ?? DBNull.Value));
        }

        return command;
    }
}
