using Plan86.Schedules.Charts;
using Plan86.Transform;
using Plan86.Transform.Plan;

namespace Plan86.Tests.Schedules;

/// <summary>Charts as they will be published, and charts that hurt. Figures: press and statistics office, rounded.</summary>
internal static class ChartCases
{
    private static readonly ChartBreak Merger =
        new(new DateOnly(2025, 7, 1), new Bilingual("Sáp nhập Hải Dương, 1/7/2025", "Merger with Hải Dương, 1 July 2025"));

    public static IReadOnlyDictionary<string, TrendChartData> All { get; } = new Dictionary<string, TrendChartData>
    {
        ["port"] = new(
            "PORT.THROUGHPUT",
            new Bilingual(
                "Sản lượng hàng hóa qua cảng đạt 49% mục tiêu năm 2025",
                "Port throughput stands at 49% of the 2025 target"),
            new Bilingual(
                "Hàng hóa qua cảng biển Hải Phòng, triệu tấn, 2014–2023",
                "Cargo through the ports of Hải Phòng, million tonnes, 2014–2023"),
            new Bilingual("triệu tấn", "million tonnes"), 1,
            [
                new(2014, 67), new(2016, 78.9), new(2017, 92.05), new(2019, 129.2), new(2020, 139.9),
                new(2021, 150.16, ObsStatus.Estimate), new(2022, 168.1), new(2023, 170.08, ObsStatus.Estimate),
            ],
            new Bilingual(
                "Cục Thống kê thành phố Hải Phòng; số liệu công bố đến ngày 6/1/2024",
                "Hải Phòng Statistics Office; figures published by 6 January 2024"))
        {
            Targets =
            [
                new(2025, 350, null, false, new Bilingual("Mục tiêu 2025: 350 triệu tấn", "2025 target: 350 million tonnes"),
                    "Còn xa mục tiêu: thiếu 179,9 triệu tấn", "Off track: 179.9 million tonnes short"),
                new(2030, 600, null, false, new Bilingual("Mục tiêu 2030: 600 triệu tấn", "2030 target: 600 million tonnes"),
                    "Có nguy cơ không đạt", "At risk"),
            ],
            Required = [new([new(2023, 170.08), new(2025, 350)]), new([new(2023, 170.08), new(2030, 600)])],
            Breaks = [Merger],
        },
        ["growth"] = new(
            "GRDP.GROWTH",
            new Bilingual(
                "GRDP tăng 11,01% năm 2024, thấp hơn mức bình quân 16% mà Kế hoạch đề ra",
                "GRDP grew by 11.01% in 2024, below the 16% average the Plan asks for"),
            new Bilingual(
                "Tốc độ tăng tổng sản phẩm trên địa bàn, giá so sánh 2010, %/năm, 2017–2025",
                "Growth of gross regional domestic product, 2010 prices, % a year, 2017–2025"),
            new Bilingual("%", "%"), 2,
            [
                new(2017, 14.01), new(2018, 16.27), new(2019, 16.68), new(2020, 11.22), new(2021, 12.38),
                new(2022, 12.32), new(2023, 10.34), new(2024, 11.01, ObsStatus.Provisional), new(2025, 11.81, ObsStatus.Estimate),
            ],
            new Bilingual(
                "Cục Thống kê; số năm 2025 tính cho thành phố sau sáp nhập",
                "Statistics Office; the figure for 2025 is that of the merged city"))
        {
            FromZero = false,
            Targets =
            [
                new(null, 16, null, false, new Bilingual("Bình quân 2019–2025: tối thiểu 16%", "Average 2019–2025: at least 16%"),
                    "Không đạt", "Missed"),
            ],
            Breaks = [Merger],
        },
        ["judged"] = new(
            "GRDP.GROWTH",
            new Bilingual(
                "GRDP tăng bình quân 12,3%/năm trong 2019–2024, dưới mức 16%/năm của Kế hoạch",
                "GRDP grew by 12.3% a year in 2019–2024, short of the 16% planned"),
            new Bilingual(
                "Tốc độ tăng trưởng GRDP, %, từng năm và từ đầu giai đoạn", "GRDP growth, %, each year and since the period began"),
            new Bilingual("%", "%"), 2,
            [
                new(2019, 16.68), new(2020, 11.22), new(2021, 12.38), new(2022, 12.32), new(2023, 10.34),
                new(2024, 11.01, ObsStatus.Provisional), new(2025, 11.04, ObsStatus.Estimate, true),
            ],
            new Bilingual("Cục Thống kê", "Statistics Office"))
        {
            FromZero = false,
            Runs =
            [
                new(new Bilingual("Tăng bình quân 2019–2024", "Mean growth 2019–2024"), new Bilingual("%/năm", "% a year"),
                [
                    new(2019, 16.68), new(2020, 13.92), new(2021, 13.4), new(2022, 13.13), new(2023, 12.57), new(2024, 12.31),
                    new(2025, 12.12, ObsStatus.Estimate, true),
                ]),
            ],
            Targets =
            [
                new(2025, 16, null, false, new Bilingual("Mục tiêu 2019–2025: ≥ 16%/năm", "Target 2019–2025: ≥ 16% a year"),
                    "có nguy cơ không đạt", "at risk"),
                new(2030, 15, null, false, new Bilingual("Mục tiêu 2026–2030‡: ≥ 15%/năm", "Target 2026–2030‡: ≥ 15% a year"),
                    "chưa có số liệu", "no data"),
            ],
            Required =
            [
                new([new(2024, 12.31), new(2025, 16)], "cần 40,86% trong\u00A02025", "needs 40.86% in\u00A02025"),
                new([.. Enumerable.Range(2026, 5).Select(year => new PathPoint(year, 15))], "cần 15%/năm trong 2026–2030",
                    "needs 15% a year in 2026–2030"),
            ],
            Notes = [new Bilingual("‡ 2030: Kế hoạch không ghi giai đoạn", "‡ 2030: the Plan names no period")],
        },
        ["index"] = new(
            "GRDP.INDEX",
            new Bilingual(
                "Đến năm 2024, GRDP bằng 2,0 lần năm 2018; mục tiêu 2025 đòi hỏi 2,8 lần",
                "By 2024 GRDP was 2.0 times that of 2018; the 2025 target asks for 2.8 times"),
            new Bilingual(
                "Chỉ số GRDP theo giá so sánh, 2018 = 100",
                "Index of GRDP at constant prices, 2018 = 100"),
            new Bilingual("2018 = 100", "2018 = 100"), 1,
            [
                new(2018, 100), new(2019, 116.68), new(2020, 129.77), new(2021, 145.84), new(2022, 163.8),
                new(2023, 180.74), new(2024, 200.64, ObsStatus.Provisional),
            ],
            new Bilingual(
                "Tính từ tốc độ tăng do Cục Thống kê công bố",
                "Computed from growth rates of the Statistics Office"))
        {
            FromZero = false,
            Targets =
            [
                new(2025, 282.6, null, false, new Bilingual(
                    "Mục tiêu 2025: tăng bình quân ≥ 16%/năm",
                    "2025 target: average growth of at least 16% a year"), "Không thể đạt", "Out of reach"),
            ],
            Required = [new([new(2024, 200.64), new(2025, 282.6)], "cần tăng 40,9% trong năm 2025", "needs 40.9% in 2025")],
        },
        ["tourism"] = new(
            "TOURISM.ARRIVALS",
            new Bilingual(
                "Khách du lịch đã vượt mức trước dịch, nhưng mới bằng 46% mục tiêu 2025",
                "Arrivals are above their level before the pandemic, yet only 46% of the 2025 target"),
            new Bilingual(
                "Lượt khách do các cơ sở lưu trú và lữ hành phục vụ, triệu lượt, 2016–2024",
                "Visits served by accommodation and travel firms, million, 2016–2024"),
            new Bilingual("triệu lượt", "million"), 2,
            [
                new(2016, 5.964), new(2017, 6.706), new(2018, 7.79), new(2019, 9.08), new(2020, 7.51),
                new(2021, 3.72, ObsStatus.Provisional), new(2022, 7.0, ObsStatus.Provisional), new(2023, 7.95, ObsStatus.Estimate),
                new(2024, 9.14, ObsStatus.Normal, true, 8.86, 9.43),
            ],
            new Bilingual(
                "Sở Du lịch; Cục Thống kê thành phố Hải Phòng",
                "Department of Tourism; Hải Phòng Statistics Office"))
        {
            Targets =
            [
                new(2025, 20, null, false, new Bilingual("Mục tiêu 2025: 20 triệu lượt", "2025 target: 20 million"), "Không đạt",
                    "Off track"),
                new(2030, 35, null, true, new Bilingual("Mục tiêu 2030: khoảng 35 triệu lượt", "2030 target: about 35 million"),
                    "Có nguy cơ không đạt", "At risk"),
            ],
            Required = [new([new(2024, 9.14), new(2025, 20)]), new([new(2024, 9.14), new(2030, 35)])],
            Breaks = [Merger],
        },
        ["fdi"] = new(
            "FDI.CUMULATIVE",
            new Bilingual(
                "Vốn FDI giai đoạn 2021–2025 đã vượt mục tiêu 11 tỷ USD trước một năm",
                "FDI in 2021–2025 passed the target of 11 billion USD a year early"),
            new Bilingual(
                "Vốn đăng ký cấp mới và tăng thêm, cộng dồn từ năm 2021, tỷ USD",
                "New and additional registered capital, running sum since 2021, billion USD"),
            new Bilingual("tỷ USD", "billion USD"), 2,
            [new(2021, 3.0447), new(2022, 4.97644), new(2023, 8.10997), new(2024, 12.62822)],
            new Bilingual("Tổng cục Thống kê, báo cáo tháng 12 các năm", "General Statistics Office, December reports"))
        {
            Targets =
            [
                new(2025, 11, null, false, new Bilingual("Mục tiêu 2021–2025: 11 tỷ USD", "2021–2025 target: 11 billion USD"), "Đạt",
                    "Met"),
            ],
            Breaks = [Merger],
        },
        ["corridor"] = new(
            "LOGISTICS.SHARE",
            new Bilingual(
                "Dịch vụ logistics đóng góp 18,4% GRDP, sát cận dưới của khoảng mục tiêu",
                "Logistics makes up 18.4% of GRDP, close to the lower end of the target range"),
            new Bilingual(
                "Tỷ trọng dịch vụ logistics trong GRDP, %",
                "Share of logistics services in GRDP, %"),
            new Bilingual("%", "%"), 1,
            [
                new(2015, 10.2), new(2016, 11), new(2017, 11.9), new(2018, 13.1), new(2019, 14.6), new(2020, 15),
                new(2021, 15.9), new(2022, 17.2, ObsStatus.Provisional), new(2023, 18.4, ObsStatus.Provisional),
                new(2024, 19.3, ObsStatus.Forecast, false, 18.2, 20.6),
            ],
            new Bilingual(
                "Sở Công Thương (số liệu minh họa)",
                "Department of Industry and Trade (illustrative figures)"))
        {
            Targets =
            [
                new(2025, 20, 25, false, new Bilingual("Mục tiêu 2025: 20–25%", "2025 target: 20–25%"), "Đúng tiến độ", "On track"),
                new(2030, 25, 30, true, new Bilingual("Mục tiêu 2030: khoảng 25–30%", "2030 target: about 25–30%"), "Có nguy cơ không đạt",
                    "At risk"),
            ],
            Required = [new([new(2023, 18.4), new(2025, 20)]), new([new(2023, 18.4), new(2030, 25)])],
        },
        ["poverty"] = new(
            "POVERTY.RATE",
            new Bilingual(
                "Tỷ lệ hộ nghèo đã xuống dưới ngưỡng 1%",
                "The poverty rate has fallen below the 1% ceiling"),
            new Bilingual(
                "Hộ nghèo theo chuẩn quốc gia, % tổng số hộ",
                "Poor households by the national line, % of all households"),
            new Bilingual("%", "%"), 2,
            [new(2016, 3.86), new(2017, 2.95), new(2018, 2.1), new(2019, 1.4), new(2020, 0.89), new(2021, 0.24)],
            new Bilingual(
                "Sở Lao động – Thương binh và Xã hội (số liệu minh họa)",
                "Department of Labour (illustrative figures)"))
        {
            Targets = [new(2025, null, 1, false, new Bilingual("Mục tiêu 2025: dưới 1%", "2025 target: under 1%"), "Đạt", "Met")],
        },
        ["across-break"] = new(
            "BUDGET.REVENUE",
            new Bilingual(
                "Thu ngân sách sau sáp nhập đạt 190,4 nghìn tỷ đồng",
                "Revenue of the merged city reaches 190.4 thousand billion VND"),
            new Bilingual(
                "Thu ngân sách nhà nước trên địa bàn, nghìn tỷ đồng",
                "State budget revenue in the area, thousand billion VND"),
            new Bilingual("nghìn tỷ đồng", "thousand billion VND"), 1,
            [
                new(2017, 66.9), new(2020, 84.2), new(2021, 90.4), new(2022, 107.1), new(2023, 100), new(2024, 118.3),
                new(2025, 190.4, ObsStatus.Estimate), new(2026, 205, ObsStatus.Forecast),
            ],
            new Bilingual("Cục Thống kê", "Statistics Office"))
        {
            Breaks = [Merger],
        },
        ["long-names"] = Simple(
            string.Concat(Enumerable.Repeat("Tỷ lệ xã đạt chuẩn nông thôn mới nâng cao, kiểu mẫu; ", 4)),
            [new(2018, 1), new(2019, 3, ObsStatus.Provisional)]) with
        {
            Subtitle = new(string.Concat(Enumerable.Repeat("Số lượng cơ sở giáo dục nghề nghiệp được kiểm định; ", 6)), ""),
            Unit = new("nghìn lượt người lao động trên một trăm hộ gia đình nông thôn mỗi năm", ""),
            Source = new(string.Concat(Enumerable.Repeat("Sở Nông nghiệp và Phát triển nông thôn; ", 8)), ""),
            Targets =
            [
                new(2025, 4, 9, true, new Bilingual(string.Concat(Enumerable.Repeat("Mục tiêu của giai đoạn ", 8)), "x"),
                    string.Concat(Enumerable.Repeat("Còn xa mục tiêu ", 12)), "y"),
                new(2025, 5, null, false, new Bilingual("Mục tiêu thứ hai của cùng một năm", "Another target of the same year"), "Đạt",
                    "Met"),
                new(2030, 9, null, false, new Bilingual(string.Concat(Enumerable.Repeat("Nghiêng ", 30)), "x"), "Không đánh giá được", "y"),
            ],
            Required = [new([new(2019, 3), new(2030, 9)], string.Concat(Enumerable.Repeat("cần tăng nhanh ", 6)), "x")],
            Breaks = [Merger with { Note = new(string.Concat(Enumerable.Repeat("Sáp nhập Hải Dương, ", 6)), "") }],
        },
        ["one-word"] = Simple(new string('W', 200), [new(2020, 5)]),
        ["one"] = Simple("Một số liệu", [new(2020, 1234567.8)]),
        ["two"] = Simple("Hai số liệu", [new(2020, 12.5), new(2021, 11.5)]),
        ["two-hundred"] = Simple("Hai trăm năm", [.. Enumerable.Range(1826, 200).Select(year =>
            new ChartPoint(
                year, 500 + 300 * Math.Sin(year / 3.0) + (year - 1826), year > 2022 ? ObsStatus.Provisional : ObsStatus.Normal))]) with
        {
            Targets = [new(
                2030, 1200, null, false, new Bilingual("Mục tiêu 2030: 1.200", "2030 target: 1,200"), "Đúng tiến độ", "On track")],
            Required = [new([new(2025, 827.4), new(2030, 1200)])],
            Breaks = [Merger, new(new DateOnly(1945, 9, 2), new Bilingual("2/9/1945", "2 September 1945"))],
        },
        ["sawtooth"] = Simple("Răng cưa", [.. Enumerable.Range(1960, 66).Select(year =>
            new ChartPoint(year, year % 2 == 0 ? 100 : 0))]),
        ["negative"] = Simple("Cán cân thương mại", [.. Enumerable.Range(2015, 10).Select(year =>
            new ChartPoint(year, (year - 2019) * -37.25, year == 2024 ? ObsStatus.Estimate : ObsStatus.Normal))]) with
        {
            Targets = [new(
                2025, -50, 20, false, new Bilingual("Mục tiêu 2025: từ −50 đến 20", "2025 target: −50 to 20"), "Không đạt", "Missed")],
        },
        ["all-negative"] = Simple("Luôn âm", [new(2020, -5), new(2021, -7), new(2022, -6.5)]),
        ["flat"] = Simple("Không đổi", [.. Enumerable.Range(2015, 9).Select(year => new ChartPoint(year, 42))]) with
        {
            Targets = [new(2025, 42, 42, false, new Bilingual("Mục tiêu 2025: 42", "2025 target: 42"), "Đạt", "Met")],
        },
        ["flat-rate"] = Simple("Không đổi", [.. Enumerable.Range(2015, 9).Select(year => new ChartPoint(year, 3.2))]) with
        {
            FromZero = false,
        },
        ["zeros"] = Simple("Bằng không", [new(2020, 0), new(2021, 0), new(2022, 0)]),
        ["huge-range"] = Simple("Khoảng rất rộng", [new(2018, 0.001), new(2019, 12), new(2020, 4.5e6), new(2021, 8.1e12)]),
        ["astronomic"] =
            Simple("Quá lớn", [new(2018, -2e20), new(2019, 1.5e20), new(2020, double.NaN), new(2021, double.PositiveInfinity)]),
        ["tiny"] = Simple("Rất nhỏ", [new(2018, 0.000002), new(2019, 0.0000031)]) with { Decimals = 7 },
        ["gaps"] = Simple("Thiếu nhiều năm", [new(2005, 3), new(2010, 5), new(2011, 6), new(2019, 4), new(2023, 8, ObsStatus.Forecast)]),
        ["empty"] = Simple("Chưa có gì", []),
        ["empty-with-target"] = Simple("Chưa có gì để so", []) with
        {
            Targets = [new(2025, 6.4, null, true, new Bilingual("Mục tiêu 2025: khoảng 6,4%", "2025 target: about 6.4%"), "Chưa có số liệu",
                "No data")],
            Breaks = [Merger],
        },
        ["many-targets"] = Simple(
            "Nhiều mục tiêu", [.. Enumerable.Range(2015, 9).Select(year => new ChartPoint(year, year - 2010, ObsStatus.Provisional))]) with
        {
            Targets = [.. Enumerable.Range(2024, 7).Select(year => new ChartTarget(
                year, year - 2009, year - 2005, false, new Bilingual($"Mục tiêu {year}", $"{year} target"), "Chậm", "Late"))],
            Breaks = [Merger, new(new DateOnly(2020, 1, 1), new Bilingual("Đổi gốc giá so sánh 2020", "Price base changed to 2020"))],
        },
        ["markup"] = Simple("<script>alert('1') & \"2\"</script> ]]> \u0000\u202E\uFFFE \uD800", [new(2020, 1), new(2021, 2)]) with
        {
            Source = new Bilingual("a\nb\tc <b>", "a\nb\tc <b>"),
        },
    };

    private static TrendChartData Simple(string title, IReadOnlyList<ChartPoint> actual) => new(
        "X", new Bilingual(title, title), new Bilingual("Đơn vị: nghìn người", "Unit: thousand people"),
        new Bilingual("nghìn người", "thousand people"), 1, actual,
        new Bilingual("Cục Thống kê", "Statistics Office"));
}
