using IdeaStorage.Recommender.Ranking;

namespace IdeaStorage.Recommender.TwoStage;

/// <summary>
/// What <see cref="HybridTrainer"/> learns: a weight of 0 or more for each signal, once for subjects with much history,
/// once for those with little, once for those with none; the ties between regions and between types;
/// factors of organisations; and what places for quiet ones cost (null: not known).
/// </summary>
internal sealed record PartnerWeights(
    double[] Much,
    double[] Little,
    double[] New,
    PartnerTies RegionTies,
    PartnerTies TypeTies,
    PartnerFactors Factors,
    ExposurePrices? Exposure = null) : HistoryWeights(Much, Little, New)
{
    public static readonly string[] Signals = Enum.GetNames<PartnerSignal>();

    /// <summary>What is used where there is too little to learn from: judgement, near what is learned on real sets.
    /// </summary>
    public static PartnerWeights Prior { get; } = new(
        Weights(direct: 2, walk: 0.5, close: 1, like: 2, theme: 0.3, activity: 0.3, reach: 0.1),
        Weights(direct: 2, walk: 0.5, close: 1, like: 2, theme: 0.3, activity: 0.3, reach: 0.1),
        Weights(direct: 2, walk: 0.5, close: 1, like: 2, theme: 0.5, activity: 0.3, reach: 0.1),
        PartnerTies.None,
        PartnerTies.None,
        PartnerFactors.None);

    private static double[] Weights(
        double direct, double walk, double close, double like, double theme, double activity, double reach)
    {
        var weights = new double[Signals.Length];
        weights[(int)PartnerSignal.Direct] = direct;
        weights[(int)PartnerSignal.Allocation] = walk;
        weights[(int)PartnerSignal.CloseAllocation] = close;
        weights[(int)PartnerSignal.Latent] = 1;
        weights[(int)PartnerSignal.Industry] = like;
        weights[(int)PartnerSignal.Tag] = like;
        weights[(int)PartnerSignal.Text] = like;
        weights[(int)PartnerSignal.ThemeActivity] = theme;
        weights[(int)PartnerSignal.Activity] = activity;
        weights[(int)PartnerSignal.Reach] = reach;
        return weights;
    }
}
