namespace IdeaStorage.Bench.Evaluate.Partners;

/// <summary>The lists that one method gave, one per query, with their quality.</summary>
internal sealed class QueryLists
{
    private readonly int _depth;

    public QueryLists(IReadOnlyList<int[]> lists, IReadOnlyList<HashSet<int>> truths, int depth = PartnerRankings.Depth)
    {
        _depth = depth;
        Lists = lists;
        Gains = new double[lists.Count];
        Recalls = new double[lists.Count];
        for (var i = 0; i < lists.Count; i++)
        {
            var quality = new RankingFigures(depth);
            quality.Add(lists[i], truths[i]);
            (Gains[i], Recalls[i]) = (quality.Ndcg, quality.Recall);
        }
    }

    public IReadOnlyList<int[]> Lists { get; }

    public double[] Gains { get; }

    public double[] Recalls { get; }

    /// <summary>Adds the means over the queries at these places, if there are any.</summary>
    public void Report(Figures figures, string name, IReadOnlyList<int> places)
    {
        if (places.Count == 0)
            return;
        Bootstrap.Report(figures, $"{name}.ndcg@{_depth}", [.. places.Select(place => Gains[place])]);
        figures.Add($"{name}.recall@{_depth}", places.Average(place => Recalls[place]), "mean");
    }

    /// <summary>Adds the means over all queries.</summary>
    public void Report(Figures figures, string name) => Report(figures, name, [.. Enumerable.Range(0, Gains.Length)]);

    /// <summary>Adds by how much the lists of each other method are worse than those of one, query by query.</summary>
    public static void ReportDifferences(
        Figures figures, IReadOnlyList<(string Name, QueryLists Lists)> all, string reference, string suffix = "")
    {
        if (all.Where(one => one.Name == reference).Select(one => one.Lists).FirstOrDefault() is not { } best)
            return;
        foreach (var (name, lists) in all.Where(one => one.Name != reference))
            Bootstrap.Report(
                figures, $"{reference}-{name}{suffix}.ndcg@{best._depth}",
                [.. best.Gains.Zip(lists.Gains, (one, other) => one - other)]);
    }
}
