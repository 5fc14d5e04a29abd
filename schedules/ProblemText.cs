using System.Globalization;
using System.Text;
using Plan86.Transform;

namespace Plan86.Schedules;

/// <summary>Problems as text for people, in both languages.</summary>
internal static class ProblemText
{
    /// <summary>One problem in one entry: place, message in both languages, found, expected.</summary>
    public static string Line(Problem problem)
    {
        var text = new StringBuilder();
        text.Append(problem.Severity == Severity.Error ? "✗ " : "! ");
        text.Append(problem.Place.Length > 0 ? problem.Place + ": " : "").Append(problem.Message.Vi).Append(" / ")
            .Append(problem.Message.En);
        if (problem.Times > 1)
        {
            text.Append(CultureInfo.InvariantCulture, $" (×{problem.Times})");
        }

        if (problem.Found.Length > 0)
        {
            text.Append("\n    tìm thấy / found: ").Append(Visible(problem.Found));
        }

        if (problem.Expected.Length > 0)
        {
            text.Append("\n    cần có / expected: ").Append(problem.Expected);
        }

        return text.ToString();
    }

    /// <summary>Text from outside on a terminal or in a reply: control characters are shown, not obeyed.</summary>
    public static string Visible(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c));
}
