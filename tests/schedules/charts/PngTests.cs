using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Plan86.Schedules.Charts;

namespace Plan86.Tests.Schedules;

public class PngTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(256)]
    public void As_many_colours_as_a_palette_holds_come_back_as_they_were(int colours)
    {
        uint[] pixels = [.. Enumerable.Range(0, 64 * 40).Select(i => 0xFF000000 | (uint)(i / 3 % colours * 40503))];
        Decode(Png.Encode(pixels, 64, 40, 11811), 64, 40).ShouldBe(pixels.Select(pixel => pixel & 0xFFFFFF));
    }

    [Fact]
    public void Of_more_colours_the_frequent_come_back_as_they_were_and_the_others_as_near_ones()
    {
        // Paper, three inks, and the shades between as letters' edges have them.
        uint[] inks = [0x633A00, 0x005ED5, 0x7D0F4B];
        uint[] pixels =
        [
            .. Enumerable.Repeat(0xFFFFFFFF, 5000),
            .. inks.SelectMany(ink => Enumerable.Repeat(0xFF000000 | ink, 400)),
            .. inks.SelectMany(ink => Enumerable.Range(1, 250).Select(part => 0xFF000000
                | Blend(ink, 0, part) | Blend(ink, 8, part) | Blend(ink, 16, part))),
        ];
        pixels.Distinct().Count().ShouldBeGreaterThan(600);
        var back = Decode(Png.Encode(pixels, 139, 50, 11811), 139, 50);
        back.Take(6200).ShouldBe(pixels.Take(6200).Select(pixel => pixel & 0xFFFFFF));
        back.Distinct().Count().ShouldBeLessThanOrEqualTo(256);
        back.Zip(pixels).ShouldAllBe(pair => new[] { 0, 8, 16 }.All(shift =>
            Math.Abs((int)((pair.First >> shift) & 255) - (int)((pair.Second >> shift) & 255)) <= 10));

        static uint Blend(uint ink, int shift, int part) => (255 - ((255 - ((ink >> shift) & 255)) * (uint)part / 255)) << shift;
    }

    /// <summary>A decoder written from the standard, for palettes without filters; checks every chunk's CRC.</summary>
    private static List<uint> Decode(byte[] png, int width, int height)
    {
        png.AsSpan(0, 8).SequenceEqual(new byte[] { 137, 80, 78, 71, 13, 10, 26, 10 }).ShouldBeTrue();
        var chunks = new Dictionary<string, byte[]>();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            Crc(png.AsSpan(at + 4, length + 4)).ShouldBe(BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length)));
            chunks.Add(Encoding.ASCII.GetString(png, at + 4, 4), png[(at + 8)..(at + 8 + length)]);
            at += 12 + length;
        }

        chunks.Keys.ShouldBe(["IHDR", "pHYs", "PLTE", "IDAT", "IEND"]);
        BinaryPrimitives.ReadInt32BigEndian(chunks["IHDR"]).ShouldBe(width);
        BinaryPrimitives.ReadInt32BigEndian(chunks["IHDR"].AsSpan(4)).ShouldBe(height);
        using var zlib = new ZLibStream(new MemoryStream(chunks["IDAT"]), CompressionMode.Decompress);
        using var raw = new MemoryStream();
        zlib.CopyTo(raw);
        raw.Length.ShouldBe((width + 1) * height);
        var rows = raw.ToArray();
        var palette = chunks["PLTE"];
        return [.. Enumerable.Range(0, width * height).Select(i =>
        {
            rows[i / width * (width + 1)].ShouldBe((byte)0);
            var shade = 3 * rows[(i / width * (width + 1)) + 1 + (i % width)];
            return palette[shade] | (uint)palette[shade + 1] << 8 | (uint)palette[shade + 2] << 16;
        })];
    }

    private static uint Crc(ReadOnlySpan<byte> octets)
    {
        var crc = uint.MaxValue;
        foreach (var octet in octets)
        {
            crc ^= octet;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }
}
