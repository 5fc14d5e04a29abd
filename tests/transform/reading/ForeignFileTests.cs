using System.IO.Compression;
using System.Text;
using Plan86.Transform;
using Plan86.Transform.Reading;

namespace Plan86.Tests.Transform.Reading;

/// <summary>What is no table of figures is called by its name, with what to do; it is never read as text.</summary>
public class ForeignFileTests
{
    public static TheoryData<string, string> Foreign => new()
    {
        { "(µ/ý\u0004\u0000", "zstd" },
        { "Rar!\u001a\u0007\u0001\u0000", "RAR" },
        { "7z¼¯'\u001c\u0000\u0004", "7z" },
        { "SQLite format 3\u0000\u0010\u0000", "SQLite" },
        { "%PDF-1.4\n1 0 obj", "PDF" },
        { "\r\n%PDF-1.4\n1 0 obj", "PDF" },
        { "\u0089PNG\r\n\u001a\n", "PNG" },
        { "ÿØÿà\u0000\u0010JFIF", "JPEG" },
        { "GIF89a\u0001", "GIF" },
        { "RIFF\u0010\u0000\u0000\u0000WEBPVP8 ", "WebP" },
        { "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"><text>12,5</text></svg>", "SVG" },
        { "\u0000\u0001\u0000\u0000Standard ACE DB\u0000", "Access" },
        { "{\\rtf1\\ansi 12,5}", "RTF" },
        { "ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K12.5\r\nE\r\n", "SYLK" },
        { "TABLE\r\n0,1\r\n\"EXCEL\"\r\n", "DIF" },
    };

    [Theory]
    [MemberData(nameof(Foreign))]
    public void Each_by_its_name_with_what_to_do(string content, string name)
    {
        var document = XlsxFile.Read(Encoding.Latin1.GetBytes(content), "bao-cao.csv");
        document.Format.ShouldBe(FileFormat.Unknown);
        document.Tables.ShouldBeEmpty();
        var problem = document.Problems.ShouldHaveSingleItem();
        (problem.Severity, problem.Found).ShouldBe((Severity.Error, name));
        problem.Message.Vi.ShouldContain(name);
        problem.Message.Vi.ShouldContain("hãy ");
        TableReader.IsDelimited(() => new MemoryStream(Encoding.Latin1.GetBytes(content))).ShouldBeFalse();
    }

    [Theory]
    [InlineData("PAR1\u0015\u0004\u0015\u0010PAR1")]
    [InlineData("ten;so\u0000\u0001\u0002;3\n4;5")]
    public void Bytes_that_no_text_has(string content)
    {
        var document = XlsxFile.Read(Encoding.Latin1.GetBytes(content), "bao-cao.csv");
        document.Tables.ShouldBeEmpty();
        document.Problems.ShouldHaveSingleItem().Severity.ShouldBe(Severity.Error);
    }

    [Theory]
    [InlineData("ID;Period;Value\nA;2024;1,5\n", 1.5)]
    [InlineData("ten;so\nA;1,5\n\u001a", 1.5)]
    [InlineData("ten;so\nA;1,5\n\0\0\0", 1.5)]
    [InlineData("\u0089i\u0085u;so\nA;2,5\n", 2.5)]
    public void Text_that_only_looks_odd_is_read(string content, double value) =>
        XlsxFile.Read(Encoding.Latin1.GetBytes(content), "x.csv").Tables.SelectMany(table => table.Figures())
            .Select(figure => figure.Cell.Value).ShouldContain(value);

    [Fact]
    public void Text_of_two_bytes_a_letter_is_text() =>
        XlsxFile.Read(Encoding.Unicode.GetBytes("ten;so\nA;1,5\n"), "x.csv").Tables.ShouldHaveSingleItem();

    [Fact]
    public void A_gzip_is_opened_like_a_zip()
    {
        var bytes = Gzip("ten;so\nA;1,5\n"u8.ToArray(), "quy-3.csv");
        var document = XlsxFile.Read(bytes, "tai-ve.csv.gz");
        document.Format.ShouldBe(FileFormat.Gzip);
        var table = document.Tables.ShouldHaveSingleItem();
        (table.Sheet, table.Figures().Single().Cell.Value).ShouldBe(("quy-3.csv", 1.5));
        XlsxFile.Read(Gzip("ten;so\nA;1,5\n"u8.ToArray()), "tai-ve.csv.gz").Tables.Single().Sheet.ShouldBe("tai-ve.csv");
    }

    [Fact]
    public void Members_of_a_gzip_are_one_file_in_pieces() =>
        XlsxFile.Read([.. Gzip("ten;so\nA;1,5\nB;"u8.ToArray()), .. Gzip("2,5\n"u8.ToArray())], "a.csv.gz").Tables.Single().Figures()
            .Select(figure => figure.Cell.Value).ShouldBe([1.5, 2.5]);

    [Fact]
    public void A_workbook_in_a_gzip_is_read_and_an_archive_in_it_is_not()
    {
        var workbook = new XlsxFile().Sheet("s").Row(1, 'A', "x", 5).Bytes();
        XlsxFile.Read(Gzip(workbook), "b.xlsx.gz").Tables.Single().Sheet.ShouldBe("b.xlsx › s");
        XlsxFile.Read(Gzip(Gzip("ten;so\nA;1,5\n"u8.ToArray())), "b.gz").Problems.Single().Message.En
            .ShouldStartWith("An archive inside an archive");
        XlsxFile.Read(Gzip("%PDF-1.4"u8.ToArray()), "b.pdf.gz").Problems.Single().Found.ShouldBe("PDF");
    }

    [Fact]
    public void A_gzip_cut_short_or_made_to_burst_is_refused()
    {
        var whole = Gzip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000).Select(i => $"x{i * 7919 % 10007};{i},5\n"))));
        for (var length = 3; length < whole.Length; length += 1 + (whole.Length / 20))
        {
            XlsxFile.Read(whole[..length], "a.csv.gz").Problems
                .ShouldContain(problem => problem.Severity == Severity.Error, $"{length} of {whole.Length}");
        }

        var spaces = new byte[40 << 20];
        Array.Fill(spaces, (byte)' ');
        XlsxFile.Read(Gzip(spaces), "bom.gz").Problems.ShouldHaveSingleItem().Message.En
            .ShouldBe("What the file unpacks to is too large; it was refused.");
    }

    [Theory]
    [InlineData(
        "{\"class\":\"dataset\",\"role\":{},\"updated\":\"9999-12-31T00:00:00Z\",\"id\":[\"a\",\"t\"],\"size\":[1,2],"
            + "\"dimension\":{\"a\":{\"category\":{\"index\":[\"x\"]}},\"t\":{\"label\":\"Năm\",\"category\":{\"index\":[\"0\",\"1\"],"
            + "\"label\":{\"0\":\"2023\",\"1\":\"2024\"}}}},\"value\":[1.5,2.5]}\0")]
    [InlineData(
        "\uFEFF\uFEFF  {\"class\":\"dataset\",\"id\":[\"a\",\"t\"],\"size\":[1,2],"
        + "\"dimension\":{\"a\":{\"category\":{\"index\":[\"x\"]}},\"t\":{\"label\":\"Năm\",\"category\":{\"index\":[\"0\",\"1\"],"
        + "\"label\":{\"0\":\"2023\",\"1\":\"2024\"}}}},\"value\":[1.5,2.5]}\r\n\0\0")]
    public void An_answer_that_ends_in_a_NUL_with_empty_roles(string json)
    {
        var document = XlsxFile.Read(Encoding.UTF8.GetBytes(json), "tra-loi.json");
        document.Problems.ShouldBeEmpty();
        var table = document.Tables.ShouldHaveSingleItem();
        table.Figures().Select(figure => (figure.Row.Label, figure.Column.Path[^1], figure.Cell.Value))
            .ShouldBe([("x", "2023", 1.5), ("x", "2024", 2.5)]);
        table.Notes.ShouldNotContain(note => note.Contains("9999"));
    }

    [Fact]
    public void Words_that_JSON_does_not_have_are_missing()
    {
        const string json =
            """{"class":"dataset","label":"NaN \" Infinity","id":["t"],"size":[5],"dimension":{"t":"""
            + """{"category":{"index":["2019","2020","2021","2022","2023"]}}},"value":[1.5,NaN,-Infinity, Infinity ,4.5]}""";
        var document = XlsxFile.Read(Encoding.UTF8.GetBytes(json), "x.json");
        document.Problems.ShouldBeEmpty();
        var table = document.Tables.ShouldHaveSingleItem();
        table.Title.ShouldBe("NaN \" Infinity");
        table.Figures().Select(figure => (figure.Column.Path[^1], figure.Cell.Value)).ShouldBe([("2019", 1.5), ("2023", 4.5)]);
    }

    private static byte[] Gzip(byte[] content, string? name = null)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(content);
        }

        var plain = bytes.ToArray();
        if (name is null)
        {
            return plain;
        }

        // The library writes no name.
        plain[3] |= 8;
        return [.. plain[..10], .. Encoding.Latin1.GetBytes(name), 0, .. plain[10..]];
    }
}
