using System.Globalization;
using CsCheck;
using Plan86.Tests.Schedules;
using Plan86.Transform.Meaning;

namespace Plan86.Tests.Warehouse;

/// <summary>Two figures are one at 15 significant digits: said in C# of one extract, before there is a database, and in SQL of several.
/// Both say the same.</summary>
public class SameFigureTests
{
    [Fact]
    public async Task SQL_and_CSharp_find_the_same_figures_equal()
    {
        using var office = new Office();
        office.Drop("2024-05-01", "Khách du lịch;Năm 2023;Nghìn lượt;7.000;Ước");
        await office.OnceAsync();
        var pairs = new List<(double One, double Other)> { (12.3, 12.299999999999999), (0.1 + 0.2, 0.3), (0, 0), (12.3, 12.30000000001) };
        Gen.Select(Gen.Double[-1e12, 1e12], Gen.Int[-40, 40]).Sample((value, steps) =>
            pairs.Add((value, value + (steps * Math.BitIncrement(Math.Abs(value)) * 2.2e-16))));
        var values = string.Join(", ", pairs.Select(pair => string.Create(
            CultureInfo.InvariantCulture, $"({pair.One:R}::DOUBLE, {pair.Other:R}::DOUBLE)")));
        office.Rows($"SELECT same_figure(a, b) FROM (VALUES {values}) t(a, b)").Select(row => (bool)row[0]!)
            .ShouldBe(pairs.Select(pair => KeyGuard.IsSameFigure(pair.One, pair.Other)));
        pairs.Count(pair => KeyGuard.IsSameFigure(pair.One, pair.Other)).ShouldBeInRange(10, pairs.Count - 10);
    }
}
