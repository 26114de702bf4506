using System.Collections.Concurrent;
using IdeaStorage.Recommender.Graph;
using IdeaStorage.Recommender.Ranking;

namespace IdeaStorage.Recommender;

/// <summary>
/// The model of <see cref="SignalTrainer"/>: the activity graph itself, scored afresh for each query.
/// </summary>
internal sealed class SignalModel(SignalOptions options, ActivityGraph graph) : IRecommendationModel
{
    private readonly Lock _writing = new();
    private readonly ConcurrentBag<Scratch> _scratches = [];

    public IReadOnlyList<Recommendation> Recommend(RecommendationQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.Check();
        if (graph.Table.Find(query.Subject) is not { } number || graph.Table[number].Status == EntityStatus.Hidden)
            return [];
        var scratch = _scratches.TryTake(out var used) ? used : new Scratch();
        try
        {
            var scorer = new Scorer(graph, options, new Subject(graph, options, number, query), query, scratch);
            var ranked = Ranker.Rank(graph.Table, scorer);
            return
            [
                .. ranked.Select(item => Explainer.Explain(graph, scorer, item.Number)).Where(item => item.Score > 0),
            ];
        }
        finally
        {
            scratch.Clear();
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

    public bool Apply(Interaction interaction)
    {
        ArgumentNullException.ThrowIfNull(interaction);
        DataChecks.Check(interaction, 0);
        lock (_writing)
            return graph.Act(interaction);
    }

    public bool Withdraw(InteractionKind kind, EntityRef actor, EntityRef target)
    {
        lock (_writing)
            return graph.Withdraw(kind, actor, target);
    }

    public void Apply(Entity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        DataChecks.Check(entity, 0);
        lock (_writing)
            graph.Put(entity);
    }

    public bool Remove(EntityRef entity)
    {
        lock (_writing)
            return graph.Remove(entity);
    }

    public void Save(Stream file) => SignalOptionsFile.Write(file, options);
}
