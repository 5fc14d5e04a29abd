using System.Text;
using Plan86.Transform.Reading;

namespace Plan86.Tests.Transform.Reading;

/// <summary>Lists of objects as web services answer with them.</summary>
public class JsonRecordsTests
{
    private const string Rows = """[{"nuoc":{"ma":"VN"},"nam":"2023","gia_tri":1.5},{"nuoc":{"ma":"VN"},"nam":"2024","gia_tri":2.5}]""";

    private static TableDocument Read(string json) =>
        TableReader.Read(() => new MemoryStream(Encoding.UTF8.GetBytes(json)), "x.json", TestContext.Current.CancellationToken);

    [Theory]
    [InlineData(Rows)]
    [InlineData("[{\"page\":1,\"pages\":1}," + Rows + "]")]
    [InlineData("{\"ok\":true,\"data\":" + Rows + "}")]
    [InlineData("{\"result\":{\"records\":" + Rows + "}}")]
    [InlineData("\uFEFF" + Rows + "\0")]
    public void Whatever_stands_around_them(string json)
    {
        var document = Read(json);
        document.Problems.ShouldBeEmpty();
        document.Format.ShouldBe(FileFormat.JsonRecords);
        var table = document.Tables.ShouldHaveSingleItem();
        table.Columns.Select(column => column.Path.LastOrDefault("")).ShouldBe(["nuoc.ma", "nam", "gia_tri"]);
        table.Rows.Select(row => row.Cells[^1].Value).ShouldBe([1.5, 2.5]);
    }

    [Theory]
    [InlineData("""[{"message":[{"id":"120","key":"Invalid value"}]}]""")]
    [InlineData("""{"errors":[]}""")]
    public void An_error_that_came_as_an_answer_is_told(string json)
    {
        var document = Read(json);
        document.Tables.SelectMany(table => table.Figures()).ShouldBeEmpty();
        document.Problems.ShouldNotBeEmpty();
    }

    [Fact]
    public void Datasets_in_a_list_are_no_records()
    {
        const string set =
            """{"class":"dataset","version":"2.0","id":["t"],"size":[1],"dimension":{"t":{"category":{"index":["2024"]}}},"value":[7]}""";
        Read($"[{set},{set}]").Format.ShouldBe(FileFormat.JsonStat);
    }
}
