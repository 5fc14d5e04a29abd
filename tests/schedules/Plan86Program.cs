using System.Diagnostics;
using System.Text;
using Plan86.Schedules;

namespace Plan86.Tests.Schedules;

/// <summary>The built program as a process of its own, on a machine set to Vietnamese.</summary>
internal sealed class Plan86Program : IDisposable
{
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private Plan86Program(Process process)
    {
        Process = process;
        process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(_errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public static string DotNet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public Process Process { get; }

    public string Out => Read(_output);

    public string Err => Read(_errors);

    public int ExitCode => Process.ExitCode;

    public static Plan86Program Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(DotNet, [Path.Combine(AppContext.BaseDirectory, "plan86.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = Path.GetTempPath(),
            Environment = { ["LANG"] = "vi_VN.UTF-8", ["LC_ALL"] = "vi_VN.UTF-8" },
        };
        return new(Process.Start(start)!);
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<Plan86Program> RunAsync(params string[] arguments)
    {
        var program = Start(arguments);
        await program.EndAsync(TimeSpan.FromMinutes(2));
        return program;
    }

    /// <exception cref="TimeoutException">It is still running; it is killed.</exception>
    public async Task EndAsync(TimeSpan within)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(within);
        try
        {
            await Process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Process.Kill(entireProcessTree: true);
            throw new TimeoutException($"Still running after {within}.\n{Out}\n{Err}");
        }
    }

    /// <summary>Waits until something holds.</summary>
    public async Task UntilAsync(Func<bool> holds, string what, double seconds = 120)
    {
        var watch = Stopwatch.StartNew();
        while (!holds())
        {
            if (watch.Elapsed.TotalSeconds > seconds || Process.HasExited)
            {
                throw new TimeoutException($"Not within {seconds} s: {what}\n{Out}\n{Err}");
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>SIGTERM, as a service manager sends it.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", Process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!Process.HasExited)
        {
            Process.Kill(entireProcessTree: true);
        }

        Process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is not null)
        {
            lock (text)
            {
                text.Append(line).Append('\n');
            }
        }
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
