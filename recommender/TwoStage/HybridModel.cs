using System.Collections.Concurrent;
using IdeaStorage.Recommender.Graph;
using IdeaStorage.Recommender.Ranking;

namespace IdeaStorage.Recommender.TwoStage;

/// <summary>
/// The model of <see cref="HybridTrainer"/>: learned weights over the activity graph. A <see cref="SignalModel"/> over
/// the same graph ranks what is no organisation.
/// </summary>
internal sealed class HybridModel(SignalOptions options, PartnerWeights weights, ActivityGraph graph)
    : GraphModel(graph)
{
    private readonly int[] _columns = weights.Factors.ColumnsIn(graph.Table);
    private readonly SignalModel _signals = new(options, graph);
    private readonly ConcurrentBag<PartnerScratch> _scratches = [];

    public override void Save(Stream file) => PartnerWeightsFile.Write(file, options, weights);

    protected override IReadOnlyList<Recommendation> Recommend(int subject, RecommendationQuery query)
    {
        if (query.Target != EntityKind.Organisation)
            return _signals.Recommend(query);
        var scratch = _scratches.TryTake(out var used) ? used : new PartnerScratch();
        try
        {
            var scorer = new PartnerScorer(
                Graph, weights, _columns, new Subject(Graph, options, subject, query), query, scratch);
            return
            [
                .. Ranker.Rank(Graph.Table, scorer)
                    .Select(item => PartnerExplainer.Explain(Graph, scorer, item.Number))
                    .Where(item => item.Score > 0),
            ];
        }
        finally
        {
            scratch.End();
            _scratches.Add(scratch);
        }
    }
}
