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
    ];

    public static IEnumerable<(string Path, byte[] Content)> Workbooks()
    {
        foreach (var (day, sheet, title, projects, registered, adjusted) in Fdi)
        {
            var month = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            yield return (
                $"gso-monthly/{day}-bieu-mau-fdi-{month.Month:00}-{month.Year}.xlsx",
                new WorkbookWriter().Fdi(sheet, title, projects, registered, adjusted).Cell("A10", Gso).ToArray());
        }

        yield return ("hai-phong-monthly/2025-07-02-hai-phong-6-thang.xlsx", HalfYear());
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

    /// <summary>The office's half-year table, old boundary. Sources in the sheet.</summary>
    private static byte[] HalfYear() => new WorkbookWriter()
        .Sheet("Biểu 1")
        .Cell("A1", "Một số chỉ tiêu kinh tế - xã hội chủ yếu 6 tháng đầu năm 2025")
        .Cell("A2", "Địa bàn thành phố Hải Phòng trước sáp nhập")
        .Cell("A4", "Chỉ tiêu").Cell("B4", "Đơn vị tính").Cell("C4", "Cộng dồn 6 tháng năm 2024")
        .Cell("D4", "Ước cộng dồn 6 tháng năm 2025")
        .Cell("A5", "Tốc độ tăng trưởng GRDP").Cell("B5", "%").Cell("C5", "10,32").Cell("D5", "11,04")
        .Cell("A6", "Sản lượng hàng hóa qua cảng").Cell("B6", "Triệu tấn").Cell("C6", "77,1").Cell("D6", "86,33")
        .Cell("A7", "Khách du lịch").Cell("B7", "Nghìn lượt").Cell("C7", "4.270").Cell("D7", "5.200")
        .Cell("A8", "Thu ngân sách nhà nước trên địa bàn").Cell("B8", "Tỷ đồng").Cell("C8", "...").Cell("D8", "77.319")
        .Cell("A9", "Tốc độ tăng chỉ số sản xuất công nghiệp (IIP)").Cell("B9", "%").Cell("C9", "...").Cell("D9", "15,01")
        .Cell("A11",
            "Nguồn: Chi cục Thống kê thành phố Hải Phòng; UBND thành phố (vneconomy.vn, 7/2025); IIP theo Chi cục Thống kê, UBND thành "
                + "phố ghi 15,2%. Sản lượng 6 tháng năm 2024 tính lại từ mức tăng 11,95%.")
        .Cell("A12", "Tệp mẫu do dự án lập từ số liệu đã công bố.")
        .ToArray();
}
