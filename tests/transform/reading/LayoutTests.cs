using Plan86.Transform.Reading;

namespace Plan86.Tests.Transform.Reading;

/// <summary>
/// Cells that an analyst can tell apart: no two figures of a table bear one row path, column path and unit. Invented
/// numbers in the layouts of real workbooks.
/// </summary>
public class LayoutTests
{
    [Fact]
    public void Sections_with_their_units_beside_them_head_the_rows_and_name_the_units()
    {
        var file = new XlsxFile().Sheet("06VT")
            .Cells("A1/1 6. Vận tải hành khách và hàng hoá", "C5 Ước tính 11 tháng năm 2002",
                "E5 11 tháng năm 2002 so với cùng kỳ năm trước (%)",
                "C6 Khối lượng vận chuyển", "D6 Khối lượng luân chuyển", "E6 Khối lượng vận chuyển", "F6 Khối lượng luân chuyển",
                "A8/1 A. HÀNH KHÁCH", "C8/1 Nghìn HK", "D8/1 Triệu HK.km")
            .Merge("C5:D5", "E5:F5")
            .Row(9, 'B', "Tổng số", 70, 20, 103.4, 106.6)
            .Cells("B10/1 Phân theo ngành vận tải").Row(11, 'B', "Đường sắt", 30, 5, 100.1, 100.2)
            .Row(12, 'B', "Đường sông", 40, 15, 105.3, 108)
            .Cells("A14/1 B. HÀNG HOÁ", "C14/1 Nghìn tấn", "D14/1 Triệu tấn.km")
            .Row(15, 'B', "Tổng số", 50, 10, 101.4, 102.6)
            .Cells("B16/1 Phân theo ngành vận tải").Row(17, 'B', "Đường sắt", 20, 4, 99.1, 98.2)
            .Row(18, 'B', "Đường sông", 30, 6, 103.3, 106);
        var cells = Cells(file);
        cells["C11"].ShouldBe(
            "A. HÀNH KHÁCH › Phân theo ngành vận tải › Đường sắt | Ước tính 11 tháng năm 2002 › Khối lượng vận chuyển Nghìn HK | Nghìn HK");
        cells["C17"].ShouldBe(
            "B. HÀNG HOÁ › Phân theo ngành vận tải › Đường sắt | Ước tính 11 tháng năm 2002 › Khối lượng vận chuyển Nghìn tấn | Nghìn tấn");
        cells["D18"].ShouldEndWith("| Triệu tấn.km");
        cells["E11"]
            .ShouldBe("A. HÀNH KHÁCH › Phân theo ngành vận tải › Đường sắt | 11 tháng năm 2002 so với cùng kỳ năm trước (%) › Khối lượng "
                + "vận chuyển | %");
        cells["E17"].ShouldStartWith("B. HÀNG HOÁ › Phân theo ngành vận tải › Đường sắt |");
    }

    [Fact]
    public void A_section_without_units_does_not_take_those_of_the_section_above()
    {
        var file = new XlsxFile().Sheet("Vantai")
            .Cells("A1/1 20. Vận tải hành khách và hàng hoá", "C4 Thực hiện 6 tháng năm 2012", "E4 6 tháng năm 2012 so với cùng kỳ (%)",
                "C5 Vận chuyển", "D5 Luân chuyển", "E5 Vận chuyển", "F5 Luân chuyển",
                "A7/1 A. HÀNH KHÁCH", "C7 Nghìn HK", "D7 Triệu HK.km")
            .Merge("C4:D4", "E4:F4")
            .Row(8, 'B', "Tổng số", 165, 68, 113, 110.9)
            .Row(9, 'B', "Đường sắt", 6, 2, 102.9, 102.8)
            .Cells("A11/1 B. HÀNG HÓA").Row(12, 'B', "Tổng số", 43, 91, 110.1, 92.4)
            .Row(13, 'B', "Đường sắt", 3, 1, 90, 91);
        var cells = Cells(file);
        cells["C9"].ShouldEndWith("| Nghìn HK");
        cells["C13"].ShouldBe("B. HÀNG HÓA › Đường sắt | Thực hiện 6 tháng năm 2012 › Vận chuyển Nghìn HK | ");
        cells["E13"].ShouldEndWith("| %");
    }

    [Fact]
    public void A_word_over_two_lines_is_no_unit()
    {
        var file = new XlsxFile().Sheet("Thuy san")
            .Cells("A1/1 9. Sản lượng thủy sản", "B4 Sơ", "C4 Ước", "B5 bộ", "C5 tính", "B6 năm 2023", "C6 năm 2024")
            .Row(8, 'A', "Tổng số (Nghìn tấn)", 9, 10).Row(9, 'A', "Cá (Nghìn tấn)", 6, 7);
        Cells(file)["B9"].ShouldEndWith("| Nghìn tấn");
    }

    [Fact]
    public void A_column_of_units_says_more_than_a_header_over_several_columns_unless_that_names_a_worth()
    {
        var file = new XlsxFile().Sheet("SPCN")
            .Cells("A1/1 14. Sản phẩm công nghiệp", "B4 Đơn vị tính", "C4 Thực hiện (Tỷ đồng)", "E4 Trị giá (Tỷ đồng)", "C5 Tháng 11",
                "D5 Tháng 12")
            .Merge("C4:D4")
            .Row(7, 'A', "Than", "Nghìn tấn", 36, 2, 5).Row(8, 'A', "Khí đốt", "Triệu m3", 7, 1, 3);
        var cells = Cells(file);
        cells["C7"].ShouldEndWith("| Nghìn tấn");
        cells["D8"].ShouldEndWith("| Triệu m3");
        cells["E8"].ShouldEndWith("| Tỷ đồng");
    }

    [Fact]
    public void Groups_that_repeat_belong_to_the_numbered_rows_above_them()
    {
        var file = new XlsxFile().Sheet("17. VT HK")
            .Cells("A1/1 17. Vận tải hành khách", "B4 Ước tính tháng 2 năm 2024", "C4 Tháng 2 năm 2024 so với tháng trước (%)",
                "A6/1 I. Vận chuyển (Nghìn HK)", "B6/1 =400", "C6/1 =108.7", "A7/1 Phân theo khu vực vận tải", "A8/2 Trong nước", "B8 =390",
                "C8 =108",
                "A9/2 Ngoài nước", "B9 =10", "C9 =110",
                "A11/1 II. Luân chuyển (Triệu HK.km)", "B11/1 =23", "C11/1 =110.2", "A12/1 Phân theo khu vực vận tải", "A13/2 Trong nước",
                "B13 =18", "C13 =109",
                "A14/2 Ngoài nước", "B14 =5", "C14 =112");
        var cells = Cells(file);
        cells["B8"].ShouldBe("I. Vận chuyển (Nghìn HK) › Phân theo khu vực vận tải › Trong nước | Ước tính tháng 2 năm 2024 | Nghìn HK");
        cells["B13"]
            .ShouldBe("II. Luân chuyển (Triệu HK.km) › Phân theo khu vực vận tải › Trong nước | Ước tính tháng 2 năm 2024 | Triệu HK.km");
        cells["C13"].ShouldEndWith("| %");
    }

    [Fact]
    public void A_section_follows_its_number_even_where_its_figures_stand_beside_it()
    {
        var file = new XlsxFile().Sheet("VTHH")
            .Cells("A1/1 25. Hàng hóa vận chuyển và luân chuyển", "C5 Thực hiện 11 tháng năm 2011", "D5 Năm 2011 so với năm 2010 (%)",
                "A7/1 A. NGHÌN TẤN", "A8/1 Tổng số", "C8/1 =700", "D8/1 =112", "A9/7 Phân theo cấp quản lý")
            .Row(10, 'B', "Trung ương", 47, 104.1).Row(11, 'B', "Địa phương", 653, 112.9)
            .Cells("A23/1 B. TRIỆU TẤN.KM", "C23/1 =190", "D23/1 =97", "A24/1 Tổng số", "A25/7 Phân theo cấp quản lý")
            .Row(26, 'B', "Trung ương", 137, 93).Row(27, 'B', "Địa phương", 53, 106.2);
        var cells = Cells(file);
        cells["C10"].ShouldBe("A. NGHÌN TẤN › Tổng số › Phân theo cấp quản lý › Trung ương | Thực hiện 11 tháng năm 2011 | NGHÌN TẤN");
        cells["C23"].ShouldBe("B. TRIỆU TẤN.KM | Thực hiện 11 tháng năm 2011 | TRIỆU TẤN.KM");
        cells["C26"]
            .ShouldBe("B. TRIỆU TẤN.KM › Tổng số › Phân theo cấp quản lý › Trung ương | Thực hiện 11 tháng năm 2011 | TRIỆU TẤN.KM");
    }

    [Fact]
    public void What_stands_below_the_words_after_of_which_is_beside_them()
    {
        var file = new XlsxFile().Sheet("Gia")
            .Cells("A1/1 19. Chỉ số giá tiêu dùng", "C4 Tháng 12 năm 2003 so với (%):", "C5 Kỳ gốc (2000)", "D5 Tháng 11 năm 2003",
                "B7/1       CHỈ SỐ GIÁ TIÊU DÙNG", "C7/1 =108.5", "D7/1 =100.8").Merge("C4:D4")
            .Row(8, 'B', "Lương thực, thực phẩm", 111, 101.1)
            .Row(9, 'B', "    Trong đó: Lương thực", 112, 102).Row(10, 'B', "                     Thực phẩm", 111.5, 100.9)
            .Row(11, 'B', "Đồ uống và thuốc lá", 108.3, 100.6)
            .Cells("B13/1       CHỈ SỐ GIÁ VÀNG", "C13/1 =156.5", "D13/1 =105.1");
        Rows(file).ShouldBe([
            "CHỈ SỐ GIÁ TIÊU DÙNG",
            "CHỈ SỐ GIÁ TIÊU DÙNG › Lương thực, thực phẩm",
            "CHỈ SỐ GIÁ TIÊU DÙNG › Lương thực, thực phẩm › Trong đó: Lương thực",
            "CHỈ SỐ GIÁ TIÊU DÙNG › Lương thực, thực phẩm › Thực phẩm",
            "CHỈ SỐ GIÁ TIÊU DÙNG › Đồ uống và thuốc lá",
            "CHỈ SỐ GIÁ VÀNG"]);
    }

    [Fact]
    public void Numbers_letters_and_bullets_are_levels_and_a_name_with_an_initial_is_none()
    {
        var file = new XlsxFile().Sheet("b")
            .Cells("A1/1 3. Kết quả", "B2 Năm 2023", "C2 Năm 2024", "A4 A. Nông nghiệp", "A5 Tổng số", "B5 =9", "C5 =9")
            .Cells("A6 1. Chia theo khu vực").Row(7, 'A', "- Thành thị", 4, 5).Row(8, 'A', "- X. An Đồng", 5, 4)
            .Cells("A9 2. Chia theo vùng").Row(10, 'A', "- Miền Bắc", 1, 2).Row(11, 'A', "+ TP. Hải Phòng", 1, 1)
            .Cells("A12 B. Công nghiệp").Row(13, 'A', "Tổng số", 8, 8)
            .Cells("A14 1. Chia theo khu vực").Row(15, 'A', "- Thành thị", 7, 7).Row(16, 'A', "- X. An Đồng", 1, 1);
        Rows(file).ShouldBe([
            "A. Nông nghiệp", "A. Nông nghiệp › Tổng số",
            "A. Nông nghiệp › 1. Chia theo khu vực", "A. Nông nghiệp › 1. Chia theo khu vực › - Thành thị",
            "A. Nông nghiệp › 1. Chia theo khu vực › - X. An Đồng",
            "A. Nông nghiệp › 2. Chia theo vùng", "A. Nông nghiệp › 2. Chia theo vùng › - Miền Bắc",
            "A. Nông nghiệp › 2. Chia theo vùng › - Miền Bắc › + TP. Hải Phòng",
            "B. Công nghiệp", "B. Công nghiệp › Tổng số",
            "B. Công nghiệp › 1. Chia theo khu vực", "B. Công nghiệp › 1. Chia theo khu vực › - Thành thị",
            "B. Công nghiệp › 1. Chia theo khu vực › - X. An Đồng"]);
    }

    [Fact]
    public void Rows_of_one_label_belong_to_the_rows_before_them_only_where_a_group_repeats()
    {
        var file = new XlsxFile().Sheet("b").Cells("A1/1 3. Lao động", "B2 Năm 2023", "C2 Năm 2024")
            .Row(3, 'A', "Chung", 10, 11).Row(4, 'A', "Thành thị", 4, 5).Row(5, 'A', "Nam", 2, 3).Row(6, 'A', "Nữ", 2, 2)
            .Row(7, 'A', "Nông thôn", 6, 6).Row(8, 'A', "Nam", 3, 2).Row(9, 'A', "Nữ", 3, 4).Row(10, 'A', "Người nước ngoài", 0.1, 0.1);
        Rows(file).ShouldBe(
            ["Chung", "Thành thị", "Thành thị › Nam", "Thành thị › Nữ", "Nông thôn", "Nông thôn › Nam", "Nông thôn › Nữ",
                "Người nước ngoài"]);

        // Printed twice by mistake: no group.
        var twice = new XlsxFile().Sheet("b").Cells("A1/1 3. Dân số", "B2 Năm 2023", "C2 Năm 2024")
            .Row(3, 'A', "Hà Nội", 10, 11).Row(4, 'A', "Hải Phòng", 4, 5).Row(5, 'A', "Hải Dương", 2, 3).Row(6, 'A', "Hải Phòng", 2, 2)
            .Row(7, 'A', "Hưng Yên", 2, 2);
        Rows(twice).ShouldBe(["Hà Nội", "Hải Phòng", "Hải Dương", "Hải Phòng", "Hưng Yên"]);
    }

    [Fact]
    public void Columns_without_a_header_of_their_own_and_rows_without_a_label_are_named_by_their_address()
    {
        var file = new XlsxFile().Sheet("b").HideColumn(5).HideColumn(6)
            .Cells("A1/1 3. Lao động", "B2 Năm 2023", "C2 Cơ cấu (%)").Merge("C2:D2")
            .Row(3, 'A', "Nam", 10, 11, 12, 13, 14).Row(4, 'A', "Nữ", 4, 5, 6, 7, 8).Row(5, 'B', 1, 2, 3, 4, 5).Row(6, 'B', 2, 3, 4, 5, 6)
            .Row(7, 'A', "Khác", 2, 3, 4, 5, 6);
        var cells = Cells(file);
        cells["C3"].ShouldBe("Nam | Cơ cấu (%) | %");
        cells["D3"].ShouldBe("Nam | Cơ cấu (%) › [D] | %");
        cells["E3"].ShouldBe("Nam | [E] | ");
        cells["F3"].ShouldBe("Nam | [F] | ");
        cells["B5"].ShouldStartWith("[5] | Năm 2023");
        cells["B6"].ShouldStartWith("[6] | Năm 2023");
    }

    [Theory]
    [InlineData("Năm 2024 so với năm 2023 (%)", "%")]
    [InlineData("Năm 2024 so với năm 2023", "%")]
    [InlineData("So cùng kỳ năm trước", "%")]
    [InlineData("Tốc độ tăng", "%")]
    [InlineData("Cơ cấu", "%")]
    [InlineData("Compared to the same period last year (%)", "%")]
    [InlineData("Ước tính năm 2024", "Nghìn tấn")]
    [InlineData("Số dự án (Dự án)", "Dự án")]
    [InlineData("Tăng/giảm so với năm 2023 (Nghìn ha)", "Nghìn ha")]
    [InlineData("Số lao động tăng so với tháng trước", "Nghìn tấn")]
    [InlineData("Giá so sánh 2010", "Nghìn tấn")]
    public void The_unit_of_a_share_or_a_comparison_is_percent_whatever_the_table_counts(string header, string unit) =>
        Cells(new XlsxFile().Sheet("b").Cells("A1/1 3. Bảng", "C2 Đơn vị tính: Nghìn tấn", "B3 Năm 2023", $"C3 {header}")
            .Row(4, 'A', "Cá", 10, 11).Row(5, 'A', "Tôm", 4, 5))["C5"].ShouldEndWith($"| {unit}");

    [Fact]
    public void The_unit_of_a_row_is_what_its_label_or_the_heading_above_it_states()
    {
        var cells = Cells(
            new XlsxFile().Sheet("b")
                .Cells("A1/1 6. Diện tích, sản lượng", "B3 Năm 2023", "C3 Năm 2024", "D3 Năm 2024 so với năm 2023 (%)",
                    "A5/1 Diện tích (Nghìn ha)")
            .Row(6, 'A', "Chè búp", 1, 2, 200).Row(7, 'A', "Cà phê", 3, 6, 200).Cells("A8/1 Sản lượng (Nghìn tấn)")
            .Row(9, 'A', "Chè (Búp tươi)", 5, 10, 200).Row(10, 'A', "Tỷ lệ hao hụt (%)", 5, 4, 80));
        cells["C7"].ShouldBe("Diện tích (Nghìn ha) › Cà phê | Năm 2024 | Nghìn ha");
        cells["C9"].ShouldBe("Sản lượng (Nghìn tấn) › Chè (Búp tươi) | Năm 2024 | Nghìn tấn");
        cells["D9"].ShouldEndWith("| %");
        cells["C10"].ShouldEndWith("| %");
    }

    [Theory]
    [InlineData("Nghìn tấn; Triệu USD", "Lượng", "Nghìn tấn")]
    [InlineData("Nghìn tấn, triệu USD", "Trị giá", "triệu USD")]
    [InlineData("Dự án; Triệu USD", "Số dự án", "Dự án")]
    [InlineData("Dự án; Triệu USD", "Vốn đăng ký cấp mới", "Triệu USD")]
    [InlineData("Thous. tons; Mill. USD", "Value", "Mill. USD")]
    [InlineData("1000 tons, Mill. USD", "Volume", "1000 tons")]
    [InlineData("Tỷ đồng; %", "Ước tính quý IV năm 2018", "Tỷ đồng")]
    [InlineData("Nghìn tấn; Triệu USD", "Năm 2018", "Nghìn tấn; Triệu USD")]
    public void Of_several_units_of_a_table_a_column_has_its_own(string units, string header, string unit)
    {
        foreach (var line in (string[])[$"Đơn vị tính: {units}", units])
        {
            Cells(new XlsxFile().Sheet("b").Cells("A1/1 3. Bảng", $"C2 {line}", "B3 Ghi chú", $"C3 {header}")
                .Row(4, 'A', "Cá", 10, 11).Row(5, 'A', "Tôm", 4, 5))["C5"].ShouldEndWith($"| {header} | {unit}");
        }
    }

    [Fact]
    public void One_blank_before_a_label_is_a_slip_and_after_a_subtotal_rows_go_back_to_their_level()
    {
        var file = new XlsxFile().Sheet("b").Cells("A1/1 15. Đầu tư", "B2 Số dự án", "C2 Số vốn", "A3/1 Phân theo nước")
            .Row(4, 'A', "Nhật Bản", 10, 11).Row(5, 'A', " Xin-ga-po", 4, 5).Row(6, 'A', "Hoa Kỳ", 2, 3)
            .Cells("A7/1 TỔNG SỐ", "B7/1 =16", "C7/1 =19", "A8/1 MẶT HÀNG CHỦ YẾU")
            .Row(9, 'A', "Ô tô", 2, 2).Row(10, 'A', "Tđ: Nguyên chiếc", 1, 1).Row(11, 'A', "Sắt", 2, 2)
            .Cells("A12/1    VÀNG", "B12/1 =1", "C12/1 =2");
        Rows(file).ShouldBe([
            "Phân theo nước", "Phân theo nước › Nhật Bản", "Phân theo nước › Xin-ga-po", "Phân theo nước › Hoa Kỳ", "TỔNG SỐ",
            "MẶT HÀNG CHỦ YẾU", "MẶT HÀNG CHỦ YẾU › Ô tô", "MẶT HÀNG CHỦ YẾU › Ô tô › Tđ: Nguyên chiếc", "MẶT HÀNG CHỦ YẾU › Sắt",
            "MẶT HÀNG CHỦ YẾU › VÀNG"]);
    }

    [Fact]
    public void The_English_workbook_has_the_same_structure()
    {
        var file = new XlsxFile().Sheet("37")
            .Cells("A1/1 37. Carriage of passengers", "C4 Estimate September 2020", "D4 Sept. 2020 versus Aug. 2020 (%)",
                "A6/1 A. PASSENGERS (Thous. pers.)", "C6/1 =400", "D6/1 =108.7", "A7/1 By region", "A8/2 Domestic", "C8 =390", "D8 =108",
                "A9/2 Overseas", "C9 =10", "D9 =110",
                "A11/1 B. FREIGHT (Thous. tons)", "C11/1 =23", "D11/1 =110.2", "A12/1 By region", "A13/2 Domestic", "C13 =18", "D13 =109",
                "A14/2 Overseas", "C14 =5", "D14 =112",
                "A15 Of which: Sea", "C15 =1", "D15 =1");
        var cells = Cells(file);
        cells["C8"].ShouldBe("A. PASSENGERS (Thous. pers.) › By region › Domestic | Estimate September 2020 | Thous. pers");
        cells["C13"].ShouldBe("B. FREIGHT (Thous. tons) › By region › Domestic | Estimate September 2020 | Thous. tons");
        cells["D13"].ShouldEndWith("| %");
    }

    private static IEnumerable<string> Rows(XlsxFile file) => file.Read().Tables.ShouldHaveSingleItem().Rows.Select(row => row.Name);

    /// <summary>Each figure by its address: row path | column path | unit; and no two alike.</summary>
    private static Dictionary<string, string> Cells(XlsxFile file)
    {
        var cells = file.Read().Tables.SelectMany(table => table.Figures().Select(figure =>
            (figure.Cell.Ref, Name: $"{figure.Row.Name} | {figure.Column.Name} | {table.UnitOf(figure.Row, figure.Column)}")))
                .ToDictionary(cell => cell.Ref, cell => cell.Name);
        cells.Values.ShouldBeUnique();
        return cells;
    }
}
