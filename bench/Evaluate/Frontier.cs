using System.Globalization;

namespace IdeaStorage.Bench.Evaluate;

/// <summary>One question of a frontier: how much lists are spread, and which part is kept for the quiet.</summary>
internal readonly record struct FrontierPoint(double Diversity, double Floor)
{
    public string Name => string.Create(CultureInfo.InvariantCulture, $"diversity={Diversity}.floor={Floor}");
}

/// <summary>
/// What a floor of exposure and diversity cost: the whole frontier, so that an operator can choose a point. Exposure is
/// the part of all places of all lists that goes to organisations which are not busy; spread is the part of the pairs
/// within a list that are of different countries.
/// </summary>
/// <param name="truths">The true answers of each query.</param>
/// <param name="known">How many organisations there are.</param>
/// <param name="isBusy">Whether an organisation is of the most active tenth.</param>
/// <param name="countryOf">The country of an organisation.</param>
internal sealed class Frontier<T>(
    IReadOnlyList<HashSet<T>> truths, int known, Func<T, bool> isBusy, Func<T, string> countryOf)
    where T : notnull
{
    public const int K = 20;
    private static readonly double[] s_floors = [0, 0.05, 0.1, 0.12, 0.15, 0.2, 0.3, 0.5];
    private static readonly double[] s_diversities = [0.1, 0.2, 0.3, 0.4, 0.6];

    /// <summary>Floors, then diversities, then some of both.</summary>
    public static IEnumerable<FrontierPoint> Points =>
    [
        .. s_floors.Select(floor => new FrontierPoint(0, floor)),
        .. s_diversities.Select(diversity => new FrontierPoint(diversity, 0)),
        new FrontierPoint(0.2, 0.1),
        new FrontierPoint(0.2, 0.12),
    ];

    /// <summary>Asks for the lists of each point, and reports what they are like and what they cost.</summary>
    public void Run(Figures figures, string name, Func<FrontierPoint, IReadOnlyList<T[]>> ask)
    {
        RankingFigures? plain = null;
        foreach (var point in Points)
        {
            var lists = ask(point);
            var quality = new RankingFigures(K);
            foreach (var (truth, list) in truths.Zip(lists))
                quality.Add(list, truth);
            plain ??= quality;
            ReportPoint(figures, $"{name}.{point.Name}", quality, plain);
            ReportLists(figures, $"{name}.{point.Name}", lists);
        }
    }

    /// <summary>The part of the pairs in a list that are of different countries.</summary>
    public double SpreadOf(T[] list)
    {
        var pairs = list.Length * (list.Length - 1) / 2.0;
        var alike = list.CountBy(countryOf).Sum(group => group.Value * (group.Value - 1) / 2.0);
        return pairs > 0 ? 1 - (alike / pairs) : 0;
    }

    public void ReportLists(Figures figures, string name, IReadOnlyList<T[]> lists)
    {
        var places = lists.SelectMany(list => list).ToList();
        if (places.Count == 0)
            return;
        figures.Add($"{name}.exposure", places.Count(one => !isBusy(one)) / (double)places.Count, "of places");
        figures.Add($"{name}.coverage", places.Distinct().Count() / (double)known, "of organisations");
        figures.Add($"{name}.spread", lists.Average(SpreadOf), "of pairs");
    }

    private static void ReportPoint(Figures figures, string name, RankingFigures quality, RankingFigures plain)
    {
        var (low, high) = Bootstrap.Interval([.. plain.Gains.Zip(quality.Gains, (one, other) => one - other)]);
        figures.Add($"{name}.ndcg@{K}", quality.Ndcg, "mean");
        figures.Add($"{name}.loss", 1 - (quality.Ndcg / plain.Ndcg), "of nDCG");
        figures.Add($"{name}.loss.low", low / plain.Ndcg, "95 %");
        figures.Add($"{name}.loss.high", high / plain.Ndcg, "95 %");
    }
}
