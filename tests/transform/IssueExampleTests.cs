using System.Globalization;
using System.Text;
using System.Text.Json;
using Plan86.Tests.Schedules;
using Plan86.Tests.Transform.Reading;

namespace Plan86.Tests.Transform;

/// <summary>Texts that were once understood wrongly and in silence, each from the file it stands in to the table analysts ask: what is
/// right, or a problem that shows the text.</summary>
public class IssueExampleTests
{
    private const string Day = "2025-02-06";

    /// <summary>Period as a field of a flat file → what is kept, or ! and a problem.</summary>
    private static readonly (string Text, string Right)[] Periods =
    [
        ("Quý một năm 2024", "2024-Q1 N A"), ("Nửa đầu năm 2024", "2024-06 YTD A"), ("Nửa cuối năm 2024", "2024-S2 N A"),
        ("3 quý năm 2024", "2024-09 YTD A"), ("ba quý đầu năm 2024", "2024-09 YTD A"), ("Vụ mùa năm 2024", "!"),
        ("2024/03", "2024-03 N A"), ("2024.03", "2024-03 N A"), ("202403", "2024-03 N A"), ("2024/25", "!"), ("2024-25", "!"),
        ("H1/2024", "2024-06 YTD A"), ("H2/2024", "2024-S2 N A"), ("Kỳ 1 tháng 3/2024", "!"), ("Kì 1 tháng 3/2024", "!"),
        ("Tuần 2 tháng 3/2024", "!"), ("10 ngày đầu tháng 3/2024", "!"), ("Đợt 2 tháng 3/2024", "!"), ("15 ngày đầu năm 2024", "!"),
        ("Năm 2021 đến năm 2025", "!"), ("2021-2025", "!"), ("Cùng kỳ năm 2023", "!"), ("Năm học 2024-2025", "!"),
        ("31/12/2024", "2024-12 N A"), ("30/12/2024", "!"), ("Quí I/2024", "2024-Q1 N A"), ("quí I năm 2024", "2024-Q1 N A"),
        ("tháng 11năm 2024", "2024-11 N A"), ("10 tháng năm năm 2024", "2024-10 YTD A"), ("T8", "!"), ("9T", "!"),
        ("Tháng 8", "!"), ("Quý II", "!"), ("3T/2024", "2024-03 YTD A"), ("Tháng 3 2024", "2024-03 N A"), ("Thg 3 2024", "2024-03 N A"),
        ("Mar-24", "2024-03 N A"), ("Cộng dồn  tháng năm 2009", "!"), ("Tháng năm 2009", "!"),
        ("Sơ bộ 2024", "2024 N P"), ("Prel. 2024", "2024 N P"), ("Ước tính 2024", "2024 N E"), ("2024p", "2024 N P"),
        ("2024 (p)", "2024 N P"), ("KH năm 2024", "2024 N F"), ("Kế hoạch năm 2024", "2024 N F"), ("Mục tiêu năm 2024", "2024 N F"),
        ("Dự toán 2024", "2024 N F"), ("Chỉ tiêu giao 2024", "2024 N F"), ("TH năm 2024", "2024 N A"), ("Ước TH năm 2024", "2024 N E"),
        ("Năm 2052", "!"), ("Năm 2030", "!"), ("KH năm 2030", "2030 N F"), ("so với KH năm 2024", "!"), ("Năm 2024 so với năm 2023", "!"),
    ];

    /// <summary>A header over figures of a table whose title names 2024 → what is kept, or ! and a problem.</summary>
    private static readonly (string Text, string Right)[] Headers =
    [
        ("KH năm 2024", "2024 N F"), ("TH năm 2024", "2024 N A"), ("Ước TH năm 2024", "2024 N E"), ("Mục tiêu năm 2024", "2024 N F"),
        ("Dự toán 2024", "2024 N F"), ("Chỉ tiêu giao năm 2024", "2024 N F"), ("T8", "2024-08 N A"), ("9T", "2024-09 YTD A"),
        ("Kỳ 1 tháng 3/2024", "!"), ("Quí I/2024", "2024-Q1 N A"), ("Quý một năm 2024", "2024-Q1 N A"), ("2024/25", "!"),
        ("Sơ bộ 2024", "2024 N P"), ("2024p", "2024 N P"), ("Tháng 3/2024", "2024-03 N A"), ("Tuần 2 tháng 3/2024", "!"),
        ("10 ngày đầu tháng 3/2024", "!"), ("Tháng 3/2024 so với KH (%)", "!"), ("3 tháng năm 2024 so với KH (%)", "2024-03 YTD_PLAN A"),
        ("3 tháng năm 2024 so cùng kỳ năm trước (%)", "2024-03 YTD_GY A"), ("Năm 2024 Tốc độ phát triển (%)", "2024 GY A"),
        ("Cộng dồn  tháng năm 2024", "!"), ("Cùng kỳ năm 2024", "!"), ("Nửa đầu năm 2024", "2024-06 YTD A"), ("Vụ mùa năm 2024", "!"),
        ("Năm 2030", "!"), ("Ước cả năm 2024", "2024 N E"), ("2001so với 2000", "2001 GY A"),
    ];

    [Fact]
    public async Task Each_period_of_a_flat_file_is_what_it_says_or_a_problem()
    {
        var text = new StringBuilder("Chỉ tiêu;Địa bàn;Kỳ;Giá trị\n");
        for (var i = 0; i < Periods.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"Cảng;X{i};{Periods[i].Text};12,5\n");
        }

        using var office = new Office(sources: ("thu", """
            { "source": "thu", "name_vi": "Thử", "name_en": "Trial", "flat": { "columns": {
              "series": { "header": "Chỉ tiêu", "map": { "Cảng": "PORT.THROUGHPUT" } }, "ref_area": { "header": "Địa bàn" },
              "time_period": { "header": "Kỳ" }, "obs_value": { "header": "Giá trị" } } },
              "published_on": { "file_name": "^(?<year>20\\d{2})-(?<month>\\d{2})-(?<day>\\d{2})" } }
            """));
        office.Drop("thu", Day + ".csv", Encoding.UTF8.GetBytes(text.ToString()));
        await office.OnceAsync();
        var found = Found(office, i => $"L{i + 2}:", Periods.Length);
        found.Zip(Periods).Where(pair => pair.First != pair.Second.Right).Select(pair => $"{pair.Second} is {pair.First}").ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_header_of_a_table_is_what_it_says_or_a_problem()
    {
        var workbook = new XlsxFile();
        for (var i = 0; i < Headers.Length; i++)
        {
            workbook.Sheet($"S{i}").Cells("A1 Bảng thử năm 2024").Row(4, 'A', "Chỉ tiêu", Headers[i].Text)
                .Row(5, 'A', $"Hàng X{i}", 12.5).Row(6, 'A', "Hàng khác", 13.5);
        }

        var rows = Enumerable.Range(0, Headers.Length).Select(i => new { match = $"Hàng X{i}", ref_area = $"X{i}" });
        using var office = new Office(sources: ("thu", $$"""
            { "source": "thu", "name_vi": "Thử", "name_en": "Trial", "tables": [ { "title": "Bảng thử*", "series": "PORT.THROUGHPUT",
              "others": "ignore", "rows": {{JsonSerializer.Serialize(rows)}}, "columns": [ { "match": "*" } ] } ],
              "published_on": { "file_name": "^(?<year>20\\d{2})-(?<month>\\d{2})-(?<day>\\d{2})" } }
            """));
        office.Drop("thu", Day + ".xlsx", workbook.Bytes());
        await office.OnceAsync();
        var found = Found(office, i => $"S{i}!", Headers.Length);
        found.Zip(Headers).Where(pair => pair.First != pair.Second.Right).Select(pair => $"{pair.Second} is {pair.First}").ShouldBeEmpty();
    }

    private static List<string> Found(Office office, Func<int, string> place, int count)
    {
        var figures = office.Rows(
            "SELECT ref_area, time_period || ' ' || transformation || ' ' || obs_status FROM observation WHERE NOT derived ORDER BY ALL")
            .ToLookup(row => (string)row[0]!, row => (string)row[1]!);
        var places = office.Rows("SELECT place FROM problem WHERE severity = 'error'").Select(row => (string)row[0]!).ToList();
        return [.. Enumerable.Range(0, count).Select(i => string.Join(" + ", figures[$"X{i}"].Concat(
            places.Exists(at => at.StartsWith(place(i), StringComparison.Ordinal)) ? ["!"] : [])))];
    }
}
