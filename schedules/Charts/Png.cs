using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Plan86.Schedules.Charts;

/// <summary>
/// PNG with a palette. A chart is some inks and their blends at the edges of letters: one byte a pixel is enough, takes a
/// fifth of the time that true colour takes, and a fifth of the room.
/// </summary>
/// <remarks>PNG (third edition), sections 11.2 and 11.3.4.3.</remarks>
internal static class Png
{
    private const int Colours = 256;

    private static readonly uint[] Crcs = [.. Enumerable.Range(0, 256).Select(octet =>
    {
        var crc = (uint)octet;
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        return crc;
    })];

    /// <param name="pixels">Opaque, red in the lowest octet.</param>
    /// <param name="perMetre">Pixels a metre, which gives the picture its size on paper.</param>
    public static byte[] Encode(ReadOnlySpan<uint> pixels, int width, int height, int perMetre)
    {
        var palette = new Dictionary<uint, int>();
        foreach (var run in Runs(pixels))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(palette, pixels[run.Start], out _) += run.Length;
        }

        // Where there are more shades, one that can hardly be told from a more frequent one becomes that one.
        var ranked = palette.OrderByDescending(shade => shade.Value).ThenBy(shade => shade.Key).Select(shade => shade.Key).ToList();
        var apart = ranked.Count > Colours ? 100 : 0;
        var kept = new List<uint>(Colours);
        foreach (var shade in ranked)
        {
            var (index, distance) = Nearest(kept, shade);
            if (distance > apart && kept.Count < Colours)
            {
                index = kept.Count;
                kept.Add(shade);
            }

            palette[shade] = index;
        }

        var indices = new byte[pixels.Length];
        foreach (var run in Runs(pixels))
        {
            indices.AsSpan(run.Start, run.Length).Fill((byte)palette[pixels[run.Start]]);
        }

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                zlib.WriteByte(0);
                zlib.Write(indices, y * width, width);
            }
        }

        var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        const byte Depth = 8, Indexed = 3;
        Chunk(file, "IHDR", [.. Number(width), .. Number(height), Depth, Indexed, 0, 0, 0]);
        Chunk(file, "pHYs", [.. Number(perMetre), .. Number(perMetre), 1]);
        Chunk(file, "PLTE", [.. kept.SelectMany(shade => (byte[])[(byte)shade, (byte)(shade >> 8), (byte)(shade >> 16)])]);
        Chunk(file, "IDAT", packed.GetBuffer().AsSpan(0, (int)packed.Length));
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static RunEnumerator Runs(ReadOnlySpan<uint> pixels) => new(pixels);

    private static (int Index, int Distance) Nearest(List<uint> shades, uint shade)
    {
        var (best, least) = (0, int.MaxValue);
        for (var i = 0; i < shades.Count && least > 0; i++)
        {
            var other = shades[i];
            int Off(int shift) => (int)((shade >> shift) & 255) - (int)((other >> shift) & 255);
            var distance = (Off(0) * Off(0)) + (Off(8) * Off(8)) + (Off(16) * Off(16));
            if (distance < least)
            {
                (best, least) = (i, distance);
            }
        }

        return (best, least);
    }

    private static void Chunk(MemoryStream file, string type, ReadOnlySpan<byte> content)
    {
        file.Write(Number(content.Length));
        byte[] name = [.. type.Select(letter => (byte)letter)];
        file.Write(name);
        file.Write(content);
        file.Write(Number((int)~Crc(content, Crc(name, uint.MaxValue))));
    }

    private static uint Crc(ReadOnlySpan<byte> octets, uint crc)
    {
        foreach (var octet in octets)
        {
            crc = Crcs[(byte)crc ^ octet] ^ (crc >> 8);
        }

        return crc;
    }

    private static byte[] Number(int value)
    {
        var octets = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(octets, value);
        return octets;
    }

    /// <summary>Stretches of one colour: a chart is mostly paper.</summary>
    private ref struct RunEnumerator(ReadOnlySpan<uint> pixels)
    {
        private readonly ReadOnlySpan<uint> _pixels = pixels;

        public (int Start, int Length) Current { get; private set; }

        public readonly RunEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            var start = Current.Start + Current.Length;
            if (start == _pixels.Length)
            {
                return false;
            }

            var length = _pixels[start..].IndexOfAnyExcept(_pixels[start]);
            Current = (start, length < 0 ? _pixels.Length - start : length);
            return true;
        }
    }
}
