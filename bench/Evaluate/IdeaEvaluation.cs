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
        figures.Add("ideas.candidates", split.NextIdeas.Count, "ideas");
        figures.Add("ideas.queries", split.Joined.Count, "queries");
        var lists = Ask(split, model, Math.Max(GainDepth, RecallDepth));
        Report(figures, "ideas.signals", split, i => lists[i]);
        var shuffled = split.NextIdeas.Select(idea => idea.Ref.Id).ToArray();
        new Random(RandomSeed).Shuffle(shuffled);
        Report(figures, "ideas.random", split, _ => shuffled);
    }

    /// <summary>What a better order of the same candidates could reach.</summary>
    public static void Ceiling(Figures figures, PartnerSplit split, IRecommendationModel model) =>
        CandidatePools.Report(
            figures, "ceiling.ideas", GainDepth, Ask(split, model, CandidatePools.Depth),
            [.. split.Joined.Select(query => query.Ideas)]);

    private static List<string[]> Ask(PartnerSplit split, IRecommendationModel model, int count)
    {
        foreach (var idea in split.NextIdeas)
            model.Apply(idea);
        var lists = model.RecommendAll(
            [
                .. split.Joined.Select(query => new RecommendationQuery(
                    EntityRef.Organisation(query.Organisation), EntityKind.Idea, split.At)
                {
                    Count = count,
                    Diversity = 0,
                }),
            ],
            CancellationToken.None);
        return [.. lists.Select(list => list.Select(item => item.Item.Id).ToArray())];
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
