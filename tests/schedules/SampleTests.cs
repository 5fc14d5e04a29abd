using System.Globalization;
using Plan86.Transform.Reading;

namespace Plan86.Tests.Schedules;

/// <summary>
/// The shipped workbooks are made here, in the layouts of the two offices, from published figures; run the explicit
/// test to write them again.
/// </summary>
public class SampleTests
{
    private const string Gso =
        "Nguồn: Tổng cục Thống kê, biểu số liệu kinh tế - xã hội hằng tháng. Tệp mẫu do dự án lập theo bố cục của biểu.";

    /// <summary>Publication day, sheet, title as printed, projects, newly registered and adjusted capital (million USD)
    /// of Hải Phòng since 1 January. Source: monthly workbooks of the General Statistics Office.</summary>
    internal static readonly (string Day, string Sheet, string Title, int Projects, double Registered, double? Adjusted)[] Fdi =
    [
        ("2015-12-29", "05DTNN", "18. Đầu tư trực tiếp của nước ngoài được cấp phép từ 01/01- 20/12/2015", 45, 573.103426, null),
        ("2016-12-29", "05DTNN", "19. Đầu tư trực tiếp của nước ngoài được cấp phép từ 01/01- 26/12/2016", 52, 2464.322981, null),
        ("2018-12-27", "25.DTNN", "25. Đầu tư trực tiếp của nước ngoài được cấp phép từ 01/01- 20/12/2018", 111, 723.844601, null),
        ("2019-12-27", "21.DTNN", "25. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/12/2019", 87, 595.129594, 686.4790053125),
        ("2020-12-27", "21.DTNN", "25. Đầu tư trực tiếp của nước ngoài được cấp phép từ 01/01- 20/12/2020", 79, 1064.128042, 376.666041),
        ("2021-12-29", "21.DTNN", "25. Đầu tư trực tiếp của nước ngoài được cấp phép từ 01/01- 20/12/2021", 48, 317.1, 2727.6),
        ("2022-12-29", "21.DTNN", "25. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/12/2022", 91, 1139.0042105,
            792.73843621875),
        ("2023-12-29", "25.FDI", "25. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/12/2023", 119, 1478.70012444, 1654.8340725),
        ("2024-01-29", "12. FDI", "12. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/01/2024", 11, 139.962281, 7.65),
        ("2024-02-29", "12. FDI", "12. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/02/2024", 20, 166.8518119, 10.65),
        ("2024-03-29", "18.FDI", "18. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/03/2024", 24, 204.3518119, 46.65),
        ("2024-04-29", "12. FDI", "12. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/04/2024", 37, 235.718009, 58.03),
        ("2024-05-29", "12. FDI", "12. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/05/2024", 44, 251.2180089, 265.438661),
        ("2024-06-29", "24. FDI", "24. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/06/2024", 54, 276.7130089, 454.7624365),
        ("2024-07-29", "12.FDI", "12. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/7/2024", 66, 400.5134549, 464.4073875),
        ("2024-08-29", "12.FDI", "12. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 31/8/2024", 80, 428.6534549, 619.5203875),
        ("2024-09-29", "20.FDI", "20. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 30/9/2024", 90, 448.9790449, 619.5203875),
        ("2024-10-29", "12. FDI", "12. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 31/10/2024", 101, 711.7503849, 710.4879055),
        ("2024-11-29", "12. FDI", "12. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 30/11/2024", 111, 775.8763849, 956.4613165),
        ("2024-12-29", "25. FDI", "25. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 31/12/2024", 121, 787.2263849, 3731.0236365),
        ("2025-02-28", "12. FDI", "12. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 28/02/2025", 24, 336.354744, 65.99804),
    ];

    /// <summary>The same of the former province of Hải Dương, where the workbook of that day has its row.</summary>
    internal static readonly (string Day, int Projects, double Registered, double? Adjusted)[] HaiDuong =
    [
        ("2015-12-29", 28, 269.90134, null),
        ("2019-12-27", 67, 463.699929, 153.339734),
        ("2023-12-29", 83, 1059.872805, 142.803196),
        ("2024-01-29", 5, 10.14, 15.62),
        ("2024-04-29", 17, 64.74, 9.22),
        ("2024-05-29", 23, 84.64, 30.378),
        ("2024-06-29", 30, 115.34, 32.478),
        ("2024-07-29", 39, 153.028541, 39.988),
        ("2024-08-29", 45, 183.228541, 169.826484),
        ("2024-09-29", 51, 203.520343, 171.826484),
        ("2024-10-29", 58, 328.624443, 197.576618),
        ("2024-11-29", 63, 376.324443, 338.80194),
        ("2024-12-29", 70, 446.252829, 356.466205),
        ("2025-02-28", 6, 36.5802, 32.280973921875),
    ];

    private const string Budgeted = ". Vốn đầu tư thực hiện từ nguồn ngân sách Nhà nước";

    private const string Plain = "11" + Budgeted;

    /// <summary>Publication day, sheet, title and column as printed, investment from the state budget (billion VND) of the whole country,
    /// Hải Phòng and, where it is printed, Hải Dương.</summary>
    internal static readonly (string Day, string Sheet, string Title, string Column, double Total, double Own, double? HaiDuong)[] Budget =
    [
        ("2015-12-29", "VonDT", "17" + Budgeted, "Ước tính cả năm 2015", 220405.748, 4359.9, 2233.485),
        ("2016-12-29", "VonDT", "18" + Budgeted, "Ước tính năm 2016", 268596, 4542, null),
        ("2017-12-29", "VonDT", "18" + Budgeted, "Ước tính năm 2017", 290459.161664, 7589.81, null),
        ("2018-12-27", "19.VonNSNNthang", "21" + Budgeted + " tháng 12 và năm 2018", "Ước tính cả năm 2018", 324905.742, 9946.51, null),
        ("2019-12-27", "19.VonNSNNthang", "23" + Budgeted + " năm 2019", "Năm 2019", 342947.94, 10280.393, null),
        ("2020-12-27", "19.VonNSNNthang", "23" + Budgeted + " tháng 12 và năm 2020", "Năm 2020", 466597.3689, 14321.43, null),
        ("2021-12-29", "19.VonNSNNthang", "23" + Budgeted, "Năm 2021", 423641.110402726, 15722.675, null),
        ("2022-12-29", "19.VonNSNNthang", "23" + Budgeted, "Năm 2022", 511562.128, 17977.913, null),
        ("2023-12-29", "23.VDT thực hiện", "23" + Budgeted, "Năm 2023", 625318.90484, 20097.203, null),
        ("2024-01-29", "11. VĐT", Plain, "Ước tính tháng 01 năm 2024", 31118.628, 1053.163, null),
        ("2024-02-29", "11.VDT", Plain, "Cộng dồn 2 tháng năm 2024", 59811.294, 1378.245, null),
        ("2024-03-29", "17.VDT tu NSNN", "17" + Budgeted, "Ước tính quý I năm 2024", 97748.36522, 2295.878, null),
        ("2024-04-29", "11.VDT", Plain, "Cộng dồn 4 tháng năm 2024", 142842.75822, 3521.624, null),
        ("2024-05-29", "11. VĐT", Plain, "Cộng dồn 5 tháng năm 2024", 190590.70022, 4777.814, null),
        ("2024-06-29", "22. VDT TTNSNN", "22" + Budgeted, "Cộng dồn 6 tháng năm 2024", 244405.63422, 6335.015, null),
        ("2024-07-29", "11.VDT", Plain, "Cộng dồn 7 tháng năm 2024", 301478.74553, 8120.826, null),
        ("2024-08-29", "11.VĐT", Plain, "Cộng dồn 8 tháng năm 2024", 363097.37485, 9948.521, null),
        ("2024-09-29", "18.VNSNN tháng", "18" + Budgeted, "Cộng dồn 9 tháng năm 2024", 428067.94789, 11930.421, null),
        ("2024-10-29", "11.VDT", Plain, "Cộng dồn 10 tháng năm 2024", 495926.40105, 13949.496, null),
        ("2024-11-29", "11.VDT", Plain, "Cộng dồn 11 tháng năm 2024", 572049.82305, 16842.126, null),
        ("2024-12-29", "23. VĐT NSNN", "23" + Budgeted, "Năm 2024", 661294.16324, 20487.006, null),
        ("2025-02-28", "11.VDT", Plain, "Cộng dồn 02 tháng năm 2025",
            73176.134, 1915.471, null),
    ];

    /// <summary>Publication day and year, gross domestic product at current prices (billion VND), as estimated that day.</summary>
    internal static readonly (string Day, int Year, double Product)[] Gdp =
    [
        ("2021-12-29", 2021, 8398606.220085915),
        ("2022-12-29", 2022, 9513327.033802297),
        ("2023-12-29", 2023, 10221814.6941153),
        ("2024-12-29", 2024, 11511867.197557794),
    ];

    public static IEnumerable<(string Path, byte[] Content)> Workbooks()
    {
        foreach (var (day, sheet, title, projects, registered, adjusted) in Fdi)
        {
            var workbook = new WorkbookWriter().Fdi(sheet, title, projects, registered, adjusted).Cell("A11", Gso);
            foreach (var other in HaiDuong.Where(other => other.Day == day))
            {
                workbook.Row(9, 'B', "Hải Dương", other.Projects, other.Registered, other.Adjusted);
            }

            yield return ($"gso-monthly/{day}-bieu-mau-fdi-{MonthOf(day)}.xlsx", WithCountry(workbook, day));
        }

        // That year's workbook has no row of the city in its table of foreign investment.
        const string WithoutRow = "2017-12-29";
        yield return (
            $"gso-monthly/{WithoutRow}-bieu-mau-von-dau-tu-{MonthOf(WithoutRow)}.xlsx", WithCountry(new WorkbookWriter(), WithoutRow));
        yield return ("hai-phong-monthly/2022-10-01-cuc-thong-ke-hai-phong.xlsx", EightMonths());
        yield return ("hai-phong-monthly/2025-07-30-cuc-thong-ke-hai-phong.xlsx", HalfYear());
    }

    private static string MonthOf(string day) =>
        DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture).ToString("MM-yyyy", CultureInfo.InvariantCulture);

    /// <summary>The other tables of the same day's workbook: the state budget's investment, the country's product.</summary>
    private static byte[] WithCountry(WorkbookWriter workbook, string day)
    {
        foreach (var (_, sheet, title, column, total, own, haiDuong) in Budget.Where(budget => budget.Day == day))
        {
            workbook.Sheet(sheet).Cell("A1", title).Cell("E3", "Tỷ đồng").Cell("E4", column)
                .Cell("A6", "TỔNG SỐ").Cell("E6", total)
                .Cell("A7", "Một số tỉnh, thành phố").Cell("B8", "Hải Phòng").Cell("E8", own).Cell("A11", Gso);
            if (haiDuong is { } other)
            {
                workbook.Cell("B9", "Hải Dương").Cell("E9", other);
            }
        }

        foreach (var (_, year, product) in Gdp.Where(gdp => gdp.Day == day))
        {
            workbook.Sheet("1.GDP HH").Cell("A1", "1. Tổng sản phẩm trong nước theo giá hiện hành").Cell("E3", "Tỷ đồng")
                .Cell("E4", $"Cộng dồn cả năm {year}").Cell("A6", "TỔNG SỐ").Cell("E6", product).Cell("A8", Gso);
        }

        return workbook.ToArray();
    }

    [Fact]
    public void The_shipped_workbooks_are_what_is_made_here()
    {
        var samples = Path.Combine(Repository.Root, "ingest", "samples");
        var made = Workbooks()
            .ToDictionary(sample => sample.Path, sample => WorkbookWriter.CellsOf(sample.Content), StringComparer.Ordinal);
        var shipped = Directory.EnumerateFiles(samples, "*.xlsx", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(samples, path).Replace('\\', '/'),
                path => WorkbookWriter.CellsOf(File.ReadAllBytes(path)), StringComparer.Ordinal);
        shipped.Keys.Order(StringComparer.Ordinal).ShouldBe(made.Keys.Order(StringComparer.Ordinal));
        foreach (var (path, cells) in made)
        {
            cells.Count.ShouldBeGreaterThan(5);
            shipped[path].ShouldBe(cells, path);
        }
    }

    [Fact(Explicit = true)]
    public void Write()
    {
        foreach (var (path, content) in Workbooks())
        {
            var full = Path.Combine(Repository.Root, "ingest", "samples", path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllBytes(full, content);
        }
    }

    /// <summary>A monthly table of the city's office, as its report prints the figures.</summary>
    private static byte[] EightMonths() => new WorkbookWriter()
        .Sheet("Biểu 1")
        .Cell("A1", "Một số chỉ tiêu kinh tế - xã hội chủ yếu tháng 8 và 8 tháng năm 2022")
        .Cell("A2", "Đơn vị công bố: Cục Thống kê thành phố Hải Phòng")
        .Cell("A3", "Ngày công bố: 01/10/2022")
        .Cell("A5", "Chỉ tiêu").Cell("B5", "Đơn vị tính").Cell("C5", "Ước tháng 8 năm 2022").Cell("D5", "Ước cộng dồn 8 tháng năm 2022")
        .Row(6, 'A', "Thu ngân sách nhà nước trên địa bàn", "Tỷ đồng", "7.655,9", "70.343,6")
        .Row(7, 'A', "Trong đó: thu nội địa", "Tỷ đồng", "2.115,6", "24.750,6")
        .Cell("A9",
            "Nguồn: https://thongkehaiphong.gov.vn/bao-cao-tinh-hinh-kinh-te-xa-hoi-thang/"
                + "tinh-hinh-kinh-te-xa-hoi-8-thang-dau-nam-2022-thanh-pho-hai-phong-415.html")
        .Cell("A10", "Tệp mẫu do dự án lập từ số liệu đã công bố.")
        .ToArray();

    /// <summary>The half year of both territories, in the columns of the flat file. The page prints no day.</summary>
    private static byte[] HalfYear()
    {
        const string Page = "https://doanhnghiepkinhdoanh.doanhnhanvn.vn/so-huu-hai-nha-may-o-to-lon-quy-mo-kinh-te-hai-phong-duoc-mo-rong-"
            + "the-nao-sau-sap-nhap-42202577111444242.htm";
        const string Period = "6 tháng năm 2025";
        return new WorkbookWriter()
            .Sheet("Số liệu")
            .Cell("A1", "Số liệu đã công bố của thành phố Hải Phòng, lập theo trang ghi ở từng dòng.")
            .Cell("A2", "Đơn vị công bố: Chi cục Thống kê thành phố Hải Phòng")
            .Cell("A3", "Ngày công bố: 30/07/2025")
            .Cell("A4", "Trang nguồn không ghi ngày: lấy ngày cuối kỳ cộng một tháng.")
            .Row(6, 'A', "Chỉ tiêu", "Địa bàn", "Kỳ", "Giá trị", "Đơn vị tính", "Trạng thái", "Nguồn", "Ghi chú")
            .Row(7, 'A', "Tốc độ tăng trưởng GRDP", "Thành phố Hải Phòng (địa giới từ 01/7/2025)", Period, "11,2", "%", "Ước", Page,
                "VnEconomy ghi số này cho địa giới cũ")
            .Row(8, 'A', "Tốc độ tăng trưởng GRDP", "Thành phố Hải Phòng (địa giới trước 01/7/2025)", Period, "11,04", "%", "Ước", Page)
            .Row(9, 'A', "Tốc độ tăng trưởng GRDP", "Tỉnh Hải Dương", Period, "11,59", "%", "Ước", Page)
            .Row(10, 'A', "Tốc độ tăng chỉ số sản xuất công nghiệp (IIP)", "Thành phố Hải Phòng (địa giới trước 01/7/2025)", Period,
                "15,01", "%", "Ước", Page, "UBND thành phố ghi 15,2")
            .ToArray();
    }
}
