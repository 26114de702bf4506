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
        var size = query.Diversity > 0 ? PoolFactor * query.Count : query.Count;
        if (query.Target != EntityKind.Organisation || query.ExposureFloor == 0)
        {
            var all = FieldOf(table, scorer, size, 0).All;
            return query.Diversity > 0 ? Pick(table, all, query, 0) : all;
        }

        var prices = scorer.Exposure;
        var field = FieldOf(
            table, scorer, prices is null ? size : Math.Max(size, ExposurePrices.Depth), query.Count);
        var kept = prices?.Places(field, query.Count, query.ExposureFloor, scorer.Subject.Meetings.Count)
            ?? (int)Math.Ceiling((query.ExposureFloor * query.Count) - 1e-9);
        var pool = field.All.Take(size).Union(field.Quiet.Take(kept)).OrderDescending(Ranked.WorstFirst).ToList();
        return Pick(table, pool, query, kept);
    }

    /// <summary>The best candidates, and the best quiet ones; nobody is quiet where none of them are wanted.</summary>
    public static Field FieldOf(NodeTable table, ICandidateScorer scorer, int count, int quietCount)
    {
        var line = quietCount > 0 ? BusyLine(table, scorer) : double.NegativeInfinity;
        var (best, quiet) = (new Best(count), new Best(quietCount));
        var candidates = table.OfKind(scorer.Query.Target);
        var scores = scorer.Score(candidates);
        for (var place = 0; place < scores.Length; place++)
        {
            var (number, score) = (candidates[place], scores[place]);
            if (!(score > 0) || (score < best.Least && score < quiet.Least))
                continue;
            var node = table[number];
            if (node.Status != EntityStatus.Open || scorer.Subject.Excluded.Contains(number))
                continue;
            var item = new Ranked(number, node.Ref.Id, score, quietCount > 0 && scorer.Activity(node) <= line);
            best.Offer(item);
            if (item.IsQuiet)
                quiet.Offer(item);
        }

        return new Field(best.InOrder(), quiet.InOrder());
    }

    // The activity of the last that is not among the most active tenth; whoever has as little is as quiet.
    private static double BusyLine(NodeTable table, ICandidateScorer scorer)
    {
        var activities = new List<double>();
        foreach (var number in table.OfKind(EntityKind.Organisation))
            if (table.Facts[number].Status == EntityStatus.Open)
                activities.Add(scorer.Activity(table[number]));
        activities.Sort();
        return activities.Count == 0 ? 0 : activities[activities.Count - 1 - (activities.Count / BusyOneIn)];
    }

    // Two items are alike when their region is. The maximum over the chosen, as in the paper, would soon be 1 for every
    // region; so the likeness of an item to the list is the part of the list that has its region. Places are kept at
    // the end, where they cost least, and only as many as the list does not fill with quiet ones anyway.
    private static List<Ranked> Pick(NodeTable table, List<Ranked> pool, RecommendationQuery query, int kept)
    {
        var chosen = new List<Ranked>(Math.Min(query.Count, pool.Count));
        var regions = pool.ConvertAll(item => table.Facts[item.Number].Region);
        var taken = new int[regions.DefaultIfEmpty().Max() + 1];
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
                var alike = regions[i] > 0 && chosen.Count > 0 ? (double)taken[regions[i]] / chosen.Count : 0;
                var value = ((1 - query.Diversity) * pool[i].Score / top) - (query.Diversity * alike);
                if (value > bestValue)
                    (bestAt, bestValue) = (i, value);
            }
            var item = pool[bestAt];
            taken[regions[bestAt]]++;
            pool.RemoveAt(bestAt);
            regions.RemoveAt(bestAt);
            chosen.Add(item);
            if (item.IsQuiet)
                (owed, quietLeft) = (owed - 1, quietLeft - 1);
        }
        return chosen;
    }
}
