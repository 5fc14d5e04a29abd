using System.Text;
using Plan86.Transform;
using Plan86.Transform.Reading;

namespace Plan86.Tests.Transform.Reading;

/// <summary>
/// Excel 5.0/95, written record by record, for nothing at hand writes it any more; and later workbooks that lack what the
/// library wants.
/// </summary>
public class BiffTests
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
        document.Format.Name().ShouldBe("xls");
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

    [Theory]
    [InlineData("")]
    [InlineData("Workbook")]
    [InlineData("workbook")]
    [InlineData("Book")]
    public void A_later_workbook_without_the_records_that_only_Excel_needs(string stream)
    {
        // No DIMENSIONS, no WINDOW2, a style and a font that are not there, records of unknown kinds or too short.
        var sheet = new Records(unicode: true).Add(0x809, 0x0600, 0x0010, 0, 0, 0, 0, 0, 0).Add(0x7777, 1, 2, 3).Add(0xE5, 9)
            .Add(0x7D, 2, 2, 2048, 0, 1).Add(0xE5, 1, 0, 0, 0, 1)
            .Text(0, 0, 0).Text(1, 0, 1).Number(1, 1, 12.5).Number(1, 2, 3.5).Text(2, 0, 2).Rk(2, 1, (7 << 2) | 2).Label(3, 0, 99, "đảo")
            .Number(3, 1, 1.5).Text(4, 0, 77).Number(4, 1, 2.5).Failed(5, 1, 0x2A).Add(0x0A);
        var globals = new Records(unicode: true).Add(0x809, 0x0600, 0x0005, 0, 0, 0, 0, 0, 0)
            .Add(0xE0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0)
            .Strings(20, "1. Hàng hóa qua cảng, sân bay và cửa khẩu", "Cảng", "Sân bay");

        // The place of the sheet is wrong: it is found by its order.
        var bytes = globals.Bound(4, "Biểu").Add(0x0A).Bytes(sheet);
        var document = XlsxFile.Read(stream.Length > 0 ? OleFile(stream, bytes) : bytes, "bieu.xls");
        document.Format.Name().ShouldBe("xls");
        var table = document.Tables.ShouldHaveSingleItem();
        (table.Sheet, table.Title).ShouldBe(("Biểu", "1. Hàng hóa qua cảng, sân bay và cửa khẩu"));
        table.Columns.Single(column => column.Hidden).Index.ShouldBe(3);
        table.Figures().Select(figure => (figure.Row.Label, figure.Cell.Ref, figure.Cell.Value)).ShouldBe(
            [("Cảng", "B2", 12.5), ("Cảng", "C2", 3.5), ("Sân bay", "B3", 7), ("đảo", "B4", 1.5), ("", "B5", 2.5)]);
        document.Problems.Select(problem => (problem.Place.ToString(), problem.Found)).ShouldBe([("Biểu!A5", ""), ("Biểu!B6", "#N/A")]);
        for (var length = 8; length < bytes.Length; length += 5)
        {
            XlsxFile.Read(bytes[..length]).Problems.ShouldContain(problem => problem.Severity == Severity.Error);
        }
    }

    [Fact]
    public void A_container_whose_blocks_end_too_early_is_read_as_far_as_they_go()
    {
        var globals = new Records(unicode: true).Add(0x809, 0x0600, 0x0005, 0, 0, 0, 0, 0, 0);
        var sheet = new Records(unicode: true).Add(0x809, 0x0600, 0x0010, 0, 0, 0, 0, 0, 0).Label(0, 0, 0, "Cảng").Number(0, 1, 12.5);
        for (var row = 1; row < 100; row++)
        {
            sheet.Number(row, 1, row);
        }

        var file = OleFile("Workbook", globals.Bound(0, "Biểu").Add(0x0A).Bytes(sheet.Add(0x0A)));

        // The second block says it is the last.
        BitConverter.TryWriteBytes(file.AsSpan(file.Length - 512 + 4), -2);
        var document = XlsxFile.Read(file, "bieu.xls");
        document.Problems.ShouldHaveSingleItem().Severity.ShouldBe(Severity.Error);
        document.Tables.SelectMany(table => table.Figures()).First().Cell.Value.ShouldBe(12.5);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Workbooks_of_Excel_2_3_and_4(int version)
    {
        var bytes = OldXlsFile.Sheet(version);
        var document = XlsxFile.Read(bytes, "cu.xls");
        document.Format.Name().ShouldBe("xls");
        document.Problems.ShouldBeEmpty();
        var table = document.Tables.ShouldHaveSingleItem();
        table.Title.ShouldBe("Dân số");
        table.Figures().Select(figure => (figure.Row.Label, figure.Cell.Ref, figure.Cell.Value))
            .ShouldBe([("Cang", "B3", 12.5), ("Cang", "C3", 3)]);
        table.Columns.Single(column => column.Index == 3).Path[^1].ShouldBe("02/2024");
        for (var length = 1; length < bytes.Length; length++)
        {
            XlsxFile.Read(bytes[..length], "cu.xls").ShouldNotBeNull();
        }
    }

    /// <summary>A compound file with one stream in it.</summary>
    private static byte[] OleFile(string name, byte[] stream)
    {
        const int sector = 512;
        var sectors = Math.Max(8, (stream.Length + sector - 1) / sector);
        var bytes = new byte[sector * (sectors + 3)];
        void Put(int at, params int[] values)
        {
            for (var i = 0; i < values.Length; i++)
            {
                BitConverter.TryWriteBytes(bytes.AsSpan(at + (4 * i)), values[i]);
            }
        }

        // Header; then the stream, the directory, the table of sectors.
        Convert.FromHexString("D0CF11E0A1B11AE1").CopyTo(bytes, 0);
        Put(24, 0x0003003E, 0x0009FFFE, 6, 0, 0, 1, sectors, 0, 4096, -2, 0, -2, 0, sectors + 1);
        bytes.AsSpan(80, sector - 80).Fill(0xFF);
        stream.CopyTo(bytes, sector);
        Entry(0, "Root Entry", 5, 1, -2, 0);
        Entry(1, name, 2, -1, 0, Math.Max(4096, stream.Length));
        bytes.AsSpan(sector * (sectors + 2), sector).Fill(0xFF);
        Put(sector * (sectors + 2), [.. Enumerable.Range(1, sectors - 1), -2, -2, -3]);
        return bytes;

        void Entry(int number, string entry, byte kind, int child, int start, int size)
        {
            var at = (sector * (sectors + 1)) + (128 * number);
            Encoding.Unicode.GetBytes(entry).CopyTo(bytes, at);
            Put(at + 64, (entry.Length + 1) * 2 | (kind << 16) | (1 << 24), -1, -1, child);
            Put(at + 116, start, size);
        }
    }

    private sealed class Records(bool unicode = false)
    {
        private readonly List<byte> _bytes = [];

        public int Length => _bytes.Count;

        public byte[] Bytes(Records then) => [.. _bytes, .. then._bytes];

        public Records Add(int type, params int[] words) => Write(type, Words(words));

        public Records Font(string name, int weight) =>
            Write(0x31, [.. Words(200, 0, 0, weight, 0, 0, 0), (byte)name.Length, .. Encoding.Latin1.GetBytes(name)]);

        public Records Bound(int start, string name) =>
            Write(0x85, [.. BitConverter.GetBytes(start), 0, 0, (byte)name.Length, .. Letters(name)]);

        public Records Label(int row, int column, int style, string text) =>
            Write(0x204, [.. Words(row, column, style, text.Length), .. Letters(text)]);

        public Records Text(int row, int column, int number) => Write(0xFD, Words(row, column, 0, number, 0));

        public Records Failed(int row, int column, byte code) => Write(0x205, [.. Words(row, column, 0), code, 1]);

        /// <summary>The table of strings, going on in a next record amid the letters of the first.</summary>
        public Records Strings(int lettersBeforeBreak, params string[] texts)
        {
            byte[] head = [.. Words(texts.Length, 0, texts.Length, 0, texts[0].Length), .. Letters(texts[0][..lettersBeforeBreak])];
            return Write(0xFC, head)
                .Write(0x3C,
                    [.. Letters(texts[0][lettersBeforeBreak..]),
                        .. texts.Skip(1).SelectMany(text => (byte[])[.. Words(text.Length), .. Letters(text)])]);
        }

        public Records Number(int row, int column, double value) =>
            Write(0x203, [.. Words(row, column, 0), .. BitConverter.GetBytes(value)]);

        public Records Rk(int row, int column, int value) => Write(0x27E, [.. Words(row, column, 0), .. BitConverter.GetBytes(value)]);

        public Records Formula(int row, int column, double value) =>
            Write(0x06, [.. Words(row, column, 0), .. BitConverter.GetBytes(value), .. Words(0, 0, 0, 0)]);

        public Records FormulaText(int row, int column, string text) =>
            Write(0x06, [.. Words(row, column, 0, 0, 0, 0, 0xFFFF, 0, 0, 0, 0)])
                .Write(0x207, [.. Words(text.Length), .. Encoding.Latin1.GetBytes(text)]);

        private byte[] Letters(string text) => unicode ? [1, .. Encoding.Unicode.GetBytes(text)] : Encoding.Latin1.GetBytes(text);

        private Records Write(int type, byte[] data)
        {
            _bytes.AddRange(Words(type, data.Length));
            _bytes.AddRange(data);
            return this;
        }

        private static byte[] Words(params int[] words) => [.. words.SelectMany(word => BitConverter.GetBytes((ushort)word))];
    }
}
