using Parquet;
using Parquet.Schema;
using Plan86.Transform;
using Plan86.Transform.Reading;

namespace Plan86.Tests.Transform.Reading;

/// <summary>Parquet handed in: one flat table.</summary>
public class ParquetSheetTests
{
    [Fact]
    public async Task Flat_columns_are_a_table_and_nested_ones_are_named()
    {
        var (name, year, value, share, day) = (
            new DataField<string>("Tỉnh"), new DataField<int>("Năm"), new DataField<double?>("Giá trị"), new DataField<float>("Tỷ lệ"),
            new DataField<DateTime>("Ngày"));
        using var bytes = new MemoryStream();
        var ct = TestContext.Current.CancellationToken;
        await using (var writer =
            await ParquetWriter.CreateAsync(new ParquetSchema(name, year, value, share, day), bytes, cancellationToken: ct))
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync(name, new[] { "Hải Phòng", "Hà Nội" });
            await group.WriteAsync<int>(year, new[] { 2023, 2024 }.AsMemory(), cancellationToken: ct);
            await group.WriteAsync<double>(value, new double?[] { 12.5, null }.AsMemory(), cancellationToken: ct);
            await group.WriteAsync<float>(share, new[] { 0.1f, 0.25f }.AsMemory(), cancellationToken: ct);
            await group.WriteAsync<DateTime>(
                day, new[] { new DateTime(2024, 3, 31), new DateTime(2024, 4, 30) }.AsMemory(), cancellationToken: ct);
            group.CompleteValidate();
        }

        var whole = bytes.ToArray();
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
