using System.Text;
using Plan86.Transform.Reading.Vietnamese;
using UtfUnknown;

namespace Plan86.Transform.Reading;

/// <summary>Finds out how the bytes of a text file spell letters.</summary>
internal static class TextEncoding
{
    public const int Windows1258 = 1258;

    // Below this the guess is often the code page of some other machine.
    private const float Sure = 0.8f;

    // Enough words to tell the old Vietnamese encodings apart.
    private const int Sample = 1 << 18;

    private static readonly UTF8Encoding Utf8 = new(false, true);

    /// <summary>
    /// A byte-order mark is believed; then UTF-16 by its zero bytes, then UTF-8 if every byte fits; then whichever of
    /// windows-1258 and TCVN3 makes more Vietnamese syllables; UTF.Unknown's guess comes last.
    /// TCVN3 comes back as Latin-1: <see cref="Tcvn3"/> decodes it word by word.
    /// </summary>
    /// <param name="bytes">Seekable; left at its start.</param>
    public static Encoding Detect(Stream bytes, CancellationToken ct)
    {
        var head = new byte[Math.Min(Sample, bytes.Length)];
        var length = bytes.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var sample = head.AsSpan(0, length);
        bytes.Position = 0;
        if (sample.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return new UTF8Encoding(true);
        }

        if (sample.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]))
        {
            return new UTF32Encoding(false, true);
        }

        if (sample.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return new UnicodeEncoding(false, true);
        }

        if (sample.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return new UnicodeEncoding(true, true);
        }

        if (ByZeros(sample) is { } wide)
        {
            return wide;
        }

        return IsUtf8(bytes, ct) ? new UTF8Encoding(false) : OneByte(sample);
    }

    private static UnicodeEncoding? ByZeros(ReadOnlySpan<byte> sample)
    {
        var (even, odd) = (0, 0);
        for (var i = 0; i < sample.Length; i++)
        {
            if (sample[i] == 0)
            {
                _ = (i & 1) == 0 ? even++ : odd++;
            }
        }

        // Digits, delimiters and line ends of any table are ASCII: every second byte of theirs is zero.
        return odd * 8 > sample.Length && even * 8 < odd ? new UnicodeEncoding(false, false)
            : even * 8 > sample.Length && odd * 8 < even ? new UnicodeEncoding(true, false)
            : null;
    }

    private static bool IsUtf8(Stream bytes, CancellationToken ct)
    {
        var decoder = Utf8.GetDecoder();
        var buffer = new byte[Math.Min(1 << 16, Math.Max(1, bytes.Length))];
        try
        {
            int read;
            while ((read = bytes.Read(buffer)) > 0)
            {
                ct.ThrowIfCancellationRequested();
                Advance(decoder, buffer.AsSpan(0, read));
            }

            Span<char> rest = stackalloc char[4];
            decoder.GetChars([], rest, true);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
        finally
        {
            bytes.Position = 0;
        }
    }

    private static void Advance(Decoder decoder, ReadOnlySpan<byte> bytes)
    {
        Span<char> chars = stackalloc char[4096];
        while (!bytes.IsEmpty)
        {
            decoder.Convert(bytes, chars, false, out var used, out _, out _);
            bytes = bytes[used..];
        }
    }

    private static Encoding OneByte(ReadOnlySpan<byte> sample)
    {
        var latin1 = Encoding.Latin1.GetString(sample);
        var windows1258 = CodePagesEncodingProvider.Instance.GetEncoding(Windows1258)!;
        var vietnamese = windows1258.GetString(sample).Normalize(NormalizationForm.FormC);
        var (asWindows, _, foreignToWindows) = Tcvn3.Count(vietnamese);
        var (_, asTcvn3, foreignToTcvn3) = Tcvn3.Count(latin1);

        // Words of other languages are syllables by chance, but not most of those with marks.
        var isWindows = asWindows >= 2 && asWindows > foreignToWindows;
        if (asTcvn3 >= 2 && asTcvn3 > foreignToTcvn3 && (!isWindows || asTcvn3 > asWindows))
        {
            return Encoding.Latin1;
        }

        if (isWindows)
        {
            return windows1258;
        }

        var western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        if (CharsetDetector.DetectFromBytes(sample.ToArray()).Detected is not { Confidence: >= Sure, EncodingName: { } guess })
        {
            return western;
        }

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(guess) ?? Encoding.GetEncoding(guess);
        }
        catch (ArgumentException)
        {
            return western;
        }
    }
}
