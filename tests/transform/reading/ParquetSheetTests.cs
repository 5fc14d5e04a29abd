using Plan86.Transform;
using Plan86.Transform.Reading;

namespace Plan86.Tests.Transform.Reading;

/// <summary>Parquet handed in: one flat table.</summary>
public class ParquetSheetTests
{
    [Fact]
    public async Task Flat_columns_are_a_table_and_nested_ones_are_named()
    {
        var whole = await ParquetFile.BytesAsync(TestContext.Current.CancellationToken);
        var document = XlsxFile.Read(whole, "so-lieu.parquet");
        document.Format.ShouldBe(FileFormat.Parquet);
        document.Problems.ShouldBeEmpty();
        var table = document.Tables.ShouldHaveSingleItem();
        table.Columns.Select(column => column.Path[^1]).ShouldBe(["Tỉnh", "Năm", "Giá trị", "Tỷ lệ", "Ngày"]);
        table.Rows.SelectMany(row => row.Cells).Select(cell => (cell.Ref, cell.Raw)).ShouldBe(
        [
            ("A2", "Hải Phòng"), ("B2", "2023"), ("C2", "12.5"), ("D2", "0.1"), ("E2", "2024-03-31"), ("A3", "Hà Nội"), ("B3", "2024"),
            ("D3", "0.25"), ("E3", "2024-04-30"),
        ]);
        var random = new Random(86);
        for (var i = 0; i < 300; i++)
        {
            XlsxFile.Read(Mutation.Of(whole, random), "x.parquet").ShouldNotBeNull();
        }
    }
}
