using IdeaStorage.Recommender;

namespace IdeaStorage.Bench.Evaluate;

/// <summary>
/// Ideas that nobody has acted on yet: the projects after the split come in as new ideas, of which the model knows the
/// text and nothing else; a query is an organisation known by then; the truth is which of them it joined.
/// </summary>
internal static class IdeaEvaluation
{
    private const int GainDepth = 10;
    private const int RecallDepth = 10;
    private const int RandomSeed = 20190101;

    public static void Run(Figures figures, PartnerSplit split, IRecommendationModel model)
    {
        foreach (var idea in split.NextIdeas)
            model.Apply(idea);
        figures.Add("ideas.candidates", split.NextIdeas.Count, "ideas");
        figures.Add("ideas.queries", split.Joined.Count, "queries");
        var lists = model.RecommendAll(
            [
                .. split.Joined.Select(query => new RecommendationQuery(
                    EntityRef.Organisation(query.Organisation), EntityKind.Idea, split.At)
                {
                    Count = Math.Max(GainDepth, RecallDepth),
                    Diversity = 0,
                }),
            ],
            CancellationToken.None);
        Report(figures, "ideas.signals", split, i => lists[i].Select(item => item.Item.Id));
        var shuffled = split.NextIdeas.Select(idea => idea.Ref.Id).ToArray();
        new Random(RandomSeed).Shuffle(shuffled);
        Report(figures, "ideas.random", split, _ => shuffled);
    }

    private static void Report(
        Figures figures, string name, PartnerSplit split, Func<int, IEnumerable<string>> ranking)
    {
        var (gain, recall) = (new RankingFigures(GainDepth), new RankingFigures(RecallDepth));
        for (var i = 0; i < split.Joined.Count; i++)
        {
            var ranked = ranking(i).ToList();
            gain.Add(ranked, split.Joined[i].Ideas);
            recall.Add(ranked, split.Joined[i].Ideas);
        }

        gain.ReportNdcg(figures, name);
        recall.ReportRecall(figures, name);
    }
}
