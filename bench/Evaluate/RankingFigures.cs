namespace IdeaStorage.Bench.Evaluate;

/// <summary>
/// The quality of ranked lists, as means over queries: nDCG@k with binary gains (Järvelin and Kekäläinen 2002,
/// "Cumulated gain-based evaluation of IR techniques") and Recall@k, which is hits over the number of true answers.
/// </summary>
internal sealed class RankingFigures(int k)
{
    private readonly List<double> _gains = [];
    private readonly List<double> _recalls = [];

    public double Ndcg => _gains.Count == 0 ? 0 : _gains.Average();

    public double Recall => _recalls.Count == 0 ? 0 : _recalls.Average();

    /// <summary>The nDCG of each query, in the order in which they were added.</summary>
    public IReadOnlyList<double> Gains => _gains;

    public void Add<T>(IEnumerable<T> ranked, HashSet<T> truth)
    {
        var (gain, hits, rank) = (0.0, 0, 0);
        foreach (var item in ranked.Take(k))
        {
            rank++;
            if (!truth.Contains(item))
                continue;
            hits++;
            gain += 1 / Math.Log2(rank + 1);
        }
        var ideal = Enumerable.Range(1, Math.Min(k, truth.Count)).Sum(place => 1 / Math.Log2(place + 1));
        _gains.Add(gain / ideal);
        _recalls.Add((double)hits / truth.Count);
    }

    /// <summary>Adds the mean of the nDCG with its 95 % interval to the figures.</summary>
    public void ReportNdcg(Figures figures, string name) => Bootstrap.Report(figures, $"{name}.ndcg@{k}", _gains);
}
