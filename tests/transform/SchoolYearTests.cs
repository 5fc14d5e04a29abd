using Plan86.Transform.Meaning;

namespace Plan86.Tests.Transform;

/// <summary>School years as the statistics office writes them.</summary>
public class SchoolYearTests
{
    [Theory]
    [InlineData("25. Kết quả thi tốt nghiệp phổ thông năm học 2000-2001", "2001")]
    [InlineData("17. Kết quả sơ bộ thi tốt nghiệp phổ thông các cấp năm học 2003- 2004 của một số địa phương", "2004")]
    [InlineData("Sơ bộ năm học 2008–2009(*)", "2009")]
    [InlineData("Dân số trung bình năm 2002-2004", null)]
    [InlineData("Năm 2008", null)]
    [InlineData("Năm học 2006-2007 và 2007-2008", null)]
    public void A_school_year_is_the_year_in_which_it_ends(string text, string? year) =>
        (SchoolYear.Ending([text]) is { } reading ? reading.Period.ToString() : null).ShouldBe(year);

    [Fact]
    public void The_header_goes_before_the_title() =>
        SchoolYear.Ending(["Trung học phổ thông", "Năm học 2006-2007", "Kết quả thi tốt nghiệp năm học 2007-2008"])!.Value.Period.Year
            .ShouldBe(2007);
}
