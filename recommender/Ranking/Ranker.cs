using IdeaStorage.Recommender.Graph;

namespace IdeaStorage.Recommender.Ranking;

/// <summary>
/// Picks the best candidates and spreads them over regions by maximal marginal relevance (Carbonell and Goldstein 1998,
/// "The use of MMR, diversity-based reranking"). Equal scores are ordered by id, so that a list never depends on luck.
/// </summary>
internal static class Ranker
{
    // Diversity may lift an item from further down; beyond five times the list it would show what hardly suits.
    private const int PoolFactor = 5;

    public static List<(int Number, double Score)> Rank(NodeTable table, ICandidateScorer scorer)
    {
        var query = scorer.Query;
        var poolCount = query.Diversity > 0 ? PoolFactor * query.Count : query.Count;
        var worstFirst = Comparer<(double Score, string Id)>.Create(WorstFirst);
        var best = new PriorityQueue<int, (double Score, string Id)>(worstFirst);
        foreach (var number in table.OfKind(query.Target))
        {
            var node = table[number];
            if (node.Status != EntityStatus.Open || scorer.Subject.Excluded.Contains(number))
                continue;
            var score = scorer.Score(number, node);
            if (!(score > 0))
                continue;
            if (best.Count < poolCount)
                best.Enqueue(number, (score, node.Ref.Id));
            else
                best.EnqueueDequeue(number, (score, node.Ref.Id));
        }
        var pool = new List<(int Number, double Score)>(best.Count);
        while (best.TryDequeue(out var number, out var priority))
            pool.Add((number, priority.Score));
        pool.Reverse();
        return query.Diversity > 0 ? Spread(table, pool, query) : pool;
    }

    private static int WorstFirst((double Score, string Id) one, (double Score, string Id) other) =>
        one.Score.CompareTo(other.Score) is not 0 and var order ? order : string.CompareOrdinal(other.Id, one.Id);

    // Two items are alike when their region is. The maximum over the chosen, as in the paper, would soon be 1 for every
    // region; so the likeness of an item to the list is the part of the list that has its region.
    private static List<(int Number, double Score)> Spread(
        NodeTable table, List<(int Number, double Score)> pool, RecommendationQuery query)
    {
        var chosen = new List<(int Number, double Score)>(Math.Min(query.Count, pool.Count));
        var regions = new Dictionary<string, int>(StringComparer.Ordinal);
        var top = pool.Count > 0 ? pool[0].Score : 1;
        while (chosen.Count < query.Count && pool.Count > 0)
        {
            var (bestAt, bestValue) = (0, double.NegativeInfinity);
            for (var i = 0; i < pool.Count; i++)
            {
                var alike = table[pool[i].Number].Region is { } region && chosen.Count > 0
                    ? (double)regions.GetValueOrDefault(region) / chosen.Count
                    : 0;
                var value = (1 - query.Diversity) * pool[i].Score / top - query.Diversity * alike;
                if (value > bestValue)
                    (bestAt, bestValue) = (i, value);
            }
            var item = pool[bestAt];
            pool.RemoveAt(bestAt);
            chosen.Add(item);
            if (table[item.Number].Region is { } taken)
                regions[taken] = regions.GetValueOrDefault(taken) + 1;
        }
        return chosen;
    }
}
