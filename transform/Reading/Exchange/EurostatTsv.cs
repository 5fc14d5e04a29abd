using System.Globalization;
using System.Text.RegularExpressions;

namespace Plan86.Transform.Reading.Exchange;

/// <summary>
/// Reads the tab-separated files of Eurostat's bulk download: the first column holds the codes of all dimensions but one
/// (<c>freq,unit,geo\TIME_PERIOD</c>), the others its values; a figure may have flags behind it (<c>1.5 p</c>), and
/// <c>:</c> is missing.
/// </summary>
internal static partial class EurostatTsv
{
    private const string Flag = "OBS_FLAG";
    private const string Status = "OBS_STATUS";

    [GeneratedRegex(@"^\uFEFF?[A-Za-z_]\w*(,[A-Za-z_]\w*)*\\[A-Za-z_]\w*[ ]*\t")]
    private static partial Regex Start { get; }

    /// <summary>Whether the first line is that of such a file.</summary>
    public static bool Is(FileHead head) => Start.IsMatch(head.Text);

    /// <param name="bytes">Seekable.</param>
    public static IReadOnlyList<Cube> Read(Stream bytes, ReadingContext reading)
    {
        using var text = new StreamReader(
            bytes, TextEncoding.Detect(bytes, reading.Cancellation), detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        var header = (text.ReadLine() ?? "").Split('\t');
        var names = header[0].Trim().Split(',', '\\');
        var cube = new Cube("", "", (place, _) => Place.OfLine(place));
        cube.Dimensions.AddRange(names.Select((name, at) => new CubeDimension(name, name, isTime: at == names.Length - 1 && IsTime(name))));
        cube.Attributes.AddRange([Status, Flag]);
        var values = Array.ConvertAll(header[1..], value => value.Trim());
        var at = new int[names.Length];
        for (var line = 2; text.ReadLine() is { } record; line++)
        {
            if (line % 1024 == 0)
            {
                reading.ThrowIfCancelled();
            }

            var cells = record.TrimEnd('\0', '\u001A').Split('\t');
            var codes = cells[0].Split(',');
            if (string.IsNullOrWhiteSpace(record.Trim('\0', '\u001A')))
            {
                continue;
            }

            if (codes.Length != names.Length - 1 || cells.Length != header.Length)
            {
                reading.Report(ExchangeProblems.Count(
                    Place.OfLine(line),
                    codes.Length != names.Length - 1 ? codes.Length : cells.Length,
                    (codes.Length != names.Length - 1 ? names.Length - 1 : header.Length).ToString(CultureInfo.InvariantCulture)));
                continue;
            }

            for (var i = 0; i < codes.Length; i++)
            {
                at[i] = cube.Dimensions[i].Of(codes[i].Trim());
            }

            for (var i = 1; i < cells.Length; i++)
            {
                at[^1] = cube.Dimensions[^1].Of(values[i - 1]);
                Add(cube, at, cells[i].Trim(), line, reading);
                reading.Budget.Cell();
            }
        }

        return [cube];
    }

    private static void Add(Cube cube, int[] at, string cell, int line, ReadingContext reading)
    {
        var parts = cell.Split(' ', 2, StringSplitOptions.TrimEntries);
        var (number, flags) = (parts[0], parts.Length > 1 ? parts[1] : "");
        double? value = null;
        if (double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) && double.IsFinite(parsed))
        {
            value = parsed;
        }
        else if (number is not (":" or ""))
        {
            reading.Report(ExchangeProblems.NoValue(Place.OfLine(line), cell));
        }

        cube.Add(at, new CubeFigure(value, flags.Length == 0 ? number : $"{number} {flags}", line, [StatusOf(flags), flags]));
    }

    private static bool IsTime(string name) =>
        name.Equals("TIME_PERIOD", StringComparison.OrdinalIgnoreCase) || name.Equals("time", StringComparison.OrdinalIgnoreCase);

    /// <summary>Of Eurostat's flags those that say how firm a figure is; all of them stay beside it as they stand.</summary>
    private static string? StatusOf(string flags) =>
        flags.Contains('f') ? "F"
        : flags.Contains('p') ? "P"
        : flags.Contains('e') || flags.Contains('s') ? "E"
        : null;
}
