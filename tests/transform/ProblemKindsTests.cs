using Plan86.Transform;

namespace Plan86.Tests.Transform;

/// <summary>Problems of which there are more than anyone reads one by one.</summary>
public class ProblemKindsTests
{
    [Fact]
    public void Ten_thousand_of_a_kind_stand_alone_and_the_rest_are_one_that_counts_them()
    {
        var kinds = new ProblemKinds();
        var alone = Enumerable.Range(1, 10_500).Count(line => kinds.StandsAlone(Slip($"L{line}")));
        kinds.StandsAlone(Problem.Warning("L7", "", "", new("Chuyện khác.", "Another thing."))).ShouldBeTrue();
        alone.ShouldBe(10_000);
        var rest = kinds.Rest.ShouldHaveSingleItem();
        (rest.Place, rest.Times).ShouldBe(("L10001", 500));
    }

    private static Problem Slip(string place) =>
        Problem.Error(place, "x", "1.234,5", new("Giá trị không phải là số.", "The value is not a number."));
}
