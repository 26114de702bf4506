using IdeaStorage.Recommender.Graph;

namespace IdeaStorage.Recommender.Ranking;

/// <summary>
/// Picks the best candidates, spreads them over regions by maximal marginal relevance (Carbonell and Goldstein 1998,
/// "The use of MMR, diversity-based reranking"), and keeps places for organisations that are not among the most
/// active. Equal scores are ordered by id.
/// </summary>
internal static class Ranker
{
    // Diversity may lift an item from further down; beyond five times the list it would show what hardly suits.
    private const int PoolFactor = 5;

    /// <summary>One organisation in so many counts as most active.</summary>
    private const int BusyOneIn = 10;

    public static List<Ranked> Rank(NodeTable table, ICandidateScorer scorer)
    {
        var query = scorer.Query;
        var kept = KeptPlaces(query);
        var line = kept > 0 ? BusyLine(table, scorer) : double.PositiveInfinity;
        var best = new Best(query.Diversity > 0 ? PoolFactor * query.Count : query.Count);
        var quiet = new Best(kept);
        foreach (var number in table.OfKind(query.Target))
        {
            var node = table[number];
            if (node.Status != EntityStatus.Open || scorer.Subject.Excluded.Contains(number))
                continue;
            var score = scorer.Score(number, node);
            if (!(score > 0))
                continue;
            var item = new Ranked(number, node.Ref.Id, score, kept > 0 && scorer.Activity(node) <= line);
            best.Offer(item);
            if (item.IsQuiet)
                quiet.Offer(item);
        }
        var pool = best.Items.Union(quiet.Items).OrderDescending(Ranked.WorstFirst).ToList();
        return kept > 0 || query.Diversity > 0 ? Pick(table, pool, query, kept) : pool;
    }

    private static int KeptPlaces(RecommendationQuery query) => query.Target == EntityKind.Organisation
        ? (int)Math.Ceiling((query.ExposureFloor * query.Count) - 1e-9)
        : 0;

    // The activity of the last that is not among the most active tenth; whoever has as little is as quiet.
    private static double BusyLine(NodeTable table, ICandidateScorer scorer)
    {
        var activities = new List<double>();
        foreach (var number in table.OfKind(EntityKind.Organisation))
            if (table[number] is { Status: EntityStatus.Open } node)
                activities.Add(scorer.Activity(node));
        activities.Sort();
        return activities.Count == 0 ? 0 : activities[activities.Count - 1 - (activities.Count / BusyOneIn)];
    }

    // Two items are alike when their region is. The maximum over the chosen, as in the paper, would soon be 1 for every
    // region; so the likeness of an item to the list is the part of the list that has its region. Places are kept at
    // the end, where they cost least, and only as many as the list does not fill with quiet ones anyway.
    private static List<Ranked> Pick(NodeTable table, List<Ranked> pool, RecommendationQuery query, int kept)
    {
        var chosen = new List<Ranked>(Math.Min(query.Count, pool.Count));
        var regions = new Dictionary<string, int>(StringComparer.Ordinal);
        var top = pool.Count > 0 ? pool[0].Score : 1;
        var (owed, quietLeft) = (kept, pool.Count(item => item.IsQuiet));
        while (chosen.Count < query.Count && pool.Count > 0)
        {
            var onlyQuiet = Math.Min(owed, quietLeft) >= query.Count - chosen.Count;
            var (bestAt, bestValue) = (-1, double.NegativeInfinity);
            for (var i = 0; i < pool.Count; i++)
            {
                if (onlyQuiet && !pool[i].IsQuiet)
                    continue;
                var alike = table[pool[i].Number].Region is { } region && chosen.Count > 0
                    ? (double)regions.GetValueOrDefault(region) / chosen.Count
                    : 0;
                var value = ((1 - query.Diversity) * pool[i].Score / top) - (query.Diversity * alike);
                if (value > bestValue)
                    (bestAt, bestValue) = (i, value);
            }
            var item = pool[bestAt];
            pool.RemoveAt(bestAt);
            chosen.Add(item);
            if (item.IsQuiet)
                (owed, quietLeft) = (owed - 1, quietLeft - 1);
            if (table[item.Number].Region is { } taken)
                regions[taken] = regions.GetValueOrDefault(taken) + 1;
        }
        return chosen;
    }
}
