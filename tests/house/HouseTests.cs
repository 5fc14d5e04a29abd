namespace Plan86.Tests.House;

public class HouseTests
{
    [Fact]
    public void Stands() => 1.ShouldBe(1);
}
