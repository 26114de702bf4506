using System.Collections.Concurrent;
using IdeaStorage.Recommender.Graph;
using IdeaStorage.Recommender.Ranking;

namespace IdeaStorage.Recommender.TwoStage;

/// <summary>
/// The model of <see cref="HybridTrainer"/>: learned weights over the activity graph, which all changes reach through
/// <see cref="SignalModel"/>. That one ranks what is no organisation.
/// </summary>
internal sealed class HybridModel(SignalOptions options, PartnerWeights weights, ActivityGraph graph)
    : IRecommendationModel
{
    private readonly SignalModel _signals = new(options, graph);
    private readonly ConcurrentBag<PartnerScratch> _scratches = [];

    public IReadOnlyList<Recommendation> Recommend(RecommendationQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Target != EntityKind.Organisation)
            return _signals.Recommend(query);
        query.Check();
        if (graph.Table.Find(query.Subject) is not { } number || graph.Table[number].Status == EntityStatus.Hidden)
            return [];
        var scratch = _scratches.TryTake(out var used) ? used : new PartnerScratch();
        try
        {
            var subject = new Subject(graph, options, number, query);
            var scorer = new PartnerScorer(graph, weights, subject, query, scratch);
            return
            [
                .. Ranker.Rank(graph.Table, scorer)
                    .Select(item => PartnerExplainer.Explain(graph, scorer, item.Number))
                    .Where(item => item.Score > 0),
            ];
        }
        finally
        {
            scratch.End();
            _scratches.Add(scratch);
        }
    }

    public IReadOnlyList<IReadOnlyList<Recommendation>> RecommendAll(
        IReadOnlyList<RecommendationQuery> queries, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(queries);
        var lists = new IReadOnlyList<Recommendation>[queries.Count];
        Parallel.For(0, queries.Count, Cores.Options(cancellation), i => lists[i] = Recommend(queries[i]));
        return lists;
    }

    public bool Apply(Interaction interaction) => _signals.Apply(interaction);

    public bool Withdraw(InteractionKind kind, EntityRef actor, EntityRef target) =>
        _signals.Withdraw(kind, actor, target);

    public void Apply(Entity entity) => _signals.Apply(entity);

    public bool Remove(EntityRef entity) => _signals.Remove(entity);

    public void Save(Stream file) => PartnerWeightsFile.Write(file, options, weights);
}
