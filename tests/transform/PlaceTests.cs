using Plan86.Transform;

namespace Plan86.Tests.Transform;

public class PlaceTests
{
    public static TheoryData<Place, string> Texts => new()
    {
        { default, "" },
        { Place.OfCell("25. FDI", "C19"), "25. FDI!C19" },
        { Place.OfCell("", "C19"), "C19" },
        { Place.OfSheet("25. FDI"), "25. FDI" },
        { Place.OfSheet(""), "" },
        { Place.OfLine(17), "L17" },
        { Place.OfLine(17, "gia_tri"), "L17:gia_tri" },
        { Place.OfParts(null, null, null, 17, 4, null), "L17:4" },
        { Place.OfCell("", "[12]"), "[12]" },
        { Place.OfAddress("tables[0].title"), "tables[0].title" },
        { Place.OfAddress("tables[0].title").InFile("gso.json"), "gso.json:tables[0].title" },
        { Place.OfLine(3, "horizon").InFile("targets.csv"), "targets.csv:L3:horizon" },
        { Place.OfFile("series.csv"), "series.csv" },
        { Place.OfMember("a.zip"), "a.zip" },
        { default(Place).InMember("a.zip"), "a.zip" },
        { Place.OfLine(3).InMember("gdp.px"), "gdp.px!L3" },
        { Place.OfAddress("DATA").InMember("d.px"), "d.px!DATA" },
        { Place.OfCell("", "C3").InMember("a.csv"), "a.csv!C3" },
        { Place.OfCell("FDI", "C19").InMember("quy-3.xlsx"), "quy-3.xlsx › FDI!C19" },
        { Place.OfParts("fdi.xml", "fdi.xml", null, 25, null, "OBS_VALUE"), "fdi.xml!L25:OBS_VALUE" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_place_has_a_text(Place place, string text) => place.ToString().ShouldBe(text);

    [Fact]
    public void Places_of_one_text_are_told_apart()
    {
        Place[] places = [Place.OfCell("gdp.px", "L3"), Place.OfLine(3).InMember("gdp.px"), Place.OfSheet("gdp.px!L3")];
        places.Select(place => place.ToString()).Distinct().ShouldBe(["gdp.px!L3"]);
        places.Distinct().Count().ShouldBe(3);
    }
}
