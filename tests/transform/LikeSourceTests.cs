using System.Text;
using Plan86.Ingest;
using Plan86.Schedules;
using Plan86.Tests.Schedules;
using Plan86.Transform;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;

namespace Plan86.Tests.Transform;

/// <summary>Sources that read by the mapping of another: several offices that print the same columns.</summary>
public sealed class LikeSourceTests
{
    private const string Office = """
        { "source": "office", "name_vi": "Cục", "name_en": "Office", "publisher": "Cục Thống kê*",
          "published_on": { "content": "ngày công bố: *(?<day>\\d{1,2})/(?<month>\\d{1,2})/(?<year>20\\d{2})" },
          "flat": { "columns": { "series": { "header": "Chỉ tiêu", "map": { "Cảng": "PORT.THROUGHPUT", "Khách": "TOURISM.ARRIVALS" } },
            "time_period": { "header": "Kỳ" }, "obs_value": { "header": "Giá trị" } } } }
        """;

    private const string Tourism = """
        { "source": "tourism", "name_vi": "Sở Du lịch", "name_en": "Tourism", "like": "office",
          "publisher": ["Sở Du lịch*", "*so-du-lich*"] }
        """;

    private const string Press = """
        { "source": "press", "name_vi": "Báo", "name_en": "Press", "like": "office", "publisher": "Báo Hải Phòng*", "all_or_nothing": true,
          "flat": { "columns": { "series": { "header": "Chỉ tiêu", "map": { "Hàng hóa": "PORT.THROUGHPUT" } },
            "time_period": { "header": "Kỳ" }, "obs_value": { "header": "Giá trị" } } } }
        """;

    [Theory]
    [InlineData("a.csv", "", "office")]
    [InlineData("a.csv", "# Đơn vị công bố: Sở  du lịch thành phố\n", "tourism")]
    [InlineData("a.csv", "Cơ quan công bố: Sở Du lịch\n\n", "tourism")]
    [InlineData("2025-01-so-du-lich.csv", "", "tourism")]
    [InlineData("2025-01-so-du-lich.csv", "# Đơn vị công bố: Cục Thống kê thành phố\n", "office")]
    [InlineData("a.csv", "# Nguồn: Sở Du lịch\n", "office")]
    [InlineData("a.csv", "# Đơn vị công bố: Sở Y tế\n", "")]
    public void The_publisher_a_file_names_decides_among_sources_of_one_mapping(string fileName, string above, string expected)
    {
        var (catalogue, book) = Read(Office, Tourism, Press);
        var bytes = Encoding.UTF8.GetBytes(above + "Chỉ tiêu;Kỳ;Giá trị\nCảng;Năm 2024;190,5\n");
        string.Join(", ", new Normaliser(catalogue, book)
            .RecogniseByContent(() => new MemoryStream(bytes), fileName, TestContext.Current.CancellationToken)
            .Select(source => source.Name)).ShouldBe(expected);
    }

    [Fact]
    public async Task A_source_like_another_reads_as_that_one_does_and_what_it_states_goes_first()
    {
        using var office = new Office(sources: [("office", Office), ("tourism", Tourism), ("press", Press)]);
        office.Drop("tourism", "a.csv", "# Ngày công bố: 05/01/2025\nChỉ tiêu;Kỳ;Giá trị\nCảng;Năm 2024;190,5\n"u8.ToArray());
        office.Drop("press", "b.csv", "# Ngày công bố: 06/01/2025\nChỉ tiêu;Kỳ;Giá trị\nHàng hóa;Năm 2024;191\n"u8.ToArray());
        office.Drop("press", "c.csv", "# Ngày công bố: 07/01/2025\nChỉ tiêu;Kỳ;Giá trị\nCảng;Năm 2024;192\n"u8.ToArray());
        await office.OnceAsync();
        office.Text("SELECT source, published_on, state FROM extract").ShouldBe("""
            press 2025-01-06 accepted
            press 2025-01-07 rejected
            tourism 2025-01-05 accepted
            """);
        office.Text(
            "SELECT e.source, o.series, o.obs_value FROM observation o JOIN extract e USING (extract_id) WHERE NOT o.derived").ShouldBe("""
            press PORT.THROUGHPUT 191
            tourism PORT.THROUGHPUT 190.5
            """);
    }

    [Fact]
    public void A_change_of_the_mapping_makes_the_extracts_of_all_its_sources_be_read_again()
    {
        string PrintOf(string original)
        {
            var (catalogue, book) = Read(original, Tourism, Press);
            return new Normaliser(catalogue, book).Fingerprint(book.Find("tourism")!);
        }

        PrintOf(Office).ShouldBe(PrintOf(Office));
        PrintOf(Office.Replace("\"Khách\"", "\"Khách du lịch\"", StringComparison.Ordinal)).ShouldNotBe(PrintOf(Office));
    }

    [Fact]
    public void Whom_a_source_cannot_be_like_is_a_fault_in_both_languages()
    {
        string Like(string name, string like) =>
            $$"""{ "source": "{{name}}", "name_vi": "{{name}}", "name_en": "{{name}}", "like": "{{like}}" }""";

        var faults = new List<Problem>();
        var (catalogue, _) = Settings.Read(null);
        SourceBook.Read(
            Files(Office, Like("gone", "nobody"), Like("self", "self"), Like("one", "two"), Like("two", "one"), Like("good", "office"),
                Like("chain", "good")),
            catalogue.Catalogue, Collector.IsCron, faults);
        faults.Select(fault => $"{fault.Place} {fault.Found}").ShouldBe(
            ["gone.json:like nobody", "self.json:like self", "one.json:like two", "two.json:like one", "chain.json:like good"],
            ignoreOrder: true);
        faults.ShouldAllBe(fault => fault.Expected == "office" && fault.Message.Vi.Contains("cách đọc")
            && fault.Message.En.Contains("mapping"));
    }

    [Fact]
    public void Faults_of_the_mapping_are_told_once_where_they_stand()
    {
        var faults = new List<Problem>();
        var (settings, _) = Settings.Read(null);
        var book = SourceBook.Read(
            Files(Office.Replace("PORT.THROUGHPUT", "PORT.NONE", StringComparison.Ordinal), Tourism), settings.Catalogue, Collector.IsCron,
            faults);
        faults.Select(fault => fault.Place.ToString()).ShouldBe(["office.json:flat.columns.series.map[\"Cảng\"]"]);
        book.All.ShouldBeEmpty();
    }

    private static (Catalogue Catalogue, SourceBook Book) Read(params string[] files)
    {
        var faults = new List<Problem>();
        var (settings, _) = Settings.Read(null);
        var book = SourceBook.Read(Files(files), settings.Catalogue, Collector.IsCron, faults);
        faults.Where(fault => fault.Place.ToString().Contains(".json:", StringComparison.Ordinal)).ShouldBeEmpty();
        return (settings.Catalogue, book);
    }

    private static IEnumerable<(string File, string Json)> Files(params string[] files) =>
        files.Select(json => (System.Text.Json.Nodes.JsonNode.Parse(json)!["source"] + ".json", json));
}
