using System.Globalization;
using IdeaStorage.Recommender;

namespace IdeaStorage.Bench.Evaluate;

/// <summary>
/// What a floor of exposure and diversity cost: the whole frontier, so that an operator can choose a point. Busy is the
/// tenth of the known organisations with the most past projects; exposure is the part of all places of all lists that
/// goes to the others; spread is the part of the pairs within a list that are of different countries.
/// </summary>
internal static class Frontier
{
    private const int K = 20;
    private static readonly double[] s_floors = [0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5];
    private static readonly double[] s_diversities = [0, 0.1, 0.2, 0.3, 0.4, 0.6];

    public static void Run(Figures figures, PartnerSplit split, IRecommendationModel model)
    {
        var busy = split.Known.OrderByDescending(id => split.ProjectCounts[id])
            .Take(split.Known.Count / 10)
            .ToHashSet();
        var points = s_floors.Select(floor => (Diversity: 0.0, Floor: floor))
            .Concat(s_diversities.Skip(1).Select(diversity => (Diversity: diversity, Floor: 0.0)))
            .Append((Diversity: 0.2, Floor: 0.1));
        RankingFigures? plain = null;
        foreach (var point in points)
        {
            var lists = split.AskPartners(
                model, K, query => query with { Diversity = point.Diversity, ExposureFloor = point.Floor });
            var quality = new RankingFigures(K);
            foreach (var ((_, truth), list) in split.Queries.Zip(lists))
                quality.Add(list, truth);
            plain ??= quality;
            var name = string.Create(
                CultureInfo.InvariantCulture, $"frontier.diversity={point.Diversity}.floor={point.Floor}");
            AddPoint(figures, name, quality, plain);
            var places = lists.SelectMany(list => list).ToList();
            figures.Add($"{name}.exposure", places.Count(id => !busy.Contains(id)) / (double)places.Count, "of places");
            figures.Add($"{name}.coverage", places.Distinct().Count() / (double)split.Known.Count, "of organisations");
            figures.Add($"{name}.spread", lists.Average(list => Spread(split, list)), "of pairs");
        }
    }

    private static void AddPoint(Figures figures, string name, RankingFigures quality, RankingFigures plain)
    {
        var (low, high) = Bootstrap.Interval([.. plain.Gains.Zip(quality.Gains, (one, other) => one - other)]);
        figures.Add($"{name}.ndcg@{K}", quality.Ndcg, "mean");
        figures.Add($"{name}.loss", 1 - (quality.Ndcg / plain.Ndcg), "of nDCG");
        figures.Add($"{name}.loss.low", low / plain.Ndcg, "95 %");
        figures.Add($"{name}.loss.high", high / plain.Ndcg, "95 %");
    }

    private static double Spread(PartnerSplit split, string[] list)
    {
        var pairs = list.Length * (list.Length - 1) / 2.0;
        var alike = list.CountBy(id => split.Countries[id]).Sum(group => group.Value * (group.Value - 1) / 2.0);
        return pairs > 0 ? 1 - (alike / pairs) : 0;
    }
}
