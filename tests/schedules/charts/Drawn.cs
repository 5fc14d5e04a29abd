using System.Globalization;
using System.Text;
using Plan86.Schedules.Charts;

namespace Plan86.Tests.Schedules;

/// <summary>A plain record of what a scene draws, held against the one that was approved.</summary>
internal static class Drawn
{
    /// <summary>With <c>PLAN86_APPROVE=1</c> what is drawn is approved: look at the picture first.</summary>
    public static void ShouldBeAsApproved(string name, Scene scene)
    {
        var drawn = new StringBuilder();
        string At(Spot spot) => string.Create(CultureInfo.InvariantCulture, $"{spot.X:0},{spot.Y:0}");
        foreach (var mark in scene.Marks)
        {
            drawn.Append(mark.What).Append(' ').AppendLine(mark switch
            {
                Stroke stroke => $"{stroke.Dash} {string.Join(' ', stroke.Points.Select(At))}",
                Area area => $"{area.Fill} {string.Join(' ', area.Points.Select(At))}",
                Symbol symbol => $"{symbol.Shape} {At(symbol.Centre)}",
                _ => "?",
            });
        }

        foreach (var text in scene.Texts)
        {
            drawn.AppendLine(CultureInfo.InvariantCulture, $"{text.What} {At(text.Origin)} {text.Size} \"{text.Text}\"");
        }

        var approved = Path.Combine(Root(), "tests", "schedules", "charts", $"{name}.approved.txt");
        var received = drawn.ToString().ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("PLAN86_APPROVE") == "1")
        {
            File.WriteAllText(approved, received);
        }

        received.ShouldBe(File.ReadAllText(approved).ReplaceLineEndings("\n"));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Plan86.Pipeline.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }
        return folder.FullName;
    }
}
