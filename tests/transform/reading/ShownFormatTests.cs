using System.Globalization;
using Plan86.Transform;
using Plan86.Transform.Reading;

namespace Plan86.Tests.Transform.Reading;

/// <summary>What the person sees in the cell is what is read.</summary>
public class ShownFormatTests
{
    [Theory]
    [InlineData("#,##0.0,", 12_500_000, 12_500)]
    [InlineData("#,##0.0,,", 12_500_000, 12.5)]
    [InlineData("#,##0,.0", 12_500_000, 12_500)]
    [InlineData("0,", -2_500, -2.5)]
    [InlineData("#,##0.0", 12_500_000, 12_500_000)]
    [InlineData("#,##0,;(#,##0,);-", -1500, -1.5)]
    [InlineData("[>=1000000]#,##0.0,,;[>=1000]#,##0.0,;0", 12_500_000, 12.5)]
    [InlineData("[>=1000000]#,##0.0,,;[>=1000]#,##0.0,;0", 12_500, 12.5)]
    [InlineData("[>=1000000]#,##0.0,,;[>=1000]#,##0.0,;0", 125, 125)]
    [InlineData("_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)", 1234.5, 1234.5)]
    [InlineData("\"a,\"0", 5, 5)]
    public void Thousands_that_the_format_leaves_out(string code, double stored, double seen)
    {
        NumberFormat.Of(code).Scaled(stored, out var words).ShouldBe(seen);
        words.ShouldBeNull();
    }

    [Theory]
    [InlineData("#,##0.0,\" nghìn tấn\"", 12_500_000, "12500 nghìn tấn")]
    [InlineData("0.0,,\\M", 12_500_000, "12,5 M")]
    public void With_words_behind_them_the_unit_is_not_certain(string code, double stored, string seen)
    {
        NumberFormat.Of(code).Scaled(stored, out var words);
        words.ShouldBe(seen);
    }

    [Theory]
    [InlineData("mm/yyyy", "02/2024")]
    [InlineData("m/yyyy", "2/2024")]
    [InlineData("mmm-yy", "Feb-24")]
    [InlineData("[$-42A]mmmm\\ yyyy", "Tháng 2 2024")]
    [InlineData("\"Tháng \"m\"/\"yyyy", "Tháng 2/2024")]
    [InlineData("yyyy", "2024")]
    [InlineData("dd/mm/yyyy", "2024-02-01")]
    [InlineData("[$-409]d\\-mmm\\-yy;@", "2024-02-01")]
    [InlineData("yyyy-mm-dd hh:mm", "2024-02-01")]
    [InlineData("hh:mm", "2024-02-01")]
    public void A_day_shown_as_its_month_or_year(string code, string seen)
    {
        var format = NumberFormat.Of(code);
        format.Shape.ShouldBe(NumberShape.Date);
        format.DateText(new DateTime(2024, 2, 1)).ShouldBe(seen);
    }

    [Fact]
    public void An_id_means_what_the_file_says_of_it()
    {
        for (var id = 27; id <= 58; id++)
        {
            NumberFormat.Of(id, null).Shape.ShouldNotBe(NumberShape.Date, id.ToString(CultureInfo.InvariantCulture));
            NumberFormat.Of(id, "#,##0.0").Shape.ShouldBe(NumberShape.Plain);
            NumberFormat.Of(id, "yyyy\"年\"m\"月\"d\"日\"").Shape.ShouldBe(NumberShape.Date);
        }

        NumberFormat.Of(14, null).Shape.ShouldBe(NumberShape.Date);
        NumberFormat.Of(14, "0.0").Shape.ShouldBe(NumberShape.Plain);
        NumberFormat.Of(17, null).DateText(new DateTime(2024, 3, 31)).ShouldBe("Mar-24");
        NumberFormat.Of(10, null).Shape.ShouldBe(NumberShape.Percent);
    }

    [Fact]
    public void A_formula_without_a_result_in_a_book_that_asks_to_be_calculated()
    {
        const string rows =
            """<row r="2"><c r="A2" t="inlineStr"><is><t>a</t></is></c><c r="B2"><f>1+1</f><v>0</v></c><c r="C2"><f>5</f><v>5</v></c>"""
                + """<c r="D2"><v>0</v></c></row>""";
        var asked = new XlsxFile().Calculate().Sheet("GDP").Raw(rows).Read();
        asked.Tables.Single().Figures().Select(figure => figure.Cell.Ref).ShouldBe(["C2", "D2"]);
        asked.Problems.Select(problem => (problem.Place.ToString(), problem.Severity)).ShouldBe([("GDP!B2", Severity.Warning)]);
        var calculated = new XlsxFile().Sheet("GDP").Raw(rows).Read();
        calculated.Tables.Single().Figures().Select(figure => figure.Cell.Ref).ShouldBe(["B2", "C2", "D2"]);
        calculated.Problems.ShouldBeEmpty();
    }
}
