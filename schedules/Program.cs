using System.Globalization;
using System.Text;
using Plan86.Schedules;
using Plan86.Schedules.Commands;
using Plan86.Warehouse;

// What is written never depends on the machine's culture; what people see names its own conventions.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = new UTF8Encoding(false);

try
{
    var parsed = CommandLine.Build().Parse(args);
    foreach (var error in parsed.Errors)
    {
        Console.Error.WriteLine(error.Message);
    }

    if (parsed.Errors.Count > 0)
    {
        Console.Error.WriteLine("plan86 --help");
        return ExitCode.Usage;
    }

    return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
}
catch (Exception fault) when (fault is Refusal or SqlException)
{
    Console.Error.WriteLine(fault.Message);
    return ExitCode.Usage;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Đã dừng / stopped.");
    return ExitCode.Failed;
}
#pragma warning disable CA1031 // The last line of defence: whatever it is, the user gets a sentence and the exit code.
catch (Exception fault)
#pragma warning restore CA1031
{
    Console.Error.WriteLine($"Lỗi / failed: {fault.Message}");
    Console.Error.WriteLine(fault);
    return ExitCode.Failed;
}
