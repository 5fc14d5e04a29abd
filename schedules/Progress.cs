using System.Globalization;

namespace Plan86.Schedules;

/// <summary>Says on standard error how far long work has come: one line that renews itself, on a terminal only.</summary>
internal sealed class Progress(TextWriter terminal, bool isTerminal)
{
    private readonly Lock gate = new();
    private int width;

    public static Progress OnStandardError() => new(Console.Error, !Console.IsErrorRedirected);

    public void Say(string vi, string en, int done = 0, int total = 0)
    {
        if (!isTerminal)
        {
            return;
        }

        lock (gate)
        {
            var text = total == 0
                ? $"{vi} / {en} …"
                : string.Create(CultureInfo.InvariantCulture, $"{Bar(done, total)} {done}/{total}  {vi} / {en}");
            terminal.Write("\r" + text.PadRight(width));
            width = text.Length;
        }
    }

    /// <summary>Leaves a clean line behind.</summary>
    public void Done()
    {
        if (isTerminal && width > 0)
        {
            terminal.Write("\r" + new string(' ', width) + "\r");
            width = 0;
        }
    }

    private static string Bar(int done, int total)
    {
        const int Length = 24;
        var full = Length * done / total;
        return "[" + new string('#', full) + new string('.', Length - full) + "]";
    }
}
