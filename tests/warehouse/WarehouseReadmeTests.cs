using System.Text.RegularExpressions;
using Plan86.Schedules;
using Plan86.Tests.Schedules;
using Plan86.Warehouse;

namespace Plan86.Tests.Warehouse;

/// <summary>The SQL that <c>warehouse/README.md</c> prints, run as it stands there.</summary>
public class WarehouseReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "warehouse", "README.md"));

    private static readonly Dictionary<string, string> Queries = Regex
        .Matches(Readme[Readme.IndexOf("## Ten queries", StringComparison.Ordinal)..Readme.IndexOf("## The SQL", StringComparison.Ordinal)],
            "^([^\n]+):\n\n```sql\n(.*?)```", RegexOptions.Singleline | RegexOptions.Multiline)
        .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value, StringComparer.Ordinal);

    private static readonly (string Day, string[] Lines)[] Drops =
    [
        ("2023-01-06",
        [
            "Sản lượng hàng hóa qua cảng;Năm 2021;Triệu tấn;150;Chính thức", "Sản lượng hàng hóa qua cảng;Năm 2022;Triệu tấn;165;Ước",
            "Tốc độ tăng trưởng GRDP;Năm 2022;%;12,32;Ước", "Khách du lịch;Năm 2019;Triệu lượt;9,1;Chính thức",
            "Khách du lịch;Năm 2020;Triệu lượt;7,5;Chính thức", "Khách du lịch;Năm 2021;Triệu lượt;6,1;Chính thức",
        ]),
        ("2024-01-06", ["Sản lượng hàng hóa qua cảng;Năm 2023;Triệu tấn;181,5;Ước", "Khách du lịch;Năm 2023;Triệu lượt;7950;Ước"]),
        ("2024-06-10",
        [
            "Tốc độ tăng trưởng GRDP;Năm 2022;%;10,38;Chính thức", "Sản lượng hàng hóa qua cảng;Năm 2022;Triệu tấn;165;Chính thức",
        ]),
        ("2025-03-10", ["Khách du lịch;Năm 2022;Triệu lượt;7,9;Chính thức"]),
        ("2025-08-10", ["Khách du lịch;Năm 2024;Triệu lượt;14,5;Chính thức"]),
    ];

    private static async Task<Office> BuiltAsync()
    {
        var office = new Office(indicators: true);
        foreach (var (day, lines) in Drops)
        {
            office.Drop(day, lines);
        }

        foreach (var (year, capital) in new[] { (2023, 200.0), (2024, 250.0) })
        {
            office.Drop("gso-monthly", $"{year}-03-29-fdi.xlsx", new WorkbookWriter()
                .Fdi("25.FDI", $"25. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/03/{year}", 12, capital, 50).ToArray());
        }

        await office.OnceAsync();
        return office;
    }

    /// <param name="heading">What stands above the query.</param>
    /// <param name="column">Of the answer.</param>
    /// <param name="where">Of its rows.</param>
    [Theory]
    [InlineData("How port throughput grew", "year, tonnes, growth_percent", "year = 2023", "2023 181500000 10")]
    [InlineData("How port throughput grew", "year, tonnes, growth_percent", "year = 2021", "2021 150000000 ∅")]
    [InlineData("How a figure was revised, vintage by vintage", "obs_value, obs_status, valid_from, valid_to, cell_ref", "true",
        "10.38 A 2024-06-10 ∅ L3\n12.32 E 2023-01-06 2024-06-10 L5")]
    [InlineData("Why a verdict changed", "published_on, new_value, file_name, cell_ref",
        "indicator = 'port_throughput' AND horizon = '2025' AND was = 'no_data'", "2023-01-06 165 2023-01-06-so-lieu.csv L4")]
    [InlineData("From a verdict to the cells and lines its latest year rests on", "obs_value, file_name, sheet, cell_ref",
        "indicator = 'port_throughput' AND horizon = '2025'", "181.5 2024-01-06-so-lieu.csv ∅ L3")]
    [InlineData("Targets without any figure, by the department that owes them today", "targets", "department = 'Sở Y tế'", "6")]
    [InlineData(
        "Targets without any figure, by the department that owes them today", "count(*)", "department = 'Sở Kế hoạch và Đầu tư'", "0")]
    [InlineData("The months of the latest year against those of the year before", "time_period, obs_value, year_before, change_percent",
        "series = 'FDI.REGISTERED_NEW' AND transformation = 'YTD'", "2024-03 250 200 25")]
    [InlineData("Which extracts changed a figure that others had published", "file_name, series, was, became", "series = 'GRDP.VOLUME'",
        "2024-06-10-so-lieu.csv GRDP.VOLUME 12.32 10.38")]
    [InlineData("Figures that are suspect, and what is at odds", "time_period, \"value\", unit_vi, cell_ref, found", "true",
        "2023 7950 triệu lượt L4 TOURISM.ARRIVALS 2023 = 7950.0")]
    [InlineData("What was known on a day", "\"value\", unit_vi, status_vi", "time_period = '2022' AND unit_vi = '%'", "12.32 % ước tính")]
    [InlineData("Where a target stands on both territories", "territory, actual_year, actual, counts",
        "indicator = 'tourists' AND horizon = '2025'",
        "Hai Phong (before July 2025) 2023 7950 False\nHai Phong (since July 2025) 2024 14.5 True")]
    public async Task Its_queries_answer(string heading, string columns, string where, string expected)
    {
        using var office = await BuiltAsync();
        office.Text($"WITH answer AS ({Queries[heading]}) SELECT {columns} FROM answer WHERE {where}").ShouldBe(expected);
    }

    [Fact]
    public async Task It_has_ten_queries_and_figure_loses_none()
    {
        Queries.Count.ShouldBe(10);
        using var office = await BuiltAsync();
        foreach (var (heading, query) in Queries)
        {
            office.Rows(query).ShouldNotBeEmpty(heading);
        }

        var all = office.Scalar<long>("SELECT count(*) FROM observation_current");
        office.Scalar<long>("SELECT count(*) FROM figure").ShouldBe(all);
        office.Scalar<long>("SELECT count(*) FROM figure WHERE file_name IS NOT NULL AND cell_ref IS NOT NULL AND series_vi <> '' "
            + "AND unit_vi <> '' AND transformation_en IS NOT NULL AND status_en IS NOT NULL").ShouldBe(all);
        office.Text("SELECT series_en, area_en, \"value\", unit_en, transformation_en, sheet, cell_ref, row_path, raw FROM figure "
            + "WHERE series = 'FDI.REGISTERED_NEW' AND time_period = '2024-03' AND transformation = 'YTD'").ShouldBe(
            "Newly registered foreign direct investment Hai Phong 250 million USD sum since January 25.FDI D8 "
            + "Phân theo một số địa phương › Hải Phòng 250");
    }

    [Fact]
    public void Its_formula_and_its_check_are_sound()
    {
        using var office = new Office();
        foreach (var kind in new[] { "derived", "watch" })
        {
            var text = Regex.Match(Readme, $"<!-- example: {kind} -->\n```sql\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
            text.Length.ShouldBeGreaterThan(100);
            File.WriteAllText(
                Path.Combine(Directory.CreateDirectory(Path.Combine(office.Config, "sql", kind)).FullName, "1_example.sql"), text);
        }

        SqlFaults.Of(SqlSettings.Read(office.Config), office.Catalogue).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_column_of_every_relation_and_every_macro_says_what_it_is()
    {
        using var office = new Office();
        office.Drop("2024-01-06", "Thu ngân sách nhà nước trên địa bàn;Năm 2023;Tỷ đồng;100.500;Ước");
        await office.OnceAsync();
        office.Text("SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND coalesce(comment, '') = ''").ShouldBe("");
        office.Text("SELECT table_name FROM duckdb_tables() WHERE NOT internal AND coalesce(comment, '') = ''").ShouldBe("");
        office.Text("SELECT view_name FROM duckdb_views() WHERE NOT internal AND coalesce(comment, '') = ''").ShouldBe("");
        office.Text(
            "SELECT function_name FROM duckdb_functions() WHERE NOT internal AND function_type LIKE '%macro%' AND coalesce(comment, '') "
                + "= ''")
            .ShouldBe("");
        office.Scalar<long>("SELECT count(*) FROM duckdb_columns() WHERE NOT internal").ShouldBeGreaterThan(250);
        office.Scalar<long>("SELECT count(*) FROM duckdb_functions() WHERE NOT internal AND function_type LIKE '%macro%'")
            .ShouldBeGreaterThan(10);
    }

    [Fact]
    public void It_names_every_relation()
    {
        var schema = string.Concat(
            Directory.EnumerateFiles(Path.Combine(Repository.Root, "warehouse", "sql", "load"), "*.sql").Select(File.ReadAllText));
        foreach (Match relation in Regex.Matches(schema, @"^CREATE (?:TABLE|VIEW) (\w+)", RegexOptions.Multiline))
        {
            Readme.ShouldContain($"`{relation.Groups[1].Value}`");
        }
    }
}
