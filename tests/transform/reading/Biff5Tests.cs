using System.Text;
using Plan86.Transform;

namespace Plan86.Tests.Transform.Reading;

/// <summary>Excel 5.0/95: written record by record, for nothing at hand writes it any more.</summary>
public class Biff5Tests
{
    [Fact]
    public void A_workbook_of_1995_in_TCVN3()
    {
        var globals = new Records().Add(0x809, 0x0500, 0x0005, 0, 0)
            .Add(0x42, 1252)
            .Font(".VnTime", 400).Font(".VnTimeH", 700)
            .Add(0xE0, 0, 0, 0, 0, 0, 0, 0, 0).Add(0xE0, 1, 0, 0, 0, 0, 0, 0, 0);
        var sheet = new Records().Add(0x809, 0x0500, 0x0010, 0, 0)
            .Label(0, 0, 1, "1. d©n sè").Label(1, 2, 0, "Ngh×n ng\u00ADêi").Label(2, 1, 0, "N¨m 1994").Label(2, 2, 0, "N¨m 1995")
            .Label(3, 0, 0, "C¶ n\u00ADíc").Number(3, 1, 72509.5).Rk(3, 2, (73959 << 2) | 2)
            .Label(4, 0, 0, "  H¶i Phßng").Rk(4, 1, (164250 << 2) | 3).Formula(4, 2, 1660.25)
            .FormulaText(5, 0, "  Hµ Néi").Number(5, 1, 2.5).Number(5, 2, 3.5)
            .Add(0x0A);

        // The sheet begins behind the globals, their BOUNDSHEET (4 + 4 + 2 + 1 + 5 bytes) and their EOF.
        var start = globals.Length + 16 + 4;
        var bytes = globals.Bound(start, "Bieu1").Add(0x0A).Bytes(sheet);
        var document = XlsxFile.Read(bytes, "bieu.xls");
        document.Problems.ShouldBeEmpty();
        document.Format.ShouldBe("xls");
        var table = document.Tables.ShouldHaveSingleItem();
        (table.Sheet, table.Title, table.UnitText).ShouldBe(("Bieu1", "1. DÂN SỐ", "Nghìn người"));
        table.Columns.Skip(1).Select(column => column.Path.Single()).ShouldBe(["Năm 1994", "Năm 1995"]);
        table.Figures().Select(figure => (string.Join(" › ", figure.Row.Path), figure.Cell.Ref, figure.Cell.Value!.Value)).ShouldBe(
        [
            ("Cả nước", "B4", 72509.5), ("Cả nước", "C4", 73959),
            ("Cả nước › Hải Phòng", "B5", 1642.5), ("Cả nước › Hải Phòng", "C5", 1660.25),
            ("Cả nước › Hà Nội", "B6", 2.5), ("Cả nước › Hà Nội", "C6", 3.5),
        ]);
        for (var length = 6; length < bytes.Length; length += 7)
        {
            XlsxFile.Read(bytes[..length]).Problems.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void A_workbook_older_than_that_is_refused_with_a_reason() =>
        XlsxFile.Read([0x09, 0x02, 0x06, 0x00, 0x00, 0x00, 0x10, 0x00]).Problems.Single().MessageEn.ShouldBe("The Excel format is too old (before Excel 5.0).");

    private sealed class Records
    {
        private readonly List<byte> _bytes = [];

        public int Length => _bytes.Count;

        public byte[] Bytes(Records then) => [.. _bytes, .. then._bytes];

        public Records Add(int type, params int[] words) => Write(type, Words(words));

        public Records Font(string name, int weight) =>
            Write(0x31, [.. Words(200, 0, 0, weight, 0, 0, 0), (byte)name.Length, .. Encoding.Latin1.GetBytes(name)]);

        public Records Bound(int start, string name) =>
            Write(0x85, [.. BitConverter.GetBytes(start), 0, 0, (byte)name.Length, .. Encoding.Latin1.GetBytes(name)]);

        public Records Label(int row, int column, int style, string text) =>
            Write(0x204, [.. Words(row, column, style, text.Length), .. Encoding.Latin1.GetBytes(text)]);

        public Records Number(int row, int column, double value) => Write(0x203, [.. Words(row, column, 0), .. BitConverter.GetBytes(value)]);

        public Records Rk(int row, int column, int value) => Write(0x27E, [.. Words(row, column, 0), .. BitConverter.GetBytes(value)]);

        public Records Formula(int row, int column, double value) =>
            Write(0x06, [.. Words(row, column, 0), .. BitConverter.GetBytes(value), .. Words(0, 0, 0, 0)]);

        public Records FormulaText(int row, int column, string text) =>
            Write(0x06, [.. Words(row, column, 0, 0, 0, 0, 0xFFFF, 0, 0, 0, 0)])
                .Write(0x207, [.. Words(text.Length), .. Encoding.Latin1.GetBytes(text)]);

        private Records Write(int type, byte[] data)
        {
            _bytes.AddRange(Words(type, data.Length));
            _bytes.AddRange(data);
            return this;
        }

        private static byte[] Words(params int[] words) => [.. words.SelectMany(word => BitConverter.GetBytes((ushort)word))];
    }
}
