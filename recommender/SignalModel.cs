using System.Collections.Concurrent;
using IdeaStorage.Recommender.Graph;
using IdeaStorage.Recommender.Ranking;

namespace IdeaStorage.Recommender;

/// <summary>
/// The model of <see cref="SignalTrainer"/>: the activity graph itself, scored afresh for each query.
/// </summary>
internal sealed class SignalModel(
    SignalOptions options, ActivityGraph graph, string trainer = SignalTrainer.ModelName)
    : GraphModel(graph)
{
    private readonly ConcurrentBag<Scratch> _scratches = [];

    public override void Save(Stream file) => SignalOptionsFile.Write(file, trainer, options);

    protected override IReadOnlyList<Recommendation> Recommend(int subject, RecommendationQuery query)
    {
        var scratch = _scratches.TryTake(out var used) ? used : new Scratch();
        try
        {
            var scorer = new Scorer(Graph, options, new Subject(Graph, options, subject, query), query, scratch);
            int[] items = [.. Ranker.Rank(Graph.Table, scorer).Select(item => item.Number)];
            return
            [
                .. items.Zip(
                    scorer.Walks.FindInCommon(items),
                    (item, inCommon) => Explainer.Explain(Graph, scorer, item, inCommon))
                    .Where(item => item.Score > 0),
            ];
        }
        finally
        {
            scratch.Clear();
            _scratches.Add(scratch);
        }
    }
}
