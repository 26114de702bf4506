using IdeaStorage.Recommender.Graph;

namespace IdeaStorage.Recommender.Tests.Graph;

public sealed class WorthsOnDayTests
{
    private static Decay DecayOf(double halfLifeDays) => new(
        new Dictionary<InteractionKind, InteractionRule>
        {
            [InteractionKind.Supported] = new(1, TimeSpan.FromDays(halfLifeDays), ExclusionScope.None),
        });

    /// <summary>Half-lives so short that no double holds what an act of today was worth decades ago, and long
    /// ones.</summary>
    [Theory]
    [InlineData(1e-3)]
    [InlineData(0.5)]
    [InlineData(30)]
    [InlineData(365)]
    [InlineData(100_000)]
    public void Of_IsTheWorthOnThatDay(double halfLifeDays)
    {
        var decay = DecayOf(halfLifeDays);
        foreach (var day in new[] { 0.0, 15_000, 20_000, 20_000.25, 20_515, 47_000 })
        {
            var worths = new WorthsOnDay(decay, day);
            foreach (var age in new[] { -400.0, 0, 1e-4, 0.4, 3, 365, 4_000 })
            {
                var edge = decay.EdgeOf(1, InteractionKind.Supported, 2.5, day - age);
                var expected = decay.WorthOn(day, edge);
                Assert.Equal(expected, worths.Of(edge), 1e-9 * expected);
            }
        }
    }

    [Fact]
    public void Of_AnActOfNoWeight_IsNothing()
    {
        var decay = DecayOf(365);
        Assert.Equal(0, new WorthsOnDay(decay, 20_010).Of(decay.EdgeOf(1, InteractionKind.Supported, 0, 20_000)));
    }
}
