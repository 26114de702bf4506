using System.Diagnostics;
using IdeaStorage.Recommender;
using IdeaStorage.Recommender.TwoStage;

namespace IdeaStorage.Bench.Evaluate;

/// <summary>
/// A cluster of our size, with texts: which partners organisations really found, which new projects they really joined,
/// and what diversity and a floor of exposure cost.
/// </summary>
internal static class ClusterEvaluation
{
    private const int K = 20;
    private const int Seed = 1;
    private const int RandomSeed = 20190101;
    private static readonly DateTimeOffset s_testSplit = new(2019, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="folder">Holds the data set.</param>
    /// <param name="tuning">Whether to ask for the partners of the year before the split.</param>
    /// <param name="ceiling">Whether to ask instead what a better order of the same candidates could reach.</param>
    /// <param name="figures">Gets the table.</param>
    public static void Run(DirectoryInfo folder, bool tuning, bool ceiling, Figures figures)
    {
        var cluster = ClusterData.Read(folder);
        var split = tuning
            ? new PartnerSplit(cluster, s_testSplit.AddYears(-1), s_testSplit)
            : new PartnerSplit(cluster, s_testSplit, DateTimeOffset.MaxValue);
        figures.Add("partners.known", split.Known.Count, "organisations");
        figures.Add("partners.queries", split.Queries.Count, "queries");
        var signals = Train(figures, split, new SignalTrainer());
        if (ceiling)
        {
            AddCeilings(figures, split, signals);
            return;
        }

        AddBaselines(figures, split);
        AddPartners(figures, split, "signals", signals);
        AddPartners(figures, split, "hybrid", Train(figures, split, new HybridTrainer()));
        ReportFrontier(figures, split, signals);
        IdeaEvaluation.Run(figures, split, signals);
    }

    private static IRecommendationModel Train(Figures figures, PartnerSplit split, ITrainer trainer)
    {
        var clock = Stopwatch.StartNew();
        var model = trainer.Train(split.Data, Seed, CancellationToken.None);
        figures.Add($"{trainer.Name}.train", clock.Elapsed.TotalMilliseconds, "ms");
        return model;
    }

    private static void AddCeilings(Figures figures, PartnerSplit split, IRecommendationModel model)
    {
        CandidatePools.Report(
            figures, "ceiling.partners", K,
            split.AskPartners(model, CandidatePools.Depth, query => query with { Diversity = 0 }),
            [.. split.Queries.Select(query => query.NewPartners)]);
        IdeaEvaluation.Ceiling(figures, split, model);
    }

    private static void AddBaselines(Figures figures, PartnerSplit split)
    {
        // Known is in order of ids and the sort is stable, so equals keep that order.
        Measure(figures, "popularity", split, [.. split.Known.OrderByDescending(id => split.ProjectCounts[id])]);
        var shuffled = split.Known.ToArray();
        new Random(RandomSeed).Shuffle(shuffled);
        Measure(figures, "random", split, shuffled);
    }

    private static void Measure(Figures figures, string name, PartnerSplit split, string[] ranking)
    {
        var quality = new RankingFigures(K);
        foreach (var (organisation, truth) in split.Queries)
            quality.Add(ranking.Where(candidate => split.IsCandidate(organisation, candidate)), truth);
        Report(figures, name, quality);
    }

    private static void AddPartners(
        Figures figures, PartnerSplit split, string name, IRecommendationModel model)
    {
        var clock = Stopwatch.StartNew();
        var lists = split.AskPartners(model, K, query => query with { Diversity = 0 });
        figures.Add($"{name}.query", clock.Elapsed.TotalMilliseconds / Math.Max(1, split.Queries.Count), "ms");
        var quality = new RankingFigures(K);
        foreach (var ((_, truth), list) in split.Queries.Zip(lists))
            quality.Add(list, truth);
        Report(figures, name, quality);
    }

    private static void ReportFrontier(Figures figures, PartnerSplit split, IRecommendationModel model)
    {
        var busy = split.Known.OrderByDescending(id => split.ProjectCounts[id])
            .Take(split.Known.Count / 10)
            .ToHashSet();
        new Frontier<string>(
            [.. split.Queries.Select(query => query.NewPartners)],
            split.Known.Count, busy.Contains, id => split.Countries[id])
            .Run(figures, "frontier", point => split.AskPartners(
                model, K, query => query with { Diversity = point.Diversity, ExposureFloor = point.Floor }));
    }

    private static void Report(Figures figures, string name, RankingFigures quality)
    {
        quality.ReportNdcg(figures, name);
        quality.ReportRecall(figures, name);
    }
}
