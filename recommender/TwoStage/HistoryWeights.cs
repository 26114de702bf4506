namespace IdeaStorage.Recommender.TwoStage;

/// <summary>
/// A weight of 0 or more for each signal, once for subjects with much history, once for those with little, once for
/// those with none.
/// </summary>
internal record HistoryWeights(double[] Much, double[] Little, double[] New)
{
    /// <summary>So many acts make the weights for much and for little history count the same.</summary>
    private const double ActsHalfway = 4;

    /// <summary>How much the weights for little history count, against those for much: 1 at the first act.</summary>
    public static double LittlePart(int acts) => acts <= 1 ? 1 : ActsHalfway / (ActsHalfway + acts - 1);

    /// <summary>How much each set of weights counts for a subject with so many acts, of those that its like learn
    /// together: that for none, or those for little and for much.</summary>
    public static double[] Parts(int acts) => acts == 0 ? [1] : [LittlePart(acts), 1 - LittlePart(acts)];

    /// <summary>The weights for a subject with so many acts.</summary>
    public double[] For(int acts)
    {
        if (acts == 0)
            return New;
        var little = LittlePart(acts);
        var weights = new double[Little.Length];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (little * Little[i]) + ((1 - little) * Much[i]);
        return weights;
    }
}
