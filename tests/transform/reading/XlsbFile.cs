using System.IO.Compression;
using System.Text;

namespace Plan86.Tests.Transform.Reading;

/// <summary>A workbook of records in a package (.xlsb), written by hand; each part can be given another content.</summary>
internal static class XlsbFile
{
    public static byte[] Workbook => new Parts()
        .Add(153, I(1 << 16)).Add(156, [.. I(0), .. I(1), .. Wide("s1"), .. Wide("FDI")])
        .Add(156, [.. I(2), .. I(2), .. Wide("s2"), .. Wide("nhap")])
        .Add(157, [.. I(0), .. I(0), .. I(0), .. new byte[8], .. I(0), 1, 0]).Bytes;

    public static byte[] Styles => new Parts()
        .Add(44, [164, 0, .. Wide("mm/yyyy")]).Add(44, [165, 0, .. Wide("#,##0.0,")])
        .Add(43, [220, 0, 0, 0, 0x90, 1, 0, 0, 0, 0, 0, 0, .. new byte[8], 0, .. Wide("Arial")])
        .Add(43, [220, 0, 2, 0, 0xBC, 2, 0, 0, 0, 0, 0, 0, .. new byte[8], 0, .. Wide(".VnTime")])
        .Add(626).Add(47, Style(10, 0)).Add(627)
        .Add(617).Add(47, Style(0, 0)).Add(47, Style(164, 0)).Add(47, Style(165, 0)).Add(47, Style(10, 0)).Add(47, Style(0, 1))
        .Add(618).Bytes;

    public static byte[] Strings =>
        new Parts().Add(159, new byte[8]).Add(19, [0, .. Wide("1. Hàng hóa")]).Add(19, [1, .. Wide("Cảng1"), .. I(1), 0, 0, 0, 0]).Bytes;

    public static byte[] Sheet => new Parts().Add(60, [.. I(4), .. I(4), .. I(0), .. I(0), 1, 0])
        .Row(0).Cell(7, 0, 0, I(0))
        .Row(1).Cell(6, 0, 4, Wide("T\u00aan")).Cell(2, 1, 1, I((45323 << 2) | 2)).Cell(6, 2, 0, Wide("2024")).Cell(6, 3, 0, Wide("Tỷ lệ"))
        .Cell(6, 4, 0, Wide("Ẩn"))
        .Row(2).Cell(7, 0, 0, I(1)).Cell(5, 1, 2, BitConverter.GetBytes(12_500_000.0)).Cell(9, 2, 0, [.. BitConverter.GetBytes(2.5), 0, 0])
        .Cell(5, 3, 3, BitConverter.GetBytes(0.125)).Cell(2, 4, 0, I((700 << 2) | 3))
        .Row(3, hidden: true).Cell(62, 0, 0, [0, .. Wide("Bến")]).Cell(11, 1, 0, [7, 0, 0])
        .Cell(9, 2, 0, [.. BitConverter.GetBytes(0.0), 0, 0]).Cell(10, 3, 0, [1]).Add(16, [.. I(0), .. BitConverter.GetBytes(3.5)])
        .Add(176, [.. I(0), .. I(0), .. I(0), .. I(3)]).Bytes;

    public static byte[] Package(byte[]? sheet = null, byte[]? styles = null, byte[]? strings = null, byte[]? workbook = null)
    {
        const string relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Put(string name, byte[] content)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }

            void Relate(string name, params (string Id, string Kind, string Target)[] all) => Put(name, Encoding.UTF8.GetBytes(
                $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + string.Concat(all.Select(one =>
                    $"<Relationship Id=\"{one.Id}\" Type=\"{relations}/{one.Kind}\" Target=\"{one.Target}\"/>")) + "</Relationships>"));
            Put("[Content_Types].xml", "<Types/>"u8.ToArray());
            Relate("_rels/.rels", ("r", "officeDocument", "xl/workbook.bin"));
            Relate("xl/_rels/workbook.bin.rels", ("s1", "worksheet", "worksheets/sheet1.bin"), ("s2", "worksheet", "worksheets/sheet2.bin"),
                ("st", "styles", "styles.bin"), ("ss", "sharedStrings", "sharedStrings.bin"));
            Put("xl/workbook.bin", workbook ?? Workbook);
            Put("xl/styles.bin", styles ?? Styles);
            Put("xl/sharedStrings.bin", strings ?? Strings);
            Put("xl/worksheets/sheet1.bin", sheet ?? Sheet);
            Put("xl/worksheets/sheet2.bin", new Parts().Row(0).Cell(6, 0, 0, Wide("x")).Cell(5, 1, 0, BitConverter.GetBytes(99.0)).Bytes);
        }

        return bytes.ToArray();
    }

    private static byte[] I(int number) => BitConverter.GetBytes(number);

    private static byte[] Wide(string text) => [.. I(text.Length), .. Encoding.Unicode.GetBytes(text)];

    private static byte[] Style(int format, int font) => [
        0, 0, (byte)format, (byte)(format >> 8), (byte)font, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Records one after the other.</summary>
    private sealed class Parts
    {
        private readonly List<byte> _bytes = [];

        public byte[] Bytes => [.. _bytes];

        public Parts Add(int type, params byte[] data)
        {
            _bytes.AddRange(type < 128 ? [(byte)type] : [(byte)(type | 0x80), (byte)(type >> 7)]);
            _bytes.AddRange(data.Length < 128 ? [(byte)data.Length] : [(byte)(data.Length | 0x80), (byte)(data.Length >> 7)]);
            _bytes.AddRange(data);
            return this;
        }

        public Parts Row(int row, bool hidden = false) =>
            Add(0, [.. I(row), .. I(0), 0, 0, 0, hidden ? (byte)0x10 : (byte)0, 0, 0, 0, 0, 0]);

        public Parts Cell(int type, int column, int style, byte[] content) => Add(type, [.. I(column), .. I(style), .. content]);
    }
}
