namespace IdeaStorage.Bench.Evaluate.Horizon;

/// <summary>The lists that one method gave, one per query, with their quality.</summary>
internal sealed class QueryLists
{
    public const int Depth = 20;

    public QueryLists(IReadOnlyList<int[]> lists, IReadOnlyList<HashSet<int>> truths)
    {
        Lists = lists;
        Gains = new double[lists.Count];
        Recalls = new double[lists.Count];
        for (var i = 0; i < lists.Count; i++)
        {
            var quality = new RankingFigures(Depth);
            quality.Add(lists[i], truths[i]);
            (Gains[i], Recalls[i]) = (quality.Ndcg, quality.Recall);
        }
    }

    public IReadOnlyList<int[]> Lists { get; }

    public double[] Gains { get; }

    public double[] Recalls { get; }

    /// <summary>
    /// The 95 % interval of the mean of paired differences over queries, by resampling them with a fixed seed
    /// (Efron and Tibshirani 1993, "An introduction to the bootstrap").
    /// </summary>
    public static (double Low, double High) Interval(double[] differences)
    {
        const int samples = 1_000;
        var random = new Random(20190101);
        var means = new double[samples];
        for (var sample = 0; sample < samples; sample++)
        {
            var sum = 0.0;
            for (var i = 0; i < differences.Length; i++)
                sum += differences[random.Next(differences.Length)];
            means[sample] = sum / differences.Length;
        }

        Array.Sort(means);
        return (means[samples / 40], means[samples - 1 - (samples / 40)]);
    }
}
