using System.Globalization;
using System.Runtime.CompilerServices;
using Plan86.Warehouse;

namespace Plan86.Tests;

/// <summary>What happens before the first test.</summary>
internal static class Start
{
    /// <summary>Names a published file: the process reads it over and over instead of running tests.</summary>
    public const string ReadVariable = "PLAN86_TEST_READ";

    /// <summary>How often.</summary>
    public const string TimesVariable = "PLAN86_TEST_TIMES";

#pragma warning disable CA2255 // This is the application: nothing else starts the tests.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Begin()
    {
        // The culture of the offices: whatever leaks the machine's culture writes 1,5 for 1.5 here and fails.
        var vietnamese = CultureInfo.GetCultureInfo("vi-VN");
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = vietnamese;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = vietnamese;

        if (Environment.GetEnvironmentVariable(ReadVariable) is { } file)
        {
            Environment.Exit(Read(file, int.Parse(Environment.GetEnvironmentVariable(TimesVariable)!, CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>A reader as analysts have it, in a process of its own: inside the writer's process a reopened connection
    /// would show the old file and prove nothing. Says how many publications it saw.</summary>
    private static int Read(string file, int times)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < times; i++)
        {
            using var reader = DuckFile.OpenRead(file);
            var row = reader.Query("""
                SELECT (SELECT inputs || built_at FROM publication),
                       (SELECT count(*) FROM observation WHERE NOT derived),
                       (SELECT sum(observations) FROM extract WHERE state <> 'rejected')::BIGINT
                """).Rows[0];
            if ((long)row[1]! == 0 || (long)row[1]! != (long)row[2]!)
            {
                Console.WriteLine($"half a publication: {row[1]} of {row[2]} observations");
                return 1;
            }

            seen.Add((string)row[0]!);
        }

        Console.WriteLine(seen.Count.ToString(CultureInfo.InvariantCulture));
        return 0;
    }
}
