using System.Globalization;
using System.Text;
using Plan86.Transform;
using Plan86.Transform.Reading;

namespace Plan86.Tests.Transform.Reading;

/// <summary>The real workbooks, and the values that a third party took from them.</summary>
public class GsoWorkbookTests
{
    [Fact]
    public void Every_published_value_is_a_cell_with_its_label()
    {
        var expected = File.ReadLines(Path.Combine(Shared.Folder(), "data", "gso-monthly-expected.tsv"))
            .Skip(1).Select(line => line.Split('\t')).ToList();
        var missing = new List<string>();
        foreach (var file in expected.GroupBy(row => row[1]))
        {
            var figures = Read(file.Key).Tables.SelectMany(table => table.Figures())
                .ToLookup(figure => Fold(figure.Row.Label), figure => figure.Cell.Value!.Value);
            missing.AddRange(
                from row in file
                let value = double.Parse(row[5], CultureInfo.InvariantCulture)
                where !figures[Fold(row[3])].Any(found => Math.Abs(found - value) <= 1e-9 * Math.Max(Math.Abs(found), Math.Abs(value)))
                select $"{row[1]} {row[3]} {row[5]}");
        }

        expected.Count.ShouldBe(13_340);
        missing.ShouldBeEmpty();
    }

    [Fact]
    public void No_workbook_is_rejected_and_no_number_lost()
    {
        foreach (var file in Shared.Workbooks())
        {
            var document = Read(Path.GetFileName(file));
            document.Problems.ShouldNotContain(problem => problem.Severity == Severity.Error, file);
            document.Tables.Count.ShouldBeGreaterThan(8, file);

            // Every cell once: none in two tables.
            foreach (var sheet in document.Tables.GroupBy(table => table.Sheet))
            {
                var refs = sheet.SelectMany(table => table.Rows).SelectMany(row => row.Cells)
                    .Where(cell => cell.Value is not null).Select(cell => (cell.Row, cell.Column)).ToList();
                refs.Count.ShouldBe(refs.Distinct().Count(), $"{file} {sheet.Key}");
            }
        }
    }

    [Fact]
    public void The_table_of_foreign_investment_is_found_in_every_year()
    {
        var with = 0;
        foreach (var file in Shared.Workbooks().Where(file => string.CompareOrdinal(Path.GetFileName(file), "2015") > 0))
        {
            var name = Path.GetFileName(file);
            var table = Read(name).Tables.Single(table =>
                table.Title.Contains("nước ngoài", StringComparison.Ordinal)
                    && table.Title.Contains("được cấp phép từ", StringComparison.Ordinal));
            var data = table.Columns.Where(column => column.Role == ColumnRole.Data && column.Path.Count > 0)
                .Select(column => column.Path.Single()).ToList();
            if (string.CompareOrdinal(name, "2019") < 0)
            {
                data.ShouldBe(["Số dự án (Dự án)", "Số vốn đăng ký (Triệu USD)"], name);
            }
            else
            {
                data[0].ShouldStartWith("Số dự án", customMessage: name);
                data[1..].ShouldBe(["Vốn đăng ký cấp mới", "Vốn đăng ký điều chỉnh"], name);
                table.UnitText.ShouldEndWith("Triệu USD", customMessage: name);
            }

            if (table.Rows.SingleOrDefault(row => row.Label == "Hải Phòng") is { } row)
            {
                with++;
                row.Path.ShouldBe(["Phân theo một số địa phương", "Hải Phòng"], name);
            }
        }

        with.ShouldBe(29);
    }

    [Theory]
    [InlineData("2000-06-29", "CHỈ SỐ GIÁ TIÊU DÙNG", "Lương thực, thực phẩm và dịch vụ ăn uống",
        "Tháng 6 năm 2000 so với (%): › Tháng 12 năm 1999")]
    [InlineData("2000-06-29", "MỘT SỐ SẢN PHẨM CHỦ YẾU", "Quần áo may sẵn", "Tỷ lệ so sánh (%) › Tháng 6/2000 so với tháng 6/1999")]
    [InlineData("2001-06-29", "Giá trị sản xuất công nghiệp", "Khu vực doanh nghiệp Nhà nước", "")]
    [InlineData("2003-12-29", "Dân số trung bình năm 2002 và 2003", "Đồng bằng sông Hồng › Hải Phòng", "Ước tính năm 2003")]
    [InlineData("2003-12-29", "Giá trị sản xuất công nghiệp", "CÔNG NGHIỆP CỦA MỘT SỐ ĐỊA PHƯƠNG › Hải Phòng",
        "Thực hiện (Tỷ đồng) › Ước tính tháng 12 năm 2003")]
    [InlineData("2004-06-29", "Kết quả sản xuất vụ đông xuân", "Tổng sản lượng lương thực có hạt (Nghìn tấn)", "")]
    [InlineData("2006-12-29", "Tổng sản phẩm trong nước", "Khu vực dịch vụ › Khách sạn, nhà hàng", "")]
    [InlineData("2008-06-30", "Vận tải hành khách và hàng hoá", "Đường sắt", "")]
    [InlineData("2009-12-29", "Chỉ số giá tiêu dùng", "Thuốc và dịch vụ y tế", "")]
    [InlineData("2010-12-30", "Khách quốc tế đến Việt Nam", "Hàn Quốc", "")]
    [InlineData("2011-06-29", "Vốn đầu tư thực hiện từ nguồn ngân sách Nhà nước", "Hải Phòng", "")]
    public void Labels_of_the_TCVN3_years_are_as_printed(string date, string title, string path, string column)
    {
        var file = Shared.Workbooks(date + "*").Single();
        var figures = Read(Path.GetFileName(file)).Tables
            .Where(table => table.Title.Contains(title, StringComparison.OrdinalIgnoreCase))
            .SelectMany(table => table.Figures())
            .Where(figure => string.Join(" › ", figure.Row.Path).EndsWith(path, StringComparison.Ordinal))
            .ToList();
        figures.ShouldNotBeEmpty($"{title}: {path}");
        figures.ShouldContain(figure => string.Join(" › ", figure.Column.Path).EndsWith(column, StringComparison.Ordinal), column);
    }

    [Fact]
    public void Nothing_undecoded_is_left_in_any_year()
    {
        foreach (var file in Shared.Workbooks())
        {
            foreach (var table in Read(Path.GetFileName(file)).Tables)
            {
                string[] texts = [table.Title, table.UnitText, .. table.Notes, .. table.Rows.Select(row => row.Label),
                    .. table.Columns.SelectMany(column => column.Path)];
                foreach (var text in texts)
                {
                    text.IsNormalized(NormalizationForm.FormC).ShouldBeTrue();
                    text.ShouldNotMatch("[\u0080-\u00BF×÷ßäåæçëîïðñöøûüþÿ]", $"{file} {table.Sheet}: {text}");
                }
            }
        }
    }

    private static TableDocument Read(string name) => TableReader.Read(
        () => File.OpenRead(Path.Combine(Shared.Folder(), "data", "gso-monthly", name)), name, TestContext.Current.CancellationToken);

    private static string Fold(string label) =>
        string.Join(' ', label.Normalize(NormalizationForm.FormC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .ToLowerInvariant();
}
