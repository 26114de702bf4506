using IdeaStorage.Recommender.Ranking;

namespace IdeaStorage.Recommender.Tests.Ranking;

public sealed class ExposurePricesTests
{
    private const int Length = 20;
    private const int Quiet = 1_000;

    /// <summary>Busy ones whose scores fall by a step from place to place, and quiet ones that lie so far below the
    /// first.</summary>
    private static Field Field(double step, double quietBelow)
    {
        var busy = Enumerable.Range(0, 200).Select(n => new Ranked(n, $"busy{n:000}", 100 - (step * n), false));
        var quiet = Enumerable.Range(Quiet, 100)
            .Select(n => new Ranked(n, $"quiet{n}", 100 - quietBelow - (step * (n - Quiet)), true)).ToList();
        return new Field([.. busy.Concat(quiet).OrderDescending(Ranked.WorstFirst).Take(100)], quiet);
    }

    /// <summary>Knows well whom it suits; its last places are worth nothing.</summary>
    private static Field Sure() => Field(step: 1, quietBelow: 30);

    /// <summary>All places are worth nearly the same, and those of quiet ones clearly less.</summary>
    private static Field Unsure() => Field(step: 0.01, quietBelow: 1);

    private static int Places(ExposurePrices prices, Field field, double floor, int acts) =>
        prices.Places(field, Length, floor, acts);

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.2)]
    [InlineData(0.35)]
    public void Places_AreTakenWhereTheyCostLeast_AndReachTheFloorOverAllLists(double floor)
    {
        (Field Field, int Acts, int Found)[] lists = [(Sure(), 1, 5), (Unsure(), 1, 5)];
        var prices = ExposurePrices.Learn(lists);
        var (sure, unsure) = (Places(prices, Sure(), floor, 1), Places(prices, Unsure(), floor, 1));
        Assert.Equal(floor * 2 * Length, sure + unsure);
        Assert.Equal(0, unsure);
    }

    [Fact]
    public void Places_OfThoseWhoFindMorePartners_CostMore()
    {
        var lists = Enumerable.Range(0, 40).Select(n => (Unsure(), Acts: n, Found: 20 + n)).ToList();
        var prices = ExposurePrices.Learn(lists);
        Assert.Equal((20.0, 1.0), (Math.Round(prices.Partners, 9), Math.Round(prices.PartnersPerAct, 9)));
        var places = lists.ConvertAll(list => Places(prices, list.Item1, 0.25, list.Acts));
        Assert.InRange(places.Average(), 0.25 * Length, 0.26 * Length);
        Assert.Equal(places.OrderDescending(), places);
        Assert.True(places[0] > places[^1]);
    }

    [Fact]
    public void PartnersFound_ThatDoNotGrowWithActs_AreTheSameForAll()
    {
        var prices = ExposurePrices.Learn([(Unsure(), 0, 6), (Unsure(), 10, 2)]);
        Assert.Equal((4, 0), (prices.Partners, prices.PartnersPerAct));
    }

    [Fact]
    public void PartnersFound_ByThoseWithActsAlone_LeaveSomeToTheOthers() =>
        Assert.True(ExposurePrices.Learn([(Unsure(), 0, 0), (Unsure(), 10, 20)]).Partners > 0);

    [Fact]
    public void Floor_OfNothing_KeepsNoPlace_AndOfEverything_AllOfThem()
    {
        var prices = ExposurePrices.Learn([(Sure(), 1, 5), (Unsure(), 1, 5)]);
        Assert.All([Sure(), Unsure()], field =>
            Assert.Equal((0, Length), (Places(prices, field, 0, 1), Places(prices, field, 1, 1))));
    }

    [Fact]
    public void QuietOnes_ThatAreInAListAnyway_CostNothing()
    {
        var field = Field(step: 0.1, quietBelow: 0.55);
        var natural = field.All.Take(Length).Count(item => item.IsQuiet);
        var prices = ExposurePrices.Learn([(field, 1, 5)]);
        Assert.True(natural > 0);
        Assert.Equal(natural, Places(prices, field, 0, 1));
        Assert.Equal(natural, Places(prices, field, 0.05, 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Lists_WithFewCandidates_AreNoError(int candidates)
    {
        var field = Field(step: 0.1, quietBelow: 0.55);
        var few = new Field([.. field.All.Take(candidates)], [.. field.Quiet.Take(candidates / 2)]);
        var prices = ExposurePrices.Learn([(few, 0, 1)]);
        Assert.True(prices.IsSound());
        Assert.InRange(Places(prices, few, 0.5, 0), 0, Length);
    }

    [Fact]
    public void Prices_ThatAreDamaged_AreNotSound()
    {
        var prices = ExposurePrices.Learn([(Unsure(), 1, 5)]);
        Assert.True(prices.IsSound());
        Assert.All(
            [
                prices with { Partners = double.NaN },
                prices with { PartnersPerAct = -1 },
                prices with { Prices = [] },
                prices with { Prices = [.. prices.Prices.Select(row => row[1..])] },
                prices with { Prices = [.. prices.Prices.Select(row => row.Reverse().ToArray())] },
            ],
            damaged => Assert.False(damaged.IsSound()));
    }
}
