using IdeaStorage.Recommender.TwoStage;

namespace IdeaStorage.Recommender.Tests.TwoStage;

public sealed class SaturationTests
{
    [Fact]
    public void OfAll_IsWhatIsMadeOfEach()
    {
        double[] sums = [0, 1e-12, 0.1, 0.5, 1, 3, 17, 1_000, 1e9];
        foreach (var signal in Enum.GetValues<PartnerSignal>())
        {
            var all = sums.ToArray();
            Saturation.OfAll(signal, all);
            for (var i = 0; i < sums.Length; i++)
                Assert.Equal(Saturation.Of(signal, sums[i]), all[i], 1e-14 * (1 + all[i]));
        }
    }
}
