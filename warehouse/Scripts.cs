using System.Reflection;

namespace Plan86.Warehouse;

/// <summary>The SQL that is part of the program, found by the names of its files.</summary>
internal static class Scripts
{
    /// <summary>Returns the names of the files of <c>sql/load</c>, in the order in which they run.</summary>
    public static IReadOnlyList<string> Load { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith("load/", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];

    /// <summary>Returns the text of a file of <c>sql/queries</c>.</summary>
    /// <param name="name">Without folder and extension: <c>value_changes</c>.</param>
    public static string Query(string name) => Text($"queries/{name}.sql");

    /// <summary>Returns the text of an embedded file: <c>load/20_months.sql</c>.</summary>
    public static string Text(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new ArgumentException($"There is no {name}.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
