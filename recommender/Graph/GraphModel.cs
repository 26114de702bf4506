namespace IdeaStorage.Recommender.Graph;

/// <summary>A model over the activity graph: changes reach the graph, and each query is answered from it.</summary>
internal abstract class GraphModel(ActivityGraph graph) : IRecommendationModel
{
    private readonly Lock _writing = new();

    protected ActivityGraph Graph => graph;

    public IReadOnlyList<Recommendation> Recommend(RecommendationQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.Check();
        return graph.Table.Find(query.Subject) is { } number && graph.Table[number].Status != EntityStatus.Hidden
            ? Recommend(number, query)
            : [];
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

    public abstract void Save(Stream file);

    /// <summary>The list for a subject that is known and not hidden.</summary>
    protected abstract IReadOnlyList<Recommendation> Recommend(int subject, RecommendationQuery query);
}
