using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using CsCheck;

namespace Plan86.Tests.House;

/// <summary>What is drawn is drawn again in the next run.</summary>
public class PropertyTests
{
    [Fact]
    public void The_cases_of_a_property_are_the_same_every_time_and_not_all_one()
    {
        var first = Drawn();
        Drawn().ShouldBe(first);
        first.Count.ShouldBeGreaterThanOrEqualTo(50);
        first.Distinct().Count().ShouldBeGreaterThan(40);
    }

    [Fact]
    public async Task So_are_those_of_one_that_waits()
    {
        var first = await DrawnAsync();
        (await DrawnAsync()).ShouldBe(first);
        first.Distinct().Count().ShouldBeGreaterThan(10);
    }

    [Fact]
    public void A_case_that_fails_is_told_with_its_seed() =>
        Should.Throw<CsCheckException>(() => Gen.Int[0, 1_000].Sample(drawn => drawn < 500)).Message.ShouldContain("seed");

    [Fact]
    public void No_test_asks_CsCheck_itself_for_cases()
    {
        // A call that no method of Property fits would be CsCheck's own, with other cases every time.
        using var file = new PEReader(File.OpenRead(typeof(PropertyTests).Assembly.Location));
        var metadata = file.GetMetadataReader();
        metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference
                && metadata.StringComparer.Equals(metadata.GetTypeReference((TypeReferenceHandle)member.Parent).Name, nameof(Check)))
            .Select(member => metadata.GetString(member.Name))
            .Order(StringComparer.Ordinal).ToArray()
            .ShouldBe(["Sample", "SampleAsync"],
                customMessage: "as Property calls them: say iter and no threads, or add to Property the method that is missing");
    }

    private static List<string> Drawn()
    {
        var drawn = new List<string>();
        Gen.String[Gen.Char.AlphaNumeric, 0, 20].Sample(drawn.Add, iter: 50);
        return drawn;
    }

    private static async Task<List<int>> DrawnAsync()
    {
        var drawn = new List<int>();
        await Gen.Int.SampleAsync(number =>
        {
            drawn.Add(number);
            return Task.CompletedTask;
        }, iter: 20);
        return drawn;
    }
}
