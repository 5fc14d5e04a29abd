using System.Globalization;
using Plan86.Transform;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading;
using Plan86.Transform.Reading.Layout;

namespace Plan86.Schedules.Commands;

/// <summary><c>check --explain</c>: which rules take which tables, columns and rows of a file, and what was near.</summary>
internal static class FileExplanation
{
    public static int Run(string file, Settings settings, TextWriter output, CancellationToken ct)
    {
        if (!File.Exists(file))
        {
            throw new Refusal(new Bilingual($"Không có tệp {file}.", $"There is no file {file}."));
        }

        var explanation = new Normaliser(settings.Catalogue, settings.Sources)
            .Explain(() => File.OpenRead(file), Path.GetFileName(file), ct);
        foreach (var table in explanation.Tables.Where(table => table.Source.Length > 0))
        {
            Folded.Write(output, 0, $"✓ {At(table.Sheet)}{table.Title}");
            Folded.Write(output, 4, $"{table.Source}, {table.Rule}");
            foreach (var column in table.Columns)
            {
                Write(output, 4, column, "cột/column");
            }

            foreach (var row in table.Rows.Where(row => row.Fate != Fate.NotTaken))
            {
                Write(output, 4, row, "dòng/row");
            }

            if (table.Rows.Where(row => row.Fate == Fate.NotTaken && row.Label.Length > 0).Select(row => row.Label)
                .ToList() is { Count: > 0 } others)
            {
                Folded.Write(output, 4, string.Create(
                    CultureInfo.InvariantCulture,
                    $"· {others.Count} dòng khác chưa khai báo / other rows that no rule names: {string.Join(" · ", others)}"));
            }

            output.WriteLine();
        }

        var left = explanation.Tables.Where(table => table.Source.Length == 0).ToList();
        if (left.Count > 0)
        {
            Folded.Write(output, 0,
                "Bảng chưa nguồn nào khai báo, và mẫu tiêu đề gần nhất / Tables that no source takes, and the nearest title pattern:");
        }

        foreach (var table in left)
        {
            Folded.Write(
                output, 0, $"· {At(table.Sheet)}{(table.Title.Length > 0 ? table.Title : "(không có tiêu đề / without a title)")}");
            if (table.Nearest.Length > 0)
            {
                Folded.Write(output, 4, $"≈ {table.Nearest}");
            }
        }

        foreach (var problem in explanation.Problems)
        {
            foreach (var line in ProblemText.Line(problem).Split('\n'))
            {
                Folded.Write(output, line.Length - line.TrimStart().Length, line.Trim());
            }
        }

        output.WriteLine();
        Folded.Write(output, 0, explanation.Fits
            ? "Nhận ra tệp, không thiếu gì / The file is recognised, nothing is missing."
            : "Không nhận ra tệp, hoặc còn chỗ thiếu hay chưa rõ / The file is not recognised, or something is missing or unclear.");
        return explanation.Fits ? ExitCode.Done : ExitCode.Problems;
    }

    private static string At(string sheet) => sheet.Length > 0 ? $"[{sheet}] " : "";

    private static void Write(TextWriter output, int indent, ExplainedAxis axis, string kind)
    {
        var (mark, note) = axis.Fate switch
        {
            Fate.Taken => ("✓", $"→ {axis.Meaning}"),
            Fate.LeftAlone => ("·", "bỏ qua theo khai báo / left alone by a rule"),
            Fate.Missing =>
                (
                    "✗", $"THIẾU / MISSING: {axis.Meaning}"
                        + $"{(axis.Nearest.Length > 0 ? $"; gần nhất trong bảng / nearest in the table: {axis.Nearest}" : "")}"),
            _ => ("✗", axis.Nearest.Length > 0 ? $"chưa khai báo; gần nhất / no rule; nearest: {axis.Nearest}" : ""),
        };
        Folded.Write(output, indent, $"{mark} {kind} {axis.Place}{(axis.Place.Length > 0 ? " " : "")}{axis.Label}");
        if (note.Length > 0)
        {
            Folded.Write(output, indent + 4, note);
        }

        if (axis.Problem is { } problem)
        {
            Folded.Write(output, indent + 4, $"! {problem.Message.Vi} {problem.Message.En} ({problem.Found} ≠ {problem.Expected})");
        }
    }
}
