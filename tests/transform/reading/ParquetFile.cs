using Parquet;
using Parquet.Schema;

namespace Plan86.Tests.Transform.Reading;

/// <summary>A Parquet file of flat columns, one of each kind that figures come in.</summary>
internal static class ParquetFile
{
    public static async Task<byte[]> BytesAsync(CancellationToken ct)
    {
        var (name, year, value, share, day) = (
            new DataField<string>("Tỉnh"), new DataField<int>("Năm"), new DataField<double?>("Giá trị"), new DataField<float>("Tỷ lệ"),
            new DataField<DateTime>("Ngày"));
        using var bytes = new MemoryStream();
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

        return bytes.ToArray();
    }
}
