namespace IdeaStorage.Recommender.TwoStage;

/// <summary>What <see cref="HybridTrainer"/> learns of ideas: the weights of each <see cref="IdeaSignal"/>.</summary>
internal static class IdeaWeights
{
    public static readonly string[] Signals = Enum.GetNames<IdeaSignal>();

    /// <summary>The weights by which the sum of signals is the score of <see cref="SignalTrainer"/>.</summary>
    public static HistoryWeights OfSignals(SignalOptions options)
    {
        var weights = new double[Signals.Length];
        weights[(int)IdeaSignal.Industry] = options.Industry * options.ActivityFloor;
        weights[(int)IdeaSignal.Tag] = options.Tag * options.ActivityFloor;
        weights[(int)IdeaSignal.Text] = options.Text * options.ActivityFloor;
        weights[(int)IdeaSignal.ActiveTheme] = 1;
        weights[(int)IdeaSignal.Region] = options.Region;
        weights[(int)IdeaSignal.Walk] = options.Walk;
        weights[(int)IdeaSignal.Activity] = options.Popularity;
        return new HistoryWeights(weights, weights, weights);
    }
}
