using IdeaStorage.Recommender;

namespace IdeaStorage.Grains.Recommendations;

/// <summary>
/// Takes what the log means for recommendations: a model that exists, or the data that one is trained on.
/// </summary>
internal interface IActivitySink
{
    void Put(Entity entity);

    void Add(Interaction interaction);

    void Withdraw(InteractionKind kind, EntityRef actor, EntityRef target);
}

/// <summary>Passes everything on to a model at once.</summary>
internal sealed class LiveActivity(IRecommendationModel model) : IActivitySink
{
    public void Put(Entity entity) => model.Apply(entity);

    public void Add(Interaction interaction) => model.Apply(interaction);

    public void Withdraw(InteractionKind kind, EntityRef actor, EntityRef target) =>
        model.Withdraw(kind, actor, target);
}

/// <summary>Collects the data for training: far quicker than changing a model event by event.</summary>
internal sealed class CollectedActivity : IActivitySink
{
    private readonly Dictionary<EntityRef, Entity> _entities = [];
    private readonly Dictionary<(InteractionKind, EntityRef, EntityRef), List<Interaction>> _interactions = [];

    public void Put(Entity entity) => _entities[entity.Ref] = entity;

    public void Add(Interaction interaction)
    {
        var key = (interaction.Kind, interaction.Actor, interaction.Target);
        if (!_interactions.TryGetValue(key, out var same)) _interactions[key] = same = [];
        same.Add(interaction);
    }

    public void Withdraw(InteractionKind kind, EntityRef actor, EntityRef target) =>
        _interactions.Remove((kind, actor, target));

    /// <summary>
    /// Acts of or on what nobody described (the program itself) are left out, as a model leaves them out.
    /// </summary>
    public DataSet ToDataSet() => new(
        [.. _entities.Values],
        [
            .. _interactions.Values
                .SelectMany(same => same)
                .Where(act => _entities.ContainsKey(act.Actor) && _entities.ContainsKey(act.Target)),
        ]);
}
