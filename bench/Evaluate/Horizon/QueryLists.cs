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
}
