using System.Globalization;
using System.Text;
using Plan86.Transform;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading;
using Plan86.Transform.Reading.Layout;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Tests.Transform.Reading;

/// <summary>Invented numbers in the layouts of real workbooks: titles, units, column paths, labels and row paths.</summary>
public class TableReaderTests
{
    [Fact]
    public void Foreign_investment_by_locality_as_in_2015()
    {
        var table = new XlsxFile().Sheet("05DTNN")
            .Cells("A1/1 18. Đầu tư trực tiếp của nước ngoài được cấp phép từ 01/01- 20/12/2015",
                "C4 Số dự án ", "D4 Số vốn đăng ký", "C5 (Dự án)", "D5 (Triệu USD)",
                "A7/1        TỔNG SỐ", "C7/1 =30", "D7/1 =500.5", "A8/1 Phân theo một số địa phương")
            .Row(9, 'B', "Bình Dương", 10, 200.25).Row(10, 'B', "Hải Phòng", 5, 33.125)
            .Cells("A11/1 Phân theo một số nước và vùng lãnh thổ").Row(12, 'B', "Hàn Quốc", 7, 100)
            .Read().Tables.ShouldHaveSingleItem();
        table.Title.ShouldBe("18. Đầu tư trực tiếp của nước ngoài được cấp phép từ 01/01- 20/12/2015");
        table.UnitText.ShouldBe("");
        Show(table).ShouldBe(
            """
            A Stub
            B Stub
            C Data Số dự án (Dự án)
            D Data Số vốn đăng ký (Triệu USD)
            7 TỔNG SỐ: C7=30 D7=500.5
            8 Phân theo một số địa phương:
            9 Phân theo một số địa phương › Bình Dương: C9=10 D9=200.25
            10 Phân theo một số địa phương › Hải Phòng: C10=5 D10=33.125
            11 Phân theo một số nước và vùng lãnh thổ:
            12 Phân theo một số nước và vùng lãnh thổ › Hàn Quốc: C12=7 D12=100
            """);
        table.Rows[3].Label.ShouldBe("Hải Phòng");
    }

    [Fact]
    public void Foreign_investment_by_locality_as_in_2019()
    {
        var table = new XlsxFile().Sheet("4.DTNN")
            .Cells("A1/1 22. Đầu tư trực tiếp của nước ngoài", "A2/1 được cấp phép từ 01/01- 20/6/2019", "E3 Dự án; Triệu USD",
                "C4 Số dự án", "D4 Vốn đăng ký", "E4 Vốn đăng ký", "D5 cấp mới", "E5 điều chỉnh",
                "A7/1 TỔNG SỐ", "C7/1 =30", "D7/1 =500.5", "E7/1 =20.5", "A8/1 Phân theo một số địa phương")
            .Row(9, 'B', "Hải Phòng", 5, 33.125, -4.5).Row(10, 'B', "Hà Nội", 6, "-", "…")
            .Cells("A12 (*) Số liệu sơ bộ.")
            .Read().Tables.ShouldHaveSingleItem();
        table.Title.ShouldBe("22. Đầu tư trực tiếp của nước ngoài được cấp phép từ 01/01- 20/6/2019");
        table.UnitText.ShouldBe("Dự án; Triệu USD");
        table.Notes.ShouldBe(["(*) Số liệu sơ bộ."]);
        Show(table).ShouldBe(
            """
            A Stub
            B Stub
            C Data Số dự án
            D Data Vốn đăng ký cấp mới
            E Data Vốn đăng ký điều chỉnh
            7 TỔNG SỐ: C7=30 D7=500.5 E7=20.5
            8 Phân theo một số địa phương:
            9 Phân theo một số địa phương › Hải Phòng: C9=5 D9=33.125 E9=-4.5
            10 Phân theo một số địa phương › Hà Nội: C10=6 D10=0«-» E10=«…»
            """);
    }

    [Fact]
    public void Foreign_investment_by_locality_as_in_2024()
    {
        var table = new XlsxFile().Sheet("25. FDI")
            .Cells("A1/1 25. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 31/12/2024", "E3/1 Triệu USD",
                "C4 Số dự án", "D4 Vốn đăng ký", "E4 Vốn đăng ký", "C5 (Dự án)", "D5 cấp mới", "E5 điều chỉnh",
                "A7/1 TỔNG SỐ", "C7/1 =2024", "D7/1 =500.5", "E7/1 =20.5", "A8/1 Phân theo một số địa phương")
            .Row(9, 'B', "Hải Phòng", 5, 33.125, -4.5)
            .Read().Tables.ShouldHaveSingleItem();
        table.UnitText.ShouldBe("Triệu USD");
        Show(table).ShouldBe(
            """
            A Stub
            B Stub
            C Data Số dự án (Dự án)
            D Data Vốn đăng ký cấp mới
            E Data Vốn đăng ký điều chỉnh
            7 TỔNG SỐ: C7=2024 D7=500.5 E7=20.5
            8 Phân theo một số địa phương:
            9 Phân theo một số địa phương › Hải Phòng: C9=5 D9=33.125 E9=-4.5
            """);
    }

    [Fact]
    public void Consumer_prices()
    {
        var table = new XlsxFile().Sheet("CPI")
            .Cells("A1/1 33. Chỉ số giá tiêu dùng, chỉ số giá vàng, chỉ số giá đô la Mỹ ",
                "A2/1        và lạm phát cơ bản tháng 12 năm 2024",
                "G4/1 Đơn vị tính: %", "C5 Tháng 12 năm 2024 so với:", "F5 Bình quân quý IV", "G5 Năm 2024",
                "C6 Kỳ gốc", "D6 Tháng 12", "E6 Tháng 11", "F6 năm 2024", "G6 so với", "C7 (2019)", "D7 năm", "E7 năm", "F7 so với cùng kỳ",
                "G7 năm 2023",
                "D8 =2023", "E8 =2024", "F8 năm trước",
                "A10/1 CHỈ SỐ GIÁ TIÊU DÙNG", "C10/1 =117.1", "D10/1 =102.9", "E10/1 =100.2", "F10/1 =102.8", "G10/1 =103.6",
                "A11 Hàng ăn và dịch vụ ăn uống", "C11 =122.5", "D11 =103.8", "E11 =99.8", "F11 =104.1", "G11 =104",
                "A12     Trong đó:", "B12 Lương thực", "C12 =135.2", "D12 =104.5", "E12 =100.2", "F12 =106.3", "G12 =112.1",
                "B13 Thực phẩm", "C13 =119", "D13 =103.7", "E13 =99.6", "F13 =103.8", "G13 =102.7",
                "A14 Đồ uống và thuốc lá", "C14 =113.9", "D14 =102.3", "E14 =100.1", "F14 =102.3", "G14 =102.4",
                "A15/1 LẠM PHÁT CƠ BẢN", "D15/1 =2.85", "E15/1 =0.25", "G15/1 =2.71")
            .Merge("C5:E5")
            .Read().Tables.ShouldHaveSingleItem();
        table.Title.ShouldBe("33. Chỉ số giá tiêu dùng, chỉ số giá vàng, chỉ số giá đô la Mỹ và lạm phát cơ bản tháng 12 năm 2024");
        table.UnitText.ShouldBe("%");
        Show(table).ShouldBe(
            """
            A Stub
            B Stub
            C Data Tháng 12 năm 2024 so với: › Kỳ gốc (2019)
            D Data Tháng 12 năm 2024 so với: › Tháng 12 năm 2023
            E Data Tháng 12 năm 2024 so với: › Tháng 11 năm 2024
            F Data Bình quân quý IV năm 2024 so với cùng kỳ năm trước
            G Data Năm 2024 so với năm 2023
            10 CHỈ SỐ GIÁ TIÊU DÙNG: C10=117.1 D10=102.9 E10=100.2 F10=102.8 G10=103.6
            11 CHỈ SỐ GIÁ TIÊU DÙNG › Hàng ăn và dịch vụ ăn uống: C11=122.5 D11=103.8 E11=99.8 F11=104.1 G11=104
            12 CHỈ SỐ GIÁ TIÊU DÙNG › Hàng ăn và dịch vụ ăn uống › Lương thực: C12=135.2 D12=104.5 E12=100.2 F12=106.3 G12=112.1
            13 CHỈ SỐ GIÁ TIÊU DÙNG › Hàng ăn và dịch vụ ăn uống › Thực phẩm: C13=119 D13=103.7 E13=99.6 F13=103.8 G13=102.7
            14 CHỈ SỐ GIÁ TIÊU DÙNG › Đồ uống và thuốc lá: C14=113.9 D14=102.3 E14=100.1 F14=102.3 G14=102.4
            15 LẠM PHÁT CƠ BẢN: D15=2.85 E15=0.25 G15=2.71
            """);
    }

    [Fact]
    public void Industrial_production()
    {
        var table = new XlsxFile().Sheet("10.IIPthang")
            .Cells("A1/1 10. Chỉ số sản xuất công nghiệp tháng 12 và cả năm 2024", "E2/1 %",
                "B3 Tháng 11", "C3 Tháng 12", "D3 Tháng 12 ", "E3 Năm 2024", "B4 năm 2024", "C4 năm 2024", "D4 năm 2024", "E4 so với",
                "B5 so với", "C5 so với", "D5 so với", "E5 năm 2023", "B6 cùng kỳ", "C6 tháng ", "D6 cùng kỳ", "B7 năm trước", "C7 trước",
                "D7 năm trước",
                "A9/1 Toàn ngành công nghiệp", "B9/1 =107.9", "C9/1 =100.7", "D9/1 =108.8", "E9/1 =108.3",
                "A10/1 Khai khoáng", "B10/1 =89.8", "C10/1 =101.4", "D10/1 =96.3", "E10/1 =93.5",
                "A11/2 Khai thác quặng kim loại", "B11 =112.5", "C11 =100.2", "D11 =95.6", "E11 =114.4",
                "A12/1 Sản xuất và phân phối điện, khí đốt,\nnước nóng", "B12/1 =105.1", "C12/1 =100.2", "D12/1 =105.6", "E12/1 =109.4")
            .Read().Tables.ShouldHaveSingleItem();
        table.UnitText.ShouldBe("%");
        Show(table).ShouldBe(
            """
            A Stub
            B Data Tháng 11 năm 2024 so với cùng kỳ năm trước
            C Data Tháng 12 năm 2024 so với tháng trước
            D Data Tháng 12 năm 2024 so với cùng kỳ năm trước
            E Data Năm 2024 so với năm 2023
            9 Toàn ngành công nghiệp: B9=107.9 C9=100.7 D9=108.8 E9=108.3
            10 Khai khoáng: B10=89.8 C10=101.4 D10=96.3 E10=93.5
            11 Khai khoáng › Khai thác quặng kim loại: B11=112.5 C11=100.2 D11=95.6 E11=114.4
            12 Sản xuất và phân phối điện, khí đốt, nước nóng: B12=105.1 C12=100.2 D12=105.6 E12=109.4
            """);
    }

    [Fact]
    public void Units_of_rows_ditto_marks_and_pairs_under_merged_headers()
    {
        var table = new XlsxFile().Sheet("SP")
            .Cells("A1/1 12. Một số sản phẩm chủ yếu", "B3 Đơn vị", "C3 Thực hiện", "E3 Ước tính", "B4 tính", "C4 tháng 5", "E4 tháng 6",
                "C5 Lượng", "D5 Trị giá", "E5 Lượng", "F5 Trị giá")
            .Merge("C3:D3", "E3:F3", "C4:D4", "E4:F4")
            .Row(7, 'A', "Than đá", "Nghìn tấn", 1, 2, 3, 4).Row(8, 'A', "Dầu thô", "\"", 5, 6, 7, 8)
            .Row(9, 'A', "Bia", "Triệu lít", 9, 10, 11, 12)
            .Read().Tables.ShouldHaveSingleItem();
        Show(table).ShouldBe(
            """
            A Stub
            B Unit Đơn vị tính
            C Data Thực hiện tháng 5 › Lượng
            D Data Thực hiện tháng 5 › Trị giá
            E Data Ước tính tháng 6 › Lượng
            F Data Ước tính tháng 6 › Trị giá
            7 Than đá {Nghìn tấn}: C7=1 D7=2 E7=3 F7=4
            8 Dầu thô {Nghìn tấn}: C8=5 D8=6 E8=7 F8=8
            9 Bia {Triệu lít}: C9=9 D9=10 E9=11 F9=12
            """);
    }

    [Fact]
    public void Two_tables_on_a_sheet_the_second_continued_on_the_next()
    {
        var tables = new XlsxFile().Sheet("7-8")
            .Cells("A1/1 7. Sản phẩm chăn nuôi", "B3 Năm 2023", "C3 Năm 2024").Row(5, 'A', "Thịt lợn", 1.5, 2.5)
            .Cells("A9/1 8. Dân số phân theo địa phương", "C10 Nghìn người", "B11 =2023", "C11 =2024", "A13/1 Đồng bằng sông Hồng",
                "B13/1 =20", "C13/1 =21")
            .Cells("A14/2 Hà Nội", "B14 =8", "C14 =9")
            .Sheet("8 (tiếp)", "hidden")
            .Cells("A1/1 8. (Tiếp theo) Dân số phân theo địa phương", "C2 Nghìn người", "B3 =2023", "C3 =2024", "A5/2 Hải Phòng", "B5 =2",
                "C5 =2.1")
            .Read().Tables;
        tables.Select(table => table.Title)
            .ShouldBe(["7. Sản phẩm chăn nuôi", "8. Dân số phân theo địa phương", "8. Dân số phân theo địa phương"]);
        tables.Select(table => table.Number).ShouldBe([1, 2, 1]);
        tables.Select(table => table.Hidden).ShouldBe([false, false, true]);
        Show(tables[1]).ShouldBe(
            """
            A Stub
            B Data 2023
            C Data 2024
            13 Đồng bằng sông Hồng: B13=20 C13=21
            14 Đồng bằng sông Hồng › Hà Nội: B14=8 C14=9
            """);
        Show(tables[2]).ShouldEndWith("5 Đồng bằng sông Hồng › Hải Phòng: B5=2 C5=2.1");
        tables[2].UnitText.ShouldBe("Nghìn người");
    }

    [Fact]
    public void Labels_over_two_rows_column_numbers_years_as_labels_and_text_numbers()
    {
        var table = new XlsxFile().Sheet("b")
            .Cells("A1 Bảng 3: Thu nhập", "B3 Tổng số", "C3 Nông thôn", "A4 A", "B4 =1", "C4 =2",
                "A5/1 Cả nước", "A6 =1996", "B6 =226.5", "C6 =100", "A7 =1999", "B7 1.295,5", "C7 (12,5)",
                "A8/1 Chia theo vùng", "A9 =1999", "B9 =1", "C9 =2")
            .Read().Tables.ShouldHaveSingleItem();
        Show(table).ShouldBe(
            """
            A Stub
            B Data Tổng số
            C Data Nông thôn
            5 Cả nước:
            6 Cả nước › 1996: B6=226.5 C6=100
            7 Cả nước › 1999: B7=1295.5«1.295,5» C7=-12.5«(12,5)»
            8 Chia theo vùng:
            9 Chia theo vùng › 1999: B9=1 C9=2
            """);
        var split = new XlsxFile().Sheet("c")
            .Cells("A1 2. Kết quả", "B3 Năm 2023", "C3 Năm 2024", "A5/1 Tổng sản lượng lương", "A6/1 thực có hạt", "B6 =5", "C6 =6",
                "A7 Sản xuất", "B7 =1", "C7 =2", "A8 và phân phối điện")
            .Read().Tables.ShouldHaveSingleItem();
        split.Rows.Select(row => row.Label).Where(label => label.Length > 0)
            .ShouldBe(["Tổng sản lượng lương thực có hạt", "Sản xuất và phân phối điện"]);
    }

    [Fact]
    public void A_measure_over_all_columns_amid_the_rows_is_unit_and_level_of_what_follows()
    {
        var tables = new XlsxFile().Sheet("b")
            .Cells("A1/1 45. Lao động", "B3 Quý I", "C3 Quý II", "B4 năm 2020", "C4 năm 2020", "B5/1 Nghìn người").Merge("B5:C5")
            .Row(6, 'A', "Tổng số", 50, 60).Row(7, 'A', "Nam", 20, 30)
            .Cells("B9/1 Cơ cấu - %").Merge("B9:C9")
            .Row(11, 'A', "Tổng số", 100, 100).Row(12, 'A', "Nam", 40, 50)
            .Cells("B14/1 Tốc độ tăng (%)").Merge("B14:C14").Row(16, 'A', "Tổng số", 1.5, 2.5)
            .Read().Tables;
        tables.Select(table => (table.Title, table.UnitText)).ShouldBe(
            [("45. Lao động", "Nghìn người"), ("45. Lao động", "%"), ("45. Lao động", "%")]);
        tables.Select(table => string.Join(" › ", table.Columns[1].Path)).ShouldBe(
            ["Quý I năm 2020", "Quý I năm 2020 › Cơ cấu - %", "Quý I năm 2020 › Tốc độ tăng (%)"]);
    }

    [Fact]
    public void A_label_goes_on_below_sums_of_nothing_and_a_header_below_hidden_columns()
    {
        var table = new XlsxFile().Sheet("b").HideColumn(4).HideColumn(5)
            .Cells("A1/1 4. Lúa", "B3 Năm 2008", "C3 Năm 2009", "D3 Chia theo vụ", "D4 Vụ mùa", "E4 Vụ xuân").Merge("D3:E3")
            .Row(6, 'A', "Bắc Bộ", 1, 2, 3, 4).Row(7, 'A', "Trung Bộ", null, 0, 0).Row(8, 'A', "và duyên hải", 5, 6, 7, 8)
            .Row(9, 'A', "Nam Bộ", 0, 0).Row(10, 'A', "trong đó: Long An", 0, 1)
            .Read().Tables.ShouldHaveSingleItem();
        Show(table).ShouldBe(
            """
            A Stub
            B Data Năm 2008
            C Data Năm 2009
            D Data Chia theo vụ › Vụ mùa
            E Data Chia theo vụ › Vụ xuân
            6 Bắc Bộ: B6=1 C6=2 D6=3 E6=4
            7 : C7=0 D7=0
            8 Trung Bộ và duyên hải: B8=5 C8=6 D8=7 E8=8
            9 Nam Bộ: B9=0 C9=0
            10 Nam Bộ › trong đó: Long An: B10=0 C10=1
            """);
    }

    [Fact]
    public void Percent_and_date_cells_say_what_they_are()
    {
        var table = new XlsxFile().Sheet("s")
            .Cells("A1 1. Tỷ lệ", "B2 Tỷ lệ", "C2 Ngày", "A3 Hải Phòng", "B3/5 =0.123", "C3/6 =45657", "A4 Hà Nội", "B4 12,3%")
            .Read().Tables.ShouldHaveSingleItem();
        var cell = table.Rows[0].Cells[1];
        (cell.Value, cell.IsFraction, cell.Raw, cell.Ref).ShouldBe((0.123, true, "0.123", "B3"));
        (table.Rows[0].Cells[2].Value, table.Rows[0].Cells[2].Raw).ShouldBe((null, "2024-12-31"));
        (table.Rows[1].Cells[1].Value, table.Rows[1].Cells[1].IsFraction).ShouldBe((12.3, false));
    }

    [Fact]
    public void Every_number_lands_somewhere_also_outside_any_table()
    {
        var tables = new XlsxFile().Sheet("Sheet1").Cells("B1179 =7").Sheet("s").HideColumn(6)
            .Cells("A1 3. Bảng", "B3 Năm 2023", "C3 Năm 2024", "F3 =99", "A5 Tổng số", "B5 =1", "C5 =2", "A6 Hà Nội", "B6 =1", "C6 =2",
                "A7 Hải Phòng", "B7 =1", "C7 =2", "F9 =98")
            .Read().Tables;
        tables.SelectMany(table => table.Figures()).Select(figure => figure.Cell.Ref)
            .ShouldBe(["B1179", "F3", "B5", "C5", "B6", "C6", "B7", "C7", "F9"], ignoreOrder: true);
        tables[0].Title.ShouldBe("");
        tables[1].Columns.Single(column => column.Index == 6).Hidden.ShouldBeTrue();
    }

    [Fact]
    public void TCVN3_in_a_workbook_is_decoded_by_font_and_syllable()
    {
        var table = new XlsxFile().Sheet("b")
            .Cells("A1/4 5. d©n sè", "C2/3 Ngh×n ng\u00ADêi", "B3/3 N¨m 2002", "C3/3 ¦íc tÝnh n¨m 2003", "A5/4 c¶ n\u00ADíc", "B5 =1",
                "C5 =2", "A6/3   H¶i Phßng", "B6 =3", "C6 =4")
            .Read().Tables.ShouldHaveSingleItem();
        table.Title.ShouldBe("5. DÂN SỐ");
        table.UnitText.ShouldBe("Nghìn người");
        Show(table).ShouldBe(
            """
            A Stub
            B Data Năm 2002
            C Data Ước tính năm 2003
            5 CẢ NƯỚC: B5=1 C5=2
            6 CẢ NƯỚC › Hải Phòng: B6=3 C6=4
            """);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-8-bom")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("windows-1258")]
    [InlineData("tcvn3")]
    public void An_offices_extract_reads_the_same_in_every_encoding_and_dialect(string encoding)
    {
        const string text =
            "Chỉ tiêu;Kỳ;Giá trị;Trạng thái\r\nSản lượng hàng qua cảng;Tháng 3/2024;1.234,5;Ước tính\r\nTổng số khách;Tháng "
                + "4/2024;\"12.000\";Sơ bộ\r\n";
        foreach (var delimiter in new[] { ';', '\t', '|' })
        {
            var bytes = Encode(text.Replace(';', delimiter), encoding);
            var document = XlsxFile.Read(bytes, "x.csv");
            document.Problems.ShouldBeEmpty();
            document.Format.Name().ShouldBe(delimiter == '\t' ? "tsv" : "csv");
            var table = document.Tables.ShouldHaveSingleItem();
            table.Columns.Select(column => string.Join(" › ", column.Path)).ShouldBe(["Chỉ tiêu", "Kỳ", "Giá trị", "Trạng thái"]);
            table.Columns.Select(column => column.Role).ShouldBe([ColumnRole.Stub, ColumnRole.Stub, ColumnRole.Data, ColumnRole.Text]);
            table.Rows.Select(row => row.Label).ShouldBe(["Sản lượng hàng qua cảng", "Tổng số khách"]);
            table.Figures().Select(figure => figure.Cell.Value).ShouldBe([1234.5, 12000]);
            table.Rows[1].Cells[3].Raw.ShouldBe("Sơ bộ");
            table.Rows[1].Line.ShouldBe(3);
        }
    }

    [Fact]
    public void A_figure_gone_wrong_in_flat_text_stays_where_it_is()
    {
        var table = XlsxFile.Read(Encoding.UTF8.GetBytes("ma;ky;gia_tri\nA;2024;1,5\nB;2024;abc\n\nC;2024;…\nD;2024;-\n")).Tables
            .ShouldHaveSingleItem();
        table.Rows.Select(row => (row.Index, row.Line, row.Cells[^1].Value, row.Cells[^1].Raw)).ShouldBe(
            [(2, 2, 1.5, "1,5"), (3, 3, null, "abc"), (5, 5, null, "…"), (6, 6, 0, "-")]);
    }

    [Fact]
    public void A_statistical_table_in_text_has_title_unit_and_hierarchy()
    {
        var table = XlsxFile.Read(Encoding.UTF8.GetBytes(
            "Cảng biển Hải Phòng,,\n\"Đơn vị tính: Nghìn tấn\",,\n,,\nChỉ tiêu,2022,2023\nTổng số,\"1,234.5\",\"2,345.5\"\n  Xuất "
                + "khẩu,-,12.3\n  Nhập khẩu,…,4.5\n")).Tables.ShouldHaveSingleItem();
        table.Title.ShouldBe("Cảng biển Hải Phòng");
        table.UnitText.ShouldBe("Nghìn tấn");
        Show(table).ShouldBe(
            """
            A Stub Chỉ tiêu
            B Data 2022
            C Data 2023
            5 Tổng số: B5=1234.5«1,234.5» C5=2345.5«2,345.5»
            6 Tổng số › Xuất khẩu: B6=0«-» C6=12.3«12.3»
            7 Tổng số › Nhập khẩu: B7=«…» C7=4.5«4.5»
            """);
    }

    [Fact]
    public void A_workbook_with_a_wrong_extension_is_read() =>
        XlsxFile.Read(new XlsxFile().Sheet("s").Row(1, 'A', "x", 5).Bytes(), "bieu.csv").Format.Name().ShouldBe("xlsx");

    private static byte[] Encode(string text, string encoding)
    {
        switch (encoding)
        {
            case "utf-8-bom":
                return [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)];
            case "windows-1258":
                // The code page has most tones only as marks of their own.
                var windows = CodePagesEncodingProvider.Instance.GetEncoding(1258)!;
                return windows.GetBytes(string.Concat(text.Select(Loosen)));
            case "tcvn3":
                var table = Enumerable.Range(0xA1, 0x5E)
                    .ToDictionary(code => new Tcvn3().Decode(new SheetText((char)code + "x§¬n"), ".VnTime")[0], code => (byte)code);
                return [.. text.Select(c => c < 0x80 ? (byte)c : table[c])];
            default:
                return Encoding.GetEncoding(encoding) is var e ? [.. e.GetPreamble(), .. e.GetBytes(text)] : [];
        }
    }

    private static string Loosen(char c)
    {
        if ("âêôăơưđÂÊÔĂƠƯĐ".Contains(c, StringComparison.Ordinal))
        {
            return c.ToString();
        }

        var parts = c.ToString().Normalize(NormalizationForm.FormD);
        var tone = parts.FirstOrDefault(part => "\u0300\u0301\u0303\u0309\u0323".Contains(part, StringComparison.Ordinal));
        return tone == default
            ? c.ToString() : parts.Replace(tone.ToString(), "", StringComparison.Ordinal).Normalize(NormalizationForm.FormC) + tone;
    }

    /// <summary>Columns with role and path, then rows with path, unit and figures; text where it is not the number itself.</summary>
    private static string Show(Table table)
    {
        var text = new StringBuilder();
        foreach (var column in table.Columns)
        {
            text.Append($"{CellRef.Of(1, column.Index)[..^1]} {column.Role} {string.Join(" › ", column.Path)}".TrimEnd()).Append('\n');
        }

        var data = table.Columns.Where(column => column.Role == ColumnRole.Data).Select(column => column.Index).ToHashSet();
        foreach (var row in table.Rows)
        {
            var cells = row.Cells.Where(cell => data.Contains(cell.Column))
                .Select(cell => FormattableString.Invariant($" {cell.Ref}={cell.Value}{(cell.Text is null ? "" : $"«{cell.Text}»")}"));
            text.Append(CultureInfo.InvariantCulture, $"{row.Index} {string.Join(" › ", row.Path)}")
                .Append(row.UnitText.Length > 0 ? $" {{{row.UnitText}}}" : "").Append(':').AppendJoin("", cells).Append('\n');
        }

        return text.ToString().TrimEnd();
    }
}
