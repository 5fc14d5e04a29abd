using System.Globalization;
using System.Text;
using Plan86.Schedules.Commands;

namespace Plan86.Tests.Schedules;

/// <summary>
/// A command run to its end inside the tests, as the program runs it: for what a command does. What a process does (starting, signals,
/// locks, what a library writes on standard output) is tried with <see cref="Plan86Program"/>, which takes a hundred times as long to
/// start.
/// </summary>
internal sealed record Plan86Command(int ExitCode, string Out, string Err)
{
    private static readonly Routed Output = new(Console.Out);
    private static readonly Routed Errors = new(Console.Error);

    static Plan86Command()
    {
        Console.SetOut(Output);
        Console.SetError(Errors);
    }

    public static Task<Plan86Command> RunAsync(params string[] arguments) => Task.Run(async () =>
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        Output.To = TextWriter.Synchronized(output);
        Errors.To = TextWriter.Synchronized(errors);

        // As Program does.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        var code = await CommandLine.RunAsync(arguments);
        return new Plan86Command(code, output.ToString(), errors.ToString());
    });

    /// <summary>Writes for each command into its own text: tests run side by side, the console is one.</summary>
    private sealed class Routed(TextWriter console) : TextWriter
    {
        private readonly AsyncLocal<TextWriter?> _to = new();

        public TextWriter To
        {
            get => _to.Value ?? console;
            set => _to.Value = value;
        }

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => To.Write(value);

        public override void Write(char[] buffer, int index, int count) => To.Write(buffer, index, count);

        public override void Write(string? value) => To.Write(value);

        public override void WriteLine(string? value) => To.WriteLine(value);

        public override void Flush() => To.Flush();
    }
}
