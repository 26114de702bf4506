namespace IdeaStorage.Bench.Evaluate;

/// <summary>
/// What a better order of the same candidates could reach: how many of the true answers stand among the first so many,
/// and what a ranking that knew them would have.
/// </summary>
internal static class CandidatePools
{
    private static readonly int[] s_sizes = [20, 100, 300, 1_000];

    /// <summary>So long have lists to be that are reported on.</summary>
    public static int Depth => s_sizes[^1];

    /// <param name="figures">Gets a recall and an nDCG for each size.</param>
    /// <param name="name">What the figures begin with.</param>
    /// <param name="k">The depth of the nDCG.</param>
    /// <param name="lists">The lists, in the order of <paramref name="truths"/>.</param>
    /// <param name="truths">The true answers of each.</param>
    public static void Report<T>(
        Figures figures, string name, int k, IReadOnlyList<T[]> lists, IReadOnlyList<HashSet<T>> truths)
    {
        foreach (var size in s_sizes)
        {
            var (recalls, oracle) = (new List<double>(), new RankingFigures(k));
            foreach (var (list, truth) in lists.Zip(truths))
            {
                var right = list.Take(size).Where(truth.Contains).ToList();
                recalls.Add((double)right.Count / truth.Count);
                oracle.Add(right, truth);
            }

            figures.Add($"{name}.first-{size}.recall", recalls.Average(), "mean");
            figures.Add($"{name}.first-{size}.oracle.ndcg@{k}", oracle.Ndcg, "mean");
        }
    }
}
