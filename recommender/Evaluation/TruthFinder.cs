namespace IdeaStorage.Recommender.Evaluation;

/// <summary>Finds what members turned to after the cut for the first time.</summary>
internal sealed class TruthFinder
{
    private readonly DateTimeOffset _at;
    private readonly Func<Interaction, bool> _isAnswer;
    private readonly Dictionary<EntityRef, Entity> _entities;
    private readonly Dictionary<EntityRef, EntityRef> _makers = [];
    private readonly IReadOnlyList<Interaction> _acts;

    public TruthFinder(DataSet data, DateTimeOffset at, Func<Interaction, bool> isAnswer)
    {
        (_at, _isAnswer, _acts) = (at, isAnswer, data.Interactions);
        _entities = data.Entities.ToDictionary(entity => entity.Ref);
        foreach (var act in _acts.Where(act => act.Kind == InteractionKind.Posted))
            if (OrganisationOf(act.Actor) is { } maker)
                _makers[act.Target] = maker;
    }

    public (List<EvaluationQuery> Organisations, List<EvaluationQuery> Ideas) Find()
    {
        var (organisations, ideas) = (new List<EvaluationQuery>(), new List<EvaluationQuery>());
        var byMember = _acts.Where(act => act.Actor.Kind == EntityKind.Member).GroupBy(act => act.Actor)
            .OrderBy(acts => acts.Key.Id, StringComparer.Ordinal);
        foreach (var acts in byMember)
        {
            Add(ideas, acts.Key, [.. acts.Where(act => act.Target.Kind == EntityKind.Idea)], act => act.Target);
            Add(organisations, acts.Key, [.. acts], Met);
        }

        return (organisations, ideas);
    }

    private void Add(
        List<EvaluationQuery> queries, EntityRef member, Interaction[] acts, Func<Interaction, EntityRef?> find)
    {
        var known = acts.Where(act => act.At < _at).Select(find).OfType<EntityRef>().ToHashSet();
        var truth = acts.Where(act => act.At >= _at && _isAnswer(act)).Select(find).OfType<EntityRef>()
            .Where(one => IsOpen(one) && one != OrganisationOf(member)).ToHashSet();
        // One's own ideas are no find.
        truth.ExceptWith(acts.Where(act => act.Kind == InteractionKind.Posted).Select(act => act.Target));
        truth.ExceptWith(known);
        if (truth.Count > 0)
            queries.Add(new EvaluationQuery(member, truth, known));
    }

    /// <summary>The organisation that an act leads to: its target, or where the idea comes from.</summary>
    private EntityRef? Met(Interaction act) => act.Target.Kind switch
    {
        EntityKind.Organisation => act.Target,
        EntityKind.Idea when _makers.TryGetValue(act.Target, out var maker) => maker,
        _ => null,
    };

    private EntityRef? OrganisationOf(EntityRef actor) =>
        actor.Kind == EntityKind.Organisation ? actor : _entities.GetValueOrDefault(actor)?.Organisation;

    private bool IsOpen(EntityRef entity) => _entities.GetValueOrDefault(entity)?.Status == EntityStatus.Open;
}
