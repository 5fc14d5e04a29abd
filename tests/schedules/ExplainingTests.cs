using Plan86.Schedules;
using Plan86.Schedules.Commands;
using Plan86.Transform;
using Plan86.Transform.Reading;

namespace Plan86.Tests.Schedules;

/// <summary><c>check --explain</c> on the GSO's table of foreign investment, whole and spoilt.</summary>
public sealed class ExplainingTests : IDisposable
{
    private const string Title = "25. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 31/12/2024";

    private readonly string _folder = Directory.CreateTempSubdirectory("plan86-explain-").FullName;

    [Fact]
    public void What_fits_is_shown_with_rule_series_and_period()
    {
        var (code, text) = Explain(new WorkbookWriter().Fdi("25. FDI", Title, 12, 34.5, 6.7));
        code.ShouldBe(ExitCode.Done, text);
        text.ShouldContain("✓ [25. FDI] 25. Đầu tư nước ngoài vào Việt Nam");
        text.ShouldContain("gso-monthly, tables[0]: *đầu tư*nước ngoài*cấp phép*");
        text.ShouldContain("✓ cột/column C Số dự án (Dự án)\n        → FDI.PROJECTS VN-HP YTD 2024-12 dự án A");
        text.ShouldContain("✓ dòng/row 8 Hải Phòng\n        → VN-HP");
    }

    [Fact]
    public void A_renamed_column_and_a_misspelt_row_are_shown_with_what_is_near()
    {
        var (code, text) = Explain(new WorkbookWriter().Sheet("25. FDI").Cell("A1", Title).Cell("E3", "Triệu USD")
            .Cell("C4", "Số dự án").Cell("D4", "Vốn đăng bộ").Cell("E4", "Vốn đăng ký").Cell("D5", "cấp mới").Cell("E5", "điều chỉnh")
            .Cell("A7", "Phân theo một số địa phương").Cell("B8", "Hải Phong").Cell("C8", 12).Cell("D8", 34.5).Cell("E8", 6.7));
        code.ShouldBe(ExitCode.Problems, text);
        var unfolded = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        unfolded.ShouldContain(
            "✗ cột/column D Vốn đăng bộ cấp mới chưa khai báo; gần nhất / no rule; nearest: *vốn đăng ký* (FDI.REGISTERED_NEW)");
        unfolded.ShouldContain("THIẾU / MISSING: FDI.REGISTERED_NEW; gần nhất trong bảng / nearest in the table: Vốn đăng bộ");
        unfolded.ShouldContain("THIẾU / MISSING: VN-HP; gần nhất trong bảng / nearest in the table: Hải Phong");
    }

    [Fact]
    public void A_table_nobody_takes_is_shown_with_the_nearest_title()
    {
        var (code, text) = Explain(new WorkbookWriter().Fdi("25. FDI", "25. Đầu tư nứơc ngoài vào Việt Nam", 12, 34.5, 6.7));
        code.ShouldBe(ExitCode.Problems, text);
        text.ShouldContain("· [25. FDI] 25. Đầu tư nứơc ngoài vào Việt Nam\n    ≈ *đầu tư");
    }

    [Fact]
    public void A_flat_file_is_shown_by_the_roles_of_its_columns()
    {
        var file = Path.Combine(_folder, "2024-01-06-hai-phong.csv");
        File.Copy(Directory.EnumerateFiles(Path.Combine(Repository.Root, "ingest", "samples", "hai-phong-monthly"), "*.csv").First(), file);
        var output = new StringWriter();
        FileExplanation.Run(file, Settings.Load(null), output, TestContext.Current.CancellationToken)
            .ShouldBe(ExitCode.Done, output.ToString());
        output.ToString().ShouldContain("hai-phong-monthly, flat");
        output.ToString().ShouldContain("→ obs_value");
    }

    private (int Code, string Text) Explain(WorkbookWriter workbook)
    {
        var file = Path.Combine(_folder, "2024-12-29-bieu.xlsx");
        File.WriteAllBytes(file, workbook.ToArray());
        var output = new StringWriter { NewLine = "\n" };
        var code = FileExplanation.Run(file, Settings.Load(null), output, TestContext.Current.CancellationToken);
        output.ToString().Split('\n').ShouldAllBe(line => line.Length <= 100);
        return (code, output.ToString());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
