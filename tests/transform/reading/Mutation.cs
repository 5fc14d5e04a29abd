namespace Plan86.Tests.Transform.Reading;

/// <summary>Damages a file the way transfer, editors and attackers do.</summary>
internal static class Mutation
{
    private static readonly byte[][] Scraps =
    [
        "\""u8.ToArray(), "{"u8.ToArray(), "]"u8.ToArray(), ","u8.ToArray(), ";"u8.ToArray(), ":"u8.ToArray(), "<"u8.ToArray(),
        "/>"u8.ToArray(), "\0"u8.ToArray(),
        "null"u8.ToArray(), "-1"u8.ToArray(), "1e999"u8.ToArray(), "99999999999999999999"u8.ToArray(), "\\ud800"u8.ToArray(),
        "&#0;"u8.ToArray(), "\n"u8.ToArray(), [0xFF, 0xFE], [0xC3],
    ];

    public static byte[] Of(byte[] original, Random random)
    {
        var bytes = new List<byte>(original);
        for (var changes = random.Next(1, 6); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at));
                    break;
                case 3:
                    bytes.InsertRange(at, Scraps[random.Next(Scraps.Length)]);
                    break;
                case 4:
                    var length = Math.Min(random.Next(1, 80), bytes.Count - at);
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                case 5:
                    var (from, to) = (random.Next(bytes.Count), Math.Min(random.Next(1, 10), bytes.Count - at));
                    for (var i = 0; i < to; i++)
                    {
                        bytes[at + i] = bytes[(from + i) % bytes.Count];
                    }

                    break;
                default:
                    if (random.Next(4) == 0)
                    {
                        bytes.RemoveRange(at, bytes.Count - at);
                    }

                    break;
            }
        }

        return [.. bytes];
    }
}
