using System.Collections.Concurrent;
using IdeaStorage.Recommender.Graph;
using IdeaStorage.Recommender.Ranking;

namespace IdeaStorage.Recommender.TwoStage;

/// <summary>
/// The model of <see cref="HybridTrainer"/>: learned weights over the activity graph. A <see cref="SignalModel"/> over
/// the same graph ranks what nothing was learned for.
/// </summary>
internal sealed class HybridModel(
    SignalOptions options, PartnerWeights weights, HistoryWeights? ideas, ActivityGraph graph)
    : GraphModel(graph)
{
    private readonly int[] _columns = weights.Factors.ColumnsIn(graph.Table);
    private readonly SignalModel _signals = new(options, graph);
    private readonly ConcurrentBag<PartnerScratch> _scratches = [];
    private readonly ConcurrentBag<Scratch> _ideaScratches = [];

    public override void Save(Stream file) => PartnerWeightsFile.Write(file, options, weights, ideas);

    protected override IReadOnlyList<Recommendation> Recommend(int subject, RecommendationQuery query) =>
        query.Target switch
        {
            EntityKind.Organisation => Organisations(subject, query),
            EntityKind.Idea when ideas is not null => Ideas(subject, query, ideas),
            _ => _signals.Recommend(query),
        };

    private List<Recommendation> Organisations(int subject, RecommendationQuery query)
    {
        var scratch = _scratches.TryTake(out var used) ? used : new PartnerScratch();
        try
        {
            var scorer = new PartnerScorer(
                Graph, weights, _columns, new Subject(Graph, options, subject, query), query, scratch);
            int[] items = [.. Ranker.Rank(Graph.Table, scorer).Select(item => item.Number)];
            return
            [
                .. items.Zip(
                    scorer.FindInCommon(items),
                    (item, inCommon) => PartnerExplainer.Explain(Graph, scorer, item, inCommon))
                    .Where(item => item.Score > 0),
            ];
        }
        finally
        {
            scratch.End();
            _scratches.Add(scratch);
        }
    }

    private List<Recommendation> Ideas(int subject, RecommendationQuery query, HistoryWeights learned)
    {
        var scratch = _ideaScratches.TryTake(out var used) ? used : new Scratch();
        try
        {
            var scorer = new IdeaScorer(
                Graph, options, learned, new Subject(Graph, options, subject, query), query, scratch);
            return
            [
                .. Ranker.Rank(Graph.Table, scorer)
                    .Select(item => IdeaExplainer.Explain(Graph, scorer, item.Number))
                    .Where(item => item.Score > 0),
            ];
        }
        finally
        {
            scratch.Clear();
            _ideaScratches.Add(scratch);
        }
    }
}
