using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Plan86.Schedules.Bulletins;

/// <summary>
/// The months there are, beside their folders: a page that lists them and a small script from which the pages of a month know the
/// months before and after it. They say what lies there and nothing else, so a bulletin's own bytes do not depend on its neighbours.
/// </summary>
internal static partial class Archive
{
    /// <summary>Writes the list anew.</summary>
    /// <param name="bulletins">The folder that the folders of months lie in.</param>
    public static void Write(string bulletins)
    {
        var months = Directory.EnumerateDirectories(bulletins).Select(folder => Path.GetFileName(folder)!)
            .Where(name => Month().IsMatch(name) && File.Exists(Path.Combine(bulletins, name, DataFolder.BulletinManifest)))
            .Order(StringComparer.Ordinal).ToList();
        Replace(Path.Combine(bulletins, "months.js"),
            $"globalThis.plan86Months = {JsonSerializer.Serialize(months)};\n");
        Replace(Path.Combine(bulletins, "index.html"), Page(bulletins, months));
    }

    private static string Page(string bulletins, IReadOnlyList<string> months)
    {
        string Link(string month, string language, string text) =>
            File.Exists(Path.Combine(bulletins, month, $"index.{language}.html"))
                ? $"<a href=\"{month}/index.{language}.html\" hreflang=\"{language}\" lang=\"{language}\">{text}</a>" : "";
        var rows = months.Reverse().Select(month =>
            $"<li><b>{HtmlEncoder.Default.Encode(month)}</b> {Link(month, "vi", "Tiếng Việt")} {Link(month, "en", "English")}</li>\n");
        return $"""
            <!doctype html>
            <html lang="vi">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Kế hoạch 86/KH-UBND: các bản tin</title>
            <style>body {"{"} max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem; font: 1rem/1.6 "Be Vietnam Pro", "Segoe UI",
            sans-serif; color: #1b1b1f; {"}"} a {"{"} color: #003a70; margin-left: .75rem; {"}"}</style>
            </head>
            <body>
            <main>
            <h1>Các bản tin theo tháng <span lang="en">/ Bulletins by month</span></h1>
            <ul>
            {string.Concat(rows)}</ul>
            </main>
            </body>
            </html>

            """;
    }

    private static void Replace(string path, string text)
    {
        File.WriteAllText(path + ".tmp", text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(path + ".tmp", path, overwrite: true);
    }

    [GeneratedRegex(@"^\d{4}-\d{2}\z")]
    private static partial Regex Month();
}
