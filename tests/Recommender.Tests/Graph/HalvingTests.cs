using IdeaStorage.Recommender.Graph;

namespace IdeaStorage.Recommender.Tests.Graph;

public sealed class HalvingTests
{
    [Fact]
    public void Exp2_OfWhatIsBelowZero_IsThePower()
    {
        for (var power = -60.0; power < 0; power += 0.0137)
            Assert.Equal(1, Halving.Exp2(power) / Math.Pow(2, power), 1e-11);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 1)]
    [InlineData(-1, 0.5)]
    [InlineData(-10, 0.0009765625)]
    [InlineData(-0.5, 0.70710678118654757)]
    [InlineData(-1e-300, 1)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(-5_000, 0)]
    public void Exp2_AtTheEdges_IsExact(double power, double expected) =>
        Assert.Equal(expected, Halving.Exp2(power), 1e-15);
}
