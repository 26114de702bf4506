namespace IdeaStorage.Bench.Evaluate;

/// <summary>
/// The quality of ranked lists, as means over queries: nDCG@k with binary gains (Järvelin and Kekäläinen 2002,
/// "Cumulated gain-based evaluation of IR techniques") and Recall@k, which is hits over the number of true answers.
/// </summary>
internal sealed class RankingFigures(int k)
{
    private double _gain;
    private double _recall;
    private int _count;

    public double Ndcg => _count == 0 ? 0 : _gain / _count;

    public double Recall => _count == 0 ? 0 : _recall / _count;

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
        _gain += gain / ideal;
        _recall += (double)hits / truth.Count;
        _count++;
    }
}
