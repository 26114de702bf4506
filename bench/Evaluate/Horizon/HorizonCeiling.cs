using IdeaStorage.Recommender;
using IdeaStorage.Recommender.TwoStage;

namespace IdeaStorage.Bench.Evaluate.Horizon;

/// <summary>
/// What could be had at most: how many of the true partners stand among the first so many candidates, what a ranking
/// that knew them would reach, and whether more to learn from would help.
/// </summary>
internal static class HorizonCeiling
{
    private const int Seed = 1;
    private static readonly int[] s_questions = [100, 400, 1_600, int.MaxValue];
    private static readonly double[] s_histories = [0.25, 0.5, 0.75];

    public static void Run(HorizonSplit split, IRecommendationModel hybrid, Figures figures)
    {
        CandidatePools.Report(
            figures, "ceiling", QueryLists.Depth, HorizonRankings.Ask(split, hybrid, CandidatePools.Depth),
            [.. split.Queries.Select(query => query.Truth)]);
        foreach (var questions in s_questions)
        {
            var trainer = new HybridTrainer(new HybridOptions { QuestionsMax = questions });
            var name = questions == int.MaxValue ? "all" : $"{questions}";
            Report(split, trainer.Train(split.Data, Seed, CancellationToken.None), figures, $"questions.{name}");
        }

        foreach (var share in s_histories)
        {
            var part = new HybridTrainer().Train(PartOf(split.Data, share), Seed, CancellationToken.None);
            Report(split, part, figures, $"history.{share:0.##}");
        }

        Report(split, hybrid, figures, "history.1");
    }

    private static void Report(HorizonSplit split, IRecommendationModel model, Figures figures, string name)
    {
        var quality = new QueryLists(
            HorizonRankings.Ask(split, model, QueryLists.Depth), [.. split.Queries.Select(query => query.Truth)]);
        var (low, high) = Bootstrap.Interval(quality.Gains);
        figures.Add($"ceiling.{name}.ndcg@{QueryLists.Depth}", quality.Gains.Average(), "mean");
        figures.Add($"ceiling.{name}.ndcg@{QueryLists.Depth}.low", low, "95 %");
        figures.Add($"ceiling.{name}.ndcg@{QueryLists.Depth}.high", high, "95 %");
    }

    /// <summary>The same organisations, of whose projects a fixed draw is known.</summary>
    private static DataSet PartOf(DataSet data, double share)
    {
        var projects = data.Entities.Where(entity => entity.Ref.Kind == EntityKind.Idea)
            .Select(entity => entity.Ref).ToArray();
        new Random(Seed).Shuffle(projects);
        var known = projects.Take((int)(share * projects.Length)).ToHashSet();
        return new DataSet(
            [.. data.Entities.Where(entity => entity.Ref.Kind != EntityKind.Idea || known.Contains(entity.Ref))],
            [.. data.Interactions.Where(act => known.Contains(act.Target))]);
    }
}
