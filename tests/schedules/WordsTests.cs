using System.Globalization;
using System.Text;
using Plan86.Tests.Transform.Reading;

namespace Plan86.Tests.Schedules;

/// <summary>Texts that mean something else than a piece of them, from the file to the table analysts see.</summary>
public class WordsTests
{
    private const string Observations =
        "SELECT series, time_period, transformation, obs_value, obs_status FROM observation WHERE NOT derived";

    /// <summary>A source that takes any series, in tonnes.</summary>
    private const string Probe = """
        { "source": "probe", "name_vi": "p", "name_en": "p",
        "published_on": { "file_name": "(?<year>20\\d{2})-(?<month>\\d{2})-(?<day>\\d{2})" },
          "flat": { "register_series": true, "unit": "tấn",
            "columns": { "series": { "header": "ma", "map": {} }, "time_period": { "header": "ky" },
            "obs_value": { "header": "gia_tri" } } } }
        """;

    [Fact]
    public async Task Periods_of_a_flat_file_are_understood_whole_or_refused()
    {
        using var office = new Office(sources: ("probe", Probe));
        office.Drop("probe", "2024-04-06-x.csv", Encoding.UTF8.GetBytes(
            "ma;ky;gia_tri\nX.P001;2024/03;1\nX.P002;H1/2023;2\nX.P003;Quý tư năm 2023;3\nX.P004;Nửa cuối năm 2023;4\nX.P005;KH năm "
                + "2024;5\nX.P006;Kỳ 1 tháng 3/2024;6\n"
            + "X.P007;Năm 2021 đến năm 2025;7\nX.P008;9T;8\nX.P009;2023/24;9\nX.P010;Năm 2030;10\nX.P011;Tháng 4/2024;11\nX.P012;Ước năm "
            + "2024;12\nX.P013;Ước năm 2025;13\n"));
        await office.OnceAsync();
        office.Text(Observations).ShouldBe("""
            X.P001 2024-03 N 1 A
            X.P002 2023-06 YTD 2 A
            X.P003 2023-Q4 N 3 A
            X.P004 2023-S2 N 4 A
            X.P005 2024 N 5 F
            X.P012 2024 N 12 E
            """);
        office.Text(
            "SELECT cell_ref, found, message_vi FROM (SELECT split_part(place, ':', 1) AS cell_ref, * FROM problem) WHERE message_vi LIKE "
                + "'Kỳ%'").ShouldBe("""
            L10 2023/24 Kỳ không đọc được.
            L11 Năm 2030 Kỳ số liệu (năm 2030) kết thúc sau ngày công bố 06/04/2024: số liệu chưa thể có (kỳ hay trạng thái ghi nhầm?);
            không dùng.
            L12 Tháng 4/2024 Kỳ số liệu (tháng 4/2024) kết thúc sau ngày công bố 06/04/2024: số liệu chưa thể có (kỳ hay trạng thái ghi
            nhầm?); không dùng.
            L14 Ước năm 2025 Kỳ số liệu (năm 2025) kết thúc sau ngày công bố 06/04/2024: số liệu chưa thể có (kỳ hay trạng thái ghi nhầm?);
            không dùng.
            L7 Kỳ 1 tháng 3/2024 Kỳ không đọc được.
            L8 Năm 2021 đến năm 2025 Kỳ không đọc được.
            L9 9T Kỳ thiếu năm.
            """);
    }

    [Fact]
    public async Task Published_within_ten_days_of_its_end_a_month_is_an_estimate()
    {
        using var office = new Office(sources: ("probe", Probe));
        office.Drop("probe", "2024-03-22-x.csv", Encoding.UTF8.GetBytes("ma;ky;gia_tri\nX.A;Tháng 3/2024;1\n"));
        office.Drop("probe", "2024-03-20-y.csv", Encoding.UTF8.GetBytes("ma;ky;gia_tri\nX.B;Tháng 3/2024;1\n"));
        await office.OnceAsync();
        office.Text(Observations).ShouldBe("X.A 2024-03 N 1 E");
    }

    [Theory]
    [InlineData("0,759;0,811;0,930", "0.759 0.811 0.93", 0)]
    [InlineData("0.420;0.434;0.441", "0.42 0.434 0.441", 0)]
    [InlineData("6,706;7,800;8,125", "6.706 7.8 8.125", 1)]
    [InlineData("6,706;7,800;12,5", "6.706 7.8 12.5", 0)]
    [InlineData("6.706;7.800;8.125", "6706 7800 8125", 0)]
    [InlineData("1.5;2.25;6.706", "1.5 2.25 6.706", 0)]
    public async Task The_mark_of_decimals_is_told_by_the_whole_column(string values, string expected, int told)
    {
        using var office = new Office(sources: ("probe", Probe));
        var lines = values.Split(';')
            .Select((value, i) => string.Create(CultureInfo.InvariantCulture, $"X.V;Tháng {i + 1}/2024;{value}\n"));
        office.Drop("probe", "2024-04-06-x.csv", Encoding.UTF8.GetBytes("ma;ky;gia_tri\n" + string.Concat(lines)));
        await office.OnceAsync();
        string.Join(
            ' ', office.Rows("SELECT obs_value FROM observation WHERE NOT derived ORDER BY time_period")
                .Select(row => ((double)row[0]!).ToString("R", CultureInfo.InvariantCulture))).ShouldBe(expected);
        office.Rows("SELECT 1 FROM problem").Count.ShouldBe(told);
    }

    [Fact]
    public async Task Labels_are_matched_as_people_hold_them_equal_and_a_percent_is_no_count()
    {
        using var office = new Office();
        office.Drop(
            "2024-04-06", "1. Sản lượng hàng hoá qua cảng;Tháng 3/2024;Triệu tấn;12,5;", "a) khách  du lịch:;Quí I/2024;Nghìn lượt;600,5;");
        await office.OnceAsync();
        office.Text(Observations).ShouldBe("PORT.THROUGHPUT 2024-03 N 12.5 A\nTOURISM.ARRIVALS 2024-Q1 N 600.5 A");
        office.Drop("2024-05-06", "Khách du lịch;Tháng 4/2024;Nghìn lượt;600,5%;");
        await office.OnceAsync();
        office.Rows("SELECT 1 FROM observation WHERE time_period = '2024-04'").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("H01-plan-column-KH.xlsx", "PORT.THROUGHPUT 2023 N 10.5 A|PORT.THROUGHPUT 2024 N 15.5 F")]
    [InlineData("H02-quarter-in-words.xlsx", "PORT.THROUGHPUT 2023 N 10.5 A|PORT.THROUGHPUT 2024-Q1 N 2.5 A")]
    [InlineData("H03-first-half-month.xlsx", "")]
    [InlineData("H04-date-headers.xlsx", Six)]
    [InlineData("H05-hoa-tone-label.xlsx", Six)]
    [InlineData("H07-qui-header.xlsx", "TOURISM.ARRIVALS 2024-03 N 600.5 A|TOURISM.ARRIVALS 2024-Q1 N 1850.5 A")]
    [InlineData("H08-numbered-label.xlsx", Six)]
    [InlineData("H09-percent-text-in-visits.xlsx", "")]
    public async Task The_cases_made_after_public_reports_are_read_right(string file, string expected)
    {
        var content = File.ReadAllBytes(Path.Combine(Shared.Folder(), "cases", file));
        using var office = new Office();
        office.Drop("hai-phong-monthly", file, content);
        await office.OnceAsync();
        office.Text(Observations).ShouldBe(expected.Replace('|', '\n'));
        office.Rows("SELECT 1 FROM problem").Count.ShouldBe(expected.Length == 0 ? 1 : 0);
    }

    private const string Six = "PORT.THROUGHPUT 2024-02 N 11.5 A|PORT.THROUGHPUT 2024-03 N 12.5 A|PORT.THROUGHPUT 2024-03 YTD 35.5 A"
        + "|TOURISM.ARRIVALS 2024-02 N 600.5 A|TOURISM.ARRIVALS 2024-03 N 650.5 A|TOURISM.ARRIVALS 2024-03 YTD 1800.5 A";
}
