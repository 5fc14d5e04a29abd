using Plan86.Schedules.Charts;
using Plan86.Transform.Plan;

namespace Plan86.Tests.Schedules;

public class PaletteTests
{
    [Theory]
    [InlineData(Palette.Headline, Palette.Paper)]
    [InlineData(Palette.Quiet, Palette.Paper)]
    [InlineData(Palette.Actual, Palette.Paper)]
    [InlineData(Palette.TargetText, Palette.Paper)]
    [InlineData(Palette.TargetText, Palette.TargetBand)]
    [InlineData(Palette.Quiet, Palette.TargetBand)]
    [InlineData(Palette.Actual, Palette.TargetBand)]
    [InlineData(Palette.Nowcast, Palette.Paper)]
    [InlineData(Palette.Good, Palette.Paper)]
    [InlineData(Palette.Warning, Palette.Paper)]
    [InlineData(Palette.Bad, Palette.Paper)]
    public void Text_stands_off_by_four_and_a_half(string text, string ground) =>
        Legibility.Contrast(text, ground).ShouldBeGreaterThanOrEqualTo(4.5);

    [Theory]
    [InlineData(Palette.Actual, Palette.Paper)]
    [InlineData(Palette.Target, Palette.Paper)]
    [InlineData(Palette.Break, Palette.Paper)]
    [InlineData(Palette.Actual, Palette.Target)]
    [InlineData(Palette.Actual, Palette.TargetBand)]
    [InlineData(Palette.Target, Palette.TargetBand)]
    [InlineData(Palette.Nowcast, Palette.NowcastBand)]
    [InlineData(Palette.Nowcast, Palette.Target)]
    public void Neighbours_stand_off_by_three(string one, string other) =>
        Legibility.Contrast(one, other).ShouldBeGreaterThanOrEqualTo(3);

    /// <summary>
    /// Severity 1 of Machado, Oliveira and Fernandes (2009), "A Physiologically-based Model for Simulation of Color
    /// Vision Deficiency"; distance is CIE 1976 ΔE*ab, where 2.3 is just noticeable.
    /// </summary>
    [Theory]
    [InlineData("protanopia", new[] { 0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998 })]
    [InlineData("deuteranopia", new[] { 0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881 })]
    [InlineData("tritanopia", new[] { 1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900 })]
    public void What_means_different_things_differs_for_every_eye(string eye, double[] m)
    {
        double[] Lab(string colour)
        {
            var rgb = Legibility.Linear(colour);
            double Row(int i) => Math.Clamp(m[i] * rgb[0] + m[i + 1] * rgb[1] + m[i + 2] * rgb[2], 0, 1);
            var (r, g, b) = (Row(0), Row(3), Row(6));
            static double F(double t) => t > 216.0 / 24389 ? Math.Cbrt(t) : (24389.0 / 27 * t + 16) / 116;
            var x = F((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
            var y = F(0.2126 * r + 0.7152 * g + 0.0722 * b);
            var z = F((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
            return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
        }

        // Verdicts and kinds of points differ by shape as well: there a look must do, not a glance.
        foreach (var (one, other, least) in ((string, string, double)[])
        [
            (Palette.Actual, Palette.Target, 30), (Palette.Nowcast, Palette.Target, 30), (Palette.Nowcast, Palette.Actual, 15),
            (Palette.Good, Palette.Bad, 30), (Palette.Good, Palette.Warning, 30), (Palette.Warning, Palette.Bad, 30),
        ])
        {
            var distance = Math.Sqrt(Lab(one).Zip(Lab(other), (p, q) => (p - q) * (p - q)).Sum());
            distance.ShouldBeGreaterThan(least, $"{eye}: {one} and {other}");
        }
    }
}
