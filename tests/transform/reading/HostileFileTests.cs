using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsCheck;
using Plan86.Transform;
using Plan86.Transform.Reading;
using Plan86.Transform.Reading.Layout;

namespace Plan86.Tests.Transform.Reading;

/// <summary>What must never throw, hang or fill memory: it comes back as a problem, in both languages.</summary>
public class HostileFileTests
{
    [Fact]
    public void An_empty_file() => Refused([], "The file is empty.");

    [Fact]
    public void A_picture_and_a_document()
    {
        Refused("%PDF-1.7 …"u8.ToArray(),
            "This is a document (PDF), not a table of figures that can be read: copy its table into a spreadsheet, save that as .xlsx and "
                + "hand it in.");
        Refused(Zip(("word/document.xml", "<w/>"u8.ToArray())),
            "This is a document (Word (.docx)), not a table of figures that can be read: copy its table into a spreadsheet, save that as "
                + ".xlsx and hand it in.");
    }

    [Fact]
    public void A_workbook_cut_short()
    {
        var whole = Workbook().Bytes();
        for (var length = 8; length < whole.Length; length += 97)
        {
            XlsxFile.Read(whole[..length]).Problems.ShouldContain(problem => problem.Severity == Severity.Error);
        }
    }

    [Fact]
    public void A_zip_bomb()
    {
        var zeros = new byte[64 << 20];
        Array.Fill(zeros, (byte)' ');
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused(Zip(("[Content_Types].xml", "<Types/>"u8.ToArray()), ("xl/workbook.xml", zeros)),
            "What the file unpacks to is too large; it was refused.");

        // Building the bomb costs nothing to speak of; unpacking it would.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(32 << 20);
    }

    [Fact]
    public void A_bomb_whose_directory_lies()
    {
        var workbook = new XlsxFile().Sheet("s");
        var cells = string.Concat(Enumerable.Repeat("<c><v>1</v></c>", 16_000));
        for (var row = 0; row < 300; row++)
        {
            workbook.Raw($"<row>{cells}</row>");
        }

        // The central directory claims 1,000 bytes for the sheet.
        var bytes = workbook.Bytes();
        var name = Encoding.ASCII.GetBytes("xl/worksheets/sheet1.xml");
        var at = bytes.AsSpan().LastIndexOf(name) - 46;
        BitConverter.TryWriteBytes(bytes.AsSpan(at + 24), 1_000);
        XlsxFile.Read(bytes).Problems.ShouldContain(problem => problem.Severity == Severity.Error);
    }

    [Fact]
    public void An_XML_bomb()
    {
        const string bomb =
            "<!DOCTYPE lolz [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>";
        Refused(Workbook().Bytes(bomb), "The file is damaged or cut short and could not be read to its end.");
    }

    [Fact]
    public void An_external_entity()
    {
        const string entity = "<!DOCTYPE worksheet [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>";
        Refused(Workbook().Bytes(entity), "The file is damaged or cut short and could not be read to its end.");
    }

    [Fact]
    public void A_cell_without_end()
    {
        var document = new XlsxFile().Sheet("s").Cells("A1 " + new string('x', 2_000_000), "B1 =5").Read();
        document.Tables.Single().Rows.Single().Label.Length.ShouldBeLessThan(40_000);
    }

    [Theory]
    [InlineData(20_000, 1)]
    [InlineData(3, 300)]
    [InlineData(65_535, 65_535)]
    public void A_cell_where_an_old_workbook_has_none(int row, int column)
    {
        // Every row up to it was looked through for every column up to it: four thousand million cells.
        byte[] far = [0x03, 0x02, 14, 0, (byte)row, (byte)(row >> 8), (byte)column, (byte)(column >> 8), 0, 0, .. new byte[8]];
        var old = OldXlsFile.Sheet(3);
        var document = XlsxFile.Read([.. old[..^4], .. far, .. old[^4..]], "cu.xls");
        document.Problems.ShouldHaveSingleItem().Found.ShouldBe($"R{row + 1}C{column + 1}");
        document.Tables.Single().Figures().Select(figure => figure.Cell.Value).ShouldBe([12.5, 3]);
    }

    [Fact]
    public async Task Parquet_whose_headers_lie_or_never_end()
    {
        // What a header may hold beside what is known: structures in structures, lists of lists of a thousand million truths.
        var nested = Enumerable.Repeat((byte)0x1C, 1_000_000).ToArray();
        byte[] truths = [0xF1, 0xFF, 0xFF, 0xFF, 0xFF, 0x07];
        byte[] group = [0x48, 1, (byte)'a', 0x15, 2, 0];
        var whole = await ParquetFile.BytesAsync(TestContext.Current.CancellationToken);
        byte[][] files =
        [
            Parquet([0x68, 0xFF, 0xFF, 0xFF, 0xFF, 0x07]),
            Parquet([0xAC, .. nested]),
            Parquet([0xA9, 0xF9, 0xE8, 0x07, .. Enumerable.Repeat(truths, 1_000).SelectMany(list => list), 0]),
            Parquet([0x25, 0xFC, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0]),
            Parquet([0x15, 2, 0x19, 0xFC, 0xC0, 0x84, 0x3D, .. Enumerable.Repeat(group, 1_000_000).SelectMany(one => one), 0]),
            [.. whole[..4], 0x9C, .. nested, .. whole[4..]],
            [.. whole[..4], 0x15, 0, 0x15, 0xFE, 0xFF, 0xFF, 0xFF, 0x0F, 0x15, 8, 0x2C, 0x15, 4, 0x15, 0, 0, 0, .. whole[4..]],
        ];
        foreach (var file in files)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            XlsxFile.Read(file, "x.parquet").Problems.ShouldContain(problem => problem.Severity == Severity.Error);
            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(32 << 20);
        }
    }

    [Fact]
    public void A_row_of_every_column_and_a_merge_of_everything()
    {
        var row = string.Concat(
            Enumerable.Range(1, CellRef.MaxColumn)
                .Select(column => $"<c r=\"{CellRef.Of(1, column)}\" t=\"inlineStr\"><is><t>x{column}</t></is></c>"));
        var numbers = string.Concat(
            Enumerable.Range(1, CellRef.MaxColumn).Select(column => $"<c r=\"{CellRef.Of(2, column)}\"><v>{column}.5</v></c>"));
        var document = new XlsxFile().Sheet("s").Raw($"<row r=\"1\">{row}</row><row r=\"2\">{numbers}</row>")
            .Merge("A1:XFD1048576", "A2:XFD1048576").Read();
        document.Tables.Sum(table => table.Figures().Count()).ShouldBe(CellRef.MaxColumn);
    }

    [Fact]
    public void Cells_out_of_order_without_addresses_or_with_impossible_ones()
    {
        var document = new XlsxFile().Sheet("s").Raw(
            """<row r="3"><c r="B3"><v>2</v></c><c r="A3" t="inlineStr"><is><t>b</t></is></c></row><row r="2"><c t="inlineStr"><is>"""
                + """<t>a</t></is></c><c><v>1</v></c></row><row r="5"><c r="A5" t="s"><v>99</v></c><c r="B5" s="999"><v>1e999</v></c>"""
                + """</row><row r="9999999"><c r="ZZZZ9"><v>7</v></c></row>""").Read();
        document.Tables.Single().Rows.Take(2).Select(line => (line.Label, line.Index)).ShouldBe([("a", 2), ("b", 3)]);
        document.Tables.SelectMany(table => table.Figures()).Select(figure => figure.Cell.Value).ShouldBe([1, 2, 7]);
    }

    [Fact]
    public void Formulas_that_failed_or_were_never_computed_are_named()
    {
        var document = new XlsxFile().Sheet("GDP").Raw(
            """<row r="2"><c r="A2" t="inlineStr"><is><t>a</t></is></c><c r="B2"><f>1+1</f><v>2</v></c><c r="C2">"""
                + """<f t="shared" si="0" ref="C2:D9">D2</f></c><c r="D2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>""").Read();
        document.Tables.Single().Figures().Select(figure => figure.Cell.Value).ShouldBe([2]);
        document.Problems.Select(problem => (problem.Place.ToString(), problem.Found, problem.Severity)).ShouldBe(
            [("GDP!C2", "", Severity.Warning), ("GDP!D2", "#DIV/0!", Severity.Warning)]);
    }

    [Fact]
    public void A_formula_that_failed_in_a_hidden_column_is_nobodys_figure()
    {
        var document = new XlsxFile().Sheet("XK").HideColumn(3).Raw(
            """<row r="2"><c r="A2" t="inlineStr"><is><t>a</t></is></c><c r="B2" t="e"><v>#REF!</v></c><c r="C2" t="e"><v>#DIV/0!</v>"""
                + """</c></row>"""
                + """<row r="3"><c r="A3" t="inlineStr"><is><t>b</t></is></c><c r="B3"><v>2</v></c><c r="C3"><v>3</v></c></row>""").Read();
        document.Problems.Select(problem => (problem.Place.ToString(), problem.Found)).ShouldBe([("XK!B2", "#REF!")]);
    }

    [Fact]
    public void A_million_columns()
    {
        // In a workbook an address beyond XFD is none; in text a column is only a column.
        var row = string.Concat(Enumerable.Range(1, 50_000).Select(column => $"<c r=\"{CellRef.Of(1, column)}\"><v>1.5</v></c>"));
        new XlsxFile().Sheet("s").Raw($"<row r=\"1\">{row}</row>").Read().ShouldNotBeNull();

        var text = Encoding.UTF8
            .GetBytes(string.Concat(Enumerable.Repeat("1;", 1_000_000)) + "\n" + string.Concat(Enumerable.Repeat("2;", 1_000_000)));
        XlsxFile.Read(text, "rong.csv").Problems
            .ShouldContain(problem => problem.Message.En == "What the file unpacks to is too large; it was refused.");
    }

    [Fact]
    public void A_text_cell_without_end_is_refused()
    {
        var text = Encoding.UTF8.GetBytes("ten;so\n\"" + new string('x', 20_000_000));
        XlsxFile.Read(text, "dai.csv").Problems.ShouldContain(problem => problem.Severity == Severity.Error);
    }

    [Fact]
    public void Shared_formulas_that_go_round_in_circles_are_not_followed()
    {
        var document = new XlsxFile().Sheet("s").Raw(
            """<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1"><f t="shared" si="0" ref="B1:C1">C1</f><v>1.5</v>"""
                + """</c><c r="C1"><f t="shared" si="0">B1</f><v>2.5</v></c><c r="D1"><f t="shared" si="7"/><v>3.5</v></c></row>""").Read();
        document.Tables.Single().Figures().Select(figure => figure.Cell.Value).ShouldBe([1.5, 2.5, 3.5]);
    }

    [Fact]
    public void A_file_that_shrinks_between_two_openings_is_refused_not_thrown()
    {
        var (whole, opened) = (Workbook().Bytes(), 0);
        var document = TableReader.Read(
            () => new MemoryStream(opened++ == 0 ? whole : whole[..(whole.Length / 2)]), "x.xlsx", TestContext.Current.CancellationToken);
        document.Problems.ShouldContain(problem => problem.Severity == Severity.Error);
    }

    [Fact]
    public void A_quote_that_never_closes_does_not_swallow_the_file()
    {
        var document = XlsxFile.Read(Encoding.UTF8.GetBytes("ten;gia_tri\nA;1,5\nB 5\";2,5\nC;3,5\n"));
        document.Tables.Single().Figures().Select(figure => figure.Cell.Value).ShouldBe([1.5, 2.5, 3.5]);
    }

    [Fact]
    public void Cancelling_is_the_only_thing_thrown()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var bytes = Workbook().Bytes();
        Should.Throw<OperationCanceledException>(() => TableReader.Read(() => new MemoryStream(bytes), "x.xlsx", cancelled.Token));
    }

    [Fact]
    public void Any_bytes_at_all() =>
        Gen.Byte.Array[0, 400].Sample(bytes => XlsxFile.Read(bytes, "x").ShouldNotBeNull());

    [Fact]
    public void Any_text_at_all() =>
        Gen.String[Gen.Char["aăâ 12.,;|\t\"'\\\n\r-…x%()*«"], 0, 200].Sample(text =>
        {
            var document = XlsxFile.Read(Encoding.UTF8.GetBytes(text), "x.csv");
            foreach (var row in document.Tables.SelectMany(table => table.Rows))
            {
                row.Cells.ShouldAllBe(cell => cell.Raw.Length > 0);
                row.Line.ShouldBeGreaterThanOrEqualTo(row.Index == 0 ? 0 : 1);
            }
        });

    [Fact]
    public void A_real_workbook_with_bytes_changed()
    {
        var whole = Workbook().Bytes();
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Array[1, 20].Sample(changes =>
        {
            var bytes = (byte[])whole.Clone();
            foreach (var (at, value) in changes)
            {
                bytes[at] = value;
            }

            XlsxFile.Read(bytes).ShouldNotBeNull();
        });
    }

    [Fact]
    public void Nothing_depends_on_the_culture()
    {
        var bytes = Workbook().Bytes();
        var here = CultureInfo.CurrentCulture;
        try
        {
            var shown = new[] { "vi-VN", "tr-TR", "en-US", "" }.Select(name =>
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
                return string.Join(
                    '|', XlsxFile.Read(bytes).Tables.SelectMany(table => table.Rows).SelectMany(row => row.Cells).Select(cell => cell.Raw));
            }).Distinct();
            shown.ShouldHaveSingleItem();
        }
        finally
        {
            CultureInfo.CurrentCulture = here;
        }
    }

    private static XlsxFile Workbook() => new XlsxFile().Sheet("s")
        .Cells("A1/1 1. Bảng", "B3 Năm 2023", "C3 Năm 2024").Row(4, 'A', "Hải Phòng", 1.5, 2.25).Row(5, 'A', "INDIA", 3.5, 4.25);

    private static void Refused(byte[] bytes, string message)
    {
        var document = XlsxFile.Read(bytes);
        document.Tables.ShouldBeEmpty();
        var problem = document.Problems.ShouldHaveSingleItem();
        problem.Message.En.ShouldBe(message);
        problem.Message.Vi.ShouldNotBeEmpty();
        problem.Severity.ShouldBe(Severity.Error);
    }

    private static byte[] Parquet(byte[] footer) =>
        [.. "PAR1"u8, .. footer, .. BitConverter.GetBytes(footer.Length), .. "PAR1"u8];

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }
}
