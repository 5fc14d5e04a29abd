using System.Text;

namespace Plan86.Tests.Transform.Reading;

/// <summary>Workbooks of Excel 2, 3 and 4 (BIFF2 to BIFF4), written record by record, for nothing at hand writes them any more.</summary>
internal static class OldXlsFile
{
    /// <summary>Two formats, general and mm/yyyy; a title, a header with a date, a row with a number and a formula's result.</summary>
    public static byte[] Sheet(int version)
    {
        var high = version == 2 ? 0 : version == 3 ? 0x200 : 0x400;
        var bytes = new MemoryStream();
        void Add(int type, params byte[] data) => bytes.Write([(byte)type, (byte)(type >> 8), (byte)data.Length, 0, .. data]);

        // What stands between a cell's column and its content: three bytes of attributes, later the number of a style.
        byte[] Head(int row, int column, int format) =>
            [(byte)row, 0, (byte)column, 0, .. version == 2 ? new byte[] { (byte)0, (byte)format, 0 } : [(byte)format, 0]];

        void Label(int row, int column, string text) =>
            Add(version == 2 ? 0x04 : 0x204,
                [.. Head(row, column, 0), .. version == 2 ? new[] { (byte)text.Length } : [(byte)text.Length, 0],
                    .. Encoding.Latin1.GetBytes(text)]);

        void Number(int row, int column, double number, int format = 0) =>
            Add(version == 2 ? 0x03 : 0x203, [.. Head(row, column, format), .. BitConverter.GetBytes(number)]);

        Add(0x09 | high, version == 2 ? [0, 0, 0x10, 0] : [0, 0, 0x10, 0, 0, 0]);
        foreach (var format in new[] { "General", "mm/yyyy" })
        {
            Add(version == 4 ? 0x41E : 0x1E,
                [.. version == 4 ? new byte[] { 0, 0 } : [], (byte)format.Length, .. Encoding.ASCII.GetBytes(format)]);
        }

        for (byte format = 0; version > 2 && format < 2; format++)
        {
            Add(version == 3 ? 0x243 : 0x443, [0, format, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        }

        Label(0, 0, "D©n sè");
        Label(1, 0, "Ten");
        Label(1, 1, "01/2024");
        Number(1, 2, 45323, 1);
        Label(2, 0, "Cang");
        Number(2, 1, 12.5);
        Add(version == 2 ? 0x06 : version == 3 ? 0x206 : 0x406,
            [.. Head(2, 2, 0), .. BitConverter.GetBytes(3.0), .. version == 2 ? new byte[] { 0, 0 } : [0, 0, 0, 0]]);
        Add(0x0A);
        return bytes.ToArray();
    }
}
