using System.Globalization;
using CsCheck;
using Plan86.Schedules;
using Plan86.Tests.Schedules;
using Plan86.Tests.Transform.Reading;
using Plan86.Transform;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;

namespace Plan86.Tests.Transform;

/// <summary>What holds figures and is taken by no rule: told, or counted where the source says so.</summary>
public class OthersTests
{
    private const string Day = "2024-04-06";
    private static readonly Settings Shipped = Settings.Load(null);

    [Fact]
    public void A_table_tells_its_other_rows_and_columns()
    {
        var (problems, passedOver) = Find("hai-phong-monthly", new XlsxFile().Sheet("So lieu").Cells("A1 MỘT SỐ CHỈ TIÊU CHỦ YẾU")
            .Row(4, 'A', "Chỉ tiêu", "Đơn vị tính", "Tháng 2/2024", "Tháng 3/2024", "Ghi sổ")
            .Row(5, 'A', "Sản lượng hàng hóa qua cảng", "Triệu tấn", 11.5, 12.5, 4.0)
            .Row(6, 'A', "Khách du lịch", "Nghìn lượt", 600.5, 650.5)
            .Row(7, 'A', "Tổng số doanh nghiệp", "Doanh nghiệp", 10.0, 20.0).Row(8, 'A', "Nợ đọng", "Tỷ đồng", null, "…"));
        problems.Select(problem => (problem.Place.ToString(), problem.Found, problem.Severity)).ShouldBe(
            [("So lieu!E4", "Ghi sổ", Severity.Warning), ("So lieu!C7", "Tổng số doanh nghiệp", Severity.Warning)]);
        problems.ShouldAllBe(problem => problem.Expected.Length > 0 && !problem.Expected.Contains('*'));
        passedOver.ShouldBe(0);
    }

    [Fact]
    public void A_table_of_all_provinces_counts_them_and_tells_a_slip()
    {
        var (problems, passedOver) = Find("gso-monthly",
            Fdi("25. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 31/12/2024", "Hải Phong", "Quảng Ninh", "Bắc Ninh"));
        passedOver.ShouldBe(3);
        problems.ShouldHaveSingleItem().Found.ShouldBe("Hải Phong");
        problems[0].Place.ToString().ShouldBe("FDI!C7");
        problems[0].Expected.ShouldBe("Hải Phòng");
        Find("gso-monthly", Fdi("25. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 31/12/2024", "Thanh pho Hai Phong")).Problems
            .ShouldHaveSingleItem();
        Find("gso-monthly", Fdi("25. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 31/12/2024", "Hải Phòng", "Hải Dương")).Problems
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData("16. Chỉ số giá trị sản xuất công nghiệp trên địa bàn của một số địa phương")]
    [InlineData("17. Đầu tư trực tiếp của nước ngoài(*)")]
    [InlineData("14. Đầu tư trực tiếp nước ngoài 1988-2008")]
    public void Titles_of_the_years_between_are_taken(string title) =>
        Settings.Load(null).Sources.Find("gso-monthly")!.Tables
            .ShouldContain(rule => !rule.IsPassedOver && rule.Matches(Text.Fold(title)), title);

    [Theory]
    [InlineData("8. Xuất khẩu quý I năm 2001", "TRADE.EXPORTS")]
    [InlineData("9. Nhập khẩu quý III năm 2002", "TRADE.IMPORTS")]
    [InlineData("25. Exports of goods", "TRADE.EXPORTS")]
    [InlineData("28. Import of goods in the quarters of 2020", "TRADE.IMPORTS")]
    [InlineData("20. Realized investment capital under the State budget in quarters of 2020", "INVESTMENT.STATE_BUDGET")]
    [InlineData("19. Realized social investment capital at current prices", "INVESTMENT.TOTAL")]
    [InlineData("21. Vốn đầu tư thực hiện toàn xã hội theo giá hiện hành quý I năm 2022", "INVESTMENT.TOTAL")]
    [InlineData("10. Chỉ số sử dụng lao động của doanh nghiệp công nghiệp phân theo địa phương", "LABOUR.INDUSTRY_INDEX")]
    [InlineData("1. Dân số trung bình năm 2002-2003", "POPULATION.AVERAGE")]
    [InlineData("6. Chỉ số sản xuất công nghiệp các quý năm 2024", "INDUSTRY.IIP")]
    [InlineData("7. Sản lượng thủy sản 9 tháng năm 2024", "FISHERY.OUTPUT")]
    public void Titles_belong_to_their_series(string title, string series) =>
        Shipped.Sources.Find("gso-monthly")!.Tables.Where(rule => !rule.IsPassedOver && rule.Matches(Text.Fold(title)))
            .ShouldHaveSingleItem().Facets.Series.ShouldBe(series);

    [Theory]
    [InlineData("29. Exports and imports of services")]
    [InlineData("34. Merchandise export price index")]
    [InlineData("19. Realized social investment capital at constant prices")]
    [InlineData("18. Chỉ số giá xuất khẩu quý II năm 2013")]
    public void Titles_of_other_things_belong_to_none(string title) =>
        Shipped.Sources.Find("gso-monthly")!.Tables.ShouldNotContain(rule => !rule.IsPassedOver && rule.Matches(Text.Fold(title)), title);

    [Fact]
    public void A_table_with_a_place_that_is_wanted_is_told_unless_its_title_is_passed_over()
    {
        Find("gso-monthly", Fdi("3. Thu hút vốn FDI theo địa phương", "Hải Phòng", "Hà Nội")).Problems.ShouldHaveSingleItem().Found
            .ShouldBe("3. Thu hút vốn FDI theo địa phương");
        Find("gso-monthly", Fdi("5. Diện tích, năng suất, sản lượng lúa đông xuân năm 2024 phân theo địa phương", "Hải Phòng")).Problems
            .ShouldBeEmpty();
        Find("gso-monthly", Fdi("3. Thu hút vốn FDI theo địa phương", "Hà Nội")).Problems.ShouldBeEmpty();
    }

    [Fact]
    public void A_table_with_a_series_that_is_wanted_is_told_whatever_its_title()
    {
        var workbook = Indicators().Sheet("Khac").Cells(
            "A1 KẾT QUẢ THỰC HIỆN QUÝ I", "A3 Chỉ tiêu", "B3 Đơn vị tính", "C3 Tháng 3/2024", "A4 Thu nội địa", "B4 Tỷ đồng", "C4 =7",
            "A5 Chi", "B5 Tỷ đồng", "C5 =9");
        Find("hai-phong-monthly", workbook).Problems
            .ShouldContain(problem => problem.Found == "KẾT QUẢ THỰC HIỆN QUÝ I" && problem.Message.En.Contains("Thu nội địa"));
    }

    [Fact]
    public void A_required_row_without_a_figure_is_told()
    {
        var match = Match("gso-monthly", new XlsxFile().Sheet("FDI").Cells(
            "A1 25. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 31/12/2024", "C4 Số dự án (Dự án)",
            "D4 Vốn đăng ký cấp mới (Triệu USD)", "E4 Vốn đăng ký điều chỉnh (Triệu USD)",
            "A5 Hà Nội", "C5 =3", "D5 =4", "E5 =5", "B6 Hải Phòng", "A7 Hà Nam", "C7 =3", "D7 =4", "E7 =5"));
        match.SelectMany(Others.EmptyRows).ShouldHaveSingleItem().Found.ShouldBe("Hải Phòng");
    }

    [Fact]
    public void A_column_of_districts_under_Don_vi_names_the_rows()
    {
        var table = new XlsxFile().Sheet("S")
            .Cells("A1 Số trường học", "A3 Đơn vị", "B3 Năm 2022", "A4 Quận Lê Chân", "B4 =5", "A5 Quận Hồng Bàng", "B5 =6")
            .Read().Tables.ShouldHaveSingleItem();
        table.Rows.Select(row => row.Label).ShouldBe(["Quận Lê Chân", "Quận Hồng Bàng"]);
        table = new XlsxFile().Sheet("S")
            .Cells("A1 Số trường học", "A3 Đơn vị", "B3 Đơn vị tính", "C3 Năm 2022", "A4 Quận Lê Chân", "B4 Trường", "C4 =5",
                "A5 Quận Hồng Bàng", "B5 Trường", "C5 =6")
            .Read().Tables.ShouldHaveSingleItem();
        table.Rows.Select(row => (row.Label, row.UnitText)).ShouldBe([("Quận Lê Chân", "Trường"), ("Quận Hồng Bàng", "Trường")]);
        table = new XlsxFile().Sheet("S")
            .Cells("A1 Sản lượng", "A3 Chỉ tiêu", "B3 Đơn vị", "C3 Năm 2022", "A4 Hàng hóa", "B4 Nghìn tấn", "C4 =5", "A5 Thủy sản",
                "B5 Tấn", "C5 =6")
            .Read().Tables.ShouldHaveSingleItem();
        table.Rows.Select(row => (row.Label, row.UnitText)).ShouldBe([("Hàng hóa", "Nghìn tấn"), ("Thủy sản", "Tấn")]);
    }

    [Fact]
    public void A_row_whose_figures_all_bear_a_mark_is_a_row()
    {
        var table = new XlsxFile().Sheet("So lieu").Cells("A1 MỘT SỐ CHỈ TIÊU CHỦ YẾU")
            .Row(4, 'A', "Chỉ tiêu", "Đơn vị tính", "Tháng 2/2024", "Tháng 3/2024", "3 tháng năm 2024")
            .Row(5, 'A', "Sản lượng hàng hóa qua cảng", "Triệu tấn", "11,5*", "12,5 (1)", "35,5 (ước)")
            .Row(6, 'A', "Khách du lịch", "Nghìn lượt", 600.5, 650.5, 1800.5).Read().Tables.ShouldHaveSingleItem();
        table.Rows.Select(row => row.Label).ShouldBe(["Sản lượng hàng hóa qua cảng", "Khách du lịch"]);
        table.Columns.Select(column => string.Join(' ', column.Path))
            .ShouldBe(["Chỉ tiêu", "Đơn vị tính", "Tháng 2/2024", "Tháng 3/2024", "3 tháng năm 2024"]);

        // Months and years in short are headers all the same.
        table = new XlsxFile().Sheet("So lieu").Cells("A1 MỘT SỐ CHỈ TIÊU CHỦ YẾU").Row(4, 'A', "Chỉ tiêu", "Đơn vị tính", "9T", "2023 (p)")
            .Row(5, 'A', "Khách du lịch", "Nghìn lượt", 600.5, 650.5).Row(6, 'A', "Thu nội địa", "Tỷ đồng", 600.5, 650.5)
            .Read().Tables.ShouldHaveSingleItem();
        table.Rows.Select(row => row.Label).ShouldBe(["Khách du lịch", "Thu nội địa"]);
    }

    [Fact]
    public async Task The_reply_counts_what_was_passed_over()
    {
        using var office = new Office();
        var path = office.Drop("gso-monthly", "2024-12-29-bieu.xlsx",
            Fdi("25. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 31/12/2024", "Hải Phòng", "Hà Nội").Bytes());
        await office.OnceAsync();
        office.Scalar<long>("SELECT problems FROM extract").ShouldBe(0);
        var reply = await File.ReadAllTextAsync(path + ".reply.txt", TestContext.Current.CancellationToken);
        reply.ShouldContain("2 other rows and columns of the tables were passed over");
    }

    [Fact]
    public void Headers_of_last_year_are_known_by_the_other_sheets_or_the_day_of_receipt()
    {
        const string old = "Ước tính quý IV năm 2023";
        Stale(null, null, old, "Ước tính tháng 12 năm 2024", "Ước tính năm 2024").ShouldBe([old]);
        Stale(null, "2025-01-02", old, "Ước tính tháng 12 năm 2024").ShouldBe([old]);
        Stale(null, "2025-01-02", old).ShouldBe([old]);
        Stale("2024-12-29", null, old).ShouldBe([old]);

        // An old workbook that comes late is as good as it was.
        Stale(null, "2026-11-30", old, "Ước tính tháng 12 năm 2023").ShouldBeEmpty();
        Stale(null, "2024-10-02", old, "Ước tính tháng 12 năm 2023").ShouldBeEmpty();
        Stale(null, "2026-11-30", old).ShouldBeEmpty();
        Stale(null, "2024-01-03", old).ShouldBeEmpty();
    }

    private static List<string> Stale(string? stated, string? received, params string[] headers)
    {
        var workbook = new XlsxFile();
        for (var i = 0; i < headers.Length; i++)
        {
            workbook.Sheet($"S{i}").Cells("A1 24. Vốn đầu tư thực hiện từ nguồn ngân sách Nhà nước", $"C4 {headers[i]}", "A6 TỔNG SỐ",
                "C6 =20", "A7 Hải Phòng", "C7 =3");
        }

        return [.. new TableMatcher(Shipped.Sources.Find("gso-monthly")!, Shipped.Catalogue, DayOf(stated), DayOf(received))
            .Match(workbook.Read())
            .SelectMany(match => match.Tables).Select(table => table.Stale?.Header).OfType<string>()];
    }

    private static DateOnly? DayOf(string? day) =>
        day is null ? null : DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Each figure of a table is an observation or named in a problem, whatever became of one of its labels.</summary>
    [Fact]
    public void No_figure_is_lost_when_a_label_is_spoilt()
    {
        string[] labels = [
            "Sản lượng hàng hóa qua cảng", "Khách du lịch", "Khách du lịch quốc tế", "Thu nội địa", "Tốc độ tăng trưởng GRDP"];
        string[] units = ["Triệu tấn", "Nghìn lượt", "Nghìn lượt", "Tỷ đồng", "%"];
        string[] headers = ["Tháng 2/2024", "Tháng 3/2024", "3 tháng năm 2024"];
        const string letters = "aăbcdđeêghiklmnoôơpqrstuưvxy";
        var spoil = Gen.Select(
            Gen.Int[0, labels.Length + headers.Length - 1], Gen.Int[0, 3], Gen.Int[0, 25], Gen.Int[0, letters.Length - 1]);
        spoil.Sample((which, how, at, letter) =>
        {
            var texts = labels.Concat(headers).ToArray();
            var text = texts[which];
            at = Math.Min(at, text.Length - 1);
            texts[which] = how switch
            {
                0 => text.Insert(at, letters[letter].ToString()),
                1 => text.Remove(at, 1),
                2 => text[..at] + letters[letter] + text[(at + 1)..],
                _ => text.Insert(text.IndexOf(' ') + 1, "lạ "),
            };
            var workbook = new XlsxFile().Sheet("So lieu").Cells("A1 MỘT SỐ CHỈ TIÊU CHỦ YẾU")
                .Row(4, 'A', ["Chỉ tiêu", "Đơn vị tính", .. texts[labels.Length..]]);
            for (var row = 0; row < labels.Length; row++)
            {
                workbook.Row(5 + row, 'A', texts[row], units[row], 11.5 + row, 21.5 + row, 31.5 + row);
            }

            var source = Shipped.Sources.Find("hai-phong-monthly")!;
            var document = workbook.Read();
            var matcher = new TableMatcher(source, Shipped.Catalogue, DateOnly.ParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture));
            var matches = matcher.Match(document).ToList();
            var problems = Others.Find(source, document, matches).Problems.ToList();
            var taken = new HashSet<string>();
            foreach (var match in matches)
            {
                foreach (var figure in match.Tables.SelectMany(table => matcher.Figures(match.Rule, table)))
                {
                    taken.UnionWith(figure.Meaning is null ? [] : [figure.Cell.Ref]);
                    problems.AddRange(figure.Problem is { } problem ? [problem] : []);
                }
            }

            foreach (var (row, column) in from row in Enumerable.Range(5, labels.Length) from column in "CDE" select (row, column))
            {
                var cell = string.Create(CultureInfo.InvariantCulture, $"{column}{row}");
                (taken.Contains(cell) || problems.Exists(problem => IsAbout(problem, column, row)))
                    .ShouldBeTrue($"{cell} of {string.Join(" | ", texts)}: {string.Join(" / ", problems)}");
            }
        }, 300);
    }

    private static bool IsAbout(Problem problem, char column, int row)
    {
        var at = problem.Place.Cell ?? problem.Place.ToString();
        return at == $"{column}{row}" || at == $"{column}4"
            || (at.Length > 1 && at[1..] == row.ToString(CultureInfo.InvariantCulture)
                && problem.Message.En.Contains("row", StringComparison.Ordinal))
            || (at.Length > 1 && at[0] == column && problem.Message.En.Contains("period", StringComparison.Ordinal));
    }

    private static XlsxFile Indicators() => new XlsxFile().Sheet("So lieu")
        .Cells("A1 MỘT SỐ CHỈ TIÊU CHỦ YẾU", "A4 Chỉ tiêu", "B4 Đơn vị tính", "C4 Tháng 2/2024", "D4 Tháng 3/2024")
        .Row(5, 'A', "Sản lượng hàng hóa qua cảng", "Triệu tấn", 11.5, 12.5).Row(6, 'A', "Khách du lịch", "Nghìn lượt", 600.5, 650.5);

    private static XlsxFile Fdi(string title, params string[] places)
    {
        var workbook = new XlsxFile().Sheet("FDI").Cells(
            $"A1 {title}", "C4 Số dự án (Dự án)", "D4 Vốn đăng ký cấp mới (Triệu USD)", "E4 Vốn đăng ký điều chỉnh (Triệu USD)",
            "A6 TỔNG SỐ", "C6 =20", "D6 =30", "E6 =40");
        for (var i = 0; i < places.Length; i++)
        {
            workbook.Row(7 + i, 'B', places[i], 2.0 + i, 3.5 + i, 4.5 + i);
        }

        return workbook;
    }

    private static (IReadOnlyList<Problem> Problems, int PassedOver) Find(string source, XlsxFile workbook)
    {
        var document = workbook.Read();
        return Others.Find(Shipped.Sources.Find(source)!, document, Match(source, workbook, document));
    }

    private static List<RuleMatch> Match(string source, XlsxFile workbook, Plan86.Transform.Reading.TableDocument? document = null) =>
        [.. new TableMatcher(Shipped.Sources.Find(source)!, Shipped.Catalogue,
            DateOnly.ParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture)).Match(document ?? workbook.Read())];
}
