using System.Globalization;
using System.Text;
using Plan86.Schedules.Commands;

// What is written never depends on the machine's culture; what people see names its own conventions.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = new UTF8Encoding(false);
return await CommandLine.RunAsync(args);
