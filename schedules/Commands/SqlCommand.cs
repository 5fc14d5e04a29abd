using System.CommandLine;
using Plan86.Warehouse;

namespace Plan86.Schedules.Commands;

/// <summary><c>sql</c>: a query on the publication.</summary>
internal static class SqlCommand
{
    public static Command Make()
    {
        var sql = new Argument<string>("SQL") { Description = "Câu lệnh, chỉ đọc / a statement, read-only" };
        var format = SharedOptions.Format("table", Output.Formats);
        var command = new Command("sql", "Truy vấn bản công bố / query the publication") { sql, format };
        command.SetAction(parsed =>
        {
            Output.Write(
                new PublicationStore(parsed.DataPath()).Query(parsed.GetRequiredValue(sql)), parsed.GetValue(format)!, Console.Out);
            return ExitCode.Done;
        });
        return command;
    }
}
