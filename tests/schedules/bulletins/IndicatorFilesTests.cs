using System.Text;
using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Plan86.Schedules;
using Plan86.Schedules.Bulletins;
using Plan86.Transform;

namespace Plan86.Tests.Schedules.Bulletins;

/// <summary>What can be taken away from an indicator's page.</summary>
public sealed class IndicatorFilesTests : IDisposable
{
    private readonly Office _office = new(indicators: true);

    [Fact]
    public async Task Every_vintage_and_every_column_is_described()
    {
        var (content, part) = await PortAsync();
        var files = new IndicatorFiles(_office.Settings, content).Of(part).ToDictionary(file => file.Name, file => file.Bytes);
        files.Keys.ShouldBe(
            ["port_throughput.csv", "port_throughput.csv-metadata.json", "port_throughput.vintages.csv",
                "port_throughput.vintages.csv-metadata.json"], ignoreOrder: true);
        foreach (var name in files.Keys.Where(name => name.EndsWith(".csv", StringComparison.Ordinal)))
        {
            using var metadata = JsonDocument.Parse(files[name + "-metadata.json"]);
            var root = metadata.RootElement;
            root.GetProperty("@context").GetString().ShouldBe("http://www.w3.org/ns/csvw");
            root.GetProperty("url").GetString().ShouldBe(name);
            root.GetProperty("tableSchema").GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("name").GetString())
                .ShouldBe(Lines(files[name])[0].Split(','));
        }

        var vintages = Lines(files["port_throughput.vintages.csv"]);
        vintages.Length.ShouldBe(4);
        vintages.ShouldContain(line => line.Contains(",2024,181.5,") && line.Contains(",2024-12-10,2025-02-06,true,"));
        vintages.ShouldContain(line => line.Contains(",2024,190.25,") && line.Contains(",2025-02-06,,true,"));
    }

    [Fact]
    public async Task The_workbook_holds_numbers_as_numbers()
    {
        var (content, part) = await PortAsync();
        foreach (var language in Enum.GetValues<Language>())
        {
            using var book = SpreadsheetDocument.Open(
                new MemoryStream(new IndicatorFiles(_office.Settings, content).Workbook(part, new Phrases(language))), false);
            book.WorkbookPart!.Workbook!.Descendants<Sheet>().Count().ShouldBe(3);
            var first = book.WorkbookPart.WorksheetParts.First();
            first.Worksheet!.Descendants<CellValue>().Select(value => value.Text).ShouldContain("190.25");
            new DocumentFormat.OpenXml.Validation.OpenXmlValidator().Validate(book, TestContext.Current.CancellationToken).ShouldBeEmpty();
        }
    }

    public void Dispose() => _office.Dispose();

    private static string[] Lines(byte[] csv) => Encoding.UTF8.GetString(csv).TrimEnd('\n').Split('\n');

    private async Task<(BulletinContent Content, IndicatorPart Part)> PortAsync()
    {
        _office.Drop("2024-01-06", "Sản lượng hàng hóa qua cảng;Năm 2023;triệu tấn;170,1;Sơ bộ");
        _office.Drop("2024-12-10", "Sản lượng hàng hóa qua cảng;Năm 2024;triệu tấn;181,5;Ước");
        _office.Drop("2025-02-06", "Sản lượng hàng hóa qua cảng;Năm 2024;triệu tấn;190,25;Sơ bộ");
        await _office.OnceAsync();
        var content = BulletinContent.Read(_office.Catalogue, _office.Store, new DateOnly(2025, 2, 1));
        return (content, content.Indicators.Single(part => part.Indicator.Code == "port_throughput"));
    }
}
