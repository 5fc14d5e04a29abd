namespace Plan86.Schedules.Commands;

/// <summary>Texts for a terminal of a hundred columns.</summary>
internal static class Folded
{
    public const int Width = 100;

    /// <summary>Writes a line folded between words, what follows indented further.</summary>
    public static void Write(TextWriter output, int indent, string text)
    {
        var words = ProblemText.Visible(text).Split(' ');
        var line = new string(' ', indent) + words[0];
        foreach (var word in words.Skip(1))
        {
            if (line.Length + 1 + word.Length > Width)
            {
                output.WriteLine(line);
                line = new string(' ', indent + 4) + word;
            }
            else
            {
                line += " " + word;
            }
        }

        output.WriteLine(line);
    }
}
