using System.Globalization;
using Plan86.Schedules.Charts;
using Plan86.Transform;
using Plan86.Transform.Plan;

namespace Plan86.Tests.Schedules;

/// <summary>What can be measured of a picture's legibility.</summary>
internal static class Legibility
{
    /// <summary>Nothing leaves the picture, no text covers another, letters are big enough, colours stand off.</summary>
    public static void ShouldBeLegible(Scene scene)
    {
        var canvas = new Box(0, 0, scene.Width, scene.Height).Grow(-8);
        for (var i = 0; i < scene.Texts.Count; i++)
        {
            var text = scene.Texts[i];
            if (!canvas.Contains(text.Ink))
            {
                Assert.Fail($"\"{text.Text}\" leaves the picture: {text.Ink}");
            }
            text.Size.ShouldBeGreaterThanOrEqualTo(21);
            for (var j = 0; j < i; j++)
            {
                var other = scene.Texts[j];
                if (text.Ink.Overlaps(other.Ink))
                {
                    Assert.Fail($"\"{text.Text}\" covers \"{other.Text}\"");
                }
            }

            if (Contrast(text.Colour, Ground(scene, text.Ink)) < 4.5)
            {
                Assert.Fail($"\"{text.Text}\" is too faint");
            }
        }

        foreach (var mark in scene.Marks)
        {
            var (points, ink) = mark switch
            {
                Stroke stroke => (stroke.Points, stroke.Colour),
                Area area => (area.Points, null),
                Symbol symbol => (symbol.Box.Corners, symbol.Colour),
                _ => ([], null),
            };
            var inside = points.All(point =>
                point.X >= 0 && point.X <= scene.Width && point.Y >= 0 && point.Y <= scene.Height);
            if (!inside)
            {
                Assert.Fail($"{mark.What} leaves the picture");
            }
            if (ink is null || mark.What == "grid")
            {
                continue;
            }
            foreach (var ground in scene.Marks.OfType<Area>()
                .Where(area => !IsInk(area) && points.Any(point => Bounds(area.Points).Grow(1).Touches(point))).Select(area => area.Fill)
                .Append(Palette.Paper))
            {
                if (Contrast(ink, ground) < 3)
                {
                    Assert.Fail($"{mark.What} is too faint on {ground}");
                }
            }
        }
    }

    /// <summary>Upright, and shown 360 pixels wide its letters are at least 12 pixels high.</summary>
    public static void ShouldFitAPhone(Scene scene)
    {
        scene.Width.ShouldBe(ChartSheet.Narrow.Width);
        scene.Texts.Min(text => text.Size * 360 / scene.Width).ShouldBeGreaterThanOrEqualTo(12);
    }

    /// <summary>A line from a label to what it names goes through no words.</summary>
    public static void ShouldPointPastWords(Scene scene)
    {
        foreach (var leader in scene.Marks.OfType<Stroke>().Where(stroke => stroke.What == "leader"))
        {
            foreach (var text in scene.Texts)
            {
                text.Ink.Length(leader.Points[0], leader.Points[1]).ShouldBe(0, $"a leader crosses \"{text.Text}\"");
            }
        }
    }

    /// <summary>No text lies on a point or a line.</summary>
    public static void ShouldKeepOffTheLines(Scene scene)
    {
        foreach (var text in scene.Texts)
        {
            foreach (var symbol in scene.Marks.OfType<Symbol>())
            {
                text.Ink.Overlaps(symbol.Box).ShouldBeFalse($"\"{text.Text}\" covers {symbol.What}");
            }
            foreach (var stroke in scene.Marks.OfType<Stroke>().Where(stroke => stroke.What != "grid"))
            {
                for (var i = 1; i < stroke.Points.Count; i++)
                {
                    text.Ink.Length(stroke.Points[i - 1], stroke.Points[i]).ShouldBe(0, $"\"{text.Text}\" covers {stroke.What}");
                }
            }
        }
    }

    /// <summary>WCAG 2.2, relative luminance and contrast ratio.</summary>
    public static double Contrast(string one, string other)
    {
        static double Luminance(string colour)
        {
            var rgb = Linear(colour);
            return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
        }

        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    public static double[] Linear(string colour) =>
    [
        .. new[] { 1, 3, 5 }
            .Select(i => int.Parse(colour.AsSpan(i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)),
    ];

    private static bool Touches(this Box box, Spot spot) =>
        spot.X >= box.Left && spot.X <= box.Right && spot.Y >= box.Top && spot.Y <= box.Bottom;

    /// <summary>What lies under a text: the last area painted there; an arrow's head is ink, not ground.</summary>
    private static string Ground(Scene scene, Box ink) => scene.Marks.OfType<Area>()
        .LastOrDefault(area => !IsInk(area) && Bounds(area.Points).Overlaps(ink))?.Fill ?? Palette.Paper;

    private static bool IsInk(Area area) => area.Fill == Palette.Target;

    private static Box Bounds(IReadOnlyList<Spot> points) =>
        new(points.Min(p => p.X), points.Min(p => p.Y), points.Max(p => p.X), points.Max(p => p.Y));
}
