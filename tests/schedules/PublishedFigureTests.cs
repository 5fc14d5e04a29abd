using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Plan86.Tests.Schedules;

/// <summary>
/// The shipped extracts hold what was published for the city, each figure with its office, day, territory and page: every row of the
/// two files of published figures stands in one of them, or in <c>published-figures.txt</c> with the reason why not.
/// </summary>
public sealed class PublishedFigureTests
{
    private static readonly string Samples = Path.Combine(Repository.Root, "ingest", "samples");

    /// <summary>Figures that are what they were on their last day in a year, not of a span of it.</summary>
    private static readonly string[] Stocks =
    [
        "INDUSTRIAL_", "RURAL.", "URBAN.RATE", "LABOUR.TRAINED", "LABOUR.FORCE", "HEALTH.INSURANCE", "HEALTH.INSURED",
    ];

    private sealed record Row(int Number, IReadOnlyDictionary<string, string> Cells)
    {
        public string this[string column] => Cells[column];

        public override string ToString() =>
            $"{Number} {this["year"]} {this["period"]} {this["indicator"]} {this["value"]} ({this["publisher_or_source"]})";
    }

    /// <summary>A line of a sample: the cells of one record.</summary>
    private sealed record Line(string Sample, DateOnly Day, IReadOnlyList<string> Cells);

    [Fact]
    public void Every_row_of_the_first_file_is_in_a_sample_or_left_out_with_its_reason()
    {
        var lines = Lines();
        var decided = Decisions().Where(decision => decision.File == 1).ToLookup(decision => decision.Row);
        var missing = new List<string>();
        var page = "";
        foreach (var row in Rows("haiphong-published.tsv"))
        {
            page = Regex.Match(row["url_or_file"], "https?://\\S+") is { Success: true } found ? found.Value : page;
            var digits = Regex.Replace(row["value"] + row["note"], "[^0-9]", "");
            var inSamples = decided[row.Number].Where(decision => decision.Sample != "-").ToList();
            missing.AddRange(decided[row.Number].Any() ? [] : [$"{row}: neither in a sample nor left out"]);
            foreach (var (_, _, sample, value) in inSamples)
            {
                if (sample.StartsWith("gso-monthly/", StringComparison.Ordinal))
                {
                    missing.AddRange(IsInWorkbook(sample[^10..], value) ? [] : [$"{row}: {value} in no workbook of {sample}"]);
                    continue;
                }

                // Of several pages the file names the sample names one; the first of them is the row's unless it says whose.
                var own = lines.Where(line => line.Sample == sample && line.Cells[3] == value).ToList();
                missing.AddRange(own.Count > 0 ? [] : [$"{row}: {value} is not in {sample}"]);
                missing.AddRange(own.Any(line => line.Cells[6].StartsWith("http", StringComparison.Ordinal)) ? [] : [$"{row}: no page"]);
                missing.AddRange(digits.Contains(Regex.Replace(value, "[^0-9]", "").TrimEnd('0'), StringComparison.Ordinal)
                    ? [] : [$"{row}: {value} is not what the row says"]);
            }

            missing.AddRange(
                !row["url_or_file"].StartsWith("http", StringComparison.Ordinal) || inSamples.Count == 0
                    || inSamples.Exists(decision => lines.Any(line => line.Sample == decision.Sample && line.Cells[6].Contains(page)))
                    ? [] : [$"{row}: {page} is named nowhere"]);
        }

        missing.ShouldBeEmpty();
    }

    [Fact]
    public void Every_row_of_the_second_file_is_in_a_sample_with_value_day_territory_and_page_or_left_out_with_its_reason()
    {
        var lines = Lines();
        var leftOut = Decisions().Where(decision => decision.File == 2).ToDictionary(decision => decision.Row, decision => decision.Value);
        var labels = Labels();
        var rows = Rows("haiphong-published-2.tsv");
        leftOut.Values.ShouldAllBe(reason => reason.Length > 4);
        leftOut.Keys.ShouldBeSubsetOf(rows.Select(row => row.Number));
        var missing = new List<string>();
        foreach (var row in rows.Where(row => !leftOut.ContainsKey(row.Number)))
        {
            if (row["publisher_or_source"].StartsWith("gso.gov.vn workbook (held out)", StringComparison.Ordinal))
            {
                missing.AddRange(IsInWorkbook(row["published"], row["value"]) ? [] : [$"{row}: in no workbook"]);
                continue;
            }

            var series = row["series"] + (row["indicator"].EndsWith("(growth)", StringComparison.Ordinal) ? ":GY" : "");
            var value = decimal.Parse(row["value"], CultureInfo.InvariantCulture);
            var fitting = lines.Where(line => labels.GetValueOrDefault(line.Cells[0]) == series && Number(line.Cells[3]) == value
                && line.Cells[2] == PeriodOf(row) && line.Day == DayOf(row["published"]) && line.Cells[1] == TerritoryOf(row)
                && string.Equals(line.Cells[4], row["unit"], StringComparison.OrdinalIgnoreCase)).ToList();
            missing.AddRange(fitting.Count > 0
                ? [] : [$"{row}: {series} {PeriodOf(row)} {DayOf(row["published"]):yyyy-MM-dd} {TerritoryOf(row)}"]);
            missing.AddRange(
                fitting.Count == 0 || row["url_or_file"] == "same" || fitting.Exists(line => line.Cells[6].Contains(row["url_or_file"]))
                    ? [] : [$"{row}: {row["url_or_file"]} is not named"]);
        }

        missing.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_line_of_the_samples_is_a_figure_but_in_the_one_with_faults()
    {
        using var office = new Office();
        foreach (var path in Directory.EnumerateFiles(Samples, "*", SearchOption.AllDirectories))
        {
            office.Drop(Path.GetFileName(Path.GetDirectoryName(path))!, Path.GetFileName(path), File.ReadAllBytes(path));
        }

        await office.OnceAsync();
        office.Text("SELECT file_name, observations FROM extract WHERE state = 'rejected'")
            .ShouldBe("2026-01-20-hai-phong-tep-co-loi.csv 0");
        office.Text("SELECT file_name, place, message_vi FROM problem WHERE severity = 'error' AND file_name NOT LIKE '%tep-co-loi%'")
            .ShouldBe("");
        var published = office.Rows("SELECT source || '/' || published_on, observations FROM extract WHERE source <> 'gso-monthly'")
            .ToDictionary(row => (string)row[0]!, row => Convert.ToInt32(row[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        foreach (var sample in Lines().GroupBy(line => line.Sample))
        {
            published[sample.Key].ShouldBe(sample.Count(), sample.Key);
        }
    }

    private static string PeriodOf(Row row)
    {
        var (year, period) = (row["year"], row["period"]);
        return period == "year" || Stocks.Any(stock => row["series"].StartsWith(stock, StringComparison.Ordinal)) ? $"Năm {year}"
            : period[0] == 'Q' ? $"Quý {new[] { "I", "II", "III", "IV" }[period[1] - '1']}/{year}"
            : period[0] == 'M' ? $"Tháng {period[1..].TrimStart('0')}/{year}"
            : $"{(period == "H1" ? "6" : period == "9M" ? "9" : period[3..].TrimStart('0'))} tháng năm {year}";
    }

    /// <summary>Where the page prints no day: the last one of its month, 31 December of its year.</summary>
    private static DateOnly DayOf(string published)
    {
        var parts = published.TrimStart('~').Split('-').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return parts.Length == 3 ? new DateOnly(parts[0], parts[1], parts[2])
            : parts.Length == 2 ? new DateOnly(parts[0], parts[1], DateTime.DaysInMonth(parts[0], parts[1]))
            : new DateOnly(parts[0], 12, 31);
    }

    private static string TerritoryOf(Row row)
    {
        var note = row["note"].ToLowerInvariant();
        var (old, merged) = (note.IndexOf("old boundary", StringComparison.Ordinal), note.IndexOf("merged", StringComparison.Ordinal));

        // Tables E02 of the office's database are of the 63 provinces before July 2025.
        return (old >= 0 && (merged < 0 || old < merged))
            || (merged < 0 && Regex.IsMatch(row["publisher_or_source"] + row["url_or_file"], "E02\\."))
                ? "Thành phố Hải Phòng (địa giới trước 01/7/2025)"
            : merged >= 0 && !note.StartsWith("old", StringComparison.Ordinal) ? "Thành phố Hải Phòng (địa giới từ 01/7/2025)"
            : "Thành phố Hải Phòng";
    }

    private static bool IsInWorkbook(string day, string value)
    {
        var number = double.Parse(value, CultureInfo.InvariantCulture);
        return SampleTests.Fdi.Any(fdi => fdi.Day == day && (fdi.Registered == number || fdi.Adjusted == number))
            || SampleTests.Budget.Any(budget => budget.Day == day && budget.Own == number);
    }

    private static decimal Number(string text) =>
        decimal.Parse(text.Replace(".", "", StringComparison.Ordinal).Replace(',', '.'), CultureInfo.InvariantCulture);

    /// <summary>What the office's labels mean.</summary>
    private static Dictionary<string, string> Labels() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "ingest", "sources", "hai-phong-monthly.json")))!
            ["flat"]!["columns"]!["series"]!["map"]!.AsObject()
            .ToDictionary(entry => entry.Key, entry => entry.Value!.ToString(), StringComparer.Ordinal);

    private static List<(int File, int Row, string Sample, string Value)> Decisions() =>
        [.. File.ReadLines(Path.Combine(Repository.Root, "tests", "schedules", "published-figures.txt"))
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split(" | "))
            .Select(parts => (
                int.Parse(parts[0].Split(' ')[0], CultureInfo.InvariantCulture),
                int.Parse(parts[0].Split(' ')[1], CultureInfo.InvariantCulture), parts[1], parts[2]))];

    private static List<Row> Rows(string file)
    {
        var path = Path.Combine(Repository.Shared(), "data", file);
        Assert.SkipUnless(File.Exists(path), $"The file {file} is not in ../shared/data.");
        var lines = File.ReadLines(path).Select(line => Fields(line, '\t')).ToList();
        return [.. lines.Skip(1).Select((cells, at) =>
            new Row(at + 1, lines[0].Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal)))];
    }

    /// <summary>Every record of the offices' and the press's samples; the one with faults is none.</summary>
    private static List<Line> Lines() =>
        [.. Directory.EnumerateFiles(Samples, "*.csv", SearchOption.AllDirectories)
            .Where(path => !path.Contains("tep-co-loi", StringComparison.Ordinal))
            .SelectMany(path => Of(path, File.ReadAllLines(path).Select(line => Fields(line, ';').ToList())))
            .Concat(Directory.EnumerateFiles(Path.Combine(Samples, "hai-phong-monthly"), "*.xlsx")
                .SelectMany(path => Of(path, Sheet(path))))];

    private static IEnumerable<Line> Of(string path, IEnumerable<List<string>> records)
    {
        var all = records.ToList();
        var day = all.Select(cells => Regex.Match(cells[0], "Ngày công bố: (\\d\\d/\\d\\d/\\d{4})")).First(match => match.Success)
            .Groups[1].Value;
        var on = DateOnly.ParseExact(day, "dd/MM/yyyy", CultureInfo.InvariantCulture);
        Path.GetFileName(path).ShouldStartWith(on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        var sample = $"{Path.GetFileName(Path.GetDirectoryName(path))}/{on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
        return all.SkipWhile(cells => cells[0] != "Chỉ tiêu").Skip(1).Select(cells => new Line(sample, on, cells));
    }

    /// <summary>A sheet as the lines of a flat file: as it stands, or turned so where periods head its columns.</summary>
    private static IEnumerable<List<string>> Sheet(string path)
    {
        var rows = WorkbookWriter.CellsOf(File.ReadAllBytes(path))
            .Select(cell => Regex.Match(cell, "![A-Z]+(?<row>[0-9]+) (?<text>.*)$")).GroupBy(match => match.Groups["row"].Value)
            .Select(row => row.Select(match => match.Groups["text"].Value).ToList()).ToList();
        var header = rows.Find(row => row[0] == "Chỉ tiêu").ShouldNotBeNull();
        if (header.Contains("Kỳ"))
        {
            return rows;
        }

        var page = rows.Select(row => row[0]).Single(text => text.StartsWith("Nguồn: ", StringComparison.Ordinal))["Nguồn: ".Length..];
        var periods = header.ConvertAll(text => Regex.Replace(
            text.Replace("Ước cộng dồn ", "", StringComparison.Ordinal), "^Ước tháng ([0-9]+) năm ([0-9]+)$", "Tháng $1/$2"));
        return rows.TakeWhile(row => row != header).Append(header).Concat(rows.Where(row => row.Count == header.Count && row != header)
            .SelectMany(row => Enumerable.Range(2, row.Count - 2).Select(
                at => new List<string> { row[0], "Thành phố Hải Phòng", periods[at], row[at], row[1], "Ước", page })));
    }

    private static IEnumerable<string> Fields(string line, char delimiter)
    {
        var (field, isQuoted) = (new StringBuilder(), false);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && isQuoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append(line[i++]);
            }
            else if (line[i] == '"' && (isQuoted || field.Length == 0))
            {
                isQuoted = !isQuoted;
            }
            else if (line[i] == delimiter && !isQuoted)
            {
                yield return field.ToString();
                field.Clear();
            }
            else
            {
                field.Append(line[i]);
            }
        }

        yield return field.ToString();
    }
}
