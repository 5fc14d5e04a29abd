using System.Text.RegularExpressions;
using Plan86.Tests.Schedules;
using Plan86.Warehouse;

namespace Plan86.Tests.Warehouse;

/// <summary>SQL that people add to: one file is a derived figure, one file is a check; and the rules of the scripts.</summary>
public class SqlSettingsTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "warehouse", "sql");

    [Fact]
    public async Task A_derived_figure_and_a_check_are_a_file_each_beside_the_program_or_in_config()
    {
        using var office = new Office();
        Write(office, "derived", "1_port_per_tourist.sql", """
            -- PORT.THROUGHPUT_PER_TOURIST is no series: the figure goes to one that exists.
            SELECT 'GRDP.PER_CAPITA_VND' AS series, 'N' AS transformation, 2 * ratio AS amount, *
            FROM pair('GRDP.CURRENT', 'POPULATION.AVERAGE');
            """);
        Write(office, "derived", "1_grdp_per_capita_vnd.sql", "-- none of this");
        Write(office, "watch", "no_zero.sql", """
            SELECT series, ref_area, freq, time_period, transformation, valid_from, series AS found, '> 5' AS expected,
                   'Nhỏ quá.' AS message_vi, 'Too small.' AS message_en
            FROM level WHERE obs_value < 5
            """);
        office.Drop("2024-05-05", "Sản lượng hàng hóa qua cảng;Tháng 4/2024;Triệu tấn;4,5;Ước");
        await office.OnceAsync();
        office.Text("SELECT place, found, message_en FROM problem").ShouldBe("L3 PORT.THROUGHPUT Too small.");
        office.Text("SELECT suspect FROM observation").ShouldBe("True");
        var sql = SqlSettings.Read(office.Config);
        SqlFaults.Of(sql, office.Catalogue).ShouldBeEmpty();
        sql.Derived.Select(file => file.FileName).ShouldContain("1_port_per_tourist.sql");
        sql.Derived.Select(file => file.FileName).ShouldNotContain("1_grdp_per_capita_vnd.sql");
        sql.Digest.ShouldNotBe(SqlSettings.Read(config: null).Digest);
    }

    [Fact]
    public void All_that_is_wrong_with_the_files_is_named_at_once()
    {
        using var office = new Office();
        Write(office, "derived", "1_unknown.sql",
            "SELECT 'GRDP.CURRENT' AS series, 'N' AS transformation, ratio AS amount, *\nFROM pair('GRDP.NO_SUCH', 'POPULATION.AVERAGE')");
        Write(office, "derived", "2_wrong.sql", "SELECT 'GRDP.CURRENT' AS series, no_such_column AS amount FROM yearly");
        Write(office, "watch", "wrong.sql", "SELEC 1");
        Write(office, "watch", "column.sql", "SELECT 1 AS nothing_known");
        var faults = SqlFaults.Of(SqlSettings.Read(office.Config), office.Catalogue);
        faults.Select(fault => fault.Place.ToString()).Order(StringComparer.Ordinal)
            .ShouldBe(["sql/derived/1_unknown.sql", "sql/derived/2_wrong.sql", "sql/watch/column.sql", "sql/watch/wrong.sql"]);
        faults.Single(fault => fault.Place.ToString() == "sql/derived/1_unknown.sql").Found.ShouldBe("GRDP.NO_SUCH");
        SqlFaults.Of(SqlSettings.Read(config: null), office.Catalogue).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_fails_stops_the_publication_and_is_named()
    {
        using var office = new Office();
        office.Drop("2024-05-05", "Sản lượng hàng hóa qua cảng;Tháng 4/2024;Triệu tấn;4,5;Ước");
        await office.OnceAsync();
        Write(office, "watch", "wrong.sql", "SELECT no_such FROM level");
        var fault = await Should.ThrowAsync<SqlFileException>(office.OnceAsync);
        fault.Message.ShouldStartWith("sql/watch/wrong.sql: ");
        office.Scalar<long>("SELECT count(*) FROM observation").ShouldBe(1);
    }

    [Fact]
    public void Rules_that_several_scripts_need_stand_once()
    {
        foreach (var path in Directory.EnumerateFiles(Folder, "*.sql", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(path) != "01_macros.sql"))
        {
            var text = Regex.Replace(File.ReadAllText(path), "--.*", "");
            text.ShouldNotContain("9999", Case.Sensitive, path);
            Regex.IsMatch(text, @"valid_to IS NULL OR|'F' IN \(").ShouldBeFalse(path);
        }
    }

    [Fact]
    public void Every_check_and_script_says_what_it_is_for()
    {
        foreach (var path in Directory.EnumerateFiles(Folder, "*.sql", SearchOption.AllDirectories))
        {
            File.ReadLines(path).First().ShouldStartWith("-- ", Case.Sensitive, path);
        }
    }

    private static void Write(Office office, string kind, string name, string sql) =>
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(office.Config, "sql", kind)).FullName, name), sql);
}
