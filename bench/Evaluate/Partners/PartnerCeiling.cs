using IdeaStorage.Recommender;
using IdeaStorage.Recommender.TwoStage;

namespace IdeaStorage.Bench.Evaluate.Partners;

/// <summary>
/// What could be had at most: how many of the true partners stand among the first so many candidates, what a ranking
/// that knew them would reach, and whether more to learn from would help.
/// </summary>
internal static class PartnerCeiling
{
    private const int Seed = 1;
    private static readonly int[] s_questions = [100, 400, 1_600, int.MaxValue];
    private static readonly double[] s_histories = [0.25, 0.5, 0.75];

    public static void Run(PartnerSplit split, PartnerMethods methods, Figures figures)
    {
        if (methods.HasTexts)
        {
            ReportPools(split, methods.Signals.Value, figures, "ceiling.signals");
            IdeaEvaluation.Ceiling(split, methods.Signals.Value, figures);
        }

        var hybrid = methods.Hybrid.Value;
        ReportPools(split, hybrid, figures, "ceiling");
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

    private static void ReportPools(PartnerSplit split, IRecommendationModel model, Figures figures, string name) =>
        CandidatePools.Report(
            figures, name, PartnerRankings.Depth, PartnerRankings.Ask(split, model, CandidatePools.Depth),
            [.. split.Queries.Select(query => query.Truth)]);

    private static void Report(PartnerSplit split, IRecommendationModel model, Figures figures, string name) =>
        new QueryLists(PartnerRankings.Ask(split, model), [.. split.Queries.Select(query => query.Truth)])
            .Report(figures, $"ceiling.{name}");

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
