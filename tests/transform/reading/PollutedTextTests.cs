using System.Text;
using CsCheck;
using Plan86.Transform;
using Plan86.Transform.Reading.Delimited;

namespace Plan86.Tests.Transform.Reading;

/// <summary>
/// One clean table, spoilt one way at a time, comes back clean. The ways are those that the Pollock benchmark found in
/// open data (G. Vitagliano et al., Pollock: A Data Loading Benchmark, PVLDB 16, 2023).
/// </summary>
public class PollutedTextTests
{
    private static readonly string[] Header = ["Ngày", "Giờ", "Số lượng", "Mã hàng", "Giá", "Tên hàng", "Mô tả", "Trang", "Ghi chú"];

    private static readonly string[][] Clean = [.. Enumerable.Range(0, 40).Select(i => new[]
    {
        $"{1 + (i % 28):00}/0{1 + (i % 9)}/2023", $"{i % 24:00}:{15 * (i % 4):00}", $"{i * 7 % 31}",
        $"{(char)('A' + (i % 20))}{(char)('B' + (i % 7))}-{1000 + (i * 37)}",
        $"${10 + i}.{i % 10}{i % 7}",
        i % 5 == 1 ? $"Ống thép, cỡ {i}\"" : i % 5 == 2 ? $"Men's boots {i}" : $"Gạo tẻ loại {i}",
        $"Hàng số {i}, gửi bằng tàu, {(i % 3 == 0 ? "cất trong kho" : "giao ngay; khách \"quen\"")} trước ngày hẹn.",
        $"https://example.test/hang/{i}.html", "",
    })];

    private static readonly bool[] Quoted = [false, false, false, false, false, false, true, true, false];

    [Fact]
    public void Nothing_spoilt() => Same(Text());

    [Theory]
    [InlineData(";", "\n")]
    [InlineData("\t", "\r\n")]
    [InlineData("|", "\n")]
    [InlineData(", ", "\r\n")]
    [InlineData(" ; ", "\n")]
    [InlineData("\t\t", "\n")]
    [InlineData("||", "\r\n")]
    [InlineData("^", "\n")]
    [InlineData(",", "\r")]
    [InlineData(",", "\n")]
    public void Other_delimiters_of_fields_and_records(string delimiter, string end) => Same(Text(delimiter: delimiter, end: end));

    [Fact]
    public void Another_quote() => Same(Text(quote: '\''));

    [Theory]
    [InlineData("\\\"")]
    [InlineData("\"")]
    public void Another_way_to_write_quotes_or_none(string escaped) => Same(Text(escaped: escaped));

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\n")]
    public void Another_end_of_the_file(string end) => Same(Text().TrimEnd('\r', '\n') + end);

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-8")]
    public void Other_encodings(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        Same([.. encoding.GetPreamble(), .. encoding.GetBytes(Text())]);
    }

    [Fact]
    public void Lines_above_and_below()
    {
        Same("BÁO CÁO THÁNG 3,,,,,,,,\r\n,,,,,,,,\r\n" + Text() + "Nguồn: chi cục,,,,,,,,\r\n");
        Same("BÁO CÁO THÁNG 3\r\n\r\n" + Text() + "Nguồn: chi cục\r\n");
    }

    [Fact]
    public void Several_lines_of_header_are_joined()
    {
        var line = Text().Split("\r\n")[0];
        var table = Read(line + "\r\n" + line + "\r\n" + Text());
        table.Header.ShouldBe(Header.Select(name => $"{name} {name} {name}"));
        table.Rows.ShouldBe(Clean);
    }

    [Fact]
    public void Without_a_header_none_is_made_up()
    {
        var text = Text();
        var table = Read(text[(text.IndexOf("\r\n", StringComparison.Ordinal) + 2)..]);
        table.Header.ShouldBeEmpty();
        table.Rows.ShouldBe(Clean);
    }

    [Fact]
    public void A_header_alone_and_one_row()
    {
        var lines = Text().Split("\r\n");
        Read(lines[0] + "\r\n").Header.ShouldBe(Header);
        var one = Read(string.Join("\r\n", lines[..2]));
        one.Header.ShouldBe(Header);
        one.Rows.ShouldBe(Clean[..1]);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public void A_second_table_below_is_another_table(int width)
    {
        var second = Clean[..20].Prepend(Header).Select(row => width <= 9 ? row[..width] : [.. row, "thêm"]);
        var document = Document(Encoding.UTF8.GetBytes(Text() + string.Concat(second.Select(row => Line(row) + "\r\n"))));
        document.Tables.Count.ShouldBe(2);
        document.Tables[0].Header.ShouldBe(Header);
        document.Tables[0].Rows.ShouldBe(Clean);
    }

    [Fact]
    public void A_delimiter_too_many_in_any_place()
    {
        EachPlace((lines, row, column, cells) => lines[row] = Join([.. cells[..column], "", .. cells[column..]]), Same);
    }

    [Fact]
    public void A_delimiter_too_few_in_any_place()
    {
        EachPlace(
            (lines, row, column, cells) =>
            {
                if (column > 0 && row > 0)
                {
                    lines[row] = Join([.. cells[..(column - 1)], cells[column - 1] + cells[column], .. cells[(column + 1)..]]);
                }
            },
            Same);
    }

    [Fact]
    public void A_stray_quote_in_any_place_stays_in_its_field()
    {
        for (var row = 0; row <= Clean.Length; row += 3)
        {
            for (var column = 0; column < Header.Length; column++)
            {
                var lines = Text().Split("\r\n");
                var cells = Cells(row);
                cells[column] = cells[column].StartsWith('"') ? "\"" + cells[column] : "\"" + cells[column];
                lines[row] = Join(cells);
                var table = Read(string.Join("\r\n", lines));
                var expected = Clean.Prepend(Header).Select(fields => fields.ToArray()).ToArray();
                expected[row][column] = "\"" + expected[row][column];
                table.Header.ShouldBe(expected[0], $"{row}:{column}");
                table.Rows.ShouldBe(expected[1..], $"{row}:{column}");
            }
        }
    }

    [Fact]
    public void A_line_parted_by_blanks()
    {
        // Not the header: a title above a table may have as many words by chance.
        for (var row = 5; row <= Clean.Length; row += 5)
        {
            var lines = Text().Split("\r\n");
            lines[row] = string.Join(' ', Cells(row));
            var table = Read(string.Join("\r\n", lines));
            table.Header.Count.ShouldBe(Header.Length);
            table.Rows.ShouldAllBe(fields => fields.Count == Header.Length);

            // Where blanks inside two texts beside each other end is anyone's guess; all that has a shape is found.
            table.Rows[row - 1].Take(5).ShouldBe(Clean[row - 1].Take(5));
            table.Rows[row - 1][7].ShouldBe(Clean[row - 1][7]);
        }
    }

    [Fact]
    public void A_header_parted_by_another_delimiter()
    {
        var lines = Text().Split("\r\n");
        foreach (var delimiter in new[] { ";", "\t", "|" })
        {
            Same(string.Join("\r\n", lines[1..].Prepend(string.Join(delimiter, Header))));
        }

        // By blanks, where every name is one word: there is no other line that could be the header.
        string[] words = [.. Header.Select(name => name.Replace(' ', '_'))];
        var table = Read(string.Join("\r\n", lines[1..].Prepend(string.Join(' ', words))));
        table.Header.ShouldBe(words);
        table.Rows.ShouldBe(Clean);
    }

    [Fact]
    public void A_line_quoted_whole_or_with_blanks_about_its_delimiters()
    {
        for (var row = 0; row <= Clean.Length; row += 5)
        {
            var lines = Text().Split("\r\n");
            lines[row] = $"\"{lines[row].Replace("\"", "\"\"")}\"";
            Same(string.Join("\r\n", lines));
            lines[row] = string.Join(" , ", Cells(row));
            Same(string.Join("\r\n", lines));
        }
    }

    [Fact]
    public void A_quote_that_nothing_closes()
    {
        for (var row = 2; row <= Clean.Length; row += 4)
        {
            var lines = Text().Split("\r\n");
            var cells = Cells(row);
            cells[6] = cells[6][..^1];
            lines[row] = Join(cells);
            Read(string.Join("\r\n", lines)).Rows[row - 1].ShouldBe(Clean[row - 1], $"row {row}");
        }
    }

    [Fact]
    public void A_stray_quote_does_not_swallow_the_lines_up_to_the_next_quote()
    {
        var table = Read("ma,ten,ghi_chu,so\n1,\"Một,a,5\n2,Hai,b,6\n3,\"Ba, bốn\",c,7\n4,Năm,d,8\n");
        table.Rows.ShouldBe([["1", "\"Một", "a", "5"], ["2", "Hai", "b", "6"], ["3", "Ba, bốn", "c", "7"], ["4", "Năm", "d", "8"]]);
    }

    [Fact]
    public void Another_table_below_of_other_columns_is_another_table()
    {
        var document = Document(Encoding.UTF8.GetBytes(Text() + "\r\nKho,Sức chứa,Phụ trách\r\nA,100,Lan\r\nB,250,Minh\r\nC,75,Hà\r\n"));
        document.Tables.Count.ShouldBe(2);
        document.Tables[0].Rows.ShouldBe(Clean);
        document.Tables[1].Header.ShouldBe(["Kho", "Sức chứa", "Phụ trách"]);
        document.Tables[1].Rows.Count.ShouldBe(3);
    }

    [Fact]
    public void Lines_that_all_end_with_a_delimiter_have_no_column_more()
    {
        Same(string.Join(",\r\n", Text().Split("\r\n")));
    }

    [Fact]
    public void What_returns_in_its_column_is_no_header()
    {
        var table = Read("An,nam,Kiến An\nBình,nữ,Lê Chân\nChi,nữ,Kiến An\nDũng,nam,Lê Chân\nGiang,nữ,Kiến An\n");
        table.Header.ShouldBeEmpty();
        table.Rows.Count.ShouldBe(5);
    }

    [Fact]
    public void Text_of_windows_1258_comes_in_whole_letters()
    {
        // Tones are characters of their own there.
        var text = "ten,so\nHải Phòng,1\nQuận Kiến An,2\n";
        var spelt = text.Replace("ả", "a\u0309").Replace("ò", "o\u0300").Replace("ậ", "â\u0323").Replace("ế", "ê\u0301");
        var table = Document(CodePagesEncodingProvider.Instance.GetEncoding(1258)!.GetBytes(spelt)).Tables[0];
        table.Rows.ShouldBe([["Hải Phòng", "1"], ["Quận Kiến An", "2"]]);
    }

    [Fact]
    public void One_damaged_field_does_not_make_text_of_a_column_of_numbers()
    {
        var rows = Enumerable.Range(1, 30).Select(i => $"A{i};{i}.234,5").ToList();
        rows[20] = "A21;hỏng";
        Read("ten;so\n" + string.Join('\n', rows)).Rows[3].ShouldBe(["A4", "4234.5"]);
    }

    [Fact]
    public void Fields_over_several_lines()
    {
        var table = Read("ten,mo_ta,so\r\n\"Một\",\"dòng một\r\ndòng hai, và ba\",1\r\nHai,\"x\",2\r\nBa,y,3\r\n");
        table.Rows.ShouldBe([["Một", "dòng một\ndòng hai, và ba", "1"], ["Hai", "x", "2"], ["Ba", "y", "3"]]);
    }

    [Fact]
    public void Vietnamese_numbers_get_a_decimal_point_and_plain_ones_stay_as_they_are()
    {
        var table = Read("ten;so;ma;tho\nA;1.234,5;007;48.00\nB;7.900;012;0.90\nC;-;110;1.5\nD;…;111;2\n");
        table.Rows.ShouldBe(
            [["A", "1234.5", "007", "48.00"], ["B", "7900", "012", "0.90"], ["C", "0", "110", "1.5"], ["D", "", "111", "2"]]);
    }

    [Fact]
    public void Years_over_columns_are_a_header()
    {
        var table = Read("Chỉ tiêu,2021,2022,2023\nMột,5,6,7\nHai,1,2,3\n");
        table.Header.ShouldBe(["Chỉ tiêu", "2021", "2022", "2023"]);
        table.Rows.Count.ShouldBe(2);
    }

    [Fact]
    public void A_clean_file_of_any_columns_stays_as_it_is()
    {
        string[] texts = ["Gạo tẻ", "Men's boots", "thép, ống", "a;b", "x|y", "nói \"chào\" rồi đi", "5 km", "https://example.test/a?b=1",
            "dòng\nhai, ba", "", "ống 12\"", "(không)", "N/A"];
        var cells = new Func<Random, string>[]
        {
            random => $"{random.Next(5_000)}", random => $"{random.Next(10, 28)}/0{random.Next(1, 9)}/2023",
            random => $"{random.Next(24):00}:{random.Next(60):00}:00",
            random => $"{(char)('A' + random.Next(26))}{random.Next(100, 999)}", random => texts[random.Next(texts.Length)],
            random => random.Next(3) == 0 ? "" : $"{random.Next(100)}.{random.Next(10, 99)}", _ => "",
        };

        // The first column tells the header from the records; in a table of text alone nothing does.
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, cells.Length - 1].Array[0, 7], Gen.Int[3, 40], Gen.Int[0, 3], Gen.Int)
            .Sample((first, others, count, which, seed) =>
        {
            var (random, delimiter) = (new Random(seed), ",;\t|"[which].ToString());
            string[] header = [.. Header.Take(1 + others.Length)];
            string[][] rows = [
                .. Enumerable.Range(0, count).Select(_ => others.Prepend(first).Select(kind => cells[kind](random)).ToArray())];
            var text = string.Concat(
                rows.Prepend(header).Select(
                    row => string.Join(delimiter, row.Select(cell => Cell(cell, cell.Contains('\n'), delimiter, '"', "\"\""))) + "\r\n"));
            var document = Document(Encoding.UTF8.GetBytes(text));
            document.Tables.Count.ShouldBe(1, text);
            document.Tables[0].Header.ShouldBe(header, text);
            document.Tables[0].Rows.ShouldBe(rows, text);
        });
    }

    [Fact]
    public void One_column_is_not_parted_by_what_stands_in_its_texts()
    {
        var table = Read("Tên đường\r\n\"Lê Lợi, Ngô Quyền\"\r\nTrần Phú\r\nCầu Đất\r\n\"Đà Nẵng, Hải An\"\r\nLạch Tray\r\n");
        table.Header.ShouldBe(["Tên đường"]);
        table.Rows.ShouldBe([["Lê Lợi, Ngô Quyền"], ["Trần Phú"], ["Cầu Đất"], ["Đà Nẵng, Hải An"], ["Lạch Tray"]]);
    }

    [Fact]
    public void A_line_of_a_long_field_is_no_record_though_it_has_as_many_delimiters()
    {
        var table = Read(
            "ma,dia_chi,ghi_chu,so\n1,\"12 Lê Lợi\nNgô Quyền, 180\",xa,5\n2,3 Trần Phú,gần,6\n3,\"7 Cầu Đất\nLê Chân, 181\",xa,7\n4,9 Đà "
                + "Nẵng,gần,8\n");
        table.Rows.Select(row => row[1]).ShouldBe(["12 Lê Lợi\nNgô Quyền, 180", "3 Trần Phú", "7 Cầu Đất\nLê Chân, 181", "9 Đà Nẵng"]);
    }

    [Fact]
    public void One_line_that_writes_quotes_otherwise_does_not_change_the_others()
    {
        for (var row = 1; row <= Clean.Length; row += 3)
        {
            var lines = Text().Split("\r\n");
            lines[row] = string.Join(',', Clean[row - 1].Select((cell, k) => Cell(cell, Quoted[k], ",", '"', "\\\"")));
            Same(string.Join("\r\n", lines));
            lines[row] = string.Join(',', Clean[row - 1].Select(cell => Cell(cell, true, ",", '\'', "''")));
            Same(string.Join("\r\n", lines));
        }
    }

    [Fact]
    public void Another_delimiter_in_any_one_place()
    {
        // Between two texts nothing tells it from a character of theirs.
        EachPlace(
            (lines, row, column, cells) =>
            {
                if (column > 0 && column != 6)
                {
                    lines[row] = Join([.. cells[..(column - 1)], cells[column - 1] + "\t" + cells[column], .. cells[(column + 1)..]]);
                }
            },
            Same);
    }

    [Fact]
    public void Names_that_were_run_together_are_not_cut()
    {
        // Where a name ends is the file's to say; a column more has no name.
        var table = Read("STT,Tên hàng,Số lượngGiá,Ngày\n1,Gạo,5,10,03/02/2023\n2,Muối,6,20,04/02/2023\n3,Đường,7,30,05/02/2023\n");
        table.Header.ShouldBe(["STT", "Tên hàng", "Số lượngGiá", "Ngày", ""]);
        table.Rows[0].ShouldBe(["1", "Gạo", "5", "10", "03/02/2023"]);
    }

    [Fact]
    public void A_cell_too_many_stays_and_a_text_with_a_delimiter_is_whole()
    {
        var table = Read(
            "ma,ten,nam,so\n1,An Hải,2001,5\n2,Bình (cũ),2002,6,thêm\n3,Chi - Lan - Hà,2003,7\n4,Dung, "
                + "Giang,2004,8\n5,Hoa/Mai,2005,9\n6,\"Ba, Tư\",2006,1\n");
        table.Rows[1].ShouldBe(["2", "Bình (cũ)", "2002", "6", "thêm"]);
        table.Rows[3].ShouldBe(["4", "Dung, Giang", "2004", "8"]);
    }

    [Fact]
    public void Lines_about_a_table_of_two_columns_have_no_delimiter()
    {
        var table = Read("BÁO CÁO\nTên,Số\nAn,5\nBình,6\nChi,7\nNguồn: chi cục\n");
        table.Header.ShouldBe(["Tên", "Số"]);
        table.Rows.ShouldBe([["An", "5"], ["Bình", "6"], ["Chi", "7"]]);
        table.Notes.ShouldBe(["BÁO CÁO", "Nguồn: chi cục"]);
    }

    [Fact]
    public void An_empty_file_has_no_table() => Document([]).Tables.ShouldBeEmpty();

    [Fact]
    public void Any_text_at_all_loses_no_letter()
    {
        Gen.String[Gen.Char["ab1 ,;\t\"'\\\n"], 0, 120].Sample(text =>
        {
            var document = Document(Encoding.UTF8.GetBytes(text));
            var letters = document.Tables.SelectMany(table => table.Rows.SelectMany(row => row).Concat(table.Header).Concat(table.Notes))
                .SelectMany(field => field).Count(char.IsLetter);

            // A name in a header of two lines heads every column below it.
            letters.ShouldBeGreaterThanOrEqualTo(text.Count(char.IsLetter), text);
        });
    }

    private static void EachPlace(Action<string[], int, int, string[]> spoil, Action<string> check)
    {
        for (var row = 0; row <= Clean.Length; row += 3)
        {
            for (var column = 0; column < Header.Length; column++)
            {
                var lines = Text().Split("\r\n");
                spoil(lines, row, column, Cells(row));
                check(string.Join("\r\n", lines));
            }
        }
    }

    private static string[] Cells(int row) => [
        .. (row == 0 ? Header : Clean[row - 1]).Select((cell, k) => Cell(cell, row == 0 ? cell is "Mô tả" : Quoted[k], ",", '"', "\"\""))];

    private static string Join(IEnumerable<string> cells) => string.Join(',', cells);

    private static string Line(IEnumerable<string> row) => Join(row.Select(cell => Cell(cell, false, ",", '"', "\"\"")));

    private static string Text(string delimiter = ",", char quote = '"', string? escaped = null, string end = "\r\n") =>
        string.Concat(
            Clean.Prepend(Header)
                .Select(row =>
                    string.Join(delimiter,
                        row.Select((cell, k) => Cell(cell, Quoted[k], delimiter, quote, escaped ?? new string(quote, 2)))) + end));

    private static string Cell(string cell, bool quoted, string delimiter, char quote, string escaped) =>
        quoted || cell.Contains(quote) || cell.Contains(delimiter[0]) ? quote + cell.Replace(quote.ToString(), escaped) + quote : cell;

    private static void Same(string text) => Same(Encoding.UTF8.GetBytes(text));

    private static void Same(byte[] bytes)
    {
        var table = Document(bytes).Tables[0];
        table.Header.ShouldBe(Header, Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 300)]));
        for (var row = 0; row < Math.Max(Clean.Length, table.Rows.Count); row++)
        {
            table.Rows[row].ShouldBe(Clean[row], $"row {row + 1}");
        }
    }

    private static RecordTable Read(string text) => Document(Encoding.UTF8.GetBytes(text)).Tables[0];

    private static RecordDocument Document(byte[] bytes) =>
        DelimitedReader.Read(() => new MemoryStream(bytes), TestContext.Current.CancellationToken);
}
