using System.Text;

namespace Plan86.Transform;

internal static class TextEncoding
{
    public static Encoding Detect(Stream stream) => Encoding.UTF8;
}
