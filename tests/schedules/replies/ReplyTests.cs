using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Plan86.Schedules;
using Plan86.Schedules.Commands;
using Plan86.Schedules.Replies;
using Plan86.Transform;

namespace Plan86.Tests.Schedules.Replies;

using Text = DocumentFormat.OpenXml.Spreadsheet.Text;

/// <summary>The letter beside a drop, as a clerk reads it.</summary>
public class ReplyTests
{
    private const string Visitors = "Khách du lịch;Tháng 3/2024;Nghìn lượt;700,5;Ước";
    private static readonly ClerkWords Words = new(Settings.Load(null).Catalogue, Settings.Load(null).Sources);

    [Fact]
    public async Task What_was_taken_of_a_flat_file_is_said_in_lines_and_periods_and_the_source_by_its_name()
    {
        using var office = new Office();
        var reply = await AnswerAsync(office, office.Drop("2024-04-06", Visitors, "Khách du lịch;Năm 2023;Nghìn lượt;7.900;Ước"));
        reply.ShouldStartWith("ĐÃ NHẬN: 2024-04-06-so-lieu.csv\nACCEPTED: 2024-04-06-so-lieu.csv\n");
        reply.ShouldContain("Nguồn: Báo cáo số liệu của Cục Thống kê thành phố Hải Phòng\nNgày công bố: 06/04/2024\n");
        reply.ShouldContain("ĐÃ NHẬN 2 SỐ LIỆU\n  – 2 dòng số liệu, năm 2023; tháng 3/2024\n");
        reply.ShouldContain("VIỆC CẦN LÀM\n  Không phải làm gì thêm.\n");
        reply.ShouldContain("TAKEN: 2 FIGURES\n  – 2 lines with figures, 2023; March 2024\n");
        reply.ShouldNotContain("Ô số");
    }

    [Fact]
    public async Task A_corrected_file_says_which_figures_it_replaced_also_on_the_day_of_the_first()
    {
        using var office = new Office();
        var path = office.Drop(
            "2024-04-06", Visitors, "Khách du lịch;Năm 2023;Nghìn lượt;7.900;Ước", "Khách du lịch;Năm 2022;Nghìn lượt;5.000;Ước");
        (await AnswerAsync(office, path)).ShouldNotContain("THAY THẾ");
        office.Later(TimeSpan.FromMinutes(5));
        office.DropAs("2024-04-06-so-lieu.csv", "2024-04-06", Visitors.Replace("700,5", "710,25", StringComparison.Ordinal),
            "Khách du lịch;Năm 2023;Nghìn lượt;7.900;Chính thức", "Khách du lịch;Năm 2022;Triệu lượt;5;Ước");
        var reply = await AnswerAsync(office, path);
        reply.ShouldContain(
            "THAY THẾ 1 SỐ LIỆU ĐÃ CÔNG BỐ\n  – Lượt khách du lịch, Hải Phòng, tháng 3/2024: 700,5 → 710,25 nghìn lượt (trước đó theo "
                + "2024-04-06-so-lieu.csv)\n");
        reply.ShouldContain("March 2024: 700.5 → 710.25 thousand");
    }

    [Fact]
    public async Task A_refused_correction_says_what_counts_meanwhile_and_the_cure()
    {
        using var office = new Office();
        var path = office.Drop("2024-04-06", Visitors);
        await office.OnceAsync();
        office.Drop("2024-04-06", Visitors.Replace("700,5", "812 (ước)", StringComparison.Ordinal));
        var reply = await AnswerAsync(office, path);
        reply.ShouldStartWith("KHÔNG NHẬN: 2024-04-06-so-lieu.csv (1 chỗ cần sửa)\nNOT ACCEPTED: ");
        reply.ShouldContain("  ✗ Dòng 3, cột «Giá trị»: Giá trị không phải là số.\n      Tìm thấy: 812 (ước)\n");
        reply.ShouldContain("Cách sửa: bỏ chữ (ước), chỉ ghi 812; ghi loại số liệu vào cột Trạng thái\n");
        reply.ShouldContain("Trong khi chờ, bản đã nhận trước vẫn được dùng: 2024-04-06-so-lieu.csv, công bố 06/04/2024, 1 số liệu.");
        reply.ShouldContain("Until then the earlier version still counts");

        using var first = new Office();
        (await AnswerAsync(first, first.Drop("2024-04-06", Visitors.Replace("700,5", "7OO", StringComparison.Ordinal))))
            .ShouldContain("Chưa có bản nào trước đó");
    }

    [Fact]
    public async Task That_no_publication_day_was_found_is_said()
    {
        using var office = new Office();
        const string Lines = "Chỉ tiêu;Kỳ;Đơn vị tính;Giá trị;Trạng thái\n" + Visitors + "\n";
        (await AnswerAsync(office, office.Drop("hai-phong-monthly", "so-lieu.csv", Encoding.UTF8.GetBytes(Lines))))
            .ShouldContain("Không tìm thấy ngày công bố");
        (await AnswerAsync(office, office.Drop("hai-phong-monthly", "2024-04-06.csv", Encoding.UTF8.GetBytes(Lines + "\n"))))
            .ShouldNotContain("Không tìm thấy ngày");
        (await AnswerAsync(
            office, office.Drop("hai-phong-monthly", "b.csv", Encoding.UTF8.GetBytes("# Ngày công bố: 06/04/2024\n" + Lines))))
                .ShouldNotContain("Không tìm thấy ngày");
    }

    [Fact]
    public async Task A_file_that_lies_in_the_wrong_folder_is_told_to_whom_it_belongs()
    {
        using var office = new Office();
        var csv = Office.Csv("2024-04-06", Visitors);
        var fdi = new WorkbookWriter()
            .Fdi("12. FDI", "12. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/02/2024", 20, 150, 9.75).ToArray();
        var (root, foreign, other, unknown) = (
            office.Drop("", "a.csv", csv), office.Drop("khac", "fdi.xlsx", fdi),
            office.Drop("hai-phong-monthly", "2024-02-29-fdi.xlsx", fdi),
            office.Drop("khac", "thu.txt", Encoding.UTF8.GetBytes("kính gửi")));
        await office.OnceAsync();
        Reply(root).ShouldContain("chuyển tệp vào: inbox/hai-phong-monthly/ (Báo cáo số liệu");
        Reply(foreign).ShouldContain("chuyển tệp vào: inbox/gso-monthly/");
        Reply(other).ShouldStartWith("KHÔNG NHẬN: ");
        Reply(other).ShouldContain("Tệp có bố cục của nguồn khác: hãy chuyển tệp vào thư mục inbox/gso-monthly/");
        Reply(unknown).ShouldContain("Không nguồn nào nhận ra tệp theo nội dung. Hãy chọn thư mục: inbox/department-form/");
    }

    [Fact]
    public async Task First_line_the_publication_and_the_list_count_the_same_places()
    {
        using var office = new Office();
        office.Drop("2024-04-05", "Khách du lịch;Tháng 1/2024;Nghìn lượt;600;Ước", "Khách du lịch;Tháng 2/2024;Nghìn lượt;650;Ước");
        await office.OnceAsync();

        // What only the comparison with other files finds counts too: a cumulative figure below its own month.
        var path = office.DropAs("2024-04-06-b.csv", "2024-04-06", Visitors, "Khách du lịch;3 tháng năm 2024;Nghìn lượt;88;Ước");
        var reply = await AnswerAsync(office, path);
        var places = office.Scalar<long>("SELECT problems FROM extract WHERE file_name = '2024-04-06-b.csv'");
        places.ShouldBeGreaterThan(0);
        reply.ShouldContain($"CẦN XEM {places} CHỖ: 2024-04-06-b.csv\n");
        reply.ShouldContain($"\nCẦN XEM {places} CHỖ\n");
        reply.ShouldNotContain("TOURISM.");
    }

    [Fact]
    public async Task What_a_problem_stands_for_is_counted_alike_in_the_publication_the_first_line_and_the_list()
    {
        using var office = new Office();
        var lines = Enumerable.Range(0, 10_200)
            .Select(i => string.Create(
                CultureInfo.InvariantCulture, $"Khách du lịch;Tháng {(i % 12) + 1}/{2000 + (i % 20)};Nghìn lượt;7x{i};Ước"));
        var reply = await AnswerAsync(office, office.Drop("2024-04-06", [Visitors, .. lines]));
        office.Scalar<long>("SELECT count(*) FROM problem").ShouldBe(10_001);
        office.Scalar<long>("SELECT max(times) FROM problem").ShouldBe(200);
        office.Scalar<long>("SELECT sum(times)::BIGINT FROM problem").ShouldBe(10_200);
        office.Scalar<long>("SELECT problems FROM extract").ShouldBe(10_200);
        reply.ShouldStartWith("KHÔNG NHẬN: 2024-04-06-so-lieu.csv (10.200 chỗ cần sửa)\n");
        reply.ShouldContain("\nCẦN XEM 10.200 CHỖ\n");
        reply.ShouldContain("  … và 10.180 chỗ khác.\n");
    }

    [Theory]
    [InlineData("TOURISM.ARRIVALS VN-HP 2024-03 = 12.5", "Visitors, Hai Phong, March 2024 = 12.5")]
    [InlineData("TOURISM.ARRIVALS 2023 = 33351300.000000004", "Visitors, 2023 = 33,351,300")]
    [InlineData("TOURISM.ARRIVALS ≈ 1234.5 (2022 = 1200 · 2023 = 1300.5)", "Visitors ≈ 1,234.5 (2022 = 1,200 · 2023 = 1,300.5)")]
    [InlineData("2024-03 = 2024-02 (L4, 2024-03-06-a.csv)", "March 2024 = February 2024 (L4, 2024-03-06-a.csv)")]
    [InlineData("2024-03", "2024-03")]
    public void What_a_check_found_is_told_in_names_periods_and_numbers_of_the_language(string found, string said) =>
        Words.Plain(found, Language.English).Replace("Tourist arrivals", "Visitors", StringComparison.Ordinal).ShouldBe(said);

    [Fact]
    public async Task Of_an_archive_or_a_picture_it_is_said_what_it_is_and_no_more()
    {
        using var office = new Office();
        var reply = await AnswerAsync(
            office, office.Drop("hai-phong-monthly", "so-lieu.7z", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4, .. new byte[40]]));
        reply.ShouldContain("✗ Cả tệp: Đây là tệp nén 7z");
        reply.ShouldNotContain("Cách sửa");
        reply.ShouldNotContain("ngày công bố trong tệp");
        var text = await AnswerAsync(office, office.Drop("gso-monthly", "thu.txt", Encoding.UTF8.GetBytes("kính gửi")));
        text.ShouldContain(" tên khác\n");
        text.ShouldNotContain("*");
    }

    [Fact]
    public async Task A_workbook_with_a_password_is_told_whatever_its_password_protects()
    {
        // An .xlsx with a password is a compound file with two streams: how it is encrypted, and the encrypted package.
        using var office = new Office();
        var reply = await AnswerAsync(office, office.Drop("hai-phong-monthly", "mat-khau.xlsx", EncryptedPackage()));
        reply.ShouldStartWith("KHÔNG NHẬN: mat-khau.xlsx (1 chỗ cần sửa)\n");
        reply.ShouldContain("mật khẩu");
    }

    /// <summary>The smallest compound file with the two streams: header, one sector of allocation, one of the directory.</summary>
    private static byte[] EncryptedPackage()
    {
        const int Sector = 512;
        var bytes = new byte[Sector * 4];
        ReadOnlySpan<byte> magic = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        magic.CopyTo(bytes);
        Put16(24, 0x3E);
        Put16(26, 3);
        Put16(28, 0xFFFE);
        Put16(30, 9);
        Put16(32, 6);
        Put32(44, 1);
        Put32(48, 1);
        Put32(56, 4096);
        Put32(60, -2);
        Put32(68, -2);
        for (var i = 1; i < 109; i++)
        {
            Put32(76 + (4 * i), -1);
        }

        for (var i = 0; i < Sector / 4; i++)
        {
            Put32(Sector + (4 * i), i switch { 0 => -3, 1 or 2 => -2, _ => -1 });
        }

        Entry(0, "Root Entry", 5, 1);
        Entry(1, "EncryptionInfo", 2, -1);
        Entry(2, "EncryptedPackage", 2, -1);
        Put32((2 * Sector) + 128 + 72, 2);
        return bytes;

        void Put16(int at, int value) => BitConverter.TryWriteBytes(bytes.AsSpan(at), (ushort)value);
        void Put32(int at, int value) => BitConverter.TryWriteBytes(bytes.AsSpan(at), value);
        void Entry(int number, string name, byte kind, int child)
        {
            var at = (2 * Sector) + (128 * number);
            Encoding.Unicode.GetBytes(name).CopyTo(bytes, at);
            Put16(at + 64, 2 * (name.Length + 1));
            (bytes[at + 66], bytes[at + 67]) = (kind, 1);
            Put32(at + 68, -1);
            Put32(at + 72, -1);
            Put32(at + 76, child);
            Put32(at + 116, -2);
        }
    }

    [Fact]
    public async Task A_column_that_stands_there_twice_is_one_finding()
    {
        using var office = new Office();
        var book = new WorkbookWriter().Sheet("So lieu").Cell("A1", "MỘT SỐ CHỈ TIÊU CHỦ YẾU").Cell("A2", "Ngày công bố: 06/04/2024")
            .Row(4, 'A', "Chỉ tiêu", "Đơn vị tính", "Tháng 2/2024", "Tháng 3/2024", "Tháng 3/2024")
            .Row(5, 'A', "Sản lượng hàng hóa qua cảng", "Triệu tấn", 11.5, 12.5, 12.5)
            .Row(6, 'A', "Khách du lịch", "Nghìn lượt", 600.5, 650.5, 650.5);
        var reply = await AnswerAsync(office, office.Drop("hai-phong-monthly", "2024-04-06-hai-cot.xlsx", book.ToArray()));
        office.Text("SELECT place || ' ' || times FROM problem").ShouldBe("So lieu!E5 2");
        office.Scalar<long>("SELECT problems FROM extract").ShouldBe(2);
        reply.ShouldContain("  ! Ô E5, trang «So lieu» và 1 chỗ tiếp theo: Số liệu lặp lại, tính một lần.\n");
    }

    [Theory]
    [InlineData(ReplyLanguage.Vietnamese, "ĐÃ NHẬN: ", "ACCEPTED")]
    [InlineData(ReplyLanguage.English, "ACCEPTED: ", "ĐÃ NHẬN")]
    internal async Task The_language_of_replies_is_a_setting(ReplyLanguage language, string begins, string without)
    {
        using var office = new Office();
        var path = office.Drop("2024-04-06", Visitors);
        await office.OnceAsync();
        var account = office.Store.Stored().Values.Single();
        var text = new ReplyFiles(office.Settings with { ReplyLanguage = language }, office.Store)
            .Text(Path.GetFileName(path), account, isKnown: false, CancellationToken.None);
        text.ShouldStartWith(begins);
        text.ShouldNotContain(without);
    }

    [Theory]
    [InlineData("vi", ReplyLanguage.Vietnamese)]
    [InlineData(" EN", ReplyLanguage.English)]
    [InlineData("both", ReplyLanguage.Both)]
    [InlineData("fr", null)]
    [InlineData("", null)]
    internal void A_language_is_named_by_its_code(string text, ReplyLanguage? expected) => ReplyLanguages.Parse(text).ShouldBe(expected);

    [Theory]
    [InlineData(
        "PORT.THROUGHPUT VN-HP 2024-03 = 12.299999999999999 E", "Sản lượng hàng hóa thông qua cảng, Hải Phòng, tháng 3/2024 = 12,3 (ước)")]
    [InlineData("GRDP.VOLUME:GY VN-HP 2024-Q1 = 9.32 A",
        "Tổng sản phẩm trên địa bàn theo giá so sánh, so với cùng kỳ năm trước, Hải Phòng, quý I/2024 = 9,32")]
    [InlineData("33351300.000000004", "33.351.300")]
    [InlineData("10^6 USD", "triệu USD")]
    [InlineData("1234.5", "1234.5")]
    [InlineData("2024-04-06-a.csv", "2024-04-06-a.csv")]
    [InlineData("02.Bieu-T12.2024.xlsx", "02.Bieu-T12.2024.xlsx")]
    [InlineData("12. FDI!D8 · 12. FDI!D9", "Ô D8, trang «12. FDI»; Ô D9, trang «12. FDI»")]
    [InlineData("gso-monthly", "«Biểu số liệu kinh tế - xã hội hằng tháng, Tổng cục Thống kê»")]
    [InlineData("inbox/gso-monthly/", "inbox/gso-monthly/")]
    public void No_code_and_no_noise_stands_before_a_clerk(string text, string expected) =>
        Words.Plain(text, Language.Vietnamese).ShouldBe(expected);

    [Theory]
    [InlineData("*chỉ tiêu*chủ yếu* | *chỉ tiêu kinh tế*", "«chỉ tiêu … chủ yếu» hoặc «chỉ tiêu kinh tế»")]
    [InlineData("1.234,5", "1.234,5")]
    [InlineData("tệp nguyên vẹn / an undamaged file", "tệp nguyên vẹn")]
    [InlineData("Tháng 3/2024 · 03/2024 · Năm 2024", "Tháng 3/2024 · 03/2024 · Năm 2024")]
    public void No_pattern_stands_before_a_clerk(string text, string expected) =>
        Words.PlainExpected(text, Language.Vietnamese).ShouldBe(expected);

    public static TheoryData<Place, string> Places => new()
    {
        { default, "Cả tệp" },
        { Place.OfCell("25. FDI", "C19"), "Ô C19, trang «25. FDI»" },
        { Place.OfLine(17), "Dòng 17" },
        { Place.OfLine(17, "Giá trị"), "Dòng 17, cột «Giá trị»" },
        { Place.OfLine(17, "2022"), "Dòng 17, cột «2022»" },
        { Place.OfParts(null, null, null, 3, 7, null), "Dòng 3, ký tự 7" },
        { Place.OfLine(3).InMember("gdp.px"), "Dòng 3, tệp «gdp.px»" },
        { Place.OfCell("gdp.px", "L3"), "Ô L3, trang «gdp.px»" },
        { Place.OfCell("12. FDI", "L3"), "Ô L3, trang «12. FDI»" },
        { Place.OfCell("Thu! Chi", "C4"), "Ô C4, trang «Thu! Chi»" },
        { Place.OfCell("FDI", "C19").InMember("quy-3.xlsx"), "Ô C19, trang «quy-3.xlsx › FDI»" },
        { Place.OfCell("", "C3").InMember("thu.csv"), "Ô C3, tệp «thu.csv»" },
        { Place.OfSheet("25. FDI"), "Phần «25. FDI»" },
        { Place.OfCell("", "[12]").InMember("gdp.px"), "«[12]», phần «gdp.px»" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void A_place_is_said_in_words(Place place, string expected) =>
        ClerkWords.PlaceOf(place, Language.Vietnamese).ShouldBe(expected);

    [Theory]
    [InlineData(true, "812 (ước)", "bỏ chữ (ước), chỉ ghi 812; ghi loại số liệu vào cột Trạng thái")]
    [InlineData(false, "812 sơ bộ", "bỏ chữ sơ bộ, chỉ ghi 812; loại số liệu ghi ở tiêu đề cột (ví dụ «Ước tháng 3/2024»)")]
    [InlineData(false, "9.1OO", "chữ cái bị gõ thay chữ số; nếu đúng là 9.100 thì ghi 9.100")]
    [InlineData(false, "11,5*", "bỏ dấu ghi chú *, chỉ ghi 11,5; ghi chú đặt dưới bảng")]
    [InlineData(false, "12,5 (1)", "bỏ dấu ghi chú (1), chỉ ghi 12,5; ghi chú đặt dưới bảng")]
    [InlineData(true, "5,2 triệu", "bỏ chữ triệu khỏi ô số, ghi vào cột Đơn vị tính")]
    [InlineData(true, "600,5%", "bỏ chữ % khỏi ô số, ghi vào cột Đơn vị tính")]
    [InlineData(true, "1,234.5", "dùng dấu phẩy cho phần thập phân, dấu chấm cho hàng nghìn: 1.234,5")]
    [InlineData(true, "Tháng 13/2025", null)]
    [InlineData(true, "n/a", null)]
    public void The_cure_is_named_where_the_text_tells_it(bool isLine, string found, string? cure) =>
        Cures.Of(Problem.Error(
            isLine ? Place.OfLine(3, "Giá trị") : Place.OfCell("1", "D4"), found, "1.234,5",
            new Bilingual("Giá trị không phải là số.", "The value is not a number.")))?.Vi.ShouldBe(cure);

    [Fact]
    public async Task Problems_of_one_kind_are_one_entry_with_its_places()
    {
        using var office = new Office();
        var reply = await AnswerAsync(office,
            office.Drop("2024-04-06", Visitors, "Khách du lịch;Tháng 13/2024;Nghìn lượt;1;", "Khách du lịch;Tháng 14/2024;Nghìn lượt;2;"));
        reply.ShouldContain(
            "CẦN XEM 2 CHỖ\n  ✗ Kỳ không đọc được.\n      Dòng 4, cột «Kỳ»: Tháng 13/2024\n      Dòng 5, cột «Kỳ»: Tháng 14/2024\n      "
                + "Cần có: Tháng 3/2024");
    }

    [Fact]
    public async Task A_unit_that_only_the_source_knows_is_named_with_its_table()
    {
        using var office = new Office();
        WorkbookWriter Table(string? unit)
        {
            var book = new WorkbookWriter().Sheet("1").Cell("A1", "Một số chỉ tiêu chủ yếu").Cell("A2", "Ngày công bố: 06/04/2024")
                .Cell("A4", "Chỉ tiêu").Cell("C4", "Tháng 3 năm 2024")
                .Cell("A5", "Sản lượng hàng hóa qua cảng").Cell("C5", 12.5);
            return unit is null ? book : book.Cell("B4", "Đơn vị tính").Cell("B5", unit);
        }

        (await AnswerAsync(office, office.Drop("hai-phong-monthly", "2024-04-06-a.xlsx", Table(null).ToArray())))
            .ShouldContain(": 1 số liệu, tháng 3/2024; bảng không ghi đơn vị tính, lấy theo quy định của nguồn: triệu tấn\n");
        (await AnswerAsync(office, office.Drop("hai-phong-monthly", "2024-04-06-b.xlsx", Table("Triệu tấn").ToArray())))
            .ShouldNotContain("không ghi đơn vị tính");
    }

    [Fact]
    public async Task The_template_of_a_source_filled_in_is_read_back_without_a_problem()
    {
        using var office = new Office();
        var file = office.In("mau.xlsx");
        FormCommand.OfSource(office.Settings, "hai-phong-monthly", "2024-03", new DateOnly(2024, 4, 6), file, TextWriter.Null)
            .ShouldBe(ExitCode.Done);
        var form = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        using (var document = SpreadsheetDocument.Open(new MemoryStream(form), false))
        {
            new OpenXmlValidator().Validate(document, TestContext.Current.CancellationToken).Select(fault => fault.Description)
                .ShouldBeEmpty();
        }

        var (filled, written) = Filled(form);
        written.ShouldBeGreaterThan(30);
        var reply = await AnswerAsync(office, office.Drop("hai-phong-monthly", "mau.xlsx", filled));
        reply.ShouldStartWith("ĐÃ NHẬN: mau.xlsx\n");
        reply.ShouldContain($"ĐÃ NHẬN {written} SỐ LIỆU\n");
        office.Text("SELECT state, published_on FROM extract").ShouldBe("accepted 2024-04-06");

        // Of a few figures alone the other lines say nothing.
        var (few, _) = Filled(form, most: 3);
        var second = await AnswerAsync(office, office.Drop("hai-phong-monthly", "mau-2.xlsx", few));
        second.ShouldContain("ĐÃ NHẬN 3 SỐ LIỆU\n");
        second.ShouldNotContain("không ghi đơn vị tính");
        office.Text("SELECT cell_ref, row_path, column_path, unit_text FROM cell "
            + "WHERE file_name = 'mau-2.xlsx' AND cell_ref = 'E7'")
            .ShouldBe("E7 Sản lượng hàng hóa qua cảng › Tháng 3/2024 Giá trị triệu tấn");
        Should.Throw<Refusal>(
            () => FormCommand.OfSource(office.Settings, "gso-monthly", null, new DateOnly(2024, 4, 6), null, TextWriter.Null));
    }

    /// <summary>Writes a figure into the value cells of a template, and the day of publication.</summary>
    private static (byte[] Form, int Written) Filled(byte[] form, int most = int.MaxValue)
    {
        var stream = new MemoryStream();
        stream.Write(form);
        var written = 0;
        using (var document = SpreadsheetDocument.Open(stream, true))
        {
            foreach (var cell in document.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Cell>())
            {
                if (cell.CellReference == "B2")
                {
                    cell.CellValue = new CellValue(new DateTime(2024, 4, 6).ToOADate());
                }
                else if (cell.CellReference!.Value!.StartsWith('E')
                    && int.Parse(cell.CellReference.Value[1..], System.Globalization.CultureInfo.InvariantCulture) > 5 && written < most)
                {
                    cell.CellValue = new CellValue(12.5 + written++);
                }
            }
        }

        return (stream.ToArray(), written);
    }

    private static async Task<string> AnswerAsync(Office office, string path)
    {
        File.Delete(path + ReplyFiles.Suffix);
        await office.OnceAsync();
        return Reply(path);
    }

    private static string Reply(string path) => File.ReadAllText(path + ReplyFiles.Suffix).ReplaceLineEndings("\n");
}
