using System.Globalization;
using CsCheck;

namespace Plan86.Tests;

/// <summary>
/// What CsCheck draws, the same in every run: its own <c>seed</c> fixes the first case alone. Stands nearer to a test than
/// CsCheck's methods of the same name, so that a test need not think of it. The fuzz run draws other cases, and more of them.
/// </summary>
internal static class Property
{
    /// <summary>Names the variable with which the fuzz run asks for other cases; a failure is made again with the same number.</summary>
    public const string SeedVariable = "PLAN86_TEST_SEED";

    private const int FuzzTimes = 10;

    private static readonly string? FuzzSeed = Environment.GetEnvironmentVariable(SeedVariable);

    public static void Sample<T>(this Gen<T> gen, Action<T> assert, int iter = 100)
    {
        foreach (var seed in Seeds(iter))
        {
            try
            {
                Check.Sample(gen, assert, seed: seed, iter: 1, threads: 1);
            }
            catch (CsCheckException)
            {
                // Drawn on from the case that failed, CsCheck finds a smaller one and shows that.
                Check.Sample(gen, assert, seed: seed, iter: 1_000, threads: 1);
                throw;
            }
        }
    }

    public static void Sample<T>(this Gen<T> gen, Func<T, bool> holds, int iter = 100) =>
        gen.Sample(drawn => holds(drawn).ShouldBeTrue(), iter);

    public static void Sample<T1, T2>(this Gen<(T1, T2)> gen, Action<T1, T2> assert, int iter = 100) =>
        gen.Sample(drawn => assert(drawn.Item1, drawn.Item2), iter);

    public static void Sample<T1, T2>(this Gen<(T1, T2)> gen, Func<T1, T2, bool> holds, int iter = 100) =>
        gen.Sample(drawn => holds(drawn.Item1, drawn.Item2), iter);

    public static void Sample<T1, T2, T3>(this Gen<(T1, T2, T3)> gen, Action<T1, T2, T3> assert, int iter = 100) =>
        gen.Sample(drawn => assert(drawn.Item1, drawn.Item2, drawn.Item3), iter);

    public static void Sample<T1, T2, T3>(this Gen<(T1, T2, T3)> gen, Func<T1, T2, T3, bool> holds, int iter = 100) =>
        gen.Sample(drawn => holds(drawn.Item1, drawn.Item2, drawn.Item3), iter);

    public static void Sample<T1, T2, T3, T4>(this Gen<(T1, T2, T3, T4)> gen, Action<T1, T2, T3, T4> assert, int iter = 100) =>
        gen.Sample(drawn => assert(drawn.Item1, drawn.Item2, drawn.Item3, drawn.Item4), iter);

    public static void Sample<T1, T2, T3, T4>(this Gen<(T1, T2, T3, T4)> gen, Func<T1, T2, T3, T4, bool> holds, int iter = 100) =>
        gen.Sample(drawn => holds(drawn.Item1, drawn.Item2, drawn.Item3, drawn.Item4), iter);

    public static void Sample<T1, T2, T3, T4, T5>(this Gen<(T1, T2, T3, T4, T5)> gen, Action<T1, T2, T3, T4, T5> assert, int iter = 100) =>
        gen.Sample(drawn => assert(drawn.Item1, drawn.Item2, drawn.Item3, drawn.Item4, drawn.Item5), iter);

    public static void Sample<T1, T2, T3, T4, T5, T6>(
        this Gen<(T1, T2, T3, T4, T5, T6)> gen, Func<T1, T2, T3, T4, T5, T6, bool> holds, int iter = 100) =>
        gen.Sample(drawn => holds(drawn.Item1, drawn.Item2, drawn.Item3, drawn.Item4, drawn.Item5, drawn.Item6), iter);

    public static async Task SampleAsync<T>(this Gen<T> gen, Func<T, Task> assert, int iter = 100)
    {
        foreach (var seed in Seeds(iter))
        {
            await Check.SampleAsync(gen, assert, seed: seed, iter: 1, threads: 1);
        }
    }

    public static Task SampleAsync<T1, T2>(this Gen<(T1, T2)> gen, Func<T1, T2, Task> assert, int iter = 100) =>
        gen.SampleAsync(drawn => assert(drawn.Item1, drawn.Item2), iter);

    private static IEnumerable<string> Seeds(int count)
    {
        var start = ulong.Parse(FuzzSeed ?? "86", CultureInfo.InvariantCulture);
        return Enumerable.Range(0, FuzzSeed is null ? count : count * FuzzTimes).Select(i => new PCG((uint)i, start).ToString());
    }
}
